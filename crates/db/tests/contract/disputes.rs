//! Disputes: rows, seats, hearings, rulings, directions, holds.

use std::collections::BTreeSet;

use db::{DisputeRow, HearingRow, HoldRow, SeatRow, SignatureRow, Signed};
use model::{
    Act, Case, CaseKind, DirectionHolder, DirectionId, HoldId, Part, Role, Ruling, RulingDirection,
    RulingId, RulingState, Seat, SeatId, StaffId, Stage, Tribunal, Visibility,
};
use testkit::db_test;

use crate::house::{House, secs};

fn row(case: &Case) -> DisputeRow {
    DisputeRow {
        case_id: case.id,
        stage: Stage::Filed,
        origin_case_id: None,
        appealed_ruling_id: None,
        respondent_role: Some(Role::TeamLeader),
        n_arbitrators: 1,
        filed_at: case.opened_at,
    }
}

async fn ruling(house: &House, case: &Case, index: u32) -> Ruling {
    let message_id = house.put_message(case, 100 + i64::from(index)).await;
    Ruling {
        id: RulingId::from_uuid(house.id()),
        number: format!("d20261121.1/r{index}").parse().unwrap(),
        case_id: case.id,
        message_id,
        is_interim: false,
        is_sealed: index == 2,
        state: RulingState::Waiting,
        digest: [7; 32],
        n_needed: 2,
        made_at: house.now(),
        in_force_at: None,
    }
}

