//! What doors are shown: cases, messages, people, in the open only as far as the act allows.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use db::{CaseRecord, CaseSides, StaffRow};
use jiff::Timestamp;
use model::{
    Act, Actor, Address, BlobId, Case, CaseId, CaseKind, CaseNumber, CaseState, Delivery, Message,
    PersonId, Personal, Queue, Role, StaffId, Title,
};

use crate::{Desk, DeskError, HandoverMark};

/// Cases whose messages are asked about in one statement.
pub const SIDES_AT_ONCE: usize = 200;

/// A member of the staff, as colleagues see them.
#[derive(Clone, Debug)]
pub struct StaffView {
    /// Who it is.
    pub id: StaffId,
    /// The same human as a person.
    pub person_id: PersonId,
    /// What outsiders are told: `Support engineer 3`.
    pub title: String,
    /// Their name.
    pub name: Personal<String>,
    /// Their own address at the organisation.
    pub address: Option<Address>,
    /// What they are trusted with.
    pub roles: BTreeSet<Role>,
    /// False when they left.
    pub is_active: bool,
    /// When the certificate of their signing key ends; `None` without a key.
    pub signing_not_after: Option<Timestamp>,
    /// True for who took their seat on the board of the house.
    pub is_on_board: bool,
    /// Who stands in for them.
    pub deputy_id: Option<StaffId>,
    /// When their background was checked, as far as it is on record.
    pub checked_at: Option<Timestamp>,
}

/// A queue with its counts.
#[derive(Clone, Debug)]
pub struct QueueView {
    /// The queue.
    pub queue: Queue,
    /// Cases that are not closed.
    pub n_open: i64,
    /// Of those, the ones whose answer is overdue.
    pub n_late: i64,
}

/// A case, redacted.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// The queue that holds it.
    pub queue: Queue,
    /// Its redacted subject; `None` when its key was destroyed.
    pub subject: Option<Personal<String>>,
    /// Its first words, redacted.
    pub excerpt: Option<Personal<String>>,
    /// Who works on it.
    pub assignee: Option<StaffView>,
    /// The case that its subject names, for the staff to confirm.
    pub suggested: Option<CaseNumber>,
    /// When our last answer to the requester was written.
    pub answered_at: Option<Timestamp>,
    /// True where a new sender waits to be confirmed.
    pub has_new_sender: bool,
    /// Where it is handed over to, until somebody has accepted it or dealt with its lapse.
    pub handover: Option<HandoverMark>,
}

impl CaseView {
    /// Says who waits for whom, and since when, if anybody does.
    pub fn waits(&self) -> Option<Waits> {
        match (self.case.due, self.case.state, self.answered_at) {
            (Some(due), ..) => Some(Waits::ForUs { since: due.since }),
            (None, CaseState::Waiting, Some(since)) => Some(Waits::ForThem { since }),
            _ => None,
        }
    }
}

/// Who waits for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// Somebody outside waits for us, since their first message without an answer.
    ForUs {
        /// Since when.
        since: Timestamp,
    },
    /// We wait for the requester, since our last answer.
    ForThem {
        /// Since when.
        since: Timestamp,
    },
}

/// A message, redacted.
#[derive(Clone, Debug)]
pub struct MessageView {
    /// The message.
    pub message: Message,
    /// Who wrote, redacted, as the header had it; or the staff member's title.
    pub from: Option<Personal<String>>,
    /// The redacted subject.
    pub subject: Option<Personal<String>>,
    /// The redacted text; `None` when the case's key was destroyed.
    pub text: Option<Personal<String>>,
    /// Who wrote it, if of the staff.
    pub author: Option<StaffView>,
    /// What is attached.
    pub attachments: Vec<AttachmentView>,
    /// True when the mail is kept as it was received, and nobody in it was destroyed since.
    pub has_mail: bool,
    /// True when its text came as HTML, which is kept made harmless, and nobody in it was destroyed since.
    pub has_html: bool,
    /// Where its copies stand, for a message of ours.
    pub deliveries: Vec<DeliveryView>,
}

