//! Passwords: stretched by argon2id, and good for nothing without a second thing.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::constant_time;
use data_encoding::BASE64;
use model::{Chance, Personal};
use serde::{Deserialize, Serialize};
use tokio::{sync::Semaphore, task};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Memory that argon2id takes, in KiB (OWASP Password Storage, argon2id, second choice of equal strength).
const MEMORY_KIB: u32 = 19 * 1024;

/// Passes of argon2id over its memory (the same).
const PASSES: u32 = 2;

/// Lanes of argon2id (the same); one, because we compute them one after the other.
const LANES: u32 = 1;

/// The most memory that a kept hash may ask for, in KiB: a changed row must not exhaust the machine.
const MEMORY_KIB_MAX: u32 = 256 * 1024;

/// The most passes and lanes that a kept hash may ask for.
const PASSES_MAX: u32 = 16;

/// Octets of a salt (RFC 9106 §3.1).
const SALT_BYTES: usize = 16;

/// Octets of a hash (RFC 9106 §4).
const HASH_BYTES: usize = 32;

/// Characters of the shortest password. It is never used alone, so NIST SP 800-63B-4 §3.1.1.1 asks for eight;
/// twelve, because a stolen key store would be tried offline.
pub const PASSWORD_CHARS_MIN: usize = 12;

/// Characters of the longest password; more would be work for us and no more work for a guesser.
pub const PASSWORD_CHARS_MAX: usize = 256;

/// Passwords that are stretched at once; the others wait, so that guessers cannot take the machine's memory.
const AT_ONCE_MAX: usize = 4;

/// What is kept of a password.
#[derive(Clone, Serialize, Deserialize)]
pub struct KeptPassword {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    hash: String,
}

/// Stretches passwords, a few at once.
#[derive(Clone)]
pub struct Stretcher {
    turns: Arc<Semaphore>,
    /// Compared with where nobody has a password, so that the work is the same.
    decoy: Arc<KeptPassword>,
}

impl KeptPassword {
    /// Reads it back; one that asks for more than we ever asked for was changed.
    pub fn read(text: &[u8]) -> Option<Self> {
        let kept: Self = serde_json::from_slice(text).ok()?;
        let is_bounded = kept.memory_kib <= MEMORY_KIB_MAX
            && kept.passes <= PASSES_MAX
            && kept.lanes <= PASSES_MAX;
        is_bounded.then_some(kept)
    }

    /// Writes it down.
    pub fn text(&self) -> Option<Vec<u8>> {
        serde_json::to_vec(self).ok()
    }

    fn new(salt: &[u8], hash: &[u8]) -> Self {
        Self {
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            salt: BASE64.encode(salt),
            hash: BASE64.encode(hash),
        }
    }

    fn is_of(&self, password: &[u8]) -> bool {
        let (Ok(salt), Ok(kept)) =
            (BASE64.decode(self.salt.as_bytes()), BASE64.decode(self.hash.as_bytes()))
        else {
            return false;
        };
        let hash = stretch(password, &salt, self.memory_kib, self.passes, self.lanes);
        hash.is_some_and(|hash| {
            constant_time::verify_slices_are_equal(hash.as_slice(), &kept).is_ok()
        })
    }
}

impl Stretcher {
    pub fn new() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE_MAX)),
            decoy: Arc::new(KeptPassword::new(&[0; SALT_BYTES], &[0; HASH_BYTES])),
        }
    }

    /// Makes what is kept of a password.
    pub async fn keep(
        &self,
        password: &Personal<String>,
        chance: &dyn Chance,
    ) -> Option<KeptPassword> {
        let password = folded(password);
        let salt = chance.bytes::<SALT_BYTES>();
        self.run(move || {
            let hash = stretch(&password, &salt, MEMORY_KIB, PASSES, LANES)?;
            Some(KeptPassword::new(&salt, hash.as_slice()))
        })
        .await
        .flatten()
    }

    /// Says whether this is the password. Where there is none to compare with, it takes as long to say no.
    pub async fn is_right(&self, kept: Option<KeptPassword>, password: &Personal<String>) -> bool {
        let is_one = kept.is_some();
        let kept = kept.unwrap_or_else(|| (*self.decoy).clone());
        let password = folded(password);
        self.run(move || kept.is_of(&password)).await.unwrap_or(false) && is_one
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let _turn = self.turns.acquire().await.ok()?;
        task::spawn_blocking(work).await.ok()
    }
}

