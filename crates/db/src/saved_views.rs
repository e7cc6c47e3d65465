//! Saved views and key bindings: how a member of the staff has their own desk.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{SavedViewId, StaffId, micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx};

/// A saved view, sealed to whose it is: name and filter may hold words about people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedViewRow {
    /// Its id.
    pub id: SavedViewId,
    /// Its name, sealed.
    pub name_sealed: Vec<u8>,
    /// Its filter as text, sealed.
    pub filter_sealed: Vec<u8>,
    /// True where it was dropped and can still be brought back.
    pub is_dropped: bool,
}

impl Reader {
    /// Returns a member's views, dropped ones among them, in the order in which they were kept.
    pub async fn saved_views(&mut self, staff_id: StaffId) -> Result<Vec<SavedViewRow>, DbError> {
        type Row = (Uuid, Vec<u8>, Vec<u8>, Option<i64>);
        let rows = fetch_all!(self, Row, VIEWS, staff_id.uuid());
        let view = |(id, name_sealed, filter_sealed, dropped_at): Row| SavedViewRow {
            id: SavedViewId::from_uuid(id),
            name_sealed,
            filter_sealed,
            is_dropped: dropped_at.is_some(),
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// Returns everybody's key bindings.
    pub async fn staff_keys(&mut self) -> Result<BTreeMap<StaffId, String>, DbError> {
        let rows = fetch_all!(self, (Uuid, String), STAFF_KEYS);
        Ok(rows.into_iter().map(|(id, keys)| (StaffId::from_uuid(id), keys)).collect())
    }
}

impl WriteTx {
    /// Deletes the views and keys of a member who leaves.
    pub async fn delete_own_desk(&mut self, staff_id: StaffId) -> Result<(), DbError> {
        execute!(self, DELETE_VIEWS, staff_id.uuid());
        execute!(self, DELETE_STAFF_KEYS, staff_id.uuid());
        Ok(())
    }
}

impl BookTx {
    /// Keeps a view.
    pub async fn insert_saved_view(
        &mut self,
        staff_id: StaffId,
        view: &SavedViewRow,
        now: Timestamp,
    ) -> Result<(), DbError> {
        execute!(
            self,
            INSERT_VIEW,
            view.id.uuid(),
            staff_id.uuid(),
            view.name_sealed.as_slice(),
            view.filter_sealed.as_slice(),
            micros(now),
        );
        Ok(())
    }

    /// Renames a member's view; says false when they have none such.
    pub async fn rename_saved_view(
        &mut self,
        staff_id: StaffId,
        id: SavedViewId,
        name_sealed: &[u8],
    ) -> Result<bool, DbError> {
        Ok(execute!(self, RENAME_VIEW, id.uuid(), staff_id.uuid(), name_sealed) == 1)
    }

    /// Drops a member's view, or brings it back; says false when they have none such.
    pub async fn drop_saved_view(
        &mut self,
        staff_id: StaffId,
        id: SavedViewId,
        dropped_at: Option<Timestamp>,
    ) -> Result<bool, DbError> {
        Ok(execute!(self, DROP_VIEW, id.uuid(), staff_id.uuid(), dropped_at.map(micros)) == 1)
    }

    /// Deletes a member's views that were dropped before a moment.
    pub async fn forget_saved_views(
        &mut self,
        staff_id: StaffId,
        before: Timestamp,
    ) -> Result<u64, DbError> {
        Ok(execute!(self, FORGET_VIEWS, staff_id.uuid(), micros(before)))
    }

    /// Keeps a member's key bindings in place of those they had.
    pub async fn put_staff_keys(&mut self, staff_id: StaffId, keys: &str) -> Result<(), DbError> {
        execute!(self, PUT_STAFF_KEYS, staff_id.uuid(), keys);
        Ok(())
    }
}

statements! {
    VIEWS = "select id, name_sealed, filter_sealed, dropped_at from saved_views where staff_id = $1
        order by created_at, id";
    INSERT_VIEW = "insert into saved_views (id, staff_id, name_sealed, filter_sealed, created_at)
        values ($1, $2, $3, $4, $5)";
    RENAME_VIEW = "update saved_views set name_sealed = $3 where id = $1 and staff_id = $2";
    DROP_VIEW = "update saved_views set dropped_at = $3 where id = $1 and staff_id = $2";
    FORGET_VIEWS = "delete from saved_views where staff_id = $1 and dropped_at < $2";
    DELETE_VIEWS = "delete from saved_views where staff_id = $1";
    DELETE_STAFF_KEYS = "delete from staff_keys where staff_id = $1";
    STAFF_KEYS = "select staff_id, bindings from staff_keys order by staff_id";
    PUT_STAFF_KEYS = "insert into staff_keys (staff_id, bindings) values ($1, $2)
        on conflict (staff_id) do update set bindings = excluded.bindings";
}
