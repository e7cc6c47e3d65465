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
