//! A guide beside a case: begun, ticked by who may, taken back, set aside; and what of it stays on record.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;

use desk::{DeskError, GuideRunView, NewSheet, SheetDraft};
use model::{Act, Actor, CaseNumber, GuideRunId, Personal, QueueName, Role, SheetId, SheetKind};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    a_guide_is_worked_along_and_every_tick_is_on_record,
    two_witnesses_are_two_people,
    two_ticks_at_the_same_moment_do_not_pass_each_other,
    who_begins_a_guide_at_the_same_moment_finds_it_begun,
    a_role_is_needed_where_a_step_says_so,
    a_note_is_redacted_like_any,
    a_newer_edition_changes_nothing_that_is_at_work,
    who_may_work_along_it_is_the_gates,
    what_is_not_through_is_told_before_a_case_is_closed,
);

const TEXT: &str = "When two are needed.\n\n1. Begin.\n2. First witness.\n   @note Where they met\n\
    3. Second witness.\n   @other-than 2\n4. Leaders only.\n   @role team_leader\n";

struct World {
    house: TestHouse,
    number: CaseNumber,
    tessa: Member,
    egon: Member,
    emma: Member,
    guide: SheetId,
}

fn note(words: &str) -> Option<Personal<String>> {
    Some(Personal::new(words.to_owned()))
}

fn draft(text: &str) -> SheetDraft {
    SheetDraft {
        title: "Two witnesses".to_owned(),
        role: None,
        queues: BTreeSet::from([QueueName::parse("support").unwrap()]),
        is_offered: true,
        text: text.to_owned(),
        note: "To try it.".to_owned(),
    }
}

