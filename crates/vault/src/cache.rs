//! Opened keys, so that a board of fifty cases does not unwrap fifty keys at each look.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::KeyId;

use crate::seal::DataKey;

/// Opened keys kept at most; one takes about a kilobyte.
pub(crate) const KEYS_CACHED_MAX: usize = 8192;

/// A bounded cache: what was used lately stays.
///
/// Two generations stand in for an exact order of use: a key that is asked for moves to the young one; when that
/// is half the limit, it becomes the old one and the former old one is dropped. Keys are wiped when dropped.
#[derive(Default)]
pub(crate) struct KeyCache(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    young: HashMap<KeyId, Arc<DataKey>>,
    old: HashMap<KeyId, Arc<DataKey>>,
}

impl KeyCache {
    pub(crate) fn get(&self, id: KeyId) -> Option<Arc<DataKey>> {
        let mut generations = self.lock();
        if let Some(key) = generations.young.get(&id) {
            return Some(Arc::clone(key));
        }
        let key = generations.old.remove(&id)?;
        generations.insert(id, Arc::clone(&key));
        Some(key)
    }

    pub(crate) fn insert(&self, id: KeyId, key: Arc<DataKey>) {
        self.lock().insert(id, key);
    }

    pub(crate) fn clear(&self) {
        *self.lock() = Generations::default();
    }

    fn lock(&self) -> MutexGuard<'_, Generations> {
        // A panic between two map operations leaves maps that are still maps.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        let generations = self.lock();
        generations.young.len() + generations.old.len()
    }
}

impl Generations {
    fn insert(&mut self, id: KeyId, key: Arc<DataKey>) {
        if self.young.len() >= KEYS_CACHED_MAX / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(id, key);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use zeroize::Zeroizing;

    use super::*;

    #[test]
    fn stays_bounded_and_keeps_what_is_used() {
        let cache = KeyCache::default();
        let id = |n: usize| KeyId::from_uuid(Uuid::from_u128(n as u128));
        for n in 0..3 * KEYS_CACHED_MAX {
            cache.insert(id(n), Arc::new(DataKey::new(Zeroizing::new([1; 32]))));
            assert!(cache.get(id(0)).is_some(), "key 0 is used all the time");
            assert!(cache.len() <= KEYS_CACHED_MAX);
        }
        assert!(cache.get(id(1)).is_none());
        cache.clear();
        assert_eq!(cache.len(), 0);
    }
}
