//! DKIM and SPF against records given beforehand, and what trusted servers said. No DNS is asked.

use std::{
    borrow::Borrow,
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex},
    time::Instant,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use mail_auth::{
    common::{
        crypto::Ed25519Key, headers::HeaderWriter, parse::TxtRecordParser, verify::DomainKey,
    },
    dkim::DkimSigner,
    hickory_resolver::config::{ResolverConfig, ResolverOpts},
    spf::Spf,
};
use proptest::prelude::*;

use super::*;

/// Records known beforehand.
#[derive(Default)]
struct Known(Mutex<HashMap<Box<str>, Txt>>);

impl ResolverCache<Box<str>, Txt> for Known {
    fn get<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.0.lock().unwrap().get(name).cloned()
    }

    fn remove<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.0.lock().unwrap().remove(name)
    }

    fn insert(&self, key: Box<str>, value: Txt, _: Instant) {
        self.0.lock().unwrap().insert(key, value);
    }
}

impl Known {
    fn with(self, name: &str, value: Txt) -> Self {
        self.0.lock().unwrap().insert(name.into(), value);
        self
    }
}

/// Checks that ask a resolver without servers: every question to it fails at once.
fn authenticity(trust: Trust) -> Authenticity {
    let config = ResolverConfig::from_parts(None, vec![], vec![]);
    let resolver = MessageAuthenticator::new(config, ResolverOpts::default()).unwrap();
    Authenticity { resolver, domain: "us.example".to_owned(), trust }
}

const MAIL: &str = "From: Jana <jana@x.example>\r\nSubject: x\r\n\r\nText\r\n";

// A key made for these tests; it signs nothing else.
const SEED: [u8; 32] = [7; 32];

/// Signs a mail as a domain; returns the header and what stands in its DNS.
fn signed(mail: &str, domain: &str) -> (String, Known) {
    let public = openssl::pkey::PKey::private_key_from_raw_bytes(&SEED, openssl::pkey::Id::ED25519)
        .unwrap()
        .raw_public_key()
        .unwrap();
    let key = Ed25519Key::from_seed_and_public_key(&SEED, &public).unwrap();
    let signature = DkimSigner::from_key(key)
        .domain(domain)
        .selector("s")
        .headers(["From", "Subject"])
        .sign(mail.as_bytes())
        .unwrap();
    let record = format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(public));
    let record = DomainKey::parse(record.as_bytes()).unwrap();
    let known =
        Known::default().with(&format!("s._domainkey.{domain}."), Txt::DomainKey(Arc::new(record)));
    (format!("{}{mail}", signature.to_header()), known)
}

async fn ask(trust: Trust, raw: &str, known: &Known, arrival: Arrival<'_>) -> bool {
    let author = Address::parse("jana@x.example").unwrap();
    authenticity(trust)
        .is_aligned_by(raw.as_bytes(), &author, arrival, Caches { txt: Some(known) })
        .await
}

fn from(envelope_from: Option<&Address>) -> Arrival<'_> {
    Arrival { peer: Some([192, 0, 2, 7].into()), helo: "mx.x.example", envelope_from }
}

#[tokio::test]
async fn a_signature_of_the_own_domain_aligns() {
    for (domain, expect) in
        [("x.example", true), ("mail.x.example", true), ("evil.example", false), ("example", false)]
    {
        let (raw, known) = signed(MAIL, domain);
        assert_eq!(ask(Trust::default(), &raw, &known, from(None)).await, expect, "{domain}");
    }
}

#[tokio::test]
async fn changed_or_doubled_mail_does_not_align() {
    let (raw, known) = signed(MAIL, "x.example");
    let check = async |raw: &str| ask(Trust::default(), raw, &known, from(None)).await;
    assert!(check(&raw).await);
    assert!(!check(&raw.replace("Text", "Test")).await);
    assert!(!check(&raw.replace("Subject: x", "Subject: y")).await);
    assert!(!check(&format!("From: boss@x.example\r\n{raw}")).await);
    assert!(!check(&format!("{raw}\r\n").replace("Jana <jana@x", "Jana <eva@x")).await);
    assert!(!check(MAIL).await);
    assert!(!check("").await);
    assert!(!check(&format!("{}{raw}", "X: y\r\n".repeat(2_000))).await);
    assert!(!ask(Trust::default(), &raw, &Known::default(), from(None)).await, "no network");
}

