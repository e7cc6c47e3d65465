//! Bursts: a kind that comes much more often than it used to at this hour.
//!
//! Time is cut into windows. Each kind has what it expects of a window, by the hour of the day, as a mean and a
//! mean deviation that follow the past slowly; a window that bursts teaches no more than the bar it broke. All of it is sums in a fixed order: the same stream gives
//! the same bursts.
//!
//! A burst names the places where most of its lines come from; a place with a stray line is none of them. Which these are
//! shows while it goes on, so a burst is told again when another place has come to have its part.

mod cluster;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde::{Deserialize, Serialize};

pub use cluster::{CLUSTER_WINDOWS_MAX, CLUSTERS_MAX, Cluster, ClusterId, Clusters, MEMBERS_MAX};

use crate::kind::KindId;

/// How long a window is, in seconds.
pub const WINDOW_SECS: u64 = 60;

/// How many kinds are watched.
pub const KINDS_MAX: usize = 65_536;

/// How many places a burst names in a window.
pub const PLACES_MAX: usize = 32;

/// How many places of a kind are counted in a window; where there are more, only those with many lines stay.
pub const PLACES_COUNTED_MAX: usize = 64;

/// Which part of a burst's lines a place must have to be named.
const PLACE_PART: u32 = 64;

/// Fewer lines are a stray.
const PLACE_LINES_MIN: u32 = 2;

/// How many bytes of a place's name are looked at.
pub const PLACE_BYTES_MAX: usize = 256;

/// Hours that are told apart.
const HOURS: usize = 24;

/// Fewer lines in a window are never a burst.
const LINES_MIN: f64 = 8.0;

/// Fewer are none for a kind that has no past yet.
const FIRST_LINES_MIN: f64 = 32.0;

/// From how many windows on a kind has a past.
const PAST_WINDOWS_MIN: u64 = 10;

/// How many deviations above the mean a burst is.
const DEVIATIONS: f64 = 4.0;

/// Which share of a new window goes into the mean.
const PACE: f64 = 0.05;

/// How many windows without a line are counted in one go when a kind comes back.
const QUIET_WINDOWS_MAX: u64 = 24 * 60;

/// Where a line came from. Hosts and traces are names or their pseudonyms; here they are only compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// A host.
    Host(String),
    /// A trace or a session.
    Trace(String),
}

/// A kind that came much more often than it used to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Burst {
    /// The kind.
    pub kind: KindId,
    /// When its window began.
    pub window_secs: u64,
    /// How many lines came in the window so far.
    pub n_lines: u32,
    /// How many were expected in all of it.
    pub expected: f64,
    /// From how many it counts as a burst.
    pub bar: f64,
    /// Where most of its lines came from so far.
    pub places: BTreeSet<Place>,
    /// Whether it is told for the first time, and not because of another place.
    pub is_new: bool,
}

/// Watches how often each kind comes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bursts {
    kinds: BTreeMap<KindId, Rate>,
}

/// What is known of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Rate {
    /// The number of the present window.
    window: u64,
    n_lines: u32,
    has_burst: bool,
    /// How many lines came from each place, or a few less; by place.
    places: Vec<(Place, u32)>,
    /// The places that were named in this window.
    named: BTreeSet<Place>,
    /// How many windows were learnt.
    n_windows: u64,
    /// What is expected, all hours together.
    all: Expected,
    /// What is expected by the hour, once there is something to expect.
    hours: Vec<Expected>,
}

/// A mean and a mean deviation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Expected {
    mean: f64,
    deviation: f64,
    n_windows: u32,
}

impl Bursts {
    /// Counts a line; tells of a burst with the line that makes it one, and again with one that makes another place a part
    /// of it.
    pub fn observe(&mut self, kind: KindId, places: &[Place], at_secs: u64) -> Option<Burst> {
        let window = at_secs / WINDOW_SECS;
        let places = &*cut(places);
        if self.kinds.len() >= KINDS_MAX && !self.kinds.contains_key(&kind) {
            self.forget_oldest();
        }
        let rate = self.kinds.entry(kind).or_insert_with(|| Rate::new(window));
        rate.advance(window);
        rate.count(places);
        let bar = rate.bar();
        if f64::from(rate.n_lines) < bar {
            return None;
        }
        let is_new = !std::mem::replace(&mut rate.has_burst, true);
        let is_wider = rate.name_places(places, is_new);
        (is_new || is_wider).then(|| Burst {
            kind,
            window_secs: rate.window * WINDOW_SECS,
            n_lines: rate.n_lines,
            expected: rate.expected().mean,
            bar,
            places: rate.named.clone(),
            is_new,
        })
    }

    /// Makes room: forgets a sixteenth of the kinds. Those without a past, and those that are silent for a day, go first, and of
    /// these the ones that were seen longest ago: a flood of new kinds takes no past away.
    fn forget_oldest(&mut self) {
        let newest = self.kinds.values().map(|rate| rate.window).max().unwrap_or_default();
        let rank = |rate: &Rate| {
            let is_alive = rate.window.saturating_add(QUIET_WINDOWS_MAX) >= newest;
            (is_alive && rate.n_windows >= PAST_WINDOWS_MIN, rate.window)
        };
        let mut kinds: Vec<_> = self.kinds.iter().map(|(kind, rate)| (rank(rate), *kind)).collect();
        kinds.sort_unstable();
        for (_, kind) in kinds.iter().take(KINDS_MAX / 16) {
            self.kinds.remove(kind);
        }
    }
}

