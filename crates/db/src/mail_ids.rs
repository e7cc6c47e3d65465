//! Message-IDs that we know, as keyed digests: threading by proof, and one mail only once.

use jiff::Timestamp;
use model::{CaseId, DeliveryId, MessageId, micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// A known mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownMail {
    /// The message it became, or was.
    pub message_id: MessageId,
    /// The case of that message.
    pub case_id: CaseId,
    /// The copy of ours that carried it; `None` for mail from outside.
    pub delivery_id: Option<DeliveryId>,
}

/// A mail to be known from now on.
#[derive(Clone, Copy, Debug)]
pub struct NewMailId {
    /// Keyed digest of its Message-ID.
    pub mac: [u8; 32],
    /// What it is.
    pub known: KnownMail,
    /// Keyed digest of its body, for mail from outside.
    pub body_mac: Option<[u8; 32]>,
}

impl Reader {
    /// Returns what carries this Message-ID, the latest first.
    pub async fn known_mail(&mut self, mac: &[u8; 32]) -> Result<Vec<KnownMail>, DbError> {
        let rows = fetch_all!(self, (Uuid, Uuid, Option<Uuid>), KNOWN_MAIL, mac.as_slice());
        Ok(rows
            .into_iter()
            .map(|(message_id, case_id, delivery_id)| KnownMail {
                message_id: MessageId::from_uuid(message_id),
                case_id: CaseId::from_uuid(case_id),
                delivery_id: delivery_id.map(DeliveryId::from_uuid),
            })
            .collect())
    }

    /// Returns the message that the same mail became since a moment.
    pub async fn same_mail(
        &mut self,
        mac: &[u8; 32],
        body_mac: &[u8; 32],
        since: Timestamp,
    ) -> Result<Option<MessageId>, DbError> {
        let row = fetch_optional!(
            self,
            (Uuid,),
            SAME_MAIL,
            mac.as_slice(),
            body_mac.as_slice(),
            micros(since)
        );
        Ok(row.map(|(id,)| MessageId::from_uuid(id)))
    }
}

impl WriteTx {
    /// Makes a mail known.
    pub async fn insert_mail_id(&mut self, new: &NewMailId, now: Timestamp) -> Result<(), DbError> {
        self.changed("mail_id", &[new.known.message_id.uuid().as_bytes(), &new.mac]);
        execute!(
            self,
            INSERT_MAIL_ID,
            new.mac.as_slice(),
            new.known.message_id.uuid(),
            new.known.case_id.uuid(),
            new.known.delivery_id.map(DeliveryId::uuid),
            new.body_mac.as_ref().map(<[u8; 32]>::as_slice),
            micros(now),
        );
        Ok(())
    }
}

statements! {
    KNOWN_MAIL = "select message_id, case_id, delivery_id from mail_ids where mac = $1
        order by at desc, message_id desc limit 20";
    SAME_MAIL = "select message_id from mail_ids where mac = $1 and body_mac = $2 and at >= $3
        order by at, message_id limit 1";
    INSERT_MAIL_ID = "insert into mail_ids (mac, message_id, case_id, delivery_id, body_mac, at)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
}
