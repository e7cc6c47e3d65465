//! Queues as whoever runs the house sees them: address, clocks, counts, and whether anybody is there.

pub mod edit;
pub mod retirements;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::{Profile, QueueRoom};
use model::{Act, Queue, QueueName, Resource, Role};

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    notice::{Done, DoneQuery},
    say_of,
    trouble::{Trouble, page},
};

/// The queue where everything else falls back to; it stays.
const TRIAGE: &str = "triage";

pub(in crate::pages) const MINUTE_SECS: i64 = 60;
pub(in crate::pages) const HOUR_SECS: i64 = 60 * MINUTE_SECS;
pub(in crate::pages) const DAY_SECS: i64 = 24 * HOUR_SECS;

/// Every queue.
#[derive(Template)]
#[template(path = "queues/list.html")]
pub struct QueueList {
    /// What stands around.
    pub frame: Frame,
    /// How open the house is: `open`, `confidential`.
    pub profile: String,
    /// The names of those where nobody is there.
    pub deserted: Vec<String>,
    /// The queues, in their order.
    pub rows: Vec<QueueRow>,
    /// True where the reader may change them.
    pub may_edit: bool,
}

/// A queue.
pub struct QueueRow {
    /// Its name.
    pub name: String,
    /// Where mail for it goes.
    pub address: String,
    /// How soon it answers: `4 hours`.
    pub target: String,
    /// How many of its cases are not closed.
    pub n_open: i64,
    /// How many of those are overdue.
    pub n_late: i64,
    /// Its roles, each with how many hold it.
    pub staff: Vec<(String, usize)>,
    /// How many people they are.
    pub n_staff: usize,
    /// False when it takes no more cases.
    pub is_active: bool,
    /// True where what comes in is seen by nobody.
    pub is_deserted: bool,
    /// True where it can be retired at all.
    pub may_retire: bool,
}

impl QueueRow {
    fn new(room: QueueRoom) -> Self {
        Self {
            is_deserted: room.is_deserted(),
            name: room.queue.name.to_string(),
            address: room.address,
            target: target_words(room.queue.first_response_secs),
            n_open: room.n_open,
            n_late: room.n_late,
            staff: room.staff.into_iter().map(|(role, n)| (role_words(role), n)).collect(),
            n_staff: room.n_staff,
            is_active: room.queue.is_active,
            may_retire: may_retire(&room.queue.name),
        }
    }
}

impl QueueList {
    /// Returns sample values of a house in which one queue is deserted and another retired.
    pub fn sample() -> Self {
        let row = |name: &str, n_open, n_late, n_staff| QueueRow {
            name: name.to_owned(),
            address: format!("{name}@desk.example"),
            target: target_words(4 * HOUR_SECS),
            n_open,
            n_late,
            staff: vec![
                (role_words(Role::SupportEngineer), n_staff),
                (role_words(Role::TeamLeader), 0),
            ],
            n_staff,
            is_active: true,
            is_deserted: n_staff == 0,
            may_retire: name != TRIAGE,
        };
        let retired =
            QueueRow { is_active: false, is_deserted: false, ..row("education", 0, 0, 3) };
        Self {
            frame: Frame::sample_staff(Here::Queues, ""),
            profile: profile_words(Profile::Open),
            deserted: vec!["abuse".to_owned()],
            rows: vec![
                row(TRIAGE, 7, 0, 3),
                row("support", 23, 2, 1),
                row("abuse", 1, 1, 0),
                retired,
            ],
            may_edit: true,
        }
    }

    /// Returns sample values as somebody sees them who may change nothing.
    pub fn sample_reading() -> Self {
        let sample = Self::sample();
        let rows = sample.rows.into_iter().filter(|row| !row.is_deserted).collect();
        Self { may_edit: false, deserted: Vec::new(), rows, ..sample }
    }
}

/// Lists the queues.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let rooms = state.desk.queue_rooms(&caller.actor).await?;
    let mut frame = caller.frame(&state, Here::Queues).await?;
    frame.notice = query.done.map(Done::sentence);
    let deserted = rooms.iter().filter(|room| room.is_deserted());
    page(&QueueList {
        profile: profile_words(state.desk.settings().profile),
        deserted: deserted.map(|room| room.queue.name.to_string()).collect(),
        rows: rooms.into_iter().map(QueueRow::new).collect(),
        may_edit: caller.may(&state, Act::QueueEdit, &Resource::House),
        frame,
    })
}

/// Finds a queue by the name in an address.
async fn queue_of(state: &crate::State, caller: &Caller, name: &str) -> Result<Queue, Trouble> {
    let name = QueueName::parse(name).map_err(|_| Trouble::NotFound)?;
    let queues = state.desk.queues(&caller.actor).await?;
    queues.into_iter().find(|queue| queue.name == name).ok_or(Trouble::NotFound)
}

fn may_retire(name: &QueueName) -> bool {
    name.as_str() != TRIAGE
}

/// Takes a length of time apart into an amount and the largest unit of which it is a whole number.
pub(in crate::pages) fn amount_of(secs: i64) -> (i64, &'static str) {
    match secs {
        secs if secs % DAY_SECS == 0 => (secs / DAY_SECS, "days"),
        secs if secs % HOUR_SECS == 0 => (secs / HOUR_SECS, "hours"),
        secs => (secs / MINUTE_SECS, "minutes"),
    }
}

pub(in crate::pages) fn target_words(secs: i64) -> String {
    let (amount, unit) = amount_of(secs);
    say_of("queues-target", unit).with("n", amount).to_string()
}

fn profile_words(profile: Profile) -> String {
    let name = match profile {
        Profile::Open => "open",
        Profile::Confidential => "confidential",
    };
    say_of("queues-profile", name).to_string()
}

fn role_words(role: Role) -> String {
    say_of("role", role.as_str()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_by_their_largest_unit() {
        let check = |secs, words: &str| assert_eq!(target_words(secs), words);
        check(4 * HOUR_SECS, "4 hours");
        check(HOUR_SECS, "1 hour");
        check(2 * DAY_SECS, "2 days");
        check(36 * HOUR_SECS, "36 hours");
        check(90 * MINUTE_SECS, "90 minutes");
    }
}
