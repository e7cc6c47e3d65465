//! The real binary, started on a data folder, watched from outside, stopped as an operator would.

use std::{
    fs::File,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use crate::{http::Client, world::DOMAIN};

/// How long a start may take before it counts as failed.
const START_MAX: Duration = Duration::from_secs(120);

/// How often a starting server is asked whether it is ready.
const ASK_EVERY: Duration = Duration::from_millis(2);

/// How long a stop may take before the process is ended.
const STOP_MAX: Duration = Duration::from_secs(30);

/// A running server.
pub struct Server {
    child: Child,
    /// Where its pages are.
    pub web: SocketAddr,
    /// Where it takes mail.
    pub smtp: SocketAddr,
    /// From the start of the process to its first word that it is ready.
    pub start: Duration,
}

/// What a server is started with.
pub struct Start<'a> {
    /// The binary.
    pub program: &'a Path,
    /// The data folder.
    pub data: &'a Path,
    /// The database, where it is not the one in the folder.
    pub url: Option<&'a str>,
    /// Where its mail goes.
    pub relay: Option<SocketAddr>,
}

impl Server {
    /// Starts a server and waits until it is ready.
    pub async fn start(start: &Start<'_>) -> anyhow::Result<Self> {
        let (web, smtp) = (free_port()?, free_port()?);
        let said = start.data.join("serve.log");
        let mut command = Command::new(start.program);
        command
            .arg("serve")
            .arg("--data")
            .arg(start.data)
            .env("CHANCERY_WEB_LISTEN", web.to_string())
            .env("CHANCERY_MAIL_SMTP_LISTEN", smtp.to_string())
            .env("CHANCERY_MAIL_DOMAIN", DOMAIN)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&said)?);
        if let Some(url) = start.url {
            command.env("CHANCERY_DATABASE_URL", url);
        }
        if let Some(relay) = start.relay {
            command.env("CHANCERY_MAIL_RELAY", format!("smtp://{relay}"));
        }
        let began = Instant::now();
        let child =
            command.spawn().with_context(|| format!("cannot start {}", start.program.display()))?;
        let mut server = Self { child, web, smtp, start: Duration::ZERO };
        loop {
            if let Some(status) = server.child.try_wait()? {
                let text = std::fs::read_to_string(&said).unwrap_or_default();
                bail!(
                    "the server ended with {status}: {}",
                    text.lines().last().unwrap_or_default()
                );
            }
            if is_ready(web).await {
                server.start = began.elapsed();
                return Ok(server);
            }
            if began.elapsed() > START_MAX {
                bail!("the server is not ready after {START_MAX:?}; see {}", said.display());
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
    }

    /// Returns the resident memory now and at its highest, in MB.
    pub fn memory_mb(&self) -> (f64, f64) {
        let path = PathBuf::from(format!("/proc/{}/status", self.child.id()));
        let status = std::fs::read_to_string(path).unwrap_or_default();
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
            kib.unwrap_or(0.0) * 1_024.0 / 1_000_000.0
        };
        (field("VmRSS:"), field("VmHWM:"))
    }

    /// Returns the processor time used so far, in seconds.
    pub fn cpu_secs(&self) -> f64 {
        // Fields 14 and 15 of proc(5) `stat`, counted behind the name in brackets; a tick is 10 ms.
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let text = text.unwrap_or_default();
        let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace();
        fields.skip(11).take(2).filter_map(|word| word.parse::<f64>().ok()).sum::<f64>() / 100.0
    }

    /// Stops it as an operator would, and waits.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status()?;
        let began = Instant::now();
        while self.child.try_wait()?.is_none() {
            if began.elapsed() > STOP_MAX {
                self.child.kill()?;
                self.child.wait()?;
                bail!("the server did not stop within {STOP_MAX:?}");
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After a failed run; after a stop it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn is_ready(web: SocketAddr) -> bool {
    let Ok(mut client) = Client::connect(web, None, &[]).await else { return false };
    client.get("/readyz").await.is_ok_and(|answer| answer.status == 200)
}

fn free_port() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?)
}
