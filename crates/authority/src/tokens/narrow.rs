//! Narrowing: whoever holds a token may pass on less of it, on any machine, without asking anybody.

use std::collections::BTreeSet;

use biscuit_auth::{
    Biscuit, UnverifiedBiscuit,
    builder::{BlockBuilder, Term, string},
};
use jiff::Timestamp;
use model::{Act, Chance, FieldKey, PersonId, StaffId};

use super::{
    BLOCKS_MAX, TOKEN_BYTES_MAX, TokenFault, TokenVerifier, build_fault, mint::moment, next_pair,
};

/// What a narrowed copy is limited to; what is empty or `None` stays as it was.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    /// Only these acts.
    pub acts: BTreeSet<Act>,
    /// Only these fields.
    pub fields: BTreeSet<FieldKey>,
    /// Only these persons.
    pub persons: BTreeSet<PersonId>,
    /// Only this member of the staff, of those who hold the role.
    pub staff_id: Option<StaffId>,
    /// Only before this moment.
    pub expires_at: Option<Timestamp>,
}

/// Returns a copy of a token that can do less. It can only narrow: a check is added, nothing is taken away.
pub fn narrow(
    verifier: &TokenVerifier,
    bytes: &[u8],
    to: &Narrowing,
    chance: &dyn Chance,
) -> Result<Vec<u8>, TokenFault> {
    if bytes.len() > TOKEN_BYTES_MAX {
        return Err(TokenFault::TooLong);
    }
    let token = verified(verifier, bytes)?;
    let mut block = BlockBuilder::new();
    for check in checks(to) {
        block = block.check(check.as_str()).map_err(build_fault)?;
    }
    if let Some(at) = to.expires_at {
        let check = format!("check if asked_time($now), $now < {}", moment(at));
        block = block.check(check.as_str()).map_err(build_fault)?;
    }
    let token = token.append_with_keypair(&next_pair(chance)?, block).map_err(build_fault)?;
    let is_full = token.block_count() > BLOCKS_MAX;
    let bytes = token.to_vec().map_err(build_fault)?;
    // Nobody would read it any more.
    if is_full || bytes.len() > TOKEN_BYTES_MAX { Err(TokenFault::TooLong) } else { Ok(bytes) }
}

/// Reads a token to be added to.
pub fn verified(verifier: &TokenVerifier, bytes: &[u8]) -> Result<Biscuit, TokenFault> {
    verifier.read(bytes)?;
    UnverifiedBiscuit::from(bytes)
        .and_then(|token| token.verify(verifier.0).map_err(biscuit_auth::error::Token::Format))
        .map_err(|_| TokenFault::Signature)
}

fn checks(to: &Narrowing) -> Vec<String> {
    let mut checks = Vec::new();
    let mut within = |asked: &str, words: Vec<&str>| {
        if !words.is_empty() {
            let words = words.into_iter().map(string).collect::<BTreeSet<Term>>();
            let words = biscuit_auth::builder::set(words);
            checks.push(format!("check if {asked}, {words}.contains($it)"));
        }
    };
    within("asked_act($it)", to.acts.iter().map(|act| act.as_str()).collect());
    within("asked_field($it)", to.fields.iter().map(FieldKey::as_str).collect());
    let persons = to.persons.iter().map(ToString::to_string).collect::<Vec<_>>();
    within("asked_person($it)", persons.iter().map(String::as_str).collect());
    let staff = to.staff_id.map(|id| id.to_string());
    within("asked_holder(\"staff\", $it)", staff.as_deref().into_iter().collect());
    checks
}
