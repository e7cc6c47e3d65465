//! The SMTP and LMTP server: it takes mail, and says 250 only after the desk has kept it.

mod answers;
mod data;
mod gate;
mod handover;
mod intake;
mod limits;
mod session;
mod wire;

use std::{net::SocketAddr, sync::Arc};

use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{debug, warn};

use crate::listen::{
    gate::Gate,
    session::{Ending, Session},
    wire::Wire,
};

pub use crate::listen::{
    intake::{Intake, Received, Trouble},
    limits::Limits,
};

/// Which of the two protocols is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// SMTP (RFC 5321), from anywhere.
    Smtp,
    /// LMTP (RFC 2033), from our own mail server.
    Lmtp,
}

impl Protocol {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Lmtp => "lmtp",
        }
    }
}

/// A mail server on one socket.
pub struct Listener {
    house: Arc<House>,
    gate: Arc<Gate>,
}

/// What all connections of a listener share.
struct House {
    protocol: Protocol,
    domain: String,
    tls: Option<TlsAcceptor>,
    limits: Limits,
    intake: Intake,
}

impl Listener {
    /// Makes a server that greets as `domain` and hands its mail to `intake`; without `tls` there is no STARTTLS.
    pub fn new(
        protocol: Protocol,
        domain: &str,
        tls: Option<Arc<rustls::ServerConfig>>,
        limits: Limits,
        intake: Intake,
    ) -> Self {
        let gate = Arc::new(Gate::new(&limits));
        let house = House {
            protocol,
            domain: domain.to_owned(),
            tls: tls.map(TlsAcceptor::from),
            limits,
            intake,
        };
        Self { house: Arc::new(house), gate }
    }

    /// Serves until `stop` is cancelled; then finishes the mails that are running, and returns.
    pub async fn serve(self, socket: TcpListener, stop: CancellationToken) {
        let tasks = TaskTracker::new();
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = socket.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let (house, gate, stop) = (self.house.clone(), self.gate.clone(), stop.clone());
                    tasks
                        .spawn(async move { connection(&house, &gate, stream, peer, &stop).await });
                }
                Err(error) => {
                    warn!(error = %error, "could not take a mail connection");
                    // Out of file handles, most often: it would fail again at once.
                    tokio::time::sleep(self.house.limits.accept_pause).await;
                }
            }
        }
        drop(socket);
        tasks.close();
        tasks.wait().await;
    }
}

async fn connection(
    house: &House,
    gate: &Gate,
    stream: TcpStream,
    peer: SocketAddr,
    stop: &CancellationToken,
) {
    let protocol = house.protocol.as_str();
    let _ = stream.set_nodelay(true);
    let Some(_place) = gate.enter(peer.ip()) else {
        metrics::counter!("mail.listen.connection", "protocol" => protocol, "outcome" => "turned_away").increment(1);
        answers::turn_away(stream, house).await;
        return;
    };
    metrics::counter!("mail.listen.connection", "protocol" => protocol, "outcome" => "taken")
        .increment(1);
    let mut session = Session::new(house, gate, peer.ip(), stop);
    let mut wire = Wire::new(stream, &house.limits);
    let ending = session.greet_and_converse(&mut wire).await;
    let Some(acceptor) = house.tls.as_ref().filter(|_| ending == Ending::StartTls) else { return };
    // What came in the clear behind STARTTLS is dropped with the wire: it is not from whom TLS will name.
    let handshake = acceptor.accept(wire.into_stream());
    let handshake = tokio::time::timeout(house.limits.command_time, handshake);
    let stream = tokio::select! {
        () = stop.cancelled() => return,
        stream = handshake => stream,
    };
    match stream {
        Ok(Ok(stream)) => {
            session.begin_anew_in_private();
            session.converse(&mut Wire::new(stream, &house.limits)).await;
        }
        Ok(Err(_)) | Err(_) => debug!("a TLS handshake failed"),
    }
}

#[cfg(test)]
pub(crate) mod tests;
