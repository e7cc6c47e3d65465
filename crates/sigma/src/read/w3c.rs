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

/// Who writes what clients sent as they sent it: a quote there is none of the program's.
const UNQUOTED: &str = "Microsoft";

/// The columns of a file that began as one of this format.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    names: Vec<String>,
    between: Between,
    is_unquoted: bool,
    /// The day that a directive says, for lines that say a time only.
    day: Option<String>,
}

/// What stands between the values of a file. It is not asked anew of each line: what is within a value could say something else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Between {
    #[default]
    Unknown,
    Blanks,
    Tabs,
}

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
        if let Some(names) = directive.strip_prefix("#Fields:") {
            self.names = names.split_ascii_whitespace().take(COLUMNS_MAX + 1).map(named).collect();
            let is_by_tabs = names.trim_ascii().contains('\t');
            self.between = if is_by_tabs { Between::Tabs } else { Between::Unknown };
        } else if let Some(program) = directive.strip_prefix("#Software:") {
            self.is_unquoted |= program.trim_ascii_start().starts_with(UNQUOTED);
        } else if let Some(date) = directive.strip_prefix("#Date:") {
            let day = date.split_ascii_whitespace().next().filter(|day| is_date(day));
            self.day = day.map(str::to_owned);
        }
    }

    /// Says whether columns were named.
    pub fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// Makes an event of a line; none if it does not have these columns, with a date or a time where they say so.
    ///
    /// Lines of other programs are none of these, whatever somebody wrote before them.
    pub fn event(&mut self, line: &str) -> Option<Vec<u8>> {
        let values = self.values(line)?;
        self.row(line, &values)
    }

    /// Returns the values of a line, if they are as many as there are columns.
    ///
    /// Quotes are looked at where the line fits at no other price, and the program writes some: most write what a client sent as it is.
    fn values<'a>(&mut self, line: &'a str) -> Option<Vec<&'a str>> {
        if self.names.len() > COLUMNS_MAX {
            return None;
        }
        if self.between != Between::Tabs {
            let plain = by_blanks(line, self.names.len()).filter(|values| self.is_dated(values));
            let quoted =
                || by_quotes(line, self.names.len()).filter(|values| self.is_dated(values));
            let found = plain.or_else(|| (!self.is_unquoted).then(quoted).flatten());
            if found.is_some() {
                self.between = Between::Blanks;
                return found;
            }
        }
        if self.between == Between::Blanks {
            return None;
        }
        let values: Vec<&str> = line.split('\t').take(self.names.len() + 1).collect();
        let is_one = values.len() == self.names.len() && self.is_dated(&values);
        is_one.then(|| {
            self.between = Between::Tabs;
            values
        })
    }

    /// Says whether a date or a time stands where the columns say so.
    fn is_dated(&self, values: &[&str]) -> bool {
        let (date, time) = (self.value(values, "date"), self.value(values, "time"));
        (date.is_some() || time.is_some()) && date.is_none_or(is_date) && time.is_none_or(is_time)
    }

    fn value<'a>(&self, values: &[&'a str], name: &str) -> Option<&'a str> {
        let at = self.names.iter().position(|column| column == name)?;
        values.get(at).copied().filter(|value| *value != "-")
    }

    fn row(&self, line: &str, values: &[&str]) -> Option<Vec<u8>> {
        let mut row = Row(Vec::with_capacity(values.len() + 2));
        let date = self.value(values, "date").or(self.day.as_deref());
        if let Some((date, time)) = date.zip(self.value(values, "time")) {
            row.add("timestamp", Told::One(Cow::Owned(format!("{date} {time}"))));
        }
        for (name, value) in self.names.iter().zip(values).filter(|(_, value)| **value != "-") {
            let value = *value;
            row.add(
                name,
                match name.as_str() {
                    // Where blanks stood is written `+`.
                    "cs-user-agent" | "cs-referer" | "cs-cookie" if value.contains('+') => {
                        Told::Both([Cow::Owned(value.replace('+', " ")), Cow::Borrowed(value)])
                    }
                    // Rules look for paths in it, too; elsewhere it is the whole of what was asked for.
                    "cs-uri-query" => match self.value(values, "cs-uri-stem") {
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
        if let Some(stem) = self.value(values, "cs-uri-stem") {
            row.add("cs-uri-query", Told::One(Cow::Borrowed(stem)));
        }
        row.add("message", Told::One(Cow::Borrowed(line)));
        serde_json::to_vec(&row).ok()
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

/// Returns the values between blanks, if they are as many as is said.
fn by_blanks(line: &str, n_columns: usize) -> Option<Vec<&str>> {
    let values = line.split(' ').filter(|value| !value.is_empty()).take(n_columns + 1);
    let values: Vec<&str> = values.map(|value| within_quotes(value).unwrap_or(value)).collect();
    (values.len() == n_columns).then_some(values)
}

/// Returns the values between blanks, if they are as many as is said; what stands between quotes is one.
fn by_quotes(line: &str, n_columns: usize) -> Option<Vec<&str>> {
    let mut values = Vec::with_capacity(n_columns);
    let mut rest = line.trim_ascii();
    while !rest.is_empty() && values.len() <= n_columns {
        let quoted = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
        let quoted = quoted.filter(|(_, after)| after.is_empty() || after.starts_with(' '));
        let (value, after) = quoted.unwrap_or_else(|| rest.split_once(' ').unwrap_or((rest, "")));
        values.push(value);
        rest = after.trim_ascii_start();
    }
    (values.len() == n_columns).then_some(values)
}

fn within_quotes(value: &str) -> Option<&str> {
    let within = value.strip_prefix('"')?.strip_suffix('"')?;
    (!within.is_empty() && !within.contains('"')).then_some(within)
}

/// `2026-01-03`
fn is_date(word: &str) -> bool {
    is_shaped(word, b"0000-00-00") && word.len() == 10
}

/// `10:00:00`, with or without parts of the second.
fn is_time(word: &str) -> bool {
    let end = word.get(8..).unwrap_or_default();
    is_shaped(word, b"00:00:00") && end.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit())
}

/// Says whether a word begins as a form does, in which zeros stand for digits.
fn is_shaped(word: &str, form: &[u8]) -> bool {
    let fits = |(byte, form): (&u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        sign => byte == sign,
    };
    word.len() >= form.len() && word.as_bytes().iter().zip(form).all(fits)
}
