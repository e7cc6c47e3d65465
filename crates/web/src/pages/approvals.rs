//! Approvals: what waits for a second pair of eyes, shown exactly as it is approved.

mod samples;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use data_encoding::HEXLOWER;
use desk::{ApprovalState, ApprovalView, Carried, Deed, StaffView};
use jiff::Timestamp;
use model::{Act, Address, ApprovalId, CaseNumber, Eyes, Personal};
use serde::Deserialize;

use crate::{
    caller::{Caller, SOMEBODY},
    diff, floors,
    form::Ours,
    frame::{Frame, Here},
    locale::Words,
    moment::Moment,
    notice::DoneQuery,
    pages::{
        assurances::MeetingInput,
        authorities,
        messages::EmptyForm,
        motions::{self, MandateInput},
        policies::analyses::AnalysisView,
    },
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// What waits for a second, and what was decided lately.
#[derive(Template)]
#[template(path = "approvals/list.html")]
pub struct ApprovalList {
    /// What stands around.
    pub frame: Frame,
    /// What the reader may approve.
    pub to_approve: Vec<ApprovalRow>,
    /// What the reader proposed and is not over.
    pub mine: Vec<ApprovalRow>,
    /// What was decided, or lapsed.
    pub over: Vec<ApprovalRow>,
    /// True where the reader may propose to destroy a person's data.
    pub may_destroy: bool,
    /// True where the reader may propose to reset how a person signs in.
    pub may_reset: bool,
}

/// One proposal in a list.
pub struct ApprovalRow {
    /// Where it is shown.
    pub href: String,
    /// What is to be done, in words.
    pub words: String,
    /// Its number, where it is a motion of the board.
    pub motion: Option<String>,
    /// Who proposed it.
    pub proposer: String,
    /// When.
    pub at: Moment,
    /// When it lapses.
    pub lapses_at: Moment,
    /// Where it stands.
    pub standing: Standing,
}

/// Where a proposal stands, as a shape and words.
pub struct Standing {
    /// The shape.
    pub icon: &'static str,
    /// The words.
    pub words: Words,
}

/// One proposal, exactly.
#[derive(Template)]
#[template(path = "approvals/show.html")]
pub struct ApprovalShow {
    /// What stands around.
    pub frame: Frame,
    /// The proposal in short.
    pub row: ApprovalRow,
    /// The act.
    pub act: &'static str,
    /// True where both must act.
    pub is_dual: bool,
    /// The address of its forms.
    pub path: String,
    /// The digest of what is shown, which the form names.
    pub digest: String,
    /// The input.
    pub input: Input,
    /// What it would change, where it is a change of the policies.
    pub analysis: Option<AnalysisView>,
    /// Why that could not be found out.
    pub not_analysed: Option<String>,
    /// Who decided, and when.
    pub decided: Option<(String, Moment)>,
    /// Why it was declined.
    pub reason: Option<Personal<String>>,
    /// When it was carried out.
    pub used_at: Option<Moment>,
    /// What went wrong at the last try.
    pub error: Option<String>,
    /// True for whoever proposed it.
    pub is_mine: bool,
    /// True where the reader may approve.
    pub may_approve: bool,
    /// True where the reader may decline it or take it back.
    pub may_decline: bool,
    /// True where the reader may carry it out.
    pub may_complete: bool,
    /// True where the reader may move it, because the command line only proposed it.
    pub may_take_up: bool,
}

/// The input of a proposal, for reading.
pub enum Input {
    /// It is forgotten, or was destroyed with its person.
    Gone,
    /// A person is destroyed.
    Person(Personal<String>),
    /// All by which a person signs in is taken away.
    Reset(Personal<String>),
    /// A place on the staff is given.
    Place(PlaceInput),
    /// A place on the staff is ended: whose.
    Leaver(Personal<String>),
    /// Policies become others.
    Policies(PolicyInput),
    /// Authority is given.
    Authority(MandateInput),
    /// Somebody was met in person: the requester of which case.
    Meeting(String, MeetingInput),
    /// A field of the requester of a case gets another value.
    Field(FieldInput),
}

/// A place on the staff.
pub struct PlaceInput {
    /// Their name.
    pub name: Personal<String>,
    /// Their address.
    pub address: Personal<String>,
    /// Their roles, in words.
    pub roles: Vec<String>,
    /// When their background was checked, and where it is told of.
    pub check: Option<(String, Personal<String>)>,
}

/// A field that gets another value.
pub struct FieldInput {
    /// In which case.
    pub number: String,
    /// What the field is called.
    pub label: String,
    /// The value.
    pub value: Personal<String>,
}

/// Policies that become others.
pub struct PolicyInput {
    /// Why.
    pub note: String,
    /// The edition that it changes.
    pub base: i64,
    /// The edition whose texts it takes up again.
    pub reverts: Option<i64>,
    /// The files, with what becomes of each line.
    pub files: Vec<FileDiff>,
}

/// A file with what becomes of its lines.
pub struct FileDiff {
    /// Its name.
    pub file: String,
    /// True where it is removed.
    pub is_removed: bool,
    /// Its lines.
    pub lines: Vec<diff::Line>,
}

/// What a second was shown.
#[derive(Deserialize)]
pub struct ApproveForm {
    digest: String,
}

/// Why not.
#[derive(Deserialize)]
pub struct DeclineForm {
    reason: String,
}

/// Lists what waits, and what was decided lately.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let views = state.desk.approvals(&caller.actor).await?;
    let now = state.now();
    let mut frame = caller.frame(&state, Here::Approvals).await?;
    frame.notice = query.done.map(crate::notice::Done::sentence);
    let (mut to_approve, mut mine, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for view in &views {
        let is_open = !view.is_lapsed
            && matches!(view.state, ApprovalState::Waiting | ApprovalState::Approved);
        let row = ApprovalRow::new(view, now);
        match (is_open, view.is_mine) {
            (true, true) => mine.push(row),
            (true, false) if view.may_approve || view.may_take_up => to_approve.push(row),
            _ => over.push(row),
        }
    }
    let may_destroy = caller.must(&state, Act::PersonDestroy, &SOMEBODY).is_ok();
    let may_reset = caller.must(&state, Act::FactorReset, &SOMEBODY).is_ok();
    page(&ApprovalList { frame, to_approve, mine, over, may_destroy, may_reset })
}

/// Shows one proposal.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let mut shown = shown(&state, &caller, approval_id(&id)?).await?;
    shown.frame.notice = query.done.map(crate::notice::Done::sentence);
    page(&shown)
}

