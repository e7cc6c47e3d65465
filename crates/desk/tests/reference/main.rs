//! Random worlds and random acts: no sealed byte is read and nothing changes unless a reference of some hundred lines,
//! written without Cedar, allows it too; and by just the token or clause that the entry names.
//!
//! Long because each thing that can be tried is done in full: a ruling takes a dispute, a motion takes two.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod world;

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use authority::ProofAnswer;
use db::EntryFilter;
use desk::{
    ConsentChoice, ConsentDraft, DeskError, DirectionDraft, DisputeDraft, EmergencyDraft,
    HolderDraft, MandateDraft, PrecedentDraft, RulingDraft,
};
use jiff::Timestamp;
use model::{
    Act, Actor, Address, AuthorityId, AuthorityKind, CaseKind, CaseNumber, Class, Clock, ConsentId,
    Field, FieldKey, Held, MessageId, PersonId, Personal, QueueName, Role, Seat, SessionId,
    StaffId, ToMember,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use testkit::{
    house::{TestHouse, mail_from},
    totp_code,
};
use world::{Case, Deed, Kind, Place, Source, Token, World};

/// Worlds that are tried, and acts in each. The runner's seed is fixed, so that a failure comes again.
const WORLDS: u32 = 16;
const ACTS_MAX: usize = 80;

const STAFF: [(&str, Kind, Role); 6] = [
    ("egon", Kind::Engineer, Role::SupportEngineer),
    ("ema", Kind::Engineer, Role::SupportEngineer),
    ("lena", Kind::TeamLeader, Role::TeamLeader),
    ("samuel", Kind::SystemAdministrator, Role::SystemAdministrator),
    ("adam", Kind::Administrator, Role::Administrator),
    ("ada", Kind::Auditor, Role::Auditor),
];
const BENCH: [(&str, Role); 4] = [
    ("arno", Role::Arbitrator),
    ("cleo", Role::CaseManager),
    ("bela", Role::BoardMember),
    ("bora", Role::BoardMember),
];
const ARNO: usize = 0;
const CLEO: usize = 1;
const BELA: usize = 2;
const BORA: usize = 3;
const N_PEOPLE: usize = 2;
const N_CASES: usize = 3;
const QUEUES: [&str; 2] = ["support", "systems"];
const DEEDS: [Deed; 3] = [Deed::Unseal, Deed::ShowField, Deed::EditField];

/// One thing that somebody tries; numbers are taken modulo what there is.
#[derive(Clone, Copy, Debug)]
enum Try {
    Assign { who: usize, case: usize, to: usize },
    Move { who: usize, case: usize, queue: usize },
    Close { who: usize, case: usize },
    Reopen { who: usize, case: usize },
    Do { who: usize, case: usize, deed: Deed },
    Ask { who: usize, case: usize, deeds: u8, n_uses: u32, hours: u32 },
    Give { person: usize, asked: usize, fewer: bool },
    Withdraw { person: usize, token: usize },
    Break { who: usize, case: usize, hours: u32 },
    Rule { case: usize, wide: Wide, deeds: u8, n_uses: u32, hours: u32 },
    Resolve { case: usize, wide: Wide, to: usize, deeds: u8, n_uses: u32, hours: u32 },
    TakeBack { token: usize },
    Leave { who: usize },
    Wait { hours: u32 },
}

/// Whether something is for one case, for those of its queue now, or for every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wide {
    Case,
    Queue,
    House,
}

fn any_try() -> impl Strategy<Value = Try> {
    // Those who work on cases try more than those who should not.
    let who = prop_oneof![3 => 0..3_usize, 1 => 0..STAFF.len()];
    let ender = prop::sample::select(vec![2_usize, 2, 2, 0, 1, 3, 4, 5]);
    let case = 0..N_CASES;
    let deed = prop::sample::select(DEEDS.to_vec());
    prop_oneof![
        4 => (who.clone(), case.clone(), 0..4_usize)
            .prop_map(|(who, case, to)| Try::Assign { who, case, to }),
        1 => (who.clone(), case.clone(), prop::sample::select(vec![0_usize, 0, 0, 1]))
            .prop_map(|(who, case, queue)| Try::Move { who, case, queue }),
        2 => (ender.clone(), case.clone()).prop_map(|(who, case)| Try::Close { who, case }),
        3 => (ender, case.clone()).prop_map(|(who, case)| Try::Reopen { who, case }),
        8 => (who.clone(), case.clone(), deed)
            .prop_map(|(who, case, deed)| Try::Do { who, case, deed }),
        3 => (0..2_usize, case.clone(), 1..8_u8, 1..3_u32, 1..4_u32).prop_map(
            |(who, case, deeds, n_uses, hours)| Try::Ask { who, case, deeds, n_uses, hours }
        ),
        4 => (0..N_PEOPLE, 0..4_usize, any::<bool>())
            .prop_map(|(person, asked, fewer)| Try::Give { person, asked, fewer }),
        1 => (0..N_PEOPLE, 0..4_usize)
            .prop_map(|(person, token)| Try::Withdraw { person, token }),
        2 => (who, case, 1..3_u32).prop_map(|(who, case, hours)| Try::Break { who, case, hours }),
        1 => (1..3_u32).prop_map(|hours| Try::Wait { hours }),
        2 => (0..N_CASES, wide(), 1..8_u8, 1..3_u32, 1..4_u32).prop_map(
            |(case, wide, deeds, n_uses, hours)| Try::Rule { case, wide, deeds, n_uses, hours }
        ),
        2 => (0..N_CASES, wide(), 0..STAFF.len() + 1, 1..8_u8, 1..3_u32, 1..4_u32).prop_map(
            |(case, wide, to, deeds, n_uses, hours)| Try::Resolve {
                case, wide, to, deeds, n_uses, hours,
            }
        ),
        1 => (0..6_usize).prop_map(|token| Try::TakeBack { token }),
        1 => prop::sample::select(vec![0_usize, 3, 4]).prop_map(|who| Try::Leave { who }),
    ]
}

