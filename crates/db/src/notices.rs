//! Notices of the staff: what each wants to be told of, and what each was told, once.

use std::{collections::BTreeMap, ops::Range};

use jiff::Timestamp;
use model::{
    ApprovalId, CaseId, NoticeChoices, NoticeEvent, NoticeMail, NoticeWays, PersonId, QuietHours,
    StaffId, Zone, micros, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, rows::At};

/// Members whose notices leave in one round.
const LEAVING_MAX: i64 = 500;

/// Notices that are read of one batch. A mail lists few of them, and says when there are more.
pub const NOTICES_READ_MAX: usize = 1_000;

/// Something that a member of the staff is told of.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// Its id.
    pub id: Uuid,
    /// Who is told.
    pub staff_id: StaffId,
    /// What it is about, in ids: nobody is told twice of the same.
    pub about: String,
    /// What happened.
    pub event: NoticeEvent,
    /// In which case.
    pub case_id: Option<CaseId>,
    /// What waits for a second.
    pub approval_id: Option<ApprovalId>,
    /// When a mail about it leaves, where one is wanted.
    pub leaves_at: Option<Timestamp>,
}

/// A notice that leaves by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its id.
    pub id: Uuid,
    /// What happened.
    pub event: NoticeEvent,
    /// In which case.
    pub case_id: Option<CaseId>,
    /// What waits for a second.
    pub approval_id: Option<ApprovalId>,
    /// When.
    pub at: Timestamp,
}

type HoursRow = (Uuid, i64, Option<i64>, Option<i64>, Option<String>);
type WaysRow = (Uuid, String, String, bool);

impl Reader {
    /// Returns what everybody chose who ever chose.
    pub async fn notice_choices(&mut self) -> Result<BTreeMap<StaffId, NoticeChoices>, DbError> {
        let hours = fetch_all!(self, HoursRow, NOTICE_HOURS);
        let ways = fetch_all!(self, WaysRow, NOTICE_WAYS);
        let mut chosen = BTreeMap::new();
        for (id, daily_hour, from, until, zone) in hours {
            let at = At { table: "notice_hours", id };
            let hour = |hour: i64| u8::try_from(hour).ok();
            let quiet = from.and_then(hour).zip(until.and_then(hour));
            let choices = NoticeChoices {
                ways: BTreeMap::new(),
                daily_hour: at.need("daily_hour", hour(daily_hour))?,
                quiet: quiet.and_then(|(from, until)| QuietHours::new(from, until)),
                // A name that the database of zones has no more is no reason to tell nobody anything.
                zone: zone.and_then(|name| Zone::of_name(&name)).unwrap_or_default(),
            };
            chosen.insert(StaffId::from_uuid(id), choices);
        }
        for (id, event, mail, in_browser) in ways {
            let at = At { table: "notice_ways", id };
            let event = at.need("event", NoticeEvent::of_str(&event))?;
            let mail = at.need("mail", NoticeMail::of_str(&mail))?;
            if let Some(choices) = chosen.get_mut(&StaffId::from_uuid(id)) {
                choices.ways.insert(event, NoticeWays { mail, in_browser });
            }
        }
        Ok(chosen)
    }

    /// Returns cases that are not ended and whose clock passes behind a moment and until another, and when it does; at most
    /// so many, the first to pass first.
    pub async fn clocks_between(
        &mut self,
        from: Timestamp,
        until: Timestamp,
        n_max: i64,
    ) -> Result<Vec<(CaseId, Timestamp)>, DbError> {
        Ok(clocks(fetch_all!(self, (Uuid, i64), CLOCKS, micros(from), micros(until), n_max)))
    }

