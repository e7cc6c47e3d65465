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

    /// Returns why it does not serve for this act, in a sentence.
    pub(crate) fn fault(
        &self,
        actor: &Actor,
        act: Act,
        resource: &Resource,
        edition: &str,
        has_board: bool,
        now: Timestamp,
    ) -> Option<&'static str> {
        let row = &self.row;
        if has_board && row.proposed_by.is_none() {
            return Some("The command line only proposed it; one of the staff takes it up first.");
        }
        if row.state != ApprovalState::Approved {
            return Some("This is not approved, or was done already.");
        }
        if row.lapses_at <= now {
            return Some("The approval has lapsed; propose it again.");
        }
        if row.edition != edition {
            return Some("The policies changed since it was approved; propose it again.");
        }
        if row.act != act
            || row.resource_kind != resource.kind()
            || row.resource_id != resource.id()
        {
            return Some("Something else was approved.");
        }
        if row.resource_version != resource.version() {
            return Some("The thing changed since it was approved; propose it again.");
        }
        if row.proposed_by != proposer_of(actor) {
            return Some("It is done by whoever proposed it.");
        }
        if row.proposed_by == Some(self.second.staff.0) {
            return Some("The second is never the first.");
        }
        None
    }
}

/// Returns who proposes when this actor does; the command line is nobody of the staff.
fn proposer_of(actor: &Actor) -> Option<StaffId> {
    match actor {
        Actor::Staff(staff) => Some(staff.id),
        _ => None,
    }
}
