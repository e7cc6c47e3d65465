//! The server as swaks, a mail program of its own, sees it.

use std::process::Stdio;

use tokio::process::Command;

use super::world::World;
use crate::listen::{Limits, Protocol};

async fn swaks(world: &World, args: &[&str]) -> (bool, String) {
    let output = Command::new("swaks")
        .args(["--server", &world.addr.to_string(), "--helo", "client.example"])
        .args(["--from", "jana@x.example", "--body", "Hello\n.dot\n"])
        .args(args)
        .stdin(Stdio::null())
        .output()
        .await
        .expect("swaks is installed (Debian package `swaks`)");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[tokio::test]
async fn swaks_delivers_by_smtp() {
    let world = World::smtp().await;
    let (is_sent, said) = swaks(&world, &["--to", "support@us.example"]).await;
    assert!(is_sent, "{said}");
    let kept = world.kept();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].bytes.windows(6).any(|w| w == b"\r\n.dot"));
    let (is_sent, said) = swaks(&world, &["--to", "nobody@us.example"]).await;
    assert!(!is_sent && said.contains("550 5.1.1"), "{said}");
}

#[tokio::test]
async fn swaks_delivers_by_tls() {
    let world = World::smtp().await;
    let (is_sent, said) = swaks(&world, &["--to", "support@us.example", "--tls"]).await;
    assert!(is_sent, "{said}");
    assert!(said.contains("TLS started"), "{said}");
    assert_eq!(world.kept().len(), 1);
}

#[tokio::test]
async fn swaks_delivers_by_lmtp() {
    let world = World::start(Protocol::Lmtp, Limits::for_lmtp()).await;
    let to = ["--protocol", "LMTP", "--to", "support@us.example,abuse@us.example"];
    let (is_sent, said) = swaks(&world, &to).await;
    assert!(is_sent, "{said}");
    assert_eq!(world.kept()[0].recipients.len(), 2);
}
