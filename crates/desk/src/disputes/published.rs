//! Published rulings: for everyone, anonymised; of sealed ones only that they exist.

use jiff::Timestamp;
use model::RulingNumber;

use crate::{Desk, DeskError};

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

    /// Returns one published ruling.
    pub async fn published_ruling(
        &self,
        number: RulingNumber,
    ) -> Result<PublishedRuling, DeskError> {
        let row = self.db.read().await?.ruling_of_number(number).await?;
        row.and_then(PublishedRuling::of).ok_or(DeskError::NotFound)
    }
}
