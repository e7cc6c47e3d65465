//! Every limit of the server, in one place. What one request may take is limited beside the routes.

use std::time::Duration;

/// Connections at once.
const CONNECTIONS_MAX: usize = 512;
/// Connections at once from one client; a browser opens six, an office behind one address more.
const CONNECTIONS_PER_CLIENT_MAX: usize = 64;
/// Connections at once that are told that there is no room; the next are closed without a word.
const REFUSALS_MAX: usize = 64;
/// Octets of a request's line and header.
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// Fields of a request's header.
const HEAD_FIELDS_MAX: usize = 100;
/// Octets that are buffered for one connection, each way.
const BUFFER_BYTES_MAX: usize = 64 * 1024;
/// Seconds for a request's line and header, from the end of the answer before it: a connection that is kept alive
/// is idle for no longer.
const HEAD_SECS: u64 = 15;
/// Seconds that the connection of a trusted proxy may be idle.
const PROXY_IDLE_SECS: u64 = 90;
/// Seconds in which a client takes nothing of its answer.
const STALL_SECS: u64 = 30;
/// Seconds after which a connection is closed behind the answer that runs.
const CONNECTION_SECS: u64 = 600;
/// Seconds for that last answer.
const LAST_ANSWER_SECS: u64 = 120;
/// Seconds for the answers that run when the house stops; the house itself waits a little longer.
const STOP_SECS: u64 = 15;
/// Seconds for telling somebody that there is no room.
const REFUSAL_SECS: u64 = 2;
/// Milliseconds to wait after a connection could not be taken.
const ACCEPT_PAUSE_MS: u64 = 100;

/// What the server bears.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one client; trusted proxies are no clients. The clients of one IPv6 site have a
    /// share together.
    pub connections_per_client: usize,
    /// Connections at once that are told that there is no room.
    pub refusals: usize,
    /// Octets of a request's line and header.
    pub head_bytes: usize,
    /// Fields of a request's header.
    pub head_fields: usize,
    /// Octets that are buffered for one connection, each way.
    pub buffer_bytes: usize,
    /// Time for a request's line and header, from the end of the answer before it.
    pub head_time: Duration,
    /// Time that the connection of a trusted proxy may be idle.
    pub proxy_idle_time: Duration,
    /// Time in which a client takes nothing of its answer.
    pub stall_time: Duration,
    /// Time after which a connection is closed behind the answer that runs.
    pub connection_time: Duration,
    /// Time for that last answer.
    pub last_answer_time: Duration,
    /// Time for the answers that run when the house stops.
    pub stop_time: Duration,
    /// Time for telling somebody that there is no room.
    pub refusal_time: Duration,
    /// Pause after a connection could not be taken.
    pub accept_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: CONNECTIONS_MAX,
            connections_per_client: CONNECTIONS_PER_CLIENT_MAX,
            refusals: REFUSALS_MAX,
            head_bytes: HEAD_BYTES_MAX,
            head_fields: HEAD_FIELDS_MAX,
            buffer_bytes: BUFFER_BYTES_MAX,
            head_time: Duration::from_secs(HEAD_SECS),
            proxy_idle_time: Duration::from_secs(PROXY_IDLE_SECS),
            stall_time: Duration::from_secs(STALL_SECS),
            connection_time: Duration::from_secs(CONNECTION_SECS),
            last_answer_time: Duration::from_secs(LAST_ANSWER_SECS),
            stop_time: Duration::from_secs(STOP_SECS),
            refusal_time: Duration::from_secs(REFUSAL_SECS),
            accept_pause: Duration::from_millis(ACCEPT_PAUSE_MS),
        }
    }
}
