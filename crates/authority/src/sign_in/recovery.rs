//! Recovery codes: ten words for the day when everything else is lost, each good once.

use model::{Chance, PersonId, Personal};
use vault::Vault;

/// Codes that a person has.
pub const RECOVERY_CODES: usize = 10;

/// Letters of a code: fifty bits in all, and their digests are keyed, so they need no stretching.
const CODE_CHARS: usize = 10;

/// Letters before and after the hyphen.
const GROUP_CHARS: usize = 5;

/// Letters and digits that are not taken for each other on paper (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Codes that were drawn and are not yet kept.
#[derive(Debug)]
pub struct DrawnCodes {
    /// What their owner writes down; shown once.
    pub shown: Vec<Personal<String>>,
    /// What is kept of them.
    pub(crate) macs: Vec<[u8; 32]>,
}

impl DrawnCodes {
    /// Returns what is kept of them.
    pub fn macs(&self) -> &[[u8; 32]] {
        &self.macs
    }
}

/// Draws a person's codes.
pub fn draw(person_id: PersonId, vault: &Vault, chance: &dyn Chance) -> DrawnCodes {
    let mut drawn = DrawnCodes { shown: Vec::new(), macs: Vec::new() };
    for _ in 0..RECOVERY_CODES {
        let octets = chance.bytes::<CODE_CHARS>();
        let code: String = octets.iter().map(|octet| letter(*octet)).collect();
        drawn.macs.push(mac(person_id, &code, vault));
        let (first, second) = code.split_at(GROUP_CHARS);
        drawn.shown.push(Personal::new(format!("{first}-{second}")));
    }
    drawn
}

/// Returns the keyed digest of a code as typed; what cannot be one has a digest too, so that the work is the same.
pub fn mac_of(person_id: PersonId, typed: &str, vault: &Vault) -> [u8; 32] {
    mac(person_id, &folded(typed), vault)
}

/// Returns a code as it was drawn: without spaces and hyphens, small, with letters for the digits they look like.
fn folded(typed: &str) -> String {
    let letters = typed.chars().filter(|letter| letter.is_ascii_alphanumeric());
    let letters = letters.map(|letter| match letter.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        letter => letter,
    });
    // One more than a code has, so that a longer text is not cut into a code.
    letters.take(CODE_CHARS + 1).collect()
}

fn mac(person_id: PersonId, code: &str, vault: &Vault) -> [u8; 32] {
    vault.mac("recovery code", &[person_id.uuid().as_bytes(), code.as_bytes()])
}

fn letter(octet: u8) -> char {
    let index = usize::from(octet) % LETTERS.len();
    LETTERS.get(index).copied().map_or('0', char::from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_copied() {
        for typed in ["abcde-01234", "ABCDE 01234", " abcde-o1234", "abcdeOL234", "abcdeoi234"] {
            assert_eq!(folded(typed), "abcde01234", "{typed}");
        }
        assert_ne!(folded("abcde-012345"), "abcde01234");
    }

    proptest! {
        #[test]
        fn folding_is_bounded(typed in "\\PC{0,80}") {
            prop_assert!(folded(&typed).len() <= CODE_CHARS + 1);
        }
    }
}
