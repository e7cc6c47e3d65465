//! A day of triage by keyboard: filter, view, several cases at once, back again, one case taken, noted, handed on, command bar.
//! The same without scripts: each key has a link or a form that does what it does.

use testkit::Chromium;

use crate::{
    api::text,
    ground::{Ground, Scripts},
    house::House,
    keys::{CONTROL_ENTER, CONTROL_K, DOWN, ENTER, ESCAPE, TAB},
    stories,
};

const HANA: (&str, &str) = ("Hana Horak", "hana.horak@customer.example");
const OTTO: (&str, &str) = ("Otto Olsen", "otto.olsen@customer.example");
const PASSPHRASE: &str = "Lost passphrase";
const FISHY: [&str; 2] = ["Strange bank letter", "Strange lottery letter"];
const NOTE: &str = "A new telephone; see the guide for lost codes.";
const FILTER: &str = "Filter cases";

stories!(a_day_of_triage_by_keyboard, a_day_of_triage_without_scripts,);

async fn a_day_of_triage_by_keyboard(house: House) {
    let Morning { ground, passphrase, fishy } = morning(house).await;
    let desk = ground.desk_of(&ground.tessa).await;

    // What nobody has taken yet is the first thing of each morning, so it becomes a view.
    desk.keys(&format!("/state:pending{ENTER}")).await;
    desk.sees(&["filtered", PASSPHRASE, FISHY[0], FISHY[1]]).await;
    desk.asks("q=state%3Apending").await;
    desk.keys(&format!("vFresh{ENTER}")).await;
    desk.sees(&["The view is kept"]).await;

    // Two letters look like abuse. One slip and they lie in the wrong queue; back, and once more.
    desk.keys(&format!("/strange{ENTER}")).await;
    desk.sees(&["filtered", FISHY[0], FISHY[1]]).await;
    desk.misses(&[PASSPHRASE]).await;
    desk.keys("jxjx").await;
    desk.sees(&["picked cases: 2"]).await;
    desk.keys(&format!("mhe{TAB}{ENTER}")).await;
    desk.sees(&["2 cases were moved to help"]).await;
    desk.keys(&format!("z{ENTER}")).await;
    desk.sees(&["2 cases were moved back"]).await;
    desk.keys(&format!("jxjxma{TAB}{ENTER}")).await;
    desk.sees(&["2 cases were moved to abuse"]).await;

    // The third is looked at, taken, noted upon, and handed to an engineer; then it lies with the engineers.
    desk.keys("gb").await;
    desk.sees(&["all your queues"]).await;
    desk.keys(&format!("/queue:triage{ENTER}")).await;
    desk.asks("q=queue%3Atriage").await;
    desk.sees(&[PASSPHRASE]).await;
    desk.misses(&[FISHY[0]]).await;
    desk.keys(&format!("j{ENTER}")).await;
    desk.is_at(&format!("/cases/{passphrase}")).await;
    desk.keys(&format!("e{ENTER}")).await;
    desk.sees(&["The case is yours now"]).await;
    desk.keys(&format!("n{NOTE}{CONTROL_ENTER}")).await;
    desk.sees(&["The note is kept", NOTE]).await;
    desk.keys(&format!("a{DOWN}{TAB}{ENTER}")).await;
    desk.sees(&["The case was assigned"]).await;
    desk.keys(&format!("tsu{TAB}{ENTER}")).await;
    desk.sees(&["The case was moved"]).await;

    // The command bar leads to the view of the morning, which is what it should be by now: two cases, both abuse.
    desk.keys(CONTROL_K).await;
    desk.sees(&["Queue abuse"]).await;
    desk.keys(&format!("fresh{ENTER}")).await;
    desk.asks("view=").await;
    desk.sees(&["Fresh", FISHY[0], FISHY[1]]).await;
    desk.misses(&[PASSPHRASE]).await;
    // Whoever forgets a key asks for the sheet.
    desk.keys("?").await;
    desk.sees(&["Next case", "Undo"]).await;
    desk.keys(ESCAPE).await;
    drop(desk);
    evening(ground, &passphrase, &fishy).await;
}

