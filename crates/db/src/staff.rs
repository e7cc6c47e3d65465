//! The staff: who has a place, with which roles, and the key that signs their mail.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{PersonId, Role, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx, rows::At};

/// How many of those who left still have something that ends with a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct LeftBehind {
    /// A session as one of the staff.
    pub n_sessions: i64,
    /// A token for programs.
    pub n_tokens: i64,
    /// An authority that was given to them by name.
    pub n_authorities: i64,
    /// A key by which they give authorities.
    pub n_issuer_keys: i64,
    /// A key that signs their mail, or a seat on the board.
    pub n_others: i64,
}

/// A member of the staff, as kept.
#[derive(Clone, Debug)]
pub struct StaffRow {
    /// Who it is.
    pub id: StaffId,
    /// The same human as a person.
    pub person_id: PersonId,
    /// Counts members from 1, for titles that tell no name.
    pub position_index: i64,
    /// What they are trusted with.
    pub roles: BTreeSet<Role>,
    /// Counts changes of the roles.
    pub role_edition: i64,
    /// False when they left.
    pub is_active: bool,
    /// The PKCS#12 that signs their mail, sealed under their person's key.
    pub signing_sealed: Option<Vec<u8>>,
    /// When its certificate ends.
    pub signing_not_after: Option<Timestamp>,
    /// When they took their seat on the board.
    pub seated_at: Option<Timestamp>,
    /// Who stands in for them.
    pub deputy_id: Option<StaffId>,
    /// When their background was checked.
    pub checked_at: Option<Timestamp>,
    /// What tells of the check, sealed under their person's key.
    pub check_sealed: Option<Vec<u8>>,
}

impl StaffRow {
    /// Says whether they sit on the board.
    pub fn is_on_board(&self) -> bool {
        self.is_active && self.seated_at.is_some() && self.roles.contains(&Role::BoardMember)
    }
}

/// A new member of the staff.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// Who it is.
    pub id: StaffId,
    /// The same human as a person.
    pub person_id: PersonId,
    /// What they are trusted with.
    pub roles: BTreeSet<Role>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    position_index: i64,
    role_edition: i64,
    is_active: bool,
    signing_sealed: Option<Vec<u8>>,
    signing_not_after: Option<i64>,
    seated_at: Option<i64>,
    deputy_id: Option<Uuid>,
    checked_at: Option<i64>,
    check_sealed: Option<Vec<u8>>,
}

impl Reader {
    /// Returns a member of the staff.
    pub async fn staff(&mut self, id: StaffId) -> Result<Option<StaffRow>, DbError> {
        match fetch_optional!(self, Row, STAFF, id.uuid()) {
            Some(row) => Ok(Some(self.with_roles(row).await?)),
            None => Ok(None),
        }
    }

    /// Returns the member of the staff that is this person.
    pub async fn staff_of_person(&mut self, id: PersonId) -> Result<Option<StaffRow>, DbError> {
        match fetch_optional!(self, Row, STAFF_OF_PERSON, id.uuid()) {
            Some(row) => Ok(Some(self.with_roles(row).await?)),
            None => Ok(None),
        }
    }

    /// Returns everyone on the staff, past members too, by position.
    pub async fn all_staff(&mut self) -> Result<Vec<StaffRow>, DbError> {
        let rows = fetch_all!(self, Row, ALL_STAFF);
        let held = fetch_all!(self, (Uuid, String), ALL_ROLES);
        let roles_of =
            |id: Uuid| held.iter().filter(move |(of, _)| *of == id).map(|(_, role)| role);
        rows.into_iter().map(|row| staff_row(&row, roles_of(row.id))).collect()
    }

    /// Counts those who left and still have something that ends with a place, for each kind of thing.
    pub async fn left_behind(&mut self, now: Timestamp) -> Result<LeftBehind, DbError> {
        let row = fetch_optional!(self, LeftBehind, LEFT_BEHIND, micros(now));
        Ok(row.unwrap_or_default())
    }

    /// Says whether the board of the house was founded.
    pub async fn is_board_founded(&mut self) -> Result<bool, DbError> {
        Ok(fetch_optional!(self, (String,), BOARD_FOUNDED).is_some())
    }

    async fn with_roles(&mut self, row: Row) -> Result<StaffRow, DbError> {
        let roles = fetch_all!(self, (String,), ROLES, row.id);
        staff_row(&row, roles.iter().map(|(role,)| role))
    }
}

