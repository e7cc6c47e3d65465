//! Certificates and keys made for these tests: what counts, what does not, and that nothing panics.

use std::{fs, path::Path, sync::LazyLock};

use jiff::{SignedDuration, Timestamp};
use openssl::{
    asn1::{Asn1Integer, Asn1Time},
    bn::BigNum,
    cms::{CMSOptions, CmsContentInfo},
    ec::{EcGroup, EcKey},
    hash::MessageDigest,
    nid::Nid,
    pkey::{PKey, Private},
    rsa::Rsa,
    stack::Stack,
    x509::{
        X509, X509Name,
        extension::{
            BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName,
            SubjectKeyIdentifier,
        },
    },
};
use proptest::prelude::*;

use super::*;

const ENTITY: &str =
    "Content-Type: text/plain; charset=utf-8\r\n\r\nI grant\r\n\r\n> # request x\r\n";

/// When the test's mails come: the middle of the time for which its certificates are made.
fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

struct Authority {
    certificate: X509,
    key: PKey<Private>,
}

/// Somebody's certificate with its key.
struct Signer {
    certificate: X509,
    key: PKey<Private>,
}

/// What is odd about a certificate.
#[derive(Clone, Copy, Default)]
struct Odd {
    has_ended: bool,
    is_for_servers: bool,
    has_name_only_in_subject: bool,
    is_rsa: bool,
}

fn key() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

fn at(days: i64) -> Asn1Time {
    let at = now().checked_add(SignedDuration::from_hours(24 * days)).unwrap();
    Asn1Time::from_unix(at.as_second()).unwrap()
}

fn name(of: &[(&str, &str)]) -> X509Name {
    let mut name = X509Name::builder().unwrap();
    for (field, text) in of {
        name.append_entry_by_text(field, text).unwrap();
    }
    name.build()
}

fn authority(called: &str) -> Authority {
    let (key, name) = (key(), name(&[("CN", called)]));
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_serial_number(&serial(1)).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_not_before(&at(-100)).unwrap();
    builder.set_not_after(&at(100)).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.append_extension(BasicConstraints::new().critical().ca().build().unwrap()).unwrap();
    let usage = KeyUsage::new().critical().key_cert_sign().crl_sign().build().unwrap();
    builder.append_extension(usage).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    Authority { certificate: builder.build(), key }
}

fn serial(n: u32) -> Asn1Integer {
    Asn1Integer::from_bn(&BigNum::from_u32(n).unwrap()).unwrap()
}

impl Authority {
    fn certify(&self, address: &str, odd: Odd) -> Signer {
        let rsa = || PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
        let key = if odd.is_rsa { rsa() } else { key() };
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        builder.set_serial_number(&serial(7)).unwrap();
        let subject = if odd.has_name_only_in_subject {
            name(&[("CN", "Jana"), ("emailAddress", address)])
        } else {
            name(&[("CN", "Jana")])
        };
        builder.set_subject_name(&subject).unwrap();
        builder.set_issuer_name(self.certificate.subject_name()).unwrap();
        builder.set_not_before(&at(-50)).unwrap();
        builder.set_not_after(&at(if odd.has_ended { -1 } else { 50 })).unwrap();
        builder.set_pubkey(&key).unwrap();
        let usage = KeyUsage::new().critical().digital_signature().build().unwrap();
        builder.append_extension(usage).unwrap();
        let mut purpose = ExtendedKeyUsage::new();
        if odd.is_for_servers {
            purpose.server_auth()
        } else {
            purpose.email_protection()
        };
        builder.append_extension(purpose.build().unwrap()).unwrap();
        if !odd.has_name_only_in_subject {
            let context = builder.x509v3_context(Some(&self.certificate), None);
            let names = SubjectAlternativeName::new().email(address).build(&context).unwrap();
            builder.append_extension(names).unwrap();
        }
        let context = builder.x509v3_context(Some(&self.certificate), None);
        let key_id = SubjectKeyIdentifier::new().build(&context).unwrap();
        builder.append_extension(key_id).unwrap();
        builder.sign(&self.key, MessageDigest::sha256()).unwrap();
        Signer { certificate: builder.build(), key }
    }

    fn trusted(&self) -> Certificates {
        Certificates::from_pem(&self.certificate.to_pem().unwrap()).unwrap()
    }
}

