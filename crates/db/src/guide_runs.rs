//! Guides at work in cases: which edition, and every tick with who and when, also those taken back.

use jiff::Timestamp;
use model::{CaseId, GuideRunId, MessageId, SheetId, StaffId, TickId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// Guides that one case shows.
const RUNS_MAX: i64 = 100;

/// Ticks of one guide in a case that are read, those taken back included.
const TICKS_MAX: i64 = 2_000;

/// A guide at work in a case.
#[derive(Clone, Debug)]
pub struct GuideRunRow {
    /// Its id.
    pub id: GuideRunId,
    /// In which case.
    pub case_id: CaseId,
    /// Which guide.
    pub sheet_id: SheetId,
    /// In which edition; a newer one does not change what is at work.
    pub number: i64,
    /// Who began it.
    pub started_by: StaffId,
    /// When.
    pub started_at: Timestamp,
    /// Who set it aside.
    pub stopped_by: Option<StaffId>,
    /// When.
    pub stopped_at: Option<Timestamp>,
    /// Counts changes: two ticks at the same moment do not pass each other.
    pub version: i64,
}

/// A tick at a step.
#[derive(Clone, Debug)]
pub struct TickRow {
    /// Its id.
    pub id: TickId,
    /// Of which guide at work.
    pub run_id: GuideRunId,
    /// At which step, counted from 1.
    pub step: i64,
    /// Who ticked.
    pub staff_id: StaffId,
    /// When.
    pub at: Timestamp,
    /// The note that was written with it.
    pub message_id: Option<MessageId>,
    /// Who took it back.
    pub undone_by: Option<StaffId>,
    /// When.
    pub undone_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Run {
    id: Uuid,
    case_id: Uuid,
    sheet_id: Uuid,
    number: i64,
    started_by: Uuid,
    started_at: i64,
    stopped_by: Option<Uuid>,
    stopped_at: Option<i64>,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct Tick {
    id: Uuid,
    run_id: Uuid,
    step_number: i64,
    staff_id: Uuid,
    at: i64,
    message_id: Option<Uuid>,
    undone_by: Option<Uuid>,
    undone_at: Option<i64>,
}

impl From<Run> for GuideRunRow {
    fn from(row: Run) -> Self {
        Self {
            id: GuideRunId::from_uuid(row.id),
            case_id: CaseId::from_uuid(row.case_id),
            sheet_id: SheetId::from_uuid(row.sheet_id),
            number: row.number,
            started_by: StaffId::from_uuid(row.started_by),
            started_at: timestamp_of_micros(row.started_at),
            stopped_by: row.stopped_by.map(StaffId::from_uuid),
            stopped_at: row.stopped_at.map(timestamp_of_micros),
            version: row.version,
        }
    }
}

impl From<Tick> for TickRow {
    fn from(row: Tick) -> Self {
        Self {
            id: TickId::from_uuid(row.id),
            run_id: GuideRunId::from_uuid(row.run_id),
            step: row.step_number,
            staff_id: StaffId::from_uuid(row.staff_id),
            at: timestamp_of_micros(row.at),
            message_id: row.message_id.map(MessageId::from_uuid),
            undone_by: row.undone_by.map(StaffId::from_uuid),
            undone_at: row.undone_at.map(timestamp_of_micros),
        }
    }
}

impl Reader {
    /// Returns the guides of a case, the earliest first.
    pub async fn guide_runs(&mut self, id: CaseId) -> Result<Vec<GuideRunRow>, DbError> {
        let rows = fetch_all!(self, Run, RUNS, id.uuid(), RUNS_MAX);
        Ok(rows.into_iter().map(GuideRunRow::from).collect())
    }

    /// Returns one guide at work.
    pub async fn guide_run(&mut self, id: GuideRunId) -> Result<Option<GuideRunRow>, DbError> {
        Ok(fetch_optional!(self, Run, RUN, id.uuid()).map(GuideRunRow::from))
    }

    /// Returns the ticks of a guide at work, the earliest first.
    pub async fn guide_ticks(&mut self, id: GuideRunId) -> Result<Vec<TickRow>, DbError> {
        let rows = fetch_all!(self, Tick, TICKS, id.uuid(), TICKS_MAX);
        Ok(rows.into_iter().map(TickRow::from).collect())
    }
}

impl WriteTx {
    /// Begins a guide beside a case; says false where it stands there and was not set aside.
    pub async fn insert_guide_run(&mut self, run: &GuideRunRow) -> Result<bool, DbError> {
        let (id, case_id, sheet_id) = (run.id.uuid(), run.case_id.uuid(), run.sheet_id.uuid());
        self.changed(
            "guide_run",
            &[id.as_bytes(), case_id.as_bytes(), sheet_id.as_bytes(), &run.number.to_be_bytes()],
        );
        let n = execute!(
            self,
            INSERT_RUN,
            id,
            case_id,
            sheet_id,
            run.number,
            run.started_by.uuid(),
            micros(run.started_at),
        );
        Ok(n == 1)
    }

    /// Sets a guide aside.
    pub async fn stop_guide_run(
        &mut self,
        run: &GuideRunRow,
        by: StaffId,
        at: Timestamp,
    ) -> Result<(), DbError> {
        self.changed("guide_run_stopped", &[run.id.uuid().as_bytes()]);
        let n = execute!(self, STOP_RUN, run.id.uuid(), run.version, by.uuid(), micros(at));
        if n == 0 { Err(DbError::Conflict { what: "guide" }) } else { Ok(()) }
    }

    /// Ticks a step of a guide that stands as it was read.
    pub async fn insert_guide_tick(
        &mut self,
        run: &GuideRunRow,
        tick: &TickRow,
    ) -> Result<(), DbError> {
        let step = tick.step.to_be_bytes();
        self.changed("guide_tick", &[tick.id.uuid().as_bytes(), run.id.uuid().as_bytes(), &step]);
        self.raise_run(run).await?;
        execute!(
            self,
            INSERT_TICK,
            tick.id.uuid(),
            run.id.uuid(),
            tick.step,
            tick.staff_id.uuid(),
            micros(tick.at),
            tick.message_id.map(MessageId::uuid),
        );
        Ok(())
    }

    /// Takes a tick back; it stays on record.
    pub async fn undo_guide_tick(
        &mut self,
        run: &GuideRunRow,
        id: TickId,
        by: StaffId,
        at: Timestamp,
    ) -> Result<(), DbError> {
        self.changed("guide_tick_undone", &[id.uuid().as_bytes()]);
        self.raise_run(run).await?;
        let n = execute!(self, UNDO_TICK, id.uuid(), by.uuid(), micros(at));
        if n == 0 { Err(DbError::Conflict { what: "guide" }) } else { Ok(()) }
    }

    async fn raise_run(&mut self, run: &GuideRunRow) -> Result<(), DbError> {
        let n = execute!(self, RAISE_RUN, run.id.uuid(), run.version);
        if n == 0 { Err(DbError::Conflict { what: "guide" }) } else { Ok(()) }
    }
}

statements! {
    RUNS = "select id, case_id, sheet_id, number, started_by, started_at, stopped_by, stopped_at, version
        from guide_runs where case_id = $1 order by started_at, id limit $2";
    RUN = "select id, case_id, sheet_id, number, started_by, started_at, stopped_by, stopped_at, version
        from guide_runs where id = $1";
    TICKS = "select id, run_id, step_number, staff_id, at, message_id, undone_by, undone_at
        from guide_ticks where run_id = $1 order by at, id limit $2";
    INSERT_RUN = "insert into guide_runs (id, case_id, sheet_id, number, started_by, started_at, version)
        values ($1, $2, $3, $4, $5, $6, 1)
        on conflict (case_id, sheet_id) where stopped_at is null do nothing";
    STOP_RUN = "update guide_runs set stopped_by = $3, stopped_at = $4, version = version + 1
        where id = $1 and version = $2 and stopped_at is null";
    RAISE_RUN = "update guide_runs set version = version + 1
        where id = $1 and version = $2 and stopped_at is null";
    INSERT_TICK = "insert into guide_ticks (id, run_id, step_number, staff_id, at, message_id)
        values ($1, $2, $3, $4, $5, $6)";
    UNDO_TICK = "update guide_ticks set undone_by = $2, undone_at = $3 where id = $1 and undone_at is null";
}
