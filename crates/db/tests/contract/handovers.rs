//! Destinations and handovers: kept as they are, one standing for a case, ended once.

use db::{DestinationRow, HandoverRow};
use model::{
    Class, Destination, DestinationId, Handover, HandoverId, HandoverState, QueueId, Role, StaffId,
    Target,
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
        assert_eq!(reader.standing_handovers().await.unwrap().len(), 1);
        assert_eq!(reader.handovers_of(&[case.id]).await.unwrap().len(), 1);
        assert!(reader.handovers_of(&[]).await.unwrap().is_empty());
        assert!(reader.handovers_due(house.now() + secs(599), 9).await.unwrap().is_empty());
        assert_eq!(reader.handovers_due(house.now() + secs(600), 9).await.unwrap().len(), 1);
        drop(reader);

        // One that lapsed still stands, and is due no more.
        let lapsed = first.handover.clone().lapsed(house.now() + secs(600)).unwrap();
        let mut tx = house.write().await;
        tx.end_handover(&lapsed, None).await.unwrap();
        assert!(tx.end_handover(&lapsed, None).await.is_err(), "once by each version");
        assert!(tx.handovers_due(house.now() + secs(600), 9).await.unwrap().is_empty());
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
}
