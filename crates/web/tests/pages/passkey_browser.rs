//! Passkeys in a real browser: registered and used by the page's own script, with the browser's virtual authenticator.

use std::{process::Stdio, sync::Arc, time::Duration};

use axum::http;
use fantoccini::{Client, ClientBuilder, Locator, wd::WebDriverCompatibleCommand};
use model::{Address, Personal, Role};
use serde_json::{Value, json};
use testkit::house::TestHouse;
use tokio::{
    net::TcpListener,
    process::{Child, Command},
};
use tokio_util::sync::CancellationToken;
use web::{Config, Limits, Server};

use crate::browser::site_at;

/// How long the browser may take for a page or a step of its own.
const STEP_TIME: Duration = Duration::from_secs(20);

/// Adds a virtual authenticator (WebAuthn §11.3): a telephone whose owner always agrees.
#[derive(Debug)]
struct AddAuthenticator;

impl WebDriverCompatibleCommand for AddAuthenticator {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/webauthn/authenticator", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserConsenting": true, "isUserVerified": true,
        });
        (http::Method::POST, Some(body.to_string()))
    }
}

/// A driver of its own on a free port, with the browser that it starts.
async fn browser() -> (Child, Client) {
    let port = {
        let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        free.local_addr().unwrap().port()
    };
    let driver = Command::new("chromedriver")
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("chromedriver is installed (Debian package `chromium-driver`)");
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=420,900",
    ];
    let capabilities = json!({ "goog:chromeOptions": { "args": arguments } });
    let Value::Object(capabilities) = capabilities else { unreachable!("written as one") };
    let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
    builder.capabilities(capabilities);
    let began_at = tokio::time::Instant::now();
    loop {
        match builder.connect(&format!("http://127.0.0.1:{port}")).await {
            Ok(client) => return (driver, client),
            Err(error) if began_at.elapsed() > STEP_TIME => panic!("no browser: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn path_is(client: &Client, path: &str) {
    let began_at = tokio::time::Instant::now();
    loop {
        let url = client.current_url().await.unwrap();
        if url.path() == path {
            return;
        }
        assert!(began_at.elapsed() < STEP_TIME, "{url} is not {path}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn press(client: &Client, words: &str) {
    let button = format!("//button[contains(., '{words}')]");
    let wait = client.wait().at_most(STEP_TIME);
    let button = wait.for_element(Locator::XPath(&button)).await.unwrap();
    let began_at = tokio::time::Instant::now();
    while !button.is_displayed().await.unwrap() {
        assert!(began_at.elapsed() < STEP_TIME, "{words} stays hidden");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    button.click().await.unwrap();
}

#[tokio::test]
async fn a_real_browser_registers_a_passkey_signs_in_and_shows_it() {
    let house = TestHouse::sqlite().await;
    let new = desk::NewMember {
        address: Address::parse("egon@desk.example").unwrap(),
        name: Personal::new("Egon Staffname".to_owned()),
        roles: [Role::SupportEngineer].into(),
    };
    let egon = house.desk.invite(&model::Actor::Founder, new, None).await.unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    // A name, because passkeys are bound to names; browsers take this one as safe without TLS.
    let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(&origin).unwrap());
    let server = Server::new(site_at(&house, &origin), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));
    let (mut driver, client) = browser().await;
    client.issue_cmd(AddAuthenticator).await.unwrap();

    let secret = house.sign_in.issue_link(egon.person_id).await.unwrap();
    client.goto(&format!("{origin}{}", web::link_path(secret.expose()))).await.unwrap();
    press(&client, "Sign me in").await;
    path_is(&client, "/cases").await;
    client.goto(&format!("{origin}/security/passkeys/new")).await.unwrap();
    client.find(Locator::Id("name")).await.unwrap().send_keys("telephone").await.unwrap();
    press(&client, "Add it").await;
    path_is(&client, "/security").await;
    assert!(client.source().await.unwrap().contains("telephone"));

    // The page offers the passkey beside the field for the address, and this owner agrees at once.
    press(&client, "Sign out").await;
    path_is(&client, "/cases").await;
    client.goto(&format!("{origin}/security")).await.unwrap();
    let page = client.source().await.unwrap();
    assert!(page.contains("by a passkey"), "{page}");

    // And it is shown before the next change, by the button.
    client.goto(&format!("{origin}/security/app/new")).await.unwrap();
    press(&client, "Use a passkey").await;
    path_is(&client, "/security/app/new").await;
    assert!(client.source().await.unwrap().contains("shared-secret"));
    client.close().await.unwrap();
    driver.kill().await.unwrap();
    stop.cancel();
    server.await.unwrap();
}
