//! Met in person: said by two, sealed to whoever was met, counting beside what they held then, and taken back by one.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::net::IpAddr;

use audit::{Entry, Outcome};
use authority::{Authority, Gate, PolicyText, TokenKey};
use db::EntryFilter;
use desk::{ASSURANCE_NOTICE, Carried, Deed, DeskError};
use model::{
    Act, Actor, Address, ApprovalId, AssuranceId, CaseNumber, Clock, DocumentKind, FactorKind,
    Identity, KnownReading, Locale, Meeting, PersonId, Personal, Resource, Role,
};
use testkit::{
    SoftPasskey,
    house::{Member, TestHouse, mail_from},
    totp_code,
};

testkit::house_tests!(
    two_say_that_somebody_was_met,
    whoever_was_met_is_told_by_mail,
    nobody_says_it_of_themself_or_alone,
    what_is_said_has_limits,
    it_counts_beside_what_they_held_then,
    what_was_set_up_since_the_meeting_counts_for_nothing,
    a_new_passkey_beside_an_old_app_is_not_met,
    another_queue_learns_only_that_it_stands,
    what_was_not_approved_is_forgotten,
    one_takes_it_back,
    it_ends_with_its_time_and_with_the_person,
    a_policy_that_asks_for_it_can_be_met,
);

const ORIGIN: &str = "https://desk.example";
const DAY_SECS: i64 = 86_400;

struct World {
    egon: Member,
    ema: Member,
    tessa: Member,
    number: CaseNumber,
    jana: PersonId,
}

/// Somebody who is signed in by a link, and by an app beside it.
struct Client {
    id: PersonId,
    secret: String,
}

async fn world(house: &TestHouse) -> World {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let ema = house.member("ema", &[Role::SupportEngineer]).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "It is Jana Nováková.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    let jana = Address::parse("jana@mail.example").unwrap();
    let jana = house.vault.find_person(&jana).unwrap().unwrap();
    World { egon, ema, tessa, number, jana }
}

async fn by_link(house: &TestHouse, id: PersonId) -> Actor {
    let secret = house.sign_in.issue_link(id).await.unwrap();
    let peer = IpAddr::from([127, 0, 0, 1]);
    house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().actor
}

async fn with_app(house: &TestHouse, id: PersonId) -> Client {
    let actor = by_link(house, id).await;
    let session = actor.session_id().unwrap();
    let label = Personal::new("somebody".to_owned());
    let shown = house.sign_in.begin_totp(id, session, &label).await.unwrap();
    let secret = shown.text.into_exposed();
    let code = Personal::new(totp_code(&secret, house.clock.now()));
    let ready = house.sign_in.finish_totp(id, session, &code).await.unwrap();
    house.desk.add_factor(&actor, &ready, None).await.unwrap();
    Client { id, secret }
}

/// Signs in anew by a link, and shows a code: returns the cookie of a session that is strong.
async fn strong(house: &TestHouse, client: &Client) -> Personal<String> {
    house.wait_secs(30);
    let secret = house.sign_in.issue_link(client.id).await.unwrap();
    let peer = IpAddr::from([127, 0, 0, 1]);
    let signed_in = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap();
    let session = signed_in.actor.session_id().unwrap();
    let code = Personal::new(totp_code(&client.secret, house.clock.now()));
    let answer = authority::ProofAnswer::Code(code);
    house.sign_in.begin_proof(client.id, session, [1; 32]).await.unwrap();
    house.sign_in.finish_proof(client.id, session, [1; 32], &answer).await.unwrap();
    signed_in.cookie
}

/// Has whoever is signed in show a code of the app, of this change.
async fn shown(
    house: &TestHouse,
    client: &Client,
    actor: &Actor,
    change: desk::FactorChange,
) -> authority::Proof {
    house.wait_secs(30);
    let code = Personal::new(totp_code(&client.secret, house.clock.now()));
    let answer = authority::ProofAnswer::Code(code);
    let session = actor.session_id().unwrap();
    let digest = change.digest(client.id);
    house.sign_in.begin_proof(client.id, session, digest).await.unwrap();
    house.sign_in.finish_proof(client.id, session, digest, &answer).await.unwrap()
}

async fn known(house: &TestHouse, cookie: &Personal<String>) -> Identity {
    house.sign_in.actor_of_session(cookie.expose()).await.unwrap().unwrap().identity()
}

/// The same, set up two days ago: before the day on which they are met.
async fn with_old_app(house: &TestHouse, id: PersonId) -> Client {
    let client = with_app(house, id).await;
    house.by_hand("update factors set created_at = created_at - 172800000000").await;
    client
}

