//! Visits beside the log: the row that reading the texts of a case under an authority leaves for the person, bound to its entry.

use model::{Act, AuthorityId, CaseId, EntryId, PersonId, StaffId};

use crate::{
    change::Changes,
    entry::{Entry, Outcome},
    key::{LogKey, Purpose},
    look::{USE_CHANGE, token_of},
};

/// The name of the change that a visit is in its entry's digest.
pub const VISIT_CHANGE: &str = "visit";

/// A row of the table of visits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitRow {
    /// The entry that made it, whose id it bears.
    pub id: EntryId,
    /// The authority that was used.
    pub authority_id: AuthorityId,
    /// The case whose redacted texts were read.
    pub case_id: CaseId,
    /// Who asked in that case.
    pub person_id: PersonId,
    /// Who read.
    pub staff_id: StaffId,
    /// In which role, in words for people.
    pub role: String,
    /// The clause that allowed it.
    pub clause: String,
    /// When it began, in UTC microseconds.
    pub at: i64,
}

impl VisitRow {
    /// Returns the keyed digest of all that the row was written with.
    pub fn digest(&self, key: &LogKey) -> [u8; 32] {
        key.digest(
            Purpose::Visit,
            &[
                self.id.uuid().as_bytes(),
                self.authority_id.uuid().as_bytes(),
                self.case_id.uuid().as_bytes(),
                self.person_id.uuid().as_bytes(),
                self.staff_id.uuid().as_bytes(),
                self.role.as_bytes(),
                self.clause.as_bytes(),
                &self.at.to_be_bytes(),
            ],
        )
    }

    /// Says whether this is the row that an entry made.
    pub(crate) fn is_of(&self, entry: &Entry, key: &LogKey) -> bool {
        let mut changes = Changes::none(key);
        changes.add(key, USE_CHANGE, &[self.authority_id.uuid().as_bytes()]);
        changes.add(key, VISIT_CHANGE, &[&self.digest(key)]);
        let digest: String = changes.digest().iter().map(|byte| format!("{byte:02x}")).collect();
        self.id == entry.id
            && entry.digest == digest
            && token_of(entry) == Some(self.authority_id)
            && entry.case_id == Some(self.case_id)
            && entry.person_id == Some(self.person_id)
            && entry.who.id == self.staff_id.to_string()
    }
}

/// Says whether an entry makes a visit: redacted texts were read under an authority.
pub(crate) fn makes_visit(entry: &Entry) -> bool {
    entry.act == Act::CaseShow && entry.outcome == Outcome::Done && token_of(entry).is_some()
}

#[cfg(test)]
mod tests {
    use model::{AuthorityKind, AuthorityRef, Via, timestamp_of_micros};
    use uuid::Uuid;

    use super::*;
    use crate::permit::{Ground, PolicyRef, Who};

    fn id<T: From<Uuid>>(n: u128) -> T {
        Uuid::from_u128(n).into()
    }

    fn row() -> VisitRow {
        VisitRow {
            id: EntryId::from_uuid(id(5)),
            authority_id: AuthorityId::from_uuid(id(1)),
            case_id: CaseId::from_uuid(id(4)),
            person_id: PersonId::from_uuid(id(2)),
            staff_id: StaffId::from_uuid(id(3)),
            role: "support engineer".to_owned(),
            clause: "000 Picture".to_owned(),
            at: 1,
        }
    }

    fn entry(kind: AuthorityKind, key: &LogKey) -> Entry {
        let row = row();
        let ground = Ground {
            who: Who { kind: "staff".to_owned(), id: row.staff_id.to_string(), roles: Vec::new() },
            staff: None,
            via: Via::Nothing,
            act: Act::CaseShow,
            resource_kind: "case",
            resource_id: row.case_id.to_string(),
            case: Some((row.case_id, 1)),
            person_id: Some(row.person_id),
            authorities: vec![AuthorityRef { kind, id: row.authority_id.to_string() }],
            uses: None,
            policies: vec![PolicyRef { id: "p".to_owned(), clause: row.clause.clone() }],
            second: None,
            edition: "e".to_owned(),
            at: timestamp_of_micros(1),
        };
        let mut changes = Changes::none(key);
        changes.add(key, USE_CHANGE, &[row.authority_id.uuid().as_bytes()]);
        changes.add(key, VISIT_CHANGE, &[&row.digest(key)]);
        Entry::done(row.id, ground, changes.digest())
    }

    #[test]
    fn a_row_is_that_of_its_entry_alone() {
        let key = LogKey::new(&[1; 32]);
        let entry = entry(AuthorityKind::Motion, &key);
        assert!(makes_visit(&entry) && row().is_of(&entry, &key));
        let check = |change: fn(&mut VisitRow)| {
            let mut changed = row();
            change(&mut changed);
            assert!(!changed.is_of(&entry, &key), "{changed:?}");
        };
        check(|row| row.id = EntryId::from_uuid(id(6)));
        check(|row| row.authority_id = AuthorityId::from_uuid(id(6)));
        check(|row| row.case_id = CaseId::from_uuid(id(6)));
        check(|row| row.person_id = PersonId::from_uuid(id(6)));
        check(|row| row.staff_id = StaffId::from_uuid(id(6)));
        check(|row| row.role.clear());
        check(|row| row.clause.clear());
        check(|row| row.at = 2);
    }

    #[test]
    fn a_reading_by_a_standing_rule_makes_none() {
        let key = LogKey::new(&[1; 32]);
        assert!(!makes_visit(&entry(AuthorityKind::Clause, &key)));
    }
}
