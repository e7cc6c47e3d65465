//! Authorities that a member of the staff holds: for what, until when, how often used; taken elsewhere, given up.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::{AuthorityView, Desk};
use jiff::Timestamp;
use model::{Act, AuthorityId, FieldKey, Held, Holder, Personal, Relation, Role, Terms};

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    locale::Words,
    moment::{self, Moment},
    notice::DoneQuery,
    pages::{disputes::rulings::any_of, messages::EmptyForm},
    say, say_of,
    trouble::{Trouble, page},
};

/// What authority do I hold.
#[derive(Template)]
#[template(path = "authorities/list.html")]
pub struct AuthorityList {
    /// What stands around.
    pub frame: Frame,
    /// Those that allow something now.
    pub live: Vec<AuthorityItem>,
    /// Those that are over, the latest first.
    pub over: Vec<AuthorityItem>,
}

/// One authority on a page.
pub struct AuthorityItem {
    /// Its id.
    pub id: String,
    /// Where it comes from: `Consent of the person`, `Ruling d20261121.1/r1`.
    pub title: String,
    /// The case it is for; `None` stands for a class of cases.
    pub number: Option<String>,
    /// Who holds it.
    pub holder: Personal<String>,
    /// What it allows, one line for each act.
    pub doings: Vec<String>,
    /// From when.
    pub since: Moment,
    /// Until when.
    pub until: Moment,
    /// Where it stands.
    pub standing: Standing,
    /// How often it was used, and may be: `used 1 of 3 times`.
    pub count: String,
    /// What was done with fields under it, the latest first.
    pub uses: Vec<UseItem>,
    /// The messages that were opened under it, the latest first.
    pub openings: Vec<OpeningItem>,
    /// When texts of a case were read under it, the latest first.
    pub visits: Vec<VisitItem>,
    /// Uses that are none of these: only the log knows them.
    pub n_unnamed: i64,
    /// The systems that it can be taken to.
    pub audiences: Vec<String>,
    /// True where it is the reader's alone to give up.
    pub is_mine: bool,
}

/// Where an authority stands.
pub enum Standing {
    /// It allows something for so long: `3 h`.
    Live(String),
    /// It was taken back.
    Withdrawn(Moment),
    /// Its time is over.
    Expired,
    /// All its uses are used.
    Spent,
}

/// A message that was opened under an authority.
pub struct OpeningItem {
    /// Its place in its case.
    pub position_index: i64,
    /// The case.
    pub number: String,
    /// Who opened it.
    pub who: Personal<String>,
    /// When.
    pub at: Moment,
}

/// A visit under an authority: texts of a case were read.
pub struct VisitItem {
    /// The case.
    pub number: String,
    /// Who read.
    pub who: Personal<String>,
    /// When it began.
    pub at: Moment,
}

/// One use of an authority.
pub struct UseItem {
    /// What was done: `saw Date of birth`, `told Name to a member`.
    pub what: String,
    /// The system outside that it was done in.
    pub audience: Option<String>,
    /// When.
    pub at: Moment,
}