fn met(house: &TestHouse, words: &str) -> Meeting {
    Meeting {
        met_on: house.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date(),
        documents: [DocumentKind::Passport].into(),
        words: Personal::new(words.to_owned()),
    }
}

async fn proposed(
    house: &TestHouse,
    by: &Member,
    number: CaseNumber,
) -> Result<ApprovalId, DeskError> {
    let draft = house.desk.assurance_draft(&by.actor, number, met(house, "In our office.")).await?;
    house.desk.propose(&by.actor, &Deed::AssurePerson(draft)).await
}

async fn approved(house: &TestHouse, by: &Member, id: ApprovalId) -> Result<Carried, DeskError> {
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    house.desk.approve(&by.actor, id, &row.digest).await
}

async fn assured(house: &TestHouse, world: &World) {
    let id = proposed(house, &world.egon, world.number).await.unwrap();
    let done = approved(house, &world.ema, id).await.unwrap();
    assert!(matches!(done, Carried::Done), "{done:?}");
}

async fn entries(house: &TestHouse, act: Act) -> Vec<Entry> {
    while house.desk.sequence().await.unwrap() > 0 {}
    let filter = EntryFilter { act: Some(act), n_max: 100, ..EntryFilter::default() };
    let rows = house.db.read().await.unwrap().entries(&filter).await.unwrap();
    rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap()).collect()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, DeskError>, policy: &str) {
    match result {
        Err(DeskError::Denied(denial)) => assert_eq!(denial.policies[0].id, policy, "{denial}"),
        other => panic!("{other:?}"),
    }
}

async fn two_say_that_somebody_was_met(house: TestHouse) {
    let world = world(&house).await;
    let jana = with_old_app(&house, world.jana).await;
    let cookie = strong(&house, &jana).await;
    assert_eq!(known(&house, &cookie).await, Identity::Strong);
    assured(&house, &world).await;
    // The session that stands counts for more from its next page on; one by a link alone does not.
    assert_eq!(known(&house, &cookie).await, Identity::Assured);
    assert_eq!(by_link(&house, world.jana).await.identity(), Identity::SignedIn);
    let seen = house.desk.own_assurances(&house.requester(world.jana)).await.unwrap();
    assert_eq!(seen.len(), 1);
    assert!(seen[0].stands(house.clock.now()));
    assert_eq!(seen[0].meeting.as_ref().unwrap().words.expose(), "In our office.");
    // It is hers to take away.
    let export = house.desk.own_export(&house.requester(world.jana)).await.unwrap();
    let told = export.assurances[0].meeting.as_ref().unwrap();
    assert_eq!(told.words.expose(), "In our office.");
    // The staff see that it was, and not how.
    let shown = house.desk.case_assurance(&world.ema.actor, world.number).await.unwrap().unwrap();
    assert!(shown.met_by.is_some());
    let entry = entries(&house, Act::PersonAssure).await;
    let entry = entry.iter().find(|entry| entry.outcome == Outcome::Done).unwrap();
    assert_eq!(entry.who.id, world.egon.staff.id.to_string());
    assert_eq!(entry.second.as_ref().unwrap().id, world.ema.staff.id.to_string());
    // It is not kept twice: the proposal forgot it.
    let approvals = house.desk.approvals(&world.egon.actor).await.unwrap();
    assert!(approvals.iter().all(|view| view.deed.is_none()));
    let report = house.desk.verify_log(None).await.unwrap().report;
    assert!(report.is_sound(), "{report:?}");
}

