//! The one pass over a field's values that decides all its literal tests.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{
    grams::{Anchor, GRAM_BYTES, Grams},
    predicate::{Predicate, PredicateId, Test},
    rarity::Rarity,
};

/// The literals of one field.
#[derive(Debug, Default)]
pub(super) struct Stage {
    /// Whole values, of any length.
    whole: HashMap<Box<str>, PredicateId, FixedState>,
    /// Bytes of the longest of them: what is longer need not be hashed.
    whole_bytes_max: usize,
    /// Literals in ASCII.
    ascii: Grams,
    /// The others; a text in ASCII holds none of them. Four rules over emoji alone bring thousands.
    beyond: Grams,
}

impl Stage {
    /// Builds the stage from the tests of one field.
    pub fn new<'a>(
        tests: impl Iterator<Item = (PredicateId, &'a Predicate)>,
        rarity: &Rarity,
    ) -> Self {
        let mut whole: HashMap<Box<str>, PredicateId, FixedState> = HashMap::default();
        let (mut ascii, mut beyond) = (Vec::new(), Vec::new());
        for (id, predicate) in tests {
            match &predicate.test {
                Test::Literal { text, anchor: Anchor::Whole, .. } => {
                    whole.insert(text.clone(), id);
                }
                Test::Literal { text, anchor, .. } if text.len() >= GRAM_BYTES => {
                    let literals = if text.is_ascii() { &mut ascii } else { &mut beyond };
                    literals.push((text.as_ref(), *anchor, id));
                }
                _ => {}
            }
        }
        let whole_bytes_max = whole.keys().map(|text| text.len()).max();
        Self {
            whole,
            whole_bytes_max: whole_bytes_max.unwrap_or_default(),
            ascii: Grams::new(ascii.into_iter(), rarity),
            beyond: Grams::new(beyond.into_iter(), rarity),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.ascii.is_empty() && self.beyond.is_empty()
    }

    /// Reports the tests that a folded text passes, some more than once.
    pub fn scan(&self, text: &str, is_ascii: bool, mut report: impl FnMut(PredicateId)) {
        if text.len() <= self.whole_bytes_max
            && let Some(id) = self.whole.get(text)
        {
            report(*id);
        }
        if !self.ascii.is_empty() {
            self.ascii.scan(text.as_bytes(), &mut report);
        }
        if !is_ascii && !self.beyond.is_empty() {
            self.beyond.scan(text.as_bytes(), &mut report);
        }
    }
}
