//! Destinations and handovers: kept as they are, one standing for a case, ended once.

use db::{DestinationRow, HandoverRow};
use model::{
    Class, Destination, DestinationId, Handover, HandoverId, HandoverState, HandoverTold, QueueId,
    Role, StaffId, Target,
};
use testkit::db_test;

use crate::house::{House, secs};

fn destination(house: &House, name: &str, target: Target) -> DestinationRow {
    DestinationRow {
        destination: Destination {
            id: DestinationId::from_uuid(house.id()),
            name: name.to_owned(),
            purpose: "For this.".to_owned(),
            target,
            audience: [Class::Personal, Class::PrivateBusiness].into(),
            accept_secs: 600,
            is_active: true,
            version: 1,
        },
        address_sealed: (target == Target::Outside).then(|| b"address".to_vec()),
    }
}

fn handover(house: &House, case: &model::Case, to: &DestinationRow, by: StaffId) -> HandoverRow {
    HandoverRow {
        handover: Handover {
            id: HandoverId::from_uuid(house.id()),
            case_id: case.id,
            destination_id: to.destination.id,
            name: to.destination.name.clone(),
            target: to.destination.target,
            audience: to.destination.audience.clone(),
            given_by: by,
            given_at: house.now(),
            due_at: house.now() + secs(600),
            is_reduced: false,
            told: HandoverTold::NotYet,
            state: HandoverState::Open,
            ended_by: None,
            ended_at: None,
            lapsed_at: None,
            version: 1,
        },
        address_sealed: to.address_sealed.clone(),
        note_twin: b"note".to_vec(),
        words_twin: None,
        reason_twin: None,
    }
}

