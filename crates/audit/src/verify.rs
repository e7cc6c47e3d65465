//! Verification of the whole log against its stored rows, one row at a time.
//!
//! The caller reads the tables and pushes what it finds; nothing but the frontier, the stored nodes
//! of level 8 and above and a limited number of roots is held in memory. The order: `against`; the
//! stored nodes; the rows by number, each page preceded by the checkpoints up to its end (or each
//! checkpoint as soon as its rows are in); the remaining checkpoints; the entries without a number; the
//! looks and visits without an entry; entries that were numbered meanwhile; the authorities; `finish`.

pub(crate) mod promises;

use std::collections::BTreeMap;

use model::EntryId;

use self::promises::{Keeper, Promises};
use crate::{
    checkpoint::{Checkpoint, CheckpointError, CheckpointVerifier},
    entry::Entry,
    fault::{FAULTS_KEPT_MAX, Fault, FaultKind, Place, Report, covered},
    key::LogKey,
    look::{LookRow, makes_look},
    rows::{Columns, EntryRow, LeafRow, VerifyRow},
    seal::{is_entry_sealed, is_leaf_sealed},
    tree::{Frontier, Hash, Node, STORED_LEVEL_STEP, leaf_hash},
    uses::{CountedUses, FieldLookRow, Uses, makes_field_look},
    visit::{VisitRow, makes_visit},
};

/// Verifies a log while its rows are read.
pub struct LogVerifier<'key> {
    key: &'key LogKey,
    verifier: CheckpointVerifier,
    /// The tree over the entries so far. It stops growing where a hash is lost, and goes on behind the
    /// next stored node that covers the loss.
    frontier: Frontier,
    /// The number that comes next.
    next: u64,
    promises: Promises,
    /// Stored nodes that the tree did not get to yet.
    nodes: BTreeMap<(u8, u64), Hash>,
    /// Entries whose leaf stands while their number is gone.
    unnumbered: BTreeMap<EntryId, u64>,
    /// What the entries say of authorities.
    uses: Uses,
    /// False where entries may have been missed.
    is_whole: bool,
    report: Report,
}

