//! Arrivals that would meet wait for each other: copies of one mail, so that only the first becomes a message, and
//! answers to one case, so that they do not write over each other again and again.
//!
//! A sender whose connection broke sends again while the first copy is still being understood; a mail to two
//! queues may come as two. Looking whether a mail is known and writing it down are two steps, and one process
//! serves a folder: a lock in it is enough.

use model::CaseId;
use tokio::sync::{Mutex, MutexGuard};

/// Lines to stand in. Two arrivals that share one by chance wait for each other, nothing more.
const LINES: usize = 64;

/// The lines. Whoever stands in both stands in that of the mail first.
pub(crate) struct Arrivals {
    mails: [Mutex<()>; LINES],
    cases: [Mutex<()>; LINES],
}

impl Default for Arrivals {
    fn default() -> Self {
        let lines = || std::array::from_fn(|_| Mutex::new(()));
        Self { mails: lines(), cases: lines() }
    }
}

impl Arrivals {
    /// Waits for the other copies of a mail; the turn lasts as long as what is returned.
    pub(crate) async fn turn(&self, mail_mac: &[u8; 32]) -> Option<MutexGuard<'_, ()>> {
        let [first, ..] = mail_mac;
        line(&self.mails, *first).await
    }

    /// Waits for the other answers to a case.
    pub(crate) async fn turn_at(&self, case_id: CaseId) -> Option<MutexGuard<'_, ()>> {
        // The last octet is random; the first ones are the time.
        let [.., last] = *case_id.uuid().as_bytes();
        line(&self.cases, last).await
    }
}

async fn line(lines: &[Mutex<()>; LINES], by: u8) -> Option<MutexGuard<'_, ()>> {
    Some(lines.get(usize::from(by) % LINES)?.lock().await)
}
