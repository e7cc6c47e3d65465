//! What must be hidden, what must stay readable, and what must hold for every text.

mod known;
mod negatives;
mod positives;
mod properties;
mod speed;

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::{Known, Labels, PlaceholderKind, RedactConfig, Redacted, Redactor};

/// A hash good enough for tests; the product gives a keyed one.
fn key(kind: PlaceholderKind, folded: &str) -> [u8; 16] {
    let mut hasher = DefaultHasher::new();
    (kind, folded).hash(&mut hasher);
    let half = hasher.finish().to_be_bytes();
    let mut key = [0; 16];
    key[..8].copy_from_slice(&half);
    key
}

fn redactor() -> Redactor {
    Redactor::new(&RedactConfig::default())
}

fn redact(redactor: &Redactor, text: &str, known: &Known) -> Redacted {
    redactor.redact(text, known, &mut Labels::new(), &key)
}

/// Compares twins with what is expected and tells all differences at once.
fn check_twins(cases: &[(&str, &str)]) {
    let redactor = redactor();
    let mut faults = Vec::new();
    for (text, expect) in cases {
        let twin = redact(&redactor, text, &Known::new()).text;
        if twin != *expect {
            faults.push(format!("   text {text:?}\n   twin {twin:?}\n expect {expect:?}\n"));
        }
    }
    assert!(faults.is_empty(), "{} of {} differ\n{}", faults.len(), cases.len(), faults.join("\n"));
}
