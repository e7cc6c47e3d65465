//! What can keep an act from being done.

use authority::Denial;
use db::DbError;
use model::{AffairError, CaseError, CaseNumber, FilterError};
use vault::VaultError;

/// Why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// There is no such thing, or the caller may not know that there is.
    #[error("not found")]
    NotFound,
    /// The gate refused.
    #[error("{0}")]
    Denied(Box<Denial>),
    /// The thing changed since the caller read it.
    #[error("{what} changed since it was read")]
    Conflict {
        /// What kind of thing.
        what: &'static str,
    },
    /// What the permit rests on fell away between the decision and the write: session, token, roles, policies.
    #[error("your right to do this changed at this moment ({what}); load the page again")]
    Stale {
        /// What fell away.
        what: &'static str,
    },
    /// Messages came since the writer began.
    #[error("{n} messages came since you began")]
    NewMessages {
        /// How many.
        n: i64,
    },
    /// The case does not go that way.
    #[error("{0}")]
    Case(#[from] CaseError),
    /// Cases are not linked, merged, taken apart or split so.
    #[error("{0}")]
    Affair(#[from] AffairError),
    /// The case is part of another by now. Nothing was done; what is to be done is done there.
    #[error("the case is part of {into} now")]
    Merged {
        /// The case that took it in.
        into: CaseNumber,
    },
    /// What was given cannot be used.
    #[error("{field}: {words}")]
    Invalid {
        /// Which field.
        field: &'static str,
        /// What is wrong and what would be right.
        words: String,
    },
    /// A filter cannot be read.
    #[error("filter: {0}")]
    Filter(#[from] FilterError),
    /// Who is signed in must first show anew that it is them.
    #[error("show first that it is you, with a passkey or a code")]
    NeedsProof,
    /// The writer has no key to sign with.
    #[error(
        "you have no signing key; replies are always signed, so import one on your profile first"
    )]
    NoSigningKey,
    /// A limit per day is used up.
    #[error("the limit of {n_max} {what} within 24 hours is used up")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// The limit.
        n_max: i64,
    },
    /// There is no room for more at once.
    #[error("{n_max} {what} at once are the limit")]
    Crowded {
        /// Of what.
        what: &'static str,
        /// The limit.
        n_max: usize,
    },
    /// It can no longer be taken back.
    #[error("it is too late to take it back: the mail is {state}")]
    TooLate {
        /// Where the mail stands.
        state: &'static str,
    },
    /// A proposal does not serve, or serves no more.
    #[error("{words}")]
    Void {
        /// Why.
        words: &'static str,
    },
    /// The medium is full.
    #[error("the storage is full")]
    Full,
    /// The data was destroyed.
    #[error("this was destroyed and cannot be opened any more")]
    Destroyed,
    /// The database failed.
    #[error("the database room failed")]
    Db(#[source] DbError),
    /// The vault failed.
    #[error("the vault failed")]
    Vault(#[source] VaultError),
    /// Sealed content does not have its form.
    #[error("sealed content of {what} cannot be read")]
    Content {
        /// Of what.
        what: &'static str,
    },
    /// A number for the case could not be found.
    #[error("no free case number after {0} tries")]
    Numbers(u32),
}

impl From<DbError> for DeskError {
    fn from(error: DbError) -> Self {
        if error.is_full() {
            return Self::Full;
        }
        // Two acts on the same two cases, each of which waited for the other.
        if error.is_deadlock() {
            return Self::Conflict { what: "case" };
        }
        match error {
            DbError::Conflict { what } => Self::Conflict { what },
            DbError::PermitStale { what } => Self::Stale { what },
            DbError::AuthorityGone => Self::Stale { what: "the authority no longer stands" },
            error => Self::Db(error),
        }
    }
}

impl From<VaultError> for DeskError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Full(_) => Self::Full,
            error => Self::Vault(error),
        }
    }
}

impl From<Denial> for DeskError {
    fn from(denial: Denial) -> Self {
        Self::Denied(Box::new(denial))
    }
}
