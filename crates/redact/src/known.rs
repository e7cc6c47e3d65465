//! What is known before reading: names and addresses from headers, signatures and the case's people.

use model::{PersonId, Personal};

use crate::PlaceholderKind;

/// Where anybody gets a mailbox: such a domain tells nothing.
const PROVIDERS: [&str; 40] = [
    "126.com",
    "163.com",
    "aol.com",
    "atlas.cz",
    "centrum.cz",
    "docomo.ne.jp",
    "email.cz",
    "example.com",
    "example.net",
    "example.org",
    "ezweb.ne.jp",
    "free.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "interia.pl",
    "laposte.net",
    "live.com",
    "mail.ru",
    "me.com",
    "o2.pl",
    "onet.pl",
    "orange.fr",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "seznam.cz",
    "t-online.de",
    "telefonica.net",
    "web.de",
    "wp.pl",
    "yahoo.co.jp",
    "yahoo.com",
    "yandex.ru",
];

/// One value that must not be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownValue {
    /// What it is.
    pub kind: PlaceholderKind,
    /// The value as it is written where it was learnt.
    pub text: Personal<String>,
    /// Whom it is about.
    pub about: Option<PersonId>,
}

/// The values known for one text. A name stands for its parts and their inflected endings too.
#[derive(Debug, Clone, Default)]
pub struct Known(Vec<KnownValue>);

impl Known {
    /// Knows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value.
    pub fn push(&mut self, value: KnownValue) {
        self.0.push(value);
    }

    /// Adds a person's name.
    pub fn push_name(&mut self, name: &str, about: Option<PersonId>) {
        self.push_text(PlaceholderKind::Person, name, about);
    }

    /// Adds a name, where there is one, and an address; the words of the local part may be names too.
    pub fn push_mailbox(&mut self, name: Option<&str>, address: &str, about: Option<PersonId>) {
        if let Some(name) = name {
            self.push_name(name, about);
        }
        self.push_text(PlaceholderKind::Email, address, about);
        let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
        let words = |c: char| if c.is_alphabetic() { c } else { ' ' };
        let local: String = local.chars().map(words).collect();
        self.push_name(&local, about);
    }

    /// Adds the domain of an address: unless anybody can have one there, it tells whose mail this is.
    pub fn push_domain(&mut self, domain: &str, about: Option<PersonId>) {
        if !PROVIDERS.contains(&domain) {
            self.push_text(PlaceholderKind::Link, domain, about);
        }
    }

    /// Returns the values.
    pub fn values(&self) -> &[KnownValue] {
        &self.0
    }

    fn push_text(&mut self, kind: PlaceholderKind, text: &str, about: Option<PersonId>) {
        let text = text.trim();
        if !text.is_empty() {
            self.push(KnownValue { kind, text: Personal::new(text.to_owned()), about });
        }
    }
}

impl Extend<KnownValue> for Known {
    fn extend<T: IntoIterator<Item = KnownValue>>(&mut self, values: T) {
        self.0.extend(values);
    }
}
