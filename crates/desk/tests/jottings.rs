//! Jottings: what is typed in a form is kept until it is sent, read by its writer alone, and dead with whom it is about.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use desk::{
    DeskError, JOTTING_CHARS_MAX, JOTTING_FIELDS_MAX, JOTTINGS_MAX, Jotted, Jotting, JottingFields,
};
use model::{
    Actor, Address, CaseNumber, JottingPlace, JottingSpot, Mailbox, PersonId, Personal, Role,
    SheetKind,
};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    what_is_typed_is_kept_and_found_again,
    a_stale_version_changes_nothing,
    what_is_sent_is_kept_no_more,
    a_jotting_is_its_writers_alone,
    only_who_may_send_keeps,
    it_goes_where_its_request_goes,
    it_comes_back_with_its_request,
    it_dies_with_its_writer,
    who_is_destroyed_is_gone_from_it,
    a_place_that_ends_takes_it_along,
    jottings_have_limits,
);

struct World {
    house: TestHouse,
    number: CaseNumber,
    jana: Actor,
    tessa: Member,
}

async fn world(house: TestHouse) -> World {
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Help", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    let jana = house.requester(person(&house, "jana@mail.example"));
    World { house, number, jana, tessa }
}

fn person(house: &TestHouse, address: &str) -> PersonId {
    house.vault.find_person(&Address::parse(address).unwrap()).unwrap().unwrap()
}

fn fields(list: &[(&str, &str)]) -> JottingFields {
    list.iter()
        .map(|(name, text)| ((*name).to_owned(), Personal::new((*text).to_owned())))
        .collect()
}

fn texts(jotting: &Jotting) -> Vec<&str> {
    jotting.fields.iter().map(|(_, text)| text.expose().as_str()).collect()
}

impl World {
    async fn keep(&self, spot: JottingSpot, text: &str, follows: Option<i64>) -> Jotted {
        let fields = fields(&[("text", text)]);
        self.house.desk.keep_jotting(&self.jana, spot, fields, follows).await.unwrap()
    }

    async fn kept(&self, spot: JottingSpot, text: &str, follows: Option<i64>) -> i64 {
        match self.keep(spot, text, follows).await {
            Jotted::Kept { version, .. } => version,
            other => panic!("{other:?}"),
        }
    }

    async fn found(&self, spot: JottingSpot) -> Option<String> {
        let found = self.house.desk.jotting(&self.jana, spot).await.unwrap();
        found.map(|found| texts(&found)[0].to_owned())
    }

    fn answer(&self) -> JottingSpot {
        JottingSpot::Answer(self.number)
    }
}

async fn what_is_typed_is_kept_and_found_again(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let words = "Dear all,\n\nI am Jana Nováková, jana@mail.example, +420 555 010 203. [person 1]";
    world.kept(world.answer(), words, None).await;
    assert_eq!(world.found(world.answer()).await.as_deref(), Some(words));
    // Several fields, each with its own places.
    let typed = [("subject", "Jana Nováková"), ("text", "jana@mail.example"), ("more", "x")];
    let new = JottingSpot::Request;
    desk.keep_jotting(&world.jana, new, fields(&typed), None).await.unwrap();
    let found = desk.jotting(&world.jana, new).await.unwrap().unwrap();
    assert_eq!(texts(&found), ["Jana Nováková", "jana@mail.example", "x"]);
    assert!(matches!(world.keep(new, " ", Some(found.version)).await, Jotted::Emptied));
    assert!(world.found(new).await.is_none());
    // Nor does a form say anything by what it comes with.
    let lena = world.house.member("lena", &[Role::TeamLeader]).await;
    let sheet = JottingSpot::Sheet(SheetKind::Template, None);
    let form = |text| fields(&[("number", "0"), ("language", "ces"), ("text", text)]);
    let kept = desk.keep_jotting(&lena.actor, sheet, form("Hello"), None).await.unwrap();
    let Jotted::Kept { version, .. } = kept else { panic!("{kept:?}") };
    let emptied = desk.keep_jotting(&lena.actor, sheet, form(""), Some(version)).await.unwrap();
    assert!(matches!(emptied, Jotted::Emptied), "{emptied:?}");
    // In the database stands none of it.
    let jana = person(&world.house, "jana@mail.example");
    let mut reader = world.house.db.read().await.unwrap();
    let rows = reader.jottings_of(jana, 9).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].place, JottingPlace::Answer);
    assert!(!rows[0].fields_sealed.windows(4).any(|bytes| bytes == b"Jana"));
}

