//! Fields: single things that are known of a person, each with a rule of its own about who may learn it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Class;

/// Characters of the longest key.
const KEY_CHARS_MAX: usize = 32;

/// A field's key: lower-case letters, digits and underscores; a letter first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FieldKey(String);

/// Why a text is not a field's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a field key; use up to 32 lower-case letters, digits and underscores, a letter first")]
pub struct FieldKeyError;

impl FieldKey {
    /// Reads a key.
    pub fn parse(text: &str) -> Result<Self, FieldKeyError> {
        let is_key = text.len() <= KEY_CHARS_MAX
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if is_key { Ok(Self(text.to_owned())) } else { Err(FieldKeyError) }
    }

    /// Returns the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for FieldKey {
    type Error = FieldKeyError;

    fn try_from(text: String) -> Result<Self, FieldKeyError> {
        Self::parse(&text)
    }
}

impl From<FieldKey> for String {
    fn from(key: FieldKey) -> Self {
        key.0
    }
}

/// A field as the configuration declares it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its key.
    pub key: FieldKey,
    /// What people call it.
    pub label: String,
    /// What class of data it is.
    #[serde(default = "personal")]
    pub class: Class,
    /// Where its value lives.
    #[serde(default)]
    pub held: Held,
    /// What another member is told who asks for it.
    #[serde(default)]
    pub to_member: ToMember,
    /// For `to_member = "redirect"`: where such a question belongs, in words or as an address.
    #[serde(default)]
    pub elsewhere: Option<String>,
}

const fn personal() -> Class {
    Class::Personal
}

/// Where a field's value lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// Here, sealed to the person.
    #[default]
    Here,
    /// In an outside console, which asks us for authority before it acts.
    Console,
}

impl Held {
    /// Returns the word that is configured and written in policies.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Console => "console",
        }
    }
}

/// What another member is told of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToMember {
    /// Its value.
    Tell,
    /// Nothing without the person's consent.
    #[default]
    Ask,
    /// Where to ask instead.
    Redirect,
}

impl ToMember {
    /// Returns the word that is configured and written in policies.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tell => "tell",
            Self::Ask => "ask",
            Self::Redirect => "redirect",
        }
    }
}

/// Who wants to learn something about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The person themself.
    Own,
    /// Another member of the community.
    Member,
    /// Somebody who sells to it.
    Supplier,
    /// Somebody who works with it.
    Partner,
    /// An official or quasi-official agency.
    Agency,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 5] =
        [Self::Own, Self::Member, Self::Supplier, Self::Partner, Self::Agency];

    /// Returns the word that is stored and written in policies.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Member => "member",
            Self::Supplier => "supplier",
            Self::Partner => "partner",
            Self::Agency => "agency",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_one_spelling() {
        for (text, is_key) in [
            ("date_of_birth", true),
            ("x509", true),
            ("", false),
            ("Name", false),
            ("9lives", false),
            ("a-b", false),
            ("a234567890123456789012345678901234", false),
        ] {
            assert_eq!(FieldKey::parse(text).is_ok(), is_key, "{text}");
        }
    }
}
