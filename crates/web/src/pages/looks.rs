//! Looks: who saw the person's data, when, and by what right.

use askama::Template;

use crate::{frame::Frame, moment::Moment};

/// Who looked at my data.
#[derive(Template)]
#[template(path = "looks/list.html")]
pub struct LookList {
    /// What stands around.
    pub frame: Frame,
    /// The looks, the latest first.
    pub rows: Vec<LookRow>,
    /// Where older ones are.
    pub next: Option<String>,
}

/// One look.
pub struct LookRow {
    /// When.
    pub at: Moment,
    /// Who, by role.
    pub who: String,
    /// What they did, in words: `opened message 1 of`.
    pub what: String,
    /// The number of the request; empty where it was not about one.
    pub number: String,
    /// The reason they gave; empty where none is asked for.
    pub reason: String,
    /// The clause that gave the right.
    pub clause: String,
    /// The sentence of that clause.
    pub sentence: String,
}

impl LookList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let row = |minutes, who: &str, what: &str, reason: &str, clause: &str, sentence: &str| LookRow {
            at: crate::samples::minutes_ago(minutes),
            who: who.to_owned(),
            what: what.to_owned(),
            number: "s20261121.30".to_owned(),
            reason: reason.to_owned(),
            clause: clause.to_owned(),
            sentence: sentence.to_owned(),
        };
        Self {
            frame: Frame::sample_requester(),
            rows: vec![
                row(
                    0,
                    "Support engineer",
                    "opened your message 1",
                    "to compare the old number",
                    "SP 8.1",
                    "Who is assigned to a case opens its originals; each look is on record.",
                ),
                LookRow {
                    number: String::new(),
                    ..row(
                        1450,
                        "Support engineer",
                        "looked for your address",
                        "",
                        "001 §1.4",
                        "Support engineers find a person by exact address within their queues.",
                    )
                },
            ],
            next: None,
        }
    }

    /// Returns sample values where nobody looked.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}
