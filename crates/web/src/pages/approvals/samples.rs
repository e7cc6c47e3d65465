//! Sample values of the pages of what takes two.

use desk::ApprovalState;
use model::Personal;

use super::{
    ApprovalList, ApprovalRow, ApprovalShow, FieldInput, FileDiff, Input, PlaceInput, PolicyInput,
    Standing,
};
use crate::{
    diff,
    frame::{Frame, Here},
    moment::Moment,
    pages::{assurances::MeetingInput, motions::MandateInput, policies::analyses::AnalysisView},
    say, say_of,
};

impl ApprovalList {
    /// Returns sample values.
    pub fn sample() -> Self {
        Self {
            frame: Frame::sample_staff(Here::Approvals, ""),
            to_approve: vec![ApprovalRow::sample(1, ApprovalState::Waiting, false)],
            mine: vec![ApprovalRow::sample(2, ApprovalState::Approved, false)],
            over: vec![
                ApprovalRow::sample(3, ApprovalState::Used, false),
                ApprovalRow::sample(4, ApprovalState::Waiting, true),
            ],
            may_destroy: true,
            may_reset: true,
        }
    }

    /// Returns sample values where nothing waits.
    pub fn sample_empty() -> Self {
        let none = Vec::new;
        Self {
            to_approve: none(),
            mine: none(),
            over: none(),
            may_destroy: false,
            may_reset: false,
            ..Self::sample()
        }
    }
}

impl ApprovalRow {
    fn sample(n: u8, state: ApprovalState, is_lapsed: bool) -> Self {
        let now = crate::samples::now();
        Self {
            href: format!("/approvals/0199d0c2-0000-7000-8000-00000000000{n}"),
            words: "change the policies".to_owned(),
            motion: None,
            proposer: "Administrator 2".to_owned(),
            at: crate::samples::minutes_ago(12),
            lapses_at: Moment::new(now + jiff::SignedDuration::from_hours(23), now),
            standing: Standing::of(state, is_lapsed),
        }
    }
}

impl ApprovalShow {
    /// Returns sample values of a change of the policies.
    pub fn sample() -> Self {
        let before = "// Queues.\n\npermit (principal is Staff, action == Action::\"queue.edit\", resource)\n\
            when { principal.roles.contains(\"administrator\") };\n";
        let after = before.replace("\"administrator\")", "\"team_leader\")");
        let files = vec![FileDiff {
            file: "queue.cedar".to_owned(),
            is_removed: false,
            lines: diff::lines(before, &after),
        }];
        Self {
            frame: Frame::sample_staff(Here::Approvals, ""),
            row: ApprovalRow::sample(1, ApprovalState::Waiting, false),
            act: "policy.change",
            is_dual: false,
            path: "/approvals/0199d0c2-0000-7000-8000-000000000001".to_owned(),
            digest: "9f2c0e6a1b5d4c3e".to_owned(),
            input: Input::Policies(PolicyInput {
                note: "Team leaders look after their own queues.".to_owned(),
                base: 3,
                reverts: None,
                files,
            }),
            analysis: Some(AnalysisView::sample()),
            not_analysed: None,
            decided: None,
            reason: None,
            used_at: None,
            error: None,
            is_mine: false,
            may_approve: true,
            may_decline: true,
            may_complete: false,
            may_take_up: false,
        }
    }

    /// Returns sample values of a field that gets another value.
    pub fn sample_field() -> Self {
        Self {
            row: ApprovalRow {
                words: "change this".to_owned(),
                ..ApprovalRow::sample(1, ApprovalState::Waiting, false)
            },
            act: "field.edit",
            input: Input::Field(FieldInput {
                number: "s20261121.30".to_owned(),
                label: "Date of birth".to_owned(),
                value: Personal::new("4 March 1981".to_owned()),
            }),
            analysis: None,
            ..Self::sample()
        }
    }

    /// Returns sample values of a destruction that was declined.
    pub fn sample_declined() -> Self {
        let second = ("Counsel 4".to_owned(), crate::samples::minutes_ago(3));
        Self {
            row: ApprovalRow {
                words: "destroy the keys of this person".to_owned(),
                ..ApprovalRow::sample(1, ApprovalState::Declined, false)
            },
            act: "person.destroy",
            input: Input::Person(Personal::new("jana@mail.example".to_owned())),
            analysis: None,
            decided: Some(second),
            reason: Some(Personal::new("She withdrew her wish this morning.".to_owned())),
            may_approve: false,
            may_decline: false,
            is_mine: true,
            ..Self::sample()
        }
    }

    /// Returns sample values of a motion that the command line proposed.
    pub fn sample_motion() -> Self {
        let place = PlaceInput {
            name: Personal::new("Eva Sample".to_owned()),
            address: Personal::new("eva@desk.example".to_owned()),
            roles: ["support_engineer", "triage"]
                .map(|role| say_of("role", role).to_string())
                .into(),
            check: Some(("2026-11-20".to_owned(), Personal::new("d20261101.4".to_owned()))),
        };
        Self {
            row: ApprovalRow {
                words: "give a place on the staff".to_owned(),
                motion: Some("m20261121.1".to_owned()),
                proposer: super::proposer(None),
                ..ApprovalRow::sample(1, ApprovalState::Waiting, false)
            },
            act: "staff.invite",
            is_dual: true,
            input: Input::Place(place),
            analysis: None,
            may_approve: false,
            may_take_up: true,
            ..Self::sample()
        }
    }

    /// Returns sample values of a motion that gives authority, seconded.
    pub fn sample_authority() -> Self {
        Self {
            row: ApprovalRow {
                words: "give somebody authority by a motion of the board".to_owned(),
                motion: Some("m20261121.2".to_owned()),
                ..ApprovalRow::sample(1, ApprovalState::Approved, false)
            },
            act: "authority.give",
            input: Input::Authority(MandateInput::sample()),
            decided: Some(("Board member 2".to_owned(), crate::samples::minutes_ago(3))),
            is_mine: true,
            may_approve: false,
            may_complete: true,
            may_take_up: false,
            ..Self::sample_motion()
        }
    }

    /// Returns sample values of a meeting that waits for a second.
    pub fn sample_meeting() -> Self {
        Self {
            row: ApprovalRow {
                words: "say that the requester of this case was met in person".to_owned(),
                ..ApprovalRow::sample(1, ApprovalState::Waiting, false)
            },
            act: "person.assure",
            input: Input::Meeting("s20261121.30".to_owned(), MeetingInput::sample()),
            analysis: None,
            ..Self::sample()
        }
    }

    /// Returns sample values of what was approved and then failed.
    pub fn sample_failed() -> Self {
        let error = "the thing changed since it was approved";
        let error = say("approvals-failed").with("error", error).to_string();
        Self {
            row: ApprovalRow::sample(1, ApprovalState::Approved, false),
            input: Input::Gone,
            analysis: None,
            is_dual: true,
            decided: Some(("Counsel 4".to_owned(), crate::samples::minutes_ago(3))),
            error: Some(error),
            is_mine: true,
            may_approve: false,
            may_complete: true,
            ..Self::sample()
        }
    }
}