db_test! {
    async fn a_dispute_reads_back_with_its_tribunal(house: House) {
        let mut case = house.one_case().await;
        let (arbitrator, manager) = (house.staff(&[]).await, house.staff(&[]).await);
        let against = house.person().await;
        case.tribunal = Tribunal {
            arbitrators: vec![arbitrator, manager],
            case_manager: Some(manager),
            respondent_id: Some(against),
        };
        case.class = model::Class::Legal;
        let mut tx = house.write().await;
        assert!(tx.insert_dispute(&row(&case)).await.unwrap());
        assert!(!tx.insert_dispute(&row(&case)).await.unwrap(), "once");
        tx.update_case(&case).await.unwrap();
        let seat = SeatRow {
            id: SeatId::from_uuid(house.id()),
            case_id: case.id,
            staff_id: arbitrator,
            seat: Seat::Arbitrator,
            is_declined: false,
            reason_id: None,
            at: house.now(),
            ended_at: None,
        };
        tx.insert_seat(&seat).await.unwrap();
        tx.update_dispute(case.id, Stage::Hearing).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.case(case.id).await.unwrap().unwrap().case;
        assert_eq!(found, Case { version: 2, ..case.clone() });
        let heard = DisputeRow { stage: Stage::Hearing, ..row(&case) };
        assert_eq!(reader.dispute(case.id).await.unwrap(), Some(heard.clone()));
        assert_eq!(reader.disputes_of_stage(Stage::Hearing).await.unwrap(), vec![heard]);
        assert!(reader.disputes_of_stage(Stage::Filed).await.unwrap().is_empty());
        assert_eq!(reader.seats(case.id).await.unwrap(), vec![seat.clone()]);
        assert_eq!(reader.seats_of_staff(arbitrator).await.unwrap(), vec![seat]);
        assert_eq!(reader.disputes_against(against, 10).await.unwrap(), vec![case.id]);
    }

    async fn a_hearing_says_to_whom(house: House) {
        let case = house.one_case().await;
        let message_id = house.put_message(&case, 1).await;
        let said = HearingRow { message_id, part: Part::Statement, visibility: Visibility::Claimant };
        let shared = HearingRow { visibility: Visibility::AllParties, ..said };
        let mut tx = house.write().await;
        tx.insert_hearing(case.id, said).await.unwrap();
        assert_eq!(tx.hearing(case.id).await.unwrap(), vec![said]);
        tx.insert_hearing(case.id, shared).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.hearing(case.id).await.unwrap(), vec![shared]);
        assert!(reader.staff_authors(case.id).await.unwrap().is_empty());
    }

    async fn a_ruling_is_signed_enters_into_force_once_and_is_published_once(house: House) {
        let case = house.one_case().await;
        let staff: StaffId = house.staff(&[]).await;
        let person = house.person().await;
        let first = ruling(&house, &case, 1).await;
        let sealed = ruling(&house, &case, 2).await;
        let direction = RulingDirection {
            id: DirectionId::from_uuid(house.id()),
            position_index: 1,
            holder: DirectionHolder::Role(Role::SupportEngineer),
            acts: [Act::CaseShow, Act::MessageUnseal].into(),
            fields: ["name".to_owned()].into(),
            case_id: Some(case.id),
            persons: [person].into(),
            not_before: house.now(),
            expires_at: house.now() + secs(60),
            n_uses_max: 3,
            precedent: None,
        };
        let standing = RulingDirection {
            id: DirectionId::from_uuid(house.id()),
            position_index: 2,
            holder: DirectionHolder::Staff(staff),
            case_id: None,
            persons: BTreeSet::new(),
            precedent: Some((CaseKind::Request, Some(case.queue_id))),
            ..direction.clone()
        };
        let mut tx = house.write().await;
        for ruling in [&first, &sealed] {
            assert!(tx.insert_ruling(ruling).await.unwrap());
            assert!(!tx.insert_ruling(ruling).await.unwrap(), "a number is given once");
        }
        tx.insert_direction(first.id, &direction).await.unwrap();
        tx.insert_direction(first.id, &standing).await.unwrap();
        let at = house.now();
        let signature = SignatureRow {
            staff_id: staff,
            is_of_board: true,
            digest: [7; 32],
            at,
            signed: Some(Signed {
                statement: "chancery ruling v1\n".to_owned(),
                public_key: "00".repeat(32),
                signature: vec![7; 64],
                proof_id: house.id(),
            }),
        };
        assert!(tx.insert_signature(first.id, &signature).await.unwrap());
        assert!(!tx.insert_signature(first.id, &signature).await.unwrap(), "nobody signs twice");
        tx.put_ruling_marks(first.id, "00", &[1]).await.unwrap();
        tx.publish_salts(first.id, "-").await.unwrap();
        assert!(!tx.release_ruling(first.id, staff, "x", at).await.unwrap(), "not in force");
        let (state, in_force_at) = (RulingState::InForce, Some(at));
        for ruling in [&first, &sealed] {
            tx.update_ruling(&Ruling { state, in_force_at, ..ruling.clone() }).await.unwrap();
        }
        assert!(tx.update_ruling(&Ruling { state, in_force_at, ..first.clone() }).await.is_err());
        tx.commit().await.unwrap();

        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.directions(first.id).await.unwrap(), vec![direction, standing]);
        assert_eq!(reader.ruling_signatures(first.id).await.unwrap(), vec![signature]);
        let marks = reader.ruling_marks(first.id).await.unwrap().unwrap();
        assert_eq!((marks.marks.as_str(), marks.published_salts.as_deref()), ("00", Some("-")));
        assert_eq!(reader.ruling_marks(sealed.id).await.unwrap(), None);
        let published = reader.rulings_published().await.unwrap();
        let numbers = |rows: &[db::RulingRow]| -> Vec<u32> {
            rows.iter().map(|row| row.ruling.number.index).collect()
        };
        assert_eq!(numbers(&published), [2], "of the sealed one, that it exists");
        assert_eq!(numbers(&reader.rulings_open().await.unwrap()).len(), 2);
        drop(reader);
        let mut tx = house.write().await;
        assert!(tx.release_ruling(first.id, staff, "text", at).await.unwrap());
        assert!(!tx.release_ruling(first.id, staff, "other", at).await.unwrap(), "once");
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.ruling_of_number(first.number).await.unwrap().unwrap();
        assert_eq!(found.published_text.as_deref(), Some("text"));
        assert_eq!(reader.rulings_published().await.unwrap().len(), 2);
        assert_eq!(reader.rulings_of_case(case.id).await.unwrap().len(), 2);
    }

    async fn holds_end_one_by_one(house: House) {
        let case = house.one_case().await;
        let staff = house.staff(&[]).await;
        let person_id = case.requester_id;
        let hold = || HoldRow {
            id: HoldId::from_uuid(house.id()),
            person_id,
            case_id: case.id,
            set_by: staff,
            set_at: house.now(),
            ended_at: None,
        };
        let (first, second) = (hold(), hold());
        let mut tx = house.write().await;
        assert!(!tx.is_held(person_id).await.unwrap());
        tx.insert_hold(&first).await.unwrap();
        tx.insert_hold(&second).await.unwrap();
        assert!(tx.end_hold(first.id, staff, house.now()).await.unwrap());
        assert!(!tx.end_hold(first.id, staff, house.now()).await.unwrap());
        assert!(tx.is_held(person_id).await.unwrap(), "the other one stands");
        assert!(tx.end_hold(second.id, staff, house.now()).await.unwrap());
        assert!(!tx.is_held(person_id).await.unwrap());
        assert_eq!(tx.holds_of_case(case.id).await.unwrap().len(), 2);
        tx.insert_legal_sign(case.id, b"first", house.now()).await.unwrap();
        tx.insert_legal_sign(case.id, b"second", house.now()).await.unwrap();
        assert_eq!(tx.legal_sign(case.id).await.unwrap().as_deref(), Some(b"first".as_slice()));
        tx.commit().await.unwrap();
    }
}