impl Signer {
    fn cms(&self, entity: &str, options: CMSOptions) -> Vec<u8> {
        let none = Stack::new().unwrap();
        let options = options | CMSOptions::BINARY;
        let cms = CmsContentInfo::sign(
            Some(&self.certificate),
            Some(&self.key),
            Some(&none),
            Some(entity.as_bytes()),
            options,
        );
        cms.unwrap().to_der().unwrap()
    }

    /// Signs as OpenSSL's own program does, by what else it is asked for.
    fn by_program(&self, arguments: &[&str]) -> Vec<u8> {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        let pem =
            [self.certificate.to_pem().unwrap(), self.key.private_key_to_pem_pkcs8().unwrap()];
        fs::write(path("signer"), pem.concat()).unwrap();
        fs::write(path("entity"), ENTITY).unwrap();
        let mut command = std::process::Command::new("openssl");
        let command = command.current_dir(dir.path()).args([
            "cms", "-sign", "-binary", "-in", "entity", "-signer", "signer", "-outform", "DER",
            "-out", "signed",
        ]);
        let done = command.args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        fs::read(path("signed")).unwrap()
    }

    fn detached(&self, entity: &str) -> Vec<u8> {
        detached_mail(entity, &self.cms(entity, CMSOptions::DETACHED))
    }
}

fn detached_mail(entity: &str, signature: &[u8]) -> Vec<u8> {
    let signature = crate::outgoing::base64_lines(signature);
    format!(
        "From: Jana <jana@x.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/signed;\r\n \
         protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=b\r\n\r\nnot signed\r\n--b\r\n{entity}\r\n--b\r\n\
         Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n{signature}\r\n--b--\r\n\
         I grant more\r\n"
    )
    .into_bytes()
}

fn opaque_mail(signature: &[u8]) -> Vec<u8> {
    let signature = crate::outgoing::base64_lines(signature);
    format!(
        "From: Jana <jana@x.example>\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{signature}\r\n"
    )
    .into_bytes()
}

fn jana() -> Address {
    Address::parse("Jana@X.example").unwrap()
}

fn by(certificates: &Certificates) -> Verifiers<'_> {
    Verifiers { certificates: Some(certificates), keys: &[], at: now() }
}

fn found(raw: &[u8], by: Verifiers<'_>) -> Result<SignedText, SignatureFault> {
    verify_signed(raw, Some(&jana()), by).unwrap().found
}

#[track_caller]
fn check(raw: &[u8], certificates: &Certificates, expect: Result<&str, SignatureFault>) {
    let found = found(raw, by(certificates)).map(|signed| signed.text.into_exposed());
    assert_eq!(found.as_deref().map_err(|fault| *fault), expect);
}

#[test]
fn a_certificate_of_a_trusted_authority_counts_detached_and_opaque() {
    let authority = authority("Mail CA");
    let certificates = authority.trusted();
    let text = Ok("I grant\n\n> # request x\n");
    for odd in [Odd::default(), Odd { has_name_only_in_subject: true, ..Odd::default() }] {
        let signer = authority.certify("JANA@x.example", odd);
        check(&signer.detached(ENTITY), &certificates, text);
        check(&opaque_mail(&signer.cms(ENTITY, CMSOptions::empty())), &certificates, text);
    }
    let signer = authority.certify("jana@x.example", Odd::default());
    let signed = found(&signer.detached(ENTITY), by(&certificates)).unwrap();
    assert_eq!(signed.entity.expose(), ENTITY.as_bytes());
    let digest = signer.certificate.digest(MessageDigest::sha256()).unwrap();
    assert!(
        signed.fingerprint.expose().starts_with(&format!("{:02x}{:02x}", digest[0], digest[1]))
    );
    // By what it was verified is told, up to the authority.
    let by_what: Vec<_> = signed.verified_by.iter().map(|octets| octets.expose().clone()).collect();
    let chain = [signer.certificate.to_der().unwrap(), authority.certificate.to_der().unwrap()];
    assert_eq!((by_what.as_slice(), signed.at), (chain.as_slice(), now()));
    // What came with line feeds alone was signed with both.
    let bare = String::from_utf8(signer.detached(ENTITY)).unwrap().replace("\r\n", "\n");
    check(bare.as_bytes(), &certificates, text);
}

