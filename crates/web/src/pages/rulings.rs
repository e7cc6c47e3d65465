//! Published rulings, for everyone: anonymised, and of sealed ones only that they exist.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use data_encoding::BASE64URL_NOPAD;
use desk::{PublishedRuling, SignedRuling};
use jiff::Timestamp;

use crate::{
    caller::Caller,
    frame::{Frame, Here},
    locale::Words,
    moment::Moment,
    pages::disputes::rulings::ruling_of,
    say,
    trouble::{Trouble, page},
    twin::Twin,
};

/// All that is published.
#[derive(Template)]
#[template(path = "rulings/list.html")]
pub struct RulingList {
    /// What stands around.
    pub frame: Frame,
    /// The rulings, the latest first.
    pub rows: Vec<PublishedRow>,
}

/// One published ruling.
#[derive(Template)]
#[template(path = "rulings/show.html")]
pub struct PublishedShow {
    /// What stands around.
    pub frame: Frame,
    /// The ruling.
    pub row: PublishedRow,
    /// Who signed it.
    pub signatures: Vec<SignatureRow>,
    /// True where words were struck from it before it was published.
    pub is_struck: bool,
}

/// A signature under a published ruling.
pub struct SignatureRow {
    /// The lines that are signed.
    pub statement: String,
    /// The public key.
    pub key: String,
    /// The signature.
    pub signature: String,
    /// When.
    pub at: Moment,
}

/// A published ruling.
pub struct PublishedRow {
    /// Its number.
    pub number: String,
    /// `Ruling`, `Interim ruling`, `Sealed ruling`.
    pub kind: String,
    /// Since when it stands.
    pub in_force_at: Moment,
    /// The anonymised text; none of a sealed one.
    pub text: Option<Twin>,
}

impl PublishedRow {
    fn new(ruling: &PublishedRuling, now: Timestamp) -> Self {
        Self {
            number: ruling.number.to_string(),
            kind: kind_words(ruling.is_sealed, ruling.is_interim).to_string(),
            in_force_at: Moment::new(ruling.in_force_at, now),
            text: ruling.text.as_ref().map(|text| Twin::new(text.clone())),
        }
    }
}

/// Says what kind of ruling it is.
pub const fn kind_words(is_sealed: bool, is_interim: bool) -> Words {
    match (is_sealed, is_interim) {
        (true, _) => say("rulings-kind-sealed"),
        (false, true) => say("rulings-kind-interim"),
        (false, false) => say("rulings-kind-final"),
    }
}

/// Lists what is published.
pub async fn list(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let rulings = state.desk.published_rulings().await?;
    let now = state.now();
    let rows = rulings.iter().map(|ruling| PublishedRow::new(ruling, now)).collect();
    page(&RulingList { frame: caller.frame(&state, Here::Elsewhere).await?, rows })
}

/// Shows a published ruling.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path((number, index)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    // One spelling: the number as it is written, and no other.
    if !index.starts_with('r') {
        return Err(Trouble::NotFound);
    }
    let ruling = state.desk.published_ruling(ruling_of(&number, &index)?).await?;
    let frame = caller.frame(&state, Here::Elsewhere).await?;
    page(&PublishedShow::new(frame, &ruling, state.now()))
}

impl PublishedShow {
    fn new(frame: Frame, signed: &SignedRuling, now: Timestamp) -> Self {
        let signatures = signed.signatures.iter().map(|one| SignatureRow {
            statement: one.statement.clone(),
            key: format!("ed25519/{}", one.public_key),
            signature: BASE64URL_NOPAD.encode(&one.signature),
            at: Moment::new(one.at, now),
        });
        Self {
            frame,
            row: PublishedRow::new(&signed.ruling, now),
            signatures: signatures.collect(),
            is_struck: signed.paragraphs.iter().any(|one| one.salt.is_none()),
        }
    }
}

impl RulingList {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_nobody(), rows: PublishedRow::samples() }
    }

    /// Returns sample values where nothing is published.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}

impl PublishedShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let statement = format!(
            "chancery ruling v1\nnumber d20261118.2/r1\nkind final\ntext published\ndigest {}\nparagraphs 6 {}\n\
             signer 0199d0c2-0000-7000-8000-00000000000a\nsigner-role arbitrator\nsigner-identity strong\n\
             at 1795089600\n",
            "0f".repeat(32),
            "1e".repeat(32),
        );
        let signature = SignatureRow {
            statement,
            key: format!("ed25519/{}", "2d".repeat(32)),
            signature: "c2FtcGxl".to_owned(),
            at: crate::samples::minutes_ago(3_000),
        };
        let row = PublishedRow::samples().swap_remove(0);
        let frame = Frame::sample_nobody();
        Self { frame, row, signatures: vec![signature], is_struck: true }
    }

    /// Returns sample values of a sealed ruling.
    pub fn sample_sealed() -> Self {
        Self { row: PublishedRow::samples().swap_remove(1), ..Self::sample() }
    }
}

impl PublishedRow {
    fn samples() -> Vec<Self> {
        use crate::samples::minutes_ago;
        let text = "FACTS\n\n[person 1] asked for a changed name in the account [email 1].\n\n\
                    CONSIDERATIONS\n\nThe registry's paper was shown to two assurers.\n\n\
                    RULING\n\nThe name of [person 1] is changed. So are names in like cases.";
        vec![
            Self {
                number: "d20261118.2/r1".to_owned(),
                kind: kind_words(false, false).to_string(),
                in_force_at: minutes_ago(3_000),
                text: Some(Twin::new(text)),
            },
            Self {
                number: "d20261030.1/r2".to_owned(),
                kind: kind_words(true, false).to_string(),
                in_force_at: minutes_ago(30_000),
                text: None,
            },
        ]
    }
}
