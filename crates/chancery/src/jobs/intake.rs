//! Intake: kept mails are understood and handed to the desk, each by itself, none blocking the next.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use desk::{Desk, DeskError, Waiting};
use jiff::Timestamp;
use mail::{Arrival, Authenticity, Certificates, Envelope, Verifiers};
use model::{IncomingMail, IntakeId, Mailbox, Personal, SignatureFault, SignatureWay, SignedMail};
use tokio::{sync::Semaphore, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::health::Notes;

/// Mails that are understood at once, most of which wait for the DNS: a name server that does not answer holds
/// each for seconds, and must not hold the others.
const IN_FLIGHT: usize = 128;

/// KiB of those mails; a larger one comes alone.
const KIB_IN_FLIGHT: u32 = 128 * 1024;

/// Mails that are read or written at once. Those who wait for the disk together share its commits.
const AT_ONCE: usize = 16;

/// How often the folder is looked at even when nobody rang.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// After so many failures a mail is taken in as one that could not be read, so that the staff see it.
const TRIES_AS_SENT: u32 = 5;

/// After so many failures it is only tried at every start.
const TRIES_MAX: u32 = 20;

/// By what it is found out who stands behind a mail.
#[derive(Clone)]
pub struct Checks {
    pub authenticity: Arc<Authenticity>,
    /// The authorities whose certificates count.
    pub certificates: Option<Arc<Certificates>>,
    /// Since when they do.
    pub certificates_since: Timestamp,
}

/// Runs until the house stops.
pub async fn run(desk: Desk, checks: Checks, notes: Notes, stop: CancellationToken) {
    let failures: Arc<Mutex<BTreeMap<IntakeId, u32>>> = Arc::default();
    loop {
        let waiting = match desk.waiting().await {
            Ok(waiting) => waiting,
            Err(error) => {
                tracing::error!("the intake folder cannot be read: {error}");
                Vec::new()
            }
        };
        let n_failed = round(&desk, &checks, &failures, waiting, &stop).await;
        notes.stuck(failures.lock().unwrap_or_else(PoisonError::into_inner).len());
        if stop.is_cancelled() {
            return;
        }
        if n_failed > 0 {
            tokio::time::sleep(super::PAUSE_AFTER_FAILURE).await;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = desk.accepted() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

async fn round(
    desk: &Desk,
    checks: &Checks,
    failures: &Arc<Mutex<BTreeMap<IntakeId, u32>>>,
    waiting: Vec<IntakeId>,
    stop: &CancellationToken,
) -> usize {
    let places = Arc::new(Semaphore::new(IN_FLIGHT));
    let room = Arc::new(Semaphore::new(KIB_IN_FLIGHT as usize));
    let hands = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for id in waiting {
        let lock = || failures.lock().unwrap_or_else(PoisonError::into_inner);
        let n_failed = lock().get(&id).copied().unwrap_or(0);
        if n_failed >= TRIES_MAX || stop.is_cancelled() {
            continue;
        }
        let Ok(place) = places.clone().acquire_owned().await else { break };
        let n_kib = desk.waiting_bytes(id).await.unwrap_or(0) / 1024 + 1;
        let n_kib = u32::try_from(n_kib).unwrap_or(KIB_IN_FLIGHT).min(KIB_IN_FLIGHT);
        let Ok(room) = room.clone().acquire_many_owned(n_kib).await else { break };
        let (desk, checks, hands) = (desk.clone(), checks.clone(), hands.clone());
        tasks.spawn(async move {
            let done = understand(&desk, &checks, &hands, id, n_failed >= TRIES_AS_SENT).await;
            drop((place, room));
            (id, done)
        });
    }
    let mut n_failed = 0;
    while let Some(joined) = tasks.join_next().await {
        let mut failures = failures.lock().unwrap_or_else(PoisonError::into_inner);
        match joined {
            Ok((id, Ok(()))) => drop(failures.remove(&id)),
            // Somebody else changed the case each time: nothing is wrong with the mail.
            Ok((_, Err(DeskError::Conflict { .. }))) => n_failed += 1,
            Ok((id, Err(error))) => {
                n_failed += 1;
                let n = failures.entry(id).or_default();
                *n += 1;
                tracing::error!(intake.id = %id, "a mail waits, it could not be taken in: {error}");
            }
            Err(error) => {
                n_failed += 1;
                tracing::error!("taking in a mail broke off: {error}");
            }
        }
    }
    n_failed
}

async fn understand(
    desk: &Desk,
    checks: &Checks,
    hands: &Semaphore,
    id: IntakeId,
    is_given_up: bool,
) -> Result<(), DeskError> {
    let hand = hands.acquire().await;
    let Some(waiting) = desk.open_waiting(id).await? else {
        return Ok(());
    };
    if is_given_up {
        return desk.receive(id, unreadable(&waiting)).await.map(drop);
    }
    // Reading is work for the processor, seconds of it for the worst mails; others go on meanwhile.
    let waiting = Arc::new(waiting);
    let read_here = waiting.clone();
    let mail = tokio::task::spawn_blocking(move || read(&read_here)).await;
    let mail = mail.unwrap_or_else(|_| unreadable(&waiting));
    let signed = signed(desk, checks, &waiting, mail.from.as_ref()).await?;
    let mail = IncomingMail { signed, ..mail };
    drop(hand);
    let mail = match mail.from.clone() {
        None => mail,
        Some(from) => {
            let arrival = Arrival {
                peer: waiting.intake.peer,
                helo: &waiting.intake.helo,
                envelope_from: waiting.intake.envelope_from.as_ref(),
            };
            let bytes = &waiting.intake.bytes;
            let is_aligned = checks.authenticity.is_aligned(bytes, &from.address, arrival).await;
            IncomingMail { is_aligned, ..mail }
        }
    };
    let _hand = hands.acquire().await;
    desk.receive(id, mail).await.map(drop)
}

fn read(waiting: &Waiting) -> IncomingMail {
    mail::parse(&waiting.intake.bytes, &envelope(waiting))
}

/// Verifies the signature that encloses a mail, by what its sender has set down and whom the house trusts when it came.
async fn signed(
    desk: &Desk,
    checks: &Checks,
    waiting: &Arc<Waiting>,
    from: Option<&Mailbox>,
) -> Result<Option<SignedMail>, DeskError> {
    let Some(way) = mail::signature_way(&waiting.intake.bytes) else { return Ok(None) };
    let from = from.map(|mailbox| mailbox.address.clone());
    let keys = match (&from, way) {
        (Some(address), SignatureWay::OpenPgp) => {
            desk.signature_keys_of(address, waiting.at).await?
        }
        _ => Vec::new(),
    };
    // What the house trusts anew, it trusts for what comes from then on.
    let certificates =
        checks.certificates.clone().filter(|_| waiting.at >= checks.certificates_since);
    let waiting = waiting.clone();
    let verify = move || {
        let by = Verifiers { certificates: certificates.as_deref(), keys: &keys, at: waiting.at };
        mail::verify_signed(&waiting.intake.bytes, from.as_ref(), by)
    };
    // Should it ever panic, the signature cannot be read, and the mail is a mail.
    let unreadable = SignedMail { way, found: Err(SignatureFault::Unreadable) };
    Ok(tokio::task::spawn_blocking(verify).await.unwrap_or(Some(unreadable)))
}

// The parser has never been seen to panic; should it, the mail still becomes a case that says so.
fn unreadable(waiting: &Waiting) -> IncomingMail {
    let envelope = envelope(waiting);
    IncomingMail {
        envelope_from: envelope.from,
        recipients: envelope.recipients,
        subject: Personal::new("A mail that could not be read".to_owned()),
        faults: vec!["the mail could not be read; its bytes are kept".to_owned()],
        ..IncomingMail::default()
    }
}

fn envelope(waiting: &Waiting) -> Envelope {
    Envelope {
        from: waiting.intake.envelope_from.clone(),
        recipients: waiting.intake.recipients.clone(),
    }
}
