//! The vault itself: the key store, the intake and the blobs, opened together.

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use model::Chance;
use tokio::{sync::RwLock, task};

use crate::{
    BlobsConfig, VaultConfig, VaultError,
    blobs::BlobStore,
    bucket::Bucket,
    intake::Intakes,
    seal::KeyBytes,
    store::{self, KeyStore, writer::Writer},
};

/// Where intake waits within a local blob folder. No blob folder has this name: theirs have two hex digits.
const INTAKE_DIR: &str = "intake";

/// Keys and sealed blobs. Dropping it waits until what was asked of the key store is written.
pub struct Vault {
    // First, so that it stops before the store that it writes to is closed.
    pub(crate) writer: Writer,
    pub(crate) store: Arc<KeyStore>,
    pub(crate) intakes: Intakes,
    pub(crate) blobs: Arc<BlobStore>,
    /// Shared by whoever writes or moves an intake, held alone by a new epoch.
    pub(crate) gate: Arc<RwLock<()>>,
    pub(crate) mac_key: KeyBytes,
    pub(crate) index_key: KeyBytes,
}

impl Vault {
    /// Opens the vault, made on first use; finishes what a crash left, and retires the intake keys of earlier days.
    pub async fn open(
        config: VaultConfig,
        chance: Arc<dyn Chance>,
        now: Timestamp,
    ) -> Result<Self, VaultError> {
        let (vault, must_rotate) = blocking(move || {
            let (blobs, intake_dir) = match config.blobs {
                BlobsConfig::Dir(dir) => (BlobStore::open_dir(&dir)?, dir.join(INTAKE_DIR)),
                BlobsConfig::Bucket { url, intake_dir } => {
                    (BlobStore::Bucket(Bucket::open(&url)?), intake_dir)
                }
            };
            let intakes = Intakes::open(&intake_dir)?;
            let (store, must_rotate) = store::open(&config.keys_dir, &config.kek, chance)?;
            let store = Arc::new(store);
            let vault = Self {
                mac_key: store.secret("mac")?,
                index_key: store.secret("blind index")?,
                writer: Writer::start(Arc::clone(&store), intakes.clone())?,
                store,
                intakes,
                blobs: Arc::new(blobs),
                gate: Arc::default(),
            };
            Ok((vault, must_rotate))
        })
        .await?;
        if must_rotate {
            // A passphrase or credential was configured since: the bare key file must go.
            vault.rotate().await?;
        }
        vault.retire_intake_keys(now).await?;
        Ok(vault)
    }

    /// Runs file work beside the tasks that answer callers.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        blocking(work).await
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
) -> Result<T, VaultError> {
    task::spawn_blocking(work).await.map_err(|_| VaultError::Closed)?
}
