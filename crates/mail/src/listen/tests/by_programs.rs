//! The server as other programs see it: swaks, and the openssl command line for TLS.

use std::process::Stdio;

use tokio::{io::AsyncWriteExt, process::Command};

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
async fn openssl_delivers_by_tls() {
    let world = World::smtp().await;
    let folder = tempfile::tempdir().unwrap();
    let roots = folder.path().join("roots.pem");
    std::fs::write(&roots, &world.cert_pem).unwrap();
    let mut child = Command::new("openssl")
        .args([
            "s_client",
            "-starttls",
            "smtp",
            "-crlf",
            "-quiet",
            "-verify_return_error",
            "-connect",
        ])
        .arg(world.addr.to_string())
        .arg("-CAfile")
        .arg(&roots)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl is installed");
    let said =
        "EHLO c\nMAIL FROM:<a@x.example>\nRCPT TO:<support@us.example>\nDATA\nHello\n.\nQUIT\n";
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(said.as_bytes()).await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    let answers = String::from_utf8_lossy(&output.stdout);
    assert!(answers.contains("250 2.0.0 Kept") && answers.contains("221 2.0.0"), "{answers}");
    assert_eq!(world.kept()[0].bytes, b"Hello\r\n");
}

#[tokio::test]
async fn swaks_delivers_by_lmtp() {
    let world = World::start(Protocol::Lmtp, Limits::for_lmtp()).await;
    let to = ["--protocol", "LMTP", "--to", "support@us.example,abuse@us.example"];
    let (is_sent, said) = swaks(&world, &to).await;
    assert!(is_sent, "{said}");
    assert_eq!(world.kept()[0].recipients.len(), 2);
}
