//! What can be written into the key store within an epoch; a batch shares one commit.

use model::{CaseId, Chance, KeyId, PersonId};
use redb::{ReadableTable, Table, WriteTransaction};
use uuid::{Builder, Uuid};

use crate::{
    VaultError,
    error::CommitFault,
    kek::Kek,
    seal,
    store::{
        KeyStore, State, intake_keys, is_stuck, key_id, key_row, lock,
        rows::{ADDRESSES, INTAKES, KEYS, KeyOwner, KeyRow, OWNERS, SECRETS, secret_aad},
    },
};

/// One change of the key store. Each is idempotent.
pub(crate) enum Write {
    /// Makes a person's key.
    Person(PersonId),
    /// Makes a person's key and binds an address, unless the address has its person already.
    PersonWithAddress { id: PersonId, index: [u8; 32] },
    /// Binds an address to a person, unless it has one already.
    Bind { index: [u8; 32], id: PersonId },
    /// Makes a case's key, wrapped by its requester's.
    Case { id: CaseId, requester: PersonId },
    /// Finds or makes the person of an address, and makes a case's key wrapped by theirs.
    CaseOfAddress { id: CaseId, person: PersonId, index: [u8; 32] },
    /// Wraps a case's key by the key-encryption key too.
    Hold(CaseId),
    /// Takes that wrap away.
    Release(CaseId),
    /// Makes the intake key of a day.
    IntakeKey { day: i64 },
    /// Makes a fresh intake key for the last day that has one; the rows of earlier days lose their owner.
    RenewIntakeKey,
    /// Forgets intake keys.
    DropKeys(Vec<KeyId>),
    /// Makes a house secret.
    Secret(&'static str),
}

/// What a change came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// It stands.
    Done,
    /// The address belongs to this person.
    Person(PersonId),
    /// The case's last wrap is gone with its requester: a new epoch must follow.
    Orphaned,
}

pub(super) struct Tables<'a> {
    pub(super) keys: Table<'a, &'static [u8; 16], &'static [u8]>,
    pub(super) owners: Table<'a, &'static [u8; 17], &'static [u8; 16]>,
    pub(super) intakes: Table<'a, &'static [u8; 16], i64>,
    pub(super) addresses: Table<'a, &'static [u8; 32], &'static [u8; 16]>,
    pub(super) secrets: Table<'a, &'static str, &'static [u8]>,
}

impl<'a> Tables<'a> {
    pub(super) fn open(tx: &'a WriteTransaction) -> Result<Self, VaultError> {
        Ok(Self {
            keys: tx.open_table(KEYS)?,
            owners: tx.open_table(OWNERS)?,
            intakes: tx.open_table(INTAKES)?,
            addresses: tx.open_table(ADDRESSES)?,
            secrets: tx.open_table(SECRETS)?,
        })
    }
}

impl KeyStore {
    /// Writes a batch with one commit. A refused change leaves the others alone; a failed disk fails them all.
    pub(crate) fn apply(&self, writes: Vec<Write>) -> Vec<Result<Written, VaultError>> {
        let _commits = lock(&self.commits);
        let n_writes = writes.len();
        let outcome = {
            let state = self.state();
            self.commit(&state, writes)
        };
        match outcome {
            Ok(written) => written,
            Err(e) => {
                self.cache.clear();
                if matches!(&e, VaultError::Store(e) if is_stuck(e))
                    || matches!(&e, VaultError::Full(_) | VaultError::Closed)
                {
                    // Left closed if this fails too; the next read tries again.
                    if let Err(e) = self.reopen() {
                        tracing::error!(error = %e, "the key store does not open again");
                    }
                }
                share(e, n_writes)
            }
        }
    }

    fn commit(
        &self,
        state: &State,
        writes: Vec<Write>,
    ) -> Result<Vec<Result<Written, VaultError>>, VaultError> {
        let db = state.db.as_ref().ok_or(VaultError::Closed)?;
        let tx = db.begin_write()?;
        let mut written = Vec::with_capacity(writes.len());
        {
            let mut tables = Tables::open(&tx)?;
            for write in writes {
                let one = self.write_one(&mut tables, &state.kek, write);
                if let Err(e @ (VaultError::Store(_) | VaultError::Full(_))) = one {
                    return Err(e);
                }
                written.push(one);
            }
        }
        tx.commit()?;
        #[cfg(test)]
        self.n_commits.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ok(written)
    }