fn staff_row<'r>(row: &Row, held: impl Iterator<Item = &'r String>) -> Result<StaffRow, DbError> {
    let at = At { table: "staff_roles", id: row.id };
    let mut roles = BTreeSet::new();
    for role in held {
        roles.insert(at.need("role", Role::of_str(role))?);
    }
    Ok(StaffRow {
        id: StaffId::from_uuid(row.id),
        person_id: PersonId::from_uuid(row.person_id),
        position_index: row.position_index,
        roles,
        role_edition: row.role_edition,
        is_active: row.is_active,
        signing_sealed: row.signing_sealed.clone(),
        signing_not_after: row.signing_not_after.map(timestamp_of_micros),
        seated_at: row.seated_at.map(timestamp_of_micros),
        deputy_id: row.deputy_id.map(StaffId::from_uuid),
        checked_at: row.checked_at.map(timestamp_of_micros),
        check_sealed: row.check_sealed.clone(),
    })
}

impl WriteTx {
    /// Gives a person a place on the staff; says false when they have one.
    pub async fn insert_staff(&mut self, new: &NewStaff, now: Timestamp) -> Result<bool, DbError> {
        let roles: Vec<&str> = new.roles.iter().map(|role| role.as_str()).collect();
        self.changed("staff", &[new.id.uuid().as_bytes(), roles.join(",").as_bytes()]);
        let n = execute!(self, INSERT_STAFF, new.id.uuid(), new.person_id.uuid(), micros(now));
        if n == 0 {
            return Ok(false);
        }
        self.put_roles(new.id, &new.roles).await?;
        Ok(true)
    }

    /// Replaces a member's roles and makes them active; permits that saw the old roles fall away.
    pub async fn update_staff_roles(
        &mut self,
        id: StaffId,
        roles: &BTreeSet<Role>,
    ) -> Result<(), DbError> {
        let words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
        self.changed("staff_roles", &[id.uuid().as_bytes(), words.join(",").as_bytes()]);
        execute!(self, BUMP_ROLES, id.uuid(), true);
        if !roles.contains(&Role::BoardMember) {
            execute!(self, LEAVE_BOARD, id.uuid());
        }
        execute!(self, DELETE_ROLES, id.uuid());
        self.put_roles(id, roles).await
    }

    /// Ends all sessions of a member; returns how many there were.
    pub async fn end_staff_sessions(
        &mut self,
        id: StaffId,
        now: Timestamp,
    ) -> Result<u64, DbError> {
        self.changed("staff_sessions", &[id.uuid().as_bytes()]);
        Ok(execute!(self, END_STAFF_SESSIONS, id.uuid(), micros(now)))
    }

    /// Ends a member's place: roles, seats, keys, sessions, tokens and the authorities they hold go with it.
    pub async fn remove_staff(&mut self, id: StaffId, now: Timestamp) -> Result<(), DbError> {
        self.changed("staff_removed", &[id.uuid().as_bytes()]);
        execute!(self, BUMP_ROLES, id.uuid(), false);
        execute!(self, END_PLACE, id.uuid());
        execute!(self, END_DEPUTY, id.uuid());
        execute!(self, END_HELD_AUTHORITIES, id.uuid(), micros(now));
        execute!(self, END_PROPOSALS, id.uuid(), micros(now));
        execute!(self, DELETE_ROLES, id.uuid());
        execute!(self, END_STAFF_SESSIONS, id.uuid(), micros(now));
        execute!(self, END_STAFF_TOKENS, id.uuid(), micros(now));
        execute!(self, END_ASSIGNMENTS, id.uuid(), micros(now));
        self.end_issuer_key(id, now).await?;
        Ok(())
    }

    /// Seats a member on the board; says false when they sit there already.
    pub async fn seat_on_board(&mut self, id: StaffId, now: Timestamp) -> Result<bool, DbError> {
        self.changed("staff_seated", &[id.uuid().as_bytes()]);
        Ok(execute!(self, SEAT_ON_BOARD, id.uuid(), micros(now)) > 0)
    }

    /// Notes that the board of the house stood once; from then on it is founded.
    pub async fn found_board(&mut self) -> Result<(), DbError> {
        self.changed("board_founded", &[]);
        execute!(self, FOUND_BOARD);
        Ok(())
    }

    /// Keeps who stands in for a member; nobody with `None`.
    pub async fn update_deputy(
        &mut self,
        id: StaffId,
        deputy: Option<StaffId>,
    ) -> Result<(), DbError> {
        let of = deputy.map(StaffId::uuid).unwrap_or_default();
        self.changed("staff_deputy", &[id.uuid().as_bytes(), of.as_bytes()]);
        execute!(self, UPDATE_DEPUTY, id.uuid(), deputy.map(StaffId::uuid));
        Ok(())
    }

    /// Keeps that a member's background was checked, and what tells of it.
    pub async fn update_check(
        &mut self,
        id: StaffId,
        at: Timestamp,
        sealed: &[u8],
    ) -> Result<(), DbError> {
        self.changed("staff_check", &[id.uuid().as_bytes(), &micros(at).to_be_bytes()]);
        execute!(self, UPDATE_CHECK, id.uuid(), micros(at), sealed);
        Ok(())
    }

