//! Looks: who saw the person's data, when, and by what right.

use askama::Template;
use axum::{extract::State, response::Response};
use desk::{FieldLook, VISITS_SHOWN, VisitView};
use jiff::Timestamp;
use model::{CaseNumber, Personal, Relation, Role};

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    moment::Moment,
    pages::authorities::looked,
    say, say_of,
    trouble::{Trouble, page},
};

/// Who looked at my data.
#[derive(Template)]
#[template(path = "looks/list.html")]
pub struct LookList {
    /// What stands around.
    pub frame: Frame,
    /// Looks at messages and fields together, the latest first.
    pub rows: Vec<LookRow>,
    /// How many readings are shown, where there may be more.
    pub n_shown: Option<usize>,
}

/// One look.
pub struct LookRow {
    /// When.
    pub at: Moment,
    /// Who: by title, and by name where the house is open about it.
    pub who: Personal<String>,
    /// In which role.
    pub role: String,
    /// The number of the request.
    pub number: String,
    /// What they did: `opened message 2`, `saw Date of birth`, `read the texts … because …`.
    pub what: String,
    /// The system outside that it was done in.
    pub audience: Option<String>,
    /// True where the request is the reader's own, and so may be looked at.
    pub is_own: bool,
    /// The clause that allowed it.
    pub clause: String,
    /// The reason they gave, where one is asked for.
    pub reason: Option<Personal<String>>,
}

impl LookList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let row = |minutes, what: &str, reason: Option<&str>| LookRow {
            at: crate::samples::minutes_ago(minutes),
            who: Personal::new("Support engineer 3".to_owned()),
            role: "support engineer".to_owned(),
            number: "s20261121.30".to_owned(),
            what: what.to_owned(),
            audience: None,
            is_own: true,
            clause: "SP 8.1".to_owned(),
            reason: reason.map(|reason| Personal::new(reason.to_owned())),
        };
        let changed = LookRow {
            audience: Some("accounts".to_owned()),
            ..row(40, "changed Passphrase", None)
        };
        let told = LookRow {
            is_own: false,
            number: "s20261120.4".to_owned(),
            ..row(90, "told Status level to another member", None)
        };
        let rows = vec![
            row(0, "opened message 2", Some("to compare the old number")),
            changed,
            told,
            LookRow {
                clause: "000 Picture".to_owned(),
                ..row(120, &format!("{} (m20261121.1)", say_of("looks-read", "motion")), None)
            },
            row(1450, "opened message 1", None),
        ];
        Self { frame: Frame::sample_requester(), rows, n_shown: Some(VISITS_SHOWN) }
    }

    /// Returns sample values where nobody looked.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), n_shown: None, ..Self::sample() }
    }
}

/// Shows who looked at the caller's data.
pub async fn list(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let desk = &state.desk;
    let looks = desk.own_looks(&caller.actor).await?;
    let field_looks = desk.own_field_looks(&caller.actor).await?;
    let visits = desk.own_visits(&caller.actor).await?;
    let n_shown = (visits.len() >= VISITS_SHOWN).then_some(VISITS_SHOWN);
    let now = state.now();
    let message = |look: desk::LookView| {
        let row = LookRow {
            at: Moment::new(look.at, now),
            who: crate::floors::who(look.who),
            role: roles(&look.role),
            number: look.number.to_string(),
            what: say("looks-opened-message").with("n", look.position_index).to_string(),
            audience: None,
            is_own: true,
            clause: look.clause,
            reason: look.reason,
        };
        (look.at, row)
    };
    let field = |(look, number, who): (FieldLook, CaseNumber, Personal<String>)| {
        let row = LookRow {
            at: Moment::new(look.at, now),
            who: crate::floors::who(who),
            what: looked(desk, look.act, &look.key, look.relation),
            role: roles(&look.role),
            number: number.to_string(),
            audience: look.audience,
            // Fields are seen and changed for their own person; told to somebody else, it was in a case of theirs.
            is_own: matches!(look.relation, None | Some(Relation::Own)),
            clause: look.clause,
            reason: None,
        };
        (look.at, row)
    };
    let looks = looks.into_iter().map(message).chain(field_looks.into_iter().map(field));
    let visits = visits.into_iter().map(|visit| (visit.at, visited(visit, now)));
    let mut rows: Vec<(Timestamp, LookRow)> = looks.chain(visits).collect();
    rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    page(&LookList { frame: caller.frame(&state, Here::Elsewhere).await?, rows, n_shown })
}

/// Words a visit, with why its authority let somebody read.
fn visited(visit: VisitView, now: Timestamp) -> LookRow {
    let why = say_of("looks-read", visit.kind.as_str());
    LookRow {
        at: Moment::new(visit.at, now),
        who: crate::floors::who(visit.who),
        role: roles(&visit.role),
        number: visit.number.to_string(),
        what: match visit.authority_number {
            Some(number) => format!("{why} ({number})"),
            None => why.to_string(),
        },
        audience: None,
        is_own: visit.is_own,
        clause: visit.clause,
        reason: None,
    }
}

/// Words roles as they stand in the record of a look: `support engineer, triage`.
fn roles(recorded: &str) -> String {
    let words = |title: &str| {
        let role = Role::of_str(&title.replace(' ', "_"));
        role.map_or_else(|| title.to_owned(), |role| say_of("role", role.as_str()).to_string())
    };
    recorded.split(", ").map(words).collect::<Vec<_>>().join(", ")
}
