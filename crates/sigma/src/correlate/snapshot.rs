//! The state, for keeping over a restart.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::ruleset::RuleSet;

use super::{
    CorrelateConfig, CorrelateCounts, Correlator, GroupKey, Hit, groups::Group, sketch::Sketch,
};

/// The state of all correlations, to be written and read by serde.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The eldest of a correlation first.
    groups: Vec<(String, GroupKey, Group)>,
    /// What is remembered of groups that gave way.
    gone: Vec<(String, Sketch)>,
    /// Correlations whose watch for silence has begun.
    begun: Vec<String>,
    /// Hits and what their rules are called: indices change with the files.
    pending: Vec<(Called, Hit)>,
    newest_ms: i64,
    settled_ms: i64,
    counts: CorrelateCounts,
}

/// What a rule is called. Which of the three it is belongs to it: an id may be the title of another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Called {
    Id(String),
    Name(String),
    Title(String),
}

impl Correlator {
    /// Returns the state.
    pub fn snapshot(&self, rules: &RuleSet) -> Snapshot {
        let plans = || {
            let fingerprints = self.plans.iter().map(|plan| &plan.fingerprint);
            fingerprints.zip(&self.groups)
        };
        let groups = plans().flat_map(|(fingerprint, groups)| {
            groups.iter().map(|(key, group)| (fingerprint.clone(), key.clone(), group.clone()))
        });
        let gone = plans().filter(|(_, groups)| !groups.gone.is_empty());
        let begun = plans().filter(|(_, groups)| groups.is_begun);
        let pending =
            self.pending.values().filter_map(|hit| Some((called(rules, hit.rule)?, hit.clone())));
        Snapshot {
            groups: groups.collect(),
            gone: gone.map(|(name, groups)| (name.clone(), groups.gone.clone())).collect(),
            begun: begun.map(|(name, _)| name.clone()).collect(),
            pending: pending.collect(),
            newest_ms: self.newest_ms,
            settled_ms: self.settled_ms,
            counts: self.counts,
        }
    }

    /// Goes on from a state. What belongs to a correlation that is gone, or was changed, is left out.
    pub fn restore(rules: &RuleSet, config: CorrelateConfig, snapshot: Snapshot) -> Self {
        let mut correlator = Self::new(rules, config);
        correlator.counts = snapshot.counts;
        for (plan, groups) in correlator.plans.iter().zip(&mut correlator.groups) {
            groups.is_begun = snapshot.begun.contains(&plan.fingerprint);
            let gone = snapshot.gone.iter().find(|(name, _)| *name == plan.fingerprint);
            groups.gone = gone.map(|(_, gone)| gone.clone()).unwrap_or_default();
        }
        for (fingerprint, key, group) in snapshot.groups {
            let at = correlator.plans.iter().position(|plan| plan.fingerprint == fingerprint);
            let Some(at) = at else { continue };
            if let (Some(plan), Some(groups)) =
                (correlator.plans.get(at), correlator.groups.get_mut(at))
            {
                groups.insert(plan, key, group, config.groups_max);
            }
            correlator.lighten();
        }
        let by_name = by_name(rules);
        for (name, mut hit) in snapshot.pending {
            let Some(Some(rule)) = by_name.get(&name) else {
                correlator.counts.lost += 1;
                continue;
            };
            hit.rule = *rule;
            correlator.wait(hit);
        }
        correlator.newest_ms = snapshot.newest_ms;
        correlator.settled_ms = snapshot.settled_ms;
        correlator
    }
}

/// Returns the rules by what they are called; none for a title that several have.
fn by_name(rules: &RuleSet) -> HashMap<Called, Option<usize>> {
    let mut by_name = HashMap::new();
    for rule in 0..rules.rules.len() {
        if let Some(name) = called(rules, rule) {
            by_name.entry(name).and_modify(|known| *known = None).or_insert(Some(rule));
        }
    }
    by_name
}

fn called(rules: &RuleSet, rule: usize) -> Option<Called> {
    let header = &rules.rules.get(rule)?.header;
    let id = header.id.clone().map(Called::Id);
    let name = || header.name.clone().map(Called::Name);
    Some(id.or_else(name).unwrap_or_else(|| Called::Title(header.title.clone())))
}
