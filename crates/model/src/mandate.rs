//! Mandates: what a motion of the board lets somebody do, in one case or in a class of cases, for a time.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    Act, AuthorityId, AuthorityKind, CaseKind, FieldKey, Holder, Issuer, LIST_MAX, MOTION_DAYS_MAX,
    MotionNumber, N_USES_MAX, PersonId, Scope, Terms,
};

/// What a motion can let somebody do. Telling outsiders, marking a case as a legal
/// inquiry, ending holds and answering in a dispute are for rulings.
const GIVEN: [Act; 4] = [Act::CaseShow, Act::MessageUnseal, Act::FieldShow, Act::FieldEdit];

/// What a motion lets somebody do: the content of the authority that it makes, as it is moved and seconded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// The id that the authority will have.
    pub id: AuthorityId,
    /// Who may do it.
    pub holder: Holder,
    /// In which case, or in which class of cases.
    pub scope: Scope,
    /// Whose data it concerns; empty for a class, where it is whoever asks in such a case.
    pub persons: BTreeSet<PersonId>,
    /// Which acts.
    pub acts: BTreeSet<Act>,
    /// Which fields.
    pub fields: BTreeSet<FieldKey>,
    /// From when, in whole seconds.
    pub not_before: Timestamp,
    /// Until when, in whole seconds.
    pub expires_at: Timestamp,
    /// How often.
    pub n_uses_max: u32,
}

/// Why a mandate cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MandateError {
    /// It names no act.
    #[error("a motion names what may be done: at least one act")]
    NoActs,
    /// An act that no motion can give.
    #[error("no motion gives the right to {}", .0.as_str())]
    ActNotGiven(Act),
    /// Acts on fields without a field, or fields without such an act.
    #[error(
        "name the fields where fields are seen or changed, at most {LIST_MAX}, and none where they are not"
    )]
    Fields,
    /// It ends before it begins, or too late.
    #[error(
        "a motion ends after it begins, at most {MOTION_DAYS_MAX} days later, and at most so long after it is moved"
    )]
    Times,
    /// Too many uses, or none.
    #[error("a motion is for at least one use and at most {N_USES_MAX}")]
    Uses,
    /// Reading leaves no entry: what is read in a class of cases would be shown to nobody whose it is.
    #[error("a motion lets texts be read in one case, not in a class of cases; name the case")]
    ShowsClass,
    /// Disputes are their tribunal's.
    #[error("a motion opens no dispute: what is heard there is its tribunal's")]
    Dispute,
    /// A class is about nobody in particular, a case about whoever asks there.
    #[error(
        "a motion for one case is about its requester, and one for a class of cases about nobody in particular"
    )]
    Persons,
}

