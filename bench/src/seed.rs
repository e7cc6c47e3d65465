//! A seeded world: the rows that the desk would have written, sealed for real, in big transactions.
//!
//! What is left out: raw mails and attachments as files, and an entry of the log for each act (a transaction
//! of the seeding has one). Everything that board, case, search and intake read is there.

mod texts;

use std::{path::Path, sync::Arc, time::Instant};

use anyhow::{Context, bail};
use db::{KnownMail, Label, NewCase, NewMailId, NewMessage, PersonAddress, Words};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, Address, Assignment, Case, CaseId, CaseKind, CaseNumber, CaseState, Class,
    Direction, Due, Identity, Message, MessageId, MessageKind, PersonId, Queue, Role, StaffId,
    Tribunal,
};
use tokio::{sync::mpsc, task::JoinSet};
use uuid::Uuid;
use vault::{Cell, Owner};

use crate::{dice::Dice, world::World};
use texts::Text;

/// Cases in one transaction; SQLite slows down within very long ones.
const BATCH_CASES: usize = 100;

/// People of whom each has a page open, beside the staff that has the cases.
const LISTENERS: usize = 200;

/// Keys asked for at once, so that they share the key store's commits.
const KEYS_AT_ONCE: usize = 512;

/// Cases per person.
const CASES_PER_PERSON: usize = 3;

/// Members of the staff.
const STAFF: usize = 20;

/// Days over which the cases are spread.
const DAYS: i64 = 365;

/// Reference numbers in the texts: each stands in about ten of a million messages.
const REFERENCES: u64 = 100_000;

/// What those people may do, one after another: each sees other queues, and all see what arrives.
const LISTENER_ROLES: [&[Role]; 4] = [
    &[Role::Triage],
    &[Role::SupportEngineer],
    &[Role::Triage, Role::SupportEngineer],
    &[Role::TeamLeader],
];

/// How their addresses begin.
const LISTENER: &str = "listener";

/// What the staff of the world may do.
const ROLES: [Role; 2] = [Role::Triage, Role::SupportEngineer];

/// Characters of the excerpt on the board.
const EXCERPT_CHARS: usize = 160;

/// What the seeded world is described by, beside it.
const NOTE: &str = "seeded.json";

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Cases.
    pub n_cases: usize,
    /// Messages.
    pub n_messages: usize,
}

/// What a run needs to know of a seeded world.
#[derive(Clone, Debug)]
pub struct Seeded {
    /// Numbers of some cases, over all ages and states.
    pub numbers: Vec<String>,
    /// A bearer token of a member who staffs every common queue.
    pub token: String,
    /// The cookie of the same member's session.
    pub cookie: String,
}

struct Person {
    id: PersonId,
    address: Address,
}

struct Made {
    case: Case,
    twins: (Vec<u8>, Vec<u8>),
    labels: Vec<Label>,
    messages: Vec<MadeMessage>,
}

struct MadeMessage {
    message: Message,
    subject_twin: Vec<u8>,
    text_twin: Vec<u8>,
    values: Vec<(PersonId, Vec<u8>)>,
    words: Words,
    mac: [u8; 32],
}

/// Finds the world in a data folder, or lays it; returns what a run needs.
pub async fn ensure(data: &Path, url: Option<&str>, size: Size) -> anyhow::Result<Seeded> {
    let world = World::open(data, url).await?;
    let note = data.join(NOTE);
    let numbers: Vec<String> = match std::fs::read(&note) {
        Ok(text) => {
            println!("using the world in {}", data.display());
            serde_json::from_slice(&text).context("the note beside the seeded world")?
        }
        Err(_) => {
            if !world
                .db
                .read()
                .await?
                .cases_of_requester(PersonId::from_uuid(Uuid::nil()), 1)
                .await?
                .is_empty()
            {
                bail!("{} holds a world that was not seeded here", data.display());
            }
            let numbers = lay(&world, size).await?;
            std::fs::write(&note, serde_json::to_vec(&numbers)?)?;
            numbers
        }
    };
    let member = world.member("bench", &ROLES).await?;
    let token = world.token(member.id).await?;
    world.close().await?;
    Ok(Seeded { numbers, token, cookie: member.cookie })
}

/// Gives many people a place and a session each; returns the cookies. The house must not run meanwhile: one process holds its keys.
pub async fn listeners(data: &Path, url: Option<&str>) -> anyhow::Result<Vec<String>> {
    println!("seeding {LISTENERS} people who look at the board");
    let world = World::open(data, url).await?;
    let cookies = invite_listeners(&world).await?;
    world.close().await?;
    Ok(cookies)
}

