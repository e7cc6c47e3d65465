//! A new epoch: another key-encryption key and another file, then the end of the old ones.
//!
//! The steps, each of which may be the last before a crash:
//! 1. a fresh intake key, and everything that waits in intake wrapped by it;
//! 2. the new key-encryption key, written;
//! 3. the new key store, filled and given its name;
//! 4. `current` renamed: the switch;
//! 5. the old key-encryption key and key store overwritten and removed.
//!
//! Before 4 the old epoch is whole, after it the new one is; `opening` removes the rest.

use std::collections::HashSet;

use model::{KeyId, PersonId};
use redb::{Database, ReadableDatabase, ReadableTable};
use uuid::Uuid;

use crate::{
    VaultError,
    intake::Intakes,
    kek::{self, Kek},
    seal,
    store::{
        KeyKind, KeyOwner, KeyStore, State, Write, key_id, lock,
        opening::{self, kek_path, store_path},
        rows::{ADDRESSES, FORM, KEYS, KeyRow, META, META_FORM, OWNERS, SECRETS, secret_aad},
        writes::Tables,
    },
    words,
};

/// Keys between two lines of progress in the log.
const PROGRESS_EVERY_N_KEYS: u64 = 100_000;

/// What a destruction came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destroyed {
    /// Keys that are gone: the person's and those of their cases.
    pub n_keys: u64,
    /// The epoch in force since.
    pub epoch: u64,
}

/// Why a new epoch begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reason {
    /// The key-encryption key is renewed, or something was deleted that must be out of reach.
    Rotation,
    /// A person's keys go.
    Destruction(PersonId),
    /// The key of a case went that a hold had kept beyond its requester's destruction.
    CaseReleased,
    /// The search words are all hashed under the newest word key.
    WordsHashed,
}

impl Reason {
    fn leaver(self) -> Option<PersonId> {
        match self {
            Self::Destruction(person) => Some(person),
            Self::Rotation | Self::CaseReleased | Self::WordsHashed => None,
        }
    }
}

/// An epoch that is on disk but not in force yet.
pub(crate) struct NextEpoch {
    epoch: u64,
    kek: Kek,
    db: Database,
    n_dropped: u64,
}

impl KeyStore {
    /// Starts a new epoch; the old epoch is destroyed when this returns.
    pub(crate) fn new_epoch(
        &self,
        reason: Reason,
        intakes: &Intakes,
    ) -> Result<Destroyed, VaultError> {
        if let Some(person) = reason.leaver()
            && !self.has_key(KeyOwner::person(person))?
        {
            // The second try after a crash: what is left to do is to sweep.
            let epoch = self.epoch();
            opening::remove_others(&self.dir, epoch)?;
            return Ok(Destroyed { n_keys: 0, epoch });
        }
        self.renew_intake_key(intakes)?;
        let _commits = lock(&self.commits);
        let epoch = self.epoch();
        let outcome = self.build(reason).and_then(|next| {
            let destroyed = Destroyed { n_keys: next.n_dropped, epoch: next.epoch };
            self.switch(next).map(|()| destroyed)
        });
        if outcome.is_err() && self.epoch() == epoch {
            // Half an epoch is of no use; if it cannot be removed now, opening the folder will.
            if let Err(e) = opening::remove_others(&self.dir, epoch) {
                tracing::warn!(error = %e, "half a new epoch is left for the next start");
            }
        }
        let destroyed = outcome?;
        opening::remove_others(&self.dir, destroyed.epoch)?;
        tracing::info!(
            epoch = destroyed.epoch,
            n_keys = destroyed.n_keys,
            "epoch {} of the key store is in force; the one before is destroyed",
            destroyed.epoch,
        );
        Ok(destroyed)
    }

    /// Moves everything that waits in intake under a fresh key, so that the keys under which adopted mails once
    /// waited can go with the old epoch.
    pub(crate) fn renew_intake_key(&self, intakes: &Intakes) -> Result<(), VaultError> {
        for written in self.apply(vec![Write::RenewIntakeKey]) {
            written?;
        }
        if let Some(fresh) = self.newest_intake_key()? {
            intakes.rewrap(self, fresh)?;
        }
        Ok(())
    }

