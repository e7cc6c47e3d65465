//! Enhanced status codes (RFC 3463), as the reasons that people look for.

/// Returns why another server did not take a mail, by the subject of its status code: `4.4.1` is about the network.
pub fn status_reason(status: &str) -> &'static str {
    // The one code of ours that stands for something within this house (RFC 3463 §3.4, by which others mean theirs).
    if status == "4.3.5" {
        return "no relay is set, or the other server is not set up for it";
    }
    let subject = status.split('.').nth(1).unwrap_or_default();
    match subject {
        "1" => "the address is not known there",
        "2" => "the mailbox takes nothing: it is full, switched off or gone",
        "3" => "the other mail system does not take mail now",
        "4" => "no connection, or no way to the other server",
        "5" => "the two servers did not understand each other",
        "6" => "it does not take mail of this form",
        "7" => "it refuses mail for reasons of security or of its own rules",
        _ => "it gave no reason",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_have_their_words() {
        assert!(status_reason("4.4.1").starts_with("no connection"));
        assert!(status_reason("5.1.1").starts_with("the address"));
        assert!(status_reason("4.3.5").starts_with("no relay"));
        assert!(status_reason("4.3.2").starts_with("the other mail system"));
        assert_eq!(status_reason("5"), "it gave no reason");
        assert_eq!(status_reason(""), "it gave no reason");
    }
}
