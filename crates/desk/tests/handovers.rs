//! Long because each way a handover can go is walked through on both databases.
//!
//! Handovers: a case is with whoever gave it until it is accepted, and what leaves the house was seen first.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;

use desk::{DeskError, DestinationDraft, HandoverDraft, JobOutcome, TargetDraft};
use model::{
    Act, Actor, Address, CaseNumber, Class, DestinationId, HandoverId, HandoverState, HandoverTold,
    Personal, QueueName, Role,
};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    it_stays_with_its_giver_until_a_queue_accepts_it,
    of_two_who_accept_at_once_one_wins,
    what_is_on_its_way_follows_no_later_edit,
    what_the_case_has_become_counts_when_it_is_accepted,
    who_staffs_neither_queue_accepts_nothing,
    a_member_and_a_role_accept_within_their_queue,
    a_giver_who_left_leaves_no_orphan,
    what_nobody_accepts_comes_back_louder,
    a_case_that_goes_another_way_takes_it_back,
    what_leaves_was_seen_and_quotes_nothing,
    what_may_not_be_seen_there_is_reduced_to_its_number,
    only_administrators_keep_destinations,
    what_is_not_handed_over_says_why,
    nobody_is_written_to_who_was_not_seen,
    what_left_is_said_and_what_never_leaves_comes_back,
    whoever_gave_it_hears_why_it_was_declined,
    what_helped_comes_back_to_nobody,
    whoever_says_it_was_accepted_outside_has_it,
    what_becomes_legal_is_offered_to_nobody,
    what_was_said_at_an_earlier_handover_does_not_leave,
    a_giver_who_works_there_no_more_has_no_hand_in_it,
    whoever_gets_it_is_there_when_it_is_given,
);

const WAIT_SECS: i64 = 3_600;

struct World {
    house: TestHouse,
    /// Sorts and hands out.
    tessa: Member,
    egon: Member,
    /// Staffs `systems` alone.
    sam: Member,
    sid: Member,
    lena: Member,
    ada: Member,
    number: CaseNumber,
}

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

fn queue(name: &str) -> QueueName {
    QueueName::parse(name).unwrap()
}

fn draft(name: &str, target: TargetDraft) -> DestinationDraft {
    DestinationDraft {
        name: name.to_owned(),
        purpose: "What we cannot mend ourselves.".to_owned(),
        target,
        audience: BTreeSet::from([Class::Personal]),
        accept_secs: WAIT_SECS,
    }
}

async fn world(house: TestHouse) -> World {
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let sam = house.member("sam", &[Role::SystemAdministrator]).await;
    let sid = house.member("sid", &[Role::SystemAdministrator]).await;
    let lena = house.member("lena", &[Role::TeamLeader]).await;
    let ada = house.member("ada", &[Role::Administrator]).await;
    let mail = mail_from(
        "Jana Nováková",
        "jana.novakova@mail.example",
        "Lost passphrase",
        "My telephone fell into the river and so I cannot sign in any more.",
    );
    let id = house.mail(mail).await;
    let number = house.number(id).await;
    house.give(number, &tessa, &egon).await;
    World { house, tessa, egon, sam, sid, lena, ada, number }
}

impl World {
    async fn destination(&self, draft: DestinationDraft) -> DestinationId {
        self.house.desk.create_destination(&self.ada.actor, draft).await.unwrap()
    }

    async fn systems(&self) -> DestinationId {
        self.destination(draft("Machines", TargetDraft::Queue(queue("systems")))).await
    }

    async fn outside(&self) -> DestinationId {
        let address = Address::parse("team@elsewhere.example").unwrap();
        self.destination(draft("The other team", TargetDraft::Outside(address))).await
    }

    async fn give(&self, to: DestinationId) -> Result<HandoverId, DeskError> {
        let draft = inside(to);
        self.house.desk.hand_over(&self.egon.actor, self.number, &draft, None).await
    }

    async fn accept(&self, by: &Member, id: HandoverId) -> Result<CaseNumber, DeskError> {
        self.house.desk.accept_handover(&by.actor, id, None).await
    }

    async fn case(&self) -> model::Case {
        let found = self.house.db.read().await.unwrap().case_of_number(self.number).await;
        found.unwrap().unwrap().case
    }

    async fn state(&self, id: HandoverId) -> HandoverState {
        let found = self.house.db.read().await.unwrap().handover(id).await;
        found.unwrap().unwrap().handover.state
    }

    /// Whoever has the case, and where.
    async fn is_with(&self, member: &Member, name: &str) -> bool {
        let case = self.case().await;
        let queues = self.house.db.read().await.unwrap().queues().await.unwrap();
        let queue = queues.iter().find(|queue| queue.id == case.queue_id).unwrap();
        let held = case.assignment.map(|held| held.staff_id);
        held == Some(member.staff.id) && queue.name.as_str() == name
    }

