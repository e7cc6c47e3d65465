//! Cases: one case, its changes, counts. Pages of the board are in `case_filters`.

use jiff::Timestamp;
use model::{Case, CaseId, CaseNumber, Class, PersonId, QueueId, StaffId, Tribunal, micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, backend::Conn, case_rows::Row};

/// Rows of the longest page.
pub const PAGE_MAX: i64 = 200;

/// Cases that one statement names.
const IDS_MAX: usize = 400;

/// A case with its sealed texts.
#[derive(Clone, Debug)]
pub struct CaseRecord {
    /// The case.
    pub case: Case,
    /// Its redacted subject, sealed under the case's key.
    pub subject_twin: Vec<u8>,
    /// The first words of its first message, redacted, sealed under the case's key.
    pub excerpt_twin: Vec<u8>,
    /// The case that its subject names, for the staff to confirm.
    pub suggested_case_id: Option<CaseId>,
    /// The case that it is part of.
    pub merged_into: Option<CaseId>,
}

/// A case to be inserted.
#[derive(Clone, Debug)]
pub struct NewCase<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its redacted subject, sealed.
    pub subject_twin: &'a [u8],
    /// Its first words, redacted, sealed.
    pub excerpt_twin: &'a [u8],
    /// The case that its subject names.
    pub suggested_case_id: Option<CaseId>,
}

/// A place in the board's order, for the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseAt {
    /// When the case was last touched.
    pub updated_at: Timestamp,
    /// Its id.
    pub id: CaseId,
}

/// How many cases of a queue are not closed, and how many of those are late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCount {
    /// The queue.
    pub queue_id: QueueId,
    /// Cases that are not closed.
    pub n_open: i64,
    /// Of those, the ones whose answer is overdue.
    pub n_late: i64,
}

impl Reader {
    /// Returns a case by id.
    pub async fn case(&mut self, id: CaseId) -> Result<Option<CaseRecord>, DbError> {
        fetch_optional!(self, Row, CASE, id.uuid()).map(CaseRecord::try_from).transpose()
    }

    /// Returns a case by number.
    pub async fn case_of_number(
        &mut self,
        number: CaseNumber,
    ) -> Result<Option<CaseRecord>, DbError> {
        let number = number.to_string();
        fetch_optional!(self, Row, CASE_OF_NUMBER, &number).map(CaseRecord::try_from).transpose()
    }

    /// Returns these cases in this order, as far as they are there.
    pub async fn cases_of_ids(&mut self, ids: &[CaseId]) -> Result<Vec<CaseRecord>, DbError> {
        let ids = ids.get(..ids.len().min(IDS_MAX)).unwrap_or_default();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        macro_rules! found {
            ($conn:ident, $driver:ty) => {{
                let mut text = sqlx::QueryBuilder::<$driver>::new(CASES);
                text.push(" where id in (");
                let mut list = text.separated(", ");
                for id in ids {
                    list.push_bind(id.uuid());
                }
                text.push(")");
                text.build_query_as::<Row>().fetch_all($conn).await
            }};
        }
        let rows = match self.conn() {
            Conn::Sqlite(conn) => found!(conn, sqlx::Sqlite),
            Conn::Postgres(conn) => found!(conn, sqlx::Postgres),
        }
        .map_err(|source| DbError::Sql { what: "CASES", source })?;
        let mut records = Vec::with_capacity(rows.len());
        for row in rows {
            records.push(CaseRecord::try_from(row)?);
        }
        let place = |record: &CaseRecord| ids.iter().position(|id| *id == record.case.id);
        records.sort_by_key(place);
        Ok(records)
    }

    /// Returns a person's own cases, the newest first.
    pub async fn cases_of_requester(
        &mut self,
        id: PersonId,
        n_max: i64,
    ) -> Result<Vec<CaseRecord>, DbError> {
        let rows = fetch_all!(self, Row, CASES_OF_REQUESTER, id.uuid(), n_max.clamp(1, PAGE_MAX));
        rows.into_iter().map(CaseRecord::try_from).collect()
    }

