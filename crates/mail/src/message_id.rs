//! What a Message-ID may look like, for reading and for writing alike.

/// Octets of the longest Message-ID that is taken; a header line holds 998 (RFC 5322 §2.1.1).
pub(crate) const MESSAGE_ID_OCTETS_MAX: usize = 900;

/// Tells whether a text may stand between angle brackets in a header.
///
/// Stricter than the wild and looser than RFC 5322: any visible ASCII but the brackets. What passes cannot end
/// a header line, so an id that was read can always be written.
pub(crate) fn is_message_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MESSAGE_ID_OCTETS_MAX
        && text.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>')
}

/// Takes every Message-ID out of a header's value, in order.
pub(crate) fn message_ids(value: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for piece in value.split('<').skip(1) {
        if let Some((id, _)) = piece.split_once('>') {
            let id: String = id.chars().filter(|c| !c.is_whitespace()).collect();
            if is_message_id(&id) {
                ids.push(id);
            }
        }
    }
    if !ids.is_empty() {
        return ids;
    }
    // Some programs leave the brackets off.
    value
        .split_whitespace()
        .filter(|id| id.contains('@') && is_message_id(id))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(value: &str, expect: &[&str]) {
        assert_eq!(message_ids(value), expect, "{value}");
    }

    #[test]
    fn reads_ids() {
        check("<a@x>", &["a@x"]);
        check(" <a@x>\r\n <b@x>, <c@x> ", &["a@x", "b@x", "c@x"]);
        check("(comment) <a@\r\n x>", &["a@x"]);
        check("a@x b@x", &["a@x", "b@x"]);
        check("<unclosed@x", &[]);
        check("<>", &[]);
        check("<jürgen@x>", &[]);
    }

    proptest! {
        #[test]
        fn never_panics_and_what_is_read_can_be_written(value in ".{0,200}") {
            for id in message_ids(&value) {
                prop_assert!(is_message_id(&id));
            }
        }
    }
}
