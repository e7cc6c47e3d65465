//! What is in a file that somebody names: unpacked if gzip packed it, and as UTF-8 if it was written as UTF-16.

use std::{
    cell::{Cell, RefCell},
    fs::File,
    io::{self, Read},
    rc::Rc,
};

use anyhow::{anyhow, bail};
use flate2::read::MultiGzDecoder;

use super::{Counted, Opened};

/// What a file is told by.
const HEAD_BYTES: u64 = 64 << 10;
/// GiB that all files of a command may unpack to. Gzip packs a thousand bytes into one at best: a small file could take days.
const UNPACKED_GIB_MAX: u64 = 64;
/// Bytes that are unpacked at a time: where packed bytes are broken, those that were unpacked with them are lost.
const UNPACKED_PIECE_BYTES: usize = 4 << 10;
/// Bytes of UTF-16 that are taken at a time.
const UNITS_BYTES: usize = 16 << 10;
const GZIP: &[u8] = b"\x1f\x8b";
/// Of how many bytes one may be a control character in what is text.
const ODD_SHARE: usize = 16;
/// Where the head of a tar archive says that it is one.
const TAR_MAGIC_AT: usize = 257;

/// How much may still be unpacked, by all files together.
#[derive(Clone)]
pub struct Budget(Rc<Cell<u64>>);

impl Default for Budget {
    fn default() -> Self {
        Self(Rc::new(Cell::new(UNPACKED_GIB_MAX << 30)))
    }
}

/// What is in a file.
pub struct Content {
    /// Its first bytes.
    pub head: Vec<u8>,
    /// What stands behind them.
    pub rest: Rest,
    fault: Fault,
}

impl Content {
    /// Returns the content in two parts, and what tells at the end whether all was read.
    pub fn into_parts(self) -> (Vec<u8>, Rest, Fault) {
        (self.head, self.rest, self.fault)
    }
}

/// What stands behind the head.
pub enum Rest {
    /// The file as it is, in which one may go back.
    File(Mild<Counted<File>>),
    /// What can be read once.
    Stream(Box<dyn Read>),
}

impl Read for Rest {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Stream(stream) => stream.read(buffer),
        }
    }
}

/// Why reading ended before the content did. One byte behind an archive, or a log that was cut off, must not hide what
/// stands before it: that is read as if the content ended there, and the fault is told after it.
#[derive(Clone, Default)]
pub struct Fault(Rc<RefCell<Option<io::Error>>>);

impl Fault {
    /// Says whether all was read.
    pub fn settle(&self) -> anyhow::Result<()> {
        match self.0.take() {
            None => Ok(()),
            Some(error) => Err(anyhow!(error).context("only what stands before a fault was read")),
        }
    }

    fn mild<R>(&self, inner: R) -> Mild<R> {
        Mild { inner, fault: self.clone(), is_ended: false }
    }
}

/// Reads, and ends where reading fails; the first fault is kept.
pub struct Mild<R> {
    inner: R,
    fault: Fault,
    is_ended: bool,
}

impl<R> Mild<R> {
    /// Returns what is read from.
    pub fn into_inner(self) -> R {
        self.inner
    }
}

impl<R: Read> Read for Mild<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_ended {
            return Ok(0);
        }
        match self.inner.read(buffer) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                self.is_ended = true;
                self.fault.0.borrow_mut().get_or_insert(error);
                Ok(0)
            }
            result => result,
        }
    }
}

/// Returns what is in what is open.
pub fn content(opened: Opened, budget: &Budget) -> anyhow::Result<Content> {
    let fault = Fault::default();
    let mut opened = fault.mild(opened);
    let mut head = head(&mut opened)?;
    let mut rest = match opened.into_inner() {
        Opened::File(file) => Rest::File(fault.mild(file)),
        Opened::Pipe(pipe) => Rest::Stream(Box::new(fault.mild(pipe))),
        Opened::StandardInput(input) => Rest::Stream(Box::new(fault.mild(input))),
    };
    if head.starts_with(GZIP) {
        let unpacked = MultiGzDecoder::new(io::Cursor::new(head).chain(rest));
        let mut unpacked = fault.mild(Bounded { inner: unpacked, budget: budget.clone() });
        head = self::head(&mut unpacked)?;
        rest = Rest::Stream(Box::new(unpacked));
    }
    if let Some(advice) = packed(&head) {
        bail!("{advice}");
    }
    let order = match head.get(..2) {
        Some(b"\xff\xfe") => u16::from_le_bytes,
        Some(b"\xfe\xff") => u16::from_be_bytes,
        _ => return Ok(Content { head, rest, fault }),
    };
    let mut text = Utf16::new(io::Cursor::new(head.split_off(2)).chain(rest), order);
    let head = self::head(&mut text)?;
    Ok(Content { head, rest: Rest::Stream(Box::new(text)), fault })
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
    if is_tar(head) {
        return Some("is an archive; unpack it and name the folder");
    }
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, advice)| *advice)
}

