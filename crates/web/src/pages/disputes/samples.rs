//! Sample values of the pages of disputes.
//!
//! Long because it is data.

use model::{CaseState, Part, Personal, Role, Seat, Stage, Viewer, Visibility};

use crate::{
    frame::{Frame, Here},
    locale::Words,
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
                OwnStatementItem, meaning, part_words, party_words,
            },
            rulings::{
                DirectionItem, DirectionTyped, RulingNew, RulingShow, RulingSign, RulingTyped,
                SignatureItem, any_of,
            },
            seat_words,
            show::{
                DisputeShow, May, RulingItem, SeatItem, SeatTurn, TextItem, Typed, visibility_words,
            },
        },
        jottings::Jot,
        proofs::Prove,
        rulings::kind_words,
    },
    samples::minutes_ago,
    say,
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
        let seat = seat_words(Seat::Arbitrator);
        let open = say("disputes-open-for-you").with("seats", &seat).to_string();
        let own = say("disputes-your-seat").with("seat", seat).to_string();
        vec![
            row(NUMBER, about, Stage::Filed, &open, ""),
            Self {
                is_legal: true,
                ..row("d20261121.4", "Legal inquiry s20261121.33", Stage::Filed, "", "")
            },
            row("d20261119.1", about, Stage::Hearing, &own, "Arbitrator 3, Case manager 4"),
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
        let section = |id, heading: Words, rows| Section { id, heading: heading.to_string(), rows };
        let open = |number: &str, is_sealed| OpenRuling {
            number: number.to_owned(),
            href: "/disputes/d20261119.2/rulings/1".to_owned(),
            is_sealed,
            made_at: minutes_ago(90),
        };
        Self {
            frame: Frame::sample_staff(Here::Disputes, ""),
            sections: vec![
                section("waiting", say("disputes-waiting"), rows),
                section("mine", say("disputes-mine"), mine),
                section("ended", say("disputes-ended"), ended),
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
        let text = |heading: Words, to, message, sharing: Option<&str>| TextItem {
            heading: heading.to_string(),
            to: visibility_words(to),
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
            respondent: say("disputes-respondent-known").to_string(),
            seats: vec![
                SeatItem::sample(Seat::Arbitrator, Some("Arbitrator 3")),
                SeatItem::sample(Seat::CaseManager, Some("Case manager 4")),
            ],
            turns: vec![
                SeatTurn::sample("Arbitrator 5", say("disputes-turn-declined")),
                SeatTurn::sample("Arbitrator 3", say("disputes-turn-became")),
            ],
            texts: vec![
                text(
                    say("disputes-heading-complaint"),
                    Visibility::AllParties,
                    MessageItem::sample(),
                    None,
                ),
                text(
                    say("disputes-heading-claimant"),
                    Visibility::Claimant,
                    MessageItem::sample_stranger(),
                    Some(sharing),
                ),
                text(
                    say("disputes-tribunal"),
                    Visibility::Tribunal,
                    MessageItem::sample_note(),
                    None,
                ),
            ],
            rulings: vec![RulingItem {
                number: "d20261121.3/r1".to_owned(),
                href: "/disputes/d20261121.3/rulings/1".to_owned(),
                standing: format!(
                    "{}, {}",
                    say("rulings-standing-in-force"),
                    say("rulings-standing-interim"),
                ),
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
            jot: Jot::sample("statement", NUMBER),
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
            words: seat_words(seat),
            holder: holder.map(str::to_owned),
            may_take: false,
            refusal: None,
            colleagues: Vec::new(),
        }
    }
}

impl SeatTurn {
    fn sample(who: &str, said: Words) -> Self {
        let said = said.with("who", who).with("seat", seat_words(Seat::Arbitrator));
        Self { words: said.to_string(), at: minutes_ago(900) }
    }
}

impl FilingNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        let number = "s20261120.41";
        let complaint = say("disputes-new-complaint").with("number", number);
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "support"),
            number: number.to_owned(),
            parts: PartsTyped {
                complaint: format!("{complaint}\n\n"),
                relief: say("disputes-new-relief").to_string(),
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
            meaning: meaning(stage).to_string(),
            party: party_words(Viewer::Claimant),
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
            party: party_words(Viewer::Respondent),
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
    fn sample(id: u8, part: Part, author: &str, text: &str) -> Self {
        Self {
            id: format!("0199d0c2-0000-7000-8000-0000000000{id:02}"),
            part: part_words(part),
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
                OwnStatementItem::sample(
                    1,
                    Part::Complaint,
                    "You",
                    "My account was locked on Monday.",
                ),
                OwnStatementItem::sample(
                    2,
                    Part::Statement,
                    arbitrator,
                    "Who told you so, and when?",
                ),
                OwnStatementItem::sample(
                    3,
                    Part::Statement,
                    "The other party",
                    "[person 2] did it by mistake.",
                ),
            ],
            rulings: Vec::new(),
            lacks: vec![Part::Respondent, Part::Relief],
            may_write: true,
            text: String::new(),
            jot: Jot::sample("own_statement", NUMBER),
            error: Some("write something first".to_owned()),
        }
    }

    /// Returns sample values of a dispute that is decided.
    pub fn sample_decided() -> Self {
        let ruling = OwnRulingItem {
            number: "d20261121.3/r1".to_owned(),
            index: 1,
            kind: kind_words(false, false).to_string(),
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
            standing: say("rulings-standing-in-force").to_string(),
            is_interim: false,
            is_sealed: false,
            made_at: minutes_ago(90),
            text: Some(Twin::new("FACTS\n\n[person 1] was locked out.\n\nRULING\n\nIt is undone.")),
            directions: vec![DirectionItem {
                holder: any_of(Role::SupportEngineer),
                acts: "open this sealed message".to_owned(),
                fields: "passphrase".to_owned(),
                place: say("rulings-place-case").with("number", "s20261120.41").to_string(),
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
        let mut prove =
            Prove::sample(say("rulings-sign"), "/disputes/d20261121.3/rulings/1/signature");
        prove.fields = vec![("digest".into(), Personal::new("0f".repeat(32)))];
        Self {
            standing: say("rulings-standing-waiting").to_string(),
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
        let mut prove = Prove::sample(say("rulings-sign"), "/disputes/d20261121.3/rulings");
        prove.fields = vec![("facts".into(), Personal::new("She was locked out.".to_owned()))];
        let part = |heading: Words, text: &str| (heading.to_string(), text.to_owned());
        Self {
            frame: Frame::sample_staff(Here::Disputes, ""),
            number: NUMBER.to_owned(),
            made: "d20261121.3/r1".to_owned(),
            is_interim: false,
            is_sealed: false,
            n_needed: 1,
            parts: [
                part(say("rulings-facts"), "She was locked out."),
                part(
                    say("rulings-considerations"),
                    "No rule allowed it.\n\nNor did anybody say why.",
                ),
                part(say("rulings-decision"), "It is undone."),
            ],
            directions: RulingShow::sample().directions,
            prove,
        }
    }

    /// Returns sample values of who has nothing to show.
    pub fn sample_impossible() -> Self {
        let prove = Prove::sample_impossible(say("rulings-sign"), "/disputes/d20261121.3/rulings");
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
            jot: Jot::sample("ruling", NUMBER),
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
        Self { typed, signatures: Some(say("rulings-of-panel").to_string()), ..Self::sample() }
    }
}
