//! The mails of the story, as bytes on the wire (RFC 5322, with UTF-8 in headers as in RFC 6532).

use jiff::{Timestamp, tz::TimeZone};

use crate::demo::script::DOMAIN;

/// A mail of somebody outside.
pub struct Letter<'a> {
    /// As it stands in the script: `Name <address>`.
    pub from: &'a str,
    /// The local part of the address that it goes to.
    pub to: &'a str,
    pub subject: &'a str,
    pub text: &'a str,
    pub at: Timestamp,
    /// Which case, and which of its messages.
    pub place: (usize, usize),
}

impl Letter<'_> {
    pub fn bytes(&self) -> Vec<u8> {
        let date =
            jiff::fmt::rfc2822::to_string(&self.at.to_zoned(TimeZone::UTC)).unwrap_or_default();
        let (case, index) = self.place;
        let follows = if index == 0 {
            String::new()
        } else {
            let first = message_id(case, 0);
            format!("In-Reply-To: {first}\r\nReferences: {first}\r\n")
        };
        let text = self.text.replace("\r\n", "\n").replace('\n', "\r\n");
        let subject: String =
            self.subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!(
            "From: {}\r\nTo: {}@{DOMAIN}\r\nSubject: {subject}\r\nDate: {date}\r\nMessage-ID: {}\r\n{follows}\
             MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n",
            self.from,
            self.to,
            message_id(case, index),
        )
        .into_bytes()
    }
}

fn message_id(case: usize, index: usize) -> String {
    format!("<{case}.{index}@story.example>")
}
