//! Titles: what outsiders are told of a member of the staff, instead of a name.

use std::fmt;

use crate::Role;

/// What a member of the staff does, and a number that tells no name: `Support engineer 3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// The role by which outsiders know them best; `None` where they hold none.
    pub role: Option<Role>,
    /// The number of their place.
    pub index: i64,
}

impl Title {
    /// Reads what `Display` writes; `None` for anything else.
    pub fn of_str(text: &str) -> Option<Self> {
        let (_, index) = text.rsplit_once(' ')?;
        let index = index.parse().ok()?;
        let roles = Role::ALL.into_iter().map(Some).chain([None]);
        roles.map(|role| Self { role, index }).find(|title| title.to_string() == text)
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.role.map_or_else(|| "staff".to_owned(), Role::title);
        let mut letters = words.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        write!(f, "{first}{} {}", letters.as_str(), self.index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_reads_back() {
        for role in Role::ALL.into_iter().map(Some).chain([None]) {
            let title = Title { role, index: 12 };
            assert_eq!(Title::of_str(&title.to_string()), Some(title));
        }
    }

    #[test]
    fn nothing_else_is_read() {
        let engineer = Title { role: Some(Role::SupportEngineer), index: 3 };
        assert_eq!(engineer.to_string(), "Support engineer 3");
        for text in
            ["", "3", "Support engineer", "support engineer 3", "Support engineer 03", "You 3"]
        {
            assert_eq!(Title::of_str(text), None, "{text}");
        }
    }
}
