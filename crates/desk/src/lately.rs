//! What every page asks for and few acts change: read once, kept until something is committed.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use db::{QueueCount, StaffRow};
use model::{Queue, SheetHead, SheetKind};

use crate::{Desk, DeskError};

/// How long anything is kept at most: another process on the same database commits without our knowing.
const KEPT_MAX: Duration = Duration::from_secs(1);

/// A value and the commit behind which it was read.
pub struct Lately<T>(Mutex<Option<(u64, Instant, Arc<T>)>>);

impl<T> Default for Lately<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Lately<T> {
    pub(crate) fn get(&self, n_commits: u64) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, at, value) = kept.as_ref()?;
        (*of == n_commits && at.elapsed() < KEPT_MAX).then(|| value.clone())
    }

    pub(crate) fn put(&self, n_commits: u64, value: T) -> Arc<T> {
        let value = Arc::new(value);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((n_commits, Instant::now(), value.clone()));
        value
    }
}

// The count of commits is taken before reading: what is committed meanwhile makes the value old at once.
impl Desk {
    /// Returns every queue.
    pub(crate) async fn queues_now(&self) -> Result<Arc<Vec<Queue>>, DeskError> {
        let n_commits = self.db.n_commits();
        match self.lately_queues.get(n_commits) {
            Some(queues) => Ok(queues),
            None => Ok(self.lately_queues.put(n_commits, self.db.read().await?.queues().await?)),
        }
    }

    /// Returns the counts of the queues.
    pub(crate) async fn counts_now(&self) -> Result<Arc<Vec<QueueCount>>, DeskError> {
        let n_commits = self.db.n_commits();
        if let Some(counts) = self.lately_counts.get(n_commits) {
            return Ok(counts);
        }
        let counts = self.db.read().await?.queue_counts(self.now()).await?;
        Ok(self.lately_counts.put(n_commits, counts))
    }

    /// Returns everyone on the staff.
    pub(crate) async fn staff_now(&self) -> Result<Arc<Vec<StaffRow>>, DeskError> {
        let n_commits = self.db.n_commits();
        match self.lately_staff.get(n_commits) {
            Some(staff) => Ok(staff),
            None => Ok(self.lately_staff.put(n_commits, self.db.read().await?.all_staff().await?)),
        }
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
        let n_commits = self.db.n_commits();
        match kept.get(n_commits) {
            Some(heads) => Ok(heads),
            None => Ok(kept.put(n_commits, self.db.read().await?.sheet_heads(kind).await?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_makes_it_old() {
        let lately = Lately::default();
        assert!(lately.get(1).is_none());
        lately.put(1, 7);
        assert_eq!(lately.get(1).as_deref(), Some(&7));
        assert!(lately.get(2).is_none());
    }
}
