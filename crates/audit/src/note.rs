//! Signed notes (C2SP signed-note): a text, an empty line, and one line for each signature.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::tree::sha256;

/// Octets of the largest note; other parties may add signatures of a few kilobytes each.
pub const NOTE_BYTES_MAX: usize = 128 * 1024;

/// Signature lines of a note; the specification asks for at least 16.
pub const NOTE_SIGNATURES_MAX: usize = 32;

/// Octets of the longest key name.
pub const KEY_NAME_BYTES_MAX: usize = 255;

/// The kind of key and signature, as the specification numbers them.
pub(crate) const ED25519_KIND: u8 = 0x01;

/// Octets before the signature in a signature line.
const KEY_ID_BYTES: usize = 4;

/// Why a note is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is too long.
    #[error("note is longer than {NOTE_BYTES_MAX} octets")]
    TooLong,
    /// It has too many signature lines.
    #[error("note has more than {NOTE_SIGNATURES_MAX} signatures")]
    TooManySignatures,
    /// It is not a text, an empty line and signature lines.
    #[error("text is not a signed note")]
    Malformed,
    /// None of its signatures is by the key that is trusted.
    #[error("note is not signed by this key")]
    Unsigned,
    /// It bears the name of the key, but the key did not sign this text.
    #[error("signature does not fit the note")]
    WrongSignature,
}

/// The public half of a key with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoteKey {
    pub(crate) name: String,
    pub(crate) public: [u8; 32],
}

impl NoteKey {
    /// Returns the four octets that stand for the key in signature lines.
    pub(crate) fn id(&self) -> [u8; KEY_ID_BYTES] {
        let digest = sha256(&[self.name.as_bytes(), &[b'\n', ED25519_KIND], &self.public]);
        digest.first_chunk().copied().unwrap_or_default()
    }

    /// Signs a text with the private half.
    pub(crate) fn sign(&self, pair: &Ed25519KeyPair, text: &str) -> Result<String, NoteError> {
        let signature = pair.try_sign(text.as_bytes()).map_err(|_| NoteError::Unsigned)?;
        let signature = STANDARD.encode([&self.id(), signature.as_ref()].concat());
        Ok(format!("{text}\n\u{2014} {} {signature}\n", self.name))
    }

    /// Returns the text of a note that this key signed. Signatures by other keys are left alone.
    pub(crate) fn open<'note>(&self, note: &'note str) -> Result<&'note str, NoteError> {
        if note.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLong);
        }
        if note.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(NoteError::Malformed);
        }
        let (before, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Malformed)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Malformed)?;
        // The text keeps the newline that ends it; the empty line belongs to neither part.
        let text = note.get(..=before.len()).ok_or(NoteError::Malformed)?;
        let mut is_signed = false;
        for (at, line) in lines.split('\n').enumerate() {
            if at == NOTE_SIGNATURES_MAX {
                return Err(NoteError::TooManySignatures);
            }
            let Some(signature) = self.own_signature(line)? else {
                continue;
            };
            UnparsedPublicKey::new(&ED25519, self.public)
                .verify(text.as_bytes(), &signature)
                .map_err(|_| NoteError::WrongSignature)?;
            is_signed = true;
        }
        if is_signed { Ok(text) } else { Err(NoteError::Unsigned) }
    }

    /// Returns the signature of a line if it is by the name and id of this key.
    fn own_signature(&self, line: &str) -> Result<Option<Vec<u8>>, NoteError> {
        let line = line.strip_prefix("\u{2014} ").ok_or(NoteError::Malformed)?;
        let (name, encoded) = line.split_once(' ').ok_or(NoteError::Malformed)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| NoteError::Malformed)?;
        let (id, signature) =
            bytes.split_first_chunk::<KEY_ID_BYTES>().ok_or(NoteError::Malformed)?;
        if !is_key_name(name) || signature.is_empty() {
            return Err(NoteError::Malformed);
        }
        let is_own = name == self.name && *id == self.id();
        Ok(is_own.then(|| signature.to_vec()))
    }
}

/// Says whether a key may have this name.
pub(crate) fn is_key_name(name: &str) -> bool {
    let is_fitting = |char: char| !char.is_whitespace() && !char.is_control() && char != '+';
    !name.is_empty() && name.len() <= KEY_NAME_BYTES_MAX && name.chars().all(is_fitting)
}
