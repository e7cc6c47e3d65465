//! Sample values of the pages of disputes.

use model::{CaseState, Part, Personal, Seat, Stage};

use crate::{
    frame::{Frame, Here},
    pages::{
        cases::{
            case::{Assignee, Colleague, Head},
            message::MessageItem,
        },
        disputes::{
            DisputeList, DisputeRow, OpenRuling, Section,
            filings::{FilingNew, PartsTyped},
            own::{
                OwnDisputeList, OwnDisputeNew, OwnDisputeShow, OwnRow, OwnRulingItem,
                OwnStatementItem, meaning,
            },
            rulings::{
                DirectionItem, DirectionTyped, RulingNew, RulingShow, RulingSign, RulingTyped,
                SIGN, SignatureItem,
            },
            show::{DisputeShow, May, RulingItem, SeatItem, SeatTurn, TextItem, Typed},
        },
        proofs::Prove,
    },
    samples::minutes_ago,
    twin::Twin,
};

const NUMBER: &str = "d20261121.3";

impl DisputeRow {
    fn samples() -> Vec<Self> {
        let row = |number: &str, subject: &str, stage, part: &str, tribunal: &str| Self {
            number: number.to_owned(),
            subject: Twin::new(subject),
            excerpt: Twin::new("[person 1] was locked out on Monday and nobody says why"),
            stage,
            is_appeal: false,
            is_legal: false,
            tribunal: tribunal.to_owned(),
            part: part.to_owned(),
            updated_at: minutes_ago(40),
            filed_at: minutes_ago(3_000),
        };
        let about = "Complaint about s20261120.41";
        vec![
            row(NUMBER, about, Stage::Filed, "open for you: arbitrator", ""),
            Self {
                is_legal: true,
                ..row("d20261121.4", "Legal inquiry s20261121.33", Stage::Filed, "", "")
            },
            row(
                "d20261119.1",
                about,
                Stage::Hearing,
                "your seat: arbitrator",
                "Arbitrator 3, Case manager 4",
            ),
            Self {
                is_appeal: true,
                ..row("d20261101.2", "Appeal of d20261020.1/r1", Stage::Decided, "", "Arbitrator 6")
            },
        ]
    }
}

impl DisputeList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let mut rows = DisputeRow::samples();
        let ended = rows.split_off(3);
        let mine = rows.split_off(2);
        let section = |id, heading, rows| Section { id, heading, rows };
        let open = |number: &str, is_sealed| OpenRuling {
            number: number.to_owned(),
            href: "/disputes/d20261119.2/rulings/1".to_owned(),
            is_sealed,
            made_at: minutes_ago(90),
        };
        Self {
            frame: Frame::sample_staff(Here::Disputes, ""),
            sections: vec![
                section("waiting", "Waiting for you", rows),
                section("mine", "You sit in these", mine),
                section("ended", "Ended", ended),
            ],
            to_sign: vec![open("d20261119.2/r1", true)],
            to_release: vec![open("d20261118.2/r1", false)],
        }
    }

    /// Returns sample values where nothing waits.
    pub fn sample_empty() -> Self {
        let (sections, to_sign, to_release) = (Vec::new(), Vec::new(), Vec::new());
        Self { sections, to_sign, to_release, ..Self::sample() }
    }
}

impl DisputeShow {
    /// Returns sample values of a dispute that is heard.
    pub fn sample() -> Self {
        let text = |heading: &str, to, message, sharing: Option<&str>| TextItem {
            heading: heading.to_owned(),
            to,
            message,
            sharing: sharing.map(str::to_owned),
        };
        let sharing =
            "/disputes/d20261121.3/statements/0199d0c2-0000-7000-8000-000000000003/sharing";
        Self {
            frame: Frame::sample_staff(Here::Disputes, ""),
            head: Head {
                number: NUMBER.to_owned(),
                kind: "dispute",
                subject: Twin::new("Complaint about s20261120.41"),
                state: CaseState::Open,
                assignee: Assignee::Nobody,
                queue: "disputes".to_owned(),
                clock: None,
                ..Head::sample()
            },
            stage: Stage::Hearing,
            origin: Some("s20261120.41".to_owned()),
            appealed: None,
            respondent: "a person we know".to_owned(),
            seats: vec![
                SeatItem::sample(Seat::Arbitrator, Some("Arbitrator 3")),
                SeatItem::sample(Seat::CaseManager, Some("Case manager 4")),
            ],
            turns: vec![
                SeatTurn::sample("Arbitrator 5", "declined to be arbitrator"),
                SeatTurn::sample("Arbitrator 3", "became arbitrator"),
            ],
            texts: vec![
                text("Complaint", "all parties", MessageItem::sample(), None),
                text("Claimant", "claimant only", MessageItem::sample_stranger(), Some(sharing)),
                text("Tribunal", "tribunal only", MessageItem::sample_note(), None),
            ],
            rulings: vec![RulingItem {
                number: "d20261121.3/r1".to_owned(),
                href: "/disputes/d20261121.3/rulings/1".to_owned(),
                standing: "in force, interim".to_owned(),
                made_at: minutes_ago(600),
            }],
            lacks: vec![Part::Respondent, Part::Relief],
            may: May {
                hear: true,
                confer: true,
                leave: true,
                complete: true,
                rule: true,
                ..May::default()
            },
            typed: Typed {
                error: Some("write something first".to_owned()),
                visibility: "claimant".to_owned(),
                ..Typed::default()
            },
        }
    }

