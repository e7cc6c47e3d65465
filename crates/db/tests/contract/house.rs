//! What the tests stand in: an open database, a fixed clock, and the few rows that most tests need.

use std::sync::Arc;

use audit::{Ground, LogKey, Permit, PolicyRef, Who};
use db::{Db, DbConfig, NewCase, NewMessage, NewStaff, WriteTx};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Case, CaseId, CaseKind, CaseNumber, CaseState, Class, Direction, EntryId, Identity,
    Message, MessageId, MessageKind, PersonId, Queue, QueueId, QueueName, Role, StaffId, Tribunal,
    Via,
};
use testkit::{FixedClock, SeededChance};
use uuid::Uuid;

/// Opens the database under test.
pub(crate) struct House {
    pub(crate) db: Db,
    pub(crate) clock: Arc<FixedClock>,
    chance: Arc<SeededChance>,
}

pub(crate) fn log_key() -> LogKey {
    LogKey::new(&[7; 32])
}

pub(crate) fn secs(n: i64) -> SignedDuration {
    SignedDuration::from_secs(n)
}

impl House {
    pub(crate) async fn open(url: &str) -> Self {
        let clock = Arc::new(FixedClock::noon());
        let chance = Arc::new(SeededChance::new(1));
        let config = DbConfig { url: url.to_owned() };
        let db = Db::open(&config, log_key(), clock.clone(), chance.clone()).await.unwrap();
        Self { db, clock, chance }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.db.now()
    }

    pub(crate) fn id(&self) -> Uuid {
        EntryId::draw(self.now(), &*self.chance).uuid()
    }

    /// What a permit of the founder rests on: nothing that could fall away.
    pub(crate) fn ground(&self) -> Ground {
        Ground {
            who: Who { kind: "founder".to_owned(), id: String::new(), roles: Vec::new() },
            staff: None,
            via: Via::CommandLine,
            act: Act::QueueEdit,
            resource_kind: "house",
            resource_id: "house".to_owned(),
            case: None,
            person_id: None,
            authorities: Vec::new(),
            uses: None,
            policies: vec![PolicyRef { id: "founding".to_owned(), clause: "founding".to_owned() }],
            second: None,
            edition: "edition 1".to_owned(),
            at: self.now(),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "tests of the write door stand below the gate")]
    pub(crate) fn permit(&self, ground: Ground) -> Permit {
        Permit::mint(ground)
    }

    pub(crate) async fn write(&self) -> WriteTx {
        self.db.write(self.permit(self.ground())).await.unwrap()
    }

    pub(crate) async fn person(&self) -> PersonId {
        let id = PersonId::from_uuid(self.id());
        let mut tx = self.write().await;
        assert!(tx.insert_person(id, Some(b"name"), self.now()).await.unwrap());
        tx.commit().await.unwrap();
        id
    }

    pub(crate) async fn staff(&self, roles: &[Role]) -> StaffId {
        let person_id = self.person().await;
        let id = StaffId::from_uuid(self.id());
        let mut tx = self.write().await;
        let new = NewStaff { id, person_id, roles: roles.iter().copied().collect() };
        assert!(tx.insert_staff(&new, self.now()).await.unwrap());
        tx.commit().await.unwrap();
        id
    }

    pub(crate) fn queue(&self, name: &str, position_index: i64) -> Queue {
        Queue {
            id: QueueId::from_uuid(self.id()),
            name: QueueName::parse(name).unwrap(),
            first_response_secs: 3_600,
            roles: [Role::Triage, Role::SupportEngineer].into(),
            position_index,
            is_active: true,
            version: 1,
        }
    }

    pub(crate) async fn put_queue(&self, name: &str) -> QueueId {
        let queue = self.queue(name, 0);
        let mut tx = self.write().await;
        assert!(tx.insert_queue(&queue).await.unwrap());
        tx.commit().await.unwrap();
        queue.id
    }

    pub(crate) fn case(&self, queue_id: QueueId, requester_id: PersonId, sequence: u32) -> Case {
        Case {
            id: CaseId::from_uuid(self.id()),
            number: CaseNumber {
                kind: CaseKind::Request,
                day: jiff::civil::date(2026, 11, 21),
                sequence,
            },
            state: CaseState::Pending,
            queue_id,
            requester_id,
            assignment: None,
            class: Class::Personal,
            due: None,
            opened_at: self.now(),
            updated_at: self.now(),
            n_messages: 1,
            language: Some("deu".to_owned()),
            tribunal: Tribunal::default(),
            version: 1,
        }
    }

    pub(crate) async fn put_case(&self, case: &Case) {
        let mut tx = self.write().await;
        let (subject_twin, excerpt_twin) = (b"subject".as_slice(), b"excerpt".as_slice());
        let new = NewCase { case, subject_twin, excerpt_twin, suggested_case_id: None };
        assert!(tx.insert_case(&new).await.unwrap());
        tx.commit().await.unwrap();
    }

    /// One case in a queue of its own, with a requester.
    pub(crate) async fn one_case(&self) -> Case {
        let case = self.case(self.put_queue("support").await, self.person().await, 1);
        self.put_case(&case).await;
        case
    }

    pub(crate) fn message(&self, case: &Case, position_index: i64) -> Message {
        Message {
            id: MessageId::from_uuid(self.id()),
            case_id: case.id,
            position_index,
            kind: MessageKind::Public,
            direction: Direction::In,
            author_person_id: Some(case.requester_id),
            author_staff_id: None,
            identity: Identity::AddressControlled,
            at: self.now(),
            is_confirmed: true,
            automatic: None,
            fault: None,
            n_attachments: 0,
            language: None,
        }
    }

    pub(crate) async fn put_message(&self, case: &Case, position_index: i64) -> MessageId {
        let message = self.message(case, position_index);
        let mut tx = self.write().await;
        let new = NewMessage {
            message: &message,
            subject_twin: b"subject",
            text_twin: b"text",
            values: &[],
        };
        tx.insert_message(&new).await.unwrap();
        tx.commit().await.unwrap();
        message.id
    }
}
