//! The pages of the staff, for the key that goes there and for the command bar.

/// What one must have to find anything on a page; the page itself asks the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing but a place on the staff.
    Nothing,
    /// A part in disputes.
    Disputes,
    /// The right to look for a person.
    People,
    /// The right to browse the log.
    Log,
    /// The right to see how the house runs.
    House,
}

/// A page.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its name in bindings; the message `place-…` is its name in words.
    pub id: &'static str,
    /// Its address.
    pub href: &'static str,
    /// The letter that goes there unless somebody chose another.
    pub letter: Option<char>,
    /// What one must have.
    pub need: Need,
}

/// Every page of the navigation.
pub const PLACES: [Place; 27] = [
    place("board", "/cases", 'b', Need::Nothing),
    place("mine", "/cases?q=assigned:me", 'm', Need::Nothing),
    place("handovers", "/handovers", 'o', Need::Nothing),
    place("drafts", "/drafts", 'f', Need::Nothing),
    place("views", "/views", 'v', Need::Nothing),
    place("templates", "/templates", 't', Need::Nothing),
    place("guides", "/guides", 'g', Need::Nothing),
    place("authorities", "/authorities", 'u', Need::Nothing),
    place("disputes", "/disputes", 'd', Need::Disputes),
    place("emergencies", "/emergencies", 'e', Need::Nothing),
    place("people", "/people", 'p', Need::People),
    place("log", "/log", 'l', Need::Log),
    place("approvals", "/approvals", 'a', Need::Nothing),
    place("staff", "/staff", 's', Need::Nothing),
    place("policies", "/policies", 'r', Need::Nothing),
    place("profile", "/profile", 'y', Need::Nothing),
    place("help", "/help", 'h', Need::Nothing),
    of_house("health", "/health"),
    of_house("channels", "/channels"),
    of_house("queues", "/queues"),
    of_house("settings", "/settings"),
    without_letter("destinations", "/destinations"),
    without_letter("security", "/security"),
    without_letter("tokens", "/tokens"),
    without_letter("requests", "/me"),
    without_letter("fields", "/me/fields"),
    without_letter("looks", "/me/looks"),
];

const fn place(id: &'static str, href: &'static str, letter: char, need: Need) -> Place {
    Place { id, href, letter: Some(letter), need }
}

const fn without_letter(id: &'static str, href: &'static str) -> Place {
    Place { id, href, letter: None, need: Need::Nothing }
}

const fn of_house(id: &'static str, href: &'static str) -> Place {
    Place { id, href, letter: None, need: Need::House }
}
