//! The rows of the log as a database keeps them, and as verification wants to see them.

use model::{CaseId, EntryId, PersonId, micros};

use crate::{entry::Entry, look::LookRow, uses::FieldLookRow, visit::VisitRow};

/// The columns that queries use. They are derived from the canonical bytes and prove nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// When it was decided, in UTC microseconds.
    pub at: i64,
    /// What was done.
    pub act: String,
    /// How it ended.
    pub outcome: String,
    /// What kind of actor it was.
    pub who_kind: String,
    /// The id of the actor; empty where there is none.
    pub who_id: String,
    /// To what kind of thing.
    pub resource_kind: String,
    /// To which one.
    pub resource_id: String,
    /// The case it belongs to.
    pub case_id: Option<CaseId>,
    /// The person whose data it was.
    pub person_id: Option<PersonId>,
}

/// A row of the table of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// The id of the row.
    pub id: EntryId,
    /// The canonical bytes.
    pub canonical: Vec<u8>,
    /// The seal over both.
    pub seal: Vec<u8>,
    /// What was derived from the bytes.
    pub columns: Columns,
    /// The look under the id of the entry.
    pub look: Option<LookRow>,
    /// What was done with a field, under the id of the entry.
    pub field_look: Option<FieldLookRow>,
    /// The visit under the id of the entry.
    pub visit: Option<VisitRow>,
}

/// A row of the table of leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafRow {
    /// The entry that has this number.
    pub entry_id: EntryId,
    /// The leaf hash of its bytes.
    pub hash: Vec<u8>,
    /// The seal over number, entry and hash.
    pub seal: Vec<u8>,
}

/// What the database holds under one entry number: a full join of entries and leaves over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyRow {
    /// The number: the log index.
    pub index: u64,
    /// The leaf of that number.
    pub leaf: Option<LeafRow>,
    /// The entry that claims that number.
    pub entry: Option<EntryRow>,
}

impl Columns {
    /// Derives the columns of an entry.
    pub fn of_entry(entry: &Entry) -> Self {
        Self {
            at: micros(entry.at()),
            act: entry.act.as_str().to_owned(),
            outcome: entry.outcome.as_str().to_owned(),
            who_kind: entry.who.kind.clone(),
            who_id: entry.who.id.clone(),
            resource_kind: entry.resource_kind.clone(),
            resource_id: entry.resource_id.clone(),
            case_id: entry.case_id,
            person_id: entry.person_id,
        }
    }

    /// Names the columns that differ.
    pub(crate) fn differing(&self, other: &Self) -> Vec<&'static str> {
        let is_same = [
            ("at", self.at == other.at),
            ("act", self.act == other.act),
            ("outcome", self.outcome == other.outcome),
            ("who_kind", self.who_kind == other.who_kind),
            ("who_id", self.who_id == other.who_id),
            ("resource_kind", self.resource_kind == other.resource_kind),
            ("resource_id", self.resource_id == other.resource_id),
            ("case_id", self.case_id == other.case_id),
            ("person_id", self.person_id == other.person_id),
        ];
        is_same.into_iter().filter(|(_, is_same)| !is_same).map(|(name, _)| name).collect()
    }
}
