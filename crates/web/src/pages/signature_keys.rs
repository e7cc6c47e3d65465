//! OpenPGP keys by which one signs mail: one is pasted, looked at with its fingerprint, and set down or removed by a
//! fresh proof of just that.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, NewSignatureKey, SignatureKeyChange, SignatureKeyView};
use model::{Identity, Personal, SignatureKeyId};
use serde::Deserialize;

use crate::{
    KeyFault, KeyTold,
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    pages::{
        denials::BackLink,
        proofs::{self, Prove, prove},
    },
    proving::Shows,
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// Asks for a key.
#[derive(Template)]
#[template(path = "signature_keys/new.html")]
pub struct SignatureKeyNew {
    /// What stands around.
    pub frame: Frame,
    /// The key, as typed.
    pub key: Personal<String>,
    /// Why the form came back.
    pub error: Option<String>,
}

/// Shows a key before it is set down, with what sets it down.
#[derive(Template)]
#[template(path = "signature_keys/preview.html")]
pub struct SignatureKeyPreview {
    /// What stands around.
    pub frame: Frame,
    /// Its fingerprint, in groups.
    pub fingerprint: Personal<String>,
    /// Whom it says that it belongs to.
    pub owners: Vec<Personal<String>>,
    /// The proof that sets it down.
    pub prove: Prove,
}

/// Asks whether to remove one.
#[derive(Template)]
#[template(path = "signature_keys/show.html")]
pub struct SignatureKeyShow {
    /// What stands around.
    pub frame: Frame,
    /// Its fingerprint, in groups.
    pub fingerprint: Personal<String>,
    /// When it was set down.
    pub created_at: Moment,
    /// The proof that removes it.
    pub prove: Prove,
}

/// A key of a list.
pub struct SignatureKeyRow {
    /// Its id.
    pub id: String,
    /// Its fingerprint, in groups.
    pub fingerprint: Personal<String>,
    /// When it was set down.
    pub created_at: Moment,
}

/// A key, as text.
#[derive(Deserialize)]
pub struct KeyForm {
    key: String,
}

/// A key that was shown, and the proof of it.
#[derive(Deserialize)]
pub struct KeyProofForm {
    key: String,
    #[serde(default)]
    credential: String,
    #[serde(default)]
    code: String,
}

/// The proof that removes one.
#[derive(Deserialize)]
pub struct RemovalForm {
    #[serde(default)]
    credential: String,
    #[serde(default)]
    code: String,
}

const FINGERPRINT: &str = "92C6033549EBDE51F5F3CE2F042217E436B49309";

impl SignatureKeyNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self { frame: Frame::sample_requester(), key: Personal::default(), error: None }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let key = Personal::new("-----BEGIN PGP PUBLIC KEY BLOCK-----".to_owned());
        let error = Some(say_of("signature-keys-fault", "unreadable").to_string());
        Self { key, error, ..Self::sample() }
    }
}

impl SignatureKeyPreview {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_requester(),
            fingerprint: grouped(FINGERPRINT),
            owners: vec![Personal::new("Jana Nováková <jana@mail.example>".to_owned())],
            prove: Prove::sample(say("signature-keys-set-down"), "/security/signature-keys"),
        }
    }

    /// Returns sample values of who has nothing to show yet.
    pub fn sample_impossible() -> Self {
        let label = say("signature-keys-set-down");
        let prove = Prove::sample_impossible(label, "/security/signature-keys");
        Self { prove, ..Self::sample() }
    }
}

impl SignatureKeyShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let path = "/security/signature-keys/0198a000-0000-7000-8000-000000000021/removal";
        Self {
            frame: Frame::sample_requester(),
            fingerprint: grouped(FINGERPRINT),
            created_at: crate::samples::minutes_ago(2_000),
            prove: Prove::sample(say("signature-keys-remove"), path),
        }
    }
}

