//! Signing in: who somebody is, by what they hold.

mod admission;
mod brakes;
mod challenges;
mod factors;
mod links;
mod passkeys;
mod passwords;
mod proofs;
mod recovery;
mod sessions;
mod strong;
mod tokens;
mod totp;

use std::{fmt, sync::Arc};

use db::{Db, DbError};
use jiff::{SignedDuration, Timestamp};
use model::{Chance, Clock, FactorId};
use vault::{Vault, VaultError};

pub use admission::{Admission, Lacks, agreement_mac};
pub use challenges::{CHALLENGE_SECS, TOTP_SETUP_SECS};
pub use factors::{FactorError, NAME_CHARS_MAX, PASSKEYS_MAX, ReadyFactor, factor_name_cell};
pub use links::{ArmedLink, LINK_JOB, LINK_SECS, SignedIn};
pub use passwords::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
pub use proofs::{Proof, ProofAnswer, ProofError, ProofOffer, shown_digest};
pub use recovery::{DrawnCodes, RECOVERY_CODES};
pub use sessions::{SESSION_IDLE_SECS, SESSION_SECS, staff_actor};
pub use strong::Credentials;
pub use tokens::{DrawnToken, TOKEN_DAYS_MAX, TokenError};
pub use totp::ShownTotp;

use passkeys::Passkeys;
use passwords::Stretcher;

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
    /// The library of passkeys failed.
    #[error("signing in failed at the passkeys")]
    Passkeys,
    /// A password could not be stretched.
    #[error("signing in failed at the passwords")]
    Passwords,
    /// What is kept of a factor does not have its form.
    #[error("factor {0} cannot be read")]
    Kept(FactorId),
}

/// The site that people sign in to.
struct Site {
    /// What authenticator apps call it.
    name: String,
    /// The ceremonies of passkeys, where browsers have them for this site.
    passkeys: Option<Passkeys>,
}

/// Links, factors, sessions, proofs and tokens. Cheap to clone.
#[derive(Clone)]
pub struct SignIn {
    db: Db,
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    site: Arc<Site>,
    stretcher: Stretcher,
    admission: Admission,
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignIn")
    }
}

impl SignIn {
    /// Puts the rooms together that signing in needs. Without a site there are no passkeys: see [`Self::at_site`].
    pub fn new(db: Db, vault: Arc<Vault>, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Self {
        let site = Arc::new(Site { name: "Chancery".to_owned(), passkeys: None });
        let (stretcher, admission) = (Stretcher::new(), Admission::default());
        Self { db, vault, clock, chance, site, stretcher, admission }
    }

    /// Says under which address browsers reach the pages; passkeys are bound to its name.
    pub fn at_site(self, public_url: &str) -> Self {
        let host = public_url.split_once("://").map_or(public_url, |(_, host)| host);
        let name = host.trim_end_matches('/').to_owned();
        let site = Arc::new(Site { name, passkeys: Passkeys::at(public_url) });
        Self { site, ..self }
    }

    /// Deletes links and challenges that ended and counts of windows that are over; for a daily job.
    pub async fn forget_old(&self) -> Result<(), SignInError> {
        let now = self.clock.now();
        let mut tx = self.db.bookkeeping().await?;
        tx.delete_links(earlier(now, links::KEPT_SECS)).await?;
        tx.delete_challenges(now).await?;
        tx.delete_counters(earlier(now, brakes::KEPT_SECS)).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn later(at: Timestamp, secs: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs(secs)).unwrap_or(Timestamp::MAX)
}

fn earlier(at: Timestamp, secs: i64) -> Timestamp {
    at.saturating_sub(SignedDuration::from_secs(secs)).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests;
