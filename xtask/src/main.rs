//! The project's own tool: everything that must pass, and a first run. Knows nothing of the tower.
#![expect(clippy::print_stdout, reason = "a tool for people speaks on the terminal")]

mod bench;
mod checkers;
mod ci;
mod lighthouse;
mod packages;
mod regress;
mod screenshots;
mod serve;
mod steps;
mod tidy;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::{Parser, Subcommand};

/// Works on the source of Chancery.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Runs everything that must pass, stopping at the first failure.
    Ci,
    /// Checks the rules of the house; lists every fault.
    Tidy,
    /// Fetches what looks over the pages in tests (axe-core); nothing of it is built in.
    Checkers,
    /// Builds Chancery, makes `./data` where it is missing, prints a sign-in link and serves.
    Serve(serve::Serve),
    /// Takes pictures of every page, wide and narrow, light and dark, into `target/screenshots`.
    Screenshots(screenshots::Screenshots),
    /// Measures the pages by Lighthouse in Chromium: scores, times, shifts, octets. Builds with optimisation.
    Lighthouse(lighthouse::Lighthouse),
    /// Measures: `bench desk` speed and size, `bench oracle` what strangers can tell, `bench
    /// template` how right log kinds are, `bench sigma` rules beside other engines. Builds with optimisation.
    Bench(bench::Bench),
    /// Checks against data that the source does not contain. Builds with optimisation.
    #[command(subcommand)]
    Regress(regress::Regress),
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<()> {
    let root = root()?;
    match task {
        Task::Ci => ci::run_all(&root),
        Task::Tidy => tidy::run(&root),
        Task::Checkers => checkers::run(&root),
        Task::Serve(serve) => serve.run(&root),
        Task::Screenshots(screenshots) => screenshots.run(&root),
        Task::Lighthouse(lighthouse) => lighthouse.run(&root),
        Task::Bench(bench) => bench.run(&root),
        Task::Regress(regress) => regress.run(&root),
    }
}

/// Returns the root of the checkout that this tool was called in.
///
/// Cargo tells at run time; what it told when building may be another checkout that shares the target folder.
fn root() -> anyhow::Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map(PathBuf::from).context("xtask stands in the root of the workspace")
}
