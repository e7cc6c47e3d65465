//! One message of a case as the staff see it: redacted first, the original only by an act.

use model::{DeliveryState, Personal};

use crate::{moment::Moment, twin::Twin};

/// One message of the timeline.
pub struct MessageItem {
    /// Its id.
    pub id: String,
    /// Counts messages within the case from 1.
    pub position: i64,
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
    /// How many attachments it has.
    pub n_attachments: i64,
    /// What the staff must know about it: sent by a machine, could not be read.
    pub warnings: Vec<String>,
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
    Closed {
        /// Where lifting is posted to.
        path: String,
        /// True for who took the case themself.
        needs_reason: bool,
        /// Why the form came back.
        error: Option<String>,
    },
    /// It may not be lifted by this reader; the sentence says why.
    Kept(String),
    /// It was lifted just now, for this page alone.
    Lifted(Box<Original>),
}

/// The original of a message.
pub struct Original {
    /// The subject.
    pub subject: Personal<String>,
    /// Name and address of the author.
    pub author: Personal<String>,
    /// The text.
    pub text: Personal<String>,
    /// The names of the attachments.
    pub attachments: Vec<Personal<String>>,
    /// When the look was entered.
    pub at: Moment,
    /// The clause that gave the right.
    pub clause: String,
    /// The index of the entry, once the log has sequenced it.
    pub entry_href: Option<String>,
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

impl MessageItem {
    /// Returns sample values of a first message.
    pub fn sample() -> Self {
        use crate::samples::minutes_ago;
        Self {
            id: "0199d0c2-0000-7000-8000-000000000001".to_owned(),
            position: 1,
            speaker: Speaker::Outside,
            author: Twin::new("Requester"),
            identity: "mail, address proven".to_owned(),
            at: minutes_ago(168),
            text: Twin::new(
                "Hello,\n\nI changed my phone and cannot remember the passphrase. My old number \
                 was [phone 1], the new one is [phone 2]. I have been a member since [date 1] and \
                 met [person 2] last week, who can confirm me.\n\nWhat do I have to do?\n\n\
                 [person 1]",
            ),
            n_attachments: 1,
            warnings: Vec::new(),
            confirmation: None,
            seal: Seal::Closed {
                path: "/cases/s20261121.30/messages/0199d0c2-0000-7000-8000-000000000001/unsealing"
                    .to_owned(),
                needs_reason: true,
                error: None,
            },
            copies: Vec::new(),
        }
    }

    /// Returns sample values of a later message by somebody new.
    pub fn sample_stranger() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-000000000002".to_owned(),
            position: 3,
            author: Twin::new("[person 3]"),
            identity: "mail, address not proven".to_owned(),
            at: crate::samples::minutes_ago(31),
            text: Twin::new(
                "I can confirm that I met [person 1] last week.\n\n> Can you please confirm?\n\
                 > It is urgent for me.\n",
            ),
            n_attachments: 0,
            warnings: vec!["Sent by a machine: precedence. It is never answered by itself.".to_owned()],
            confirmation: Some(
                "/cases/s20261121.30/messages/0199d0c2-0000-7000-8000-000000000002/confirmation"
                    .to_owned(),
            ),
            seal: Seal::Kept(
                "Its sender is not confirmed; the original opens after that.".to_owned(),
            ),
            ..Self::sample()
        }
    }

    /// Returns sample values of a note.
    pub fn sample_note() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-000000000003".to_owned(),
            position: 2,
            speaker: Speaker::Note,
            author: Twin::new("Case manager"),
            identity: String::new(),
            at: crate::samples::minutes_ago(140),
            text: Twin::new("Use the split-word procedure: two witnesses, no secret in one mail."),
            n_attachments: 0,
            seal: Seal::Whole,
            ..Self::sample()
        }
    }

    /// Returns sample values of a reply, one copy held and one in trouble.
    pub fn sample_reply() -> Self {
        let copy = |target: &str, state, words: &str| Copy {
            target: target.to_owned(),
            state,
            words: words.to_owned(),
            undo: None,
            undo_secs_left: 0,
        };
        Self {
            id: "0199d0c2-0000-7000-8000-000000000004".to_owned(),
            position: 4,
            speaker: Speaker::Reply,
            author: Twin::new("You"),
            identity: "from your own address, signed".to_owned(),
            at: crate::samples::minutes_ago(0),
            text: Twin::new(
                "Thank you for writing. To recover your account we ask two people who know you, \
                 and send each of them one half of a word.",
            ),
            n_attachments: 0,
            seal: Seal::Whole,
            copies: vec![
                Copy {
                    undo: Some("/cases/s20261121.30/messages/0199d0c2-0000-7000-8000-000000000004/retraction".to_owned()),
                    undo_secs_left: 12,
                    ..copy("requester", DeliveryState::Held, "leaves at 12:00:15")
                },
                copy("team channel", DeliveryState::Deferred, "4.4.1, tried again at 12:10"),
            ],
            ..Self::sample()
        }
    }

    /// Returns sample values of a message whose seal was lifted.
    pub fn sample_lifted() -> Self {
        let personal = |text: &str| Personal::new(text.to_owned());
        let original = Original {
            subject: personal("Passphrase lost, I have a new phone"),
            author: personal("Jana Sample <jana@example.org>"),
            text: personal(
                "Hello,\n\nI changed my phone and cannot remember the passphrase. My old number \
                 was +420 555 0100, the new one is +420 555 0199. I have been a member since \
                 3 May 2009 and met Petr Example last week, who can confirm me.\n\nWhat do I \
                 have to do?\n\nJana Sample",
            ),
            attachments: vec![personal("identity-card-jana-sample.pdf")],
            at: crate::samples::minutes_ago(0),
            clause: "SP 8.1".to_owned(),
            entry_href: Some("/log/4711".to_owned()),
        };
        Self { seal: Seal::Lifted(Box::new(original)), ..Self::sample() }
    }
}
