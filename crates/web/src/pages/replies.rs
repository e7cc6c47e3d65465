//! Replies: a look before sending, and the question when the case went on meanwhile.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{DeskError, ReplyDraft, ReplyOrigin, Window};
use model::{CaseNumber, DraftKind, Personal, SheetId};
use serde::Deserialize;

use crate::{
    caller::Caller,
    form::Ours,
    frame::{Frame, Here},
    moment::Moment,
    pages::cases::{
        case::{Head, TimelineItem},
        files::Files,
        message::{MessageItem, Seal},
        show::{CameBack, Typed, again, build, came_since, is_news, moved_on, number_of},
    },
    say,
    trouble::{Trouble, page, page_with},
    twin::{Run, Twin},
    window::href,
};

/// Shows a reply as it will leave.
#[derive(Template)]
#[template(path = "replies/show.html")]
pub struct ReplyPreview {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub head: Head,
    /// The reply, as typed.
    pub text: String,
    /// How many messages the writer has seen.
    pub n_seen: i64,
    /// Which kept version of the draft it follows; 0 is none.
    pub draft: i64,
    /// The edition of a template that it began as; empty is none.
    pub written_from: String,
    /// The writer's own address, from which it goes.
    pub from: Personal<String>,
    /// The subject line as it will be, redacted.
    pub subject: Twin,
    /// What signs it.
    pub signature: String,
    /// Where copies go.
    pub copies: Vec<String>,
    /// What to think about twice, such as a placeholder left in the text.
    pub warnings: Vec<String>,
    /// Seconds for which it is held.
    pub undo_secs: i64,
}

/// Asks again: messages came since the reply was begun.
#[derive(Template)]
#[template(path = "replies/edit.html")]
pub struct ReplyConflict {
    /// What stands around.
    pub frame: Frame,
    /// The case.
    pub head: Head,
    /// How many came, in words: `Two messages came`.
    pub heading: String,
    /// The messages that came, the first of them.
    pub messages: Vec<MessageItem>,
    /// Where all of them are, when they are more.
    pub all: Option<String>,
    /// The reply, as typed.
    pub text: String,
    /// How many messages the writer has seen when this page is read.
    pub n_seen: i64,
    /// Which kept version of the draft it follows; 0 is none.
    pub draft: i64,
    /// The edition of a template that it began as; empty is none.
    pub written_from: String,
}

impl ReplyPreview {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            head: Head::sample(),
            text: "Thank you for writing, [person 1].\n\nTo recover your account we ask two \
                   people who know you, and send each of them one half of a word."
                .to_owned(),
            n_seen: 4,
            draft: 2,
            written_from: String::new(),
            from: Personal::new("eva@desk.example".to_owned()),
            subject: Twin::new("Re: Passphrase lost, I have a new phone"),
            signature: "S/MIME, your key, valid until 3 March 2027".to_owned(),
            copies: vec![say("replies-copy-to-channel").to_string()],
            warnings: warnings("[person 1]"),
            undo_secs: 15,
        }
    }
}

impl ReplyConflict {
    /// Returns sample values.
    pub fn sample() -> Self {
        let mut newer = MessageItem::sample();
        newer.position = "5".to_owned();
        newer.id = "0199d0c2-0000-7000-8000-000000000005".to_owned();
        newer.text = Twin::new("I found the paper with the passphrase. All is well!");
        newer.at = crate::samples::minutes_ago(2);
        newer.files = Files::none();
        newer.seal = Seal::Whole;
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            head: Head::sample(),
            heading: came_since(2),
            messages: vec![MessageItem::sample_stranger(), newer],
            all: None,
            text: ReplyPreview::sample().text,
            n_seen: 6,
            draft: 2,
            written_from: String::new(),
        }
    }

    /// Returns sample values where more came than is shown.
    pub fn sample_many() -> Self {
        let page = Self::sample();
        let first = "?at=0199d0c2-0000-7000-8000-000000000005#m5";
        Self {
            heading: came_since(120),
            all: Some(format!("/cases/{}{first}", page.head.number)),
            n_seen: 124,
            ..page
        }
    }
}

