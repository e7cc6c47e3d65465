//! What can go wrong in the vault, without a word of what it keeps.

use std::{io, path::Path, path::PathBuf, sync::Arc};

use model::{BlobId, CaseId, IntakeId, KeyId, PersonId};
use uuid::Uuid;

/// Why the vault refused or failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// Others than the owner can read a key file or its folder.
    #[error(
        "{path} is open to others than its owner (mode {mode:04o}); set it to {wanted:04o}",
        path = path.display()
    )]
    Exposed {
        /// The file or folder.
        path: PathBuf,
        /// Its mode.
        mode: u32,
        /// The mode it must have.
        wanted: u32,
    },
    /// Another process holds the key store.
    #[error("the key store in {} is in use by another process", .0.display())]
    InUse(PathBuf),
    /// The key-encryption key is wrapped by a passphrase, and none was given.
    #[error("the key-encryption key in {} is guarded by a passphrase, which is missing", .0.display())]
    PassphraseMissing(PathBuf),
    /// The passphrase does not open the key-encryption key.
    #[error("the passphrase does not open the key-encryption key in {}", .0.display())]
    PassphraseWrong(PathBuf),
    /// The key-encryption key is wrapped by a credential, and none was given.
    #[error("the key-encryption key in {} is guarded by a credential file, which is not configured", .0.display())]
    CredentialMissing(PathBuf),
    /// The credential does not open the key-encryption key.
    #[error("the credential does not open the key-encryption key in {}", .0.display())]
    CredentialWrong(PathBuf),
    /// The credential is too short to guard anything.
    #[error("the credential in {path} has fewer than {min} octets", path = path.display())]
    CredentialShort {
        /// The credential file.
        path: PathBuf,
        /// The least it must hold.
        min: usize,
    },
    /// The key-encryption key does not fit the key store.
    #[error("the key-encryption key of epoch {epoch} does not open the key store in {dir}", dir = dir.display())]
    WrongKek {
        /// The folder.
        dir: PathBuf,
        /// The epoch of both files.
        epoch: u64,
    },
    /// The keys folder or a file of it is not as the vault leaves it.
    #[error("{path}: {fault}", path = path.display())]
    Layout {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it and what would be right.
        fault: &'static str,
    },
    /// The address of the bucket is not one the vault can use.
    #[error(
        "not a bucket address; it looks like s3://bucket/prefix, az://container/prefix or gs://bucket/prefix"
    )]
    BucketAddress,
    /// There is no key for this person: never made, or destroyed.
    #[error("no key for person {0}")]
    UnknownPerson(PersonId),
    /// There is no key for this case: never made, or destroyed with its requester.
    #[error("no key for case {0}")]
    UnknownCase(CaseId),
    /// The case already has a key, wrapped by another person's.
    #[error("case {0} already belongs to another requester")]
    OtherRequester(CaseId),
    /// The intake is not there, or its key is gone.
    #[error("no intake {0}")]
    UnknownIntake(IntakeId),
    /// Another blob stands under this id.
    #[error("blob {0} already exists with other content")]
    BlobExists(BlobId),
    /// A sealed value is not what was sealed for this place.
    #[error("the sealed value of {table}.{column}, row {row}, was changed or belongs elsewhere")]
    TamperedCell {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row.
        row: Uuid,
    },
    /// A sealed value is not text.
    #[error("the sealed value of {table}.{column}, row {row}, is not UTF-8 text")]
    NotText {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row.
        row: Uuid,
    },
    /// A blob or its wrap is not what was sealed.
    #[error("blob {0} or its wrap was changed or belongs elsewhere")]
    TamperedBlob(BlobId),
    /// An intake file is not what was sealed.
    #[error("intake {0} was changed or belongs elsewhere")]
    TamperedIntake(IntakeId),
    /// A row of the key store is not what was written.
    #[error("key {0} of the key store was changed or belongs elsewhere")]
    TamperedKey(KeyId),
    /// A house secret is not what was written.
    #[error("house secret `{0}` of the key store was changed or belongs elsewhere")]
    TamperedSecret(&'static str),
    /// More octets than the vault seals in one piece.
    #[error("{n_bytes} octets are more than the limit of {max}")]
    TooLarge {
        /// What was given.
        n_bytes: usize,
        /// The limit.
        max: usize,
    },
    /// More persons than one wrap can name.
    #[error("{n_persons} persons are more than the {max} that one blob can hang on")]
    TooManyPersons {
        /// What was given.
        n_persons: usize,
        /// The limit.
        max: usize,
    },
    /// The disk is full: nothing was kept.
    #[error("no space left for {}", .0.display())]
    Full(PathBuf),
    /// A file could not be read or written.
    #[error("cannot {doing} {path}", path = path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The key store's file failed. Shared, because one commit answers many callers.
    #[error("the key store failed")]
    Store(#[source] Arc<redb::Error>),
    /// The bucket failed.
    #[error("the bucket failed")]
    Bucket(#[source] object_store::Error),
    /// The cipher library refused; only an exhausted machine explains it.
    #[error("the cipher refused to work")]
    Cipher,
    /// The vault is shutting down.
    #[error("the vault is closed")]
    Closed,
}

impl VaultError {
    /// Names a full disk as such; everything else keeps the system's words.
    pub(crate) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        if is_full(&source) {
            return Self::Full(path.to_owned());
        }
        Self::Io { doing, path: path.to_owned(), source }
    }
}

/// A failed commit, told to everyone who had a part in it.
#[derive(Clone, Debug)]
pub(crate) enum CommitFault {
    Full(PathBuf),
    Store(Arc<redb::Error>),
}

impl CommitFault {
    pub(crate) fn new(path: &Path, source: redb::Error) -> Self {
        match source {
            redb::Error::Io(e) if is_full(&e) => Self::Full(path.to_owned()),
            other => Self::Store(Arc::new(other)),
        }
    }
}

impl From<CommitFault> for VaultError {
    fn from(fault: CommitFault) -> Self {
        match fault {
            CommitFault::Full(path) => Self::Full(path),
            CommitFault::Store(source) => Self::Store(source),
        }
    }
}

// A macro because redb has one error type per verb, all of which mean the same here.
macro_rules! store_errors {
    ($($from:ty),* $(,)?) => {$(
        impl From<$from> for VaultError {
            fn from(source: $from) -> Self {
                CommitFault::new(Path::new("the key store"), source.into()).into()
            }
        }
    )*};
}

store_errors!(
    redb::StorageError,
    redb::TableError,
    redb::TransactionError,
    redb::CommitError,
    redb::DatabaseError,
);

fn is_full(source: &io::Error) -> bool {
    matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}
