//! The keys under rulings: a fresh proof of just this text releases the signer's key, which signs a statement of it and
//! the grants of its directions.

use authority::{
    Proof, RulingStatement, paragraph_mark, paragraph_salt, paragraphs, ruling_statement,
    shown_digest,
};
use data_encoding::HEXLOWER;
use db::{SignatureRow, Signed, WriteTx};
use jiff::Timestamp;
use model::{Actor, Role, Ruling, RulingNumber, StaffActor};
use vault::{Cell, Owner};

use crate::{Desk, DeskError, disputes::DirectionView};

/// What stands in place of a salt that is not published.
const WITHHELD: &str = "-";

/// A ruling that somebody is about to sign: what they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulingShown {
    /// Its number.
    pub number: RulingNumber,
    /// The digest that a proof for signing it is of.
    pub digest: [u8; 32],
}

/// What a draft of a ruling would sign.
#[derive(Clone, Debug)]
pub struct RulingPreview {
    /// Its number, and what the proof is of.
    pub shown: RulingShown,
    /// What it gives somebody to do, in words.
    pub directions: Vec<DirectionView>,
    /// How many must sign it.
    pub n_needed: i64,
}

/// Somebody who signs a ruling, and by which proof.
pub(crate) struct Signer<'a> {
    pub(crate) staff: &'a StaffActor,
    pub(crate) role: Role,
    pub(crate) proof: &'a Proof,
    pub(crate) at: Timestamp,
}

/// The marks of a ruling's paragraphs, and the seed of their salts.
pub(crate) struct Marks {
    seed: [u8; 32],
    pub(crate) marks: Vec<[u8; 32]>,
}

impl RulingShown {
    /// Both the first to sign and the others prove the same: the number and the keyed digest of text and directions.
    pub(crate) fn of(number: RulingNumber, digest: &[u8; 32]) -> Self {
        let shown = shown_digest("ruling.sign", &[number.to_string().as_bytes(), digest]);
        Self { number, digest: shown }
    }

    /// Passes a proof of just this, given by whoever acts in the session they act in.
    pub(crate) fn signer<'a>(
        self,
        actor: &Actor,
        (staff, role): (&'a StaffActor, Role),
        proof: Option<&'a Proof>,
        at: Timestamp,
    ) -> Result<Signer<'a>, DeskError> {
        let is_for_this = |proof: &&Proof| {
            proof.person_id() == staff.person_id
                && Some(proof.session_id()) == actor.session_id()
                && proof.digest() == self.digest
        };
        let proof = proof.filter(is_for_this).ok_or(DeskError::NeedsProof)?;
        Ok(Signer { staff, role, proof, at })
    }
}

impl Desk {
    /// Marks the paragraphs of a redacted text under salts that nobody knows yet.
    pub(crate) fn marks_of(&self, text: &str) -> Marks {
        let seed = self.chance.bytes();
        let mark = |(index, words)| paragraph_mark(&paragraph_salt(&seed, index), words);
        Marks { seed, marks: paragraphs(text).enumerate().map(mark).collect() }
    }

    /// Keeps the marks of a new ruling. The seed goes with the dispute: once that is destroyed, nobody tries out what
    /// stood in a struck paragraph.
    pub(crate) async fn put_marks(
        &self,
        tx: &mut WriteTx,
        ruling: &Ruling,
        marks: &Marks,
    ) -> Result<(), DeskError> {
        let lines: Vec<String> = marks.marks.iter().map(|mark| HEXLOWER.encode(mark)).collect();
        let owner = Owner::Case(ruling.case_id);
        let sealed = self.vault.seal(owner, seed_cell(ruling), &marks.seed)?;
        Ok(tx.put_ruling_marks(ruling.id, &lines.join("\n"), &sealed).await?)
    }

    /// Signs a ruling in the transaction of the act: uses the proof up and the key once. Says false where they signed
    /// before.
    pub(crate) async fn put_signature(
        &self,
        tx: &mut WriteTx,
        ruling: &Ruling,
        marks: &[[u8; 32]],
        signer: &Signer<'_>,
    ) -> Result<bool, DeskError> {
        let Signer { staff, role, proof, at } = *signer;
        proof.use_in(tx, at).await?;
        let key = self.issuer_key(tx, staff.person_id).await?;
        let statement = ruling_statement(&RulingStatement {
            number: ruling.number,
            is_interim: ruling.is_interim,
            is_sealed: ruling.is_sealed,
            digest: &ruling.digest,
            marks,
            person_id: staff.person_id,
            role,
            identity: proof.identity(),
            at,
        });
        let signature = key.sign(&statement);
        let signature = signature.map_err(|_| DeskError::Content { what: "signature" })?;
        let signed = Signed {
            statement,
            public_key: key.public_hex(),
            signature,
            proof_id: proof.id().uuid(),
        };
        let row = SignatureRow {
            staff_id: staff.id,
            is_of_board: role == Role::BoardMember,
            digest: ruling.digest,
            at,
            signed: Some(signed),
        };
        Ok(tx.insert_signature(ruling.id, &row).await?)
    }

    /// Returns the salts of the paragraphs that are published as they were signed; where more was struck, none.
    pub(crate) async fn salts_of(
        &self,
        ruling: &Ruling,
        published: &str,
    ) -> Result<Option<String>, DeskError> {
        let Some(row) = self.db.read().await?.ruling_marks(ruling.id).await? else {
            return Ok(None);
        };
        let seed = self.vault.open_cell(seed_cell(ruling), &row.seed_sealed)?;
        let Some(seed) = seed.and_then(|seed| seed.expose().as_slice().try_into().ok()) else {
            return Ok(None);
        };
        let seed: [u8; 32] = seed;
        let marks = read_marks(&row.marks)?;
        let salts =
            marks.iter().zip(paragraphs(published)).enumerate().map(|(index, (mark, words))| {
                let salt = paragraph_salt(&seed, index);
                let is_whole = paragraph_mark(&salt, words) == *mark;
                if is_whole { HEXLOWER.encode(&salt) } else { WITHHELD.to_owned() }
            });
        Ok(Some(salts.collect::<Vec<_>>().join("\n")))
    }
}

/// Reads marks as they are kept.
pub(crate) fn read_marks(lines: &str) -> Result<Vec<[u8; 32]>, DeskError> {
    let mark = |line: &str| HEXLOWER.decode(line.as_bytes()).ok()?.try_into().ok();
    let marks: Option<Vec<[u8; 32]>> = lines.lines().map(mark).collect();
    marks.ok_or(DeskError::Content { what: "marks" })
}

const fn seed_cell(ruling: &Ruling) -> Cell {
    Cell { table: "rulings", column: "seed_sealed", row: ruling.id.uuid() }
}
