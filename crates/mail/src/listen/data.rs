//! The text of a mail on the wire: dots are taken off, and only CR LF dot CR LF ends it.
//!
//! A bare LF or CR is kept as it came and never ends anything: a server that let `LF . LF` end a mail could be
//! made to see two mails where the one before it saw one.

/// Reads the text of one mail.
#[derive(Debug)]
pub(super) struct DataReader {
    state: State,
    octets_max: usize,
    /// What was read; emptied when it grew too big.
    bytes: Vec<u8>,
    is_too_big: bool,
}

/// What stands before the next octet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// CR LF, or the beginning.
    LineStart,
    /// CR LF dot; the dot is held back.
    Dot,
    /// CR LF dot CR; both are held back.
    DotCr,
    /// CR inside a line.
    Cr,
    /// Anything else.
    Inside,
}

impl DataReader {
    pub(super) fn new(octets_max: usize) -> Self {
        Self { state: State::LineStart, octets_max, bytes: Vec::new(), is_too_big: false }
    }

    /// Takes octets; returns how many belonged to the mail once it has ended.
    pub(super) fn take(&mut self, octets: &[u8]) -> Option<usize> {
        for (index, &octet) in octets.iter().enumerate() {
            self.state = match (self.state, octet) {
                (State::LineStart, b'.') => State::Dot,
                (State::Dot, b'\r') => State::DotCr,
                (State::DotCr, b'\n') => return Some(index + 1),
                // A doubled dot is one dot (RFC 5321 §4.5.2); before anything else the single one goes too.
                (State::Dot, _) => self.keep(&[octet], octet),
                (State::DotCr, _) => self.keep(&[b'\r', octet], octet),
                (State::Cr, b'\n') => {
                    self.keep(&[octet], octet);
                    State::LineStart
                }
                (_, _) => self.keep(&[octet], octet),
            };
        }
        None
    }

    /// Returns how many octets are held.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Tells whether the mail grew beyond the limit; it is then read to its end, but not kept.
    pub(super) fn is_too_big(&self) -> bool {
        self.is_too_big
    }

    /// Gives up on keeping the mail.
    pub(super) fn discard(&mut self) {
        self.bytes = Vec::new();
        self.is_too_big = true;
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn keep(&mut self, octets: &[u8], last: u8) -> State {
        if !self.is_too_big {
            self.bytes.extend_from_slice(octets);
            if self.bytes.len() > self.octets_max {
                self.discard();
            }
        }
        if last == b'\r' { State::Cr } else { State::Inside }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(wire: &[u8], expect: Option<(&[u8], &[u8])>) {
        let mut reader = DataReader::new(1_000);
        let end = reader.take(wire);
        let read = end.map(|end| (reader.into_bytes(), wire[end..].to_vec()));
        assert_eq!(read, expect.map(|(a, b)| (a.to_vec(), b.to_vec())), "{}", wire.escape_ascii());
    }

    #[test]
    fn only_crlf_dot_crlf_ends() {
        check(b"Hello\r\n.\r\nQUIT", Some((b"Hello\r\n", b"QUIT")));
        check(b".\r\n", Some((b"", b"")));
        check(b"..\r\n.\r\n", Some((b".\r\n", b"")));
        check(b".x\r\n.\r\n", Some((b"x\r\n", b"")));
        check(b"a\n.\n", None);
        check(b"a\n.\r\n", None);
        check(b"a\r\n.\n", None);
        check(b"a\r.\r", None);
        check(b"a\r.\r\n", None);
        check(b"a\r\n.\r\r\n", None);
        check(b"a\n.\nb\r\n.\r\n", Some((b"a\n.\nb\r\n", b"")));
        check(b"a\r\n.\nb\r\n.\r\n", Some((b"a\r\n\nb\r\n", b"")));
        check(b"a\r\n.\r.\r\n.\r\n", Some((b"a\r\n\r.\r\n", b"")));
        check(b"a\r\r\n.\r\n", Some((b"a\r\r\n", b"")));
    }

    #[test]
    fn too_big_is_read_to_its_end() {
        let mut reader = DataReader::new(4);
        assert_eq!(reader.take(b"12345\r\n"), None);
        assert!(reader.is_too_big());
        assert_eq!(reader.len(), 0);
        assert_eq!(reader.take(b"6789\r\n.\r\nQUIT"), Some(9));
    }

    /// Writes a mail as a client does.
    fn stuffed(mail: &[u8]) -> Vec<u8> {
        let mut wire = Vec::new();
        let mut is_line_start = true;
        for (index, &octet) in mail.iter().enumerate() {
            if is_line_start && octet == b'.' {
                wire.push(b'.');
            }
            wire.push(octet);
            is_line_start = octet == b'\n' && index > 0 && mail[index - 1] == b'\r';
        }
        if !mail.is_empty() && !mail.ends_with(b"\r\n") {
            wire.extend_from_slice(b"\r\n");
        }
        wire.extend_from_slice(b".\r\n");
        wire
    }

    proptest! {
        #[test]
        fn what_is_sent_arrives(mail in "[a.\r\n]{0,40}", cut in 0usize..60) {
            let wire = stuffed(mail.as_bytes());
            let (first, second) = wire.split_at(cut.min(wire.len()));
            let mut reader = DataReader::new(1_000);
            let end = reader.take(first).or_else(|| reader.take(second).map(|end| end + first.len()));
            prop_assert_eq!(end, Some(wire.len()));
            let bytes = reader.into_bytes();
            prop_assert!(bytes.starts_with(mail.as_bytes()));
            prop_assert!(bytes.len() <= mail.len() + 2);
        }
    }
}
