//! Factors: by what a person signs in. They are made ready by `authority`; here they are kept and removed, as acts.
//!
//! Who has something to show shows it anew before any of it changes, and is told by mail afterwards: a session that
//! was stolen must not become a way in of its own.

use audit::Permit;
use authority::{Approval, DrawnCodes, Proof, ReadyFactor, factor_name_cell, shown_digest};
use db::{NewJob, Reader, WriteTx};
use jiff::Timestamp;
use model::{
    Act, Actor, Address, FactorId, FactorKind, JobId, OutgoingMail, PersonId, Personal, Resource,
};

use crate::{
    Desk, DeskError,
    house_mails::{
        self, ANSWER_DECLINED, ANSWER_GIVEN, ANSWER_SUBJECT, ANSWER_TEXT, FACTOR_ADD_KEY,
        FACTOR_ADD_PASSKEY, FACTOR_DRAW_CODES, FACTOR_REMOVE, FACTOR_REMOVE_KEY, FACTOR_RESET,
        FACTOR_SET_PASSWORD, FACTOR_SET_TOTP, FACTOR_SUBJECT, FACTOR_TEXT, KEY_TEXT,
    },
    signed_answers::{CONSENT_DECLINED, CONSENT_GIVEN},
};

/// The name of the job; its payload is `{"person_id":"…","change":"…"}`.
pub const FACTOR_NOTICE: &str = "factor_notice";

/// Something by which a person signs in, as they see it.
#[derive(Clone, Debug)]
pub struct FactorView {
    /// Its id.
    pub id: FactorId,
    /// What it is.
    pub kind: FactorKind,
    /// What they call it; passkeys have names.
    pub name: Personal<String>,
    /// When it was set up.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// All by which a person signs in.
#[derive(Clone, Debug)]
pub struct OwnFactors {
    /// Whose they are.
    pub person_id: PersonId,
    /// Their first address, which tells their passkeys and apps apart.
    pub address: Personal<String>,
    /// Passkeys, password, authenticator app, the first set up first.
    pub factors: Vec<FactorView>,
    /// Recovery codes that are not used.
    pub n_recovery_codes: i64,
}

/// What is changed about how a person signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorChange {
    /// A passkey is added.
    AddPasskey,
    /// An authenticator app is set up, in place of an earlier one.
    SetTotp,
    /// A password is set, in place of an earlier one.
    SetPassword,
    /// Recovery codes are drawn, in place of earlier ones.
    DrawCodes,
    /// A factor is removed.
    Remove(FactorId),
}

impl FactorChange {
    /// Returns the word for the notice and for the digest.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AddPasskey => "add_passkey",
            Self::SetTotp => "set_totp",
            Self::SetPassword => "set_password",
            Self::DrawCodes => "draw_codes",
            Self::Remove(_) => "remove",
        }
    }

    /// Returns the digest that a proof for it is of.
    pub fn digest(self, person_id: PersonId) -> [u8; 32] {
        let person = person_id.uuid();
        match self {
            Self::Remove(id) => {
                shown_digest("factor.remove", &[person.as_bytes(), id.uuid().as_bytes()])
            }
            change => shown_digest("factor.add", &[person.as_bytes(), change.as_str().as_bytes()]),
        }
    }

    const fn of_ready(kind: FactorKind) -> Self {
        match kind {
            FactorKind::Passkey => Self::AddPasskey,
            FactorKind::Password => Self::SetPassword,
            FactorKind::Totp => Self::SetTotp,
        }
    }
}

impl OwnFactors {
    /// Returns the passkeys.
    pub fn passkeys(&self) -> impl Iterator<Item = &FactorView> {
        self.factors.iter().filter(|factor| factor.kind == FactorKind::Passkey)
    }

    /// Returns the one factor of a kind of which there is one.
    pub fn single(&self, kind: FactorKind) -> Option<&FactorView> {
        self.factors.iter().find(|factor| factor.kind == kind)
    }

    /// Says whether a change asks for a fresh proof: there is something to show.
    pub fn needs_proof(&self) -> bool {
        let is_shown = |factor: &FactorView| factor.kind != FactorKind::Password;
        self.factors.iter().any(is_shown) || self.n_recovery_codes > 0
    }
}

