//! Authority on pages: asked for from a refusal, given in part, used, seen, taken back; told, taken elsewhere; and glass
//! that is broken.

use aws_lc_rs::hmac;
use axum::http::{Method, StatusCode, header};
use data_encoding::BASE32_NOPAD;
use model::{
    Address, CaseNumber, Clock, Field, FieldKey, Held, PersonId, Personal, Role, ToMember,
};
use serde_json::{Value, json};
use testkit::house::{Member, TestHouse, mail_from};

use crate::browser::{Browser, site};

const JANA: &str = "jana.novakova@mail.example";
const SECRET: &str = "a secret that the console keeps to itself";
const BIRTH: &str = "4 March 1981";

pub struct World {
    pub house: TestHouse,
    pub number: CaseNumber,
    pub tessa: Member,
    pub egon: Member,
    pub lea: Member,
    pub jana: PersonId,
}

/// A house that knows four fields and one console.
pub async fn house() -> TestHouse {
    let field = |key: &str, label: &str, held, to_member| Field {
        key: FieldKey::parse(key).unwrap(),
        label: label.to_owned(),
        class: model::Class::Personal,
        held,
        to_member,
        elsewhere: (to_member == ToMember::Redirect).then(|| "the assurance pages".to_owned()),
    };
    TestHouse::with(None, |config| {
        config.fields = vec![
            field("date_of_birth", "Date of birth", Held::Here, ToMember::Ask),
            field("status", "Status level", Held::Here, ToMember::Tell),
            field("assurances", "Assurances", Held::Here, ToMember::Redirect),
            field("passphrase", "Passphrase", Held::Console, ToMember::Ask),
        ];
        config.consoles = vec![desk::Console {
            name: "accounts".to_owned(),
            secret: Personal::new(SECRET.to_owned()),
            url: Some("https://accounts.example/authority?x=1".to_owned()),
        }];
    })
    .await
}

impl World {
    pub async fn open() -> Self {
        let house = house().await;
        let tessa = house.member("tessa", &[Role::Triage]).await;
        let egon = house.member("egon", &[Role::SupportEngineer]).await;
        let lea = house.member("lea", &[Role::TeamLeader]).await;
        let mail = mail_from("Jana Nováková", JANA, "Passphrase", "Please call Jana Nováková.");
        let number = house.number(house.mail(mail).await).await;
        house.give(number, &tessa, &egon).await;
        let jana = house.vault.find_person(&Address::parse(JANA).unwrap()).unwrap().unwrap();
        Self { house, number, tessa, egon, lea, jana }
    }

    pub async fn browser(&self, member: &Member) -> Browser {
        Browser::of_member(&self.house, &site(&self.house), member).await
    }

    /// Jana's browser, with an authenticator app that is set up.
    async fn jana(&self) -> (Browser, App) {
        let browser = Browser::signed_in(&self.house, &site(&self.house), self.jana).await;
        let app = App::set_up(&self.house, &browser).await;
        (browser, app)
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/cases/{}{rest}", self.number)
    }

    /// Egon asks for these acts on these fields; returns the path of the request.
    async fn ask(&self, egon: &Browser, acts: &[&str], fields: &[&str]) -> String {
        let mut form: Vec<(&str, &str)> = acts.iter().map(|act| ("acts", *act)).collect();
        form.extend(fields.iter().map(|key| ("fields", *key)));
        form.extend([("words", "To compare it <b>."), ("hours", "48"), ("n_uses", "3")]);
        let asked = egon.post(&self.path("/consents"), &form).await;
        assert_eq!(asked.to(), self.path("?done=asked"));
        let row = self.house.desk.own_consents(&self.house.requester(self.jana)).await.unwrap();
        format!("/consents/{}", row[0].row.id)
    }

    /// Jana agrees to these acts on these fields.
    pub async fn agree(&self, acts: &[&str], fields: &[&str]) -> (Browser, App) {
        let egon = self.browser(&self.egon).await;
        egon.get(&self.path("")).await;
        let consent = self.ask(&egon, acts, fields).await;
        let (jana, app) = self.jana().await;
        let page = jana.get(&consent).await;
        page.is(StatusCode::OK);
        let mut form: Vec<(&str, &str)> = acts.iter().map(|act| ("acts", *act)).collect();
        form.extend(fields.iter().map(|key| ("fields", *key)));
        form.extend([("hours", "24"), ("n_uses", "2")]);
        let page = jana.post(&format!("{consent}/grant/preview"), &form).await;
        let code = app.code(&self.house);
        let shown_at = hidden(&page.is(StatusCode::OK).html, "shown_at");
        form.extend([("shown_at", shown_at.as_str()), ("code", code.as_str())]);
        let given = jana.post(&format!("{consent}/grant"), &form).await;
        assert_eq!(given.to(), "/me/authorities?done=given");
        (jana, app)
    }
}

