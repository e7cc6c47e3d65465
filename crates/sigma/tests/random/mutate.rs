//! Rules of a corpus, changed in small ways, and events made of what the rules look for.

use std::{fs, io, path::Path};

use serde_json::{Map, Value, json};
use sigma::{
    Placeholders, RuleSet,
    pattern::Piece,
    rule::{Item, Matcher, Number, Rule},
};

use crate::random::Dice;

/// How deep folders of rules may lie.
const DEPTH_MAX: usize = 16;

/// What is put into keys, or in place of what stands there.
const MODIFIERS: [&str; 26] = [
    "contains",
    "startswith",
    "endswith",
    "contains|all",
    "all",
    "cased",
    "cased|contains",
    "windash|contains",
    "neq",
    "re",
    "re|i",
    "cidr",
    "exists",
    "base64",
    "base64offset|contains",
    "wide|base64offset|contains",
    "utf16|base64offset|contains",
    "utf16be|contains",
    "utf16|contains",
    "expand",
    "expand|contains",
    "fieldref",
    "gt",
    "lte",
    "hour",
    "month|gte",
];

/// Rules as they are written, and the values in them.
#[derive(Debug, Default)]
pub struct Corpus {
    texts: Vec<String>,
    values: Vec<String>,
}

impl Corpus {
    /// Reads the rules of a folder and of those in it.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut corpus = Self::default();
        corpus.read_folder(folder, 0)?;
        Ok(corpus)
    }

    fn read_folder(&mut self, folder: &Path, depth: usize) -> io::Result<()> {
        let mut paths: Vec<_> =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        paths.sort();
        for path in paths {
            if path.is_dir() && depth < DEPTH_MAX {
                self.read_folder(&path, depth + 1)?;
            } else if path.extension().is_some_and(|extension| extension == "yml") {
                self.texts.extend(fs::read_to_string(&path).ok());
            }
        }
        if depth == 0 {
            let lines = self.texts.iter().flat_map(|text| text.lines());
            let values = lines.filter_map(|line| line.trim_start().strip_prefix("- "));
            self.values = values.filter(|value| !value.contains(": ")).map(str::to_owned).collect();
        }
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Takes a rule and changes up to three things about it.
    pub fn rule(&self, dice: &mut Dice) -> String {
        let text = &self.texts[dice.below(self.texts.len())];
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for _ in 0..dice.below(4) {
            let at: Vec<usize> =
                (0..lines.len()).filter(|at| is_of_detection(&lines, *at)).collect();
            if at.is_empty() {
                break;
            }
            let line = &mut lines[at[dice.below(at.len())]];
            *line = self.changed(line, dice);
        }
        lines.join("\n")
    }

    fn changed(&self, line: &str, dice: &mut Dice) -> String {
        let body = line.trim_start();
        let indent = &line[..line.len() - body.len()];
        if let Some(condition) = body.strip_prefix("condition: ") {
            let changed = match dice.below(4) {
                0 => format!("not ({condition})"),
                1 => condition.replace(" and ", " or "),
                2 => condition.replace(" or ", " and "),
                _ => condition.replacen("not ", "", 1),
            };
            return format!("{indent}condition: {changed}");
        }
        let (dash, item) = body.strip_prefix("- ").map_or(("", body), |item| ("- ", item));
        let Some((key, rest)) = item.split_once(':').filter(|(key, _)| is_key(key)) else {
            let value = &self.values[dice.below(self.values.len())];
            return if dash.is_empty() { line.to_owned() } else { format!("{indent}- {value}") };
        };
        // What stands at this depth is a selection's name.
        if indent.len() < 6 && dash.is_empty() {
            return line.to_owned();
        }
        let modifier = dice.one(&MODIFIERS);
        let (shorter, _) = key.rsplit_once('|').unwrap_or((key, ""));
        let (field, _) = key.split_once('|').unwrap_or((key, ""));
        let key = match dice.below(5) {
            0 => shorter.to_owned(),
            1 => format!("{shorter}|{modifier}"),
            2 => format!("{key}|{modifier}"),
            3 => format!("{key}|{}", dice.one(&["neq", "all", "cased"])),
            _ => format!("{field}|{modifier}"),
        };
        format!("{indent}{dash}{key}:{rest}")
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "_-.|".contains(c))
}

/// Says whether a line lies within what is detected.
fn is_of_detection(lines: &[String], at: usize) -> bool {
    let is_head = |line: &&String| !line.starts_with([' ', '#', '-']) && !line.trim().is_empty();
    let head = lines[..at].iter().rev().find(is_head);
    lines[at].starts_with(' ')
        && head.is_some_and(|head| head.starts_with("detection:") || head.starts_with("filter:"))
}

