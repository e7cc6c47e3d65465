//! Tokens: authorities as signed Biscuits. `docs/tokens.md` describes the format for other systems.
//!
//! The authority block, signed by the installation, says the terms and names the issuer's key; it holds only
//! beside a block signed by that key over the same terms, so the installation's public key alone verifies the
//! whole, and neither the installation nor the issuer can give an authority without the other. Blocks behind
//! these two narrow; what they say otherwise is not looked at.

mod cache;
mod grant;
mod mint;
mod narrow;
mod outline;
mod present;
mod read;
mod receipt;
mod ruling;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod worked_example;

use std::time::Duration;

use biscuit_auth::{
    KeyPair, PrivateKey, PublicKey, builder::Algorithm, datalog::RunLimits, error::Token as Fault,
};
use model::Chance;

pub use cache::TokenReader;
pub use grant::{grant_digest, grant_text};
pub use narrow::{Narrowing, narrow};
pub use outline::{Outline, OutlineBlock};
pub use present::Presentation;
pub use read::{Asked, Lack, ReadToken};
pub use receipt::{Redeemed, receipt_text};
pub use ruling::{
    RulingStatement, paragraph_mark, paragraph_salt, paragraphs, ruling_statement, statement_digest,
};

/// Octets of the longest token; whoever narrows it a dozen times stays below.
const TOKEN_BYTES_MAX: usize = 16 * 1024;

/// Blocks of one token: the terms, the grant, and narrowings.
const BLOCKS_MAX: usize = 16;

/// What evaluating one token may take. The library's own limit of a millisecond of wall time refuses without
/// cause on a busy machine, so facts and rounds bound the work and time only catches what they miss.
const LIMITS: RunLimits =
    RunLimits { max_facts: 1_000, max_iterations: 20, max_time: Duration::from_millis(500) };

/// Why a text or octets are no token of this installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// It is not in the form of one.
    #[error("this is not a token, or it was cut off")]
    Form,
    /// It is longer than any.
    #[error("a token has at most {TOKEN_BYTES_MAX} octets and {BLOCKS_MAX} blocks")]
    TooLong,
    /// Its signatures do not hold.
    #[error(
        "the signature does not hold: this token was not made by this installation, or was changed"
    )]
    Signature,
    /// Its terms are none.
    #[error("the terms of this token cannot be read")]
    Terms,
    /// Its issuer did not sign these terms.
    #[error("the issuer did not sign these terms")]
    NotGranted,
    /// Another system shows it without its holder.
    #[error("the token was not presented to a system by its holder")]
    NotPresented,
    /// Its holder presented it to somebody else.
    #[error("the token was presented to another system")]
    Audience,
    /// Its holder presented it too long ago.
    #[error("the presentation is too old; the holder of the token makes a new one")]
    Late,
    /// It was redeemed before.
    #[error("this presentation was redeemed before; the holder of the token makes a new one")]
    Redeemed,
    /// Its holder is no longer of the staff.
    #[error("the holder of the token left the staff")]
    HolderLeft,
    /// It is shown for a case that is none.
    #[error("there is no such case")]
    UnknownCase,
    /// It is shown for a field that no other system holds.
    #[error("there is no such field that is held in another system")]
    UnknownField,
    /// It could not be built.
    #[error("the token could not be built")]
    Build,
}

/// The key by which the installation signs tokens.
pub struct TokenKey(KeyPair);

/// The public half of it: verifies tokens anywhere.
#[derive(Clone, Copy)]
pub struct TokenVerifier(PublicKey);

/// The key of one issuer, released for one grant or one ruling.
pub struct IssuerKey(KeyPair);

impl std::fmt::Debug for TokenVerifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text())
    }
}

impl TokenKey {
    /// Makes the key of a seed.
    pub fn of_seed(seed: &[u8; 32]) -> Result<Self, TokenFault> {
        pair(seed).map(Self)
    }

    /// Returns the public half.
    pub fn verifier(&self) -> TokenVerifier {
        TokenVerifier(self.0.public())
    }

    /// Signs a receipt; returns the 64 octets of an Ed25519 signature.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, TokenFault> {
        let signed = self.0.sign(message).map_err(|_| TokenFault::Build)?;
        Ok(signed.to_bytes().to_vec())
    }

    pub(crate) const fn pair(&self) -> &KeyPair {
        &self.0
    }
}

impl IssuerKey {
    /// Makes the key of a seed.
    pub fn of_seed(seed: &[u8; 32]) -> Result<Self, TokenFault> {
        pair(seed).map(Self)
    }

    /// Returns the public half, as a token names it.
    pub fn public_hex(&self) -> String {
        self.0.public().to_bytes_hex()
    }

    /// Signs a ruling's statement; returns the 64 octets of an Ed25519 signature.
    pub fn sign(&self, statement: &str) -> Result<Vec<u8>, TokenFault> {
        let signed = self.0.sign(statement.as_bytes()).map_err(|_| TokenFault::Build)?;
        Ok(signed.to_bytes().to_vec())
    }
}

impl TokenVerifier {
    /// Reads the public key as `ed25519/` and 64 hex digits.
    pub fn parse(text: &str) -> Result<Self, TokenFault> {
        let hex = text.trim().strip_prefix("ed25519/").ok_or(TokenFault::Form)?;
        public(hex).map(Self)
    }

    /// Returns the public key as `ed25519/` and 64 hex digits.
    pub fn text(&self) -> String {
        format!("ed25519/{}", self.0.to_bytes_hex())
    }

    /// Checks a detached signature by this key.
    pub fn is_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let key = aws_lc_rs::signature::UnparsedPublicKey::new(
            &aws_lc_rs::signature::ED25519,
            self.0.to_bytes(),
        );
        key.verify(message, signature).is_ok()
    }
}

fn public(hex: &str) -> Result<PublicKey, TokenFault> {
    PublicKey::from_bytes_hex(hex, Algorithm::Ed25519).map_err(|_| TokenFault::Form)
}

fn pair(seed: &[u8; 32]) -> Result<KeyPair, TokenFault> {
    let key = PrivateKey::from_bytes(seed, Algorithm::Ed25519).map_err(|_| TokenFault::Build)?;
    Ok(KeyPair::from(&key))
}

/// Draws the key that signs the next block; it travels in the token, so that anybody can narrow.
fn next_pair(chance: &dyn Chance) -> Result<KeyPair, TokenFault> {
    pair(&chance.bytes())
}

fn build_fault(_: Fault) -> TokenFault {
    TokenFault::Build
}
