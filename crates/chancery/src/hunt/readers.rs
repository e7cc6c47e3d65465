//! One thread reads files in their order and packs events into loads; what becomes of each load is answered in that order.

use std::{
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
};

/// Events of a load, unless they are large.
const LOAD_EVENTS: usize = 256;
/// Bytes after which a load is full.
const LOAD_BYTES: usize = 256 << 10;
/// What a piece of an event log counts for.
const CHUNK_BYTES: usize = 64 << 10;
/// Bytes of all loads whose answers are not printed yet.
const IN_FLIGHT_BYTES_MAX: usize = 64 << 20;

/// Events that are looked at by one thread.
pub enum Load {
    Events(Events),
    Chunk(EvtxChunk),
}

/// Events behind each other, and what could not be read between them.
#[derive(Default)]
pub struct Events {
    pub bytes: Vec<u8>,
    pub items: Vec<Result<Range<usize>, ReadFault>>,
}

/// A load, and where its answer is waited for.
pub struct Task {
    pub load: Load,
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
        let _ = read_all(&files, &read, &Packer { news, work, gate: Arc::default() });
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
        packer.tell(News::Begun { file: number, written_ms })?;
        let mut events = Events::default();
        let opened = files::open(&file.path, read).map_err(anyhow::Error::from);
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
}

impl Packer {
    fn take(&self, part: Part<'_>, events: &mut Events, written_ms: i64) -> anyhow::Result<()> {
        match part {
            Part::Event(Ok(event)) => {
                let start = events.bytes.len();
                events.bytes.extend_from_slice(event);
                events.items.push(Ok(start..events.bytes.len()));
            }
            Part::Event(Err(fault)) => events.items.push(Err(fault)),
            Part::Chunk(chunk) => return self.send(Load::Chunk(chunk), written_ms),
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
        self.work.send(Task { load, written_ms, answer }).map_err(|_| anyhow!("stopped"))
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