impl Rate {
    fn new(window: u64) -> Self {
        Self {
            window,
            n_lines: 0,
            has_burst: false,
            places: Vec::new(),
            named: BTreeSet::new(),
            n_windows: 0,
            all: Expected::default(),
            hours: vec![Expected::default(); HOURS],
        }
    }

    /// Closes all windows before this one. A line that is late counts for the present.
    fn advance(&mut self, window: u64) {
        if window <= self.window {
            return;
        }
        self.learn(self.window, self.n_lines);
        let n_quiet = (window - self.window - 1).min(QUIET_WINDOWS_MAX);
        for quiet in window - n_quiet..window {
            self.learn(quiet, 0);
        }
        self.window = window;
        self.n_lines = 0;
        self.has_burst = false;
        self.places.clear();
        self.named.clear();
    }

    fn count(&mut self, places: &[Place]) {
        self.n_lines = self.n_lines.saturating_add(1);
        for place in places {
            match self.places.binary_search_by(|(known, _)| known.cmp(place)) {
                Ok(at) => {
                    if let Some((_, n_lines)) = self.places.get_mut(at) {
                        *n_lines = n_lines.saturating_add(1);
                    }
                }
                Err(at) if self.places.len() < PLACES_COUNTED_MAX => {
                    self.places.insert(at, (place.clone(), 1));
                }
                // Each loses one against the newcomer: who has many lines stays, strays go.
                Err(_) => self.places.retain_mut(|(_, n_lines)| {
                    *n_lines = n_lines.saturating_sub(1);
                    *n_lines > 0
                }),
            }
        }
    }

    /// Names the places that have their part of the burst: all of them with the line that makes it one, later those of the
    /// line. Says whether there is a new one.
    fn name_places(&mut self, of_line: &[Place], is_new: bool) -> bool {
        let is_known = || of_line.iter().all(|place| self.named.contains(place));
        if !is_new && (self.named.len() >= PLACES_MAX || is_known()) {
            return false;
        }
        let least = (self.n_lines / PLACE_PART).max(PLACE_LINES_MIN);
        let is_meant = |place: &Place| is_new || of_line.contains(place);
        let mut having: Vec<(u32, &Place)> = self
            .places
            .iter()
            .filter(|(place, _)| is_meant(place))
            .map(|(place, n_lines)| (*n_lines, place))
            .collect();
        having.retain(|(n_lines, place)| *n_lines >= least && !self.named.contains(*place));
        having.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.cmp(y)));
        having.truncate(PLACES_MAX.saturating_sub(self.named.len()));
        let named: Vec<Place> = having.into_iter().map(|(_, place)| place.clone()).collect();
        let is_wider = !named.is_empty();
        self.named.extend(named);
        is_wider
    }

    fn learn(&mut self, window: u64, n_lines: u32) {
        // What is beyond the bar teaches no more than the bar: an attack must not become its own excuse.
        let n = f64::from(n_lines).min(self.bar());
        self.all.learn(n);
        if let Some(hour) = self.hours.get_mut(hour(window)) {
            hour.learn(n);
        }
        self.n_windows += 1;
    }

    /// What this hour expects, or all hours while this one is not known.
    fn expected(&self) -> Expected {
        let hour = self.hours.get(hour(self.window)).copied().unwrap_or_default();
        // An hour that saw less than itself once knows nothing.
        if u64::from(hour.n_windows) * WINDOW_SECS < 3_600 { self.all } else { hour }
    }

    fn bar(&self) -> f64 {
        let floor = if self.n_windows < PAST_WINDOWS_MIN { FIRST_LINES_MIN } else { LINES_MIN };
        self.expected().bar().max(floor)
    }
}

impl Expected {
    /// From how many lines a window bursts: a number that chance would not reach.
    fn bar(&self) -> f64 {
        // Counts scatter by the root of their mean at least.
        let scatter = self.deviation.max(self.mean.sqrt());
        self.mean + DEVIATIONS * scatter
    }

    fn learn(&mut self, n_lines: f64) {
        self.n_windows = self.n_windows.saturating_add(1);
        // The first windows count alike; then each new one counts for its pace.
        let pace = PACE.max(1.0 / f64::from(self.n_windows));
        let error = n_lines - self.mean;
        self.mean += pace * error;
        self.deviation += pace * (error.abs() - self.deviation);
    }
}

/// Cuts names that are too long; as a rule none is.
fn cut(places: &[Place]) -> Cow<'_, [Place]> {
    let is_long = |place: &Place| {
        let (Place::Host(name) | Place::Trace(name)) = place;
        name.len() > PLACE_BYTES_MAX
    };
    if !places.iter().any(is_long) {
        return Cow::Borrowed(places);
    }
    let cut = |name: &str| short(name).to_owned();
    let short = places.iter().map(|place| match place {
        Place::Host(name) => Place::Host(cut(name)),
        Place::Trace(name) => Place::Trace(cut(name)),
    });
    Cow::Owned(short.collect())
}

/// Returns the beginning of a name that is looked at.
pub(crate) fn short(name: &str) -> &str {
    name.get(..name.floor_char_boundary(PLACE_BYTES_MAX)).unwrap_or(name)
}

fn hour(window: u64) -> usize {
    (window * WINDOW_SECS / 3_600 % HOURS as u64) as usize
}

#[cfg(test)]
mod tests;
