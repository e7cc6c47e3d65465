//! One case: its redacted timeline, a window at a time.

use std::collections::BTreeMap;

use db::{BlobKind, BlobRow, MessageRecord, Reader};
use jiff::Timestamp;
use model::{
    Act, Actor, Case, CaseId, CaseKind, CaseNumber, Delivery, DeliveryState, MessageId, Personal,
    Resource,
};
use vault::Cell;

use crate::{
    Desk, DeskError, Entered,
    affairs::PartView,
    disputes::is_shown_on_desk,
    timeline::{Beyond, Stretch, Timeline, Window, cut},
    views::{AttachmentView, CaseView, DeliveryView, MessageView, StaffView},
};

/// A case with a window of its messages.
#[derive(Clone, Debug)]
pub struct CasePage {
    /// The case.
    pub view: CaseView,
    /// Messages of it and of its parts, in the order of time.
    pub messages: Vec<MessageView>,
    /// What lies before and behind them.
    pub beyond: Beyond,
    /// The cases that are part of it.
    pub parts: Vec<PartView>,
}

impl CasePage {
    /// Returns the messages of the case itself: what came with its parts was there before, and is no news to a writer.
    pub fn own_messages(&self) -> impl Iterator<Item = &MessageView> {
        self.messages.iter().filter(|found| found.message.case_id == self.view.case.id)
    }

    /// Says whether what was done at a moment belongs among these messages: behind the first, or before it where nothing else
    /// was said before, and before the next that is not shown.
    pub fn covers(&self, at: Timestamp) -> bool {
        let first = self.messages.first().filter(|_| self.beyond.n_earlier > 0);
        first.is_none_or(|first| first.message.at <= at)
            && self.beyond.next_at.is_none_or(|next_at| at < next_at)
    }
}

/// Messages behind the last one that the writer of a reply has seen, which change what it would say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// How many.
    pub n: i64,
    /// The first of them.
    pub first_id: MessageId,
    /// Its position in the case.
    pub first_index: i64,
}

/// What hangs on the messages of a window.
#[derive(Default)]
struct Hanging {
    deliveries: BTreeMap<MessageId, Vec<DeliveryView>>,
    blobs: BTreeMap<MessageId, Vec<BlobRow>>,
}

impl Desk {
    /// Shows a case without its messages.
    pub async fn case(&self, actor: &Actor, number: CaseNumber) -> Result<CaseView, DeskError> {
        let (record, queue) = self.case_for(actor, number).await?;
        self.case_view(actor, record, queue).await
    }

    /// Shows a case and its newest messages, redacted.
    pub async fn show(&self, actor: &Actor, number: CaseNumber) -> Result<CasePage, DeskError> {
        self.case_page(&self.enter(actor, number).await?, Window::Newest).await
    }

    /// Shows a case that somebody was let into, and a window of its messages, redacted. A window at a message that is not in
    /// the case, or not any more, is not found.
    pub async fn case_page(
        &self,
        entered: &Entered<'_>,
        window: Window,
    ) -> Result<CasePage, DeskError> {
        entered.must_show()?;
        let actor = entered.actor;
        let view = self.case_view(actor, entered.record.clone(), entered.queue.clone()).await?;
        let parts = self.part_views(actor, &view.case, &view.queue).await?;
        let mut reader = self.db.read().await?;
        let Stretch { records, beyond } = stretch(&mut reader, actor, &view.case, window).await?;
        let mut hanging = self.hanging_on(&mut reader, &records).await?;
        drop(reader);
        let authors = records.iter().filter_map(|record| record.message.author_staff_id);
        let authors = self.staff_views(&authors.collect()).await?;
        let mut messages = Vec::with_capacity(records.len());
        for record in records {
            let deliveries = hanging.deliveries.remove(&record.message.id).unwrap_or_default();
            let author = record.message.author_staff_id.and_then(|id| authors.get(&id).cloned());
            let blobs = hanging.blobs.remove(&record.message.id).unwrap_or_default();
            messages.push(self.message_view(&record, author, deliveries, blobs)?);
        }
        Ok(CasePage { view, messages, beyond, parts })
    }

