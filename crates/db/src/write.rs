//! The write transaction: opened by a permit, closed by exactly one entry.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use audit::{Changes, Entry, Ground, Permit, Second};
use model::{ApprovalId, CaseId, EntryId, PersonId, StaffId, Via, micros};

use crate::{
    BookTx, DbError, Reader,
    backend::Hold,
    open::{Inner, sql},
};

/// A write transaction. Dropped without `commit`, it leaves nothing.
pub struct WriteTx {
    reader: Reader,
    inner: Arc<Inner>,
    permit: Permit,
    concerns: Option<(CaseId, PersonId)>,
    approval_id: Option<ApprovalId>,
    changes: Changes,
    entry_id: EntryId,
}

impl WriteTx {
    pub(crate) async fn open(
        reader: Reader,
        inner: Arc<Inner>,
        permit: Permit,
    ) -> Result<Self, DbError> {
        let changes = Changes::none(&inner.log_key);
        let entry_id = EntryId::draw(inner.clock.now(), &*inner.chance);
        let mut tx =
            Self { reader, inner, permit, concerns: None, approval_id: None, changes, entry_id };
        tx.check_permit().await?;
        Ok(tx)
    }

    /// Commits, and with it the one entry of this act; returns its id.
    pub async fn commit(mut self) -> Result<EntryId, DbError> {
        let mut ground = self.permit.ground().clone();
        if let Some((case_id, person_id)) = self.concerns {
            ground.case = Some((case_id, 1));
            ground.person_id = Some(person_id);
        }
        let entry = Entry::done(self.entry_id, ground, self.changes.digest())
            .about_approval(self.approval_id);
        crate::entries::insert(&mut self.reader, &self.inner.log_key, &entry).await?;
        finish(self.reader).await?;
        self.inner.tell_committed();
        // Tests tell by it which acts were really carried out (`testkit::carried_out`).
        tracing::trace!(target: "acts.entered", act = entry.act.as_str());
        Ok(self.entry_id)
    }

    /// Says which case and person the act came to concern, when it was asked about something wider: a new
    /// case is asked of its queue.
    pub const fn concerns(&mut self, case_id: CaseId, person_id: PersonId) {
        self.concerns = Some((case_id, person_id));
    }

    /// Says which proposal the act put forward or decided.
    pub(crate) const fn about_approval(&mut self, id: ApprovalId) {
        self.approval_id = Some(id);
    }

    /// Returns the id of the entry that the commit will append.
    pub const fn entry_id(&self) -> EntryId {
        self.entry_id
    }

    /// Returns the permit that opened this transaction.
    pub const fn permit(&self) -> &Permit {
        &self.permit
    }

    pub(crate) fn log_key(&self) -> &audit::LogKey {
        &self.inner.log_key
    }

    /// Adds to the description of what this transaction changes; its keyed digest stands in the entry.
    pub(crate) fn changed(&mut self, what: &str, parts: &[&[u8]]) {
        self.changes.add(&self.inner.log_key, what, parts);
    }

    // What a permit rests on may have fallen away since the decision; here it is asked once more (house
    // law 1), under the one write lock of SQLite, under row locks on PostgreSQL: what was found standing
    // cannot fall before the commit.
    async fn check_permit(&mut self) -> Result<(), DbError> {
        let ground = self.permit.ground().clone();
        let now = micros(self.inner.clock.now());
        let stale = |what| DbError::PermitStale { what };
        let edition =
            fetch_by_driver!(self.reader, (String,), POLICY_EDITION, POLICY_EDITION_LOCKED);
        if edition.is_some_and(|(edition,)| edition != ground.edition) {
            return Err(stale("the policies changed"));
        }
        match ground.via {
            Via::Session(id) => {
                fetch_by_driver!(
                    self.reader,
                    (i64,),
                    SESSION_STANDS,
                    SESSION_STANDS_LOCKED,
                    id.uuid(),
                    now
                )
                .ok_or_else(|| stale("the session ended"))?;
            }
            Via::Token(id) => {
                fetch_by_driver!(
                    self.reader,
                    (i64,),
                    TOKEN_STANDS,
                    TOKEN_STANDS_LOCKED,
                    id.uuid(),
                    now
                )
                .ok_or_else(|| stale("the token ended"))?;
            }
            Via::Mail | Via::Job | Via::CommandLine | Via::Nothing => {}
        }
        if let Some((staff_id, edition)) = ground.staff {
            fetch_by_driver!(
                self.reader,
                (i64,),
                ROLES_STAND,
                ROLES_STAND_LOCKED,
                staff_id.uuid(),
                edition
            )
            .ok_or_else(|| stale("the roles changed"))?;
        }
        if let Some(token) = ground.uses
            && !self.use_authority(token.id, token.n_max, now).await?
        {
            return Err(DbError::AuthorityGone);
        }
        if let Some(second) = &ground.second {
            self.use_approval(second, &ground, now).await?;
        }
        if let Some((case_id, version)) = ground.case
            && self.locked_version(case_id).await? != Some(version)
        {
            return Err(DbError::Conflict { what: "case" });
        }
        Ok(())
    }
}

