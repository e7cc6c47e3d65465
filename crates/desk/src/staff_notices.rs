//! Notices of the staff: what each of them chose to be told of, found in the log as it grows, told once.
//!
//! A notice leaves the house by mail, or stands on a screen that others see. So it names a number, a queue and what kind
//! of thing happened, and never a word of a case nor anybody in it; and the gate is asked, when it is made and again
//! when it leaves, whether its reader may see that case.

mod clocks;
mod digest;
mod hear;
mod named;
mod raise;

pub use digest::STAFF_NOTICE;
pub use hear::Ringing;
pub use named::NAMED_NOTICE;

use std::fmt::Display;

use db::DbError;
use model::{Act, Actor, NoticeChoices, Resource};
use vault::VaultError;

use crate::{Desk, DeskError};

/// Passes over what cannot be told because it does not read, now or ever, so that all else is told. What may go better
/// the next time stays a fault.
fn passing_over<T: Default>(id: impl Display, found: Result<T, DeskError>) -> Result<T, DeskError> {
    match found {
        Err(
            error @ (DeskError::NotFound
            | DeskError::Destroyed
            | DeskError::Content { .. }
            | DeskError::Db(DbError::Row { .. })
            | DeskError::Vault(VaultError::TamperedCell { .. } | VaultError::NotText { .. })),
        ) => {
            tracing::error!("nobody is told of {id}: {error}");
            Ok(T::default())
        }
        found => found,
    }
}

impl Desk {
    /// Returns what the actor chose to be told of; what everybody is told who chose nothing yet.
    pub async fn notice_choices(&self, actor: &Actor) -> Result<NoticeChoices, DeskError> {
        let me = self.own_desk(actor).await?;
        let mut chosen = self.db.read().await?.notice_choices().await?;
        if let Some(choices) = chosen.remove(&me.id) {
            return Ok(choices);
        }
        // By the clock that they read by, until they say otherwise.
        let zone = self.reading_of(me.person_id).await?.zone;
        Ok(NoticeChoices { zone, ..self.first_choices(actor, me.id) })
    }

    /// Chooses what the actor is told of, by what, and when they want to hear nothing.
    pub async fn choose_notices(
        &self,
        actor: &Actor,
        choices: &NoticeChoices,
    ) -> Result<(), DeskError> {
        let Actor::Staff(me) = actor else { return Err(DeskError::NotFound) };
        let permit = self.ask(actor, Act::NoticeChoose, &Resource::Staff(me.id)).await?;
        if choices.daily_hour >= model::DAY_HOURS {
            let words = "an hour of the day, from 0 to 23".to_owned();
            return Err(DeskError::Invalid { field: "daily_hour", words });
        }
        let mut tx = self.db.write(permit).await?;
        tx.put_notice_choices(me.id, choices).await?;
        tx.commit().await?;
        Ok(())
    }
}
