//! The state, for keeping over a restart.

use serde::{Deserialize, Serialize};

use crate::ruleset::RuleSet;

use super::{CorrelateConfig, CorrelateCounts, Correlator, GroupKey, Hit, groups::Group};

/// The state of all correlations, to be written and read by serde.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    groups: Vec<(String, GroupKey, Group)>,
    /// Hits and what their rules are called: indices change with the files.
    pending: Vec<(String, Hit)>,
    newest_ms: i64,
    settled_ms: i64,
    counts: CorrelateCounts,
}

impl Correlator {
    /// Returns the state.
    pub fn snapshot(&self, rules: &RuleSet) -> Snapshot {
        let groups = self.plans.iter().zip(&self.groups).flat_map(|(plan, groups)| {
            groups.iter().map(|(key, group)| (plan.fingerprint.clone(), key.clone(), group.clone()))
        });
        let pending =
            self.pending.values().filter_map(|hit| Some((called(rules, hit.rule)?, hit.clone())));
        Snapshot {
            groups: groups.collect(),
            pending: pending.collect(),
            newest_ms: self.newest_ms,
            settled_ms: self.settled_ms,
            counts: self.counts,
        }
    }

    /// Goes on from a state. What belongs to a correlation that is gone, or was changed, is left out.
    pub fn restore(rules: &RuleSet, config: CorrelateConfig, snapshot: Snapshot) -> Self {
        let mut correlator = Self::new(rules, config);
        for (fingerprint, key, group) in snapshot.groups {
            let at = correlator.plans.iter().position(|plan| plan.fingerprint == fingerprint);
            if let Some(groups) = at.and_then(|at| correlator.groups.get_mut(at)) {
                groups.insert(key, group);
            }
        }
        for (name, mut hit) in snapshot.pending {
            let rule =
                (0..rules.rules.len()).find(|rule| called(rules, *rule).as_ref() == Some(&name));
            let Some(rule) = rule else { continue };
            hit.rule = rule;
            correlator.n_seen += 1;
            correlator.pending.insert((hit.time_ms, correlator.n_seen), hit);
        }
        correlator.newest_ms = snapshot.newest_ms;
        correlator.settled_ms = snapshot.settled_ms;
        correlator.counts = snapshot.counts;
        correlator
    }
}

fn called(rules: &RuleSet, rule: usize) -> Option<String> {
    let header = &rules.rules.get(rule)?.header;
    Some(header.id.as_ref().or(header.name.as_ref()).unwrap_or(&header.title).clone())
}
