//! What was done in a case, as a line between its messages.

use jiff::Timestamp;
use model::Act;

use crate::{locale::Words, moment::Moment, say, twin::Twin};

/// Something done to a case.
pub struct EventItem {
    /// The shape beside it: `move`, `person`, `eye`, `closed`, `dot`.
    pub shape: &'static str,
    /// Who did it, by title.
    pub who: String,
    /// What they did, in words: `moved the case`.
    pub what: Words,
    /// Why a handover was declined, or how it is known that it was accepted outside.
    pub reason: Option<Twin>,
    /// The clause that gave the right.
    pub clause: String,
    /// When.
    pub at: Moment,
}

impl EventItem {
    /// Puts an event in words.
    pub fn new(event: &desk::CaseEvent, now: Timestamp) -> Self {
        let (shape, what) = match event.act {
            Act::CaseMove => ("move", say("case-did-moved")),
            Act::CaseAssign => ("person", say("case-did-assigned")),
            Act::CaseClose => ("closed", say("case-did-closed")),
            Act::CaseReopen => ("open", say("case-did-reopened")),
            Act::MessageUnseal => ("eye", say("case-did-opened")),
            Act::CaseShow => ("eye", say("case-did-read")),
            Act::MessageConfirm => ("may", say("case-did-confirmed")),
            Act::MessageUndo => ("undone", say("case-did-undone")),
            Act::CaseJudge if event.is_helped == Some(true) => ("may", say("case-did-helped")),
            Act::CaseJudge => ("warn", say("case-did-not-helped")),
            Act::CaseMarkLegal => ("warn", say("case-did-legal")),
            Act::CaseLink => ("dot", say("case-did-linked")),
            Act::CaseUnlink => ("undone", say("case-did-unlinked")),
            Act::CaseMerge => ("move", say("case-did-merged")),
            Act::CaseSeparate => ("undone", say("case-did-separated")),
            Act::CaseSplit => ("move", say("case-did-split")),
            Act::CaseHandOver => ("move", say("case-did-handed-over")),
            Act::HandoverAccept => ("may", say("case-did-accepted")),
            Act::HandoverDecline => ("lack", say("case-did-declined")),
            Act::HandoverWithdraw => ("undone", say("case-did-withdrawn")),
            Act::HandoverLapse => ("warn", say("case-did-lapsed")),
            Act::GuideStart => ("open", say("case-did-guide-begun")),
            Act::GuideTick => ("may", say("case-did-ticked")),
            Act::GuideUntick => ("undone", say("case-did-unticked")),
            Act::GuideStop => ("closed", say("case-did-guide-stopped")),
            _ => ("dot", say("case-did-else").with("act", event.act.as_str())),
        };
        Self {
            shape,
            who: if event.is_own {
                say("case-you").to_string()
            } else {
                crate::floors::titled(&event.who)
            },
            what,
            reason: event.reason.as_ref().map(|reason| Twin::of(Some(reason))),
            clause: event.clauses.join(", "),
            at: Moment::new(event.at, now),
        }
    }
}
