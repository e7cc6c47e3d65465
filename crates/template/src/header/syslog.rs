//! Syslog: RFC 3164 with its habits, and RFC 5424.

use super::{Header, field::Fields};
use crate::class::{DIGIT, SPACE, at, is, part, run};

/// How many words the name of a program has: `-- root[2421]:`.
const PROGRAM_WORDS_MAX: usize = 2;

/// Reads what follows the priority in RFC 5424: version, time, host, program, process, message id, data.
pub fn structured(text: &[u8]) -> Option<Header<'_>> {
    let mut fields = Fields::new(text);
    let is_version = matches!(part(text, 0, 2), [b'1'..=b'9', b' ']);
    if !is_version {
        return None;
    }
    fields.take(1);
    let time = word(&mut fields)?;
    if !(time == b"-" || time.len() >= 20 && at(time, 10) == b'T') {
        return None;
    }
    let (host, program, _process, _message) =
        (word(&mut fields)?, word(&mut fields)?, word(&mut fields)?, word(&mut fields)?);
    data(&mut fields)?;
    let told = |field: &'static [u8]| move |value: &&[u8]| **value != *field;
    let message = fields.rest();
    let message = message.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(message);
    Some(Header {
        time: Some(time).filter(told(b"-")),
        host: Some(host).filter(told(b"-")),
        program: Some(program).filter(told(b"-")),
        level: None,
        message,
    })
}

fn word<'a>(fields: &mut Fields<'a>) -> Option<&'a [u8]> {
    let rest = fields.rest();
    let end = rest.iter().position(|&byte| is(byte, SPACE)).unwrap_or(rest.len());
    (end > 0).then(|| fields.take(end))
}

/// Takes structured data: `-`, or elements in brackets whose values may hold escaped brackets.
fn data(fields: &mut Fields<'_>) -> Option<()> {
    let rest = fields.rest();
    if at(rest, 0) == b'-' {
        fields.take(1);
        return Some(());
    }
    let (mut end, mut is_quoted) = (0, false);
    loop {
        match at(rest, end) {
            0 => return None,
            b'\\' if is_quoted => end += 1,
            b'"' => is_quoted = !is_quoted,
            b']' if !is_quoted && at(rest, end + 1) != b'[' => break,
            _ => {}
        }
        end += 1;
    }
    fields.take(end + 1);
    Some(())
}

/// Tells whether a host and a program with its process come next: `db1 sshd[12]:`.
pub fn leads(text: &[u8]) -> bool {
    let mut words = text.split(|&byte| is(byte, SPACE)).filter(|word| !word.is_empty());
    let host = words.next().unwrap_or_default();
    !host.ends_with(b":") && words.next().is_some_and(|word| word.ends_with(b"]:"))
}

/// Takes the host and the program behind a time as RFC 3164 has it.
pub fn host_and_program<'a>(fields: &mut Fields<'a>, header: &mut Header<'a>) {
    if let Some(program) = program(fields.rest()) {
        // No host: the line never left its machine.
        header.program = Some(name(fields.take(program)));
        return;
    }
    let rest = fields.rest();
    let host_end = rest.iter().position(|&byte| is(byte, SPACE)).unwrap_or(0);
    if host_end == 0 {
        return;
    }
    header.host = Some(fields.take(host_end));
    if let Some(end) = program(fields.rest()) {
        header.program = Some(name(fields.take(end)));
    }
}

/// Returns where the name of a program with its colon ends, if one starts here.
fn program(text: &[u8]) -> Option<usize> {
    let mut end = 0;
    for _ in 0..PROGRAM_WORDS_MAX {
        let rest = text.get(end..).unwrap_or_default();
        let word_end = end + rest.iter().position(|&byte| is(byte, SPACE)).unwrap_or(rest.len());
        let word = part(text, end, word_end);
        if word.ends_with(b":") && word.len() > 1 {
            return Some(word_end);
        }
        // Only a word of marks may stand before the name.
        if word.iter().any(|byte| *byte != b'-') {
            return None;
        }
        end = run(text, word_end, SPACE);
    }
    None
}

/// Cuts the process off the name of a program: `sshd[24200]:`.
fn name(program: &[u8]) -> &[u8] {
    let program = program.strip_suffix(b":").unwrap_or(program);
    match program.iter().position(|&byte| byte == b'[') {
        Some(open)
            if part(program, open + 1, program.len())
                .iter()
                .all(|&byte| is(byte, DIGIT) || byte == b']') =>
        {
            part(program, 0, open)
        }
        _ => program,
    }
}
