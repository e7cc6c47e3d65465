//! Every kind of tampering that a hand in the database can do, and how it is named.

use std::{collections::BTreeMap, sync::LazyLock};

use model::{
    Act, AuthorityId, AuthorityKind, AuthorityRef, CaseId, MessageId, PersonId, StaffId, Via,
    timestamp_of_micros,
};
use uuid::Uuid;

use super::{promises::CHECKPOINTS_AHEAD_MAX, *};
use crate::{
    change::Changes,
    checkpoint::CheckpointKey,
    look::{LOOK_CHANGE, USE_CHANGE},
    permit::{Ground, Who},
    seal::{entry_seal, leaf_seal},
    tree::TreeHead,
};

/// Entries of the small log; a checkpoint follows every fifth.
const SMALL: u64 = 20;
const CHECKPOINT_EVERY: u64 = 5;

static KEY: LazyLock<LogKey> = LazyLock::new(|| LogKey::new(&[3; 32]));

fn checkpoint_key() -> CheckpointKey {
    CheckpointKey::of_seed("log.example.org", &[4; 32]).unwrap()
}

fn id(index: u64) -> EntryId {
    EntryId::from_uuid(Uuid::from_u128(0x1000 + u128::from(index)))
}

fn entry(index: u64) -> Entry {
    let ground = Ground {
        who: Who { kind: "visitor".to_owned(), id: String::new(), roles: Vec::new() },
        staff: None,
        via: Via::Mail,
        act: Act::CaseOpen,
        resource_kind: "case",
        resource_id: index.to_string(),
        case: Some((CaseId::from_uuid(Uuid::from_u128(u128::from(index))), 1)),
        person_id: Some(PersonId::from_uuid(Uuid::from_u128(7))),
        authorities: Vec::new(),
        uses: None,
        policies: Vec::new(),
        second: None,
        edition: "e1".to_owned(),
        at: timestamp_of_micros(1_795_262_400_000_000 + index as i64),
    };
    Entry::done(id(index), ground, &[1; 32])
}

fn entry_row(key: &LogKey, index: u64) -> EntryRow {
    let entry = entry(index);
    let canonical = entry.canonical().unwrap();
    let seal = entry_seal(key, entry.id, &canonical).to_vec();
    EntryRow {
        id: entry.id,
        canonical,
        seal,
        columns: Columns::of_entry(&entry),
        look: None,
        field_look: None,
        visit: None,
    }
}

fn leaf_row(key: &LogKey, index: u64, entry: &EntryRow) -> LeafRow {
    let hash = leaf_hash(&entry.canonical);
    let seal = leaf_seal(key, index, entry.id, &hash).to_vec();
    LeafRow { entry_id: entry.id, hash: hash.to_vec(), seal }
}

/// An entry that made a look, under the next number after those of `Tables::honest`.
fn opened(index: u64) -> EntryRow {
    opened_under(index, AuthorityRef { kind: AuthorityKind::Clause, id: "000 SP 8.1".to_owned() })
}

fn opened_under(index: u64, authority: AuthorityRef) -> EntryRow {
    let look = LookRow {
        id: id(index),
        message_id: MessageId::from_uuid(Uuid::from_u128(8)),
        person_id: PersonId::from_uuid(Uuid::from_u128(7)),
        staff_id: StaffId::from_uuid(Uuid::from_u128(6)),
        role: "Support engineer".to_owned(),
        clause: "000 SP 8.1".to_owned(),
        is_self: true,
        reason_sealed: Some(b"sealed".to_vec()),
        authority_id: authority.id.parse().ok(),
        at: 1_795_262_400_000_000,
        case_id: CaseId::from_uuid(Uuid::from_u128(5)),
        message_case_id: Some(CaseId::from_uuid(Uuid::from_u128(5))),
    };
    let mut changes = Changes::none(&KEY);
    if let Ok(id) = authority.id.parse::<AuthorityId>() {
        changes.add(&KEY, USE_CHANGE, &[id.uuid().as_bytes()]);
    }
    changes.add(&KEY, LOOK_CHANGE, &[&look.digest(&KEY)]);
    let mut entry = entry(index);
    entry.authorities = vec![authority];
    entry.act = Act::MessageUnseal;
    entry.resource_id = look.message_id.to_string();
    entry.digest = changes.digest().iter().map(|byte| format!("{byte:02x}")).collect();
    let canonical = entry.canonical().unwrap();
    let seal = entry_seal(&KEY, entry.id, &canonical).to_vec();
    let columns = Columns::of_entry(&entry);
    EntryRow {
        id: entry.id,
        canonical,
        seal,
        columns,
        look: Some(look),
        field_look: None,
        visit: None,
    }
}

