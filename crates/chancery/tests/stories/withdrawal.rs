//! A member takes back what they gave, between two clicks of an engineer: the second opens nothing.

use serde_json::json;
use testkit::Chromium;

use crate::{
    api::text,
    ground::{Ground, add_passkey, agrees_to_all},
    house::House,
    stories,
};

const JANA: (&str, &str) = ("Jana Nováková", "jana.novakova@customer.example");
const BIRTH: &str = "1981-03-04";
const TAKEN_BACK: &str = "This authority was taken back; from then on it allows nothing.";

stories!(a_withdrawal_in_chromium, a_withdrawal_between_two_calls);

async fn a_withdrawal_in_chromium(house: House) {
    let ground = Ground::lay(house).await;
    let jana = jana_is_known(&ground).await;
    let (number, id) = is_asked(&ground).await;
    agrees_to_all(&jana, &id).await;
    let egon = ground.desk_of(&ground.egon).await;
    egon.go(&format!("/cases/{number}")).await;
    egon.sees(&["3 of 3 uses left", "Given for this case"]).await;
    egon.press("Open Date of birth").await;
    egon.sees(&[BIRTH, "Opened for this page alone"]).await;
    egon.go(&format!("/cases/{number}")).await;
    egon.sees(&["2 of 3 uses left"]).await;

    jana.go("/").await;
    jana.press("Menu").await;
    jana.follow("Who may see it").await;
    jana.sees(&["any support engineer", "used 1 of 3 times", "saw Date of birth"]).await;
    jana.press("Withdraw it").await;
    jana.sees(&["It is taken back, and allows nothing from now on.", "withdrawn"]).await;
    jana.misses(&["Withdraw it"]).await;
    drop(jana);

    // His page still has the button.
    egon.press("Open Date of birth").await;
    egon.sees(&[
        "You may not learn this",
        TAKEN_BACK,
        "Ask the member",
        "The refusal is on record",
    ])
    .await;
    egon.misses(&[BIRTH]).await;
    drop(egon);
    is_on_record(&ground).await;
    ground.ends_sound();
}

async fn a_withdrawal_between_two_calls(house: House) {
    let ground = Ground::lay(house).await;
    let mut jana = ground.knows(JANA, "date_of_birth", BIRTH).await;
    let (number, id) = is_asked(&ground).await;
    let choice = json!({
        "acts": ["field.show"], "fields": ["date_of_birth"], "hours": 24, "n_uses_max": 3,
    });
    let shown = jana.agrees_there(&id, &choice).await;
    assert!(text(&shown, "grant").contains("\nact field.show\nfield date_of_birth\n"), "{shown}");
    let egon = &ground.egon.api;
    let path = format!("/cases/{number}/fields/date_of_birth/showing");
    let shown = egon.make(&path, json!({})).await;
    assert_eq!(text(&shown, "value"), BIRTH, "{shown}");
    let fields = egon.read(&format!("/cases/{number}/fields")).await;
    assert_eq!(fields["fields"][0]["rights"][0]["is_allowed"], true, "{fields}");

    jana.ends(&format!("/authorities/{id}")).await;
    let own = jana.read("/me/authorities").await;
    assert!(own["authorities"][0]["withdrawn_at"].is_string(), "{own}");

    let refused = egon.is_refused(&path, json!({})).await;
    assert_eq!(text(&refused, "detail"), TAKEN_BACK, "{refused}");
    assert!(refused["remedies"].to_string().contains("consent"), "{refused}");
    let held = egon.read("/authorities").await;
    let live = held["authorities"].as_array().unwrap().iter().filter(|one| one["is_live"] == true);
    assert_eq!(live.count(), 0, "{held}");
    is_on_record(&ground).await;
    ground.ends_sound();
}

/// The house knows when Jana was born: she agreed on her telephone that it is written down.
async fn jana_is_known(ground: &Ground) -> Chromium {
    let number = ground.request(JANA, "Please note this about me", "As on my papers.").await;
    let id = ground.asks(&number, &["field.edit"], &["date_of_birth"], 1).await;
    let jana = ground.telephone_of(JANA.1).await;
    add_passkey(&jana).await;
    agrees_to_all(&jana, &id).await;
    let changed = ground.egon.api.change_field(&number, "date_of_birth", BIRTH, 0).await;
    assert_eq!(changed.status, 204, "{changed:?}");
    jana
}

/// Egon asks whether he may see it for another request of hers; returns both.
async fn is_asked(ground: &Ground) -> (String, String) {
    let number = ground.request(JANA, "Lost passphrase", "Please compare what you have.").await;
    let id = ground.asks(&number, &["field.show"], &["date_of_birth"], 3).await;
    (number, id)
}

/// One use, and one refusal.
async fn is_on_record(ground: &Ground) {
    let ada = ground.member("ada", "Ada Auditor", &["auditor"]);
    let outcomes = ground.outcomes(&ada, "field.show", 2).await;
    assert_eq!(outcomes, ["refused", "done"], "the newest first");
    ground.outcomes(&ada, "authority.withdraw", 1).await;
}
