//! What every document begins with, and the log source.

use std::sync::Arc;

use crate::{
    fault::{Place, Reason},
    rule::{Header, Level, Logsource},
    yaml::{Kind, Node, Trouble},
};

pub(super) fn header(file: &Arc<str>, node: &Node) -> Result<Header, Trouble> {
    let Kind::Map(_) = node.kind else { return Err((node.line, Reason::NotARule)) };
    let level = match node.get("level") {
        None => None,
        Some(level) => Some(self::level(level)?),
    };
    Ok(Header {
        title: text(node, "title")?.ok_or((node.line, Reason::Missing("title")))?,
        id: text(node, "id")?,
        name: text(node, "name")?,
        status: text(node, "status")?,
        description: text(node, "description")?,
        author: text(node, "author")?,
        references: texts(node, "references")?,
        date: text(node, "date")?,
        modified: text(node, "modified")?,
        tags: texts(node, "tags")?,
        level,
        false_positives: texts(node, "falsepositives")?,
        place: Place { file: Arc::clone(file), line: node.line },
    })
}

pub(super) fn logsource(node: &Node) -> Result<Logsource, Trouble> {
    let section = node.get("logsource").ok_or((node.line, Reason::Missing("logsource")))?;
    let Kind::Map(_) = section.kind else {
        return Err(shape(section, "logsource", "a map"));
    };
    // Some authors write capitals; the words themselves have none.
    let word = |name| Ok(text(section, name)?.map(|word| word.to_lowercase()));
    Ok(Logsource {
        product: word("product")?,
        category: word("category")?,
        service: word("service")?,
    })
}

fn level(node: &Node) -> Result<Level, Trouble> {
    let word = node.text().ok_or_else(|| shape(node, "level", "text"))?;
    match word.to_lowercase().as_str() {
        "informational" => Ok(Level::Informational),
        "low" => Ok(Level::Low),
        "medium" => Ok(Level::Medium),
        "high" => Ok(Level::High),
        "critical" => Ok(Level::Critical),
        _ => Err((node.line, Reason::UnknownLevel(word.into_owned()))),
    }
}

/// Returns the text under a key; null counts as absent.
pub(super) fn text(node: &Node, name: &'static str) -> Result<Option<String>, Trouble> {
    let Some(value) = node.get(name).filter(|value| !value.is_null()) else { return Ok(None) };
    let text = value.text().ok_or_else(|| shape(value, name, "text"))?;
    Ok(Some(text.into_owned()))
}

/// Returns the texts under a key; one alone may stand without its list.
pub(super) fn texts(node: &Node, name: &'static str) -> Result<Vec<String>, Trouble> {
    let Some(value) = node.get(name).filter(|value| !value.is_null()) else {
        return Ok(Vec::new());
    };
    let nodes = match &value.kind {
        Kind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    nodes
        .iter()
        .map(|item| {
            let text = item.text().ok_or_else(|| shape(item, name, "a list of texts"))?;
            Ok(text.into_owned())
        })
        .collect()
}

pub(super) fn shape(node: &Node, name: &str, expected: &'static str) -> Trouble {
    (node.line, Reason::Shape { name: name.to_owned(), expected })
}
