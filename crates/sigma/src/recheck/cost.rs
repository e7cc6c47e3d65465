//! What the naive evaluator will need for a rule over an event, at most: steps of about a nanosecond.

use std::collections::HashMap;

use crate::{
    event::{TEXT_KEY, Value},
    pattern::Piece,
    rule::{Condition, Item, Matcher, Rule},
};

/// Steps to find a field: its ways are made anew for each form of each value.
const LOOKUP_STEPS: u64 = 600;
/// Steps for each key that is passed on the way.
const KEY_STEPS: u64 = 8;
/// Steps to take a value in hand.
const VALUE_STEPS: u64 = 60;
/// What an expression counts for, beside a pattern of its length.
const REGEX_FACTOR: u64 = 4;

/// How large an event is, to whoever looks for fields in it.
#[derive(Debug, Default)]
pub(super) struct Size {
    pub n_scalars: u64,
    pub depth: usize,
    n_keys: u64,
    n_bytes: u64,
    /// Of the key with most: the bytes under it, wherever it stands.
    key_bytes: u64,
    /// Of the key with most: the values under it.
    key_scalars: u64,
}

impl Size {
    pub fn of(event: &Value) -> Self {
        let mut size = Self::default();
        let mut keys = HashMap::new();
        size.add(event, ["", ""], 0, &mut keys);
        size.key_bytes = keys.values().map(|(bytes, _)| *bytes).max().unwrap_or_default();
        size.key_scalars = keys.values().map(|(_, scalars)| *scalars).max().unwrap_or_default();
        size
    }

    /// Adds a value that counts for a key, or for two: the text of an element is also the element's.
    fn add<'a>(
        &mut self,
        value: &'a Value,
        under: [&'a str; 2],
        depth: usize,
        keys: &mut HashMap<&'a str, (u64, u64)>,
    ) {
        self.depth = self.depth.max(depth);
        let [outer, own] = under;
        match value {
            Value::List(items) => {
                items.iter().for_each(|item| self.add(item, under, depth + 1, keys));
            }
            Value::Object(entries) => {
                for (key, value) in entries {
                    self.n_keys += 1;
                    let outer = if key == TEXT_KEY { outer } else { key.as_str() };
                    self.add(value, [outer, key.as_str()], depth + 1, keys);
                }
            }
            scalar => {
                let n_bytes = scalar.text().unwrap_or_default().len() as u64;
                self.n_scalars += 1;
                self.n_bytes += n_bytes;
                for key in
                    [Some(outer), Some(own).filter(|own| *own != outer)].into_iter().flatten()
                {
                    let (bytes, scalars) = keys.entry(key).or_default();
                    *bytes += n_bytes;
                    *scalars += 1;
                }
            }
        }
    }
}

/// How much a rule looks for.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Weight {
    /// Forms of values that are looked for in fields, and their signs.
    forms: u64,
    signs: u64,
    /// The same of keywords, which are looked for in all values.
    keywords: u64,
    keyword_signs: u64,
    /// Fields that are compared with another.
    pairs: u64,
}

impl Weight {
    pub fn of(rule: &Rule) -> Self {
        let detection = &rule.detection;
        let selections: Vec<Self> = detection
            .selections
            .iter()
            .map(|selection| selection.groups.iter().flatten().fold(Self::default(), Self::with))
            .collect();
        let all = Self::default();
        detection.conditions.iter().fold(all, |all, asked| all.asked(asked, &selections))
    }

    /// Adds what a condition asks for: a selection counts as often as it is named.
    fn asked(self, asked: &Condition, selections: &[Self]) -> Self {
        match asked {
            Condition::Selection(index) => {
                selections.get(*index).map_or(self, |selection| self.plus(selection))
            }
            Condition::Not(inner) => self.asked(inner, selections),
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().fold(self, |all, part| all.asked(part, selections))
            }
        }
    }

    fn plus(self, other: &Self) -> Self {
        Self {
            forms: self.forms.saturating_add(other.forms),
            signs: self.signs.saturating_add(other.signs),
            keywords: self.keywords.saturating_add(other.keywords),
            keyword_signs: self.keyword_signs.saturating_add(other.keyword_signs),
            pairs: self.pairs.saturating_add(other.pairs),
        }
    }

    fn with(self, item: &Item) -> Self {
        item.values.iter().flatten().fold(self, |mut weight, form| {
            let n_signs = n_signs(form);
            if item.field.is_some() {
                weight.forms += 1;
                weight.signs += n_signs;
            } else {
                weight.keywords += 1;
                weight.keyword_signs += n_signs;
            }
            weight.pairs += u64::from(matches!(form, Matcher::FieldRef { .. }));
            weight
        })
    }

    /// Returns the steps over an event of a size.
    pub fn steps(&self, size: &Size) -> u64 {
        let lookup = LOOKUP_STEPS + KEY_STEPS * size.n_keys + VALUE_STEPS * size.key_scalars;
        let fields = (self.forms + self.pairs)
            .saturating_mul(lookup)
            .saturating_add(self.signs.saturating_mul(size.key_bytes));
        let everything = self
            .keywords
            .saturating_mul(VALUE_STEPS * size.n_scalars)
            .saturating_add(self.keyword_signs.saturating_mul(size.n_bytes));
        let pair = size.key_scalars * (VALUE_STEPS * size.key_scalars + 2 * size.key_bytes);
        fields.saturating_add(everything).saturating_add(self.pairs.saturating_mul(pair))
    }
}

/// Returns how many signs a form has; one is to take the text in hand.
fn n_signs(form: &Matcher) -> u64 {
    1 + match form {
        Matcher::Text { pattern, .. } => {
            let signs = |piece: &Piece| match piece {
                Piece::Text(text) => text.len() as u64,
                Piece::Any | Piece::One => 1,
            };
            pattern.pieces().iter().map(signs).sum()
        }
        Matcher::Regex(regex) => REGEX_FACTOR * regex.as_str().len() as u64,
        _ => 1,
    }
}
