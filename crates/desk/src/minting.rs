//! Minting: terms become a token within an act, by the key of the installation and that of the issuer.

use authority::IssuerKey;
use db::{IssuerKeyRow, NewAuthority, WriteTx};
use model::{PersonId, ProofId, Terms};
use uuid::Uuid;
use vault::{Cell, Owner};
use zeroize::Zeroizing;

use crate::{Desk, DeskError};

impl Desk {
    /// Gives an authority within an act: the installation signs the terms, and so does the key of the issuer, which
    /// their proof, by its id, releases for this one signature.
    pub(crate) async fn mint(
        &self,
        tx: &mut WriteTx,
        terms: &Terms,
        proof: Option<ProofId>,
    ) -> Result<(), DeskError> {
        self.mint_beside(tx, terms, proof, None).await
    }

    /// Gives an authority that somebody seconded.
    pub(crate) async fn mint_seconded(
        &self,
        tx: &mut WriteTx,
        terms: &Terms,
        proof: ProofId,
        second_id: PersonId,
    ) -> Result<(), DeskError> {
        self.mint_beside(tx, terms, Some(proof), Some(second_id)).await
    }

    async fn mint_beside(
        &self,
        tx: &mut WriteTx,
        terms: &Terms,
        proof: Option<ProofId>,
        second_id: Option<PersonId>,
    ) -> Result<(), DeskError> {
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
            proof_id: proof.map(ProofId::uuid),
            second_id,
            created_at: self.now(),
        })
        .await?;
        Ok(())
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
