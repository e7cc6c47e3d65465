//! Wrong answers are told, right ones and those that cannot be compared are not, and no event takes long.

use super::*;
use crate::{Engine, Placeholders};

const RULES: &str = r"title: one
id: 00000000-0000-0000-0000-000000000001
logsource: {product: windows, category: process_creation}
detection: {s: {Image|endswith: '\a.exe'}, condition: s}
---
title: two
logsource: {product: windows, category: process_creation}
detection: {s: {CommandLine|contains: secret}, condition: s}
---
title: three
logsource: {}
detection: {k: [word], p: {A|fieldref: B}, n: {N: '0.1'}, condition: 1 of them}
";

const EVENT: &str = r#"{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Image":"C:\\a.exe","CommandLine":"secret"}"#;

struct House {
    engine: Engine,
    recheck: Recheck,
}

fn house() -> House {
    house_with(RULES)
}

fn house_with(rules: &str) -> House {
    let rules = RuleSet::read([("t.yml", rules.as_bytes())], &Placeholders::new());
    assert!(rules.faults.is_empty(), "{:?}", rules.faults);
    let maps = Maps::own();
    let engine = Engine::new(&rules, &maps);
    House { engine, recheck: Recheck::new(Arc::new(rules), Arc::new(maps), 7) }
}

impl House {
    fn look(&self, event: &str) -> (Vec<usize>, Rechecked) {
        let hint = Hint::default();
        let mut scratch = self.engine.scratch();
        let found = self.engine.scan(&mut scratch, event.as_bytes(), &hint).unwrap().to_vec();
        let rechecked = self.recheck.look(1, event.as_bytes(), &hint, &found);
        (found, rechecked)
    }
}

#[test]
fn a_right_answer_is_no_alarm() {
    assert_eq!(house().look(EVENT), (vec![0, 1], Rechecked::Same { n_rules: 3 }));
    assert_eq!(house().look("{}"), (vec![], Rechecked::Same { n_rules: 3 }));
}

#[test]
fn a_wrong_answer_is_told_by_rules_and_without_the_event() {
    let house = house();
    let told =
        |found: &[usize]| match house.recheck.look(1, EVENT.as_bytes(), &Hint::default(), found) {
            Rechecked::Different(difference) => difference.to_string(),
            other => format!("{other:?}"),
        };
    let first = "00000000-0000-0000-0000-000000000001";
    assert_eq!(
        told(&[0, 1, 2]),
        "found by the engine alone: t.yml:10; by the naive evaluator alone: none"
    );
    assert_eq!(
        told(&[1]),
        format!("found by the engine alone: none; by the naive evaluator alone: {first}")
    );
    // An event that the engine refused is one in which it found nothing.
    assert!(told(&[]).starts_with("found by the engine alone: none; by the naive"));
    for found in [&[][..], &[0], &[2]] {
        assert!(!told(found).contains("secret"));
    }
}

