//! The gate: how long a decision with a token takes, cold and warm, and where the time goes; entries of the log a second.
//!
//! *Cold* is a token that the gate has not read before: its signatures, its terms and the grant are checked, then
//! Cedar decides. *Warm* is one that it has. Beside both, in the same run, Cedar alone answers the same questions.

mod ground;
mod measure;

use std::{path::Path, time::Duration};

use anyhow::Context;
use clap::Args;

use crate::{
    cluster::Cluster,
    log,
    table::{self, Row, ms},
};
use ground::{Ground, Size};
use measure::Times;

/// Milliseconds within which 99 of 100 cold decisions are to be made.
const COLD_P99_MS: f64 = 1.0;
/// Microseconds within which 99 of 100 warm decisions are to be made.
const WARM_P99_US: f64 = 150.0;
/// Decisions a second on one core.
const DECISIONS_PER_SEC: f64 = 10_000.0;
/// Entries of the log a second.
const ENTRIES_PER_SEC: f64 = 2_000.0;

/// Options of `gate`.
#[derive(Args)]
pub struct GateBench {
    /// Policies: those that Chancery comes with, and made-up ones up to this number.
    #[arg(long, default_value_t = 200)]
    policies: usize,
    /// People.
    #[arg(long, default_value_t = 50_000)]
    people: usize,
    /// Live tokens, each for a case of its own.
    #[arg(long, default_value_t = 20_000)]
    tokens: usize,
    /// Seconds of decisions at full speed, and of log entries.
    #[arg(long, default_value_t = 5)]
    secs: u64,
    /// Leave out the log.
    #[arg(long)]
    only_decisions: bool,
}

impl GateBench {
    /// Runs and prints.
    pub async fn run(&self) -> anyhow::Result<()> {
        println!("laying the ground");
        let size = Size { n_policies: self.policies, n_people: self.people, n_tokens: self.tokens };
        let ground = Ground::lay(size)?;
        let time = Duration::from_secs(self.secs);
        let mut rows = Vec::new();
        decisions(&ground, time, &mut rows)?;
        let parts = parts(&ground)?;
        if !self.only_decisions {
            entries(time, &mut rows).await?;
        }
        println!("\n{}", table::machine(&std::env::temp_dir()));
        println!(
            "{} policies, of which Cedar looks at {} for this act; {} people, {} tokens of {} octets\n",
            ground.gate.n_policies(),
            ground.n_policies_asked()?,
            self.people,
            self.tokens,
            ground.token_bytes()
        );
        table::print_rows(&rows);
        println!("\nwhere it goes, in µs\n");
        table::print(&["part", "p50", "p99"], &parts);
        Ok(())
    }
}

fn decisions(ground: &Ground, time: Duration, rows: &mut Vec<Row>) -> anyhow::Result<()> {
    println!("decisions");
    let cold = measure::cold(ground)?;
    let authority = ground.authority()?;
    let warm = measure::warm(ground, &authority)?;
    let narrowed = measure::narrowed(ground, &authority)?;
    rows.push(Row::under(
        "decision with a token, cold, p99",
        cold.p99_us() / 1e3,
        COLD_P99_MS,
        "ms",
    ));
    rows.push(Row::told("decision with a token, cold, p50", us(cold.p50_us())));
    rows.push(Row::under("decision with a token, warm, p99", warm.p99_us(), WARM_P99_US, "µs"));
    rows.push(Row::told("decision with a token, warm, p50", us(warm.p50_us())));
    let per_sec = measure::per_sec(ground, &authority, time)?;
    let what = "decisions with a token, warm, one core";
    rows.push(Row::at_least(what, per_sec, DECISIONS_PER_SEC, "/s"));
    let words = format!("{}, p99 {}", us(narrowed.p50_us()), us(narrowed.p99_us()));
    rows.push(Row::told("decision with a narrowed copy, warm, p50", words));
    let standing = measure::standing(ground, &authority)?;
    let words = format!("{}, p99 {}", us(standing.p50_us()), us(standing.p99_us()));
    rows.push(Row::told("decision by a standing rule, p50", words));
    let refused = measure::refused(ground, &authority)?;
    let words = format!("{}, p99 {}", us(refused.p50_us()), us(refused.p99_us()));
    rows.push(Row::told("refusal with its remedies, p50", words));
    Ok(())
}

/// Times the parts of a decision one by one; they overlap in nothing but what they are named for.
fn parts(ground: &Ground) -> anyhow::Result<Vec<Vec<String>>> {
    println!("parts");
    let row = |what: &str, times: Times| {
        vec![what.to_owned(), format!("{:.1}", times.p50_us()), format!("{:.1}", times.p99_us())]
    };
    let signatures = measure::signatures(ground)?;
    let read = measure::read(ground)?;
    let translate = measure::translate(ground)?;
    let cedar = measure::cedar(ground)?;
    Ok(vec![
        row("cold only: signatures of the token", signatures),
        row("cold only: signatures, terms and grant (Datalog)", read),
        row("both: facts into Cedar's terms", translate),
        row("both: bare Cedar, same questions, prepared", cedar),
    ])
}

async fn entries(time: Duration, rows: &mut Vec<Row>) -> anyhow::Result<()> {
    let scratch = std::env::temp_dir().join(format!("chancery-gate-{}", std::process::id()));
    let outcome = entries_in(&scratch, time, rows).await;
    if scratch.exists() {
        std::fs::remove_dir_all(&scratch)?;
    }
    outcome
}

async fn entries_in(scratch: &Path, time: Duration, rows: &mut Vec<Row>) -> anyhow::Result<()> {
    for name in ["SQLite", "PostgreSQL"] {
        println!("log, {name}");
        let data = scratch.join(name);
        std::fs::create_dir_all(&data)?;
        let cluster = match name {
            "PostgreSQL" => {
                // Beside the data folder, into which its user may not look.
                let cluster = Cluster::start(&scratch.with_extension("postgres")).await;
                Some(cluster.context("no PostgreSQL; --only-decisions does without")?)
            }
            _ => None,
        };
        let url = cluster.as_ref().map(|cluster| cluster.url.as_str());
        let found = log::run(&data, url, time).await?;
        drop(cluster);
        let _ = std::fs::remove_dir_all(scratch.with_extension("postgres"));
        let what = format!("entries with checkpoints, {name}, {} writers", log::WRITERS);
        rows.push(Row::at_least(what, found.per_sec, ENTRIES_PER_SEC, "/s"));
        rows.push(Row::told(
            format!("all numbered after, {name}"),
            format!("{:.0} ms", ms(found.behind)),
        ));
    }
    Ok(())
}

fn us(value: f64) -> String {
    format!("{value:.1} µs")
}
