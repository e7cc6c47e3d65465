//! Jottings: what is typed in a form is kept before it is sent, by a button or by the page itself, and stands there again.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, Jotted, Jotting, JottingFields};
use jiff::Timestamp;
use model::{Actor, JottingSpot, Personal, SheetKind};
use serde::Deserialize;
use tracing::warn;

use crate::{
    caller::Caller,
    floors,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    pages::drafts::{KeptBody, UnkeptBody},
    samples,
    trouble::{Trouble, page_with},
    unsent::{self, TypedField, is_by_page},
};

/// The field that says which version a form follows.
const VERSION: &str = "jotting";

/// The button that discards what is kept.
const DISCARD: &str = "discard";

/// Fields that are no part of what is typed.
const NOT_TYPED: [&str; 6] = ["csrf", "change", "files", "id", DISCARD, VERSION];

/// What a form says of what is kept of it.
pub struct Jot {
    /// Where it is kept.
    pub path: String,
    /// The page that the form stands on; also where it came back as the answer to what was sent.
    pub page: String,
    /// The version that the next one follows; 0 where none is kept.
    pub version: i64,
    /// When it was kept, where that is what stands in the form.
    pub at: Option<Moment>,
    /// Who types; for anybody else nothing is kept.
    pub writer: String,
}

/// Two texts: the one that is kept, and one that does not follow it.
#[derive(Template)]
#[template(path = "jottings/edit.html")]
pub struct JottingConflict {
    /// What stands around.
    pub frame: Frame,
    /// Where it is kept.
    pub path: String,
    /// The form.
    pub back: String,
    /// What is kept; empty where it was sent or emptied meanwhile.
    pub kept: Vec<TypedField>,
    /// Which version is kept; 0 is none.
    pub version: i64,
    /// When it was kept.
    pub saved_at: Option<Moment>,
    /// What came now.
    pub typed: Vec<TypedField>,
    /// What else differs: what it is called, what is kept, and what came now.
    pub differing: Vec<Difference>,
    /// What goes along.
    pub carried: Vec<(String, Personal<String>)>,
}

/// A field in which something is chosen, and differently in two texts.
pub struct Difference {
    /// What it is called.
    pub label: String,
    /// What is kept.
    pub kept: Personal<String>,
    /// What came now.
    pub typed: Personal<String>,
}

/// Where a form is, in an address.
#[derive(Deserialize)]
pub struct SpotPath {
    place: String,
    #[serde(default)]
    about: String,
}

impl Jot {
    /// Says that nothing, or this version, is kept of a form.
    pub fn new(caller: &Caller, spot: JottingSpot, version: i64) -> Self {
        let writer = match &caller.actor {
            Actor::Person(person) => person.id.to_string(),
            Actor::Staff(staff) => staff.person_id.to_string(),
            Actor::Visitor | Actor::Founder => String::new(),
        };
        Self { path: path(spot), page: form_of(spot), version, at: None, writer }
    }

    /// Returns sample values of a form of which nothing is kept.
    pub fn sample(place: &str, about: &str) -> Self {
        let spot = JottingSpot::parse(place, about);
        Self {
            path: spot.map(path).unwrap_or_default(),
            page: spot.map(form_of).unwrap_or_default(),
            version: 0,
            at: None,
            writer: "0199d0c2-0000-7000-8000-0000000000f1".to_owned(),
        }
    }

    /// Returns sample values of a form of which something is kept.
    pub fn sample_kept(place: &str, about: &str) -> Self {
        Self { version: 7, at: Some(samples::minutes_ago(3)), ..Self::sample(place, about) }
    }
}

impl JottingConflict {
    /// Returns sample values.
    pub fn sample() -> Self {
        let field = |text: &str| TypedField::new("text".to_owned(), text.to_owned());
        Self {
            frame: Frame::sample_requester(),
            path: "/jottings/answer/s20261121.30".to_owned(),
            back: "/me/requests/s20261121.30".to_owned(),
            kept: vec![field("I asked my sister, and she remembers it.")],
            version: 7,
            saved_at: Some(samples::minutes_ago(1)),
            typed: vec![field("I asked my sister.")],
            differing: Vec::new(),
            carried: Vec::new(),
        }
    }

