//! Persons, the staff, queues and settings.

use db::{DbError, NewStaff, PersonAddress};
use model::{PersonId, Role, StaffId};
use testkit::db_test;

use crate::{
    access::{put_session, put_token},
    house::House,
};

db_test! {
    async fn a_person_is_inserted_once(house: House) {
        let id = house.person().await;
        let address = |byte| PersonAddress {
            id: house.id(),
            person_id: id,
            address_sealed: vec![byte],
        };
        let addresses = [address(1), address(2)];
        let mut tx = house.write().await;
        assert!(!tx.insert_person(id, None, house.now()).await.unwrap());
        for address in &addresses {
            tx.insert_person_address(address, house.now()).await.unwrap();
        }
        tx.update_person_name(id, b"new name").await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.person(id).await.unwrap().unwrap();
        assert_eq!((found.id, found.erased_at), (id, None));
        assert_eq!(found.name_sealed.as_deref(), Some(b"new name".as_slice()));
        let found = reader.person_addresses(id).await.unwrap();
        let mut found: Vec<_> = found.into_iter().map(|row| (row.id, row.address_sealed)).collect();
        let mut expect: Vec<_> =
            addresses.into_iter().map(|row| (row.id, row.address_sealed)).collect();
        found.sort();
        expect.sort();
        assert_eq!(found, expect);
        let unknown = PersonId::from_uuid(house.id());
        assert!(reader.person(unknown).await.unwrap().is_none());
    }

    async fn erasing_takes_the_sealed_rows_and_the_doors(house: House) {
        let session = put_session(&house, 1).await;
        let id = session.person_id;
        let case = house.case(house.put_queue("support").await, id, 1);
        house.put_case(&case).await;
        let message = house.message(&case, 1);
        let other = house.person().await;
        let values = [(id, b"theirs".to_vec()), (other, b"other's".to_vec())];
        let mut tx = house.write().await;
        let new = db::NewMessage {
            message: &message,
            subject_twin: b"",
            text_twin: b"",
            values: &values,
        };
        tx.insert_message(&new).await.unwrap();
        let address =
            PersonAddress { id: house.id(), person_id: id, address_sealed: b"a".to_vec() };
        tx.insert_person_address(&address, house.now()).await.unwrap();
        tx.erase_person(id, house.now()).await.unwrap();
        // Who is erased gets no name again.
        tx.update_person_name(id, b"name").await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.person(id).await.unwrap().unwrap();
        assert_eq!((found.name_sealed, found.erased_at), (None, Some(house.now())));
        assert!(reader.person_addresses(id).await.unwrap().is_empty());
        assert_eq!(reader.message_values(message.id).await.unwrap(), values[1..]);
        assert!(reader.session_of_secret(&[1; 32]).await.unwrap().is_none());
    }

    async fn a_place_on_the_staff_begins_changes_and_ends(house: House) {
        let id = house.staff(&[Role::Triage, Role::SupportEngineer]).await;
        let second = house.staff(&[]).await;
        let mut reader = house.db.read().await.unwrap();
        let found = reader.staff(id).await.unwrap().unwrap();
        assert_eq!((found.position_index, found.role_edition, found.is_active), (1, 1, true));
        assert_eq!(found.roles, [Role::Triage, Role::SupportEngineer].into());
        let same = reader.staff_of_person(found.person_id).await.unwrap().unwrap();
        assert_eq!(same.id, id);
        let mut tx = house.write().await;
        let again = NewStaff {
            id: StaffId::from_uuid(house.id()),
            person_id: found.person_id,
            roles: [Role::Auditor].into(),
        };
        assert!(!tx.insert_staff(&again, house.now()).await.unwrap());
        tx.update_staff_roles(id, &[Role::Arbitrator].into()).await.unwrap();
        tx.update_staff_signing(id, b"p12", house.now()).await.unwrap();
        tx.commit().await.unwrap();
        let found = reader.staff(id).await.unwrap().unwrap();
        assert_eq!((found.role_edition, found.roles), (2, [Role::Arbitrator].into()));
        assert_eq!(found.signing_sealed.as_deref(), Some(b"p12".as_slice()));
        assert_eq!(found.signing_not_after, Some(house.now()));
        let all: Vec<_> = reader.all_staff().await.unwrap().iter().map(|row| row.id).collect();
        assert_eq!(all, [id, second]);
    }

    async fn who_leaves_loses_roles_and_tokens(house: House) {
        let token = put_token(&house, 1).await;
        let mut tx = house.write().await;
        tx.remove_staff(token.staff_id, house.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.staff(token.staff_id).await.unwrap().unwrap();
        assert_eq!((found.is_active, found.role_edition), (false, 2));
        assert!(found.roles.is_empty());
        assert!(reader.api_token_of_secret(&[1; 32]).await.unwrap().is_none());
    }

    async fn a_place_that_ends_and_what_rests_on_it_do_not_miss_each_other(house: House) {
        if house.db.is_sqlite() {
            // It has one writer: one of the two is over when the other begins.
            return;
        }
        // It ends first: what would rest on it waits, and finds it gone.
        let id = house.staff(&[Role::Arbitrator]).await;
        let (mut ends, mut rests) = (house.write().await, house.write().await);
        ends.remove_staff(id, house.now()).await.unwrap();
        let (stands, ended) = tokio::join!(rests.roles_stand(id, 1), ends.commit());
        ended.unwrap();
        assert!(!stands.unwrap());
        rests.commit().await.unwrap();
        // It ends second: that waits, and sees what rests on it.
        let id = house.staff(&[Role::Arbitrator]).await;
        let (mut ends, mut rests) = (house.write().await, house.write().await);
        assert!(rests.roles_stand(id, 1).await.unwrap());
        let now = house.now();
        let ends = async move {
            ends.remove_staff(id, now).await.unwrap();
            let is_seen = ends.is_board_founded().await.unwrap();
            ends.commit().await.unwrap();
            is_seen
        };
        let rests = async move {
            rests.found_board().await.unwrap();
            rests.commit().await.unwrap();
        };
        let (is_seen, ()) = tokio::join!(ends, rests);
        assert!(is_seen);
    }

    async fn queues_are_laid_and_changed(house: House) {
        let (first, second) = (house.queue("support", 1), house.queue("abuse", 0));
        let mut book = house.db.bookkeeping().await.unwrap();
        book.found_queues(&[first.clone(), second.clone()]).await.unwrap();
        // Twice is the same as once.
        book.found_queues(&[house.queue("abuse", 5)]).await.unwrap();
        book.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.queues().await.unwrap(), [second, first.clone()]);
        let changed = model::Queue {
            roles: [Role::Arbitrator].into(),
            is_active: false,
            first_response_secs: 5,
            ..first.clone()
        };
        let mut tx = house.write().await;
        assert!(!tx.insert_queue(&house.queue("abuse", 3)).await.unwrap());
        tx.update_queue(&changed).await.unwrap();
        let late = tx.update_queue(&changed).await;
        assert!(matches!(late, Err(DbError::Conflict { what: "queue" })));
        tx.commit().await.unwrap();
        let expect = model::Queue { version: 2, ..changed };
        assert_eq!(reader.queue(first.id).await.unwrap(), Some(expect));
    }

    async fn settings_are_replaced(house: House) {
        for value in ["one", "two"] {
            let mut book = house.db.bookkeeping().await.unwrap();
            book.put_setting("key", value).await.unwrap();
            book.commit().await.unwrap();
        }
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.setting("key").await.unwrap().as_deref(), Some("two"));
        assert_eq!(reader.setting("other").await.unwrap(), None);
    }
}
