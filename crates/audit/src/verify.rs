//! Verification of the whole log against its stored rows, one row at a time.
//!
//! The caller reads the tables in order and pushes what it finds; nothing but the frontier, the
//! stored nodes of level 8 and above and a limited number of roots is held in memory. The order:
//! `against` first; then the rows by number, each page preceded by the checkpoints up to its end (or
//! each checkpoint once its rows are in); the remaining checkpoints; the stored nodes; the entries
//! without a number; `finish`.

use std::collections::BTreeMap;

use model::EntryId;

use crate::{
    checkpoint::{CheckpointError, CheckpointVerifier},
    entry::Entry,
    fault::{FAULTS_KEPT_MAX, Fault, FaultKind, Place, Report, covered},
    key::LogKey,
    rows::{Columns, EntryRow, LeafRow, VerifyRow},
    seal::{is_entry_sealed, is_leaf_sealed},
    tree::{Frontier, Hash, Node, STORED_LEVEL_STEP, leaf_hash},
};

/// Checkpoints that may be pushed before the rows that they cover.
pub const CHECKPOINTS_AHEAD_MAX: usize = 100_000;

/// Verifies a log while its rows are read.
pub struct LogVerifier<'key> {
    key: &'key LogKey,
    verifier: CheckpointVerifier,
    /// The tree over the entries so far; it stops growing at the first whose hash is lost.
    frontier: Frontier,
    /// The number that comes next.
    next: u64,
    /// Roots that the tree must have when it gets to these sizes.
    promised: BTreeMap<u64, Vec<Promise>>,
    n_promised: usize,
    /// The size of the largest checkpoint that could not be held until its rows came.
    dropped_size: u64,
    /// The size up to which a checkpoint was found to fit, and whether one since did not.
    fitting_size: u64,
    is_off: bool,
    /// Stored nodes that were computed and not yet seen.
    nodes: BTreeMap<(u8, u64), Hash>,
    /// Entries whose leaf stands while their number is gone.
    unnumbered: BTreeMap<EntryId, u64>,
    report: Report,
}