    /// Returns sample values where what was chosen differs.
    pub fn sample_chosen() -> Self {
        let words = |text: &str| Personal::new(text.to_owned());
        let differing = vec![Difference {
            label: unsent::label("visibility"),
            kept: words("tribunal"),
            typed: words("all_parties"),
        }];
        Self { differing, ..Self::sample() }
    }

    /// Returns sample values where what was kept is gone.
    pub fn sample_gone() -> Self {
        Self { kept: Vec::new(), version: 0, saved_at: None, ..Self::sample() }
    }
}

/// Returns what was typed in a form and not sent, as its fields, and what the form says of it.
pub async fn kept(
    state: &crate::State,
    caller: &Caller,
    spot: JottingSpot,
) -> Result<(Jot, Vec<(String, String)>), Trouble> {
    let found = Box::pin(state.desk.jotting(&caller.actor, spot)).await?;
    let jot = Jot::new(caller, spot, 0);
    let Some(Jotting { fields, version, saved_at }) = found else {
        return Ok((jot, Vec::new()));
    };
    let at = Some(Moment::new(saved_at, state.now()));
    let fields = fields.into_iter().map(|(name, text)| (name, text.into_exposed()));
    Ok((Jot { version, at, ..jot }, fields.collect()))
}

/// Returns a field of what was typed.
pub fn field(fields: &[(String, String)], name: &str) -> Option<String> {
    fields.iter().find(|(found, _)| found == name).map(|(_, text)| text.clone())
}

/// Discards what was kept of a form, since it was sent. What cannot be discarded keeps nobody from having sent it.
pub async fn sent(state: &crate::State, caller: &Caller, spot: JottingSpot, version: i64) {
    if version == 0 {
        return;
    }
    if let Err(error) = Box::pin(state.desk.jotting_sent(&caller.actor, spot, version)).await {
        warn!("what was sent is still kept as not sent: {error}");
    }
}

/// Returns which version a form follows, among its fields.
pub fn version_of(pairs: &[(String, String)]) -> i64 {
    field(pairs, VERSION).and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// Keeps what is typed: for a form that somebody sent, and for the page that does it by itself, which asks for JSON.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<SpotPath>,
    headers: HeaderMap,
    Ours(pairs): Ours<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let spot = JottingSpot::parse(&path.place, &path.about).ok_or(Trouble::NotFound)?;
    let version = version_of(&pairs);
    let is_discarded = field(&pairs, DISCARD).is_some();
    let typed: Vec<(String, String)> =
        pairs.into_iter().filter(|(name, _)| !NOT_TYPED.contains(&name.as_str())).collect();
    let fields: JottingFields = if is_discarded {
        Vec::new()
    } else {
        typed.iter().map(|(name, text)| (name.clone(), Personal::new(text.clone()))).collect()
    };
    let follows = (version != 0).then_some(version);
    let done = Box::pin(state.desk.keep_jotting(&caller.actor, spot, fields, follows)).await;
    if is_by_page(&headers) {
        return told(done, state.now());
    }
    match done? {
        Jotted::Kept { .. } => Ok(to_form(spot, "drafted")),
        Jotted::Emptied if is_discarded => Ok(to_form(spot, "discarded")),
        Jotted::Emptied => Ok(to_form(spot, "undrafted")),
        Jotted::Overtaken(kept) => conflict(&state, &caller, spot, typed, kept).await,
    }
}