    /// Returns the same of cases to which something was done by the entries from a number until before another: their
    /// clocks may have begun or jumped by it.
    pub async fn clocks_touched(
        &mut self,
        entries: Range<i64>,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(CaseId, Timestamp)>, DbError> {
        let Range { start, end } = entries;
        let (from, until) = (micros(from), micros(until));
        Ok(clocks(fetch_all!(self, (Uuid, i64), CLOCKS_TOUCHED, start, end, from, until)))
    }

    /// Returns, of each message that a person sent in behind a moment and until another, what says that a machine wrote it,
    /// if anything does; at most so many, the latest first.
    pub async fn sent_in(
        &mut self,
        id: PersonId,
        from: Timestamp,
        until: Timestamp,
        n_max: i64,
    ) -> Result<Vec<Option<String>>, DbError> {
        let (from, until) = (micros(from), micros(until));
        let rows = fetch_all!(self, (Option<String>,), SENT_IN, id.uuid(), from, until, n_max);
        Ok(rows.into_iter().map(|(automatic,)| automatic).collect())
    }

    /// Returns who has notices that are due to leave and in no batch yet.
    pub async fn notices_leaving(&mut self, now: Timestamp) -> Result<Vec<StaffId>, DbError> {
        let rows = fetch_all!(self, (Uuid,), NOTICES_LEAVING, micros(now), LEAVING_MAX);
        Ok(rows.into_iter().map(|(id,)| StaffId::from_uuid(id)).collect())
    }

    /// Returns what of a batch was not sent, the oldest first.
    pub async fn notices_of_batch(&mut self, batch_id: Uuid) -> Result<Vec<NoticeRow>, DbError> {
        type Row = (Uuid, String, Option<Uuid>, Option<Uuid>, i64);
        let max = i64::try_from(NOTICES_READ_MAX).unwrap_or(i64::MAX);
        let rows = fetch_all!(self, Row, NOTICES_OF_BATCH, batch_id, max);
        let row = |(id, event, case_id, approval_id, at): Row| {
            let place = At { table: "notices", id };
            Ok(NoticeRow {
                id,
                event: place.need("event", NoticeEvent::of_str(&event))?,
                case_id: case_id.map(CaseId::from_uuid),
                approval_id: approval_id.map(ApprovalId::from_uuid),
                at: timestamp_of_micros(at),
            })
        };
        rows.into_iter().map(row).collect()
    }
}

fn clocks(rows: Vec<(Uuid, i64)>) -> Vec<(CaseId, Timestamp)> {
    rows.into_iter().map(|(id, at)| (CaseId::from_uuid(id), timestamp_of_micros(at))).collect()
}

impl WriteTx {
    /// Keeps what a member chose in place of what they chose before.
    pub async fn put_notice_choices(
        &mut self,
        id: StaffId,
        choices: &NoticeChoices,
    ) -> Result<(), DbError> {
        let quiet = choices.quiet.map(|quiet| (i64::from(quiet.from()), i64::from(quiet.until())));
        let (from, until) = quiet.unzip();
        let hours = [i64::from(choices.daily_hour), from.unwrap_or(-1), until.unwrap_or(-1)];
        let hours: Vec<u8> = hours.iter().flat_map(|hour| hour.to_be_bytes()).collect();
        let zone = choices.zone.name();
        self.changed("notice_hours", &[id.uuid().as_bytes(), &hours, zone.as_bytes()]);
        execute!(self, DELETE_NOTICE_WAYS, id.uuid());
        let daily_hour = i64::from(choices.daily_hour);
        execute!(self, PUT_NOTICE_HOURS, id.uuid(), daily_hour, from, until, zone);
        for (event, ways) in &choices.ways {
            let (event, mail) = (event.as_str(), ways.mail.as_str());
            let in_browser = [u8::from(ways.in_browser)];
            self.changed("notice_ways", &[event.as_bytes(), mail.as_bytes(), &in_browser]);
            execute!(self, INSERT_NOTICE_WAYS, id.uuid(), event, mail, ways.in_browser);
        }
        Ok(())
    }

    /// Deletes what a member chose, and what they were to be told, when they leave.
    pub async fn delete_notices_of(&mut self, id: StaffId) -> Result<(), DbError> {
        self.changed("notices_of", &[id.uuid().as_bytes()]);
        execute!(self, DELETE_NOTICE_WAYS, id.uuid());
        execute!(self, DELETE_NOTICE_HOURS, id.uuid());
        execute!(self, DELETE_NOTICES_OF, id.uuid());
        Ok(())
    }
}

impl BookTx {
    /// Keeps that somebody is told of something; says false when they were.
    pub async fn insert_notice(
        &mut self,
        new: &NewNotice,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let n = execute!(
            self,
            INSERT_NOTICE,
            new.id,
            new.staff_id.uuid(),
            new.about.as_str(),
            new.event.as_str(),
            new.case_id.map(CaseId::uuid),
            new.approval_id.map(ApprovalId::uuid),
            micros(now),
            new.leaves_at.map(micros),
        );
        Ok(n == 1)
    }