/// A file of a message, redacted.
#[derive(Clone, Debug)]
pub struct AttachmentView {
    /// Its id.
    pub id: BlobId,
    /// Its redacted name.
    pub name: Option<Personal<String>>,
    /// The declared media type.
    pub media_type: String,
    /// Its length in octets.
    pub n_bytes: i64,
    /// True when somebody in its mail was destroyed since, and it with them.
    pub is_destroyed: bool,
}

/// A copy of a message on its way.
#[derive(Clone, Debug)]
pub struct DeliveryView {
    /// Where it stands.
    pub delivery: Delivery,
    /// True when it can be taken back at this moment.
    pub is_undoable: bool,
}

/// A person who was found by exact address.
#[derive(Clone, Debug)]
pub struct PersonView {
    /// Who it is.
    pub id: PersonId,
    /// Their cases that the finder may see.
    pub cases: Vec<CaseView>,
}

/// Opened names of the staff; small, and asked for on every page.
#[derive(Default)]
pub struct StaffCards(Mutex<BTreeMap<StaffId, (i64, StaffView)>>);

impl StaffCards {
    fn get(&self, row: &StaffRow) -> Option<StaffView> {
        let cards = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (edition, card) = cards.get(&row.id)?;
        let is_fresh = *edition == row.role_edition
            && card.is_active == row.is_active
            && card.signing_not_after == row.signing_not_after
            && card.is_on_board == row.is_on_board()
            && card.deputy_id == row.deputy_id
            && card.checked_at == row.checked_at;
        is_fresh.then(|| card.clone())
    }

    fn put(&self, edition: i64, card: &StaffView) {
        let mut cards = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cards.insert(card.id, (edition, card.clone()));
    }

    /// Forgets everyone, when a person was destroyed or renamed.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Desk {
    /// Returns the card of a member of the staff.
    pub(crate) async fn staff_view(&self, id: StaffId) -> Result<Option<StaffView>, DeskError> {
        Ok(self.staff_views(&BTreeSet::from([id])).await?.remove(&id))
    }

    pub(crate) async fn card(
        &self,
        reader: &mut db::Reader,
        row: StaffRow,
    ) -> Result<StaffView, DeskError> {
        if let Some(card) = self.cards.get(&row) {
            return Ok(card);
        }
        let party = self.open_party(reader, row.person_id).await?;
        let is_on_board = row.is_on_board();
        let card = StaffView {
            id: row.id,
            person_id: row.person_id,
            title: title(&row.roles, row.position_index),
            name: party.name.unwrap_or_default(),
            address: party.address,
            roles: row.roles,
            is_active: row.is_active,
            signing_not_after: row.signing_not_after,
            is_on_board,
            deputy_id: row.deputy_id,
            checked_at: row.checked_at,
        };
        self.cards.put(row.role_edition, &card);
        Ok(card)
    }

    /// Returns the cards of several members. A page of the board names the same few again and again.
    pub(crate) async fn staff_views(
        &self,
        ids: &BTreeSet<StaffId>,
    ) -> Result<BTreeMap<StaffId, StaffView>, DeskError> {
        let mut views = BTreeMap::new();
        if ids.is_empty() {
            return Ok(views);
        }
        for row in self.staff_now().await?.iter().filter(|row| ids.contains(&row.id)) {
            let view = match self.cards.get(row) {
                Some(view) => view,
                None => self.card(&mut self.db.read().await?, row.clone()).await?,
            };
            views.insert(row.id, view);
        }
        Ok(views)
    }

