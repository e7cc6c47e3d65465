//! One cluster: found running, or made and started.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io,
    net::{Ipv4Addr, TcpListener},
    os::unix::{
        fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, chown},
        net::UnixStream,
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use super::programs::Programs;

/// How often a free port is tried: another program may take it between our look and the start.
const START_TRIES_MAX: u32 = 3;
/// Seconds that the server may take to start.
const START_SECS_MAX: u32 = 60;
/// Seconds between two looks of the watcher.
const IDLE_LOOK_SECS: u32 = 20;
/// Looks in a row that must find nobody before the watcher stops the cluster: five minutes.
const IDLE_LOOKS: u32 = 15;
/// Bytes of the password.
const PASSWORD_BYTES: usize = 16;
/// The only user, all-mighty within the cluster.
const USER: &str = "chancery";

/// Settings of a server whose data nobody will miss, for many short connections.
const SETTINGS: &str = "\
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 2GB
checkpoint_timeout = 1h
shared_buffers = 64MB
max_connections = 400
autovacuum = off
jit = off
logging_collector = off
listen_addresses = '127.0.0.1'
";

/// A running cluster, and the lock that says we use it.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    programs: Programs,
    folder: PathBuf,
    port: u16,
    password: String,
    /// Kept open for as long as the process lives.
    _in_use: Arc<File>,
}

impl Cluster {
    /// Finds the cluster, or starts one; removes what killed tests left where nobody else is in it.
    pub(super) fn join() -> io::Result<Self> {
        let programs = Programs::find()?;
        let folder = std::env::temp_dir().join(format!("chancery-pg-{}", programs.uid));
        make_folder(&folder, &programs)?;
        let start = lock_file(&folder.join("start.lock"))?;
        start.lock()?;
        let users = lock_file(&folder.join("users.lock"))?;
        let is_alone = match users.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(error)) => return Err(error),
        };
        let running = read_cluster(&folder).filter(|(port, _)| answers(&folder, *port));
        let (port, password) = match running {
            Some(found) => found,
            None => start_cluster(&programs, &folder)?,
        };
        // From exclusive to shared is not one step, but nobody else can step in: they need `start`.
        users.lock_shared()?;
        let cluster = Self { programs, folder, port, password, _in_use: Arc::new(users) };
        if is_alone {
            cluster.drop_leftovers()?;
        }
        drop(start);
        Ok(cluster)
    }

    /// Returns the address of a database.
    pub(super) fn url(&self, name: &str) -> String {
        format!("postgres://{USER}:{}@127.0.0.1:{}/{name}", self.password, self.port)
    }

    /// Runs one statement outside the tests' databases and returns its unadorned output.
    pub(super) fn sql(&self, statement: &str) -> io::Result<String> {
        self.sql_in("postgres", statement)
    }

    /// Runs one statement in a database and returns its unadorned output.
    pub(super) fn sql_in(&self, database: &str, statement: &str) -> io::Result<String> {
        let output = self
            .psql(database, statement)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .output()?;
        if !output.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Dumps one database and restores it into another, which is empty.
    pub(super) fn copy(&self, from: &str, to: &str) -> io::Result<()> {
        let mut dumped = tempfile::tempfile()?;
        let mut dump = self.programs.command("pg_dump");
        self.reach(&mut dump, from);
        dump.args(["--no-owner", "--no-privileges"]).stdout(dumped.try_clone()?);
        run(dump)?;
        io::Seek::rewind(&mut dumped)?;
        let mut restore = self.programs.command("psql");
        self.reach(&mut restore, to);
        restore.args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"]).stdin(dumped);
        run(restore)
    }

    fn reach(&self, command: &mut Command, database: &str) {
        command.arg("--host").arg(&self.folder).args([
            "--port",
            &self.port.to_string(),
            "--username",
            USER,
            "--dbname",
            database,
        ]);
    }

    /// Drops a database without waiting for it: the next test need not pay for the last one.
    pub(super) fn drop_later(&self, name: &str) -> io::Result<Child> {
        self.psql("postgres", &format!("drop database if exists {name} with (force)"))
            // Outlives us where we end first, also when the terminal interrupts our group.
            .process_group(0)
            .spawn()
    }

    fn drop_leftovers(&self) -> io::Result<()> {
        let names = self.sql("select datname from pg_database where datname like 't\\_%'")?;
        for name in names.lines() {
            // Its own dropping may still be under way; then it is gone or going.
            let _ = self.sql(&format!("drop database if exists {name} with (force)"));
        }
        Ok(())
    }

    fn psql(&self, database: &str, statement: &str) -> Command {
        let mut command = self.programs.command("psql");
        self.reach(&mut command, database);
        command.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]).args([
            "--set",
            "ON_ERROR_STOP=1",
            "--command",
            statement,
        ]);
        command
    }
}

