//! An engineer's day: a case is taken, a seal lifted and closed again, an answer begun from a template, taken back, sent, signed.

use testkit::Chromium;

use crate::{
    api::text,
    ground::{Ground, Scripts},
    house::House,
    keys::{CONTROL_END, CONTROL_ENTER, ENTER},
    stories,
    walk::verified,
};

const PAVEL: (&str, &str) = ("Pavel Dvorak", "pavel.dvorak@customer.example");
const SUBJECT: &str = "New telephone and no codes";
const WORDS: &str = "Nothing works since Monday. Please call me on +420 601 123 456.";
const PHONE: &str = "601 123 456";
const REASON: &str = "to call back";
const REPLY: &str = "Your reply to the requester";
const TEMPLATE: &str = "We have your message";

/// Time in which what was sent can be taken back: enough to do so, little enough to wait for.
const UNDO_SECS: u32 = 12;

stories!(
    an_engineer_answers_with_template_and_seal,
    an_engineer_without_scripts_answers_with_template_and_seal,
);

async fn an_engineer_answers_with_template_and_seal(house: House) {
    let (ground, number) = morning(house).await;
    let case = format!("/cases/{number}");
    let desk = ground.desk_of(&ground.egon).await;

    // The case lies on the board and is nobody's. He opens it, takes it, and reads what was written.
    desk.sees(&[SUBJECT, "nobody"]).await;
    desk.keys(&format!("j{ENTER}")).await;
    desk.is_at(&case).await;
    desk.keys(&format!("e{ENTER}")).await;
    desk.sees(&["The case is yours now"]).await;
    desk.misses(&[PHONE]).await;
    desk.keys(&format!("s{REASON}{ENTER}")).await;
    desk.sees(&["Seal lifted", PHONE]).await;
    // The telephone rings. What he leaves is sealed again when he comes back.
    desk.keys("gb").await;
    desk.is_at("/cases").await;
    desk.keys(&format!("j{ENTER}")).await;
    desk.is_at(&case).await;
    desk.sees(&["Lift the seal"]).await;
    desk.misses(&[PHONE]).await;

    // He begins with a template, which knows the number of the case, and goes on in words of his own.
    desk.unfold("Use a template").await;
    puts_template(&desk, &number).await;
    desk.keys(&format!("r{CONTROL_END}Until then keep the old telephone.")).await;
    desk.press("Preview").await;
    desk.sees(&["This is how it will leave", &ground.egon.address, &number]).await;
    desk.press("Change it").await;
    desk.sees(&["Authority"]).await;
    desk.keys(&format!("r{CONTROL_ENTER}")).await;
    desk.sees(&["The reply is held"]).await;
    // He thinks better of it: it never left, and nothing of it is lost.
    desk.keys(&format!("z{ENTER}")).await;
    is_taken_back(&desk, &ground).await;
    desk.keys(&format!("r{CONTROL_END} We call you today.{CONTROL_ENTER}")).await;
    desk.sees(&["The reply is held"]).await;
    is_signed(&ground, &number, "We call you today.").await;

    desk.go(&case).await;
    desk.keys(&format!("c{ENTER}")).await;
    desk.sees(&["The case is closed"]).await;
    drop(desk);
    evening(ground, &number).await;
}

async fn an_engineer_without_scripts_answers_with_template_and_seal(house: House) {
    let (ground, number) = morning(house).await;
    let case = format!("/cases/{number}");
    let desk = ground.desk_with(&ground.egon, Scripts::Off).await;

    desk.follow(SUBJECT).await;
    desk.is_at(&case).await;
    desk.press("Take it").await;
    desk.sees(&["The case is yours now"]).await;
    desk.fill("Reason", REASON).await;
    desk.press("Lift the seal").await;
    desk.sees(&["Seal lifted", PHONE]).await;
    desk.follow("all of yours").await;
    desk.is_at("/cases").await;
    desk.follow(SUBJECT).await;
    desk.is_at(&case).await;
    desk.misses(&[PHONE]).await;

    desk.unfold("Use a template").await;
    puts_template(&desk, &number).await;
    desk.press("Preview").await;
    desk.sees(&["This is how it will leave", &ground.egon.address, &number]).await;
    desk.press("Send").await;
    desk.sees(&["The reply is held"]).await;
    desk.press("Undo").await;
    is_taken_back(&desk, &ground).await;
    let words = desk.value(REPLY).await;
    desk.fill(REPLY, &format!("{words}\nWe call you today.")).await;
    desk.press("Send").await;
    desk.sees(&["The reply is held"]).await;
    is_signed(&ground, &number, "We call you today.").await;

    desk.go(&case).await;
    desk.press("Close the case").await;
    desk.sees(&["The case is closed"]).await;
    drop(desk);
    evening(ground, &number).await;
}

/// A mail came, and triage moved it to where engineers find it.
async fn morning(mut house: House) -> (Ground, String) {
    house.set("CHANCERY_DESK_UNDO_SECS", &UNDO_SECS);
    let ground = Ground::lay(house).await;
    let number = ground.mail(PAVEL, SUBJECT, WORDS).await;
    ground.tessa.api.move_case(&number, "support").await;
    (ground, number)
}

async fn puts_template(desk: &Chromium, number: &str) {
    desk.choose("Which one", TEMPLATE).await;
    desk.press("Put it in").await;
    desk.sees(&["stands in your reply"]).await;
    let words = desk.value(REPLY).await;
    assert!(words.contains(&format!("its number is {number}")), "{words}");
    assert!(!words.contains("{{"), "nothing is left to fill in: {words}");
}

async fn is_taken_back(desk: &Chromium, ground: &Ground) {
    desk.sees(&["The reply was taken back"]).await;
    let words = desk.value(REPLY).await;
    assert!(words.contains("its number is"), "{words}");
    assert_eq!(ground.postfix.delivered(PAVEL.1).len(), 0, "nothing left");
}

/// What he sent is in the requester's mailbox, once, in his own name and signed by his own key.
async fn is_signed(ground: &Ground, number: &str, words: &str) {
    let mail = ground.mail_to(PAVEL.1, words).await;
    assert!(mail.text().contains(&format!("its number is {number}")), "{}", mail.text());
    assert_eq!(ground.postfix.delivered(PAVEL.1).len(), 1);
    let ca = ground.house.run(&["keys", "ca"]);
    let signer = verified(ground.house.desk(), &mail.bytes, &ca);
    assert_eq!(signer.as_deref(), Some(ground.egon.address.as_str()));
}

async fn evening(ground: Ground, number: &str) {
    let case = ground.egon.api.read(&format!("/cases/{number}")).await;
    assert_eq!(text(&case, "state"), "closed");
    ground.ends_sound();
}
