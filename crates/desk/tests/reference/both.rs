//! A house of cases and the reference beside it: what the desk does, the reference must allow, by just the token or clause
//! that the entry names; and what is refused changes nothing.

mod acts;
mod authorities;

use std::{collections::BTreeMap, net::IpAddr};

use authority::ProofAnswer;
use desk::{ConsentDraft, DeskError};
use model::{
    Actor, Address, AuthorityId, CaseNumber, Class, ConsentId, Field, FieldKey, Held, MessageId,
    PersonId, Personal, QueueName, Role, SessionId, StaffId, ToMember,
};
use testkit::{
    house::{TestHouse, mail_from},
    totp_code,
};

use crate::{
    tries::{BELA, BENCH, BORA, N_CASES, N_PEOPLE, QUEUES, STAFF, Try, act_of, deeds_of},
    world::{Case, World},
};

/// Somebody who is signed in and has an app.
struct Person {
    id: PersonId,
    session: SessionId,
    actor: Actor,
    secret: String,
}

/// A house and the reference beside it.
pub struct Both {
    pub house: TestHouse,
    world: World,
    staff: Vec<Person>,
    /// Their ids as members, which outlast their places.
    staff_ids: Vec<StaffId>,
    /// An arbitrator, a case manager and two members of the board.
    bench: Vec<Person>,
    people: Vec<Person>,
    cases: Vec<(CaseNumber, MessageId)>,
    asked: Vec<(ConsentId, usize)>,
    tokens: Vec<AuthorityId>,
    pub n_done: BTreeMap<&'static str, usize>,
}

pub fn status() -> FieldKey {
    FieldKey::parse("status").unwrap()
}

impl Both {
    pub async fn new() -> Self {
        let field = Field {
            key: status(),
            label: "status".to_owned(),
            class: Class::Personal,
            held: Held::Here,
            to_member: ToMember::Ask,
            elsewhere: None,
        };
        let house = TestHouse::with(None, |config| config.fields = vec![field]).await;
        let (mut staff, mut staff_ids) = (Vec::new(), Vec::new());
        for (local, _, role) in STAFF {
            let member = house.member(local, &[role]).await;
            staff.push(with_app(&house, member.staff.person_id).await);
            staff_ids.push(member.staff.id);
        }
        let mut bench = Vec::new();
        for (local, role) in BENCH {
            let member = house.member(local, &[role]).await;
            bench.push(with_app(&house, member.staff.person_id).await);
        }
        let tessa = house.member("tessa", &[Role::Triage]).await;
        let mut cases = Vec::new();
        for n in 0..N_CASES {
            let address = format!("person{}@mail.example", n % N_PEOPLE);
            let subject = format!("Case {n}");
            let mail = mail_from("Jana", &address, &subject, "Please help me.");
            let number = house.number(house.mail(mail).await).await;
            let queue = QueueName::parse(QUEUES[0]).unwrap();
            house.desk.move_case(&tessa.actor, number, &queue, None).await.unwrap();
            let page = house.desk.show(&staff[0].actor, number).await.unwrap();
            cases.push((number, page.messages[0].message.id));
        }
        // From here on places are the board's to give.
        for member in &bench[BELA..] {
            house.desk.join_board(&member.actor).await.unwrap();
        }
        let mut people = Vec::new();
        for n in 0..N_PEOPLE {
            let address = Address::parse(&format!("person{n}@mail.example")).unwrap();
            let id = house.vault.find_person(&address).unwrap().unwrap();
            people.push(with_app(&house, id).await);
        }
        let world = World {
            staff: STAFF.iter().map(|(_, kind, _)| *kind).collect(),
            cases: (0..N_CASES)
                .map(|n| Case { person: n % N_PEOPLE, queue: 0, assignee: None, is_closed: false })
                .collect(),
            tokens: Vec::new(),
            hour: 0,
        };
        let (asked, tokens, n_done) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { house, world, staff, staff_ids, bench, people, cases, asked, tokens, n_done }
    }

    pub async fn attempt(&mut self, attempt: Try) {
        let before = self.fingerprint().await;
        let done = self.tried(attempt).await;
        if done.is_err() {
            assert_eq!(self.fingerprint().await, before, "refused, and changed: {attempt:?}");
        }
        if let Ok(word) = done {
            *self.n_done.entry(word).or_default() += 1;
        }
    }

    /// All of the state that acts here can change, as one text.
    async fn fingerprint(&self) -> String {
        let mut reader = self.house.db.read().await.unwrap();
        let mut text = String::new();
        for (number, _) in &self.cases {
            let case = reader.case_of_number(*number).await.unwrap().unwrap().case;
            text += &format!("{:?} {} {:?}\n", case.state, case.version, case.assignment);
        }
        for person in &self.people {
            let version = reader.field_value(person.id, &status()).await.unwrap();
            text += &format!("{:?}\n", version.map(|row| row.version));
            let rows = reader.authorities_of_person(person.id).await.unwrap();
            let rows = rows.iter().map(|row| (row.id, row.n_used, row.withdrawn_at));
            text += &format!("{:?}\n", rows.collect::<Vec<_>>());
        }
        text
    }

