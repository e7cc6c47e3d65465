//! A fault: where it is and what to do.

use std::fmt;

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, from the root.
    pub path: String,
    /// The line, from one.
    pub line: usize,
    /// What is wrong and what would be right.
    pub text: String,
}

impl Fault {
    /// Names a line.
    pub fn at(path: &str, line: usize, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, text: text.into() }
    }

    /// Names a whole file.
    pub fn in_file(path: &str, text: impl Into<String>) -> Self {
        Self::at(path, 1, text)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.text)
    }
}
