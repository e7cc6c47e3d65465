//! What the gate knows of the case or dispute that is asked about.

use std::collections::{BTreeSet, HashMap};

use cedar_policy::RestrictedExpression;
use model::{
    CaseId, CaseKind, CaseState, Class, DisputeAsked, HandoverAsked, Nominee, PersonId, Queue,
    QueueName, Role, Scope, StaffId, Stage, Target,
};

use crate::names::{Names, text};

/// What is known of the case that is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CaseFacts {
    pub id: CaseId,
    pub kind: CaseKind,
    pub state: CaseState,
    pub queue: QueueName,
    pub staffed_by: BTreeSet<Role>,
    pub requester: PersonId,
    pub assignee: Option<StaffId>,
    pub is_self_assigned: bool,
    pub class: Class,
    pub arbitrators: BTreeSet<StaffId>,
    pub case_manager: Option<StaffId>,
    pub respondent: Option<PersonId>,
}

/// What is known of the dispute that is asked about, beside its case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DisputeFacts {
    pub stage: Stage,
    pub engineers: BTreeSet<StaffId>,
    pub sat_before: BTreeSet<StaffId>,
    pub signers: BTreeSet<StaffId>,
    pub is_sealed: bool,
    pub nominee: Option<Nominee>,
}

/// What is known of the handover that is asked about, beside its case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HandoverFacts {
    /// What kind of destination it goes to.
    pub goes_to: &'static str,
    /// Who staffs the queue that has it when it was accepted.
    pub received_by: BTreeSet<Role>,
    pub to_staff: Option<StaffId>,
    pub to_role: Option<Role>,
    pub given_by: StaffId,
    /// Which classes could go there when it was handed over.
    pub audience: BTreeSet<Class>,
}

impl CaseFacts {
    pub fn of(case: &model::Case, queue: &Queue) -> Self {
        Self {
            id: case.id,
            kind: case.kind(),
            state: case.state,
            queue: queue.name.clone(),
            staffed_by: staffed_by(queue),
            requester: case.requester_id,
            assignee: case.assignment.map(|assignment| assignment.staff_id),
            is_self_assigned: case.assignment.is_some_and(|assignment| assignment.is_self),
            class: case.class,
            arbitrators: case.tribunal.arbitrators.iter().copied().collect(),
            case_manager: case.tribunal.case_manager,
            respondent: case.tribunal.respondent_id,
        }
    }

    /// Returns the class of cases that it belongs to, as a precedent names it.
    pub fn class(&self) -> Option<Scope> {
        Some(Scope::Class { kind: self.kind, queue: Some(self.queue.clone()) })
    }

    pub fn attributes(&self, names: &Names) -> HashMap<String, RestrictedExpression> {
        let case = RestrictedExpression::new_entity_uid(names.case_uid(&self.id.to_string()));
        let requester = RestrictedExpression::new_entity_uid(names.person_uid(self.requester));
        let mut attributes = HashMap::from([
            ("case".to_owned(), case),
            ("kind".to_owned(), text(self.kind.as_str())),
            ("state".to_owned(), text(self.state.as_str())),
            ("queue".to_owned(), text(self.queue.as_str())),
            ("staffed_by".to_owned(), role_set(&self.staffed_by)),
            ("requester".to_owned(), requester),
            ("is_self_assigned".to_owned(), RestrictedExpression::new_bool(self.is_self_assigned)),
            ("class".to_owned(), text(self.class.as_str())),
            ("arbitrators".to_owned(), staff_set(&self.arbitrators, names)),
        ]);
        let some = [
            ("assignee", self.assignee.map(|id| names.staff_uid(id))),
            ("case_manager", self.case_manager.map(|id| names.staff_uid(id))),
            ("respondent", self.respondent.map(|id| names.person_uid(id))),
        ];
        for (name, uid) in some.into_iter().filter_map(|(name, uid)| Some((name, uid?))) {
            attributes.insert(name.to_owned(), RestrictedExpression::new_entity_uid(uid));
        }
        attributes
    }
}

