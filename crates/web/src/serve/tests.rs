//! Real sockets that come too many at once, say too little, say too much, or take nothing.

use std::{net::IpAddr, time::Duration};

use axum::{response::IntoResponse, routing::get};
use tokio::{net::TcpSocket, task::JoinHandle};

use super::*;

/// What a test waits for at most; it never comes to that.
const PATIENCE: Duration = Duration::from_secs(20);

/// Octets that no socket buffers on its way.
const LARGE: usize = 64 * 1024 * 1024;

/// A limit that no test comes to.
const HOUR: Duration = Duration::from_secs(3600);

/// Who holds `Door::running` while nothing runs: a test, the door and the route.
const N_AT_REST: usize = 3;

struct Door {
    at: SocketAddr,
    stop: CancellationToken,
    server: JoinHandle<()>,
    /// Held by whatever runs of `/endless`.
    running: Arc<()>,
}

impl Door {
    async fn open(limits: Limits, proxies: &str) -> Self {
        let large = || async { vec![b'x'; LARGE] };
        let peer = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() };
        let running = Arc::new(());
        let held = running.clone();
        let endless = || async move {
            let _held = held;
            std::future::pending::<&str>().await
        };
        let routes = Router::new()
            .route("/endless", get(endless))
            .route("/", get(|| async { "here\n" }))
            .route("/large", get(large))
            .route(
                "/long",
                get(|| async {
                    let mut response = vec![b'x'; LARGE].into_response();
                    response.extensions_mut().insert(LongAnswer(HOUR));
                    response
                }),
            )
            .route("/peer", get(peer));
        let config = Config::new("http://127.0.0.1").unwrap().trusting(proxies.parse().unwrap());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let at = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let server = Server::new(routes, Arc::new(config), limits);
        let server = tokio::spawn(server.serve(listener, stop.clone()));
        Self { at, stop, server, running }
    }

    /// Connects from one of the many addresses of loopback.
    async fn from(&self, client: u8) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((IpAddr::from([127, 0, 0, client]), 0).into()).unwrap();
        socket.connect(self.at).await.unwrap()
    }

    /// Waits until a client has room again: the server sees that one left only when it comes round to it.
    async fn let_in_again(&self, client: u8) {
        let freed = async { while ask(&mut self.from(client).await, "/").await != OK {} };
        timeout(PATIENCE, freed).await.expect("no room came back");
    }

    async fn close(self) {
        self.stop.cancel();
        timeout(PATIENCE, self.server).await.unwrap().unwrap();
    }
}

/// Sends a request on a connection that stays, and returns the answer's first line.
async fn ask(stream: &mut TcpStream, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut seen = vec![0; 4096];
    let n = timeout(PATIENCE, stream.read(&mut seen)).await.unwrap().unwrap();
    let text = String::from_utf8_lossy(&seen[..n]).into_owned();
    text.lines().next().unwrap_or_default().to_owned()
}

/// Reads until the other end closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut seen = Vec::new();
    // A reset is an end too.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut seen)).await.expect("it stays open");
    String::from_utf8_lossy(&seen).into_owned()
}

const OK: &str = "HTTP/1.1 200 OK";
const BUSY: &str = "HTTP/1.1 503 Service Unavailable";

#[tokio::test]
async fn who_finds_no_room_is_told_and_room_comes_back() {
    let limits = Limits { connections: 16, connections_per_client: 2, ..Limits::default() };
    let door = Door::open(limits, "").await;
    let (mut one, mut two) = (door.from(1).await, door.from(1).await);
    assert_eq!(ask(&mut one, "/").await, OK);
    assert_eq!(ask(&mut two, "/").await, OK);
    let mut third = door.from(1).await;
    assert_eq!(ask(&mut third, "/").await, BUSY, "two of one client");
    let mut silent = door.from(1).await;
    silent.shutdown().await.unwrap();
    let told = rest(&mut silent).await;
    assert!(told.starts_with(BUSY) && told.contains("retry-after: 5"), "{told}");
    assert!(told.ends_with("Try again in a few seconds."), "{told}");
    let mut other = door.from(2).await;
    assert_eq!(ask(&mut other, "/").await, OK, "another client has room");
    // A connection that stays serves the next request.
    assert_eq!(ask(&mut one, "/").await, OK);
    drop((one, two));
    door.let_in_again(1).await;
    door.close().await;
}

#[tokio::test]
async fn a_proxy_brings_many_clients() {
    let limits = Limits { connections: 8, connections_per_client: 1, ..Limits::default() };
    let door = Door::open(limits, "127.0.0.9").await;
    let mut all = Vec::new();
    for _ in 0..8 {
        let mut stream = door.from(9).await;
        assert_eq!(ask(&mut stream, "/").await, OK);
        all.push(stream);
    }
    assert_eq!(ask(&mut door.from(9).await, "/").await, BUSY, "but no more than there is room");
    door.close().await;
}

