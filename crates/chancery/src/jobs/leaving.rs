//! Leaving: copies that are due are built, signed and handed over to the relay.

use std::time::Duration;

use desk::{Departure, DepartureFault};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{health::Notes, house::House};

/// The longest wait between two looks.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// The shortest wait, so that a clock that stands does not make the loop spin.
const LOOK_AT_MOST_EVERY: Duration = Duration::from_millis(50);

/// The status of a copy for which no relay is configured: a local configuration fault (RFC 3463 §3.4).
const NO_RELAY: &str = "4.3.5";

/// The status of a mail that could not be built.
const NOT_BUILT: &str = "5.6.0";

/// Runs until the house stops; departures that have begun are finished.
pub async fn run(house: House, relay: Option<mail::Relay>, notes: Notes, stop: CancellationToken) {
    match house.desk.recover_leaving().await {
        Ok(0) => {}
        Ok(n) => tracing::warn!("{n} departures were broken off; they are tried again"),
        Err(error) => tracing::error!("broken-off departures could not be looked for: {error}"),
    }
    let rooms = mail::House {
        domain: house.config.mail.domain.clone(),
        installation_id: house.desk.log_verifier().origin().to_owned(),
    };
    loop {
        if let Err(error) = round(&house, relay.as_ref(), &rooms, &notes).await {
            tracing::error!("mail could not leave: {error:#}");
            tokio::time::sleep(super::PAUSE_AFTER_FAILURE).await;
        }
        let wait = match house.desk.next_leaving().await {
            Ok(Some(at)) => {
                let left = at.duration_since(house.clock.now());
                Duration::try_from(left).unwrap_or(LOOK_AT_MOST_EVERY)
            }
            _ => LOOK_EVERY,
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = house.desk.leaving() => {}
            () = tokio::time::sleep(wait.clamp(LOOK_AT_MOST_EVERY, LOOK_EVERY)) => {}
        }
    }
}

async fn round(
    house: &House,
    relay: Option<&mail::Relay>,
    rooms: &mail::House,
    notes: &Notes,
) -> anyhow::Result<()> {
    let mut tasks = JoinSet::new();
    for departure in house.desk.departures().await? {
        let (desk, relay, rooms) = (house.desk.clone(), relay.cloned(), rooms.clone());
        let (notes, clock) = (notes.clone(), house.clock.clone());
        tasks.spawn(async move {
            let id = departure.id;
            let outcome = depart(departure, relay.as_ref(), &rooms).await;
            if outcome.is_ok() {
                notes.sent(clock.now());
            }
            // A mail that is refused for good says nothing about the relay.
            match &outcome {
                Err(fault) if !fault.is_permanent => notes.relay(Some(&fault.status)),
                _ => notes.relay(None),
            }
            if let Err(error) = desk.departed(id, outcome).await {
                tracing::error!(delivery.id = %id, "what became of a copy was not recorded: {error}");
            }
        });
    }
    while tasks.join_next().await.is_some() {}
    Ok(())
}

/// Builds a copy, signs it, and hands it to the relay.
pub async fn depart(
    departure: Departure,
    relay: Option<&mail::Relay>,
    rooms: &mail::House,
) -> Result<String, DepartureFault> {
    let fault =
        |is_permanent, status: &str| DepartureFault { is_permanent, status: status.to_owned() };
    let bytes = mail::build(&departure.mail, rooms).map_err(|error| {
        tracing::error!(delivery.id = %departure.id, "a copy could not be built: {error}");
        fault(true, NOT_BUILT)
    })?;
    let relay = relay.ok_or_else(|| fault(false, NO_RELAY))?;
    let sent = relay.send(&bytes, departure.mail.envelope_from.as_ref(), &departure.mail.to).await;
    sent.map(|sent| sent.status).map_err(|error| {
        tracing::warn!(delivery.id = %departure.id, "the relay did not take a copy: {}", error.status);
        fault(error.is_permanent, &error.status)
    })
}
