//! Passkeys (WebAuthn): the one file that knows the library. What is kept and what is sent leave it as text.
//!
//! The library draws challenges itself; ours take their place, so that chance stays an argument and a proof's
//! challenge can be made of what was shown.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use model::{PersonId, Personal};
use serde::Serialize;
use serde_json::{Value, json};
use tracing::error;
use webauthn_rs::prelude::{
    AuthenticationResult, CredentialID, DiscoverableAuthentication, Passkey, PasskeyAuthentication,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url, Webauthn,
    WebauthnBuilder,
};

/// Characters of the longest answer of a browser that is read; real ones have one to three thousand.
const ANSWER_CHARS_MAX: usize = 16 * 1024;

/// Octets of a challenge.
pub const CHALLENGE_BYTES: usize = 32;

/// Where the library keeps its challenge in what it hands out as state.
const IN_REGISTRATION: &str = "/rs/challenge";
const IN_ASSERTION: &str = "/ast/challenge";

/// The ceremonies at one site.
pub struct Passkeys {
    webauthn: Webauthn,
}

/// A ceremony that was begun.
pub struct Begun {
    /// What the browser is asked, as JSON.
    pub options: Personal<String>,
    /// What its answer is checked with, as JSON; never leaves the house.
    pub state: Value,
}

/// What is kept of a passkey.
pub struct KeptPasskey(Passkey);

/// What an answer told about the passkey that gave it.
pub struct Asserted {
    /// The passkey's own id.
    pub credential_id: Vec<u8>,
    /// True where it verified its user and not only their presence.
    pub is_user_verified: bool,
    result: AuthenticationResult,
}

/// An answer of a browser that was asked for any passkey of this site.
pub struct Answered(PublicKeyCredential);

impl KeptPasskey {
    /// Reads it back.
    pub fn read(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok().map(Self)
    }

    /// Writes it down.
    pub fn text(&self) -> Option<Vec<u8>> {
        serde_json::to_vec(&self.0).ok()
    }

    /// Returns the id that its authenticator gave it.
    pub fn credential_id(&self) -> Vec<u8> {
        self.0.cred_id().to_vec()
    }

    /// Takes over what an answer told, such as a counter that moved on; says whether anything changed.
    pub fn note(&mut self, asserted: &Asserted) -> bool {
        self.0.update_credential(&asserted.result) == Some(true)
    }
}

impl Answered {
    /// Reads an answer; what is none, or too long, is none.
    pub fn read(answer: &str) -> Option<Self> {
        read_answer(answer).map(Self)
    }

    /// Returns the id of the passkey that gave it.
    pub fn credential_id(&self) -> &[u8] {
        self.0.get_credential_id()
    }

    /// Says whether the passkey holds that it is this person's.
    pub fn is_of(&self, person_id: PersonId) -> bool {
        self.0.get_user_unique_id() == Some(person_id.uuid().as_bytes())
    }
}

impl Passkeys {
    /// Makes the ceremonies of a site. `None` where browsers have no passkeys: an address of numbers instead of
    /// names, or anything but TLS that is not this very machine.
    pub fn at(public_url: &str) -> Option<Self> {
        let url = Url::parse(public_url).ok()?;
        let name = url.domain()?.to_owned();
        let is_here = name == "localhost" || name.ends_with(".localhost");
        if url.scheme() != "https" && !is_here {
            return None;
        }
        let webauthn = WebauthnBuilder::new(&name, &url).and_then(WebauthnBuilder::build);
        webauthn.ok().map(|webauthn| Self { webauthn })
    }

