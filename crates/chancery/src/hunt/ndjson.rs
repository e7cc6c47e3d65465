//! Matches for programs: one object a line. Keys are added, never renamed or removed.

use std::io::Write;

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
        time: jiff::Timestamp::from_millisecond(finding.time_ms).ok().map(|time| time.to_string()),
        name: header.name.as_deref(),
    };
    let line = Line {
        rule_id: header.id.as_deref(),
        title: &header.title,
        level: header.level,
        file: found.place.map(|(file, _)| file),
        event_index: found.place.map(|(_, index)| index),
        tags: &header.tags,
        author: header.author.as_deref(),
        rule: header.place.to_string(),
        correlation: found.finding.map(chain),
        selections: found.explanation.map(|explanation| explanation.selections.as_slice()),
        fields: found.explanation.map(|explanation| explanation.fields.as_slice()),
    };
    serde_json::to_writer(&mut *out, &line).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}
