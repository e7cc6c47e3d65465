//! A lost passphrase: from the mail to the change, with the consent of the member and no other right.

use authority::TokenVerifier;
use data_encoding::BASE64URL_NOPAD;
use serde_json::json;
use testkit::Chromium;

use crate::{
    api::text,
    console::{Console, NAME, taken_there},
    ground::{Ground, add_passkey},
    house::House,
    paper::Visitor,
    stories,
};

const JANA: &str = "jana.novakova@customer.example";
const NEW: &str = "correct horse battery staple";

/// Why, in words for the member.
const WHY: &str = "To set a new passphrase, as you asked us to.";

stories!(a_recovery_in_chromium, a_recovery_through_the_api);

struct Recovery {
    ground: Ground,
    console: Console,
    number: String,
}

async fn a_recovery_in_chromium(house: House) {
    let Recovery { ground, console, number } = begins(house).await;
    let egon = ground.desk_of(&ground.egon).await;
    egon_is_refused_and_asks(&egon, &number).await;
    let jana = ground.telephone_of(JANA).await;
    jana_reads_what_is_asked(&ground, &jana).await;
    jana_agrees_to_less(&jana).await;

    // His authority goes to the console by the page's own button; there he says the rest.
    egon.go(&format!("/cases/{number}")).await;
    egon.sees(&["Consent of the person", "2 of 2 uses left"]).await;
    egon.press("Take it there").await;
    egon.sees(&["made out to you and to accounts alone"]).await;
    let token = egon.value("The token").await;
    egon.press("Go to accounts with it").await;
    egon.fill("Case number", &number).await;
    egon.fill("Account", "jana").await;
    egon.choose("What", "Passphrase").await;
    egon.fill("New value", NEW).await;
    egon.press("Change").await;
    egon.sees(&["Changed: passphrase of jana"]).await;
    token_is_genuine(&ground, &token);
    receipt_is_genuine(&ground, &console, &number);
    the_same_presentation_is_refused(&console, &number, &token).await;

    jana.go("/me/authorities").await;
    jana.sees(&["used 1 of 2 times", "changed Passphrase, in accounts"]).await;
    jana.go("/me/looks").await;
    jana.sees(&["Egon Engineer", "changed Passphrase in accounts", &number]).await;
    drop((egon, jana));
    ground.ends_sound();
}

async fn a_recovery_through_the_api(house: House) {
    let Recovery { ground, console, number } = begins(house).await;
    let egon = &ground.egon.api;
    let fields = egon.read(&format!("/cases/{number}/fields")).await;
    let passphrase =
        fields["fields"].as_array().unwrap().iter().find(|one| one["key"] == "passphrase");
    let edit = &passphrase.unwrap()["rights"][1];
    assert_eq!((text(edit, "act"), &edit["is_allowed"]), ("field.edit", &json!(false)), "{edit}");
    assert!(edit["remedies"].to_string().contains("consent"), "{edit}");
    let asked = json!({
        "acts": ["field.show", "field.edit"], "fields": ["date_of_birth", "passphrase"],
        "words": WHY, "hours": 48, "n_uses_max": 5,
    });
    let asked = egon.post(&format!("/cases/{number}/consents"), asked).await;
    assert_eq!(asked.status, 201, "{asked:?}");
    ground.mail_to(JANA, "/consents").await;
    let mut jana = ground.visitor(JANA).await;
    jana.adds_passkey().await;
    jana_agrees(&mut jana, text(&asked.body, "id")).await;

    let held = egon.read("/authorities").await;
    let held = &held["authorities"][0];
    assert_eq!((text(held, "kind"), text(held, "number")), ("consent", number.as_str()), "{held}");
    assert_eq!(held["fields"], json!(["passphrase"]), "{held}");
    // Only who is signed in takes it elsewhere: a program has no place where it could be.
    let mut desk = ground.visit_of(&ground.egon).await;
    for n_used in 1..=2 {
        let token = taken_there(&mut desk, text(held, "id")).await;
        token_is_genuine(&ground, &token);
        changes_passphrase(&console, &number, &token, 200).await;
        receipt_is_genuine(&ground, &console, &number);
        the_same_presentation_is_refused(&console, &number, &token).await;
        let own = egon.read("/authorities").await;
        assert_eq!(own["authorities"][0]["n_used"], n_used, "{own}");
    }
    let page = desk.get("/authorities").await;
    page.shows(&["all uses used"]);
    let path = format!("/authorities/{}/presentations", text(held, "id"));
    let third = desk.post(&page, &path, &[("audience", NAME)]).await;
    assert_eq!(third.status, 422, "{third:?}");
    third.shows(&["this authority was used up"]);
    jana.get("/me/looks").await.shows(&[
        "Egon Engineer",
        "changed Passphrase in accounts",
        &number,
    ]);
    ground.ends_sound();
}

/// A member writes that the passphrase is lost; there is a console that holds her account.
async fn begins(mut house: House) -> Recovery {
    let (console, settings) = Console::beside(&mut house);
    let ground = Ground::lay_with(house, &settings).await;
    let words = "I lost my passphrase and my new phone is +420 601 123 456.";
    let number = ground.request(("Jana Nováková", JANA), "Lost passphrase", words).await;
    console.add("jana", &ground.person(JANA).await);
    Recovery { ground, console, number }
}

