//! Somebody's own keys: what differs from the table, checked so that no key means two things.

use std::collections::BTreeMap;

use super::{KEYS, PLACES};
use crate::{locale::Words, say, say_of};

/// Keys that browsers and screen readers need as they are, or that no text field gives.
const RESERVED: [char; 3] = [' ', '\t', '\n'];

/// Somebody's keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings {
    /// What differs from the table, by name.
    own: BTreeMap<&'static str, char>,
}

/// Why keys are not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The name of what was to be bound.
    pub id: &'static str,
    /// What is wrong, in words.
    pub words: String,
}

/// What can be bound: its name, the key it has, and whether it follows the key that goes to pages.
fn bindable() -> impl Iterator<Item = (&'static str, char, bool)> {
    let keys = KEYS.iter().map(|key| (key.id, key.key, false));
    let places =
        PLACES.iter().filter_map(|place| place.letter.map(|letter| (place.id, letter, true)));
    keys.chain(places)
}

/// Says what a key does, or to which page its letter goes.
fn words(id: &str, is_behind_go: bool) -> Words {
    if is_behind_go { say_of("place", id) } else { say_of("key", id) }
}

impl Bindings {
    /// Returns the key of a name.
    pub fn key(&self, id: &str) -> char {
        let default = || bindable().find(|(known, ..)| *known == id).map(|(_, key, ..)| key);
        self.own.get(id).copied().or_else(default).unwrap_or_default()
    }

    /// Reads kept bindings: `search=f next=n`. What is unknown by now is left out, and where two would clash, all is as
    /// in the table: keys that do two things would be worse than keys that one knows.
    pub fn read(text: &str) -> Self {
        let pairs = text.split(' ').filter_map(|pair| pair.split_once('='));
        Self::of_pairs(pairs).unwrap_or_default()
    }

    /// Makes bindings of pairs of name and key; unknown names are left out.
    pub fn of_pairs<'p>(pairs: impl Iterator<Item = (&'p str, &'p str)>) -> Result<Self, Conflict> {
        let mut own = BTreeMap::new();
        for (name, text) in pairs {
            let Some((id, default, is_behind_go)) = bindable().find(|(id, ..)| *id == name) else {
                continue;
            };
            let mut chars = text.chars();
            let key = match (chars.next(), chars.next()) {
                (Some(key), None) if !key.is_control() && !RESERVED.contains(&key) => key,
                _ => {
                    let words = words(id, is_behind_go);
                    let words = say("keys-not-one").with("words", words).to_string();
                    return Err(Conflict { id, words });
                }
            };
            if key != default {
                own.insert(id, key);
            }
        }
        let bindings = Self { own };
        bindings.check()?;
        Ok(bindings)
    }

    fn check(&self) -> Result<(), Conflict> {
        let mut taken: BTreeMap<(bool, char), &'static str> = BTreeMap::new();
        for (id, _, is_behind_go) in bindable() {
            let key = self.key(id);
            if let Some(other) = taken.insert((is_behind_go, key), id) {
                let words = say("keys-taken-twice")
                    .with("key", key.to_string())
                    .with("first", words(other, is_behind_go))
                    .with("second", words(id, is_behind_go));
                return Err(Conflict { id, words: words.to_string() });
            }
        }
        Ok(())
    }

    /// Returns the text that is kept: what differs from the table.
    pub fn text(&self) -> String {
        self.own.iter().map(|(id, key)| format!("{id}={key}")).collect::<Vec<_>>().join(" ")
    }

    /// Says whether all is as in the table.
    pub fn is_default(&self) -> bool {
        self.own.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, id: &str, expect: char) {
        assert_eq!(Bindings::read(text).key(id), expect, "{text}");
    }

    #[test]
    fn kept_keys_are_read_and_others_are_as_in_the_table() {
        check("", "search", '/');
        check("search=f", "search", 'f');
        check("search=f next=n", "next", 'j');
        check("search=f next=n note=w", "next", 'n');
        check("gone=x search=f", "search", 'f');
        check("search=", "search", '/');
        check("search==", "search", '=');
        check("search=ab", "search", '/');
        check("board=q", "board", 'q');
    }

    #[test]
    fn no_key_means_two_things() {
        let of = |pairs: &[(&str, &str)]| Bindings::of_pairs(pairs.iter().copied());
        let conflict = of(&[("search", "j")]).unwrap_err();
        assert_eq!(conflict.words, "j is taken twice: “Filter and search” and “Next case”");
        // Letters behind the key that goes to pages are their own.
        assert!(of(&[("board", "j")]).is_ok());
        assert!(of(&[("board", "m")]).is_err());
        assert!(of(&[("search", "j"), ("next", "/")]).is_ok());
        assert!(of(&[("search", " ")]).is_err());
        assert!(of(&[("search", "")]).is_err());
    }

    proptest! {
        #[test]
        fn keys_read_back(text in "((search|next|go|board|log)=[a-zA-Z0-9=/?.] ?){0,4}|.{0,40}") {
            let bindings = Bindings::read(&text);
            prop_assert_eq!(Bindings::read(&bindings.text()), bindings);
        }
    }
}
