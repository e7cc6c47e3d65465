//! Signatures of mails that come in: the one that encloses a mail as a whole, verified over the octets as received.
//!
//! A signature deeper in the tree is somebody's attachment and is not looked at; nor is anything beside the signed
//! part. Keys are the caller's: neither the mail nor the network is asked for any.

mod certificates;
mod cms;
mod openpgp;
mod smime;

use std::borrow::Cow;

use jiff::Timestamp;
use model::{Address, Personal, SignatureFault, SignatureWay, SignedMail, SignedText};

pub use certificates::{Certificates, CertificatesError};
pub use openpgp::{OpenPgpKey, OpenPgpKeyError, read_key};

use crate::parse::{
    boundary::{BOUNDARY_OCTETS_MAX, split_parts},
    entity::Entity,
    fault::Faults,
    parts::Contents,
    transfer,
};

/// Octets of a signed part that is looked at; an answer to a request is short.
const SIGNED_OCTETS_MAX: usize = 256 * 1024;

/// Octets of a signature; a long chain of certificates has some twenty thousand.
const SIGNATURE_OCTETS_MAX: usize = 64 * 1024;

/// By what signatures are verified.
#[derive(Clone, Copy, Debug)]
pub struct Verifiers<'a> {
    /// The authorities whose certificates count; `None` where none do.
    pub certificates: Option<&'a Certificates>,
    /// The OpenPGP keys that the sender has set down.
    pub keys: &'a [Personal<Vec<u8>>],
    /// When the mail came.
    pub at: Timestamp,
}

/// A signature and what it is over, before it is verified.
struct Enclosed<'x> {
    way: SignatureWay,
    /// The signed part; `None` where it is inside the signature.
    entity: Option<Cow<'x, [u8]>>,
    signature: Vec<u8>,
}

/// What a signature that holds is over, and by what it was verified.
struct Verified {
    entity: Vec<u8>,
    fingerprint: String,
    part: String,
    by: Vec<Vec<u8>>,
}

/// Says how a mail is signed, if a signature encloses it as a whole.
pub fn signature_way(raw: &[u8]) -> Option<SignatureWay> {
    way_of(&Entity::read(raw, &mut Faults::default()))
}

/// Verifies the signature that encloses a mail as a whole; `None` where there is none.
///
/// The work is bounded, but takes milliseconds: callers on an async runtime use a blocking thread.
pub fn verify_signed(raw: &[u8], from: Option<&Address>, by: Verifiers<'_>) -> Option<SignedMail> {
    let root = Entity::read(raw, &mut Faults::default());
    let way = way_of(&root)?;
    let found = enclosed(&root, way).and_then(|enclosed| verified(enclosed, from, by));
    Some(SignedMail { way, found })
}

fn way_of(root: &Entity<'_>) -> Option<SignatureWay> {
    let attribute = |name| {
        let content_type = root.head.content_type()?;
        content_type.attribute(name).map(|value| value.trim().to_ascii_lowercase())
    };
    match root.head.media_type("text/plain").as_str() {
        "multipart/signed" => match attribute("protocol")?.as_str() {
            "application/pkcs7-signature" | "application/x-pkcs7-signature" => {
                Some(SignatureWay::Smime)
            }
            "application/pgp-signature" => Some(SignatureWay::OpenPgp),
            _ => None,
        },
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
            (attribute("smime-type")? == "signed-data").then_some(SignatureWay::Smime)
        }
        _ => None,
    }
}

