//! Keyed 64-bit hashes of short texts, and maps whose keys are such hashes already.
//!
//! The key keeps a sender from choosing lines that collide; it is part of the configuration and of the snapshot.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// An odd constant with well-spread bits (the golden ratio).
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A second one, for the other factor.
const SALT: u64 = 0xD6E8_FEB8_6659_FD93;

/// Hashes a text under a key.
#[inline]
pub fn hash(key: u64, text: &[u8]) -> u64 {
    let mut state = key ^ (text.len() as u64).wrapping_mul(SPREAD);
    let (words, rest) = text.as_chunks::<8>();
    for word in words {
        state = fold(state ^ u64::from_le_bytes(*word), SPREAD);
    }
    let mut last = 0;
    for &byte in rest {
        last = last << 8 | u64::from(byte);
    }
    fold(state ^ last, SALT)
}

/// Hashes what a token is together with where it stands, so that sums of such hashes stand for whole lines.
#[inline]
pub fn place(token: u64, index: usize) -> u64 {
    fold(token ^ (index as u64 + 1).wrapping_mul(SALT), SPREAD)
}

/// Mixes two hashes into one; the order counts.
#[inline]
pub fn pair(left: u64, right: u64) -> u64 {
    fold(left.rotate_left(23) ^ right, SALT)
}

/// Multiplies and folds the halves of the product together.
#[inline]
fn fold(left: u64, right: u64) -> u64 {
    let product = u128::from(left ^ SALT).wrapping_mul(u128::from(right));
    (product >> 64) as u64 ^ product as u64
}

/// A map keyed by hashes; hashing them again would be waste.
pub type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Same>>;

/// Takes a hash as it is.
#[derive(Default)]
pub struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}
