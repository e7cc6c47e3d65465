#![doc = include_str!("../README.md")]

mod authenticity;
mod automatic;
mod keys;
mod listen;
mod message_id;
mod outgoing;
mod parse;
mod relay;
mod report;
mod signed;
mod smime;

pub use authenticity::{Arrival, Authenticity, AuthenticityError, Trust};
pub use automatic::LOOP_HEADER;
pub use keys::{
    Ca, KeyError, KeyReport, certificate_until, inspect, issue, make_ca, without_passphrase,
};
pub use listen::{Intake, Limits, Listener, Protocol, Received, Trouble};
pub use outgoing::{BuildError, House, build};
pub use parse::{Envelope, parse};
pub use relay::{Relay, RelayError, SendError, Sent};
pub use signed::{
    Certificates, CertificatesError, OpenPgpKey, OpenPgpKeyError, Verifiers, read_key,
    signature_way, verify_signed,
};
pub use smime::SignError;
