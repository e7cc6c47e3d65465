//! YAML as a tree that knows its lines.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use crate::fault::Reason;

/// Bytes of one rule file.
pub const FILE_BYTES_MAX: usize = 1 << 20;
/// Levels of nesting in one document.
pub const YAML_DEPTH_MAX: usize = 32;
/// Nodes of one file, aliases counted with all they stand for.
pub const YAML_NODES_MAX: usize = 100_000;

/// A value and the line it begins on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub line: usize,
    pub kind: Kind,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

/// A key of a map and its line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    pub line: usize,
    pub name: String,
}

/// A scalar by the core schema of YAML 1.2.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
}

impl Node {
    /// Returns the value under a key.
    pub fn get(&self, name: &str) -> Option<&Node> {
        let Kind::Map(entries) = &self.kind else { return None };
        entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    /// Returns the scalar as text, whatever its type.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match &self.kind {
            Kind::Scalar(Scalar::Text(text)) => Some(Cow::Borrowed(text)),
            Kind::Scalar(Scalar::Int(number)) => Some(Cow::Owned(number.to_string())),
            Kind::Scalar(Scalar::Float(number)) => Some(Cow::Owned(number.to_string())),
            Kind::Scalar(Scalar::Bool(value)) => Some(Cow::Owned(value.to_string())),
            _ => None,
        }
    }

    /// Says whether the node is null.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Scalar(Scalar::Null))
    }
}

/// Trouble with its line.
pub(crate) type Trouble = (usize, Reason);

/// Reads all documents of a file; one without content is left out.
pub(crate) fn documents(text: &str) -> Result<Vec<Node>, Trouble> {
    if text.len() > FILE_BYTES_MAX {
        return Err((1, Reason::TooMuch { what: "the file's size in bytes", max: FILE_BYTES_MAX }));
    }
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) =
            event.map_err(|e| (e.marker().line(), Reason::Yaml(e.info().to_owned())))?;
        builder.take(event, span)?;
    }
    Ok(builder.documents)
}

#[derive(Default)]
struct Builder {
    documents: Vec<Node>,
    open: Vec<Open>,
    anchors: Vec<(usize, Node)>,
    n_nodes: usize,
}

