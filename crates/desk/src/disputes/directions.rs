//! Directions as they are asked for, read against the dispute, and how each becomes an authority.

use std::collections::BTreeSet;

use db::WriteTx;
use jiff::Timestamp;
use model::{
    Act, AuthorityId, AuthorityKind, CaseKind, CaseNumber, DirectionHolder, DirectionId, FieldKey,
    Holder, Issuer, PersonId, QueueName, Role, Ruling, RulingDirection, Scope, StaffId, Terms,
};

use crate::{
    Desk, DeskError,
    authorities::whole_secs,
    disputes::{
        Found, invalid,
        signing::{RulingShown, Signer},
    },
    minting::Release,
};

/// Directions of one ruling.
const DIRECTIONS_MAX: usize = 12;

/// Whom a direction gives something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderDraft {
    /// One member of the staff.
    Staff(StaffId),
    /// Whoever has the role.
    Role(Role),
}

/// The class of cases for which a direction stands.
#[derive(Clone, Debug)]
pub struct PrecedentDraft {
    /// Their kind.
    pub kind: CaseKind,
    /// Their queue; none is every queue.
    pub queue: Option<QueueName>,
}

/// A direction to be given.
#[derive(Clone, Debug)]
pub struct DirectionDraft {
    /// Whom it gives something to do.
    pub holder: HolderDraft,
    /// What they may do.
    pub acts: BTreeSet<Act>,
    /// With which fields.
    pub fields: BTreeSet<String>,
    /// In which case; none is the one that the dispute came from.
    pub case: Option<CaseNumber>,
    /// About whom; empty is whomever the case is about.
    pub persons: BTreeSet<PersonId>,
    /// From when; none is at once.
    pub not_before: Option<Timestamp>,
    /// Until when.
    pub expires_at: Timestamp,
    /// How often.
    pub n_uses_max: i64,
    /// Where it stands for a class of cases.
    pub precedent: Option<PrecedentDraft>,
}

impl Desk {
    /// Reads directions against the dispute that they are given in; the first that cannot be given is named.
    pub(crate) async fn directions_of(
        &self,
        found: &Found,
        drafts: &[DirectionDraft],
    ) -> Result<Vec<RulingDirection>, DeskError> {
        if drafts.len() > DIRECTIONS_MAX {
            let words = format!("at most {DIRECTIONS_MAX} directions in one ruling");
            return Err(invalid("directions", words));
        }
        let mut directions = Vec::with_capacity(drafts.len());
        for (index, draft) in drafts.iter().enumerate() {
            let direction = self.direction_of(found, index, draft).await?;
            direction.check(self.now()).map_err(|error| at(index, &error.to_string()))?;
            directions.push(direction);
        }
        Ok(directions)
    }

    async fn direction_of(
        &self,
        found: &Found,
        index: usize,
        draft: &DirectionDraft,
    ) -> Result<RulingDirection, DeskError> {
        let now = self.now();
        let mut reader = self.db.read().await?;
        let holder = match draft.holder {
            HolderDraft::Role(role) => DirectionHolder::Role(role),
            HolderDraft::Staff(id) => {
                let staff = reader.staff(id).await?.filter(|staff| staff.is_active);
                staff.ok_or_else(|| at(index, "there is no such member of the staff"))?;
                DirectionHolder::Staff(id)
            }
        };
        let (case_id, precedent) = match (&draft.precedent, draft.case) {
            (Some(precedent), None) => {
                let queue = match &precedent.queue {
                    Some(name) => Some(self.queue_named(name).await?.id),
                    None => None,
                };
                (None, Some((precedent.kind, queue)))
            }
            (Some(_), Some(_)) => {
                return Err(at(index, &model::DirectionError::Scope.to_string()));
            }
            (None, Some(number)) => {
                let record = reader.case_of_number(number).await?;
                let record = record.ok_or_else(|| at(index, "there is no case of this number"))?;
                (Some(record.case.id), None)
            }
            (None, None) => {
                let origin = found.row.origin_case_id;
                let words = "the dispute came from no case, so name the case that it is for";
                (Some(origin.ok_or_else(|| at(index, words))?), None)
            }
        };
        // A ruling reaches those who are in the dispute or in the case that the direction is for.
        if !draft.persons.is_empty() {
            let mut near = found.bars.parties.clone();
            if let Some(id) = case_id {
                near.extend(reader.case_persons(id).await?.into_iter().map(|(id, _)| id));
            }
            if !draft.persons.is_subset(&near) {
                let words = "it concerns somebody who is neither a party nor in that case";
                return Err(at(index, words));
            }
        }
        Ok(RulingDirection {
            id: DirectionId::draw(now, &*self.chance),
            position_index: i64::try_from(index + 1).unwrap_or(i64::MAX),
            holder,
            acts: draft.acts.clone(),
            fields: draft.fields.clone(),
            case_id,
            persons: draft.persons.clone(),
            not_before: draft.not_before.unwrap_or(now),
            expires_at: draft.expires_at,
            n_uses_max: draft.n_uses_max,
            precedent,
        })
    }

