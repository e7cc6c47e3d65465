//! Eyes: how two people share an act that one alone may not do.

use serde::{Deserialize, Serialize};

/// How two share an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Eyes {
    /// One acts, another approves; it is carried out at once.
    Four,
    /// Both act: the second turns a key, then the first does it.
    Dual,
}

impl Eyes {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Four, Self::Dual];

    /// Returns the word that is stored and written in policies.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Four => "four",
            Self::Dual => "dual",
        }
    }

    /// Reads the stored word.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|eyes| eyes.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_read_back() {
        for eyes in Eyes::ALL {
            assert_eq!(Eyes::of_str(eyes.as_str()), Some(eyes));
        }
        assert_eq!(Eyes::of_str("six"), None);
    }
}
