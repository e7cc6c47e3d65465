//! Finds where the message of a line starts, behind the time, the host, the level and the program.
//!
//! Strangers bring files in whatever form their programs write. There is no table of formats: a header is a row
//! of fields, each known by its form, and it ends at the first thing that is none. What is not sure stays in the
//! message, where masks and holes can deal with it.

mod field;
mod syslog;
mod time;

use field::{Fields, Level};

/// How many fields a header has at most.
const FIELDS_MAX: usize = 16;

/// A line, cut into what its program writes before every message and the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header<'a> {
    /// The time as it is written.
    pub time: Option<&'a [u8]>,
    /// The host that a syslog line names.
    pub host: Option<&'a [u8]>,
    /// The program, logger or component.
    pub program: Option<&'a [u8]>,
    /// The level as it is written.
    pub level: Option<&'a [u8]>,
    /// Everything else.
    pub message: &'a [u8],
}

impl<'a> Header<'a> {
    /// Cuts a line.
    pub fn of(line: &'a [u8]) -> Self {
        let mut header = Header { message: line, ..Header::default() };
        let mut fields = Fields::new(line);
        fields.priority();
        if let Some(structured) = syslog::structured(fields.rest()) {
            return structured;
        }
        for _ in 0..FIELDS_MAX {
            if !step(&mut fields, &mut header) {
                break;
            }
        }
        header.message = fields.rest();
        header
    }
}

/// Takes one field; false when there is none.
fn step<'a>(fields: &mut Fields<'a>, header: &mut Header<'a>) -> bool {
    if let Some(time) = fields.time() {
        header.time.get_or_insert(time);
        if time::is_syslog(time) {
            syslog::host_and_program(fields, header);
            return false;
        }
        return true;
    }
    if header.level.is_none()
        && let Some(level) = fields.level(header.time.is_some())
    {
        header.level = Some(level.text);
        if level.is_bare {
            after_level(fields, header, &level);
            return false;
        }
        return true;
    }
    if header.time.is_some_and(time::is_iso) && syslog::leads(fields.rest()) {
        syslog::host_and_program(fields, header);
        return false;
    }
    // Marks between fields mean something only behind a field.
    header.time.is_some() && (fields.mark() || header.level.is_none() && fields.before_level())
}

/// Takes what programs write between a bare level and the message: thread, logger, a mark.
fn after_level<'a>(fields: &mut Fields<'a>, header: &mut Header<'a>, level: &Level<'a>) {
    if level.is_closed {
        return;
    }
    let mut has_context = false;
    while fields.bracketed() {
        has_context = true;
    }
    if fields.mark() && has_context {
        return;
    }
    header.program = fields.program(header.time.is_some());
    fields.mark();
}

#[cfg(test)]
mod tests;
