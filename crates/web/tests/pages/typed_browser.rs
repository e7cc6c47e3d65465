//! What is typed, in a real browser: a reload loses no word, and whoever leaves is asked first.

use std::sync::Arc;

use model::{Address, Role};
use testkit::{
    Chromium, Screen,
    house::{TestHouse, mail_from},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::{Config, Limits, Server};

use crate::browser::site_at;

/// Says whether the page would have its reader asked before it is left.
const ASKS: &str = "const event = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;";

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_loses_no_word_and_leaving_is_asked() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Passphrase", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &tessa).await;
    let jana = house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let origin = format!("http://localhost:{}", at.port());
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(&origin).unwrap());
    let server = Server::new(site_at(&house, &origin), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));

    // The requester's two forms are kept as they type, and read again after the page was loaded anew.
    let chromium = Chromium::open(&origin, at.ip(), Screen::Telephone).await;
    let secret = house.sign_in.issue_link(jana.unwrap()).await.unwrap();
    chromium.go(&web::link_path(secret.expose())).await;
    chromium.press("Sign me in").await;
    chromium.is_at("/me").await;
    let request = format!("/me/requests/{number}");
    for (path, field) in [("/me/requests/new", "text"), (request.as_str(), "text")] {
        chromium.go(path).await;
        chromium.script(&format!("document.getElementById('{field}').focus()")).await;
        chromium.keys("My sister may be asked").await;
        chromium.sees(&["kept 12:00"]).await;
        assert_eq!(chromium.script(ASKS).await, false);
        chromium.go("/me").await;
        chromium.go(path).await;
        let value = format!("return document.getElementById('{field}').value");
        assert_eq!(chromium.script(&value).await, "My sister may be asked");
    }
    // Signed out while they type: nothing is lost, and nothing is sent.
    house.by_hand("update sessions set ended_at = 1").await;
    chromium.script("document.getElementById('text').focus()").await;
    chromium.keys(", and my brother").await;
    chromium.sees(&["not kept: you are signed out"]).await;
    assert_eq!(chromium.script(ASKS).await, true);
    drop(chromium);

    // Any other form with words asks before it is left.
    let chromium = Chromium::open(&origin, at.ip(), Screen::Desk).await;
    let secret = house.sign_in.issue_link(tessa.staff.person_id).await.unwrap();
    chromium.go(&web::link_path(secret.expose())).await;
    chromium.press("Sign me in").await;
    chromium.is_at("/cases").await;
    chromium.go(&format!("/cases/{number}/consents/new")).await;
    chromium.comes_to("return customElements.get('typed-words') !== undefined", true.into()).await;
    assert_eq!(chromium.script(ASKS).await, false);
    chromium.script("document.getElementById('words').value = 'To see who it is'").await;
    assert_eq!(chromium.script(ASKS).await, true);
    // Taken back, there is nothing to lose.
    chromium.script("document.getElementById('words').value = ''").await;
    assert_eq!(chromium.script(ASKS).await, false);
    drop(chromium);
    stop.cancel();
    server.await.unwrap();
}