#[test]
fn a_digest_that_can_be_forged_does_not_count() {
    let authority = authority("Mail CA");
    let certificates = authority.trusted();
    let signer = authority.certify("jana@x.example", Odd { is_rsa: true, ..Odd::default() });
    for digest in ["md5", "sha1", "sha224"] {
        let mail = detached_mail(ENTITY, &signer.by_program(&["-md", digest]));
        check(&mail, &certificates, Err(SignatureFault::Weak));
        let mail = opaque_mail(&signer.by_program(&["-nodetach", "-md", digest]));
        check(&mail, &certificates, Err(SignatureFault::Weak));
    }
    for digest in ["sha256", "sha384", "sha512"] {
        let mail = detached_mail(ENTITY, &signer.by_program(&["-md", digest]));
        check(&mail, &certificates, Ok("I grant\n\n> # request x\n"));
    }
    let pss = signer.by_program(&["-md", "sha256", "-keyopt", "rsa_padding_mode:pss"]);
    check(&detached_mail(ENTITY, &pss), &certificates, Ok("I grant\n\n> # request x\n"));
}

#[test]
fn a_signer_is_found_by_the_id_of_the_key_too() {
    let authority = authority("Mail CA");
    let certificates = authority.trusted();
    let signer = authority.certify("jana@x.example", Odd::default());
    let text = Ok("I grant\n\n> # request x\n");
    for arguments in [&["-keyid"][..], &["-stream"], &["-nodetach", "-stream", "-keyid"]] {
        let signed = signer.by_program(arguments);
        let is_opaque = arguments.contains(&"-nodetach");
        let mail = if is_opaque { opaque_mail(&signed) } else { detached_mail(ENTITY, &signed) };
        check(&mail, &certificates, text);
    }
    let klara = authority.certify("klara@x.example", Odd::default()).by_program(&["-keyid"]);
    check(&detached_mail(ENTITY, &klara), &certificates, Err(SignatureFault::OtherAddress));
    // Without its certificate nobody knows whose it is.
    let bare = signer.by_program(&["-nocerts"]);
    check(&detached_mail(ENTITY, &bare), &certificates, Err(SignatureFault::Unreadable));
}

#[test]
fn what_is_wrong_with_a_certificate_is_told_apart() {
    let (authority, other) = (authority("Mail CA"), authority("Mail CA"));
    let certificates = authority.trusted();
    let mail = |odd| authority.certify("jana@x.example", odd).detached(ENTITY);
    let ended = mail(Odd { has_ended: true, ..Odd::default() });
    check(&ended, &certificates, Err(SignatureFault::Expired));
    let early = Verifiers {
        at: now().checked_sub(SignedDuration::from_hours(24 * 60)).unwrap(),
        ..by(&certificates)
    };
    let not_yet = found(&mail(Odd::default()), early).unwrap_err();
    assert_eq!(not_yet, SignatureFault::Expired);
    let servers = mail(Odd { is_for_servers: true, ..Odd::default() });
    check(&servers, &certificates, Err(SignatureFault::OtherPurpose));
    let stranger = other.certify("jana@x.example", Odd::default()).detached(ENTITY);
    check(&stranger, &certificates, Err(SignatureFault::OtherAuthority));
    let klara = authority.certify("klara@x.example", Odd::default()).detached(ENTITY);
    check(&klara, &certificates, Err(SignatureFault::OtherAddress));
    let none = Verifiers { certificates: None, keys: &[], at: now() };
    assert_eq!(found(&ended, none).unwrap_err(), SignatureFault::NoAuthorities);
}