impl Mandate {
    /// Returns the acts that a motion can give.
    pub const fn acts_given() -> &'static [Act] {
        &GIVEN
    }

    /// Accepts what can be moved at this moment.
    pub fn check(&self, now: Timestamp) -> Result<(), MandateError> {
        if self.acts.is_empty() {
            return Err(MandateError::NoActs);
        }
        if let Some(act) = self.acts.iter().find(|act| !GIVEN.contains(act)) {
            return Err(MandateError::ActNotGiven(*act));
        }
        let is_of_fields =
            self.acts.contains(&Act::FieldShow) || self.acts.contains(&Act::FieldEdit);
        if self.fields.is_empty() == is_of_fields || self.fields.len() > LIST_MAX {
            return Err(MandateError::Fields);
        }
        let n_persons = match &self.scope {
            Scope::Class { kind: CaseKind::Dispute, .. } => return Err(MandateError::Dispute),
            Scope::Class { .. } if self.acts.contains(&Act::CaseShow) => {
                return Err(MandateError::ShowsClass);
            }
            Scope::Class { .. } => 0,
            Scope::Case(_) => 1,
        };
        if self.persons.len() != n_persons {
            return Err(MandateError::Persons);
        }
        let longest = SignedDuration::from_hours(24 * MOTION_DAYS_MAX);
        let latest = now.saturating_add(longest).unwrap_or(Timestamp::MAX);
        let is_ordered = self.not_before < self.expires_at && now < self.expires_at;
        let is_short = self.expires_at.duration_since(self.not_before) <= longest;
        if !is_ordered || !is_short || self.expires_at > latest {
            return Err(MandateError::Times);
        }
        if !(1..=N_USES_MAX).contains(&self.n_uses_max) {
            return Err(MandateError::Uses);
        }
        Ok(())
    }

    /// Returns the terms of its authority. The same mandate makes the same terms, so that what was moved, seconded,
    /// proved and given is one.
    pub fn terms(&self, number: MotionNumber, issuer: Issuer) -> Terms {
        Terms {
            id: self.id,
            kind: AuthorityKind::Motion,
            number: Some(number.to_string()),
            issuer,
            holder: self.holder,
            scope: self.scope.clone(),
            persons: self.persons.clone(),
            acts: self.acts.clone(),
            fields: self.fields.clone(),
            not_before: self.not_before,
            expires_at: self.expires_at,
            n_uses_max: self.n_uses_max,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{CaseId, Role};

    fn noon() -> Timestamp {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }

    fn days(n: i64) -> SignedDuration {
        SignedDuration::from_hours(24 * n)
    }

    fn mandate() -> Mandate {
        Mandate {
            id: AuthorityId::from_uuid(Uuid::from_u128(1)),
            holder: Holder::Role(Role::SupportEngineer),
            scope: Scope::Class { kind: CaseKind::Request, queue: None },
            persons: BTreeSet::new(),
            acts: [Act::MessageUnseal].into(),
            fields: BTreeSet::new(),
            not_before: noon(),
            expires_at: noon() + days(7),
            n_uses_max: 3,
        }
    }

    fn check(change: impl FnOnce(&mut Mandate), expect: Result<(), MandateError>) {
        let mut mandate = mandate();
        change(&mut mandate);
        assert_eq!(mandate.check(noon()), expect, "{mandate:?}");
    }

    #[test]
    fn mandates_have_limits() {
        let status = FieldKey::parse("status").unwrap();
        let person = PersonId::from_uuid(Uuid::from_u128(3));
        let case = Scope::Case(CaseId::from_uuid(Uuid::from_u128(2)));
        check(|_| {}, Ok(()));
        check(|it| it.acts.clear(), Err(MandateError::NoActs));
        for act in [Act::FieldDisclose, Act::HoldEnd, Act::CaseReply, Act::PersonFind] {
            check(|it| it.acts = [act].into(), Err(MandateError::ActNotGiven(act)));
        }
        check(|it| it.acts = [Act::FieldShow].into(), Err(MandateError::Fields));
        check(|it| it.fields = [status.clone()].into(), Err(MandateError::Fields));
        let dispute = Scope::Class { kind: CaseKind::Dispute, queue: None };
        check(|it| it.scope = dispute, Err(MandateError::Dispute));
        check(|it| it.persons = [person].into(), Err(MandateError::Persons));
        check(|it| it.scope = case.clone(), Err(MandateError::Persons));
        let of_case = |it: &mut Mandate| (it.scope, it.persons) = (case.clone(), [person].into());
        check(of_case, Ok(()));
        check(|it| it.expires_at = noon(), Err(MandateError::Times));
        check(|it| it.not_before = noon() + days(8), Err(MandateError::Times));
        check(|it| it.expires_at = noon() + days(91), Err(MandateError::Times));
        let begun = |it: &mut Mandate| it.not_before = noon() - days(7);
        check(begun, Ok(()));
        let too_long = |it: &mut Mandate| {
            begun(it);
            it.expires_at = noon() + days(89);
        };
        check(too_long, Err(MandateError::Times));
        check(
            |it| it.acts = [Act::CaseMarkLegal].into(),
            Err(MandateError::ActNotGiven(Act::CaseMarkLegal)),
        );
        check(|it| it.acts = [Act::CaseShow].into(), Err(MandateError::ShowsClass));
        let shows_case = |it: &mut Mandate| {
            it.acts = [Act::CaseShow].into();
            of_case(it);
        };
        check(shows_case, Ok(()));
        check(|it| it.n_uses_max = 0, Err(MandateError::Uses));
        check(|it| it.n_uses_max = 1_001, Err(MandateError::Uses));
    }

    #[test]
    fn what_can_be_moved_can_be_minted() {
        let person_id = PersonId::from_uuid(Uuid::from_u128(9));
        let role = Some(Role::BoardMember);
        let issuer = Issuer { person_id, role, identity: crate::Identity::Strong };
        let number = MotionNumber { day: jiff::civil::date(2026, 11, 21), sequence: 1 };
        // However early it begins and late it ends, what passes here passes when it is minted.
        for (from, until) in [(0, 7), (-7, 83), (-7, 89), (-89, 1), (1, 90), (5, 4)] {
            let (not_before, expires_at) = (noon() + days(from), noon() + days(until));
            let mandate = Mandate { not_before, expires_at, ..mandate() };
            let terms = mandate.terms(number, issuer);
            assert!(mandate.check(noon()).is_err() || terms.check().is_ok(), "{from} {until}");
        }
        let terms = mandate().terms(number, issuer);
        assert_eq!(terms.check(), Ok(()));
        assert_eq!(terms.number.as_deref(), Some("m20261121.1"));
    }
}
