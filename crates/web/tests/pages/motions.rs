//! Authority by motion and meetings in person, by browser: moved or said by one, read and approved by another.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use desk::{Deed, HolderDraft, MandateDraft};
use model::{Act, Address, Clock, Role};
use testkit::house::{Member, TestHouse, mail_from};

use crate::{
    authority::{App, hidden},
    browser::{Browser, Page, site},
};

struct World {
    house: TestHouse,
    bela: Member,
    bora: Member,
    egon: Member,
    ema: Member,
    sid: Member,
    number: String,
}

impl World {
    async fn open() -> Self {
        let house = TestHouse::sqlite().await;
        let bela = house.member("bela", &[Role::BoardMember]).await;
        let bora = house.member("bora", &[Role::BoardMember]).await;
        let egon = house.member("egon", &[Role::SupportEngineer]).await;
        let ema = house.member("ema", &[Role::SupportEngineer]).await;
        let tessa = house.member("tessa", &[Role::Triage]).await;
        let sid = house.member("sid", &[Role::SystemAdministrator]).await;
        for member in [&bela, &bora] {
            house.desk.join_board(&member.actor).await.unwrap();
        }
        let mail = mail_from("Jana", "jana@mail.example", "Help", "It is Jana Nováková.");
        let number = house.number(house.mail(mail).await).await;
        house.give(number, &tessa, &egon).await;
        Self { house, bela, bora, egon, ema, sid, number: number.to_string() }
    }

    async fn as_member(&self, member: &Member) -> Browser {
        Browser::of_member(&self.house, &site(&self.house), member).await
    }

    fn day(&self, n: i64) -> String {
        let at = self.house.clock.now() + jiff::SignedDuration::from_hours(24 * n);
        at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
    }
}

fn path_of(page: &Page) -> String {
    page.to().split('?').next().unwrap().to_owned()
}

fn motion<'a>(
    from: &'a str,
    until: &'a str,
    case: &'a str,
    kind: &'a str,
) -> [(&'a str, &'a str); 7] {
    [
        ("holder", "role:support_engineer"),
        ("acts", "message.unseal"),
        ("from", from),
        ("until", until),
        ("case", case),
        ("kind", kind),
        ("uses", "3"),
    ]
}

#[tokio::test]
async fn authority_is_moved_seconded_given_and_taken_back() {
    let world = World::open().await;
    let bela = world.as_member(&world.bela).await;
    let bora = world.as_member(&world.bora).await;
    bela.get("/motions").await.is(StatusCode::OK).shows(&["/motions/new"]);
    bela.get("/motions/new").await.is(StatusCode::OK).shows(&["role:support_engineer"]);
    let (last_week, later) = (world.day(-7), world.day(88));
    // What could be seconded and never given is refused while it is worded.
    let long = bela.post("/motions", &motion(&last_week, &later, "", "request")).await;
    long.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["at most 90 days later", "role=\"alert\""]);
    let nowhere = bela.post("/motions", &motion("", &later, "s20201121.1", "")).await;
    nowhere.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["there is no case of this number"]);
    let moved = bela.post("/motions", &motion("", &later, "", "request")).await;
    let path = path_of(&moved);

    let shown = bora.get(&path).await;
    shown.is(StatusCode::OK).shows(&["Approve exactly this", "open"]);
    let digest = hidden(&shown.html, "digest");
    let done = bora.post(&format!("{path}/approval"), &[("digest", &digest)]).await;
    assert_eq!(done.to(), format!("{path}?done=approved"));
    bora.get(&format!("{path}/grant")).await.is(StatusCode::NOT_FOUND);

    let app = App::set_up(&world.house, &bela).await;
    let grant = format!("{path}/grant");
    bela.get(&path).await.shows(&[&grant]);
    bela.get(&grant).await.is(StatusCode::OK).shows(&["Give it"]);
    let wrong = bela.post(&grant, &[("code", "000000")]).await;
    wrong.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["proof-error"]);
    let code = app.code(&world.house);
    let given = bela.post(&grant, &[("code", &code)]).await;
    assert_eq!(given.to(), format!("{path}?done=carried_out"));

    // The list says which class it reaches, to whoever may take it back.
    let list = bora.get("/motions").await;
    list.shows(&["in every request", "Take it back"]);
    let take_back = list.action("/withdrawal");
    let done = bora.post(&take_back, &[]).await;
    assert_eq!(done.to(), "/motions?done=withdrawn");
    bora.get("/motions").await.shows(&["No longer in force"]).hides(&["/withdrawal"]);
    let egon = world.as_member(&world.egon).await;
    egon.get("/motions").await.is(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_second_of_a_meeting_reads_who_was_met() {
    let world = World::open().await;
    let jana = Address::parse("jana@mail.example").unwrap();
    let jana = world.house.vault.find_person(&jana).unwrap().unwrap();
    let client = Browser::signed_in(&world.house, &site(&world.house), jana).await;
    App::set_up(&world.house, &client).await;
    world.house.wait_secs(2 * 86_400);
    let egon = world.as_member(&world.egon).await;
    let ema = world.as_member(&world.ema).await;
    let form = format!("/cases/{}/assurances", world.number);
    egon.get(&format!("{form}/new")).await.is(StatusCode::OK).shows(&["driving licence"]);
    let today = world.day(0);
    let said = |words: &'static str| {
        [
            ("met_on", today.as_str()),
            ("documents", "passport"),
            ("documents", "driving_licence"),
            ("words", words),
        ]
    };
    let wrong = egon.post(&form, &said("Passport 123456.")).await;
    wrong.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&[
        "aria-describedby=\"words-error\"",
        "id=\"words-error\"",
        "value=\"driving_licence\" checked",
    ]);
    let proposed = egon.post(&form, &said("In our office.")).await;
    let path = path_of(&proposed);
    ema.get("/approvals").await.shows(&[&path]).hides(&["In our office."]);
    let shown = ema.get(&path).await;
    let case = format!("<a href=\"/cases/{}\">the requester of {}</a>", world.number, world.number);
    shown.shows(&[&case, "a passport, a driving licence", "In our office."]);
    let digest = hidden(&shown.html, "digest");
    let done = ema.post(&format!("{path}/approval"), &[("digest", &digest)]).await;
    assert_eq!(done.to(), format!("{path}?done=carried_out"));
    ema.get(&path).await.hides(&["In our office."]);
    let client = Browser::signed_in(&world.house, &site(&world.house), jana).await;
    client.get("/me/assurances").await.shows(&["In our office.", "counts"]);
    let done = client.post("/me/assurances/ending", &[]).await;
    assert_eq!(done.to(), "/me/assurances?done=withdrawn");
    client.get("/me/assurances").await.shows(&["counts no more"]);
}

