//! By whose clock somebody reads: chosen once, kept by the browser, without an account; with who has one it is kept, and comes along to
//! each browser for as long as they are signed in there.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use jiff::Timestamp;
use model::{Actor, KnownReading, Personal, Zone};
use serde::Deserialize;

use super::languages;
use crate::{
    caller::Caller,
    cookies::{self, Jar},
    form::Ours,
    frame::{Frame, Here},
    locale, moment,
    notice::DoneQuery,
    say,
    trouble::{Trouble, page, page_with},
};

/// The choice of a time zone.
#[derive(Template)]
#[template(path = "time_zones/edit.html")]
pub struct TimeZoneEdit {
    /// What stands around.
    pub frame: Frame,
    /// The zones, by area.
    pub areas: Vec<ZoneArea>,
    /// What the reader's clock shows now: `14:05 CET`.
    pub clock: String,
    /// The name of their zone.
    pub zone: String,
    /// Why the form came back.
    pub error: Option<String>,
}

/// The zones of one part of the world.
pub struct ZoneArea {
    /// Its name; empty for universal time, which is everywhere.
    pub name: String,
    /// Its zones.
    pub zones: Vec<ZoneItem>,
}

/// A zone that can be chosen.
pub struct ZoneItem {
    /// Its name.
    pub name: String,
    /// Its place, and how far its clock is from universal time now: `Prague, UTC+1`.
    pub words: String,
    /// True where it is the reader's.
    pub is_chosen: bool,
}

/// A choice of a zone.
#[derive(Deserialize)]
pub struct TimeZoneForm {
    zone: String,
    #[serde(default)]
    back: String,
}

impl TimeZoneEdit {
    /// Returns sample values.
    pub fn sample() -> Self {
        let names = ["UTC", "America/New_York", "Asia/Kathmandu", "Europe/Berlin", "Europe/Prague"];
        let names = names.map(str::to_owned).to_vec();
        let zone = Zone::of_name("Europe/Prague").unwrap_or_default();
        Self::new(Frame::sample_requester(), names, &zone, crate::samples::now())
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        Self { error: Some(say("zones-unknown").to_string()), ..Self::sample() }
    }

    fn new(frame: Frame, names: Vec<String>, zone: &Zone, now: Timestamp) -> Self {
        let mut areas: Vec<ZoneArea> = Vec::new();
        for name in names {
            let Some(known) = Zone::of_name(&name) else { continue };
            let (area, place) = name.split_once('/').unwrap_or(("", &name));
            let distance = known.distance(now);
            let words = match area {
                "" => say("zones-universal").to_string(),
                _ => format!("{}, {distance}", place.replace('_', " ").replace('/', ", ")),
            };
            let area = area.to_owned();
            let item = ZoneItem { words, is_chosen: name == zone.name(), name };
            match areas.last_mut().filter(|last| last.name == area) {
                Some(last) => last.zones.push(item),
                None => areas.push(ZoneArea { name: area, zones: vec![item] }),
            }
        }
        let clock = moment::clock(now, zone);
        Self { frame, areas, clock, zone: locale::zone_words(zone), error: None }
    }
}

/// Shows the choice.
pub async fn edit(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let mut frame = caller.frame(&state, Here::Elsewhere).await?;
    frame.notice = done.done.map(|done| done.sentence());
    page(&TimeZoneEdit::new(frame, Zone::names(), &locale::zone(), state.now()))
}

/// Keeps the choice and leads back to where it was made.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<TimeZoneForm>,
) -> Result<Response, Trouble> {
    let Some(zone) = Zone::of_name(&form.zone) else {
        let frame = caller.frame(&state, Here::Elsewhere).await?;
        let edit = TimeZoneEdit::new(frame, Zone::names(), &locale::zone(), state.now());
        let error = Some(say("zones-unknown").to_string());
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &TimeZoneEdit { error, ..edit });
    };
    let cookie = cookie(&state, &caller.actor, &zone);
    let chosen = KnownReading { locale: None, zone: Some(zone) };
    state.desk.keep_reading(&caller.actor, chosen).await?;
    // From the page itself nobody came from anywhere: it says that it was done.
    let back = match form.back.as_str() {
        "" => "/time-zone?done=time_zone",
        path => languages::back(path),
    };
    Ok((CookieJar::new().add(cookie), Redirect::to(back)).into_response())
}

/// Makes the cookie of a zone. Whoever has it kept with them has it in a browser for as long as they are there: the next who sits at
/// it is not told where they are. Of others the browser alone can keep it.
pub fn cookie(state: &crate::State, actor: &Actor, zone: &Zone) -> Cookie<'static> {
    let (config, name) = (&state.rules.config, zone.name().to_owned());
    match actor.person_id() {
        Some(_) => cookies::set(config, Jar::Zone, &Personal::new(name)),
        None => cookies::keep(config, Jar::Zone, name),
    }
}
