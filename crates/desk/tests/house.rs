//! How the house runs: settings that it keeps itself and obeys at once, queues without staff, mail that waits.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use audit::{Entry, Outcome};
use db::EntryFilter;
use desk::{
    BoardFilter, DepartureFault, DeskError, HouseSetting, QueueDraft, ReplyDraft, SettingDraft,
};
use model::{
    Act, Actor, CaseNumber, Clock, DeliveryState, Identity, LiveSetting, Personal, QueueName, Role,
    Via,
};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    a_changed_setting_is_obeyed_at_once_and_taken_back,
    a_change_is_of_what_was_read,
    what_is_wrong_is_not_kept,
    others_see_and_change_nothing,
    the_staff_are_held_back_from_the_moment_on,
    a_page_of_the_board_is_as_long_as_the_house_says,
    what_waits_is_counted_and_tried_now,
    a_queue_without_staff_is_seen,
    a_queue_gets_no_name_that_another_has,
    another_start_obeys_what_was_kept,
);

async fn administrator(house: &TestHouse) -> Member {
    house.member("adam", &[Role::Administrator]).await
}

fn draft(setting: LiveSetting, value: Option<&str>, n_read: i64) -> SettingDraft {
    SettingDraft { setting, value: value.map(str::to_owned), n_read, note: String::new() }
}

async fn setting(house: &TestHouse, by: &Member, setting: LiveSetting) -> HouseSetting {
    let found = house.desk.house_settings(&by.actor).await.unwrap();
    found.settings.into_iter().find(|found| found.setting == setting).unwrap()
}

/// A case with an engineer who has it, and one reply of theirs on hold; returns for how long, in seconds.
async fn hold_of_a_reply(house: &TestHouse, by: &Member, number: CaseNumber) -> i64 {
    let page = house.desk.show(&by.actor, number).await.unwrap();
    let n_seen = Some(page.view.case.n_messages);
    let reply = ReplyDraft { text: Personal::new("Done.".to_owned()), n_seen };
    house.desk.reply(&by.actor, number, reply).await.unwrap();
    let page = house.desk.show(&by.actor, number).await.unwrap();
    let delivery = &page.messages.last().unwrap().deliveries[0].delivery;
    delivery.leaves_at.duration_since(house.clock.now()).as_secs()
}

async fn case(house: &TestHouse) -> (CaseNumber, Member) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    (number, egon)
}

fn words<T: std::fmt::Debug>(done: Result<T, DeskError>) -> String {
    match done {
        Err(DeskError::Invalid { words, .. }) => words,
        done => panic!("{done:?}"),
    }
}

async fn a_changed_setting_is_obeyed_at_once_and_taken_back(house: TestHouse) {
    let adam = administrator(&house).await;
    let (number, egon) = case(&house).await;
    assert_eq!(hold_of_a_reply(&house, &egon, number).await, 15);
    let undo = LiveSetting::UndoSecs;
    let longer =
        SettingDraft { note: "People notice late.".to_owned(), ..draft(undo, Some(" 60 "), 0) };
    house.desk.change_setting(&adam.actor, longer).await.unwrap();
    assert_eq!(hold_of_a_reply(&house, &egon, number).await, 60, "no restart was needed");
    let kept = setting(&house, &adam, undo).await;
    assert_eq!((kept.value.as_str(), kept.own.as_deref(), kept.n_last), ("60", Some("60"), 1));
    house.desk.change_setting(&adam.actor, draft(undo, Some("90"), 1)).await.unwrap();

    house.desk.undo_setting_change(&adam.actor, 2).await.unwrap();
    assert_eq!(hold_of_a_reply(&house, &egon, number).await, 60);
    let again = house.desk.undo_setting_change(&adam.actor, 2).await;
    assert!(matches!(again, Err(DeskError::Conflict { .. })), "{again:?}");
    house.desk.change_setting(&adam.actor, draft(undo, None, 3)).await.unwrap();
    assert_eq!(hold_of_a_reply(&house, &egon, number).await, 15, "as it comes");

    let changes = house.desk.house_settings(&adam.actor).await.unwrap().changes;
    let told: Vec<_> = changes
        .iter()
        .map(|change| {
            (
                change.number,
                change.before.as_deref(),
                change.value.as_deref(),
                change.reverts,
                change.is_last,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (4, Some("60"), None, None, true),
            (3, Some("90"), Some("60"), Some(2), false),
            (2, Some("60"), Some("90"), None, false),
            (1, None, Some("60"), None, false),
        ]
    );
    assert_eq!(changes[3].note, "People notice late.");
    assert_eq!(changes[3].who.as_ref().unwrap().id, adam.staff.id);
    while house.desk.sequence().await.unwrap() > 0 {}
    let filter = EntryFilter { act: Some(Act::SettingChange), n_max: 10, ..EntryFilter::default() };
    let rows = house.db.read().await.unwrap().entries(&filter).await.unwrap();
    let done = rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap());
    assert_eq!(done.filter(|entry| entry.outcome == Outcome::Done).count(), 4);
}