#[derive(Clone, Copy)]
struct Promise {
    root: Hash,
    is_kept_elsewhere: bool,
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
            n_faults: 0,
            faults: Vec::new(),
        };
        Self {
            key,
            verifier,
            frontier: Frontier::empty(),
            next: 0,
            promised: BTreeMap::new(),
            n_promised: 0,
            dropped_size: 0,
            fitting_size: 0,
            is_off: false,
            nodes: BTreeMap::new(),
            unnumbered: BTreeMap::new(),
            report,
        }
    }

    /// Compares with a checkpoint that was kept elsewhere, so that a tail cut off together with its
    /// checkpoints is seen. It comes before the rows. A note that this log did not sign is refused.
    pub fn against(&mut self, note: &str) -> Result<(), CheckpointError> {
        let checkpoint = self.verifier.verify(note)?;
        self.promise(checkpoint.size, Promise { root: checkpoint.root, is_kept_elsewhere: true });
        Ok(())
    }

    /// Takes a stored checkpoint: the size that its row states, and the note.
    pub fn push_checkpoint(&mut self, size: u64, note: &str) {
        match self.verifier.verify(note) {
            Ok(checkpoint) if checkpoint.size == size => {
                self.promise(size, Promise { root: checkpoint.root, is_kept_elsewhere: false });
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
        let Some(hash) = self.check_row(index, leaf, entry) else { return };
        if index == self.frontier.size() {
            let stored = self.frontier.append(hash).into_iter().filter(|node| node.level > 0);
            self.nodes.extend(stored.map(|node| ((node.level, node.position), node.hash)));
            self.keep_promises();
        }
    }

    /// Takes a stored node of level 8 or above, after the rows that it covers.
    pub fn push_node(&mut self, node: &Node) {
        let place = Place::Node { level: node.level, position: node.position };
        match self.nodes.remove(&(node.level, node.position)) {
            Some(hash) if hash == node.hash => {}
            Some(_) => self.fault(place, FaultKind::NodeDiffers),
            None if self.is_beyond_frontier(node) => {}
            None => self.fault(place, FaultKind::NodeForeign),
        }
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

    /// Ends the reading and tells what was found.
    pub fn finish(mut self) -> Report {
        self.check_tail();
        for (level, position) in std::mem::take(&mut self.nodes).into_keys() {
            self.fault(Place::Node { level, position }, FaultKind::NodeMissing);
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
    }

    fn seen_leaf<'row>(&self, row: &'row VerifyRow) -> Seen<'row, LeafRow> {
        let Some(leaf) = &row.leaf else { return Seen::Absent };
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

    fn promise(&mut self, size: u64, promise: Promise) {
        // A checkpoint kept elsewhere is never dropped: there are as many as the caller was given.
        if self.n_promised >= CHECKPOINTS_AHEAD_MAX && !promise.is_kept_elsewhere {
            self.dropped_size = self.dropped_size.max(size);
            return;
        }
        self.n_promised += 1;
        self.promised.entry(size).or_default().push(promise);
        self.keep_promises();
    }

    /// Compares the checkpoints of the size that the tree has now.
    fn keep_promises(&mut self) {
        let size = self.frontier.size();
        let Some(promises) = self.promised.remove(&size) else { return };
        self.n_promised -= promises.len();
        let root = self.frontier.root();
        for promise in promises {
            self.keep_promise(size, root == promise.root, promise.is_kept_elsewhere);
        }
    }

    fn keep_promise(&mut self, size: u64, is_fitting: bool, is_kept_elsewhere: bool) {
        let place = size.checked_sub(1).map_or(Place::Checkpoint(size), |last| {
            // What the last fitting checkpoint covers is beyond doubt.
            Place::Entries { first: self.fitting_size.min(last), last }
        });
        match (is_fitting, is_kept_elsewhere) {
            (true, true) => {}
            (true, false) => {
                self.report.n_checkpoints += 1;
                self.fitting_size = size;
                self.is_off = false;
            }
            (false, true) => self.fault(place, FaultKind::OlderDiffers),
            // After the first that does not fit, the later ones cannot: one fault, not thousands.
            (false, false) if self.is_off => {}
            (false, false) => {
                self.is_off = true;
                self.fault(place, FaultKind::CheckpointDiffers);
            }
        }
    }

    /// Looks at the checkpoints that the tree never reached.
    fn check_tail(&mut self) {
        let mut longest = self.dropped_size;
        let mut is_unchecked = self.dropped_size > 0 && self.dropped_size <= self.next;
        for (size, promises) in std::mem::take(&mut self.promised) {
            is_unchecked |= size <= self.next;
            for promise in promises {
                match Place::tail(self.next, size) {
                    Some(place) if promise.is_kept_elsewhere => {
                        self.fault(place, FaultKind::OlderLonger);
                    }
                    _ => longest = longest.max(size),
                }
            }
        }
        if let Some(place) = Place::tail(self.next, longest) {
            self.fault(place, FaultKind::TailCut);
        }
        if is_unchecked {
            let first = self.frontier.size().min(self.next.saturating_sub(1));
            let last = self.next.saturating_sub(1);
            self.fault(Place::Entries { first, last }, FaultKind::Unchecked);
        }
    }

    /// Says whether a node covers entries that the tree did not get to because one before is lost.
    fn is_beyond_frontier(&self, node: &Node) -> bool {
        let is_stored = node.level > 0 && node.level.is_multiple_of(STORED_LEVEL_STEP);
        let last = covered(node.level, node.position).map(|(_, last)| last);
        is_stored && last.is_some_and(|last| last >= self.frontier.size() && last < self.next)
    }

    fn fault(&mut self, place: Place, kind: FaultKind) {
        self.report.n_faults += 1;
        if self.report.faults.len() < FAULTS_KEPT_MAX {
            self.report.faults.push(Fault { place, kind });
        }
    }
}

impl Place {
    /// Returns the entries from `next` to the last before `size`, if there are any.
    const fn tail(next: u64, size: u64) -> Option<Self> {
        if size > next { Some(Self::Entries { first: next, last: size - 1 }) } else { None }
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
