//! Correlations, counted anew for each match from all that came before: no memory to be bounded, nothing forgotten.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    correlate::{Finding, Hit},
    rule::{Bounds, Correlation, CorrelationKind},
    ruleset::{Link, RuleSet},
};

/// Something that is counted: a match of a rule, or a finding of another correlation.
#[derive(Debug, Clone)]
struct Input {
    link: usize,
    time_ms: i64,
    event: Option<u64>,
    values: BTreeMap<String, String>,
    number: Option<f64>,
    value: String,
    /// Its place among the inputs of its correlation, of whatever group.
    position: usize,
}

/// What came true, and what those that look at it are told.
struct Told {
    finding: Finding,
    values: BTreeMap<String, String>,
}

/// Returns what comes true over matches of any order, up to the time of the last one.
pub fn correlations(rules: &RuleSet, hits: &[Hit]) -> Vec<Finding> {
    let mut in_time: Vec<&Hit> = hits.iter().collect();
    in_time.sort_by_key(|hit| hit.time_ms);
    let (Some(first), Some(last)) = (in_time.first(), in_time.last()) else { return Vec::new() };
    let span = (first.time_ms, last.time_ms);
    let mut told: Vec<Vec<Told>> = Vec::new();
    for (index, correlation) in rules.correlations.iter().enumerate() {
        let links = rules.links(index);
        // What is of one instant comes in the order in which it is named; what the end of a window brought comes last.
        let mut inputs: Vec<(Input, Vec<String>)> = Vec::new();
        let mut take = |link: usize, time_ms, event, values: &BTreeMap<_, _>| {
            inputs.extend(input(correlation, link, time_ms, event, values));
        };
        for (link, of) in links.iter().enumerate() {
            match of {
                Link::Rule(rule) => {
                    for hit in in_time.iter().filter(|hit| hit.rule == *rule) {
                        take(link, hit.time_ms, Some(hit.event), &hit.values);
                    }
                }
                Link::Correlation(inner) => {
                    for Told { finding, values } in told.get(*inner).into_iter().flatten() {
                        take(link, finding.time_ms, finding.event, values);
                    }
                }
            }
        }
        inputs.sort_by_key(|(input, _)| (input.time_ms, input.event.is_none(), input.link));
        let mut groups: BTreeMap<Vec<String>, Vec<Input>> = BTreeMap::new();
        for (position, (input, key)) in inputs.into_iter().enumerate() {
            groups.entry(key).or_default().push(Input { position, ..input });
        }
        if correlation.group_by.is_empty() {
            groups.entry(Vec::new()).or_default();
        }
        let found = groups.iter().flat_map(|(key, inputs)| {
            let found = match correlation.condition.is_only_lower() {
                true => growing(correlation, links.len(), inputs),
                false => ended(correlation, inputs, span),
            };
            found.into_iter().map(move |found| (key, found))
        });
        let mut found: Vec<(&Vec<String>, Found<'_>)> = found.collect();
        found.sort_by_key(|(_, (time_ms, _, input))| (*time_ms, input.map(|input| input.position)));
        let found = found.into_iter();
        told.push(found.map(|(key, found)| tell(correlation, index, key, found)).collect());
    }
    told.into_iter().flatten().map(|told| told.finding).collect()
}

/// Returns the input that a match is, and its group; nothing if it lacks a field.
fn input(
    correlation: &Correlation,
    link: usize,
    time_ms: i64,
    event: Option<u64>,
    values: &BTreeMap<String, String>,
) -> Option<(Input, Vec<String>)> {
    let reference = correlation.rules.get(link)?;
    let mut key = Vec::new();
    for name in &correlation.group_by {
        let alias = correlation.aliases.iter().find(|alias| alias.name == *name);
        let field = match alias {
            None => Some(name),
            Some(alias) => {
                alias.fields.iter().find(|(rule, _)| rule == reference).map(|(_, field)| field)
            }
        };
        let value = field.and_then(|field| values.get(field)).or_else(|| values.get(name));
        key.push(value?.clone());
    }
    let value = match correlation.kind.field() {
        None => String::new(),
        Some(field) => values.get(field)?.clone(),
    };
    let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
    let is_of_numbers = matches!(
        correlation.kind,
        CorrelationKind::ValueSum { .. }
            | CorrelationKind::ValueAvg { .. }
            | CorrelationKind::ValuePercentile { .. }
    );
    if is_of_numbers && number.is_none() {
        return None;
    }
    let values = values.clone();
    Some((Input { link, time_ms, event, values, number, value, position: 0 }, key))
}

/// When it came true, the count, and the match that made it so.
type Found<'a> = (i64, f64, Option<&'a Input>);

