//! Keys made here pass the checks; keys that are old, weak, foreign or damaged do not.

use jiff::{SignedDuration, Timestamp};
use model::{Chance, Clock};
use openssl::{
    hash::MessageDigest,
    rsa::Rsa,
    x509::{
        X509Builder, X509NameBuilder,
        extension::{ExtendedKeyUsage, SubjectAlternativeName},
    },
};
use testkit::{FixedClock, SeededChance};

use super::*;

/// Returns the real time, for tests that ask programs which read the real clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the openssl command line checks against the real time"
)]
pub(crate) fn real_now() -> Timestamp {
    Timestamp::now()
}

fn now() -> Timestamp {
    FixedClock::noon().now()
}

fn made() -> Personal<Vec<u8>> {
    let chance = SeededChance::new(7);
    let chance: &dyn Chance = &chance;
    let ca = make_ca("Trial CA", now(), chance).unwrap();
    issue(&ca, "Eva Ö", &Address::parse("eva@us.example").unwrap(), now(), chance).unwrap()
}

/// Makes a self-signed RSA key as another program would.
fn foreign(bits: u32, passphrase: &str, change: impl FnOnce(&mut X509Builder)) -> Vec<u8> {
    let key = PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "Eva").unwrap();
    let name = name.build();
    let mut builder = X509Builder::new().unwrap();
    builder.set_version(2).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    let at = |secs: i64| Asn1Time::from_unix(now().as_second() + secs).unwrap();
    builder.set_not_before(&at(-3_600)).unwrap();
    builder.set_not_after(&at(3_600)).unwrap();
    change(&mut builder);
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    let cert = builder.build();
    let mut p12 = Pkcs12::builder();
    p12.pkey(&key).cert(&cert);
    p12.build2(passphrase).unwrap().to_der().unwrap()
}

fn named(builder: &mut X509Builder) {
    let mut name = SubjectAlternativeName::new();
    let name = name.email("Eva@us.example").build(&builder.x509v3_context(None, None)).unwrap();
    builder.append_extension(name).unwrap();
}

#[test]
fn a_made_key_passes() {
    let report = inspect(made().expose(), "", now()).unwrap();
    assert_eq!(report.addresses, [Address::parse("eva@us.example").unwrap()]);
    assert_eq!(report.subject.expose(), "CN=Eva Ö");
    assert_eq!(report.not_after, now() + SignedDuration::from_hours(730 * 24));
}

#[test]
fn an_imported_key_passes_and_loses_its_passphrase() {
    let p12 = foreign(2_048, "secret", named);
    let report = inspect(&p12, "secret", now()).unwrap();
    assert_eq!(report.addresses, [Address::parse("eva@us.example").unwrap()]);
    assert!(matches!(inspect(&p12, "wrong", now()), Err(KeyError::Passphrase)));
    let bare = without_passphrase(&p12, "secret").unwrap();
    inspect(bare.expose(), "", now()).unwrap();
    // The chain stays inside: receivers need it.
    let bare = without_passphrase(made().expose(), "").unwrap();
    let opened = open(bare.expose(), "").unwrap();
    assert_eq!(opened.ca.map(|chain| chain.len()), Some(1));
}

#[test]
fn unfit_keys_are_refused() {
    let check = |p12: &[u8], at: Timestamp, expect: &str| {
        let error = inspect(p12, "", at).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    };
    let day = SignedDuration::from_hours(24);
    check(b"no key", now(), "not a PKCS#12");
    check(&vec![0x30; PKCS12_OCTETS_MAX + 1], now(), "not a PKCS#12");
    check(made().expose(), now() + day * 800, "not valid at this time");
    check(made().expose(), now() - day, "not valid at this time");
    check(&foreign(1_024, "", named), now(), "too short");
    check(&foreign(2_048, "", |_| {}), now(), "no mail address");
    let server = |builder: &mut X509Builder| {
        named(builder);
        builder.append_extension(ExtendedKeyUsage::new().server_auth().build().unwrap()).unwrap();
    };
    check(&foreign(2_048, "", server), now(), "may not be used");
    let error = inspect(made().expose(), "", now()).map(|report| format!("{report:?}")).unwrap();
    assert!(!error.contains("Eva") && !error.contains("eva@"), "{error}");
}

#[test]
fn serials_differ_and_are_positive() {
    let chance = SeededChance::new(9);
    let chance: &dyn Chance = &chance;
    let ca = make_ca("Trial CA", now(), chance).unwrap();
    let address = Address::parse("eva@us.example").unwrap();
    let serial = || {
        let p12 = issue(&ca, "Eva", &address, now(), chance).unwrap();
        let cert = open(p12.expose(), "").unwrap().cert.unwrap();
        cert.serial_number().to_bn().unwrap()
    };
    let (first, second) = (serial(), serial());
    assert!(first != second && !first.is_negative());
}
