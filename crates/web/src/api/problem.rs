//! Problems: what went wrong, for programs, after RFC 9457.

use authority::{Denial, SignInError};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{DeskError, Remedy};
use serde::Serialize;
use tracing::error;
use utoipa::ToSchema;

use super::BODY_BYTES_MAX;

/// The media type of problems (RFC 9457 §3).
const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// How one proves who one is, told with every 401 (RFC 9110 §11.6.1).
const CHALLENGE: HeaderValue = HeaderValue::from_static("Bearer realm=\"chancery\"");

/// Seconds after which it is worth trying again when we are in trouble.
const TROUBLE_SECS: i64 = 60;

/// What kind of problem it is. The word after `/problems/` is stable, programs may branch on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Unreadable,
    Unauthenticated,
    Foreign,
    Denied,
    NotFound,
    NoSuchMethod,
    Changed,
    Stale,
    NewMessages,
    CaseState,
    TooLate,
    Void,
    NoSigningKey,
    StillRunning,
    Affair,
    Merged,
    Destroyed,
    PreconditionFailed,
    TooLarge,
    MediaType,
    Invalid,
    KeyTaken,
    PreconditionRequired,
    TooMany,
    Internal,
    StorageFull,
    Unavailable,
}

impl Kind {
    const fn parts(self) -> (StatusCode, &'static str, &'static str) {
        use StatusCode as S;
        match self {
            Self::Unreadable => {
                (S::BAD_REQUEST, "/problems/unreadable", "The request cannot be read")
            }
            Self::Unauthenticated => {
                (S::UNAUTHORIZED, "/problems/unauthenticated", "We do not know who is asking")
            }
            Self::Foreign => (S::FORBIDDEN, "/problems/foreign", "The request came from elsewhere"),
            Self::Denied => (S::FORBIDDEN, "/problems/denied", "The gate refused"),
            Self::NotFound => {
                (S::NOT_FOUND, "/problems/not-found", "There is nothing here for you")
            }
            Self::NoSuchMethod => {
                (S::METHOD_NOT_ALLOWED, "/problems/method", "This cannot be done here in this way")
            }
            Self::Changed => (S::CONFLICT, "/problems/changed", "Somebody was faster"),
            Self::Stale => (S::CONFLICT, "/problems/stale", "Your right changed at this moment"),
            Self::NewMessages => {
                (S::CONFLICT, "/problems/new-messages", "Messages came since you began")
            }
            Self::CaseState => {
                (S::CONFLICT, "/problems/case-state", "The case does not go that way")
            }
            Self::TooLate => (S::CONFLICT, "/problems/too-late", "It is too late"),
            Self::Void => (S::CONFLICT, "/problems/void", "The proposal does not serve"),
            Self::NoSigningKey => {
                (S::CONFLICT, "/problems/no-signing-key", "You have no key to sign with")
            }
            Self::StillRunning => {
                (S::CONFLICT, "/problems/still-running", "The first request is not answered yet")
            }
            Self::Affair => (S::CONFLICT, "/problems/affair", "These cases do not go together so"),
            Self::Merged => (S::CONFLICT, "/problems/merged", "The case is part of another"),
            Self::Destroyed => (S::GONE, "/problems/destroyed", "This was destroyed"),
            Self::PreconditionFailed => (
                S::PRECONDITION_FAILED,
                "/problems/precondition-failed",
                "It changed since you read it",
            ),
            Self::TooLarge => {
                (S::PAYLOAD_TOO_LARGE, "/problems/too-large", "That is too much at once")
            }
            Self::MediaType => {
                (S::UNSUPPORTED_MEDIA_TYPE, "/problems/media-type", "We take JSON here")
            }
            Self::Invalid => {
                (S::UNPROCESSABLE_ENTITY, "/problems/invalid", "A value cannot be used")
            }
            Self::KeyTaken => (
                S::UNPROCESSABLE_ENTITY,
                "/problems/key-taken",
                "This Idempotency-Key belongs to another request",
            ),
            Self::PreconditionRequired => (
                S::PRECONDITION_REQUIRED,
                "/problems/precondition-required",
                "Say which version you read",
            ),
            Self::TooMany => (S::TOO_MANY_REQUESTS, "/problems/too-many", "Too many at once"),
            Self::Internal => {
                (S::INTERNAL_SERVER_ERROR, "/problems/internal", "Something broke on our side")
            }
            Self::StorageFull => {
                (S::SERVICE_UNAVAILABLE, "/problems/storage-full", "The storage is full")
            }
            Self::Unavailable => {
                (S::SERVICE_UNAVAILABLE, "/problems/unavailable", "We are not able to answer now")
            }
        }
    }
}

