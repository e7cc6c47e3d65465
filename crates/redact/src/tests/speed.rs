//! How long a mail takes; printed, for timings are no test.

use std::{fmt::Write as _, time::Instant};

use super::{redact, redactor};
use crate::Known;

#[test]
fn a_mail_is_redacted_and_timed() {
    let mut text = String::new();
    while text.len() < 2048 {
        let _ = write!(
            text,
            "Dobrý den,\njmenuji se Jana Nováková a od 3. 11. 2025 nemohu otevřít stránku https://example.org/a/b. \
             Píše to chybu 0x80070005. Volejte 608 123 456 nebo pište na jana@x.example.\nS pozdravem\nJana Nováková\n",
        );
    }
    let start = Instant::now();
    let redactor = redactor();
    println!("built in {:?}", start.elapsed());
    let mut known = Known::new();
    known.push_mailbox(Some("Jana Nováková"), "jana@x.example", None);
    let first = redact(&redactor, &text, &known);
    let start = Instant::now();
    const ROUNDS: u32 = 20;
    for _ in 0..ROUNDS {
        assert_eq!(redact(&redactor, &text, &known), first);
    }
    println!("{} bytes in {:?}", text.len(), start.elapsed() / ROUNDS);
    assert!(!first.text.contains("Nov"));
}