async fn a_change_is_of_what_was_read(house: TestHouse) {
    let adam = administrator(&house).await;
    let undo = LiveSetting::UndoSecs;
    let first = house.desk.change_setting(&adam.actor, draft(undo, Some("20"), 0));
    let second = house.desk.change_setting(&adam.actor, draft(undo, Some("30"), 0));
    let (first, second) = tokio::join!(first, second);
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let lost = first.and(second).unwrap_err();
    assert!(matches!(lost, DeskError::Conflict { .. }), "{lost:?}");
    // What others changed meanwhile does not matter.
    house
        .desk
        .change_setting(&adam.actor, draft(LiveSetting::PageCases, Some("20"), 0))
        .await
        .unwrap();
    house.desk.change_setting(&adam.actor, draft(undo, Some("40"), 1)).await.unwrap();
    assert_eq!(house.desk.live_settings().undo_secs, 40);
}

async fn what_is_wrong_is_not_kept(house: TestHouse) {
    let adam = administrator(&house).await;
    let undo = LiveSetting::UndoSecs;
    let wrong = house.desk.change_setting(&adam.actor, draft(undo, Some("3601"), 0)).await;
    assert_eq!(words(wrong), "a whole number from 0 to 3600 is right");
    let same = house.desk.change_setting(&adam.actor, draft(undo, None, 0)).await;
    assert!(words(same).contains("already"));
    let long = SettingDraft { note: "x".repeat(201), ..draft(undo, Some("30"), 0) };
    assert!(words(house.desk.change_setting(&adam.actor, long).await).contains("200"));
    assert_eq!(house.desk.live_settings().undo_secs, 15);
    let none = house.desk.undo_setting_change(&adam.actor, 1).await;
    assert!(matches!(none, Err(DeskError::NotFound)), "{none:?}");
    // Looks on one's own account are raised here only so far; what is less is.
    let looks = LiveSetting::SelfLooksPerDayMax;
    let many = house.desk.change_setting(&adam.actor, draft(looks, Some("101"), 0)).await;
    assert!(words(many).contains("at most 100 here"));
    house.desk.change_setting(&adam.actor, draft(looks, Some("100"), 0)).await.unwrap();
    house.desk.change_setting(&adam.actor, draft(looks, Some("5"), 1)).await.unwrap();
}

async fn others_see_and_change_nothing(house: TestHouse) {
    administrator(&house).await;
    let syd = house.member("syd", &[Role::SystemAdministrator]).await;
    let lea = house.member("lea", &[Role::TeamLeader]).await;
    let change = draft(LiveSetting::UndoSecs, Some("0"), 0);
    assert!(!house.desk.house_settings(&syd.actor).await.unwrap().may_change);
    let done = house.desk.change_setting(&Actor::Founder, change.clone()).await;
    assert!(matches!(done, Err(DeskError::NotFound)), "{done:?}");
    for who in [&syd.actor, &lea.actor, &Actor::Visitor] {
        let done = house.desk.change_setting(who, change.clone()).await;
        assert!(matches!(done, Err(DeskError::Denied(_))), "{who:?}: {done:?}");
    }
    for done in [
        house.desk.house_settings(&lea.actor).await.map(drop),
        house.desk.traffic(&lea.actor).await.map(drop),
        house.desk.queue_rooms(&lea.actor).await.map(drop),
        house.desk.retry_deliveries(&lea.actor).await.map(drop),
        house.desk.look_over_house(&lea.actor).await,
    ] {
        assert!(matches!(done, Err(DeskError::Denied(_))), "{done:?}");
    }
    assert_eq!(house.desk.live_settings().undo_secs, 15);
}