/// The tables of a database, as a hand may change them.
#[derive(Clone)]
struct Tables {
    entries: BTreeMap<u64, EntryRow>,
    leaves: BTreeMap<u64, LeafRow>,
    checkpoints: BTreeMap<u64, String>,
    nodes: Vec<Node>,
    pending: Vec<EntryRow>,
}

impl Tables {
    fn honest(size: u64) -> Self {
        let mut tables = Self {
            entries: BTreeMap::new(),
            leaves: BTreeMap::new(),
            checkpoints: BTreeMap::new(),
            nodes: Vec::new(),
            pending: vec![entry_row(&KEY, size), entry_row(&KEY, size + 1)],
        };
        let key = checkpoint_key();
        let mut frontier = Frontier::empty();
        for index in 0..size {
            let entry = entry_row(&KEY, index);
            let nodes = frontier.append(leaf_hash(&entry.canonical));
            tables.nodes.extend(nodes.into_iter().filter(|node| node.level > 0));
            tables.leaves.insert(index, leaf_row(&KEY, index, &entry));
            tables.entries.insert(index, entry);
            if frontier.size().is_multiple_of(CHECKPOINT_EVERY) {
                let note = key.sign(&key.checkpoint(&frontier.head())).unwrap();
                tables.checkpoints.insert(frontier.size(), note);
            }
        }
        tables
    }

    fn verify(&self) -> Report {
        self.verify_against(&[])
    }

    fn verify_against(&self, older: &[&str]) -> Report {
        let mut verifier = LogVerifier::new(&KEY, checkpoint_key().verifier());
        for note in older {
            verifier.against(note).unwrap();
        }
        for node in &self.nodes {
            verifier.push_node(node);
        }
        for (size, note) in &self.checkpoints {
            verifier.push_checkpoint(*size, note);
        }
        let mut numbers: Vec<u64> =
            self.entries.keys().chain(self.leaves.keys()).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        for index in numbers {
            let (leaf, entry) = (self.leaves.get(&index), self.entries.get(&index));
            verifier.push(&VerifyRow { index, leaf: leaf.cloned(), entry: entry.cloned() });
        }
        for entry in &self.pending {
            verifier.push_pending(entry);
        }
        verifier.finish()
    }

    fn entry(&mut self, index: u64) -> &mut EntryRow {
        self.entries.get_mut(&index).unwrap()
    }

    fn leaf(&mut self, index: u64) -> &mut LeafRow {
        self.leaves.get_mut(&index).unwrap()
    }

    fn swap_entries(&mut self, one: u64, other: u64) {
        let (a, b) = (self.entries[&one].clone(), self.entries[&other].clone());
        self.entries.extend([(one, b), (other, a)]);
    }

    fn swap_leaves(&mut self, one: u64, other: u64) {
        let (a, b) = (self.leaves[&one].clone(), self.leaves[&other].clone());
        self.leaves.extend([(one, b), (other, a)]);
    }

    fn cut(&mut self, size: u64) {
        self.entries.split_off(&size);
        self.leaves.split_off(&size);
        self.pending.clear();
    }
}

/// Tampers with the small log and compares what is found, in words.
fn check(tamper: impl FnOnce(&mut Tables), expect: &[&str]) {
    let mut tables = Tables::honest(SMALL);
    tamper(&mut tables);
    check_report(&tables.verify(), expect);
}

fn check_report(report: &Report, expect: &[&str]) {
    let found: Vec<String> = report.faults.iter().map(Fault::to_string).collect();
    assert_eq!(found, expect);
    assert_eq!(report.n_faults, expect.len() as u64);
    assert_eq!(report.is_sound(), expect.is_empty());
}

fn bytes_of(index: u64, act: Act) -> Vec<u8> {
    let mut entry = entry(index);
    entry.act = act;
    entry.canonical().unwrap()
}

