//! Objects are the same wherever the window ends.

use proptest::prelude::*;

use super::*;

/// Reads through a window; faults are without their places, which are counted from the window.
fn through(text: &str, window_bytes: usize) -> Vec<Result<String, &'static str>> {
    let mut found = Vec::new();
    json(Vec::new(), text.as_bytes(), window_bytes, &mut |part| {
        found.push(plain(part));
        Ok(())
    })
    .unwrap();
    found
}

fn plain(part: Part<'_>) -> Result<String, &'static str> {
    let Part::Event(event) = part else { return Err("event log") };
    match event {
        Ok(event) => Ok(String::from_utf8(event.to_vec()).unwrap()),
        Err(ReadFault::Unended { .. }) => Err("unended"),
        Err(ReadFault::Broken { .. }) => Err("broken"),
        Err(ReadFault::NoObject { .. }) => Err("no object"),
        Err(ReadFault::Evtx(_)) => Err("event log"),
    }
}

#[test]
fn lists_in_a_shell_are_events() {
    for shell in ["{ \"Records\" : [", "{\"records\":[\n", "\u{feff}{\"Records\":["] {
        for end in ["]}\n", "\n]\n}", "]}"] {
            let text = format!("{shell}{{\"a\":1}},\n{{\"a\":2}}{end}");
            let mut found = Vec::new();
            json(text.clone().into_bytes(), &b""[..], WINDOW_BYTES, &mut |part| {
                found.push(plain(part));
                Ok(())
            })
            .unwrap();
            assert_eq!(found, [Ok("{\"a\":1}".to_owned()), Ok("{\"a\":2}".to_owned())], "{text}");
        }
    }
}

#[test]
fn an_object_may_be_longer_than_the_window() {
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(3 << 20));
    let text = format!("{{\"b\":1}}\n{long}\nno object\n{{\"b\":2}}\n{long}");
    let event = |text: &str| Ok(text.to_owned());
    let expect =
        [event("{\"b\":1}"), event(&long), Err("no object"), event("{\"b\":2}"), event(&long)];
    assert_eq!(through(&text, WINDOW_BYTES), expect);
}

#[test]
fn an_object_without_end_costs_itself_only() {
    let text = format!("{{\"a\": {}\n{{\"b\":1}}", " ".repeat(EVENT_BYTES_MAX + (2 << 20)));
    let found = through(&text, WINDOW_BYTES);
    assert_eq!(found, [Err("unended"), Ok("{\"b\":1}".to_owned())]);
}

/// Pieces of which files are made, whole and broken.
const PIECES: [&str; 14] = [
    "{\"a\":1}",
    "{\"a\":{\"b\":[1,{}]}}",
    "{\n \"a\": \"}{\"\n}",
    "\n",
    "\n",
    "[",
    "]",
    ",",
    "{",
    "}",
    "\"",
    "{\"a\":",
    "words",
    "{\"cut\":\"o",
];

proptest! {
    #[test]
    fn the_window_changes_nothing(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24),
        window_bytes in 1..40_usize,
    ) {
        let text = pieces.concat();
        let whole: Vec<_> = JsonEvents::new(text.as_bytes()).map(|event| plain(Part::Event(event))).collect();
        // A list in a shell is told from the head of a file; there is none among the pieces.
        prop_assert_eq!(through(&text, window_bytes), whole, "{}", text);
    }
}
