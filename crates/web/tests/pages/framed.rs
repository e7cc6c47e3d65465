//! A message as its writer laid it out, in a real browser: its text is seen, and nothing is fetched for it.

use std::{io, net::TcpListener, path::Path, process::Stdio, sync::Arc};

use axum::{Router, http::StatusCode, routing::get};
use model::{Personal, Role};
use testkit::house::{TestHouse, mail_from};
use tokio::process::Command;
use tokio_util::sync::CancellationToken;
use web::{Config, Limits, Server};

use crate::browser::{Browser, ORIGIN, site};

/// Words that stand in the frame only.
const WORDS: &str = "Please call me back";

/// Pictures of one page until two are the same.
const BLANKS_MAX: usize = 5;

#[tokio::test]
async fn a_frame_shows_its_text_and_loads_nothing() {
    let stranger = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    stranger.set_nonblocking(true).unwrap();
    let there = stranger.local_addr().unwrap();
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::Triage, Role::SupportEngineer]).await;
    let mut mail = mail_from("Jana", "jana@mail.example", "Call", "See the layout.");
    // As if the mail had not been made harmless when it came: the page holds by itself. A frame within the frame is
    // left out: for that a browser connects, though it asks for nothing, before it heeds the policy.
    mail.html = Some(Personal::new(format!(
        "<p>{WORDS}</p><img src=\"http://{there}/a.png\"><link rel=stylesheet href=\"http://{there}/a.css\">\
         <script src=\"http://{there}/a.js\"></script>"
    )));
    let number = house.number(house.mail(mail).await).await;
    let site = site(&house);
    let browser = Browser::of_member(&house, &site, &egon).await;
    browser.get(&format!("/cases/{number}")).await;
    browser.post(&format!("/cases/{number}/assignment"), &[("staff", "me")]).await.to();
    let page = browser.get(&format!("/cases/{number}")).await;
    let id = page.html.split("/messages/").nth(1).unwrap().split('/').next().unwrap();
    let path = format!("/cases/{number}/messages/{id}/html/unsealing");
    let page = browser.post(&path, &[("reason", "to see its tables")]).await;
    page.is(StatusCode::OK).shows(&[WORDS]);

    let (mut headers, html) = (page.headers, page.html);
    headers.remove("content-length");
    let blank = (headers.clone(), html.replace(WORDS, ""));
    let mut loose = headers.clone();
    loose.remove("content-security-policy");
    loose.remove("cross-origin-embedder-policy");
    let loose = (loose, html.clone());
    let routes = Router::new()
        .route("/shown", get(|| async { (headers, html) }))
        .route("/blank", get(|| async { blank }))
        .route("/loose", get(|| async { loose }))
        .fallback_service(site);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(ORIGIN).unwrap());
    let server = Server::new(routes, config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));

    let folder = tempfile::tempdir().unwrap();
    let picture = async |name: &str| picture(folder.path(), &format!("http://{at}/{name}")).await;
    let shown = picture("shown").await;
    // On a busy machine a picture may be taken before an icon is there, so that one page has several.
    let mut blanks = vec![picture("blank").await];
    while blanks.len() < BLANKS_MAX && !blanks.iter().skip(1).any(|other| *other == blanks[0]) {
        blanks.push(picture("blank").await);
    }
    assert!(
        blanks.iter().skip(1).any(|other| *other == blanks[0]),
        "the same page has the same picture"
    );
    assert!(blanks.iter().all(|blank| *blank != shown), "the frame's words are not to be seen");
    let caught = stranger.accept().unwrap_err();
    assert_eq!(caught.kind(), io::ErrorKind::WouldBlock, "the frame fetched something");
    // And this is how it would have been noticed.
    picture("loose").await;
    assert!(stranger.accept().is_ok(), "without our headers it fetches");
    stop.cancel();
    server.await.unwrap();
}

/// Opens a page in a browser and returns what is to be seen of it.
async fn picture(folder: &Path, url: &str) -> Vec<u8> {
    let file = folder.join("page.png");
    let status = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        .args(["--no-first-run", "--hide-scrollbars", "--window-size=1000,3000", "--timeout=10000"])
        // Waits for what the page loads behind its load event, such as icons, so that a picture is of the whole.
        .arg("--virtual-time-budget=3000")
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("--screenshot={}", file.display()))
        .arg(url)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .await
        .expect("Chromium is installed (Debian package `chromium`)");
    assert!(status.success(), "{status}");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    bytes
}
