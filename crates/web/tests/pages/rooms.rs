//! The pages of whoever runs the house: health, ways in and out, queues, settings.

use std::sync::Arc;

use axum::http::StatusCode;
use model::{LiveSetting, Role};
use testkit::house::{Member, TestHouse, mail_from};
use web::{
    FactTold, HealthTold, Part, Rooms, SettingTold, SettingsTold, SourceTold, WayTold, WaysTold,
};

use crate::browser::{Browser, site_with};

/// What a house would tell: every setting that can be changed here, one way in, one part that wants a look.
fn rooms() -> Rooms {
    let told = |setting: LiveSetting| SettingTold {
        key: setting.key(),
        words: "what `it` means",
        value: Some("as started".to_owned()),
        is_secret: false,
        standing: Some("as it comes".to_owned()),
        source: SourceTold::Standing,
    };
    let relay = SettingTold {
        key: "mail.relay",
        value: None,
        is_secret: true,
        source: SourceTold::File("chancery.toml, line 7".to_owned()),
        ..told(LiveSetting::UndoSecs)
    };
    let settings = LiveSetting::ALL.into_iter().map(told).chain([relay]).collect::<Vec<_>>();
    let way = WayTold {
        name: "SMTP",
        setting: "mail.smtp_listen",
        place: Some("127.0.0.1:2525".to_owned()),
        words: "Takes mail.".to_owned(),
        is_good: true,
        last_at: None,
        n: Some(0),
    };
    let part = Part {
        name: "relay",
        is_good: false,
        is_needed: false,
        words: "no connection; is it running?".to_owned(),
    };
    let fact = FactTold {
        group: "Log",
        name: "verified",
        value: "never".to_owned(),
        at: None,
        is_warning: true,
    };
    Rooms {
        settings: Arc::new(move || SettingsTold {
            file: "chancery.toml".to_owned(),
            is_changed_since: false,
            settings: settings.clone(),
        }),
        ways: Arc::new(move || {
            let told = WaysTold { ways_in: vec![way.clone()], ..WaysTold::default() };
            Box::pin(async move { told })
        }),
        health: Arc::new(move || {
            let told = HealthTold { parts: vec![part.clone()], facts: vec![fact.clone()] };
            Box::pin(async move { told })
        }),
    }
}

async fn browser(house: &TestHouse, roles: &[Role]) -> (Browser, Member) {
    let member = house.member("adam", roles).await;
    (Browser::of_member(house, &site_with(house, rooms()), &member).await, member)
}

#[tokio::test]
async fn a_setting_is_changed_on_its_page_and_taken_back() {
    let house = TestHouse::sqlite().await;
    let (adam, _) = browser(&house, &[Role::Administrator]).await;
    let page = adam.get("/settings").await;
    page.is(StatusCode::OK).shows(&[
        "id=\"desk-undo-secs\"",
        "what <code>it</code> means",
        "set, and not shown",
        "chancery.toml, line 7",
        "obeyed at once",
        "obeyed after a restart",
    ]);
    let form = [("set_to", "90"), ("note", "People notice late."), ("n_read", "0")];
    let done = adam.post("/settings/desk.undo_secs", &form).await;
    assert_eq!(done.to(), "/settings?done=setting_changed#desk-undo-secs");
    assert_eq!(house.desk.live_settings().undo_secs, 90);
    let page = adam.get("/settings?done=setting_changed").await;
    page.shows(&[
        "obeyed from now on",
        "<code>90</code>",
        "Changed here",
        "People notice late.",
        "adam Staffname",
    ]);
    let stale = adam.post("/settings/desk.undo_secs", &form).await;
    // Sent again it would be as old: the words are there to be copied, and no button.
    stale.is(StatusCode::CONFLICT).shows(&["to be copied", "People notice late.</textarea>"]);
    stale.hides(&["Send it"]);

    let undone = adam.post(&page.action("/undoing"), &[]).await;
    assert_eq!(undone.to(), "/settings?done=setting_undone#changes");
    assert_eq!(house.desk.live_settings().undo_secs, 15);
    adam.post("/settings/desk.undo_secs", &[("set_to", "90"), ("note", ""), ("n_read", "2")]).await;
    let back = [("set_to", "90"), ("note", ""), ("n_read", "3"), ("standing", "on")];
    adam.post("/settings/desk.undo_secs", &back).await.to();
    assert_eq!(house.desk.live_settings().undo_secs, 15);
}

