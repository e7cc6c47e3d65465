//! By what a person signs in, as acts: shown anew before a change, on record, and told by mail; sessions ended.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's ground that gives way fails the test"
)]

use authority::{Proof, ProofAnswer, ReadyFactor};
use desk::{DeskError, FACTOR_NOTICE, FactorChange, LogFilter};
use model::{Act, Actor, Address, FactorKind, Identity, PersonId, Personal, Role, SessionId};
use testkit::{
    house::{TestHouse, mail_from},
    house_tests, totp_code,
};

house_tests!(
    a_first_factor_needs_no_proof_and_the_next_one_does,
    a_proof_for_one_change_is_none_for_another,
    an_app_takes_the_place_of_the_one_before_and_ends_other_sessions,
    others_have_no_part_in_it,
    sessions_are_seen_and_ended_by_their_owner,
    who_has_lost_everything_begins_anew,
);

const ADDRESS: &str = "jana@mail.example";

/// A requester who is signed in by a link.
struct Jana {
    actor: Actor,
    id: PersonId,
    session: SessionId,
}

async fn jana(house: &TestHouse) -> Jana {
    house.mail(mail_from("Jana", ADDRESS, "Help", "Please help.")).await;
    again(house).await
}

/// The same, in a session of her own.
async fn again(house: &TestHouse) -> Jana {
    let id = house.vault.find_person(&Address::parse(ADDRESS).unwrap()).unwrap().unwrap();
    let secret = house.sign_in.issue_link(id).await.unwrap();
    let peer = std::net::IpAddr::from([192, 0, 2, 1]);
    let actor = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().actor;
    let session = actor.session_id().unwrap();
    Jana { actor, id, session }
}

fn personal(text: &str) -> Personal<String> {
    Personal::new(text.to_owned())
}

async fn app(house: &TestHouse, of: &Jana) -> (ReadyFactor, String) {
    let label = personal("jana");
    let shown = house.sign_in.begin_totp(of.id, of.session, &label).await.unwrap();
    let secret = shown.text.into_exposed();
    let code = Personal::new(totp_code(&secret, house.db.now()));
    (house.sign_in.finish_totp(of.id, of.session, &code).await.unwrap(), secret)
}

async fn password(house: &TestHouse, of: &Jana) -> ReadyFactor {
    house.sign_in.choose_password(of.id, &personal("four plain words")).await.unwrap()
}

async fn proof(house: &TestHouse, of: &Jana, secret: &str, change: FactorChange) -> Proof {
    house.wait_secs(30);
    let code = ProofAnswer::Code(Personal::new(totp_code(secret, house.db.now())));
    let digest = change.digest(of.id);
    house.sign_in.begin_proof(of.id, of.session, digest).await.unwrap();
    house.sign_in.finish_proof(of.id, of.session, digest, &code).await.unwrap()
}

async fn notices(house: &TestHouse) -> usize {
    let mut n = 0;
    while let Some(job) = house.desk.claim_job().await.unwrap() {
        n += usize::from(job.name == FACTOR_NOTICE);
    }
    n
}

/// The acts of the log about factors and sessions, the first first.
async fn entries(house: &TestHouse) -> Vec<String> {
    house.desk.sequence().await.unwrap();
    let found = house.desk.log(&Actor::Founder, LogFilter::default()).await.unwrap();
    let acts = found.into_iter().map(|entry| entry.entry.act.as_str().to_owned());
    let mut acts: Vec<_> =
        acts.filter(|act| act.starts_with("factor.") || act.starts_with("session.")).collect();
    acts.reverse();
    acts
}

async fn a_first_factor_needs_no_proof_and_the_next_one_does(house: TestHouse) {
    let jana = jana(&house).await;
    let (ready, secret) = app(&house, &jana).await;
    house.desk.add_factor(&jana.actor, &ready, None).await.unwrap();
    assert_eq!(notices(&house).await, 1);
    let ready = password(&house, &jana).await;
    let bare = house.desk.add_factor(&jana.actor, &ready, None).await;
    assert!(matches!(bare, Err(DeskError::NeedsProof)));
    let change = FactorChange::SetPassword;
    let proof = proof(&house, &jana, &secret, change).await;
    house.desk.add_factor(&jana.actor, &ready, Some(&proof)).await.unwrap();
    let own = house.desk.own_factors(&jana.actor).await.unwrap();
    assert_eq!(own.address.expose(), ADDRESS);
    assert!(own.needs_proof() && own.single(FactorKind::Password).is_some());
    assert_eq!(entries(&house).await, ["factor.add", "factor.add"]);
    // Used up: the next change asks anew.
    let ready = password(&house, &jana).await;
    let used = house.desk.add_factor(&jana.actor, &ready, Some(&proof)).await;
    assert!(matches!(used, Err(DeskError::Stale { .. })));
    assert_eq!(notices(&house).await, 1);
}