    /// Asks for a new passkey, which is none of those that the person has. It must be one that the browser finds by
    /// itself, so that signing in never needs a list of them.
    pub fn begin_registration(
        &self,
        person_id: PersonId,
        label: &Personal<String>,
        held: &[KeptPasskey],
        challenge: [u8; CHALLENGE_BYTES],
    ) -> Option<Begun> {
        let exclude: Vec<CredentialID> = held.iter().map(|kept| kept.0.cred_id().clone()).collect();
        let label = label.expose();
        let begun =
            self.webauthn.start_passkey_registration(person_id.uuid(), label, label, Some(exclude));
        let (options, state) =
            begun.map_err(|error| error!(%error, "no passkey was begun")).ok()?;
        let mut options = serde_json::to_value(options).ok()?;
        let selection =
            options.pointer_mut("/publicKey/authenticatorSelection")?.as_object_mut()?;
        selection.insert("residentKey".to_owned(), json!("required"));
        selection.insert("requireResidentKey".to_owned(), json!(true));
        with_challenge(options, &state, IN_REGISTRATION, challenge)
    }

    /// Takes a new passkey; `None` for whatever does not answer what was asked.
    pub fn finish_registration(&self, state: Value, answer: &str) -> Option<KeptPasskey> {
        let state: PasskeyRegistration = serde_json::from_value(state).ok()?;
        let answer: RegisterPublicKeyCredential = read_answer(answer)?;
        self.webauthn.finish_passkey_registration(&answer, &state).ok().map(KeptPasskey)
    }

    /// Asks for one of these passkeys.
    pub fn begin_assertion(
        &self,
        held: &[KeptPasskey],
        challenge: [u8; CHALLENGE_BYTES],
    ) -> Option<Begun> {
        let held: Vec<Passkey> = held.iter().map(|kept| kept.0.clone()).collect();
        let begun = self.webauthn.start_passkey_authentication(&held);
        let (options, state) = begun.map_err(|error| error!(%error, "no proof was begun")).ok()?;
        with_challenge(serde_json::to_value(options).ok()?, &state, IN_ASSERTION, challenge)
    }

    /// Checks the answer to that.
    pub fn finish_assertion(&self, state: Value, answer: &str) -> Option<Asserted> {
        let state: PasskeyAuthentication = serde_json::from_value(state).ok()?;
        let answer: PublicKeyCredential = read_answer(answer)?;
        self.webauthn.finish_passkey_authentication(&answer, &state).ok().map(asserted)
    }

    /// Asks for any passkey of this site: who comes is not known yet.
    pub fn begin_sign_in(&self, challenge: [u8; CHALLENGE_BYTES]) -> Option<Begun> {
        let begun = self.webauthn.start_discoverable_authentication();
        let (options, state) =
            begun.map_err(|error| error!(%error, "no sign-in was begun")).ok()?;
        with_challenge(serde_json::to_value(options).ok()?, &state, IN_ASSERTION, challenge)
    }

    /// Checks the answer to that against the passkey that it names.
    pub fn finish_sign_in(
        &self,
        state: Value,
        answer: &Answered,
        kept: &KeptPasskey,
    ) -> Option<Asserted> {
        let state: DiscoverableAuthentication = serde_json::from_value(state).ok()?;
        let result = self.webauthn.finish_discoverable_authentication_v2(&answer.0, state, &kept.0);
        result.ok().map(asserted)
    }
}

fn asserted(result: AuthenticationResult) -> Asserted {
    Asserted {
        credential_id: result.cred_id().to_vec(),
        is_user_verified: result.user_verified(),
        result,
    }
}

/// Puts our challenge in the place of the library's, in what is sent and in what is kept.
fn with_challenge(
    mut options: Value,
    state: &impl Serialize,
    place: &str,
    challenge: [u8; CHALLENGE_BYTES],
) -> Option<Begun> {
    let text = Value::from(URL_SAFE_NO_PAD.encode(challenge));
    let mut state = serde_json::to_value(state).ok()?;
    *state.pointer_mut(place)? = text.clone();
    let public_key = options.get_mut("publicKey")?;
    *public_key.get_mut("challenge")? = text;
    Some(Begun { options: Personal::new(public_key.to_string()), state })
}

fn read_answer<T: serde::de::DeserializeOwned>(answer: &str) -> Option<T> {
    if answer.len() > ANSWER_CHARS_MAX {
        return None;
    }
    serde_json::from_str(answer).ok()
}

#[cfg(test)]
mod tests;
