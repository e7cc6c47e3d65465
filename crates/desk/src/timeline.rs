//! The messages of a case and its parts in the order of time: all of them, or the window that a page shows.
//!
//! Of one moment, what was said in the case itself comes before what was said in its parts, and within each the positions count.

use db::{MessagePlace, MessageRecord, MessagesOf, Reader};
use jiff::Timestamp;
use model::{CaseId, Message, MessageId, PersonId};

use crate::{DeskError, affairs::ids_of};

/// Messages of a case that are shown at once.
pub const WINDOW_MAX: usize = 100;

/// Messages of a case that are read at once where all of them are wanted.
const TIMELINE_MAX: usize = 10_000;

/// Which messages of a case are shown at once: at most `WINDOW_MAX`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Window {
    /// The newest.
    #[default]
    Newest,
    /// The first.
    Oldest,
    /// Those before a message.
    Before(MessageId),
    /// Those behind a message.
    After(MessageId),
    /// A message and those around it.
    Around(MessageId),
}

/// What lies beyond a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beyond {
    /// Messages before it.
    pub n_earlier: i64,
    /// Messages behind it.
    pub n_later: i64,
    /// When the next one behind it was said.
    pub next_at: Option<Timestamp>,
}

/// The messages of a window, in the order of time.
pub(crate) struct Stretch {
    pub(crate) records: Vec<MessageRecord>,
    pub(crate) beyond: Beyond,
}

/// The messages of a case and its parts, as somebody reads them.
pub(crate) struct Timeline {
    /// The case, and behind it its parts.
    ids: Vec<CaseId>,
    reader_id: Option<PersonId>,
}

/// The place of a message among all; it sorts as they do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    at: Timestamp,
    /// Which case it is of, counted from the one that is shown.
    rank: usize,
    position_index: i64,
}

impl Key {
    /// Returns where this place is among the messages of a case that has none at it, or of the one that it is in.
    const fn seen_from(self, rank: usize) -> MessagePlace {
        let position_index = if rank < self.rank {
            i64::MAX
        } else if rank > self.rank {
            i64::MIN
        } else {
            self.position_index
        };
        MessagePlace { at: self.at, position_index }
    }
}

impl Beyond {
    /// True where a window shows all that there is.
    pub const fn is_nothing(&self) -> bool {
        self.n_earlier == 0 && self.n_later == 0
    }
}

impl Timeline {
    /// Takes all that was said in a case, as the staff read it.
    pub(crate) async fn of(reader: &mut Reader, id: CaseId) -> Result<Self, DeskError> {
        Ok(Self { ids: ids_of(reader, id).await?, reader_id: None })
    }

    /// Takes what a person said in a case and what they were answered.
    pub(crate) async fn own(
        reader: &mut Reader,
        id: CaseId,
        reader_id: PersonId,
    ) -> Result<Self, DeskError> {
        Ok(Self { ids: ids_of(reader, id).await?, reader_id: Some(reader_id) })
    }

    /// Reads all messages.
    pub(crate) async fn all(&self, reader: &mut Reader) -> Result<Vec<MessageRecord>, DeskError> {
        self.after(reader, None, TIMELINE_MAX).await
    }

    /// Reads the first message that was said in the case itself.
    pub(crate) async fn first_own(
        &self,
        reader: &mut Reader,
    ) -> Result<Option<MessageRecord>, DeskError> {
        let Some(of) = self.cases().next() else { return Ok(None) };
        Ok(reader.messages_after(of, MessagePlace::START, 1).await?.pop())
    }

