//! The messages of a case a few at a time, in the order of time.

use jiff::Timestamp;
use model::{CaseId, PersonId, micros};

use crate::{
    DbError, Reader,
    messages::{MessageRecord, Row},
};

/// A place among the messages of one case: a moment, and among those of one moment a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessagePlace {
    /// When.
    pub at: Timestamp,
    /// The position in the case.
    pub position_index: i64,
}

impl MessagePlace {
    /// Before all messages.
    pub const START: Self = Self { at: Timestamp::MIN, position_index: i64::MIN };
    /// Behind all messages.
    pub const END: Self = Self { at: Timestamp::MAX, position_index: i64::MAX };
}

/// The messages of one case as somebody reads them.
#[derive(Clone, Copy, Debug)]
pub struct MessagesOf {
    /// The case.
    pub case_id: CaseId,
    /// The person who reads what they wrote and what was answered and has left. Without one it is the staff, who read all.
    pub reader_id: Option<PersonId>,
}

impl Reader {
    /// Returns the last messages before a place, in the order of time.
    pub async fn messages_before(
        &mut self,
        of: MessagesOf,
        place: MessagePlace,
        n_max: usize,
    ) -> Result<Vec<MessageRecord>, DbError> {
        let (id, at, position) = (of.case_id.uuid(), micros(place.at), place.position_index);
        let n_max = i64::try_from(n_max).unwrap_or(i64::MAX);
        let rows = match of.reader_id.map(PersonId::uuid) {
            None => fetch_all!(self, Row, MESSAGES_BEFORE, id, at, position, n_max),
            Some(me) => fetch_all!(self, Row, OWN_MESSAGES_BEFORE, id, at, position, n_max, me),
        };
        rows.into_iter().rev().map(MessageRecord::try_from).collect()
    }

    /// Returns the first messages behind a place, in the order of time.
    pub async fn messages_after(
        &mut self,
        of: MessagesOf,
        place: MessagePlace,
        n_max: usize,
    ) -> Result<Vec<MessageRecord>, DbError> {
        let (id, at, position) = (of.case_id.uuid(), micros(place.at), place.position_index);
        let n_max = i64::try_from(n_max).unwrap_or(i64::MAX);
        let rows = match of.reader_id.map(PersonId::uuid) {
            None => fetch_all!(self, Row, MESSAGES_AFTER, id, at, position, n_max),
            Some(me) => fetch_all!(self, Row, OWN_MESSAGES_AFTER, id, at, position, n_max, me),
        };
        rows.into_iter().map(MessageRecord::try_from).collect()
    }

    /// Counts the messages before a place.
    pub async fn n_messages_before(
        &mut self,
        of: MessagesOf,
        place: MessagePlace,
    ) -> Result<i64, DbError> {
        let (id, at, position) = (of.case_id.uuid(), micros(place.at), place.position_index);
        let row = match of.reader_id.map(PersonId::uuid) {
            None => fetch_optional!(self, (i64,), N_MESSAGES_BEFORE, id, at, position),
            Some(me) => fetch_optional!(self, (i64,), N_OWN_MESSAGES_BEFORE, id, at, position, me),
        };
        Ok(row.map_or(0, |(n,)| n))
    }

    /// Counts the messages behind a place.
    pub async fn n_messages_behind(
        &mut self,
        of: MessagesOf,
        place: MessagePlace,
    ) -> Result<i64, DbError> {
        let (id, at, position) = (of.case_id.uuid(), micros(place.at), place.position_index);
        let row = match of.reader_id.map(PersonId::uuid) {
            None => fetch_optional!(self, (i64,), N_MESSAGES_BEHIND, id, at, position),
            Some(me) => fetch_optional!(self, (i64,), N_OWN_MESSAGES_BEHIND, id, at, position, me),
        };
        Ok(row.map_or(0, |(n,)| n))
    }

    /// Says whether an answer to a case has left the house.
    pub async fn is_answered(&mut self, id: CaseId) -> Result<bool, DbError> {
        Ok(fetch_optional!(self, (i64,), ANSWERED_AT, id.uuid()).is_some())
    }
}

statements! {
    MESSAGES_BEFORE = "select id, case_id, position_index, kind, direction, author_person_id, author_staff_id,
        identity, at, is_confirmed, automatic, fault, n_attachments, language, subject_twin, text_twin
        from messages where case_id = $1 and (at, position_index) < ($2, $3)
        order by at desc, position_index desc limit $4";
    MESSAGES_AFTER = "select id, case_id, position_index, kind, direction, author_person_id, author_staff_id,
        identity, at, is_confirmed, automatic, fault, n_attachments, language, subject_twin, text_twin
        from messages where case_id = $1 and (at, position_index) > ($2, $3)
        order by at, position_index limit $4";
    N_MESSAGES_BEFORE = "select count(*) from messages where case_id = $1 and (at, position_index) < ($2, $3)";
    N_MESSAGES_BEHIND = "select count(*) from messages where case_id = $1 and (at, position_index) > ($2, $3)";
    OWN_MESSAGES_BEFORE = "select m.id, m.case_id, m.position_index, m.kind, m.direction, m.author_person_id,
        m.author_staff_id, m.identity, m.at, m.is_confirmed, m.automatic, m.fault, m.n_attachments, m.language,
        m.subject_twin, m.text_twin
        from messages m where m.case_id = $1 and (m.at, m.position_index) < ($2, $3) and m.kind = 'public'
        and ((m.direction = 'in' and m.author_person_id = $5) or (m.direction = 'out' and exists (select 1
            from deliveries d where d.message_id = m.id and d.state in ('sent', 'failed'))))
        order by m.at desc, m.position_index desc limit $4";
    OWN_MESSAGES_AFTER = "select m.id, m.case_id, m.position_index, m.kind, m.direction, m.author_person_id,
        m.author_staff_id, m.identity, m.at, m.is_confirmed, m.automatic, m.fault, m.n_attachments, m.language,
        m.subject_twin, m.text_twin
        from messages m where m.case_id = $1 and (m.at, m.position_index) > ($2, $3) and m.kind = 'public'
        and ((m.direction = 'in' and m.author_person_id = $5) or (m.direction = 'out' and exists (select 1
            from deliveries d where d.message_id = m.id and d.state in ('sent', 'failed'))))
        order by m.at, m.position_index limit $4";
    N_OWN_MESSAGES_BEFORE = "select count(*) from messages m
        where m.case_id = $1 and (m.at, m.position_index) < ($2, $3) and m.kind = 'public'
        and ((m.direction = 'in' and m.author_person_id = $4) or (m.direction = 'out' and exists (select 1
            from deliveries d where d.message_id = m.id and d.state in ('sent', 'failed'))))";
    N_OWN_MESSAGES_BEHIND = "select count(*) from messages m
        where m.case_id = $1 and (m.at, m.position_index) > ($2, $3) and m.kind = 'public'
        and ((m.direction = 'in' and m.author_person_id = $4) or (m.direction = 'out' and exists (select 1
            from deliveries d where d.message_id = m.id and d.state in ('sent', 'failed'))))";
    ANSWERED_AT = "select m.at from messages m
        where m.case_id = $1 and m.direction = 'out' and m.kind = 'public' and exists (select 1
            from deliveries d where d.message_id = m.id and d.state in ('sent', 'failed'))
        order by m.at limit 1";
}
