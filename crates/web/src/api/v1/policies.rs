//! Policies: the rules in force, their editions, and proposals of others.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use desk::{Analysis, Answer, Deed, EditionView, Level, PolicyDraft, Rule};
use jiff::Timestamp;
use model::Identity;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::approvals::ProposedBody;
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, named},
};

/// The policies in force.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyList)]
pub struct PoliciesBody {
    /// The edition in force.
    edition: EditionBody,
    /// Files of which this version of Chancery comes with a newer text than the one in force was made from.
    newer: Vec<String>,
    /// The policies; the fixed core first.
    policies: Vec<PolicyBody>,
}

/// A policy.
#[derive(Serialize, ToSchema)]
#[schema(as = Policy)]
pub struct PolicyBody {
    /// Its name, as entries name it.
    #[schema(example = "message-unseal-assigned")]
    id: String,
    /// The clause it comes from.
    clause: String,
    /// What it says.
    sentence: String,
    /// True where it allows, false where it forbids.
    is_permit: bool,
    /// The acts it may decide on.
    acts: Vec<&'static str>,
    /// The roles it speaks of.
    roles: Vec<&'static str>,
    /// How well somebody must be known for it.
    levels: Vec<LevelBody>,
    /// The kind of token it rests on; null stands by itself.
    authority: Option<&'static str>,
    /// `four` or `dual` where it takes two people.
    eyes: Option<&'static str>,
    /// The file it stands in.
    file: String,
    /// True where it is compiled in.
    is_fixed: bool,
    /// The policy as written.
    text: String,
}

/// How well somebody must be known.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyLevel)]
pub struct LevelBody {
    /// Of whom: `any` of whoever it speaks of, `staff` of the staff as the house asks, `asked` of whoever acts, `issuer` of whoever
    /// gave the token; `not_asked` and `not_issuer` where it is for those who are not known so well.
    of: &'static str,
    /// The level; null where it is any.
    #[schema(example = "signed_in")]
    level: Option<&'static str>,
}

/// The editions of the policies.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyEditionList)]
pub struct EditionsBody {
    /// The editions, the latest first; the first is in force.
    editions: Vec<EditionBody>,
}

/// An edition of the policies.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyEdition)]
pub struct EditionBody {
    /// Its number.
    number: i64,
    /// The digest by which entries name it.
    digest: String,
    /// Who proposed it, by title; null is the command line, or the founding.
    proposer: Option<String>,
    /// Who approved it, by title.
    second: Option<String>,
    /// The edition whose texts it takes up again.
    reverts: Option<i64>,
    /// Why.
    note: String,
    /// Since when it is in force.
    #[schema(value_type = String, format = DateTime)]
    in_force_from: Timestamp,
}

/// A file as somebody wants it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPolicyFile)]
pub struct PolicyFileRequest {
    /// Its name.
    #[schema(example = "queue.cedar")]
    file: String,
    /// What it is to say; null removes it.
    text: Option<String>,
    /// Why, for the history; names nobody.
    note: String,
}

/// Why one goes back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReversion)]
pub struct ReversionRequest {
    /// Why, for the history; names nobody.
    note: String,
}

/// What a change would newly allow or refuse: a replay, not a proof.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyAnalysis)]
pub struct AnalysisBody {
    /// Questions of the matrix that were put to both.
    n_asked: usize,
    /// Those that would be answered otherwise.
    shifts: Vec<ShiftBody>,
    /// Entries of the last 30 days that were asked again.
    n_entries: usize,
    /// True where there are more entries than that.
    has_more_entries: bool,
    /// Entries whose answer cannot be had again.
    n_not_rebuilt: usize,
    /// Questions of the past that would be answered otherwise.
    past_shifts: Vec<PastShiftBody>,
}

/// A question of the matrix that would be answered otherwise.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyShift)]
pub struct ShiftBody {
    /// The act.
    act: &'static str,
    /// Who asks.
    asker: String,
    /// How the thing stands.
    situation: &'static str,
    /// The kind of token that is shown beside.
    shown: Option<&'static str>,
    /// `refused`, `by_two` or `allowed` now.
    before: &'static str,
    /// The same under the change.
    after: &'static str,
    /// True where more is allowed than before.
    widens: bool,
}

/// Questions of the past that would be answered otherwise.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyPastShift)]
pub struct PastShiftBody {
    /// The act.
    act: &'static str,
    /// Who asked.
    asker: String,
    /// The answer in the log.
    before: &'static str,
    /// The answer under the change.
    after: &'static str,
    /// How many.
    n: usize,
    /// The number of the latest entry.
    log_index: i64,
    /// True where more would be allowed than was.
    widens: bool,
}

impl PolicyBody {
    fn new(rule: &Rule, staff_level: Identity) -> Self {
        let level = |level: &Level| LevelBody {
            of: level.as_str(),
            level: match level {
                Level::OfStaff => Some(staff_level.as_str()),
                level => level.identity().map(Identity::as_str),
            },
        };
        Self {
            levels: rule.levels.iter().map(level).collect(),
            id: rule.id.clone(),
            clause: rule.clause.clone(),
            sentence: rule.sentence.clone(),
            is_permit: rule.is_permit,
            acts: rule.acts.iter().map(|act| act.as_str()).collect(),
            roles: rule.roles.iter().map(|role| role.as_str()).collect(),
            authority: rule.authority.map(model::AuthorityKind::as_str),
            eyes: rule.eyes.map(model::Eyes::as_str),
            file: rule.file.clone(),
            is_fixed: rule.is_fixed(),
            text: rule.text.clone(),
        }
    }
}