async fn a_day_of_triage_without_scripts(house: House) {
    let Morning { ground, passphrase, fishy } = morning(house).await;
    let desk = ground.desk_with(&ground.tessa, Scripts::Off).await;

    filters(&desk, "state:pending").await;
    desk.sees(&["filtered", PASSPHRASE, FISHY[0], FISHY[1]]).await;
    desk.unfold("Keep this view").await;
    desk.fill("By what name", "Fresh").await;
    desk.press("Keep it").await;
    desk.sees(&["The view is kept"]).await;

    filters(&desk, "strange").await;
    desk.sees(&["filtered", FISHY[0], FISHY[1]]).await;
    picks_and_moves(&desk, &fishy, "help").await;
    desk.press("Move back").await;
    desk.sees(&["2 cases were moved back"]).await;
    picks_and_moves(&desk, &fishy, "abuse").await;

    desk.follow("all of yours").await;
    desk.follow(PASSPHRASE).await;
    desk.is_at(&format!("/cases/{passphrase}")).await;
    desk.press("Take it").await;
    desk.sees(&["The case is yours now"]).await;
    desk.unfold("Write a note for the staff").await;
    desk.fill("Your note; the requester never sees it", NOTE).await;
    desk.press("Keep the note").await;
    desk.sees(&["The note is kept", NOTE]).await;
    desk.choose("To whom", &title_of(&ground, &ground.egon.address).await).await;
    desk.press("Assign").await;
    desk.sees(&["The case was assigned"]).await;
    desk.choose("To which queue", "support").await;
    desk.press("Move").await;
    desk.sees(&["The case was moved"]).await;

    // The command bar is a page with a field.
    desk.follow("Commands").await;
    desk.fill("What to do", "fresh").await;
    desk.press("Find").await;
    desk.is_at("/commands").await;
    desk.misses(&["Queue abuse"]).await;
    desk.follow("Fresh").await;
    desk.asks("view=").await;
    desk.sees(&["Fresh", FISHY[0], FISHY[1]]).await;
    desk.misses(&[PASSPHRASE]).await;
    desk.follow("help").await;
    desk.sees(&["Next case", "Undo"]).await;
    drop(desk);
    evening(ground, &passphrase, &fishy).await;
}

/// Three mails that came in the night.
struct Morning {
    ground: Ground,
    passphrase: String,
    fishy: [String; 2],
}

async fn morning(house: House) -> Morning {
    let ground = Ground::lay(house).await;
    let passphrase = ground.mail(HANA, PASSPHRASE, "I have a new telephone.").await;
    let first = ground.mail(OTTO, FISHY[0], "They want my password.").await;
    let second = ground.mail(OTTO, FISHY[1], "They want my money.").await;
    Morning { ground, passphrase, fishy: [first, second] }
}

/// Types a filter and sends it, which every field of a form does by Enter.
async fn filters(desk: &Chromium, filter: &str) {
    desk.fill(FILTER, filter).await;
    desk.types(ENTER).await;
}

async fn picks_and_moves(desk: &Chromium, numbers: &[String; 2], queue: &str) {
    for number in numbers {
        desk.tick(&format!("Pick {number}"), true).await;
    }
    desk.choose("Picked cases", queue).await;
    desk.press("Move").await;
    desk.sees(&[&format!("2 cases were moved to {queue}")]).await;
}

/// Returns by what title colleagues know somebody.
async fn title_of(ground: &Ground, address: &str) -> String {
    let staff = ground.tessa.api.read("/staff").await;
    let mut members = staff["staff"].as_array().unwrap().iter();
    text(members.find(|member| member["address"] == address).unwrap(), "title").to_owned()
}

/// Each case lies where it belongs, and the log tells how it came there.
async fn evening(ground: Ground, passphrase: &str, fishy: &[String; 2]) {
    let case = ground.egon.api.read(&format!("/cases/{passphrase}")).await;
    assert_eq!((text(&case, "queue"), text(&case, "state")), ("support", "open"));
    assert_eq!(text(&case["assignee"], "address"), ground.egon.address);
    let abuse = ground.tessa.api.cases("abuse").await;
    for number in fishy {
        assert!(abuse.iter().any(|case| text(case, "number") == number), "{abuse:?}");
    }
    assert_eq!(ground.tessa.api.cases("triage").await.len(), 0);
    assert_eq!(ground.tessa.api.cases("help").await.len(), 0);
    ground.ends_sound();
}
