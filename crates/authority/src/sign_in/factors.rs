//! Factors: how a passkey, a password and an authenticator app are set up, and how they are read back.
//!
//! What comes out is ready to be kept; whether it may be is for the gate, and keeping it is for the act.

use db::{FactorRow, NewFactor};
use model::{FactorId, FactorKind, PersonId, Personal, SessionId};
use serde_json::{Value, json};
use vault::{Cell, Owner};
use zeroize::Zeroizing;

use super::{
    DrawnCodes, ShownTotp, SignIn, SignInError,
    challenges::Slot,
    passkeys::KeptPasskey,
    passwords::{self, KeptPassword},
    recovery,
    totp::TotpSecret,
};

/// Passkeys that a person has.
pub const PASSKEYS_MAX: usize = 16;

/// Characters of the longest name of a passkey.
pub const NAME_CHARS_MAX: usize = 60;

/// A factor that was set up rightly and is not yet kept.
#[derive(Debug)]
pub struct ReadyFactor {
    new: NewFactor,
}

/// Why something to sign in by was not set up.
#[derive(Debug, thiserror::Error)]
pub enum FactorError {
    /// The answer does not fit what was asked, or came too late.
    #[error("this did not work, or took too long; begin again")]
    Wrong,
    /// What was chosen cannot be used.
    #[error("{0}")]
    Unfit(String),
    /// There are as many as there may be.
    #[error("there are {PASSKEYS_MAX} passkeys, and there may be no more; remove one first")]
    TooMany,
    /// Something failed on our side, or was tried too often.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

/// A person's factors, opened as far as they are used.
#[derive(Default)]
pub(super) struct Opened {
    pub passkeys: Vec<(FactorId, KeptPasskey)>,
    pub password: Option<KeptPassword>,
    pub totp: Option<(FactorId, TotpSecret)>,
}

impl ReadyFactor {
    /// Returns what is kept of it.
    pub const fn new_factor(&self) -> &NewFactor {
        &self.new
    }

    /// Returns what it is.
    pub const fn kind(&self) -> FactorKind {
        self.new.kind
    }
}

impl SignIn {
    /// Begins a new passkey: returns what the browser is asked, or `None` where there are no passkeys.
    pub async fn begin_passkey(
        &self,
        person_id: PersonId,
        session_id: SessionId,
        label: &Personal<String>,
    ) -> Result<Option<Personal<String>>, FactorError> {
        let Some(passkeys) = &self.site.passkeys else { return Ok(None) };
        let held = self.open_factors(person_id).await?.passkeys;
        if held.len() >= PASSKEYS_MAX {
            return Err(FactorError::TooMany);
        }
        let held: Vec<KeptPasskey> = held.into_iter().map(|(_, kept)| kept).collect();
        // Authenticators want some name to tell keys apart by.
        let house = Personal::new(self.site.name.clone());
        let label = if label.expose().is_empty() { &house } else { label };
        let challenge = self.chance.bytes();
        let begun = passkeys
            .begin_registration(person_id, label, &held, challenge)
            .ok_or(SignInError::Passkeys)?;
        let now = self.clock.now();
        let slot = Slot::NewPasskey { person_id, session_id };
        let mut tx = self.db.bookkeeping().await.map_err(SignInError::from)?;
        self.put_challenge(&mut tx, &slot, &begun.state, now).await?;
        tx.commit().await.map_err(SignInError::from)?;
        Ok(Some(begun.options))
    }

    /// Takes the browser's answer to that.
    pub async fn finish_passkey(
        &self,
        person_id: PersonId,
        session_id: SessionId,
        name: &Personal<String>,
        answer: &Personal<String>,
    ) -> Result<ReadyFactor, FactorError> {
        let n_chars = name.expose().trim().chars().count();
        if n_chars == 0 || n_chars > NAME_CHARS_MAX {
            let words = format!("give the passkey a name of up to {NAME_CHARS_MAX} characters");
            return Err(FactorError::Unfit(words));
        }
        let passkeys = self.site.passkeys.as_ref().ok_or(FactorError::Wrong)?;
        let state = self.take(&Slot::NewPasskey { person_id, session_id }).await?;
        let state = state.ok_or(FactorError::Wrong)?;
        let kept = passkeys.finish_registration(state, answer.expose());
        let kept = kept.ok_or(FactorError::Wrong)?;
        let secret = kept.text().ok_or(SignInError::Passkeys)?;
        let mac = self.credential_mac(&kept.credential_id());
        let name = Some(name.expose().trim());
        Ok(self.ready(person_id, FactorKind::Passkey, name, &secret, Some(mac), 0)?)
    }

    /// Shows the secret for a new authenticator app; the same until it is confirmed or its time is over.
    pub async fn begin_totp(
        &self,
        person_id: PersonId,
        session_id: SessionId,
        account: &Personal<String>,
    ) -> Result<ShownTotp, SignInError> {
        let slot = Slot::NewTotp { person_id, session_id };
        let now = self.clock.now();
        let standing = self.standing_challenge(&slot, now).await?.and_then(|state| totp_of(&state));
        let secret = match standing {
            Some(secret) => secret,
            None => {
                let secret = TotpSecret::draw(&*self.chance);
                let mut tx = self.db.bookkeeping().await?;
                self.put_challenge(&mut tx, &slot, &json!(secret.octets()), now).await?;
                tx.commit().await?;
                secret
            }
        };
        Ok(secret.show(&self.site.name, account))
    }

