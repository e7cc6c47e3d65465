//! Fresh proofs in JSON: what would be given is shown with what one may show that it is oneself, and given with just that. They are
//! of the same digests as on the pages, and take the same ways.

use authority::{Proof, grant_text};
use jiff::Timestamp;
use model::{Actor, PersonId, SessionId, Terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    api::problem::Problem,
    proving::{self, Shows},
};

/// What would be given, and by what it is given.
#[derive(Serialize, ToSchema)]
#[schema(as = GrantOffer)]
pub struct OfferBody {
    /// When it was shown; whoever gives it repeats this.
    #[schema(value_type = String, format = DateTime)]
    shown_at: Timestamp,
    /// The grant, letter by letter as it would be signed (docs/tokens.md).
    grant: String,
    /// What `navigator.credentials.get` is to be asked; null where the caller has no passkey.
    #[schema(value_type = Option<Object>)]
    passkey: Option<serde_json::Value>,
    /// True where a code would do.
    takes_code: bool,
}

/// By what the caller shows anew that it is them: one of these.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FreshProof)]
pub struct ProofRequest {
    /// What `navigator.credentials.get` answered, as JSON (its `toJSON`).
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    passkey: Option<serde_json::Value>,
    /// A code of the caller's app.
    #[serde(default)]
    code: Option<String>,
}

/// Who proves what, and whether a recovery code would do, too.
pub struct Proving<'a> {
    pub state: &'a crate::State,
    pub actor: &'a Actor,
    pub digest: [u8; 32],
    pub takes_recovery: bool,
}

impl Proving<'_> {
    /// Shows what would be given, and begins the proof of it.
    pub async fn offer(&self, terms: &Terms, shown_at: Timestamp) -> Result<OfferBody, Problem> {
        let ids = self.signed_in()?;
        let Self { state, actor, digest, takes_recovery } = self;
        let offer = proving::begin::<Problem>(state, actor, ids, *digest, *takes_recovery).await?;
        let passkey = match &offer.passkey_options_json {
            None => None,
            Some(options) => {
                let options = serde_json::from_str(options.expose());
                Some(options.map_err(|_| Problem::internal())?)
            }
        };
        Ok(OfferBody { shown_at, grant: grant_text(terms), passkey, takes_code: offer.takes_code })
    }

    /// Takes the proof.
    pub async fn take(&self, request: ProofRequest) -> Result<Proof, Problem> {
        let shows = Shows {
            credential: request.passkey.map(|answer| answer.to_string()).unwrap_or_default(),
            code: request.code.unwrap_or_default(),
        };
        let ids = self.signed_in()?;
        let Self { state, digest, takes_recovery, .. } = self;
        let proof = proving::finish::<Problem>(state, ids, *digest, shows, *takes_recovery);
        proof.await?.map_err(|_| {
            Problem::invalid("proof", "it does not show that it is you, or was of something else")
        })
    }

    // Only who is signed in is there to be asked: a token acts for somebody who may be asleep.
    fn signed_in(&self) -> Result<(PersonId, SessionId), Problem> {
        proving::signed_in(self.actor).ok_or_else(Problem::not_found)
    }
}
