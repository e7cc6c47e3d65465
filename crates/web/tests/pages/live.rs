//! Live: what a page that stays open is told, byte by byte.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, BodyDataStream},
    http::{Method, Request, StatusCode, header},
};
use futures::StreamExt;
use model::{CaseNumber, Role};
use testkit::house::{Member, TestHouse, mail_from};
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use web::{Config, Limits, Server};

use crate::browser::{Browser, ORIGIN, site};

/// How long news may take in a test; they are there already.
const SOON: Duration = Duration::from_secs(10);

/// People who look at the board when something arrives, and how long it may take until all of them know.
const WATCHERS: usize = 200;
const ARRIVAL_TIME: Duration = Duration::from_millis(500);

/// An open connection.
pub struct Ear {
    body: BodyDataStream,
    heard: String,
}

impl Ear {
    pub async fn open(site: &Router, cookie: &str, path: &str, headers: &[(&str, &str)]) -> Self {
        let mut request =
            Request::builder().method(Method::GET).uri(path).header(header::COOKIE, cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = site.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let headers = response.headers();
        assert_eq!(headers["content-type"], "text/event-stream");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["x-accel-buffering"], "no");
        assert!(headers.contains_key("content-security-policy"));
        let mut ear = Self { body: response.into_body().into_data_stream(), heard: String::new() };
        ear.hears(": listening").await;
        ear.heard.clear();
        ear
    }

    /// Waits until this was heard.
    pub async fn hears(&mut self, words: &str) -> &str {
        let begun = Instant::now();
        while !self.heard.contains(words) {
            let left = SOON.saturating_sub(begun.elapsed());
            let Ok(piece) = timeout(left, self.body.next()).await else {
                panic!("no {words} in {:?}", self.heard)
            };
            let piece = piece.unwrap_or_else(|| panic!("over without {words}: {:?}", self.heard));
            self.heard.push_str(&String::from_utf8_lossy(&piece.unwrap()));
        }
        &self.heard
    }

    /// Waits until the connection ends.
    async fn ends(&mut self) {
        while timeout(SOON, self.body.next()).await.expect("it goes on").is_some() {}
    }
}

pub async fn cookie(house: &TestHouse, of: &Member) -> String {
    let secret = house.sign_in.issue_link(of.staff.person_id).await.unwrap();
    let peer = std::net::IpAddr::from([127, 0, 0, 3]);
    let signed_in = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap();
    format!("__Host-chancery={}", signed_in.cookie.expose())
}

async fn arrival(house: &TestHouse, words: &str) -> CaseNumber {
    let mut mail = mail_from("Jana", "jana@mail.example", "Secret matter", words);
    mail.message_id = Some(format!("{words}@sender.example"));
    let number = house.number(house.mail(mail).await).await;
    house.desk.sequence().await.unwrap();
    number
}

#[tokio::test]
async fn an_arrival_is_told_in_numbers_alone() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let site = site(&house);
    let cookie = cookie(&house, &tessa).await;
    let mut ear = Ear::open(&site, &cookie, "/live?at=0", &[]).await;
    let first = arrival(&house, "one").await;
    let heard = ear.hears(&first.to_string()).await.to_owned();
    assert!(!heard.contains("Secret") && !heard.contains("person"), "{heard}");
    assert!(heard.contains("event: change\n"), "{heard}");
    let id = heard.split("id: ").last().unwrap().split('\n').next().unwrap().to_owned();
    drop(ear);
    // Gone for a while, and back behind what was heard last.
    let second = arrival(&house, "two").await;
    let last = [("last-event-id", id.as_str())];
    let mut ear = Ear::open(&site, &cookie, "/live?at=0&queue=triage", &last).await;
    let heard = ear.hears(&second.to_string()).await;
    assert!(!heard.contains(&format!("{first}\n")), "told twice: {heard}");
}

#[tokio::test]
async fn it_ends_with_the_session_and_with_the_right() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let number = arrival(&house, "one").await;
    house.desk.assign(&tessa.actor, number, egon.staff.id, None).await.unwrap();
    let site = site(&house);
    let hers = cookie(&house, &egon).await;
    let path = format!("/live?at=0&case={number}");
    let mut ear = Ear::open(&site, &hers, &path, &[]).await;
    ear.hears(&number.to_string()).await;
    house.desk.assign(&tessa.actor, number, tessa.staff.id, None).await.unwrap();
    let systems = model::QueueName::parse("systems").unwrap();
    house.desk.move_case(&tessa.actor, number, &systems, None).await.unwrap();
    house.desk.sequence().await.unwrap();
    ear.hears("event: ended\ndata: not yours to see any more").await;
    ear.ends().await;
    let mut ear = Ear::open(&site, &hers, "/live?at=0", &[]).await;
    let (_, secret) = hers.split_once('=').unwrap();
    house.sign_in.sign_out(secret).await.unwrap();
    arrival(&house, "two").await;
    let heard = ear.hears("event: ended\ndata: signed out").await;
    assert!(!heard.contains("event: change\nid: 9"), "{heard}");
    ear.ends().await;
}

