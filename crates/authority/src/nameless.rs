//! Questions without names: who is the same as whom, and nothing else of who they are.
//!
//! A policy can compare two ids, and it can name one; it cannot look into them. Where none names one, what an engineer may do
//! to the case that she holds is what any engineer may do to any case that they hold, so one answer serves for all of
//! them. Ids become counters, each id one of its own: two questions that are equal afterwards differ by names only.

use std::collections::BTreeSet;

use model::{CaseId, Holder, Nominee, PersonId, StaffId};
use uuid::Uuid;

use crate::{
    case_facts::{CaseFacts, DisputeFacts, HandoverFacts},
    facts::{Asker, Facts, Thing},
};

/// Whom a question is about, in the order in which they were met.
#[derive(Default)]
struct Met {
    persons: Vec<PersonId>,
    staff: Vec<StaffId>,
}

impl Facts {
    /// Returns the same question about nobody in particular, without what is shown.
    pub fn nameless(&self) -> Self {
        let mut met = Met::default();
        // Every fact by its name, so that a new one cannot be forgotten here.
        let Self {
            asker,
            roles,
            via,
            identity,
            scopes,
            shown: _,
            is_seconded,
            proposer,
            is_deputy,
            has_board,
            is_on_board,
            act,
            thing,
            now,
        } = self;
        Self {
            asker: met.asker(*asker),
            roles: roles.clone(),
            via,
            identity: *identity,
            scopes: scopes.clone(),
            shown: None,
            is_seconded: *is_seconded,
            proposer: proposer.map(|id| met.staff(id)),
            is_deputy: *is_deputy,
            has_board: *has_board,
            is_on_board: *is_on_board,
            act: *act,
            thing: met.thing(thing),
            now: *now,
        }
    }
}

impl Met {
    fn person(&mut self, id: PersonId) -> PersonId {
        PersonId::from_uuid(place(&mut self.persons, id))
    }

    fn staff(&mut self, id: StaffId) -> StaffId {
        StaffId::from_uuid(place(&mut self.staff, id))
    }

    fn staff_set(&mut self, ids: &BTreeSet<StaffId>) -> BTreeSet<StaffId> {
        ids.iter().map(|id| self.staff(*id)).collect()
    }

    fn asker(&mut self, asker: Asker) -> Asker {
        match asker {
            Asker::Visitor | Asker::Founder => asker,
            Asker::Person(id) => Asker::Person(self.person(id)),
            Asker::Staff { id, person_id } => {
                Asker::Staff { id: self.staff(id), person_id: self.person(person_id) }
            }
        }
    }

    fn thing(&mut self, thing: &Thing) -> Thing {
        match thing {
            Thing::House | Thing::Log => thing.clone(),
            // Queues are few, and have names that policies speak of.
            Thing::Queue { .. } => thing.clone(),
            Thing::Case { id, case } => {
                // A case is the one that it belongs to; remedies suppose one that is not.
                let is_itself = *id == case.id.to_string();
                let id = if is_itself { no_case().to_string() } else { String::new() };
                Thing::Case { id, case: self.case(case) }
            }
            Thing::Message { id: _, case, author, author_staff } => Thing::Message {
                id: String::new(),
                case: self.case(case),
                author: author.map(|id| self.person(id)),
                author_staff: author_staff.map(|id| self.staff(id)),
            },
            Thing::Handover { id: _, case, handover } => Thing::Handover {
                id: String::new(),
                case: self.case(case),
                handover: Box::new(self.handover(handover)),
            },
            Thing::Dispute { id: _, case, dispute } => Thing::Dispute {
                id: String::new(),
                case: self.case(case),
                dispute: Box::new(self.dispute(dispute)),
            },
            Thing::Field { id: _, case, person, field, relation } => Thing::Field {
                id: String::new(),
                case: self.case(case),
                person: self.person(*person),
                field: field.clone(),
                relation: *relation,
            },
            Thing::Emergency { id: _, case, owes_review } => Thing::Emergency {
                id: String::new(),
                case: self.case(case),
                owes_review: *owes_review,
            },
            Thing::Authority { id: _, kind, issuer, holder, persons } => Thing::Authority {
                id: String::new(),
                kind: *kind,
                issuer: self.person(*issuer),
                holder: match holder {
                    Holder::Staff(id) => Holder::Staff(self.staff(*id)),
                    Holder::Role(_) => *holder,
                },
                persons: persons.iter().map(|id| self.person(*id)).collect(),
            },
            Thing::Person(id) => Thing::Person(self.person(*id)),
            Thing::HeldPerson(id) => Thing::HeldPerson(self.person(*id)),
            Thing::BoardPerson(id) => Thing::BoardPerson(self.person(*id)),
            Thing::Place(id) => Thing::Place(self.staff(*id)),
            Thing::BoardSeat(id) => Thing::BoardSeat(self.staff(*id)),
        }
    }

