//! What is in a file that somebody names: unpacked if gzip packed it, and as UTF-8 if it was written as UTF-16.

use std::{
    fs::File,
    io::{self, Read},
};

use anyhow::bail;
use flate2::read::MultiGzDecoder;

use super::{Counted, Opened};

/// What a file is told by.
const HEAD_BYTES: u64 = 64 << 10;
/// Bytes that a file may unpack to; gzip packs a thousand bytes into one at best, so a small file can be no trap.
const UNPACKED_BYTES_MAX: u64 = 1 << 40;
/// Bytes of UTF-16 that are taken at a time.
const UNITS_BYTES: usize = 16 << 10;
const GZIP: &[u8] = b"\x1f\x8b";

/// What stands behind the head.
pub enum Content {
    /// The file as it is, in which one may go back.
    File(Counted<File>),
    /// What can be read once.
    Stream(Box<dyn Read>),
}

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Stream(stream) => stream.read(buffer),
        }
    }
}

/// Returns the first bytes of the content, and what stands behind them.
pub fn content(mut opened: Opened) -> anyhow::Result<(Vec<u8>, Content)> {
    let mut head = head(&mut opened)?;
    let mut content = match opened {
        Opened::File(file) => Content::File(file),
        Opened::StandardInput(input) => Content::Stream(Box::new(input)),
    };
    if head.starts_with(GZIP) {
        let unpacked = MultiGzDecoder::new(io::Cursor::new(head).chain(content));
        let mut unpacked = Bounded { inner: unpacked, left: UNPACKED_BYTES_MAX };
        head = self::head(&mut unpacked)?;
        content = Content::Stream(Box::new(unpacked));
    }
    if let Some(advice) = packed(&head) {
        bail!("{advice}");
    }
    let order = match head.get(..2) {
        Some(b"\xff\xfe") => u16::from_le_bytes,
        Some(b"\xfe\xff") => u16::from_be_bytes,
        _ => return Ok((head, content)),
    };
    let mut text = Utf16::new(io::Cursor::new(head.split_off(2)).chain(content), order);
    let head = self::head(&mut text)?;
    Ok((head, Content::Stream(Box::new(text))))
}

fn head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

/// Says what a file is that must be unpacked first, and how that is done.
fn packed(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 5] = [
        (GZIP, "is compressed twice; unpack it: `zcat FILE | chancery … -`"),
        (b"\x28\xb5\x2f\xfd", "is compressed; unpack it: `zstdcat FILE | chancery … -`"),
        (b"\xfd7zXZ\0", "is compressed; unpack it: `xzcat FILE | chancery … -`"),
        (b"BZh", "is compressed; unpack it: `bzcat FILE | chancery … -`"),
        (b"PK\x03\x04", "is an archive; unpack it and name the folder"),
    ];
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, advice)| *advice)
}

/// Reads to a limit and fails past it.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.inner.read(buffer)?;
        let left = self.left.checked_sub(n_bytes as u64);
        self.left = left.ok_or_else(|| io::Error::other("unpacks to more than 1 TiB"))?;
        Ok(n_bytes)
    }
}

/// Reads UTF-16 as UTF-8; what is none becomes signs of replacement.
struct Utf16<R> {
    inner: R,
    order: fn([u8; 2]) -> u16,
    /// A byte, or a unit, that waits for its other half.
    waiting: Vec<u8>,
    text: Vec<u8>,
    n_given: usize,
}

impl<R: Read> Utf16<R> {
    fn new(inner: R, order: fn([u8; 2]) -> u16) -> Self {
        Self { inner, order, waiting: Vec::new(), text: Vec::new(), n_given: 0 }
    }

    /// Reads some more; nothing more comes at the end.
    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.n_given = 0;
        while self.text.is_empty() {
            let n_before = self.waiting.len();
            let n_read =
                (&mut self.inner).take(UNITS_BYTES as u64).read_to_end(&mut self.waiting)?;
            let is_end = n_read < UNITS_BYTES;
            if is_end && n_read == 0 && n_before == 0 {
                return Ok(());
            }
            let mut bytes = std::mem::take(&mut self.waiting);
            if !is_end {
                self.waiting = bytes.split_off(bytes.len() - self.n_unpaired(&bytes));
            }
            let (pairs, rest) = bytes.as_chunks::<2>();
            let units = pairs.iter().map(|pair| (self.order)(*pair));
            let signs = char::decode_utf16(units)
                .map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER))
                .chain((!rest.is_empty()).then_some(char::REPLACEMENT_CHARACTER));
            let text: String = signs.collect();
            self.text = text.into_bytes();
        }
        Ok(())
    }

    /// Returns how many of the last bytes mean something only with those that follow.
    fn n_unpaired(&self, bytes: &[u8]) -> usize {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let is_half =
            pairs.last().is_some_and(|pair| (0xD800..0xDC00).contains(&(self.order)(*pair)));
        rest.len() + if is_half { 2 } else { 0 }
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.n_given == self.text.len() {
            self.refill()?;
        }
        let left = self.text.get(self.n_given..).unwrap_or_default();
        let n_bytes = left.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..n_bytes), left.get(..n_bytes)) {
            to.copy_from_slice(from);
        }
        self.n_given += n_bytes;
        Ok(n_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], order: fn([u8; 2]) -> u16, expect: &str) {
        let mut text = String::new();
        Utf16::new(bytes, order).read_to_string(&mut text).unwrap();
        assert_eq!(text, expect);
    }

    #[test]
    fn utf16_is_read_wherever_a_piece_ends() {
        for n_before in [0, UNITS_BYTES / 2 - 1, UNITS_BYTES / 2, UNITS_BYTES - 1] {
            let text = format!("{}😀é\n", "a".repeat(n_before));
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            check(&little, u16::from_le_bytes, &text);
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            check(&big, u16::from_be_bytes, &text);
        }
        check(b"", u16::from_le_bytes, "");
        check(b"a\0b", u16::from_le_bytes, "a\u{fffd}");
        check(b"\x3d\xd8", u16::from_le_bytes, "\u{fffd}");
        check(b"\x3d\xd8a\0", u16::from_le_bytes, "\u{fffd}a");
    }

    #[test]
    fn what_unpacks_without_end_is_refused() {
        let mut bounded = Bounded { inner: io::repeat(0), left: 10 };
        let error = bounded.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "unpacks to more than 1 TiB");
    }
}