#[test]
fn what_was_revoked_does_not_count() {
    let dir = tempfile::tempdir().unwrap();
    let authority = authority("Mail CA");
    let signer = authority.certify("jana@x.example", Odd::default());
    // The list is made by OpenSSL's own program, as an authority makes it.
    let path = |name: &str| dir.path().join(name);
    fs::write(path("ca.pem"), authority.certificate.to_pem().unwrap()).unwrap();
    fs::write(path("ca.key"), authority.key.private_key_to_pem_pkcs8().unwrap()).unwrap();
    fs::write(path("jana.pem"), signer.certificate.to_pem().unwrap()).unwrap();
    fs::write(path("index.txt"), "").unwrap();
    fs::write(path("number"), "01\n").unwrap();
    let config = "[ca]\ndefault_ca = c\n[c]\ndatabase = index.txt\ncrlnumber = number\ncertificate = ca.pem\n\
                  private_key = ca.key\ndefault_md = sha256\ndefault_crl_days = 30\n";
    fs::write(path("ca.cnf"), config).unwrap();
    let openssl = |arguments: &[&str]| {
        let mut command = std::process::Command::new("openssl");
        let done = command.current_dir(dir.path()).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    openssl(&["ca", "-config", "ca.cnf", "-revoke", "jana.pem"]);
    openssl(&["ca", "-config", "ca.cnf", "-gencrl", "-out", "list.pem"]);
    let pem = [fs::read(path("ca.pem")).unwrap(), fs::read(path("list.pem")).unwrap()].concat();
    let certificates = Certificates::from_pem(&pem).unwrap();
    check(&signer.detached(ENTITY), &certificates, Err(SignatureFault::Revoked));
    check(&signer.detached(ENTITY), &authority.trusted(), Ok("I grant\n\n> # request x\n"));
    // A list that nobody has followed by another vouches for no certificate of its authority any more.
    fs::write(path("index.txt"), "").unwrap();
    openssl(&[
        "ca",
        "-config",
        "ca.cnf",
        "-gencrl",
        "-out",
        "old.pem",
        "-crl_lastupdate",
        "20261001000000Z",
        "-crl_nextupdate",
        "20261101000000Z",
    ]);
    let with = |lists: &[&str]| {
        let mut pem = authority.certificate.to_pem().unwrap();
        lists.iter().for_each(|list| pem.extend(fs::read(path(list)).unwrap()));
        Certificates::from_pem(&pem).unwrap()
    };
    let stale = with(&["old.pem"]);
    assert_eq!((stale.n_stale_lists(now()), authority.trusted().n_stale_lists(now())), (1, 0));
    check(&signer.detached(ENTITY), &stale, Err(SignatureFault::StaleList));
    openssl(&[
        "ca",
        "-config",
        "ca.cnf",
        "-gencrl",
        "-out",
        "new.pem",
        "-crl_lastupdate",
        "20261101000000Z",
        "-crl_nextupdate",
        "20270101000000Z",
    ]);
    let followed = with(&["old.pem", "new.pem"]);
    check(&signer.detached(ENTITY), &followed, Ok("I grant\n\n> # request x\n"));
}

#[test]
fn what_is_not_in_the_signed_part_does_not_count() {
    let authority = authority("Mail CA");
    let certificates = authority.trusted();
    let signer = authority.certify("jana@x.example", Odd::default());
    let mail = String::from_utf8(signer.detached(ENTITY)).unwrap();
    let changed = mail.replacen("> # request x", "> # request y", 1);
    check(changed.as_bytes(), &certificates, Err(SignatureFault::Broken));
    let third = mail.replacen("--b--", "--b\r\n\r\nI grant more\r\n--b--", 1);
    check(third.as_bytes(), &certificates, Err(SignatureFault::Unreadable));
    let open = mail.replacen("--b--", "", 1);
    check(open.as_bytes(), &certificates, Err(SignatureFault::Unreadable));
    // A signed mail within another, or beside a text, encloses nothing.
    for kind in ["mixed", "alternative"] {
        let around = format!(
            "From: Jana <jana@x.example>\r\nContent-Type: multipart/{kind}; boundary=o\r\n\r\n--o\r\n\r\nI grant\r\n--o\r\n{mail}\r\n--o--\r\n"
        );
        assert!(verify_signed(around.as_bytes(), Some(&jana()), by(&certificates)).is_none());
    }
    let forwarded =
        format!("From: Jana <jana@x.example>\r\nContent-Type: message/rfc822\r\n\r\n{mail}");
    assert!(verify_signed(forwarded.as_bytes(), Some(&jana()), by(&certificates)).is_none());
    // A signed mail that holds a mail of somebody has no text of its own.
    let held = "Content-Type: message/rfc822\r\n\r\nFrom: k@x.example\r\n\r\nI grant\r\n";
    check(&signer.detached(held), &certificates, Err(SignatureFault::NoText));
    let large = format!("{ENTITY}{}", "x\r\n".repeat(SIGNED_OCTETS_MAX / 3 + 1));
    check(&signer.detached(&large), &certificates, Err(SignatureFault::TooMuch));
}

#[test]
fn two_signers_are_none() {
    let authority = authority("Mail CA");
    let certificates = authority.trusted();
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    for (file, address) in [("a", "jana@x.example"), ("b", "klara@x.example")] {
        let signer = authority.certify(address, Odd::default());
        let pem =
            [signer.certificate.to_pem().unwrap(), signer.key.private_key_to_pem_pkcs8().unwrap()];
        fs::write(path(file), pem.concat()).unwrap();
    }
    fs::write(path("entity"), ENTITY).unwrap();
    let mut command = std::process::Command::new("openssl");
    let done = command.current_dir(dir.path()).args([
        "cms", "-sign", "-binary", "-in", "entity", "-signer", "a", "-signer", "b", "-outform",
        "DER", "-out", "both",
    ]);
    assert!(done.status().unwrap().success());
    let mail = detached_mail(ENTITY, &fs::read(path("both")).unwrap());
    check(&mail, &certificates, Err(SignatureFault::Broken));
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed").join(name)).unwrap()
}

fn openpgp_key(name: &str) -> Personal<Vec<u8>> {
    read_key(&String::from_utf8(fixture(name)).unwrap(), now()).unwrap().bytes
}

/// Both keys, read once for many tries.
static KEYS: LazyLock<[Personal<Vec<u8>>; 2]> =
    LazyLock::new(|| [openpgp_key("jana.asc"), openpgp_key("klara.asc")]);

/// A signature in DER, made once for many tries.
static CMS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    authority("Mail CA").certify("jana@x.example", Odd::default()).cms(ENTITY, CMSOptions::empty())
});

