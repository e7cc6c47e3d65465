//! Facts: what the gate knows of one question, and their translation into Cedar's terms.

use std::collections::{BTreeSet, HashMap, HashSet};

use cedar_policy::{Context, Entities, Entity, EntityUid, Request, RestrictedExpression};
use jiff::Timestamp;
use model::{
    Act, Actor, AuthorityKind, Field, FieldKey, Holder, Identity, PersonId, Relation, Resource,
    Role, StaffId, Via,
};

use crate::{
    Unanswerable,
    case_facts::{CaseFacts, DisputeFacts, HandoverFacts, role_set, staffed_by},
    names::{Names, text, uid},
    shown::{Shown, kinds, seconds},
};

/// Who asks; also the name of the Cedar type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Asker {
    Visitor,
    Person(PersonId),
    Staff { id: StaffId, person_id: PersonId },
    Founder,
}

/// What is asked about; also the name of the Cedar type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    House,
    Log,
    Queue {
        id: String,
        name: String,
        staffed_by: BTreeSet<Role>,
    },
    Case {
        id: String,
        case: CaseFacts,
    },
    Message {
        id: String,
        case: CaseFacts,
        author: Option<PersonId>,
        author_staff: Option<StaffId>,
    },
    Handover {
        id: String,
        case: CaseFacts,
        handover: Box<HandoverFacts>,
    },
    Dispute {
        id: String,
        case: CaseFacts,
        dispute: Box<DisputeFacts>,
    },
    Field {
        id: String,
        case: CaseFacts,
        person: PersonId,
        field: Field,
        relation: Option<Relation>,
    },
    Emergency {
        id: String,
        case: CaseFacts,
        owes_review: bool,
    },
    Authority {
        id: String,
        kind: AuthorityKind,
        issuer: PersonId,
        holder: Holder,
        persons: BTreeSet<PersonId>,
    },
    Person(PersonId),
    HeldPerson(PersonId),
    BoardPerson(PersonId),
    Place(StaffId),
    BoardSeat(StaffId),
}

/// One question to the gate. The remedies are found by changing it and asking again.
#[derive(Clone, Debug)]
pub struct Facts {
    pub asker: Asker,
    pub roles: BTreeSet<Role>,
    pub via: &'static str,
    pub identity: Identity,
    pub scopes: Option<BTreeSet<Act>>,
    pub shown: Option<Shown>,
    /// True when another who may do the same approved exactly this.
    pub is_seconded: bool,
    /// Who proposed what is to be approved.
    pub proposer: Option<StaffId>,
    /// True where whoever asks stands in for them.
    pub is_deputy: bool,
    /// True once the board of the house was founded.
    pub has_board: bool,
    /// True where whoever asks has a seat on it.
    pub is_on_board: bool,
    pub act: Act,
    pub thing: Thing,
    pub now: Timestamp,
}

/// What stands beside a question: authorities that were shown and verified, and another's part in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    pub shown: &'a [Shown],
    pub is_seconded: bool,
    pub proposer: Option<StaffId>,
    pub is_deputy: bool,
    pub has_board: bool,
    pub is_on_board: bool,
}

impl Facts {
    pub fn of(actor: &Actor, act: Act, resource: &Resource, now: Timestamp) -> Self {
        let (asker, via, identity) = match actor {
            Actor::Visitor => (Asker::Visitor, Via::Nothing, Identity::Unknown),
            Actor::Person(person) => (Asker::Person(person.id), person.via, person.identity),
            Actor::Staff(staff) => (
                Asker::Staff { id: staff.id, person_id: staff.person_id },
                staff.via,
                staff.identity,
            ),
            Actor::Founder => (Asker::Founder, Via::CommandLine, Identity::Unknown),
        };
        let (roles, scopes) = match actor {
            Actor::Staff(staff) => (staff.roles.clone(), staff.scopes.clone()),
            Actor::Person(person) => (BTreeSet::new(), person.scopes.clone()),
            _ => (BTreeSet::new(), None),
        };
        Self {
            asker,
            roles,
            via: via_word(via),
            identity,
            scopes,
            shown: None,
            is_seconded: false,
            proposer: None,
            is_deputy: false,
            has_board: false,
            is_on_board: false,
            act,
            thing: Thing::of(resource),
            now,
        }
    }

    /// The same question with an authority shown.
    pub fn showing(&self, shown: Shown) -> Self {
        Self { shown: Some(shown), ..self.clone() }
    }

