//! Messages and the sealed values behind their placeholders.

use model::{
    CaseId, Direction, Identity, Message, MessageId, MessageKind, PersonId, StaffId, micros,
    timestamp_of_micros,
};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// Messages of one case that are read at once.
const MESSAGES_MAX: i64 = 10_000;

/// A message with its sealed texts.
#[derive(Clone, Debug)]
pub struct MessageRecord {
    /// The message.
    pub message: Message,
    /// Its redacted subject, sealed under the case's key.
    pub subject_twin: Vec<u8>,
    /// Its redacted text, sealed under the case's key.
    pub text_twin: Vec<u8>,
}

/// A message to be inserted.
#[derive(Clone, Debug)]
pub struct NewMessage<'a> {
    /// The message.
    pub message: &'a Message,
    /// Its redacted subject, sealed.
    pub subject_twin: &'a [u8],
    /// Its redacted text, sealed.
    pub text_twin: &'a [u8],
    /// The values behind its placeholders, sealed to whom they are about.
    pub values: &'a [(PersonId, Vec<u8>)],
}

/// A message on its way to another case.
#[derive(Clone, Debug)]
pub struct MovedMessage<'a> {
    /// The message.
    pub id: MessageId,
    /// The case it goes to.
    pub case_id: CaseId,
    /// Its place there.
    pub position_index: i64,
    /// Its redacted subject, sealed under that case's key.
    pub subject_twin: &'a [u8],
    /// Its redacted text, sealed under that case's key.
    pub text_twin: &'a [u8],
    /// The values behind its new placeholders; the old ones go.
    pub values: &'a [(PersonId, Vec<u8>)],
}

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    id: Uuid,
    case_id: Uuid,
    position_index: i64,
    kind: String,
    direction: String,
    author_person_id: Option<Uuid>,
    author_staff_id: Option<Uuid>,
    identity: String,
    at: i64,
    is_confirmed: bool,
    automatic: Option<String>,
    fault: Option<String>,
    n_attachments: i64,
    language: Option<String>,
    subject_twin: Vec<u8>,
    text_twin: Vec<u8>,
}

impl TryFrom<Row> for MessageRecord {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "messages", id: row.id };
        let identity = [Identity::Unknown, Identity::AddressControlled, Identity::SignedIn]
            .into_iter()
            .find(|identity| identity.as_str() == row.identity);
        let message = Message {
            id: MessageId::from_uuid(row.id),
            case_id: CaseId::from_uuid(row.case_id),
            position_index: row.position_index,
            kind: at.need("kind", MessageKind::of_str(&row.kind))?,
            direction: at.need("direction", Direction::of_str(&row.direction))?,
            author_person_id: row.author_person_id.map(PersonId::from_uuid),
            author_staff_id: row.author_staff_id.map(StaffId::from_uuid),
            identity: at.need("identity", identity)?,
            at: timestamp_of_micros(row.at),
            is_confirmed: row.is_confirmed,
            automatic: row.automatic,
            fault: row.fault,
            n_attachments: row.n_attachments,
            language: row.language,
        };
        Ok(Self { message, subject_twin: row.subject_twin, text_twin: row.text_twin })
    }
}

impl Reader {
    /// Returns a message.
    pub async fn message(&mut self, id: MessageId) -> Result<Option<MessageRecord>, DbError> {
        fetch_optional!(self, Row, MESSAGE, id.uuid()).map(MessageRecord::try_from).transpose()
    }

    /// Returns a case's messages in order.
    pub async fn messages(&mut self, id: CaseId) -> Result<Vec<MessageRecord>, DbError> {
        let rows = fetch_all!(self, Row, MESSAGES, id.uuid(), MESSAGES_MAX);
        rows.into_iter().map(MessageRecord::try_from).collect()
    }

    /// Returns the message at the first position of a case.
    pub async fn first_message(&mut self, id: CaseId) -> Result<Option<MessageId>, DbError> {
        let row = fetch_optional!(self, (Uuid,), FIRST_MESSAGE, id.uuid());
        Ok(row.map(|(id,)| MessageId::from_uuid(id)))
    }

    /// Returns the sealed values of a message, with the person each is sealed to.
    pub async fn message_values(
        &mut self,
        id: MessageId,
    ) -> Result<Vec<(PersonId, Vec<u8>)>, DbError> {
        let rows = fetch_all!(self, (Uuid, Vec<u8>), MESSAGE_VALUES, id.uuid());
        Ok(rows.into_iter().map(|(id, sealed)| (PersonId::from_uuid(id), sealed)).collect())
    }

    /// Counts the messages of a case that came behind a position and change what a reply would say: from outside, or
    /// public ones of others than its writer.
    pub async fn n_messages_after(
        &mut self,
        id: CaseId,
        position_index: i64,
        writer: StaffId,
    ) -> Result<i64, DbError> {
        let writer = writer.uuid();
        let row =
            fetch_optional!(self, (i64,), N_MESSAGES_AFTER, id.uuid(), position_index, writer);
        Ok(row.map_or(0, |(n,)| n))
    }

    /// Returns the first of these messages, with its position.
    pub async fn first_message_after(
        &mut self,
        id: CaseId,
        position_index: i64,
        writer: StaffId,
    ) -> Result<Option<(MessageId, i64)>, DbError> {
        let writer = writer.uuid();
        let row = fetch_optional!(
            self,
            (Uuid, i64),
            FIRST_MESSAGE_AFTER,
            id.uuid(),
            position_index,
            writer
        );
        Ok(row.map(|(id, position_index)| (MessageId::from_uuid(id), position_index)))
    }
}

