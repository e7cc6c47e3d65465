//! Fresh proofs that somebody who is signed in is who they are: kept with their evidence, each used for one act.

use jiff::{SignedDuration, Timestamp};
use model::{PersonId, ProofId, ProofWay, SessionId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, rows::At};

/// How long a proof is fresh, in seconds.
pub const PROOF_SECS: i64 = 5 * 60;

/// A proof, as kept.
#[derive(Clone, Debug)]
pub struct ProofRow {
    /// Its id, which the seal of its evidence is bound to.
    pub id: ProofId,
    /// Who gave it.
    pub person_id: PersonId,
    /// In which session.
    pub session_id: SessionId,
    /// By what.
    pub way: ProofWay,
    /// Keyed digest of the digest of what was shown.
    pub digest_mac: [u8; 32],
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    way: String,
    at: i64,
}

impl Reader {
    /// Returns the newest proof that this session gave of this, while it is fresh and unused.
    pub async fn standing_proof(
        &mut self,
        person_id: PersonId,
        session_id: SessionId,
        digest_mac: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<ProofRow>, DbError> {
        let row = fetch_optional!(
            self,
            Row,
            STANDING_PROOF,
            person_id.uuid(),
            session_id.uuid(),
            digest_mac.as_slice(),
            fresh_since(now),
        );
        row.map(|row| {
            Ok(ProofRow {
                id: ProofId::from_uuid(row.id),
                person_id,
                session_id,
                way: At { table: "proofs", id: row.id }.need("way", ProofWay::of_str(&row.way))?,
                digest_mac: *digest_mac,
                at: timestamp_of_micros(row.at),
            })
        })
        .transpose()
    }
}

impl BookTx {
    /// Keeps a proof with its evidence, sealed to the person.
    pub async fn insert_proof(
        &mut self,
        new: &ProofRow,
        evidence_sealed: &[u8],
    ) -> Result<(), DbError> {
        execute!(
            self,
            INSERT_PROOF,
            new.id.uuid(),
            new.person_id.uuid(),
            new.session_id.uuid(),
            new.way.as_str(),
            new.digest_mac.as_slice(),
            evidence_sealed,
            micros(new.at),
        );
        Ok(())
    }
}

impl WriteTx {
    /// Uses a proof up for this act, whose entry it is kept with. One that was used, is too old or is of something
    /// else leaves the act undone.
    pub async fn use_proof(
        &mut self,
        id: ProofId,
        person_id: PersonId,
        digest_mac: &[u8; 32],
        now: Timestamp,
    ) -> Result<(), DbError> {
        self.changed("proof", &[id.uuid().as_bytes()]);
        let entry_id = self.entry_id().uuid();
        let n = execute!(
            self,
            USE_PROOF,
            id.uuid(),
            person_id.uuid(),
            digest_mac.as_slice(),
            fresh_since(now),
            micros(now),
            entry_id,
        );
        if n != 1 {
            return Err(DbError::PermitStale { what: "the proof was used, or is too old" });
        }
        Ok(())
    }
}

fn fresh_since(now: Timestamp) -> i64 {
    let since = now.saturating_sub(SignedDuration::from_secs(PROOF_SECS));
    micros(since.unwrap_or(Timestamp::MIN))
}

statements! {
    STANDING_PROOF = "select id, way, at from proofs where person_id = $1 and session_id = $2
        and digest_mac = $3 and at > $4 and used_at is null order by at desc, id desc limit 1";
    INSERT_PROOF = "insert into proofs (id, person_id, session_id, way, digest_mac, evidence_sealed, at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    USE_PROOF = "update proofs set used_at = $5, entry_id = $6 where id = $1 and person_id = $2
        and digest_mac = $3 and at > $4 and used_at is null";
}