/// Ends the places of those people, also those that an earlier run left. Whoever left stays in the list of the staff, so where they
/// never were, they come and leave: each run on a world that is kept finds the same.
pub async fn dismiss_listeners(data: &Path, url: Option<&str>) -> anyhow::Result<()> {
    let world = World::open(data, url).await?;
    if dismiss(&world).await? == 0 {
        invite_listeners(&world).await?;
        dismiss(&world).await?;
    }
    world.close().await
}

async fn invite_listeners(world: &World) -> anyhow::Result<Vec<String>> {
    let mut cookies = Vec::with_capacity(LISTENERS);
    for (index, roles) in LISTENER_ROLES.into_iter().cycle().take(LISTENERS).enumerate() {
        cookies.push(world.member(&format!("{LISTENER}{index}"), roles).await?.cookie);
    }
    Ok(cookies)
}

/// Ends the places that are not over; returns how many there ever were.
async fn dismiss(world: &World) -> anyhow::Result<usize> {
    let mut n = 0;
    for view in world.desk.staff(&Actor::Founder).await? {
        let address = view.address.as_ref();
        if !address.is_some_and(|address| address.local().starts_with(LISTENER)) {
            continue;
        }
        n += 1;
        if view.is_active {
            world.desk.remove_staff(&Actor::Founder, view.id).await?;
        }
    }
    Ok(n)
}

async fn lay(world: &World, size: Size) -> anyhow::Result<Vec<String>> {
    let began = Instant::now();
    println!("seeding {} cases and {} messages", size.n_cases, size.n_messages);
    let mut dice = Dice::new(1);
    let pool = Arc::new(Pool::new(world, texts::pool(&mut dice))?);
    let staff = Arc::new(staff(world).await?);
    let persons = Arc::new(persons(world, size.n_cases / CASES_PER_PERSON + 1).await?);
    println!("{} persons, {} s", persons.len(), began.elapsed().as_secs());
    let mut queues = world.db.read().await?.queues().await?;
    // Only those that the measuring member staffs.
    queues.retain(|queue| ROLES.iter().any(|role| queue.roles.contains(role)));
    let mut plan = Plan {
        size,
        dice,
        now: world.clock.now(),
        day: None,
        sequence: 0,
        n_done: 0,
        n_messages: 0,
    };
    let (to_write, mut made) = mpsc::channel::<Vec<Made>>(2);

    let makes = async {
        while plan.n_done < size.n_cases {
            let mut cases = Vec::new();
            for _ in 0..BATCH_CASES.min(size.n_cases - plan.n_done) {
                cases.push(plan.next(world, &queues, &persons, &staff)?);
            }
            keys(world, &cases).await?;
            let (sealer, pool, staff, seed) =
                (world.vault.clone(), pool.clone(), staff.clone(), plan.dice.throw());
            let batch = tokio::task::spawn_blocking(move || {
                let mut dice = Dice::new(seed);
                cases.iter().map(|case| seal(&sealer, &pool, &staff, case, &mut dice)).collect()
            });
            let batch: anyhow::Result<Vec<Made>> = batch.await?;
            to_write.send(batch?).await.ok().context("the writer ended")?;
        }
        drop(to_write);
        anyhow::Ok(())
    };
    let writes = async {
        let (mut n_cases, mut n_messages) = (0, 0);
        let mut numbers = Vec::new();
        while let Some(batch) = made.recv().await {
            n_cases += batch.len();
            n_messages += batch.iter().map(|made| made.messages.len()).sum::<usize>();
            numbers.extend(batch.iter().step_by(20).map(|made| made.case.number.to_string()));
            write(world, &batch).await?;
            let secs = began.elapsed().as_secs_f32();
            println!("{n_cases} cases, {n_messages} messages, {secs:.0} s");
        }
        anyhow::Ok(numbers)
    };
    let (made, numbers) = tokio::join!(makes, writes);
    let numbers = numbers?;
    made?;
    Ok(numbers)
}

/// The pool with the hashes of its words.
struct Pool {
    texts: Vec<(Text, Words)>,
    /// The hash of `reference`, and a way to the hash of any number.
    desk: desk::Desk,
}

impl Pool {
    fn new(world: &World, texts: Vec<Text>) -> anyhow::Result<Self> {
        let hashed = |text: Text| {
            let words = world.desk.words_of(&text.subject, &text.text)?;
            anyhow::Ok((text, words))
        };
        let texts = texts.into_iter().map(hashed).collect::<anyhow::Result<_>>()?;
        Ok(Self { texts, desk: world.desk.clone() })
    }
}

async fn staff(world: &World) -> anyhow::Result<Vec<StaffId>> {
    let mut ids = Vec::new();
    for index in 0..STAFF {
        ids.push(world.member(&format!("engineer{index}"), &ROLES).await?.id);
    }
    Ok(ids)
}

