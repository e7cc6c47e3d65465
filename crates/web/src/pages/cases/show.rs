//! Showing one case, plain or after a form came back.

use authority::Decision;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use desk::{CaseView, MessageView};
use jiff::Timestamp;
use model::{Act, Actor, CaseNumber, Direction, MessageId};

use crate::{
    caller::Caller,
    frame::Here,
    language,
    moment::{Clock, Moment},
    notice::DoneQuery,
    pages::cases::{
        case::{
            Assignee, CaseShow, Composer, EventItem, Head, Hold, Legal, Participant, Suggestion,
            TimelineItem,
        },
        guides::{self, TickError},
        known::{self, Shown},
        message::{self, Looker, MessageItem, Opened},
        rights::{self, act},
    },
    trouble::{Trouble, page, page_with},
    twin::Twin,
};

/// Shows a case.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Query(done): Query<DoneQuery>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let notice = done.done.map(|done| done.sentence());
    let came_back = CameBack { notice, ..CameBack::default() };
    page(&build(&state, &caller, number, came_back).await?)
}

/// Reads a case number out of an address.
pub fn number_of(text: &str) -> Result<CaseNumber, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}

/// What a form that came back puts on the page, or an act that shows something in place.
#[derive(Default)]
pub struct CameBack {
    /// What was done.
    pub notice: Option<String>,
    /// The message whose original was opened.
    pub lifted: Option<(MessageId, Opened)>,
    /// The message whose original was not opened, and why.
    pub look_error: Option<(MessageId, String)>,
    /// The message of which a file was not opened, and why.
    pub file_error: Option<(MessageId, String)>,
    /// The field that was opened, or may be told.
    pub field: Option<Shown>,
    /// The reply as typed.
    pub reply: String,
    /// Why it came back.
    pub reply_error: Option<String>,
    /// The note as typed.
    pub note: String,
    /// Why it came back.
    pub note_error: Option<String>,
    /// The edition of a template that the reply began as; empty is none.
    pub written_from: String,
    /// The step that was not ticked, and why.
    pub tick_error: Option<TickError>,
}

/// Shows a case again with the form that came back.
pub async fn again(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    came_back: CameBack,
) -> Result<Response, Trouble> {
    let case = build(state, caller, number, came_back).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &case)
}

/// Reads a case and words it for the reader.
pub async fn build(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    mut came_back: CameBack,
) -> Result<CaseShow, Trouble> {
    let found = state.desk.show(&caller.actor, number).await?;
    let decisions = state.desk.case_rights(&caller.actor, number).await?;
    let now = state.now();
    let view = &found.view;
    let mut frame = caller.frame(state, Here::Elsewhere).await?;
    frame.notice = came_back.notice.take();
    frame.mark(view.queue.name.as_str());
    let looker = Looker {
        number,
        requester_id: view.case.requester_id,
        staff_id: caller.staff().map(|staff| staff.id),
        needs_reason: view.case.assignment.is_some_and(|held| held.is_self),
        decision: of(&decisions, Act::MessageUnseal),
        now,
    };
    let mut items = Vec::with_capacity(found.messages.len());
    for message in &found.messages {
        let mut item = MessageItem::new(message, &looker);
        let id = message.message.id;
        if let Some((_, opened)) = came_back.lifted.take_if(|(lifted, _)| *lifted == id) {
            message::lift(&mut item, opened, message, &looker);
        }
        if let Some((_, words)) = came_back.look_error.take_if(|(kept, _)| *kept == id) {
            item.refuse_look(words);
        }
        if let Some((_, words)) = came_back.file_error.take_if(|(kept, _)| *kept == id) {
            item.files.error = Some(words);
        }
        items.push((message.message.at, TimelineItem::Message(Box::new(item))));
    }
    for event in state.desk.history(&caller.actor, number).await? {
        items.push((event.at, TimelineItem::Event(EventItem::new(event, now))));
    }
    // Stable: what was said stays before what was done at the same moment.
    items.sort_by_key(|(at, _)| *at);
    let items = items.into_iter().map(|(_, item)| item).collect();
    let tick_error = came_back.tick_error.take();
    Ok(CaseShow {
        head: Head::new(view, &caller.actor, now),
        suggestion: view.suggested.map(|number| Suggestion { number: number.to_string() }),
        items,
        legal: legal(state, caller, number, &decisions).await?,
        known: known::known(state, caller, view, came_back.field.take()).await?,
        composer: composer(state, caller, view, &decisions, came_back).await?,
        guides: guides::panel(state, caller, view, tick_error).await?,
        rights: rights::rights(state, caller, view, &decisions).await?,
        people: people(view, &found.messages),
        frame,
    })
}

