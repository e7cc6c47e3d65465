#![doc = include_str!("../README.md")]

mod detector;
mod known;
mod labels;
mod matcher;
mod placeholder;
mod redactor;
mod restore;
mod rules;
mod scan;
mod settle;
mod words;
mod words_of_names;

pub use detector::{Detector, Finding};
pub use known::{Known, KnownValue};
pub use labels::Labels;
pub use placeholder::{Placeholder, PlaceholderError, PlaceholderKind};
pub use redactor::{Occurrence, RedactConfig, Redacted, Redactor, TEXT_BYTES_MAX};
pub use restore::restore;
pub use scan::Scan;

#[cfg(test)]
mod tests;
