//! A supplier asks about a member: nobody here may say. It becomes a dispute, and a ruling lets one thing be told, once.

use serde_json::json;
use testkit::{Chromium, Screen};

use crate::{
    api::text,
    ground::{Ground, Member},
    house::House,
    stories,
    tribunal::{DECISION, Direction, Tribunal},
};

const JANA: (&str, &str) = ("Jana Nováková", "jana.novakova@customer.example");
const SUPPLIER: (&str, &str) = ("Orders", "orders@supplier.example");
const BIRTH: &str = "1981-03-04";
const QUESTION: &str = "Does anybody speak against it?";
const HER_ANSWER: &str = "They may know my birthday, nothing else.";

/// What the supplier may be told, and no more.
const TELL_ONCE: Direction = Direction {
    act: ("field.disclose", "tell this about this person"),
    field: "date_of_birth",
    is_about_respondent: true,
    n_uses: "1",
    precedent: None,
};

stories!(a_suppliers_question_in_chromium, a_suppliers_question_through_the_api);

async fn a_suppliers_question_in_chromium(house: House) {
    let (ground, tribunal, petra, number) = begins(house).await;
    let mut jana = ground.knows(JANA, "date_of_birth", BIRTH).await;
    let egon = ground.desk_of(&ground.egon).await;
    egon_asks_what_he_may_tell(&egon, &number).await;
    egon.sees(&[
        "Nothing is told to a supplier, a partner or an agency unless an arbitrator rules it.",
    ])
    .await;
    egon.misses(&[BIRTH, "Ask the member"]).await;
    egon_files_the_dispute(&egon).await;

    let dispute = tribunal.waiting().await;
    let arno = ground.desk_of(&tribunal.arno).await;
    arno_takes_his_seat(&arno, &dispute).await;
    let cleo = tribunal.takes_there(&ground, &tribunal.cleo, &dispute).await;
    cleo.fill("What you say", QUESTION).await;
    cleo.choose("To", "all parties").await;
    cleo.press("Say it").await;
    cleo.sees(&[QUESTION]).await;
    drop(cleo);
    both_sides_hear(&ground).await;
    jana_answers(&ground, &dispute).await;
    arno.go(&format!("/disputes/{dispute}")).await;
    arno.sees(&[HER_ANSWER]).await;
    TELL_ONCE.ruled(&arno, &dispute).await;
    drop(arno);

    egon_asks_what_he_may_tell(&egon, &number).await;
    egon.sees(&[BIRTH, "May be told to a supplier", "on record and shown to the person"]).await;
    egon_asks_what_he_may_tell(&egon, &number).await;
    egon.sees(&["All uses of this authority are used.", "The refusal is on record"]).await;
    egon.misses(&[BIRTH]).await;
    drop(egon);
    jana.get("/me/looks").await.shows(&["told Date of birth to a supplier", &number]);

    petra_publishes(&ground, &petra, &dispute).await;
    anybody_reads_it(&ground, &dispute).await;
    ground.ends_sound();
}

async fn a_suppliers_question_through_the_api(house: House) {
    let (ground, tribunal, petra, number) = begins(house).await;
    let mut jana = ground.knows(JANA, "date_of_birth", BIRTH).await;
    let egon = &ground.egon.api;
    let path = format!("/cases/{number}/fields/date_of_birth/disclosure");
    let question = json!({ "relation": "supplier", "address": JANA.1 });
    let refused = egon.is_refused(&path, question.clone()).await;
    assert!(text(&refused, "detail").contains("unless an arbitrator rules it"), "{refused}");
    assert!(refused["remedies"].to_string().contains("ruling"), "{refused}");
    assert!(!refused.to_string().contains(BIRTH), "{refused}");
    let filing = json!({
        "complaint": "The supplier wants to know when a member was born.",
        "respondent_address": JANA.1, "relief": "Let us tell it.", "claimant": "requester",
    });
    let filed = egon.make(&format!("/cases/{number}/dispute"), filing).await;
    let dispute = text(&filed, "number");

    tribunal.sits(dispute).await;
    // Whoever works on the case that it came from does not sit in its dispute.
    let seat = json!({ "seat": "arbitrator", "staff": "me" });
    assert!(egon.post(&format!("/disputes/{dispute}/seats"), seat).await.status >= 400);
    both_sides_are_heard(&ground, &tribunal, dispute).await;
    let mut arno = ground.visit_of(&tribunal.arno).await;
    TELL_ONCE.ruled_plainly(&mut arno, dispute).await;
    let ruling = tribunal.ruling(dispute).await;
    assert_eq!(text(&ruling, "state"), "in_force", "{ruling}");
    let direction = &ruling["directions"][0];
    assert_eq!(direction["fields"], json!(["date_of_birth"]), "{ruling}");
    assert_eq!((&direction["n_uses_max"], text(direction, "case")), (&json!(1), number.as_str()));

    // The ruling reaches this field of this person, and nothing beside it.
    let other = format!("/cases/{number}/fields/name/disclosure");
    egon.is_refused(&other, question.clone()).await;
    let told = egon.make(&path, question.clone()).await;
    assert_eq!(text(&told, "value"), BIRTH, "{told}");
    egon.reply(&number, &format!("Born on {BIRTH}.")).await;
    ground.mail_to(SUPPLIER.1, BIRTH).await;
    egon.is_refused(&path, question).await;
    jana.get("/me/looks").await.shows(&["told Date of birth to a supplier", &number]);

    let release = format!("/disputes/{dispute}/rulings/r1/release");
    petra.api.make(&release, json!({ "strikes": ["once and no more"] })).await;
    let public = tribunal.cleo.api.read(&format!("/rulings/{dispute}/r1")).await;
    let published = text(&public, "text");
    assert!(published.contains("It is to be done, […]"), "{public}");
    for word in ["Jana", "Nováková", BIRTH] {
        assert!(!published.contains(word), "{word} in {public}");
    }
    ground.ends_sound();
}

