//! Filings: a dispute filed from a case by the staff; the way from a refusal to a ruling.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{Claimant, DeskError, DisputeDraft};
use model::{Personal, Role};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::{cases::show::number_of, disputes::completions::address},
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// Asks for the four parts of a dispute that comes from a case.
#[derive(Template)]
#[template(path = "disputes/new.html")]
pub struct FilingNew {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub number: String,
    /// The parts as typed.
    pub parts: PartsTyped,
    /// True where the member of the staff files for themself.
    pub is_mine: bool,
}

/// The parts of a dispute as typed, with what is wrong with them.
#[derive(Default)]
pub struct PartsTyped {
    /// What happened.
    pub complaint: String,
    /// Against whom, in words.
    pub respondent: String,
    /// Against whom, by address.
    pub address: String,
    /// What is asked for.
    pub relief: String,
    /// The role that it is against.
    pub role: String,
    /// What is wrong: the field and the words.
    pub error: Option<(&'static str, String)>,
}

impl PartsTyped {
    /// Returns what is wrong with a field.
    pub fn error_of(&self, field: &str) -> Option<&str> {
        self.error.as_ref().filter(|(of, _)| *of == field).map(|(_, words)| words.as_str())
    }

    /// Returns the roles that a dispute may be against: value, words, whether it is chosen.
    pub fn roles(&self) -> Vec<(&'static str, String, bool)> {
        let words = |role: &str| say_of("role", role).to_string();
        let names = Role::ALL.iter().map(|role| role.as_str());
        names.map(|name| (name, words(name), name == self.role)).collect()
    }

    /// Reads the draft.
    pub fn read(&self) -> Result<DisputeDraft, DeskError> {
        let words = |words: String| DeskError::Invalid { field: "respondent_address", words };
        Ok(DisputeDraft {
            complaint: Personal::new(self.complaint.clone()),
            respondent: Personal::new(self.respondent.clone()),
            respondent_address: address(&self.address).map_err(words)?,
            respondent_role: Role::of_str(&self.role),
            relief: Personal::new(self.relief.clone()),
        })
    }
}

/// The parts as sent.
#[derive(Deserialize)]
pub struct PartsForm {
    complaint: String,
    respondent: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    role: String,
    relief: String,
    #[serde(default)]
    claimant: String,
    /// The request that it came from, in the portal.
    #[serde(default)]
    pub origin: String,
}

impl PartsForm {
    /// Splits what was sent into the parts and who claims.
    pub fn split(self) -> (PartsTyped, bool, String) {
        let parts = PartsTyped {
            complaint: self.complaint,
            respondent: self.respondent,
            address: self.address,
            relief: self.relief,
            role: self.role,
            error: None,
        };
        (parts, self.claimant == "me", self.origin)
    }
}

/// Asks for the parts; the complaint names the case.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    // Whoever may not see the case does not get a form that names it.
    state.desk.case(&caller.actor, number).await?;
    let complaint = say("disputes-new-complaint").with("number", number.to_string()).to_string();
    let parts = PartsTyped {
        complaint: format!("{complaint}\n\n"),
        relief: say("disputes-new-relief").to_string(),
        ..PartsTyped::default()
    };
    let frame = caller.frame(&state, Here::Elsewhere).await?;
    page(&FilingNew { frame, number: number.to_string(), parts, is_mine: true })
}

/// Files it.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<PartsForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let (mut parts, is_mine, _) = form.split();
    let claimant = if is_mine { Claimant::Me } else { Claimant::Requester };
    let done = match parts.read() {
        Ok(draft) => state.desk.file_from_case(&caller.actor, number, claimant, draft).await,
        Err(error) => Err(error),
    };
    match done {
        // Who files for themself is a party, and sees it as one.
        Ok(filed) if is_mine => {
            Ok(Redirect::to(&format!("/me/disputes/{filed}?done=filed")).into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("/cases/{number}?done=filed")).into_response()),
        Err(DeskError::Invalid { field, words }) => {
            parts.error = Some((field, words));
            let frame = caller.frame(&state, Here::Elsewhere).await?;
            let form = FilingNew { frame, number: number.to_string(), parts, is_mine };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form)
        }
        Err(error) => Err(error.into()),
    }
}
