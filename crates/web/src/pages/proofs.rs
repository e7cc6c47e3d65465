//! Fresh proofs: before how one signs in is changed, one shows anew that it is oneself.

use std::borrow::Cow;

use askama::Template;
use authority::{Proof, ProofAnswer, ProofError, ProofOffer, shown_digest};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, FactorChange, OwnFactors};
use model::{FactorId, PersonId, Personal, SessionId};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    locale::Words,
    pages::denials::BackLink,
    proving::{self, WRONG},
    say,
    trouble::{Trouble, page_with},
};

/// Asks for a passkey or a code.
#[derive(Template)]
#[template(path = "proofs/new.html")]
pub struct ProofNew {
    /// What stands around.
    pub frame: Frame,
    /// What for, in a sentence.
    pub why: String,
    /// What for, in the word that the form carries.
    pub purpose: String,
    /// What the browser is asked for a passkey.
    pub passkey_options: Option<Personal<String>>,
    /// True where a code would do.
    pub takes_code: bool,
    /// True where there is something to show.
    pub is_possible: bool,
    /// Why the form came back, by the name of what is said.
    pub error: Option<&'static str>,
}

/// What a proof is for: a change, or only that this session is known the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A change of how one signs in.
    Change(FactorChange),
    /// The session itself.
    Session,
}

/// What a page that changes something goes on with.
pub enum Shown {
    /// Nothing stands in the way: it was shown, or there is nothing to show.
    Enough,
    /// The page that asks.
    Ask(Response),
}

/// The part of a page that asks for a proof together with what it is for: one button does both.
pub struct Prove {
    /// Where it is posted to.
    pub action: String,
    /// What the form carries beside the answer.
    pub fields: Vec<(Cow<'static, str>, Personal<String>)>,
    /// What the browser is asked for a passkey.
    pub passkey_options: Option<Personal<String>>,
    /// True where a code would do.
    pub takes_code: bool,
    /// True where a recovery code would do as well as one of the app.
    pub takes_recovery: bool,
    /// Why the form came back, by the name of what is said.
    pub error: Option<&'static str>,
    /// What is done by it: `Agree to this`.
    pub label: String,
    /// Where one goes who leaves it.
    pub leave: BackLink,
}

/// An answer.
#[derive(Deserialize)]
pub struct ProofForm {
    purpose: String,
    #[serde(default)]
    credential: String,
    #[serde(default)]
    code: String,
}

impl ProofNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Security, ""),
            why: Purpose::Change(FactorChange::AddPasskey).why().to_string(),
            purpose: "add_passkey".to_owned(),
            passkey_options: Some(Personal::new("{\"challenge\":\"c2FtcGxl\"}".to_owned())),
            takes_code: true,
            is_possible: true,
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let frame = Frame::sample_requester();
        Self { frame, passkey_options: None, error: Some(WRONG), ..Self::sample() }
    }

    /// Returns sample values of who has nothing to show.
    pub fn sample_impossible() -> Self {
        let frame = Frame::sample_requester();
        let (passkey_options, takes_code, is_possible) = (None, false, false);
        Self { frame, passkey_options, takes_code, is_possible, ..Self::sample() }
    }
}

impl Prove {
    /// Returns sample values: a passkey or a code would do.
    pub fn sample(label: impl Into<String>, action: &str) -> Self {
        Self {
            action: action.to_owned(),
            fields: vec![("hours".into(), Personal::new("4".to_owned()))],
            passkey_options: Some(Personal::new("{\"challenge\":\"c2FtcGxl\"}".to_owned())),
            takes_code: true,
            takes_recovery: false,
            error: None,
            label: label.into(),
            leave: BackLink { href: "/".to_owned(), label: "Leave it".to_owned() },
        }
    }

    /// Returns sample values after a wrong code, where there is no passkey.
    pub fn sample_invalid(label: impl Into<String>, action: &str) -> Self {
        Self { passkey_options: None, error: Some(WRONG), ..Self::sample(label, action) }
    }

    /// Returns sample values of who has nothing to show.
    pub fn sample_impossible(label: impl Into<String>, action: &str) -> Self {
        Self { passkey_options: None, takes_code: false, ..Self::sample(label, action) }
    }

    /// Says by what the caller may show that it is them, and begins it.
    pub async fn begin(
        mut self,
        state: &crate::State,
        caller: &Caller,
        digest: [u8; 32],
    ) -> Result<Self, Trouble> {
        let ids = signed_in(caller)?;
        let offer =
            proving::begin::<Trouble>(state, &caller.actor, ids, digest, self.takes_recovery);
        let offer = offer.await?;
        self.passkey_options = offer.passkey_options_json;
        self.takes_code = offer.takes_code;
        Ok(self)
    }

    /// Says whether there is anything to show.
    pub const fn is_possible(&self) -> bool {
        self.passkey_options.is_some() || self.takes_code
    }
}

/// Takes the proof of just this; or says, by a name for the form, why it is none.
pub async fn prove(
    state: &crate::State,
    caller: &Caller,
    digest: [u8; 32],
    shows: proving::Shows,
    takes_recovery: bool,
) -> Result<Result<Proof, &'static str>, Trouble> {
    proving::finish(state, signed_in(caller)?, digest, shows, takes_recovery).await
}

impl Purpose {
    /// Reads the word of a form.
    fn read(word: &str) -> Option<Self> {
        let change = match word {
            "session" => return Some(Self::Session),
            "add_passkey" => FactorChange::AddPasskey,
            "set_totp" => FactorChange::SetTotp,
            "set_password" => FactorChange::SetPassword,
            "draw_codes" => FactorChange::DrawCodes,
            word => FactorChange::Remove(word.strip_prefix("remove-")?.parse::<FactorId>().ok()?),
        };
        Some(Self::Change(change))
    }

