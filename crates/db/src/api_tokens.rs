//! Bearer tokens of the API, as digests.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{Act, ApiTokenId, StaffId, micros, timestamp_of_micros};
use uuid::Uuid;

use crate::{BookTx, DbError, Reader, WriteTx, rows::At};

/// A token, as kept.
#[derive(Clone, Debug)]
pub struct ApiToken {
    /// Its id.
    pub id: ApiTokenId,
    /// Who acts by it.
    pub staff_id: StaffId,
    /// The acts it is limited to; `None` is everything the roles allow.
    pub scopes: Option<BTreeSet<Act>>,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was last used, to the hour.
    pub used_at: Option<Timestamp>,
}

/// A token to be kept.
#[derive(Clone, Debug)]
pub struct NewApiToken {
    /// The token.
    pub token: ApiToken,
    /// Keyed digest of its secret.
    pub secret_mac: [u8; 32],
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    staff_id: Uuid,
    scopes: Option<String>,
    expires_at: i64,
    used_at: Option<i64>,
}

impl TryFrom<Row> for ApiToken {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let at = At { table: "api_tokens", id: row.id };
        let scopes = match row.scopes {
            None => None,
            Some(words) => Some(
                words
                    .split_whitespace()
                    .map(|word| at.need("scopes", Act::of_str(word)))
                    .collect::<Result<_, _>>()?,
            ),
        };
        Ok(Self {
            id: ApiTokenId::from_uuid(row.id),
            staff_id: StaffId::from_uuid(row.staff_id),
            scopes,
            expires_at: timestamp_of_micros(row.expires_at),
            used_at: row.used_at.map(timestamp_of_micros),
        })
    }
}

impl Reader {
    /// Returns the token of a secret, unless it was ended; whether it is too old is for the caller.
    pub async fn api_token_of_secret(
        &mut self,
        mac: &[u8; 32],
    ) -> Result<Option<ApiToken>, DbError> {
        fetch_optional!(self, Row, TOKEN_OF_SECRET, mac.as_slice())
            .map(ApiToken::try_from)
            .transpose()
    }

    /// Returns the living tokens of a member of the staff.
    pub async fn api_tokens(&mut self, id: StaffId) -> Result<Vec<ApiToken>, DbError> {
        let rows = fetch_all!(self, Row, TOKENS, id.uuid());
        rows.into_iter().map(ApiToken::try_from).collect()
    }
}

impl WriteTx {
    /// Keeps a token.
    pub async fn insert_api_token(
        &mut self,
        new: &NewApiToken,
        now: Timestamp,
    ) -> Result<(), DbError> {
        let token = &new.token;
        self.changed("api_token", &[token.id.uuid().as_bytes(), token.staff_id.uuid().as_bytes()]);
        let scopes = token
            .scopes
            .as_ref()
            .map(|scopes| scopes.iter().map(|act| act.as_str()).collect::<Vec<_>>().join(" "));
        execute!(
            self,
            INSERT_TOKEN,
            token.id.uuid(),
            new.secret_mac.as_slice(),
            token.staff_id.uuid(),
            scopes,
            micros(now),
            micros(token.expires_at),
        );
        Ok(())
    }

    /// Ends a token.
    pub async fn end_api_token(&mut self, id: ApiTokenId, now: Timestamp) -> Result<bool, DbError> {
        self.changed("api_token_ended", &[id.uuid().as_bytes()]);
        Ok(execute!(self, END_TOKEN, id.uuid(), micros(now)) == 1)
    }
}

impl BookTx {
    /// Notes that a token was used.
    pub async fn touch_api_token(&mut self, id: ApiTokenId, now: Timestamp) -> Result<(), DbError> {
        execute!(self, TOUCH_TOKEN, id.uuid(), micros(now));
        Ok(())
    }
}

statements! {
    TOKEN_OF_SECRET = "select id, staff_id, scopes, expires_at, used_at from api_tokens
        where secret_mac = $1 and ended_at is null";
    TOKENS = "select id, staff_id, scopes, expires_at, used_at from api_tokens
        where staff_id = $1 and ended_at is null order by created_at, id";
    INSERT_TOKEN = "insert into api_tokens (id, secret_mac, staff_id, scopes, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6)";
    END_TOKEN = "update api_tokens set ended_at = $2 where id = $1 and ended_at is null";
    TOUCH_TOKEN = "update api_tokens set used_at = $2 where id = $1";
}
