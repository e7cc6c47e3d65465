//! The checkpoint (C2SP tlog-checkpoint): size and root of the log, signed as a note.

use std::{fmt, str::FromStr};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    note::{ED25519_KIND, NoteError, NoteKey, is_key_name},
    tree::{Hash, TREE_LEAVES_MAX, TreeHead},
};

/// What a log says about itself at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: a name like `support.example.org/log`.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Why a checkpoint or its key is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The name cannot stand in a note.
    #[error("origin is empty, too long, or has a space or a plus in it")]
    Origin,
    /// The bytes are no Ed25519 seed.
    #[error("seed is not one of an Ed25519 key")]
    Seed,
    /// The text of a key is not `name+hash+key`.
    #[error("key is not of the form name+hash+key, or its hash does not fit")]
    Key,
    /// The note around it is wrong.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text of the note is not a checkpoint.
    #[error("signed text is not a checkpoint")]
    NotACheckpoint,
    /// The checkpoint speaks of another log.
    #[error("checkpoint is of another log")]
    OtherLog,
}

impl Checkpoint {
    /// Returns size and root.
    pub const fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: self.root }
    }

    fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads the text. Further lines are allowed by the specification and mean nothing here.
    fn of_text(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (origin, digits, root) = (lines.next()?, lines.next()?, lines.next()?);
        let size: u64 = digits.parse().ok()?;
        let root = STANDARD.decode(root).ok()?.try_into().ok()?;
        // One number has one spelling: no sign, no leading zero.
        let is_fitting = digits == size.to_string() && size <= TREE_LEAVES_MAX;
        let is_whole = !origin.is_empty() && lines.all(|line| !line.is_empty());
        (is_fitting && is_whole).then(|| Self { origin: origin.to_owned(), size, root })
    }
}

/// The key that signs the checkpoints of one log. It lives in the vault's key store.
pub struct CheckpointKey {
    pair: Ed25519KeyPair,
    verifier: CheckpointVerifier,
}

impl CheckpointKey {
    /// Makes the key of a log from 32 random octets.
    pub fn of_seed(origin: &str, seed: &[u8; 32]) -> Result<Self, CheckpointError> {
        if !is_key_name(origin) {
            return Err(CheckpointError::Origin);
        }
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| CheckpointError::Seed)?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| CheckpointError::Seed)?;
        let verifier = CheckpointVerifier(NoteKey { name: origin.to_owned(), public });
        Ok(Self { pair, verifier })
    }

    /// Returns the checkpoint of this log for a tree.
    pub fn checkpoint(&self, head: &TreeHead) -> Checkpoint {
        let origin = self.verifier.origin().to_owned();
        Checkpoint { origin, size: head.size, root: head.root }
    }

    /// Signs a checkpoint of this log; returns the note.
    pub fn sign(&self, checkpoint: &Checkpoint) -> Result<String, CheckpointError> {
        if checkpoint.origin != self.verifier.origin() {
            return Err(CheckpointError::OtherLog);
        }
        Ok(self.verifier.0.sign(&self.pair, &checkpoint.text())?)
    }

    /// Returns the half that may be published.
    pub fn verifier(&self) -> CheckpointVerifier {
        self.verifier.clone()
    }
}

/// The public key of a log, under the name of the log. Its text is `name+hash+key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointVerifier(NoteKey);

impl CheckpointVerifier {
    /// Reads the text of a key.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(CheckpointError::Key);
        };
        let key = STANDARD.decode(key).map_err(|_| CheckpointError::Key)?;
        let Some((&ED25519_KIND, public)) = key.split_first() else {
            return Err(CheckpointError::Key);
        };
        let public = public.try_into().map_err(|_| CheckpointError::Key)?;
        let verifier = Self(NoteKey { name: name.to_owned(), public });
        if !is_key_name(name) || hash != verifier.hash() {
            return Err(CheckpointError::Key);
        }
        Ok(verifier)
    }

    /// Returns the name of the log.
    pub fn origin(&self) -> &str {
        &self.0.name
    }

    /// Returns the checkpoint in a note that the key of this log signed.
    pub fn verify(&self, note: &str) -> Result<Checkpoint, CheckpointError> {
        let text = self.0.open(note)?;
        let checkpoint = Checkpoint::of_text(text).ok_or(CheckpointError::NotACheckpoint)?;
        if checkpoint.origin != self.origin() {
            return Err(CheckpointError::OtherLog);
        }
        Ok(checkpoint)
    }

    fn hash(&self) -> String {
        self.0.id().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for CheckpointVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = STANDARD.encode([&[ED25519_KIND][..], &self.0.public].concat());
        write!(f, "{}+{}+{key}", self.0.name, self.hash())
    }
}

impl FromStr for CheckpointVerifier {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::note::{KEY_NAME_BYTES_MAX, NOTE_BYTES_MAX};

    const ORIGIN: &str = "support.example.org/log";

    fn key() -> CheckpointKey {
        CheckpointKey::of_seed(ORIGIN, &[7; 32]).unwrap()
    }

    fn note() -> String {
        let head = TreeHead { size: 300, root: [5; 32] };
        key().sign(&key().checkpoint(&head)).unwrap()
    }

    /// Signs any text, as a log of another make might.
    fn signed(text: &str) -> String {
        let key = key();
        key.verifier.0.sign(&key.pair, text).unwrap()
    }

    fn check(note: &str, expect: Result<u64, CheckpointError>) {
        let size = key().verifier().verify(note).map(|checkpoint| checkpoint.size);
        assert_eq!(size, expect, "{note}");
    }

