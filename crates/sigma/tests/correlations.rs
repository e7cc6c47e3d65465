//! The correlator says what the naive evaluator says, over random correlations and matches in any order.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

#[expect(dead_code, reason = "only its dice are thrown here")]
mod random;

use std::collections::BTreeMap;

use proptest::prelude::*;
use sigma::{CorrelateConfig, Correlator, Finding, Hit, Placeholders, RuleSet, reference};

use random::Dice;

const RULES: [&str; 3] = ["a", "b", "c"];

/// Three rules and up to three correlations over them; later ones look at earlier ones, too.
fn rules(dice: &mut Dice) -> String {
    let mut text = String::new();
    for rule in RULES {
        text += &format!(
            "title: {rule}\nname: {rule}\nlogsource: {{product: x}}\ndetection: {{s: {{A: 1}}, condition: s}}\n---\n"
        );
    }
    let mut names: Vec<String> = RULES.map(str::to_owned).to_vec();
    for n in 0..=dice.below(3) {
        let kind = [
            "event_count",
            "value_count",
            "temporal",
            "temporal_ordered",
            "value_sum",
            "value_avg",
            "value_percentile",
        ][dice.below(7)];
        let mut wanted = Vec::new();
        for _ in 0..=dice.below(3) {
            let name = names[dice.below(names.len())].clone();
            if !wanted.contains(&name) {
                wanted.push(name);
            }
        }
        let group =
            ["", "\n  group-by: [g]", "\n  group-by: [g, v]", "\n  group-by: [h]"][dice.below(4)];
        let bound = 1 + dice.below(3);
        let bounds = [
            format!("gte: {bound}"),
            format!("gt: {bound}"),
            format!("gte: {bound}"),
            format!("lt: {bound}"),
            format!("gt: 0, lte: {bound}"),
            format!("gte: 2, lte: {}", bound + 1),
            format!("eq: {bound}"),
            format!("neq: {bound}"),
        ];
        let bounds = &bounds[dice.below(bounds.len())];
        let condition = match kind {
            "event_count" => format!("\n  condition: {{{bounds}}}"),
            "temporal" | "temporal_ordered" if dice.below(2) == 0 => String::new(),
            "temporal" | "temporal_ordered" => format!("\n  condition: {{{bounds}}}"),
            "value_percentile" => {
                let percentile = [7, 50, 55, 90, 100][dice.below(5)];
                format!("\n  condition: {{field: v, percentile: {percentile}, {bounds}}}")
            }
            _ => format!("\n  condition: {{field: v, {bounds}}}"),
        };
        let alias = match (group.contains('h'), wanted.iter().any(|name| name == "a")) {
            (true, true) => "\n  aliases: {h: {a: g}}",
            _ => "",
        };
        text += &format!(
            "title: r{n}\nname: r{n}\ncorrelation:\n  type: {kind}\n  rules: [{}]\n  timespan: {}s{group}{alias}{condition}\n---\n",
            wanted.join(", "),
            1 + dice.below(8),
        );
        names.push(format!("r{n}"));
    }
    text
}

fn hit(dice: &mut Dice, event: u64) -> Hit {
    let mut values = BTreeMap::new();
    for (field, choices) in
        [("g", &["x", "y"][..]), ("h", &["x", "z"]), ("v", &["1", "2", "3", "-1", "word"])]
    {
        if dice.below(8) > 0 {
            values.insert(field.to_owned(), choices[dice.below(choices.len())].to_owned());
        }
    }
    let rule = dice.below(RULES.len());
    // Whole seconds now and then, so that windows end in the very instant of a match.
    let time_ms = i64::try_from(dice.below(40)).unwrap() * 500;
    Hit { rule, time_ms, source: 0, event, values }
}

/// What is compared: a count that need not be known further than it is asked for may be told too low.
fn plain(findings: &[Finding]) -> Vec<String> {
    let show = |f: &Finding| format!("{} {} {:?} {:?}", f.correlation, f.time_ms, f.group, f.event);
    let mut all: Vec<String> = findings.iter().map(show).collect();
    all.sort();
    all
}

fn compare(seed: u64) -> Result<usize, String> {
    let mut dice = Dice(seed);
    let text = rules(&mut dice);
    let rules = RuleSet::read([("t.yml", text.as_bytes())], &Placeholders::new());
    if !rules.faults.is_empty() {
        return Err(format!("{:?}\n{text}", rules.faults));
    }
    let hits: Vec<Hit> = (0..dice.below(30)).map(|n| hit(&mut dice, n as u64)).collect();
    // Nothing is settled before the end, so that no match is late.
    let config = CorrelateConfig { lateness_ms: i64::MAX, ..CorrelateConfig::default() };
    let mut correlator = Correlator::new(&rules, config);
    let mut found = Vec::new();
    for hit in &hits {
        found.extend(correlator.observe(hit.clone(), i64::MAX));
    }
    found.extend(correlator.finish());
    let expected = reference::correlations(&rules, &hits);
    if plain(&found) != plain(&expected) {
        return Err(format!(
            "seed {seed}\n{text}\n{hits:#?}\nfound {:#?}\nexpected {:#?}",
            plain(&found),
            plain(&expected)
        ));
    }
    Ok(found.len())
}

/// The same with a restart at a random match, while the windows of the matches before it are open.
fn compare_over_a_restart(seed: u64) -> Result<(), String> {
    let mut dice = Dice(seed);
    let text = rules(&mut dice);
    let rules = RuleSet::read([("t.yml", text.as_bytes())], &Placeholders::new());
    let mut hits: Vec<Hit> = (0..dice.below(30)).map(|n| hit(&mut dice, n as u64)).collect();
    hits.sort_by_key(|hit| hit.time_ms);
    let at = dice.below(hits.len() + 1);
    // What is of one instant waits for the next.
    let config = CorrelateConfig { lateness_ms: 1, ..CorrelateConfig::default() };
    let mut correlator = Correlator::new(&rules, config);
    let mut found = Vec::new();
    for (n, hit) in hits.iter().enumerate() {
        if n == at {
            let kept = serde_json::to_string(&correlator.snapshot(&rules)).unwrap();
            correlator = Correlator::restore(&rules, config, serde_json::from_str(&kept).unwrap());
        }
        found.extend(correlator.observe(hit.clone(), i64::MAX));
    }
    found.extend(correlator.finish());
    let expected = reference::correlations(&rules, &hits);
    match plain(&found) == plain(&expected) {
        true => Ok(()),
        false => Err(format!(
            "seed {seed}, restart at {at}\n{text}\n{hits:#?}\nfound {:#?}\nexpected {:#?}",
            plain(&found),
            plain(&expected)
        )),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_restart_changes_nothing(seed: u64) {
        if let Err(difference) = compare_over_a_restart(seed) {
            prop_assert!(false, "{}", difference);
        }
    }

    #[test]
    fn correlator_and_reference_agree(seed: u64) {
        if let Err(difference) = compare(seed) {
            prop_assert!(false, "{}", difference);
        }
    }
}

#[test]
fn random_correlations_come_true_now_and_then() {
    let n_found: usize = (0..300).map(|seed| compare(seed).unwrap()).sum();
    assert!(n_found > 300, "{n_found}");
}
