//! Answers kept under a key: once is once, for one caller, for a day.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test's ground that gives way fails the test"
)]

use desk::{Claim, ClaimedKey, Desk, KeptAnswer, KeyedRequest};
use model::{Actor, Personal, Role};
use testkit::house::TestHouse;

testkit::house_tests!(
    an_answer_is_kept_for_a_day,
    a_key_is_one_callers,
    a_freed_key_is_fresh_again,
    visitors_have_no_keys,
);

async fn claim(desk: &Desk, actor: &Actor, key: &str, content: &[u8]) -> Claim {
    let parts: [&[u8]; 2] = [b"/notes", content];
    desk.claim_key(actor, KeyedRequest { key, parts: &parts }).await.unwrap()
}

async fn fresh(desk: &Desk, actor: &Actor, key: &str, content: &[u8]) -> ClaimedKey {
    match claim(desk, actor, key, content).await {
        Claim::Fresh(key) => key,
        other => panic!("not fresh but {other:?}"),
    }
}

async fn an_answer_is_kept_for_a_day(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let (desk, actor) = (&house.desk, &egon.actor);
    let key = fresh(desk, actor, "k", b"one").await;
    assert!(matches!(claim(desk, actor, "k", b"one").await, Claim::Running));
    assert!(matches!(claim(desk, actor, "k", b"two").await, Claim::Taken));
    let answer = KeptAnswer { status: 201, bytes: Personal::new(b"{\"id\":7}".to_vec()) };
    desk.keep_answer(key, &answer).await.unwrap();
    match claim(desk, actor, "k", b"one").await {
        Claim::Answered(kept) => assert_eq!(kept, answer),
        other => panic!("not answered but {other:?}"),
    }
    assert!(matches!(claim(desk, actor, "k", b"two").await, Claim::Taken));
    // A kept answer is not free again.
    desk.free_key(key).await.unwrap();
    assert!(matches!(claim(desk, actor, "k", b"one").await, Claim::Answered(_)));
    house.wait_secs(23 * 3600);
    assert!(matches!(claim(desk, actor, "k", b"one").await, Claim::Answered(_)));
    house.wait_secs(2 * 3600);
    assert!(matches!(claim(desk, actor, "k", b"one").await, Claim::Fresh(_)));
}

async fn a_key_is_one_callers(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    fresh(&house.desk, &egon.actor, "k", b"one").await;
    fresh(&house.desk, &tessa.actor, "k", b"two").await;
}

async fn a_freed_key_is_fresh_again(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let key = fresh(&house.desk, &egon.actor, "k", b"one").await;
    house.desk.free_key(key).await.unwrap();
    fresh(&house.desk, &egon.actor, "k", b"two").await;
}

async fn visitors_have_no_keys(house: TestHouse) {
    let keyed = KeyedRequest { key: "k", parts: &[b"one"] };
    assert!(house.desk.claim_key(&Actor::Visitor, keyed).await.is_err());
}
