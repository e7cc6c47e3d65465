//! Accepting mail: kept, sealed and durable before it is acknowledged, and before it is understood.

use std::net::IpAddr;

use jiff::Timestamp;
use model::{Address, IntakeId, Personal, QueueName, micros, timestamp_of_micros};
use serde::{Deserialize, Serialize};

use crate::{Desk, DeskError};

/// Octets of the longest envelope line that we read back.
const ENVELOPE_BYTES_MAX: usize = 128 * 1024;

/// A mail as the listener received it.
#[derive(Clone, Debug)]
pub struct NewIntake {
    /// The envelope's sender; `None` is the null sender.
    pub envelope_from: Option<Address>,
    /// The envelope's recipients, each of which the desk said it takes.
    pub recipients: Vec<Address>,
    /// The address of the peer, if it came over the network.
    pub peer: Option<IpAddr>,
    /// What the peer called itself.
    pub helo: String,
    /// The mail.
    pub bytes: Vec<u8>,
}

/// A mail that waits to be understood.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its id.
    pub id: IntakeId,
    /// How it came.
    pub intake: NewIntake,
    /// When it came.
    pub at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct EnvelopeLine {
    from: Option<String>,
    to: Vec<String>,
    peer: Option<IpAddr>,
    helo: String,
    at: i64,
}

/// Where mail to an address goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// To a queue, by name.
    Queue(String),
    /// An answer to a copy of ours.
    Reply(String),
    /// A report on a copy of ours.
    Bounce(String),
    /// Nowhere.
    Unknown,
}

impl Desk {
    /// Says whether the house takes mail for an address. Tokens are not looked at: whoever tries them out
    /// gets one answer for good ones and bad ones.
    pub async fn recipient(&self, address: &Address) -> Result<bool, DeskError> {
        match self.route(address) {
            Route::Reply(_) | Route::Bounce(_) => Ok(true),
            Route::Unknown => Ok(false),
            Route::Queue(name) => {
                let queues = self.queues_now().await?;
                Ok(queues.iter().any(|queue| queue.is_active && queue.name.as_str() == name))
            }
        }
    }

    /// Keeps a mail. On `Ok` it is on disk, sealed under the day's intake key, and will become a message or a
    /// case that says why it could not.
    pub async fn accept(&self, intake: NewIntake) -> Result<IntakeId, DeskError> {
        let now = self.now();
        let id = IntakeId::draw(now, &*self.chance);
        let line = EnvelopeLine {
            from: intake.envelope_from.as_ref().map(|address| address.expose().to_owned()),
            to: intake.recipients.iter().map(|address| address.expose().to_owned()).collect(),
            peer: intake.peer,
            helo: intake.helo,
            at: micros(now),
        };
        let mut bytes =
            serde_json::to_vec(&line).map_err(|_| DeskError::Content { what: "envelope" })?;
        bytes.push(b'\n');
        bytes.extend_from_slice(&intake.bytes);
        self.vault.keep_intake(id, &bytes, now).await?;
        self.accepted.notify_one();
        metrics::counter!("desk.intake.accepted").increment(1);
        Ok(id)
    }

    /// Returns the ids of mails that wait to be understood, the oldest first.
    pub async fn waiting(&self) -> Result<Vec<IntakeId>, DeskError> {
        Ok(self.vault.intakes().await?)
    }

    /// Returns how large a mail that waits is, in octets.
    pub async fn waiting_bytes(&self, id: IntakeId) -> Result<u64, DeskError> {
        Ok(self.vault.intake_bytes(id).await?)
    }

    /// Opens a mail that waits; `None` when it was understood meanwhile.
    pub async fn open_waiting(&self, id: IntakeId) -> Result<Option<Waiting>, DeskError> {
        let Some(bytes) = self.vault.open_intake(id).await? else {
            return Ok(None);
        };
        Ok(Some(read_waiting(id, &bytes, self.now())))
    }

    pub(crate) fn route(&self, address: &Address) -> Route {
        if address.domain() != self.config.domain {
            return Route::Unknown;
        }
        match address.local().split_once('+') {
            Some(("case", token)) => Route::Reply(token.to_owned()),
            Some(("bounce", token)) => Route::Bounce(token.to_owned()),
            // Anything else behind a plus is the sender's own mark.
            Some((local, _)) => queue_route(local),
            None => queue_route(address.local()),
        }
    }
}

fn queue_route(local: &str) -> Route {
    let name = match local {
        "support" => "triage",
        "postmaster" => "abuse",
        // The queue behind support@ is entered through triage only.
        local => local,
    };
    if QueueName::parse(name).is_ok() { Route::Queue(name.to_owned()) } else { Route::Unknown }
}

// What we wrote ourselves we can read; should the line ever be damaged, the mail still becomes a case.
pub(crate) fn read_waiting(id: IntakeId, bytes: &Personal<Vec<u8>>, now: Timestamp) -> Waiting {
    let bytes = bytes.expose();
    let head = bytes.get(..bytes.len().min(ENVELOPE_BYTES_MAX)).unwrap_or_default();
    let end = head.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (line, mail) = (bytes.get(..end), bytes.get(end + 1..));
    let read: Option<EnvelopeLine> = line.and_then(|line| serde_json::from_slice(line).ok());
    let Some((line, mail)) = read.zip(mail) else {
        let intake = NewIntake {
            envelope_from: None,
            recipients: Vec::new(),
            peer: None,
            helo: String::new(),
            bytes: bytes.clone(),
        };
        return Waiting { id, intake, at: now };
    };
    let intake = NewIntake {
        envelope_from: line.from.and_then(|text| Address::parse(&text).ok()),
        recipients: line.to.iter().filter_map(|text| Address::parse(text).ok()).collect(),
        peer: line.peer,
        helo: line.helo,
        bytes: mail.to_vec(),
    };
    Waiting { id, intake, at: timestamp_of_micros(line.at) }
}
