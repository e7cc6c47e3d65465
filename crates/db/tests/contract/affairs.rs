//! Affairs: a part is found and listed as what it is part of, and given back as it was; links are counted once.

use db::{CaseFilter, CaseLinkRow, MergeRow, Words};
use model::{Before, CaseLinkId, CaseState, Due, LinkKind, MergeId};
use testkit::db_test;

use crate::house::{House, secs};

fn words() -> Words {
    Words { key_id: [1; 8], hashes: vec!["aaaa".to_owned()] }
}

db_test! {
    async fn a_part_is_found_where_it_is_part_and_given_back(house: House) {
        let into = house.one_case().await;
        let queue_id = house.put_queue("abuse").await;
        let part = house.case(queue_id, into.requester_id, 2);
        house.put_case(&part).await;
        let staff = house.staff(&[]).await;
        let id = house.put_message(&part, 1).await;
        let mut tx = house.write().await;
        tx.index_message(id, part.id, &words()).await.unwrap();
        tx.commit().await.unwrap();
        let due = Some(Due { since: house.now() - secs(9), target_secs: 60 });
        let row = MergeRow {
            id: MergeId::from_uuid(house.id()),
            from_id: part.id,
            into_id: into.id,
            merged_by: staff,
            merged_at: house.now(),
            from_before: Before { due, ..Before::of(&part) },
            into_before: Before { assignment: None, ..Before::of(&into) },
            into_version: 7,
        };
        let found_in = async |queue_id| {
            let mut reader = house.db.read().await.unwrap();
            let query = vec![vec!["aaaa".to_owned()]];
            let hits = reader.search(&[query], &[queue_id]).await.unwrap();
            hits.into_iter().map(|hit| hit.case_id).collect::<Vec<_>>()
        };
        let listed = async || {
            let filter = CaseFilter {
                queue_ids: vec![into.queue_id, queue_id],
                states: CaseState::ALL.to_vec(),
                now: house.now(),
                n_max: 9,
                ..CaseFilter::default()
            };
            let mut reader = house.db.read().await.unwrap();
            let n = reader.count_cases(&filter).await.unwrap();
            let cases = reader.cases(&filter).await.unwrap();
            assert_eq!(usize::try_from(n).unwrap(), cases.len());
            cases.into_iter().map(|record| record.case.id).collect::<Vec<_>>()
        };
        let mut tx = house.write().await;
        tx.update_case(&part.clone().become_part(house.now())).await.unwrap();
        assert!(tx.insert_merge(&row, &into).await.unwrap());
        let again = MergeRow { id: MergeId::from_uuid(house.id()), ..row.clone() };
        assert!(!tx.insert_merge(&again, &into).await.unwrap(), "it is part of one");
        tx.commit().await.unwrap();
        assert_eq!(found_in(into.queue_id).await, [into.id]);
        assert!(found_in(queue_id).await.is_empty());
        assert_eq!(listed().await, [into.id]);
        // Hashed anew it stays where it is found.
        let mut tx = house.write().await;
        tx.index_message(id, part.id, &words()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(found_in(into.queue_id).await, [into.id]);
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.merges_into(into.id).await.unwrap(), std::slice::from_ref(&row));
        assert_eq!(reader.part_ids(into.id).await.unwrap(), [part.id]);
        let record = reader.case(part.id).await.unwrap().unwrap();
        assert_eq!(reader.host_of(record.clone()).await.unwrap().case.id, into.id);
        drop(reader);
        let freed = record.case.as_before(row.from_before, house.now());
        let mut tx = house.write().await;
        let stale = model::Case { version: freed.version + 1, ..freed.clone() };
        assert!(tx.must_stand(&stale).await.is_err());
        tx.must_stand(&freed).await.unwrap();
        tx.update_case(&freed).await.unwrap();
        assert!(tx.end_merge(&row, staff, &freed).await.unwrap());
        assert!(!tx.end_merge(&row, staff, &freed).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(found_in(queue_id).await, [part.id]);
        assert_eq!(listed().await.len(), 2);
    }

    async fn a_link_stands_once_and_is_read_from_both(house: House) {
        let one = house.one_case().await;
        let other = house.case(one.queue_id, one.requester_id, 2);
        house.put_case(&other).await;
        let staff = house.staff(&[]).await;
        let row = CaseLinkRow {
            id: CaseLinkId::from_uuid(house.id()),
            case_id: one.id,
            other_id: other.id,
            kind: LinkKind::CausedBy,
            linked_by: staff,
            linked_at: house.now(),
        };
        let again = CaseLinkRow { id: CaseLinkId::from_uuid(house.id()), ..row.clone() };
        let mut tx = house.write().await;
        assert!(tx.insert_case_link(&row).await.unwrap());
        assert!(!tx.insert_case_link(&again).await.unwrap());
        for id in [one.id, other.id] {
            assert_eq!(tx.case_links(id).await.unwrap(), std::slice::from_ref(&row));
        }
        assert!(tx.end_case_link(row.id, staff, house.now()).await.unwrap());
        assert!(!tx.end_case_link(row.id, staff, house.now()).await.unwrap());
        assert!(tx.case_links(one.id).await.unwrap().is_empty());
        assert!(tx.insert_case_link(&again).await.unwrap(), "it may be linked anew");
        tx.commit().await.unwrap();
    }
}
