//! Entries of the log: browsed, read as they are kept, proven.

use askama::Template;
use audit::{Outcome, Who, leaf_hash};
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use data_encoding::{BASE64, HEXLOWER};
use desk::{LogEntry, LogFilter};
use jiff::Timestamp;
use model::{Act, AuthorityKind, Via};
use serde::Deserialize;

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    moment::Moment,
    pages::cases::show::number_of,
    say, say_of,
    trouble::{Trouble, page},
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
    /// The number of the case that one narrowed to; empty where not.
    pub number: String,
    /// The entries.
    pub rows: Vec<EntryRow>,
    /// Where older ones are.
    pub next: Option<String>,
}

/// The last signed checkpoint.
pub struct CheckpointView {
    /// How many entries it covers.
    pub n_entries: u64,
    /// The root of the tree, base64.
    pub root: String,
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
    /// Its index.
    pub index: i64,
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
    pub facts: Vec<(String, String)>,
    /// The canonical bytes.
    pub canonical: String,
    /// Its leaf hash, hex.
    pub leaf: String,
}

impl EntryList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let choice =
            |value: &str| Choice { value: value.to_owned(), is_chosen: value == "message.unseal" };
        let acts = ["case.assign", "case.move", "case.reply", "message.unseal"];
        Self {
            frame: Frame::sample_staff(Here::Log, ""),
            checkpoint: Some(CheckpointView {
                n_entries: 4712,
                root: "2vT8cUq3i8M1xQ0ZkQzv5o0WcXJf3m0a8m3nQmZlYb4=".to_owned(),
            }),
            acts: acts.map(choice).into(),
            number: String::new(),
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
            row(4712, 0, "staff 0199…0a", "case.note", "case s20261121.30", "Picture"),
            row(4711, 0, "staff 0199…0a", "message.unseal", "message 1 of s20261121.30", "SP 8.1"),
            Self {
                is_refused: true,
                ..row(
                    4710,
                    3,
                    "staff 0199…0c",
                    "message.unseal",
                    "message 1 of s20261121.30",
                    "SP 8.1",
                )
            },
            row(4709, 12, "founder", "staff.invite", "staff 0199…0c", "founding motion"),
        ]
    }
}

impl EntryShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let row = EntryRow::samples().swap_remove(1);
        let fact = |name: String, value: &str| (name, value.to_owned());
        Self {
            frame: Frame::sample_staff(Here::Log, ""),
            row,
            facts: vec![
                fact(
                    say("entries-who").to_string(),
                    "staff 0199d0c2-0000-7000-8000-00000000000a, support engineer, triage",
                ),
                fact(
                    say("entries-via").to_string(),
                    "session 0199d0c2-0000-7000-8000-0000000000aa",
                ),
                fact(say("entries-authority").to_string(), "clause SP 8.1"),
                fact("Policy".to_owned(), "message.unseal.assigned (SP 8.1), edition 6f1d2c3b"),
            ],
            canonical: "{\"v\":1,\"id\":\"0199d0c2-0000-7000-8000-0000000000e1\",\"at\":1795262400000000,\
                        \"who\":{\"kind\":\"staff\",\"id\":\"0199d0c2-0000-7000-8000-00000000000a\",\
                        \"roles\":[\"support_engineer\",\"triage\"]},\"act\":\"message.unseal\",\
                        \"outcome\":\"done\"}"
                .to_owned(),
            leaf: "9f2c0e6a1b5d4c3e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e".to_owned(),
        }
    }
}

/// What the address of the log says.
#[derive(Debug, Deserialize)]
pub struct LogQuery {
    #[serde(default)]
    act: String,
    #[serde(default)]
    number: String,
    before: Option<i64>,
}

/// Browses the log.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<LogQuery>,
) -> Result<Response, Trouble> {
    let act = match query.act.as_str() {
        "" => None,
        name => Some(Act::of_str(name).ok_or(Trouble::NotFound)?),
    };
    let number = match query.number.trim() {
        "" => None,
        text => Some(number_of(text)?),
    };
    let filter = LogFilter { before: query.before, act, number };
    let entries = state.desk.log(&caller.actor, filter).await?;
    let now = state.now();
    let last = entries.last().map(|entry| entry.log_index).filter(|index| *index > 0);
    let next = last.map(|index| {
        let act = act.map(|act| format!("act={}&", act.as_str())).unwrap_or_default();
        let number = number.map(|number| format!("number={number}&")).unwrap_or_default();
        format!("/log?{act}{number}before={index}")
    });
    let choice = |choice: &Act| Choice {
        value: choice.as_str().to_owned(),
        is_chosen: Some(*choice) == act,
    };
    page(&EntryList {
        frame: caller.frame(&state, Here::Log).await?,
        checkpoint: checkpoint(&state).await?,
        acts: Act::ALL.iter().map(choice).collect(),
        number: number.map(|number| number.to_string()).unwrap_or_default(),
        rows: entries.iter().map(|entry| EntryRow::new(entry, now)).collect(),
        next,
    })
}