async fn a_stale_version_changes_nothing(house: TestHouse) {
    let world = world(house).await;
    let first = world.kept(world.answer(), "One", None).await;
    let second = world.kept(world.answer(), "One two", Some(first)).await;
    // The same, by whichever window, is kept.
    assert_eq!(world.kept(world.answer(), "One two", Some(first)).await, second);
    match world.keep(world.answer(), "Other", Some(first)).await {
        Jotted::Overtaken(Some(kept)) => assert_eq!(texts(&kept), ["One two"]),
        other => panic!("{other:?}"),
    }
    assert!(matches!(world.keep(world.answer(), "", Some(second)).await, Jotted::Emptied));
    let gone = world.keep(world.answer(), "Other", Some(second)).await;
    assert!(matches!(gone, Jotted::Overtaken(None)), "{gone:?}");
}

async fn what_is_sent_is_kept_no_more(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let first = world.kept(world.answer(), "One", None).await;
    let second = world.kept(world.answer(), "One two", Some(first)).await;
    // Another window typed on meanwhile: that stays.
    desk.jotting_sent(&world.jana, world.answer(), first).await.unwrap();
    assert_eq!(world.found(world.answer()).await.as_deref(), Some("One two"));
    desk.jotting_sent(&world.tessa.actor, world.answer(), second).await.unwrap();
    assert!(world.found(world.answer()).await.is_some(), "that is hers");
    desk.jotting_sent(&world.jana, world.answer(), second).await.unwrap();
    assert!(world.found(world.answer()).await.is_none());
}

async fn a_jotting_is_its_writers_alone(house: TestHouse) {
    let world = world(house).await;
    world.kept(JottingSpot::Request, "Mine", None).await;
    let mail = mail_from("Bo", "bo@mail.example", "Other", "Please.");
    world.house.mail(mail).await;
    let bo = world.house.requester(person(&world.house, "bo@mail.example"));
    let desk = &world.house.desk;
    assert!(desk.jotting(&bo, JottingSpot::Request).await.unwrap().is_none());
    assert!(desk.jotting(&world.tessa.actor, JottingSpot::Request).await.unwrap().is_none());
    // Whose request it is alone writes in it, and finds nothing out by trying.
    let typed = fields(&[("text", "x")]);
    let done = desk.keep_jotting(&bo, world.answer(), typed.clone(), None).await;
    assert!(matches!(done, Err(DeskError::NotFound)), "{done:?}");
    let done = desk.keep_jotting(&Actor::Visitor, JottingSpot::Request, typed, None).await;
    assert!(matches!(done, Err(DeskError::NotFound)), "{done:?}");
}

async fn only_who_may_send_keeps(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let leader = world.house.member("lena", &[Role::TeamLeader]).await;
    let auditor = world.house.member("audun", &[Role::Auditor]).await;
    let typed = || fields(&[("text", "Dear {{ case.number }}")]);
    let new = JottingSpot::Sheet(SheetKind::Template, None);
    let refused = desk.keep_jotting(&auditor.actor, new, typed(), None).await;
    assert!(matches!(refused, Err(DeskError::NotFound)), "{refused:?}");
    desk.keep_jotting(&leader.actor, new, typed(), None).await.unwrap();
    assert!(desk.jotting(&leader.actor, new).await.unwrap().is_some());
    // A request is no dispute.
    for spot in [JottingSpot::Statement(world.number), JottingSpot::Ruling(world.number)] {
        let refused = desk.keep_jotting(&leader.actor, spot, typed(), None).await;
        assert!(matches!(refused, Err(DeskError::NotFound)), "{refused:?}");
    }
}

async fn it_goes_where_its_request_goes(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Again and again", "Please.");
    let other = world.house.number(world.house.mail(mail).await).await;
    for number in [world.number, other] {
        world.house.give(number, &world.tessa, &world.tessa).await;
    }
    let version = world.kept(world.answer(), "I am Jana Nováková", None).await;
    desk.merge(&world.tessa.actor, world.number, other).await.unwrap();
    for number in [world.number, other] {
        let found = world.found(JottingSpot::Answer(number)).await;
        assert_eq!(found.as_deref(), Some("I am Jana Nováková"), "{number}");
    }
    world.kept(JottingSpot::Answer(other), "I am Jana", Some(version)).await;
}

async fn it_comes_back_with_its_request(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Again and again", "Please.");
    let other = world.house.number(world.house.mail(mail).await).await;
    for number in [world.number, other] {
        world.house.give(number, &world.tessa, &world.tessa).await;
    }
    let host = JottingSpot::Answer(other);
    let version = world.kept(world.answer(), "To the first", None).await;
    let done = desk.merge(&world.tessa.actor, world.number, other).await.unwrap();
    // She types on where it is now, and it is still what she began for the first.
    let version = world.kept(host, "To the first of all", Some(version)).await;
    desk.separate(&world.tessa.actor, other, done.id).await.unwrap();
    assert_eq!(world.found(world.answer()).await.as_deref(), Some("To the first of all"));
    assert!(world.found(host).await.is_none(), "nothing that was meant for another");
    world.kept(world.answer(), "To the first again", Some(version)).await;
    // Where there are two, none hides the other for good: each stands in its own form, and the second where the first was sent.
    let second = world.kept(host, "To the second", None).await;
    desk.merge(&world.tessa.actor, world.number, other).await.unwrap();
    assert_eq!(world.found(world.answer()).await.as_deref(), Some("To the first again"));
    assert_eq!(world.found(host).await.as_deref(), Some("To the second"));
    desk.jotting_sent(&world.jana, host, second).await.unwrap();
    assert_eq!(world.found(host).await.as_deref(), Some("To the first again"));
}

