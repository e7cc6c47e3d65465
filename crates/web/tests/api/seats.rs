//! Who may ask for what where a seat decides: disputes, emergencies, what takes two, motions; as those who sit, those who
//! could, and the parties.

use axum::http::Method;
use desk::{EmergencyDraft, RulingDraft};
use model::{CaseNumber, Clock as _, Personal, Role, Seat};
use serde_json::{Value, json};

use crate::world::{Caller, World, session};

/// The claimant, the arbitrator and the case manager of the disputes, an arbitrator who sits in none, a member of the board
/// that stands, counsel, a team leader, a publisher, and the engineer by a token.
const CALLERS: [&str; 9] = [
    "claimant",
    "arbitrator",
    "manager",
    "other",
    "board",
    "counsel",
    "leader",
    "publisher",
    "token",
];

/// A route, what is sent, and the statuses of all callers. Each asks in a house of their own, row after row.
type Row = (&'static str, &'static str, fn(&Court) -> Value, [u16; 9]);

fn none(_: &Court) -> Value {
    Value::Null
}

fn empty(_: &Court) -> Value {
    json!({})
}

fn reason(_: &Court) -> Value {
    json!({"reason": "No."})
}

fn said(_: &Court) -> Value {
    json!({"text": "Who told you?", "visibility": "claimant"})
}

fn within(_: &Court) -> Value {
    json!({"text": "What do you say?", "visibility": "tribunal"})
}

fn me(_: &Court) -> Value {
    json!({"seat": "arbitrator", "staff": "me"})
}

fn manager(court: &Court) -> Value {
    json!({"seat": "case_manager", "staff": court.manager})
}

fn review(_: &Court) -> Value {
    json!({"finding": "It was right.", "is_justified": true})
}

fn appeal(_: &Court) -> Value {
    json!({"complaint": "It is wrong.", "relief": "Rule again."})
}

