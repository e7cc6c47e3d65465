//! Sample values of broken glass.

use model::Personal;

use super::{EmergencyItem, EmergencyList, EmergencyNew, EmergencyShow, ReviewItem, too_long};
use crate::{
    frame::{Frame, Here},
    pages::{
        authorities::{AuthorityItem, Standing, VisitItem},
        proofs::Prove,
    },
    samples::minutes_ago,
    say, say_of,
};

const WHY: &str = "The account of the requester is being used by somebody else at this moment; we must see which \
                   address it was moved to.";

impl EmergencyNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "abuse"),
            number: "i20261121.4".to_owned(),
            why: Personal::default(),
            hours: "4".to_owned(),
            hours_max: 4,
            chars_max: 2_000,
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        Self { error: Some(("why", too_long())), ..Self::sample() }
    }
}

impl EmergencyShow {
    /// Returns sample values.
    pub fn sample() -> Self {
        let mut prove = Prove::sample(say("emergencies-break"), "/cases/i20261121.4/emergencies");
        prove.takes_recovery = true;
        Self {
            frame: Frame::sample_staff(Here::Elsewhere, "abuse"),
            number: "i20261121.4".to_owned(),
            why: Personal::new(WHY.to_owned()),
            hours: 2,
            doings: vec![
                say("authorities-read-case").to_string(),
                say("authorities-open-messages").to_string(),
                say("authorities-see").with("fields", "Date of birth, Name").to_string(),
            ],
            until: minutes_ago(-120),
            prove,
        }
    }

    /// Returns sample values of who has nothing to show.
    pub fn sample_impossible() -> Self {
        let action = "/cases/i20261121.4/emergencies";
        let prove = Prove::sample_impossible(say("emergencies-break"), action);
        Self { prove, ..Self::sample() }
    }
}

impl EmergencyItem {
    /// Returns sample values of one that is open.
    fn sample() -> Self {
        let authority = AuthorityItem {
            title: say_of("authorities-title", "emergency").to_string(),
            number: Some("i20261121.4".to_owned()),
            holder: Personal::new("Egon Staffname, Support engineer".to_owned()),
            doings: vec![
                say("authorities-read-case").to_string(),
                say("authorities-open-messages").to_string(),
                say("authorities-see").with("fields", "Date of birth, Name").to_string(),
            ],
            standing: Standing::Live("3 h".to_owned()),
            count: say("authorities-used").with("n", 2).with("max", 200).to_string(),
            visits: vec![VisitItem {
                number: "i20261121.4".to_owned(),
                who: Personal::new("Egon Staffname, support engineer".to_owned()),
                at: minutes_ago(45),
            }],
            is_mine: true,
            ..AuthorityItem::sample()
        };
        Self {
            id: "0199d0c2-0000-7000-8000-0000000000e1".to_owned(),
            number: "i20261121.4".to_owned(),
            dispute: Some("d20261121.4".to_owned()),
            may_open: true,
            is_heard: false,
            who: Personal::new("Egon Staffname, Support engineer".to_owned()),
            at: minutes_ago(50),
            why: Some(Personal::new(WHY.to_owned())),
            authority,
            may_end: true,
            may_judge: true,
            review: None,
            came_back: None,
        }
    }

    fn sample_judged() -> Self {
        let open = Self::sample();
        Self {
            id: "0199d0c2-0000-7000-8000-0000000000e2".to_owned(),
            at: minutes_ago(9_000),
            authority: AuthorityItem {
                standing: Standing::Withdrawn(minutes_ago(8_900)),
                ..open.authority
            },
            may_end: false,
            may_judge: false,
            review: Some(ReviewItem {
                is_justified: Some(true),
                ruling: None,
                finding: Some(Personal::new(
                    "Two looks, both needed; the member was told the same day.".to_owned(),
                )),
                at: minutes_ago(8_000),
            }),
            ..Self::sample()
        }
    }
}

impl EmergencyItem {
    /// One that its dispute's ruling judged, to whoever broke the glass.
    fn sample_ruled() -> Self {
        let href = "/disputes/d20261121.3/rulings/1".to_owned();
        Self {
            id: "0199d0c2-0000-7000-8000-0000000000e3".to_owned(),
            dispute: Some("d20261121.3".to_owned()),
            may_open: false,
            review: Some(ReviewItem {
                is_justified: None,
                ruling: Some(("d20261121.3/r1".to_owned(), href)),
                finding: None,
                at: minutes_ago(7_000),
            }),
            ..Self::sample_judged()
        }
    }

    /// One that is being heard.
    fn sample_heard() -> Self {
        Self {
            id: "0199d0c2-0000-7000-8000-0000000000e4".to_owned(),
            dispute: Some("d20261121.5".to_owned()),
            is_heard: true,
            may_judge: false,
            ..Self::sample()
        }
    }
}

impl EmergencyList {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_alarmed(Here::Emergencies),
            waiting: vec![EmergencyItem::sample(), EmergencyItem::sample_heard()],
            judged: vec![EmergencyItem::sample_ruled(), EmergencyItem::sample_judged()],
            chars_max: 2_000,
        }
    }

    /// Returns sample values after a review came back.
    pub fn sample_invalid() -> Self {
        let item = EmergencyItem {
            came_back: Some((Personal::default(), too_long())),
            ..EmergencyItem::sample()
        };
        Self { waiting: vec![item], judged: Vec::new(), ..Self::sample() }
    }

    /// Returns sample values where none was ever declared.
    pub fn sample_empty() -> Self {
        Self { waiting: Vec::new(), judged: Vec::new(), ..Self::sample() }
    }
}
