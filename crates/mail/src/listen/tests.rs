//! The server over real loopback sockets: by hand, by swaks, by our own relay, and by noise.

mod by_hand;
mod by_programs;
pub(crate) mod world;
