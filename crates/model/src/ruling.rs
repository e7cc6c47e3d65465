//! Rulings: what an arbitrator decided, how many must sign it, and the directions that give somebody
//! something to do.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    Act, CaseId, CaseKind, DirectionId, MessageId, PersonId, QueueId, Role, RulingId, RulingNumber,
    StaffId,
};

/// Days after a final ruling in which a party may ask for its review.
pub const APPEAL_DAYS: i64 = 30;

/// Arbitrators of a panel who must sign the same text.
pub const SIGNATURES_OF_PANEL: i64 = 2;

/// Whoever ruled, and a member of the board who reviews that it had to be sealed (DRP 3.2).
const SIGNATURES_OF_SEALED: i64 = 2;

/// Days that a direction may stand at most; what is needed for longer is ruled again.
const DIRECTION_DAYS_MAX: i64 = 366;

/// Days that a precedent may stand at most.
const PRECEDENT_DAYS_MAX: i64 = 5 * 366;

/// Uses that a direction may allow at most.
const USES_MAX: i64 = 100_000;

/// Acts that one direction may name at most.
const ACTS_MAX: usize = 16;

/// Fields that one direction may name at most.
const FIELDS_MAX: usize = 32;

/// Characters of the longest field key.
const FIELD_CHARS_MAX: usize = 64;

/// Where a ruling stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RulingState {
    /// It waits for another signature.
    Waiting,
    /// It stands.
    InForce,
    /// Another text took its place before it was signed by all.
    Withdrawn,
}

impl RulingState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::InForce, Self::Withdrawn];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::InForce => "in_force",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What was decided in a dispute. Its text is a message of the dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Its id.
    pub id: RulingId,
    /// Its number.
    pub number: RulingNumber,
    /// The dispute.
    pub case_id: CaseId,
    /// The message that is its text.
    pub message_id: MessageId,
    /// True where the dispute goes on after it.
    pub is_interim: bool,
    /// True where only the parties and the board read it; that it exists is published.
    pub is_sealed: bool,
    /// Where it stands.
    pub state: RulingState,
    /// Keyed digest of text and directions: what each signature is for.
    pub digest: [u8; 32],
    /// How many must sign.
    pub n_needed: i64,
    /// When it was written.
    pub made_at: Timestamp,
    /// Since when it stands.
    pub in_force_at: Option<Timestamp>,
}

/// Whom a direction gives something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectionHolder {
    /// One member of the staff.
    Staff(StaffId),
    /// Whoever has the role.
    Role(Role),
}

/// What a ruling lets somebody do: the content of the authority that it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulingDirection {
    /// Its id.
    pub id: DirectionId,
    /// Counts directions of the ruling from 1.
    pub position_index: i64,
    /// Who may do it.
    pub holder: DirectionHolder,
    /// Which acts.
    pub acts: BTreeSet<Act>,
    /// Which fields, by key; empty where the acts concern none.
    pub fields: BTreeSet<String>,
    /// In which case; none for a precedent.
    pub case_id: Option<CaseId>,
    /// About whom; empty is whomever the case is about.
    pub persons: BTreeSet<PersonId>,
    /// From when.
    pub not_before: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// How often.
    pub n_uses_max: i64,
    /// Where it stands for a class of cases: their kind, and their queue unless it is for all.
    pub precedent: Option<(CaseKind, Option<QueueId>)>,
}

/// Why a direction cannot be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DirectionError {
    /// It names no act.
    #[error("a direction names what may be done: at least one act, at most {ACTS_MAX}")]
    Acts,
    /// An act that no ruling can give.
    #[error("no ruling gives the right to {}", .0.as_str())]
    ActNotGiven(Act),
    /// A field key without its form.
    #[error(
        "field keys are words of letters, digits, dots and underscores, at most {FIELDS_MAX} of \
         {FIELD_CHARS_MAX} characters"
    )]
    Fields,
    /// It ends before it begins, or too late.
    #[error("a direction ends after it begins, and at most {0} days after it is given")]
    Times(i64),
    /// Too many uses, or none.
    #[error("a direction is for at least one use and at most {USES_MAX}")]
    Uses,
    /// A direction for one case and for a class of cases.
    #[error("a direction is for one case, or as a precedent for a class of cases; not both")]
    Scope,
    /// A precedent about persons.
    #[error("a precedent is about nobody in particular")]
    PrecedentPersons,
}

/// What a ruling can let somebody do: acts that others may do by right, or that need an authority.
/// Rights over the gate, the staff and the keys are the board's.
const GIVEN: [Act; 14] = [
    Act::CaseShow,
    Act::CaseNote,
    Act::CaseReply,
    Act::CaseMove,
    Act::CaseAssign,
    Act::CaseClose,
    Act::CaseReopen,
    Act::CaseMarkLegal,
    Act::MessageUnseal,
    Act::PersonFind,
    Act::HoldEnd,
    Act::FieldShow,
    Act::FieldEdit,
    Act::FieldDisclose,
];

