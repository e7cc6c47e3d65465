//! Motions that give authority: what stands and how it is used, wording one, and giving what was seconded on a fresh proof.

mod form;
mod samples;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{Deed, DeskError};
use model::{
    Act, ApprovalId, AuthorityId, CaseNumber, Holder, MOTION_DAYS_MAX, Mandate, Personal, Resource,
    Scope,
};
use serde::Deserialize;

pub use form::MotionForm;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    notice::DoneQuery,
    pages::{
        authorities::{AuthorityItem, doings},
        cases::case::Colleague,
        consents::Choice,
        denials::BackLink,
        disputes::rulings::any_of,
        messages::EmptyForm,
        proofs::{Prove, prove},
    },
    proving::Shows,
    say, say_of,
    trouble::{Trouble, page, page_with},
};

/// What the board gave by motions.
#[derive(Template)]
#[template(path = "motions/list.html")]
pub struct MotionList {
    /// What stands around.
    pub frame: Frame,
    /// True where the board stands, so that one can be moved.
    pub board_stands: bool,
    /// True where the reader may move one.
    pub may_move: bool,
    /// Those that allow something now, each with the cases that it is for, in words.
    pub live: Vec<(AuthorityItem, String)>,
    /// Those that are over, the latest first.
    pub over: Vec<(AuthorityItem, String)>,
}

/// Asks what to move.
#[derive(Template)]
#[template(path = "motions/new.html")]
pub struct MotionNew {
    /// What stands around.
    pub frame: Frame,
    /// What was typed.
    pub typed: MotionForm,
    /// Who may be given something, beside roles.
    pub staff: Vec<Colleague>,
    /// The queues of a class of cases.
    pub queues: Vec<String>,
    /// The fields of this house.
    pub fields: Vec<Choice>,
    /// Days that it may stand.
    pub days_max: i64,
    /// Why the form came back.
    pub error: Option<String>,
}

/// A grant in words.
pub struct MandateInput {
    /// To whom.
    pub holder: Personal<String>,
    /// What would be allowed, one line for each act.
    pub doings: Vec<String>,
    /// In which case, or in which class of cases.
    pub place: String,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// How often.
    pub n_uses_max: u32,
}

/// Shows what a motion gives, and asks its mover for the proof.
#[derive(Template)]
#[template(path = "motions/give.html")]
pub struct MotionGive {
    /// What stands around.
    pub frame: Frame,
    /// The number of the motion.
    pub motion: String,
    /// Where it is shown.
    pub path: String,
    /// The grant.
    pub mandate: MandateInput,
    /// The proof that gives it.
    pub prove: Prove,
}

/// A proof.
#[derive(Deserialize)]
pub struct GiveForm {
    #[serde(default)]
    credential: String,
    #[serde(default)]
    code: String,
}

/// Lists what the board gave.
pub async fn list(
    State(state): State<crate::State>,
    caller: Caller,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let views = state.desk.board_authorities(&caller.actor).await?;
    let now = state.now();
    let items = views.into_iter().map(|view| {
        let place = place(&view.terms.scope, view.number);
        // What was opened is for those whose data it was; the board sees how often.
        let item = AuthorityItem { n_unnamed: 0, ..AuthorityItem::new(&state.desk, view, now) };
        (item, place)
    });
    let (live, over) = items.partition(|(item, _)| item.is_live());
    let mut frame = caller.frame(&state, Here::Staff).await?;
    frame.notice = done.done.map(crate::notice::Done::sentence);
    let board_stands = state.desk.board_stands();
    let may_move =
        board_stands && caller.must(&state, Act::AuthorityGive, &Resource::House).is_ok();
    page(&MotionList { frame, board_stands, may_move, live, over })
}

/// For which case.
#[derive(Deserialize)]
pub struct CaseQuery {
    #[serde(default)]
    case: String,
}

/// Asks what to move.
pub async fn new(
    State(state): State<crate::State>,
    caller: Caller,
    Query(query): Query<CaseQuery>,
) -> Result<Response, Trouble> {
    caller.must(&state, Act::AuthorityGive, &Resource::House)?;
    // Whether there is such a case is not looked up: that is said when the motion is moved, and kept.
    let case = query.case.parse::<CaseNumber>().map(|number| number.to_string());
    let typed = MotionForm { case: case.unwrap_or_default(), ..MotionForm::empty() };
    page(&form_page(&state, &caller, typed, None).await?)
}

