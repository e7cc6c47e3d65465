//! A small certificate authority for trying out: it signs members' keys until real ones are imported.

use jiff::Timestamp;
use model::{Address, Chance, Personal};
use openssl::{
    asn1::Asn1Time,
    bn::BigNum,
    ec::{EcGroup, EcKey},
    hash::MessageDigest,
    nid::Nid,
    pkey::{PKey, Private},
    x509::{
        X509, X509Builder, X509Name, X509NameBuilder,
        extension::{
            AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage,
            SubjectAlternativeName, SubjectKeyIdentifier,
        },
    },
};

use crate::keys::{KeyError, pack};

/// Days that the authority's certificate lives.
const CA_DAYS: i64 = 3_650;

/// Days that a member's certificate lives.
const KEY_DAYS: i64 = 730;

/// Seconds before now at which certificates begin, for receivers whose clocks run behind.
const BACKDATE_SECS: i64 = 3_600;

/// Octets of a serial number (RFC 5280 §4.1.2.2 allows 20).
const SERIAL_OCTETS: usize = 16;

/// Characters of the longest name in a subject (X.520, upper bound of a common name).
const NAME_CHARS_MAX: usize = 64;

/// An authority: its certificate and its key.
#[derive(Clone, Debug)]
pub struct Ca {
    /// The certificate, PEM.
    pub cert_pem: String,
    /// The private key, PKCS#8 PEM.
    pub key_pem: Personal<String>,
}

/// Makes an authority with a P-256 key.
pub fn make_ca(name: &str, now: Timestamp, chance: &dyn Chance) -> Result<Ca, KeyError> {
    let key = make_key()?;
    let subject = name_of(name)?;
    let mut builder = begin(&subject, &subject, &key, Span { now, days: CA_DAYS }, chance)?;
    builder.append_extension(BasicConstraints::new().critical().ca().pathlen(0).build()?)?;
    builder.append_extension(KeyUsage::new().critical().key_cert_sign().crl_sign().build()?)?;
    let key_id = SubjectKeyIdentifier::new().build(&builder.x509v3_context(None, None))?;
    builder.append_extension(key_id)?;
    builder.sign(&key, MessageDigest::sha256())?;
    Ok(Ca {
        cert_pem: text_of(&builder.build().to_pem()?),
        key_pem: Personal::new(text_of(&key.private_key_to_pem_pkcs8()?)),
    })
}

/// Issues a key with a certificate for one address: a PKCS#12 with an empty passphrase, the authority inside.
pub fn issue(
    ca: &Ca,
    name: &str,
    address: &Address,
    now: Timestamp,
    chance: &dyn Chance,
) -> Result<Personal<Vec<u8>>, KeyError> {
    // An alternative name of this sort holds ASCII (RFC 5280 §4.2.1.6).
    if !address.expose().is_ascii() {
        return Err(KeyError::AddressNotAscii);
    }
    let issuer = X509::from_pem(ca.cert_pem.as_bytes())?;
    let issuer_key = PKey::private_key_from_pem(ca.key_pem.expose().as_bytes())?;
    let key = make_key()?;
    let subject = name_of(name)?;
    let span = Span { now, days: KEY_DAYS };
    let mut builder = begin(&subject, &issuer.subject_name().to_owned()?, &key, span, chance)?;
    builder.append_extension(BasicConstraints::new().critical().build()?)?;
    let usage = KeyUsage::new().critical().digital_signature().non_repudiation().build()?;
    builder.append_extension(usage)?;
    builder.append_extension(ExtendedKeyUsage::new().email_protection().build()?)?;
    let context = builder.x509v3_context(Some(&issuer), None);
    let alternative = SubjectAlternativeName::new().email(address.expose()).build(&context)?;
    let key_id = SubjectKeyIdentifier::new().build(&context)?;
    let authority = AuthorityKeyIdentifier::new().keyid(true).build(&context)?;
    builder.append_extension(alternative)?;
    builder.append_extension(key_id)?;
    builder.append_extension(authority)?;
    builder.sign(&issuer_key, MessageDigest::sha256())?;
    pack(&key, &builder.build(), vec![issuer])
}

#[derive(Clone, Copy)]
struct Span {
    now: Timestamp,
    days: i64,
}

fn make_key() -> Result<PKey<Private>, KeyError> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
    Ok(PKey::from_ec_key(EcKey::generate(&group)?)?)
}

fn begin(
    subject: &X509Name,
    issuer: &X509Name,
    key: &PKey<Private>,
    span: Span,
    chance: &dyn Chance,
) -> Result<X509Builder, KeyError> {
    let mut serial: [u8; SERIAL_OCTETS] = chance.bytes();
    // Positive, and never zero (RFC 5280 §4.1.2.2).
    if let Some(first) = serial.first_mut() {
        *first = (*first & 0x7F) | 0x40;
    }
    let start = span.now.as_second() - BACKDATE_SECS;
    let end = span.now.as_second() + span.days * 86_400;
    let mut builder = X509Builder::new()?;
    builder.set_version(2)?;
    builder.set_serial_number(BigNum::from_slice(&serial)?.to_asn1_integer()?.as_ref())?;
    builder.set_not_before(Asn1Time::from_unix(start)?.as_ref())?;
    builder.set_not_after(Asn1Time::from_unix(end)?.as_ref())?;
    builder.set_subject_name(subject)?;
    builder.set_issuer_name(issuer)?;
    builder.set_pubkey(key)?;
    Ok(builder)
}

fn name_of(name: &str) -> Result<X509Name, KeyError> {
    let name: String = name.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect();
    let mut builder = X509NameBuilder::new()?;
    builder.append_entry_by_nid(Nid::COMMONNAME, &name)?;
    Ok(builder.build())
}

fn text_of(pem: &[u8]) -> String {
    String::from_utf8_lossy(pem).into_owned()
}
