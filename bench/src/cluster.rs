//! A PostgreSQL of the bench's own, with every safety of the disk switched on.

use std::{
    net::TcpListener,
    os::unix::{fs::MetadataExt, fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

/// Where Debian keeps the programs, one folder per major version.
const DEBIAN_FOLDER: &str = "/usr/lib/postgresql";

/// The only user, all-mighty within the cluster.
const USER: &str = "chancery";

/// How long a start may take.
const START_MAX: Duration = Duration::from_secs(60);

/// How often a starting server is asked whether it is ready.
const ASK_EVERY: Duration = Duration::from_millis(100);

/// A running cluster; dropping it stops it.
pub struct Cluster {
    child: Child,
    /// Its one database.
    pub url: String,
}

impl Cluster {
    /// Starts the cluster in a folder, made where it is missing.
    pub async fn start(folder: &Path) -> anyhow::Result<Self> {
        let owner = owner()?;
        let programs = programs()?;
        let run = |program: &str| {
            let mut command = Command::new(programs.join(program));
            command.current_dir("/").env("LC_ALL", "C");
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            if let Some((uid, gid)) = owner {
                command.uid(uid).gid(gid);
            }
            command
        };
        std::fs::create_dir_all(folder)?;
        let folder = folder.canonicalize()?;
        let is_new = !folder.join("PG_VERSION").exists();
        if let Some((uid, gid)) = owner {
            chown(&folder, Some(uid), Some(gid))?;
        }
        if is_new {
            let status = run("initdb")
                .args([
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--username",
                    USER,
                    "--pgdata",
                ])
                .arg(&folder)
                .status()
                .context("cannot run initdb")?;
            if !status.success() {
                bail!("initdb ended with {status}; may its user enter {}?", folder.display());
            }
        }
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port().to_string();
        let child = run("postgres")
            .arg("-D")
            .arg(&folder)
            .args(["-p", &port, "-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=256MB"])
            .arg("-k")
            .arg(&folder)
            .spawn()
            .context("cannot start postgres")?;
        let url = format!("postgres://{USER}@127.0.0.1:{port}/postgres");
        let mut cluster = Self { child, url };
        let began = Instant::now();
        let ask = ["-h", "127.0.0.1", "-p", &port];
        while !run("pg_isready").args(ask).status()?.success() {
            if let Some(status) = cluster.child.try_wait()? {
                bail!("postgres ended with {status}");
            }
            if began.elapsed() > START_MAX {
                bail!("postgres is not ready after {START_MAX:?}");
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
        Ok(cluster)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's quick and clean stop.
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

/// Who owns the cluster when the bench runs as root, which PostgreSQL refuses.
fn owner() -> anyhow::Result<Option<(u32, u32)>> {
    if std::fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let passwd = std::fs::read_to_string("/etc/passwd")?;
    let line = passwd.lines().find(|line| line.starts_with("postgres:"));
    let mut fields = line.context("no user `postgres` to run as")?.split(':').skip(2);
    let mut field = || fields.next().and_then(|text| text.parse().ok()).context("/etc/passwd");
    Ok(Some((field()?, field()?)))
}

fn programs() -> anyhow::Result<PathBuf> {
    let folders = std::fs::read_dir(DEBIAN_FOLDER).context("PostgreSQL is not installed")?;
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = folders
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("bin/initdb").exists())
        .max_by_key(version);
    Ok(newest.context("PostgreSQL's programs are not installed")?.join("bin"))
}
