//! Agreements: what members of the staff accepted before they began, sealed for themselves.

use jiff::Timestamp;
use model::{AgreementId, PersonId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{DbError, Reader, WriteTx};

/// An agreement that somebody accepted.
#[derive(Clone, Debug)]
pub struct AgreementRow {
    /// Its id.
    pub id: AgreementId,
    /// Who accepted it.
    pub person_id: PersonId,
    /// Keyed digest of the person and the text: tells whether it is the present one, and to nobody else what it says.
    pub terms_mac: Vec<u8>,
    /// The text as it was shown, sealed under their key.
    pub text_sealed: Vec<u8>,
    /// When.
    pub accepted_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    terms_mac: Vec<u8>,
    text_sealed: Vec<u8>,
    accepted_at: i64,
}

impl From<Row> for AgreementRow {
    fn from(row: Row) -> Self {
        Self {
            id: AgreementId::from_uuid(row.id),
            person_id: PersonId::from_uuid(row.person_id),
            terms_mac: row.terms_mac,
            text_sealed: row.text_sealed,
            accepted_at: timestamp_of_micros(row.accepted_at),
        }
    }
}

impl Reader {
    /// Returns what a person accepted, the latest first.
    pub async fn agreements(&mut self, id: PersonId) -> Result<Vec<AgreementRow>, DbError> {
        let rows = fetch_all!(self, Row, AGREEMENTS, id.uuid());
        Ok(rows.into_iter().map(AgreementRow::from).collect())
    }

    /// Says whether a person accepted the terms that have this keyed digest.
    pub async fn has_agreed(&mut self, id: PersonId, terms_mac: &[u8]) -> Result<bool, DbError> {
        Ok(fetch_optional!(self, (i64,), HAS_AGREED, id.uuid(), terms_mac).is_some())
    }
}

impl WriteTx {
    /// Keeps that a person accepted an agreement; says false when they had.
    pub async fn insert_agreement(&mut self, new: &AgreementRow) -> Result<bool, DbError> {
        self.changed("agreement", &[new.id.uuid().as_bytes(), &new.terms_mac]);
        let n = execute!(
            self,
            INSERT_AGREEMENT,
            new.id.uuid(),
            new.person_id.uuid(),
            new.terms_mac.as_slice(),
            new.text_sealed.as_slice(),
            micros(new.accepted_at),
        );
        Ok(n > 0)
    }
}

statements! {
    AGREEMENTS = "select id, person_id, terms_mac, text_sealed, accepted_at from agreements
        where person_id = $1 order by accepted_at desc, id desc";
    HAS_AGREED = "select accepted_at from agreements where person_id = $1 and terms_mac = $2";
    INSERT_AGREEMENT = "insert into agreements (id, person_id, terms_mac, text_sealed, accepted_at)
        values ($1, $2, $3, $4, $5) on conflict (person_id, terms_mac) do nothing";
}
