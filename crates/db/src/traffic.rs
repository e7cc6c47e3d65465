//! Counts of what goes in and out, for whoever runs the house: numbers, states and codes, nothing about anybody.

use jiff::Timestamp;
use model::{DeliveryState, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// Copies that stand alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyCount {
    /// Where they stand.
    pub state: DeliveryState,
    /// The status code of their last try.
    pub status: Option<String>,
    /// How many.
    pub n: i64,
    /// When the first of them leaves or is tried next; for those that failed, when the last try was due.
    pub first_at: Timestamp,
}

/// Pieces of follow-up work that were given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobCount {
    /// What kind of work.
    pub name: String,
    /// Why, in words of ours.
    pub fault: String,
    /// How many.
    pub n: i64,
}

type Counted = (String, Option<String>, i64, i64);

impl Reader {
    /// Counts copies that have not left, by where they stand and what they were told.
    pub async fn copies_waiting(&mut self) -> Result<Vec<CopyCount>, DbError> {
        read(fetch_all!(self, Counted, COPIES_WAITING, 0_i64))
    }

    /// Counts copies that never left or never arrived, since a moment.
    pub async fn copies_failed(&mut self, since: Timestamp) -> Result<Vec<CopyCount>, DbError> {
        read(fetch_all!(self, Counted, COPIES_FAILED, micros(since)))
    }

    /// Counts work that was given up since a moment.
    pub async fn jobs_given_up(&mut self, since: Timestamp) -> Result<Vec<JobCount>, DbError> {
        let rows = fetch_all!(self, (String, String, i64), JOBS_GIVEN_UP, micros(since));
        Ok(rows.into_iter().map(|(name, fault, n)| JobCount { name, fault, n }).collect())
    }

    /// Returns when the mail that was received last became a message, or turned out to be nothing new.
    pub async fn last_intake(&mut self) -> Result<Option<Timestamp>, DbError> {
        Ok(fetch_optional!(self, (i64,), LAST_INTAKE).map(|(at,)| timestamp_of_micros(at)))
    }

    /// Returns how many octets the database takes on its disk.
    pub async fn database_bytes(&mut self) -> Result<i64, DbError> {
        let row = fetch_by_driver!(self, (i64,), DATABASE_BYTES, DATABASE_BYTES_POSTGRES);
        Ok(row.map_or(0, |(n,)| n))
    }
}

fn read(rows: Vec<Counted>) -> Result<Vec<CopyCount>, DbError> {
    // Counted together, they have no row of their own.
    let at = At { table: "deliveries", id: Uuid::nil() };
    let count = |(state, status, n, first_at): Counted| {
        let state = at.need("state", DeliveryState::of_str(&state))?;
        Ok(CopyCount { state, status, n, first_at: timestamp_of_micros(first_at) })
    };
    rows.into_iter().map(count).collect()
}

impl WriteTx {
    /// Has copies that wait for another try be due now; returns how many.
    pub async fn retry_deliveries(&mut self, now: Timestamp) -> Result<u64, DbError> {
        let now = micros(now);
        self.changed("deliveries", &[&now.to_be_bytes()]);
        Ok(execute!(self, RETRY_DELIVERIES, now))
    }
}

driver_statements! {
    sqlite {
        DATABASE_BYTES = "select page_count * page_size from pragma_page_count, pragma_page_size";
    }
    postgres {
        DATABASE_BYTES_POSTGRES = "select pg_database_size(current_database())";
    }
}

// The four states are those of the index over what has not left; a text that names them finds it.
statements! {
    COPIES_WAITING = "select state, status, count(*), min(leaves_at) from deliveries
        where state in ('held', 'leaving', 'deferred', 'uncertain') and leaves_at >= $1
        group by state, status";
    COPIES_FAILED = "select state, status, count(*), max(leaves_at) from deliveries
        where state in ('failed', 'refused') and leaves_at >= $1 group by state, status";
    JOBS_GIVEN_UP = "select name, coalesce(fault, ''), count(*) from jobs
        where state = 'given_up' and created_at >= $1 group by name, coalesce(fault, '')";
    LAST_INTAKE = "select at from intakes order by id desc limit 1";
    RETRY_DELIVERIES = "update deliveries set leaves_at = $1, version = version + 1,
            n_tries = case when n_tries > 0 then n_tries - 1 else 0 end
        where state in ('held', 'leaving', 'deferred', 'uncertain') and leaves_at > $1 and state = 'deferred'";
}
