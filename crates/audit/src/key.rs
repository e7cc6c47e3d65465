//! The log key: keyed digests, so that a row cannot be forged by someone who holds only the database.

use aws_lc_rs::{constant_time, hmac};

/// The secret behind the keyed digests of the log. It lives in the vault's key store.
pub struct LogKey(hmac::Key);

/// What a digest is for; the same bytes under two purposes give two digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Canonical bytes of an entry as its transaction wrote them.
    Entry,
    /// Index and leaf hash of an entry as the sequencer wrote them.
    Leaf,
    /// What a transaction changed.
    Change,
    /// A row of the table of looks.
    Look,
    /// A row of the table of visits.
    Visit,
}

impl LogKey {
    /// Wraps 32 random octets.
    pub fn new(secret: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// Returns the keyed digest of the parts, each bound to its length.
    pub fn digest(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(match purpose {
            Purpose::Entry => b"chancery entry",
            Purpose::Leaf => b"chancery leaf.",
            Purpose::Change => b"chancery delta",
            Purpose::Look => b"chancery look.",
            Purpose::Visit => b"chancery visit",
        });
        for part in parts {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        let mut digest = [0; 32];
        for (to, from) in digest.iter_mut().zip(context.sign().as_ref()) {
            *to = *from;
        }
        digest
    }

    /// Says in constant time whether `digest` is the one of these parts.
    pub fn is_digest(&self, purpose: Purpose, parts: &[&[u8]], digest: &[u8]) -> bool {
        constant_time::verify_slices_are_equal(&self.digest(purpose, parts), digest).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Purpose; 5] =
        [Purpose::Entry, Purpose::Leaf, Purpose::Change, Purpose::Look, Purpose::Visit];

    fn key() -> LogKey {
        LogKey::new(&[1; 32])
    }

    #[test]
    fn a_digest_is_hmac_over_lengths_and_parts() {
        // Computed with another implementation (Python's `hmac`).
        let expect = "e5f547b9d623ac48d0fa8db015b9dcda0ff67c201ff7c356ee523191775d69b8";
        let digest = key().digest(Purpose::Leaf, &[b"ab", b""]);
        let found: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn purposes_parts_and_keys_do_not_mix() {
        let mut digests = vec![LogKey::new(&[2; 32]).digest(Purpose::Entry, &[b"ab", b"c"])];
        for purpose in ALL {
            for parts in [&[&b"ab"[..], b"c"][..], &[b"a", b"bc"], &[b"abc"], &[b"abc", b""], &[]] {
                digests.push(key().digest(purpose, parts));
            }
        }
        let n_digests = digests.len();
        digests.sort_unstable();
        digests.dedup();
        assert_eq!(digests.len(), n_digests);
    }

    #[test]
    fn only_the_digest_is_the_digest() {
        for purpose in ALL {
            let mut digest = key().digest(purpose, &[b"a"]);
            assert!(key().is_digest(purpose, &[b"a"], &digest));
            assert!(!key().is_digest(purpose, &[b"b"], &digest));
            assert!(!key().is_digest(purpose, &[b"a"], &digest[..31]));
            assert!(!key().is_digest(purpose, &[b"a"], &[]));
            digest[31] ^= 1;
            assert!(!key().is_digest(purpose, &[b"a"], &digest));
        }
    }
}
