//! Whether the vault could keep something right now.

use std::path::Path;

use crate::{Vault, blobs::BlobStore, folder};

/// Free octets below which a folder counts as full: less does not take one ordinary mail with attachments.
pub const FREE_BYTES_MIN: u64 = 8 * 1024 * 1024;

/// Octets written to see whether a folder takes any.
const PROBE_BYTES: usize = 4096;

const PROBE: &str = "probe.new";

/// The state of the vault's folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// The keys folder.
    pub keys: FolderHealth,
    /// The folder where intake waits.
    pub intake: FolderHealth,
    /// The blob folder; `None` with a bucket, which is not asked here.
    pub blobs: Option<FolderHealth>,
    /// The epoch in force.
    pub epoch: u64,
}

/// The state of one folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderHealth {
    /// True when a small file could be written.
    pub is_writable: bool,
    /// Octets left for us; `None` if the system does not say.
    pub free_bytes: Option<u64>,
}

impl Health {
    /// Says whether all folders take what comes.
    pub fn is_ready(&self) -> bool {
        [Some(self.keys), Some(self.intake), self.blobs]
            .iter()
            .flatten()
            .all(FolderHealth::is_ready)
    }
}

impl FolderHealth {
    /// Says whether this folder takes what comes.
    pub fn is_ready(&self) -> bool {
        self.is_writable && self.free_bytes.is_none_or(|free| free >= FREE_BYTES_MIN)
    }

    fn look(dir: &Path) -> Self {
        let probe = dir.join(PROBE);
        let is_written = std::fs::write(&probe, [0; PROBE_BYTES]).is_ok();
        let is_writable = folder::remove(&probe).is_ok() && is_written;
        let free_bytes = rustix::fs::statvfs(dir).ok().map(|fs| fs.f_bavail * fs.f_frsize);
        Self { is_writable, free_bytes }
    }
}

impl Vault {
    /// Looks whether the folders can be written and how much space is left.
    pub fn health(&self) -> Health {
        Health {
            keys: FolderHealth::look(self.store.dir()),
            intake: FolderHealth::look(self.intakes.dir()),
            blobs: match &*self.blobs {
                BlobStore::Dir(dir) => Some(FolderHealth::look(dir)),
                BlobStore::Bucket(_) => None,
            },
            epoch: self.store.epoch(),
        }
    }
}
