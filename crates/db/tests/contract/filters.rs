//! Filters two ways: what the databases find is what reading every case would find.

use std::collections::BTreeSet;

use db::{CaseAt, CaseFilter, NewCase, NewMessage, Phrases, Words};
use model::{
    Assignment, Case, CaseId, CaseKind, CaseState, Direction, Due, Filter, FilterFacts,
    FilterReader, Queue, QueueId, StaffId, Test,
};
use testkit::db_test;

use crate::house::{House, secs};

const HOUR: i64 = 3_600;

/// Texts of messages; each word is its own hash.
const TEXTS: [&str; 5] = ["new phone", "phone new lost", "certificate", "", "certificate phone"];

/// Filters whose every pair is asked.
const TERMS: [&str; 30] = [
    "queue:support",
    "queue:support,abuse",
    "-queue:abuse",
    "state:open,waiting",
    "state:closed",
    "-state:pending",
    "assigned:me",
    "assigned:nobody",
    "assigned:me,nobody",
    "-assigned:me",
    "kind:dispute,incident",
    "-kind:request",
    "language:cs",
    "-language:cs,en",
    "is:late",
    "is:soon",
    "is:unconfirmed",
    "is:late,unconfirmed",
    "-is:late",
    "waiting>2h",
    "waiting<3h",
    "-waiting>2h",
    "opened<1d",
    "changed>3h",
    "due<2h",
    "due>1h",
    "s20261121.4,s20261121.8",
    "phone",
    "\"new phone\"",
    "-certificate",
];

/// A case as the test knows it.
struct Known {
    case: Case,
    queue: Queue,
    answered_at: Option<jiff::Timestamp>,
    is_unconfirmed: bool,
    texts: Vec<&'static str>,
}

struct World {
    house: House,
    queues: Vec<Queue>,
    staff_id: StaffId,
    known: Vec<Known>,
}

impl World {
    /// Makes cases that differ in everything that a filter looks at, in two queues that are seen and one that is not.
    async fn new(house: House) -> Self {
        let mut queues = Vec::new();
        for (index, name) in ["support", "abuse", "hidden"].into_iter().enumerate() {
            let queue = house.queue(name, i64::try_from(index).unwrap());
            let mut tx = house.write().await;
            assert!(tx.insert_queue(&queue).await.unwrap());
            tx.commit().await.unwrap();
            queues.push(queue);
        }
        let (staff_id, other) = (house.staff(&[]).await, house.staff(&[]).await);
        let person = house.person().await;
        let hidden = house.case(queues[2].id, person, 900);
        let seen = house.case(queues[0].id, person, 901);
        house.put_case(&hidden).await;
        house.put_case(&seen).await;
        let mut world = Self { house, queues, staff_id, known: Vec::new() };
        for index in 0..60_u32 {
            let suggested = match index % 7 {
                0 => Some(hidden.id),
                1 => Some(seen.id),
                _ => None,
            };
            let case = world.case_of(index, person, [staff_id, other]);
            world.put(index, case, suggested, suggested == Some(seen.id)).await;
            world.house.clock.advance(secs(600));
        }
        // The one that is named belongs to the world, too; the hidden one is in no queue that is asked.
        let queue = world.queues[0].clone();
        let known = Known {
            case: seen,
            queue,
            answered_at: None,
            is_unconfirmed: false,
            texts: Vec::new(),
        };
        world.known.push(known);
        world
    }

    fn case_of(&self, index: u32, person: model::PersonId, staff: [StaffId; 2]) -> Case {
        let pick = |n: u32| usize::try_from(index / 2 % n).unwrap();
        let mut case =
            self.house.case(self.queues[usize::try_from(index % 3).unwrap()].id, person, index + 1);
        case.number.kind = CaseKind::ALL[pick(5)];
        case.state = CaseState::ALL[usize::try_from(index % 5).unwrap()];
        case.language = [Some("ces"), Some("eng"), Some("deu"), None][pick(4)].map(str::to_owned);
        let held = |staff_id| Assignment { staff_id, is_self: false, at: self.house.now() };
        case.assignment = [None, Some(held(staff[0])), Some(held(staff[1]))][pick(3)];
        let target_secs = HOUR * i64::from(1 + index % 12);
        case.due = (index % 4 < 2).then_some(Due { since: self.house.now(), target_secs });
        case
    }

    async fn put(&mut self, index: u32, case: Case, suggested: Option<CaseId>, is_seen: bool) {
        let house = &self.house;
        let mut tx = house.write().await;
        let new = NewCase {
            case: &case,
            subject_twin: b"s",
            excerpt_twin: b"e",
            suggested_case_id: suggested,
        };
        assert!(tx.insert_case(&new).await.unwrap());
        let mut texts = Vec::new();
        let mut known = (None, is_seen);
        for position_index in 1..=i64::from(index % 3) {
            let text = TEXTS[usize::try_from(index + 2).unwrap() % TEXTS.len()];
            let mut message = house.message(&case, position_index);
            if position_index == 2 {
                message.direction = Direction::Out;
                message.author_person_id = None;
                message.author_staff_id = Some(self.staff_id);
                known.0 = Some(message.at);
            }
            message.is_confirmed = index % 5 != 1;
            known.1 |= !message.is_confirmed && case.kind() != CaseKind::Dispute;
            let new =
                NewMessage { message: &message, subject_twin: b"", text_twin: b"", values: &[] };
            tx.insert_message(&new).await.unwrap();
            let hashes = text.split_whitespace().map(str::to_owned).collect();
            let words = Words { key_id: [1; 8], hashes };
            tx.index_message(message.id, case.id, &words).await.unwrap();
            texts.push(text);
        }
        tx.commit().await.unwrap();
        let queue = self.queues.iter().find(|queue| queue.id == case.queue_id).unwrap().clone();
        let (answered_at, is_unconfirmed) = known;
        self.known.push(Known { case, queue, answered_at, is_unconfirmed, texts });
    }

