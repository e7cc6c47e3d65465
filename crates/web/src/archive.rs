//! All that is held about somebody as one archive (ZIP), packed while it is read: at any time no more of it is in memory than a
//! window of messages or one file, and a list of what is in it.
//!
//! An archive that could not be packed to its end has no directory, so that nothing opens it as if it were whole.

mod names;
mod packer;
mod told;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use desk::{ARCHIVE_SECS_MAX, DeskError};
use jiff::Timestamp;
use model::PersonId;

pub use packer::Packer;

/// Archives that are packed at once: each holds a window or a file, for as long as its reader's line takes.
const AT_ONCE: usize = 8;

/// Archives that are being packed. Cheap to clone.
#[derive(Clone, Default)]
pub struct Archives(Arc<Mutex<Places>>);

#[derive(Default)]
struct Places {
    /// Counts all that were begun.
    n_begun: u64,
    /// Since when each is packed, and which of those that were begun it is.
    there: BTreeMap<PersonId, (Timestamp, u64)>,
}

/// The place of one archive among those; ends with it.
pub struct Place {
    archives: Archives,
    person_id: PersonId,
    number: u64,
}

impl Archives {
    /// Gives somebody a place; one person has one at a time, and whoever begins again ends what they began before: a second click
    /// without JavaScript has left the first. A place whose hour is over is free: what is packed there gives nothing any more,
    /// and whoever does not read on may never come to hear so.
    pub fn begin(&self, person_id: PersonId, now: Timestamp) -> Result<Place, DeskError> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places
            .there
            .retain(|_, (since, _)| now.duration_since(*since).as_secs() <= ARCHIVE_SECS_MAX);
        if places.there.len() >= AT_ONCE && !places.there.contains_key(&person_id) {
            return Err(DeskError::Crowded { what: "downloads of all data", n_max: AT_ONCE });
        }
        places.n_begun += 1;
        let number = places.n_begun;
        places.there.insert(person_id, (now, number));
        drop(places);
        Ok(Place { archives: self.clone(), person_id, number })
    }
}

impl Place {
    /// Says whether it is still its archive's: somebody may have begun again.
    pub fn stands(&self) -> bool {
        let places = self.archives.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.there.get(&self.person_id).is_some_and(|(_, number)| *number == self.number)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut places = self.archives.0.lock().unwrap_or_else(PoisonError::into_inner);
        // It may be somebody's next one by now.
        if places.there.get(&self.person_id).is_some_and(|(_, number)| *number == self.number) {
            places.there.remove(&self.person_id);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use uuid::Uuid;

    use super::*;

    fn person(n: u128) -> PersonId {
        PersonId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn one_person_has_one_place_and_there_are_few() {
        let (archives, now) = (Archives::default(), Timestamp::UNIX_EPOCH);
        let begin = |n, now| archives.begin(person(n), now);
        let first = begin(0, now).unwrap();
        // Whoever begins again ends the first.
        let second = begin(0, now).unwrap();
        assert!(!first.stands() && second.stands());
        drop(first);
        assert!(second.stands());
        let others: Vec<_> = (1..8).map(|n| begin(n, now).unwrap()).collect();
        assert!(matches!(begin(9, now), Err(DeskError::Crowded { n_max: 8, .. })));
        drop(second);
        let ninth = begin(9, now).unwrap();
        // Whoever does not read on holds nobody off for longer than an hour, and takes nothing from who came then.
        let later = now + SignedDuration::from_secs(ARCHIVE_SECS_MAX + 1);
        let again = begin(9, later).unwrap();
        drop((ninth, others));
        assert!(again.stands());
        drop(again);
        assert!(archives.0.lock().unwrap().there.is_empty());
    }
}
