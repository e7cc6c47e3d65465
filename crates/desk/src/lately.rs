//! What every page asks for and few acts change: read once, kept until something is committed.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use db::{QueueCount, StaffRow};
use model::{Queue, SheetHead, SheetKind, StaffId};

use crate::{Desk, DeskError};

/// How long anything is kept at most: another process on the same database commits without our knowing.
const KEPT_MAX: Duration = Duration::from_secs(1);

/// A value and the commit behind which it was read.
pub struct Lately<T> {
    kept: Mutex<Kept<T>>,
    /// Held by who reads it anew.
    turn: tokio::sync::Mutex<()>,
}

struct Kept<T> {
    read: Option<Read<T>>,
    /// When reading it failed last.
    failed_at: Option<Instant>,
}

struct Read<T> {
    /// The count of commits before it was read.
    n_commits: u64,
    /// When reading it began.
    began_at: Instant,
    value: Arc<T>,
}

impl<T> Default for Lately<T> {
    fn default() -> Self {
        let kept = Kept { read: None, failed_at: None };
        Self { kept: Mutex::new(kept), turn: tokio::sync::Mutex::default() }
    }
}

impl<T> Lately<T> {
    /// Returns the value as it is, read by whoever comes first: behind an arrival all who look ask for the same at once, and those
    /// who come while it is read wait for it. It is as new for each as if they had read it themselves: either it is younger than
    /// what is kept may be, or reading it began after they asked, however long it then took. Where reading fails, those who waited
    /// for it read side by side, each for themself: nobody lines up behind what fails slowly.
    ///
    /// Who waits here must hold no place to read from: whoever reads needs one.
    pub(crate) async fn now(
        &self,
        n_commits: impl Fn() -> u64,
        kept_max: Duration,
        read: impl Future<Output = Result<T, DeskError>>,
    ) -> Result<Arc<T>, DeskError> {
        // In this order, and the other way round below: what began after `asked_at` was read behind at least these commits.
        let n_asked = n_commits();
        let asked_at = Instant::now();
        if let Some(value) = self.get(n_asked, kept_max, None) {
            return Ok(value);
        }
        let turn = self.turn.lock().await;
        if let Some(value) = self.get(n_asked, kept_max, Some(asked_at)) {
            return Ok(value);
        }
        // Given back at once behind a failure.
        let _turn = (!self.has_failed_since(asked_at)).then_some(turn);
        // The count is taken before reading: what is committed meanwhile makes the value old at once.
        let began_at = Instant::now();
        let n_commits = n_commits();
        match read.await {
            Ok(value) => Ok(self.put(n_commits, began_at, value)),
            Err(error) => {
                self.kept().failed_at = Some(Instant::now());
                Err(error)
            }
        }
    }

    /// Says whether something is here that may still be taken by who asks for it now.
    pub(crate) fn is_kept(&self, kept_max: Duration) -> bool {
        self.kept().read.as_ref().is_some_and(|read| read.began_at.elapsed() < kept_max)
    }

    /// Returns what was read behind that commit, or behind a later one, and is young, or began when it was asked for already.
    fn get(&self, n_commits: u64, kept_max: Duration, asked_at: Option<Instant>) -> Option<Arc<T>> {
        let kept = self.kept();
        let read = kept.read.as_ref()?;
        let is_awaited = asked_at.is_some_and(|at| read.began_at >= at);
        let is_new =
            read.n_commits >= n_commits && (is_awaited || read.began_at.elapsed() < kept_max);
        is_new.then(|| read.value.clone())
    }

    fn has_failed_since(&self, asked_at: Instant) -> bool {
        self.kept().failed_at.is_some_and(|at| at >= asked_at)
    }

    fn put(&self, n_commits: u64, began_at: Instant, value: T) -> Arc<T> {
        let value = Arc::new(value);
        let mut kept = self.kept();
        // Where several read side by side, the last to end is not always the last to have begun.
        if kept.read.as_ref().is_none_or(|read| read.began_at <= began_at) {
            kept.read = Some(Read { n_commits, began_at, value: value.clone() });
        }
        value
    }

