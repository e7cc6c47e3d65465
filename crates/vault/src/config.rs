//! Where the vault keeps its files and what guards its key-encryption key.

use std::path::PathBuf;

use model::Personal;

/// What the vault needs to open.
#[derive(Clone, Debug)]
pub struct VaultConfig {
    /// The folder of the key store and the key-encryption key; apart from the database, mode 0700.
    pub keys_dir: PathBuf,
    /// Where blobs and intake are kept.
    pub blobs: BlobsConfig,
    /// What guards the key-encryption key.
    pub kek: KekSource,
}

/// What guards the key-encryption key's file.
#[derive(Clone, Debug)]
pub enum KekSource {
    /// The file's own rights, nothing else.
    File,
    /// A passphrase: the file holds the key wrapped under argon2id of it.
    Passphrase(Personal<String>),
    /// A credential file, such as systemd's `$CREDENTIALS_DIRECTORY/chancery-kek`: the key file is wrapped under it.
    Credential(PathBuf),
}

/// Where sealed blobs are kept.
#[derive(Clone, Debug)]
pub enum BlobsConfig {
    /// A local folder; intake waits in `intake/` within it.
    Dir(PathBuf),
    /// A bucket.
    Bucket {
        /// `s3://bucket/prefix`, `az://container/prefix` or `gs://bucket/prefix`; credentials come from the environment.
        url: String,
        /// The local folder where intake waits: bytes are durable here before they are acknowledged.
        intake_dir: PathBuf,
    },
}
