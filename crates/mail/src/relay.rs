//! Handing mail over to a relay, and understanding what it says.

mod folder;
mod url;

use std::{fmt, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    address::Envelope,
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
        extension::ClientId,
    },
};
use model::{Address, Personal, one_line};
use openssl::x509::X509;

use crate::{
    relay::{
        folder::Folder,
        url::{RelayUrl, Scheme},
    },
    report::enhanced_status,
};

pub use crate::relay::url::RelayError;

/// Seconds for one answer of the relay; RFC 5321 §4.5.3.2 gives up to ten minutes, but a job holds a worker.
const COMMAND_SECS: u64 = 60;

/// Seconds for a whole hand-over, from connecting to the last answer.
const HANDOVER_SECS: u64 = 300;

/// Characters of a relay's words that are kept.
const WORDS_CHARS_MAX: usize = 500;

/// A mail server that carries our mail away, or the folder that keeps it in its place.
#[derive(Clone)]
pub struct Relay {
    way: Way,
    hello_name: String,
    roots_pem: Vec<Vec<u8>>,
}

#[derive(Clone)]
enum Way {
    Server(RelayUrl),
    Folder(Folder),
}

/// A mail that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The enhanced status code, such as `2.0.0`.
    pub status: String,
}

/// A mail that was not handed over.
#[derive(Clone, thiserror::Error)]
#[error("the relay did not take the mail ({status})")]
pub struct SendError {
    /// True when trying again cannot help.
    pub is_permanent: bool,
    /// The enhanced status code, such as `5.1.1`.
    pub status: String,
    /// What the relay said; it may repeat the address.
    pub words: Personal<String>,
}

impl Relay {
    /// Reads `smtp://[user:pass@]host:port`, `smtps://[user:pass@]host[:port]` or `folder:/path`.
    ///
    /// `smtp://` needs STARTTLS, except to a loopback address, where plain is used. A folder keeps each mail as a file,
    /// for trying out: nothing leaves the machine.
    pub fn parse(url: &str) -> Result<Self, RelayError> {
        let way = match folder::of_setting(url)? {
            Some(folder) => Way::Folder(folder),
            None => Way::Server(RelayUrl::parse(url)?),
        };
        Ok(Self { way, hello_name: "localhost".to_owned(), roots_pem: Vec::new() })
    }

    /// Says whether mail only comes to lie in a folder.
    pub const fn is_folder(&self) -> bool {
        matches!(self.way, Way::Folder(_))
    }

    /// Says by which name the house introduces itself.
    #[must_use]
    pub fn introduced_as(mut self, domain: &str) -> Self {
        domain.clone_into(&mut self.hello_name);
        self
    }

    /// Trusts one more root certificate (PEM) beside those of the system.
    pub fn trusting(mut self, root_pem: &[u8]) -> Result<Self, RelayError> {
        let certs = X509::stack_from_pem(root_pem).map_err(|_| RelayError::Root)?;
        if certs.is_empty() {
            return Err(RelayError::Root);
        }
        self.roots_pem.push(root_pem.to_vec());
        Ok(self)
    }

    /// Hands one mail over to one recipient.
    pub async fn send(
        &self,
        bytes: &[u8],
        envelope_from: Option<&Address>,
        to: &Address,
    ) -> Result<Sent, SendError> {
        let envelope = envelope(envelope_from, to)?;
        let url = match &self.way {
            Way::Server(url) => url,
            Way::Folder(folder) => return folder.keep(bytes).await,
        };
        let transport = self.transport(url).map_err(|_| {
            SendError::ours(false, "4.7.0", "the relay's TLS settings cannot be used")
        })?;
        // The library ends the text with a line end of its own; what arrives shall be what was built.
        let text = bytes.strip_suffix(b"\r\n").unwrap_or(bytes);
        let handover = transport.send_raw(&envelope, text);
        let answer = tokio::time::timeout(Duration::from_secs(HANDOVER_SECS), handover).await;
        let result = match answer {
            Err(_) => Err(SendError::ours(false, "4.4.7", "the relay took too long")),
            Ok(Err(error)) => Err(SendError::of(&error)),
            Ok(Ok(response)) => {
                let words: Vec<&str> = response.message().collect();
                Ok(Sent { status: status_among(&words.join(" "), '2') })
            }
        };
        let outcome = match &result {
            Ok(_) => "sent",
            Err(error) if error.is_permanent => "refused",
            Err(_) => "deferred",
        };
        metrics::counter!("mail.relay.handover", "outcome" => outcome).increment(1);
        result
    }