    fn write_one(
        &self,
        tables: &mut Tables<'_>,
        kek: &Kek,
        write: Write,
    ) -> Result<Written, VaultError> {
        match write {
            Write::Person(id) => {
                self.make_person(tables, kek, id)?;
                Ok(Written::Done)
            }
            Write::PersonWithAddress { id, index } => {
                self.find_or_make(tables, kek, id, index).map(Written::Person)
            }
            Write::Bind { index, id } => bind(tables, index, id).map(Written::Person),
            Write::Case { id, requester } => self.make_case(tables, kek, id, requester),
            Write::CaseOfAddress { id, person, index } => {
                let requester = self.find_or_make(tables, kek, person, index)?;
                self.make_case(tables, kek, id, requester)?;
                Ok(Written::Person(requester))
            }
            Write::Hold(id) => self.hold(tables, kek, id),
            Write::Release(id) => release(tables, id),
            Write::IntakeKey { day } => {
                let owner = KeyOwner::intake(day);
                if key_id(&tables.owners, owner)?.is_none() {
                    make_key(tables, kek, owner, self.chance())?;
                }
                Ok(Written::Done)
            }
            Write::RenewIntakeKey => self.renew_intake(tables, kek),
            Write::DropKeys(ids) => drop_keys(tables, &ids),
            Write::Secret(name) => {
                if tables.secrets.get(name)?.is_none() {
                    let secret = seal::draw(self.chance());
                    let aad = secret_aad(name);
                    let wrapped = kek.cipher().wrap_key(&aad, &secret, self.chance())?;
                    tables.secrets.insert(name, wrapped.as_slice())?;
                }
                Ok(Written::Done)
            }
        }
    }

    fn make_person(
        &self,
        tables: &mut Tables<'_>,
        kek: &Kek,
        id: PersonId,
    ) -> Result<(), VaultError> {
        let owner = KeyOwner::person(id);
        if key_id(&tables.owners, owner)?.is_none() {
            make_key(tables, kek, owner, self.chance())?;
        }
        Ok(())
    }

    fn find_or_make(
        &self,
        tables: &mut Tables<'_>,
        kek: &Kek,
        id: PersonId,
        index: [u8; 32],
    ) -> Result<PersonId, VaultError> {
        if let Some(bound) = person_of(tables, &index)? {
            return Ok(bound);
        }
        self.make_person(tables, kek, id)?;
        bind(tables, index, id)
    }

    fn make_case(
        &self,
        tables: &mut Tables<'_>,
        kek: &Kek,
        id: CaseId,
        requester: PersonId,
    ) -> Result<Written, VaultError> {
        let owner = KeyOwner::case(id);
        let unknown = || VaultError::UnknownPerson(requester);
        let person_key_id =
            key_id(&tables.owners, KeyOwner::person(requester))?.ok_or_else(unknown)?;
        if let Some(existing) = key_id(&tables.owners, owner)? {
            let row = key_row(&tables.keys, existing)?;
            let is_same = row
                .and_then(|row| row.by_person)
                .is_some_and(|(person_key, _)| person_key == person_key_id);
            return if is_same { Ok(Written::Done) } else { Err(VaultError::OtherRequester(id)) };
        }
        let person_key = self.open_key(kek, &tables.keys, person_key_id)?.ok_or_else(unknown)?;
        let case_key_id = free_key_id(tables, self.chance())?;
        let key = seal::draw(self.chance());
        let aad = KeyRow::aad(case_key_id, owner);
        let wrapped = person_key.wraps().wrap_key(&aad, &key, self.chance())?;
        let by_person = Some((person_key_id, wrapped));
        put(tables, case_key_id, KeyRow { owner, by_person, by_kek: None })?;
        Ok(Written::Done)
    }

    fn hold(
        &self,
        tables: &mut Tables<'_>,
        kek: &Kek,
        case: CaseId,
    ) -> Result<Written, VaultError> {
        let (id, mut row) = case_row(tables, case)?;
        if row.by_kek.is_some() {
            return Ok(Written::Done);
        }
        let key = self.open_key(kek, &tables.keys, id)?.ok_or(VaultError::UnknownCase(case))?;
        let aad = KeyRow::aad(id, row.owner);
        row.by_kek = Some(key.rewrap(kek.cipher(), &aad, self.chance())?);
        put(tables, id, row)?;
        Ok(Written::Done)
    }

