//! Opening the database: pools, migrations, and the three doors into it.

use std::{
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use audit::{LogKey, Permit, Refusal};
use jiff::Timestamp;
use model::{Chance, Clock};
use sqlx::{
    Connection, PgPool, SqliteConnection, SqlitePool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{BookTx, DbError, Reader, WriteTx, backend::Hold, turns::SqliteWriter};

/// Readers at once.
pub const READERS_MAX: u32 = 8;

/// Writers to PostgreSQL at once; SQLite has one. They do not share the readers' connections: eight writers
/// that each wanted to read beside their transaction would wait for each other.
const WRITERS_MAX: u32 = 8;

/// How long a caller waits for a connection before it is refused, in seconds.
const ACQUIRE_SECS: u64 = 10;

/// How long SQLite waits for another process's lock, in seconds.
const BUSY_SECS: u64 = 10;

/// Page cache of one SQLite connection, in KiB; the operating system caches the file besides.
const SQLITE_CACHE_KIB: u32 = 12 * 1024;

/// Rows that SQLite's thread reads ahead of who takes them: a page of the board, or all that a search looks at,
/// without waiting for each other row by row.
const SQLITE_ROWS_AHEAD: usize = 512;

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// Where the database is.
#[derive(Clone, Debug)]
pub struct DbConfig {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
}

#[derive(Clone)]
enum Pools {
    Sqlite { writer: SqliteWriter, readers: SqlitePool },
    Postgres { writers: PgPool, readers: PgPool },
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) log_key: LogKey,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    committed: tokio::sync::Notify,
    n_commits: AtomicU64,
}

impl Inner {
    // To everyone who waits now, and, so that nothing falls between two waits, to the next one to wait.
    pub(crate) fn tell_committed(&self) {
        self.n_commits.fetch_add(1, Ordering::AcqRel);
        self.committed.notify_waiters();
        self.committed.notify_one();
    }
}

impl Db {
    /// Opens the database and brings its tables up to date.
    pub async fn open(
        config: &DbConfig,
        log_key: LogKey,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Result<Self, DbError> {
        let pools = if config.url.starts_with("sqlite:") {
            open_sqlite(&config.url).await?
        } else if config.url.starts_with("postgres://") || config.url.starts_with("postgresql://") {
            open_postgres(&config.url).await?
        } else {
            return Err(DbError::Url("unknown scheme".to_owned()));
        };
        let committed = tokio::sync::Notify::new();
        Ok(Self {
            pools,
            inner: Arc::new(Inner {
                log_key,
                clock,
                chance,
                committed,
                n_commits: AtomicU64::new(0),
            }),
        })
    }

    /// Says whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.pools, Pools::Sqlite { .. })
    }

    /// Opens a place to read from.
    pub async fn read(&self) -> Result<Reader, DbError> {
        let hold = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                Hold::SqliteRead(readers.acquire().await.map_err(sql("acquire"))?)
            }
            Pools::Postgres { readers, .. } => {
                Hold::PostgresRead(readers.acquire().await.map_err(sql("acquire"))?)
            }
        };
        Ok(Reader { hold })
    }

    /// Opens the only way to a write. What the permit rests on is checked again, inside the transaction.
    pub async fn write(&self, permit: Permit) -> Result<WriteTx, DbError> {
        let opened = WriteTx::open(self.begin().await?, self.inner.clone(), permit).await;
        let is_lost = matches!(
            opened,
            Err(DbError::Conflict { .. } | DbError::PermitStale { .. } | DbError::AuthorityGone)
        );
        if is_lost {
            // On the heap: it is rare, and every write carries this future.
            Box::pin(self.settle()).await;
        }
        opened
    }

    /// Waits until what the latest turn saw is on the disk, and so is seen by readers. On SQLite a turn sees those before
    /// it while their commit is still to come: who lost to one and asked again at once would read the old state, lose
    /// again, and use up all its tries within one fsync.
    async fn settle(&self) {
        if let Pools::Sqlite { writer, .. } = &self.pools
            && let Ok(turn) = writer.begin().await
        {
            // A commit that fails is told to those whose it is.
            drop(turn.commit().await);
        }
    }

    /// Records a refused act. Side door: it takes no permit, because there is none.
    pub async fn record_refusal(&self, refusal: Refusal) -> Result<(), DbError> {
        crate::entries::record_refusal(self, refusal).await
    }

    /// Opens a transaction for bookkeeping. Side door: sessions, links, counters, job claims, delivery
    /// tries, sealed drafts, tree and checkpoints; nothing that a person did to a case.
    pub async fn bookkeeping(&self) -> Result<BookTx, DbError> {
        Ok(BookTx { reader: self.begin().await?, inner: self.inner.clone() })
    }

    /// Waits until something was committed since the last wait. One caller misses nothing; where several
    /// wait in turns, one may sleep through what another was told, so they look again from time to time.
    pub async fn committed(&self) {
        self.inner.committed.notified().await;
    }

    /// Counts what was committed through this door: what was read before the last commit may be old.
    pub fn n_commits(&self) -> u64 {
        self.inner.n_commits.load(Ordering::Acquire)
    }

    /// Returns the log key, for verification.
    pub fn log_key(&self) -> &LogKey {
        &self.inner.log_key
    }

    /// Returns the present moment of the clock given at opening.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Closes all connections, the write-ahead log folded in.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { writers, readers } => {
                readers.close().await;
                writers.close().await;
            }
        }
    }

    pub(crate) async fn begin(&self) -> Result<Reader, DbError> {
        let hold = match &self.pools {
            Pools::Sqlite { writer, .. } => {
                Hold::SqliteWrite(writer.begin().await.map_err(sql("begin"))?)
            }
            Pools::Postgres { writers, .. } => {
                Hold::PostgresWrite(writers.begin().await.map_err(sql("begin"))?)
            }
        };
        Ok(Reader { hold })
    }
}

