//! Glass is broken at night, loudly: what it opens is listed, and until somebody has judged it there is no other.

use serde_json::json;
use testkit::Chromium;

use crate::{
    api::text,
    browser::Page,
    ground::{CHANNEL, Ground, Member, add_passkey},
    house::House,
    stories,
};

const JANA: (&str, &str) = ("Jana Nováková", "jana.novakova@customer.example");
const PETR: (&str, &str) = ("Petr Dvořák", "petr.dvorak@customer.example");
const WORDS: &str = "My account is being emptied at this moment, my phone is +420 601 123 456.";
const WHY: &str = "An account is being emptied, and she does not answer.";
const FINDING: &str = "Nobody could be asked in time.";

stories!(glass_is_broken_in_chromium, glass_is_broken_through_the_api);

struct Night {
    ground: Ground,
    nora: Member,
    lea: Member,
    arno: Member,
    number: String,
}

async fn glass_is_broken_in_chromium(house: House) {
    let Night { ground, nora, lea, arno, number } = begins(house).await;
    let desk = ground.desk_of(&nora).await;
    add_passkey(&desk).await;
    is_sealed(&desk, &number).await;
    breaks(&desk, &number).await;
    the_alarm_goes_out(&ground, &number).await;

    desk.go(&format!("/cases/{number}")).await;
    desk.press("Lift the seal").await;
    desk.sees(&["Seal lifted", "+420 601 123 456", "000 Abuse"]).await;
    desk.go("/emergencies").await;
    let read = format!("read {number}, with what is personal hidden");
    desk.sees(&[WHY, "opened message 1 of", &read, "End it now"]).await;
    desk.misses(&["It was justified"]).await;
    desk.press("End it now").await;
    desk.sees(&["The emergency is over; it still waits for its review."]).await;
    is_sealed(&desk, &number).await;
    let other = ground.mail(PETR, "Another matter", "Me too.").await;
    desk.go(&format!("/cases/{other}/emergencies/new")).await;
    desk.sees(&[
        "An earlier emergency of yours was not reviewed yet; until then there is no other.",
    ])
    .await;

    let leader = ground.desk_of(&lea).await;
    leader.go("/emergencies").await;
    leader.sees(&["Nora Nightwatch", WHY, "opened message 1 of"]).await;
    // She brings it for the house; somebody else judges it.
    leader.misses(&["It was justified"]).await;
    drop(leader);
    let judge = ground.desk_of(&arno).await;
    judge.go("/emergencies").await;
    judge.fill("What you find", FINDING).await;
    judge.press("It was justified").await;
    judge.sees(&["The review is kept.", "Justified", FINDING]).await;
    drop(judge);
    desk.go(&format!("/cases/{other}/emergencies/new")).await;
    desk.sees(&["Break glass over", "told at once"]).await;
    drop(desk);
    // Nora read the case on its page.
    jana_sees_it(&ground).await.shows(&["in an emergency that is reviewed afterwards"]);
    ground.ends_sound();
}

async fn glass_is_broken_through_the_api(house: House) {
    let Night { ground, nora, lea, arno, number } = begins(house).await;
    let message = text(&ground.tessa.api.messages(&number).await[0], "id").to_owned();
    let unsealing = format!("/cases/{number}/messages/{message}/unsealing");
    let reason = json!({ "reason": "it cannot wait" });
    let early = nora.api.post(&unsealing, reason.clone()).await;
    assert!([403, 404].contains(&early.status), "{early:?}");

    // Only who is there breaks glass: it takes a session and a passkey, and no token does.
    let draft = json!({ "why": WHY, "hours": 2 });
    let preview = format!("/cases/{number}/emergency_previews");
    nora.api.is_refused(&preview, draft.clone()).await;
    let mut desk = ground.visit_of(&nora).await;
    desk.adds_passkey().await;
    let path = format!("/cases/{number}/emergencies");
    let shown = desk.gives(&preview, &path, "draft", &draft).await;
    assert!(text(&shown, "grant").contains("\nkind emergency\n"), "{shown}");
    the_alarm_goes_out(&ground, &number).await;

    let opened = nora.api.make(&unsealing, reason.clone()).await;
    assert!(text(&opened, "text").contains("+420 601 123 456"), "{opened}");
    let born = format!("/cases/{number}/fields/date_of_birth/showing");
    nora.api.make(&born, json!({})).await;
    // It opens and tells nothing, changes nothing.
    let changed = nora.api.change_field(&number, "date_of_birth", "1981-03-04", 0).await;
    assert_eq!(changed.status, 403, "{changed:?}");
    let listed = lea.api.read("/emergencies").await;
    let one = &listed["emergencies"][0];
    assert_eq!((text(one, "why"), text(one, "number")), (WHY, number.as_str()), "{listed}");
    assert_eq!(one["authority"]["n_used"], 2, "{listed}");
    assert_eq!(text(&one["authority"]["uses"][0], "act"), "field.show", "{listed}");
    let new = format!("/cases/{number}/emergencies/new");
    let refused = desk.browser.get(&new).await;
    assert_eq!(refused.status, 403, "{refused:?}");
    refused.shows(&["An earlier emergency of yours was not reviewed yet"]);

    let review = format!("/emergencies/{}/review", text(one, "id"));
    let verdict = json!({ "finding": FINDING, "is_justified": false });
    nora.api.is_refused(&review, verdict.clone()).await;
    // Nor does the leader who brings it.
    lea.api.is_refused(&review, verdict.clone()).await;
    arno.api.make(&review, verdict).await;
    // Judging it ends it.
    nora.api.is_refused(&born, json!({})).await;
    desk.get(&new).await.shows(&["told at once"]);
    jana_sees_it(&ground).await;
    ground.ends_sound();
}

/// At night a mail lies in triage; Nora watches, and works with none of its queue.
async fn begins(house: House) -> Night {
    let ground = Ground::lay(house).await;
    let nora = ground.member("nora", "Nora Nightwatch", &["security_analyst"]);
    let lea = ground.member("lea", "Lea Leader", &["team_leader"]);
    let number = ground.mail(JANA, "Help me now", WORDS).await;
    let arno = ground.member("arno", "Arno Arbiter", &["arbitrator"]);
    Night { ground, nora, lea, arno, number }
}

async fn is_sealed(desk: &Chromium, number: &str) {
    desk.go(&format!("/cases/{number}")).await;
    desk.misses(&["+420", "Lift the seal", "emptied at this moment"]).await;
}

async fn breaks(desk: &Chromium, number: &str) {
    desk.go(&format!("/cases/{number}/emergencies/new")).await;
    desk.sees(&["told at once", "somebody else judges it"]).await;
    desk.fill("Why it cannot wait", WHY).await;
    desk.fill("For how many hours", "2").await;
    desk.press("Go on").await;
    desk.sees(&["2 hours", WHY]).await;
    desk.press("with a passkey").await;
    desk.sees(&["You have broken glass", "the alarm is out"]).await;
}

async fn the_alarm_goes_out(ground: &Ground, number: &str) {
    for address in ["lea@desk.example", CHANNEL] {
        let mail = ground.mail_to(address, "Nora Nightwatch").await;
        let text = mail.text();
        assert!(text.contains(number), "{text}");
        assert!(!text.contains("601 123 456") && !text.contains("Nováková"), "{text}");
    }
}

async fn jana_sees_it(ground: &Ground) -> Page {
    let mut jana = ground.visitor(JANA.1).await;
    jana.get("/me/authorities").await.shows(&["An emergency, without your consent"]);
    let looks = jana.get("/me/looks").await;
    looks.shows(&["Nora Nightwatch", "000 Abuse"]);
    looks
}