/// Shows one entry as it is kept.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(index): Path<String>,
) -> Result<Response, Trouble> {
    let entry = state.desk.log_entry(&caller.actor, index_of(&index)?).await?;
    page(&EntryShow {
        frame: caller.frame(&state, Here::Log).await?,
        row: EntryRow::new(&entry, state.now()),
        facts: facts(&entry),
        leaf: HEXLOWER.encode(&leaf_hash(entry.canonical.as_bytes())),
        canonical: entry.canonical,
    })
}

/// Downloads the proof that an entry is in the log.
pub async fn prove(
    State(state): State<crate::State>,
    caller: Caller,
    Path(index): Path<String>,
) -> Result<Response, Trouble> {
    let index = index_of(&index)?;
    let proof = state.desk.prove(&caller.actor, index, None).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"proof-{index}.json\"")),
    ];
    Ok((headers, proof).into_response())
}

/// Gives the latest checkpoint to anybody.
pub async fn checkpoint_text(State(state): State<crate::State>) -> Result<Response, Trouble> {
    let note = state.desk.checkpoint().await?.ok_or(Trouble::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response())
}

async fn checkpoint(state: &crate::State) -> Result<Option<CheckpointView>, Trouble> {
    let Some(note) = state.desk.checkpoint().await? else {
        return Ok(None);
    };
    // What does not bear our signature is not shown as a checkpoint; verification names it.
    let checkpoint = state.desk.log_verifier().verify(&note).ok();
    Ok(checkpoint.map(|checkpoint| CheckpointView {
        n_entries: checkpoint.size,
        root: BASE64.encode(&checkpoint.root),
    }))
}

fn index_of(text: &str) -> Result<i64, Trouble> {
    let index: Option<i64> = text.parse().ok();
    index.filter(|index| *index >= 0).ok_or(Trouble::NotFound)
}

impl EntryRow {
    fn new(found: &LogEntry, now: Timestamp) -> Self {
        let entry = &found.entry;
        let mut clauses: Vec<&str> =
            entry.policies.iter().map(|policy| policy.clause.as_str()).collect();
        clauses.dedup();
        Self {
            index: found.log_index,
            at: Moment::new(entry.at(), now),
            who: [entry.who.kind.as_str(), short(&entry.who.id)].join(" ").trim_end().to_owned(),
            act: entry.act.as_str(),
            is_refused: entry.outcome == Outcome::Refused,
            resource: resource(&entry.resource_kind, short(&entry.resource_id)),
            clauses: clauses.join(", "),
        }
    }
}

fn facts(found: &LogEntry) -> Vec<(String, String)> {
    let entry = &found.entry;
    let authorities = entry.authorities.iter().map(|used| match used.kind {
        AuthorityKind::Clause => used.id.clone(),
        kind => format!("{} {}", say_of("authorities-kind", kind.as_str()), used.id),
    });
    let policies = entry.policies.iter().map(|policy| format!("{} ({})", policy.id, policy.clause));
    let list = |parts: Vec<String>| parts.join(", ");
    let facts = [
        (say("entries-who"), who(&entry.who)),
        (say("entries-via"), via(entry.via)),
        (say("entries-to"), resource(&entry.resource_kind, &entry.resource_id)),
        (say("entries-case"), entry.case_id.map(|id| id.to_string()).unwrap_or_default()),
        (say("entries-person"), entry.person_id.map(|id| id.to_string()).unwrap_or_default()),
        (say("entries-authority"), list(authorities.collect())),
        (say("entries-policies"), list(policies.collect())),
        (say("entries-edition"), entry.edition.clone()),
        (say("entries-digest"), entry.digest.clone()),
        (say("entries-entry"), entry.id.to_string()),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    facts.map(|(name, value)| (name.to_string(), value)).collect()
}

fn who(who: &Who) -> String {
    let roles = who.roles.join(", ").replace('_', " ");
    let parts = [who.kind.as_str(), who.id.as_str()].join(" ");
    if roles.is_empty() { parts.trim_end().to_owned() } else { format!("{parts} ({roles})") }
}

fn via(via: Via) -> String {
    let words = match via {
        Via::Session(id) => say("entries-via-session").with("id", id.to_string()),
        Via::Token(id) => say("entries-via-token").with("id", id.to_string()),
        Via::Mail => say("entries-via-mail"),
        Via::Job => say("entries-via-job"),
        Via::CommandLine => say("entries-via-command-line"),
        Via::Nothing => say("entries-via-nothing"),
    };
    words.to_string()
}

/// The house and the log have their own names; everything else has an id.
fn resource(kind: &str, id: &str) -> String {
    if kind == id { kind.to_owned() } else { format!("{kind} {id}") }
}

/// The end of an id; its beginning is the time, the same for neighbours.
fn short(id: &str) -> &str {
    id.rsplit('-').next().unwrap_or(id)
}
