//! Objects are the same wherever the window ends.

use proptest::prelude::*;

use super::*;

/// Reads through a window.
fn through(text: &str, window_bytes: usize) -> Vec<Result<String, String>> {
    let mut found = Vec::new();
    json(Vec::new(), text.as_bytes(), window_bytes, &mut |part| {
        found.push(plain(part));
        Ok(())
    })
    .unwrap();
    found
}

fn plain(part: Part<'_>) -> Result<String, String> {
    let Part::Event(event) = part else { return Err("event log".to_owned()) };
    match event {
        Ok(event) => Ok(String::from_utf8(event.to_vec()).unwrap()),
        Err(fault) => Err(fault.to_string()),
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
    let no_object = format!("no object at byte {}", 8 + long.len() + 1);
    let expect =
        [event("{\"b\":1}"), event(&long), Err(no_object), event("{\"b\":2}"), event(&long)];
    assert_eq!(through(&text, WINDOW_BYTES), expect);
}

#[test]
fn an_object_without_end_costs_itself_only_and_is_one_fault() {
    let event = |text: &str| -> Result<String, String> { Ok(text.to_owned()) };
    // The second and third go on behind the largest window.
    for (start, n_mib) in [("{\"a\": ", 17), ("{\"a\": \"", 34), ("words", 34)] {
        let text = format!("{{\"c\":1}}\n{start}{}\n{{\"b\":1}}", "x".repeat(n_mib << 20));
        let found = through(&text, WINDOW_BYTES);
        let [first, Err(fault), last] = &found[..] else {
            panic!("{start}, {n_mib} MiB: {}", found.len())
        };
        assert_eq!([first, last], [&event("{\"c\":1}"), &event("{\"b\":1}")]);
        assert!(fault.contains("object at byte 8"), "{fault}");
    }
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
