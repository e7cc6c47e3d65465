//! The API against a real desk, as four callers: nobody, a requester, one of the staff, a token.

mod cases;
mod changes;
mod idempotency;
mod log;
mod me;
mod messages;
mod openapi;
mod people;
mod permissions;
mod problems;
mod queues;
mod world;
