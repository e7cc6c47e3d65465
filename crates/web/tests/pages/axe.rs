//! Every page from its sample values, in a real browser, looked over by axe-core: light and dark, wide and narrow, in English
//! and in German, whose words are longest. None is wider than its screen, written from the left or from the right.

use std::{path::Path, sync::Arc};

use axum::{Router, response::Html, routing::get};
use testkit::{Chromium, FixedClock, Screen, SeededChance, Theme};
use web::{Config, Rules};

/// Where npm puts the checker; `cargo xtask checkers` has npm do it.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../node_modules/axe-core/axe.min.js");

#[tokio::test]
async fn no_page_keeps_anybody_out() {
    let axe = std::fs::read_to_string(Path::new(AXE))
        .expect("axe-core is missing; `cargo xtask checkers` brings it");
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let origin = format!("http://localhost:{}", at.port());
    let rules = Rules {
        config: Arc::new(Config::new(&origin).unwrap()),
        clock: Arc::new(FixedClock::noon()),
        chance: Arc::new(SeededChance::new(1)),
    };
    let faulty = Router::new().route("/faulty", get(|| async { Html(FAULTY) })).route(
        "/pale.css",
        get(|| async { ([("content-type", "text/css")], ".pale { color: #ccc }") }),
    );
    let app = web::gallery(&rules).merge(faulty);
    let server = tokio::spawn(async move { axum::serve(listener, app).await });

    // A checker that finds nothing anywhere would look like good pages.
    let chromium = Chromium::open(&origin, at.ip(), Screen::Desk).await;
    chromium.go("/faulty").await;
    let found = chromium.violations(&axe).await;
    assert!(found.iter().any(|fault| fault.starts_with("color-contrast")), "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("label")), "{found:?}");
    drop(chromium);

    let mut faults = Vec::new();
    for (screen, theme, language) in [
        (Screen::Desk, Theme::Light, "en"),
        (Screen::Telephone, Theme::Dark, "en"),
        (Screen::Telephone, Theme::Light, "de"),
    ] {
        let chromium = Chromium::open(&origin, at.ip(), screen).await;
        chromium.likes(theme).await;
        chromium.reads(language).await;
        for sample in web::samples() {
            chromium.go(&format!("/gallery/{}", sample.name)).await;
            let found = chromium.violations(&axe).await;
            let wide = chromium.overflows().await.into_iter().zip(["left", "right"]);
            let wide = wide.filter(|(over, _)| *over > 0);
            let wide = wide.map(|(over, side)| format!("{over} pixels too wide from the {side}"));
            let line = |fault| format!("{} {screen:?} {theme:?} {language}: {fault}", sample.name);
            faults.extend(found.into_iter().chain(wide).map(line));
        }
    }
    server.abort();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// A page that keeps people out: pale words, and a field that says nothing of itself.
const FAULTY: &str = "<!doctype html><html lang=en><title>x</title><link rel=stylesheet href=/pale.css>\
    <main><h1>x</h1><p class=pale>pale words</p><input></main>";
