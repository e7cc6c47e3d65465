//! A rule as a filter tree, for looking through stored events with whatever stores them. No query language here.

use serde::Serialize;

use crate::{
    pattern::{Pattern, Piece},
    rule::{Condition, FieldPart, Item, Matcher, Operator, Rule, TimePart},
};

/// What must hold of an event. Text is compared without regard to case, unless it is said otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    /// One of the field's values passes.
    Field {
        field: String,
        test: Test,
    },
    /// A value anywhere in the event passes.
    Anywhere(Test),
}

/// What must hold of a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Test {
    /// The field is absent or null.
    Null,
    /// The field is there.
    Exists,
    Equals {
        text: String,
        is_cased: bool,
    },
    StartsWith {
        text: String,
        is_cased: bool,
    },
    EndsWith {
        text: String,
        is_cased: bool,
    },
    Contains {
        text: String,
        is_cased: bool,
    },
    /// `*` stands for any text, `?` for one character; a backslash takes their meaning away.
    Like {
        pattern: String,
        is_cased: bool,
    },
    /// Found anywhere in the value; flags stand in the expression.
    Regex {
        expression: String,
    },
    Cidr {
        network: String,
        prefix: u8,
    },
    Compare {
        operator: &'static str,
        number: f64,
    },
    TimePart {
        part: &'static str,
        operator: &'static str,
        number: f64,
    },
    OtherField {
        field: String,
        part: &'static str,
        is_cased: bool,
    },
}

/// Returns the filter of a rule. Whether an event is of the rule's log source is not part of it.
pub fn filter(rule: &Rule) -> Filter {
    let selections: Vec<Filter> = rule
        .detection
        .selections
        .iter()
        .map(|selection| {
            let group = |items: &Vec<Item>| all(items.iter().map(item).collect());
            any(selection.groups.iter().map(group).collect())
        })
        .collect();
    any(rule.detection.conditions.iter().map(|asked| condition(asked, &selections)).collect())
}

fn condition(asked: &Condition, selections: &[Filter]) -> Filter {
    let each = |parts: &[Condition]| parts.iter().map(|part| condition(part, selections)).collect();
    match asked {
        Condition::Selection(index) => {
            selections.get(*index).cloned().unwrap_or(Filter::Any(Vec::new()))
        }
        Condition::Not(inner) => Filter::Not(Box::new(condition(inner, selections))),
        Condition::And(parts) => all(each(parts)),
        Condition::Or(parts) => any(each(parts)),
    }
}

fn item(item: &Item) -> Filter {
    let form = |matcher: &Matcher| match &item.field {
        Some(field) => match matcher {
            Matcher::Exists(false) => {
                Filter::Not(Box::new(Filter::Field { field: field.clone(), test: Test::Exists }))
            }
            _ => Filter::Field { field: field.clone(), test: test(matcher, false) },
        },
        None => Filter::Anywhere(test(matcher, true)),
    };
    let values = item.values.iter().map(|forms| any(forms.iter().map(form).collect())).collect();
    let found = if item.is_all { all(values) } else { any(values) };
    if item.is_negated { Filter::Not(Box::new(found)) } else { found }
}

fn test(matcher: &Matcher, is_keyword: bool) -> Test {
    match matcher {
        Matcher::Text { pattern, is_cased } => {
            let mut pattern = pattern.clone();
            if is_keyword {
                pattern.open_start();
                pattern.open_end();
            }
            text(&pattern, *is_cased)
        }
        Matcher::Number(number) if is_keyword => {
            Test::Contains { text: number.to_string(), is_cased: false }
        }
        Matcher::Number(number) => Test::Equals { text: number.to_string(), is_cased: false },
        Matcher::Null => Test::Null,
        Matcher::Exists(_) => Test::Exists,
        Matcher::Regex(regex) => Test::Regex { expression: regex.to_string() },
        Matcher::Cidr(cidr) => {
            Test::Cidr { network: cidr.network.to_string(), prefix: cidr.prefix }
        }
        Matcher::FieldRef { field, part, is_cased } => {
            Test::OtherField { field: field.clone(), part: part_word(*part), is_cased: *is_cased }
        }
        Matcher::Compare { operator, number } => {
            Test::Compare { operator: operator_word(*operator), number: number.to_f64() }
        }
        Matcher::Time { part, operator, number } => Test::TimePart {
            part: time_word(*part),
            operator: operator_word(*operator),
            number: number.to_f64(),
        },
    }
}

fn text(pattern: &Pattern, is_cased: bool) -> Test {
    let owned = |text: &str| text.to_owned();
    match pattern.pieces() {
        [] => Test::Equals { text: String::new(), is_cased },
        [Piece::Text(text)] => Test::Equals { text: owned(text), is_cased },
        [Piece::Text(text), Piece::Any] => Test::StartsWith { text: owned(text), is_cased },
        [Piece::Any, Piece::Text(text)] => Test::EndsWith { text: owned(text), is_cased },
        [Piece::Any, Piece::Text(text), Piece::Any] => {
            Test::Contains { text: owned(text), is_cased }
        }
        _ => Test::Like { pattern: pattern.to_string(), is_cased },
    }
}

fn operator_word(operator: Operator) -> &'static str {
    match operator {
        Operator::Eq => "eq",
        Operator::Lt => "lt",
        Operator::Lte => "lte",
        Operator::Gt => "gt",
        Operator::Gte => "gte",
    }
}

fn part_word(part: FieldPart) -> &'static str {
    match part {
        FieldPart::Whole => "whole",
        FieldPart::Start => "start",
        FieldPart::End => "end",
        FieldPart::Anywhere => "anywhere",
    }
}

fn time_word(part: TimePart) -> &'static str {
    match part {
        TimePart::Minute => "minute",
        TimePart::Hour => "hour",
        TimePart::Day => "day",
        TimePart::Week => "week",
        TimePart::Month => "month",
        TimePart::Year => "year",
    }
}

fn all(parts: Vec<Filter>) -> Filter {
    one_or(parts, Filter::All)
}

fn any(parts: Vec<Filter>) -> Filter {
    one_or(parts, Filter::Any)
}

fn one_or(mut parts: Vec<Filter>, join: fn(Vec<Filter>) -> Filter) -> Filter {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            join(parts)
        }
    }
}

#[cfg(test)]
mod tests;
