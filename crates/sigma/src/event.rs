//! An event as a tree of values, and where its fields are found.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

/// A value of an event, as the naive evaluator sees it.
///
/// Numbers and truth values are kept as the text they are written as: a rule compares text. A key that stands twice
/// in an object is kept twice.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names are those of JSON")]
pub enum Value {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    /// Returns what the value reads as in a comparison; lists, objects and null have no text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Bool(true) => Some("true"),
            Self::Bool(false) => Some("false"),
            Self::Number(text) | Self::Text(text) => Some(text),
            Self::Null | Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// One way to a field.
pub(crate) type Path = Vec<Step>;

/// One step on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    /// Whatever the key is.
    Any,
}

/// What a field of a Windows event is called by shippers that use the Elastic schema.
const WINLOG: [(&str, &str); 6] = [
    ("EventID", "event_id"),
    ("Channel", "channel"),
    ("Computer", "computer_name"),
    ("Provider_Name", "provider_name"),
    ("EventRecordID", "record_id"),
    ("Level", "level"),
];

/// Returns the ways to a field, the best first: the first that leads somewhere is taken.
///
/// A key with the field's literal name wins over a nested one; behind these stand the shells in which Windows events
/// come: as `Event` with its sections, and as `winlog`.
pub(crate) fn paths(field: &str) -> Vec<Path> {
    let key = |name: &str| Step::Key(name.to_owned());
    let within =
        |sections: &[&str]| -> Path { sections.iter().copied().chain([field]).map(key).collect() };
    let mut paths = vec![within(&[])];
    if field.contains('.') {
        paths.push(field.split('.').map(key).collect());
    }
    paths.push(within(&["Event", "EventData"]));
    paths.push(vec![key("Event"), key("UserData"), Step::Any, key(field)]);
    paths.push(within(&["Event", "System"]));
    if let Some((element, attribute)) = field.split_once('_') {
        let section = ["Event", "System", element, "#attributes", attribute];
        paths.push(section.into_iter().map(key).collect());
    }
    paths.push(within(&["winlog", "event_data"]));
    paths.push(within(&["winlog", "user_data"]));
    if let Some((_, name)) = WINLOG.iter().find(|(known, _)| *known == field) {
        paths.push(vec![key("winlog"), key(name)]);
    }
    paths
}

/// The key under which an element with attributes keeps its text.
pub(crate) const TEXT_KEY: &str = "#text";

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // Parsers do not agree on whether zero may be negative.
        Ok(Value::Number(if value == 0.0 { "0".to_owned() } else { value.to_string() }))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Object(entries))
    }
}
