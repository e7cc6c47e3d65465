//! Regressions: data that is too large for the source, passed by path.

use std::{
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::Subcommand;

use crate::steps;

/// What is checked.
#[derive(Subcommand)]
pub enum Regress {
    /// Runs the regression data of public rules through both evaluators.
    Sigma {
        /// A folder with `rules*` and `regression_data`, as SigmaHQ/sigma has them.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
}

impl Regress {
    /// Runs to the end.
    pub fn run(&self, root: &Path) -> anyhow::Result<()> {
        let Self::Sigma { data } = self;
        let data =
            data.canonicalize().with_context(|| format!("cannot read {}", data.display()))?;
        let example =
            ["run", "--locked", "--release", "--package", "sigma", "--example", "regress", "--"];
        let mut command = steps::cargo(root, &example);
        Err(command.arg("--data").arg(data).exec()).context("cannot start the regression")
    }
}
