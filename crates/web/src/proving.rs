//! Fresh proofs, as the pages and the API take them: of the same digest, begun and finished by the same functions.

use authority::{Proof, ProofAnswer, ProofError, ProofOffer, SignInError};
use desk::DeskError;
use jiff::Timestamp;
use model::{Actor, FactorKind, PersonId, Personal, SessionId};

use crate::State;

/// Digits of a code of an authenticator app.
const APP_CODE_DIGITS: usize = 6;

/// Why an answer is no proof, by a name that is the same whatever was wrong.
pub const WRONG: &str = "wrong";

/// Said before a recovery code is tried where it would not do: it would be used up for nothing.
pub const NOT_RECOVERY: &str = "not-recovery";

/// What was sent as a proof.
pub struct Shows {
    /// The browser's answer for a passkey, as JSON; empty where there is none.
    pub credential: String,
    /// A code; empty where there is none.
    pub code: String,
}

/// Says whose session it is; none where somebody came by a token, or by nothing.
pub fn signed_in(actor: &Actor) -> Option<(PersonId, SessionId)> {
    actor.person_id().zip(actor.session_id())
}

/// Begins a proof of just this, and says by what it may be shown. Pages and API have errors of their own, so the error is
/// whatever both of these become.
pub async fn begin<E: From<SignInError> + From<DeskError>>(
    state: &State,
    actor: &Actor,
    (person_id, session_id): (PersonId, SessionId),
    digest: [u8; 32],
    takes_recovery: bool,
) -> Result<ProofOffer, E> {
    let mut offer = state.sign_in.begin_proof(person_id, session_id, digest).await?;
    if !takes_recovery {
        let own = state.desk.own_factors(actor).await?;
        offer.takes_code = own.single(FactorKind::Totp).is_some();
    }
    Ok(offer)
}

/// Takes the proof of just this; or says, by a name, why it is none.
pub async fn finish<E: From<SignInError>>(
    state: &State,
    (person_id, session_id): (PersonId, SessionId),
    digest: [u8; 32],
    shows: Shows,
    takes_recovery: bool,
) -> Result<Result<Proof, &'static str>, E> {
    // One that was given for this a moment ago, and not used because something else was wrong, still counts.
    if let Some(proof) = state.sign_in.standing_proof(person_id, session_id, digest).await? {
        return Ok(Ok(proof));
    }
    let answer = match (shows.credential.is_empty(), takes_recovery) {
        (false, _) => ProofAnswer::Passkey(Personal::new(shows.credential)),
        (true, false) if !is_app_code(&shows.code) => return Ok(Err(NOT_RECOVERY)),
        (true, _) => ProofAnswer::Code(Personal::new(shows.code)),
    };
    match state.sign_in.finish_proof(person_id, session_id, digest, &answer).await {
        Ok(proof) => Ok(Ok(proof)),
        Err(ProofError::Wrong) => Ok(Err(WRONG)),
        Err(ProofError::SignIn(error)) => Err(error.into()),
    }
}

/// What is carried between showing and proving has whole seconds, and so do tokens.
pub fn whole_secs(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

fn is_app_code(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    text.chars().filter(char::is_ascii_digit).count() == APP_CODE_DIGITS
        && marks.all(|c| c.is_ascii_digit())
}
