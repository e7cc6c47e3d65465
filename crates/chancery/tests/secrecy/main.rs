//! What nobody may read: not the disk, not the logs, not after a destruction, not from the next queue.
//!
//! The mails are those of `fixtures/mails`, written by hand in eight languages, each with a list of its personal
//! words. They go through the real parser and the real desk, on SQLite and on PostgreSQL.

// `cfg(test)` holds anyway; said aloud, clippy knows these modules for tests.
#[cfg(test)]
mod clear;
#[cfg(test)]
mod destroyed;
#[cfg(test)]
mod logs;
#[cfg(test)]
mod mails;
#[cfg(test)]
mod needles;
#[cfg(test)]
mod places;
#[cfg(test)]
mod shown;
#[cfg(test)]
mod unseen;
#[cfg(test)]
mod work;
