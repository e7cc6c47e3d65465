//! One message of a case as the staff see it: redacted first, the original only by an act.

use authority::Decision;
use desk::{DeliveryView, MessageView, PartView};
use jiff::Timestamp;
use model::{
    CaseNumber, DeliveryState, DeliveryTarget, Direction, Identity, MessageKind, PersonId,
    Personal, StaffId,
};

use crate::{
    locale::Words, marks, moment::Moment, pages::cases::files::Files, say, say_of, twin::Twin,
};

/// One message of the timeline.
pub struct MessageItem {
    /// Its id.
    pub id: String,
    /// Its place on the page: its position in the case, behind the number of the part that it came with.
    pub position: String,
    /// What stands before its place in its address: nothing, or the window that holds it where the case has several.
    pub lead: String,
    /// The number that it came with, where its case is part of the one that is shown.
    pub part: Option<String>,
    /// Who speaks.
    pub speaker: Speaker,
    /// Who that is, in a title or a placeholder: `Requester`, `Support engineer`, `You`.
    pub author: Twin,
    /// How sure we are of the author, in words: `mail, address proven`.
    pub identity: String,
    /// When it came or was written.
    pub at: Moment,
    /// The redacted text.
    pub text: Twin,
    /// What is attached.
    pub files: Files,
    /// What the staff must know about it: sent by a machine, destroyed.
    pub warnings: Vec<String>,
    /// What could not be read of it; the rest is in the mail as it was received.
    pub fault: Option<String>,
    /// Whether a new sender waits to be confirmed, and where that is posted to.
    pub confirmation: Option<String>,
    /// The seal on the original.
    pub seal: Seal,
    /// The copies on their way.
    pub copies: Vec<Copy>,
}

/// Who speaks in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Somebody from outside.
    Outside,
    /// The staff, to the outside.
    Reply,
    /// The staff, among themselves.
    Note,
}

/// The seal on a message's original.
pub enum Seal {
    /// Nothing was taken out of the text, so there is nothing to lift.
    Whole,
    /// It may be lifted here.
    Closed(Ways),
    /// It may not be lifted by this reader; the sentence says why.
    Kept(String),
    /// It was lifted just now, for this page alone.
    Lifted(Box<Original>),
}

/// The ways to an original. Each is an act of its own, with its own entry.
pub struct Ways {
    /// Where the text is opened; none where it stands on the page already.
    pub text: Option<String>,
    /// Where the HTML is opened, for a message that came with one.
    pub html: Option<String>,
    /// Where the mail is downloaded as it was received.
    pub mail: Option<String>,
    /// True for who took the case themself.
    pub needs_reason: bool,
    /// Why the form came back.
    pub error: Option<String>,
}

/// The original of a message.
pub struct Original {
    /// The subject.
    pub subject: Personal<String>,
    /// Name and address of the author.
    pub author: Personal<String>,
    /// The text, or its HTML.
    pub body: Body,
    /// What else of it can be opened.
    pub ways: Ways,
    /// When the look was entered.
    pub at: Moment,
    /// The clause that gave the right.
    pub clause: String,
}

/// What was written, in the shape that was asked for.
pub enum Body {
    /// The text alone.
    Text(Personal<String>),
    /// A document for a frame in which nothing runs and from which nothing leads away.
    Html(Personal<String>),
}

/// One copy of a reply on its way.
pub struct Copy {
    /// To whom: `requester`, `team channel`.
    pub target: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// What that means, in words: `leaves 10:02:15`, `accepted by the relay`, `4.4.1, tried again 10:30`.
    pub words: String,
    /// Where taking it back is posted to, while that is possible.
    pub undo: Option<String>,
    /// For how many seconds more.
    pub undo_secs_left: i64,
}

/// Who reads a case, and when, as far as its messages look different for it.
pub struct Looker<'a> {
    /// The case.
    pub number: CaseNumber,
    /// Who asked.
    pub requester_id: PersonId,
    /// The reader, if of the staff.
    pub staff_id: Option<StaffId>,
    /// True where a look needs a line of reason.
    pub needs_reason: bool,
    /// Whether originals of the case itself may be opened.
    pub decision: Option<&'a Decision>,
    /// The cases that are part of it; whether their originals may be opened is asked of each.
    pub parts: &'a [PartView],
    /// The present moment.
    pub now: Timestamp,
}

