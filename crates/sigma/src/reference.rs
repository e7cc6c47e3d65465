//! The naive evaluator: short, slow, plain. What it says is what the specification says.
//!
//! It shares nothing with the compiled engine but what both read: the parsed rules and the routes of the maps. How a field is
//! found, whether a log source is covered and how text is compared is written here a second time, so that each can be held
//! against the other: in tests over random rules and events, and in production for one event in many. What it cannot see is an
//! error of the parser: what a modifier makes of a value (`windash`, `base64offset`) and how a number is written.

mod correlations;
mod lookup;
mod text;
pub(crate) mod time;

use std::net::IpAddr;

use crate::{
    event::Value,
    maps::{Hint, Maps, Route, Test},
    rule::{
        Cidr, Condition, FieldPart, Item, Logsource, Matcher, Number, Operator, Rule, Selection,
    },
};

pub use correlations::correlations;
pub use lookup::View;

/// Says whether a rule matches an event that comes from where the rule looks.
pub fn matches(rule: &Rule, event: &View<'_>) -> bool {
    let selections = &rule.detection.selections;
    is_meant(&rule.logsource, event)
        && rule.detection.conditions.iter().any(|asked| condition(asked, selections, event))
}

impl<'a> View<'a> {
    /// Looks at an event through the maps: which log sources it is of, and which fields have other names.
    pub fn new(event: &'a Value, maps: &'a Maps, hint: &'a Hint) -> Self {
        let bare = View { event, routes: Vec::new(), hint };
        let routes = maps.routes.iter().filter(|route| is_on(route, &bare)).collect();
        View { routes, ..bare }
    }

    /// Returns which log sources the event is of.
    pub fn logsources(&self) -> impl Iterator<Item = &Logsource> {
        self.routes.iter().map(|route| &route.logsource)
    }
}

fn is_on(route: &Route, event: &View<'_>) -> bool {
    route.when.iter().all(|(field, tests)| {
        let values = event.values(field);
        tests.iter().any(|test| match test {
            Test::There => event.is_there(field),
            Test::Is(pattern) => values
                .iter()
                .filter_map(|value| value.text())
                .any(|text| text::is_covered(text, pattern, false)),
        })
    })
}

/// Says whether a log source is one of those that the event is of, or is said to be of.
pub(crate) fn is_meant(logsource: &Logsource, event: &View<'_>) -> bool {
    if *logsource == Logsource::default() || event.hint.is_everything {
        return true;
    }
    let asked = [&logsource.product, &logsource.category, &logsource.service];
    let is_said_by = |other: &Logsource, is_open: bool| {
        let said = [&other.product, &other.category, &other.service];
        asked.iter().zip(said).all(|(asked, said)| match (asked, said) {
            (Some(asked), Some(said)) => asked == said,
            // A hint leaves open what it does not say; a route does not.
            (Some(_), None) => is_open,
            (None, _) => true,
        })
    };
    let hint = event.hint.logsource.as_ref();
    event.routes.iter().any(|route| is_said_by(&route.logsource, false))
        || hint.is_some_and(|hint| is_said_by(hint, true))
}

fn condition(asked: &Condition, selections: &[Selection], event: &View<'_>) -> bool {
    match asked {
        Condition::Selection(index) => {
            selections.get(*index).is_some_and(|chosen| selection(chosen, event))
        }
        Condition::Not(inner) => !condition(inner, selections, event),
        Condition::And(parts) => parts.iter().all(|part| condition(part, selections, event)),
        Condition::Or(parts) => parts.iter().any(|part| condition(part, selections, event)),
    }
}

fn selection(selection: &Selection, event: &View<'_>) -> bool {
    selection.groups.iter().any(|items| items.iter().all(|wanted| item(wanted, event)))
}

fn item(item: &Item, event: &View<'_>) -> bool {
    let is_found = |forms: &Vec<Matcher>| forms.iter().any(|form| finds(form, item, event));
    let found = match item.is_all {
        true => item.values.iter().all(is_found),
        false => item.values.iter().any(is_found),
    };
    found != item.is_negated
}

