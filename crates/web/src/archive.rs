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

/// Archives that are being packed, and since when. Cheap to clone.
#[derive(Clone, Default)]
pub struct Archives(Arc<Mutex<BTreeMap<PersonId, Timestamp>>>);

/// The place of one archive among those; ends with it.
pub struct Place {
    archives: Archives,
    person_id: PersonId,
    since: Timestamp,
}

impl Archives {
    /// Gives somebody a place; one person has one at a time. A place whose hour is over is free: what is packed there gives
    /// nothing any more, and whoever does not read on may never come to hear so.
    pub fn begin(&self, person_id: PersonId, now: Timestamp) -> Result<Place, DeskError> {
        let mut there = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        there.retain(|_, since| now.duration_since(*since).as_secs() <= ARCHIVE_SECS_MAX);
        if there.contains_key(&person_id) {
            return Err(DeskError::Crowded { what: "downloads of your data", n_max: 1 });
        }
        if there.len() >= AT_ONCE {
            return Err(DeskError::Crowded { what: "downloads of all data", n_max: AT_ONCE });
        }
        there.insert(person_id, now);
        drop(there);
        Ok(Place { archives: self.clone(), person_id, since: now })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut there = self.archives.0.lock().unwrap_or_else(PoisonError::into_inner);
        // It may be somebody's next one by now.
        if there.get(&self.person_id) == Some(&self.since) {
            there.remove(&self.person_id);
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
        assert!(matches!(begin(0, now), Err(DeskError::Crowded { n_max: 1, .. })));
        let others: Vec<_> = (1..8).map(|n| begin(n, now).unwrap()).collect();
        assert!(matches!(begin(9, now), Err(DeskError::Crowded { n_max: 8, .. })));
        drop(first);
        let first = begin(0, now).unwrap();
        // Whoever does not read on holds nobody off for longer than an hour, and takes nothing from who came then.
        let later = now + SignedDuration::from_secs(ARCHIVE_SECS_MAX + 1);
        let again = begin(0, later).unwrap();
        drop((first, others));
        assert!(matches!(begin(0, later), Err(DeskError::Crowded { n_max: 1, .. })));
        drop(again);
        assert!(archives.0.lock().unwrap().is_empty());
    }
}
