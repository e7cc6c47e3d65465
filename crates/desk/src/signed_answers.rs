//! Answers by signed mail: who is asked for consent quotes the request in a mail that they sign, and so grants it,
//! narrows it or declines.
//!
//! Where a mail belongs is decided before and by other proof; a signature is no way into a case. What does not count is
//! an ordinary message with a line that says why, and nobody is answered differently for it.

use authority::{grant_digest, shown_digest};
use data_encoding::{BASE64, HEXLOWER};
use db::{ConsentRow, ConsentState, NewSignedAnswer};
use model::{
    Act, Actor, Asked, CaseId, CaseNumber, ConsentId, Identity, IncomingMail, IntakeId,
    PersonActor, PersonId, ProofId, QuotedAnswer, Resource, SignatureWay, SignedMail, SignedText,
    Terms, Via, quoted_request,
};
use serde_json::json;
use vault::{Cell, Owner};

use crate::{
    Desk, DeskError, accept::Route, consents::ConsentChoice, minting::Release, threading::Thread,
};

/// Octets of the digest of a request that stand in its mail: 128 bits, 32 hex digits.
const CODE_BYTES: usize = 16;

/// The change that tells somebody that consent was given in their name.
pub const CONSENT_GIVEN: &str = "consent_given";

/// The change that tells somebody that a request for their consent was declined.
pub const CONSENT_DECLINED: &str = "consent_declined";

/// What begins the line at a message that did not count.
const NOT_COUNTED: &str = "it quotes a request for consent, but does not count as an answer";

/// What begins it where nobody can say what the mail quotes.
const NOT_READ: &str =
    "it came to where a request for consent is answered, but does not count as an answer";

/// A signed answer, understood, before it is written.
struct Read<'a> {
    row: &'a ConsentRow,
    intake_id: IntakeId,
    way: SignatureWay,
    signed: &'a SignedText,
    message_id: Option<&'a str>,
}

impl Desk {
    /// Carries out the answer to a request for consent that a mail is, if it is one. Returns the words for its message
    /// where it quotes a request and does not count.
    pub(crate) async fn answer_by_mail(
        &self,
        intake_id: IntakeId,
        mail: &IncomingMail,
        sender: PersonId,
        thread: Thread,
    ) -> Result<Option<String>, DeskError> {
        let signed = match &mail.signed {
            Some(SignedMail { found: Ok(signed), way }) => Some((signed, *way)),
            _ => None,
        };
        // Of a signed mail only the signed part is read. Of others the quote is looked for to say why it does not count.
        let text = signed.map_or(&mail.text, |(signed, _)| &signed.text);
        let Some(quoted) = quoted_request(text.expose()) else {
            return self.why_unread(mail, sender).await;
        };
        let why = match quoted {
            Err(fault) => fault.to_string(),
            Ok(id) => {
                let Some(row) = self.request_here(id, thread).await? else {
                    return Ok(Some(format!("{NOT_COUNTED}: it quotes no request of this case")));
                };
                match self.answer_of(&row, intake_id, mail, sender, signed).await? {
                    None => return Ok(None),
                    Some(why) => why,
                }
            }
        };
        Ok(Some(format!("{NOT_COUNTED}: {why}")))
    }

    /// Says why a signature does not count that holds all of a mail within it: what it quotes is not seen then. So it is
    /// said where whoever was asked writes to where the answer comes.
    async fn why_unread(
        &self,
        mail: &IncomingMail,
        sender: PersonId,
    ) -> Result<Option<String>, DeskError> {
        let Some(SignedMail { found: Err(fault), .. }) = &mail.signed else { return Ok(None) };
        if !mail.text.expose().trim().is_empty() {
            return Ok(None);
        }
        let mut reader = self.db.read().await?;
        for address in &mail.recipients {
            let Route::Reply(token) = self.route(address) else { continue };
            let row = reader.consent_of_reply(&self.token_mac(&token)).await?;
            let is_asked =
                |row: ConsentRow| row.state == ConsentState::Asked && row.person_id == sender;
            if row.is_some_and(is_asked) {
                return Ok(Some(format!("{NOT_READ}: {fault}")));
            }
        }
        Ok(None)
    }

    /// Finds a request of the case that a mail belongs to; those of other cases are not there.
    async fn request_here(
        &self,
        id: ConsentId,
        thread: Thread,
    ) -> Result<Option<ConsentRow>, DeskError> {
        let Thread::Proven(case_id) = thread else { return Ok(None) };
        let row = self.db.read().await?.consent(id).await?;
        let Some(row) = row else { return Ok(None) };
        Ok((self.host_of(row.case_id).await? == case_id).then_some(row))
    }

    async fn host_of(&self, id: CaseId) -> Result<CaseId, DeskError> {
        let record = self.db.read().await?.case(id).await?;
        Ok(record.and_then(|record| record.merged_into).unwrap_or(id))
    }