/// Gives a value to each placeholder that some texts name.
pub fn placeholders(texts: &[String]) -> Placeholders {
    let mut known = Placeholders::new();
    for text in texts {
        let parts: Vec<&str> = text.split('%').collect();
        for name in parts.iter().filter(|name| is_key(name) && !name.contains('|')) {
            known.insert((*name).to_owned(), vec!["abcd".to_owned(), "adm*".to_owned()]);
        }
    }
    known
}

/// An event with what one of some rules looks for, or some of it.
pub fn event(dice: &mut Dice, rules: &RuleSet) -> String {
    let mut fields = Map::new();
    for _ in 0..=dice.below(2) {
        if rules.rules.is_empty() {
            break;
        }
        let rule = &rules.rules[dice.below(rules.rules.len())];
        fill(dice, rule, &mut fields);
    }
    if dice.chance(20) {
        fields.insert("Channel".to_owned(), json!("Microsoft-Windows-Sysmon/Operational"));
        fields.insert("EventID".to_owned(), json!(1));
    }
    let event = match dice.below(6) {
        0 => json!({ "Event": { "System": { "EventID": 1 }, "EventData": fields } }),
        1 => json!({ "winlog": { "event_id": 1, "event_data": fields } }),
        2 => Value::Object(fields.into_iter().fold(Map::new(), |mut nested, (name, value)| {
            match name.split_once('.') {
                Some((outer, inner)) => {
                    let known = nested.entry(outer).or_insert_with(|| json!({}));
                    if let Value::Object(known) = known {
                        known.insert(inner.to_owned(), value);
                    }
                }
                None => _ = nested.insert(name, value),
            }
            nested
        })),
        _ => Value::Object(fields),
    };
    event.to_string()
}

fn fill(dice: &mut Dice, rule: &Rule, fields: &mut Map<String, Value>) {
    for selection in &rule.detection.selections {
        if selection.groups.is_empty() || dice.chance(30) {
            continue;
        }
        let items = &selection.groups[dice.below(selection.groups.len())];
        for item in items {
            let name = item.field.as_deref().unwrap_or("Message");
            if dice.chance(8) || fields.contains_key(name) && dice.chance(50) {
                continue;
            }
            let value = value(dice, item, fields);
            fields.insert(name.to_owned(), value);
        }
    }
}

/// A value that an item looks for, more or less.
fn value(dice: &mut Dice, item: &Item, fields: &mut Map<String, Value>) -> Value {
    let mut text = String::new();
    for wanted in &item.values {
        // Of a list one is enough; of all, all are put in a row.
        if !item.is_all && (item.values.len() > 1 && !text.is_empty()) {
            break;
        }
        let chosen = if item.is_all { wanted } else { &item.values[dice.below(item.values.len())] };
        if chosen.is_empty() {
            continue;
        }
        match &chosen[dice.below(chosen.len())] {
            Matcher::Text { pattern, .. } => {
                for piece in pattern.pieces() {
                    match piece {
                        Piece::Text(part) if dice.chance(15) => text += &part.to_uppercase(),
                        Piece::Text(part) => text += part,
                        Piece::Any => text += dice.one(&["", "", "x", " abc "]),
                        Piece::One => text += dice.one(&["z", "é"]),
                    }
                }
            }
            Matcher::Number(Number::Int(int)) if dice.chance(50) => return json!(int),
            Matcher::Number(number) => text += &number.to_string(),
            Matcher::Compare { number, .. } => {
                let by = [-1.0, 0.0, 0.5, 1.0][dice.below(4)];
                return json!(number.to_f64() + by);
            }
            Matcher::Null => return Value::Null,
            Matcher::Regex(regex) => {
                text.extend(regex.as_str().chars().filter(|c| !"\\^$()?*+".contains(*c)));
            }
            Matcher::Cidr(cidr) => text += &cidr.network.to_string(),
            Matcher::FieldRef { field, .. } => {
                let same = json!("AbcD");
                fields.insert(field.clone(), same.clone());
                return same;
            }
            Matcher::Time { .. } => text += "2025-11-28T08:30:20Z",
            Matcher::Exists(_) => text += "x",
        }
    }
    match dice.below(10) {
        0 => json!(["other", text]),
        1 => json!(format!("{text}{text}")),
        _ => Value::String(text),
    }
}
