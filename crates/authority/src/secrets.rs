//! Secrets that we hand out: links, cookies and tokens. Only their keyed digests are kept.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use model::{Chance, Personal};
use vault::Vault;
use zeroize::Zeroizing;

/// Octets of a secret; guessing is hopeless, so lookups need no brake of their own.
const SECRET_BYTES: usize = 32;

/// Characters of a secret as shown.
const SECRET_CHARS: usize = 43;

/// A random secret.
pub struct Secret(Zeroizing<[u8; SECRET_BYTES]>);

/// What a secret is for. The same octets for two uses have two digests, so a link is never a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Link,
    Session,
    Token,
    Form,
}

impl Secret {
    pub fn draw(chance: &dyn Chance) -> Self {
        Self(Zeroizing::new(chance.bytes()))
    }

    /// Reads a secret as shown; other texts are none.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() != SECRET_CHARS {
            return None;
        }
        let mut secret = Zeroizing::new([0; SECRET_BYTES]);
        let n_bytes = URL_SAFE_NO_PAD.decode_slice(text, secret.as_mut_slice()).ok()?;
        (n_bytes == SECRET_BYTES).then_some(Self(secret))
    }

    /// Returns the secret for whoever it is made for.
    pub fn show(&self) -> Personal<String> {
        Personal::new(URL_SAFE_NO_PAD.encode(self.0.as_slice()))
    }

    /// Returns the keyed digest. Looking it up in an index tells a guesser nothing by its time: they cannot
    /// choose digests without the key.
    pub fn mac(&self, vault: &Vault, usage: Use) -> [u8; 32] {
        let purpose = match usage {
            Use::Link => "link",
            Use::Session => "session",
            Use::Token => "api token",
            Use::Form => "form",
        };
        vault.mac(purpose, &[self.0.as_slice()])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use testkit::SeededChance;

    use super::*;

    #[test]
    fn reads_back_what_it_shows() {
        let secret = Secret::draw(&SeededChance::new(1));
        let shown = secret.show();
        assert_eq!(shown.expose().len(), SECRET_CHARS);
        assert_eq!(Secret::read(shown.expose()).unwrap().0, secret.0);
    }

    proptest! {
        #[test]
        fn no_other_spelling_reads(text in "[A-Za-z0-9_-]{43}|.{0,60}") {
            // 43 characters hold 258 bits; the last two must be zero, or one secret had four spellings.
            if let Some(secret) = Secret::read(&text) {
                prop_assert_eq!(secret.show().into_exposed(), text);
            }
        }
    }
}
