//! What was done to a case, out of the log: for the staff who may see the case.

use audit::{Entry, Outcome};
use db::{EntryFilter, HandoverRow};
use jiff::Timestamp;
use model::{Act, Actor, Personal};

use crate::{Desk, DeskError, Entered, affairs::ids_of, somebody};

/// Entries of a case that are looked through; older ones are in the log itself.
const ENTRIES_MAX: i64 = 500;

/// Acts that the messages of a case do not show by themselves.
const TOLD: [Act; 24] = [
    Act::CaseShow,
    Act::CaseHandOver,
    Act::HandoverAccept,
    Act::HandoverDecline,
    Act::HandoverWithdraw,
    Act::HandoverLapse,
    Act::CaseMove,
    Act::CaseAssign,
    Act::CaseClose,
    Act::CaseReopen,
    Act::MessageUnseal,
    Act::MessageConfirm,
    Act::MessageUndo,
    Act::CaseMarkLegal,
    Act::CaseJudge,
    Act::CaseLink,
    Act::CaseUnlink,
    Act::CaseMerge,
    Act::CaseSeparate,
    Act::CaseSplit,
    Act::GuideStart,
    Act::GuideTick,
    Act::GuideUntick,
    Act::GuideStop,
];

/// Something that was done to a case.
#[derive(Clone, Debug)]
pub struct CaseEvent {
    /// When.
    pub at: Timestamp,
    /// Which act.
    pub act: Act,
    /// Who, by title; `Command line` for the installation itself.
    pub who: String,
    /// True where it was the reader.
    pub is_own: bool,
    /// The clauses that gave the right.
    pub clauses: Vec<String>,
    /// For the requester's word on an answer: whether it helped.
    pub is_helped: Option<bool>,
    /// For the end of a handover: why it was declined, or how it is known that it was accepted outside; redacted.
    pub reason: Option<Personal<String>>,
}

impl Desk {
    /// Tells what was done to a case, the earliest first.
    pub async fn history(&self, entered: &Entered<'_>) -> Result<Vec<CaseEvent>, DeskError> {
        let case_id = entered.case().id;
        let mut reader = self.db.read().await?;
        let ids = ids_of(&mut reader, case_id).await?;
        let mut rows = Vec::new();
        for id in &ids {
            let filter = EntryFilter {
                before: None,
                act: None,
                case_id: Some(*id),
                person_id: None,
                n_max: ENTRIES_MAX,
            };
            rows.extend(reader.entries(&filter).await?);
        }
        let outcomes = reader.outcomes(case_id).await?;
        let handovers = reader.handovers_ever(&ids).await?;
        drop(reader);
        let mut events = Vec::new();
        for row in rows.into_iter().rev() {
            let entry = Entry::of_canonical(&row.canonical)
                .map_err(|_| DeskError::Content { what: "entry" })?;
            if entry.outcome == Outcome::Done && TOLD.contains(&entry.act) {
                let mut event = self.event(entered.actor, &entry).await?;
                if matches!(entry.act, Act::HandoverAccept | Act::HandoverDecline) {
                    let ended =
                        |row: &&HandoverRow| row.handover.id.to_string() == entry.resource_id;
                    let row = handovers.iter().find(ended);
                    if let Some(row) = row {
                        event.reason = self.handover_reason(entered.actor, row).await?;
                    }
                }
                events.push(event);
            }
        }
        // Each word on an answer is one entry and one row, in the same order; the earliest entries may not be among these.
        let judged = events.iter_mut().rev().filter(|event| event.act == Act::CaseJudge);
        for (event, outcome) in judged.zip(outcomes.iter().rev()) {
            event.is_helped = Some(outcome.is_helped);
        }
        if ids.len() > 1 {
            events.sort_by_key(|event| event.at);
        }
        Ok(events)
    }

    async fn event(&self, actor: &Actor, entry: &Entry) -> Result<CaseEvent, DeskError> {
        let id = entry.who.id.parse().ok().filter(|_| entry.who.kind == "staff");
        let who = match id {
            Some(id) => self.staff_view(id).await?.map(|card| card.title),
            None => None,
        };
        let mut clauses: Vec<String> =
            entry.policies.iter().map(|policy| policy.clause.clone()).collect();
        clauses.dedup();
        Ok(CaseEvent {
            at: entry.at(),
            act: entry.act,
            who: who.unwrap_or_else(|| match entry.who.kind.as_str() {
                "founder" => somebody::COMMAND_LINE.to_owned(),
                "person" if entry.act == Act::CaseJudge => somebody::REQUESTER.to_owned(),
                _ => somebody::SOMEBODY.to_owned(),
            }),
            is_own: matches!((actor, id), (Actor::Staff(me), Some(id)) if me.id == id),
            clauses,
            is_helped: None,
            reason: None,
        })
    }
}
