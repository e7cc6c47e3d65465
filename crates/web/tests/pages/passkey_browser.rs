//! Passkeys in a real browser: registered and used by the page's own script, with the browser's virtual authenticator.

use std::sync::Arc;

use model::{Address, Personal, Role};
use testkit::{Chromium, Screen, house::TestHouse};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::{Config, Limits, Server};

use crate::browser::site_at;

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
    let at = listener.local_addr().unwrap();
    let origin = format!("http://localhost:{}", at.port());
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(&origin).unwrap());
    let server = Server::new(site_at(&house, &origin), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));
    let chromium = Chromium::open(&origin, at.ip(), Screen::Telephone).await;

    let secret = house.sign_in.issue_link(egon.person_id).await.unwrap();
    chromium.go(&web::link_path(secret.expose())).await;
    chromium.press("Sign me in").await;
    chromium.is_at("/cases").await;
    chromium.go("/security/passkeys/new").await;
    chromium.fill("What you call it", "telephone").await;
    chromium.press("Add it").await;
    chromium.is_at("/security").await;
    chromium.sees(&["telephone"]).await;

    // The page offers the passkey beside the field for the address, and this owner agrees at once.
    chromium.press("Sign out").await;
    chromium.is_at("/cases").await;
    chromium.go("/security").await;
    chromium.sees(&["by a passkey"]).await;

    // And it is shown before the next change, by the button.
    chromium.go("/security/app/new").await;
    chromium.press("Use a passkey").await;
    chromium.sees(&["Scan this with the app"]).await;
    drop(chromium);
    stop.cancel();
    server.await.unwrap();
}