    /// Returns the ids of so many cases of a requester, disputes and parts among them, the latest first, each with the case that
    /// it is part of.
    pub async fn case_ids_of_requester(
        &mut self,
        id: PersonId,
        n_max: i64,
    ) -> Result<Vec<(CaseId, Option<CaseId>)>, DbError> {
        let rows = fetch_all!(self, (Uuid, Option<Uuid>), CASE_IDS_OF_REQUESTER, id.uuid(), n_max);
        Ok(rows.into_iter().map(with_host).collect())
    }

    /// Returns the ids of so many cases in which a person wrote, whosever they are, the latest first, each with the case that it
    /// is part of.
    pub async fn cases_written_in(
        &mut self,
        id: PersonId,
        n_max: i64,
    ) -> Result<Vec<(CaseId, Option<CaseId>)>, DbError> {
        let rows = fetch_all!(self, (Uuid, Option<Uuid>), CASES_WRITTEN_IN, id.uuid(), n_max);
        Ok(rows.into_iter().map(with_host).collect())
    }

    /// Returns the ids of all cases in which a person appears.
    pub async fn cases_of_person(&mut self, id: PersonId) -> Result<Vec<CaseId>, DbError> {
        let rows = fetch_all!(self, (Uuid,), CASES_OF_PERSON, id.uuid());
        Ok(rows.into_iter().map(|(id,)| CaseId::from_uuid(id)).collect())
    }

    /// Returns who appears in a case, participants and mentioned ones alike.
    pub async fn case_persons(&mut self, id: CaseId) -> Result<Vec<(PersonId, bool)>, DbError> {
        let rows = fetch_all!(self, (Uuid, bool), CASE_PERSONS, id.uuid());
        Ok(rows.into_iter().map(|(id, is)| (PersonId::from_uuid(id), is)).collect())
    }

    /// Counts the open and late cases of each queue that has any.
    pub async fn queue_counts(&mut self, now: Timestamp) -> Result<Vec<QueueCount>, DbError> {
        let rows = fetch_all!(self, (Uuid, i64, i64), QUEUE_COUNTS, micros(now));
        Ok(rows
            .into_iter()
            .filter(|(_, n_open, _)| *n_open > 0)
            .map(|(id, n_open, n_late)| QueueCount {
                queue_id: QueueId::from_uuid(id),
                n_open,
                n_late,
            })
            .collect())
    }

    /// Returns the highest sequence of a kind and day, 0 when there is none.
    pub async fn highest_sequence(&mut self, number: &CaseNumber) -> Result<i64, DbError> {
        let day = number.day.to_string();
        let row = fetch_optional!(self, (i64,), HIGHEST_SEQUENCE, number.kind.as_str(), &day);
        Ok(row.map_or(0, |(n,)| n))
    }
}

impl WriteTx {
    /// Inserts a case; says false when its number was taken meanwhile.
    pub async fn insert_case(&mut self, new: &NewCase<'_>) -> Result<bool, DbError> {
        let case = new.case;
        let number = case.number.to_string();
        self.changed("case", &[case.id.uuid().as_bytes(), number.as_bytes()]);
        let n = execute!(
            self,
            INSERT_CASE,
            case.id.uuid(),
            &number,
            case.kind().as_str(),
            case.number.day.to_string(),
            i64::from(case.number.sequence),
            case.state.as_str(),
            case.queue_id.uuid(),
            case.requester_id.uuid(),
            case.assignment.map(|held| held.staff_id.uuid()),
            case.assignment.is_some_and(|held| held.is_self),
            case.assignment.map(|held| micros(held.at)),
            case.class.as_str(),
            case.due.map(|due| micros(due.since)),
            case.due.map(|due| due.target_secs),
            case.due.map(|due| micros(due.at())),
            micros(case.opened_at),
            micros(case.updated_at),
            case.n_messages,
            case.language.as_deref(),
            new.subject_twin,
            new.excerpt_twin,
            new.suggested_case_id.map(CaseId::uuid),
            arbitrator(case, 0),
            arbitrator(case, 1),
            arbitrator(case, 2),
            case.tribunal.case_manager.map(StaffId::uuid),
            case.tribunal.respondent_id.map(PersonId::uuid),
        );
        Ok(n == 1)
    }

