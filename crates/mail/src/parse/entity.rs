//! One MIME entity: its header, read with limits, and its body, still encoded.

use std::borrow::Cow;

use mail_parser::{
    ContentType, Header, HeaderName, HeaderValue, MessageParser, parsers::MessageStream,
};

use crate::parse::fault::Faults;

/// Octets of a header section that are read; the rest counts as text that was cut.
pub(crate) const HEADER_OCTETS_MAX: usize = 256 * 1024;

/// Header fields of one entity that are read.
const HEADERS_MAX: usize = 1_000;

/// Octets that a media type may have (RFC 6838 §4.2 allows 127 on each side).
const MEDIA_TYPE_OCTETS_MAX: usize = 255;

/// An entity: the mail itself or one of its parts.
pub(crate) struct Entity<'x> {
    /// The header.
    pub(crate) head: Head,
    /// The body, transfer encoding and all.
    pub(crate) body: &'x [u8],
}

/// A header section, read.
pub(crate) struct Head {
    /// The section with an empty line below: the library gives up on a field that ends without one.
    raw: Vec<u8>,
    fields: Vec<Header<'static>>,
}

impl<'x> Entity<'x> {
    /// Splits header from body at the first empty line.
    ///
    /// Bytes without any header field are all body: better shown than lost.
    pub(crate) fn read(raw: &'x [u8], faults: &mut Faults) -> Self {
        let (head, body) = split_at_empty_line(raw);
        let head = Head::read(head, faults);
        if head.is_empty() && !raw.is_empty() {
            return Self {
                head,
                body: raw.strip_prefix(b"\r\n").or(raw.strip_prefix(b"\n")).unwrap_or(raw),
            };
        }
        Self { head, body }
    }
}

impl Head {
    /// Reads a header section.
    pub(crate) fn read(raw: &[u8], faults: &mut Faults) -> Self {
        let raw = match raw.get(..HEADER_OCTETS_MAX) {
            Some(cut) if raw.len() > HEADER_OCTETS_MAX => {
                faults.add("a header is larger than 256 KiB and was read only up to there");
                cut
            }
            _ => raw,
        };
        let raw = [raw, b"\r\n\r\n"].concat();
        let mut fields = MessageParser::default()
            .parse_headers(&raw)
            .and_then(|message| message.parts.into_iter().next())
            .map(|part| part.headers.into_iter().map(Header::into_owned).collect::<Vec<_>>())
            .unwrap_or_default();
        if fields.len() > HEADERS_MAX {
            faults.add("a header has more than 1000 fields; the rest was not read");
            fields.truncate(HEADERS_MAX);
        }
        Self { raw, fields }
    }

    /// Tells whether no field was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Counts the fields of a name (lower case).
    pub(crate) fn count(&self, name: &str) -> usize {
        self.named(name).count()
    }

    /// Returns the raw value of the first field of a name, if that is UTF-8.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let field = self.named(name).next()?;
        std::str::from_utf8(self.bytes_of(field)).ok().map(str::trim)
    }

    /// Returns the raw values of all fields of a name, from the top.
    pub(crate) fn texts<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.named(name)
            .filter_map(|field| std::str::from_utf8(self.bytes_of(field)).ok())
            .map(str::trim)
    }

    /// Returns the value of the first field of a name as text, encoded words decoded (RFC 2047).
    pub(crate) fn decoded(&self, name: &str) -> Option<String> {
        let bytes = self.bytes_of(self.named(name).next()?);
        match MessageStream::new(bytes).parse_unstructured() {
            HeaderValue::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }

    /// Returns the first field of a name, read as addresses, and its raw bytes.
    pub(crate) fn addresses(&self, name: &str) -> Option<(HeaderValue<'_>, Cow<'_, str>)> {
        let bytes = self.bytes_of(self.named(name).next()?);
        Some((MessageStream::new(bytes).parse_address(), String::from_utf8_lossy(bytes)))
    }

    /// Returns the content type, if there is a readable one.
    pub(crate) fn content_type(&self) -> Option<&ContentType<'static>> {
        self.fields.iter().find(|f| f.name == HeaderName::ContentType)?.value.as_content_type()
    }

    /// Returns the content disposition, if there is a readable one.
    pub(crate) fn disposition(&self) -> Option<&ContentType<'static>> {
        self.fields
            .iter()
            .find(|f| f.name == HeaderName::ContentDisposition)?
            .value
            .as_content_type()
    }

    /// Returns the media type in lower case; without one it is `fallback`.
    pub(crate) fn media_type(&self, fallback: &str) -> String {
        let Some(content_type) = self.content_type() else { return fallback.to_owned() };
        let media_type = format!(
            "{}/{}",
            content_type.ctype().trim(),
            content_type.subtype().unwrap_or_default().trim()
        )
        .to_lowercase();
        let is_token = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_graphic() && b != b'/')
        };
        let is_plain = media_type
            .split_once('/')
            .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
        if is_plain && media_type.len() <= MEDIA_TYPE_OCTETS_MAX {
            return media_type;
        }
        "application/octet-stream".to_owned()
    }

    fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Header<'static>> + 'a {
        self.fields.iter().filter(move |field| field.name().eq_ignore_ascii_case(name))
    }

    fn bytes_of(&self, field: &Header<'_>) -> &[u8] {
        let start = usize::try_from(field.offset_start()).unwrap_or(usize::MAX);
        let end = usize::try_from(field.offset_end()).unwrap_or(usize::MAX);
        self.raw.get(start..end).unwrap_or_default()
    }
}

/// Splits at the first empty line; without one, all is header.
fn split_at_empty_line(raw: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in raw.split_inclusive(|b| *b == b'\n') {
        at += line.len();
        if matches!(line, b"\r\n" | b"\n") {
            return raw.split_at(at);
        }
    }
    (raw, &[])
}
