//! The clock of the story: it shows what it was set to, and never goes back.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use model::Clock;

pub struct StoryClock(Mutex<Timestamp>);

impl StoryClock {
    pub fn at(now: Timestamp) -> Arc<Self> {
        Arc::new(Self(Mutex::new(now)))
    }

    /// Goes on to a moment, if it has not come yet.
    pub fn go_on_to(&self, at: Timestamp) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = (*now).max(at);
    }
}

impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
