//! The events of a file, in bounded memory: a window of JSON, a chunk of an event log, a line of text.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use anyhow::{Context, bail};
use sigma::{
    engine::EVENT_BYTES_MAX,
    read::{
        Evtx, EvtxChunk, Format, JsonEvents, LINE_BYTES_MAX, Lines, ReadFault, Skip, format,
        kept_by,
    },
};

use crate::files::{
    Budget, Counted, Opened, Rest, content, nameless, oddity, read_line, unread_text,
};

use super::place::Where;

/// How much is read at a time of what is read piece by piece.
const BUFFER_BYTES: usize = 64 << 10;
/// How much of a JSON file is held at a time; more only while an object is longer.
const WINDOW_BYTES: usize = 1 << 20;
/// An event log on standard input, or a compressed one, has to be held as a whole.
const PIPED_EVTX_BYTES_MAX: u64 = 512 << 20;
/// Lists of events come in an object with one of these keys: CloudTrail and Azure write so.
const SHELLS: [&str; 2] = ["\"Records\"", "\"records\""];
/// What an answer of Elasticsearch begins with, and what stands in it before its list of events.
const ANSWER_KEYS: [&str; 3] = ["\"took\"", "\"_scroll_id\"", "\"pit_id\""];
const ANSWER_PARTS: [&str; 2] = ["\"timed_out\"", "\"_shards\""];
const ANSWER_LIST: &str = "\"hits\"";
/// Signs of a key that are told.
const KEY_CHARS_MAX: usize = 64;
/// How much of an answer may stand before its list.
const ANSWER_HEAD_BYTES: usize = 8 << 10;

/// What is read of a file, in its order.
pub enum Part<'a> {
    /// An event as JSON, or why there is none; and where that is.
    Event(Result<&'a [u8], ReadFault>, Where),
    /// A piece of an event log, whose records are still to be taken out: that is dearer than reading it.
    Chunk(EvtxChunk),
    /// What the file seems to be, and that it is read all the same.
    Odd(String),
}

/// Takes a part.
pub type Each<'a> = &'a mut dyn FnMut(Part<'_>) -> anyhow::Result<()>;

/// Calls for each part of what is open. Where reading fails, that is said after what stands before it.
pub fn each_part(opened: Opened, budget: &Budget, each: Each<'_>) -> anyhow::Result<()> {
    let (head, rest, fault) = content(opened, budget)?.into_parts();
    let done = each_part_of(head, rest, each);
    // What could not be unpacked is why its events lack.
    fault.settle().and(done)
}

fn each_part_of(mut head: Vec<u8>, rest: Rest, each: Each<'_>) -> anyhow::Result<()> {
    match (format(&head), rest) {
        (Format::Evtx, Rest::File(file)) => event_log(file.into_inner(), each),
        (Format::Evtx, Rest::Stream(input)) => {
            let n_read = input.take(PIPED_EVTX_BYTES_MAX).read_to_end(&mut head)?;
            if n_read as u64 == PIPED_EVTX_BYTES_MAX {
                bail!("is an event log of more than 512 MiB; save it unpacked, and name the file");
            }
            chunks(Evtx::new(head), each)
        }
        (Format::Json, rest) => {
            if let Some(words) = nameless(&head) {
                each(Part::Odd(format!("seems to be {words}")))?;
            }
            let first = JsonEvents::new(head.get(shell(&head)..).unwrap_or_default()).next();
            if let Some(key) = first.and_then(Result::ok).and_then(kept_by) {
                let key: String = key.chars().take(KEY_CHARS_MAX).collect();
                each(Part::Odd(format!(
                    "seems to hold documents of Elasticsearch, and `{key}` beside `_source`; read as they are, so that no key hides another"
                )))?;
            }
            json(head, rest, WINDOW_BYTES, each)
        }
        (Format::Syslog, rest) => {
            if let Some(words) = oddity(&head).or_else(|| unread_text(&head)) {
                each(Part::Odd(format!("seems to be {words}; read as lines of text")))?;
            }
            text(BufReader::with_capacity(BUFFER_BYTES, io::Cursor::new(head).chain(rest)), each)
        }
    }
}

fn event_log(mut file: Counted<std::fs::File>, each: Each<'_>) -> anyhow::Result<()> {
    file.seek(SeekFrom::Start(0)).context("an event log must be a file or standard input")?;
    chunks(Evtx::from_reader(BufReader::with_capacity(BUFFER_BYTES, file)), each)
}

/// Passes on the pieces of a log, and fails at its end where it broke off.
fn chunks(log: Evtx, each: Each<'_>) -> anyhow::Result<()> {
    let mut chunks = log.into_chunks();
    for chunk in chunks.by_ref() {
        each(Part::Chunk(chunk))?;
    }
    chunks.lack().map_or(Ok(()), |lack| Err(lack.into()))
}

fn text(mut input: impl BufRead, each: Each<'_>) -> anyhow::Result<()> {
    let mut line = Vec::new();
    let (mut n_lines, mut lines) = (0, Lines::default());
    while read_line(&mut input, &mut line, LINE_BYTES_MAX)? {
        n_lines += 1;
        let bytes = match line.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) if n_lines == 1 => rest,
            _ => line.as_slice(),
        };
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        if let Some(event) = lines.event(bytes) {
            if lines.is_misfit() {
                each(Part::Event(Err(ReadFault::Columns), Where::Line(n_lines)))?;
            }
            each(Part::Event(Ok(&event), Where::Line(n_lines)))?;
        }
    }
    Ok(())
}

