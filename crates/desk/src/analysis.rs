//! Analysis of a change of the policies: the whole matrix, and what was asked lately, asked again. It is a replay,
//! not a proof: nobody asked about everything, and not all that was asked can be rebuilt.

use std::{
    collections::{BTreeMap, HashMap, hash_map},
    sync::Arc,
    time::Duration,
};

use audit::{Entry, Outcome};
use authority::{Answer, Gate, Matrix, Past, Replayed, compare, replay};
use db::{ApiToken, EntryFilter, Reader};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, Actor, AuthorityKind, CaseId, Identity, MessageId, PersonActor, Queue, QueueId, Resource,
    Role, StaffActor, StaffId, Via,
};
use tokio::time::{Instant, timeout_at};

use crate::{Desk, DeskError, deeds::PolicyChange};

/// Days of the log that are asked again.
pub const REPLAYED_DAYS: i64 = 30;

/// Entries that are asked again, the latest: far above what the staff of a house do in that time.
pub const REPLAYED_MAX: usize = 1_000_000;

/// Entries read and asked at once.
const PAGE_ENTRIES: i64 = 1_000;

/// Things kept as they stand today; past it all are forgotten and read anew, so that a long log does not fill the memory.
const THINGS_MAX: usize = 50_000;

/// How much an analysis may do. What is older than the entries that were reached by then is not asked again, and the answer
/// says so.
#[derive(Clone, Copy, Debug)]
pub struct AnalysisLimits {
    /// How long matrix and replay may take together, the wait for their turn included; one page of the log is asked again in
    /// any case.
    pub within: Duration,
    /// Entries that are asked again at most.
    pub n_entries_max: usize,
    /// Entries read and asked at once.
    pub n_page: i64,
}

impl AnalysisLimits {
    /// Of pages and of the API, which give an answer up that takes much longer.
    pub const PAGE: Self = Self::lasting(10);

    /// Of the command line, which waits.
    pub const COMMAND_LINE: Self = Self::lasting(600);

    const fn lasting(secs: u64) -> Self {
        let within = Duration::from_secs(secs);
        Self { within, n_entries_max: REPLAYED_MAX, n_page: PAGE_ENTRIES }
    }
}

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
    /// Analyses a change of the policies, for whoever may propose or approve it, in the time that a page has.
    pub async fn analyse(
        &self,
        actor: &Actor,
        change: &PolicyChange,
    ) -> Result<Analysis, DeskError> {
        self.analyse_within(actor, change, AnalysisLimits::PAGE).await
    }

    /// Analyses a change of the policies, for whoever may propose or approve it, within limits.
    pub async fn analyse_within(
        &self,
        actor: &Actor,
        change: &PolicyChange,
        limits: AnalysisLimits,
    ) -> Result<Analysis, DeskError> {
        // No moment of the house: its clock may be set while this goes on.
        let until = Instant::now() + limits.within;
        self.ask_for_two(actor, Act::PolicyChange, &Resource::House).await?;
        let (after, _) = self.gate_after(change).await?;
        let gates = Arc::new((self.authority.gate().anew(), after));
        let has_board = self.has_board();
        // The matrix first: it takes about the same time in every house, and the replay has what is left.
        let both = gates.clone();
        // Thousands of questions: not on a thread that answers others.
        let work = tokio::task::spawn_blocking(move || compare(&both.0, &both.1, has_board));
        let matrix = work.await.map_err(|_| DeskError::Content { what: "analysis" })?;
        // One replay at a time, so that some of them leave the house the rest of its cores.
        let replay = match timeout_at(until, self.analysing.lock()).await {
            Ok(_turn) => Box::pin(self.replay_lately(&gates, has_board, limits, until)).await?,
            // Nothing of the past was asked again, and it says so.
            Err(_) => Replay { has_more: true, ..Replay::default() },
        };
        Ok(Analysis { matrix, replay })
    }

    /// Asks again what was asked lately, the latest first, one page of the log after the other.
    async fn replay_lately(
        &self,
        gates: &Arc<(Gate, Gate)>,
        has_board: bool,
        limits: AnalysisLimits,
        until: Instant,
    ) -> Result<Replay, DeskError> {
        let since = self.now() - SignedDuration::from_hours(24 * REPLAYED_DAYS);
        let mut today = Today::of(gates.0.staff_level());
        let mut tally = Tally::default();
        let mut before = None;
        loop {
            let n_left = limits.n_entries_max.saturating_sub(tally.n_entries);
            let filter = EntryFilter { before, n_max: limits.n_page, ..EntryFilter::default() };
            let page = self.asked_before(&mut today, &filter, since, n_left).await?;
            tally.n_entries += page.n_entries;
            tally.n_not_rebuilt += page.n_lost;
            let gates = gates.clone();
            let work = tokio::task::spawn_blocking(move || {
                page.asked.iter().for_each(|past| tally.ask(&gates, past, has_board));
                tally
            });
            tally = work.await.map_err(|_| DeskError::Content { what: "analysis" })?;
            match page.next {
                Next::Before(index) if Instant::now() < until => before = Some(index),
                Next::Before(_) | Next::TooMany => return Ok(tally.told(true)),
                Next::Nothing => return Ok(tally.told(false)),
            }
        }
    }

    /// Reads a page of what was asked, and rebuilds the questions.
    async fn asked_before(
        &self,
        today: &mut Today,
        filter: &EntryFilter,
        since: Timestamp,
        n_left: usize,
    ) -> Result<Page, DeskError> {
        // A reader for each page: a long one would keep the database from tidying up behind it.
        let mut reader = self.db.read().await?;
        let rows = reader.entries(filter).await?;
        let mut page = Page {
            asked: Vec::with_capacity(rows.len()),
            n_entries: 0,
            n_lost: 0,
            next: Next::Nothing,
        };
        for row in &rows {
            let entry = Entry::of_canonical(&row.canonical)
                .map_err(|_| DeskError::Content { what: "entry" })?;
            // Entries come by number. One among them that says it is older may have been made while the clock was wrong.
            if entry.at() < since {
                continue;
            }
            if page.n_entries == n_left {
                page.next = Next::TooMany;
                return Ok(page);
            }
            page.n_entries += 1;
            match today.asked(&mut reader, row.log_index.unwrap_or(0), &entry).await? {
                Some(question) => page.asked.push(question),
                None => page.n_lost += 1,
            }
        }
        // Where a whole page is older, so is what comes before it; and before one that is not full there is nothing.
        let n_full = usize::try_from(filter.n_max.min(PAGE_ENTRIES)).unwrap_or(1);
        if page.n_entries > 0 && rows.len() >= n_full {
            let last = rows.last().and_then(|row| row.log_index).filter(|index| *index > 0);
            page.next = last.map_or(Next::Nothing, Next::Before);
        }
        Ok(page)
    }
}

