//! System packages: looked for first, installed where we may, else named with the exact command.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::bail;

use crate::steps;

/// A Debian package and how to see that what it brings is there, wherever it came from.
struct Package {
    name: &'static str,
    probe: Probe,
}

enum Probe {
    /// One of these programs is on the search path or in a `sbin` folder.
    Program(&'static str),
    /// This command succeeds.
    Success(&'static str, &'static [&'static str]),
    /// PostgreSQL's server programs, which Debian keeps off the search path.
    PostgresServer,
}

/// What building needs.
const TO_BUILD: &[Package] = &[
    Package { name: "build-essential", probe: Probe::Program("cc") },
    Package { name: "pkg-config", probe: Probe::Program("pkg-config") },
    Package { name: "libssl-dev", probe: Probe::Success("pkg-config", &["--exists", "openssl"]) },
];

/// What the checks need besides.
const TO_CHECK: &[Package] = &[
    Package { name: "git", probe: Probe::Program("git") },
    Package { name: "postgresql", probe: Probe::PostgresServer },
    Package { name: "nodejs", probe: Probe::Program("node") },
    Package { name: "npm", probe: Probe::Program("npm") },
    Package { name: "swaks", probe: Probe::Program("swaks") },
    Package { name: "postfix", probe: Probe::Program("postfix") },
    Package { name: "chromium", probe: Probe::Program("chromium") },
    Package { name: "chromium-driver", probe: Probe::Program("chromedriver") },
    Package { name: "openssl", probe: Probe::Program("openssl") },
    Package { name: "openssh-client", probe: Probe::Program("ssh") },
    // The system's Python by its path: another one on the search path does not see the package.
    Package {
        name: "python3-cryptography",
        probe: Probe::Success("/usr/bin/python3", &["-c", "import cryptography"]),
    },
    Package { name: "strace", probe: Probe::Program("strace") },
    // flock and unshare.
    Package { name: "util-linux", probe: Probe::Program("flock") },
];

/// Answers for packages that ask at installation: Postfix is a program that our tests start on a
/// port of their own, and must not begin to serve mail on a developer's machine.
const ANSWERS: &str = "postfix postfix/main_mailer_type select No configuration\n";

/// Makes sure that building can begin.
pub fn ensure_to_build() -> anyhow::Result<()> {
    ensure(&TO_BUILD.iter().collect::<Vec<_>>())
}

/// Makes sure that everything that `ci` runs is there.
pub fn ensure_to_check() -> anyhow::Result<()> {
    ensure(&TO_BUILD.iter().chain(TO_CHECK).collect::<Vec<_>>())
}

/// Makes sure that pages can be measured: a browser, and what installs and runs Lighthouse.
pub fn ensure_to_measure_pages() -> anyhow::Result<()> {
    let is_needed = |package: &&Package| matches!(package.name, "nodejs" | "npm" | "chromium");
    ensure(&TO_CHECK.iter().filter(is_needed).collect::<Vec<_>>())
}

fn ensure(packages: &[&Package]) -> anyhow::Result<()> {
    let missing = || packages.iter().filter(|package| !package.probe.finds()).map(|p| p.name);
    let names: Vec<_> = missing().collect();
    if names.is_empty() {
        println!("system packages: all there");
        return Ok(());
    }
    println!("system packages missing: {}", names.join(" "));
    let Some(prefix) = privilege() else {
        bail!("run this, then try again:\n\n    {}\n", by_hand(&names));
    };
    install(prefix, &names)?;
    let still: Vec<_> = missing().collect();
    if !still.is_empty() {
        bail!("installed, yet not found: {}", still.join(" "));
    }
    Ok(())
}

impl Probe {
    fn finds(&self) -> bool {
        match self {
            Self::Program(program) => is_program(program),
            Self::Success(program, arguments) => steps::succeeds(program, arguments),
            Self::PostgresServer => is_program("initdb") || is_debian_postgres(),
        }
    }
}

fn is_program(name: &str) -> bool {
    program(name).is_some()
}

/// Returns where a program stands.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Debian leaves the `sbin` folders out of a user's search path, and Postfix stands there.
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/usr/local/sbin".into(), "/sbin".into()])
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

fn is_debian_postgres() -> bool {
    std::fs::read_dir("/usr/lib/postgresql").is_ok_and(|versions| {
        versions.filter_map(Result::ok).any(|version| version.path().join("bin/initdb").is_file())
    })
}

/// Returns the words that make a command run as root without asking; `None` where we may not.
fn privilege() -> Option<&'static [&'static str]> {
    if !is_program("apt-get") {
        return None;
    }
    if is_root() {
        return Some(&[]);
    }
    steps::succeeds("sudo", &["-n", "true"]).then_some(&["sudo", "-n"])
}

/// Says whether this runs as the superuser.
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    // The owner of a process's folder is the user it runs as.
    Path::new("/proc/self").metadata().is_ok_and(|found| found.uid() == 0)
}

fn by_hand(names: &[&str]) -> String {
    let names = names.join(" ");
    if is_program("apt-get") {
        return format!("sudo apt-get install --yes --no-install-recommends {names}");
    }
    format!("(your package manager) install what Debian calls: {names}")
}

fn install(prefix: &[&str], names: &[&str]) -> anyhow::Result<()> {
    if names.contains(&"postfix") {
        answer_questions(prefix)?;
    }
    steps::run(&mut privileged(prefix, &["apt-get", "update", "--quiet"]))?;
    let mut words = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install"];
    words.extend(["--yes", "--quiet", "--no-install-recommends"]);
    words.extend(names);
    steps::run(&mut privileged(prefix, &words))
}

fn answer_questions(prefix: &[&str]) -> anyhow::Result<()> {
    let mut answering =
        privileged(prefix, &["debconf-set-selections"]).stdin(Stdio::piped()).spawn()?;
    if let Some(mut input) = answering.stdin.take() {
        std::io::Write::write_all(&mut input, ANSWERS.as_bytes())?;
    }
    answering.wait()?;
    Ok(())
}

/// Returns a command of the given words, behind the words that make it run as root.
fn privileged(prefix: &[&str], words: &[&str]) -> Command {
    let mut all = prefix.iter().chain(words);
    let mut command = Command::new(all.next().copied().unwrap_or("true"));
    command.args(all);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_root_stand_before_the_rest() {
        let line = |prefix: &[&str]| steps::line(&privileged(prefix, &["apt-get", "update"]));
        assert_eq!(line(&[]), "apt-get update");
        assert_eq!(line(&["sudo", "-n"]), "sudo -n apt-get update");
    }

    #[test]
    fn what_is_missing_is_named_by_hand() {
        assert!(by_hand(&["swaks", "strace"]).ends_with("swaks strace"));
    }

    #[test]
    fn programs_are_found_or_not() {
        assert!(is_program("sh"));
        assert!(!is_program("no-such-program-anywhere"));
        assert!(!Probe::Success("no-such-program-anywhere", &[]).finds());
        assert!(Probe::Success("true", &[]).finds());
        assert!(!Probe::Success("false", &[]).finds());
    }
}
