//! Many pages that stay open: when all of them have heard of an arrival, and have read themselves anew.

use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{task::JoinSet, time::timeout};

use crate::{
    http::Client,
    load::Times,
    seed::{LISTENERS, Seeded},
    server::Server,
    smtp::Smtp,
    table::{Row, ms},
    world::DOMAIN,
};

/// Milliseconds within which all have heard.
const HEARD_MS: f64 = 500.0;

/// Arrivals, one after another.
const ARRIVALS: usize = 5;

/// Pages of one address. Each page takes two connections, and when so many are open, one client has a quarter of what is left of the
/// house's 512.
const PAGES_OF_ONE: usize = 10;

/// How long an arrival may take to be heard of before something is wrong.
const HEARD_MAX: Duration = Duration::from_secs(20);

/// One open page: what listens, and what reads.
struct Open {
    live: Client,
    page: Client,
}

/// Opens the pages, lets mail arrive, and tells how long the slowest waited.
pub async fn run(server: &Server, seeded: &Seeded) -> anyhow::Result<Vec<Row>> {
    let mut open = Vec::new();
    for (n, cookie) in seeded.listeners.iter().enumerate() {
        let cookie = format!("chancery={cookie}");
        let headers = [("Cookie", cookie.as_str()), ("X-By-Itself", "1")];
        let from = Ipv4Addr::new(127, 0, 1, u8::try_from(n / PAGES_OF_ONE + 1)?);
        let live = Client::connect(server.web, Some(from), &headers).await?;
        open.push(Open { live, page: Client::connect(server.web, Some(from), &headers).await? });
    }
    let (mut heard, mut read) = (Vec::new(), Vec::new());
    for arrival in 0..ARRIVALS {
        let (last_heard, last_read);
        (open, last_heard, last_read) =
            arrive(server, open, arrival).await.with_context(|| format!("arrival {arrival}"))?;
        heard.push(last_heard);
        read.push(last_read);
    }
    // Of few arrivals the slowest is told, not a percentile.
    let [heard, read] = [heard, read].map(|times| ms(Times::of(times).percentile(100)));
    let what = format!("live, {LISTENERS} pages: the last has heard");
    let told = format!("{read:.0} ms");
    Ok(vec![
        Row::under(what, heard, HEARD_MS, "ms"),
        Row::told(format!("live, {LISTENERS} pages: the last has read itself anew"), told),
    ])
}

/// Lets one mail arrive; returns when the last page heard of it and when the last had read itself, from the first word of its delivery.
async fn arrive(
    server: &Server,
    open: Vec<Open>,
    arrival: usize,
) -> anyhow::Result<(Vec<Open>, Duration, Duration)> {
    let mut open = open;
    let first = open.first_mut().context("no page is open")?;
    let board = first.page.get("/cases").await?.text();
    let at = board.split("data-at=\"").nth(1).and_then(|rest| rest.split('"').next());
    let at = at.context("the board does not say at which entry it was read")?;
    for page in &mut open {
        page.live.ask(&format!("/live?at={at}")).await?;
        let listening = timeout(HEARD_MAX, page.live.until("retry:"));
        listening.await.context("a page was not told that it listens")??;
    }
    let mut tasks = JoinSet::new();
    for mut page in open {
        tasks.spawn(async move {
            page.live.until("event: change").await?;
            let heard = Instant::now();
            let answer = page.page.get("/cases").await?;
            if answer.status != 200 {
                bail!("the board was answered {}", answer.status);
            }
            anyhow::Ok((page, heard, Instant::now()))
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
    let (mut open, mut heard, mut read) = (Vec::new(), sent, sent);
    while let Some(joined) = timeout(HEARD_MAX, tasks.join_next()).await.context("nobody heard")? {
        let (page, page_heard, page_read) = joined.context("a page broke off")??;
        (heard, read) = (heard.max(page_heard), read.max(page_read));
        open.push(page);
    }
    // What has heard listens anew; the old answer has not ended, so its connection cannot be used again.
    for page in &mut open {
        page.live.again().await?;
    }
    Ok((open, heard - sent, read - sent))
}