impl SignatureKeyRow {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            id: "0198a000-0000-7000-8000-000000000021".to_owned(),
            fingerprint: grouped(FINGERPRINT),
            created_at: crate::samples::minutes_ago(2_000),
        }
    }

    /// Words a key.
    pub fn new(view: &SignatureKeyView, now: jiff::Timestamp) -> Self {
        Self {
            id: view.id.to_string(),
            fingerprint: grouped(view.fingerprint.expose()),
            created_at: Moment::new(view.created_at, now),
        }
    }
}

/// Asks for a key.
pub async fn new(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    ask(&state, &caller, StatusCode::OK, Personal::default(), None).await
}

/// Shows the key that was given, and asks for the proof. Nothing is written, so there is no redirect.
pub async fn preview(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<KeyForm>,
) -> Result<Response, Trouble> {
    let text = Personal::new(form.key);
    let read = match read(&state, &text).await {
        Ok(key) => refused(&state, &caller, &key).await?.map_or(Ok(key), Err),
        Err(words) => Err(words),
    };
    match read {
        Ok(key) => page(&shown(&state, &caller, &text, &key, None).await?),
        Err(words) => {
            ask(&state, &caller, StatusCode::UNPROCESSABLE_ENTITY, text, Some(words)).await
        }
    }
}

/// Says why a key cannot be set down, before its owner shows anything for it.
async fn refused(
    state: &crate::State,
    caller: &Caller,
    key: &KeyTold,
) -> Result<Option<String>, Trouble> {
    match state.desk.check_signature_key(&caller.actor, &key.fingerprint).await {
        Ok(()) => Ok(None),
        Err(DeskError::Invalid { words, .. }) => Ok(Some(crate::floors::fault(&words))),
        Err(error) => Err(error.into()),
    }
}