fn wide() -> impl Strategy<Value = Wide> {
    prop::sample::select(vec![Wide::Case, Wide::Queue, Wide::House])
}

/// Somebody who is signed in and has an app.
struct Person {
    id: PersonId,
    session: SessionId,
    actor: Actor,
    secret: String,
}

/// A house and the reference beside it.
struct Both {
    house: TestHouse,
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
    n_done: BTreeMap<&'static str, usize>,
}

fn status() -> FieldKey {
    FieldKey::parse("status").unwrap()
}

fn act_of(deed: Deed) -> Act {
    match deed {
        Deed::Unseal => Act::MessageUnseal,
        Deed::ShowField => Act::FieldShow,
        Deed::EditField => Act::FieldEdit,
    }
}

fn deeds_of(bits: u8) -> BTreeSet<Deed> {
    (0..3).filter(|bit| bits & (1 << bit) != 0).map(|bit| DEEDS[bit]).collect()
}

impl Both {
    async fn new() -> Self {
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

    async fn attempt(&mut self, attempt: Try) {
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

    async fn assign(
        &mut self,
        who: usize,
        case: usize,
        to: usize,
    ) -> Result<&'static str, DeskError> {
        let (number, actor) = (self.cases[case].0, &self.staff[who].actor);
        self.house.desk.assign(actor, number, self.staff_ids[to], None).await?;
        assert!(self.world.may_sort(who, case), "{who} assigns {case}");
        assert!(self.world.may_sort(to, case), "{to} is given {case}");
        self.world.cases[case].assignee = Some(to);
        Ok("assign")
    }

    /// Opens or changes what is sealed; the entry says by what right, and the reference is asked for just that.
    async fn sealed(
        &mut self,
        who: usize,
        case: usize,
        deed: Deed,
    ) -> Result<&'static str, DeskError> {
        // What came before is numbered first, so that the last entry is that of this act.
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let ((number, message), actor) = (self.cases[case], &self.staff[who].actor);
        let desk = &self.house.desk;
        match deed {
            Deed::Unseal => {
                let opened = desk.unseal(actor, number, message, Some("to help")).await?;
                assert!(opened.text.expose().contains("help me"));
            }
            Deed::ShowField => drop(desk.show_field(actor, number, &status(), None).await?),
            Deed::EditField => {
                let person = self.people[self.world.cases[case].person].id;
                let row = self.house.db.read().await.unwrap().field_value(person, &status()).await;
                let version = row.unwrap().map_or(0, |row| row.version);
                let value = Personal::new("gold".to_owned());
                desk.edit_field(actor, number, &status(), value, version, None).await?;
            }
        }
        let (kind, id) = self.last_right(act_of(deed)).await;
        if kind == AuthorityKind::Clause {
            assert!(self.world.may_by_clause(who, case, deed), "{who} does {deed:?} in {case}");
            return Ok("by clause");
        }
        let token = self.tokens.iter().position(|token| token.to_string() == id).unwrap();
        assert!(
            self.world.may_by_token(who, case, deed, token),
            "{who} does {deed:?} in {case} by {:?} at hour {}",
            self.world.tokens[token],
            self.world.hour
        );
        self.world.tokens[token].n_left -= 1;
        Ok("by token")
    }

    async fn last_right(&self, act: Act) -> (AuthorityKind, String) {
        while self.house.desk.sequence().await.unwrap() > 0 {}
        let filter = EntryFilter { act: Some(act), n_max: 200, ..EntryFilter::default() };
        let rows = self.house.db.read().await.unwrap().entries(&filter).await.unwrap();
        let last = rows.iter().max_by_key(|row| row.log_index).unwrap();
        let entry = audit::Entry::of_canonical(&last.canonical).unwrap();
        assert_eq!(entry.outcome, audit::Outcome::Done);
        assert_eq!(entry.authorities.len(), 1, "one right for one act");
        (entry.authorities[0].kind, entry.authorities[0].id.clone())
    }

