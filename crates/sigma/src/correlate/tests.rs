//! Correlations over time: counts, values, order, absence, floods, restarts.

mod floods;

use super::*;
use crate::parse::Placeholders;

const BASE: &str = "title: a\nname: a\nlogsource: {product: x}\ndetection: {s: {A: 1}, condition: s}\n---\ntitle: b\nname: b\nlogsource: {product: x}\ndetection: {s: {B: 1}, condition: s}\n---\n";

/// A house with rules `a` and `b` and some correlations, and no patience for late matches.
struct House {
    rules: RuleSet,
    correlator: Correlator,
    n_events: u64,
}

fn correlation(name: &str, lines: &str) -> String {
    format!(
        "title: {name}\nname: {name}\ncorrelation:\n  timespan: 10s\n  {}\n---\n",
        lines.replace('\n', "\n  ")
    )
}

fn house(correlations: &str) -> House {
    let text = format!("{BASE}{correlations}");
    let rules = RuleSet::read([("t.yml", text.as_bytes())], &Placeholders::new());
    assert!(rules.faults.is_empty(), "{:?}", rules.faults);
    let correlator = Correlator::new(&rules, small());
    House { rules, correlator, n_events: 0 }
}

/// Room for a hundred groups, and no patience.
fn small() -> CorrelateConfig {
    CorrelateConfig { lateness_ms: 0, groups_max: 100, ..CorrelateConfig::default() }
}

fn counting(lines: &str) -> House {
    house(&correlation("c", lines))
}

impl House {
    /// Reports a match of a rule, `a` or `b`, at a second, with fields; returns what came true, as `title group count`.
    fn hit(&mut self, rule: &str, second: i64, fields: &[(&str, &str)]) -> Vec<String> {
        self.hit_of(rule, second, fields, 0)
    }

    fn hit_of(
        &mut self,
        rule: &str,
        second: i64,
        fields: &[(&str, &str)],
        source: u64,
    ) -> Vec<String> {
        self.n_events += 1;
        let hit = Hit {
            rule: usize::from(rule == "b"),
            time_ms: second * 1000,
            source,
            event: self.n_events,
            values: fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        };
        let findings = self.correlator.observe(hit, i64::MAX);
        self.shown(&findings)
    }

    fn advance(&mut self, second: i64) -> Vec<String> {
        let findings = self.correlator.advance(second * 1000);
        self.shown(&findings)
    }

    fn shown(&self, findings: &[Finding]) -> Vec<String> {
        let show = |finding: &Finding| {
            let title = &self.rules.correlations[finding.correlation].header.title;
            let group: Vec<&str> = finding.group.iter().map(|(_, value)| value.as_str()).collect();
            format!("{title} {} {} at {}", group.join(","), finding.count, finding.time_ms / 1000)
        };
        findings.iter().map(show).collect()
    }
}

const NONE: [&str; 0] = [];

#[test]
fn events_are_counted_in_sliding_windows_by_group() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 3}");
    assert_eq!(house.hit("a", 8, &[("u", "x")]), NONE);
    assert_eq!(house.hit("a", 9, &[("u", "x")]), NONE);
    assert_eq!(house.hit("a", 10, &[("u", "y")]), NONE);
    // A window with fixed bounds at 10 would have missed this one.
    assert_eq!(house.hit("a", 12, &[("u", "x")]), ["c x 3 at 12"]);
    // Silent for one timespan, then told again if it goes on.
    assert_eq!(house.hit("a", 13, &[("u", "x")]), NONE);
    assert_eq!(house.hit("a", 22, &[("u", "x")]), NONE);
    assert_eq!(house.hit("a", 23, &[("u", "x")]), ["c x 3 at 23"]);
}

#[test]
fn the_window_is_as_long_as_it_says() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gt: 1}");
    house.hit("a", 0, &[("u", "x")]);
    assert_eq!(house.hit("a", 11, &[("u", "x")]), NONE);
    assert_eq!(house.hit("a", 21, &[("u", "x")]), ["c x 2 at 21"]);
}