async fn it_dies_with_its_writer(house: TestHouse) {
    let world = world(house).await;
    world.kept(world.answer(), "Mine", None).await;
    world.kept(JottingSpot::Request, "Mine, too", None).await;
    let jana = person(&world.house, "jana@mail.example");
    let address = Address::parse("jana@mail.example").unwrap();
    world.house.desk.destroy_person(&Actor::Founder, &address).await.unwrap();
    let mut reader = world.house.db.read().await.unwrap();
    assert!(reader.jottings_of(jana, 9).await.unwrap().is_empty());
}

async fn who_is_destroyed_is_gone_from_it(house: TestHouse) {
    let world = world(house).await;
    // Bo takes part in Jana's request.
    let bo = Mailbox {
        name: Some(Personal::new("Bo Berg".to_owned())),
        address: Address::parse("bo@mail.example").unwrap(),
    };
    let mut mail = mail_from("Jana Nováková", "jana@mail.example", "With Bo", "Bo knows.");
    mail.others = vec![bo];
    let number = world.house.number(world.house.mail(mail).await).await;
    world.kept(JottingSpot::Answer(number), "Ask Bo Berg, bo@mail.example", None).await;
    let address = Address::parse("bo@mail.example").unwrap();
    let bo = person(&world.house, "bo@mail.example");
    let stands = async || {
        let mut book = world.house.db.bookkeeping().await.unwrap();
        let stands = book.person_stands(bo).await.unwrap();
        book.commit().await.unwrap();
        stands
    };
    assert!(stands().await);
    world.house.desk.destroy_person(&Actor::Founder, &address).await.unwrap();
    assert!(world.found(JottingSpot::Answer(number)).await.is_none(), "it goes as a whole");
    // Words that were sealed while he was there are not kept after; new ones are.
    assert!(!stands().await);
    world.kept(JottingSpot::Answer(number), "Ask somebody else", None).await;
}

async fn a_place_that_ends_takes_it_along(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let leader = world.house.member("lena", &[Role::TeamLeader]).await;
    let new = JottingSpot::Sheet(SheetKind::Guide, None);
    desk.keep_jotting(&leader.actor, new, fields(&[("text", "1. x")]), None).await.unwrap();
    desk.remove_staff(&Actor::Founder, leader.staff.id).await.unwrap();
    // Nor does one come after, from a page that was asked for before.
    let late = desk.keep_jotting(&leader.actor, new, fields(&[("text", "1. x")]), None).await;
    assert!(matches!(late, Err(DeskError::Stale { .. })), "{late:?}");
    let mut reader = world.house.db.read().await.unwrap();
    assert!(reader.jottings_of(leader.staff.person_id, 9).await.unwrap().is_empty());
}

async fn jottings_have_limits(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let long = "x".repeat(JOTTING_CHARS_MAX);
    let many = vec![("d", "x"); JOTTING_FIELDS_MAX + 1];
    let too_many = [("characters", fields(&[("text", &long)])), ("fields", fields(&many))];
    for (of_what, typed) in too_many {
        let done = desk.keep_jotting(&world.jana, JottingSpot::Request, typed, None).await;
        let Err(DeskError::Invalid { field: "text", words }) = done else { panic!("{done:?}") };
        assert!(words.contains(&format!(" {of_what} are too many")), "{words}");
    }
    let mut last = None;
    for n in 0..=JOTTINGS_MAX {
        let words = "Please ".repeat(usize::try_from(n).unwrap() + 1);
        let mail = mail_from("Jana Nováková", "jana@mail.example", "Another", &words);
        let number = world.house.number(world.house.mail(mail).await).await;
        let spot = JottingSpot::Answer(number);
        last = Some(desk.keep_jotting(&world.jana, spot, fields(&[("text", "x")]), None).await);
        assert_eq!(last.as_ref().unwrap().is_err(), n == JOTTINGS_MAX, "{n}");
        world.house.wait_secs(3_600);
    }
    let last = last.unwrap();
    assert!(matches!(last, Err(DeskError::Invalid { field: "draft", .. })), "{last:?}");
}
