//! Signatures under rulings: what each is over, by which key; and the marks by which a published text is compared with
//! what was signed.

use jiff::Timestamp;
use model::{RulingId, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// A signature under a ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureRow {
    /// Who signed.
    pub staff_id: StaffId,
    /// True where they signed for the board.
    pub is_of_board: bool,
    /// What they signed.
    pub digest: [u8; 32],
    /// When.
    pub at: Timestamp,
    /// The statement that their key signed; none where a ruling was signed before keys did.
    pub signed: Option<Signed>,
}

/// A statement with its signature. It holds ids and digests only, and is for everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The lines that are signed.
    pub statement: String,
    /// The public key, in hex digits.
    pub public_key: String,
    /// The Ed25519 signature.
    pub signature: Vec<u8>,
    /// The proof by which the key was released.
    pub proof_id: Uuid,
}

/// The marks of a ruling's paragraphs, and what opens them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarksRow {
    /// The marks in hex digits, one line for each paragraph.
    pub marks: String,
    /// The seed of their salts, sealed with the dispute.
    pub seed_sealed: Vec<u8>,
    /// The salts of what was published as it was signed: one line for each paragraph, `-` where it was struck.
    pub published_salts: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    staff_id: Uuid,
    is_of_board: bool,
    digest: Vec<u8>,
    at: i64,
    statement: Option<String>,
    public_key: Option<String>,
    signature: Option<Vec<u8>>,
    proof_id: Option<Uuid>,
}

impl Reader {
    /// Returns who signed a ruling.
    pub async fn ruling_signatures(&mut self, id: RulingId) -> Result<Vec<SignatureRow>, DbError> {
        let at = At { table: "ruling_signatures", id: id.uuid() };
        let mut found = Vec::new();
        for row in fetch_all!(self, Row, SIGNATURES, id.uuid()) {
            let parts = row.statement.zip(row.public_key).zip(row.signature.zip(row.proof_id));
            found.push(SignatureRow {
                staff_id: StaffId::from_uuid(row.staff_id),
                is_of_board: row.is_of_board,
                digest: at.need("digest", row.digest.try_into().ok())?,
                at: timestamp_of_micros(row.at),
                signed: parts.map(|((statement, public_key), (signature, proof_id))| Signed {
                    statement,
                    public_key,
                    signature,
                    proof_id,
                }),
            });
        }
        Ok(found)
    }

    /// Returns the marks of a ruling; none of one that was made before there were any.
    pub async fn ruling_marks(&mut self, id: RulingId) -> Result<Option<MarksRow>, DbError> {
        let row = fetch_optional!(
            self,
            (Option<String>, Option<Vec<u8>>, Option<String>),
            MARKS,
            id.uuid()
        );
        Ok(row.and_then(|(marks, seed_sealed, published_salts)| {
            Some(MarksRow { marks: marks?, seed_sealed: seed_sealed?, published_salts })
        }))
    }
}

impl WriteTx {
    /// Signs a ruling; says false where they did before.
    pub async fn insert_signature(
        &mut self,
        id: RulingId,
        signature: &SignatureRow,
    ) -> Result<bool, DbError> {
        let staff = signature.staff_id.uuid();
        let signed = signature.signed.as_ref();
        let bytes = signed.map(|signed| signed.signature.as_slice());
        self.changed(
            "ruling_signature",
            &[id.uuid().as_bytes(), staff.as_bytes(), &signature.digest, bytes.unwrap_or_default()],
        );
        let n = execute!(
            self,
            INSERT_SIGNATURE,
            id.uuid(),
            staff,
            signature.is_of_board,
            signature.digest.as_slice(),
            micros(signature.at),
            signed.map(|signed| signed.statement.as_str()),
            signed.map(|signed| signed.public_key.as_str()),
            bytes,
            signed.map(|signed| signed.proof_id),
        );
        Ok(n == 1)
    }

    /// Keeps the marks of a ruling's paragraphs.
    pub async fn put_ruling_marks(
        &mut self,
        id: RulingId,
        marks: &str,
        seed_sealed: &[u8],
    ) -> Result<(), DbError> {
        self.changed("ruling_marks", &[id.uuid().as_bytes(), marks.as_bytes()]);
        execute!(self, PUT_MARKS, id.uuid(), marks, seed_sealed);
        Ok(())
    }

    /// Publishes the salts of the paragraphs that are published as they were signed.
    pub async fn publish_salts(&mut self, id: RulingId, salts: &str) -> Result<(), DbError> {
        self.changed("ruling_salts", &[id.uuid().as_bytes(), salts.as_bytes()]);
        execute!(self, PUBLISH_SALTS, id.uuid(), salts);
        Ok(())
    }
}

statements! {
    SIGNATURES = "select staff_id, is_of_board, digest, at, statement, public_key, signature, proof_id
        from ruling_signatures where ruling_id = $1 order by at, staff_id";
    MARKS = "select marks, seed_sealed, published_salts from rulings where id = $1";
    INSERT_SIGNATURE = "insert into ruling_signatures (ruling_id, staff_id, is_of_board, digest, at, statement,
        public_key, signature, proof_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing";
    PUT_MARKS = "update rulings set marks = $2, seed_sealed = $3 where id = $1 and marks is null";
    PUBLISH_SALTS = "update rulings set published_salts = $2 where id = $1 and published_salts is null";
}
