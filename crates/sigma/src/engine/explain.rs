//! Why a rule matched: selections, fields, values and where in them.

use std::ops::Range;

use serde::Serialize;

use crate::ruleset::RuleSet;

use super::{
    Engine, Scratch,
    fold::{fold_char, folded},
    grams::Anchor,
    judge,
    predicate::{PredicateId, Test},
    program::Tree,
    slots::EVERYTHING,
};

/// Bytes of a value that are shown.
const SHOWN_BYTES_MAX: usize = 1024;

/// Why a rule matched the last event.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Explanation {
    pub rule_id: Option<String>,
    pub title: String,
    pub level: Option<crate::rule::Level>,
    pub tags: Vec<String>,
    pub author: Option<String>,
    pub file: String,
    /// Names of the selections that held.
    pub selections: Vec<String>,
    pub fields: Vec<FieldHit>,
}

/// A field that made a selection hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldHit {
    /// The selection.
    pub selection: String,
    /// The field; none for keywords.
    pub field: Option<String>,
    /// What was looked for.
    pub wanted: String,
    /// The value, shortened if it is long; none where absence was looked for.
    pub value: Option<String>,
    /// Which bytes of the value it was, where that can be said.
    pub span: Option<Range<usize>>,
}

impl Engine {
    /// Explains the match of a rule in the last event.
    pub fn explain(
        &self,
        scratch: &mut Scratch,
        rules: &RuleSet,
        rule: usize,
    ) -> Option<Explanation> {
        let meta = rules.rules.get(rule)?;
        let program = self.programs.get(rule)?;
        let mut explanation = Explanation {
            rule_id: meta.header.id.clone(),
            title: meta.header.title.clone(),
            level: meta.header.level,
            tags: meta.header.tags.clone(),
            author: meta.header.author.clone(),
            file: meta.header.place.to_string(),
            selections: Vec::new(),
            fields: Vec::new(),
        };
        for (selection, tree) in meta.detection.selections.iter().zip(&program.selections) {
            let Scratch { slots, memo, .. } = scratch;
            if !judge::holds(tree, &self.predicates, slots, memo) {
                continue;
            }
            explanation.selections.push(selection.name.clone());
            let mut tests = Vec::new();
            self.passed(tree, scratch, &mut tests);
            for id in tests {
                explanation.fields.extend(self.hit(id, &selection.name, scratch));
            }
        }
        Some(explanation)
    }

    /// Collects the tests that made a tree hold.
    fn passed(&self, tree: &Tree, scratch: &mut Scratch, found: &mut Vec<PredicateId>) {
        let Scratch { slots, memo, .. } = scratch;
        match tree {
            Tree::Test(id) => {
                if judge::passes(*id, &self.predicates, slots, memo) && !found.contains(id) {
                    found.push(*id);
                }
            }
            Tree::Not(_) | Tree::AnyFound(_) => {}
            Tree::And(parts) => parts.iter().for_each(|part| self.passed(part, scratch, found)),
            Tree::Or(parts) => {
                for part in parts {
                    let Scratch { slots, memo, .. } = scratch;
                    if judge::holds(part, &self.predicates, slots, memo) {
                        self.passed(part, scratch, found);
                    }
                }
            }
        }
    }

    fn hit(&self, id: PredicateId, selection: &str, scratch: &Scratch) -> Option<FieldHit> {
        let predicate = self.predicates.get(id as usize)?;
        let field = match predicate.slot {
            EVERYTHING => None,
            slot => self
                .fields
                .iter()
                .find(|(_, known)| **known == slot)
                .map(|(name, _)| name.to_string()),
        };
        let slots = &scratch.slots;
        let texts = slots.cells(predicate.slot).filter_map(|cell| slots.text(cell));
        let mut found = texts.filter_map(|text| Some((text, span(&predicate.test, text)?)));
        let (value, span) = match found.next() {
            Some((text, span)) => (Some(text), span),
            None => (None, None),
        };
        let wanted = match &predicate.test {
            Test::Literal { text, anchor } => {
                let (before, after) = match anchor {
                    Anchor::Whole => ("", ""),
                    Anchor::Start => ("", "*"),
                    Anchor::End => ("*", ""),
                    Anchor::Anywhere => ("*", "*"),
                };
                format!("{before}{text}{after}")
            }
            Test::Glob { shown, .. } | Test::Cased { shown, .. } => shown.to_string(),
            Test::Regex { regex, .. } => regex.to_string(),
            Test::Null => "null".to_owned(),
            Test::Exists => "exists".to_owned(),
            Test::FieldRef { .. } => "the value of another field".to_owned(),
            test @ (Test::Cidr(_) | Test::Compare { .. } | Test::Time { .. }) => {
                format!("{test:?}")
            }
        };
        let value = value.map(|text| {
            let end =
                (0..=SHOWN_BYTES_MAX.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
            text.get(..end.unwrap_or_default()).unwrap_or_default().to_owned()
        });
        Some(FieldHit { selection: selection.to_owned(), field, wanted, value, span })
    }
}

/// Returns where in a value a test was met; nothing if it was not met by this value.
#[expect(clippy::option_option, reason = "not met, met somewhere, met there")]
fn span(test: &Test, text: &str) -> Option<Option<Range<usize>>> {
    match test {
        Test::Literal { text: wanted, anchor } => {
            let value = folded(text);
            let start = match anchor {
                Anchor::Whole => (value == wanted.as_ref()).then_some(0),
                Anchor::Start => value.starts_with(wanted.as_ref()).then_some(0),
                Anchor::End => value.ends_with(wanted.as_ref()).then(|| value.len() - wanted.len()),
                Anchor::Anywhere => value.find(wanted.as_ref()),
            }?;
            Some(Some(raw_at(text, start)..raw_at(text, start + wanted.len())))
        }
        Test::Glob { glob, .. } => glob.is_match(&folded(text)).then_some(None),
        Test::Cased { glob, .. } => glob.is_match(text).then_some(None),
        Test::Regex { regex, .. } => regex.find(text).map(|found| Some(found.range())),
        _ => Some(None),
    }
}

/// Returns the place in the raw text that belongs to one in the folded: characters go one to one.
fn raw_at(text: &str, folded_at: usize) -> usize {
    let mut passed = 0;
    for (at, c) in text.char_indices() {
        if passed >= folded_at {
            return at;
        }
        passed += fold_char(c).len_utf8();
    }
    text.len()
}