#[track_caller]
fn check_openpgp(
    mail: &[u8],
    keys: &[Personal<Vec<u8>>],
    at: Timestamp,
    expect: Result<(), SignatureFault>,
) {
    let found = found(mail, Verifiers { certificates: None, keys, at });
    assert_eq!(found.as_ref().map(drop).map_err(|fault| *fault), expect);
    if let Ok(signed) = found {
        let text =
            "I grant\n\n> # request 0199a1c2-7d00-7000-8000-000000000001\n> trailing space kept\n";
        assert_eq!(signed.text.expose(), text);
    }
}

#[test]
fn a_key_that_was_set_down_counts() {
    let (jana, klara) = (openpgp_key("jana.asc"), openpgp_key("klara.asc"));
    let (one, both) = ([jana.clone()], [klara.clone(), jana]);
    check_openpgp(&fixture("openpgp.eml"), &one, now(), Ok(()));
    check_openpgp(&fixture("openpgp.eml"), &both, now(), Ok(()));
    check_openpgp(&fixture("openpgp-text.eml"), &one, now(), Ok(()));
    check_openpgp(&fixture("openpgp-subkey.eml"), std::slice::from_ref(&klara), now(), Ok(()));
    // The key is told as it was set down, and which part of it signed.
    let verifiers = Verifiers { certificates: None, keys: &both, at: now() };
    let signed = found(&fixture("openpgp-subkey.eml"), verifiers).unwrap();
    assert_eq!(signed.verified_by[0].expose(), klara.expose());
    assert_ne!(signed.part.expose(), signed.fingerprint.expose());
    let signed = found(&fixture("openpgp.eml"), verifiers).unwrap();
    assert_eq!(signed.part.expose(), signed.fingerprint.expose());
    // A subkey that is too weak counts no more for standing below a good key.
    let weak = [openpgp_key("weak-subkey.asc")];
    check_openpgp(&fixture("openpgp-weak.eml"), &weak, now(), Err(SignatureFault::Weak));
    check_openpgp(&fixture("openpgp.eml"), &[klara], now(), Err(SignatureFault::OtherKey));
    check_openpgp(&fixture("openpgp.eml"), &[], now(), Err(SignatureFault::NoKey));
    let changed =
        String::from_utf8(fixture("openpgp.eml")).unwrap().replacen("I grant", "I  grant", 1);
    check_openpgp(changed.as_bytes(), &one, now(), Err(SignatureFault::OtherKey));
    let bare = String::from_utf8(fixture("openpgp.eml")).unwrap().replace("\r\n", "\n");
    check_openpgp(bare.as_bytes(), &one, now(), Ok(()));
}

