//! Conversations written out by hand: the order of commands, the limits, the ends.

use std::time::Duration;

use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::world::World;
use crate::listen::{Limits, Protocol, Trouble};

#[tokio::test]
async fn a_mail_arrives_octet_for_octet() {
    let world = World::smtp().await;
    let mut client = world.client().await;
    let hello = client.say("EHLO client.example", "250 ").await;
    for extension in
        ["PIPELINING", "SIZE 52428800", "STARTTLS", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"]
    {
        assert!(hello.contains(extension), "{hello}");
    }
    assert!(!hello.contains("CHUNKING"), "{hello}");
    client.say("MAIL FROM:<Jana@x.example> SIZE=100 BODY=8BITMIME SMTPUTF8", "250 2.1.0").await;
    client.say("RCPT TO:<Support@us.example>", "250 2.1.5").await;
    client.say("RCPT TO:<abuse@us.example>", "250 2.1.5").await;
    client.say("RCPT TO:<abuse@us.example>", "250 2.1.5").await;
    client.say("DATA", "354").await;
    client.send(b"Subject: x\r\n\r\n..dot\r\nbare\nline\rends\xff\r\n.\r\n").await;
    client.expect("250 2.0.0").await;
    client.say("QUIT", "221").await;
    client.expect_end().await;
    let kept = world.kept();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].bytes, b"Subject: x\r\n\r\n.dot\r\nbare\nline\rends\xff\r\n");
    assert_eq!(kept[0].envelope_from.as_ref().unwrap().expose(), "jana@x.example");
    let recipients: Vec<_> = kept[0].recipients.iter().map(|r| r.expose()).collect();
    assert_eq!(recipients, ["abuse@us.example", "support@us.example"]);
    assert_eq!(kept[0].helo, "client.example");
    assert_eq!(kept[0].peer, Some([127, 0, 0, 1].into()));
}

#[tokio::test]
async fn nothing_is_smuggled() {
    let world = World::smtp().await;
    for end in ["\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r\r\n", "\r\n.\r.\r\n"] {
        let mut client = world.client().await;
        client.begin(&["support@us.example"]).await;
        client.say("DATA", "354").await;
        client
            .send(format!("one{end}MAIL FROM:<evil@y.example>\r\nRCPT TO:<abuse@us.example>\r\nDATA\r\ntwo\r\n.\r\n"))
            .await;
        client.expect("250 2.0.0").await;
        client.say("QUIT", "221").await;
    }
    let kept = world.kept();
    assert_eq!(kept.len(), 6);
    assert!(kept.iter().all(|mail| mail.bytes.ends_with(b"DATA\r\ntwo\r\n")));
}

#[tokio::test]
async fn pipelined_commands_are_answered_in_order() {
    let world = World::smtp().await;
    let mut client = world.client().await;
    client
        .send("EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<nobody@us.example>\r\nRCPT TO:<support@us.example>\r\nDATA\r\n")
        .await;
    for start in ["250 ", "250 2.1.0", "550 5.1.1", "250 2.1.5", "354"] {
        client.expect(start).await;
    }
    client.send("x\r\n.\r\nNOOP\r\nRSET\r\nVRFY x\r\nQUIT\r\n").await;
    for start in ["250 2.0.0", "250 2.0.0", "250 2.0.0", "252 2.1.5", "221"] {
        client.expect(start).await;
    }
    assert_eq!(world.kept()[0].envelope_from, None);
}