    /// Answers a request, or says why not. `None` also where there is nothing to say.
    async fn answer_of(
        &self,
        row: &ConsentRow,
        intake_id: IntakeId,
        mail: &IncomingMail,
        sender: PersonId,
        signed: Option<(&SignedText, SignatureWay)>,
    ) -> Result<Option<String>, DeskError> {
        let refused = |words: &str| Ok(Some(words.to_owned()));
        if row.state != ConsentState::Asked {
            // It may be the very mail that answered: its message was not written before a crash.
            let is_this = self.db.read().await?.is_answered_by(row.id, intake_id).await?;
            // Whoever only goes on quoting is not told again and again.
            return if is_this || signed.is_none() {
                Ok(None)
            } else {
                refused("the request is answered already")
            };
        }
        let number = self.number_of_case(row.case_id).await?;
        let asked = self.asked_lines(row, number);
        // A question that quotes the request is a question.
        if signed.is_none() && asked.read(mail.text.expose()) == Err(model::QuoteFault::NoWord) {
            return Ok(None);
        }
        // Before anything is said of the signature: that would be said of whomever the sender claims to be.
        if sender != row.person_id {
            return refused("it is not from whoever was asked");
        }
        let Some((signed, way)) = signed else {
            return match &mail.signed {
                Some(SignedMail { found: Err(fault), .. }) => refused(&fault.to_string()),
                _ => refused("no signature encloses it"),
            };
        };
        if self.now() >= row.lapses_at {
            return refused("the request has lapsed");
        }
        if self.db.read().await?.staff_of_person(sender).await?.is_some() {
            return refused(
                "the house holds the signing keys of its staff, who answer on the page",
            );
        }
        let answer = match asked.read(signed.text.expose()) {
            Ok(answer) => answer,
            Err(fault) => return refused(&fault.to_string()),
        };
        if !self.is_admitted(row.case_id, mail, sender).await? {
            return refused("the house's policies do not take its message");
        }
        let message_id = mail.message_id.as_deref();
        let read = Read { row, intake_id, way, signed, message_id };
        match self.write_answer(&read, answer).await {
            Ok(why) => Ok(why.map(str::to_owned)),
            Err(DeskError::Denied(_)) => refused("the house's policies do not take it"),
            Err(DeskError::Invalid { words, .. }) => refused(&words),
            Err(error) => Err(error),
        }
    }

    /// Says whether a mail may be added to its case. What the case does not take answers nothing in it.
    async fn is_admitted(
        &self,
        case_id: CaseId,
        mail: &IncomingMail,
        sender: PersonId,
    ) -> Result<bool, DeskError> {
        let (record, queue) = self.case_and_queue(self.host_of(case_id).await?).await?;
        let resource = Resource::Case { case: record.case, queue };
        let (_, actor) = sender_of(mail, sender);
        Ok(self.authority.allows(&actor, Act::CaseAdd, &resource).is_allowed())
    }

