//! Authorities: shown to the gate, given under two keys, listed for holder and person, taken back.

use std::collections::BTreeMap;

use audit::Permit;
use authority::{Denial, Held, Shown, TokenFault};
use db::{AuthorityRow, DbError, FieldLook, WriteTx};
use jiff::Timestamp;
use model::{
    Act, Actor, AuthorityId, CaseNumber, Holder, MessageId, PersonId, Personal, Resource, Scope,
    StaffActor, StaffId, Terms,
};

use crate::{Desk, DeskError, Entered, VisitUnder};

/// Tries to write under an authority: another one is looked for when the first was used up in between.
pub(crate) const TRIES_MAX: u32 = 3;

/// An authority, as people see it.
#[derive(Clone, Debug)]
pub struct AuthorityView {
    /// What it says.
    pub terms: Terms,
    /// The case it is for, if one.
    pub number: Option<CaseNumber>,
    /// How often it was used.
    pub n_used: i64,
    /// How often upon the reader's own data, where it stands for a class of cases and whoever reads is one of those whose
    /// data it was.
    pub n_own: Option<i64>,
    /// When it was given.
    pub created_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
    /// When it was seen to have expired.
    pub lapsed_at: Option<Timestamp>,
    /// Who holds it: a title, and in profile `open` a name.
    pub holder: Personal<String>,
    /// What was done with fields under it, the latest first.
    pub uses: Vec<FieldLook>,
    /// The messages that were opened under it, the latest first.
    pub openings: Vec<Opening>,
    /// The visits under it: when texts of a case were read, the latest first.
    pub visits: Vec<VisitUnder>,
}

/// A sealed message that was opened under an authority.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The message.
    pub message_id: MessageId,
    /// Whose data it was.
    pub person_id: PersonId,
    /// Its place in its case, from 1.
    pub position_index: i64,
    /// The case that it is in.
    pub number: CaseNumber,
    /// Who opened it: a title, and in profile `open` a name.
    pub who: Personal<String>,
    /// When.
    pub at: Timestamp,
}

impl AuthorityView {
    /// Says whether it still allows anything.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.withdrawn_at.is_none()
            && self.lapsed_at.is_none()
            && now < self.terms.expires_at
            && self.n_used < i64::from(self.terms.n_uses_max)
    }
}

impl Desk {
    /// Returns how the key that verifies tokens is written; everybody may know it.
    pub fn token_verifier(&self) -> authority::TokenVerifier {
        self.authority.verifier()
    }

