//! Matches for people: one row for each rule, the gravest first.

use std::{cmp::Reverse, collections::HashMap, io::Write};

use sigma::{Explanation, Finding, rule::Level};

use crate::shown::{Shown, count, number};

use super::{Match, RuleName, ndjson::time};

/// Characters of a value that are shown.
const VALUE_CHARS_MAX: usize = 160;
/// Groups of a correlation that are named; the others are counted.
const GROUPS_TOLD_MAX: usize = 10;

/// The rows so far.
#[derive(Default)]
pub struct Table {
    rows: HashMap<RuleName, Row>,
}

struct Row {
    level: Option<Level>,
    title: String,
    author: Option<String>,
    n_matches: u64,
    first: String,
    /// Files with matches; of correlations they are not counted.
    n_files: u64,
    last_file: Option<u32>,
    /// What correlations were found for.
    groups: Vec<String>,
    event: Option<String>,
    explanation: Option<Explanation>,
}

impl Table {
    /// Counts a match.
    pub fn add(&mut self, found: &Match<'_>) {
        let row = self.rows.entry(found.rule).or_insert_with(|| Row {
            level: found.header.level,
            title: found.header.title.clone(),
            author: found.header.author.clone(),
            n_matches: 0,
            first: first(found),
            n_files: 0,
            last_file: None,
            groups: Vec::new(),
            event: found.event.map(str::to_owned),
            explanation: found.explanation.cloned(),
        });
        row.n_matches += 1;
        match found.finding {
            Some(finding) if row.groups.len() < GROUPS_TOLD_MAX => {
                row.groups.push(group(finding));
            }
            Some(_) => {}
            // Files come one behind the other.
            None => {
                let file = found.place.map(|place| place.file_number);
                row.n_files += u64::from(row.last_file != file);
                row.last_file = file;
            }
        }
    }

    /// Writes the rows.
    pub fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut rows: Vec<(&RuleName, &Row)> = self.rows.iter().collect();
        rows.sort_by_key(|(rule, row)| {
            (Reverse(row.level), Reverse(row.n_matches), row.title.as_str(), **rule)
        });
        writeln!(out, "{:<13}  {:>9}  RULE AND FIRST MATCH", "LEVEL", "MATCHES")?;
        for (_, row) in rows {
            let level = row.level.map_or("no level", Level::as_str);
            writeln!(out, "{level:<13}  {:>9}  {}", number(row.n_matches), Shown(&row.title))?;
            write!(out, "{:<26}{}", "", Shown(&row.first))?;
            match row.n_files {
                0 | 1 => writeln!(out)?,
                n_files => writeln!(out, "; in {}", count(n_files, "file"))?,
            }
            for group in &row.groups {
                writeln!(out, "{:<26}{}", "", Shown(group))?;
            }
            let n_more = row.n_matches.saturating_sub(row.groups.len() as u64);
            if !row.groups.is_empty() && n_more > 0 {
                writeln!(out, "{:<26}and {} more", "", number(n_more))?;
            }
            // The licence of the public rules asks for their authors.
            if let Some(author) = &row.author {
                writeln!(out, "{:<26}rule by {}", "", Shown(author))?;
            }
            if let Some(explanation) = &row.explanation {
                explain(out, explanation)?;
            }
            if let Some(event) = &row.event {
                writeln!(out, "{:<26}{}", "", Shown(event))?;
            }
        }
        Ok(())
    }
}

/// Names the event of a match, and when it was.
fn first(found: &Match<'_>) -> String {
    let mut words = match found.place {
        Some(place) => place.at.words(place.file, place.index),
        None => "no event: time made it true".to_owned(),
    };
    if let Some(time) = found.time_ms.and_then(time) {
        words += &format!(", {time}");
    }
    words
}

/// Says for what a correlation was found: `host = web1, counted 30 at 2026-01-03T10:00:29Z`.
fn group(finding: &Finding) -> String {
    let mut words = String::new();
    for (name, value) in &finding.group {
        words += &format!("{name} = {value}, ");
    }
    words += &format!("counted {}", finding.count);
    if let Some(time) = time(finding.time_ms) {
        words += &format!(" at {time}");
    }
    words
}

fn explain(out: &mut impl Write, explanation: &Explanation) -> std::io::Result<()> {
    writeln!(out, "{:<26}{}", "", Shown(&explanation.file))?;
    for selection in &explanation.selections {
        writeln!(out, "{:<26}{}:", "", Shown(selection))?;
        for hit in explanation.fields.iter().filter(|hit| hit.selection == *selection) {
            let field = hit.field.as_deref().unwrap_or("any field");
            let value = hit.value.as_deref().unwrap_or("(absent)");
            let short: String = value.chars().take(VALUE_CHARS_MAX).collect();
            let more = if short.len() < value.len() { "…" } else { "" };
            writeln!(
                out,
                "{:<28}{} = {}{more}   (wanted {})",
                "",
                Shown(field),
                Shown(&short),
                Shown(&hit.wanted)
            )?;
        }
    }
    Ok(())
}
