//! Replying: a public message that is held a moment, then leaves, signed, for everyone in the case.

use db::{KnownMail, NewDelivery, NewMailId, WriteTx};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, CaseNumber, Delivery, DeliveryId, DeliveryState, DeliveryTarget, DraftKind,
    MessageId, MessageKind, Personal, Resource, SheetId, StaffId,
};

use crate::{Desk, DeskError, note::check_text, twins::Texts};

/// A reply to be sent.
#[derive(Clone, Debug)]
pub struct ReplyDraft {
    /// What it says.
    pub text: Personal<String>,
    /// How many messages the case had when the writer began; more since then, from outside or by colleagues to the
    /// requester, stop the reply.
    pub n_seen: Option<i64>,
}

/// What a reply came from, beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReplyOrigin {
    /// The version that was kept as draft; it goes with the reply, unless a later one was kept.
    pub kept: Option<i64>,
    /// The edition of a template that it began as.
    pub template: Option<(SheetId, i64)>,
}

impl Desk {
    /// Writes a reply and puts its copies on hold: one for each participant, one for the channel.
    pub async fn reply(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: ReplyDraft,
    ) -> Result<MessageId, DeskError> {
        self.reply_from(actor, number, draft, ReplyOrigin::default()).await
    }

    /// Writes a reply, and remembers what it came from.
    ///
    /// Where somebody said something at this very moment, that is what the writer has not seen, and stops the reply as if it had
    /// been there before.
    pub async fn reply_from(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: ReplyDraft,
        origin: ReplyOrigin,
    ) -> Result<MessageId, DeskError> {
        let n_seen = draft.n_seen;
        match self.reply_once(actor, number, draft, origin).await {
            Err(DeskError::Conflict { what: "case" }) => {
                Err(self.faster(actor, number, n_seen).await?)
            }
            done => done,
        }
    }

    /// Says what came in between: messages that the writer has not seen, or something else. A reply is never tried again by
    /// itself: the same form sent twice at once would be two replies.
    async fn faster(
        &self,
        actor: &Actor,
        number: CaseNumber,
        n_seen: Option<i64>,
    ) -> Result<DeskError, DeskError> {
        let conflict = DeskError::Conflict { what: "case" };
        let (Actor::Staff(staff), Some(n_seen)) = (actor, n_seen) else { return Ok(conflict) };
        let (record, _) = self.case_unread(actor, number).await?;
        let n = self.db.read().await?.n_messages_after(record.case.id, n_seen, staff.id).await?;
        Ok(if n > 0 { DeskError::NewMessages { n } } else { conflict })
    }

    async fn reply_once(
        &self,
        actor: &Actor,
        number: CaseNumber,
        draft: ReplyDraft,
        origin: ReplyOrigin,
    ) -> Result<MessageId, DeskError> {
        check_text(&draft.text)?;
        let (record, queue) = self.case_unread(actor, number).await?;
        let resource = Resource::Case { case: record.case.clone(), queue };
        let permit = self.ask(actor, Act::CaseReply, &resource).await?;
        let Actor::Staff(staff) = actor else { return Err(DeskError::NotFound) };
        self.must_sign(staff.id).await?;
        let mut reader = self.db.read().await?;
        if let Some(n_seen) = draft.n_seen {
            let n = reader.n_messages_after(record.case.id, n_seen, staff.id).await?;
            if n > 0 {
                return Err(DeskError::NewMessages { n });
            }
        }
        let targets = self.targets(&mut reader, &record.case).await?;
        drop(reader);
        if let Some(template) = origin.template {
            self.must_come_from(template, record.case.queue_id, &staff.roles).await?;
        }
        if !targets.iter().any(|target| matches!(target, DeliveryTarget::Person(_))) {
            let words = "nobody in this case has an address to answer to".to_owned();
            return Err(DeskError::Invalid { field: "case", words });
        }

        let now = self.now();
        let case = record.case.replied(now)?;
        let texts = Texts { text: draft.text, ..Texts::default() };
        let (message, made) = self.written(&case, staff, MessageKind::Public, &texts).await?;
        let mut tx = self.db.write(permit).await?;
        tx.update_case(&case).await?;
        self.put_written(&mut tx, &message, &made).await?;
        if let Some((id, number)) = origin.template {
            tx.insert_message_sheet(message.id, id, number).await?;
        }
        self.hold_copies(&mut tx, &message, targets).await?;
        if let Some(kept) = origin.kept {
            tx.use_draft(case.id, staff.id, DraftKind::Reply, kept).await?;
        }
        tx.commit().await?;
        self.presence.rests(case.id, staff.id, now);
        self.leaving.notify_one();
        Ok(message.id)
    }

    /// Refuses whoever has no key to sign their mail with.
    pub(crate) async fn must_sign(&self, id: StaffId) -> Result<(), DeskError> {
        let author = self.db.read().await?.staff(id).await?.ok_or(DeskError::NotFound)?;
        match author.signing_sealed {
            Some(_) => Ok(()),
            None => Err(DeskError::NoSigningKey),
        }
    }

    /// Puts the copies of a message on hold.
    pub(crate) async fn hold_copies(
        &self,
        tx: &mut WriteTx,
        message: &model::Message,
        targets: Vec<DeliveryTarget>,
    ) -> Result<(), DeskError> {
        let now = self.now();
        for target in targets {
            let (delivery, mail_id) = self.held(message, target, now);
            tx.insert_delivery(&delivery).await?;
            tx.insert_mail_id(&mail_id, now).await?;
        }
        Ok(())
    }

    async fn targets(
        &self,
        reader: &mut db::Reader,
        case: &model::Case,
    ) -> Result<Vec<DeliveryTarget>, DeskError> {
        let mut targets = Vec::new();
        for (person_id, is_participant) in reader.case_persons(case.id).await? {
            if is_participant && self.open_party(reader, person_id).await?.address.is_some() {
                targets.push(DeliveryTarget::Person(person_id));
            }
        }
        if self.config.channel.is_some() {
            targets.push(DeliveryTarget::Channel);
        }
        Ok(targets)
    }

    fn held(
        &self,
        message: &model::Message,
        target: DeliveryTarget,
        now: Timestamp,
    ) -> (NewDelivery, NewMailId) {
        let id = DeliveryId::draw(now, &*self.chance);
        let hold = SignedDuration::from_secs(self.live_settings().undo_secs.max(0));
        let delivery = Delivery {
            id,
            message_id: message.id,
            target,
            state: DeliveryState::Held,
            leaves_at: now.saturating_add(hold).unwrap_or(now),
            n_tries: 0,
            status: None,
            version: 1,
        };
        let new = NewDelivery {
            delivery,
            case_id: message.case_id,
            reply_mac: self.token_mac(&self.reply_token(id)),
            bounce_mac: self.token_mac(&self.bounce_token(id)),
        };
        let known =
            KnownMail { message_id: message.id, case_id: message.case_id, delivery_id: Some(id) };
        let mac = self.mail_id_mac(&self.message_id_of(id));
        (new, NewMailId { mac, known, body_mac: None })
    }
}