    /// Lists what a member of the staff holds, given to them or to one of their roles, the latest first.
    pub async fn own_authorities(&self, actor: &Actor) -> Result<Vec<AuthorityView>, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        self.ask_to_read(actor, Act::AuthorityList, &Resource::Staff(staff.id)).await?;
        let rows = self.db.read().await?.authorities_of_holder(staff.id, self.now()).await?;
        let mut views = self.authority_views(rows).await?;
        views.retain(|view| is_held_by(&view.terms, staff));
        Ok(views)
    }

    /// Lists what a member of the staff may use in a case now, the latest first.
    pub async fn case_authorities(
        &self,
        entered: &Entered<'_>,
    ) -> Result<Vec<AuthorityView>, DeskError> {
        let Actor::Staff(staff) = entered.actor else { return Err(DeskError::NotFound) };
        let (rows, now) = (self.authorities_in(entered).await?.to_vec(), self.now());
        let mut views = self.authority_views(rows).await?;
        views.retain(|view| is_held_by(&view.terms, staff) && view.is_live(now));
        Ok(views)
    }

    /// Lists who holds authority over a person's data, for that person.
    pub async fn person_authorities(&self, actor: &Actor) -> Result<Vec<AuthorityView>, DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        self.ask_to_read(actor, Act::PersonAuthorities, &Resource::Person(me)).await?;
        let rows = self.db.read().await?.authorities_of_person(me).await?;
        self.authority_views_for(rows, Some(me)).await
    }

    /// Takes an authority back. From the next act on it allows nothing.
    pub async fn withdraw_authority(
        &self,
        actor: &Actor,
        id: AuthorityId,
    ) -> Result<(), DeskError> {
        let (_, terms) = self.authority_of(id).await?;
        let permit = self.ask_or_hide(actor, Act::AuthorityWithdraw, &resource_of(&terms)).await?;
        let mut tx = self.db.write(permit).await?;
        // Once more is no harm: the entry says who asked for it.
        tx.withdraw_authority(id, actor.person_id(), self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Asks for leave; who is not of the staff is not told that there is such a thing.
    async fn ask_or_hide(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
    ) -> Result<Permit, DeskError> {
        match self.ask(actor, act, resource).await {
            Err(DeskError::Denied(_)) if !matches!(actor, Actor::Staff(_)) => {
                Err(DeskError::NotFound)
            }
            answer => answer,
        }
    }

    pub(crate) async fn authority_of(
        &self,
        id: AuthorityId,
    ) -> Result<(AuthorityRow, Terms), DeskError> {
        let row = self.db.read().await?.authority(id).await?.ok_or(DeskError::NotFound)?;
        let terms = self.terms_of(&row)?;
        Ok((row, terms))
    }

    /// Reads what an authority says out of its token; a row that says otherwise is not believed.
    pub(crate) fn terms_of(&self, row: &AuthorityRow) -> Result<Terms, DeskError> {
        let token = self.authority.read_token(&row.token);
        let token = token.map_err(|_| DeskError::Content { what: "authority" })?;
        if token.terms.id != row.id {
            return Err(DeskError::Content { what: "authority" });
        }
        Ok(token.terms.clone())
    }

    pub(crate) async fn authority_views(
        &self,
        rows: Vec<AuthorityRow>,
    ) -> Result<Vec<AuthorityView>, DeskError> {
        self.authority_views_for(rows, None).await
    }

    /// What stands for a class of cases was used for others, too: of that a person sees nothing but what was theirs.
    async fn authority_views_for(
        &self,
        rows: Vec<AuthorityRow>,
        reader: Option<PersonId>,
    ) -> Result<Vec<AuthorityView>, DeskError> {
        let mut numbers = BTreeMap::new();
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            let terms = self.terms_of(&row)?;
            let number = match &terms.scope {
                Scope::Case(id) => match numbers.get(id) {
                    Some(number) => Some(*number),
                    None => {
                        let record = self.db.read().await?.case(*id).await?;
                        let number = record.ok_or(DeskError::NotFound)?.case.number;
                        numbers.insert(*id, number);
                        Some(number)
                    }
                },
                Scope::Class { .. } => None,
            };
            let holder = match terms.holder {
                Holder::Staff(id) => self.outward_name(id).await?,
                Holder::Role(role) => Personal::new(format!("any {}", role.title())),
            };
            let whose = reader.filter(|_| terms.persons.is_empty());
            let uses = self.db.read().await?.field_looks_under(row.id, whose).await?;
            let openings = self.openings_under(row.id, whose).await?;
            let visits = self.visits_under(row.id, whose).await?;
            let n_own = match whose {
                Some(whose) => Some(self.db.read().await?.n_uses_upon(row.id, whose).await?),
                None => None,
            };
            views.push(AuthorityView {
                terms,
                number,
                n_used: row.n_used,
                n_own,
                created_at: row.created_at,
                withdrawn_at: row.withdrawn_at,
                lapsed_at: row.lapsed_at,
                holder,
                uses,
                openings,
                visits,
            });
        }
        Ok(views)
    }

    /// Names each message that was opened under an authority: which, by whom, when.
    async fn openings_under(
        &self,
        id: AuthorityId,
        whose: Option<PersonId>,
    ) -> Result<Vec<Opening>, DeskError> {
        let mut reader = self.db.read().await?;
        let mut found = Vec::new();
        for look in reader.looks_under(id, whose).await? {
            let message = reader.message(look.message_id).await?.ok_or(DeskError::NotFound)?;
            // A message that went to another case is found there.
            let record = reader.case(look.case_id).await?.ok_or(DeskError::NotFound)?;
            found.push((look, message.message.position_index, record.case.number));
        }
        drop(reader);
        let mut openings = Vec::with_capacity(found.len());
        for (look, position_index, number) in found {
            openings.push(Opening {
                message_id: look.message_id,
                person_id: look.person_id,
                position_index,
                number,
                who: self.outward_name(look.staff_id).await?,
                at: look.at,
            });
        }
        Ok(openings)
    }

    /// Opens a transaction for an act that may rest on an authority: by a standing rule if one does, else under
    /// `token` if one is presented, else under the first that the actor holds and that fits.
    pub(crate) async fn write_showing(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        token: Option<&[u8]>,
    ) -> Result<WriteTx, DeskError> {
        for _ in 0..TRIES_MAX {
            let permit = self.ask_showing(actor, act, resource, token).await?;
            match self.db.write(permit).await {
                // Somebody took the last use, or took it back, a moment ago: ask again, and be told so.
                Err(DbError::AuthorityGone) => {}
                opened => return Ok(opened?),
            }
        }
        Err(DeskError::Stale { what: "the authority no longer stands" })
    }

    /// Asks for leave, showing what the actor holds. A refusal is recorded before it is returned.
    pub(crate) async fn ask_showing(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        token: Option<&[u8]>,
    ) -> Result<Permit, DeskError> {
        if token.is_none()
            && let Ok(permit) = self.authority.permit(actor, act, resource)
        {
            return Ok(permit);
        }
        let shown = self.shown(actor, act, resource, token).await?;
        match self.authority.permit_showing(actor, act, resource, &shown) {
            Ok(permit) => Ok(permit),
            Err(denial) => Err(self.refused_showing(actor, act, resource, denial).await?),
        }
    }

    /// Records a refusal of somebody who showed what they hold, and says so where it was taken back.
    pub(crate) async fn refused_showing(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        denial: Denial,
    ) -> Result<DeskError, DeskError> {
        let told = self.taken_back(actor, act, resource).await?;
        self.refused(told.unwrap_or(denial)).await
    }

    /// Returns the refusal that says so, where what would have done was taken back. Whoever saw the button a moment ago
    /// must not be left to wonder where their right went.
    async fn taken_back(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
    ) -> Result<Option<Denial>, DeskError> {
        let (Actor::Staff(staff), Some(case)) = (actor, resource.case()) else { return Ok(None) };
        let rows = self.db.read().await?.authorities_withdrawn(staff.id, case.id).await?;
        for row in rows {
            let Ok(found) =
                self.authority.show(&held(&row, row.token.clone()), actor, act, resource)
            else {
                continue;
            };
            let would_do = is_held_by(&found.terms, staff)
                && found.terms.acts.contains(&act)
                && reaches(&found.terms, resource);
            if would_do {
                return Ok(self.authority.permit_showing(actor, act, resource, &[found]).err());
            }
        }
        Ok(None)
    }

    /// Lays before the gate what the actor presents, or else all that they hold for the case.
    pub(crate) async fn shown(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        token: Option<&[u8]>,
    ) -> Result<Vec<Shown>, DeskError> {
        if let Some(bytes) = token {
            return match self.shown_token(actor, act, resource, bytes).await? {
                Ok(shown) => Ok(vec![shown]),
                Err(fault) => {
                    let denial = self.authority.refuse_token(actor, act, resource, fault);
                    Err(self.refused(denial).await?)
                }
            };
        }
        let (Actor::Staff(staff), Some(case)) = (actor, resource.case()) else {
            return Ok(Vec::new());
        };
        let mut reader = self.db.read().await?;
        let rows = reader.authorities_for_case(staff.id, case.id, case.kind(), self.now()).await?;
        drop(reader);
        Ok(self.shown_of(&rows, actor, act, resource))
    }

    /// Lays rows before the gate that were read for whoever asks.
    pub(crate) fn shown_of(
        &self,
        rows: &[AuthorityRow],
        actor: &Actor,
        act: Act,
        resource: &Resource,
    ) -> Vec<Shown> {
        let Actor::Staff(staff) = actor else { return Vec::new() };
        let mut shown = Vec::new();
        for row in rows {
            let held = held(row, row.token.clone());
            match self.authority.show(&held, actor, act, resource) {
                // What was given to a role that the actor does not hold is not theirs to show.
                Ok(found) if is_held_by(&found.terms, staff) => shown.push(found),
                Ok(_) => {}
                Err(fault) => {
                    tracing::error!(authority.id = %row.id, "a stored token cannot be read: {fault}");
                }
            }
        }
        shown
    }

    async fn shown_token(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        bytes: &[u8],
    ) -> Result<Result<Shown, TokenFault>, DeskError> {
        let token = match self.authority.read_token(bytes) {
            Ok(token) => token,
            Err(fault) => return Ok(Err(fault)),
        };
        // A token that is signed but was never given here is as good as forged: the key signs elsewhere.
        let row = self.db.read().await?.authority_of_block(&token.block_id).await?;
        let Some(row) = row else { return Ok(Err(TokenFault::Signature)) };
        Ok(self.authority.show(&held(&row, bytes.to_vec()), actor, act, resource))
    }
}

