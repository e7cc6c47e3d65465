//! Analysis of a change of the policies: the whole matrix, and what was asked lately, asked again. It is a replay,
//! not a proof: nobody asked about everything, and not all that was asked can be rebuilt.

use std::collections::{BTreeMap, HashMap};

use audit::{Entry, Outcome};
use authority::{Answer, Matrix, Past, Replayed, compare, replay};
use db::{EntryFilter, Reader};
use jiff::SignedDuration;
use model::{
    Act, Actor, AuthorityKind, CaseId, Identity, MessageId, PersonActor, QueueId, Resource, Role,
    StaffActor, StaffId, Via,
};

use crate::{Desk, DeskError, deeds::PolicyChange};

/// Days of the log that are asked again.
pub const REPLAYED_DAYS: i64 = 30;

/// Entries that are asked again, the latest; a page must come within its time.
pub const REPLAYED_MAX: usize = 5_000;

/// Entries read at once.
const PAGE_ENTRIES: i64 = 1_000;

/// What a change of the policies would change.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Every act, by everybody, in every situation.
    pub matrix: Matrix,
    /// What was asked lately.
    pub replay: Replay,
}

/// What was asked lately, asked again.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    /// Entries of the last days that were looked at.
    pub n_entries: usize,
    /// True where there are more than that.
    pub has_more: bool,
    /// Those whose answer cannot be had again: things stand otherwise today, or are gone.
    pub n_not_rebuilt: usize,
    /// Those that would be answered otherwise, alike ones together; the most frequent first.
    pub shifts: Vec<ReplayShift>,
}

/// Questions of the past that would be answered otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayShift {
    /// The act.
    pub act: Act,
    /// Who asked, in words: `support engineer, triage`.
    pub asker: String,
    /// The answer that stands in the log.
    pub before: Answer,
    /// The answer of the proposed policies.
    pub after: Answer,
    /// How many.
    pub n: usize,
    /// The number of the latest entry.
    pub log_index: i64,
}

impl ReplayShift {
    /// Says whether more would be allowed than was.
    pub fn widens(&self) -> bool {
        self.after > self.before
    }
}

impl Desk {
    /// Analyses a change of the policies, for whoever may propose or approve it.
    pub async fn analyse(
        &self,
        actor: &Actor,
        change: &PolicyChange,
    ) -> Result<Analysis, DeskError> {
        self.ask_for_two(actor, Act::PolicyChange, &Resource::House).await?;
        let (after, _) = self.gate_after(change).await?;
        let before = self.authority.gate();
        let (asked, mut replayed) = self.asked_lately().await?;
        let has_board = self.has_board();
        // Tens of thousands of questions: not on a thread that answers others.
        let work = tokio::task::spawn_blocking(move || {
            let mut shifts = BTreeMap::<(Act, String), Vec<ReplayShift>>::new();
            for question in &asked {
                match replay(&before, &after, question, has_board) {
                    Replayed::Same => {}
                    Replayed::NotRebuilt => replayed.n_not_rebuilt += 1,
                    Replayed::Shift { before, after } => {
                        let asker = asker_words(&question.actor);
                        let alike = shifts.entry((question.act, asker.clone())).or_default();
                        let same = |shift: &&mut ReplayShift| {
                            (shift.before, shift.after) == (before, after)
                        };
                        match alike.iter_mut().find(same) {
                            Some(shift) => shift.n += 1,
                            None => alike.push(ReplayShift {
                                act: question.act,
                                asker,
                                before,
                                after,
                                n: 1,
                                log_index: question.log_index,
                            }),
                        }
                    }
                }
            }
            replayed.shifts = shifts.into_values().flatten().collect();
            replayed.shifts.sort_by_key(|shift| (!shift.widens(), std::cmp::Reverse(shift.n)));
            Analysis { matrix: compare(&before, &after, has_board), replay: replayed }
        });
        work.await.map_err(|_| DeskError::Content { what: "analysis" })
    }

    /// Reads what was asked lately, the latest first, and rebuilds the questions.
    async fn asked_lately(&self) -> Result<(Vec<Past>, Replay), DeskError> {
        let since = self.now() - SignedDuration::from_hours(24 * REPLAYED_DAYS);
        let mut reader = self.db.read().await?;
        let mut today = Today {
            staff_level: self.authority.gate().staff_level(),
            staff: None,
            queues: None,
            resources: HashMap::new(),
        };
        let (mut asked, mut replayed) = (Vec::new(), Replay::default());
        let mut before = None;
        loop {
            let filter = EntryFilter { before, n_max: PAGE_ENTRIES, ..EntryFilter::default() };
            let rows = reader.entries(&filter).await?;
            for row in &rows {
                let entry = Entry::of_canonical(&row.canonical)
                    .map_err(|_| DeskError::Content { what: "entry" })?;
                if entry.at() < since {
                    return Ok((asked, replayed));
                }
                if replayed.n_entries == REPLAYED_MAX {
                    replayed.has_more = true;
                    return Ok((asked, replayed));
                }
                replayed.n_entries += 1;
                match today.asked(&mut reader, row.log_index.unwrap_or(0), &entry).await? {
                    Some(question) => asked.push(question),
                    None => replayed.n_not_rebuilt += 1,
                }
            }
            before = rows.last().and_then(|row| row.log_index).filter(|index| *index > 0);
            if before.is_none() {
                return Ok((asked, replayed));
            }
        }
    }
}

/// How things stand today, read once each.
struct Today {
    staff_level: Identity,
    staff: Option<Vec<db::StaffRow>>,
    queues: Option<Vec<model::Queue>>,
    resources: HashMap<(String, String), Option<Resource>>,
}