async fn world(house: TestHouse) -> World {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let emma = house.member("emma", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana Nováková", "jana.novakova@mail.example", "Lost", "It is lost.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    let new = NewSheet {
        kind: SheetKind::Guide,
        name: "two-witnesses".to_owned(),
        language: "eng".to_owned(),
        draft: draft(TEXT),
    };
    let guide = house.desk.create_sheet(&egon.actor, new).await.unwrap();
    World { house, number, tessa, egon, emma, guide }
}

impl World {
    async fn start(&self, by: &Member) -> Result<GuideRunId, DeskError> {
        self.house.desk.start_guide(&by.actor, self.number, self.guide).await
    }

    async fn tick(
        &self,
        by: &Member,
        run: GuideRunId,
        step: usize,
        note: Option<Personal<String>>,
    ) -> Result<(), DeskError> {
        // Entries of one moment have no order among them.
        self.house.wait_secs(1);
        self.house.desk.tick(&by.actor, self.number, run, step, note).await.map(drop)
    }

    async fn view(&self, by: &Member) -> GuideRunView {
        let found = self
            .house
            .desk
            .case_guides(&self.house.desk.enter(&by.actor, self.number).await.unwrap())
            .await
            .unwrap();
        found.runs.into_iter().next().unwrap()
    }

    async fn events(&self) -> Vec<Act> {
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let events = self
            .house
            .desk
            .history(&self.house.desk.enter(&self.egon.actor, self.number).await.unwrap())
            .await
            .unwrap();
        let of_guides = |act: &Act| act.as_str().starts_with("guide.");
        events.into_iter().map(|event| event.act).filter(of_guides).collect()
    }
}

fn refused(result: Result<(), DeskError>, words: &str) {
    match result {
        Err(DeskError::Invalid { words: said, .. }) => assert!(said.contains(words), "{said}"),
        other => panic!("{other:?}"),
    }
}

async fn a_guide_is_worked_along_and_every_tick_is_on_record(house: TestHouse) {
    let world = world(house).await;
    let offers = world
        .house
        .desk
        .case_guides(&world.house.desk.enter(&world.egon.actor, world.number).await.unwrap())
        .await
        .unwrap()
        .offers;
    let offer = offers.iter().find(|offer| offer.id == world.guide).unwrap();
    assert!(offer.is_suggested, "it is written for this queue");
    let run = world.start(&world.egon).await.unwrap();
    let twice = world.start(&world.emma).await.map(drop);
    refused(twice, "already");
    assert_eq!(
        (world.view(&world.egon).await.n_done(), world.view(&world.egon).await.next_step()),
        (0, Some(1))
    );
    world.tick(&world.egon, run, 1, None).await.unwrap();
    refused(world.tick(&world.emma, run, 1, None).await, "ticked already");
    refused(world.tick(&world.egon, run, 9, None).await, "no such step");
    world.house.wait_secs(1);
    world.house.desk.untick(&world.emma.actor, world.number, run, 1).await.unwrap();
    let back = world.house.desk.untick(&world.emma.actor, world.number, run, 1).await;
    refused(back, "not ticked");
    world.tick(&world.emma, run, 1, None).await.unwrap();
    let step = world.view(&world.egon).await.steps.remove(0);
    assert!(!step.tick.unwrap().is_own);
    assert_eq!(step.taken_back.len(), 1, "a tick that was taken back stays");
    assert!(step.taken_back[0].is_own && step.taken_back[0].undone.is_some());
    world.house.wait_secs(1);
    world.house.desk.stop_guide(&world.egon.actor, world.number, run).await.unwrap();
    refused(world.tick(&world.egon, run, 2, note("x")).await, "set aside");
    assert!(world.view(&world.egon).await.stopped_at.is_some());
    let events = world.events().await;
    let expect =
        [Act::GuideStart, Act::GuideTick, Act::GuideUntick, Act::GuideTick, Act::GuideStop];
    assert_eq!(events, expect);
    // It can be begun anew.
    world.start(&world.egon).await.unwrap();
    let found = world.house.desk.verify_log(None).await.unwrap();
    assert!(found.report.is_sound(), "{:?}", found.report);
}

async fn two_witnesses_are_two_people(house: TestHouse) {
    let world = world(house).await;
    let run = world.start(&world.egon).await.unwrap();
    world.tick(&world.egon, run, 2, note("in the town hall")).await.unwrap();
    refused(world.tick(&world.egon, run, 3, None).await, "two people are needed");
    let seen = world.view(&world.egon).await;
    assert!(seen.steps[2].refusal.as_ref().unwrap().contains("two people"));
    assert_eq!(world.view(&world.emma).await.steps[2].refusal, None);
    world.tick(&world.emma, run, 3, None).await.unwrap();
    // Nor the other way round: who was the second is not the first.
    world.house.desk.untick(&world.egon.actor, world.number, run, 2).await.unwrap();
    refused(world.tick(&world.emma, run, 2, note("x")).await, "two people are needed");
    world.tick(&world.egon, run, 2, note("x")).await.unwrap();
}

async fn two_ticks_at_the_same_moment_do_not_pass_each_other(house: TestHouse) {
    let world = world(house).await;
    let run = world.start(&world.egon).await.unwrap();
    // One person, two browsers, both steps at once: each alone would be right.
    let (second, third) = tokio::join!(
        world.tick(&world.egon, run, 2, note("x")),
        world.tick(&world.egon, run, 3, None)
    );
    assert!(second.is_err() || third.is_err(), "{second:?} {third:?}");
    let seen = world.view(&world.egon).await;
    assert_eq!(seen.n_done(), 1);
}

async fn who_begins_a_guide_at_the_same_moment_finds_it_begun(house: TestHouse) {
    let world = world(house).await;
    let (one, other) = tokio::join!(world.start(&world.egon), world.start(&world.emma));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    refused(one.and(other).map(drop), "already");
    let found = world
        .house
        .desk
        .case_guides(&world.house.desk.enter(&world.egon.actor, world.number).await.unwrap())
        .await
        .unwrap();
    assert_eq!(found.runs.len(), 1);
}

async fn a_role_is_needed_where_a_step_says_so(house: TestHouse) {
    let world = world(house).await;
    let lea = world.house.member("lea", &[Role::TeamLeader]).await;
    let run = world.start(&world.egon).await.unwrap();
    refused(world.tick(&world.egon, run, 4, None).await, "team leader");
    world.tick(&lea, run, 4, None).await.unwrap();
    // A guide that needs a role is begun by nobody else.
    let needy = SheetDraft { role: Some(Role::TeamLeader), ..draft(TEXT) };
    let needy = NewSheet {
        kind: SheetKind::Guide,
        name: "for-leaders".to_owned(),
        language: "eng".to_owned(),
        draft: needy,
    };
    let id = world.house.desk.create_sheet(&world.egon.actor, needy).await.unwrap();
    let started = world.house.desk.start_guide(&world.egon.actor, world.number, id).await;
    refused(started.map(drop), "team leader");
    let offers = world
        .house
        .desk
        .case_guides(&world.house.desk.enter(&world.egon.actor, world.number).await.unwrap())
        .await
        .unwrap()
        .offers;
    assert!(offers.iter().all(|offer| offer.id != id));
}

async fn a_note_is_redacted_like_any(house: TestHouse) {
    let world = world(house).await;
    let run = world.start(&world.egon).await.unwrap();
    refused(world.tick(&world.egon, run, 2, None).await, "Where they met");
    refused(world.tick(&world.egon, run, 1, note("x")).await, "asks for no note");
    let words = "Jana Nováková showed her card, call +420 601 123 456.";
    world.tick(&world.egon, run, 2, note(words)).await.unwrap();
    let seen = world.view(&world.emma).await;
    let noted = seen.steps[1].tick.as_ref().unwrap().note.clone().unwrap();
    assert!(noted.expose().contains("[person 1]"), "{}", noted.expose());
    for word in ["Jana", "Nováková", "601"] {
        assert!(!noted.expose().contains(word), "{word} in {}", noted.expose());
    }
    let page = world.house.desk.show(&world.emma.actor, world.number).await.unwrap();
    let last = page.messages.last().unwrap();
    assert_eq!(last.message.kind, model::MessageKind::Internal, "it is a note of the case");
    assert_eq!(last.text.as_ref().unwrap().expose(), noted.expose());
}

async fn a_newer_edition_changes_nothing_that_is_at_work(house: TestHouse) {
    let world = world(house).await;
    let run = world.start(&world.egon).await.unwrap();
    let other = draft("1. Something else.\n");
    let kind = SheetKind::Guide;
    world.house.desk.update_sheet(&world.egon.actor, kind, world.guide, 1, other).await.unwrap();
    let seen = world.view(&world.egon).await;
    assert_eq!((seen.number, seen.steps.len()), (1, 4));
    world.tick(&world.egon, run, 4, None).await.unwrap_err();
    world.tick(&world.egon, run, 1, None).await.unwrap();
}

async fn who_may_work_along_it_is_the_gates(house: TestHouse) {
    let world = world(house).await;
    let run = world.start(&world.egon).await.unwrap();
    // Tessa handed the case over: it is in a queue that she does not staff.
    let denied = world.tick(&world.tessa, run, 1, None).await;
    assert!(matches!(denied, Err(DeskError::Denied(_))), "{denied:?}");
    let adam = world.house.member("adam", &[Role::Administrator]).await;
    let denied = world.tick(&adam, run, 1, None).await;
    assert!(matches!(denied, Err(DeskError::Denied(_))), "{denied:?}");
    let nobody = world.house.desk.start_guide(&Actor::Visitor, world.number, world.guide).await;
    assert!(matches!(nobody, Err(DeskError::NotFound)), "{nobody:?}");
    // The guide of one case is none of another's.
    let mail = mail_from("Karel", "karel@mail.example", "Other", "Something else.");
    let other = world.house.number(world.house.mail(mail).await).await;
    world.house.give(other, &world.tessa, &world.emma).await;
    let astray = world.house.desk.tick(&world.emma.actor, other, run, 1, None).await;
    assert!(matches!(astray, Err(DeskError::NotFound)), "{astray:?}");
    // A closed case is not worked on.
    world.house.desk.close(&world.egon.actor, world.number, None).await.unwrap();
    let denied = world.tick(&world.emma, run, 1, None).await;
    assert!(matches!(denied, Err(DeskError::Denied(_))), "{denied:?}");
}

async fn what_is_not_through_is_told_before_a_case_is_closed(house: TestHouse) {
    let world = world(house).await;
    let unfinished = async || {
        world
            .house
            .desk
            .unfinished_guides(
                &world.house.desk.enter(&world.egon.actor, world.number).await.unwrap(),
            )
            .await
            .unwrap()
    };
    assert!(unfinished().await.is_empty());
    let run = world.start(&world.egon).await.unwrap();
    world.tick(&world.egon, run, 1, None).await.unwrap();
    let found = unfinished().await;
    assert_eq!((found.len(), found[0].n_done, found[0].n_steps), (1, 1, 4));
    world.house.desk.stop_guide(&world.egon.actor, world.number, run).await.unwrap();
    assert!(unfinished().await.is_empty(), "what was set aside is not waited for");
}
