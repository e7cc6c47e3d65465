//! Jottings: what somebody has typed in a form of the house and has not sent.

use crate::{CaseNumber, SheetId, SheetKind};

/// Which form a jotting stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JottingPlace {
    /// A new request.
    Request,
    /// One more word in one's own request.
    Answer,
    /// What a party says in its own dispute.
    OwnStatement,
    /// What the tribunal says in a hearing.
    Statement,
    /// A ruling.
    Ruling,
    /// A template.
    Template,
    /// A guide.
    Guide,
}

impl JottingPlace {
    /// Every place.
    pub const ALL: [Self; 7] = [
        Self::Request,
        Self::Answer,
        Self::OwnStatement,
        Self::Statement,
        Self::Ruling,
        Self::Template,
        Self::Guide,
    ];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Answer => "answer",
            Self::OwnStatement => "own_statement",
            Self::Statement => "statement",
            Self::Ruling => "ruling",
            Self::Template => "template",
            Self::Guide => "guide",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.as_str() == text)
    }

    /// Says whether a field of a form says something by itself. What a form comes with, and what is chosen beside its words,
    /// does not: a form in which nothing else stands is empty.
    pub fn is_said(self, field: &str) -> bool {
        let aside: &[&str] = match self {
            Self::Request | Self::Answer | Self::OwnStatement => &[],
            Self::Statement => &["visibility"],
            Self::Ruling => &["interim", "sealed"],
            Self::Template | Self::Guide => {
                &["id", "number", "language", "role", "queues", "is_offered"]
            }
        };
        !aside.contains(&field)
    }
}

/// A form, and what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JottingSpot {
    /// A new request.
    Request,
    /// One more word in one's own request.
    Answer(CaseNumber),
    /// What a party says in its own dispute.
    OwnStatement(CaseNumber),
    /// What the tribunal says in a hearing.
    Statement(CaseNumber),
    /// A ruling in a dispute.
    Ruling(CaseNumber),
    /// A sheet; `None` is a new one.
    Sheet(SheetKind, Option<SheetId>),
}

impl JottingSpot {
    /// Reads what a form says of itself: its place, and the number or the id that it is about.
    pub fn parse(place: &str, about: &str) -> Option<Self> {
        let number = || about.parse().ok();
        let sheet = |kind| match about {
            "" => Some(Self::Sheet(kind, None)),
            id => Some(Self::Sheet(kind, Some(id.parse().ok()?))),
        };
        match JottingPlace::of_str(place)? {
            JottingPlace::Request => about.is_empty().then_some(Self::Request),
            JottingPlace::Answer => number().map(Self::Answer),
            JottingPlace::OwnStatement => number().map(Self::OwnStatement),
            JottingPlace::Statement => number().map(Self::Statement),
            JottingPlace::Ruling => number().map(Self::Ruling),
            JottingPlace::Template => sheet(SheetKind::Template),
            JottingPlace::Guide => sheet(SheetKind::Guide),
        }
    }

    /// Returns its place.
    pub const fn place(self) -> JottingPlace {
        match self {
            Self::Request => JottingPlace::Request,
            Self::Answer(_) => JottingPlace::Answer,
            Self::OwnStatement(_) => JottingPlace::OwnStatement,
            Self::Statement(_) => JottingPlace::Statement,
            Self::Ruling(_) => JottingPlace::Ruling,
            Self::Sheet(SheetKind::Template, _) => JottingPlace::Template,
            Self::Sheet(SheetKind::Guide, _) => JottingPlace::Guide,
        }
    }

    /// Returns what it is about, as a form says it.
    pub fn about(self) -> String {
        match self {
            Self::Request | Self::Sheet(_, None) => String::new(),
            Self::Answer(number)
            | Self::OwnStatement(number)
            | Self::Statement(number)
            | Self::Ruling(number) => number.to_string(),
            Self::Sheet(_, Some(id)) => id.to_string(),
        }
    }

    /// Says whether a field of its form says something by itself. The name of what is there already does not.
    pub fn is_said(self, field: &str) -> bool {
        let is_named_already = matches!(self, Self::Sheet(_, Some(_))) && field == "name";
        !is_named_already && self.place().is_said(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_the_words_says_nothing_by_itself() {
        let said = |place: &str, about: &str, field: &str| {
            JottingSpot::parse(place, about).is_some_and(|spot| spot.is_said(field))
        };
        let id = "0199d0c2-0000-7000-8000-0000000000a1";
        assert!(said("request", "", "subject") && said("template", "", "name"));
        assert!(said("guide", id, "text") && said("ruling", "d20261121.1", "d0_holder"));
        assert!(!said("template", id, "name") && !said("template", "", "number"));
        assert!(!said("statement", "d20261121.1", "visibility"));
    }

    #[test]
    fn a_spot_reads_back_and_odd_ones_are_none() {
        let id = "0199d0c2-0000-7000-8000-0000000000a1";
        let spots = [
            ("request", ""),
            ("answer", "s20261121.30"),
            ("own_statement", "d20261121.1"),
            ("statement", "d20261121.1"),
            ("ruling", "d20261121.1"),
            ("template", ""),
            ("template", id),
            ("guide", id),
        ];
        for (place, about) in spots {
            let spot = JottingSpot::parse(place, about).unwrap();
            assert_eq!((spot.place().as_str(), spot.about().as_str()), (place, about));
        }
        for (place, about) in [("request", "x"), ("answer", ""), ("guide", "x"), ("reply", "")] {
            assert_eq!(JottingSpot::parse(place, about), None, "{place} {about}");
        }
    }
}