async fn legal(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    decisions: &[Decision],
) -> Result<Legal, Trouble> {
    let view = state.desk.legal_view(&caller.actor, number).await?;
    let now = state.now();
    let hold = |hold: desk::HoldView| Hold {
        id: hold.id.to_string(),
        set_at: Moment::new(hold.set_at, now),
        ended_at: hold.ended_at.map(|at| Moment::new(at, now)),
        may_end: hold.may_end,
    };
    let titles: Vec<String> = view.arbitrators.into_iter().map(|card| card.title).collect();
    let may_mark = of(decisions, Act::CaseMarkLegal).is_some_and(Decision::is_allowed);
    Ok(Legal {
        may_mark: may_mark && !view.is_legal,
        sign: view.sign,
        is_legal: view.is_legal,
        disputes: view.disputes.iter().map(ToString::to_string).collect(),
        answered_by: titles.join(", "),
        holds: view.holds.into_iter().map(hold).collect(),
    })
}

fn of(decisions: &[Decision], wanted: Act) -> Option<&Decision> {
    decisions.iter().find(|decision| act(decision) == wanted)
}

impl Head {
    /// Words what a case is, as the reader sees it now.
    pub fn new(view: &CaseView, reader: &Actor, now: Timestamp) -> Self {
        let case = &view.case;
        let is_self = case.assignment.is_some_and(|held| held.is_self);
        let assignee = match (&view.assignee, reader) {
            (Some(card), Actor::Staff(me)) if card.id == me.id => Assignee::You { is_self },
            (Some(card), _) => Assignee::Other(card.title.clone()),
            (None, _) => Assignee::Nobody,
        };
        Self {
            number: case.number.to_string(),
            kind: case.kind().as_str(),
            subject: Twin::of(view.subject.as_ref()),
            state: case.state,
            queue: view.queue.name.to_string(),
            assignee,
            clock: case.due.map(|due| Clock::new(due, now)),
            language: language::name(case.language.as_deref()),
            opened_at: Moment::new(case.opened_at, now),
            version: case.version,
        }
    }
}

impl EventItem {
    fn new(event: desk::CaseEvent, now: Timestamp) -> Self {
        let (shape, what) = match event.act {
            Act::CaseMove => ("move", "moved the case"),
            Act::CaseAssign => ("person", "said who works on it"),
            Act::CaseClose => ("closed", "closed the case"),
            Act::CaseReopen => ("open", "took the case up again"),
            Act::MessageUnseal => ("eye", "opened an original"),
            Act::MessageConfirm => ("may", "confirmed a sender"),
            Act::MessageUndo => ("undone", "took a reply back"),
            Act::CaseMarkLegal => ("warn", "marked the case as a legal inquiry"),
            Act::GuideStart => ("open", "began a guide"),
            Act::GuideTick => ("may", "ticked a step of a guide"),
            Act::GuideUntick => ("undone", "took a tick of a guide back"),
            Act::GuideStop => ("closed", "set a guide aside"),
            _ => ("dot", event.act.as_str()),
        };
        Self {
            shape,
            who: if event.is_own { "You".to_owned() } else { event.who },
            what,
            clause: event.clauses.join(", "),
            at: Moment::new(event.at, now),
        }
    }
}

async fn composer(
    state: &crate::State,
    caller: &Caller,
    view: &CaseView,
    decisions: &[Decision],
    came_back: CameBack,
) -> Result<Option<Composer>, Trouble> {
    let may_note = of(decisions, Act::CaseNote).is_some_and(Decision::is_allowed);
    let reply_refusal = match of(decisions, Act::CaseReply) {
        Some(Decision::Denied(denial)) => Some(denial.sentence.clone()),
        _ => None,
    };
    let Some(staff) = caller.staff().filter(|_| may_note || reply_refusal.is_none()) else {
        return Ok(None);
    };
    let settings = state.desk.settings();
    let copied = if settings.channel.is_some() { ", copied to the team channel" } else { "" };
    let me = state.desk.member(staff.id).await?;
    let has_key = me.signing_not_after.is_some_and(|end| end > state.now());
    let no_key = "You have no valid signing key; a reply cannot leave without one.";
    Ok(Some(Composer {
        number: view.case.number.to_string(),
        n_seen: view.case.n_messages,
        reply: came_back.reply,
        reply_error: came_back.reply_error,
        reply_refusal,
        note: came_back.note,
        note_error: came_back.note_error,
        may_note,
        undo_secs: settings.undo_secs,
        manner: format!("From your own address, signed{copied}."),
        warning: (!has_key).then(|| no_key.to_owned()),
        templates: guides::templates(state, caller, view).await?,
        written_from: came_back.written_from,
    }))
}

fn people(view: &CaseView, messages: &[MessageView]) -> Vec<Participant> {
    let mut people: Vec<Participant> = Vec::new();
    let mut seen = Vec::new();
    for found in messages.iter().filter(|found| found.message.direction == Direction::In) {
        let message = &found.message;
        if seen.contains(&message.author_person_id) {
            continue;
        }
        seen.push(message.author_person_id);
        let part = match (
            message.author_person_id == Some(view.case.requester_id),
            message.is_confirmed,
        ) {
            (true, _) => "Requester",
            (false, true) => "Participant",
            (false, false) => "New sender",
        };
        people.push(Participant {
            part,
            placeholder: Twin::of(found.from.as_ref()),
            identity: message::identity_words(message.identity).to_owned(),
        });
    }
    people
}
