//! Both evaluators over the same rules and events.

use sigma::{Engine, Hint, Maps, RuleSet, engine::Rarity, event::Value, reference};

use crate::{
    mutate::{self, Corpus},
    random::{Dice, by_number, event, filter, rule, rule_of_long_keywords},
};

/// What rules and events are compared under.
pub struct House {
    pub maps: Maps,
    pub rarity: Rarity,
}

/// What a comparison saw.
#[derive(Debug, Default)]
pub struct Seen {
    pub cases: u64,
    pub matches: u64,
    pub refused: u64,
}

impl House {
    pub fn new() -> Self {
        Self { maps: Maps::own(), rarity: Rarity::default() }
    }

    /// Compares some rules over some events, all made from a seed; tells the first difference.
    pub fn compare(&self, seed: u64, seen: &mut Seen) -> Result<(), String> {
        let mut dice = Dice(seed);
        let texts: Vec<String> = if dice.chance(20) {
            (0..2).map(|n| rule_of_long_keywords(&mut dice, n)).collect()
        } else {
            let rules: Vec<String> = (0..4).map(|n| rule(&mut dice, n)).collect();
            rules.into_iter().chain(filter(&mut dice)).collect()
        };
        self.judge((seed, dice), &texts, seen, |dice, _| event(dice))
    }

    /// Compares rules of a corpus, changed in small ways, over events made of what they look for.
    pub fn compare_changed(
        &self,
        corpus: &Corpus,
        seed: u64,
        seen: &mut Seen,
    ) -> Result<(), String> {
        let mut dice = Dice(seed);
        let mut texts: Vec<String> = (0..4).map(|_| corpus.rule(&mut dice)).collect();
        texts.extend(filter(&mut dice));
        self.judge((seed, dice), &texts, seen, mutate::event)
    }

    fn judge(
        &self,
        (seed, mut dice): (u64, Dice),
        texts: &[String],
        seen: &mut Seen,
        event: impl Fn(&mut Dice, &RuleSet) -> String,
    ) -> Result<(), String> {
        let names: Vec<String> = (0..texts.len()).map(|n| format!("random {n}.yml")).collect();
        let files = names.iter().zip(texts).map(|(name, text)| (name.as_str(), text.as_bytes()));
        let rules = RuleSet::read(files, &mutate::placeholders(texts));
        seen.refused += rules.faults.len() as u64;
        let engine = Engine::with_rarity(&rules, &self.maps, &self.rarity);
        let mut scratch = engine.scratch();
        let logsource = match rules.rules.is_empty() || dice.below(2) == 0 {
            true => None,
            false => Some(rules.rules[dice.below(rules.rules.len())].logsource.clone()),
        };
        let hint = Hint { logsource, is_everything: dice.below(3) > 0 };
        for _ in 0..8 {
            let mut json = event(&mut dice, &rules);
            if dice.chance(30) {
                json = by_number(&mut dice, &json);
            }
            let value: Value = serde_json::from_str(&json).map_err(|e| e.to_string())?;
            let view = reference::View::new(&value, &self.maps, &hint);
            let expected: Vec<usize> = (0..rules.rules.len())
                .filter(|n| reference::matches(&rules.rules[*n], &view))
                .collect();
            let found =
                engine.scan(&mut scratch, json.as_bytes(), &hint).map_err(|e| e.to_string())?;
            seen.cases += rules.rules.len() as u64;
            seen.matches += found.len() as u64;
            if found != expected {
                let odd = found
                    .iter()
                    .chain(&expected)
                    .find(|n| found.contains(n) != expected.contains(n));
                let odd = odd.map(|n| rules.rules[*n].header.place.to_string());
                return Err(format!(
                    "seed {seed}: engine {found:?}, reference {expected:?}, {odd:?}\n{texts:#?}\n{json}"
                ));
            }
            for rule in expected {
                let explained = engine.explain_in(&mut scratch, &rules, rule, json.as_bytes());
                let explained = explained.ok_or("a match without explanation")?;
                for hit in &explained.fields {
                    let part = hit.span.clone().map(|span| hit.value.as_ref()?.get(span));
                    if part == Some(None) {
                        return Err(format!("seed {seed}: no such part: {hit:?}\n{json}"));
                    }
                }
            }
        }
        Ok(())
    }
}
