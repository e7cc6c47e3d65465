//! Nothing is allocated for an event once a scratch has grown.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]
#![allow(unsafe_code, reason = "an allocator cannot be written without; it hands everything on")]

#[allow(dead_code, reason = "other tests use the rest of it")]
mod random;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    fs,
    path::Path,
};

use sigma::{Engine, Hint, Maps, Placeholders, RuleSet};

/// Counts what a thread allocates.
struct Counting;

thread_local! {
    static N_ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn count() {
    let _ = N_ALLOCATIONS.try_with(|n| n.set(n.get() + 1));
}

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of `alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, n_bytes: usize) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of `realloc`.
        unsafe { System.realloc(at, layout, n_bytes) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(at, layout) }
    }
}

#[test]
fn events_cost_no_allocation_once_a_scratch_has_grown() {
    let mut dice = random::Dice(7);
    let mut texts: Vec<String> = (0..200).map(|n| random::rule(&mut dice, n)).collect();
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/sigma");
    for entry in fs::read_dir(content).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yml") {
            texts.push(fs::read_to_string(path).unwrap());
        }
    }
    let files = texts.iter().map(|text| ("t.yml", text.as_bytes()));
    let rules = RuleSet::read(files, &Placeholders::new());
    let engine = Engine::new(&rules, &Maps::own());
    let events: Vec<String> = (0..2_000).map(|_| random::event(&mut dice)).collect();
    let hints = [Hint::default(), Hint { logsource: None, is_everything: true }];
    let mut scratch = engine.scratch();
    let mut pass = || {
        let before = N_ALLOCATIONS.get();
        let mut n_matches = 0;
        for hint in &hints {
            for event in &events {
                n_matches += engine.scan(&mut scratch, event.as_bytes(), hint).unwrap().len();
            }
        }
        (N_ALLOCATIONS.get() - before, n_matches)
    };
    let (first, n_matches) = pass();
    assert!(first > 0 && n_matches > 1_000, "{first} {n_matches}");
    pass();
    assert_eq!(pass(), (0, n_matches));
}
