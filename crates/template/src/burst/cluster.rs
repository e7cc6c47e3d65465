//! Bursts that belong together: on the same host or in the same trace, within one window, they are one cluster.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Burst, Place, WINDOW_SECS};
use crate::kind::KindId;

/// How many clusters are open at once; the oldest is closed for a new one.
pub const CLUSTERS_MAX: usize = 1_024;

/// How many kinds, and how many places, a cluster names.
pub const MEMBERS_MAX: usize = 256;

/// Names a cluster; counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClusterId(pub u64);

/// Bursts that are one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// Its name.
    pub id: ClusterId,
    /// When its first window began.
    pub first_secs: u64,
    /// When its last window began.
    pub last_secs: u64,
    /// The kinds that burst.
    pub kinds: BTreeSet<KindId>,
    /// Where they did.
    pub places: BTreeSet<Place>,
}

/// The clusters that are still open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Clusters {
    n_ever: u64,
    open: BTreeMap<ClusterId, Cluster>,
}

impl Clusters {
    /// Adds a burst to the cluster it belongs to, or to a new one. Clusters that it joins become one, the eldest.
    pub fn add(&mut self, burst: &Burst) -> Option<&Cluster> {
        self.close(burst.window_secs);
        let mut joined =
            self.open.values().filter(|cluster| cluster.meets(burst)).map(|cluster| cluster.id);
        let id = joined.next();
        let others: Vec<ClusterId> = joined.collect();
        let id = id.unwrap_or_else(|| self.begin(burst));
        let taken: Vec<Cluster> =
            others.iter().filter_map(|other| self.open.remove(other)).collect();
        let cluster = self.open.get_mut(&id)?;
        for other in taken {
            cluster.take(other);
        }
        cluster.last_secs = cluster.last_secs.max(burst.window_secs);
        insert(&mut cluster.kinds, burst.kind);
        for place in &burst.places {
            insert(&mut cluster.places, place.clone());
        }
        Some(cluster)
    }

    /// The clusters that may still grow, the eldest first.
    pub fn open(&self) -> impl Iterator<Item = &Cluster> {
        self.open.values()
    }

    /// Closes clusters that nothing can join any more.
    fn close(&mut self, now_secs: u64) {
        self.open.retain(|_, cluster| cluster.last_secs.saturating_add(2 * WINDOW_SECS) > now_secs);
    }

    fn begin(&mut self, burst: &Burst) -> ClusterId {
        if self.open.len() >= CLUSTERS_MAX {
            self.open.pop_first();
        }
        let id = ClusterId(self.n_ever);
        self.n_ever += 1;
        let (first_secs, last_secs) = (burst.window_secs, burst.window_secs);
        self.open.insert(
            id,
            Cluster { id, first_secs, last_secs, kinds: BTreeSet::new(), places: BTreeSet::new() },
        );
        id
    }
}

impl Cluster {
    /// Tells whether a burst is part of this: in the same window or the next, in one of its places or of one of its
    /// kinds.
    fn meets(&self, burst: &Burst) -> bool {
        let is_near = burst.window_secs.abs_diff(self.last_secs) <= WINDOW_SECS;
        let is_here = !self.places.is_disjoint(&burst.places);
        is_near && (is_here || self.kinds.contains(&burst.kind))
    }

    fn take(&mut self, other: Self) {
        self.first_secs = self.first_secs.min(other.first_secs);
        self.last_secs = self.last_secs.max(other.last_secs);
        for kind in other.kinds {
            insert(&mut self.kinds, kind);
        }
        for place in other.places {
            insert(&mut self.places, place);
        }
    }
}

fn insert<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if set.len() < MEMBERS_MAX {
        set.insert(value);
    }
}
