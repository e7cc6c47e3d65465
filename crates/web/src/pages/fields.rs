//! Fields: what is held about oneself; opened and changed for the requester of a case, each time on record.

use askama::Template;
use authority::{Decision, LINK_SECS, SESSION_IDLE_SECS};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{Deed, DeskError, FieldView};
use model::{Act, CaseNumber, Class, FieldKey, Held, Personal, ToMember};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    pages::{
        authorities::label,
        cases::{
            known::{OpenedField, Shown},
            show::{CameBack, build, number_of},
        },
        messages::EmptyForm,
    },
    say_of,
    trouble::{Trouble, page, page_with},
};

/// What is held about me.
#[derive(Template)]
#[template(path = "fields/list.html")]
pub struct FieldList {
    /// What stands around.
    pub frame: Frame,
    /// The fields of this installation.
    pub rows: Vec<OwnField>,
    /// What is kept of a person, and until when.
    pub kept: Vec<KeptKind>,
}

/// A kind of data about a person. What holds it from being destroyed is told of none: a hold is somebody else's inquiry.
pub struct KeptKind {
    /// What it is.
    pub what: String,
    /// Its class, in words.
    pub class: String,
    /// Until when it is kept.
    pub until: String,
}

/// Kinds of data about a person and their classes, as docs/retention.md has them.
const KEPT: [(&str, Class); 13] = [
    ("words", Class::Personal),
    ("others", Class::Personal),
    ("files", Class::Personal),
    ("fields", Class::Personal),
    ("begun", Class::Personal),
    ("factors", Class::Personal),
    ("sessions", Class::Personal),
    ("places", Class::Personal),
    ("consents", Class::Legal),
    ("meetings", Class::Personal),
    ("evidence", Class::Legal),
    ("looks", Class::Legal),
    ("entries", Class::Legal),
];

impl KeptKind {
    fn all() -> Vec<Self> {
        let of = |(kind, class): (&str, Class)| {
            let until = say_of("kept-until", kind).with("link", LINK_SECS / 60);
            Self {
                what: say_of("kept-what", kind).to_string(),
                class: say_of("kept-class", class.as_str()).to_string(),
                until: until.with("idle", SESSION_IDLE_SECS / 3600).to_string(),
            }
        };
        KEPT.into_iter().map(of).collect()
    }
}

/// One field of one's own.
pub struct OwnField {
    /// What it is called.
    pub label: String,
    /// Its value, where it is held here.
    pub value: Option<Personal<String>>,
    /// True where it is held in another system.
    pub is_elsewhere: bool,
    /// What others are told who ask.
    pub rule: String,
}

/// Changes a field.
#[derive(Template)]
#[template(path = "fields/edit.html")]
pub struct FieldEdit {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub number: String,
    /// The field's key.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// The rule that allows it.
    pub sentence: String,
    /// The clause it comes from.
    pub clause: String,
    /// True where another must approve it.
    pub is_by_two: bool,
    /// The version that the change is of.
    pub version: i64,
    /// The value as typed.
    pub value: Personal<String>,
    /// Why the form came back.
    pub error: Option<String>,
}

/// A changed value.
#[derive(Deserialize)]
pub struct ValueForm {
    value: String,
    version: i64,
}

impl FieldList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let row = |label: &str, value: Option<&str>, to_member| OwnField {
            label: label.to_owned(),
            value: value.map(|value| Personal::new(value.to_owned())),
            is_elsewhere: value.is_none(),
            rule: rule(to_member),
        };
        Self {
            frame: Frame::sample_requester(),
            kept: KeptKind::all(),
            rows: vec![
                row("Date of birth", Some("4 March 1981"), ToMember::Ask),
                row("Status level", Some("assured"), ToMember::Tell),
                row("Assurances", Some("7"), ToMember::Redirect),
                row("Passphrase", None, ToMember::Ask),
            ],
        }
    }

    /// Returns sample values of an installation without fields.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}

