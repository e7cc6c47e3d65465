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
    /// Its name in bindings.
    pub id: &'static str,
    /// Its address.
    pub href: &'static str,
    /// Its name in words.
    pub words: &'static str,
    /// The letter that goes there unless somebody chose another.
    pub letter: Option<char>,
    /// What one must have.
    pub need: Need,
}

/// Every page of the navigation.
pub const PLACES: [Place; 25] = [
    place("board", "/cases", "Board: all of your queues", 'b', Need::Nothing),
    place("mine", "/cases?q=assigned:me", "Assigned to me", 'm', Need::Nothing),
    place("drafts", "/drafts", "Drafts", 'f', Need::Nothing),
    place("views", "/views", "Saved views", 'v', Need::Nothing),
    place("templates", "/templates", "Templates", 't', Need::Nothing),
    place("guides", "/guides", "Guides", 'g', Need::Nothing),
    place("authorities", "/authorities", "Authority that I hold", 'u', Need::Nothing),
    place("disputes", "/disputes", "Disputes", 'd', Need::Disputes),
    place("emergencies", "/emergencies", "Broken glass", 'e', Need::Nothing),
    place("people", "/people", "Find a person", 'p', Need::People),
    place("log", "/log", "Log", 'l', Need::Log),
    place("approvals", "/approvals", "Waiting for a second", 'a', Need::Nothing),
    place("staff", "/staff", "Staff and board", 's', Need::Nothing),
    place("policies", "/policies", "Policies", 'r', Need::Nothing),
    place("profile", "/profile", "Profile, key and keys", 'y', Need::Nothing),
    place("help", "/help", "Help", 'h', Need::Nothing),
    of_house("health", "/health", "Health of the house"),
    of_house("channels", "/channels", "Ways in and out"),
    of_house("queues", "/queues", "Queues, and who staffs them"),
    of_house("settings", "/settings", "Settings"),
    without_letter("security", "/security", "Sign-in and sessions"),
    without_letter("tokens", "/tokens", "Tokens for programs"),
    without_letter("requests", "/me", "My own requests"),
    without_letter("fields", "/me/fields", "My own data"),
    without_letter("looks", "/me/looks", "Who looked at my data"),
];

const fn place(
    id: &'static str,
    href: &'static str,
    words: &'static str,
    letter: char,
    need: Need,
) -> Place {
    Place { id, href, words, letter: Some(letter), need }
}

const fn without_letter(id: &'static str, href: &'static str, words: &'static str) -> Place {
    Place { id, href, words, letter: None, need: Need::Nothing }
}

const fn of_house(id: &'static str, href: &'static str, words: &'static str) -> Place {
    Place { id, href, words, letter: None, need: Need::House }
}
