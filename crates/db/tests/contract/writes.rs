//! The write door: what a permit rests on is asked again, and each commit leaves exactly one entry.

use audit::{Entry, Ground, Outcome, entry_seal};
use db::{DbError, Derived};
use model::{PersonId, Role, StaffId, Via};
use testkit::db_test;

use crate::{
    access::{put_session, put_token},
    house::{House, log_key, secs},
};

async fn n_entries(house: &House) -> usize {
    house.db.read().await.unwrap().pending_entries(1_000).await.unwrap().len()
}

/// Tries to write a person by this ground; says why it was refused.
async fn refused(house: &House, ground: Ground) -> Option<DbError> {
    let before = n_entries(house).await;
    let opened = house.db.write(house.permit(ground)).await;
    let refused = opened.err();
    assert_eq!(n_entries(house).await, before);
    refused
}

fn is_stale(refused: &Option<DbError>, expect: &str) -> bool {
    matches!(refused, Some(DbError::PermitStale { what }) if *what == expect)
}

db_test! {
    async fn a_commit_leaves_one_entry_whose_seal_verifies(house: House) {
        let person_id = PersonId::from_uuid(house.id());
        let mut tx = house.write().await;
        tx.insert_person(person_id, None, house.now()).await.unwrap();
        // Nothing is seen before the commit.
        let mut reader = house.db.read().await.unwrap();
        assert!(reader.person(person_id).await.unwrap().is_none());
        let id = tx.commit().await.unwrap();
        let pending = reader.pending_entries(10).await.unwrap();
        assert_eq!(pending.len(), 1);
        let row = reader.entry_of_id(id).await.unwrap().unwrap();
        assert_eq!(row.seal, entry_seal(&log_key(), id, &row.canonical));
        let entry = Entry::of_canonical(&row.canonical).unwrap();
        assert_eq!((entry.id, entry.outcome), (id, Outcome::Done));
        assert_eq!(entry.policies, house.ground().policies);
        assert_eq!(entry.digest.len(), 64);
        assert_eq!(row.derived, Derived::of(&entry));
        assert!(reader.person(person_id).await.unwrap().is_some());
    }

    async fn whoever_lost_reads_what_they_lost_to(house: House) {
        let case = house.one_case().await;
        let staff_id = house.staff(&[]).await;
        let mut tx = house.write().await;
        tx.update_case(&case.clone().assigned(staff_id, true, house.now()).unwrap()).await.unwrap();
        // The loser stands in line before the winner's commit, and so takes a turn before it is on the disk.
        let winner = async {
            tokio::task::yield_now().await;
            tx.commit().await
        };
        let loser = async {
            let ground = Ground { case: Some((case.id, case.version)), ..house.ground() };
            let lost = house.db.write(house.permit(ground)).await.err();
            let found = house.db.read().await.unwrap().case(case.id).await.unwrap();
            (lost, found.unwrap().case.version)
        };
        let (won, (lost, version)) = futures::future::join(winner, loser).await;
        won.unwrap();
        assert!(matches!(lost, Some(DbError::Conflict { what: "case" })), "{lost:?}");
        assert_eq!(version, case.version + 1);
    }

    async fn the_digest_tells_what_changed(house: House) {
        let (first, second) = (house.person().await, house.person().await);
        let mut digests = Vec::new();
        for changes in [&[][..], &[first], &[second], &[first, second], &[second, first]] {
            let mut tx = house.write().await;
            for id in changes {
                tx.insert_person(*id, None, house.now()).await.unwrap();
            }
            let id = tx.commit().await.unwrap();
            let row = house.db.read().await.unwrap().entry_of_id(id).await.unwrap().unwrap();
            digests.push(Entry::of_canonical(&row.canonical).unwrap().digest);
        }
        digests.sort();
        digests.dedup();
        assert_eq!(digests.len(), 5);
    }

    async fn what_is_dropped_leaves_nothing(house: House) {
        let person_id = PersonId::from_uuid(house.id());
        let mut tx = house.write().await;
        tx.insert_person(person_id, None, house.now()).await.unwrap();
        drop(tx);
        let mut book = house.db.bookkeeping().await.unwrap();
        book.put_setting("key", "value").await.unwrap();
        drop(book);
        let mut reader = house.db.read().await.unwrap();
        assert!(reader.person(person_id).await.unwrap().is_none());
        assert_eq!(reader.setting("key").await.unwrap(), None);
        assert_eq!(n_entries(&house).await, 0);
        // The connection is clean for the next.
        let mut tx = house.write().await;
        tx.insert_person(person_id, None, house.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(n_entries(&house).await, 1);
    }

    async fn a_new_case_is_named_by_its_entry(house: House) {
        let case = house.case(house.put_queue("support").await, house.person().await, 1);
        let mut tx = house.write().await;
        let new = db::NewCase {
            case: &case,
            subject_twin: b"",
            excerpt_twin: b"",
            suggested_case_id: None,
        };
        tx.insert_case(&new).await.unwrap();
        tx.concerns(case.id, case.requester_id);
        let id = tx.commit().await.unwrap();
        let row = house.db.read().await.unwrap().entry_of_id(id).await.unwrap().unwrap();
        assert_eq!(row.derived.case_id, Some(case.id.uuid()));
        assert_eq!(row.derived.person_id, Some(case.requester_id.uuid()));
    }

    async fn a_session_that_ended_writes_nothing(house: House) {
        let session = put_session(&house, 1).await;
        let ground = || Ground { via: Via::Session(session.id), ..house.ground() };
        assert!(refused(&house, ground()).await.is_none());
        house.clock.advance(secs(100));
        assert!(is_stale(&refused(&house, ground()).await, "the session ended"));
        let session = put_session(&house, 2).await;
        let mut book = house.db.bookkeeping().await.unwrap();
        book.end_session(session.id, house.now()).await.unwrap();
        book.commit().await.unwrap();
        let ground = Ground { via: Via::Session(session.id), ..house.ground() };
        assert!(is_stale(&refused(&house, ground).await, "the session ended"));
        let unknown = model::SessionId::from_uuid(house.id());
        let ground = Ground { via: Via::Session(unknown), ..house.ground() };
        assert!(is_stale(&refused(&house, ground).await, "the session ended"));
    }

    async fn a_token_that_ended_writes_nothing(house: House) {
        let token = put_token(&house, 1).await;
        let ground = |token: &db::ApiToken| Ground { via: Via::Token(token.id), ..house.ground() };
        assert!(refused(&house, ground(&token)).await.is_none());
        let mut tx = house.write().await;
        tx.end_api_token(token.id, house.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(is_stale(&refused(&house, ground(&token)).await, "the token ended"));
        let token = put_token(&house, 2).await;
        house.clock.advance(secs(100));
        assert!(is_stale(&refused(&house, ground(&token)).await, "the token ended"));
    }

    async fn roles_that_changed_write_nothing(house: House) {
        let id = house.staff(&[Role::Triage]).await;
        let ground = |edition| Ground { staff: Some((id, edition)), ..house.ground() };
        assert!(refused(&house, ground(1)).await.is_none());
        let mut tx = house.write().await;
        tx.update_staff_roles(id, &[Role::Auditor].into()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(is_stale(&refused(&house, ground(1)).await, "the roles changed"));
        assert!(refused(&house, ground(2)).await.is_none());
        let mut tx = house.write().await;
        tx.remove_staff(id, house.now()).await.unwrap();
        tx.commit().await.unwrap();
        for edition in [2, 3] {
            assert!(is_stale(&refused(&house, ground(edition)).await, "the roles changed"));
        }
        let unknown = StaffId::from_uuid(house.id());
        let ground = Ground { staff: Some((unknown, 1)), ..house.ground() };
        assert!(is_stale(&refused(&house, ground).await, "the roles changed"));
    }

    async fn another_edition_of_the_policies_writes_nothing(house: House) {
        let mut book = house.db.bookkeeping().await.unwrap();
        book.put_setting("policy_edition", "edition 1").await.unwrap();
        book.commit().await.unwrap();
        assert!(refused(&house, house.ground()).await.is_none());
        let mut book = house.db.bookkeeping().await.unwrap();
        book.put_setting("policy_edition", "edition 2").await.unwrap();
        book.commit().await.unwrap();
        assert!(is_stale(&refused(&house, house.ground()).await, "the policies changed"));
    }

    async fn a_case_that_changed_or_is_not_there_writes_nothing(house: House) {
        let case = house.one_case().await;
        let ground = |version| Ground { case: Some((case.id, version)), ..house.ground() };
        assert!(refused(&house, ground(1)).await.is_none());
        let mut tx = house.db.write(house.permit(ground(1))).await.unwrap();
        tx.update_case(&case).await.unwrap();
        tx.commit().await.unwrap();
        let is_conflict =
            |refused| matches!(refused, Some(DbError::Conflict { what: "case" }));
        assert!(is_conflict(refused(&house, ground(1)).await));
        assert!(refused(&house, ground(2)).await.is_none());
        let unknown = model::CaseId::from_uuid(house.id());
        let ground = Ground { case: Some((unknown, 1)), ..house.ground() };
        assert!(is_conflict(refused(&house, ground).await));
    }

    async fn of_eight_acts_on_one_version_one_is_done(house: House) {
        let case = house.one_case().await;
        let before = n_entries(&house).await;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let ground = Ground { case: Some((case.id, 1)), ..house.ground() };
            let (db, permit, case) = (house.db.clone(), house.permit(ground), case.clone());
            tasks.spawn(async move {
                let mut tx = db.write(permit).await?;
                tx.update_case(&case).await?;
                tx.commit().await
            });
        }
        let done = tasks.join_all().await;
        let lost = done.iter().filter(|done| matches!(done, Err(DbError::Conflict { .. })));
        assert_eq!(lost.count(), 7, "{done:?}");
        assert_eq!(n_entries(&house).await, before + 1);
    }

    // A session that ends while an act by it is being written ends after that act, not in its middle.
    async fn what_a_permit_rests_on_stands_until_the_commit(house: House) {
        let session = put_session(&house, 1).await;
        let ground = Ground { via: Via::Session(session.id), ..house.ground() };
        let tx = house.db.write(house.permit(ground)).await.unwrap();
        let (db, now) = (house.db.clone(), house.now());
        let (reached, reaches) = tokio::sync::oneshot::channel();
        let end = tokio::spawn(async move {
            reached.send(()).unwrap();
            let mut book = db.bookkeeping().await.unwrap();
            book.end_session(session.id, now).await.unwrap();
            book.commit().await.unwrap();
        });
        reaches.await.unwrap();
        // Some turns of the database, in which an unhindered end would have come through.
        for _ in 0..20 {
            let mut reader = house.db.read().await.unwrap();
            assert!(reader.session_of_secret(&[1; 32]).await.unwrap().is_some());
        }
        tx.commit().await.unwrap();
        end.await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert!(reader.session_of_secret(&[1; 32]).await.unwrap().is_none());
    }

    async fn readers_do_not_wait_for_writers(house: House) {
        let tx = house.write().await;
        let mut readers = Vec::new();
        for _ in 0..db::READERS_MAX {
            let mut reader = house.db.read().await.unwrap();
            assert!(reader.queues().await.unwrap().is_empty());
            readers.push(reader);
        }
        tx.commit().await.unwrap();
        assert_eq!(n_entries_of(&mut readers[0]).await, 1);
    }
}

async fn n_entries_of(reader: &mut db::Reader) -> usize {
    reader.pending_entries(10).await.unwrap().len()
}
