//! From an event to its log sources, and what fields are called there. The maps are data.

use std::sync::Arc;

use crate::{
    fault::{Fault, Reason},
    pattern::Pattern,
    rule::Logsource,
    yaml::{self, Kind, Node, Scalar, Trouble},
};

/// The maps that come with the crate.
const OWN: [(&str, &str); 6] = [
    ("windows.yml", include_str!("../maps/windows.yml")),
    ("linux.yml", include_str!("../maps/linux.yml")),
    ("cloud.yml", include_str!("../maps/cloud.yml")),
    ("web.yml", include_str!("../maps/web.yml")),
    ("network.yml", include_str!("../maps/network.yml")),
    ("applications.yml", include_str!("../maps/applications.yml")),
];

/// Routes, in no order: an event takes all that are open to it.
#[derive(Debug, Clone, Default)]
pub struct Maps {
    /// The routes.
    pub routes: Vec<Route>,
}

/// A log source and how its events are told.
#[derive(Debug, Clone)]
pub struct Route {
    /// Fields and what one of their values must be.
    pub when: Vec<(String, Vec<Test>)>,
    /// What the event then is.
    pub logsource: Logsource,
    /// A name rules use, and the field that stands for it when there is none of that name.
    pub fields: Vec<(String, String)>,
}

/// What a field must be.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// There, with a value or null.
    There,
    /// Covered by a pattern, whatever the case.
    Is(Pattern),
}

/// What is known of an event from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Hint {
    /// What it is; what is not said may be anything.
    pub logsource: Option<Logsource>,
    /// Rules look at it wherever they look otherwise.
    pub is_everything: bool,
}

impl Logsource {
    /// Says whether nothing that `self` asks for contradicts a hint.
    pub fn may_cover(&self, hint: &Logsource) -> bool {
        let fits = |asked: &Option<String>, is: &Option<String>| {
            asked.is_none() || is.is_none() || asked == is
        };
        fits(&self.product, &hint.product)
            && fits(&self.category, &hint.category)
            && fits(&self.service, &hint.service)
    }
}

impl Maps {
    /// Returns the maps that come with the crate.
    pub fn own() -> Self {
        let mut maps = Self::default();
        for (file, text) in OWN {
            // A test reads them all; a fault cannot reach a user.
            maps.add(file, text.as_bytes()).unwrap_or_default();
        }
        maps
    }

    /// Adds the routes of a map file.
    pub fn add(&mut self, file: &str, bytes: &[u8]) -> Result<(), Fault> {
        let name: Arc<str> = Arc::from(file);
        let text = std::str::from_utf8(bytes).map_err(|_| Reason::NotText.at(&name, 1))?;
        let routes = yaml::documents(text)
            .and_then(|documents| {
                let routes: Result<Vec<_>, Trouble> = documents.iter().map(routes).collect();
                routes
            })
            .map_err(|(line, reason)| reason.at(&name, line))?;
        self.routes.extend(routes.into_iter().flatten());
        Ok(())
    }
}

fn routes(document: &Node) -> Result<Vec<Route>, Trouble> {
    let Kind::List(nodes) = &document.kind else {
        let reason = Reason::Shape { name: "the map".to_owned(), expected: "a list of routes" };
        return Err((document.line, reason));
    };
    nodes.iter().map(route).collect()
}

fn route(node: &Node) -> Result<Route, Trouble> {
    let word = |name| node.get(name).and_then(Node::text).map(|word| word.to_lowercase());
    let when = node.get("when").ok_or((node.line, Reason::Missing("when")))?;
    let when = entries(when)?.into_iter().map(|(field, node)| (field, tests(node))).collect();
    let fields = match node.get("fields") {
        None => Vec::new(),
        Some(fields) => entries(fields)?
            .into_iter()
            .flat_map(|(name, node)| {
                let others = items(node).iter().filter_map(Node::text);
                others.map(|other| (name.clone(), other.into_owned())).collect::<Vec<_>>()
            })
            .collect(),
    };
    let logsource = Logsource {
        product: word("product"),
        category: word("category"),
        service: word("service"),
    };
    Ok(Route { when, logsource, fields })
}

fn entries(node: &Node) -> Result<Vec<(String, &Node)>, Trouble> {
    let Kind::Map(entries) = &node.kind else {
        let reason = Reason::Shape { name: "when or fields".to_owned(), expected: "a map" };
        return Err((node.line, reason));
    };
    Ok(entries.iter().map(|(key, node)| (key.name.clone(), node)).collect())
}

fn items(node: &Node) -> &[Node] {
    match &node.kind {
        Kind::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

fn tests(node: &Node) -> Vec<Test> {
    items(node)
        .iter()
        .filter_map(|item| match &item.kind {
            Kind::Scalar(Scalar::Null) => Some(Test::There),
            _ => item.text().map(|text| Test::Is(Pattern::parse(&text))),
        })
        .collect()
}

#[cfg(test)]
mod tests_of_maps {
    use super::*;

    #[test]
    fn own_maps_read() {
        let mut maps = Maps::default();
        for (file, text) in OWN {
            maps.add(file, text.as_bytes()).unwrap();
        }
        assert!(maps.routes.len() > 100, "{}", maps.routes.len());
        assert!(maps.routes.iter().all(|route| !route.when.is_empty()));
    }
}
