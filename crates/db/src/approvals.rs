//! Approvals: acts that were proposed and wait for a second pair of eyes, decided, and used once.

use jiff::Timestamp;
use model::{Act, ApprovalId, Eyes, MotionNumber, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, rows::At};

/// Approvals that one page shows.
const PAGE_MAX: i64 = 200;

/// Where a proposal stands. That it lapsed is told by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApprovalState {
    /// It waits for a second.
    Waiting,
    /// A second approved it; it was not carried out yet.
    Approved,
    /// It was declined, or taken back.
    Declined,
    /// It was carried out.
    Used,
}

impl ApprovalState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Approved, Self::Declined, Self::Used];

    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Used => "used",
        }
    }

    fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// An act to be proposed.
#[derive(Clone, Debug)]
pub struct NewApproval {
    /// Its id.
    pub id: ApprovalId,
    /// What is to be done.
    pub act: Act,
    /// How two share it.
    pub eyes: Eyes,
    /// To what kind of thing.
    pub resource_kind: String,
    /// To which one.
    pub resource_id: String,
    /// In which version, where the thing counts them.
    pub resource_version: Option<i64>,
    /// The edition of the policies under which it was proposed.
    pub edition: String,
    /// Keyed digest of act, thing and input.
    pub digest: Vec<u8>,
    /// The input, sealed.
    pub input_sealed: Vec<u8>,
    /// Who proposes; `None` is the command line.
    pub proposed_by: Option<StaffId>,
    /// When it lapses.
    pub lapses_at: Timestamp,
    /// Its number, where it is a motion of the board.
    pub motion: Option<MotionNumber>,
    /// Who stood in for the proposer when it was proposed.
    pub deputy_id: Option<StaffId>,
}

/// What somebody decided about a proposal.
#[derive(Clone, Debug)]
pub struct Decided {
    /// Who; they may have taken back what they proposed.
    pub staff_id: StaffId,
    /// The edition of their roles at that moment.
    pub role_edition: i64,
    /// When.
    pub at: Timestamp,
}

/// A proposal as kept.
#[derive(Clone, Debug)]
pub struct ApprovalRow {
    /// Its id.
    pub id: ApprovalId,
    /// What is to be done.
    pub act: Act,
    /// How two share it.
    pub eyes: Eyes,
    /// To what kind of thing.
    pub resource_kind: String,
    /// To which one.
    pub resource_id: String,
    /// In which version.
    pub resource_version: Option<i64>,
    /// The edition of the policies under which it was proposed.
    pub edition: String,
    /// Keyed digest of act, thing and input.
    pub digest: Vec<u8>,
    /// The input, sealed; `None` once it is forgotten.
    pub input_sealed: Option<Vec<u8>>,
    /// Who proposed; `None` is the command line.
    pub proposed_by: Option<StaffId>,
    /// When.
    pub proposed_at: Timestamp,
    /// When it lapses.
    pub lapses_at: Timestamp,
    /// Where it stands.
    pub state: ApprovalState,
    /// What the second decided; `None` too where the command line took it back.
    pub decided: Option<Decided>,
    /// Why it was declined, sealed.
    pub reason_sealed: Option<Vec<u8>>,
    /// When it was carried out.
    pub used_at: Option<Timestamp>,
    /// Its number, where it is a motion of the board.
    pub motion: Option<MotionNumber>,
    /// Who stood in for the proposer when it was proposed.
    pub deputy_id: Option<StaffId>,
}

/// A decision about a proposal, to be kept.
#[derive(Clone, Debug)]
pub struct NewDecision {
    /// True to approve.
    pub is_approval: bool,
    /// Who decides, with the edition of their roles; `None` is the command line, which only takes back.
    pub by: Option<(StaffId, i64)>,
    /// Why not, sealed.
    pub reason_sealed: Option<Vec<u8>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    act: String,
    eyes: String,
    resource_kind: String,
    resource_id: String,
    resource_version: Option<i64>,
    edition: String,
    digest: Vec<u8>,
    input_sealed: Option<Vec<u8>>,
    proposed_by: Option<Uuid>,
    proposed_at: i64,
    lapses_at: i64,
    state: String,
    decided_by: Option<Uuid>,
    decided_role_edition: Option<i64>,
    decided_at: Option<i64>,
    reason_sealed: Option<Vec<u8>>,
    used_at: Option<i64>,
    motion_day: Option<String>,
    motion_sequence: Option<i64>,
    deputy_id: Option<Uuid>,
}

