//! Settings that the house keeps itself, and what it counts of its traffic.

use db::{NewDelivery, SettingChangeRow};
use model::{Delivery, DeliveryId, DeliveryState, DeliveryTarget, IntakeId};
use testkit::db_test;

use crate::house::{House, secs};

fn change(house: &House, number: i64, key: &str, value: Option<&str>) -> SettingChangeRow {
    SettingChangeRow {
        number,
        key: key.to_owned(),
        value: value.map(str::to_owned),
        before: None,
        reverts: (number > 1).then_some(1),
        note: "to try it".to_owned(),
        changed_by: None,
        at: house.now(),
    }
}

async fn put(house: &House, row: &SettingChangeRow) -> bool {
    let mut tx = house.write().await;
    let done = tx.insert_setting_change(row).await.unwrap();
    tx.commit().await.unwrap();
    done
}

db_test! {
    async fn the_latest_change_of_a_key_is_in_force(house: House) {
        let first = change(&house, 1, "desk.undo_secs", Some("30"));
        let other = change(&house, 2, "desk.page_cases", Some("20"));
        let back = change(&house, 3, "desk.undo_secs", None);
        for row in [&first, &other, &back] {
            assert!(put(&house, row).await);
        }
        assert!(!put(&house, &change(&house, 3, "desk.page_cases", None)).await, "a number is given once");
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.settings_in_force().await.unwrap(), [other.clone(), back.clone()]);
        assert_eq!(reader.setting_changes().await.unwrap(), [back, other, first.clone()]);
        assert_eq!(reader.setting_change(1).await.unwrap(), Some(first));
        assert_eq!(reader.setting_change(9).await.unwrap(), None);
        assert_eq!(reader.last_setting_change().await.unwrap(), 3);
    }

    async fn copies_are_counted_by_where_they_stand(house: House) {
        let case = house.one_case().await;
        let message_id = house.put_message(&case, 1).await;
        let states = [
            (DeliveryState::Deferred, Some("4.4.1"), 60),
            (DeliveryState::Deferred, Some("4.4.1"), 30),
            (DeliveryState::Held, None, 15),
            (DeliveryState::Failed, Some("5.1.1"), -100),
            (DeliveryState::Failed, Some("5.1.1"), -1_000),
            (DeliveryState::Sent, Some("2.0.0"), 0),
        ];
        for (byte, (state, status, in_secs)) in (0_u8..).zip(states) {
            let delivery = Delivery {
                id: DeliveryId::from_uuid(house.id()),
                message_id,
                target: DeliveryTarget::Channel,
                state,
                leaves_at: house.now() + secs(in_secs),
                n_tries: 1,
                status: None,
                version: 1,
            };
            let macs = ([byte; 32], [byte + 100; 32]);
            let new = NewDelivery { delivery: delivery.clone(), case_id: case.id, reply_mac: macs.0, bounce_mac: macs.1 };
            let mut tx = house.write().await;
            tx.insert_delivery(&new).await.unwrap();
            tx.update_delivery(&Delivery { status: status.map(str::to_owned), ..delivery }).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut reader = house.db.read().await.unwrap();
        let mut waiting = reader.copies_waiting().await.unwrap();
        waiting.sort_by_key(|count| count.state.as_str());
        let seen: Vec<_> = waiting.iter().map(|count| (count.state, count.status.as_deref(), count.n, count.first_at)).collect();
        assert_eq!(seen, [
            (DeliveryState::Deferred, Some("4.4.1"), 2, house.now() + secs(30)),
            (DeliveryState::Held, None, 1, house.now() + secs(15)),
        ]);
        let failed = reader.copies_failed(house.now() - secs(500)).await.unwrap();
        assert_eq!((failed.len(), failed[0].n), (1, 1), "older ones are not counted");
        drop(reader);

        let mut tx = house.write().await;
        assert_eq!(tx.retry_deliveries(house.now()).await.unwrap(), 2, "what is held stays held");
        tx.commit().await.unwrap();
        let due = house.db.read().await.unwrap().deliveries_due(house.now(), 10).await.unwrap();
        assert_eq!(due.len(), 2);
    }

    async fn the_last_intake_and_the_size_are_told(house: House) {
        assert_eq!(house.db.read().await.unwrap().last_intake().await.unwrap(), None);
        let mut book = house.db.bookkeeping().await.unwrap();
        book.note_intake(IntakeId::from_uuid(house.id()), house.now()).await.unwrap();
        book.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.last_intake().await.unwrap(), Some(house.now()));
        assert!(reader.database_bytes().await.unwrap() > 10_000);
        assert!(reader.jobs_given_up(house.now()).await.unwrap().is_empty());
    }
}