    /// The same question with what stands beside it; what is shown is tried one by one.
    pub fn beside(self, beside: Beside<'_>) -> Self {
        let Beside { is_seconded, proposer, is_deputy, has_board, is_on_board, .. } = beside;
        Self { is_seconded, proposer, is_deputy, has_board, is_on_board, ..self }
    }

    /// Says whether the asker staffs the queue that is asked about, or that holds the case.
    pub fn is_in_queue(&self) -> bool {
        let staffed_by = match &self.thing {
            Thing::Queue { staffed_by, .. } => staffed_by,
            thing => match thing.case() {
                Some(case) => &case.staffed_by,
                None => return false,
            },
        };
        !staffed_by.is_disjoint(&self.roles)
    }

    pub fn entities(&self, names: &Names) -> Result<Entities, Unanswerable> {
        let asker = self.asker.entity(&self.roles, names)?;
        let thing = self.thing.entity(names)?;
        // A person who asks about themself is one entity, not two; what is asked about says more.
        let both = if asker.uid() == thing.uid() { vec![thing] } else { vec![asker, thing] };
        Entities::from_entities(both, None).map_err(|_| Unanswerable)
    }

    /// Puts the question into Cedar's terms, as it is asked in a house that wants its staff known this well.
    pub fn request(
        &self,
        action: &EntityUid,
        names: &Names,
        staff_level: Identity,
    ) -> Result<Request, Unanswerable> {
        let reached = self.identity.reached().map(|level| text(level.as_str()));
        let kinds = kinds(self.shown.as_ref());
        let kinds = kinds.iter().map(|kind| text(kind.as_str()));
        let mut pairs = vec![
            ("act".to_owned(), text(self.act.as_str())),
            ("via".to_owned(), text(self.via)),
            ("identity".to_owned(), text(self.identity.as_str())),
            ("identity_reaches".to_owned(), RestrictedExpression::new_set(reached)),
            ("staff_level".to_owned(), text(staff_level.as_str())),
            ("authorities".to_owned(), RestrictedExpression::new_set(kinds)),
            ("now".to_owned(), seconds(self.now)),
            ("seconded".to_owned(), RestrictedExpression::new_bool(self.is_seconded)),
            ("is_deputy".to_owned(), RestrictedExpression::new_bool(self.is_deputy)),
            ("has_board".to_owned(), RestrictedExpression::new_bool(self.has_board)),
            ("on_board".to_owned(), RestrictedExpression::new_bool(self.is_on_board)),
        ];
        if let Some(shown) = &self.shown {
            pairs.push(("authority".to_owned(), shown.record(names)?));
        }
        if let Some(id) = self.proposer {
            let proposer = RestrictedExpression::new_entity_uid(names.staff_uid(id));
            pairs.push(("proposer".to_owned(), proposer));
        }
        if let Some(scopes) = &self.scopes {
            let scopes = scopes.iter().map(|act| text(act.as_str()));
            pairs.push(("scopes".to_owned(), RestrictedExpression::new_set(scopes)));
        }
        let context = Context::from_pairs(pairs).map_err(|_| Unanswerable)?;
        let (principal, resource) = (self.asker.uid(names), self.thing.uid(names));
        Request::new(principal, action.clone(), resource, context, None).map_err(|_| Unanswerable)
    }
}

impl Asker {
    /// Returns the name of the Cedar type.
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Visitor => "Visitor",
            Self::Person(_) => "Person",
            Self::Staff { .. } => "Staff",
            Self::Founder => "Founder",
        }
    }

    fn uid(self, names: &Names) -> EntityUid {
        match self {
            Self::Visitor => uid(&names.visitor, "visitor"),
            Self::Person(id) => names.person_uid(id),
            Self::Staff { id, .. } => names.staff_uid(id),
            Self::Founder => uid(&names.founder, "founder"),
        }
    }

    fn entity(self, roles: &BTreeSet<Role>, names: &Names) -> Result<Entity, Unanswerable> {
        let Self::Staff { person_id, .. } = self else {
            return Ok(Entity::new_no_attrs(self.uid(names), HashSet::new()));
        };
        let attributes = HashMap::from([
            (
                "person".to_owned(),
                RestrictedExpression::new_entity_uid(names.person_uid(person_id)),
            ),
            ("roles".to_owned(), role_set(roles)),
        ]);
        Entity::new(self.uid(names), attributes, HashSet::new()).map_err(|_| Unanswerable)
    }
}