/// Says in words what is wrong with a password that somebody chose.
pub fn fault_of(password: &Personal<String>) -> Option<String> {
    let n_chars = password.expose().chars().count();
    if n_chars < PASSWORD_CHARS_MIN {
        return Some(format!("choose {PASSWORD_CHARS_MIN} characters or more"));
    }
    if n_chars > PASSWORD_CHARS_MAX {
        return Some(format!("choose up to {PASSWORD_CHARS_MAX} characters"));
    }
    let mut letters = password.expose().chars();
    let first = letters.next();
    letters.all(|letter| Some(letter) == first).then(|| "choose more than one letter".to_owned())
}

/// The same password however a keyboard composes it (NIST SP 800-63B-4 §3.1.1.2), up to the longest.
fn folded(password: &Personal<String>) -> Zeroizing<Vec<u8>> {
    let letters = password.expose().chars().take(PASSWORD_CHARS_MAX + 1).nfkc();
    Zeroizing::new(letters.collect::<String>().into_bytes())
}

fn stretch(
    password: &[u8],
    salt: &[u8],
    memory_kib: u32,
    passes: u32,
    lanes: u32,
) -> Option<Zeroizing<[u8; HASH_BYTES]>> {
    let params = Params::new(memory_kib, passes, lanes, Some(HASH_BYTES)).ok()?;
    let mut hash = Zeroizing::new([0; HASH_BYTES]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password, salt, hash.as_mut_slice())
        .ok()?;
    Some(hash)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use testkit::SeededChance;

    use super::*;

    fn personal(text: &str) -> Personal<String> {
        Personal::new(text.to_owned())
    }

    #[tokio::test]
    async fn knows_its_password_and_no_other() {
        let chance = SeededChance::new(1);
        let stretcher = Stretcher::new();
        let kept = stretcher.keep(&personal("Gr\u{fc}ne Wiesen 77"), &chance).await.unwrap();
        let kept = KeptPassword::read(&kept.text().unwrap()).unwrap();
        let check =
            async |text: &str| stretcher.is_right(Some(kept.clone()), &personal(text)).await;
        assert!(check("Gr\u{fc}ne Wiesen 77").await);
        // The same letters, composed by another keyboard.
        assert!(check("Gru\u{308}ne Wiesen 77").await);
        assert!(!check("gr\u{fc}ne Wiesen 77").await);
        assert!(!check("").await);
        assert!(!stretcher.is_right(None, &personal("Gr\u{fc}ne Wiesen 77")).await);
    }

    #[test]
    fn the_costs_are_those_we_say() {
        let kept = KeptPassword::new(&[1; SALT_BYTES], &[2; HASH_BYTES]);
        let text = String::from_utf8(kept.text().unwrap()).unwrap();
        assert!(text.starts_with("{\"memory_kib\":19456,\"passes\":2,\"lanes\":1,"), "{text}");
        let greedy = text.replace("19456", "999999999");
        assert!(KeptPassword::read(greedy.as_bytes()).is_none());
    }

    #[test]
    fn bad_choices_are_said() {
        let check = |text: &str, is_bad| assert_eq!(fault_of(&personal(text)).is_some(), is_bad);
        check("elevenchars", true);
        check("twelve chars", false);
        check("aaaaaaaaaaaaaaaa", true);
        check("příliš žluťoučký", false);
        check(&"ab".repeat(PASSWORD_CHARS_MAX / 2), false);
        check(&"ab".repeat(PASSWORD_CHARS_MAX), true);
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = KeptPassword::read(&text);
        }
    }
}