impl Today {
    /// Rebuilds the question of an entry; `None` where something it needs is gone.
    async fn asked(
        &mut self,
        reader: &mut Reader,
        log_index: i64,
        entry: &Entry,
    ) -> Result<Option<Past>, DeskError> {
        let Some(actor) = self.actor(reader, entry).await? else { return Ok(None) };
        let key = (entry.resource_kind.clone(), entry.resource_id.clone());
        if !self.resources.contains_key(&key) {
            let found = self.resource(reader, &key.0, &key.1).await?;
            self.resources.insert(key.clone(), found);
        }
        let Some(resource) = self.resources.get(&key).cloned().flatten() else { return Ok(None) };
        let kinds = entry.authorities.iter().map(|used| used.kind);
        // The command line's founding motion is no token.
        let mut tokens =
            kinds.filter(|kind| !matches!(kind, AuthorityKind::Clause | AuthorityKind::Motion));
        Ok(Some(Past {
            log_index,
            actor,
            act: entry.act,
            resource,
            shown: tokens.next(),
            at: entry.at(),
            is_seconded: entry.second.is_some(),
            was_done: entry.outcome == Outcome::Done,
        }))
    }

    async fn actor(
        &mut self,
        reader: &mut Reader,
        entry: &Entry,
    ) -> Result<Option<Actor>, DeskError> {
        let who = &entry.who;
        match who.kind.as_str() {
            "visitor" => Ok(Some(Actor::Visitor)),
            "founder" => Ok(Some(Actor::Founder)),
            "person" => {
                // How sure the house was of a person is not in the entry; how they came in tells it.
                let identity = match entry.via {
                    Via::Session(_) | Via::Token(_) => Identity::SignedIn,
                    Via::Mail => Identity::AddressControlled,
                    Via::Job | Via::CommandLine | Via::Nothing => Identity::Unknown,
                };
                let id = who.id.parse().ok();
                Ok(id.map(|id| {
                    Actor::Person(PersonActor { id, identity, via: entry.via, scopes: None })
                }))
            }
            "staff" => {
                let Ok(id) = who.id.parse::<StaffId>() else { return Ok(None) };
                if self.staff.is_none() {
                    self.staff = Some(reader.all_staff().await?);
                }
                let rows = self.staff.iter().flatten();
                let Some(row) = rows.clone().find(|row| row.id == id).cloned() else {
                    return Ok(None);
                };
                let scopes = match entry.via {
                    Via::Token(token) => {
                        let held = reader.api_tokens(id).await?;
                        match held.into_iter().find(|held| held.id == token) {
                            Some(held) => held.scopes,
                            None => return Ok(None),
                        }
                    }
                    _ => None,
                };
                Ok(Some(Actor::Staff(StaffActor {
                    id,
                    person_id: row.person_id,
                    roles: who.roles.iter().filter_map(|role| Role::of_str(role)).collect(),
                    role_edition: row.role_edition,
                    // How well they were known is not in the entry either; well enough, where it was done.
                    identity: self.staff_level,
                    via: entry.via,
                    scopes,
                })))
            }
            _ => Ok(None),
        }
    }

    async fn resource(
        &mut self,
        reader: &mut Reader,
        kind: &str,
        id: &str,
    ) -> Result<Option<Resource>, DeskError> {
        match kind {
            "house" => Ok(Some(Resource::House)),
            "log" => Ok(Some(Resource::Log)),
            "person" => Ok(id.parse().ok().map(Resource::Person)),
            "staff" => Ok(id.parse().ok().map(Resource::Staff)),
            "queue" => {
                let Ok(id) = id.parse::<QueueId>() else { return Ok(None) };
                Ok(self.queue(reader, id).await?.map(Resource::Queue))
            }
            "case" => {
                let Ok(id) = id.parse::<CaseId>() else { return Ok(None) };
                let Some(record) = reader.case(id).await? else { return Ok(None) };
                let queue = self.queue(reader, record.case.queue_id).await?;
                Ok(queue.map(|queue| Resource::Case { case: record.case, queue }))
            }
            "message" => {
                let Ok(id) = id.parse::<MessageId>() else { return Ok(None) };
                let Some(found) = reader.message(id).await? else { return Ok(None) };
                let message = found.message;
                let Some(record) = reader.case(message.case_id).await? else { return Ok(None) };
                let queue = self.queue(reader, record.case.queue_id).await?;
                Ok(queue.map(|queue| Resource::Message {
                    message_id: message.id,
                    author_person_id: message.author_person_id,
                    author_staff_id: message.author_staff_id,
                    case: record.case,
                    queue,
                }))
            }
            _ => Ok(None),
        }
    }

    async fn queue(
        &mut self,
        reader: &mut Reader,
        id: QueueId,
    ) -> Result<Option<model::Queue>, DeskError> {
        if self.queues.is_none() {
            self.queues = Some(reader.queues().await?);
        }
        Ok(self.queues.iter().flatten().find(|queue| queue.id == id).cloned())
    }
}

fn asker_words(actor: &Actor) -> String {
    match actor {
        Actor::Visitor => "visitor".to_owned(),
        Actor::Founder => "command line".to_owned(),
        Actor::Person(_) => "person".to_owned(),
        Actor::Staff(staff) if staff.roles.is_empty() => "staff without a role".to_owned(),
        Actor::Staff(staff) => {
            staff.roles.iter().map(|role| role.title()).collect::<Vec<_>>().join(", ")
        }
    }
}
