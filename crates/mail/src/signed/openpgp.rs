//! OpenPGP: a detached signature (RFC 3156 §5) by a key that its owner has set down, as that key stood when the mail
//! came. A key proves each of its parts itself: what its own signatures do not say does not count.

use std::fmt::LowerHex;

use jiff::Timestamp;
use model::{Personal, SignatureFault};
use pgp::{
    composed::{Deserializable, DetachedSignature, SignedPublicKey, SignedPublicSubKey},
    crypto::hash::HashAlgorithm,
    packet::{Signature, SignatureType},
    ser::Serialize,
    types::{KeyDetails, PublicParams, Tag},
};

use super::Verified;

/// Octets of a key that is set down, armoured; one with many signatures of others on it is exported without them.
pub const KEY_OCTETS_MAX: usize = 48 * 1024;

/// Signatures over one mail.
const SIGNATURES_MAX: usize = 4;

/// Keys of one person that are tried.
const KEYS_MAX: usize = 8;

/// Subkeys of one key that are looked at.
const SUBKEYS_MAX: usize = 16;

/// Signatures of a key over itself that are looked at, for each of its parts.
const SELF_SIGNATURES_MAX: usize = 32;

/// Bits of the smallest RSA key that counts, as of S/MIME.
const RSA_BITS_MIN: u16 = 2048;

/// Seconds that a signer's clock may be ahead of ours.
const AHEAD_SECS_MAX: i64 = 15 * 60;

/// An OpenPGP key, read and found good to sign with.
#[derive(Debug)]
pub struct OpenPgpKey {
    /// The key, without armour.
    pub bytes: Personal<Vec<u8>>,
    /// Its fingerprint, in hex digits.
    pub fingerprint: String,
    /// Whom it says that it belongs to; nobody has checked that.
    pub owners: Vec<Personal<String>>,
}

/// Why a key cannot be set down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenPgpKeyError {
    /// It is too large.
    #[error("the key is larger than 48 KiB; export it without the signatures of others")]
    TooLarge,
    /// It is a private key.
    #[error("this is a private key: keep it to yourself, and set down the public one")]
    Private,
    /// It is no key.
    #[error("this is not one OpenPGP public key, as text")]
    Unreadable,
    /// Nothing in it signs now.
    #[error("the key is expired, revoked, or not for signing")]
    Useless,
    /// Others could sign in its name.
    #[error("the key is too weak: RSA has 2,048 bits or more, and DSA does not count")]
    Weak,
}

/// How a part of a key stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Signs,
    Expired,
    Revoked,
    OtherPurpose,
    Weak,
}

/// Reads an armoured public key, and says what it is.
pub fn read_key(armoured: &str, at: Timestamp) -> Result<OpenPgpKey, OpenPgpKeyError> {
    const OWNERS_MAX: usize = 8;
    const OWNER_CHARS_MAX: usize = 200;
    let armoured = armoured.trim();
    if armoured.len() > KEY_OCTETS_MAX {
        return Err(OpenPgpKeyError::TooLarge);
    }
    if armoured.contains("BEGIN PGP PRIVATE KEY") {
        return Err(OpenPgpKeyError::Private);
    }
    let unreadable = |_: pgp::errors::Error| OpenPgpKeyError::Unreadable;
    let (mut keys, _) =
        SignedPublicKey::from_armor_many(armoured.as_bytes()).map_err(unreadable)?;
    let key = keys.next().ok_or(OpenPgpKeyError::Unreadable)?.map_err(unreadable)?;
    if keys.next().is_some() {
        return Err(OpenPgpKeyError::Unreadable);
    }
    let stands = |as_what| standings(&key, at).any(|(_, standing)| standing == as_what);
    if !stands(Standing::Signs) {
        let is_weak = stands(Standing::Weak);
        return Err(if is_weak { OpenPgpKeyError::Weak } else { OpenPgpKeyError::Useless });
    }
    let owner = |user: &pgp::types::SignedUser| {
        let text = String::from_utf8_lossy(user.id.id()).into_owned();
        Personal::new(model::one_line(&text).chars().take(OWNER_CHARS_MAX).collect())
    };
    Ok(OpenPgpKey {
        fingerprint: fingerprint_of(&key),
        owners: key.details.users.iter().take(OWNERS_MAX).map(owner).collect(),
        bytes: Personal::new(key.to_bytes().map_err(unreadable)?),
    })
}