/// An authenticator app, as far as it shows codes (RFC 6238).
pub struct App(Vec<u8>);

impl App {
    /// Sets it up on the pages of whoever is signed in.
    pub async fn set_up(house: &TestHouse, browser: &Browser) -> Self {
        let page = browser.get("/security/app/new").await;
        let text = page.html.split("shared-secret\">").nth(1).unwrap().split('<').next().unwrap();
        let app = Self(BASE32_NOPAD.decode(text.replace(' ', "").as_bytes()).unwrap());
        let code = app.code(house);
        assert_eq!(
            browser.post("/security/app", &[("code", &code)]).await.to(),
            "/security?done=app"
        );
        app
    }

    /// Returns a code that was not used yet: time goes on until the next.
    pub fn code(&self, house: &TestHouse) -> String {
        house.wait_secs(30);
        let step = u64::try_from(house.clock.now().as_second()).unwrap() / 30;
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let mac = hmac::sign(&key, &step.to_be_bytes());
        let mac = mac.as_ref();
        let at = usize::from(mac[19] & 15);
        let four: [u8; 4] = mac[at..at + 4].try_into().unwrap();
        format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
    }
}

/// Returns the value of the first hidden field of a name.
pub fn hidden(html: &str, name: &str) -> String {
    let rest = html.split(&format!("name=\"{name}\" value=\"")).nth(1);
    rest.unwrap_or_else(|| panic!("no {name} in {html}")).split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_refusal_leads_to_the_member_and_back() {
    let world = World::open().await;
    let egon = world.browser(&world.egon).await;
    let page = egon.get(&world.path("")).await;
    page.shows(&["About the requester", "Date of birth", "You may not </span>see it"]);
    let showing = world.path("/fields/date_of_birth/showing");
    let refused = egon.post(&showing, &[]).await;
    let ask = world.path("/consents/new?act=field.show&#38;field=date_of_birth");
    refused.is(StatusCode::FORBIDDEN).shows(&[&ask, "Ask the member", "Break glass"]);
    refused.shows(&[&format!("/cases/{}/dispute", world.number), "File a dispute"]);
    let form = egon.get(&ask.replace("&#38;", "&")).await;
    form.is(StatusCode::OK)
        .shows(&["value=\"field.show\" checked", "value=\"date_of_birth\" checked"]);
    form.hides(&["value=\"field.edit\" checked", "value=\"status\" checked"]);
    let empty = [("words", " "), ("hours", "x"), ("n_uses", "3"), ("acts", "message.unseal")];
    let back = egon.post(&world.path("/consents"), &empty).await;
    back.is(StatusCode::UNPROCESSABLE_ENTITY)
        .shows(&["words-error", "value=\"message.unseal\" checked"]);
    let consent =
        world.ask(&egon, &["field.show", "field.edit", "message.unseal"], &["date_of_birth"]).await;
    egon.get(&world.path("")).await.shows(&["Asked of the member", "to answer"]);

    // Jana has nothing to show yet, is told so, and finds back.
    let browser = Browser::signed_in(&world.house, &site(&world.house), world.jana).await;
    browser.get("/consents").await.shows(&[
        &consent,
        "support engineer",
        "Waiting for your answer",
    ]);
    let page = browser.get(&consent).await;
    page.shows(&["To compare it &#60;b&#62;.", "see your Date of birth", "48 hours", "Decline"]);
    let part = [("acts", "field.show"), ("acts", "field.edit"), ("fields", "date_of_birth")];
    let part = [&part[..], &[("hours", "24"), ("n_uses", "2")]].concat();
    let preview = format!("{consent}/grant/preview");
    let page = browser.post(&preview, &part).await;
    page.is(StatusCode::OK).shows(&["takes two minutes", "href=\"/security\""]);
    let app = App::set_up(&world.house, &browser).await;
    browser
        .get("/security")
        .await
        .shows(&["A request for your consent waits", "href=\"/consents\""]);

    // What is more than was asked, or nothing at all, comes back.
    let more = [&part[..2], &[("fields", "status"), ("hours", "24"), ("n_uses", "2")]].concat();
    let page = browser.post(&preview, &more).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["choice-error"]);
    let page = browser.post(&preview, &[("hours", "24"), ("n_uses", "2")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["agree to at least one"]);

    let page = browser.post(&preview, &part).await;
    page.is(StatusCode::OK).shows(&[
        "This is what you agree to",
        "2 times",
        "change your Date of birth",
    ]);
    page.hides(&["sealed messages", "or a recovery code"]);
    let shown_at = hidden(&page.html, "shown_at");
    let grant = format!("{consent}/grant");
    let proven = |code: &str| {
        let all = [&part[..], &[("shown_at", &shown_at)]].concat();
        let all: Vec<_> = all.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        all.into_iter().chain([("code", code.to_owned())]).collect::<Vec<_>>()
    };
    for code in ["000000", "abcd-efgh-ijkl"] {
        let form = proven(code);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = browser.post(&grant, &form).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY)
            .shows(&["proof-error", "This is what you agree to"]);
    }
    let form = proven(&app.code(&world.house));
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let given = browser.post(&grant, &form).await;
    browser.get(given.to()).await.shows(&[
        "You agreed",
        "Withdraw it",
        "not used; may be used 2 times",
    ]);
    // Once is once.
    browser.post(&grant, &form).await.is(StatusCode::CONFLICT);
    browser.get(&consent).await.shows(&["you agreed"]).hides(&["Decline"]);
}

