//! Visits: who reads a case only because they show an authority is entered, uses it once for each visit, and is seen by the
//! person; whoever sees the case anyway leaves nothing.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;

use audit::{Entry, Outcome};
use db::EntryFilter;
use desk::{
    Carried, Deed, DeskError, DraftText, EmergencyDraft, HolderDraft, LivePage, MandateDraft,
    VISIT_SECS, Window,
};
use jiff::SignedDuration;
use model::{
    Act, AuthorityId, AuthorityKind, CaseNumber, Clock, DraftKind, LinkKind, MessageId, PersonId,
    Personal, QueueName, Role,
};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    a_reading_is_entered_and_uses_it_once,
    who_sees_it_anyway_leaves_nothing,
    the_last_use_lasts_to_the_end_of_its_visit,
    what_is_taken_back_ends_a_visit_at_once,
    of_two_at_the_last_use_one_reads,
    two_pages_at_once_are_one_visit,
    another_holder_is_another_visit,
    opening_counts_by_itself,
    what_stands_beside_shows_no_text,
    what_shows_no_text_counts_nothing,
    a_page_that_stays_open_is_no_reading,
    the_person_sees_who_read_and_why,
    an_authority_that_cannot_be_read_hides_no_visit,
    below_an_authority_the_latest_are_named,
    broken_glass_names_each_reading,
    a_visit_is_not_taken_back_by_hand,
    a_refusal_enters_no_visit,
);

struct World {
    bela: Member,
    bora: Member,
    egon: Member,
    ema: Member,
    lea: Member,
    sid: Member,
    sina: Member,
    number: CaseNumber,
    message: MessageId,
    jana: PersonId,
}

/// A case of a queue that neither system administrator staffs.
async fn world(house: &TestHouse) -> World {
    Box::pin(founded(house)).await
}

async fn founded(house: &TestHouse) -> World {
    let bela = house.member("bela", &[Role::BoardMember]).await;
    let bora = house.member("bora", &[Role::BoardMember]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let ema = house.member("ema", &[Role::SupportEngineer]).await;
    let lea = house.member("lea", &[Role::TeamLeader]).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let sid = house.member("sid", &[Role::SystemAdministrator]).await;
    let sina = house.member("sina", &[Role::SystemAdministrator]).await;
    for member in [&bela, &bora] {
        house.desk.join_board(&member.actor).await.unwrap();
    }
    let mail = mail_from("Jana", "jana@mail.example", "Help Jana", "It is Jana Nováková.");
    let number = house.number(house.mail(mail).await).await;
    let support = QueueName::parse("support").unwrap();
    house.desk.move_case(&tessa.actor, number, &support, None).await.unwrap();
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    let message = page.messages[0].message.id;
    let record = house.db.read().await.unwrap().case_of_number(number).await.unwrap();
    let jana = record.unwrap().case.requester_id;
    World { bela, bora, egon, ema, lea, sid, sina, number, message, jana }
}

/// The board lets somebody read the case, and open its messages, so often.
async fn given(house: &TestHouse, world: &World, holder: HolderDraft, n_uses_max: u32) {
    let draft = MandateDraft {
        holder,
        acts: [Act::CaseShow, Act::MessageUnseal].into(),
        fields: BTreeSet::new(),
        case: Some(world.number),
        class: None,
        not_before: None,
        expires_at: house.clock.now() + SignedDuration::from_hours(24),
        n_uses_max,
    };
    let mandate = house.desk.mandate(&world.bela.actor, &draft).await.unwrap();
    let deed = Deed::GiveAuthority(mandate);
    let id = house.desk.propose(&world.bela.actor, &deed).await.unwrap();
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    let done = house.desk.approve(&world.bora.actor, id, &row.digest).await.unwrap();
    assert!(!matches!(done, Carried::Done), "its mover still proves that it is them");
    let (_, digest) = house.desk.mandate_terms(&world.bela.actor, id).await.unwrap();
    let proof = house.prove(&world.bela.actor, digest).await;
    house.desk.complete_proved(&world.bela.actor, id, Some(&proof)).await.unwrap();
}

async fn reads(house: &TestHouse, by: &Member, world: &World) -> Result<(), DeskError> {
    house.desk.show(&by.actor, world.number).await.map(drop)
}

async fn n_used(house: &TestHouse, world: &World) -> i64 {
    house.desk.board_authorities(&world.bela.actor).await.unwrap()[0].n_used
}

async fn the_token(house: &TestHouse, world: &World) -> AuthorityId {
    house.desk.board_authorities(&world.bela.actor).await.unwrap()[0].terms.id
}

/// Entries of readings that were done.
async fn entries(house: &TestHouse) -> Vec<Entry> {
    while house.desk.sequence().await.unwrap() > 0 {}
    let filter = EntryFilter { act: Some(Act::CaseShow), n_max: 100, ..EntryFilter::default() };
    let rows = house.db.read().await.unwrap().entries(&filter).await.unwrap();
    let entries = rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap());
    entries.filter(|entry| entry.outcome == Outcome::Done).collect()
}

