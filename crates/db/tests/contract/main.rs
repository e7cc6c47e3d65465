//! The contract of the database room: one suite, run on SQLite and on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod access;
mod affairs;
mod cases;
mod disputes;
mod drafts;
mod factors;
mod filters;
mod handovers;
mod house;
mod house_settings;
mod jobs;
mod jottings;
mod log;
mod mail;
mod messages;
mod notices;
mod policies;
mod saved_views;
mod search;
mod sheets;
mod signed_answers;
mod staff;
mod windows;
mod writes;
