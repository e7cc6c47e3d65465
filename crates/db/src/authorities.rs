//! Authorities that were given: the signed token, how often it was used, whether it was taken back.

use jiff::Timestamp;
use model::{
    AuthorityId, AuthorityKind, CaseId, CaseKind, Holder, PersonId, QueueName, Role, Scope,
    StaffId, Terms, micros, timestamp_of_micros,
};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, rows::At};

/// Authorities that one question or page looks at, the latest first.
pub const AUTHORITIES_MAX: i64 = 200;

/// Authorities taken back that are looked through for the one that would have done.
const WITHDRAWN_MAX: i64 = 20;

/// An authority as it is kept. What it allows is said by the token, not by the columns.
#[derive(Clone, Debug)]
pub struct AuthorityRow {
    /// Its id.
    pub id: AuthorityId,
    /// Its kind, for lists.
    pub kind: AuthorityKind,
    /// The case it is for, if one.
    pub case_id: Option<CaseId>,
    /// The signed token.
    pub token: Vec<u8>,
    /// How often it was used.
    pub n_used: i64,
    /// When it was given.
    pub created_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
    /// Who seconded the motion that gave it.
    pub second_id: Option<PersonId>,
    /// When it was seen to have expired.
    pub lapsed_at: Option<Timestamp>,
}

/// How often an authority was used, as its rows count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthorityCount {
    /// Which one.
    pub id: AuthorityId,
    /// Uses.
    pub n_used: i64,
    /// Redemptions among them.
    pub n_redeemed: i64,
    /// True where it was taken back.
    pub is_withdrawn: bool,
}

/// An authority to be kept.
#[derive(Clone, Debug)]
pub struct NewAuthority<'a> {
    /// What it says.
    pub terms: &'a Terms,
    /// The signed token.
    pub token: &'a [u8],
    /// The id of its authority block.
    pub block_id: &'a str,
    /// The proof by which its issuer released their key.
    pub proof_id: Option<Uuid>,
    /// Who seconded the motion that gives it.
    pub second_id: Option<PersonId>,
    /// When it was given.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    case_id: Option<Uuid>,
    token: Vec<u8>,
    n_used: i64,
    created_at: i64,
    withdrawn_at: Option<i64>,
    second_id: Option<Uuid>,
    lapsed_at: Option<i64>,
}

impl TryFrom<Row> for AuthorityRow {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "authorities", id: row.id };
        Ok(Self {
            id: AuthorityId::from_uuid(row.id),
            kind: at.need("kind", AuthorityKind::of_str(&row.kind))?,
            case_id: row.case_id.map(CaseId::from_uuid),
            token: row.token,
            n_used: row.n_used,
            created_at: timestamp_of_micros(row.created_at),
            withdrawn_at: row.withdrawn_at.map(timestamp_of_micros),
            second_id: row.second_id.map(PersonId::from_uuid),
            lapsed_at: row.lapsed_at.map(timestamp_of_micros),
        })
    }
}

fn rows(rows: Vec<Row>) -> Result<Vec<AuthorityRow>, DbError> {
    rows.into_iter().map(AuthorityRow::try_from).collect()
}

impl Reader {
    /// Returns an authority.
    pub async fn authority(&mut self, id: AuthorityId) -> Result<Option<AuthorityRow>, DbError> {
        fetch_optional!(self, Row, AUTHORITY, id.uuid()).map(AuthorityRow::try_from).transpose()
    }

    /// Returns the authority of a block: all narrowed copies of a token share it.
    pub async fn authority_of_block(
        &mut self,
        block_id: &str,
    ) -> Result<Option<AuthorityRow>, DbError> {
        fetch_optional!(self, Row, OF_BLOCK, block_id).map(AuthorityRow::try_from).transpose()
    }

    /// Returns what a member of the staff could show in a case: authorities for it, and precedents for its kind,
    /// given to them or to a role. Those that expired or were taken back are left out.
    pub async fn authorities_for_case(
        &mut self,
        staff_id: StaffId,
        case_id: CaseId,
        kind: CaseKind,
        now: Timestamp,
    ) -> Result<Vec<AuthorityRow>, DbError> {
        rows(fetch_all!(
            self,
            Row,
            FOR_CASE,
            staff_id.uuid(),
            case_id.uuid(),
            kind.as_str(),
            micros(now),
            AUTHORITIES_MAX,
        ))
    }

    /// Says whether an authority has expired of which that was not noted yet.
    pub async fn has_expired_authorities(&mut self, now: Timestamp) -> Result<bool, DbError> {
        Ok(fetch_optional!(self, (Uuid,), EXPIRED, micros(now)).is_some())
    }

