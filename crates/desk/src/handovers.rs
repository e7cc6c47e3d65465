//! Handovers: a case goes to a destination and is with whoever gave it until it is accepted.

mod give;
mod lapse;
mod leave;
mod receive;

pub use give::{HandoverDraft, HandoverPreview};
pub use leave::HANDOVER_MAIL;

use std::collections::BTreeMap;

use db::{CaseRecord, HandoverRow, Label};
use jiff::Timestamp;
use model::{
    Act, Actor, Address, Case, CaseId, CaseNumber, HANDOVER_WORDS_CHARS_MAX, Handover,
    HandoverAsked, HandoverError, HandoverId, HandoverState, Personal, Queue, QueueId, QueueName,
    Resource, StaffActor, StaffId, Target,
};
use redact::{Known, PlaceholderKind};
use vault::{Cell, Owner, VaultError};

use crate::{
    Desk, DeskError, Entered,
    desk::note_read,
    disputes::invalid,
    somebody,
    twins::{kept_label, load_labels},
    views::StaffView,
};

/// Handovers that are listed at most.
const HANDOVERS_MAX: usize = 500;

/// Cases read at once.
const CASES_AT_ONCE: usize = 200;

/// That a case is on its way, for its line on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverMark {
    /// Open, or lapsed.
    pub state: HandoverState,
    /// Where to.
    pub name: String,
    /// Until when it is to be accepted.
    pub due_at: Timestamp,
}

/// A handover, redacted.
#[derive(Clone, Debug)]
pub struct HandoverView {
    /// The handover.
    pub handover: Handover,
    /// The case.
    pub number: CaseNumber,
    /// The queue that holds it.
    pub queue: QueueName,
    /// What its target is called; an address outside has words of its own.
    pub target: String,
    /// Who gave it, by title.
    pub giver: String,
    /// True where the reader gave it.
    pub is_own: bool,
    /// Why; nothing where the reader sees only that the case is on its way.
    pub note: Option<Personal<String>>,
    /// What left, or leaves, for the address outside.
    pub words: Option<Personal<String>>,
    /// The address outside.
    pub address: Option<Address>,
    /// Whether the reader may accept it, or say that it was.
    pub may_accept: bool,
    /// Whether they may decline it, or say that it was.
    pub may_decline: bool,
    /// Whether they may take it back.
    pub may_withdraw: bool,
}

/// The handovers of a member of the staff, each in one list.
#[derive(Clone, Debug, Default)]
pub struct HandoverBoard {
    /// What they may accept.
    pub to_accept: Vec<HandoverView>,
    /// What they handed over.
    pub given: Vec<HandoverView>,
    /// What lapsed and nobody dealt with yet.
    pub lapsed: Vec<HandoverView>,
    /// What else is on its way from their queues.
    pub others: Vec<HandoverView>,
    /// True where there are more than are listed.
    pub is_cut: bool,
}

/// What views of handovers name, read once for all of them.
struct Names {
    queues: Vec<Queue>,
    staff: BTreeMap<StaffId, StaffView>,
}

/// What somebody types for a handover, redacted by the labels of its case.
struct Redactions<'a> {
    case_id: CaseId,
    known: Known,
    labels: redact::Labels,
    desk: &'a Desk,
}

impl From<HandoverError> for DeskError {
    fn from(HandoverError(words): HandoverError) -> Self {
        Self::Void { words }
    }
}