async fn faults(house: &TestHouse) -> Vec<String> {
    while house.desk.sequence().await.unwrap() > 0 {}
    let found = house.desk.verify_log(None).await.unwrap();
    found.report.faults.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn refused(result: Result<(), DeskError>, policy: &str) {
    match result {
        Err(DeskError::Denied(denial)) => assert_eq!(denial.policies[0].id, policy, "{denial}"),
        other => panic!("{other:?}"),
    }
}

fn sid(world: &World) -> HolderDraft {
    HolderDraft::Staff(world.sid.staff.id)
}

const ADMINISTRATORS: HolderDraft = HolderDraft::Role(Role::SystemAdministrator);

async fn a_reading_is_entered_and_uses_it_once(house: TestHouse) {
    let world = world(&house).await;
    assert!(reads(&house, &world.sid, &world).await.is_err());
    given(&house, &world, sid(&world), 3).await;
    reads(&house, &world.sid, &world).await.unwrap();
    let read = entries(&house).await;
    assert_eq!((read.len(), n_used(&house, &world).await), (1, 1));
    let token = the_token(&house, &world).await;
    assert_eq!(read[0].authorities.len(), 1);
    assert_eq!(read[0].authorities[0].kind, AuthorityKind::Motion);
    assert_eq!(read[0].authorities[0].id, token.to_string());
    assert_eq!(read[0].who.id, world.sid.staff.id.to_string());
    assert_eq!(read[0].person_id, Some(world.jana));
    let record = house.db.read().await.unwrap().case_of_number(world.number).await.unwrap();
    assert_eq!(read[0].case_id, Some(record.unwrap().case.id));
    // Loaded anew, by its parts and by another door, it is the same visit, from whichever session.
    house.wait_secs(VISIT_SECS - 1);
    let again = house.another_session(&world.sid).await;
    for actor in [&world.sid.actor, &again] {
        let entered = house.desk.enter(actor, world.number).await.unwrap();
        house.desk.case_page(&entered, Window::Newest).await.unwrap();
        house.desk.case(actor, world.number).await.unwrap();
    }
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (1, 1));
    // It began when it began, and does not go on for being read.
    house.wait_secs(1);
    house.desk.show(&again, world.number).await.unwrap();
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (2, 2));
    assert_eq!(faults(&house).await, Vec::<String>::new());
}

async fn who_sees_it_anyway_leaves_nothing(house: TestHouse) {
    let world = world(&house).await;
    // Given to all engineers, who staff that queue.
    given(&house, &world, HolderDraft::Role(Role::SupportEngineer), 3).await;
    for member in [&world.egon, &world.ema] {
        reads(&house, member, &world).await.unwrap();
    }
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (0, 0));
    assert!(house.desk.own_visits(&house.requester(world.jana)).await.unwrap().is_empty());
}

async fn the_last_use_lasts_to_the_end_of_its_visit(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, sid(&world), 1).await;
    reads(&house, &world.sid, &world).await.unwrap();
    house.wait_secs(VISIT_SECS - 1);
    reads(&house, &world.sid, &world).await.unwrap();
    house.wait_secs(1);
    refused(reads(&house, &world.sid, &world).await, "core-authority-spent");
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (1, 1));
}

