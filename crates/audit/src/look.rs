//! Looks beside the log: the row that an opened original leaves for the person, bound to its entry.

use model::{Act, AuthorityId, AuthorityKind, CaseId, EntryId, MessageId, PersonId, StaffId};

use crate::{
    change::Changes,
    entry::{Entry, Outcome},
    key::{LogKey, Purpose},
};

/// The name of the change that a look is in its entry's digest.
pub const LOOK_CHANGE: &str = "look";

/// The name of the change that the use of an authority is in its entry's digest, by the authority's id.
pub const AUTHORITY_USED_CHANGE: &str = "authority_used";

/// A row of the table of looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookRow {
    /// The entry that made it, whose id it bears.
    pub id: EntryId,
    /// The message that was opened.
    pub message_id: MessageId,
    /// Whose data it was.
    pub person_id: PersonId,
    /// Who looked.
    pub staff_id: StaffId,
    /// In which role, in words for people.
    pub role: String,
    /// The clause that allowed it.
    pub clause: String,
    /// True when the looker had taken the case themself.
    pub is_self: bool,
    /// The reason given, sealed.
    pub reason_sealed: Option<Vec<u8>>,
    /// When, in UTC microseconds.
    pub at: i64,
    /// The case that it stands under. A message that goes to another case takes its looks along, so the digest
    /// leaves it out.
    pub case_id: CaseId,
    /// The case that its message is in.
    pub message_case_id: Option<CaseId>,
}

impl LookRow {
    /// Returns the keyed digest of all that the row was written with.
    pub fn digest(&self, key: &LogKey) -> [u8; 32] {
        key.digest(
            Purpose::Look,
            &[
                self.id.uuid().as_bytes(),
                self.message_id.uuid().as_bytes(),
                self.person_id.uuid().as_bytes(),
                self.staff_id.uuid().as_bytes(),
                self.role.as_bytes(),
                self.clause.as_bytes(),
                &[u8::from(self.is_self), u8::from(self.reason_sealed.is_some())],
                self.reason_sealed.as_deref().unwrap_or_default(),
                &self.at.to_be_bytes(),
            ],
        )
    }

    /// Says whether this is the row that an entry made, and stands where its message is.
    pub(crate) fn is_of(&self, entry: &Entry, key: &LogKey) -> bool {
        let mut changes = Changes::none(key);
        // What is opened under an authority counts its use first, in the same transaction.
        for id in used(entry) {
            changes.add(key, AUTHORITY_USED_CHANGE, &[id.uuid().as_bytes()]);
        }
        changes.add(key, LOOK_CHANGE, &[&self.digest(key)]);
        let digest: String = changes.digest().iter().map(|byte| format!("{byte:02x}")).collect();
        self.id == entry.id
            && entry.digest == digest
            && entry.resource_id == self.message_id.to_string()
            && self.message_case_id == Some(self.case_id)
    }
}

/// Returns the authorities whose use an entry counted. A clause is a standing rule, which is not used up.
fn used(entry: &Entry) -> impl Iterator<Item = AuthorityId> + '_ {
    let tokens = entry.authorities.iter().filter(|used| used.kind != AuthorityKind::Clause);
    tokens.filter_map(|used| used.id.parse().ok())
}

/// Says whether an entry makes a look: an original was opened.
pub(crate) fn makes_look(entry: &Entry) -> bool {
    entry.act == Act::MessageUnseal && entry.outcome == Outcome::Done
}
