//! The modifiers behind a field's name, and which of them go together.

use crate::{
    fault::Reason,
    rule::{Operator, TimePart},
};

/// A modifier of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modifier {
    All,
    Neq,
    Cased,
    Contains,
    StartsWith,
    EndsWith,
    WinDash,
    Base64,
    Base64Offset,
    Utf16Le,
    Utf16Be,
    Utf16,
    Re,
    IgnoreCase,
    MultiLine,
    DotAll,
    Cidr,
    Exists,
    FieldRef,
    Expand,
    Compare(Operator),
    Time(TimePart),
}

const NAMES: [(&str, Modifier); 31] = [
    ("all", Modifier::All),
    ("neq", Modifier::Neq),
    ("cased", Modifier::Cased),
    ("contains", Modifier::Contains),
    ("startswith", Modifier::StartsWith),
    ("endswith", Modifier::EndsWith),
    ("windash", Modifier::WinDash),
    ("base64", Modifier::Base64),
    ("base64offset", Modifier::Base64Offset),
    ("wide", Modifier::Utf16Le),
    ("utf16le", Modifier::Utf16Le),
    ("utf16be", Modifier::Utf16Be),
    ("utf16", Modifier::Utf16),
    ("re", Modifier::Re),
    ("i", Modifier::IgnoreCase),
    ("m", Modifier::MultiLine),
    ("s", Modifier::DotAll),
    ("cidr", Modifier::Cidr),
    ("exists", Modifier::Exists),
    ("fieldref", Modifier::FieldRef),
    ("expand", Modifier::Expand),
    ("lt", Modifier::Compare(Operator::Lt)),
    ("lte", Modifier::Compare(Operator::Lte)),
    ("gt", Modifier::Compare(Operator::Gt)),
    ("gte", Modifier::Compare(Operator::Gte)),
    ("minute", Modifier::Time(TimePart::Minute)),
    ("hour", Modifier::Time(TimePart::Hour)),
    ("day", Modifier::Time(TimePart::Day)),
    ("week", Modifier::Time(TimePart::Week)),
    ("month", Modifier::Time(TimePart::Month)),
    ("year", Modifier::Time(TimePart::Year)),
];

impl Modifier {
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    fn is_encoding(self) -> bool {
        matches!(
            self,
            Self::Base64 | Self::Base64Offset | Self::Utf16Le | Self::Utf16Be | Self::Utf16
        )
    }

    fn is_position(self) -> bool {
        matches!(self, Self::Contains | Self::StartsWith | Self::EndsWith)
    }

    fn is_flag(self) -> bool {
        matches!(self, Self::IgnoreCase | Self::MultiLine | Self::DotAll)
    }
}

/// Reads the modifiers of a key and refuses those that contradict each other.
pub(super) fn modifiers(names: &[&str]) -> Result<Vec<Modifier>, Reason> {
    let mut modifiers: Vec<Modifier> = Vec::with_capacity(names.len());
    for name in names {
        let modifier = NAMES
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, modifier)| *modifier)
            .ok_or_else(|| Reason::UnknownModifier((*name).to_owned()))?;
        let conflict = |why| Reason::Conflict { modifier: (*name).to_owned(), why };
        if let Some(why) = conflict_with(&modifiers, modifier) {
            return Err(conflict(why));
        }
        modifiers.push(modifier);
    }
    Ok(modifiers)
}

