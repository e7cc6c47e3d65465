//! Disks fill, databases and relays go away, settings are wrong: the house says so and loses nothing.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    time::Duration,
};

use serde_json::json;

use crate::{
    api::text,
    house::{DOMAIN, House, free_port},
    smtp::{self, Session},
    stories, until,
    wire::Wire,
};

/// Time for the house to notice that something is gone, or back.
const NOTICE_TIME: Duration = Duration::from_secs(40);

/// Octets of the mails that must find no room.
const BIG_BYTES: usize = 200_000;

stories!(
    a_full_disk_is_said_and_nothing_acknowledged_is_lost,
    a_relay_that_is_gone_defers_the_reply,
    a_stop_is_clean_and_a_second_house_is_refused,
);

fn mail(n: usize, words: &str) -> Vec<u8> {
    format!(
        "From: a{n}@customer.example\r\nSubject: number{n}\r\n\
         Message-ID: <{n}@customer.example>\r\n\r\n{words}\r\n"
    )
    .into_bytes()
}

fn send(server: SocketAddr, n: usize, words: &str) -> u16 {
    let from = format!("a{n}@customer.example");
    smtp::send(server, &from, &mail(n, words)).unwrap().code
}

async fn until_ready(house: &House, status: u16, word: &str) {
    until(&format!("/readyz says {status} {word}"), NOTICE_TIME, async || {
        let (found, words) = house.readiness().await;
        (found == status && words.contains(word)).then_some(())
    })
    .await;
}

async fn a_full_disk_is_said_and_nothing_acknowledged_is_lost(mut house: House) {
    house.on_small_disk();
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let mut taken = Vec::new();
    for n in 0..3 {
        assert_eq!(send(house.smtp, n, "before"), 250);
        taken.push(n);
    }
    tessa.wait_for_cases("triage", 3).await;

    let ballast = house.data.join("ballast");
    fill(&ballast);
    until_ready(&house, 503, "storage").await;
    let (_, words) = house.readiness().await;
    assert!(words.contains("make room"), "{words}");
    let mut n_refused = 0;
    for n in 3..8 {
        let big = "so many words ".repeat(5).trim().to_owned() + "\r\n";
        let code = send(house.smtp, n, &big.repeat(BIG_BYTES / big.len()));
        assert!(code == 250 || code == 452, "a full disk is 452: {code}");
        n_refused += usize::from(code == 452);
        if code == 250 {
            taken.push(n);
        }
    }
    assert!(n_refused > 0, "nothing was refused");

    fs::remove_file(&ballast).unwrap();
    until_ready(&house, 200, "").await;
    assert_eq!(send(house.smtp, 9, "after"), 250);
    taken.push(9);
    let cases = tessa.wait_for_cases("triage", taken.len()).await;
    assert_eq!(cases.len(), taken.len(), "what was refused is not there");
    for n in taken {
        let subject = format!("number{n}");
        let found = cases.iter().filter(|case| text(case, "subject") == subject).count();
        assert_eq!(found, 1, "{subject}");
    }
    assert!(house.run(&["audit", "verify"]).starts_with("sound: "));
}

/// Fills a disk to its last block.
fn fill(path: &PathBuf) {
    let mut file = fs::File::create(path).unwrap();
    let mut size = 1 << 20;
    while size >= 512 {
        if file.write_all(&vec![1; size]).is_err() {
            size /= 2;
        }
    }
}