async fn egon_is_refused_and_asks(egon: &Chromium, number: &str) {
    egon.go(&format!("/cases/{number}")).await;
    egon.sees(&["Passphrase", "held in another system", "You may not change it"]).await;
    // What is held here is refused on a page of its own, which leads to the member, too.
    egon.go(&format!("/cases/{number}/fields/date_of_birth/edit")).await;
    egon.sees(&["only under an authority", "SP 8.1", "Ask the member", "File a dispute"]).await;
    egon.go(&format!("/cases/{number}")).await;
    egon.follow("Ask the member about Passphrase").await;
    egon.sees(&["Ask the member for consent"]).await;
    egon.tick("see what is ticked below", true).await;
    egon.tick("change what is ticked below", true).await;
    egon.tick("Date of birth", true).await;
    egon.tick("Passphrase", true).await;
    egon.fill("Why, in words for the member", WHY).await;
    egon.fill("For how many hours", "48").await;
    egon.fill("How many times at most", "5").await;
    egon.press("Ask the member").await;
    egon.sees(&["Asked of the member", "to answer"]).await;
}

async fn jana_reads_what_is_asked(ground: &Ground, jana: &Chromium) {
    let mail = ground.mail_to(JANA, "/consents").await.text();
    assert!(mail.contains("see your Date of birth, Passphrase"), "exactly what is asked: {mail}");
    add_passkey(jana).await;
    jana.sees(&["A request for your consent waits"]).await;
    jana.go("/consents").await;
    jana.follow("May a support engineer").await;
    jana.sees(&["see your Date of birth, Passphrase", "change your Date of birth, Passphrase"])
        .await;
    jana.sees(&[WHY, "Egon Engineer", "48 hours", "at most 5 times"]).await;
}

async fn jana_agrees_to_less(jana: &Chromium) {
    jana.tick("see what is ticked below", false).await;
    jana.tick("your Date of birth", false).await;
    jana.fill("For how many hours", "24").await;
    jana.fill("How many times at most", "2").await;
    jana.press("Look at it once more").await;
    jana.sees(&["This is what you agree to", "change your Passphrase", "2 times"]).await;
    jana.misses(&["Date of birth"]).await;
    jana.press("with a passkey").await;
    jana.is_at("/me/authorities").await;
    jana.sees(&["You agreed", "not used; may be used 2 times", "Withdraw it"]).await;
}

async fn jana_agrees(jana: &mut Visitor, id: &str) {
    let asked = jana.read("/me/consents").await;
    let asked = &asked["consents"][0];
    assert_eq!((text(asked, "id"), text(asked, "words")), (id, WHY), "{asked}");
    assert_eq!(asked["fields"], json!(["date_of_birth", "passphrase"]), "{asked}");
    let choice = json!({
        "acts": ["field.edit"], "fields": ["passphrase"], "hours": 24, "n_uses_max": 2,
    });
    let shown = jana.agrees_there(id, &choice).await;
    let grant = text(&shown, "grant");
    assert!(grant.contains("\nact field.edit\nfield passphrase\n"), "{grant}");
    assert!(!grant.contains("date_of_birth"), "she took it out: {grant}");
    let own = jana.read("/me/authorities").await;
    assert_eq!(own["authorities"][0]["n_uses_max"], 2, "{own}");
}

async fn changes_passphrase(console: &Console, number: &str, token: &str, status: u16) -> String {
    let fields = [
        ("case", number),
        ("login", "jana"),
        ("field", "passphrase"),
        ("value", NEW),
        ("presentation", token),
    ];
    let page = console.change(&fields).await;
    assert_eq!(page.status, status, "{page:?} {}", console.log());
    page.text
}

async fn the_same_presentation_is_refused(console: &Console, number: &str, token: &str) {
    let before = console.sql("select count(*) from changes");
    let text = changes_passphrase(console, number, token, 403).await;
    // It was good once; and after the last use there is none for any.
    let words = ["was redeemed before", "All uses of this authority are used."];
    assert!(words.iter().any(|words| text.contains(words)), "{text}");
    assert_eq!(console.sql("select count(*) from changes"), before);
}

/// Anybody can check what he carried there, with the house's public key alone.
fn token_is_genuine(ground: &Ground, token: &str) {
    let key = ground.house.run(&["authority", "key"]);
    let said = ground.house.tool(&["authority", "verify", "--key", key.trim_end(), token]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.contains("genuine") && said.out.contains("passphrase"), "{said:?}");
    let other =
        format!("ed25519/{}", "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");
    let said = ground.house.tool(&["authority", "verify", "--key", &other, token]);
    assert_eq!(said.code, Some(1), "under another house's key it is nothing: {said:?}");
}

/// The console kept the receipt beside the change, and anybody can check that, too.
fn receipt_is_genuine(ground: &Ground, console: &Console, number: &str) {
    let kept = |column: &str| {
        console.sql(&format!(
            "select {column} from changes order by changed_at desc, rowid desc limit 1"
        ))
    };
    let receipt = format!("{}\n", kept("receipt"));
    assert!(receipt.contains(&format!("case {number}\n")), "{receipt}");
    assert!(receipt.contains("act field.edit\nfield passphrase\n"), "{receipt}");
    let key = ground.house.run(&["authority", "key"]);
    let key = TokenVerifier::parse(key.trim_end()).unwrap();
    let signature = BASE64URL_NOPAD.decode(kept("signature").as_bytes()).unwrap();
    assert!(key.is_signed(receipt.as_bytes(), &signature), "{receipt}");
    assert_eq!(console.sql("select must_change from accounts"), "1");
}
