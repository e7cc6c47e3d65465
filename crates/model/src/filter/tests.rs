//! The language by tables of cases, and by what must hold for any text.

use proptest::prelude::*;

use super::*;
use crate::Personal;

fn queues() -> Vec<QueueName> {
    ["triage", "support", "abuse"].map(|name| QueueName::parse(name).unwrap()).to_vec()
}

/// Reads and prints; an error as its place and its words.
fn check(text: &str, expect: &str) {
    let shown = match Filter::parse_among(text, &queues()) {
        Ok(filter) => filter.text().into_exposed(),
        Err(error) => format!("{}+{} {}", error.column, error.length, error.words),
    };
    assert!(shown.starts_with(expect), "{text}: {shown}");
    if expect.is_empty() {
        assert_eq!(shown, "", "{text}");
    }
}

#[test]
fn what_can_be_said_reads_back() {
    check("", "");
    check("   ", "");
    check("queue:support", "queue:support");
    check("queue:support,abuse  state:open,waiting", "queue:support,abuse state:open,waiting");
    check("assigned:me,nobody", "assigned:me,nobody");
    check("kind:dispute -kind:problem", "kind:dispute -kind:problem");
    check("language:cs language:ces", "language:cs language:cs");
    check("language:srp", "language:srp");
    check("is:late,soon -is:unconfirmed", "is:late,soon -is:unconfirmed");
    check("waiting>2d opened<1w changed>30m due<2h", "waiting>2d opened<1w changed>30m due<2h");
    check("s20261121.17", "s20261121.17");
    check("s20261121.17,d20261121.1 -i20261121.2", "s20261121.17,d20261121.1 -i20261121.2");
    check("word \"a  phrase\"", "word \"a phrase\"");
    check("\"word\" -\"other\"", "word -other");
    check("“new phone”", "\"new phone\"");
    check("-passphrase", "-passphrase");
    check("http://example.org", "http://example.org");
    check("Re: 12:30 Ö:x", "Re: 12:30 Ö:x");
    check("<script>alert(1)</script>", "<script>alert(1)</script>");
    check("\"queue:support\"", "\"queue:support\"");
    check("\"s20261121.17\"", "\"s20261121.17\"");
    check("\"-word\" --a", "\"-word\" -\"-a\"");
    check("s20261121.017", "s20261121.017");
    check("証明書", "証明書");
}

#[test]
fn errors_say_where_and_what_would_be_right() {
    check("quene:support", "1+5 no key is called so; did you mean queue:?");
    check("word prio:high", "6+4 no key is called so; keys are queue, state");
    check("waiting:2d", "1+7 waiting is a length of time: waiting>2d or waiting<2d");
    check("state:opne", "7+4 state: has no such value; did you mean open?");
    check("state:open,,closed", "12+1 state: wants one of pending, open");
    check("state:", "7+1 state: wants one of");
    check("-state:open,gone", "13+4 state: wants one of pending");
    check("queue:suport", "7+6 queue: has no such value; did you mean support?");
    check("queue:Ö", "7+1 queue: wants one of triage, support, abuse");
    check("waitin>2d", "1+6 no length of time is called so; did you mean waiting>?");
    check("size>2d", "1+4 no length of time is called so; lengths of time are waiting");
    check("waiting>2", "9+1 behind waiting> stands a number with its unit");
    check("waiting>", "9+1 behind waiting>");
    check("due<02h", "5+3 behind due<");
    check("due<+2h", "5+3 behind due<");
    check("due<99999999999999h", "5+15 behind due<");
    check("due<9999999w", "5+8 behind due<");
    check("a \"b", "3+2 this quotation mark has no partner");
    check("a \"b\"c", "6+1 put a space behind");
    check("a b\"c\"", "4+1 a quotation mark begins or ends");
    check("a - b", "3+1 a minus stands right before");
    check("\"\"", "1+1 there is nothing in it");
    check("!!", "1+2 there is nothing in it");
    check(&"x ".repeat(201), "401+1 at most 400 characters");
    check(&"x ".repeat(25), "49+1 at most 24 terms");
    let many = vec!["open"; 21].join(",");
    check(&format!("state:{many}"), "107+4 at most 20 values");
}

#[test]
fn without_knowing_the_queues_any_name_may_be_one() {
    assert!(Filter::parse("queue:elsewhere").is_ok());
    let error = Filter::parse("queue:Elsewhere").unwrap_err();
    assert_eq!((error.column, error.length), (7, 9));
    let around = error.around("queue:Elsewhere x");
    assert_eq!(around, ["queue:", "Elsewhere", " x"]);
}

