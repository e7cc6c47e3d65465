//! How many forms may be born: so many at once, then one more after so many seconds.

use serde::{Deserialize, Serialize};

use crate::config::Config;

/// What a source may still give birth to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    n_left: u32,
    filled_secs: u64,
}

impl Budget {
    /// Makes a full budget.
    pub fn new(config: &Config, at_secs: u64) -> Self {
        Self { n_left: config.births_max, filled_secs: at_secs }
    }

    /// Takes one birth; false when there is none left. Time that goes back fills nothing.
    pub fn take(&mut self, config: &Config, at_secs: u64) -> bool {
        let step = config.birth_secs.max(1);
        let n_new = at_secs.saturating_sub(self.filled_secs) / step;
        self.filled_secs += n_new * step;
        let n_left = u64::from(self.n_left).saturating_add(n_new).min(u64::from(config.births_max));
        self.n_left = u32::try_from(n_left).unwrap_or(u32::MAX);
        let Some(n_left) = self.n_left.checked_sub(1) else { return false };
        self.n_left = n_left;
        true
    }
}
