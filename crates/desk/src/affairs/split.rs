//! Splitting: chosen messages of a case become a case of their own.

use std::collections::BTreeSet;

use db::{CaseLinkRow, CaseRecord, Label, MessageRecord, NewCase};
use model::{
    Act, Actor, AffairError, Case, CaseError, CaseId, CaseLinkId, CaseNumber, CaseState,
    DeliveryState, DeliveryTarget, Direction, Due, LinkKind, MessageId, PersonId, Personal, Queue,
    Resource, Tribunal, may_split,
};
use redact::Known;

use crate::{Desk, DeskError, Entered, regroup::Regrouped, twins::Texts};

/// Characters of the longest subject that somebody types.
const SUBJECT_CHARS_MAX: usize = 300;

/// Numbers that are tried for the new case.
const NUMBER_TRIES_MAX: u32 = 8;

/// What is to be a case of its own.
#[derive(Clone, Debug, Default)]
pub struct SplitDraft {
    /// Which messages.
    pub messages: BTreeSet<MessageId>,
    /// What the new case is about; empty is what the first of them says.
    pub subject: Personal<String>,
}

/// What became of a split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The case that was split.
    pub from: CaseNumber,
    /// The new case.
    pub new: CaseNumber,
}

/// What of a case was chosen.
struct Chosen {
    messages: Vec<MessageRecord>,
    /// Who appears in the new case, and whether they take part.
    persons: Vec<(PersonId, bool)>,
    known: Known,
    /// The subject of the case that is split, for messages that have none.
    of_case: Personal<String>,
}

/// What the board shows of the new case, sealed.
struct Board {
    /// Its subject and its first words.
    twins: (Vec<u8>, Vec<u8>),
    /// The labels that its subject added.
    labels: Vec<Label>,
}

impl Desk {
    /// Returns the message that no split takes: the first of the case itself, by its position and not by its time.
    /// What was joined later may have been written earlier.
    pub async fn staying(&self, entered: &Entered<'_>) -> Result<Option<MessageId>, DeskError> {
        let mut reader = self.db.read().await?;
        Ok(reader.first_message(entered.case().id).await?)
    }

    /// Makes a case of its own of chosen messages, of the same requester and in the same hands. What comes in answer to
    /// them follows them. It comes back by being merged into the case that it was split from.
    pub async fn split(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: SplitDraft,
    ) -> Result<Split, DeskError> {
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        if draft.subject.expose().chars().count() > SUBJECT_CHARS_MAX {
            let words = format!("at most {SUBJECT_CHARS_MAX} characters");
            return Err(DeskError::Invalid { field: "subject", words });
        }
        let (record, queue) = self.case_unread(actor, number).await?;
        let resource = Resource::Case { case: record.case.clone(), queue: queue.clone() };
        let permit = self.ask(actor, Act::CaseSplit, &resource).await?;
        let chosen = self.chosen(&record, &draft.messages).await?;

        let now = self.now();
        let id = CaseId::draw(now, &*self.chance);
        self.vault.create_case(id, record.case.requester_id).await?;
        let mut places = Vec::with_capacity(chosen.messages.len());
        for (found, place) in chosen.messages.iter().zip(1..) {
            // What the staff wrote about nobody known is about the requester.
            let about = found.message.author_person_id.unwrap_or(record.case.requester_id);
            places.push((found, about, place));
        }
        let regrouped = self.regroup(id, &places, &chosen.known, Vec::new()).await?;
        let board = self.board_of_split(id, &record.case, &chosen, &regrouped, &draft.subject)?;
        let mut new = new_case(id, &record.case, &queue, &chosen.messages, now);

        let mut tx = self.db.write(permit).await?;
        let mut n_tries = 0;
        loop {
            new.number = self.next_number(&mut tx, record.case.kind(), now).await?;
            let row = NewCase {
                case: &new,
                subject_twin: &board.twins.0,
                excerpt_twin: &board.twins.1,
                suggested_case_id: None,
            };
            if tx.insert_case(&row).await? {
                break;
            }
            n_tries += 1;
            if n_tries >= NUMBER_TRIES_MAX {
                return Err(DeskError::Numbers(NUMBER_TRIES_MAX));
            }
        }
        for (person_id, is_participant) in &chosen.persons {
            tx.put_case_person(id, *person_id, *is_participant).await?;
        }
        tx.insert_labels(id, &board.labels).await?;
        self.put_regrouped(&mut tx, id, &regrouped).await?;
        let link = CaseLinkRow {
            id: CaseLinkId::draw(now, &*self.chance),
            case_id: id,
            other_id: record.case.id,
            kind: LinkKind::SplitFrom,
            linked_by: staff.id,
            linked_at: now,
        };
        tx.insert_case_link(&link).await?;
        tx.update_case(&Case { updated_at: now, ..record.case.clone() }).await?;
        self.live.note_other(tx.entry_id(), new.number);
        tx.commit().await?;
        Ok(Split { from: record.case.number, new: new.number })
    }

