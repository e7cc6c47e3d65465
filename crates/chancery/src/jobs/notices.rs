//! Notices of the staff: what happened is followed in the log, and what is due leaves.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::house::House;

/// How often it is looked what happened. A browser is told within so much, a mail within a minute.
const EVERY: Duration = Duration::from_secs(3);

/// Runs until the house stops.
pub async fn run(house: House, has_mail: bool, stop: CancellationToken) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = tick.tick() => {}
        }
        if let Err(error) = round(&house, has_mail).await {
            tracing::error!("the staff could not be told: {error:#}");
            tokio::time::sleep(super::PAUSE_AFTER_FAILURE).await;
        }
    }
}

async fn round(house: &House, has_mail: bool) -> anyhow::Result<()> {
    // Before it is looked what happened, so that who is told of a lapse is told at once.
    house.desk.lapse_handovers().await?;
    house.desk.raise_notices(has_mail).await?;
    if has_mail {
        house.desk.batch_notices().await?;
    }
    Ok(())
}