    async fn give(
        &mut self,
        person: usize,
        asked: usize,
        fewer: bool,
    ) -> Result<&'static str, DeskError> {
        let Some((id, case)) = self.asked.get(asked).copied() else { return Ok("nothing") };
        let someone = &self.people[person];
        let desk = &self.house.desk;
        let view = desk.own_consent(&someone.actor, id).await?;
        let mut acts = view.row.acts.clone();
        if fewer && acts.len() > 1 {
            acts.pop_last();
        }
        let shown_at = Timestamp::from_second(self.house.clock.now().as_second()).unwrap();
        let choice = ConsentChoice {
            acts: acts.clone(),
            fields: view.row.fields.clone(),
            n_uses_max: view.row.n_uses_max,
            hours: view.row.hours,
            shown_at,
        };
        let (_, digest) = desk.consent_terms(&someone.actor, id, &choice).await?;
        let proof = proof(&self.house, someone, digest).await;
        let token = desk.give_consent(&someone.actor, id, &choice, Some(&proof)).await?;
        assert_eq!(self.world.cases[case].person, person, "nobody consents for another");
        self.tokens.push(token);
        self.world.tokens.push(Token {
            source: Source::Consent,
            holder: None,
            place: Place::Case(case),
            deeds: DEEDS.into_iter().filter(|deed| acts.contains(&act_of(*deed))).collect(),
            n_left: view.row.n_uses_max,
            until: self.world.hour + view.row.hours,
            is_withdrawn: false,
        });
        Ok("give")
    }

    async fn break_glass(
        &mut self,
        who: usize,
        case: usize,
        hours: u32,
    ) -> Result<&'static str, DeskError> {
        let (number, someone) = (self.cases[case].0, &self.staff[who]);
        let desk = &self.house.desk;
        let (why, shown_at) = (Personal::new("it burns".to_owned()), self.house.clock.now());
        let draft = EmergencyDraft { why, hours, shown_at };
        let (_, digest) = desk.emergency_terms(&someone.actor, number, &draft).await?;
        let proof = proof(&self.house, someone, digest).await;
        let token = desk.declare_emergency(&someone.actor, number, &draft, Some(&proof)).await?;
        assert!(self.world.may_break(who, case), "{who} breaks glass over {case}");
        self.tokens.push(token);
        self.world.tokens.push(Token {
            source: Source::Emergency,
            holder: Some(who),
            place: Place::Case(case),
            deeds: [Deed::Unseal, Deed::ShowField].into(),
            n_left: u32::MAX,
            until: self.world.hour + hours,
            is_withdrawn: false,
        });
        Ok("break")
    }

    /// An arbitrator rules, in a dispute of the requester's, what the engineers may do.
    async fn rule(
        &mut self,
        case: usize,
        wide: Wide,
        deeds: &BTreeSet<Deed>,
        n_uses: u32,
        hours: u32,
    ) -> Result<&'static str, DeskError> {
        let text = |words: &str| Personal::new(words.to_owned());
        let claimant = &self.people[self.world.cases[case].person].actor;
        let filed = DisputeDraft {
            complaint: text("It does not go on."),
            relief: text("Let it."),
            respondent: text("The support team"),
            ..DisputeDraft::default()
        };
        let desk = &self.house.desk;
        let dispute = desk.own_file(claimant, None, filed).await?;
        let (arno, cleo) = (&self.bench[ARNO], &self.bench[CLEO]);
        for (member, seat) in [(arno, Seat::Arbitrator), (cleo, Seat::CaseManager)] {
            let Actor::Staff(staff) = &member.actor else { panic!("a member") };
            desk.take_seat(&member.actor, dispute, seat, staff.id).await?;
        }
        let (class, place) = self.scope(case, wide);
        let direction = DirectionDraft {
            holder: HolderDraft::Role(Role::SupportEngineer),
            acts: deeds.iter().map(|deed| act_of(*deed)).collect(),
            fields: [status().to_string()].into(),
            case: (wide == Wide::Case).then_some(self.cases[case].0),
            persons: BTreeSet::new(),
            not_before: None,
            expires_at: self.after(hours),
            n_uses_max: i64::from(n_uses),
            precedent: class,
        };
        let draft = RulingDraft {
            facts: text("It does not go on."),
            considerations: text("It should."),
            decision: text("It does."),
            is_interim: false,
            is_sealed: false,
            directions: vec![direction],
        };
        let preview = desk.ruling_shown(&arno.actor, dispute, &draft).await?;
        let proof = proof(&self.house, arno, preview.shown.digest).await;
        desk.rule(&arno.actor, dispute, draft, Some(&proof)).await?;
        let source = if wide == Wide::Case { Source::Ruling } else { Source::Precedent };
        let until = self.world.hour + hours;
        self.note_token(source, None, place, deeds, n_uses, until).await;
        Ok("rule")
    }

    /// The board resolves what somebody may do: one moves, another seconds, and the mover gives it.
    async fn resolve(
        &mut self,
        case: usize,
        wide: Wide,
        to: usize,
        deeds: &BTreeSet<Deed>,
        n_uses: u32,
        hours: u32,
    ) -> Result<&'static str, DeskError> {
        let holder = (to < STAFF.len()).then_some(to);
        let (class, place) = self.scope(case, wide);
        let is_of_fields = deeds.iter().any(|deed| *deed != Deed::Unseal);
        let draft = MandateDraft {
            holder: match holder {
                Some(who) => HolderDraft::Staff(self.staff_ids[who]),
                None => HolderDraft::Role(Role::SupportEngineer),
            },
            acts: deeds.iter().map(|deed| act_of(*deed)).collect(),
            fields: is_of_fields.then(|| status().to_string()).into_iter().collect(),
            case: (wide == Wide::Case).then_some(self.cases[case].0),
            class,
            not_before: None,
            expires_at: self.after(hours),
            n_uses_max: n_uses,
        };
        let (desk, bela, bora) = (&self.house.desk, &self.bench[BELA], &self.bench[BORA]);
        let mandate = desk.mandate(&bela.actor, &draft).await?;
        let id = desk.propose(&bela.actor, &desk::Deed::GiveAuthority(mandate)).await?;
        let row = self.house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
        desk.approve(&bora.actor, id, &row.digest).await?;
        let (_, digest) = desk.mandate_terms(&bela.actor, id).await?;
        let proof = proof(&self.house, bela, digest).await;
        desk.complete_proved(&bela.actor, id, Some(&proof)).await?;
        let until = self.world.hour + hours;
        self.note_token(Source::Motion, holder, place, deeds, n_uses, until).await;
        Ok("resolve")
    }

    fn scope(&self, case: usize, wide: Wide) -> (Option<PrecedentDraft>, Place) {
        let queue = self.world.cases[case].queue;
        let class = |queue| Some(PrecedentDraft { kind: CaseKind::Request, queue });
        match wide {
            Wide::Case => (None, Place::Case(case)),
            Wide::Queue => {
                let name = QueueName::parse(QUEUES[queue]).unwrap();
                (class(Some(name)), Place::Class(Some(queue)))
            }
            Wide::House => (class(None), Place::Class(None)),
        }
    }

    fn after(&self, hours: u32) -> Timestamp {
        self.house.clock.now() + jiff::SignedDuration::from_hours(i64::from(hours))
    }

    /// Notes the token that was minted just now: the one that nobody noted yet.
    async fn note_token(
        &mut self,
        source: Source,
        holder: Option<usize>,
        place: Place,
        deeds: &BTreeSet<Deed>,
        n_left: u32,
        until: u32,
    ) {
        let all = self.house.db.read().await.unwrap().authority_counts(None, 1_000).await.unwrap();
        let mut new = all.into_iter().map(|row| row.id).filter(|id| !self.tokens.contains(id));
        let id = new.next().unwrap();
        assert_eq!(new.next(), None, "one act mints one token");
        drop(new);
        self.tokens.push(id);
        let deeds = deeds.clone();
        let is_withdrawn = false;
        self.world.tokens.push(Token { source, holder, place, deeds, n_left, until, is_withdrawn });
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
    house.sign_in.finish_proof(of.id, of.session, digest, &code).await.unwrap()
}

#[test]
fn nothing_is_opened_or_changed_that_the_reference_forbids() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::deterministic();
    let mut n_done: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..WORLDS {
        let acts =
            prop::collection::vec(any_try(), ACTS_MAX).new_tree(&mut runner).unwrap().current();
        runtime.block_on(async {
            let mut both = Both::new().await;
            for attempt in acts {
                both.attempt(attempt).await;
            }
            while both.house.desk.sequence().await.unwrap() > 0 {}
            let report = both.house.desk.verify_log(None).await.unwrap().report;
            assert!(report.is_sound(), "{report:?}");
            for (word, n) in both.n_done {
                *n_done.entry(word).or_default() += n;
            }
        });
    }
    // A reference that is never asked proves nothing.
    for word in [
        "assign",
        "close",
        "reopen",
        "ask",
        "give",
        "break",
        "rule",
        "resolve",
        "take back",
        "leave",
        "by clause",
        "by token",
    ] {
        assert!(n_done.get(word).is_some_and(|n| *n > 0), "{word} never happened: {n_done:?}");
    }
}
