//! Signing in by a passkey, or by a password and a code. A password alone never signs in.

use std::{net::IpAddr, time::Duration};

use db::BookTx;
use jiff::Timestamp;
use model::{Address, FactorId, PersonId, Personal, SignInWay};
use tokio::time::Instant;
use uuid::Uuid;

use super::{
    SignIn, SignInError, SignedIn,
    brakes::{CHALLENGES_PER_PEER_MAX, PASSWORDS_PER_PEER_MAX, USES_PER_PEER_MAX},
    challenges::Slot,
    factors::Opened,
    passkeys::{Answered, KeptPasskey},
    recovery,
    totp::TotpSecret,
};

/// Milliseconds after which a password is answered, or a multiple of it when the house is busy. The work is the same
/// whoever is asked about; what is left of a difference (a key that lies in the cache) drowns in the wait.
const ANSWER_MS: u64 = 250;

/// What somebody typed to sign in.
#[derive(Debug)]
pub struct Credentials {
    /// Whose they say they are.
    pub address: Address,
    /// The password.
    pub password: Personal<String>,
    /// A code of the authenticator app, or a recovery code.
    pub code: Personal<String>,
}

impl SignIn {
    /// Says whether browsers have passkeys for this site.
    pub fn takes_passkeys(&self) -> bool {
        self.site.passkeys.is_some()
    }

    /// Begins signing in by a passkey: returns what the browser is asked, the same for everybody. Passkeys are found
    /// by the browser, so no address is asked for, and none can be tried out.
    pub async fn begin_passkey_sign_in(
        &self,
        visit: &Personal<String>,
        peer: IpAddr,
    ) -> Result<Option<Personal<String>>, SignInError> {
        let Some(passkeys) = &self.site.passkeys else { return Ok(None) };
        let now = self.clock.now();
        let begun = passkeys.begin_sign_in(self.chance.bytes()).ok_or(SignInError::Passkeys)?;
        let mut tx = self.db.bookkeeping().await?;
        let braked =
            self.brake_peer(&mut tx, "challenge peer", peer, CHALLENGES_PER_PEER_MAX, now).await;
        if let Err(error) = braked {
            tx.commit().await?;
            return Err(error);
        }
        let slot = Slot::SignIn { visit: visit.expose() };
        self.put_challenge(&mut tx, &slot, &begun.state, now).await?;
        tx.commit().await?;
        Ok(Some(begun.options))
    }

    /// Takes the browser's answer to that, and begins a session; `None` for what does not fit, without saying why.
    pub async fn finish_passkey_sign_in(
        &self,
        visit: &Personal<String>,
        answer: &Personal<String>,
        peer: IpAddr,
    ) -> Result<Option<SignedIn>, SignInError> {
        let now = self.clock.now();
        let mut tx = self.db.bookkeeping().await?;
        if let Err(error) =
            self.brake_peer(&mut tx, "passkey peer", peer, USES_PER_PEER_MAX, now).await
        {
            tx.commit().await?;
            return Err(error);
        }
        let slot = Slot::SignIn { visit: visit.expose() };
        let state = self.take_challenge(&mut tx, &slot, now).await?;
        let answer = Answered::read(answer.expose());
        let signed_in = match (state, answer) {
            (Some(state), Some(answer)) => self.by_passkey(&mut tx, state, &answer, now).await?,
            _ => None,
        };
        tx.commit().await?;
        Ok(signed_in)
    }

    async fn by_passkey(
        &self,
        tx: &mut BookTx,
        state: serde_json::Value,
        answer: &Answered,
        now: Timestamp,
    ) -> Result<Option<SignedIn>, SignInError> {
        let Some(passkeys) = &self.site.passkeys else { return Ok(None) };
        let mac = self.credential_mac(answer.credential_id());
        let Some(row) = tx.factor_of_credential(&mac).await? else { return Ok(None) };
        let Some(secret) = self.open_secret(&row)? else { return Ok(None) };
        let mut kept = KeptPasskey::read(&secret).ok_or(SignInError::Kept(row.id))?;
        let asserted = passkeys.finish_sign_in(state, answer, &kept);
        let Some(asserted) = asserted.filter(|asserted| asserted.is_user_verified) else {
            return Ok(None);
        };
        if !answer.is_of(row.person_id) {
            return Ok(None);
        }
        let moved = kept.note(&asserted);
        let sealed = moved.then(|| self.reseal(row.id, row.person_id, &kept)).transpose()?;
        tx.note_factor(row.id, sealed.as_deref(), now).await?;
        self.begin_session(tx, row.person_id, (SignInWay::Passkey, Some(row.id)), now).await
    }

    /// Signs in by a password and a code. The same answer after the same work and at the same time, whether the
    /// address is unknown, has no password, or the password or the code is wrong.
    pub async fn sign_in_by_password(
        &self,
        typed: &Credentials,
        peer: IpAddr,
    ) -> Result<Option<SignedIn>, SignInError> {
        let began_at = Instant::now();
        let result = self.by_password(typed, peer).await;
        if !matches!(result, Err(SignInError::TooMany { .. })) {
            let quantum = Duration::from_millis(ANSWER_MS);
            let n_whole = began_at.elapsed().as_millis() / u128::from(ANSWER_MS);
            let n_quanta = u32::try_from(n_whole).unwrap_or(u32::MAX).saturating_add(1);
            tokio::time::sleep_until(began_at + quantum.saturating_mul(n_quanta)).await;
        }
        result
    }

    async fn by_password(
        &self,
        typed: &Credentials,
        peer: IpAddr,
    ) -> Result<Option<SignedIn>, SignInError> {
        let now = self.clock.now();
        let mut tx = self.db.bookkeeping().await?;
        let braked =
            self.brake_peer(&mut tx, "password peer", peer, PASSWORDS_PER_PEER_MAX, now).await;
        let is_worn = match &braked {
            Ok(()) => self.is_password_worn(&mut tx, &typed.address, now).await?,
            Err(_) => true,
        };
        tx.commit().await?;
        braked?;
        // Nobody has this id; what is looked up for them is nothing, in the same steps.
        let nobody = PersonId::from_uuid(Uuid::nil());
        let person_id = self.vault.find_person(&typed.address)?.unwrap_or(nobody);
        let Opened { password, totp, .. } = self.open_factors(person_id).await?;
        let is_right = self.stretcher.is_right(password, &typed.password).await && !is_worn;
        let code = typed.code.expose();
        let totp = totp.unwrap_or_else(|| (FactorId::from_uuid(Uuid::nil()), TotpSecret::decoy()));
        let step = totp.1.step_of(code, now);
        let mac = recovery::mac_of(person_id, code, &self.vault);
        let mut tx = self.db.bookkeeping().await?;
        // A wrong password uses nothing up, by steps and codes that are nobody's.
        let step = step.filter(|_| is_right).unwrap_or(NO_STEP);
        let is_step = tx.use_totp_step(totp.0, step, now).await?;
        let coded = if is_right && !is_step { person_id } else { nobody };
        let is_recovery = tx.use_recovery_code(coded, &mac, now).await?;
        let way = match (is_step, is_recovery) {
            (true, _) => Some((SignInWay::PasswordAndTotp, Some(totp.0))),
            (false, true) => Some((SignInWay::PasswordAndRecovery, None)),
            (false, false) => None,
        };
        let signed_in = match way.filter(|_| is_right) {
            Some(way) => self.begin_session(&mut tx, person_id, way, now).await?,
            None => None,
        };
        tx.commit().await?;
        Ok(signed_in)
    }
}

/// A step before all others, which no factor waits for.
const NO_STEP: i64 = -1;
