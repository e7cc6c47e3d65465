//! Signing keys: made here for trying out, or brought along as PKCS#12 and checked.

mod make;

use jiff::Timestamp;
use model::{Address, Personal};
use openssl::{
    asn1::{Asn1Time, Asn1TimeRef},
    error::ErrorStack,
    nid::Nid,
    pkcs12::{ParsedPkcs12_2, Pkcs12},
    pkey::{PKey, PKeyRef, Private},
    stack::Stack,
    x509::{
        X509, X509PurposeId, X509Ref, X509StoreContext, X509VerifyResult,
        store::X509StoreBuilder,
        verify::{X509VerifyFlags, X509VerifyParam},
    },
};

pub use crate::keys::make::{Ca, issue, make_ca};

/// Octets of the largest PKCS#12 that is read.
const PKCS12_OCTETS_MAX: usize = 256 * 1024;

/// Bits of the shortest RSA key that may sign.
const RSA_BITS_MIN: u32 = 2_048;

/// Bits of the shortest elliptic key that may sign.
const EC_BITS_MIN: u32 = 256;

/// Why a key cannot be used. It does not repeat names or addresses.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file is no PKCS#12, or far too large.
    #[error("the file is not a PKCS#12 key file (.p12 or .pfx)")]
    NotPkcs12,
    /// The passphrase does not open it, or its encryption is too old.
    #[error(
        "the passphrase does not open the key file, or its encryption is older than is supported"
    )]
    Passphrase,
    /// There is no private key with its certificate inside.
    #[error("the key file does not hold a private key together with its certificate")]
    Incomplete,
    /// The private key belongs to another certificate.
    #[error("the private key and the certificate do not belong together")]
    Mismatch,
    /// The key is too short.
    #[error("the key is too short: RSA needs 2048 bits, elliptic curves 256")]
    Weak,
    /// The certificate is not valid yet, or no more.
    #[error("the certificate is not valid at this time")]
    NotValid,
    /// The certificate may not sign mail.
    #[error("the certificate may not be used to sign mail (key usage or extended key usage)")]
    Usage,
    /// The certificate names no mail address.
    #[error("the certificate names no mail address")]
    NoAddress,
    /// The address has letters that a certificate cannot name.
    #[error("the address has letters beyond ASCII, which certificates cannot name")]
    AddressNotAscii,
    /// OpenSSL could not do its part.
    #[error("the key could not be made or written")]
    OpenSsl(#[from] ErrorStack),
}

/// What a key is good for.
#[derive(Clone, Debug)]
pub struct KeyReport {
    /// The mail addresses that the certificate names.
    pub addresses: Vec<Address>,
    /// When the certificate ends.
    pub not_after: Timestamp,
    /// The certificate's subject, for people.
    pub subject: Personal<String>,
}

/// Checks a PKCS#12: usable for signing mail at `now`, and for which addresses.
pub fn inspect(pkcs12: &[u8], passphrase: &str, now: Timestamp) -> Result<KeyReport, KeyError> {
    let opened = open(pkcs12, passphrase)?;
    let (key, cert) = pair(&opened)?;
    if !cert.public_key()?.public_eq(key) {
        return Err(KeyError::Mismatch);
    }
    let is_strong = match key.id() {
        openssl::pkey::Id::RSA | openssl::pkey::Id::RSA_PSS => key.bits() >= RSA_BITS_MIN,
        openssl::pkey::Id::EC => key.bits() >= EC_BITS_MIN,
        _ => false,
    };
    if !is_strong {
        return Err(KeyError::Weak);
    }
    check_usage(cert, now)?;
    let addresses = addresses_of(cert);
    if addresses.is_empty() {
        return Err(KeyError::NoAddress);
    }
    Ok(KeyReport {
        addresses,
        not_after: timestamp_of(cert.not_after())?,
        subject: Personal::new(subject_of(cert)),
    })
}

/// Returns until when the first certificate of a PEM file is valid.
pub fn certificate_until(pem: &[u8]) -> Result<Timestamp, KeyError> {
    timestamp_of(X509::from_pem(pem)?.not_after())
}

