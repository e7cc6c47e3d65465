//! People: found by their exact address only, and each time on record.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use model::{Act, Address};
use serde::Deserialize;

use crate::{
    caller::{Caller, SOMEBODY},
    form::Ours,
    frame::{Frame, Here},
    pages::cases::CaseRow,
    say,
    trouble::{Trouble, page, page_with},
};

/// Asks for an address; it is posted, so that it is in no address line.
#[derive(Template)]
#[template(path = "people/new.html")]
pub struct PersonNew {
    /// What stands around.
    pub frame: Frame,
    /// Why the form came back.
    pub error: Option<String>,
}

/// Shows the cases of the person within the reader's own queues.
#[derive(Template)]
#[template(path = "people/show.html")]
pub struct PersonShow {
    /// What stands around.
    pub frame: Frame,
    /// Their cases; none looks the same as nobody of that address.
    pub rows: Vec<CaseRow>,
}

impl PersonNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_staff(Here::People, ""), error: None }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let error = Some(say("people-no-address").to_string());
        Self { error, ..Self::sample() }
    }
}

impl PersonShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let rows = CaseRow::samples().into_iter().skip(1).take(2).collect();
        Self { frame: Frame::sample_staff(Here::People, ""), rows }
    }

    /// Returns sample values where nothing was found.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}

/// An address as typed.
#[derive(Deserialize)]
pub struct AddressForm {
    address: String,
}

/// Asks for an address.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    caller.must(&state, Act::PersonFind, &SOMEBODY)?;
    page(&PersonNew { frame: caller.frame(&state, Here::People).await?, error: None })
}

/// Finds a person, on record.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<AddressForm>,
) -> Result<Response, Trouble> {
    let frame = caller.frame(&state, Here::People).await?;
    let Ok(address) = Address::parse(&form.address) else {
        caller.must(&state, Act::PersonFind, &SOMEBODY)?;
        let error = Some(say("people-no-address").to_string());
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &PersonNew { frame, error });
    };
    let found = state.desk.find_person(&caller.actor, &address).await?;
    let now = state.now();
    let cases = found.map(|found| found.cases).unwrap_or_default();
    let rows = cases.iter().map(|view| CaseRow::new(view, &caller.actor, now)).collect();
    page(&PersonShow { frame, rows })
}
