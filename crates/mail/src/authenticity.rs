//! Does the author's domain stand behind a mail: DKIM or SPF, in alignment (RFC 7489 §3.1).
//!
//! Alignment is relaxed without a list of public suffixes: the domain that vouches is the author's own, one
//! above it or one below it, and never a single label. Two subdomains of one domain do not vouch for each
//! other; that is stricter than RFC 7489, and costs a confirmation by staff, not a mail.

mod results;

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    time::Duration,
};

use mail_auth::{
    AuthenticatedMessage, DkimResult, MX, MessageAuthenticator, Parameters, RecordSet,
    ResolverCache, SpfResult, Txt, common::cache::NoCache, spf::verify::SpfParameters,
};
use model::Address;

use crate::parse::HEADER_OCTETS_MAX;

/// Seconds for all that is asked of the DNS about one mail.
const DNS_SECS_MAX: u64 = 5;

/// DKIM signatures of one mail that are checked.
const SIGNATURES_MAX: usize = 10;

/// Header fields of a mail that is checked at all.
const HEADERS_MAX: usize = 1_000;

/// Whom we believe about authenticity, beside our own checks.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// The authserv-id (RFC 8601 §2.5) of the mail server before us, which strips that id from what strangers send.
    pub authserv_id: Option<String>,
    /// Addresses of mail servers before us that hand mail over by SMTP.
    pub relays: Vec<IpAddr>,
}

/// How a mail came.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// The peer's address; `None` when our own mail server handed it over by LMTP.
    pub peer: Option<IpAddr>,
    /// The name that the peer gave.
    pub helo: &'a str,
    /// The envelope's sender; `None` is the null sender.
    pub envelope_from: Option<&'a Address>,
}

/// The resolver cannot be set up.
#[derive(Debug, thiserror::Error)]
#[error("the system's resolver settings cannot be used")]
pub struct AuthenticityError;

/// Checks whether the author's domain stands behind a mail.
pub struct Authenticity {
    resolver: MessageAuthenticator,
    domain: String,
    trust: Trust,
}

impl Authenticity {
    /// Checks over the system's resolver, on behalf of a host named `domain`.
    pub fn new(domain: &str, trust: Trust) -> Result<Self, AuthenticityError> {
        let resolver = MessageAuthenticator::new_system_conf().map_err(|_| AuthenticityError)?;
        Ok(Self { resolver, domain: domain.to_owned(), trust })
    }

    /// Tells whether DKIM or SPF vouches for the author's domain.
    ///
    /// No network, a failure, or more than five seconds mean no.
    pub async fn is_aligned(&self, raw: &[u8], author: &Address, arrival: Arrival<'_>) -> bool {
        let caches = Caches::<NoCache<_, _>> { txt: None };
        self.is_aligned_by(raw, author, arrival, caches).await
    }

    async fn is_aligned_by<TXT: ResolverCache<Box<str>, Txt>>(
        &self,
        raw: &[u8],
        author: &Address,
        arrival: Arrival<'_>,
        caches: Caches<'_, TXT>,
    ) -> bool {
        if !is_checkable(raw) {
            return false;
        }
        let Some(mut message) = AuthenticatedMessage::parse(raw) else { return false };
        // Two authors, or another than the one we show: nobody can vouch for that.
        if message.froms() != [author.expose()] {
            return false;
        }
        if self.is_believed(arrival.peer) {
            return self.is_vouched_before_us(&message, author.domain());
        }
        message.dkim_headers.truncate(SIGNATURES_MAX);
        let checks = async {
            self.is_signed(&message, author.domain(), &caches).await
                || self.is_permitted(author.domain(), arrival, &caches).await
        };
        tokio::time::timeout(Duration::from_secs(DNS_SECS_MAX), checks).await.unwrap_or(false)
    }

    /// Tells whether the peer is a mail server of ours, which has checked already.
    fn is_believed(&self, peer: Option<IpAddr>) -> bool {
        self.trust.authserv_id.is_some()
            && peer.is_none_or(|ip| self.trust.relays.contains(&ip.to_canonical()))
    }