async fn a_proof_for_one_change_is_none_for_another(house: TestHouse) {
    let jana = jana(&house).await;
    let (ready, secret) = app(&house, &jana).await;
    house.desk.add_factor(&jana.actor, &ready, None).await.unwrap();
    let proof = proof(&house, &jana, &secret, FactorChange::SetPassword).await;
    let id = house.desk.own_factors(&jana.actor).await.unwrap().factors.first().unwrap().id;
    let refused = house.desk.remove_factor(&jana.actor, id, Some(&proof)).await;
    assert!(matches!(refused, Err(DeskError::NeedsProof)));
    // Nor in another session of hers.
    let elsewhere = again(&house).await;
    let ready = password(&house, &jana).await;
    let refused = house.desk.add_factor(&elsewhere.actor, &ready, Some(&proof)).await;
    assert!(matches!(refused, Err(DeskError::NeedsProof)));
    let drawn = house.sign_in.draw_recovery_codes(jana.id);
    let refused = house.desk.replace_recovery_codes(&jana.actor, &drawn, Some(&proof)).await;
    assert!(matches!(refused, Err(DeskError::NeedsProof)));
    assert_eq!(house.desk.own_factors(&jana.actor).await.unwrap().factors.len(), 1);
}

async fn an_app_takes_the_place_of_the_one_before_and_ends_other_sessions(house: TestHouse) {
    let jana = jana(&house).await;
    let (ready, secret) = app(&house, &jana).await;
    house.desk.add_factor(&jana.actor, &ready, None).await.unwrap();
    again(&house).await;
    let proof = proof(&house, &jana, &secret, FactorChange::SetTotp).await;
    let (ready, _) = app(&house, &jana).await;
    house.desk.add_factor(&jana.actor, &ready, Some(&proof)).await.unwrap();
    let own = house.desk.own_factors(&jana.actor).await.unwrap();
    assert_eq!(own.factors.len(), 1);
    assert_eq!(own.factors.first().unwrap().id, ready.new_factor().id);
    let sessions = house.desk.own_sessions(&jana.actor).await.unwrap();
    assert_eq!(sessions.iter().map(|session| session.id).collect::<Vec<_>>(), [jana.session]);
    // The proof was by the app, beside the link.
    assert_eq!(sessions.first().unwrap().identity, Identity::Strong);
}

async fn others_have_no_part_in_it(house: TestHouse) {
    let jana = jana(&house).await;
    let (ready, _) = app(&house, &jana).await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    // What was made for one is not kept for another.
    let kept = house.desk.add_factor(&adam.actor, &ready, None).await;
    assert!(matches!(kept, Err(DeskError::NotFound)));
    assert!(matches!(
        house.desk.add_factor(&Actor::Visitor, &ready, None).await,
        Err(DeskError::NotFound)
    ));
    let reset = house.desk.reset_factors(&adam.actor, &Address::parse(ADDRESS).unwrap()).await;
    assert!(matches!(reset, Err(DeskError::Denied(_))));
    let ended = house.desk.end_session(&adam.actor, jana.session).await;
    assert!(matches!(ended, Err(DeskError::NotFound)));
    // A program changes nothing about it, whatever it may do else.
    let drawn = house.sign_in.draw_token(adam.staff.id, None, 1).unwrap();
    house.desk.create_token(&adam.actor, drawn.new).await.unwrap();
    let token = house.sign_in.actor_of_token(drawn.bearer.expose()).await.unwrap().unwrap();
    let drawn = house.sign_in.draw_recovery_codes(adam.staff.person_id);
    let refused = house.desk.replace_recovery_codes(&token, &drawn, None).await;
    let Err(DeskError::Denied(denial)) = refused else { panic!("a token changed it") };
    assert_eq!(denial.act, Act::FactorAdd);
    assert!(house.desk.own_sessions(&token).await.unwrap().iter().all(|found| !found.is_this));
}

async fn sessions_are_seen_and_ended_by_their_owner(house: TestHouse) {
    let first = jana(&house).await;
    house.wait_secs(60);
    let second = again(&house).await;
    again(&house).await;
    assert_eq!(house.desk.own_sessions(&first.actor).await.unwrap().len(), 3);
    house.desk.end_session(&first.actor, second.session).await.unwrap();
    let gone = house.desk.end_session(&first.actor, second.session).await;
    assert!(matches!(gone, Err(DeskError::NotFound)));
    // Whoever held it holds nothing: the permit rests on the session.
    let stale = house.desk.end_other_sessions(&second.actor).await;
    assert!(matches!(stale, Err(DeskError::Stale { .. })));
    assert_eq!(house.desk.end_other_sessions(&first.actor).await.unwrap(), 1);
    let left = house.desk.own_sessions(&first.actor).await.unwrap();
    assert!(left.len() == 1 && left.first().unwrap().is_this);
    assert_eq!(entries(&house).await, ["session.end", "session.end"]);
}

async fn who_has_lost_everything_begins_anew(house: TestHouse) {
    let jana = jana(&house).await;
    let (ready, _) = app(&house, &jana).await;
    house.desk.add_factor(&jana.actor, &ready, None).await.unwrap();
    notices(&house).await;
    let address = Address::parse(ADDRESS).unwrap();
    assert_eq!(house.desk.reset_factors(&Actor::Founder, &address).await.unwrap(), 1);
    assert_eq!(notices(&house).await, 1);
    let stranger = Address::parse("nobody@mail.example").unwrap();
    assert_eq!(house.desk.reset_factors(&Actor::Founder, &stranger).await.unwrap(), 0);
    let mail = house.desk.factor_notice(jana.id, "reset").await.unwrap().expect("she is told");
    assert!(mail.to == address && mail.text.expose().contains("removed by the operators"));
    let back = again(&house).await;
    let own = house.desk.own_factors(&back.actor).await.unwrap();
    assert!(own.factors.is_empty() && !own.needs_proof());
    assert_eq!(house.desk.own_sessions(&back.actor).await.unwrap().len(), 1);
}
