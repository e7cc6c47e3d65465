//! OpenPGP keys that people set down, and answers by signed mail: once for each request, once by each text.

use db::{ConsentRow, ConsentState, NewSignedAnswer, SignatureKeyRow};
use jiff::SignedDuration;
use model::{
    Act, CaseId, ConsentId, IntakeId, PersonId, ProofId, Role, SignatureKeyId, SignatureWay,
    StaffId,
};
use testkit::db_test;

use crate::house::House;

fn key(house: &House, person_id: PersonId, mac: u8) -> SignatureKeyRow {
    SignatureKeyRow {
        id: SignatureKeyId::from_uuid(house.id()),
        person_id,
        key_mac: [mac; 32],
        fingerprint_sealed: b"fingerprint".to_vec(),
        key_sealed: b"key".to_vec(),
        created_at: house.now(),
    }
}

fn request(house: &House, case_id: CaseId, person_id: PersonId, by: StaffId) -> ConsentRow {
    ConsentRow {
        id: ConsentId::from_uuid(house.id()),
        case_id,
        person_id,
        asked_by: by,
        holder_role: Role::SupportEngineer,
        acts: [Act::MessageUnseal].into(),
        fields: [].into(),
        words_sealed: b"why".to_vec(),
        n_uses_max: 1,
        hours: 1,
        state: ConsentState::Asked,
        asked_at: house.now(),
        lapses_at: house.now().checked_add(SignedDuration::from_hours(1)).unwrap(),
        answered_at: None,
        authority_id: None,
        signed_way: None,
    }
}

fn answer(
    house: &House,
    to: &ConsentRow,
    intake_id: IntakeId,
    mac: u8,
) -> NewSignedAnswer<'static> {
    NewSignedAnswer {
        id: ProofId::from_uuid(house.id()),
        consent_id: to.id,
        person_id: to.person_id,
        intake_id,
        way: SignatureWay::OpenPgp,
        content_mac: [mac; 32],
        evidence_sealed: b"evidence",
    }
}

db_test! {
    async fn a_key_is_kept_once_and_goes_with_its_owner(house: House) {
        let (jana, klara) = (house.person().await, house.person().await);
        let (first, second) = (key(&house, jana, 1), key(&house, jana, 2));
        let mut tx = house.write().await;
        assert!(tx.insert_signature_key(&first).await.unwrap());
        assert!(!tx.insert_signature_key(&key(&house, jana, 1)).await.unwrap());
        assert!(tx.insert_signature_key(&second).await.unwrap());
        assert!(!tx.delete_signature_key(first.id, klara).await.unwrap(), "not hers");
        assert!(tx.delete_signature_key(first.id, jana).await.unwrap());
        tx.commit().await.unwrap();
        let kept = house.db.read().await.unwrap().signature_keys(jana).await.unwrap();
        assert_eq!((kept.len(), kept[0].id, kept[0].key_mac), (1, second.id, [2; 32]));
        let mut tx = house.write().await;
        tx.erase_person(jana, house.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(house.db.read().await.unwrap().signature_keys(jana).await.unwrap().is_empty());
    }

    async fn a_request_is_answered_once_and_found_by_its_token(house: House) {
        let case = house.one_case().await;
        let (person, staff) = (case.requester_id, house.staff(&[Role::SupportEngineer]).await);
        let (first, second) =
            (request(&house, case.id, person, staff), request(&house, case.id, person, staff));
        let mut tx = house.write().await;
        tx.insert_consent(&first, &[1; 32]).await.unwrap();
        tx.insert_consent(&second, &[2; 32]).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.consent_of_reply(&[2; 32]).await.unwrap().unwrap().id, second.id);
        assert!(reader.consent_of_reply(&[3; 32]).await.unwrap().is_none());
        drop(reader);

        let intake = IntakeId::from_uuid(house.id());
        let mut tx = house.write().await;
        let now = house.now();
        assert!(tx.insert_signed_answer(&answer(&house, &first, intake, 7), now).await.unwrap());
        assert!(!tx.insert_signed_answer(&answer(&house, &first, intake, 8), now).await.unwrap());
        // The same text answers no other request.
        assert!(!tx.insert_signed_answer(&answer(&house, &second, intake, 7), now).await.unwrap());
        assert!(tx.answer_consent(first.id, ConsentState::Declined, None, now).await.unwrap());
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let row = reader.consent(first.id).await.unwrap().unwrap();
        assert_eq!((row.state, row.signed_way), (ConsentState::Declined, Some(SignatureWay::OpenPgp)));
        assert_eq!(reader.consent(second.id).await.unwrap().unwrap().signed_way, None);
        assert!(reader.is_answered_by(first.id, intake).await.unwrap());
        assert!(!reader.is_answered_by(second.id, intake).await.unwrap());
        assert!(reader.is_answer(intake).await.unwrap());
        assert!(!reader.is_answer(IntakeId::from_uuid(house.id())).await.unwrap());
        let (_, evidence) = reader.signed_evidence(first.id).await.unwrap().unwrap();
        assert!(!evidence.is_empty());
        assert!(reader.signed_evidence(second.id).await.unwrap().is_none());
    }
}
