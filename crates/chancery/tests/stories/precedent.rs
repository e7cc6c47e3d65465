//! A name change by precedent: one ruling stands for a class of cases, and a case of another class is not served by it.

use serde_json::json;
use testkit::Chromium;

use crate::{
    api::text,
    console::{Console, taken_there},
    ground::Ground,
    house::House,
    stories,
    tribunal::{Direction, Tribunal},
};

const JANA: (&str, &str) = ("Jana Nováková", "jana.novakova@customer.example");
const PETR: (&str, &str) = ("Petr Dvořák", "petr.dvorak@customer.example");
const OLGA: (&str, &str) = ("Olga Malá", "olga.mala@customer.example");

/// Any support engineer changes the name of whoever asks for it, in every request of the queue.
const CHANGE_NAMES: Direction = Direction {
    act: ("field.edit", "change this for this person"),
    field: "name",
    is_about_respondent: false,
    n_uses: "20",
    precedent: Some("support"),
};

stories!(a_name_change_in_chromium, a_name_change_through_the_api);

struct Names {
    ground: Ground,
    tribunal: Tribunal,
    console: Console,
    first: String,
}

async fn a_name_change_in_chromium(house: House) {
    let Names { ground, tribunal, console, first } = begins(house).await;
    let egon = ground.desk_of(&ground.egon).await;
    egon.go(&format!("/cases/{first}")).await;
    egon.sees(&["Name", "held in another system", "You may not change it"]).await;
    egon_files(&egon, &first).await;
    let dispute = tribunal.waiting().await;
    drop(tribunal.takes_there(&ground, &tribunal.cleo, &dispute).await);
    let arno = tribunal.takes_there(&ground, &tribunal.arno, &dispute).await;
    CHANGE_NAMES.ruled(&arno, &dispute).await;
    arno.sees(&["in every request in support, as a precedent, fields name; 20 uses"]).await;
    drop(arno);
    changes_name(&egon, &first, "jana", "Jana Svobodová").await;

    let later = ground.request(PETR, "My new name", "I married.").await;
    console.add("petr", &ground.person(PETR.1).await);
    changes_name(&egon, &later, "petr", "Petr Svoboda").await;
    assert_eq!(console.sql("select name from accounts"), "Jana Svobodová\nPetr Svoboda");
    let other = other_class(&ground).await;
    egon.go(&format!("/cases/{other}")).await;
    egon.sees(&["Name", "You may not change it"]).await;
    egon.misses(&["Take it there"]).await;
    egon.go("/authorities").await;
    egon.sees(&[&format!("Precedent {dispute}/r1"), "for every case of its class", "used 2 of 20"])
        .await;
    drop(egon);
    let mut petr = ground.visitor(PETR.1).await;
    petr.get("/me/looks").await.shows(&["changed Name in accounts", &later]);
    nothing_else_was_filed(&tribunal, &dispute).await;
    ground.ends_sound();
}

