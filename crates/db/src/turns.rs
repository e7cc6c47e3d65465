//! The one writer of SQLite: transactions take turns on one connection and share the fsync of their commits.
//!
//! A turn is a savepoint. Who ends one well waits for the commit around it, and that commit queues for the
//! connection like everybody else: whoever stood in line before it takes a turn first and is committed with it.
//! Alone, a writer commits at once; among eight, eight commits are one. Nobody is told of a commit that is not
//! on the disk, and no other connection sees anything before.

use std::{sync::Arc, time::Duration};

use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::{
    sync::{Mutex, MutexGuard, OwnedMappedMutexGuard, OwnedMutexGuard, oneshot},
    time::timeout,
};

/// The connection and its queue. Cheap to clone.
#[derive(Clone)]
pub(crate) struct SqliteWriter {
    // Fair: turns come in the order in which they were asked for. `None` once closed.
    slot: Arc<Mutex<Option<Batch>>>,
    wait_max: Duration,
}

/// A turn to write. Dropped, it leaves nothing.
pub(crate) struct Turn {
    batch: OwnedMappedMutexGuard<Option<Batch>, Batch>,
    writer: SqliteWriter,
}

/// How the commit that several turns share ended.
type Outcome = Result<(), Arc<sqlx::Error>>;

// Both marks are set before the statement that makes them true, so that whoever is cancelled in its middle
// leaves them for the next to clean up by; `leave` copes with a mark whose statement never ran.
struct Batch {
    conn: SqliteConnection,
    /// The transaction around the turns may be open.
    is_begun: bool,
    /// The savepoint of a turn may be open.
    is_inside: bool,
    is_commit_queued: bool,
    /// Who ended their turn well and waits for the commit.
    waiting: Vec<oneshot::Sender<Outcome>>,
}

impl SqliteWriter {
    pub(crate) async fn open(
        options: &SqliteConnectOptions,
        wait_max: Duration,
    ) -> Result<Self, sqlx::Error> {
        let batch = Batch {
            conn: SqliteConnection::connect_with(options).await?,
            is_begun: false,
            is_inside: false,
            is_commit_queued: false,
            waiting: Vec::new(),
        };
        Ok(Self { slot: Arc::new(Mutex::new(Some(batch))), wait_max })
    }

    /// Waits for a turn and begins it.
    pub(crate) async fn begin(&self) -> Result<Turn, sqlx::Error> {
        let slot = timeout(self.wait_max, self.slot.clone().lock_owned())
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut)?;
        let batch =
            OwnedMutexGuard::try_map(slot, Option::as_mut).map_err(|_| sqlx::Error::PoolClosed)?;
        let mut turn = Turn { batch, writer: self.clone() };
        turn.batch.enter().await?;
        Ok(turn)
    }

    /// Commits what waits, and closes the connection.
    pub(crate) async fn close(&self) {
        commit_waiting(self.slot.lock().await).await;
        if let Some(batch) = self.slot.lock().await.take() {
            // Nothing can be done about a file that does not close; what was committed is on the disk.
            drop(batch.conn.close().await);
        }
    }
}

impl Turn {
    pub(crate) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.batch.conn
    }

    /// Ends the turn and waits until it is on the disk.
    pub(crate) async fn commit(mut self) -> Outcome {
        self.batch.run("RELEASE turn").await?;
        self.batch.is_inside = false;
        let (tell, told) = oneshot::channel();
        self.batch.waiting.push(tell);
        // Gives the connection to the next and queues the commit.
        drop(self);
        told.await.unwrap_or(Err(Arc::new(sqlx::Error::WorkerCrashed)))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.batch.is_commit_queued {
            return;
        }
        // On a task of its own, so that a caller who is cancelled takes nobody's commit along. Without a
        // runtime nobody waits either; the next turn cleans up.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            self.batch.is_commit_queued = true;
            let slot = self.writer.slot.clone();
            runtime.spawn(async move { commit_waiting(slot.lock().await).await });
        }
    }
}

async fn commit_waiting(mut slot: MutexGuard<'_, Option<Batch>>) {
    if let Some(batch) = slot.as_mut() {
        batch.commit().await;
    }
}

impl Batch {
    async fn run(&mut self, text: &'static str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(text).execute(&mut self.conn).await.map(drop)
    }

    async fn enter(&mut self) -> Result<(), sqlx::Error> {
        if self.is_inside {
            self.leave().await?;
        }
        // `immediate` takes the write lock at once: a transaction that reads first and writes later would
        // fail with SQLITE_BUSY_SNAPSHOT when another process wrote in between.
        let text = if self.is_begun { "SAVEPOINT turn" } else { "BEGIN IMMEDIATE; SAVEPOINT turn" };
        (self.is_begun, self.is_inside) = (true, true);
        self.run(text).await
    }

    /// Rolls an abandoned turn back, and only that.
    async fn leave(&mut self) -> Result<(), sqlx::Error> {
        if self.run("ROLLBACK TO turn; RELEASE turn").await.is_err() {
            // There is no such savepoint: it was never made or is already gone, or SQLite rolled back
            // everything (a full disk does that). Whether a transaction is open, `begin` can tell.
            match self.run("BEGIN IMMEDIATE").await {
                Err(error) if is_inside_transaction(&error) => {}
                Ok(()) => self.tell(&Err(Arc::new(lost()))),
                Err(error) => {
                    (self.is_begun, self.is_inside) = (false, false);
                    self.tell(&Err(Arc::new(lost())));
                    return Err(error);
                }
            }
        }
        self.is_inside = false;
        Ok(())
    }

    async fn commit(&mut self) {
        self.is_commit_queued = false;
        if self.is_inside && self.leave().await.is_err() {
            return;
        }
        if !self.is_begun {
            return;
        }
        let text = if self.waiting.is_empty() { "ROLLBACK" } else { "COMMIT" };
        let done = self.run(text).await.map_err(Arc::new);
        if done.is_err() {
            // A failed commit may leave the transaction open; where it does not, this fails, and may.
            drop(self.run("ROLLBACK").await);
        }
        self.is_begun = false;
        self.tell(&done);
    }

    fn tell(&mut self, done: &Outcome) {
        for waiting in self.waiting.drain(..) {
            // Who was cancelled does not hear it.
            drop(waiting.send(done.clone()));
        }
    }
}

// SQLITE_ERROR: "cannot start a transaction within a transaction"; a busy or full database has other codes.
fn is_inside_transaction(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).as_deref() == Some("1")
}

fn lost() -> sqlx::Error {
    sqlx::Error::Protocol("the transaction was rolled back before its commit".to_owned())
}

#[cfg(test)]
mod tests;