/// A reply as typed, and how much of the case its writer has seen.
#[derive(Deserialize)]
pub struct ReplyForm {
    text: String,
    n_seen: i64,
    /// Which kept version of the draft it follows; 0 is none.
    #[serde(default)]
    draft: i64,
    /// The edition of a template that it began as: `0199…:3`; empty is none.
    #[serde(default)]
    written_from: String,
}

/// A reply as typed, and the template that is to be put in.
#[derive(Deserialize)]
pub struct FillForm {
    text: String,
    n_seen: i64,
    #[serde(default)]
    draft: i64,
    #[serde(default)]
    written_from: String,
    /// The id of the template; the button of a step and the list may both send one, and the last one counts.
    #[serde(default)]
    template: Vec<String>,
}

/// Writes a reply; it is held before it leaves.
pub async fn create(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<ReplyForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let draft = ReplyDraft { text: Personal::new(form.text.clone()), n_seen: Some(form.n_seen) };
    let origin = ReplyOrigin {
        kept: (form.draft != 0).then_some(form.draft),
        template: written_from(&form.written_from),
    };
    match state.desk.reply_from(&caller.actor, number, draft, origin).await {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{number}?done=replied")).into_response()),
        Err(DeskError::Merged { into }) => {
            let typed = Typed { text: form.text, draft: 0, error: Some(moved_on(into)) };
            again(&state, &caller, into, CameBack::typed(DraftKind::Reply, typed)).await
        }
        Err(DeskError::NewMessages { n }) => {
            Box::pin(conflict(&state, &caller, number, form, n)).await
        }
        Err(error @ (DeskError::Invalid { field: "text", .. } | DeskError::NoSigningKey)) => {
            let words = match error {
                DeskError::Invalid { words, .. } => words,
                other => other.to_string(),
            };
            let came_back = came_back(form, Some(words));
            again(&state, &caller, number, came_back).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows a reply as it would leave.
pub async fn show(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<ReplyForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    let view = state.desk.case(&caller.actor, number).await?;
    let staff = caller.staff().ok_or(Trouble::NotFound)?;
    let me = state.desk.member(staff.id).await?;
    let now = state.now();
    let mut frame = caller.frame(&state, Here::Elsewhere).await?;
    frame.mark(view.queue.name.as_str());
    let signature = match me.signing_not_after {
        Some(end) if end > now => {
            say("replies-signed-until").with("end", Moment::new(end, now).full)
        }
        _ => say("replies-signed-by-nobody"),
    };
    let subject = view.subject.clone().unwrap_or_default();
    let settings = state.desk.settings();
    page(&ReplyPreview {
        head: Head::new(&view, &caller.actor, now),
        n_seen: form.n_seen,
        draft: form.draft,
        written_from: form.written_from,
        from: me
            .address
            .map_or_else(Personal::default, |address| Personal::new(address.expose().to_owned())),
        subject: Twin::new(format!("Re: {}", subject.expose())),
        signature: signature.to_string(),
        copies: settings
            .channel
            .iter()
            .map(|_| say("replies-copy-to-channel").to_string())
            .collect(),
        warnings: warnings(&form.text),
        undo_secs: state.desk.live_settings().undo_secs,
        text: form.text,
        frame,
    })
}

/// Goes back to the case with the reply as it was typed.
pub async fn edit(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<ReplyForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    page(&build(&state, &caller, number, came_back(form, None)).await?)
}

/// Puts a template into the reply: in an empty one as it is, below what was written in another.
pub async fn fill(
    State(state): State<crate::State>,
    caller: Caller,
    Path(number): Path<String>,
    Ours(form): Ours<FillForm>,
) -> Result<Response, Trouble> {
    let number = number_of(&number)?;
    // A button names one beside the list, which may have been left at its first, empty line.
    let chosen = form.template.iter().rev().find(|id| !id.is_empty());
    let id = chosen.map(|id| id.parse().map_err(|_| Trouble::NotFound)).transpose()?;
    let filled = match id {
        Some(id) => state.desk.fill_template(&caller.actor, number, id).await,
        None => Err(DeskError::Invalid {
            field: "template",
            words: say("replies-choose-template").to_string(),
        }),
    };
    let FillForm { text, n_seen, draft, written_from, .. } = form;
    let typed = ReplyForm { text, n_seen, draft, written_from };
    let came_back = match filled {
        Ok(filled) => {
            let written = typed.text.trim_end();
            let (text, notice) = match written.is_empty() {
                true => (filled.text, say("replies-filled")),
                false => (format!("{written}\n\n{}", filled.text), say("replies-filled-below")),
            };
            let notice = Some(notice.with("title", filled.title).to_string());
            let written_from = format!("{}:{}", filled.id, filled.number);
            CameBack { notice, ..came_back(ReplyForm { text, written_from, ..typed }, None) }
        }
        Err(DeskError::Invalid { words, .. }) => came_back(typed, Some(words)),
        Err(error) => return Err(error.into()),
    };
    page(&build(&state, &caller, number, came_back).await?)
}

/// A reply as it was typed. What came since its writer began, they have not read by going back.
fn came_back(form: ReplyForm, error: Option<String>) -> CameBack {
    let typed = Typed { text: form.text, draft: form.draft, error };
    CameBack {
        n_seen: Some(form.n_seen),
        written_from: form.written_from,
        ..CameBack::typed(DraftKind::Reply, typed)
    }
}

/// Reads which edition of a template a reply began as. It is a note for later and gives no right: what cannot be read
/// is none.
fn written_from(text: &str) -> Option<(SheetId, i64)> {
    let (id, number) = text.split_once(':')?;
    Some((id.parse().ok()?, number.parse().ok()?))
}

/// Shows what came, or the first of it where that is much, and asks again.
async fn conflict(
    state: &crate::State,
    caller: &Caller,
    number: CaseNumber,
    form: ReplyForm,
    n: i64,
) -> Result<Response, Trouble> {
    let entered = state.desk.enter(&caller.actor, number).await?;
    let since = state.desk.came_since(&entered, form.n_seen).await?;
    // What was noted behind it may be more than a window.
    let window = since.map_or(Window::Newest, |since| Window::Around(since.first_id));
    let n = since.map_or(n, |since| since.n);
    let found = state.desk.case_page(&entered, window).await?;
    let writer = caller.staff().ok_or(Trouble::NotFound)?.id;
    let news = found.own_messages().filter(|view| is_news(view, form.n_seen, writer));
    let positions: Vec<String> = news.map(|view| view.message.position_index.to_string()).collect();
    let case = build(state, caller, number, CameBack { window, ..CameBack::default() }).await?;
    let messages = case.items.into_iter().filter_map(|item| match item {
        TimelineItem::Message(message) if positions.contains(&message.position) => Some(*message),
        _ => None,
    });
    let messages: Vec<MessageItem> = messages.collect();
    let is_more = i64::try_from(messages.len()).is_ok_and(|n_shown| n_shown < n);
    let all = since.filter(|_| is_more).map(|since| {
        let lead = href(&format!("/cases/{number}"), window);
        format!("{lead}#m{}", since.first_index)
    });
    let page = ReplyConflict {
        frame: case.frame,
        head: case.head,
        heading: came_since(n),
        messages,
        all,
        text: form.text,
        draft: form.draft,
        n_seen: found.view.case.n_messages,
        written_from: form.written_from,
    };
    page_with(StatusCode::CONFLICT, &page)
}

fn warnings(text: &str) -> Vec<String> {
    let twin = Twin::new(text);
    let mut seals: Vec<String> = Vec::new();
    for run in twin.runs() {
        if let Run::Seal(seal) = run
            && !seals.iter().any(|known| known == seal)
        {
            seals.push(seal.to_owned());
        }
    }
    let empty = twin.is_empty().then(|| say("replies-empty").to_string());
    let warn = |seal: &String| say("replies-placeholder").with("seal", seal).to_string();
    empty.into_iter().chain(seals.iter().map(warn)).collect()
}
