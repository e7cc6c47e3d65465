//! Opening a dispute: the case, its parts as sealed texts, and its row, in the transaction of whoever files.

use db::{DisputeRow, HearingRow, NewCase, NewMessage, WriteTx};
use model::{
    Case, CaseId, CaseKind, CaseState, Class, Direction, Identity, Message, MessageId, MessageKind,
    Part, PersonId, Personal, Queue, Role, RulingId, StaffId, Stage, Tribunal, Visibility,
};
use redact::Known;

use crate::{
    Desk, DeskError,
    arrival::language_of,
    people::{Party, know_party},
    twins::{Made, Texts},
};

/// How often a number is drawn again when somebody else was quicker.
const NUMBER_TRIES_MAX: u32 = 8;

/// Who wrote the parts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By {
    Person(PersonId),
    Staff(StaffId),
}

/// A dispute to be opened.
pub(crate) struct NewDispute {
    pub(crate) claimant: Party,
    pub(crate) respondent: Option<Party>,
    pub(crate) respondent_role: Option<Role>,
    pub(crate) subject: Personal<String>,
    /// The parts in their order; the first is the complaint.
    pub(crate) parts: Vec<(Part, Personal<String>)>,
    pub(crate) by: By,
    pub(crate) origin: Option<CaseId>,
    pub(crate) appealed: Option<RulingId>,
    pub(crate) n_arbitrators: usize,
    pub(crate) class: Class,
}

/// A dispute whose texts are sealed, ready to be written.
pub(crate) struct Prepared {
    case_id: CaseId,
    new: NewDispute,
    subject_twin: Vec<u8>,
    excerpt_twin: Vec<u8>,
    parts: Vec<(Part, MessageId, Made)>,
    language: Option<String>,
}

impl Desk {
    /// Seals the texts of a new dispute under a key of its own.
    pub(crate) async fn prepare_dispute(&self, new: NewDispute) -> Result<Prepared, DeskError> {
        let now = self.now();
        let case_id = CaseId::draw(now, &*self.chance);
        self.vault.create_case(case_id, new.claimant.id).await?;
        let mut known = Known::new();
        know_party(&mut known, &new.claimant);
        if let Some(respondent) = &new.respondent {
            know_party(&mut known, respondent);
        }
        let about = match new.by {
            By::Person(id) => id,
            By::Staff(_) => new.claimant.id,
        };
        let mut labels = Vec::new();
        let mut parts: Vec<(Part, MessageId, Made)> = Vec::new();
        for (part, text) in &new.parts {
            let id = MessageId::draw(now, &*self.chance);
            let subject = if parts.is_empty() { new.subject.clone() } else { Personal::default() };
            let texts = Texts { subject, text: text.clone(), ..Texts::default() };
            let made = self.make_twins(case_id, id, &texts, &known, about, labels.clone())?;
            labels.extend(made.labels.iter().cloned());
            parts.push((*part, id, made));
        }
        let first = parts.first().map(|(_, _, made)| made).ok_or(DeskError::NotFound)?;
        let (subject_twin, excerpt_twin) =
            self.seal_board_texts(case_id, &first.subject, &first.twin.text)?;
        let language = new.parts.first().and_then(|(_, text)| language_of(text.expose()));
        Ok(Prepared { case_id, new, subject_twin, excerpt_twin, parts, language })
    }

    /// Writes a prepared dispute.
    pub(crate) async fn put_dispute(
        &self,
        tx: &mut WriteTx,
        prepared: &Prepared,
        queue: &Queue,
    ) -> Result<Case, DeskError> {
        let new = &prepared.new;
        for party in std::iter::once(&new.claimant).chain(&new.respondent) {
            self.put_party(tx, party).await?;
        }
        let case = self.put_dispute_case(tx, prepared, queue).await?;
        for party in std::iter::once(&new.claimant).chain(&new.respondent) {
            tx.put_case_person(case.id, party.id, true).await?;
        }
        for (index, (part, id, made)) in prepared.parts.iter().enumerate() {
            let message = self.part_message(prepared, index, *id);
            let message = NewMessage {
                message: &message,
                subject_twin: &made.subject_twin,
                text_twin: &made.text_twin,
                values: &made.values,
            };
            tx.insert_message(&message).await?;
            tx.insert_labels(case.id, &made.labels).await?;
            let words = self.words_of(&made.subject, &made.twin.text)?;
            tx.index_message(*id, case.id, &words).await?;
            let visibility = Visibility::AllParties;
            tx.insert_hearing(case.id, HearingRow { message_id: *id, part: *part, visibility })
                .await?;
        }
        let row = DisputeRow {
            case_id: case.id,
            stage: Stage::Filed,
            origin_case_id: new.origin,
            appealed_ruling_id: new.appealed,
            respondent_role: new.respondent_role,
            n_arbitrators: new.n_arbitrators,
            filed_at: case.opened_at,
        };
        if !tx.insert_dispute(&row).await? {
            return Err(DeskError::Conflict { what: "dispute" });
        }
        Ok(case)
    }

    async fn put_dispute_case(
        &self,
        tx: &mut WriteTx,
        prepared: &Prepared,
        queue: &Queue,
    ) -> Result<Case, DeskError> {
        let now = self.now();
        let new = &prepared.new;
        for _ in 0..NUMBER_TRIES_MAX {
            let number = self.next_number(tx, CaseKind::Dispute, now).await?;
            let case = Case {
                id: prepared.case_id,
                number,
                state: CaseState::Pending,
                queue_id: queue.id,
                requester_id: new.claimant.id,
                assignment: None,
                class: new.class,
                due: Some(model::Due { since: now, target_secs: queue.first_response_secs }),
                opened_at: now,
                updated_at: now,
                n_messages: i64::try_from(prepared.parts.len()).unwrap_or(i64::MAX),
                language: prepared.language.clone(),
                tribunal: Tribunal {
                    respondent_id: new.respondent.as_ref().map(|party| party.id),
                    ..Tribunal::default()
                },
                version: 1,
            };
            let row = NewCase {
                case: &case,
                subject_twin: &prepared.subject_twin,
                excerpt_twin: &prepared.excerpt_twin,
                suggested_case_id: None,
            };
            if tx.insert_case(&row).await? {
                return Ok(case);
            }
        }
        Err(DeskError::Numbers(NUMBER_TRIES_MAX))
    }

    fn part_message(&self, prepared: &Prepared, index: usize, id: MessageId) -> Message {
        let (direction, person, staff) = match prepared.new.by {
            By::Person(id) => (Direction::In, Some(id), None),
            By::Staff(id) => (Direction::Out, None, Some(id)),
        };
        let text = prepared.new.parts.get(index).map(|(_, text)| text.expose().as_str());
        Message {
            id,
            case_id: prepared.case_id,
            position_index: i64::try_from(index + 1).unwrap_or(i64::MAX),
            kind: MessageKind::Public,
            direction,
            author_person_id: person,
            author_staff_id: staff,
            identity: Identity::SignedIn,
            at: self.now(),
            is_confirmed: true,
            automatic: None,
            fault: None,
            n_attachments: 0,
            language: text.and_then(language_of),
        }
    }
}
