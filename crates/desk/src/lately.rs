//! What every page asks for and few acts change: read once, kept until something is committed.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use db::{Db, QueueCount, StaffRow};
use model::{Queue, SheetHead, SheetKind, StaffId};

use crate::{Desk, DeskError};

/// How long anything is kept at most: another process on the same database commits without our knowing.
const KEPT_MAX: Duration = Duration::from_secs(1);

/// A value and the commit behind which it was read.
pub struct Lately<T> {
    kept: Mutex<Option<Read<T>>>,
    /// Held by who reads it anew.
    turn: tokio::sync::Mutex<()>,
}

struct Read<T> {
    /// The count of commits before it was read.
    n_commits: u64,
    at: Instant,
    value: Arc<T>,
}

impl<T> Default for Lately<T> {
    fn default() -> Self {
        Self { kept: Mutex::new(None), turn: tokio::sync::Mutex::default() }
    }
}

impl<T> Lately<T> {
    /// Returns the value as it is, read by whoever comes first: behind an arrival all who look ask for the same at once, and those
    /// who come while it is read wait for it. It is as new for each as if they had read it themselves.
    ///
    /// Who waits here must hold no place to read from: whoever reads needs one.
    pub(crate) async fn now(
        &self,
        db: &Db,
        kept_max: Duration,
        read: impl Future<Output = Result<T, DeskError>>,
    ) -> Result<Arc<T>, DeskError> {
        let asked_at = db.n_commits();
        if let Some(value) = self.get(asked_at, kept_max) {
            return Ok(value);
        }
        let _turn = self.turn.lock().await;
        if let Some(value) = self.get(asked_at, kept_max) {
            return Ok(value);
        }
        // The count is taken before reading: what is committed meanwhile makes the value old at once.
        let (n_commits, at) = (db.n_commits(), Instant::now());
        let value = read.await?;
        Ok(self.put(n_commits, at, value))
    }

    /// Returns what was read behind that commit, or behind a later one.
    fn get(&self, n_commits: u64, kept_max: Duration) -> Option<Arc<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let read = kept.as_ref()?;
        let is_new = read.n_commits >= n_commits && read.at.elapsed() < kept_max;
        is_new.then(|| read.value.clone())
    }

    fn put(&self, n_commits: u64, at: Instant, value: T) -> Arc<T> {
        let value = Arc::new(value);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(Read { n_commits, at, value: value.clone() });
        value
    }
}

impl Desk {
    /// Returns every queue.
    pub(crate) async fn queues_now(&self) -> Result<Arc<Vec<Queue>>, DeskError> {
        let read = async { Ok(self.db.read().await?.queues().await?) };
        self.lately_queues.now(&self.db, KEPT_MAX, read).await
    }

    /// Returns the counts of the queues.
    pub(crate) async fn counts_now(&self) -> Result<Arc<Vec<QueueCount>>, DeskError> {
        let read = async { Ok(self.db.read().await?.queue_counts(self.now()).await?) };
        self.lately_counts.now(&self.db, KEPT_MAX, read).await
    }

    /// Returns everyone on the staff.
    pub(crate) async fn staff_now(&self) -> Result<Arc<Vec<StaffRow>>, DeskError> {
        let read = async { Ok(self.db.read().await?.all_staff().await?) };
        self.lately_staff.now(&self.db, KEPT_MAX, read).await
    }

    /// Returns which keys the staff have bound, by whose they are.
    pub(crate) async fn keys_now(&self) -> Result<Arc<BTreeMap<StaffId, String>>, DeskError> {
        let read = async { Ok(self.db.read().await?.staff_keys().await?) };
        self.lately_keys.now(&self.db, KEPT_MAX, read).await
    }

    /// Returns what is known of the sheets of a kind without their texts.
    pub(crate) async fn sheet_heads_now(
        &self,
        kind: SheetKind,
    ) -> Result<Arc<Vec<SheetHead>>, DeskError> {
        let kept = match kind {
            SheetKind::Template => &self.lately_templates,
            SheetKind::Guide => &self.lately_guides,
        };
        let read = async { Ok(self.db.read().await?.sheet_heads(kind).await?) };
        kept.now(&self.db, KEPT_MAX, read).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(3_600);

    #[test]
    fn a_commit_makes_it_old() {
        let lately = Lately::default();
        assert!(lately.get(1, LONG).is_none());
        lately.put(1, Instant::now(), 7);
        assert_eq!(lately.get(1, LONG).as_deref(), Some(&7));
        // Who asked before that commit gets what is newer than they need.
        assert_eq!(lately.get(0, LONG).as_deref(), Some(&7));
        assert!(lately.get(2, LONG).is_none());
    }

    #[test]
    fn it_is_kept_for_no_longer_than_is_said() {
        let lately = Lately::default();
        lately.put(1, Instant::now(), 7);
        assert!(lately.get(1, Duration::ZERO).is_none());
    }
}
