//! What can go wrong; reading a line never does.

use thiserror::Error;

/// Why a source or a snapshot was refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TemplateError {
    /// There are as many sources as the configuration allows.
    #[error("source `{name}` is one more than the {max} that are told apart")]
    TooManySources {
        /// The name of the source.
        name: String,
        /// The limit.
        max: usize,
    },
    /// The name of a source is too long.
    #[error("the name of a source has {bytes} bytes; {max} are allowed")]
    NameTooLong {
        /// The length of the name.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// The snapshot was written in another format.
    #[error("the snapshot has format {found}; this version reads {read}")]
    Format {
        /// The format that was found.
        found: u32,
        /// The format that is read.
        read: u32,
    },
    /// The snapshot was taken under another key, so its hashes mean nothing here.
    #[error("the snapshot was taken under another key")]
    Key,
    /// The snapshot contradicts itself.
    #[error("the snapshot of source `{name}` is broken: {what}")]
    Broken {
        /// The name of the source.
        name: String,
        /// What does not fit.
        what: &'static str,
    },
}
