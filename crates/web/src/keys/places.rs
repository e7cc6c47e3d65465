//! The pages of the staff, for the key that goes there and for the command bar.

use model::Act;

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
    /// The right to take back what the board gave: asked where pages are listed.
    Board,
    /// An act on the house, alone or with a second: asked where pages are listed, and not for each frame.
    Possible(Act),
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

/// Every page that has an address of its own; a test reads the routes.
pub const PLACES: [Place; 54] = [
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
    without_letter("own-authorities", "/me/authorities"),
    without_letter("own-assurances", "/me/assurances"),
    without_letter("own-disputes", "/me/disputes"),
    without_letter("consents", "/consents"),
    without_letter("agreement", "/agreement"),
    without_letter("own-request-new", "/me/requests/new"),
    without_letter("own-dispute-new", "/me/disputes/new"),
    without_letter("notices", "/profile/notices"),
    without_letter("time-zone", "/time-zone"),
    without_letter("passkey-new", "/security/passkeys/new"),
    without_letter("app-new", "/security/app/new"),
    without_letter("password", "/security/password/edit"),
    without_letter("recovery-new", "/security/recovery/new"),
    without_letter("signature-key-new", "/security/signature-keys/new"),
    without_letter("proof-new", "/security/proofs/new"),
    without_letter("rulings", "/rulings"),
    without_letter("policy-editions", "/policies/editions"),
    without_letter("gallery", "/gallery"),
    Place { id: "motions", href: "/motions", letter: None, need: Need::Board },
    possible("motion-new", "/motions/new", Act::AuthorityGive),
    possible("staff-place-new", "/staff/places/new", Act::StaffInvite),
    possible("destruction-new", "/people/destruction", Act::PersonDestroy),
    possible("reset-new", "/people/reset", Act::FactorReset),
    possible("destination-new", "/destinations/new", Act::DestinationCreate),
    possible("queue-new", "/queues/new", Act::QueueEdit),
    possible("template-new", "/templates/new", Act::TemplateEdit),
    possible("guide-new", "/guides/new", Act::GuideEdit),
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

const fn possible(id: &'static str, href: &'static str, act: Act) -> Place {
    Place { id, href, letter: None, need: Need::Possible(act) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What answers GET at an address of its own and is no place to go to, with the reason.
    const NO_PLACES: [(&str, &str); 13] = [
        ("/", "leads to the board or to signing in"),
        ("/sign-in", "for whoever is not signed in"),
        ("/sign-in/sent", "for whoever is not signed in"),
        ("/demo", "only where the house is a demonstration, whose pages lead there"),
        ("/audit/checkpoint", "a text for programs"),
        ("/rulings/feed.atom", "a feed for programs"),
        ("/cases/placements", "leads to the board: its form was left"),
        ("/cases/assignments", "leads to the board: its form was left"),
        ("/filters/completions", "for the field that completes"),
        ("/commands", "is this list"),
        ("/searches", "leads to the board, with words"),
        ("/live", "for pages that stay open"),
        ("/policies/edit", "of one file, which /policies leads to"),
    ];

    const fn is_of_name(letter: char) -> bool {
        letter.is_ascii_alphanumeric() || letter == '_'
    }

    /// Reads which paths without parameters answer GET, out of the very text of the routes.
    fn gets() -> BTreeSet<String> {
        let text = include_str!("../pages.rs");
        let routes = text.split(".route(").skip(1);
        let found = routes.filter_map(|route| {
            let (path, rest) = route.trim_start().strip_prefix('"')?.split_once('"')?;
            let is_get = rest.match_indices("get(").any(|(at, _)| {
                rest[..at].chars().next_back().is_none_or(|before| !is_of_name(before))
            });
            (is_get && !path.contains('{')).then(|| path.to_owned())
        });
        found.collect()
    }

    #[test]
    fn every_page_with_an_address_of_its_own_is_a_place_or_named_with_a_reason() {
        let gets = gets();
        // Where the routes are written another way, this would find nothing and say nothing.
        assert!(
            gets.len() > 60 && gets.contains("/cases") && gets.contains("/gallery"),
            "{gets:?}"
        );
        let places: BTreeSet<&str> =
            PLACES.iter().filter_map(|place| place.href.split('?').next()).collect();
        let named: BTreeSet<&str> = NO_PLACES.iter().map(|(path, _)| *path).collect();
        let neither = gets.iter().map(String::as_str);
        let neither: Vec<&str> =
            neither.filter(|path| !places.contains(path) && !named.contains(path)).collect();
        assert_eq!(neither, Vec::<&str>::new(), "neither in PLACES nor named here");
        let gone = places.union(&named).filter(|path| !gets.contains(**path));
        assert_eq!(gone.collect::<Vec<_>>(), Vec::<&&str>::new(), "no page any more");
        assert_eq!(places.intersection(&named).collect::<Vec<_>>(), Vec::<&&str>::new());
    }

    #[test]
    fn no_other_file_routes_pages() {
        // What programs ask for, assets, and what is under test.
        const OTHERS: [&str; 8] = [
            "src/api.rs",
            "src/api/v1.rs",
            "src/keys/places.rs",
            "src/packing.rs",
            "src/probes.rs",
            "src/routes.rs",
            "src/rules.rs",
            "src/serve/tests.rs",
        ];
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folders = vec![root.join("src")];
        let mut found = BTreeSet::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if std::fs::read_to_string(&path).is_ok_and(|text| text.contains(".route("))
                {
                    let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                    found.insert(name.replace('\\', "/"));
                }
            }
        }
        assert!(found.remove("src/pages.rs"), "{found:?}");
        found.retain(|name| !OTHERS.contains(&name.as_str()));
        assert_eq!(found, BTreeSet::new(), "pages are routed in src/pages.rs alone");
    }

    #[test]
    fn a_letter_goes_to_what_every_frame_knows_of() {
        let asked = |place: &&Place| matches!(place.need, Need::Possible(_) | Need::Board);
        assert!(PLACES.iter().filter(asked).all(|place| place.letter.is_none()));
    }
}
