//! S/MIME: the CMS signature holds, its one signer is named by the sender's address, and an authority that counts
//! stands behind them at the moment the mail came.

use jiff::Timestamp;
use model::{Address, SignatureFault};
use openssl::{
    cms::{CMSOptions, CmsContentInfo},
    error::ErrorStack,
    hash::MessageDigest,
    nid::Nid,
    stack::{Stack, StackRef},
    x509::{
        X509, X509PurposeId, X509Ref, X509StoreContext,
        store::{X509Store, X509StoreBuilder},
        verify::{X509VerifyFlags, X509VerifyParam},
    },
};

use super::{Certificates, Verified, cms};

/// Certificates that a signature may carry.
const CERTIFICATES_MAX: usize = 20;

/// Names and addresses of one certificate that are read.
const NAMES_MAX: usize = 50;

/// Certificates between the signer's and an authority that counts.
const DEPTH_MAX: i32 = 8;

/// OpenSSL's level of security: no keys or digests below 112 bits, so neither RSA of 1,024 bits nor SHA-1 in a chain. It does
/// not bind the digest of the signature itself, which is looked at apart.
const SECURITY_LEVEL: i32 = 2;

/// Numbers of `X509_V_ERR_…`, which OpenSSL keeps the same.
const NOT_YET_VALID: i32 = 9;
const HAS_EXPIRED: i32 = 10;
const INVALID_PURPOSE: i32 = 26;

/// Returns what was signed and by what it was verified: the chain of certificates up to the authority that counts.
pub(super) fn verify(
    detached: Option<&[u8]>,
    der: &[u8],
    from: &Address,
    certificates: &Certificates,
    at: Timestamp,
) -> Result<Verified, SignatureFault> {
    let unreadable = |_: ErrorStack| SignatureFault::Unreadable;
    // What came with indefinite lengths is written anew with definite ones.
    let definite = CmsContentInfo::from_der(der).and_then(|cms| cms.to_der());
    let definite = definite.map_err(unreadable)?;
    let read = cms::read(&definite).ok_or(SignatureFault::Unreadable)?;
    if read.certificates.len() > CERTIFICATES_MAX {
        return Err(SignatureFault::TooMuch);
    }
    // One signer: the work is bounded, and nobody signs in the shadow of another.
    let [info] = read.signers.as_slice() else { return Err(SignatureFault::Broken) };
    let mut carried = Stack::new().map_err(unreadable)?;
    let mut signer = None;
    for certificate in &read.certificates {
        let certificate = X509::from_der(certificate).map_err(unreadable)?;
        if signer.is_none() && info.names(&certificate).map_err(unreadable)? {
            signer = Some(certificate.clone());
        }
        carried.push(certificate).map_err(unreadable)?;
    }
    let signer = signer.ok_or(SignatureFault::Unreadable)?;
    if !names(&signer, from) {
        return Err(SignatureFault::OtherAddress);
    }
    if !info.has_good_digest() {
        return Err(SignatureFault::Weak);
    }
    let entity = signed_by(&signer, detached, der).map_err(unreadable)?;
    let entity = entity.ok_or(SignatureFault::Broken)?;
    let by = chain(&signer, &carried, certificates, at)?;
    let digest = signer.digest(MessageDigest::sha256()).map_err(unreadable)?;
    let fingerprint: String = digest.iter().map(|octet| format!("{octet:02x}")).collect();
    Ok(Verified { entity, part: fingerprint.clone(), fingerprint, by })
}

/// Returns what was signed, if this certificate's key made each signature that there is. Whether the certificate counts
/// is asked apart, so that its faults are told apart.
fn signed_by(
    certificate: &X509Ref,
    detached: Option<&[u8]>,
    der: &[u8],
) -> Result<Option<Vec<u8>>, ErrorStack> {
    let mut only = Stack::new()?;
    only.push(certificate.to_owned())?;
    let mut cms = CmsContentInfo::from_der(der)?;
    let mut entity = Vec::new();
    // NOINTERN: a signer beside this one is not found, and then none counts.
    let options = CMSOptions::NOINTERN | CMSOptions::BINARY | CMSOptions::NO_SIGNER_CERT_VERIFY;
    let done = cms.verify(Some(&only), None, detached, Some(&mut entity), options);
    Ok(done.is_ok().then_some(entity))
}

/// Says whether a certificate names an address, in rfc822Name or emailAddress (RFC 8550 §3).
fn names(certificate: &X509Ref, address: &Address) -> bool {
    // Addresses are folded; of what folds to ASCII, only ASCII is taken from a certificate.
    let is_it =
        |text: &str| text.is_ascii() && Address::parse(text).is_ok_and(|found| found == *address);
    let alternatives = certificate.subject_alt_names();
    let mut alternatives = alternatives.iter().flatten().take(NAMES_MAX);
    let subject = certificate.subject_name();
    let mut subject = subject.entries_by_nid(Nid::PKCS9_EMAILADDRESS).take(NAMES_MAX);
    alternatives.any(|name| name.email().is_some_and(is_it))
        || subject.any(|entry| entry.data().to_string().is_ok_and(|text| is_it(&text)))
}

/// Returns the certificates from the signer's to the authority that counts, in DER.
fn chain(
    certificate: &X509Ref,
    carried: &StackRef<X509>,
    certificates: &Certificates,
    at: Timestamp,
) -> Result<Vec<Vec<u8>>, SignatureFault> {
    let unreadable = |_: ErrorStack| SignatureFault::Unreadable;
    let store = store(certificates, at).map_err(unreadable)?;
    let mut context = X509StoreContext::new().map_err(unreadable)?;
    let done = context.init(&store, certificate, carried, |context| {
        let is_good = context.verify_cert()?;
        let chain = context.chain().into_iter().flatten().map(X509Ref::to_owned);
        Ok((is_good, chain.collect::<Vec<_>>(), context.error().as_raw()))
    });
    match done.map_err(unreadable)? {
        (true, chain, _) => {
            for link in &chain {
                certificates.check_lists(link, at)?;
            }
            chain.iter().map(|link| link.to_der().map_err(unreadable)).collect()
        }
        (false, _, HAS_EXPIRED | NOT_YET_VALID) => Err(SignatureFault::Expired),
        (false, _, INVALID_PURPOSE) => Err(SignatureFault::OtherPurpose),
        (false, ..) => Err(SignatureFault::OtherAuthority),
    }
}

fn store(certificates: &Certificates, at: Timestamp) -> Result<X509Store, ErrorStack> {
    let mut param = X509VerifyParam::new()?;
    param.set_purpose(X509PurposeId::SMIME_SIGN)?;
    // An authority in the file counts, also one that is not a root.
    param.set_flags(X509VerifyFlags::PARTIAL_CHAIN)?;
    param.set_time(at.as_second());
    param.set_depth(DEPTH_MAX);
    param.set_auth_level(SECURITY_LEVEL);
    let mut store = X509StoreBuilder::new()?;
    for authority in &certificates.authorities {
        store.add_cert(authority.clone())?;
    }
    store.set_param(&param)?;
    Ok(store.build())
}