/// Writes a PKCS#12 anew with an empty passphrase: at rest it is sealed by the vault instead.
pub fn without_passphrase(pkcs12: &[u8], passphrase: &str) -> Result<Personal<Vec<u8>>, KeyError> {
    let opened = open(pkcs12, passphrase)?;
    let (key, cert) = pair(&opened)?;
    pack(
        key,
        cert,
        opened
            .ca
            .as_ref()
            .map(|chain| chain.iter().map(X509Ref::to_owned).collect())
            .unwrap_or_default(),
    )
}

fn pack(
    key: &PKeyRef<Private>,
    cert: &X509Ref,
    chain: Vec<X509>,
) -> Result<Personal<Vec<u8>>, KeyError> {
    let mut stack = Stack::new()?;
    for cert in chain {
        stack.push(cert)?;
    }
    let mut builder = Pkcs12::builder();
    builder.pkey(key).cert(cert).ca(stack);
    Ok(Personal::new(builder.build2("")?.to_der()?))
}

fn open(pkcs12: &[u8], passphrase: &str) -> Result<ParsedPkcs12_2, KeyError> {
    if pkcs12.len() > PKCS12_OCTETS_MAX {
        return Err(KeyError::NotPkcs12);
    }
    let file = Pkcs12::from_der(pkcs12).map_err(|_| KeyError::NotPkcs12)?;
    file.parse2(passphrase).map_err(|_| KeyError::Passphrase)
}

fn pair(opened: &ParsedPkcs12_2) -> Result<(&PKey<Private>, &X509), KeyError> {
    match (&opened.pkey, &opened.cert) {
        (Some(key), Some(cert)) => Ok((key, cert)),
        _ => Err(KeyError::Incomplete),
    }
}

/// Asks OpenSSL whether the certificate itself may sign mail now; who issued it is the receivers' business.
fn check_usage(cert: &X509Ref, now: Timestamp) -> Result<(), KeyError> {
    let mut store = X509StoreBuilder::new()?;
    store.add_cert(cert.to_owned())?;
    let mut param = X509VerifyParam::new()?;
    param.set_flags(X509VerifyFlags::PARTIAL_CHAIN)?;
    param.set_purpose(X509PurposeId::SMIME_SIGN)?;
    param.set_time(now.as_second());
    store.set_param(&param)?;
    let store = store.build();
    let chain = Stack::new()?;
    let mut context = X509StoreContext::new()?;
    let verdict = context.init(&store, cert, &chain, |context| {
        Ok(if context.verify_cert()? { X509VerifyResult::OK } else { context.error() })
    })?;
    if verdict == X509VerifyResult::OK {
        return Ok(());
    }
    let moment = Asn1Time::from_unix(now.as_second())?;
    let is_in_time = cert.not_before() <= moment.as_ref() as &Asn1TimeRef
        && cert.not_after() >= moment.as_ref() as &Asn1TimeRef;
    Err(if is_in_time { KeyError::Usage } else { KeyError::NotValid })
}

/// Returns the addresses of the subject's alternative names, and of the old `emailAddress` in the subject.
fn addresses_of(cert: &X509Ref) -> Vec<Address> {
    let mut addresses = Vec::new();
    for name in cert.subject_alt_names().into_iter().flatten() {
        addresses.extend(name.email().and_then(|text| Address::parse(text).ok()));
    }
    for entry in cert.subject_name().entries_by_nid(Nid::PKCS9_EMAILADDRESS) {
        let text = entry.data().to_string().ok();
        addresses.extend(text.and_then(|text| Address::parse(&text).ok()));
    }
    addresses.sort();
    addresses.dedup();
    addresses
}

fn subject_of(cert: &X509Ref) -> String {
    let mut words = Vec::new();
    for entry in cert.subject_name().entries() {
        let label = entry.object().nid().short_name().unwrap_or("?");
        if let Ok(value) = entry.data().to_string() {
            words.push(format!("{label}={}", model::one_line(&value)));
        }
    }
    words.join(", ")
}

fn timestamp_of(time: &Asn1TimeRef) -> Result<Timestamp, KeyError> {
    let epoch = Asn1Time::from_unix(0)?;
    let since = epoch.diff(time)?;
    let seconds = i64::from(since.days) * 86_400 + i64::from(since.secs);
    Timestamp::from_second(seconds).map_err(|_| KeyError::NotValid)
}

#[cfg(test)]
pub(crate) mod tests;
