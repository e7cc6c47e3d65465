//! Which fields are shown again, and that the templates agree.

use std::{fs, path::Path};

use super::*;

/// Text areas that nobody types in.
const READ: [&str; 1] = ["token"];

fn each_tag(check: &mut impl FnMut(&str, &str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for tag in text.split('<').skip(1) {
                check(&path.display().to_string(), tag);
            }
        }
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

#[test]
fn every_text_area_is_named_among_what_is_typed() {
    let mut n = 0;
    each_tag(&mut |path, tag| {
        let Some(name) = tag.strip_prefix("textarea").and_then(|tag| attribute(tag, "name")) else {
            return;
        };
        // The three texts of a ruling, and what is shown again, are named by what they say.
        if name.starts_with("{{") || READ.contains(&name) {
            return;
        }
        n += 1;
        assert!(TYPED.contains(&name), "{path}: {name}");
    });
    assert!(n > 20, "{n}");
}

#[test]
fn nothing_that_is_chosen_is_named_among_what_is_typed() {
    let mut n = 0;
    each_tag(&mut |path, tag| {
        let is_ticked =
            ["type=\"checkbox\"", "type=\"radio\""].iter().any(|sign| tag.contains(sign));
        if !(tag.starts_with("select") || (tag.starts_with("input") && is_ticked)) {
            return;
        }
        n += 1;
        let name = attribute(tag, "name").unwrap_or_default();
        assert!(!TYPED.contains(&name), "{path}: {name}");
    });
    assert!(n > 20, "{n}");
}

#[test]
fn every_secret_is_named_among_them() {
    let mut n = 0;
    each_tag(&mut |path, tag| {
        let is_secret = ["type=\"password\"", "one-time-code", "-password\""]
            .iter()
            .any(|sign| tag.contains(sign));
        if !tag.starts_with("input") || !is_secret {
            return;
        }
        n += 1;
        let name = attribute(tag, "name").unwrap_or_default();
        assert!(SECRET.contains(&name), "{path}: {name}");
    });
    assert!(n > 4, "{n}");
}

#[test]
fn only_what_was_typed_in_words_is_shown() {
    let field = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let (typed, carried) = split(vec![
        field("csrf", "abc"),
        field("n_seen", "4"),
        field("text", "one\r\ntwo"),
        field("text", " "),
        field("d0_act", "case.move"),
        field("d0_act", "case.close"),
    ]);
    let typed: Vec<_> = typed.iter().map(|field| (field.name.as_str(), field.rows)).collect();
    assert_eq!(typed, [("text", 2)]);
    let carried: Vec<_> = carried.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(carried, ["n_seen", "text", "d0_act", "d0_act"]);
}

#[test]
fn what_a_form_is_about_is_found_by_where_it_is_sent_to() {
    assert_eq!(matter("/cases/s20261121.30/replies").as_deref(), Some("/cases/s20261121.30"));
    assert_eq!(
        matter("/me/disputes/d20261121.1/statements").as_deref(),
        Some("/me/disputes/d20261121.1")
    );
    for path in ["/me/requests", "/me/requests/", "/tokens", "/settings/x"] {
        assert_eq!(matter(path), None, "{path}");
    }
}

#[test]
fn what_was_chosen_is_seen_before_it_is_sent_and_how_a_page_was_is_not() {
    let field = |name: &str, text: &str| (name.to_owned(), Personal::new(text.to_owned()));
    let carried = [
        field("n_seen", "4"),
        field("visibility", "all_parties"),
        field("text", " "),
        field("hours", ""),
        field("d0_act", "case.move"),
    ];
    let chosen = chosen(&carried);
    let chosen: Vec<_> =
        chosen.iter().map(|(label, value)| (label.as_str(), value.expose().as_str())).collect();
    assert_eq!(chosen, [("Who reads it", "all parties"), ("d0_act", "case.move")]);
}