    fn kept(&self) -> MutexGuard<'_, Kept<T>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// Returns every queue.
    pub(crate) async fn queues_now(&self) -> Result<Arc<Vec<Queue>>, DeskError> {
        let read = async { Ok(self.db.read().await?.queues().await?) };
        self.lately_queues.now(|| self.db.n_commits(), KEPT_MAX, read).await
    }

    /// Returns the counts of the queues.
    pub(crate) async fn counts_now(&self) -> Result<Arc<Vec<QueueCount>>, DeskError> {
        let read = async { Ok(self.db.read().await?.queue_counts(self.now()).await?) };
        self.lately_counts.now(|| self.db.n_commits(), KEPT_MAX, read).await
    }

    /// Returns everyone on the staff.
    pub(crate) async fn staff_now(&self) -> Result<Arc<Vec<StaffRow>>, DeskError> {
        let read = async { Ok(self.db.read().await?.all_staff().await?) };
        self.lately_staff.now(|| self.db.n_commits(), KEPT_MAX, read).await
    }

    /// Returns which keys the staff have bound, by whose they are.
    pub(crate) async fn keys_now(&self) -> Result<Arc<BTreeMap<StaffId, String>>, DeskError> {
        let read = async { Ok(self.db.read().await?.staff_keys().await?) };
        self.lately_keys.now(|| self.db.n_commits(), KEPT_MAX, read).await
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
        kept.now(|| self.db.n_commits(), KEPT_MAX, read).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use tokio::{
        sync::Semaphore,
        task::{JoinHandle, yield_now},
    };

    use super::*;

    const LONG: Duration = Duration::from_secs(3_600);

    /// Turns in which everybody who can go on has gone on.
    const TURNS: usize = 200;

    #[test]
    fn a_commit_makes_it_old() {
        let lately = Lately::default();
        assert!(lately.get(1, LONG, None).is_none());
        lately.put(1, Instant::now(), 7);
        assert_eq!(lately.get(1, LONG, None).as_deref(), Some(&7));
        // Who asked before that commit gets what is newer than they need.
        assert_eq!(lately.get(0, LONG, None).as_deref(), Some(&7));
        assert!(lately.get(2, LONG, None).is_none());
    }

    #[test]
    fn it_is_kept_for_no_longer_than_is_said() {
        let lately = Lately::default();
        assert!(!lately.is_kept(LONG));
        lately.put(1, Instant::now(), 7);
        assert!(lately.get(1, Duration::ZERO, None).is_none());
        assert!(!lately.is_kept(Duration::ZERO));
        assert!(lately.is_kept(LONG));
    }

    #[test]
    fn what_began_after_one_asked_is_new_enough_whatever_its_age() {
        let lately = Lately::default();
        let before = Instant::now();
        let began_at = before + Duration::from_nanos(1);
        lately.put(1, began_at, 7);
        assert_eq!(lately.get(1, Duration::ZERO, Some(before)).as_deref(), Some(&7));
        let after = began_at + Duration::from_nanos(1);
        assert!(lately.get(1, Duration::ZERO, Some(after)).is_none());
        assert!(
            lately.get(2, Duration::ZERO, Some(before)).is_none(),
            "a commit still makes it old"
        );
    }

    #[test]
    fn who_ends_last_does_not_undo_who_began_later() {
        let lately = Lately::default();
        let before = Instant::now();
        lately.put(2, before + Duration::from_nanos(1), 8);
        assert_eq!(*lately.put(1, before, 7), 7);
        assert_eq!(lately.get(2, LONG, None).as_deref(), Some(&8));
    }

    /// A house in which reading is slow: it ends when a test says so.
    #[derive(Default)]
    struct Slow {
        lately: Lately<u64>,
        n_commits: AtomicU64,
        /// Readings that have begun.
        n_begun: AtomicU64,
    }

    struct Ends {
        well: Semaphore,
        badly: Semaphore,
    }

    struct Asks {
        slow: Arc<Slow>,
        ends: Arc<Ends>,
    }

    impl Asks {
        fn new() -> Self {
            let ends = Ends { well: Semaphore::new(0), badly: Semaphore::new(0) };
            Self { slow: Arc::default(), ends: Arc::new(ends) }
        }

        /// Asks, and returns the number of the reading that was taken.
        fn ask(&self, kept_max: Duration) -> JoinHandle<Result<u64, DeskError>> {
            let (slow, ends) = (self.slow.clone(), self.ends.clone());
            tokio::spawn(async move {
                let read = async {
                    let n = slow.n_begun.fetch_add(1, Ordering::Relaxed) + 1;
                    tokio::select! {
                        permit = ends.well.acquire() => {
                            permit.unwrap().forget();
                            Ok(n)
                        }
                        permit = ends.badly.acquire() => {
                            permit.unwrap().forget();
                            Err(DeskError::NotFound)
                        }
                    }
                };
                let n_commits = || slow.n_commits.load(Ordering::Relaxed);
                slow.lately.now(n_commits, kept_max, read).await.map(|value| *value)
            })
        }

        /// Lets all come as far as they can.
        async fn settle(&self) {
            for _ in 0..TURNS {
                yield_now().await;
            }
        }

        fn n_begun(&self) -> u64 {
            self.slow.n_begun.load(Ordering::Relaxed)
        }
    }

    #[tokio::test]
    async fn twenty_who_ask_at_once_are_one_reading() {
        let asks = Asks::new();
        let all: Vec<_> = (0..20).map(|_| asks.ask(LONG)).collect();
        asks.settle().await;
        asks.ends.well.add_permits(1);
        for one in all {
            assert_eq!(one.await.unwrap().unwrap(), 1);
        }
        assert_eq!(asks.n_begun(), 1);
    }

    #[tokio::test]
    async fn a_reading_that_takes_longer_than_it_is_kept_serves_all_who_wait() {
        let asks = Asks::new();
        let first = asks.ask(Duration::ZERO);
        asks.settle().await;
        let others: Vec<_> = (0..19).map(|_| asks.ask(Duration::ZERO)).collect();
        asks.settle().await;
        assert_eq!(asks.n_begun(), 1);
        asks.ends.well.add_permits(1);
        assert_eq!(first.await.unwrap().unwrap(), 1);
        // That one had begun when the others asked, so they read once more: once for all of them.
        asks.settle().await;
        asks.ends.well.add_permits(1);
        for other in others {
            assert_eq!(other.await.unwrap().unwrap(), 2);
        }
        assert_eq!(asks.n_begun(), 2);
    }

    #[tokio::test]
    async fn who_asks_behind_a_commit_does_not_take_what_was_begun_before() {
        let asks = Asks::new();
        let before = asks.ask(LONG);
        asks.settle().await;
        asks.slow.n_commits.fetch_add(1, Ordering::Relaxed);
        let behind = asks.ask(LONG);
        asks.settle().await;
        asks.ends.well.add_permits(2);
        assert_eq!(before.await.unwrap().unwrap(), 1);
        assert_eq!(behind.await.unwrap().unwrap(), 2);
    }

    #[tokio::test]
    async fn behind_a_failure_nobody_lines_up() {
        let asks = Asks::new();
        let first = asks.ask(LONG);
        asks.settle().await;
        let others: Vec<_> = (0..19).map(|_| asks.ask(LONG)).collect();
        asks.settle().await;
        assert_eq!(asks.n_begun(), 1);
        asks.ends.badly.add_permits(1);
        assert!(first.await.unwrap().is_err());
        asks.settle().await;
        assert_eq!(asks.n_begun(), 20, "side by side");
        asks.ends.badly.add_permits(18);
        asks.settle().await;
        asks.ends.well.add_permits(1);
        let mut n_read = 0;
        for other in others {
            n_read += usize::from(other.await.unwrap().is_ok());
        }
        assert_eq!(n_read, 1);
        // Who comes later finds what was read at last.
        assert!(asks.ask(LONG).await.unwrap().is_ok());
        assert_eq!(asks.n_begun(), 20);
    }

    #[tokio::test]
    async fn who_goes_away_while_they_read_leaves_the_turn_to_the_next() {
        let asks = Asks::new();
        let first = asks.ask(LONG);
        asks.settle().await;
        let others: Vec<_> = (0..3).map(|_| asks.ask(LONG)).collect();
        asks.settle().await;
        first.abort();
        asks.settle().await;
        asks.ends.well.add_permits(1);
        for other in others {
            assert_eq!(other.await.unwrap().unwrap(), 2);
        }
        assert_eq!(asks.n_begun(), 2);
    }
}
