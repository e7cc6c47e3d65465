//! One case on a page: what was said, what was done, and by what right more may be done.

use askama::Template;
use model::CaseState;

use crate::{
    frame::{Frame, Here},
    moment::{Clock, Moment},
    pages::cases::message::{MessageItem, Seal},
    twin::Twin,
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
    /// Where earlier messages are, when the page does not hold all.
    pub earlier: Option<String>,
    /// What was said and done, in order.
    pub items: Vec<TimelineItem>,
    /// The forms for replies and notes; `None` where neither may be written.
    pub composer: Option<Composer>,
    /// What this reader may do and what they lack.
    pub rights: Vec<Right>,
    /// Who takes part, by placeholder.
    pub people: Vec<Participant>,
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
    /// How it came in, and its language.
    pub channel: String,
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
    /// Why we suspect it.
    pub why: String,
    /// Where joining is posted to.
    pub path: String,
}

/// One thing of the timeline.
pub enum TimelineItem {
    /// Something said.
    Message(Box<MessageItem>),
    /// Something done.
    Event(EventItem),
}

/// Something done to a case.
pub struct EventItem {
    /// The shape beside it: `move`, `person`, `eye`, `closed`, `dot`.
    pub shape: &'static str,
    /// Who did it, by title.
    pub who: String,
    /// What they did, in words: `moved the case to support`.
    pub what: String,
    /// The clause that gave the right.
    pub clause: String,
    /// When.
    pub at: Moment,
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
}

/// A right of the reader, or the lack of one.
pub struct Right {
    /// True where they may.
    pub is_held: bool,
    /// The act in words: `Answer the requester`.
    pub words: String,
    /// The clause that decides.
    pub clause: String,
    /// The sentence of the policy, or what is lacking and how to get it.
    pub sentence: String,
    /// The form with which the right is used here.
    pub form: Form,
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
        label: &'static str,
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
        /// Who may be given it.
        colleagues: Vec<Colleague>,
    },
    /// One button.
    Button {
        /// Where it is posted to.
        path: String,
        /// What the button says.
        label: &'static str,
    },
}

/// Somebody a case may be given to.
pub struct Colleague {
    /// The value that is posted.
    pub id: String,
    /// Name or title.
    pub name: String,
    /// True for the reader, who then takes it.
    pub is_you: bool,
}

/// Somebody who takes part in a case.
pub struct Participant {
    /// `Requester`, `New sender`.
    pub part: &'static str,
    /// The placeholder.
    pub placeholder: Twin,
    /// How sure we are of them.
    pub identity: String,
}

impl CaseShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let number = "s20261121.30";
        Self {
            frame: Frame {
                notice: Some("The case is yours now. Each look at an original needs a line of reason.".to_owned()),
                ..Frame::sample_staff(Here::Elsewhere, "support")
            },
            head: Head::sample(),
            suggestion: Some(Suggestion {
                number: "s20261118.5".to_owned(),
                why: "Its subject names that case, but its sender is not known there.".to_owned(),
                path: format!("/cases/{number}/joining"),
            }),
            earlier: None,
            items: vec![
                TimelineItem::Message(Box::new(MessageItem::sample())),
                TimelineItem::Event(EventItem::sample()),
                TimelineItem::Message(Box::new(MessageItem::sample_note())),
                TimelineItem::Message(Box::new(MessageItem::sample_stranger())),
                TimelineItem::Message(Box::new(MessageItem::sample_reply())),
            ],
            composer: Some(Composer::sample()),
            rights: Right::samples(),
            people: Participant::samples(),
        }
    }

    /// Returns sample values of a case whose first original was opened.
    pub fn sample_lifted() -> Self {
        let mut page = Self::sample();
        page.frame.notice = None;
        page.suggestion = None;
        page.items = vec![
            TimelineItem::Message(Box::new(MessageItem::sample_lifted())),
            TimelineItem::Event(EventItem {
                shape: "eye",
                who: "You".to_owned(),
                what: "opened message 1: “to compare the old number”".to_owned(),
                clause: "SP 8.1".to_owned(),
                at: crate::samples::minutes_ago(0),
            }),
        ];
        page
    }

    /// Returns sample values of a case in another's hands, after a reason was forgotten elsewhere.
    pub fn sample_foreign() -> Self {
        let mut page = Self::sample();
        page.frame.notice = None;
        page.suggestion = None;
        page.head.assignee = Assignee::Other("Support engineer 3".to_owned());
        page.head.state = CaseState::Waiting;
        page.head.clock = None;
        let kept = Seal::Kept("Only who is assigned may open it (SP 8.1).".to_owned());
        let first = MessageItem { seal: kept, ..MessageItem::sample() };
        page.items = vec![TimelineItem::Message(Box::new(first))];
        for right in &mut page.rights {
            if let Form::Assign { colleagues, .. } = &mut right.form {
                let id = "0199d0c2-0000-7000-8000-00000000000a".to_owned();
                colleagues.insert(0, Colleague { id, name: "you".to_owned(), is_you: true });
            }
        }
        page.composer = Some(Composer {
            reply_refusal: Some("Only who is assigned answers (Communications).".to_owned()),
            ..Composer::sample()
        });
        page
    }

    /// Returns sample values after a form came back.
    pub fn sample_invalid() -> Self {
        let mut page = Self::sample();
        page.frame.notice = None;
        let seal = Seal::Closed {
            path: "/cases/s20261121.30/messages/0199d0c2-0000-7000-8000-000000000001/unsealing".to_owned(),
            needs_reason: true,
            error: Some("Say in one line why you need the original.".to_owned()),
        };
        page.items = vec![TimelineItem::Message(Box::new(MessageItem { seal, ..MessageItem::sample() }))];
        page.composer = Some(Composer {
            reply_error: Some("A reply needs words.".to_owned()),
            note_error: Some("A note needs words.".to_owned()),
            warning: Some("You have no signing key yet; a reply cannot leave without one.".to_owned()),
            ..Composer::sample()
        });
        page
    }
}

