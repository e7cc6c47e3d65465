//! Disclosures: somebody asks in a case to learn something; the gate says what may be told, and to whom.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use desk::{DeskError, FieldView};
use model::{Address, CaseNumber, FieldKey, Relation, ToMember};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    locale::Words,
    pages::{
        authorities::to_whom,
        cases::{
            known::{OpenedField, Shown},
            show::{CameBack, build},
        },
        fields::field_of,
    },
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// Asks who wants to know, and about whom.
#[derive(Template)]
#[template(path = "disclosures/new.html")]
pub struct DisclosureNew {
    /// What stands around.
    pub frame: Frame,
    /// The case in which it was asked.
    pub number: String,
    /// The field's key.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// What its own rule says.
    pub rule: String,
    /// Who may be asking.
    pub relations: Vec<RelationChoice>,
    /// Why the form came back.
    pub error: Option<String>,
}

/// One relation to choose.
pub struct RelationChoice {
    /// The value that is posted.
    pub value: &'static str,
    /// In words.
    pub label: Words,
    /// True where it is chosen.
    pub is_chosen: bool,
}

/// Who wants to know, and about whom.
#[derive(Deserialize)]
pub struct DisclosureForm {
    relation: String,
    #[serde(default)]
    address: String,
}

impl DisclosureNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            number: "s20261121.30".to_owned(),
            key: "status".to_owned(),
            label: "Status level".to_owned(),
            rule: rule(ToMember::Tell, None),
            relations: relations(Relation::Member),
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        Self { error: Some(say("people-no-address").to_string()), ..Self::sample() }
    }
}

/// Asks who wants to know.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let (number, key) = field_of(&path)?;
    page(&form(&state, &caller, (number, &key), Relation::Member, None).await?)
}

/// Shows in place what may be told. There is no redirect: asked again, it is told again.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    Ours(typed): Ours<DisclosureForm>,
) -> Result<Response, Trouble> {
    let (number, key) = field_of(&path)?;
    let relation = Relation::of_str(&typed.relation).ok_or(Trouble::NotFound)?;
    match disclose(&state, &caller, number, &key, relation, &typed.address).await {
        Ok(view) => {
            let field = OpenedField { value: view.value };
            let shown = Shown { key, told_to: Some(to_whom(relation).to_string()), field };
            let came_back = CameBack { field: Some(shown), ..CameBack::default() };
            page(&build(&state, &caller, number, came_back).await?)
        }
        Err(DeskError::Invalid { words, .. }) => {
            let page = form(&state, &caller, (number, &key), relation, Some(words)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn disclose(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    key: &FieldKey,
    relation: Relation,
    address: &str,
) -> Result<FieldView, DeskError> {
    let desk = &state.desk;
    if relation == Relation::Own {
        let me = desk.case(&caller.actor, number).await?.case.requester_id;
        return desk.disclose_field(&caller.actor, number, me, key, relation, None).await;
    }
    let address = Address::parse(address.trim()).map_err(|_| DeskError::Invalid {
        field: "address",
        words: say("people-no-address").to_string(),
    })?;
    desk.disclose_field_of(&caller.actor, number, &address, key, relation, None).await
}

async fn form(
    state: &crate::State,
    caller: &Caller,
    (number, key): (CaseNumber, &FieldKey),
    relation: Relation,
    error: Option<String>,
) -> Result<DisclosureNew, Trouble> {
    // Who may not see the case is told so here, and not by what the form looks like.
    state.desk.case(&caller.actor, number).await?;
    let field = state.desk.field_named(key).ok_or(Trouble::NotFound)?;
    Ok(DisclosureNew {
        frame: caller.frame(state, Here::Elsewhere).await?,
        number: number.to_string(),
        key: key.to_string(),
        label: field.label.clone(),
        rule: rule(field.to_member, field.elsewhere.as_deref()),
        relations: relations(relation),
        error,
    })
}

fn relations(chosen: Relation) -> Vec<RelationChoice> {
    let choice = |relation: Relation| RelationChoice {
        value: relation.as_str(),
        label: say_of("disclosures-relation", relation.as_str()),
        is_chosen: relation == chosen,
    };
    Relation::ALL.into_iter().map(choice).collect()
}

/// Says what a field's own rule lets others learn.
pub fn rule(to_member: ToMember, elsewhere: Option<&str>) -> String {
    let words = match (to_member, elsewhere) {
        (ToMember::Tell, _) => say("disclosures-rule-tell"),
        (ToMember::Ask, _) => say("disclosures-rule-ask"),
        (ToMember::Redirect, Some(place)) => say("disclosures-rule-place").with("place", place),
        (ToMember::Redirect, None) => say("disclosures-rule-elsewhere"),
    };
    words.to_string()
}
