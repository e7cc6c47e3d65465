//! Disputes: where one stands, what is said in it, and who of those who take part may read what.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{PersonId, StaffId};

/// Where a dispute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It waits for its tribunal.
    Filed,
    /// Its tribunal is complete and hears the parties.
    Hearing,
    /// A final ruling stands.
    Decided,
    /// Nobody took it.
    Declined,
}

impl Stage {
    /// Every stage, in the order of the way.
    pub const ALL: [Self; 4] = [Self::Filed, Self::Hearing, Self::Decided, Self::Declined];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Hearing => "hearing",
            Self::Decided => "decided",
            Self::Declined => "declined",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text)
    }

    /// Says whether it is over.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Decided | Self::Declined)
    }
}

/// What a text is in its dispute. The first three are parts of the filing (DRP 1.4); the fourth part, the
/// claimant, is whoever filed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What happened.
    Complaint,
    /// Against whom, in words.
    Respondent,
    /// What is asked for.
    Relief,
    /// Said in the hearing, by a party or by the tribunal.
    Statement,
    /// Why somebody declined to sit, or handed a seat back, or why nobody took it.
    Reason,
    /// The text of a ruling.
    Ruling,
    /// The text of a ruling that only the parties and the board read.
    SealedRuling,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 7] = [
        Self::Complaint,
        Self::Respondent,
        Self::Relief,
        Self::Statement,
        Self::Reason,
        Self::Ruling,
        Self::SealedRuling,
    ];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Respondent => "respondent",
            Self::Relief => "relief",
            Self::Statement => "statement",
            Self::Reason => "reason",
            Self::Ruling => "ruling",
            Self::SealedRuling => "sealed_ruling",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == text)
    }

    /// Says whether it belongs to the filing, which whoever may take the dispute must be able to read.
    pub const fn is_filing(self) -> bool {
        matches!(self, Self::Complaint | Self::Respondent | Self::Relief)
    }
}

/// Who may read something said in a hearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Both parties and the tribunal.
    AllParties,
    /// The claimant and the tribunal.
    Claimant,
    /// The respondent and the tribunal.
    Respondent,
    /// The tribunal alone.
    Tribunal,
}

/// As whom somebody looks at a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// As one who sits in it.
    Tribunal,
    /// As the party that filed it.
    Claimant,
    /// As the party it is against.
    Respondent,
    /// As one of the staff who may take it, advise on it or publish its ruling.
    Desk,
}

impl Visibility {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::AllParties, Self::Claimant, Self::Respondent, Self::Tribunal];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AllParties => "all_parties",
            Self::Claimant => "claimant",
            Self::Respondent => "respondent",
            Self::Tribunal => "tribunal",
        }
    }

    /// Returns the words for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::AllParties => "all parties",
            Self::Claimant => "claimant only",
            Self::Respondent => "respondent only",
            Self::Tribunal => "tribunal only",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|visibility| visibility.as_str() == text)
    }

    /// Says whether a party reads it.
    pub const fn reaches(self, party: Viewer) -> bool {
        matches!(
            (self, party),
            (_, Viewer::Tribunal)
                | (Self::AllParties, _)
                | (Self::Claimant, Viewer::Claimant)
                | (Self::Respondent, Viewer::Respondent)
        )
    }

    /// Says whether a viewer reads a text of this part. The staff outside the tribunal read what was filed,
    /// why colleagues declined, and what was said to all parties; never what was said in confidence.
    pub const fn lets(self, viewer: Viewer, part: Part) -> bool {
        match viewer {
            Viewer::Desk => {
                let is_open =
                    matches!(self, Self::AllParties) && !matches!(part, Part::SealedRuling);
                part.is_filing() || matches!(part, Part::Reason) || is_open
            }
            viewer => self.reaches(viewer),
        }
    }
}

/// Who may not sit in a dispute.
#[derive(Clone, Debug, Default)]
pub struct Bars {
    /// Its parties.
    pub parties: BTreeSet<PersonId>,
    /// Who worked on the case that it came from.
    pub engineers: BTreeSet<StaffId>,
    /// Who sat in the dispute whose ruling it reviews.
    pub sat_before: BTreeSet<StaffId>,
    /// Who sat in it and does not any more. They may sit again, and sign no ruling until then.
    pub sat_once: BTreeSet<StaffId>,
}

impl Bars {
    /// Says whether somebody is kept out.
    pub fn keep_out(&self, staff_id: StaffId, person_id: PersonId) -> bool {
        self.parties.contains(&person_id)
            || self.engineers.contains(&staff_id)
            || self.sat_before.contains(&staff_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_party_reads_its_own() {
        use Viewer::{Claimant, Desk, Respondent, Tribunal};
        let check = |visibility: Visibility, part, expect: &[Viewer]| {
            for viewer in [Tribunal, Claimant, Respondent, Desk] {
                let is_shown = visibility.lets(viewer, part);
                assert_eq!(
                    is_shown,
                    expect.contains(&viewer),
                    "{visibility:?} {part:?} {viewer:?}"
                );
            }
        };
        let statement = Part::Statement;
        check(Visibility::AllParties, statement, &[Tribunal, Claimant, Respondent, Desk]);
        check(Visibility::Claimant, statement, &[Tribunal, Claimant]);
        check(Visibility::Respondent, statement, &[Tribunal, Respondent]);
        check(Visibility::Tribunal, statement, &[Tribunal]);
        check(Visibility::Tribunal, Part::Ruling, &[Tribunal]);
        check(Visibility::AllParties, Part::SealedRuling, &[Tribunal, Claimant, Respondent]);
        check(Visibility::Tribunal, Part::Reason, &[Tribunal, Desk]);
        check(Visibility::Claimant, Part::Complaint, &[Tribunal, Claimant, Desk]);
    }

    #[test]
    fn every_word_reads_back() {
        for stage in Stage::ALL {
            assert_eq!(Stage::of_str(stage.as_str()), Some(stage));
        }
        for part in Part::ALL {
            assert_eq!(Part::of_str(part.as_str()), Some(part));
        }
        for visibility in Visibility::ALL {
            assert_eq!(Visibility::of_str(visibility.as_str()), Some(visibility));
        }
    }
}
