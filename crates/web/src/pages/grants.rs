//! Giving consent: what was chosen is shown once more in words, and just that is proved and given; or it is declined.

use std::{borrow::Cow, collections::BTreeSet};

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{ConsentChoice, Desk, DeskError};
use jiff::Timestamp;
use model::{Act, ConsentId, FieldKey, Identity, Personal, Terms};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    pages::{
        authorities::label,
        consents::{Ticked, acts_of, asked, fields_of},
        denials::BackLink,
        messages::EmptyForm,
        proofs::{Prove, prove},
    },
    proving::{Shows, whole_secs},
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// The grant in words, with what gives it.
#[derive(Template)]
#[template(path = "grants/new.html")]
pub struct GrantNew {
    /// What stands around.
    pub frame: Frame,
    /// The request for consent.
    pub id: String,
    /// What would be allowed, one line for each act.
    pub doings: Vec<String>,
    /// To whom: `support engineer`.
    pub holder: String,
    /// For which request.
    pub number: String,
    /// Until when.
    pub until: Moment,
    /// How often.
    pub n_uses_max: u32,
    /// The proof that gives it.
    pub prove: Prove,
}

/// What was ticked.
#[derive(Deserialize)]
pub struct ChoiceForm {
    #[serde(default)]
    acts: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
    hours: String,
    n_uses: String,
}

/// What was shown, and the proof of it.
#[derive(Deserialize)]
pub struct GrantForm {
    #[serde(default)]
    acts: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
    hours: String,
    n_uses: String,
    shown_at: i64,
    #[serde(default)]
    credential: String,
    #[serde(default)]
    code: String,
}

impl GrantNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        let path = "/consents/0199d0c2-0000-7000-8000-0000000000c1/grant";
        Self {
            frame: Frame::sample_requester(),
            id: "0199d0c2-0000-7000-8000-0000000000c1".to_owned(),
            doings: vec![say("grants-see").with("fields", "Date of birth").to_string()],
            holder: say_of("role", "support_engineer").to_string(),
            number: "s20261121.30".to_owned(),
            until: crate::samples::minutes_ago(-1440),
            n_uses_max: 2,
            prove: Prove::sample(say("grants-agree"), path),
        }
    }

    /// Returns sample values after a wrong code.
    pub fn sample_invalid() -> Self {
        let sample = Self::sample();
        let prove = Prove::sample_invalid(say("grants-agree"), &sample.prove.action);
        Self { prove, ..sample }
    }

    /// Returns sample values of who has nothing to show yet.
    pub fn sample_impossible() -> Self {
        let sample = Self::sample();
        let prove = Prove::sample_impossible(say("grants-agree"), &sample.prove.action);
        Self { prove, ..sample }
    }
}

/// Shows the grant in words, and asks for the proof. Nothing is written, so there is no redirect.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<ConsentId>,
    Ours(form): Ours<ChoiceForm>,
) -> Result<Response, Trouble> {
    let choice = ConsentChoice {
        acts: acts_of(&form.acts)?,
        fields: fields_of(&form.fields)?,
        n_uses_max: form.n_uses.trim().parse().unwrap_or(0),
        hours: form.hours.trim().parse().unwrap_or(0),
        shown_at: whole_secs(state.now()),
    };
    match preview(&state, &caller, id, &choice, None).await {
        Ok(shown) => page(&shown),
        Err(trouble) => ticked(&state, &caller, id, &choice, trouble).await,
    }
}

