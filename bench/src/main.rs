//! Measures the house from outside and prints tables; see the README.
#![expect(clippy::print_stdout, reason = "a tool for people speaks on the terminal")]

mod analysis;
mod cluster;
mod desk;
mod dice;
mod first_load;
mod gate;
mod http;
mod intake;
mod live;
mod load;
mod log;
mod oracle;
mod seed;
mod server;
mod smtp;
mod table;
mod world;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measures Chancery.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Speed of the analysis of a change of the policies.
    Analysis(analysis::AnalysisBench),
    /// Speed and size of the desk: board, case, search, intake, memory, start, log.
    Desk(desk::DeskBench),
    /// Speed of the gate: decisions with tokens, and the log's entries.
    Gate(gate::GateBench),
    /// Whether somebody outside can tell the known from the unknown.
    Oracle(oracle::OracleBench),
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().what {
        What::Analysis(bench) => bench.run().await,
        What::Desk(bench) => bench.run().await,
        What::Gate(bench) => bench.run().await,
        What::Oracle(bench) => bench.run().await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nbench: {error:#}");
            ExitCode::FAILURE
        }
    }
}
