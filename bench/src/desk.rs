//! Speed and size of the desk, measured through its doors.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use clap::Args;

use crate::{
    cluster::Cluster,
    dice::Dice,
    first_load,
    http::{Client, escape},
    intake, live, load, log,
    seed::{self, Seeded, Size},
    server::{Server, Start},
    table::{self, Row, ms},
};

/// Milliseconds within which 95 of 100 answers are to come.
const P95_MS: f64 = 25.0;
/// Mails a second that are to be acknowledged.
const MAILS_PER_SEC: f64 = 300.0;
/// Megabytes of an idle server.
const IDLE_MB: f64 = 100.0;
/// Megabytes of a server under load.
const LOAD_MB: f64 = 300.0;
/// Milliseconds from start to serving.
const START_MS: f64 = 1_000.0;
/// Entries of the log a second.
const ENTRIES_PER_SEC: f64 = 2_000.0;
/// How long a server is left alone before it counts as idle.
const IDLE_TIME: Duration = Duration::from_secs(3);
/// Requests before measuring, so that the first look at everything is not measured.
const WARM_UP: usize = 40;

/// Options of `desk`.
#[derive(Args)]
pub struct DeskBench {
    /// Cases to seed.
    #[arg(long, default_value_t = 100_000)]
    cases: usize,
    /// Messages to seed, over all cases.
    #[arg(long, default_value_t = 1_000_000)]
    messages: usize,
    /// `sqlite`, `postgres` (a cluster of its own), or a `postgres://` address of an empty database.
    #[arg(long, default_value = "sqlite")]
    database: String,
    /// Clients at once.
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// Requests of each kind.
    #[arg(long, default_value_t = 1_000)]
    requests: usize,
    /// Seconds of mail.
    #[arg(long, default_value_t = 10)]
    mail_secs: u64,
    /// Keep the seeded world here, or use the one that is here.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Leave out everything but the reading: no mail, no log.
    #[arg(long)]
    only_reading: bool,
    /// Leave out everything but many people who look while something arrives.
    #[arg(long)]
    only_live: bool,
    /// Only the requests whose line has this word, such as `page`; for profiling.
    #[arg(long, default_value = "")]
    only: String,
    /// The release binary.
    #[arg(long, env = "BENCH_PROGRAM")]
    program: PathBuf,
}

/// One kind of request.
struct Plan {
    what: &'static str,
    by: By,
    paths: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Token,
    Session,
}

impl DeskBench {
    /// Runs and prints.
    pub async fn run(&self) -> anyhow::Result<()> {
        let scratch = std::env::temp_dir().join(format!("chancery-bench-{}", std::process::id()));
        let data = self.data.clone().unwrap_or_else(|| scratch.join("seeded"));
        std::fs::create_dir_all(&data)?;
        let outcome = self.measure(&data, &scratch).await;
        if scratch.exists() {
            std::fs::remove_dir_all(&scratch)?;
        }
        let rows = outcome?;
        println!("\n{}", table::machine(&data.parent().map_or(data.clone(), Path::to_owned)));
        println!("{} cases, {} messages, {}\n", self.cases, self.messages, self.database);
        table::print_rows(&rows);
        Ok(())
    }