#[tokio::test]
async fn what_was_given_is_used_seen_and_taken_back() {
    let world = World::open().await;
    let (jana, _) = world.agree(&["field.show", "field.edit"], &["date_of_birth"]).await;
    let egon = world.browser(&world.egon).await;
    let page = egon.get(&world.path("")).await;
    page.shows(&["2 of 2 uses left, 23 h", "Given for this case", "Consent of the person"]);
    let edit = world.path("/fields/date_of_birth/edit");
    let page = egon.get(&edit).await;
    page.is(StatusCode::OK).shows(&["Change Date of birth", "identity is not in doubt"]);
    let version = hidden(&page.html, "version");
    let update = world.path("/fields/date_of_birth");
    let page = egon.post(&update, &[("value", " "), ("version", &version)]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["value-error"]);
    let changed = egon.post(&update, &[("value", BIRTH), ("version", &version)]).await;
    assert_eq!(changed.to(), world.path("?done=changed"));
    egon.get(changed.to()).await.hides(&[BIRTH]).shows(&["1 of 2 uses left"]);
    let page = egon.post(&world.path("/fields/date_of_birth/showing"), &[]).await;
    page.is(StatusCode::OK).shows(&[BIRTH, "Opened for this page alone"]);
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    // It was for that page alone, and the last use.
    egon.get(&world.path("")).await.hides(&[BIRTH]).shows(&["You may not </span>see it"]);
    egon.post(&world.path("/fields/date_of_birth/showing"), &[]).await.is(StatusCode::FORBIDDEN);
    egon.get("/authorities").await.shows(&["all uses used", "saw Date of birth"]);

    jana.get("/me/looks").await.shows(&["saw Date of birth", "changed Date of birth", "SP 8.1"]);
    jana.get("/me/fields").await.shows(&[BIRTH, "held in another system", "never told here"]);
    jana.get("/me/authorities").await.shows(&["used 2 of 2 times", "saw Date of birth"]);
}