    fn is_vouched_before_us(&self, message: &AuthenticatedMessage<'_>, domain: &str) -> bool {
        let Some(trusted) = &self.trust.authserv_id else { return false };
        message.raw_parsed_headers().iter().any(|(name, value)| {
            name.trim_ascii().eq_ignore_ascii_case(b"authentication-results")
                && results::read(&String::from_utf8_lossy(value)).is_some_and(|results| {
                    results.authserv_id.eq_ignore_ascii_case(trusted)
                        && results.vouchers.iter().any(|voucher| is_aligned_domain(voucher, domain))
                })
        })
    }

    async fn is_signed<TXT: ResolverCache<Box<str>, Txt>>(
        &self,
        message: &AuthenticatedMessage<'_>,
        domain: &str,
        caches: &Caches<'_, TXT>,
    ) -> bool {
        let outputs = self.resolver.verify_dkim(caches.parameters(message)).await;
        outputs.iter().any(|output| {
            *output.result() == DkimResult::Pass
                && output.signature().is_some_and(|s| is_aligned_domain(&s.d, domain))
        })
    }

    async fn is_permitted<TXT: ResolverCache<Box<str>, Txt>>(
        &self,
        domain: &str,
        arrival: Arrival<'_>,
        caches: &Caches<'_, TXT>,
    ) -> bool {
        let (Some(peer), Some(sender)) = (arrival.peer, arrival.envelope_from) else {
            return false;
        };
        // Whoever speaks from this machine hands on what others sent: no domain names it as its sender.
        if peer.to_canonical().is_loopback() {
            return false;
        }
        // An envelope sender elsewhere could pass and still say nothing about the author.
        if !is_aligned_domain(sender.domain(), domain) {
            return false;
        }
        let question = SpfParameters::verify_mail_from(
            peer.to_canonical(),
            arrival.helo,
            &self.domain,
            sender.expose(),
        );
        self.resolver.verify_spf(caches.parameters(question)).await.result() == SpfResult::Pass
    }
}

/// Records known before asking; outside tests there are none.
struct Caches<'a, TXT: ResolverCache<Box<str>, Txt>> {
    txt: Option<&'a TXT>,
}

type Asking<'a, P, TXT> = Parameters<
    'a,
    P,
    TXT,
    NoCache<Box<str>, RecordSet<MX>>,
    NoCache<Box<str>, RecordSet<Ipv4Addr>>,
    NoCache<Box<str>, RecordSet<Ipv6Addr>>,
    NoCache<IpAddr, RecordSet<Box<str>>>,
>;

impl<'a, TXT: ResolverCache<Box<str>, Txt>> Caches<'a, TXT> {
    fn parameters<P>(&self, params: P) -> Asking<'a, P, TXT> {
        Parameters {
            params,
            cache_txt: self.txt,
            cache_mx: None,
            cache_ptr: None,
            cache_ipv4: None,
            cache_ipv6: None,
        }
    }
}

/// Bounds the header before a library reads it without bound.
fn is_checkable(raw: &[u8]) -> bool {
    let mut octets = 0;
    let mut n_lines = 0;
    for line in raw.split_inclusive(|b| *b == b'\n') {
        if matches!(line, b"\r\n" | b"\n") {
            break;
        }
        octets += line.len();
        n_lines += usize::from(!line.starts_with(b" ") && !line.starts_with(b"\t"));
        if octets > HEADER_OCTETS_MAX || n_lines > HEADERS_MAX {
            return false;
        }
    }
    true
}

/// Tells whether a domain may vouch for the author's: the same, above, or below, of at least two labels.
fn is_aligned_domain(voucher: &str, author: &str) -> bool {
    let voucher = voucher.trim_end_matches('.').to_lowercase();
    let author = author.trim_end_matches('.').to_lowercase();
    let is_below = |low: &str, high: &str| {
        high.contains('.') && low.strip_suffix(high).is_some_and(|rest| rest.ends_with('.'))
    };
    !voucher.is_empty()
        && (voucher == author || is_below(&voucher, &author) || is_below(&author, &voucher))
}

#[cfg(test)]
mod tests;
