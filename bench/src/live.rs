//! Many people with the board open: when each of them has heard of an arrival, and when their page has read itself anew.
//!
//! Everybody is somebody else, signed in for themself, and asks what their browser would (`desk-live.js`): the page as they
//! went there, one stream of events that stays open, and behind the news, at once, the same page by a connection of its own:
//! the one before has been idle for longer than the house keeps it.

use std::{
    collections::BTreeSet,
    net::{Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    http::Client,
    load::Times,
    server::Server,
    smtp::Smtp,
    table::{Row, ms},
    world::DOMAIN,
};

/// Milliseconds within which an arrival reaches all: they have heard, and their pages show it.
const REACHED_MS: f64 = 500.0;

/// Arrivals, one after another.
const ARRIVALS: usize = 10;

/// Time between two arrivals. A page reads itself at most once a second, and each arrival is to find it at rest, with what came
/// of the one before, such as its acknowledgement, told.
const PAUSE: Duration = Duration::from_secs(3);

/// Pages of one address. Each page takes two connections, and when so many are open, one client has a quarter of what is left of the
/// house's 512.
const PAGES_OF_ONE: usize = 10;

/// How long an arrival may take to be heard of before something is wrong.
const HEARD_MAX: Duration = Duration::from_secs(20);

/// Which boards they look at: all that they see, one queue, and one that depends on who looks. An arrival is on each of them.
const BOARDS: [&str; 3] = ["/cases", "/cases?q=queue:triage", "/cases?q=assigned:nobody"];

/// In which languages the staff of the house read.
const LANGUAGES: [&str; 3] = ["en", "cs", "de"];

/// What a browser says of itself with each request.
const ENCODINGS: (&str, &str) = ("Accept-Encoding", "gzip, deflate, br, zstd");

/// One person with the board open.
struct Open {
    cookie: String,
    language: &'static str,
    from: Ipv4Addr,
    to: SocketAddr,
    /// By which address the page reads itself anew, as it says itself.
    href: String,
    live: Client,
    /// The cases of which was heard.
    known: BTreeSet<String>,
}

/// What one page took, from the first word of the delivery.
struct Reached {
    heard: Duration,
    read: Duration,
    n_bytes: usize,
}

/// Opens the pages, lets mail arrive, and tells how long they waited.
pub async fn run(server: &Server, cookies: &[String]) -> anyhow::Result<Vec<Row>> {
    let n = cookies.len();
    let mut open = Vec::with_capacity(n);
    for (index, cookie) in cookies.iter().enumerate() {
        let page = Open::page(server.web, index, cookie).await;
        open.push(page.with_context(|| format!("page {index}"))?);
    }
    let (mut heard, mut read, mut slowest) = (Vec::new(), Vec::new(), Vec::new());
    let (mut n_bytes, mut cpu) = (0, 0.0);
    for arrival in 0..ARRIVALS {
        sleep(PAUSE).await;
        let before = server.cpu_secs();
        let reached;
        (open, reached) =
            arrive(server, open, arrival).await.with_context(|| format!("arrival {arrival}"))?;
        cpu += server.cpu_secs() - before;
        heard.extend(reached.iter().map(|reached| reached.heard));
        read.extend(reached.iter().map(|reached| reached.read));
        slowest.extend(reached.iter().map(|reached| reached.read).max());
        n_bytes += reached.iter().map(|reached| reached.n_bytes).sum::<usize>();
    }
    let row = |what: &str, times: Vec<Duration>| {
        let times = Times::of(times);
        let [p50, p95, max] = [50, 95, 100].map(|percent| ms(times.percentile(percent)));
        Row {
            what: format!("live, {n} people, {ARRIVALS} arrivals: {what}"),
            measured: format!("p50 {p50:.0}  p95 {p95:.0}  max {max:.0} ms"),
            target: format!("max < {REACHED_MS} ms"),
            is_met: Some(max < REACHED_MS),
        }
    };
    let slowest: Vec<String> = slowest.into_iter().map(|last| format!("{:.0}", ms(last))).collect();
    let n_read = (n * ARRIVALS).max(1) as f64;
    let each = format!(
        "{:.1} ms of processor, {:.1} kB",
        cpu * 1_000.0 / n_read,
        n_bytes as f64 / 1_000.0 / n_read
    );
    Ok(vec![
        row("heard", heard),
        row("read anew", read),
        Row::told("live, the last page of each arrival", format!("{} ms", slowest.join(" "))),
        Row::told("live, each page: hearing and reading", each),
    ])
}

impl Open {
    /// Goes to the board as somebody who follows a link, and listens there.
    async fn page(to: SocketAddr, index: usize, cookie: &str) -> anyhow::Result<Self> {
        let cookie = format!("chancery={cookie}");
        let language = LANGUAGES.get(index % LANGUAGES.len()).copied().unwrap_or("en");
        // With every language.
        let path = BOARDS.get(index / LANGUAGES.len() % BOARDS.len()).copied().unwrap_or("/cases");
        let from = Ipv4Addr::new(127, 0, 1, u8::try_from(index / PAGES_OF_ONE + 1)?);
        let went = [
            ("Cookie", cookie.as_str()),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("Accept-Language", language),
            ("Upgrade-Insecure-Requests", "1"),
            ("Sec-Fetch-Dest", "document"),
            ("Sec-Fetch-Mode", "navigate"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let board = Client::connect(to, Some(from), &went).await?.get(path).await?.text();
        let value = |name: &str| {
            let rest = board.split(&format!(" data-{name}=\"")).nth(1)?;
            rest.split('"').next().map(str::to_owned)
        };
        let at = value("at").context("the board does not say at which entry it was read")?;
        let href = value("href").context("the board does not say where it reads itself anew")?;
        let listens = [
            ("Cookie", cookie.as_str()),
            ("Accept", "text/event-stream"),
            ("Accept-Language", language),
            ENCODINGS,
            ("Cache-Control", "no-cache"),
            ("Sec-Fetch-Dest", "empty"),
            ("Sec-Fetch-Mode", "cors"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let mut live = Client::connect(to, Some(from), &listens).await?;
        live.ask(&format!("/live?at={at}")).await?;
        let listening = timeout(HEARD_MAX, live.until("retry:"));
        listening.await.context("a page was not told that it listens")??;
        Ok(Self { cookie, language, from, to, href, live, known: BTreeSet::new() })
    }

    /// Waits for news of a case of which nothing was heard, and returns its number.
    async fn hears(&mut self) -> anyhow::Result<String> {
        loop {
            self.live.until("event: change\n").await?;
            self.live.until("data: ").await?;
            let number = self.live.until("\n").await?;
            if self.known.insert(number.clone()) {
                return Ok(number);
            }
        }
    }

    /// Reads the page anew, as its script does; returns its length.
    async fn reads(&self, number: &str) -> anyhow::Result<usize> {
        let headers = [
            ("Cookie", self.cookie.as_str()),
            ("Accept", "*/*"),
            ("Accept-Language", self.language),
            ENCODINGS,
            ("X-By-Itself", "1"),
            ("Sec-Fetch-Dest", "empty"),
            ("Sec-Fetch-Mode", "cors"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let mut client = Client::connect(self.to, Some(self.from), &headers).await?;
        let answer = client.get(&self.href).await?;
        if answer.status != 200 {
            bail!("the board was answered {}", answer.status);
        }
        let length = answer.body.len();
        // What went compressed could not be looked at here, and would be found missing.
        if !answer.text().contains(&format!("\"/cases/{number}\"")) {
            bail!("the board that was read anew does not show {number}");
        }
        Ok(length)
    }
}

/// Lets one mail arrive; returns how long each page took to hear of it and to read itself, from the first word of its delivery.
async fn arrive(
    server: &Server,
    open: Vec<Open>,
    arrival: usize,
) -> anyhow::Result<(Vec<Open>, Vec<Reached>)> {
    let mut tasks = JoinSet::new();
    for mut page in open {
        tasks.spawn(async move {
            let number = page.hears().await?;
            let heard = Instant::now();
            let n_bytes = page.reads(&number).await?;
            anyhow::Ok((page, heard, Instant::now(), n_bytes))
        });
    }
    let from = format!("arrival{arrival}.{}@people.example", std::process::id());
    let mail = format!(
        "From: <{from}>\r\nTo: support@{DOMAIN}\r\nSubject: A new arrival\r\nMessage-ID: <{from}>\r\n\r\nHello."
    );
    let sent = Instant::now();
    let said =
        Smtp::connect(server.smtp).await?.mail(&from, &format!("support@{DOMAIN}"), &mail).await?;
    if !said.is_good() {
        bail!("the mail was answered `{}`", said.text.trim());
    }
    let (mut open, mut reached) = (Vec::new(), Vec::new());
    while let Some(joined) = timeout(HEARD_MAX, tasks.join_next()).await.context("nobody heard")? {
        let (page, heard, read, n_bytes) = joined.context("a page broke off")??;
        reached.push(Reached { heard: heard - sent, read: read - sent, n_bytes });
        open.push(page);
    }
    Ok((open, reached))
}
