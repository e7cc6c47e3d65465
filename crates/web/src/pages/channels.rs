//! Ways in and out: what is open where, what waits, what failed and why. Numbers and codes; nothing about anybody.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::{CopyCount, FAILED_DAYS, JobCount, Traffic};
use jiff::{SignedDuration, Timestamp};
use model::{DeliveryState, status_reason};

use crate::{
    caller::Caller,
    floors,
    form::Ours,
    frame::{Frame, Here},
    locale::Words,
    moment::{self, Moment},
    notice::{Done, DoneQuery},
    pages::messages::EmptyForm,
    rooms::{WayTold, WaysTold},
    say,
    trouble::{Trouble, page},
};

/// A certificate that ends within so many days is said loudly.
const TLS_DAYS_MIN: i64 = 14;

/// Days from which on it does not matter how many they are: what the house makes itself ends in another millennium.
const TLS_DAYS_TOLD: i64 = 3 * 365;

/// The ways in and out.
#[derive(Template)]
#[template(path = "channels/list.html")]
pub struct ChannelList {
    /// What stands around.
    pub frame: Frame,
    /// When this was so.
    pub at: Moment,
    /// By which something comes in.
    pub ways_in: Vec<WayRow>,
    /// By which something goes out.
    pub ways_out: Vec<WayRow>,
    /// When the last mail was understood.
    pub last_intake_at: Option<Moment>,
    /// How many are kept and not yet understood.
    pub n_intakes: usize,
    /// How many of those could not be.
    pub n_stuck: usize,
    /// How long the certificate of the mail listeners is valid.
    pub tls: Option<TlsRow>,
    /// Copies that have not left.
    pub waiting: Vec<CopyRow>,
    /// True where some of them wait for another try.
    pub has_deferred: bool,
    /// Copies that failed.
    pub failed: Vec<CopyRow>,
    /// Within so many days.
    pub failed_days: i64,
    /// How many mails of the house itself are due.
    pub n_jobs_due: i64,
    /// Mails of the house itself that were given up.
    pub given_up: Vec<JobCount>,
    /// True where the reader may have what waits tried now.
    pub may_retry: bool,
}

/// A way in or out.
pub struct WayRow {
    /// Its name.
    pub name: String,
    /// The setting that opens it.
    pub setting: &'static str,
    /// The id of that on its page.
    pub setting_id: String,
    /// Where it is.
    pub place: Option<String>,
    /// What there is to know.
    pub words: String,
    /// True where it is as it should be.
    pub is_good: bool,
    /// How much came by it since the start.
    pub n: Option<u64>,
    /// When something came by it last.
    pub last_at: Option<Moment>,
}

/// How long a certificate is valid.
pub struct TlsRow {
    /// In words.
    pub words: String,
    /// True where it ends soon, or has ended.
    pub is_pressing: bool,
}

/// Copies that stand alike.
pub struct CopyRow {
    /// The word of their state, which is also the name of its shape.
    pub state: &'static str,
    /// How many.
    pub n: i64,
    /// Where they stand and why, in words.
    pub words: String,
    /// The status code.
    pub status: Option<String>,
    /// What the moment is: `next try`.
    pub when: String,
    /// The moment.
    pub at: Option<Moment>,
}

impl WayRow {
    fn new(told: WayTold, now: Timestamp) -> Self {
        Self {
            setting_id: told.setting.replace(['.', '_'], "-"),
            name: floors::house(told.name),
            setting: told.setting,
            place: told.place,
            words: floors::house(&told.words),
            is_good: told.is_good,
            n: told.n,
            last_at: told.last_at.map(|at| Moment::new(at, now)),
        }
    }
}

impl TlsRow {
    fn new(until: Timestamp, now: Timestamp) -> Self {
        let left = until.duration_since(now);
        let words = match left.as_hours() / 24 {
            ..0 => say("channels-certificate-ended").with("span", moment::ago(until, now)),
            _ if left.is_negative() => say("channels-certificate-ended-today"),
            TLS_DAYS_TOLD.. => say("channels-certificate-years"),
            _ => say("channels-certificate-left").with("span", moment::left(until, now)),
        };
        let words = words.to_string();
        Self { words, is_pressing: left < SignedDuration::from_hours(24 * TLS_DAYS_MIN) }
    }
}