#[test]
fn a_match_without_the_field_is_in_no_group() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 1}");
    assert_eq!(house.hit("a", 1, &[]), NONE);
    assert_eq!(house.correlator.counts().without_field, 1);
    assert_eq!(house.hit("a", 1, &[("u", "")]), ["c  1 at 1"]);
}

#[test]
fn values_are_counted_once() {
    let mut house =
        counting("type: value_count\nrules: [a]\ngroup-by: [ip]\ncondition: {field: u, gte: 3}");
    for (second, user) in [(1, "a"), (2, "b"), (3, "a"), (4, "b")] {
        assert_eq!(house.hit("a", second, &[("ip", "1"), ("u", user)]), NONE);
    }
    assert_eq!(house.hit("a", 5, &[("ip", "1"), ("u", "c")]), ["c 1 3 at 5"]);
    let mut house =
        counting("type: value_count\nrules: [a]\ngroup-by: [ip]\ncondition: {field: u, gte: 2}");
    house.hit("a", 1, &[("ip", "1"), ("u", "a")]);
    assert_eq!(house.hit("a", 12, &[("ip", "1"), ("u", "b")]), NONE);
}

#[test]
fn temporal_wants_all_rules_in_any_order() {
    let mut house = counting("type: temporal\nrules: [a, b]\ngroup-by: [u]");
    assert_eq!(house.hit("b", 1, &[("u", "x")]), NONE);
    assert_eq!(house.hit("a", 12, &[("u", "x")]), NONE);
    assert_eq!(house.hit("b", 13, &[("u", "y")]), NONE);
    assert_eq!(house.hit("b", 14, &[("u", "x")]), ["c x 2 at 14"]);
}

#[test]
fn ordered_wants_them_in_order() {
    let mut house = counting("type: temporal_ordered\nrules: [a, b]\ngroup-by: [u]");
    house.hit("b", 1, &[("u", "x")]);
    assert_eq!(house.hit("a", 2, &[("u", "x")]), NONE);
    assert_eq!(house.hit("b", 3, &[("u", "x")]), ["c x 2 at 3"]);
    let mut house = counting("type: temporal_ordered\nrules: [a, b]\ngroup-by: [u]");
    house.hit("a", 2, &[("u", "x")]);
    assert_eq!(house.hit("b", 13, &[("u", "x")]), NONE);
    house.hit("a", 14, &[("u", "x")]);
    house.hit("a", 20, &[("u", "x")]);
    assert_eq!(house.hit("b", 26, &[("u", "x")]), ["c x 2 at 26"]);
}

#[test]
fn one_instant_has_no_order() {
    let mut house = counting("type: temporal_ordered\nrules: [a, b]\ngroup-by: [u]");
    house.correlator.config.lateness_ms = 5_000;
    house.hit("b", 1, &[("u", "x")]);
    house.hit("a", 1, &[("u", "x")]);
    assert_eq!(house.advance(2), ["c x 2 at 1"]);
}

#[test]
fn sums_averages_and_percentiles() {
    let with = |kind: &str| {
        let more = if kind == "value_percentile" { ", percentile: 50" } else { "" };
        counting(&format!(
            "type: {kind}\nrules: [a]\ngroup-by: [u]\ncondition: {{field: n, gte: 10{more}}}"
        ))
    };
    let numbers = |house: &mut House, numbers: &[&str]| {
        let mut last = Vec::new();
        for (second, number) in numbers.iter().enumerate() {
            last = house.hit("a", i64::try_from(second).unwrap(), &[("u", "x"), ("n", number)]);
        }
        last
    };
    assert_eq!(numbers(&mut with("value_sum"), &["4", "5", "2.5"]), ["c x 11.5 at 2"]);
    assert_eq!(numbers(&mut with("value_avg"), &["1", "2", "27"]), ["c x 10 at 2"]);
    assert_eq!(numbers(&mut with("value_percentile"), &["1", "10", "99"]), ["c x 10 at 2"]);
    assert_eq!(numbers(&mut with("value_sum"), &["nan", "words", "1"]), NONE);
}

