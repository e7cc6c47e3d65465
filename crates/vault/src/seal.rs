//! The one cipher of the vault, AES-256-GCM-SIV, and what is derived from a key.
//!
//! SIV, because a nonce that repeats (a restored machine image, a seeded test) then tells only that two
//! texts are equal and breaks nothing else.

use aws_lc_rs::{
    aead::{AES_256_GCM_SIV, Aad, LessSafeKey, Nonce, UnboundKey},
    hkdf, hmac,
};
use model::Chance;
use zeroize::Zeroizing;

use crate::VaultError;

/// Octets of every key.
pub(crate) const KEY_BYTES: usize = 32;

/// Octets of a nonce (RFC 8452 §4).
pub(crate) const NONCE_BYTES: usize = 12;

/// Octets of a tag (RFC 8452 §4).
pub(crate) const TAG_BYTES: usize = 16;

/// Octets of a key wrapped by another: nonce, key, tag.
pub(crate) const WRAPPED_BYTES: usize = NONCE_BYTES + KEY_BYTES + TAG_BYTES;

/// A key in the open; wiped when dropped.
pub(crate) type KeyBytes = Zeroizing<[u8; KEY_BYTES]>;

/// A key wrapped by another.
pub(crate) type Wrapped = [u8; WRAPPED_BYTES];

/// A key ready to seal and open.
pub(crate) struct Cipher(LessSafeKey);

impl Cipher {
    #[expect(clippy::expect_used, reason = "the cipher takes exactly the 32 octets of the type")]
    pub(crate) fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self(LessSafeKey::new(
            UnboundKey::new(&AES_256_GCM_SIV, key).expect("32 octets are a key of AES-256"),
        ))
    }

    /// Appends `nonce | ciphertext | tag` of `plain` to `head`.
    pub(crate) fn seal(
        &self,
        aad: &[u8],
        mut head: Vec<u8>,
        plain: &[u8],
        chance: &dyn Chance,
    ) -> Result<Vec<u8>, VaultError> {
        head.reserve_exact(NONCE_BYTES + plain.len() + TAG_BYTES);
        let nonce = chance.bytes::<NONCE_BYTES>();
        head.extend_from_slice(&nonce);
        let start = head.len();
        head.extend_from_slice(plain);
        let body = head.get_mut(start..).ok_or(VaultError::Cipher)?;
        let tag = self
            .0
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), body)
            .map_err(|_| VaultError::Cipher)?;
        head.extend_from_slice(tag.as_ref());
        Ok(head)
    }

    /// Opens `nonce | ciphertext | tag` that stand in `sealed` from `start` on, in place; `None` if they were changed.
    pub(crate) fn open(&self, aad: &[u8], mut sealed: Vec<u8>, start: usize) -> Option<Vec<u8>> {
        let (nonce, _) = sealed.get(start..)?.split_first_chunk::<NONCE_BYTES>()?;
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let body = start.checked_add(NONCE_BYTES)?;
        if sealed.len() < body.checked_add(TAG_BYTES)? {
            return None;
        }
        let n_plain = self.0.open_within(nonce, Aad::from(aad), &mut sealed, body..).ok()?.len();
        sealed.truncate(n_plain);
        Some(sealed)
    }

    /// Wraps a key.
    pub(crate) fn wrap_key(
        &self,
        aad: &[u8],
        key: &[u8; KEY_BYTES],
        chance: &dyn Chance,
    ) -> Result<Wrapped, VaultError> {
        let nonce = chance.bytes::<NONCE_BYTES>();
        let mut body = Zeroizing::new(*key);
        let tag = self
            .0
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(aad),
                body.as_mut_slice(),
            )
            .map_err(|_| VaultError::Cipher)?;
        let mut wrapped = [0; WRAPPED_BYTES];
        let parts = nonce.iter().chain(body.iter()).chain(tag.as_ref());
        for (to, from) in wrapped.iter_mut().zip(parts) {
            *to = *from;
        }
        Ok(wrapped)
    }

    /// Unwraps a key; `None` if the wrap was changed or belongs elsewhere.
    pub(crate) fn unwrap_key(&self, aad: &[u8], wrapped: &Wrapped) -> Option<KeyBytes> {
        let (nonce, body) = wrapped.split_first_chunk::<NONCE_BYTES>()?;
        let mut body = Zeroizing::new(body.to_vec());
        let plain = self
            .0
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(aad), &mut body)
            .ok()?;
        Some(Zeroizing::new(<[u8; KEY_BYTES]>::try_from(&*plain).ok()?))
    }
}

/// A data key as the cache holds it: its octets, and the cipher for cells made ready.
pub(crate) struct DataKey {
    bytes: KeyBytes,
    cells: Cipher,
}

impl DataKey {
    pub(crate) fn new(bytes: KeyBytes) -> Self {
        let cells = Cipher::new(&derive(&bytes, "cells"));
        Self { bytes, cells }
    }

    /// The cipher for sealed cells.
    pub(crate) fn cells(&self) -> &Cipher {
        &self.cells
    }

