//! Address fields, also those that are not quite ones.

use mail_parser::HeaderValue;
use model::{Address, Mailbox, Personal, one_line};

use crate::parse::Head;

/// Characters of a display name that are kept.
const NAME_CHARS_MAX: usize = 200;

/// Addresses read from one field.
const ADDRESSES_MAX: usize = 200;

/// What an address field says.
#[derive(Default)]
pub(crate) struct Addresses {
    /// The mailboxes that are readable, in order.
    pub(crate) mailboxes: Vec<Mailbox>,
    /// True when the field is malformed and an address in it was guessed.
    pub(crate) is_salvaged: bool,
}

/// Reads the first field of a name as a list of mailboxes.
pub(crate) fn addresses_of(head: &Head, name: &str) -> Addresses {
    let Some((value, raw)) = head.addresses(name) else { return Addresses::default() };
    let mut mailboxes = Vec::new();
    if let HeaderValue::Address(list) = &value {
        for entry in list.iter().take(ADDRESSES_MAX) {
            if let Some(address) = entry.address().and_then(|text| Address::parse(text).ok()) {
                mailboxes.push(Mailbox { name: entry.name().and_then(name_of), address });
            }
        }
    }
    if !mailboxes.is_empty() {
        return Addresses { mailboxes, is_salvaged: false };
    }
    match salvage(&raw) {
        Some(address) => {
            Addresses { mailboxes: vec![Mailbox { name: None, address }], is_salvaged: true }
        }
        None => Addresses::default(),
    }
}

fn name_of(text: &str) -> Option<Personal<String>> {
    let name: String = one_line(text).chars().take(NAME_CHARS_MAX).collect();
    if name.is_empty() { None } else { Some(Personal::new(name)) }
}

/// Finds the last thing in a malformed field that looks like an address: names stand before addresses.
fn salvage(raw: &str) -> Option<Address> {
    raw.split(|c: char| c.is_whitespace() || "<>,;:\"'()[]".contains(c))
        .filter(|piece| piece.contains('@'))
        .filter_map(|piece| Address::parse(piece.trim_matches('.')).ok())
        .next_back()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::fault::Faults;

    fn check(value: &str, expect: &[(&str, &str)], is_salvaged: bool) {
        let raw = format!("From: {value}\r\n\r\n");
        let head = Head::read(raw.as_bytes(), &mut Faults::default());
        let read = addresses_of(&head, "from");
        let found: Vec<_> = read
            .mailboxes
            .iter()
            .map(|m| (m.name.as_ref().map_or("", |n| n.expose()), m.address.expose()))
            .collect();
        assert_eq!(found, expect, "{value}");
        assert_eq!(read.is_salvaged, is_salvaged, "{value}");
    }

    #[test]
    fn reads_what_people_send() {
        check("jana@x.example", &[("", "jana@x.example")], false);
        check("Jana N <Jana@x.example>", &[("Jana N", "jana@x.example")], false);
        check("\"N, Jana\" <jana@x.example>", &[("N, Jana", "jana@x.example")], false);
        check("=?utf-8?q?J=C3=BCrgen?= <j@x.example>", &[("Jürgen", "j@x.example")], false);
        check("a@x.example, b@x.example", &[("", "a@x.example"), ("", "b@x.example")], false);
        check("=?utf-8?q?A=0D=0ABcc:_x?= <j@x.example>", &[("A Bcc: x", "j@x.example")], false);
        check("undisclosed-recipients:;", &[], false);
        check("nobody", &[], false);
        check("", &[], false);
    }

    #[test]
    fn an_unclosed_bracket_still_has_an_address() {
        let raw = "From: foo <foo@bar.example\r\n\r\n";
        let head = Head::read(raw.as_bytes(), &mut Faults::default());
        let read = addresses_of(&head, "from");
        assert_eq!(read.mailboxes.first().map(|m| m.address.expose()), Some("foo@bar.example"));
    }
}
