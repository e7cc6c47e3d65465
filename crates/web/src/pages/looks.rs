//! Looks: who saw the person's data, when, and by what right.

use askama::Template;
use axum::{extract::State, response::Response};
use model::Personal;

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    moment::Moment,
    trouble::{Trouble, page},
};

/// Who looked at my data.
#[derive(Template)]
#[template(path = "looks/list.html")]
pub struct LookList {
    /// What stands around.
    pub frame: Frame,
    /// The looks, the latest first.
    pub rows: Vec<LookRow>,
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
    /// Which of its messages, from 1.
    pub position: i64,
    /// The clause that allowed it.
    pub clause: String,
    /// The reason they gave, where one is asked for.
    pub reason: Option<Personal<String>>,
}

impl LookList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let row = |minutes, position, reason: Option<&str>| LookRow {
            at: crate::samples::minutes_ago(minutes),
            who: Personal::new("Support engineer 3".to_owned()),
            role: "support engineer".to_owned(),
            number: "s20261121.30".to_owned(),
            position,
            clause: "SP 8.1".to_owned(),
            reason: reason.map(|reason| Personal::new(reason.to_owned())),
        };
        let rows = vec![row(0, 2, Some("to compare the old number")), row(1450, 1, None)];
        Self { frame: Frame::sample_requester(), rows }
    }

    /// Returns sample values where nobody looked.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}

/// Shows who looked at the caller's data.
pub async fn list(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let looks = state.desk.own_looks(&caller.actor).await?;
    let now = state.now();
    let row = |look: desk::LookView| LookRow {
        at: Moment::new(look.at, now),
        who: look.who,
        role: look.role,
        number: look.number.to_string(),
        position: look.position_index,
        clause: look.clause,
        reason: look.reason,
    };
    let rows = looks.into_iter().map(row).collect();
    page(&LookList { frame: caller.frame(&state, Here::Elsewhere).await?, rows })
}
