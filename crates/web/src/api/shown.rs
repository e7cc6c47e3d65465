//! The header `Authority`: a token that the caller shows for one act.

use axum::{extract::FromRequestParts, http::request::Parts};
use data_encoding::BASE64URL_NOPAD;

use super::problem::Problem;

/// The header's name.
const AUTHORITY: &str = "authority";

/// Characters of the longest token that we look at; a narrowed copy with its presentation stays far below.
const TOKEN_CHARS_MAX: usize = 16 * 1024;

/// The octets of the token that is shown; `None` leaves it to the house to find one that the caller holds.
pub struct ShownToken(pub Option<Vec<u8>>);

impl ShownToken {
    /// Borrows the octets.
    pub fn bytes(&self) -> Option<&[u8]> {
        self.0.as_deref()
    }
}

impl<S: Sync> FromRequestParts<S> for ShownToken {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut values = parts.headers.get_all(AUTHORITY).iter();
        let value = match (values.next(), values.next()) {
            (None, _) => return Ok(Self(None)),
            (Some(value), None) => value.as_bytes(),
            (Some(_), Some(_)) => return Err(wrong("send one token; narrow it where it must fit")),
        };
        if value.len() > TOKEN_CHARS_MAX {
            return Err(wrong(&format!("a token has at most {TOKEN_CHARS_MAX} characters")));
        }
        let bytes = BASE64URL_NOPAD.decode(value);
        let bytes = bytes.map_err(|_| wrong("a token is written in base64url without padding"))?;
        Ok(Self(Some(bytes)))
    }
}

fn wrong(words: &str) -> Problem {
    Problem::invalid("Authority", words)
}
