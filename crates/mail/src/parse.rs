//! Raw bytes to `IncomingMail`; it never fails, and says in `faults` what it could not understand.

mod addresses;
pub(crate) mod boundary;
mod charset;
pub(crate) mod entity;
pub(crate) mod fault;
mod html;
pub(crate) mod parts;
mod signature;
pub(crate) mod transfer;

use model::{Address, IncomingMail, Personal, one_line};

use crate::{
    automatic,
    message_id::message_ids,
    parse::{entity::Entity, fault::Faults, parts::Contents},
    report,
};

pub(crate) use crate::parse::{
    addresses::addresses_of,
    entity::{HEADER_OCTETS_MAX, Head},
};

/// Characters of a subject that are read; mail programs show far fewer.
const SUBJECT_CHARS_MAX: usize = 1_000;

/// Message-IDs taken from In-Reply-To and References together.
const REFERENCES_MAX: usize = 100;

/// Addresses taken from To and Cc together.
const OTHERS_MAX: usize = 200;

/// What the transport said about a mail, beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Envelope {
    /// The sender; `None` is the null sender `<>`.
    pub from: Option<Address>,
    /// The recipients that were accepted.
    pub recipients: Vec<Address>,
}

/// Reads a mail as far as it can be understood.
///
/// `is_aligned` stays false: [`crate::Authenticity`] finds it out, as that needs the network. The work is bounded,
/// but the largest mails take a good part of a second: callers on an async runtime use a blocking thread.
pub fn parse(raw: &[u8], envelope: &Envelope) -> IncomingMail {
    let mut faults = Faults::default();
    let root = Entity::read(raw, &mut faults);
    if raw.is_empty() {
        faults.add("the mail is empty");
    } else if root.head.is_empty() {
        faults.add("the mail has no header; all of it is shown as text");
    }
    let contents = Contents::of(&root, &mut faults);
    let mut mail = IncomingMail {
        envelope_from: envelope.from.clone(),
        recipients: envelope.recipients.clone(),
        ..IncomingMail::default()
    };
    read_people(&mut mail, &root.head, &mut faults);
    read_threading(&mut mail, &root.head, &mut faults);
    mail.subject = Personal::new(subject(&root.head, &mut faults));
    mail.report = report::read(&contents.report);
    mail.automatic =
        automatic::reason(&root.head, envelope, mail.from.as_ref(), contents.is_report);
    let (text, signature) = signature::split(&contents.text);
    mail.text = Personal::new(text);
    mail.signature = signature.map(Personal::new);
    mail.html = contents.html.map(Personal::new);
    mail.attachments = contents.attachments;
    mail.faults = faults.into_words();
    mail
}

fn read_people(mail: &mut IncomingMail, head: &Head, faults: &mut Faults) {
    let mut authors = addresses_of(head, "from");
    if head.count("from") > 1 {
        faults.add("the mail has more than one From line; the first is shown");
    } else if authors.mailboxes.len() > 1 {
        faults.add("the mail names more than one author; the first is shown");
    }
    if authors.is_salvaged {
        faults.add("the From line is malformed; the address in it was guessed");
    }
    if authors.mailboxes.is_empty() {
        faults.add("the mail has no readable From line");
    } else {
        mail.from = Some(authors.mailboxes.swap_remove(0));
    }
    mail.reply_to = addresses_of(head, "reply-to").mailboxes.into_iter().next();
    mail.others = addresses_of(head, "to").mailboxes;
    mail.others.extend(addresses_of(head, "cc").mailboxes);
    if mail.others.len() > OTHERS_MAX {
        mail.others.truncate(OTHERS_MAX);
        faults.add("the mail names more than 200 recipients; the rest stands in the original");
    }
}

fn read_threading(mail: &mut IncomingMail, head: &Head, faults: &mut Faults) {
    mail.message_id =
        head.text("message-id").and_then(|value| message_ids(value).into_iter().next());
    if mail.message_id.is_none() {
        faults.add("the mail has no readable Message-ID");
    }
    let mut references = head.text("in-reply-to").map(message_ids).unwrap_or_default();
    references
        .extend(head.text("references").map(message_ids).unwrap_or_default().into_iter().rev());
    let mut seen = std::collections::HashSet::new();
    references.retain(|id| seen.insert(id.clone()));
    references.truncate(REFERENCES_MAX);
    mail.references = references;
}

fn subject(head: &Head, faults: &mut Faults) -> String {
    let Some(decoded) = head.decoded("subject") else { return String::new() };
    if decoded.contains(char::REPLACEMENT_CHARACTER) {
        faults.add("the subject has characters that could not be decoded");
    }
    let one_line = one_line(&decoded);
    if one_line.chars().count() > SUBJECT_CHARS_MAX {
        faults.add("the subject is longer than 1000 characters and was cut");
        return one_line.chars().take(SUBJECT_CHARS_MAX).collect();
    }
    one_line
}

#[cfg(test)]
mod tests;