impl TryFrom<Row> for ApprovalRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "approvals", id: row.id };
        let decided = row.decided_by.zip(row.decided_role_edition).zip(row.decided_at);
        Ok(Self {
            id: ApprovalId::from_uuid(row.id),
            act: at.need("act", Act::of_str(&row.act))?,
            eyes: at.need("eyes", Eyes::of_str(&row.eyes))?,
            resource_kind: row.resource_kind,
            resource_id: row.resource_id,
            resource_version: row.resource_version,
            edition: row.edition,
            digest: row.digest,
            input_sealed: row.input_sealed,
            proposed_by: row.proposed_by.map(StaffId::from_uuid),
            proposed_at: timestamp_of_micros(row.proposed_at),
            lapses_at: timestamp_of_micros(row.lapses_at),
            state: at.need("state", ApprovalState::of_str(&row.state))?,
            decided: decided.map(|((id, role_edition), at)| Decided {
                staff_id: StaffId::from_uuid(id),
                role_edition,
                at: timestamp_of_micros(at),
            }),
            reason_sealed: row.reason_sealed,
            used_at: row.used_at.map(timestamp_of_micros),
            deputy_id: row.deputy_id.map(StaffId::from_uuid),
            motion: match row.motion_day.zip(row.motion_sequence) {
                None => None,
                Some((day, sequence)) => Some(MotionNumber {
                    day: at.need("motion_day", day.parse().ok())?,
                    sequence: at.need("motion_sequence", u32::try_from(sequence).ok())?,
                }),
            },
        })
    }
}

impl Reader {
    /// Returns a proposal.
    pub async fn approval(&mut self, id: ApprovalId) -> Result<Option<ApprovalRow>, DbError> {
        fetch_optional!(self, Row, APPROVAL, id.uuid()).map(ApprovalRow::try_from).transpose()
    }

    /// Counts what somebody proposed and is neither decided nor lapsed; `None` is the command line.
    pub async fn n_open_proposals(
        &mut self,
        by: Option<StaffId>,
        now: Timestamp,
    ) -> Result<i64, DbError> {
        let row = match by {
            Some(id) => fetch_optional!(self, (i64,), N_OPEN_OF, id.uuid(), micros(now)),
            None => fetch_optional!(self, (i64,), N_OPEN_OF_NOBODY, micros(now)),
        };
        Ok(row.map_or(0, |(n,)| n))
    }

    /// Returns the highest sequence of the motions of a day, 0 when there is none.
    pub async fn highest_motion(&mut self, day: jiff::civil::Date) -> Result<i64, DbError> {
        let row = fetch_optional!(self, (i64,), HIGHEST_MOTION, day.to_string());
        Ok(row.map_or(0, |(n,)| n))
    }

    /// Returns proposals that had not lapsed at a moment, the latest first.
    pub async fn approvals_since(&mut self, at: Timestamp) -> Result<Vec<ApprovalRow>, DbError> {
        let rows = fetch_all!(self, Row, APPROVALS_SINCE, micros(at), PAGE_MAX);
        rows.into_iter().map(ApprovalRow::try_from).collect()
    }
}

impl WriteTx {
    /// Keeps a proposal; the entry names it. Says false when its number was taken meanwhile.
    pub async fn insert_approval(
        &mut self,
        new: &NewApproval,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("approval", &[new.id.uuid().as_bytes(), &new.digest]);
        self.about_approval(new.id);
        let motion = new.motion.as_ref();
        let n = execute!(
            self,
            INSERT_APPROVAL,
            new.id.uuid(),
            new.act.as_str(),
            new.eyes.as_str(),
            &new.resource_kind,
            &new.resource_id,
            new.resource_version,
            &new.edition,
            new.digest.as_slice(),
            new.input_sealed.as_slice(),
            new.proposed_by.map(StaffId::uuid),
            micros(now),
            micros(new.lapses_at),
            motion.map(|motion| motion.day.to_string()),
            motion.map(|motion| i64::from(motion.sequence)),
            new.deputy_id.map(StaffId::uuid),
        );
        Ok(n > 0)
    }

