//! Messages of a case, redacted.

use async_recursion::async_recursion as boxed;
use axum::{
    Json,
    extract::{Path, State},
};
use desk::{AttachmentView, DeliveryView, DeskError, MessageView, Window};
use jiff::Timestamp;
use model::DeliveryTarget;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::staff::StaffBody;
use crate::api::{
    caller::Caller,
    problem::Problem,
    reading::{Params, named},
};

/// Which messages to list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MessageParams {
    /// Where the page begins: `next` of the page before. Without it, the page begins with the first message.
    after: Option<String>,
}

/// A page of the messages of a case: at most 100.
#[derive(Serialize, ToSchema)]
#[schema(as = MessageList)]
pub struct MessagesBody {
    /// The messages, in the order of time; those of cases that are part of this one among them.
    messages: Vec<MessageBody>,
    /// Where the next page begins; null on the last. Only with it are all messages read.
    next: Option<String>,
}

/// A message, redacted.
#[derive(Serialize, ToSchema)]
#[schema(as = Message)]
pub struct MessageBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// `public`, or `internal` for a note.
    kind: &'static str,
    /// `in` from outside, `out` from the staff.
    direction: &'static str,
    /// When it came or was written.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who wrote, redacted, as the header had it; or the title of the member of the staff.
    from: Option<String>,
    /// The redacted subject; null once it was destroyed.
    subject: Option<String>,
    /// The redacted text; null once it was destroyed.
    text: Option<String>,
    /// Who wrote it, if of the staff.
    author: Option<StaffBody>,
    /// How sure we are of the author: `unknown`, `address_controlled` or `signed_in`.
    identity: &'static str,
    /// False while a new sender waits for the staff to say that they belong to the case.
    is_confirmed: bool,
    /// Why it counts as sent by a machine.
    automatic: Option<String>,
    /// What could not be understood about it.
    fault: Option<String>,
    /// The language of its text, ISO 639-3, when it could be told.
    language: Option<String>,
    /// What is attached.
    attachments: Vec<AttachmentBody>,
    /// True when the mail is kept as it was received.
    has_mail: bool,
    /// True when its text came as HTML, which is kept made harmless.
    has_html: bool,
    /// Where its copies stand, for a message of ours.
    deliveries: Vec<DeliveryBody>,
}

/// A file of a message, redacted.
#[derive(Serialize, ToSchema)]
#[schema(as = Attachment)]
pub struct AttachmentBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// Its redacted name; null once it was destroyed.
    name: Option<String>,
    /// The media type that its sender declared.
    media_type: String,
    /// Its length in octets.
    n_bytes: i64,
}

/// A copy of a message on its way.
#[derive(Serialize, ToSchema)]
#[schema(as = Delivery)]
pub struct DeliveryBody {
    /// Its id.
    #[schema(format = Uuid)]
    id: String,
    /// `person`, or `channel` for the team's copy.
    to: &'static str,
    /// `held`, `undone`, `leaving`, `sent`, `deferred`, `failed`, `uncertain` or `refused`.
    state: &'static str,
    /// When it leaves, or is tried next.
    #[schema(value_type = String, format = DateTime)]
    leaves_at: Timestamp,
    /// How often the hand-over was tried.
    n_tries: i64,
    /// The enhanced status code of the last answer (RFC 3463).
    #[schema(example = "4.4.1")]
    status: Option<String>,
    /// True when it can be taken back at this moment.
    is_undoable: bool,
}

impl From<MessageView> for MessageBody {
    fn from(view: MessageView) -> Self {
        let message = view.message;
        Self {
            id: message.id.to_string(),
            kind: message.kind.as_str(),
            direction: message.direction.as_str(),
            at: message.at,
            from: view.from.map(|text| text.into_exposed()),
            subject: view.subject.map(|text| text.into_exposed()),
            text: view.text.map(|text| text.into_exposed()),
            author: view.author.map(StaffBody::from),
            identity: message.identity.as_str(),
            is_confirmed: message.is_confirmed,
            automatic: message.automatic,
            fault: message.fault,
            language: message.language,
            attachments: view.attachments.into_iter().map(AttachmentBody::from).collect(),
            has_mail: view.has_mail,
            has_html: view.has_html,
            deliveries: view.deliveries.into_iter().map(DeliveryBody::from).collect(),
        }
    }
}

impl From<AttachmentView> for AttachmentBody {
    fn from(view: AttachmentView) -> Self {
        Self {
            id: view.id.to_string(),
            name: view.name.map(|text| text.into_exposed()),
            media_type: view.media_type,
            n_bytes: view.n_bytes,
        }
    }
}

impl From<DeliveryView> for DeliveryBody {
    fn from(view: DeliveryView) -> Self {
        let delivery = view.delivery;
        Self {
            id: delivery.id.to_string(),
            to: match delivery.target {
                DeliveryTarget::Person(_) => "person",
                DeliveryTarget::Channel => "channel",
            },
            state: delivery.state.as_str(),
            leaves_at: delivery.leaves_at,
            n_tries: delivery.n_tries,
            status: delivery.status,
            is_undoable: view.is_undoable,
        }
    }
}

impl MessageParams {
    /// Returns the window that is asked for.
    pub fn window(&self) -> Result<Window, Problem> {
        match self.after.as_deref() {
            Some(text) => text.parse().map(Window::After).map_err(|_| Self::lost()),
            None => Ok(Window::Oldest),
        }
    }

    /// Says what is wrong where nothing is found behind a message, because it is not there.
    pub fn told(&self, error: DeskError) -> Problem {
        match error {
            DeskError::NotFound if self.after.is_some() => Self::lost(),
            error => error.into(),
        }
    }

    fn lost() -> Problem {
        let words = "send `next` of the page before, as it was; where its message was taken to another case, begin again";
        Problem::invalid("after", words)
    }
}

/// Lists the messages of a case, the first ones first, at most 100 at once; `next` leads to those behind them.
#[utoipa::path(get, path = "/cases/{number}/messages", operation_id = "list_messages",
    tag = "messages",
    params(("number" = String, Path, description = "The case's number."), MessageParams),
    responses((status = 200, description = "A page of its messages, redacted.", body = MessagesBody)))]
#[boxed]
pub async fn list(
    State(state): State<crate::State>,
    Caller(actor): Caller,
    Path(number): Path<String>,
    Params(params): Params<MessageParams>,
) -> Result<Json<MessagesBody>, Problem> {
    let window = params.window()?;
    let entered = state.desk.enter(&actor, named(&number)?).await?;
    let page = state.desk.case_page(&entered, window).await;
    let page = page.map_err(|error| params.told(error))?;
    let last = page.messages.last().filter(|_| page.beyond.n_later > 0);
    let next = last.map(|view| view.message.id.to_string());
    let messages = page.messages.into_iter().map(MessageBody::from).collect();
    Ok(Json(MessagesBody { messages, next }))
}
