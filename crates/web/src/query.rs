//! The board's addresses: a filter as the part of an address behind `?`, and the addresses of before it.

use std::fmt::Write as _;

use model::{CaseState, Filter, Personal, QueueName};

/// Returns the address of the board under a filter.
pub fn board_href(filter: &Filter) -> String {
    href_of(&filter.text())
}

/// Returns the address of the board under a text that may be no filter.
pub fn href_of(text: &Personal<String>) -> String {
    match text.expose().as_str() {
        "" => "/cases".to_owned(),
        text => format!("/cases?q={}", encoded(text)),
    }
}

/// Returns an address with one more pair behind it.
pub fn with_pair(href: &str, name: &str, value: &str) -> String {
    let sign = if href.contains('?') { '&' } else { '?' };
    format!("{href}{sign}{name}={}", encoded(value))
}

/// Reads the address of before the language: `?queue=triage&state=open&assigned=me`; `None` where it names what is none.
pub fn of_old(queue: Option<&str>, state: Option<&str>, assigned: Option<&str>) -> Option<Filter> {
    let mut parts = Vec::new();
    if let Some(name) = queue {
        parts.push(format!("queue:{}", QueueName::parse(name).ok()?));
    }
    if let Some(name) = state {
        parts.push(format!("state:{}", CaseState::of_str(name)?.as_str()));
    }
    if assigned == Some("me") {
        parts.push("assigned:me".to_owned());
    }
    Filter::parse(&parts.join(" ")).ok()
}

/// Encodes for a query string, leaving readable what may stand there (RFC 3986 §3.4).
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => encoded.push('+'),
            b'-' | b'_' | b'.' | b'~' | b':' | b',' | b'/' => encoded.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
            // Writing to a String does not fail.
            byte => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_stands_readable_in_an_address() {
        let check = |text: &str, expect: &str| {
            assert_eq!(board_href(&Filter::parse(text).unwrap()), expect);
        };
        check("", "/cases");
        check("queue:triage state:open,waiting", "/cases?q=queue:triage+state:open,waiting");
        check("waiting>2d \"new phone\"", "/cases?q=waiting%3E2d+%22new+phone%22");
        check("a&b=č+#", "/cases?q=a%26b%3D%C4%8D%2B%23");
    }

    #[test]
    fn addresses_of_before_lead_to_the_same_cases() {
        let check = |queue, state, assigned, expect: Option<&str>| {
            let filter = of_old(queue, state, assigned).map(|filter| filter.text().into_exposed());
            assert_eq!(filter.as_deref(), expect);
        };
        let expect = Some("queue:abuse state:open assigned:me");
        check(Some("abuse"), Some("open"), Some("me"), expect);
        check(Some("triage"), None, None, Some("queue:triage"));
        check(Some("Ö"), None, None, None);
        check(None, Some("gone"), None, None);
    }
}