    /// Changes a case that still has the version that was read.
    pub async fn update_case(&mut self, case: &Case) -> Result<(), DbError> {
        let version = case.version.to_be_bytes();
        let state = case.state.as_str().as_bytes();
        let queue = case.queue_id.uuid();
        let assignee = case.assignment.map(|held| held.staff_id.uuid()).unwrap_or_default();
        self.changed(
            "case",
            &[case.id.uuid().as_bytes(), &version, state, queue.as_bytes(), assignee.as_bytes()],
        );
        if case.tribunal != Tribunal::default() || case.class == Class::Legal {
            let sits = case.tribunal.arbitrators.iter().chain(&case.tribunal.case_manager);
            let ids: Vec<u8> = sits.flat_map(|id| *id.uuid().as_bytes()).collect();
            let class = case.class.as_str().as_bytes();
            self.changed("tribunal", &[case.id.uuid().as_bytes(), class, &ids]);
        }
        let n = execute!(
            self,
            UPDATE_CASE,
            case.id.uuid(),
            case.version,
            case.state.as_str(),
            case.queue_id.uuid(),
            case.assignment.map(|held| held.staff_id.uuid()),
            case.assignment.is_some_and(|held| held.is_self),
            case.assignment.map(|held| micros(held.at)),
            case.due.map(|due| micros(due.since)),
            case.due.map(|due| due.target_secs),
            case.due.map(|due| micros(due.at())),
            micros(case.updated_at),
            case.n_messages,
            case.class.as_str(),
            arbitrator(case, 0),
            arbitrator(case, 1),
            arbitrator(case, 2),
            case.tribunal.case_manager.map(StaffId::uuid),
            case.tribunal.respondent_id.map(PersonId::uuid),
        );
        if n == 0 { Err(DbError::Conflict { what: "case" }) } else { Ok(()) }
    }

    /// Replaces a case's sealed texts, when they were redacted anew.
    pub async fn update_case_twins(
        &mut self,
        id: CaseId,
        subject_twin: &[u8],
        excerpt_twin: &[u8],
    ) -> Result<(), DbError> {
        self.changed("case_twins", &[id.uuid().as_bytes()]);
        execute!(self, UPDATE_TWINS, id.uuid(), subject_twin, excerpt_twin);
        Ok(())
    }

    /// Notes that a person appears in a case; a participant stays one.
    pub async fn put_case_person(
        &mut self,
        case_id: CaseId,
        person_id: PersonId,
        is_participant: bool,
    ) -> Result<(), DbError> {
        self.changed(
            "case_person",
            &[case_id.uuid().as_bytes(), person_id.uuid().as_bytes(), &[u8::from(is_participant)]],
        );
        execute!(self, PUT_CASE_PERSON, case_id.uuid(), person_id.uuid(), is_participant);
        Ok(())
    }
}

fn arbitrator(case: &Case, place: usize) -> Option<Uuid> {
    case.tribunal.arbitrators.get(place).map(|id| id.uuid())
}

pub(crate) const CASES: &str =
    "select id, number, state, queue_id, requester_id, assignee_id, is_self_assigned,
    assigned_at, class, due_since, due_target_secs, opened_at, updated_at, n_messages, language,
    subject_twin, excerpt_twin, suggested_case_id, arbitrator_id, second_arbitrator_id, third_arbitrator_id,
    case_manager_id, respondent_id, merged_into, version from cases";