// Where the board and counsel have approved other policies, what waited under the old ones is void: 409 is what becomes of whoever
// could approve it, 403 of whoever could not.
const ROWS: &[Row] = &[
    ("GET", "/disputes", none, [404, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GET", "/disputes/{waiting}", none, [404, 200, 200, 200, 403, 403, 200, 403, 403]),
    ("GET", "/disputes/{heard}", none, [404, 200, 200, 200, 403, 403, 200, 403, 403]),
    ("GET", "/disputes/{decided}/rulings/r1", none, [404, 200, 200, 200, 403, 403, 200, 200, 403]),
    ("POST", "/disputes/{heard}/statements", said, [404, 201, 201, 403, 403, 403, 403, 403, 403]),
    ("POST", "/disputes/{heard}/statements", within, [404, 201, 201, 403, 403, 403, 403, 403, 403]),
    ("POST", "/disputes/{heard}/seats", me, [422, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("POST", "/disputes/{heard}/departure", reason, [404, 204, 204, 403, 403, 403, 403, 403, 403]),
    ("POST", "/disputes/{waiting}/refusal", reason, [404, 204, 403, 204, 403, 403, 403, 403, 403]),
    ("POST", "/disputes/{waiting}/seats", me, [422, 204, 403, 204, 403, 403, 403, 403, 403]),
    ("POST", "/disputes/{waiting}/seats", manager, [404, 204, 204, 204, 403, 403, 204, 403, 403]),
    ("POST", "/disputes/{decided}/statements", said, [404, 403, 403, 403, 403, 403, 403, 403, 403]),
    (
        "POST",
        "/disputes/{decided}/rulings/r1/release",
        empty,
        [404, 403, 403, 403, 403, 403, 403, 204, 403],
    ),
    ("GET", "/me/disputes/{heard}", none, [200, 404, 404, 404, 404, 404, 404, 404, 404]),
    (
        "POST",
        "/me/disputes/{heard}/statements",
        |_| json!({"text":"x"}),
        [204, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/me/disputes/{heard}/rulings/r1/appeal",
        appeal,
        [404, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    (
        "POST",
        "/me/disputes/{decided}/rulings/r1/appeal",
        appeal,
        [201, 404, 404, 404, 404, 404, 404, 404, 404],
    ),
    ("GET", "/cases/{number}", none, [404, 403, 403, 403, 403, 403, 200, 403, 200]),
    ("POST", "/cases/{number}/dispute", new, [404, 403, 403, 403, 403, 403, 201, 403, 201]),
    ("GET", "/emergencies", none, [404, 200, 200, 200, 200, 200, 200, 200, 200]),
    (
        "POST",
        "/emergencies/{emergency}/review",
        review,
        [403, 204, 403, 204, 403, 403, 403, 403, 403],
    ),
    ("DELETE", "/authorities/{emergency}", none, [404, 403, 403, 403, 204, 403, 204, 403, 403]),
    ("GET", "/approvals", none, [403, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GET", "/approvals/{change}", none, [403, 404, 404, 404, 200, 200, 404, 404, 404]),
    ("GET", "/approvals/{destruction}", none, [403, 404, 404, 404, 404, 200, 404, 404, 404]),
    ("GET", "/approvals/{motion}", none, [403, 404, 404, 404, 200, 404, 404, 404, 404]),
    (
        "POST",
        "/approvals/{change}/approval",
        |_| json!({"digest":"00"}),
        [403, 403, 403, 403, 409, 409, 403, 403, 403],
    ),
    (
        "POST",
        "/approvals/{change}/approval",
        |court| json!({"digest":court.digests[0]}),
        [403, 403, 403, 403, 200, 200, 403, 403, 403],
    ),
    (
        "POST",
        "/approvals/{motion}/approval",
        |court| json!({"digest":court.digests[2]}),
        [403, 403, 403, 403, 409, 403, 403, 403, 403],
    ),
    // Where a proposal stands is told to nobody whom the gate refuses.
    (
        "POST",
        "/approvals/{motion}/completion",
        empty,
        [403, 403, 403, 403, 409, 403, 403, 403, 403],
    ),
    ("POST", "/approvals/{motion}/motion", empty, [403, 403, 403, 403, 409, 403, 403, 403, 403]),
    ("POST", "/approvals/{reset}/decline", reason, [403, 403, 403, 403, 204, 403, 403, 403, 403]),
    ("POST", "/policies/proposal", policy, [403, 403, 403, 403, 201, 201, 403, 403, 403]),
    ("POST", "/people/destruction", address, [403, 403, 403, 403, 403, 201, 403, 403, 403]),
    ("POST", "/people/reset", address, [403, 403, 403, 403, 201, 403, 403, 403, 403]),
    ("POST", "/staff/motions", place, [403, 403, 403, 403, 201, 403, 403, 403, 403]),
    ("GET", "/motions", none, [403, 403, 403, 403, 200, 403, 403, 403, 403]),
    ("POST", "/cases/{number}/legal", empty, [404, 403, 403, 403, 403, 201, 201, 403, 201]),
    ("GET", "/log", none, [403, 403, 403, 403, 200, 403, 200, 403, 403]),
    (
        "POST",
        "/approvals/{destruction}/approval",
        |court| json!({"digest":court.digests[1]}),
        [403, 403, 403, 403, 403, 409, 403, 403, 403],
    ),
];

fn new(_: &Court) -> Value {
    json!({"complaint": "x", "relief": "x", "respondent": "x"})
}

fn policy(_: &Court) -> Value {
    json!({"file": "ours.cedar", "text": "// Something else.\n", "note": "To try it."})
}

fn address(_: &Court) -> Value {
    json!({"address": "a@b.example"})
}

fn place(_: &Court) -> Value {
    json!({"address": "nina@desk.example", "name": "Nina", "roles": ["triage"]})
}

/// A house in which there is something to decide.
struct Court {
    world: World,
    callers: Vec<Caller>,
    manager: String,
    /// Disputes: one that waits, one that is heard, one that is decided.
    waiting: CaseNumber,
    heard: CaseNumber,
    decided: CaseNumber,
    emergency: String,
    /// Proposals, by id: other policies, a destruction, a place on the staff, a reset.
    change: String,
    destruction: String,
    motion: String,
    reset: String,
    digests: [String; 3],
}

impl Court {
    async fn open() -> Self {
        let world = World::open().await;
        let house = &world.house;
        let arno = house.member("arno", &[Role::Arbitrator]).await;
        let cleo = house.member("cleo", &[Role::CaseManager]).await;
        let olga = house.member("olga", &[Role::Arbitrator]).await;
        let bela = house.member("bela", &[Role::BoardMember]).await;
        let bora = house.member("bora", &[Role::BoardMember]).await;
        let cora = house.member("cora", &[Role::Counsel]).await;
        let lea = house.member("lea", &[Role::TeamLeader]).await;
        let petra = house.member("petra", &[Role::Publisher]).await;
        let otto = house.member("otto", &[Role::SupportEngineer]).await;
        for member in [&bela, &bora] {
            house.desk.join_board(&member.actor).await.unwrap();
        }
        let mut callers = vec![world.requester.clone()];
        for member in [&arno, &cleo, &olga, &bela, &cora, &lea, &petra] {
            callers.push(session(house, member.staff.person_id).await);
        }
        callers.push(world.token.clone());

        let mut disputes = Vec::new();
        for _ in 0..3 {
            disputes.push(filed(&world).await);
        }
        for number in &disputes[1..] {
            for (member, seat) in [(&arno, Seat::Arbitrator), (&cleo, Seat::CaseManager)] {
                let id = member.staff.id;
                house.desk.take_seat(&member.actor, *number, seat, id).await.unwrap();
            }
        }
        house.rule(&arno, disputes[2], ruling()).await.unwrap();
        let why = Personal::new("Somebody else uses the account now.".to_owned());
        let draft = EmergencyDraft { why, hours: 2, shown_at: house.clock.now() };
        let (_, digest) =
            house.desk.emergency_terms(&otto.actor, world.number, &draft).await.unwrap();
        let proof = house.prove(&otto.actor, digest).await;
        let emergency =
            house.desk.declare_emergency(&otto.actor, world.number, &draft, Some(&proof));
        let emergency = emergency.await.unwrap().to_string();

        let ada = world.administrator.clone();
        let board = session(house, bora.staff.person_id).await;
        let policies = json!({"file": "ours.cedar", "text": "// Nothing yet.\n", "note": "x"});
        let change = proposed(&world, &ada, "/policies/proposal", policies).await;
        let jana = json!({"address": "jana.novakova@mail.example"});
        let destruction = proposed(&world, &ada, "/people/destruction", jana.clone()).await;
        let place = json!({"address": "nora@desk.example", "name": "Nora", "roles": ["triage"]});
        let motion = proposed(&world, &board, "/staff/motions", place).await;
        let reset = proposed(&world, &ada, "/people/reset", jana).await;
        let mut digests = Vec::new();
        for id in [&change, &destruction, &motion] {
            let id = id.parse().unwrap();
            let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
            digests.push(data_encoding::HEXLOWER.encode(&row.digest));
        }
        let digests = digests.try_into().unwrap();
        house.desk.sequence().await.unwrap();
        let [waiting, heard, decided] = disputes.try_into().unwrap();
        let manager = cleo.staff.id.to_string();
        Self {
            world,
            callers,
            manager,
            waiting,
            heard,
            decided,
            emergency,
            change,
            destruction,
            motion,
            reset,
            digests,
        }
    }

    fn path(&self, path: &str) -> String {
        path.replace("{waiting}", &self.waiting.to_string())
            .replace("{heard}", &self.heard.to_string())
            .replace("{decided}", &self.decided.to_string())
            .replace("{number}", &self.world.number.to_string())
            .replace("{emergency}", &self.emergency)
            .replace("{change}", &self.change)
            .replace("{destruction}", &self.destruction)
            .replace("{motion}", &self.motion)
            .replace("{reset}", &self.reset)
    }
}

async fn filed(world: &World) -> CaseNumber {
    let filing = json!({
        "complaint": "I am locked out.",
        "relief": "Unlock it.",
        "respondent_role": "support_engineer",
        "origin": world.number.to_string(),
    });
    let filed = world.send(&world.requester, Method::POST, "/me/disputes", Some(filing)).await;
    filed.expect(201).json()["number"].as_str().unwrap().parse().unwrap()
}

async fn proposed(world: &World, by: &Caller, path: &str, body: Value) -> String {
    let proposed = world.send(by, Method::POST, path, Some(body)).await.expect(201).json();
    proposed["id"].as_str().unwrap().to_owned()
}

fn ruling() -> RulingDraft {
    let words = |words: &str| Personal::new(words.to_owned());
    RulingDraft {
        facts: words("Jana Nováková was locked out."),
        considerations: words("No rule allowed it."),
        decision: words("It is undone."),
        is_interim: false,
        is_sealed: false,
        directions: Vec::new(),
    }
}

/// What one caller gets, row after row, in a house of their own.
async fn statuses(column: usize) -> Vec<u16> {
    let court = Box::pin(Court::open()).await;
    let mut statuses = Vec::new();
    for (method, path, body, _) in ROWS {
        let body = Some(body(&court)).filter(|body| !body.is_null());
        let verb = Method::from_bytes(method.as_bytes()).unwrap();
        let caller = &court.callers[column];
        let answer = court.world.send(caller, verb, &court.path(path), body).await;
        statuses.push(answer.status.as_u16());
    }
    statuses
}

#[tokio::test]
async fn each_seat_gets_what_it_may() {
    let mut columns = Vec::new();
    for column in 0..CALLERS.len() {
        columns.push(Box::pin(statuses(column)).await);
    }
    let mut faults = Vec::new();
    for (index, (method, path, _, expect)) in ROWS.iter().enumerate() {
        let found: Vec<u16> = columns.iter().map(|column| column[index]).collect();
        if found != expect {
            faults.push(format!("{method} {path}: {found:?}, not {expect:?}"));
        }
    }
    assert!(faults.is_empty(), "{CALLERS:?}\n{}", faults.join("\n"));
}
