//! From the text of a file to its documents.

mod budget;
mod collection;
mod condition;
mod correlation;
mod detection;
mod encode;
mod expand;
mod header;
mod matcher;
mod modifier;

use std::{collections::BTreeMap, sync::Arc};

use self::budget::Budget;
use crate::{
    fault::{Fault, Reason},
    rule::{Correlation, Filter, Rule},
    yaml::{self, Node, Trouble},
};

/// Values for the placeholders of `expand`, by name without the percent signs.
pub type Placeholders = BTreeMap<String, Vec<String>>;

/// One document of a rule file.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Document {
    Rule(Rule),
    Correlation(Correlation),
    Filter(Filter),
}

/// Reads the documents of one file; each comes alone, so that a bad one does not take the others with it.
pub fn parse(
    file: &str,
    bytes: &[u8],
    placeholders: &Placeholders,
) -> Vec<Result<Document, Fault>> {
    let file: Arc<str> = Arc::from(file);
    let refuse = |(line, reason): Trouble| reason.at(&file, line);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return vec![Err(Reason::NotText.at(&file, 1))];
    };
    let documents = match yaml::documents(text).and_then(collection::unfold) {
        Ok(documents) => documents,
        Err(trouble) => return vec![Err(refuse(trouble))],
    };
    let mut budget = Budget::default();
    let read = |node: &Node| {
        budget.begin_rule();
        let is_of_filter = node.get("filter").is_some();
        document(&file, node, placeholders, &mut budget)
            .map_err(|trouble| Fault { is_of_filter, ..refuse(trouble) })
    };
    documents.iter().map(read).collect()
}

fn document(
    file: &Arc<str>,
    node: &Node,
    placeholders: &Placeholders,
    budget: &mut Budget,
) -> Result<Document, Trouble> {
    let header = header::header(file, node)?;
    // One would be honoured and the other forgotten.
    for (one, other) in
        [("correlation", "filter"), ("correlation", "detection"), ("filter", "detection")]
    {
        if node.get(one).is_some() && node.get(other).is_some() {
            return Err((node.line, Reason::Both(one, other)));
        }
    }
    if node.get("correlation").is_some() {
        return correlation::correlation(header, node).map(Document::Correlation);
    }
    if let Some(section) = node.get("filter") {
        let logsource = header::logsource(node)?;
        let rules = correlation::filter_rules(section)?;
        let detection = detection::detection(section, &["rules"], placeholders, budget)?;
        return Ok(Document::Filter(Filter { header, logsource, rules, detection }));
    }
    let Some(section) = node.get("detection") else { return Err((node.line, Reason::NotARule)) };
    let logsource = header::logsource(node)?;
    let detection = detection::detection(section, &["timeframe"], placeholders, budget)?;
    Ok(Document::Rule(Rule { header, logsource, detection }))
}
