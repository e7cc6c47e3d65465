//! While the house has not answered: what waits says so, nothing moves for it, and it ends.

use std::sync::Arc;

use axum::{extract::Request, middleware, middleware::Next};
use model::Role;
use serde_json::json;
use testkit::{
    Chromium, Screen,
    house::{TestHouse, mail_from},
};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_util::sync::CancellationToken;
use web::{Config, Limits, Server};

use crate::browser::site_at;

const CONTROL_K: &str = "\u{e009}k\u{e009}";

/// What is asked for while the gate is closed.
const SLOW: [&str; 2] = ["/commands", "/templates/preview"];

/// Where the line over the page stands, and whether it is seen.
const LINE: &str = "const line = getComputedStyle(document.body, '::after');
    return [line.content, line.position, line.visibility];";

/// What nothing may move: where the words of the page are, and how high it is.
const STANDS: &str = "const at = document.querySelector('h1').getBoundingClientRect();
    return [at.x, at.y, document.documentElement.scrollHeight];";

/// How high the bar is.
const BAR: &str = "return document.querySelector('.command-bar').getBoundingClientRect().height;";

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_says_so_and_moves_nothing() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Alpha", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &tessa).await;
    let path = format!("/cases/{number}");
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let origin = format!("http://localhost:{}", at.port());
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(&origin).unwrap());
    let gate = Arc::new(Semaphore::new(0));
    let held = gate.clone();
    let hold = middleware::from_fn(move |request: Request, next: Next| {
        let held = held.clone();
        async move {
            if SLOW.contains(&request.uri().path()) {
                held.acquire().await.unwrap().forget();
            }
            next.run(request).await
        }
    });
    let server = Server::new(site_at(&house, &origin).layer(hold), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));
    let chromium = Chromium::open(&origin, at.ip(), Screen::Desk).await;
    let secret = house.sign_in.issue_link(tessa.staff.person_id).await.unwrap();
    chromium.go(&web::link_path(secret.expose())).await;
    chromium.press("Sign me in").await;
    chromium.is_at("/cases").await;

    // The command bar is as high as it will be, says that it waits, and no longer once its list is there.
    let bar = "return document.querySelector('.command-bar .commands')?.ariaBusy ?? null";
    chromium.keys(CONTROL_K).await;
    chromium.comes_to(bar, json!("true")).await;
    let words = "const words = getComputedStyle(document.querySelector('.command-bar .commands'), '::before');
        return [words.content, words.visibility];";
    chromium.comes_to(words, json!(["\"One moment…\"", "visible"])).await;
    let before = chromium.script(BAR).await;
    // Who types at once is not told that nothing is called so.
    chromium.keys("queue").await;
    let typed = "const bar = document.querySelector('.command-bar');
        return [bar.querySelector('input').value, bar.querySelector('.told').textContent];";
    chromium.comes_to(typed, json!(["queue", ""])).await;
    // What comes to a bar that was closed is for nobody, and the next opening still waits for its own.
    let reopen = "document.querySelector('.command-bar').close();
        document.querySelector('#commands-button').click();";
    chromium.script(reopen).await;
    gate.add_permits(1);
    chromium.comes_to("return document.querySelector('.command-bar').open", json!(true)).await;
    chromium.comes_to(bar, json!("true")).await;
    gate.add_permits(1);
    chromium.comes_to(bar, json!(null)).await;
    chromium.sees(&["queue support"]).await;
    assert_eq!(chromium.script(BAR).await, before, "the bar grew");
    // What nothing is called stands as a sentence where the list was.
    chromium.keys("elephant").await;
    chromium.sees(&["nothing that you may do from here is called so"]).await;

    // A form that is sent: the line is over the page, and comes without moving it. It is sent by word alone, or the browser would
    // wait for the next page.
    chromium.go("/cases").await;
    chromium.comes_to(LINE, json!(["none", "static", "visible"])).await;
    let before = chromium.script(STANDS).await;
    let send = "const form = document.querySelector('form[role=search]');
        form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
        return form.ariaBusy;";
    assert_eq!(chromium.script(send).await, json!("true"));
    chromium.comes_to(LINE, json!(["\"One moment…\"", "fixed", "visible"])).await;
    assert_eq!(chromium.script(STANDS).await, before, "the page moved");
    let moves =
        "return getComputedStyle(document.body, '::after').animationName.includes('busy-breathes')";
    chromium.comes_to(moves, json!(true)).await;
    chromium.wants_no_motion().await;
    chromium.comes_to(moves, json!(false)).await;
    chromium.comes_to(LINE, json!(["\"One moment…\"", "fixed", "visible"])).await;

    // What somebody kept from being sent, or saves as a file, waits for nothing.
    let rest = "window.dispatchEvent(new PageTransitionEvent('pageshow'));
        const form = document.querySelector('form[role=search]');
        const rested = form.ariaBusy;
        const kept = new SubmitEvent('submit', { bubbles: true, cancelable: true });
        form.addEventListener('submit', (event) => event.preventDefault(), { once: true });
        form.dispatchEvent(kept);
        form.dataset.saved = '';
        form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
        return [rested, form.ariaBusy];";
    assert_eq!(chromium.script(rest).await, json!([null, null]));

    // A form that is really sent, and pressed twice: the second is kept back, and the line ends with the page.
    chromium.go(&path).await;
    let close = "const said = [];
        window.addEventListener('submit', (event) => said.push(event.defaultPrevented));
        const button = document.querySelector('form[action$=\"/closure\"] button');
        button.click();
        button.click();
        return [said, button.form.ariaBusy];";
    assert_eq!(chromium.script(close).await, json!([[false, true], "true"]));
    chromium.comes_to("return location.search", json!("?done=closed")).await;
    chromium.comes_to(LINE, json!(["none", "static", "visible"])).await;

    // The check of a template waits in its place.
    chromium.go("/templates/new").await;
    let check = "return document.querySelector('#sheet-check').ariaBusy";
    chromium.script("const text = document.querySelector('textarea[name=text]'); text.value = 'Hello'; text.dispatchEvent(new Event('input', { bubbles: true })); ").await;
    chromium.comes_to(check, json!("true")).await;
    gate.add_permits(1);
    chromium.comes_to(check, json!(null)).await;
    drop(chromium);
    stop.cancel();
    server.await.unwrap();
}
