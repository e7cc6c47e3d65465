//! Mail as the desk sees it: read once at the door, or ready to be built there.

use jiff::Timestamp;

use crate::{Address, Personal};

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
    /// What it reports about a message of ours, if it is a delivery status notification (RFC 3464).
    pub report: Option<DeliveryReport>,
    /// What could not be understood, in words for the staff, without the mail's own words.
    pub faults: Vec<String>,
}

/// A file that came with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The file name, decoded, as sent; never a path for us to follow.
    pub name: Personal<String>,
    /// The declared media type, lower case, such as `application/pdf`.
    pub media_type: String,
    /// The decoded bytes.
    pub bytes: Personal<Vec<u8>>,
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
}
