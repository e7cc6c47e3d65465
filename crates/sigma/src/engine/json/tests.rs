//! What is read here is what `ways` reads by way of serde.

use proptest::prelude::*;
use serde::de::DeserializeSeed;

use super::*;
use crate::engine::ways::FillEverything;
use crate::{Engine, Hint, Maps, Placeholders, RuleSet};

const RULES: &str = "title: t
logsource: {}
detection:
  a: {A: x, a.b: '', Image|endswith: e, EventID: 1, T|exists: true, Data: null}
  k: [word, kelvin, secret]
  condition: 1 of them";

fn engine() -> Engine {
    let rules = RuleSet::read([("t.yml", RULES.as_bytes())], &Placeholders::new());
    assert!(rules.faults.is_empty(), "{:?}", rules.faults);
    Engine::new(&rules, &Maps::default())
}

/// All that stands in the slots after an event, with everything that keywords look at.
fn read(engine: &Engine, json: &str) -> Result<Vec<Vec<Option<String>>>, String> {
    let mut scratch = engine.scratch();
    engine.scan(&mut scratch, json.as_bytes(), &Hint::default()).map_err(|e| e.to_string())?;
    let slots = &mut scratch.slots;
    if !slots.is_there(EVERYTHING) {
        Reader::again(json, slots).fill_everything().unwrap();
    }
    Ok(shown(engine, &scratch.slots))
}

/// By way of serde, which hands over keys that stand twice as often.
fn read_by_serde(engine: &Engine, json: &str) -> Vec<Vec<Option<String>>> {
    let mut scratch = engine.scratch();
    scratch.begin();
    engine.fill(&mut scratch).deserialize(&mut serde_json::Deserializer::from_str(json)).unwrap();
    engine.route(&mut scratch, &Hint::default());
    let everything = FillEverything { slots: &mut scratch.slots };
    everything.deserialize(&mut serde_json::Deserializer::from_str(json)).unwrap();
    shown(engine, &scratch.slots)
}

fn shown(engine: &Engine, slots: &Slots) -> Vec<Vec<Option<String>>> {
    let n_slots = u32::try_from(engine.fields.len()).unwrap();
    (0..=n_slots)
        .map(|slot| {
            let there = slots.is_there(slot).then(|| "there".to_owned());
            let texts = slots.cells(slot).map(|cell| slots.text(cell).map(str::to_owned));
            std::iter::once(there).chain(texts).collect()
        })
        .collect()
}

fn check(json: &str, expect: &str) {
    let engine = engine();
    match read(&engine, json) {
        Ok(found) => {
            let everything: Vec<String> =
                found[0].iter().skip(1).map(|text| text.clone().unwrap()).collect();
            assert_eq!(everything.join("|"), expect, "{json}");
        }
        Err(reason) => assert_eq!(reason, format!("the event is not JSON: {expect}"), "{json}"),
    }
}