db_test! {
    async fn a_destination_reads_back_as_it_was_kept(house: House) {
        let staff = house.staff(&[]).await;
        let queue_id: QueueId = house.put_queue("systems").await;
        let targets = [
            Target::Queue(queue_id),
            Target::Member(staff),
            Target::Role(Role::TeamLeader),
            Target::Outside,
        ];
        let mut tx = house.write().await;
        for (index, target) in targets.into_iter().enumerate() {
            let row = destination(&house, &format!("to {index}"), target);
            assert!(tx.insert_destination(&row).await.unwrap());
            assert_eq!(tx.destination(row.destination.id).await.unwrap().unwrap(), row);
            let twin = destination(&house, &format!("to {index}"), target);
            assert!(!tx.insert_destination(&twin).await.unwrap(), "the name is taken");
        }
        tx.commit().await.unwrap();
        let found = house.db.read().await.unwrap().destinations().await.unwrap();
        assert_eq!(found.len(), targets.len());
        // Changed once by each version.
        let mut changed = found[0].clone();
        changed.destination.name = "elsewhere".to_owned();
        changed.destination.is_active = false;
        let mut tx = house.write().await;
        tx.destination_must_stand(&changed.destination).await.unwrap();
        tx.update_destination(&changed).await.unwrap();
        assert!(tx.update_destination(&changed).await.is_err(), "it has another version");
        assert!(tx.destination_must_stand(&changed.destination).await.is_err());
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let kept = reader.destination(changed.destination.id).await.unwrap().unwrap();
        assert_eq!((kept.destination.version, kept.destination.is_active), (2, false));
    }

    async fn one_handover_stands_and_ends_once(house: House) {
        let case = house.one_case().await;
        let staff = house.staff(&[]).await;
        let to = destination(&house, "out", Target::Outside);
        let first = handover(&house, &case, &to, staff);
        let mut tx = house.write().await;
        assert!(tx.insert_destination(&to).await.unwrap());
        assert!(tx.insert_handover(&first).await.unwrap());
        assert!(!tx.insert_handover(&handover(&house, &case, &to, staff)).await.unwrap());
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.handover(first.handover.id).await.unwrap().unwrap(), first);
        assert_eq!(reader.standing_handover(case.id).await.unwrap().unwrap(), first);
        assert_eq!(reader.handovers_ever(&[case.id]).await.unwrap(), std::slice::from_ref(&first));
        assert_eq!(reader.handovers_of(&[case.id]).await.unwrap().len(), 1);
        assert!(reader.handovers_of(&[]).await.unwrap().is_empty());
        assert!(reader.handovers_due(house.now() + secs(599), None, 9).await.unwrap().is_empty());
        let at = house.now() + secs(600);
        assert_eq!(reader.handovers_due(at, None, 9).await.unwrap().len(), 1);
        assert!(reader.handovers_due(at, Some(&first.handover), 9).await.unwrap().is_empty());
        drop(reader);

        // One that lapsed still stands, and is due no more.
        let lapsed = first.handover.clone().lapsed(house.now() + secs(600)).unwrap();
        let mut tx = house.write().await;
        tx.end_handover(&lapsed, None).await.unwrap();
        assert!(tx.end_handover(&lapsed, None).await.is_err(), "once by each version");
        assert!(tx.handovers_due(house.now() + secs(600), None, 9).await.unwrap().is_empty());
        let stands = tx.standing_handover(case.id).await.unwrap().unwrap();
        assert_eq!(stands.handover.state, HandoverState::Lapsed);
        assert!(!tx.insert_handover(&handover(&house, &case, &to, staff)).await.unwrap());
        let at = house.now();
        assert!(tx.withdraw_handover_of(case.id, Some(staff), at).await.unwrap());
        assert!(!tx.withdraw_handover_of(case.id, Some(staff), at).await.unwrap(), "it is gone");
        let second = handover(&house, &case, &to, staff);
        assert!(tx.insert_handover(&second).await.unwrap());
        let declined = second.handover.clone().declined(staff, at).unwrap();
        tx.end_handover(&declined, Some(b"why")).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let kept = reader.handover(second.handover.id).await.unwrap().unwrap();
        assert_eq!(kept.handover.state, HandoverState::Declined);
        assert_eq!(kept.reason_twin.as_deref(), Some(b"why".as_slice()));
        assert!(reader.standing_handover(case.id).await.unwrap().is_none());
        let gone = reader.handover(first.handover.id).await.unwrap().unwrap().handover;
        assert!(gone.lapsed_at.is_some() && gone.ended_by == Some(staff));
    }

    // What others have lying about keeps nothing of one's own from being listed.
    async fn what_is_listed_is_one_s_own_and_open_ones_first(house: House) {
        let (me, other) = (house.staff(&[]).await, house.staff(&[]).await);
        let to = destination(&house, "out", Target::Outside);
        let mut tx = house.write().await;
        assert!(tx.insert_destination(&to).await.unwrap());
        tx.commit().await.unwrap();
        let (queue_id, requester) = (house.put_queue("support").await, house.person().await);
        let mut given = Vec::new();
        for by in [other, me, me] {
            let sequence = u32::try_from(given.len()).unwrap() + 1;
            let case = house.case(queue_id, requester, sequence);
            house.put_case(&case).await;
            let row = handover(&house, &case, &to, by);
            let mut tx = house.write().await;
            assert!(tx.insert_handover(&row).await.unwrap());
            tx.commit().await.unwrap();
            given.push(row.handover);
        }
        let first = given[1].clone();
        let lapsed = first.clone().returned(house.now()).unwrap();
        let mut tx = house.write().await;
        tx.end_handover(&lapsed, None).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.handovers_for(me, &[], 9).await.unwrap();
        let ids: Vec<_> = found.iter().map(|row| row.handover.id).collect();
        assert_eq!(ids, [given[2].id, first.id], "what is open comes first");
        assert_eq!(reader.handovers_for(me, &[], 1).await.unwrap().len(), 1);
        let found = reader.handovers_for(me, &[queue_id], 9).await.unwrap();
        assert!(found.iter().any(|row| row.handover.given_by == other), "of one's queue");
        let nobody = StaffId::from_uuid(house.id());
        assert!(reader.handovers_for(nobody, &[], 9).await.unwrap().is_empty());
    }

    async fn what_left_the_house_is_noted(house: House) {
        let case = house.one_case().await;
        let staff = house.staff(&[]).await;
        let to = destination(&house, "out", Target::Outside);
        let row = handover(&house, &case, &to, staff);
        let mut tx = house.write().await;
        assert!(tx.insert_destination(&to).await.unwrap());
        assert!(tx.insert_handover(&row).await.unwrap());
        tx.commit().await.unwrap();
        for told in HandoverTold::ALL {
            let mut book = house.db.bookkeeping().await.unwrap();
            book.note_handover_told(row.handover.id, told).await.unwrap();
            book.commit().await.unwrap();
            let found = house.db.read().await.unwrap().handover(row.handover.id).await;
            let found = found.unwrap().unwrap().handover;
            assert_eq!((found.told, found.version), (told, 1));
        }
    }

    // Whoever edits the table contradicts the entry: it covers who receives, who gave, and each sealed word.
    async fn an_entry_covers_all_of_a_handover(house: House) {
        let to = destination(&house, "out", Target::Outside);
        let mut tx = house.write().await;
        assert!(tx.insert_destination(&to).await.unwrap());
        tx.commit().await.unwrap();
        let (one, other) = (house.staff(&[]).await, house.staff(&[]).await);
        let case = house.one_case().await;
        let row = handover(&house, &case, &to, one);
        let changes: [&dyn Fn(&mut HandoverRow); 7] = [
            &|_| {},
            &|row| row.handover.target = Target::Role(Role::TeamLeader),
            &|row| row.handover.audience = [Class::Public].into(),
            &|row| row.handover.given_by = other,
            &|row| row.address_sealed = None,
            &|row| row.note_twin = b"another".to_vec(),
            &|row| row.words_twin = Some(b"words".to_vec()),
        ];
        let mut digests = std::collections::BTreeSet::new();
        for change in changes {
            let mut row = row.clone();
            change(&mut row);
            // There already, all but the first write nothing; what they would have written is on record all the same.
            let mut tx = house.write().await;
            tx.insert_handover(&row).await.unwrap();
            let id = tx.commit().await.unwrap();
            let entry = house.db.read().await.unwrap().entry_of_id(id).await.unwrap().unwrap();
            digests.insert(audit::Entry::of_canonical(&entry.canonical).unwrap().digest);
        }
        assert_eq!(digests.len(), changes.len());
    }
}
