//! Sample values of messages: sealed, opened, held, by a stranger.

use model::{DeliveryState, Personal};

use crate::{
    pages::cases::{
        files::Files,
        message::{Body, Copy, MessageItem, Original, Seal, Speaker, Ways, framed},
    },
    samples::minutes_ago,
    twin::Twin,
};

impl MessageItem {
    /// Returns sample values of a first message.
    pub fn sample() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-000000000001".to_owned(),
            position: "1".to_owned(),
            lead: String::new(),
            part: None,
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
            files: Files::sample(),
            warnings: Vec::new(),
            fault: None,
            confirmation: None,
            seal: Seal::Closed(Ways::sample()),
            copies: Vec::new(),
        }
    }

    /// Returns sample values of a later message by somebody new.
    pub fn sample_stranger() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-000000000002".to_owned(),
            position: "3".to_owned(),
            author: Twin::new("[person 3]"),
            identity: "mail, address not proven".to_owned(),
            at: minutes_ago(31),
            text: Twin::new(
                "I can confirm that I met [person 1] last week.\n\n> Can you please confirm?\n\
                 > It is urgent for me.\n",
            ),
            files: Files::none(),
            warnings: vec![
                "Sent by a machine: precedence. It is never answered by itself.".to_owned(),
            ],
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

    /// Returns sample values of a message that came with another case.
    pub fn sample_of_part() -> Self {
        let number = "s20261120.8";
        Self {
            id: "0199d0c2-0000-7000-8000-000000000005".to_owned(),
            position: format!("{number}-1"),
            part: Some(number.to_owned()),
            at: minutes_ago(160),
            text: Twin::new(
                "Hello again,\n\nnobody answered my mail of yesterday. I still cannot sign in.\n\n[person 1]",
            ),
            files: Files::none(),
            seal: Seal::Kept("This authority is for another case (SP 8.1).".to_owned()),
            ..Self::sample()
        }
    }

    /// Returns sample values of a note.
    pub fn sample_note() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-000000000003".to_owned(),
            position: "2".to_owned(),
            speaker: Speaker::Note,
            author: Twin::new("Case manager"),
            identity: String::new(),
            at: minutes_ago(140),
            text: Twin::new("Use the split-word procedure: two witnesses, no secret in one mail."),
            files: Files::none(),
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
            position: "4".to_owned(),
            speaker: Speaker::Reply,
            author: Twin::new("You"),
            identity: "from your own address, signed".to_owned(),
            at: minutes_ago(0),
            text: Twin::new(
                "Thank you for writing. To recover your account we ask two people who know you, \
                 and send each of them one half of a word.",
            ),
            files: Files::none(),
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
            body: Body::Text(personal(
                "Hello,\n\nI changed my phone and cannot remember the passphrase. My old number \
                 was +420 555 0100, the new one is +420 555 0199. I have been a member since \
                 3 May 2009 and met Petr Example last week, who can confirm me.\n\nWhat do I \
                 have to do?\n\nJana Sample",
            )),
            ways: Ways { text: None, ..Ways::sample() },
            at: minutes_ago(0),
            clause: "SP 8.1".to_owned(),
        };
        let mut files = Files::sample();
        files.lift(vec![personal("identity-card-jana-sample.pdf"), personal("error.png")]);
        Self { seal: Seal::Lifted(Box::new(original)), files, ..Self::sample() }
    }

    /// Returns sample values of a message that turns writing around and piles marks up.
    pub fn sample_hostile() -> Self {
        let pile = "\u{30d}\u{316}\u{489}".repeat(20);
        let mut files = Files::sample();
        for row in &mut files.rows {
            row.name = Twin::new("photo-[person 1]-\u{202e}gnp.exe");
        }
        Self {
            author: Twin::new("Support \u{202e}maet"),
            text: Twin::new(format!(
                "Please open \u{202e}fdp.exe now, \u{2067}and\u{2069} this: H{pile}e{pile} c{pile}o{pile}mes\n\
                 \u{1b}[31mred\u{7}\n\nمرحبا، هذا نصّ عربي سليم مع رقم 601.\n\n> quoted \u{202e}txet\n{}",
                "no-space-to-break-at-".repeat(30)
            )),
            files,
            ..Self::sample()
        }
    }

    /// Returns sample values of the same, opened.
    pub fn sample_hostile_lifted() -> Self {
        let personal = |text: String| Personal::new(text);
        let mut item = Self::sample_lifted();
        item.id = "0199d0c2-0000-7000-8000-000000000002".to_owned();
        item.position = "2".to_owned();
        item.files.lift(vec![
            personal("identity-\u{202e}gnp.exe".to_owned()),
            personal(format!("{}.png", "a-long-name-".repeat(20))),
        ]);
        if let Seal::Lifted(original) = &mut item.seal {
            original.subject = personal(super::hostile_subject());
            original.author = personal("Support \u{202e}maet <jana@example.org>".to_owned());
            original.body = Body::Text(personal("Please open \u{202e}fdp.exe now.".to_owned()));
        }
        item
    }

    /// Returns sample values of a message that was opened with its layout, and of which something was cut.
    pub fn sample_framed() -> Self {
        let mut item = Self::sample_lifted();
        item.fault = Some("an HTML text is longer than 512 KiB and was cut".to_owned());
        if let Seal::Lifted(original) = &mut item.seal {
            original.ways = Ways { html: None, ..Ways::sample() };
            original.body = Body::Html(framed(
                "<h2>My phone is lost</h2><p>Dear support,<br>I have <b>a new phone</b> and \
                 <a href=\"https://example.org/\">this page</a> does not let me in.</p>\
                 <table><tr><td>old</td><td>+420 555 0100</td></tr>\
                 <tr><td>new</td><td>+420 555 0199</td></tr></table><img alt=\"Logo\">",
            ));
        }
        item
    }
}

impl Ways {
    /// Returns sample values: all there are.
    pub fn sample() -> Self {
        let path = "/cases/s20261121.30/messages/0199d0c2-0000-7000-8000-000000000001";
        Self {
            text: Some(format!("{path}/unsealing")),
            html: Some(format!("{path}/html/unsealing")),
            mail: Some(format!("{path}/mail/unsealing")),
            needs_reason: true,
            error: None,
        }
    }
}
