//! A first run: builds, makes the data folder, prints a one-time sign-in link, serves.

use std::{
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::{packages, steps};

/// Settings that a first run starts with, each unless the environment or the data folder's
/// `chancery.toml` says otherwise: loopback only, ports that need no rights. Section, name, variable, value.
const DEFAULTS: &[(&str, &str, &str, &str)] = &[
    ("web", "listen", "CHANCERY_WEB_LISTEN", "127.0.0.1:8080"),
    ("mail", "smtp_listen", "CHANCERY_MAIL_SMTP_LISTEN", "127.0.0.1:2525"),
    ("mail", "domain", "CHANCERY_MAIL_DOMAIN", "localhost.localdomain"),
];

/// Roles of whoever tries it out. An administrator alone reads nothing, so would see an empty desk.
const ROLES: &[&str] = &["administrator", "triage", "support_engineer"];

/// Options of `serve`.
#[derive(Args)]
pub struct Serve {
    /// The data folder, made where it is missing.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Your address; it need not exist to try things out.
    #[arg(long, default_value = "founder@localhost.localdomain")]
    address: String,
    /// Your name.
    #[arg(long, default_value = "Ada Founder")]
    name: String,
    /// Builds with optimisation; slower to build.
    #[arg(long)]
    release: bool,
}

impl Serve {
    /// Runs until interrupted.
    pub fn run(&self, root: &Path) -> anyhow::Result<()> {
        packages::ensure_to_build()?;
        let program = self.build(root)?;
        let data = root.join(&self.data);
        let chancery = |words: &[&str]| {
            let mut command = Command::new(&program);
            command.current_dir(root).args(words).arg("--data").arg(&data);
            set_defaults(&data, &mut command);
            command
        };
        // First the invitation: it also makes keys and database where there are none.
        let link = self.invite(chancery(&["staff", "invite"]))?;
        println!("\nOpen this link once to sign in as {}:\n\n    {link}\n", self.address);
        println!("Data: {}. Stop with Ctrl-C.\n", data.display());
        // Taking the place of this process, so that Ctrl-C reaches it and its end is ours.
        Err(chancery(&["serve"]).exec()).context("cannot start chancery")
    }

    fn build(&self, root: &Path) -> anyhow::Result<PathBuf> {
        let kind = if self.release { "optimised" } else { "development build (see --release)" };
        println!("building chancery, {kind}");
        let mut build = steps::cargo(root, &["build", "--locked", "--package", "chancery"]);
        if self.release {
            build.arg("--release");
        }
        steps::run(&mut build)?;
        let folder = if self.release { "release" } else { "debug" };
        Ok(target_folder(root)?.join(folder).join("chancery"))
    }

    /// Invites whoever tries it out, or renews their link, and returns it.
    fn invite(&self, mut invite: Command) -> anyhow::Result<String> {
        invite.args(["--address", &self.address, "--name", &self.name]);
        for role in ROLES {
            invite.args(["--role", role]);
        }
        let output = invite.stderr(Stdio::inherit()).output().context("cannot start chancery")?;
        let text = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            bail!("`chancery staff invite` ended with {}", output.status);
        }
        link_in(&text).context("`chancery staff invite` printed no link")
    }
}

fn set_defaults(data: &Path, command: &mut Command) {
    let text = std::fs::read_to_string(data.join("chancery.toml")).unwrap_or_default();
    for (variable, value) in lacking(&text) {
        if std::env::var_os(variable).is_none() {
            command.env(variable, value);
        }
    }
}

/// Returns the defaults that a `chancery.toml` says nothing of. One that cannot be read says nothing; chancery tells why.
fn lacking(text: &str) -> Vec<(&'static str, &'static str)> {
    let file = text.parse::<toml::Table>().unwrap_or_default();
    let is_said =
        |section: &str, name: &str| file.get(section).is_some_and(|said| said.get(name).is_some());
    DEFAULTS
        .iter()
        .filter(|(section, name, _, _)| !is_said(section, name))
        .map(|(_, _, variable, value)| (*variable, *value))
        .collect()
}

/// Returns where cargo builds.
pub fn target_folder(root: &Path) -> anyhow::Result<PathBuf> {
    let metadata = cargo_metadata::MetadataCommand::new().current_dir(root).no_deps().exec()?;
    Ok(metadata.target_directory.into_std_path_buf())
}

/// Finds the first web address in what was printed.
fn link_in(text: &str) -> Option<String> {
    text.split_whitespace()
        .find(|word| word.starts_with("http://") || word.starts_with("https://"))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_replaces_only_the_defaults_that_it_has() {
        let variables = |text: &str| {
            lacking(text).into_iter().map(|(variable, _)| variable).collect::<Vec<_>>()
        };
        let (listen, smtp, domain) =
            ("CHANCERY_WEB_LISTEN", "CHANCERY_MAIL_SMTP_LISTEN", "CHANCERY_MAIL_DOMAIN");
        assert_eq!(variables(""), [listen, smtp, domain]);
        assert_eq!(variables("[mail]\ndomain = \"desk.example\"\n"), [listen, smtp]);
        assert_eq!(variables("[mail\n"), [listen, smtp, domain]);
    }

    #[test]
    fn the_link_is_found_among_words() {
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(link_in(text).as_deref(), expect, "{text}");
        };
        check("http://127.0.0.1:8080/sign-in/x\n", Some("http://127.0.0.1:8080/sign-in/x"));
        check("link: https://desk.example/x once", Some("https://desk.example/x"));
        check("no link here", None);
        check("", None);
    }
}