    async fn measure(&self, data: &Path, scratch: &Path) -> anyhow::Result<Vec<Row>> {
        let mut rows = Vec::new();
        let mail_time = Duration::from_secs(self.mail_secs);
        let is_postgres = self.database == "postgres";
        if !self.only_reading && !self.only_live {
            // An empty house of its own, for the log and for mail before the table has grown.
            let empty = scratch.join("empty");
            std::fs::create_dir_all(&empty)?;
            let cluster = self.cluster(is_postgres, &empty).await?;
            let url = cluster.as_ref().map(|cluster| cluster.url.as_str());
            let found = log::run(&empty, url, mail_time.min(Duration::from_secs(5))).await?;
            let what = format!("log, {} writers", log::WRITERS);
            rows.push(Row::at_least(what, found.per_sec, ENTRIES_PER_SEC, "entries/s"));
            rows.push(Row::told("log, all numbered after", format!("{:.0} ms", ms(found.behind))));
            let server = self.start(&empty, url).await?;
            self.mail(&server, mail_time, "empty table", &mut rows).await?;
            server.stop().await?;
        }
        let cluster = self.cluster(is_postgres, data).await?;
        let given = self.database.starts_with("postgres://").then_some(self.database.as_str());
        let url = cluster.as_ref().map(|cluster| cluster.url.as_str()).or(given);
        let size = Size { n_cases: self.cases, n_messages: self.messages.max(self.cases) };
        let seeded = seed::ensure(data, url, size).await?;
        seed::dismiss_listeners(data, url).await?;
        let mut server = self.start(data, url).await?;
        rows.push(Row::under("start to serving", ms(server.start), START_MS, "ms"));
        tokio::time::sleep(IDLE_TIME).await;
        rows.push(Row::under("memory, idle", server.memory_mb().0, IDLE_MB, "MB"));
        if !self.only_live {
            let plans = plans(&server, &seeded, self.requests).await?;
            for plan in plans.into_iter().filter(|plan| plan.what.contains(&self.only)) {
                rows.push(self.ask(&server, &seeded, plan).await?);
            }
            rows.push(first_load::run(&server, &seeded).await?);
            if !self.only_reading {
                self.mail(&server, mail_time, "grown table", &mut rows).await?;
            }
        }
        // Last, because so many more on the staff would be in all other numbers; and they leave again, for the next run on this world.
        let (_, highest_before) = server.memory_mb();
        server.stop().await?;
        let listeners = seed::listeners(data, url).await?;
        server = self.start(data, url).await?;
        println!("live");
        let heard = live::run(&server, &listeners).await;
        let (now, highest) = server.memory_mb();
        server.stop().await?;
        seed::dismiss_listeners(data, url).await?;
        rows.extend(heard?);
        let highest = highest.max(highest_before);
        rows.push(Row::under("memory, highest under load", highest, LOAD_MB, "MB"));
        rows.push(Row::told("memory, at the end", format!("{now:.1} MB")));
        Ok(rows)
    }

    async fn cluster(&self, is_wanted: bool, data: &Path) -> anyhow::Result<Option<Cluster>> {
        if !is_wanted {
            return Ok(None);
        }
        // Beside the data folder, into which its user may not look.
        let name = data.file_name().context("a data folder has a name")?.to_string_lossy();
        Ok(Some(Cluster::start(&data.with_file_name(format!("{name}-postgres"))).await?))
    }

    async fn start(&self, data: &Path, url: Option<&str>) -> anyhow::Result<Server> {
        Server::start(&Start { program: &self.program, data, url, relay: None }).await
    }

    async fn mail(
        &self,
        server: &Server,
        time: Duration,
        when: &str,
        rows: &mut Vec<Row>,
    ) -> anyhow::Result<()> {
        println!("mail, {when}");
        let mark = format!("{:x}", std::process::id());
        let cpu = server.cpu_secs();
        let found = intake::run(server, time, &mark).await?;
        let cpu = (server.cpu_secs() - cpu) * 1_000.0 / found.n.max(1) as f64;
        let what = format!("mail acknowledged, {} connections, {when}", intake::CONNECTIONS);
        rows.push(Row::at_least(what, found.per_sec, MAILS_PER_SEC, "mails/s"));
        let words = format!(
            "{:.1} s after {} mails; {cpu:.1} ms of processor each",
            found.catch_up.as_secs_f64(),
            found.n
        );
        rows.push(Row::told(format!("all of it on the board, {when}"), words));
        Ok(())
    }

    async fn ask(&self, server: &Server, seeded: &Seeded, plan: Plan) -> anyhow::Result<Row> {
        let bearer = format!("Bearer {}", seeded.token);
        let cookie = format!("chancery={}", seeded.cookie);
        let header = match plan.by {
            By::Token => ("Authorization", bearer.as_str()),
            By::Session => ("Cookie", cookie.as_str()),
        };
        let warm_up = plan.paths.iter().take(WARM_UP).cloned().collect();
        load::run(server.web, self.clients, &[header], warm_up).await?;
        let cpu = server.cpu_secs();
        let n = plan.paths.len() as f64;
        let found = load::run(server.web, self.clients, &[header], plan.paths).await?;
        let cpu = (server.cpu_secs() - cpu) * 1_000.0 / n;
        let [p50, p95, p99] = [50, 95, 99].map(|percent| ms(found.times.percentile(percent)));
        let measured = format!(
            "p50 {p50:.1}  p95 {p95:.1}  p99 {p99:.1} ms  {:.0}/s  cpu {cpu:.2} ms",
            found.per_sec
        );
        println!("{}: {measured}", plan.what);
        let target = format!("p95 < {P95_MS} ms");
        Ok(Row { what: plan.what.to_owned(), measured, target, is_met: Some(p95 < P95_MS) })
    }
}

