//! Any bytes as a file of events: no panic, bounded work.
#![no_main]

use std::{ops::ControlFlow, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use sigma::{Engine, Hint, Maps, Placeholders, RuleSet, read};

const RULE: &[u8] =
    b"title: t\nlogsource: {}\ndetection: {s: {A|contains: x}, k: [word], condition: 1 of them}";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let rules = RuleSet::read([("t.yml", RULE)], &Placeholders::new());
    Engine::new(&rules, &Maps::own())
});

fuzz_target!(|bytes: &[u8]| {
    let mut scratch = ENGINE.scratch();
    read::events(bytes.to_vec(), |event| {
        if let Ok(event) = event {
            let _ = ENGINE.scan(&mut scratch, event, &Hint::default());
        }
        ControlFlow::Continue(())
    });
});
