//! Showing one case, plain or after a form came back.

use async_recursion::async_recursion as boxed;
use authority::Decision;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use desk::{CasePage, CaseView, DeskError, Draft, Entered, MessageView, Present, Since, Window};
use jiff::Timestamp;
use model::{Act, Actor, CaseNumber, Direction, DraftKind, MessageId, MessageKind, StaffId};

use crate::{
    caller::Caller,
    frame::Here,
    language,
    moment::{Clock, Moment},
    notice::DoneQuery,
    pages::cases::{
        affairs,
        case::{
            Assignee, CaseShow, Composer, Form, Head, Hold, Kept, Legal, News, Participant,
            Suggestion, TimelineItem,
        },
        event::EventItem,
        guides::{self, TickError},
        known::{self, Shown},
        message::{self, Looker, MessageItem, Opened},
        rights::{self, act},
    },
    pages::handovers::item::HandoverItem,
    say,
    trouble::{Trouble, page, page_with},
    twin::Twin,
    window::{Sides, WindowQuery, href},
};

/// Shows a case: its newest messages, or the window that is asked for.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Query(done): Query<DoneQuery>,
    Query(asked): Query<WindowQuery>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let notice = done.done.map(|done| done.sentence());
    let affair = affairs::CameBack::of_done(done.done);
    let came_back = CameBack { window: asked.window(), notice, affair, ..CameBack::default() };
    page(&build(&state, &caller, number, came_back).await?)
}

/// Reads a case number out of an address.
pub fn number_of(text: &str) -> Result<CaseNumber, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}

/// What a form that came back puts on the page, or an act that shows something in place.
#[derive(Default)]
pub struct CameBack {
    /// Which messages are shown; one that something came back for is always among them.
    pub window: Window,
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
    /// Which kept version the reply as typed follows; without, the one that is kept now.
    pub reply_draft: Option<i64>,
    /// The same of the note.
    pub note_draft: Option<i64>,
    /// How many messages the writer of the reply had seen; without, all that there are.
    pub n_seen: Option<i64>,
    /// What of other cases was typed or done.
    pub affair: affairs::CameBack,
}

/// A text as typed in one of the two forms.
pub struct Typed {
    /// What it says.
    pub text: String,
    /// Which kept version it follows; 0 where none was kept.
    pub draft: i64,
    /// Why it came back.
    pub error: Option<String>,
}

impl CameBack {
    /// Returns the window that holds what came back.
    fn shown(&self) -> Window {
        let opened = self.lifted.as_ref().map(|(id, _)| *id);
        let refused = self.look_error.as_ref().or(self.file_error.as_ref()).map(|(id, _)| *id);
        opened.or(refused).map_or(self.window, Window::Around)
    }

