//! Destinations and handovers on their pages; all without JavaScript.

use axum::http::StatusCode;
use model::{CaseNumber, Role};
use testkit::house::{Member, TestHouse, mail_from};

use crate::browser::{Browser, Page, site};

struct World {
    house: TestHouse,
    tessa: Member,
    sam: Member,
    ada: Member,
    number: CaseNumber,
}

async fn world() -> World {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let sam = house.member("sam", &[Role::SystemAdministrator]).await;
    let ada = house.member("ada", &[Role::Administrator]).await;
    let mail = mail_from("Jana Novak", "jana@mail.example", "No link", "I get no link at all.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &tessa).await;
    World { house, tessa, sam, ada, number }
}

impl World {
    async fn as_member(&self, member: &Member) -> Browser {
        Browser::of_member(&self.house, &site(&self.house), member).await
    }

    async fn id(&self) -> String {
        let found = self.house.desk.destinations(&self.ada.actor).await.unwrap();
        found[0].destination.id.to_string()
    }
}

async fn made(browser: &Browser, target: &str, address: &str) -> Page {
    let fields = [
        ("name", "Machines"),
        ("purpose", "What the machines have to do with."),
        ("target", target),
        ("address", address),
        ("audience", "personal"),
        ("amount", "4"),
        ("unit", "hours"),
        ("version", "0"),
    ];
    browser.post("/destinations", &fields).await
}

#[tokio::test]
async fn a_case_goes_to_a_queue_that_accepts_it() {
    let world = world().await;
    let ada = world.as_member(&world.ada).await;
    ada.get("/destinations").await.shows(&["There are none yet", "Make a destination"]);
    let wrong = made(&ada, "", "").await;
    wrong.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["choose who it is", "Machines"]);
    let done = made(&ada, "queue:systems", "").await;
    assert_eq!(done.to(), "/destinations?done=destination_kept");
    ada.get("/destinations").await.shows(&["the queue systems", "4 hours"]);
    let id = world.id().await;

    let tessa = world.as_member(&world.tessa).await;
    let number = world.number;
    tessa.get("/destinations").await.shows(&["the queue systems"]).hides(&["/edit"]);
    tessa.get(&format!("/cases/{number}")).await.shows(&[
        "handover-destination",
        &id,
        "<button class=\"main\">Hand over</button>",
    ]);
    let path = format!("/cases/{number}/handovers");
    let empty = tessa.post(&path, &[("destination", &id), ("note", " ")]).await;
    empty.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["say it in up to 2000 characters"]);
    let note = "Jana Novak gets nothing; the gateway drops it.";
    let given = tessa.post(&path, &[("destination", &id), ("note", note)]).await;
    assert_eq!(given.to(), format!("/cases/{number}?done=handed_over"));
    tessa
        .get(given.to())
        .await
        .shows(&["On its way", "the gateway drops it", "Take back"])
        .hides(&["id=\"handover-destination\""]);
    tessa
        .get(&format!("/commands?case={number}"))
        .await
        .shows(&["Take the handover back", "/withdrawal\""])
        .hides(&["/handovers/new\"", "/acceptance\""]);
    tessa.get("/cases").await.shows(&["handed over to Machines"]);
    tessa.get("/handovers").await.shows(&["Handed over by you: 1"]);

    let sam = world.as_member(&world.sam).await;
    let page = sam.get("/handovers").await;
    page.shows(&["For you to accept: 1", "the gateway drops it"]).hides(&["Novak"]);
    let accepted = sam.post(&page.action("/acceptance"), &[]).await;
    assert_eq!(accepted.to(), format!("/cases/{number}?done=handover_accepted"));
    sam.get(accepted.to()).await.is(StatusCode::OK).shows(&["You accepted it"]);
    sam.get("/handovers").await.shows(&["Nothing is on its way"]);
}

