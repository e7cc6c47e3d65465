//! Cases: one case, its changes, the board's pages and filters, counts.

use db::{CaseAt, CaseFilter, DbError, NewCase};
use jiff::SignedDuration;
use model::{Assignment, CaseId, CaseState, Due, Filter, PersonId};
use testkit::db_test;

use crate::house::{House, secs};

db_test! {
    async fn a_case_reads_back(house: House) {
        let mut case = house.case(house.put_queue("support").await, house.person().await, 17);
        case.due = Some(Due { since: house.now(), target_secs: 60 });
        let suggested = house.case(case.queue_id, case.requester_id, 1);
        house.put_case(&suggested).await;
        let mut tx = house.write().await;
        let new = NewCase {
            case: &case,
            subject_twin: b"s",
            excerpt_twin: b"e",
            suggested_case_id: Some(suggested.id),
        };
        assert!(tx.insert_case(&new).await.unwrap());
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.case(case.id).await.unwrap().unwrap();
        assert_eq!(found.case, case);
        assert_eq!((found.subject_twin, found.excerpt_twin), (b"s".to_vec(), b"e".to_vec()));
        assert_eq!(found.suggested_case_id, Some(suggested.id));
        let found = reader.case_of_number(case.number).await.unwrap().unwrap();
        assert_eq!(found.case, case);
        assert_eq!(reader.highest_sequence(&case.number).await.unwrap(), 17);
        let own = reader.cases_of_requester(case.requester_id, 10).await.unwrap();
        assert_eq!(own.len(), 2);
        let ids = reader.case_ids_of_requester(case.requester_id, 10).await.unwrap();
        assert_eq!(ids, own.iter().map(|record| (record.case.id, None)).collect::<Vec<_>>());
        let ids = reader.case_ids_of_requester(case.requester_id, 1).await.unwrap();
        assert_eq!(ids, [(own[0].case.id, None)]);
        let unknown = CaseId::from_uuid(house.id());
        assert!(reader.case(unknown).await.unwrap().is_none());
    }

    async fn cases_come_in_the_order_asked_for(house: House) {
        let first = house.one_case().await;
        let second = house.case(first.queue_id, first.requester_id, 2);
        house.put_case(&second).await;
        let unknown = CaseId::from_uuid(house.id());
        let mut reader = house.db.read().await.unwrap();
        for (ids, expect) in [
            (vec![second.id, unknown, first.id], vec![second.id, first.id]),
            (vec![first.id, second.id], vec![first.id, second.id]),
            (vec![], vec![]),
        ] {
            let found = reader.cases_of_ids(&ids).await.unwrap();
            assert_eq!(found.iter().map(|record| record.case.id).collect::<Vec<_>>(), expect);
        }
    }

    async fn a_number_is_given_once(house: House) {
        let case = house.one_case().await;
        let again = house.case(case.queue_id, case.requester_id, 1);
        let mut tx = house.write().await;
        let new = NewCase {
            case: &again,
            subject_twin: b"",
            excerpt_twin: b"",
            suggested_case_id: None,
        };
        assert!(!tx.insert_case(&new).await.unwrap());
        // The transaction goes on: the next number is free.
        let next = house.case(case.queue_id, case.requester_id, 2);
        assert!(tx.insert_case(&NewCase { case: &next, ..new }).await.unwrap());
        tx.commit().await.unwrap();
    }

    async fn a_change_names_the_version_it_read(house: House) {
        let case = house.one_case().await;
        let staff_id = house.staff(&[]).await;
        house.clock.advance(secs(1));
        let assigned = case.clone().assigned(staff_id, true, house.now()).unwrap();
        let mut tx = house.write().await;
        tx.update_case(&assigned).await.unwrap();
        tx.commit().await.unwrap();
        let found = house.db.read().await.unwrap().case(case.id).await.unwrap().unwrap().case;
        assert_eq!(found, model::Case { version: 2, ..assigned.clone() });
        let held = Assignment { staff_id, is_self: true, at: house.now() };
        assert_eq!(found.assignment, Some(held));
        let mut tx = house.write().await;
        let late = tx.update_case(&assigned).await;
        assert!(matches!(late, Err(DbError::Conflict { what: "case" })));
        drop(tx);
        let mut tx = house.write().await;
        tx.update_case_twins(case.id, b"new", b"twins").await.unwrap();
        tx.commit().await.unwrap();
        let found = house.db.read().await.unwrap().case(case.id).await.unwrap().unwrap();
        assert_eq!((found.subject_twin, found.case.version), (b"new".to_vec(), 3));
    }

    async fn pages_do_not_skip_equal_times(house: House) {
        let (first, second) = (house.put_queue("support").await, house.put_queue("abuse").await);
        let person = house.person().await;
        let mut expect = Vec::new();
        for sequence in 1..=23 {
            // Three moments in all, so that most neighbours share one.
            if sequence % 8 == 0 {
                house.clock.advance(secs(1));
            }
            let queue = if sequence % 2 == 0 { first } else { second };
            let mut case = house.case(queue, person, sequence);
            case.state = CaseState::ALL[usize::try_from(sequence).unwrap() % 3];
            house.put_case(&case).await;
            expect.push((case.updated_at, case.id));
        }
        expect.sort_by_key(|place| std::cmp::Reverse(*place));
        let mut filter =
            CaseFilter { queue_ids: vec![first, second], n_max: 4, states: CaseState::ALL.to_vec(), ..CaseFilter::default() };
        let mut found = Vec::new();
        loop {
            let page = house.db.read().await.unwrap().cases(&filter).await.unwrap();
            let Some(last) = page.last() else { break };
            assert!(page.len() <= 4);
            filter.after = Some(CaseAt { updated_at: last.case.updated_at, id: last.case.id });
            found.extend(page.iter().map(|record| (record.case.updated_at, record.case.id)));
        }
        assert_eq!(found, expect);
    }

    async fn the_board_shows_what_the_filter_says(house: House) {
        let (seen, unseen) = (house.put_queue("support").await, house.put_queue("abuse").await);
        let (person, staff_id) = (house.person().await, house.staff(&[]).await);
        let mut closed = house.case(seen, person, 2);
        closed.state = CaseState::Closed;
        house.clock.advance(secs(1));
        let hidden = house.case(unseen, person, 3);
        house.clock.advance(secs(1));
        let mine = house.case(seen, person, 1).assigned(staff_id, false, house.now()).unwrap();
        for case in [&mine, &closed, &hidden] {
            house.put_case(case).await;
        }
        let check = async |filter: CaseFilter, expect: &[CaseId]| {
            let filter = CaseFilter { n_max: 50, ..filter };
            let found = house.db.read().await.unwrap().cases(&filter).await.unwrap();
            let found: Vec<_> = found.iter().map(|record| record.case.id).collect();
            assert_eq!(found, expect, "{filter:?}");
        };
        let states = CaseState::ALL.to_vec();
        let one = CaseFilter { queue_ids: vec![seen], states, ..CaseFilter::default() };
        check(one.clone(), &[mine.id, closed.id]).await;
        check(CaseFilter { states: vec![CaseState::Closed], ..one.clone() }, &[closed.id]).await;
        let mine_alone = Filter::parse("assigned:me").unwrap().terms().to_vec();
        let of_mine = CaseFilter { terms: mine_alone, staff_id: Some(staff_id), ..one.clone() };
        check(of_mine, &[mine.id]).await;
        check(CaseFilter { queue_ids: Vec::new(), ..one.clone() }, &[]).await;
        // More pairs of queue and state than one statement takes.
        let mut many: Vec<_> = (0..250).map(|_| model::QueueId::from_uuid(house.id())).collect();
        many.insert(0, unseen);
        many.push(seen);
        check(CaseFilter { queue_ids: many, ..one }, &[mine.id, hidden.id, closed.id]).await;
    }

    async fn queues_count_open_and_late(house: House) {
        let (first, second) = (house.put_queue("support").await, house.put_queue("abuse").await);
        let person = house.person().await;
        let due = |target_secs| Some(Due { since: house.now(), target_secs });
        for (sequence, due, state) in [
            (1, due(10), CaseState::Pending),
            (2, due(100), CaseState::Open),
            (3, None, CaseState::Waiting),
            (4, due(10), CaseState::Closed),
        ] {
            house.put_case(&model::Case { due, state, ..house.case(first, person, sequence) }).await;
        }
        let closed = model::Case { state: CaseState::Closed, ..house.case(second, person, 5) };
        house.put_case(&closed).await;
        let later = house.now().saturating_add(SignedDuration::from_secs(50)).unwrap();
        let counts = house.db.read().await.unwrap().queue_counts(later).await.unwrap();
        assert_eq!(counts.len(), 1);
        assert_eq!((counts[0].queue_id, counts[0].n_open, counts[0].n_late), (first, 3, 1));
    }

    async fn a_participant_stays_one(house: House) {
        let case = house.one_case().await;
        let other = house.person().await;
        let mut tx = house.write().await;
        tx.put_case_person(case.id, case.requester_id, true).await.unwrap();
        tx.put_case_person(case.id, case.requester_id, false).await.unwrap();
        tx.put_case_person(case.id, other, false).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let mut expect: Vec<(PersonId, bool)> = vec![(case.requester_id, true), (other, false)];
        expect.sort();
        assert_eq!(reader.case_persons(case.id).await.unwrap(), expect);
        assert_eq!(reader.cases_of_person(other).await.unwrap(), [case.id]);
        // They are named in it, and wrote nothing.
        assert!(reader.cases_written_in(other, 10).await.unwrap().is_empty());
        let mut later = house.case(case.queue_id, house.person().await, 2);
        later.requester_id = case.requester_id;
        house.put_case(&later).await;
        let mut tx = house.write().await;
        tx.put_case_person(later.id, later.requester_id, true).await.unwrap();
        tx.commit().await.unwrap();
        house.put_message(&case, 1).await;
        house.put_message(&later, 1).await;
        // The latest where there are too many.
        let mut reader = house.db.read().await.unwrap();
        let latest = reader.cases_written_in(case.requester_id, 1).await.unwrap();
        assert_eq!(latest, [(later.id.max(case.id), None)]);
        assert_eq!(reader.cases_written_in(case.requester_id, 10).await.unwrap().len(), 2);
    }
}
