//! Content-Transfer-Encoding, read forgivingly.

use std::borrow::Cow;

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use crate::parse::{Head, fault::Faults};

/// Base64 as found in the wild: with or without padding, stray bits at the end.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Takes the transfer encoding off a body.
pub(crate) fn decode<'x>(head: &Head, body: &'x [u8], faults: &mut Faults) -> Cow<'x, [u8]> {
    let encoding = head.text("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    match encoding.split([';', ' ', '\t']).next().unwrap_or_default() {
        "base64" => Cow::Owned(base64(body, faults)),
        "quoted-printable" => match quoted_printable_decode(body) {
            Some(bytes) => Cow::Owned(bytes),
            None => {
                faults.add("a part is not the quoted-printable it says; it is shown as sent");
                Cow::Borrowed(body)
            }
        },
        "" | "7bit" | "8bit" | "binary" => Cow::Borrowed(body),
        _ => {
            faults.add("a part has an unknown transfer encoding; it is shown as sent");
            Cow::Borrowed(body)
        }
    }
}

fn base64(body: &[u8], faults: &mut Faults) -> Vec<u8> {
    let mut letters = Vec::with_capacity(body.len());
    let mut has_strays = false;
    for &byte in body {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => letters.push(byte),
            // What follows the padding belongs to nobody: a footer of a mailing list, most often.
            b'=' => break,
            b'\r' | b'\n' | b' ' | b'\t' => {}
            _ => has_strays = true,
        }
    }
    // One letter alone carries no octet.
    if letters.len() % 4 == 1 {
        letters.pop();
        has_strays = true;
    }
    if has_strays {
        faults.add("a part has damaged base64; what could be read of it is kept");
    }
    FORGIVING.decode(&letters).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(encoding: &str, body: &str, expect: &str, n_faults: usize) {
        let raw = format!("Content-Transfer-Encoding: {encoding}\r\n\r\n");
        let mut faults = Faults::default();
        let head = Head::read(raw.as_bytes(), &mut faults);
        let decoded = decode(&head, body.as_bytes(), &mut faults);
        assert_eq!(String::from_utf8_lossy(&decoded), expect, "{encoding}: {body}");
        assert_eq!(faults.into_words().len(), n_faults, "{encoding}: {body}");
    }

    #[test]
    fn decodes_the_usual_and_the_broken() {
        check("7bit", "plain", "plain", 0);
        check("BASE64", "aGVsbG8=\r\n", "hello", 0);
        check("base64", "aGVs\r\nbG8", "hello", 0);
        check("base64", "aGVs*bG8=", "hello", 1);
        check("base64", "aGVsbG8=\r\n-- \r\nlist footer", "hello", 0);
        check("base64", "aGVsb", "hel", 1);
        check("quoted-printable", "h=C3=A9llo=\r\n!", "héllo!", 0);
        check("x-uuencode", "begin", "begin", 1);
    }
}