    pub(crate) async fn case_view(
        &self,
        actor: &Actor,
        record: CaseRecord,
        queue: Queue,
    ) -> Result<CaseView, DeskError> {
        let assignee = match record.case.assignment {
            Some(held) => self.staff_view(held.staff_id).await?,
            None => None,
        };
        let sides = self.db.read().await?.case_sides(&[record.case.id]).await?;
        let sides = sides.first().copied().unwrap_or_default();
        let handover = self.handover_marks(&[record.case.id]).await?.remove(&record.case.id);
        self.case_view_of(actor, record, queue, assignee, sides, handover).await
    }

    /// Makes the views of many cases.
    pub(crate) async fn case_views(
        &self,
        actor: &Actor,
        records: Vec<(CaseRecord, Queue)>,
    ) -> Result<Vec<CaseView>, DeskError> {
        let mut sides = Vec::with_capacity(records.len());
        let ids: Vec<CaseId> = records.iter().map(|(record, _)| record.case.id).collect();
        let mut reader = self.db.read().await?;
        for ids in ids.chunks(SIDES_AT_ONCE) {
            sides.extend(reader.case_sides(ids).await?);
        }
        drop(reader);
        let marks = self.handover_marks(&ids).await?;
        self.case_views_of(actor, records, sides, marks).await
    }

    /// Makes the views of many cases of which all is read but the staff, who are read once for all of them.
    pub(crate) async fn case_views_of(
        &self,
        actor: &Actor,
        records: Vec<(CaseRecord, Queue)>,
        all_sides: Vec<CaseSides>,
        mut marks: BTreeMap<CaseId, HandoverMark>,
    ) -> Result<Vec<CaseView>, DeskError> {
        let held = |record: &CaseRecord| record.case.assignment.map(|held| held.staff_id);
        let staff =
            self.staff_views(&records.iter().filter_map(|(r, _)| held(r)).collect()).await?;
        let mut views = Vec::with_capacity(records.len());
        for ((record, queue), sides) in records.into_iter().zip(all_sides) {
            let assignee = held(&record).and_then(|id| staff.get(&id).cloned());
            let handover = marks.remove(&record.case.id);
            let view = self.case_view_of(actor, record, queue, assignee, sides, handover);
            views.push(view.await?);
        }
        Ok(views)
    }

    async fn case_view_of(
        &self,
        actor: &Actor,
        record: CaseRecord,
        queue: Queue,
        assignee: Option<StaffView>,
        sides: CaseSides,
        handover: Option<HandoverMark>,
    ) -> Result<CaseView, DeskError> {
        let kind = record.case.kind();
        let (subject, excerpt) = self.board_texts(&record)?.unzip();
        let suggested = match record.suggested_case_id {
            Some(id) => self.suggested(actor, id).await?,
            None => None,
        };
        Ok(CaseView {
            case: record.case,
            queue,
            subject: subject.map(Personal::new),
            excerpt: excerpt.map(Personal::new),
            assignee,
            suggested,
            answered_at: sides.answered_at,
            // What comes in during a hearing is the tribunal's, and whoever it is from.
            has_new_sender: sides.has_new_sender && kind != CaseKind::Dispute,
            handover,
        })
    }

    // A number in a subject is anybody's guess: shown to who does not see that queue, it would tell that the
    // case exists.
    pub(crate) async fn suggested(
        &self,
        actor: &Actor,
        id: CaseId,
    ) -> Result<Option<CaseNumber>, DeskError> {
        let (record, queue) = self.case_and_queue(id).await?;
        let visible = self.authority.queues_visible(actor, Act::CaseList, &[queue]);
        Ok((!visible.is_empty()).then_some(record.case.number))
    }
}

/// The title of a member of the staff: what they do, and a number that tells no name.
fn title(roles: &BTreeSet<Role>, position_index: i64) -> String {
    // The role by which outsiders know them best.
    const ORDER: [Role; 4] =
        [Role::SupportEngineer, Role::Arbitrator, Role::CaseManager, Role::Triage];
    let role = ORDER.iter().find(|role| roles.contains(role)).or_else(|| roles.first());
    Title { role: role.copied(), index: position_index }.to_string()
}
