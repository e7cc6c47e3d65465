//! A wire to a server that the test can cut and mend.

use std::{
    io,
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// Where one connects instead of to the server itself.
pub struct Wire {
    /// This end of it.
    pub address: SocketAddr,
    ends: Arc<Ends>,
}

#[derive(Default)]
struct Ends {
    is_cut: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Wire {
    /// Lays a wire to a server; it lies until the test ends.
    pub fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let ends = Arc::new(Ends::default());
        let shared = ends.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                // Dropped at once while the wire is cut: whoever calls hears the line go dead.
                if !shared.is_cut.load(Ordering::SeqCst) {
                    let _ = shared.join(client, server);
                }
            }
        });
        Self { address, ends }
    }

    /// Cuts all connections, and those to come.
    pub fn cut(&self) {
        self.ends.is_cut.store(true, Ordering::SeqCst);
        for end in self.ends.open.lock().unwrap().drain(..) {
            let _ = end.shutdown(Shutdown::Both);
        }
    }

    /// Lets connections through again.
    pub fn mend(&self) {
        self.ends.is_cut.store(false, Ordering::SeqCst);
    }
}

impl Ends {
    fn join(&self, client: TcpStream, server: SocketAddr) -> io::Result<()> {
        let server = TcpStream::connect(server)?;
        self.open.lock().unwrap().extend([client.try_clone()?, server.try_clone()?]);
        let back = (server.try_clone()?, client.try_clone()?);
        for (mut from, mut to) in [(client, server), back] {
            thread::spawn(move || {
                let _ = io::copy(&mut from, &mut to);
                let _ = to.shutdown(Shutdown::Both);
            });
        }
        Ok(())
    }
}
