//! Drafts: one for each case, member and kind, changed by the version that was read.

use db::DraftRow;
use model::{DraftId, DraftKind};
use testkit::db_test;

use crate::house::{House, secs};

db_test! {
    async fn a_draft_changes_by_the_version_that_was_read(house: House) {
        let case = house.one_case().await;
        let (mine, others) = (house.staff(&[]).await, house.staff(&[]).await);
        let first = DraftRow {
            id: DraftId::from_uuid(house.id()),
            case_id: case.id,
            staff_id: mine,
            kind: DraftKind::Reply,
            text_twin: b"one".to_vec(),
            n_seen: 1,
            version: 7,
            saved_at: house.now(),
        };
        let values = [(case.requester_id, b"theirs".to_vec())];
        let other = [(house.person().await, b"other's".to_vec())];
        let mut book = house.db.bookkeeping().await.unwrap();
        assert!(book.insert_draft(&first, &values).await.unwrap());
        let again = DraftRow { id: DraftId::from_uuid(house.id()), ..first.clone() };
        assert!(!book.insert_draft(&again, &[]).await.unwrap(), "there is one");
        let next = DraftRow {
            text_twin: b"two".to_vec(),
            version: 8,
            saved_at: house.now() + secs(1),
            ..first.clone()
        };
        assert!(!book.update_draft(&next, &[], 6).await.unwrap());
        assert!(book.update_draft(&next, &other, 7).await.unwrap());
        assert!(!book.delete_draft(first.id, 7).await.unwrap());
        let note = DraftRow { kind: DraftKind::Note, ..again.clone() };
        assert!(book.insert_draft(&note, &[]).await.unwrap());
        let theirs = DraftRow { id: DraftId::from_uuid(house.id()), staff_id: others, ..note };
        assert!(book.insert_draft(&theirs, &values).await.unwrap());
        book.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.draft(case.id, mine, DraftKind::Reply).await.unwrap().unwrap();
        assert_eq!((found.text_twin.as_slice(), found.version), (&b"two"[..], 8));
        assert_eq!(reader.draft_values(first.id).await.unwrap(), other);
        let kinds = |rows: Vec<DraftRow>| rows.into_iter().map(|row| row.kind).collect::<Vec<_>>();
        let (reply, note) = (DraftKind::Reply, DraftKind::Note);
        assert_eq!(kinds(reader.drafts_of(mine, 9).await.unwrap()), [reply, note]);
        assert_eq!(kinds(reader.drafts_of(mine, 1).await.unwrap()), [reply]);
        assert_eq!(kinds(reader.drafts_in(case.id, mine).await.unwrap()), [note, reply]);
        assert_eq!(reader.n_drafts(mine).await.unwrap(), 2);
        drop(reader);
        let mut tx = house.write().await;
        assert!(!tx.use_draft(case.id, mine, reply, 7).await.unwrap(), "a later one was kept");
        assert!(tx.use_draft(case.id, mine, reply, 8).await.unwrap());
        assert!(tx.put_draft(&first, &values, None).await.unwrap());
        assert!(!tx.put_draft(&next, &[], Some(8)).await.unwrap());
        assert!(tx.put_draft(&next, &[], Some(7)).await.unwrap());
        assert_eq!(tx.delete_drafts_of_staff(others).await.unwrap(), 1);
        assert_eq!(tx.delete_drafts_of_case(case.id).await.unwrap(), 2);
        assert!(tx.draft_values(first.id).await.unwrap().is_empty(), "values go with it");
        tx.commit().await.unwrap();
        assert_eq!(house.db.read().await.unwrap().n_drafts(mine).await.unwrap(), 0);
    }
}
