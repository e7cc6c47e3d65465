//! A folder in place of a relay: each mail becomes a file there, for trying out. Nothing leaves the machine.

use std::{
    fs::File,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::relay::{RelayError, SendError, Sent};

/// What the setting begins with.
const SCHEME: &str = "folder:";

/// Names that are tried before giving up; others of them belong to mails of earlier runs.
const NAMES_MAX: u64 = 1_000_000;

/// A folder, and where the next name in it is looked for, so that not every mail walks over all that are taken.
#[derive(Clone)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    next: Arc<AtomicU64>,
}

/// Reads `folder:/path`; `None` is another kind of setting.
pub(super) fn of_setting(setting: &str) -> Result<Option<Folder>, RelayError> {
    let Some(path) = setting.trim().strip_prefix(SCHEME) else { return Ok(None) };
    let path = PathBuf::from(path);
    if !path.is_absolute() {
        return Err(RelayError::Folder);
    }
    Ok(Some(Folder { path, next: Arc::new(AtomicU64::new(1)) }))
}

impl Folder {
    /// Keeps one mail, readable for its owner alone, and durable before it counts as sent.
    pub(super) async fn keep(&self, bytes: &[u8]) -> Result<Sent, SendError> {
        let (folder, bytes) = (self.clone(), bytes.to_owned());
        match tokio::task::spawn_blocking(move || folder.write(&bytes)).await {
            Ok(Ok(())) => Ok(Sent { status: "2.0.0".to_owned() }),
            Ok(Err(_)) | Err(_) => {
                Err(SendError::ours(false, "4.3.0", "the folder of mail.relay cannot be written"))
            }
        }
    }

    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.path)?;
        for _ in 0..NAMES_MAX {
            let n = self.next.fetch_add(1, Ordering::Relaxed);
            let path = self.path.join(format!("{n:06}.eml"));
            let mut options = std::fs::OpenOptions::new();
            match options.write(true).create_new(true).mode(0o600).open(&path) {
                Ok(file) => return self.fill(file, &path, bytes),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::StorageFull.into())
    }

    fn fill(&self, mut file: File, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        if let Err(error) = written {
            // Half a mail is none.
            std::fs::remove_file(path)?;
            return Err(error);
        }
        File::open(&self.path)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use model::Address;

    use crate::{Relay, RelayError};

    #[tokio::test]
    async fn each_mail_becomes_a_file_of_its_own_that_only_its_owner_reads() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox");
        let relay = Relay::parse(&format!("folder:{}", path.display())).unwrap();
        let to = Address::parse("jana@mail.example").unwrap();
        for _ in 0..2 {
            relay.send(b"Subject: x\r\n\r\ny\r\n", None, &to).await.unwrap();
        }
        let files: Vec<_> = std::fs::read_dir(&path).unwrap().map(Result::unwrap).collect();
        assert_eq!(files.len(), 2);
        for file in files {
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
            assert_eq!(std::fs::read(file.path()).unwrap(), b"Subject: x\r\n\r\ny\r\n");
        }
    }

    #[test]
    fn is_named_from_the_root_on() {
        assert!(matches!(Relay::parse("folder:outbox"), Err(RelayError::Folder)));
        assert!(matches!(Relay::parse("outbox"), Err(RelayError::Url)));
    }
}
