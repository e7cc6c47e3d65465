//! Sessions, one-time links, API tokens, counters, kept answers.

use db::{ApiToken, NewApiToken, NewLink, NewSession, SessionRow};
use model::{Act, ApiTokenId, Identity, LinkId, Role, SessionId, SignInWay};
use testkit::db_test;
use tokio::task::JoinSet;

use crate::house::{House, secs};

pub(crate) async fn put_session(house: &House, byte: u8) -> SessionRow {
    let session = SessionRow {
        id: SessionId::from_uuid(house.id()),
        person_id: house.person().await,
        staff_id: None,
        identity: Identity::SignedIn,
        way: SignInWay::Link,
        factor_id: None,
        created_at: house.now(),
        seen_at: house.now(),
        expires_at: house.now().saturating_add(secs(100)).unwrap(),
    };
    let mut book = house.db.bookkeeping().await.unwrap();
    let new = NewSession { session: session.clone(), secret_mac: [byte; 32] };
    book.insert_session(&new).await.unwrap();
    book.commit().await.unwrap();
    session
}

pub(crate) async fn put_token(house: &House, byte: u8) -> ApiToken {
    let token = ApiToken {
        id: ApiTokenId::from_uuid(house.id()),
        staff_id: house.staff(&[Role::Triage]).await,
        scopes: Some([Act::CaseList, Act::CaseMove].into()),
        expires_at: house.now().saturating_add(secs(100)).unwrap(),
        used_at: None,
    };
    let mut tx = house.write().await;
    let new = NewApiToken { token: token.clone(), secret_mac: [byte; 32] };
    tx.insert_api_token(&new, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    token
}

db_test! {
    async fn a_session_begins_is_seen_and_ends(house: House) {
        let session = put_session(&house, 1).await;
        house.clock.advance(secs(10));
        let mut book = house.db.bookkeeping().await.unwrap();
        book.touch_session(session.id, house.now()).await.unwrap();
        book.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.session_of_secret(&[1; 32]).await.unwrap().unwrap();
        assert_eq!((found.id, found.person_id), (session.id, session.person_id));
        assert_eq!((found.created_at, found.seen_at), (session.created_at, house.now()));
        assert_eq!(found.expires_at, session.expires_at);
        assert!(reader.session_of_secret(&[2; 32]).await.unwrap().is_none());
        let mut book = house.db.bookkeeping().await.unwrap();
        book.end_session(session.id, house.now()).await.unwrap();
        book.commit().await.unwrap();
        assert!(reader.session_of_secret(&[1; 32]).await.unwrap().is_none());
    }

    async fn one_of_eight_uses_a_link(house: House) {
        let person_id = house.person().await;
        let id = LinkId::from_uuid(house.id());
        let new = NewLink {
            id,
            address_sealed: Some(b"address".to_vec()),
            person_id: None,
            secret_mac: None,
            created_at: house.now(),
            expires_at: house.now().saturating_add(secs(60)).unwrap(),
        };
        let mut book = house.db.bookkeeping().await.unwrap();
        book.insert_link(&new).await.unwrap();
        book.commit().await.unwrap();
        let asked = house.db.read().await.unwrap().link(id).await.unwrap().unwrap();
        assert_eq!((asked.address_sealed, asked.person_id), (new.address_sealed.clone(), None));
        let mut book = house.db.bookkeeping().await.unwrap();
        book.arm_link(id, Some(person_id), Some([5; 32])).await.unwrap();
        book.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let armed = reader.link_of_secret(&[5; 32]).await.unwrap().unwrap();
        assert_eq!((armed.address_sealed, armed.person_id), (None, Some(person_id)));
        assert_eq!((armed.expires_at, armed.used_at), (new.expires_at, None));
        let mut tasks = JoinSet::new();
        for _ in 0..8 {
            let (db, now) = (house.db.clone(), house.now());
            tasks.spawn(async move {
                let mut book = db.bookkeeping().await.unwrap();
                let is_first = book.use_link(id, now).await.unwrap();
                book.commit().await.unwrap();
                is_first
            });
        }
        let n_first = tasks.join_all().await.into_iter().filter(|is_first| *is_first).count();
        assert_eq!(n_first, 1);
        let used = reader.link(id).await.unwrap().unwrap();
        assert_eq!(used.used_at, Some(house.now()));
    }

    async fn a_link_ends_and_is_deleted(house: House) {
        let ids = [1, 2].map(|_| LinkId::from_uuid(house.id()));
        let mut book = house.db.bookkeeping().await.unwrap();
        for (id, n) in ids.into_iter().zip([10, 20]) {
            let new = NewLink {
                id,
                address_sealed: None,
                person_id: None,
                secret_mac: None,
                created_at: house.now(),
                expires_at: house.now().saturating_add(secs(n)).unwrap(),
            };
            book.insert_link(&new).await.unwrap();
        }
        book.commit().await.unwrap();
        house.clock.advance(secs(10));
        let mut book = house.db.bookkeeping().await.unwrap();
        assert!(!book.use_link(ids[0], house.now()).await.unwrap());
        assert!(book.use_link(ids[1], house.now()).await.unwrap());
        let before = house.now().saturating_add(secs(1)).unwrap();
        assert_eq!(book.delete_links(before).await.unwrap(), 1);
        assert!(book.link(ids[0]).await.unwrap().is_none());
        assert!(book.link(ids[1]).await.unwrap().is_some());
    }

    async fn a_token_is_kept_used_and_ended(house: House) {
        let token = put_token(&house, 1).await;
        let mut book = house.db.bookkeeping().await.unwrap();
        book.touch_api_token(token.id, house.now()).await.unwrap();
        book.commit().await.unwrap();
        let mut reader = house.db.read().await.unwrap();
        let found = reader.api_token_of_secret(&[1; 32]).await.unwrap().unwrap();
        assert_eq!((found.id, found.staff_id), (token.id, token.staff_id));
        assert_eq!((found.scopes, found.used_at), (token.scopes, Some(house.now())));
        assert_eq!(reader.api_tokens(token.staff_id).await.unwrap().len(), 1);
        let mut tx = house.write().await;
        assert!(tx.end_api_token(token.id, house.now()).await.unwrap());
        assert!(!tx.end_api_token(token.id, house.now()).await.unwrap());
        tx.commit().await.unwrap();
        assert!(reader.api_token_of_secret(&[1; 32]).await.unwrap().is_none());
        assert!(reader.api_tokens(token.staff_id).await.unwrap().is_empty());
    }

    async fn sixteen_counters_lose_nothing(house: House) {
        let mut tasks = JoinSet::new();
        for _ in 0..16 {
            let (db, now) = (house.db.clone(), house.now());
            tasks.spawn(async move {
                let mut counts = Vec::new();
                for _ in 0..5 {
                    let mut book = db.bookkeeping().await.unwrap();
                    counts.push(book.count(&[1; 32], now).await.unwrap());
                    book.commit().await.unwrap();
                }
                counts
            });
        }
        let mut counts: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
        counts.sort_unstable();
        assert_eq!(counts, (1..=80).collect::<Vec<_>>());
        let mut reader = house.db.read().await.unwrap();
        assert_eq!(reader.counter(&[1; 32], house.now()).await.unwrap(), 80);
        assert_eq!(reader.counter(&[2; 32], house.now()).await.unwrap(), 0);
        let later = house.now().saturating_add(secs(1)).unwrap();
        assert_eq!(reader.counter(&[1; 32], later).await.unwrap(), 0);
        let mut book = house.db.bookkeeping().await.unwrap();
        assert_eq!(book.delete_counters(house.now()).await.unwrap(), 0);
        assert_eq!(book.delete_counters(later).await.unwrap(), 1);
    }

    async fn one_of_eight_claims_a_key(house: House) {
        let key = [1; 32];
        let mut tasks = JoinSet::new();
        for byte in 0..8 {
            let (db, now) = (house.db.clone(), house.now());
            tasks.spawn(async move {
                let mut book = db.bookkeeping().await.unwrap();
                let is_mine = book.claim_key(&key, &[byte; 32], now).await.unwrap();
                book.commit().await.unwrap();
                is_mine.then_some(byte)
            });
        }
        let winners: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
        assert_eq!(winners.len(), 1);
        let mut reader = house.db.read().await.unwrap();
        let kept = reader.kept_answer(&key).await.unwrap().unwrap();
        assert_eq!((kept.request_mac, kept.status), (vec![winners[0]; 32], None));
        let mut book = house.db.bookkeeping().await.unwrap();
        book.free_key(&key).await.unwrap();
        assert!(book.claim_key(&key, &[9; 32], house.now()).await.unwrap());
        book.keep_answer(&key, 201, b"body").await.unwrap();
        // An answered key stays.
        book.free_key(&key).await.unwrap();
        book.commit().await.unwrap();
        let kept = reader.kept_answer(&key).await.unwrap().unwrap();
        assert_eq!((kept.status, kept.body_sealed), (Some(201), Some(b"body".to_vec())));
        let mut book = house.db.bookkeeping().await.unwrap();
        assert_eq!(book.delete_kept(house.now()).await.unwrap(), 0);
        let later = house.now().saturating_add(secs(1)).unwrap();
        assert_eq!(book.delete_kept(later).await.unwrap(), 1);
        assert!(book.kept_answer(&key).await.unwrap().is_none());
    }
}