async fn a_relay_that_is_gone_defers_the_reply(mut house: House) {
    house.set("CHANCERY_MAIL_RELAY", &format!("smtp://{}", free_port()));
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let egon = house.member("egon", "Egon Engineer", &["support_engineer"]);
    assert_eq!(send(house.smtp, 1, "help"), 250);
    let number = text(&tessa.wait_for_cases("triage", 1).await[0], "number").to_owned();
    tessa.give(&number, &format!("egon@{DOMAIN}")).await;
    egon.reply(&number, "Here it is.").await;
    let delivery = until("the reply is put off", NOTICE_TIME, async || {
        let delivery = egon.messages(&number).await[1]["deliveries"][0].clone();
        (delivery["state"] == "deferred").then_some(delivery)
    })
    .await;
    assert_eq!(delivery["n_tries"], 1, "{delivery}");
    assert!(text(&delivery, "status").starts_with("4.4."), "{delivery}");
    let doctor = house.command(&["doctor"]);
    assert_eq!(doctor.code, Some(1), "{doctor:?}");
    assert!(doctor.out.contains("relay: no connection to mail.relay"), "{doctor:?}");
    // Mail comes in all the same, and the reply waits through a stop.
    assert_eq!(send(house.smtp, 2, "more help"), 250);
    tessa.wait_for_cases("triage", 1).await;
    assert!(house.stop().success());
    house.start().await;
    let messages = egon.messages(&number).await;
    assert_eq!(text(&messages[1]["deliveries"][0], "state"), "deferred", "{messages:?}");
}