    /// The cipher that wraps other keys under this one.
    pub(crate) fn wraps(&self) -> Cipher {
        Cipher::new(&derive(&self.bytes, "wraps"))
    }

    /// The key for digests.
    pub(crate) fn digests(&self) -> KeyBytes {
        derive(&self.bytes, "digests")
    }

    /// Wraps this key by another.
    pub(crate) fn rewrap(
        &self,
        by: &Cipher,
        aad: &[u8],
        chance: &dyn Chance,
    ) -> Result<Wrapped, VaultError> {
        by.wrap_key(aad, &self.bytes, chance)
    }

    /// This key's part in a key that hangs on several.
    pub(crate) fn share(&self) -> KeyBytes {
        derive(&self.bytes, "shares")
    }
}

/// Draws a fresh key.
pub(crate) fn draw(chance: &dyn Chance) -> KeyBytes {
    Zeroizing::new(chance.bytes())
}

/// Derives a key for one use from another key (HKDF-Expand, RFC 5869 §2.3).
#[expect(clippy::expect_used, reason = "HKDF-SHA256 gives up to 8160 octets; we ask for 32")]
pub(crate) fn derive(key: &[u8; KEY_BYTES], label: &str) -> KeyBytes {
    let mut derived = Zeroizing::new([0; KEY_BYTES]);
    hkdf::Prk::new_less_safe(hkdf::HKDF_SHA256, key)
        .expand(&[b"chancery vault ", label.as_bytes()], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(derived.as_mut_slice()))
        .expect("32 octets are one block of HKDF-SHA256");
    derived
}

/// Makes a key from material that is not yet uniform (HKDF-Extract, RFC 5869 §2.2, then expand).
#[expect(clippy::expect_used, reason = "HKDF-SHA256 gives up to 8160 octets; we ask for 32")]
pub(crate) fn extract(salt: &[u8], material: &[u8], label: &str) -> KeyBytes {
    let mut derived = Zeroizing::new([0; KEY_BYTES]);
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(material)
        .expand(&[b"chancery vault ", label.as_bytes()], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(derived.as_mut_slice()))
        .expect("32 octets are one block of HKDF-SHA256");
    derived
}

/// Returns the keyed digest of the parts under a purpose, each bound to its length.
pub(crate) fn mac(key: &[u8; KEY_BYTES], purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    let mut context = hmac::Context::with_key(&key);
    for part in [purpose.as_bytes()].iter().chain(parts) {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    let mut digest = [0; 32];
    for (to, from) in digest.iter_mut().zip(context.sign().as_ref()) {
        *to = *from;
    }
    digest
}

/// Returns the associated data that binds a label and its parts, each by its length.
pub(crate) fn bound(label: &str, parts: &[&[u8]]) -> Vec<u8> {
    let n_bytes = parts.iter().map(|p| p.len() + 8).sum::<usize>() + label.len() + 8;
    let mut aad = Vec::with_capacity(n_bytes);
    for part in [label.as_bytes()].iter().chain(parts) {
        aad.extend_from_slice(&(part.len() as u64).to_be_bytes());
        aad.extend_from_slice(part);
    }
    aad
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemChance;

    #[test]
    fn opens_what_it_sealed_and_nothing_else() {
        let cipher = Cipher::new(&draw(&SystemChance));
        let sealed = cipher.seal(b"here", vec![7, 7], b"plain", &SystemChance).unwrap();
        assert_eq!(sealed.len(), 2 + NONCE_BYTES + 5 + TAG_BYTES);
        assert_eq!(cipher.open(b"here", sealed.clone(), 2).unwrap(), b"plain");
        assert!(cipher.open(b"there", sealed.clone(), 2).is_none());
        for i in 2..sealed.len() {
            let mut changed = sealed.clone();
            changed[i] ^= 1;
            assert!(cipher.open(b"here", changed, 2).is_none(), "octet {i}");
        }
        for n in 0..sealed.len() {
            assert!(cipher.open(b"here", sealed[..n].to_vec(), 2).is_none(), "cut to {n}");
        }
    }

    #[test]
    fn wraps_and_unwraps_keys() {
        let cipher = Cipher::new(&draw(&SystemChance));
        let key = draw(&SystemChance);
        let wrapped = cipher.wrap_key(b"a", &key, &SystemChance).unwrap();
        assert_eq!(*cipher.unwrap_key(b"a", &wrapped).unwrap(), *key);
        assert!(cipher.unwrap_key(b"b", &wrapped).is_none());
    }

    #[test]
    fn parts_do_not_run_together() {
        let key = [1; KEY_BYTES];
        assert_ne!(mac(&key, "a", &[b"bc"]), mac(&key, "ab", &[b"c"]));
        assert_ne!(mac(&key, "a", &[b"b", b"c"]), mac(&key, "a", &[b"bc"]));
        assert_ne!(bound("a", &[b"bc"]), bound("ab", &[b"c"]));
    }
}
