//! One case on a page: what was said, what was done, and by what right more may be done.

use askama::Template;
use model::{Act, CaseState};

use crate::{
    frame::Frame,
    locale::Words,
    moment::{Clock, Moment},
    pages::cases::{
        affairs::AffairPanel,
        event::EventItem,
        guides::{GuidePanel, TemplateGroup},
        known::Known,
        message::MessageItem,
    },
    pages::{
        consents::Choice,
        denials::{Way, WayButton},
        handovers::item::HandoverItem,
    },
    twin::Twin,
    window::Sides,
};

/// One case.
#[derive(Template)]
#[template(path = "cases/show.html")]
pub struct CaseShow {
    /// What stands around.
    pub frame: Frame,
    /// What it is.
    pub head: Head,
    /// A suspected follow-up that waits for the staff.
    pub suggestion: Option<Suggestion>,
    /// Its legal side, and the disputes that came from it.
    pub legal: Legal,
    /// What was said and done, in order: a window of it.
    pub items: Vec<TimelineItem>,
    /// The ways to what was said before and behind it.
    pub sides: Sides,
    /// The address by which the page reads itself anew: that of its window.
    pub href: String,
    /// The forms for replies and notes; `None` where neither may be written.
    pub composer: Option<Composer>,
    /// What this reader may do and what they lack.
    pub rights: Vec<Right>,
    /// What is known of the requester, and by what right more may be.
    pub known: Known,
    /// Who takes part in what is shown, by placeholder.
    pub people: Vec<Participant>,
    /// Who else of the staff is here, in sentences: `Support engineer 2 is writing a reply`.
    pub present: Vec<String>,
    /// From which entry on the page listens for changes.
    pub at: i64,
    /// The guides beside it.
    pub guides: GuidePanel,
    /// The cases that it belongs together with.
    pub affairs: AffairPanel,
    /// Where it is handed over to, until somebody has accepted it or dealt with its lapse.
    pub handover: Option<HandoverItem>,
}

/// The legal side of a case, and the disputes that came from it.
#[derive(Default)]
pub struct Legal {
    /// Why it is suspected to be a legal inquiry, in words: `it speaks of a subpoena`.
    pub sign: Option<String>,
    /// True where it is marked as one.
    pub is_legal: bool,
    /// True where the reader may mark it.
    pub may_mark: bool,
    /// The disputes that came from it.
    pub disputes: Vec<String>,
    /// Who alone answers it, by title; empty until a dispute is taken.
    pub answered_by: String,
    /// Its holds.
    pub holds: Vec<Hold>,
}

/// A hold on what is kept of somebody.
pub struct Hold {
    /// Its id.
    pub id: String,
    /// Since when.
    pub set_at: Moment,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// True where the reader may end it.
    pub may_end: bool,
}

/// What a case is.
pub struct Head {
    /// Its number.
    pub number: String,
    /// Its kind: `request`, `dispute`.
    pub kind: &'static str,
    /// Its redacted subject.
    pub subject: Twin,
    /// Where it stands.
    pub state: CaseState,
    /// Which queue holds it.
    pub queue: String,
    /// Who works on it.
    pub assignee: Assignee,
    /// The running clock.
    pub clock: Option<Clock>,
    /// The language of its first message, in English; empty where it could not be told.
    pub language: String,
    /// When it was opened.
    pub opened_at: Moment,
    /// The version that forms name.
    pub version: i64,
}

/// Who works on a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// Nobody.
    Nobody,
    /// This reader; true where they took it themself.
    You {
        /// True where they took it themself, and so give a reason for each look.
        is_self: bool,
    },
    /// Somebody else, by title.
    Other(String),
}

/// A message that may belong to another case.
pub struct Suggestion {
    /// The number of the other case.
    pub number: String,
}

/// One thing of the timeline.
pub enum TimelineItem {
    /// Something said.
    Message(Box<MessageItem>),
    /// Something done.
    Event(EventItem),
}

