//! Authorities beside the log: how often each was used, as its entries say it and as its rows count it, and the rows
//! that what was done with fields leaves for the person. Who has the database cannot set a counter back unseen.

use std::collections::BTreeMap;

use model::{Act, AuthorityId, CaseId, EntryId, PersonId, StaffId};

use crate::{
    entry::{Entry, Outcome},
    fault::{Fault, FaultKind, Place},
    look::token_of,
};

/// A row of what was done with a person's field. It bears the id of its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLookRow {
    /// The entry that made it.
    pub id: EntryId,
    /// Whose field.
    pub person_id: PersonId,
    /// Which.
    pub key: String,
    /// What was done, by its stored word.
    pub act: String,
    /// In which case.
    pub case_id: CaseId,
    /// By whom.
    pub staff_id: StaffId,
    /// The clause that allowed it.
    pub clause: String,
    /// The authority that was used.
    pub authority_id: Option<AuthorityId>,
    /// True where it was done in another system, which redeemed a presentation for it.
    pub is_redeemed: bool,
}

/// An authority as its rows count it, before the log was read and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedUses {
    /// Which one.
    pub id: AuthorityId,
    /// Uses that were counted before the first entry was read; 0 of one that is newer.
    pub n_before: i64,
    /// Uses that were counted after the last.
    pub n_after: i64,
    /// Redemptions, before and after.
    pub n_redeemed: (i64, i64),
    /// True where it was taken back.
    pub is_withdrawn: bool,
}

/// What the entries say of authorities.
pub(crate) struct Uses {
    tallies: BTreeMap<AuthorityId, Tally>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    n_used: i64,
    n_redeemed: i64,
    is_withdrawn: bool,
}

impl FieldLookRow {
    /// Says whether this is the row that an entry made.
    pub(crate) fn is_of(&self, entry: &Entry) -> bool {
        let clause = entry.policies.first().map(|policy| policy.clause.as_str());
        self.id == entry.id
            && self.act == entry.act.as_str()
            && entry.resource_id == format!("{}/{}", self.person_id, self.key)
            && entry.case_id == Some(self.case_id)
            && entry.who.id == self.staff_id.to_string()
            && clause.unwrap_or_default() == self.clause
            && token_of(entry) == self.authority_id
    }
}

/// Says whether an entry makes such a row.
pub(crate) fn makes_field_look(entry: &Entry) -> bool {
    matches!(entry.act, Act::FieldShow | Act::FieldEdit | Act::FieldDisclose)
        && entry.outcome == Outcome::Done
}

impl Uses {
    pub(crate) const fn new() -> Self {
        Self { tallies: BTreeMap::new() }
    }

    /// Counts what an entry says that bears its seal.
    pub(crate) fn add(&mut self, entry: &Entry, row: Option<&FieldLookRow>) {
        if let Some(id) = token_of(entry) {
            let tally = self.tallies.entry(id).or_default();
            tally.n_used += 1;
            tally.n_redeemed += i64::from(row.is_some_and(|row| row.is_redeemed));
        }
        let is_withdrawal = entry.act == Act::AuthorityWithdraw && entry.outcome == Outcome::Done;
        if let (true, Ok(id)) = (is_withdrawal, entry.resource_id.parse()) {
            self.tallies.entry(id).or_default().is_withdrawn = true;
        }
    }

    /// Compares an authority with what its entries say. Where entries may have been missed, fewer of them than were
    /// counted say nothing.
    pub(crate) fn compare(&mut self, counted: &CountedUses, is_whole: bool) -> Vec<Fault> {
        let tally = self.tallies.remove(&counted.id).unwrap_or_default();
        let place = Place::Authority(counted.id);
        let mut faults = Vec::new();
        let fits = |n_logged: i64, (n_before, n_after): (i64, i64)| {
            n_logged <= n_after && (n_logged >= n_before || !is_whole)
        };
        let (n_logged, n_counted) = (tally.n_used, counted.n_after);
        if !fits(n_logged, (counted.n_before, n_counted)) {
            faults.push(Fault { place, kind: FaultKind::UsesDiffer { n_counted, n_logged } });
        }
        if !fits(tally.n_redeemed, counted.n_redeemed) {
            let (n_logged, n_counted) = (tally.n_redeemed, counted.n_redeemed.1);
            faults
                .push(Fault { place, kind: FaultKind::RedemptionsDiffer { n_counted, n_logged } });
        }
        if tally.is_withdrawn && !counted.is_withdrawn {
            faults.push(Fault { place, kind: FaultKind::WithdrawalUndone });
        }
        faults
    }

    /// Names the authorities that entries speak of and that are not there.
    pub(crate) fn missing(&mut self) -> Vec<Fault> {
        let gone = std::mem::take(&mut self.tallies).into_keys();
        let fault = |id| Fault { place: Place::Authority(id), kind: FaultKind::AuthorityMissing };
        gone.map(fault).collect()
    }
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

