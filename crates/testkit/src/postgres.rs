//! A throw-away PostgreSQL cluster: started once, shared by all test processes, gone when idle.
//!
//! Every test gets a fresh, empty database. nextest runs each test in its own process, so what they
//! share is a folder with three files, and two file locks held in this order:
//!
//! - `start.lock`, exclusive: held while a process looks for the cluster, starts it or stops it;
//! - `users.lock`, shared: held by every process for as long as it lives, so that whoever can lock
//!   it exclusively knows that nobody else uses the cluster;
//! - `cluster`: port and password, written last, so that it names only a cluster that was ready.
//!
//! A cluster that does not answer is thrown away and made anew; nothing in it is worth repairing.

mod cluster;
mod programs;

use std::{
    fmt::Write as _,
    io,
    sync::{Mutex, PoisonError},
};

use cluster::Cluster;

/// Bytes of the random part of a database's name.
const NAME_BYTES: usize = 8;

/// The cluster as this process sees it; kept for the life of the process, because it holds the lock.
static CLUSTER: Mutex<Option<Cluster>> = Mutex::new(None);

/// An empty database that is dropped with this value.
#[derive(Debug)]
pub struct TestDatabase {
    /// Where it is, for `database.url`.
    pub url: String,
    name: String,
    cluster: Cluster,
}

/// Makes an empty database, and the cluster first where none is running.
#[expect(clippy::expect_used, reason = "a test without its database has failed")]
pub async fn database() -> TestDatabase {
    tokio::task::spawn_blocking(TestDatabase::create)
        .await
        .expect("making a database does not panic")
        .expect("PostgreSQL starts and makes a database (Debian: apt-get install postgresql)")
}

impl TestDatabase {
    fn create() -> io::Result<Self> {
        let name = format!("t_{}", random_hex::<NAME_BYTES>()?);
        let mut guard = CLUSTER.lock().unwrap_or_else(PoisonError::into_inner);
        if guard.is_none() {
            *guard = Some(Cluster::join()?);
        }
        let Some(cluster) = guard.as_ref() else {
            return Err(io::Error::other("the cluster was just joined"));
        };
        let cluster = cluster.clone();
        // Tests of one process make their databases side by side.
        drop(guard);
        cluster.sql(&format!("create database {name} template template0 strategy wal_log"))?;
        Ok(Self { url: cluster.url(&name), name, cluster })
    }

    /// Makes another database of what stands in this one now, by `pg_dump` and `psql`, as an operator would.
    pub fn copy(&self) -> io::Result<Self> {
        let copy = Self::create()?;
        self.cluster.copy(&self.name, &copy.name)?;
        Ok(copy)
    }

    /// Runs one statement as the all-mighty user, past all our code, as somebody tampering would.
    pub fn sql(&self, statement: &str) -> io::Result<String> {
        self.cluster.sql_in(&self.name, statement)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // What stays behind goes when the next process finds itself alone.
        drop(self.cluster.drop_later(&self.name));
    }
}

/// Returns `N` random bytes in hexadecimal.
fn random_hex<const N: usize>() -> io::Result<String> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| io::Error::other("no random bytes"))?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests;