impl Head {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            number: "s20261121.30".to_owned(),
            kind: "request",
            subject: Twin::new("Passphrase lost, I have a new phone"),
            state: CaseState::Open,
            queue: "support".to_owned(),
            assignee: Assignee::You { is_self: true },
            clock: Some(crate::samples::clock(38)),
            channel: "mail · English".to_owned(),
            opened_at: crate::samples::minutes_ago(168),
            version: 4,
        }
    }
}

impl EventItem {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            shape: "move",
            who: "Triage".to_owned(),
            what: "moved the case to support".to_owned(),
            clause: "Picture".to_owned(),
            at: crate::samples::minutes_ago(150),
        }
    }
}

impl Composer {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            number: "s20261121.30".to_owned(),
            n_seen: 4,
            reply: String::new(),
            reply_error: None,
            reply_refusal: None,
            note: String::new(),
            note_error: None,
            may_note: true,
            undo_secs: 15,
            manner: "From your own address, signed, copied to the team channel.".to_owned(),
            warning: None,
        }
    }
}

impl Right {
    /// Returns sample values.
    pub fn samples() -> Vec<Self> {
        let held = |words: &str, clause: &str, sentence: &str, form| Self {
            is_held: true,
            words: words.to_owned(),
            clause: clause.to_owned(),
            sentence: sentence.to_owned(),
            form,
        };
        let path = |noun: &str| format!("/cases/s20261121.30/{noun}");
        let colleague = |id: &str, name: &str| Colleague {
            id: id.to_owned(),
            name: name.to_owned(),
            is_you: false,
        };
        vec![
            held(
                "Answer the requester",
                "Communications",
                "Who is assigned answers, from their own address, signed.",
                Form::Link { href: "#reply".to_owned(), label: "Reply" },
            ),
            held(
                "Open the originals",
                "SP 8.1",
                "You took the case yourself: one line of reason each time, 3 of 10 today.",
                Form::None,
            ),
            held(
                "Move the case",
                "Picture",
                "Triage and support engineers sort cases between queues.",
                Form::Move {
                    path: path("placement"),
                    queues: ["triage", "disputes", "abuse", "help"].map(str::to_owned).to_vec(),
                },
            ),
            held(
                "Assign it",
                "Picture",
                "Triage and support engineers of the queue say who works on it.",
                Form::Assign {
                    path: path("assignment"),
                    colleagues: vec![
                        colleague("0199d0c2-0000-7000-8000-00000000000b", "Support engineer 3"),
                        colleague("0199d0c2-0000-7000-8000-00000000000c", "Team leader"),
                    ],
                },
            ),
            held(
                "Close it",
                "Picture",
                "Your assignment ends with it.",
                Form::Button { path: path("closure"), label: "Close the case" },
            ),
            Self {
                is_held: false,
                ..held(
                    "Destroy a person’s data",
                    "000 §8.1",
                    "Needs an arbitrator’s ruling: its number becomes your authority.",
                    Form::None,
                )
            },
        ]
    }
}

impl Participant {
    /// Returns sample values.
    pub fn samples() -> Vec<Self> {
        let participant = |part, placeholder: &str, identity: &str| Self {
            part,
            placeholder: Twin::new(placeholder),
            identity: identity.to_owned(),
        };
        vec![
            participant("Requester", "[person 1]", "address proven"),
            participant("New sender", "[person 3]", "not confirmed"),
        ]
    }
}
