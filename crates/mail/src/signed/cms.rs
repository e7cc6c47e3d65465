//! What a CMS signature says of itself (RFC 5652 §5): by whom, by what digest, with which certificates. OpenSSL verifies by
//! any digest that it knows, and tells none of this.

use std::cmp::Ordering;

use openssl::{
    error::ErrorStack,
    x509::{X509Name, X509Ref},
};

const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const OBJECT: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const KEY_ID: u8 = 0x80;
const TAGGED_0: u8 = 0xa0;
const TAGGED_1: u8 = 0xa1;

/// 1.2.840.113549.1.7.2
const SIGNED_DATA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/// SHA-256, SHA-384 and SHA-512: 2.16.840.1.101.3.4.2.1 to .3
const GOOD_DIGESTS: [[u8; 9]; 3] = [
    [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01],
    [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02],
    [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03],
];

/// What is read of a signature.
pub(super) struct SignedData<'x> {
    /// The certificates that it carries, in DER.
    pub(super) certificates: Vec<&'x [u8]>,
    /// Who signed.
    pub(super) signers: Vec<SignerInfo<'x>>,
}

/// One who signed.
pub(super) struct SignerInfo<'x> {
    who: Who<'x>,
    digest: &'x [u8],
}

/// By what the certificate is named of one who signed.
enum Who<'x> {
    IssuerAndSerial { issuer: &'x [u8], serial: &'x [u8] },
    KeyId(&'x [u8]),
}

/// A value with its tag.
struct Value<'x> {
    tag: u8,
    whole: &'x [u8],
    inside: &'x [u8],
}

impl SignerInfo<'_> {
    /// Says whether it was made by a digest that still holds.
    pub(super) fn has_good_digest(&self) -> bool {
        GOOD_DIGESTS.iter().any(|good| good == self.digest)
    }

    /// Says whether it names this certificate.
    pub(super) fn names(&self, certificate: &X509Ref) -> Result<bool, ErrorStack> {
        match self.who {
            Who::IssuerAndSerial { issuer, serial } => {
                let number = certificate.serial_number().to_bn()?.to_vec();
                let start = serial.iter().position(|octet| *octet != 0).unwrap_or(serial.len());
                let is_number = serial.get(start..).is_some_and(|serial| serial == number);
                let issuer = X509Name::from_der(issuer)?;
                Ok(is_number && issuer.try_cmp(certificate.issuer_name())? == Ordering::Equal)
            }
            Who::KeyId(id) => {
                Ok(certificate.subject_key_id().is_some_and(|own| own.as_slice() == id))
            }
        }
    }
}

/// Reads a signature in DER; `None` where it is none.
pub(super) fn read(der: &[u8]) -> Option<SignedData<'_>> {
    let mut outer = inside(&mut &*der, SEQUENCE)?;
    if inside(&mut outer, OBJECT)? != SIGNED_DATA {
        return None;
    }
    let mut content = inside(&mut outer, TAGGED_0)?;
    let mut signed = inside(&mut content, SEQUENCE)?;
    inside(&mut signed, INTEGER)?;
    inside(&mut signed, SET)?;
    inside(&mut signed, SEQUENCE)?;
    let mut certificates = Vec::new();
    let mut next = value(&mut signed)?;
    if next.tag == TAGGED_0 {
        let mut carried = next.inside;
        while !carried.is_empty() {
            let certificate = value(&mut carried)?;
            // Certificates of attributes have other tags.
            certificates.extend((certificate.tag == SEQUENCE).then_some(certificate.whole));
        }
        next = value(&mut signed)?;
    }
    if next.tag == TAGGED_1 {
        next = value(&mut signed)?;
    }
    if next.tag != SET {
        return None;
    }
    let mut infos = next.inside;
    let mut signers = Vec::new();
    while !infos.is_empty() {
        signers.push(signer(inside(&mut infos, SEQUENCE)?)?);
    }
    Some(SignedData { certificates, signers })
}

fn signer(mut info: &[u8]) -> Option<SignerInfo<'_>> {
    inside(&mut info, INTEGER)?;
    let who = value(&mut info)?;
    let who = match who.tag {
        SEQUENCE => {
            let mut names = who.inside;
            let issuer = value(&mut names)?.whole;
            Who::IssuerAndSerial { issuer, serial: inside(&mut names, INTEGER)? }
        }
        KEY_ID => Who::KeyId(who.inside),
        // Some put the tag outside; it is read as well.
        TAGGED_0 => Who::KeyId(inside(&mut &*who.inside, OCTETS)?),
        _ => return None,
    };
    let mut algorithm = inside(&mut info, SEQUENCE)?;
    Some(SignerInfo { who, digest: inside(&mut algorithm, OBJECT)? })
}

/// Takes the next value, which must have this tag, and returns what is in it.
fn inside<'x>(octets: &mut &'x [u8], tag: u8) -> Option<&'x [u8]> {
    value(octets).filter(|value| value.tag == tag).map(|value| value.inside)
}

/// Takes the next value. Lengths are definite, and of up to four octets.
fn value<'x>(octets: &mut &'x [u8]) -> Option<Value<'x>> {
    const LONG_TAG: u8 = 0x1f;
    const LONG_LENGTH: u8 = 0x80;
    let all = *octets;
    let (tag, rest) = all.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = if *first < LONG_LENGTH {
        (usize::from(*first), rest)
    } else {
        let n_digits = usize::from(*first & !LONG_LENGTH);
        if !(1..=4).contains(&n_digits) {
            return None;
        }
        let (digits, rest) = rest.split_at_checked(n_digits)?;
        (digits.iter().fold(0, |sum: usize, digit| (sum << 8) | usize::from(*digit)), rest)
    };
    let (inside, after) = rest.split_at_checked(length)?;
    let whole = all.get(..all.len() - after.len())?;
    *octets = after;
    (*tag & LONG_TAG != LONG_TAG).then_some(Value { tag: *tag, whole, inside })
}