impl Thing {
    fn of(resource: &Resource) -> Self {
        match resource {
            Resource::House => Self::House,
            Resource::Log => Self::Log,
            Resource::Field { field, person_id, relation, case, queue } => Self::Field {
                id: resource.id(),
                case: CaseFacts::of(case, queue),
                person: *person_id,
                field: field.clone(),
                relation: *relation,
            },
            Resource::Emergency { case, queue, owes_review } => Self::Emergency {
                id: case.id.to_string(),
                case: CaseFacts::of(case, queue),
                owes_review: *owes_review,
            },
            Resource::Authority { id, kind, issuer_id, holder, persons } => Self::Authority {
                id: id.to_string(),
                kind: *kind,
                issuer: *issuer_id,
                holder: *holder,
                persons: persons.clone(),
            },
            Resource::Person(id) => Self::Person(*id),
            Resource::HeldPerson(id) => Self::HeldPerson(*id),
            Resource::BoardPerson(id) => Self::BoardPerson(*id),
            Resource::Handover(asked) => Self::Handover {
                id: asked.handover.id.to_string(),
                case: CaseFacts::of(&asked.case, &asked.queue),
                handover: Box::new(HandoverFacts::of(asked)),
            },
            Resource::Dispute(asked) => Self::Dispute {
                id: asked.case.id.to_string(),
                case: CaseFacts::of(&asked.case, &asked.queue),
                dispute: Box::new(DisputeFacts::of(asked)),
            },
            Resource::Staff(id) => Self::Place(*id),
            Resource::BoardMember(id) => Self::BoardSeat(*id),
            Resource::Queue(queue) => Self::Queue {
                id: queue.id.to_string(),
                name: queue.name.as_str().to_owned(),
                staffed_by: staffed_by(queue),
            },
            Resource::Case { case, queue } => {
                Self::Case { id: case.id.to_string(), case: CaseFacts::of(case, queue) }
            }
            Resource::Message { message_id, author_person_id, author_staff_id, case, queue } => {
                Self::Message {
                    id: message_id.to_string(),
                    case: CaseFacts::of(case, queue),
                    author: *author_person_id,
                    author_staff: *author_staff_id,
                }
            }
        }
    }

