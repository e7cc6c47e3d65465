//! Changes of the settings that the house keeps itself. A change is never changed; another follows it, and the latest of a
//! key says what is in force.

use jiff::Timestamp;
use model::{StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// Changes that the history shows.
pub const CHANGES_MAX: i64 = 50;

/// A change of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingChangeRow {
    /// Counts all changes from 1.
    pub number: i64,
    /// The key of the setting.
    pub key: String,
    /// What the house says from then on; `None` is nothing, so that the setting is as it comes.
    pub value: Option<String>,
    /// What it said before.
    pub before: Option<String>,
    /// The change that this one takes back.
    pub reverts: Option<i64>,
    /// Why, in the changer's words; may be empty.
    pub note: String,
    /// Who.
    pub changed_by: Option<StaffId>,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    key: String,
    value: Option<String>,
    before: Option<String>,
    reverts: Option<i64>,
    note: String,
    changed_by: Option<Uuid>,
    at: i64,
}

impl From<Row> for SettingChangeRow {
    fn from(row: Row) -> Self {
        Self {
            number: row.number,
            key: row.key,
            value: row.value,
            before: row.before,
            reverts: row.reverts,
            note: row.note,
            changed_by: row.changed_by.map(StaffId::from_uuid),
            at: timestamp_of_micros(row.at),
        }
    }
}

impl Reader {
    /// Returns the latest change of each key.
    pub async fn settings_in_force(&mut self) -> Result<Vec<SettingChangeRow>, DbError> {
        let rows = fetch_all!(self, Row, IN_FORCE);
        Ok(rows.into_iter().map(SettingChangeRow::from).collect())
    }

    /// Returns the changes, the latest first.
    pub async fn setting_changes(&mut self) -> Result<Vec<SettingChangeRow>, DbError> {
        let rows = fetch_all!(self, Row, CHANGES, CHANGES_MAX);
        Ok(rows.into_iter().map(SettingChangeRow::from).collect())
    }

    /// Returns one change.
    pub async fn setting_change(
        &mut self,
        number: i64,
    ) -> Result<Option<SettingChangeRow>, DbError> {
        Ok(fetch_optional!(self, Row, CHANGE, number).map(SettingChangeRow::from))
    }

    /// Returns the number of the last change; 0 where there is none.
    pub async fn last_setting_change(&mut self) -> Result<i64, DbError> {
        let row = fetch_optional!(self, (Option<i64>,), LAST_CHANGE);
        Ok(row.and_then(|(number,)| number).unwrap_or(0))
    }
}

impl WriteTx {
    /// Keeps a change; says false when another came between.
    pub async fn insert_setting_change(&mut self, new: &SettingChangeRow) -> Result<bool, DbError> {
        let value = new.value.as_deref().unwrap_or_default();
        let number = new.number.to_be_bytes();
        self.changed("setting", &[&number, new.key.as_bytes(), value.as_bytes()]);
        let n = execute!(
            self,
            INSERT_CHANGE,
            new.number,
            &new.key,
            new.value.as_deref(),
            new.before.as_deref(),
            new.reverts,
            &new.note,
            new.changed_by.map(StaffId::uuid),
            micros(new.at),
        );
        Ok(n == 1)
    }
}

statements! {
    IN_FORCE = "select number, key, value, before, reverts, note, changed_by, at from setting_changes
        where not exists (select 1 from setting_changes later
            where later.key = setting_changes.key and later.number > setting_changes.number)
        order by key, number";
    CHANGES = "select number, key, value, before, reverts, note, changed_by, at
        from setting_changes order by number desc limit $1";
    CHANGE = "select number, key, value, before, reverts, note, changed_by, at
        from setting_changes where number = $1";
    LAST_CHANGE = "select max(number) from setting_changes";
    INSERT_CHANGE = "insert into setting_changes (number, key, value, before, reverts, note, changed_by, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (number) do nothing";
}