/// Tampers with the look of an entry that opened an original: one with a number, and one without.
fn check_look(tamper: impl Fn(&mut Option<LookRow>), expect: Option<&str>) {
    let mut tables = Tables::honest(SMALL);
    let mut entry = opened(SMALL);
    tables.leaves.insert(SMALL, leaf_row(&KEY, SMALL, &entry));
    tamper(&mut entry.look);
    tables.entries.insert(SMALL, entry);
    let mut pending = opened(SMALL + 1);
    tamper(&mut pending.look);
    let named = Place::Pending(pending.id);
    tables.pending = vec![pending];
    let report = tables.verify();
    let faults = expect.map(|what| [format!("entry {SMALL}: {what}"), format!("{named}: {what}")]);
    let faults: Vec<&str> = faults.iter().flatten().map(String::as_str).collect();
    check_report(&report, &faults);
    assert_eq!(report.n_looks, if expect.is_none() { 2 } else { 0 });
}

#[test]
fn what_is_opened_under_an_authority_counts_its_use() {
    let id = AuthorityId::from_uuid(Uuid::from_u128(9));
    let consent = AuthorityRef { kind: AuthorityKind::Consent, id: id.to_string() };
    let mut tables = Tables::honest(SMALL);
    tables.pending = vec![opened_under(SMALL, consent)];
    let report = tables.verify();
    // The look is that of its entry, with the use; the authority itself is in none of these tables.
    let gone = "authority 00000000-0000-0000-0000-000000000009: deleted: the log speaks of it";
    check_report(&report, &[gone]);
    assert_eq!(report.n_looks, 1);
}

#[test]
fn who_looked_is_compared_with_the_entries() {
    const CHANGED: Option<&str> = Some("the look that it made was changed");
    check_look(|_| {}, None);
    let moved = CaseId::from_uuid(Uuid::from_u128(55));
    let change = |tamper: fn(&mut LookRow)| {
        check_look(|look| look.iter_mut().for_each(tamper), CHANGED);
    };
    change(|look| look.message_id = MessageId::from_uuid(Uuid::from_u128(1)));
    change(|look| look.person_id = PersonId::from_uuid(Uuid::from_u128(1)));
    change(|look| look.staff_id = StaffId::from_uuid(Uuid::from_u128(1)));
    change(|look| look.role.push('s'));
    change(|look| look.clause.clear());
    change(|look| look.is_self = false);
    change(|look| look.reason_sealed = None);
    change(|look| look.reason_sealed = Some(Vec::new()));
    change(|look| look.at += 1);
    change(|look| look.message_case_id = None);
    check_look(|look| look.iter_mut().for_each(|look| look.case_id = moved), CHANGED);
    // A message that goes to another case takes its looks along.
    let take_along = |look: &mut LookRow| {
        look.case_id = moved;
        look.message_case_id = Some(moved);
    };
    check_look(|look| look.iter_mut().for_each(take_along), None);
    let deleted = "the look that it made was deleted from who looked at whose data";
    check_look(|look| *look = None, Some(deleted));
}

#[test]
fn an_invented_look_is_named() {
    let invented = "a look was invented: no entry made it";
    let look = opened(7).look;
    check(|tables| tables.entry(7).look = look.clone(), &[&format!("entry 7: {invented}")]);
    let mut verifier = LogVerifier::new(&KEY, checkpoint_key().verifier());
    verifier.push_stray_look(&look.unwrap());
    let expect = format!("look without an entry, id {}: {invented}", id(7));
    check_report(&verifier.finish(), &[&expect]);
}

const CHANGED_7: &str = "entry 7: changed after it was written";
const INSERTED: &str = "inserted, or rewritten together with its leaf: no valid seal";
const LEAF_FORGED: &str = "swapped or moved here from another number, or its leaf was changed";
const DIFFERS: &str =
    "changed, inserted or moved: the signed checkpoint after them was made over others";
const CUT: &str = "cut off the end: a signed checkpoint speaks of them";
const LOST: &str =
    "cannot be compared, and so others that follow: an entry before is lost, or they came late";

#[test]
fn an_honest_log_is_sound() {
    for size in [0, 1, 4, 5, 19, 255, 256, 257, 600] {
        let tables = Tables::honest(size);
        let report = tables.verify();
        check_report(&report, &[]);
        assert_eq!((report.size, report.n_pending), (size, 2));
        assert_eq!(report.n_checkpoints, size / CHECKPOINT_EVERY);
        let mut frontier = Frontier::empty();
        for leaf in tables.leaves.values() {
            frontier.append(leaf.hash.clone().try_into().unwrap());
        }
        assert_eq!(report.root, Some(frontier.root()));
    }
}