    /// Keeps what was decided about a proposal; says false when it waits no more. The entry names the proposal.
    pub async fn decide_approval(
        &mut self,
        id: ApprovalId,
        new: &NewDecision,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let state = if new.is_approval { ApprovalState::Approved } else { ApprovalState::Declined };
        self.changed("approval_decided", &[id.uuid().as_bytes(), state.as_str().as_bytes()]);
        self.about_approval(id);
        let n = execute!(
            self,
            DECIDE_APPROVAL,
            id.uuid(),
            state.as_str(),
            new.by.map(|(id, _)| id.uuid()),
            new.by.map(|(_, edition)| edition),
            micros(now),
            new.reason_sealed.as_deref(),
        );
        Ok(n > 0)
    }

    /// Forgets what was proposed and why it was declined; that it was proposed stays.
    pub async fn forget_approval(&mut self, id: ApprovalId) -> Result<(), DbError> {
        execute!(self, FORGET_APPROVAL, id.uuid());
        Ok(())
    }
}

impl BookTx {
    /// Forgets the inputs of proposals that lapsed before a moment; returns how many there were.
    pub async fn forget_approvals(&mut self, before: Timestamp) -> Result<u64, DbError> {
        Ok(execute!(self, FORGET_APPROVALS, micros(before)))
    }

    /// Forgets what was said of meetings, and values of fields, that were declined, or that nobody approved by now; returns how
    /// many there were.
    pub async fn forget_meetings(&mut self, now: Timestamp) -> Result<u64, DbError> {
        Ok(execute!(self, FORGET_MEETINGS, micros(now)))
    }
}

statements! {
    APPROVAL = "select id, act, eyes, resource_kind, resource_id, resource_version, edition, digest,
        input_sealed, proposed_by, proposed_at, lapses_at, state, decided_by, decided_role_edition,
        decided_at, reason_sealed, used_at, motion_day, motion_sequence, deputy_id from approvals where id = $1";
    APPROVALS_SINCE = "select id, act, eyes, resource_kind, resource_id, resource_version, edition, digest,
        input_sealed, proposed_by, proposed_at, lapses_at, state, decided_by, decided_role_edition,
        decided_at, reason_sealed, used_at, motion_day, motion_sequence, deputy_id from approvals
        where lapses_at > $1 order by lapses_at desc, id desc limit $2";
    INSERT_APPROVAL = "insert into approvals (id, act, eyes, resource_kind, resource_id, resource_version,
        edition, digest, input_sealed, proposed_by, proposed_at, lapses_at, state,
        motion_day, motion_sequence, deputy_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', $13, $14, $15)
        on conflict (motion_day, motion_sequence) do nothing";
    N_OPEN_OF = "select count(*) from approvals
        where proposed_by = $1 and state = 'waiting' and lapses_at > $2";
    N_OPEN_OF_NOBODY = "select count(*) from approvals
        where proposed_by is null and state = 'waiting' and lapses_at > $1";
    HIGHEST_MOTION = "select coalesce(max(motion_sequence), 0) from approvals where motion_day = $1";
    DECIDE_APPROVAL = "update approvals set state = $2, decided_by = $3, decided_role_edition = $4,
        decided_at = $5, reason_sealed = $6
        where id = $1 and lapses_at > $5 and (state = 'waiting' or (state = 'approved' and $2 = 'declined'))";
    FORGET_APPROVAL = "update approvals set input_sealed = null, reason_sealed = null where id = $1";
    FORGET_APPROVALS = "update approvals set input_sealed = null, reason_sealed = null
        where lapses_at < $1 and (input_sealed is not null or reason_sealed is not null)";
    FORGET_MEETINGS = "update approvals set input_sealed = null
        where act in ('person.assure', 'field.edit') and input_sealed is not null and (state = 'declined' or lapses_at <= $1)";
}