impl<'a> Looker<'a> {
    fn part_of(&self, view: &MessageView) -> Option<&'a PartView> {
        self.parts.iter().find(|part| part.id == view.message.case_id)
    }

    /// Returns whether the original of this message may be opened.
    pub fn decision_on(&self, view: &MessageView) -> Option<&'a Decision> {
        self.part_of(view).map_or(self.decision, |part| Some(&part.unseal))
    }
}

impl MessageItem {
    /// Words a message for a reader.
    pub fn new(view: &MessageView, looker: &Looker<'_>) -> Self {
        let message = &view.message;
        let speaker = match (message.direction, message.kind) {
            (Direction::In, _) => Speaker::Outside,
            (Direction::Out, MessageKind::Public) => Speaker::Reply,
            (Direction::Out, MessageKind::Internal) => Speaker::Note,
        };
        let path = |noun: &str| format!("/cases/{}/messages/{}/{noun}", looker.number, message.id);
        let text = Twin::of(view.text.as_ref());
        let must_confirm = speaker == Speaker::Outside && !message.is_confirmed;
        let seal = match speaker {
            // What the staff wrote may hold nothing personal; then there is no seal to lift.
            Speaker::Reply | Speaker::Note if !text.has_seals() => Seal::Whole,
            _ if view.text.is_none() => Seal::Whole,
            _ => seal(looker.decision_on(view), Ways::new(view, looker)),
        };
        let part = looker.part_of(view).map(|part| part.number.to_string());
        Self {
            id: message.id.to_string(),
            position: match &part {
                Some(part) => format!("{part}-{}", message.position_index),
                None => message.position_index.to_string(),
            },
            lead: String::new(),
            part,
            speaker,
            author: author(view, looker),
            identity: identity(view, looker),
            at: Moment::new(message.at, looker.now),
            text,
            files: Files::new(view, looker, &path("attachments")),
            warnings: warnings(view),
            fault: message.fault.clone(),
            confirmation: must_confirm.then(|| path("confirmation")),
            seal,
            copies: copies(&view.deliveries, looker, &path("retraction")),
        }
    }

    /// Puts words beside the form that lifts the seal, because it came back.
    pub fn refuse_look(&mut self, words: String) {
        if let Seal::Closed(ways) = &mut self.seal {
            ways.error = Some(words);
        }
    }

    /// Returns the place on the page from which the mail can be had as it was received.
    pub fn way_to_mail(&self) -> Option<String> {
        let ways = match &self.seal {
            Seal::Closed(ways) => ways,
            Seal::Lifted(original) => &original.ways,
            Seal::Whole | Seal::Kept(_) => return None,
        };
        ways.mail.as_ref().map(|_| format!("m{}-ways", self.position))
    }
}

impl Ways {
    fn new(view: &MessageView, looker: &Looker<'_>) -> Self {
        let path = format!("/cases/{}/messages/{}", looker.number, view.message.id);
        Self {
            html: view.has_html.then(|| format!("{path}/html/unsealing")),
            mail: view.has_mail.then(|| format!("{path}/mail/unsealing")),
            text: Some(format!("{path}/unsealing")),
            needs_reason: looker.needs_reason,
            error: None,
        }
    }

    /// Returns the first way: where the form goes without a button.
    pub fn first(&self) -> Option<&str> {
        self.text.as_deref().or(self.html.as_deref()).or(self.mail.as_deref())
    }
}

/// An original that was opened.
pub struct Opened {
    /// Its texts.
    pub original: desk::Original,
    /// Its HTML, where that was asked for.
    pub html: Option<Personal<String>>,
}

/// Shows an original in place, and its files by their own names.
pub fn lift(item: &mut MessageItem, opened: Opened, view: &MessageView, looker: &Looker<'_>) {
    let clause = match looker.decision_on(view) {
        Some(Decision::Allowed(grant)) => grant.clause.clone(),
        _ => String::new(),
    };
    let mut ways = Ways::new(view, looker);
    let original = opened.original;
    let body = match opened.html {
        Some(html) => {
            ways.html = None;
            Body::Html(framed(html.expose()))
        }
        None => {
            ways.text = None;
            Body::Text(original.text)
        }
    };
    item.files.lift(original.names);
    item.seal = Seal::Lifted(Box::new(Original {
        subject: original.subject,
        author: original.from,
        body,
        ways,
        at: Moment::new(looker.now, looker.now),
        clause,
    }));
}

