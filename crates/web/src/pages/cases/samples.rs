//! Sample values of the board and of cases.

mod board;
mod messages;

use model::{Act, CaseState};

use crate::{
    frame::{Frame, Here},
    pages::cases::{
        affairs::AffairPanel,
        case::{
            Assignee, CaseShow, Colleague, Composer, Form, Head, Hold, Kept, Legal, News,
            Participant, Right, Suggestion, TimelineItem,
        },
        event::EventItem,
        guides::{GuidePanel, TemplateGroup},
        known::Known,
        message::{MessageItem, Seal, Ways},
    },
    pages::{
        consents::Choice,
        denials::{Way, WayButton},
        handovers::item::HandoverItem,
    },
    samples::{clock, minutes_ago},
    say,
    twin::Twin,
    window::Sides,
};

impl CaseShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame {
                notice: Some(
                    "The case is yours now. Each look at an original needs a line of reason."
                        .to_owned(),
                ),
                ..Frame::sample_staff(Here::Elsewhere, "support")
            },
            head: Head::sample(),
            suggestion: Some(Suggestion { number: "s20261118.5".to_owned() }),
            legal: Legal {
                sign: Some("it speaks of a warrant (“search warrant”)".to_owned()),
                may_mark: true,
                disputes: vec!["d20261121.3".to_owned()],
                ..Legal::default()
            },
            items: vec![
                TimelineItem::Message(Box::new(MessageItem::sample())),
                TimelineItem::Event(EventItem::sample()),
                TimelineItem::Message(Box::new(MessageItem::sample_note())),
                TimelineItem::Message(Box::new(MessageItem::sample_stranger())),
                TimelineItem::Message(Box::new(MessageItem::sample_reply())),
            ],
            sides: Sides::default(),
            href: "/cases/s20261121.30".to_owned(),
            composer: Some(Composer::sample()),
            rights: Right::samples(),
            known: Known::sample(),
            people: Participant::samples(),
            present: vec![
                "Support engineer 2 is writing a reply".to_owned(),
                "Triage 4 has this case open".to_owned(),
            ],
            at: 4711,
            guides: GuidePanel::sample(),
            affairs: AffairPanel::sample(),
            handover: None,
        }
    }

    /// Returns sample values of a case in which the reader was writing when something came.
    pub fn sample_drafted() -> Self {
        let mut page = Self::sample();
        page.frame.notice = None;
        let kept = || Kept { version: 2, at: Some(minutes_ago(4)), is_behind: false };
        let words = "Two messages came since you began".to_owned();
        page.composer = Some(Composer {
            n_seen: 2,
            reply: "Thank you for writing.\n\nTo recover your account".to_owned(),
            reply_kept: kept(),
            note: "Ask the two of them by telephone.".to_owned(),
            note_kept: kept(),
            news: Some(News { words, href: "#m3".to_owned() }),
            ..Composer::sample()
        });
        page
    }

    /// Returns sample values of a long case, of which a window in the middle is shown while something came.
    pub fn sample_window() -> Self {
        let mut page = Self::sample_drafted();
        page.suggestion = None;
        page.legal = Legal::default();
        page.sides = Sides::sample(&page.href);
        let id = "0199d0c2-0000-7000-8000-000000000001";
        page.href = format!("{}?at={id}", page.href);
        let lead = page.href.clone();
        page.items = vec![
            TimelineItem::Message(Box::new(MessageItem { lead, ..MessageItem::sample() })),
            TimelineItem::Event(EventItem::sample()),
        ];
        if let Some(news) = page.composer.as_mut().and_then(|composer| composer.news.as_mut()) {
            "/cases/s20261121.30?at=0199d0c2-0000-7000-8000-000000000009#m4999"
                .clone_into(&mut news.href);
        }
        page
    }

    /// Returns sample values of a case by which somebody troubles whoever reads it.
    pub fn sample_hostile() -> Self {
        let mut page = Self::sample_lifted();
        page.head.subject = Twin::new(hostile_subject());
        page.items = vec![
            TimelineItem::Message(Box::new(MessageItem::sample_hostile())),
            TimelineItem::Message(Box::new(MessageItem::sample_hostile_lifted())),
        ];
        page
    }

    /// Returns sample values of a case that was given to somebody else while the reader wrote.
    pub fn sample_idle() -> Self {
        let mut page = Self::sample_foreign();
        page.present = Vec::new();
        let composer = Composer::sample();
        page.composer = Some(Composer {
            reply_refusal: Some("Only who is assigned answers (Communications).".to_owned()),
            reply: "Thank you for writing.\n\nTo recover your account".to_owned(),
            reply_kept: Kept { version: 2, at: Some(minutes_ago(4)), is_behind: false },
            ..composer
        });
        page
    }

    /// Returns sample values of a case that is on its way to another team, and went to another queue in vain before.
    pub fn sample_on_its_way() -> Self {
        let mut page = Self::sample_foreign();
        page.items.push(TimelineItem::Event(EventItem {
            shape: "lack",
            who: "System administrator 2".to_owned(),
            what: say("case-did-declined"),
            reason: Some(Twin::new("The server is sound; [person 1] has to ask their provider.")),
            clause: "Picture".to_owned(),
            at: minutes_ago(20),
        }));
        page.handover = Some(HandoverItem::sample_outside());
        // What is on its way is taken back before it goes elsewhere.
        for right in page.rights.iter_mut().filter(|r| matches!(r.form, Form::HandOver { .. })) {
            right.form = Form::None;
        }
        page
    }

    /// Returns sample values of a case that nobody accepted in time.
    pub fn sample_came_back() -> Self {
        Self { handover: Some(HandoverItem::sample_lapsed()), ..Self::sample_foreign() }
    }

    /// Returns sample values of a legal inquiry, which only its arbitrator answers.
    pub fn sample_legal() -> Self {
        let mut page = Self::sample_foreign();
        let hold = |n: u8, may_end, ended_at| Hold {
            id: format!("0199d0c2-0000-7000-8000-0000000000{n:02}"),
            set_at: minutes_ago(60),
            ended_at,
            may_end,
        };
        page.legal = Legal {
            is_legal: true,
            disputes: vec!["d20261121.4".to_owned()],
            answered_by: "Arbitrator 3".to_owned(),
            holds: vec![hold(1, true, None), hold(2, false, Some(minutes_ago(5)))],
            ..Legal::default()
        };
        page
    }

    /// Returns sample values of a case that took another in a moment ago.
    pub fn sample_merged() -> Self {
        let mut page = Self::sample_foreign();
        page.frame.notice = Some(crate::notice::Done::Merged.sentence());
        page.items = vec![
            TimelineItem::Message(Box::new(MessageItem::sample())),
            TimelineItem::Message(Box::new(MessageItem::sample_of_part())),
            TimelineItem::Event(EventItem {
                shape: "move",
                who: "You".to_owned(),
                what: say("case-did-merged"),
                reason: None,
                clause: "Picture".to_owned(),
                at: minutes_ago(0),
            }),
        ];
        page.affairs = AffairPanel::sample_merged();
        page
    }

    /// Returns sample values of a case whose first original was opened.
    pub fn sample_lifted() -> Self {
        let mut page = Self::sample();
        page.frame.notice = None;
        page.suggestion = None;
        page.legal = Legal::default();
        page.items = vec![
            TimelineItem::Message(Box::new(MessageItem::sample_lifted())),
            TimelineItem::Event(EventItem {
                shape: "eye",
                who: "You".to_owned(),
                what: say("case-did-opened"),
                reason: None,
                clause: "SP 8.1".to_owned(),
                at: minutes_ago(0),
            }),
        ];
        page
    }

    /// Returns sample values of a case on which a field was opened.
    pub fn sample_opened() -> Self {
        Self { known: Known::sample_opened(), ..Self::sample_lifted() }
    }

    /// Returns sample values of a case whose first original was opened with its layout.
    pub fn sample_framed() -> Self {
        let item = MessageItem::sample_framed();
        Self { items: vec![TimelineItem::Message(Box::new(item))], ..Self::sample_lifted() }
    }

    /// Returns sample values of a case in another's hands, after a reason was forgotten elsewhere.
    pub fn sample_foreign() -> Self {
        let mut page = Self::sample();
        page.frame.notice = None;
        page.suggestion = None;
        page.legal = Legal::default();
        page.head.assignee = Assignee::Other("Support engineer 3".to_owned());
        page.head.state = CaseState::Waiting;
        page.head.clock = None;
        page.guides.may_reply = false;
        page.guides.offers.clear();
        let kept = Seal::Kept("Only who is assigned may open it (SP 8.1).".to_owned());
        let mut first = MessageItem { seal: kept, ..MessageItem::sample() };
        first.files.keep();
        page.items = vec![TimelineItem::Message(Box::new(first))];
        for right in &mut page.rights {
            if let Form::Assign { may_take, .. } = &mut right.form {
                *may_take = true;
            }
        }
        page.known = Known::sample_empty();
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
        let error = Some("Say in one line why you need the original.".to_owned());
        let seal = Seal::Closed(Ways { error, ..Ways::sample() });
        page.items =
            vec![TimelineItem::Message(Box::new(MessageItem { seal, ..MessageItem::sample() }))];
        page.composer = Some(Composer {
            reply_error: Some("A reply needs words.".to_owned()),
            note_error: Some("A note needs words.".to_owned()),
            warning: Some(
                "You have no signing key yet; a reply cannot leave without one.".to_owned(),
            ),
            ..Composer::sample()
        });
        page
    }
}