#[tokio::test]
async fn what_is_wrong_comes_back_to_its_field() {
    let house = TestHouse::sqlite().await;
    let (adam, _) = browser(&house, &[Role::Administrator]).await;
    adam.get("/settings").await;
    let wrong = [("set_to", "a minute"), ("note", "why"), ("n_read", "0")];
    let page = adam.post("/settings/desk.undo_secs", &wrong).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&[
        "a whole number from 0 to 3600 is right",
        "value=\"a minute\"",
        "value=\"why\"",
        "<details open>",
    ]);
    adam.post("/settings/web.listen", &wrong).await.is(StatusCode::NOT_FOUND);
    let strong = [("set_to", "strong"), ("note", ""), ("n_read", "0")];
    let page = adam.post("/settings/sign_in.staff_level", &strong).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["nobody might be let in"]);
}

#[tokio::test]
async fn who_does_not_run_the_house_is_told_why() {
    let house = TestHouse::sqlite().await;
    let (egon, _) = browser(&house, &[Role::SupportEngineer]).await;
    for path in ["/health", "/channels", "/queues", "/settings"] {
        egon.get(path).await.is(StatusCode::FORBIDDEN).shows(&["see how the house runs"]);
    }
    let staff = egon.get("/staff").await;
    staff.shows(&["aria-label=\"The house\"", "href=\"/policies\""]).hides(&["href=\"/settings\""]);
    egon.get("/queues/help/edit").await.is(StatusCode::FORBIDDEN).shows(&["change queues"]);
}

#[tokio::test]
async fn a_system_administrator_looks_and_has_mail_tried_again() {
    let house = TestHouse::sqlite().await;
    let (syd, _) = browser(&house, &[Role::SystemAdministrator]).await;
    syd.get("/settings").await.is(StatusCode::OK).hides(&["Change it"]);
    let health = syd.get("/health").await;
    health.is(StatusCode::OK).shows(&["1 of 1 parts want a look", "is it running?", "never"]);
    let channels = syd.get("/channels").await;
    channels.is(StatusCode::OK).shows(&["127.0.0.1:2525", "0 since the start", "cannot be read"]);
    let done = syd.post("/channels/retry", &[]).await;
    assert_eq!(done.to(), "/channels?done=retried");
}

#[tokio::test]
async fn a_queue_is_made_changed_retired_and_taken_up_again() {
    let house = TestHouse::sqlite().await;
    let (adam, _) = browser(&house, &[Role::Administrator]).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    let list = adam.get("/queues").await;
    // No system administrator is there, nor anybody of the tribunals.
    list.is(StatusCode::OK).shows(&["Nobody is there", "support@desk.example", "1 open", "1 day"]);
    adam.get("/queues/new").await.is(StatusCode::OK).hides(&["value=\"administrator\""]);
    let odd = [("name", "Printing!"), ("amount", "4"), ("unit", "hours"), ("roles", "triage")];
    adam.post("/queues", &odd)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["name-error", "Printing!"]);
    let nobody = [("name", "printing"), ("amount", "4"), ("unit", "hours")];
    adam.post("/queues", &nobody)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["roles-error"]);
    let never = [("name", "printing"), ("amount", "1000"), ("unit", "days"), ("roles", "triage")];
    adam.post("/queues", &never)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["amount-error"]);
    let good = [("name", "printing"), ("amount", "4"), ("unit", "hours"), ("roles", "triage")];
    assert_eq!(adam.post("/queues", &good).await.to(), "/queues?done=queue_kept");
    adam.get("/queues/printing/edit").await.shows(&["value=\"printing\"", "value=\"4\""]);
    let taken = [("name", "help"), ("amount", "2"), ("unit", "days"), ("roles", "triage")];
    let page = adam.post("/queues/printing", &taken).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["there is a queue of this name"]);
    let other = [("name", "paper"), ("amount", "2"), ("unit", "days"), ("roles", "triage")];
    assert_eq!(adam.post("/queues/printing", &other).await.to(), "/queues?done=queue_kept");
    adam.get("/queues").await.shows(&["paper@desk.example", "2 days"]);

    let before = adam.get("/queues/support/retirement").await;
    before.is(StatusCode::OK).shows(&["1 case is open here", "is turned away"]);
    assert_eq!(
        adam.post("/queues/support/retirement", &[]).await.to(),
        "/queues?done=queue_retired"
    );
    adam.get("/queues").await.shows(&["mail to support@desk.example is turned away"]);
    assert_eq!(adam.post("/queues/support/return", &[]).await.to(), "/queues?done=queue_returned");
    adam.get("/queues/triage/retirement").await.shows(&["triage stays"]).hides(&["Retire it"]);
    adam.post("/queues/triage/retirement", &[]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    adam.get("/queues/nowhere/retirement").await.is(StatusCode::NOT_FOUND);
}
