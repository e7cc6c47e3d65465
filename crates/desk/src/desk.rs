//! The desk itself: what every act stands on, and how it asks.

use std::{collections::BTreeMap, ops::Deref, sync::Arc};

use audit::Permit;
use authority::{Authority, Denial};
use db::{CaseRecord, Db};
use jiff::Timestamp;
use model::{
    Act, Actor, CaseId, CaseNumber, Chance, Clock, Queue, QueueId, Resource, SheetHead, StaffId,
};
use redact::Redactor;
use tokio::sync::{Notify, Semaphore};
use vault::Vault;

use crate::{
    DeskConfig, DeskError, arrivals::Arrivals, authorities::TRIES_MAX, board_reads::BoardReads,
    house_settings::Kept, lately::Lately, live::Hub, log::LogState, presence::Presence,
    saved_views::ViewCounts, templates::TEMPLATES_AT_ONCE, views::StaffCards,
};

/// The desk. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

/// What the desk is put together from.
pub struct DeskParts {
    /// The database.
    pub db: Db,
    /// Keys and blobs.
    pub vault: Arc<Vault>,
    /// The gate.
    pub authority: Authority,
    /// Finds personal data.
    pub redactor: Redactor,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Draws ids and secrets.
    pub chance: Arc<dyn Chance>,
    /// Settings.
    pub config: DeskConfig,
}

pub struct Inner {
    pub(crate) parts: DeskParts,
    /// Rings when a mail was accepted.
    pub(crate) accepted: Notify,
    /// Rings when a delivery was put on its way.
    pub(crate) leaving: Notify,
    /// Rings when a job was enqueued.
    pub(crate) enqueued: Notify,
    /// Rings when search words are to be hashed anew.
    pub(crate) words_due: Notify,
    pub(crate) arrivals: Arrivals,
    pub(crate) cards: StaffCards,
    pub(crate) log: LogState,
    pub(crate) live: Hub,
    pub(crate) presence: Presence,
    pub(crate) lately_queues: Lately<Vec<Queue>>,
    pub(crate) lately_counts: Lately<Vec<db::QueueCount>>,
    pub(crate) lately_staff: Lately<Vec<db::StaffRow>>,
    pub(crate) lately_keys: Lately<BTreeMap<StaffId, String>>,
    pub(crate) lately_templates: Lately<Vec<SheetHead>>,
    pub(crate) lately_guides: Lately<Vec<SheetHead>>,
    pub(crate) board_reads: BoardReads,
    pub(crate) view_counts: ViewCounts,
    /// The settings that the house obeys now.
    pub(crate) settings_kept: Kept,
    /// Turns of templates that run.
    pub(crate) template_turns: Arc<Semaphore>,
    /// Held while it is looked who sits on the board, so that what was read last is noted last.
    pub(crate) board: tokio::sync::Mutex<()>,
    /// Held while the past is asked again: one change of the policies at a time.
    pub(crate) analysing: tokio::sync::Mutex<()>,
}

impl Deref for Inner {
    type Target = DeskParts;

    fn deref(&self) -> &DeskParts {
        &self.parts
    }
}

impl Deref for Desk {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

/// What a case is read for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Showing {
    /// Its texts are shown.
    Texts,
    /// Nothing of it is shown.
    Nothing,
}