impl AuthorityItem {
    /// Words an authority.
    pub fn new(desk: &Desk, view: AuthorityView, now: Timestamp) -> Self {
        let terms = &view.terms;
        let standing = match view.withdrawn_at {
            Some(at) => Standing::Withdrawn(Moment::new(at, now)),
            None if now >= terms.expires_at || view.lapsed_at.is_some() => Standing::Expired,
            None if !view.is_live(now) => Standing::Spent,
            None => Standing::Live(moment::left(terms.expires_at, now)),
        };
        // Of one for a class of cases a person sees what was theirs; whether it still allows anything is counted of all.
        let n_used = view.n_own.unwrap_or(view.n_used);
        let n_named = view.uses.len() + view.openings.len() + view.visits.len();
        let n_named = i64::try_from(n_named).unwrap_or(i64::MAX);
        let openings = view.openings.iter().map(|opening| OpeningItem {
            position_index: opening.position_index,
            number: opening.number.to_string(),
            who: crate::floors::who(opening.who.clone()),
            at: Moment::new(opening.at, now),
        });
        let visits = view.visits.iter().map(|visit| VisitItem {
            number: visit.number.to_string(),
            who: crate::floors::who(visit.who.clone()),
            at: Moment::new(visit.at, now),
        });
        let uses = view.uses.iter().map(|look| UseItem {
            what: looked(desk, look.act, &look.key, look.relation),
            audience: look.audience.clone(),
            at: Moment::new(look.at, now),
        });
        Self {
            id: terms.id.to_string(),
            title: title(terms),
            number: view.number.map(|number| number.to_string()),
            doings: doings(desk, &terms.acts, &terms.fields),
            since: Moment::new(terms.not_before, now),
            until: Moment::new(terms.expires_at, now),
            count: count(n_used, terms.n_uses_max),
            uses: uses.collect(),
            openings: openings.collect(),
            visits: visits.collect(),
            n_unnamed: n_used.saturating_sub(n_named).max(0),
            audiences: if matches!(standing, Standing::Live(_)) {
                audiences(desk, terms)
            } else {
                Vec::new()
            },
            is_mine: matches!(terms.holder, Holder::Staff(_)),
            holder: match terms.holder {
                Holder::Role(role) => Personal::new(any_of(role)),
                Holder::Staff(_) => crate::floors::who(view.holder),
            },
            standing,
        }
    }

    /// Says whether it allows anything.
    pub const fn is_live(&self) -> bool {
        matches!(self.standing, Standing::Live(_))
    }

    /// Returns sample values of a consent that was used once.
    pub fn sample() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-0000000000a1".to_owned(),
            title: say_of("authorities-title", "consent").to_string(),
            number: Some("s20261121.30".to_owned()),
            holder: Personal::new(any_of(Role::SupportEngineer)),
            doings: vec![
                say("authorities-see").with("fields", "Date of birth, Status level").to_string(),
                say("authorities-change").with("fields", "Name").to_string(),
            ],
            since: crate::samples::minutes_ago(90),
            until: crate::samples::minutes_ago(-1350),
            standing: Standing::Live("22 h".to_owned()),
            count: count(2, 3),
            uses: vec![UseItem {
                what: say("authorities-saw").with("field", "Date of birth").to_string(),
                audience: None,
                at: crate::samples::minutes_ago(12),
            }],
            openings: vec![OpeningItem {
                position_index: 3,
                number: "s20261121.30".to_owned(),
                who: Personal::new("Egon Staffname, support engineer".to_owned()),
                at: crate::samples::minutes_ago(10),
            }],
            visits: Vec::new(),
            n_unnamed: 0,
            audiences: Vec::new(),
            is_mine: false,
        }
    }

    /// Returns sample values of a ruling that is good in another system.
    pub fn sample_ruling() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-0000000000a2".to_owned(),
            title: format!("{} d20261120.2/r1", say_of("authorities-title", "ruling")),
            number: Some("s20261119.8".to_owned()),
            holder: Personal::new("Egon Staffname, support engineer".to_owned()),
            doings: vec![say("authorities-change").with("fields", "Passphrase").to_string()],
            standing: Standing::Live("6 days".to_owned()),
            count: count(0, 1),
            uses: Vec::new(),
            openings: Vec::new(),
            audiences: vec!["accounts".to_owned(), "mail".to_owned()],
            is_mine: true,
            ..Self::sample()
        }
    }

    /// Returns sample values of one that was taken back.
    pub fn sample_withdrawn() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-0000000000a3".to_owned(),
            standing: Standing::Withdrawn(crate::samples::minutes_ago(1400)),
            uses: vec![UseItem {
                what: say("authorities-changed").with("field", "Passphrase").to_string(),
                audience: Some("accounts".to_owned()),
                at: crate::samples::minutes_ago(1500),
            }],
            count: count(1, 3),
            openings: Vec::new(),
            ..Self::sample()
        }
    }
}

