//! What an authority says: who gave it to whom, for which case, which acts, which fields, until when, how often.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Act, AuthorityId, AuthorityKind, CaseId, CaseKind, FieldKey, Identity, PersonId, QueueName,
    Role, StaffId,
};

/// The terms of a token. They hold ids only, never a name, so that a token tells a stranger nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Its id; uses and withdrawal hang on it.
    pub id: AuthorityId,
    /// Anything but a clause.
    pub kind: AuthorityKind,
    /// The number of the ruling or motion it comes from.
    pub number: Option<String>,
    /// Who gave it.
    pub issuer: Issuer,
    /// Who may use it.
    pub holder: Holder,
    /// Where it may be used.
    pub scope: Scope,
    /// Whose data it concerns; empty for a class of cases, where it is whoever asks in such a case.
    pub persons: BTreeSet<PersonId>,
    /// What may be done.
    pub acts: BTreeSet<Act>,
    /// To which fields; for acts on fields.
    pub fields: BTreeSet<FieldKey>,
    /// From when.
    pub not_before: Timestamp,
    /// Until before when.
    pub expires_at: Timestamp,
    /// How often.
    pub n_uses_max: u32,
}

/// Who gave an authority, and how sure we are of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuer {
    /// The human.
    pub person_id: PersonId,
    /// The role in which they gave it; `None` for the person concerned.
    pub role: Option<Role>,
    /// How sure we are who they are.
    pub identity: Identity,
}

/// Who may use an authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// One member of the staff.
    Staff(StaffId),
    /// Whoever holds a role.
    Role(Role),
}

/// Where an authority may be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// In one case.
    Case(CaseId),
    /// In every case of a class: a precedent, or a motion.
    Class {
        /// What kind of case.
        kind: CaseKind,
        /// In which queue; `None` is any.
        queue: Option<QueueName>,
    },
}

/// Why terms are none that anybody could give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// A clause is no token.
    #[error("a clause is a standing rule, not a token")]
    Clause,
    /// It would allow nothing.
    #[error("an authority names at least one act")]
    NoActs,
    /// It would never hold.
    #[error("an authority begins before it ends")]
    NoTime,
    /// It could never be used.
    #[error("an authority allows between 1 and {N_USES_MAX} uses")]
    Uses,
    /// Too many persons, acts or fields.
    #[error("an authority names at most {LIST_MAX} persons and {LIST_MAX} fields")]
    TooMany,
    /// Only a precedent and a motion stand for a class of cases, and a precedent for nothing else.
    #[error(
        "a precedent stands for a class of cases, a motion for a class or one case, any other authority for one"
    )]
    Scope,
    /// An authority concerns somebody.
    #[error("an authority says whose data it concerns")]
    NoPerson,
    /// It is longer than its kind may last.
    #[error("an authority of this kind lasts at most {secs_max} seconds")]
    TooLong {
        /// The longest, in seconds.
        secs_max: i64,
    },
}

/// Persons, or fields, that one authority names.
pub const LIST_MAX: usize = 32;

/// Uses that one authority allows.
pub const N_USES_MAX: u32 = 1_000;

/// The longest emergency, in seconds: four hours.
pub const EMERGENCY_SECS_MAX: i64 = 4 * 3_600;

/// The longest precedent, in seconds: five years.
const PRECEDENT_SECS_MAX: i64 = 5 * 366 * 86_400;

/// The longest motion, in days.
pub const MOTION_DAYS_MAX: i64 = 90;

/// The same in seconds.
const MOTION_SECS_MAX: i64 = MOTION_DAYS_MAX * 86_400;

/// The longest of the others, in seconds: a year and a day.
const SECS_MAX: i64 = 366 * 86_400;

impl Terms {
    /// Accepts terms that can be given.
    pub fn check(&self) -> Result<(), TermsError> {
        if self.kind == AuthorityKind::Clause {
            return Err(TermsError::Clause);
        }
        if self.acts.is_empty() {
            return Err(TermsError::NoActs);
        }
        if self.not_before >= self.expires_at {
            return Err(TermsError::NoTime);
        }
        if self.n_uses_max == 0 || self.n_uses_max > N_USES_MAX {
            return Err(TermsError::Uses);
        }
        if self.persons.len() > LIST_MAX || self.fields.len() > LIST_MAX {
            return Err(TermsError::TooMany);
        }
        let is_class = matches!(self.scope, Scope::Class { .. });
        let fits = match self.kind {
            AuthorityKind::Precedent => is_class,
            AuthorityKind::Motion => true,
            _ => !is_class,
        };
        if !fits {
            return Err(TermsError::Scope);
        }
        if self.persons.is_empty() && !is_class {
            return Err(TermsError::NoPerson);
        }
        let secs_max = match self.kind {
            AuthorityKind::Emergency => EMERGENCY_SECS_MAX,
            AuthorityKind::Precedent => PRECEDENT_SECS_MAX,
            AuthorityKind::Motion => MOTION_SECS_MAX,
            _ => SECS_MAX,
        };
        if self.expires_at.duration_since(self.not_before).as_secs() > secs_max {
            return Err(TermsError::TooLong { secs_max });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn terms() -> Terms {
        Terms {
            id: AuthorityId::from_uuid(Uuid::from_u128(1)),
            kind: AuthorityKind::Consent,
            number: None,
            issuer: Issuer {
                person_id: PersonId::from_uuid(Uuid::from_u128(2)),
                role: None,
                identity: Identity::SignedIn,
            },
            holder: Holder::Role(Role::SupportEngineer),
            scope: Scope::Case(CaseId::from_uuid(Uuid::from_u128(3))),
            persons: [PersonId::from_uuid(Uuid::from_u128(2))].into(),
            acts: [Act::FieldShow].into(),
            fields: BTreeSet::new(),
            not_before: "2026-11-21T12:00:00Z".parse().unwrap(),
            expires_at: "2026-11-22T12:00:00Z".parse().unwrap(),
            n_uses_max: 1,
        }
    }

    fn check(change: impl FnOnce(&mut Terms), expect: Result<(), TermsError>) {
        let mut terms = terms();
        change(&mut terms);
        assert_eq!(terms.check(), expect, "{terms:?}");
    }

    #[test]
    fn accepts_what_can_be_given() {
        check(|_| {}, Ok(()));
        check(|terms| terms.kind = AuthorityKind::Clause, Err(TermsError::Clause));
        check(|terms| terms.acts.clear(), Err(TermsError::NoActs));
        check(|terms| terms.expires_at = terms.not_before, Err(TermsError::NoTime));
        check(|terms| terms.n_uses_max = 0, Err(TermsError::Uses));
        check(|terms| terms.n_uses_max = 1_001, Err(TermsError::Uses));
        check(|terms| terms.persons.clear(), Err(TermsError::NoPerson));
        check(|terms| terms.kind = AuthorityKind::Precedent, Err(TermsError::Scope));
        check(|terms| terms.kind = AuthorityKind::Motion, Ok(()));
        let class = Scope::Class { kind: CaseKind::Request, queue: None };
        check(|terms| terms.scope = class.clone(), Err(TermsError::Scope));
        check(|terms| (terms.kind, terms.scope) = (AuthorityKind::Motion, class), Ok(()));
        let secs_max = EMERGENCY_SECS_MAX;
        check(|terms| terms.kind = AuthorityKind::Emergency, Err(TermsError::TooLong { secs_max }));
    }
}
