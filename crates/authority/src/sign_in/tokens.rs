//! API tokens: bearer secrets that act for a member of the staff, within their scopes, until they expire.

use std::collections::BTreeSet;

use db::{ApiToken, NewApiToken};
use jiff::Timestamp;
use model::{Act, Actor, ApiTokenId, Identity, Personal, StaffId, Via};
use tracing::warn;

use super::{SignIn, SignInError, later, sessions::staff_actor};
use crate::secrets::{Secret, Use};

/// Days after which every token has ended.
pub const TOKEN_DAYS_MAX: i64 = 366;

/// What a token begins with, so that scanners for leaked secrets know it.
const PREFIX: &str = "chancery_";

/// Seconds between two notes that a token was used.
const TOUCH_SECS: i64 = 60 * 60;

const SECS_PER_DAY: i64 = 24 * 60 * 60;

/// A token that was drawn and is not yet kept.
#[derive(Debug)]
pub struct DrawnToken {
    /// What its holder sends; shown once.
    pub bearer: Personal<String>,
    /// What is kept of it, by the act `token.create`.
    pub new: NewApiToken,
}

/// Why a token is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It would live too long, or not at all.
    #[error("a token lives 1 to {TOKEN_DAYS_MAX} days")]
    Days,
    /// It would be good for nothing.
    #[error("a token has at least one scope; leave the scopes out for all that the roles allow")]
    NoScope,
}

impl SignIn {
    /// Draws a token. Whoever may do so is for the gate, and keeping it is for the act.
    pub fn draw_token(
        &self,
        staff_id: StaffId,
        scopes: Option<BTreeSet<Act>>,
        n_days: i64,
    ) -> Result<DrawnToken, TokenError> {
        if !(1..=TOKEN_DAYS_MAX).contains(&n_days) {
            return Err(TokenError::Days);
        }
        if scopes.as_ref().is_some_and(BTreeSet::is_empty) {
            return Err(TokenError::NoScope);
        }
        let now = self.clock.now();
        let secret = Secret::draw(&*self.chance);
        let token = ApiToken {
            id: ApiTokenId::draw(now, &*self.chance),
            staff_id,
            scopes,
            expires_at: later(now, n_days * SECS_PER_DAY),
            used_at: None,
        };
        let bearer = secret.show().map(|text| format!("{PREFIX}{text}"));
        let secret_mac = secret.mac(&self.vault, Use::Token);
        Ok(DrawnToken { bearer, new: NewApiToken { token, secret_mac } })
    }

    /// Returns for whom this token acts; `None` when it ended or never was.
    pub async fn actor_of_token(&self, bearer: &str) -> Result<Option<Actor>, SignInError> {
        let Some(secret) = bearer.strip_prefix(PREFIX).and_then(Secret::read) else {
            return Ok(None);
        };
        let now = self.clock.now();
        let mut reader = self.db.read().await?;
        let mac = secret.mac(&self.vault, Use::Token);
        let token = reader.api_token_of_secret(&mac).await?;
        let Some(token) = token.filter(|token| token.expires_at > now) else {
            return Ok(None);
        };
        let staff = reader.staff(token.staff_id).await?;
        let Some(staff) = self.admitted(&mut reader, staff).await? else {
            return Ok(None);
        };
        drop(reader);
        if token.used_at.is_none_or(|used_at| later(used_at, TOUCH_SECS) <= now)
            && let Err(error) = self.touch_token(token.id, now).await
        {
            warn!(%error, token.id = %token.id, "token {} could not be touched", token.id);
        }
        // Whoever has the token has no more than that; it was made by somebody who was signed in.
        let via = Via::Token(token.id);
        Ok(Some(staff_actor(staff, Identity::SignedIn, via, token.scopes)))
    }

    async fn touch_token(&self, id: ApiTokenId, now: Timestamp) -> Result<(), SignInError> {
        let mut tx = self.db.bookkeeping().await?;
        tx.touch_api_token(id, now).await?;
        Ok(tx.commit().await?)
    }
}
