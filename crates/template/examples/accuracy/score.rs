//! The four measures of the loghub-2.0 benchmark. Groups are formed by the text of the template.
//!
//! - Grouping accuracy: the share of lines whose group has exactly the lines of one label.
//! - F1 of groups: such groups, against the groups found and the labels.
//! - Parsing accuracy: the share of lines whose template is the label's, letter for letter.
//! - F1 of templates: templates that are the label's and whose lines all have that label.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// The names of the measures, as wide as their values.
pub const HEAD: &str = "   GA   FGA    PA   FTA  found labels";

/// What was measured on one set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    grouping: f64,
    groups: f64,
    parsing: f64,
    templates: f64,
    n_found: usize,
    n_labels: usize,
}

impl Score {
    /// Measures the templates found for lines against their labels.
    pub fn of(found: &[String], labels: &[String]) -> Self {
        let mut n_lines: BTreeMap<&str, usize> = BTreeMap::new();
        for label in labels {
            *n_lines.entry(label).or_default() += 1;
        }
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (found, label) in found.iter().zip(labels) {
            groups.entry(found).or_default().push(label);
        }
        let (mut n_right_lines, mut n_right_groups, mut n_right_texts) = (0, 0, 0);
        for (text, members) in &groups {
            let distinct: BTreeSet<&str> = members.iter().copied().collect();
            let Some(label) = distinct.first().filter(|_| distinct.len() == 1) else { continue };
            if n_lines.get(label) == Some(&members.len()) {
                n_right_lines += members.len();
                n_right_groups += 1;
            }
            n_right_texts += usize::from(label == text);
        }
        let n_same = found.iter().zip(labels).filter(|(found, label)| found == label).count();
        let share = |n: usize| n as f64 / labels.len().max(1) as f64;
        // The harmonic mean of n/found and n/labels.
        let f1 = |n: usize| 2.0 * n as f64 / (groups.len() + n_lines.len()).max(1) as f64;
        Self {
            grouping: share(n_right_lines),
            groups: f1(n_right_groups),
            parsing: share(n_same),
            templates: f1(n_right_texts),
            n_found: groups.len(),
            n_labels: n_lines.len(),
        }
    }

    /// Returns the mean over sets; each counts alike.
    pub fn mean(scores: &[Self]) -> Self {
        let mean = |value: fn(&Self) -> f64| {
            scores.iter().map(value).sum::<f64>() / scores.len().max(1) as f64
        };
        Self {
            grouping: mean(|score| score.grouping),
            groups: mean(|score| score.groups),
            parsing: mean(|score| score.parsing),
            templates: mean(|score| score.templates),
            n_found: scores.iter().map(|score| score.n_found).sum(),
            n_labels: scores.iter().map(|score| score.n_labels).sum(),
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { grouping, groups, parsing, templates, n_found, n_labels } = self;
        write!(
            f,
            "{grouping:>5.3} {groups:>5.3} {parsing:>5.3} {templates:>5.3} {n_found:>6} {n_labels:>6}"
        )
    }
}
