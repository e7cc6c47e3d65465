//! Mail: deliveries on their way out, known Message-IDs, intakes that count once.

use db::{DbError, KnownMail, NewDelivery, NewMailId};
use jiff::Timestamp;
use model::{Case, Delivery, DeliveryId, DeliveryState, DeliveryTarget, IntakeId, MessageId};
use testkit::db_test;
use tokio::task::JoinSet;

use crate::house::{House, secs};

async fn put_delivery(
    house: &House,
    case: &Case,
    id: MessageId,
    byte: u8,
    at: Timestamp,
) -> Delivery {
    let delivery = Delivery {
        id: DeliveryId::from_uuid(house.id()),
        message_id: id,
        target: if byte == 0 {
            DeliveryTarget::Channel
        } else {
            DeliveryTarget::Person(case.requester_id)
        },
        state: DeliveryState::Held,
        leaves_at: at,
        n_tries: 0,
        status: None,
        version: 1,
    };
    let new = NewDelivery {
        delivery: delivery.clone(),
        case_id: case.id,
        reply_mac: [byte; 32],
        bounce_mac: [byte + 100; 32],
    };
    let mut tx = house.write().await;
    tx.insert_delivery(&new).await.unwrap();
    tx.commit().await.unwrap();
    delivery
}

db_test! {
    async fn deliveries_are_due_in_order(house: House) {
        let case = house.one_case().await;
        let id = house.put_message(&case, 1).await;
        let at = |n| house.now().saturating_add(secs(n)).unwrap();
        assert_eq!(house.db.read().await.unwrap().next_leaving().await.unwrap(), None);
        let late = put_delivery(&house, &case, id, 1, at(30)).await;
        let soon = put_delivery(&house, &case, id, 0, at(15)).await;
        let mut reader = house.db.read().await.unwrap();
        let ids = |found: Vec<db::DeliveryRecord>| -> Vec<_> {
            found.iter().map(|record| record.delivery.id).collect()
        };
        assert_eq!(reader.next_leaving().await.unwrap(), Some(at(15)));
        assert!(reader.deliveries_due(at(14), 10).await.unwrap().is_empty());
        assert_eq!(ids(reader.deliveries_due(at(15), 10).await.unwrap()), [soon.id]);
        assert_eq!(ids(reader.deliveries_due(at(60), 1).await.unwrap()), [soon.id]);
        let all = reader.deliveries_due(Timestamp::MAX, i64::MAX).await.unwrap();
        assert_eq!(ids(all), [soon.id, late.id]);
        assert_eq!(reader.delivery(late.id).await.unwrap().unwrap().delivery, late);
        assert_eq!(reader.deliveries(id).await.unwrap().len(), 2);
        assert_eq!(reader.case_deliveries(case.id).await.unwrap().len(), 2);
        let found = reader.delivery_of_reply(&[1; 32]).await.unwrap().unwrap();
        assert_eq!((found.delivery.id, found.case_id), (late.id, case.id));
        let found = reader.delivery_of_bounce(&[100; 32]).await.unwrap().unwrap();
        assert_eq!(found.delivery, soon);
        assert!(reader.delivery_of_reply(&[100; 32]).await.unwrap().is_none());
    }

    async fn undo_and_leaving_cannot_both_win(house: House) {
        let case = house.one_case().await;
        let id = house.put_message(&case, 1).await;
        let held = put_delivery(&house, &case, id, 1, house.now()).await;
        let undone = Delivery { state: DeliveryState::Undone, ..held.clone() };
        let leaving = Delivery { state: DeliveryState::Leaving, n_tries: 1, ..held.clone() };
        let undo = async {
            let mut tx = house.write().await;
            let undone = tx.update_delivery(&undone).await;
            if undone.is_ok() { tx.commit().await.map(drop) } else { undone }
        };
        let leave = async {
            let mut book = house.db.bookkeeping().await.unwrap();
            let left = book.note_delivery(&leaving).await;
            if left.is_ok() { book.commit().await } else { left }
        };
        let (undo, leave) = futures::future::join(undo, leave).await;
        assert!(undo.is_ok() != leave.is_ok(), "{undo:?} {leave:?}");
        let lost = undo.and(leave).unwrap_err();
        assert!(matches!(lost, DbError::Conflict { what: "delivery" }), "{lost:?}");
        let found = house.db.read().await.unwrap().delivery(held.id).await.unwrap().unwrap();
        assert_eq!(found.delivery.version, 2);
        let ended = found.delivery.state == DeliveryState::Undone;
        let due = house.db.read().await.unwrap().deliveries_due(house.now(), 9).await.unwrap();
        assert_eq!(due.is_empty(), ended);
    }

    async fn a_mail_is_known_by_its_digest(house: House) {
        let case = house.one_case().await;
        let (first, second) =
            (house.put_message(&case, 1).await, house.put_message(&case, 2).await);
        let known = |message_id| KnownMail { message_id, case_id: case.id, delivery_id: None };
        let began_at = house.now();
        let mut tx = house.write().await;
        let mut new = NewMailId { mac: [1; 32], known: known(first), body_mac: Some([9; 32]) };
        tx.insert_mail_id(&new, house.now()).await.unwrap();
        tx.insert_mail_id(&new, house.now()).await.unwrap();
        house.clock.advance(secs(60));
        new.known = known(second);
        tx.insert_mail_id(&new, house.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.known_mail(&[1; 32]).await.unwrap();
        assert_eq!(found, [known(second), known(first)]);
        assert!(reader.known_mail(&[2; 32]).await.unwrap().is_empty());
        let same = |body, since| (body, since);
        for ((body, since), expect) in [
            (same([9; 32], began_at), Some(first)),
            (same([9; 32], house.now()), Some(second)),
            (same([8; 32], began_at), None),
        ] {
            assert_eq!(reader.same_mail(&[1; 32], &body, since).await.unwrap(), expect);
        }
    }

    async fn an_intake_counts_once_among_eight(house: House) {
        let id = IntakeId::from_uuid(house.id());
        assert!(!house.db.read().await.unwrap().is_intake_done(id).await.unwrap());
        let mut tasks = JoinSet::new();
        for number in 0..8 {
            let (db, permit) = (house.db.clone(), house.permit(house.ground()));
            let now = house.now();
            tasks.spawn(async move {
                if number % 2 == 0 {
                    let mut tx = db.write(permit).await.unwrap();
                    let is_new = tx.insert_intake(id, None, now).await.unwrap();
                    tx.commit().await.unwrap();
                    return is_new;
                }
                let mut book = db.bookkeeping().await.unwrap();
                let is_new = book.note_intake(id, now).await.unwrap();
                book.commit().await.unwrap();
                is_new
            });
        }
        let n_new = tasks.join_all().await.into_iter().filter(|is_new| *is_new).count();
        assert_eq!(n_new, 1);
        assert!(house.db.read().await.unwrap().is_intake_done(id).await.unwrap());
    }

    async fn an_intake_that_was_rolled_back_is_still_new(house: House) {
        let id = IntakeId::from_uuid(house.id());
        let mut tx = house.write().await;
        assert!(tx.insert_intake(id, None, house.now()).await.unwrap());
        drop(tx);
        let mut tx = house.write().await;
        assert!(tx.insert_intake(id, None, house.now()).await.unwrap());
        tx.commit().await.unwrap();
    }
}
