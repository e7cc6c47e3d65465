//! Objects in a file: one a line, in an array, or one behind the other, pretty-printed or not.

use super::ReadFault;

/// The objects of a file, uncopied.
///
/// Objects are told by their brackets. When one does not end, the reading goes on at the next line that begins with
/// a bracket, so that a broken line costs itself only.
#[derive(Debug, Clone)]
pub struct JsonEvents<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> JsonEvents<'a> {
    /// Begins to read.
    pub fn new(bytes: &'a [u8]) -> Self {
        let at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self { bytes, at }
    }

    /// Returns where the object ends that begins at a place.
    fn end(&self, start: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let mut at = start;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'"' => at = string_end(self.bytes, at + 1)?,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.bytes.len(), |at| from + at + 1)
    }
}

impl<'a> Iterator for JsonEvents<'a> {
    type Item = Result<&'a [u8], ReadFault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let byte = self.bytes.get(self.at)?;
            match byte {
                b'{' => break,
                b',' | b'[' | b']' => self.at += 1,
                byte if byte.is_ascii_whitespace() => self.at += 1,
                _ => {
                    let at = self.at;
                    self.at = self.line_end(at);
                    return Some(Err(ReadFault::NoObject { at }));
                }
            }
        }
        let start = self.at;
        if let Some(end) = self.end(start) {
            // An object over several lines, one of which begins like an object, may have swallowed the next because it
            // is broken itself.
            let object = self.bytes.get(start..end)?;
            let is_whole = || serde_json::from_slice::<serde::de::IgnoredAny>(object).is_ok();
            let next_line = memchr::memmem::find(object, b"\n{").filter(|_| !is_whole());
            let Some(next_line) = next_line else {
                self.at = end;
                return Some(Ok(object));
            };
            self.at = start + next_line + 1;
            return Some(Err(ReadFault::Unended { at: start }));
        }
        let rest = self.bytes.get(start..).unwrap_or_default();
        self.at = memchr::memmem::find(rest, b"\n{").map_or(self.bytes.len(), |at| start + at + 1);
        Some(Err(ReadFault::Unended { at: start }))
    }
}

/// Returns where the closing quote of a string stands.
fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let found = memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        at += found;
        if bytes.get(at) == Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// Says whether the file is an array of objects.
pub(super) fn begins_array(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
    rest.next() == Some(&b'[') && matches!(rest.next(), Some(b'{' | b']'))
}
