//! A house as its owner runs it: the real binary on a folder of its own, set up by file and environment.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::Mutex,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use testkit::postgres::TestDatabase;

use crate::{api::Api, browser::Browser, until};

/// The domain of the house.
pub const DOMAIN: &str = "desk.example";

/// Time to start serving; the promise is a second, a busy machine with debug code takes longer.
const START_TIME: Duration = Duration::from_secs(30);

/// Time to stop after SIGTERM, below the twenty seconds after which the house cuts its own work off: nothing that
/// these stories leave open may hold it up.
const STOP_TIME: Duration = Duration::from_secs(15);

/// Time for one command.
const COMMAND_TIME: Duration = Duration::from_secs(60);

/// Believing the local mail server about authenticity keeps the house from asking the DNS.
const SETTINGS: &str = "\
[mail]
trusted_authserv_id = \"mx.test\"
trusted_relays = [\"127.0.0.1\"]
";

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The house; it is stopped the hard way when the test ends.
pub struct House {
    folder: TempDir,
    /// Where its data is, as seen from here.
    pub data: PathBuf,
    /// Where its pages are.
    pub web: SocketAddr,
    /// What its pages are called.
    pub origin: String,
    /// Where it takes mail.
    pub smtp: SocketAddr,
    /// Where it takes mail from a mail server before it.
    pub lmtp: SocketAddr,
    /// The database, where it is not a file in the data folder.
    pub database: Option<TestDatabase>,
    settings: BTreeMap<String, String>,
    wrapper: Vec<String>,
    is_behind_process: bool,
    server: Option<Child>,
}

impl House {
    /// Lays one out on SQLite, not started.
    pub fn on_sqlite() -> Self {
        Self::on(None)
    }

    /// Lays one out on a PostgreSQL database of its own, not started.
    pub async fn on_postgres() -> Self {
        Self::on(Some(testkit::postgres::database().await))
    }

    fn on(database: Option<TestDatabase>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        fs::write(data.join("chancery.toml"), SETTINGS).unwrap();
        let (web, smtp, lmtp) = (free_port(), free_port(), free_port());
        let mut house = Self {
            folder,
            data,
            web,
            origin: format!("http://{web}"),
            smtp,
            lmtp,
            settings: BTreeMap::new(),
            wrapper: Vec::new(),
            is_behind_process: false,
            server: None,
            database,
        };
        house.set("CHANCERY_WEB_LISTEN", &web);
        house.set("CHANCERY_MAIL_SMTP_LISTEN", &smtp);
        house.set("CHANCERY_MAIL_LMTP_LISTEN", &lmtp);
        house.set("CHANCERY_MAIL_DOMAIN", DOMAIN);
        house.set("CHANCERY_DESK_UNDO_SECS", &0);
        if let Some(url) = house.database.as_ref().map(|database| database.url.clone()) {
            house.set("CHANCERY_DATABASE_URL", &url);
        }
        house
    }

    /// Sets a variable of the house's environment, for the next start and all commands.
    pub fn set<T: std::fmt::Display + ?Sized>(&mut self, name: &str, value: &T) {
        self.settings.insert(name.to_owned(), value.to_string());
    }

    /// Calls the pages by a name, because passkeys are bound to names; browsers must be told where it is.
    pub fn call_localhost(&mut self) {
        self.origin = format!("http://localhost:{}", self.web.port());
        let origin = self.origin.clone();
        self.set("CHANCERY_WEB_PUBLIC_URL", &origin);
    }

    /// Takes the data folder away, with the file of settings in it: all that the house is told stands in its environment.
    pub fn begins_with_nothing(&mut self) {
        fs::remove_dir_all(&self.data).unwrap();
        self.set("CHANCERY_MAIL_TRUSTED_AUTHSERV_ID", "mx.test");
        self.set("CHANCERY_MAIL_TRUSTED_RELAYS", "[\"127.0.0.1\"]");
    }

    /// Adds lines to its file of settings, for the next start and all commands.
    pub fn add_settings(&self, text: &str) {
        let path = self.data.join("chancery.toml");
        let settings = fs::read_to_string(&path).unwrap() + text;
        fs::write(path, settings).unwrap();
    }

    /// Puts a program before the binary at the next start; it must end in becoming the binary.
    pub fn wrapped_in(&mut self, program: &[&str]) {
        self.wrapper = program.iter().map(|&word| word.to_owned()).collect();
    }

    /// Puts the data folder on a file system of sixteen megabytes that is gone with the house. Seen from here
    /// it lies behind the serving process, which alone is in that mount namespace.
    pub fn on_small_disk(&mut self) {
        let script = "kept=$(cat \"$0/chancery.toml\") && \
            mount -t tmpfs -o size=16m,mode=0700 none \"$0\" && \
            printf %s \"$kept\" >\"$0/chancery.toml\" && exec \"$@\"";
        let data = self.data.to_str().unwrap().to_owned();
        self.wrapped_in(&["unshare", "-rm", "sh", "-c", script, &data]);
        self.is_behind_process = true;
    }

    /// Starts serving and waits until the house says that it is ready.
    pub async fn start(&mut self) {
        self.spawn();
        until("the house is ready", START_TIME, async || {
            if let Some(status) = self.server.as_mut().unwrap().try_wait().unwrap() {
                panic!("the house ended with {status}: {}", self.log());
            }
            let ready = reqwest::get(format!("http://{}/readyz", self.web)).await;
            // The control socket opens last; commands would open the folder themselves without it.
            let is_ready = ready.is_ok_and(|ready| ready.status() == 200);
            (is_ready && self.data.join("control.sock").exists()).then_some(())
        })
        .await;
    }

    /// Starts serving, whatever comes of it.
    pub fn spawn(&mut self) {
        let log = File::options().create(true).append(true).open(self.log_path()).unwrap();
        let mut command = self.bare(&self.wrapper);
        command.args(["serve", "--data"]).arg(self.folder.path().join("data"));
        command.stdout(Stdio::null()).stderr(log).stdin(Stdio::null());
        let server = command.spawn().unwrap();
        if self.is_behind_process {
            let data = self.folder.path().join("data");
            self.data = format!("/proc/{}/root{}", server.id(), data.display()).into();
        }
        self.server = Some(server);
    }

    /// Returns what the house wrote to its log so far.
    pub fn log(&self) -> String {
        // There is none before the first start.
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("serve.log")
    }

    /// Returns a folder for the test's own files.
    pub fn desk(&self) -> &Path {
        self.folder.path()
    }

    /// Stops the house as an operator does.
    pub fn stop(&mut self) -> ExitStatus {
        let mut server = self.server.take().unwrap();
        let pid = server.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let begun = Instant::now();
        loop {
            if let Some(status) = server.try_wait().unwrap() {
                return status;
            }
            if begun.elapsed() > STOP_TIME {
                let _ = server.kill();
                panic!("the house did not stop: {}", self.log());
            }
            std::thread::sleep(crate::LOOK_EVERY);
        }
    }

    /// Ends the house as a power cut does.
    pub fn kill(&mut self) {
        let mut server = self.server.take().unwrap();
        server.kill().unwrap();
        server.wait().unwrap();
    }

    /// Runs a command of the binary, with `--data` behind it.
    pub fn command(&self, words: &[&str]) -> Said {
        let data = self.data.to_str().unwrap();
        self.tool(&[words, &["--data", data]].concat())
    }

    /// Runs a command of the binary that needs no house.
    pub fn tool(&self, words: &[&str]) -> Said {
        // A command that does not end, such as a `serve` that should have refused, ends here.
        let limit = format!("{}", COMMAND_TIME.as_secs());
        let mut command = self.bare(&["timeout".to_owned(), limit]);
        command.args(words).stdin(Stdio::null());
        let said = command.output().unwrap();
        Said {
            code: said.status.code(),
            out: String::from_utf8(said.stdout).unwrap(),
            err: String::from_utf8(said.stderr).unwrap(),
        }
    }

    /// Runs a command that must work, and returns what it printed.
    pub fn run(&self, words: &[&str]) -> String {
        let said = self.command(words);
        assert_eq!(said.code, Some(0), "{words:?}: {said:?} {}", self.log());
        said.out
    }

    fn bare(&self, wrapper: &[String]) -> Command {
        let binary = env!("CARGO_BIN_EXE_chancery");
        let mut words = wrapper.iter().map(String::as_str).chain([binary]);
        let mut command = Command::new(words.next().unwrap());
        command.args(words).env_clear().envs(&self.settings);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
    }

    /// Invites somebody and returns a client that holds a token of theirs.
    pub fn member(&self, local: &str, name: &str, roles: &[&str]) -> Api {
        self.invite(local, name, roles).0
    }

    /// Invites somebody; returns a client that holds a token of theirs, and the link that signs them in.
    pub fn invite(&self, local: &str, name: &str, roles: &[&str]) -> (Api, String) {
        let address = format!("{local}@{DOMAIN}");
        let mut words = vec!["staff", "invite", "--address", &address, "--name", name];
        for &role in roles {
            words.extend(["--role", role]);
        }
        let link = self.run(&words).trim_end().to_owned();
        assert!(link.starts_with(&format!("{}/links/", self.origin)), "{link}");
        let token = self.run(&["token", "create", "--staff", &address]);
        (Api::new(self.web, token.trim_end()), link)
    }

    /// Returns a browser that knows nobody yet.
    pub fn browser(&self) -> Browser {
        Browser::at(&self.origin, self.web)
    }

    /// Asks whether the house is ready; returns the status and the words.
    pub async fn readiness(&self) -> (u16, String) {
        let ready = reqwest::get(format!("http://{}/readyz", self.web)).await.unwrap();
        (ready.status().as_u16(), ready.text().await.unwrap())
    }

    /// Runs a statement on the stopped house's database, past all its code, as somebody tampering would.
    pub fn sql(&self, statement: &str) -> String {
        if let Some(database) = &self.database {
            return database.sql(statement).unwrap().trim().to_owned();
        }
        let script = "import sqlite3, sys\n\
            db = sqlite3.connect(sys.argv[1])\n\
            for row in db.execute(sys.argv[2]): print('|'.join(map(str, row)))\n\
            db.commit()";
        let done = Command::new("/usr/bin/python3")
            .args(["-c", script])
            .arg(self.data.join("chancery.sqlite"))
            .arg(statement)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
        if std::thread::panicking() {
            eprintln!(
                "the log of the house:\n{}",
                fs::read_to_string(self.log_path()).unwrap_or_default()
            );
        }
    }
}

/// Finds a port that is free, on a loopback address of this process: stories run side by side, and what one has
/// found and not opened yet, no other may find.
pub fn free_port() -> SocketAddr {
    static GIVEN: Mutex<BTreeSet<SocketAddr>> = Mutex::new(BTreeSet::new());
    let [_, high, middle, low] = std::process::id().to_be_bytes();
    let host = Ipv4Addr::new(127, 1 + high % 100, middle, low);
    loop {
        let found = TcpListener::bind((host, 0)).unwrap().local_addr().unwrap();
        if GIVEN.lock().unwrap().insert(found) {
            return found;
        }
    }
}