    fn seen(&self) -> Vec<QueueId> {
        self.queues.iter().take(2).map(|queue| queue.id).collect()
    }

    /// Reads every case that may be seen.
    fn by_reading(&self, filter: &Filter) -> BTreeSet<CaseId> {
        let reader = FilterReader { staff_id: Some(self.staff_id), now: self.house.now() };
        let seen = self.seen();
        let holds = |known: &&Known| {
            let facts = FilterFacts {
                case: &known.case,
                queue: &known.queue.name,
                answered_at: known.answered_at,
                is_unconfirmed: known.is_unconfirmed,
            };
            let has_words = |words: &str| {
                known.texts.iter().any(|text| format!(" {text} ").contains(&format!(" {words} ")))
            };
            seen.contains(&known.case.queue_id) && filter.holds(&facts, reader, has_words)
        };
        self.known.iter().filter(holds).map(|known| known.case.id).collect()
    }

    /// Asks the database, as the desk does.
    fn asked(&self, filter: &Filter) -> CaseFilter {
        let phrase = |text: &str| -> Phrases {
            vec![text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()]
        };
        let mut words = Phrases::new();
        let mut without = Vec::new();
        for term in filter.terms() {
            if let Test::Text(text) = &term.test {
                match term.is_negated {
                    true => without.push(vec![phrase(text.expose())]),
                    false => words.extend(phrase(text.expose())),
                }
            }
        }
        let meant = self.queues.iter().take(2).filter(|queue| filter.means_queue(&queue.name));
        CaseFilter {
            queue_ids: meant.map(|queue| queue.id).collect(),
            states: filter.states(),
            terms: filter.terms().to_vec(),
            words: if words.is_empty() { Vec::new() } else { vec![words] },
            without,
            visible_ids: self.seen(),
            staff_id: Some(self.staff_id),
            now: self.house.now(),
            after: None,
            n_max: 7,
        }
    }

    /// Reads all pages, and looks that each goes on where the one before ended.
    async fn by_asking(&self, filter: &Filter) -> Vec<CaseId> {
        let mut asked = self.asked(filter);
        let mut found = Vec::new();
        loop {
            let page = self.house.db.read().await.unwrap().cases(&asked).await.unwrap();
            let Some(last) = page.last() else { return found };
            assert!(page.len() <= 7);
            asked.after = Some(CaseAt { updated_at: last.case.updated_at, id: last.case.id });
            found.extend(page.iter().map(|record| record.case.id));
        }
    }
}

db_test! {
    async fn the_database_finds_what_reading_finds(house: House) {
        let world = World::new(house).await;
        let mut n_found = 0;
        for (index, one) in TERMS.iter().enumerate() {
            // Alone, and with every third other one: the pairs of all would take their time.
            let others = TERMS.iter().skip(index + 1).step_by(3);
            for text in std::iter::once((*one).to_owned()).chain(others.map(|b| format!("{one} {b}"))) {
                let filter = Filter::parse(&text).unwrap();
                let expect = world.by_reading(&filter);
                let found = world.by_asking(&filter).await;
                let is_sorted = found.len() == found.iter().collect::<BTreeSet<_>>().len();
                assert!(is_sorted, "{text}: a case comes twice");
                assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expect, "{text}");
                n_found += expect.len();
                if !filter.has_words() {
                    let asked = CaseFilter { n_max: 1_000, ..world.asked(&filter) };
                    let n = world.house.db.read().await.unwrap().count_cases(&asked).await.unwrap();
                    assert_eq!(usize::try_from(n).unwrap(), expect.len(), "{text}");
                }
            }
        }
        assert!(n_found > 500, "the filters find something: {n_found}");
    }

    async fn counting_ends_early(house: House) {
        let world = World::new(house).await;
        let asked = CaseFilter { n_max: 3, ..world.asked(&Filter::default()) };
        assert_eq!(world.house.db.read().await.unwrap().count_cases(&asked).await.unwrap(), 3);
    }

    async fn what_stands_in_messages_is_told_in_order(house: House) {
        let world = World::new(house).await;
        let ids: Vec<CaseId> = world.known.iter().map(|known| known.case.id).collect();
        let sides = world.house.db.read().await.unwrap().case_sides(&ids).await.unwrap();
        assert_eq!(sides.len(), ids.len());
        for (known, sides) in world.known.iter().zip(sides) {
            assert_eq!(sides.answered_at, known.answered_at);
            assert!(known.is_unconfirmed || !sides.has_new_sender);
        }
    }
}
