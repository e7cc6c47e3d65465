//! Random rules and random events that have enough in common to match now and then.

use serde_json::{Map, Value, json};

/// A row of choices that a seed decides (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap()
    }

    pub fn one<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const FIELDS: [&str; 8] = ["A", "B", "Image", "a.b", "EventID", "Provider_Name", "T", "Data"];

const WORDS: [&str; 34] = [
    "a",
    "B",
    "ab",
    "abc",
    "abcd",
    "ABCD",
    "bcda",
    "power",
    "PowerShell",
    ".exe",
    "\\cmd.exe",
    "\\",
    "/",
    " -enc ",
    "é",
    "ÄÖ",
    "ς",
    "Σ",
    "ſ",
    "K",
    "\u{212a}",
    "kelvin",
    "\u{212a}elvin",
    "\u{17f}ECRET",
    "ı",
    "😀",
    "☎️",
    "0",
    "4688",
    "1.5",
    "10.1.2.3",
    "::ffff:10.0.0.1",
    "2025-11-28T08:30:20Z",
    "\n",
];

/// Words in a row; as a rule's value, with wildcards and escapes among them.
fn text(dice: &mut Dice, is_pattern: bool) -> String {
    let mut text = String::new();
    for _ in 0..dice.below(4) {
        text.push_str(dice.one(&WORDS));
        if is_pattern && dice.chance(25) {
            text.push_str(dice.one(&["*", "?", "\\*", "\\?", "\\\\", "**", "\\\\*"]));
        }
    }
    text
}

/// One item: a key with modifiers, and what stands under it.
fn item(dice: &mut Dice) -> (String, Value) {
    let field = dice.one(&FIELDS);
    let texts = |dice: &mut Dice, is_pattern| {
        let n = 1 + dice.below(3);
        Value::Array((0..n).map(|_| Value::String(text(dice, is_pattern))).collect())
    };
    let suffix = |dice: &mut Dice| dice.one(&["", "", "", "|all", "|neq"]);
    match dice.below(18) {
        0..=6 => {
            let position = dice.one(&["", "|contains", "|startswith", "|endswith"]);
            let extra = dice.one(&["", "", "", "|cased", "|windash"]);
            let values = texts(dice, true);
            (format!("{field}{extra}{position}{}", suffix(dice)), values)
        }
        7 => (format!("{field}{}", suffix(dice)), json!([dice.below(3), 4688, 1.5, true])),
        8 => (field.to_owned(), Value::Null),
        9 => (format!("{field}|exists"), Value::Bool(dice.chance(50))),
        10 => {
            let expression = dice.one(&[
                "a.c",
                "^ab",
                "d$",
                "(?i)POWER(shell)?",
                "[0-9]{2,}",
                "abcd|bcda",
                "(ab|b)+c",
                "\\.exe$",
                "x*",
                "(?i)σ",
                "(?i)kel|s.ell",
            ]);
            let flags = dice.one(&["", "|i", "|m", "|s", "|i|s", "|startswith", "|endswith"]);
            (format!("{field}|re{flags}{}", suffix(dice)), json!(expression))
        }
        11 => {
            let network = dice.one(&[
                "10.0.0.0/8",
                "10.1.2.3/32",
                "0.0.0.0/0",
                "::/0",
                "::ffff:10.0.0.0/104",
                "2001:db8::/32",
            ]);
            (format!("{field}|cidr{}", suffix(dice)), json!(network))
        }
        12 => {
            let part = dice.one(&["", "|startswith", "|endswith", "|contains"]);
            let cased = dice.one(&["", "|cased"]);
            (format!("{field}|fieldref{part}{cased}"), json!(dice.one(&FIELDS)))
        }
        13 => (
            format!("{field}|{}", dice.one(&["gt", "gte", "lt", "lte"])),
            match dice.chance(30) {
                true => json!(dice.one(&[&1.5_f64, &0.5, &-0.25, &4688.0, &1e21])),
                false => json!(dice.one(&[&0, &1, &4688, &-3])),
            },
        ),
        14 => {
            let part = dice.one(&["minute", "hour", "day", "week", "month", "year"]);
            let operator = dice.one(&["", "|gte", "|lt"]);
            (format!("{field}|{part}{operator}"), json!(dice.one(&[&8, &30, &28, &48, &11, &2025])))
        }
        15 => {
            let position = dice.one(&["", "|contains", "|endswith", "|cased"]);
            let value = dice.one(&["%x%", "a%y%", "%x%*%y%", "50% of %x%", "\\\\%x%"]);
            (format!("{field}|expand{position}{}", suffix(dice)), json!(value))
        }
        _ => {
            let encoding = dice.one(&[
                "base64",
                "base64offset|contains",
                "wide|contains",
                "wide|base64offset|contains",
                "utf16|contains",
                "utf16be|contains",
                "utf16le|startswith",
                "utf16|base64offset|contains",
                "utf16be|base64",
            ]);
            (format!("{field}|{encoding}"), json!(dice.one(&["power", "ab", "abcd"])))
        }
    }
}

