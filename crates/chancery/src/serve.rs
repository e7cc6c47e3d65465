//! Serving: listeners and rounds are started, supervised, and stopped in order.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use desk::NewIntake;
use mail::{
    Authenticity, Intake, Limits, Listener, OpenPgpKeyError, Protocol, Received, Relay, Trouble,
    Trust,
};
use tokio::{signal::unix::SignalKind, task::JoinSet};
use tokio_util::sync::CancellationToken;
use web::{KeyFault, KeyTold};

use crate::{
    config::Config,
    control,
    health::{self, Notes},
    house::House,
    jobs, rooms, socket, tls,
};

/// How long running work may take to end after a signal.
const STOP_TIME: Duration = Duration::from_secs(20);

/// Serves until SIGTERM or Ctrl-C.
pub async fn serve(data: &Path, demo: Option<Arc<web::Demo>>) -> anyhow::Result<()> {
    let metrics = metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder()?;
    // Whoever reaches a demonstration sits down as anybody: no variable of the machine opens it to the network, has its
    // mail leave, or gives it another house's database.
    let config = if demo.is_some() { Config::of_file(data)? } else { Config::read(data)? };
    if demo.is_some() && !config.web.listen.ip().is_loopback() {
        anyhow::bail!(
            "a demonstration is shown on this machine only, not on {}",
            config.web.listen
        );
    }
    let house = House::open(config.clone(), data).await?;
    let stop = CancellationToken::new();
    // The first redaction loads tables for half a second; not while a mail waits for it.
    let warmed = house.desk.clone();
    tokio::task::spawn_blocking(move || warmed.warm_up());
    let mut tasks = JoinSet::new();

    let relay = match &config.mail.relay {
        Some(url) => {
            Some(Relay::parse(url).context("mail.relay")?.introduced_as(&config.mail.domain))
        }
        None => {
            tracing::warn!("mail.relay is not set: replies wait and links are not mailed");
            None
        }
    };
    let notes = Notes::default();
    start_mail(&mut tasks, &house, data, &notes, &stop).await?;
    let trusted = trusted(&house).await?;
    start_rounds(&mut tasks, &house, relay, trusted, &notes, &stop)?;
    let probes = web::Probes {
        ready: {
            let (house, notes) = (house.clone(), notes.clone());
            Arc::new(move || {
                let (house, notes) = (house.clone(), notes.clone());
                Box::pin(async move { health::look(&house, &notes).await })
            })
        },
        metrics: Arc::new(move || metrics.render()),
    };
    let door = Arc::new(config.door()?);
    let state = web::State {
        rules: web::Rules {
            config: door.clone(),
            clock: house.clock.clone(),
            chance: house.chance.clone(),
        },
        desk: house.desk.clone(),
        sign_in: house.sign_in.clone(),
        read_openpgp: Arc::new(read_openpgp),
        read_key: {
            let clock = house.clock.clone();
            Arc::new(move |brought| read_signing_key(&brought, clock.now()))
        },
        previews: web::Previews::new(Arc::new(|bytes| {
            mail::parse(bytes, &mail::Envelope::default())
        })),
        archives: web::Archives::default(),
        rooms: rooms::rooms(&house, data, &notes),
        demo,
    };
    let server = web::Server::new(web::router(state, probes), door, web::Limits::default());
    let listener = socket::listen(config.web.listen)
        .with_context(|| format!("web.listen: cannot listen on {}", config.web.listen))?;
    tracing::info!("pages at {}", config.public_url());
    tasks.spawn(server.serve(listener, stop.clone()));
    let (control_house, control_data, control_stop) =
        (house.clone(), data.to_owned(), stop.clone());
    tasks.spawn(async move {
        if let Err(error) = control::serve(control_house, &control_data, control_stop).await {
            tracing::error!("commands cannot reach this house: {error:#}");
        }
    });

    wait_for_signal(&mut tasks).await?;
    tracing::info!("stopping");
    stop.cancel();
    let all = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(STOP_TIME, all).await.is_err() {
        tracing::warn!("some work did not end in {} s and was cut off", STOP_TIME.as_secs());
    }
    // What was cut off must be gone before the database is closed under it.
    tasks.shutdown().await;
    house.close().await;
    Ok(())
}

// A task that ends before the signal took a part of the house with it: better to stop than to serve half.
async fn wait_for_signal(tasks: &mut JoinSet<()>) -> anyhow::Result<()> {
    let mut terminate = tokio::signal::unix::signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
        _ = tasks.join_next() => tracing::error!("a part of the house stopped by itself"),
    }
    Ok(())
}

async fn start_mail(
    tasks: &mut JoinSet<()>,
    house: &House,
    data: &Path,
    notes: &Notes,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let mail = &house.config.mail;
    let tls = tls::server_config(data, &mail.domain)?;
    let doors = [
        (Protocol::Smtp, mail.smtp_listen, "mail.smtp_listen", Limits::default()),
        (Protocol::Lmtp, mail.lmtp_listen, "mail.lmtp_listen", Limits::for_lmtp()),
    ];
    if mail.smtp_listen.is_none() && mail.lmtp_listen.is_none() {
        tracing::warn!("neither mail.smtp_listen nor mail.lmtp_listen is set: no mail comes in");
    }
    for (protocol, address, key, limits) in doors {
        let Some(address) = address else { continue };
        let socket = socket::listen(address)
            .with_context(|| format!("{key}: cannot listen on {address}"))?;
        let intake = intake(house, protocol, notes);
        let listener = Listener::new(protocol, &mail.domain, Some(tls.clone()), limits, intake);
        tracing::info!("{key} on {address}");
        tasks.spawn(listener.serve(socket, stop.clone()));
    }
    Ok(())
}

