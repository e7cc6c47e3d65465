//! The account console of `contrib/console`: it changes nothing without a receipt of the house whose key it knows.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};

use authority::{IssuerKey, Presentation, TokenKey};
use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use model::{Act, AuthorityKind, FieldKey, Holder, Identity, Issuer, Role, Scope, Terms};
use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::SeededChance;

use crate::{
    browser::{Browser, Page},
    house::House,
    paper::Visitor,
};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../contrib/console/console.py");

/// The console's name at the house, and the secret that both know.
pub const NAME: &str = "accounts";
pub const SECRET: &str = "a secret of thirty-two characters";

/// A console that serves; it is stopped when the test ends.
pub struct Console {
    folder: TempDir,
    server: Child,
    /// Where its page is.
    pub web: SocketAddr,
}

impl Console {
    /// Starts one that asks the house at this address, and knows its token key (`chancery authority key`).
    pub fn start(house: &str, key: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        fs::write(&secret, format!("{SECRET}\n")).unwrap();
        let mut command = Self::command("serve", folder.path());
        command.args(["--house", house, "--name", NAME, "--token-key", key]);
        command.args(["--chancery", env!("CARGO_BIN_EXE_chancery")]);
        command.args(["--listen", "127.0.0.1:0", "--secret-file"]).arg(&secret);
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let mut server = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let web = line.trim().strip_prefix("serving at http://").expect(&line).parse().unwrap();
        Self { folder, server, web }
    }

    /// Starts one beside a house that does not serve yet; returns with it the settings by which the house knows it, and that names
    /// are held there as passphrases are.
    pub fn beside(house: &mut House) -> (Self, String) {
        house.call_localhost();
        // Somebody must be there before there is a key.
        house.member("lea", "Lea Leader", &["team_leader"]);
        let key = house.run(&["authority", "key"]);
        let console = Self::start(&format!("http://{}", house.web), key.trim_end());
        let secret = house.desk().join("accounts.secret");
        fs::write(&secret, SECRET).unwrap();
        let settings = format!(
            "\n[[consoles]]\nname = \"{NAME}\"\nsecret_file = \"{}\"\nurl = \"http://{}/presentations\"\n\
             \n[[fields]]\nkey = \"name\"\nlabel = \"Name\"\nheld = \"console\"\n",
            secret.display(),
            console.web
        );
        (console, settings)
    }

    fn command(what: &str, folder: &Path) -> Command {
        let mut command = Command::new("/usr/bin/python3");
        command.args(["-I", SCRIPT, what, "--data"]).arg(folder);
        command
    }

    /// Adds an account of a person.
    pub fn add(&self, login: &str, person_id: &str) {
        let mut command = Self::command("add", self.folder.path());
        command.args(["--login", login, "--person", person_id, "--name", "Alice Example"]);
        let said = command.output().unwrap();
        assert!(said.status.success(), "{said:?}");
    }

    /// Fills in the form as an engineer does.
    pub async fn change(&self, fields: &[(&str, &str)]) -> Page {
        Browser::new(self.web).send("/changes", fields).await
    }

    /// Runs a query on its database.
    pub fn sql(&self, query: &str) -> String {
        let script = "import sqlite3, sys\n\
            for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print('|'.join(map(str, row)))";
        let mut command = Command::new("/usr/bin/python3");
        command.args(["-c", script]).arg(self.folder.path().join("accounts.sqlite")).arg(query);
        let said = command.output().unwrap();
        assert!(said.status.success(), "{said:?}");
        String::from_utf8(said.stdout).unwrap().trim().to_owned()
    }

    /// Locks an account, as whoever runs the console does.
    fn lock(&self, login: &str) {
        let script = "import sqlite3, sys\n\
            with sqlite3.connect(sys.argv[1]) as db: db.execute('update accounts set is_locked = 1 where login = ?', sys.argv[2:])";
        let mut command = Command::new("/usr/bin/python3");
        command.args(["-c", script]).arg(self.folder.path().join("accounts.sqlite")).arg(login);
        let said = command.output().unwrap();
        assert!(said.status.success(), "{said:?}");
    }