/// A row as its seal shows it.
enum Seen<'row, R> {
    Absent,
    Sealed(&'row R),
    Forged(&'row R),
}

impl<'key> LogVerifier<'key> {
    /// Starts with an empty log.
    pub const fn new(key: &'key LogKey, verifier: CheckpointVerifier) -> Self {
        let report = Report {
            size: 0,
            root: None,
            n_checkpoints: 0,
            n_pending: 0,
            n_looks: 0,
            n_faults: 0,
            faults: Vec::new(),
        };
        Self {
            key,
            verifier,
            frontier: Frontier::empty(),
            next: 0,
            promises: Promises::new(),
            nodes: BTreeMap::new(),
            unnumbered: BTreeMap::new(),
            uses: Uses::new(),
            is_whole: true,
            report,
        }
    }

    /// Compares with a checkpoint that was kept elsewhere, so that a tail cut off together with its
    /// checkpoints is seen. It comes before the rows. A note that this log did not sign is refused.
    pub fn against(&mut self, note: &str) -> Result<(), CheckpointError> {
        let checkpoint = self.verifier.verify(note)?;
        self.promise(&checkpoint, Keeper::Elsewhere);
        Ok(())
    }

    /// Takes a stored checkpoint: the size that its row states, and the note.
    pub fn push_checkpoint(&mut self, size: u64, note: &str) {
        match self.verifier.verify(note) {
            Ok(checkpoint) if checkpoint.size == size => {
                self.promise(&checkpoint, Keeper::Log);
            }
            _ => self.fault(Place::Checkpoint(size), FaultKind::CheckpointForged),
        }
    }

    /// Takes what stands under the next number. A number that is left out has neither row.
    pub fn push(&mut self, row: &VerifyRow) {
        let index = row.index;
        if index < self.next {
            return self.fault(Place::Entry(index), FaultKind::Inserted);
        }
        let leaf = self.seen_leaf(row);
        let entry = row.entry.as_ref().map_or(Seen::Absent, |entry| self.seen_entry(entry));
        let is_written_here = matches!(leaf, Seen::Sealed(_)) || matches!(entry, Seen::Sealed(_));
        // A forged number far beyond the end says nothing about the numbers before it.
        if index == self.next || is_written_here {
            if let Some(last) = index.checked_sub(1).filter(|last| *last >= self.next) {
                self.fault(Place::Entries { first: self.next, last }, FaultKind::Missing);
            }
            self.next = index.saturating_add(1);
        }
        let hash = self.check_row(index, leaf, entry);
        if let Some(hash) = hash.filter(|_| index == self.frontier.size()) {
            let completed = self.frontier.append(hash);
            self.check_nodes(&completed);
            self.keep_promises();
        }
        self.bridge();
    }

    /// Takes a stored node of level 8 or above, before the rows that it covers.
    pub fn push_node(&mut self, node: &Node) {
        self.nodes.insert((node.level, node.position), node.hash);
    }

    /// Takes an entry that has no number yet, after the rows.
    pub fn push_pending(&mut self, entry: &EntryRow) {
        self.report.n_pending += 1;
        let place = Place::Pending(entry.id);
        match self.seen_entry(entry) {
            Seen::Sealed(_) => self.check_columns(place, entry),
            _ => self.fault(place, FaultKind::Inserted),
        }
        if let Some(index) = self.unnumbered.get(&entry.id).copied() {
            self.fault(place, FaultKind::Unnumbered(index));
        }
    }

    /// Takes a look under whose id there is no entry at all.
    pub fn push_stray_look(&mut self, look: &LookRow) {
        self.fault(Place::Look(look.id), FaultKind::LookInvented);
    }

    /// Takes a row of what was done with a field, under whose id there is no entry at all.
    pub fn push_stray_field_look(&mut self, row: &FieldLookRow) {
        self.fault(Place::FieldLook(row.id), FaultKind::FieldLookInvented);
    }

    /// Takes a visit under whose id there is no entry at all.
    pub fn push_stray_visit(&mut self, row: &VisitRow) {
        self.fault(Place::Visit(row.id), FaultKind::VisitInvented);
    }

    /// Takes an entry that got its number while the log was read, so that no use is missed. Of all else the next
    /// verification speaks.
    pub fn push_late(&mut self, entry: &EntryRow) {
        if let (Seen::Sealed(_), Ok(read)) =
            (self.seen_entry(entry), Entry::of_canonical(&entry.canonical))
        {
            self.uses.add(&read, entry.field_look.as_ref());
        }
    }

    /// Says that there were more entries without a number than were read.
    pub const fn miss_entries(&mut self) {
        self.is_whole = false;
    }

    /// Takes an authority as its rows count it, after all entries.
    pub fn push_authority(&mut self, counted: &CountedUses) {
        for fault in self.uses.compare(counted, self.is_whole) {
            self.fault(fault.place, fault.kind);
        }
    }

    /// Ends the reading and tells what was found.
    pub fn finish(mut self) -> Report {
        for fault in self.uses.missing() {
            self.fault(fault.place, fault.kind);
        }
        for fault in self.promises.at_end(self.next) {
            self.fault(fault.place, fault.kind);
        }
        self.report.n_checkpoints = self.promises.n_fitting();
        for (level, position) in std::mem::take(&mut self.nodes).into_keys() {
            let last = covered(level, position).map_or(u64::MAX, |(_, last)| last);
            let is_beyond_loss = level.is_multiple_of(STORED_LEVEL_STEP)
                && last >= self.frontier.size()
                && last < self.next;
            if !is_beyond_loss {
                self.fault(Place::Node { level, position }, FaultKind::NodeForeign);
            }
        }
        self.report.size = self.next;
        self.report.root = (self.frontier.size() == self.next).then(|| self.frontier.root());
        self.report
    }

    /// Checks the two rows of a number; returns the leaf hash as far as a seal vouches for it.
    fn check_row(
        &mut self,
        index: u64,
        leaf: Seen<'_, LeafRow>,
        entry: Seen<'_, EntryRow>,
    ) -> Option<Hash> {
        let place = Place::Entry(index);
        match (leaf, entry) {
            (Seen::Sealed(leaf), Seen::Absent) => {
                self.fault(place, FaultKind::Missing);
                if self.unnumbered.len() < FAULTS_KEPT_MAX {
                    self.unnumbered.insert(leaf.entry_id, index);
                }
                hash_of(leaf)
            }
            (Seen::Sealed(leaf), Seen::Sealed(entry)) => {
                self.check_pair(place, leaf, entry);
                hash_of(leaf)
            }
            (Seen::Sealed(leaf), Seen::Forged(entry)) => {
                self.fault(place, forgery(leaf, entry));
                hash_of(leaf)
            }
            (Seen::Absent, Seen::Sealed(entry)) => {
                self.fault(place, FaultKind::LeafMissing);
                self.check_columns(place, entry);
                Some(leaf_hash(&entry.canonical))
            }
            (Seen::Forged(_), Seen::Sealed(entry)) => {
                self.fault(place, FaultKind::LeafForged);
                self.check_columns(place, entry);
                Some(leaf_hash(&entry.canonical))
            }
            (Seen::Absent | Seen::Forged(_), Seen::Forged(_)) => {
                self.fault(place, FaultKind::Inserted);
                None
            }
            (Seen::Forged(_), Seen::Absent) => {
                self.fault(place, FaultKind::LeafForged);
                self.fault(place, FaultKind::Missing);
                None
            }
            (Seen::Absent, Seen::Absent) => {
                self.fault(place, FaultKind::Missing);
                None
            }
        }
    }

    /// Checks a leaf and an entry that each bear their seal.
    fn check_pair(&mut self, place: Place, leaf: &LeafRow, entry: &EntryRow) {
        if leaf.entry_id != entry.id {
            let kind = FaultKind::Swapped { found: entry.id, expected: leaf.entry_id };
            return self.fault(place, kind);
        }
        if leaf_hash(&entry.canonical)[..] != leaf.hash {
            return self.fault(place, FaultKind::Changed);
        }
        self.check_columns(place, entry);
    }

    /// Compares the derived columns with the bytes, which bear their seal.
    fn check_columns(&mut self, place: Place, row: &EntryRow) {
        let Ok(entry) = Entry::of_canonical(&row.canonical) else {
            return self.fault(place, FaultKind::Unreadable);
        };
        if entry.id != row.id {
            let kind = FaultKind::Swapped { found: entry.id, expected: row.id };
            return self.fault(place, kind);
        }
        for column in Columns::of_entry(&entry).differing(&row.columns) {
            self.fault(place, FaultKind::ColumnDiffers(column));
        }
        self.check_look(place, &entry, row.look.as_ref());
        self.check_field_look(place, &entry, row.field_look.as_ref());
        self.check_visit(place, &entry, row.visit.as_ref());
        self.uses.add(&entry, row.field_look.as_ref());
    }

    /// The same for what was done with a field.
    fn check_field_look(&mut self, place: Place, entry: &Entry, row: Option<&FieldLookRow>) {
        let kind = match row {
            None if !makes_field_look(entry) => return,
            None => FaultKind::FieldLookMissing,
            Some(_) if !makes_field_look(entry) => FaultKind::FieldLookInvented,
            Some(row) if row.is_of(entry) => {
                self.report.n_looks += 1;
                return;
            }
            Some(_) => FaultKind::FieldLookChanged,
        };
        self.fault(place, kind);
    }

    /// The same for the visit under an entry's id.
    fn check_visit(&mut self, place: Place, entry: &Entry, row: Option<&VisitRow>) {
        let kind = match row {
            None if !makes_visit(entry) => return,
            None => FaultKind::VisitMissing,
            Some(_) if !makes_visit(entry) => FaultKind::VisitInvented,
            Some(row) if row.is_of(entry, self.key) => {
                self.report.n_looks += 1;
                return;
            }
            Some(_) => FaultKind::VisitChanged,
        };
        self.fault(place, kind);
    }

    /// Compares the look under an entry's id with what the entry, which bears its seal, says of it.
    fn check_look(&mut self, place: Place, entry: &Entry, look: Option<&LookRow>) {
        let kind = match look {
            None if !makes_look(entry) => return,
            None => FaultKind::LookMissing,
            Some(_) if !makes_look(entry) => FaultKind::LookInvented,
            Some(look) if look.is_of(entry, self.key) => {
                self.report.n_looks += 1;
                return;
            }
            Some(_) => FaultKind::LookChanged,
        };
        self.fault(place, kind);
    }

    fn seen_leaf<'row>(&self, row: &'row VerifyRow) -> Seen<'row, LeafRow> {
        let Some(leaf) = &row.leaf else {
            return Seen::Absent;
        };
        if is_leaf_sealed(self.key, row.index, leaf.entry_id, &leaf.hash, &leaf.seal) {
            Seen::Sealed(leaf)
        } else {
            Seen::Forged(leaf)
        }
    }

    fn seen_entry<'row>(&self, entry: &'row EntryRow) -> Seen<'row, EntryRow> {
        if is_entry_sealed(self.key, entry.id, &entry.canonical, &entry.seal) {
            Seen::Sealed(entry)
        } else {
            Seen::Forged(entry)
        }
    }

    fn promise(&mut self, checkpoint: &Checkpoint, keeper: Keeper) {
        self.promises.add(checkpoint.head(), keeper);
        self.keep_promises();
    }

    /// Compares the checkpoints of the size that the tree has now.
    fn keep_promises(&mut self) {
        if self.promises.is_due(self.frontier.size()) {
            for fault in self.promises.keep(&self.frontier.head()) {
                self.fault(fault.place, fault.kind);
            }
        }
    }

    /// Compares the nodes that the tree completed with those that are stored.
    fn check_nodes(&mut self, completed: &[Node]) {
        for node in completed.iter().filter(|node| node.level > 0) {
            let place = Place::Node { level: node.level, position: node.position };
            match self.nodes.remove(&(node.level, node.position)) {
                Some(hash) if hash == node.hash => {}
                Some(_) => self.fault(place, FaultKind::NodeDiffers),
                None => self.fault(place, FaultKind::NodeMissing),
            }
        }
    }

    /// Gets over lost entries by the stored nodes above them; the next checkpoint shows whether those
    /// were the right ones.
    fn bridge(&mut self) {
        while self.frontier.size() < self.next {
            let tile = self.frontier.size() >> STORED_LEVEL_STEP;
            let is_over = (tile + 1) << STORED_LEVEL_STEP <= self.next;
            let Some(hash) = self.nodes.get(&(STORED_LEVEL_STEP, tile)).filter(|_| is_over) else {
                return;
            };
            let completed = self.frontier.bridge(*hash);
            self.check_nodes(&completed);
            self.keep_promises();
        }
    }

    fn fault(&mut self, place: Place, kind: FaultKind) {
        self.report.n_faults += 1;
        if self.report.faults.len() < FAULTS_KEPT_MAX {
            self.report.faults.push(Fault { place, kind });
        }
    }
}

fn hash_of(leaf: &LeafRow) -> Option<Hash> {
    Hash::try_from(leaf.hash.as_slice()).ok()
}

/// Says how an entry without a valid seal came into the place of a leaf that bears its own.
fn forgery(leaf: &LeafRow, entry: &EntryRow) -> FaultKind {
    let written = Entry::of_canonical(&entry.canonical).map(|entry| entry.id);
    match written {
        Ok(found) if found != leaf.entry_id => {
            FaultKind::Swapped { found, expected: leaf.entry_id }
        }
        _ => FaultKind::Changed,
    }
}

#[cfg(test)]
mod tests;
