//! Answers that are saved and never shown: what strangers sent us.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use desk::OriginalFile;

use crate::headers::Strange;

/// Answers with a file. Its declared type is the sender's word; a browser that believed it would run what they
/// sent.
pub fn saved(file: OriginalFile) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, disposition(file.name.expose())),
    ];
    let mut response = (headers, file.bytes.into_exposed()).into_response();
    response.extensions_mut().insert(Strange);
    response
}

/// Writes a name for saving (RFC 6266 §4.3, RFC 8187 §3.2): percent-encoded, so that it can end no header.
fn disposition(name: &str) -> HeaderValue {
    let mut value = "attachment; filename*=UTF-8''".to_owned();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            value.push(char::from(byte));
        } else {
            value.push_str(&format!("%{byte:02X}"));
        }
    }
    HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_written_for_saving() {
        let check = |name, expect: &str| {
            let expect = format!("attachment; filename*=UTF-8''{expect}");
            assert_eq!(disposition(name), expect.as_str(), "{name}");
        };
        check("scan.pdf", "scan.pdf");
        check("Žádost 1.pdf", "%C5%BD%C3%A1dost%201.pdf");
        check("a\"\r\nX: y", "a%22%0D%0AX%3A%20y");
        check("../../x", "..%2F..%2Fx");
    }

    proptest! {
        #[test]
        fn no_name_breaks_out(name in ".{0,100}") {
            let value = disposition(&name);
            let text = value.to_str().unwrap();
            let encoded = text.strip_prefix("attachment; filename*=UTF-8''").unwrap();
            prop_assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
        }
    }
}