#[tokio::test]
async fn the_order_of_commands_is_kept() {
    let world = World::smtp().await;
    let mut client = world.client().await;
    client.say("MAIL FROM:<a@x.example>", "503").await;
    client.say("LHLO c", "500").await;
    client.say("HELO c", "250 us.example").await;
    client.say("RCPT TO:<support@us.example>", "503").await;
    client.say("DATA", "503").await;
    client.say("MAIL FROM:<a@x.example>", "250").await;
    client.say("MAIL FROM:<a@x.example>", "503").await;
    client.say("DATA", "503 5.5.1 No valid").await;
    client.say("RSET", "250").await;
    client.say("DATA", "503").await;
    client.say("MAIL FROM:<a b@x.example>", "5").await;
    client.say("MAIL FROM:<a@[192.0.2.1]>", "5").await;
    client.say("MAIL FROM:<a@x.example> FOO=bar", "555").await;
    client.say("MAIL FROM:<a@x.example> BODY=BINARYMIME", "555").await;
    client.say("MAIL FROM:<a@x.example> SIZE=99999999999", "552 5.3.4").await;
    client.say("BDAT 3 LAST", "502").await;
    client.say("AUTH PLAIN AAAA", "502").await;
    client.say("EXPN x", "502").await;
    client.say("HELP", "214").await;
    client.say("FROB", "500").await;
    client.say("", "500").await;
}

#[tokio::test]
async fn recipients_are_judged_in_the_same_words() {
    let world = World::smtp().await;
    let mut client = world.client().await;
    client.begin(&["support@us.example"]).await;
    let good = client.say("RCPT TO:<case+goodtoken@us.example>", "250").await;
    for token in [
        "case+wrong@us.example",
        "CASE+%zz@us.example",
        "bounce+@us.example",
        "bounce+x.y-z@US.example",
    ] {
        assert_eq!(client.say(&format!("RCPT TO:<{token}>"), "250").await, good);
    }
    client.say("RCPT TO:<PostMaster>", "250").await;
    client.say("RCPT TO:<>", "553").await;
    let unknown = client.say("RCPT TO:<nobody@us.example>", "550 5.1.1").await;
    assert_eq!(client.say("RCPT TO:<support@elsewhere.example>", "550 5.1.1").await, unknown);
    client.say("RCPT TO:<trouble@us.example>", "451 4.3.0").await;
    client.say("RCPT TO:<support@us.example> NOTIFY=NEVER", "555").await;
}

#[tokio::test]
async fn our_trouble_is_temporary_and_no_mail_is_claimed() {
    let world = World::smtp().await;
    for (trouble, answer) in [(Trouble::Full, "452 4.3.1"), (Trouble::Broken, "451 4.3.0")] {
        *world.trouble.lock().unwrap() = Some(trouble);
        let mut client = world.client().await;
        client.begin(&["support@us.example"]).await;
        client.say("DATA", "354").await;
        client.say("x\r\n.", answer).await;
        client.say("MAIL FROM:<jana@x.example>", "250").await;
    }
    assert!(world.kept().is_empty());
}

#[tokio::test]
async fn the_250_comes_only_after_the_desk() {
    let world = World::smtp().await;
    let _ = world.desk.forget_permits(1_000);
    let mut client = world.client().await;
    client.begin(&["support@us.example"]).await;
    client.say("DATA", "354").await;
    client.send("x\r\n.\r\n").await;
    let early = tokio::time::timeout(Duration::from_millis(50), client.0.read_u8()).await;
    assert!(early.is_err(), "an answer before the desk");
    world.desk.add_permits(1);
    client.expect("250 2.0.0 Kept").await;
}

#[tokio::test]
async fn lmtp_answers_each_recipient_and_keeps_once() {
    let world = World::start(Protocol::Lmtp, Limits::for_lmtp()).await;
    let mut client = world.client().await;
    client.say("EHLO c", "500").await;
    client.say("LHLO c", "250 ").await;
    client.say("MAIL FROM:<>", "250").await;
    client.say("RCPT TO:<support@us.example>", "250").await;
    client.say("RCPT TO:<nobody@us.example>", "550").await;
    client.say("RCPT TO:<abuse@us.example>", "250").await;
    client.say("DATA", "354").await;
    client.say("x\r\n.", "250 2.0.0 Kept").await;
    client.expect("250 2.0.0 Kept").await;
    *world.trouble.lock().unwrap() = Some(Trouble::Full);
    client.say("MAIL FROM:<>", "250").await;
    client.say("RCPT TO:<support@us.example>", "250").await;
    client.say("RCPT TO:<abuse@us.example>", "250").await;
    client.say("DATA", "354").await;
    client.say("x\r\n.", "452").await;
    client.expect("452").await;
    client.say("QUIT", "221").await;
    let kept = world.kept();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].recipients.len(), 2);
    assert_eq!(kept[0].peer, None);
}