/// Approves a proposal as the second.
pub async fn update(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(form): Ours<ApproveForm>,
) -> Result<Response, Trouble> {
    let id = approval_id(&id)?;
    let digest = HEXLOWER.decode(form.digest.as_bytes()).unwrap_or_default();
    let done = match state.desk.approve(&caller.actor, id, &digest).await? {
        Carried::Done => "carried_out",
        Carried::ByProposer => "approved",
        Carried::Failed(error) => {
            let mut shown = shown(&state, &caller, id).await?;
            let words = say("approvals-failed").with("error", error.to_string());
            shown.error = Some(words.to_string());
            return page_with(axum::http::StatusCode::CONFLICT, &shown);
        }
    };
    Ok(Redirect::to(&format!("/approvals/{id}?done={done}")).into_response())
}

/// Declines a proposal, or takes back one's own.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(form): Ours<DeclineForm>,
) -> Result<Response, Trouble> {
    let id = approval_id(&id)?;
    state.desk.decline(&caller.actor, id, &form.reason).await?;
    Ok(Redirect::to(&format!("/approvals/{id}?done=turned_down")).into_response())
}

/// Takes up, as one of the staff, what the command line proposed.
pub async fn create_motion(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let moved = state.desk.take_up(&caller.actor, approval_id(&id)?).await?;
    Ok(Redirect::to(&format!("/approvals/{moved}?done=taken_up")).into_response())
}

/// Carries out what was approved.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let id = approval_id(&id)?;
    state.desk.complete(&caller.actor, id).await?;
    Ok(Redirect::to(&format!("/approvals/{id}?done=carried_out")).into_response())
}

async fn shown(
    state: &crate::State,
    caller: &Caller,
    id: ApprovalId,
) -> Result<ApprovalShow, Trouble> {
    let view = state.desk.approval(&caller.actor, id).await?;
    let now = state.now();
    let is_waiting = view.state == ApprovalState::Waiting && !view.is_lapsed;
    // Only who decides needs to know what would change, and it is work to find out.
    let (analysis, not_analysed) = match &view.deed {
        Some(Deed::ChangePolicies(change)) if is_waiting => {
            match state.desk.analyse(&caller.actor, change).await {
                Ok(analysis) => (Some(AnalysisView::new(&analysis)), None),
                Err(error) => (None, Some(error.to_string())),
            }
        }
        _ => (None, None),
    };
    let decided_by = view.second.as_ref().map(floors::title);
    let decided_at = view.decided_at.map(|at| Moment::new(at, now));
    Ok(ApprovalShow {
        frame: caller.frame(state, Here::Approvals).await?,
        row: ApprovalRow::new(&view, now),
        act: view.act.as_str(),
        is_dual: view.eyes == Eyes::Dual,
        path: format!("/approvals/{id}"),
        digest: HEXLOWER.encode(&view.digest),
        input: input(state, caller, view.deed, view.number).await?,
        analysis,
        not_analysed,
        decided: decided_by.zip(decided_at),
        reason: view.reason,
        used_at: view.used_at.map(|at| Moment::new(at, now)),
        error: None,
        is_mine: view.is_mine,
        may_approve: view.may_approve,
        may_decline: view.may_decline,
        may_complete: view.may_complete,
        may_take_up: view.may_take_up,
    })
}

