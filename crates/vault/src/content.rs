//! The form of a sealed file: a head, then the content under a key of its own.
//!
//! ```text
//! magic (4) | content id (16) | intake key id (16) | content key wrapped by it (60) | nonce (12) | ciphertext | tag (16)
//! ```
//!
//! A blob that never was an intake has zeros for the two in the middle. An intake that became a blob keeps them;
//! they are dead as soon as the intake key is.

use model::{Chance, KeyId};
use uuid::Uuid;

use crate::{
    VaultError,
    seal::{
        self, Cipher, DataKey, KEY_BYTES, KeyBytes, NONCE_BYTES, TAG_BYTES, WRAPPED_BYTES, Wrapped,
    },
};

/// Octets of content that the vault seals in one piece. A mail is smaller (the listener's limit); attachments
/// are parts of mails.
pub const CONTENT_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Octets of a file's head.
pub(crate) const HEAD_BYTES: usize = 4 + 16 + 16 + WRAPPED_BYTES;

/// Octets of the longest file.
pub(crate) const FILE_BYTES_MAX: usize = HEAD_BYTES + NONCE_BYTES + CONTENT_BYTES_MAX + TAG_BYTES;

const MAGIC: [u8; 4] = *b"CHB1";

/// What a file says before its content.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    /// The id to which the content is bound: of the intake or blob that it was first.
    pub(crate) content: Uuid,
    /// The intake key that opens it, and the content key wrapped by that.
    pub(crate) intake: (KeyId, Wrapped),
}

impl Head {
    /// The head of a blob that never was an intake.
    pub(crate) fn of_blob(content: Uuid) -> Self {
        Self { content, intake: (KeyId::from_uuid(Uuid::nil()), [0; WRAPPED_BYTES]) }
    }

    /// The head of an intake, its content key wrapped by an intake key.
    pub(crate) fn of_intake(
        content: Uuid,
        content_key: &[u8; KEY_BYTES],
        (id, key): (KeyId, &DataKey),
        chance: &dyn Chance,
    ) -> Result<Self, VaultError> {
        let wrapped = key.wraps().wrap_key(&intake_aad(content), content_key, chance)?;
        Ok(Self { content, intake: (id, wrapped) })
    }

    /// Unwraps the content key by an intake key; `None` if either was changed.
    pub(crate) fn content_key(&self, key: &DataKey) -> Option<KeyBytes> {
        key.wraps().unwrap_key(&intake_aad(self.content), &self.intake.1)
    }

    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let (id, wrapped) = self.intake;
        let id = id.uuid();
        let parts: [&[u8]; 4] = [&MAGIC, self.content.as_bytes(), id.as_bytes(), &wrapped];
        parts.concat()
    }

    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (content, rest) = rest.split_first_chunk::<16>()?;
        let (id, rest) = rest.split_first_chunk::<16>()?;
        let (wrapped, _) = rest.split_first_chunk::<WRAPPED_BYTES>()?;
        let id = KeyId::from_uuid(Uuid::from_bytes(*id));
        Some(Self { content: Uuid::from_bytes(*content), intake: (id, *wrapped) })
    }
}

/// Returns the whole file for some content.
pub(crate) fn seal_file(
    head: Head,
    content_key: &[u8; KEY_BYTES],
    plain: &[u8],
    chance: &dyn Chance,
) -> Result<Vec<u8>, VaultError> {
    check_size(plain)?;
    Cipher::new(content_key).seal(&content_aad(head.content), head.to_bytes(), plain, chance)
}

/// Opens a file's content; `None` if it was changed or is bound to another id.
pub(crate) fn open_file(
    content: Uuid,
    content_key: &[u8; KEY_BYTES],
    file: Vec<u8>,
) -> Option<Vec<u8>> {
    if Head::parse(&file)?.content != content {
        return None;
    }
    Cipher::new(content_key).open(&content_aad(content), file, HEAD_BYTES)
}

/// Refuses what is larger than one piece may be.
pub(crate) fn check_size(plain: &[u8]) -> Result<(), VaultError> {
    if plain.len() > CONTENT_BYTES_MAX {
        return Err(VaultError::TooLarge { n_bytes: plain.len(), max: CONTENT_BYTES_MAX });
    }
    Ok(())
}

fn content_aad(content: Uuid) -> Vec<u8> {
    seal::bound("content", &[content.as_bytes()])
}

fn intake_aad(content: Uuid) -> Vec<u8> {
    seal::bound("intake", &[content.as_bytes()])
}