#[test]
fn a_changed_entry_is_named() {
    check(|tables| tables.entry(7).canonical = bytes_of(7, Act::CaseNote), &[CHANGED_7]);
    check(|tables| tables.entry(7).canonical = b"{}".to_vec(), &[CHANGED_7]);
    check(|tables| tables.entry(7).seal[0] ^= 1, &[CHANGED_7]);
    check(|tables| tables.entry(7).seal.clear(), &[CHANGED_7]);
    check(
        |tables| {
            let other = entry_row(&LogKey::new(&[9; 32]), 7);
            tables.entry(7).seal = other.seal;
        },
        &[CHANGED_7],
    );
}

#[test]
fn every_entry_is_watched() {
    for index in 0..SMALL {
        let expect = format!("entry {index}: changed after it was written");
        check(|tables| tables.entry(index).canonical[9] ^= 1, &[&expect]);
        let expect = format!("entry {index}: missing");
        check(|tables| drop(tables.entries.remove(&index)), &[&expect]);
    }
}

#[test]
fn an_entry_changed_with_its_leaf_is_named() {
    let changed = |tables: &mut Tables, key: &LogKey| {
        let entry = tables.entry(7);
        entry.canonical = bytes_of(7, Act::CaseNote);
        entry.seal = entry_seal(key, entry.id, &entry.canonical).to_vec();
        entry.columns.act = Act::CaseNote.as_str().to_owned();
        let leaf = leaf_row(key, 7, &tables.entries[&7]);
        tables.leaves.insert(7, leaf);
    };
    let lost = format!("checkpoint after entry 9: {LOST}");
    check(
        |tables| changed(tables, &LogKey::new(&[9; 32])),
        &[&format!("entry 7: {INSERTED}"), &lost],
    );
    // Whoever holds the log key too still lacks the key of the checkpoints.
    check(|tables| changed(tables, &KEY), &[&format!("entries 5 to 9: {DIFFERS}")]);
}

#[test]
fn a_deleted_entry_is_named() {
    check(|tables| drop(tables.entries.remove(&7)), &["entry 7: missing"]);
    check(|tables| drop(tables.leaves.remove(&7)), &["entry 7: its leaf is missing"]);
    check(
        |tables| {
            for index in [7, 8] {
                tables.entries.remove(&index);
                tables.leaves.remove(&index);
            }
        },
        &["entries 7 to 8: missing", &format!("checkpoint after entry 9: {LOST}")],
    );
    check(
        |tables| {
            let taken = tables.entries.remove(&7).unwrap();
            tables.pending.push(taken);
        },
        &[
            "entry 7: missing",
            &format!(
                "entry without a number, id {}: it had number 7, which was taken from it",
                id(7)
            ),
        ],
    );
}

#[test]
fn entries_moved_up_into_a_gap_are_named() {
    let mut tables = Tables::honest(SMALL);
    for index in 17..SMALL - 1 {
        tables.entries.insert(index, tables.entries[&(index + 1)].clone());
        tables.leaves.insert(index, tables.leaves[&(index + 1)].clone());
    }
    tables.cut(SMALL - 1);
    let forged = |index| format!("entry {index}: {LEAF_FORGED}");
    let cut = format!("entry 19: {CUT}");
    check_report(&tables.verify(), &[&forged(17), &forged(18), &cut]);
}

#[test]
fn an_inserted_entry_is_named() {
    let forger = LogKey::new(&[9; 32]);
    let forged = entry_row(&forger, 99);
    let inserted = |index| format!("entry {index}: {INSERTED}");
    check(|tables| drop(tables.entries.insert(20, forged.clone())), &[&inserted(20)]);
    check(
        |tables| {
            tables.leaves.insert(20, leaf_row(&forger, 20, &forged));
            tables.entries.insert(20, forged.clone());
        },
        &[&inserted(20)],
    );
    let far = i64::MAX as u64;
    check(|tables| drop(tables.entries.insert(far, forged.clone())), &[&inserted(far)]);
    check(
        |tables| tables.pending.push(forged.clone()),
        &[&format!("entry without a number, id {}: {INSERTED}", id(99))],
    );
    // In the place of another.
    check(
        |tables| drop(tables.entries.insert(7, forged.clone())),
        &[&format!("entry 7: swapped: entry {} stands where {} belongs", id(99), id(7))],
    );
}

