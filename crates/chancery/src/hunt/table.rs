//! Matches for people: one row for each rule, the gravest first.

use std::{cmp::Reverse, collections::HashMap, io::Write};

use sigma::{Explanation, rule::Level};

use crate::shown::{Shown, number};

use super::{Match, RuleName};

/// Characters of a value that are shown.
const VALUE_CHARS_MAX: usize = 160;

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
    explanation: Option<Explanation>,
}

impl Table {
    /// Counts a match.
    pub fn add(&mut self, found: &Match<'_>) {
        let first = || match (found.place, found.finding) {
            (Some((file, index)), _) => format!("{file}, event {index}"),
            (None, _) => "no event: time made it true".to_owned(),
        };
        let row = self.rows.entry(found.rule).or_insert_with(|| Row {
            level: found.header.level,
            title: found.header.title.clone(),
            author: found.header.author.clone(),
            n_matches: 0,
            first: first(),
            explanation: found.explanation.cloned(),
        });
        row.n_matches += 1;
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
            writeln!(out, "{:<26}{}", "", Shown(&row.first))?;
            // The licence of the public rules asks for their authors.
            if let Some(author) = &row.author {
                writeln!(out, "{:<26}rule by {}", "", Shown(author))?;
            }
            if let Some(explanation) = &row.explanation {
                explain(out, explanation)?;
            }
        }
        Ok(())
    }
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