/// Gives the consent that was shown.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<ConsentId>,
    Ours(form): Ours<GrantForm>,
) -> Result<Response, Trouble> {
    let choice = ConsentChoice {
        acts: acts_of(&form.acts)?,
        fields: fields_of(&form.fields)?,
        n_uses_max: form.n_uses.trim().parse().unwrap_or(0),
        hours: form.hours.trim().parse().unwrap_or(0),
        shown_at: Timestamp::from_second(form.shown_at).map_err(|_| Trouble::NotFound)?,
    };
    let digest = match state.desk.consent_terms(&caller.actor, id, &choice).await {
        Ok((_, digest)) => digest,
        Err(error) => return ticked(&state, &caller, id, &choice, error.into()).await,
    };
    let shows = Shows { credential: form.credential, code: form.code };
    let proof = match prove(&state, &caller, digest, shows, false).await? {
        Ok(proof) => proof,
        Err(words) => {
            let page = preview(&state, &caller, id, &choice, Some(words)).await?;
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    match state.desk.give_consent(&caller.actor, id, &choice, Some(&proof)).await {
        Ok(_) => Ok(Redirect::to("/me/authorities?done=given").into_response()),
        Err(DeskError::NeedsProof) if proof.identity() < Identity::Strong => {
            Err(Trouble::Unusable(say("grants-needs-proof").to_string()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Declines. Nothing is asked for it.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<ConsentId>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    state.desk.decline_consent(&caller.actor, id).await?;
    Ok(Redirect::to("/consents?done=withheld").into_response())
}

async fn preview(
    state: &crate::State,
    caller: &Caller,
    id: ConsentId,
    choice: &ConsentChoice,
    error: Option<&'static str>,
) -> Result<GrantNew, Trouble> {
    let view = state.desk.own_consent(&caller.actor, id).await?;
    let (terms, digest) = state.desk.consent_terms(&caller.actor, id, choice).await?;
    let prove = Prove {
        action: format!("/consents/{id}/grant"),
        fields: carried(&terms, choice),
        passkey_options: None,
        takes_code: false,
        takes_recovery: false,
        error,
        label: say("grants-agree").to_string(),
        leave: BackLink { href: format!("/consents/{id}"), label: say("grants-back").to_string() },
    };
    Ok(GrantNew {
        frame: caller.frame(state, Here::Elsewhere).await?,
        id: id.to_string(),
        doings: doings(&state.desk, &terms.acts, &terms.fields),
        holder: say_of("role", view.row.holder_role.as_str()).to_string(),
        number: view.number.to_string(),
        until: Moment::new(terms.expires_at, state.now()),
        n_uses_max: terms.n_uses_max,
        prove: prove.begin(state, caller, digest).await?,
    })
}

/// Words what acts on fields would do, to the person whose data it is: one line for each act.
pub fn doings(desk: &Desk, acts: &BTreeSet<Act>, fields: &BTreeSet<FieldKey>) -> Vec<String> {
    let labels = fields.iter().map(|key| label(desk, key)).collect::<Vec<_>>().join(", ");
    let line = |act: &Act| match act {
        Act::MessageUnseal => say("grants-open-messages").to_string(),
        Act::FieldShow => say("grants-see").with("fields", &labels).to_string(),
        Act::FieldEdit => say("grants-change").with("fields", &labels).to_string(),
        Act::FieldDisclose => say("grants-tell").with("fields", &labels).to_string(),
        other => crate::floors::act_words(*other),
    };
    acts.iter().map(line).collect()
}

/// What the last form carries, so that it gives just what was shown.
fn carried(terms: &Terms, choice: &ConsentChoice) -> Vec<(Cow<'static, str>, Personal<String>)> {
    let acts = terms.acts.iter().map(|act| ("acts", act.as_str().to_owned()));
    let fields = terms.fields.iter().map(|key| ("fields", key.to_string()));
    let rest = [
        ("hours", choice.hours.to_string()),
        ("n_uses", choice.n_uses_max.to_string()),
        ("shown_at", choice.shown_at.as_second().to_string()),
    ];
    let all = acts.chain(fields).chain(rest);
    all.map(|(name, value)| (name.into(), Personal::new(value))).collect()
}

/// Shows the request again where the choice cannot be given.
async fn ticked(
    state: &crate::State,
    caller: &Caller,
    id: ConsentId,
    choice: &ConsentChoice,
    trouble: Trouble,
) -> Result<Response, Trouble> {
    let Trouble::Desk(DeskError::Invalid { words, .. }) = trouble else { return Err(trouble) };
    let ticked = Ticked {
        acts: choice.acts.clone(),
        fields: choice.fields.clone(),
        hours: choice.hours.to_string(),
        n_uses: choice.n_uses_max.to_string(),
        error: words,
    };
    let page = asked(state, caller, id, Some(ticked)).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
