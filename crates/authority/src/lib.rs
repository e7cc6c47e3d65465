#![doc = include_str!("../README.md")]

mod analysis;
mod approval;
mod decision;
mod facts;
mod gate;
mod opening;
mod permits;
mod policies;
mod remedies;
mod scenes;
mod secrets;
mod sign_in;
mod statements;
mod words;

pub use analysis::{Asked, Matrix, Replayed, Shift, compare, replay};
pub use approval::Approval;
pub use decision::{Decision, Denial, Grant, Remedy, Step};
pub use gate::{Answer, Gate, Unanswerable, who_of};
pub use opening::{OpenError, check_proposed, texts_in_force};
pub use permits::Authority;
pub use policies::{PolicyError, PolicyText, Rule};
pub use sign_in::{
    ArmedLink, DrawnToken, LINK_JOB, LINK_SECS, SESSION_IDLE_SECS, SESSION_SECS, SignIn,
    SignInError, SignedIn, TOKEN_DAYS_MAX, TokenError,
};
pub use words::act_words;