#[test]
fn few_are_told_when_the_window_ends() {
    let mut house =
        counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 1, lt: 3}");
    house.hit("a", 1, &[("u", "x")]);
    for second in [2, 3, 4, 5] {
        house.hit("a", second, &[("u", "y")]);
    }
    assert_eq!(house.advance(10), NONE);
    assert_eq!(house.advance(12), ["c x 1 at 11"]);
    assert_eq!(house.advance(100), NONE);
}

#[test]
fn a_range_slides_over_boundaries() {
    let mut house =
        counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 3, lte: 100}");
    for second in [0, 9, 11, 12] {
        assert_eq!(house.hit("a", second, &[("u", "x")]), NONE);
    }
    assert_eq!(house.advance(18), NONE);
    assert_eq!(house.advance(19), ["c x 3 at 19"]);
    assert_eq!(house.advance(100), NONE);
}

#[test]
fn the_edge_of_a_flood_is_not_taken_for_few() {
    for bounds in ["gte: 3, lte: 100", "eq: 4", "gt: 0, lt: 101"] {
        let mut house = counting(&format!(
            "type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {{{bounds}}}"
        ));
        for second in 0..15 {
            for _ in 0..20 {
                assert_eq!(house.hit("a", second, &[("u", "x")]), NONE, "{bounds}");
            }
        }
        assert_eq!(house.advance(100), NONE, "{bounds}");
    }
}

#[test]
fn ranges_of_values_rules_and_numbers_slide_too() {
    let check = |lines: &str, hits: &[(&str, i64, &str)], expect: &[&str]| {
        let mut house = counting(lines);
        let mut found = Vec::new();
        for (rule, second, value) in hits {
            found.extend(house.hit(rule, *second, &[("v", value)]));
        }
        found.extend(house.advance(1_000));
        assert_eq!(found, expect, "{lines}");
    };
    let hits = [("a", 100, "1"), ("a", 109, "2"), ("b", 111, "2"), ("a", 112, "5")];
    let of = |kind: &str, more: &str, bounds: &str| {
        format!("type: {kind}\nrules: [a, b]\ncondition: {{{more}{bounds}}}")
    };
    check(&of("value_count", "field: v, ", "gte: 1, lt: 3"), &hits, &["c  2 at 110"]);
    check(&of("value_count", "field: v, ", "eq: 1"), &hits, &[]);
    check(&of("temporal", "", "eq: 2"), &hits, &["c  2 at 119"]);
    check(&of("temporal_ordered", "", "eq: 2"), &hits, &["c  2 at 119"]);
    check(&of("value_sum", "field: v, ", "gt: 3, lte: 9"), &hits, &["c  9 at 119"]);
    check(&of("value_avg", "field: v, ", "eq: 3"), &hits, &["c  3 at 119"]);
    let median = "field: v, percentile: 50, ";
    check(&of("value_percentile", median, "eq: 2"), &hits, &["c  2 at 119"]);
}

#[test]
fn silence_is_told_once() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [host]\ncondition: {lt: 1}");
    house.hit("a", 1, &[("host", "x")]);
    house.hit("a", 9, &[("host", "x")]);
    assert_eq!(house.advance(18), NONE);
    assert_eq!(house.advance(19), ["c x 0 at 19"]);
    assert_eq!(house.advance(200), NONE);
    assert_eq!(house.hit("a", 201, &[("host", "x")]), NONE);
    assert_eq!(house.advance(300), ["c x 0 at 211"]);
}

#[test]
fn silence_from_the_beginning_is_told_where_nothing_is_grouped() {
    let mut house = counting("type: event_count\nrules: [a]\ncondition: {eq: 0}");
    assert_eq!(house.advance(100), NONE);
    assert_eq!(house.advance(110), ["c  0 at 110"]);
    assert_eq!(house.advance(500), NONE);
}

#[test]
fn chains_use_the_outer_group() {
    let inner = correlation(
        "many",
        "type: event_count\nrules: [a]\ngroup-by: [host, u]\ncondition: {gte: 2}",
    );
    let outer = correlation("then", "type: temporal_ordered\nrules: [many, b]\ngroup-by: [u]");
    let mut house = house(&(outer + &inner));
    house.hit("a", 1, &[("u", "x"), ("host", "h")]);
    assert_eq!(house.hit("a", 2, &[("u", "x"), ("host", "h")]), ["many h,x 2 at 2"]);
    assert_eq!(house.hit("b", 3, &[("u", "y")]), NONE);
    assert_eq!(house.hit("b", 3, &[("u", "x")]), ["then x 2 at 3"]);
}

