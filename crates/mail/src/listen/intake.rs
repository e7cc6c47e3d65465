//! Where mail goes: two functions of the desk, handed in, since a door does not decide.

use std::{future::Future, net::IpAddr, pin::Pin};

use model::Address;

type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + Send>>;
type Recipient = Box<dyn Fn(Address) -> Answer<bool> + Send + Sync>;
type Accept = Box<dyn Fn(Received) -> Answer<()> + Send + Sync>;

/// A mail as it came, to be kept.
#[derive(Clone, Debug)]
pub struct Received {
    /// The envelope's sender; `None` is the null sender.
    pub envelope_from: Option<Address>,
    /// The envelope's recipients, each once.
    pub recipients: Vec<Address>,
    /// The peer's address; `None` for LMTP, where the peer is our own mail server.
    pub peer: Option<IpAddr>,
    /// The name that the peer gave.
    pub helo: String,
    /// The mail, octet for octet.
    pub bytes: Vec<u8>,
}

/// Why a mail cannot be kept now; the sender shall try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is no room.
    Full,
    /// Something else is wrong on our side.
    Broken,
}

/// What the server asks of the desk.
pub struct Intake {
    recipient: Recipient,
    accept: Accept,
}

impl Intake {
    /// Takes two functions: whether mail for an address is taken, and the one that keeps a mail durably.
    pub fn new<R, RF, A, AF>(recipient: R, accept: A) -> Self
    where
        R: Fn(Address) -> RF + Send + Sync + 'static,
        RF: Future<Output = Result<bool, Trouble>> + Send + 'static,
        A: Fn(Received) -> AF + Send + Sync + 'static,
        AF: Future<Output = Result<(), Trouble>> + Send + 'static,
    {
        Self {
            recipient: Box::new(move |address| Box::pin(recipient(address))),
            accept: Box::new(move |received| Box::pin(accept(received))),
        }
    }

    pub(super) async fn takes(&self, address: Address) -> Result<bool, Trouble> {
        (self.recipient)(address).await
    }

    pub(super) async fn keep(&self, received: Received) -> Result<(), Trouble> {
        (self.accept)(received).await
    }
}