/// The forms for replies and notes.
pub struct Composer {
    /// The number of the case.
    pub number: String,
    /// How many messages the writer has seen; a reply names it.
    pub n_seen: i64,
    /// The reply as typed, when the form came back.
    pub reply: String,
    /// Why the reply's form came back.
    pub reply_error: Option<String>,
    /// Why no reply may be written; `None` where one may.
    pub reply_refusal: Option<String>,
    /// The note as typed, when the form came back.
    pub note: String,
    /// Why the note's form came back.
    pub note_error: Option<String>,
    /// True where notes may be written.
    pub may_note: bool,
    /// Seconds for which a reply is held.
    pub undo_secs: i64,
    /// What signs it and copies it: `from your own address, signed, copied to the team channel`.
    pub manner: String,
    /// What is missing before a reply could be signed, such as a key.
    pub warning: Option<String>,
    /// The templates that may be put in, by language: the case's first.
    pub templates: Vec<TemplateGroup>,
    /// The edition of a template that the reply began as; empty is none.
    pub written_from: String,
    /// Who writes, as the page tells one from another: the id of a member of the staff.
    pub writer: String,
    /// What is kept of the reply.
    pub reply_kept: Kept,
    /// What is kept of the note.
    pub note_kept: Kept,
    /// What came since the kept reply was begun.
    pub news: Option<News>,
}

/// What is kept of a text that is being written.
#[derive(Default)]
pub struct Kept {
    /// Its version; 0 where nothing is.
    pub version: i64,
    /// When it was kept.
    pub at: Option<Moment>,
    /// True where the field shows another text than the one that is kept.
    pub is_behind: bool,
}

/// Messages that came since a reply was begun.
pub struct News {
    /// How many, in words: `Two messages came since you began`.
    pub words: String,
    /// Where the first is.
    pub href: String,
}

/// A right of the reader, or the lack of one.
pub struct Right {
    /// True where they may.
    pub is_held: bool,
    /// The act.
    pub act: Act,
    /// The act in words: `Answer the requester`.
    pub words: String,
    /// The clause that decides.
    pub clause: String,
    /// The policy that decides, by its anchor in the handbook; empty where none does.
    pub policy: String,
    /// The sentence of the policy, or what is lacking and how to get it first of all.
    pub sentence: String,
    /// How that way is begun, unless another line of the column begins the same.
    pub begins: Option<WayButton>,
    /// The other ways to what is lacking.
    pub ways: Vec<Way>,
    /// The form with which the right is used here.
    pub form: Form,
    /// True for the one that is most likely wanted next: its key leads there.
    pub is_next: bool,
}

/// How a right is used on the page.
pub enum Form {
    /// It is used elsewhere on the page, or not here.
    None,
    /// It is used at another place.
    Link {
        /// Where.
        href: String,
        /// What the link says.
        label: Words,
    },
    /// Moving to a queue.
    Move {
        /// Where it is posted to.
        path: String,
        /// The queues that take it.
        queues: Vec<String>,
    },
    /// Giving to a colleague, or taking.
    Assign {
        /// Where it is posted to.
        path: String,
        /// True where the reader may take it.
        may_take: bool,
        /// Who may be given it.
        colleagues: Vec<Colleague>,
    },
    /// Handing over to a destination.
    HandOver {
        /// Where it is posted to.
        path: String,
        /// Where it can go.
        destinations: Vec<Choice>,
    },
    /// One button.
    Button {
        /// Where it is posted to.
        path: String,
        /// What the button says.
        label: Words,
    },
}

/// Somebody a case may be given to.
pub struct Colleague {
    /// The value that is posted.
    pub id: String,
    /// Their title.
    pub title: String,
}

/// Somebody who takes part in a case.
pub struct Participant {
    /// `Requester`, `New sender`.
    pub part: Words,
    /// The placeholder.
    pub placeholder: Twin,
    /// How sure we are of them.
    pub identity: String,
}
