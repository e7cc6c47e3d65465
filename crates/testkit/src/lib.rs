//! What tests stand on: a fixed clock, seeded chance, a throw-away PostgreSQL, one test on both databases.

mod both;
pub mod carried_out;
#[cfg(feature = "chromium")]
mod chromium;
#[cfg(feature = "house")]
pub mod house;
mod passkey;
pub mod postgres;

pub use both::TestPlace;
#[cfg(feature = "chromium")]
pub use chromium::{Chromium, Screen, Theme};
pub use passkey::{SoftPasskey, totp_code};

use std::sync::{
    Mutex,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use model::{Chance, Clock};

/// A clock that moves only when told to.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// Starts at noon of 2026-11-21, UTC.
    pub fn noon() -> Self {
        Self(AtomicI64::new(1_795_262_400_000_000))
    }

    /// Moves on.
    pub fn advance(&self, by: SignedDuration) {
        let micros = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        model::timestamp_of_micros(self.0.load(Ordering::SeqCst))
    }
}

/// The same bytes for the same seed: fit for tests, never for keys.
#[derive(Debug)]
pub struct SeededChance {
    state: Mutex<u64>,
    draws: AtomicU64,
}

impl SeededChance {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self { state: Mutex::new(seed), draws: AtomicU64::new(0) }
    }

    /// Returns how many times bytes were drawn.
    pub fn n_draws(&self) -> u64 {
        self.draws.load(Ordering::SeqCst)
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        self.draws.fetch_add(1, Ordering::SeqCst);
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for byte in bytes {
            // SplitMix64 (Steele, Lea, Flood 2014): short, and well spread.
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            *byte = (z ^ (z >> 31)) as u8;
        }
    }
}
