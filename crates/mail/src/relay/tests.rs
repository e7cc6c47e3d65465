//! Sending to our own server, to servers that refuse, and to a real Postfix.

mod postfix;

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

use super::*;
use crate::listen::{Limits, Protocol, Trouble, tests::world::World};

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

const MAIL: &[u8] = b"Subject: x\r\n\r\n.dot\r\nText\r\n";

#[tokio::test]
async fn our_own_server_takes_it() {
    let world = World::smtp().await;
    let relay =
        Relay::parse(&format!("smtp://{}", world.addr)).unwrap().introduced_as("us.example");
    let to = address("support@us.example");
    let sent = relay.send(MAIL, Some(&address("bounce+t@us.example")), &to).await.unwrap();
    assert_eq!(sent.status, "2.0.0");
    relay.send(MAIL, None, &to).await.unwrap();
    let kept = world.kept();
    assert_eq!(kept[0].bytes, MAIL);
    assert_eq!(kept[0].helo, "us.example");
    assert_eq!(kept[0].envelope_from, Some(address("bounce+t@us.example")));
    assert_eq!(kept[1].envelope_from, None);
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let world = World::smtp().await;
    let relay = Relay::parse(&format!("smtp://{}", world.addr)).unwrap();
    let error = relay.send(MAIL, None, &address("nobody@us.example")).await.unwrap_err();
    assert!(error.is_permanent);
    assert_eq!(error.status, "5.1.1");
    assert!(error.words.expose().contains("No such mailbox"), "{}", error.words.expose());
    assert!(!format!("{error} {error:?}").contains("mailbox"));
    *world.trouble.lock().unwrap() = Some(Trouble::Full);
    let error = relay.send(MAIL, None, &address("support@us.example")).await.unwrap_err();
    assert!(!error.is_permanent);
    assert_eq!(error.status, "4.3.1");
}

#[tokio::test]
async fn nobody_there_is_temporary() {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = socket.local_addr().unwrap();
    drop(socket);
    let relay = Relay::parse(&format!("smtp://{addr}")).unwrap();
    let error = relay.send(MAIL, None, &address("support@us.example")).await.unwrap_err();
    assert!(!error.is_permanent);
    assert_eq!(error.status, "4.4.1");
}

/// Treats a loopback server as if it were elsewhere, so that TLS is needed.
fn as_if_elsewhere(world: &World) -> Relay {
    let mut relay = Relay::parse(&format!("smtp://{}", world.addr)).unwrap();
    by_starttls(&mut relay);
    relay
}

#[tokio::test]
async fn elsewhere_tls_is_needed_and_checked() {
    let world = World::smtp().await;
    let to = address("support@us.example");
    let error = as_if_elsewhere(&world).send(MAIL, None, &to).await.unwrap_err();
    assert!(!error.is_permanent, "a certificate nobody knows");
    assert!(world.kept().is_empty());
    let relay = as_if_elsewhere(&world).trusting(&world.cert_pem).unwrap();
    relay.send(MAIL, None, &to).await.unwrap();
    assert_eq!(world.kept().len(), 1);
    assert!(matches!(as_if_elsewhere(&world).trusting(b"no pem"), Err(RelayError::Root)));
}

#[tokio::test]
async fn without_starttls_nothing_is_sent() {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = socket.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (stream, _) = socket.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.get_mut().write_all(b"220 x\r\n").await.unwrap();
        let mut said = Vec::new();
        let mut line = String::new();
        while stream.read_line(&mut line).await.is_ok_and(|n| n > 0) {
            stream.get_mut().write_all(b"250 x\r\n").await.unwrap();
            said.push(std::mem::take(&mut line));
        }
        said
    });
    let mut relay = Relay::parse(&format!("smtp://u:secret@{addr}")).unwrap();
    by_starttls(&mut relay);
    relay.send(MAIL, None, &address("support@us.example")).await.unwrap_err();
    let said = server.await.unwrap().concat();
    assert!(!said.contains("MAIL") && !said.contains("AUTH") && !said.contains("RCPT"), "{said}");
}

#[test]
fn the_password_is_never_shown() {
    let relay = Relay::parse("smtp://eva:secret@mx.x.example:587").unwrap();
    assert_eq!(
        format!("{relay} {relay:?}"),
        "smtp://…@mx.x.example:587 Relay(smtp://…@mx.x.example:587)"
    );
}

#[tokio::test]
async fn lmtp_is_not_for_relaying() {
    let world = World::start(Protocol::Lmtp, Limits::for_lmtp()).await;
    let relay = Relay::parse(&format!("smtp://{}", world.addr)).unwrap();
    assert!(relay.send(MAIL, None, &address("support@us.example")).await.is_err());
}

// A loopback address is plain for everybody else; here its TLS is what is tested.
fn by_starttls(relay: &mut Relay) {
    if let Way::Server(url) = &mut relay.way {
        url.scheme = Scheme::StartTls;
    }
}
