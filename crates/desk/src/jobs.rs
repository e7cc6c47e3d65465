//! Jobs as runners see them: claim one, and say what became of it.

use db::Job;
use jiff::SignedDuration;
use model::JobId;

use crate::{Desk, DeskError};

/// How long a runner may work on a job before another may take it, in seconds.
const LEASE_SECS: i64 = 300;

/// Tries of a job; after the last it is given up.
const TRIES_MAX: i64 = 6;

/// The first wait before another try, in seconds; each next one is twice as long.
const WAIT_SECS: i64 = 30;

/// What became of a job.
#[derive(Debug)]
pub enum JobOutcome {
    /// It is done.
    Done,
    /// It failed for now.
    Retry(&'static str),
    /// It can never be done.
    GiveUp(&'static str),
}

impl Desk {
    /// Claims the job that is due the longest.
    pub async fn claim_job(&self) -> Result<Option<Job>, DeskError> {
        let now = self.now();
        let until = now.saturating_add(SignedDuration::from_secs(LEASE_SECS)).unwrap_or(now);
        let mut book = self.db.bookkeeping().await?;
        let job = book.claim_job(now, until).await?;
        book.commit().await?;
        Ok(job)
    }

    /// Notes what became of a job.
    pub async fn finish_job(
        &self,
        id: JobId,
        n_tries: i64,
        outcome: JobOutcome,
    ) -> Result<(), DeskError> {
        let mut book = self.db.bookkeeping().await?;
        match outcome {
            JobOutcome::Done => book.finish_job(id).await?,
            JobOutcome::Retry(fault) if !is_last(&outcome, n_tries) => {
                let wait = WAIT_SECS << n_tries.clamp(0, 16);
                let at = self.now().saturating_add(SignedDuration::from_secs(wait));
                book.retry_job(id, at.unwrap_or_else(|_| self.now()), fault).await?;
            }
            JobOutcome::Retry(fault) | JobOutcome::GiveUp(fault) => {
                tracing::error!(job.id = %id, "gave up a job: {fault}");
                if matches!(outcome, JobOutcome::Retry(_)) {
                    // Who was to be told of something is not to blame for it: it leaves in another batch, until it is
                    // forgotten. A batch bears the id of its job.
                    book.unbatch_notices(id.uuid()).await?;
                }
                book.give_up_job(id, fault).await?;
            }
        }
        Ok(book.commit().await?)
    }

    /// Deletes what the house no longer needs to remember: done jobs, old counters, kept answers, notices.
    pub async fn forget_old(&self) -> Result<(), DeskError> {
        self.forget_old_approvals().await?;
        let before = self.now().saturating_sub(SignedDuration::from_hours(48));
        let before = before.unwrap_or_else(|_| self.now());
        let mut book = self.db.bookkeeping().await?;
        book.delete_jobs(before).await?;
        book.delete_counters(before).await?;
        book.forget_notices(before).await?;
        book.delete_kept(before).await?;
        Ok(book.commit().await?)
    }
}

/// Says whether nothing is tried any more after this.
pub(crate) const fn is_last(outcome: &JobOutcome, n_tries: i64) -> bool {
    match outcome {
        JobOutcome::Retry(_) => n_tries >= TRIES_MAX,
        JobOutcome::Done | JobOutcome::GiveUp(_) => true,
    }
}
