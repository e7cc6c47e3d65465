//! By what one signs in, and where one is signed in: pages for requesters and for staff.

use axum::http::StatusCode;
use model::{Address, PersonId, Role};
use testkit::{
    SoftPasskey,
    house::{TestHouse, mail_from},
    totp_code,
};

use crate::browser::{Browser, ORIGIN, Page, site};

const PASSWORD: &str = "four plain words there";

/// Somebody who asked the house something.
async fn jana(house: &TestHouse) -> PersonId {
    house.mail(mail_from("Jana", "jana@mail.example", "Help", "Please help.")).await;
    house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap().unwrap()
}

/// What the browser is asked on a page.
fn options(page: &Page) -> String {
    let rest = page.html.split("data-options=\"").nth(1).expect("nothing is asked");
    rest.split('"').next().unwrap().replace("&#34;", "\"").replace("&#38;", "&")
}

/// Adds a passkey as its pages do; where something is to be shown first, that was done.
async fn add_passkey(browser: &Browser, number: u8) -> SoftPasskey {
    let page = browser.get("/security/passkeys/new").await;
    page.is(StatusCode::OK).shows(&["Add a passkey"]);
    let mut key = SoftPasskey::new(ORIGIN, number);
    let answer = key.create(&options(&page));
    let fields = [("name", "blue key"), ("credential", answer.as_str())];
    let done = browser.post("/security/passkeys", &fields).await;
    assert_eq!(done.to(), "/security?done=passkey");
    key
}

/// Shows the passkey on the page that asks for it; returns where that leads.
async fn show(browser: &Browser, page: &Page, key: &mut SoftPasskey) -> String {
    page.is(StatusCode::OK).shows(&["Confirm that it is you"]);
    let purpose = page.html.split("name=\"purpose\" value=\"").nth(1).unwrap();
    let purpose = purpose.split('"').next().unwrap().to_owned();
    let answer = key.get(&options(page));
    let fields = [("purpose", purpose.as_str()), ("credential", answer.as_str())];
    browser.post("/security/proofs", &fields).await.to().to_owned()
}

/// Signs in by a passkey in a browser that knows nothing.
async fn by_passkey(browser: &Browser, key: &mut SoftPasskey) -> Page {
    browser.get("/sign-in").await.shows(&["Sign in with a passkey", "passkey-form.js"]);
    let asked = browser.post("/sign-in/passkey/challenge", &[]).await;
    asked.is(StatusCode::OK);
    let answer = key.get(&asked.html);
    browser.post("/sign-in/passkey", &[("credential", &answer)]).await
}

/// Sets an app up; returns its secret.
async fn add_app(house: &TestHouse, browser: &Browser) -> String {
    let page = browser.get("/security/app/new").await;
    page.is(StatusCode::OK).shows(&["<svg class=\"qr\"", "shared-secret"]);
    let secret = page.html.split("shared-secret\">").nth(1).unwrap();
    let secret = secret.split('<').next().unwrap().to_owned();
    let code = totp_code(&secret, house.db.now());
    let done = browser.post("/security/app", &[("code", &code)]).await;
    assert_eq!(done.to(), "/security?done=app");
    secret
}

async fn by_password(browser: &Browser, address: &str, password: &str, code: &str) -> Page {
    browser.get("/sign-in").await;
    let fields = [("address", address), ("password", password), ("code", code)];
    browser.post("/sign-in/password", &fields).await
}

/// The names of the mails that wait to tell somebody.
async fn notices(house: &TestHouse) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(job) = house.desk.claim_job().await.unwrap() {
        if job.name == desk::FACTOR_NOTICE {
            let change = job.payload.split("\"change\":\"").nth(1).unwrap();
            found.push(change.split('"').next().unwrap().to_owned());
        }
    }
    found
}