    /// Returns the authorities that were ever given for a case.
    pub async fn authorities_of_case(&mut self, id: CaseId) -> Result<Vec<AuthorityRow>, DbError> {
        rows(fetch_all!(self, Row, OF_CASE, id.uuid(), AUTHORITIES_MAX))
    }

    /// Returns those for a case that were taken back, given to a member of the staff or to any role, the latest first.
    pub async fn authorities_withdrawn(
        &mut self,
        staff_id: StaffId,
        case_id: CaseId,
    ) -> Result<Vec<AuthorityRow>, DbError> {
        rows(fetch_all!(
            self,
            Row,
            WITHDRAWN_OF_CASE,
            staff_id.uuid(),
            case_id.uuid(),
            WITHDRAWN_MAX,
        ))
    }

    /// Returns the authorities given to a member of the staff, and those given to any role that did not expire:
    /// whose roles they are, the caller knows.
    pub async fn authorities_of_holder(
        &mut self,
        id: StaffId,
        now: Timestamp,
    ) -> Result<Vec<AuthorityRow>, DbError> {
        rows(fetch_all!(self, Row, OF_HOLDER, id.uuid(), micros(now), AUTHORITIES_MAX))
    }

    /// Returns how often authorities were used, those behind `after` in the order of their ids, for verification.
    pub async fn authority_counts(
        &mut self,
        after: Option<AuthorityId>,
        n_max: i64,
    ) -> Result<Vec<AuthorityCount>, DbError> {
        let after = after.map_or(Uuid::nil(), AuthorityId::uuid);
        let rows = fetch_all!(self, (Uuid, i64, Option<i64>, i64), COUNTS, after, n_max);
        let count = |(id, n_used, withdrawn_at, n_redeemed): (Uuid, i64, Option<i64>, i64)| {
            let (id, is_withdrawn) = (AuthorityId::from_uuid(id), withdrawn_at.is_some());
            AuthorityCount { id, n_used, n_redeemed, is_withdrawn }
        };
        Ok(rows.into_iter().map(count).collect())
    }

    /// Counts what was done under an authority with the data of one person, as far as their looks tell.
    pub async fn n_uses_upon(&mut self, id: AuthorityId, whose: PersonId) -> Result<i64, DbError> {
        let found = fetch_optional!(self, (i64,), N_USES_UPON, id.uuid(), whose.uuid());
        Ok(found.map_or(0, |(n,)| n))
    }

    /// Returns what the board gave by motions, the latest first.
    pub async fn authorities_by_motion(&mut self) -> Result<Vec<AuthorityRow>, DbError> {
        rows(fetch_all!(self, Row, BY_MOTION, AUTHORITIES_MAX))
    }

    /// Returns the authorities that concern a person's data: those that name them, and those for a class of cases under
    /// which something of theirs was opened or read.
    pub async fn authorities_of_person(
        &mut self,
        id: PersonId,
    ) -> Result<Vec<AuthorityRow>, DbError> {
        rows(fetch_all!(self, Row, OF_PERSON, id.uuid(), AUTHORITIES_MAX))
    }
}

impl BookTx {
    /// Notes which authorities have expired: from then on they have, also where the clock goes back.
    pub async fn lapse_authorities(&mut self, now: Timestamp) -> Result<u64, DbError> {
        Ok(execute!(self, LAPSE, micros(now)))
    }
}

impl WriteTx {
    /// Keeps an authority.
    pub async fn insert_authority(&mut self, new: &NewAuthority<'_>) -> Result<(), DbError> {
        let terms = new.terms;
        self.changed("authority", &[terms.id.uuid().as_bytes(), new.token]);
        if let Some(second) = new.second_id {
            self.changed(
                "authority_second",
                &[terms.id.uuid().as_bytes(), second.uuid().as_bytes()],
            );
        }
        let (staff, role) = match terms.holder {
            Holder::Staff(id) => (Some(id.uuid()), None),
            Holder::Role(role) => (None, Some(role.as_str())),
        };
        let (case, kind, queue) = match &terms.scope {
            Scope::Case(id) => (Some(id.uuid()), None, None),
            Scope::Class { kind, queue } => {
                (None, Some(kind.as_str()), queue.as_ref().map(QueueName::as_str))
            }
        };
        execute!(
            self,
            INSERT_AUTHORITY,
            terms.id.uuid(),
            terms.kind.as_str(),
            terms.number.as_deref(),
            terms.issuer.person_id.uuid(),
            staff,
            role.map(str::to_owned),
            case,
            kind,
            queue,
            new.token,
            new.block_id,
            new.proof_id,
            micros(terms.not_before),
            micros(terms.expires_at),
            micros(new.created_at),
            new.second_id.map(PersonId::uuid),
        );
        for person in &terms.persons {
            execute!(self, INSERT_PERSON, terms.id.uuid(), person.uuid());
        }
        Ok(())
    }

