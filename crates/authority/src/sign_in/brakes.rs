//! Brakes: how much one place or one address may ask for in a fixed window.

use std::net::IpAddr;

use db::BookTx;
use jiff::Timestamp;
use model::Address;

use super::{SignIn, SignInError};

/// Length of a window, in seconds.
pub const WINDOW_SECS: i64 = 15 * 60;

/// Links that are mailed to one address within a window: enough for the forgetful, too few to fill a mailbox.
pub const LINKS_PER_ADDRESS_MAX: i64 = 5;

/// Links that one place asks for within a window: an office behind one address.
pub const LINKS_PER_PEER_MAX: i64 = 30;

/// Links that one place tries to use within a window.
pub const USES_PER_PEER_MAX: i64 = 60;

/// How long windows are kept after their beginning, in seconds. Others count in the same table, by the hour.
pub const KEPT_SECS: i64 = 24 * 60 * 60;

/// Octets of an IPv6 address that tell networks apart; a household has as many of the rest as it likes.
const NETWORK_BYTES: usize = 8;

impl SignIn {
    /// Counts a request from a place and refuses when it is one too many.
    pub(super) async fn brake_peer(
        &self,
        tx: &mut BookTx,
        purpose: &'static str,
        peer: IpAddr,
        n_max: i64,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        let key = match peer.to_canonical() {
            IpAddr::V4(ip) => self.vault.mac(purpose, &[&ip.octets()]),
            IpAddr::V6(ip) => {
                let octets = ip.octets();
                self.vault.mac(purpose, &[octets.get(..NETWORK_BYTES).unwrap_or(&octets)])
            }
        };
        let window_at = window_of(now);
        if tx.count(&key, window_at).await? > n_max {
            let retry_after_secs = window_at.as_second() + WINDOW_SECS - now.as_second();
            return Err(SignInError::TooMany { retry_after_secs });
        }
        Ok(())
    }

    /// Counts a request for an address and says whether it is one too many.
    pub(super) async fn is_address_worn(
        &self,
        tx: &mut BookTx,
        address: &Address,
        now: Timestamp,
    ) -> Result<bool, SignInError> {
        let key = self.vault.mac("sign-in address", &[address.expose().as_bytes()]);
        Ok(tx.count(&key, window_of(now)).await? > LINKS_PER_ADDRESS_MAX)
    }
}

fn window_of(now: Timestamp) -> Timestamp {
    let secs = now.as_second();
    Timestamp::from_second(secs - secs.rem_euclid(WINDOW_SECS)).unwrap_or(now)
}
