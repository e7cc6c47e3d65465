//! A mail address: parsed once at the door, folded for comparing, never printed.

use std::fmt;

use crate::is_direction_mark;

/// Octets of the longest address (RFC 5321 §4.5.3.1.3, less the angle brackets).
const ADDRESS_BYTES_MAX: usize = 254;

/// Octets of the longest local part (RFC 5321 §4.5.3.1.1).
const LOCAL_BYTES_MAX: usize = 64;

/// A mail address, `local@domain`, in lower case.
///
/// Local parts are folded too: a standard may tell `Jana@` from `jana@`, no provider does, and one person
/// must not become two.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

/// Why a text is not an address. It does not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a mail address; it looks like name@example.org")]
pub struct AddressError;

impl Address {
    /// Reads an address; spaces around it and angle brackets are taken off.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let text = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text);
        if text.len() > ADDRESS_BYTES_MAX {
            return Err(AddressError);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(AddressError)?;
        if local.is_empty() || local.len() > LOCAL_BYTES_MAX || domain.is_empty() {
            return Err(AddressError);
        }
        // Nor what makes an address read like another one.
        let is_plain = |c: char| {
            !c.is_whitespace()
                && !c.is_control()
                && !is_direction_mark(c)
                && !"<>,;:\\\"()[]".contains(c)
        };
        if !local.chars().all(is_plain) || local.contains('@') || local.starts_with('.') {
            return Err(AddressError);
        }
        let is_domain = domain.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        });
        if !is_domain {
            return Err(AddressError);
        }
        Ok(Self(text.to_lowercase()))
    }

    /// Returns the address, on purpose.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns what stands before the `@`.
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// Returns what stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹address›")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        let read = Address::parse(text).ok();
        assert_eq!(read.as_ref().map(Address::expose), expect, "{text}");
    }

    #[test]
    fn reads_what_mail_uses() {
        check("Jana@Example.org", Some("jana@example.org"));
        check(" <a+b@x.example> ", Some("a+b@x.example"));
        check("jürgen@müller.example", Some("jürgen@müller.example"));
        check("root@localhost", Some("root@localhost"));
        check("no-at", None);
        check("two@at@x.example", None);
        check("a b@x.example", None);
        check("jana\u{202e}nimda@x.example", None);
        check("jana\u{200f}@x.example", None);
        check("jana@x\u{2066}.example", None);
        check("@x.example", None);
        check("a@", None);
        check("a@x..example", None);
        check("a@x.example\r\nBcc: b@x.example", None);
    }

    proptest! {
        #[test]
        fn never_panics_and_stays_on_one_line(text in "\\PC{0,80}|.{0,300}") {
            if let Ok(address) = Address::parse(&text) {
                prop_assert!(!address.expose().contains(['\r', '\n', ' ', '<', '>']));
            }
        }
    }
}
