//! Live: what changed is told to who is looking, as it happens.
//!
//! There is one reader of changes in the process: whoever numbers entries reads once what they changed, and tells all
//! who listen. Each listener is told only what they may see, asked of the gate at that moment. The number of the entry
//! is the cursor, so whoever comes back behind one misses nothing.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use model::{
    Act, Actor, CaseId, CaseNumber, EntryId, Queue, QueueId, QueueName, Resource, SessionId,
};
use tokio::sync::broadcast;

use crate::{Desk, DeskError, staff_notices::Ringing};

/// Who may listen at once, in all; fewer than the connections that the pages take, so that pages find room.
pub const LISTENERS_MAX: usize = 300;

/// Windows of one session that may listen at once. A browser opens six connections to one place: were all of them taken by
/// listening, it could load nothing more.
pub const LISTENERS_PER_SESSION_MAX: usize = 4;

/// News that wait for the slowest listener; behind that they are told to read anew.
const NEWS_MAX: usize = 1_024;

/// Changes that are told to who comes back; behind that they are told to read anew.
const MISSED_MAX: i64 = 1_000;

/// News that are told at once.
const TOGETHER_MAX: usize = 256;

/// Latest moves of which it is remembered from where; their entries have their numbers long before they are forgotten.
const MOVES_MAX: usize = 1_000;

/// What is passed around in the process; nothing of it leaves unasked.
#[derive(Clone, Debug)]
pub enum Told {
    /// Something was done to a case.
    Change(Arc<Changed>),
    /// Somebody came to a case, or began to write there.
    Presence(CaseId),
    /// Members of the staff are told of something in their browsers: all of one round, or a busy one would push out what
    /// pages wait for.
    Ringing(Arc<[Ringing]>),
    /// It could not be read what changed.
    Lost,
}

/// Something that was done to a case.
#[derive(Clone, Debug)]
pub struct Changed {
    log_index: i64,
    number: CaseNumber,
    queue_id: QueueId,
    /// The queue that it left by this very change.
    left: Option<QueueId>,
    /// The other case that this very change is about: one that became part of it, or was taken out.
    other: Option<CaseNumber>,
}

/// Passes on what changed.
pub struct Hub {
    sender: broadcast::Sender<Told>,
    /// The number of the next entry; below zero while nobody has looked.
    next: AtomicI64,
    moves: Mutex<BTreeMap<EntryId, QueueId>>,
    others: Mutex<BTreeMap<EntryId, CaseNumber>>,
    places: Arc<Places>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            sender: broadcast::Sender::new(NEWS_MAX),
            next: AtomicI64::new(-1),
            moves: Mutex::default(),
            others: Mutex::default(),
            places: Arc::default(),
        }
    }
}

impl Hub {
    /// Tells everybody who listens.
    pub fn tell(&self, told: Told) {
        // Nobody listening is no fault.
        let _ = self.sender.send(told);
    }

    /// Remembers which queue a case leaves, before the act commits: those who see that queue alone are told, too, when the
    /// entry has its number.
    pub fn note_move(&self, entry_id: EntryId, left: QueueId) {
        let mut moves = self.moves.lock().unwrap_or_else(PoisonError::into_inner);
        moves.insert(entry_id, left);
        // Ids sort by the moment they were drawn.
        while moves.len() > MOVES_MAX {
            moves.pop_first();
        }
    }

    /// Remembers which other case an act is about, before it commits: who looks at that one is told, too.
    pub fn note_other(&self, entry_id: EntryId, number: CaseNumber) {
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        others.insert(entry_id, number);
        while others.len() > MOVES_MAX {
            others.pop_first();
        }
    }

    fn other_of(&self, entry_id: EntryId) -> Option<CaseNumber> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner).get(&entry_id).copied()
    }

    fn left_by(&self, entry_id: EntryId) -> Option<QueueId> {
        self.moves.lock().unwrap_or_else(PoisonError::into_inner).get(&entry_id).copied()
    }
}

/// How many listen, by session.
#[derive(Default)]
struct Places(Mutex<BTreeMap<Option<SessionId>, usize>>);

/// The place of one listener; leaving is dropping it.
#[derive(Debug)]
struct Place {
    places: Arc<Places>,
    session: Option<SessionId>,
}

impl std::fmt::Debug for Places {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Places")
    }
}

impl Places {
    fn enter(self: &Arc<Self>, session: Option<SessionId>) -> Result<Place, DeskError> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let n_own = taken.get(&session).copied().unwrap_or(0);
        if n_own >= LISTENERS_PER_SESSION_MAX {
            let (what, n_max) = ("live pages of one session", LISTENERS_PER_SESSION_MAX);
            return Err(DeskError::Crowded { what, n_max });
        }
        if taken.values().sum::<usize>() >= LISTENERS_MAX {
            return Err(DeskError::Crowded { what: "live pages", n_max: LISTENERS_MAX });
        }
        taken.insert(session, n_own + 1);
        Ok(Place { places: self.clone(), session })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.get_mut(&self.session) {
            Some(n) if *n > 1 => *n -= 1,
            _ => drop(taken.remove(&self.session)),
        }
    }
}