#[tokio::test]
async fn limits_hold() {
    let limits = Limits {
        message_octets: 1_000,
        recipients: 2,
        errors: 3,
        commands: 12,
        line_octets: 100,
        ..Limits::default()
    };
    let world = World::start(Protocol::Smtp, limits).await;
    let mut client = world.client().await;
    client.begin(&["support@us.example", "abuse@us.example"]).await;
    client.say("RCPT TO:<support@us.example>", "452 4.5.3").await;
    client.say("DATA", "354").await;
    client.say(&format!("{}\r\n.", "x".repeat(1_500)), "552 5.3.4").await;
    client.say("NOOP", "250").await;
    client.say(&format!("NOOP {}", "x".repeat(200)), "500 5.5.2 Line too long").await;
    client.say(&format!("NOOP {}", "x".repeat(70_000)), "500 5.5.2 Line too long").await;
    client.send("NOOP\n").await;
    client.expect("500 5.5.2 Lines end").await;
    client.say("NOOP", "250").await;
    client.say("NOOP", "250").await;
    client.say("NOOP", "421 4.7.0 Too many commands").await;
    client.expect_end().await;

    let mut client = world.client().await;
    for _ in 0..3 {
        client.say("FROB", "500").await;
    }
    client.say("FROB", "500").await;
    client.expect("421 4.7.0 Too many errors").await;
    client.expect_end().await;

    let mut client = world.client().await;
    client.begin(&["support@us.example"]).await;
    client.say("DATA", "354").await;
    client.send("y".repeat(5_000)).await;
    client.expect("552 5.3.4").await;
    assert!(world.kept().is_empty());
}

#[tokio::test]
async fn all_mails_together_have_a_limit() {
    let limits = Limits { flight_octets: 1_000, ..Limits::default() };
    let world = World::start(Protocol::Smtp, limits).await;
    let mut client = world.client().await;
    client.begin(&["support@us.example"]).await;
    client.say("DATA", "354").await;
    client.say(&format!("{}\r\n.", "x".repeat(2_000)), "452 4.3.1").await;
    client.begin(&["support@us.example"]).await;
    client.say("DATA", "354").await;
    client.say(&format!("{}\r\n.", "x".repeat(900)), "250 2.0.0").await;
    client.begin(&["support@us.example"]).await;
    client.say("DATA", "354").await;
    client.say(&format!("{}\r\n.", "x".repeat(900)), "250 2.0.0").await;
}

#[tokio::test]
async fn too_many_connections_are_turned_away() {
    let limits = Limits { connections_per_peer: 1, ..Limits::default() };
    let world = World::start(Protocol::Smtp, limits).await;
    let mut first = world.client().await;
    let stream = tokio::net::TcpStream::connect(world.addr).await.unwrap();
    let mut second = super::world::Client(tokio::io::BufReader::new(stream));
    second.expect("421 4.7.0").await;
    second.expect_end().await;
    first.say("NOOP", "250").await;
}

#[tokio::test]
async fn slow_clients_are_left() {
    let limits = Limits { command_time: Duration::from_millis(30), ..Limits::default() };
    let world = World::start(Protocol::Smtp, limits).await;
    let mut client = world.client().await;
    client.expect("421 4.4.2").await;
    client.expect_end().await;
    let limits = Limits { mail_time: Duration::from_millis(30), ..Limits::default() };
    let world = World::start(Protocol::Smtp, limits).await;
    let mut client = world.client().await;
    client.begin(&["support@us.example"]).await;
    client.say("DATA", "354").await;
    client.send("never ends\r\n").await;
    client.expect("421 4.4.2").await;
    assert!(world.kept().is_empty());
}

