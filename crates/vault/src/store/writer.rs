//! The one thread that commits: whoever waits in the queue meanwhile shares the next commit.

use std::{
    sync::Arc,
    thread::{self, JoinHandle},
};

use tokio::sync::{OwnedRwLockWriteGuard, mpsc, oneshot};

use crate::{
    Destroyed, VaultError,
    intake::Intakes,
    store::{KeyStore, Write, Written, epoch::Reason},
};

/// Changes that may wait; past it, callers wait for a place.
const WRITES_QUEUED_MAX: usize = 1024;

/// Changes in one commit at most, so that the first of them does not wait for ever.
const WRITES_PER_COMMIT_MAX: usize = 512;

enum Job {
    Write { write: Write, reply: oneshot::Sender<Result<Written, VaultError>> },
    NewEpoch(NewEpoch),
}

struct NewEpoch {
    reason: Reason,
    // Held until the job is done, also when its caller has gone.
    gate: OwnedRwLockWriteGuard<()>,
    reply: oneshot::Sender<Result<Destroyed, VaultError>>,
}

/// The queue in front of the key store.
pub(crate) struct Writer {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(store: Arc<KeyStore>, intakes: Intakes) -> Result<Self, VaultError> {
        let (queue, jobs) = mpsc::channel(WRITES_QUEUED_MAX);
        let dir = store.dir().to_owned();
        let thread = thread::Builder::new()
            .name("vault-writer".to_owned())
            .spawn(move || run(&store, &intakes, jobs))
            .map_err(|e| VaultError::io("start the writer of", &dir, e))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Writes one change; it stands on disk when this returns.
    pub(crate) async fn write(&self, write: Write) -> Result<Written, VaultError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Write { write, reply }).await?;
        answer.await.map_err(|_| VaultError::Closed)?
    }

    /// Starts a new epoch; the old epoch is destroyed when this returns.
    pub(crate) async fn new_epoch(
        &self,
        reason: Reason,
        gate: OwnedRwLockWriteGuard<()>,
    ) -> Result<Destroyed, VaultError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::NewEpoch(NewEpoch { reason, gate, reply })).await?;
        answer.await.map_err(|_| VaultError::Closed)?
    }

    async fn send(&self, job: Job) -> Result<(), VaultError> {
        let queue = self.queue.as_ref().ok_or(VaultError::Closed)?;
        queue.send(job).await.map_err(|_| VaultError::Closed)
    }
}

impl Drop for Writer {
    // Waits for what is queued, so that the next to open the folder finds it free.
    fn drop(&mut self) {
        self.queue = None;
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the writer of the key store had stopped by a fault");
        }
    }
}

fn run(store: &KeyStore, intakes: &Intakes, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.blocking_recv() {
        let mut writes = Vec::new();
        let mut replies = Vec::new();
        let mut next = Some(first);
        let mut new_epoch = None;
        while let Some(job) = next.take() {
            match job {
                Job::Write { write, reply } => {
                    writes.push(write);
                    replies.push(reply);
                    if writes.len() < WRITES_PER_COMMIT_MAX {
                        next = jobs.try_recv().ok();
                    }
                }
                Job::NewEpoch(job) => new_epoch = Some(job),
            }
        }
        if !writes.is_empty() {
            tracing::trace!(n_writes = writes.len(), "the key store commits");
            for (reply, written) in replies.into_iter().zip(store.apply(writes)) {
                // A caller who has gone needs no answer.
                let _ = reply.send(written);
            }
        }
        if let Some(NewEpoch { reason, gate, reply }) = new_epoch {
            let outcome = store.new_epoch(reason, intakes);
            drop(gate);
            let _ = reply.send(outcome);
        }
    }
}
