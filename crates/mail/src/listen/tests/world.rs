//! A server with a desk that remembers, and a client that speaks line by line.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use model::Address;
use openssl::{
    asn1::Asn1Time,
    ec::{EcGroup, EcKey},
    hash::MessageDigest,
    nid::Nid,
    pkey::PKey,
    x509::{X509Builder, X509NameBuilder, extension::SubjectAlternativeName},
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use crate::listen::{Intake, Limits, Listener, Protocol, Received, Trouble};

/// A running server.
pub(crate) struct World {
    pub(crate) addr: SocketAddr,
    pub(crate) kept: Arc<Mutex<Vec<Received>>>,
    pub(crate) stop: CancellationToken,
    /// What the desk answers next.
    pub(crate) trouble: Arc<Mutex<Option<Trouble>>>,
    /// The desk keeps one mail for each permit here; plenty unless a test takes them.
    pub(crate) desk: Arc<Semaphore>,
    /// One permit for each mail kept.
    pub(crate) arrived: Arc<Semaphore>,
    /// The certificate, PEM.
    pub(crate) cert_pem: Vec<u8>,
    pub(crate) server: JoinHandle<()>,
}

impl World {
    pub(crate) async fn start(protocol: Protocol, limits: Limits) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = socket.local_addr().unwrap();
        let kept = Arc::new(Mutex::new(Vec::new()));
        let trouble = Arc::new(Mutex::new(None));
        let desk = Arc::new(Semaphore::new(1_000));
        let arrived = Arc::new(Semaphore::new(0));
        let (cert_pem, tls) = certificate();
        let intake = {
            let (kept, trouble, desk, arrived) =
                (kept.clone(), trouble.clone(), desk.clone(), arrived.clone());
            Intake::new(
                |address: Address| async move {
                    if address.local() == "trouble" {
                        return Err(Trouble::Broken);
                    }
                    let local = address.local();
                    let is_known = ["support", "abuse", "postmaster"].contains(&local)
                        || local.starts_with("case+")
                        || local.starts_with("bounce+");
                    Ok(address.domain() == "us.example" && is_known)
                },
                move |received| {
                    let (kept, trouble, desk, arrived) =
                        (kept.clone(), trouble.clone(), desk.clone(), arrived.clone());
                    async move {
                        desk.acquire().await.unwrap().forget();
                        if let Some(trouble) = trouble.lock().unwrap().take() {
                            return Err(trouble);
                        }
                        kept.lock().unwrap().push(received);
                        arrived.add_permits(1);
                        Ok(())
                    }
                },
            )
        };
        let stop = CancellationToken::new();
        let listener = Listener::new(protocol, "us.example", Some(tls), limits, intake);
        let server = tokio::spawn(listener.serve(socket, stop.clone()));
        Self { addr, kept, stop, trouble, desk, arrived, cert_pem, server }
    }

    pub(crate) async fn smtp() -> Self {
        Self::start(Protocol::Smtp, Limits::default()).await
    }

    pub(crate) async fn client(&self) -> Client {
        let mut client = Client(BufReader::new(TcpStream::connect(self.addr).await.unwrap()));
        client.expect("220 us.example ").await;
        client
    }

    pub(crate) fn kept(&self) -> Vec<Received> {
        self.kept.lock().unwrap().clone()
    }
}

/// Makes a self-signed certificate for loopback, and the server's settings with it.
fn certificate() -> (Vec<u8>, Arc<rustls::ServerConfig>) {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "us.example").unwrap();
    let name = name.build();
    let mut builder = X509Builder::new().unwrap();
    builder.set_version(2).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(2).unwrap()).unwrap();
    let names = SubjectAlternativeName::new()
        .dns("us.example")
        .dns("localhost")
        .ip("127.0.0.1")
        .build(&builder.x509v3_context(None, None))
        .unwrap();
    builder.append_extension(names).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    let cert = builder.build();
    let key_der = PrivateKeyDer::try_from(key.private_key_to_pkcs8().unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(cert.to_der().unwrap())], key_der)
        .unwrap();
    (cert.to_pem().unwrap(), Arc::new(config))
}

/// A client that speaks line by line.
pub(crate) struct Client(pub(crate) BufReader<TcpStream>);

impl Client {
    /// Sends bytes as they are.
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.get_mut().write_all(bytes.as_ref()).await.unwrap();
    }

    /// Reads one answer, all its lines, and checks how the last begins.
    pub(crate) async fn expect(&mut self, start: &str) -> String {
        let mut all = String::new();
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await.unwrap();
            let is_last = line.as_bytes().get(3) != Some(&b'-');
            all.push_str(&line);
            if is_last {
                assert!(line.starts_with(start), "expected {start}, got {line}");
                return all;
            }
        }
    }

    /// Sends a line and checks the answer.
    pub(crate) async fn say(&mut self, line: &str, start: &str) -> String {
        self.send(format!("{line}\r\n")).await;
        self.expect(start).await
    }

    /// Says hello and names sender and recipients.
    pub(crate) async fn begin(&mut self, recipients: &[&str]) {
        self.say("EHLO client.example", "250 ").await;
        self.say("MAIL FROM:<jana@x.example>", "250 2.1.0").await;
        for recipient in recipients {
            self.say(&format!("RCPT TO:<{recipient}>"), "250 2.1.5").await;
        }
    }

    /// Checks that the server closes.
    pub(crate) async fn expect_end(&mut self) {
        let mut rest = Vec::new();
        // A reset is an end as well: the server may close with commands unread.
        let _ = self.0.read_to_end(&mut rest).await;
        assert_eq!(rest, b"");
    }
}
