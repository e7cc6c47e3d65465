//! The log: numbering, browsing, changes, refusals, checkpoints and nodes.

use audit::{Columns, Entry, Outcome, Purpose, Refusal, leaf_hash, leaf_seal};
use db::{DbError, EntryFilter, StoredCheckpoint};
use model::{Act, EntryId};
use testkit::db_test;

use crate::house::{House, log_key, secs};

async fn number_all(house: &House, mut next: i64) -> i64 {
    let mut book = house.db.bookkeeping().await.unwrap();
    for pending in book.pending_entries(1_000).await.unwrap() {
        let hash = leaf_hash(&pending.canonical);
        book.number_entry(pending.id, next, &hash).await.unwrap();
        next += 1;
    }
    book.commit().await.unwrap();
    next
}

async fn n_refused(house: &House) -> usize {
    let pending = house.db.read().await.unwrap().pending_entries(1_000).await.unwrap();
    let entries = pending.iter().map(|entry| Entry::of_canonical(&entry.canonical).unwrap());
    entries.filter(|entry| entry.outcome == Outcome::Refused).count()
}

fn refusal(house: &House, kind: &str, id: &str, act: Act) -> Refusal {
    let mut ground = house.ground();
    ground.who.kind = kind.to_owned();
    ground.who.id = id.to_owned();
    ground.act = act;
    Refusal { ground }
}

