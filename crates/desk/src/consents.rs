//! Consent: the staff ask, the person concerned gives all or part of it by a fresh proof, or declines.

use std::collections::BTreeSet;

use authority::{Proof, grant_digest};
use db::{ConsentRow, ConsentState, NewJob};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, Address, AuthorityId, AuthorityKind, CaseNumber, ConsentId, FieldKey, Holder,
    Identity, Issuer, JobId, Locale, OutgoingMail, PersonId, Personal, Resource, Role, Scope,
    Terms,
};
use vault::{Cell, Owner};

use crate::{
    Desk, DeskError, Entered,
    house_mails::{
        self, CONSENT_DISCLOSE, CONSENT_EDIT, CONSENT_EITHER_WAY, CONSENT_SHOW, CONSENT_SIGNED,
        CONSENT_SUBJECT, CONSENT_TEXT, CONSENT_UNSEAL,
    },
    minting::Release,
};

/// The name of the job.
pub const CONSENT_NOTICE: &str = "consent_notice";

/// Days within which a request for consent is answered; then it lapses.
const ANSWER_DAYS: i64 = 14;

/// Hours that a consent may last.
pub const CONSENT_HOURS_MAX: u32 = 24 * 30;

/// Uses that a consent may allow.
pub const CONSENT_USES_MAX: u32 = 20;

/// Characters of the longest reason.
const WORDS_CHARS_MAX: usize = 500;

/// The acts that somebody may consent to.
pub const CONSENT_ACTS: [Act; 4] =
    [Act::MessageUnseal, Act::FieldShow, Act::FieldEdit, Act::FieldDisclose];

/// What is asked of a person.
#[derive(Clone, Debug)]
pub struct ConsentDraft {
    /// What would be done.
    pub acts: BTreeSet<Act>,
    /// To which fields, for acts on fields.
    pub fields: BTreeSet<FieldKey>,
    /// Why, in words for the person.
    pub words: Personal<String>,
    /// How often.
    pub n_uses_max: u32,
    /// For how many hours from when it is given.
    pub hours: u32,
}

/// What a person gives of what was asked. It can be less, never more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentChoice {
    /// What may be done.
    pub acts: BTreeSet<Act>,
    /// To which fields.
    pub fields: BTreeSet<FieldKey>,
    /// How often.
    pub n_uses_max: u32,
    /// For how many hours.
    pub hours: u32,
    /// When the grant was shown to them: it holds from then on.
    pub shown_at: Timestamp,
}

/// A request for consent, as the person and the staff of the case see it.
#[derive(Clone, Debug)]
pub struct ConsentView {
    /// The request.
    pub row: ConsentRow,
    /// The case it is for.
    pub number: CaseNumber,
    /// Why.
    pub words: Personal<String>,
    /// Who asks: a title, and in profile `open` a name.
    pub asker: Personal<String>,
    /// True when it can no longer be answered.
    pub has_lapsed: bool,
}

impl Desk {
    /// Asks the requester of a case for consent; they are told by mail.
    pub async fn ask_consent(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: ConsentDraft,
    ) -> Result<ConsentId, DeskError> {
        let (record, queue) = self.case_unread(actor, number).await?;
        let resource = Resource::Case { case: record.case.clone(), queue };
        let permit = self.ask(actor, Act::ConsentAsk, &resource).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        self.check_draft(&draft)?;
        let now = self.now();
        let id = ConsentId::draw(now, &*self.chance);
        let person_id = record.case.requester_id;
        let words = draft.words.expose().trim().as_bytes();
        let row = ConsentRow {
            id,
            case_id: record.case.id,
            person_id,
            asked_by: staff.id,
            holder_role: Role::SupportEngineer,
            acts: draft.acts,
            fields: draft.fields,
            words_sealed: self.vault.seal(Owner::Person(person_id), words_cell(id), words)?,
            n_uses_max: draft.n_uses_max,
            hours: draft.hours,
            state: ConsentState::Asked,
            asked_at: now,
            lapses_at: later(now, SignedDuration::from_hours(24 * ANSWER_DAYS)),
            answered_at: None,
            authority_id: None,
            signed_way: None,
        };
        let job = NewJob {
            id: JobId::draw(now, &*self.chance),
            name: CONSENT_NOTICE,
            payload: format!("{{\"consent_id\":\"{id}\"}}"),
            run_at: now,
        };
        let mut tx = self.db.write(permit).await?;
        tx.insert_consent(&row, &self.token_mac(&self.consent_token(id))).await?;
        tx.enqueue(&job, now).await?;
        tx.commit().await?;
        self.enqueued.notify_one();
        Ok(id)
    }