async fn what_is_taken_back_ends_a_visit_at_once(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, sid(&world), 3).await;
    reads(&house, &world.sid, &world).await.unwrap();
    let token = the_token(&house, &world).await;
    house.desk.withdraw_authority(&world.bora.actor, token).await.unwrap();
    let told = reads(&house, &world.sid, &world).await;
    assert!(matches!(told, Err(DeskError::Denied(_))), "{told:?}");
    assert_eq!(faults(&house).await, Vec::<String>::new());
}

async fn of_two_at_the_last_use_one_reads(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, ADMINISTRATORS, 1).await;
    let (one, two) =
        tokio::join!(reads(&house, &world.sid, &world), reads(&house, &world.sina, &world));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (1, 1));
    assert_eq!(faults(&house).await, Vec::<String>::new());
}

async fn two_pages_at_once_are_one_visit(house: TestHouse) {
    let world = world(&house).await;
    for n_uses_max in [1, 3] {
        given(&house, &world, sid(&world), n_uses_max).await;
        let read = || reads(&house, &world.sid, &world);
        let (one, two, three) = tokio::join!(read(), read(), read());
        assert!(one.is_ok() && two.is_ok() && three.is_ok(), "{one:?} {two:?} {three:?}");
        assert_eq!(n_used(&house, &world).await, 1);
        house.wait_secs(VISIT_SECS);
    }
    assert_eq!(entries(&house).await.len(), 2);
    assert_eq!(faults(&house).await, Vec::<String>::new());
}

async fn another_holder_is_another_visit(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, ADMINISTRATORS, 3).await;
    reads(&house, &world.sid, &world).await.unwrap();
    reads(&house, &world.sina, &world).await.unwrap();
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (2, 2));
    let own = house.desk.own_authorities(&world.sina.actor).await.unwrap();
    assert_eq!((own[0].n_used, own[0].visits.len()), (2, 2));
}

async fn opening_counts_by_itself(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, sid(&world), 2).await;
    let opens = || house.desk.unseal(&world.sid.actor, world.number, world.message, None);
    // Whoever opens a message without reading the case uses it for that alone.
    opens().await.unwrap();
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (0, 1));
    reads(&house, &world.sid, &world).await.unwrap();
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (1, 2));
    // The visit goes on, and opens nothing that its uses do not.
    reads(&house, &world.sid, &world).await.unwrap();
    refused(opens().await.map(drop), "core-authority-spent");
    assert_eq!(faults(&house).await, Vec::<String>::new());
}

async fn what_stands_beside_shows_no_text(house: TestHouse) {
    let world = world(&house).await;
    // A case that the administrators' queue holds, linked with the other by somebody who sees both.
    let mail = mail_from("Karla", "karla@mail.example", "Servers", "They are down.");
    let own = house.number(house.mail(mail).await).await;
    let systems = QueueName::parse("systems").unwrap();
    house.desk.link(&world.lea.actor, world.number, LinkKind::Related, own).await.unwrap();
    house.desk.move_case(&world.lea.actor, own, &systems, None).await.unwrap();
    given(&house, &world, sid(&world), 3).await;
    let linked = async || {
        let entered = house.desk.enter(&world.sid.actor, own).await.unwrap();
        house.desk.links(&entered).await.unwrap().remove(0).other
    };
    assert!(linked().await.is_none(), "that it may be read is no reading");
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (0, 0));
    reads(&house, &world.sid, &world).await.unwrap();
    assert!(linked().await.unwrap().subject.is_some());
    house.wait_secs(VISIT_SECS);
    assert!(linked().await.is_none());
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (1, 1));
}