async fn a_stop_is_clean_and_a_second_house_is_refused(mut house: House) {
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    assert_eq!(send(house.smtp, 1, "help"), 250);
    let number = text(&tessa.wait_for_cases("triage", 1).await[0], "number").to_owned();

    let second = house.command(&["serve"]);
    assert_eq!(second.code, Some(1), "{second:?}");
    assert!(second.err.contains("another process"), "{second:?}");
    assert_eq!(house.readiness().await.0, 200, "the first goes on");

    // Whoever is connected and says nothing does not hold it up.
    let idle = Session::open(house.smtp).unwrap();
    let note = json!({ "text": "a note" });
    assert_eq!(tessa.post(&format!("/cases/{number}/notes"), note).await.status, 201);
    assert_eq!(house.stop().code(), Some(0), "{}", house.log());
    drop(idle);
    assert!(!house.data.join("control.sock").exists());
    house.start().await;
    assert_eq!(tessa.messages(&number).await.len(), 2, "all is there again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_gone_is_said_and_nothing_acknowledged_is_lost() {
    let mut house = House::on_postgres().await;
    let url = house.database.as_ref().unwrap().url.clone();
    let (login, place) = url.rsplit_once('@').unwrap();
    let (server, name) = place.split_once('/').unwrap();
    let wire = Wire::to(server.parse().unwrap());
    house.set("CHANCERY_DATABASE_URL", &format!("{login}@{}/{name}", wire.address));
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    assert_eq!(send(house.smtp, 1, "before"), 250);
    tessa.wait_for_cases("triage", 1).await;

    wire.cut();
    until_ready(&house, 503, "database").await;
    let code = send(house.smtp, 2, "meanwhile");
    assert!(code == 250 || (400..500).contains(&code), "kept, or to be sent again: {code}");
    assert!(tessa.get("/cases?q=queue:triage").await.status >= 500);

    wire.mend();
    until_ready(&house, 200, "").await;
    assert_eq!(send(house.smtp, 3, "after"), 250);
    let n_cases = if code == 250 { 3 } else { 2 };
    let cases = tessa.wait_for_cases("triage", n_cases).await;
    assert_eq!(cases.len(), n_cases);
    assert!(house.run(&["audit", "verify"]).starts_with("sound: "));
}

#[test]
fn a_database_that_cannot_be_reached_is_named_at_the_start() {
    let check = |url: &str| {
        let mut house = House::on_sqlite();
        house.set("CHANCERY_DATABASE_URL", url);
        let said = house.command(&["serve"]);
        assert_eq!(said.code, Some(1), "{url}: {said:?}");
        assert!(said.err.contains("database.url"), "{url}: {said:?}");
        assert!(!said.err.contains("hunter2"), "{url}: {said:?}");
    };
    check(&format!("postgres://somebody:hunter2@{}/chancery", free_port()));
    check("sqlite:/nowhere/to/be/found/chancery.sqlite");
    check("mysql://somebody:hunter2@localhost/chancery");
}

#[test]
fn a_wrong_setting_is_named_with_its_source() {
    let check = |name: &str, value: &str, words: &[&str]| {
        let mut house = House::on_sqlite();
        house.set(name, value);
        let said = house.command(&["serve"]);
        assert_eq!(said.code, Some(1), "{name}: {said:?}");
        for word in words {
            assert!(said.err.contains(word), "{name}: no {word} in {}", said.err);
        }
    };
    check("CHANCERY_WEB_LISTEN", "nowhere", &["web.listen", "environment"]);
    check("CHANCERY_WEB_PUBLIC_URL", "desk", &["web.public_url"]);
    check(
        "CHANCERY_WEB_TRUSTED_PROXIES",
        "10.0.0.1,proxy.example",
        &["web.trusted_proxies", "environment", "proxy.example", "10.0.0.0/8"],
    );
    check("CHANCERY_MAIL_SMTP_LISTEN", "25", &["mail.smtp_listen", "environment"]);
    check("CHANCERY_MAIL_RELAY", "ftp://relay.example", &["mail.relay", "smtp://"]);
    check("CHANCERY_MAIL_DOMAIN", "not a domain", &["mail.domain", "desk.example.org"]);
    check("CHANCERY_MAIL_CHANNEL", "the team", &["mail.channel"]);
    check("CHANCERY_DESK_UNDO_SECS", "99999", &["desk.undo_secs", "3600"]);
    check(
        "CHANCERY_DESK_PROFILE",
        "loud",
        &["desk.profile", "environment", "open", "confidential"],
    );
    check("CHANCERY_MAIL_DOMAINS", "desk.example", &["domains", "environment"]);

    let house = House::on_sqlite();
    fs::write(house.data.join("chancery.toml"), "[desk]\nself_looks_per_day_max = \"many\"\n")
        .unwrap();
    let said = house.command(&["serve"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    for word in ["desk.self_looks_per_day_max", "chancery.toml"] {
        assert!(said.err.contains(word), "no {word} in {}", said.err);
    }
}

/// Connections that one client may hold, and a few more.
const CONNECTIONS: usize = 80;

#[tokio::test]
async fn a_crowd_at_the_door_is_turned_away_and_counted() {
    let mut house = House::on_sqlite();
    house.set("CHANCERY_WEB_TRUSTED_PROXIES", "10.0.0.1, 10.1.0.0/16");
    house.start().await;
    let mut crowd = Vec::new();
    let mut n_refused = 0;
    for _ in 0..CONNECTIONS {
        let mut stream = TcpStream::connect(house.web).unwrap();
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        let mut seen = [0; 1024];
        let n = stream.read(&mut seen).unwrap();
        let answer = String::from_utf8_lossy(&seen[..n]).into_owned();
        if answer.starts_with("HTTP/1.1 503 ") {
            assert!(answer.contains("retry-after: "), "{answer}");
            n_refused += 1;
        } else {
            assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
            crowd.push(stream);
        }
    }
    assert!(n_refused > 0 && crowd.len() > CONNECTIONS / 2, "{n_refused} of {CONNECTIONS}");
    drop(crowd);
    let counted = format!("web_serve_connection{{outcome=\"turned_away\"}} {n_refused}");
    let url = format!("http://{}/metrics", house.web);
    until("the door counts whom it turned away", NOTICE_TIME, async || {
        let metrics = reqwest::get(&url).await.ok()?.text().await.ok()?;
        metrics.contains(&counted).then_some(())
    })
    .await;
    let shown = house.command(&["config", "show"]);
    let line = "web.trusted_proxies = [\"10.0.0.1\",\"10.1.0.0/16\"]  # environment";
    assert!(shown.out.contains(line), "{shown:?}");
    assert!(house.stop().success());
}

#[test]
fn a_port_that_is_taken_is_named() {
    let mut house = House::on_sqlite();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    house.set("CHANCERY_MAIL_SMTP_LISTEN", &taken.local_addr().unwrap());
    let said = house.command(&["serve"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("mail.smtp_listen"), "{said:?}");
}