    /// Writes an answer: evidence, token and state in one transaction. The words say what changed meanwhile.
    async fn write_answer(
        &self,
        read: &Read<'_>,
        answer: QuotedAnswer,
    ) -> Result<Option<&'static str>, DeskError> {
        let (row, now) = (read.row, self.now());
        // A signature by a key set down under a fresh proof, or by a trusted authority's certificate, leaves no doubt.
        let identity = Identity::Strong;
        let actor = Actor::Person(PersonActor {
            id: row.person_id,
            identity,
            via: Via::Mail,
            scopes: None,
        });
        let (act, state, terms, notice) = match answer {
            QuotedAnswer::Decline => {
                (Act::ConsentDecline, ConsentState::Declined, None, CONSENT_DECLINED)
            }
            QuotedAnswer::Grant(granted) => {
                let choice = ConsentChoice {
                    acts: granted.acts,
                    fields: granted.fields,
                    n_uses_max: granted.n_uses_max,
                    hours: granted.hours,
                    shown_at: now,
                };
                let terms = self.terms_of_choice(row, &choice, identity)?;
                (Act::ConsentGive, ConsentState::Given, Some(terms), CONSENT_GIVEN)
            }
        };
        let permit = self.ask(&actor, act, &Resource::Person(row.person_id)).await?;
        let id = ProofId::draw(now, &*self.chance);
        let evidence_sealed = self.sealed_evidence(id, read, terms.as_ref())?;
        // By the person's own key: once that is destroyed, nobody finds out by guessing what they wrote.
        let content = [read.signed.entity.expose().as_slice()];
        let content_mac = self.vault.person_mac(row.person_id, "signed answer", &content)?;
        let new = NewSignedAnswer {
            id,
            consent_id: row.id,
            person_id: row.person_id,
            intake_id: read.intake_id,
            way: read.way,
            content_mac: content_mac.ok_or(DeskError::Destroyed)?,
            evidence_sealed: &evidence_sealed,
        };
        let mut tx = self.db.write(permit).await?;
        // The key may have been removed since the signature was verified.
        let fingerprint = read.signed.fingerprint.expose();
        if read.way == SignatureWay::OpenPgp
            && !self.has_signature_key(&mut tx, row.person_id, fingerprint).await?
        {
            return Ok(Some("the sender has removed the key that signed it"));
        }
        if !tx.insert_signed_answer(&new, now).await? {
            return Ok(Some("the request is answered already"));
        }
        if let Some(terms) = &terms {
            let release = Release::SignedMail { id, person_id: row.person_id };
            self.mint(&mut tx, terms, release).await?;
        }
        let authority_id = terms.as_ref().map(|terms| terms.id);
        if !tx.answer_consent(row.id, state, authority_id, now).await? {
            return Ok(Some("the request is answered already, or has lapsed"));
        }
        // Whoever it was, the person hears of it at the address that is theirs.
        self.enqueue_notice(&mut tx, row.person_id, notice).await?;
        tx.commit().await?;
        self.enqueued.notify_one();
        metrics::counter!("desk.consent.signed").increment(1);
        Ok(None)
    }

    /// Seals what was signed, with the signature, by what it was verified and what came of it, so that anybody who is
    /// shown it can verify it, also when the key was removed or the house trusts others.
    fn sealed_evidence(
        &self,
        id: ProofId,
        read: &Read<'_>,
        terms: Option<&Terms>,
    ) -> Result<Vec<u8>, DeskError> {
        let verified_by = read.signed.verified_by.iter();
        let verified_by = verified_by.map(|octets| BASE64.encode(octets.expose()));
        let evidence = json!({
            "request": read.row.id.to_string(),
            "way": read.way.as_str(),
            "key": read.signed.fingerprint.expose(),
            "part": read.signed.part.expose(),
            "verified_by": verified_by.collect::<Vec<_>>(),
            "as_of": read.signed.at.to_string(),
            "answered_at": self.now().to_string(),
            "signed": BASE64.encode(read.signed.entity.expose()),
            "signature": BASE64.encode(read.signed.signature.expose()),
            "message_id": read.message_id,
            "digest": terms.map(|terms| HEXLOWER.encode(&grant_digest(terms))),
        });
        let cell = Cell { table: "signed_answers", column: "evidence_sealed", row: id.uuid() };
        let owner = Owner::Person(read.row.person_id);
        Ok(self.vault.seal(owner, cell, evidence.to_string().as_bytes())?)
    }

    /// Returns how somebody can sign an answer, and so what their mail tells them.
    pub(crate) async fn ways_to_sign(&self, id: PersonId) -> Result<Vec<SignatureWay>, DeskError> {
        let mut reader = self.db.read().await?;
        if reader.staff_of_person(id).await?.is_some() {
            return Ok(Vec::new());
        }
        let has_key = !reader.signature_keys(id).await?.is_empty();
        let smime = self.config.takes_certificates.then_some(SignatureWay::Smime);
        Ok(smime.into_iter().chain(has_key.then_some(SignatureWay::OpenPgp)).collect())
    }

    /// Returns the lines of a request, as its mail carries them and an answer quotes them.
    pub(crate) fn asked_lines(&self, row: &ConsentRow, number: CaseNumber) -> Asked {
        let label = |key: &model::FieldKey| match self.field_named(key) {
            Some(field) => field.label.clone(),
            None => key.to_string(),
        };
        Asked {
            id: row.id,
            code: code_of(row),
            number,
            role: row.holder_role,
            acts: row.acts.clone(),
            fields: row.fields.iter().map(|key| (key.clone(), label(key))).collect(),
            hours: row.hours,
            n_uses_max: row.n_uses_max,
        }
    }

    async fn number_of_case(&self, id: CaseId) -> Result<CaseNumber, DeskError> {
        let record = self.db.read().await?.case(id).await?;
        Ok(record.ok_or(DeskError::NotFound)?.case.number)
    }
}

/// Returns how sure it is who sent a mail, and whoever acts by it.
pub const fn sender_of(mail: &IncomingMail, sender: PersonId) -> (Identity, Actor) {
    let identity = if mail.is_aligned { Identity::AddressControlled } else { Identity::Unknown };
    let actor = PersonActor { id: sender, identity, via: Via::Mail, scopes: None };
    (identity, Actor::Person(actor))
}

/// Digests all that is asked, the sealed reason too: what the quote is of cannot be exchanged behind its back.
fn code_of(row: &ConsentRow) -> String {
    let acts = row.acts.iter().map(|act| act.as_str()).collect::<Vec<_>>().join(" ");
    let fields = row.fields.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let lapses = row.lapses_at.as_microsecond();
    let digest = shown_digest(
        "consent request",
        &[
            row.id.uuid().as_bytes(),
            row.case_id.uuid().as_bytes(),
            row.person_id.uuid().as_bytes(),
            row.asked_by.uuid().as_bytes(),
            row.holder_role.as_str().as_bytes(),
            acts.as_bytes(),
            fields.as_bytes(),
            &row.words_sealed,
            &row.n_uses_max.to_be_bytes(),
            &row.hours.to_be_bytes(),
            &lapses.to_be_bytes(),
        ],
    );
    HEXLOWER.encode(digest.get(..CODE_BYTES).unwrap_or_default())
}
