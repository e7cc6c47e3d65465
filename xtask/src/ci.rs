//! Everything that must pass, step by step, each with its time.

use std::path::Path;

use crate::{
    checkers, packages,
    steps::{self, cargo, run, step},
    tidy,
};

/// Runs all steps; stops at the first that fails.
pub fn run_all(root: &Path) -> anyhow::Result<()> {
    step("system packages", packages::ensure_to_check)?;
    step("checkers", || checkers::run(root))?;
    step("fmt", || run(&mut cargo(root, &["fmt", "--all", "--check"])))?;
    step("clippy", || {
        let clippy = ["clippy", "--locked", "--workspace", "--all-targets", "--"];
        run(cargo(root, &clippy).args(["-D", "warnings"]))
    })?;
    step("doc", || {
        let doc = ["doc", "--locked", "--workspace", "--no-deps"];
        run(cargo(root, &doc).env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    step("tidy", || tidy::run(root))?;
    step("tests", || tests(root))?;
    step("doc tests", || run(&mut cargo(root, &["test", "--locked", "--workspace", "--doc"])))?;
    println!("\neverything passed");
    Ok(())
}

/// Runs the tests with nextest, which gives each its own process; else with what cargo has.
fn tests(root: &Path) -> anyhow::Result<()> {
    if has_nextest() || install_nextest(root) {
        let nextest = ["nextest", "run", "--locked", "--workspace", "--no-fail-fast"];
        return run(&mut cargo(root, &nextest));
    }
    println!("cargo-nextest cannot be had here; running `cargo test`, which is slower");
    let test = ["test", "--locked", "--workspace", "--all-targets", "--no-fail-fast"];
    run(&mut cargo(root, &test))
}

fn has_nextest() -> bool {
    steps::succeeds("cargo", &["nextest", "--version"])
}

fn install_nextest(root: &Path) -> bool {
    println!("cargo-nextest is missing; installing it");
    run(&mut cargo(root, &["install", "cargo-nextest", "--locked"])).is_ok() && has_nextest()
}
