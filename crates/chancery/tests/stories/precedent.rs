//! A name change by precedent: one ruling stands for a class of cases, and a case of another class is not served by it.

use serde_json::json;
use testkit::Chromium;

use crate::{
    api::text,
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

async fn a_name_change_in_chromium(house: House) {
    let (ground, tribunal, first) = begins(house).await;
    let egon = ground.desk_of(&ground.egon).await;
    egon.go(&format!("/cases/{first}/fields/name/edit")).await;
    egon.sees(&["only under an authority", "File a dispute"]).await;
    let dispute = files(&ground, &first).await;
    tribunal.sits(&dispute).await;
    let arno = ground.desk_of(&tribunal.arno).await;
    CHANGE_NAMES.ruled(&arno, &dispute).await;
    arno.sees(&["in every request in support, as a precedent, fields name; 20 uses"]).await;
    drop(arno);
    changes_name(&egon, &first, "Jana Svobodová").await;

    let later = ground.request(PETR, "My new name", "I married.").await;
    changes_name(&egon, &later, "Petr Svoboda").await;
    let other = other_class(&ground).await;
    egon.go(&format!("/cases/{other}/fields/name/edit")).await;
    egon.sees(&["This authority is for cases of another kind or queue."]).await;
    egon.go("/authorities").await;
    egon.sees(&[&format!("Precedent {dispute}/r1"), "for every case of its class", "used 2 of 20"])
        .await;
    drop(egon);
    let mut petr = ground.visitor(PETR.1).await;
    petr.get("/me/fields").await.shows(&["Petr Svoboda"]);
    petr.get("/me/looks").await.shows(&["changed Name", &later]);
    nothing_else_was_filed(&tribunal, &dispute).await;
    ground.ends_sound();
}

async fn a_name_change_through_the_api(house: House) {
    let (ground, tribunal, first) = begins(house).await;
    let egon = &ground.egon.api;
    let early = egon.change_field(&first, "name", "Jana Svobodová", 0).await;
    assert_eq!(early.status, 403, "{early:?}");
    let dispute = files(&ground, &first).await;
    tribunal.sits(&dispute).await;
    let mut arno = ground.visit_of(&tribunal.arno).await;
    CHANGE_NAMES.ruled_plainly(&mut arno, &dispute).await;
    let changed = egon.change_field(&first, "name", "Jana Svobodová", 0).await;
    assert_eq!(changed.status, 204, "{changed:?}");

    let later = ground.request(PETR, "My new name", "I married.").await;
    let changed = egon.change_field(&later, "name", "Petr Svoboda", 0).await;
    assert_eq!(changed.status, 204, "{changed:?}");
    // Not another field, and not whoever else writes in it.
    let born = egon.change_field(&later, "date_of_birth", "1981-03-04", 0).await;
    assert_eq!(born.status, 403, "{born:?}");
    let other = other_class(&ground).await;
    let refused = egon.change_field(&other, "name", "Olga Velká", 0).await;
    assert_eq!(refused.status, 403, "{refused:?}");
    let detail = text(&refused.body, "detail");
    assert!(detail.contains("This authority is for cases of another kind or queue."), "{detail}");
    let held = egon.read("/authorities").await;
    let held = &held["authorities"][0];
    assert_eq!((text(held, "kind"), &held["n_used"]), ("precedent", &json!(2)), "{held}");
    assert_eq!(text(held, "source"), format!("{dispute}/r1"), "{held}");
    nothing_else_was_filed(&tribunal, &dispute).await;
    ground.ends_sound();
}

async fn begins(house: House) -> (Ground, Tribunal, String) {
    let ground = Ground::lay(house).await;
    let tribunal = Tribunal::of(&ground);
    let first = ground.request(JANA, "Name change after marriage", "Please change my name.").await;
    (ground, tribunal, first)
}

/// Egon files a dispute for the requester.
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

async fn changes_name(egon: &Chromium, number: &str, name: &str) {
    egon.go(&format!("/cases/{number}")).await;
    egon.follow("Change Name").await;
    egon.sees(&["Change Name", "A ruling that stands for cases of this class"]).await;
    egon.fill("The new value", name).await;
    egon.press("Change it").await;
    egon.sees(&["It is changed, on record, and shown to the person."]).await;
}

async fn nothing_else_was_filed(tribunal: &Tribunal, dispute: &str) {
    let board = tribunal.arno.api.read("/disputes").await;
    assert_eq!(board["waiting"], json!([]), "{board}");
    assert!(board.to_string().matches("\"number\"").count() == 1, "{dispute} alone: {board}");
}