    #[test]
    fn a_note_reads_back() {
        let checkpoint = key().verifier().verify(&note()).unwrap();
        let expect = Checkpoint { origin: ORIGIN.to_owned(), size: 300, root: [5; 32] };
        assert_eq!(checkpoint, expect);
        let body = "support.example.org/log\n300\nBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=\n\n\u{2014} ";
        assert!(note().starts_with(body), "{}", note());
    }

    #[test]
    fn a_key_reads_back() {
        let verifier = key().verifier();
        assert_eq!(CheckpointVerifier::parse(&verifier.to_string()), Ok(verifier));
    }

    #[test]
    fn keys_and_notes_of_others_are_read() {
        // The key and the note of the documentation of Go's `sumdb/note`; Go's own module log.
        let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let verifier = CheckpointVerifier::parse(text).unwrap();
        assert_eq!(verifier.to_string(), text);
        let note = "If you think cryptography is the answer to your problem,\n\
            then you don't know what your problem is.\n\n\
            \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        assert!(verifier.0.open(note).is_ok());
        assert_eq!(verifier.verify(note), Err(CheckpointError::NotACheckpoint));
        let text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
        assert_eq!(CheckpointVerifier::parse(text).unwrap().to_string(), text);
    }

    #[test]
    fn wrong_keys_are_refused() {
        let good = key().verifier().to_string();
        let other_hash = good.replacen('+', "+0", 1);
        let renamed = good.replacen("support", "support2", 1);
        for text in ["", "a", "a+b", "a+b+c", "++", &other_hash, &renamed, &good[..good.len() - 4]]
        {
            assert_eq!(CheckpointVerifier::parse(text), Err(CheckpointError::Key), "{text}");
        }
        for name in ["", "a b", "a+b", "a\nb", &"a".repeat(KEY_NAME_BYTES_MAX + 1)] {
            let key = CheckpointKey::of_seed(name, &[7; 32]);
            assert_eq!(key.err(), Some(CheckpointError::Origin), "{name}");
        }
    }

    #[test]
    fn another_log_is_not_signed() {
        let other = CheckpointKey::of_seed("other.example.org", &[7; 32]).unwrap();
        let checkpoint = other.checkpoint(&TreeHead { size: 1, root: [0; 32] });
        assert_eq!(key().sign(&checkpoint), Err(CheckpointError::OtherLog));
        check(&other.sign(&checkpoint).unwrap(), Err(NoteError::Unsigned.into()));
    }

    #[test]
    fn signatures_are_checked() {
        let good = note();
        check(&good, Ok(300));
        check(&good.replace("\n300\n", "\n301\n"), Err(NoteError::WrongSignature.into()));
        let other = CheckpointKey::of_seed(ORIGIN, &[8; 32]).unwrap();
        let forged = other.sign(&other.checkpoint(&TreeHead { size: 300, root: [5; 32] })).unwrap();
        check(&forged, Err(NoteError::Unsigned.into()));
        let (_, line) = forged.split_once("\n\n").unwrap();
        // A witness adds its line; the log's own still counts.
        check(&format!("{good}{line}"), Ok(300));
        check(&format!("{good}{}", line.repeat(40)), Err(NoteError::TooManySignatures.into()));
        check(&good.repeat(1000), Err(NoteError::TooLong.into()));
        assert!(good.len() * 1000 > NOTE_BYTES_MAX);
        for text in
            ["", "\n", "\n\n", "\n\n\n", "a\n\nb\n", good.trim_end(), &good.replace('\n', "\r\n")]
        {
            check(text, Err(NoteError::Malformed.into()));
        }
    }

    #[test]
    fn signed_texts_must_be_checkpoints() {
        let root = STANDARD.encode([5; 32]);
        check(&signed(&format!("{ORIGIN}\n0\n{root}\n")), Ok(0));
        check(&signed(&format!("{ORIGIN}\n300\n{root}\nmore\n")), Ok(300));
        check(&signed(&format!("other\n300\n{root}\n")), Err(CheckpointError::OtherLog));
        for text in [
            "\n".to_owned(),
            format!("{ORIGIN}\n300\n"),
            format!("{ORIGIN}\n0300\n{root}\n"),
            format!("{ORIGIN}\n+300\n{root}\n"),
            format!("{ORIGIN}\n-1\n{root}\n"),
            format!("{ORIGIN}\n9223372036854775808\n{root}\n"),
            format!("{ORIGIN}\n300\n{root}=\n"),
            format!("{ORIGIN}\n300\nBQU=\n"),
            format!("{ORIGIN}\n300\n{root}\n\nmore\n"),
            format!("\n300\n{root}\n"),
        ] {
            check(&signed(&text), Err(CheckpointError::NotACheckpoint));
        }
    }

    proptest! {
        #[test]
        fn foreign_keys_never_panic(text in "\\PC{0,80}|[a-z.]{1,9}\\+[0-9a-f]{8}\\+[A-Za-z0-9/]{44}") {
            if let Ok(verifier) = CheckpointVerifier::parse(&text) {
                prop_assert_eq!(verifier.to_string(), text);
            }
        }

        #[test]
        fn foreign_notes_never_panic(text in "(?s).{0,300}|([a-z0-9]{0,9}\n){0,5}\n(\u{2014} [a-z]{1,3} [A-Za-z0-9/]{0,8}\n){0,3}") {
            prop_assert!(key().verifier().verify(&text).is_err());
        }

        #[test]
        fn a_changed_note_is_refused(at in any::<prop::sample::Index>(), char in any::<char>()) {
            let good = note();
            let mut chars: Vec<char> = good.chars().collect();
            let at = at.index(chars.len());
            chars[at] = char;
            let changed: String = chars.iter().collect();
            prop_assert_eq!(key().verifier().verify(&changed).is_ok(), changed == good);
        }
    }
}