/// Makes the folder where it is missing; refuses one that somebody else laid there for us.
fn make_folder(folder: &Path, programs: &Programs) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => chown(folder, Some(programs.owner.uid), Some(programs.owner.gid)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let found = fs::symlink_metadata(folder)?;
            // Root's own: made a moment ago by a process that has not given it away yet.
            let is_ours = found.uid() == programs.owner.uid || found.uid() == programs.uid;
            if found.is_dir() && is_ours {
                return Ok(());
            }
            Err(io::Error::other(format!("{} belongs to somebody else", folder.display())))
        }
        Err(error) => Err(error),
    }
}

fn lock_file(path: &Path) -> io::Result<File> {
    // The watcher, who may be another user than we are, only reads it: that is enough to lock.
    OpenOptions::new().create(true).truncate(false).write(true).mode(0o644).open(path)
}

/// Reads port and password of the cluster that was last ready.
fn read_cluster(folder: &Path) -> Option<(u16, String)> {
    let text = fs::read_to_string(folder.join("cluster")).ok()?;
    let (port, password) = text.trim_end().split_once(' ')?;
    Some((port.parse().ok()?, password.to_owned()))
}

/// Says whether a server listens on the socket, which only the cluster's owner can have made.
fn answers(folder: &Path, port: u16) -> bool {
    UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).is_ok()
}

/// Makes a cluster in place of whatever was there, and starts it.
fn start_cluster(programs: &Programs, folder: &Path) -> io::Result<(u16, String)> {
    let data = folder.join("data");
    discard(programs, folder, &data)?;
    let password = super::random_hex::<PASSWORD_BYTES>()?;
    let password_file = folder.join("password");
    write_owned(&password_file, &password, programs)?;
    let mut initdb = programs.command("initdb");
    initdb
        .arg("--pgdata")
        .arg(&data)
        .arg("--pwfile")
        .arg(&password_file)
        .args(["--username", USER, "--encoding", "UTF8", "--locale", "C", "--no-sync"])
        // The socket stands in a folder that is closed to others; the loopback port does not.
        // Plain `password`, because clients compute SCRAM unoptimised in tests: 50 ms each.
        .args(["--auth-local", "trust", "--auth-host", "password"]);
    run(initdb)?;
    let socket_folder = folder.display().to_string().replace('\'', "''");
    let settings = format!("{SETTINGS}unix_socket_directories = '{socket_folder}'\n");
    write_owned(&data.join("postgresql.auto.conf"), &settings, programs)?;
    let port = start_server(programs, folder, &data)?;
    write_owned(&folder.join("cluster"), &format!("{port} {password}\n"), programs)?;
    spawn_watcher(programs, folder)?;
    Ok((port, password))
}

/// Starts the server on a free port.
fn start_server(programs: &Programs, folder: &Path, data: &Path) -> io::Result<u16> {
    let mut last = io::Error::other("not tried");
    for _ in 0..START_TRIES_MAX {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut start = programs.command("pg_ctl");
        start
            .arg("start")
            .arg("--wait")
            .args(["--timeout", &START_SECS_MAX.to_string(), "--options", &format!("-p {port}")])
            .arg("--pgdata")
            .arg(data)
            .arg("--log")
            .arg(folder.join("server.log"));
        match run(start) {
            Ok(()) => return Ok(port),
            Err(error) => last = error,
        }
    }
    Err(io::Error::other(format!("{last}; see {}", folder.join("server.log").display())))
}

