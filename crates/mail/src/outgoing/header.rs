//! Header fields: folded, encoded where they must be, never two fields out of one.

use base64::{Engine, engine::general_purpose::STANDARD};
use model::Address;

use crate::outgoing::BuildError;

/// Characters of a line before it is folded (RFC 5322 §2.1.1).
const LINE_CHARS_MAX: usize = 76;

/// Octets in one encoded word: 39 become 52 letters, 64 with the frame, and still fit beside `Subject:`
/// into the 76 that a line with one may have (RFC 2047 §2).
const ENCODED_OCTETS_MAX: usize = 39;

/// The header of a mail being written.
#[derive(Default)]
pub(super) struct Fields(String);

impl Fields {
    /// Writes a field of plain ASCII that needs no folding.
    pub(super) fn plain(&mut self, name: &'static str, value: &str) -> Result<(), BuildError> {
        check(name, value)?;
        self.folded(name, &[value.to_owned()]);
        Ok(())
    }

    /// Writes a field of free text.
    pub(super) fn unstructured(
        &mut self,
        name: &'static str,
        value: &str,
    ) -> Result<(), BuildError> {
        check(name, value)?;
        self.folded(name, &words_of(value));
        Ok(())
    }

    /// Writes a field that names one mailbox.
    pub(super) fn mailbox(
        &mut self,
        name: &'static str,
        display: Option<&str>,
        address: &Address,
    ) -> Result<(), BuildError> {
        check(name, address.expose())?;
        let mut words = match display {
            Some(display) => {
                check(name, display)?;
                phrase(display)
            }
            None => Vec::new(),
        };
        words.push(format!("<{}>", address.expose()));
        self.folded(name, &words);
        Ok(())
    }

    /// Writes words with folds between them where the line would grow too long.
    pub(super) fn folded(&mut self, name: &str, words: &[String]) {
        self.0.push_str(name);
        self.0.push(':');
        let mut column = name.len() + 1;
        for (index, word) in words.iter().enumerate() {
            // The first word stays on the line of the name: a line of spaces alone may not stand in a header.
            if index > 0 && column + 1 + word.len() > LINE_CHARS_MAX {
                self.0.push_str("\r\n");
                column = 0;
            }
            self.0.push(' ');
            self.0.push_str(word);
            column += 1 + word.len();
        }
        self.0.push_str("\r\n");
    }

    /// Returns the bytes; the empty line below belongs to the entity that follows, after its own fields.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// Refuses what could end a line or do other harm.
fn check(name: &'static str, value: &str) -> Result<(), BuildError> {
    if value.chars().any(|c| c.is_control() || c == '\u{2028}' || c == '\u{2029}') {
        return Err(BuildError::Control(name));
    }
    Ok(())
}

/// Returns free text as words: plain where it can be, else encoded (RFC 2047).
fn words_of(value: &str) -> Vec<String> {
    let is_plain = value.is_ascii()
        && !value.contains("=?")
        && !value.starts_with(' ')
        && !value.ends_with(' ')
        && !value.contains("  ")
        && value.split(' ').all(|word| word.len() < LINE_CHARS_MAX - 20);
    if is_plain {
        return value.split(' ').map(str::to_owned).collect();
    }
    encoded(value)
}

/// Returns a display name as words: a quoted string or encoded.
fn phrase(display: &str) -> Vec<String> {
    if display.is_empty() {
        return Vec::new();
    }
    if display.is_ascii() && display.len() < LINE_CHARS_MAX - 20 && !display.contains("=?") {
        return vec![format!("\"{}\"", display.replace('\\', "\\\\").replace('"', "\\\""))];
    }
    encoded(display)
}

fn encoded(value: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut piece = String::new();
    let mut close = |piece: &mut String| {
        if !piece.is_empty() {
            words.push(format!("=?utf-8?B?{}?=", STANDARD.encode(piece.as_bytes())));
            piece.clear();
        }
    };
    for c in value.chars() {
        if piece.len() + c.len_utf8() > ENCODED_OCTETS_MAX {
            close(&mut piece);
        }
        piece.push(c);
    }
    close(&mut piece);
    words
}