async fn conflict(
    state: &crate::State,
    caller: &Caller,
    spot: JottingSpot,
    typed: Vec<(String, String)>,
    kept: Option<Jotting>,
) -> Result<Response, Trouble> {
    let kept_fields = kept.as_ref().map(|kept| kept.fields.as_slice());
    let differing = kept_fields.map(|kept| differing(kept, &typed)).unwrap_or_default();
    let (typed, carried) = unsent::split(typed);
    let (version, saved_at) =
        kept.as_ref().map_or((0, None), |kept| (kept.version, Some(kept.saved_at)));
    let kept = kept.map(|kept| kept.fields).unwrap_or_default().into_iter();
    let kept = kept.map(|(name, text)| (name, text.into_exposed())).collect();
    let page = JottingConflict {
        frame: caller.frame(state, Here::Elsewhere).await?,
        path: path(spot),
        back: form_of(spot),
        kept: unsent::split(kept).0,
        version,
        saved_at: saved_at.map(|at| Moment::new(at, state.now())),
        typed,
        differing,
        carried,
    };
    page_with(StatusCode::CONFLICT, &page)
}

/// Returns the fields in which not the words but what was chosen beside them differs.
fn differing(kept: &[(String, Personal<String>)], typed: &[(String, String)]) -> Vec<Difference> {
    // What is kept, and what came now, of each name.
    let mut all: BTreeMap<&str, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for (name, value) in kept {
        all.entry(name).or_default().0.push(value.expose());
    }
    for (name, value) in typed {
        all.entry(name).or_default().1.push(value);
    }
    let words = |name: &str, values: &[&str]| {
        let values = values.iter().map(|value| unsent::in_words(name, value).expose().clone());
        Personal::new(values.collect::<Vec<String>>().join(", "))
    };
    let differs = |(name, (kept, typed)): &(&str, (Vec<&str>, Vec<&str>))| {
        !unsent::is_typed(name) && !unsent::is_plumbing(name) && kept != typed
    };
    let differing = all.into_iter().filter(differs);
    let difference = |(name, (kept, typed)): (&str, (Vec<&str>, Vec<&str>))| Difference {
        label: unsent::label(name),
        kept: words(name, &kept),
        typed: words(name, &typed),
    };
    differing.map(difference).collect()
}

/// Answers the page that kept a text by itself. What keeps a form from its page is said in words here, too.
fn told(done: Result<Jotted, DeskError>, now: Timestamp) -> Result<Response, Trouble> {
    let at = |at: Timestamp| Moment::new(at, now).short;
    let body = |status: StatusCode, version, at| (status, Json(KeptBody { version, at }));
    Ok(match done {
        Ok(Jotted::Kept { version, saved_at }) => {
            body(StatusCode::OK, version, at(saved_at)).into_response()
        }
        Ok(Jotted::Emptied) => body(StatusCode::OK, 0, String::new()).into_response(),
        Ok(Jotted::Overtaken(kept)) => {
            let (version, at) =
                kept.map_or((0, String::new()), |kept| (kept.version, at(kept.saved_at)));
            body(StatusCode::CONFLICT, version, at).into_response()
        }
        Err(DeskError::Invalid { words, .. }) => {
            let words = floors::fault(&words);
            (StatusCode::UNPROCESSABLE_ENTITY, Json(UnkeptBody { words })).into_response()
        }
        Err(error) => return Err(error.into()),
    })
}

fn path(spot: JottingSpot) -> String {
    let (place, about) = (spot.place().as_str(), spot.about());
    match about.as_str() {
        "" => format!("/jottings/{place}"),
        about => format!("/jottings/{place}/{about}"),
    }
}

/// Returns where the form is.
fn form_of(spot: JottingSpot) -> String {
    match spot {
        JottingSpot::Request => "/me/requests/new".to_owned(),
        JottingSpot::Answer(number) => format!("/me/requests/{number}"),
        JottingSpot::OwnStatement(number) => format!("/me/disputes/{number}"),
        JottingSpot::Statement(number) => format!("/disputes/{number}"),
        JottingSpot::Ruling(number) => format!("/disputes/{number}/rulings/new"),
        JottingSpot::Sheet(kind, id) => {
            let many = match kind {
                SheetKind::Template => "templates",
                SheetKind::Guide => "guides",
            };
            id.map_or_else(|| format!("/{many}/new"), |id| format!("/{many}/{id}/edit"))
        }
    }
}

fn to_form(spot: JottingSpot, word: &str) -> Response {
    Redirect::to(&format!("{}?done={word}", form_of(spot))).into_response()
}
