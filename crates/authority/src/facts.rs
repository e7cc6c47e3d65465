//! Facts: what the gate knows of one question, and their translation into Cedar's terms.

use std::collections::{BTreeSet, HashMap, HashSet};

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
};
use jiff::Timestamp;
use model::{
    Act, Actor, AuthorityKind, CaseId, CaseKind, CaseState, Class, DisputeAsked, Field, FieldKey,
    Holder, Identity, Nominee, PersonId, Queue, QueueName, Relation, Resource, Role, Scope,
    StaffId, Stage, Via,
};

use crate::{
    Unanswerable,
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
#[derive(Clone, Debug)]
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
    Place(StaffId),
}

/// What is known of the case that is asked about.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
pub struct DisputeFacts {
    pub stage: Stage,
    pub engineers: BTreeSet<StaffId>,
    pub sat_before: BTreeSet<StaffId>,
    pub signers: BTreeSet<StaffId>,
    pub is_sealed: bool,
    pub nominee: Option<Nominee>,
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
    pub act: Act,
    pub thing: Thing,
    pub now: Timestamp,
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
            _ => (BTreeSet::new(), None),
        };
        let thing = Thing::of(resource);
        Self { asker, roles, via: via_word(via), identity, scopes, shown: None, act, thing, now }
    }

    /// The same question with an authority shown.
    pub fn showing(&self, shown: Shown) -> Self {
        Self { shown: Some(shown), ..self.clone() }
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
        ];
        if let Some(shown) = &self.shown {
            pairs.push(("authority".to_owned(), shown.record(names)?));
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
            Resource::Dispute(asked) => Self::Dispute {
                id: asked.case.id.to_string(),
                case: CaseFacts::of(&asked.case, &asked.queue),
                dispute: Box::new(DisputeFacts::of(asked)),
            },
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
            Self::Field { .. } => "Field",
            Self::Emergency { .. } => "Emergency",
            Self::Authority { .. } => "Authority",
            Self::Dispute { .. } => "Dispute",
            Self::Person(_) | Self::HeldPerson(_) => "Person",
            Self::Place(_) => "Place",
        }
    }

    /// Returns the case it is or belongs to.
    pub const fn case(&self) -> Option<&CaseFacts> {
        match self {
            Self::Case { case, .. }
            | Self::Message { case, .. }
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
            Self::Dispute { id, .. } => uid(&names.dispute, id),
            Self::Person(id) | Self::HeldPerson(id) => names.person_uid(*id),
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
            Self::Dispute { case, dispute, .. } => {
                let mut attributes = case.attributes(names);
                attributes.extend(dispute.attributes(names));
                attributes
            }
            Self::HeldPerson(_) => {
                HashMap::from([("is_held".to_owned(), RestrictedExpression::new_bool(true))])
            }
            Self::Place(id) => {
                let holder = RestrictedExpression::new_entity_uid(names.staff_uid(*id));
                HashMap::from([("holder".to_owned(), holder)])
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

impl CaseFacts {
    fn of(case: &model::Case, queue: &Queue) -> Self {
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

    fn attributes(&self, names: &Names) -> HashMap<String, RestrictedExpression> {
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

impl DisputeFacts {
    fn of(asked: &DisputeAsked) -> Self {
        Self {
            stage: asked.stage,
            engineers: asked.engineers.clone(),
            sat_before: asked.sat_before.clone(),
            signers: asked.signers.clone(),
            is_sealed: asked.is_sealed,
            nominee: asked.nominee.clone(),
        }
    }

    fn attributes(&self, names: &Names) -> HashMap<String, RestrictedExpression> {
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
    field: EntityTypeName,
    emergency: EntityTypeName,
    authority: EntityTypeName,
    dispute: EntityTypeName,
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
            field: name("Field")?,
            emergency: name("Emergency")?,
            authority: name("Authority")?,
            dispute: name("Dispute")?,
            place: name("Place")?,
            action: name("Action")?,
        })
    }

    pub fn action_uid(&self, act: Act) -> EntityUid {
        uid(&self.action, act.as_str())
    }

    pub fn case_uid(&self, id: &str) -> EntityUid {
        uid(&self.case, id)
    }

    pub fn person_uid(&self, id: PersonId) -> EntityUid {
        uid(&self.person, &id.to_string())
    }

    pub fn staff_uid(&self, id: StaffId) -> EntityUid {
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

fn staff_set(ids: &BTreeSet<StaffId>, names: &Names) -> RestrictedExpression {
    let uids = ids.iter().map(|id| RestrictedExpression::new_entity_uid(names.staff_uid(*id)));
    RestrictedExpression::new_set(uids)
}

pub fn text(value: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_owned())
}

fn uid(name: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(name.clone(), EntityId::new(id))
}