#[test]
fn aliases_join_different_fields() {
    let mut house =
        counting("type: temporal\nrules: [a, b]\ngroup-by: [ip]\naliases:\n  ip: {a: src, b: dst}");
    house.hit("a", 1, &[("src", "1"), ("dst", "2")]);
    assert_eq!(house.hit("b", 2, &[("src", "1"), ("dst", "2")]), NONE);
    assert_eq!(house.hit("b", 3, &[("dst", "1")]), ["c 1 2 at 3"]);
}

#[test]
fn late_matches_are_put_in_order_within_bounds() {
    let mut house = counting("type: temporal_ordered\nrules: [a, b]\ngroup-by: [u]");
    house.correlator.config.lateness_ms = 5_000;
    house.hit("b", 3, &[("u", "x")]);
    house.hit("a", 1, &[("u", "x")]);
    assert_eq!(house.hit("a", 20, &[("u", "z")]), ["c x 2 at 3"]);
    house.hit("a", 2, &[("u", "x")]);
    assert_eq!(house.correlator.counts().late, 1);
}

#[test]
fn a_clock_that_runs_ahead_makes_nobody_late() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 2}");
    let hit = |time_ms| Hit {
        rule: 0,
        time_ms,
        source: 0,
        event: 0,
        values: [("u".to_owned(), "x".to_owned())].into(),
    };
    house.correlator.observe(hit(i64::MAX - 1), 1_000);
    assert_eq!(house.correlator.observe(hit(1_000), 1_000).len(), 1);
    assert_eq!(house.correlator.counts().future, 1);
}

#[test]
fn the_state_survives_a_restart() {
    let lines = "type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 3}";
    let mut house = counting(lines);
    house.hit("a", 1, &[("u", "x")]);
    house.correlator.config.lateness_ms = 5_000;
    house.hit("a", 2, &[("u", "x")]);
    let text = serde_json::to_string(&house.correlator.snapshot(&house.rules)).unwrap();
    let snapshot: Snapshot = serde_json::from_str(&text).unwrap();
    let mut next = counting(lines);
    next.correlator = Correlator::restore(&next.rules, small(), snapshot.clone());
    assert_eq!(next.hit("a", 3, &[("u", "x")]), ["c x 3 at 3"]);
    // Another question under the same name begins anew.
    let mut changed = counting(&lines.replace("gte: 3", "gte: 2"));
    changed.correlator = Correlator::restore(&changed.rules, CorrelateConfig::default(), snapshot);
    assert_eq!(changed.correlator.groups[0].iter().count(), 0);
}

#[test]
fn what_waits_finds_its_rule_after_a_restart_or_is_counted() {
    let rule = |head: &str| {
        format!("{head}\nlogsource: {{}}\ndetection: {{s: {{A: 1}}, condition: s}}\n---\n")
    };
    let read = |heads: &[&str]| {
        let text: String = heads.iter().map(|head| rule(head)).collect();
        RuleSet::read([("t.yml", text.as_bytes())], &Default::default())
    };
    let restarted = |before: &[&str], after: &[&str]| {
        let (before, after) = (read(before), read(after));
        let mut house = Correlator::new(&before, small());
        for rule in 0..before.rules.len() {
            let values = Default::default();
            house.wait(Hit { rule, time_ms: 1, source: 0, event: rule as u64, values });
        }
        let next = Correlator::restore(&after, small(), house.snapshot(&before));
        let waiting: Vec<(u64, usize)> =
            next.pending.values().map(|hit| (hit.event, hit.rule)).collect();
        (waiting, next.counts().lost)
    };
    let (one, two) = ("title: same", "title: b\nid: same");
    // An id is no title.
    assert_eq!(restarted(&[one, two], &[two, one]), (vec![(0, 1), (1, 0)], 0));
    // Nothing tells two of one title apart.
    assert_eq!(restarted(&[one, one, two], &[one, one, two]), (vec![(2, 2)], 2));
    assert_eq!(restarted(&[one, two], &[two]), (vec![(1, 0)], 1));
}

