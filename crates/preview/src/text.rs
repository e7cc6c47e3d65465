//! The beginning of a text.

/// Octets of a text that are shown; who needs more downloads it.
const SHOWN_BYTES_MAX: usize = 64 * 1024;

/// The beginning of a text. What stands in it is whatever its sender wrote: whoever shows it minds signs that turn
/// writing around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextHead {
    /// The text, line ends as plain ones.
    pub text: String,
    /// True where the file goes on.
    pub is_cut: bool,
    /// True where some octets are no text in the encoding that was taken, and stand as replacement characters.
    pub is_broken: bool,
}

impl TextHead {
    /// Reads the beginning: UTF-16 by its mark, else UTF-8.
    pub fn of(bytes: &[u8]) -> Self {
        let is_cut = bytes.len() > SHOWN_BYTES_MAX;
        let head = bytes.get(..SHOWN_BYTES_MAX).unwrap_or(bytes);
        let text = match head {
            [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
            _ => utf8(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head), is_cut),
        };
        let is_broken = text.contains(char::REPLACEMENT_CHARACTER);
        Self { text: text.replace("\r\n", "\n").replace('\r', "\n"), is_cut, is_broken }
    }
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| read(*pair)))
        .map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn utf8(bytes: &[u8], is_cut: bool) -> String {
    // A character that the cut went through is no fault of the file.
    let whole = match std::str::from_utf8(bytes) {
        Err(fault) if is_cut && fault.error_len().is_none() => bytes.get(..fault.valid_up_to()),
        _ => Some(bytes),
    };
    String::from_utf8_lossy(whole.unwrap_or(bytes)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: &str, is_broken: bool) {
        let head = TextHead::of(bytes);
        assert_eq!((head.text.as_str(), head.is_broken), (expect, is_broken));
    }

    #[test]
    fn texts_are_read() {
        check("Žádost\r\nline".as_bytes(), "Žádost\nline", false);
        check(b"\xef\xbb\xbfa", "a", false);
        check(b"\xff\xfea\0\n\0", "a\n", false);
        check(b"\xfe\xff\0a", "a", false);
        check(b"caf\xe9", "caf\u{fffd}", true);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let text = "é".repeat(SHOWN_BYTES_MAX);
        let head = TextHead::of(&[b"a", text.as_bytes()].concat());
        assert!(head.is_cut && !head.is_broken);
        assert!(head.text.len() <= SHOWN_BYTES_MAX);
    }
}
