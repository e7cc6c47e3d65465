//! Every page from its sample values, in a real browser, looked over by axe-core: light and dark, wide and narrow, in English,
//! in Czech and in German, whose words are longest. None is wider than its screen, written from the left or from the right.

use std::{net::SocketAddr, path::Path, sync::Arc};

use axum::{Router, response::Html, routing::get};
use testkit::{Chromium, FixedClock, Screen, SeededChance, Theme};
use tokio::{net::TcpListener, task::JoinHandle};
use web::{Config, Rules};

/// Where npm puts the checker; `cargo xtask checkers` has npm do it.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../node_modules/axe-core/axe.min.js");

/// A page that keeps people out: pale words, and a field that says nothing of itself.
const FAULTY: &str = "<!doctype html><html lang=en><title>x</title><link rel=stylesheet href=/pale.css>\
    <main><h1>x</h1><p class=pale>pale words</p><input></main>";

// A test for each way of looking: one that looks every way takes longer than a test may.

#[tokio::test]
async fn no_page_keeps_anybody_out_at_a_desk() {
    look_over(Screen::Desk, Theme::Light, "en").await;
}

#[tokio::test]
async fn no_page_keeps_anybody_out_at_a_desk_in_the_dark() {
    look_over(Screen::Desk, Theme::Dark, "cs").await;
}

#[tokio::test]
async fn no_page_keeps_anybody_out_on_a_telephone_in_the_dark() {
    look_over(Screen::Telephone, Theme::Dark, "en").await;
}

#[tokio::test]
async fn no_page_keeps_anybody_out_on_a_telephone_in_german() {
    look_over(Screen::Telephone, Theme::Light, "de").await;
}

#[tokio::test]
async fn what_keeps_people_out_is_found() {
    let gallery = Gallery::open().await;
    let chromium = Chromium::open(&gallery.origin, gallery.at.ip(), Screen::Desk).await;
    chromium.go("/faulty").await;
    let found = chromium.violations(&axe()).await;
    assert!(found.iter().any(|fault| fault.starts_with("color-contrast")), "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("label")), "{found:?}");
}

async fn look_over(screen: Screen, theme: Theme, language: &str) {
    let gallery = Gallery::open().await;
    let axe = axe();
    let chromium = Chromium::open(&gallery.origin, gallery.at.ip(), screen).await;
    chromium.likes(theme).await;
    chromium.reads(language).await;
    let mut faults = Vec::new();
    for sample in web::samples() {
        chromium.go(&format!("/gallery/{}", sample.name)).await;
        let found = chromium.violations(&axe).await;
        let wide = chromium.overflows().await.into_iter().zip(["left", "right"]);
        let wide = wide.filter(|(over, _)| *over > 0);
        let wide = wide.map(|(over, side)| format!("{over} pixels too wide from the {side}"));
        let line = |fault| format!("{}: {fault}", sample.name);
        faults.extend(found.into_iter().chain(wide).map(line));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// What of a page is seen: whether it has its words, and what could be pressed there.
const ON_PAPER: &str = "const seen = (at) => at.checkVisibility();
    const press = [...document.querySelectorAll('button, textarea, input:not([type=hidden]), .button')];
    return { words: document.querySelector('main').innerText.trim().length,
        press: press.filter(seen).map((at) => at.outerHTML.slice(0, 90)),
        wide: [...document.querySelectorAll('main *')].filter(seen)
            .filter((at) => at.getBoundingClientRect().right > document.documentElement.clientWidth)
            .map((at) => at.outerHTML.slice(0, 90)).slice(0, 3),
        ground: getComputedStyle(document.documentElement).colorScheme };";

#[tokio::test]
async fn what_is_printed_has_its_words_fits_the_paper_and_has_nothing_to_press() {
    let gallery = Gallery::open().await;
    // Narrower than paper, and of whoever likes it dark.
    let chromium = Chromium::open(&gallery.origin, gallery.at.ip(), Screen::Telephone).await;
    chromium.prints().await;
    let mut faults = Vec::new();
    for name in PRINTED {
        chromium.go(&format!("/gallery/{name}")).await;
        let found = chromium.script(ON_PAPER).await;
        if found["words"].as_u64() < Some(40) {
            faults.push(format!("{name}: {} letters", found["words"]));
        }
        if found["ground"] != "light" {
            faults.push(format!("{name}: on a ground that is {}", found["ground"]));
        }
        faults.extend(found["press"].as_array().unwrap().iter().map(|at| format!("{name}: {at}")));
        let over = chromium.overflows().await;
        let wide = &found["wide"];
        faults
            .extend((over[0] > 0).then(|| format!("{name}: {} pixels too wide: {wide}", over[0])));
        assert!(chromium.printed().await.starts_with(b"%PDF-"), "{name}");
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// What people print: the board, a case and a long one, a request, a ruling, the handbook, the log.
const PRINTED: [&str; 8] = [
    "cases-list",
    "cases-show",
    "cases-show-window",
    "requests-show",
    "requests-list",
    "rulings-show",
    "policies-list",
    "entries-list",
];

/// Returns the checker.
pub fn axe() -> String {
    std::fs::read_to_string(Path::new(AXE))
        .expect("axe-core is missing; `cargo xtask checkers` brings it")
}

/// All samples, and a page that is wrong, at an address of their own.
struct Gallery {
    origin: String,
    at: SocketAddr,
    server: JoinHandle<std::io::Result<()>>,
}

impl Gallery {
    async fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let at = listener.local_addr().unwrap();
        let origin = format!("http://localhost:{}", at.port());
        let rules = Rules {
            config: Arc::new(Config::new(&origin).unwrap()),
            clock: Arc::new(FixedClock::noon()),
            chance: Arc::new(SeededChance::new(1)),
        };
        let pale = get(|| async { ([("content-type", "text/css")], ".pale { color: #ccc }") });
        let faulty = Router::new().route("/faulty", get(|| async { Html(FAULTY) }));
        let app = web::gallery(&rules).merge(faulty.route("/pale.css", pale));
        let server = tokio::spawn(async move { axum::serve(listener, app).await });
        Self { origin, at, server }
    }
}

impl Drop for Gallery {
    fn drop(&mut self) {
        self.server.abort();
    }
}
