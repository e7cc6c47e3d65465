//! Live: a page that stays open is told what changed on it, by server-sent events. They carry numbers only; the page then
//! reads itself anew.

use std::{collections::VecDeque, convert::Infallible, time::Duration};

use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
};
use desk::{LiveFeed, LiveNews, LivePage, Told};
use futures::stream;
use model::{Actor, CaseNumber, DraftKind, QueueName, StaffId};
use serde::Deserialize;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep_until};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{
    caller::Caller,
    locale::{self, Locale, Spoken},
    pages::{cases::show::number_of, notices},
    say,
    serve::Stopping,
    trouble::Trouble,
};

/// Where pages listen.
pub const PATH: &str = "/live";

/// How long one connection listens, in seconds; the browser then comes back by itself, behind the last number.
const LISTEN_SECS: u64 = 300;

/// Time between two signs of life, in seconds. At each it is looked whether the session still stands.
const BEAT_SECS: u64 = 15;

/// After how long the browser comes back, in milliseconds.
const RETRY_MS: u64 = 2_000;

/// The header by which a browser says behind which number it comes back (WHATWG HTML §9.2.2).
const LAST_EVENT_ID: &str = "last-event-id";

/// Tells proxies in front of us to hand on each event as it comes.
const UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");

/// What a page listens to.
#[derive(Debug, Deserialize)]
pub struct LiveQuery {
    /// The number of the first entry that the page may not have seen.
    at: i64,
    /// The one queue that the board shows.
    queue: Option<String>,
    /// The case that is shown.
    case: Option<String>,
    /// Set where it is listened for what somebody chose to be told of, on whatever page.
    notices: Option<String>,
}

impl LiveQuery {
    fn page(&self) -> Result<LivePage, Trouble> {
        if self.notices.is_some() {
            return Ok(LivePage::Notices);
        }
        match (&self.case, &self.queue) {
            (Some(number), _) => Ok(LivePage::Case(number_of(number)?)),
            (None, Some(name)) => {
                let name = QueueName::parse(name).map_err(|_| Trouble::NotFound)?;
                Ok(LivePage::Board(Some(name)))
            }
            (None, None) => Ok(LivePage::Board(None)),
        }
    }
}

/// Tells what changes, until the page is closed, the session ends, or some minutes have passed.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    stopping: Option<Extension<Stopping>>,
    Query(query): Query<LiveQuery>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let page = query.page()?;
    if matches!(page, LivePage::Notices)
        && !state.desk.notice_choices(&caller.actor).await?.has_browser()
    {
        // A browser that is answered so does not come back by itself (WHATWG HTML §9.2.3).
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let last = headers.get(LAST_EVENT_ID).and_then(|value| value.to_str().ok()?.parse().ok());
    let from = last.map_or(query.at, |last: i64| last.saturating_add(1));
    let feed = state.desk.listen(&caller.actor, page.clone(), from).await?;
    let number = match page {
        LivePage::Case(number) => Some(number),
        LivePage::Board(_) | LivePage::Notices => None,
    };
    let mut beat = interval(Duration::from_secs(BEAT_SECS));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // The first one is at once.
    beat.reset();
    // Something at once, so that the browser knows that it is connected.
    let hello = Event::default().retry(Duration::from_millis(RETRY_MS)).comment("listening");
    let listener = Listener {
        state,
        caller,
        feed,
        number,
        locale: locale::current(),
        signed_out: say("live-signed-out").to_string(),
        not_yours: say("live-not-yours").to_string(),
        there: Vec::new(),
        beat,
        until: Instant::now() + Duration::from_secs(LISTEN_SECS),
        stop: stopping.map(|Extension(Stopping(stop))| stop).unwrap_or_default(),
        events: VecDeque::from([hello]),
        is_ended: false,
    };
    let mut response = Sse::new(stream::unfold(listener, Listener::step)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(UNBUFFERED, HeaderValue::from_static("no"));
    Ok(response)
}

/// One page that listens.
struct Listener {
    state: crate::State,
    caller: Caller,
    feed: LiveFeed,
    /// The case that is shown.
    number: Option<CaseNumber>,
    /// The reader's language; later there is no request any more that tells it.
    locale: Locale,
    /// What is said when the session ended.
    signed_out: String,
    /// What is said when the page is not theirs to see any more.
    not_yours: String,
    /// Who else was in it when last looked.
    there: Vec<(StaffId, Option<DraftKind>)>,
    beat: Interval,
    until: Instant,
    stop: CancellationToken,
    /// What is told next; never more than comes of one wait.
    events: VecDeque<Event>,
    is_ended: bool,
}

/// What ended a wait.
enum Woke {
    Stopped,
    Over,
    Beat,
    Told(Vec<Told>),
}

impl Listener {
    async fn step(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Some((Ok(event), self));
            }
            if self.is_ended {
                return None;
            }
            let woke = tokio::select! {
                biased;
                () = self.stop.cancelled() => Woke::Stopped,
                () = sleep_until(self.until) => Woke::Over,
                told = self.feed.wait() => Woke::Told(told),
                _ = self.beat.tick() => Woke::Beat,
            };
            match woke {
                Woke::Stopped | Woke::Over => return None,
                Woke::Beat => self.beat().await,
                Woke::Told(told) => self.tell(&told).await,
            }
        }
    }

    /// Looks who is listening now; whoever lost session or place hears that it is over.
    async fn actor(&mut self) -> Option<Actor> {
        match self.state.sign_in.standing_actor(self.caller.cookie.expose()).await {
            Ok(Some(actor @ Actor::Staff(_))) => return Some(actor),
            Ok(_) => self.events.push_back(ended(&self.signed_out)),
            Err(error) => warn!(%error, "it could not be looked who is listening"),
        }
        self.is_ended = true;
        None
    }

    async fn tell(&mut self, told: &[Told]) {
        let Some(actor) = self.actor().await else { return };
        match self.state.desk.news(&actor, &self.feed, told).await {
            Ok(news) => {
                for news in news {
                    let event = self.locale.sync_scope(|| event(&news, &self.not_yours));
                    self.events.push_back(event);
                    self.is_ended |= news == LiveNews::Gone;
                }
            }
            Err(error) => {
                // The browser comes back behind the last number, and is told then.
                warn!(%error, "it could not be told what changed");
                self.is_ended = true;
            }
        }
    }

    async fn beat(&mut self) {
        let Some(actor) = self.actor().await else { return };
        if let Some(number) = self.number {
            // Whoever looks is there, and those who went are missed.
            let Ok(present) = self.state.desk.still_present(&actor, number).await else {
                self.events.push_back(ended(&self.not_yours));
                self.is_ended = true;
                return;
            };
            let there = present.iter().map(|present| (present.who.id, present.writes)).collect();
            if self.there != there {
                self.there = there;
                self.events.push_back(event(&LiveNews::Presence, &self.not_yours));
            }
        }
        self.events.push_back(Event::default().comment("still here"));
    }
}

fn event(news: &LiveNews, not_yours: &str) -> Event {
    match news {
        LiveNews::Change { log_index, number } => {
            Event::default().event("change").id(log_index.to_string()).data(number.to_string())
        }
        LiveNews::Ringing(ringing) => {
            Event::default().event("notice").data(notices::ringing_text(ringing))
        }
        LiveNews::Presence => Event::default().event("presence").data("0"),
        LiveNews::Anew { log_index } => {
            Event::default().event("anew").id(log_index.to_string()).data("0")
        }
        LiveNews::Gone => ended(not_yours),
    }
}

fn ended(why: &str) -> Event {
    Event::default().event("ended").data(why)
}
