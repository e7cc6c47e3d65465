//! The pages over HTTP, as four callers: nobody, a requester, the staff, and a stranger's site.

mod board;
mod browser;
mod case;
mod log;
mod own;
mod permissions;
mod profile;
mod signing_in;
