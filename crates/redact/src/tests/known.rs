//! Values known beforehand: names in whole, in part, inflected, folded.

use model::PersonId;

use super::{key, redact, redactor};
use crate::{Known, KnownValue, Labels, PlaceholderKind};

fn person(n: u8) -> Option<PersonId> {
    format!("00000000-0000-7000-8000-0000000000{n:02}").parse().ok()
}

/// Knows one mailbox and compares the twin of a text.
fn check(name: &str, address: &str, text: &str, expect: &str) {
    let mut known = Known::new();
    known.push_mailbox(Some(name).filter(|name| !name.is_empty()), address, person(1));
    assert_eq!(redact(&redactor(), text, &known).text, expect, "{name} in {text:?}");
}

#[test]
fn names_are_found_in_every_spelling() {
    let jana = "Jana Nováková";
    let at = "x@y.example";
    check(jana, at, "volala Nováková Jana", "volala [person 1]");
    check(jana, at, "NOVAKOVA", "[person 1]");
    check(jana, at, "tady novakova", "tady [person 1]");
    check(jana, at, "bez Novákové a s Novákovou", "bez [person 1] a s [person 1]");
    check(jana, at, "Janě i Jany", "[person 1] i [person 1]");
    check(jana, at, "J. Nováková", "[person 1]");
    check(jana, at, "January is cold, janus", "January is cold, janus");
    check("Novák, Pavel", at, "dal to Pavlovi Novákovi", "dal to [person 1]");
    check(
        "Jürgen Müller",
        at,
        "Müllers Konto, Mueller, MULLER",
        "[person 1] Konto, [person 1], [person 1]",
    );
    check("Marek Kowalski", at, "konto Kowalskiego a Markowi", "konto [person 1] a [person 1]");
    check("Иван Петров", at, "от Петрова Ивана", "от [person 1]");
    check("Фёдор Сергеев", at, "Федору", "[person 1]");
    check("Ludwig van der Berg", at, "van der Berg, Ludwig", "[person 1]");
    check("Siobhán O'Brien", at, "O’Brien's", "[person 1]'s");
    check("田中 太郎", at, "田中は来ません。太郎も。", "[person 1]は来ません。[person 1]も。");
    check("Will Young", at, "I will be young. Will called.", "I will be young. [person 1] called.");
    check("Acme Support Team", at, "the support team of yours", "the support team of yours");
    check(
        "Li Na",
        at,
        "Li Na asks about lithium and nasal spray",
        "[person 1] asks about lithium and nasal spray",
    );
}

#[test]
fn local_parts_tell_names() {
    check(
        "",
        "jana.novakova@example.org",
        "Tady Jana Nováková, Novákové",
        "Tady [person 1], [person 1]",
    );
    check("", "support@example.org", "I asked support yesterday", "I asked support yesterday");
}

#[test]
fn whom_it_is_about_is_told() {
    let mut known = Known::new();
    known.push_mailbox(Some("Ottla Brandt"), "ottla@example.org", person(1));
    known.push_mailbox(Some("Ottla Zwick"), "zwick@example.org", person(2));
    let text = "Ottla Brandt, Zwick and Ottla; ottla@example.org; Kuno Dahl <kuno@example.org>";
    let redacted = redact(&redactor(), text, &known);
    assert_eq!(
        redacted.text,
        "[person 1], [person 2] and [person 3]; [email 1]; [person 4] <[email 2]>"
    );
    let about: Vec<_> = redacted.occurrences.iter().map(|occurrence| occurrence.about).collect();
    assert_eq!(about, [person(1), person(2), None, person(1), None, None]);
    let values: Vec<_> = redacted.occurrences.iter().map(|o| o.value.expose().as_str()).collect();
    assert_eq!(
        values,
        ["Ottla Brandt", "Zwick", "Ottla", "ottla@example.org", "Kuno Dahl", "kuno@example.org"]
    );
}

#[test]
fn any_kind_of_value_may_be_known() {
    let mut known = Known::new();
    let value =
        |kind, text: &str| KnownValue { kind, text: text.to_owned().into(), about: person(1) };
    known.push(value(PlaceholderKind::Organisation, "Modrá Kočka"));
    known.push(value(PlaceholderKind::Phone, "+420608123456"));
    let redacted = redact(&redactor(), "MODRA KOCKA, 608 123 456", &known);
    assert_eq!(redacted.text, "[organisation 1], [phone 1]");
    assert!(redacted.occurrences.iter().all(|occurrence| occurrence.about == person(1)));
}

#[test]
fn numbers_last_through_a_case() {
    let redactor = redactor();
    let mut labels = Labels::new();
    let known = Known::new();
    let first = redactor.redact("a@x.example b@x.example", &known, &mut labels, &key);
    let mut loaded = Labels::new();
    for (key, placeholder) in labels.iter_new() {
        loaded.insert(*key, *placeholder);
    }
    let second = redactor.redact("c@x.example B@x.example", &known, &mut loaded, &key);
    assert_eq!(first.text, "[email 1] [email 2]");
    assert_eq!(second.text, "[email 3] [email 2]");
    assert_eq!(loaded.iter_new().count(), 1);
}
