//! Roles of the staff, and which of them one person may not hold together.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What a member of the staff is trusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sorts what arrives into queues.
    Triage,
    /// Answers requests.
    SupportEngineer,
    /// Leads a dispute's procedure.
    CaseManager,
    /// Rules in disputes.
    Arbitrator,
    /// Leads the support team.
    TeamLeader,
    /// Sits on the board.
    BoardMember,
    /// Runs the machines.
    SystemAdministrator,
    /// Watches the events.
    SecurityAnalyst,
    /// Advises on law.
    Counsel,
    /// Releases anonymised answers.
    Publisher,
    /// Checks the log.
    Auditor,
    /// Sets up the installation; reads nothing by being one.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 12] = [
        Self::Triage,
        Self::SupportEngineer,
        Self::CaseManager,
        Self::Arbitrator,
        Self::TeamLeader,
        Self::BoardMember,
        Self::SystemAdministrator,
        Self::SecurityAnalyst,
        Self::Counsel,
        Self::Publisher,
        Self::Auditor,
        Self::Administrator,
    ];

    /// Returns the word that is stored, configured and written in policies.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Triage => "triage",
            Self::SupportEngineer => "support_engineer",
            Self::CaseManager => "case_manager",
            Self::Arbitrator => "arbitrator",
            Self::TeamLeader => "team_leader",
            Self::BoardMember => "board_member",
            Self::SystemAdministrator => "system_administrator",
            Self::SecurityAnalyst => "security_analyst",
            Self::Counsel => "counsel",
            Self::Publisher => "publisher",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// Returns the words for people: `support engineer`.
    pub fn title(self) -> String {
        self.as_str().replace('_', " ")
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// Pairs that nobody holds together, with the clause.
const EXCLUSIONS: [(Role, Role, &str); 2] = [
    (Role::SupportEngineer, Role::SystemAdministrator, "SP 3.4.2"),
    // Who changes the installation does not check the record of the changes.
    (Role::Administrator, Role::Auditor, "SP 1.2, separation of concerns"),
];

/// Two roles that exclude each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} and {} may not be held together ({clause})", .first.as_str(), .second.as_str())]
pub struct RoleConflict {
    /// One of the two.
    pub first: Role,
    /// The other.
    pub second: Role,
    /// Where it is written.
    pub clause: &'static str,
}

/// Accepts a set of roles that one person may hold.
pub fn check_roles(roles: &BTreeSet<Role>) -> Result<(), RoleConflict> {
    for (first, second, clause) in EXCLUSIONS {
        if roles.contains(&first) && roles.contains(&second) {
            return Err(RoleConflict { first, second, clause });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exclusions_hold() {
        let roles = |list: &[Role]| list.iter().copied().collect::<BTreeSet<_>>();
        assert!(check_roles(&roles(&[Role::Triage, Role::SupportEngineer])).is_ok());
        assert!(check_roles(&roles(&[Role::SupportEngineer, Role::SystemAdministrator])).is_err());
    }

    #[test]
    fn every_role_reads_back() {
        for role in Role::ALL {
            assert_eq!(Role::of_str(role.as_str()), Some(role));
        }
    }
}
