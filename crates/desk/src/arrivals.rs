//! Copies of one mail that come at the same moment wait for each other, so that only the first becomes a message.
//!
//! A sender whose connection broke sends again while the first copy is still being understood; a mail to two
//! queues may come as two. Looking whether a mail is known and writing it down are two steps, and one process
//! serves a folder: a lock in it is enough.

use tokio::sync::{Mutex, MutexGuard};

/// Lines to stand in. Two mails that share one by chance wait for each other, nothing more.
const LINES: usize = 64;

/// The lines.
pub(crate) struct Arrivals([Mutex<()>; LINES]);

impl Default for Arrivals {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Mutex::new(())))
    }
}

impl Arrivals {
    /// Waits for the other copies of a mail; the turn lasts as long as what is returned.
    pub(crate) async fn turn(&self, mail_mac: &[u8; 32]) -> Option<MutexGuard<'_, ()>> {
        let [first, ..] = mail_mac;
        Some(self.0.get(usize::from(*first) % LINES)?.lock().await)
    }
}