    /// Puts a text that came back where it was typed.
    pub fn typed(kind: DraftKind, typed: Typed) -> Self {
        let (text, draft) = (typed.text, Some(typed.draft));
        match kind {
            DraftKind::Reply => Self {
                reply: text,
                reply_error: typed.error,
                reply_draft: draft,
                ..Self::default()
            },
            DraftKind::Note => {
                Self { note: text, note_error: typed.error, note_draft: draft, ..Self::default() }
            }
        }
    }
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

/// Says of what was typed on the page of a case that is part of another by now why it was not sent.
pub fn moved_on(into: CaseNumber) -> String {
    say("affairs-not-sent").with("number", into.to_string()).to_string()
}

/// Reads a case and words it for the reader.
#[boxed]
pub async fn build(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    mut came_back: CameBack,
) -> Result<CaseShow, Trouble> {
    // Before the case is read: what changes meanwhile is told afterwards.
    let at = state.desk.live_at().await?;
    let entered = state.desk.enter(&caller.actor, number).await?;
    let (found, window) = read(state, &entered, came_back.shown()).await?;
    let decisions = state.desk.case_rights(&entered).await?;
    let now = state.now();
    let view = &found.view;
    let mut frame = caller.frame(state, Here::Elsewhere).await?;
    frame.notice = came_back.notice.take();
    frame.mark(view.queue.name.as_str());
    frame.case = Some(number.to_string());
    let looker = Looker {
        number,
        requester_id: view.case.requester_id,
        staff_id: caller.staff().map(|staff| staff.id),
        needs_reason: view.case.assignment.is_some_and(|held| held.is_self),
        decision: of(&decisions, Act::MessageUnseal),
        parts: &found.parts,
        now,
    };
    let path = format!("/cases/{number}");
    let mut items = said(&found, &looker, &path, &mut came_back);
    let history = state.desk.history(&entered).await?;
    for event in history.into_iter().filter(|event| found.covers(event.at)) {
        items.push((event.at, TimelineItem::Event(EventItem::new(&event, now))));
    }
    // Stable: what was said stays before what was done at the same moment.
    items.sort_by_key(|(at, _)| *at);
    let items = items.into_iter().map(|(_, item)| item).collect();
    let tick_error = came_back.tick_error.take();
    let affair = std::mem::take(&mut came_back.affair);
    let handover = state.desk.case_handover(&entered).await?;
    let handover = handover.map(|view| HandoverItem::new(&view, now));
    let mut rights = rights::rights(state, caller, &entered, &decisions).await?;
    let field = came_back.field.take();
    let mut known = known::known(state, &entered, &decisions, field).await?;
    rights::say_once(&mut rights, &mut known, entered.case().number);
    // What is on its way is taken back before it goes elsewhere.
    if handover.as_ref().is_some_and(|item| !item.is_lapsed) {
        for right in rights.iter_mut().filter(|right| matches!(right.form, Form::HandOver { .. })) {
            right.form = Form::None;
        }
    }
    Ok(CaseShow {
        head: Head::new(view, &caller.actor, now),
        suggestion: view.suggested.map(|number| Suggestion { number: number.to_string() }),
        items,
        sides: Sides::new(&path, ends(&found.messages), found.beyond),
        href: href(&path, window),
        legal: legal(state, &entered, &decisions).await?,
        known,
        composer: composer(state, caller, &entered, &found, &decisions, came_back).await?,
        present: present(state, &entered).await?,
        at,
        guides: guides::panel(state, caller, &entered, tick_error).await?,
        rights,
        people: people(view, &found.messages),
        affairs: affairs::panel(state, &entered, &found, &decisions, affair).await?,
        handover,
        frame,
    })
}

/// Words what was said, with what came back for one message.
fn said(
    found: &CasePage,
    looker: &Looker<'_>,
    path: &str,
    came_back: &mut CameBack,
) -> Vec<(Timestamp, TimelineItem)> {
    let mut items = Vec::with_capacity(found.messages.len());
    for message in &found.messages {
        let mut item = MessageItem::new(message, looker);
        let id = message.message.id;
        if !found.beyond.is_nothing() {
            item.lead = href(path, Window::Around(id));
        }
        if let Some((_, opened)) = came_back.lifted.take_if(|(lifted, _)| *lifted == id) {
            message::lift(&mut item, opened, message, looker);
        }
        if let Some((_, words)) = came_back.look_error.take_if(|(kept, _)| *kept == id) {
            item.refuse_look(words);
        }
        if let Some((_, words)) = came_back.file_error.take_if(|(kept, _)| *kept == id) {
            item.files.error = Some(words);
        }
        items.push((message.message.at, TimelineItem::Message(Box::new(item))));
    }
    items
}

/// Reads a case and the window that is asked for, and says which that is. Where nothing is in it, or its message was taken to
/// another case since, it is the newest.
async fn read(
    state: &crate::State,
    entered: &Entered<'_>,
    window: Window,
) -> Result<(CasePage, Window), Trouble> {
    let found = match state.desk.case_page(entered, window).await {
        Err(DeskError::NotFound) if window != Window::Newest => None,
        found => Some(found?),
    };
    match (found, window) {
        (Some(found), Window::Around(_)) if found.beyond.n_later == 0 => {
            Ok((found, Window::Newest))
        }
        (Some(found), window) if !found.messages.is_empty() || window == Window::Newest => {
            Ok((found, window))
        }
        _ => Ok((state.desk.case_page(entered, Window::Newest).await?, Window::Newest)),
    }
}

/// Returns the first and the last message of a window.
pub fn ends(messages: &[MessageView]) -> Option<(MessageId, MessageId)> {
    Some((messages.first()?.message.id, messages.last()?.message.id))
}

async fn legal(
    state: &crate::State,
    entered: &Entered<'_>,
    decisions: &[Decision],
) -> Result<Legal, Trouble> {
    let view = state.desk.legal_view(entered).await?;
    let now = state.now();
    let hold = |hold: desk::HoldView| Hold {
        id: hold.id.to_string(),
        set_at: Moment::new(hold.set_at, now),
        ended_at: hold.ended_at.map(|at| Moment::new(at, now)),
        may_end: hold.may_end,
    };
    let titles: Vec<String> = view.arbitrators.iter().map(crate::floors::title).collect();
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
            (Some(card), _) => Assignee::Other(crate::floors::title(card)),
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

async fn composer(
    state: &crate::State,
    caller: &Caller,
    entered: &Entered<'_>,
    found: &CasePage,
    decisions: &[Decision],
    came_back: CameBack,
) -> Result<Option<Composer>, Trouble> {
    let may_note = of(decisions, Act::CaseNote).is_some_and(Decision::is_allowed);
    let reply_refusal = match of(decisions, Act::CaseReply) {
        Some(Decision::Denied(denial)) => Some(crate::floors::refusal(denial)),
        _ => None,
    };
    let Some(staff) = caller.staff() else { return Ok(None) };
    let view = &found.view;
    let drafts = state.desk.drafts_in(entered).await?;
    let draft = |kind| drafts.iter().find(|draft| draft.kind == kind);
    let (reply, note) = (draft(DraftKind::Reply), draft(DraftKind::Note));
    if !may_note && reply_refusal.is_some() && reply.is_none() {
        return Ok(None);
    }
    let reply_kept = Kept::new(reply, came_back.reply_draft, &came_back.reply, state.now());
    let note_kept = Kept::new(note, came_back.note_draft, &came_back.note, state.now());
    let text = |typed: String, draft: Option<&Draft>| match draft {
        Some(draft) if typed.is_empty() => draft.text.expose().clone(),
        _ => typed,
    };
    let begun = reply.filter(|_| came_back.reply.is_empty()).map(|draft| draft.n_seen);
    let n_seen = came_back.n_seen.or(begun).unwrap_or(view.case.n_messages);
    let settings = state.desk.settings();
    let manner = match settings.channel {
        Some(_) => say("case-manner-copied"),
        None => say("case-manner"),
    }
    .to_string();
    let me = state.desk.member(staff.id).await?;
    let has_key = me.signing_not_after.is_some_and(|end| end > state.now());
    Ok(Some(Composer {
        number: view.case.number.to_string(),
        n_seen,
        news: state.desk.came_since(entered, n_seen).await?.map(|since| news(found, since)),
        writer: staff.id.to_string(),
        reply_kept,
        note_kept,
        reply: text(came_back.reply, reply),
        reply_error: came_back.reply_error,
        reply_refusal,
        note: text(came_back.note, note),
        note_error: came_back.note_error,
        may_note,
        undo_secs: state.desk.live_settings().undo_secs,
        manner,
        warning: (!has_key).then(|| say("case-no-key").to_string()),
        templates: guides::templates(state, entered).await?,
        written_from: came_back.written_from,
    }))
}

impl Kept {
    fn new(draft: Option<&Draft>, follows: Option<i64>, typed: &str, now: Timestamp) -> Self {
        let version = follows.or(draft.map(|draft| draft.version)).unwrap_or(0);
        let is_behind = !typed.is_empty() && draft.is_none_or(|draft| draft.text.expose() != typed);
        let at = draft.filter(|draft| draft.version == version && !is_behind);
        Self { version, at: at.map(|draft| Moment::new(draft.saved_at, now)), is_behind }
    }
}

/// Says what came behind the last message that the writer has seen and changes what a reply would say.
fn news(found: &CasePage, since: Since) -> News {
    let is_here = found.messages.iter().any(|view| view.message.id == since.first_id);
    let lead = match is_here {
        true => String::new(),
        false => {
            href(&format!("/cases/{}", found.view.case.number), Window::Around(since.first_id))
        }
    };
    News { words: came_since(since.n), href: format!("{lead}#m{}", since.first_index) }
}

/// Says whether a message came behind the last one that the writer of a reply has seen, from outside or by a colleague to
/// the requester.
pub fn is_news(view: &MessageView, n_seen: i64, writer: StaffId) -> bool {
    let message = &view.message;
    let is_answer = message.kind == MessageKind::Public && message.author_staff_id != Some(writer);
    message.position_index > n_seen && (message.direction == Direction::In || is_answer)
}

/// Counts messages that came, in words.
pub fn came_since(n: i64) -> String {
    say("case-came-since").with("n", n).to_string()
}

async fn present(state: &crate::State, entered: &Entered<'_>) -> Result<Vec<String>, Trouble> {
    let present = state.desk.present(entered).await?;
    let sentence = |present: &Present| {
        let who = crate::floors::title(&present.who);
        let words = match present.writes {
            Some(DraftKind::Reply) => say("case-present-reply").with("who", who),
            Some(DraftKind::Note) => say("case-present-note").with("who", who),
            None => say("case-present-open").with("who", who),
        };
        words.to_string()
    };
    Ok(present.iter().map(sentence).collect())
}

/// Names who wrote what is shown; in a long case others took part in what is not.
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
            (true, _) => say("case-part-requester"),
            (false, true) => say("case-part-participant"),
            (false, false) => say("case-part-stranger"),
        };
        people.push(Participant {
            part,
            placeholder: Twin::of(found.from.as_ref()),
            identity: message::identity_words(message.identity).to_string(),
        });
    }
    people
}
