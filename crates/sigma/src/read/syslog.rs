//! Lines of syslog, with or without a header, as events.

use serde::Serialize;

use super::{
    access::access_event,
    audit::audit_event,
    w3c::{self, Columns},
};

/// Bytes of a line that are read; the rest of it is left.
pub const LINE_BYTES_MAX: usize = 64 << 10;

/// The lines of a file, each as an event in JSON; empty lines are passed over.
#[derive(Debug, Clone)]
pub struct SyslogEvents<'a> {
    rest: &'a [u8],
    lines: Lines,
}

impl<'a> SyslogEvents<'a> {
    /// Begins to read.
    pub fn new(bytes: &'a [u8]) -> Self {
        let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        Self { rest, lines: Lines::default() }
    }
}

impl Iterator for SyslogEvents<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let end = memchr::memchr(b'\n', self.rest).unwrap_or(self.rest.len());
            let line = self.rest.get(..end.min(LINE_BYTES_MAX)).unwrap_or_default();
            self.rest = self.rest.get(end + 1..).unwrap_or_default();
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if let Some(event) = self.lines.event(line) {
                return Some(event);
            }
        }
    }
}

/// Makes events of the lines of one file, in their order: some formats say at the head of a file what its lines hold.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    is_begun: bool,
    columns: Option<Columns>,
    is_misfit: bool,
}

impl Lines {
    /// Makes an event of the next line, as [`syslog_event`] does or by the columns that the file names; none of an empty one, and of
    /// one that tells of the others.
    pub fn event(&mut self, line: &[u8]) -> Option<Vec<u8>> {
        self.is_misfit = false;
        if line.trim_ascii().is_empty() {
            return None;
        }
        // A file is of that format from its first line on: a line within another says nothing about those behind it.
        if !std::mem::replace(&mut self.is_begun, true) && line.starts_with(b"#") {
            let is_one = w3c::is_directive(&String::from_utf8_lossy(line));
            self.columns = is_one.then(Columns::default);
        }
        let Some(columns) = &mut self.columns else { return Some(syslog_event(line)) };
        let text = String::from_utf8_lossy(line);
        if w3c::is_directive(&text) {
            columns.take(&text);
            return None;
        }
        let event = columns.event(&text);
        self.is_misfit = event.is_none() && columns.is_named();
        Some(event.unwrap_or_else(|| syslog_event(line)))
    }

    /// Says whether the last line had not the columns that its file names, and was read as any other.
    pub fn is_misfit(&self) -> bool {
        self.is_misfit
    }
}

/// The parts of a line. What cannot be told apart stays in the message, so that keywords find it.
#[derive(Debug, Default, PartialEq, Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    program: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pid: Option<&'a str>,
    message: &'a str,
}

/// Makes an event of a line: `timestamp`, `host`, `program`, `pid` where they can be told, and `message`; of a record of the
/// audit daemon and of a line of an access log, also when they come by syslog, their fields.
pub fn syslog_event(line: &[u8]) -> Vec<u8> {
    event_at(line, None)
}

/// Makes an event of a line of which somebody else says when it came.
pub(super) fn event_at(line: &[u8], time: Option<&str>) -> Vec<u8> {
    let text = String::from_utf8_lossy(line);
    if let Some(event) = audit_event(&text, &[]).or_else(|| access_event(&text)) {
        return event;
    }
    let parts = parts(&text);
    let parts = Line { timestamp: parts.timestamp.or(time), ..parts };
    let around = [("host", parts.host), ("program", parts.program)];
    audit_event(parts.message, &around)
        .or_else(|| parts.program.and_then(|_| access_event(parts.message)))
        .unwrap_or_else(|| serde_json::to_vec(&parts).unwrap_or_default())
}

