//! Whether the house could take what comes, for machines (`/readyz`) and for people (`chancery doctor`).

use std::{
    fmt::Write,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;
use web::Part;

use crate::{commands::Answer, house::House};

/// The part that tells whether old search words still stand.
const SEARCH: &str = "search";

/// A difference between the two clocks within one look that counts as a jump, in seconds.
const JUMP_SECS: f64 = 2.0;

/// How often the clocks are compared.
const COMPARE_EVERY: Duration = Duration::from_secs(1);

/// How long a jump is shown.
const JUMP_SHOWN: Duration = Duration::from_secs(300);

/// What the rounds noticed about the world outside; cheap to clone.
#[derive(Clone, Default)]
pub struct Notes(Arc<Mutex<Noted>>);

#[derive(Default)]
struct Noted {
    relay_fault: Option<String>,
    jump: Option<(Instant, f64)>,
    n_stuck: usize,
}

impl Notes {
    /// Notes how the relay answered: `None` is well, else the status.
    pub fn relay(&self, fault: Option<&str>) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.relay_fault = fault.map(str::to_owned);
    }

    /// Notes how many mails wait because they could not be taken in.
    pub fn stuck(&self, n_mails: usize) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).n_stuck = n_mails;
    }

    fn jumped(&self, secs: f64) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.jump = Some((Instant::now(), secs));
    }

    fn parts(&self) -> [Part; 3] {
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let relay = noted.relay_fault.as_ref();
        let jump = noted.jump.filter(|(at, _)| at.elapsed() < JUMP_SHOWN);
        [
            Part {
                name: "relay",
                is_good: relay.is_none(),
                is_needed: false,
                words: relay.map_or_else(
                    || "no trouble noticed".to_owned(),
                    |status| {
                        format!("it did not take a mail ({status}); mails wait and are tried again")
                    },
                ),
            },
            Part {
                name: "intake",
                is_good: noted.n_stuck == 0,
                is_needed: false,
                words: match noted.n_stuck {
                    0 => "no mail waits longer than it should".to_owned(),
                    n => format!(
                        "{n} mails are kept and could not be taken in yet; the log says why"
                    ),
                },
            },
            Part {
                name: "clock",
                is_good: jump.is_none(),
                is_needed: false,
                words: jump.map_or_else(
                    || "it runs evenly".to_owned(),
                    |(_, secs)| format!("it jumped by {secs:.0} s; check the time service"),
                ),
            },
        ]
    }
}

/// Compares the wall clock with the one that never jumps, until the house stops.
pub async fn watch_clock(house: House, notes: Notes, stop: CancellationToken) {
    let mut last = (house.clock.now(), Instant::now());
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(COMPARE_EVERY) => {}
        }
        let now = (house.clock.now(), Instant::now());
        let jump = now.0.duration_since(last.0).as_secs_f64() - (now.1 - last.1).as_secs_f64();
        if jump.abs() > JUMP_SECS {
            tracing::error!(
                "the clock jumped by {jump:.1} s; deadlines and links may be early or late"
            );
            notes.jumped(jump);
        }
        last = now;
    }
}

/// Looks at everything that must work for mail to be taken in and answered.
pub async fn look(house: &House, notes: &Notes) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut push =
        |name, is_good, words: String| parts.push(Part { name, is_good, is_needed: true, words });
    match house.db.read().await {
        Ok(mut reader) => match reader.queues().await {
            Ok(queues) => push("database", true, format!("{} queues", queues.len())),
            Err(error) => {
                push("database", false, format!("{error}; is it reachable, and not full?"));
            }
        },
        Err(error) => push("database", false, format!("{error}; is it running?")),
    }
    let health = house.vault.health();
    let words = if health.is_ready() {
        format!("folders take writes, epoch {}", health.epoch)
    } else {
        "a folder takes no writes or is nearly full; make room".to_owned()
    };
    push("storage", health.is_ready(), words);
    let (is_hashed, words) = match house.desk.are_words_hashed() {
        Ok(true) => (true, "search words are hashed under one key".to_owned()),
        Ok(false) => (false, "after a destruction, words are being hashed anew; until that is done, an older copy of the \
            database beside today's keys tells words".to_owned()),
        Err(error) => (false, error.to_string()),
    };
    parts.push(Part { name: SEARCH, is_good: is_hashed, is_needed: false, words });
    parts.extend(notes.parts());
    parts
}

/// Looks at everything, and at what only people care about.
pub async fn doctor(house: &House) -> anyhow::Result<Answer> {
    let mut parts = look(house, &Notes::default()).await;
    // What the rounds of a serving house noticed, this look cannot know.
    parts.retain(|part| part.is_needed || part.name == SEARCH);
    let mail = &house.config.mail;
    let mut push = |name, is_good, words: &str| {
        parts.push(Part { name, is_good, is_needed: false, words: words.to_owned() });
    };
    match &mail.relay {
        None => {
            push("relay", false, "mail.relay is not set, so nothing leaves; write smtp://host:25");
        }
        Some(url) if mail::Relay::parse(url).is_ok_and(|relay| relay.is_folder()) => {
            push("relay", false, "mail.relay is a folder: mail is kept there and none leaves");
        }
        Some(url) if is_reachable(url).await => push("relay", true, "it takes connections"),
        Some(_) => {
            push("relay", false, "no connection to mail.relay; is it running, is the port right?");
        }
    }
    match mail.channel {
        Some(_) => push("channel", true, "the team's channel gets copies"),
        None => push("channel", false, "mail.channel is not set, so nobody gets copies"),
    }
    match house.desk.access_faults().await {
        Ok(faults) if faults.is_empty() => {
            push("access", true, "roles, places and doors of the staff fit");
        }
        Ok(faults) => push("access", false, &faults.join("; ")),
        Err(error) => push("access", false, &error.to_string()),
    }
    match house.desk.newer_policies().await {
        Ok((number, newer)) if newer.is_empty() => {
            push("policies", true, &format!("edition {number} is in force"));
        }
        Ok((number, newer)) => {
            let words = format!(
                "this version comes with newer texts of {} than edition {number} was made from; two can take them \
                 over at /policies",
                newer.join(", ")
            );
            push("policies", false, &words);
        }
        Err(error) => push("policies", false, &error.to_string()),
    }
    match &house.config.audit.witness {
        Some(_) => push("witness", true, "checkpoints leave this machine"),
        None => push(
            "witness",
            false,
            "audit.witness is not set; a cut of the log is seen only by who kept a checkpoint",
        ),
    }
    let mut answer = Answer::default();
    for part in &parts {
        let mark = if part.is_good { "ok  " } else { "look" };
        writeln!(answer.out, "{mark}  {}: {}", part.name, part.words)?;
        answer.code |= u8::from(!part.is_good);
    }
    Ok(answer)
}

async fn is_reachable(url: &str) -> bool {
    const CONNECT_TIME: Duration = Duration::from_secs(5);
    let place = url.rsplit_once('@').map_or(url, |(_, place)| place);
    let place = place.trim_start_matches("smtps://").trim_start_matches("smtp://");
    let connect = tokio::net::TcpStream::connect(place.trim_end_matches('/').to_owned());
    matches!(tokio::time::timeout(CONNECT_TIME, connect).await, Ok(Ok(_)))
}
