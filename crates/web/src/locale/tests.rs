//! What holds for every message: it is there in all languages, it is said, and pages say nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use authority::PolicyText;
use axum::http::{HeaderMap, header};
use model::Act;

use super::{Locale, Spoken, messages, negotiate, say};

/// Where messages stand that only other languages than English have, for what lower floors word in English.
const FLOORS: &str = "/floors/";

/// What stands in a message: its variables.
type Messages = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_language_has_every_message_with_the_same_variables() {
    let english = read(Locale::English);
    assert!(english.len() > 100);
    for locale in [Locale::Czech, Locale::German] {
        let other = read(locale);
        let faults: Vec<String> = english
            .iter()
            .filter(|(key, variables)| other.get(*key) != Some(*variables))
            .map(|(key, variables)| format!("{key} {variables:?}"))
            .chain(other.keys().filter(|key| !english.contains_key(*key)).cloned())
            .collect();
        assert!(faults.is_empty(), "{} differs from English: {faults:#?}", locale.tag());
    }
}

#[test]
fn what_lower_floors_word_is_in_every_language_but_theirs() {
    assert!(floors(Locale::English).is_empty());
    let (czech, german) = (floors(Locale::Czech), floors(Locale::German));
    assert!(czech.len() > 100);
    let faults: Vec<&String> = czech.keys().chain(german.keys()).collect();
    let faults = faults.into_iter().filter(|key| czech.get(*key) != german.get(*key));
    assert_eq!(faults.collect::<Vec<_>>(), Vec::<&String>::new());
    let said = |locale: Locale| locale.sync_scope(|| say("frame-skip").or_english("Skip"));
    assert_eq!(said(Locale::German), "Zum Inhalt der Seite");
    assert_eq!(super::say_of("no", "such-message").or_english("As it is."), "As it is.");
}

#[test]
fn acts_and_policies_have_words_and_none_is_left_of_those_that_are_gone() {
    let acts = Act::ALL.iter().map(|act| format!("act-{}", act.as_str().replace('.', "-")));
    let policies = PolicyText::standing_sentences().into_iter();
    let policies = policies.map(|(id, _)| format!("policy-{id}"));
    let known: BTreeSet<String> = acts.chain(policies).collect();
    let is_theirs = |key: &String| key.starts_with("act-") || key.starts_with("policy-");
    let said: BTreeSet<String> = floors(Locale::German).into_keys().filter(is_theirs).collect();
    assert_eq!(said, known);
}

#[test]
fn files_of_messages_are_read_without_fault() {
    for locale in Locale::ALL {
        let mut said = BTreeMap::new();
        for (name, text) in messages::texts(locale) {
            let read = fluent_bundle::FluentResource::try_new(text.clone().into_owned());
            assert!(read.is_ok(), "{name}: {:?}", read.err().map(|(_, faults)| faults));
            for key in keys(&text) {
                let twice = said.insert(key.clone(), name.clone());
                assert!(twice.is_none(), "{key} is in {name} and in {twice:?}");
            }
        }
    }
}

#[test]
fn what_is_said_is_there_and_what_is_there_is_said() {
    let mut messages = read(Locale::English);
    messages.extend(floors(Locale::German));
    let mut said = BTreeSet::new();
    let mut faults = Vec::new();
    for (path, text) in sources() {
        for call in calls(&text, "say(\"") {
            match messages.get(&call.key) {
                None => faults.push(format!("{}: {} is no message", path.display(), call.key)),
                // Code may put further values in later on; a template never does.
                Some(variables)
                    if !call.names.is_subset(variables)
                        || (is_template(&path) && *variables != call.names) =>
                {
                    faults.push(format!(
                        "{}: {} names {variables:?} and is given {:?}",
                        path.display(),
                        call.key,
                        call.names
                    ));
                }
                Some(_) => {}
            }
            said.insert(call.key);
        }
        for call in calls(&text, "say_of(\"") {
            let prefix = format!("{}-", call.key);
            let of_kind: Vec<_> = messages.keys().filter(|key| key.starts_with(&prefix)).collect();
            if of_kind.is_empty() {
                faults.push(format!("{}: no message begins with {prefix}", path.display()));
            }
            said.extend(of_kind.into_iter().cloned());
        }
    }
    // Which of two messages is said is decided before it is said here and there.
    let texts: Vec<String> = sources().map(|(_, text)| text).collect();
    let is_named = |key: &str| texts.iter().any(|text| text.contains(&format!("\"{key}\"")));
    said.extend(messages.keys().filter(|key| is_named(key)).cloned().collect::<Vec<_>>());
    let unsaid: Vec<_> = messages.keys().filter(|key| !said.contains(*key)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(unsaid.is_empty(), "nothing says {unsaid:#?}");
}

#[test]
fn templates_say_nothing_but_messages() {
    let mut faults = Vec::new();
    for (path, text) in sources().filter(|(path, _)| is_template(path)) {
        // The gallery is for who builds the house; what ends so is attributes of one element.
        let is_attributes = path.to_string_lossy().ends_with("_words.html");
        if is_attributes || path.iter().any(|part| part == "galleries") {
            continue;
        }
        for word in plain_words(&text) {
            faults.push(format!("{}: {word}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn plain_words_are_found() {
    let check = |text: &str, expect: &[&str]| assert_eq!(plain_words(text), expect, "{text}");
    check("<p class=\"a\">Hello {{ name }} there</p>", &["Hello", "there"]);
    check("<p title=\"Some words\" lang=\"en\">{{ crate::say(\"x\") }}</p>", &["Some words"]);
    check("{% if a > b %}<b>{{ n }} · &amp; h</b>{% endif %}{# note #}", &[]);
    check("<p title=\"{{ crate::say(\"x\") }}\">Chancery</p>", &[]);
}

#[test]
fn values_are_escaped_in_messages_with_marks_and_marks_are_not() {
    let words = say("frame-alarm").with("number", "<i>").with("left", "a & b").with("until", "");
    let html = words.html().to_string();
    assert!(html.contains("<b>"), "{html}");
    assert!(html.contains("&lt;i&gt;") && html.contains("a &amp; b"), "{html}");
}

#[test]
fn plurals_follow_the_language() {
    let days =
        |locale: Locale, n: i64| locale.sync_scope(|| say("moment-days").with("n", n).to_string());
    assert_eq!(days(Locale::English, 3), "3 days");
    assert_eq!([1, 3, 5].map(|n| days(Locale::Czech, n)), ["1 den", "3 dny", "5 dní"]);
    assert_eq!([1, 3].map(|n| days(Locale::German, n)), ["1 Tag", "3 Tage"]);
}

#[test]
fn a_word_that_is_missing_is_its_key() {
    assert_eq!(super::say_of("no", "such-message").to_string(), "no-such-message");
}

#[test]
fn browsers_are_given_what_they_like_best() {
    for (asked, expect) in [
        ("cs", Some(Locale::Czech)),
        ("de-AT,de;q=0.9,en;q=0.8", Some(Locale::German)),
        ("fr,cs;q=0.3,de;q=0.7", Some(Locale::German)),
        ("en-US,en;q=0.9,cs;q=0.8", Some(Locale::English)),
        ("ja", None),
        ("cs;q=0", None),
        ("cs;q=much,;;,", None),
        ("", None),
    ] {
        let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, asked.parse().unwrap())]);
        assert_eq!(negotiate(&headers), expect, "{asked}");
    }
}

/// Reads the messages that are in all languages.
fn read(locale: Locale) -> Messages {
    read_files(locale, false)
}

/// Reads the messages for what lower floors word in English.
fn floors(locale: Locale) -> Messages {
    read_files(locale, true)
}

fn read_files(locale: Locale, of_floors: bool) -> Messages {
    let mut messages = Messages::new();
    let texts = messages::texts(locale).into_iter();
    for (_, text) in texts.filter(|(name, _)| name.contains(FLOORS) == of_floors) {
        let mut key = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(begun) = key_of(line) {
                key = Some(begun.to_owned());
            }
            if let Some(key) = &key {
                messages.entry(key.clone()).or_default().extend(variables(line));
            }
        }
    }
    messages
}

fn keys(text: &str) -> Vec<String> {
    text.lines().filter_map(key_of).map(str::to_owned).collect()
}

fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" =")?;
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (line.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(is_key)).then_some(key)
}