/// Reads objects through a window that holds what was read of the one that is at its end.
fn json(
    mut window: Vec<u8>,
    mut input: impl Read,
    window_bytes: usize,
    each: Each<'_>,
) -> anyhow::Result<()> {
    let n_shell = shell(&window);
    // Bytes and lines before the window: events and faults are told by their place in the file.
    let mut n_before = 0;
    let mut lines = LineCount::default();
    lines.drain(&mut window, &mut n_before, n_shell);
    let is_list = n_shell > 0 || begins_list(&window);
    let mut room = window_bytes;
    let mut beyond: Option<Beyond> = None;
    let mut lists = (n_shell > 0).then_some(Lists { is_within: true });
    loop {
        let wanted = room.saturating_sub(window.len()) as u64;
        let n_read = (&mut input).take(wanted).read_to_end(&mut window)?;
        let is_end = (n_read as u64) < wanted;
        if let Some(passing) = &mut beyond {
            let goes_on = passing.over(&window);
            let n_gone = goes_on.unwrap_or(window.len());
            lines.drain(&mut window, &mut n_before, n_gone);
            if goes_on.is_some() {
                beyond = None;
            } else if is_end {
                return passing.settle(is_list);
            } else {
                continue;
            }
        }
        let is_whole = is_end || window.len() > EVENT_BYTES_MAX;
        let mut rest = None;
        let mut objects = JsonEvents::new(&window);
        loop {
            match lists.as_mut().map(|lists| lists.look(&window, objects.at(), is_whole)) {
                None => {}
                Some(Behind::Event(at)) => objects.go_on(at),
                Some(Behind::List(at)) => {
                    objects.go_on(at);
                    continue;
                }
                Some(Behind::Unknown(at)) if !is_whole => {
                    rest = Some(at);
                    break;
                }
                Some(Behind::Unknown(at)) => bail!(
                    "the rest, from byte {}, was not read: what stands there is no event, nor the next list of events",
                    n_before + at
                ),
            }
            let Some(object) = objects.next() else { break };
            let cut = cut(&object, objects.is_lost());
            if !is_whole && let Some((at, _)) = cut {
                rest = Some(at);
                break;
            }
            let place = Where::Object(lines.line_of(&object, &window));
            each(Part::Event(object.map_err(|fault| moved(fault, n_before)), place))?;
            // What is longer than a window may be costs itself only, and is one fault.
            beyond = cut
                .and_then(|(at, is_there)| (!is_there).then(|| Beyond::new(&window, at, n_before)));
            if let Some(passing) = &beyond {
                if is_end {
                    return passing.settle(is_list);
                }
                break;
            }
        }
        if is_end {
            return Ok(());
        }
        let n_gone = rest.unwrap_or(window.len());
        lines.drain(&mut window, &mut n_before, n_gone);
        // An object that fills the window wants a larger one; the next may be short again.
        room = (window.len() * 2).max(window_bytes);
    }
}