fn intake(house: &House, protocol: Protocol, notes: &Notes) -> Intake {
    let trouble = |error: desk::DeskError| match error {
        desk::DeskError::Full => Trouble::Full,
        error => {
            tracing::error!("a mail was put off: {error}");
            Trouble::Broken
        }
    };
    let (asks, keeps) = (house.desk.clone(), house.clone());
    let notes = notes.clone();
    Intake::new(
        move |address| {
            let desk = asks.clone();
            async move { desk.recipient(&address).await.map_err(trouble) }
        },
        move |received: Received| {
            let (house, notes) = (keeps.clone(), notes.clone());
            async move {
                let intake = NewIntake {
                    envelope_from: received.envelope_from,
                    recipients: received.recipients,
                    peer: received.peer,
                    helo: received.helo,
                    bytes: received.bytes,
                };
                house.desk.accept(intake).await.map_err(trouble)?;
                notes.took(protocol, house.clock.now());
                Ok(())
            }
        },
    )
}

/// Reads an OpenPGP key for the pages.
fn read_openpgp(text: &str, at: jiff::Timestamp) -> Result<KeyTold, KeyFault> {
    match mail::read_key(text, at) {
        Ok(key) => {
            Ok(KeyTold { bytes: key.bytes, fingerprint: key.fingerprint, owners: key.owners })
        }
        Err(OpenPgpKeyError::TooLarge) => Err(KeyFault::TooLarge),
        Err(OpenPgpKeyError::Private) => Err(KeyFault::Private),
        Err(OpenPgpKeyError::Unreadable) => Err(KeyFault::Unreadable),
        Err(OpenPgpKeyError::Useless) => Err(KeyFault::Useless),
        Err(OpenPgpKeyError::Weak) => Err(KeyFault::Weak),
    }
}

/// Reads whose certificates count, and enters in the log that they are others than at the last start. Where that may not be
/// entered, none count: the house does not start.
async fn trusted(house: &House) -> anyhow::Result<Trusted> {
    let certificates = house.config.certificates()?;
    let digest = certificates.as_ref().map(mail::Certificates::digest);
    let note = certificates.as_ref().map_or_else(String::new, |found| {
        format!("SHA-256 of the file; it names {} authorities", found.n_authorities())
    });
    let since = match house.desk.enter_authorities(digest, &note).await {
        Err(error) if digest.is_none() => {
            tracing::warn!(
                "that no certificates count any more is not entered in the log: {error}"
            );
            house.clock.now()
        }
        entered => entered.context(
            "mail.certificates: whose certificates count must be entered in the log; take the rule \
             setting-change-house of house.cedar over first",
        )?,
    };
    let n_stale = certificates.as_ref().map_or(0, |found| found.n_stale_lists(house.clock.now()));
    if n_stale > 0 {
        tracing::warn!(
            "mail.certificates: {n_stale} lists of revoked certificates are out of date; certificates of their authorities \
             do not count until there is a newer one and the house is started again"
        );
    }
    Ok(Trusted { certificates: certificates.map(Arc::new), since })
}

/// Whose certificates count, and since when.
struct Trusted {
    certificates: Option<Arc<mail::Certificates>>,
    since: jiff::Timestamp,
}

fn start_rounds(
    tasks: &mut JoinSet<()>,
    house: &House,
    relay: Option<Relay>,
    trusted: Trusted,
    notes: &Notes,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let mail = &house.config.mail;
    let trust = Trust {
        authserv_id: mail.trusted_authserv_id.clone(),
        relays: mail.trusted_relays.clone(),
    };
    let authenticity = Arc::new(Authenticity::new(&mail.domain, trust)?);
    let checks = jobs::intake::Checks {
        authenticity,
        certificates: trusted.certificates,
        certificates_since: trusted.since,
    };
    tasks.spawn(jobs::intake::run(house.desk.clone(), checks, notes.clone(), stop.clone()));
    tasks.spawn(jobs::leaving::run(house.clone(), relay.clone(), notes.clone(), stop.clone()));
    tasks.spawn(health::watch_clock(house.clone(), notes.clone(), stop.clone()));
    tasks.spawn(jobs::house_mail::run(house.clone(), relay.clone(), stop.clone()));
    tasks.spawn(jobs::notices::run(house.clone(), relay.is_some(), stop.clone()));
    tasks.spawn(jobs::housekeeping::run(house.clone(), relay, stop.clone()));
    tasks.spawn(jobs::sequencer::run(house.clone(), stop.clone()));
    tasks.spawn(jobs::words::run(house.clone(), stop.clone()));
    tasks.spawn(jobs::sequencer::run_witness(house.clone(), stop.clone()));
    Ok(())
}

// Doors do not know each other, so the reading of a key is handed from the mail room to the pages.
fn read_signing_key(
    brought: &web::BroughtKey,
    now: jiff::Timestamp,
) -> Result<web::CheckedKey, String> {
    let (pkcs12, passphrase) = (brought.pkcs12.expose(), brought.passphrase.expose());
    let report = mail::inspect(pkcs12, passphrase, now).map_err(|error| error.to_string())?;
    if !report.addresses.contains(&brought.address) {
        return Err("the certificate is not for your address".to_owned());
    }
    let pkcs12 = mail::without_passphrase(pkcs12, passphrase).map_err(|error| error.to_string())?;
    Ok(web::CheckedKey { pkcs12, not_after: report.not_after })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_have_ended_when_the_house_cuts_off_what_runs() {
        assert!(web::Limits::default().stop_time < STOP_TIME);
    }
}
