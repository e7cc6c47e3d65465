//! Published rulings: for everyone, anonymised, with what verifies them; of sealed ones only that they exist and who signed.

use authority::{paragraphs, statement_digest};
use data_encoding::HEXLOWER;
use db::PublicKeyRow;
use jiff::Timestamp;
use model::{PersonId, RulingNumber};

use crate::{Desk, DeskError, disputes::signing::read_marks};

/// The public half of an issuer's key.
pub type IssuerPublicKey = PublicKeyRow;

/// A ruling as everyone sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedRuling {
    /// Its number.
    pub number: RulingNumber,
    /// Since when it stands.
    pub in_force_at: Timestamp,
    /// When it was published; a sealed one never is.
    pub released_at: Option<Timestamp>,
    /// True where the dispute went on after it.
    pub is_interim: bool,
    /// True where its text is for the parties and the board alone.
    pub is_sealed: bool,
    /// The anonymised text; none of a sealed one.
    pub text: Option<String>,
}

/// A published ruling with what its signers signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedRuling {
    /// The ruling.
    pub ruling: PublishedRuling,
    /// The signatures; none of a ruling that was made before keys signed them.
    pub signatures: Vec<PublishedSignature>,
    /// The paragraphs of its text, in order; none of a sealed one.
    pub paragraphs: Vec<PublishedParagraph>,
}

/// A signature under a ruling, for everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedSignature {
    /// The lines that are signed.
    pub statement: String,
    /// Their SHA-256, in hex digits.
    pub digest: String,
    /// The public key, in hex digits.
    pub public_key: String,
    /// The Ed25519 signature.
    pub signature: Vec<u8>,
    /// When.
    pub at: Timestamp,
}

/// A paragraph of a published ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedParagraph {
    /// As it was published.
    pub text: String,
    /// The mark of what was signed, in hex digits: the SHA-256 of salt and paragraph.
    pub mark: String,
    /// The salt, in hex digits; none where the publisher struck words from it.
    pub salt: Option<String>,
}

impl PublishedRuling {
    fn of(row: db::RulingRow) -> Option<Self> {
        let is_published = row.released_at.is_some() || row.ruling.is_sealed;
        let in_force_at = row.ruling.in_force_at.filter(|_| is_published)?;
        Some(Self {
            number: row.ruling.number,
            in_force_at,
            released_at: row.released_at,
            is_interim: row.ruling.is_interim,
            is_sealed: row.ruling.is_sealed,
            text: row.published_text.filter(|_| !row.ruling.is_sealed),
        })
    }
}

impl Desk {
    /// Returns what is published, the latest first. It is for everyone, so nobody is asked who they are.
    pub async fn published_rulings(&self) -> Result<Vec<PublishedRuling>, DeskError> {
        let rows = self.db.read().await?.rulings_published().await?;
        Ok(rows.into_iter().filter_map(PublishedRuling::of).collect())
    }

    /// Returns one published ruling, with all that it takes to verify who signed what.
    pub async fn published_ruling(&self, number: RulingNumber) -> Result<SignedRuling, DeskError> {
        let mut reader = self.db.read().await?;
        let row = reader.ruling_of_number(number).await?.ok_or(DeskError::NotFound)?;
        let id = row.ruling.id;
        let ruling = PublishedRuling::of(row).ok_or(DeskError::NotFound)?;
        let signatures = reader.ruling_signatures(id).await?.into_iter();
        let signatures = signatures.filter_map(|row| {
            let signed = row.signed?;
            Some(PublishedSignature {
                digest: statement_digest(&signed.statement),
                statement: signed.statement,
                public_key: signed.public_key,
                signature: signed.signature,
                at: row.at,
            })
        });
        let marks = reader.ruling_marks(id).await?;
        let paragraphs = match (&ruling.text, marks) {
            (Some(text), Some(row)) => published_paragraphs(text, &row)?,
            _ => Vec::new(),
        };
        Ok(SignedRuling { signatures: signatures.collect(), paragraphs, ruling })
    }

    /// Returns the public keys of those who give authorities and sign rulings as members of the staff. That somebody
    /// else has a key tells that they consented to something, and is for those who hold that consent: they know whose
    /// key to ask for.
    pub async fn issuer_keys(&self) -> Result<Vec<IssuerPublicKey>, DeskError> {
        Ok(self.db.read().await?.staff_public_keys().await?)
    }

    /// Returns the public key of one issuer, named by the id that their tokens bear.
    pub async fn issuer_public_key(&self, id: PersonId) -> Result<IssuerPublicKey, DeskError> {
        self.db.read().await?.public_key(id).await?.ok_or(DeskError::NotFound)
    }
}

fn published_paragraphs(
    text: &str,
    row: &db::MarksRow,
) -> Result<Vec<PublishedParagraph>, DeskError> {
    let salts = row.published_salts.as_deref().unwrap_or_default();
    let mut salts = salts.lines().map(|salt| HEXLOWER.decode(salt.as_bytes()).ok());
    let mut texts = paragraphs(text);
    let paragraph = |mark: [u8; 32]| PublishedParagraph {
        text: texts.next().unwrap_or_default().to_owned(),
        mark: HEXLOWER.encode(&mark),
        salt: salts
            .next()
            .flatten()
            .filter(|salt| !salt.is_empty())
            .map(|salt| HEXLOWER.encode(&salt)),
    };
    Ok(read_marks(&row.marks)?.into_iter().map(paragraph).collect())
}
