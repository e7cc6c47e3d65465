//! One case: its redacted timeline.

use std::collections::BTreeMap;

use db::{BlobKind, BlobRow};
use model::{
    Act, Actor, CaseKind, CaseNumber, Delivery, DeliveryState, MessageId, Personal, Resource,
};
use vault::Cell;

use crate::{
    Desk, DeskError,
    affairs::{PartView, timeline},
    disputes::is_shown_on_desk,
    views::{AttachmentView, CaseView, DeliveryView, MessageView, StaffView},
};

/// A case with its messages.
#[derive(Clone, Debug)]
pub struct CasePage {
    /// The case.
    pub view: CaseView,
    /// Its messages and those of its parts, in the order of time.
    pub messages: Vec<MessageView>,
    /// The cases that are part of it.
    pub parts: Vec<PartView>,
}

impl CasePage {
    /// Returns the messages of the case itself: what came with its parts was there before, and is no news to a writer.
    pub fn own_messages(&self) -> impl Iterator<Item = &MessageView> {
        self.messages.iter().filter(|found| found.message.case_id == self.view.case.id)
    }
}

impl Desk {
    /// Shows a case without its messages.
    pub async fn case(&self, actor: &Actor, number: CaseNumber) -> Result<CaseView, DeskError> {
        let (record, queue) = self.case_for(actor, number).await?;
        self.case_view(actor, record, queue).await
    }

    /// Shows a case and its messages, redacted.
    pub async fn show(&self, actor: &Actor, number: CaseNumber) -> Result<CasePage, DeskError> {
        let (record, queue) = self.case_for(actor, number).await?;
        let id = record.case.id;
        let view = self.case_view(actor, record, queue).await?;
        let parts = self.part_views(actor, &view.case, &view.queue).await?;
        let mut reader = self.db.read().await?;
        let mut records = timeline(&mut reader, id).await?;
        // Who does not sit in a dispute reads what was filed and what was said to all, nothing said in confidence.
        let sits = matches!(actor, Actor::Staff(me) if view.case.tribunal.has(me.id));
        if view.case.kind() == CaseKind::Dispute && !sits {
            let hearing = reader.hearing(id).await?;
            records.retain(|record| is_shown_on_desk(&view.case, &hearing, record));
        }
        let mut deliveries: BTreeMap<MessageId, Vec<DeliveryView>> = BTreeMap::new();
        let mut blobs: BTreeMap<MessageId, Vec<BlobRow>> = BTreeMap::new();
        for id in std::iter::once(id).chain(parts.iter().map(|part| part.id)) {
            for found in reader.case_deliveries(id).await? {
                let view = self.delivery_view(found.delivery);
                deliveries.entry(view.delivery.message_id).or_default().push(view);
            }
            for row in reader.case_blobs(id).await? {
                blobs.entry(row.message_id).or_default().push(row);
            }
        }
        drop(reader);
        let authors = records.iter().filter_map(|record| record.message.author_staff_id);
        let authors = self.staff_views(&authors.collect()).await?;
        let mut messages = Vec::with_capacity(records.len());
        for record in records {
            let deliveries = deliveries.remove(&record.message.id).unwrap_or_default();
            let author = record.message.author_staff_id.and_then(|id| authors.get(&id).cloned());
            let blobs = blobs.remove(&record.message.id).unwrap_or_default();
            messages.push(self.message_view(&record, author, deliveries, blobs)?);
        }
        Ok(CasePage { view, messages, parts })
    }

    /// Returns what the gate may be asked about a case.
    pub async fn resource(&self, actor: &Actor, number: CaseNumber) -> Result<Resource, DeskError> {
        let (record, queue) = self.case_for(actor, number).await?;
        Ok(Resource::Case { case: record.case, queue })
    }

    pub(crate) fn message_view(
        &self,
        record: &db::MessageRecord,
        author: Option<StaffView>,
        deliveries: Vec<DeliveryView>,
        blobs: Vec<BlobRow>,
    ) -> Result<MessageView, DeskError> {
        let opened = self.open_twin(record)?;
        let message = record.message.clone();
        let has = |kind| match blobs.iter().find(|row| row.kind == kind) {
            Some(row) => self.opens(row),
            None => Ok(false),
        };
        let (has_mail, has_html) = (has(BlobKind::Raw)?, has(BlobKind::Html)?);
        let attachments = self.attachment_views(blobs)?;
        let (subject, twin) = opened.unzip();
        Ok(MessageView {
            from: match &author {
                Some(author) => Some(Personal::new(author.title.clone())),
                None => twin.as_ref().map(|twin| Personal::new(twin.from.clone())),
            },
            subject: subject.map(Personal::new),
            text: twin.map(|twin| Personal::new(twin.text)),
            author,
            attachments,
            has_mail,
            has_html,
            deliveries,
            message,
        })
    }

    fn attachment_views(&self, blobs: Vec<BlobRow>) -> Result<Vec<AttachmentView>, DeskError> {
        let mut views = Vec::new();
        for row in blobs.into_iter().filter(|row| row.kind == BlobKind::Attachment) {
            let cell = Cell { table: "blobs", column: "name_twin", row: row.id.uuid() };
            views.push(AttachmentView {
                id: row.id,
                is_destroyed: !self.opens(&row)?,
                name: self.vault.open_text(cell, &row.name_twin)?,
                media_type: row.media_type,
                n_bytes: row.n_bytes,
            });
        }
        Ok(views)
    }

    pub(crate) fn delivery_view(&self, delivery: Delivery) -> DeliveryView {
        let is_undoable = delivery.state == DeliveryState::Held && delivery.leaves_at > self.now();
        DeliveryView { delivery, is_undoable }
    }

    /// Says which acts on a case the actor may do, and by what right.
    pub async fn case_rights(
        &self,
        actor: &Actor,
        number: CaseNumber,
    ) -> Result<Vec<crate::Decision>, DeskError> {
        const ACTS: [Act; 12] = [
            Act::CaseReply,
            Act::MessageUnseal,
            Act::CaseNote,
            Act::CaseMove,
            Act::CaseAssign,
            Act::CaseClose,
            Act::CaseReopen,
            Act::DisputeFile,
            Act::CaseMarkLegal,
            Act::CaseLink,
            Act::CaseMerge,
            Act::CaseSplit,
        ];
        let (record, queue) = self.case_for(actor, number).await?;
        let message = Resource::Message {
            message_id: MessageId::from_uuid(record.case.id.uuid()),
            author_person_id: None,
            author_staff_id: None,
            case: record.case.clone(),
            queue: queue.clone(),
        };
        let case = Resource::Case { case: record.case, queue };
        let mut decisions = Vec::with_capacity(ACTS.len());
        for act in ACTS {
            decisions.push(match act {
                // Consent, a ruling or broken glass opens it as well as an assignment does.
                Act::MessageUnseal => {
                    let shown = self.shown(actor, act, &message, None).await?;
                    self.authority.allows_showing(actor, act, &message, &shown)
                }
                act => self.authority.allows(actor, act, &case),
            });
        }
        Ok(decisions)
    }
}