#[test]
fn many_names_are_counted() {
    let rules: String = (0..20)
        .map(|n| format!("---\ntitle: r{n}\nid: {n}\nlogsource: {{}}\ndetection: {{s: {{A: x}}, condition: s}}\n"))
        .collect();
    let rules = RuleSet::read([("t.yml", rules.as_bytes())], &Placeholders::new());
    assert_eq!(rules.rules.len(), 20, "{:?}", rules.faults);
    let recheck = Recheck::new(Arc::new(rules), Arc::new(Maps::default()), 0);
    let Rechecked::Different(difference) = recheck.look(0, br#"{"A":"x"}"#, &Hint::default(), &[])
    else {
        panic!("no difference")
    };
    assert_eq!((difference.by_reference.n, difference.by_reference.first.len()), (20, NAMES_MAX));
    assert!(difference.to_string().ends_with(" and 4 more"), "{difference}");
}

#[test]
fn one_in_many_is_due_whatever_their_numbers() {
    let House { recheck, .. } = house();
    let recheck = recheck.one_in(100);
    for step in [1, 2, 100, 1 << 20, 1 << 40] {
        let n_due = (0..100_000_u64).filter(|n| recheck.is_due(n * step)).count();
        assert!((900..1100).contains(&n_due), "{step}: {n_due}");
    }
    let recheck = recheck.one_in(1);
    assert!((0..100).all(|n| recheck.is_due(n)));
    let recheck = recheck.one_in(0);
    assert!(!(0..100_000).any(|n| recheck.is_due(n)) && !recheck.is_on());
}

#[test]
fn what_is_beyond_both_is_not_compared() {
    let keyword = "title: k\nlogsource: {}\ndetection: {k: [word], condition: k}\n";
    let recheck = house_with(keyword).recheck.with_all_rules();
    let look = |event: &str| recheck.look(1, event.as_bytes(), &Hint::default(), &[]);
    let word = |rest: &str| look(&format!(r#"{{"w":"word","x":{rest}}}"#));
    assert!(matches!(word("1"), Rechecked::Different(_)));
    assert!(matches!(word("0.25"), Rechecked::Different(_)));
    // Nanoseconds, and the ends of what 64 bits hold.
    for whole in ["1764321945123456789", "-9223372036854775808", "18446744073709551615"] {
        assert!(matches!(word(whole), Rechecked::Different(_)), "{whole}");
    }
    assert!(matches!(word("\"0.12345678901234567 1e5 \\\" -\""), Rechecked::Different(_)));
    for odd in [
        "0.12345678901234567",
        "1e5",
        "-9223372036854775809",
        "18446744073709551616",
        "\"\\ud800\"",
        "1e999",
        "}",
    ] {
        assert_eq!(word(odd), Rechecked::NotCompared, "{odd}");
    }
    let deep = format!("{}{}", "[".repeat(EVENT_DEPTH_MAX), "]".repeat(EVENT_DEPTH_MAX));
    assert_eq!(word(&deep), Rechecked::NotCompared);
    let many = format!("[{}0]", "0,".repeat(20_000));
    assert_eq!(word(&many), Rechecked::NotCompared);
    let long = format!("\"{}\"", "x".repeat(EVENT_BYTES_MAX));
    assert_eq!(word(&long), Rechecked::NotCompared);
}

#[test]
fn an_event_made_to_be_slow_is_looked_at_with_some_rules_only() {
    let recheck = house().recheck.with_all_rules();
    let list = |n| format!("[{}\"y\"]", "\"x\",".repeat(n));
    let look = |n| {
        let event = format!(r#"{{"A":{},"B":["z"]}}"#, list(n));
        recheck.look(1, event.as_bytes(), &Hint::default(), &[])
    };
    assert_eq!(look(10), Rechecked::Same { n_rules: 3 });
    // Each value is compared with each of the other field: by the square of their number.
    assert_eq!(look(5_000), Rechecked::Same { n_rules: 2 });
}

#[test]
fn if_there_is_no_time_for_all_each_rule_has_its_turn() {
    let many: String = (0..50)
        .map(|n| format!("---\ntitle: r{n}\nlogsource: {{}}\ndetection: {{s: {{A|contains: '{}'}}, condition: s}}\n", "x".repeat(100)))
        .collect();
    let rules = RuleSet::read([("t.yml", many.as_bytes())], &Placeholders::new());
    assert_eq!(rules.rules.len(), 50, "{:?}", rules.faults);
    let recheck = Recheck::new(Arc::new(rules), Arc::new(Maps::default()), 0);
    let look = |recheck: &Recheck, n_bytes: usize| {
        let event = format!(r#"{{"A":"{}"}}"#, "y".repeat(n_bytes));
        match recheck.look(3, event.as_bytes(), &Hint::default(), &[]) {
            Rechecked::Same { n_rules } => n_rules,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(look(&recheck, 40), 50);
    // No more than the first, which may cost more than all others together.
    assert_eq!(look(&recheck, 20_000), 1);
    assert_eq!(look(&recheck.with_all_rules(), 20_000), 50);
    let House { recheck, .. } = house();
    let firsts = (0..100).filter_map(|number| recheck.order(number, &[]).next());
    let firsts: std::collections::BTreeSet<usize> = firsts.collect();
    assert_eq!(firsts.len(), 3);
    let all = |found: &[usize]| recheck.order(5, found).collect::<std::collections::BTreeSet<_>>();
    assert_eq!((all(&[]).len(), all(&[2]).len()), (3, 3));
    assert_eq!(recheck.order(5, &[2]).next(), Some(2));
}