#[test]
fn a_second_row_under_a_number_is_named() {
    let tables = Tables::honest(3);
    let mut verifier = LogVerifier::new(&KEY, checkpoint_key().verifier());
    for index in [0, 1, 1, 2] {
        let (leaf, entry) = (tables.leaves.get(&index), tables.entries.get(&index));
        verifier.push(&VerifyRow { index, leaf: leaf.cloned(), entry: entry.cloned() });
    }
    check_report(&verifier.finish(), &[&format!("entry 1: {INSERTED}")]);
}

#[test]
fn swapped_entries_are_named() {
    let swapped = |index, found, expected| {
        format!("entry {index}: swapped: entry {} stands where {} belongs", id(found), id(expected))
    };
    // Their numbers.
    check(|tables| tables.swap_entries(3, 12), &[&swapped(3, 12, 3), &swapped(12, 3, 12)]);
    // Their bytes under their ids.
    check(
        |tables| {
            tables.swap_entries(3, 12);
            tables.entry(3).id = id(3);
            tables.entry(12).id = id(12);
        },
        &[&swapped(3, 12, 3), &swapped(12, 3, 12)],
    );
    // Their numbers in both tables: the leaves are sealed to theirs.
    check(
        |tables| {
            tables.swap_entries(3, 12);
            tables.swap_leaves(3, 12);
        },
        &[
            &format!("entry 3: {LEAF_FORGED}"),
            &format!("entries 0 to 4: {DIFFERS}"),
            &format!("entry 12: {LEAF_FORGED}"),
        ],
    );
    // Their leaves alone: the entries still tell the order.
    check(
        |tables| tables.swap_leaves(3, 12),
        &[&format!("entry 3: {LEAF_FORGED}"), &format!("entry 12: {LEAF_FORGED}")],
    );
}

#[test]
fn a_forged_leaf_is_named() {
    let expect = format!("entry 7: {LEAF_FORGED}");
    check(|tables| tables.leaf(7).hash[0] ^= 1, &[&expect]);
    check(|tables| tables.leaf(7).hash.clear(), &[&expect]);
    check(|tables| tables.leaf(7).seal[31] ^= 1, &[&expect]);
    check(|tables| tables.leaf(7).entry_id = id(8), &[&expect]);
    check(
        |tables| {
            tables.entries.remove(&7);
            tables.leaf(7).hash[0] ^= 1;
        },
        &[&expect, "entry 7: missing", &format!("checkpoint after entry 9: {LOST}")],
    );
}

#[test]
fn a_differing_column_is_named() {
    let case =
        |column: &str| format!("entry 7: derived column {column} differs from the entry's bytes");
    type Tamper = fn(&mut Columns);
    let tampers: [(&str, Tamper); 9] = [
        ("at", |columns| columns.at += 1),
        ("act", |columns| columns.act.push('x')),
        ("outcome", |columns| columns.outcome = "refused".to_owned()),
        ("who_kind", |columns| columns.who_kind = "staff".to_owned()),
        ("who_id", |columns| columns.who_id.push('x')),
        ("resource_kind", |columns| columns.resource_kind.clear()),
        ("resource_id", |columns| columns.resource_id.clear()),
        ("case_id", |columns| columns.case_id = None),
        ("person_id", |columns| {
            columns.person_id = Some(PersonId::from_uuid(Uuid::nil()));
        }),
    ];
    for (column, tamper) in tampers {
        check(|tables| tamper(&mut tables.entry(7).columns), &[&case(column)]);
    }
    check(
        |tables| tables.pending[0].columns.at += 1,
        &[&format!(
            "entry without a number, id {}: derived column at differs from the entry's bytes",
            id(SMALL)
        )],
    );
}

#[test]
fn sealed_bytes_that_are_no_entry_are_named() {
    check(
        |tables| {
            let entry = tables.entry(19);
            entry.canonical = b"{\"v\":2}".to_vec();
            entry.seal = entry_seal(&KEY, entry.id, &entry.canonical).to_vec();
            let leaf = leaf_row(&KEY, 19, &tables.entries[&19]);
            tables.leaves.insert(19, leaf);
            tables.checkpoints.remove(&20);
        },
        &["entry 19: its seal fits, but the bytes cannot be read as an entry"],
    );
}

