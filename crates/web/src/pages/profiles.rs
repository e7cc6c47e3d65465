//! One's own profile: roles, the key that signs one's mail, single keys on or off.

use askama::Template;

use crate::{
    frame::{Frame, Here},
    moment::Moment,
};

/// The profile of a member of the staff.
#[derive(Template)]
#[template(path = "profiles/edit.html")]
pub struct ProfileEdit {
    /// What stands around.
    pub frame: Frame,
    /// Their roles in words.
    pub roles: Vec<String>,
    /// Their own address, from which they answer: it is theirs to see.
    pub address: model::Personal<String>,
    /// The key that signs their mail.
    pub key: Option<SigningKey>,
    /// Why the upload came back.
    pub error: Option<String>,
    /// True where single keys act.
    pub has_keys: bool,
}

/// A signing key.
pub struct SigningKey {
    /// The subject of its certificate.
    pub subject: model::Personal<String>,
    /// Who issued it.
    pub issuer: String,
    /// Until when it is valid.
    pub expires_at: Moment,
    /// True where it is over.
    pub is_expired: bool,
    /// SHA-256 of the certificate, hex in groups.
    pub fingerprint: String,
}

impl ProfileEdit {
    /// Returns sample values.
    pub fn sample() -> Self {
        let personal = |text: &str| model::Personal::new(text.to_owned());
        Self {
            frame: Frame::sample_staff(Here::Profile, ""),
            roles: vec!["support engineer".to_owned(), "triage".to_owned()],
            address: personal("eva@desk.example"),
            key: Some(SigningKey {
                subject: personal("CN=Eva Sample, emailAddress=eva@desk.example"),
                issuer: "CN=Chancery trial authority".to_owned(),
                expires_at: Moment::new(
                    crate::samples::now() + jiff::SignedDuration::from_hours(24 * 102),
                    crate::samples::now(),
                ),
                is_expired: false,
                fingerprint: "9F2C 0E6A 1B5D 4C3E 8F7A 6B5C 4D3E 2F1A".to_owned(),
            }),
            error: None,
            has_keys: true,
        }
    }

    /// Returns sample values of who has no key.
    pub fn sample_without_key() -> Self {
        let error = Some("The passphrase does not open this file.".to_owned());
        Self { key: None, error, has_keys: false, ..Self::sample() }
    }
}