    /// Returns sample values of a dispute that waits.
    pub fn sample_filed() -> Self {
        let mut page = Self::sample();
        page.stage = Stage::Filed;
        page.appealed = Some("d20261020.1/r1".to_owned());
        page.rulings = Vec::new();
        page.turns = Vec::new();
        page.lacks = Vec::new();
        page.texts.truncate(1);
        page.may = May { decline: true, end: true, ..May::default() };
        page.typed =
            Typed { other_error: Some("write something first".to_owned()), ..Typed::default() };
        let title = "Case manager 4".to_owned();
        page.seats = vec![
            SeatItem { may_take: true, ..SeatItem::sample(Seat::Arbitrator, None) },
            SeatItem {
                refusal: Some("A party of a dispute does not sit in it.".to_owned()),
                colleagues: vec![Colleague {
                    id: "0199d0c2-0000-7000-8000-00000000000a".to_owned(),
                    title,
                }],
                ..SeatItem::sample(Seat::CaseManager, None)
            },
        ];
        page
    }
}

impl SeatItem {
    fn sample(seat: Seat, holder: Option<&str>) -> Self {
        Self {
            seat,
            words: super::seat_words(seat),
            holder: holder.map(str::to_owned),
            may_take: false,
            refusal: None,
            colleagues: Vec::new(),
        }
    }
}

impl SeatTurn {
    fn sample(who: &str, what: &str) -> Self {
        Self { who: who.to_owned(), what: what.to_owned(), at: minutes_ago(900) }
    }
}

impl FilingNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            number: "s20261120.41".to_owned(),
            parts: PartsTyped {
                complaint: "In s20261120.41 something is needed that no standing rule allows:\n\n"
                    .to_owned(),
                relief: "A ruling that allows it, or that says why not.".to_owned(),
                ..PartsTyped::default()
            },
            is_mine: true,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let mut page = Self::sample();
        page.is_mine = false;
        page.parts.role = "support_engineer".to_owned();
        page.parts.error = Some(("respondent_address", "not an address".to_owned()));
        page
    }
}

impl OwnRow {
    fn sample(stage: Stage) -> Self {
        Self {
            number: NUMBER.to_owned(),
            stage,
            meaning: meaning(stage),
            party: "you filed it",
            tribunal: "Arno Richter, Arbitrator 3 · Cleo Sorg, Case manager 4".to_owned(),
            filed_at: minutes_ago(3_000),
            updated_at: minutes_ago(40),
        }
    }
}

impl OwnDisputeList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let waiting = OwnRow {
            number: "d20261121.9".to_owned(),
            party: "it is against you",
            tribunal: String::new(),
            ..OwnRow::sample(Stage::Filed)
        };
        let rows = vec![OwnRow::sample(Stage::Hearing), waiting];
        Self { frame: Frame::sample_requester(), rows }
    }

    /// Returns sample values of who is a party to nothing.
    pub fn sample_empty() -> Self {
        Self { rows: Vec::new(), ..Self::sample() }
    }
}

impl OwnDisputeNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_requester(),
            origin: "s20261120.41".to_owned(),
            parts: PartsTyped {
                error: Some(("complaint", "write something first".to_owned())),
                ..PartsTyped::default()
            },
        }
    }
}

impl OwnStatementItem {
    fn sample(id: u8, part: &'static str, author: &str, text: &str) -> Self {
        Self {
            id: format!("0199d0c2-0000-7000-8000-0000000000{id:02}"),
            part,
            author: Personal::new(author.to_owned()),
            is_own: author == "You",
            is_redacted: author == "The other party",
            at: minutes_ago(200 - i64::from(id)),
            text: Personal::new(text.to_owned()),
        }
    }
}

impl OwnDisputeShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let arbitrator = "Arno Richter, Arbitrator 3";
        Self {
            frame: Frame::sample_requester(),
            row: OwnRow::sample(Stage::Hearing),
            statements: vec![
                OwnStatementItem::sample(1, "Complaint", "You", "My account was locked on Monday."),
                OwnStatementItem::sample(2, "", arbitrator, "Who told you so, and when?"),
                OwnStatementItem::sample(3, "", "The other party", "[person 2] did it by mistake."),
            ],
            rulings: Vec::new(),
            lacks: vec![Part::Respondent, Part::Relief],
            may_write: true,
            text: String::new(),
            error: Some("write something first".to_owned()),
        }
    }

    /// Returns sample values of a dispute that is decided.
    pub fn sample_decided() -> Self {
        let ruling = OwnRulingItem {
            number: "d20261121.3/r1".to_owned(),
            index: 1,
            kind: "Ruling",
            at: minutes_ago(30),
            text: Personal::new("RULING\n\nThe account is unlocked.".to_owned()),
            may_appeal: true,
        };
        Self {
            row: OwnRow::sample(Stage::Decided),
            rulings: vec![ruling],
            lacks: Vec::new(),
            may_write: false,
            error: None,
            ..Self::sample()
        }
    }
}

