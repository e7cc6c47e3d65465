//! The authorities whose certificates count, and what they have revoked: a file of the house's own.

use std::fmt;

use openssl::{
    error::ErrorStack,
    x509::{CrlStatus, X509, X509Crl},
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
        Ok(Self { authorities, lists })
    }

    /// Returns how many authorities it names.
    pub fn n_authorities(&self) -> usize {
        self.authorities.len()
    }

    /// Says whether a list of the certificate's issuer has it.
    pub(super) fn has_revoked(&self, certificate: &X509) -> bool {
        let is_listed =
            |list: &X509Crl| matches!(list.get_by_cert(certificate), CrlStatus::Revoked(_));
        self.lists.iter().any(is_listed)
    }
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} authorities, {} lists", self.authorities.len(), self.lists.len())
    }
}