/// What somebody looks at.
#[derive(Clone, Debug)]
pub enum LivePage {
    /// The board, of one queue or of all that they see.
    Board(Option<QueueName>),
    /// A case.
    Case(CaseNumber),
    /// Whatever it is; they are told of what they chose to be told of.
    Notices,
}

/// News for who looks at a page: numbers only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveNews {
    /// Something was done to a case.
    Change {
        /// The number of its entry, to come back behind.
        log_index: i64,
        /// The case.
        number: CaseNumber,
    },
    /// Who is in the case changed.
    Presence,
    /// More happened than is told one by one: the page is to be read anew.
    Anew {
        /// The number of the entry to come back behind.
        log_index: i64,
    },
    /// Something that they chose to be told of.
    Ringing(Ringing),
    /// The case is not theirs to see any more.
    Gone,
}

/// Somebody who listens for what changes on a page.
#[derive(Debug)]
pub struct LiveFeed {
    page: LivePage,
    case_id: Option<CaseId>,
    receiver: broadcast::Receiver<Told>,
    missed: VecDeque<Told>,
    next: i64,
    _place: Place,
}

impl LiveFeed {
    /// Waits for what may be news, and takes along what else is there. Nothing is lost when the wait is given up.
    pub async fn wait(&mut self) -> Vec<Told> {
        let mut told: Vec<Told> = self.missed.drain(..).collect();
        while told.is_empty() {
            let received = self.receiver.recv().await;
            told.extend(self.take(received.map_err(|error| match error {
                broadcast::error::RecvError::Lagged(_) => Told::Lost,
                // The desk is gone, and this listener with it.
                broadcast::error::RecvError::Closed => Told::Lost,
            })));
        }
        while told.len() < TOGETHER_MAX {
            let received = match self.receiver.try_recv() {
                Ok(news) => Ok(news),
                Err(broadcast::error::TryRecvError::Lagged(_)) => Err(Told::Lost),
                Err(_) => break,
            };
            told.extend(self.take(received));
        }
        told
    }

    /// Leaves out what was told already, and what is of no concern to the page whoever looks at it.
    fn take(&mut self, received: Result<Told, Told>) -> Option<Told> {
        match received.unwrap_or_else(|lost| lost) {
            Told::Change(change) if change.log_index < self.next => None,
            Told::Change(change) => {
                self.next = change.log_index + 1;
                let is_ours = match self.page {
                    LivePage::Board(_) => true,
                    LivePage::Case(number) => {
                        number == change.number || Some(number) == change.other
                    }
                    LivePage::Notices => false,
                };
                is_ours.then_some(Told::Change(change))
            }
            Told::Presence(id) => (self.case_id == Some(id)).then_some(Told::Presence(id)),
            Told::Ringing(ringing) => {
                matches!(self.page, LivePage::Notices).then_some(Told::Ringing(ringing))
            }
            // What rang meanwhile does not ring again; nothing of the page is to be read anew for it.
            Told::Lost => (!matches!(self.page, LivePage::Notices)).then_some(Told::Lost),
        }
    }
}

impl Desk {
    /// Returns the number that the next entry gets: whoever reads a page after asking for it, and listens from there,
    /// misses nothing.
    pub async fn live_at(&self) -> Result<i64, DeskError> {
        let next = self.live.next.load(Ordering::Acquire);
        if next >= 0 {
            return Ok(next);
        }
        let stored = self.db.read().await?.last_checkpoint().await?;
        Ok(stored.map_or(0, |stored| stored.size))
    }

    /// Begins to listen for what changes on a page from an entry on.
    pub async fn listen(
        &self,
        actor: &Actor,
        page: LivePage,
        from: i64,
    ) -> Result<LiveFeed, DeskError> {
        let case_id = match &page {
            LivePage::Case(number) => Some(self.case_unread(actor, *number).await?.0.case.id),
            LivePage::Notices => {
                self.own_desk(actor).await?;
                None
            }
            LivePage::Board(queue) => {
                self.ask_to_read(actor, Act::QueueList, &Resource::House).await?;
                if let Some(name) = queue {
                    let queues = self.queues_now().await?;
                    let queue = queues.iter().find(|queue| queue.name == *name);
                    let queue = Resource::Queue(queue.ok_or(DeskError::NotFound)?.clone());
                    self.ask_to_read(actor, Act::CaseList, &queue).await?;
                }
                None
            }
        };
        let place = self.live.places.enter(actor.session_id())?;
        // Before it is looked what was missed: what is told meanwhile comes twice rather than never.
        let receiver = self.live.sender.subscribe();
        let next = self.live_at().await?;
        // What somebody chose to be told of is told as it happens, or by mail.
        let from = if matches!(page, LivePage::Notices) { next } else { from };
        let mut feed = LiveFeed {
            page,
            case_id,
            receiver,
            missed: VecDeque::new(),
            next: from.clamp(0, next),
            _place: place,
        };
        if next.saturating_sub(feed.next) > MISSED_MAX {
            feed.next = next;
            feed.missed.push_back(Told::Lost);
            return Ok(feed);
        }
        for told in self.changes_told(feed.next, MISSED_MAX).await? {
            let told = feed.take(Ok(told));
            feed.missed.extend(told);
        }
        Ok(feed)
    }