impl FieldEdit {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            number: "s20261121.30".to_owned(),
            key: "date_of_birth".to_owned(),
            label: "Date of birth".to_owned(),
            sentence: "With the consent of a person whose identity is not in doubt, a support \
                       engineer of the queue changes a field."
                .to_owned(),
            clause: "000 SP 8.1".to_owned(),
            is_by_two: false,
            version: 2,
            value: Personal::default(),
            error: None,
        }
    }

    /// Returns sample values of a change that takes two.
    pub fn sample_by_two() -> Self {
        Self { is_by_two: true, ..Self::sample() }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let error = Some("a value has between 1 and 4096 octets".to_owned());
        Self { error, ..Self::sample() }
    }
}

/// Shows what is held about the caller.
pub async fn list(State(state): State<crate::State>, caller: Caller) -> Result<Response, Trouble> {
    let views = state.desk.own_fields(&caller.actor).await?;
    let row = |view: FieldView| OwnField {
        label: view.field.label,
        value: view.value,
        is_elsewhere: view.field.held == Held::Console,
        rule: rule(view.field.to_member),
    };
    let rows = views.into_iter().map(row).collect();
    let frame = caller.frame(&state, Here::Elsewhere).await?;
    page(&FieldList { frame, rows, kept: KeptKind::all() })
}

/// Opens a field of a case's requester and shows it in place. There is no redirect: a second look is a second act.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let (number, key) = field_of(&path)?;
    let view = state.desk.show_field(&caller.actor, number, &key, None).await?;
    let shown = Shown { key, told_to: None, field: OpenedField { value: view.value } };
    page(
        &build(&state, &caller, number, CameBack { field: Some(shown), ..CameBack::default() })
            .await?,
    )
}

/// Asks for another value, where the caller may change it.
pub async fn edit(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let (number, key) = field_of(&path)?;
    let version = state.desk.field_version(&caller.actor, number, &key).await?;
    page(&form(&state, &caller, (number, &key), version, Personal::default(), None).await?)
}

/// Keeps another value.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    Ours(typed): Ours<ValueForm>,
) -> Result<Response, Trouble> {
    let (number, key) = field_of(&path)?;
    let value = Personal::new(typed.value);
    let version = typed.version;
    let done =
        state.desk.edit_field(&caller.actor, number, &key, value.clone(), version, None).await;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/cases/{number}?done=changed")).into_response()),
        Err(DeskError::Invalid { field: "value", words }) => {
            let page = form(&state, &caller, (number, &key), version, value, Some(words)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Proposes another value, where it takes two.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    Ours(typed): Ours<ValueForm>,
) -> Result<Response, Trouble> {
    let (number, key) = field_of(&path)?;
    let value = Personal::new(typed.value);
    let version = typed.version;
    let change = state.desk.field_change(&caller.actor, number, &key, &value, version).await;
    match change {
        Ok(change) => {
            let id = state.desk.propose(&caller.actor, &Deed::EditField(change)).await?;
            Ok(Redirect::to(&format!("/approvals/{id}?done=proposed")).into_response())
        }
        Err(DeskError::Invalid { field: "value", words }) => {
            let page = form(&state, &caller, (number, &key), version, value, Some(words)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads case and field out of an address.
pub fn field_of((number, key): &(String, String)) -> Result<(CaseNumber, FieldKey), Trouble> {
    Ok((number_of(number)?, FieldKey::parse(key).map_err(|_| Trouble::NotFound)?))
}

async fn form(
    state: &crate::State,
    caller: &Caller,
    (number, key): (CaseNumber, &FieldKey),
    version: i64,
    value: Personal<String>,
    error: Option<String>,
) -> Result<FieldEdit, Trouble> {
    let acts = [Act::FieldEdit];
    let entered = state.desk.enter_unread(&caller.actor, number).await?;
    let rights = state.desk.field_rights(&entered, key, &acts).await?;
    let grant = match rights.into_iter().next() {
        Some(Decision::Allowed(grant)) => grant,
        Some(Decision::Denied(denial)) => return Err(Trouble::Foreseen(Box::new(denial))),
        None => return Err(Trouble::NotFound),
    };
    Ok(FieldEdit {
        frame: caller.frame(state, Here::Elsewhere).await?,
        number: number.to_string(),
        key: key.to_string(),
        label: label(&state.desk, key),
        sentence: crate::floors::sentence(&grant.sentence),
        clause: grant.clause,
        is_by_two: grant.eyes.is_some(),
        version,
        value,
        error,
    })
}

fn rule(to_member: ToMember) -> String {
    say_of("fields-rule", to_member.as_str()).to_string()
}