#[tokio::test]
async fn who_may_not_see_may_not_listen() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let sora = house.member("sora", &[Role::SystemAdministrator]).await;
    let number = arrival(&house, "one").await;
    let site = site(&house);
    let nobody = Browser::new(&site);
    assert_eq!(nobody.get("/live?at=0").await.to(), "/sign-in");
    let hers = Browser::of_member(&house, &site, &sora).await;
    hers.get(&format!("/live?at=0&case={number}")).await.is(StatusCode::FORBIDDEN);
    hers.get("/live?at=0&queue=triage").await.is(StatusCode::FORBIDDEN);
    hers.get("/live?at=0&case=x").await.is(StatusCode::NOT_FOUND);
    hers.get("/live").await.is(StatusCode::BAD_REQUEST);
    let cookie = cookie(&house, &tessa).await;
    let mut ears = Vec::new();
    for _ in 0..desk::LISTENERS_PER_SESSION_MAX {
        ears.push(Ear::open(&site, &cookie, "/live?at=0", &[]).await);
    }
    let request = Request::builder().uri("/live?at=0").header(header::COOKIE, &cookie);
    let crowded = site.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(crowded.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_page_that_listens_does_not_keep_its_session() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let site = site(&house);
    let browser = Browser::of_member(&house, &site, &tessa).await;
    let by_itself = [("x-by-itself", "1")];
    for _ in 0..4 {
        house.wait_secs(45 * 60);
        let page = browser.send(Method::GET, "/cases", &by_itself, String::new()).await;
        if page.status == StatusCode::SEE_OTHER {
            return;
        }
        page.is(StatusCode::OK);
    }
    panic!("three hours idle, and still signed in");
}

#[tokio::test]
async fn what_reads_itself_anew_gets_what_changes_and_no_more() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let number = arrival(&house, "one").await;
    let site = site(&house);
    let browser = Browser::of_member(&house, &site, &tessa).await;
    let part = |html: &str, from: &str, to: &str| {
        let rest = html.split_once(from).unwrap_or_else(|| panic!("no {from} in {html}")).1;
        rest.split_once(to).unwrap_or_else(|| panic!("no {to} in {rest}")).0.to_owned()
    };
    let by_itself = [("x-by-itself", "1")];
    let row = format!("/cases/{number}\"");
    for path in
        ["/cases".to_owned(), "/cases?q=queue:triage".to_owned(), format!("/cases/{number}")]
    {
        let whole = browser.get(&path).await;
        let anew = browser.send(Method::GET, &path, &by_itself, String::new()).await;
        anew.is(StatusCode::OK);
        // What desk-live.js takes over is the same; the token is what desk-draft.js looks for.
        let nav = |html: &str| part(html, "<nav id=\"nav\"", "</nav>");
        assert_eq!(nav(&anew.html), nav(&whole.html), "{path}");
        assert_eq!(anew.token(), whole.token(), "{path}");
        anew.shows(&["<body class=\"desk\"", "<desk-live data-page="]);
        if path.starts_with("/cases?") || path == "/cases" {
            let rows = |html: &str| part(html, "<tbody", "</tbody>");
            assert!(rows(&anew.html).contains(&row), "{}", anew.html);
            assert_eq!(rows(&anew.html), rows(&whole.html), "{path}");
        }
        // What stays as it is is left out.
        whole.shows(&["id=\"keys\"", "class=\"colophon\"", "data-stale="]);
        anew.hides(&["id=\"keys\"", "class=\"colophon\"", "data-stale="]);
    }
    // It is asked of the gate like any page.
    let sora = house.member("sora", &[Role::SystemAdministrator]).await;
    let hers = Browser::of_member(&house, &site, &sora).await;
    let refused = format!("/cases/{number}");
    hers.send(Method::GET, &refused, &by_itself, String::new()).await.is(StatusCode::FORBIDDEN);
    let board = hers.send(Method::GET, "/cases", &by_itself, String::new()).await;
    board.is(StatusCode::OK).hides(&[&row]);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_at_once_when_the_house_stops() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let cookie = cookie(&house, &tessa).await;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(ORIGIN).unwrap());
    let server = Server::new(site(&house), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));
    let mut stream = tokio::net::TcpStream::connect(at).await.unwrap();
    let request =
        format!("GET /live?at=0 HTTP/1.1\r\nhost: desk.example\r\ncookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut heard = String::new();
    let mut piece = [0; 4096];
    while !heard.contains(": listening") {
        let n = stream.read(&mut piece).await.unwrap();
        assert!(n > 0, "{heard}");
        heard.push_str(&String::from_utf8_lossy(&piece[..n]));
    }
    let begun = Instant::now();
    stop.cancel();
    timeout(SOON, server).await.expect("it stops").unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_arrival_reaches_all_who_look() {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let site = site(&house);
    let mut ears = Vec::new();
    let mut session = String::new();
    for n in 0..WATCHERS {
        if n % desk::LISTENERS_PER_SESSION_MAX == 0 {
            session = cookie(&house, &tessa).await;
        }
        ears.push(Ear::open(&site, &session, "/live?at=1000000", &[]).await);
    }
    let begun = Instant::now();
    let number = arrival(&house, "one").await.to_string();
    let tasks: Vec<_> = ears
        .into_iter()
        .map(|mut ear| {
            let number = number.clone();
            tokio::spawn(async move {
                ear.hears(&number).await;
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    // Generous: other tests run beside this one. Alone, in a release, it is a fraction of it.
    let took = begun.elapsed();
    println!("{WATCHERS} heard of it after {took:?}");
    assert!(took < 8 * ARRIVAL_TIME, "{took:?}");
}