impl Desk {
    /// Lists the handovers that the actor may see and that somebody still has to deal with.
    pub async fn handovers(&self, actor: &Actor) -> Result<HandoverBoard, DeskError> {
        let Actor::Staff(me) = actor else { return Err(DeskError::NotFound) };
        self.ask_to_read(actor, Act::HandoverList, &Resource::House).await?;
        let queues = self.db.read().await?.queues().await?;
        let staffs = |queue: &&Queue| queue.roles.iter().any(|role| me.roles.contains(role));
        let own: Vec<QueueId> = queues.iter().filter(staffs).map(|queue| queue.id).collect();
        // One more than is listed tells that there are more.
        let n_max = i64::try_from(HANDOVERS_MAX + 1).unwrap_or(i64::MAX);
        let mut rows = self.db.read().await?.handovers_for(me.id, &own, n_max).await?;
        let is_cut = rows.len() > HANDOVERS_MAX;
        rows.truncate(HANDOVERS_MAX);
        let names = self.names(&rows, queues).await?;
        let ids: Vec<CaseId> = rows.iter().map(|row| row.handover.case_id).collect();
        let mut cases = BTreeMap::new();
        for ids in ids.chunks(CASES_AT_ONCE) {
            let found = self.db.read().await?.cases_of_ids(ids).await?;
            cases.extend(found.into_iter().map(|record| (record.case.id, record)));
        }
        let mut board = HandoverBoard { is_cut, ..HandoverBoard::default() };
        for row in rows {
            let Some(record) = cases.get(&row.handover.case_id) else { continue };
            let asked = names.asked_of(&row, record.case.clone())?;
            let resource = Resource::Handover(Box::new(asked));
            if !self.authority.allows(actor, Act::HandoverShow, &resource).is_allowed() {
                continue;
            }
            let view = self.handover_view(actor, row, &resource, &names)?;
            let is_lapsed = view.handover.state == HandoverState::Lapsed;
            match (is_lapsed, view.may_accept && !view.handover.is_outside(), view.is_own) {
                (true, ..) => board.lapsed.push(view),
                (_, true, _) => board.to_accept.push(view),
                (.., true) => board.given.push(view),
                _ => board.others.push(view),
            }
        }
        Ok(board)
    }

    /// Returns the handover of a case that somebody still has to deal with.
    pub async fn case_handover(
        &self,
        entered: &Entered<'_>,
    ) -> Result<Option<HandoverView>, DeskError> {
        let row = self.db.read().await?.standing_handover(entered.case().id).await?;
        let Some(row) = row else { return Ok(None) };
        // Not as they were lately: who staffs them decides who is let into the case.
        let queues = self.db.read().await?.queues().await?;
        let names = self.names(std::slice::from_ref(&row), queues).await?;
        let asked = names.asked_of(&row, entered.case().clone())?;
        let resource = Resource::Handover(Box::new(asked));
        Ok(Some(self.handover_view(entered.actor, row, &resource, &names)?))
    }

    /// Reads a handover with its case, both as they are now, for one of the staff.
    async fn handover_for(
        &self,
        actor: &Actor,
        id: HandoverId,
    ) -> Result<(HandoverRow, CaseRecord, Resource), DeskError> {
        if !matches!(actor, Actor::Staff(_) | Actor::Founder) {
            return Err(DeskError::NotFound);
        }
        let mut reader = self.db.read().await?;
        let row = reader.handover(id).await?.ok_or(DeskError::NotFound)?;
        let record = reader.case(row.handover.case_id).await?.ok_or(DeskError::NotFound)?;
        drop(reader);
        let asked = self.asked_of(&row, record.case.clone()).await?;
        Ok((row, record, Resource::Handover(Box::new(asked))))
    }

    async fn asked_of(&self, row: &HandoverRow, case: Case) -> Result<HandoverAsked, DeskError> {
        // Not as they were lately: who staffs them decides who is let into the case.
        let queues = self.db.read().await?.queues().await?;
        Names { queues, staff: BTreeMap::new() }.asked_of(row, case)
    }

    async fn names(&self, rows: &[HandoverRow], queues: Vec<Queue>) -> Result<Names, DeskError> {
        let of_row = |row: &HandoverRow| {
            let member = match row.handover.target {
                Target::Member(id) => Some(id),
                _ => None,
            };
            member.into_iter().chain([row.handover.given_by])
        };
        let staff = self.staff_views(&rows.iter().flat_map(of_row).collect()).await?;
        Ok(Names { queues, staff })
    }

