//! Signing keys: the PKCS#12 that signs a member's mail, sealed under their own key.

use jiff::Timestamp;
use model::{Act, Actor, Personal, Resource, StaffId};
use vault::{Cell, Owner};

use crate::{Desk, DeskError};

impl Desk {
    /// Keeps the key that signs a member's mail. The caller has checked that it fits their address.
    pub async fn put_signing_key(
        &self,
        actor: &Actor,
        id: StaffId,
        p12: Personal<Vec<u8>>,
        not_after: Timestamp,
    ) -> Result<(), DeskError> {
        let staff = self.db.read().await?.staff(id).await?.ok_or(DeskError::NotFound)?;
        let permit = self.ask(actor, Act::KeySign, &Resource::Staff(id)).await?;
        if not_after <= self.now() {
            let words = "the certificate has ended".to_owned();
            return Err(DeskError::Invalid { field: "certificate", words });
        }
        let owner = Owner::Person(staff.person_id);
        let sealed = self.vault.seal(owner, signing_cell(id), p12.expose())?;
        let mut tx = self.db.write(permit).await?;
        tx.update_staff_signing(id, &sealed, not_after).await?;
        tx.commit().await?;
        Ok(())
    }
}

pub const fn signing_cell(id: StaffId) -> Cell {
    Cell { table: "staff", column: "signing_sealed", row: id.uuid() }
}