async fn a_name_change_through_the_api(house: House) {
    let Names { ground, tribunal, console, first } = begins(house).await;
    let egon = &ground.egon.api;
    let fields = egon.read(&format!("/cases/{first}/fields")).await;
    let name = fields["fields"].as_array().unwrap().iter().find(|one| one["key"] == "name");
    let edit = &name.unwrap()["rights"][1];
    assert_eq!((text(edit, "act"), &edit["is_allowed"]), ("field.edit", &json!(false)), "{edit}");
    let dispute = files(&ground, &first).await;
    tribunal.sits(&dispute).await;
    let mut arno = ground.visit_of(&tribunal.arno).await;
    CHANGE_NAMES.ruled_plainly(&mut arno, &dispute).await;
    let held = egon.read("/authorities").await;
    let id = text(&held["authorities"][0], "id").to_owned();
    // Only who is signed in takes it elsewhere: a program has no place where it could be.
    let mut desk = ground.visit_of(&ground.egon).await;
    let mut change = async |login: &str, number: &str, field: &str, value: &str| {
        let token = taken_there(&mut desk, &id).await;
        let form = [
            ("presentation", token.as_str()),
            ("case", number),
            ("login", login),
            ("field", field),
            ("value", value),
        ];
        console.change(&form).await
    };
    let changed = change("jana", &first, "name", "Jana Svobodová").await;
    assert_eq!(changed.status, 200, "{changed:?} {}", console.log());

    let later = ground.request(PETR, "My new name", "I married.").await;
    console.add("petr", &ground.person(PETR.1).await);
    let changed = change("petr", &later, "name", "Petr Svoboda").await;
    assert_eq!(changed.status, 200, "{changed:?} {}", console.log());
    // Not another field, neither there nor here, and not whoever else writes in it.
    let other_field = change("petr", &later, "passphrase", "correct horse battery").await;
    assert_eq!(other_field.status, 403, "{other_field:?}");
    assert!(other_field.text.contains("for something else than was asked"), "{other_field:?}");
    let born = egon.change_field(&later, "date_of_birth", "1981-03-04", 0).await;
    assert_eq!(born.status, 403, "{born:?}");
    let other = other_class(&ground).await;
    console.add("olga", &ground.person(OLGA.1).await);
    let refused = change("olga", &other, "name", "Olga Velká").await;
    assert_eq!(refused.status, 403, "{refused:?}");
    let words = "The house refuses: This authority is for cases of another kind or queue.";
    assert!(refused.text.contains(words), "{refused:?}");
    let names = console.sql("select name from accounts order by login");
    assert_eq!(names, "Jana Svobodová\nAlice Example\nPetr Svoboda");
    let held = egon.read("/authorities").await;
    let held = &held["authorities"][0];
    assert_eq!((text(held, "kind"), &held["n_used"]), ("precedent", &json!(2)), "{held}");
    assert_eq!(text(held, "source"), format!("{dispute}/r1"), "{held}");
    nothing_else_was_filed(&tribunal, &dispute).await;
    ground.ends_sound();
}

/// Names are held in the console, with the account.
async fn begins(mut house: House) -> Names {
    let (console, settings) = Console::beside(&mut house);
    let ground = Ground::lay_with(house, &settings).await;
    let tribunal = Tribunal::of(&ground);
    let first = ground.request(JANA, "Name change after marriage", "Please change my name.").await;
    console.add("jana", &ground.person(JANA.1).await);
    Names { ground, tribunal, console, first }
}

/// Egon files it for the requester on the page of the case.
async fn egon_files(egon: &Chromium, number: &str) {
    egon.go(&format!("/cases/{number}/dispute")).await;
    egon.tick("the requester, who asked for it", true).await;
    egon.fill("What happened?", "I married, and nobody changes my name.").await;
    egon.choose("Their role here, where it is not one person", "support engineer").await;
    egon.fill("What is to be done about it?", "Change it.").await;
    egon.press("File it").await;
    egon.sees(&["The dispute is filed"]).await;
}

/// The same by a program.
async fn files(ground: &Ground, number: &str) -> String {
    let filing = json!({
        "complaint": "I married, and nobody changes my name.", "respondent_role": "support_engineer",
        "relief": "Change it.", "claimant": "requester",
    });
    let filed = ground.egon.api.make(&format!("/cases/{number}/dispute"), filing).await;
    text(&filed, "number").to_owned()
}

/// The same question in another queue: Egon works there, too.
async fn other_class(ground: &Ground) -> String {
    let number = ground.request(OLGA, "My name", "I would like another one.").await;
    ground.egon.api.move_case(&number, "help").await;
    number
}

/// The authority goes to the console by the page's own button; there Egon says the rest.
async fn changes_name(egon: &Chromium, number: &str, login: &str, name: &str) {
    egon.go(&format!("/cases/{number}")).await;
    egon.press("Take it there").await;
    egon.sees(&["made out to you and to accounts alone"]).await;
    egon.press("Go to accounts with it").await;
    egon.fill("Case number", number).await;
    egon.fill("Account", login).await;
    egon.choose("What", "Name").await;
    egon.fill("New value", name).await;
    egon.press("Change").await;
    egon.sees(&[&format!("Changed: name of {login}")]).await;
}

async fn nothing_else_was_filed(tribunal: &Tribunal, dispute: &str) {
    let board = tribunal.arno.api.read("/disputes").await;
    assert_eq!(board["waiting"], json!([]), "{board}");
    assert!(board.to_string().matches("\"number\"").count() == 1, "{dispute} alone: {board}");
}