async fn whoever_was_met_is_told_by_mail(house: TestHouse) {
    let world = world(&house).await;
    with_old_app(&house, world.jana).await;
    while house.desk.claim_job().await.unwrap().is_some() {}
    let id = proposed(&house, &world.egon, world.number).await.unwrap();
    let told = async || {
        let mut ids = Vec::new();
        while let Some(job) = house.desk.claim_job().await.unwrap() {
            if job.name == ASSURANCE_NOTICE {
                let said: serde_json::Value = serde_json::from_str(&job.payload).unwrap();
                ids.push(said["assurance_id"].as_str().unwrap().parse::<AssuranceId>().unwrap());
            }
        }
        ids
    };
    assert!(told().await.is_empty(), "one alone has said it");
    approved(&house, &world.ema, id).await.unwrap();
    let ids = told().await;
    assert_eq!(ids.len(), 1);
    let me = house.requester(world.jana);
    let reading = KnownReading { locale: Some(Locale::Czech), zone: None };
    house.desk.keep_reading(&me, reading).await.unwrap();
    let mail = house.desk.assurance_notice(ids[0]).await.unwrap().unwrap();
    assert_eq!(mail.to.expose(), "jana@mail.example");
    let (subject, text) = (mail.subject.expose(), mail.text.expose());
    assert!(subject.starts_with("Dva z nás") && subject.contains(" / Two of us"), "{subject}");
    let link = format!("{}/me/assurances", house.desk.settings().public_url);
    assert!(text.contains(&link), "{text}");
    assert!(text.contains("Pokud se s vámi nikdo nesetkal") && text.contains("If nobody met you"));
    // It names nobody, and tells nothing of what was said.
    for word in ["egon", "Egon", "engineer", "office", "passport"] {
        assert!(!text.contains(word) && !subject.contains(word), "{word}: {text}");
    }
    let again = house.desk.assurance_notice(ids[0]).await.unwrap().unwrap();
    assert_eq!(again.message_id, mail.message_id);
    // What does not count any more is told to nobody.
    house.desk.end_own_assurance(&me).await.unwrap();
    assert!(house.desk.assurance_notice(ids[0]).await.unwrap().is_none());
}

async fn nobody_says_it_of_themself_or_alone(house: TestHouse) {
    let world = world(&house).await;
    with_old_app(&house, world.jana).await;
    let triage = proposed(&house, &world.tessa, world.number).await;
    assert!(matches!(triage, Err(DeskError::Denied(_))), "{triage:?}");
    let id = proposed(&house, &world.egon, world.number).await.unwrap();
    assert!(approved(&house, &world.egon, id).await.is_err(), "never one's own");
    assert!(approved(&house, &world.tessa, id).await.is_err(), "not by who may not");
    // A request of one's own is a colleague's, and so is this.
    let mail = mail_from("Egon", "egon@desk.example", "Mine", "It is me.");
    let own = house.number(house.mail(mail).await).await;
    house.give(own, &world.tessa, &world.ema).await;
    with_old_app(&house, world.egon.staff.person_id).await;
    assert!(matches!(proposed(&house, &world.egon, own).await, Err(DeskError::Denied(_))));
    let of_egon = proposed(&house, &world.ema, own).await.unwrap();
    assert!(approved(&house, &world.egon, of_egon).await.is_err());
}

async fn what_is_said_has_limits(house: TestHouse) {
    let world = world(&house).await;
    let bare = proposed(&house, &world.egon, world.number).await;
    assert!(matches!(bare, Err(DeskError::Void { .. })), "{bare:?}");
    with_old_app(&house, world.jana).await;
    let number = met(&house, "Passport 12345678.");
    let draft = house.desk.assurance_draft(&world.egon.actor, world.number, number).await;
    assert!(matches!(draft, Err(DeskError::Invalid { field: "words", .. })), "{draft:?}");
    house.desk.close(&world.egon.actor, world.number, None).await.unwrap();
    refused(proposed(&house, &world.egon, world.number).await, "core-assure-case");
}

async fn it_counts_beside_what_they_held_then(house: TestHouse) {
    let world = world(&house).await;
    let jana = with_old_app(&house, world.jana).await;
    assured(&house, &world).await;
    // All by which she signed in goes. Whoever has the mailbox sets up another app, and is strong, and was not met.
    let actor = by_link(&house, world.jana).await;
    let app = house.desk.own_factors(&actor).await.unwrap();
    let app = app.single(FactorKind::Totp).unwrap().id;
    let change = desk::FactorChange::Remove(app);
    let session = actor.session_id().unwrap();
    house.wait_secs(30);
    let code = Personal::new(totp_code(&jana.secret, house.clock.now()));
    let answer = authority::ProofAnswer::Code(code);
    let digest = change.digest(world.jana);
    house.sign_in.begin_proof(world.jana, session, digest).await.unwrap();
    let proof = house.sign_in.finish_proof(world.jana, session, digest, &answer).await.unwrap();
    house.desk.remove_factor(&actor, app, Some(&proof)).await.unwrap();
    house.wait_secs(60);
    let other = with_app(&house, world.jana).await;
    let cookie = strong(&house, &other).await;
    assert_eq!(known(&house, &cookie).await, Identity::Strong);
}