/// The lists of events of a file that begins with the shell of one: answers of searches are appended to each other.
struct Lists {
    /// Whether the last shell that was seen is open.
    is_within: bool,
}

/// What stands where an event is looked for.
enum Behind {
    /// An event, or the end.
    Event(usize),
    /// The next list.
    List(usize),
    /// What can be told only with what follows, or not at all.
    Unknown(usize),
}

impl Lists {
    /// Looks at what stands at a place of the window, where an object of a list begins or the list ends.
    fn look(&mut self, window: &[u8], start: usize, is_whole: bool) -> Behind {
        let after = |at: usize, between: &[u8]| {
            let rest = window.get(at..).unwrap_or_default();
            let is_between = |byte: &&u8| byte.is_ascii_whitespace() || between.contains(byte);
            at + rest.iter().take_while(is_between).count()
        };
        let mut at = after(start, if self.is_within { b"," } else { b"" });
        if window.get(at) == Some(&b']') {
            self.is_within = false;
        }
        if self.is_within {
            return Behind::Event(at);
        }
        at = after(at, b"]}");
        let rest = window.get(at..).unwrap_or_default();
        let n_shell = shell(rest);
        if n_shell > 0 {
            self.is_within = true;
            return Behind::List(at + n_shell);
        }
        match rest {
            [] if is_whole => Behind::Event(at),
            // A list may begin here.
            [b'{', ..] if is_whole || rest.len() >= ANSWER_HEAD_BYTES => Behind::Event(at),
            // A broken event may have closed the list before its end.
            [b',', next @ ..] if next.trim_ascii_start().starts_with(b"{") => {
                self.is_within = true;
                Behind::Event(at)
            }
            _ => Behind::Unknown(at),
        }
    }
}

/// Counts lines as a window goes on through a file.
#[derive(Default)]
struct LineCount {
    n_ends: u64,
    /// Up to where in the window ends of lines were counted.
    counted: usize,
}

impl LineCount {
    /// Returns in which line an object begins, or what is none; they come in their order.
    fn line_of(&mut self, object: &Result<&[u8], ReadFault>, window: &[u8]) -> u64 {
        let at = match object {
            Ok(object) => object.as_ptr().addr().saturating_sub(window.as_ptr().addr()),
            Err(
                ReadFault::Unended { at } | ReadFault::Broken { at } | ReadFault::NoObject { at },
            ) => *at,
            Err(_) => self.counted,
        };
        self.count_to(at, window);
        self.n_ends + 1
    }

    fn count_to(&mut self, at: usize, window: &[u8]) {
        let bytes = window.get(self.counted..at).unwrap_or_default();
        self.n_ends += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.counted = self.counted.max(at);
    }

    /// Takes bytes from the beginning of the window.
    fn drain(&mut self, window: &mut Vec<u8>, n_before: &mut usize, n_gone: usize) {
        self.count_to(n_gone, window);
        self.counted -= n_gone;
        window.drain(..n_gone);
        *n_before += n_gone;
    }
}

/// Something that is passed over and goes beyond the window.
enum Beyond {
    Object {
        skip: Skip,
        /// Where in the file it begins.
        at: usize,
        /// Whether lines stand behind its first.
        has_lines: bool,
    },
    /// What is no object goes to the end of its line.
    Line,
}

