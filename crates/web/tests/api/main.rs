//! The API against a real desk, as four callers: nobody, a requester, one of the staff, a token.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test's ground that gives way fails the test"
)]

mod approvals;
mod authority;
mod cases;
mod changes;
mod disputes;
mod drafts;
mod idempotency;
mod log;
mod me;
mod messages;
mod openapi;
mod people;
mod permissions;
mod problems;
mod queues;
mod seats;
mod world;
