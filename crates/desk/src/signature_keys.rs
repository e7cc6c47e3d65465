//! OpenPGP keys that people set down while it is sure that it is them: by these their signed answers are verified.
//!
//! They are something by which a person shows who they are, so the acts are those of factors.

use authority::{Proof, shown_digest};
use db::{Reader, SignatureKeyRow};
use jiff::Timestamp;
use model::{Act, Actor, Address, Identity, PersonId, Personal, Resource, SignatureKeyId};
use vault::{Cell, Owner};

use crate::{Desk, DeskError, factors::has_something_to_show};

/// Keys that one person may set down.
pub const SIGNATURE_KEYS_MAX: usize = 4;

/// Octets of a key.
const KEY_BYTES_MAX: usize = 64 * 1024;

/// What is said of a key that is there.
const TWICE: &str = "you have set this key down already";

/// A key to be set down. The caller has read it and found that it signs.
#[derive(Clone, Debug)]
pub struct NewSignatureKey {
    /// Its fingerprint, in hex digits.
    pub fingerprint: String,
    /// The key.
    pub bytes: Personal<Vec<u8>>,
}

/// A key, as its owner sees it.
#[derive(Clone, Debug)]
pub struct SignatureKeyView {
    /// Its id.
    pub id: SignatureKeyId,
    /// Its fingerprint, in hex digits.
    pub fingerprint: Personal<String>,
    /// When it was set down.
    pub created_at: Timestamp,
}

/// What is changed about a person's keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureKeyChange<'a> {
    /// This one is set down, by its fingerprint.
    Add(&'a str),
    /// This one is removed.
    Remove(SignatureKeyId),
}

impl SignatureKeyChange<'_> {
    /// Returns the digest that a proof for it is of.
    pub fn digest(&self, person_id: PersonId) -> [u8; 32] {
        let person = person_id.uuid();
        match self {
            Self::Add(fingerprint) => {
                shown_digest("signature_key.add", &[person.as_bytes(), fingerprint.as_bytes()])
            }
            Self::Remove(id) => {
                shown_digest("signature_key.remove", &[person.as_bytes(), id.uuid().as_bytes()])
            }
        }
    }
}

impl Desk {
    /// Says whether people can consent by a mail that is signed by a certificate.
    pub fn takes_certificates(&self) -> bool {
        self.config.takes_certificates
    }