#[test]
fn values_are_what_they_read_as() {
    check(r#" { "a" : "x\\y\"\/\b\f\n\r\t" , "b" : [ ] , "c" : { } } "#, "x\\y\"/\u{8}\u{c}\n\r\t");
    check(r#"{"a":"\u00e9\ud83d\ude00é"}"#, "é😀é");
    check(r#"{"a":"\ud83dx","b":"\ude00","c":"\ud83d\u0041"}"#, "\u{fffd}x|\u{fffd}|\u{fffd}A");
    check("{\"a\":[null,true,false,0,-0,-0.0,12,-7,1.50,1e2]}", "true|false|0|0|0|12|-7|1.5|100");
    check(
        "[18446744073709551615,-9223372036854775808]",
        "18446744073709551615|-9223372036854775808",
    );
    check("18446744073709551616", "18446744073709552000");
    check("[1e999,-1E+999]", "1e999|-1E+999");
}

#[test]
fn no_number_hides_an_event() {
    let engine = engine();
    let matches = |json: &str| {
        let mut scratch = engine.scratch();
        engine.scan(&mut scratch, json.as_bytes(), &Hint::default()).map(<[usize]>::to_vec)
    };
    let huge = "9".repeat(400);
    for number in ["1e999", "-1e999", "0.1e400", huge.as_str()] {
        let expect = Ok(vec![0]);
        assert_eq!(matches(&format!(r#"{{"x":{number},"A":"a word"}}"#)), expect, "{number}");
        assert_eq!(matches(&format!(r#"{{"EventID":{number},"A":"a word"}}"#)), expect, "{number}");
        assert_eq!(matches(&format!(r#"{{"x":[{number}],"k":"word"}}"#)), expect, "{number}");
    }
}

#[test]
fn a_keyword_is_found_however_it_is_written_and_looked_for_only_if_it_may_be_there() {
    let engine = engine();
    let check = |json: &str, is_found: bool, is_looked_for: bool| {
        let mut scratch = engine.scratch();
        let found = engine.scan(&mut scratch, json.as_bytes(), &Hint::default()).unwrap().len();
        assert_eq!(found == 1, is_found, "{json}");
        assert_eq!(scratch.slots.is_there(EVERYTHING), is_looked_for, "{json}");
    };
    check(r#"{"x":"a Word"}"#, true, true);
    check(r#"{"x":{"y":["w\u006frd"]}}"#, true, true);
    check(r#"{"x":"\uD83d\u0057ORD"}"#, true, true);
    check(r#"{"x":"w\u006frs"}"#, false, true);
    // Two signs beyond ASCII are folded to letters of it.
    for field in ["x", "A"] {
        for word in ["\u{212a}elvin", "\u{17f}ecret", "\\u212aelvin", "\\u017fecret"] {
            check(&format!(r#"{{"{field}":"a {word}"}}"#), true, true);
        }
    }
    check("{\"x\":\"\u{212a}elvim \u{e9}\"}", false, true);
    check("{\"x\":\"\u{e9}\"}", false, false);
    // A backslash before a letter is no escape, and signs that no keyword is looked for by may be written as they like.
    check(r#"{"x":"CORP\\u006frd","y":"a\"\\\\u0057"}"#, false, false);
    check(r#"{"x":"\u0022\u005c\u002f\u000a\u00e9","\u00c9":1}"#, false, false);
}

#[test]
fn more_values_than_are_kept_are_passed_over() {
    let engine = engine();
    let many = "1e308,".repeat(2 * crate::engine::VALUES_MAX as usize);
    let json = format!(r#"{{"k":"word","x":[{many}1]}}"#);
    assert_eq!(read(&engine, &json).unwrap()[0].len(), 1 + crate::engine::VALUES_MAX as usize);
}

#[test]
fn room_for_a_large_event_is_given_back() {
    let engine = engine();
    let mut scratch = engine.scratch();
    let json = format!(r#"{{"A":"word\\é{}"}}"#, "x".repeat(4 << 20));
    engine.scan(&mut scratch, json.as_bytes(), &Hint::default()).unwrap();
    for n_bytes in scratch.slots.n_kept_bytes() {
        assert!(n_bytes > 4 << 20);
    }
    engine.scan(&mut scratch, b"{}", &Hint::default()).unwrap();
    for n_bytes in scratch.slots.n_kept_bytes() {
        assert!(n_bytes < 2 << 20);
    }
}

#[test]
fn an_event_that_is_read_twice_is_held_once() {
    let engine = engine();
    let mut scratch = engine.scratch();
    let json = r#"{"A":"word\\a"}"#;
    engine.scan(&mut scratch, json.as_bytes(), &Hint::default()).unwrap();
    let [raw, lowered, _] = scratch.slots.n_held_bytes();
    assert_eq!((raw, lowered), (json.len() + 2 * "word\\a".len(), raw));
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    check("", "no value at byte 0");
    check("{}x", "more than one value at byte 2");
    check("{\"a\":1,}", "a comma before the end at byte 7");
    check("{\"a\" 1}", "no colon at byte 5");
    check("{1:1}", "no key at byte 1");
    check("[1 2]", "no comma and no end at byte 3");
    check("[1", "no comma and no end at byte 2");
    check("[01]", "no value at byte 1");
    check("[1.]", "no digit behind the point at byte 3");
    check("[1e+]", "no digit in the exponent at byte 4");
    check("\"a", "a text without end at byte 2");
    check("\"a\nb\"", "a control character in a text at byte 2");
    check("\"\\x\"", "an unknown escape at byte 2");
    check("\"\\u12g4\"", "an escape without four digits at byte 3");
    let deep = DEPTH_MAX + 1;
    check(&"[".repeat(deep), "too many brackets within each other at byte 128");
    check(&format!("{}{}", "[".repeat(DEPTH_MAX), "]".repeat(DEPTH_MAX)), "");
}

proptest! {
    #[test]
    fn both_readers_read_the_same(json in json()) {
        let engine = engine();
        prop_assert_eq!(read(&engine, &json), Ok(read_by_serde(&engine, &json)), "{}", json);
    }

    #[test]
    fn both_take_the_same_for_json(text in "[\\[\\]{},:\"\\\\\n 0-9.eE+\\-ntrueflsad/b\u{1}é]{0,24}") {
        check_syntax(&text)?;
    }

    #[test]
    fn both_take_the_same_for_json_of_words_numbers_and_escapes(
        parts in proptest::collection::vec(prop::sample::select(PARTS.to_vec()), 0..8),
    ) {
        check_syntax(&parts.concat())?;
        check_syntax(&format!("[{}]", parts.join(",")))?;
        check_syntax(&format!("\"{}\"", parts.concat()))?;
    }

    #[test]
    fn the_end_of_what_is_plain_is_found(text in "[a-z\"\\\\\n\u{1f} é\u{7f}]{0,40}") {
        let is_special = |byte: &u8| matches!(byte, b'"' | b'\\') || *byte < 0x20;
        let expect = text.bytes().position(|byte| is_special(&byte)).unwrap_or(text.len());
        prop_assert_eq!(plain_end(text.as_bytes(), 0), expect);
    }
}

const PARTS: [&str; 24] = [
    "null", "true", "false", "nul", "-", "0", "-0", "12", ".5", "e", "E+", "e-3", "1e999", "\"",
    "\\u", "\\ud83d", "\\ude00", "00e9", "\\n", "[", "]", "{\"a\":", "}", " ",
];

/// Nothing is exempt: what serde passes over as JSON is read, wherever it stands, and nothing else.
fn check_syntax(text: &str) -> Result<(), TestCaseError> {
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let mut slots = Slots::new(1);
    let is_read = Reader::new(text, &mut slots).fill_everything().is_ok();
    prop_assert_eq!(is_read, is_json, "{}", text);
    let is_passed = Reader::new(text, &mut slots).fill(&Ways::new()).is_ok();
    prop_assert_eq!(is_passed, is_json, "{}", text);
    Ok(())
}

/// Events as text: their keys rules read now and then, they repeat, and are written with escapes. A keyword stands in
/// each, so that both readers look at everything.
fn json() -> impl Strategy<Value = String> {
    let keys = [
        "A",
        "a",
        "b",
        "a.b",
        "Image",
        "EventID",
        "T",
        "Data",
        "#text",
        "Event",
        "EventData",
        "System",
        "UserData",
        "é\\\"",
        "\\u0041",
        "\\u0061.b",
        "Im\\u0061ge",
        "Even\\u0074",
        "\\ud83d\\ude00",
        "#t\\u0065xt",
    ];
    let key = prop::sample::select(keys.to_vec());
    let plain = [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "-0.0",
        "1e2",
        "15E-1",
        "-2.5e+1",
        "\"\"",
        "\"\\u00e9\\/\"",
        "\"\\ud83d\\ude00x\"",
        "\"word\"",
        "[]",
        "{}",
    ];
    let leaf = prop_oneof![
        prop::sample::select(plain.to_vec()).prop_map(str::to_owned),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<u64>().prop_map(|n| n.to_string()),
        (-1000_i32..1000).prop_map(|n| (f64::from(n) / 8.0).to_string()),
        "[a-z\"\\\\/\n\t\u{1}é😀]{0,12}".prop_map(|text| serde_json::Value::from(text).to_string()),
    ];
    let blank = prop::sample::select(vec!["", " ", "\n\t"]);
    let value = leaf.prop_recursive(5, 40, 6, move |inner| {
        let list = proptest::collection::vec(inner.clone(), 0..4);
        let entries = proptest::collection::vec((key.clone(), inner), 0..6);
        prop_oneof![
            (list, blank.clone())
                .prop_map(|(list, blank)| format!("[{}]", list.join(&format!("{blank},")))),
            (entries, blank.clone()).prop_map(|(entries, blank)| {
                let entry = |(key, value): &(&str, String)| format!("\"{key}\"{blank}:{value}");
                let entries: Vec<String> = entries.iter().map(entry).collect();
                format!("{{{blank}{}}}", entries.join(&format!(",{blank}")))
            }),
        ]
    });
    value.prop_map(|value| format!("{{\"first\":\"a word\",\"A\":{value},\"Event\":{value}}}"))
}
