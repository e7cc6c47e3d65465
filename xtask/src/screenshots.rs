//! Pictures of the pages, to be looked at: of the demonstration, and of each page from its sample values.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use clap::Args;

use crate::{serve, steps};

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
        // Run as it is: cargo would build a package that is run alone with other features, and all below it anew.
        let built = serve::target_folder(root)?.join("debug/examples/screenshots");
        let mut take = Command::new(built);
        take.arg(root.join(&self.out)).args(&self.word);
        steps::run(&mut take)
    }
}