    /// Whoever sees the case sees that it is on its way, as the board says, too; what was said of it is opened for those who
    /// may see the handover.
    fn handover_view(
        &self,
        actor: &Actor,
        row: HandoverRow,
        resource: &Resource,
        names: &Names,
    ) -> Result<HandoverView, DeskError> {
        let (case, queue) = resource.case().zip(resource.queue()).ok_or(DeskError::NotFound)?;
        let id = row.handover.id;
        let may = |act| self.authority.allows(actor, act, resource).is_allowed();
        let is_open = row.handover.state == HandoverState::Open;
        let is_shown = may(Act::HandoverShow);
        if is_shown {
            note_read(Act::HandoverShow);
        }
        let words = match row.words_twin.as_ref().filter(|_| is_shown) {
            Some(sealed) => self.vault.open_text(text_cell(id, "words_twin"), sealed)?,
            None => None,
        };
        let note = match is_shown {
            true => self.vault.open_text(text_cell(id, "note_twin"), &row.note_twin)?,
            false => None,
        };
        let address = if is_shown { self.handover_address(&row)? } else { None };
        Ok(HandoverView {
            number: case.number,
            queue: queue.name.clone(),
            target: names.target(row.handover.target),
            giver: names.title(row.handover.given_by),
            is_own: matches!(actor, Actor::Staff(me) if me.id == row.handover.given_by),
            note,
            words,
            address,
            may_accept: is_open && may(Act::HandoverAccept),
            may_decline: is_open && may(Act::HandoverDecline),
            may_withdraw: row.handover.stands() && may(Act::HandoverWithdraw),
            handover: row.handover,
        })
    }

    fn handover_address(&self, row: &HandoverRow) -> Result<Option<Address>, DeskError> {
        let Some(sealed) = &row.address_sealed else { return Ok(None) };
        let opened = self.vault.open_text(text_cell(row.handover.id, "address_sealed"), sealed)?;
        Ok(opened.and_then(|text| Address::parse(text.expose()).ok()))
    }

    /// Opens why a handover was declined, or how it is known that it was accepted outside, for whoever may see the handover.
    pub(crate) async fn handover_reason(
        &self,
        actor: &Actor,
        row: &HandoverRow,
    ) -> Result<Option<Personal<String>>, DeskError> {
        let Some(sealed) = &row.reason_twin else { return Ok(None) };
        let (_, _, resource) = self.handover_for(actor, row.handover.id).await?;
        if !self.authority.allows(actor, Act::HandoverShow, &resource).is_allowed() {
            return Ok(None);
        }
        Ok(self.vault.open_text(text_cell(row.handover.id, "reason_twin"), sealed)?)
    }

    /// Says which of these cases are on their way, and where to.
    pub(crate) async fn handover_marks(
        &self,
        ids: &[CaseId],
    ) -> Result<BTreeMap<CaseId, HandoverMark>, DeskError> {
        let mut marks = BTreeMap::new();
        for ids in ids.chunks(CASES_AT_ONCE) {
            for row in self.db.read().await?.handovers_of(ids).await? {
                let Handover { case_id, state, name, due_at, .. } = row.handover;
                marks.insert(case_id, HandoverMark { state, name, due_at });
            }
        }
        Ok(marks)
    }

    /// Says whether somebody may accept what a case has open; for telling them of it.
    pub(crate) async fn may_accept(&self, actor: &Actor, id: CaseId) -> Result<bool, DeskError> {
        let mut reader = self.db.read().await?;
        let row = reader.standing_handover(id).await?;
        let record = reader.case(id).await?.ok_or(DeskError::NotFound)?;
        drop(reader);
        let Some(row) = row.filter(|row| row.handover.state == HandoverState::Open) else {
            return Ok(false);
        };
        if row.handover.is_outside() || row.handover.is_over(self.now()) {
            return Ok(false);
        }
        let resource = Resource::Handover(Box::new(self.asked_of(&row, record.case).await?));
        Ok(self.authority.allows(actor, Act::HandoverAccept, &resource).is_allowed())
    }