    async fn tried(&mut self, attempt: Try) -> Result<&'static str, DeskError> {
        match attempt {
            Try::Assign { who, case, to } => self.assign(who, case, to).await,
            Try::Move { who, case, queue } => {
                let name = QueueName::parse(QUEUES[queue]).unwrap();
                let (number, actor) = (self.cases[case].0, &self.staff[who].actor);
                self.house.desk.move_case(actor, number, &name, None).await?;
                assert!(self.world.may_sort(who, case), "{attempt:?}");
                self.world.cases[case].queue = queue;
                Ok("move")
            }
            Try::Close { who, case } => {
                let (number, actor) = (self.cases[case].0, &self.staff[who].actor);
                self.house.desk.close(actor, number, None).await?;
                assert!(self.world.may_end(who, case), "{attempt:?}");
                self.world.cases[case].is_closed = true;
                self.world.cases[case].assignee = None;
                Ok("close")
            }
            Try::Reopen { who, case } => {
                let (number, actor) = (self.cases[case].0, &self.staff[who].actor);
                self.house.desk.reopen(actor, number, None).await?;
                assert!(self.world.may_end(who, case), "{attempt:?}");
                self.world.cases[case].is_closed = false;
                Ok("reopen")
            }
            Try::Do { who, case, deed } => self.sealed(who, case, deed).await,
            Try::Ask { who, case, deeds, n_uses, hours } => {
                let draft = ConsentDraft {
                    acts: deeds_of(deeds).into_iter().map(act_of).collect(),
                    fields: [status()].into(),
                    words: Personal::new("to help".to_owned()),
                    n_uses_max: n_uses,
                    hours,
                };
                let (number, actor) = (self.cases[case].0, &self.staff[who].actor);
                let id = self.house.desk.ask_consent(actor, number, draft).await?;
                assert!(self.world.may_ask(who, case), "{attempt:?}");
                self.asked.push((id, case));
                Ok("ask")
            }
            Try::Give { person, asked, fewer } => self.give(person, asked, fewer).await,
            Try::Withdraw { person, token } => {
                let Some(id) = self.tokens.get(token) else { return Ok("nothing") };
                self.house.desk.withdraw_authority(&self.people[person].actor, *id).await?;
                assert!(self.world.may_withdraw(Some(person), token), "{attempt:?}");
                self.world.tokens[token].is_withdrawn = true;
                Ok("withdraw")
            }
            Try::Break { who, case, hours } => self.break_glass(who, case, hours).await,
            Try::Rule { case, wide, deeds, n_uses, hours } => {
                self.rule(case, wide, &deeds_of(deeds), n_uses, hours).await
            }
            Try::Resolve { case, wide, to, deeds, n_uses, hours } => {
                self.resolve(case, wide, to, &deeds_of(deeds), n_uses, hours).await
            }
            Try::TakeBack { token } => {
                let Some(id) = self.tokens.get(token) else { return Ok("nothing") };
                self.house.desk.withdraw_authority(&self.bench[BORA].actor, *id).await?;
                assert!(self.world.may_withdraw(None, token), "{attempt:?}");
                self.world.tokens[token].is_withdrawn = true;
                Ok("take back")
            }
            Try::Leave { who } => {
                let (actor, id) = (&self.staff[who].actor, self.staff_ids[who]);
                self.house.desk.remove_staff(actor, id).await?;
                self.world.leave(who);
                self.sign_in_again().await;
                Ok("leave")
            }
            Try::Wait { hours } => {
                self.house.wait_secs(i64::from(hours) * 3_600);
                self.world.hour += hours;
                self.sign_in_again().await;
                Ok("wait")
            }
        }
    }

    /// Sessions end while hours pass.
    async fn sign_in_again(&mut self) {
        for person in self.staff.iter_mut().chain(&mut self.people).chain(&mut self.bench) {
            let (actor, session) = signed_in(&self.house, person.id).await;
            (person.actor, person.session) = (actor, session);
        }
    }
}

async fn signed_in(house: &TestHouse, id: PersonId) -> (Actor, SessionId) {
    let secret = house.sign_in.issue_link(id).await.unwrap();
    let peer = IpAddr::from([127, 0, 0, 1]);
    let actor = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().actor;
    let session = actor.session_id().unwrap();
    (actor, session)
}

async fn with_app(house: &TestHouse, id: PersonId) -> Person {
    let (actor, session) = signed_in(house, id).await;
    let account = Personal::new("somebody".to_owned());
    let shown = house.sign_in.begin_totp(id, session, &account).await.unwrap();
    let secret = shown.text.expose().clone();
    let code = Personal::new(totp_code(&secret, house.db.now()));
    let ready = house.sign_in.finish_totp(id, session, &code).await.unwrap();
    house.desk.add_factor(&actor, &ready, None).await.unwrap();
    Person { id, session, actor, secret }
}

async fn proof(house: &TestHouse, of: &Person, digest: [u8; 32]) -> authority::Proof {
    // A code works once; within its half minute there is no other.
    house.wait_secs(30);
    let code = ProofAnswer::Code(Personal::new(totp_code(&of.secret, house.db.now())));
    house.sign_in.begin_proof(of.id, of.session, digest).await.unwrap();
    house.sign_in.finish_proof(of.id, of.session, digest, &code).await.unwrap()
}
