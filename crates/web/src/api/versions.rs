//! Versions: entity tags on the way out, `If-Match` on the way in (RFC 9110 §8.8.3, §13.1.1).

use axum::{
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, header, request::Parts},
};

use super::problem::{Kind, Problem};

/// A version that no thing has.
const NO_VERSION: i64 = -1;

/// What `If-Match` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfMatch {
    /// There is none.
    Absent,
    /// `*`: any version.
    Any,
    /// Exactly this version.
    Version(i64),
}

impl IfMatch {
    /// Returns the version to insist on, where the header may be left out.
    pub const fn optional(self) -> Option<i64> {
        match self {
            Self::Absent | Self::Any => None,
            Self::Version(version) => Some(version),
        }
    }

    /// Returns the version to insist on, where the header may not be left out.
    pub fn required(self) -> Result<Option<i64>, Problem> {
        if self == Self::Absent {
            let words = "Send If-Match with the ETag that you got when you read it, or * for any.";
            return Err(Problem::new(Kind::PreconditionRequired, words));
        }
        Ok(self.optional())
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "*" {
            return Some(Self::Any);
        }
        // A weak tag never matches here (RFC 9110 §13.1.1), nor does one that we did not write.
        let (is_weak, quoted) = match text.strip_prefix("W/") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let tag = quoted.strip_prefix('"')?.strip_suffix('"')?;
        if tag.contains('"') {
            return None;
        }
        let version =
            tag.parse().ok().filter(|_| !is_weak && tag.bytes().all(|b| b.is_ascii_digit()));
        Some(Self::Version(version.unwrap_or(NO_VERSION)))
    }
}

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut values = parts.headers.get_all(header::IF_MATCH).iter();
        let read = match (values.next(), values.next()) {
            (None, _) => Some(Self::Absent),
            (Some(value), None) => value.to_str().ok().and_then(Self::read),
            (Some(_), Some(_)) => None,
        };
        read.ok_or_else(|| {
            Problem::new(Kind::Unreadable, "If-Match takes one ETag as we sent it, such as \"3\".")
        })
    }
}

/// Makes the `ETag` of a version.
pub fn etag(version: i64) -> [(HeaderName, HeaderValue); 1] {
    let value = HeaderValue::try_from(format!("\"{version}\""));
    [(header::ETAG, value.unwrap_or(HeaderValue::from_static("\"\"")))]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_one_strong_tag() {
        let check = |text, expect| assert_eq!(IfMatch::read(text), expect, "{text}");
        check("\"3\"", Some(IfMatch::Version(3)));
        check(" \"3\" ", Some(IfMatch::Version(3)));
        check("*", Some(IfMatch::Any));
        check("W/\"3\"", Some(IfMatch::Version(NO_VERSION)));
        check("\"abc\"", Some(IfMatch::Version(NO_VERSION)));
        check("\"+3\"", Some(IfMatch::Version(NO_VERSION)));
        check("\"3\", \"4\"", None);
        check("3", None);
        check("", None);
    }

    proptest! {
        #[test]
        fn reads_back_what_it_wrote(version in 0_i64.., text in ".{0,40}") {
            let [(_, value)] = etag(version);
            prop_assert_eq!(IfMatch::read(value.to_str().unwrap()), Some(IfMatch::Version(version)));
            IfMatch::read(&text);
        }
    }
}