#[test]
fn closed_cases_are_meant_where_states_numbers_or_words_are() {
    let states = |text: &str| Filter::parse(text).unwrap().states();
    assert_eq!(states("").len(), 4);
    assert_eq!(states("queue:support is:late").len(), 4);
    assert_eq!(states("word").len(), 5);
    assert_eq!(states("s20261121.17").len(), 5);
    assert_eq!(states("state:closed"), [CaseState::Closed]);
    assert_eq!(states("-state:open").len(), 4);
    assert!(states("state:open state:closed").is_empty());
}

#[test]
fn a_filter_does_not_print_its_words() {
    let filter = Filter::parse("state:open Nováková").unwrap();
    assert!(!format!("{filter:?}").contains("Nov"));
    let error = Filter::parse("nováková:x \"jana").unwrap_err();
    assert!(!format!("{error} {error:?}").to_lowercase().contains("jana"));
}

#[test]
fn the_caret_is_met_with_what_may_stand_there() {
    let check = |text: &str, caret: usize, expect: &str| {
        let found = Completions::at(text, caret, &queues());
        let texts: Vec<_> = found.proposals.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(format!("{}..{} {}", found.from, found.to, texts.join(" ")), expect, "{text}");
    };
    check("", 0, "0..0 queue: state: assigned: kind: language: is: waiting> opened> changed> due<");
    check("q", 1, "0..1 queue:");
    check("x -st", 5, "3..5 state:");
    check("queue:", 6, "6..6 triage support abuse");
    check("queue:s", 7, "6..7 support");
    check("queue:support,", 14, "14..14 triage abuse");
    check("queue:supp,abuse", 8, "6..10 support");
    check("language:cz", 11, "9..11 cs");
    check("is:l word", 4, "3..4 late");
    check("\"is:l", 5, "0..5 ");
    check("\"a b\" is:l", 10, "9..10 late");
    check("word", 4, "0..4 ");
    check("nothing:", 8, "8..8 ");
    check("q", 99, "0..1 queue:");
}

/// Any filter that can be said.
fn any_filter() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        "queue:(triage|support|abuse)(,triage)?",
        "state:(open|closed|pending)(,waiting)?",
        "assigned:(me|nobody|me,nobody)",
        "kind:(dispute|request,incident)",
        "language:(cs|deu|qqq)",
        "is:(late|soon|unconfirmed)",
        "(waiting|opened|changed|due)[<>][1-9][0-9]{0,2}[mhdw]",
        "[sd]20261121[.][1-9]",
        "[a-z]{1,6}",
        "\"[a-z:, -]{0,8}[a-z]\"",
        "\\PC{1,6}",
    ];
    let minus = prop_oneof![Just(""), Just("-")];
    proptest::collection::vec((minus, term), 0..8).prop_map(|terms| {
        let shown = terms.into_iter().map(|(minus, term)| format!("{minus}{term}"));
        shown.collect::<Vec<_>>().join(" ")
    })
}

proptest! {
    #[test]
    fn printing_and_reading_are_inverse(text in any_filter()) {
        if let Ok(filter) = Filter::parse(&text) {
            let printed = filter.text().into_exposed();
            prop_assert_eq!(&Filter::parse(&printed).unwrap(), &filter, "{}", printed);
            prop_assert_eq!(Filter::of_terms(filter.terms().to_vec()), Some(filter));
        }
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_place_in_it(text in "\\PC{0,60}|([a-z:<>,\"-]| ){0,40}") {
        if let Err(error) = Filter::parse(&text) {
            let n = text.chars().count();
            prop_assert!(error.column >= 1 && error.column <= n + 1, "{error}");
            prop_assert_eq!(error.around(&text).concat(), text);
        }
    }

    #[test]
    fn what_is_proposed_can_be_typed(text in any_filter(), caret in 0_usize..60) {
        let found = Completions::at(&text, caret, &queues());
        prop_assert!(found.from <= found.to && found.to <= text.chars().count());
        prop_assert!(found.proposals.len() <= 12);
    }

    #[test]
    fn a_phrase_of_any_words_can_be_said(text in "[^\"“”„‟\\s]{1,10}( [^\"“”„‟\\s]{1,5})?") {
        let term = Term { is_negated: false, test: Test::Text(Personal::new(text.clone())) };
        let is_said = Filter::of_terms(vec![term]).is_some();
        prop_assert_eq!(is_said, text.chars().any(char::is_alphanumeric));
    }
}