#[test]
fn a_watch_for_silence_that_has_told_does_not_tell_again_after_a_restart() {
    let lines = "type: event_count\nrules: [a]\ncondition: {lt: 1}";
    let mut house = counting(lines);
    house.hit("a", 1, &[]);
    let restarted = |house: &House| {
        let text = serde_json::to_string(&house.correlator.snapshot(&house.rules)).unwrap();
        let mut next = counting(lines);
        let snapshot = serde_json::from_str(&text).unwrap();
        next.correlator = Correlator::restore(&next.rules, small(), snapshot);
        next
    };
    let mut open = restarted(&house);
    assert_eq!(open.advance(50), ["c  0 at 11"]);
    let mut told = restarted(&open);
    assert_eq!(told.advance(500), NONE);
}

#[test]
fn what_is_remembered_of_groups_that_gave_way_survives_a_restart_and_changed_aliases_do_not() {
    let lines = "type: event_count\nrules: [a]\ngroup-by: [u]\naliases:\n  u: {a: src}\ncondition: {gte: 3}";
    let mut house = counting(lines);
    for n in 0..300 {
        house.hit("a", 1, &[("src", &format!("{n}"))]);
    }
    let snapshot = house.correlator.snapshot(&house.rules);
    let text = serde_json::to_string(&snapshot).unwrap();
    let read: Snapshot = serde_json::from_str(&text).unwrap();
    assert_eq!(read, snapshot);
    let mut next = counting(lines);
    next.correlator = Correlator::restore(&next.rules, small(), read.clone());
    assert_eq!(next.correlator.snapshot(&next.rules), snapshot);
    assert_eq!(house.correlator.counts(), next.correlator.counts());
    let changed = counting(&lines.replace("src", "dst"));
    let changed = Correlator::restore(&changed.rules, small(), read);
    assert_eq!(changed.groups[0].iter().count(), 0);
}

#[test]
fn the_watch_for_silence_begins_with_the_first_match_however_late_matches_may_be() {
    let mut house = counting("type: event_count\nrules: [a]\ncondition: {lt: 1}");
    let config = CorrelateConfig { lateness_ms: i64::MAX, ..small() };
    house.correlator = Correlator::new(&house.rules, config);
    assert_eq!(house.hit("a", 150, &[]), NONE);
    assert_eq!(house.hit("a", 100, &[]), NONE);
    let findings = house.correlator.finish();
    assert_eq!(house.shown(&findings), ["c  0 at 110"]);
}

#[test]
fn a_percentile_takes_the_rank_that_it_says() {
    let mut house = counting(
        "type: value_percentile\nrules: [a]\ncondition: {field: v, percentile: 55, gte: 12}",
    );
    // 55 % of 20 are 11.
    for n in 1..=20 {
        assert_eq!(house.hit("a", 1, &[("v", &n.to_string())]), NONE);
    }
}

#[test]
fn the_highest_counts_that_are_taken_are_reached() {
    for (bound, n) in [("gte: 100000", 100_000), ("gt: 99999", 100_000)] {
        let mut house = counting(&format!("type: event_count\nrules: [a]\ncondition: {{{bound}}}"));
        let n_found: Vec<usize> = (0..n).map(|_| house.hit("a", 1, &[]).len()).collect();
        assert_eq!(n_found.iter().position(|n_found| *n_found > 0), Some(n - 1), "{bound}");
    }
    for (bound, n) in [("gte: 10000", 10_000), ("gt: 9999", 10_000)] {
        let lines = format!("type: value_count\nrules: [a]\ncondition: {{field: u, {bound}}}");
        let mut house = counting(&lines);
        let mut found = (0..n).map(|at: usize| house.hit("a", 1, &[("u", &at.to_string())]).len());
        assert_eq!(found.position(|n_found| n_found > 0), Some(n - 1), "{bound}");
    }
}
