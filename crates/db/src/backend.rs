//! The two databases behind one text: connections, and the macro that runs a block on either.

use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction, pool::PoolConnection};

use crate::turns::Turn;

/// A connection of one of the two kinds, borrowed for one statement.
pub(crate) enum Conn<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

pub(crate) enum Hold {
    SqliteRead(PoolConnection<Sqlite>),
    SqliteWrite(Turn),
    PostgresRead(PoolConnection<Postgres>),
    PostgresWrite(Transaction<'static, Postgres>),
}

/// A place to read from: a connection of its own, or the inside of a transaction.
pub struct Reader {
    pub(crate) hold: Hold,
}

impl Reader {
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match &mut self.hold {
            Hold::SqliteRead(conn) => Conn::Sqlite(conn),
            Hold::SqliteWrite(turn) => Conn::Sqlite(turn.conn()),
            Hold::PostgresRead(conn) => Conn::Postgres(conn),
            Hold::PostgresWrite(tx) => Conn::Postgres(tx),
        }
    }
}

// A macro because the driver is a type: the block is compiled once for each, from one text.
macro_rules! on_backend {
    ($reader:expr, $what:expr, |$conn:ident| $run:expr) => {{
        let result = match $reader.conn() {
            $crate::backend::Conn::Sqlite($conn) => $run.await,
            $crate::backend::Conn::Postgres($conn) => $run.await,
        };
        result.map_err(|source| $crate::DbError::Sql { what: $what, source })
    }};
}

// Runs a statement that changes rows and returns how many.
macro_rules! execute {
    ($reader:expr, $text:ident $(, $value:expr)* $(,)?) => {{
        let n: u64 = match $reader.conn() {
            $crate::backend::Conn::Sqlite(conn) => sqlx::query($text)$(.bind($value))*
                .execute(conn).await.map(|done| done.rows_affected()),
            $crate::backend::Conn::Postgres(conn) => sqlx::query($text)$(.bind($value))*
                .execute(conn).await.map(|done| done.rows_affected()),
        }
        .map_err(|source| $crate::DbError::Sql { what: stringify!($text), source })?;
        n
    }};
}

// Reads all rows of a statement.
macro_rules! fetch_all {
    ($reader:expr, $row:ty, $text:ident $(, $value:expr)* $(,)?) => {
        on_backend!($reader, stringify!($text), |conn| {
            sqlx::query_as::<_, $row>($text)$(.bind($value))*.fetch_all(conn)
        })?
    };
}

// Reads at most one row of a statement.
macro_rules! fetch_optional {
    ($reader:expr, $row:ty, $text:ident $(, $value:expr)* $(,)?) => {
        on_backend!($reader, stringify!($text), |conn| {
            sqlx::query_as::<_, $row>($text)$(.bind($value))*.fetch_optional(conn)
        })?
    };
}

// Reads at most one row where the two databases need a text each; README says where that may be.
macro_rules! fetch_by_driver {
    ($reader:expr, $row:ty, $sqlite:ident, $postgres:ident $(, $value:expr)* $(,)?) => {{
        let row: Option<$row> = match $reader.conn() {
            $crate::backend::Conn::Sqlite(conn) => sqlx::query_as($sqlite)$(.bind($value))*
                .fetch_optional(conn).await,
            $crate::backend::Conn::Postgres(conn) => sqlx::query_as($postgres)$(.bind($value))*
                .fetch_optional(conn).await,
        }
        .map_err(|source| $crate::DbError::Sql { what: stringify!($sqlite), source })?;
        row
    }};
}

// Names texts and registers them for the test that prepares each on both databases.
macro_rules! statements {
    ($($name:ident = $text:literal;)*) => {
        $(const $name: &str = $text;)*
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name),)*];
    };
}

// Names and registers texts of which one database needs its own.
macro_rules! driver_statements {
    (
        sqlite { $($sqlite:ident = $sqlite_text:literal;)* }
        postgres { $($postgres:ident = $postgres_text:literal;)* }
    ) => {
        $(const $sqlite: &str = $sqlite_text;)*
        $(const $postgres: &str = $postgres_text;)*
        pub(crate) const SQLITE_ONLY: &[(&str, &str)] = &[$((stringify!($sqlite), $sqlite),)*];
        pub(crate) const POSTGRES_ONLY: &[(&str, &str)] =
            &[$((stringify!($postgres), $postgres),)*];
    };
}
