//! Approvals: what takes two people, proposed, approved, declined, carried out.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use data_encoding::HEXLOWER;
use desk::{ApprovalState, ApprovalView, Carried, Check, Deed, NamedPerson, NewMember, StaffView};
use jiff::Timestamp;
use model::{Actor, Address, ApprovalId, Personal, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{assurances::MeetingBody, mandates::MandateBody};
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Body, Empty, named},
};

/// What waits for a second, and what was decided lately.
#[derive(Serialize, ToSchema)]
#[schema(as = ApprovalList)]
pub struct ApprovalsBody {
    /// The proposals that the caller made, decided, or could make; the latest first.
    approvals: Vec<ApprovalBody>,
}

/// A proposal.
#[derive(Serialize, ToSchema)]
#[schema(as = Approval)]
pub struct ApprovalBody {
    /// Its id, as entries name it.
    #[schema(format = Uuid)]
    id: String,
    /// What is to be done.
    #[schema(example = "policy.change")]
    act: &'static str,
    /// `four`: one acts, another approves. `dual`: both act.
    eyes: &'static str,
    /// `waiting`, `approved`, `declined` or `used`.
    state: &'static str,
    /// True where nobody used it in time.
    is_lapsed: bool,
    /// Digest of exactly what is proposed; whoever approves repeats it.
    digest: String,
    /// What is proposed; null once it is forgotten, or destroyed with its person, and in lists where it is a meeting or a field.
    input: Option<InputBody>,
    /// The case in whose matter it is, where it is one's: whose requester was met, or whose field it is.
    #[schema(example = "s20261121.30")]
    number: Option<String>,
    /// Who proposed, by title; null is the command line.
    proposer: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    proposed_at: Timestamp,
    /// When it lapses.
    #[schema(value_type = String, format = DateTime)]
    lapses_at: Timestamp,
    /// Who decided, by title.
    second: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    /// Why it was declined.
    reason: Option<String>,
    /// When it was carried out.
    #[schema(value_type = Option<String>, format = DateTime)]
    used_at: Option<Timestamp>,
    /// True where the caller may approve it.
    may_approve: bool,
    /// True where the caller may decline it or take it back.
    may_decline: bool,
    /// True where the caller may carry it out.
    may_complete: bool,
    /// True where the caller may move it, because the command line only proposed it.
    may_take_up: bool,
    /// Its number, where it is a motion of the board.
    #[schema(example = "m20261121.1")]
    motion: Option<String>,
}

/// What is proposed; one of these.
#[derive(Serialize, ToSchema)]
#[schema(as = ApprovalInput)]
pub struct InputBody {
    /// The person who is to be destroyed, or whose ways to sign in are to be reset, by address.
    address: Option<String>,
    /// The place on the staff that is to be given.
    place: Option<PlaceBody>,
    /// The member whose place is to be ended, by id.
    #[schema(format = Uuid)]
    leaver: Option<String>,
    /// The policies that are to be others.
    policies: Option<PolicyChangeBody>,
    /// The authority that is to be given.
    authority: Option<MandateBody>,
    /// The meeting with a person that is told of.
    meeting: Option<MeetingBody>,
    /// The field that is to get another value.
    field: Option<FieldChangeBody>,
}

/// A field that is to get another value, of the requester of the case.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldChange)]
pub struct FieldChangeBody {
    /// Its key.
    #[schema(example = "date_of_birth")]
    key: String,
    /// The value.
    value: String,
    /// The version that it is another of, 0 where none was held.
    version: i64,
}

/// A place on the staff.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Place)]
pub struct PlaceBody {
    /// Their own address at the organisation.
    address: String,
    /// Their name.
    name: String,
    /// What they are trusted with.
    roles: Vec<String>,
    /// The day on which the check of their background was finished.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    checked_on: Option<jiff::civil::Date>,
    /// Where that check is told of: a case number, say.
    #[serde(default)]
    reference: Option<String>,
}

/// Policies that are to be others.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyChange)]
pub struct PolicyChangeBody {
    /// The edition that it changes.
    base: i64,
    /// Why.
    note: String,
    /// The edition whose texts it takes up again.
    reverts: Option<i64>,
    /// The files.
    files: Vec<FileChangeBody>,
}

/// A file that is to be another.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyFileChange)]
pub struct FileChangeBody {
    /// Its name.
    file: String,
    /// What it is to say; null removes it.
    text: Option<String>,
}

/// What the second was shown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewApproval)]
pub struct ApproveRequest {
    /// The digest of the proposal.
    digest: String,
}

/// Why not.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDecline)]
pub struct DeclineRequest {
    /// Why; may be left out by whoever takes back their own.
    #[serde(default)]
    reason: String,
}

/// Whom to destroy.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDestruction)]
pub struct DestructionRequest {
    /// Their mail address.
    address: String,
}