impl Beyond {
    /// Begins with what the window holds of it from a place on.
    fn new(window: &[u8], at: usize, n_before: usize) -> Self {
        if window.get(at) != Some(&b'{') {
            return Self::Line;
        }
        let mut passing =
            Self::Object { skip: Skip::default(), at: n_before + at, has_lines: false };
        passing.over(window.get(at..).unwrap_or_default());
        passing
    }

    /// Takes the next bytes; returns where among them the reading goes on, if it does.
    fn over(&mut self, bytes: &[u8]) -> Option<usize> {
        match self {
            Self::Object { skip, has_lines, .. } => {
                *has_lines |= bytes.trim_ascii_end().contains(&b'\n');
                skip.over(bytes)
            }
            Self::Line => bytes.iter().position(|byte| *byte == b'\n'),
        }
    }

    /// Says that the rest of the file was not read, if there may be events in it: a last line that is still being written has none.
    fn settle(&self, is_list: bool) -> anyhow::Result<()> {
        match self {
            Self::Object { at, has_lines, .. } if is_list || *has_lines => bail!(
                "the rest was not read, from byte {at} on: nothing tells where the object there ends"
            ),
            Self::Object { .. } | Self::Line => Ok(()),
        }
    }
}

/// Returns where the part of the window begins that can only be read with what follows, and whether the window has what the reading
/// goes on with after it.
fn cut(object: &Result<&[u8], ReadFault>, is_lost: bool) -> Option<(usize, bool)> {
    match object {
        Err(ReadFault::Unended { at }) => Some((*at, !is_lost)),
        Err(ReadFault::Broken { at } | ReadFault::NoObject { at }) => {
            is_lost.then_some((*at, false))
        }
        _ => None,
    }
}

fn begins_list(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().first() == Some(&b'[')
}

/// Counts the place of a fault from the beginning of the file.
fn moved(fault: ReadFault, n_before: usize) -> ReadFault {
    match fault {
        ReadFault::Unended { at } => ReadFault::Unended { at: n_before + at },
        ReadFault::Broken { at } => ReadFault::Broken { at: n_before + at },
        ReadFault::NoObject { at } => ReadFault::NoObject { at: n_before + at },
        other @ (ReadFault::Columns
        | ReadFault::Evtx(_)
        | ReadFault::CutOff { .. }
        | ReadFault::ChunksLack { .. }) => other,
    }
}

/// Returns how long the beginning of an object is that only holds a list of events.
fn shell(bytes: &[u8]) -> usize {
    let blanks = |at: usize| {
        let rest = bytes.get(at..).unwrap_or_default();
        at + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    };
    let word = |at: usize, word: &str| {
        bytes
            .get(at..)
            .is_some_and(|rest| rest.starts_with(word.as_bytes()))
            .then(|| at + word.len())
    };
    let after = |at: usize| {
        let at = blanks(word(blanks(at), "{")?);
        let at = SHELLS.iter().find_map(|key| word(at, key))?;
        word(blanks(word(blanks(at), ":")?), "[")
    };
    let start = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let of_answer = || {
        let at = blanks(word(blanks(start), "{")?);
        // Nothing stands before it where nothing else was asked for (`filter_path`).
        let is_alone = word(at, ANSWER_LIST)
            .and_then(|at| word(blanks(word(blanks(at), ":")?), "{"))
            .is_some();
        if !is_alone {
            ANSWER_KEYS.iter().find_map(|key| word(at, key))?;
        }
        let head = bytes.get(..ANSWER_HEAD_BYTES).unwrap_or(bytes).utf8_chunks().next()?.valid();
        let mut lists = head.match_indices(ANSWER_LIST).filter_map(|(at, _)| {
            let after = word(blanks(word(blanks(at + ANSWER_LIST.len()), ":")?), "[")?;
            Some((at, after))
        });
        let (at, after) = lists.next()?;
        let before = head.get(..at)?;
        let is_answer = is_alone || ANSWER_PARTS.iter().all(|part| before.contains(part));
        is_answer.then_some(after)
    };
    after(start).or_else(of_answer).unwrap_or_default()
}

#[cfg(test)]
mod tests;
