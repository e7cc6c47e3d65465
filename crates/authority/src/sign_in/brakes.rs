//! Brakes: how much one place or one address may ask for in a fixed window.

use std::net::IpAddr;

use db::BookTx;
use jiff::Timestamp;
use model::{Address, PersonId};

use super::{SignIn, SignInError};

/// Length of a window, in seconds.
pub const WINDOW_SECS: i64 = 15 * 60;

/// Links that are mailed to one address within a window: enough for the forgetful, too few to fill a mailbox.
pub const LINKS_PER_ADDRESS_MAX: i64 = 5;

/// Links that one place asks for within a window: an office behind one address.
pub const LINKS_PER_PEER_MAX: i64 = 30;

/// Links that one place tries to use within a window.
pub const USES_PER_PEER_MAX: i64 = 60;

/// Challenges that one place asks for within a window: each opening of the sign-in page asks for one.
pub const CHALLENGES_PER_PEER_MAX: i64 = 120;

/// Passwords that one place tries within a window.
pub const PASSWORDS_PER_PEER_MAX: i64 = 30;

/// Passwords that are tried for one address within a window, and within a day: enough for the forgetful, hopeless
/// for who guesses. A link or a passkey still lets its owner in.
pub const PASSWORDS_PER_ADDRESS_MAX: i64 = 10;
pub const PASSWORDS_PER_DAY_MAX: i64 = 60;

/// Codes that one person tries within a window, and within a day. Three of a million codes are right at any moment:
/// whoever holds a session and guesses finds one in about a year of being noticed.
pub const CODES_PER_PERSON_MAX: i64 = 10;
pub const CODES_PER_DAY_MAX: i64 = 60;

/// Seconds of a day, the longer window.
const DAY_SECS: i64 = 24 * 60 * 60;

/// How long windows are kept after their beginning, in seconds. Others count in the same table, by the hour.
pub const KEPT_SECS: i64 = DAY_SECS;

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
        let window_at = window_of(now, WINDOW_SECS);
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
        Ok(tx.count(&key, window_of(now, WINDOW_SECS)).await? > LINKS_PER_ADDRESS_MAX)
    }

    /// Counts a password for an address and says whether it is one too many.
    pub(super) async fn is_password_worn(
        &self,
        tx: &mut BookTx,
        address: &Address,
        now: Timestamp,
    ) -> Result<bool, SignInError> {
        let key = |purpose| self.vault.mac(purpose, &[address.expose().as_bytes()]);
        let window = tx.count(&key("password address"), window_of(now, WINDOW_SECS)).await?;
        let day = tx.count(&key("password address, day"), window_of(now, DAY_SECS)).await?;
        Ok(window > PASSWORDS_PER_ADDRESS_MAX || day > PASSWORDS_PER_DAY_MAX)
    }

    /// Counts a code that somebody who is signed in types, and refuses when it is one too many.
    pub(super) async fn brake_codes(&self, person_id: PersonId) -> Result<(), SignInError> {
        let now = self.clock.now();
        let key = |purpose| self.vault.mac(purpose, &[person_id.uuid().as_bytes()]);
        let mut tx = self.db.bookkeeping().await?;
        let window = tx.count(&key("codes"), window_of(now, WINDOW_SECS)).await?;
        let day = tx.count(&key("codes, day"), window_of(now, DAY_SECS)).await?;
        tx.commit().await?;
        let secs = match (window > CODES_PER_PERSON_MAX, day > CODES_PER_DAY_MAX) {
            (_, true) => DAY_SECS,
            (true, false) => WINDOW_SECS,
            (false, false) => return Ok(()),
        };
        let retry_after_secs = window_of(now, secs).as_second() + secs - now.as_second();
        Err(SignInError::TooMany { retry_after_secs })
    }
}

fn window_of(now: Timestamp, secs: i64) -> Timestamp {
    let at = now.as_second();
    Timestamp::from_second(at - at.rem_euclid(secs)).unwrap_or(now)
}
