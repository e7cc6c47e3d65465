//! The window of a long case: which of its messages a page shows, and the ways to the others.

use desk::{Beyond, Window};
use model::MessageId;
use serde::Deserialize;

/// The part of an address that says which messages are shown.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct WindowQuery {
    /// `start`: the first ones.
    pub from: Option<String>,
    /// Those before this message.
    pub before: Option<String>,
    /// Those behind this message.
    pub after: Option<String>,
    /// Those around this message.
    pub at: Option<String>,
}

/// The ways from the messages that a page shows to those beyond them; most cases have none.
#[derive(Default)]
pub struct Sides {
    /// Those before them.
    pub earlier: Option<Side>,
    /// Those behind them.
    pub later: Option<Side>,
}

/// The messages on one side of a window.
pub struct Side {
    /// How many.
    pub n: i64,
    /// Where the nearest of them are.
    pub near: String,
    /// Where the farthest are: the first of all, or the newest.
    pub far: String,
}

impl WindowQuery {
    /// Returns the window that is asked for; what names none is the newest, as without a word.
    pub fn window(&self) -> Window {
        let id = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        if let Some(id) = id(&self.at) {
            return Window::Around(id);
        }
        if let Some(id) = id(&self.before) {
            return Window::Before(id);
        }
        if let Some(id) = id(&self.after) {
            return Window::After(id);
        }
        match self.from.as_deref() {
            Some("start") => Window::Oldest,
            _ => Window::Newest,
        }
    }
}

impl Sides {
    /// Finds the ways out of a window of the page at an address.
    pub fn new(path: &str, ends: Option<(MessageId, MessageId)>, beyond: Beyond) -> Self {
        let Some((first, last)) = ends else { return Self::default() };
        let side = |n, near, far| Side { n, near: href(path, near), far: href(path, far) };
        Self {
            earlier: (beyond.n_earlier > 0)
                .then(|| side(beyond.n_earlier, Window::Before(first), Window::Oldest)),
            later: (beyond.n_later > 0)
                .then(|| side(beyond.n_later, Window::After(last), Window::Newest)),
        }
    }

    /// Returns sample values of a window in the middle.
    pub fn sample(path: &str) -> Self {
        let id = |n: u8| format!("0199d0c2-0000-7000-8000-{n:012}");
        Self {
            earlier: Some(Side {
                n: 200,
                near: format!("{path}?before={}", id(1)),
                far: format!("{path}?from=start"),
            }),
            later: Some(Side {
                n: 4_700,
                near: format!("{path}?after={}", id(4)),
                far: path.to_owned(),
            }),
        }
    }
}

/// Returns the address of a window of the page at an address.
pub fn href(path: &str, window: Window) -> String {
    match window {
        Window::Newest => path.to_owned(),
        Window::Oldest => format!("{path}?from=start"),
        Window::Before(id) => format!("{path}?before={id}"),
        Window::After(id) => format!("{path}?after={id}"),
        Window::Around(id) => format!("{path}?at={id}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_window() {
        let id: MessageId = "0199d0c2-0000-7000-8000-000000000001".parse().unwrap();
        let check = |window, expect: &str, query: WindowQuery| {
            assert_eq!(href("/cases/s1", window), format!("/cases/s1{expect}"));
            assert_eq!(query.window(), window);
        };
        let said = || Some(id.to_string());
        let none = WindowQuery::default;
        check(Window::Newest, "", none());
        let query = WindowQuery { from: Some("start".to_owned()), ..none() };
        check(Window::Oldest, "?from=start", query);
        let query = WindowQuery { before: said(), ..none() };
        check(Window::Before(id), &format!("?before={id}"), query);
        check(Window::After(id), &format!("?after={id}"), WindowQuery { after: said(), ..none() });
        check(Window::Around(id), &format!("?at={id}"), WindowQuery { at: said(), ..none() });
        let wrong = WindowQuery { at: Some("1 or 1".to_owned()), ..none() };
        assert_eq!(wrong.window(), Window::Newest);
    }
}
