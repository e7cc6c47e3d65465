//! Traffic: what waits, what failed and why, in numbers, for whoever runs the house.

use db::{CopyCount, JobCount};
use jiff::{SignedDuration, Timestamp};
use model::{Act, Actor, Resource};

use crate::{Desk, DeskError};

/// Days for which what failed is counted.
pub const FAILED_DAYS: i64 = 7;

/// What goes in and out.
#[derive(Clone, Debug, Default)]
pub struct Traffic {
    /// How many mails are kept and not yet understood.
    pub n_intakes: usize,
    /// When the last mail was understood.
    pub last_intake_at: Option<Timestamp>,
    /// Copies that have not left, by where they stand and what they were told.
    pub waiting: Vec<CopyCount>,
    /// Copies that failed within the last days, by why.
    pub failed: Vec<CopyCount>,
    /// How many mails of the house itself are due.
    pub n_jobs_due: i64,
    /// Mails of the house itself that were given up within the last days.
    pub given_up: Vec<JobCount>,
    /// True where the reader may have what waits leave at once.
    pub may_retry: bool,
}

impl Desk {
    /// Asks whether somebody may see how the house runs; a refusal is on record.
    pub async fn look_over_house(&self, actor: &Actor) -> Result<(), DeskError> {
        self.ask_to_read(actor, Act::HouseShow, &Resource::House).await
    }

    /// Counts what waits and what failed.
    pub async fn traffic(&self, actor: &Actor) -> Result<Traffic, DeskError> {
        self.look_over_house(actor).await?;
        let now = self.now();
        let since = now.saturating_sub(SignedDuration::from_hours(24 * FAILED_DAYS));
        let since = since.unwrap_or(now);
        let n_intakes = self.waiting().await?.len();
        let mut reader = self.db.read().await?;
        Ok(Traffic {
            n_intakes,
            last_intake_at: reader.last_intake().await?,
            waiting: sorted(reader.copies_waiting().await?),
            failed: sorted(reader.copies_failed(since).await?),
            n_jobs_due: reader.n_jobs_due(now).await?,
            given_up: reader.jobs_given_up(since).await?,
            may_retry: self
                .authority
                .allows(actor, Act::DeliveryRetry, &Resource::House)
                .is_allowed(),
        })
    }

    /// Has the copies that wait for another try leave at once; returns how many. It is one of their tries.
    pub async fn retry_deliveries(&self, actor: &Actor) -> Result<u64, DeskError> {
        let permit = self.ask(actor, Act::DeliveryRetry, &Resource::House).await?;
        let mut tx = self.db.write(permit).await?;
        let n = tx.retry_deliveries(self.now()).await?;
        tx.commit().await?;
        self.leaving.notify_one();
        Ok(n)
    }
}

fn sorted(mut counts: Vec<CopyCount>) -> Vec<CopyCount> {
    counts.sort_by(|one, other| {
        let key = |count: &CopyCount| (count.state.as_str(), count.status.clone());
        key(one).cmp(&key(other))
    });
    counts
}