/// Returns the key that made a signature over this.
pub(super) fn verify(
    entity: &[u8],
    armoured: &[u8],
    keys: &[Personal<Vec<u8>>],
    at: Timestamp,
) -> Result<Verified, SignatureFault> {
    if keys.is_empty() {
        return Err(SignatureFault::NoKey);
    }
    let mut signatures = Vec::new();
    let unreadable = |_: pgp::errors::Error| SignatureFault::Unreadable;
    for signature in DetachedSignature::from_armor_many(armoured).map_err(unreadable)?.0 {
        if signatures.len() >= SIGNATURES_MAX {
            return Err(SignatureFault::TooMuch);
        }
        signatures.push(signature.map_err(unreadable)?.signature);
    }
    if signatures.is_empty() {
        return Err(SignatureFault::Unreadable);
    }
    let mut fault = SignatureFault::OtherKey;
    for octets in keys.iter().take(KEYS_MAX) {
        // What was set down was read then; one that cannot be read any more makes none.
        let Ok(key) = SignedPublicKey::from_bytes(octets.expose().as_slice()) else { continue };
        for (part, standing) in standings(&key, at) {
            for signature in signatures.iter().filter(|signature| is_over_data(signature, at)) {
                let is_good = match part {
                    None => signature.verify(&key.primary_key, entity).is_ok(),
                    Some(subkey) => signature.verify(&subkey.key, entity).is_ok(),
                };
                match (is_good, standing) {
                    (false, _) => {}
                    (true, Standing::Signs) => {
                        let fingerprint = fingerprint_of(&key);
                        let of_subkey = |part: &SignedPublicSubKey| hex(&part.key.fingerprint());
                        return Ok(Verified {
                            entity: entity.to_vec(),
                            part: part.map_or_else(|| fingerprint.clone(), of_subkey),
                            fingerprint,
                            by: vec![octets.expose().clone()],
                        });
                    }
                    (true, Standing::Expired) => fault = SignatureFault::Expired,
                    (true, Standing::Revoked) => fault = SignatureFault::Revoked,
                    (true, Standing::OtherPurpose) => fault = SignatureFault::OtherPurpose,
                    (true, Standing::Weak) => fault = SignatureFault::Weak,
                }
            }
        }
    }
    Err(fault)
}

fn fingerprint_of(key: &SignedPublicKey) -> String {
    hex(&key.primary_key.fingerprint())
}

fn hex(fingerprint: &impl LowerHex) -> String {
    format!("{fingerprint:x}")
}

/// Says whether nobody else can sign by a key, as far as is known: RSA of 2,048 bits or more, or a curve.
fn is_strong(params: &PublicParams) -> bool {
    match params {
        // It begins with the number of bits of its modulus (RFC 9580 §3.2).
        PublicParams::RSA(rsa) => rsa.to_bytes().is_ok_and(|octets| {
            let bits = octets.first_chunk().map(|bits| u16::from_be_bytes(*bits));
            bits.is_some_and(|bits| bits >= RSA_BITS_MIN)
        }),
        PublicParams::ECDSA(_)
        | PublicParams::EdDSALegacy(_)
        | PublicParams::Ed25519(_)
        | PublicParams::Ed448(_) => true,
        _ => false,
    }
}

/// Says whether a signature is one over data, by a digest that still holds, made by then and not over.
fn is_over_data(signature: &Signature, at: Timestamp) -> bool {
    let is_data = matches!(signature.typ(), Some(SignatureType::Binary | SignatureType::Text));
    let made = signature.created().map(|made| i64::from(made.as_secs()));
    let lasts = signature.signature_expiration_time().map_or(0, |span| i64::from(span.as_secs()));
    let is_in_time = made.is_some_and(|made| {
        made <= at.as_second() + AHEAD_SECS_MAX && (lasts == 0 || at.as_second() < made + lasts)
    });
    is_data && is_in_time && has_good_digest(signature)
}

fn has_good_digest(signature: &Signature) -> bool {
    matches!(
        signature.hash_alg(),
        Some(
            HashAlgorithm::Sha256
                | HashAlgorithm::Sha384
                | HashAlgorithm::Sha512
                | HashAlgorithm::Sha3_256
                | HashAlgorithm::Sha3_512
        )
    )
}

