//! What waits at the messages of a case for whoever may do it: an original to open, a sender to confirm, a reply to take back, a part
//! to take out, a follow-up to join. It says where, and shows no text, so that nobody begins a visit by it.

use db::MessageRecord;
use model::{Act, CaseKind, CaseNumber, Direction, Message, MessageId, MessageKind, Resource};

use crate::{Desk, DeskError, Entered, PartView, show::stretch, timeline::Window};

/// Where on the page of a case somebody's next step may be.
#[derive(Clone, Debug, Default)]
pub struct Spots {
    /// The latest message from outside whose original may be opened.
    pub sealed: Option<MessageSpot>,
    /// The first message of a sender that waits to be confirmed.
    pub stranger: Option<MessageSpot>,
    /// The reply of the actor's own that is still held.
    pub held: Option<MessageId>,
    /// The cases that are part of it, for whoever may take them apart.
    pub parts: Vec<PartView>,
    /// The case that it may be the follow-up of.
    pub follows: Option<CaseNumber>,
}

/// A message, by its place on the page of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageSpot {
    /// The part that it came with.
    pub part: Option<CaseNumber>,
    /// Its position in its own case.
    pub position_index: i64,
}

impl Desk {
    /// Returns where on the page of a case somebody has something to do, among its newest messages.
    pub async fn spots(&self, entered: &Entered<'_>) -> Result<Spots, DeskError> {
        let (actor, case) = (entered.actor, entered.case());
        // Who only reads under an authority learns of parts on a visit.
        let takes_apart = self.authority.allows(actor, Act::CaseSeparate, &entered.resource());
        let parts = match takes_apart.is_allowed() {
            true => self.part_views(actor, case, &entered.queue).await?,
            false => Vec::new(),
        };
        let mut reader = self.db.read().await?;
        let records = stretch(&mut reader, actor, case, Window::Newest).await?.records;
        drop(reader);
        let may_unseal = self.unseal_right(entered).await?.is_allowed();
        let part_of = |message: &Message| parts.iter().find(|part| part.id == message.case_id);
        let spot = |message: &Message| MessageSpot {
            part: part_of(message).map(|part| part.number),
            position_index: message.position_index,
        };
        let messages = || records.iter().map(|record| &record.message);
        let is_own = |message: &&Message| message.case_id == case.id;
        let opens = |message: &&Message| {
            let may_open = match part_of(message) {
                Some(part) => part.unseal.is_allowed(),
                None => message.case_id == case.id && may_unseal,
            };
            message.direction == Direction::In && may_open
        };
        // Where the key was destroyed, the page has nothing to open.
        let is_there = |record: &MessageRecord| matches!(self.open_twin(record), Ok(Some(_)));
        let sealed =
            records.iter().rev().find(|record| opens(&&record.message) && is_there(record));
        let may = |act, message: &Message| {
            let resource = Resource::Message {
                message_id: message.id,
                author_person_id: message.author_person_id,
                author_staff_id: message.author_staff_id,
                case: case.clone(),
                queue: entered.queue.clone(),
            };
            self.authority.allows(actor, act, &resource).is_allowed()
        };
        let waits = |message: &&Message| {
            let is_new = message.direction == Direction::In && !message.is_confirmed;
            is_new && case.kind() != CaseKind::Dispute && may(Act::MessageConfirm, message)
        };
        let reply = messages().filter(is_own).rev().find(|message| {
            message.direction == Direction::Out
                && message.kind == MessageKind::Public
                && may(Act::MessageUndo, message)
        });
        let first = messages().find(is_own).filter(|message| may(Act::MessageConfirm, message));
        Ok(Spots {
            sealed: sealed.map(|record| spot(&record.message)),
            stranger: messages().filter(is_own).find(waits).map(spot),
            held: match reply {
                Some(message) => self.is_held(message.id).await?.then_some(message.id),
                None => None,
            },
            follows: match entered.record.suggested_case_id {
                Some(id) if first.is_some() => self.suggested(actor, id).await?,
                _ => None,
            },
            parts,
        })
    }

    /// Says whether a reply has not left yet, so that it can be taken back.
    async fn is_held(&self, id: MessageId) -> Result<bool, DeskError> {
        let deliveries = self.db.read().await?.deliveries(id).await?;
        let mut views = deliveries.into_iter().map(|found| self.delivery_view(found.delivery));
        Ok(views.any(|view| view.is_undoable))
    }
}