async fn persons(world: &World, n: usize) -> anyhow::Result<Vec<Person>> {
    let mut persons = Vec::with_capacity(n);
    let now = world.clock.now();
    for from in (0..n).step_by(KEYS_AT_ONCE) {
        let mut tasks = JoinSet::new();
        for index in from..n.min(from + KEYS_AT_ONCE) {
            let address = Address::parse(&format!("requester{index}@people.example"))?;
            let (vault, id) = (world.vault.clone(), PersonId::draw(now, &*world.chance));
            tasks.spawn(async move {
                let id = vault.create_person_with_address(id, &address).await?;
                anyhow::Ok(Person { id, address })
            });
        }
        let mut tx = world.db.write(world.permit(Act::CaseOpen)).await?;
        while let Some(person) = tasks.join_next().await {
            let person = person??;
            let cell = Cell { table: "persons", column: "name_sealed", row: person.id.uuid() };
            let owner = Owner::Person(person.id);
            let name = world.vault.seal(owner, cell, person.address.local().as_bytes())?;
            tx.insert_person(person.id, Some(&name), now).await?;
            let row = PersonId::draw(now, &*world.chance).uuid();
            let cell = Cell { table: "person_addresses", column: "address_sealed", row };
            let sealed = world.vault.seal(owner, cell, person.address.expose().as_bytes())?;
            let row = PersonAddress { id: row, person_id: person.id, address_sealed: sealed };
            tx.insert_person_address(&row, now).await?;
            persons.push(person);
        }
        tx.commit().await?;
    }
    Ok(persons)
}

/// Cases in the order of their opening.
struct Plan {
    size: Size,
    dice: Dice,
    now: Timestamp,
    day: Option<jiff::civil::Date>,
    sequence: u32,
    n_done: usize,
    n_messages: usize,
}

/// A case and when its messages came.
struct Planned {
    case: Case,
    message_ids: Vec<(MessageId, Timestamp)>,
}

impl Plan {
    fn next(
        &mut self,
        world: &World,
        queues: &[Queue],
        persons: &[Person],
        staff: &[StaffId],
    ) -> anyhow::Result<Planned> {
        let dice = &mut self.dice;
        let span = SignedDuration::from_hours(24 * DAYS);
        let part = self.n_done as f64 / self.size.n_cases as f64;
        let opened_at = self.now - span + SignedDuration::from_secs_f64(span.as_secs_f64() * part);
        let day = opened_at.to_zoned(jiff::tz::TimeZone::UTC).date();
        self.sequence = if self.day == Some(day) { self.sequence + 1 } else { 1 };
        self.day = Some(day);
        // Half of the cases are short, some are long; the last one takes what the sum still lacks.
        let n_left = self.size.n_cases - self.n_done;
        let share = (self.size.n_messages - self.n_messages) / n_left;
        let n = if n_left == 1 {
            share.max(1)
        } else {
            1 + dice.below(2 * share.max(1) as u64 - 1) as usize
        };
        self.n_messages += n;
        self.n_done += 1;
        let id = CaseId::draw(opened_at, &*world.chance);
        let mut at = opened_at;
        let mut message_ids = Vec::with_capacity(n);
        for _ in 0..n {
            message_ids.push((MessageId::draw(at, &*world.chance), at));
            at = (at + SignedDuration::from_mins(1 + dice.below(2_000) as i64)).min(self.now);
        }
        let queue = queues.get(dice.below(4 * queues.len() as u64) as usize);
        let common = queues.iter().find(|queue| queue.name.as_str() == "support");
        let queue = queue.or(common).or_else(|| queues.first()).context("there are queues")?;
        let state = match dice.below(100) {
            0..8 => CaseState::Pending,
            8..16 => CaseState::Open,
            16..26 => CaseState::Waiting,
            26..30 => CaseState::Resolved,
            _ => CaseState::Closed,
        };
        let is_assigned = !matches!(state, CaseState::Pending | CaseState::Closed);
        let held = dice.pick(staff).filter(|_| is_assigned);
        let due = Due { since: at, target_secs: queue.first_response_secs };
        let case = Case {
            id,
            number: CaseNumber { kind: CaseKind::Request, day, sequence: self.sequence },
            state,
            queue_id: queue.id,
            requester_id: dice.pick(persons).context("there are persons")?.id,
            assignment: held.map(|id| Assignment { staff_id: *id, is_self: false, at }),
            class: Class::Personal,
            due: matches!(state, CaseState::Pending | CaseState::Open).then_some(due),
            opened_at,
            updated_at: at,
            n_messages: n as i64,
            language: Some("eng".to_owned()),
            tribunal: Tribunal::default(),
            version: 1,
        };
        Ok(Planned { case, message_ids })
    }
}

