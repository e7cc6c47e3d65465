#![doc = include_str!("../README.md")]

mod decision;
mod facts;
mod gate;
mod permits;
mod policies;
mod remedies;
mod secrets;
mod shown;
mod sign_in;
mod statements;
mod tokens;
mod words;

pub use decision::{Decision, Denial, Grant, Remedy, Step};
pub use gate::{Gate, Unanswerable};
pub use permits::{Authority, Held};
pub use policies::{PolicyError, PolicyText};
pub use shown::Shown;
pub use sign_in::{
    ArmedLink, DrawnToken, LINK_JOB, LINK_SECS, SESSION_IDLE_SECS, SESSION_SECS, SignIn,
    SignInError, SignedIn, TOKEN_DAYS_MAX, TokenError,
};
pub use tokens::{
    Asked, IssuerKey, Narrowing, Presentation, ReadToken, TokenFault, TokenKey, TokenVerifier,
    grant_digest, grant_text, narrow,
};
pub use words::act_words;