    /// Lists what was asked in a case, for its staff.
    pub async fn case_consents(
        &self,
        entered: &Entered<'_>,
    ) -> Result<Vec<ConsentView>, DeskError> {
        entered.must_show()?;
        let rows = self.db.read().await?.consents_of_case(entered.case().id).await?;
        self.consent_views(rows).await
    }

    /// Lists what a person was asked, for that person.
    pub async fn own_consents(&self, actor: &Actor) -> Result<Vec<ConsentView>, DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        self.ask_to_read(actor, Act::PersonAuthorities, &Resource::Person(me)).await?;
        let rows = self.db.read().await?.consents_of_person(me).await?;
        self.consent_views(rows).await
    }

    /// Shows one request to the person who is asked.
    pub async fn own_consent(
        &self,
        actor: &Actor,
        id: ConsentId,
    ) -> Result<ConsentView, DeskError> {
        let row = self.asked_consent(actor, id).await?;
        self.consent_views(vec![row]).await?.pop().ok_or(DeskError::NotFound)
    }

    /// Returns the grant that a choice would be, for showing it and for the proof, which is of its digest.
    pub async fn consent_terms(
        &self,
        actor: &Actor,
        id: ConsentId,
        choice: &ConsentChoice,
    ) -> Result<(Terms, [u8; 32]), DeskError> {
        let row = self.asked_consent(actor, id).await?;
        // Nobody shows who they are for what is over; the answer is looked at once more when it is written.
        if row.state != ConsentState::Asked || row.lapses_at <= self.now() {
            return Err(DeskError::Conflict { what: "request" });
        }
        // Whoever gives this has proved that it is them, by passkey or by two factors.
        let terms = self.terms_of_choice(&row, choice, Identity::Strong)?;
        let digest = grant_digest(&terms);
        Ok((terms, digest))
    }

    /// Gives consent, or part of it. The proof is of just this grant, and is used up by it.
    pub async fn give_consent(
        &self,
        actor: &Actor,
        id: ConsentId,
        choice: &ConsentChoice,
        proof: Option<&Proof>,
    ) -> Result<AuthorityId, DeskError> {
        let row = self.asked_consent(actor, id).await?;
        let permit = self.ask(actor, Act::ConsentGive, &Resource::Person(row.person_id)).await?;
        let proof = proof.ok_or(DeskError::NeedsProof)?;
        let terms = self.terms_of_choice(&row, choice, proof.identity())?;
        let is_for_this = proof.person_id() == row.person_id
            && Some(proof.session_id()) == actor.session_id()
            && proof.digest() == grant_digest(&terms);
        if !is_for_this {
            return Err(DeskError::NeedsProof);
        }
        let now = self.now();
        let mut tx = self.db.write(permit).await?;
        proof.use_in(&mut tx, now).await?;
        self.mint(&mut tx, &terms, Release::Grant(proof)).await?;
        if !tx.answer_consent(id, ConsentState::Given, Some(terms.id), now).await? {
            return Err(DeskError::Conflict { what: "request" });
        }
        tx.commit().await?;
        Ok(terms.id)
    }

    /// Declines. Nothing is asked for this: saying no must be as easy as can be.
    pub async fn decline_consent(&self, actor: &Actor, id: ConsentId) -> Result<(), DeskError> {
        let row = self.asked_consent(actor, id).await?;
        let permit = self.ask(actor, Act::ConsentDecline, &Resource::Person(row.person_id)).await?;
        let mut tx = self.db.write(permit).await?;
        if !tx.answer_consent(id, ConsentState::Declined, None, self.now()).await? {
            return Err(DeskError::Conflict { what: "request" });
        }
        tx.commit().await?;
        Ok(())
    }

    /// Builds the mail that tells a person that they are asked; it names no one and nothing that is sealed.
    pub async fn consent_notice(&self, id: ConsentId) -> Result<Option<OutgoingMail>, DeskError> {
        let Some(row) = self.db.read().await?.consent(id).await? else { return Ok(None) };
        if row.state != ConsentState::Asked {
            return Ok(None);
        }
        let address = self.address_of(row.person_id).await?;
        let Some(address) = address else { return Ok(None) };
        let case = self.db.read().await?.case(row.case_id).await?;
        let written = case.and_then(|record| record.case.language);
        let reading = self.reading_or_written(row.person_id, written.as_deref()).await?;
        let locale = reading.locale;
        let view = self.consent_views(vec![row]).await?.pop().ok_or(DeskError::NotFound)?;
        let what = self.acts_and_fields(&view.row.acts, &view.row.fields, locale);
        let what = what.iter().map(|line| format!("  - {line}")).collect::<Vec<_>>().join("\n");
        let values = [
            ("number", &*view.number.to_string()),
            ("role", &house_mails::role(view.row.holder_role, locale)),
            ("what", &what),
            ("hours", &view.row.hours.to_string()),
            ("uses", &view.row.n_uses_max.to_string()),
            ("end", &house_mails::day_and_time(view.row.lapses_at, &reading)),
            ("link", &format!("{}/consents/{id}", self.config.public_url)),
        ];
        let mut text = CONSENT_TEXT.with(locale, &values);
        let token = self.consent_token(id);
        // What was asked before answers could come by mail has no place where they come to.
        let has_place = self.db.read().await?.consent_of_reply(&self.token_mac(&token)).await?;
        let ways = match has_place {
            Some(_) => self.ways_to_sign(view.row.person_id).await?,
            None => Vec::new(),
        };
        let may_sign = !ways.is_empty();
        if may_sign {
            let ways = match ways.as_slice() {
                [way] => way.title(),
                _ => CONSENT_EITHER_WAY.said(locale),
            };
            text.push_str(&CONSENT_SIGNED.with(locale, &[("ways", ways)]));
            text.push_str(&self.asked_lines(&view.row, view.number).lines().join("\n"));
            text.push('\n');
        }
        let subject = CONSENT_SUBJECT.with(locale, &[("number", &view.number.to_string())]);
        let mail = self.house_mail(address, subject, text, id.uuid().as_bytes());
        let reply_to = format!("case+{token}@{}", self.config.domain);
        let reply_to = Address::parse(&reply_to).ok().filter(|_| may_sign);
        Ok(mail.map(|mail| OutgoingMail { reply_to, ..mail }))
    }

    /// Says in words what acts on fields would do: one line for each act.
    fn acts_and_fields(
        &self,
        acts: &BTreeSet<Act>,
        fields: &BTreeSet<FieldKey>,
        locale: Locale,
    ) -> Vec<String> {
        let labels = fields.iter().map(|key| match self.field_named(key) {
            Some(field) => field.label.clone(),
            None => key.to_string(),
        });
        let labels = labels.collect::<Vec<_>>().join(", ");
        let values = [("fields", labels.as_str())];
        let line = |act: &Act| match act {
            Act::MessageUnseal => CONSENT_UNSEAL.said(locale).to_owned(),
            Act::FieldShow => CONSENT_SHOW.with(locale, &values),
            Act::FieldEdit => CONSENT_EDIT.with(locale, &values),
            Act::FieldDisclose => CONSENT_DISCLOSE.with(locale, &values),
            // Nothing else can be asked for (CONSENT_ACTS).
            other => authority::act_words(*other).to_owned(),
        };
        acts.iter().map(line).collect()
    }

    fn check_draft(&self, draft: &ConsentDraft) -> Result<(), DeskError> {
        let invalid = |field, words: String| Err(DeskError::Invalid { field, words });
        if draft.acts.is_empty() || !draft.acts.iter().all(|act| CONSENT_ACTS.contains(act)) {
            return invalid("acts", "say what you want to do".to_owned());
        }
        if draft.acts.iter().any(|act| *act != Act::MessageUnseal) && draft.fields.is_empty() {
            return invalid("fields", "say to which fields".to_owned());
        }
        if let Some(key) = draft.fields.iter().find(|key| self.field_named(key).is_none()) {
            return invalid("fields", format!("there is no field {key} in this installation"));
        }
        let n = draft.words.expose().trim().chars().count();
        if n == 0 || n > WORDS_CHARS_MAX {
            let words =
                format!("say in up to {WORDS_CHARS_MAX} characters why; the person reads it");
            return invalid("words", words);
        }
        if draft.hours == 0 || draft.hours > CONSENT_HOURS_MAX {
            return invalid("hours", format!("between 1 and {CONSENT_HOURS_MAX}"));
        }
        if draft.n_uses_max == 0 || draft.n_uses_max > CONSENT_USES_MAX {
            return invalid("n_uses_max", format!("between 1 and {CONSENT_USES_MAX}"));
        }
        Ok(())
    }

    /// Reads a request that was made to whoever asks; another person's is not there.
    async fn asked_consent(&self, actor: &Actor, id: ConsentId) -> Result<ConsentRow, DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        let row = self.db.read().await?.consent(id).await?;
        row.filter(|row| row.person_id == me).ok_or(DeskError::NotFound)
    }

    /// Makes terms of a choice. The same choice makes the same terms, so that what was shown, what was proved and
    /// what is given are one; the authority bears the id of the request.
    pub(crate) fn terms_of_choice(
        &self,
        row: &ConsentRow,
        choice: &ConsentChoice,
        identity: Identity,
    ) -> Result<Terms, DeskError> {
        let invalid =
            |field, words: &str| Err(DeskError::Invalid { field, words: words.to_owned() });
        if choice.acts.is_empty() || !choice.acts.is_subset(&row.acts) {
            return invalid("acts", "agree to at least one of what was asked, or decline");
        }
        if !choice.fields.is_subset(&row.fields)
            || (choice.fields.is_empty()
                && choice.acts.iter().any(|act| *act != Act::MessageUnseal))
        {
            return invalid("fields", "agree to at least one of the fields, or leave the act out");
        }
        if choice.hours == 0 || choice.hours > row.hours {
            return invalid("hours", "not longer than was asked");
        }
        if choice.n_uses_max == 0 || choice.n_uses_max > row.n_uses_max {
            return invalid("n_uses_max", "not more often than was asked");
        }
        let not_before = self.shown_moment(choice.shown_at)?;
        Ok(Terms {
            id: AuthorityId::from_uuid(row.id.uuid()),
            kind: AuthorityKind::Consent,
            number: None,
            issuer: Issuer { person_id: row.person_id, role: None, identity },
            holder: Holder::Role(row.holder_role),
            scope: Scope::Case(row.case_id),
            persons: [row.person_id].into(),
            acts: choice.acts.clone(),
            fields: choice.fields.clone(),
            not_before,
            expires_at: later(not_before, SignedDuration::from_hours(i64::from(choice.hours))),
            n_uses_max: choice.n_uses_max,
        })
    }

    async fn consent_views(&self, rows: Vec<ConsentRow>) -> Result<Vec<ConsentView>, DeskError> {
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            let record = self.db.read().await?.case(row.case_id).await?;
            let number = record.ok_or(DeskError::NotFound)?.case.number;
            let words = self.vault.open_text(words_cell(row.id), &row.words_sealed)?;
            views.push(ConsentView {
                number,
                words: words.unwrap_or_default(),
                asker: self.outward_name(row.asked_by).await?,
                has_lapsed: row.state == ConsentState::Asked && self.now() >= row.lapses_at,
                row,
            });
        }
        Ok(views)
    }

    pub(crate) async fn address_of(&self, id: PersonId) -> Result<Option<Address>, DeskError> {
        let mut reader = self.db.read().await?;
        Ok(self.open_party(&mut reader, id).await?.address)
    }
}

fn later(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.checked_add(span).unwrap_or(Timestamp::MAX)
}

const fn words_cell(id: ConsentId) -> Cell {
    Cell { table: "consents", column: "words_sealed", row: id.uuid() }
}