fn parts(text: &str) -> Line<'_> {
    let whole = Line { message: text, ..Line::default() };
    let without_priority = match text.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        Some((digits, rest)) if digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit()) => {
            rest
        }
        _ => text,
    };
    if let Some(rest) = without_priority.strip_prefix("1 ") {
        return parts_of_5424(rest).unwrap_or(whole);
    }
    parts_of_3164(without_priority).unwrap_or(whole)
}

/// `timestamp host program pid msgid [data] message`, where `-` stands for nothing.
fn parts_of_5424(text: &str) -> Option<Line<'_>> {
    let mut words = text.splitn(6, ' ');
    let mut word = || words.next().map(|word| Some(word).filter(|word| *word != "-"));
    let (timestamp, host, program, pid, _) = (word()?, word()?, word()?, word()?, word()?);
    let rest = words.next().unwrap_or_default();
    let message = match rest.strip_prefix("- ").or_else(|| (rest == "-").then_some("")) {
        Some(message) => message,
        None => rest,
    };
    let message = message.strip_prefix('\u{feff}').unwrap_or(message);
    Some(Line { timestamp, host, program, pid, message })
}

/// `Mmm dd hh:mm:ss host program[pid]: message`, or with another timestamp.
fn parts_of_3164(text: &str) -> Option<Line<'_>> {
    let is_old =
        text.is_ascii_start(15) && text.get(9..10) == Some(":") && text.get(12..13) == Some(":");
    let (timestamp, rest) = if is_old {
        // Some write parts of seconds.
        let end = 15 + text.get(15..)?.find(' ')?;
        let is_time = end == 15 || text.get(15..end)?.strip_prefix('.').is_some_and(is_digits);
        if !is_time {
            return None;
        }
        (text.get(..end)?, text.get(end + 1..)?)
    } else {
        let (timestamp, rest) = text.split_once(' ')?;
        let is_iso = timestamp.len() >= 19
            && timestamp.starts_with(|c: char| c.is_ascii_digit())
            && timestamp.get(10..11) == Some("T");
        if is_iso || is_since_1970(timestamp) {
            (timestamp, rest)
        } else {
            full_time(timestamp, rest)?
        }
    };
    let (host, rest) = rest.split_once(' ')?;
    let (tag, message) = rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")))?;
    let (program, pid) = match tag.strip_suffix(']').and_then(|tag| tag.split_once('[')) {
        Some((program, pid)) => (program, Some(pid)),
        None => (tag, None),
    };
    let is_program = !program.is_empty() && !program.contains(' ');
    is_program.then_some(Line {
        timestamp: Some(timestamp),
        host: Some(host),
        program: Some(program),
        pid,
        message,
    })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `1767434400.000000`, as `journalctl -o short-unix` writes it.
fn is_since_1970(word: &str) -> bool {
    word.split_once('.')
        .is_some_and(|(seconds, part)| seconds.len() == 10 && is_digits(seconds) && is_digits(part))
}

/// `Sat 2026-01-03 10:00:00 UTC`, as `journalctl -o short-full` writes it; the day of the week is no part of the time.
fn full_time<'a>(day: &str, text: &'a str) -> Option<(&'a str, &'a str)> {
    let is_day = day.len() == 3 && day.bytes().all(|b| b.is_ascii_alphabetic());
    let is_time = text.is_ascii_start(20)
        && text.get(4..5) == Some("-")
        && text.get(10..11) == Some(" ")
        && text.get(13..14) == Some(":")
        && text.get(16..17) == Some(":")
        && text.get(19..20) == Some(" ");
    if !is_day || !is_time {
        return None;
    }
    let zone = text.get(20..)?.split(' ').next()?;
    let end = 20 + zone.len();
    Some((text.get(..end)?, text.get(end + 1..)?))
}

trait AsciiStart {
    /// Says whether the first bytes are there and ASCII.
    fn is_ascii_start(&self, n: usize) -> bool;
}

impl AsciiStart for str {
    fn is_ascii_start(&self, n: usize) -> bool {
        self.as_bytes().get(..n).is_some_and(<[u8]>::is_ascii)
    }
}