/// Says why a modifier cannot follow those before it.
fn conflict_with(before: &[Modifier], modifier: Modifier) -> Option<&'static str> {
    let has = |wanted: Modifier| before.contains(&wanted);
    let any = |is: fn(Modifier) -> bool| before.iter().any(|modifier| is(*modifier));
    let is_compare = |modifier| matches!(modifier, Modifier::Compare(_));
    let is_time = |modifier| matches!(modifier, Modifier::Time(_));
    if has(modifier) {
        return Some("stands twice");
    }
    if modifier.is_flag() && !has(Modifier::Re) {
        return Some("belongs behind `re`");
    }
    if modifier.is_position() && any(Modifier::is_position) {
        return Some("contradicts another of contains, startswith, endswith");
    }
    let is_about_list = |modifier| matches!(modifier, Modifier::All | Modifier::Neq);
    let comes_first = |modifier| {
        matches!(modifier, Modifier::Re | Modifier::Cidr | Modifier::Exists | Modifier::FieldRef)
    };
    let is_before_first = |modifier| {
        is_about_list(modifier) || matches!(modifier, Modifier::Cased | Modifier::Expand)
    };
    if comes_first(modifier) && !before.iter().all(|known| is_before_first(*known)) {
        return Some("goes with unmodified values only");
    }
    if has(Modifier::Exists) && !is_about_list(modifier) {
        return Some("cannot follow `exists`");
    }
    if has(Modifier::Cidr) && !is_about_list(modifier) {
        return Some("cannot follow `cidr`");
    }
    let both = |one: Modifier, other: Modifier| {
        (has(one) && modifier == other) || (has(other) && modifier == one)
    };
    if both(Modifier::Cased, Modifier::Re) {
        return Some("and `re` contradict: expressions are cased unless `i` is there");
    }
    if both(Modifier::Cased, Modifier::Cidr) || both(Modifier::Cased, Modifier::Exists) {
        return Some("makes no sense here");
    }
    if has(Modifier::Re) && (modifier.is_encoding() || modifier == Modifier::WinDash) {
        return Some("cannot follow `re`");
    }
    if modifier.is_encoding() && any(Modifier::is_position) {
        return Some("must come before contains, startswith, endswith");
    }
    let is_number_test = is_compare(modifier) || is_time(modifier);
    if is_number_test
        && !before
            .iter()
            .all(|known| is_about_list(*known) || (is_time(*known) && is_compare(modifier)))
    {
        return Some("goes with unmodified numbers only");
    }
    let follows_number_test = before.iter().any(|known| is_compare(*known) || is_time(*known));
    if follows_number_test && !is_about_list(modifier) && !is_number_test {
        return Some("cannot follow a comparison");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Result<(), &str>) {
        let names: Vec<&str> = text.split('|').collect();
        let found = modifiers(&names).map(drop).map_err(|reason| reason.to_string());
        match (found, expect) {
            (Ok(()), Ok(())) => {}
            (Err(found), Err(expect)) => assert!(found.contains(expect), "{text}: {found}"),
            (found, _) => panic!("{text}: {found:?}"),
        }
    }

    #[test]
    fn what_goes_together() {
        check("contains|all", Ok(()));
        check("wide|base64offset|contains", Ok(()));
        check("windash|contains|all", Ok(()));
        check("contains|windash", Ok(()));
        check("re|i|m|s", Ok(()));
        check("fieldref|endswith|neq", Ok(()));
        check("contains|cased", Ok(()));
        check("expand|re", Ok(()));
        check("hour|gte", Ok(()));
        check("cidr|neq", Ok(()));
    }

    #[test]
    fn what_does_not() {
        check("icontains", Err("unknown modifier `icontains`"));
        check("contains|contains", Err("stands twice"));
        check("contains|startswith", Err("contradicts"));
        check("i", Err("belongs behind `re`"));
        check("contains|re", Err("unmodified values"));
        check("re|cased", Err("contradict"));
        check("cased|re", Err("contradict"));
        check("re|base64", Err("cannot follow `re`"));
        check("contains|base64", Err("must come before"));
        check("exists|contains", Err("cannot follow `exists`"));
        check("cidr|contains", Err("cannot follow `cidr`"));
        check("gt|lt", Err("unmodified numbers"));
        check("contains|gt", Err("unmodified numbers"));
        check("gt|contains", Err("cannot follow a comparison"));
        check("gt|hour", Err("unmodified numbers"));
        check("", Err("unknown modifier ``"));
    }
}