/// What went wrong (RFC 9457), with what would help.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// A stable relative URI that names the kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "/problems/denied")]
    kind: &'static str,
    /// The kind of problem in words.
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// What went wrong this time.
    detail: String,
    /// Which field of the request is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// Where in the field it is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<PositionBody>,
    /// How many, where something is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<i64>,
    /// The act that was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<&'static str>,
    /// The clause that refuses, or that says who may.
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<String>,
    /// The ids of the policies that refused; an empty list means that none allowed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    policies: Option<Vec<String>>,
    /// What would help; each of them would.
    #[serde(skip_serializing_if = "Option::is_none")]
    remedies: Option<Vec<RemedyBody>>,
}

/// A place in a text.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[schema(as = Position)]
pub struct PositionBody {
    /// Where it begins, in characters, from 1.
    #[schema(example = 15)]
    column: usize,
    /// How many characters it is long.
    #[schema(example = 4)]
    length: usize,
}

/// One way to get what was refused.
#[derive(Serialize, ToSchema)]
#[schema(as = Remedy)]
pub struct RemedyBody {
    /// The way in one sentence.
    #[schema(example = "Take the case.")]
    sentence: String,
    /// Its steps, in this order.
    steps: Vec<String>,
    /// The policy that would then allow it.
    policy: String,
    /// The clause which that policy comes from.
    clause: String,
}

impl From<&Remedy> for RemedyBody {
    fn from(remedy: &Remedy) -> Self {
        Self {
            sentence: remedy.sentence.clone(),
            steps: remedy.steps.iter().map(|step| step.words()).collect(),
            policy: remedy.policy.id.clone(),
            clause: remedy.policy.clause.clone(),
        }
    }
}

/// An answer that says what went wrong.
pub struct Problem {
    kind: Kind,
    body: Box<ProblemBody>,
    retry_after_secs: Option<i64>,
}

