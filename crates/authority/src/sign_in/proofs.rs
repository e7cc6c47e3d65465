//! Fresh proofs: somebody who is signed in shows anew that it is them, for one thing that they were shown.
//!
//! A proof is bound on the server to the person, the session and the digest of what was shown, and is taken only where the
//! proof of just that was begun in this session; a passkey's challenge is made of these, so that its signature covers them.
//! A code covers nothing: it is bound by the server alone. It is fresh for five minutes and used once, in the
//! transaction of the act that it is for.

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;
use db::{BookTx, DbError, ProofRow, WriteTx};
use jiff::Timestamp;
use model::{FactorId, Identity, PersonId, Personal, ProofId, ProofWay, SessionId};
use serde_json::{Value, json};
use vault::{Cell, Owner};

use super::{
    SignIn, SignInError, challenges::Slot, factors::Opened, passkeys::KeptPasskey, recovery,
};

/// Octets of chance in a proof's challenge, beside what it is made of.
const NONCE_BYTES: usize = 32;

/// By what somebody may show that it is them.
#[derive(Debug)]
pub struct ProofOffer {
    /// What the browser is asked for a passkey, as JSON; `None` where the person has none for this site.
    pub passkey_options_json: Option<Personal<String>>,
    /// True where a code of the authenticator app or a recovery code would do.
    pub takes_code: bool,
}

/// How somebody shows that it is them.
#[derive(Debug)]
pub enum ProofAnswer {
    /// The browser's answer for a passkey, as JSON.
    Passkey(Personal<String>),
    /// A code of the authenticator app, or a recovery code.
    Code(Personal<String>),
}

/// Why there is no proof.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The answer does not fit, was used before, or came too late. It is not said which.
    #[error("this did not prove that it is you; try again")]
    Wrong,
    /// Something failed on our side, or was tried too often.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

/// Somebody has shown that it is them, and what they were shown. Made here only.
#[derive(Clone, Debug)]
pub struct Proof {
    id: ProofId,
    person_id: PersonId,
    session_id: SessionId,
    way: ProofWay,
    digest: [u8; 32],
    digest_mac: [u8; 32],
    at: Timestamp,
}

/// What was shown: by what way, the passkey or app if it was one, and the evidence.
struct Shown {
    way: ProofWay,
    factor_id: Option<FactorId>,
    given: Value,
}

/// Digests what somebody is shown: the kind of thing, and its parts, each bound to its length.
pub fn shown_digest(what: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in [what.as_bytes()].iter().chain(parts) {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    octets(&context.finish())
}

impl ProofOffer {
    /// Says whether the person has anything to show.
    pub const fn is_possible(&self) -> bool {
        self.passkey_options_json.is_some() || self.takes_code
    }

    /// Says what to do for who has nothing to show.
    pub fn remedy(&self) -> Option<&'static str> {
        (!self.is_possible()).then_some(
            "You have nothing to show yet. Set up a passkey or an authenticator app first; who has lost \
             theirs asks the operators of this house.",
        )
    }
}

impl Proof {
    /// Returns its id, by which its evidence is found.
    pub const fn id(&self) -> ProofId {
        self.id
    }

    /// Returns who gave it.
    pub const fn person_id(&self) -> PersonId {
        self.person_id
    }

    /// Returns the session in which it was given.
    pub const fn session_id(&self) -> SessionId {
        self.session_id
    }

    /// Returns how sure of the person it makes us.
    pub const fn identity(&self) -> Identity {
        self.way.identity()
    }

    /// Returns by what it was given.
    pub const fn way(&self) -> ProofWay {
        self.way
    }

    /// Returns the digest of what was shown.
    pub const fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// Returns when it was given.
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// Uses it up for an act. One that was used or is too old leaves the act undone.
    pub async fn use_in(&self, tx: &mut WriteTx, now: Timestamp) -> Result<(), DbError> {
        tx.use_proof(self.id, self.person_id, &self.digest_mac, now).await
    }
}

