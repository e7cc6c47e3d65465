//! Scenes: who asks, and how the thing stands that is asked about. The matrix of all of them is what a change of the
//! policies is measured by, and what the tests of the gate look over.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{
    Act, Actor, ApiTokenId, Assignment, Case, CaseId, CaseKind, CaseNumber, CaseState, Class,
    Identity, MessageId, PersonActor, PersonId, Queue, QueueId, QueueName, Resource, Role,
    SessionId, StaffActor, StaffId, Via, timestamp_of_micros,
};
use uuid::Uuid;

pub const ME: u128 = 1;
pub const COLLEAGUE: u128 = 2;
/// The member of the staff as a person.
pub const MYSELF: u128 = 10;
pub const REQUESTER: u128 = 11;
pub const STRANGER: u128 = 12;

pub fn noon() -> Timestamp {
    timestamp_of_micros(1_795_262_400_000_000)
}

pub fn person_id(n: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(n))
}

pub fn staff_id(n: u128) -> StaffId {
    StaffId::from_uuid(Uuid::from_u128(n))
}

pub fn session() -> Via {
    Via::Session(SessionId::from_uuid(Uuid::from_u128(50)))
}

pub fn token() -> Via {
    Via::Token(ApiTokenId::from_uuid(Uuid::from_u128(51)))
}

pub fn roles(list: &[Role]) -> BTreeSet<Role> {
    list.iter().copied().collect()
}

pub fn person(n: u128, identity: Identity) -> Actor {
    let via = if identity == Identity::SignedIn { session() } else { Via::Mail };
    Actor::Person(PersonActor { id: person_id(n), identity, via })
}

pub fn staff_with(list: &[Role], via: Via, scopes: Option<&[Act]>) -> Actor {
    Actor::Staff(StaffActor {
        id: staff_id(ME),
        person_id: person_id(MYSELF),
        roles: roles(list),
        role_edition: 3,
        via,
        scopes: scopes.map(|acts| acts.iter().copied().collect()),
    })
}

pub fn staff(list: &[Role]) -> Actor {
    staff_with(list, session(), None)
}

/// How the case that is asked about stands.
#[derive(Clone, Debug)]
pub struct Scene {
    pub staffed_by: BTreeSet<Role>,
    pub requester: u128,
    pub author: Option<u128>,
    pub author_staff: Option<u128>,
    pub assignee: Option<u128>,
    pub state: CaseState,
    /// Whose person or place is asked about.
    pub person: u128,
    pub place: u128,
}

impl Scene {
    pub fn staffed_by(list: &[Role]) -> Self {
        Self {
            staffed_by: roles(list),
            requester: REQUESTER,
            author: Some(REQUESTER),
            author_staff: None,
            assignee: Some(COLLEAGUE),
            state: CaseState::Open,
            person: REQUESTER,
            place: COLLEAGUE,
        }
    }

    #[expect(clippy::expect_used, reason = "the one name in this file is a queue's")]
    pub fn queue(&self) -> Queue {
        Queue {
            id: QueueId::from_uuid(Uuid::from_u128(20)),
            name: QueueName::parse("support").expect("lower-case letters are a name"),
            first_response_secs: 3600,
            roles: self.staffed_by.clone(),
            position_index: 0,
            is_active: true,
            version: 1,
        }
    }

    pub fn case(&self) -> Case {
        Case {
            id: CaseId::from_uuid(Uuid::from_u128(30)),
            number: CaseNumber {
                kind: CaseKind::Request,
                day: jiff::civil::date(2026, 11, 21),
                sequence: 17,
            },
            state: self.state,
            queue_id: self.queue().id,
            requester_id: person_id(self.requester),
            assignment: self.assignee.map(|n| Assignment {
                staff_id: staff_id(n),
                is_self: true,
                at: noon(),
            }),
            class: Class::Personal,
            due: None,
            opened_at: noon(),
            updated_at: noon(),
            n_messages: 1,
            language: None,
            version: 7,
        }
    }

    pub fn resource(&self, kind: &str) -> Resource {
        match kind {
            "house" => Resource::House,
            "log" => Resource::Log,
            "queue" => Resource::Queue(self.queue()),
            "case" => Resource::Case { case: self.case(), queue: self.queue() },
            "message" => Resource::Message {
                message_id: MessageId::from_uuid(Uuid::from_u128(40)),
                author_person_id: self.author.map(person_id),
                author_staff_id: self.author_staff.map(staff_id),
                case: self.case(),
                queue: self.queue(),
            },
            "person" => Resource::Person(person_id(self.person)),
            // The only kind that is left; `resource_kind` names no other.
            _ => Resource::Staff(staff_id(self.place)),
        }
    }
}

