//! Serving the routes on a socket until the house stops, within limits that no stranger can use up alone.

mod gate;
mod limits;
mod steady;

use std::{convert::Infallible, error::Error, io, net::SocketAddr, pin::pin, sync::Arc};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;
use tracing::warn;

pub use self::limits::Limits;
use self::{gate::Gate, steady::Steady};
use crate::Config;

/// Octets of a request that are read before it is turned away.
const UNHEARD_BYTES_MAX: usize = 16 * 1024;

/// What those are told who find no room.
const NO_ROOM: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\n\
    cache-control: no-store\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 57\r\n\r\n\
    Too many connections at once. Try again in a few seconds.";

/// The server of pages and API on one socket.
pub struct Server {
    house: Arc<House>,
}

/// What all connections share.
struct House {
    routes: Router,
    config: Arc<Config>,
    limits: Limits,
    gate: Gate,
    /// Counts those who are being turned away; past the limit they are not even told.
    porch: Gate,
}

impl Server {
    /// Makes a server of routes.
    pub fn new(routes: Router, config: Arc<Config>, limits: Limits) -> Self {
        let gate = Gate::new(limits.connections, limits.connections_per_client);
        let porch = Gate::new(limits.refusals, limits.refusals);
        Self { house: Arc::new(House { routes, config, limits, gate, porch }) }
    }

    /// Serves until `stop` is cancelled; requests that run are finished.
    pub async fn serve(self, listener: TcpListener, stop: CancellationToken) {
        let tasks = TaskTracker::new();
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let (house, stop) = (self.house.clone(), stop.clone());
                    tasks.spawn(async move { house.meet(stream, peer, &stop).await });
                }
                Err(error) => {
                    warn!(error = %error, "could not take a connection to the pages");
                    // Out of file handles, most often: it would fail again at once.
                    tokio::time::sleep(self.house.limits.accept_pause).await;
                }
            }
        }
        drop(listener);
        tasks.close();
        tasks.wait().await;
    }
}

impl House {
    async fn meet(&self, stream: TcpStream, peer: SocketAddr, stop: &CancellationToken) {
        let is_proxy = self.config.proxies().contains(peer.ip());
        let Some(_place) = self.gate.enter(peer.ip(), is_proxy) else {
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
        let io = TokioIo::new(Steady::new(stream, limits.stall_time));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head_time)
            .max_headers(limits.head_fields)
            .max_header_size(limits.head_bytes)
            .max_buf_size(limits.buffer_bytes)
            .serve_connection(io, service_fn(|request| self.answer(request, peer)));
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => Some(ended),
            () = stop.cancelled() => None,
            () = tokio::time::sleep(limits.connection_time) => None,
        };
        let ended = match ended {
            Some(ended) => Ok(ended),
            None => {
                connection.as_mut().graceful_shutdown();
                timeout(limits.last_answer_time, connection).await
            }
        };
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(error)) => count(reason(&error)),
            Err(_) => count("cut_off"),
        }
    }

    async fn answer(
        &self,
        mut request: Request<Incoming>,
        peer: SocketAddr,
    ) -> Result<axum::response::Response, Infallible> {
        request.extensions_mut().insert(ConnectInfo(peer));
        self.routes.clone().oneshot(request.map(Body::new)).await
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
