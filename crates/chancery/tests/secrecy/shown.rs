//! How much of a person the redacted twins still show, against lists made by hand.
//!
//! The measured numbers stand in `docs/gaps.md`, and once only: this test reads them there and fails when more is
//! shown than they say.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use testkit::house::TestHouse;
use unicode_segmentation::UnicodeSegmentation;

use crate::{mails, work::Staff};

/// Rise of the share, in percent points, that is no failure: a word or two.
const MARGIN: f64 = 0.2;

/// Letters of a word that is seldom part of ordinary speech.
const LONG_CHARS: usize = 4;

/// Set to print each word that is shown.
const LIST: &str = "CHANCERY_LIST_SHOWN";

/// How many words are listed, stand in a text that has a twin, and are shown by it.
#[derive(Clone, Copy, Default)]
struct Count {
    n_listed: u32,
    n_there: u32,
    n_shown: u32,
}

/// How many words that nobody listed there are, and how many of them are hidden all the same.
#[derive(Clone, Copy, Default)]
struct Others {
    n_there: u32,
    n_hidden: u32,
}

impl Count {
    fn add(&mut self, is_there: bool, is_shown: bool) {
        self.n_listed += 1;
        self.n_there += u32::from(is_there);
        self.n_shown += u32::from(is_shown);
    }

    fn percent(self) -> f64 {
        f64::from(self.n_shown) * 100.0 / f64::from(self.n_there.max(1))
    }
}

#[tokio::test]
async fn twins_show_no_more_than_is_recorded() {
    let house = TestHouse::sqlite().await;
    let staff = Staff::of(&house).await;
    let mut counts: BTreeMap<&str, [Count; 2]> = BTreeMap::new();
    let mut others: BTreeMap<&str, Others> = BTreeMap::new();
    for test_mail in mails::all() {
        let mail = test_mail.read();
        let number = mails::take_in(&house, &test_mail.raw).await;
        let page = staff.show(&house, number).await;
        let message = page.messages.last().unwrap();
        let mut shown = String::new();
        for text in
            [&message.subject, &message.from, &message.text, &page.view.subject, &page.view.excerpt]
        {
            shown.push_str(text.as_ref().unwrap().expose());
            shown.push('\n');
        }
        let mut original = format!("{}\n{}\n", mail.subject.expose(), mail.text.expose());
        if let Some(mailbox) = &mail.from {
            let name = mailbox.name.as_ref().map_or("", |name| name.expose().as_str());
            original.push_str(&format!("{name} <{}>\n", mailbox.address.expose()));
        }
        for file in &mail.attachments {
            original.push_str(file.name.expose());
            original.push('\n');
        }
        for file in &message.attachments {
            shown.push_str(file.name.as_ref().unwrap().expose());
            shown.push('\n');
        }
        let is_bounded = test_mail.language != "ja";
        for word in ordinary_words(&original, &test_mail.personal) {
            let is_hidden = !stands_in(word, &shown, is_bounded);
            for language in [test_mail.language, "all"] {
                let count = others.entry(language).or_default();
                count.n_there += 1;
                count.n_hidden += u32::from(is_hidden);
            }
        }
        for word in &test_mail.personal {
            let is_there = stands_in(word, &original, is_bounded);
            let is_shown = is_there && stands_in(word, &shown, is_bounded);
            if is_shown && std::env::var_os(LIST).is_some() {
                println!("{}: {word}", test_mail.name);
            }
            for language in [test_mail.language, "all"] {
                let [any, long] = counts.entry(language).or_default();
                any.add(is_there, is_shown);
                if word.chars().count() >= LONG_CHARS {
                    long.add(is_there, is_shown);
                }
            }
        }
    }
    println!(
        "| mails | listed | in texts | shown | share | of {LONG_CHARS} signs and more | shown | share | others hidden |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut rows = Vec::new();
    for language in mails::LANGUAGES.into_iter().chain(["all"]) {
        let [any, long] = counts[language];
        let row = format!(
            "| {language} | {} | {} | {} | {:.1} % | {} | {} | {:.1} % | {:.1} % |",
            any.n_listed,
            any.n_there,
            any.n_shown,
            any.percent(),
            long.n_there,
            long.n_shown,
            long.percent(),
            f64::from(others[language].n_hidden) * 100.0 / f64::from(others[language].n_there),
        );
        println!("{row}");
        rows.push((language, any.percent()));
    }
    for (language, percent) in rows {
        let recorded = recorded(language);
        assert!(
            percent <= recorded + MARGIN,
            "{language}: twins show {percent:.1} % of the listed words, docs/gaps.md says {recorded} %"
        );
    }
}

/// The words of a text that are no part of anything listed; each once.
fn ordinary_words<'t>(text: &'t str, personal: &[String]) -> BTreeSet<&'t str> {
    text.unicode_words()
        .filter(|word| word.chars().count() >= LONG_CHARS && word.chars().all(char::is_alphabetic))
        .filter(|word| !personal.iter().any(|entry| entry.contains(word)))
        .collect()
}

/// Reads the share of a language from the table in `docs/gaps.md`.
fn recorded(language: &str) -> f64 {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/gaps.md");
    let gaps = std::fs::read_to_string(path).unwrap();
    let row = gaps.lines().find(|line| line.starts_with(&format!("| {language} |"))).unwrap();
    row.split('|').nth(5).unwrap().trim().trim_end_matches(" %").parse().unwrap()
}

/// Says whether a word stands in a text, by itself where the script parts words.
fn stands_in(word: &str, text: &str, is_bounded: bool) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !is_bounded
            || !(before.is_some_and(char::is_alphanumeric)
                || after.is_some_and(char::is_alphanumeric))
    })
}

#[test]
fn a_word_stands_by_itself() {
    assert!(stands_in("Ли", "от Ли.", true) && !stands_in("Ли", "Лиза", true));
    assert!(stands_in("田中", "は田中です", false) && stands_in("li@x", "<li@x>", true));
}
