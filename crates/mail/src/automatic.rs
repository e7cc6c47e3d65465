//! Which mails are sent by machines (RFC 3834 and what is seen in the wild): they are never answered.

use model::{AutomaticReason, Mailbox};

use crate::parse::{Envelope, Head};

/// The header by which an installation knows its own mails; its value is the installation's id.
pub const LOOP_HEADER: &str = "X-Chancery-Loop";

/// Marks by which mail systems know mails that went round; a mail that carries one comes from a machine.
const LOOP_MARKS: [&str; 5] =
    ["x-chancery-loop", "x-loop", "x-rt-loop-prevention", "x-otrs-loop", "x-loop-detection"];

/// Headers of automatic answers, whatever they say but "no" and "none".
const ANSWER_MARKS: [&str; 5] =
    ["x-auto-response-suppress", "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply"];

/// Headers of mailing lists (RFC 2919, RFC 2369).
const LIST_MARKS: [&str; 4] = ["list-id", "list-post", "list-unsubscribe", "x-mailing-list"];

/// Returns why a mail counts as sent by a machine; the reason that tells most comes first.
pub(crate) fn reason(
    head: &Head,
    envelope: &Envelope,
    from: Option<&Mailbox>,
    is_report: bool,
) -> Option<AutomaticReason> {
    if is_report || head.count("x-failed-recipients") > 0 {
        return Some(AutomaticReason::Report);
    }
    if LOOP_MARKS.iter().any(|name| head.count(name) > 0) {
        return Some(AutomaticReason::Loop);
    }
    if head.texts("auto-submitted").any(|value| first_word(value) != "no") {
        return Some(AutomaticReason::AutoSubmitted);
    }
    if envelope.from.is_none() || head.text("return-path") == Some("<>") {
        return Some(AutomaticReason::NullSender);
    }
    if from.is_some_and(is_daemon) {
        return Some(AutomaticReason::MailerDaemon);
    }
    let says = |name: &&str| {
        head.texts(name).any(|value| !["no", "none", ""].contains(&&*first_word(value)))
    };
    if ANSWER_MARKS.iter().any(says) {
        return Some(AutomaticReason::AutoResponse);
    }
    if LIST_MARKS.iter().any(|name| head.count(name) > 0) {
        return Some(AutomaticReason::List);
    }
    let is_bulk = |value| ["bulk", "junk", "list", "auto_reply"].contains(&&*first_word(value));
    if head.texts("precedence").any(is_bulk) {
        return Some(AutomaticReason::Precedence);
    }
    None
}

fn is_daemon(from: &Mailbox) -> bool {
    ["mailer-daemon", "postmaster", "mailer_daemon", "maildaemon"].contains(&from.address.local())
}

/// Returns the first word in lower case; parameters and comments may follow it (RFC 3834 §5).
fn first_word(value: &str) -> String {
    value
        .trim()
        .split(|c: char| c == ';' || c == '(' || c == ',' || c.is_whitespace())
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use model::Address;

    use super::*;
    use crate::parse::parse;

    fn check(header: &str, expect: Option<AutomaticReason>) {
        let from = Address::parse("jana@x.example").ok();
        let author = if header.starts_with("From:") { "" } else { "From: jana@x.example\r\n" };
        let raw = format!("{author}{header}\r\nSubject: x\r\n\r\nText\r\n");
        let mail = parse(raw.as_bytes(), &Envelope { from, recipients: vec![] });
        assert_eq!(mail.automatic, expect, "{header}");
    }

    #[test]
    fn machines_are_known() {
        check("Auto-Submitted: auto-replied", Some(AutomaticReason::AutoSubmitted));
        check("Auto-Submitted: auto-generated; x=y", Some(AutomaticReason::AutoSubmitted));
        check("auto-submitted: AUTO-NOTIFIED (by x)", Some(AutomaticReason::AutoSubmitted));
        check("Precedence: bulk", Some(AutomaticReason::Precedence));
        check("Precedence: Junk", Some(AutomaticReason::Precedence));
        check("Precedence: list", Some(AutomaticReason::Precedence));
        check("List-Id: <l.x.example>", Some(AutomaticReason::List));
        check("List-Unsubscribe: <mailto:l@x.example>", Some(AutomaticReason::List));
        check("X-Auto-Response-Suppress: All", Some(AutomaticReason::AutoResponse));
        check("X-Autoreply: yes", Some(AutomaticReason::AutoResponse));
        check("X-Autorespond: x", Some(AutomaticReason::AutoResponse));
        check("X-Autoresponder: x", Some(AutomaticReason::AutoResponse));
        check("X-Loop: a@x.example", Some(AutomaticReason::Loop));
        check("X-Chancery-Loop: 0196", Some(AutomaticReason::Loop));
        check("X-RT-Loop-Prevention: rt", Some(AutomaticReason::Loop));
        check("X-Failed-Recipients: a@x.example", Some(AutomaticReason::Report));
        check("Return-Path: <>", Some(AutomaticReason::NullSender));
        check("From: MAILER-DAEMON@x.example", Some(AutomaticReason::MailerDaemon));
        check("From: Postmaster <postmaster@x.example>", Some(AutomaticReason::MailerDaemon));
        check("Content-Type: multipart/report; boundary=b", Some(AutomaticReason::Report));
    }

    #[test]
    fn people_are_people() {
        check("Auto-Submitted: no", None);
        check("Auto-Submitted: No (a person)", None);
        check("Precedence: first-class", None);
        check("X-Auto-Response-Suppress: None", None);
        check("X-Mailer: Autoresponder", None);
        check("From: postmasters@x.example", None);
        check("Return-Path: <jana@x.example>", None);
        check("Content-Type: multipart/mixed; boundary=b", None);
    }

    #[test]
    fn the_null_sender_is_a_machine() {
        let mail = parse(b"From: jana@x.example\r\n\r\nx", &Envelope::default());
        assert_eq!(mail.automatic, Some(AutomaticReason::NullSender));
    }
}