async fn input(
    state: &crate::State,
    caller: &Caller,
    deed: Option<Deed>,
    number: Option<CaseNumber>,
) -> Result<Input, Trouble> {
    let address_of = |address: &Address| Personal::new(address.expose().to_owned());
    let change = match deed {
        None => return Ok(Input::Gone),
        Some(Deed::DestroyPerson(named)) => return Ok(Input::Person(address_of(&named.address))),
        Some(Deed::ResetFactors(named)) => return Ok(Input::Reset(address_of(&named.address))),
        Some(Deed::GivePlace(gift)) => {
            let roles = gift.member.roles.iter();
            let roles = roles.map(|role| say_of("role", role.as_str()).to_string());
            return Ok(Input::Place(PlaceInput {
                address: address_of(&gift.member.address),
                name: gift.member.name,
                roles: roles.collect(),
                check: gift.check.map(|check| (check.on.to_string(), check.reference)),
            }));
        }
        Some(Deed::EndPlace(id)) => {
            let member = state.desk.member(id).await?;
            let title = floors::title(&member);
            return Ok(Input::Leaver(member.name.map(|name| format!("{name}, {title}"))));
        }
        Some(Deed::GiveAuthority(mandate)) => {
            return Ok(Input::Authority(motions::worded(state, caller, &mandate).await?));
        }
        Some(Deed::AssurePerson(draft)) => {
            let number = number.map(|number| number.to_string()).unwrap_or_default();
            return Ok(Input::Meeting(number, MeetingInput::new(&draft.meeting)));
        }
        Some(Deed::EditField(change)) => {
            return Ok(Input::Field(FieldInput {
                number: number.map(|number| number.to_string()).unwrap_or_default(),
                label: authorities::label(&state.desk, &change.key),
                value: change.value,
            }));
        }
        Some(Deed::ChangePolicies(change)) => change,
    };
    // Against the edition that it changes, which stays readable when others came after it.
    let (_, before, _) = state.desk.policy_edition(&caller.actor, change.base).await?;
    let mut files = Vec::new();
    for file in change.files {
        let old = before.iter().find(|old| old.file == file.file);
        let old = old.map(|old| old.text.as_str()).unwrap_or_default();
        files.push(FileDiff {
            lines: diff::lines(old, file.text.as_deref().unwrap_or_default()),
            is_removed: file.text.is_none(),
            file: file.file,
        });
    }
    let (note, base, reverts) = (change.note, change.base, change.reverts);
    Ok(Input::Policies(PolicyInput { note, base, reverts, files }))
}

impl ApprovalRow {
    fn new(view: &ApprovalView, now: Timestamp) -> Self {
        Self {
            href: format!("/approvals/{}", view.id),
            words: floors::act_words(view.act),
            motion: view.motion.map(|motion| motion.to_string()),
            proposer: proposer(view.proposer.as_ref()),
            at: Moment::new(view.proposed_at, now),
            lapses_at: Moment::new(view.lapses_at, now),
            standing: Standing::of(view.state, view.is_lapsed),
        }
    }
}

impl Standing {
    const fn of(state: ApprovalState, is_lapsed: bool) -> Self {
        match (state, is_lapsed) {
            (ApprovalState::Used, _) => Self { icon: "may", words: say("approvals-done") },
            (ApprovalState::Declined, _) => {
                Self { icon: "refused", words: say("approvals-declined") }
            }
            (_, true) => Self { icon: "lack", words: say("approvals-lapsed") },
            (ApprovalState::Waiting, false) => {
                Self { icon: "waiting", words: say("approvals-waits") }
            }
            (ApprovalState::Approved, false) => {
                Self { icon: "pending", words: say("approvals-approved") }
            }
        }
    }
}

/// Names whoever proposed: by their title, as everywhere.
pub fn proposer(card: Option<&StaffView>) -> String {
    card.map_or_else(|| say("approvals-command-line").to_string(), floors::title)
}

/// Reads the id of a proposal; what is none names nothing.
fn approval_id(text: &str) -> Result<ApprovalId, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}