/// A supplier writes; beside the engineer there are a tribunal and somebody who publishes.
async fn begins(house: House) -> (Ground, Tribunal, Member, String) {
    let ground = Ground::lay(house).await;
    let tribunal = Tribunal::of(&ground);
    let petra = ground.member("petra", "Petra Publisher", &["publisher"]);
    let words = "Please tell us the date of birth of your member, for our warranty.";
    let number = ground.request(SUPPLIER, "A question about your member", words).await;
    (ground, tribunal, petra, number)
}

async fn egon_asks_what_he_may_tell(egon: &Chromium, number: &str) {
    egon.go(&format!("/cases/{number}")).await;
    egon.follow("Tell somebody Date of birth").await;
    egon.choose("Who asks in", "a supplier").await;
    egon.fill("About whom", JANA.1).await;
    egon.press("Show me what may be told").await;
}

async fn egon_files_the_dispute(egon: &Chromium) {
    egon.follow("File a dispute").await;
    egon.tick("the requester, who asked for it", true).await;
    egon.fill("What happened?", "The supplier wants to know when a member was born.").await;
    egon.fill("Their address, where it is a person", JANA.1).await;
    egon.fill("What is to be done about it?", "Let us tell it.").await;
    egon.press("File it").await;
    egon.sees(&["The dispute is filed"]).await;
}

async fn arno_takes_his_seat(arno: &Chromium, dispute: &str) {
    arno.go("/disputes").await;
    arno.sees(&["Waiting for you", "open for you: arbitrator", dispute]).await;
    arno.go(&format!("/disputes/{dispute}")).await;
    arno.sees(&["The supplier wants to know"]).await;
    arno.misses(&["Jana", "Nováková"]).await;
    arno.press("Take it").await;
    arno.sees(&["The seat is taken"]).await;
}

/// She is told by mail, and answers on her telephone.
async fn jana_answers(ground: &Ground, dispute: &str) {
    let jana = ground.telephone_of(JANA.1).await;
    jana.go(&format!("/me/disputes/{dispute}")).await;
    jana.sees(&[QUESTION, "It is against you."]).await;
    jana.fill("Write to the tribunal", HER_ANSWER).await;
    jana.press("Send").await;
    jana.sees(&[HER_ANSWER]).await;
}

async fn petra_publishes(ground: &Ground, petra: &Member, dispute: &str) {
    let petra = ground.desk_of(petra).await;
    petra.go("/disputes").await;
    petra.sees(&["Waiting for their publication"]).await;
    petra.follow(&format!("{dispute}/r1")).await;
    petra.press("Publish").await;
    petra.sees(&["The ruling is published, anonymised."]).await;
}

async fn anybody_reads_it(ground: &Ground, dispute: &str) {
    let anybody = ground.chromium(Screen::Telephone).await;
    anybody.go("/rulings").await;
    anybody.follow(&format!("{dispute}/r1")).await;
    anybody.sees(&[DECISION]).await;
    anybody.misses(&["Jana", "Nováková", BIRTH]).await;
}

async fn both_sides_are_heard(ground: &Ground, tribunal: &Tribunal, dispute: &str) {
    tribunal.says(dispute, QUESTION).await;
    both_sides_hear(ground).await;
}

async fn both_sides_hear(ground: &Ground) {
    for address in [SUPPLIER.1, JANA.1] {
        let mail = ground.mail_to(address, QUESTION).await;
        assert!(mail.field("From").contains("cleo@desk.example"), "{mail:?}");
    }
}
