//! The thirteen commonest tasks, by exactly the keys that `docs/keys.md` gives for them.

use std::sync::Arc;

use desk::{DestinationDraft, TargetDraft};
use model::{CaseNumber, Class, QueueName, Role};
use testkit::{
    Chromium, Screen,
    house::{Member, TestHouse, mail_from},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::{Config, Limits, Server};

use crate::browser::site_at;

const TABLE: &str = include_str!("../../../../docs/keys.md");

/// Tasks that the table has.
const TASKS: usize = 13;

/// A row of the table.
struct Task {
    name: String,
    /// What is pressed, page by page.
    keys: Vec<String>,
    /// How many strokes these are, words aside.
    n_pressed: usize,
    /// How many strokes the table says.
    n_said: usize,
}

impl Task {
    /// Reads `| name | from | keys | strokes |`; nothing where the line is another one.
    fn read(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", name, _, keys, strokes, ""] = cells[..] else { return None };
        let n_said = strokes.parse().ok()?;
        let mut task =
            Self { name: name.to_owned(), keys: vec![String::new()], n_pressed: 0, n_said };
        // What stands between backticks is a key; between keys stand words, and where the page changes.
        for (index, piece) in keys.split('`').enumerate() {
            if index % 2 == 1 {
                task.n_pressed += 1;
                task.press(stroke(piece));
            } else if piece.trim() == "…" {
                task.keys.push(String::new());
            } else {
                task.press(piece.trim().trim_matches('_'));
            }
        }
        Some(task)
    }

    fn press(&mut self, keys: &str) {
        self.keys.last_mut().unwrap().push_str(keys);
    }
}

/// Returns a key as WebDriver writes it (WebDriver §17.4.2).
fn stroke(name: &str) -> &str {
    match name {
        "Enter" => "\u{e007}",
        "Tab" => "\u{e004}",
        "↓" => "\u{e015}",
        "Ctrl+Enter" => "\u{e009}\u{e007}\u{e009}",
        key => {
            assert_eq!(key.chars().count(), 1, "the test does not know the key {key}");
            key
        }
    }
}

/// Where a task begins, and what tells after each page that it came about.
fn setting<'c>(task: &str, case: &Cases<'c>) -> (&'c str, &'static [&'static str]) {
    match task {
        "Open the first case" => ("/cases", &["Write a note for the staff"]),
        "Filter the board" => ("/cases", &["filtered"]),
        "Move two cases to another queue" => ("/cases", &["2 cases were moved to abuse"]),
        "Take a case" => (case.of_nobody, &["The case is yours now"]),
        "Open the latest original" => (case.of_nobody, &["Seal lifted"]),
        "Write a note" => (case.own, &["The note is kept"]),
        "Answer" => (case.own, &["The reply is held"]),
        "Take an answer back" => (case.own, &["The reply was taken back"]),
        "Answer by a template" => (case.another, &["stands in your reply", "The reply is held"]),
        "Give a case to a colleague" => (case.another, &["The case was assigned"]),
        "Hand a case over" => (case.own, &["The case is handed over"]),
        "Move a case to another queue" => (case.own, &["The case was moved"]),
        "Close a case" => (case.of_nobody, &["The case is closed"]),
        other => panic!("the table has a task that this test cannot tell: {other}"),
    }
}

/// Pages of cases.
struct Cases<'c> {
    of_nobody: &'c str,
    own: &'c str,
    another: &'c str,
}

#[tokio::test(flavor = "multi_thread")]
async fn the_thirteen_commonest_tasks_take_as_many_keys_as_the_table_says() {
    let tasks: Vec<Task> = TABLE.lines().filter_map(Task::read).collect();
    assert_eq!(tasks.len(), TASKS);
    let house = TestHouse::sqlite().await;
    let roles = [Role::Triage, Role::SupportEngineer];
    let (tessa, _) = (house.member("tessa", &roles).await, house.member("egon", &roles).await);
    let ada = house.member("ada", &[Role::Administrator]).await;
    let machines = DestinationDraft {
        name: "Machines".to_owned(),
        purpose: "What the machines have to do with.".to_owned(),
        target: TargetDraft::Queue(QueueName::parse("systems").unwrap()),
        audience: [Class::Personal].into(),
        accept_secs: 3_600,
    };
    house.desk.create_destination(&ada.actor, machines).await.unwrap();
    // The ones that are moved together are due first.
    for subject in ["Strange bank", "Strange lottery"] {
        written(&house, subject).await;
    }
    let of_nobody = page_of(written(&house, "Passphrase").await);
    let own = page_of(taken(&house, &tessa, "Certificate").await);
    let another = page_of(taken(&house, &tessa, "Telephone").await);
    let cases = Cases { of_nobody: &of_nobody, own: &own, another: &another };

    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let origin = format!("http://localhost:{}", at.port());
    let stop = CancellationToken::new();
    let config = Arc::new(Config::new(&origin).unwrap());
    let server = Server::new(site_at(&house, &origin), config, Limits::default());
    let server = tokio::spawn(server.serve(listener, stop.clone()));
    let chromium = Chromium::open(&origin, at.ip(), Screen::Desk).await;
    let secret = house.sign_in.issue_link(tessa.staff.person_id).await.unwrap();
    chromium.go(&web::link_path(secret.expose())).await;
    chromium.press("Sign me in").await;
    chromium.is_at("/cases").await;

    for task in &tasks {
        let (from, signs) = setting(&task.name, &cases);
        assert_eq!(task.keys.len(), signs.len(), "{}: a sign for each page", task.name);
        chromium.go(from).await;
        for (keys, sign) in task.keys.iter().zip(signs) {
            chromium.keys(keys).await;
            chromium.sees(&[sign]).await;
        }
        assert_eq!(task.n_pressed, task.n_said, "strokes of {}", task.name);
    }
    drop(chromium);
    stop.cancel();
    server.await.unwrap();
}

async fn written(house: &TestHouse, subject: &str) -> CaseNumber {
    let mail = mail_from("Jana", "jana@mail.example", subject, "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.wait_secs(1);
    number
}

async fn taken(house: &TestHouse, by: &Member, subject: &str) -> CaseNumber {
    let number = written(house, subject).await;
    house.give(number, by, by).await;
    number
}

fn page_of(number: CaseNumber) -> String {
    format!("/cases/{number}")
}