/// What each act is done to, as the README says.
pub const fn resource_kind(act: Act) -> &'static str {
    match act {
        Act::CaseOpen | Act::CaseList | Act::CaseSearch | Act::QueueEdit => "queue",
        Act::CaseAdd
        | Act::CaseShow
        | Act::CaseMove
        | Act::CaseAssign
        | Act::CaseNote
        | Act::CaseReply
        | Act::CaseClose
        | Act::CaseReopen => "case",
        Act::MessageUnseal
        | Act::MessageSend
        | Act::MessageUndo
        | Act::MessageConfirm
        | Act::MessageReport => "message",
        Act::PersonFind | Act::PersonRequests | Act::PersonLooks | Act::PersonDestroy => "person",
        Act::StaffRemove | Act::TokenCreate | Act::TokenRevoke | Act::KeySign => "staff",
        Act::LogShow | Act::LogProve => "log",
        // These are done to whatever the act is done to that takes two; a person is one such thing.
        Act::ApprovalPropose | Act::ApprovalApprove | Act::ApprovalDecline => "person",
        Act::ApprovalList | Act::PolicyShow | Act::PolicyChange => "house",
        Act::ChangeList | Act::QueueList | Act::StaffList | Act::StaffInvite | Act::KeyRotate => {
            "house"
        }
    }
}

/// Everybody who asks, each role alone.
pub fn askers() -> Vec<(String, Actor)> {
    let scopes: &[Act] = &[Act::CaseShow, Act::CaseReply, Act::TokenCreate, Act::KeySign];
    let mut askers = vec![
        ("visitor".to_owned(), Actor::Visitor),
        ("requester, by mail".to_owned(), person(REQUESTER, Identity::AddressControlled)),
        ("requester, signed in".to_owned(), person(REQUESTER, Identity::SignedIn)),
        ("another person".to_owned(), person(STRANGER, Identity::SignedIn)),
        ("command line".to_owned(), Actor::Founder),
        ("staff without a role".to_owned(), staff(&[])),
    ];
    askers.extend(Role::ALL.map(|role| (role.title(), staff(&[role]))));
    askers.push((
        "engineer's token: show, reply".to_owned(),
        staff_with(&[Role::SupportEngineer], token(), Some(scopes)),
    ));
    askers
        .push(("engineer's job".to_owned(), staff_with(&[Role::SupportEngineer], Via::Job, None)));
    askers
}

/// The ways a thing can stand to whoever asks; those in the queue hold one of its roles.
pub fn situations(kind: &str, actor: &Actor) -> Vec<(&'static str, Scene)> {
    let own = match actor {
        Actor::Staff(staff) => staff.roles.iter().copied().collect::<Vec<_>>(),
        _ => vec![Role::SupportEngineer],
    };
    let inside = Scene::staffed_by(&own);
    let held = Scene { assignee: Some(ME), ..inside.clone() };
    let written = Scene { author: None, author_staff: Some(ME), ..held.clone() };
    // A queue of people who are never one alone in the matrix.
    let outside = Scene::staffed_by(&[]);
    let moved = Scene { assignee: Some(ME), ..outside.clone() };
    let closed = Scene { state: CaseState::Closed, ..held.clone() };
    let mine = Scene {
        requester: MYSELF,
        author: Some(MYSELF),
        person: MYSELF,
        place: ME,
        ..held.clone()
    };
    match kind {
        "house" | "log" => vec![("", inside)],
        "queue" => vec![("own queue", inside), ("other queue", outside)],
        "person" | "staff" => vec![("another's", inside), ("own", mine)],
        "message" => vec![
            ("own queue", inside),
            ("assigned", held),
            ("written", written),
            ("moved away", moved),
            ("other queue", outside),
            ("closed", closed),
            ("own request", mine),
        ],
        _ => vec![
            ("own queue", inside),
            ("assigned", held),
            ("moved away", moved),
            ("other queue", outside),
            ("closed", closed),
            ("own request", mine),
        ],
    }
}