fn known_as(member: &Member, identity: Identity) -> Actor {
    let Actor::Staff(staff) = member.actor.clone() else { panic!("a member") };
    Actor::Staff(model::StaffActor { identity, ..staff })
}

async fn the_staff_are_held_back_from_the_moment_on(house: TestHouse) {
    let adam = administrator(&house).await;
    let (number, egon) = case(&house).await;
    let level = LiveSetting::StaffLevel;
    let strong = draft(level, Some("strong"), 0);
    let refused = house.desk.change_setting(&adam.actor, strong.clone()).await;
    assert!(words(refused).contains("nobody might be let in"), "by a link alone");
    house.desk.show(&egon.actor, number).await.unwrap();

    let known = known_as(&adam, Identity::Strong);
    house.desk.change_setting(&known, strong).await.unwrap();
    let held_back = house.desk.show(&egon.actor, number).await;
    assert!(matches!(held_back, Err(DeskError::Denied(_))), "{held_back:?}");
    house.desk.show(&known_as(&egon, Identity::Strong), number).await.unwrap();
    // One session asks for more; for less than the house has, none does.
    let less = house.desk.change_setting(&known, draft(level, None, 1)).await;
    assert!(words(less).contains("chancery.toml"));
    assert!(house.desk.show(&egon.actor, number).await.is_err());
    assert!(matches!(egon.staff.via, Via::Session(_)));
}

async fn a_page_of_the_board_is_as_long_as_the_house_says(house: TestHouse) {
    let adam = administrator(&house).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    for n in 0..12 {
        let mut mail =
            mail_from("Jana", &format!("jana{n}@mail.example"), "Help", &"word ".repeat(n + 1));
        mail.message_id = Some(format!("{n}@sender.example"));
        mail.recipients = vec![model::Address::parse("triage@desk.example").unwrap()];
        house.mail(mail).await;
    }
    assert_eq!(
        house.desk.board(&tessa.actor, BoardFilter::default()).await.unwrap().cases.len(),
        12
    );
    let ten = draft(LiveSetting::PageCases, Some("10"), 0);
    house.desk.change_setting(&adam.actor, ten).await.unwrap();
    let page = house.desk.board(&tessa.actor, BoardFilter::default()).await.unwrap();
    assert_eq!((page.cases.len(), page.next.is_some()), (10, true));
}

async fn what_waits_is_counted_and_tried_now(house: TestHouse) {
    let adam = administrator(&house).await;
    let (number, egon) = case(&house).await;
    hold_of_a_reply(&house, &egon, number).await;
    house.wait_secs(16);
    for departure in house.desk.departures().await.unwrap() {
        let fault = DepartureFault { is_permanent: false, status: "4.4.1".to_owned() };
        house.desk.departed(departure.id, Err(fault)).await.unwrap();
    }
    assert!(house.desk.departures().await.unwrap().is_empty(), "they wait");
    let traffic = house.desk.traffic(&adam.actor).await.unwrap();
    assert_eq!(traffic.waiting.len(), 1);
    assert_eq!((traffic.waiting[0].state, traffic.waiting[0].n), (DeliveryState::Deferred, 2));
    assert_eq!(traffic.waiting[0].status.as_deref(), Some("4.4.1"));
    assert!(traffic.may_retry && traffic.failed.is_empty() && traffic.last_intake_at.is_some());

    assert_eq!(house.desk.retry_deliveries(&adam.actor).await.unwrap(), 2);
    let departures = house.desk.departures().await.unwrap();
    assert_eq!(departures.len(), 2, "nobody waited");
    for departure in departures {
        let fault = DepartureFault { is_permanent: true, status: "5.1.1".to_owned() };
        house.desk.departed(departure.id, Err(fault)).await.unwrap();
    }
    let traffic = house.desk.traffic(&adam.actor).await.unwrap();
    assert_eq!((traffic.waiting.len(), traffic.failed[0].n), (0, 2));
    house.wait_secs(8 * 86_400);
    assert!(
        house.desk.traffic(&known_as(&adam, Identity::SignedIn)).await.unwrap().failed.is_empty()
    );
}

