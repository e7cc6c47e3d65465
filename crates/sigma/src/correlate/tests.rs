//! Correlations over time: counts, values, order, absence, floods, restarts.

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
    let config = CorrelateConfig { lateness_ms: 0, groups_max: 100 };
    let correlator = Correlator::new(&rules, config);
    House { rules, correlator, n_events: 0 }
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
        counting(&format!(
            "type: {kind}\nrules: [a]\ngroup-by: [u]\ncondition: {{field: n, gte: 10, percentile: 50}}"
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
fn silence_is_told_once() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [host]\ncondition: {lt: 1}");
    house.hit("a", 1, &[("host", "x")]);
    house.hit("a", 9, &[("host", "x")]);
    assert_eq!(house.advance(20), NONE);
    assert_eq!(house.advance(21), ["c x 0 at 21"]);
    assert_eq!(house.advance(200), NONE);
    assert_eq!(house.hit("a", 201, &[("host", "x")]), NONE);
    assert_eq!(house.advance(300), ["c x 0 at 221"]);
}

#[test]
fn silence_from_the_beginning_is_told_where_nothing_is_grouped() {
    let mut house = counting("type: event_count\nrules: [a]\ncondition: {eq: 0}");
    assert_eq!(house.advance(100), NONE);
    assert_eq!(house.advance(110), ["c  0 at 110"]);
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
fn a_flood_of_keys_does_not_push_out_a_slow_attack() {
    let mut house = counting("type: event_count\nrules: [a]\ngroup-by: [u]\ncondition: {gte: 3}");
    let flood = |house: &mut House, second| {
        for n in 0..1_000 {
            house.hit_of("a", second, &[("u", &format!("{second} {n}"))], 0);
        }
    };
    // From its own source: the matches it has already protect it.
    house.hit("a", 1, &[("u", "slow")]);
    house.hit("a", 1, &[("u", "slow")]);
    flood(&mut house, 2);
    assert_eq!(house.hit("a", 3, &[("u", "slow")]), ["c slow 3 at 3"]);
    // From another source: even one match is safe.
    house.hit_of("a", 3, &[("u", "other")], 7);
    flood(&mut house, 3);
    house.hit_of("a", 3, &[("u", "other")], 7);
    assert_eq!(house.hit_of("a", 3, &[("u", "other")], 7), ["c other 3 at 3"]);
    assert!(house.correlator.counts().evicted > 1_000);
    assert!(house.correlator.groups[0].iter().count() <= 100);
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
    next.correlator = Correlator::restore(
        &next.rules,
        CorrelateConfig { lateness_ms: 0, groups_max: 100 },
        snapshot.clone(),
    );
    assert_eq!(next.hit("a", 3, &[("u", "x")]), ["c x 3 at 3"]);
    // Another question under the same name begins anew.
    let mut changed = counting(&lines.replace("gte: 3", "gte: 2"));
    changed.correlator = Correlator::restore(&changed.rules, CorrelateConfig::default(), snapshot);
    assert_eq!(changed.correlator.groups[0].iter().count(), 0);
}

#[test]
fn a_watch_for_silence_goes_on_from_a_state_that_does_not_say_whether_it_was_fed() {
    let lines = "type: event_count\nrules: [a]\ncondition: {lt: 1}";
    let mut house = counting(lines);
    house.hit("a", 1, &[]);
    let text = serde_json::to_string(&house.correlator.snapshot(&house.rules)).unwrap();
    let bare = text.replace(",\"is_fed\":true", "").replace(",\"is_fed\":false", "");
    assert_ne!(bare, text);
    let mut next = counting(lines);
    next.correlator = Correlator::restore(
        &next.rules,
        CorrelateConfig { lateness_ms: 0, groups_max: 100 },
        serde_json::from_str(&bare).unwrap(),
    );
    let as_before = house.advance(50);
    assert_ne!(as_before, NONE);
    assert_eq!(next.advance(50), as_before);
}

#[test]
fn the_watch_for_silence_begins_with_the_first_match_however_late_matches_may_be() {
    let mut house = counting("type: event_count\nrules: [a]\ncondition: {lt: 1}");
    let config = CorrelateConfig { lateness_ms: i64::MAX, groups_max: 100 };
    house.correlator = Correlator::new(&house.rules, config);
    assert_eq!(house.hit("a", 150, &[]), NONE);
    assert_eq!(house.hit("a", 100, &[]), NONE);
    let findings = house.correlator.finish();
    assert_eq!(house.shown(&findings), ["c  0 at 119"]);
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
