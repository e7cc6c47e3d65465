//! Sample values of the pages of motions.

use model::Personal;

use super::{MandateInput, MotionForm, MotionGive, MotionList, MotionNew};
use crate::{
    frame::{Frame, Here},
    pages::{
        authorities::AuthorityItem, cases::case::Colleague, consents::Choice,
        disputes::rulings::any_of, proofs::Prove,
    },
    say, say_of,
};

impl MotionList {
    /// Returns sample values.
    pub fn sample() -> Self {
        let of_motion = |item: AuthorityItem| {
            let item = AuthorityItem {
                title: format!("{} m20261121.1", say_of("authorities-title", "motion")),
                number: None,
                uses: Vec::new(),
                openings: Vec::new(),
                visits: Vec::new(),
                ..item
            };
            (item, MandateInput::sample().place)
        };
        Self {
            frame: Frame::sample_staff(Here::Staff, ""),
            board_stands: true,
            may_move: true,
            live: vec![of_motion(AuthorityItem::sample())],
            over: vec![of_motion(AuthorityItem::sample_withdrawn())],
        }
    }

    /// Returns sample values of a board that has too few seats and gave nothing.
    pub fn sample_empty() -> Self {
        Self {
            board_stands: false,
            may_move: false,
            live: Vec::new(),
            over: Vec::new(),
            ..Self::sample()
        }
    }
}

impl MotionNew {
    /// Returns sample values.
    pub fn sample() -> Self {
        let choice = |value: &str, label: &str| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            is_ticked: false,
        };
        Self {
            frame: Frame::sample_staff(Here::Staff, ""),
            typed: MotionForm::empty(),
            staff: vec![Colleague {
                id: "0199d0c2-0000-7000-8000-000000000003".to_owned(),
                title: "Support engineer 3".to_owned(),
            }],
            queues: vec!["support".to_owned(), "systems".to_owned()],
            fields: vec![choice("born", "Date of birth"), choice("status", "Status level")],
            days_max: 90,
            error: None,
        }
    }

    /// Returns sample values of a form that came back.
    pub fn sample_invalid() -> Self {
        let typed = MotionForm {
            holder: "role:support_engineer".to_owned(),
            acts: vec!["message.unseal".to_owned()],
            kind: "request".to_owned(),
            queue: "support".to_owned(),
            until: "2027-11-20".to_owned(),
            ..MotionForm::empty()
        };
        let error = "a motion ends after it begins, at most 90 days later, and at most so long after it is moved";
        Self { typed, error: Some(error.to_owned()), ..Self::sample() }
    }
}

impl MandateInput {
    /// Returns sample values.
    pub fn sample() -> Self {
        let request = say_of("every", "request");
        Self {
            holder: Personal::new(any_of(model::Role::SupportEngineer)),
            doings: vec![say("authorities-open-messages").to_string()],
            place: say("motions-in-class").with("every", request).to_string(),
            from: crate::samples::minutes_ago(0),
            until: crate::samples::minutes_ago(-14_400),
            n_uses_max: 20,
        }
    }
}

impl MotionGive {
    /// Returns sample values.
    pub fn sample() -> Self {
        let path = "/approvals/0199d0c2-0000-7000-8000-000000000001";
        Self {
            frame: Frame::sample_staff(Here::Approvals, ""),
            motion: "m20261121.1".to_owned(),
            path: path.to_owned(),
            mandate: MandateInput::sample(),
            prove: Prove::sample(say("motions-give"), &format!("{path}/grant")),
        }
    }

    /// Returns sample values after a wrong code.
    pub fn sample_invalid() -> Self {
        let sample = Self::sample();
        let prove = Prove::sample_invalid(say("motions-give"), &sample.prove.action);
        Self { prove, ..sample }
    }

    /// Returns sample values of who has nothing to show yet.
    pub fn sample_impossible() -> Self {
        let sample = Self::sample();
        let prove = Prove::sample_impossible(say("motions-give"), &sample.prove.action);
        Self { prove, ..sample }
    }
}