    /// Keeps the key that signs a member's mail.
    pub async fn update_staff_signing(
        &mut self,
        id: StaffId,
        sealed: &[u8],
        not_after: Timestamp,
    ) -> Result<(), DbError> {
        self.changed("staff_signing", &[id.uuid().as_bytes()]);
        execute!(self, UPDATE_SIGNING, id.uuid(), sealed, micros(not_after));
        Ok(())
    }

    async fn put_roles(&mut self, id: StaffId, roles: &BTreeSet<Role>) -> Result<(), DbError> {
        for role in roles {
            execute!(self, INSERT_ROLE, id.uuid(), role.as_str());
        }
        Ok(())
    }
}

statements! {
    STAFF = "select id, person_id, position_index, role_edition, is_active, signing_sealed,
        signing_not_after, seated_at, deputy_id, checked_at, check_sealed from staff where id = $1";
    LEFT_BEHIND = "select
        (select count(*) from staff f where not f.is_active and exists (select 1 from sessions s
            where s.staff_id = f.id and s.ended_at is null and s.expires_at > $1)) as n_sessions,
        (select count(*) from staff f where not f.is_active and exists (select 1 from api_tokens t
            where t.staff_id = f.id and t.ended_at is null and t.expires_at > $1)) as n_tokens,
        (select count(*) from staff f where not f.is_active and exists (select 1 from authorities a
            where a.holder_staff_id = f.id and a.withdrawn_at is null and a.lapsed_at is null
                and a.expires_at > $1)) as n_authorities,
        (select count(*) from staff f where not f.is_active
            and exists (select 1 from issuer_keys k where k.person_id = f.person_id and k.ended_at is null)
            and exists (select 1 from authorities a where a.issuer_id = f.person_id and a.kind <> 'consent')
            ) as n_issuer_keys,
        (select count(*) from staff f
            where not f.is_active and (f.signing_sealed is not null or f.seated_at is not null)) as n_others";
    STAFF_OF_PERSON = "select id, person_id, position_index, role_edition, is_active, signing_sealed,
        signing_not_after, seated_at, deputy_id, checked_at, check_sealed from staff where person_id = $1";
    ALL_STAFF = "select id, person_id, position_index, role_edition, is_active, signing_sealed,
        signing_not_after, seated_at, deputy_id, checked_at, check_sealed from staff order by position_index, id";
    LEAVE_BOARD = "update staff set seated_at = null where id = $1";
    FOUND_BOARD = "insert into settings (key, value) values ('board_founded', 'yes')
        on conflict (key) do nothing";
    BOARD_FOUNDED = "select value from settings where key = 'board_founded'";
    END_PLACE = "update staff set seated_at = null, deputy_id = null, signing_sealed = null,
        signing_not_after = null where id = $1";
    END_DEPUTY = "update staff set deputy_id = null where deputy_id = $1";
    END_HELD_AUTHORITIES = "update authorities set withdrawn_at = $2
        where holder_staff_id = $1 and withdrawn_at is null and expires_at > $2";
    END_PROPOSALS = "update approvals set state = 'declined', decided_by = null,
        decided_role_edition = null, decided_at = $2
        where proposed_by = $1 and state in ('waiting', 'approved')";
    SEAT_ON_BOARD = "update staff set seated_at = $2
        where id = $1 and is_active and seated_at is null";
    UPDATE_DEPUTY = "update staff set deputy_id = $2 where id = $1";
    UPDATE_CHECK = "update staff set checked_at = $2, check_sealed = $3 where id = $1";
    ROLES = "select role from staff_roles where staff_id = $1 order by role";
    ALL_ROLES = "select staff_id, role from staff_roles order by staff_id, role";
    INSERT_STAFF = "insert into staff (id, person_id, position_index, role_edition, is_active, created_at)
        values ($1, $2, (select coalesce(max(position_index), 0) + 1 from staff), 1, true, $3)
        on conflict (person_id) do nothing";
    INSERT_ROLE = "insert into staff_roles (staff_id, role) values ($1, $2)";
    DELETE_ROLES = "delete from staff_roles where staff_id = $1";
    BUMP_ROLES = "update staff set role_edition = role_edition + 1, is_active = $2 where id = $1";
    UPDATE_SIGNING = "update staff set signing_sealed = $2, signing_not_after = $3 where id = $1";
    END_STAFF_SESSIONS = "update sessions set ended_at = $2 where staff_id = $1 and ended_at is null";
    END_ASSIGNMENTS = "update cases set assignee_id = null, is_self_assigned = false, assigned_at = null,
        state = case when state = 'open' then 'pending' else state end, updated_at = $2,
        version = version + 1 where assignee_id = $1";
    END_STAFF_TOKENS = "update api_tokens set ended_at = $2 where staff_id = $1 and ended_at is null";
}