pub(crate) fn sql(what: &'static str) -> impl FnOnce(sqlx::Error) -> DbError {
    move |source| DbError::Sql { what, source }
}

async fn open_sqlite(url: &str) -> Result<Pools, DbError> {
    let options = SqliteConnectOptions::from_str(url)
        .map_err(|_| DbError::Url("not a SQLite path".to_owned()))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(BUSY_SECS))
        .row_buffer_size(SQLITE_ROWS_AHEAD)
        .pragma("secure_delete", "on")
        .pragma("cache_size", format!("-{SQLITE_CACHE_KIB}"))
        .pragma("temp_store", "memory");
    let mut first = SqliteConnection::connect_with(&options).await.map_err(sql("open"))?;
    SQLITE_MIGRATIONS.run(&mut first).await?;
    first.close().await.map_err(sql("open"))?;
    let wait_max = Duration::from_secs(ACQUIRE_SECS);
    let writer = SqliteWriter::open(&options, wait_max).await.map_err(sql("open"))?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS_MAX)
        // Nobody else hangs up a connection to a file, and one that failed is found when it is given back.
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(ACQUIRE_SECS))
        .connect_with(options.read_only(true).create_if_missing(false))
        .await
        .map_err(sql("open"))?;
    Ok(Pools::Sqlite { writer, readers })
}

async fn open_postgres(url: &str) -> Result<Pools, DbError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| DbError::Url("not a PostgreSQL address".to_owned()))?
        .application_name("chancery")
        // Compiling a plan takes longer than any statement of ours runs.
        .options([("jit", "off")]);
    let pool = |n_max| {
        PgPoolOptions::new()
            .max_connections(n_max)
            .acquire_timeout(Duration::from_secs(ACQUIRE_SECS))
            .connect_with(options.clone())
    };
    let writers = pool(WRITERS_MAX).await.map_err(sql("open"))?;
    POSTGRES_MIGRATIONS.run(&writers).await?;
    let readers = pool(READERS_MAX).await.map_err(sql("open"))?;
    Ok(Pools::Postgres { writers, readers })
}
