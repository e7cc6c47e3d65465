//! Events as other engines want them: fields at the top, and what the event is of beside them.

use std::{
    error::Error,
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use serde_json::{Map, Value};
use sigma::{Hint, Maps, event, reference::View};

/// Writes the events, one a line.
pub fn write(path: &Path, events: &[Vec<u8>]) -> Result<(), Box<dyn Error>> {
    let (maps, hint) = (Maps::own(), Hint::default());
    let mut out = BufWriter::new(File::create(path)?);
    for event in events {
        let mut flat = flat(serde_json::from_slice(event)?);
        let value: event::Value = serde_json::from_slice(event)?;
        let view = View::new(&value, &maps, &hint);
        // Others know one source of an event; where it is of several, the special ones stand behind the general.
        let mut parts: [(&str, Option<&str>); 3] =
            [("product", None), ("category", None), ("service", None)];
        for source in view.logsources() {
            let said = [&source.product, &source.category, &source.service];
            for ((_, part), said) in parts.iter_mut().zip(said) {
                *part = said.as_deref().or(*part);
            }
        }
        for (name, part) in parts {
            if let (Value::Object(fields), Some(part)) = (&mut flat, part) {
                fields.entry(name).or_insert_with(|| part.into());
            }
        }
        serde_json::to_writer(&mut out, &flat)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// Takes a Windows event out of its sections.
fn flat(event: Value) -> Value {
    let Value::Object(mut outer) = event else { return event };
    let Some(Value::Object(mut sections)) = outer.remove("Event") else {
        return Value::Object(outer);
    };
    let mut fields = Map::new();
    for name in ["System", "EventData"] {
        if let Some(Value::Object(section)) = sections.remove(name) {
            section.into_iter().for_each(|(name, value)| put(&mut fields, &name, value));
        }
    }
    if let Some(Value::Object(data)) = sections.remove("UserData") {
        for section in data.into_iter().filter_map(|(_, section)| match section {
            Value::Object(section) => Some(section),
            _ => None,
        }) {
            section.into_iter().for_each(|(name, value)| put(&mut fields, &name, value));
        }
    }
    Value::Object(fields)
}

/// Puts a field in; the attributes of an element become fields of their own.
fn put(fields: &mut Map<String, Value>, name: &str, value: Value) {
    let Value::Object(mut element) = value else {
        fields.insert(name.to_owned(), value);
        return;
    };
    if let Some(text) = element.remove("#text") {
        fields.insert(name.to_owned(), text);
    }
    if let Some(Value::Object(attributes)) = element.remove("#attributes") {
        for (attribute, value) in attributes {
            fields.insert(format!("{name}_{attribute}"), value);
        }
    }
}