impl SignIn {
    /// Says by what a person may show that it is them, and begins it.
    pub async fn begin_proof(
        &self,
        person_id: PersonId,
        session_id: SessionId,
        digest: [u8; 32],
    ) -> Result<ProofOffer, SignInError> {
        let Opened { passkeys: held, totp, .. } = self.open_factors(person_id).await?;
        let n_codes = self.db.read().await?.n_recovery_codes(person_id).await?;
        let takes_code = totp.is_some() || n_codes > 0;
        let mut state = json!({});
        let mut passkey_options_json = None;
        if let Some(passkeys) = self.site.passkeys.as_ref().filter(|_| !held.is_empty()) {
            let held: Vec<KeptPasskey> = held.into_iter().map(|(_, kept)| kept).collect();
            let nonce: [u8; NONCE_BYTES] = self.chance.bytes();
            let challenge = challenge_of(&nonce, person_id, session_id, &digest);
            let begun = passkeys.begin_assertion(&held, challenge).ok_or(SignInError::Passkeys)?;
            state = json!({ "nonce": HEXLOWER.encode(&nonce), "state": begun.state });
            passkey_options_json = Some(begun.options);
        }
        let offer = ProofOffer { passkey_options_json, takes_code };
        if !offer.is_possible() {
            return Ok(offer);
        }
        let slot = Slot::Proof { person_id, session_id, digest };
        let mut tx = self.db.bookkeeping().await?;
        self.put_challenge(&mut tx, &slot, &state, self.clock.now()).await?;
        tx.commit().await?;
        Ok(offer)
    }

    /// Takes the answer, and keeps the proof with its evidence. The session is known the better for it.
    pub async fn finish_proof(
        &self,
        person_id: PersonId,
        session_id: SessionId,
        digest: [u8; 32],
        answer: &ProofAnswer,
    ) -> Result<Proof, ProofError> {
        let slot = Slot::Proof { person_id, session_id, digest };
        let now = self.clock.now();
        let found = match answer {
            ProofAnswer::Passkey(answer) => self.shown_passkey(&slot, person_id, answer).await?,
            ProofAnswer::Code(code) => self.shown_code(&slot, person_id, code).await?,
        };
        let Shown { way, factor_id, given } = found.ok_or(ProofError::Wrong)?;
        let proof = Proof {
            id: ProofId::draw(now, &*self.chance),
            person_id,
            session_id,
            way,
            digest,
            digest_mac: self.digest_mac(person_id, &digest),
            at: now,
        };
        let cell = evidence_cell(proof.id);
        let evidence = json!({ "digest": HEXLOWER.encode(&digest), "given": given }).to_string();
        let sealed = self
            .vault
            .seal(Owner::Person(person_id), cell, evidence.as_bytes())
            .map_err(SignInError::from)?;
        let mut tx = self.db.bookkeeping().await.map_err(SignInError::from)?;
        self.keep_proof(&mut tx, &proof, factor_id, &sealed).await?;
        tx.commit().await.map_err(SignInError::from)?;
        Ok(proof)
    }

    /// Returns the proof of this that the session gave a moment ago and that nothing has used yet.
    pub async fn standing_proof(
        &self,
        person_id: PersonId,
        session_id: SessionId,
        digest: [u8; 32],
    ) -> Result<Option<Proof>, SignInError> {
        let mac = self.digest_mac(person_id, &digest);
        let mut reader = self.db.read().await?;
        let row = reader.standing_proof(person_id, session_id, &mac, self.clock.now()).await?;
        Ok(row.map(|row| Proof {
            id: row.id,
            person_id,
            session_id,
            way: row.way,
            digest,
            digest_mac: mac,
            at: row.at,
        }))
    }

    async fn shown_passkey(
        &self,
        slot: &Slot<'_>,
        person_id: PersonId,
        answer: &Personal<String>,
    ) -> Result<Option<Shown>, SignInError> {
        let now = self.clock.now();
        let mut tx = self.db.bookkeeping().await?;
        let begun = self.take_challenge(&mut tx, slot, now).await?;
        let asserted = match (&self.site.passkeys, begun) {
            (Some(passkeys), Some(mut begun)) => {
                let state = begun.get_mut("state").map(Value::take).unwrap_or_default();
                let asserted = passkeys.finish_assertion(state, answer.expose());
                asserted.filter(|asserted| asserted.is_user_verified).map(|found| (found, begun))
            }
            _ => None,
        };
        // The passkey must still be the person's: it may have been removed since it was asked for.
        let row = match &asserted {
            Some((asserted, _)) => {
                let mac = self.credential_mac(&asserted.credential_id);
                tx.factor_of_credential(&mac).await?.filter(|row| row.person_id == person_id)
            }
            None => None,
        };
        let (Some((asserted, begun)), Some(row)) = (asserted, row) else {
            tx.commit().await?;
            return Ok(None);
        };
        let secret = self.open_secret(&row)?;
        let kept = secret.and_then(|secret| KeptPasskey::read(&secret));
        let mut kept = kept.ok_or(SignInError::Kept(row.id))?;
        let moved = kept.note(&asserted);
        let sealed = moved.then(|| self.reseal(row.id, person_id, &kept)).transpose()?;
        tx.note_factor(row.id, sealed.as_deref(), now).await?;
        tx.commit().await?;
        let answer: Value = serde_json::from_str(answer.expose()).unwrap_or_default();
        let nonce = begun.get("nonce");
        let given = json!({ "nonce": nonce, "factor": row.id.to_string(), "answer": answer });
        Ok(Some(Shown { way: ProofWay::Passkey, factor_id: Some(row.id), given }))
    }