/// A page of what was asked lately.
struct Page {
    asked: Vec<Past>,
    n_entries: usize,
    n_lost: usize,
    next: Next,
}

/// What comes behind a page.
enum Next {
    /// Entries before this number.
    Before(i64),
    /// More than may be asked again.
    TooMany,
    /// Nothing of these days.
    Nothing,
}

/// What came of the questions so far; as large as there are kinds of answers, however many there were.
#[derive(Default)]
struct Tally {
    n_entries: usize,
    n_not_rebuilt: usize,
    shifts: BTreeMap<(Act, String, Answer, Answer), (usize, i64)>,
}

impl Tally {
    fn ask(&mut self, gates: &(Gate, Gate), past: &Past, has_board: bool) {
        match replay(&gates.0, &gates.1, past, has_board) {
            Replayed::Same => {}
            Replayed::NotRebuilt => self.n_not_rebuilt += 1,
            Replayed::Shift { before, after } => {
                let key = (past.act, asker_words(&past.actor), before, after);
                // The latest comes first.
                self.shifts.entry(key).or_insert((0, past.log_index)).0 += 1;
            }
        }
    }

    fn told(self, has_more: bool) -> Replay {
        let shift = |((act, asker, before, after), (n, log_index))| ReplayShift {
            act,
            asker,
            before,
            after,
            n,
            log_index,
        };
        let mut shifts: Vec<ReplayShift> = self.shifts.into_iter().map(shift).collect();
        shifts.sort_by_key(|shift| (!shift.widens(), std::cmp::Reverse(shift.n)));
        let (n_entries, n_not_rebuilt) = (self.n_entries, self.n_not_rebuilt);
        Replay { n_entries, has_more, n_not_rebuilt, shifts }
    }
}

/// How things stand today, read once each.
struct Today {
    staff_level: Identity,
    staff: Option<HashMap<StaffId, db::StaffRow>>,
    tokens: HashMap<StaffId, Vec<ApiToken>>,
    queues: Option<Vec<Queue>>,
    things: HashMap<(String, String), Option<Resource>>,
}

impl Today {
    fn of(staff_level: Identity) -> Self {
        let (tokens, things) = (HashMap::new(), HashMap::new());
        Self { staff_level, staff: None, tokens, queues: None, things }
    }

    /// Rebuilds the question of an entry; `None` where something it needs is gone.
    async fn asked(
        &mut self,
        reader: &mut Reader,
        log_index: i64,
        entry: &Entry,
    ) -> Result<Option<Past>, DeskError> {
        let Some(actor) = self.actor(reader, entry).await? else { return Ok(None) };
        let found = self.thing(reader, &entry.resource_kind, &entry.resource_id).await?;
        let Some(resource) = found else { return Ok(None) };
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
                    let rows = reader.all_staff().await?;
                    self.staff = Some(rows.into_iter().map(|row| (row.id, row)).collect());
                }
                let Some(row) = self.staff.as_ref().and_then(|rows| rows.get(&id)) else {
                    return Ok(None);
                };
                let scopes = match entry.via {
                    Via::Token(token) => {
                        let held = match self.tokens.entry(id) {
                            hash_map::Entry::Occupied(held) => held.into_mut(),
                            hash_map::Entry::Vacant(place) => {
                                place.insert(reader.api_tokens(id).await?)
                            }
                        };
                        let mut held = held.iter();
                        match held.find(|held| held.id == token) {
                            Some(held) => held.scopes.clone(),
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

    async fn thing(
        &mut self,
        reader: &mut Reader,
        kind: &str,
        id: &str,
    ) -> Result<Option<Resource>, DeskError> {
        let key = (kind.to_owned(), id.to_owned());
        if let Some(found) = self.things.get(&key) {
            return Ok(found.clone());
        }
        let found = self.resource(reader, kind, id).await?;
        if self.things.len() >= THINGS_MAX {
            self.things.clear();
        }
        self.things.insert(key, found.clone());
        Ok(found)
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
                // Its case is likely to be known from another entry.
                let case_id = message.case_id.to_string();
                let found = Box::pin(self.thing(reader, "case", &case_id)).await?;
                let Some(Resource::Case { case, queue }) = found else { return Ok(None) };
                Ok(Some(Resource::Message {
                    message_id: message.id,
                    author_person_id: message.author_person_id,
                    author_staff_id: message.author_staff_id,
                    case,
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
    ) -> Result<Option<Queue>, DeskError> {
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
