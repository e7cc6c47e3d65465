//! Lighthouse on the pages of the demonstration: scores, times, shifts, octets, each beside its target.

mod engine;
mod house;
mod lhr;
mod table;
mod targets;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use clap::Args;

use self::{
    engine::{Engine, Screen},
    house::{House, PAGES, Page},
    lhr::Report,
    table::Measured,
};
use crate::{packages, serve::target_folder, steps};

/// Runs that are worth their time: past it, the machine is what is measured.
const RUNS_MAX: u8 = 15;

/// What is said behind the options.
const READING: &str = "\
What happens: the demonstration (`chancery demo`) is made anew on a free port, and each page is loaded by the system's \
Chromium as by a browser that was never here, as a telephone (slow 4G, a processor four times slower, both simulated \
from what was seen) and as a desk (a fast line, no slowdown). Lighthouse is installed from npm by a lock file of its own, \
at first use, into bench/lighthouse/node_modules.

How to read it: FCP is when something is seen, LCP when the largest part is, TTI when the page answers at once, TBT how \
long scripts kept it from that; CLS is how much moved by itself. `octets` are those of everything that is loaded, with \
headers, as they are on the line. What failed stands under the table, with the part of the page that did; the whole \
report of each page is an HTML file in --out.

Times depend on the machine: with other work beside it, they are worse than the product. --runs 5 keeps, of each page, \
the run in the middle.

Examples:
  cargo xtask lighthouse                          every page, once
  cargo xtask lighthouse --only board --runs 5    the board, as sure as it gets
  cargo xtask lighthouse --program target/release/chancery
                                                  a program that was built already

It ends with 1 where a target is missed, and says which.";

/// Options of `lighthouse`.
#[derive(Args)]
#[command(after_long_help = READING)]
pub struct Lighthouse {
    /// Only pages whose name holds this word: sign-in, board, case, search, profile, handbook, request, new-request.
    #[arg(long, value_name = "WORD", default_value = "")]
    only: String,
    /// Measures this program; otherwise Chancery is built with optimisation.
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// How often each page is loaded on each screen; the run in the middle counts.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=i64::from(RUNS_MAX)))]
    runs: u8,
    /// Where the reports are put.
    #[arg(long, value_name = "DIR", default_value = "target/lighthouse")]
    out: PathBuf,
}

impl Lighthouse {
    /// Measures to the end; an error where a target is missed.
    pub fn run(&self, root: &Path) -> anyhow::Result<()> {
        let pages: Vec<&Page> =
            PAGES.iter().filter(|page| page.name.contains(&self.only)).collect();
        if pages.is_empty() {
            let names = PAGES.map(|page| page.name).join(", ");
            bail!("no page is called `{}`; there are {names}", self.only);
        }
        packages::ensure_to_measure_pages()?;
        let program = self.program(root)?;
        let out = root.join(&self.out);
        fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
        let engine = Engine::install(root)?;
        let house = House::open(&program, &out.join("house.log"))?;
        let mut measured = Vec::new();
        for page in pages {
            let seen = house.enter(page)?;
            for screen in Screen::ALL {
                println!("{} on a {}", page.name, screen.as_str());
                let stem = out.join(format!("{}-{}", page.name, screen.as_str()));
                let report = self.middle(|| engine.measure(&seen, screen, &stem))?;
                measured.push(Measured { page, screen, report });
            }
        }
        drop(house);
        table::print(&measured, &out);
        let missed: Vec<String> = measured.iter().flat_map(targets::missed).collect();
        if !missed.is_empty() {
            bail!("{} targets missed:\n  {}", missed.len(), missed.join("\n  "));
        }
        println!("\nevery target met");
        Ok(())
    }

    fn program(&self, root: &Path) -> anyhow::Result<PathBuf> {
        if let Some(program) = &self.program {
            return std::path::absolute(program)
                .ok()
                .filter(|program| program.is_file())
                .with_context(|| format!("there is no program {}", program.display()));
        }
        packages::ensure_to_build()?;
        let build = ["build", "--locked", "--release", "--package", "chancery"];
        steps::run(&mut steps::cargo(root, &build))?;
        Ok(target_folder(root)?.join("release/chancery"))
    }

    /// Measures as often as asked for, and returns the run in the middle.
    fn middle(&self, measure: impl Fn() -> anyhow::Result<Report>) -> anyhow::Result<Report> {
        let mut reports: Vec<Report> =
            (0..self.runs).map(|_| measure()).collect::<anyhow::Result<_>>()?;
        reports.sort_by(|a, b| {
            a.performance.cmp(&b.performance).then_with(|| b.usable_ms().total_cmp(&a.usable_ms()))
        });
        let middle = reports.len() / 2;
        Ok(reports.swap_remove(middle))
    }
}
