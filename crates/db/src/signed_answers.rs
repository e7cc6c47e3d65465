//! Answers to requests for consent that came by signed mail: one for each request, with what was signed as evidence.

use jiff::Timestamp;
use model::{ConsentId, IntakeId, MessageId, PersonId, ProofId, SignatureWay, micros};
use uuid::Uuid;

use crate::{ConsentState, DbError, Reader, WriteTx, rows::At};

/// An answer to be kept.
#[derive(Clone, Debug)]
pub struct NewSignedAnswer<'a> {
    /// Its id, which the seal of its evidence is bound to; an authority names it as the proof that it rests on.
    pub id: ProofId,
    /// The request that it answers.
    pub consent_id: ConsentId,
    /// Who signed it.
    pub person_id: PersonId,
    /// The mail that it came in.
    pub intake_id: IntakeId,
    /// How it was signed.
    pub way: SignatureWay,
    /// Keyed digest of what was signed.
    pub content_mac: [u8; 32],
    /// What was signed and the signature, sealed to the person.
    pub evidence_sealed: &'a [u8],
}

impl Reader {
    /// Says whether the mail of an intake has answered a request before.
    pub async fn is_answered_by(
        &mut self,
        consent_id: ConsentId,
        intake_id: IntakeId,
    ) -> Result<bool, DbError> {
        let row = fetch_optional!(self, (i64,), ANSWERED_BY, consent_id.uuid(), intake_id.uuid());
        Ok(row.is_some_and(|(n,)| n > 0))
    }

    /// Says whether the mail of an intake has answered any request.
    pub async fn is_answer(&mut self, intake_id: IntakeId) -> Result<bool, DbError> {
        let row = fetch_optional!(self, (i64,), ANSWERED_ANY, intake_id.uuid());
        Ok(row.is_some_and(|(n,)| n > 0))
    }

    /// Returns what an answer rests on, sealed; for whoever shows that it was given.
    pub async fn signed_evidence(
        &mut self,
        consent_id: ConsentId,
    ) -> Result<Option<(ProofId, Vec<u8>)>, DbError> {
        let row = fetch_optional!(self, (Uuid, Option<Vec<u8>>), EVIDENCE, consent_id.uuid());
        Ok(row.and_then(|(id, sealed)| Some((ProofId::from_uuid(id), sealed?))))
    }

    /// Returns how a message was signed that answered a request, and how it answered.
    pub async fn signed_answer_of_message(
        &mut self,
        id: MessageId,
    ) -> Result<Option<(SignatureWay, ConsentState)>, DbError> {
        let row = fetch_optional!(self, (Uuid, String, String), OF_MESSAGE, id.uuid());
        row.map(|(id, way, state)| {
            let at = At { table: "signed_answers", id };
            Ok((
                at.need("way", SignatureWay::of_str(&way))?,
                at.need("state", ConsentState::of_str(&state))?,
            ))
        })
        .transpose()
    }
}

impl WriteTx {
    /// Keeps an answer with its evidence; false when the request or this very text has answered before.
    pub async fn insert_signed_answer(
        &mut self,
        new: &NewSignedAnswer<'_>,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("signed_answer", &[new.id.uuid().as_bytes(), &new.content_mac]);
        let entry_id = self.entry_id().uuid();
        let n = execute!(
            self,
            INSERT_SIGNED_ANSWER,
            new.id.uuid(),
            new.consent_id.uuid(),
            new.person_id.uuid(),
            new.intake_id.uuid(),
            new.way.as_str(),
            new.content_mac.as_slice(),
            new.evidence_sealed,
            micros(now),
            entry_id,
        );
        Ok(n == 1)
    }
}

statements! {
    ANSWERED_BY = "select count(*) from signed_answers where consent_id = $1 and intake_id = $2";
    ANSWERED_ANY = "select count(*) from signed_answers where intake_id = $1";
    EVIDENCE = "select id, evidence_sealed from signed_answers where consent_id = $1";
    OF_MESSAGE = "select s.id, s.way, c.state from signed_answers s join intakes i on i.id = s.intake_id
        join consents c on c.id = s.consent_id where i.message_id = $1";
    INSERT_SIGNED_ANSWER = "insert into signed_answers (id, consent_id, person_id, intake_id, way, content_mac,
        evidence_sealed, at, entry_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing";
}