async fn keys(world: &World, cases: &[Planned]) -> anyhow::Result<()> {
    for some in cases.chunks(KEYS_AT_ONCE) {
        let mut tasks = JoinSet::new();
        for planned in some {
            let (vault, case) = (world.vault.clone(), &planned.case);
            let (id, requester) = (case.id, case.requester_id);
            tasks.spawn(async move { vault.create_case(id, requester).await });
        }
        while let Some(made) = tasks.join_next().await {
            made??;
        }
    }
    Ok(())
}

fn seal(
    vault: &vault::Vault,
    pool: &Pool,
    staff: &[StaffId],
    planned: &Planned,
    dice: &mut Dice,
) -> anyhow::Result<Made> {
    let case = planned.case.clone();
    let owner = Owner::Case(case.id);
    let mut messages = Vec::with_capacity(planned.message_ids.len());
    let mut twins = None;
    for (index, (id, at)) in planned.message_ids.iter().enumerate() {
        let (text, words) = dice.pick(&pool.texts).context("the pool has texts")?;
        let reference = format!("Reference {}", 1_000_000 + dice.below(REFERENCES));
        let body = format!("{}\n{reference}", text.text);
        let is_out = index % 2 == 1;
        let from = if is_out { "" } else { &text.from };
        let json = serde_json::json!({ "from": from, "text": body, "names": [] });
        let cell = |column| Cell { table: "messages", column, row: id.uuid() };
        let subject_twin = vault.seal(owner, cell("subject_twin"), text.subject.as_bytes())?;
        let text_twin = vault.seal(owner, cell("text_twin"), &serde_json::to_vec(&json)?)?;
        let json = serde_json::json!({ "v": text.values, "m": format!("{id}@people.example") });
        let cell = Cell { table: "message_values", column: "values_sealed", row: id.uuid() };
        let person = case.requester_id;
        let sealed = vault.seal(Owner::Person(person), cell, &serde_json::to_vec(&json)?)?;
        let mut words = words.clone();
        words.hashes.extend(pool.desk.words_of("", &reference)?.hashes);
        if twins.is_none() {
            let cell = |column| Cell { table: "cases", column, row: case.id.uuid() };
            let excerpt: String = body.chars().take(EXCERPT_CHARS).collect();
            twins = Some((
                vault.seal(owner, cell("subject_twin"), text.subject.as_bytes())?,
                vault.seal(owner, cell("excerpt_twin"), excerpt.as_bytes())?,
            ));
        }
        let message = Message {
            id: *id,
            case_id: case.id,
            position_index: index as i64,
            kind: MessageKind::Public,
            direction: if is_out { Direction::Out } else { Direction::In },
            author_person_id: (!is_out).then_some(person),
            author_staff_id: dice.pick(staff).copied().filter(|_| is_out),
            identity: Identity::AddressControlled,
            at: *at,
            is_confirmed: true,
            automatic: None,
            fault: None,
            n_attachments: 0,
            language: Some("eng".to_owned()),
        };
        let mac = vault.mac("mail id", &[id.uuid().as_bytes()]);
        messages.push(MadeMessage {
            message,
            subject_twin,
            text_twin,
            values: vec![(person, sealed)],
            words,
            mac,
        });
    }
    let labels = ["person", "email"].map(|kind| Label {
        match_key: *case.id.uuid().as_bytes(),
        kind: kind.to_owned(),
        number: 1,
    });
    Ok(Made {
        case,
        twins: twins.context("a case has a message")?,
        labels: labels.to_vec(),
        messages,
    })
}

async fn write(world: &World, batch: &[Made]) -> anyhow::Result<()> {
    let mut tx = world.db.write(world.permit(Act::CaseOpen)).await?;
    for made in batch {
        let case = &made.case;
        let (subject_twin, excerpt_twin) = (&made.twins.0, &made.twins.1);
        let new = NewCase { case, subject_twin, excerpt_twin, suggested_case_id: None };
        if !tx.insert_case(&new).await? {
            bail!("the case number {} was taken", case.number);
        }
        tx.put_case_person(case.id, case.requester_id, true).await?;
        tx.insert_labels(case.id, &made.labels).await?;
        for made in &made.messages {
            let message = &made.message;
            let new = NewMessage {
                message,
                subject_twin: &made.subject_twin,
                text_twin: &made.text_twin,
                values: &made.values,
            };
            tx.insert_message(&new).await?;
            tx.index_message(message.id, case.id, &made.words).await?;
            let known = KnownMail { message_id: message.id, case_id: case.id, delivery_id: None };
            let mail_id = NewMailId { mac: made.mac, known, body_mac: Some(made.mac) };
            tx.insert_mail_id(&mail_id, message.at).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
