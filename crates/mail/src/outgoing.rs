//! `OutgoingMail` to bytes that no relay needs to change, so that a signature over them stays good.

mod header;
mod text;

use model::{Address, OutgoingMail};

use crate::{
    automatic::LOOP_HEADER,
    message_id::is_message_id,
    outgoing::header::Fields,
    smime::{self, SignError},
};

pub(crate) use crate::outgoing::text::base64_lines;

/// References kept from the beginning of a long conversation.
const REFERENCES_FIRST: usize = 4;

/// References kept from the end of a long conversation.
const REFERENCES_LAST: usize = 6;

/// Octets of the longest text that is sent; a person writes far less.
const TEXT_OCTETS_MAX: usize = 1024 * 1024;

/// Characters of the longest subject that is sent.
const SUBJECT_CHARS_MAX: usize = 1_000;

/// Who we are, as far as a mail says it.
#[derive(Clone, Debug)]
pub struct House {
    /// The domain of the installation's addresses.
    pub domain: String,
    /// The installation's id: the value of the loop mark.
    pub installation_id: String,
}

/// Why a mail cannot be built. It does not repeat the mail.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A field holds a line break or another control character.
    #[error("the field {0} holds a control character")]
    Control(&'static str),
    /// A field is longer than we send.
    #[error("the field {0} is too long")]
    TooLong(&'static str),
    /// The Message-ID or a reference cannot stand in a header.
    #[error("the field {0} holds something that is no Message-ID")]
    MessageId(&'static str),
    /// A bounce or reply address lies outside the house.
    #[error("the field {0} does not name an address of the house")]
    Foreign(&'static str),
    /// The time cannot be written as a mail date.
    #[error("the date cannot be written")]
    Date,
    /// It could not be signed.
    #[error("the mail could not be signed")]
    Sign(#[from] SignError),
}

/// Builds a mail, signed if it brings a key.
///
/// All of it is ASCII, except that an address which is not (RFC 6531) stands as it is: its relay must know
/// SMTPUTF8. The signed part is always ASCII.
pub fn build(mail: &OutgoingMail, house: &House) -> Result<Vec<u8>, BuildError> {
    if mail.text.expose().len() > TEXT_OCTETS_MAX {
        return Err(BuildError::TooLong("text"));
    }
    let mut fields = Fields::default();
    fields.mailbox(
        "From",
        mail.from.name.as_ref().map(|name| name.expose().as_str()),
        &mail.from.address,
    )?;
    fields.mailbox("To", None, &mail.to)?;
    if let Some(reply_to) = &mail.reply_to {
        fields.mailbox("Reply-To", None, ours("Reply-To", reply_to, house)?)?;
    }
    if let Some(envelope_from) = &mail.envelope_from {
        ours("envelope sender", envelope_from, house)?;
    }
    if mail.subject.expose().chars().count() > SUBJECT_CHARS_MAX {
        return Err(BuildError::TooLong("Subject"));
    }
    fields.unstructured("Subject", mail.subject.expose())?;
    let date = jiff::fmt::rfc2822::to_string(&mail.at.to_zoned(jiff::tz::TimeZone::UTC));
    fields.plain("Date", &date.map_err(|_| BuildError::Date)?)?;
    fields.ids("Message-ID", &[&mail.message_id])?;
    threading(&mut fields, &mail.references)?;
    if mail.is_automatic {
        fields.plain("Auto-Submitted", "auto-generated")?;
    }
    if let Some(url) = &mail.choices_url {
        // RFC 2919, RFC 2369: whatever answers by itself answers no list. Exchange asks for a word of its own.
        fields.plain("List-Id", &format!("<notices.{}>", house.domain))?;
        fields.plain("List-Unsubscribe", &format!("<{url}>"))?;
        fields.plain("X-Auto-Response-Suppress", "All")?;
    }
    fields.plain(LOOP_HEADER, &house.installation_id)?;
    fields.plain("MIME-Version", "1.0")?;
    let body = text::part(mail.text.expose());
    let entity = match &mail.signing_key {
        Some(key) => smime::sign(&body, key.expose(), &mail.message_id)?,
        None => body,
    };
    Ok([fields.into_bytes(), entity].concat())
}

fn ours<'a>(
    field: &'static str,
    address: &'a Address,
    house: &House,
) -> Result<&'a Address, BuildError> {
    if address.domain() == house.domain.to_lowercase() {
        Ok(address)
    } else {
        Err(BuildError::Foreign(field))
    }
}

/// Writes In-Reply-To and References; of a long conversation the beginning and the end.
fn threading(fields: &mut Fields, nearest_first: &[String]) -> Result<(), BuildError> {
    let Some(nearest) = nearest_first.first() else { return Ok(()) };
    fields.ids("In-Reply-To", &[nearest])?;
    let oldest_first: Vec<&String> = nearest_first.iter().rev().collect();
    let n = oldest_first.len();
    let kept: Vec<&String> = if n > REFERENCES_FIRST + REFERENCES_LAST {
        let first = oldest_first.iter().take(REFERENCES_FIRST);
        first.chain(oldest_first.iter().skip(n - REFERENCES_LAST)).copied().collect()
    } else {
        oldest_first
    };
    fields.ids("References", &kept)
}

impl Fields {
    fn ids(&mut self, name: &'static str, ids: &[&String]) -> Result<(), BuildError> {
        if !ids.iter().all(|id| is_message_id(id)) {
            return Err(BuildError::MessageId(name));
        }
        let words: Vec<String> = ids.iter().map(|id| format!("<{id}>")).collect();
        self.folded(name, &words);
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests;
