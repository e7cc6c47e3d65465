//! Objects in a file: one a line, in an array, or one behind the other, pretty-printed or not.

use super::ReadFault;

/// Objects and lists within an object that may be open at a time.
const OBJECT_DEPTH_MAX: usize = 128;

/// Where something ends.
#[derive(Debug, Clone, Copy)]
enum End {
    At(usize),
    /// It cannot be JSON, whatever follows.
    Broken,
    /// The bytes end before it does.
    Cut,
}

/// The objects of a file, uncopied.
///
/// Objects are told by their brackets. When one is broken, nested too deep, or does not end, the reading goes on where [`Skip`] says,
/// so that a broken object costs itself only, if its brackets and quotes are even or a line begins with the next.
#[derive(Debug, Clone)]
pub struct JsonEvents<'a> {
    bytes: &'a [u8],
    at: usize,
    is_lost: bool,
}

impl<'a> JsonEvents<'a> {
    /// Begins to read.
    pub fn new(bytes: &'a [u8]) -> Self {
        let at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self { bytes, at, is_lost: false }
    }

    /// Returns where the reading goes on.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes on from a place.
    pub fn go_on(&mut self, at: usize) {
        self.at = at;
    }

    /// Says whether it is not known where the object ends that was told as a fault last, or the line that is none: all that follows is left.
    pub fn is_lost(&self) -> bool {
        self.is_lost
    }

    /// Returns where the object ends that begins at a place.
    ///
    /// Brackets must be where JSON has them, so that an object that broke off is told soon and not at the end of the file.
    fn end(&self, start: usize) -> End {
        let (mut depth, mut lists, mut last) = (0_usize, 0_u128, b':');
        let mut at = start;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'"' => match string_end(self.bytes, at + 1) {
                    End::At(end) => at = end,
                    other => return other,
                },
                b'{' | b'[' => {
                    let is_in_list = lists & 1 == 1;
                    let may_open = last == b':' || is_in_list && matches!(last, b'[' | b',');
                    if !may_open || depth >= OBJECT_DEPTH_MAX {
                        return End::Broken;
                    }
                    depth += 1;
                    lists = lists << 1 | u128::from(*byte == b'[');
                }
                b'}' | b']' => {
                    if (*byte == b']') != (lists & 1 == 1) {
                        return End::Broken;
                    }
                    lists >>= 1;
                    depth -= 1;
                    if depth == 0 {
                        return End::At(at + 1);
                    }
                }
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                last = *byte;
            }
            at += 1;
        }
        End::Cut
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
                    let rest = self.bytes.get(at..).unwrap_or_default();
                    let line_end = || memchr::memchr(b'\n', rest).map(|n| n + 1);
                    let goes_on = scalar_end(rest).or_else(line_end);
                    self.is_lost = goes_on.is_none();
                    self.at = goes_on.map_or(self.bytes.len(), |n| at + n);
                    return Some(Err(ReadFault::NoObject { at }));
                }
            }
        }
        let start = self.at;
        let end = self.end(start);
        if let End::At(end) = end {
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
            return Some(Err(ReadFault::Broken { at: start }));
        }
        let rest = self.bytes.get(start..).unwrap_or_default();
        let goes_on = Skip::default().over(rest);
        self.is_lost = goes_on.is_none();
        self.at = goes_on.map_or(self.bytes.len(), |at| start + at);
        Some(Err(match end {
            End::Cut => ReadFault::Unended { at: start },
            End::At(_) | End::Broken => ReadFault::Broken { at: start },
        }))
    }
}

/// Passes over an object that cannot be read, however deep and long it is, in pieces.
///
/// It ends where its curly brackets are even, those in strings left out; or before a line that begins with such a bracket,
/// whichever comes first. Bytes are seen once.
#[derive(Debug, Clone, Default)]
pub struct Skip {
    depth: usize,
    is_text: bool,
    /// The byte before, unless it was one that a backslash stands before.
    last: u8,
}

impl Skip {
    /// Takes the next bytes; returns where among them the reading goes on, if it does.
    pub fn over(&mut self, bytes: &[u8]) -> Option<usize> {
        for (at, byte) in bytes.iter().enumerate() {
            let is_escaped = self.is_text && self.last == b'\\';
            let last = std::mem::replace(&mut self.last, if is_escaped { 0 } else { *byte });
            match byte {
                b'\n' => {
                    self.is_text = false;
                    self.last = b'\n';
                }
                b'"' if !is_escaped => self.is_text = !self.is_text,
                b'{' if !self.is_text && last == b'\n' => return Some(at),
                b'{' if !self.is_text => self.depth += 1,
                b'}' if !self.is_text => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// Returns where the closing quote of a string stands. Strings of JSON do not go over the end of a line.
fn string_end(bytes: &[u8], mut at: usize) -> End {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(found) = memchr::memchr3(b'"', b'\\', b'\n', rest) else { return End::Cut };
        at += found;
        match bytes.get(at) {
            Some(b'"') => return End::At(at),
            Some(b'\n') => return End::Broken,
            _ => at += 2,
        }
    }
}

/// Returns where a word or number ends that stands in a list.
fn scalar_end(bytes: &[u8]) -> Option<usize> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    let end = bytes.iter().position(|byte| !is_part(byte)).filter(|end| *end > 0)?;
    matches!(bytes.get(end), Some(b',' | b']')).then_some(end)
}

/// Says whether the file is an array of objects.
pub(super) fn begins_array(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
    rest.next() == Some(&b'[') && matches!(rest.next(), Some(b'{' | b']'))
}
