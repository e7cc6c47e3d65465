//! What verification finds wrong, where, and in words.

use std::fmt;

use model::{AuthorityId, EntryId};

use crate::tree::Hash;

/// Faults that a report keeps; the rest is counted.
pub const FAULTS_KEPT_MAX: usize = 1000;

/// Where something is wrong. Entries are named by their number, which is the log index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// One entry.
    Entry(u64),
    /// Every entry from the first to the last.
    Entries {
        /// The first number.
        first: u64,
        /// The last number.
        last: u64,
    },
    /// An entry that has no number yet.
    Pending(EntryId),
    /// The checkpoint of that size.
    Checkpoint(u64),
    /// A stored node of the tree.
    Node {
        /// Its level.
        level: u8,
        /// Its position.
        position: u64,
    },
    /// A look without an entry; looks bear the ids of their entries.
    Look(EntryId),
    /// What was done with a field, without an entry.
    FieldLook(EntryId),
    /// A visit without an entry.
    Visit(EntryId),
    /// An authority.
    Authority(AuthorityId),
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The bytes are not those that were written.
    Changed,
    /// The entry is gone.
    Missing,
    /// Nothing shows that this log wrote it.
    Inserted,
    /// Another entry stands in this place.
    Swapped {
        /// The entry that stands there.
        found: EntryId,
        /// The entry that belongs there.
        expected: EntryId,
    },
    /// The entry stands, but its leaf is gone.
    LeafMissing,
    /// The leaf is not as the sequencer wrote it under this number.
    LeafForged,
    /// A column says something else than the bytes.
    ColumnDiffers(&'static str),
    /// The bytes bear their seal but cannot be read as an entry.
    Unreadable,
    /// The entry lost its number.
    Unnumbered(u64),
    /// The node is not the one over its entries.
    NodeDiffers,
    /// The node is not there.
    NodeMissing,
    /// The log has no such node.
    NodeForeign,
    /// The checkpoint is not signed by the key of this log, or stands under another size.
    CheckpointForged,
    /// The checkpoint is signed, but the entries before it are not those that it was signed over.
    CheckpointDiffers,
    /// A signed checkpoint speaks of more entries than there are.
    TailCut,
    /// A checkpoint that was kept elsewhere speaks of more entries than there are.
    OlderLonger,
    /// A checkpoint that was kept elsewhere was signed over other entries.
    OlderDiffers,
    /// The checkpoint cannot be compared with the entries before it, nor can some later ones.
    Unchecked,
    /// The look that the entry made is gone.
    LookMissing,
    /// The look is not as the entry made it.
    LookChanged,
    /// No entry made this look.
    LookInvented,
    /// What the entry did with a field is no longer shown to the person.
    FieldLookMissing,
    /// It is shown otherwise than the entry says.
    FieldLookChanged,
    /// It is shown, and no entry did it.
    FieldLookInvented,
    /// That texts were read under an authority is no longer shown to the person.
    VisitMissing,
    /// It is shown otherwise than the entry says.
    VisitChanged,
    /// It is shown, and no entry says so.
    VisitInvented,
    /// An authority was used oftener or less often than its rows count.
    UsesDiffer {
        /// As its row counts.
        n_counted: i64,
        /// As the log says.
        n_logged: i64,
    },
    /// The same of what other systems redeemed.
    RedemptionsDiffer {
        /// As there are rows.
        n_counted: i64,
        /// As the log says.
        n_logged: i64,
    },
    /// It was taken back, and stands.
    WithdrawalUndone,
    /// Entries speak of it, and it is gone.
    AuthorityMissing,
}

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: FaultKind,
}

/// What verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many numbers the log has given.
    pub size: u64,
    /// The root over all of them; none if an entry is lost, so that it cannot be computed.
    pub root: Option<Hash>,
    /// How many checkpoints were found signed and fitting.
    pub n_checkpoints: u64,
    /// How many entries wait for their number.
    pub n_pending: u64,
    /// How many looks were found as their entries made them.
    pub n_looks: u64,
    /// How many things are wrong.
    pub n_faults: u64,
    /// The first of them, at most [`FAULTS_KEPT_MAX`].
    pub faults: Vec<Fault>,
}

