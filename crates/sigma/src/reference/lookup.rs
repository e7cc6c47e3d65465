//! Finding a field's values in the tree.

use crate::{
    event::{Path, Step, TEXT_KEY, Value, paths},
    maps::{Hint, Route},
};

/// An event, and how to look at it.
#[derive(Debug, Clone)]
pub struct View<'a> {
    pub(super) event: &'a Value,
    pub(super) routes: Vec<&'a Route>,
    pub(super) hint: &'a Hint,
}

impl<'a> View<'a> {
    /// Says whether a field is there, whatever it holds.
    pub(super) fn is_there(&self, field: &str) -> bool {
        !self.places(field).is_empty()
    }

    /// Returns the values of a field; lists are laid open.
    pub(super) fn values(&self, field: &str) -> Vec<&'a Value> {
        let mut values = Vec::new();
        for place in self.places(field) {
            scalars(place, &mut values);
        }
        values
    }

    /// Returns every value that has a text, wherever it stands.
    pub(super) fn everything(&self) -> Vec<&'a Value> {
        let mut values = Vec::new();
        everything(self.event, &mut values);
        values
    }

    /// Returns where a field stands: under its own name, or else under the name that a map gives it.
    fn places(&self, field: &str) -> Vec<&'a Value> {
        let own = places(self.event, field);
        if !own.is_empty() {
            return own;
        }
        let names = self.routes.iter().flat_map(|route| &route.fields);
        let mut others = names.filter(|(name, _)| name == field).map(|(_, other)| other);
        others
            .find_map(|other| Some(places(self.event, other)).filter(|p| !p.is_empty()))
            .unwrap_or_default()
    }
}

/// Takes the first way that leads somewhere.
fn places<'a>(event: &'a Value, field: &str) -> Vec<&'a Value> {
    for path in paths(field) {
        let mut found = Vec::new();
        walk(event, &path, &mut found);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn walk<'a>(value: &'a Value, path: &Path, found: &mut Vec<&'a Value>) {
    let Some((step, rest)) = path.split_first() else {
        found.push(value);
        return;
    };
    match value {
        Value::List(items) => items.iter().for_each(|item| walk(item, path, found)),
        Value::Object(entries) => {
            for (key, value) in entries {
                let is_next = match step {
                    Step::Any => true,
                    Step::Key(name) => name == key,
                };
                if is_next {
                    walk(value, &rest.to_vec(), found);
                }
            }
        }
        _ => {}
    }
}

fn scalars<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Object(entries) => {
            let texts = entries.iter().filter(|(key, _)| key == TEXT_KEY);
            texts.for_each(|(_, value)| scalars(value, found));
        }
        scalar => found.push(scalar),
    }
}

fn everything<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| everything(item, found)),
        Value::Object(entries) => entries.iter().for_each(|(_, item)| everything(item, found)),
        scalar => found.push(scalar),
    }
}