    async fn is_sound(&self) {
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let report = self.house.desk.verify_log(None).await.unwrap().report;
        assert!(report.is_sound(), "{report:?}");
    }
}

fn inside(to: DestinationId) -> HandoverDraft {
    HandoverDraft {
        destination_id: to,
        note: text("Jana Nováková cannot sign in; look at the server, please."),
        words: None,
        seen: None,
    }
}

#[track_caller]
fn denied<T: std::fmt::Debug>(result: Result<T, DeskError>, clause: &str) {
    match result {
        Err(DeskError::Denied(denial)) => {
            let names = denial.policies.iter().any(|policy| policy.id == clause);
            assert!(names || clause.is_empty(), "{:?}", denial.policies);
        }
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn void<T: std::fmt::Debug>(result: Result<T, DeskError>, expect: &str) {
    match result {
        Err(DeskError::Void { words }) => assert!(words.contains(expect), "{words}"),
        other => panic!("{other:?}, not {expect}"),
    }
}

async fn it_stays_with_its_giver_until_a_queue_accepts_it(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let to = world.systems().await;
    let id = world.give(to).await.unwrap();
    assert!(world.is_with(&world.egon, "support").await);
    let twice = world.give(to).await;
    void(twice, "handed over already");

    // Those to whom it went see that, and the note without names; not the case.
    let board = desk.handovers(&world.sam.actor).await.unwrap();
    let [offered] = board.to_accept.as_slice() else { panic!("{board:?}") };
    assert_eq!((offered.number, offered.handover.name.as_str()), (world.number, "Machines"));
    let note = offered.note.as_ref().unwrap().expose().clone();
    assert!(note.contains("cannot sign in") && !note.contains("Jana"), "{note}");
    denied(desk.case(&world.sam.actor, world.number).await, "");
    let own = desk.handovers(&world.egon.actor).await.unwrap();
    assert_eq!((own.given.len(), own.to_accept.len()), (1, 0));
    assert!(desk.handovers(&world.ada.actor).await.unwrap().to_accept.is_empty());

    // Its line on the board says so.
    let page = desk.board(&world.tessa.actor, desk::BoardFilter::default()).await.unwrap();
    let line = page.cases.iter().find(|line| line.case.number == world.number).unwrap();
    assert_eq!(line.handover.as_ref().unwrap().state, HandoverState::Open);

    world.accept(&world.sam, id).await.unwrap();
    assert!(world.is_with(&world.sam, "systems").await);
    assert!(world.case().await.assignment.unwrap().is_self, "they say why they look");
    assert_eq!(world.state(id).await, HandoverState::Accepted);
    void(world.accept(&world.sid, id).await, "");
    assert!(desk.handovers(&world.sam.actor).await.unwrap().to_accept.is_empty());
    while desk.sequence().await.unwrap() > 0 {}
    let events = desk.history(&desk.enter(&world.sam.actor, world.number).await.unwrap()).await;
    let acts: Vec<Act> = events.unwrap().iter().map(|event| event.act).collect();
    assert!(acts.contains(&Act::CaseHandOver) && acts.contains(&Act::HandoverAccept), "{acts:?}");
    world.is_sound().await;
}

async fn of_two_who_accept_at_once_one_wins(house: TestHouse) {
    let world = world(house).await;
    let to = world.systems().await;
    let id = world.give(to).await.unwrap();
    let (one, other) = tokio::join!(world.accept(&world.sam, id), world.accept(&world.sid, id));
    let winner = match (&one, &other) {
        (Ok(_), Err(_)) => &world.sam,
        (Err(_), Ok(_)) => &world.sid,
        both => panic!("{both:?}"),
    };
    assert!(world.is_with(winner, "systems").await);
    world.is_sound().await;
}

async fn what_is_on_its_way_follows_no_later_edit(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let to = world.systems().await;
    let id = world.give(to).await.unwrap();
    // The destination becomes another queue, for another class, and goes out of use.
    let mut other = draft("Elsewhere", TargetDraft::Queue(queue("abuse")));
    other.audience = [Class::Public].into();
    desk.update_destination(&world.ada.actor, to, 1, other).await.unwrap();
    desk.retire_destination(&world.ada.actor, to, 2).await.unwrap();
    let board = desk.handovers(&world.sam.actor).await.unwrap();
    let view = &board.to_accept[0];
    assert_eq!((view.handover.name.as_str(), view.target.as_str()), ("Machines", "systems"));
    world.accept(&world.sam, id).await.unwrap();
    assert!(world.is_with(&world.sam, "systems").await);

    // What changed since it was read is not changed again, and what is out of use takes nothing.
    let late = desk
        .update_destination(&world.ada.actor, to, 1, draft("X", TargetDraft::Role(Role::Triage)))
        .await;
    assert!(matches!(late, Err(DeskError::Conflict { .. })), "{late:?}");
    let draft = inside(to);
    let given = desk.hand_over(&world.sam.actor, world.number, &draft, None).await;
    void(given, "takes no cases any more");
}

async fn what_the_case_has_become_counts_when_it_is_accepted(house: TestHouse) {
    let world = world(house).await;
    let to = world.systems().await;
    let id = world.give(to).await.unwrap();
    let sql = |class: &str| {
        format!("update cases set class = '{class}' where number = '{}'", world.number)
    };
    world.house.by_hand(&sql("legal")).await;
    denied(world.accept(&world.sam, id).await, "core-handover-tribunal");
    world.house.by_hand(&sql("private_business")).await;
    denied(world.accept(&world.sam, id).await, "core-handover-audience");
    assert!(world.is_with(&world.egon, "support").await);
    assert_eq!(world.state(id).await, HandoverState::Open);
    // Nor do they see what was said of it meanwhile, or say that they do not want it.
    let board = world.house.desk.handovers(&world.sam.actor).await.unwrap();
    assert!(board.to_accept.is_empty() && board.others.is_empty(), "{board:?}");
    let why = text("Not ours.");
    let declined = world.house.desk.decline_handover(&world.sam.actor, id, &why).await;
    denied(declined, "core-handover-offered");
    // Those who have the case do.
    let board = world.house.desk.handovers(&world.egon.actor).await.unwrap();
    assert_eq!(board.given.len(), 1);
    // One that lapses as a legal inquiry starts no clock for its arbitrator.
    world.house.by_hand(&sql("legal")).await;
    world.house.by_hand("update cases set due_since = null, due_target_secs = null").await;
    world.house.wait_secs(WAIT_SECS);
    assert_eq!(world.house.desk.lapse_handovers().await.unwrap(), 1);
    assert!(world.case().await.due.is_none());
}

async fn who_staffs_neither_queue_accepts_nothing(house: TestHouse) {
    let world = world(house).await;
    let to = world.systems().await;
    let id = world.give(to).await.unwrap();
    for stranger in [&world.egon, &world.tessa, &world.lena, &world.ada] {
        denied(world.accept(stranger, id).await, "core-handover-receiver");
    }
    let nobody = world.house.requester(world.case().await.requester_id);
    let refused = world.house.desk.accept_handover(&nobody, id, None).await;
    assert!(matches!(refused, Err(DeskError::NotFound)), "{refused:?}");
    // Who staffs the queue no more does not accept either.
    let held: BTreeSet<Role> = [Role::SecurityAnalyst].into();
    let view = desk::NewMember {
        address: world.sid.address.clone(),
        name: text("sid Staffname"),
        roles: held,
    };
    world.house.desk.invite(&Actor::Founder, view, None).await.unwrap();
    let late = world.accept(&world.sid, id).await;
    assert!(matches!(late, Err(DeskError::Stale { .. })), "{late:?}");
    // A queue whose staff changed since is asked of anew.
    let roles = [Role::SecurityAnalyst].into();
    let other = desk::QueueDraft {
        name: queue("systems"),
        first_response_secs: 600,
        roles,
        is_active: true,
    };
    world.house.desk.update_queue(&world.ada.actor, &queue("systems"), other).await.unwrap();
    denied(world.accept(&world.sam, id).await, "core-handover-receiver");
    assert!(world.is_with(&world.egon, "support").await);
}

async fn a_member_and_a_role_accept_within_their_queue(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let member = world.destination(draft("Tessa", TargetDraft::Member(world.tessa.staff.id))).await;
    let id = world.give(member).await.unwrap();
    denied(world.accept(&world.lena, id).await, "core-handover-receiver");
    world.accept(&world.tessa, id).await.unwrap();
    assert!(world.is_with(&world.tessa, "support").await);
    assert!(!world.case().await.assignment.unwrap().is_self, "it was given to them");

    let role = world.destination(draft("Leaders", TargetDraft::Role(Role::TeamLeader))).await;
    let draft_of = inside(role);
    let id = desk.hand_over(&world.tessa.actor, world.number, &draft_of, None).await.unwrap();
    let why = text("Not ours; ask the machines.");
    desk.decline_handover(&world.lena.actor, id, &why).await.unwrap();
    assert_eq!(world.state(id).await, HandoverState::Declined);
    assert!(world.is_with(&world.tessa, "support").await);
    let id = desk.hand_over(&world.tessa.actor, world.number, &draft_of, None).await.unwrap();
    world.accept(&world.lena, id).await.unwrap();
    assert!(world.is_with(&world.lena, "support").await);

    // Who does not staff the queue is no way into the case.
    let stranger = world.destination(draft("Sam", TargetDraft::Member(world.sam.staff.id))).await;
    void(world.give(stranger).await, "do not staff");
    let role = world.destination(draft("Analysts", TargetDraft::Role(Role::SecurityAnalyst))).await;
    void(world.give(role).await, "do not staff");
}

async fn a_giver_who_left_leaves_no_orphan(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let to = world.systems().await;
    let id = world.give(to).await.unwrap();
    desk.remove_staff(&Actor::Founder, world.egon.staff.id).await.unwrap();
    let late = desk.withdraw_handover(&world.egon.actor, id).await;
    assert!(matches!(late, Err(DeskError::Stale { .. })), "{late:?}");
    // The queue that has the case can take it back, and those to whom it went can accept it.
    let board = desk.handovers(&world.lena.actor).await.unwrap();
    assert!(board.others[0].may_withdraw);
    world.accept(&world.sam, id).await.unwrap();
    assert!(world.is_with(&world.sam, "systems").await);
}

async fn what_nobody_accepts_comes_back_louder(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let to = world.systems().await;
    while desk.sequence().await.unwrap() > 0 {}
    desk.raise_notices(true).await.unwrap();
    let id = world.give(to).await.unwrap();
    while desk.sequence().await.unwrap() > 0 {}
    assert_eq!(desk.raise_notices(true).await.unwrap(), 2, "sam and sid");
    world.house.wait_secs(WAIT_SECS - 1);
    assert_eq!(desk.lapse_handovers().await.unwrap(), 0);
    world.house.wait_secs(1);
    // Nobody accepts any more, though the house has not come by yet.
    void(world.accept(&world.sam, id).await, "lapsed");
    assert_eq!(desk.lapse_handovers().await.unwrap(), 1);
    assert_eq!(desk.lapse_handovers().await.unwrap(), 0, "once");
    assert_eq!(world.state(id).await, HandoverState::Lapsed);
    assert!(world.is_with(&world.egon, "support").await);
    let due = world.case().await.due.unwrap();
    assert!(
        due.at() <= {
            use model::Clock;
            world.house.clock.now()
        },
        "due at once"
    );
    while desk.sequence().await.unwrap() > 0 {}
    assert_eq!(desk.raise_notices(true).await.unwrap(), 2, "egon and lena");
    let board = desk.handovers(&world.egon.actor).await.unwrap();
    assert_eq!(board.lapsed.len(), 1);
    let page = desk.board(&world.tessa.actor, desk::BoardFilter::default()).await.unwrap();
    let line = page.cases.iter().find(|line| line.case.number == world.number).unwrap();
    assert_eq!(line.handover.as_ref().unwrap().state, HandoverState::Lapsed);
    // Handing it over again deals with it; so does saying that one has seen it.
    let again = world.give(to).await.unwrap();
    assert_eq!(world.state(id).await, HandoverState::Withdrawn);
    desk.withdraw_handover(&world.egon.actor, again).await.unwrap();
    assert!(desk.handovers(&world.egon.actor).await.unwrap().lapsed.is_empty());
    world.is_sound().await;
}

async fn a_case_that_goes_another_way_takes_it_back(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let to = world.systems().await;
    let (number, egon, tessa) = (world.number, &world.egon, &world.tessa);

    let id = world.give(to).await.unwrap();
    desk.assign(&tessa.actor, number, tessa.staff.id, None).await.unwrap();
    assert_eq!(world.state(id).await, HandoverState::Withdrawn);
    void(world.accept(&world.sam, id).await, "ended");

    let id = world.give(to).await.unwrap();
    desk.move_case(&tessa.actor, number, &queue("help"), None).await.unwrap();
    assert_eq!(world.state(id).await, HandoverState::Withdrawn);
    desk.move_case(&tessa.actor, number, &queue("support"), None).await.unwrap();

    // A part is handed over no more; the act that merges it takes it back.
    let mut mail = mail_from("Jana Nováková", "jana.novakova@mail.example", "Again", "Hello?");
    mail.message_id = Some("again@mail.example".to_owned());
    let other = world.house.number(world.house.mail(mail).await).await;
    world.house.give(other, tessa, egon).await;
    let id = world.give(to).await.unwrap();
    desk.merge(&tessa.actor, number, other).await.unwrap();
    assert_eq!(world.state(id).await, HandoverState::Withdrawn);
    let merged = world.give(to).await;
    assert!(matches!(merged, Err(DeskError::Merged { .. })), "{merged:?}");

    let draft = inside(to);
    let id = desk.hand_over(&egon.actor, other, &draft, None).await.unwrap();
    desk.close(&egon.actor, other, None).await.unwrap();
    assert_eq!(world.state(id).await, HandoverState::Withdrawn);
    let closed = desk.hand_over(&tessa.actor, other, &draft, None).await;
    void(closed, "closed case");
    world.is_sound().await;
}

async fn what_leaves_was_seen_and_quotes_nothing(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let to = world.outside().await;
    let (egon, number) = (&world.egon.actor, world.number);
    let say = |words: &str| HandoverDraft { words: Some(text(words)), ..inside(to) };
    let invalid = |result: Result<HandoverId, DeskError>, expect: &str| match result {
        Err(DeskError::Invalid { field, .. }) => assert_eq!(field, expect),
        other => panic!("{other:?}"),
    };
    invalid(desk.hand_over(egon, number, &inside(to), None).await, "words");
    let quoted = say("She says: my telephone fell into the river, and so I cannot.");
    invalid(desk.hand_over(egon, number, &quoted, None).await, "words");
    let noted = say("Jana Nováková cannot sign in; look at the server, please.");
    invalid(desk.hand_over(egon, number, &noted, None).await, "words");

    let said = say("Please see why Jana Nováková gets no link from you.");
    invalid(desk.hand_over(egon, number, &said, None).await, "seen");
    let preview = desk.handover_preview(egon, number, &said).await.unwrap().unwrap();
    let shown = preview.text.expose().clone();
    assert!(shown.contains("To: team@elsewhere.example\n") && !shown.contains("Jana"), "{shown}");
    // It does not say which queue has the case.
    let queue = "support".to_owned();
    assert!(shown.contains(&format!("Reply-To: {queue}@desk.example\n")), "{shown}");
    // Another text than was seen does not leave.
    let other = HandoverDraft { seen: Some(preview.text.clone()), ..say("Something else.") };
    invalid(desk.hand_over(egon, number, &other, None).await, "seen");
    let seen = HandoverDraft { seen: Some(preview.text.clone()), ..said };
    let id = desk.hand_over(egon, number, &seen, None).await.unwrap();

    // The address may be changed later; it goes where it was seen to go.
    let elsewhere = Address::parse("other@elsewhere.example").unwrap();
    let changed = draft("The other team", TargetDraft::Outside(elsewhere));
    desk.update_destination(&world.ada.actor, to, 1, changed).await.unwrap();
    let mail = desk.handover_mail(id).await.unwrap().unwrap();
    assert_eq!(mail.to.expose(), "team@elsewhere.example");
    assert_eq!(mail.subject.expose(), &number.to_string());
    assert!(shown.ends_with(&format!("\n\n{}", mail.text.expose())), "{shown}");

    // That it was accepted there is said by who knows, and how.
    let how = text("Their answer to support of today.");
    denied(desk.accept_handover(&world.sam.actor, id, Some(&how)).await, "");
    let bare = desk.accept_handover(egon, id, None).await;
    assert!(matches!(bare, Err(DeskError::Invalid { field: "known", .. })), "{bare:?}");
    desk.accept_handover(egon, id, Some(&how)).await.unwrap();
    assert!(world.is_with(&world.egon, "support").await, "no orphan");
    let case = world.case().await;
    assert_eq!(case.state, model::CaseState::Open, "whoever asked still waits for us");
    assert!(case.due.is_some());
    assert!(desk.handover_mail(id).await.unwrap().is_none(), "it has ended");
    world.is_sound().await;
}

async fn what_may_not_be_seen_there_is_reduced_to_its_number(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let address = Address::parse("press@elsewhere.example").unwrap();
    let mut wanted = draft("Press", TargetDraft::Outside(address));
    wanted.audience = [Class::Public].into();
    let to = world.destination(wanted).await;
    let said = HandoverDraft { words: Some(text("A word on this, please.")), ..inside(to) };
    let preview = desk.handover_preview(&world.egon.actor, world.number, &said).await;
    let preview = preview.unwrap().unwrap();
    assert!(preview.is_reduced);
    let body = format!("\n\n{}\n", world.number);
    assert!(preview.text.expose().ends_with(&body) && !preview.text.expose().contains("word"));
    let seen = HandoverDraft { seen: Some(preview.text), ..said };
    let id = desk.hand_over(&world.egon.actor, world.number, &seen, None).await.unwrap();
    let mail = desk.handover_mail(id).await.unwrap().unwrap();
    assert_eq!(mail.text.expose(), &format!("{}\n", world.number));
    assert_eq!(mail.reply_to.unwrap().expose(), "support@desk.example");
    desk.withdraw_handover(&world.egon.actor, id).await.unwrap();

    // What became wider before the mail left is reduced, too; of a giver who may not any more nothing leaves.
    let to = world.outside().await;
    let said = HandoverDraft { words: Some(text("Please look.")), ..inside(to) };
    let preview = desk.handover_preview(&world.egon.actor, world.number, &said).await;
    let seen = HandoverDraft { seen: Some(preview.unwrap().unwrap().text), ..said };
    let id = desk.hand_over(&world.egon.actor, world.number, &seen, None).await.unwrap();
    world.house.by_hand("update cases set class = 'private_business'").await;
    let mail = desk.handover_mail(id).await.unwrap().unwrap();
    assert_eq!(mail.text.expose(), &format!("{}\n", world.number));
    desk.remove_staff(&Actor::Founder, world.egon.staff.id).await.unwrap();
    assert!(desk.handover_mail(id).await.unwrap().is_none());
    // It was told before, so that it waits for its answer.
    assert_eq!(world.state(id).await, HandoverState::Open);
}

async fn only_administrators_keep_destinations(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let wanted = || draft("Machines", TargetDraft::Queue(queue("systems")));
    denied(desk.create_destination(&world.lena.actor, wanted()).await, "");
    let id = world.systems().await;
    denied(desk.update_destination(&world.tessa.actor, id, 1, wanted()).await, "");
    denied(desk.retire_destination(&world.tessa.actor, id, 1).await, "");
    let taken = desk.create_destination(&world.ada.actor, wanted()).await;
    assert!(matches!(taken, Err(DeskError::Invalid { field: "name", .. })), "{taken:?}");
    let own = Address::parse("support@desk.example").unwrap();
    let own = desk.create_destination(&world.ada.actor, draft("Us", TargetDraft::Outside(own)));
    assert!(matches!(own.await, Err(DeskError::Invalid { field: "address", .. })));
    let mut legal = draft("Law", TargetDraft::Role(Role::Counsel));
    legal.audience = [Class::Legal].into();
    let legal = desk.create_destination(&world.ada.actor, legal).await;
    assert!(matches!(legal, Err(DeskError::Invalid { field: "audience", .. })), "{legal:?}");
    assert_eq!(desk.destinations(&world.egon.actor).await.unwrap().len(), 1);
    let nobody = world.house.requester(world.case().await.requester_id);
    denied(desk.destinations(&nobody).await, "");
    desk.retire_destination(&world.ada.actor, id, 1).await.unwrap();
    desk.restore_destination(&world.ada.actor, id, 2).await.unwrap();
    assert!(desk.destinations(&world.egon.actor).await.unwrap()[0].destination.is_active);
    world.is_sound().await;
}

async fn what_is_not_handed_over_says_why(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let to = world.systems().await;
    // Who may not hand it out does not hand it over.
    denied(desk.hand_over(&world.sam.actor, world.number, &inside(to), None).await, "");
    denied(desk.hand_over(&world.ada.actor, world.number, &inside(to), None).await, "");
    let unsaid = HandoverDraft { note: text(" "), ..inside(to) };
    let unsaid = desk.hand_over(&world.egon.actor, world.number, &unsaid, None).await;
    assert!(matches!(unsaid, Err(DeskError::Invalid { field: "note", .. })), "{unsaid:?}");
    let version = world.case().await.version;
    let unsent = inside(to);
    let stale = desk.hand_over(&world.egon.actor, world.number, &unsent, Some(version - 1));
    assert!(matches!(stale.await, Err(DeskError::Conflict { .. })));
    let there = world.destination(draft("Here", TargetDraft::Queue(queue("support")))).await;
    void(world.give(there).await, "already there");
    let mut public = draft("Public", TargetDraft::Queue(queue("abuse")));
    public.audience = [Class::Public].into();
    let public = world.destination(public).await;
    void(world.give(public).await, "class");
    let own = world.destination(draft("Egon", TargetDraft::Member(world.egon.staff.id))).await;
    void(world.give(own).await, "themself");
    let sql = format!("update cases set class = 'legal' where number = '{}'", world.number);
    world.house.by_hand(&sql).await;
    denied(world.give(to).await, "core-handover-tribunal");
}

impl World {
    /// Hands the case over outside, as it was seen.
    async fn send(&self, to: DestinationId, words: &str) -> HandoverId {
        let said = HandoverDraft { words: Some(text(words)), ..inside(to) };
        let (desk, egon) = (&self.house.desk, &self.egon.actor);
        let shown = desk.handover_preview(egon, self.number, &said).await.unwrap().unwrap();
        let seen = HandoverDraft { seen: Some(shown.text), ..said };
        desk.hand_over(egon, self.number, &seen, None).await.unwrap()
    }

    async fn told(&self, id: HandoverId) -> HandoverTold {
        let found = self.house.db.read().await.unwrap().handover(id).await;
        found.unwrap().unwrap().handover.told
    }

    async fn events(&self) -> Vec<desk::CaseEvent> {
        let desk = &self.house.desk;
        while desk.sequence().await.unwrap() > 0 {}
        desk.history(&desk.enter(&self.egon.actor, self.number).await.unwrap()).await.unwrap()
    }
}

async fn nobody_is_written_to_who_was_not_seen(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let (to, egon) = (world.outside().await, &world.egon.actor);
    let said = HandoverDraft { words: Some(text("Please look.")), ..inside(to) };
    let shown = desk.handover_preview(egon, world.number, &said).await.unwrap().unwrap();
    // The destination becomes another address between the look and the word.
    let elsewhere = Address::parse("other@elsewhere.example").unwrap();
    let changed = draft("The other team", TargetDraft::Outside(elsewhere));
    desk.update_destination(&world.ada.actor, to, 1, changed).await.unwrap();
    let seen = HandoverDraft { seen: Some(shown.text), ..said.clone() };
    let sent = desk.hand_over(egon, world.number, &seen, None).await;
    assert!(matches!(sent, Err(DeskError::Invalid { field: "seen", .. })), "{sent:?}");
    // So does another destination of the same words.
    let address = Address::parse("third@elsewhere.example").unwrap();
    let third = world.destination(draft("A third", TargetDraft::Outside(address))).await;
    let other = HandoverDraft { destination_id: third, ..seen };
    let sent = desk.hand_over(egon, world.number, &other, None).await;
    assert!(matches!(sent, Err(DeskError::Invalid { field: "seen", .. })), "{sent:?}");
    let id = world.send(to, "Please look.").await;
    let mail = desk.handover_mail(id).await.unwrap().unwrap();
    assert_eq!(mail.to.expose(), "other@elsewhere.example");
}

async fn what_left_is_said_and_what_never_leaves_comes_back(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let to = world.outside().await;
    let id = world.send(to, "Please look.").await;
    assert_eq!(world.told(id).await, HandoverTold::NotYet);
    desk.handover_mail(id).await.unwrap().unwrap();
    assert_eq!(world.told(id).await, HandoverTold::Words);
    // What is tried again has not left.
    let later = JobOutcome::Retry("the relay did not take the mail");
    desk.handover_mail_failed(id, &later, 1).await.unwrap();
    assert_eq!(world.told(id).await, HandoverTold::NotYet);
    // What became wider leaves as its number, and so it is said.
    world.house.by_hand("update cases set class = 'private_business'").await;
    desk.handover_mail(id).await.unwrap().unwrap();
    assert_eq!(world.told(id).await, HandoverTold::Number);
    desk.handover_mail_failed(id, &JobOutcome::Done, 2).await.unwrap();
    assert_eq!(
        (world.told(id).await, world.state(id).await),
        (HandoverTold::Number, HandoverState::Open)
    );
    desk.withdraw_handover(&world.egon.actor, id).await.unwrap();
    world.house.by_hand("update cases set class = 'personal'").await;

    // One whose mail is refused waits for nobody, long before its time.
    let id = world.send(to, "Please look.").await;
    desk.handover_mail(id).await.unwrap().unwrap();
    let refused = JobOutcome::GiveUp("the relay refused the mail");
    desk.handover_mail_failed(id, &refused, 1).await.unwrap();
    assert_eq!(
        (world.told(id).await, world.state(id).await),
        (HandoverTold::Nothing, HandoverState::Lapsed)
    );
    // So does one whose giver left before it was built.
    let id = world.send(to, "Please look.").await;
    desk.remove_staff(&Actor::Founder, world.egon.staff.id).await.unwrap();
    assert!(desk.handover_mail(id).await.unwrap().is_none());
    assert_eq!(
        (world.told(id).await, world.state(id).await),
        (HandoverTold::Nothing, HandoverState::Lapsed)
    );
    world.is_sound().await;
}

async fn whoever_gave_it_hears_why_it_was_declined(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    while desk.sequence().await.unwrap() > 0 {}
    desk.raise_notices(true).await.unwrap();
    let id = world.give(world.systems().await).await.unwrap();
    while desk.sequence().await.unwrap() > 0 {}
    desk.raise_notices(true).await.unwrap();
    let why = text("The server is sound; ask Jana Nováková again.");
    desk.decline_handover(&world.sam.actor, id, &why).await.unwrap();
    while desk.sequence().await.unwrap() > 0 {}
    assert_eq!(desk.raise_notices(true).await.unwrap(), 1, "egon");
    let events = world.events().await;
    let declined = events.iter().find(|event| event.act == Act::HandoverDecline).unwrap();
    let reason = declined.reason.as_ref().unwrap().expose();
    assert!(reason.contains("The server is sound") && !reason.contains("Jana"), "{reason}");
    assert!(events.iter().all(|event| event.act == Act::HandoverDecline || event.reason.is_none()));
}

async fn what_helped_comes_back_to_nobody(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let reply = desk::ReplyDraft { text: text("Use the new link."), n_seen: None };
    desk.reply(&world.egon.actor, world.number, reply).await.unwrap();
    world.house.wait_secs(16);
    assert!(!world.house.leave().await.is_empty());
    let to = world.systems().await;
    let id = world.give(to).await.unwrap();
    let jana = world.house.requester(world.case().await.requester_id);
    desk.judge(&jana, world.number, true).await.unwrap();
    assert_eq!(world.state(id).await, HandoverState::Withdrawn);
    world.house.wait_secs(WAIT_SECS);
    assert_eq!(desk.lapse_handovers().await.unwrap(), 0);
    assert!(world.case().await.due.is_none());
    // Nor does a clock begin by the lapse of a case in which nobody waits for us.
    desk.judge(&jana, world.number, false).await.unwrap();
    let due = world.case().await.due.unwrap();
    let id = world.give(to).await.unwrap();
    world.house.wait_secs(WAIT_SECS);
    assert_eq!(desk.lapse_handovers().await.unwrap(), 1);
    assert!(world.case().await.due.unwrap().at() < due.at(), "louder");
    // Seen, it is due when it was due before.
    desk.withdraw_handover(&world.egon.actor, id).await.unwrap();
    assert_eq!(world.case().await.due, Some(due));
    world.is_sound().await;
}

async fn whoever_says_it_was_accepted_outside_has_it(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let id = world.send(world.outside().await, "Please look.").await;
    world.house.by_hand("update cases set assignee_id = null, assigned_at = null, is_self_assigned = false, state = 'pending'").await;
    desk.accept_handover(&world.egon.actor, id, Some(&text("By telephone."))).await.unwrap();
    assert!(world.is_with(&world.egon, "support").await, "no orphan");
    let case = world.case().await;
    assert_eq!(case.state, model::CaseState::Open);
    assert!(case.due.is_some(), "it comes back by its clock");
    let events = world.events().await;
    let accepted = events.iter().find(|event| event.act == Act::HandoverAccept).unwrap();
    assert_eq!(accepted.reason.as_ref().unwrap().expose(), "By telephone.");
}

async fn what_becomes_legal_is_offered_to_nobody(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let id = world.give(world.systems().await).await.unwrap();
    let draft = desk::LegalDraft::default();
    desk.mark_legal(&world.egon.actor, world.number, draft).await.unwrap();
    assert_eq!(world.state(id).await, HandoverState::Withdrawn);
    let board = desk.handovers(&world.sam.actor).await.unwrap();
    assert!(board.to_accept.is_empty() && board.others.is_empty(), "{board:?}");
    let declined = desk.decline_handover(&world.sam.actor, id, &text("Not ours.")).await;
    denied(declined, "core-handover-tribunal");
    world.is_sound().await;
}

async fn what_was_said_at_an_earlier_handover_does_not_leave(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let id = world.give(world.systems().await).await.unwrap();
    let why = text("Their contract forbids us to touch it until spring.");
    desk.decline_handover(&world.sam.actor, id, &why).await.unwrap();
    let to = world.outside().await;
    let check = async |words: &str, expect: bool| {
        let note = text("Something quite different.");
        let said = HandoverDraft { note, words: Some(text(words)), ..inside(to) };
        let shown = desk.handover_preview(&world.egon.actor, world.number, &said).await;
        let is_refused = matches!(shown, Err(DeskError::Invalid { field: "words", .. }));
        assert_eq!(is_refused, expect, "{words}");
    };
    check("She cannot sign in; look at the server, please.", true).await;
    check("The contract forbids us to touch it until spring.", true).await;
    check("Please tell us when you can look at it.", false).await;
    // What was written to leave may leave again.
    let id = world.send(to, "Please tell us when you can look at it.").await;
    desk.withdraw_handover(&world.egon.actor, id).await.unwrap();
    check("Please tell us when you can look at it.", false).await;
}

async fn a_giver_who_works_there_no_more_has_no_hand_in_it(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let id = world.give(world.systems().await).await.unwrap();
    let roles = [Role::SecurityAnalyst].into();
    let other = desk::NewMember {
        address: world.egon.address.clone(),
        name: text("egon Staffname"),
        roles,
    };
    desk.invite(&Actor::Founder, other, None).await.unwrap();
    let egon = world.house.another_session(&world.egon).await;
    let board = desk.handovers(&egon).await.unwrap();
    assert!(board.given.is_empty() && board.others.is_empty(), "{board:?}");
    denied(desk.withdraw_handover(&egon, id).await, "");
    // Those who lead the queue do the rest.
    desk.withdraw_handover(&world.lena.actor, id).await.unwrap();
}

async fn whoever_gets_it_is_there_when_it_is_given(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let to = world.destination(draft("Tessa", TargetDraft::Member(world.tessa.staff.id))).await;
    // Both at once: whichever comes first, nobody who left is waited for by one that was given after that.
    let (given, left) =
        tokio::join!(world.give(to), desk.remove_staff(&Actor::Founder, world.tessa.staff.id));
    left.unwrap();
    if given.is_err() {
        assert!(desk.handovers(&world.egon.actor).await.unwrap().given.is_empty());
    }
    let late = world.give(to).await;
    assert!(late.is_err(), "{late:?}");
    // Who left may stay what a destination is while its name is put right; nobody new is made of them.
    let tessa = || TargetDraft::Member(world.tessa.staff.id);
    desk.update_destination(&world.ada.actor, to, 1, draft("Tessa once", tessa())).await.unwrap();
    let new = desk.create_destination(&world.ada.actor, draft("Again", tessa())).await;
    assert!(matches!(new, Err(DeskError::Invalid { field: "staff", .. })), "{new:?}");
}
