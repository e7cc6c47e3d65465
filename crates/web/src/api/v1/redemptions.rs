//! Redemptions: a system outside shows us a token before it acts, and gets a signed receipt for the use.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::{header, request::Parts},
};
use desk::{Console, Receipt, Redemption};
use model::{Act, FieldKey, Personal, Relation};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{caller::bearer, problem::Problem, reading::Body};

/// What a system outside is about to do.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRedemption)]
pub struct RedemptionRequest {
    /// The token that its holder brought, in base64url.
    token: String,
    /// The act.
    #[schema(example = "field.edit")]
    act: String,
    /// On which field.
    #[schema(example = "passphrase")]
    field: String,
    /// Whose: the person's id.
    #[schema(format = Uuid)]
    person: String,
    /// In which case.
    #[schema(example = "s20261121.30")]
    case: String,
    /// Whom it would be told to, for `field.disclose`: `own`, `member`, `supplier`, `partner` or `agency`.
    relation: Option<String>,
}

/// The receipt for a use that was counted.
#[derive(Serialize, ToSchema)]
#[schema(as = Receipt)]
pub struct ReceiptBody {
    /// The lines that are signed.
    receipt: String,
    /// The signature over them by the key of `/token-key`: Ed25519, in base64url without padding.
    signature: String,
    /// The entry of the log that the use left.
    #[schema(format = Uuid)]
    entry_id: String,
}

/// The key that verifies tokens and receipts.
#[derive(Serialize, ToSchema)]
#[schema(as = TokenKey)]
pub struct KeyBody {
    /// As `chancery authority verify --key` takes it.
    #[schema(example = "ed25519/…")]
    key: String,
}

/// The system that calls, known by its secret.
pub struct CallingConsole(Console);

impl FromRequestParts<crate::State> for CallingConsole {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &crate::State) -> Result<Self, Problem> {
        let mut values = parts.headers.get_all(header::AUTHORIZATION).iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            return Err(Problem::unknown_console());
        };
        let secret = value.to_str().ok().and_then(bearer);
        let console = secret.and_then(|secret| state.desk.console_of_secret(secret));
        console.cloned().map(Self).ok_or_else(Problem::unknown_console)
    }
}

/// Counts a use of a token for an act in a system outside. Each presentation is good once.
#[utoipa::path(post, path = "/redemptions", operation_id = "create_redemption", tag = "redemptions",
    request_body = RedemptionRequest,
    responses((status = 200, description = "The act may be done, and its use is counted.",
        body = ReceiptBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    CallingConsole(console): CallingConsole,
    Body(request): Body<RedemptionRequest>,
) -> Result<Json<ReceiptBody>, Problem> {
    let redemption = read(request)?;
    let Receipt { text, signature, entry_id } = state.desk.redeem(&console, &redemption).await?;
    Ok(Json(ReceiptBody { receipt: text, signature, entry_id: entry_id.to_string() }))
}

/// Returns the key that verifies tokens and receipts; everybody may know it.
#[utoipa::path(get, path = "/token-key", operation_id = "show_token_key", tag = "redemptions",
    responses((status = 200, description = "The key.", body = KeyBody)))]
#[boxed]
pub async fn show_key(State(state): State<crate::State>) -> Json<KeyBody> {
    Json(KeyBody { key: state.desk.token_verifier().text() })
}

fn read(request: RedemptionRequest) -> Result<Redemption, Problem> {
    let wrong = |field, words: &str| Problem::invalid(field, words);
    let relation = request.relation.as_deref().map(|word| {
        let words = "own, member, supplier, partner or agency";
        Relation::of_str(word).ok_or_else(|| wrong("relation", words))
    });
    Ok(Redemption {
        token: Personal::new(request.token),
        act: Act::of_str(&request.act).ok_or_else(|| wrong("act", "there is no such act"))?,
        field: FieldKey::try_from(request.field)
            .map_err(|error| wrong("field", &error.to_string()))?,
        person_id: request.person.parse().map_err(|_| wrong("person", "an id, as a UUID"))?,
        number: request.case.parse().map_err(|_| wrong("case", "a number like s20261121.30"))?,
        relation: relation.transpose()?,
    })
}
