//! Both evaluators over the same rules and events.

use sigma::{Engine, Hint, Maps, Placeholders, RuleSet, engine::Rarity, event::Value, reference};

use crate::random::{Dice, event, rule};

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
        let texts: Vec<String> = (0..4).map(|n| rule(&mut dice, n)).collect();
        let files = texts.iter().map(|text| ("random.yml", text.as_bytes()));
        let rules = RuleSet::read(files, &Placeholders::new());
        seen.refused += rules.faults.len() as u64;
        let engine = Engine::with_rarity(&rules, &self.maps, &self.rarity);
        let mut scratch = engine.scratch();
        let hint = Hint { logsource: None, is_everything: dice.below(3) > 0 };
        for _ in 0..8 {
            let json = event(&mut dice);
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
                let title = odd.map(|n| rules.rules[*n].header.title.clone());
                return Err(format!(
                    "seed {seed}: engine {found:?}, reference {expected:?}, {title:?}\n{texts:#?}\n{json}"
                ));
            }
            for rule in expected {
                engine.explain(&mut scratch, &rules, rule).ok_or("a match without explanation")?;
            }
        }
        Ok(())
    }
}
