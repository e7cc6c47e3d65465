//! Reading words out of rows: a value that breaks a rule is named by table, column and id.

use uuid::Uuid;

use crate::DbError;

/// Names the row that is being read.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub(crate) table: &'static str,
    pub(crate) id: Uuid,
}

impl At {
    pub(crate) fn need<T>(self, column: &'static str, value: Option<T>) -> Result<T, DbError> {
        value.ok_or_else(|| DbError::Row { table: self.table, column, id: self.id.to_string() })
    }
}