/// Returns the primary key (`None`) and each subkey with how it stands.
fn standings(
    key: &SignedPublicKey,
    at: Timestamp,
) -> impl Iterator<Item = (Option<&SignedPublicSubKey>, Standing)> {
    let (primary, is_certified) = primary_standing(key, at);
    let subkeys = key.public_subkeys.iter().take(SUBKEYS_MAX).filter(move |_| is_certified);
    let subkeys = subkeys.map(move |subkey| {
        let own = subkey_standing(key, subkey, at);
        // What befell the primary key befell all below it; that it does not sign itself is no fault of theirs.
        let standing = match primary {
            Standing::Revoked | Standing::Expired | Standing::Weak => primary,
            Standing::Signs | Standing::OtherPurpose => own,
        };
        (Some(subkey), standing)
    });
    std::iter::once((None, primary)).chain(subkeys)
}

/// Says how the primary key stands, and whether it has said anything of itself at all.
fn primary_standing(key: &SignedPublicKey, at: Timestamp) -> (Standing, bool) {
    let primary = &key.primary_key;
    let revocations = key.details.revocation_signatures.iter().take(SELF_SIGNATURES_MAX);
    if revocations.into_iter().any(|signature| signature.verify_key(primary).is_ok()) {
        return (Standing::Revoked, true);
    }
    let direct = key.details.direct_signatures.iter().take(SELF_SIGNATURES_MAX);
    let direct = direct.filter(|signature| {
        signature.typ() == Some(SignatureType::Key) && signature.verify_key(primary).is_ok()
    });
    let users = key.details.users.iter().take(SELF_SIGNATURES_MAX).flat_map(|user| {
        let own = user.signatures.iter().take(SELF_SIGNATURES_MAX).filter(|signature| {
            signature.typ() != Some(SignatureType::CertRevocation)
                && signature.verify_certification(primary, Tag::UserId, &user.id).is_ok()
        });
        own.collect::<Vec<_>>()
    });
    let Some(latest) = latest(direct.chain(users), at) else {
        return (Standing::OtherPurpose, false);
    };
    if !is_strong(primary.public_params()) {
        return (Standing::Weak, true);
    }
    (standing_by(latest, primary.created_at().as_secs(), at), true)
}

fn subkey_standing(key: &SignedPublicKey, subkey: &SignedPublicSubKey, at: Timestamp) -> Standing {
    let primary = &key.primary_key;
    let own = subkey.signatures.iter().take(SELF_SIGNATURES_MAX);
    let own = own.filter(|signature| signature.verify_subkey_binding(primary, &subkey.key).is_ok());
    let (revocations, bindings): (Vec<_>, Vec<_>) =
        own.partition(|signature| signature.typ() == Some(SignatureType::SubkeyRevocation));
    if !revocations.is_empty() {
        return Standing::Revoked;
    }
    let Some(latest) = latest(bindings.into_iter(), at) else { return Standing::OtherPurpose };
    // A subkey that signs says back whose it is; without that, somebody else's could be taken in.
    let says_back = latest
        .embedded_signature()
        .is_some_and(|back| back.verify_primary_key_binding(&subkey.key, primary).is_ok());
    if !says_back {
        return Standing::OtherPurpose;
    }
    if !is_strong(subkey.key.public_params()) {
        return Standing::Weak;
    }
    standing_by(latest, subkey.key.created_at().as_secs(), at)
}

/// Returns the latest that was made by then and whose digest still holds.
fn latest<'a>(
    signatures: impl Iterator<Item = &'a Signature>,
    at: Timestamp,
) -> Option<&'a Signature> {
    let made = |signature: &Signature| signature.created().map(|made| i64::from(made.as_secs()));
    signatures
        .filter(|signature| has_good_digest(signature))
        .filter(|signature| {
            made(signature).is_some_and(|made| made <= at.as_second() + AHEAD_SECS_MAX)
        })
        .max_by_key(|signature| made(signature))
}

fn standing_by(signature: &Signature, created: u32, at: Timestamp) -> Standing {
    let lasts = signature.key_expiration_time().map_or(0, |span| i64::from(span.as_secs()));
    let created = i64::from(created);
    if at.as_second() + AHEAD_SECS_MAX < created
        || (lasts != 0 && created + lasts <= at.as_second())
    {
        return Standing::Expired;
    }
    if signature.key_flags().sign() { Standing::Signs } else { Standing::OtherPurpose }
}