#[tokio::test]
async fn spf_of_the_own_domain_aligns() {
    let record = |text: &str| Txt::Spf(Arc::new(Spf::parse(text.as_bytes()).unwrap()));
    let known = || Known::default().with("x.example.", record("v=spf1 ip4:192.0.2.7 -all"));
    let sender = Address::parse("jana@x.example").unwrap();
    assert!(ask(Trust::default(), MAIL, &known(), from(Some(&sender))).await);
    let refused = Known::default().with("x.example.", record("v=spf1 ip4:192.0.2.8 -all"));
    assert!(!ask(Trust::default(), MAIL, &refused, from(Some(&sender))).await);
    let weak = Known::default().with("x.example.", record("v=spf1 ~all"));
    assert!(!ask(Trust::default(), MAIL, &weak, from(Some(&sender))).await);
    // This machine hands on what others sent, whatever a domain says about 127.0.0.1.
    let local = Known::default().with("x.example.", record("v=spf1 +all"));
    for peer in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
        let arrival = Arrival { peer: Some(peer.parse().unwrap()), ..from(Some(&sender)) };
        assert!(!ask(Trust::default(), MAIL, &local, arrival).await, "{peer}");
    }
    // Another domain may well permit the peer; it does not speak for the author.
    let stranger = Address::parse("a@evil.example").unwrap();
    let known = known().with("evil.example.", record("v=spf1 +all"));
    assert!(!ask(Trust::default(), MAIL, &known, from(Some(&stranger))).await);
    assert!(!ask(Trust::default(), MAIL, &known, from(None)).await);
}

#[tokio::test]
async fn only_the_trusted_server_is_believed_and_only_on_its_path() {
    let trust = || Trust {
        authserv_id: Some("mx.us.example".to_owned()),
        relays: vec![[192, 0, 2, 7].into()],
    };
    let known = Known::default();
    let with = |results: &str| format!("Authentication-Results: {results}\r\n{MAIL}");
    let good = with("mx.us.example; dkim=pass header.d=x.example");
    let by_lmtp = Arrival { peer: None, helo: "", envelope_from: None };
    assert!(ask(trust(), &good, &known, by_lmtp).await);
    assert!(ask(trust(), &good, &known, from(None)).await);
    let stranger = Arrival { peer: Some([198, 51, 100, 1].into()), ..from(None) };
    assert!(!ask(trust(), &good, &known, stranger).await, "a forged field from anywhere");
    assert!(!ask(Trust::default(), &good, &known, by_lmtp).await, "nobody is trusted");
    for results in [
        "mx.other.example; dkim=pass header.d=x.example",
        "mx.us.example; dkim=pass header.d=evil.example",
        "mx.us.example; dkim=fail header.d=x.example",
        "mx.us.example; none",
    ] {
        assert!(!ask(trust(), &with(results), &known, by_lmtp).await, "{results}");
    }
}

#[test]
fn domains_align_up_and_down() {
    let check = |voucher: &str, author: &str, expect: bool| {
        assert_eq!(is_aligned_domain(voucher, author), expect, "{voucher} {author}");
    };
    check("x.example", "x.example", true);
    check("X.Example.", "x.example", true);
    check("mail.x.example", "x.example", true);
    check("x.example", "mail.x.example", true);
    check("a.x.example", "b.x.example", false);
    check("ax.example", "x.example", false);
    check("example", "x.example", false);
    check("x.example", "example", false);
    check("", "x.example", false);
    check("", "", false);
}

/// Setting a resolver up is slow; one does for all cases.
static CHECKS: std::sync::LazyLock<Authenticity> =
    std::sync::LazyLock::new(|| authenticity(Trust::default()));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn hostile_headers_never_panic(head in "((DKIM-Signature|From|Authentication-Results|Received): ([a-z]{1,2}=[a-zA-Z0-9/+=.@:-]{0,9};? ?){0,9}(\r?\n|\r\n\t)){0,9}\r\n[ -~]{0,20}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let raw = format!("From: jana@x.example\r\n{head}");
        let known = Known::default();
        let caches = Caches { txt: Some(&known) };
        let author = Address::parse("jana@x.example").unwrap();
        let is_aligned = CHECKS.is_aligned_by(raw.as_bytes(), &author, from(None), caches);
        prop_assert!(!runtime.block_on(is_aligned));
    }
}
