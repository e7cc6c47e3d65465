//! The authorities whose certificates count, and what they have revoked: a file of the house's own.

use std::{cmp::Ordering, fmt};

use jiff::Timestamp;
use model::SignatureFault;
use openssl::{
    asn1::Asn1Time,
    error::ErrorStack,
    sha::sha256,
    x509::{CrlStatus, X509, X509Crl, X509Ref},
};

/// Octets of the file.
const FILE_OCTETS_MAX: usize = 16 * 1024 * 1024;

/// Authorities that are read.
const AUTHORITIES_MAX: usize = 500;

/// Lists of what was revoked that are read.
const LISTS_MAX: usize = 500;

const LIST_BEGIN: &str = "-----BEGIN X509 CRL-----";

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificatesError {
    /// It holds none, or it is not PEM.
    #[error("it holds no certificate in PEM")]
    Empty,
    /// It holds more than is read.
    #[error(
        "it holds more than {AUTHORITIES_MAX} certificates or {LISTS_MAX} lists, or more than 16 MiB"
    )]
    TooMuch,
    /// Something in it cannot be read.
    #[error("a certificate or a list of revoked ones in it cannot be read")]
    Unreadable(#[source] ErrorStack),
}

/// The authorities whose certificates count.
pub struct Certificates {
    pub(super) authorities: Vec<X509>,
    lists: Vec<X509Crl>,
    digest: String,
}

impl Certificates {
    /// Reads a PEM file: certificates of authorities, roots or not, and lists of what they revoked.
    pub fn from_pem(pem: &[u8]) -> Result<Self, CertificatesError> {
        if pem.len() > FILE_OCTETS_MAX {
            return Err(CertificatesError::TooMuch);
        }
        let authorities = X509::stack_from_pem(pem).map_err(CertificatesError::Unreadable)?;
        let text = String::from_utf8_lossy(pem);
        let lists = text
            .match_indices(LIST_BEGIN)
            .take(LISTS_MAX + 1)
            .map(|(at, _)| X509Crl::from_pem(text.get(at..).unwrap_or_default().as_bytes()));
        let lists = lists.collect::<Result<Vec<_>, _>>().map_err(CertificatesError::Unreadable)?;
        if authorities.is_empty() {
            return Err(CertificatesError::Empty);
        }
        if authorities.len() > AUTHORITIES_MAX || lists.len() > LISTS_MAX {
            return Err(CertificatesError::TooMuch);
        }
        let digest = sha256(pem).iter().map(|octet| format!("{octet:02x}")).collect();
        Ok(Self { authorities, lists, digest })
    }

    /// Returns how many authorities it names.
    pub fn n_authorities(&self) -> usize {
        self.authorities.len()
    }

    /// Returns the SHA-256 of the file, in hex digits, as `sha256sum` shows it.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Returns how many lists should have been followed by a newer one by now.
    pub fn n_stale_lists(&self, at: Timestamp) -> usize {
        self.lists.iter().filter(|list| is_stale(list, at)).count()
    }

    /// Asks the lists of a certificate's issuer. Where there are some, one must be of the time.
    pub(super) fn check_lists(
        &self,
        certificate: &X509Ref,
        at: Timestamp,
    ) -> Result<(), SignatureFault> {
        let issuer = certificate.issuer_name();
        let is_of_issuer =
            |list: &&X509Crl| list.issuer_name().try_cmp(issuer).is_ok_and(Ordering::is_eq);
        let owned = certificate.to_owned();
        let (mut is_any, mut is_any_of_the_time) = (false, false);
        let is_revoked = |list: &X509Crl| matches!(list.get_by_cert(&owned), CrlStatus::Revoked(_));
        if self.lists.iter().any(is_revoked) {
            return Err(SignatureFault::Revoked);
        }
        for list in self.lists.iter().filter(is_of_issuer) {
            is_any = true;
            is_any_of_the_time |= !is_stale(list, at);
        }
        if is_any && !is_any_of_the_time { Err(SignatureFault::StaleList) } else { Ok(()) }
    }
}

/// Says whether a list should have been followed by another by then. One that does not say when has no such moment.
fn is_stale(list: &X509Crl, at: Timestamp) -> bool {
    let Some(next) = list.next_update() else { return false };
    Asn1Time::from_unix(at.as_second()).map_or(true, |at| *next < at)
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} authorities, {} lists", self.authorities.len(), self.lists.len())
    }
}
