//! Intakes that were understood: what makes each received mail count exactly once.

use jiff::Timestamp;
use model::{IntakeId, MessageId, micros};

use crate::{BookTx, DbError, Reader, WriteTx};

impl Reader {
    /// Says whether an intake was already understood.
    pub async fn is_intake_done(&mut self, id: IntakeId) -> Result<bool, DbError> {
        Ok(fetch_optional!(self, (i64,), INTAKE, id.uuid()).is_some())
    }

    async fn put_intake(
        &mut self,
        id: IntakeId,
        message_id: Option<MessageId>,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let n =
            execute!(self, INSERT_INTAKE, id.uuid(), message_id.map(MessageId::uuid), micros(now));
        Ok(n == 1)
    }
}

impl WriteTx {
    /// Marks an intake understood, in the same transaction as what it became; says false when it was.
    pub async fn insert_intake(
        &mut self,
        id: IntakeId,
        message_id: Option<MessageId>,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("intake", &[id.uuid().as_bytes()]);
        self.put_intake(id, message_id, now).await
    }
}

impl BookTx {
    /// Marks an intake that became nothing new: a copy of a known mail, or a report on an unknown one.
    pub async fn note_intake(&mut self, id: IntakeId, now: Timestamp) -> Result<bool, DbError> {
        self.put_intake(id, None, now).await
    }
}

statements! {
    INTAKE = "select at from intakes where id = $1";
    INSERT_INTAKE = "insert into intakes (id, message_id, at) values ($1, $2, $3) on conflict do nothing";
}