    /// Returns what it logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Takes an authority to the console, on the page of whoever holds it; returns the token that is made out to it.
pub async fn taken_there(desk: &mut Visitor, id: &str) -> String {
    let page = desk.get("/authorities").await;
    let path = format!("/authorities/{id}/presentations");
    let page = desk.post(&page, &path, &[("audience", NAME)]).await.ok();
    let hidden = page.hidden(&page.path("/presentations"));
    hidden.into_iter().find(|(name, _)| name == "token").unwrap().1
}

const PERSON: &str = "0199a1c2-7d00-7000-8000-000000000001";
const CASE: &str = "s20261121.17";

/// What the small house of these tests does to whoever redeems.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Manner {
    Honest,
    /// The receipt says this in place of that.
    Says(&'static str, String),
    /// Somebody else signs.
    Foreign,
    Refuses,
    Nonsense,
    Redirects,
}

/// A house that is nothing but `POST /api/v1/redemptions`.
struct SmallHouse {
    web: SocketAddr,
    manner: Arc<Mutex<Manner>>,
    asked: Arc<Mutex<Vec<Value>>>,
}

fn key() -> TokenKey {
    TokenKey::of_seed(&[1; 32]).unwrap()
}

impl SmallHouse {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let web = listener.local_addr().unwrap();
        let house =
            Self { web, manner: Arc::new(Mutex::new(Manner::Honest)), asked: Arc::default() };
        let (manner, asked) = (house.manner.clone(), house.asked.clone());
        // It ends with the test's process: it holds nothing that must be closed.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                let question = read_question(&stream);
                let manner = manner.lock().unwrap().clone();
                let n = {
                    let mut asked = asked.lock().unwrap();
                    asked.push(question.clone());
                    asked.len()
                };
                answer(stream, &question, &manner, n);
            }
        });
        house
    }

    fn set(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }
}

