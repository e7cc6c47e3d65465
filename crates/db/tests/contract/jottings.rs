//! Jottings: one for each person, form and matter, changed by the version that was read.

use db::JottingRow;
use model::{CaseId, JottingId, JottingPlace};
use testkit::db_test;
use uuid::Uuid;

use crate::house::House;

db_test! {
    async fn a_jotting_changes_by_the_version_that_was_read(house: House) {
        let case = house.one_case().await;
        let other = house.case(case.queue_id, house.person().await, 2);
        house.put_case(&other).await;
        let (mine, others) = (house.person().await, house.person().await);
        let of = |case_id: CaseId| JottingRow {
            id: JottingId::from_uuid(house.id()),
            person_id: mine,
            place: JottingPlace::Answer,
            about: case_id.uuid(),
            case_id: Some(case_id),
            fields_sealed: b"one".to_vec(),
            version: 7,
            saved_at: house.now(),
        };
        let first = of(case.id);
        let values = [(case.requester_id, b"theirs".to_vec())];
        let mut book = house.db.bookkeeping().await.unwrap();
        assert!(book.insert_jotting(&first, &values).await.unwrap());
        assert!(!book.insert_jotting(&of(case.id), &[]).await.unwrap(), "there is one");
        let theirs = JottingRow { person_id: others, ..of(case.id) };
        assert!(book.insert_jotting(&theirs, &[]).await.unwrap());
        let new = JottingRow { case_id: None, about: Uuid::nil(), ..of(case.id) };
        assert!(book.insert_jotting(&new, &[]).await.unwrap());
        let next = JottingRow { fields_sealed: b"two".to_vec(), version: 8, ..first.clone() };
        assert!(!book.update_jotting(&next, &[], 6).await.unwrap());
        assert!(book.update_jotting(&next, &[], 7).await.unwrap());
        assert!(!book.delete_jotting(first.id, 7).await.unwrap());
        book.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let place = JottingPlace::Answer;
        let found = reader.jotting(mine, place, case.id.uuid()).await.unwrap().unwrap();
        assert_eq!((found.fields_sealed.as_slice(), found.version), (&b"two"[..], 8));
        assert!(reader.jotting_values(first.id).await.unwrap().is_empty());
        assert_eq!(reader.jottings_of(mine, 9).await.unwrap().len(), 2);
        assert_eq!(reader.jottings_of(mine, 1).await.unwrap().len(), 1);
        drop(reader);
        let mut tx = house.write().await;
        assert_eq!(tx.move_jottings(case.id, other.id).await.unwrap(), 2);
        let moved = tx.jotting(mine, place, case.id.uuid()).await.unwrap().unwrap();
        assert_eq!(moved.case_id, Some(other.id), "theirs who took it in, about what it was typed for");
        assert!(tx.jotting(mine, place, other.id.uuid()).await.unwrap().is_none());
        assert_eq!(tx.move_jottings_back(other.id, case.id).await.unwrap(), 2);
        assert_eq!(tx.move_jottings_back(other.id, case.id).await.unwrap(), 0);
        assert_eq!(tx.move_jottings(case.id, other.id).await.unwrap(), 2);
        // An answer is typed in no seat, and is no ruling.
        assert_eq!(tx.delete_jottings_of_seat(other.id, mine).await.unwrap(), 0);
        assert_eq!(tx.delete_jotted_rulings(other.id).await.unwrap(), 0);
        assert_eq!(tx.delete_jottings_of_case(case.id).await.unwrap(), 0);
        assert_eq!(tx.delete_jottings_of_person(others).await.unwrap(), 1);
        assert_eq!(tx.delete_jottings_of_case(other.id).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let left = house.db.read().await.unwrap().jottings_of(mine, 9).await.unwrap();
        assert_eq!(left.len(), 1, "what is about no case stays");
    }
}