    async fn redactions(
        &self,
        case_id: CaseId,
        staff: &StaffActor,
    ) -> Result<Redactions<'_>, DeskError> {
        let (known, labels) = self.known_to_writer(case_id, staff.person_id).await?;
        Ok(Redactions { case_id, known, labels: load_labels(labels), desk: self })
    }

    fn seal_text(
        &self,
        case_id: CaseId,
        id: HandoverId,
        column: &'static str,
        text: &str,
    ) -> Result<Vec<u8>, DeskError> {
        match self.vault.seal(Owner::Case(case_id), text_cell(id, column), text.as_bytes()) {
            // Whoever asked was destroyed: nothing is said of their case any more.
            Err(VaultError::UnknownCase(_)) => Err(DeskError::Destroyed),
            sealed => Ok(sealed?),
        }
    }
}

impl Names {
    fn asked_of(&self, row: &HandoverRow, case: Case) -> Result<HandoverAsked, DeskError> {
        let find = |id| self.queues.iter().find(|queue| queue.id == id).cloned();
        let queue = find(case.queue_id).ok_or(DeskError::NotFound)?;
        let to_queue = match row.handover.target {
            Target::Queue(id) => find(id),
            _ => None,
        };
        Ok(HandoverAsked { handover: row.handover.clone(), case, queue, to_queue })
    }

    fn title(&self, id: StaffId) -> String {
        let title = self.staff.get(&id).map(|card| card.title.clone());
        title.unwrap_or_else(|| somebody::SOMEBODY.to_owned())
    }

    fn target(&self, target: Target) -> String {
        match target {
            Target::Queue(id) => {
                let queue = self.queues.iter().find(|queue| queue.id == id);
                queue.map(|queue| queue.name.as_str().to_owned()).unwrap_or_default()
            }
            Target::Member(id) => self.title(id),
            Target::Role(role) => role.title(),
            Target::Outside => String::new(),
        }
    }
}

impl Redactions<'_> {
    /// Redacts one text.
    fn redact(&mut self, text: &str) -> Result<String, DeskError> {
        let failure = std::cell::RefCell::new(None);
        let (desk, case_id) = (self.desk, self.case_id);
        let key = |kind: PlaceholderKind, folded: &str| {
            desk.case_key(case_id, kind.as_str(), folded).unwrap_or_else(|error| {
                failure.borrow_mut().get_or_insert(error);
                [0; 16]
            })
        };
        let redacted = desk.redactor.redact(text, &self.known, &mut self.labels, &key);
        match failure.into_inner() {
            Some(error) => Err(error),
            None => Ok(redacted.text),
        }
    }

    /// Returns the placeholders that came to those of the case.
    fn new_labels(&self) -> Vec<Label> {
        self.labels.iter_new().map(|(key, label)| kept_label(key, label)).collect()
    }
}

/// Reads a text of up to so many characters, or says what is wrong with it.
fn bounded(
    field: &'static str,
    text: &Personal<String>,
    n_max: usize,
) -> Result<String, DeskError> {
    let text = text.expose().trim();
    let n = text.chars().count();
    if n == 0 || n > n_max {
        return Err(invalid(field, format!("say it in up to {n_max} characters")));
    }
    Ok(text.to_owned())
}

/// Refuses where a queue is not the one that was read any more.
fn must_be_same(read: &Queue, now: Option<Queue>) -> Result<(), DeskError> {
    match now {
        Some(now) if now.version == read.version => Ok(()),
        _ => Err(DeskError::Conflict { what: "queue" }),
    }
}

/// Reads a reason.
fn reason(field: &'static str, text: &Personal<String>) -> Result<String, DeskError> {
    bounded(field, text, HANDOVER_WORDS_CHARS_MAX)
}

const fn text_cell(id: HandoverId, column: &'static str) -> Cell {
    Cell { table: "handovers", column, row: id.uuid() }
}
