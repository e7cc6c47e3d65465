//! What the language means, case by case. The engine is held against these, too.

use super::*;
use crate::{
    engine::Engine,
    maps::{Hint, Maps},
    parse::Placeholders,
    ruleset::RuleSet,
};

fn everything() -> Hint {
    Hint { logsource: None, is_everything: true }
}

/// Checks one detection over one event, with both evaluators.
#[track_caller]
fn check(detection: &str, event: &str, expect: bool) {
    let text = format!("title: t\nlogsource: {{product: windows}}\ndetection:\n{detection}");
    let rules = RuleSet::read([("t.yml", text.as_bytes())], &Placeholders::new());
    assert!(rules.faults.is_empty(), "{:?}", rules.faults);
    let value: Value = serde_json::from_str(event).unwrap();
    let (maps, hint) = (Maps::default(), everything());
    let found = matches(&rules.rules[0], &View::new(&value, &maps, &hint));
    assert_eq!(found, expect, "reference: {detection} over {event}");
    let engine = Engine::new(&rules, &maps);
    let mut scratch = engine.scratch();
    let found = engine.scan(&mut scratch, event.as_bytes(), &hint).unwrap();
    assert_eq!(found == [0], expect, "engine: {detection} over {event}");
}

/// Checks a single item.
#[track_caller]
fn item(item: &str, event: &str, expect: bool) {
    check(&format!("  sel:\n    {item}\n  condition: sel"), event, expect);
}

