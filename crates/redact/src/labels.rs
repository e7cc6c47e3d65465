//! The numbering of a case: the same value gets the same placeholder, and no value is kept.

use std::collections::BTreeMap;

use crate::{Placeholder, PlaceholderKind};

/// Placeholders by the keyed hash of what they stand for.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    by_key: BTreeMap<[u8; 16], Placeholder>,
    last: BTreeMap<PlaceholderKind, u32>,
    new: Vec<([u8; 16], Placeholder)>,
}

impl Labels {
    /// Starts a numbering at one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a label that was kept from before; new numbers go on behind it.
    pub fn insert(&mut self, key: [u8; 16], placeholder: Placeholder) {
        self.by_key.insert(key, placeholder);
        let last = self.last.entry(placeholder.kind).or_default();
        *last = (*last).max(placeholder.number);
    }

    /// Returns what was added since the labels were loaded, in the order of adding.
    pub fn iter_new(&self) -> impl Iterator<Item = (&[u8; 16], &Placeholder)> {
        self.new.iter().map(|(key, placeholder)| (key, placeholder))
    }

    /// Returns the placeholder of a key, making one where there is none.
    pub(crate) fn label(&mut self, kind: PlaceholderKind, key: [u8; 16]) -> Placeholder {
        if let Some(placeholder) = self.by_key.get(&key) {
            return *placeholder;
        }
        let number = self.last.get(&kind).map_or(1, |last| last.saturating_add(1));
        let placeholder = Placeholder { kind, number };
        self.insert(key, placeholder);
        self.new.push((key, placeholder));
        placeholder
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PlaceholderKind::{Email, Person};

    #[test]
    fn numbers_go_on_behind_the_loaded_ones() {
        let mut labels = Labels::new();
        labels.insert([1; 16], Placeholder { kind: Person, number: 7 });
        assert_eq!(labels.label(Person, [1; 16]).number, 7);
        assert_eq!(labels.label(Person, [2; 16]).number, 8);
        assert_eq!(labels.label(Email, [3; 16]).number, 1);
        assert_eq!(labels.label(Person, [2; 16]).number, 8);
        let new: Vec<_> = labels.iter_new().map(|(key, label)| (*key, label.to_string())).collect();
        assert_eq!(new, [([2; 16], "[person 8]".to_owned()), ([3; 16], "[email 1]".to_owned())]);
    }
}
