//! Why a rule matched: selections, fields, values and where in them.

use std::ops::Range;

use serde::Serialize;

use crate::{event::Value, rule::FieldPart, ruleset::RuleSet};

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
/// A shown part with fewer bytes is all that is left of its value: at most one character was cut.
const SHOWN_BYTES_MIN: usize = SHOWN_BYTES_MAX - 3;
/// Bytes of a long value that are shown before what was found.
const BEFORE_BYTES: usize = 256;
/// Bytes of a way to a keyword.
const WAY_BYTES_MAX: usize = 512;

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
    /// The field; for keywords the way to where it stood, if the event was given.
    pub field: Option<String>,
    /// What was looked for.
    pub wanted: String,
    /// The value, shortened if it is long; none where absence was looked for.
    pub value: Option<String>,
    /// How many bytes of the value stand before what is shown of it.
    #[serde(skip_serializing_if = "is_zero")]
    pub value_from: usize,
    /// Which bytes of what is shown it was; none where the test is not of bytes.
    pub span: Option<Range<usize>>,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Engine {
    /// Explains the match of a rule in the last event; given that event, tells of keywords where they stood.
    pub fn explain_in(
        &self,
        scratch: &mut Scratch,
        rules: &RuleSet,
        rule: usize,
        event: &[u8],
    ) -> Option<Explanation> {
        let mut explanation = self.explain(scratch, rules, rule)?;
        let is_without = |hit: &FieldHit| hit.field.is_none() && hit.value.is_some();
        if !explanation.fields.iter().any(is_without) {
            return Some(explanation);
        }
        if let Ok(event) = serde_json::from_slice::<Value>(event) {
            for hit in explanation.fields.iter_mut().filter(|hit| is_without(hit)) {
                let mut way = String::new();
                hit.field = way_to(&event, hit, &mut way).then_some(way);
            }
        }
        Some(explanation)
    }

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
        let texts = || slots.cells(predicate.slot).filter_map(|cell| slots.text(cell));
        let others = |other| slots.cells(other).filter_map(|cell| slots.text(cell));
        let found = match &predicate.test {
            Test::FieldRef { other, part, is_cased } => {
                let met =
                    |text| Some((text, Some(span_of(text, others(*other), *part, *is_cased)?)));
                texts().find_map(met)
            }
            test => texts().find_map(|text| Some((text, span(test, text)?))),
        };
        let (value, span) = found.unzip();
        let wanted = match &predicate.test {
            Test::Literal { text, anchor, .. } => {
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
        let shown = value.map(|text| shown(text, span.flatten()));
        let (value, value_from, span) = match shown {
            Some((value, from, span)) => (Some(value.to_owned()), from, span),
            None => (None, 0, None),
        };
        Some(FieldHit { selection: selection.to_owned(), field, wanted, value, value_from, span })
    }
}

/// Cuts a long value so that what was found is seen: the part, what stands before it, and what was found in the part.
fn shown(text: &str, span: Option<Range<usize>>) -> (&str, usize, Option<Range<usize>>) {
    let (start, end) = span.as_ref().map_or((0, 0), |span| (span.start, span.end));
    let floor = |at: usize| text.floor_char_boundary(at);
    let from = if end <= SHOWN_BYTES_MAX { 0 } else { floor(start.saturating_sub(BEFORE_BYTES)) };
    let part = text.get(from..floor(from + SHOWN_BYTES_MAX)).unwrap_or_default();
    let within = |at: usize| at.saturating_sub(from).min(part.len());
    (part, from, span.map(|span| within(span.start)..within(span.end)))
}

/// Finds the way to the value of a hit, as far as it is shown: names joined by dots, places in lists in brackets.
fn way_to(value: &Value, hit: &FieldHit, way: &mut String) -> bool {
    let n_bytes = way.len();
    let parts: Box<dyn Iterator<Item = (String, &Value)>> = match value {
        Value::Object(entries) => Box::new(entries.iter().map(|(name, value)| {
            let dot = if n_bytes == 0 { "" } else { "." };
            (format!("{dot}{name}"), value)
        })),
        Value::List(items) => {
            Box::new(items.iter().enumerate().map(|(at, value)| (format!("[{at}]"), value)))
        }
        other => {
            let shown = hit.value.as_deref().unwrap_or_default();
            let rest = other.text().and_then(|text| text.get(hit.value_from..));
            return rest.is_some_and(|rest| match shown.len() < SHOWN_BYTES_MIN {
                true => rest == shown,
                false => rest.starts_with(shown),
            });
        }
    };
    for (step, value) in parts {
        way.push_str(&step);
        if way.len() <= WAY_BYTES_MAX && way_to(value, hit, way) {
            return true;
        }
        way.truncate(n_bytes);
    }
    false
}

/// Returns where in a value a test was met; nothing if it was not met by this value.
#[expect(clippy::option_option, reason = "not met, met somewhere, met there")]
fn span(test: &Test, text: &str) -> Option<Option<Range<usize>>> {
    let whole = || Some(0..text.len());
    match test {
        Test::Literal { text: wanted, anchor, .. } => {
            let value = folded(text);
            let start = match anchor {
                Anchor::Whole => (value == wanted.as_ref()).then_some(0),
                Anchor::Start => value.starts_with(wanted.as_ref()).then_some(0),
                Anchor::End => value.ends_with(wanted.as_ref()).then(|| value.len() - wanted.len()),
                Anchor::Anywhere => value.find(wanted.as_ref()),
            }?;
            Some(Some(raw_at(text, start)..raw_at(text, start + wanted.len())))
        }
        Test::Glob { glob, .. } => {
            let range = glob.range(&folded(text))?;
            Some(Some(raw_at(text, range.start)..raw_at(text, range.end)))
        }
        Test::Cased { glob, .. } => glob.range(text).map(Some),
        Test::Regex { regex, .. } => regex.find(text).map(|found| Some(found.range())),
        Test::Cidr(network) => judge::is_within(text, network).then(whole),
        Test::Compare { operator, number } => {
            judge::is_number(text, *operator, *number).then(whole)
        }
        Test::Time { part, operator, number } => {
            judge::is_time(text, *part, *operator, *number).then(whole)
        }
        Test::Exists | Test::FieldRef { .. } => Some(None),
        Test::Null => None,
    }
}

/// Returns where in a value the value of another field stands; nothing if none does.
fn span_of<'a>(
    text: &str,
    mut others: impl Iterator<Item = &'a str>,
    part: FieldPart,
    is_cased: bool,
) -> Option<Range<usize>> {
    let fold = |text: &str| if is_cased { text.to_owned() } else { folded(text) };
    let value = fold(text);
    others.find_map(|other| {
        let other = fold(other);
        let start = match part {
            _ if !judge::has_part(&value, &other, part) => return None,
            FieldPart::Whole | FieldPart::Start => 0,
            FieldPart::End => value.len() - other.len(),
            FieldPart::Anywhere => value.find(&other)?,
        };
        let raw = |at| if is_cased { at } else { raw_at(text, at) };
        Some(raw(start)..raw(start + other.len()))
    })
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