#[tokio::test]
async fn what_leaves_the_house_is_shown_first() {
    let world = world().await;
    let ada = world.as_member(&world.ada).await;
    let wrong = made(&ada, "outside", "nowhere").await;
    wrong.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["value=\"nowhere\""]);
    made(&ada, "outside", "team@elsewhere.example").await;
    let id = world.id().await;
    let tessa = world.as_member(&world.tessa).await;
    let path = format!("/cases/{}/handovers", world.number);
    let note = ("note", "Their gateway drops our mail.");
    let bare = tessa.post(&path, &[("destination", &id), note]).await;
    bare.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["write what they are told"]);
    let words = ("words", "Please see\r\nwhat becomes of mail to Jana Novak.");
    let shown = tessa.post(&path, &[("destination", &id), note, words]).await;
    shown.is(StatusCode::OK).shows(&["This leaves for team@elsewhere.example", "name=\"seen\""]);
    // A browser sends what was seen with its ends of lines in two signs.
    let number = world.number;
    let headers = format!(
        "From: Chancery <chancery@desk.example>\r\nTo: team@elsewhere.example\r\n\
         Reply-To: support@desk.example\r\nSubject: {number}\r\n\r\n"
    );
    let seen = format!("{number}\r\n\r\nPlease see\r\nwhat becomes of mail to [person 1].\r\n");
    let seen = format!("{headers}{seen}");
    let other = tessa
        .post(&path, &[("destination", &id), note, ("words", "Another."), ("seen", &seen)])
        .await;
    other.is(StatusCode::OK).shows(&["This leaves for", "Another."]);
    // Where the destination became another address meanwhile, that is shown before anything leaves.
    let fields = [
        ("name", "Machines"),
        ("purpose", "What the machines have to do with."),
        ("target", "outside"),
        ("address", "other@elsewhere.example"),
        ("audience", "personal"),
        ("amount", "4"),
        ("unit", "hours"),
        ("version", "1"),
    ];
    ada.post(&format!("/destinations/{id}"), &fields).await;
    let moved = tessa.post(&path, &[("destination", &id), note, words, ("seen", &seen)]).await;
    moved.is(StatusCode::OK).shows(&["This leaves for other@elsewhere.example"]);
    let seen = seen.replace("team@", "other@");
    let given = tessa.post(&path, &[("destination", &id), note, words, ("seen", &seen)]).await;
    assert_eq!(given.to(), format!("/cases/{}?done=handed_over", world.number));
    let page = tessa.get("/handovers").await;
    page.shows(&["Handed over by you: 1", "has not left yet"]).hides(&["Novak"]);
    let taken = tessa.post(&page.action("/withdrawal"), &[]).await;
    assert_eq!(taken.to(), "/handovers?done=handover_withdrawn");
}

#[tokio::test]
async fn who_hands_over_a_case_that_has_changed_keeps_the_note_and_sends_it_once_more() {
    let world = world().await;
    let ada = world.as_member(&world.ada).await;
    made(&ada, "queue:systems", "").await;
    let id = world.id().await;
    let tessa = world.as_member(&world.tessa).await;
    let path = format!("/cases/{}/handovers", world.number);
    tessa.get(&format!("{path}/new")).await.is(StatusCode::OK);
    let note = ("note", "The gateway drops it.");
    let form = |version: &'static str| [("destination", &*id), note, ("version", version)];
    let late = tessa.post(&path, &form("0")).await;
    late.is(StatusCode::UNPROCESSABLE_ENTITY);
    late.shows(&["the case has changed since you began", "The gateway drops it.</textarea>"]);
    let rest = late.html.split("name=\"version\" value=\"").nth(1).unwrap();
    let version = rest.split('"').next().unwrap();
    let form = [("destination", &*id), note, ("version", version)];
    let done = tessa.post(&path, &form).await;
    assert_eq!(done.to(), format!("/cases/{}?done=handed_over", world.number));
}

#[tokio::test]
async fn why_a_case_was_declined_stands_in_its_history() {
    let world = world().await;
    let ada = world.as_member(&world.ada).await;
    made(&ada, "queue:systems", "").await;
    let id = world.id().await;
    let tessa = world.as_member(&world.tessa).await;
    let path = format!("/cases/{}/handovers", world.number);
    tessa.post(&path, &[("destination", &id), ("note", "The gateway drops it.")]).await;
    let sam = world.as_member(&world.sam).await;
    let page = sam.get("/handovers").await;
    sam.post(&page.action("/decline"), &[("reason", "The gateway is sound.")]).await;
    while world.house.desk.sequence().await.unwrap() > 0 {}
    let case = tessa.get(&format!("/cases/{}", world.number)).await;
    case.shows(&["declined the handover", "The gateway is sound."]);
}

#[tokio::test]
async fn a_destination_whose_member_left_is_still_corrected() {
    let world = world().await;
    let ada = world.as_member(&world.ada).await;
    made(&ada, &format!("member:{}", world.sam.staff.id), "").await;
    let id = world.id().await;
    world.house.desk.remove_staff(&model::Actor::Founder, world.sam.staff.id).await.unwrap();
    let page = ada.get(&format!("/destinations/{id}/edit")).await;
    page.shows(&["(not here any more)"]);
    let target = format!("member:{}", world.sam.staff.id);
    let fields = [
        ("name", "Machines of old"),
        ("purpose", "What the machines have to do with."),
        ("target", &*target),
        ("address", ""),
        ("audience", "personal"),
        ("amount", "4"),
        ("unit", "hours"),
        ("version", "1"),
    ];
    let done = ada.post(&format!("/destinations/{id}"), &fields).await;
    assert_eq!(done.to(), "/destinations?done=destination_kept");
}