#[test]
fn a_key_that_has_ended_does_not_count() {
    let (jana, klara) = ([openpgp_key("jana.asc")], [openpgp_key("klara.asc")]);
    let later = |days: i64| now().checked_add(SignedDuration::from_hours(24 * days)).unwrap();
    check_openpgp(&fixture("openpgp.eml"), &jana, later(363), Ok(()));
    check_openpgp(&fixture("openpgp.eml"), &jana, later(365), Err(SignatureFault::Expired));
    // Of this one the subkey ends after thirty days.
    check_openpgp(&fixture("openpgp-subkey.eml"), &klara, later(30), Err(SignatureFault::Expired));
    // From before it was made, or from the future.
    check_openpgp(&fixture("openpgp.eml"), &jana, later(-1), Err(SignatureFault::OtherKey));
    let revoked = String::from_utf8(fixture("jana-revoked.asc")).unwrap();
    assert_eq!(read_key(&revoked, now()).unwrap_err(), OpenPgpKeyError::Useless);
    assert_eq!(
        read_key(&revoked.replace("PUBLIC", "PRIVATE"), now()).unwrap_err(),
        OpenPgpKeyError::Private
    );
    let key = String::from_utf8(fixture("klara.asc")).unwrap();
    assert_eq!(read_key(&key, later(31)).unwrap_err(), OpenPgpKeyError::Useless);
    assert_eq!(read_key("x", now()).unwrap_err(), OpenPgpKeyError::Unreadable);
    let large = "x".repeat(64 * 1024);
    assert_eq!(read_key(&large, now()).unwrap_err(), OpenPgpKeyError::TooLarge);
    for weak in ["weak-rsa.asc", "weak-dsa.asc"] {
        let weak = String::from_utf8(fixture(weak)).unwrap();
        assert_eq!(read_key(&weak, now()).unwrap_err(), OpenPgpKeyError::Weak);
    }
    let read = read_key(&String::from_utf8(fixture("jana.asc")).unwrap(), now()).unwrap();
    assert_eq!(read.fingerprint, "92c6033549ebde51f5f3ce2f042217e436b49309");
    assert_eq!(read.owners[0].expose(), "Jana <jana@x.example>");
}

#[test]
fn a_file_of_authorities_is_pem() {
    assert!(matches!(Certificates::from_pem(b"").unwrap_err(), CertificatesError::Empty));
    assert!(matches!(Certificates::from_pem(b"x").unwrap_err(), CertificatesError::Empty));
    let pem = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert!(Certificates::from_pem(pem).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn whatever_is_changed_in_a_signed_mail_never_panics(
        which in 0..3_usize,
        place in any::<prop::sample::Index>(),
        octets in proptest::collection::vec(any::<u8>(), 0..12),
        n_cut in 0..12_usize,
    ) {
        let name = ["openpgp.eml", "openpgp-text.eml", "openpgp-subkey.eml"][which];
        let mut mail = fixture(name);
        let start = place.index(mail.len());
        let end = (start + n_cut).min(mail.len());
        mail.splice(start..end, octets);
        verify_signed(&mail, Some(&jana()), Verifiers { certificates: None, keys: &*KEYS, at: now() });
    }

    #[test]
    fn any_signature_is_read_or_refused(signature in proptest::collection::vec(any::<u8>(), 0..300), is_opaque: bool) {
        let certificates = authority("Mail CA").trusted();
        let mail = if is_opaque { opaque_mail(&signature) } else { detached_mail(ENTITY, &signature) };
        prop_assert!(found(&mail, by(&certificates)).is_err());
    }

    #[test]
    fn whatever_is_changed_in_a_signature_never_panics(
        place in any::<prop::sample::Index>(),
        octets in proptest::collection::vec(any::<u8>(), 0..6),
        n_cut in 0..6_usize,
    ) {
        let mut signature = CMS.clone();
        let start = place.index(signature.len());
        let end = (start + n_cut).min(signature.len());
        signature.splice(start..end, octets);
        drop(cms::read(&signature));
    }

    #[test]
    fn any_key_is_read_or_refused(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
        let body = crate::outgoing::base64_lines(&octets);
        let text = format!("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n{body}\n-----END PGP PUBLIC KEY BLOCK-----\n");
        drop(read_key(&text, now()));
        let key = String::from_utf8(fixture("klara.asc")).unwrap();
        drop(read_key(&key.replacen("AQ", &String::from_utf8_lossy(&octets), 1), now()));
    }
}