/// Says whether somebody may show an authority: it was given to them, or to a role of theirs.
pub(crate) fn is_held_by(terms: &Terms, staff: &StaffActor) -> bool {
    match terms.holder {
        Holder::Staff(id) => id == staff.id,
        Holder::Role(role) => staff.roles.contains(&role),
    }
}

/// Says whether an authority reaches the field that is asked about, if it is a field.
fn reaches(terms: &Terms, resource: &Resource) -> bool {
    match resource {
        Resource::Field { field, person_id, .. } => {
            terms.fields.contains(&field.key)
                && (terms.persons.is_empty() || terms.persons.contains(person_id))
        }
        _ => true,
    }
}

/// Returns the authority as the thing that is asked about.
pub(crate) fn resource_of(terms: &Terms) -> Resource {
    Resource::Authority {
        id: terms.id,
        kind: terms.kind,
        issuer_id: terms.issuer.person_id,
        holder: terms.holder,
        persons: terms.persons.clone(),
    }
}

/// Tokens know whole seconds only.
pub(crate) fn whole_secs(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// Returns the authority that a permit uses, if it uses one.
pub(crate) fn used_authority(tx: &WriteTx) -> Option<AuthorityId> {
    tx.permit().ground().uses.map(|used| used.id)
}

/// The staff member of a permit, for what is recorded beside the entry.
pub(crate) fn staff_of(actor: &Actor) -> Result<(StaffId, String), DeskError> {
    let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
    let roles = staff.roles.iter().map(|role| role.title()).collect::<Vec<_>>().join(", ");
    Ok((staff.id, roles))
}

fn held(row: &AuthorityRow, token: Vec<u8>) -> Held {
    Held {
        token,
        n_used: u32::try_from(row.n_used).unwrap_or(u32::MAX),
        is_withdrawn: row.withdrawn_at.is_some(),
        has_lapsed: row.lapsed_at.is_some(),
        second: row.second_id,
    }
}
