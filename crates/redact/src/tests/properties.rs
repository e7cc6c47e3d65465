//! What must hold for every text.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{key, redact, redactor};
use crate::{
    Detector, Finding, Known, Labels, PlaceholderKind, RedactConfig, Redacted, Redactor, Scan,
    TEXT_BYTES_MAX, restore,
};

static REDACTOR: LazyLock<Redactor> = LazyLock::new(redactor);

/// Finds stretches without rhyme or reason, also amid characters and past the end.
struct Careless;

impl Detector for Careless {
    fn detect(&self, scan: &Scan<'_>) -> Vec<Finding> {
        let bytes = scan.text().bytes().enumerate().filter(|(_, byte)| byte % 3 == 0);
        let finding = |(at, byte): (usize, u8)| {
            Finding::new(PlaceholderKind::Person, at..at + usize::from(byte % 11))
        };
        bytes.map(finding).collect()
    }
}

static WITH_OTHERS: LazyLock<Redactor> = LazyLock::new(|| {
    let config = RedactConfig { regions: vec!["CZ".to_owned()] };
    Redactor::new(&config).with_detector(Box::new(Careless))
});

fn restored(redacted: &Redacted) -> String {
    restore(&redacted.text, |index| {
        redacted.occurrences.get(index).map(|o| o.value.expose().clone())
    })
}

fn known() -> Known {
    let mut known = Known::new();
    known.push_mailbox(Some("Jana Nováková"), "jana@x.example", None);
    known.push_mailbox(Some("田中太郎"), "tanaka@x.example", None);
    known
}

/// Scraps that make rules fire, break placeholders, fold oddly.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        prop::sample::select(vec![
            "[person 1]",
            "[person ",
            "1]",
            "[",
            "]",
            "[text 12] ",
            "[email",
            "[[ip 3]]",
            "Jana",
            " Nováková",
            "Novákové ",
            "田中",
            "太郎様",
            "@",
            "a@b.cz",
            " (at) ",
            "+420 608 123 456",
            "608 123 456 ",
            "Tel. ",
            "password: ",
            "heslo ",
            "-----BEGIN ",
            "-----END ",
            "-----",
            "CZ65 0800 0000 1920 0014 5399",
            "4111 1111 1111 1111",
            "203.0.113.7",
            "2001:db8::1",
            "https://",
            "x.org/?a=b",
            "nar. ",
            "3. 5. 1980",
            "Mr. ",
            "Best regards,\n",
            "\n",
            "\r\n",
            " ",
            "Hauptstraße 12",
            "ß",
            "ﬁ",
            "İ",
            "e\u{301}",
            "\u{ad}",
            "\u{200d}",
            "１２",
            "GmbH",
            " s.r.o.",
            "我叫王小明",
            "ООО «",
            "»",
            "SSN 536-90-4399",
            "\u{1F600}",
            "'",
            "\"",
            "、",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
        "[0-9 ()+./-]{1,12}",
        "\\PC{0,8}",
    ];
    prop::collection::vec(scrap, 0..12).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(768))]

    #[test]
    fn every_text_comes_back(text in scraps()) {
        let known = known();
        let redacted = redact(&REDACTOR, &text, &known);
        prop_assert_eq!(restored(&redacted), text.as_str());
        prop_assert_eq!(&redact(&REDACTOR, &text, &known), &redacted);
        // The twin of a twin comes back too, and no placeholder of the twin is taken for a new value.
        let again = redact(&REDACTOR, &redacted.text, &Known::new());
        prop_assert_eq!(restored(&again), redacted.text.as_str());
        let mut index = 0;
        let bare = restore(&redacted.text, |_| { index += 1; None });
        prop_assert_eq!(bare, redacted.text);
        prop_assert_eq!(index, redacted.occurrences.len());
    }

    #[test]
    fn equal_values_get_equal_placeholders(text in scraps()) {
        let mut labels = Labels::new();
        let first = REDACTOR.redact(&text, &known(), &mut labels, &key);
        let second = REDACTOR.redact(&text, &known(), &mut labels, &key);
        prop_assert_eq!(first.text, second.text);
    }

    #[test]
    fn findings_of_others_never_break_the_text(text in scraps()) {
        let redacted = redact(&WITH_OTHERS, &text, &known());
        prop_assert_eq!(restored(&redacted), text);
    }
}

#[test]
fn twins_of_twins_do_not_nest() {
    let first = redact(&REDACTOR, "Jana: a@b.cz", &known());
    assert_eq!(first.text, "[person 1]: [email 1]");
    let second = redact(&REDACTOR, &first.text, &known());
    assert_eq!(second.text, "[text 1]: [text 2]");
    assert_eq!(restored(&second), first.text);
}

#[test]
fn nothing_is_shown_past_the_limit() {
    let mut text = "word ".repeat(TEXT_BYTES_MAX / 5 + 10);
    text.push_str("the secret tail of jana@x.example");
    let redacted = redact(&REDACTOR, &text, &Known::new());
    assert!(redacted.text.len() <= TEXT_BYTES_MAX + "[text 1]".len());
    assert!(redacted.text.ends_with("[text 1]"));
    assert_eq!(restored(&redacted), text);
    let unbroken = "ž".repeat(TEXT_BYTES_MAX);
    assert_eq!(redact(&REDACTOR, &unbroken, &Known::new()).text, "[text 1]");
}

/// Bytes of a hostile text: quadratic work on it would take minutes.
const HOSTILE_BYTES: usize = 40_000;

#[test]
fn hostile_repetition_stays_bounded() {
    let scraps = [
        "a@",
        "1 ",
        "1",
        "Tel. ",
        "pin ",
        "生",
        "-----BEGIN ",
        "[",
        "Mr. ",
        "Hi Jana ",
        "cz65 ",
        "http://",
        "12 rue de ",
        "ul. A",
        "1-",
        "::1",
        "\n",
        "thanks,\n",
        "Jana ",
        "GmbH ",
        "ООО А",
        "さん",
        "a.b.",
        "order ",
        "((+1",
        "A ",
        "e\u{301}",
        "password: ",
        "/home/",
        "8 (495) ",
    ];
    for scrap in scraps {
        let text = scrap.repeat(HOSTILE_BYTES / scrap.len());
        let redacted = redact(&REDACTOR, &text, &known());
        assert_eq!(restored(&redacted), text, "{scrap}");
    }
}
