//! Facts: what the gate knows of one question, and their translation into Cedar's terms.

use std::collections::{BTreeSet, HashMap, HashSet};

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
};
use model::{
    Act, Actor, AuthorityKind, AuthorityRef, CaseState, Identity, PersonId, Queue, Resource, Role,
    StaffId, Via,
};

use crate::Unanswerable;

/// Who asks; also the name of the Cedar type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Asker {
    Visitor,
    Person(PersonId),
    Staff { id: StaffId, person_id: PersonId },
    Founder,
}

/// What is asked about; also the name of the Cedar type.
#[derive(Clone, Debug)]
pub enum Thing {
    House,
    Log,
    Queue { id: String, name: String, staffed_by: BTreeSet<Role> },
    Case { id: String, case: CaseFacts },
    Message { id: String, case: CaseFacts, author: Option<PersonId>, author_staff: Option<StaffId> },
    Person(PersonId),
    Place(StaffId),
}

/// What is known of the case that is asked about.
#[derive(Clone, Debug)]
pub struct CaseFacts {
    pub kind: String,
    pub state: CaseState,
    pub queue: String,
    pub staffed_by: BTreeSet<Role>,
    pub requester: PersonId,
    pub assignee: Option<StaffId>,
    pub is_self_assigned: bool,
}

/// One question to the gate. The remedies are found by changing it and asking again.
#[derive(Clone, Debug)]
pub struct Facts {
    pub asker: Asker,
    pub roles: BTreeSet<Role>,
    pub via: &'static str,
    pub identity: Identity,
    pub scopes: Option<BTreeSet<Act>>,
    pub authorities: BTreeSet<AuthorityKind>,
    /// True when another who may do the same approved exactly this.
    pub is_seconded: bool,
    /// Who proposed what is to be approved.
    pub proposer: Option<StaffId>,
    pub act: Act,
    pub thing: Thing,
}

/// What stands beside a question: authorities that were shown and verified, and another's part in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    pub authorities: &'a [AuthorityRef],
    pub is_seconded: bool,
    pub proposer: Option<StaffId>,
}

impl Facts {
    pub fn of(actor: &Actor, act: Act, resource: &Resource, beside: Beside<'_>) -> Self {
        let (asker, via, identity) = match actor {
            Actor::Visitor => (Asker::Visitor, Via::Nothing, Identity::Unknown),
            Actor::Person(person) => (Asker::Person(person.id), person.via, person.identity),
            Actor::Staff(staff) => (
                Asker::Staff { id: staff.id, person_id: staff.person_id },
                staff.via,
                Identity::SignedIn,
            ),
            Actor::Founder => (Asker::Founder, Via::CommandLine, Identity::Unknown),
        };
        let (roles, scopes) = match actor {
            Actor::Staff(staff) => (staff.roles.clone(), staff.scopes.clone()),
            _ => (BTreeSet::new(), None),
        };
        Self {
            asker,
            roles,
            via: via_word(via),
            identity,
            scopes,
            authorities: beside.authorities.iter().map(|authority| authority.kind).collect(),
            is_seconded: beside.is_seconded,
            proposer: beside.proposer,
            act,
            thing: Thing::of(resource),
        }
    }

    /// Says whether the asker staffs the queue that is asked about, or that holds the case.
    pub fn is_in_queue(&self) -> bool {
        let staffed_by = match &self.thing {
            Thing::Queue { staffed_by, .. } => staffed_by,
            Thing::Case { case, .. } | Thing::Message { case, .. } => &case.staffed_by,
            _ => return false,
        };
        !staffed_by.is_disjoint(&self.roles)
    }

    pub fn entities(&self, names: &Names) -> Result<Entities, Unanswerable> {
        let asker = self.asker.entity(&self.roles, names)?;
        let thing = self.thing.entity(names)?;
        // A person who asks about themself is one entity, not two.
        let both = if asker.uid() == thing.uid() { vec![asker] } else { vec![asker, thing] };
        Entities::from_entities(both, None).map_err(|_| Unanswerable)
    }

