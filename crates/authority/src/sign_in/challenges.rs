//! Challenges: what was begun with a browser, kept sealed until its answer comes or its time is over.
//!
//! A challenge answers one slot: the same purpose, person, browser and thing shown. A newer one takes its place.

use db::{BookTx, Challenge};
use jiff::Timestamp;
use model::{PersonId, Personal, SessionId};
use serde_json::Value;
use uuid::Uuid;
use vault::{Cell, Owner};

use super::{SignIn, SignInError, later};

/// How long a challenge may be answered, in seconds.
pub const CHALLENGE_SECS: i64 = 5 * 60;

/// How long the secret of an authenticator app waits to be confirmed, in seconds: apps are fetched and read about.
pub const TOTP_SETUP_SECS: i64 = 30 * 60;

/// What a challenge is for.
pub enum Slot<'a> {
    /// Signing in, by a browser that is known by its visit only.
    SignIn { visit: &'a str },
    /// A new passkey.
    NewPasskey { person_id: PersonId, session_id: SessionId },
    /// A new authenticator app.
    NewTotp { person_id: PersonId, session_id: SessionId },
    /// A fresh proof, of what was shown.
    Proof { person_id: PersonId, session_id: SessionId, digest: [u8; 32] },
}

impl Slot<'_> {
    const fn secs(&self) -> i64 {
        match self {
            Self::NewTotp { .. } => TOTP_SETUP_SECS,
            _ => CHALLENGE_SECS,
        }
    }

    const fn person_id(&self) -> Option<PersonId> {
        match self {
            Self::SignIn { .. } => None,
            Self::NewPasskey { person_id, .. }
            | Self::NewTotp { person_id, .. }
            | Self::Proof { person_id, .. } => Some(*person_id),
        }
    }
}

impl SignIn {
    /// Keeps what the answer will be checked with.
    pub(super) async fn put_challenge(
        &self,
        tx: &mut BookTx,
        slot: &Slot<'_>,
        state: &Value,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        let id = Uuid::from_bytes(self.chance.bytes());
        let person_id = slot.person_id();
        let owner = person_id.map_or(Owner::House, Owner::Person);
        let state = state.to_string();
        tx.put_challenge(&Challenge {
            slot_mac: self.slot_mac(slot),
            id,
            person_id,
            state_sealed: self.vault.seal(owner, state_cell(id), state.as_bytes())?,
            expires_at: later(now, slot.secs()),
        })
        .await?;
        Ok(())
    }

    /// Takes a challenge away for good, whatever its answer is worth.
    pub(super) async fn take_challenge(
        &self,
        tx: &mut BookTx,
        slot: &Slot<'_>,
        now: Timestamp,
    ) -> Result<Option<Value>, SignInError> {
        let found = tx.take_challenge(&self.slot_mac(slot), now).await?;
        self.open_state(found)
    }

    /// Reads a challenge and leaves it.
    pub(super) async fn standing_challenge(
        &self,
        slot: &Slot<'_>,
        now: Timestamp,
    ) -> Result<Option<Value>, SignInError> {
        let found = self.db.read().await?.challenge(&self.slot_mac(slot), now).await?;
        self.open_state(found)
    }

    fn open_state(&self, found: Option<(Uuid, Vec<u8>)>) -> Result<Option<Value>, SignInError> {
        let Some((id, sealed)) = found else { return Ok(None) };
        let opened = self.vault.open_text(state_cell(id), &sealed)?;
        Ok(opened.map(Personal::into_exposed).and_then(|text| serde_json::from_str(&text).ok()))
    }

    fn slot_mac(&self, slot: &Slot<'_>) -> [u8; 32] {
        let mac = |what: &str, parts: &[&[u8]]| {
            let parts: Vec<&[u8]> = [what.as_bytes()].into_iter().chain(parts.to_vec()).collect();
            self.vault.mac("challenge", &parts)
        };
        match slot {
            Slot::SignIn { visit } => mac("sign in", &[visit.as_bytes()]),
            Slot::NewPasskey { person_id, session_id } => {
                mac("passkey", &[person_id.uuid().as_bytes(), session_id.uuid().as_bytes()])
            }
            Slot::NewTotp { person_id, session_id } => {
                mac("totp", &[person_id.uuid().as_bytes(), session_id.uuid().as_bytes()])
            }
            Slot::Proof { person_id, session_id, digest } => {
                let (person, session) = (person_id.uuid(), session_id.uuid());
                mac("proof", &[person.as_bytes(), session.as_bytes(), digest])
            }
        }
    }
}

const fn state_cell(id: Uuid) -> Cell {
    Cell { table: "challenges", column: "state_sealed", row: id }
}
