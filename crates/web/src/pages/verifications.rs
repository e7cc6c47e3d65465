//! Verifying the whole log, and what was found.

use askama::Template;
use axum::{extract::State, response::Response};
use data_encoding::BASE64;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    pages::messages::EmptyForm,
    trouble::{Trouble, page},
};

/// Faults that a page shows; the command line writes all of them.
const FAULTS_SHOWN_MAX: usize = 20;

/// What verification found.
#[derive(Template)]
#[template(path = "verifications/show.html")]
pub struct VerificationShow {
    /// What stands around.
    pub frame: Frame,
    /// When it was done.
    pub at: Moment,
    /// How many entries have a number.
    pub n_entries: u64,
    /// How many checkpoints were found signed and fitting.
    pub n_checkpoints: u64,
    /// How many entries wait for their number.
    pub n_pending: u64,
    /// How many looks were found as their entries made them.
    pub n_looks: u64,
    /// The root over all entries, base64; none where an entry is lost.
    pub root: Option<String>,
    /// How many things are wrong.
    pub n_faults: u64,
    /// The first of them, in words, with the numbers of their entries.
    pub faults: Vec<String>,
}

impl VerificationShow {
    /// Returns sample values of a sound log.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Log, ""),
            at: crate::samples::minutes_ago(0),
            n_entries: 4712,
            n_checkpoints: 311,
            n_pending: 2,
            n_looks: 208,
            root: Some("2vT8cUq3i8M1xQ0ZkQzv5o0WcXJf3m0a8m3nQmZlYb4=".to_owned()),
            n_faults: 0,
            faults: Vec::new(),
        }
    }

    /// Returns sample values of a log that somebody changed.
    pub fn sample_broken() -> Self {
        let faults = [
            "entry 17: changed after it was written",
            "entry 94: the look that it made was deleted from who looked at whose data",
            "entries 4708 to 4711: cut off the end: a signed checkpoint speaks of them",
        ];
        let faults = faults.map(str::to_owned).into();
        Self { root: None, n_faults: 23, faults, ..Self::sample() }
    }

    /// Says whether there are more faults than are shown.
    pub const fn has_more(&self) -> bool {
        (self.faults.len() as u64) < self.n_faults
    }
}

/// Verifies the whole log.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let report = state.desk.show_verification(&caller.actor).await?.report;
    let now = state.now();
    page(&VerificationShow {
        frame: caller.frame(&state, Here::Log).await?,
        at: Moment::new(now, now),
        n_entries: report.size,
        n_checkpoints: report.n_checkpoints,
        n_pending: report.n_pending,
        n_looks: report.n_looks,
        root: report.root.map(|root| BASE64.encode(&root)),
        n_faults: report.n_faults,
        faults: report.faults.iter().take(FAULTS_SHOWN_MAX).map(ToString::to_string).collect(),
    })
}
