//! Scenes: who asks, and how the thing stands that is asked about. The matrix of all of them is what a change of the
//! policies is measured by, and what the tests of the gate look over.
//!
//! Long because every kind of thing and every way it can stand is set up here, once.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{
    Act, Actor, ApiTokenId, Assignment, AuthorityId, AuthorityKind, Case, CaseId, CaseKind,
    CaseNumber, CaseState, Class, DestinationId, DisputeAsked, Field, FieldKey, Handover,
    HandoverAsked, HandoverId, HandoverState, HandoverTold, Held, Holder, Identity, MessageId,
    Nominee, PersonActor, PersonId, Queue, QueueId, QueueName, Relation, Resource, Role, Seat,
    SessionId, StaffActor, StaffId, Stage, Target, ToMember, Tribunal, Via, timestamp_of_micros,
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
    let via = if identity >= Identity::SignedIn { session() } else { Via::Mail };
    Actor::Person(PersonActor { id: person_id(n), identity, via, scopes: None })
}

pub fn staff_with(list: &[Role], via: Via, scopes: Option<&[Act]>) -> Actor {
    staff_known(list, Identity::SignedIn, via, scopes)
}

pub fn staff_known(list: &[Role], identity: Identity, via: Via, scopes: Option<&[Act]>) -> Actor {
    Actor::Staff(StaffActor {
        id: staff_id(ME),
        person_id: person_id(MYSELF),
        roles: roles(list),
        role_edition: 3,
        identity,
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
    pub class: Class,
    pub kind: CaseKind,
    /// Who sits, and against whom it is, if it is a dispute.
    pub arbitrators: Vec<u128>,
    pub case_manager: Option<u128>,
    pub respondent: Option<u128>,
    pub stage: Stage,
    pub engineers: Vec<u128>,
    pub sat_before: Vec<u128>,
    pub signers: Vec<u128>,
    pub is_sealed: bool,
    /// Who handed the case over, to what, and who staffs that, if it is a queue.
    pub given_by: u128,
    pub target: Target,
    pub received_by: BTreeSet<Role>,
    /// Who is to sit where; their roles are those of the asker.
    pub nominee: Option<(Seat, u128, u128, Vec<Role>)>,
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
            class: Class::Personal,
            kind: CaseKind::Request,
            arbitrators: Vec::new(),
            case_manager: None,
            respondent: None,
            stage: Stage::Filed,
            engineers: Vec::new(),
            sat_before: Vec::new(),
            signers: Vec::new(),
            is_sealed: false,
            given_by: COLLEAGUE,
            target: Target::Queue(QueueId::from_uuid(Uuid::from_u128(21))),
            received_by: BTreeSet::new(),
            nominee: None,
        }
    }

    /// A dispute that arbitrators and case managers may take.
    pub fn dispute() -> Self {
        Self {
            kind: CaseKind::Dispute,
            assignee: None,
            respondent: Some(STRANGER),
            ..Self::staffed_by(&[Role::Arbitrator, Role::CaseManager])
        }
    }

    fn tribunal(&self) -> Tribunal {
        Tribunal {
            arbitrators: self.arbitrators.iter().map(|n| staff_id(*n)).collect(),
            case_manager: self.case_manager.map(staff_id),
            respondent_id: self.respondent.map(person_id),
        }
    }

    fn asked(&self) -> DisputeAsked {
        let set = |list: &[u128]| list.iter().map(|n| staff_id(*n)).collect();
        DisputeAsked {
            case: self.case(),
            queue: self.queue(),
            stage: self.stage,
            engineers: set(&self.engineers),
            sat_before: set(&self.sat_before),
            signers: set(&self.signers),
            is_sealed: self.is_sealed,
            nominee: self.nominee.as_ref().map(|(seat, staff, person, held)| Nominee {
                seat: *seat,
                staff_id: staff_id(*staff),
                person_id: person_id(*person),
                roles: roles(held),
            }),
        }
    }

    #[expect(clippy::expect_used, reason = "the name of a queue that is written here")]
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
                kind: self.kind,
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
            class: self.class,
            due: None,
            opened_at: noon(),
            updated_at: noon(),
            n_messages: 1,
            language: None,
            tribunal: self.tribunal(),
            version: 7,
        }
    }

    fn handed_over(&self) -> HandoverAsked {
        let received = Queue { roles: self.received_by.clone(), ..self.queue() };
        HandoverAsked {
            handover: Handover {
                id: HandoverId::from_uuid(Uuid::from_u128(70)),
                case_id: self.case().id,
                destination_id: DestinationId::from_uuid(Uuid::from_u128(71)),
                name: "there".to_owned(),
                target: self.target,
                audience: [Class::Personal].into(),
                given_by: staff_id(self.given_by),
                given_at: noon(),
                due_at: noon(),
                is_reduced: false,
                told: HandoverTold::Nothing,
                state: HandoverState::Open,
                ended_by: None,
                ended_at: None,
                lapsed_at: None,
                version: 1,
            },
            case: self.case(),
            queue: self.queue(),
            to_queue: matches!(self.target, Target::Queue(_)).then_some(received),
        }
    }

    #[expect(clippy::expect_used, reason = "the key of a field that is written here")]
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
            "field" => Resource::Field {
                field: Field {
                    key: FieldKey::parse("date_of_birth").expect("lower-case letters are a key"),
                    label: "date of birth".to_owned(),
                    class: Class::Personal,
                    held: Held::Here,
                    to_member: ToMember::Ask,
                    elsewhere: None,
                },
                person_id: person_id(self.requester),
                relation: Some(Relation::Own),
                case: self.case(),
                queue: self.queue(),
            },
            "emergency" => {
                Resource::Emergency { case: self.case(), queue: self.queue(), owes_review: false }
            }
            "authority" => Resource::Authority {
                id: AuthorityId::from_uuid(Uuid::from_u128(60)),
                kind: AuthorityKind::Emergency,
                issuer_id: person_id(if self.place == ME { MYSELF } else { STRANGER }),
                holder: Holder::Staff(staff_id(self.place)),
                persons: [person_id(self.person)].into(),
            },
            "handover" => Resource::Handover(Box::new(self.handed_over())),
            "dispute" => Resource::Dispute(Box::new(self.asked())),
            "person" => Resource::Person(person_id(self.person)),
            // The only kind that is left; `resource_kind` names no other.
            _ => Resource::Staff(staff_id(self.place)),
        }
    }
}