impl Desk {
    /// Shows a person by what they sign in.
    pub async fn own_factors(&self, actor: &Actor) -> Result<OwnFactors, DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        self.ask_to_read(actor, Act::FactorList, &Resource::Person(me)).await?;
        let mut reader = self.db.read().await?;
        let mut factors = Vec::new();
        for row in reader.factors(me).await? {
            let name = match &row.name_sealed {
                Some(sealed) => self.vault.open_text(factor_name_cell(row.id), sealed)?,
                None => None,
            };
            factors.push(FactorView {
                id: row.id,
                kind: row.kind,
                name: name.unwrap_or_default(),
                created_at: row.created_at,
                used_at: row.used_at,
            });
        }
        let n_recovery_codes = reader.n_recovery_codes(me).await?;
        let address = self.open_party(&mut reader, me).await?.address;
        let address = address.map(|address| Personal::new(address.expose().to_owned()));
        let address = address.unwrap_or_default();
        Ok(OwnFactors { person_id: me, address, factors, n_recovery_codes })
    }

    /// Keeps a factor that was made ready; a password or an app takes the place of the one before.
    pub async fn add_factor(
        &self,
        actor: &Actor,
        ready: &ReadyFactor,
        proof: Option<&Proof>,
    ) -> Result<(), DeskError> {
        let change = FactorChange::of_ready(ready.kind());
        let (mut tx, me) = self.begin_change(actor, Act::FactorAdd, change, proof).await?;
        let new = ready.new_factor();
        // It was made for whoever was asked, and is nobody else's.
        if new.person_id != me {
            return Err(DeskError::NotFound);
        }
        let earlier = tx.factors(me).await?;
        let is_replaced = |kind| kind == new.kind && kind != FactorKind::Passkey;
        if let Some(earlier) = earlier.iter().find(|row| is_replaced(row.kind)) {
            tx.delete_factor(earlier.id, me).await?;
            tx.end_other_sessions(me, actor.session_id(), self.now()).await?;
        }
        if !tx.insert_factor(new, self.now()).await? {
            return Err(DeskError::Conflict { what: "factor" });
        }
        self.finish_change(tx, me, change).await
    }

    /// Removes a factor; sessions elsewhere end with it, whichever way they were begun.
    pub async fn remove_factor(
        &self,
        actor: &Actor,
        id: FactorId,
        proof: Option<&Proof>,
    ) -> Result<(), DeskError> {
        let change = FactorChange::Remove(id);
        let (mut tx, me) = self.begin_change(actor, Act::FactorRemove, change, proof).await?;
        if !tx.delete_factor(id, me).await? {
            return Err(DeskError::NotFound);
        }
        tx.end_other_sessions(me, actor.session_id(), self.now()).await?;
        self.finish_change(tx, me, change).await
    }

    /// Keeps recovery codes that were drawn; earlier ones are good for nothing from now on.
    pub async fn replace_recovery_codes(
        &self,
        actor: &Actor,
        drawn: &DrawnCodes,
        proof: Option<&Proof>,
    ) -> Result<(), DeskError> {
        let change = FactorChange::DrawCodes;
        let (mut tx, me) = self.begin_change(actor, Act::FactorAdd, change, proof).await?;
        tx.replace_recovery_codes(me, drawn.macs(), self.now()).await?;
        self.finish_change(tx, me, change).await
    }

    /// Removes all by which somebody signs in and ends their sessions, for who has lost it all: a link to their
    /// address lets them in again, to set up anew. Resetting nobody is not an error: who asks may not learn whether
    /// somebody was there.
    pub async fn reset_factors(
        &self,
        actor: &Actor,
        address: &Address,
    ) -> Result<usize, DeskError> {
        let id = self.person_or_nobody(address)?;
        let resource = self.person_resource(id).await?;
        let permit = self.ask(actor, Act::FactorReset, &resource).await?;
        self.take_away_factors(permit, id).await
    }

    /// Takes away what two decided to take away.
    pub(crate) async fn reset_factors_by_two(
        &self,
        actor: &Actor,
        id: PersonId,
        approval: &Approval,
    ) -> Result<(), DeskError> {
        let resource = self.person_resource(id).await?;
        let permit = self.ask_by_two(actor, Act::FactorReset, &resource, approval).await?;
        self.take_away_factors(permit, id).await.map(drop)
    }

    async fn take_away_factors(&self, permit: Permit, id: PersonId) -> Result<usize, DeskError> {
        let now = self.now();
        let mut tx = self.db.write(permit).await?;
        let factors = tx.factors(id).await?;
        for factor in &factors {
            tx.delete_factor(factor.id, id).await?;
        }
        tx.replace_recovery_codes(id, &[], now).await?;
        for key in tx.signature_keys(id).await? {
            tx.delete_signature_key(key.id, id).await?;
        }
        tx.end_other_sessions(id, None, now).await?;
        self.enqueue_notice(&mut tx, id, "reset").await?;
        tx.commit().await?;
        self.enqueued.notify_one();
        Ok(factors.len())
    }

    /// Builds the mail that tells a person what was changed; `None` when they have no address any more.
    pub async fn factor_notice(
        &self,
        id: PersonId,
        change: &str,
    ) -> Result<Option<OutgoingMail>, DeskError> {
        let mut reader = self.db.read().await?;
        let address = self.open_party(&mut reader, id).await?.address;
        drop(reader);
        let Some(address) = address else { return Ok(None) };
        let done = match change {
            "add_passkey" => FACTOR_ADD_PASSKEY,
            "set_totp" => FACTOR_SET_TOTP,
            "set_password" => FACTOR_SET_PASSWORD,
            "draw_codes" => FACTOR_DRAW_CODES,
            "remove" => FACTOR_REMOVE,
            "add_key" => FACTOR_ADD_KEY,
            "remove_key" => FACTOR_REMOVE_KEY,
            "reset" => FACTOR_RESET,
            CONSENT_GIVEN => ANSWER_GIVEN,
            CONSENT_DECLINED => ANSWER_DECLINED,
            _ => return Ok(None),
        };
        let locale = self.reading_of(id).await?.locale;
        let url = &*self.config.public_url;
        let (subject, wording) = match change {
            CONSENT_GIVEN | CONSENT_DECLINED => (ANSWER_SUBJECT, ANSWER_TEXT),
            "add_key" | "remove_key" => (FACTOR_SUBJECT, KEY_TEXT),
            _ => (FACTOR_SUBJECT, FACTOR_TEXT),
        };
        let text = house_mails::warning(locale, "\n", |locale| {
            wording.with(locale, &[("done", done.said(locale)), ("url", url)])
        });
        let about = self.now().to_string();
        let about = [id.uuid().as_bytes().as_slice(), about.as_bytes()].concat();
        let subject = house_mails::warning(locale, " / ", |locale| subject.said(locale).to_owned());
        Ok(self.house_mail(address, subject, text, &about))
    }

    /// Asks for leave and uses the proof up, where one is due.
    async fn begin_change(
        &self,
        actor: &Actor,
        act: Act,
        change: FactorChange,
        proof: Option<&Proof>,
    ) -> Result<(WriteTx, PersonId), DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        let permit = self.ask(actor, act, &Resource::Person(me)).await?;
        let mut tx = self.db.write(permit).await?;
        let is_for_this = |proof: &&Proof| {
            proof.person_id() == me
                && Some(proof.session_id()) == actor.session_id()
                && proof.digest() == change.digest(me)
        };
        match proof.filter(is_for_this) {
            Some(proof) => proof.use_in(&mut tx, self.now()).await?,
            // Looked at within the transaction: what was set up a moment ago counts.
            None if has_something_to_show(&mut tx, me).await? => return Err(DeskError::NeedsProof),
            None => {}
        }
        Ok((tx, me))
    }

    async fn finish_change(
        &self,
        mut tx: WriteTx,
        me: PersonId,
        change: FactorChange,
    ) -> Result<(), DeskError> {
        self.enqueue_notice(&mut tx, me, change.as_str()).await?;
        tx.commit().await?;
        self.enqueued.notify_one();
        Ok(())
    }

    pub(crate) async fn enqueue_notice(
        &self,
        tx: &mut WriteTx,
        id: PersonId,
        change: &str,
    ) -> Result<(), DeskError> {
        let now = self.now();
        let job = NewJob {
            id: JobId::draw(now, &*self.chance),
            name: FACTOR_NOTICE,
            payload: format!("{{\"person_id\":\"{id}\",\"change\":\"{change}\"}}"),
            run_at: now,
        };
        Ok(tx.enqueue(&job, now).await?)
    }
}

pub(crate) async fn has_something_to_show(
    reader: &mut Reader,
    id: PersonId,
) -> Result<bool, DeskError> {
    let factors = reader.factors(id).await?;
    let is_shown = factors.iter().any(|row| row.kind != FactorKind::Password);
    Ok(is_shown || reader.n_recovery_codes(id).await? > 0)
}
