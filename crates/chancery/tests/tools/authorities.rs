//! Tokens on a stranger's machine: looked at, verified, narrowed, with the public key alone.

use authority::{IssuerKey, TokenKey};
use data_encoding::BASE64URL_NOPAD;
use model::{
    Act, AuthorityId, AuthorityKind, CaseId, FieldKey, Holder, Identity, Issuer, PersonId, Role,
    Scope, Terms,
};
use testkit::SeededChance;

use crate::{Said, run};

const PERSON: &str = "0199a1c2-7d00-7000-8000-000000000002";
const CASE: &str = "0199a1c2-7d00-7000-8000-000000000003";
const STAFF: &str = "0199a1c2-7d00-7000-8000-000000000004";
const IN_TIME: &str = "2026-11-21T13:00:00Z";

fn key() -> TokenKey {
    TokenKey::of_seed(&[1; 32]).unwrap()
}

fn public() -> String {
    key().verifier().text()
}

/// A consent to see and change name and date of birth, from the year 2026 far into the future of these tests.
fn terms() -> Terms {
    let person_id: PersonId = PERSON.parse().unwrap();
    Terms {
        id: "0199a1c2-7d00-7000-8000-000000000001".parse::<AuthorityId>().unwrap(),
        kind: AuthorityKind::Consent,
        number: None,
        issuer: Issuer { person_id, role: None, identity: Identity::Strong },
        holder: Holder::Role(Role::SupportEngineer),
        scope: Scope::Case(CASE.parse::<CaseId>().unwrap()),
        persons: [person_id].into(),
        acts: [Act::FieldShow, Act::FieldEdit].into(),
        fields: ["name", "date_of_birth"].map(|key| FieldKey::parse(key).unwrap()).into(),
        not_before: "2026-11-21T12:00:00Z".parse().unwrap(),
        expires_at: "2026-11-22T12:00:00Z".parse().unwrap(),
        n_uses_max: 3,
    }
}

/// The same, held at the time of the test, whenever that is.
fn current_terms() -> Terms {
    let secs = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let now = jiff::Timestamp::from_second(i64::try_from(secs).unwrap()).unwrap();
    let hour = jiff::SignedDuration::from_hours(1);
    Terms { not_before: now - hour, expires_at: now + hour, ..terms() }
}

fn token(terms: &Terms) -> String {
    let issuer = IssuerKey::of_seed(&[2; 32]).unwrap();
    BASE64URL_NOPAD.encode(&key().mint(terms, &issuer, &SeededChance::new(1)).unwrap())
}

fn verify(token: &str, words: &[&str]) -> Said {
    let key = public();
    let mut all = vec!["authority", "verify", "--key", &key, "--at", IN_TIME];
    all.extend(words);
    all.push(token);
    run(&all, b"")
}

fn narrow(token: &str, words: &[&str]) -> Said {
    let key = public();
    let mut all = vec!["authority", "narrow", "--key", &key];
    all.extend(words);
    all.push("-");
    run(&all, token.as_bytes())
}

const ALL: [&str; 10] = [
    "--act",
    "field.show",
    "--field",
    "name",
    "--person",
    PERSON,
    "--case",
    CASE,
    "--role",
    "support_engineer",
];

#[test]
fn a_token_is_shown_and_nothing_believed() {
    let said = run(&["authority", "show", &token(&terms())], b"");
    assert_eq!(said.code, Some(0), "{said:?}");
    for part in [
        "NOTHING WAS VERIFIED",
        "kind          consent",
        "whoever holds the role support_engineer",
        "acts          field.show, field.edit",
        "check if asked_act($act), act($act);",
        "block 1, says that it is signed by the issuer, ed25519/",
        "grant(\"",
    ] {
        assert!(said.out.contains(part), "no {part}: {}", said.out);
    }
    let said = run(&["authority", "show", "--format", "json", "-"], token(&terms()).as_bytes());
    let value: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(value["is_verified"], false);
    assert_eq!(value["terms"]["acts"], serde_json::json!(["field.show", "field.edit"]));
}

#[test]
fn a_genuine_token_verifies_with_the_public_key_alone() {
    let said = verify(&token(&terms()), &[]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.starts_with("genuine: "), "{said:?}");
    assert!(said.out.contains("no act was asked about"), "{said:?}");
    let said = verify(&token(&terms()), &ALL);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.contains("HOLDS for what was asked"), "{said:?}");
}

