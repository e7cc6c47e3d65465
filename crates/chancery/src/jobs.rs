//! Rounds that run as long as the house serves: intake, leaving, jobs, notices, log, search words, housekeeping.

pub mod house_mail;
pub mod housekeeping;
pub mod intake;
pub mod leaving;
pub mod notices;
pub mod sequencer;
pub mod words;

use std::time::Duration;

/// How long a round waits after a failure on our side, before it tries again.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);