    /// Takes an authority back; says whether it still stood.
    pub async fn withdraw_authority(
        &mut self,
        id: AuthorityId,
        by: Option<PersonId>,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        self.changed("authority_withdrawn", &[id.uuid().as_bytes()]);
        let by = by.map(PersonId::uuid);
        Ok(execute!(self, WITHDRAW, id.uuid(), micros(now), by) == 1)
    }

    /// Counts one use of an authority; false when none is left, or it was taken back, or expired.
    pub(crate) async fn use_authority(
        &mut self,
        id: AuthorityId,
        n_max: u32,
        now: i64,
    ) -> Result<bool, DbError> {
        self.changed(audit::USE_CHANGE, &[id.uuid().as_bytes()]);
        Ok(execute!(self, USE_AUTHORITY, id.uuid(), i64::from(n_max), now) == 1)
    }
}

/// Returns the role that a word of a row names.
pub(crate) fn role(at: At, column: &'static str, word: &str) -> Result<Role, DbError> {
    at.need(column, Role::of_str(word))
}

statements! {
    AUTHORITY = "select id, kind, case_id, token, n_used, created_at, withdrawn_at, second_id, lapsed_at from authorities where id = $1";
    OF_BLOCK = "select id, kind, case_id, token, n_used, created_at, withdrawn_at, second_id, lapsed_at from authorities
        where block_id = $1";
    FOR_CASE = "select id, kind, case_id, token, n_used, created_at, withdrawn_at, second_id, lapsed_at from authorities
        where (holder_staff_id = $1 or holder_role is not null)
          and (case_id = $2 or class_kind = $3)
          and withdrawn_at is null and expires_at > $4 and lapsed_at is null
        order by created_at desc nulls last, id desc limit $5";
    WITHDRAWN_OF_CASE = "select id, kind, case_id, token, n_used, created_at, withdrawn_at, second_id, lapsed_at from authorities
        where (holder_staff_id = $1 or holder_role is not null) and case_id = $2 and withdrawn_at is not null
        order by withdrawn_at desc nulls last, id desc limit $3";
    OF_CASE = "select id, kind, case_id, token, n_used, created_at, withdrawn_at, second_id, lapsed_at from authorities
        where case_id = $1 order by created_at desc nulls last, id desc limit $2";
    OF_HOLDER = "select id, kind, case_id, token, n_used, created_at, withdrawn_at, second_id, lapsed_at from (
            select id, kind, case_id, token, n_used, created_at, withdrawn_at, second_id, lapsed_at from authorities
            where holder_staff_id = $1
            union all
            select id, kind, case_id, token, n_used, created_at, withdrawn_at, second_id, lapsed_at from authorities
            where holder_role is not null and expires_at > $2
        ) as held order by created_at desc nulls last, id desc limit $3";
    OF_PERSON = "select id, kind, case_id, token, n_used, created_at, withdrawn_at, second_id, lapsed_at
        from authorities where id in (
            select authority_id from authority_persons where person_id = $1
            union select authority_id from looks where person_id = $1 and authority_id is not null
            union select authority_id from field_looks where person_id = $1 and authority_id is not null
            union select authority_id from visits where person_id = $1
        ) order by created_at desc nulls last, id desc limit $2";
    BY_MOTION = "select id, kind, case_id, token, n_used, created_at, withdrawn_at, second_id, lapsed_at from authorities
        where kind = 'motion' order by created_at desc nulls last, id desc limit $1";
    N_USES_UPON = "select (select count(*) from looks where authority_id = $1 and person_id = $2)
            + (select count(*) from field_looks where authority_id = $1 and person_id = $2)
            + (select count(*) from visits where authority_id = $1 and person_id = $2)";
    COUNTS = "select a.id, a.n_used, a.withdrawn_at,
            (select count(*) from redemptions r where r.authority_id = a.id) as n_redeemed
        from authorities a where a.id > $1 order by a.id limit $2";
    EXPIRED = "select id from authorities where lapsed_at is null and expires_at <= $1 order by expires_at limit 1";
    LAPSE = "update authorities set lapsed_at = $1 where lapsed_at is null and expires_at <= $1";
    INSERT_AUTHORITY = "insert into authorities
        (id, kind, number, issuer_id, holder_staff_id, holder_role, case_id, class_kind, class_queue, token,
         block_id, proof_id, n_used, not_before, expires_at, created_at, second_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13, $14, $15, $16)";
    INSERT_PERSON = "insert into authority_persons (authority_id, person_id) values ($1, $2)";
    WITHDRAW = "update authorities set withdrawn_at = $2, withdrawn_by = $3
        where id = $1 and withdrawn_at is null";
    USE_AUTHORITY = "update authorities set n_used = n_used + 1
        where id = $1 and n_used < $2 and withdrawn_at is null and expires_at > $3 and lapsed_at is null";
}