fn map(dice: &mut Dice) -> Value {
    let items = 1 + dice.below(3);
    Value::Object((0..items).map(|_| item(dice)).collect())
}

fn selection(dice: &mut Dice) -> Value {
    match dice.below(8) {
        0 => {
            let n = 1 + dice.below(3);
            Value::Array((0..n).map(|_| Value::String(text(dice, true))).collect())
        }
        1 => json!({ "|all": [text(dice, true), text(dice, false)] }),
        2 | 3 => Value::Array(vec![map(dice), map(dice)]),
        _ => map(dice),
    }
}

const CONDITIONS: [&str; 12] = [
    "s1",
    "not s1",
    "s1 and s2",
    "s1 or s2",
    "s1 and not s2",
    "1 of s*",
    "all of s*",
    "1 of them",
    "not (s1 and s2) and s3",
    "s1 or (s2 and not s3)",
    "not 1 of s*",
    "all of them and not _f",
];

/// A rule as text: JSON is YAML.
pub fn rule(dice: &mut Dice, n: usize) -> String {
    let logsource = dice.one(&[
        r#"{"product":"windows"}"#,
        r#"{"product":"windows","category":"process_creation"}"#,
        r#"{"category":"webserver"}"#,
    ]);
    let logsource: Value = serde_json::from_str(logsource).unwrap();
    let mut detection = Map::new();
    for name in ["s1", "s2", "s3", "_f"] {
        detection.insert(name.to_owned(), selection(dice));
    }
    let condition = match dice.chance(15) {
        true => json!([dice.one(&CONDITIONS), dice.one(&CONDITIONS)]),
        false => json!(dice.one(&CONDITIONS)),
    };
    detection.insert("condition".to_owned(), condition);
    let (title, name) = (format!("rule {n}"), format!("r{n}"));
    json!({ "title": title, "name": name, "logsource": logsource, "detection": detection })
        .to_string()
}

/// A rule whose keywords all have a part that is looked for in events as they are written.
pub fn rule_of_long_keywords(dice: &mut Dice, n: usize) -> String {
    const LONG: [&str; 8] = [
        "power",
        "kelvin",
        "Secret",
        "abcd",
        "kel?in*power",
        "\\kelvin",
        "é/secret",
        "\u{212a}elvin",
    ];
    let words: Vec<&str> = (0..=dice.below(3)).map(|_| dice.one(&LONG)).collect();
    let condition = dice.one(&["s1", "not s1", "s1 and s2", "s1 or s2", "s1 and not s2"]);
    let detection = json!({ "s1": words, "s2": map(dice), "condition": condition });
    json!({ "title": format!("rule {n}"), "name": format!("r{n}"), "logsource": { "product": "windows" }, "detection": detection })
        .to_string()
}

