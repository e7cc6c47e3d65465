//! Matches for programs: one object a line. Keys are added, never renamed or removed.

use std::{fmt::Write as _, io::Write};

use jiff::Timestamp;
use model::is_direction_mark;
use serde::Serialize;
use sigma::{engine::FieldHit, rule::Level};

use super::Match;

#[derive(Serialize)]
struct Line<'a> {
    rule_id: Option<&'a str>,
    title: &'a str,
    level: Option<Level>,
    /// Null where time made a correlation true, and no event.
    file: Option<&'a str>,
    event_index: Option<u64>,
    /// From one; not of records of event logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// Of records of event logs: their EventRecordID.
    #[serde(skip_serializing_if = "Option::is_none")]
    record_id: Option<u64>,
    /// Null where the event does not say when it was, or not in a way that is known.
    time: Option<String>,
    tags: &'a [String],
    author: Option<&'a str>,
    /// File and line of the rule.
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<Chain<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    selections: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<&'a [FieldHit]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
}

#[derive(Serialize)]
struct Chain<'a> {
    group: serde_json::Map<String, serde_json::Value>,
    count: f64,
    time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

/// Writes a match.
pub fn write(out: &mut impl Write, found: &Match<'_>) -> anyhow::Result<()> {
    let header = found.header;
    let chain = |finding: &sigma::Finding| Chain {
        group: finding
            .group
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().into()))
            .collect(),
        count: finding.count,
        time: time(finding.time_ms),
        name: header.name.as_deref(),
    };
    let line = Line {
        rule_id: header.id.as_deref(),
        title: &header.title,
        level: header.level,
        file: found.place.map(|place| place.file),
        event_index: found.place.map(|place| place.index),
        line: found.place.and_then(|place| place.at.line()),
        record_id: found.place.and_then(|place| place.at.record_id()),
        time: found.time_ms.and_then(time),
        tags: &header.tags,
        author: header.author.as_deref(),
        rule: header.place.to_string(),
        correlation: found.finding.map(chain),
        selections: found.explanation.map(|explanation| explanation.selections.as_slice()),
        fields: found.explanation.map(|explanation| explanation.fields.as_slice()),
        event: found.event,
    };
    let mut text = harmless(serde_json::to_string(&line)?);
    text.push('\n');
    out.write_all(text.as_bytes())?;
    Ok(())
}

/// Writes a time as people and programs read it.
pub fn time(time_ms: i64) -> Option<String> {
    Timestamp::from_millisecond(time_ms).ok().map(|time| time.to_string())
}

/// Writes signs that could steer a terminal as escapes, which mean the same: outside of texts JSON has none.
fn harmless(json: String) -> String {
    let steers = |c: char| c.is_control() || is_direction_mark(c);
    if !json.contains(steers) {
        return json;
    }
    let mut text = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if steers(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing into a text cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_not_steered_and_programs_read_the_same() {
        let text = "a\u{1b}[31m\u{9b}31m\u{202e}\u{7f}\u{e0001}ü\n";
        let json = harmless(serde_json::to_string(text).unwrap());
        assert!(json.starts_with(r#""a\u001b[31m\u009b31m\u202e\u007f"#), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