/// A proposal that was made.
#[derive(Serialize, ToSchema)]
#[schema(as = Proposed)]
pub struct ProposedBody {
    /// Its id.
    #[schema(format = Uuid)]
    pub id: String,
}

/// What became of an approval.
#[derive(Serialize, ToSchema)]
#[schema(as = Carried)]
pub struct CarriedBody {
    /// `done`, `by_proposer` where both act, or `failed`.
    outcome: &'static str,
    /// What went wrong, in words.
    error: Option<String>,
}

impl From<ApprovalView> for ApprovalBody {
    fn from(view: ApprovalView) -> Self {
        let title = |card: Option<StaffView>| card.map(|card| card.title);
        Self {
            id: view.id.to_string(),
            act: view.act.as_str(),
            eyes: view.eyes.as_str(),
            state: ApprovalState::as_str(view.state),
            is_lapsed: view.is_lapsed,
            digest: HEXLOWER.encode(&view.digest),
            input: view.deed.map(InputBody::from),
            number: view.number.map(|number| number.to_string()),
            proposer: title(view.proposer),
            proposed_at: view.proposed_at,
            lapses_at: view.lapses_at,
            second: title(view.second),
            decided_at: view.decided_at,
            reason: view.reason.map(Personal::into_exposed),
            used_at: view.used_at,
            may_approve: view.may_approve,
            may_decline: view.may_decline,
            may_complete: view.may_complete,
            may_take_up: view.may_take_up,
            motion: view.motion.map(|motion| motion.to_string()),
        }
    }
}

impl From<Deed> for InputBody {
    fn from(deed: Deed) -> Self {
        let none = Self {
            address: None,
            place: None,
            leaver: None,
            policies: None,
            authority: None,
            meeting: None,
            field: None,
        };
        match deed {
            Deed::DestroyPerson(named) | Deed::ResetFactors(named) => {
                Self { address: Some(named.address.expose().to_owned()), ..none }
            }
            Deed::GiveAuthority(mandate) => Self { authority: Some(mandate.into()), ..none },
            Deed::AssurePerson(draft) => Self { meeting: Some(draft.meeting.into()), ..none },
            Deed::EditField(change) => {
                let (key, version) = (change.key.to_string(), change.version);
                let field = FieldChangeBody { key, value: change.value.into_exposed(), version };
                Self { field: Some(field), ..none }
            }
            Deed::EndPlace(id) => Self { leaver: Some(id.to_string()), ..none },
            Deed::GivePlace(gift) => {
                let (checked_on, reference) = match gift.check {
                    Some(check) => (Some(check.on), Some(check.reference.into_exposed())),
                    None => (None, None),
                };
                let place = PlaceBody {
                    address: gift.member.address.expose().to_owned(),
                    name: gift.member.name.into_exposed(),
                    roles: gift.member.roles.iter().map(|role| role.as_str().to_owned()).collect(),
                    checked_on,
                    reference,
                };
                Self { place: Some(place), ..none }
            }
            Deed::ChangePolicies(change) => {
                let files = change.files.into_iter();
                let files = files.map(|file| FileChangeBody { file: file.file, text: file.text });
                let policies = PolicyChangeBody {
                    base: change.base,
                    note: change.note,
                    reverts: change.reverts,
                    files: files.collect(),
                };
                Self { policies: Some(policies), ..none }
            }
        }
    }
}

/// Lists what waits for a second, and what was decided lately.
#[utoipa::path(get, path = "/approvals", operation_id = "list_approvals", tag = "approvals",
    responses((status = 200, description = "The proposals.", body = ApprovalsBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
) -> Result<Json<ApprovalsBody>, Problem> {
    let views = state.desk.approvals(&actor).await?;
    Ok(Json(ApprovalsBody { approvals: views.into_iter().map(ApprovalBody::from).collect() }))
}

/// Shows one proposal.
#[utoipa::path(get, path = "/approvals/{id}", operation_id = "show_approval", tag = "approvals",
    params(("id" = String, Path, description = "Its id.")),
    responses((status = 200, description = "The proposal.", body = ApprovalBody)))]
#[boxed]
pub async fn show(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApprovalBody>, Problem> {
    let id: ApprovalId = named(&id)?;
    Ok(Json(state.desk.approval(&actor, id).await?.into()))
}

/// Approves a proposal as the second; only by a session, never by a token.
#[utoipa::path(post, path = "/approvals/{id}/approval", operation_id = "create_approval",
    tag = "approvals", params(("id" = String, Path, description = "Its id.")),
    request_body = ApproveRequest,
    responses((status = 200, description = "What became of it.", body = CarriedBody)))]
#[boxed]
pub async fn create(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(request): Body<ApproveRequest>,
) -> Result<Json<CarriedBody>, Problem> {
    let digest = HEXLOWER.decode(request.digest.as_bytes());
    let digest = digest.map_err(|_| Problem::invalid("digest", "this is not hexadecimal"))?;
    let body = match state.desk.approve(&actor, named(&id)?, &digest).await? {
        Carried::Done => CarriedBody { outcome: "done", error: None },
        Carried::ByProposer => CarriedBody { outcome: "by_proposer", error: None },
        Carried::Failed(error) => CarriedBody { outcome: "failed", error: Some(error.to_string()) },
    };
    Ok(Json(body))
}

