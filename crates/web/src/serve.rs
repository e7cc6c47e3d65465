//! Serving the routes on a socket until the house stops, within limits that no stranger can use up alone.

mod limits;
mod places;
mod steady;

use std::{
    convert::Infallible,
    error::Error,
    io,
    net::SocketAddr,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{Instant, sleep, sleep_until, timeout},
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use tracing::warn;

pub use self::limits::Limits;
use self::{places::Places, steady::Steady};
use crate::Config;

/// Octets of a request that are read before it is turned away.
const UNHEARD_BYTES_MAX: usize = 16 * 1024;

/// What those are told who find no room.
const NO_ROOM: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\n\
    cache-control: no-store\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 57\r\n\r\n\
    Too many connections at once. Try again in a few seconds.";

/// The server of pages and API on one socket.
pub struct Server {
    shared: Arc<Shared>,
}

/// Tells an answer that goes on for long when the house stops; an extension of every request.
#[derive(Clone)]
pub struct Stopping(pub CancellationToken);

/// Of an answer that streams for long, such as an archive: its connection is kept until it is through, or its time is over. An
/// extension of the answer.
#[derive(Clone, Copy)]
pub struct LongAnswer(pub Duration);

/// Until when the answer that runs on a connection may take, where that is longer than for others. One runs at a time.
#[derive(Clone, Default)]
struct LongUntil(Arc<Mutex<Option<Instant>>>);

impl LongUntil {
    fn get(&self) -> Option<Instant> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, until: Option<Instant>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = until;
    }
}

/// What all connections share.
struct Shared {
    routes: Router,
    config: Arc<Config>,
    limits: Limits,
    places: Places,
    /// Counts those who are being turned away; past the limit they are not even told.
    porch: Places,
}

impl Server {
    /// Makes a server of routes.
    pub fn new(routes: Router, config: Arc<Config>, limits: Limits) -> Self {
        let places = Places::new(limits.connections, limits.connections_per_client);
        let porch = Places::new(limits.refusals, limits.refusals);
        Self { shared: Arc::new(Shared { routes, config, limits, places, porch }) }
    }

    /// Serves until `stop` is cancelled. Requests that run are finished if that takes no longer than the limit for
    /// it; when this returns or is dropped, nothing of a request runs any more.
    pub async fn serve(self, listener: TcpListener, stop: CancellationToken) {
        let mut tasks = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                Some(_) = tasks.join_next() => continue,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let (shared, stop) = (self.shared.clone(), stop.clone());
                    tasks.spawn(async move { shared.meet(stream, peer, &stop).await });
                }
                Err(error) => {
                    warn!(error = %error, "could not take a connection to the pages");
                    // Out of file handles, most often: it would fail again at once.
                    sleep(self.shared.limits.accept_pause).await;
                }
            }
        }
        drop(listener);
        while tasks.join_next().await.is_some() {}
    }
}

impl Shared {
    async fn meet(&self, stream: TcpStream, peer: SocketAddr, stop: &CancellationToken) {
        let is_proxy = self.config.proxies().contains(peer.ip());
        let Some(_place) = self.places.enter(peer.ip(), is_proxy) else {
            let Some(_step) = self.porch.enter(peer.ip(), true) else {
                return count("closed");
            };
            count("turned_away");
            // Whether they heard it or not, they are gone.
            tokio::select! {
                () = stop.cancelled() => {}
                _ = timeout(self.limits.refusal_time, turn_away(stream)) => {}
            }
            return;
        };
        count("taken");
        let _ = stream.set_nodelay(true);
        self.converse(stream, peer, is_proxy, stop).await;
    }

    async fn converse(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        is_proxy: bool,
        stop: &CancellationToken,
    ) {
        let limits = &self.limits;
        // A proxy gathers a request before it hands it on, and keeps connections for the next ones.
        let head_time = if is_proxy { limits.proxy_idle_time } else { limits.head_time };
        let long = LongUntil::default();
        let io = TokioIo::new(Steady::new(stream, limits.stall_time));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head_time)
            .max_headers(limits.head_fields)
            .max_header_size(limits.head_bytes)
            .max_buf_size(limits.buffer_bytes)
            .serve_connection(io, service_fn(|request| self.answer(request, peer, stop, &long)));
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => Some(ended),
            () = stop.cancelled() => None,
            () = sleep(limits.connection_time) => None,
        };
        let ended = match ended {
            Some(ended) => Ok(ended),
            None => {
                connection.as_mut().graceful_shutdown();
                tokio::select! {
                    ended = connection => Ok(ended),
                    () = self.time_is_up(stop, &long) => Err(()),
                }
            }
        };
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(error)) => count(reason(&error)),
            Err(()) => count("cut_off"),
        }
    }

    /// Waits as long as a last answer may take, and for a long one as long as it says: less from when the house stops.
    async fn time_is_up(&self, stop: &CancellationToken, long: &LongUntil) {
        let stopped = async {
            stop.cancelled().await;
            sleep(self.limits.stop_time).await;
        };
        let late = async {
            sleep(self.limits.last_answer_time).await;
            if let Some(until) = long.get() {
                sleep_until(until).await;
            }
        };
        tokio::select! {
            () = stopped => {}
            () = late => {}
        }
    }

    async fn answer(
        &self,
        mut request: Request<Incoming>,
        peer: SocketAddr,
        stop: &CancellationToken,
        long: &LongUntil,
    ) -> Result<axum::response::Response, Infallible> {
        long.set(None);
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(Stopping(stop.clone()));
        let answer = self.routes.clone().oneshot(request.map(Body::new)).await?;
        let is_long = answer.extensions().get::<LongAnswer>();
        long.set(is_long.and_then(|long| Instant::now().checked_add(long.0)));
        Ok(answer)
    }
}

fn count(outcome: &'static str) {
    metrics::counter!("web.serve.connection", "outcome" => outcome).increment(1);
}

/// Names why a connection ended that did not end well.
fn reason(error: &hyper::Error) -> &'static str {
    let stalled = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
    if error.is_timeout() {
        return "no_request_in_time";
    }
    if error.is_parse_too_large() {
        return "head_too_large";
    }
    let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    if source.is_some_and(stalled) { "answer_not_taken" } else { "broken" }
}

/// Says that there is no room. The request is read first, as far as it came: a socket that is closed over unread
/// octets is reset, and the answer lost.
async fn turn_away(mut stream: TcpStream) -> io::Result<()> {
    let mut unheard = vec![0; UNHEARD_BYTES_MAX];
    let _ = stream.read(&mut unheard).await?;
    stream.write_all(NO_ROOM).await?;
    stream.shutdown().await?;
    while stream.read(&mut unheard).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests;
