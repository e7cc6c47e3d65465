//! The pages over HTTP, as four callers: nobody, a requester, the staff, and a stranger's site.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test's ground that gives way fails the test"
)]

mod affairs;
mod approvals;
mod authority;
mod axe;
mod board;
mod browser;
mod bulk;
mod busy_browser;
mod case;
mod commands;
mod disputes;
mod drafts;
mod framed;
mod handovers;
mod hostile;
mod jottings;
mod keyboard;
mod keyboard_tasks;
mod languages;
mod live;
mod live_browser;
mod log;
mod motions;
mod notices;
mod notices_browser;
mod own;
mod passkey_browser;
mod permissions;
mod profile;
mod rooms;
mod saved_views;
mod security;
mod sheets;
mod sheets_browser;
mod signing_in;
mod time_zones;
mod typed_browser;
mod unsent;
mod windows;