impl AuthorityList {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Authorities, ""),
            live: vec![AuthorityItem::sample_ruling(), AuthorityItem::sample()],
            over: vec![AuthorityItem::sample_withdrawn()],
        }
    }

    /// Returns sample values of who holds nothing.
    pub fn sample_empty() -> Self {
        Self { live: Vec::new(), over: Vec::new(), ..Self::sample() }
    }
}

/// Lists what the caller holds.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let views = state.desk.own_authorities(&caller.actor).await?;
    let now = state.now();
    let items = views.into_iter().map(|view| AuthorityItem::new(&state.desk, view, now));
    let (live, over) = items.partition(AuthorityItem::is_live);
    let mut frame = caller.frame(&state, Here::Authorities).await?;
    frame.notice = done.done.map(|done| done.sentence());
    page(&AuthorityList { frame, live, over })
}

/// Gives one up, or ends it where that is the caller's to do.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<AuthorityId>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.withdraw_authority(&caller.actor, id).await?;
    Ok(Redirect::to("/authorities?done=given_up").into_response())
}

/// Words what acts on fields would do, to the staff: one line for each act.
pub fn doings(desk: &Desk, acts: &BTreeSet<Act>, fields: &BTreeSet<FieldKey>) -> Vec<String> {
    let labels = fields.iter().map(|key| label(desk, key)).collect::<Vec<_>>().join(", ");
    let line = |act: &Act| match act {
        Act::CaseShow => say("authorities-read-case").to_string(),
        Act::MessageUnseal => say("authorities-open-messages").to_string(),
        Act::FieldShow => say("authorities-see").with("fields", &labels).to_string(),
        Act::FieldEdit => say("authorities-change").with("fields", &labels).to_string(),
        Act::FieldDisclose => say("authorities-tell").with("fields", &labels).to_string(),
        other => crate::floors::act_words(*other),
    };
    acts.iter().map(line).collect()
}

/// Words what was done with a field.
pub fn looked(desk: &Desk, act: Act, key: &FieldKey, relation: Option<Relation>) -> String {
    let label = label(desk, key);
    let words = match (act, relation) {
        (Act::FieldEdit, _) => say("authorities-changed").with("field", label),
        (Act::FieldDisclose, Some(relation)) => {
            say("authorities-told-to").with("field", label).with("whom", to_whom(relation))
        }
        (Act::FieldDisclose, None) => say("authorities-told").with("field", label),
        _ => say("authorities-saw").with("field", label),
    };
    words.to_string()
}

/// Returns what people call a field; its key where it is no longer declared.
pub fn label(desk: &Desk, key: &FieldKey) -> String {
    desk.field_named(key).map_or_else(|| key.to_string(), |field| field.label.clone())
}

/// Says to whom something is told.
pub fn to_whom(relation: Relation) -> Words {
    say_of("authorities-to", relation.as_str())
}

fn title(terms: &Terms) -> String {
    let kind = say_of("authorities-title", terms.kind.as_str());
    match &terms.number {
        Some(number) => format!("{kind} {number}"),
        None => kind.to_string(),
    }
}

fn count(n_used: i64, n_max: u32) -> String {
    let words = match n_used {
        0 => say("authorities-unused").with("max", n_max),
        n_used => say("authorities-used").with("n", n_used).with("max", n_max),
    };
    words.to_string()
}

/// The systems outside that ask for such an authority: where one of its fields is held in a console.
fn audiences(desk: &Desk, terms: &Terms) -> Vec<String> {
    let is_outside = |key| desk.field_named(key).is_some_and(|field| field.held == Held::Console);
    if !terms.fields.iter().any(is_outside) {
        return Vec::new();
    }
    desk.settings().consoles.iter().map(|console| console.name.clone()).collect()
}
