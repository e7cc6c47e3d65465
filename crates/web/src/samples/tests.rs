//! What holds for every page: nothing inline, every field labelled, every form ours, every id once.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use model::Personal;

use super::samples;
use crate::{
    assets,
    pages::approvals::{ApprovalShow, Input},
    unsent,
};

/// A start tag or an end tag.
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
    is_end: bool,
    /// The text up to the next tag.
    text: String,
}

/// Elements without an end tag.
const VOID: [&str; 6] = ["meta", "link", "input", "img", "br", "hr"];

fn pages() -> impl Iterator<Item = (&'static str, String)> {
    samples().into_iter().map(|sample| (sample.name, sample.html.unwrap()))
}

fn each(check: impl Fn(&[Tag]) -> Vec<String>) {
    let faults: Vec<String> = pages()
        .flat_map(|(name, html)| {
            let faults = check(&tags(&html));
            faults.into_iter().map(move |fault| format!("{name}: {fault}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Reads our own, plain HTML: attributes are quoted with double quotes, or bare words.
fn tags(html: &str) -> Vec<Tag> {
    let pieces = html.split('<').skip(1).filter(|piece| !piece.starts_with('!'));
    pieces
        .map(|piece| {
            let (inside, text) = piece.split_once('>').unwrap_or((piece, ""));
            let is_end = inside.starts_with('/');
            let inside = inside.trim_start_matches('/');
            let (name, mut rest) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
            let mut attributes = BTreeMap::new();
            while !rest.trim().is_empty() {
                let (key, value, after) = attribute(rest.trim_start());
                assert!(attributes.insert(key.clone(), value).is_none(), "twice {key} in {inside}");
                rest = after;
            }
            Tag { name: name.to_owned(), attributes, is_end, text: text.to_owned() }
        })
        .collect()
}

fn attribute(text: &str) -> (String, String, &str) {
    let end = text.find([' ', '\n', '=']).unwrap_or(text.len());
    let (key, after) = text.split_at(end);
    match after.strip_prefix("=\"") {
        Some(value) => {
            let (value, after) = value.split_once('"').unwrap_or((value, ""));
            (key.to_owned(), value.to_owned(), after)
        }
        None => (key.to_owned(), String::new(), after.trim_start_matches('=')),
    }
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    fn is(&self, name: &str) -> bool {
        !self.is_end && self.name == name
    }
}

#[test]
fn snapshots() {
    let names = [
        "chancery.css",
        "portal.css",
        "sprite.svg",
        "mark.svg",
        "desk.js",
        "passkey-form.js",
        "time-zone.js",
        "typed-words.js",
    ];
    let hrefs = names.map(assets::href);
    let digests: BTreeSet<String> =
        hrefs.into_iter().filter_map(|href| href.split('/').nth(2).map(str::to_owned)).collect();
    for (name, html) in pages() {
        // Digests change with every stroke on a style; the pages do not.
        let stable = digests.iter().fold(html, |html, digest| html.replace(digest, "DIGEST"));
        insta::assert_snapshot!(name, stable);
    }
}

/// What the desk's own styles say of words that mean something else, or nothing, elsewhere.
const ELSEWHERE: [&str; 12] = [
    // A form of the portal, which has these from its own file.
    ".outcome",
    ".outcome > p",
    ".outcome li",
    ".outcome ul",
    ".outcome form",
    // Steps of the demonstration are no guide, moments of messages no condition, and no heading there has a state in it.
    ".steps summary",
    ".leaf .when",
    "h1 .state",
    // Parts of what stands in brackets behind words of the desk.
    ".button",
    ".fields",
    ".unseen",
    "> .icon",
];

#[test]
fn no_page_without_a_desk_needs_the_desks_styles() {
    let mut faults = BTreeSet::new();
    for (name, html) in pages() {
        let tags = tags(&html);
        if tags.iter().any(|tag| tag.is("body") && tag.get("class") == Some("desk")) {
            continue;
        }
        let classes = tags.iter().filter_map(|tag| tag.get("class"));
        let classes: BTreeSet<&str> = classes.flat_map(str::split_whitespace).collect();
        for style in assets::DESK_STYLES {
            let text = assets::style_text(style);
            let said = text.split('{').filter_map(|piece| piece.rsplit(['}', ';', '{']).next());
            // Of a list in brackets each part is looked at by itself.
            for part in said.flat_map(|selectors| selectors.split([',', '(', ')'])) {
                let part = part.trim();
                let mut named = part.split('.').skip(1).peekable();
                let is_styled = named.peek().is_some()
                    && named.all(|rest| {
                        let end = |c: char| !c.is_ascii_alphanumeric() && c != '-';
                        classes.contains(rest.split(end).next().unwrap_or_default())
                    });
                let is_known = |known: &&str| {
                    part.strip_prefix(known)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
                };
                if is_styled && !ELSEWHERE.iter().any(is_known) {
                    faults.insert(format!("{name}: {part} of {style}.css"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn whoever_approves_reads_signs_by_name() {
    let turned = || Personal::new("a\u{202e}b".to_owned());
    for input in [Input::Person(turned()), Input::Reset(turned()), Input::Leaver(turned())] {
        let html = ApprovalShow { input, ..ApprovalShow::sample() }.render().unwrap();
        assert!(html.contains("a<span class=\"sign\"") && !html.contains('\u{202e}'), "{html}");
    }
}

#[test]
fn nothing_is_inline() {
    each(|tags| {
        let mut faults = Vec::new();
        for tag in tags.iter().filter(|tag| !tag.is_end) {
            for key in tag.attributes.keys() {
                if key == "style" || key.starts_with("on") || key.starts_with("hx-on") {
                    faults.push(format!("<{} {key}>", tag.name));
                }
            }
            if tag.is("style") || (tag.is("script") && tag.get("src").is_none()) {
                faults.push(format!("<{}> with a body", tag.name));
            }
            for key in ["src", "href", "action", "formaction"] {
                // One form leads out, to where the settings say; the policy of its page names the place.
                if key == "action" && tag.get("data-outside").is_some() {
                    continue;
                }
                let value = tag.get(key).unwrap_or("/");
                // A picture that was drawn here stands in the page itself.
                if key == "src" && tag.is("img") && value.starts_with("data:image/png;base64,") {
                    continue;
                }
                if !value.starts_with('/') && !value.starts_with('#') || value.starts_with("//") {
                    faults.push(format!("<{} {key}={value}> leaves the house", tag.name));
                }
            }
        }
        faults
    });
}

#[test]
fn no_page_with_a_text_to_write_is_left_unasked() {
    let mut n = 0;
    each(|tags| {
        let mut is_in_draft = false;
        let mut is_open = false;
        for tag in tags {
            if tag.name == "desk-draft" {
                is_in_draft = !tag.is_end;
            }
            let is_line = tag.is("input")
                && tag.get("type").is_none()
                // One letter is no word: the page of keys names its fields by what they do.
                && tag.get("maxlength") != Some("1")
                && tag.get("name").is_some_and(unsent::is_typed);
            let is_for_words = tag.is("textarea") || is_line;
            is_open |= is_for_words && !is_in_draft && tag.get("readonly").is_none();
        }
        let has = |name: &str| tags.iter().any(|tag| tag.is(name));
        let is_desk = tags.iter().any(|tag| tag.is("body") && tag.get("class") == Some("desk"));
        let script = assets::href("typed-words.js");
        let has_script = is_desk || tags.iter().any(|tag| tag.get("src") == Some(&script));
        match is_open && !(has("typed-words") && has_script) {
            true => vec!["words can be lost: <typed-words> is missing, or its script".to_owned()],
            false => Vec::new(),
        }
    });
    for (_, html) in pages() {
        n += usize::from(html.contains("<typed-words"));
        // One looks after a page.
        assert!(html.matches("<typed-words").count() < 2);
    }
    assert!(n > 20, "{n}");
}

#[test]
fn every_field_has_a_label() {
    each(|tags| {
        let labels: BTreeSet<&str> =
            tags.iter().filter(|tag| tag.is("label")).filter_map(|tag| tag.get("for")).collect();
        let is_field = |tag: &&Tag| {
            let is_input = tag.is("input") && tag.get("type") != Some("hidden");
            is_input || tag.is("select") || tag.is("textarea")
        };
        let fields = tags.iter().filter(is_field);
        let is_named = |tag: &&Tag| tag.get("aria-label").is_some_and(|words| !words.is_empty());
        let bare = fields
            .filter(|tag| !is_named(tag) && tag.get("id").is_none_or(|id| !labels.contains(id)));
        bare.map(|tag| format!("unlabelled <{}> {:?}", tag.name, tag.get("name"))).collect()
    });
}

#[test]
fn every_id_is_once_and_every_reference_meets_one() {
    each(|tags| {
        let mut faults = Vec::new();
        let mut ids = BTreeSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            if !ids.insert(id) {
                faults.push(format!("id {id} twice"));
            }
        }
        for key in ["for", "aria-labelledby", "aria-describedby", "popovertarget"] {
            let named = tags.iter().filter_map(|tag| tag.get(key)).flat_map(str::split_whitespace);
            faults.extend(named.filter(|id| !ids.contains(id)).map(|id| format!("{key}={id}")));
        }
        let jumps = tags.iter().filter_map(|tag| tag.get("href")?.strip_prefix('#'));
        faults.extend(jumps.filter(|id| !ids.contains(id)).map(|id| format!("href=#{id}")));
        faults
    });
}

#[test]
fn every_page_has_language_title_landmark_and_one_heading() {
    each(|tags| {
        let mut faults = Vec::new();
        let one = |name: &str| tags.iter().filter(|tag| tag.is(name)).count() == 1;
        if !tags.iter().any(|tag| tag.is("html") && tag.get("lang").is_some()) {
            faults.push("no language".to_owned());
        }
        if !tags
            .iter()
            .any(|tag| tag.is("title") && tag.text.trim_start().len() > " · Chancery".len())
        {
            faults.push("no title".to_owned());
        }
        for name in ["main", "h1", "title"] {
            if !one(name) {
                faults.push(format!("not one <{name}>"));
            }
        }
        if !tags.iter().any(|tag| tag.is("a") && tag.get("href") == Some("#main")) {
            faults.push("no way to skip to the page".to_owned());
        }
        faults
    });
}

#[test]
fn every_posting_form_is_ours() {
    each(|tags| {
        let mut faults = Vec::new();
        let mut is_open = None;
        for tag in tags {
            if tag.is("form") && tag.get("data-outside").is_some() {
                is_open = None;
            } else if tag.is("form") && tag.get("method") == Some("post") {
                is_open = tag.get("action");
            } else if tag.is("input") && tag.get("name") == Some("csrf") {
                assert!(tag.get("value").is_some_and(|value| !value.is_empty()));
                is_open = None;
            } else if tag.is_end && tag.name == "form" {
                faults.extend(is_open.take().map(|action| format!("no token in {action}")));
            }
        }
        faults
    });
}

#[test]
fn every_element_ends() {
    each(|tags| {
        let mut open: Vec<&str> = Vec::new();
        for tag in tags.iter().filter(|tag| !VOID.contains(&tag.name.as_str())) {
            if !tag.is_end {
                open.push(&tag.name);
            } else if open.pop() != Some(&tag.name) {
                return vec![format!("</{}> ends nothing, within {open:?}", tag.name)];
            }
        }
        open.into_iter().map(|name| format!("<{name}> does not end")).collect()
    });
}

#[test]
fn every_shape_is_in_the_sprite() {
    let sprite = include_str!("../../assets/sprite.svg");
    each(|tags| {
        let uses = tags.iter().filter(|tag| tag.is("use")).filter_map(|tag| tag.get("href"));
        let shapes = uses.filter_map(|href| href.split_once('#').map(|(_, shape)| shape));
        let lost = shapes.filter(|shape| !sprite.contains(&format!("id=\"{shape}\"")));
        lost.map(|shape| format!("no shape {shape}")).collect()
    });
}

#[test]
fn titles_say_nothing_personal() {
    for (name, html) in pages() {
        let title = html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
        for word in ["Passphrase", "Sample", "@", "jana"] {
            assert!(!title.unwrap().contains(word), "{name}: {title:?}");
        }
    }
}

/// Every ink on every ground, in light and in dark, at 4.5:1 or better (WCAG 2.2, 1.4.3).
#[test]
fn inks_can_be_read_on_grounds() {
    let css = include_str!("../../assets/css/tokens.css");
    let colour = |name: &str| -> [f64; 2] {
        let value = css.split(&format!("--{name}: light-dark(")).nth(1).unwrap();
        let value = value.split(')').next().unwrap();
        let mut two = value.split(',').map(|hex| luminance(hex.trim()));
        [two.next().unwrap(), two.next().unwrap()]
    };
    let mut faults = Vec::new();
    let mut check = |ink: &str, ground: &str, least: f64| {
        for (theme, (ink_light, ground_light)) in
            ["light", "dark"].iter().zip(colour(ink).into_iter().zip(colour(ground)))
        {
            let (high, low) = (ink_light.max(ground_light), ink_light.min(ground_light));
            let ratio = (high + 0.05) / (low + 0.05);
            if ratio < least {
                faults.push(format!("{ink} on {ground}, {theme}: {ratio:.2}"));
            }
        }
    };
    for ground in ["paper", "sheet", "sunk", "law-ground", "due-ground", "seal-ground"] {
        for ink in ["ink", "ink-2", "law", "due", "seal"] {
            check(ink, ground, 4.5);
        }
    }
    for ground in ["paper", "sheet", "sunk"] {
        check("ink-3", ground, 4.5);
        check("edge", ground, 3.0);
        check("focus", ground, 3.0);
    }
    // The main button's letters are the sheet's colour on law.
    check("sheet", "law", 4.5);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn what_scripts_draw_stands_among_the_components() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/js");
    let (_, html) = pages().find(|(name, _)| *name == "components").unwrap();
    let worn: BTreeSet<String> = tags(&html)
        .iter()
        .filter_map(|tag| tag.attributes.get("class"))
        .flat_map(|classes| classes.split_whitespace().map(str::to_owned))
        .collect();
    let mut drawn = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let script = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for mark in ["className = \"", "classList.add(\"", "classList.toggle(\""] {
            let found = script.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
            drawn.extend(found.flat_map(str::split_whitespace).map(str::to_owned));
        }
    }
    // Where scripts draw another way, this would find nothing and say nothing.
    assert!(drawn.contains("command-bar") && drawn.contains("gone"), "{drawn:?}");
    assert_eq!(drawn.difference(&worn).collect::<Vec<_>>(), Vec::<&String>::new());
}
