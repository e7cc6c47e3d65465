//! Signing in and out, and what a forged request gets.

use std::net::SocketAddr;

use axum::{
    Extension, Router,
    extract::ConnectInfo,
    http::{Method, StatusCode, header},
};
use model::Role;
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, site, site_behind};

/// Links that one place may ask for within the hour.
const LINKS_PER_PEER_MAX: usize = 30;

#[tokio::test]
async fn every_address_gets_the_same_answer() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let site = site(&house);
    let mut pages = Vec::new();
    for address in [egon.address.expose(), "nobody@nowhere.example"] {
        let browser = Browser::new(&site);
        browser.get("/sign-in").await.is(StatusCode::OK);
        let sent = browser.post("/sign-in", &[("address", address)]).await;
        assert_eq!(sent.to(), "/sign-in/sent");
        let page = browser.get("/sign-in/sent").await;
        page.is(StatusCode::OK).shows(&["If this address may sign in"]);
        assert!(!page.html.contains(address));
        // The token of the form below is the browser's.
        assert!(!page.token().is_empty());
        pages.push(page.html.replace(&page.token(), "token"));
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn what_is_no_address_comes_back() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::new(&site(&house));
    browser.get("/sign-in").await;
    let page = browser.post("/sign-in", &[("address", "jana at example")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["jana at example", "aria-invalid"]);
}

#[tokio::test]
async fn looking_at_a_link_uses_nothing_up() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let site = site(&house);
    let secret = house.sign_in.issue_link(egon.staff.person_id).await.unwrap();
    let path = web::link_path(secret.expose());
    let scanner = Browser::new(&site);
    for _ in 0..3 {
        scanner.get(&path).await.is(StatusCode::OK);
    }
    let browser = Browser::new(&site);
    browser.get(&path).await.shows(&["Sign me in"]);
    assert_eq!(browser.cookie_names(), ["__Host-chancery-visit"]);
    assert_eq!(browser.post(&path, &[]).await.to(), "/");
    assert_eq!(browser.cookie_names(), ["__Host-chancery"]);
    assert_eq!(browser.get("/").await.to(), "/cases");

    // Used up, made up: the same page.
    let spent = scanner.post(&path, &[]).await;
    spent.is(StatusCode::GONE);
    let invented = scanner.post(&web::link_path(&"a".repeat(43)), &[]).await;
    assert_eq!(spent.html, invented.html);
}

#[tokio::test]
async fn signing_out_ends_the_session_itself() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let site = site(&house);
    let browser = Browser::of_member(&house, &site, &egon).await;
    let thief = Browser::new(&site);
    assert_eq!(browser.post("/sign-out", &[]).await.to(), "/sign-in");
    assert_eq!(browser.get("/cases").await.to(), "/sign-in");
    assert_eq!(thief.get("/cases").await.to(), "/sign-in");
}

#[tokio::test]
async fn forged_requests_are_refused_twice() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let case = house.mail(mail_from("Jana", "jana@mail.example", "Help", "Please help.")).await;
    let number = house.number(case).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    let path = format!("/cases/{number}/notes");
    let token = browser.token();

    // The right token from the wrong place.
    let fields = [("csrf", token.as_str()), ("text", "planted")];
    for headers in [
        [("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-site")],
        [("origin", "https://evil.example")],
        [("origin", "null")],
    ] {
        browser.post_raw(&path, &fields, &headers).await.is(StatusCode::FORBIDDEN);
    }
    // The right place with the wrong token, another's token, none.
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let other = Browser::of_member(&house, &site(&house), &tessa).await;
    let theirs = other.token();
    let same = [("sec-fetch-site", "same-origin")];
    for token in ["", "x", theirs.as_str()] {
        let fields = [("csrf", token), ("text", "planted")];
        browser.post_raw(&path, &fields, &same).await.is(StatusCode::FORBIDDEN);
    }
    browser.post_raw(&path, &[("text", "planted")], &same).await.is(StatusCode::FORBIDDEN);
    browser.get(&format!("/cases/{number}")).await.hides(&["planted"]);
}

#[tokio::test]
async fn every_answer_is_under_the_rules() {
    let house = TestHouse::sqlite().await;
    let browser = Browser::new(&site(&house));
    for path in ["/sign-in", "/nothing/here", "/cases", "/audit/checkpoint"] {
        let page = browser.get(path).await;
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{path}");
        assert_eq!(page.headers[header::REFERRER_POLICY], "no-referrer", "{path}");
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert!(page.headers.contains_key(header::STRICT_TRANSPORT_SECURITY), "{path}");
        assert!(page.headers.contains_key("x-request-id"), "{path}");
    }
    let page = browser.get("/nothing/here").await;
    page.is(StatusCode::NOT_FOUND).shows(&["There is nothing here for you", "<html lang=\"en\""]);
    let page = browser.send(Method::DELETE, "/sign-in", &[], String::new()).await;
    page.is(StatusCode::METHOD_NOT_ALLOWED).shows(&["<html lang=\"en\""]);
    assert!(page.headers.contains_key(header::ALLOW));
    let big = "x".repeat(2 * 1024 * 1024);
    let page = browser.post("/sign-in", &[("address", &big)]).await;
    page.is(StatusCode::PAYLOAD_TOO_LARGE).shows(&["too much at once"]);
}

/// Asks for a link as whoever a proxy says it speaks for.
async fn ask_for_link(site: &Router, forwarded: &str) -> StatusCode {
    let browser = Browser::new(site);
    browser.get("/sign-in").await;
    let token = browser.token();
    let fields = [("csrf", token.as_str()), ("address", "nobody@nowhere.example")];
    browser.post_raw("/sign-in", &fields, &[("x-forwarded-for", forwarded)]).await.status
}

#[tokio::test]
async fn the_brake_counts_each_client_of_a_trusted_proxy() {
    let house = TestHouse::sqlite().await;
    let proxy: SocketAddr = ([10, 0, 0, 1], 4711).into();
    let behind = |proxies| site_behind(&house, proxies).layer(Extension(ConnectInfo(proxy)));
    let site = behind("10.0.0.0/8");
    for _ in 0..LINKS_PER_PEER_MAX {
        assert_eq!(ask_for_link(&site, "192.0.2.1").await, StatusCode::SEE_OTHER);
    }
    assert_eq!(ask_for_link(&site, "192.0.2.1").await, StatusCode::TOO_MANY_REQUESTS);
    let forged = "203.0.113.9, 192.0.2.1, 10.0.0.2";
    assert_eq!(ask_for_link(&site, forged).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask_for_link(&site, "192.0.2.2").await, StatusCode::SEE_OTHER);
    // Nobody else is believed: whatever they say, they are counted together.
    let site = behind("10.9.0.0/16");
    for n in 0..LINKS_PER_PEER_MAX {
        let invented = format!("192.0.2.{n}");
        assert_eq!(ask_for_link(&site, &invented).await, StatusCode::SEE_OTHER);
    }
    assert_eq!(ask_for_link(&site, "192.0.2.200").await, StatusCode::TOO_MANY_REQUESTS);
}
