#![doc = include_str!("../README.md")]

mod entry;
mod key;
mod permit;

pub use entry::{ENTRY_BYTES_MAX, Entry, EntryError, Outcome};
pub use key::{LogKey, Purpose};
pub use permit::{Ground, Permit, PolicyRef, Refusal, Who};
