//! Ceremonies without a browser: which sites have passkeys, what is asked, and what hostile answers do.
//! That real ones pass is shown in a real browser, by the pages' tests.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn passkeys() -> Passkeys {
    Passkeys::at("https://desk.example").unwrap()
}

fn person() -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(7))
}

#[test]
fn sites_with_a_name_and_tls_have_passkeys() {
    for (url, expect) in [
        ("https://desk.example", true),
        ("https://desk.example:8443", true),
        ("http://localhost:8080", true),
        ("http://desk.example", false),
        ("http://127.0.0.1:8080", false),
        ("https://192.0.2.1", false),
        ("https://[2001:db8::1]", false),
        ("desk.example", false),
    ] {
        assert_eq!(Passkeys::at(url).is_some(), expect, "{url}");
    }
}

#[test]
fn a_new_passkey_must_be_found_by_the_browser_and_verify_its_user() {
    let label = Personal::new("jana@mail.example".to_owned());
    let begun = passkeys().begin_registration(person(), &label, &[], [5; 32]).unwrap();
    let options: Value = serde_json::from_str(begun.options.expose()).unwrap();
    let challenge = URL_SAFE_NO_PAD.encode([5; 32]);
    assert_eq!(options["challenge"], challenge.as_str());
    assert_eq!(begun.state.pointer(IN_REGISTRATION).unwrap(), challenge.as_str());
    assert_eq!(options["rp"]["id"], "desk.example");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["requireResidentKey"], true);
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["attestation"], "none");
}

#[test]
fn signing_in_names_no_passkey() {
    let begun = passkeys().begin_sign_in([6; 32]).unwrap();
    let options: Value = serde_json::from_str(begun.options.expose()).unwrap();
    assert_eq!(options["allowCredentials"], json!([]));
    assert_eq!(options["userVerification"], "required");
    assert_eq!(options["challenge"], URL_SAFE_NO_PAD.encode([6; 32]).as_str());
}

/// Answers that have the form of one, with octets of anybody's choice in each place.
fn shaped() -> impl Strategy<Value = String> {
    let octets = || prop::collection::vec(any::<u8>(), 0..200);
    (octets(), octets(), octets(), octets(), "\\PC{0,20}").prop_map(|(a, b, c, d, word)| {
        let text = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
        json!({
            "id": word, "rawId": text(&a), "type": "public-key",
            "response": {
                "authenticatorData": text(&b), "clientDataJSON": text(&c), "signature": text(&d),
                "attestationObject": text(&b), "userHandle": text(&a),
            },
            "clientExtensionResults": {},
        })
        .to_string()
    })
}

/// Answers whose client data is right, so that the octets of the authenticator are reached.
fn nearly_right() -> impl Strategy<Value = String> {
    let octets = || prop::collection::vec(any::<u8>(), 0..300);
    (octets(), octets(), prop::sample::select(vec!["webauthn.get", "webauthn.create"])).prop_map(
        |(data, signature, kind)| {
            let text = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
            let client = json!({
                "type": kind, "challenge": text(&[9; 32]), "origin": "https://desk.example",
                "crossOrigin": false,
            });
            json!({
                "id": text(&[1; 16]), "rawId": text(&[1; 16]), "type": "public-key",
                "response": {
                    "authenticatorData": text(&data), "signature": text(&signature),
                    "attestationObject": text(&data),
                    "clientDataJSON": text(client.to_string().as_bytes()),
                },
            })
            .to_string()
        },
    )
}

proptest! {
    #[test]
    fn no_answer_panics_and_no_invented_one_passes(
        answer in prop_oneof!["\\PC{0,200}", "[{}\\[\\]\",:a-z0-9]{0,80}", shaped(), nearly_right()]
    ) {
        let passkeys = passkeys();
        let label = Personal::new("jana".to_owned());
        let begun = passkeys.begin_registration(person(), &label, &[], [9; 32]).unwrap();
        prop_assert!(passkeys.finish_registration(begun.state, &answer).is_none());
        let begun = passkeys.begin_assertion(&[], [9; 32]).unwrap();
        prop_assert!(passkeys.finish_assertion(begun.state, &answer).is_none());
        let _ = Answered::read(&answer);
        let _ = KeptPasskey::read(answer.as_bytes());
    }

    #[test]
    fn no_state_panics(state in "[{}\\[\\]\",:a-z0-9]{0,80}") {
        let state = serde_json::from_str::<Value>(&state).unwrap_or_default();
        let passkeys = passkeys();
        let empty = "{}";
        prop_assert!(passkeys.finish_registration(state.clone(), empty).is_none());
        prop_assert!(passkeys.finish_assertion(state, empty).is_none());
    }
}