impl From<EditionView> for EditionBody {
    fn from(view: EditionView) -> Self {
        Self {
            number: view.edition.number,
            digest: view.digest,
            proposer: view.proposer.map(|card| card.title),
            second: view.second.map(|card| card.title),
            reverts: view.edition.reverts,
            note: view.edition.note,
            in_force_from: view.edition.in_force_from,
        }
    }
}

impl From<Analysis> for AnalysisBody {
    fn from(analysis: Analysis) -> Self {
        let shifts = analysis.matrix.shifts.into_iter().map(|shift| ShiftBody {
            act: shift.act.as_str(),
            widens: shift.widens(),
            situation: shift.situation,
            shown: shift.shown.map(model::AuthorityKind::as_str),
            before: word(shift.before),
            after: word(shift.after),
            asker: shift.asker,
        });
        let past = analysis.replay.shifts.into_iter().map(|shift| PastShiftBody {
            act: shift.act.as_str(),
            widens: shift.widens(),
            before: word(shift.before),
            after: word(shift.after),
            n: shift.n,
            log_index: shift.log_index,
            asker: shift.asker,
        });
        Self {
            n_asked: analysis.matrix.n_asked,
            shifts: shifts.collect(),
            n_entries: analysis.replay.n_entries,
            has_more_entries: analysis.replay.has_more,
            n_not_rebuilt: analysis.replay.n_not_rebuilt,
            past_shifts: past.collect(),
        }
    }
}

const fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Refused => "refused",
        Answer::ByTwo => "by_two",
        Answer::Allowed => "allowed",
    }
}

/// Lists the policies in force.
#[utoipa::path(get, path = "/policies", operation_id = "list_policies", tag = "policies",
    responses((status = 200, description = "The policies in force.", body = PoliciesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<PoliciesBody>, Problem> {
    let book = state.desk.handbook(&actor).await?;
    Ok(Json(PoliciesBody {
        policies: book.rules.iter().map(|rule| PolicyBody::new(rule, book.staff_level)).collect(),
        edition: book.edition.into(),
        newer: book.newer,
    }))
}

/// Lists the editions of the policies.
#[utoipa::path(get, path = "/policies/editions", operation_id = "list_policy_editions",
    tag = "policies",
    responses((status = 200, description = "The editions.", body = EditionsBody)))]
#[boxed]
pub async fn list_editions(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<EditionsBody>, Problem> {
    let editions = state.desk.policy_editions(&actor).await?;
    Ok(Json(EditionsBody { editions: editions.into_iter().map(EditionBody::from).collect() }))
}

/// Says what a change of one file would newly allow or refuse; changes nothing.
#[utoipa::path(post, path = "/policies/analysis", operation_id = "create_policy_analysis",
    tag = "policies", request_body = PolicyFileRequest,
    responses((status = 200, description = "What it would change.", body = AnalysisBody)))]
#[boxed]
pub async fn create_analysis(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(request): Body<PolicyFileRequest>,
) -> Result<Json<AnalysisBody>, Problem> {
    let change = state.desk.policy_change(&actor, draft(request)).await?;
    Ok(Json(state.desk.analyse(&actor, &change).await?.into()))
}

/// Proposes a change of one file; another who may change the policies approves.
#[utoipa::path(post, path = "/policies/proposal", operation_id = "create_policy_proposal",
    tag = "policies", request_body = PolicyFileRequest,
    responses((status = 201, description = "The proposal.", body = ProposedBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(request): Body<PolicyFileRequest>,
) -> Result<impl IntoResponse, Problem> {
    let change = state.desk.policy_change(&actor, draft(request)).await?;
    let id = state.desk.propose(&actor, &Deed::ChangePolicies(change)).await?;
    Ok((StatusCode::CREATED, Json(ProposedBody { id: id.to_string() })))
}

/// Proposes to return to the texts of an earlier edition.
#[utoipa::path(post, path = "/policies/editions/{number}/reversion",
    operation_id = "create_policy_reversion", tag = "policies",
    params(("number" = i64, Path, description = "The edition's number.")),
    request_body = ReversionRequest,
    responses((status = 201, description = "The proposal.", body = ProposedBody)))]
#[boxed]
pub async fn create_reversion(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Body(request): Body<ReversionRequest>,
) -> Result<impl IntoResponse, Problem> {
    let change = state.desk.policy_reversion(&actor, named(&number)?, &request.note).await?;
    let id = state.desk.propose(&actor, &Deed::ChangePolicies(change)).await?;
    Ok((StatusCode::CREATED, Json(ProposedBody { id: id.to_string() })))
}

fn draft(request: PolicyFileRequest) -> PolicyDraft {
    PolicyDraft { file: request.file, text: request.text, note: request.note }
}
