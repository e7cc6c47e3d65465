//! The tree says what the rule says: a store that reads it by its words finds the events that the rule matches.

use std::net::IpAddr;

use regex::Regex;

use super::*;
use crate::{
    event::Value,
    maps::{Hint, Maps},
    parse::Placeholders,
    reference::{self, View, time},
    ruleset::RuleSet,
};

#[path = "../../tests/random/mod.rs"]
#[allow(dead_code, reason = "the tests of the engine use all of it")]
mod random;

#[test]
fn a_rule_becomes_a_tree() {
    let text = "title: t\nlogsource: {product: x}\ndetection:\n  s: {A|endswith: [.exe, .dll], B: null}\n  f: {C|exists: false}\n  k: [word]\n  condition: s and not f or k";
    let rules = RuleSet::read([("t", text.as_bytes())], &Placeholders::new());
    let shown = serde_json::to_string(&filter(&rules.rules[0])).unwrap();
    let expect = concat!(
        r#"{"any":[{"all":[{"all":[{"any":["#,
        r#"{"field":{"field":"A","test":{"ends_with":{"text":".exe","is_cased":false}}}},"#,
        r#"{"field":{"field":"A","test":{"ends_with":{"text":".dll","is_cased":false}}}}]},"#,
        r#"{"field":{"field":"B","test":"null"}}]},"#,
        r#"{"not":{"not":{"field":{"field":"C","test":"exists"}}}}]},"#,
        r#"{"anywhere":{"contains":{"text":"word","is_cased":false}}}]}"#
    );
    assert_eq!(shown, expect);
}

/// Reads a tree as a store would, by nothing but its words.
fn holds(filter: &Filter, event: &View<'_>) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| holds(part, event)),
        Filter::Any(parts) => parts.iter().any(|part| holds(part, event)),
        Filter::Not(inner) => !holds(inner, event),
        Filter::Field { field, test: Test::Exists } => event.is_there(field),
        Filter::Field { field, test: Test::Null } => {
            let values = event.values(field);
            values.is_empty() || values.contains(&&Value::Null)
        }
        Filter::Field { field, test: Test::OtherField { field: other, part, is_cased } } => {
            let texts = |field| event.values(field).into_iter().filter_map(Value::text);
            texts(field).any(|value| {
                texts(other).any(|other| {
                    let other = regex::escape(other);
                    let expression = match *part {
                        "whole" => format!(r"\A(?:{other})\z"),
                        "start" => format!(r"\A(?:{other})"),
                        "end" => format!(r"(?:{other})\z"),
                        _ => other,
                    };
                    is_found(&expression, *is_cased, value)
                })
            })
        }
        Filter::Field { field, test } => {
            event.values(field).into_iter().filter_map(Value::text).any(|text| passes(test, text))
        }
        Filter::Anywhere(test) => {
            event.everything().into_iter().filter_map(Value::text).any(|text| passes(test, text))
        }
    }
}

fn is_found(expression: &str, is_cased: bool, text: &str) -> bool {
    let flags = if is_cased { "s" } else { "si" };
    Regex::new(&format!("(?{flags}){expression}")).unwrap().is_match(text)
}

fn passes(test: &Test, value: &str) -> bool {
    let compares = |is: f64, operator: &str, number: f64| match operator {
        "eq" => is == number,
        "lt" => is < number,
        "lte" => is <= number,
        "gt" => is > number,
        "gte" => is >= number,
        other => panic!("{other}"),
    };
    match test {
        Test::Null | Test::Exists | Test::OtherField { .. } => panic!("of no value: {test:?}"),
        Test::Equals { text, is_cased } => {
            is_found(&format!(r"\A{}\z", regex::escape(text)), *is_cased, value)
        }
        Test::StartsWith { text, is_cased } => {
            is_found(&format!(r"\A{}", regex::escape(text)), *is_cased, value)
        }
        Test::EndsWith { text, is_cased } => {
            is_found(&format!(r"{}\z", regex::escape(text)), *is_cased, value)
        }
        Test::Contains { text, is_cased } => is_found(&regex::escape(text), *is_cased, value),
        Test::Like { pattern, is_cased } => {
            let mut expression = String::from(r"\A");
            let mut chars = pattern.chars().peekable();
            while let Some(c) = chars.next() {
                match c {
                    '*' => expression.push_str(".*"),
                    '?' => expression.push('.'),
                    '\\' => {
                        let next = chars.next_if(|next| "*?\\".contains(*next)).unwrap_or('\\');
                        expression.push_str(&regex::escape(&next.to_string()));
                    }
                    c => expression.push_str(&regex::escape(&c.to_string())),
                }
            }
            is_found(&(expression + r"\z"), *is_cased, value)
        }
        Test::Regex { expression } => Regex::new(expression).unwrap().is_match(value),
        Test::Cidr { network, prefix } => is_within(value, network, u32::from(*prefix)),
        Test::Compare { operator, number } => {
            // Decimal text, and no words for what is no number.
            let is_decimal = value.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
            let is = value.parse::<f64>().ok().filter(|_| is_decimal);
            is.is_some_and(|is| compares(is, operator, *number))
        }
        Test::TimePart { part, operator, number } => {
            let parts = [
                TimePart::Minute,
                TimePart::Hour,
                TimePart::Day,
                TimePart::Week,
                TimePart::Month,
                TimePart::Year,
            ];
            let part = parts.into_iter().find(|known| time_word(*known) == *part).unwrap();
            time::part(value, part).is_some_and(|is| compares(is as f64, operator, *number))
        }
    }
}

fn is_within(value: &str, network: &str, prefix: u32) -> bool {
    // Everything as IPv6; an address of IPv4 is the mapped one.
    let wide = |address: IpAddr| match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    };
    let Ok(value) = value.parse::<IpAddr>() else { return false };
    let network: IpAddr = network.parse().unwrap();
    let is_mapped = |address: IpAddr| address.to_canonical().is_ipv4();
    let prefix = if network.is_ipv4() { prefix + 96 } else { prefix };
    let is_of_mapped = is_mapped(network) && prefix >= 96;
    let differ = wide(value) ^ wide(network);
    is_mapped(value) == is_of_mapped && differ.checked_shr(128 - prefix).unwrap_or(0) == 0
}

#[test]
fn the_tree_finds_what_the_rule_matches() {
    let (maps, hint) = (Maps::default(), Hint { logsource: None, is_everything: true });
    let (mut n_cases, mut n_found) = (0, 0);
    for seed in 0..200 {
        let mut dice = random::Dice(seed);
        let texts: Vec<String> = (0..4).map(|n| random::rule(&mut dice, n)).collect();
        let files = texts.iter().map(|text| ("random.yml", text.as_bytes()));
        let rules = RuleSet::read(files, &Placeholders::new());
        let events: Vec<String> = (0..8).map(|_| random::event(&mut dice)).collect();
        for rule in &rules.rules {
            let tree = filter(rule);
            for json in &events {
                let event: Value = serde_json::from_str(json).unwrap();
                let view = View::new(&event, &maps, &hint);
                let expected = reference::matches(rule, &view);
                let title = &rule.header.title;
                assert_eq!(holds(&tree, &view), expected, "{seed} {title}\n{tree:#?}\n{json}");
                n_cases += 1;
                n_found += usize::from(expected);
            }
        }
    }
    assert!(n_cases > 4_000 && n_found * 20 > n_cases, "{n_found} of {n_cases}");
}
