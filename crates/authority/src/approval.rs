//! Approvals: what a second pair of eyes approved, held against what is now to be done.

use audit::{Second, Who};
use db::{ApprovalRow, ApprovalState, StaffRow};
use jiff::Timestamp;
use model::{Act, Actor, AuthorityKind, AuthorityRef, Resource, StaffId};

/// What somebody approved as the second.
#[derive(Clone, Debug)]
pub struct Approval {
    /// Who approved, and what exactly.
    pub(crate) second: Second,
    row: ApprovalRow,
}

impl Approval {
    /// Reads an approval; `None` while nobody gave it. The second is who is named in the row, with the roles that
    /// they hold now.
    pub fn of_row(row: ApprovalRow, second: &StaffRow) -> Option<Self> {
        let decided = row.decided.as_ref()?;
        if decided.staff_id != second.id {
            return None;
        }
        let who = Who {
            kind: "staff".to_owned(),
            id: second.id.to_string(),
            roles: second.roles.iter().map(|role| role.as_str().to_owned()).collect(),
        };
        let second = Second {
            who,
            staff: (second.id, decided.role_edition),
            approval_id: row.id,
            digest: row.digest.clone(),
        };
        Some(Self { second, row })
    }

    /// Returns the motion that it is, as an authority.
    pub(crate) fn motion(&self) -> Option<AuthorityRef> {
        let number = self.row.motion?;
        Some(AuthorityRef { kind: AuthorityKind::Motion, id: number.to_string() })
    }

    /// Returns why it does not serve for this act.
    pub(crate) fn fault(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        edition: &str,
        has_board: bool,
        now: Timestamp,
    ) -> Option<ApprovalFault> {
        let row = &self.row;
        if has_board && row.proposed_by.is_none() {
            return Some(ApprovalFault::OnlyProposed);
        }
        if row.state != ApprovalState::Approved {
            return Some(ApprovalFault::NotApproved);
        }
        if row.lapses_at <= now {
            return Some(ApprovalFault::Lapsed);
        }
        if row.edition != edition {
            return Some(ApprovalFault::PoliciesChanged);
        }
        if row.act != act
            || row.resource_kind != resource.kind()
            || row.resource_id != resource.id()
        {
            return Some(ApprovalFault::SomethingElse);
        }
        if row.resource_version != resource.version() {
            return Some(ApprovalFault::ThingChanged);
        }
        if row.proposed_by != proposer_of(actor) {
            return Some(ApprovalFault::OtherProposer);
        }
        if row.proposed_by == Some(self.second.staff.0) {
            return Some(ApprovalFault::SecondIsFirst);
        }
        None
    }
}

/// Why an approval does not serve for an act, in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalFault {
    /// The command line proposed it, in a house with a board.
    #[error("The command line only proposed it; one of the staff takes it up first.")]
    OnlyProposed,
    /// Nobody approved it, or it was used.
    #[error("This is not approved, or was done already.")]
    NotApproved,
    /// Its time is over.
    #[error("The approval has lapsed; propose it again.")]
    Lapsed,
    /// It was approved under other policies.
    #[error("The policies changed since it was approved; propose it again.")]
    PoliciesChanged,
    /// It is of another act, or of another thing.
    #[error("Something else was approved.")]
    SomethingElse,
    /// It is of the thing as it was.
    #[error("The thing changed since it was approved; propose it again.")]
    ThingChanged,
    /// Somebody else proposed it.
    #[error("It is done by whoever proposed it.")]
    OtherProposer,
    /// Whoever proposed it approved it.
    #[error("The second is never the first.")]
    SecondIsFirst,
}

impl ApprovalFault {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::OnlyProposed,
        Self::NotApproved,
        Self::Lapsed,
        Self::PoliciesChanged,
        Self::SomethingElse,
        Self::ThingChanged,
        Self::OtherProposer,
        Self::SecondIsFirst,
    ];

    /// Returns its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnlyProposed => "only_proposed",
            Self::NotApproved => "not_approved",
            Self::Lapsed => "lapsed",
            Self::PoliciesChanged => "policies_changed",
            Self::SomethingElse => "something_else",
            Self::ThingChanged => "thing_changed",
            Self::OtherProposer => "other_proposer",
            Self::SecondIsFirst => "second_is_first",
        }
    }
}

/// Returns who proposes when this actor does; the command line is nobody of the staff.
fn proposer_of(actor: &Actor) -> Option<StaffId> {
    match actor {
        Actor::Staff(staff) => Some(staff.id),
        _ => None,
    }
}