fn finds(matcher: &Matcher, item: &Item, event: &View<'_>) -> bool {
    let Some(field) = &item.field else {
        return event
            .everything()
            .iter()
            .any(|value| value.text().is_some_and(|text| fits_keyword(matcher, text)));
    };
    let values = event.values(field);
    match matcher {
        Matcher::Exists(wanted) => event.is_there(field) == *wanted,
        Matcher::Null => values.is_empty() || values.contains(&&Value::Null),
        Matcher::FieldRef { field: other, part, is_cased } => {
            let others = event.values(other);
            values.iter().filter_map(|value| value.text()).any(|value| {
                let texts = others.iter().filter_map(|other| other.text());
                texts.into_iter().any(|other| has_part(value, other, *part, *is_cased))
            })
        }
        _ => values.iter().filter_map(|value| value.text()).any(|text| fits(matcher, text)),
    }
}

fn fits(matcher: &Matcher, text: &str) -> bool {
    match matcher {
        Matcher::Text { pattern, is_cased } => text::is_covered(text, pattern, *is_cased),
        Matcher::Number(number) => text == number.to_string(),
        Matcher::Regex(regex) => regex.is_match(text),
        Matcher::Cidr(cidr) => is_within(text, cidr),
        Matcher::Compare { operator, number } => {
            text::number(text).is_some_and(|value| compares(value, *operator, *number))
        }
        Matcher::Time { part, operator, number } => time::part(text, *part)
            .is_some_and(|value| compares(Number::Int(value), *operator, *number)),
        Matcher::Null | Matcher::Exists(_) | Matcher::FieldRef { .. } => false,
    }
}

/// A keyword may stand anywhere within a value.
fn fits_keyword(matcher: &Matcher, text: &str) -> bool {
    match matcher {
        Matcher::Text { pattern, is_cased } => text::is_within(text, pattern, *is_cased),
        Matcher::Number(number) => text.contains(&number.to_string()),
        other => fits(other, text),
    }
}

fn has_part(value: &str, other: &str, part: FieldPart, is_cased: bool) -> bool {
    let (value, other) = match is_cased {
        true => (value.to_owned(), other.to_owned()),
        false => (text::folded(value), text::folded(other)),
    };
    match part {
        FieldPart::Whole => value == other,
        FieldPart::Start => value.starts_with(&other),
        FieldPart::End => value.ends_with(&other),
        FieldPart::Anywhere => value.contains(&other),
    }
}

fn is_within(text: &str, cidr: &Cidr) -> bool {
    let Ok(address) = text.parse::<IpAddr>() else { return false };
    let bits = |address: IpAddr| match address.to_canonical() {
        IpAddr::V4(v4) => format!("{:032b}", v4.to_bits()),
        IpAddr::V6(v6) => format!("{:0128b}", v6.to_bits()),
    };
    // A network of mapped addresses is the network of what they are mapped to.
    let (network, prefix) = match cidr.network {
        IpAddr::V6(v6) if v6.to_ipv4_mapped().is_some() && cidr.prefix >= 96 => {
            (cidr.network.to_canonical(), usize::from(cidr.prefix) - 96)
        }
        other => (other, usize::from(cidr.prefix)),
    };
    let plain = |address: IpAddr| match address {
        IpAddr::V4(v4) => format!("{:032b}", v4.to_bits()),
        IpAddr::V6(v6) => format!("{:0128b}", v6.to_bits()),
    };
    let (address, network) = (bits(address), plain(network));
    address.len() == network.len() && address.get(..prefix) == network.get(..prefix)
}

#[expect(clippy::cast_precision_loss, reason = "whole numbers are compared as such")]
fn compares(value: Number, operator: Operator, bound: Number) -> bool {
    let order = match (value, bound) {
        (Number::Int(value), Number::Int(bound)) => Some(value.cmp(&bound)),
        (Number::Int(value), Number::Float(bound)) => (value as f64).partial_cmp(&bound),
        (Number::Float(value), Number::Int(bound)) => value.partial_cmp(&(bound as f64)),
        (Number::Float(value), Number::Float(bound)) => value.partial_cmp(&bound),
    };
    order.is_some_and(|order| match operator {
        Operator::Eq => order.is_eq(),
        Operator::Lt => order.is_lt(),
        Operator::Lte => order.is_le(),
        Operator::Gt => order.is_gt(),
        Operator::Gte => order.is_ge(),
    })
}

#[cfg(test)]
mod tests;