fn enclosed<'x>(root: &Entity<'x>, way: SignatureWay) -> Result<Enclosed<'x>, SignatureFault> {
    let mut faults = Faults::default();
    if !root.head.media_type("text/plain").starts_with("multipart/") {
        let signature = transfer::decode(&root.head, root.body, &mut faults).into_owned();
        if signature.len() > SIGNED_OCTETS_MAX {
            return Err(SignatureFault::TooMuch);
        }
        return Ok(Enclosed { way, entity: None, signature });
    }
    let boundary = root.head.content_type().and_then(|ct| ct.attribute("boundary"));
    let boundary = boundary.filter(|b| (1..=BOUNDARY_OCTETS_MAX).contains(&b.len()));
    let boundary = boundary.ok_or(SignatureFault::Unreadable)?;
    let split = split_parts(root.body, boundary.as_bytes(), 2);
    // RFC 1847 §2.1: exactly two parts. With a third, or without an end, it is not said what was signed.
    let [entity, signature] = split.parts.as_slice() else {
        return Err(SignatureFault::Unreadable);
    };
    if !split.is_closed {
        return Err(SignatureFault::Unreadable);
    }
    let part = Entity::read(signature, &mut faults);
    let is_signature = match part.head.media_type("text/plain").as_str() {
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => {
            way == SignatureWay::Smime
        }
        "application/pgp-signature" => way == SignatureWay::OpenPgp,
        _ => false,
    };
    if !is_signature {
        return Err(SignatureFault::Unreadable);
    }
    let signature = transfer::decode(&part.head, part.body, &mut faults).into_owned();
    if signature.len() > SIGNATURE_OCTETS_MAX || entity.len() > SIGNED_OCTETS_MAX {
        return Err(SignatureFault::TooMuch);
    }
    Ok(Enclosed { way, entity: Some(canonical(entity)), signature })
}

fn verified(
    enclosed: Enclosed<'_>,
    from: Option<&Address>,
    by: Verifiers<'_>,
) -> Result<SignedText, SignatureFault> {
    let Enclosed { way, entity, signature } = enclosed;
    let entity = entity.as_deref();
    let Verified { entity, fingerprint, part, by: verified_by } = match way {
        SignatureWay::Smime => {
            let certificates = by.certificates.ok_or(SignatureFault::NoAuthorities)?;
            let from = from.ok_or(SignatureFault::OtherAddress)?;
            smime::verify(entity, &signature, from, certificates, by.at)?
        }
        SignatureWay::OpenPgp => {
            let entity = entity.ok_or(SignatureFault::Unreadable)?;
            openpgp::verify(entity, &signature, by.keys, by.at)?
        }
    };
    let text = text_of(&entity).ok_or(SignatureFault::NoText)?;
    Ok(SignedText {
        text: Personal::new(text),
        entity: Personal::new(entity),
        signature: Personal::new(signature),
        fingerprint: Personal::new(fingerprint),
        part: Personal::new(part),
        verified_by: verified_by.into_iter().map(Personal::new).collect(),
        at: by.at,
    })
}

/// Reads the plain text of a signed part. An attached mail within it is a file, and its text is not of this one.
fn text_of(entity: &[u8]) -> Option<String> {
    let mut faults = Faults::default();
    let part = Entity::read(entity, &mut faults);
    // What has no header is shown as text elsewhere; a signed part without one is not a MIME entity.
    if part.head.is_empty() {
        return None;
    }
    Some(Contents::of(&part, &mut faults).text).filter(|text| !text.trim().is_empty())
}

/// Puts line ends as they are signed (RFC 8551 §3.1.1, RFC 3156 §5): CRLF. What came over SMTP has them already.
fn canonical(entity: &[u8]) -> Cow<'_, [u8]> {
    let mut before = 0;
    let is_bare = entity.iter().any(|octet| {
        let is_bare = *octet == b'\n' && before != b'\r';
        before = *octet;
        is_bare
    });
    if !is_bare {
        return Cow::Borrowed(entity);
    }
    let mut octets = Vec::with_capacity(entity.len() + entity.len() / 32);
    for octet in entity {
        if *octet == b'\n' && octets.last() != Some(&b'\r') {
            octets.push(b'\r');
        }
        octets.push(*octet);
    }
    Cow::Owned(octets)
}

#[cfg(test)]
mod tests;
