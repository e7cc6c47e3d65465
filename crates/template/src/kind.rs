//! A kind of line, and its name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much of a line is kept as a sample, in bytes.
pub const SAMPLE_BYTES_MAX: usize = 512;

/// Names a kind of one source; stable over restarts and over versions of its template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KindId(pub u64);

impl fmt::Display for KindId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// A kind as it stands in its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kind {
    pub id: KindId,
    /// Counts the changes of its template.
    pub version: u32,
    /// The form whose text is shown.
    pub form: u32,
    /// The elder kind it turned out to be.
    pub merged_into: Option<u32>,
    pub n_lines: u64,
    pub first_secs: u64,
    pub last_secs: u64,
    pub samples: Vec<Box<str>>,
}

impl Kind {
    pub fn new(id: KindId, form: u32, at_secs: u64) -> Self {
        Self {
            id,
            version: 1,
            form,
            merged_into: None,
            n_lines: 0,
            first_secs: at_secs,
            last_secs: at_secs,
            samples: Vec::new(),
        }
    }

    /// Counts a line.
    #[inline]
    pub fn count(&mut self, at_secs: u64) {
        self.n_lines += 1;
        self.last_secs = self.last_secs.max(at_secs);
    }

    /// Keeps a line as a sample, cut to its limit; returns the bytes kept.
    pub fn keep(&mut self, line: &[u8], samples_max: usize) -> usize {
        if self.samples.len() >= samples_max {
            return 0;
        }
        let cut = line.get(..line.len().min(SAMPLE_BYTES_MAX)).unwrap_or_default();
        let sample = String::from_utf8_lossy(cut);
        // The same line again tells nothing.
        if self.samples.iter().any(|known| **known == *sample) {
            return 0;
        }
        let n_bytes = sample.len();
        self.samples.push(sample.into_owned().into_boxed_str());
        n_bytes
    }

    /// Takes over what a younger kind has counted.
    pub fn absorb(&mut self, younger: &mut Self, samples_max: usize) {
        self.n_lines += younger.n_lines;
        self.first_secs = self.first_secs.min(younger.first_secs);
        self.last_secs = self.last_secs.max(younger.last_secs);
        younger.n_lines = 0;
        self.samples.append(&mut younger.samples);
        self.samples.truncate(samples_max);
    }
}

/// A kind as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindView<'a> {
    /// Its name.
    pub id: KindId,
    /// How often its template has changed, from one.
    pub version: u32,
    /// The template: values are `<*>`, and values in a row are one.
    pub text: String,
    /// The template with the types of values: `from <address> port <number>`.
    pub typed: String,
    /// How many lines were of this kind.
    pub n_lines: u64,
    /// When the first one came.
    pub first_secs: u64,
    /// When the last one came.
    pub last_secs: u64,
    /// A few different lines, as they came; empty when samples are not kept.
    pub samples: &'a [Box<str>],
    /// Whether this is where lines go for which no kind may be made any more.
    pub is_overflow: bool,
}
