//! Mail over eight connections: how many are acknowledged a second, and when all are on the board.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::task::JoinSet;

use crate::{http::Client, server::Server, smtp::Smtp, world::DOMAIN};

/// Connections.
pub const CONNECTIONS: usize = 8;

/// Mails of one connection; the house ends a connection that goes on for ever.
const MAILS_PER_CONNECTION: usize = 100;

/// How long the board may take to catch up.
const CATCH_UP_MAX: Duration = Duration::from_secs(300);

/// How often the server is asked how far it is.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// What an intake came to.
pub struct Intake {
    /// Mails that were acknowledged.
    pub n: usize,
    /// Mails acknowledged a second.
    pub per_sec: f64,
    /// From the last acknowledgement until every mail was a case.
    pub catch_up: Duration,
}

/// Sends for some time over eight connections, then waits until all is on the board.
pub async fn run(server: &Server, time: Duration, mark: &str) -> anyhow::Result<Intake> {
    let before = counter(server.web, "desk_mail_received").await?;
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for connection in 0..CONNECTIONS {
        let (smtp, mark) = (server.smtp, format!("{mark}{connection}"));
        tasks.spawn(async move { send(smtp, began + time, &mark).await });
    }
    let mut n = 0;
    while let Some(joined) = tasks.join_next().await {
        n += joined.context("a client broke off")??;
    }
    let per_sec = n as f64 / began.elapsed().as_secs_f64();
    let sent = Instant::now();
    while counter(server.web, "desk_mail_received").await? < before + n as f64 {
        if sent.elapsed() > CATCH_UP_MAX {
            let now = counter(server.web, "desk_mail_received").await? - before;
            bail!("after {CATCH_UP_MAX:?} only {now} of {n} mails are on the board");
        }
        tokio::time::sleep(ASK_EVERY).await;
    }
    Ok(Intake { n, per_sec, catch_up: sent.elapsed() })
}

async fn send(to: SocketAddr, until: Instant, mark: &str) -> anyhow::Result<usize> {
    let mut smtp = Smtp::connect(to).await?;
    let mut n = 0;
    while Instant::now() < until {
        if n > 0 && n % MAILS_PER_CONNECTION == 0 {
            smtp = Smtp::connect(to).await?;
        }
        let from = format!("writer{}.{mark}@people.example", n % 500);
        let said = smtp.mail(&from, &format!("support@{DOMAIN}"), &mail(&from, mark, n)).await?;
        if !said.is_good() {
            bail!("a mail was answered `{}`", said.text.trim());
        }
        n += 1;
    }
    Ok(n)
}

fn mail(from: &str, mark: &str, n: usize) -> String {
    format!(
        "From: Writer of {mark} <{from}>\r\nTo: support@{DOMAIN}\r\n\
         Subject: The certificate of machine {n} cannot be renewed\r\n\
         Message-ID: <{mark}.{n}@people.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n\
         Hello,\r\n\r\nsince yesterday the certificate of machine {n} cannot be renewed. The page says that the\r\n\
         request was refused because the name does not match. I followed the guide step by step, and\r\n\
         on the other computer it works. You can reach me at +43 664 1234567.\r\n\r\n\
         Kind regards\r\nWriter {n} {mark}"
    )
}

/// Reads a counter of the server's metrics; 0 before it was first counted.
async fn counter(web: SocketAddr, name: &str) -> anyhow::Result<f64> {
    let answer = Client::connect(web, None, &[]).await?.get("/metrics").await?;
    let text = answer.text();
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
    Ok(value.unwrap_or(0.0))
}