fn read_question(stream: &TcpStream) -> Value {
    let mut reader = BufReader::new(stream);
    let (mut head, mut line) = (Vec::new(), String::new());
    while reader.read_line(&mut line).unwrap() > 2 {
        head.push(line.trim_end().to_owned());
        line.clear();
    }
    assert_eq!(head[0], "POST /api/v1/redemptions HTTP/1.1");
    let field = |name: &str| {
        let prefix = format!("{name}: ");
        let found = head.iter().find(|line| line.to_lowercase().starts_with(&prefix));
        found.map(|line| line[prefix.len()..].to_owned()).expect(name)
    };
    assert_eq!(field("authorization"), format!("Bearer {SECRET}"));
    assert_eq!(field("content-type"), "application/json");
    let mut body = vec![0; field("content-length").parse().unwrap()];
    reader.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

fn answer(mut stream: TcpStream, asked: &Value, manner: &Manner, n: usize) {
    let entry_id = format!("0199a1c2-7d00-7000-8000-{n:012}");
    let word = |name: &str| asked[name].as_str().unwrap().to_owned();
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let mut text = format!(
        "chancery receipt v1\nauthority {PERSON}\nentry {entry_id}\naudience {NAME}\nact {}\nfield {}\nperson {}\ncase {}\n\
         at {now}\n",
        word("act"),
        word("field"),
        word("person"),
        word("case"),
    );
    if let Manner::Says(word, value) = manner {
        let line = text.lines().find(|line| line.starts_with(word)).unwrap().to_owned();
        text = text.replace(&line, &format!("{word} {value}"));
    }
    let signer = match manner {
        Manner::Foreign => TokenKey::of_seed(&[9; 32]).unwrap(),
        _ => key(),
    };
    let signature = BASE64URL_NOPAD.encode(&signer.sign(text.as_bytes()).unwrap());
    let receipt =
        json!({"receipt": text, "signature": signature, "entry_id": entry_id}).to_string();
    let (head, body) = match manner {
        Manner::Refuses => {
            let detail = "This authority was taken back; from then on it allows nothing.";
            let problem = json!({"title": "not allowed", "status": 403, "detail": detail});
            ("403 Forbidden\r\nContent-Type: application/problem+json", problem.to_string())
        }
        Manner::Nonsense => ("200 OK\r\nContent-Type: text/html", "<p>Welcome".to_owned()),
        Manner::Redirects => ("307 Temporary Redirect\r\nLocation: /elsewhere", String::new()),
        _ => ("200 OK\r\nContent-Type: application/json", receipt),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .unwrap();
}

/// What a consent to change passphrase and name, that is held now, says of the person.
fn terms() -> Terms {
    let secs = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let now = Timestamp::from_second(i64::try_from(secs).unwrap()).unwrap();
    let person_id = PERSON.parse().unwrap();
    Terms {
        id: PERSON.parse().unwrap(),
        kind: AuthorityKind::Consent,
        number: None,
        issuer: Issuer { person_id, role: None, identity: Identity::Strong },
        holder: Holder::Role(Role::SupportEngineer),
        scope: Scope::Case(PERSON.parse().unwrap()),
        persons: [person_id].into(),
        acts: [Act::FieldEdit].into(),
        fields: ["name", "passphrase"].map(|key| FieldKey::parse(key).unwrap()).into(),
        not_before: now - SignedDuration::from_hours(1),
        expires_at: now + SignedDuration::from_hours(1),
        n_uses_max: 3,
    }
}

/// The token of these terms by the key of an installation, made out to a console.
fn made_out(by: &TokenKey, terms: &Terms, audience: &str) -> String {
    made_out_until(by, terms, audience, terms.expires_at)
}

fn made_out_until(by: &TokenKey, terms: &Terms, audience: &str, expires_at: Timestamp) -> String {
    let chance = SeededChance::new(1);
    let issuer = IssuerKey::of_seed(&[2; 32]).unwrap();
    let token = by.mint(terms, &issuer, &chance).unwrap();
    let presentation = Presentation {
        id: PERSON.parse().unwrap(),
        staff_id: PERSON.parse().unwrap(),
        identity: Identity::Strong,
        session_id: PERSON.parse().unwrap(),
        audience: audience.to_owned(),
        expires_at,
    };
    BASE64URL_NOPAD.encode(&by.present(&token, &presentation, &chance).unwrap())
}

fn meeting() -> (SmallHouse, Console) {
    let house = SmallHouse::start();
    let console = Console::start(&format!("http://{}", house.web), &key().verifier().text());
    console.add("alice", PERSON);
    (house, console)
}

type Form = [(&'static str, String); 5];

fn form(field: &str, value: &str) -> Form {
    let token = made_out(&key(), &terms(), NAME);
    [
        ("presentation", token),
        ("case", CASE.to_owned()),
        ("login", "alice".to_owned()),
        ("field", field.to_owned()),
        ("value", value.to_owned()),
    ]
}

async fn sends(console: &Console, form: &Form) -> Page {
    let fields: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    console.change(&fields).await
}

#[tokio::test]
async fn a_receipt_changes_and_is_kept() {
    let (house, console) = meeting();
    let asked = form("name", "Alice <Newname>");
    let page = sends(&console, &asked).await;
    assert_eq!(page.status, 200, "{page:?}");
    assert_eq!(console.sql("select name from accounts"), "Alice <Newname>");
    let page = sends(&console, &form("passphrase", "correct horse battery")).await;
    assert_eq!(page.status, 200, "{page:?}");
    assert_eq!(console.sql("select length(passphrase), must_change from accounts"), "64|1");
    assert_eq!(
        console.sql("select field, entry_id like '%01' from changes"),
        "name|1\npassphrase|0"
    );
    let kept = console.sql("select receipt from changes where field = 'name'");
    assert!(kept.contains(&format!("person {PERSON}\ncase {CASE}")), "{kept}");
    let token = &asked[0].1;
    let expected = json!({"token": token, "act": "field.edit", "field": "name", "person": PERSON,
        "case": CASE, "relation": null});
    assert_eq!(house.asked.lock().unwrap()[0], expected);
    for secret in [token, SECRET, "Newname", "alice", "horse"] {
        assert!(!console.log().contains(secret), "the log tells {secret}: {}", console.log());
    }
}

/// What the house's public key alone tells is no reason to ask the house.
#[tokio::test]
async fn a_token_is_verified_before_a_use_is_counted() {
    let (house, console) = meeting();
    let before = console.sql("select * from accounts");
    let hour = SignedDuration::from_hours(1);
    let late =
        Terms { not_before: terms().not_before - hour, expires_at: terms().not_before, ..terms() };
    let others = Terms {
        persons: ["0199a1c2-7d00-7000-8000-000000000009".parse().unwrap()].into(),
        ..terms()
    };
    let seen = Terms { acts: [Act::FieldShow].into(), ..terms() };
    let of_name = Terms { fields: [FieldKey::parse("name").unwrap()].into(), ..terms() };
    let foreign = TokenKey::of_seed(&[9; 32]).unwrap();
    let bare = key().mint(&terms(), &IssuerKey::of_seed(&[2; 32]).unwrap(), &SeededChance::new(1));
    for (token, words) in [
        (made_out(&foreign, &terms(), NAME), "not genuine"),
        ("EuQCCnkKDm-_".to_owned(), "not genuine"),
        ("EuQCCnkKDm-_=x".to_owned(), "Paste the presentation"),
        (BASE64URL_NOPAD.encode(&bare.unwrap()), "not made out to this console"),
        (made_out(&key(), &terms(), "another"), "not made out to this console"),
        (made_out(&key(), &late, NAME), "out of time"),
        (made_out_until(&key(), &terms(), NAME, terms().not_before), "out of time"),
        (made_out(&key(), &others, NAME), "something else"),
        (made_out(&key(), &seen, NAME), "something else"),
        (made_out(&key(), &of_name, NAME), "something else"),
    ] {
        let mut asked = form("passphrase", "correct horse battery");
        asked[0].1 = token;
        let page = sends(&console, &asked).await;
        assert_eq!(page.status, 403, "{words}: {page:?} {}", console.log());
        assert!(page.text.contains(words), "{words}: {page:?}");
    }
    assert!(house.asked.lock().unwrap().is_empty(), "no use was counted");
    // The house knows nothing of these tries, so the console's log does.
    let log = console.log();
    for words in ["refused: The token is not genuine", "refused: The token is out of time"] {
        assert!(log.contains(words), "{log}");
    }
    assert_eq!(console.sql("select * from accounts"), before);
}

#[tokio::test]
async fn nothing_changes_without_a_receipt_for_just_this() {
    let (house, console) = meeting();
    let before = console.sql("select * from accounts");
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let says = |word, value: &str| Manner::Says(word, value.to_owned());
    for (manner, words) in [
        (Manner::Refuses, "The house refuses: This authority was taken back"),
        (Manner::Foreign, "not signed by the house"),
        (Manner::Nonsense, "no receipt"),
        (Manner::Redirects, "The house answered 307"),
        (says("person", "0199a1c2-7d00-7000-8000-000000000009"), "something else"),
        (says("case", "s20261121.18"), "something else"),
        (says("field", "passphrase"), "something else"),
        (says("act", "field.show"), "something else"),
        (says("audience", "another"), "something else"),
        (says("entry", PERSON), "something else"),
        (says("chancery receipt", "v2"), "something else"),
        (says("at", &(now - 3_600).to_string()), "too old"),
        (says("at", "soon"), "too old"),
    ] {
        house.set(manner.clone());
        let page = sends(&console, &form("name", "Mallory")).await;
        assert_eq!(page.status, 403, "{manner:?}: {page:?}");
        assert!(page.text.contains(words), "{manner:?}: {page:?}");
        assert_eq!(console.sql("select * from accounts"), before, "{manner:?}");
    }
    assert_eq!(console.sql("select * from changes"), "");
}

/// An engineer who sets a passphrase knows it only until its owner signs in.
#[tokio::test]
async fn a_passphrase_is_drawn_and_a_locked_account_left_alone() {
    let (house, console) = meeting();
    let page = sends(&console, &form("passphrase", "")).await;
    assert_eq!(page.status, 200, "{page:?}");
    assert!(page.text.contains("shown once and to be changed at the first sign-in: "), "{page:?}");
    assert_eq!(console.sql("select length(passphrase), must_change from accounts"), "64|1");
    console.lock("alice");
    let before = console.sql("select * from accounts");
    for (field, value) in [("passphrase", ""), ("name", "Alice Newname")] {
        let page = sends(&console, &form(field, value)).await;
        assert_eq!(page.status, 403, "{page:?}");
        assert!(page.text.contains("This account is locked"), "{page:?}");
    }
    assert_eq!(console.sql("select * from accounts"), before);
    assert_eq!(house.asked.lock().unwrap().len(), 1, "no other use was counted");
}

#[tokio::test]
async fn without_the_command_that_verifies_it_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, format!("{SECRET}\n")).unwrap();
    let mut command = Console::command("serve", folder.path());
    command.args(["--house", "https://desk.example.org", "--name", NAME, "--token-key"]);
    command.args([key().verifier().text().as_str(), "--chancery", "/no/such/command"]);
    command.args(["--listen", "127.0.0.1:0", "--secret-file"]).arg(&secret);
    let said = command.output().unwrap();
    assert_eq!(said.status.code(), Some(1), "{said:?}");
    assert!(String::from_utf8_lossy(&said.stderr).contains("--chancery is no command"), "{said:?}");
}

#[tokio::test]
async fn a_receipt_is_good_once() {
    let (house, console) = meeting();
    assert_eq!(sends(&console, &form("name", "Alice Once")).await.status, 200);
    // The house counts requests from one; this one would have been the second.
    house.asked.lock().unwrap().clear();
    let page = sends(&console, &form("name", "Alice Twice")).await;
    assert!(page.text.contains("was used before"), "{page:?}");
    assert_eq!(console.sql("select name from accounts"), "Alice Once");
}

#[tokio::test]
async fn what_is_wrong_is_said_before_a_use_is_counted() {
    let (house, console) = meeting();
    for (name, value, words) in [
        ("login", "nobody", "no such account"),
        ("case", "17", "looks like s20261121.17"),
        ("presentation", "a b/c", "Paste the presentation"),
        ("field", "points", "no such field"),
        ("value", "", "A name has"),
    ] {
        let mut asked = form("name", "Alice Newname");
        for field in &mut asked {
            if field.0 == name {
                field.1 = value.to_owned();
            }
        }
        let page = sends(&console, &asked).await;
        assert_eq!(page.status, 403);
        assert!(page.text.contains(words), "{words}: {page:?}");
    }
    let page = sends(&console, &form("passphrase", "short")).await;
    assert!(page.text.contains("12 to 200"), "{page:?}");
    assert!(house.asked.lock().unwrap().is_empty());
}

#[tokio::test]
async fn forms_of_others_change_nothing() {
    let (house, console) = meeting();
    // Whatever page sent it, the browser says which one it was.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let asked = form("name", "Mallory");
    for origin in [Some("http://evil.example"), Some("null"), None] {
        let mut request = client.post(format!("http://{}/changes", console.web)).form(&asked[..]);
        if let Some(origin) = origin {
            request = request.header("Origin", origin);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 403, "{origin:?}");
        assert!(answer.text().await.unwrap().contains("not made here"), "{origin:?}");
    }
    // The house's page may bring a presentation; that fills the form and changes nothing.
    let brought = [("presentation", "En<0K")];
    let page = client.post(format!("http://{}/presentations", console.web)).form(&brought[..]);
    let page = page.send().await.unwrap().text().await.unwrap();
    assert!(page.contains("required>En&lt;0K</textarea>"), "{page}");
    assert_eq!(Browser::new(console.web).get("/changes").await.status, 404);
    assert!(house.asked.lock().unwrap().is_empty());
    assert_eq!(console.sql("select name from accounts"), "Alice Example");
}