/// Sets the key down that was shown.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(form): Ours<KeyProofForm>,
) -> Result<Response, Trouble> {
    let (person_id, _) = proofs::signed_in(&caller)?;
    let text = Personal::new(form.key);
    let key = match read(&state, &text).await {
        Ok(key) => key,
        Err(words) => {
            return ask(&state, &caller, StatusCode::UNPROCESSABLE_ENTITY, text, Some(words)).await;
        }
    };
    let digest = SignatureKeyChange::Add(&key.fingerprint).digest(person_id);
    let shows = Shows { credential: form.credential, code: form.code };
    let proof = match prove(&state, &caller, digest, shows, false).await? {
        Ok(proof) if proof.identity() >= Identity::Strong => proof,
        Ok(_) => return Err(Trouble::Unusable(say("signature-keys-needs-strong").to_string())),
        Err(words) => {
            let page = shown(&state, &caller, &text, &key, Some(words)).await?;
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let new = NewSignatureKey { fingerprint: key.fingerprint, bytes: key.bytes };
    match state.desk.add_signature_key(&caller.actor, &new, Some(&proof)).await {
        Ok(_) => Ok(Redirect::to("/security?done=signature_key").into_response()),
        Err(DeskError::Invalid { words, .. }) => {
            let words = crate::floors::fault(&words);
            ask(&state, &caller, StatusCode::UNPROCESSABLE_ENTITY, text, Some(words)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks whether to remove one.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<SignatureKeyId>,
) -> Result<Response, Trouble> {
    page(&removal(&state, &caller, id, None).await?)
}

/// Removes one.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<SignatureKeyId>,
    Ours(form): Ours<RemovalForm>,
) -> Result<Response, Trouble> {
    let (person_id, _) = proofs::signed_in(&caller)?;
    let digest = SignatureKeyChange::Remove(id).digest(person_id);
    let is_shown = !(form.credential.is_empty() && form.code.is_empty());
    let shows = Shows { credential: form.credential, code: form.code };
    // Who has nothing to show any more may still take a key away; the desk knows.
    let proof =
        if is_shown { Some(prove(&state, &caller, digest, shows, true).await?) } else { None };
    let fault = match proof.transpose() {
        Ok(proof) => match state.desk.remove_signature_key(&caller.actor, id, proof.as_ref()).await
        {
            Ok(()) => return Ok(Redirect::to("/security?done=removed").into_response()),
            Err(DeskError::NeedsProof) => "wrong",
            Err(error) => return Err(error.into()),
        },
        Err(fault) => fault,
    };
    let page = removal(&state, &caller, id, Some(fault)).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Reads a key, or says what is wrong with it. What somebody pastes is work for the processor.
async fn read(state: &crate::State, text: &Personal<String>) -> Result<KeyTold, String> {
    let (read, text, now) = (Arc::clone(&state.read_openpgp), text.clone(), state.now());
    let read = tokio::task::spawn_blocking(move || read(text.expose(), now)).await;
    let read = read.unwrap_or(Err(KeyFault::Unreadable));
    read.map_err(|fault| say_of("signature-keys-fault", fault.as_str()).to_string())
}

async fn ask(
    state: &crate::State,
    caller: &Caller,
    status: StatusCode,
    key: Personal<String>,
    error: Option<String>,
) -> Result<Response, Trouble> {
    // Whoever may not see to how they sign in is told so before they paste anything.
    state.desk.own_signature_keys(&caller.actor).await?;
    let frame = caller.frame(state, Here::Security).await?;
    page_with(status, &SignatureKeyNew { frame, key, error })
}

async fn shown(
    state: &crate::State,
    caller: &Caller,
    text: &Personal<String>,
    key: &KeyTold,
    error: Option<&'static str>,
) -> Result<SignatureKeyPreview, Trouble> {
    let (person_id, _) = proofs::signed_in(caller)?;
    let prove = Prove {
        action: "/security/signature-keys".to_owned(),
        fields: vec![("key".into(), text.clone())],
        passkey_options: None,
        takes_code: false,
        takes_recovery: false,
        error,
        label: say("signature-keys-set-down").to_string(),
        leave: back(),
    };
    let digest = SignatureKeyChange::Add(&key.fingerprint).digest(person_id);
    Ok(SignatureKeyPreview {
        frame: caller.frame(state, Here::Security).await?,
        fingerprint: grouped(&key.fingerprint),
        owners: key.owners.clone(),
        prove: prove.begin(state, caller, digest).await?,
    })
}

async fn removal(
    state: &crate::State,
    caller: &Caller,
    id: SignatureKeyId,
    error: Option<&'static str>,
) -> Result<SignatureKeyShow, Trouble> {
    let (person_id, _) = proofs::signed_in(caller)?;
    let keys = state.desk.own_signature_keys(&caller.actor).await?;
    let key = keys.iter().find(|key| key.id == id).ok_or(Trouble::NotFound)?;
    let prove = Prove {
        action: format!("/security/signature-keys/{id}/removal"),
        fields: Vec::new(),
        passkey_options: None,
        takes_code: false,
        takes_recovery: true,
        error,
        label: say("signature-keys-remove").to_string(),
        leave: back(),
    };
    let digest = SignatureKeyChange::Remove(id).digest(person_id);
    Ok(SignatureKeyShow {
        frame: caller.frame(state, Here::Security).await?,
        fingerprint: grouped(key.fingerprint.expose()),
        created_at: Moment::new(key.created_at, state.now()),
        prove: prove.begin(state, caller, digest).await?,
    })
}

fn back() -> BackLink {
    BackLink { href: "/security".to_owned(), label: say("security-leave").to_string() }
}

/// Puts a fingerprint in groups of four, as programs show it for comparing.
fn grouped(fingerprint: &str) -> Personal<String> {
    let mut text = String::with_capacity(fingerprint.len() * 5 / 4);
    for (index, digit) in fingerprint.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push(' ');
        }
        text.push(digit.to_ascii_uppercase());
    }
    Personal::new(text)
}