async fn what_shows_no_text_counts_nothing(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, sid(&world), 3).await;
    let actor = &world.sid.actor;
    // What they may do there, its guides, a form.
    let entered = house.desk.enter_unread(actor, world.number).await.unwrap();
    house.desk.case_rights(&entered).await.unwrap();
    house.desk.case_guides(&entered).await.unwrap();
    house.desk.resource(actor, world.number).await.unwrap();
    // Where something waits for them: the original that they may open, and nothing else.
    let spots = house.desk.spots(&entered).await.unwrap();
    assert_eq!(spots.sealed.map(|spot| (spot.part, spot.position_index)), Some((None, 1)));
    assert_eq!((spots.stranger, spots.held, spots.follows), (None, None, None));
    assert!(spots.parts.is_empty());
    // Texts are refused to whoever came in that way.
    let told = house.desk.case_page(&entered, Window::Newest).await;
    assert!(matches!(told, Err(DeskError::NotFound)), "{told:?}");
    assert!(house.desk.parts(&entered).await.is_err());
    assert!(house.desk.drafts_in(&entered).await.is_err());
    assert!(house.desk.case_consents(&entered).await.is_err());
    // What they may not do is refused, and was no reading.
    assert!(house.desk.assign(actor, world.number, world.egon.staff.id, None).await.is_err());
    assert!(house.desk.close(actor, world.number, None).await.is_err());
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (0, 0));
    reads(&house, &world.sid, &world).await.unwrap();
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (1, 1));
}

async fn a_page_that_stays_open_is_no_reading(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, sid(&world), 3).await;
    let actor = &world.sid.actor;
    reads(&house, &world.sid, &world).await.unwrap();
    let at = house.desk.live_at().await.unwrap();
    house.wait_secs(VISIT_SECS);
    // It listens, is told that something happened and that somebody is there, and keeps what is typed.
    let feed = house.desk.listen(actor, LivePage::Case(world.number), at).await.unwrap();
    house.desk.news(actor, &feed, &[]).await.unwrap();
    house.desk.still_present(actor, world.number).await.unwrap();
    let text = DraftText {
        kind: DraftKind::Note,
        text: Personal::new("To be looked into.".to_owned()),
        n_seen: 1,
        follows: None,
    };
    house.desk.keep_draft(actor, world.number, text).await.unwrap();
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (1, 1));
    // The list of drafts names what it is about only to who is on a visit.
    let listed = house.desk.drafts(actor).await.unwrap();
    assert!(listed[0].subject.is_none() && !listed[0].is_seen);
    // Read anew, it is a reading.
    reads(&house, &world.sid, &world).await.unwrap();
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (2, 2));
    assert!(house.desk.drafts(actor).await.unwrap()[0].subject.is_some());
}

async fn the_person_sees_who_read_and_why(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, sid(&world), 3).await;
    reads(&house, &world.sid, &world).await.unwrap();
    let me = house.requester(world.jana);
    let seen = house.desk.own_visits(&me).await.unwrap();
    assert_eq!(seen.len(), 1);
    assert!(seen[0].is_own && seen[0].who.expose().contains("sid"));
    assert_eq!((seen[0].number, seen[0].kind), (world.number, AuthorityKind::Motion));
    assert!(seen[0].authority_number.as_deref().unwrap().starts_with("m20261121."));
    assert_eq!(seen[0].role, "system administrator");
    let over = house.desk.person_authorities(&me).await.unwrap();
    assert_eq!((over[0].n_used, over[0].visits.len()), (1, 1));
    assert_eq!(house.desk.own_export(&me).await.unwrap().visits.len(), 1);
    // Those who deal with the case see that it was read; the board sees how often, and not what.
    assert_eq!(entries(&house).await.len(), 1);
    let entered = house.desk.enter(&world.egon.actor, world.number).await.unwrap();
    let history = house.desk.history(&entered).await.unwrap();
    assert!(history.iter().any(|event| event.act == Act::CaseShow));
    let board = house.desk.board_authorities(&world.bela.actor).await.unwrap();
    assert_eq!((board[0].n_used, board[0].visits.len()), (1, 0));
    // It is no change of the case, for whoever follows those.
    let changes = house.desk.changes(&world.egon.actor, 0).await.unwrap().changes;
    assert!(changes.iter().all(|change| change.act != Act::CaseShow.as_str()));
}

async fn an_authority_that_cannot_be_read_hides_no_visit(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, sid(&world), 3).await;
    reads(&house, &world.sid, &world).await.unwrap();
    // Its token is no token any more.
    let other = "(select signing_sealed from staff where signing_sealed is not null limit 1)";
    house.by_hand(&format!("update authorities set token = {other}")).await;
    let me = house.requester(world.jana);
    let seen = house.desk.own_visits(&me).await.unwrap();
    assert_eq!((seen.len(), seen[0].kind), (1, AuthorityKind::Motion));
    assert!(seen[0].who.expose().contains("sid") && seen[0].authority_number.is_none());
    assert_eq!(house.desk.own_export(&me).await.unwrap().visits.len(), 1);
}