/// Moves it.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Ours(typed): Ours<MotionForm>,
) -> Result<Response, Trouble> {
    let mandate = match typed.read() {
        Ok(draft) => state.desk.mandate(&caller.actor, &draft).await,
        Err(words) => Err(DeskError::Invalid { field: "motion", words }),
    };
    let moved = match mandate {
        Ok(mandate) => state.desk.propose(&caller.actor, &Deed::GiveAuthority(mandate)).await,
        Err(error) => Err(error),
    };
    match moved {
        Ok(id) => Ok(Redirect::to(&format!("/approvals/{id}?done=proposed")).into_response()),
        Err(DeskError::Invalid { words, .. }) => {
            caller.must(&state, Act::AuthorityGive, &Resource::House)?;
            let page = form_page(&state, &caller, typed, Some(words)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes one back.
pub async fn destroy(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(EmptyForm {}): Ours<EmptyForm>,
) -> Result<Response, Trouble> {
    let id: AuthorityId = id.parse().map_err(|_| Trouble::NotFound)?;
    state.desk.withdraw_authority(&caller.actor, id).await?;
    Ok(Redirect::to("/motions?done=withdrawn").into_response())
}

/// Shows what carrying out a motion gives, to its mover.
pub async fn show_grant(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    page(&grant_page(&state, &caller, approval_id(&id)?, None).await?)
}

/// Gives what was moved and seconded.
pub async fn create_grant(
    State(state): State<crate::State>,
    caller: Caller,
    Path(id): Path<String>,
    Ours(form): Ours<GiveForm>,
) -> Result<Response, Trouble> {
    let id = approval_id(&id)?;
    let (_, digest) = state.desk.mandate_terms(&caller.actor, id).await?;
    let shows = Shows { credential: form.credential, code: form.code };
    let proof = match prove(&state, &caller, digest, shows, false).await? {
        Ok(proof) => proof,
        Err(words) => {
            let page = grant_page(&state, &caller, id, Some(words)).await?;
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    state.desk.complete_proved(&caller.actor, id, Some(&proof)).await?;
    Ok(Redirect::to(&format!("/approvals/{id}?done=carried_out")).into_response())
}

/// Words a mandate, for mover and second alike.
pub async fn worded(
    state: &crate::State,
    caller: &Caller,
    mandate: &Mandate,
) -> Result<MandateInput, Trouble> {
    let now = state.now();
    let holder = match mandate.holder {
        Holder::Role(role) => Personal::new(any_of(role)),
        Holder::Staff(id) => {
            let member = state.desk.member(id).await?;
            let title = crate::floors::title(&member);
            member.name.map(|name| format!("{name}, {title}"))
        }
    };
    let number = match &mandate.scope {
        Scope::Case(id) => state.desk.number_for_board(&caller.actor, *id).await?,
        Scope::Class { .. } => None,
    };
    Ok(MandateInput {
        holder,
        doings: doings(&state.desk, &mandate.acts, &mandate.fields),
        place: place(&mandate.scope, number),
        from: Moment::new(mandate.not_before, now),
        until: Moment::new(mandate.expires_at, now),
        n_uses_max: mandate.n_uses_max,
    })
}

/// Words in which cases something holds.
fn place(scope: &Scope, number: Option<CaseNumber>) -> String {
    match scope {
        Scope::Case(_) => {
            let number = number.map_or_else(|| "…".to_owned(), |number| number.to_string());
            say("motions-in-case").with("number", number).to_string()
        }
        Scope::Class { kind, queue } => {
            let words = match queue {
                Some(queue) => say("motions-in-queue").with("queue", queue.to_string()),
                None => say("motions-in-class"),
            };
            words.with("every", say_of("every", kind.as_str())).to_string()
        }
    }
}

async fn form_page(
    state: &crate::State,
    caller: &Caller,
    typed: MotionForm,
    error: Option<String>,
) -> Result<MotionNew, Trouble> {
    let staff = state.desk.staff(&caller.actor).await?;
    let mine = caller.staff().map(|staff| staff.id);
    let others = staff.iter().filter(|member| member.is_active && Some(member.id) != mine);
    let queues = state.desk.queues(&caller.actor).await?;
    let fields = state.desk.settings().fields.iter().map(|field| Choice {
        value: field.key.to_string(),
        label: field.label.clone(),
        is_ticked: typed.fields.iter().any(|key| *key == field.key.to_string()),
    });
    Ok(MotionNew {
        frame: caller.frame(state, Here::Staff).await?,
        staff: others.map(form::colleague).collect(),
        queues: queues.iter().map(|queue| queue.name.to_string()).collect(),
        fields: fields.collect(),
        days_max: MOTION_DAYS_MAX,
        typed,
        error,
    })
}

async fn grant_page(
    state: &crate::State,
    caller: &Caller,
    id: ApprovalId,
    error: Option<&'static str>,
) -> Result<MotionGive, Trouble> {
    let view = state.desk.approval(&caller.actor, id).await?;
    let Some(Deed::GiveAuthority(mandate)) = &view.deed else { return Err(Trouble::NotFound) };
    let (_, digest) = state.desk.mandate_terms(&caller.actor, id).await?;
    let path = format!("/approvals/{id}");
    let prove = Prove {
        action: format!("{path}/grant"),
        fields: Vec::new(),
        passkey_options: None,
        takes_code: false,
        takes_recovery: false,
        error,
        label: say("motions-give").to_string(),
        leave: BackLink { href: path.clone(), label: say("motions-leave").to_string() },
    };
    Ok(MotionGive {
        frame: caller.frame(state, Here::Approvals).await?,
        motion: view.motion.map(|motion| motion.to_string()).unwrap_or_default(),
        path,
        mandate: worded(state, caller, mandate).await?,
        prove: prove.begin(state, caller, digest).await?,
    })
}

fn approval_id(text: &str) -> Result<ApprovalId, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}
