//! Notices: chosen, kept once for each reader, put into batches, sent or given back, forgotten.

use std::{collections::BTreeMap, ops::Range};

use db::{NewMessage, NewNotice};
use model::{Due, NoticeChoices, NoticeEvent, NoticeMail, NoticeWays, QuietHours, StaffId, Zone};
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
            zone: Zone::of_name("Europe/Prague").unwrap(),
        };
        let fewer = NoticeChoices {
            ways: BTreeMap::from([(NoticeEvent::Named, ways(NoticeMail::AtOnce))]),
            daily_hour: 0,
            quiet: None,
            zone: Zone::UTC,
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
        // What was given up unsent waits for another batch; what was sent stays in its own.
        for (sent_at, leaving) in [(Some(house.now()), vec![other]), (None, both)] {
            let mut book = house.db.bookkeeping().await.unwrap();
            book.mark_notices(batch, sent_at).await.unwrap();
            book.unbatch_notices(batch).await.unwrap();
            book.commit().await.unwrap();
            let mut reader = house.db.read().await.unwrap();
            assert_eq!(reader.notices_leaving(house.now() + secs(10)).await.unwrap(), leaving);
        }
        assert_eq!(of_batch().await, 0);
        let mut book = house.db.bookkeeping().await.unwrap();
        assert_eq!(book.forget_notices(house.now()).await.unwrap(), 0);
        assert_eq!(book.forget_notices(house.now() + secs(1)).await.unwrap(), 4);
        book.commit().await.unwrap();
    }

    async fn clocks_are_found_by_when_they_pass_and_by_what_was_done(house: House) {
        let (queue_id, person_id) = (house.put_queue("support").await, house.person().await);
        let mut clocks = Vec::new();
        for sequence in 1..=3 {
            let target_secs = i64::from(sequence) * 60;
            let mut case = house.case(queue_id, person_id, sequence);
            case.due = Some(Due { since: house.now(), target_secs });
            house.put_case(&case).await;
            clocks.push((case.id, house.now() + secs(target_secs)));
        }
        let (from, until) = (house.now() + secs(60), house.now() + secs(180));
        let mut reader = house.db.read().await.unwrap();
        for (n_max, expect) in [(9, clocks[1..].to_vec()), (1, clocks[1..2].to_vec())] {
            assert_eq!(reader.clocks_between(from, until, n_max).await.unwrap(), expect);
        }
        drop(reader);
        let mut done = Vec::new();
        for (id, _) in [clocks[0], clocks[2], clocks[2]] {
            let mut tx = house.write().await;
            tx.concerns(id, person_id);
            done.push(tx.commit().await.unwrap());
        }
        let mut book = house.db.bookkeeping().await.unwrap();
        for (log_index, id) in (7..).zip(done) {
            book.number_entry(id, log_index, &[0; 32]).await.unwrap();
        }
        book.commit().await.unwrap();
        let touched = async |entries: Range<i64>| {
            let mut reader = house.db.read().await.unwrap();
            reader.clocks_touched(entries, from, until).await.unwrap()
        };
        assert_eq!(touched(7..10).await, clocks[2..].to_vec(), "once, and not what passed before");
        for entries in [0..8, 10..20] {
            assert!(touched(entries).await.is_empty());
        }
    }

    async fn what_somebody_sent_in_is_found_by_when(house: House) {
        let case = house.one_case().await;
        house.put_message(&case, 1).await;
        house.clock.advance(secs(10));
        let automatic = Some("list".to_owned());
        let message = model::Message { automatic: automatic.clone(), ..house.message(&case, 2) };
        let mut tx = house.write().await;
        let new = NewMessage { message: &message, subject_twin: b"s", text_twin: b"t", values: &[] };
        tx.insert_message(&new).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        for (from, until, n_max, expect) in [
            (-11, 0, 9, vec![automatic.clone(), None]),
            (-11, 0, 1, vec![automatic.clone()]),
            (-11, -1, 9, vec![None]),
            (-10, -1, 9, vec![]),
        ] {
            let (from, until) = (house.now() + secs(from), house.now() + secs(until));
            let sent = reader.sent_in(case.requester_id, from, until, n_max).await.unwrap();
            assert_eq!(sent, expect);
        }
    }
}
