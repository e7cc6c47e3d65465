//! Minting: terms become a token within an act, by the key of the installation and that of the issuer.

use authority::{IssuerKey, Proof, grant_digest};
use db::{IssuerKeyRow, NewAuthority, WriteTx};
use jiff::Timestamp;
use model::{AuthorityKind, CaseNumber, Identity, PersonId, ProofId, Terms};
use uuid::Uuid;
use vault::{Cell, Owner};
use zeroize::Zeroizing;

use crate::{
    Desk, DeskError, authorities::whole_secs, disputes::RulingShown, emergencies::emergency_digest,
};

/// Seconds between the page that shows a grant and its proof.
const SHOWN_SECS_MAX: i64 = 15 * 60;

/// What releases an issuer's key for one signature. A proof is used up by the act, in the same transaction.
#[derive(Clone, Copy)]
pub(crate) enum Release<'a> {
    /// Their fresh proof of just this grant.
    Grant(&'a Proof),
    /// Their fresh proof of this grant, of the case by its number, and of why they break glass.
    Glass { proof: &'a Proof, number: CaseNumber, why: &'a str },
    /// Their fresh proof of the ruling that gives it.
    Ruling { proof: &'a Proof, shown: RulingShown },
    /// A mail that they signed, kept under this id.
    SignedMail { id: ProofId, person_id: PersonId },
}

impl Release<'_> {
    const fn id(&self) -> ProofId {
        match self {
            Self::Grant(proof) | Self::Glass { proof, .. } | Self::Ruling { proof, .. } => {
                proof.id()
            }
            Self::SignedMail { id, .. } => *id,
        }
    }

    /// Says whether it releases the key of this issuer, and is what a grant of this kind takes. Of a grant by itself and of broken
    /// glass it says so for just these terms. Of a ruling it does not look whether the ruling gives them, nor of a signed mail
    /// what it quotes: whoever calls made the terms of that, in the same act.
    fn is_for(&self, terms: &Terms) -> bool {
        use AuthorityKind::{Consent, Emergency, Motion, Precedent, Ruling};
        let issuer = &terms.issuer;
        let is_of = |proof: &Proof, digest: [u8; 32]| {
            proof.person_id() == issuer.person_id
                && proof.identity() == issuer.identity
                && proof.digest() == digest
        };
        match (self, terms.kind) {
            (Self::Grant(proof), Consent | Motion) => is_of(proof, grant_digest(terms)),
            (Self::Glass { proof, number, why }, Emergency) => {
                is_of(proof, emergency_digest(*number, terms, why))
            }
            (Self::Ruling { proof, shown }, Ruling | Precedent) => is_of(proof, shown.digest),
            (Self::SignedMail { person_id, .. }, Consent) => {
                *person_id == issuer.person_id && issuer.identity == Identity::Strong
            }
            _ => false,
        }
    }
}

impl Desk {
    /// Gives an authority within an act: the installation signs the terms, and so does the key of the issuer, which is
    /// released for this one signature; how far the release is held against the terms is said at `Release::is_for`.
    pub(crate) async fn mint(
        &self,
        tx: &mut WriteTx,
        terms: &Terms,
        release: Release<'_>,
    ) -> Result<(), DeskError> {
        self.mint_beside(tx, terms, release, None).await
    }

    /// Gives an authority that somebody seconded.
    pub(crate) async fn mint_seconded(
        &self,
        tx: &mut WriteTx,
        terms: &Terms,
        release: Release<'_>,
        second_id: PersonId,
    ) -> Result<(), DeskError> {
        self.mint_beside(tx, terms, release, Some(second_id)).await
    }

    async fn mint_beside(
        &self,
        tx: &mut WriteTx,
        terms: &Terms,
        release: Release<'_>,
        second_id: Option<PersonId>,
    ) -> Result<(), DeskError> {
        if !release.is_for(terms) {
            return Err(DeskError::NeedsProof);
        }
        terms
            .check()
            .map_err(|error| DeskError::Invalid { field: "authority", words: error.to_string() })?;
        let key = self.issuer_key(tx, terms.issuer.person_id).await?;
        let broken = |_| DeskError::Content { what: "authority" };
        let token = self.authority.token_key().mint(terms, &key, &*self.chance).map_err(broken)?;
        let read = self.authority.read_token(&token).map_err(broken)?;
        tx.insert_authority(&NewAuthority {
            terms,
            token: &token,
            block_id: &read.block_id,
            proof_id: Some(release.id().uuid()),
            second_id,
            created_at: self.now(),
        })
        .await?;
        Ok(())
    }

    /// Passes the moment from which on a grant holds that was shown then. It comes from the page, and must not be made up.
    pub(crate) fn shown_moment(&self, shown_at: Timestamp) -> Result<Timestamp, DeskError> {
        let age = self.now().duration_since(shown_at).as_secs();
        if !(0..=SHOWN_SECS_MAX).contains(&age) {
            let words = "this was shown too long ago; look at it again".to_owned();
            return Err(DeskError::Invalid { field: "shown_at", words });
        }
        Ok(whole_secs(shown_at))
    }

    pub(crate) async fn issuer_key(
        &self,
        tx: &mut WriteTx,
        id: PersonId,
    ) -> Result<IssuerKey, DeskError> {
        let broken = |_| DeskError::Content { what: "issuer key" };
        if tx.issuer_key(id).await?.is_none() {
            let seed = Zeroizing::new(self.chance.bytes::<32>());
            let key = IssuerKey::of_seed(&seed).map_err(broken)?;
            let seed_sealed =
                self.vault.seal(Owner::Person(id), issuer_cell(id), seed.as_slice())?;
            let row = IssuerKeyRow { public_key: key.public_hex(), seed_sealed };
            tx.insert_issuer_key(id, &row, self.now()).await?;
        }
        // Read again: of two that began at once, one key was kept.
        let row = tx.issuer_key(id).await?.ok_or(DeskError::Content { what: "issuer key" })?;
        let seed = self.vault.open_cell(issuer_cell(id), &row.seed_sealed)?;
        let seed = Zeroizing::new(seed.ok_or(DeskError::Destroyed)?.into_exposed());
        let seed: Zeroizing<[u8; 32]> = match seed.as_slice().try_into() {
            Ok(seed) => Zeroizing::new(seed),
            Err(_) => return Err(DeskError::Content { what: "issuer key" }),
        };
        IssuerKey::of_seed(&seed).map_err(broken)
    }
}

const fn issuer_cell(id: PersonId) -> Cell {
    let row: Uuid = id.uuid();
    Cell { table: "issuer_keys", column: "seed_sealed", row }
}
