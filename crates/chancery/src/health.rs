//! Whether the house could take what comes, for machines (`/readyz`) and for people (`chancery doctor`).

use std::{
    fmt::Write,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use mail::Protocol;
use tokio_util::sync::CancellationToken;
use web::Part;

use crate::{commands::Answer, house::House};

/// The part that tells whether old search words still stand.
const SEARCH: &str = "search";

/// The part that tells how the relay is.
const RELAY: &str = "relay";

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
    taken: Taken,
    left: Passed,
}

/// What passed a way since the start.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passed {
    pub n: u64,
    pub last_at: Option<Timestamp>,
}

/// What the listeners took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taken {
    pub smtp: Passed,
    pub lmtp: Passed,
}

impl Passed {
    const fn one_more(&mut self, now: Timestamp) {
        self.n += 1;
        self.last_at = Some(now);
    }
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

    /// Notes that a listener took a mail.
    pub fn took(&self, protocol: Protocol, now: Timestamp) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match protocol {
            Protocol::Smtp => noted.taken.smtp.one_more(now),
            Protocol::Lmtp => noted.taken.lmtp.one_more(now),
        }
    }

    /// Notes that the relay took a copy.
    pub fn sent(&self, now: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).left.one_more(now);
    }

    /// Returns what the listeners took.
    pub fn taken(&self) -> Taken {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).taken
    }

    /// Returns what the relay took.
    pub fn left(&self) -> Passed {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).left
    }

    /// Returns how many mails wait because they could not be taken in.
    pub fn n_stuck(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).n_stuck
    }

    fn relay_fault(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).relay_fault.clone()
    }

    fn jumped(&self, secs: f64) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.jump = Some((Instant::now(), secs));
    }

    fn parts(&self) -> [Part; 2] {
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let jump = noted.jump.filter(|(at, _)| at.elapsed() < JUMP_SHOWN);
        [
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
                    |(_, secs)| match secs < 0.0 {
                        true => format!("it jumped back by {:.0} s; check the time service", -secs),
                        false => format!("it jumped by {secs:.0} s; check the time service"),
                    },
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
    parts.push(relay_part(house, notes));
    parts.extend(notes.parts());
    parts
}

/// Says how the relay is, as far as was noticed. That it is a folder is no fault, but nobody should be surprised by it.
pub fn relay_part(house: &House, notes: &Notes) -> Part {
    let (is_good, words) = match (&house.config.mail.relay, notes.relay_fault()) {
        (None, _) => (false, "mail.relay is not set: nothing leaves, and replies wait".to_owned()),
        (Some(_), Some(status)) => {
            (false, format!("it did not take a mail ({status}); mails wait and are tried again"))
        }
        (Some(url), None) if is_folder(url) => {
            (true, "mail.relay is a folder: mail is kept there and none leaves".to_owned())
        }
        (Some(_), None) => (true, "no trouble noticed".to_owned()),
    };
    Part { name: RELAY, is_good, is_needed: false, words }
}

fn is_folder(url: &str) -> bool {
    mail::Relay::parse(url).is_ok_and(|relay| relay.is_folder())
}

/// Looks at everything as a serving house can: what its rounds noticed, and what only people care about.
pub async fn look_closely(house: &House, notes: &Notes) -> Vec<Part> {
    let mut parts = look(house, notes).await;
    for part in look_for_people(house).await {
        match parts.iter_mut().find(|known| known.name == part.name) {
            // What the relay answered to a mail tells more than that it takes connections.
            Some(known) if known.is_good => *known = part,
            Some(_) => {}
            None => parts.push(part),
        }
    }
    parts
}

/// Looks at everything, and at what only people care about.
pub async fn doctor(house: &House) -> anyhow::Result<Answer> {
    let mut parts = look(house, &Notes::default()).await;
    // What the rounds of a serving house noticed, this look cannot know.
    parts.retain(|part| part.is_needed || part.name == SEARCH);
    parts.extend(look_for_people(house).await);
    let mut answer = Answer::default();
    for part in &parts {
        let mark = if part.is_good { "ok  " } else { "look" };
        writeln!(answer.out, "{mark}  {}: {}", part.name, part.words)?;
        answer.code |= u8::from(!part.is_good);
    }
    Ok(answer)
}

/// Looks at what only people care about.
async fn look_for_people(house: &House) -> Vec<Part> {
    let mut parts = vec![relay_asked(house).await];
    let mail = &house.config.mail;
    let mut push = |name, is_good, words: &str| {
        parts.push(Part { name, is_good, is_needed: false, words: words.to_owned() });
    };
    match mail.channel {
        Some(_) => push("channel", true, "the team's channel gets copies"),
        None => push("channel", false, "mail.channel is not set, so nobody gets copies"),
    }
    match access(house).await {
        Ok((is_good, words)) => push("access", is_good, &words),
        Err(error) => push("access", false, &error.to_string()),
    }
    let (is_good, words) = admission(house);
    push("admission", is_good, words);
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
    parts
}

/// Says whether the house asks for what its staff need before they begin. Who founds a house alone has nobody who could look
/// anybody's past up; from the board on, that it is not asked for should be somebody's decision that is seen.
fn admission(house: &House) -> (bool, &'static str) {
    let staff = &house.config.staff;
    said_of_admission(
        house.desk.has_board(),
        staff.background_check,
        staff.agreement_file.is_some(),
    )
}

const fn said_of_admission(
    has_board: bool,
    needs_check: bool,
    needs_agreement: bool,
) -> (bool, &'static str) {
    match (has_board, needs_check, needs_agreement) {
        (false, ..) => {
            (true, "there is no board yet, so nothing has to be on record before somebody begins")
        }
        (true, true, true) => {
            (true, "a check and the agreement are on record before somebody begins")
        }
        (true, false, true) => (
            false,
            "staff.background_check is off: roles count without a check of somebody's background",
        ),
        (true, true, false) => {
            (false, "staff.agreement_file is not set: roles count without an agreement")
        }
        (true, false, false) => (
            false,
            "staff.background_check is off and staff.agreement_file is not set: roles count without a check or an agreement",
        ),
    }
}

/// Looks at the access of the staff as it is now, and at when the house last did so by itself.
async fn access(house: &House) -> Result<(bool, String), desk::DeskError> {
    let faults = house.desk.access_faults().await?;
    let now = match faults.is_empty() {
        true => "roles, places and doors of the staff fit".to_owned(),
        false => faults.join("; "),
    };
    let Some(last) = house.desk.last_access_look().await? else {
        return Ok((faults.is_empty(), format!("{now}; the house has not looked by itself yet")));
    };
    let found = match last.faults.len() {
        0 => "found nothing".to_owned(),
        n => format!("found {n}"),
    };
    let at = last.at.strftime("%Y-%m-%d %H:%M UTC");
    let late = if last.is_late { ", and looks daily while it serves" } else { "" };
    let words = format!("{now}; the house looked by itself on {at} and {found}{late}");
    Ok((faults.is_empty() && !last.is_late, words))
}

/// Asks the relay whether it takes connections.
async fn relay_asked(house: &House) -> Part {
    let (is_good, words) = match &house.config.mail.relay {
        None => (false, "mail.relay is not set, so nothing leaves; write smtp://host:25"),
        Some(url) if is_folder(url) => {
            (false, "mail.relay is a folder: mail is kept there and none leaves")
        }
        Some(url) if is_reachable(url).await => (true, "it takes connections"),
        Some(_) => (false, "no connection to mail.relay; is it running, is the port right?"),
    };
    Part { name: RELAY, is_good, is_needed: false, words: words.to_owned() }
}

async fn is_reachable(url: &str) -> bool {
    const CONNECT_TIME: Duration = Duration::from_secs(5);
    let place = url.rsplit_once('@').map_or(url, |(_, place)| place);
    let place = place.trim_start_matches("smtps://").trim_start_matches("smtp://");
    let connect = tokio::net::TcpStream::connect(place.trim_end_matches('/').to_owned());
    matches!(tokio::time::timeout(CONNECT_TIME, connect).await, Ok(Ok(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_board_leaves_off_is_said() {
        let check = |needs_check, needs_agreement, is_good, names: &[&str]| {
            let (found, words) = said_of_admission(true, needs_check, needs_agreement);
            assert_eq!(found, is_good, "{words}");
            for name in ["staff.background_check", "staff.agreement_file"] {
                assert_eq!(words.contains(name), names.contains(&name), "{words}");
            }
            let alone = said_of_admission(false, needs_check, needs_agreement);
            assert!(alone.0 && alone.1.contains("no board"), "{}", alone.1);
        };
        check(true, true, true, &[]);
        check(false, true, false, &["staff.background_check"]);
        check(true, false, false, &["staff.agreement_file"]);
        check(false, false, false, &["staff.background_check", "staff.agreement_file"]);
    }
}