    /// Says what of it the listener may be told, as whoever they are now.
    pub async fn news(
        &self,
        actor: &Actor,
        feed: &LiveFeed,
        told: &[Told],
    ) -> Result<Vec<LiveNews>, DeskError> {
        if let LivePage::Case(number) = feed.page {
            let Some(record) = self.db.read().await?.case_of_number(number).await? else {
                return Ok(vec![LiveNews::Gone]);
            };
            let is_part = record.merged_into.is_some();
            let record = self.db.read().await?.host_of(record).await?;
            let queue = self.queue_of(record.case.queue_id).await?;
            let resource = Resource::Case { case: record.case, queue };
            if !self.could_read(actor, &resource).await? {
                return Ok(vec![LiveNews::Gone]);
            }
            // Read anew, the page leads to the case that this one is part of now.
            if is_part {
                return Ok(vec![LiveNews::Anew { log_index: feed.next - 1 }]);
            }
        }
        let anew = LiveNews::Anew { log_index: feed.next - 1 };
        if told.iter().any(|told| matches!(told, Told::Lost)) {
            return Ok(vec![anew]);
        }
        let queues = self.queues_now().await?;
        // The last change of a case stands for all that came with it.
        let mut changes: BTreeMap<CaseNumber, i64> = BTreeMap::new();
        let mut news = Vec::new();
        for told in told {
            match told {
                Told::Change(change) if self.is_told(actor, &feed.page, change, &queues) => {
                    changes.insert(change.number, change.log_index);
                }
                Told::Presence(_) if news.is_empty() => news.push(LiveNews::Presence),
                Told::Ringing(rung) => {
                    for ringing in rung.iter() {
                        if self.is_rung(actor, ringing).await? {
                            news.push(LiveNews::Ringing(ringing.clone()));
                        }
                    }
                }
                _ => {}
            }
        }
        let mut changes: Vec<_> = changes.into_iter().map(|(number, at)| (at, number)).collect();
        changes.sort_unstable();
        let change = |(log_index, number)| LiveNews::Change { log_index, number };
        news.extend(changes.into_iter().map(change));
        Ok(news)
    }

    /// It is theirs, and the case still is one that they may see.
    async fn is_rung(&self, actor: &Actor, ringing: &Ringing) -> Result<bool, DeskError> {
        let is_theirs = matches!(actor, Actor::Staff(staff) if staff.id == ringing.staff_id);
        let Some((number, _)) = ringing.case.as_ref().filter(|_| is_theirs) else {
            return Ok(is_theirs);
        };
        let mut reader = self.db.read().await?;
        let Some(record) = reader.case_of_number(*number).await? else { return Ok(false) };
        // Where its number leads by now is what they must be allowed to see.
        let record = reader.host_of(record).await?;
        drop(reader);
        let queue = self.queue_of(record.case.queue_id).await?;
        let resource = Resource::Case { case: record.case, queue };
        self.could_read(actor, &resource).await
    }

    /// Tells what the entries from a number on changed, and notes the number of the next one.
    pub(crate) async fn tell_changes(&self, first: i64, next: i64) {
        if self.live.sender.receiver_count() > 0 {
            match self.changes_told(first, next - first).await {
                Ok(told) => told.into_iter().for_each(|told| self.live.tell(told)),
                Err(error) => {
                    tracing::warn!("it could not be told live what changed: {error}");
                    self.live.tell(Told::Lost);
                }
            }
        }
        self.live.next.store(next, Ordering::Release);
    }

    async fn changes_told(&self, first: i64, n_max: i64) -> Result<Vec<Told>, DeskError> {
        let rows = self.db.read().await?.changes_from(first, n_max).await?;
        let told = |row: db::Change| {
            let changed = Changed {
                log_index: row.log_index,
                number: row.number.parse().ok()?,
                queue_id: QueueId::from_uuid(row.queue_id),
                left: self.live.left_by(EntryId::from_uuid(row.id)),
                other: self.live.other_of(EntryId::from_uuid(row.id)),
            };
            Some(Told::Change(Arc::new(changed)))
        };
        Ok(rows.into_iter().filter_map(told).collect())
    }

    /// The same visibility as the board's: a queue that the actor sees holds the case, or held it until this change.
    fn is_told(&self, actor: &Actor, page: &LivePage, change: &Changed, queues: &[Queue]) -> bool {
        let LivePage::Board(only) = page else { return true };
        let of_change = queues.iter().filter(|queue| {
            let is_its = queue.id == change.queue_id || Some(queue.id) == change.left;
            is_its && only.as_ref().is_none_or(|only| queue.name == *only)
        });
        let of_change: Vec<Queue> = of_change.cloned().collect();
        !self.authority.queues_visible(actor, Act::CaseList, &of_change).is_empty()
    }
}
