//! Levels: how well somebody must be known for a policy, read out of the policy itself, so that nothing has to be kept in step
//! with it.

use std::collections::BTreeSet;

use cedar_policy::Policy;
use model::Identity;
use serde_json::Value;

/// Levels of nesting that are looked into; Cedar's own parser is content with fewer.
const DEPTH_MAX: usize = 512;

/// How well somebody must be known for a policy to allow, or not to forbid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It speaks of people however they are known.
    Any,
    /// It speaks of the staff, who are known as well as the house asks of them.
    OfStaff,
    /// It asks it of whoever acts.
    Asked(Identity),
    /// It asks it of whoever gave the authority that is shown.
    OfIssuer(Identity),
    /// It is for whoever acts and is not known so well.
    NotAsked(Identity),
    /// It is for what was given by somebody who is not known so well.
    NotOfIssuer(Identity),
}

impl Level {
    /// Returns the name of its kind.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::OfStaff => "staff",
            Self::Asked(_) => "asked",
            Self::OfIssuer(_) => "issuer",
            Self::NotAsked(_) => "not_asked",
            Self::NotOfIssuer(_) => "not_issuer",
        }
    }

    /// Returns the level that it names itself.
    pub const fn identity(self) -> Option<Identity> {
        match self {
            Self::Any | Self::OfStaff => None,
            Self::Asked(identity)
            | Self::OfIssuer(identity)
            | Self::NotAsked(identity)
            | Self::NotOfIssuer(identity) => Some(identity),
        }
    }
}

/// Returns the levels of a policy that may decide for these types of askers; never none.
pub fn levels(policy: &Policy, is_permit: bool, askers: &BTreeSet<String>) -> BTreeSet<Level> {
    let mut found = BTreeSet::new();
    // What Cedar reads it can write; where it cannot, the policy says nothing of levels that could be told.
    if let Ok(written) = policy.to_json() {
        for condition in written.get("conditions").and_then(Value::as_array).into_iter().flatten() {
            // What allows where it holds asks for it, and what forbids asks for it where that lets somebody pass.
            let is_when = condition.get("kind").and_then(Value::as_str) != Some("unless");
            let is_asked = is_when == is_permit;
            look(condition.get("body").unwrap_or(&Value::Null), is_asked, DEPTH_MAX, &mut found);
        }
    }
    // A policy that forbids speaks of whoever it is, unless it names a level.
    let names =
        |level: &Level| matches!(level, Level::Asked(_) | Level::NotAsked(_) | Level::OfStaff);
    let is_named = found.iter().any(names);
    let is_for_others = askers.iter().any(|asker| asker != "Staff");
    if is_permit && askers.contains("Staff") {
        found.insert(Level::OfStaff);
    }
    if !is_named && (is_for_others || !is_permit) {
        found.insert(Level::Any);
    }
    found
}

/// Says whether a policy reads an attribute of this name, however it is written; one that cannot be looked into might.
pub fn reads(policy: &Policy, attribute_name: &str) -> bool {
    policy.to_json().map_or(true, |written| mentions(&written, attribute_name, DEPTH_MAX))
}

fn mentions(value: &Value, name: &str, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    match value {
        Value::Array(items) => items.iter().any(|item| mentions(item, name, depth)),
        Value::Object(fields) => {
            attribute(value) == Some(name)
                || fields.values().any(|inner| mentions(inner, name, depth))
        }
        _ => false,
    }
}

/// Looks for `context.identity_reaches.contains("…")` and what comes to the same; what is negated is asked for where the whole is not.
fn look(value: &Value, is_asked: bool, depth: usize, found: &mut BTreeSet<Level>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value {
        Value::Array(items) => items.iter().for_each(|item| look(item, is_asked, depth, found)),
        Value::Object(fields) => {
            for (name, inner) in fields {
                if matches!(name.as_str(), "contains" | "containsAny" | "containsAll" | "==") {
                    compared(inner, is_asked, depth, found);
                }
                look(inner, is_asked != (name == "!"), depth, found);
            }
        }
        _ => {}
    }
}

fn compared(operands: &Value, is_asked: bool, depth: usize, found: &mut BTreeSet<Level>) {
    let (Some(left), Some(right)) = (operands.get("left"), operands.get("right")) else { return };
    for (of, with) in [(left, right), (right, left)] {
        let make: fn(Identity) -> Level = match (attribute(of), is_asked) {
            (Some("identity_reaches" | "identity"), true) => Level::Asked,
            (Some("identity_reaches" | "identity"), false) => Level::NotAsked,
            (Some("issuer_reaches" | "issuer_identity"), true) => Level::OfIssuer,
            (Some("issuer_reaches" | "issuer_identity"), false) => Level::NotOfIssuer,
            _ => continue,
        };
        if is_asked && attribute(with) == Some("staff_level") {
            found.insert(Level::OfStaff);
        }
        words(with, depth, &mut |word| found.extend(Identity::of_str(word).map(make)));
    }
}

/// Returns the attribute that is read, if one is.
fn attribute(value: &Value) -> Option<&str> {
    value.get(".")?.get("attr")?.as_str()
}

