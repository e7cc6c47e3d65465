//! A police letter: nobody answers it but the arbitrator of its dispute, and nothing of those it names is destroyed.

use serde_json::json;
use testkit::Chromium;

use crate::{
    api::text,
    ground::{Ground, Member},
    house::House,
    paper::Visitor,
    stories,
    tribunal::Tribunal,
};

const JANA: (&str, &str) = ("Jana Nováková", "jana.novakova@customer.example");
const POLICE: (&str, &str) = ("Inspector Holmes", "holmes@police.example");
const LETTER: &str = "\
METROPOLITAN POLICE SERVICE
Cyber Crime Unit

We hold a search warrant. Tell us who uses jana.novakova@customer.example, and keep quiet about it.";

const ANSWER: &str = "We answer to a court order alone, and none was enclosed.";
const ADVICE: &str = "Without a court order nothing is owed to them.";

stories!(a_police_letter_in_chromium, a_police_letter_through_the_api);

struct Letter {
    ground: Ground,
    tribunal: Tribunal,
    carla: Member,
    number: String,
}

async fn a_police_letter_in_chromium(house: House) {
    let Letter { ground, tribunal, carla, number } = begins(house).await;
    let case = format!("/cases/{number}");
    let egon = ground.desk_of(&ground.egon).await;
    egon.go(&case).await;
    egon.sees(&["This may be a legal inquiry", "Your reply to the requester"]).await;
    egon_marks_it(&egon).await;
    egon.sees(&["Nobody answers it until an arbitrator takes its dispute", "2 holds"]).await;
    egon.sees(&["answered by the arbitrator of its dispute and nobody else"]).await;
    egon.misses(&["Send"]).await;
    leaders_are_told(&ground, &number).await;
    jana_is_not_destroyed(&ground);

    let counsel = ground.desk_of(&carla).await;
    counsel.go(&case).await;
    counsel.sees(&["METROPOLITAN POLICE SERVICE", "Legal inquiry"]).await;
    counsel.unfold("Write a note for the staff").await;
    counsel.fill("Your note; the requester never sees it", ADVICE).await;
    counsel.press("Keep the note").await;
    counsel.sees(&["The note is kept."]).await;

    let dispute = tribunal.waiting().await;
    let arno = ground.desk_of(&tribunal.arno).await;
    arno.go("/disputes").await;
    arno.sees(&["legal inquiry", "open for you: arbitrator"]).await;
    arno.go(&format!("/disputes/{dispute}")).await;
    arno.press("Take it").await;
    arno.sees(&["The seat is taken"]).await;
    egon.go(&case).await;
    egon.sees(&["Only Arbitrator", "answers it"]).await;
    drop(egon);
    arno.go(&case).await;
    arno.sees(&[ADVICE]).await;
    arno.fill("Your reply to the requester", ANSWER).await;
    arno.press("Send").await;
    arno.sees(&["The reply is held"]).await;
    drop(arno);
    let mail = ground.mail_to(POLICE.1, ANSWER).await;
    assert!(mail.field("From").contains(&tribunal.arno.address), "{mail:?}");
    counsel_ends_the_holds(&counsel, &case).await;
    drop(counsel);
    jana_is_destroyed(&ground);
    ground.ends_sound();
}

async fn a_police_letter_through_the_api(house: House) {
    let Letter { ground, tribunal, carla, number } = begins(house).await;
    let egon = &ground.egon.api;
    let marked = egon.make(&format!("/cases/{number}/legal"), json!({ "named": [JANA.1] })).await;
    let dispute = text(&marked, "number");
    assert_eq!(dispute, tribunal.waiting().await);
    leaders_are_told(&ground, &number).await;
    jana_is_not_destroyed(&ground);

    let replies = format!("/cases/{number}/replies");
    let answer = json!({ "text": ANSWER });
    // Neither who has the case, nor counsel, nor an arbitrator who does not sit.
    for member in [&ground.egon, &carla, &tribunal.arno] {
        let refused = member.api.post(&replies, answer.clone()).await;
        assert!([403, 404].contains(&refused.status), "{}: {refused:?}", member.address);
    }
    let refused = egon.is_refused(&replies, answer.clone()).await;
    assert!(text(&refused, "detail").contains("arbitrator of its dispute"), "{refused}");
    carla.api.make(&format!("/cases/{number}/notes"), json!({ "text": ADVICE })).await;
    tribunal.takes(&tribunal.arno, dispute, "arbitrator").await;
    let seen = tribunal.arno.api.messages(&number).await;
    assert!(seen.iter().any(|message| text(message, "text").contains(ADVICE)), "{seen:?}");
    tribunal.arno.api.make(&replies, answer).await;
    ground.mail_to(POLICE.1, ANSWER).await;

    // No program ends a hold; counsel does, signed in.
    let mut counsel = ground.visit_of(&carla).await;
    holds_end(&mut counsel, &format!("/cases/{number}")).await;
    jana_is_destroyed(&ground);
    ground.ends_sound();
}

/// A member is known here; then the police write about her.
async fn begins(house: House) -> Letter {
    let ground = Ground::lay(house).await;
    let tribunal = Tribunal::of(&ground);
    ground.member("lea", "Lea Leader", &["team_leader"]);
    ground.member("bea", "Bea Board", &["board_member"]);
    let carla = ground.member("carla", "Carla Counsel", &["counsel"]);
    ground.request(JANA, "Where is my certificate", "I cannot find it.").await;
    let number = ground.request(POLICE, "Your reference 17", LETTER).await;
    Letter { ground, tribunal, carla, number }
}

async fn egon_marks_it(egon: &Chromium) {
    egon.unfold("Mark as a legal inquiry").await;
    egon.fill("Addresses of those it is about", JANA.1).await;
    egon.press("It is a legal inquiry").await;
    egon.sees(&["Legal inquiry."]).await;
}

/// The mail says that there is one, and nothing of what was asked.
async fn leaders_are_told(ground: &Ground, number: &str) {
    for address in ["lea@desk.example", "bea@desk.example"] {
        let mail = ground.mail_to(address, "was marked as a legal inquiry").await.text();
        assert!(mail.contains(number) && mail.contains("/disputes"), "{mail}");
        assert!(!mail.contains("ana") && !mail.contains("warrant"), "{mail}");
    }
}

fn jana_is_not_destroyed(ground: &Ground) {
    let said = ground.house.command(&["person", "destroy", "--address", JANA.1, "--yes"]);
    assert_ne!(said.code, Some(0), "{said:?}");
    assert!(said.err.contains("A hold keeps the data of this person"), "{said:?}");
}

fn jana_is_destroyed(ground: &Ground) {
    ground.house.run(&["person", "destroy", "--address", JANA.1, "--yes"]);
}

async fn counsel_ends_the_holds(counsel: &Chromium, case: &str) {
    for _ in 0..2 {
        counsel.go(case).await;
        counsel.unfold("2 holds").await;
        counsel.press("End this hold").await;
        counsel.sees(&["The hold has ended."]).await;
    }
    counsel.go(case).await;
    counsel.unfold("2 holds").await;
    counsel.misses(&["End this hold"]).await;
}

async fn holds_end(counsel: &mut Visitor, case: &str) {
    let mut page = counsel.get(case).await;
    page.shows(&["2 holds"]);
    for _ in 0..2 {
        let path = page.path("/end");
        counsel.post(&page, &path, &[]).await.ok().shows(&["The hold has ended."]);
        page = counsel.get(case).await;
    }
    assert!(!page.text.contains("End this hold"), "{page:?}");
}