async fn what_was_set_up_since_the_meeting_counts_for_nothing(house: TestHouse) {
    let world = world(&house).await;
    let today = met(&house, "In our office.");
    // She had a link only when she was met. Whoever has her mailbox sets an app up, and the staff say it anew.
    let thief = with_app(&house, world.jana).await;
    house.wait_secs(3 * DAY_SECS);
    let egon = house.another_session(&world.egon).await;
    let draft = house.desk.assurance_draft(&egon, world.number, today).await;
    assert!(matches!(draft, Err(DeskError::Void { .. })), "{draft:?}");
    // Nor does it help to change it between proposal and approval.
    let draft = met(&house, "In our office.");
    let draft = house.desk.assurance_draft(&egon, world.number, draft).await.unwrap();
    let id = house.desk.propose(&egon, &Deed::AssurePerson(draft)).await.unwrap();
    let actor = by_link(&house, world.jana).await;
    let session = actor.session_id().unwrap();
    let label = Personal::new("another".to_owned());
    let shown = house.sign_in.begin_totp(world.jana, session, &label).await.unwrap();
    let secret = shown.text.into_exposed();
    let code = Personal::new(totp_code(&secret, house.clock.now()));
    let ready = house.sign_in.finish_totp(world.jana, session, &code).await.unwrap();
    let proof = self::shown(&house, &thief, &actor, desk::FactorChange::SetTotp).await;
    house.desk.add_factor(&actor, &ready, Some(&proof)).await.unwrap();
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    let ema = house.another_session(&world.ema).await;
    let done = house.desk.approve(&ema, id, &row.digest).await;
    assert!(matches!(done, Err(DeskError::Void { .. })), "{done:?}");
}

async fn a_new_passkey_beside_an_old_app_is_not_met(house: TestHouse) {
    let world = world(&house).await;
    let jana = with_old_app(&house, world.jana).await;
    assured(&house, &world).await;
    let actor = by_link(&house, jana.id).await;
    let drawn = house.sign_in.draw_recovery_codes(jana.id);
    let proof = shown(&house, &jana, &actor, desk::FactorChange::DrawCodes).await;
    house.desk.replace_recovery_codes(&actor, &drawn, Some(&proof)).await.unwrap();
    // Whoever has her mailbox and one of these adds a passkey of their own, and signs in by it. Her app stands beside.
    let sign_in = house.sign_in.clone().at_site(ORIGIN);
    let thief = by_link(&house, jana.id).await;
    let session = thief.session_id().unwrap();
    let name = Personal::new("mine".to_owned());
    let mut key = SoftPasskey::new(ORIGIN, 1);
    let asked = sign_in.begin_passkey(jana.id, session, &name).await.unwrap().unwrap();
    let answer = Personal::new(key.create(asked.expose()));
    let ready = sign_in.finish_passkey(jana.id, session, &name, &answer).await.unwrap();
    let code = authority::ProofAnswer::Code(drawn.shown[0].clone());
    let digest = desk::FactorChange::AddPasskey.digest(jana.id);
    sign_in.begin_proof(jana.id, session, digest).await.unwrap();
    let proof = sign_in.finish_proof(jana.id, session, digest, &code).await.unwrap();
    house.desk.add_factor(&thief, &ready, Some(&proof)).await.unwrap();
    let (visit, peer) = (Personal::new("visit".to_owned()), IpAddr::from([127, 0, 0, 1]));
    let asked = sign_in.begin_passkey_sign_in(&visit, peer).await.unwrap().unwrap();
    let answer = Personal::new(key.get(asked.expose()));
    let signed_in = sign_in.finish_passkey_sign_in(&visit, &answer, peer).await.unwrap().unwrap();
    assert_eq!(signed_in.actor.identity(), Identity::Strong);
    assert_eq!(known(&house, &signed_in.cookie).await, Identity::Strong);
    // Who shows in that session what she had when she was met is her.
    shown(&house, &jana, &signed_in.actor, desk::FactorChange::DrawCodes).await;
    assert_eq!(known(&house, &signed_in.cookie).await, Identity::Assured);
}

async fn another_queue_learns_only_that_it_stands(house: TestHouse) {
    let world = world(&house).await;
    with_old_app(&house, world.jana).await;
    assured(&house, &world).await;
    let mail = mail_from("Jana", "jana@mail.example", "Another matter", "Something else.");
    let other = house.number(house.mail(mail).await).await;
    let tessa = house.another_session(&world.tessa).await;
    let support = model::QueueName::parse("support").unwrap();
    house.desk.move_case(&tessa, other, &support, None).await.unwrap();
    let there = house.desk.case_assurance(&world.ema.actor, other).await.unwrap().unwrap();
    assert!(there.met_by.is_none(), "who met her is for the staff of that case");
    let here = house.desk.case_assurance(&world.ema.actor, world.number).await.unwrap().unwrap();
    assert_eq!((here.met_by.is_some(), here.expires_at), (true, there.expires_at));
}