    /// Takes the first code of the new app, which shows that it has the secret.
    pub async fn finish_totp(
        &self,
        person_id: PersonId,
        session_id: SessionId,
        code: &Personal<String>,
    ) -> Result<ReadyFactor, FactorError> {
        // A mistyped code leaves the secret where it is; the app has it already.
        self.brake_codes(person_id).await?;
        let slot = Slot::NewTotp { person_id, session_id };
        let now = self.clock.now();
        let secret = self.standing_challenge(&slot, now).await?.and_then(|state| totp_of(&state));
        let secret = secret.ok_or(FactorError::Wrong)?;
        let Some(step) = secret.step_of(code.expose(), now) else {
            let words = "this is not the code that the app should show now; is its clock right?";
            return Err(FactorError::Unfit(words.to_owned()));
        };
        self.take(&slot).await?.ok_or(FactorError::Wrong)?;
        Ok(self.ready(person_id, FactorKind::Totp, None, secret.octets(), None, step)?)
    }

    /// Stretches a password that somebody chose.
    pub async fn choose_password(
        &self,
        person_id: PersonId,
        password: &Personal<String>,
    ) -> Result<ReadyFactor, FactorError> {
        if let Some(words) = passwords::fault_of(password) {
            return Err(FactorError::Unfit(words));
        }
        let kept = self.stretcher.keep(password, &*self.chance).await;
        let secret = kept.and_then(|kept| kept.text()).ok_or(SignInError::Passwords)?;
        Ok(self.ready(person_id, FactorKind::Password, None, &secret, None, 0)?)
    }

    /// Draws recovery codes; the act that keeps them takes the earlier ones away.
    pub fn draw_recovery_codes(&self, person_id: PersonId) -> DrawnCodes {
        recovery::draw(person_id, &self.vault, &*self.chance)
    }

    /// Opens a person's factors; what was destroyed is not there.
    pub(super) async fn open_factors(&self, person_id: PersonId) -> Result<Opened, SignInError> {
        let rows = self.db.read().await?.factors(person_id).await?;
        let mut opened = Opened::default();
        for row in rows {
            let Some(secret) = self.open_secret(&row)? else { continue };
            match row.kind {
                FactorKind::Passkey => {
                    let kept = KeptPasskey::read(&secret).ok_or(SignInError::Kept(row.id))?;
                    opened.passkeys.push((row.id, kept));
                }
                FactorKind::Password => {
                    let kept = KeptPassword::read(&secret).ok_or(SignInError::Kept(row.id))?;
                    opened.password = Some(kept);
                }
                FactorKind::Totp => {
                    let secret = TotpSecret::read(secret).ok_or(SignInError::Kept(row.id))?;
                    opened.totp = Some((row.id, secret));
                }
            }
        }
        Ok(opened)
    }

    /// Opens what a factor is checked by; `None` once its owner was destroyed.
    ///
    /// The seal is bound to the row, and what is sealed begins with whose it is: whoever edits rows by hand cannot
    /// make their own passkey or password somebody else's.
    pub(super) fn open_secret(&self, row: &FactorRow) -> Result<Option<Vec<u8>>, SignInError> {
        let Some(opened) = self.vault.open_cell(secret_cell(row.id), &row.secret_sealed)? else {
            return Ok(None);
        };
        let owner = row.person_id.uuid();
        let secret = opened.expose().strip_prefix(owner.as_bytes().as_slice());
        Ok(Some(secret.ok_or(SignInError::Kept(row.id))?.to_vec()))
    }

    fn seal_secret(
        &self,
        id: FactorId,
        person_id: PersonId,
        secret: &[u8],
    ) -> Result<Vec<u8>, SignInError> {
        let owned = Zeroizing::new([person_id.uuid().as_bytes().as_slice(), secret].concat());
        Ok(self.vault.seal(Owner::Person(person_id), secret_cell(id), &owned)?)
    }

    /// Seals a passkey anew after it told something.
    pub(super) fn reseal(
        &self,
        id: FactorId,
        person_id: PersonId,
        kept: &KeptPasskey,
    ) -> Result<Vec<u8>, SignInError> {
        let text = kept.text().ok_or(SignInError::Passkeys)?;
        self.seal_secret(id, person_id, &text)
    }

    pub(super) fn credential_mac(&self, credential_id: &[u8]) -> [u8; 32] {
        self.vault.mac("passkey", &[credential_id])
    }

    async fn take(&self, slot: &Slot<'_>) -> Result<Option<Value>, SignInError> {
        let mut tx = self.db.bookkeeping().await?;
        let state = self.take_challenge(&mut tx, slot, self.clock.now()).await?;
        tx.commit().await?;
        Ok(state)
    }

    fn ready(
        &self,
        person_id: PersonId,
        kind: FactorKind,
        name: Option<&str>,
        secret: &[u8],
        credential_mac: Option<[u8; 32]>,
        last_step: i64,
    ) -> Result<ReadyFactor, SignInError> {
        let id = FactorId::draw(self.clock.now(), &*self.chance);
        let owner = Owner::Person(person_id);
        let seal_name = |name: &str| self.vault.seal(owner, factor_name_cell(id), name.as_bytes());
        let name_sealed = name.map(seal_name).transpose()?;
        let secret_sealed = self.seal_secret(id, person_id, secret)?;
        let new = NewFactor {
            id,
            person_id,
            kind,
            name_sealed,
            secret_sealed,
            credential_mac,
            last_step,
        };
        Ok(ReadyFactor { new })
    }
}

/// Returns the place of a passkey's name, for who shows it to its owner.
pub const fn factor_name_cell(id: FactorId) -> Cell {
    Cell { table: "factors", column: "name_sealed", row: id.uuid() }
}

const fn secret_cell(id: FactorId) -> Cell {
    Cell { table: "factors", column: "secret_sealed", row: id.uuid() }
}

fn totp_of(state: &Value) -> Option<TotpSecret> {
    let octets: Vec<u8> = serde_json::from_value(state.clone()).ok()?;
    TotpSecret::read(octets)
}