    /// Finds the one intake key that has its day; the others were renewed.
    fn newest_intake_key(&self) -> Result<Option<KeyId>, VaultError> {
        for (id, day) in self.intake_keys()? {
            if self.key_of(KeyOwner::intake(day))?.is_some_and(|(owned, _)| owned == id) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Writes the files of the next epoch.
    pub(crate) fn build(&self, reason: Reason) -> Result<NextEpoch, VaultError> {
        let state = self.state();
        let epoch = state.epoch + 1;
        tracing::info!(epoch, "writing epoch {epoch} of the key store");
        let kek = Kek::draw(self.chance());
        kek::write(&kek_path(&self.dir, epoch), &kek, &self.guard, self.chance())?;
        let path = store_path(&self.dir, epoch);
        let db = opening::create_database(&path)?;
        let n_dropped = self.copy(&state, &kek, &db, reason)?;
        opening::finish_database(&path)?;
        Ok(NextEpoch { epoch, kek, db, n_dropped })
    }

    /// Puts the next epoch in force, on disk and in memory.
    pub(crate) fn switch(&self, next: NextEpoch) -> Result<(), VaultError> {
        // Whoever reads now waits: nothing of the old epoch may be cached after this.
        let mut state = self.state_mut();
        let switched = opening::write_current(&self.dir, next.epoch);
        // A rename whose folder did not sync is seen by whoever opens next; memory must agree with it.
        let is_seen = opening::is_current(&self.dir, next.epoch);
        if switched.is_err() && !is_seen {
            return switched;
        }
        *state = State { epoch: next.epoch, kek: next.kek, db: Some(next.db) };
        self.cache.clear();
        switched
    }

    fn copy(
        &self,
        state: &State,
        kek: &Kek,
        db: &Database,
        reason: Reason,
    ) -> Result<u64, VaultError> {
        let old = state.db.as_ref().ok_or(VaultError::Closed)?.begin_read()?;
        let tx = db.begin_write()?;
        let n_dropped = {
            tx.open_table(META)?.insert(META_FORM, FORM)?;
            let mut tables = Tables::open(&tx)?;
            let owners = old.open_table(OWNERS)?;
            let leaving = match reason.leaver() {
                Some(person) => key_id(&owners, KeyOwner::person(person))?,
                None => None,
            };
            let mut n_keys = 0_u64;
            let mut n_dropped = 0_u64;
            let mut kept = HashSet::new();
            for row in old.open_table(KEYS)?.iter()? {
                let (id, bytes) = row?;
                let id = KeyId::from_uuid(Uuid::from_bytes(*id.value()));
                let row = KeyRow::parse(bytes.value()).ok_or(VaultError::TamperedKey(id))?;
                // An intake key that was renewed has no owner any more.
                let is_stale =
                    row.owner.kind == KeyKind::Intake && key_id(&owners, row.owner)? != Some(id);
                n_keys += 1;
                if n_keys.is_multiple_of(PROGRESS_EVERY_N_KEYS) {
                    tracing::info!(n_keys, "wrapped {n_keys} keys anew");
                }
                match stay(id, row, leaving) {
                    _ if is_stale => {}
                    None => n_dropped += 1,
                    Some(row) => {
                        let row = self.rewrap(&state.kek, kek, id, row)?;
                        tables.keys.insert(id.uuid().as_bytes(), row.to_bytes().as_slice())?;
                        if let Some(day) = row.owner.day() {
                            tables.intakes.insert(id.uuid().as_bytes(), day)?;
                        }
                        kept.insert(id);
                    }
                }
            }
            for row in owners.iter()? {
                let (owner, id) = row?;
                if kept.contains(&KeyId::from_uuid(Uuid::from_bytes(*id.value()))) {
                    tables.owners.insert(owner.value(), id.value())?;
                }
            }
            let leaver = reason.leaver().map(|person| person.uuid().into_bytes());
            for row in old.open_table(ADDRESSES)?.iter()? {
                let (index, person) = row?;
                if Some(*person.value()) != leaver {
                    tables.addresses.insert(index.value(), person.value())?;
                }
            }
            self.copy_secrets(&old.open_table(SECRETS)?, &mut tables, (&state.kek, kek), reason)?;
            n_dropped
        };
        tx.commit()?;
        Ok(n_dropped)
    }

    fn rewrap(
        &self,
        old: &Kek,
        new: &Kek,
        id: KeyId,
        mut row: KeyRow,
    ) -> Result<KeyRow, VaultError> {
        if let Some(wrapped) = row.by_kek {
            let aad = KeyRow::aad(id, row.owner);
            let key = old.cipher().unwrap_key(&aad, &wrapped).ok_or(VaultError::TamperedKey(id))?;
            row.by_kek = Some(new.cipher().wrap_key(&aad, &key, self.chance())?);
        }
        Ok(row)
    }

    fn copy_secrets(
        &self,
        from: &impl ReadableTable<&'static str, &'static [u8]>,
        to: &mut Tables<'_>,
        (old, new): (&Kek, &Kek),
        reason: Reason,
    ) -> Result<(), VaultError> {
        let is_there = |name| Ok::<_, VaultError>(from.get(name)?.is_some());
        let plan = words::Plan::new(reason, &is_there)?;
        for name in plan.drawn {
            let secret = seal::draw(self.chance());
            let wrapped = new.cipher().wrap_key(&secret_aad(name), &secret, self.chance())?;
            to.secrets.insert(*name, wrapped.as_slice())?;
        }
        for row in from.iter()? {
            let (name, wrapped) = row?;
            let Some(new_name) = plan.rename(name.value()) else { continue };
            let aad = secret_aad(name.value());
            let damaged = || VaultError::Layout {
                path: self.dir.clone(),
                fault: "a house secret of the key store was changed; restore it from its backup",
            };
            let wrapped = wrapped.value().try_into().map_err(|_| damaged())?;
            let secret = old.cipher().unwrap_key(&aad, &wrapped).ok_or_else(damaged)?;
            let wrapped = new.cipher().wrap_key(&secret_aad(new_name), &secret, self.chance())?;
            to.secrets.insert(new_name, wrapped.as_slice())?;
        }
        Ok(())
    }
}

/// Returns what remains of a row when one person's key leaves; `None` if nothing opens it any more.
fn stay(id: KeyId, mut row: KeyRow, leaving: Option<KeyId>) -> Option<KeyRow> {
    if leaving.is_none() {
        return Some(row);
    }
    if leaving == Some(id) {
        return None;
    }
    if row.by_person.map(|(person, _)| person) == leaving {
        row.by_person = None;
        // A hold keeps the key without its requester.
        row.by_kek?;
    }
    Some(row)
}