#[tokio::test]
async fn past_the_porch_nobody_is_told() {
    let limits = Limits { connections: 0, refusals: 1, refusal_time: HOUR, ..Limits::default() };
    let door = Door::open(limits, "").await;
    let mut told = door.from(1).await;
    assert_eq!(ask(&mut told, "/").await, BUSY);
    // The first still stands there.
    assert_eq!(rest(&mut door.from(1).await).await, "");
    drop(told);
    door.close().await;
}

#[tokio::test]
async fn a_head_that_does_not_end_is_not_waited_for() {
    // Nothing but time ends these: there is room for all that is dripped.
    let limits = Limits {
        head_time: Duration::from_millis(50),
        head_bytes: LARGE,
        buffer_bytes: LARGE,
        ..Limits::default()
    };
    let door = Door::open(limits, "").await;
    let mut silent = door.from(1).await;
    assert_eq!(rest(&mut silent).await, "");
    let mut slow = door.from(1).await;
    slow.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: ").await.unwrap();
    let drip = async {
        while slow.write_all(b"a").await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, drip).await.expect("a head without end is read for ever");
    // Whoever had an answer is idle for no longer.
    let mut idle = door.from(1).await;
    assert_eq!(ask(&mut idle, "/").await, OK);
    rest(&mut idle).await;
    door.close().await;
}

#[tokio::test]
async fn a_head_has_a_size() {
    let limits = Limits { head_bytes: 8 * 1024, head_fields: 10, ..Limits::default() };
    let door = Door::open(limits, "").await;
    let long = format!("GET / HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "a".repeat(9 * 1024));
    let many = format!("GET / HTTP/1.1\r\nhost: x\r\n{}\r\n", "x-many: a\r\n".repeat(20));
    for head in [long, many] {
        let mut stream = door.from(1).await;
        stream.write_all(head.as_bytes()).await.unwrap();
        let answer = rest(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    }
    door.close().await;
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_dropped() {
    let limits = Limits { stall_time: Duration::from_millis(50), ..Limits::default() };
    let door = Door::open(limits, "").await;
    let mut stream = door.from(1).await;
    assert_eq!(ask(&mut stream, "/large").await, OK);
    // The house stops only when all connections have ended; this one ends though nothing of it is read.
    door.close().await;
    assert!(rest(&mut stream).await.len() < LARGE);
}

#[tokio::test]
async fn a_connection_grows_only_so_old() {
    // Nothing but its age ends a connection here.
    let limits = Limits {
        connection_time: Duration::from_millis(50),
        last_answer_time: Duration::from_millis(50),
        head_time: HOUR,
        stall_time: HOUR,
        stop_time: HOUR,
        connections_per_client: 1,
        ..Limits::default()
    };
    let door = Door::open(limits, "").await;
    let mut idle = door.from(1).await;
    assert_eq!(rest(&mut idle).await, "");
    let mut stream = door.from(2).await;
    assert_eq!(ask(&mut stream, "/large").await, OK);
    // Nothing of it is read until its place is free again.
    door.let_in_again(2).await;
    assert!(rest(&mut stream).await.len() < LARGE);
    door.close().await;
}

#[tokio::test]
async fn a_long_answer_keeps_its_connection() {
    // Nothing but its age ends a connection here.
    let limits = Limits {
        connection_time: Duration::from_millis(50),
        last_answer_time: Duration::from_millis(50),
        head_time: HOUR,
        stall_time: HOUR,
        connections_per_client: 1,
        ..Limits::default()
    };
    let door = Door::open(limits, "").await;
    let mut long = door.from(1).await;
    assert_eq!(ask(&mut long, "/long").await, OK);
    // Another that began later is cut meanwhile; this one is whole after that.
    let mut other = door.from(2).await;
    assert_eq!(ask(&mut other, "/large").await, OK);
    door.let_in_again(2).await;
    assert!(rest(&mut long).await.len() > LARGE - 4096);
    door.close().await;
}

#[tokio::test]
async fn no_answer_runs_when_the_house_has_stopped() {
    let limits = Limits {
        last_answer_time: HOUR,
        stop_time: Duration::from_millis(50),
        ..Limits::default()
    };
    let door = Door::open(limits, "").await;
    let mut stream = door.from(1).await;
    let running = door.running.clone();
    stream.write_all(b"GET /endless HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let begun = async {
        while Arc::strong_count(&running) < N_AT_REST + 1 {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, begun).await.expect("the request was not taken up");
    door.close().await;
    assert_eq!(Arc::strong_count(&running), 1, "it runs on");
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test]
async fn routes_learn_who_is_connected() {
    let door = Door::open(Limits::default(), "").await;
    let mut stream = door.from(7).await;
    let at = stream.local_addr().unwrap().to_string();
    stream.write_all(b"GET /peer HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.ends_with(&at), "{answer}");
    door.close().await;
}
