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
    /// The grant, letter by letter as it would be signed (docs/tokens.md). Who breaks glass by a recovery code is known less well:
    /// `issuer-identity` is `signed_in` then.
    grant: String,
    /// What `navigator.credentials.get` is to be asked; null where the caller has no passkey.
    #[schema(value_type = Option<Object>)]
    passkey: Option<serde_json::Value>,
    /// True where a code would do.
    takes_code: bool,
    /// What to do for who has nothing to show; null for who has.
    remedy: Option<&'static str>,
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
        let (takes_code, remedy) = (offer.takes_code, offer.remedy());
        Ok(OfferBody { shown_at, grant: grant_text(terms), passkey, takes_code, remedy })
    }

    /// Takes the proof.
    pub async fn take(&self, request: ProofRequest) -> Result<Proof, Problem> {
        // What shows nothing is no try: the brake is for guesses.
        let code = request.code.filter(|code| !code.trim().is_empty());
        let shows = match (request.passkey, code) {
            (Some(answer), None) => Shows { credential: answer.to_string(), code: String::new() },
            (None, Some(code)) => Shows { credential: String::new(), code },
            _ => return Err(Problem::invalid("proof", "send a passkey's answer or a code: one")),
        };
        let ids = self.signed_in()?;
        let Self { state, digest, takes_recovery, .. } = self;
        let proof = proving::finish::<Problem>(state, ids, *digest, shows, *takes_recovery);
        proof.await?.map_err(|why| {
            let words = match why {
                proving::NOT_RECOVERY => "only a code of your app does here, which has six digits",
                _ => "it does not show that it is you, or was of something else",
            };
            Problem::invalid("proof", words)
        })
    }

    // Only who is signed in is there to be asked: a token acts for somebody who may be asleep.
    fn signed_in(&self) -> Result<(PersonId, SessionId), Problem> {
        proving::signed_in(self.actor).ok_or_else(Problem::not_found)
    }
}