impl Problem {
    /// Makes a problem of a kind.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        let (status, uri, title) = kind.parts();
        let body = ProblemBody {
            kind: uri,
            title,
            status: status.as_u16(),
            detail: detail.into(),
            field: None,
            position: None,
            n: None,
            act: None,
            clause: None,
            policies: None,
            remedies: None,
        };
        let is_trouble = status == StatusCode::SERVICE_UNAVAILABLE;
        Self { kind, body: Box::new(body), retry_after_secs: is_trouble.then_some(TROUBLE_SECS) }
    }

    /// Says that a value cannot be used.
    pub fn invalid(field: &str, words: impl Into<String>) -> Self {
        let mut problem = Self::new(Kind::Invalid, words);
        problem.body.field = Some(field.to_owned());
        problem
    }

    /// Says that there is nothing, or nothing that the caller may know of.
    pub fn not_found() -> Self {
        let words = "The address may be mistyped, or what it names is not yours to see. \
                     We do not say which.";
        Self::new(Kind::NotFound, words)
    }

    /// Says that nobody is known by what was shown; the same for nothing, wrong, ended and unknown.
    pub fn unauthenticated() -> Self {
        let words = "Send a token that is valid: Authorization: Bearer chancery_…";
        Self::new(Kind::Unauthenticated, words)
    }

    /// Says the same to a system outside.
    pub fn unknown_console() -> Self {
        let words = "Send the secret of a console of this installation: Authorization: Bearer …";
        Self::new(Kind::Unauthenticated, words)
    }

    /// Finds the words for a bare status.
    pub fn of_status(status: StatusCode) -> Self {
        let (kind, words) = match status {
            StatusCode::NOT_FOUND => return Self::not_found(),
            StatusCode::UNAUTHORIZED => return Self::unauthenticated(),
            StatusCode::FORBIDDEN => (
                Kind::Foreign,
                "Browsers may send this from our own pages only. Programs send a bearer token."
                    .to_owned(),
            ),
            StatusCode::METHOD_NOT_ALLOWED => {
                (Kind::NoSuchMethod, "The header Allow names what can be done.".to_owned())
            }
            StatusCode::PAYLOAD_TOO_LARGE => (
                Kind::TooLarge,
                format!("A request may hold {BODY_BYTES_MAX} octets. Nothing was written."),
            ),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                (Kind::MediaType, "Send Content-Type: application/json.".to_owned())
            }
            StatusCode::TOO_MANY_REQUESTS => {
                (Kind::TooMany, "Wait a minute and try again. Nothing was written.".to_owned())
            }
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => (
                Kind::Unavailable,
                "Something that we stand on is slow or away. What you just sent may not have been \
                 written."
                    .to_owned(),
            ),
            status if status.is_client_error() => {
                (Kind::Unreadable, "The request is not in a form that we understand.".to_owned())
            }
            _ => (
                Kind::Internal,
                "It has been noted. What you just sent may not have been written.".to_owned(),
            ),
        };
        Self::new(kind, words)
    }

    /// Returns the same problem as the precondition that failed, when it is that the thing changed.
    pub fn if_match(self) -> Self {
        if self.kind != Kind::Changed {
            return self;
        }
        Self::new(
            Kind::PreconditionFailed,
            "It is no longer the version of If-Match; read it again.",
        )
    }

    fn denied(denial: &Denial) -> Self {
        let mut problem = Self::new(Kind::Denied, denial.sentence.clone());
        let body = &mut problem.body;
        body.act = Some(denial.act.as_str());
        body.clause = Some(denial.clause.clone());
        body.policies = Some(denial.policies.iter().map(|policy| policy.id.clone()).collect());
        body.remedies = Some(denial.remedies.iter().map(RemedyBody::from).collect());
        problem
    }

    /// Says that something broke on our side.
    pub fn internal() -> Self {
        Self::of_status(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        let words = error.to_string();
        match error {
            DeskError::NotFound => Self::not_found(),
            DeskError::Denied(denial) => Self::denied(&denial),
            DeskError::Conflict { .. } => Self::new(Kind::Changed, words),
            DeskError::Stale { what } => Self::new(
                Kind::Stale,
                format!(
                    "What the right rests on ({what}) changed before the act was written. \
                     Nothing was written; ask again."
                ),
            ),
            DeskError::NewMessages { n } => {
                let mut problem = Self::new(Kind::NewMessages, words);
                problem.body.n = Some(n);
                problem
            }
            DeskError::Case(_) => Self::new(Kind::CaseState, words),
            DeskError::Affair(_) => Self::new(Kind::Affair, words),
            DeskError::Merged { .. } => Self::new(Kind::Merged, words),
            DeskError::Invalid { field, words } => Self::invalid(field, words),
            DeskError::Filter(error) => {
                let mut problem = Self::invalid("filter", error.words);
                let (column, length) = (error.column, error.length);
                problem.body.position = Some(PositionBody { column, length });
                problem
            }
            DeskError::NeedsProof => Self::new(Kind::Stale, words),
            DeskError::NoSigningKey => Self::new(Kind::NoSigningKey, words),
            DeskError::TooMany { n_max, .. } => {
                let mut problem = Self::new(Kind::TooMany, words);
                problem.body.n = Some(n_max);
                problem
            }
            DeskError::Crowded { .. } => Self::new(Kind::Unavailable, words),
            DeskError::TooLate { .. } => Self::new(Kind::TooLate, words),
            DeskError::Void { .. } => Self::new(Kind::Void, words),
            DeskError::Full => Self::new(Kind::StorageFull, "Nothing was written."),
            DeskError::Destroyed => Self::new(Kind::Destroyed, words),
            error @ (DeskError::Db(_)
            | DeskError::Vault(_)
            | DeskError::Content { .. }
            | DeskError::Numbers(_)) => {
                error!(error = &error as &dyn std::error::Error, "an act of the API failed");
                Self::internal()
            }
        }
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        if let SignInError::TooMany { retry_after_secs } = error {
            let mut problem = Self::of_status(StatusCode::TOO_MANY_REQUESTS);
            problem.retry_after_secs = Some(retry_after_secs);
            return problem;
        }
        error!(error = &error as &dyn std::error::Error, "nobody could be recognised");
        Self::of_status(StatusCode::SERVICE_UNAVAILABLE)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, ..) = self.kind.parts();
        let mut response = (status, axum::Json(self.body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, PROBLEM_JSON);
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, CHALLENGE);
        }
        if let Some(secs) = self.retry_after_secs {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(secs));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use model::{AffairError, CaseError, CaseState};

    use super::*;

    fn check(error: DeskError, status: u16, kind: &str) {
        let problem = Problem::from(error);
        assert_eq!((problem.body.status, problem.body.kind), (status, kind));
        let response = problem.into_response();
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.headers()[header::CONTENT_TYPE], PROBLEM_JSON);
        assert_eq!(response.headers().contains_key(header::RETRY_AFTER), status == 503);
    }

    #[test]
    fn every_fault_of_the_desk_has_its_problem() {
        check(DeskError::NotFound, 404, "/problems/not-found");
        check(DeskError::Conflict { what: "case" }, 409, "/problems/changed");
        check(DeskError::Stale { what: "session" }, 409, "/problems/stale");
        check(DeskError::NewMessages { n: 2 }, 409, "/problems/new-messages");
        check(DeskError::Case(CaseError::NotClosed(CaseState::Open)), 409, "/problems/case-state");
        check(DeskError::Affair(AffairError::Itself), 409, "/problems/affair");
        let into = "s20261121.1".parse().unwrap();
        check(DeskError::Merged { into }, 409, "/problems/merged");
        let invalid = DeskError::Invalid { field: "text", words: "write something".to_owned() };
        check(invalid, 422, "/problems/invalid");
        check(DeskError::NoSigningKey, 409, "/problems/no-signing-key");
        check(DeskError::TooMany { what: "originals", n_max: 50 }, 429, "/problems/too-many");
        check(DeskError::TooLate { state: "sent" }, 409, "/problems/too-late");
        check(DeskError::Void { words: "lapsed" }, 409, "/problems/void");
        check(DeskError::Full, 503, "/problems/storage-full");
        check(DeskError::Destroyed, 410, "/problems/destroyed");
        check(DeskError::Content { what: "message" }, 500, "/problems/internal");
        check(DeskError::Numbers(8), 500, "/problems/internal");
    }

    #[test]
    fn every_bare_status_has_its_problem() {
        let own = |status: StatusCode| Problem::of_status(status).body.status == status.as_u16();
        for status in [400, 401, 403, 404, 405, 413, 415, 429, 500, 503] {
            assert!(own(StatusCode::from_u16(status).unwrap()), "{status}");
        }
    }

    #[test]
    fn a_change_is_a_failed_precondition_where_one_was_named() {
        let problem = Problem::from(DeskError::Conflict { what: "case" }).if_match();
        assert_eq!(problem.body.status, 412);
        assert_eq!(Problem::from(DeskError::NotFound).if_match().body.status, 404);
    }
}
