//! The detection section: selections, items, conditions.

use crate::{
    fault::Reason,
    parse::{
        Placeholders,
        budget::Budget,
        condition::condition,
        header::shape,
        matcher::matchers,
        modifier::{Modifier, modifiers},
    },
    rule::{Detection, Item, Selection},
    yaml::{Key, Kind, Node, Trouble},
};

/// Forms of values in one rule.
pub const VALUES_MAX: usize = 20_000;
/// Conditions of one rule.
pub const CONDITIONS_MAX: usize = 64;

/// Reads a section; keys in `but` are no selections.
pub(super) fn detection(
    section: &Node,
    but: &[&str],
    placeholders: &Placeholders,
    budget: &mut Budget,
) -> Result<Detection, Trouble> {
    let Kind::Map(entries) = &section.kind else {
        return Err(shape(section, "detection", "a map"));
    };
    let mut reader = Reader { placeholders, budget, n_values: 0 };
    let mut selections = Vec::new();
    for (key, node) in entries {
        if key.name == "condition" || but.contains(&key.name.as_str()) {
            continue;
        }
        let groups = reader.groups(key, node)?;
        selections.push(Selection { name: key.name.clone(), groups });
    }
    let asked = section.get("condition").ok_or((section.line, Reason::Missing("condition")))?;
    let nodes = match &asked.kind {
        Kind::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(asked),
    };
    if nodes.len() > CONDITIONS_MAX {
        return Err((
            asked.line,
            Reason::TooMuch { what: "the number of conditions", max: CONDITIONS_MAX },
        ));
    }
    let mut conditions = Vec::new();
    for node in nodes {
        let text =
            node.text().ok_or_else(|| shape(node, "condition", "text or a list of texts"))?;
        conditions.push(condition(&text, &selections).map_err(|reason| (node.line, reason))?);
    }
    if conditions.is_empty() {
        return Err((asked.line, Reason::Empty("condition".to_owned())));
    }
    Ok(Detection { selections, conditions })
}

struct Reader<'a> {
    placeholders: &'a Placeholders,
    budget: &'a mut Budget,
    n_values: usize,
}

impl Reader<'_> {
    /// Reads what stands under a selection's name: a map, a list of maps, or keywords.
    fn groups(&mut self, key: &Key, node: &Node) -> Result<Vec<Vec<Item>>, Trouble> {
        let groups = match &node.kind {
            Kind::Map(entries) => vec![self.group(entries)?],
            Kind::Scalar(_) => vec![vec![self.item(None, &[], node)?]],
            Kind::List(nodes) => nodes
                .iter()
                .map(|node| match &node.kind {
                    Kind::Map(entries) => self.group(entries),
                    Kind::Scalar(_) => Ok(vec![self.item(None, &[], node)?]),
                    Kind::List(_) => Err(shape(node, &key.name, "a list of maps or of keywords")),
                })
                .collect::<Result<_, _>>()?,
        };
        if groups.is_empty() || groups.iter().any(Vec::is_empty) {
            return Err((key.line, Reason::Empty(key.name.clone())));
        }
        Ok(groups)
    }

    fn group(&mut self, entries: &[(Key, Node)]) -> Result<Vec<Item>, Trouble> {
        let mut items = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            let mut parts = key.name.split('|');
            let field = parts.next().filter(|field| !field.is_empty());
            let names: Vec<&str> = parts.collect();
            let modifiers = modifiers(&names).map_err(|reason| (key.line, reason))?;
            items.push(self.item(field, &modifiers, node)?);
        }
        Ok(items)
    }

    fn item(
        &mut self,
        field: Option<&str>,
        modifiers: &[Modifier],
        node: &Node,
    ) -> Result<Item, Trouble> {
        let name = field.unwrap_or("keywords");
        let nodes = match &node.kind {
            Kind::List(nodes) => nodes.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut values = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Kind::Scalar(scalar) = &node.kind else {
                return Err(shape(node, name, "a value or a list of values"));
            };
            let forms = matchers(scalar, modifiers, self.placeholders, self.budget)
                .map_err(|reason| (node.line, reason))?;
            let is_for_fields = |forms: &[crate::rule::Matcher]| {
                use crate::rule::Matcher::{Exists, FieldRef, Null};
                forms.iter().any(|form| matches!(form, Null | Exists(_) | FieldRef { .. }))
            };
            if field.is_none() && is_for_fields(&forms) {
                return Err((node.line, Reason::Shape { name: name.to_owned(), expected: "text" }));
            }
            self.n_values += forms.len();
            if self.n_values > VALUES_MAX {
                return Err((
                    node.line,
                    Reason::TooMuch { what: "the number of values", max: VALUES_MAX },
                ));
            }
            self.budget.take_forms(&forms).map_err(|reason| (node.line, reason))?;
            values.push(forms);
        }
        if values.is_empty() {
            return Err((node.line, Reason::Empty(name.to_owned())));
        }
        Ok(Item {
            field: field.map(str::to_owned),
            values,
            is_all: modifiers.contains(&Modifier::All),
            is_negated: modifiers.contains(&Modifier::Neq),
        })
    }
}