/// Says what a file seems to be that is about to be read as lines of text. Whoever writes into a log could make it seem so,
/// and so it is told, and the file is read all the same.
pub fn oddity(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(usize, &[u8], &str); 13] = [
        (0, b"LPKSHHRH", "a journal of systemd: `journalctl --file FILE -o json | chancery … -`"),
        (4, b"LfLe", "an event log of old Windows: Event Viewer can save it as .evtx"),
        (0, b"\xd4\xc3\xb2\xa1", CAPTURE),
        (0, b"\xa1\xb2\xc3\xd4", CAPTURE),
        (0, b"\x4d\x3c\xb2\xa1", CAPTURE),
        (0, b"\n\r\r\n", CAPTURE),
        (0, b"SQLite format 3\0", "a database of SQLite"),
        (0, b"\x7fELF", "a program"),
        (0, b"PAR1", "a Parquet file"),
        (0, b"7z\xbc\xaf\x27\x1c", "an archive: unpack it and name the folder"),
        (0, b"Rar!", "an archive: unpack it and name the folder"),
        (0, b"\x04\x22\x4d\x18", "compressed: `lz4cat FILE | chancery … -`"),
        (0, b"%PDF-", "a PDF document"),
    ];
    const CAPTURE: &str = "a capture of packets";
    let known = MAGIC
        .iter()
        .find(|(at, magic, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    if let Some((_, _, words)) = known {
        return Some(*words);
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if text.starts_with(b"<?xml") || text.starts_with(b"<Event") {
        return Some("XML, which is not read: save events as .evtx or JSON");
    }
    // Two signs of ASCII at least, each with a zero byte.
    match head.get(..4) {
        Some([first, 0, second, 0]) if *first != 0 && *second != 0 => {
            return Some(
                "UTF-16 without its mark: `iconv -f UTF-16LE -t UTF-8 FILE | chancery … -`",
            );
        }
        Some([0, first, 0, second]) if *first != 0 && *second != 0 => {
            return Some(
                "UTF-16 without its mark: `iconv -f UTF-16BE -t UTF-8 FILE | chancery … -`",
            );
        }
        _ => {}
    }
    let n_odd =
        head.iter().filter(|byte| **byte < 0x20 && !b"\t\n\r\x0c\x1b".contains(byte)).count();
    (head.contains(&0) || n_odd * ODD_SHARE > head.len())
        .then_some("no text: it has bytes that no text has")
}

/// Names and numbers before the magic end with a zero byte: whoever writes a line of text cannot make an archive of its log.
fn is_tar(head: &[u8]) -> bool {
    let magic = head.get(TAR_MAGIC_AT..).unwrap_or_default();
    let before = head.get(..TAR_MAGIC_AT).unwrap_or_default();
    magic.starts_with(b"ustar") && before.contains(&0)
}

/// Reads within what may be unpacked, and fails past it.
struct Bounded<R> {
    inner: R,
    budget: Budget,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_piece = buffer.len().min(UNPACKED_PIECE_BYTES);
        let n_bytes = self.inner.read(buffer.get_mut(..n_piece).unwrap_or_default())?;
        let left = self.budget.0.get().checked_sub(n_bytes as u64).ok_or_else(|| {
            io::Error::other(format!(
                "all files together unpack to more than {UNPACKED_GIB_MAX} GiB"
            ))
        })?;
        self.budget.0.set(left);
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
        let budget = Budget(Rc::new(Cell::new(10)));
        let read = |n_bytes: u64| {
            let mut bounded =
                Bounded { inner: io::repeat(0).take(n_bytes), budget: budget.clone() };
            bounded.read_to_end(&mut Vec::new()).map_err(|error| error.to_string())
        };
        assert_eq!(read(6), Ok(6));
        // The files of a command share it.
        assert_eq!(read(6), Err("all files together unpack to more than 64 GiB".to_owned()));
    }

    #[test]
    fn what_stands_before_a_fault_is_read() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("broken"))
            }
        }
        let fault = Fault::default();
        let mut text = String::new();
        let read = fault.mild(io::Cursor::new(b"abc").chain(Broken)).read_to_string(&mut text);
        assert_eq!((read.unwrap(), text.as_str()), (3, "abc"));
        let told = format!("{:#}", fault.settle().unwrap_err());
        assert_eq!(told, "only what stands before a fault was read: broken");
        assert!(fault.settle().is_ok());
    }

    #[test]
    fn what_is_no_log_is_told() {
        let told = |head: &[u8]| oddity(head).unwrap_or_default();
        assert!(told(b"LPKSHHRH\0\0").contains("journalctl"));
        assert!(told(b"\x30\0\0\0LfLe").contains(".evtx"));
        assert!(told(b"\xd4\xc3\xb2\xa1\x02\0").contains("packets"));
        assert!(told(b"\xef\xbb\xbf\r\n<Events><Event>").contains("XML"));
        assert!(told(b"a\0b\0c\0").contains("UTF-16LE"));
        assert!(told(b"\0a\0b").contains("UTF-16BE"));
        assert!(told(&[1, 2, 3, 0xff, 0xfe, 5]).contains("no text"));
        // Logs that were cut off while somebody wrote begin with zero bytes.
        assert!(told(b"\0\0\0\0\0Oct 11 22:14:15 web").contains("no text"));
        for plain in
            [&b""[..], b"Oct 11 22:14:15 web\r\n\x1b[31m", "Ünïcödé\n".as_bytes(), b"\xfcml\xe4ut"]
        {
            assert_eq!(oddity(plain), None);
        }
    }

    #[test]
    fn archives_are_told_and_texts_are_none() {
        let head = |fill: u8| [&[fill; TAR_MAGIC_AT][..], b"ustar\0"].concat();
        assert!(is_tar(&head(0)));
        assert!(!is_tar(&head(b'a')));
        assert!(!is_tar(b"ustar"));
    }
}
