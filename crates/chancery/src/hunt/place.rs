//! The way from a match to its event: where it stands in its file, when it was, and what it says.

use sigma::Places;

use super::time::Times;

/// Bytes of an event that are shown.
const SHOWN_BYTES_MAX: usize = 4 << 10;
/// Where an event of a log has its number, by which Event Viewer finds it.
const RECORD_ID: &str = "Event/System/EventRecordID";

/// Where an event stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// It is a line; lines are counted from one.
    Line(u64),
    /// It is an object that begins in a line, perhaps with others.
    Object(u64),
    /// It is a record of an event log.
    Record(u64),
    /// Nothing tells it but its index.
    Unknown,
}

/// What is told of an event that rules matched.
#[derive(Debug, Default)]
pub struct Told {
    pub time_ms: Option<i64>,
    /// The event as rules see it, shortened.
    pub text: Option<String>,
}

impl Where {
    /// Returns the line, from one.
    pub fn line(self) -> Option<u64> {
        match self {
            Self::Line(line) | Self::Object(line) => Some(line),
            Self::Record(_) | Self::Unknown => None,
        }
    }

    /// Returns the number of a record.
    pub fn record_id(self) -> Option<u64> {
        match self {
            Self::Record(id) => Some(id),
            _ => None,
        }
    }

    /// Names the place, as `app.log:61`.
    pub fn words(self, file: &str, index: u64) -> String {
        match self {
            Self::Line(line) => format!("{file}:{line}"),
            Self::Object(line) => format!("{file}:{line} (event {index})"),
            Self::Record(id) => format!("{file}, record {id}"),
            Self::Unknown => format!("{file}, event {index}"),
        }
    }
}

/// Finds out what is told of an event.
pub struct Teller {
    times: Times,
    records: Places,
    is_shown: bool,
}

impl Teller {
    /// Makes one; `is_shown` is whether events themselves are wanted.
    pub fn new(is_shown: bool) -> Self {
        Self { times: Times::default(), records: Places::new([RECORD_ID]), is_shown }
    }

    /// Returns when an event was and what it says; `written_ms` is when its file was written.
    pub fn told(&self, event: &[u8], written_ms: i64) -> Told {
        let text = self.is_shown.then(|| shown(event));
        Told { time_ms: self.times.of(event, written_ms), text }
    }

    /// Returns the place of a record.
    pub fn record(&self, event: &[u8]) -> Where {
        let id = self.records.first(event).and_then(|id| id.parse().ok());
        id.map_or(Where::Unknown, Where::Record)
    }
}

/// Returns the beginning of an event on one line.
fn shown(event: &[u8]) -> String {
    let is_cut = event.len() > SHOWN_BYTES_MAX;
    let text = String::from_utf8_lossy(event.get(..SHOWN_BYTES_MAX).unwrap_or(event));
    // JSON has no ends of lines in its texts: these stand between them.
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut shown = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        shown.push(' ');
        shown.push_str(line);
    }
    if is_cut {
        // Half a character may stand there.
        let end = shown.trim_end_matches(char::REPLACEMENT_CHARACTER).len();
        shown.truncate(end);
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_shown_on_one_line_and_cut() {
        assert_eq!(
            shown(b"{\n  \"a\": \"x  y\",\r\n  \"b\": 1\n}\n"),
            "{ \"a\": \"x  y\", \"b\": 1 }"
        );
        let long = format!("{{\"a\":\"{}\"}}", "ü".repeat(SHOWN_BYTES_MAX));
        let shown = shown(long.as_bytes());
        assert!(shown.len() <= SHOWN_BYTES_MAX + '…'.len_utf8(), "{}", shown.len());
        assert!(shown.ends_with("ü…"));
        let teller = Teller::new(false);
        assert_eq!(teller.told(b"{\"ts\":1}", 0).time_ms, Some(1000));
        assert_eq!(teller.told(b"{\"ts\":1}", 0).text, None);
    }

    #[test]
    fn records_have_their_number() {
        let teller = Teller::new(true);
        let record = br#"{"Event":{"System":{"EventRecordID":17}}}"#;
        assert_eq!(teller.record(record), Where::Record(17));
        assert_eq!(teller.record(b"{}"), Where::Unknown);
    }
}
