//! Entries of the log: browsed, read as they are kept, proven.

use askama::Template;

use crate::{
    frame::{Frame, Here},
    moment::Moment,
};

/// The log, the latest first.
#[derive(Template)]
#[template(path = "entries/list.html")]
pub struct EntryList {
    /// What stands around.
    pub frame: Frame,
    /// The last checkpoint.
    pub checkpoint: Option<CheckpointView>,
    /// The acts one may narrow to.
    pub acts: Vec<Choice>,
    /// The outcomes one may narrow to.
    pub outcomes: Vec<Choice>,
    /// The entries.
    pub rows: Vec<EntryRow>,
    /// Where older ones are.
    pub next: Option<String>,
}

/// The last signed checkpoint.
pub struct CheckpointView {
    /// How many entries it covers.
    pub n_entries: i64,
    /// The root of the tree, base64.
    pub root: String,
    /// When it was signed.
    pub at: Moment,
    /// How many committed entries wait to be sequenced.
    pub n_waiting: i64,
}

/// One value of a filter.
pub struct Choice {
    /// The value.
    pub value: String,
    /// True where it is chosen.
    pub is_chosen: bool,
}

/// One entry in the list.
pub struct EntryRow {
    /// Its index; `None` while it waits to be sequenced.
    pub index: Option<i64>,
    /// When it was decided.
    pub at: Moment,
    /// Who, by pseudonym and roles.
    pub who: String,
    /// Which act.
    pub act: &'static str,
    /// True where it was refused.
    pub is_refused: bool,
    /// To what, in words: `case s20261121.30`.
    pub resource: String,
    /// The clauses that decided.
    pub clauses: String,
}

/// One entry, as it is kept.
#[derive(Template)]
#[template(path = "entries/show.html")]
pub struct EntryShow {
    /// What stands around.
    pub frame: Frame,
    /// The entry.
    pub row: EntryRow,
    /// Its facts, in words, with their names.
    pub facts: Vec<(&'static str, String)>,
    /// The canonical bytes.
    pub canonical: String,
    /// Its leaf hash, hex.
    pub leaf: String,
    /// Where its inclusion proof is; `None` while no checkpoint covers it.
    pub proof: Option<String>,
}

impl EntryList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let choice = |value: &str| Choice { value: value.to_owned(), is_chosen: value == "done" };
        let acts = ["case.assign", "case.move", "case.reply", "message.unseal"];
        Self {
            frame: Frame::sample_staff(Here::Log, ""),
            checkpoint: Some(CheckpointView {
                n_entries: 4712,
                root: "2vT8cUq3i8M1xQ0ZkQzv5o0WcXJf3m0a8m3nQmZlYb4=".to_owned(),
                at: crate::samples::minutes_ago(0),
                n_waiting: 1,
            }),
            acts: acts.map(choice).into(),
            outcomes: ["done", "refused"].map(choice).into(),
            rows: EntryRow::samples(),
            next: Some("/log?before=4709".to_owned()),
        }
    }
}

impl EntryRow {
    /// Returns sample values.
    pub fn samples() -> Vec<Self> {
        let row = |index, minutes, who: &str, act, resource: &str, clauses: &str| Self {
            index,
            at: crate::samples::minutes_ago(minutes),
            who: who.to_owned(),
            act,
            is_refused: false,
            resource: resource.to_owned(),
            clauses: clauses.to_owned(),
        };
        vec![
            row(None, 0, "staff 0199…0a", "case.note", "case s20261121.30", "Picture"),
            row(Some(4711), 0, "staff 0199…0a", "message.unseal", "message 1 of s20261121.30", "SP 8.1"),
            Self {
                is_refused: true,
                ..row(Some(4710), 3, "staff 0199…0c", "message.unseal", "message 1 of s20261121.30", "SP 8.1")
            },
            row(Some(4709), 12, "founder", "staff.invite", "staff 0199…0c", "founding motion"),
        ]
    }
}

impl EntryShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let row = EntryRow::samples().swap_remove(1);
        let fact = |name, value: &str| (name, value.to_owned());
        Self {
            frame: Frame::sample_staff(Here::Log, ""),
            row,
            facts: vec![
                fact("Who", "staff 0199d0c2-0000-7000-8000-00000000000a, support engineer, triage"),
                fact("Came in by", "session 0199d0c2-0000-7000-8000-0000000000aa"),
                fact("Authority", "clause SP 8.1"),
                fact("Policy", "message.unseal.assigned (SP 8.1), edition 6f1d2c3b"),
            ],
            canonical: "{\"v\":1,\"id\":\"0199d0c2-0000-7000-8000-0000000000e1\",\"at\":1795262400000000,\
                        \"who\":{\"kind\":\"staff\",\"id\":\"0199d0c2-0000-7000-8000-00000000000a\",\
                        \"roles\":[\"support_engineer\",\"triage\"]},\"act\":\"message.unseal\",\
                        \"outcome\":\"done\"}"
                .to_owned(),
            leaf: "9f2c0e6a1b5d4c3e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e".to_owned(),
            proof: Some("/log/4711/proof".to_owned()),
        }
    }
}
