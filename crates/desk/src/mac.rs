//! Keyed digests and tokens: what the house recognises its own mail by.

use data_encoding::BASE32_NOPAD;
use model::{Address, CaseId, ConsentId, DeliveryId};

use crate::{Desk, DeskError};

/// Octets of a token in an address or a Message-ID: 120 bits, 24 characters of base 32.
const TOKEN_BYTES: usize = 15;

impl Desk {
    /// The token of `case+TOKEN@`, the same each time it is asked for: nothing needs to be kept.
    pub(crate) fn reply_token(&self, id: DeliveryId) -> String {
        token(&self.vault.mac("reply token", &[id.uuid().as_bytes()]))
    }

    pub(crate) fn bounce_token(&self, id: DeliveryId) -> String {
        token(&self.vault.mac("bounce token", &[id.uuid().as_bytes()]))
    }

    /// The token that answers to a request for consent come to.
    pub(crate) fn consent_token(&self, id: ConsentId) -> String {
        token(&self.vault.mac("consent token", &[id.uuid().as_bytes()]))
    }

    /// The Message-ID of a copy; a second try after a crash carries the same one.
    pub(crate) fn message_id_of(&self, id: DeliveryId) -> String {
        let token = token(&self.vault.mac("message id", &[id.uuid().as_bytes()]));
        format!("{token}@{}", self.config.domain)
    }

    pub(crate) fn token_mac(&self, token: &str) -> [u8; 32] {
        self.vault.mac("token", &[token.to_ascii_lowercase().as_bytes()])
    }

    pub(crate) fn mail_id_mac(&self, message_id: &str) -> [u8; 32] {
        self.vault.mac("mail id", &[message_id.trim().as_bytes()])
    }

    pub(crate) fn sender_mac(&self, address: &Address) -> [u8; 32] {
        self.vault.mac("sender", &[address.expose().as_bytes()])
    }

    pub(crate) fn case_key(
        &self,
        id: CaseId,
        kind: &str,
        folded: &str,
    ) -> Result<[u8; 16], DeskError> {
        let mac = self.vault.case_mac(id, "label", &[kind.as_bytes(), folded.as_bytes()])?;
        let mac = mac.ok_or(DeskError::Destroyed)?;
        let mut key = [0; 16];
        for (to, from) in key.iter_mut().zip(mac) {
            *to = from;
        }
        Ok(key)
    }
}

fn token(mac: &[u8; 32]) -> String {
    BASE32_NOPAD.encode(mac.get(..TOKEN_BYTES).unwrap_or_default()).to_ascii_lowercase()
}