#[test]
fn a_cut_tail_is_named() {
    check(|tables| tables.cut(18), &[&format!("entries 18 to 19: {CUT}")]);
    check(|tables| tables.cut(0), &[&format!("entries 0 to 19: {CUT}")]);
    check(|tables| tables.cut(19), &[&format!("entry 19: {CUT}")]);
}

#[test]
fn a_tail_cut_with_its_checkpoints_is_seen_from_elsewhere() {
    let honest = Tables::honest(SMALL);
    let kept = honest.checkpoints[&15].as_str();
    let mut tables = honest.clone();
    tables.cut(12);
    tables.checkpoints.split_off(&11);
    check_report(&tables.verify(), &[]);
    let cut = "cut off the end: the checkpoint kept elsewhere speaks of them; the log is shorter";
    check_report(&tables.verify_against(&[kept]), &[&format!("entries 12 to 14: {cut}")]);
    check_report(&honest.verify_against(&[kept, &honest.checkpoints[&5]]), &[]);
}

#[test]
fn a_log_written_anew_is_seen_from_elsewhere() {
    let honest = Tables::honest(SMALL);
    // Even with all keys: another history of the same length.
    let mut tables = Tables::honest(SMALL);
    let key = checkpoint_key();
    let mut frontier = Frontier::empty();
    for index in 0..SMALL {
        if index == 11 {
            let entry = entry_row(&KEY, 99);
            tables.leaves.insert(11, leaf_row(&KEY, 11, &entry));
            tables.entries.insert(11, entry);
        }
        frontier.append(tables.leaves[&index].hash.clone().try_into().unwrap());
        if tables.checkpoints.contains_key(&frontier.size()) {
            let note = key.sign(&key.checkpoint(&frontier.head())).unwrap();
            tables.checkpoints.insert(frontier.size(), note);
        }
    }
    check_report(&tables.verify(), &[]);
    let report = tables.verify_against(&[&honest.checkpoints[&15], &honest.checkpoints[&10]]);
    let words = "not the entries that the checkpoint kept elsewhere was signed over";
    check_report(&report, &[&format!("entries 10 to 14: {words}")]);
}

#[test]
fn a_checkpoint_of_another_log_is_refused() {
    let other = CheckpointKey::of_seed("log.example.org", &[5; 32]).unwrap();
    let note = other.sign(&other.checkpoint(&Frontier::empty().head())).unwrap();
    let mut verifier = LogVerifier::new(&KEY, checkpoint_key().verifier());
    assert!(verifier.against(&note).is_err());
    assert!(verifier.against("").is_err());
}

#[test]
fn a_forged_checkpoint_is_named() {
    let forged =
        "checkpoint after entry 14: forged or changed: not signed for this size by this log's key";
    let other = CheckpointKey::of_seed("log.example.org", &[5; 32]).unwrap();
    check(|tables| drop(tables.checkpoints.insert(15, String::new())), &[forged]);
    check(
        |tables| {
            let note = tables.checkpoints[&15].replace("\n15\n", "\n16\n");
            tables.checkpoints.insert(15, note);
        },
        &[forged],
    );
    check(
        |tables| {
            let note = other.sign(&other.checkpoint(&Frontier::empty().head())).unwrap();
            tables.checkpoints.insert(15, note);
        },
        &[forged],
    );
    check(
        |tables| {
            let note = tables.checkpoints[&10].clone();
            tables.checkpoints.insert(15, note);
        },
        &[forged],
    );
    // A signed one over another tree, by whoever holds the key of the checkpoints alone.
    check(
        |tables| {
            let key = checkpoint_key();
            let head = TreeHead { size: 15, root: [1; 32] };
            tables.checkpoints.insert(15, key.sign(&key.checkpoint(&head)).unwrap());
        },
        &[&format!("entries 10 to 14: {DIFFERS}")],
    );
}

#[test]
fn a_tampered_node_is_named() {
    let check = |tamper: fn(&mut Vec<Node>), expect: &[&str]| {
        let mut tables = Tables::honest(600);
        tamper(&mut tables.nodes);
        check_report(&tables.verify(), expect);
    };
    let over = "tree node over entries 256 to 511: ";
    check(
        |nodes| nodes[1].hash[0] ^= 1,
        &[&format!("{over}changed: not the hash over these entries")],
    );
    check(|nodes| nodes.truncate(1), &[&format!("{over}missing")]);
    check(
        |nodes| {
            nodes.push(Node { level: 8, position: 2, hash: [0; 32] });
        },
        &["tree node over entries 512 to 767: inserted: the log has no such node"],
    );
    check(
        |nodes| {
            nodes.push(Node { level: 200, position: u64::MAX, hash: [0; 32] });
        },
        &[
            "tree node 18446744073709551615 of level 200, beyond any log: inserted: the log has no such node",
        ],
    );
}