    fn transport(
        &self,
        url: &RelayUrl,
    ) -> Result<AsyncSmtpTransport<Tokio1Executor>, lettre::transport::smtp::Error> {
        let tls = match url.scheme {
            Scheme::Plain => Tls::None,
            Scheme::StartTls => Tls::Required(self.tls(url)?),
            Scheme::Tls => Tls::Wrapper(self.tls(url)?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&url.host)
            .port(url.port)
            .tls(tls)
            .timeout(Some(Duration::from_secs(COMMAND_SECS)))
            .hello_name(ClientId::Domain(self.hello_name.clone()));
        if let Some((user, password)) = &url.login {
            builder =
                builder.credentials(Credentials::new(user.clone(), password.expose().clone()));
        }
        Ok(builder.build())
    }

    fn tls(&self, url: &RelayUrl) -> Result<TlsParameters, lettre::transport::smtp::Error> {
        let mut builder = TlsParameters::builder(url.host.clone());
        for root in &self.roots_pem {
            builder = builder.add_root_certificate(Certificate::from_pem(root)?);
        }
        builder.build()
    }
}

/// Shows where, never with which password.
impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({self})")
    }
}

/// Shows where, never with which password.
impl fmt::Display for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.way {
            Way::Server(url) => url.fmt(f),
            Way::Folder(folder) => write!(f, "folder:{}", folder.path.display()),
        }
    }
}

impl SendError {
    fn ours(is_permanent: bool, status: &str, words: &str) -> Self {
        Self { is_permanent, status: status.to_owned(), words: Personal::new(words.to_owned()) }
    }

    fn of(error: &lettre::transport::smtp::Error) -> Self {
        let said =
            std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
        let words: String = one_line(&said).chars().take(WORDS_CHARS_MAX).collect();
        // Only an answer of the relay, or a mail that it cannot carry by its own account, is final.
        let is_permanent = error.is_permanent() || (error.is_client() && said.contains("SMTPUTF8"));
        let status = if is_permanent && error.is_client() {
            "5.6.7".to_owned()
        } else if error.status().is_some() {
            status_among(&words, if is_permanent { '5' } else { '4' })
        } else {
            "4.4.1".to_owned()
        };
        Self { is_permanent, status, words: Personal::new(words) }
    }
}

/// Never shows the words: they may repeat the address.
impl fmt::Debug for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SendError({}, permanent: {})", self.status, self.is_permanent)
    }
}

fn envelope(from: Option<&Address>, to: &Address) -> Result<Envelope, SendError> {
    let bad = |_| SendError::ours(true, "5.1.3", "the address cannot be written in an envelope");
    let read = |address: &Address| address.expose().parse::<lettre::Address>();
    let from = from.map(read).transpose().map_err(bad)?;
    let to = read(to).map_err(bad)?;
    Envelope::new(from, vec![to])
        .map_err(|_| SendError::ours(true, "5.1.3", "the address cannot be written in an envelope"))
}

/// Finds the enhanced status of a class among words; without one it is the general one of the class.
fn status_among(words: &str, class: char) -> String {
    enhanced_status(words)
        .filter(|status| status.starts_with(class))
        .unwrap_or_else(|| format!("{class}.0.0"))
}

#[cfg(test)]
mod tests;
