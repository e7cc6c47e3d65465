//! Published rulings, for everyone.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
};
use data_encoding::BASE64URL_NOPAD;
use desk::{PublishedRuling, SignedRuling};
use jiff::Timestamp;
use model::RulingNumber;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::problem::Problem;

/// What is published.
#[derive(Serialize, ToSchema)]
#[schema(as = PublishedRulingList)]
pub struct RulingsBody {
    /// The rulings, the latest first.
    rulings: Vec<RulingBody>,
}

/// A published ruling, anonymised.
#[derive(Serialize, ToSchema)]
#[schema(as = PublishedRuling)]
pub struct RulingBody {
    /// Its number.
    #[schema(example = "d20261121.1/r1")]
    number: String,
    /// Since when it stands.
    #[schema(value_type = String, format = DateTime)]
    in_force_at: Timestamp,
    /// True where the dispute went on after it.
    is_interim: bool,
    /// True where its text is for the parties and the board alone.
    is_sealed: bool,
    /// The anonymised text; null of a sealed one.
    text: Option<String>,
}

impl From<PublishedRuling> for RulingBody {
    fn from(ruling: PublishedRuling) -> Self {
        Self {
            number: ruling.number.to_string(),
            in_force_at: ruling.in_force_at,
            is_interim: ruling.is_interim,
            is_sealed: ruling.is_sealed,
            text: ruling.text,
        }
    }
}

/// A published ruling, with all that it takes to verify who signed what: `docs/rulings.md`.
#[derive(Serialize, ToSchema)]
#[schema(as = SignedRuling)]
pub struct SignedBody {
    /// The ruling.
    #[serde(flatten)]
    ruling: RulingBody,
    /// The signatures; none of a ruling from before keys signed them.
    signatures: Vec<SignatureBody>,
    /// The paragraphs of its text, in order; none of a sealed one.
    paragraphs: Vec<ParagraphBody>,
}

/// A signature under a ruling.
#[derive(Serialize, ToSchema)]
#[schema(as = RulingSignature)]
pub struct SignatureBody {
    /// The lines that are signed, each ended by a line feed.
    statement: String,
    /// Their SHA-256, in hex digits.
    digest: String,
    /// The signer's public key.
    key: String,
    /// The Ed25519 signature over the statement, in base64url without padding.
    signature: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// A paragraph of a published ruling.
#[derive(Serialize, ToSchema)]
#[schema(as = RulingParagraph)]
pub struct ParagraphBody {
    /// As it was published.
    text: String,
    /// The mark of what was signed, in hex digits: the SHA-256 of the salt's octets and the paragraph.
    mark: String,
    /// The salt, in hex digits; null where words were struck from it before it was published.
    salt: Option<String>,
}

impl From<SignedRuling> for SignedBody {
    fn from(signed: SignedRuling) -> Self {
        let signatures = signed.signatures.into_iter().map(|one| SignatureBody {
            statement: one.statement,
            digest: one.digest,
            key: format!("ed25519/{}", one.public_key),
            signature: BASE64URL_NOPAD.encode(&one.signature),
            at: one.at,
        });
        let paragraphs = signed.paragraphs.into_iter().map(|one| ParagraphBody {
            text: one.text,
            mark: one.mark,
            salt: one.salt,
        });
        Self {
            ruling: signed.ruling.into(),
            signatures: signatures.collect(),
            paragraphs: paragraphs.collect(),
        }
    }
}

/// Reads a ruling's number out of the two parts of an address.
pub fn ruling_number(number: &str, index: &str) -> Result<RulingNumber, Problem> {
    let not_found = || Problem::of_status(axum::http::StatusCode::NOT_FOUND);
    format!("{number}/{index}").parse().map_err(|_| not_found())
}

/// Lists what is published.
#[utoipa::path(get, path = "/rulings", operation_id = "list_rulings", tag = "rulings",
    responses((status = 200, description = "What is published.", body = RulingsBody)))]
#[boxed]
pub async fn list(State(state): State<crate::State>) -> Result<Json<RulingsBody>, Problem> {
    let rulings = state.desk.published_rulings().await?;
    Ok(Json(RulingsBody { rulings: rulings.into_iter().map(RulingBody::from).collect() }))
}

/// Shows a published ruling.
#[utoipa::path(get, path = "/rulings/{number}/{index}", operation_id = "show_ruling",
    tag = "rulings",
    params(
        ("number" = String, Path, description = "The dispute's number."),
        ("index" = String, Path, description = "`r` and the ruling's place: `r1`."),
    ),
    responses((status = 200, description = "The ruling.", body = SignedBody)))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Path((number, index)): Path<(String, String)>,
) -> Result<Json<SignedBody>, Problem> {
    let number = ruling_number(&number, &index)?;
    Ok(Json(state.desk.published_ruling(number).await?.into()))
}
