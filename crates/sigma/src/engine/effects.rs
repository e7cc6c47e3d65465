//! What follows when a test is found: groups that then hold, and rules that are called for. All in a row, since it is asked
//! for each literal that stands in an event.

use super::{predicate::PredicateId, program::GroupId, witness::Witness};

/// For each test its groups, then its rules.
#[derive(Debug, Default)]
pub(super) struct Effects {
    spans: Vec<Span>,
    all: Vec<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    /// Where groups end and rules begin.
    middle: u32,
    end: u32,
}

impl Effects {
    /// Puts them together; `groups` are those of which one test is enough, `witnesses` those of each rule.
    pub fn new(
        n_tests: usize,
        groups: &[Vec<PredicateId>],
        witnesses: &[Option<Vec<Witness>>],
    ) -> Self {
        let mut of: Vec<(Vec<GroupId>, Vec<u32>)> = vec![Default::default(); n_tests];
        for (group, ids) in groups.iter().enumerate() {
            for id in ids {
                if let (Some((groups, _)), Ok(group)) =
                    (of.get_mut(*id as usize), GroupId::try_from(group))
                {
                    groups.push(group);
                }
            }
        }
        for (rule, witnesses) in witnesses.iter().enumerate() {
            for witness in witnesses.iter().flatten() {
                if let (Witness::Found(id), Ok(rule)) = (witness, u32::try_from(rule))
                    && let Some((_, rules)) = of.get_mut(*id as usize)
                {
                    rules.push(rule);
                }
            }
        }
        let mut effects = Self::default();
        let place = |all: &[u32]| u32::try_from(all.len()).unwrap_or(u32::MAX);
        for (groups, rules) in of {
            let start = place(&effects.all);
            effects.all.extend(groups);
            let middle = place(&effects.all);
            effects.all.extend(rules);
            effects.spans.push(Span { start, middle, end: place(&effects.all) });
        }
        effects
    }

    /// Returns the groups that a test is in, and the rules that it calls for.
    #[inline]
    pub fn of(&self, id: PredicateId) -> (&[GroupId], &[u32]) {
        let span = self.spans.get(id as usize).copied().unwrap_or_default();
        let part =
            |start: u32, end: u32| self.all.get(start as usize..end as usize).unwrap_or_default();
        (part(span.start, span.middle), part(span.middle, span.end))
    }
}