    fn case(&mut self, case: &CaseFacts) -> CaseFacts {
        let CaseFacts {
            id: _,
            kind,
            state,
            queue,
            staffed_by,
            requester,
            assignee,
            is_self_assigned,
            class,
            arbitrators,
            case_manager,
            respondent,
        } = case;
        CaseFacts {
            id: no_case(),
            kind: *kind,
            state: *state,
            queue: queue.clone(),
            staffed_by: staffed_by.clone(),
            requester: self.person(*requester),
            assignee: assignee.map(|id| self.staff(id)),
            is_self_assigned: *is_self_assigned,
            class: *class,
            arbitrators: self.staff_set(arbitrators),
            case_manager: case_manager.map(|id| self.staff(id)),
            respondent: respondent.map(|id| self.person(id)),
        }
    }

    fn handover(&mut self, handover: &HandoverFacts) -> HandoverFacts {
        let HandoverFacts { goes_to, received_by, to_staff, to_role, given_by, audience } =
            handover;
        HandoverFacts {
            goes_to,
            received_by: received_by.clone(),
            to_staff: to_staff.map(|id| self.staff(id)),
            to_role: *to_role,
            given_by: self.staff(*given_by),
            audience: audience.clone(),
        }
    }

    fn dispute(&mut self, dispute: &DisputeFacts) -> DisputeFacts {
        let DisputeFacts { stage, engineers, sat_before, signers, is_sealed, nominee } = dispute;
        let nominee =
            nominee.as_ref().map(|Nominee { seat, staff_id, person_id, roles }| Nominee {
                seat: *seat,
                staff_id: self.staff(*staff_id),
                person_id: self.person(*person_id),
                roles: roles.clone(),
            });
        DisputeFacts {
            stage: *stage,
            engineers: self.staff_set(engineers),
            sat_before: self.staff_set(sat_before),
            signers: self.staff_set(signers),
            is_sealed: *is_sealed,
            nominee,
        }
    }
}

const fn no_case() -> CaseId {
    CaseId::from_uuid(Uuid::nil())
}

/// Returns the place of an id among those that were met, as an id. They are few.
fn place<T: Copy + Eq>(met: &mut Vec<T>, id: T) -> Uuid {
    let index = met.iter().position(|known| *known == id).unwrap_or_else(|| {
        met.push(id);
        met.len() - 1
    });
    Uuid::from_u128(index as u128)
}

#[cfg(test)]
mod tests {
    use model::{Act, Role};

    use super::*;
    use crate::scenes::{COLLEAGUE, ME, Scene, noon, staff, staff_id};

    fn asked(assignee: u128) -> Facts {
        let role = [Role::SupportEngineer];
        let scene = Scene { assignee: Some(assignee), ..Scene::staffed_by(&role) };
        Facts::of(&staff(&role), Act::CaseReply, &scene.resource("case"), noon())
    }

    fn parts(facts: &Facts) -> (Asker, Thing) {
        (facts.asker, facts.thing.clone())
    }

    #[test]
    fn another_case_of_another_person_is_the_same_question() {
        let one = asked(ME);
        let mut other = one.clone();
        let id = CaseId::from_uuid(Uuid::from_u128(77));
        let case = other.thing.case_mut().unwrap();
        (case.id, case.requester) = (id, PersonId::from_uuid(Uuid::from_u128(78)));
        other.thing = match other.thing {
            Thing::Case { case, .. } => Thing::Case { id: id.to_string(), case },
            thing => thing,
        };
        assert_ne!(parts(&one), parts(&other));
        assert_eq!(parts(&one.nameless()), parts(&other.nameless()));
    }

    #[test]
    fn who_is_whom_stays() {
        let (mine, theirs) = (asked(ME), asked(COLLEAGUE));
        assert_ne!(parts(&mine.nameless()), parts(&theirs.nameless()));
        let held = |facts: &Facts| facts.thing.case().unwrap().assignee;
        assert_eq!(held(&mine.nameless()), Some(staff_id(0)), "the asker was met first");
        assert_eq!(held(&theirs.nameless()), Some(staff_id(1)));
    }
}