impl HandoverFacts {
    pub fn of(asked: &HandoverAsked) -> Self {
        let target = asked.handover.target;
        let receives = match (target, &asked.to_queue) {
            (Target::Queue(_), Some(to)) => staffed_by(to),
            // A queue that is there no more receives nothing.
            (Target::Queue(_), None) | (Target::Outside, _) => BTreeSet::new(),
            (Target::Member(_) | Target::Role(_), _) => staffed_by(&asked.queue),
        };
        Self {
            goes_to: target.kind(),
            received_by: receives,
            to_staff: match target {
                Target::Member(id) => Some(id),
                _ => None,
            },
            to_role: match target {
                Target::Role(role) => Some(role),
                _ => None,
            },
            given_by: asked.handover.given_by,
            audience: asked.handover.audience.clone(),
        }
    }

    pub fn attributes(&self, names: &Names) -> HashMap<String, RestrictedExpression> {
        let audience = self.audience.iter().map(|class| text(class.as_str()));
        let given_by = RestrictedExpression::new_entity_uid(names.staff_uid(self.given_by));
        let mut attributes = HashMap::from([
            ("goes_to".to_owned(), text(self.goes_to)),
            ("received_by".to_owned(), role_set(&self.received_by)),
            ("given_by".to_owned(), given_by),
            ("audience".to_owned(), RestrictedExpression::new_set(audience)),
        ]);
        if let Some(id) = self.to_staff {
            let staff = RestrictedExpression::new_entity_uid(names.staff_uid(id));
            attributes.insert("to_staff".to_owned(), staff);
        }
        if let Some(role) = self.to_role {
            attributes.insert("to_role".to_owned(), text(role.as_str()));
        }
        attributes
    }
}

impl DisputeFacts {
    pub fn of(asked: &DisputeAsked) -> Self {
        Self {
            stage: asked.stage,
            engineers: asked.engineers.clone(),
            sat_before: asked.sat_before.clone(),
            signers: asked.signers.clone(),
            is_sealed: asked.is_sealed,
            nominee: asked.nominee.clone(),
        }
    }

    pub fn attributes(&self, names: &Names) -> HashMap<String, RestrictedExpression> {
        let mut attributes = HashMap::from([
            ("stage".to_owned(), text(self.stage.as_str())),
            ("engineers".to_owned(), staff_set(&self.engineers, names)),
            ("sat_before".to_owned(), staff_set(&self.sat_before, names)),
            ("signers".to_owned(), staff_set(&self.signers, names)),
            ("is_sealed".to_owned(), RestrictedExpression::new_bool(self.is_sealed)),
        ]);
        if let Some(nominee) = &self.nominee {
            let staff = RestrictedExpression::new_entity_uid(names.staff_uid(nominee.staff_id));
            let person = RestrictedExpression::new_entity_uid(names.person_uid(nominee.person_id));
            attributes.extend([
                ("seat".to_owned(), text(nominee.seat.as_str())),
                ("nominee".to_owned(), staff),
                ("nominee_person".to_owned(), person),
                ("nominee_roles".to_owned(), role_set(&nominee.roles)),
            ]);
        }
        attributes
    }
}

/// An administrator holds no reading role by being one (DESIGN §4), whatever a queue says.
pub fn staffed_by(queue: &Queue) -> BTreeSet<Role> {
    queue.roles.iter().copied().filter(|role| *role != Role::Administrator).collect()
}

pub fn role_set(roles: &BTreeSet<Role>) -> RestrictedExpression {
    RestrictedExpression::new_set(roles.iter().map(|role| text(role.as_str())))
}

fn staff_set(ids: &BTreeSet<StaffId>, names: &Names) -> RestrictedExpression {
    let uids = ids.iter().map(|id| RestrictedExpression::new_entity_uid(names.staff_uid(*id)));
    RestrictedExpression::new_set(uids)
}