#[tokio::test]
async fn a_passkey_is_added_signs_in_and_is_shown_before_it_is_removed() {
    let house = TestHouse::sqlite().await;
    let site = site(&house);
    let browser = Browser::signed_in(&house, &site, jana(&house).await).await;
    browser.get("/security").await.shows(&["Sign-in and sessions", "by a link", "None left"]);
    let mut key = add_passkey(&browser, 1).await;
    assert_eq!(notices(&house).await, ["add_passkey"]);

    let other = Browser::new(&site);
    assert_eq!(by_passkey(&other, &mut key).await.to(), "/");
    assert_eq!(other.cookie_names(), ["__Host-chancery"]);
    let page = other.get("/security").await;
    page.shows(&["by a passkey", "blue key", "last used today"]);
    let path = page.html.split("href=\"/security/factors/").nth(1).unwrap();
    let path = format!("/security/factors/{}", path.split('"').next().unwrap());

    // Being signed in is not enough, and neither is the form without its page.
    let asked = other.get(&path).await;
    asked.hides(&["Remove this passkey?"]);
    assert_eq!(other.post(&format!("{path}/removal"), &[]).await.to(), path);
    let asked = other.get(&path).await;
    assert_eq!(show(&other, &asked, &mut key).await, path);
    other.get(&path).await.shows(&["Remove this passkey?", "blue key"]);
    let done = other.post(&format!("{path}/removal"), &[]).await;
    assert_eq!(done.to(), "/security?done=removed");
    assert_eq!(notices(&house).await, ["remove"]);
    // The session of the link ended with it, and the passkey lets nobody in any more.
    assert_eq!(browser.get("/me").await.to(), "/sign-in");
    let refused = by_passkey(&Browser::new(&site), &mut key).await;
    refused.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["No passkey was taken"]);
}

