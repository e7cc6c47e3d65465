//! Octets to text, by the character set that the mail names or by guess.

use mail_parser::decoders::charsets::map::charset_decoder;

use crate::parse::{Head, fault::Faults};

/// Reads octets as text.
pub(crate) fn decode(head: &Head, bytes: &[u8], faults: &mut Faults) -> String {
    let named =
        head.content_type().and_then(|ct| ct.attribute("charset")).unwrap_or_default().trim();
    let text = match named.to_ascii_lowercase().as_str() {
        "" | "us-ascii" | "ascii" | "utf-8" | "utf8" => unnamed(bytes, faults),
        _ => match charset_decoder(named.as_bytes()) {
            Some(decoder) => decoder(bytes),
            None => {
                faults.add("a part names an unknown character set; some letters may be wrong");
                unnamed(bytes, faults)
            }
        },
    };
    if text.contains(char::REPLACEMENT_CHARACTER) {
        faults.add("a part has characters that could not be decoded");
    }
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}")
}

/// Reads UTF-8 where it is, else Windows-1252, which everything else old is most like.
fn unnamed(bytes: &[u8], faults: &mut Faults) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    faults.add("a part does not keep to its character set; some letters may be wrong");
    match charset_decoder(b"windows-1252") {
        Some(decoder) => decoder(bytes),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}
