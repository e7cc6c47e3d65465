//! Objects are the same wherever the window ends.

use proptest::prelude::*;

use super::*;

/// Reads through a window.
fn through(text: &str, window_bytes: usize) -> Vec<Result<String, String>> {
    let mut found = Vec::new();
    // That the rest was not read is told behind what was found.
    let _ = read_through(text, window_bytes, &mut found);
    found
}

fn read_through(
    text: &str,
    window_bytes: usize,
    found: &mut Vec<Result<String, String>>,
) -> anyhow::Result<()> {
    // What a file is, is told from its head.
    let (head, rest) = text.as_bytes().split_at(text.len().min(1));
    json(head.to_vec(), rest, window_bytes, &mut |part| {
        found.push(plain(part));
        Ok(())
    })
}

fn plain(part: Part<'_>) -> Result<String, String> {
    let Part::Event(event, _) = part else { return Err("event log".to_owned()) };
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
fn the_list_of_an_answer_is_its_events() {
    let head = "{\"took\":5,\"timed_out\":false,\"_shards\":{\"total\":1},\"hits\":{\"total\":{\"value\":2},\"hits\":[";
    let pretty = "{\n  \"took\" : 5,\n  \"timed_out\" : false,\n  \"_shards\" : {\n },\n  \"hits\" : {\n    \"hits\" : [\n";
    for (head, end) in [(head, "]}}"), (head, "]}}\n"), (pretty, "\n    ]\n  }\n}\n")] {
        let text = format!("{head}{{\"a\":1}},\n{{\"a\":2}}{end}");
        let mut found = Vec::new();
        json(text.clone().into_bytes(), &b""[..], WINDOW_BYTES, &mut |part| {
            found.push(plain(part));
            Ok(())
        })
        .unwrap();
        assert_eq!(found, [Ok("{\"a\":1}".to_owned()), Ok("{\"a\":2}".to_owned())], "{text}");
    }
    // Nothing else was asked for.
    for text in
        ["{\"hits\":{\"hits\":[{\"a\":1}]}}", "{\"hits\" : {\"total\":{},\"hits\":[{\"a\":1}]}}\n"]
    {
        let mut found = Vec::new();
        json(text.as_bytes().to_vec(), &b""[..], WINDOW_BYTES, &mut |part| {
            found.push(plain(part));
            Ok(())
        })
        .unwrap();
        assert_eq!(found, [Ok("{\"a\":1}".to_owned())], "{text}");
    }
    // What only looks like it is one event.
    let text = "{\"took\":5,\"hits\":[{\"a\":1}]}";
    assert_eq!(through(text, WINDOW_BYTES), [Ok(text.to_owned())]);
}

#[test]
fn answers_are_appended_to_each_other() {
    let page = |events: &str, end: &str| {
        let head = r#"{"took":5,"timed_out":false,"_shards":{},"hits":{"hits":["#;
        format!("{head}{events}{end}")
    };
    let read = |text: &str, n_head: usize, window_bytes: usize| {
        let (head, rest) = text.as_bytes().split_at(n_head);
        let mut found = Vec::new();
        let done = json(head.to_vec(), rest, window_bytes, &mut |part| {
            found.push(plain(part).unwrap());
            Ok(())
        });
        (found, done.map_err(|error| error.to_string()))
    };
    let n_head = page("", "").len();
    for end in ["]}}", "]}}\n", "]\n }\n}\n"] {
        let pages = [
            page(r#"{"a":1},{"a":2}"#, end),
            page("", end),
            page(r#"{"a":3}"#, end),
            "{\"b\":4}\n{\"b\":5}".to_owned(),
            page(r#"{"a":6}"#, end),
        ];
        let text = pages.concat();
        let expect = ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"b\":4}", "{\"b\":5}", "{\"a\":6}"];
        for window_bytes in 1..40 {
            for n_head in [n_head, n_head + 8, n_head + 17, n_head + 20, text.len()] {
                let (found, done) = read(&text, n_head, window_bytes);
                assert_eq!(found, expect, "{window_bytes} {n_head} {text}");
                assert_eq!(done, Ok(()));
            }
        }
    }
    // What stands behind a list and is no list is not passed over in silence.
    for end in [r#"]},"aggregations":{"x":{"a":1}}}"#, "]}\n words\n{\"a\":2}"] {
        let text = page(r#"{"a":1}"#, end);
        let at = text.find(",\"agg").or_else(|| text.find("words")).unwrap();
        let (found, done) = read(&text, n_head, 8);
        assert_eq!(found, ["{\"a\":1}"]);
        let told = done.unwrap_err();
        assert!(told.contains(&format!("from byte {at}, was not read")), "{told}");
    }
}

#[test]
fn lines_are_counted_wherever_the_window_ends() {
    let text =
        "\n{\"a\":1}\n\n{\n \"b\":\n 2}, {\"c\":3}\nnonsense\n{\"d\":4}\n{\"e\":[}\n{\"f\":5}";
    for window_bytes in 1..text.len() + 2 {
        let mut lines = Vec::new();
        json(text.as_bytes()[..1].to_vec(), &text.as_bytes()[1..], window_bytes, &mut |part| {
            if let Part::Event(_, place) = part {
                lines.extend(place.line());
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(lines, [2, 4, 6, 7, 8, 9, 10], "{window_bytes}");
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

#[test]
fn a_broken_event_does_not_hide_the_others_of_its_list() {
    let deep = format!("{{\"d\":{}{}}}", "[".repeat(1000), "]".repeat(1000));
    let long = format!("{{\"d\":\"{}\"}}", "}{".repeat(17 << 20));
    for broken in [&deep, &long, "{\"a\":]}"] {
        for between in [",", ",\n  "] {
            let text = format!("[{{\"a\":1}}{between}{broken}{between}{{\"b\":2}}]");
            let mut found = Vec::new();
            read_through(&text, WINDOW_BYTES, &mut found).unwrap();
            let [first, Err(_), last] = &found[..] else { panic!("{}", found.len()) };
            let event = |text: &str| -> Result<String, String> { Ok(text.to_owned()) };
            assert_eq!([first, last], [&event("{\"a\":1}"), &event("{\"b\":2}")]);
        }
    }
}

#[test]
fn that_the_rest_was_not_read_is_said() {
    let end = |text: &str| read_through(text, 8, &mut Vec::new()).map_err(|e| e.to_string());
    let lost = |at: usize| {
        Err(format!(
            "the rest was not read, from byte {at} on: nothing tells where the object there ends"
        ))
    };
    assert_eq!(end("[{\"a\":1},{\"a\":],{\"b\":2}]"), lost(9));
    assert_eq!(end("[{\"a\":1},{\"a\":1"), lost(9));
    assert_eq!(end("{\"a\":1}\n{\n \"a\":\n  [1,\n"), lost(8));
    // A line that is still being written.
    assert_eq!(end("{\"a\":1}\n{\"a\":"), Ok(()));
    assert_eq!(end("{\"a\":1}\nwords"), Ok(()));
}

/// Pieces of which files are made, whole and broken.
const PIECES: [&str; 18] = [
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
    "{\"odd\":]}",
    "\\",
    "null",
    "-1.5",
];

proptest! {
    #[test]
    fn the_window_changes_nothing(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24),
        window_bytes in 1..40_usize,
    ) {
        let text = pieces.concat();
        let whole: Vec<_> = JsonEvents::new(text.as_bytes()).map(|event| plain(Part::Event(event, Where::Unknown))).collect();
        // A list in a shell is told from the head of a file; there is none among the pieces.
        prop_assert_eq!(through(&text, window_bytes), whole, "{}", text);
    }
}