#[tokio::test]
async fn taken_back_it_allows_nothing_from_the_next_act_on() {
    let world = World::open().await;
    let (jana, _) = world.agree(&["field.show"], &["date_of_birth"]).await;
    let egon = world.browser(&world.egon).await;
    let showing = world.path("/fields/date_of_birth/showing");
    egon.get(&world.path("")).await.shows(&["2 of 2 uses left"]);
    egon.post(&showing, &[]).await.is(StatusCode::OK);
    let page = jana.get("/me/authorities").await;
    let withdrawn = jana.post(&page.action("/withdrawal"), &[]).await;
    jana.get(withdrawn.to())
        .await
        .shows(&["It is taken back", "withdrawn"])
        .hides(&["Withdraw it"]);
    // He is told where his right went; of another field there was none to take back.
    let page = egon.post(&showing, &[]).await;
    page.is(StatusCode::FORBIDDEN).shows(&["This authority was taken back", "Ask the member"]);
    let page = egon.post(&world.path("/fields/status/showing"), &[]).await;
    page.is(StatusCode::FORBIDDEN).hides(&["taken back"]);
    // Nobody else's is there to be taken back.
    let stranger = mail_from("Petr", "petr@mail.example", "Mine", "Only mine.");
    world.house.mail(stranger).await;
    let petr = Address::parse("petr@mail.example").unwrap();
    let petr = world.house.vault.find_person(&petr).unwrap().unwrap();
    let petr = Browser::signed_in(&world.house, &site(&world.house), petr).await;
    petr.get("/me/authorities").await.shows(&["Nobody holds authority over your data now"]);
    let consent = jana.get("/consents").await;
    let consent =
        consent.html.split("href=\"/consents/").nth(1).unwrap().split('"').next().unwrap();
    petr.get(&format!("/consents/{consent}")).await.is(StatusCode::NOT_FOUND);
    petr.post(&format!("/consents/{consent}/refusal"), &[]).await.is(StatusCode::NOT_FOUND);
    let theirs = format!("/me/authorities/{consent}/withdrawal");
    petr.post(&theirs, &[]).await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_no_takes_one_click() {
    let world = World::open().await;
    let egon = world.browser(&world.egon).await;
    egon.get(&world.path("")).await;
    let consent = world.ask(&egon, &["message.unseal"], &[]).await;
    let jana = Browser::signed_in(&world.house, &site(&world.house), world.jana).await;
    let page = jana.get(&consent).await;
    let declined = jana.post(&page.action("/refusal"), &[]).await;
    jana.get(declined.to()).await.shows(&["You declined", "declined"]);
    jana.post(&page.action("/refusal"), &[]).await.is(StatusCode::CONFLICT);
    egon.get(&world.path("")).await.shows(&["declined"]);
}

#[tokio::test]
async fn what_may_be_told_depends_on_who_asks() {
    let world = World::open().await;
    let egon = world.browser(&world.egon).await;
    let path = |key: &str, rest: &str| world.path(&format!("/fields/{key}/disclosures{rest}"));
    egon.get(&path("status", "/new")).await.is(StatusCode::OK).shows(&["Any member who asks"]);
    let ask = |relation: &'static str, address: &'static str| {
        [("relation", relation), ("address", address)]
    };
    let page = egon.post(&path("status", ""), &ask("member", "no address")).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["address-error"]);
    // Nobody of that address, and somebody of whom nothing is held.
    for address in ["nobody@mail.example", "lea@desk.example"] {
        let page = egon.post(&path("status", ""), &ask("member", address)).await;
        page.is(StatusCode::OK).shows(&["May be told to another member", "Nothing is held."]);
    }
    let page = egon.post(&path("status", ""), &ask("supplier", "lea@desk.example")).await;
    page.is(StatusCode::FORBIDDEN).shows(&["File a dispute"]);
    let page = egon.post(&path("assurances", ""), &ask("member", "lea@desk.example")).await;
    page.is(StatusCode::FORBIDDEN);
    let page = egon.post(&path("date_of_birth", ""), &ask("member", "lea@desk.example")).await;
    page.is(StatusCode::FORBIDDEN).shows(&["Ask the member"]);
    let page = egon.post(&path("unknown", ""), &ask("member", "lea@desk.example")).await;
    page.is(StatusCode::NOT_FOUND);
    world.house.desk.sequence().await.unwrap();
    let lea = world.browser(&world.lea).await;
    lea.get("/me/looks").await.shows(&["told Status level to another member", "in case"]);
}