/// What each act is done to, as the README says.
pub const fn resource_kind(act: Act) -> &'static str {
    match act {
        Act::CaseOpen
        | Act::CaseList
        | Act::CaseSearch
        | Act::QueueEdit
        | Act::TemplateEdit
        | Act::GuideEdit
        | Act::DisputeFile => "queue",
        Act::DisputeShow
        | Act::DisputeTake
        | Act::DisputeDecline
        | Act::DisputeLeave
        | Act::DisputeEnd
        | Act::DisputeComplete
        | Act::DisputeHear
        | Act::DisputeConfer
        | Act::DisputeShare
        | Act::DisputeRule
        | Act::DisputeAppeal
        | Act::RulingSign
        | Act::RulingRelease => "dispute",
        Act::HandoverShow
        | Act::HandoverAccept
        | Act::HandoverDecline
        | Act::HandoverWithdraw
        | Act::HandoverLapse => "handover",
        Act::CaseAdd
        | Act::CaseHandOver
        | Act::PersonAssure
        | Act::CaseShow
        | Act::CaseMove
        | Act::CaseAssign
        | Act::CaseNote
        | Act::CaseReply
        | Act::CaseClose
        | Act::CaseReopen
        | Act::ConsentAsk
        | Act::GuideStart
        | Act::GuideTick
        | Act::GuideUntick
        | Act::GuideStop
        | Act::CaseMarkLegal
        | Act::CaseLink
        | Act::CaseUnlink
        | Act::CaseMerge
        | Act::CaseSeparate
        | Act::CaseSplit
        | Act::CaseJudge => "case",
        Act::MessageUnseal
        | Act::MessageSend
        | Act::MessageUndo
        | Act::MessageConfirm
        | Act::MessageReport => "message",
        Act::PersonFind
        | Act::PersonRequests
        | Act::PersonLooks
        | Act::PersonExport
        | Act::PersonDestroy
        | Act::FactorList
        | Act::FactorAdd
        | Act::FactorRemove
        | Act::FactorReset
        | Act::AgreementAccept
        | Act::AgreementShow
        | Act::SessionList
        | Act::SessionEnd
        | Act::PersonAuthorities
        | Act::ConsentGive
        | Act::ConsentDecline
        | Act::AssuranceEnd
        | Act::HoldEnd => "person",
        Act::FieldShow | Act::FieldEdit | Act::FieldDisclose => "field",
        Act::EmergencyDeclare => "emergency",
        Act::AuthorityPresent | Act::AuthorityWithdraw | Act::EmergencyReview => "authority",
        Act::AuthorityList
        | Act::StaffRemove
        | Act::BoardJoin
        | Act::DeputyName
        | Act::NoticeChoose
        | Act::TokenCreate
        | Act::TokenRevoke
        | Act::KeySign => "staff",
        Act::LogShow | Act::LogProve => "log",
        // These are done to whatever the act is done to that takes two; a person is one such thing.
        Act::ApprovalPropose | Act::ApprovalApprove | Act::ApprovalDecline => "person",
        Act::ApprovalList | Act::PolicyShow | Act::PolicyChange => "house",
        Act::TemplateShow | Act::GuideShow => "house",
        Act::HouseShow | Act::SettingChange | Act::DeliveryRetry => "house",
        Act::ChangeList
        | Act::HandoverList
        | Act::DestinationList
        | Act::DestinationCreate
        | Act::DestinationEdit
        | Act::DestinationRetire
        | Act::QueueList
        | Act::StaffList
        | Act::StaffInvite
        | Act::BoardFound
        | Act::AuthorityGive
        | Act::KeyRotate => "house",
    }
}

