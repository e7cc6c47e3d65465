//! Looks beside the log: the row that an opened original leaves for the person, bound to its entry.

use model::{Act, AuthorityId, AuthorityKind, CaseId, EntryId, MessageId, PersonId, StaffId};

use crate::{
    change::Changes,
    entry::{Entry, Outcome},
    key::{LogKey, Purpose},
};

/// The name of the change that a look is in its entry's digest.
pub const LOOK_CHANGE: &str = "look";

/// The name of the change that a use of an authority is; it is counted before the act writes anything.
pub const USE_CHANGE: &str = "authority_used";

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
    /// The authority that was used. Its entry names it, too, so the digest leaves it out.
    pub authority_id: Option<AuthorityId>,
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
        if let Some(id) = self.authority_id {
            changes.add(key, USE_CHANGE, &[id.uuid().as_bytes()]);
        }
        changes.add(key, LOOK_CHANGE, &[&self.digest(key)]);
        let digest: String = changes.digest().iter().map(|byte| format!("{byte:02x}")).collect();
        self.id == entry.id
            && entry.digest == digest
            && entry.resource_id == self.message_id.to_string()
            && token_of(entry) == self.authority_id
            && self.message_case_id == Some(self.case_id)
    }
}

/// Says whether an entry makes a look: an original was opened.
pub(crate) fn makes_look(entry: &Entry) -> bool {
    entry.act == Act::MessageUnseal && entry.outcome == Outcome::Done
}

/// Returns the token that an act which was done used up one use of, if it was done under one.
pub(crate) fn token_of(entry: &Entry) -> Option<AuthorityId> {
    // A clause is no token, and the founding motion has a name and no id.
    let tokens = entry.authorities.iter().filter(|used| used.kind != AuthorityKind::Clause);
    let mut ids = tokens.filter_map(|used| used.id.parse().ok());
    ids.next().filter(|_| entry.outcome == Outcome::Done)
}