async fn what_was_not_approved_is_forgotten(house: TestHouse) {
    let world = world(&house).await;
    with_old_app(&house, world.jana).await;
    let id = proposed(&house, &world.egon, world.number).await.unwrap();
    let seen = house.desk.approval(&world.ema.actor, id).await.unwrap();
    assert_eq!(seen.number, Some(world.number), "the second reads who was met");
    assert!(seen.deed.is_some());
    let listed = house.desk.approvals(&world.ema.actor).await.unwrap();
    assert!(listed.iter().any(|view| view.id == id && view.deed.is_none() && view.may_approve));
    house.desk.decline(&world.ema.actor, id, "I was not there.").await.unwrap();
    assert!(house.desk.approval(&world.egon.actor, id).await.unwrap().deed.is_none());
    let lapsed = proposed(&house, &world.egon, world.number).await.unwrap();
    house.wait_secs(25 * 3_600);
    let egon = house.another_session(&world.egon).await;
    assert!(house.desk.approval(&egon, lapsed).await.unwrap().deed.is_none());
    house.desk.forget_old_approvals().await.unwrap();
    for id in [id, lapsed] {
        let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
        assert!(row.input_sealed.is_none());
    }
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    assert!(row.reason_sealed.is_some(), "why it was declined stays");
}

async fn one_takes_it_back(house: TestHouse) {
    let world = world(&house).await;
    let jana = with_old_app(&house, world.jana).await;
    let cookie = strong(&house, &jana).await;
    assured(&house, &world).await;
    let alien = house.desk.end_assurance(&world.tessa.actor, world.number).await;
    assert!(matches!(alien, Err(DeskError::Denied(_))), "{alien:?}");
    house.desk.end_assurance(&world.ema.actor, world.number).await.unwrap();
    assert_eq!(known(&house, &cookie).await, Identity::Strong);
    assured(&house, &world).await;
    assert_eq!(known(&house, &cookie).await, Identity::Assured);
    house.desk.end_own_assurance(&house.requester(world.jana)).await.unwrap();
    assert_eq!(known(&house, &cookie).await, Identity::Strong);
    let shown = house.desk.case_assurance(&world.ema.actor, world.number).await.unwrap();
    assert!(shown.is_none());
}

async fn it_ends_with_its_time_and_with_the_person(house: TestHouse) {
    let world = world(&house).await;
    let jana = with_old_app(&house, world.jana).await;
    assured(&house, &world).await;
    let app = house.db.read().await.unwrap().factors(jana.id).await.unwrap()[0].id;
    let stands =
        async |at| house.db.read().await.unwrap().is_assured(jana.id, app, at).await.unwrap();
    let now = house.clock.now();
    assert!(stands(now).await);
    assert!(!stands(now - jiff::SignedDuration::from_secs(1)).await, "a clock that went back");
    let days = |n: i64| jiff::SignedDuration::from_hours(24 * n);
    assert!(stands(now + days(729)).await);
    assert!(!stands(now + days(730)).await);
    let address = Address::parse("jana@mail.example").unwrap();
    house.desk.destroy_person(&Actor::Founder, &address).await.unwrap();
    assert!(!stands(house.clock.now()).await);
}

async fn a_policy_that_asks_for_it_can_be_met(house: TestHouse) {
    let world = world(&house).await;
    let jana = with_old_app(&house, world.jana).await;
    let cookie = strong(&house, &jana).await;
    let ours = "@id(\"ours-met\") @clause(\"ours\") @sentence(\"Only who was met takes their data away.\")\n\
        forbid (principal is Person, action == Action::\"person.export\", resource)\n\
        unless { context.identity_reaches.contains(\"assured\") };\n";
    let mut texts = PolicyText::standing();
    texts.push(PolicyText { file: "ours.cedar".to_owned(), text: ours.to_owned() });
    let gate = Gate::new(&texts).unwrap();
    let key = TokenKey::of_seed(&[3; 32]).unwrap();
    let authority = Authority::new(std::sync::Arc::new(gate), house.clock.clone(), key);
    let allows = async || {
        let actor = house.sign_in.actor_of_session(cookie.expose()).await.unwrap().unwrap();
        let person = Resource::Person(jana.id);
        authority.allows(&actor, Act::PersonExport, &person).is_allowed()
    };
    assert!(!allows().await);
    assured(&house, &world).await;
    assert!(allows().await);
}