impl Report {
    /// Says whether nothing is wrong.
    pub const fn is_sound(&self) -> bool {
        self.n_faults == 0
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.kind)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(index) => write!(f, "entry {index}"),
            Self::Entries { first, last } if first == last => write!(f, "entry {first}"),
            Self::Entries { first, last } => write!(f, "entries {first} to {last}"),
            Self::Pending(id) => write!(f, "entry without a number, id {id}"),
            Self::Checkpoint(0) => f.write_str("checkpoint of the empty log"),
            Self::Checkpoint(size) => write!(f, "checkpoint after entry {}", size - 1),
            Self::Node { level, position } => match covered(*level, *position) {
                Some((first, last)) => write!(f, "tree node over entries {first} to {last}"),
                None => write!(f, "tree node {position} of level {level}, beyond any log"),
            },
            Self::Look(id) => write!(f, "look without an entry, id {id}"),
            Self::FieldLook(id) => write!(f, "look at a field without an entry, id {id}"),
            Self::Visit(id) => write!(f, "visit without an entry, id {id}"),
            Self::Authority(id) => write!(f, "authority {id}"),
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Swapped { found, expected } => {
                return write!(f, "swapped: entry {found} stands where {expected} belongs");
            }
            Self::ColumnDiffers(column) => {
                return write!(f, "derived column {column} differs from the entry's bytes");
            }
            Self::Unnumbered(index) => {
                return write!(f, "it had number {index}, which was taken from it");
            }
            Self::UsesDiffer { n_counted, n_logged } => {
                return write!(f, "counts {n_counted} uses, while the log has {n_logged}");
            }
            Self::RedemptionsDiffer { n_counted, n_logged } => {
                return write!(f, "has {n_counted} redemptions, while the log has {n_logged}");
            }
            Self::Changed => "changed after it was written",
            Self::Missing => "missing",
            Self::Inserted => "inserted, or rewritten together with its leaf: no valid seal",
            Self::LeafMissing => "its leaf is missing",
            Self::LeafForged => "swapped or moved here from another number, or its leaf was changed",
            Self::Unreadable => "its seal fits, but the bytes cannot be read as an entry",
            Self::NodeDiffers => "changed: not the hash over these entries",
            Self::NodeMissing => "missing",
            Self::NodeForeign => "inserted: the log has no such node",
            Self::CheckpointForged => "forged or changed: not signed for this size by this log's key",
            Self::CheckpointDiffers => {
                "changed, inserted or moved: the signed checkpoint after them was made over others"
            }
            Self::TailCut => "cut off the end: a signed checkpoint speaks of them",
            Self::OlderLonger => {
                "cut off the end: the checkpoint kept elsewhere speaks of them; the log is shorter"
            }
            Self::OlderDiffers => {
                "not the entries that the checkpoint kept elsewhere was signed over"
            }
            Self::LookMissing => "the look that it made was deleted from who looked at whose data",
            Self::LookChanged => "the look that it made was changed",
            Self::LookInvented => "a look was invented: no entry made it",
            Self::FieldLookMissing => {
                "what it did with a field was deleted from who looked at whose data"
            }
            Self::FieldLookChanged => "what it did with a field is shown otherwise",
            Self::FieldLookInvented => "a look at a field was invented: no entry made it",
            Self::VisitMissing => "the visit that it made was deleted from who looked at whose data",
            Self::VisitChanged => "the visit that it made was changed",
            Self::VisitInvented => "a visit was invented: no entry made it",
            Self::WithdrawalUndone => "stands, although the log says that it was taken back",
            Self::AuthorityMissing => "deleted: the log speaks of it",
            Self::Unchecked => {
                "cannot be compared, and so others that follow: an entry before is lost, or they came late"
            }
        })
    }
}

/// Returns the first and the last entry under a node, if a log can have it.
pub(crate) fn covered(level: u8, position: u64) -> Option<(u64, u64)> {
    let width = 1_u64.checked_shl(u32::from(level))?;
    let first = position.checked_mul(width)?;
    Some((first, first.checked_add(width - 1)?))
}