#[tokio::test]
async fn authority_is_taken_to_a_console_and_redeemed_once() {
    let world = World::open().await;
    world.agree(&["field.edit"], &["passphrase"]).await;
    let egon = world.browser(&world.egon).await;
    let page = egon.get(&world.path("")).await;
    page.shows(&["held in another system", "Take it there", "<option>accounts</option>"]);
    let present = page.action("/presentations");
    let unknown = egon.post(&present, &[("audience", "elsewhere")]).await;
    unknown.is(StatusCode::UNPROCESSABLE_ENTITY);
    let page = egon.post(&present, &[("audience", "accounts")]).await;
    page.is(StatusCode::OK).shows(&["action=\"https://accounts.example/authority?x=1\""]);
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("form-action 'self' https://accounts.example;"), "{policy}");
    let policy = &egon.get("/authorities").await.headers[header::CONTENT_SECURITY_POLICY];
    assert!(!policy.to_str().unwrap().contains("accounts"), "{policy:?}");
    let token = hidden(&page.html, "token");

    let body = json!({
        "token": token, "act": "field.edit", "field": "passphrase",
        "person": world.jana.to_string(), "case": world.number.to_string(),
    });
    let console = Browser::new(&site(&world.house));
    let redeem = async |secret: &str, body: &Value| {
        let bearer = format!("Bearer {secret}");
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let page =
            console.send(Method::POST, "/api/v1/redemptions", &headers, body.to_string()).await;
        (page.status.as_u16(), serde_json::from_str::<Value>(&page.html).unwrap())
    };
    assert_eq!(redeem("another secret", &body).await.0, 401);
    let mut other = body.clone();
    other["act"] = json!("field.show");
    let (status, problem) = redeem(SECRET, &other).await;
    assert_eq!((status, problem["type"].as_str()), (403, Some("/problems/denied")), "{problem}");
    other["act"] = json!("field.fly");
    assert_eq!(redeem(SECRET, &other).await.0, 422);
    let (status, receipt) = redeem(SECRET, &body).await;
    assert_eq!(status, 200, "{receipt}");
    let text = receipt["receipt"].as_str().unwrap();
    assert!(text.starts_with("chancery receipt v1\n") && text.contains("field passphrase\n"));
    let key = console.send(Method::GET, "/api/v1/token-key", &[], String::new()).await;
    let key = serde_json::from_str::<Value>(&key.html).unwrap();
    let key = authority::TokenVerifier::parse(key["key"].as_str().unwrap()).unwrap();
    let signature = receipt["signature"].as_str().unwrap();
    let signature = data_encoding::BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap();
    assert!(key.is_signed(text.as_bytes(), &signature));
    assert!(!key.is_signed(text.replace("edit", "show").as_bytes(), &signature));
    let (status, problem) = redeem(SECRET, &body).await;
    assert_eq!(status, 403, "{problem}");
    assert!(problem["detail"].as_str().is_some_and(|words| !words.is_empty()));
    let jana = Browser::signed_in(&world.house, &site(&world.house), world.jana).await;
    jana.get("/me/looks").await.shows(&["changed Passphrase in accounts"]);
    // One use is left; taken back, it is not made out any more, though the page still had the button.
    egon.post(&present, &[("audience", "accounts")]).await.is(StatusCode::OK);
    let page = jana.get("/me/authorities").await;
    jana.post(&page.action("/withdrawal"), &[]).await.to();
    let page = egon.post(&present, &[("audience", "accounts")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["was taken back"]);
    while world.house.desk.sequence().await.unwrap() > 0 {}
    let found = world.house.desk.verify_log(None).await.unwrap().report;
    assert!(found.is_sound(), "{:?}", found.faults);
    world.house.by_hand("delete from redemptions").await;
    let found = world.house.desk.verify_log(None).await.unwrap().report;
    let words = found.faults.first().map(ToString::to_string).unwrap();
    assert!(words.ends_with("has 0 redemptions, while the log has 1"), "{words}");
    world.house.by_hand("delete from field_looks").await;
    let found = world.house.desk.verify_log(None).await.unwrap().report;
    let deleted = "was deleted from who looked at whose data";
    assert!(
        found.faults.iter().any(|fault| fault.to_string().contains(deleted)),
        "{:?}",
        found.faults
    );
}

