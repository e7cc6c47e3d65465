//! Lines of W3C's extended log format, as IIS, the firewall of Windows and proxies write them: `#Fields:` names the columns.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeMap};

/// Columns that are read.
const COLUMNS_MAX: usize = 256;
/// What a file of this format says before its lines, and between them.
const DIRECTIVES: [&str; 8] = [
    "#Software:",
    "#Version:",
    "#Date:",
    "#Fields:",
    "#Start-Date:",
    "#End-Date:",
    "#Remark:",
    "#Time Format:",
];

/// The columns of a file that began as one of this format.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns(Vec<String>);

/// One line by its columns.
struct Row<'a>(Vec<(&'a str, Told<'a>)>);

/// What stands in a column: more than one form, where programs write it in more than one way.
#[derive(Serialize)]
#[serde(untagged)]
enum Told<'a> {
    One(Cow<'a, str>),
    Both([Cow<'a, str>; 2]),
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Says whether a line says something about those that follow.
pub(super) fn is_directive(line: &str) -> bool {
    DIRECTIVES.iter().any(|directive| line.starts_with(directive))
}

impl Columns {
    /// Takes in what a directive says.
    pub fn take(&mut self, directive: &str) {
        let Some(names) = directive.strip_prefix("#Fields:") else { return };
        self.0 = names.split_ascii_whitespace().take(COLUMNS_MAX).map(named).collect();
    }

    /// Makes an event of a line; none if it does not have these columns, with a date or a time where they say so.
    ///
    /// Lines of other programs are none of these, whatever somebody wrote before them.
    pub fn event(&self, line: &str) -> Option<Vec<u8>> {
        let values = values(line, self.0.len())?;
        let mut row = Row(Vec::with_capacity(values.len() + 2));
        let value = |name: &str| {
            let at = self.0.iter().position(|column| column == name)?;
            values.get(at).copied().filter(|value| *value != "-")
        };
        let (date, time) = (value("date"), value("time"));
        let is_dated = date.is_some() || time.is_some();
        if !is_dated || !date.is_none_or(is_date) || !time.is_none_or(is_time) {
            return None;
        }
        if let Some((date, time)) = date.zip(time) {
            row.add("timestamp", Told::One(Cow::Owned(format!("{date} {time}"))));
        }
        for (name, value) in self.0.iter().zip(&values).filter(|(_, value)| **value != "-") {
            let value = *value;
            row.add(
                name,
                match name.as_str() {
                    // Where blanks stood is written `+`.
                    "cs-user-agent" | "cs-referer" | "cs-cookie" if value.contains('+') => {
                        Told::Both([Cow::Owned(value.replace('+', " ")), Cow::Borrowed(value)])
                    }
                    // Rules look for paths in it, too; elsewhere it is the whole of what was asked for.
                    "cs-uri-query" => match self.stem(&values) {
                        Some(stem) => Told::Both([
                            Cow::Borrowed(value),
                            Cow::Owned(format!("{stem}?{value}")),
                        ]),
                        None => Told::One(Cow::Borrowed(value)),
                    },
                    _ => Told::One(Cow::Borrowed(value)),
                },
            );
        }
        if let Some(stem) = self.stem(&values) {
            row.add("cs-uri-query", Told::One(Cow::Borrowed(stem)));
        }
        row.add("message", Told::One(Cow::Borrowed(line)));
        serde_json::to_vec(&row).ok()
    }

    fn stem<'a>(&self, values: &[&'a str]) -> Option<&'a str> {
        let at = self.0.iter().position(|column| column == "cs-uri-stem")?;
        values.get(at).copied().filter(|stem| *stem != "-")
    }
}

impl<'a> Row<'a> {
    /// Adds what has no value yet.
    fn add(&mut self, name: &'a str, value: Told<'a>) {
        if !self.0.iter().any(|(known, _)| *known == name) {
            self.0.push((name, value));
        }
    }
}

/// Names a column as rules do: `cs(User-Agent)` is `cs-user-agent`.
fn named(column: &str) -> String {
    column.trim_end_matches(')').replace('(', "-").to_ascii_lowercase()
}

/// Returns the values of a line, if they are as many as is said: between tabs, or between blanks with quotes around what has blanks.
fn values(line: &str, n_columns: usize) -> Option<Vec<&str>> {
    let mut values = Vec::with_capacity(n_columns);
    if line.contains('\t') {
        values.extend(line.split('\t').take(n_columns + 1));
    } else {
        let mut rest = line.trim_ascii();
        while !rest.is_empty() && values.len() <= n_columns {
            let quoted = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
            let (value, after) =
                quoted.unwrap_or_else(|| rest.split_once(' ').unwrap_or((rest, "")));
            values.push(value);
            rest = after.trim_ascii_start();
        }
    }
    (values.len() == n_columns).then_some(values)
}

/// `2026-01-03`
fn is_date(word: &str) -> bool {
    is_shaped(word, b"0000-00-00") && word.len() == 10
}

/// `10:00:00`, with or without parts of the second.
fn is_time(word: &str) -> bool {
    is_shaped(word, b"00:00:00")
}

/// Says whether a word begins as a form does, in which zeros stand for digits.
fn is_shaped(word: &str, form: &[u8]) -> bool {
    let fits = |(byte, form): (&u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        sign => byte == sign,
    };
    word.len() >= form.len() && word.as_bytes().iter().zip(form).all(fits)
}