    /// Says whether anything was answered.
    pub(crate) async fn is_answered(&self, reader: &mut Reader) -> Result<bool, DeskError> {
        for id in &self.ids {
            if reader.is_answered(*id).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the messages of a window. One at a message that is not there is not found.
    pub(crate) async fn window(
        &self,
        reader: &mut Reader,
        window: Window,
    ) -> Result<Stretch, DeskError> {
        let records = match window {
            Window::Newest => self.before(reader, None, WINDOW_MAX).await?,
            Window::Oldest => self.after(reader, None, WINDOW_MAX).await?,
            Window::Before(id) => {
                let end = self.key(reader, id).await?;
                self.before(reader, Some(end), WINDOW_MAX).await?
            }
            Window::After(id) => {
                let start = self.key(reader, id).await?;
                self.after(reader, Some(start), WINDOW_MAX).await?
            }
            Window::Around(id) => self.around(reader, id).await?,
        };
        let beyond = self.beyond(reader, window, &records).await?;
        Ok(Stretch { records, beyond })
    }

    /// Reads half a window before a message, and from it on what fills the other half; at either end of all, as many as there are.
    async fn around(
        &self,
        reader: &mut Reader,
        id: MessageId,
    ) -> Result<Vec<MessageRecord>, DeskError> {
        let key = self.key(reader, id).await?;
        let just_before = Key { position_index: key.position_index.saturating_sub(1), ..key };
        let mut records = self.before(reader, Some(key), WINDOW_MAX / 2).await?;
        let n_left = WINDOW_MAX.saturating_sub(records.len());
        records.extend(self.after(reader, Some(just_before), n_left).await?);
        if records.len() < WINDOW_MAX {
            // Behind it are fewer than would fill the window, so it is among the newest.
            return self.before(reader, None, WINDOW_MAX).await;
        }
        Ok(records)
    }

    /// Counts what lies beyond a window. Most cases fit into one, and then nothing is counted.
    async fn beyond(
        &self,
        reader: &mut Reader,
        window: Window,
        records: &[MessageRecord],
    ) -> Result<Beyond, DeskError> {
        let has_one_end = matches!(window, Window::Newest | Window::Oldest);
        let (Some(first), Some(last)) = (records.first(), records.last()) else {
            return Ok(Beyond::default());
        };
        if has_one_end && records.len() < WINDOW_MAX {
            return Ok(Beyond::default());
        }
        let (first, last) = (self.key_of(&first.message), self.key_of(&last.message));
        let mut beyond = Beyond::default();
        for (rank, of) in self.cases().enumerate() {
            if window != Window::Oldest {
                beyond.n_earlier += reader.n_messages_before(of, first.seen_from(rank)).await?;
            }
            if window != Window::Newest {
                beyond.n_later += reader.n_messages_behind(of, last.seen_from(rank)).await?;
            }
        }
        if beyond.n_later > 0 {
            let next = self.after(reader, Some(last), 1).await?.pop();
            beyond.next_at = next.map(|next| next.message.at);
        }
        Ok(beyond)
    }

    /// Reads the last messages before a place.
    async fn before(
        &self,
        reader: &mut Reader,
        end: Option<Key>,
        n_max: usize,
    ) -> Result<Vec<MessageRecord>, DeskError> {
        let mut records = Vec::new();
        for (rank, of) in self.cases().enumerate() {
            let place = end.map_or(MessagePlace::END, |end| end.seen_from(rank));
            records.extend(reader.messages_before(of, place, n_max).await?);
        }
        self.sort(&mut records);
        let n_over = records.len().saturating_sub(n_max);
        Ok(records.split_off(n_over))
    }

    /// Reads the first messages behind a place.
    async fn after(
        &self,
        reader: &mut Reader,
        start: Option<Key>,
        n_max: usize,
    ) -> Result<Vec<MessageRecord>, DeskError> {
        let mut records = Vec::new();
        for (rank, of) in self.cases().enumerate() {
            let place = start.map_or(MessagePlace::START, |start| start.seen_from(rank));
            records.extend(reader.messages_after(of, place, n_max).await?);
        }
        self.sort(&mut records);
        records.truncate(n_max);
        Ok(records)
    }

    fn sort(&self, records: &mut [MessageRecord]) {
        // What is of one case alone comes sorted.
        if self.ids.len() > 1 {
            records.sort_by_key(|record| self.key_of(&record.message));
        }
    }

    async fn key(&self, reader: &mut Reader, id: MessageId) -> Result<Key, DeskError> {
        let found = reader.message(id).await?;
        let found = found.filter(|found| self.ids.contains(&found.message.case_id));
        let message = found.ok_or(DeskError::NotFound)?.message;
        if self.reader_id.is_some() {
            // What they do not read is not there, not even as a place from which to read on.
            let of = MessagesOf { case_id: message.case_id, reader_id: self.reader_id };
            let position_index = message.position_index.saturating_sub(1);
            let place = MessagePlace { at: message.at, position_index };
            let there = reader.messages_after(of, place, 1).await?.pop();
            there.filter(|there| there.message.id == id).ok_or(DeskError::NotFound)?;
        }
        Ok(self.key_of(&message))
    }

    fn key_of(&self, message: &Message) -> Key {
        let rank = self.ids.iter().position(|id| *id == message.case_id);
        let rank = rank.unwrap_or(self.ids.len());
        Key { at: message.at, rank, position_index: message.position_index }
    }

    fn cases(&self) -> impl Iterator<Item = MessagesOf> {
        self.ids.iter().map(|case_id| MessagesOf { case_id: *case_id, reader_id: self.reader_id })
    }
}

/// Cuts a window out of messages that were all read, because not all of them are shown.
pub(crate) fn cut(records: Vec<MessageRecord>, window: Window) -> Result<Stretch, DeskError> {
    let n = records.len();
    let place = |id: MessageId| {
        let place = records.iter().position(|record| record.message.id == id);
        place.ok_or(DeskError::NotFound)
    };
    let (start, n_shown) = match window {
        Window::Newest => (n.saturating_sub(WINDOW_MAX), WINDOW_MAX),
        Window::Oldest => (0, WINDOW_MAX),
        Window::Before(id) => {
            let end = place(id)?;
            let start = end.saturating_sub(WINDOW_MAX);
            (start, end - start)
        }
        Window::After(id) => (place(id)? + 1, WINDOW_MAX),
        Window::Around(id) => {
            let start = place(id)?.saturating_sub(WINDOW_MAX / 2);
            (start.min(n.saturating_sub(WINDOW_MAX)), WINDOW_MAX)
        }
    };
    let end = (start + n_shown).min(n);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let next_at = records.get(end).map(|record| record.message.at);
    let beyond = Beyond { n_earlier: count(start), n_later: count(n - end), next_at };
    let records = records.into_iter().skip(start).take(n_shown).collect();
    Ok(Stretch { records, beyond })
}