impl RulingShow {
    /// Returns sample values of a ruling that may be published.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Disputes, ""),
            number: "d20261121.3/r1".to_owned(),
            dispute: NUMBER.to_owned(),
            path: "/disputes/d20261121.3/rulings/1".to_owned(),
            standing: "in force",
            is_interim: false,
            is_sealed: false,
            made_at: minutes_ago(90),
            text: Some(Twin::new("FACTS\n\n[person 1] was locked out.\n\nRULING\n\nIt is undone.")),
            directions: vec![DirectionItem {
                holder: "any support engineer".to_owned(),
                acts: "open this sealed message".to_owned(),
                fields: "passphrase".to_owned(),
                place: "in s20261120.41".to_owned(),
                from: minutes_ago(90),
                until: minutes_ago(-10_000),
                n_uses: 1,
                n_persons: 1,
            }],
            signatures: vec![SignatureItem {
                who: "Arbitrator 3".to_owned(),
                is_of_board: false,
                at: minutes_ago(90),
            }],
            n_needed: 1,
            prove: None,
            may_release: true,
            published_at: None,
            strikes: "Brno".to_owned(),
            error: Some("one of these lines does not stand in the text".to_owned()),
        }
    }

    /// Returns sample values of a sealed ruling that waits for the board.
    pub fn sample_to_sign() -> Self {
        let mut prove = Prove::sample(SIGN, "/disputes/d20261121.3/rulings/1/signature");
        prove.fields = vec![("digest".into(), Personal::new("0f".repeat(32)))];
        Self {
            standing: "waits for a signature",
            is_sealed: true,
            n_needed: 2,
            prove: Some(prove),
            may_release: false,
            directions: Vec::new(),
            error: None,
            ..Self::sample()
        }
    }
}

impl RulingSign {
    /// Returns sample values.
    pub fn sample() -> Self {
        let mut prove = Prove::sample(SIGN, "/disputes/d20261121.3/rulings");
        prove.fields = vec![("facts".into(), Personal::new("She was locked out.".to_owned()))];
        Self {
            frame: Frame::sample_staff(Here::Disputes, ""),
            number: NUMBER.to_owned(),
            made: "d20261121.3/r1".to_owned(),
            is_interim: false,
            is_sealed: false,
            n_needed: 1,
            parts: [
                ("Facts", "She was locked out.".to_owned()),
                ("Considerations", "No rule allowed it.\n\nNor did anybody say why.".to_owned()),
                ("Ruling", "It is undone.".to_owned()),
            ],
            directions: RulingShow::sample().directions,
            prove,
        }
    }

    /// Returns sample values of who has nothing to show.
    pub fn sample_impossible() -> Self {
        let prove = Prove::sample_impossible(SIGN, "/disputes/d20261121.3/rulings");
        Self { is_sealed: true, n_needed: 2, directions: Vec::new(), prove, ..Self::sample() }
    }
}

impl RulingNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        let title = "Support engineer 3".to_owned();
        Self {
            frame: Frame::sample_staff(Here::Disputes, ""),
            number: NUMBER.to_owned(),
            typed: RulingTyped::default(),
            staff: vec![Colleague { id: "0199d0c2-0000-7000-8000-00000000000a".to_owned(), title }],
            queues: vec!["support".to_owned(), "help".to_owned()],
            has_respondent: true,
            signatures: None,
        }
    }

    /// Returns sample values of a form that came back with two directions.
    pub fn sample_invalid() -> Self {
        let first = DirectionTyped {
            holder: "role:support_engineer".to_owned(),
            acts: vec!["message.unseal".to_owned()],
            fields: "passphrase".to_owned(),
            until: "2026-12-01".to_owned(),
            uses: "1".to_owned(),
            ..DirectionTyped::default()
        };
        let second = DirectionTyped {
            precedent: "request".to_owned(),
            queue: "support".to_owned(),
            persons: vec!["claimant".to_owned()],
            ..first.clone()
        };
        let words = "direction 2: a precedent is about nobody in particular".to_owned();
        let typed = RulingTyped {
            facts: "It was locked.".to_owned(),
            is_interim: true,
            directions: vec![first, second],
            error: Some(("directions", words)),
            ..RulingTyped::default()
        };
        let signatures = "It is in force when two of the panel have signed the same text.";
        Self { typed, signatures: Some(signatures.to_owned()), ..Self::sample() }
    }
}