fn words(value: &Value, depth: usize, take: &mut impl FnMut(&str)) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value {
        Value::String(word) => take(word),
        Value::Array(items) => items.iter().for_each(|item| words(item, depth, take)),
        Value::Object(fields) => fields.values().for_each(|item| words(item, depth, take)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policies::{Book, PolicyText};

    fn check(condition: &str, expect: &[Level]) {
        check_all("permit", &format!("when {{ {condition} }}"), expect);
    }

    fn check_all(effect: &str, condition: &str, expect: &[Level]) {
        let head = "(principal is Staff, action == Action::\"field.edit\", resource)";
        let says = "@id(\"x\") @clause(\"c\") @sentence(\"s\")";
        let text = format!("{says}\n{effect} {head}\n{condition};");
        let mut texts = PolicyText::standing();
        texts.push(PolicyText { file: "x.cedar".to_owned(), text });
        let book = Book::read(&texts).unwrap();
        let rule = book.rules.last().unwrap();
        assert_eq!(rule.levels, expect.iter().copied().collect(), "{effect} {condition}");
    }

    #[test]
    fn what_is_negated_is_not_asked_for() {
        use Level::{Asked, NotAsked, NotOfIssuer, OfIssuer, OfStaff};
        let (reaches, strong) = ("context.identity_reaches.contains(\"strong\")", Identity::Strong);
        let cases = [
            ("permit", "when", "", vec![OfStaff, Asked(strong)]),
            ("permit", "when", "!", vec![OfStaff, NotAsked(strong)]),
            ("permit", "unless", "", vec![OfStaff, NotAsked(strong)]),
            ("permit", "unless", "!", vec![OfStaff, Asked(strong)]),
            ("forbid", "when", "", vec![NotAsked(strong)]),
            ("forbid", "when", "!", vec![Asked(strong)]),
            ("forbid", "unless", "", vec![Asked(strong)]),
            ("forbid", "unless", "!", vec![NotAsked(strong)]),
        ];
        for (effect, kind, sign, expect) in cases {
            check_all(effect, &format!("{kind} {{ {sign}{reaches} }}"), &expect);
        }
        let issuer = "context.authority.issuer_reaches.contains(\"strong\")";
        check(&format!("context has authority && {issuer}"), &[OfStaff, OfIssuer(strong)]);
        check(&format!("context has authority && !{issuer}"), &[OfStaff, NotOfIssuer(strong)]);
        check(&format!("!(context has authority && !{issuer})"), &[OfStaff, OfIssuer(strong)]);
    }

    #[test]
    fn a_level_is_read_out_of_the_policy() {
        use Level::{Asked, OfIssuer, OfStaff};
        check("true", &[OfStaff]);
        check("context.identity_reaches.contains(\"strong\")", &[OfStaff, Asked(Identity::Strong)]);
        check(
            "context[\"identity_reaches\"] .contains(\"assured\") // beyond doubt\n",
            &[OfStaff, Asked(Identity::Assured)],
        );
        check(
            "context.identity_reaches.containsAll([\"signed_in\", \"strong\"])",
            &[OfStaff, Asked(Identity::SignedIn), Asked(Identity::Strong)],
        );
        check("context.identity_reaches.contains(context.staff_level)", &[OfStaff]);
        check("principal.roles.contains(\"triage\") && resource.key == \"strong\"", &[OfStaff]);
        check(
            "context has authority && context.authority.issuer_reaches.contains(\"strong\")",
            &[OfStaff, OfIssuer(Identity::Strong)],
        );
    }

    #[test]
    fn asking_for_a_second_is_seen_however_it_is_written() {
        let read = |condition: &str| {
            let head = "permit (principal, action, resource)";
            reads(
                &Policy::parse(None, format!("{head} when {{ {condition} }};")).unwrap(),
                "seconded",
            )
        };
        assert!(read("context.seconded"));
        assert!(read("!context[\"seconded\"]"));
        assert!(read("if principal == resource then context . seconded else false"));
        assert!(!read("resource.key == \"context.seconded\""));
    }

    #[test]
    fn every_standing_policy_has_a_level() {
        let book = Book::read(&PolicyText::standing()).unwrap();
        for rule in &book.rules {
            assert!(!rule.levels.is_empty(), "{}", rule.id);
            let is_named = rule.levels.iter().any(|level| matches!(level, Level::Asked(_)));
            let asks = rule.text.contains("identity_reaches.contains(\"");
            assert_eq!(is_named, asks, "{}: {:?}", rule.id, rule.levels);
        }
        let of = |id: &str| {
            let rule = book.rules.iter().find(|rule| rule.id == id).unwrap();
            rule.levels.iter().copied().collect::<Vec<_>>()
        };
        assert_eq!(of("person-own"), [Level::Asked(Identity::SignedIn)]);
        assert_eq!(of("case-list-staff"), [Level::OfStaff]);
        assert_eq!(of("core-staff-level"), [Level::OfStaff]);
        assert_eq!(of("core-unseal-assigned"), [Level::Any]);
        assert_eq!(
            of("field-edit-consent"),
            [Level::OfStaff, Level::OfIssuer(Identity::Strong)],
            "the engineer as the house asks, the person beyond doubt"
        );
        assert_eq!(of("case-open-anyone"), [Level::Any, Level::OfStaff]);
    }
}