    /// Reads the chosen messages, and refuses what cannot go.
    async fn chosen(
        &self,
        record: &CaseRecord,
        wanted: &BTreeSet<MessageId>,
    ) -> Result<Chosen, DeskError> {
        let case = &record.case;
        let mut reader = self.db.read().await?;
        let messages = reader.messages(case.id).await?;
        for part_id in reader.part_ids(case.id).await? {
            let part = reader.messages(part_id).await?;
            if part.iter().any(|found| wanted.contains(&found.message.id))
                && let Some(part) = reader.case(part_id).await?
            {
                return Err(AffairError::OfPart(part.case.number).into());
            }
        }
        let ids: Vec<MessageId> = messages.iter().map(|found| found.message.id).collect();
        may_split(case, &ids, wanted)?;
        if case.state == CaseState::Closed {
            return Err(CaseError::Closed.into());
        }
        let first = messages.first().cloned();
        let messages: Vec<MessageRecord> =
            messages.into_iter().filter(|found| wanted.contains(&found.message.id)).collect();
        let mut takes_part = BTreeSet::from([case.requester_id]);
        for found in &messages {
            if !found.message.is_confirmed {
                return Err(AffairError::UnconfirmedChosen.into());
            }
            takes_part.extend(found.message.author_person_id);
            for found in reader.deliveries(found.message.id).await? {
                if is_under_way(found.delivery.state) {
                    return Err(AffairError::HeldReply(case.number).into());
                }
                if let DeliveryTarget::Person(id) = found.delivery.target {
                    takes_part.insert(id);
                }
            }
        }
        let mut from_outside =
            messages.iter().filter(|found| found.message.direction == Direction::In);
        let about = from_outside.next().ok_or(AffairError::NoneFromOutside)?;
        if about.message.author_person_id != Some(case.requester_id) {
            return Err(AffairError::OfAnother.into());
        }
        if !reader.disputes_of_origin(case.id).await?.is_empty() {
            return Err(AffairError::Disputed.into());
        }
        for run in reader.guide_runs(case.id).await? {
            let ticks = reader.guide_ticks(run.id).await?;
            if ticks.iter().filter_map(|tick| tick.message_id).any(|id| wanted.contains(&id)) {
                return Err(AffairError::OfGuide.into());
            }
        }
        let known = self.known_in_case(&mut reader, case.id).await?;
        let persons = reader.case_persons(case.id).await?;
        drop(reader);
        let of_case = match &first {
            Some(first) => self.texts_of(first).await?.subject,
            None => Personal::default(),
        };
        let persons =
            persons.into_iter().map(|(id, is)| (id, is && takes_part.contains(&id))).collect();
        Ok(Chosen { messages, persons, known, of_case })
    }

    /// Redacts and seals what the board shows of the new case.
    fn board_of_split(
        &self,
        id: CaseId,
        from: &Case,
        chosen: &Chosen,
        regrouped: &[Regrouped],
        typed: &Personal<String>,
    ) -> Result<Board, DeskError> {
        let first = chosen
            .messages
            .iter()
            .zip(regrouped)
            .find(|(found, _)| found.message.direction == Direction::In)
            .map(|(_, regrouped)| regrouped)
            .ok_or(AffairError::NoneFromOutside)?;
        let is_said = |text: &str| !text.trim().is_empty();
        if !is_said(typed.expose()) && is_said(&first.made.subject) {
            let twins = self.seal_board_texts(id, &first.made.subject, &first.made.twin.text)?;
            return Ok(Board { twins, labels: Vec::new() });
        }
        let subject = if is_said(typed.expose()) { typed } else { &chosen.of_case };
        let texts = Texts { subject: subject.clone(), ..Texts::default() };
        let labels = regrouped.iter().flat_map(|one| one.made.labels.iter().cloned()).collect();
        let about = from.requester_id;
        let made = self.make_twins(id, first.id, &texts, &chosen.known, about, labels)?;
        let twins = self.seal_board_texts(id, &made.subject, &first.made.twin.text)?;
        Ok(Board { twins, labels: made.labels })
    }
}

/// Says whether a copy may still leave.
pub(super) const fn is_under_way(state: DeliveryState) -> bool {
    use DeliveryState as S;
    matches!(state, S::Held | S::Leaving | S::Deferred | S::Uncertain)
}

/// Makes the new case. It is in the hands of whoever has the one that was split; its clock runs from the first of its messages
/// that nobody answered.
fn new_case(
    id: CaseId,
    from: &Case,
    queue: &Queue,
    messages: &[MessageRecord],
    now: jiff::Timestamp,
) -> Case {
    let is_from_outside = |found: &&MessageRecord| {
        found.message.direction == Direction::In && found.message.automatic.is_none()
    };
    let mut from_outside = messages.iter().filter(is_from_outside);
    let waits =
        from.due.and_then(|due| from_outside.clone().find(|found| found.message.at >= due.since));
    let due =
        waits.map(|found| Due { since: found.message.at, target_secs: queue.first_response_secs });
    let state = match (from.state, due.is_some(), from.assignment.is_some()) {
        (CaseState::Waiting | CaseState::Resolved, true, true) => CaseState::Open,
        (CaseState::Waiting | CaseState::Resolved, true, false) => CaseState::Pending,
        (state, ..) => state,
    };
    Case {
        id,
        number: from.number,
        state,
        queue_id: from.queue_id,
        requester_id: from.requester_id,
        assignment: from.assignment,
        class: from.class,
        due,
        opened_at: now,
        updated_at: now,
        n_messages: i64::try_from(messages.len()).unwrap_or(i64::MAX),
        language: from_outside.find_map(|found| found.message.language.clone()),
        tribunal: Tribunal::default(),
        version: 1,
    }
}