db_test! {
    async fn entries_wait_in_order_and_are_numbered_once(house: House) {
        for _ in 0..5 {
            house.person().await;
            house.clock.advance(secs(1));
        }
        let mut reader = house.db.read().await.unwrap();
        let pending = reader.pending_entries(3).await.unwrap();
        let moments: Vec<_> =
            pending.iter().map(|entry| Entry::of_canonical(&entry.canonical).unwrap().at()).collect();
        assert!(moments.len() == 3 && moments.is_sorted());
        let first = pending[0].clone();
        assert!(reader.entry_of_id(first.id).await.unwrap().unwrap().log_index.is_none());
        assert_eq!(number_all(&house, 0).await, 5);
        assert!(reader.pending_entries(3).await.unwrap().is_empty());
        let row = reader.entry(0).await.unwrap().unwrap();
        let hash = leaf_hash(&first.canonical);
        assert_eq!((row.id, row.log_index), (first.id, Some(0)));
        assert_eq!(row.leaf_hash.as_deref(), Some(hash.as_slice()));
        assert_eq!(row.leaf_seal.unwrap(), leaf_seal(&log_key(), 0, first.id, &hash));
        let again = house.db.bookkeeping().await.unwrap().number_entry(first.id, 9, &hash).await;
        assert!(matches!(again, Err(DbError::Conflict { what: "entry" })));
        let id = EntryId::from_uuid(house.id());
        assert!(house.db.bookkeeping().await.unwrap().number_entry(id, 9, &hash).await.is_err());
        let rows = reader.entries_from(1, 3).await.unwrap();
        let numbers: Vec<_> = rows.iter().map(|row| row.log_index).collect();
        assert_eq!(numbers, [Some(1), Some(2), Some(3)]);
        let hashes = reader.leaf_hashes(3, 9).await.unwrap();
        assert_eq!(hashes.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [3, 4]);
    }

    async fn browsing_follows_the_filters(house: House) {
        let case = house.one_case().await;
        let person_id = case.requester_id;
        house.clock.advance(secs(1));
        for act in [Act::CaseNote, Act::CaseReply, Act::CaseNote] {
            let ground = audit::Ground {
                act,
                case: Some((case.id, 1)),
                person_id: Some(person_id),
                ..house.ground()
            };
            let tx = house.db.write(house.permit(ground)).await.unwrap();
            tx.commit().await.unwrap();
            house.clock.advance(secs(1));
        }
        let size = number_all(&house, 0).await;
        // One that waits is not browsed.
        house.person().await;
        let check = async |filter: EntryFilter, expect: &[i64]| {
            let filter = EntryFilter { n_max: 50, ..filter };
            let found = house.db.read().await.unwrap().entries(&filter).await.unwrap();
            for row in &found {
                let entry = Entry::of_canonical(&row.canonical).unwrap();
                let columns = Columns::of_entry(&entry);
                assert_eq!(row.derived.act, columns.act);
                assert_eq!(row.derived.at, columns.at);
            }
            let found: Vec<_> = found.iter().filter_map(|row| row.log_index).collect();
            assert_eq!(found, expect, "{filter:?}");
        };
        let [first, second, third] = [size - 3, size - 2, size - 1];
        let all: Vec<_> = (0..size).rev().collect();
        let none = EntryFilter::default();
        check(none.clone(), &all).await;
        check(EntryFilter { before: Some(2), ..none.clone() }, &[1, 0]).await;
        check(EntryFilter { act: Some(Act::CaseNote), ..none.clone() }, &[third, first]).await;
        let of_case = EntryFilter { case_id: Some(case.id), ..none.clone() };
        check(of_case.clone(), &[third, second, first]).await;
        check(EntryFilter { before: Some(third), ..of_case.clone() }, &[second, first]).await;
        let of_all = EntryFilter {
            act: Some(Act::CaseReply),
            person_id: Some(person_id),
            before: Some(size),
            ..of_case
        };
        check(of_all, &[second]).await;
        let other = house.person().await;
        check(EntryFilter { person_id: Some(other), ..none }, &[]).await;
    }

    async fn changes_follow_the_log(house: House) {
        let case = house.one_case().await;
        let ground = audit::Ground { case: Some((case.id, 1)), ..house.ground() };
        let tx = house.db.write(house.permit(ground.clone())).await.unwrap();
        tx.commit().await.unwrap();
        house.clock.advance(secs(1));
        let ground = audit::Ground { at: house.now(), ..ground };
        house.db.record_refusal(Refusal { ground }).await.unwrap();
        let size = number_all(&house, 0).await;
        let mut reader = house.db.read().await.unwrap();
        let changes = reader.changes_from(0, 10).await.unwrap();
        assert_eq!(changes.len(), 1, "{changes:?}");
        assert_eq!(changes[0].number, case.number.to_string());
        assert_eq!(changes[0].queue_id, case.queue_id.uuid());
        assert!(reader.changes_from(size, 10).await.unwrap().is_empty());
    }

    async fn a_refusal_is_recorded_once_a_minute(house: House) {
        let act = Act::CaseShow;
        for _ in 0..5 {
            house.db.record_refusal(refusal(&house, "staff", "one", act)).await.unwrap();
        }
        assert_eq!(n_refused(&house).await, 1);
        house.db.record_refusal(refusal(&house, "staff", "two", act)).await.unwrap();
        house.db.record_refusal(refusal(&house, "person", "one", act)).await.unwrap();
        house.db.record_refusal(refusal(&house, "staff", "one", Act::CaseMove)).await.unwrap();
        assert_eq!(n_refused(&house).await, 4);
        house.clock.advance(secs(60));
        house.db.record_refusal(refusal(&house, "staff", "one", act)).await.unwrap();
        assert_eq!(n_refused(&house).await, 5);
    }

    async fn a_refusal_at_the_same_moment_is_recorded_once(house: House) {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (db, refusal) = (house.db.clone(), refusal(&house, "staff", "one", Act::LogShow));
            tasks.spawn(async move { db.record_refusal(refusal).await });
        }
        for done in tasks.join_all().await {
            done.unwrap();
        }
        assert_eq!(n_refused(&house).await, 1);
    }

    async fn a_flood_of_visitors_is_limited(house: House) {
        for _ in 0..70 {
            house.db.record_refusal(refusal(&house, "visitor", "", Act::CaseShow)).await.unwrap();
        }
        assert_eq!(n_refused(&house).await, 60);
        house.clock.advance(secs(60));
        house.db.record_refusal(refusal(&house, "visitor", "", Act::CaseShow)).await.unwrap();
        assert_eq!(n_refused(&house).await, 61);
    }

    async fn checkpoints_and_nodes_are_kept(house: House) {
        assert!(house.db.read().await.unwrap().last_checkpoint().await.unwrap().is_none());
        let mut book = house.db.bookkeeping().await.unwrap();
        for size in [3, 10, 7] {
            let new = StoredCheckpoint {
                size,
                note: format!("note {size}"),
                frontier: vec![0, 1],
                at: house.now(),
            };
            book.insert_checkpoint(&new).await.unwrap();
        }
        for position in 0..4 {
            let byte = u8::try_from(position).unwrap();
            book.insert_node(8, position, &[byte; 32]).await.unwrap();
            // A node never changes; the second try leaves the first.
            book.insert_node(8, position, &[99; 32]).await.unwrap();
        }
        book.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let last = reader.last_checkpoint().await.unwrap().unwrap();
        assert_eq!((last.size, last.note.as_str()), (10, "note 10"));
        assert_eq!((last.frontier, last.at), (vec![0, 1], house.now()));
        let from: Vec<_> =
            reader.checkpoints_from(3, 9).await.unwrap().iter().map(|kept| kept.size).collect();
        assert_eq!(from, [7, 10]);
        let nodes = reader.nodes(8, 1, 2).await.unwrap();
        assert_eq!(nodes, [(1, vec![1; 32]), (2, vec![2; 32])]);
        assert!(reader.nodes(16, 0, 9).await.unwrap().is_empty());
    }

    async fn who_waits_is_told_of_a_commit(house: House) {
        // Before the wait, and during it.
        house.person().await;
        house.db.committed().await;
        let (told, _) = futures::future::join(house.db.committed(), house.person()).await;
        assert_eq!(told, ());
        assert_eq!(house.db.log_key().digest(Purpose::Entry, &[]), log_key().digest(Purpose::Entry, &[]));
    }
}