/// Writes some signs of an event's texts by their numbers.
pub fn by_number(dice: &mut Dice, json: &str) -> String {
    let mut written = String::new();
    let mut is_text = false;
    // Signs that belong to an escape.
    let mut n_escaped = 0;
    for sign in json.chars() {
        if n_escaped > 0 {
            n_escaped = if sign == 'u' { 4 } else { n_escaped - 1 };
        } else if sign == '"' {
            is_text = !is_text;
        } else if sign == '\\' {
            n_escaped = 1;
        } else if is_text && dice.chance(10) {
            for unit in sign.encode_utf16(&mut [0; 2]) {
                written += &format!("\\u{unit:04x}");
            }
            continue;
        }
        written.push(sign);
    }
    written
}

/// Now and then a filter of one rule, or of all of a log source.
pub fn filter(dice: &mut Dice) -> Option<String> {
    if !dice.chance(30) {
        return None;
    }
    let rules = [json!("any"), json!(["r0"]), json!(["r1", "r2"])][dice.below(3)].clone();
    let logsource = [json!({ "product": "windows" }), json!({})][dice.below(2)].clone();
    let condition = dice.one(&["s1", "not s1", "s1 and not s2", "1 of s*"]);
    let (s1, s2) = (selection(dice), selection(dice));
    let filter = json!({ "rules": rules, "s1": s1, "s2": s2, "condition": condition });
    Some(json!({ "title": "filter", "logsource": logsource, "filter": filter }).to_string())
}

fn value(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(14) {
        0 => Value::Null,
        1 => json!(dice.chance(50)),
        2 => json!(dice.one(&[&0_i64, &1, &4688, &-3, &i64::MAX, &i64::MIN])),
        3 => json!(dice.one(&[&1.5_f64, &-0.0, &1e21, &4688.0])),
        4 if depth < 3 => {
            Value::Array((0..dice.below(3)).map(|_| value(dice, depth + 1)).collect())
        }
        5 if depth < 3 => json!({ "b": value(dice, depth + 1), "#text": value(dice, depth + 1) }),
        6 => json!(dice.one(&[
            "cABvAHcAZQByAA==",
            "YWJjZA==",
            "a\u{0}b\u{0}",
            "\u{0}a\u{0}b",
            "AGEAYgBjAGQ=",
            "cG93ZXI="
        ])),
        _ => Value::String(text(dice, false)),
    }
}

/// An event as text, in one of the shells that events come in.
pub fn event(dice: &mut Dice) -> String {
    let mut fields = Map::new();
    for field in FIELDS {
        if dice.chance(60) {
            let value = value(dice, 0);
            match field.split_once('.') {
                Some((outer, inner)) if dice.chance(60) => {
                    let nested = json!({ inner: value });
                    let nested =
                        if dice.chance(30) { json!([nested, { inner: "abcd" }]) } else { nested };
                    fields.insert(outer.to_owned(), nested);
                }
                _ => {
                    fields.insert(field.to_owned(), value);
                }
            }
        }
    }
    if dice.chance(30) {
        fields.insert(
            "Channel".to_owned(),
            json!(dice.one(&["Security", "Microsoft-Windows-Sysmon/Operational"])),
        );
        fields.insert("EventID".to_owned(), json!(dice.one(&[&1, &4688])));
        if dice.chance(50) {
            fields.remove("Image");
            fields.insert("NewProcessName".to_owned(), value(dice, 0));
        }
    }
    let event = match dice.below(6) {
        0 => {
            json!({ "Event": { "System": { "EventID": { "#text": 1, "#attributes": { "x": 1 } }, "Channel": "Microsoft-Windows-Sysmon/Operational",
            "Provider": { "#attributes": { "Name": "abcd" } } }, "EventData": fields } })
        }
        1 => json!({ "Event": { "System": { "EventID": 7 }, "UserData": { "Shell": fields } } }),
        2 => {
            json!({ "winlog": { "event_id": 1, "channel": "Security", "event_data": fields }, "Image": "abcd" })
        }
        _ => Value::Object(fields),
    };
    event.to_string()
}
