//! Chancery: one house for a team that helps people and guards systems.

mod authorities;
mod clock;
mod command;
mod commands;
mod config;
mod control;
mod demo;
mod files;
mod health;
mod house;
mod hunt;
mod jobs;
mod kinds;
mod policy;
mod progress;
mod quiet;
mod rooms;
mod rules;
mod serve;
mod shown;
mod socket;
mod staff;
mod tls;
mod tool;

use std::{io::Write, process::ExitCode};

use anyhow::Context;
use clap::Parser;
use tracing_subscriber::{layer::SubscriberExt as _, util::SubscriberInitExt as _};

use crate::{
    authorities::Authorities,
    command::{Cli, Command, DemoArgs, Policy, Words},
};

/// Threads that answer; the rest of the work waits on disk and network.
const WORKER_THREADS: usize = 4;

fn main() -> ExitCode {
    let work = match Cli::parse().words {
        Words::Tool(tool) => return tool::finish(tool.run()),
        Words::Authority(Authorities::Tool(tool)) => return tool::finish(tool.run()),
        Words::Authority(Authorities::Key(data)) => Work::House(Command::AuthorityKey(data)),
        Words::House(command) => Work::House(command),
        Words::Demo(args) => Work::Demo(args),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKER_THREADS)
        .enable_all()
        .build();
    let done = match runtime.context("cannot start the runtime") {
        Ok(runtime) => runtime.block_on(run(work)),
        Err(error) => Err(error),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            // The chain says what failed and why; causes never hold personal data.
            let _ = writeln!(std::io::stderr(), "chancery: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What needs a runtime.
enum Work {
    House(Command),
    Demo(DemoArgs),
}

async fn run(work: Work) -> anyhow::Result<u8> {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let command = match work {
        Work::House(command) => command,
        Work::Demo(args) => {
            start_logging("error");
            demo::run(args).await?;
            return Ok(0);
        }
    };
    match command {
        Command::Serve(args) => {
            start_logging("info");
            serve::serve(&args.data, None).await?;
            Ok(0)
        }
        Command::Config(args) => {
            start_logging("error");
            let text = config::show(args.data(), &control::own_settings(args.data()).await)?;
            if let Some(words) = config::missing(args.data()) {
                writeln!(std::io::stderr(), "chancery: {words}")?;
            }
            std::io::stdout().write_all(text.as_bytes())?;
            Ok(0)
        }
        command => {
            start_logging("warn");
            let answer = match command {
                Command::Policy(Policy::Check { folder }) => policy::check(&folder)?,
                command => control::run(command).await?,
            };
            std::io::stdout().write_all(answer.out.as_bytes())?;
            std::io::stderr().write_all(answer.err.as_bytes())?;
            Ok(answer.code)
        }
    }
}

fn start_logging(default: &str) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("CHANCERY_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(default));
    let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let lines =
        tracing_subscriber::fmt::layer().with_ansi(is_terminal).with_writer(std::io::stderr);
    tracing_subscriber::registry().with(filter).with(quiet::quiet()).with(lines).init();
}