#[tokio::test]
async fn a_proof_is_good_for_one_change() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::signed_in(&house, &site(&house), jana(&house).await).await;
    let mut key = add_passkey(&browser, 1).await;
    let asked = browser.get("/security/passkeys/new").await;
    let to = show(&browser, &asked, &mut key).await;
    assert_eq!(to, "/security/passkeys/new");
    // It was not shown for an app.
    browser.get("/security/app/new").await.shows(&["Confirm that it is you"]);
    add_passkey(&browser, 2).await;
    browser.get(&to).await.shows(&["Confirm that it is you"]);
    let wrong = [("purpose", "add_passkey"), ("code", "000000")];
    let page = browser.post("/security/proofs", &wrong).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["did not show that it is you"]);
    let odd = [("purpose", "https://evil.example"), ("code", "000000")];
    browser.post("/security/proofs", &odd).await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_password_and_a_code_sign_in_without_scripts() {
    let house = TestHouse::sqlite().await;
    let site = site(&house);
    let browser = Browser::signed_in(&house, &site, jana(&house).await).await;
    let two = |again| [("password", PASSWORD), ("again", again)];
    browser.get("/security/password/edit").await.shows(&["signs in only together with a code"]);
    let page = browser.post("/security/password", &two("another")).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["the two are not the same"]);
    assert_eq!(
        browser.post("/security/password", &two(PASSWORD)).await.to(),
        "/security?done=password"
    );
    let secret = add_app(&house, &browser).await;
    house.wait_secs(30);

    let code = totp_code(&secret, house.db.now());
    let other = Browser::new(&site);
    let unknown = by_password(&other, "nobody@mail.example", PASSWORD, &code).await;
    let wrong = by_password(&other, "jana@mail.example", "wrong words there", &code).await;
    let no_code = by_password(&other, "jana@mail.example", PASSWORD, "000000").await;
    for page in [&unknown, &wrong, &no_code] {
        page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["do not go together"]);
    }
    // Whoever is asked about, the page is the same but for the address that was typed.
    let blank = |page: &Page| page.html.replace("nobody@", "X@").replace("jana@", "X@");
    assert_eq!(blank(&unknown), blank(&wrong));
    assert_eq!(blank(&wrong), blank(&no_code));
    let signed_in = by_password(&other, "jana@mail.example", PASSWORD, &code).await;
    assert_eq!(signed_in.to(), "/");
    other.get("/security").await.shows(&["by password and code"]);
    let again = by_password(&Browser::new(&site), "jana@mail.example", PASSWORD, &code).await;
    again.is(StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn recovery_codes_are_shown_once() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::signed_in(&house, &site(&house), jana(&house).await).await;
    browser.get("/security/recovery/new").await.shows(&["shown once"]);
    let page = browser.post("/security/recovery", &[]).await;
    let codes: Vec<_> = page.html.split("<li>").skip(1).map(|rest| &rest[..11]).collect();
    assert_eq!(codes.len(), 10, "{codes:?}");
    let overview = browser.get("/security").await;
    overview.shows(&["<b>10</b> left"]).hides(&[codes[0]]);
    // Others are drawn only by who shows that it is them: by one of these, say.
    browser.get("/security/recovery/new").await.shows(&["Confirm that it is you"]);
    let fields = [("purpose", "draw_codes"), ("code", codes[0])];
    let to = browser.post("/security/proofs", &fields).await.to().to_owned();
    browser.get(&to).await.shows(&["Draw recovery codes", "The 9 you have"]);
    browser.post("/security/recovery", &[]).await.is(StatusCode::OK).hides(&[codes[1]]);
    let fields = [("purpose", "session"), ("code", codes[1])];
    browser.post("/security/proofs", &fields).await.is(StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let house = TestHouse::sqlite().await;
    let site = site(&house);
    let id = jana(&house).await;
    let here = Browser::signed_in(&house, &site, id).await;
    let there = Browser::signed_in(&house, &site, id).await;
    let elsewhere = Browser::signed_in(&house, &site, id).await;
    let stranger = {
        let egon = house.member("egon", &[Role::SupportEngineer]).await;
        Browser::of_member(&house, &site, &egon).await
    };
    let page = here.get("/security").await;
    assert_eq!(page.html.matches("/ending\"").count(), 2);
    page.shows(&["This one", "End all others"]).hides(&["127.0.0.1"]);
    let path = page.action("/ending");
    // Another's session is not theirs to end, and not theirs to know.
    stranger.post(&path, &[]).await.is(StatusCode::NOT_FOUND);
    assert_eq!(here.post(&path, &[]).await.to(), "/security?done=session_ended");
    let open = [&there, &elsewhere];
    let mut n_open = 0;
    for browser in open {
        n_open += usize::from(browser.get("/me").await.status == StatusCode::OK);
    }
    assert_eq!(n_open, 1);
    let done = here.post("/security/sessions/endings", &[]).await;
    assert_eq!(done.to(), "/security?done=sessions_ended");
    for browser in open {
        assert_eq!(browser.get("/me").await.to(), "/sign-in");
    }
    here.get("/me").await.is(StatusCode::OK);
    stranger.get("/cases").await.is(StatusCode::OK);
}

#[tokio::test]
async fn where_staff_are_known_strongly_the_desk_opens_with_a_passkey() {
    let house = TestHouse::with_strong_staff().await;
    let site = site(&house);
    let new = desk::NewMember {
        address: Address::parse("egon@desk.example").unwrap(),
        name: model::Personal::new("Egon Staffname".to_owned()),
        roles: [Role::SupportEngineer].into(),
    };
    let egon = house.desk.invite(&model::Actor::Founder, new, None).await.unwrap();
    let browser = Browser::signed_in(&house, &site, egon.person_id).await;
    assert_eq!(browser.get("/").await.to(), "/security");
    let page = browser.get("/cases").await;
    page.is(StatusCode::FORBIDDEN).shows(&["known by more than a link", "Sign in with a passkey"]);
    browser.get("/security").await.shows(&["the desk opens with it"]).hides(&["Queues"]);
    let mut key = add_passkey(&browser, 1).await;
    browser.get("/security").await.shows(&["Confirm that it is you"]);
    browser.get("/cases").await.is(StatusCode::FORBIDDEN);
    let asked = browser.get("/security/proofs/new").await;
    assert_eq!(show(&browser, &asked, &mut key).await, "/security?done=proven");
    browser.get("/cases").await.is(StatusCode::OK).shows(&["Queues"]);
    let other = Browser::new(&site);
    by_passkey(&other, &mut key).await.to();
    assert_eq!(other.get("/").await.to(), "/cases");
}

#[tokio::test]
async fn a_token_is_made_shown_once_used_and_ended() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let site = site(&house);
    let browser = Browser::of_member(&house, &site, &egon).await;
    browser.get("/tokens").await.shows(&["You have none."]);
    let wrong = browser.post("/tokens", &[("days", "9"), ("limits", "case.read")]).await;
    wrong.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["There is no act case.read"]);
    let long = browser.post("/tokens", &[("days", "9000"), ("limits", "")]).await;
    long.is(StatusCode::UNPROCESSABLE_ENTITY);
    let made = browser.post("/tokens", &[("days", "9"), ("limits", "case.list, case.show")]).await;
    let bearer = made.html.split("tabindex=\"0\">").nth(1).unwrap().split('<').next().unwrap();
    let actor = house.sign_in.actor_of_token(bearer).await.unwrap().unwrap();
    let model::Actor::Staff(staff) = actor else { panic!("a member") };
    assert_eq!(staff.scopes.unwrap().len(), 2);
    let list = browser.get("/tokens").await;
    list.shows(&["case.list", "last used"]);
    assert!(!list.html.contains(bearer), "shown once");
    let path = list.action("/ending");
    // Nobody ends the tokens of others by their id.
    let ema = house.member("ema", &[Role::SupportEngineer]).await;
    let other = Browser::of_member(&house, &site, &ema).await;
    other.get("/tokens").await;
    other.post(&path, &[]).await.is(StatusCode::NOT_FOUND);
    assert!(house.sign_in.actor_of_token(bearer).await.unwrap().is_some());
    browser.post(&path, &[]).await.to();
    assert!(house.sign_in.actor_of_token(bearer).await.unwrap().is_none());
}

