//! What is read here is what `ways` reads by way of serde.

use proptest::prelude::*;

use super::*;
use crate::{Engine, Hint, Maps, Placeholders, RuleSet};

const RULES: &str = "title: t
logsource: {}
detection:
  a: {A: x, a.b: '', Image|endswith: e, EventID: 1, T|exists: true, Data: null}
  k: [word]
  condition: 1 of them";

fn engine() -> Engine {
    let rules = RuleSet::read([("t.yml", RULES.as_bytes())], &Placeholders::new());
    assert!(rules.faults.is_empty(), "{:?}", rules.faults);
    Engine::new(&rules, &Maps::default())
}

/// All that stands in the slots after an event, with everything that keywords look at.
fn read(engine: &Engine, json: &str) -> Result<Vec<Vec<Option<String>>>, String> {
    let mut scratch = engine.scratch();
    engine.scan(&mut scratch, json.as_bytes(), &Hint::default()).map_err(|e| e.to_string())?;
    let (slots, buffer) = (&mut scratch.slots, &mut scratch.buffer);
    if !slots.is_there(EVERYTHING) {
        Reader::new(json, slots, buffer).fill_everything().unwrap();
    }
    Ok(shown(engine, &scratch.slots))
}

fn read_by_serde(engine: &Engine, json: &str) -> Vec<Vec<Option<String>>> {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let mut scratch = engine.scratch();
    engine.scan_value(&mut scratch, &value, &Hint::default()).unwrap();
    shown(engine, &scratch.slots)
}

fn shown(engine: &Engine, slots: &Slots) -> Vec<Vec<Option<String>>> {
    let n_slots = u32::try_from(engine.fields.len()).unwrap();
    (0..=n_slots)
        .map(|slot| {
            let there = slots.is_there(slot).then(|| "there".to_owned());
            let texts = slots.cells(slot).map(|cell| slots.text(cell).map(str::to_owned));
            std::iter::once(there).chain(texts).collect()
        })
        .collect()
}

fn check(json: &str, expect: &str) {
    let engine = engine();
    match read(&engine, json) {
        Ok(found) => {
            let everything: Vec<String> =
                found[0].iter().skip(1).map(|text| text.clone().unwrap()).collect();
            assert_eq!(everything.join("|"), expect, "{json}");
        }
        Err(reason) => assert_eq!(reason, format!("the event is not JSON: {expect}"), "{json}"),
    }
}

#[test]
fn values_are_what_they_read_as() {
    check(r#" { "a" : "x\\y\"\/\b\f\n\r\t" , "b" : [ ] , "c" : { } } "#, "x\\y\"/\u{8}\u{c}\n\r\t");
    check(r#"{"a":"\u00e9\ud83d\ude00é"}"#, "é😀é");
    check(r#"{"a":"\ud83dx","b":"\ude00","c":"\ud83d\u0041"}"#, "\u{fffd}x|\u{fffd}|\u{fffd}A");
    check("{\"a\":[null,true,false,0,-0,-0.0,12,-7,1.50,1e2]}", "true|false|0|0|0|12|-7|1.5|100");
    check(
        "[18446744073709551615,-9223372036854775808]",
        "18446744073709551615|-9223372036854775808",
    );
    check("18446744073709551616", "18446744073709552000");
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    check("", "no value at byte 0");
    check("{}x", "more than one value at byte 2");
    check("{\"a\":1,}", "a comma before the end at byte 7");
    check("{\"a\" 1}", "no colon at byte 5");
    check("{1:1}", "no key at byte 1");
    check("[1 2]", "no comma and no end at byte 3");
    check("[1", "no comma and no end at byte 2");
    check("[01]", "no value at byte 1");
    check("[1.]", "no digit behind the point at byte 3");
    check("[1e+]", "no digit in the exponent at byte 4");
    check("[1e999]", "a number without bounds at byte 1");
    check("\"a", "a text without end at byte 2");
    check("\"a\nb\"", "a control character in a text at byte 2");
    check("\"\\x\"", "an unknown escape at byte 2");
    check("\"\\u12g4\"", "an escape without four digits at byte 3");
    let deep = DEPTH_MAX + 1;
    check(&"[".repeat(deep), "too many brackets within each other at byte 128");
    check(&format!("{}{}", "[".repeat(DEPTH_MAX), "]".repeat(DEPTH_MAX)), "");
}

proptest! {
    #[test]
    fn both_readers_read_the_same(json in json(), blanks in "[ \n\t]{0,2}") {
        let engine = engine();
        let text = json.replace(',', &format!(",{blanks}")).replace(':', &format!("{blanks}:"));
        let text = if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok() { text } else { json };
        let by_serde = read_by_serde(&engine, &text);
        prop_assert_eq!(read(&engine, &text), Ok(by_serde), "{}", text);
    }

    #[test]
    fn both_take_the_same_for_json(text in "[\\[\\]{},:\"\\\\\n 0-9.eE+\\-ntrueflsa/b\u{1}é]{0,24}") {
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        let (mut slots, mut buffer) = (Slots::new(1), String::new());
        let is_read = Reader::new(&text, &mut slots, &mut buffer).fill_everything().is_ok();
        // Only the first two halves of a pair, and numbers that are too large, are taken in another way.
        prop_assert!(is_read == is_json || text.contains('u') || text.contains(['e', 'E']), "{}", text);
    }

    #[test]
    fn the_end_of_what_is_plain_is_found(text in "[a-z\"\\\\\n\u{1f} é\u{7f}]{0,40}") {
        let is_special = |byte: &u8| matches!(byte, b'"' | b'\\') || *byte < 0x20;
        let expect = text.bytes().position(|byte| is_special(&byte)).unwrap_or(text.len());
        prop_assert_eq!(plain_end(text.as_bytes(), 0), expect);
    }
}

/// Events whose keys rules read now and then. A keyword stands in each, so that both readers look at everything.
fn json() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("A"),
        Just("a"),
        Just("b"),
        Just("a.b"),
        Just("Image"),
        Just("EventID"),
        Just("T"),
        Just("Data"),
        Just("#text"),
        Just("Event"),
        Just("EventData"),
        Just("System"),
        Just("UserData"),
        Just("é\"")
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<u64>().prop_map(serde_json::Value::from),
        (-1000_i32..1000).prop_map(|n| serde_json::Value::from(f64::from(n) / 8.0)),
        "[a-z\"\\\\/\n\t\u{1}é😀]{0,12}".prop_map(serde_json::Value::from),
    ];
    let value = leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            proptest::collection::vec((key.clone(), inner), 0..6).prop_map(|entries| {
                serde_json::Value::Object(
                    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
                )
            }),
        ]
    });
    value.prop_map(|value| {
        serde_json::json!({ "first": "a word", "A": value.clone(), "Event": value }).to_string()
    })
}