    fn word(self) -> String {
        match self {
            Self::Session => "session".to_owned(),
            Self::Change(FactorChange::Remove(id)) => format!("remove-{id}"),
            Self::Change(change) => change.as_str().to_owned(),
        }
    }

    /// Returns where one goes on.
    fn path(self) -> String {
        match self {
            Self::Session => "/security?done=proven".to_owned(),
            Self::Change(FactorChange::AddPasskey) => "/security/passkeys/new".to_owned(),
            Self::Change(FactorChange::SetTotp) => "/security/app/new".to_owned(),
            Self::Change(FactorChange::SetPassword) => "/security/password/edit".to_owned(),
            Self::Change(FactorChange::DrawCodes) => "/security/recovery/new".to_owned(),
            Self::Change(FactorChange::Remove(id)) => format!("/security/factors/{id}"),
        }
    }

    const fn why(self) -> Words {
        match self {
            Self::Session => say("proofs-why-session"),
            Self::Change(FactorChange::AddPasskey) => say("proofs-why-passkey"),
            Self::Change(FactorChange::SetTotp) => say("proofs-why-app"),
            Self::Change(FactorChange::SetPassword) => say("proofs-why-password"),
            Self::Change(FactorChange::DrawCodes) => say("proofs-why-codes"),
            Self::Change(FactorChange::Remove(_)) => say("proofs-why-removal"),
        }
    }

    fn digest(self, person_id: PersonId, session_id: SessionId) -> [u8; 32] {
        match self {
            Self::Session => shown_digest("session.confirm", &[session_id.uuid().as_bytes()]),
            Self::Change(change) => change.digest(person_id),
        }
    }
}

/// Asks for a proof that this session is whose it says.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    ask(&state, &caller, Purpose::Session, StatusCode::OK, None).await
}

/// Takes an answer, and goes on to what it is for.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<ProofForm>,
) -> Result<Response, Trouble> {
    let purpose = Purpose::read(&form.purpose).ok_or(Trouble::NotFound)?;
    let (person_id, session_id) = signed_in(&caller)?;
    let answer = if form.credential.is_empty() {
        ProofAnswer::Code(Personal::new(form.code))
    } else {
        ProofAnswer::Passkey(Personal::new(form.credential))
    };
    let digest = purpose.digest(person_id, session_id);
    match state.sign_in.finish_proof(person_id, session_id, digest, &answer).await {
        Ok(_) => Ok(Redirect::to(&purpose.path()).into_response()),
        Err(ProofError::Wrong) => {
            ask(&state, &caller, purpose, StatusCode::UNPROCESSABLE_ENTITY, Some(WRONG)).await
        }
        Err(ProofError::SignIn(error)) => Err(error.into()),
    }
}

/// Says whether a change may go on, or what asks for a proof of it.
pub async fn shown(
    state: &crate::State,
    caller: &Caller,
    own: &OwnFactors,
    change: FactorChange,
) -> Result<Shown, Trouble> {
    if !own.needs_proof() || standing(state, caller, change).await?.is_some() {
        return Ok(Shown::Enough);
    }
    ask(state, caller, Purpose::Change(change), StatusCode::OK, None).await.map(Shown::Ask)
}

/// Returns the proof of a change that this session gave a moment ago.
pub async fn standing(
    state: &crate::State,
    caller: &Caller,
    change: FactorChange,
) -> Result<Option<Proof>, Trouble> {
    let (person_id, session_id) = signed_in(caller)?;
    let digest = change.digest(person_id);
    Ok(state.sign_in.standing_proof(person_id, session_id, digest).await?)
}

/// Answers what became of a change; a proof that is missing or was used sends back to where it is asked for.
pub fn answer(
    done: Result<(), DeskError>,
    change: FactorChange,
    answer: Response,
) -> Result<Response, Trouble> {
    match done {
        Ok(()) => Ok(answer),
        Err(DeskError::NeedsProof) => {
            Ok(Redirect::to(&Purpose::Change(change).path()).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns whose session it is that the caller came by.
pub fn signed_in(caller: &Caller) -> Result<(PersonId, SessionId), Trouble> {
    proving::signed_in(&caller.actor).ok_or(Trouble::NotFound)
}

async fn ask(
    state: &crate::State,
    caller: &Caller,
    purpose: Purpose,
    status: StatusCode,
    error: Option<&'static str>,
) -> Result<Response, Trouble> {
    let (person_id, session_id) = signed_in(caller)?;
    let digest = purpose.digest(person_id, session_id);
    let offer: ProofOffer = state.sign_in.begin_proof(person_id, session_id, digest).await?;
    let page = ProofNew {
        frame: caller.frame(state, Here::Security).await?,
        why: purpose.why().to_string(),
        purpose: purpose.word(),
        is_possible: offer.is_possible(),
        passkey_options: offer.passkey_options_json,
        takes_code: offer.takes_code,
        error,
    };
    page_with(status, &page)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_purpose_reads_back() {
        let id = FactorId::from_uuid(Uuid::from_u128(7));
        for purpose in [
            Purpose::Session,
            Purpose::Change(FactorChange::AddPasskey),
            Purpose::Change(FactorChange::SetTotp),
            Purpose::Change(FactorChange::SetPassword),
            Purpose::Change(FactorChange::DrawCodes),
            Purpose::Change(FactorChange::Remove(id)),
        ] {
            assert_eq!(Purpose::read(&purpose.word()), Some(purpose));
        }
        for word in ["", "remove-", "remove-x", "session ", "https://evil.example"] {
            assert_eq!(Purpose::read(word), None, "{word}");
        }
    }
}
