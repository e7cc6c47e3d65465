//! Where PostgreSQL's programs are, and as whom they run.

use std::{
    io,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::PathBuf,
    process::{Command, Stdio},
};

/// Where Debian keeps the programs, one folder per major version.
const DEBIAN_FOLDER: &str = "/usr/lib/postgresql";

/// Users that may own the cluster when the tests run as root, the first that exists.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// The programs, and the user they run as.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    folder: Option<PathBuf>,
    /// Who runs the tests.
    pub(super) uid: u32,
    /// Who runs the server: `initdb` refuses root.
    pub(super) owner: Owner,
}

/// A user and their group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

impl Programs {
    /// Looks for the programs and the user.
    pub(super) fn find() -> io::Result<Self> {
        let own = std::fs::metadata("/proc/self")?;
        let owner = if own.uid() == 0 {
            let passwd = std::fs::read_to_string("/etc/passwd")?;
            UNPRIVILEGED
                .into_iter()
                .find_map(|name| owner_named(&passwd, name))
                .ok_or_else(|| io::Error::other("no user `postgres` or `nobody` to run as"))?
        } else {
            Owner { uid: own.uid(), gid: own.gid() }
        };
        Ok(Self { folder: newest_folder(), uid: own.uid(), owner })
    }

    /// Returns a command for one of the programs, run as the owner and cut off from our streams.
    pub(super) fn command(&self, program: &str) -> Command {
        let path = match &self.folder {
            Some(folder) => folder.join(program),
            None => PathBuf::from(program),
        };
        let mut command = Command::new(path);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // The working folder may be closed to the owner.
        command.current_dir("/");
        for name in ["PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGSERVICE", "PGOPTIONS"] {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C");
        self.as_owner(&mut command);
        command
    }

    /// Makes a command run as the owner.
    pub(super) fn as_owner(&self, command: &mut Command) {
        if self.uid != self.owner.uid {
            // The standard library also drops the supplementary groups when root changes its user.
            command.uid(self.owner.uid).gid(self.owner.gid);
        }
    }

    /// Returns the full path of a program where it is known.
    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.folder.as_ref().map_or_else(|| PathBuf::from(program), |folder| folder.join(program))
    }
}

/// Finds the newest version that Debian has installed; elsewhere the search path decides.
fn newest_folder() -> Option<PathBuf> {
    std::fs::read_dir(DEBIAN_FOLDER)
        .ok()?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            folder.join("initdb").exists().then_some((version, folder))
        })
        .max()
        .map(|(_, folder)| folder)
}

/// Reads one user from the text of `/etc/passwd`.
pub(super) fn owner_named(passwd: &str, name: &str) -> Option<Owner> {
    let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some(Owner { uid: fields.next()?.parse().ok()?, gid: fields.next()?.parse().ok()? })
}
