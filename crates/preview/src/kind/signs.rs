//! By what the bytes of each kind begin.

use super::Kind;

/// Octets in which text, markup and the parts of an office document are looked for.
const LOOKED_AT: usize = 4_096;

/// Of a thousand octets of a text, so many may be controls; more is no text.
const CONTROLS_PER_MILLE_MAX: usize = 20;

/// Fixed beginnings, the longer before the shorter where one begins the other.
const BEGINNINGS: &[(&[u8], Kind)] = &[
    (b"\x89PNG\r\n\x1a\n", Kind::Png),
    (b"\xff\xd8\xff", Kind::Jpeg),
    (b"GIF87a", Kind::Gif),
    (b"GIF89a", Kind::Gif),
    (b"%PDF-", Kind::Pdf),
    (b"PK\x03\x04", Kind::Archive),
    (b"PK\x05\x06", Kind::Archive),
    (b"\x1f\x8b", Kind::Archive),
    (b"7z\xbc\xaf\x27\x1c", Kind::Archive),
    (b"Rar!\x1a\x07", Kind::Archive),
    (b"BZh", Kind::Archive),
    (b"\xfd7zXZ\x00", Kind::Archive),
    (b"\x28\xb5\x2f\xfd", Kind::Archive),
    (b"MSCF", Kind::Archive),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Office),
    (b"{\\rtf", Kind::RichText),
    (b"MZ", Kind::Program),
    (b"\x7fELF", Kind::Program),
    (b"\xfe\xed\xfa\xce", Kind::Program),
    (b"\xfe\xed\xfa\xcf", Kind::Program),
    (b"\xcf\xfa\xed\xfe", Kind::Program),
    (b"\xce\xfa\xed\xfe", Kind::Program),
    (b"\xca\xfe\xba\xbe", Kind::Program),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", Kind::Program),
    (b"#!", Kind::Script),
    (b"BM", Kind::OtherPicture),
    (b"II*\x00", Kind::OtherPicture),
    (b"MM\x00*", Kind::OtherPicture),
    (b"\x00\x00\x01\x00", Kind::OtherPicture),
    (b"ID3", Kind::Media),
    (b"OggS", Kind::Media),
    (b"fLaC", Kind::Media),
    (b"\x1a\x45\xdf\xa3", Kind::Media),
];

/// Parts by which an archive is an office document.
const OFFICE_PARTS: [&[u8]; 2] = [b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis."];

/// What begins a page for a browser, wherever markup may begin (WHATWG MIME sniffing §7.1).
const HTML_TAGS: [&str; 17] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<script",
    "<iframe",
    "<h1",
    "<div",
    "<font",
    "<table",
    "<a ",
    "<style",
    "<title",
    "<b>",
    "<br",
    "<p>",
    "<form",
];

pub fn kind_of(bytes: &[u8]) -> Kind {
    if bytes.is_empty() {
        return Kind::Empty;
    }
    if let Some(kind) = fixed(bytes) {
        return kind;
    }
    let head = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or(bytes);
    if !is_text(head) {
        return Kind::Unknown;
    }
    written(head, bytes)
}

fn fixed(bytes: &[u8]) -> Option<Kind> {
    match bytes.get(..12) {
        Some([b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P']) => {
            return Some(Kind::WebP);
        }
        Some([b'R', b'I', b'F', b'F', ..]) => return Some(Kind::Media),
        Some([_, _, _, _, b'f', b't', b'y', b'p', brand @ ..]) => {
            let is_picture =
                [&b"heic"[..], b"heix", b"mif1", b"msf1", b"avif", b"avis"].contains(&brand);
            return Some(if is_picture { Kind::OtherPicture } else { Kind::Media });
        }
        _ => {}
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Some(Kind::Archive);
    }
    let (_, kind) = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning))?;
    let head = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or(bytes);
    let has_part = |part: &&[u8]| head.windows(part.len()).any(|window| window == *part);
    match kind {
        Kind::Archive if bytes.starts_with(b"PK") && OFFICE_PARTS.iter().any(has_part) => {
            Some(Kind::Office)
        }
        // Two letters are the beginning of many a text.
        Kind::Program | Kind::OtherPicture
            if bytes.get(1).is_some_and(u8::is_ascii_alphabetic) && is_text(head) =>
        {
            None
        }
        kind => Some(*kind),
    }
}

/// Tells kinds of text apart.
fn written(head: &[u8], bytes: &[u8]) -> Kind {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lower = text.to_ascii_lowercase();
    // Comments may stand before what a document is.
    let begun = after_comments(&lower);
    if begun.starts_with("<svg") || (begun.starts_with("<?xml") && lower.contains("<svg")) {
        return Kind::Svg;
    }
    if HTML_TAGS.iter().any(|tag| begun.starts_with(tag))
        || lower.contains("<script") && begun.starts_with('<')
    {
        return Kind::Html;
    }
    if begun.starts_with("<?xml") || begun.starts_with("<!doctype") {
        return Kind::Xml;
    }
    if text.starts_with("-----BEGIN ") {
        return Kind::Pem;
    }
    let ends_with = |sign: u8| bytes.trim_ascii_end().last() == Some(&sign);
    let is_json =
        text.starts_with('{') && ends_with(b'}') || text.starts_with('[') && ends_with(b']');
    if is_json && text.contains('"') { Kind::Json } else { Kind::Text }
}

fn after_comments(text: &str) -> &str {
    let mut rest = text;
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|inner| inner.split_once("-->"))
    {
        rest = after.trim_start();
    }
    rest
}

/// Says whether octets are a text: in UTF-16 by its mark, or with hardly a control among them.
fn is_text(head: &[u8]) -> bool {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return true;
    }
    let is_control =
        |byte: &&u8| **byte < b' ' && !matches!(**byte, b'\n' | b'\r' | b'\t' | 0x0c | 0x1b);
    let n_controls = head.iter().filter(is_control).count();
    !head.contains(&0) && n_controls * 1_000 <= head.len() * CONTROLS_PER_MILLE_MAX
}
