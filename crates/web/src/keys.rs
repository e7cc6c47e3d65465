//! The keys: one table, from which the bindings, the sheet behind `?`, the help page and the command bar come.
//!
//! Keys reach the browser as attributes of the sheet, which every page of the staff bears; `<desk-keys>` reads them there.

mod bindings;
mod places;

use crate::{locale::Words, say, say_of};

pub use bindings::{Bindings, Conflict};
pub use places::{Need, PLACES, Place};

/// Where a key acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// On every page of the staff.
    Everywhere,
    /// On a board.
    Board,
    /// On the page of a case.
    Case,
}

/// What a key does; the browser finds what it is done to by these selectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Puts the focus on the first of these that is there, unfolding what it is in; of a form, on its first field.
    Focus(&'static str),
    /// The same with the last of them on the page.
    Last(&'static str),
    /// Presses what stands there.
    Press(&'static str),
    /// Walks the lines by so many.
    Walk(i8),
    /// Opens the line in focus.
    Open,
    /// Picks the line in focus, or lets it go.
    Pick,
    /// Waits for the letter of a page.
    Go,
    /// Goes to a page.
    To(&'static str),
}

/// A key of the table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name in bindings; the message `key-…` says what it does.
    pub id: &'static str,
    /// The key that it has unless somebody chose another.
    pub key: char,
    /// Where it acts.
    pub scope: Scope,
    /// What it does.
    pub does: Does,
}

/// The key that goes to a page, with the letter of the page behind it.
pub const GO: &str = "go";

/// Every key but the letters of pages, which stand with the pages.
// What changes anything is no single key: keys lead to the button or the field, Enter or Ctrl+Enter does it, so that no slip
// of a finger sends or closes. docs/keys.md counts what the commonest tasks take.
pub const KEYS: [Key; 21] = [
    key("search", '/', Scope::Everywhere, Does::Focus("#query")),
    key("sheet", '?', Scope::Everywhere, Does::Press("#keys-button")),
    key(GO, 'g', Scope::Everywhere, Does::Go),
    key("next", 'j', Scope::Board, Does::Walk(1)),
    key("previous", 'k', Scope::Board, Does::Walk(-1)),
    key("open", 'o', Scope::Board, Does::Open),
    key("pick", 'x', Scope::Board, Does::Pick),
    key("move-picked", 'm', Scope::Board, Does::Focus("#bulk-queue")),
    key("keep-view", 'v', Scope::Board, Does::Focus("#view-name")),
    key("reply", 'r', Scope::Case, Does::Focus("#reply-text, #reply")),
    key("template", 'p', Scope::Case, Does::Focus("#reply-template")),
    key("note", 'n', Scope::Case, Does::Focus("#note-text, #note")),
    key("seal", 's', Scope::Case, Does::Last(SEALS)),
    key("triage", 't', Scope::Case, Does::Focus("#move-queue")),
    key("authority", 'u', Scope::Case, Does::Focus("#authority")),
    key("affairs", 'l', Scope::Case, Does::Focus("#link-number, #affairs")),
    key("step", 'e', Scope::Case, Does::Focus("#next-step form.use, #next-step .use a")),
    key("assign", 'a', Scope::Case, Does::Focus("#assign-staff")),
    key("hand-over", 'y', Scope::Case, Does::Focus("#handover-destination, #handover")),
    key("close", 'c', Scope::Case, Does::Focus(ENDINGS)),
    key("undo", 'z', Scope::Everywhere, Does::Last("undo-clock form, .outcome form")),
];

/// The seals of what requesters wrote; the last is that of their latest message.
const SEALS: &str = ".message:not(.message-reply):not(.message-note) form.strip-seal";

/// What ends a case, or takes it up again.
const ENDINGS: &str = "form.use[action$='/closure'], form.use[action$='/reopening']";

/// The key of the command bar; two keys at once, so that it acts in fields, too, and whoever switched single keys off.
pub const COMMANDS_KEY: &str = "Ctrl+k";

/// The key that sends the form in whose field somebody types, by its main button.
pub const SEND_KEY: &str = "Ctrl+enter";

const fn key(id: &'static str, key: char, scope: Scope, does: Does) -> Key {
    Key { id, key, scope, does }
}

/// Keys of one scope as the sheet shows them.
pub struct KeyGroup {
    /// Where they act, in words.
    pub heading: String,
    /// The keys.
    pub keys: Vec<ShownKey>,
}

/// A key as the sheet shows it.
pub struct ShownKey {
    /// Its keys, one after the other: `g`, `b`.
    pub strokes: Vec<String>,
    /// The same with spaces, for the browser.
    pub bound: String,
    /// What it does, in words.
    pub words: String,
    /// What it does, for the browser: `focus`, `last`, `press`, `send`, `walk`, `open`, `pick`, `go`.
    pub does: &'static str,
    /// What it is done to.
    pub at: String,
}

impl Does {
    fn parts(self) -> (&'static str, String) {
        match self {
            Self::Focus(at) => ("focus", at.to_owned()),
            Self::Last(at) => ("last", at.to_owned()),
            Self::Press(at) => ("press", at.to_owned()),
            Self::Walk(by) => ("walk", by.to_string()),
            Self::Open => ("open", String::new()),
            Self::Pick => ("pick", String::new()),
            Self::Go => ("go", String::new()),
            Self::To(href) => ("to", href.to_owned()),
        }
    }
}

/// Returns the sheet of somebody's keys; pages that they do not have are left out.
pub fn sheet(bindings: &Bindings, has: impl Fn(Need) -> bool) -> Vec<KeyGroup> {
    let group = |heading: Words, scope| KeyGroup {
        heading: heading.to_string(),
        keys: KEYS
            .iter()
            .filter(|key| key.scope == scope)
            .map(|key| {
                let (does, at) = key.does.parts();
                let bound = bindings.key(key.id).to_string();
                let words = say_of("key", key.id).to_string();
                ShownKey { strokes: vec![bound.clone()], bound, words, does, at }
            })
            .collect(),
    };
    let go = bindings.key(GO);
    let places = PLACES.iter().filter(|place| place.letter.is_some() && has(place.need));
    let to_places = places.map(|place| {
        let (does, at) = Does::To(place.href).parts();
        let letter = bindings.key(place.id);
        let strokes = vec![go.to_string(), letter.to_string()];
        let words = say_of("place", place.id).to_string();
        ShownKey { bound: strokes.join(" "), strokes, words, does, at }
    });
    let mut everywhere = group(say("keys-everywhere"), Scope::Everywhere);
    everywhere.keys.push(ShownKey {
        strokes: vec!["Ctrl".to_owned(), "K".to_owned()],
        bound: COMMANDS_KEY.to_owned(),
        words: say("keys-commands").to_string(),
        does: "press",
        at: "#commands-button".to_owned(),
    });
    everywhere.keys.push(ShownKey {
        strokes: vec!["Ctrl".to_owned(), "Enter".to_owned()],
        bound: SEND_KEY.to_owned(),
        words: say("keys-send").to_string(),
        does: "send",
        at: String::new(),
    });
    vec![
        everywhere,
        group(say("keys-on-board"), Scope::Board),
        group(say("keys-on-case"), Scope::Case),
        KeyGroup { heading: say("keys-go-to").to_string(), keys: to_places.collect() },
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_is_given_once_where_it_acts() {
        let keys: BTreeSet<char> = KEYS.iter().map(|key| key.key).collect();
        assert_eq!(keys.len(), KEYS.len());
        let letters: Vec<char> = PLACES.iter().filter_map(|place| place.letter).collect();
        assert_eq!(letters.iter().collect::<BTreeSet<_>>().len(), letters.len());
        let ids = KEYS.iter().map(|key| key.id).chain(PLACES.iter().map(|place| place.id));
        let ids: Vec<&str> = ids.collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn the_sheet_shows_every_key_and_the_pages_one_has() {
        let all = sheet(&Bindings::default(), |_| true);
        let n_keys: usize = all.iter().map(|group| group.keys.len()).sum();
        let n_letters = PLACES.iter().filter(|place| place.letter.is_some()).count();
        assert_eq!(n_keys, KEYS.len() + 2 + n_letters);
        let few = sheet(&Bindings::default(), |need| need == Need::Nothing);
        assert!(few.iter().flat_map(|group| &group.keys).all(|key| key.at != "/log"));
    }
}