impl WriteTx {
    /// Returns the version of a case, which stands until the commit.
    pub(crate) async fn locked_version(&mut self, id: CaseId) -> Result<Option<i64>, DbError> {
        let found =
            fetch_by_driver!(self.reader, (i64,), CASE_VERSION, CASE_VERSION_LOCKED, id.uuid());
        Ok(found.map(|(version,)| version))
    }

    /// Says whether somebody has a place with the roles of this edition; that stands until the commit.
    pub async fn roles_stand(&mut self, id: StaffId, edition: i64) -> Result<bool, DbError> {
        let found = fetch_by_driver!(
            self.reader,
            (i64,),
            ROLES_STAND,
            ROLES_STAND_LOCKED,
            id.uuid(),
            edition
        );
        Ok(found.is_some())
    }

    // An approval is used up by the act it was given for, in the transaction of that act. It must be of exactly
    // this, under these policies, and whoever gave it must still hold the roles they held.
    async fn use_approval(
        &mut self,
        second: &Second,
        ground: &Ground,
        now: i64,
    ) -> Result<(), DbError> {
        let stale = |what| DbError::PermitStale { what };
        let (staff_id, edition) = second.staff;
        fetch_by_driver!(
            self.reader,
            (i64,),
            ROLES_STAND,
            ROLES_STAND_LOCKED,
            staff_id.uuid(),
            edition
        )
        .ok_or_else(|| stale("the roles of whoever approved changed"))?;
        let n = execute!(
            self.reader,
            USE_APPROVAL,
            second.approval_id.uuid(),
            now,
            second.digest.as_slice(),
            &ground.edition,
            ground.act.as_str(),
            ground.resource_kind,
            &ground.resource_id,
            staff_id.uuid(),
            edition
        );
        if n == 0 { Err(stale("the approval was used, withdrawn or has lapsed")) } else { Ok(()) }
    }
}

impl BookTx {
    /// Says whether somebody has a place with the roles of this edition; that stands until the commit.
    pub async fn place_stands(&mut self, id: StaffId, edition: i64) -> Result<bool, DbError> {
        let found = fetch_by_driver!(
            self.reader,
            (i64,),
            ROLES_STAND,
            ROLES_STAND_LOCKED,
            id.uuid(),
            edition
        );
        Ok(found.is_some())
    }

    /// Says whether somebody was not destroyed; nor are they until the commit.
    pub async fn person_stands(&mut self, id: PersonId) -> Result<bool, DbError> {
        let found =
            fetch_by_driver!(self.reader, (i64,), PERSON_STANDS, PERSON_STANDS_LOCKED, id.uuid());
        Ok(found.is_some())
    }
}

impl Deref for WriteTx {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for WriteTx {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}

pub(crate) async fn finish(reader: Reader) -> Result<(), DbError> {
    match reader.hold {
        Hold::SqliteWrite(turn) => turn.commit().await.map_err(DbError::Commit),
        Hold::PostgresWrite(tx) => tx.commit().await.map_err(sql("commit")),
        Hold::SqliteRead(_) | Hold::PostgresRead(_) => Ok(()),
    }
}

statements! {
    USE_APPROVAL = "update approvals set state = 'used', used_at = $2
        where id = $1 and state = 'approved' and lapses_at > $2 and digest = $3 and edition = $4
        and act = $5 and resource_kind = $6 and resource_id = $7
        and decided_by = $8 and decided_role_edition = $9
        and (proposed_by is null or proposed_by <> decided_by)";
}

// The same texts; PostgreSQL's take row locks. A case's is the one of a change, because two acts on one
// case would else both hold it for reading and wait for each other.
driver_statements! {
    sqlite {
        POLICY_EDITION = "select value from settings where key = 'policy_edition'";
        SESSION_STANDS = "select created_at from sessions
            where id = $1 and ended_at is null and expires_at > $2";
        TOKEN_STANDS = "select t.created_at from api_tokens t join staff s on s.id = t.staff_id
            where t.id = $1 and t.ended_at is null and t.expires_at > $2 and s.is_active";
        ROLES_STAND = "select role_edition from staff
            where id = $1 and role_edition = $2 and is_active";
        CASE_VERSION = "select version from cases where id = $1";
        PERSON_STANDS = "select created_at from persons
            where id = $1 and erased_at is null";
    }
    postgres {
        POLICY_EDITION_LOCKED = "select value from settings where key = 'policy_edition' for share";
        SESSION_STANDS_LOCKED = "select created_at from sessions
            where id = $1 and ended_at is null and expires_at > $2 for share";
        TOKEN_STANDS_LOCKED = "select t.created_at from api_tokens t join staff s on s.id = t.staff_id
            where t.id = $1 and t.ended_at is null and t.expires_at > $2 and s.is_active for share";
        ROLES_STAND_LOCKED = "select role_edition from staff
            where id = $1 and role_edition = $2 and is_active for share";
        CASE_VERSION_LOCKED = "select version from cases where id = $1 for no key update";
        PERSON_STANDS_LOCKED = "select created_at from persons
            where id = $1 and erased_at is null for share";
    }
}
