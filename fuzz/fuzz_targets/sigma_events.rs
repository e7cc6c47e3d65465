//! Any bytes as a file of events: no panic, bounded work; both evaluators say the same of what they both take for JSON, and
//! looking again, as production does, is never a false alarm.
#![no_main]

use std::{
    ops::ControlFlow,
    sync::{Arc, LazyLock},
};

use libfuzzer_sys::fuzz_target;
use sigma::{
    Engine, Hint, Maps, Placeholders, Recheck, RuleSet, event::Value, read, recheck::Rechecked,
    reference,
};

const RULES: &[u8] = br"title: words
logsource: {}
detection: {s: {A|contains: x}, k: [word], condition: 1 of them}
---
title: forms
logsource: {}
detection:
  a: {Image|endswith: '\e.exe', B|re: 'a+b', C: null, D|exists: true}
  b: {A|cidr: 10.0.0.0/8}
  c: {A|fieldref: B}
  d: {a.b|startswith: 'Abcd', B|cased: Ab}
  e: {A|gt: 3}
  condition: 1 of them
---
title: absent
logsource: {product: windows}
detection: {s: {A: ''}, f: {B|contains: word}, condition: s and not f}
";

struct House {
    rules: Arc<RuleSet>,
    maps: Arc<Maps>,
    engine: Engine,
    recheck: Recheck,
}

static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let rules = RuleSet::read([("t.yml", RULES)], &Placeholders::new());
    assert!(rules.faults.is_empty());
    let (rules, maps) = (Arc::new(rules), Arc::new(Maps::own()));
    let engine = Engine::new(&rules, &maps);
    let recheck = Recheck::new(Arc::clone(&rules), Arc::clone(&maps), 0).with_all_rules();
    House { rules, maps, engine, recheck }
});

fuzz_target!(|bytes: &[u8]| {
    let house = &*HOUSE;
    let mut scratch = house.engine.scratch();
    let hint = Hint { logsource: None, is_everything: true };
    read::events(bytes.to_vec(), |event| {
        let Ok(event) = event else { return ControlFlow::Continue(()) };
        let found = house.engine.scan(&mut scratch, event, &hint);
        let names = found.as_deref().unwrap_or_default();
        let again = house.recheck.look(0, event, &hint, names);
        assert!(!matches!(again, Rechecked::Different(_)), "{again:?}");
        // What only the engine takes for JSON holds half of a pair of surrogates, a number that is too large, or 128 brackets.
        if let Ok(value) = serde_json::from_slice::<Value>(event) {
            let view = reference::View::new(&value, &house.maps, &hint);
            let expected: Vec<usize> = (0..house.rules.rules.len())
                .filter(|rule| reference::matches(&house.rules.rules[*rule], &view))
                .collect();
            assert_eq!(found.expect("JSON"), expected);
        }
        ControlFlow::Continue(())
    });
});
