//! Notices: chosen, kept once for each reader, put into batches, sent or given back, forgotten.

use std::collections::BTreeMap;

use db::NewNotice;
use model::{NoticeChoices, NoticeEvent, NoticeMail, NoticeWays, QuietHours, StaffId};
use testkit::db_test;
use uuid::Uuid;

use crate::house::{House, secs};

fn notice(
    id: Uuid,
    staff_id: StaffId,
    about: &str,
    house: &House,
    wait_secs: Option<i64>,
) -> NewNotice {
    NewNotice {
        id,
        staff_id,
        about: about.to_owned(),
        event: NoticeEvent::Arrived,
        case_id: None,
        approval_id: None,
        leaves_at: wait_secs.map(|wait_secs| house.now() + secs(wait_secs)),
    }
}

db_test! {
    async fn choices_replace_those_before(house: House) {
        let (staff_id, other) = (house.staff(&[]).await, house.staff(&[]).await);
        let ways = |mail| NoticeWays { mail, in_browser: mail == NoticeMail::Never };
        let choices = NoticeChoices {
            ways: BTreeMap::from([
                (NoticeEvent::Named, ways(NoticeMail::Hourly)),
                (NoticeEvent::Second, ways(NoticeMail::Never)),
            ]),
            daily_hour: 23,
            quiet: QuietHours::new(22, 5),
        };
        let fewer = NoticeChoices {
            ways: BTreeMap::from([(NoticeEvent::Named, ways(NoticeMail::AtOnce))]),
            daily_hour: 0,
            quiet: None,
        };
        for (id, chosen) in [(staff_id, &choices), (other, &choices), (staff_id, &fewer)] {
            let mut tx = house.write().await;
            tx.put_notice_choices(id, chosen).await.unwrap();
            tx.commit().await.unwrap();
        }
        let found = house.db.read().await.unwrap().notice_choices().await.unwrap();
        assert_eq!(found, BTreeMap::from([(staff_id, fewer), (other, choices)]));
        let mut tx = house.write().await;
        tx.delete_notices_of(other).await.unwrap();
        tx.commit().await.unwrap();
        let found = house.db.read().await.unwrap().notice_choices().await.unwrap();
        assert_eq!(found.into_keys().collect::<Vec<_>>(), [staff_id]);
    }

    async fn a_notice_is_kept_once_and_leaves_in_one_batch(house: House) {
        let (staff_id, other) = (house.staff(&[]).await, house.staff(&[]).await);
        let mut book = house.db.bookkeeping().await.unwrap();
        let first = notice(house.id(), staff_id, "a", &house, Some(10));
        assert!(book.insert_notice(&first, house.now()).await.unwrap());
        let again = notice(house.id(), staff_id, "a", &house, Some(99));
        assert!(!book.insert_notice(&again, house.now()).await.unwrap());
        for (about, wait_secs) in [("b", Some(20)), ("only in a browser", None)] {
            let new = notice(house.id(), staff_id, about, &house, wait_secs);
            assert!(book.insert_notice(&new, house.now()).await.unwrap());
        }
        let theirs = notice(house.id(), other, "a", &house, Some(10));
        assert!(book.insert_notice(&theirs, house.now()).await.unwrap());
        book.commit().await.unwrap();

        let mut reader = house.db.read().await.unwrap();
        assert!(reader.notices_leaving(house.now() + secs(9)).await.unwrap().is_empty());
        let mut both = vec![staff_id, other];
        both.sort();
        assert_eq!(reader.notices_leaving(house.now() + secs(10)).await.unwrap(), both);
        drop(reader);
        let batch = house.id();
        let mut book = house.db.bookkeeping().await.unwrap();
        assert_eq!(book.batch_notices(staff_id, batch, house.now() + secs(10)).await.unwrap(), 1);
        assert_eq!(book.batch_notices(staff_id, house.id(), house.now() + secs(10)).await.unwrap(), 0);
        book.commit().await.unwrap();
        let of_batch = async || {
            let mut reader = house.db.read().await.unwrap();
            reader.notices_of_batch(batch).await.unwrap().len()
        };
        assert_eq!(of_batch().await, 1);
        for (sent_at, n) in [(Some(house.now()), 0), (None, 1)] {
            let mut book = house.db.bookkeeping().await.unwrap();
            book.mark_notices(batch, sent_at).await.unwrap();
            book.commit().await.unwrap();
            assert_eq!(of_batch().await, n);
        }
        let mut book = house.db.bookkeeping().await.unwrap();
        assert_eq!(book.forget_notices(house.now()).await.unwrap(), 0);
        assert_eq!(book.forget_notices(house.now() + secs(1)).await.unwrap(), 4);
        book.commit().await.unwrap();
    }
}
