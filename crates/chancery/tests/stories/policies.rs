//! The rules are changed by two: what would open sealed things is marked and declined, what is harmless is in force at once.

use std::fs;

use serde_json::json;
use testkit::Chromium;

use crate::{
    api::text,
    ground::{Ground, Member},
    house::House,
    paper::Visitor,
    stories,
};

/// Who sets up the systems would open what people wrote.
const HOSTILE: &str = "\
@id(\"ours-unseal\")
@clause(\"ours 1\")
@sentence(\"Administrators open sealed messages.\")
permit (principal is Staff, action == Action::\"message.unseal\", resource)
when { principal.roles.containsAny([\"administrator\", \"system_administrator\"]) };
";

/// Team leaders may that already, as staff of their queues.
const HARMLESS: &str = "\
@id(\"ours-note\")
@clause(\"ours 2\")
@sentence(\"Team leaders leave notes in their queues.\")
permit (principal is Staff, action == Action::\"case.note\", resource)
when { principal.roles.contains(\"team_leader\") && resource.staffed_by.containsAny(principal.roles) };
";

const NO: &str = "Nobody opens anything by setting it up.";

stories!(the_rules_are_changed_in_chromium, the_rules_are_changed_through_the_api);

struct Lawmakers {
    ground: Ground,
    adam: Member,
    cora: Member,
    ada: Member,
}

async fn the_rules_are_changed_in_chromium(house: House) {
    let Lawmakers { ground, adam, cora, ada } = begins(house).await;
    let administrator = ground.desk_of(&adam).await;
    let counsel = ground.desk_of(&cora).await;
    proposes(&administrator, HOSTILE, "They need it.", &["Newly allowed", "message.unseal"]).await;
    counsel.go("/approvals").await;
    counsel.follow("change the policies").await;
    counsel
        .sees(&["They need it.", "Newly allowed", "message.unseal", "system administrator"])
        .await;
    counsel.sees(&["a replay, not a proof", "Administrators open sealed messages."]).await;
    counsel.fill("Why not, for whoever proposed it", NO).await;
    counsel.press("Decline").await;
    counsel.sees(&["It will not be done."]).await;
    administrator.go("/approvals").await;
    administrator.follow("change the policies").await;
    administrator.sees(&["declined", NO]).await;
    administrator.misses(&["Carry it out"]).await;
    is_in_force(&ada, 1).await;

    let nothing = "Nothing that was asked would be answered otherwise.";
    proposes(&administrator, HARMLESS, "To have it written down.", &[nothing]).await;
    counsel.go("/approvals").await;
    counsel.follow("change the policies").await;
    counsel.sees(&["To have it written down.", nothing]).await;
    counsel.press("Approve exactly this").await;
    counsel.sees(&["It is approved by two, and done."]).await;
    is_in_force(&ada, 2).await;
    the_next_entry_names_the_edition(&ground, &ada).await;

    counsel.go("/policies/editions/1").await;
    counsel.fill("Why, for the history", "It says nothing new.").await;
    counsel.press("Propose to return to these texts").await;
    counsel.sees(&["It is proposed"]).await;
    let back = counsel.path().await;
    administrator.go(&back).await;
    administrator.sees(&["back to the texts of edition 1", "ours.cedar is removed"]).await;
    administrator.press("Approve exactly this").await;
    administrator.sees(&["It is approved by two, and done."]).await;
    is_in_force(&ada, 3).await;
    drop((administrator, counsel));
    ground.ends_sound();
}

async fn the_rules_are_changed_through_the_api(house: House) {
    let Lawmakers { ground, adam, cora, ada } = begins(house).await;
    // The command line may propose, too; it is told first what that would open.
    let file = ground.house.desk().join("ours.cedar");
    fs::write(&file, HOSTILE).unwrap();
    let words = ["policy", "propose", file.to_str().unwrap(), "--note", "They need it."];
    let said = ground.house.run(&words);
    assert!(said.contains("NEWLY ALLOWED: message.unseal by system administrator"), "{said}");
    assert!(said.contains("a replay, not a proof"), "{said}");
    let id = said.trim_end().rsplit('/').next().unwrap();
    // No program sees what waits for a second; counsel does, signed in, and says no.
    assert_eq!(cora.api.get(&format!("/approvals/{id}")).await.status, 404);
    let mut counsel = ground.visit_of(&cora).await;
    counsel.call(&format!("/approvals/{id}/decline"), &json!({ "reason": NO })).await;
    let seen = counsel.read(&format!("/approvals/{id}")).await;
    assert_eq!((text(&seen, "state"), text(&seen, "reason")), ("declined", NO), "{seen}");
    is_in_force(&ada, 1).await;

    let mut administrator = ground.visit_of(&adam).await;
    let harmless = json!({ "file": "ours.cedar", "text": HARMLESS, "note": "To have it written." });
    let analysis = administrator.call("/policies/analysis", &harmless).await;
    assert_eq!(analysis["shifts"], json!([]), "{analysis}");
    let proposed = administrator.call("/policies/proposal", &harmless).await;
    approves(&mut counsel, text(&proposed, "id")).await;
    is_in_force(&ada, 2).await;
    the_next_entry_names_the_edition(&ground, &ada).await;

    let back = json!({ "note": "It says nothing new." });
    let proposed = counsel.call("/policies/editions/1/reversion", &back).await;
    approves(&mut administrator, text(&proposed, "id")).await;
    is_in_force(&ada, 3).await;
    let policies = ada.api.read("/policies").await;
    assert!(!policies.to_string().contains("ours-note"), "{policies}");
    ground.ends_sound();
}

async fn begins(house: House) -> Lawmakers {
    let ground = Ground::lay(house).await;
    let adam = ground.member("adam", "Adam Administrator", &["administrator"]);
    let cora = ground.member("cora", "Cora Counsel", &["counsel"]);
    let ada = ground.member("ada", "Ada Auditor", &["auditor"]);
    Lawmakers { ground, adam, cora, ada }
}

/// Somebody writes a file of their own, is shown what it would change, and proposes it.
async fn proposes(adam: &Chromium, file: &str, why: &str, analysis: &[&str]) {
    adam.go("/policies/edit?file=ours.cedar").await;
    adam.fill("Its policies, in Cedar", file).await;
    adam.fill("Why, for the history", why).await;
    adam.press("See what it would change").await;
    adam.sees(&["Nothing is proposed yet"]).await;
    adam.sees(analysis).await;
    adam.press("Propose exactly this").await;
    adam.sees(&["It is proposed, and waits for another who may do the same.", "Take it back"])
        .await;
    adam.misses(&["Approve exactly this"]).await;
}

/// Approves exactly what is shown.
async fn approves(second: &mut Visitor, id: &str) {
    let seen = second.read(&format!("/approvals/{id}")).await;
    let digest = json!({ "digest": text(&seen, "digest") });
    let done = second.call(&format!("/approvals/{id}/approval"), &digest).await;
    assert_eq!(text(&done, "outcome"), "done", "{done}");
}

async fn is_in_force(ada: &Member, number: i64) {
    let policies = ada.api.read("/policies").await;
    assert_eq!(policies["edition"]["number"], number, "{}", policies["edition"]);
}

/// What is done from now on says which edition decided, and that is the one in force.
async fn the_next_entry_names_the_edition(ground: &Ground, ada: &Member) {
    let policies = ada.api.read("/policies").await;
    let edition = text(&policies["edition"], "digest").to_owned();
    let n_before = ground.outcomes(ada, "case.assign", 0).await.len();
    let jana = ("Jana Nováková", "jana.novakova@customer.example");
    ground.request(jana, "Lost passphrase", "Please help.").await;
    ground.outcomes(ada, "case.assign", n_before + 1).await;
    let page = ada.api.read("/log?act=case.assign").await;
    assert_eq!(text(&page["entries"][0]["entry"], "edition"), edition, "{page}");
}