#[test]
fn text_ignores_case() {
    item("A: abc", r#"{"A":"ABC"}"#, true);
    item("A: abc", r#"{"A":"abcd"}"#, false);
    item("A: ABC", r#"{"A":"abc"}"#, true);
    item("A|cased: abc", r#"{"A":"ABC"}"#, false);
    item("A|cased|contains: bc", r#"{"A":"abcd"}"#, true);
    item("A|cased|contains: Bcde", r#"{"A":"abcdef"}"#, false);
    item("A: straße", r#"{"A":"STRAßE"}"#, true);
    item("A: straße", r#"{"A":"STRASSE"}"#, false);
    item("A: ΟΔΟΣ", r#"{"A":"οδος"}"#, true);
    item("A: kelvin", "{\"A\":\"\u{212a}elvin\"}", true);
    item("A: i", r#"{"A":"ı"}"#, false);
    item("a: abc", r#"{"A":"abc"}"#, false);
}

#[test]
fn wildcards_and_escapes() {
    item("A: 'a*d'", r#"{"A":"abcd"}"#, true);
    item("A: 'a?d'", r#"{"A":"abd"}"#, true);
    item("A: 'a?d'", r#"{"A":"abcd"}"#, false);
    item("A: 'a?c'", r#"{"A":"aéc"}"#, true);
    item(r"A: 'a\*d'", r#"{"A":"a*d"}"#, true);
    item(r"A: 'a\*d'", r#"{"A":"abd"}"#, false);
    item(r"A: 'c:\\*'", r#"{"A":"C:\\x"}"#, true);
    item(r"A: '*\cmd.exe'", r#"{"A":"C:\\cmd.exe"}"#, true);
    item(r"A|endswith: '\cmd.exe'", r#"{"A":"C:\\Windows\\CMD.exe"}"#, true);
    item(r"A|endswith: '\cmd.exe'", r#"{"A":"C:\\Windows\\CMD.exe "}"#, false);
    item("A|startswith: 'pow'", r#"{"A":"PowerShell"}"#, true);
    item("A|contains: 'shel'", r#"{"A":"PowerShell"}"#, true);
    item("A|contains: 'a*b?c'", r#"{"A":"xxa__b_cxx"}"#, true);
    item("A|contains: 'a*b?c'", r#"{"A":"xxa__bcxx"}"#, false);
    item("A: '*'", r#"{"A":"x"}"#, true);
    item("A: '*'", r#"{"A":""}"#, true);
    item("A: '*'", r#"{"A":null}"#, false);
    item("A: '?*'", r#"{"A":""}"#, false);
    item("A: '*ab*ab'", r#"{"A":"ab"}"#, false);
    item("A: 'aba*aba'", r#"{"A":"abaaba"}"#, true);
    item("A: 'aba*aba'", r#"{"A":"ababa"}"#, false);
}

#[test]
fn null_empty_and_absent_differ() {
    item("A: null", "{}", true);
    item("A: null", r#"{"A":null}"#, true);
    item("A: null", r#"{"A":""}"#, false);
    item("A: null", r#"{"A":[]}"#, true);
    item("A: ''", r#"{"A":""}"#, true);
    item("A: ''", "{}", false);
    item("A: ''", r#"{"A":null}"#, false);
    item("A|exists: true", r#"{"A":null}"#, true);
    item("A|exists: true", r#"{"A":{}}"#, true);
    item("A|exists: true", "{}", false);
    item("A|exists: false", "{}", true);
    item("A: [null, x]", r#"{"A":"x"}"#, true);
    check("  sel: {A: x}\n  condition: not sel", "{}", true);
    item("A|neq: x", r#"{"A":"y"}"#, true);
    item("A|neq: x", r#"{"A":"X"}"#, false);
    item("A|neq: x", "{}", true);
}

#[test]
fn numbers_match_as_they_are_written() {
    item("A: 1", r#"{"A":1}"#, true);
    item("A: 1", r#"{"A":"1"}"#, true);
    item("A: '1'", r#"{"A":1}"#, true);
    item("A: 1", r#"{"A":10}"#, false);
    item("A: 1.5", r#"{"A":1.50}"#, true);
    item("A: true", r#"{"A":true}"#, true);
    item("A: 'TRUE'", r#"{"A":true}"#, true);
    item("A: -5", r#"{"A":-5}"#, true);
    item("A|gt: 5", r#"{"A":6}"#, true);
    item("A|gt: 5", r#"{"A":"6"}"#, true);
    item("A|gt: 5", r#"{"A":5}"#, false);
    item("A|gte: 5", r#"{"A":5}"#, true);
    item("A|lt: 5", r#"{"A":4.9}"#, true);
    item("A|lte: 5", r#"{"A":"x"}"#, false);
    item("A|lt: 5", r#"{"A":"-inf"}"#, false);
    item("A|lt: 5", "{}", false);
    item("A|gt: 9223372036854775806", r#"{"A":9223372036854775807}"#, true);
}

#[test]
fn lists_are_or_and_all_is_and() {
    item("A: [x, y]", r#"{"A":"Y"}"#, true);
    item("A|contains|all: [x, y]", r#"{"A":"yx"}"#, true);
    item("A|contains|all: [x, y]", r#"{"A":"xx"}"#, false);
    check("  sel:\n    - A: 1\n    - B: 2\n  condition: sel", r#"{"B":2}"#, true);
    check("  sel:\n    A: 1\n    B: 2\n  condition: sel", r#"{"B":2}"#, false);
    check("  a: {A: 1}\n  b: {B: 2}\n  condition: [a, b]", r#"{"B":2}"#, true);
    check("  a: {A: 1}\n  _b: {B: 2}\n  condition: all of them", r#"{"A":1}"#, true);
    check("  sel_a: {A: 1}\n  sel_b: {B: 2}\n  condition: 1 of sel_*", r#"{"B":2}"#, true);
    check("  sel_a: {A: 1}\n  sel_b: {B: 2}\n  condition: all of sel_*", r#"{"B":2}"#, false);
}

#[test]
fn lists_in_events_match_by_any_member() {
    item("A: x", r#"{"A":["y","x"]}"#, true);
    item("A|all: [x, y]", r#"{"A":["y","x"]}"#, true);
    item("a.b: x", r#"{"a":[{"b":"y"},{"b":"x"}]}"#, true);
    item("A: null", r#"{"A":["y",null]}"#, true);
    item("A: x", r#"{"A":[["x"]]}"#, true);
}

#[test]
fn the_literal_key_wins() {
    item("a.b: 1", r#"{"a":{"b":1}}"#, true);
    item("a.b: 1", r#"{"a":{"b":1},"a.b":2}"#, false);
    item("a.b: 2", r#"{"a":{"b":1},"a.b":2}"#, true);
    item("a: null", r#"{"a":{"b":1}}"#, true);
    item("a|exists: true", r#"{"a":{"b":1}}"#, true);
    item("A: 1", r#"{"A":2,"A":1}"#, true);
}

#[test]
fn windows_events_come_in_shells() {
    let event = r##"{"Event":{"System":{"Provider":{"#attributes":{"Name":"P"}},"EventID":{"#attributes":{"Qualifiers":1},"#text":7},
        "Channel":"C"},"EventData":{"Image":"x.exe","Data":{"#text":["one","two"]}}}}"##;
    item("Provider_Name: p", event, true);
    item("EventID: 7", event, true);
    item("Channel: C", event, true);
    item("Image|endswith: .exe", event, true);
    item("Data: two", event, true);
    let user_data = r#"{"Event":{"UserData":{"Shell":{"Path":"x"}}}}"#;
    item("Path: x", user_data, true);
    let winlog = r#"{"winlog":{"event_id":7,"event_data":{"Image":"x"},"channel":"C"}}"#;
    item("EventID: 7", winlog, true);
    item("Image: x", winlog, true);
    item("winlog.event_data.Image: x", winlog, true);
}

#[test]
fn expressions() {
    item("A|re: 'a.c'", r#"{"A":"xabcx"}"#, true);
    item("A|re: 'A.c'", r#"{"A":"xabcx"}"#, false);
    item("A|re|i: 'A.c'", r#"{"A":"xabcx"}"#, true);
    item("A|re: '^b'", r#"{"A":"a\nb"}"#, false);
    item("A|re|m: '^b'", r#"{"A":"a\nb"}"#, true);
    item("A|re: 'a.b'", r#"{"A":"a\nb"}"#, false);
    item("A|re|s: 'a.b'", r#"{"A":"a\nb"}"#, true);
    item("A|re: '(?i)HELLO (world|moon)'", r#"{"A":"hello moon"}"#, true);
    item("A|re: '[0-9]{3}'", r#"{"A":123}"#, true);
    item("A|re: '(?i)kelvin'", "{\"A\":\"\u{212a}elvin\"}", true);
}

#[test]
fn networks() {
    item("A|cidr: 10.0.0.0/8", r#"{"A":"10.1.2.3"}"#, true);
    item("A|cidr: 10.0.0.0/8", r#"{"A":"11.1.2.3"}"#, false);
    item("A|cidr: 10.0.0.0/8", r#"{"A":"::ffff:10.1.2.3"}"#, true);
    item("A|cidr: 10.0.0.0/8", r#"{"A":"10.1.2"}"#, false);
    item("A|cidr: 0.0.0.0/0", r#"{"A":"1.2.3.4"}"#, true);
    item("A|cidr: 0.0.0.0/0", r#"{"A":"::1"}"#, false);
    item("A|cidr: 2001:db8::/32", r#"{"A":"2001:db8::1"}"#, true);
    item("A|cidr: '::ffff:10.0.0.0/104'", r#"{"A":"10.1.1.1"}"#, true);
    item("A|cidr: '::/0'", r#"{"A":"::1"}"#, true);
}

#[test]
fn fields_against_fields() {
    item("A|fieldref: B", r#"{"A":"x","B":"X"}"#, true);
    item("A|fieldref|cased: B", r#"{"A":"x","B":"X"}"#, false);
    item("A|fieldref: B", r#"{"A":"x"}"#, false);
    item("A|fieldref: B", "{}", false);
    item("A|fieldref|endswith: B", r#"{"A":"xyz","B":"YZ"}"#, true);
    item("A|fieldref|startswith: B", r#"{"A":"xyz","B":"yz"}"#, false);
    item("A|fieldref|contains: B", r#"{"A":"xyz","B":"y"}"#, true);
    item("A|fieldref|neq: B", r#"{"A":"x","B":"y"}"#, true);
    item("A|fieldref: B", r#"{"A":1,"B":"1"}"#, true);
}

#[test]
fn encodings() {
    item("A|base64offset|contains: foobar", r#"{"A":"xx Zm9vYmFy yy"}"#, true);
    item("A|base64: foo", r#"{"A":"Zm9v"}"#, true);
    item("A|wide: ab", r#"{"A":"a\u0000b\u0000"}"#, true);
    item("A|windash|contains: ' -enc'", r#"{"A":"x /enc y"}"#, true);
    item("A|windash|contains: ' -enc'", "{\"A\":\"x \u{2014}enc y\"}", true);
    item("A|windash|contains: ' -enc'", r#"{"A":"x +enc y"}"#, false);
}

#[test]
fn keywords_stand_anywhere() {
    let keywords = "  k: [needle, 'two * words']\n  condition: k";
    check(keywords, r#"{"A":{"B":["x","a NEEDLE b"]}}"#, true);
    check(keywords, r#"{"needle":"x"}"#, false);
    check(keywords, r#"{"m":"xtwo small wordsx"}"#, true);
    check("  k:\n    '|all': [one, two]\n  condition: k", r#"{"A":"one","B":"two"}"#, true);
    check("  k:\n    '|all': [one, two]\n  condition: k", r#"{"A":"one"}"#, false);
    check("  k: [46]\n  condition: k", r#"{"A":4625}"#, true);
    check("  k:\n    '|re': 'a+b'\n  condition: k", r#"{"A":"xaab"}"#, true);
}

#[test]
fn parts_of_times() {
    let event = r#"{"T":"2025-11-28T08:30:20.966901Z","U":"2024-12-30 23:59","V":"2025-11-28","W":"later"}"#;
    item("T|hour: 8", event, true);
    item("T|minute: 30", event, true);
    item("T|day: 28", event, true);
    item("T|month: 11", event, true);
    item("T|year: 2025", event, true);
    item("T|week: 48", event, true);
    item("U|week: 1", event, true);
    item("U|hour|gte: 22", event, true);
    item("U|hour|lt: 6", event, false);
    item("V|year: 2025", event, true);
    item("V|hour: 0", event, false);
    item("W|year: 2025", event, false);
}
