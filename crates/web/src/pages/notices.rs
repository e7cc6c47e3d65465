//! What a member of the staff is told of, by what, and when not.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::Ringing;
use jiff::Timestamp;
use model::{DAY_HOURS, NoticeChoices, NoticeEvent, NoticeMail, NoticeWays, QuietHours, Zone};

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    locale, moment,
    notice::DoneQuery,
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// The choices of a member of the staff.
#[derive(Template)]
#[template(path = "notices/edit.html")]
pub struct NoticeEdit {
    /// What stands around.
    pub frame: Frame,
    /// One line for each thing that happens.
    pub rows: Vec<NoticeLine>,
    /// The hours of a day: number, and how it is written.
    pub hours: Vec<(u8, String)>,
    /// When the daily mail leaves.
    pub daily_hour: u8,
    /// When quiet hours begin and end.
    pub quiet: Option<(u8, u8)>,
    /// By whose clock they are: name, words, whether it is the one.
    pub zones: Vec<(String, String, bool)>,
    /// What that clock shows now, so that nobody has to reckon: `14:05 CET`.
    pub clock: String,
    /// Why the form came back.
    pub error: Option<String>,
    /// Why it came back for its clock.
    pub zone_error: Option<String>,
}

/// One thing that happens, and by what it is told.
pub struct NoticeLine {
    /// Its name.
    pub event: &'static str,
    /// What happens, in words.
    pub words: String,
    /// The ways by mail: name, words, whether it is the one.
    pub mails: Vec<(&'static str, String, bool)>,
    /// True where a browser tells it.
    pub in_browser: bool,
}

impl NoticeEdit {
    /// Returns sample values.
    pub fn sample() -> Self {
        let mut choices =
            NoticeChoices { quiet: QuietHours::new(19, 6), ..NoticeChoices::default() };
        let both = NoticeWays { mail: NoticeMail::AtOnce, in_browser: true };
        choices.ways.insert(NoticeEvent::Answered, both);
        Self::new(Frame::sample_staff(Here::Profile, ""), &choices, crate::samples::now())
    }

    /// Returns sample values of hours by a clock on the wall.
    pub fn sample_elsewhere() -> Self {
        let zone = Zone::of_name("Europe/Prague").unwrap_or_default();
        let choices = NoticeChoices { zone, ..NoticeChoices::default() };
        Self::new(Frame::sample_staff(Here::Profile, ""), &choices, crate::samples::now())
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        Self { quiet: Some((9, 9)), error: Some(quiet_words()), ..Self::sample() }
    }

    fn new(frame: Frame, choices: &NoticeChoices, now: Timestamp) -> Self {
        let line = |event: NoticeEvent| {
            let ways = choices.ways(event);
            let mail = |mail: NoticeMail| {
                let words = say_of("notices-mail", mail.as_str()).to_string();
                (mail.as_str(), words, mail == ways.mail)
            };
            NoticeLine {
                event: event.as_str(),
                words: say_of("notices-event", event.as_str()).to_string(),
                mails: NoticeMail::ALL.into_iter().map(mail).collect(),
                in_browser: ways.in_browser,
            }
        };
        Self {
            frame,
            rows: NoticeEvent::ALL.into_iter().map(line).collect(),
            hours: (0..DAY_HOURS).map(|hour| (hour, format!("{hour:02}:00"))).collect(),
            daily_hour: choices.daily_hour,
            quiet: choices.quiet.map(|quiet| (quiet.from(), quiet.until())),
            zones: zones(&choices.zone),
            clock: moment::clock(now, &choices.zone),
            error: None,
            zone_error: None,
        }
    }

    /// Says whether an hour is the one of the daily mail.
    const fn is_daily(&self, hour: &u8) -> bool {
        self.daily_hour == *hour
    }

    /// Says whether an hour is where the quiet ones begin.
    fn is_from(&self, hour: &u8) -> bool {
        self.quiet.is_some_and(|(from, _)| from == *hour)
    }

