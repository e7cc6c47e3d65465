//! Signing in: who somebody is, by what they hold.

mod brakes;
mod links;
mod sessions;
mod tokens;

use std::{fmt, sync::Arc};

use db::{Db, DbError, StaffRow};
use jiff::{SignedDuration, Timestamp};
use model::{Chance, Clock};
use vault::{Vault, VaultError};

pub use links::{ArmedLink, LINK_JOB, LINK_SECS, SignedIn};
pub use sessions::{SESSION_IDLE_SECS, SESSION_SECS};
pub use tokens::{DrawnToken, TOKEN_DAYS_MAX, TokenError};

/// Why nobody could be signed in or recognised. It never says whether somebody is known.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Too much was asked from one place.
    #[error("too many tries; try again in {retry_after_secs} seconds")]
    TooMany {
        /// Seconds until the next window.
        retry_after_secs: i64,
    },
    /// The database failed.
    #[error("signing in failed at the database")]
    Db(#[from] DbError),
    /// The vault failed.
    #[error("signing in failed at the vault")]
    Vault(#[from] VaultError),
}

/// Links, sessions and tokens. Cheap to clone.
#[derive(Clone)]
pub struct SignIn {
    db: Db,
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignIn")
    }
}

impl SignIn {
    /// Puts the rooms together that signing in needs.
    pub fn new(db: Db, vault: Arc<Vault>, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Self {
        Self { db, vault, clock, chance }
    }

    /// Deletes links that ended and counts of windows that are over; for a daily job.
    pub async fn forget_old(&self) -> Result<(), SignInError> {
        let now = self.clock.now();
        let mut tx = self.db.bookkeeping().await?;
        tx.delete_links(earlier(now, links::KEPT_SECS)).await?;
        tx.delete_counters(earlier(now, brakes::KEPT_SECS)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Returns the member of the staff, unless they left.
fn active(staff: Option<StaffRow>) -> Option<StaffRow> {
    staff.filter(|staff| staff.is_active)
}

fn later(at: Timestamp, secs: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs(secs)).unwrap_or(Timestamp::MAX)
}

fn earlier(at: Timestamp, secs: i64) -> Timestamp {
    at.saturating_sub(SignedDuration::from_secs(secs)).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests;
