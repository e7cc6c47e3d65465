//! Disputes: where each stands, who sat, and to whom each text of a hearing was said.

use jiff::Timestamp;
use model::{
    CaseId, MessageId, Part, PersonId, Role, RulingId, Seat, SeatId, StaffId, Stage, Visibility,
    micros, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// Disputes of one page.
const DISPUTES_MAX: i64 = 200;

/// Texts of one hearing that are read at once; as many as messages of a case.
const TEXTS_MAX: i64 = 10_000;

/// What a dispute is beside its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeRow {
    /// The case.
    pub case_id: CaseId,
    /// Where it stands.
    pub stage: Stage,
    /// The case that it came from.
    pub origin_case_id: Option<CaseId>,
    /// The ruling that it reviews, if it is an appeal.
    pub appealed_ruling_id: Option<RulingId>,
    /// Against whom it is, if it is against whoever holds a role.
    pub respondent_role: Option<Role>,
    /// How many arbitrators sit in it.
    pub n_arbitrators: usize,
    /// When it was filed.
    pub filed_at: Timestamp,
}

/// A seat that somebody took, or declined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatRow {
    /// Its id.
    pub id: SeatId,
    /// The dispute.
    pub case_id: CaseId,
    /// Who.
    pub staff_id: StaffId,
    /// Which seat.
    pub seat: Seat,
    /// True where they declined it.
    pub is_declined: bool,
    /// The message that says why it was declined or handed back.
    pub reason_id: Option<MessageId>,
    /// When they took or declined it.
    pub at: Timestamp,
    /// When they handed it back.
    pub ended_at: Option<Timestamp>,
}

/// To whom a text of a hearing was said, and as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HearingRow {
    /// The message.
    pub message_id: MessageId,
    /// What it is.
    pub part: Part,
    /// Who may read it.
    pub visibility: Visibility,
}

#[derive(sqlx::FromRow)]
struct Row {
    case_id: Uuid,
    stage: String,
    origin_case_id: Option<Uuid>,
    appealed_ruling_id: Option<Uuid>,
    respondent_role: Option<String>,
    n_arbitrators: i64,
    filed_at: i64,
}