/// Lists what is asked, in an order that is the same each time.
async fn plans(server: &Server, seeded: &Seeded, n: usize) -> anyhow::Result<Vec<Plan>> {
    let mut dice = Dice::new(2);
    let boards = boards(server, seeded).await?;
    let mut many = |paths: &[String]| -> Vec<String> {
        (0..n).filter_map(|_| dice.pick(paths).cloned()).collect()
    };
    let case = |prefix: &str, suffix: &str| -> Vec<String> {
        seeded.numbers.iter().map(|number| format!("{prefix}/cases/{number}{suffix}")).collect()
    };
    let search = |queries: &[&str]| -> Vec<String> {
        queries.iter().map(|query| format!("/api/v1/cases?q={}", escape(query))).collect()
    };
    let numbers: Vec<String> = (0..200).map(|n| (1_000_000 + n * 499).to_string()).collect();
    let rare: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let common = ["certificate", "account", "the", "password", "support"];
    let several = [
        "certificate expired",
        "firewall rule hangs",
        "backup stolen monday",
        "login refused account",
    ];
    let phrases = [
        "\"private key\"",
        "\"has expired\"",
        "\"smart card\" revoked",
        "\"step by step\" certificate",
        "\"the firewall rule hangs for minutes\"",
        "\"does not work\"",
    ];
    // What are parameters of the API is one filter on the pages.
    let pages = boards.iter().map(|path| {
        let path = path.replacen("/api/v1/cases", "/cases", 1);
        let path = path.replace("?queue=", "?q=queue:").replace("?state=", "?q=state:");
        path.replace("?mine=true", "?q=assigned:me")
    });
    let pages: Vec<String> = pages.filter(|path| !path.contains("after=")).collect();
    let searches = ["/cases?q=certificate", "/cases?q=%22private+key%22"].map(str::to_owned);
    let plan = |what, by, paths| Plan { what, by, paths };
    Ok(vec![
        plan("board, queues and pages (API)", By::Token, many(&boards)),
        plan("case (API)", By::Token, many(&case("/api/v1", ""))),
        plan("messages of a case (API)", By::Token, many(&case("/api/v1", "/messages"))),
        plan("search, rare word (API)", By::Token, many(&search(&rare))),
        plan("search, common word (API)", By::Token, many(&search(&common))),
        plan("search, several words (API)", By::Token, many(&search(&several))),
        plan("search, phrases (API)", By::Token, many(&search(&phrases))),
        plan("board (page)", By::Session, many(&pages)),
        plan("case (page)", By::Session, many(&case("", ""))),
        plan("search (page)", By::Session, many(&searches)),
    ])
}

/// The first pages of some queues, and pages behind them.
async fn boards(server: &Server, seeded: &Seeded) -> anyhow::Result<Vec<String>> {
    let bearer = format!("Bearer {}", seeded.token);
    let mut client = Client::connect(server.web, None, &[("Authorization", &bearer)]).await?;
    let mut paths = Vec::new();
    for first in ["?queue=triage", "?queue=support", "?queue=help", "?state=open", "?mine=true", ""]
    {
        let first = format!("/api/v1/cases{first}");
        let sign = if first.contains('?') { '&' } else { '?' };
        let mut path = first.clone();
        for _ in 0..4 {
            let answer = client.get(&path).await?;
            if answer.status != 200 {
                // A queue that this member does not staff.
                break;
            }
            paths.push(path);
            let json = answer.json()?;
            let Some(next) = json.get("next").and_then(|next| next.as_str()) else { break };
            path = format!("{first}{sign}after={}", escape(next));
        }
    }
    Ok(paths)
}