#[test]
fn what_does_not_hold_is_told_with_its_reason() {
    let check = |change: &[&str], words: &str| {
        let said = verify(&token(&terms()), change);
        assert_eq!(said.code, Some(1), "{change:?}: {said:?}");
        assert!(said.out.contains(words), "{change:?}: no {words}: {}", said.out);
    };
    let with = |at: usize, value: &'static str| {
        let mut words = ALL;
        words[at] = value;
        words
    };
    check(&with(1, "message.unseal"), "it is for other acts");
    check(&with(3, "passphrase"), "it is for other fields");
    check(&with(5, STAFF), "it concerns somebody else");
    check(&with(7, STAFF), "it is for another case");
    check(&with(9, "triage"), "it was given to somebody else");
    check(&ALL[..8], "it was given to somebody else");
    let late = run(
        &[
            "authority",
            "verify",
            "--key",
            &public(),
            "--at",
            "2026-11-22T12:00:00Z",
            &token(&terms()),
        ],
        b"",
    );
    assert_eq!(late.code, Some(1));
    assert!(late.out.contains("NOT IN TIME"), "{late:?}");
    let mut words = vec!["--format", "json"];
    words.extend(with(1, "message.unseal"));
    let said = verify(&token(&terms()), &words);
    let value: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&value["is_genuine"], &value["holds"]), (&true.into(), &false.into()));
    assert_eq!(value["lacks"][0]["block"], 0);
}

#[test]
fn forgeries_are_found() {
    let foreign = TokenKey::of_seed(&[9; 32]).unwrap().verifier().text();
    let said = run(&["authority", "verify", "--key", &foreign, &token(&terms())], b"");
    assert_eq!(said.code, Some(1));
    assert!(said.out.starts_with("NOT GENUINE: the signature does not hold"), "{said:?}");
    let cut = &token(&terms())[..400];
    let said = verify(cut, &["--format", "json"]);
    assert_eq!(said.code, Some(1));
    let value: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(value["is_genuine"], false);
}

#[test]
fn a_copy_can_only_do_less() {
    let whole = token(&current_terms());
    let said = narrow(&whole, &["--act", "field.show", "--staff", STAFF, "--for", "30m"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.err.contains("can only do less"), "{said:?}");
    let copy = said.out.trim_end();
    let key = public();
    let held = |act: &str, staff: &str| {
        let mut words = vec!["authority", "verify", "--key", &key, "--staff", staff];
        words.extend(ALL);
        let at = words.iter().position(|word| *word == "field.show").unwrap();
        words[at] = act;
        words.push(copy);
        run(&words, b"").code
    };
    assert_eq!(held("field.show", STAFF), Some(0));
    assert_eq!(held("field.edit", STAFF), Some(1));
    assert_eq!(held("field.show", PERSON), Some(1));
    // The original does as before.
    let mut words = vec!["authority", "verify", "--key", &key];
    words.extend(ALL);
    words.push(&whole);
    assert_eq!(run(&words, b"").code, Some(0));
}

#[test]
fn what_cannot_be_narrowed_is_refused_with_advice() {
    let check = |token: &str, words: &[&str], expect: &str| {
        let said = narrow(token, words);
        assert_eq!(said.code, Some(2), "{words:?}: {said:?}");
        assert!(said.err.contains(expect), "{words:?}: no {expect}: {}", said.err);
        assert_eq!(said.out, "");
    };
    let whole = token(&current_terms());
    check(&whole, &[], "say what the copy is limited to");
    check(&whole, &["--act", "message.unseal"], "it reaches field.show, field.edit");
    check(&whole, &["--field", "passphrase"], "it reaches date_of_birth, name");
    check(&whole, &["--person", STAFF], "the token does not reach this person");
    check(&whole, &["--act", "field.read"], "acts look like field.edit");
    check(&whole, &["--person", "alice"], "never names or case numbers");
    check(&whole, &["--for", "soon"], "2h or 30m");
    check(&whole, &["--until", "2020-01-01T00:00:00Z"], "a moment to come");
    check(
        &token(&Terms {
            not_before: "2020-01-01T00:00:00Z".parse().unwrap(),
            expires_at: "2020-01-02T00:00:00Z".parse().unwrap(),
            ..terms()
        }),
        &["--act", "field.show"],
        "has expired",
    );
    check("", &["--act", "field.show"], "there is no token");
    check("not a token!", &["--act", "field.show"], "neither a file nor a token");
}

#[test]
fn a_key_is_known_by_its_form() {
    let said = run(&["authority", "verify", "--key", "8a88", &token(&terms())], b"");
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("ed25519/ and 64 hex digits"), "{said:?}");
    let said = run(&["authority", "key", "--data", "typo"], b"");
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("there is no house in typo"), "{said:?}");
}