/// Stops what runs in the data folder and removes the folder.
fn discard(programs: &Programs, folder: &Path, data: &Path) -> io::Result<()> {
    let _ = fs::remove_file(folder.join("cluster"));
    if let Some(pid) = server_in(data) {
        let mut stop = programs.command("pg_ctl");
        stop.args(["stop", "--mode", "immediate"]).arg("--pgdata").arg(data);
        run(stop).map_err(|error| io::Error::other(format!("server {pid} stays: {error}")))?;
    }
    // Sockets that a killed server left; the new one takes another port.
    for entry in fs::read_dir(folder)?.filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(".s.PGSQL.") {
            let _ = fs::remove_file(entry.path());
        }
    }
    match fs::remove_dir_all(data) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Finds a living server of this data folder. The number in its file alone proves nothing: after a
/// crash or in a new container it may be anybody's, and `pg_ctl` would signal them.
fn server_in(data: &Path) -> Option<u32> {
    let text = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    let pid: u32 = text.lines().next()?.trim().parse().ok()?;
    let working_folder = fs::read_link(format!("/proc/{pid}/cwd")).ok()?;
    (working_folder == fs::canonicalize(data).ok()?).then_some(pid)
}

/// Leaves a shell behind that stops the cluster when nobody has used it for a while.
fn spawn_watcher(programs: &Programs, folder: &Path) -> io::Result<()> {
    // A new cluster has a new `cluster` file: a watcher of an older one sees that and ends.
    let script = format!(
        r#"cd "$1" || exit 0
mine=$(cat cluster)
looks=0
while sleep {IDLE_LOOK_SECS}; do
  [ "$(cat cluster 2>/dev/null)" = "$mine" ] || exit 0
  if flock -n -x users.lock true; then looks=$((looks + 1)); else looks=0; fi
  [ "$looks" -ge {IDLE_LOOKS} ] || continue
  exec 9<start.lock
  flock -x 9
  [ "$(cat cluster 2>/dev/null)" = "$mine" ] || exit 0
  if flock -n -x users.lock true; then
    rm -f cluster
    "$2" stop --mode immediate --pgdata data >/dev/null 2>&1
    rm -rf data
    exit 0
  fi
  exec 9<&-
  looks=0
done"#
    );
    let mut watcher = Command::new("sh");
    watcher
        .args(["-c", &script, "chancery-pg-watcher"])
        .arg(folder)
        .arg(programs.path("pg_ctl"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .current_dir("/")
        .process_group(0);
    programs.as_owner(&mut watcher);
    watcher.spawn().map(drop)
}

/// Writes a file that only the cluster's owner reads.
fn write_owned(path: &Path, text: &str, programs: &Programs) -> io::Result<()> {
    let _ = fs::remove_file(path);
    let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?;
    io::Write::write_all(&mut file, text.as_bytes())?;
    chown(path, Some(programs.owner.uid), Some(programs.owner.gid))
}

/// Runs a program to its end; its words become the error.
fn run(mut command: Command) -> io::Result<()> {
    let log = tempfile::tempfile()?;
    // A file, not a pipe: the server inherits it and would keep a pipe open for ever.
    let status = command.stderr(log.try_clone()?).status().map_err(|error| {
        io::Error::other(format!("{}: {error}", command.get_program().display()))
    })?;
    if status.success() {
        return Ok(());
    }
    let words = read_from_start(log)?;
    Err(io::Error::other(format!("{}: {status}: {words}", command.get_program().display())))
}

fn read_from_start(mut file: File) -> io::Result<String> {
    let mut words = String::new();
    io::Seek::rewind(&mut file)?;
    io::Read::read_to_string(&mut file, &mut words)?;
    Ok(words)
}
