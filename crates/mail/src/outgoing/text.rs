//! The text part: quoted-printable, or base64 where that is shorter.

use std::fmt::Write;

use base64::{Engine, engine::general_purpose::STANDARD};

/// Characters of an encoded line (RFC 2045 §6.7, §6.8).
const LINE_CHARS_MAX: usize = 76;

/// Returns the entity: its fields, an empty line, the encoded text; every line ends in CRLF.
pub(super) fn part(text: &str) -> Vec<u8> {
    let lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches('\r')).collect();
    let quoted = quoted_printable(&lines);
    let mut canonical = lines.join("\r\n");
    canonical.push_str("\r\n");
    let packed = base64_lines(canonical.as_bytes());
    let (encoding, body) =
        if packed.len() < quoted.len() { ("base64", packed) } else { ("quoted-printable", quoted) };
    format!(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Writes base64 in lines.
pub(crate) fn base64_lines(bytes: &[u8]) -> String {
    let letters = STANDARD.encode(bytes);
    let mut lines = String::with_capacity(letters.len() + letters.len() / 38 + 2);
    let mut column = 0;
    for letter in letters.chars() {
        if column == LINE_CHARS_MAX {
            lines.push_str("\r\n");
            column = 0;
        }
        lines.push(letter);
        column += 1;
    }
    lines.push_str("\r\n");
    lines
}

fn quoted_printable(lines: &[&str]) -> String {
    let mut body = String::new();
    for line in lines {
        quote_line(&mut body, line);
        body.push_str("\r\n");
    }
    body
}

fn quote_line(body: &mut String, line: &str) {
    let mut column = 0;
    let last = line.len().saturating_sub(1);
    // Old stores write `>From`, and a lone dot ends a mail: neither may stand at the start of a line.
    let has_risky_start = line.starts_with("From ") || line.starts_with('.');
    for (index, byte) in line.bytes().enumerate() {
        let is_plain = match byte {
            b'=' => false,
            b' ' | b'\t' => index != last,
            _ => byte.is_ascii_graphic() && !(index == 0 && has_risky_start),
        };
        let width = if is_plain { 1 } else { 3 };
        // Room for the soft break itself.
        if column + width > LINE_CHARS_MAX - 1 {
            body.push_str("=\r\n");
            column = 0;
            // A break must not bring a risky character to the start either.
            if byte == b'.' || byte == b'F' {
                push_escaped(body, byte);
                column = 3;
                continue;
            }
        }
        if is_plain {
            body.push(char::from(byte));
        } else {
            push_escaped(body, byte);
        }
        column += width;
    }
}

fn push_escaped(body: &mut String, byte: u8) {
    // Writing to a string does not fail.
    let _ = write!(body, "={byte:02X}");
}