impl WriteTx {
    /// Inserts a message and its values.
    pub async fn insert_message(&mut self, new: &NewMessage<'_>) -> Result<(), DbError> {
        let message = new.message;
        self.changed(
            "message",
            &[message.id.uuid().as_bytes(), message.case_id.uuid().as_bytes(), new.text_twin],
        );
        execute!(
            self,
            INSERT_MESSAGE,
            message.id.uuid(),
            message.case_id.uuid(),
            message.position_index,
            message.kind.as_str(),
            message.direction.as_str(),
            message.author_person_id.map(PersonId::uuid),
            message.author_staff_id.map(StaffId::uuid),
            message.identity.as_str(),
            micros(message.at),
            message.is_confirmed,
            message.automatic.as_deref(),
            message.fault.as_deref(),
            message.n_attachments,
            message.language.as_deref(),
            new.subject_twin,
            new.text_twin,
        );
        for (person_id, sealed) in new.values {
            execute!(self, PUT_VALUES, message.id.uuid(), person_id.uuid(), sealed);
        }
        Ok(())
    }

    /// Moves a message to another case, confirmed there.
    pub async fn move_message(&mut self, moved: &MovedMessage<'_>) -> Result<(), DbError> {
        self.changed(
            "message_moved",
            &[moved.id.uuid().as_bytes(), moved.case_id.uuid().as_bytes(), moved.text_twin],
        );
        execute!(
            self,
            MOVE_MESSAGE,
            moved.id.uuid(),
            moved.case_id.uuid(),
            moved.position_index,
            moved.subject_twin,
            moved.text_twin,
        );
        execute!(self, MOVE_MAIL_IDS, moved.id.uuid(), moved.case_id.uuid());
        execute!(self, MOVE_LOOKS, moved.id.uuid(), moved.case_id.uuid());
        execute!(self, MOVE_DELIVERIES, moved.id.uuid(), moved.case_id.uuid());
        execute!(self, DELETE_VALUES, moved.id.uuid());
        for (person_id, sealed) in moved.values {
            execute!(self, PUT_VALUES, moved.id.uuid(), person_id.uuid(), sealed);
        }
        Ok(())
    }

    /// Accepts a new sender's message as part of its case.
    pub async fn confirm_message(&mut self, id: MessageId) -> Result<bool, DbError> {
        self.changed("message_confirmed", &[id.uuid().as_bytes()]);
        Ok(execute!(self, CONFIRM_MESSAGE, id.uuid()) == 1)
    }

    /// Replaces a message's sealed texts, when they were redacted anew.
    pub async fn update_message_twins(
        &mut self,
        id: MessageId,
        subject_twin: &[u8],
        text_twin: &[u8],
        values: &[(PersonId, Vec<u8>)],
    ) -> Result<(), DbError> {
        self.changed("message_twins", &[id.uuid().as_bytes()]);
        execute!(self, UPDATE_MESSAGE_TWINS, id.uuid(), subject_twin, text_twin);
        for (person_id, sealed) in values {
            execute!(self, PUT_VALUES, id.uuid(), person_id.uuid(), sealed);
        }
        Ok(())
    }
}

statements! {
    MESSAGE = "select id, case_id, position_index, kind, direction, author_person_id, author_staff_id,
        identity, at, is_confirmed, automatic, fault, n_attachments, language, subject_twin, text_twin
        from messages where id = $1";
    MESSAGES = "select id, case_id, position_index, kind, direction, author_person_id, author_staff_id,
        identity, at, is_confirmed, automatic, fault, n_attachments, language, subject_twin, text_twin
        from messages where case_id = $1 order by position_index, id limit $2";
    FIRST_MESSAGE = "select id from messages where case_id = $1 order by position_index limit 1";
    MESSAGE_VALUES = "select person_id, values_sealed from message_values where message_id = $1
        order by person_id";
    N_MESSAGES_AFTER = "select count(*) from messages where case_id = $1 and position_index > $2
        and (direction = 'in' or (kind = 'public' and author_staff_id <> $3))";
    FIRST_MESSAGE_AFTER = "select id, position_index from messages where case_id = $1 and position_index > $2
        and (direction = 'in' or (kind = 'public' and author_staff_id <> $3)) order by position_index limit 1";
    INSERT_MESSAGE = "insert into messages (id, case_id, position_index, kind, direction, author_person_id,
        author_staff_id, identity, at, is_confirmed, automatic, fault, n_attachments, language,
        subject_twin, text_twin)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    PUT_VALUES = "insert into message_values (message_id, person_id, values_sealed) values ($1, $2, $3)
        on conflict (message_id, person_id) do update set values_sealed = excluded.values_sealed";
    CONFIRM_MESSAGE = "update messages set is_confirmed = true where id = $1 and not is_confirmed";
    MOVE_MESSAGE = "update messages set case_id = $2, position_index = $3, subject_twin = $4,
        text_twin = $5, is_confirmed = true where id = $1";
    MOVE_MAIL_IDS = "update mail_ids set case_id = $2 where message_id = $1";
    MOVE_LOOKS = "update looks set case_id = $2 where message_id = $1";
    MOVE_DELIVERIES = "update deliveries set case_id = $2 where message_id = $1";
    DELETE_VALUES = "delete from message_values where message_id = $1";
    UPDATE_MESSAGE_TWINS = "update messages set subject_twin = $2, text_twin = $3 where id = $1";
}
