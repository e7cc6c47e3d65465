//! Tokens read lately: their signatures need no second look while their octets are the same.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use aws_lc_rs::digest;

use super::{ReadToken, TokenFault, TokenVerifier};

/// Tokens of one generation; two are kept, so that at most twice as many take memory, about 1 KiB each. A house with
/// 20,000 live tokens has room for all of them.
const GENERATION_MAX: usize = 20_480;

/// SHA-256 of a token's octets.
type Digest = [u8; digest::SHA256_OUTPUT_LEN];

/// Reads tokens, each once.
pub struct TokenReader {
    verifier: TokenVerifier,
    generations: Mutex<[HashMap<Digest, Arc<ReadToken>>; 2]>,
}

impl TokenReader {
    pub fn new(verifier: TokenVerifier) -> Self {
        Self { verifier, generations: Mutex::default() }
    }

    pub const fn verifier(&self) -> &TokenVerifier {
        &self.verifier
    }

    /// Reads a token, or remembers it. What cannot be read is not remembered.
    pub fn read(&self, bytes: &[u8]) -> Result<Arc<ReadToken>, TokenFault> {
        let mut key = Digest::default();
        for (to, from) in key.iter_mut().zip(digest::digest(&digest::SHA256, bytes).as_ref()) {
            *to = *from;
        }
        // A poisoned lock guards whole entries only: a panic cannot leave half of one.
        let lock = || self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let found = lock().iter().find_map(|generation| generation.get(&key).cloned());
        if let Some(token) = found {
            return Ok(token);
        }
        let token = Arc::new(self.verifier.read(bytes)?);
        let mut generations = lock();
        let [newer, older] = &mut *generations;
        if newer.len() >= GENERATION_MAX {
            *older = mem::take(newer);
        }
        newer.insert(key, token.clone());
        Ok(token)
    }
}