impl CopyRow {
    fn new(count: CopyCount, now: Timestamp) -> Self {
        let reason = count.status.as_deref().map(|status| status_reason(status).to_owned());
        let reason_or = |words: Words| reason.unwrap_or_else(|| words.to_string());
        let (words, when) = match count.state {
            DeliveryState::Held => {
                (say("channels-copy-held").to_string(), Some(say("channels-when-leaves")))
            }
            DeliveryState::Leaving => (say("channels-copy-leaving").to_string(), None),
            DeliveryState::Uncertain => {
                (say("channels-copy-uncertain").to_string(), Some(say("channels-when-next")))
            }
            DeliveryState::Deferred => {
                (reason_or(say("channels-copy-deferred")), Some(say("channels-when-next")))
            }
            DeliveryState::Refused => {
                (say("channels-copy-refused").to_string(), Some(say("channels-when-last")))
            }
            _ => (reason_or(say("channels-copy-failed")), Some(say("channels-when-last"))),
        };
        Self {
            state: count.state.as_str(),
            n: count.n,
            words,
            at: when.is_some().then(|| Moment::new(count.first_at, now)),
            when: when.map(String::from).unwrap_or_default(),
            status: count.status,
        }
    }
}

impl ChannelList {
    fn new(frame: Frame, told: WaysTold, traffic: Traffic, now: Timestamp) -> Self {
        let way = |told| WayRow::new(told, now);
        let copy = |count| CopyRow::new(count, now);
        let is_deferred = |count: &CopyCount| count.state == DeliveryState::Deferred;
        Self {
            frame,
            at: Moment::new(now, now),
            ways_in: told.ways_in.into_iter().map(way).collect(),
            ways_out: told.ways_out.into_iter().map(way).collect(),
            last_intake_at: traffic.last_intake_at.map(|at| Moment::new(at, now)),
            n_intakes: traffic.n_intakes,
            n_stuck: told.n_stuck,
            tls: told.tls_until.map(|until| TlsRow::new(until, now)),
            has_deferred: traffic.waiting.iter().any(is_deferred),
            waiting: traffic.waiting.into_iter().map(copy).collect(),
            failed: traffic.failed.into_iter().map(copy).collect(),
            failed_days: FAILED_DAYS,
            n_jobs_due: traffic.n_jobs_due,
            given_up: traffic.given_up,
            may_retry: traffic.may_retry,
        }
    }

    /// Returns sample values of a house whose relay does not answer.
    pub fn sample() -> Self {
        let now = crate::samples::now();
        let ago = |minutes| now - SignedDuration::from_mins(minutes);
        let way = |name, setting, place: Option<&str>, words: &str| WayTold {
            name,
            setting,
            place: place.map(str::to_owned),
            words: words.to_owned(),
            is_good: true,
            last_at: None,
            n: None,
        };
        let smtp = WayTold {
            last_at: Some(ago(4)),
            n: Some(1_204),
            ..way(
                "SMTP",
                "mail.smtp_listen",
                Some("0.0.0.0:25"),
                "Takes mail for the queues' addresses.",
            )
        };
        let relay = WayTold {
            is_good: false,
            ..way(
                "Relay",
                "mail.relay",
                Some("smtp://127.0.0.1:25"),
                "It did not take a mail (4.4.1).",
            )
        };
        let told = WaysTold {
            ways_in: vec![smtp, way("LMTP", "mail.lmtp_listen", None, "Not listening.")],
            ways_out: vec![relay],
            tls_until: Some(now + SignedDuration::from_hours(24 * 9)),
            n_stuck: 1,
        };
        let count = |state, status: Option<&str>, n, at| CopyCount {
            state,
            status: status.map(str::to_owned),
            n,
            first_at: at,
        };
        let traffic = Traffic {
            n_intakes: 3,
            last_intake_at: Some(ago(4)),
            waiting: vec![
                count(DeliveryState::Deferred, Some("4.4.1"), 7, ago(-12)),
                count(DeliveryState::Held, None, 1, ago(0)),
            ],
            failed: vec![
                count(DeliveryState::Failed, Some("5.1.1"), 2, ago(60 * 26)),
                count(DeliveryState::Refused, None, 1, ago(60 * 50)),
            ],
            n_jobs_due: 2,
            given_up: vec![JobCount {
                name: "mail_link".to_owned(),
                fault: "the relay did not take it".to_owned(),
                n: 1,
            }],
            may_retry: true,
        };
        Self::new(Frame::sample_staff(Here::Channels, ""), told, traffic, now)
    }

    /// Returns sample values of a quiet house.
    pub fn sample_empty() -> Self {
        let until = crate::samples::now() + SignedDuration::from_hours(24 * 300);
        let told = WaysTold { tls_until: Some(until), ..WaysTold::default() };
        let frame = Frame::sample_staff(Here::Channels, "");
        Self::new(frame, told, Traffic::default(), crate::samples::now())
    }
}

/// Shows the ways in and out.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let traffic = state.desk.traffic(&caller.actor).await?;
    let told = (state.rooms.ways)().await;
    let mut frame = caller.frame(&state, Here::Channels).await?;
    frame.notice = query.done.map(Done::sentence);
    page(&ChannelList::new(frame, told, traffic, state.now()))
}

/// Has what waits for another try be tried now.
pub async fn create_retry(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.retry_deliveries(&caller.actor).await?;
    Ok(Redirect::to("/channels?done=retried").into_response())
}