    pub fn request(&self, action: &EntityUid, names: &Names) -> Result<Request, Unanswerable> {
        let kinds = self.authorities.iter().map(|kind| text(kind.as_str()));
        let mut pairs = vec![
            ("act".to_owned(), text(self.act.as_str())),
            ("via".to_owned(), text(self.via)),
            ("identity".to_owned(), text(self.identity.as_str())),
            ("authorities".to_owned(), RestrictedExpression::new_set(kinds)),
            ("seconded".to_owned(), RestrictedExpression::new_bool(self.is_seconded)),
        ];
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
            Resource::Person(id) => Self::Person(*id),
            Resource::Staff(id) => Self::Place(*id),
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
            Self::Person(_) => "Person",
            Self::Place(_) => "Place",
        }
    }

    /// Returns the case it is or belongs to.
    pub const fn case(&self) -> Option<&CaseFacts> {
        match self {
            Self::Case { case, .. } | Self::Message { case, .. } => Some(case),
            _ => None,
        }
    }

    /// Returns the case it is or belongs to, to be supposed otherwise.
    pub const fn case_mut(&mut self) -> Option<&mut CaseFacts> {
        match self {
            Self::Case { case, .. } | Self::Message { case, .. } => Some(case),
            _ => None,
        }
    }

    fn uid(&self, names: &Names) -> EntityUid {
        match self {
            Self::House => uid(&names.house, "house"),
            Self::Log => uid(&names.log, "log"),
            Self::Queue { id, .. } => uid(&names.queue, id),
            Self::Case { id, .. } => uid(&names.case, id),
            Self::Message { id, .. } => uid(&names.message, id),
            Self::Person(id) => names.person_uid(*id),
            Self::Place(id) => uid(&names.place, &id.to_string()),
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
            Self::Place(id) => {
                let holder = RestrictedExpression::new_entity_uid(names.staff_uid(*id));
                HashMap::from([("holder".to_owned(), holder)])
            }
        };
        Entity::new(self.uid(names), attributes, HashSet::new()).map_err(|_| Unanswerable)
    }
}

impl CaseFacts {
    fn of(case: &model::Case, queue: &Queue) -> Self {
        Self {
            kind: case.kind().as_str().to_owned(),
            state: case.state,
            queue: queue.name.as_str().to_owned(),
            staffed_by: staffed_by(queue),
            requester: case.requester_id,
            assignee: case.assignment.map(|assignment| assignment.staff_id),
            is_self_assigned: case.assignment.is_some_and(|assignment| assignment.is_self),
        }
    }

    fn attributes(&self, names: &Names) -> HashMap<String, RestrictedExpression> {
        let requester = RestrictedExpression::new_entity_uid(names.person_uid(self.requester));
        let mut attributes = HashMap::from([
            ("kind".to_owned(), text(&self.kind)),
            ("state".to_owned(), text(self.state.as_str())),
            ("queue".to_owned(), text(&self.queue)),
            ("staffed_by".to_owned(), role_set(&self.staffed_by)),
            ("requester".to_owned(), requester),
            ("is_self_assigned".to_owned(), RestrictedExpression::new_bool(self.is_self_assigned)),
        ]);
        if let Some(id) = self.assignee {
            let assignee = RestrictedExpression::new_entity_uid(names.staff_uid(id));
            attributes.insert("assignee".to_owned(), assignee);
        }
        attributes
    }
}

/// The names of Cedar's types, read once.
#[derive(Debug)]
pub struct Names {
    visitor: EntityTypeName,
    person: EntityTypeName,
    staff: EntityTypeName,
    founder: EntityTypeName,
    house: EntityTypeName,
    log: EntityTypeName,
    queue: EntityTypeName,
    case: EntityTypeName,
    message: EntityTypeName,
    place: EntityTypeName,
    action: EntityTypeName,
}

impl Names {
    pub fn read() -> Result<Self, Unanswerable> {
        let name = |text: &str| text.parse::<EntityTypeName>().map_err(|_| Unanswerable);
        Ok(Self {
            visitor: name("Visitor")?,
            person: name("Person")?,
            staff: name("Staff")?,
            founder: name("Founder")?,
            house: name("House")?,
            log: name("Log")?,
            queue: name("Queue")?,
            case: name("Case")?,
            message: name("Message")?,
            place: name("Place")?,
            action: name("Action")?,
        })
    }

    pub fn action_uid(&self, act: Act) -> EntityUid {
        uid(&self.action, act.as_str())
    }

    fn person_uid(&self, id: PersonId) -> EntityUid {
        uid(&self.person, &id.to_string())
    }

    fn staff_uid(&self, id: StaffId) -> EntityUid {
        uid(&self.staff, &id.to_string())
    }
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

/// An administrator holds no reading role by being one (DESIGN §4), whatever a queue says.
fn staffed_by(queue: &Queue) -> BTreeSet<Role> {
    queue.roles.iter().copied().filter(|role| *role != Role::Administrator).collect()
}

fn role_set(roles: &BTreeSet<Role>) -> RestrictedExpression {
    RestrictedExpression::new_set(roles.iter().map(|role| text(role.as_str())))
}

fn text(value: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_owned())
}

fn uid(name: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(name.clone(), EntityId::new(id))
}