    fn renew_intake(&self, tables: &mut Tables<'_>, kek: &Kek) -> Result<Written, VaultError> {
        let keys = intake_keys(&tables.intakes)?;
        let days = keys.into_iter().map(|(_, day)| day);
        for day in days.clone() {
            tables.owners.remove(&KeyOwner::intake(day).to_bytes())?;
        }
        if let Some(last) = days.max() {
            make_key(tables, kek, KeyOwner::intake(last), self.chance())?;
        }
        Ok(Written::Done)
    }
}

/// Makes a key wrapped by the key-encryption key, and puts it under its owner.
pub(super) fn make_key(
    tables: &mut Tables<'_>,
    kek: &Kek,
    owner: KeyOwner,
    chance: &dyn Chance,
) -> Result<(), VaultError> {
    let id = free_key_id(tables, chance)?;
    let key = seal::draw(chance);
    let by_kek = kek.cipher().wrap_key(&KeyRow::aad(id, owner), &key, chance)?;
    put(tables, id, KeyRow { owner, by_person: None, by_kek: Some(by_kek) })
}

// Key ids are random, not UUIDv7: they stand in every sealed cell and must not tell when their owner came. A seeded
// source may repeat itself after a restart, and an id in use must not be overwritten.
fn free_key_id(tables: &Tables<'_>, chance: &dyn Chance) -> Result<KeyId, VaultError> {
    loop {
        let id = Builder::from_random_bytes(chance.bytes()).into_uuid();
        if tables.keys.get(id.as_bytes())?.is_none() {
            return Ok(KeyId::from_uuid(id));
        }
    }
}

fn put(tables: &mut Tables<'_>, id: KeyId, row: KeyRow) -> Result<(), VaultError> {
    tables.keys.insert(id.uuid().as_bytes(), row.to_bytes().as_slice())?;
    tables.owners.insert(&row.owner.to_bytes(), id.uuid().as_bytes())?;
    if let Some(day) = row.owner.day() {
        tables.intakes.insert(id.uuid().as_bytes(), day)?;
    }
    Ok(())
}

fn person_of(tables: &Tables<'_>, index: &[u8; 32]) -> Result<Option<PersonId>, VaultError> {
    let row = tables.addresses.get(index)?;
    Ok(row.map(|id| PersonId::from_uuid(Uuid::from_bytes(*id.value()))))
}

fn bind(tables: &mut Tables<'_>, index: [u8; 32], id: PersonId) -> Result<PersonId, VaultError> {
    if let Some(bound) = person_of(tables, &index)? {
        return Ok(bound);
    }
    if key_id(&tables.owners, KeyOwner::person(id))?.is_none() {
        return Err(VaultError::UnknownPerson(id));
    }
    tables.addresses.insert(&index, id.uuid().as_bytes())?;
    Ok(id)
}

fn case_row(tables: &Tables<'_>, case: CaseId) -> Result<(KeyId, KeyRow), VaultError> {
    let unknown = || VaultError::UnknownCase(case);
    let id = key_id(&tables.owners, KeyOwner::case(case))?.ok_or_else(unknown)?;
    let row = key_row(&tables.keys, id)?.ok_or_else(unknown)?;
    Ok((id, row))
}

fn release(tables: &mut Tables<'_>, case: CaseId) -> Result<Written, VaultError> {
    let (id, mut row) = match case_row(tables, case) {
        Err(VaultError::UnknownCase(_)) => return Ok(Written::Done),
        found => found?,
    };
    if row.by_kek.take().is_none() {
        return Ok(Written::Done);
    }
    if row.by_person.is_some() {
        put(tables, id, row)?;
        return Ok(Written::Done);
    }
    drop_keys(tables, &[id])?;
    Ok(Written::Orphaned)
}

fn drop_keys(tables: &mut Tables<'_>, ids: &[KeyId]) -> Result<Written, VaultError> {
    for id in ids {
        let Some(row) = key_row(&tables.keys, *id)? else { continue };
        tables.keys.remove(id.uuid().as_bytes())?;
        tables.intakes.remove(id.uuid().as_bytes())?;
        // A renewed owner points to another key by now.
        if key_id(&tables.owners, row.owner)? == Some(*id) {
            tables.owners.remove(&row.owner.to_bytes())?;
        }
    }
    Ok(Written::Done)
}

fn share(fault: VaultError, n_writes: usize) -> Vec<Result<Written, VaultError>> {
    let fault = match fault {
        VaultError::Full(path) => CommitFault::Full(path),
        VaultError::Store(source) => CommitFault::Store(source),
        _ => return (0..n_writes).map(|_| Err(VaultError::Closed)).collect(),
    };
    (0..n_writes).map(|_| Err(fault.clone().into())).collect()
}