    /// Returns the name of the Cedar type.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::House => "House",
            Self::Log => "Log",
            Self::Queue { .. } => "Queue",
            Self::Case { .. } => "Case",
            Self::Message { .. } => "Message",
            Self::Field { .. } => "Field",
            Self::Emergency { .. } => "Emergency",
            Self::Authority { .. } => "Authority",
            Self::Handover { .. } => "Handover",
            Self::Dispute { .. } => "Dispute",
            Self::Person(_) | Self::HeldPerson(_) | Self::BoardPerson(_) => "Person",
            Self::Place(_) | Self::BoardSeat(_) => "Place",
        }
    }

    /// Returns the case it is or belongs to.
    pub const fn case(&self) -> Option<&CaseFacts> {
        match self {
            Self::Case { case, .. }
            | Self::Message { case, .. }
            | Self::Handover { case, .. }
            | Self::Dispute { case, .. }
            | Self::Field { case, .. }
            | Self::Emergency { case, .. } => Some(case),
            _ => None,
        }
    }

    /// Returns the case it is or belongs to, to be supposed otherwise.
    pub const fn case_mut(&mut self) -> Option<&mut CaseFacts> {
        match self {
            Self::Case { case, .. }
            | Self::Message { case, .. }
            | Self::Handover { case, .. }
            | Self::Dispute { case, .. }
            | Self::Field { case, .. }
            | Self::Emergency { case, .. } => Some(case),
            _ => None,
        }
    }

    /// Returns the key of the field that is asked about.
    pub fn field_key(&self) -> Option<FieldKey> {
        match self {
            Self::Field { field, .. } => Some(field.key.clone()),
            _ => None,
        }
    }

    fn uid(&self, names: &Names) -> EntityUid {
        match self {
            Self::House => uid(&names.house, "house"),
            Self::Log => uid(&names.log, "log"),
            Self::Queue { id, .. } => uid(&names.queue, id),
            Self::Case { id, .. } => names.case_uid(id),
            Self::Message { id, .. } => uid(&names.message, id),
            Self::Field { id, .. } => uid(&names.field, id),
            Self::Emergency { id, .. } => uid(&names.emergency, id),
            Self::Authority { id, .. } => uid(&names.authority, id),
            Self::Handover { id, .. } => uid(&names.handover, id),
            Self::Dispute { id, .. } => uid(&names.dispute, id),
            Self::Person(id) | Self::HeldPerson(id) | Self::BoardPerson(id) => {
                names.person_uid(*id)
            }
            Self::Place(id) | Self::BoardSeat(id) => uid(&names.place, &id.to_string()),
        }
    }

    fn entity(&self, names: &Names) -> Result<Entity, Unanswerable> {
        let attributes = match self {
            Self::House | Self::Log | Self::Person(_) => {
                return Ok(Entity::new_no_attrs(self.uid(names), HashSet::new()));
            }
            Self::Queue { name, staffed_by, .. } => HashMap::from([
                ("name".to_owned(), text(name)),
                ("staffed_by".to_owned(), role_set(staffed_by)),
            ]),
            Self::Case { case, .. } => case.attributes(names),
            Self::Message { case, author, author_staff, .. } => {
                let mut attributes = case.attributes(names);
                let author = author.map(|id| names.person_uid(id));
                let author_staff = author_staff.map(|id| names.staff_uid(id));
                for (name, id) in [("author", author), ("author_staff", author_staff)] {
                    if let Some(id) = id {
                        attributes
                            .insert(name.to_owned(), RestrictedExpression::new_entity_uid(id));
                    }
                }
                attributes
            }
            Self::Field { case, person, field, relation, .. } => {
                let mut attributes = case.attributes(names);
                let person = RestrictedExpression::new_entity_uid(names.person_uid(*person));
                attributes.extend([
                    ("person".to_owned(), person),
                    ("key".to_owned(), text(field.key.as_str())),
                    ("field_class".to_owned(), text(field.class.as_str())),
                    ("held".to_owned(), text(field.held.as_str())),
                    ("to_member".to_owned(), text(field.to_member.as_str())),
                ]);
                if let Some(relation) = relation {
                    attributes.insert("relation".to_owned(), text(relation.as_str()));
                }
                attributes
            }
            Self::Emergency { case, owes_review, .. } => {
                let mut attributes = case.attributes(names);
                let owes = RestrictedExpression::new_bool(*owes_review);
                attributes.insert("owes_review".to_owned(), owes);
                attributes
            }
            Self::Authority { kind, issuer, holder, persons, .. } => {
                authority_attributes(*kind, *issuer, *holder, persons, names)
            }
            Self::Handover { case, handover, .. } => {
                let mut attributes = case.attributes(names);
                attributes.extend(handover.attributes(names));
                attributes
            }
            Self::Dispute { case, dispute, .. } => {
                let mut attributes = case.attributes(names);
                attributes.extend(dispute.attributes(names));
                attributes
            }
            Self::HeldPerson(_) => {
                HashMap::from([("is_held".to_owned(), RestrictedExpression::new_bool(true))])
            }
            Self::BoardPerson(_) => {
                HashMap::from([("is_on_board".to_owned(), RestrictedExpression::new_bool(true))])
            }
            Self::Place(id) | Self::BoardSeat(id) => {
                let holder = RestrictedExpression::new_entity_uid(names.staff_uid(*id));
                let is_on_board =
                    RestrictedExpression::new_bool(matches!(self, Self::BoardSeat(_)));
                HashMap::from([
                    ("holder".to_owned(), holder),
                    ("is_on_board".to_owned(), is_on_board),
                ])
            }
        };
        Entity::new(self.uid(names), attributes, HashSet::new()).map_err(|_| Unanswerable)
    }
}

fn authority_attributes(
    kind: AuthorityKind,
    issuer: PersonId,
    holder: Holder,
    persons: &BTreeSet<PersonId>,
    names: &Names,
) -> HashMap<String, RestrictedExpression> {
    let person = |id: PersonId| RestrictedExpression::new_entity_uid(names.person_uid(id));
    let mut attributes = HashMap::from([
        ("kind".to_owned(), text(kind.as_str())),
        ("issuer".to_owned(), person(issuer)),
        ("persons".to_owned(), RestrictedExpression::new_set(persons.iter().map(|id| person(*id)))),
    ]);
    match holder {
        Holder::Staff(id) => {
            let holder = RestrictedExpression::new_entity_uid(names.staff_uid(id));
            attributes.insert("holder".to_owned(), holder)
        }
        Holder::Role(role) => attributes.insert("holder_role".to_owned(), text(role.as_str())),
    };
    attributes
}

/// Returns the word for how somebody came in.
pub const fn via_word(via: Via) -> &'static str {
    match via {
        Via::Session(_) => "session",
        Via::Token(_) => "token",
        Via::Mail => "mail",
        Via::Job => "job",
        Via::CommandLine => "command_line",
        Via::Nothing => "nothing",
    }
}
