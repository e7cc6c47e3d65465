#![doc = include_str!("../README.md")]

mod analysis;
mod approval;
mod case_facts;
mod decision;
mod facts;
mod gate;
mod levels;
mod memo;
mod nameless;
mod names;
mod opening;
mod permits;
mod policies;
mod prepared;
mod remedies;
mod scenes;
mod secrets;
mod shown;
mod sign_in;
mod statements;
mod tokens;
mod words;

pub use analysis::{Matrix, Past, Replayed, Shift, compare, replay};
pub use approval::{Approval, ApprovalFault};
pub use decision::{Decision, Denial, Grant, Remedy, Step, Why};
pub use gate::{Answer, Gate, Unanswerable, who_of};
pub use levels::Level;
pub use opening::{OpenError, board_of, check_proposed, texts_in_force};
pub use permits::{Authority, Board, First, Held};
pub use policies::{PolicyError, PolicyText, Rule};
pub use prepared::Prepared;
pub use shown::Shown;
pub use sign_in::{
    Admission, ArmedLink, CHALLENGE_SECS, Credentials, DrawnCodes, DrawnToken, FactorError,
    LINK_JOB, LINK_SECS, Lacks, NAME_CHARS_MAX, PASSKEYS_MAX, PASSWORD_CHARS_MAX,
    PASSWORD_CHARS_MIN, Proof, ProofAnswer, ProofError, ProofOffer, RECOVERY_CODES, ReadyFactor,
    SESSION_IDLE_SECS, SESSION_SECS, ShownTotp, SignIn, SignInError, SignedIn, TOKEN_DAYS_MAX,
    TOTP_SETUP_SECS, TokenError, agreement_mac, factor_name_cell, shown_digest, staff_actor,
};
pub use tokens::{
    Asked, IssuerKey, Lack, Narrowing, Outline, OutlineBlock, Presentation, ReadToken, Redeemed,
    RulingStatement, TokenFault, TokenKey, TokenVerifier, grant_digest, grant_text, narrow,
    paragraph_mark, paragraph_salt, paragraphs, receipt_text, ruling_statement, statement_digest,
};
pub use words::act_words;