/// A subject that turns around, piles marks up, has no space to break at, and does not end.
pub(super) fn hostile_subject() -> String {
    let pile = "\u{30d}\u{319}".repeat(30);
    format!("Invoice \u{202e}fdp.exe Z{pile}a{pile}lgo {} of [person 2]", "without-end-".repeat(70))
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
            clock: Some(clock(38)),
            language: "English".to_owned(),
            opened_at: minutes_ago(168),
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
            what: say("case-did-moved"),
            reason: None,
            clause: "Picture".to_owned(),
            at: minutes_ago(150),
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
            writer: "0199d0c2-0000-7000-8000-00000000000a".to_owned(),
            reply_kept: Kept::default(),
            note_kept: Kept::default(),
            news: None,
            templates: TemplateGroup::samples(),
            written_from: String::new(),
        }
    }
}

impl Right {
    /// Returns sample values.
    pub fn samples() -> Vec<Self> {
        let held = |words: &str, clause: &str, sentence: &str, form| Self {
            is_held: true,
            act: Act::CaseReply,
            words: words.to_owned(),
            policy: "case-reply-assigned".to_owned(),
            clause: clause.to_owned(),
            sentence: sentence.to_owned(),
            is_next: matches!(form, Form::Link { .. }),
            begins: None,
            ways: Vec::new(),
            form,
        };
        let path = |noun: &str| format!("/cases/s20261121.30/{noun}");
        let colleague =
            |id: &str, title: &str| Colleague { id: id.to_owned(), title: title.to_owned() };
        let link = |href: String, label| Some(WayButton::Link { href, label });
        let way = |sentence: &str, button| Way {
            sentence: sentence.to_owned(),
            clause: "000 Requests".to_owned(),
            policy: "message-unseal-assigned".to_owned(),
            button,
        };
        vec![
            held(
                "Answer the requester",
                "Communications",
                "Who is assigned answers, from their own address, signed.",
                Form::Link { href: "#reply".to_owned(), label: say("case-reply") },
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
                    may_take: false,
                    colleagues: vec![
                        colleague("0199d0c2-0000-7000-8000-00000000000b", "Support engineer 3"),
                        colleague("0199d0c2-0000-7000-8000-00000000000c", "Team leader"),
                    ],
                },
            ),
            held(
                "Hand it over",
                "Picture",
                "Whoever sorts the cases of a queue hands them over.",
                Form::HandOver {
                    path: path("handovers"),
                    destinations: vec![Choice {
                        value: "0199d0c2-0000-7000-8000-000000000007".to_owned(),
                        label: "Machines".to_owned(),
                        is_ticked: false,
                    }],
                },
            ),
            held(
                "Close it",
                "Picture",
                "Your assignment ends with it.",
                Form::Button { path: path("closure"), label: say("case-close") },
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
            Self {
                is_held: false,
                begins: link(path("consents/new"), say("denials-ask-member")),
                ways: vec![
                    // Its button stands at the foot of the column.
                    way("File a dispute; an arbitrator may rule it.", None),
                    way("Cite a ruling that stands for cases like this one.", None),
                ],
                ..held(
                    "Open the originals of its part",
                    "000 SP 8.1",
                    "Only who is assigned to the case opens its originals. Ask the person concerned to consent.",
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
            participant(say("case-part-requester"), "[person 1]", "address proven"),
            participant(say("case-part-stranger"), "[person 3]", "not confirmed"),
        ]
    }
}
