//! An outline: what somebody's octets say, without a word on whether they are a token of anybody.

use biscuit_auth::{Authorizer, UnverifiedBiscuit, builder::AuthorizerBuilder};
use model::Terms;

use super::{
    BLOCKS_MAX, LIMITS, Presentation, TOKEN_BYTES_MAX, TokenFault, grant::hex, present, read::terms,
};

/// What a token says of itself. Nothing was verified.
#[derive(Clone, Debug)]
pub struct Outline {
    /// The terms of the first block.
    pub terms: Terms,
    /// The issuer's key that the first block names, as `ed25519/` and hex digits.
    pub issuer_key: String,
    /// The id of the first block, in hex digits.
    pub block_id: String,
    /// Where it says that it was taken to.
    pub presentation: Option<Presentation>,
    /// Its blocks, in order.
    pub blocks: Vec<OutlineBlock>,
}

/// One block.
#[derive(Clone, Debug)]
pub struct OutlineBlock {
    /// What it says, in Datalog.
    pub source: String,
    /// The key that it says another than the chain's signed it with, as `ed25519/` and hex digits.
    pub signed_by: Option<String>,
}

impl Outline {
    /// Reads octets without a key.
    pub fn of(bytes: &[u8]) -> Result<Self, TokenFault> {
        if bytes.len() > TOKEN_BYTES_MAX {
            return Err(TokenFault::TooLong);
        }
        let token = UnverifiedBiscuit::from(bytes).map_err(|_| TokenFault::Form)?;
        if token.block_count() > BLOCKS_MAX {
            return Err(TokenFault::TooLong);
        }
        let block_id = token.revocation_identifiers().into_iter().next();
        let block_id = hex(&block_id.ok_or(TokenFault::Form)?);
        let mut blocks = Vec::new();
        for (index, key) in token.external_public_keys().into_iter().enumerate() {
            let source = token.print_block_source(index).map_err(|_| TokenFault::Form)?;
            let signed_by = key.map(|key| format!("ed25519/{}", key.to_bytes_hex()));
            blocks.push(OutlineBlock { source, signed_by });
        }
        let first = blocks.first().ok_or(TokenFault::Form)?;
        let (terms, issuer_key) = terms(&mut world(&first.source)?)?;
        let mut presentation = None;
        for block in blocks.iter().filter(|block| block.signed_by.is_some()) {
            let found = present::said_in(&mut world(&block.source)?, "")?;
            presentation = presentation.or(found);
        }
        let issuer_key = format!("ed25519/{issuer_key}");
        Ok(Self { terms, issuer_key, block_id, presentation, blocks })
    }
}

/// The facts of one block, by themselves.
fn world(source: &str) -> Result<Authorizer, TokenFault> {
    AuthorizerBuilder::new()
        .set_limits(LIMITS)
        .code(source)
        .and_then(AuthorizerBuilder::build_unauthenticated)
        .map_err(|_| TokenFault::Terms)
}