async fn a_queue_without_staff_is_seen(house: TestHouse) {
    let adam = administrator(&house).await;
    let (_, _) = case(&house).await;
    let rooms = house.desk.queue_rooms(&adam.actor).await.unwrap();
    let room = |name: &str| rooms.iter().find(|room| room.queue.name.as_str() == name).unwrap();
    assert!(room("systems").is_deserted(), "no system administrator is there");
    let support = room("support");
    assert!(!support.is_deserted());
    assert_eq!((support.n_open, support.n_staff), (1, 1));
    assert_eq!(support.staff, [(Role::SupportEngineer, 1), (Role::TeamLeader, 0)]);
    assert_eq!(support.address, "support@desk.example");
    let name = QueueName::parse("systems").unwrap();
    let retired = QueueDraft {
        name: name.clone(),
        first_response_secs: 60,
        roles: [Role::SystemAdministrator].into(),
        is_active: false,
    };
    house.desk.update_queue(&adam.actor, &name, retired).await.unwrap();
    let rooms = house.desk.queue_rooms(&adam.actor).await.unwrap();
    assert!(!rooms.iter().any(|room| room.queue.name == name && room.is_deserted()));
}

async fn a_queue_gets_no_name_that_another_has(house: TestHouse) {
    let adam = administrator(&house).await;
    let name = |name: &str| QueueName::parse(name).unwrap();
    let draft = QueueDraft {
        name: name("support"),
        first_response_secs: 60,
        roles: [Role::Triage].into(),
        is_active: true,
    };
    let done = house.desk.update_queue(&adam.actor, &name("help"), draft.clone()).await;
    assert_eq!(words(done), "there is a queue of this name");
    house.desk.update_queue(&adam.actor, &name("support"), draft).await.unwrap();
}

async fn another_start_obeys_what_was_kept(house: TestHouse) {
    let adam = administrator(&house).await;
    house
        .desk
        .change_setting(&adam.actor, draft(LiveSetting::UndoSecs, Some("60"), 0))
        .await
        .unwrap();
    house
        .desk
        .change_setting(&adam.actor, draft(LiveSetting::PageCases, Some("20"), 0))
        .await
        .unwrap();
    let mut config = house.desk.settings().clone();
    let place = "chancery.toml, line 2".to_owned();
    config.pinned = [(LiveSetting::PageCases, place)].into();
    config.page_cases = 100;
    let TestHouse { dir, url, database, desk, db, vault, sign_in, .. } = house;
    drop((desk, vault, sign_in));
    db.close().await;
    let house = TestHouse::open(dir, url, database, config, 8).await;
    let settings = house.desk.live_settings();
    assert_eq!(settings.undo_secs, 60);
    assert_eq!(settings.page_cases, 100, "the file outranks the house");
    let found = house.desk.house_settings(&adam.actor).await.unwrap();
    let page = found.settings.iter().find(|found| found.setting == LiveSetting::PageCases).unwrap();
    assert_eq!((page.value.as_str(), page.own.as_deref()), ("100", Some("20")));
    assert_eq!(page.pin.as_deref(), Some("chancery.toml, line 2"));
    let pinned =
        house.desk.change_setting(&adam.actor, draft(LiveSetting::PageCases, Some("30"), 2)).await;
    assert!(words(pinned).contains("chancery.toml, line 2"));
}