fn with_host((id, host): (Uuid, Option<Uuid>)) -> (CaseId, Option<CaseId>) {
    (CaseId::from_uuid(id), host.map(CaseId::from_uuid))
}

statements! {
    CASE = "select id, number, state, queue_id, requester_id, assignee_id, is_self_assigned, assigned_at,
        class, due_since, due_target_secs, opened_at, updated_at, n_messages, language, subject_twin,
        excerpt_twin, suggested_case_id, arbitrator_id, second_arbitrator_id, third_arbitrator_id,
        case_manager_id, respondent_id, merged_into, version from cases where id = $1";
    CASE_OF_NUMBER = "select id, number, state, queue_id, requester_id, assignee_id, is_self_assigned,
        assigned_at, class, due_since, due_target_secs, opened_at, updated_at, n_messages, language,
        subject_twin, excerpt_twin, suggested_case_id, arbitrator_id, second_arbitrator_id,
        third_arbitrator_id, case_manager_id, respondent_id, merged_into, version from cases where number = $1";
    CASES_OF_REQUESTER = "select id, number, state, queue_id, requester_id, assignee_id, is_self_assigned,
        assigned_at, class, due_since, due_target_secs, opened_at, updated_at, n_messages, language,
        subject_twin, excerpt_twin, suggested_case_id, arbitrator_id, second_arbitrator_id,
        third_arbitrator_id, case_manager_id, respondent_id, merged_into, version from cases
        where requester_id = $1 order by opened_at desc, id desc limit $2";
    CASE_IDS_OF_REQUESTER = "select id, merged_into from cases where requester_id = $1
        order by opened_at desc, id desc limit $2";
    CASES_WRITTEN_IN = "select c.id, c.merged_into from case_persons p join cases c on c.id = p.case_id
        where p.person_id = $1 and exists (select 1 from messages m where m.case_id = c.id and m.author_person_id = $1)
        order by c.id desc limit $2";
    CASES_OF_PERSON = "select case_id from case_persons where person_id = $1 order by case_id";
    CASE_PERSONS = "select person_id, is_participant from case_persons where case_id = $1 order by person_id";
    QUEUE_COUNTS = "select q.id,
        (select count(*) from cases c where c.queue_id = q.id and c.state <> 'closed'),
        (select count(*) from cases c where c.queue_id = q.id and c.state <> 'closed' and c.due_at < $1)
        from queues q order by q.position_index, q.id";
    HIGHEST_SEQUENCE = "select coalesce(max(sequence), 0) from cases where kind = $1 and day = $2";
    INSERT_CASE = "insert into cases (id, number, kind, day, sequence, state, queue_id, requester_id,
        assignee_id, is_self_assigned, assigned_at, class, due_since, due_target_secs, due_at, opened_at,
        updated_at, n_messages, language, subject_twin, excerpt_twin, suggested_case_id,
        arbitrator_id, second_arbitrator_id, third_arbitrator_id, case_manager_id, respondent_id, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $24, $25, $26, $27, 1) on conflict do nothing";
    UPDATE_CASE = "update cases set state = $3, queue_id = $4, assignee_id = $5, is_self_assigned = $6,
        assigned_at = $7, due_since = $8, due_target_secs = $9, due_at = $10, updated_at = $11,
        n_messages = $12, class = $13, arbitrator_id = $14, second_arbitrator_id = $15,
        third_arbitrator_id = $16, case_manager_id = $17, respondent_id = $18, version = version + 1
        where id = $1 and version = $2";
    UPDATE_TWINS = "update cases set subject_twin = $2, excerpt_twin = $3, version = version + 1
        where id = $1";
    PUT_CASE_PERSON = "insert into case_persons (case_id, person_id, is_participant) values ($1, $2, $3)
        on conflict (case_id, person_id) do update
        set is_participant = case_persons.is_participant or excluded.is_participant";
}
