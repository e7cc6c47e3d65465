//! The contract of the database room: one suite, run on SQLite and on PostgreSQL.

mod access;
mod cases;
mod house;
mod jobs;
mod log;
mod mail;
mod messages;
mod search;
mod staff;
mod writes;
