//! Housekeeping: old intake keys are destroyed, what need not be remembered is forgotten, the channel gets
//! the checkpoint of the day.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::house::House;

/// How often the house is tidied.
const EVERY: Duration = Duration::from_secs(600);

/// The setting that remembers the day of the last checkpoint mail.
const LAST_DAY: &str = "checkpoint_mail_day";

/// Runs until the house stops.
pub async fn run(house: House, relay: Option<mail::Relay>, stop: CancellationToken) {
    let mut tick = tokio::time::interval(EVERY);
    let mut checked_on = None;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = tick.tick() => {}
        }
        if let Err(error) = tidy(&house, relay.as_ref()).await {
            tracing::error!("housekeeping failed: {error:#}");
        }
        // At the start, and then once a day; a look that failed is tried again at the next tick.
        let today = house.clock.now().strftime("%Y-%m-%d").to_string();
        if checked_on.as_ref() != Some(&today) {
            checked_on = check_access(&house).await.then_some(today);
        }
    }
}

/// Keeps what about the access of the staff is not as it should be, for the page of the staff, `/health` and `chancery doctor`, and
/// tells it in the log; says whether it could.
async fn check_access(house: &House) -> bool {
    match house.desk.look_access_over().await {
        Ok(look) => {
            look.faults.iter().for_each(|fault| tracing::warn!("access: {fault}"));
            true
        }
        Err(error) => {
            tracing::error!("the access of the staff could not be looked over: {error}");
            false
        }
    }
}

async fn tidy(house: &House, relay: Option<&mail::Relay>) -> anyhow::Result<()> {
    house.vault.retire_intake_keys(house.clock.now()).await?;
    house.sign_in.forget_old().await?;
    house.desk.forget_old().await?;
    mail_checkpoint(house, relay).await
}

async fn mail_checkpoint(house: &House, relay: Option<&mail::Relay>) -> anyhow::Result<()> {
    let (Some(channel), Some(relay)) = (house.config.channel()?, relay) else {
        return Ok(());
    };
    let Some(note) = house.desk.checkpoint().await? else {
        return Ok(());
    };
    let day = house.clock.now().strftime("%Y-%m-%d").to_string();
    let last = house.desk.kept(LAST_DAY).await?;
    if last.is_some_and(|last| last.expose().as_slice() == day.as_bytes()) {
        return Ok(());
    }
    let text = format!(
        "The log's checkpoint of {day}. Kept elsewhere, it shows any later cut:\n\
         chancery audit verify --against FILE\n\n{note}"
    );
    let subject = format!("Checkpoint of {day}");
    let Some(mail) = house.desk.house_mail(channel, subject, text, day.as_bytes()) else {
        return Ok(());
    };
    let rooms = mail::House {
        domain: house.config.mail.domain.clone(),
        installation_id: house.desk.log_verifier().origin().to_owned(),
    };
    let bytes = mail::build(&mail, &rooms)?;
    if relay.send(&bytes, None, &mail.to).await.is_ok() {
        house.desk.keep(LAST_DAY, day.as_bytes()).await?;
    }
    Ok(())
}