impl Desk {
    /// Puts the desk together.
    pub fn new(parts: DeskParts) -> Result<Self, DeskError> {
        let log = LogState::of_vault(&parts.vault, &parts.config.domain)?;
        let settings_kept =
            Kept::standing(parts.config.standing(parts.authority.gate().staff_level()));
        let inner = Inner {
            parts,
            accepted: Notify::new(),
            leaving: Notify::new(),
            enqueued: Notify::new(),
            words_due: Notify::new(),
            arrivals: Arrivals::default(),
            cards: StaffCards::default(),
            log,
            live: Hub::default(),
            presence: Presence::default(),
            lately_queues: Lately::default(),
            lately_counts: Lately::default(),
            lately_staff: Lately::default(),
            lately_keys: Lately::default(),
            lately_templates: Lately::default(),
            lately_guides: Lately::default(),
            board_reads: BoardReads::default(),
            view_counts: ViewCounts::default(),
            settings_kept,
            template_turns: Arc::new(Semaphore::new(TEMPLATES_AT_ONCE)),
            board: tokio::sync::Mutex::default(),
            analysing: tokio::sync::Mutex::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Returns the settings that it started with.
    pub fn settings(&self) -> &DeskConfig {
        &self.config
    }

    /// Returns the vault, for the rooms that wire the house.
    pub fn vault(&self) -> &Arc<Vault> {
        &self.parts.vault
    }

    /// Loads what the first redaction would load: tables of telephone numbers, half a second of work.
    pub fn warm_up(&self) {
        let known = redact::Known::new();
        let key = |_, _: &str| [0; 16];
        self.redactor.redact("+420 601 123 456", &known, &mut redact::Labels::new(), &key);
    }

    /// Waits until a mail was accepted.
    pub async fn accepted(&self) {
        self.accepted.notified().await;
    }

    /// Waits until a delivery was put on its way.
    pub async fn leaving(&self) {
        self.leaving.notified().await;
    }

    /// Waits until a job was enqueued.
    pub async fn enqueued(&self) {
        self.enqueued.notified().await;
    }

    /// Waits until search words are to be hashed anew.
    pub async fn words_due(&self) {
        self.words_due.notified().await;
    }

    /// Returns what the actor may do to a case, and by what right; for pages.
    pub fn rights(&self, actor: &Actor, acts: &[Act], resource: &Resource) -> Vec<crate::Decision> {
        acts.iter().map(|act| self.authority.allows(actor, *act, resource)).collect()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Asks for leave; a refusal is recorded before it is returned.
    pub(crate) async fn ask(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
    ) -> Result<Permit, DeskError> {
        match self.authority.permit(actor, act, resource) {
            Ok(permit) => Ok(permit),
            Err(denial) => Err(self.refused(denial).await?),
        }
    }

    /// Asks for a reading that leaves no entry: redacted text, lists. A refusal is recorded all the same.
    pub(crate) async fn ask_to_read(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
    ) -> Result<(), DeskError> {
        match self.authority.allows(actor, act, resource) {
            authority::Decision::Allowed(grant) if grant.eyes.is_none() => {
                note_read(act);
                Ok(())
            }
            // Reading has no form yet in which two share it.
            authority::Decision::Allowed(grant) => {
                Err(self.refused(grant.wants_a_second()).await?)
            }
            authority::Decision::Denied(denial) => Err(self.refused(denial).await?),
        }
    }

    pub(crate) async fn refused(&self, denial: Denial) -> Result<DeskError, DeskError> {
        self.db.record_refusal((*denial.refusal).clone()).await?;
        Ok(denial.into())
    }

    /// Reads a case for somebody of the staff, who is told why when they may not see it. Anybody else gets the
    /// answer for a case that does not exist, and no case is looked for: both take the same work. Where the case is part of
    /// another, that one is named, and nothing is done. Who sees it under an authority alone is on a visit from here on, so that
    /// its texts may be shown.
    pub(crate) async fn case_for(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<(CaseRecord, Queue), DeskError> {
        for _ in 0..TRIES_MAX {
            let (record, queue) = self.case_meant(actor, number, Showing::Texts).await?;
            let resource = Resource::Case { case: record.case.clone(), queue: queue.clone() };
            match self.read_texts(actor, &resource).await {
                // It changed before its visit was entered; a reader waits for nobody, and reads it as it is now.
                Err(DeskError::Conflict { what: "case" }) => {}
                answer => return answer.map(|()| (record, queue)),
            }
        }
        Err(DeskError::Conflict { what: "case" })
    }

    /// Reads a case for somebody of the staff who is shown no text of it here: what they do counts a use of its own, or tells
    /// numbers only. Else like `case_for`.
    pub(crate) async fn case_unread(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<(CaseRecord, Queue), DeskError> {
        self.case_meant(actor, number, Showing::Nothing).await
    }

    /// Finds the case that a number leads to; for what shows its texts the gate is still to be asked.
    async fn case_meant(
        &self,
        actor: &Actor,
        number: CaseNumber,
        showing: Showing,
    ) -> Result<(CaseRecord, Queue), DeskError> {
        if !matches!(actor, Actor::Staff(_)) {
            return Err(DeskError::NotFound);
        }
        let mut reader = self.db.read().await?;
        let record = reader.case_of_number(number).await?.ok_or(DeskError::NotFound)?;
        let merged = record.merged_into;
        // Who may not see the case that it is part of is refused as there, and does not learn which it is.
        let record = reader.host_of(record).await?;
        drop(reader);
        let queue = self.queue_of(record.case.queue_id).await?;
        if merged.is_some() || showing == Showing::Nothing {
            let resource = Resource::Case { case: record.case.clone(), queue: queue.clone() };
            self.ask_to_read_later(actor, &resource).await?;
        }
        if merged.is_some() {
            return Err(DeskError::Merged { into: record.case.number });
        }
        Ok((record, queue))
    }

    pub(crate) async fn case_and_queue(
        &self,
        id: CaseId,
    ) -> Result<(CaseRecord, Queue), DeskError> {
        let mut reader = self.db.read().await?;
        let record = reader.case(id).await?.ok_or(DeskError::NotFound)?;
        let queue = reader.queue(record.case.queue_id).await?.ok_or(DeskError::NotFound)?;
        Ok((record, queue))
    }

    pub(crate) async fn queue_of(&self, id: QueueId) -> Result<Queue, DeskError> {
        let queues = self.queues_now().await?;
        queues.iter().find(|queue| queue.id == id).cloned().ok_or(DeskError::NotFound)
    }
}

/// Tells that something may be read by a standing right and was asked for, which leaves no entry. Tests tell by it which acts were really
/// carried out (`testkit::carried_out`).
pub(crate) fn note_read(act: Act) {
    tracing::trace!(target: "acts.read", act = act.as_str());
}