async fn below_an_authority_the_latest_are_named(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, ADMINISTRATORS, 60).await;
    // Two take turns: nobody's session lasts for so many visits.
    for _ in 0..26 {
        reads(&house, &world.sid, &world).await.unwrap();
        reads(&house, &world.sina, &world).await.unwrap();
        house.wait_secs(VISIT_SECS);
    }
    // The others are counted there, and named on the person's own list.
    let me = house.requester(world.jana);
    let over = house.desk.person_authorities(&me).await.unwrap();
    assert_eq!((over[0].n_used, over[0].visits.len()), (52, 50));
    assert_eq!(house.desk.own_visits(&me).await.unwrap().len(), 52);
}

async fn broken_glass_names_each_reading(house: TestHouse) {
    let world = world(&house).await;
    let why = Personal::new("The account does harm now.".to_owned());
    let draft = EmergencyDraft { why, hours: 2, shown_at: house.clock.now() };
    let (_, digest) =
        house.desk.emergency_terms(&world.sid.actor, world.number, &draft).await.unwrap();
    let proof = house.prove(&world.sid.actor, digest).await;
    let glass = house.desk.declare_emergency(&world.sid.actor, world.number, &draft, Some(&proof));
    glass.await.unwrap();
    reads(&house, &world.sid, &world).await.unwrap();
    house.wait_secs(VISIT_SECS);
    reads(&house, &world.sid, &world).await.unwrap();
    house.desk.unseal(&world.sid.actor, world.number, world.message, None).await.unwrap();
    for by in [&world.lea, &world.sid] {
        let view = house.desk.emergencies(&by.actor).await.unwrap().remove(0).authority;
        assert_eq!((view.n_used, view.visits.len(), view.openings.len()), (3, 2, 1));
        assert!(view.visits[0].at > view.visits[1].at, "the latest first");
        assert_eq!(view.visits[0].number, world.number);
    }
    let seen = house.desk.own_visits(&house.requester(world.jana)).await.unwrap();
    assert_eq!((seen.len(), seen[0].kind), (2, AuthorityKind::Emergency));
    assert_eq!(faults(&house).await, Vec::<String>::new());
}

async fn a_visit_is_not_taken_back_by_hand(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, sid(&world), 3).await;
    reads(&house, &world.sid, &world).await.unwrap();
    assert_eq!(faults(&house).await, Vec::<String>::new());
    let check = async |statement: &str, expect: &str| {
        house.by_hand(statement).await;
        let found = faults(&house).await;
        assert!(found.iter().any(|fault| fault.contains(expect)), "{statement}: {found:?}");
    };
    let changed = "the visit that it made was changed";
    check("update visits set at = at + 900000000", changed).await;
    house.by_hand("update visits set at = at - 900000000").await;
    assert_eq!(faults(&house).await, Vec::<String>::new());
    check("update authorities set n_used = 0 where kind = 'motion'", "counts 0 uses").await;
    house.by_hand("update authorities set n_used = 1 where kind = 'motion'").await;
    check("update visits set role = ''", changed).await;
    check("delete from visits", "was deleted from who looked at whose data").await;
}

async fn a_refusal_enters_no_visit(house: TestHouse) {
    let world = world(&house).await;
    given(&house, &world, sid(&world), 3).await;
    // Another administrator, whoever is not of the staff, and who asks for no case that there is.
    assert!(reads(&house, &world.sina, &world).await.is_err());
    let outside = house.desk.show(&house.requester(world.jana), world.number).await;
    assert!(matches!(outside, Err(DeskError::NotFound)), "{outside:?}");
    let nowhere: CaseNumber = "s20261121.999".parse().unwrap();
    assert!(house.desk.show(&world.sid.actor, nowhere).await.is_err());
    assert_eq!((entries(&house).await.len(), n_used(&house, &world).await), (0, 0));
}