/// A list or map whose end was not seen yet.
struct Open {
    node: Node,
    anchor: usize,
    key: Option<Key>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Trouble> {
        let line = span.start.line();
        match event {
            Event::Scalar(value, style, anchor, _) => {
                let kind = Kind::Scalar(scalar(value, style));
                self.close(Node { line, kind }, anchor)
            }
            Event::SequenceStart(anchor, _) => self.open(line, Kind::List(Vec::new()), anchor),
            Event::MappingStart(anchor, _) => self.open(line, Kind::Map(Vec::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => self.close(open.node, open.anchor),
                None => Ok(()),
            },
            Event::Alias(anchor) => {
                let found = self.anchors.iter().rev().find(|(known, _)| *known == anchor);
                let mut node = found.map(|(_, node)| node.clone()).ok_or_else(|| {
                    (line, Reason::Yaml("the alias points into itself".to_owned()))
                })?;
                // What an alias stands for counts each time, so that a few lines cannot grow without end.
                self.count(line, size(&node))?;
                node.line = line;
                self.close(node, 0)
            }
            Event::DocumentEnd => {
                self.anchors.clear();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, line: usize, kind: Kind, anchor: usize) -> Result<(), Trouble> {
        if self.open.len() >= YAML_DEPTH_MAX {
            return Err((line, Reason::TooMuch { what: "the nesting", max: YAML_DEPTH_MAX }));
        }
        self.open.push(Open { node: Node { line, kind }, anchor, key: None });
        Ok(())
    }

    fn count(&mut self, line: usize, n: usize) -> Result<(), Trouble> {
        self.n_nodes = self.n_nodes.saturating_add(n);
        if self.n_nodes > YAML_NODES_MAX {
            return Err((
                line,
                Reason::TooMuch { what: "the number of nodes", max: YAML_NODES_MAX },
            ));
        }
        Ok(())
    }

    /// Puts a finished node where it belongs.
    fn close(&mut self, node: Node, anchor: usize) -> Result<(), Trouble> {
        self.count(node.line, 1)?;
        if anchor != 0 {
            self.count(node.line, size(&node))?;
            self.anchors.push((anchor, node.clone()));
        }
        let Some(open) = self.open.last_mut() else {
            if !node.is_null() {
                self.documents.push(node);
            }
            return Ok(());
        };
        match (&mut open.node.kind, open.key.take()) {
            (Kind::List(items), _) => items.push(node),
            (Kind::Map(entries), Some(key)) => {
                if entries.iter().any(|(known, _)| known.name == key.name) {
                    let text = format!("key `{}` stands twice in one map", key.name);
                    return Err((key.line, Reason::Yaml(text)));
                }
                entries.push((key, node));
            }
            (Kind::Map(_), None) => {
                let line = node.line;
                let name = match &node.kind {
                    Kind::Scalar(Scalar::Null) => Some(Cow::Borrowed("")),
                    _ => node.text(),
                };
                let name = name
                    .ok_or_else(|| (line, Reason::Yaml("a key must be plain text".to_owned())))?
                    .into_owned();
                open.key = Some(Key { line, name });
            }
            (Kind::Scalar(_), _) => {}
        }
        Ok(())
    }
}

fn size(node: &Node) -> usize {
    match &node.kind {
        Kind::Scalar(_) => 1,
        Kind::List(items) => items.iter().map(size).sum::<usize>().saturating_add(1),
        Kind::Map(entries) => {
            entries.iter().map(|(_, node)| size(node)).sum::<usize>().saturating_add(1)
        }
    }
}

fn scalar(value: Cow<'_, str>, style: ScalarStyle) -> Scalar {
    if style != ScalarStyle::Plain {
        return Scalar::Text(value.into_owned());
    }
    match value.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Null,
        "true" | "True" | "TRUE" => return Scalar::Bool(true),
        "false" | "False" | "FALSE" => return Scalar::Bool(false),
        _ => {}
    }
    let starts_like_a_number = value.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    if !starts_like_a_number {
        return Scalar::Text(value.into_owned());
    }
    let int = match (value.strip_prefix("0x"), value.strip_prefix("0o")) {
        (Some(digits), _) => i64::from_str_radix(digits, 16),
        (_, Some(digits)) => i64::from_str_radix(digits, 8),
        _ => value.parse(),
    };
    if let Ok(int) = int {
        return Scalar::Int(int);
    }
    let is_float_text = value.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    match value.parse::<f64>() {
        Ok(float) if is_float_text && float.is_finite() => Scalar::Float(float),
        _ => Scalar::Text(value.into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &Scalar) {
        let documents = documents(&format!("a: {text}")).unwrap();
        assert_eq!(documents[0].get("a").unwrap().kind, Kind::Scalar(expect.clone()), "{text}");
    }

    #[test]
    fn scalars_follow_the_core_schema() {
        check("null", &Scalar::Null);
        check("", &Scalar::Null);
        check("''", &Scalar::Text(String::new()));
        check("true", &Scalar::Bool(true));
        check("yes", &Scalar::Text("yes".into()));
        check("12", &Scalar::Int(12));
        check("0x17", &Scalar::Int(23));
        check("'0x17'", &Scalar::Text("0x17".into()));
        check("1.5", &Scalar::Float(1.5));
        check("1.2.3", &Scalar::Text("1.2.3".into()));
        check("-e", &Scalar::Text("-e".into()));
        check(".exe", &Scalar::Text(".exe".into()));
        check("1e999", &Scalar::Text("1e999".into()));
    }

    #[test]
    fn lines_are_told() {
        let documents = documents("a: 1\nb:\n  - x\n  - y\n---\nc: 2\n").unwrap();
        assert_eq!(documents.len(), 2);
        let Kind::List(items) = &documents[0].get("b").unwrap().kind else { panic!("no list") };
        assert_eq!(items[1].line, 4);
        assert_eq!(documents[1].get("c").unwrap().line, 6);
    }

    #[test]
    fn what_grows_without_end_is_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for i in 1..10 {
            let alias = format!("*a{}", i - 1);
            let line = format!("a{i}: &a{i} [{}]\n", vec![alias; 10].join(", "));
            bomb.push_str(&line);
        }
        let refused = |text: &str| matches!(documents(text), Err((_, Reason::TooMuch { .. })));
        assert!(refused(&bomb));
        assert!(refused(&"[".repeat(100)));
        assert!(refused(&"a".repeat(FILE_BYTES_MAX + 1)));
    }

    #[test]
    fn a_key_stands_once() {
        assert!(matches!(documents("a: 1\na: 2\n"), Err((2, Reason::Yaml(_)))));
    }
}
