//! From the bytes of a file to its events.

mod access;
mod audit;
mod evtx;
mod json;
mod syslog;
mod w3c;
mod wrapped;

use thiserror::Error;

pub use self::evtx::{Evtx, EvtxChunk, EvtxChunks};
pub use json::{JsonEvents, Skip};
pub use syslog::{LINE_BYTES_MAX, Lines, SyslogEvents, syslog_event};
pub use wrapped::{TIME_KEYS, kept_by, unwrapped};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Format {
    Evtx,
    /// One object a line, an array of objects, or objects one behind the other.
    Json,
    /// Lines of text: of syslog, of the audit daemon, of web servers, of whatever names its columns.
    Syslog,
}

/// Why a part of a file is no event. What comes after it is read all the same.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the texts say it")]
pub enum ReadFault {
    #[error("the object at byte {at} does not end")]
    Unended { at: usize },
    #[error("the object at byte {at} is broken")]
    Broken { at: usize },
    #[error("no object at byte {at}")]
    NoObject { at: usize },
    #[error("a line without the columns that the file names; read as text")]
    Columns,
    #[error("record of an event log: {0}")]
    Evtx(String),
    #[error(
        "the event log is cut off: {n_whole} whole pieces of 64 KiB and a part of one; only whole records before the cut were read"
    )]
    CutOff { n_whole: u64 },
    #[error(
        "the event log says that it has {n_promised} pieces of 64 KiB or more, and {n_found} were found"
    )]
    ChunksLack { n_found: u64, n_promised: u64 },
}

/// Tells the format from the first bytes of a file.
pub fn format(bytes: &[u8]) -> Format {
    if bytes.starts_with(b"ElfFile\0") {
        return Format::Evtx;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => Format::Json,
        // A line of syslog may begin with a bracket, too.
        Some(b'[') if json::begins_array(bytes) => Format::Json,
        _ => Format::Syslog,
    }
}

/// Calls for each event of a file, as JSON. Returns early when told so.
pub fn events(
    bytes: Vec<u8>,
    mut each: impl FnMut(Result<&[u8], ReadFault>) -> std::ops::ControlFlow<()>,
) {
    match format(&bytes) {
        Format::Evtx => {
            for record in Evtx::new(bytes) {
                if each(record.as_deref().map_err(Clone::clone)).is_break() {
                    return;
                }
            }
        }
        Format::Json => {
            for object in JsonEvents::new(&bytes) {
                let object = object.map(unwrapped);
                if each(object.as_deref().map_err(Clone::clone)).is_break() {
                    return;
                }
            }
        }
        Format::Syslog => {
            for object in SyslogEvents::new(&bytes) {
                if each(Ok(&object)).is_break() {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