#[tokio::test]
async fn broken_glass_is_loud_listed_and_judged() {
    let world = World::open().await;
    let egon = world.browser(&world.egon).await;
    let new = world.path("/emergencies/new");
    egon.get(&new).await.is(StatusCode::OK).shows(&["told at once", "4 at most"]);
    let preview = world.path("/emergencies/preview");
    let page = egon.post(&preview, &[("why", " "), ("hours", "2")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["why-error"]);
    let page = egon.post(&preview, &[("why", "Harm."), ("hours", "5")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["hours-error", "Harm.</textarea>"]);
    let page = egon.post(&preview, &[("why", "Harm <now>."), ("hours", "2")]).await;
    page.is(StatusCode::OK).shows(&["This needs a passkey or an authenticator app"]);
    let app = App::set_up(&world.house, &egon).await;
    let page = egon.post(&preview, &[("why", "Harm <now>."), ("hours", "2")]).await;
    let shows =
        ["Harm &#60;now&#62;.", "2 hours", "open its sealed messages", "Break glass with the code"];
    let shown_at = hidden(&page.is(StatusCode::OK).shows(&shows).html, "shown_at");
    let declare = world.path("/emergencies");
    let at = shown_at.as_str();
    let fields = |code| [("why", "Harm <now>."), ("hours", "2"), ("shown_at", at), ("code", code)];
    let page = egon.post(&declare, &fields("000000")).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["proof-error"]);
    let stale = [("why", "Harm <now>."), ("hours", "2"), ("shown_at", "0"), ("code", "000000")];
    let page = egon.post(&declare, &stale).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["too long ago"]);
    let code = app.code(&world.house);
    let broken = egon.post(&declare, &fields(code.as_str())).await;
    assert_eq!(broken.to(), world.path("?done=broken"));
    egon.get(broken.to()).await.shows(&["You have broken glass", "the alarm is out"]);
    egon.get("/cases").await.shows(&["You have broken glass", &world.number.to_string()]);
    let page = egon.post(&world.path("/fields/date_of_birth/showing"), &[]).await;
    page.is(StatusCode::OK).shows(&["Nothing is held."]);
    // It changes nothing.
    egon.get(&world.path("/fields/date_of_birth/edit")).await.is(StatusCode::FORBIDDEN);
    let page = egon.get("/emergencies").await;
    page.shows(&["Harm &#60;now&#62;.", "saw Date of birth", "End it now"])
        .hides(&["It was justified"]);

    // Until it is judged they break no other: beside another case nothing leads there.
    let otto = world.house.member("otto", &[Role::SupportEngineer]).await;
    let other = world.house.mail(mail_from("Petr", "petr@mail.example", "Key", "Help.")).await;
    let other = world.house.number(other).await;
    world.house.give(other, &world.tessa, &otto).await;
    let page = egon.get(&format!("/cases/{other}")).await;
    page.is(StatusCode::OK).shows(&["was not reviewed yet"]).hides(&["/emergencies/new"]);

    let tessa = world.browser(&world.tessa).await;
    tessa.get("/emergencies").await.shows(&["No glass was broken"]).hides(&["Harm"]);
    let lea = world.browser(&world.lea).await;
    let page = lea.get("/emergencies").await;
    page.shows(&["Harm &#60;now&#62;.", "saw Date of birth", "reviewed as", "d20261121.1"]);
    // She brings it for the house, so another judges it.
    page.hides(&["You have broken glass", "It was justified"]);
    let arno = world.house.member("arno", &[Role::Arbitrator]).await;
    let arno = world.browser(&arno).await;
    let page = arno.get("/emergencies").await;
    page.shows(&["Harm &#60;now&#62;.", "It was justified"]);
    let review = page.action("/review");
    let bringer = lea.post(&review, &[("finding", "x"), ("verdict", "justified")]).await;
    bringer.is(StatusCode::FORBIDDEN);
    let bad = arno.post(&review, &[("finding", " "), ("verdict", "justified")]).await;
    bad.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["-error\""]);
    let bad = arno.post(&review, &[("finding", "x"), ("verdict", "perhaps")]).await;
    bad.is(StatusCode::UNPROCESSABLE_ENTITY);
    // Whoever broke it does not judge it, and breaks no other until it is judged.
    let own = egon.post(&review, &[("finding", "All well."), ("verdict", "justified")]).await;
    own.is(StatusCode::FORBIDDEN);
    egon.get(&new).await.is(StatusCode::FORBIDDEN);
    let ended = egon.post(&review.replace("/review", "/ending"), &[]).await;
    assert_eq!(ended.to(), "/emergencies?done=ended");
    egon.get("/cases").await.hides(&["You have broken glass"]);
    egon.post(&world.path("/fields/date_of_birth/showing"), &[]).await.is(StatusCode::FORBIDDEN);
    let fields = [("finding", "One look, not needed."), ("verdict", "not_justified")];
    assert_eq!(arno.post(&review, &fields).await.to(), "/emergencies?done=judged");
    arno.post(&review, &fields).await.is(StatusCode::CONFLICT);
    lea.get("/emergencies").await.shows(&["Not justified", "One look, not needed."]);
    egon.get(&new).await.is(StatusCode::OK);
    let jana = Browser::signed_in(&world.house, &site(&world.house), world.jana).await;
    jana.get("/me/authorities")
        .await
        .shows(&["An emergency, without your consent", "saw Date of birth"]);
}