    /// Says whether an hour is where the quiet ones end.
    fn is_until(&self, hour: &u8) -> bool {
        self.quiet.is_some_and(|(_, until)| until == *hour)
    }
}

/// Says what is wrong with quiet hours that are none.
fn quiet_words() -> String {
    say("notices-quiet-wrong").to_string()
}

/// Shows what the caller chose.
pub async fn edit(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    caller.staff().ok_or(Trouble::NotFound)?;
    let choices = state.desk.notice_choices(&caller.actor).await?;
    let mut frame = caller.frame(&state, Here::Profile).await?;
    frame.notice = done.done.map(|done| done.sentence());
    page(&NoticeEdit::new(frame, &choices, state.now()))
}

/// Keeps what the caller chooses.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(typed): Ours<BTreeMap<String, String>>,
) -> Result<Response, Trouble> {
    caller.staff().ok_or(Trouble::NotFound)?;
    let (choices, quiet) = read(&typed);
    let error = (quiet.is_some() && choices.quiet.is_none()).then(quiet_words);
    // Who says nothing of it means the clock that they read by; who names one that there is not may not get another in silence.
    let is_zone_wrong = typed.get("zone").is_some_and(|name| Zone::of_name(name).is_none());
    let zone_error = is_zone_wrong.then(|| say("zones-unknown").to_string());
    if error.is_some() || zone_error.is_some() {
        let frame = caller.frame(&state, Here::Profile).await?;
        let edit = NoticeEdit::new(frame, &choices, state.now());
        let again = NoticeEdit { quiet, error, zone_error, ..edit };
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
    }
    state.desk.choose_notices(&caller.actor, &choices).await?;
    Ok(Redirect::to("/profile/notices?done=notices").into_response())
}

/// Writes what a browser is told: what stands first, what below it, and where it leads, each on a line of its own.
pub fn ringing_text(ringing: &Ringing) -> String {
    let words = say_of("notices-ring", ringing.event.as_str());
    let something = say("notices-ring-something");
    match (&ringing.case, ringing.approval_id) {
        (Some((number, queue)), _) => {
            let words =
                say("notices-ring-in").with("words", words).with("queue", queue.to_string());
            format!("{number}\n{words}\n/cases/{number}")
        }
        (None, Some(id)) => format!("{something}\n{words}\n/approvals/{id}"),
        (None, None) => format!("{something}\n{words}\n/cases"),
    }
}

/// Reads the form: what is chosen, and the two ends of the quiet hours as they were typed, where any was.
fn read(typed: &BTreeMap<String, String>) -> (NoticeChoices, Option<(u8, u8)>) {
    let of = |name: &str| typed.get(name).map(String::as_str).unwrap_or_default();
    let hour = |name: &str| of(name).parse::<u8>().ok().filter(|hour| *hour < DAY_HOURS);
    let mut ways = BTreeMap::new();
    for event in NoticeEvent::ALL {
        let name = event.as_str();
        let mail = NoticeMail::of_str(of(&format!("mail-{name}"))).unwrap_or(NoticeMail::Never);
        let in_browser = typed.contains_key(&format!("browser-{name}"));
        ways.insert(event, NoticeWays { mail, in_browser });
    }
    let quiet = match (hour("quiet_from"), hour("quiet_until")) {
        (None, None) => None,
        (from, until) => {
            let either = from.or(until).unwrap_or_default();
            Some((from.unwrap_or(either), until.unwrap_or(either)))
        }
    };
    let zone = Zone::of_name(of("zone")).unwrap_or_else(locale::zone);
    let daily_hour = hour("daily_hour").unwrap_or(NoticeChoices::default().daily_hour);
    let made = quiet.and_then(|(from, until)| QuietHours::new(from, until));
    (NoticeChoices { ways, daily_hour, quiet: made, zone }, quiet)
}

/// Returns the clocks by which hours can be meant: the one that is chosen, the reader's, and universal time.
fn zones(chosen: &Zone) -> Vec<(String, String, bool)> {
    let mut zones = vec![chosen.clone()];
    for zone in [locale::zone(), Zone::UTC] {
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    let item = |zone: &Zone| (zone.name().to_owned(), locale::zone_words(zone), zone == chosen);
    zones.iter().map(item).collect()
}
