//! Measuring: builds the binary and the bench with optimisation, and hands over.

mod sigma;

use std::{ffi::OsString, os::unix::process::CommandExt as _, path::Path, process::Command};

use anyhow::Context as _;
use clap::Args;

use crate::{packages, serve::target_folder, steps};

/// What is handed to the bench.
#[derive(Args)]
#[command(disable_help_flag = true)]
pub struct Bench {
    /// `analysis`, `desk`, `gate`, `oracle`, `sigma` or `template`, with their options; `bench desk --help` lists them.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

impl Bench {
    /// Runs to the end.
    pub fn run(&self, root: &Path) -> anyhow::Result<()> {
        // Rules and templates are pure, so neither the product nor its libraries are built.
        if let [what, options @ ..] = self.arguments.as_slice() {
            match what.to_str() {
                Some("sigma") => return sigma::run(root, options),
                Some("template") => return template(root, options),
                _ => {}
            }
        }
        packages::ensure_to_build()?;
        let mut build = vec!["build", "--locked", "--release", "--package", "bench"];
        if self.arguments.first().is_none_or(|what| what != "gate") {
            // Both at once, so that they share their libraries.
            build.extend(["--package", "chancery"]);
        }
        steps::run(&mut steps::cargo(root, &build))?;
        let folder = target_folder(root)?.join("release");
        let mut bench = Command::new(folder.join("bench"));
        bench.current_dir(root).args(&self.arguments).env("BENCH_PROGRAM", folder.join("chancery"));
        Err(bench.exec()).context("cannot start the bench")
    }
}

/// Measures the log templates.
fn template(root: &Path, options: &[OsString]) -> anyhow::Result<()> {
    let example =
        ["run", "--locked", "--release", "--package", "template", "--example", "accuracy", "--"];
    let mut command = steps::cargo(root, &example);
    Err(command.args(options).exec()).context("cannot start the bench")
}
