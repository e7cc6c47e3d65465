//! Minting: terms become a token, by two keys.

use std::time::{Duration, SystemTime};

use biscuit_auth::{
    Biscuit, ThirdPartyRequest,
    builder::{BiscuitBuilder, BlockBuilder, Fact, Term, date, fact, int, string},
    datalog::SymbolTable,
};
use jiff::Timestamp;
use model::{Chance, Holder, Scope, Terms};

use super::{IssuerKey, TokenFault, TokenKey, build_fault, grant::hex, grant_digest, next_pair};

/// What holds for every token: the act, the case, the holder and the time that are asked about are those of the
/// terms. The gate asks the same of its policies; these lines are for other systems, which need no more than a
/// Biscuit library to refuse.
const CHECKS: [&str; 4] = [
    "check if asked_time($now), not_before($from), expires($until), $from <= $now, $now < $until",
    "check if asked_act($act), act($act)",
    "check if asked_holder($kind, $id), holder($kind, $id)",
    "check if asked_case($id), case($id) or asked_class($kind, $queue), class($kind, $queue) \
     or asked_class($kind, $queue), class($kind, \"-\")",
];

/// Persons and fields are checked where the terms name any.
const PERSON_CHECK: &str = "check if asked_person($id), person($id)";
const FIELD_CHECK: &str = "check if asked_field($key), field($key) or asked_field(\"-\")";

impl TokenKey {
    /// Makes the token of these terms. The issuer's key signs their digest in a block of its own.
    pub fn mint(
        &self,
        terms: &Terms,
        issuer: &IssuerKey,
        chance: &dyn Chance,
    ) -> Result<Vec<u8>, TokenFault> {
        terms.check().map_err(|_| TokenFault::Terms)?;
        let digest = hex(&grant_digest(terms));
        let mut block = BiscuitBuilder::new();
        for fact in facts(terms, &issuer.public_hex()) {
            block = block.fact(fact).map_err(build_fault)?;
        }
        let granted =
            format!("check if grant(\"{digest}\") trusting ed25519/{}", issuer.public_hex());
        let person = (!terms.persons.is_empty()).then_some(PERSON_CHECK);
        let field = (!terms.fields.is_empty()).then_some(FIELD_CHECK);
        for check in CHECKS.into_iter().chain(person).chain(field).chain([granted.as_str()]) {
            block = block.check(check).map_err(build_fault)?;
        }
        let symbols = SymbolTable::default();
        let token = block
            .build_with_key_pair(self.pair(), symbols, &next_pair(chance)?)
            .map_err(build_fault)?;
        let grant = fact("grant", &[string(&digest)]);
        signed_by(&token, &issuer.0, grant, chance)?.to_vec().map_err(build_fault)
    }
}

/// Appends a block with one fact, signed by another key.
pub fn signed_by(
    token: &Biscuit,
    key: &biscuit_auth::KeyPair,
    said: Fact,
    chance: &dyn Chance,
) -> Result<Biscuit, TokenFault> {
    let request = token.third_party_request().map_err(build_fault)?;
    let request = request.serialize().map_err(build_fault)?;
    let request = ThirdPartyRequest::deserialize(&request).map_err(build_fault)?;
    let block = BlockBuilder::new().fact(said).map_err(build_fault)?;
    let block = request.create_block(&key.private(), block).map_err(build_fault)?;
    token
        .append_third_party_with_keypair(key.public(), block, next_pair(chance)?)
        .map_err(build_fault)
}

pub fn facts(terms: &Terms, issuer_key: &str) -> Vec<Fact> {
    let issuer = &terms.issuer;
    let mut facts = vec![
        fact(
            "authority",
            &[
                string(&terms.id.to_string()),
                string(terms.kind.as_str()),
                string(terms.number.as_deref().unwrap_or("-")),
                int(i64::from(terms.n_uses_max)),
            ],
        ),
        fact(
            "issuer",
            &[
                string(&issuer.person_id.to_string()),
                string(issuer.role.map_or("-", model::Role::as_str)),
                string(issuer.identity.as_str()),
                string(issuer_key),
            ],
        ),
        fact("not_before", &[moment(terms.not_before)]),
        fact("expires", &[moment(terms.expires_at)]),
    ];
    facts.push(match terms.holder {
        Holder::Staff(id) => fact("holder", &[string("staff"), string(&id.to_string())]),
        Holder::Role(role) => fact("holder", &[string("role"), string(role.as_str())]),
    });
    facts.push(match &terms.scope {
        Scope::Case(id) => fact("case", &[string(&id.to_string())]),
        Scope::Class { kind, queue } => {
            let queue = queue.as_ref().map_or("-", model::QueueName::as_str);
            fact("class", &[string(kind.as_str()), string(queue)])
        }
    });
    facts.extend(terms.persons.iter().map(|id| fact("person", &[string(&id.to_string())])));
    facts.extend(terms.acts.iter().map(|act| fact("act", &[string(act.as_str())])));
    facts.extend(terms.fields.iter().map(|key| fact("field", &[string(key.as_str())])));
    facts
}

/// Dates of tokens are whole seconds since 1970.
pub fn moment(at: Timestamp) -> Term {
    let secs = u64::try_from(at.as_second()).unwrap_or(0);
    date(&(SystemTime::UNIX_EPOCH + Duration::from_secs(secs)))
}