impl TryFrom<Row> for DisputeRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "disputes", id: row.case_id };
        let role = |text: String| at.need("respondent_role", Role::of_str(&text));
        Ok(Self {
            case_id: CaseId::from_uuid(row.case_id),
            stage: at.need("stage", Stage::of_str(&row.stage))?,
            origin_case_id: row.origin_case_id.map(CaseId::from_uuid),
            appealed_ruling_id: row.appealed_ruling_id.map(RulingId::from_uuid),
            respondent_role: row.respondent_role.map(role).transpose()?,
            n_arbitrators: at.need("n_arbitrators", usize::try_from(row.n_arbitrators).ok())?,
            filed_at: timestamp_of_micros(row.filed_at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct SeatColumns {
    id: Uuid,
    case_id: Uuid,
    staff_id: Uuid,
    seat: String,
    is_declined: bool,
    reason_id: Option<Uuid>,
    at: i64,
    ended_at: Option<i64>,
}

impl TryFrom<SeatColumns> for SeatRow {
    type Error = DbError;

    fn try_from(row: SeatColumns) -> Result<Self, DbError> {
        let at = At { table: "seats", id: row.id };
        Ok(Self {
            id: SeatId::from_uuid(row.id),
            case_id: CaseId::from_uuid(row.case_id),
            staff_id: StaffId::from_uuid(row.staff_id),
            seat: at.need("seat", Seat::of_str(&row.seat))?,
            is_declined: row.is_declined,
            reason_id: row.reason_id.map(MessageId::from_uuid),
            at: timestamp_of_micros(row.at),
            ended_at: row.ended_at.map(timestamp_of_micros),
        })
    }
}

impl Reader {
    /// Returns what a dispute is beside its case.
    pub async fn dispute(&mut self, id: CaseId) -> Result<Option<DisputeRow>, DbError> {
        fetch_optional!(self, Row, DISPUTE, id.uuid()).map(DisputeRow::try_from).transpose()
    }

    /// Returns the disputes of a stage, the latest first.
    pub async fn disputes_of_stage(&mut self, stage: Stage) -> Result<Vec<DisputeRow>, DbError> {
        let rows = fetch_all!(self, Row, DISPUTES_OF_STAGE, stage.as_str(), DISPUTES_MAX);
        rows.into_iter().map(DisputeRow::try_from).collect()
    }

    /// Returns the disputes that came from a case.
    pub async fn disputes_of_origin(&mut self, id: CaseId) -> Result<Vec<DisputeRow>, DbError> {
        let rows = fetch_all!(self, Row, DISPUTES_OF_ORIGIN, id.uuid(), DISPUTES_MAX);
        rows.into_iter().map(DisputeRow::try_from).collect()
    }

    /// Returns the dispute that reviews a ruling.
    pub async fn appeal_of(&mut self, id: RulingId) -> Result<Option<CaseId>, DbError> {
        let row = fetch_optional!(self, (Uuid,), APPEAL_OF, id.uuid());
        Ok(row.map(|(id,)| CaseId::from_uuid(id)))
    }

    /// Returns so many of the disputes against a person, the latest first.
    pub async fn disputes_against(
        &mut self,
        id: PersonId,
        n_max: i64,
    ) -> Result<Vec<CaseId>, DbError> {
        let rows = fetch_all!(self, (Uuid,), DISPUTES_AGAINST, id.uuid(), n_max);
        Ok(rows.into_iter().map(|(id,)| CaseId::from_uuid(id)).collect())
    }

    /// Returns the seats of a dispute, those declined and handed back among them, the earliest first.
    pub async fn seats(&mut self, id: CaseId) -> Result<Vec<SeatRow>, DbError> {
        let rows = fetch_all!(self, SeatColumns, SEATS, id.uuid());
        rows.into_iter().map(SeatRow::try_from).collect()
    }

    /// Returns the seats of a member of the staff, the latest first.
    pub async fn seats_of_staff(&mut self, id: StaffId) -> Result<Vec<SeatRow>, DbError> {
        let rows = fetch_all!(self, SeatColumns, SEATS_OF_STAFF, id.uuid(), DISPUTES_MAX);
        rows.into_iter().map(SeatRow::try_from).collect()
    }

    /// Returns disputes that go on and in which a member of the staff holds a seat; so many as a page shows.
    pub async fn cases_of_seat(&mut self, id: StaffId, seat: Seat) -> Result<Vec<CaseId>, DbError> {
        let rows = fetch_all!(self, (Uuid,), CASES_OF_SEAT, id.uuid(), seat.as_str(), DISPUTES_MAX);
        Ok(rows.into_iter().map(|(id,)| CaseId::from_uuid(id)).collect())
    }

    /// Returns to whom each text of a hearing was said.
    pub async fn hearing(&mut self, id: CaseId) -> Result<Vec<HearingRow>, DbError> {
        let rows = fetch_all!(self, (Uuid, String, String), HEARING, id.uuid(), TEXTS_MAX);
        let mut found = Vec::with_capacity(rows.len());
        for (message_id, part, visibility) in rows {
            let at = At { table: "hearing_messages", id: message_id };
            found.push(HearingRow {
                message_id: MessageId::from_uuid(message_id),
                part: at.need("part", Part::of_str(&part))?,
                visibility: at.need("visibility", Visibility::of_str(&visibility))?,
            });
        }
        Ok(found)
    }

    /// Returns the members of the staff who wrote in a case.
    pub async fn staff_authors(&mut self, id: CaseId) -> Result<Vec<StaffId>, DbError> {
        let rows = fetch_all!(self, (Uuid,), STAFF_AUTHORS, id.uuid());
        Ok(rows.into_iter().map(|(id,)| StaffId::from_uuid(id)).collect())
    }
}

impl WriteTx {
    /// Inserts what a dispute is beside its case; says false where its ruling is under review already.
    pub async fn insert_dispute(&mut self, row: &DisputeRow) -> Result<bool, DbError> {
        let origin = row.origin_case_id.map(CaseId::uuid).unwrap_or_default();
        self.changed("dispute", &[row.case_id.uuid().as_bytes(), origin.as_bytes()]);
        let n = execute!(
            self,
            INSERT_DISPUTE,
            row.case_id.uuid(),
            row.stage.as_str(),
            row.origin_case_id.map(CaseId::uuid),
            row.appealed_ruling_id.map(RulingId::uuid),
            row.respondent_role.map(Role::as_str),
            i64::try_from(row.n_arbitrators).unwrap_or(i64::MAX),
            micros(row.filed_at),
        );
        Ok(n == 1)
    }

    /// Changes where a dispute stands.
    pub async fn update_dispute(&mut self, id: CaseId, stage: Stage) -> Result<(), DbError> {
        self.changed("dispute_stage", &[id.uuid().as_bytes(), stage.as_str().as_bytes()]);
        execute!(self, UPDATE_DISPUTE, id.uuid(), stage.as_str());
        Ok(())
    }

    /// Records a seat that was taken or declined.
    pub async fn insert_seat(&mut self, row: &SeatRow) -> Result<(), DbError> {
        self.changed(
            "seat",
            &[
                row.case_id.uuid().as_bytes(),
                row.staff_id.uuid().as_bytes(),
                row.seat.as_str().as_bytes(),
                &[u8::from(row.is_declined)],
            ],
        );
        execute!(
            self,
            INSERT_SEAT,
            row.id.uuid(),
            row.case_id.uuid(),
            row.staff_id.uuid(),
            row.seat.as_str(),
            row.is_declined,
            row.reason_id.map(MessageId::uuid),
            micros(row.at),
            row.ended_at.map(micros),
        );
        Ok(())
    }

    /// Records that a seat was handed back, and which message says why; none where its holder left.
    pub async fn end_seat(
        &mut self,
        case_id: CaseId,
        staff_id: StaffId,
        reason_id: Option<MessageId>,
        now: Timestamp,
    ) -> Result<(), DbError> {
        self.changed("seat_ended", &[case_id.uuid().as_bytes(), staff_id.uuid().as_bytes()]);
        let reason_id = reason_id.map(MessageId::uuid);
        execute!(self, END_SEAT, case_id.uuid(), staff_id.uuid(), reason_id, micros(now));
        Ok(())
    }

    /// Notes to whom a text of a hearing was said.
    pub async fn insert_hearing(&mut self, id: CaseId, row: HearingRow) -> Result<(), DbError> {
        let visibility = row.visibility.as_str();
        self.changed("hearing", &[row.message_id.uuid().as_bytes(), visibility.as_bytes()]);
        let message_id = row.message_id.uuid();
        execute!(self, PUT_HEARING, message_id, id.uuid(), row.part.as_str(), visibility);
        Ok(())
    }
}

statements! {
    DISPUTE = "select case_id, stage, origin_case_id, appealed_ruling_id, respondent_role, n_arbitrators,
        filed_at from disputes where case_id = $1";
    DISPUTES_OF_STAGE = "select case_id, stage, origin_case_id, appealed_ruling_id, respondent_role,
        n_arbitrators, filed_at from disputes where stage = $1 order by filed_at desc, case_id desc limit $2";
    DISPUTES_OF_ORIGIN = "select case_id, stage, origin_case_id, appealed_ruling_id, respondent_role,
        n_arbitrators, filed_at from disputes where origin_case_id = $1 order by case_id limit $2";
    APPEAL_OF = "select case_id from disputes where appealed_ruling_id = $1";
    DISPUTES_AGAINST = "select id from cases where respondent_id = $1
        order by opened_at desc, id desc limit $2";
    SEATS = "select id, case_id, staff_id, seat, is_declined, reason_id, at, ended_at from seats
        where case_id = $1 order by at, id";
    SEATS_OF_STAFF = "select id, case_id, staff_id, seat, is_declined, reason_id, at, ended_at from seats
        where staff_id = $1 order by at desc, id desc limit $2";
    CASES_OF_SEAT = "select distinct s.case_id from seats s join disputes d on d.case_id = s.case_id
        where s.staff_id = $1 and s.seat = $2 and s.ended_at is null and not s.is_declined
        and d.stage in ('filed', 'hearing') order by s.case_id limit $3";
    HEARING = "select message_id, part, visibility from hearing_messages
        where case_id = $1 order by message_id limit $2";
    STAFF_AUTHORS = "select distinct author_staff_id from messages
        where case_id = $1 and author_staff_id is not null order by author_staff_id";
    INSERT_DISPUTE = "insert into disputes (case_id, stage, origin_case_id, appealed_ruling_id,
        respondent_role, n_arbitrators, filed_at) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict do nothing";
    UPDATE_DISPUTE = "update disputes set stage = $2 where case_id = $1";
    INSERT_SEAT = "insert into seats (id, case_id, staff_id, seat, is_declined, reason_id, at, ended_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    END_SEAT = "update seats set ended_at = $4, reason_id = $3
        where case_id = $1 and staff_id = $2 and ended_at is null and not is_declined";
    PUT_HEARING = "insert into hearing_messages (message_id, case_id, part, visibility)
        values ($1, $2, $3, $4)
        on conflict (message_id) do update set part = excluded.part, visibility = excluded.visibility";
}
