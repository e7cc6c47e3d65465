//! What a detector is and what it finds.

use std::ops::Range;

use model::{PersonId, Personal};

use crate::{PlaceholderKind, Scan};

/// Something that finds personal data in a text. The rules are one, the matcher of known values another.
pub trait Detector: Send + Sync {
    /// Returns what it finds, in any order; findings may overlap.
    fn detect(&self, scan: &Scan<'_>) -> Vec<Finding>;
}

/// A stretch of a text that must not be shown.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Bytes of the original text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PlaceholderKind,
    /// The value by which it is recognised again; where absent, the folded text itself.
    pub folded: Option<Personal<String>>,
    /// Whom it is about, where that is known.
    pub about: Option<PersonId>,
}

impl Finding {
    /// Names a stretch of the original text.
    pub fn new(kind: PlaceholderKind, range: Range<usize>) -> Self {
        Self { range, kind, folded: None, about: None }
    }

    /// Says by which value it is recognised again.
    pub fn with_folded(mut self, folded: String) -> Self {
        self.folded = Some(Personal::new(folded));
        self
    }
}
