//! Factors, recovery codes, challenges, proofs, and the sessions of one person.

use db::{Challenge, DbError, NewFactor, PROOF_SECS, ProofRow};
use model::{FactorId, FactorKind, Identity, PersonId, ProofId, ProofWay, SessionId, SignInWay};
use testkit::db_test;
use tokio::task::JoinSet;

use crate::{
    access::put_session,
    house::{House, secs},
};

async fn put_factor(house: &House, person_id: PersonId, kind: FactorKind) -> Option<FactorId> {
    let id = FactorId::from_uuid(house.id());
    let is_passkey = kind == FactorKind::Passkey;
    let mac = id.uuid().as_bytes().repeat(2).try_into().unwrap();
    let new = NewFactor {
        id,
        person_id,
        kind,
        name_sealed: is_passkey.then(|| b"name".to_vec()),
        secret_sealed: b"secret".to_vec(),
        credential_mac: is_passkey.then_some(mac),
        last_step: 0,
    };
    let mut tx = house.write().await;
    let is_kept = tx.insert_factor(&new, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    is_kept.then_some(id)
}

fn proof(house: &House, person_id: PersonId, session_id: SessionId) -> ProofRow {
    ProofRow {
        id: ProofId::from_uuid(house.id()),
        person_id,
        session_id,
        way: ProofWay::Passkey,
        digest_mac: [5; 32],
        at: house.now(),
    }
}

async fn put_proof(house: &House, new: &ProofRow) {
    let mut book = house.db.bookkeeping().await.unwrap();
    book.insert_proof(new, b"evidence").await.unwrap();
    book.commit().await.unwrap();
}

async fn use_proof(house: &House, proof: &ProofRow) -> Result<(), DbError> {
    let mut tx = house.write().await;
    tx.use_proof(proof.id, proof.person_id, &proof.digest_mac, house.now()).await?;
    tx.commit().await.map(drop)
}

db_test! {
    async fn there_are_many_passkeys_and_one_of_each_other_kind(house: House) {
        let person = house.person().await;
        let key = put_factor(&house, person, FactorKind::Passkey).await.unwrap();
        assert!(put_factor(&house, person, FactorKind::Passkey).await.is_some());
        assert!(put_factor(&house, person, FactorKind::Totp).await.is_some());
        assert!(put_factor(&house, person, FactorKind::Totp).await.is_none());
        assert!(put_factor(&house, house.person().await, FactorKind::Totp).await.is_some());
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.factors(person).await.unwrap().len(), 3);
        let mac = key.uuid().as_bytes().repeat(2).try_into().unwrap();
        assert_eq!(reader.factor_of_credential(&mac).await.unwrap().unwrap().id, key);
        drop(reader);
        let mut tx = house.write().await;
        // Another person's factor is none of theirs to remove.
        assert!(!tx.delete_factor(key, PersonId::from_uuid(house.id())).await.unwrap());
        assert!(tx.delete_factor(key, person).await.unwrap());
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert!(reader.factor_of_credential(&mac).await.unwrap().is_none());
    }

    async fn a_step_is_used_once_and_never_an_earlier_one(house: House) {
        let id = put_factor(&house, house.person().await, FactorKind::Totp).await.unwrap();
        let mut book = house.db.bookkeeping().await.unwrap();
        for (step, expect) in [(7, true), (7, false), (6, false), (8, true)] {
            assert_eq!(book.use_totp_step(id, step, house.now()).await.unwrap(), expect, "{step}");
        }
        book.commit().await.unwrap();
    }

    async fn a_recovery_code_is_used_once_and_replaced_with_the_rest(house: House) {
        let person = house.person().await;
        let mut tx = house.write().await;
        tx.replace_recovery_codes(person, &[[1; 32], [2; 32]], house.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut book = house.db.bookkeeping().await.unwrap();
        assert_eq!(book.n_recovery_codes(person).await.unwrap(), 2);
        let stranger = PersonId::from_uuid(house.id());
        assert!(!book.use_recovery_code(stranger, &[1; 32], house.now()).await.unwrap());
        assert!(book.use_recovery_code(person, &[1; 32], house.now()).await.unwrap());
        assert!(!book.use_recovery_code(person, &[1; 32], house.now()).await.unwrap());
        assert_eq!(book.n_recovery_codes(person).await.unwrap(), 1);
        book.commit().await.unwrap();
        let mut tx = house.write().await;
        tx.replace_recovery_codes(person, &[[3; 32]], house.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut book = house.db.bookkeeping().await.unwrap();
        assert!(!book.use_recovery_code(person, &[2; 32], house.now()).await.unwrap());
        assert!(book.use_recovery_code(person, &[3; 32], house.now()).await.unwrap());
    }

    async fn a_challenge_is_taken_once_replaced_and_ends(house: House) {
        let new = |byte: u8, secs_left| Challenge {
            slot_mac: [9; 32],
            id: house.id(),
            person_id: None,
            state_sealed: vec![byte],
            expires_at: house.now().saturating_add(secs(secs_left)).unwrap(),
        };
        let mut book = house.db.bookkeeping().await.unwrap();
        book.put_challenge(&new(1, 10)).await.unwrap();
        book.put_challenge(&new(2, 10)).await.unwrap();
        assert!(book.challenge(&[9; 32], house.now()).await.unwrap().is_some());
        let (_, state) = book.take_challenge(&[9; 32], house.now()).await.unwrap().unwrap();
        assert_eq!(state, [2]);
        assert!(book.take_challenge(&[9; 32], house.now()).await.unwrap().is_none());
        book.put_challenge(&new(3, 10)).await.unwrap();
        house.clock.advance(secs(10));
        assert!(book.challenge(&[9; 32], house.now()).await.unwrap().is_none());
        assert!(book.take_challenge(&[9; 32], house.now()).await.unwrap().is_none());
        book.put_challenge(&new(4, -1)).await.unwrap();
        assert_eq!(book.delete_challenges(house.now()).await.unwrap(), 1);
        book.commit().await.unwrap();
    }

    async fn a_proof_is_used_once_while_fresh_and_for_what_was_shown(house: House) {
        let session = put_session(&house, 1).await;
        let (person, session) = (session.person_id, session.id);
        let first = proof(&house, person, session);
        put_proof(&house, &first).await;
        let mut reader = house.db.read().await.unwrap();
        let found = reader.standing_proof(person, session, &[5; 32], house.now()).await.unwrap();
        assert_eq!(found.map(|found| (found.id, found.way)), Some((first.id, ProofWay::Passkey)));
        let other = reader.standing_proof(person, session, &[6; 32], house.now()).await.unwrap();
        assert!(other.is_none());
        drop(reader);
        let of_another_thing = ProofRow { digest_mac: [6; 32], ..first.clone() };
        let stale = use_proof(&house, &of_another_thing).await;
        assert!(matches!(stale, Err(DbError::PermitStale { .. })));
        use_proof(&house, &first).await.unwrap();
        assert!(matches!(use_proof(&house, &first).await, Err(DbError::PermitStale { .. })));
        let late = proof(&house, person, session);
        put_proof(&house, &late).await;
        house.clock.advance(secs(PROOF_SECS));
        assert!(matches!(use_proof(&house, &late).await, Err(DbError::PermitStale { .. })));
        let mut reader = house.db.read().await.unwrap();
        let none = reader.standing_proof(person, session, &[5; 32], house.now()).await.unwrap();
        assert!(none.is_none());
    }

    async fn one_of_eight_uses_a_proof(house: House) {
        let session = put_session(&house, 1).await;
        let proof = proof(&house, session.person_id, session.id);
        put_proof(&house, &proof).await;
        let house = std::sync::Arc::new(house);
        let mut tasks = JoinSet::new();
        for _ in 0..8 {
            let (house, proof) = (house.clone(), proof.clone());
            tasks.spawn(async move { use_proof(&house, &proof).await.is_ok() });
        }
        let n_used = tasks.join_all().await.into_iter().filter(|used| *used).count();
        assert_eq!(n_used, 1);
    }

    async fn sessions_of_a_person_are_raised_listed_and_ended(house: House) {
        let session = put_session(&house, 1).await;
        let person = session.person_id;
        let mut book = house.db.bookkeeping().await.unwrap();
        let factor = FactorId::from_uuid(house.id());
        let way = SignInWay::Passkey;
        book.raise_session(session.id, Identity::Strong, way, Some(factor)).await.unwrap();
        book.commit().await.unwrap();
        let before = house.now().saturating_sub(secs(60)).unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.sessions_of_person(person, house.now(), before).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].identity, found[0].way), (Identity::Strong, SignInWay::Passkey));
        assert_eq!(found[0].factor_id, Some(factor));
        let idle = reader.sessions_of_person(person, house.now(), house.now()).await.unwrap();
        assert!(idle.is_empty());
        drop(reader);
        let mut tx = house.write().await;
        let kept = tx.end_other_sessions(person, Some(session.id), house.now()).await.unwrap();
        assert_eq!(kept, 0);
        let stranger = PersonId::from_uuid(house.id());
        assert!(!tx.end_own_session(session.id, stranger, house.now()).await.unwrap());
        assert!(tx.end_own_session(session.id, person, house.now()).await.unwrap());
        assert!(!tx.end_own_session(session.id, person, house.now()).await.unwrap());
        tx.commit().await.unwrap();
    }

    async fn what_a_person_signs_in_by_goes_with_them(house: House) {
        let session = put_session(&house, 1).await;
        let person = session.person_id;
        put_factor(&house, person, FactorKind::Password).await.unwrap();
        let proof = proof(&house, person, session.id);
        put_proof(&house, &proof).await;
        let mut tx = house.write().await;
        tx.replace_recovery_codes(person, &[[1; 32]], house.now()).await.unwrap();
        tx.erase_person(person, house.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        assert!(reader.factors(person).await.unwrap().is_empty());
        assert_eq!(reader.n_recovery_codes(person).await.unwrap(), 0);
    }
}