    /// Puts all that is due of a member into one batch; returns how many.
    pub async fn batch_notices(
        &mut self,
        staff_id: StaffId,
        batch_id: Uuid,
        now: Timestamp,
    ) -> Result<u64, DbError> {
        Ok(execute!(self, BATCH_NOTICES, staff_id.uuid(), batch_id, micros(now)))
    }

    /// Notes that a batch leaves now, or that it did not.
    pub async fn mark_notices(
        &mut self,
        batch_id: Uuid,
        sent_at: Option<Timestamp>,
    ) -> Result<(), DbError> {
        execute!(self, MARK_NOTICES, batch_id, sent_at.map(micros));
        Ok(())
    }

    /// Takes what was not sent out of a batch that was given up, so that it leaves in another.
    pub async fn unbatch_notices(&mut self, batch_id: Uuid) -> Result<(), DbError> {
        execute!(self, UNBATCH_NOTICES, batch_id);
        Ok(())
    }

    /// Deletes notices from before a moment.
    pub async fn forget_notices(&mut self, before: Timestamp) -> Result<u64, DbError> {
        Ok(execute!(self, FORGET_NOTICES, micros(before)))
    }
}

statements! {
    NOTICE_HOURS = "select staff_id, daily_hour, quiet_from, quiet_until, zone from notice_hours order by staff_id";
    NOTICE_WAYS = "select staff_id, event, mail, in_browser from notice_ways order by staff_id, event";
    PUT_NOTICE_HOURS = "insert into notice_hours (staff_id, daily_hour, quiet_from, quiet_until, zone)
        values ($1, $2, $3, $4, $5) on conflict (staff_id) do update set
        daily_hour = excluded.daily_hour, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
        zone = excluded.zone";
    INSERT_NOTICE_WAYS = "insert into notice_ways (staff_id, event, mail, in_browser)
        values ($1, $2, $3, $4)";
    DELETE_NOTICE_WAYS = "delete from notice_ways where staff_id = $1";
    DELETE_NOTICE_HOURS = "delete from notice_hours where staff_id = $1";
    DELETE_NOTICES_OF = "delete from notices where staff_id = $1";
    CLOCKS = "select id, due_at from cases where state <> 'closed' and due_at > $1 and due_at <= $2
        order by due_at, id limit $3";
    CLOCKS_TOUCHED = "select distinct c.id, c.due_at from entries e join cases c on c.id = e.case_id
        where e.log_index >= $1 and e.log_index < $2 and e.outcome = 'done'
        and c.state <> 'closed' and c.due_at > $3 and c.due_at <= $4 order by c.due_at, c.id";
    SENT_IN = "select automatic from messages
        where author_person_id = $1 and direction = 'in' and at > $2 and at <= $3
        order by at desc, id desc limit $4";
    INSERT_NOTICE = "insert into notices (id, staff_id, about, event, case_id, approval_id, at, leaves_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (staff_id, about) do nothing";
    NOTICES_LEAVING = "select distinct staff_id from notices
        where batch_id is null and leaves_at is not null and leaves_at <= $1 order by staff_id limit $2";
    BATCH_NOTICES = "update notices set batch_id = $2
        where staff_id = $1 and batch_id is null and leaves_at is not null and leaves_at <= $3";
    NOTICES_OF_BATCH = "select id, event, case_id, approval_id, at from notices
        where batch_id = $1 and sent_at is null order by at, id limit $2";
    MARK_NOTICES = "update notices set sent_at = $2 where batch_id = $1";
    UNBATCH_NOTICES = "update notices set batch_id = null where batch_id = $1 and sent_at is null";
    FORGET_NOTICES = "delete from notices where at < $1";
}
