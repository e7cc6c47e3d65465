//! Replies: a look before sending, and the question when the case went on meanwhile.

use askama::Template;

use crate::{
    frame::{Frame, Here},
    pages::cases::{
        case::Head,
        message::{MessageItem, Seal},
    },
    twin::Twin,
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
    /// From whom it goes.
    pub from: String,
    /// To whom, in words: the address itself stays sealed.
    pub to: Vec<String>,
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
    /// The messages that came.
    pub messages: Vec<MessageItem>,
    /// The reply, as typed.
    pub text: String,
    /// How many messages the writer has seen when this page is read.
    pub n_seen: i64,
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
            from: "you, at your own address".to_owned(),
            to: vec!["the requester, at the address they wrote from".to_owned()],
            subject: Twin::new("Re: Passphrase lost, I have a new phone"),
            signature: "S/MIME, your key, valid until 3 March 2027".to_owned(),
            copies: vec!["the team channel".to_owned()],
            warnings: vec![
                "The text holds the placeholder [person 1]. It leaves as it stands; \
                 nothing is filled in."
                    .to_owned(),
            ],
            undo_secs: 15,
        }
    }
}

impl ReplyConflict {
    /// Returns sample values.
    pub fn sample() -> Self {
        let mut newer = MessageItem::sample();
        newer.position = 5;
        newer.id = "0199d0c2-0000-7000-8000-000000000005".to_owned();
        newer.text = Twin::new("I found the paper with the passphrase. All is well!");
        newer.at = crate::samples::minutes_ago(2);
        newer.n_attachments = 0;
        newer.seal = Seal::Whole;
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            head: Head::sample(),
            heading: "Two messages came since you began".to_owned(),
            messages: vec![MessageItem::sample_stranger(), newer],
            text: ReplyPreview::sample().text,
            n_seen: 6,
        }
    }
}