    // A code says nothing of what it is for. So it counts only for what this session was shown a moment ago, and once; where
    // nothing was, it is not even tried.
    async fn shown_code(
        &self,
        slot: &Slot<'_>,
        person_id: PersonId,
        code: &Personal<String>,
    ) -> Result<Option<Shown>, SignInError> {
        let now = self.clock.now();
        if self.standing_challenge(slot, now).await?.is_none() {
            return Ok(None);
        }
        self.brake_codes(person_id).await?;
        let totp = self.open_factors(person_id).await?.totp;
        let step = totp.and_then(|(id, secret)| Some((id, secret.step_of(code.expose(), now)?)));
        let mac = recovery::mac_of(person_id, code.expose(), &self.vault);
        let mut tx = self.db.bookkeeping().await?;
        if self.take_challenge(&mut tx, slot, now).await?.is_none() {
            return Ok(None);
        }
        let found = match step {
            Some((id, step)) => {
                let given = json!({ "factor": id.to_string(), "step": step });
                let is_new = tx.use_totp_step(id, step, now).await?;
                is_new.then_some(Shown { way: ProofWay::Totp, factor_id: Some(id), given })
            }
            None => {
                let is_new = tx.use_recovery_code(person_id, &mac, now).await?;
                let given = json!({ "code": HEXLOWER.encode(&mac) });
                is_new.then_some(Shown { way: ProofWay::RecoveryCode, factor_id: None, given })
            }
        };
        // A wrong code leaves what was begun: the brake counts it.
        if found.is_some() {
            tx.commit().await?;
        }
        Ok(found)
    }

    async fn keep_proof(
        &self,
        tx: &mut BookTx,
        proof: &Proof,
        shown: Option<FactorId>,
        evidence_sealed: &[u8],
    ) -> Result<(), SignInError> {
        let row = ProofRow {
            id: proof.id,
            person_id: proof.person_id,
            session_id: proof.session_id,
            way: proof.way,
            digest_mac: proof.digest_mac,
            at: proof.at,
        };
        tx.insert_proof(&row, evidence_sealed).await?;
        let now = proof.at;
        let oldest_use = super::earlier(now, super::SESSION_IDLE_SECS);
        let sessions = tx.sessions_of_person(proof.person_id, now, oldest_use).await?;
        if let Some(session) = sessions.iter().find(|session| session.id == proof.session_id) {
            let way = session.way.with_proof(proof.way);
            let identity = session.identity.max(way.identity());
            // What they had longest counts: a meeting counts beside what they had then, and they showed that here.
            let held = tx.factors(proof.person_id).await?;
            let held = held.iter().filter(|row| [session.factor_id, shown].contains(&Some(row.id)));
            let factor_id = held.min_by_key(|row| row.created_at).map(|row| row.id);
            tx.raise_session(session.id, identity, way, factor_id).await?;
        }
        Ok(())
    }

    /// What was shown may be guessed by whoever has the database; its digest is keyed.
    fn digest_mac(&self, person_id: PersonId, digest: &[u8; 32]) -> [u8; 32] {
        self.vault.mac("proof", &[person_id.uuid().as_bytes(), digest])
    }
}

/// Makes the challenge that a passkey signs. The nonce is kept with the evidence, so that anybody who is shown both
/// can make it again and see what was signed.
fn challenge_of(
    nonce: &[u8; NONCE_BYTES],
    person_id: PersonId,
    session_id: SessionId,
    digest: &[u8; 32],
) -> [u8; 32] {
    let (person, session) = (person_id.uuid(), session_id.uuid());
    shown_digest("chancery proof", &[nonce, person.as_bytes(), session.as_bytes(), digest])
}

fn octets(digest: &digest::Digest) -> [u8; 32] {
    let mut octets = [0; 32];
    for (to, from) in octets.iter_mut().zip(digest.as_ref()) {
        *to = *from;
    }
    octets
}

const fn evidence_cell(id: ProofId) -> Cell {
    Cell { table: "proofs", column: "evidence_sealed", row: id.uuid() }
}
