//! Sheets: texts that the staff keep in editions, to be used in cases: templates of replies, and guides.

use std::{collections::BTreeSet, fmt};

use jiff::Timestamp;

use crate::{QueueId, Role, SheetId, StaffId};

/// Characters of the longest name of a sheet.
const NAME_CHARS_MAX: usize = 48;

/// What a sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetKind {
    /// A reply with places to fill.
    Template,
    /// A checklist beside a case.
    Guide,
}

/// A sheet's name: lower-case letters, digits and dashes. It is the same in every language, so that what points to a
/// template finds the one that the case's language asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetName(String);

/// Why a text is not a sheet's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a name; use up to 48 lower-case letters, digits and dashes, a letter first")]
pub struct SheetNameError;

/// A template or a guide, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its id.
    pub id: SheetId,
    /// What it is for.
    pub kind: SheetKind,
    /// Its name, once in each language.
    pub name: SheetName,
    /// Its language, ISO 639-3.
    pub language: String,
    /// The number of its latest edition.
    pub version: i64,
}

/// What a sheet says, from one edition to the next. An edition is never changed; another follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetEdition {
    /// Of which sheet.
    pub sheet_id: SheetId,
    /// Counts from 1.
    pub number: i64,
    /// Its heading, in its language.
    pub title: String,
    /// The role that whoever uses it must hold; `None` asks for none.
    pub role: Option<Role>,
    /// The queues whose cases it is for; empty is all.
    pub queue_ids: BTreeSet<QueueId>,
    /// False when it is not offered for use any more.
    pub is_offered: bool,
    /// What it says.
    pub text: String,
    /// Why it was made, in the maker's words.
    pub note: String,
    /// The earlier edition whose words it takes up again.
    pub reverts: Option<i64>,
    /// Who made it; `None` is what Chancery comes with.
    pub made_by: Option<StaffId>,
    /// When.
    pub made_at: Timestamp,
}

/// What a list says of a sheet in its latest edition: everything but its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetHead {
    /// The sheet.
    pub sheet: Sheet,
    /// Its heading, in its language.
    pub title: String,
    /// The role that whoever uses it must hold; `None` asks for none.
    pub role: Option<Role>,
    /// The queues whose cases it is for; empty is all.
    pub queue_ids: BTreeSet<QueueId>,
    /// False when it is not offered for use any more.
    pub is_offered: bool,
}

impl SheetKind {
    /// Returns the stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Template => "template",
            Self::Guide => "guide",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        [Self::Template, Self::Guide].into_iter().find(|kind| kind.as_str() == text)
    }
}

impl SheetName {
    /// Reads a name.
    pub fn parse(text: &str) -> Result<Self, SheetNameError> {
        let is_name = text.len() <= NAME_CHARS_MAX
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if is_name { Ok(Self(text.to_owned())) } else { Err(SheetNameError) }
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SheetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl SheetEdition {
    /// Says whether it is for cases of a queue.
    pub fn is_for(&self, queue: QueueId) -> bool {
        is_for(&self.queue_ids, queue)
    }

    /// Says whether holders of these roles may use it.
    pub fn lets(&self, roles: &BTreeSet<Role>) -> bool {
        lets(self.role, roles)
    }
}

impl SheetHead {
    /// Says whether it is for cases of a queue.
    pub fn is_for(&self, queue: QueueId) -> bool {
        is_for(&self.queue_ids, queue)
    }

    /// Says whether holders of these roles may use it.
    pub fn lets(&self, roles: &BTreeSet<Role>) -> bool {
        lets(self.role, roles)
    }
}

fn is_for(queues: &BTreeSet<QueueId>, queue: QueueId) -> bool {
    queues.is_empty() || queues.contains(&queue)
}

fn lets(role: Option<Role>, roles: &BTreeSet<Role>) -> bool {
    role.is_none_or(|role| roles.contains(&role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for (text, is_name) in [
            ("acknowledge", true),
            ("name-change-2", true),
            ("", false),
            ("2nd", false),
            ("Name", false),
            ("a b", false),
            (&"a".repeat(49), false),
        ] {
            assert_eq!(SheetName::parse(text).is_ok(), is_name, "{text}");
        }
    }
}