/// Declines a proposal, or takes back one's own.
#[utoipa::path(post, path = "/approvals/{id}/decline", operation_id = "create_decline",
    tag = "approvals", params(("id" = String, Path, description = "Its id.")),
    request_body = DeclineRequest,
    responses((status = 204, description = "It will not be done.")))]
#[boxed]
pub async fn create_decline(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(request): Body<DeclineRequest>,
) -> Result<StatusCode, Problem> {
    state.desk.decline(&actor, named(&id)?, &request.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Carries out what was approved.
#[utoipa::path(post, path = "/approvals/{id}/completion", operation_id = "create_completion",
    tag = "approvals", params(("id" = String, Path, description = "Its id.")),
    request_body = Empty,
    responses((status = 204, description = "It was carried out.")))]
#[boxed]
pub async fn create_completion(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(Empty {}): Body<Empty>,
) -> Result<StatusCode, Problem> {
    state.desk.complete(&actor, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Proposes to destroy a person's data; the answer is the same whether anybody has the address or not.
#[utoipa::path(post, path = "/people/destruction", operation_id = "create_destruction",
    tag = "approvals", request_body = DestructionRequest,
    responses((status = 201, description = "The proposal.", body = ProposedBody)))]
#[boxed]
pub async fn create_destruction(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(request): Body<DestructionRequest>,
) -> Result<impl IntoResponse, Problem> {
    let person = named_person(&state, &request)?;
    proposed(&state, &actor, &Deed::DestroyPerson(person)).await
}

/// Proposes to reset how a person signs in; the answer is the same whether anybody has the address or not.
#[utoipa::path(post, path = "/people/reset", operation_id = "create_reset",
    tag = "approvals", request_body = DestructionRequest,
    responses((status = 201, description = "The proposal.", body = ProposedBody)))]
#[boxed]
pub async fn create_reset(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(request): Body<DestructionRequest>,
) -> Result<impl IntoResponse, Problem> {
    let person = named_person(&state, &request)?;
    proposed(&state, &actor, &Deed::ResetFactors(person)).await
}

/// Takes up, as one of the staff, what the command line proposed since the board was founded.
#[utoipa::path(post, path = "/approvals/{id}/motion", operation_id = "create_motion",
    tag = "approvals", params(("id" = String, Path, description = "Its id.")),
    request_body = Empty,
    responses((status = 201, description = "The motion.", body = ProposedBody)))]
#[boxed]
pub async fn create_motion(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(Empty {}): Body<Empty>,
) -> Result<impl IntoResponse, Problem> {
    let moved = state.desk.take_up(&actor, named(&id)?).await?;
    Ok((StatusCode::CREATED, Json(ProposedBody { id: moved.to_string() })))
}

/// Moves that somebody be given a place on the staff, or other roles.
#[utoipa::path(post, path = "/staff/motions", operation_id = "create_place_motion",
    tag = "staff", request_body = PlaceBody,
    responses((status = 201, description = "The motion.", body = ProposedBody)))]
#[boxed]
pub async fn create_place(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Body(place): Body<PlaceBody>,
) -> Result<impl IntoResponse, Problem> {
    let (member, check) = place.member()?;
    let gift = state.desk.place_gift(member, check).await?;
    proposed(&state, &actor, &Deed::GivePlace(gift)).await
}

fn named_person(
    state: &crate::State,
    request: &DestructionRequest,
) -> Result<NamedPerson, Problem> {
    let address = Address::parse(&request.address)
        .map_err(|error| Problem::invalid("address", error.to_string()))?;
    Ok(state.desk.named_person(&address)?)
}

async fn proposed(
    state: &crate::State,
    actor: &Actor,
    deed: &Deed,
) -> Result<impl IntoResponse + use<>, Problem> {
    let id = state.desk.propose(actor, deed).await?;
    Ok((StatusCode::CREATED, Json(ProposedBody { id: id.to_string() })))
}

impl PlaceBody {
    fn member(self) -> Result<(NewMember, Option<Check>), Problem> {
        let address = Address::parse(&self.address)
            .map_err(|error| Problem::invalid("address", error.to_string()))?;
        let role = |word: &String| {
            Role::of_str(word).ok_or_else(|| Problem::invalid("roles", "there is no such role"))
        };
        let roles = self.roles.iter().map(role).collect::<Result<_, _>>()?;
        let reference = Personal::new(self.reference.unwrap_or_default());
        let check = self.checked_on.map(|on| Check { on, reference });
        let name = Personal::new(self.name);
        Ok((NewMember { address, name, roles }, check))
    }
}
