//! Placeholder numbers within a case, found again by a keyed hash of the value; never the value.

use model::CaseId;

use crate::{DbError, Reader, WriteTx, rows::At};

/// A placeholder of a case: `[person 2]` for whatever hashes to this key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The keyed hash of the folded value.
    pub match_key: [u8; 16],
    /// The word of the placeholder.
    pub kind: String,
    /// Its number.
    pub number: i64,
}

impl Reader {
    /// Returns the placeholders of a case.
    pub async fn case_labels(&mut self, id: CaseId) -> Result<Vec<Label>, DbError> {
        let at = At { table: "case_labels", id: id.uuid() };
        let mut labels = Vec::new();
        for (key, kind, number) in fetch_all!(self, (Vec<u8>, String, i64), LABELS, id.uuid()) {
            let match_key = at.need("match_key", key.try_into().ok())?;
            labels.push(Label { match_key, kind, number });
        }
        Ok(labels)
    }
}

impl WriteTx {
    /// Keeps the placeholders that a message added.
    pub async fn insert_labels(&mut self, id: CaseId, labels: &[Label]) -> Result<(), DbError> {
        for label in labels {
            self.changed("label", &[id.uuid().as_bytes(), &label.match_key]);
            execute!(
                self,
                INSERT_LABEL,
                id.uuid(),
                label.match_key.as_slice(),
                &label.kind,
                label.number
            );
        }
        Ok(())
    }
}

statements! {
    LABELS = "select match_key, kind, number from case_labels where case_id = $1
        order by kind, number, match_key";
    INSERT_LABEL = "insert into case_labels (case_id, match_key, kind, number) values ($1, $2, $3, $4)
        on conflict do nothing";
}
