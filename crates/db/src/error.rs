//! What can go wrong in the database room.

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database refused or could not be reached.
    #[error("database failed at {what}")]
    Sql {
        /// Which statement or step.
        what: &'static str,
        /// The driver's error.
        #[source]
        source: sqlx::Error,
    },
    /// The commit that several writes share failed; none of them is kept.
    #[error("database failed at commit")]
    Commit(#[source] std::sync::Arc<sqlx::Error>),
    /// The tables could not be brought up to date.
    #[error("database migration failed")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The address of the database cannot be used.
    #[error("database.url is not usable: {0}; write sqlite:PATH or postgres://user@host/name")]
    Url(String),
    /// A row breaks a rule.
    #[error("row {id} of {table} has an unreadable {column}")]
    Row {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's id.
        id: String,
    },
    /// The thing changed since it was read.
    #[error("{what} changed since it was read")]
    Conflict {
        /// What kind of thing.
        what: &'static str,
    },
    /// Something the permit rests on no longer stands.
    #[error("the permit no longer stands: {what}")]
    PermitStale {
        /// What fell away.
        what: &'static str,
    },
    /// The authority that the permit uses was taken back, used up or expired since it was shown.
    #[error("the authority no longer stands")]
    AuthorityGone,
    /// An entry could not be written down.
    #[error("entry could not be written")]
    Entry(#[from] audit::EntryError),
}

impl DbError {
    /// Says whether the medium is full, so that callers can refuse instead of failing.
    pub fn is_full(&self) -> bool {
        let code = self.code();
        // SQLITE_FULL is 13, and 4874 (SQLITE_IOERR_SHMSIZE) where the index of the write-ahead log cannot
        // grow; PostgreSQL says 53100 (disk_full).
        matches!(code.as_deref(), Some("13" | "4874" | "53100"))
    }

    /// Says whether two writes waited for each other and this one was given up. SQLite has one writer and knows none.
    pub fn is_deadlock(&self) -> bool {
        self.code().as_deref() == Some("40P01")
    }

    fn code(&self) -> Option<std::borrow::Cow<'_, str>> {
        let source = match self {
            Self::Sql { source, .. } => source,
            Self::Commit(source) => source,
            _ => return None,
        };
        source.as_database_error().and_then(|error| error.code())
    }
}
