//! Mail as the desk sees it: read once at the door, or ready to be built there.

use jiff::Timestamp;

use crate::{Address, Personal, SignedMail};

/// Characters of a file's name that are kept; file systems take no longer ones.
const NAME_CHARS_MAX: usize = 255;

/// A name and an address, as a header carries them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The display name.
    pub name: Option<Personal<String>>,
    /// The address.
    pub address: Address,
}

/// A received mail, understood as far as it can be.
#[derive(Clone, Debug, Default)]
pub struct IncomingMail {
    /// The envelope's sender; `None` is the null sender `<>`.
    pub envelope_from: Option<Address>,
    /// The envelope's recipients, as the listener accepted them.
    pub recipients: Vec<Address>,
    /// The author. A mail without a readable one still becomes a case.
    pub from: Option<Mailbox>,
    /// Where the author wants answers.
    pub reply_to: Option<Mailbox>,
    /// To and Cc, in order.
    pub others: Vec<Mailbox>,
    /// The subject, decoded; may be empty.
    pub subject: Personal<String>,
    /// The text, plain.
    pub text: Personal<String>,
    /// The text as sanitised HTML, remote content taken out, if the mail had HTML.
    pub html: Option<Personal<String>>,
    /// The signature block below `-- `, if any.
    pub signature: Option<Personal<String>>,
    /// The Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// Message-IDs that it answers or refers to, the nearest first, without angle brackets.
    pub references: Vec<String>,
    /// What is attached.
    pub attachments: Vec<Attachment>,
    /// Why it counts as sent by a machine.
    pub automatic: Option<AutomaticReason>,
    /// True when DKIM or SPF vouches for the From address's domain, in alignment (RFC 7489 §3.1).
    pub is_aligned: bool,
    /// The signature that encloses it as a whole, if one does and somebody looked.
    pub signed: Option<SignedMail>,
    /// What it reports about a message of ours, if it is a delivery status notification (RFC 3464).
    pub report: Option<DeliveryReport>,
    /// What could not be understood, in words for the staff, without the mail's own words.
    pub faults: Vec<String>,
}

/// A file that came with a mail or a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The file name, decoded, on one line; never a path for us to follow.
    pub name: Personal<String>,
    /// The declared media type, lower case, such as `application/pdf`.
    pub media_type: String,
    /// The decoded bytes.
    pub bytes: Personal<Vec<u8>>,
}

impl Attachment {
    /// Makes an attachment of what a door was given. Its name is put on one line and cut; a file that is left without one
    /// is called by its number.
    pub fn named(name: &str, number: usize, media_type: String, bytes: Vec<u8>) -> Self {
        let name: String = one_line(name).chars().take(NAME_CHARS_MAX).collect();
        let name = match name.trim_end() {
            "" => format!("attachment-{number}"),
            name => name.to_owned(),
        };
        Self { name: Personal::new(name), media_type, bytes: Personal::new(bytes) }
    }
}

/// Puts a text of others on one line: no controls, no characters that turn the reading direction.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || c.is_whitespace() {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_direction_mark(c) {
            line.push(c);
        }
    }
    line.trim().to_owned()
}

/// Tells whether a character only steers the reading direction (UAX 9): in a name it can make `exe.txt` of `txt.exe`.
pub const fn is_direction_mark(c: char) -> bool {
    matches!(
        c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

/// Why a mail counts as sent by a machine (RFC 3834 and what is seen in the wild).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AutomaticReason {
    /// The envelope's sender is empty.
    NullSender,
    /// `Auto-Submitted` is there and not `no`.
    AutoSubmitted,
    /// `Precedence` is bulk, junk or list.
    Precedence,
    /// It came through a mailing list (RFC 2919, RFC 2369).
    List,
    /// `X-Auto-Response-Suppress`, `X-Autoreply`, `X-Autorespond` or `X-Autoresponder` is there.
    AutoResponse,
    /// A mailer daemon or postmaster wrote it.
    MailerDaemon,
    /// It carries our own or another system's loop mark.
    Loop,
    /// It is a delivery status notification or another report (RFC 3462).
    Report,
}

impl AutomaticReason {
    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NullSender => "null_sender",
            Self::AutoSubmitted => "auto_submitted",
            Self::Precedence => "precedence",
            Self::List => "list",
            Self::AutoResponse => "auto_response",
            Self::MailerDaemon => "mailer_daemon",
            Self::Loop => "loop",
            Self::Report => "report",
        }
    }
}

/// What a delivery status notification says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryReport {
    /// What became of the message.
    pub outcome: ReportOutcome,
    /// The enhanced status code (RFC 3463), such as `5.1.1`.
    pub status: String,
    /// The Message-ID of the returned message, without angle brackets, if the report carries it.
    pub message_id: Option<String>,
}

/// What became of a message that left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportOutcome {
    /// It will not arrive.
    Failed,
    /// It is late, and tried again.
    Delayed,
    /// It arrived.
    Delivered,
}

/// A mail to be built, signed and handed over.
#[derive(Clone, Debug)]
pub struct OutgoingMail {
    /// The author: the member of the staff, by their own address, or a role.
    pub from: Mailbox,
    /// The one recipient.
    pub to: Address,
    /// Where answers go: `case+TOKEN@domain`; `None` for mail that wants none.
    pub reply_to: Option<Address>,
    /// Where bounces go: `bounce+TOKEN@domain`; `None` is the null sender.
    pub envelope_from: Option<Address>,
    /// The Message-ID without angle brackets.
    pub message_id: String,
    /// Message-IDs of the conversation, the nearest first.
    pub references: Vec<String>,
    /// The subject.
    pub subject: Personal<String>,
    /// The text, plain.
    pub text: Personal<String>,
    /// When it was written.
    pub at: Timestamp,
    /// The PKCS#12 that signs it (empty passphrase); `None` leaves it unsigned, as mail by the house itself.
    pub signing_key: Option<Personal<Vec<u8>>>,
    /// True for mail that the house sends by itself: it says `Auto-Submitted: auto-generated`.
    pub is_automatic: bool,
    /// Where its reader chooses what they are told of; then it also says that it is one of many, and to whom not to answer.
    pub choices_url: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_a_label_on_one_line() {
        let check = |name: &str, expect: &str| {
            let file = Attachment::named(name, 3, "text/plain".to_owned(), Vec::new());
            assert_eq!(file.name.expose(), expect, "{name:?}");
        };
        check("smlouva č.pdf", "smlouva č.pdf");
        check("invoice\u{202E}txt.exe", "invoicetxt.exe");
        check("\u{2066}a\u{2069}\u{200F}\u{061C}b.png", "ab.png");
        check("one\r\ntwo\tthree.txt", "one two three.txt");
        check(" \0a\u{7F}b\u{85}c\u{2028}d ", "a b c d");
        check("../../etc/passwd", "../../etc/passwd");
        check("", "attachment-3");
        check("\u{202E} \n", "attachment-3");
        check(&"č".repeat(300), &"č".repeat(255));
        check(&format!("{} b", "a".repeat(254)), &"a".repeat(254));
    }
}