#[test]
fn after_a_loss_the_rest_is_still_watched() {
    let lose = |tables: &mut Tables, numbers: std::ops::Range<u64>| {
        for index in numbers {
            tables.entries.remove(&index);
            tables.leaves.remove(&index);
        }
    };
    let honest = Tables::honest(1100);
    let lost = |index| format!("checkpoint after entry {index}: {LOST}");
    // The stored node above the lost entry leads on: later checkpoints still bind.
    let mut tables = honest.clone();
    lose(&mut tables, 300..301);
    let report = tables.verify_against(&[&honest.checkpoints[&700]]);
    check_report(&report, &["entry 300: missing", &lost(304)]);
    assert_eq!((report.size, report.root), (1100, honest.verify().root));
    // So does more than one.
    lose(&mut tables, 301..800);
    check_report(&tables.verify(), &["entries 300 to 799: missing", &lost(304)]);
    assert_eq!(tables.verify().root, honest.verify().root);
    // A changed node does not pass.
    let mut changed = tables.clone();
    changed.nodes[1].hash[0] ^= 1;
    let differs = format!("entries 300 to 1024: {DIFFERS}");
    check_report(&changed.verify(), &["entries 300 to 799: missing", &differs, &lost(304)]);
    // Behind the last node nothing leads on, but seals still speak.
    let mut tables = honest.clone();
    lose(&mut tables, 1030..1031);
    tables.entry(1050).canonical[9] ^= 1;
    let changed = "entry 1050: changed after it was written";
    check_report(&tables.verify(), &["entry 1030: missing", changed, &lost(1034)]);
    assert_eq!(tables.verify().root, None);
}

#[test]
fn checkpoints_may_come_before_or_after_their_rows() {
    let tables = Tables::honest(SMALL);
    let mut verifier = LogVerifier::new(&KEY, checkpoint_key().verifier());
    for index in 0..SMALL {
        let (leaf, entry) = (tables.leaves.get(&index), tables.entries.get(&index));
        verifier.push(&VerifyRow { index, leaf: leaf.cloned(), entry: entry.cloned() });
        if let Some(note) = tables.checkpoints.get(&(index + 1)) {
            verifier.push_checkpoint(index + 1, note);
        }
    }
    check_report(&verifier.finish(), &[]);
    // Too late is not silently taken for checked.
    let mut verifier = LogVerifier::new(&KEY, checkpoint_key().verifier());
    for (index, entry) in &tables.entries {
        let leaf = tables.leaves.get(index).cloned();
        verifier.push(&VerifyRow { index: *index, leaf, entry: Some(entry.clone()) });
    }
    verifier.push_checkpoint(15, &tables.checkpoints[&15]);
    check_report(&verifier.finish(), &[&format!("checkpoint after entry 14: {LOST}")]);
}

#[test]
fn faults_are_counted_beyond_those_kept() {
    let mut verifier = LogVerifier::new(&KEY, checkpoint_key().verifier());
    for _ in 0..FAULTS_KEPT_MAX + 5 {
        verifier.push_checkpoint(1, "");
    }
    let report = verifier.finish();
    assert_eq!(
        (report.faults.len(), report.n_faults),
        (FAULTS_KEPT_MAX, FAULTS_KEPT_MAX as u64 + 5)
    );
}

#[test]
fn checkpoints_too_far_ahead_still_show_a_cut() {
    let mut verifier = LogVerifier::new(&KEY, checkpoint_key().verifier());
    for size in 1..=CHECKPOINTS_AHEAD_MAX as u64 {
        let head = TreeHead { size: 1000 + size, root: [0; 32] };
        verifier.promises.add(head, Keeper::Log);
    }
    verifier.promises.add(TreeHead { size: 2_000_000, root: [0; 32] }, Keeper::Log);
    check_report(&verifier.finish(), &[&format!("entries 0 to 1999999: {CUT}")]);
}