/// Makes a document of harmless HTML, for a frame that may open no window: its links, which all ask for one, lead
/// nowhere, so that nobody leaves for a stranger's page by a slip. Elements that turn letters around are left out when a
/// mail comes; of what was kept before, they become such as do nothing.
pub fn framed(html: &str) -> Personal<String> {
    let html = ["bdo", "bdi"].iter().fold(marks::named(html), |html, name| {
        html.replace(&format!("<{name}"), "<span").replace(&format!("</{name}>"), "</span>")
    });
    Personal::new(format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light\">\
         <base target=\"_blank\">{html}"
    ))
}

/// Says how sure we are of somebody.
pub fn identity_words(identity: Identity) -> Words {
    say_of("case-identity", identity.as_str())
}

fn seal(decision: Option<&Decision>, ways: Ways) -> Seal {
    match decision {
        Some(Decision::Allowed(_)) => Seal::Closed(ways),
        Some(Decision::Denied(denial)) => Seal::Kept(crate::floors::refusal(denial)),
        None => Seal::Kept(String::new()),
    }
}

fn author(view: &MessageView, looker: &Looker<'_>) -> Twin {
    match &view.author {
        Some(card) if Some(card.id) == looker.staff_id => Twin::new(say("case-you")),
        Some(card) => Twin::new(crate::floors::title(card)),
        None => Twin::of(view.from.as_ref()),
    }
}

fn identity(view: &MessageView, looker: &Looker<'_>) -> String {
    let message = &view.message;
    if message.direction == Direction::Out {
        return String::new();
    }
    let is_requester = message.author_person_id == Some(looker.requester_id);
    let words = identity_words(message.identity);
    match is_requester {
        true => say("case-requester-identity").with("identity", words).to_string(),
        false => words.to_string(),
    }
}

fn warnings(view: &MessageView) -> Vec<String> {
    let message = &view.message;
    let machine = message.automatic.as_ref();
    let machine = machine.map(|why| say("case-machine").with("why", why.replace('_', " ")));
    let gone = view.text.is_none().then(|| say("case-destroyed"));
    [machine, gone].into_iter().flatten().map(String::from).collect()
}

fn copies(deliveries: &[DeliveryView], looker: &Looker<'_>, path: &str) -> Vec<Copy> {
    // One button for all copies: a reply is taken back as a whole.
    let first = deliveries.iter().position(|view| view.is_undoable);
    let copy = |(index, view): (usize, &DeliveryView)| {
        let delivery = &view.delivery;
        let target = match delivery.target {
            DeliveryTarget::Person(id) if id == looker.requester_id => say("case-copy-requester"),
            DeliveryTarget::Person(_) => say("case-copy-participant"),
            DeliveryTarget::Channel => say("case-copy-channel"),
        };
        Copy {
            target: target.to_string(),
            state: delivery.state,
            words: copy_words(view, looker.now),
            undo: (first == Some(index)).then(|| path.to_owned()),
            undo_secs_left: delivery.leaves_at.duration_since(looker.now).as_secs().max(1),
        }
    };
    deliveries.iter().enumerate().map(copy).collect()
}

fn copy_words(view: &DeliveryView, now: Timestamp) -> String {
    let delivery = &view.delivery;
    let at = Moment::new(delivery.leaves_at, now).short;
    let status = delivery.status.as_deref().unwrap_or_default();
    let words = match delivery.state {
        DeliveryState::Held => say("case-copy-leaves").with("at", at),
        DeliveryState::Deferred => say("case-copy-deferred").with("status", status).with("at", at),
        DeliveryState::Uncertain => say("case-copy-uncertain").with("at", at),
        DeliveryState::Failed => return status.to_owned(),
        DeliveryState::Sent => say("case-copy-sent"),
        DeliveryState::Undone | DeliveryState::Leaving | DeliveryState::Refused => {
            return String::new();
        }
    };
    words.to_string()
}