/// What only grows is asked with each match, of the timespan before it. A finding silences its group for as long.
fn growing<'a>(correlation: &Correlation, n_links: usize, inputs: &'a [Input]) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        let begin = input.time_ms.saturating_sub(correlation.timespan_ms);
        let window: Vec<&Input> =
            inputs.iter().take(index + 1).filter(|other| other.time_ms >= begin).collect();
        let is_silent = found.last().is_some_and(|(time_ms, ..)| *time_ms >= begin);
        let Some(count) = count(correlation, n_links, &window) else { continue };
        let is_true = match correlation.condition == Bounds::default() {
            #[expect(clippy::cast_precision_loss, reason = "few rules")]
            true => count >= n_links as f64,
            false => correlation.condition.hold(count),
        };
        if is_true && !is_silent {
            found.push((input.time_ms, count, Some(input)));
        }
    }
    found
}

/// What may become untrue again is asked of each longest row of matches that fits into one timespan, a timespan after its
/// first match; then of nothing at all, where for a timespan after a match nothing comes. Without groups the watch for
/// nothing begins with the first match of any rule. A finding silences its group for a timespan.
fn ended<'a>(correlation: &Correlation, inputs: &'a [Input], span: (i64, i64)) -> Vec<Found<'a>> {
    let end_of = |begin_ms: i64| begin_ms.saturating_add(correlation.timespan_ms);
    // Windows, and when they end.
    let mut windows: Vec<(i64, Vec<&Input>)> = Vec::new();
    let watched_ms = end_of(span.0.saturating_sub(1));
    if correlation.group_by.is_empty() && inputs.iter().all(|input| input.time_ms > watched_ms) {
        windows.push((watched_ms, Vec::new()));
    }
    for (index, first) in inputs.iter().enumerate() {
        let end_ms = end_of(first.time_ms);
        let row: Vec<&Input> =
            inputs.iter().skip(index).take_while(|input| input.time_ms <= end_ms).collect();
        let is_followed = row.iter().any(|input| input.time_ms > first.time_ms);
        // The row before holds this one, if it holds its last match.
        let before = index.checked_sub(1).and_then(|before| inputs.get(before));
        let is_part = before
            .zip(row.last())
            .is_some_and(|(before, last)| last.time_ms <= end_of(before.time_ms));
        if !is_part {
            windows.push((end_ms, row));
        }
        if !is_followed {
            windows.push((end_ms, Vec::new()));
        }
    }
    let mut found: Vec<Found<'a>> = Vec::new();
    for (end_ms, window) in windows {
        let is_silent = found.last().is_some_and(|(time_ms, ..)| end_ms <= end_of(*time_ms));
        let count = count(correlation, correlation.rules.len(), &window);
        if let Some(count) = count.filter(|count| correlation.condition.hold(*count))
            && end_ms <= span.1
            && !is_silent
        {
            found.push((end_ms, count, None));
        }
    }
    found
}

/// Counts what a window holds; nothing where there is nothing to take an average of.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn count(correlation: &Correlation, n_links: usize, window: &[&Input]) -> Option<f64> {
    let numbers = || window.iter().filter_map(|input| input.number);
    let n_numbers = numbers().count();
    Some(match &correlation.kind {
        CorrelationKind::EventCount => window.len() as f64,
        CorrelationKind::ValueCount { .. } => {
            window.iter().map(|input| &input.value).collect::<BTreeSet<_>>().len() as f64
        }
        CorrelationKind::Temporal => {
            window.iter().map(|input| input.link).collect::<BTreeSet<_>>().len() as f64
        }
        CorrelationKind::TemporalOrdered => {
            let mut reached = 0;
            for input in window {
                reached += usize::from(input.link == reached && reached < n_links);
            }
            reached as f64
        }
        CorrelationKind::ValueSum { .. } => numbers().sum(),
        CorrelationKind::ValueAvg { .. } if n_numbers == 0 => return None,
        CorrelationKind::ValueAvg { .. } => numbers().sum::<f64>() / n_numbers as f64,
        CorrelationKind::ValuePercentile { percentile, .. } => {
            // The least number that so many percent do not exceed.
            let is_rank = |number: &f64| {
                let n_below = numbers().filter(|other| other <= number).count();
                n_below as f64 * 100.0 >= percentile * n_numbers as f64
            };
            numbers().filter(is_rank).min_by(f64::total_cmp)?
        }
    })
}

fn tell(correlation: &Correlation, index: usize, key: &[String], found: Found<'_>) -> Told {
    let (time_ms, count, input) = found;
    let group: Vec<(String, String)> =
        correlation.group_by.iter().cloned().zip(key.iter().cloned()).collect();
    let values = match input {
        Some(input) => input.values.clone(),
        None => group.iter().cloned().collect(),
    };
    let event = input.and_then(|input| input.event);
    Told { finding: Finding { correlation: index, time_ms, group, count, event }, values }
}
