//! How somebody reads what the house writes to them: in which language, and by which clock.
//!
//! Bookkeeping, not an act: nobody's case and nobody's right changes by it. It is sealed to whom it is of, because a zone tells where
//! somebody is, and it goes with their key.

use model::{Actor, KnownReading, Locale, PersonId, Reading, StaffId};
use vault::{Cell, Owner, VaultError};

use crate::{Desk, DeskError};

impl Desk {
    /// Keeps what the actor chose; of the other half stands what was kept. Returns what is known from now on.
    pub async fn keep_reading(
        &self,
        actor: &Actor,
        chosen: KnownReading,
    ) -> Result<KnownReading, DeskError> {
        self.put_reading(actor, |kept| chosen.or(kept)).await
    }

    /// Keeps what a browser says of the actor who signs in there, where nothing was kept: it may be another's browser, or an old choice.
    pub async fn fill_reading(
        &self,
        actor: &Actor,
        found: KnownReading,
    ) -> Result<KnownReading, DeskError> {
        self.put_reading(actor, |kept| kept.or(found)).await
    }

    // Both halves stand in one cell, so it is held from the reading of it to the writing: two choices at once are both kept.
    async fn put_reading(
        &self,
        actor: &Actor,
        change: impl FnOnce(KnownReading) -> KnownReading,
    ) -> Result<KnownReading, DeskError> {
        let Some(id) = actor.person_id() else { return Ok(change(KnownReading::default())) };
        let mut book = self.db.bookkeeping().await?;
        let sealed = book.hold_reading(id).await?;
        let kept = self.open_reading(id, sealed.as_deref())?.unwrap_or_default();
        let now = change(kept.clone());
        if now == kept {
            return Ok(now);
        }
        let sealed = self.vault.seal(Owner::Person(id), cell(id), now.text().as_bytes())?;
        book.put_reading(id, &sealed).await?;
        book.commit().await?;
        Ok(now)
    }

    /// Returns how a person reads; English by universal time where nobody knows.
    pub(crate) async fn reading_of(&self, id: PersonId) -> Result<Reading, DeskError> {
        Ok(self.reading_kept(id).await?.unwrap_or_default().reading())
    }

    /// Returns how a person reads; where they never chose, in the language in which they wrote.
    pub(crate) async fn reading_or_written(
        &self,
        id: PersonId,
        written: Option<&str>,
    ) -> Result<Reading, DeskError> {
        let kept = self.reading_kept(id).await?.unwrap_or_default();
        let written = KnownReading { locale: written.and_then(Locale::of_written), zone: None };
        Ok(kept.or(written).reading())
    }

    /// Returns how a member of the staff reads.
    pub(crate) async fn reading_of_staff(&self, id: StaffId) -> Result<Reading, DeskError> {
        match self.staff_view(id).await? {
            Some(member) => self.reading_of(member.person_id).await,
            None => Ok(Reading::default()),
        }
    }

    /// Returns what is kept of how a person reads.
    pub(crate) async fn reading_kept(
        &self,
        id: PersonId,
    ) -> Result<Option<KnownReading>, DeskError> {
        let sealed = self.db.read().await?.reading_sealed(id).await?;
        self.open_reading(id, sealed.as_deref())
    }

    // What does not read is as if it had not been kept: no mail that warns somebody waits for a preference, and a new choice mends it.
    fn open_reading(
        &self,
        id: PersonId,
        sealed: Option<&[u8]>,
    ) -> Result<Option<KnownReading>, DeskError> {
        let Some(sealed) = sealed else { return Ok(None) };
        match self.vault.open_text(cell(id), sealed) {
            Ok(opened) => Ok(opened.and_then(|text| KnownReading::of_text(text.expose()))),
            Err(error @ (VaultError::TamperedCell { .. } | VaultError::NotText { .. })) => {
                tracing::error!("how somebody reads is not known: {error}");
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

const fn cell(id: PersonId) -> Cell {
    Cell { table: "persons", column: "reading_sealed", row: id.uuid() }
}
