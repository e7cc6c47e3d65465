//! Pictures of the pages, to be looked at: of the demonstration, and of each page from its sample values.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::steps;

#[derive(Args)]
pub struct Screenshots {
    /// Where they are put.
    #[arg(long, value_name = "DIR", default_value = "target/screenshots")]
    out: PathBuf,
    /// Only pages whose name holds this word.
    #[arg(value_name = "WORD")]
    word: Option<String>,
}

impl Screenshots {
    /// Builds what is looked at, and takes the pictures by a real Chromium.
    pub fn run(&self, root: &Path) -> anyhow::Result<()> {
        let build =
            ["build", "--locked", "--workspace", "--bin", "chancery", "--example", "screenshots"];
        steps::run(&mut steps::cargo(root, &build))?;
        let mut take = steps::cargo(
            root,
            &["run", "--locked", "--workspace", "--example", "screenshots", "--"],
        );
        take.arg(root.join(&self.out)).args(&self.word);
        steps::run(&mut take)
    }
}