fn variables(line: &str) -> impl Iterator<Item = String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    line.split('$').skip(1).map(move |rest| rest.chars().take_while(|c| is_name(*c)).collect())
}

/// One place where a message is said.
struct Call {
    key: String,
    /// The names of the values that it is given.
    names: BTreeSet<String>,
}

/// Finds the calls of `say` with a literal, and the names of what follows by `.with`.
fn calls(text: &str, opening: &str) -> Vec<Call> {
    let is_call = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let starts = text.match_indices(opening).filter(|(at, _)| is_call(*at));
    let call = |(at, _): (usize, &str)| {
        let rest = &text[at + opening.len()..];
        let (key, mut rest) = rest.split_once('"')?;
        let mut names = BTreeSet::new();
        // To the end of the call itself, then value by value.
        rest = &rest[closing(rest)?..];
        while let Some(with) = rest.trim_start().strip_prefix(".with(") {
            let name = with.trim_start().strip_prefix('"')?.split('"').next()?;
            names.insert(name.to_owned());
            rest = &with[closing(with)?..];
        }
        Some(Call { key: key.to_owned(), names })
    };
    starts.filter_map(call).collect()
}

/// Returns where the parenthesis that is open at the start is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1;
    let mut is_quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// Returns the sources that say messages: templates and code, without samples and tests.
fn sources() -> impl Iterator<Item = (PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![root.join("src"), root.join("templates")];
    let mut files = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if !path.ends_with("locale/tests.rs") {
            files.push(path);
        }
    }
    files.into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        // What is written in comments is not said.
        let said = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        (path, said.collect::<Vec<_>>().join("\n"))
    })
}

/// Words that are the same in every language.
const SAME: [&str; 6] = ["Chancery", "kbd", "Ctrl", "min", "SHA", "UTC"];

/// Attributes that are read out or shown.
const SHOWN: [&str; 4] = ["title=\"", "aria-label=\"", "placeholder=\"", "alt=\""];

fn is_template(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "html")
}

/// Finds words of three letters and more that a template says by itself.
fn plain_words(template: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let text = without(without(without(template.to_owned(), "{#", "#}"), "{%", "%}"), "{{", "}}");
    for shown in SHOWN {
        for (at, _) in text.match_indices(shown) {
            let value = text[at + shown.len()..].split('"').next().unwrap_or_default();
            if value
                .split(|c: char| !c.is_alphabetic())
                .any(|word| word.len() > 2 && !SAME.contains(&word))
            {
                faults.push(value.to_owned());
            }
        }
    }
    let text = without(without(without(text, "<code", "</code>"), "<", ">"), "&", ";");
    let words = text.split(|c: char| !c.is_alphabetic());
    let plain = words.filter(|word| word.chars().count() > 2 && !SAME.contains(word));
    faults.splice(0..0, plain.map(str::to_owned));
    faults
}

/// Cuts out all that stands between two marks.
fn without(mut text: String, open: &str, close: &str) -> String {
    while let Some(start) = text.find(open) {
        let Some(length) = text[start..].find(close) else { break };
        text.replace_range(start..start + length + close.len(), " ");
    }
    text
}
