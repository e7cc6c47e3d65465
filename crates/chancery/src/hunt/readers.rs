//! One thread reads files in their order and packs events into loads; what becomes of each load is answered in that order.

use std::{
    cell::Cell,
    ops::Range,
    path::Path,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::UNIX_EPOCH,
};

use anyhow::{Context, anyhow};
use model::Clock;
use sigma::read::{EvtxChunk, ReadFault};

use crate::{
    clock::SystemClock,
    files::{self, Budget, BytesRead, Named},
};

use super::{
    events::{Part, each_part},
    eyes::Answer,
    place::Where,
};

/// Events of a load, unless they are large.
const LOAD_EVENTS: usize = 256;
/// Bytes after which a load is full.
const LOAD_BYTES: usize = 256 << 10;
/// What a piece of an event log counts for.
const CHUNK_BYTES: usize = 64 << 10;
/// Bytes of all loads whose answers are not printed yet.
const IN_FLIGHT_BYTES_MAX: usize = 64 << 20;

/// Events of a load have numbers from this many times its own on: more than any load has.
const LOAD_NUMBERS: u64 = 1 << 24;
/// Files of which the first events are pointed out; a hunt may have a million.
const FIRSTS_MAX: u64 = 100;

/// Events that are looked at by one thread.
pub enum Load {
    Events(Events),
    Chunk(EvtxChunk),
}

/// Events behind each other, and what could not be read between them.
#[derive(Default)]
pub struct Events {
    pub bytes: Vec<u8>,
    pub items: Vec<(Result<Range<usize>, ReadFault>, Where)>,
}

/// A load, and where its answer is waited for.
pub struct Task {
    pub load: Load,
    /// The number of its first event; no two events of a hunt have the same, however many threads look.
    pub first_number: u64,
    /// Whether it is the first of one of the first files.
    pub is_first: bool,
    /// When the file was written: some times are told from it.
    pub written_ms: i64,
    pub answer: SyncSender<Answer>,
}

/// What comes to whoever prints, in the order of files and events.
pub enum News {
    Begun {
        file: usize,
        written_ms: i64,
    },
    Load {
        answer: Receiver<Answer>,
        /// To be dropped once the answer is printed.
        share: Share,
    },
    Ended(anyhow::Result<()>),
    /// What is odd about the file.
    Odd(String),
    /// There are no more files.
    Done,
}

/// How many bytes wait to be looked at or printed.
#[derive(Default)]
struct Gate {
    taken: Mutex<usize>,
    given_back: Condvar,
}

impl Gate {
    /// Waits until there is room. What is larger than all room goes alone.
    fn take(self: &Arc<Self>, n_bytes: usize) -> Share {
        let n_bytes = n_bytes.min(IN_FLIGHT_BYTES_MAX);
        let is_full = |taken: &mut usize| *taken + n_bytes > IN_FLIGHT_BYTES_MAX;
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.given_back.wait_while(taken, is_full);
        *waited.unwrap_or_else(PoisonError::into_inner) += n_bytes;
        Share { gate: Arc::clone(self), n_bytes }
    }
}

/// A load's part of the bytes that may wait; given back when it is dropped.
pub struct Share {
    gate: Arc<Gate>,
    n_bytes: usize,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut taken = self.gate.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *taken = taken.saturating_sub(self.n_bytes);
        self.gate.given_back.notify_one();
    }
}

/// Begins to read; `n_ahead` loads may wait for their turn. It ends by itself when nobody listens any more.
pub fn begin(
    files: Vec<Named>,
    read: BytesRead,
    work: SyncSender<Task>,
    n_ahead: usize,
) -> anyhow::Result<Receiver<News>> {
    let (news, order) = sync_channel(n_ahead);
    let reader = move || {
        // Nobody listens: the hunt has ended.
        let _ = read_all(&files, &read, &Packer::new(news, work));
    };
    thread::Builder::new()
        .name("reader".into())
        .spawn(reader)
        .context("cannot start a thread that reads")?;
    Ok(order)
}