#[tokio::test]
async fn stopping_finishes_running_mails() {
    let world = World::smtp().await;
    let mut idle = world.client().await;
    let mut running = world.client().await;
    running.begin(&["support@us.example"]).await;
    running.say("DATA", "354").await;
    running.send("the first half").await;
    world.stop.cancel();
    idle.expect("421 4.3.2").await;
    idle.expect_end().await;
    running.send(" and the second\r\n.\r\n").await;
    running.expect("250 2.0.0").await;
    running.expect("421 4.3.2").await;
    running.expect_end().await;
    world.server.await.unwrap();
    assert_eq!(world.kept.lock().unwrap()[0].bytes, b"the first half and the second\r\n");
    assert!(tokio::net::TcpStream::connect(world.addr).await.is_err());
}

#[tokio::test]
async fn stopping_does_not_wait_for_ever() {
    let limits = Limits { stop_time: Duration::from_millis(30), ..Limits::default() };
    let world = World::start(Protocol::Smtp, limits).await;
    let mut running = world.client().await;
    running.begin(&["support@us.example"]).await;
    running.say("DATA", "354").await;
    world.stop.cancel();
    running.expect("421 4.3.2").await;
    world.server.await.unwrap();
}

#[tokio::test]
async fn what_came_before_tls_is_forgotten() {
    let world = World::smtp().await;
    let mut client = world.client().await;
    client.begin(&["support@us.example"]).await;
    // A mail injected in the clear behind STARTTLS must not be answered inside.
    client.send("STARTTLS\r\nMAIL FROM:<evil@y.example>\r\n").await;
    client.expect("220").await;
    let mut roots = rustls::RootCertStore::empty();
    let cert = openssl::x509::X509::from_pem(&world.cert_pem).unwrap().to_der().unwrap();
    roots.add(cert.into()).unwrap();
    let provider = std::sync::Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = tokio_rustls::TlsConnector::from(std::sync::Arc::new(config));
    let name = rustls::pki_types::ServerName::try_from("us.example").unwrap();
    let mut stream = connector.connect(name, client.0.into_inner()).await.unwrap();
    stream
        .write_all(b"DATA\r\nMAIL FROM:<a@x.example>\r\nEHLO c\r\nSTARTTLS\r\nQUIT\r\n")
        .await
        .unwrap();
    let mut answers = String::new();
    let _ = stream.read_to_string(&mut answers).await;
    let codes: Vec<&str> =
        answers.lines().filter(|l| l.as_bytes()[3] == b' ').map(|l| &l[..3]).collect();
    assert_eq!(codes, ["503", "503", "250", "503", "221"], "{answers}");
    assert!(!answers.contains("250-STARTTLS"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn noise_is_survived(noise in "((EHLO|HELO|MAIL FROM:|RCPT TO:|DATA|RSET|NOOP|VRFY|BDAT|STARTTLS|AUTH|QUIT|\\.)? ?(<[a-z@.+]{0,12}>|<support@us.example>|[ -~]{0,9}|\\PC{0,4}) ?([A-Z]{1,6}=[a-z0-9]{0,4})?(\r\n|\n|\r)?){0,25}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let world = World::smtp().await;
            let mut client = world.client().await;
            client.send(&noise).await;
            client.0.get_mut().shutdown().await.unwrap();
            let mut answers = Vec::new();
            let _ = client.0.read_to_end(&mut answers).await;
            let answers = String::from_utf8_lossy(&answers);
            for line in answers.lines().filter(|line| !line.is_empty()) {
                let code: u16 = line[..3].parse().unwrap();
                assert!((200..600).contains(&code), "{line}");
            }
            // The server still serves.
            let mut client = world.client().await;
            client.say("NOOP", "250").await;
        });
    }
}
