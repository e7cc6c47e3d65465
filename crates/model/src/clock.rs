//! Time as an argument (house law 8), and its one form at rest: UTC microseconds.

use jiff::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Returns the present moment.
    fn now(&self) -> Timestamp;
}

/// Returns the form in which a moment is stored: microseconds since 1970, UTC.
pub fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// Reads the stored form back; a number outside jiff's range becomes the nearest bound.
pub fn timestamp_of_micros(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(if micros < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}