fn read_all(files: &[Named], read: &BytesRead, packer: &Packer) -> anyhow::Result<()> {
    let budget = Budget::default();
    for (number, file) in files.iter().enumerate() {
        let written_ms = written_ms(&file.path);
        packer.begin_file(number, written_ms)?;
        let mut events = Events::default();
        let opened = files::open(file, read).map_err(anyhow::Error::from);
        let done = opened.and_then(|opened| {
            each_part(opened, &budget, &mut |part| packer.take(part, &mut events, written_ms))
        });
        packer.send_events(&mut events, written_ms)?;
        packer.tell(News::Ended(done))?;
    }
    packer.tell(News::Done)
}

/// Packs loads and sends them: to whoever has a hand free, and their answers' place to whoever prints.
struct Packer {
    news: SyncSender<News>,
    work: SyncSender<Task>,
    gate: Arc<Gate>,
    n_loads: Cell<u64>,
    /// Files that had a load.
    n_begun: Cell<u64>,
    /// Whether the file had none yet.
    is_fresh: Cell<bool>,
}

impl Packer {
    fn new(news: SyncSender<News>, work: SyncSender<Task>) -> Self {
        Self {
            news,
            work,
            gate: Arc::default(),
            n_loads: Cell::new(0),
            n_begun: Cell::new(0),
            is_fresh: Cell::new(true),
        }
    }

    fn begin_file(&self, file: usize, written_ms: i64) -> anyhow::Result<()> {
        self.is_fresh.set(true);
        self.tell(News::Begun { file, written_ms })
    }

    fn take(&self, part: Part<'_>, events: &mut Events, written_ms: i64) -> anyhow::Result<()> {
        match part {
            Part::Event(Ok(event), place) => {
                let start = events.bytes.len();
                events.bytes.extend_from_slice(event);
                events.items.push((Ok(start..events.bytes.len()), place));
            }
            Part::Event(Err(fault), place) => events.items.push((Err(fault), place)),
            Part::Chunk(chunk) => return self.send(Load::Chunk(chunk), written_ms),
            Part::Odd(words) => return self.tell(News::Odd(words)),
        }
        if events.items.len() >= LOAD_EVENTS || events.bytes.len() >= LOAD_BYTES {
            self.send_events(events, written_ms)?;
        }
        Ok(())
    }

    fn send_events(&self, events: &mut Events, written_ms: i64) -> anyhow::Result<()> {
        if events.items.is_empty() {
            return Ok(());
        }
        self.send(Load::Events(std::mem::take(events)), written_ms)
    }

    fn send(&self, load: Load, written_ms: i64) -> anyhow::Result<()> {
        let n_bytes = match &load {
            Load::Events(events) => events.bytes.len(),
            Load::Chunk(_) => CHUNK_BYTES,
        };
        // Before anything is sent: all that is in flight can come to its end meanwhile.
        let share = self.gate.take(n_bytes);
        let (answer, receiver) = sync_channel(1);
        self.tell(News::Load { answer: receiver, share })?;
        let number = self.n_loads.get();
        self.n_loads.set(number + 1);
        let is_first = self.is_fresh.replace(false) && self.n_begun.get() < FIRSTS_MAX;
        self.n_begun.set(self.n_begun.get() + u64::from(is_first));
        let first_number = number.saturating_mul(LOAD_NUMBERS);
        let task = Task { load, first_number, is_first, written_ms, answer };
        self.work.send(task).map_err(|_| anyhow!("stopped"))
    }

    fn tell(&self, news: News) -> anyhow::Result<()> {
        self.news.send(news).map_err(|_| anyhow!("stopped"))
    }
}

/// Returns when a file was written; now, for standard input.
fn written_ms(path: &Path) -> i64 {
    let written = std::fs::metadata(path).and_then(|about| about.modified());
    let Ok(written) = written else { return SystemClock.now().as_millisecond() };
    let since = written.duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_bounded_by_its_bytes() {
        let gate = Arc::new(Gate::default());
        let taken = || *gate.taken.lock().unwrap();
        let small = gate.take(1);
        assert_eq!(taken(), 1);
        let (begin, begun) = sync_channel(1);
        let (done, is_done) = sync_channel(1);
        let other = Arc::clone(&gate);
        let thread = thread::spawn(move || {
            begin.send(()).unwrap();
            let share = other.take(usize::MAX);
            done.send(()).unwrap();
            drop(share);
        });
        begun.recv().unwrap();
        assert!(is_done.try_recv().is_err());
        drop(small);
        is_done.recv().unwrap();
        thread.join().unwrap();
        assert_eq!(taken(), 0);
    }
}
