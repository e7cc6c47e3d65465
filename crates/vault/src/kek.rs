//! The key-encryption key: one small file per epoch, plain or wrapped by a passphrase or a credential.
//!
//! A passphrase or a credential never *is* the key: it wraps the file. Otherwise destroying the file would
//! destroy nothing, and an epoch could not end.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use model::Chance;
use zeroize::Zeroizing;

use crate::{
    KekSource, VaultError, folder,
    seal::{self, Cipher, KEY_BYTES, KeyBytes, WRAPPED_BYTES},
};

/// Octets of a guarded key file: magic, kind, three costs, salt, wrapped key.
const GUARDED_BYTES: usize = 4 + 1 + 12 + SALT_BYTES + WRAPPED_BYTES;

/// Octets of the salt of a passphrase or credential (RFC 9106 §3.1).
const SALT_BYTES: usize = 16;

/// Memory that argon2id takes, in KiB (RFC 9106 §4, second recommended option).
const ARGON2_MEMORY_KIB: u32 = 64 * 1024;

/// Passes of argon2id over its memory.
const ARGON2_PASSES: u32 = 3;

/// Lanes of argon2id; one, because we compute them one after the other.
const ARGON2_LANES: u32 = 1;

/// The most memory a key file may ask for, in KiB; more is a damaged file.
const ARGON2_MEMORY_KIB_MAX: u32 = 4 * 1024 * 1024;

/// The most passes a key file may ask for.
const ARGON2_PASSES_MAX: u32 = 64;

/// Octets a credential must have.
const CREDENTIAL_BYTES_MIN: usize = 16;

/// Octets a credential may have.
const CREDENTIAL_BYTES_MAX: usize = 64 * 1024;

const MAGIC: [u8; 4] = *b"CKEK";
const LABEL: &str = "kek";

/// The key-encryption key of one epoch.
pub(crate) struct Kek {
    bytes: KeyBytes,
    cipher: Cipher,
}

impl Kek {
    pub(crate) fn draw(chance: &dyn Chance) -> Self {
        Self::new(seal::draw(chance))
    }

    fn new(bytes: KeyBytes) -> Self {
        let cipher = Cipher::new(&bytes);
        Self { bytes, cipher }
    }

    pub(crate) fn cipher(&self) -> &Cipher {
        &self.cipher
    }
}

/// How the key files of this house are guarded. It is kept open, so that a new epoch needs no passphrase.
pub(crate) enum Guard {
    /// By the file's rights only.
    Rights,
    /// By a key made from a passphrase or a credential.
    Key { kind: GuardKind, costs: Costs, salt: [u8; SALT_BYTES], cipher: Cipher },
}

/// What the guarding key is made from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum GuardKind {
    Passphrase = 1,
    Credential = 2,
}

/// The costs of argon2id as the key file names them; zero for a credential.
#[derive(Clone, Copy)]
pub(crate) struct Costs {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Guard {
    /// Makes the guard that the configuration asks for.
    pub(crate) fn new(source: &KekSource, chance: &dyn Chance) -> Result<Self, VaultError> {
        let salt = chance.bytes();
        match source {
            KekSource::File => Ok(Self::Rights),
            KekSource::Passphrase(_) => {
                let costs = Costs {
                    memory_kib: ARGON2_MEMORY_KIB,
                    passes: ARGON2_PASSES,
                    lanes: ARGON2_LANES,
                };
                Self::key(
                    source,
                    GuardKind::Passphrase,
                    costs,
                    salt,
                    Path::new("the configuration"),
                )
            }
            KekSource::Credential(path) => {
                let costs = Costs { memory_kib: 0, passes: 0, lanes: 0 };
                Self::key(source, GuardKind::Credential, costs, salt, path)
            }
        }
    }