    /// Reads what hangs on messages, case by case and from the first position to the last.
    async fn hanging_on(
        &self,
        reader: &mut Reader,
        records: &[MessageRecord],
    ) -> Result<Hanging, DeskError> {
        let mut spans: BTreeMap<CaseId, (i64, i64)> = BTreeMap::new();
        for record in records {
            let index = record.message.position_index;
            let span = spans.entry(record.message.case_id).or_insert((index, index));
            *span = (span.0.min(index), span.1.max(index));
        }
        let mut hanging = Hanging::default();
        for (id, (first, last)) in spans {
            for found in reader.deliveries_between(id, first, last).await? {
                let view = self.delivery_view(found.delivery);
                hanging.deliveries.entry(view.delivery.message_id).or_default().push(view);
            }
            for row in reader.blobs_between(id, first, last).await? {
                hanging.blobs.entry(row.message_id).or_default().push(row);
            }
        }
        Ok(hanging)
    }

    /// Tells a writer of the staff what came behind the last message that they have seen: from outside, or by a colleague to the
    /// requester. It looks at the whole case, whichever window of it is shown.
    pub async fn came_since(
        &self,
        entered: &Entered<'_>,
        n_seen: i64,
    ) -> Result<Option<Since>, DeskError> {
        let (case, Actor::Staff(writer)) = (entered.case(), entered.actor) else { return Ok(None) };
        // Of a hearing its own page tells: not all that was said there is said to everybody.
        if n_seen >= case.n_messages || case.kind() == CaseKind::Dispute {
            return Ok(None);
        }
        let mut reader = self.db.read().await?;
        let Some((first_id, first_index)) =
            reader.first_message_after(case.id, n_seen, writer.id).await?
        else {
            return Ok(None);
        };
        let n = reader.n_messages_after(case.id, n_seen, writer.id).await?;
        Ok(Some(Since { n, first_id, first_index }))
    }

    /// Returns what the gate may be asked about a case.
    pub async fn resource(&self, actor: &Actor, number: CaseNumber) -> Result<Resource, DeskError> {
        Ok(self.enter_unread(actor, number).await?.resource())
    }

    pub(crate) fn message_view(
        &self,
        record: &MessageRecord,
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
        entered: &Entered<'_>,
    ) -> Result<Vec<crate::Decision>, DeskError> {
        const ACTS: [Act; 13] = [
            Act::CaseReply,
            Act::MessageUnseal,
            Act::CaseNote,
            Act::CaseMove,
            Act::CaseAssign,
            Act::CaseHandOver,
            Act::CaseClose,
            Act::CaseReopen,
            Act::DisputeFile,
            Act::CaseMarkLegal,
            Act::CaseLink,
            Act::CaseMerge,
            Act::CaseSplit,
        ];
        let (actor, case) = (entered.actor, entered.resource());
        let mut decisions = Vec::with_capacity(ACTS.len());
        for act in ACTS {
            decisions.push(match act {
                Act::MessageUnseal => self.unseal_right(entered).await?,
                // A ruling that names it lets them mark it.
                Act::CaseMarkLegal => {
                    let shown = self.shown_in(entered, act, &case).await?;
                    self.authority.allows_showing(actor, act, &case, &shown)
                }
                act => self.authority.allows(actor, act, &case),
            });
        }
        Ok(decisions)
    }

    /// Says whether the originals of a case may be opened. Consent, a ruling or broken glass opens them as well as an assignment
    /// does.
    pub(crate) async fn unseal_right(
        &self,
        entered: &Entered<'_>,
    ) -> Result<crate::Decision, DeskError> {
        let message = Resource::Message {
            message_id: MessageId::from_uuid(entered.case().id.uuid()),
            author_person_id: None,
            author_staff_id: None,
            case: entered.case().clone(),
            queue: entered.queue.clone(),
        };
        let shown = self.shown_in(entered, Act::MessageUnseal, &message).await?;
        let actor = entered.actor;
        Ok(self.authority.allows_showing(actor, Act::MessageUnseal, &message, &shown))
    }
}

/// Reads a window of a case as far as somebody may read it.
pub(crate) async fn stretch(
    reader: &mut Reader,
    actor: &Actor,
    case: &Case,
    window: Window,
) -> Result<Stretch, DeskError> {
    let timeline = Timeline::of(reader, case.id).await?;
    let sits = matches!(actor, Actor::Staff(me) if case.tribunal.has(me.id));
    if case.kind() != CaseKind::Dispute || sits {
        return timeline.window(reader, window).await;
    }
    // Who does not sit in a dispute reads what was filed and what was said to all, nothing said in confidence, and counts
    // nothing of it.
    let hearing = reader.hearing(case.id).await?;
    let mut records = timeline.all(reader).await?;
    records.retain(|record| is_shown_on_desk(case, &hearing, record));
    cut(records, window)
}
