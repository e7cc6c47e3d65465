//! Sockets that listen.

use std::{io, net::SocketAddr};

use tokio::net::{TcpListener, TcpSocket};

/// Connections that may wait to be taken. Behind one arrival every page that is open comes at once; whoever finds no room is told nothing,
/// and the system tries again by itself only after a second (RFC 6298, 2.1). The library's own is 128. Linux gives no more than
/// `net.core.somaxconn`, 4,096 as it comes.
const WAITING_MAX: u32 = 1_024;

/// Listens at an address.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A house that starts again need not wait until connections of before are forgotten.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING_MAX)
}

#[cfg(test)]
mod tests {
    use std::{net::TcpStream, time::Duration};

    use super::*;

    #[tokio::test]
    async fn a_crowd_that_comes_at_once_finds_room_before_anybody_is_taken() {
        let listener = listen(([127, 0, 0, 1], 0).into()).unwrap();
        let at = listener.local_addr().unwrap();
        // Whoever finds no room is let in a second later at the earliest.
        let knock = |_| TcpStream::connect_timeout(&at, Duration::from_millis(800));
        let crowd: Result<Vec<TcpStream>, _> = (0..400).map(knock).collect();
        assert_eq!(crowd.unwrap().len(), 400);
    }
}