#[tokio::test]
async fn an_openpgp_key_is_looked_at_set_down_and_removed_by_a_proof_of_it() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::signed_in(&house, &site(&house), jana(&house).await).await;
    browser.get("/security").await.shows(&["Signed mail", "No key set down"]);
    browser.get("/security/signature-keys/new").await.shows(&["Your public key"]);
    let wrong = browser.post("/security/signature-keys/preview", &[("key", "x")]).await;
    wrong.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["not one OpenPGP public key"]);
    let fields = [("key", "KEY 0123456789ab")];
    let page = browser.post("/security/signature-keys/preview", &fields).await;
    page.is(StatusCode::OK).shows(&["0123 4567 89AB", "set up a passkey or an authenticator app"]);

    let mut key = add_passkey(&browser, 1).await;
    let page = browser.post("/security/signature-keys/preview", &fields).await;
    let answer = key.get(&options(&page));
    // What was shown of one key sets no other down.
    let other = [("key", "KEY ffff"), ("credential", answer.as_str())];
    let refused = browser.post("/security/signature-keys", &other).await;
    refused.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["did not show that it is you"]);
    let page = browser.post("/security/signature-keys/preview", &fields).await;
    let answer = key.get(&options(&page));
    let given = [fields[0], ("credential", answer.as_str())];
    let done = browser.post("/security/signature-keys", &given).await;
    assert_eq!(done.to(), "/security?done=signature_key");
    let mut told = notices(&house).await;
    told.sort();
    assert_eq!(told, ["add_key", "add_passkey"]);

    // What cannot be set down is said before anything is shown for it.
    let again = browser.post("/security/signature-keys/preview", &fields).await;
    again.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["you have set this key down already"]);
    // The staff answer on the page, and are offered nothing else.
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let staff = Browser::of_member(&house, &site(&house), &egon).await;
    assert!(!staff.get("/security").await.html.contains("Signed mail"));
    let refused = staff.post("/security/signature-keys/preview", &fields).await;
    refused.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["answer on the page"]);

    let page = browser.get("/security").await;
    page.shows(&["0123 4567 89AB"]);
    let path = page.html.split("href=\"/security/signature-keys/").nth(1).unwrap();
    let path = format!("/security/signature-keys/{}", path.split('"').next().unwrap());
    let bare = browser.post(&format!("{path}/removal"), &[]).await;
    bare.is(StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.get(&path).await;
    page.shows(&["Remove this key?", "0123 4567 89AB"]);
    let answer = key.get(&options(&page));
    let done = browser.post(&format!("{path}/removal"), &[("credential", &answer)]).await;
    assert_eq!(done.to(), "/security?done=removed");
    browser.get("/security").await.shows(&["No key set down"]);
}