    fn key(
        source: &KekSource,
        kind: GuardKind,
        costs: Costs,
        salt: [u8; SALT_BYTES],
        path: &Path,
    ) -> Result<Self, VaultError> {
        let key = match (kind, source) {
            (GuardKind::Passphrase, KekSource::Passphrase(passphrase)) => {
                if passphrase.expose().is_empty() {
                    return Err(VaultError::PassphraseMissing(path.to_owned()));
                }
                stretch(passphrase.expose(), costs, &salt, path)?
            }
            (GuardKind::Credential, KekSource::Credential(credential)) => {
                let material = read_credential(credential)?;
                seal::extract(&salt, &material, "credential")
            }
            (GuardKind::Passphrase, _) => {
                return Err(VaultError::PassphraseMissing(path.to_owned()));
            }
            (GuardKind::Credential, _) => {
                return Err(VaultError::CredentialMissing(path.to_owned()));
            }
        };
        Ok(Self::Key { kind, costs, salt, cipher: Cipher::new(&key) })
    }
}

/// Writes a key file under this guard; durable when it returns.
pub(crate) fn write(
    path: &Path,
    kek: &Kek,
    guard: &Guard,
    chance: &dyn Chance,
) -> Result<(), VaultError> {
    let Guard::Key { kind, costs, salt, cipher } = guard else {
        return folder::write_durably(path, kek.bytes.as_slice());
    };
    let mut file = Zeroizing::new(Vec::with_capacity(GUARDED_BYTES));
    file.extend_from_slice(&MAGIC);
    file.push(*kind as u8);
    for cost in [costs.memory_kib, costs.passes, costs.lanes] {
        file.extend_from_slice(&cost.to_be_bytes());
    }
    file.extend_from_slice(salt);
    file.extend_from_slice(&cipher.wrap_key(&seal::bound(LABEL, &[]), &kek.bytes, chance)?);
    folder::write_durably(path, &file)
}

/// Reads a key file, and how it is guarded.
pub(crate) fn read(path: &Path, source: &KekSource) -> Result<(Kek, Guard), VaultError> {
    let damaged = |fault| VaultError::Layout { path: path.to_owned(), fault };
    if !path.exists() {
        let fault = "the key-encryption key is missing; restore it from its own backup";
        return Err(damaged(fault));
    }
    folder::check_private(path)?;
    let file = folder::read(path, GUARDED_BYTES)
        .map_err(|e| match e {
            VaultError::TooLarge { .. } => damaged("not a key-encryption key: it is too long"),
            other => other,
        })?
        .map(Zeroizing::new)
        .unwrap_or_default();
    if let Ok(bytes) = <[u8; KEY_BYTES]>::try_from(file.as_slice()) {
        return Ok((Kek::new(Zeroizing::new(bytes)), Guard::Rights));
    }
    let (kind, costs, salt, wrapped) = parse(&file)
        .ok_or_else(|| damaged("not a key-encryption key; restore it from its own backup"))?;
    let guard = Guard::key(source, kind, costs, salt, path)?;
    let Guard::Key { cipher, .. } = &guard else { return Err(VaultError::Cipher) };
    match cipher.unwrap_key(&seal::bound(LABEL, &[]), &wrapped) {
        Some(bytes) => Ok((Kek::new(bytes), guard)),
        None if kind == GuardKind::Passphrase => Err(VaultError::PassphraseWrong(path.to_owned())),
        None => Err(VaultError::CredentialWrong(path.to_owned())),
    }
}

type Parsed = (GuardKind, Costs, [u8; SALT_BYTES], [u8; WRAPPED_BYTES]);

fn parse(file: &[u8]) -> Option<Parsed> {
    let rest = file.strip_prefix(&MAGIC)?;
    let (kind, rest) = rest.split_first()?;
    let kind = match kind {
        1 => GuardKind::Passphrase,
        2 => GuardKind::Credential,
        _ => return None,
    };
    let (memory_kib, rest) = rest.split_first_chunk()?;
    let (passes, rest) = rest.split_first_chunk()?;
    let (lanes, rest) = rest.split_first_chunk()?;
    let costs = Costs {
        memory_kib: u32::from_be_bytes(*memory_kib),
        passes: u32::from_be_bytes(*passes),
        lanes: u32::from_be_bytes(*lanes),
    };
    if costs.memory_kib > ARGON2_MEMORY_KIB_MAX || costs.passes > ARGON2_PASSES_MAX {
        return None;
    }
    let (salt, rest) = rest.split_first_chunk()?;
    Some((kind, costs, *salt, rest.try_into().ok()?))
}

fn stretch(
    passphrase: &str,
    costs: Costs,
    salt: &[u8; SALT_BYTES],
    path: &Path,
) -> Result<KeyBytes, VaultError> {
    let params = Params::new(costs.memory_kib, costs.passes, costs.lanes, Some(KEY_BYTES))
        .map_err(|_| VaultError::Layout {
            path: path.to_owned(),
            fault: "the key file asks for costs that argon2id does not know",
        })?;
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(|_| VaultError::Cipher)?;
    Ok(key)
}

fn read_credential(path: &Path) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let material = folder::read(path, CREDENTIAL_BYTES_MAX)?
        .map(Zeroizing::new)
        .ok_or_else(|| VaultError::CredentialMissing(path.to_owned()))?;
    if material.len() < CREDENTIAL_BYTES_MIN {
        return Err(VaultError::CredentialShort {
            path: path.to_owned(),
            min: CREDENTIAL_BYTES_MIN,
        });
    }
    Ok(material)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_damaged_key_file_is_refused_and_never_panics(
            head in prop_oneof![Just(MAGIC.to_vec()), Just(Vec::new())],
            tail in proptest::collection::vec(any::<u8>(), 0..120),
        ) {
            let file = [head, tail].concat();
            if let Some((_, costs, ..)) = parse(&file) {
                prop_assert!(costs.memory_kib <= ARGON2_MEMORY_KIB_MAX);
                prop_assert_eq!(file.len(), GUARDED_BYTES);
            }
        }
    }
}
