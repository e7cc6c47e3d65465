//! Any bytes as a rule file: no panic, bounded work; what is read compiles.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sigma::{Engine, Maps, Placeholders, RuleSet};

fuzz_target!(|bytes: &[u8]| {
    let rules = RuleSet::read([("fuzz.yml", bytes)], &Placeholders::new());
    if !rules.rules.is_empty() {
        Engine::new(&rules, &Maps::default());
    }
});