/// Everybody who asks, each role alone.
pub fn askers() -> Vec<(String, Actor)> {
    let scopes: &[Act] = &[Act::CaseShow, Act::CaseReply, Act::TokenCreate, Act::KeySign];
    let mut askers = vec![
        ("visitor".to_owned(), Actor::Visitor),
        ("requester, by mail".to_owned(), person(REQUESTER, Identity::AddressControlled)),
        ("requester, signed in".to_owned(), person(REQUESTER, Identity::SignedIn)),
        ("requester, strong".to_owned(), person(REQUESTER, Identity::Strong)),
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
        "dispute" => disputes(actor),
        "handover" => handovers(&inside, &outside, &own),
        "house" | "log" => vec![("", inside)],
        "queue" => vec![("own queue", inside), ("other queue", outside)],
        "person" | "staff" => vec![("another's", inside), ("own", mine)],
        "authority" => vec![("another's", inside), ("own", mine)],
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
            ("assigned", held.clone()),
            ("moved away", moved),
            ("other queue", outside),
            ("closed", closed),
            ("own request", mine),
            ("legal", Scene { class: Class::Legal, ..held.clone() }),
            ("legal, rules", Scene { class: Class::Legal, arbitrators: vec![ME], ..held }),
        ],
    }
}

/// The ways a handover can stand to whoever asks.
fn handovers(inside: &Scene, outside: &Scene, own: &[Role]) -> Vec<(&'static str, Scene)> {
    let given = Scene { given_by: ME, ..inside.clone() };
    let received = Scene { received_by: roles(own), ..outside.clone() };
    let to_me = Scene { target: Target::Member(staff_id(ME)), ..inside.clone() };
    let role = own.first().copied().unwrap_or(Role::TeamLeader);
    let abroad = Scene { target: Target::Outside, ..inside.clone() };
    let mine = Scene { requester: MYSELF, ..received.clone() };
    vec![
        ("own queue", inside.clone()),
        ("given", given),
        ("received", received.clone()),
        ("to me", to_me.clone()),
        ("to me, elsewhere", Scene { staffed_by: outside.staffed_by.clone(), ..to_me }),
        ("to a role", Scene { target: Target::Role(role), ..inside.clone() }),
        ("outside", abroad.clone()),
        ("outside, given", Scene { given_by: ME, ..abroad }),
        ("other queue", outside.clone()),
        ("own request", mine),
        ("legal", Scene { class: Class::Legal, ..received.clone() }),
        ("wider class", Scene { class: Class::PrivateBusiness, ..received }),
    ]
}

/// The ways a dispute can stand to whoever asks. To be seated is the asker, for the seat of their role.
fn disputes(actor: &Actor) -> Vec<(&'static str, Scene)> {
    let own = match actor {
        Actor::Staff(staff) => staff.roles.iter().copied().collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let seat = if own.contains(&Role::CaseManager) { Seat::CaseManager } else { Seat::Arbitrator };
    let filed = Scene { nominee: Some((seat, ME, MYSELF, own)), ..Scene::dispute() };
    let heard = Scene {
        stage: Stage::Hearing,
        arbitrators: vec![COLLEAGUE],
        case_manager: Some(COLLEAGUE + 1),
        ..filed.clone()
    };
    let rules = Scene { arbitrators: vec![ME], ..heard.clone() };
    let leads = Scene { case_manager: Some(ME), ..heard.clone() };
    let legal = Scene { class: Class::Legal, ..leads.clone() };
    vec![
        ("filed", filed.clone()),
        ("against me", Scene { respondent: Some(MYSELF), ..filed.clone() }),
        ("worked on", Scene { engineers: vec![ME], ..filed.clone() }),
        ("sat before", Scene { sat_before: vec![ME], ..filed }),
        ("heard", heard.clone()),
        ("rules", rules.clone()),
        ("signed", Scene { signers: vec![ME], ..rules }),
        ("leads", leads),
        ("legal, leads", legal),
        ("sealed", Scene { is_sealed: true, signers: vec![COLLEAGUE], ..heard.clone() }),
        ("decided", Scene { stage: Stage::Decided, signers: vec![COLLEAGUE], ..heard }),
    ]
}
