//! How somebody reads what the house writes to them: in which language, and by which clock.
//!
//! Bookkeeping, not an act: nobody's case and nobody's right changes by it. It is sealed to whom it is of, because a zone tells where
//! somebody is, and it goes with their key.

use model::{Actor, Locale, PersonId, Reading, StaffId, Zone};
use vault::{Cell, Owner};

use crate::{Desk, DeskError};

impl Desk {
    /// Keeps in which language the actor reads, and by which clock where they chose one; what is kept already is not written again. Returns
    /// how they read from now on.
    pub async fn keep_reading(
        &self,
        actor: &Actor,
        locale: Locale,
        zone: Option<&Zone>,
    ) -> Result<Reading, DeskError> {
        let Some(id) = actor.person_id() else {
            let zone = zone.cloned().unwrap_or_default();
            return Ok(Reading { locale, zone });
        };
        let kept = self.reading_kept(id).await?;
        let zone = zone.cloned().or_else(|| kept.as_ref().map(|kept| kept.zone.clone()));
        let reading = Reading { locale, zone: zone.unwrap_or_default() };
        if kept.as_ref() == Some(&reading) {
            return Ok(reading);
        }
        let sealed = self.vault.seal(Owner::Person(id), cell(id), reading.text().as_bytes())?;
        let mut book = self.db.bookkeeping().await?;
        book.put_reading(id, &sealed).await?;
        book.commit().await?;
        Ok(reading)
    }

    /// Returns how a person reads; English by universal time where nobody knows.
    pub(crate) async fn reading_of(&self, id: PersonId) -> Result<Reading, DeskError> {
        Ok(self.reading_kept(id).await?.unwrap_or_default())
    }

    /// Returns how a person reads; where they never chose, in the language in which they wrote.
    pub(crate) async fn reading_or_written(
        &self,
        id: PersonId,
        written: Option<&str>,
    ) -> Result<Reading, DeskError> {
        if let Some(kept) = self.reading_kept(id).await? {
            return Ok(kept);
        }
        let locale = written.and_then(Locale::of_written).unwrap_or_default();
        Ok(Reading { locale, ..Reading::default() })
    }

    /// Returns how a member of the staff reads.
    pub(crate) async fn reading_of_staff(&self, id: StaffId) -> Result<Reading, DeskError> {
        match self.staff_view(id).await? {
            Some(member) => self.reading_of(member.person_id).await,
            None => Ok(Reading::default()),
        }
    }

    /// Returns what is kept of how a person reads.
    pub(crate) async fn reading_kept(&self, id: PersonId) -> Result<Option<Reading>, DeskError> {
        let Some(sealed) = self.db.read().await?.reading_sealed(id).await? else { return Ok(None) };
        let opened = self.vault.open_text(cell(id), &sealed)?;
        Ok(opened.and_then(|text| Reading::of_text(text.expose())))
    }
}

const fn cell(id: PersonId) -> Cell {
    Cell { table: "persons", column: "reading_sealed", row: id.uuid() }
}