/// The board lets somebody read the case, three times.
async fn lets_read(world: &World, reader: &Member) {
    let (house, bela) = (&world.house, &world.bela.actor);
    let draft = MandateDraft {
        holder: HolderDraft::Staff(reader.staff.id),
        acts: [Act::CaseShow].into(),
        fields: BTreeSet::new(),
        case: Some(world.number.parse().unwrap()),
        class: None,
        not_before: None,
        expires_at: house.clock.now() + jiff::SignedDuration::from_hours(24),
        n_uses_max: 3,
    };
    let mandate = house.desk.mandate(bela, &draft).await.unwrap();
    let id = house.desk.propose(bela, &Deed::GiveAuthority(mandate)).await.unwrap();
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    house.desk.approve(&world.bora.actor, id, &row.digest).await.unwrap();
    let (_, digest) = house.desk.mandate_terms(bela, id).await.unwrap();
    let proof = house.prove(bela, digest).await;
    house.desk.complete_proved(bela, id, Some(&proof)).await.unwrap();
}

#[tokio::test]
async fn a_link_from_elsewhere_begins_no_reading() {
    let world = World::open().await;
    lets_read(&world, &world.sid).await;
    let n_used =
        async || world.house.desk.board_authorities(&world.bela.actor).await.unwrap()[0].n_used;
    let browser = world.as_member(&world.sid).await;
    let path = format!("/cases/{}", world.number);
    let led = [("sec-fetch-site", "cross-site")];
    for (method, headers) in [
        (Method::GET, &led),
        (Method::GET, &[("sec-purpose", "prefetch")]),
        (Method::HEAD, &[("accept", "*/*")]),
    ] {
        browser.send(method, &path, headers, String::new()).await.is(StatusCode::OK);
        assert_eq!(n_used().await, 0, "{headers:?}");
    }
    let asked = browser.send(Method::GET, &path, &led, String::new()).await;
    asked.shows(&["A link from elsewhere", &format!("href=\"{path}\"")]).hides(&["id=\"m1\""]);
    // Who goes on reads, and is on a visit then, wherever links come from.
    browser.get(&path).await.is(StatusCode::OK).shows(&["id=\"m1\""]);
    assert_eq!(n_used().await, 1);
    let again = browser.send(Method::GET, &path, &led, String::new()).await;
    again.is(StatusCode::OK).shows(&["id=\"m1\""]);
    assert_eq!(n_used().await, 1);
    // Who sees it by right is asked nothing.
    let egon = world.as_member(&world.egon).await;
    let seen = egon.send(Method::GET, &path, &led, String::new()).await;
    seen.is(StatusCode::OK).shows(&["id=\"m1\""]);
}