    /// Makes the authority that a direction gives, in the transaction that puts its ruling in force. It is given by
    /// whoever signs last, whose key their proof has just released; all others who had to sign did, or the ruling were
    /// not in force.
    pub(crate) async fn mint_for_direction(
        &self,
        tx: &mut WriteTx,
        ruling: &Ruling,
        direction: &RulingDirection,
        signer: &Signer<'_>,
    ) -> Result<(), DeskError> {
        let index = usize::try_from(direction.position_index - 1).unwrap_or(0);
        let fields = direction.fields.iter().map(|key| FieldKey::parse(key));
        let fields: BTreeSet<FieldKey> =
            fields.collect::<Result<_, _>>().map_err(|error| at(index, &error.to_string()))?;
        if let Some(key) = fields.iter().find(|key| self.field_named(key).is_none()) {
            return Err(at(index, &format!("there is no field {key} in this installation")));
        }
        let (kind, scope) = self.scope_of(index, direction).await?;
        let mut persons = direction.persons.clone();
        if let (Scope::Case(id), true) = (&scope, persons.is_empty()) {
            persons.insert(tx.case(*id).await?.ok_or(DeskError::NotFound)?.case.requester_id);
        }
        let terms = Terms {
            id: AuthorityId::from_uuid(direction.id.uuid()),
            kind,
            number: Some(ruling.number.to_string()),
            issuer: Issuer {
                person_id: signer.staff.person_id,
                role: Some(signer.role),
                identity: signer.proof.identity(),
            },
            holder: match direction.holder {
                DirectionHolder::Staff(id) => Holder::Staff(id),
                DirectionHolder::Role(role) => Holder::Role(role),
            },
            scope,
            persons,
            acts: direction.acts.clone(),
            fields,
            not_before: whole_secs(direction.not_before),
            expires_at: whole_secs(direction.expires_at),
            n_uses_max: u32::try_from(direction.n_uses_max).unwrap_or(u32::MAX),
        };
        terms.check().map_err(|error| at(index, &error.to_string()))?;
        let shown = RulingShown::of(ruling.number, &ruling.digest);
        self.mint(tx, &terms, Release::Ruling { proof: signer.proof, shown }).await
    }

    async fn scope_of(
        &self,
        index: usize,
        direction: &RulingDirection,
    ) -> Result<(AuthorityKind, Scope), DeskError> {
        match (direction.case_id, direction.precedent) {
            (Some(id), _) => Ok((AuthorityKind::Ruling, Scope::Case(id))),
            (None, Some((kind, queue))) => {
                let queue = match queue {
                    Some(id) => Some(self.queue_of(id).await?.name),
                    None => None,
                };
                Ok((AuthorityKind::Precedent, Scope::Class { kind, queue }))
            }
            (None, None) => Err(at(index, &model::DirectionError::Scope.to_string())),
        }
    }
}

fn at(index: usize, words: &str) -> DeskError {
    invalid("directions", format!("direction {}: {words}", index + 1))
}

/// Writes a direction as it is signed: every word of it counts. One without a start holds at once.
pub(crate) fn canonical(direction: &RulingDirection, start: Option<Timestamp>) -> String {
    let start = start.map_or_else(|| "at once".to_owned(), |start| start.to_string());
    let holder = match direction.holder {
        DirectionHolder::Staff(id) => format!("staff {id}"),
        DirectionHolder::Role(role) => format!("role {}", role.as_str()),
    };
    let list = |words: Vec<String>| words.join(",");
    let acts = list(direction.acts.iter().map(|act| act.as_str().to_owned()).collect());
    let fields = list(direction.fields.iter().cloned().collect());
    let persons = list(direction.persons.iter().map(ToString::to_string).collect());
    let case = direction.case_id.map(|id| id.to_string()).unwrap_or_default();
    let class = direction.precedent.map_or_else(String::new, |(kind, queue)| {
        format!("{}:{}", kind.as_str(), queue.map(|id| id.to_string()).unwrap_or_default())
    });
    format!(
        "{}|{holder}|{acts}|{fields}|{case}|{persons}|{start}|{}|{}|{class}",
        direction.position_index, direction.expires_at, direction.n_uses_max
    )
}
