//! Every limit of the server, in one place, so that its configuration can name them.

use std::time::Duration;

/// Octets of one mail.
const MESSAGE_OCTETS_MAX: usize = 50 * 1024 * 1024;
/// Octets of all mails that are on their way in at once.
const FLIGHT_OCTETS_MAX: usize = 256 * 1024 * 1024;
/// Octets of a command line; RFC 5321 §4.5.3.1.4 says 512, extensions add to it.
const LINE_OCTETS_MAX: usize = 2_048;
/// Recipients of one mail (RFC 5321 §4.5.3.1.8).
const RECIPIENTS_MAX: usize = 100;
/// Commands in one connection.
const COMMANDS_MAX: usize = 10_000;
/// Wrong commands and refused recipients in one connection.
const ERRORS_MAX: usize = 20;
/// Connections at once.
const CONNECTIONS_MAX: usize = 200;
/// Connections at once from one address.
const CONNECTIONS_PER_PEER_MAX: usize = 20;
/// Seconds to wait for a command (RFC 5321 §4.5.3.2.7).
const COMMAND_SECS: u64 = 300;
/// Seconds for the text of one mail, all in all.
const MAIL_SECS: u64 = 600;
/// Seconds for the desk to keep a mail.
const KEEP_SECS: u64 = 120;
/// Seconds that a running mail gets when the server stops.
const STOP_SECS: u64 = 30;
/// Milliseconds to wait after a connection could not be taken.
const ACCEPT_PAUSE_MS: u64 = 100;

/// What the server bears.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Octets of one mail; announced.
    pub message_octets: usize,
    /// Octets of all mails on their way in at once; past it, mail is deferred.
    pub flight_octets: usize,
    /// Octets of a command line.
    pub line_octets: usize,
    /// Recipients of one mail.
    pub recipients: usize,
    /// Commands in one connection.
    pub commands: usize,
    /// Errors in one connection.
    pub errors: usize,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one address.
    pub connections_per_peer: usize,
    /// Time to wait for a command, and for a TLS handshake.
    pub command_time: Duration,
    /// Time for the text of one mail.
    pub mail_time: Duration,
    /// Time for the desk to keep a mail.
    pub keep_time: Duration,
    /// Time that a running mail gets when the server stops.
    pub stop_time: Duration,
    /// Pause after a connection could not be taken.
    pub accept_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_octets: MESSAGE_OCTETS_MAX,
            flight_octets: FLIGHT_OCTETS_MAX,
            line_octets: LINE_OCTETS_MAX,
            recipients: RECIPIENTS_MAX,
            commands: COMMANDS_MAX,
            errors: ERRORS_MAX,
            connections: CONNECTIONS_MAX,
            connections_per_peer: CONNECTIONS_PER_PEER_MAX,
            command_time: Duration::from_secs(COMMAND_SECS),
            mail_time: Duration::from_secs(MAIL_SECS),
            keep_time: Duration::from_secs(KEEP_SECS),
            stop_time: Duration::from_secs(STOP_SECS),
            accept_pause: Duration::from_millis(ACCEPT_PAUSE_MS),
        }
    }
}

impl Limits {
    /// Returns the limits for LMTP, where one peer, our own mail server, brings all mail.
    pub fn for_lmtp() -> Self {
        Self { connections_per_peer: CONNECTIONS_MAX, ..Self::default() }
    }
}