impl RulingDirection {
    /// Returns the acts that a ruling can give.
    pub const fn acts_given() -> &'static [Act] {
        &GIVEN
    }

    /// Accepts a direction that can be given at this moment.
    pub fn check(&self, now: Timestamp) -> Result<(), DirectionError> {
        if self.acts.is_empty() || self.acts.len() > ACTS_MAX {
            return Err(DirectionError::Acts);
        }
        if let Some(act) = self.acts.iter().find(|act| !GIVEN.contains(act)) {
            return Err(DirectionError::ActNotGiven(*act));
        }
        if self.fields.len() > FIELDS_MAX || !self.fields.iter().all(|field| is_field(field)) {
            return Err(DirectionError::Fields);
        }
        if self.case_id.is_some() == self.precedent.is_some() {
            return Err(DirectionError::Scope);
        }
        if self.precedent.is_some() && !self.persons.is_empty() {
            return Err(DirectionError::PrecedentPersons);
        }
        let days_max =
            if self.precedent.is_some() { PRECEDENT_DAYS_MAX } else { DIRECTION_DAYS_MAX };
        let latest = now.saturating_add(days(days_max)).unwrap_or(Timestamp::MAX);
        let is_ordered = self.not_before < self.expires_at && now < self.expires_at;
        if !is_ordered || self.expires_at > latest {
            return Err(DirectionError::Times(days_max));
        }
        if !(1..=USES_MAX).contains(&self.n_uses_max) {
            return Err(DirectionError::Uses);
        }
        Ok(())
    }
}

fn is_field(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= FIELD_CHARS_MAX
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._".contains(&byte))
}

const fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// Returns how many must sign a ruling: one arbitrator, two of a panel, and one of the board beside for a
/// sealed one.
pub const fn signatures_needed(n_arbitrators: usize, is_sealed: bool) -> i64 {
    let of_arbitrators = if n_arbitrators > 1 { SIGNATURES_OF_PANEL } else { 1 };
    if is_sealed { of_arbitrators + SIGNATURES_OF_SEALED - 1 } else { of_arbitrators }
}

/// Says whether a ruling can still be appealed.
pub fn may_appeal(ruling: &Ruling, now: Timestamp) -> bool {
    let is_final = ruling.state == RulingState::InForce && !ruling.is_interim;
    let until = ruling.in_force_at.and_then(|at| at.saturating_add(days(APPEAL_DAYS)).ok());
    is_final && until.is_some_and(|until| now <= until)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn noon() -> Timestamp {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }

    fn direction() -> RulingDirection {
        RulingDirection {
            id: DirectionId::from_uuid(Uuid::from_u128(1)),
            position_index: 1,
            holder: DirectionHolder::Role(Role::SupportEngineer),
            acts: [Act::MessageUnseal].into(),
            fields: ["passphrase".to_owned()].into(),
            case_id: Some(CaseId::from_uuid(Uuid::from_u128(2))),
            persons: BTreeSet::new(),
            not_before: noon(),
            expires_at: noon() + days(7),
            n_uses_max: 1,
            precedent: None,
        }
    }

    #[test]
    fn directions_have_limits() {
        let check = |direction: RulingDirection, expect: Result<(), DirectionError>| {
            assert_eq!(direction.check(noon()), expect);
        };
        let good = direction;
        check(good(), Ok(()));
        check(RulingDirection { acts: BTreeSet::new(), ..good() }, Err(DirectionError::Acts));
        check(
            RulingDirection { acts: [Act::KeyRotate].into(), ..good() },
            Err(DirectionError::ActNotGiven(Act::KeyRotate)),
        );
        for field in ["", "two words", "naïve", &"x".repeat(65)] {
            let fields = [field.to_owned()].into();
            check(RulingDirection { fields, ..good() }, Err(DirectionError::Fields));
        }
        let late = noon() + days(367);
        check(RulingDirection { expires_at: late, ..good() }, Err(DirectionError::Times(366)));
        check(RulingDirection { expires_at: noon(), ..good() }, Err(DirectionError::Times(366)));
        check(
            RulingDirection { not_before: noon() + days(8), ..good() },
            Err(DirectionError::Times(366)),
        );
        check(RulingDirection { n_uses_max: 0, ..good() }, Err(DirectionError::Uses));
        check(RulingDirection { case_id: None, ..good() }, Err(DirectionError::Scope));
        let precedent = Some((CaseKind::Request, None));
        check(RulingDirection { precedent, ..good() }, Err(DirectionError::Scope));
        let standing = RulingDirection { precedent, case_id: None, ..good() };
        check(standing.clone(), Ok(()));
        check(RulingDirection { expires_at: late, ..standing.clone() }, Ok(()));
        let persons = [PersonId::from_uuid(Uuid::from_u128(3))].into();
        check(RulingDirection { persons, ..standing }, Err(DirectionError::PrecedentPersons));
    }

    #[test]
    fn signatures() {
        assert_eq!(signatures_needed(1, false), 1);
        assert_eq!(signatures_needed(1, true), 2);
        assert_eq!(signatures_needed(3, false), 2);
        assert_eq!(signatures_needed(3, true), 3);
    }

    #[test]
    fn appeals_have_their_time() {
        let ruling = Ruling {
            id: RulingId::from_uuid(Uuid::from_u128(1)),
            number: "d20261121.1/r1".parse().unwrap(),
            case_id: CaseId::from_uuid(Uuid::from_u128(2)),
            message_id: MessageId::from_uuid(Uuid::from_u128(3)),
            is_interim: false,
            is_sealed: false,
            state: RulingState::InForce,
            digest: [0; 32],
            n_needed: 1,
            made_at: noon(),
            in_force_at: Some(noon()),
        };
        assert!(may_appeal(&ruling, noon() + days(APPEAL_DAYS)));
        assert!(!may_appeal(&ruling, noon() + days(APPEAL_DAYS + 1)));
        assert!(!may_appeal(&Ruling { is_interim: true, ..ruling.clone() }, noon()));
        assert!(!may_appeal(&Ruling { state: RulingState::Waiting, ..ruling }, noon()));
    }
}
