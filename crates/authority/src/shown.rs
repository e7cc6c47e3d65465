//! Shown: an authority as it lies before the gate, with what became of it since it was given.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use cedar_policy::RestrictedExpression;
use jiff::{SignedDuration, Timestamp};
use model::{
    AuthorityId, AuthorityKind, Holder, Identity, Issuer, PersonId, Scope, StaffId, Terms,
};
use uuid::Uuid;

use crate::{
    facts::{Asker, Facts, Thing},
    names::{Names, text},
};

/// An authority that somebody shows for an act. Its terms were read out of the signed token a moment ago.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What it says.
    pub terms: Arc<Terms>,
    /// True once it was taken back.
    pub is_withdrawn: bool,
    /// True once it was seen to have expired: the clock may have gone back since.
    pub has_lapsed: bool,
    /// True once all its uses are used.
    pub is_spent: bool,
    /// True when the copy that is shown was narrowed, and not to this.
    pub is_narrowed_off: bool,
    /// Who seconded the motion that gave it: they use it as little as who moved it.
    pub second: Option<PersonId>,
}

/// How long a supposed authority lasts.
const SUPPOSED: SignedDuration = SignedDuration::from_hours(1);

impl Shown {
    /// Supposes an authority of a kind that fits the question as well as any could; for remedies.
    pub fn supposed(kind: AuthorityKind, facts: &Facts) -> Option<Self> {
        let (person_id, case) = facts.thing.concerns()?;
        let Asker::Staff { id, person_id: own } = facts.asker else { return None };
        let nobody = PersonId::from_uuid(Uuid::nil());
        let issuer_id = match kind {
            AuthorityKind::Consent => person_id,
            AuthorityKind::Emergency => own,
            _ => nobody,
        };
        let scope = match kind {
            AuthorityKind::Precedent => case.class()?,
            _ => Scope::Case(case.id),
        };
        let at = |span| facts.now.checked_add(span).unwrap_or(facts.now);
        let terms = Terms {
            id: AuthorityId::from_uuid(Uuid::nil()),
            kind,
            number: None,
            issuer: Issuer { person_id: issuer_id, role: None, identity: Identity::Strong },
            holder: Holder::Staff(id),
            scope,
            persons: [person_id].into(),
            acts: [facts.act].into(),
            fields: facts.thing.field_key().into_iter().collect(),
            not_before: facts.now,
            expires_at: at(SUPPOSED),
            n_uses_max: 1,
        };
        Some(Self::fresh(terms))
    }

    /// Says whether this is nothing but what would be supposed for the question.
    pub fn is_supposed(&self, facts: &Facts) -> bool {
        let Self { terms, is_withdrawn, has_lapsed, is_spent, is_narrowed_off, second } = self;
        let is_over = *is_withdrawn || *has_lapsed || *is_spent;
        let befell = is_over || *is_narrowed_off || second.is_some();
        !befell
            && Self::supposed(terms.kind, facts).is_some_and(|supposed| supposed.terms == *terms)
    }

    /// Wraps terms of a token that nothing befell.
    pub fn fresh(terms: Terms) -> Self {
        Self {
            terms: Arc::new(terms),
            is_withdrawn: false,
            has_lapsed: false,
            is_spent: false,
            is_narrowed_off: false,
            second: None,
        }
    }

    pub(crate) fn record(
        &self,
        names: &Names,
    ) -> Result<RestrictedExpression, crate::Unanswerable> {
        let terms = &*self.terms;
        let person = |id: PersonId| RestrictedExpression::new_entity_uid(names.person_uid(id));
        let reached = terms.issuer.identity.reached().map(|level| text(level.as_str()));
        let mut pairs = HashMap::from([
            ("kind".to_owned(), text(terms.kind.as_str())),
            ("persons".to_owned(), set(terms.persons.iter().map(|id| person(*id)))),
            ("acts".to_owned(), set(terms.acts.iter().map(|act| text(act.as_str())))),
            ("fields".to_owned(), set(terms.fields.iter().map(|key| text(key.as_str())))),
            ("issuer".to_owned(), person(terms.issuer.person_id)),
            ("issuer_reaches".to_owned(), set(reached)),
            ("not_before".to_owned(), long(terms.not_before.as_second())),
            ("expires".to_owned(), long(terms.expires_at.as_second())),
            ("is_withdrawn".to_owned(), RestrictedExpression::new_bool(self.is_withdrawn)),
            ("has_lapsed".to_owned(), RestrictedExpression::new_bool(self.has_lapsed)),
            ("is_spent".to_owned(), RestrictedExpression::new_bool(self.is_spent)),
            ("is_narrowed_off".to_owned(), RestrictedExpression::new_bool(self.is_narrowed_off)),
        ]);
        if let Some(role) = terms.issuer.role {
            pairs.insert("issuer_role".to_owned(), text(role.as_str()));
        }
        if let Some(id) = self.second {
            pairs.insert("second".to_owned(), person(id));
        }
        match terms.holder {
            Holder::Staff(id) => pairs.insert("holder".to_owned(), staff(names, id)),
            Holder::Role(role) => pairs.insert("holder_role".to_owned(), text(role.as_str())),
        };
        match &terms.scope {
            Scope::Case(id) => {
                let case = RestrictedExpression::new_entity_uid(names.case_uid(&id.to_string()));
                pairs.insert("case".to_owned(), case);
            }
            Scope::Class { kind, queue } => {
                pairs.insert("class_kind".to_owned(), text(kind.as_str()));
                if let Some(queue) = queue {
                    pairs.insert("class_queue".to_owned(), text(queue.as_str()));
                }
            }
        }
        RestrictedExpression::new_record(pairs).map_err(|_| crate::Unanswerable)
    }
}

/// Returns whole seconds since 1970, as policies compare moments.
pub fn seconds(at: Timestamp) -> RestrictedExpression {
    long(at.as_second())
}

fn staff(names: &Names, id: StaffId) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(names.staff_uid(id))
}

fn long(value: i64) -> RestrictedExpression {
    RestrictedExpression::new_long(value)
}

fn set(items: impl Iterator<Item = RestrictedExpression>) -> RestrictedExpression {
    RestrictedExpression::new_set(items)
}

// Kept here so that `facts` need not know scopes.
impl Thing {
    /// Returns whose data it is and in which case, for things that an authority can concern.
    pub fn concerns(&self) -> Option<(PersonId, &crate::case_facts::CaseFacts)> {
        match self {
            Self::Case { case, .. } => Some((case.requester, case)),
            Self::Message { case, author, .. } => Some((author.unwrap_or(case.requester), case)),
            Self::Field { case, person, .. } => Some((*person, case)),
            _ => None,
        }
    }
}

/// The kinds of authority among those shown.
pub fn kinds(shown: Option<&Shown>) -> BTreeSet<AuthorityKind> {
    shown.map(|shown| shown.terms.kind).into_iter().collect()
}
