//! The one reader of the wall clock (house law 8).

use jiff::Timestamp;
use model::Clock;

/// The system's clock.
#[derive(Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one reader of the clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