    fn token() -> AuthorityId {
        AuthorityId::from_uuid(id(1))
    }

    fn ground(act: Act) -> Ground {
        let person = PersonId::from_uuid(id(2));
        Ground {
            who: Who {
                kind: "staff".to_owned(),
                id: StaffId::from_uuid(id(3)).to_string(),
                roles: Vec::new(),
            },
            staff: None,
            via: Via::Nothing,
            act,
            resource_kind: "field",
            resource_id: format!("{person}/name"),
            case: Some((CaseId::from_uuid(id(4)), 1)),
            person_id: Some(person),
            authorities: vec![AuthorityRef {
                kind: AuthorityKind::Consent,
                id: token().to_string(),
            }],
            uses: None,
            policies: vec![PolicyRef { id: "p".to_owned(), clause: "000 SP 8.1".to_owned() }],
            second: None,
            edition: "e".to_owned(),
            at: timestamp_of_micros(1),
        }
    }

    fn row() -> FieldLookRow {
        FieldLookRow {
            id: EntryId::from_uuid(id(5)),
            person_id: PersonId::from_uuid(id(2)),
            key: "name".to_owned(),
            act: "field.show".to_owned(),
            case_id: CaseId::from_uuid(id(4)),
            staff_id: StaffId::from_uuid(id(3)),
            clause: "000 SP 8.1".to_owned(),
            authority_id: Some(token()),
            is_redeemed: true,
        }
    }

    fn counted(n_before: i64, n_after: i64) -> CountedUses {
        CountedUses { id: token(), n_before, n_after, n_redeemed: (1, 1), is_withdrawn: false }
    }

    #[test]
    fn a_count_fits_between_before_and_after() {
        let check = |counted: CountedUses, is_whole: bool, expect: &[&str]| {
            let mut uses = Uses::new();
            let entry = Entry::done(row().id, ground(Act::FieldShow), &[]);
            uses.add(&entry, Some(&row()));
            // What was refused used nothing, and a clause is no token.
            uses.add(&Entry::refused(row().id, ground(Act::FieldShow)), None);
            let mut clause = ground(Act::CaseReply);
            clause.authorities =
                vec![AuthorityRef { kind: AuthorityKind::Clause, id: "000".to_owned() }];
            uses.add(&Entry::done(row().id, clause, &[]), None);
            let found = uses.compare(&counted, is_whole);
            let found: Vec<String> = found.iter().map(|fault| fault.kind.to_string()).collect();
            assert_eq!(found, expect, "{counted:?}");
            assert!(uses.missing().is_empty());
        };
        check(counted(1, 1), true, &[]);
        check(counted(0, 2), true, &[]);
        check(counted(0, 0), true, &["counts 0 uses, while the log has 1"]);
        check(counted(2, 3), true, &["counts 3 uses, while the log has 1"]);
        check(counted(2, 3), false, &[]);
        let none = CountedUses { n_redeemed: (0, 0), ..counted(1, 1) };
        check(none, true, &["has 0 redemptions, while the log has 1"]);
    }

    #[test]
    fn what_was_taken_back_or_deleted_is_named() {
        let mut uses = Uses::new();
        let mut withdrawal = ground(Act::AuthorityWithdraw);
        withdrawal.resource_id = token().to_string();
        withdrawal.authorities.clear();
        uses.add(&Entry::done(row().id, withdrawal.clone(), &[]), None);
        let stands = CountedUses { n_redeemed: (0, 0), ..counted(0, 0) };
        assert_eq!(uses.compare(&stands, true)[0].kind, FaultKind::WithdrawalUndone);
        uses.add(&Entry::done(row().id, withdrawal, &[]), None);
        assert_eq!(uses.missing()[0].kind, FaultKind::AuthorityMissing);
    }

    #[test]
    fn a_row_is_that_of_its_entry_alone() {
        let entry = Entry::done(row().id, ground(Act::FieldShow), &[]);
        assert!(makes_field_look(&entry) && row().is_of(&entry));
        let check = |change: fn(&mut FieldLookRow)| {
            let mut changed = row();
            change(&mut changed);
            assert!(!changed.is_of(&entry), "{changed:?}");
        };
        check(|row| row.id = EntryId::from_uuid(id(6)));
        check(|row| row.person_id = PersonId::from_uuid(id(6)));
        check(|row| row.key = "passphrase".to_owned());
        check(|row| row.act = "field.edit".to_owned());
        check(|row| row.case_id = CaseId::from_uuid(id(6)));
        check(|row| row.staff_id = StaffId::from_uuid(id(6)));
        check(|row| row.clause.clear());
        check(|row| row.authority_id = None);
    }
}
