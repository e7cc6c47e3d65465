//! Takes pictures: of the demonstration as people see it, and of every page from its sample values.
//!
//! `screenshots DIR [WORD]`: wide and narrow, light and dark, into DIR; with WORD, only those whose name holds it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a tool that takes pictures stops where it cannot"
)]

use std::{
    net::{IpAddr, Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use testkit::{Chromium, FixedClock, Screen, SeededChance, Theme};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;
use web::{Config, Limits, Rules, Server};

/// What is shown of the demonstration: a name, as whom, where. The number of a case is known by its tour step.
const SEEN: [(&str, &str, &str); 24] = [
    ("demo", "", "/demo"),
    ("board", "engineer", "/cases"),
    ("board-triage", "triager", "/cases?queue=triage"),
    ("case", "engineer", "step 1"),
    ("case-of-another", "engineer", "step 2"),
    ("case-pending", "engineer", "step 3"),
    ("case-legal", "triager", "step 4"),
    ("disputes", "arbitrator", "/disputes"),
    ("approvals", "board", "/approvals"),
    ("log", "auditor", "/log"),
    ("staff", "leader", "/staff"),
    ("policies", "sysadmin", "/policies"),
    ("profile", "engineer", "/profile"),
    ("authorities", "engineer", "/authorities"),
    ("security", "engineer", "/security"),
    ("help", "engineer", "/help"),
    ("house-health", "sysadmin", "/health"),
    ("house-channels", "sysadmin", "/channels"),
    ("house-queues", "sysadmin", "/queues"),
    ("house-settings", "sysadmin", "/settings"),
    ("portal", "01-lost-passphrase-new-phone", "/me"),
    ("portal-looks", "01-lost-passphrase-new-phone", "/me/looks"),
    ("portal-new", "01-lost-passphrase-new-phone", "/me/requests/new"),
    ("portal-data", "01-lost-passphrase-new-phone", "/me/fields"),
];

/// Longer pages are cut: nobody looks at more of a picture.
const HEIGHT_MAX: f64 = 2_400.0;

/// How long the demonstration may take to be made, on a busy machine.
const START_TIME: Duration = Duration::from_secs(120);

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder for the pictures"));
    let word = arguments.next().unwrap_or_default();
    std::fs::create_dir_all(folder.join("pages")).unwrap();
    let (_demo, port) = demonstration().await;
    let samples = gallery().await;
    let mut n = 0;
    for screen in [Screen::Desk, Screen::Telephone] {
        let origin = format!("http://localhost:{port}");
        let chromium = Chromium::open(&origin, Ipv4Addr::LOCALHOST.into(), screen).await;
        n += demo_pictures(&chromium, screen, &folder, &word).await;
        drop(chromium);
        let origin = format!("http://localhost:{samples}");
        let chromium = Chromium::open(&origin, Ipv4Addr::LOCALHOST.into(), screen).await;
        for sample in web::samples().iter().filter(|sample| sample.name.contains(&word)) {
            chromium.go(&format!("/gallery/{}", sample.name)).await;
            n += pictures(&chromium, screen, &folder.join("pages"), sample.name).await;
        }
    }
    println!("{n} pictures in {}", folder.display());
}

async fn demo_pictures(chromium: &Chromium, screen: Screen, folder: &Path, word: &str) -> usize {
    let mut n = 0;
    let mut sits = "";
    for (name, seat, place) in SEEN.iter().filter(|(name, ..)| name.contains(word)) {
        if let Some(step) = place.strip_prefix("step ") {
            chromium.go("/demo").await;
            chromium
                .submit(&format!(
                    "ol.steps li:nth-child({}) form",
                    step.parse::<u32>().unwrap() + 1
                ))
                .await;
            chromium.leaves("/demo").await;
            sits = "";
        } else {
            if !seat.is_empty() && sits != *seat {
                chromium.go("/demo").await;
                chromium.submit(&format!(".seats form:has(input[value='{seat}'])")).await;
                chromium.leaves("/demo").await;
                sits = seat;
            }
            chromium.go(place).await;
        }
        n += pictures(chromium, screen, folder, name).await;
    }
    n
}

async fn pictures(chromium: &Chromium, screen: Screen, folder: &Path, name: &str) -> usize {
    let width = if screen == Screen::Desk { "desk" } else { "phone" };
    for theme in [Theme::Light, Theme::Dark] {
        chromium.likes(theme).await;
        let path = folder.join(format!("{name}-{width}-{}.png", theme.as_str()));
        chromium.picture_of_all(&path, HEIGHT_MAX).await;
    }
    2
}

async fn demonstration() -> (Child, u16) {
    let port = {
        let free = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        free.local_addr().unwrap().port()
    };
    let program = std::env::current_exe().unwrap();
    let program = program.parent().and_then(Path::parent).unwrap().join("chancery");
    let mut command = Command::new(program);
    command.args(["demo", "--listen", &format!("127.0.0.1:{port}")]);
    let child = command.stderr(Stdio::null()).kill_on_drop(true).spawn();
    let child = child.expect("chancery is built beside this tool");
    let at = (IpAddr::from(Ipv4Addr::LOCALHOST), port);
    let begun = Instant::now();
    while tokio::net::TcpStream::connect(at).await.is_err() {
        assert!(begun.elapsed() < START_TIME, "the demonstration does not start");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    (child, port)
}

async fn gallery() -> u16 {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let config = Arc::new(Config::new(&format!("http://localhost:{port}")).unwrap());
    let rules = Rules {
        config: config.clone(),
        clock: Arc::new(FixedClock::noon()),
        chance: Arc::new(SeededChance::new(1)),
    };
    let server = Server::new(web::gallery(&rules), config, Limits::default());
    tokio::spawn(server.serve(listener, CancellationToken::new()));
    port
}
