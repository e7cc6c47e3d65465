//! The messages of a case a few at a time.

use db::{MessagePlace, MessagesOf, NewDelivery, NewMessage};
use model::{
    Case, Delivery, DeliveryId, DeliveryState, DeliveryTarget, Direction, Message, MessageId,
    MessageKind,
};
use testkit::db_test;

use crate::house::{House, secs};

async fn put(house: &House, message: &Message) {
    let mut tx = house.write().await;
    let new = NewMessage { message, subject_twin: b"s", text_twin: b"t", values: &[] };
    tx.insert_message(&new).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) async fn put_copy(
    house: &House,
    case: &Case,
    message_id: MessageId,
    state: DeliveryState,
) {
    let byte = house.id().as_bytes()[15];
    let delivery = Delivery {
        id: DeliveryId::from_uuid(house.id()),
        message_id,
        target: DeliveryTarget::Person(case.requester_id),
        state,
        leaves_at: house.now(),
        n_tries: 0,
        status: None,
        version: 1,
    };
    let (reply_mac, bounce_mac) = ([byte; 32], [byte.wrapping_add(1); 32]);
    let new = NewDelivery { delivery, case_id: case.id, reply_mac, bounce_mac };
    let mut tx = house.write().await;
    tx.insert_delivery(&new).await.unwrap();
    tx.commit().await.unwrap();
}

fn places(found: &[db::MessageRecord]) -> Vec<i64> {
    found.iter().map(|record| record.message.position_index).collect()
}

db_test! {
    async fn messages_are_read_in_the_order_of_time(house: House) {
        let case = house.one_case().await;
        let began_at = house.now();
        let at = |n| began_at.saturating_add(secs(n)).unwrap();
        // The third was joined to the case later, and said before all others; two were said at one moment.
        for (position, secs) in [(1, 10), (2, 10), (3, 5), (4, 20)] {
            put(&house, &Message { at: at(secs), ..house.message(&case, position) }).await;
        }
        let of = MessagesOf { case_id: case.id, reader_id: None };
        let place = |secs, position_index| MessagePlace { at: at(secs), position_index };
        let mut reader = house.db.read().await.unwrap();
        let all = reader.messages_after(of, MessagePlace::START, 10).await.unwrap();
        assert_eq!(places(&all), [3, 1, 2, 4]);
        assert_eq!(reader.first_message(case.id).await.unwrap(), Some(all[1].message.id));
        let all = reader.messages_before(of, MessagePlace::END, 10).await.unwrap();
        assert_eq!(places(&all), [3, 1, 2, 4]);
        // The nearest of them, and not the place itself.
        for (place, before, behind) in [
            (place(10, 2), &[3, 1][..], &[4][..]),
            (place(10, 1), &[3][..], &[2, 4][..]),
            (place(20, 4), &[1, 2][..], &[][..]),
            (place(5, 3), &[][..], &[1, 2][..]),
            // As another case's message of that moment sees them: before all of it, or behind.
            (place(10, i64::MIN), &[3][..], &[1, 2][..]),
            (place(10, i64::MAX), &[1, 2][..], &[4][..]),
        ] {
            let found = reader.messages_before(of, place, 2).await.unwrap();
            assert_eq!(places(&found), before, "{place:?}");
            let found = reader.messages_after(of, place, 2).await.unwrap();
            assert_eq!(places(&found), behind, "{place:?}");
        }
        assert_eq!(reader.n_messages_before(of, place(20, 4)).await.unwrap(), 3);
        assert_eq!(reader.n_messages_behind(of, place(5, 3)).await.unwrap(), 3);
        assert_eq!(reader.n_messages_before(of, MessagePlace::START).await.unwrap(), 0);
        assert_eq!(reader.n_messages_behind(of, MessagePlace::END).await.unwrap(), 0);
        let writer = house.staff(&[]).await;
        let first = reader.first_message_after(case.id, 2, writer).await.unwrap().unwrap();
        assert_eq!((first.0, first.1), (all[0].message.id, 3));
        assert!(reader.first_message_after(case.id, 4, writer).await.unwrap().is_none());
    }

    async fn a_requester_reads_what_they_said_and_what_left(house: House) {
        let case = house.one_case().await;
        let (other, staff) = (house.person().await, house.staff(&[]).await);
        let spoken = |kind, position| Message {
            kind,
            direction: Direction::Out,
            author_person_id: None,
            author_staff_id: Some(staff),
            ..house.message(&case, position)
        };
        let theirs = house.message(&case, 1);
        let anothers = Message { author_person_id: Some(other), ..house.message(&case, 2) };
        let note = spoken(MessageKind::Internal, 3);
        let held = spoken(MessageKind::Public, 4);
        let answer = spoken(MessageKind::Public, 5);
        for message in [&theirs, &anothers, &note, &held] {
            put(&house, message).await;
        }
        put_copy(&house, &case, held.id, DeliveryState::Held).await;
        let of = MessagesOf { case_id: case.id, reader_id: Some(case.requester_id) };
        let mut reader = house.db.read().await.unwrap();
        let found = reader.messages_after(of, MessagePlace::START, 10).await.unwrap();
        assert_eq!(places(&found), [1]);
        assert!(!reader.is_answered(case.id).await.unwrap());
        drop(reader);
        put(&house, &answer).await;
        put_copy(&house, &case, answer.id, DeliveryState::Sent).await;
        put_copy(&house, &case, answer.id, DeliveryState::Failed).await;
        let mut reader = house.db.read().await.unwrap();
        let found = reader.messages_before(of, MessagePlace::END, 10).await.unwrap();
        assert_eq!(places(&found), [1, 5]);
        let found = reader.messages_after(of, MessagePlace::START, 1).await.unwrap();
        assert_eq!(places(&found), [1]);
        assert_eq!(reader.n_messages_before(of, MessagePlace::END).await.unwrap(), 2);
        assert_eq!(reader.n_messages_behind(of, MessagePlace::START).await.unwrap(), 2);
        assert!(reader.is_answered(case.id).await.unwrap());
        // What hangs on a part of a case.
        assert_eq!(reader.deliveries_between(case.id, 5, 5).await.unwrap().len(), 2);
        assert_eq!(reader.deliveries_between(case.id, 1, 4).await.unwrap().len(), 1);
        assert!(reader.blobs_between(case.id, 1, 5).await.unwrap().is_empty());
    }
}
