//! Finding a field's values in the tree.

use crate::{
    event::Value,
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
    pub(crate) fn is_there(&self, field: &str) -> bool {
        !self.places(field).is_empty()
    }

    /// Returns the values of a field; lists are laid open.
    pub(crate) fn values(&self, field: &str) -> Vec<&'a Value> {
        let mut values = Vec::new();
        for place in self.places(field) {
            scalars(place, &mut values);
        }
        values
    }

    /// Returns every value that has a text, wherever it stands.
    pub(crate) fn everything(&self) -> Vec<&'a Value> {
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

/// Looks for a field under its name, then by its dots, then in the shells of Windows events; where it is found first, it is.
///
/// The engine has a list of ways for this (`event::paths`); here it is said a second time.
fn places<'a>(event: &'a Value, field: &str) -> Vec<&'a Value> {
    let of = |keys: &[&str]| keys.iter().fold(vec![event], |places, key| members(&places, key));
    let mut found = of(&[field]);
    if found.is_empty() && field.contains('.') {
        found = of(&field.split('.').collect::<Vec<_>>());
    }
    if found.is_empty() {
        found = of(&["Event", "EventData", field]);
    }
    if found.is_empty() {
        let sections = every_member(&of(&["Event", "UserData"]));
        found = members(&sections, field);
    }
    if found.is_empty() {
        found = of(&["Event", "System", field]);
    }
    if found.is_empty()
        && let Some((element, attribute)) = field.split_once('_')
    {
        found = of(&["Event", "System", element, "#attributes", attribute]);
    }
    if found.is_empty() {
        found = of(&["winlog", "event_data", field]);
    }
    if found.is_empty() {
        found = of(&["winlog", "user_data", field]);
    }
    if found.is_empty() {
        found = match field {
            "EventID" => of(&["winlog", "event_id"]),
            "Channel" => of(&["winlog", "channel"]),
            "Computer" => of(&["winlog", "computer_name"]),
            "Provider_Name" => of(&["winlog", "provider_name"]),
            "EventRecordID" => of(&["winlog", "record_id"]),
            "Level" => of(&["winlog", "level"]),
            _ => Vec::new(),
        };
    }
    found
}

/// Returns what stands under a key, in objects and in lists of objects.
fn members<'a>(values: &[&'a Value], key: &str) -> Vec<&'a Value> {
    let named = |(name, value): (&str, &'a Value)| (name == key).then_some(value);
    entries(values).into_iter().filter_map(named).collect()
}

/// Returns what stands under any key.
fn every_member<'a>(values: &[&'a Value]) -> Vec<&'a Value> {
    entries(values).into_iter().map(|(_, value)| value).collect()
}

fn entries<'a>(values: &[&'a Value]) -> Vec<(&'a str, &'a Value)> {
    let mut found = Vec::new();
    for value in values {
        match value {
            Value::List(items) => found.extend(entries(&items.iter().collect::<Vec<_>>())),
            Value::Object(entries) => {
                found.extend(entries.iter().map(|(key, value)| (key.as_str(), value)));
            }
            _ => {}
        }
    }
    found
}

fn scalars<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Object(entries) => {
            let texts = entries.iter().filter(|(key, _)| key == "#text");
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
