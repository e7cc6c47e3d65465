//! The operating system's randomness, as the vault's callers pass it around (house law 8).

use aws_lc_rs::rand;
use model::Chance;

/// Draws from the operating system's generator, through the cipher library.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    #[expect(clippy::expect_used, reason = "without randomness no key is safe: stopping is right")]
    fn fill(&self, bytes: &mut [u8]) {
        rand::fill(bytes).expect("the operating system gives random bytes");
    }
}
