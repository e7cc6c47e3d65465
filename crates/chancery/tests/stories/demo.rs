//! The demonstration: a newcomer starts it, walks its tour in a real browser, and finds a house that is sound.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use testkit::{Chromium, Screen};

use crate::until;

/// Within which a newcomer sees the first page, on a busy machine and without optimisation.
const START_TIME: Duration = Duration::from_secs(120);

struct Demonstration {
    server: Child,
    at: SocketAddr,
}

impl Demonstration {
    async fn start(data: &Path) -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let at = free.local_addr().unwrap();
        drop(free);
        let mut command = chancery();
        command.args(["demo", "--listen", &at.to_string(), "--data"]).arg(data);
        let server = command.stderr(Stdio::null()).spawn().unwrap();
        until("the demonstration serves", START_TIME, async || {
            let answer = reqwest::get(format!("http://{at}/readyz")).await;
            answer.is_ok_and(|answer| answer.status() == 200).then_some(())
        })
        .await;
        Self { server, at }
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn chancery() -> Command {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_walks_the_tour() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let demonstration = Demonstration::start(&data).await;
    let origin = format!("http://localhost:{}", demonstration.at.port());
    let chromium = Chromium::open(&origin, demonstration.at.ip(), Screen::Desk).await;
    chromium.go("/").await;
    chromium.is_at("/demo").await;

    follow(&chromium, 1, &["all your queues", "I think somebody is in my account", "[person 2]"])
        .await;
    chromium.misses(&["Miriam", "Achterberg"]).await;
    follow(&chromium, 2, &["Locked out since I got a new phone", "[person 1]"]).await;
    chromium.fill("Reason", "to see what is lacking").await;
    chromium.press("Lift the seal").await;
    chromium.sees(&["Miriam Achterberg", "18 Tanner Street"]).await;
    follow(&chromium, 3, &["Open this sealed message", "Take the case", "Ask the member"]).await;
    follow(&chromium, 4, &["I think somebody is in my account", "pending"]).await;
    follow(&chromium, 5, &["legal inquiry"]).await;
    follow(&chromium, 6, &["Marta Bergmann", "to see what is lacking"]).await;
    follow(&chromium, 7, &["destroy"]).await;
    follow(&chromium, 8, &["message.unseal"]).await;
    drop(chromium);

    let said = chancery().args(["audit", "verify", "--data"]).arg(&data).output().unwrap();
    let out = String::from_utf8(said.stdout).unwrap();
    assert!(out.starts_with("sound: "), "{out}");
    drop(demonstration);

    // It goes on where it was, and what is somebody's house is not made one.
    let again = Demonstration::start(&data).await;
    let page =
        reqwest::get(format!("http://{}/demo", again.at)).await.unwrap().text().await.unwrap();
    assert!(page.contains("Marta Bergmann"), "{page}");
    drop(again);
    let house = folder.path().join("house");
    std::fs::create_dir(&house).unwrap();
    std::fs::write(house.join("chancery.toml"), "[mail]\ndomain = \"desk.example\"\n").unwrap();
    let refused = chancery().args(["demo", "--data"]).arg(&house).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("holds something else"));
    let reachable = chancery().args(["demo", "--listen", "0.0.0.0:8080"]).output().unwrap();
    assert_eq!(reachable.status.code(), Some(1));
}

#[test]
fn a_port_that_is_taken_is_told_before_anything_is_made() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let at = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let mut command = chancery();
    let refused = command.args(["demo", "--listen", &at, "--data"]).arg(&data).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("choose another by --listen") && !said.contains("Open"), "{said}");
    assert!(!data.exists());
}

async fn follow(chromium: &Chromium, step: usize, words: &[&str]) {
    chromium.go("/demo").await;
    chromium.submit(&format!("ol.steps li:nth-child({step}) form")).await;
    chromium.leaves("/demo").await;
    chromium.sees(words).await;
}