    /// Lists the keys that a person has set down, for that person.
    pub async fn own_signature_keys(
        &self,
        actor: &Actor,
    ) -> Result<Vec<SignatureKeyView>, DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        self.ask_to_read(actor, Act::FactorList, &Resource::Person(me)).await?;
        let rows = self.db.read().await?.signature_keys(me).await?;
        let view = |row: SignatureKeyRow| -> Result<_, DeskError> {
            let opened = self.vault.open_text(fingerprint_cell(row.id), &row.fingerprint_sealed)?;
            let fingerprint = opened.unwrap_or_default();
            Ok(SignatureKeyView { id: row.id, fingerprint, created_at: row.created_at })
        };
        rows.into_iter().map(view).collect()
    }

    /// Says whether somebody's signed mail could answer for them: not that of the staff, past ones too, whose keys the
    /// house holds or held.
    pub async fn takes_signature_keys(&self, actor: &Actor) -> Result<bool, DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        Ok(self.db.read().await?.staff_of_person(me).await?.is_none())
    }

    /// Says what stands in the way of setting a key down, before anything is shown for it.
    pub async fn check_signature_key(
        &self,
        actor: &Actor,
        fingerprint: &str,
    ) -> Result<(), DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        self.ask_to_read(actor, Act::FactorList, &Resource::Person(me)).await?;
        let mut reader = self.db.read().await?;
        self.refuse_key(&mut reader, me, fingerprint).await
    }

    async fn refuse_key(
        &self,
        reader: &mut Reader,
        me: PersonId,
        fingerprint: &str,
    ) -> Result<(), DeskError> {
        if reader.staff_of_person(me).await?.is_some() {
            return invalid(
                "the house holds the signing keys of its staff, who answer on the page".to_owned(),
            );
        }
        if self.has_signature_key(reader, me, fingerprint).await? {
            return invalid(TWICE.to_owned());
        }
        if reader.signature_keys(me).await?.len() >= SIGNATURE_KEYS_MAX {
            return invalid(format!("{SIGNATURE_KEYS_MAX} keys are kept; remove one first"));
        }
        Ok(())
    }

    /// Sets a key down. The proof is of just this key, and leaves no doubt who it is.
    pub async fn add_signature_key(
        &self,
        actor: &Actor,
        new: &NewSignatureKey,
        proof: Option<&Proof>,
    ) -> Result<SignatureKeyId, DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        let permit = self.ask(actor, Act::FactorAdd, &Resource::Person(me)).await?;
        let digest = SignatureKeyChange::Add(&new.fingerprint).digest(me);
        let proof = own_proof(actor, me, digest, proof).ok_or(DeskError::NeedsProof)?;
        if proof.identity() < Identity::Strong {
            return Err(DeskError::NeedsProof);
        }
        if new.bytes.expose().len() > KEY_BYTES_MAX {
            return invalid("the key is too large".to_owned());
        }
        let now = self.now();
        let id = SignatureKeyId::draw(now, &*self.chance);
        let owner = Owner::Person(me);
        let row = SignatureKeyRow {
            id,
            person_id: me,
            key_mac: self.signature_key_mac(me, &new.fingerprint),
            fingerprint_sealed: self.vault.seal(
                owner,
                fingerprint_cell(id),
                new.fingerprint.as_bytes(),
            )?,
            key_sealed: self.vault.seal(owner, key_cell(id), new.bytes.expose())?,
            created_at: now,
        };
        let mut tx = self.db.write(permit).await?;
        self.refuse_key(&mut tx, me, &new.fingerprint).await?;
        proof.use_in(&mut tx, now).await?;
        if !tx.insert_signature_key(&row).await? {
            return invalid(TWICE.to_owned());
        }
        self.enqueue_notice(&mut tx, me, "add_key").await?;
        tx.commit().await?;
        self.enqueued.notify_one();
        Ok(id)
    }

    /// Removes a key. What was signed with it and has not arrived does not count any more.
    pub async fn remove_signature_key(
        &self,
        actor: &Actor,
        id: SignatureKeyId,
        proof: Option<&Proof>,
    ) -> Result<(), DeskError> {
        let me = actor.person_id().ok_or(DeskError::NotFound)?;
        let permit = self.ask(actor, Act::FactorRemove, &Resource::Person(me)).await?;
        let mut tx = self.db.write(permit).await?;
        match own_proof(actor, me, SignatureKeyChange::Remove(id).digest(me), proof) {
            Some(proof) => proof.use_in(&mut tx, self.now()).await?,
            None if has_something_to_show(&mut tx, me).await? => return Err(DeskError::NeedsProof),
            None => {}
        }
        if !tx.delete_signature_key(id, me).await? {
            return Err(DeskError::NotFound);
        }
        self.enqueue_notice(&mut tx, me, "remove_key").await?;
        tx.commit().await?;
        self.enqueued.notify_one();
        Ok(())
    }

    /// Returns the keys by which a signature of whoever has an address is verified, of those that were set down by then;
    /// an address that nobody has has none.
    pub async fn signature_keys_of(
        &self,
        address: &Address,
        at: Timestamp,
    ) -> Result<Vec<Personal<Vec<u8>>>, DeskError> {
        let Some(id) = self.vault.find_person(address)? else { return Ok(Vec::new()) };
        let rows = self.db.read().await?.signature_keys(id).await?;
        let mut keys = Vec::with_capacity(rows.len());
        for row in rows.into_iter().filter(|row| row.created_at <= at) {
            keys.extend(self.vault.open_cell(key_cell(row.id), &row.key_sealed)?);
        }
        Ok(keys)
    }

    /// Says, within the act that rests on it, whether a person has still set this key down.
    pub(crate) async fn has_signature_key(
        &self,
        reader: &mut Reader,
        id: PersonId,
        fingerprint: &str,
    ) -> Result<bool, DeskError> {
        let mac = self.signature_key_mac(id, fingerprint);
        Ok(reader.signature_keys(id).await?.iter().any(|row| row.key_mac == mac))
    }

    /// Bound to the person: nobody learns by setting a key down whether somebody else has.
    fn signature_key_mac(&self, id: PersonId, fingerprint: &str) -> [u8; 32] {
        self.vault.mac("signature key", &[id.uuid().as_bytes(), fingerprint.as_bytes()])
    }
}

const fn invalid<T>(words: String) -> Result<T, DeskError> {
    Err(DeskError::Invalid { field: "key", words })
}

fn own_proof<'a>(
    actor: &Actor,
    me: PersonId,
    digest: [u8; 32],
    proof: Option<&'a Proof>,
) -> Option<&'a Proof> {
    proof.filter(|proof| {
        proof.person_id() == me
            && Some(proof.session_id()) == actor.session_id()
            && proof.digest() == digest
    })
}

const fn fingerprint_cell(id: SignatureKeyId) -> Cell {
    Cell { table: "signature_keys", column: "fingerprint_sealed", row: id.uuid() }
}

const fn key_cell(id: SignatureKeyId) -> Cell {
    Cell { table: "signature_keys", column: "key_sealed", row: id.uuid() }
}
