//! Destinations: where a case can be handed over to, which cases may go there, and how soon they are accepted.

use std::{collections::BTreeSet, ops::RangeInclusive};

use crate::{Class, DestinationId, QueueId, Role, StaffId, one_line};

/// Destinations that a house keeps, the retired ones included.
pub const DESTINATIONS_MAX: usize = 200;

/// Characters of the longest name.
const NAME_CHARS_MAX: usize = 60;

/// Characters of the longest sentence of what one is for.
const PURPOSE_CHARS_MAX: usize = 300;

/// The shortest and the longest time for accepting, in seconds: five minutes, thirty days.
const ACCEPT_SECS: RangeInclusive<i64> = 300..=30 * 86_400;

/// Classes that can be handed over; a legal inquiry is its arbitrator's alone.
pub const AUDIENCE_CLASSES: [Class; 3] = [Class::Personal, Class::PrivateBusiness, Class::Public];

/// Who a destination is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A queue of ours: whoever staffs it accepts, and the case moves there.
    Queue(QueueId),
    /// A member of the staff.
    Member(StaffId),
    /// Whoever of the case's queue holds a role.
    Role(Role),
    /// An address outside, such as another team's.
    Outside,
}

impl Target {
    /// The words of all kinds.
    pub const KINDS: [&'static str; 4] = ["queue", "member", "role", "outside"];

    /// Returns the stored word of its kind.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Queue(_) => "queue",
            Self::Member(_) => "member",
            Self::Role(_) => "role",
            Self::Outside => "outside",
        }
    }
}

/// A row of the resolutions table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Its id.
    pub id: DestinationId,
    /// Its name, unique.
    pub name: String,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// Who it is.
    pub target: Target,
    /// Which classes of cases may go there.
    pub audience: BTreeSet<Class>,
    /// How long accepting may take, in seconds.
    pub accept_secs: i64,
    /// False when no case is handed over to it any more.
    pub is_active: bool,
    /// Counts changes.
    pub version: i64,
}

/// What is wrong with a destination: which field, and what would be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DestinationFault {
    /// Which field.
    pub field: &'static str,
    /// What would be right.
    pub words: &'static str,
}

impl Destination {
    /// Finds the first field that does not serve.
    pub fn fault(&self) -> Option<DestinationFault> {
        let fault = |field, words| Some(DestinationFault { field, words });
        if !is_line(&self.name, NAME_CHARS_MAX) {
            return fault("name", "a name of one line, up to 60 characters");
        }
        if !is_line(&self.purpose, PURPOSE_CHARS_MAX) {
            return fault("purpose", "say what it is for, in one line of up to 300 characters");
        }
        if !ACCEPT_SECS.contains(&self.accept_secs) {
            return fault("accept_secs", "between five minutes and thirty days");
        }
        if self.audience.is_empty() {
            return fault("audience", "name at least one class of cases that may go there");
        }
        if !self.audience.iter().all(|class| AUDIENCE_CLASSES.contains(class)) {
            return fault("audience", "legal inquiries are handed over to nobody");
        }
        if matches!(self.target, Target::Role(Role::Administrator | Role::Auditor)) {
            return fault("role", "this role works on no cases");
        }
        None
    }
}

fn is_line(text: &str, n_max: usize) -> bool {
    let n = text.chars().count();
    n > 0 && n <= n_max && text.trim() == text && one_line(text) == text
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn destination() -> Destination {
        Destination {
            id: DestinationId::from_uuid(Uuid::nil()),
            name: "Second line".to_owned(),
            purpose: "What the first line cannot mend.".to_owned(),
            target: Target::Role(Role::TeamLeader),
            audience: [Class::Personal].into(),
            accept_secs: 3_600,
            is_active: true,
            version: 1,
        }
    }

    #[test]
    fn each_field_has_its_fault() {
        let check = |change: &dyn Fn(&mut Destination), field: Option<&str>| {
            let mut found = destination();
            change(&mut found);
            assert_eq!(found.fault().map(|fault| fault.field), field, "{found:?}");
        };
        check(&|_| {}, None);
        check(&|d| d.name = String::new(), Some("name"));
        check(&|d| d.name = "two\nlines".to_owned(), Some("name"));
        check(&|d| d.name = "n".repeat(61), Some("name"));
        check(&|d| d.purpose = " ".to_owned(), Some("purpose"));
        check(&|d| d.accept_secs = 299, Some("accept_secs"));
        check(&|d| d.accept_secs = 30 * 86_400 + 1, Some("accept_secs"));
        check(&|d| d.audience.clear(), Some("audience"));
        check(&|d| d.audience = [Class::Legal].into(), Some("audience"));
        check(&|d| d.target = Target::Role(Role::Administrator), Some("role"));
        check(&|d| d.target = Target::Outside, None);
    }
}
