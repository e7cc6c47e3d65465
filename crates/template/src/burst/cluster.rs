//! Bursts that belong together: on the same host or in the same trace, within one window, they are one cluster.
//!
//! What goes on in the next window at one of the places of the last is the same cluster still; a place where something
//! burst earlier draws nothing in, and no cluster grows older than a few windows. So what bursts each minute does not
//! gather all that happens beside it in an hour.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Burst, Place, WINDOW_SECS};
use crate::kind::KindId;

/// How many clusters are open at once; the oldest is closed for a new one.
pub const CLUSTERS_MAX: usize = 1_024;

/// How many kinds, and how many places, a cluster names.
pub const MEMBERS_MAX: usize = 256;

/// How many windows a cluster lasts; what goes on after that is a new one.
pub const CLUSTER_WINDOWS_MAX: u64 = 10;

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
    /// What burst where, by window; of the last two windows only.
    recent: BTreeMap<u64, Recent>,
}

/// What burst in one window of a cluster.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Recent {
    kinds: BTreeSet<KindId>,
    places: BTreeSet<Place>,
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
        let recent = cluster.recent.entry(burst.window_secs).or_default();
        insert(&mut recent.kinds, burst.kind);
        for place in &burst.places {
            insert(&mut cluster.places, place.clone());
            insert(&mut recent.places, place.clone());
        }
        cluster.forget();
        Some(cluster)
    }

    /// The clusters that may still grow, the eldest first.
    pub fn open(&self) -> impl Iterator<Item = &Cluster> {
        self.open.values()
    }

    /// Closes clusters that nothing can join any more.
    fn close(&mut self, now_secs: u64) {
        self.open.retain(|_, cluster| {
            let is_near = cluster.last_secs.saturating_add(2 * WINDOW_SECS) > now_secs;
            is_near && !cluster.is_old(now_secs)
        });
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
            Cluster {
                id,
                first_secs,
                last_secs,
                kinds: BTreeSet::new(),
                places: BTreeSet::new(),
                recent: BTreeMap::new(),
            },
        );
        id
    }
}

impl Cluster {
    /// Tells whether a burst is part of this: in one of the places of its window, or of the window beside it; or it is one
    /// of the window's, told again.
    fn meets(&self, burst: &Burst) -> bool {
        let is_here = |(window_secs, recent): (&u64, &Recent)| {
            let is_told = *window_secs == burst.window_secs && recent.kinds.contains(&burst.kind);
            let is_near = window_secs.abs_diff(burst.window_secs) <= WINDOW_SECS;
            is_told || is_near && !recent.places.is_disjoint(&burst.places)
        };
        !self.is_old(burst.window_secs) && self.recent.iter().any(is_here)
    }

    fn is_old(&self, now_secs: u64) -> bool {
        now_secs.saturating_sub(self.first_secs) >= CLUSTER_WINDOWS_MAX * WINDOW_SECS
    }

    /// Forgets what burst before the last two windows.
    fn forget(&mut self) {
        let edge = self.last_secs.saturating_sub(WINDOW_SECS);
        self.recent.retain(|window_secs, _| *window_secs >= edge);
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
        for (window_secs, theirs) in other.recent {
            let ours = self.recent.entry(window_secs).or_default();
            theirs.kinds.into_iter().for_each(|kind| insert(&mut ours.kinds, kind));
            theirs.places.into_iter().for_each(|place| insert(&mut ours.places, place));
        }
    }
}

fn insert<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if set.len() < MEMBERS_MAX {
        set.insert(value);
    }
}
