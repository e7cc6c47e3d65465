//! The rules of a house together: references resolved, filters put in.

use std::collections::HashMap;

use crate::{
    fault::{Fault, Reason},
    parse::{self, Document, Placeholders},
    rule::{Condition, Correlation, Filter, Header, Matcher, Rule},
};

/// Values that filters put into rules, in all: each filter goes into each rule that it is for.
pub const FILTERED_VALUES_MAX: usize = 2_000_000;

/// What a correlation refers to, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Link {
    Rule(usize),
    Correlation(usize),
}

/// Rules that can be honoured, and why the others cannot.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// Rules over single events.
    pub rules: Vec<Rule>,
    /// Rules over matches, each behind those that it refers to.
    pub correlations: Vec<Correlation>,
    /// What was refused.
    pub faults: Vec<Fault>,
    links: Vec<Vec<Link>>,
    is_silent: Vec<bool>,
}

impl RuleSet {
    /// Reads files, given by name and content.
    pub fn read<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
        placeholders: &Placeholders,
    ) -> Self {
        let mut set = Self::default();
        let (mut correlations, mut filters) = (Vec::new(), Vec::new());
        for (file, bytes) in files {
            for document in parse::parse(file, bytes, placeholders) {
                match document {
                    Ok(Document::Rule(rule)) => set.rules.push(rule),
                    Ok(Document::Correlation(correlation)) => correlations.push(correlation),
                    Ok(Document::Filter(filter)) => filters.push(filter),
                    Err(fault) => set.faults.push(fault),
                }
            }
        }
        set.drop_twins(&mut correlations);
        let mut n_left = FILTERED_VALUES_MAX;
        for filter in &filters {
            set.put_in(filter, &mut n_left);
        }
        set.link(correlations);
        set.hush();
        set
    }

    /// Returns what a correlation refers to, in its order.
    pub fn links(&self, correlation: usize) -> &[Link] {
        self.links.get(correlation).map_or(&[], Vec::as_slice)
    }

    /// Says whether matches of a rule are for correlations only.
    pub fn is_silent(&self, rule: usize) -> bool {
        self.is_silent.get(rule).copied().unwrap_or_default()
    }

    /// Returns the fields that correlations group by or look at, whatever rule they look at them in.
    pub fn correlation_fields(&self) -> impl Iterator<Item = &str> {
        self.correlations.iter().flat_map(|correlation| {
            let aliased = correlation.aliases.iter().flat_map(|alias| &alias.fields);
            let value = correlation.kind.field();
            let own = correlation.group_by.iter().map(String::as_str);
            own.chain(aliased.map(|(_, field)| field.as_str())).chain(value)
        })
    }

    /// Refuses rules and correlations whose id or name is taken already: references would go to one of them.
    fn drop_twins(&mut self, correlations: &mut Vec<Correlation>) {
        let mut seen: HashMap<String, String> = HashMap::new();
        let faults = &mut self.faults;
        let mut is_first = |header: &Header| {
            let place = &header.place;
            for reference in [&header.id, &header.name].into_iter().flatten() {
                if let Some(first) = seen.get(reference) {
                    let reason = Reason::Twice(reference.clone(), first.clone());
                    faults.push(Fault { place: place.clone(), reason, is_of_filter: false });
                    return false;
                }
            }
            for reference in [&header.id, &header.name].into_iter().flatten() {
                seen.insert(reference.clone(), place.to_string());
            }
            true
        };
        self.rules.retain(|rule| is_first(&rule.header));
        correlations.retain(|correlation| is_first(&correlation.header));
    }

    /// Joins a filter to the rules it is for: they match only where its condition holds, too.
    ///
    /// This is how the reference implementation reads filters: an exclusion says `not selection`.
    fn put_in(&mut self, filter: &Filter, n_left: &mut usize) {
        if let Some(wanted) = &filter.rules {
            for reference in wanted {
                if !self.rules.iter().any(|rule| rule.header.is_called(reference)) {
                    let reason = Reason::UnknownRule(reference.clone());
                    self.faults.push(Fault {
                        place: filter.header.place.clone(),
                        reason,
                        is_of_filter: true,
                    });
                }
            }
        }
        let is_for = |rule: &Rule| {
            let is_meant = filter.rules.as_ref().is_none_or(|wanted| {
                wanted.iter().any(|reference| rule.header.is_called(reference))
            });
            is_meant && filter.logsource.covers(&rule.logsource)
        };
        let n_rules = self.rules.iter().filter(|rule| is_for(rule)).count();
        let n_values = n_rules.saturating_mul(weight(filter));
        let Some(rest) = n_left.checked_sub(n_values) else {
            let reason =
                Reason::TooMuch { what: "what filters put into rules", max: FILTERED_VALUES_MAX };
            self.faults.push(Fault {
                place: filter.header.place.clone(),
                reason,
                is_of_filter: true,
            });
            return;
        };
        *n_left = rest;
        for rule in self.rules.iter_mut().filter(|rule| is_for(rule)) {
            let shift = rule.detection.selections.len();
            rule.detection.selections.extend(filter.detection.selections.iter().cloned());
            let asked: Vec<Condition> =
                filter.detection.conditions.iter().map(|asked| shifted(asked, shift)).collect();
            for condition in &mut rule.detection.conditions {
                let own = std::mem::replace(condition, Condition::Or(Vec::new()));
                *condition = Condition::And(vec![own, Condition::Or(asked.clone())]);
            }
        }
    }

    /// Resolves references, and orders correlations so that each stands behind those it refers to.
    fn link(&mut self, mut waiting: Vec<Correlation>) {
        while !waiting.is_empty() {
            let (ready, blocked): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|correlation| {
                correlation.rules.iter().all(|reference| self.find(reference).is_some())
            });
            if ready.is_empty() {
                self.refuse(&blocked);
                return;
            }
            for mut correlation in ready {
                match self.resolve(&mut correlation) {
                    Ok(links) => {
                        self.links.push(links);
                        self.correlations.push(correlation);
                    }
                    Err(reason) => {
                        let place = correlation.header.place.clone();
                        self.faults.push(Fault { place, reason, is_of_filter: false });
                    }
                }
            }
            waiting = blocked;
        }
    }

    /// Returns what a correlation refers to; the rules of its aliases are called as the correlation calls them then.
    fn resolve(&self, correlation: &mut Correlation) -> Result<Vec<Link>, Reason> {
        let mut links: Vec<Link> = Vec::with_capacity(correlation.rules.len());
        for reference in &correlation.rules {
            let link =
                self.find(reference).ok_or_else(|| Reason::UnknownRule(reference.clone()))?;
            if links.contains(&link) {
                return Err(Reason::Repeated(reference.clone()));
            }
            links.push(link);
        }
        for alias in &mut correlation.aliases {
            for (rule, _) in &mut alias.fields {
                let link = self.find(rule);
                let at = links.iter().position(|known| Some(*known) == link);
                *rule = at.and_then(|at| correlation.rules.get(at)).cloned().ok_or_else(|| {
                    Reason::Alias { alias: alias.name.clone(), rule: rule.clone() }
                })?;
            }
        }
        Ok(links)
    }

    fn refuse(&mut self, blocked: &[Correlation]) {
        for correlation in blocked {
            let missing = correlation.rules.iter().find(|r| self.find(r).is_none());
            let Some(missing) = missing else { continue };
            let is_cycle = blocked.iter().any(|other| other.header.is_called(missing));
            let reason = match is_cycle {
                true => Reason::Cycle(missing.clone()),
                false => Reason::UnknownRule(missing.clone()),
            };
            self.faults.push(Fault {
                place: correlation.header.place.clone(),
                reason,
                is_of_filter: false,
            });
        }
    }

    fn find(&self, reference: &str) -> Option<Link> {
        let rule = self.rules.iter().position(|rule| rule.header.is_called(reference));
        let correlation = || self.correlations.iter().position(|c| c.header.is_called(reference));
        rule.map(Link::Rule).or_else(|| correlation().map(Link::Correlation))
    }

    /// A rule is silent if correlations refer to it and none of them says `generate`.
    fn hush(&mut self) {
        self.is_silent = vec![false; self.rules.len()];
        let mut is_wanted = vec![false; self.rules.len()];
        for (correlation, links) in self.correlations.iter().zip(&self.links) {
            for link in links {
                let Link::Rule(rule) = link else { continue };
                let marks = match correlation.generate {
                    true => &mut is_wanted,
                    false => &mut self.is_silent,
                };
                if let Some(mark) = marks.get_mut(*rule) {
                    *mark = true;
                }
            }
        }
        for (silent, wanted) in self.is_silent.iter_mut().zip(is_wanted) {
            *silent = *silent && !wanted;
        }
    }
}

/// Counts the values of a filter; a long one counts for several.
fn weight(filter: &Filter) -> usize {
    let items =
        filter.detection.selections.iter().flat_map(|selection| &selection.groups).flatten();
    let forms = items.flat_map(|item| &item.values).flatten();
    let values: usize = forms
        .map(|form| match form {
            Matcher::Text { pattern, .. } => 1 + pattern.n_bytes() / 64,
            _ => 1,
        })
        .sum();
    values + filter.detection.conditions.len()
}

fn shifted(condition: &Condition, by: usize) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| shifted(part, by)).collect();
    match condition {
        Condition::Selection(index) => Condition::Selection(index + by),
        Condition::Not(inner) => Condition::Not(Box::new(shifted(inner, by))),
        Condition::And(parts) => Condition::And(all(parts)),
        Condition::Or(parts) => Condition::Or(all(parts)),
    }
}

#[cfg(test)]
mod tests;
