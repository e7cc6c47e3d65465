//! New kinds under watch: the more hosts send one, the higher its score.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{burst::short, kind::KindId, novelty::Novelty};

/// For how long a new kind is watched, in seconds.
pub const WATCH_SECS: u64 = 60 * 60;

/// How many are watched at once; the oldest makes room.
pub const NEWCOMERS_MAX: usize = 4_096;

/// How many hosts of each are told apart.
pub const HOSTS_MAX: usize = 16;

/// The new kinds under watch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Newcomers(BTreeMap<KindId, Newcomer>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Newcomer {
    novelty: Novelty,
    since_secs: u64,
    hosts: BTreeSet<String>,
}

impl Newcomers {
    /// Watches a kind that was just found to be new; returns its score.
    pub fn admit(&mut self, kind: KindId, novelty: Novelty, host: &str, at_secs: u64) -> f64 {
        self.0.retain(|_, newcomer| newcomer.since_secs.saturating_add(WATCH_SECS) > at_secs);
        if self.0.len() >= NEWCOMERS_MAX {
            let oldest = self.0.iter().min_by_key(|(kind, newcomer)| (newcomer.since_secs, **kind));
            if let Some(kind) = oldest.map(|(kind, _)| *kind) {
                self.0.remove(&kind);
            }
        }
        let hosts = BTreeSet::from([short(host).to_owned()]);
        self.0.insert(kind, Newcomer { novelty, since_secs: at_secs, hosts });
        novelty.score(1)
    }

    /// Takes a line of any kind; returns the score of a watched one when another host has sent it.
    pub fn see(&mut self, kind: KindId, host: &str, at_secs: u64) -> Option<f64> {
        let newcomer = self.0.get_mut(&kind)?;
        let host = short(host);
        let is_over = newcomer.since_secs.saturating_add(WATCH_SECS) <= at_secs;
        if is_over || newcomer.hosts.len() >= HOSTS_MAX || newcomer.hosts.contains(host) {
            return None;
        }
        newcomer.hosts.insert(host.to_owned());
        Some(newcomer.novelty.score(newcomer.hosts.len()))
    }
}
