//! Which four bytes are rare in events: by these a literal is known.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{fold::folded, grams::GRAM_BYTES};

/// What events often hold, written by hand; a house that watches its own traffic can do better.
const SAMPLE: &str = include_str!("../../maps/frequent.txt");
/// Distinct grams that are counted; others count as never seen.
const GRAMS_MAX: usize = 1 << 20;

/// How often each four bytes occur in values.
#[derive(Debug, Clone)]
pub struct Rarity {
    counts: HashMap<u32, u32, FixedState>,
    n_values: u32,
    /// How often each byte occurs: grams that were never seen are told apart by what they are made of.
    bytes: Vec<u32>,
    n_bytes: u32,
}

impl Default for Rarity {
    fn default() -> Self {
        let mut rarity =
            Self { counts: HashMap::default(), n_values: 0, bytes: vec![1; 256], n_bytes: 256 };
        for line in SAMPLE.lines().filter(|line| !line.starts_with('#')) {
            rarity.observe(line);
        }
        rarity
    }
}

impl Rarity {
    /// Counts the grams of a value.
    pub fn observe(&mut self, value: &str) {
        let value = folded(value);
        let mut seen: Vec<u32> = grams(&value).map(|(gram, _)| gram).collect();
        seen.sort_unstable();
        seen.dedup();
        for gram in seen {
            if self.counts.len() < GRAMS_MAX || self.counts.contains_key(&gram) {
                let count = self.counts.entry(gram).or_default();
                *count = count.saturating_add(1);
            }
        }
        self.n_values = self.n_values.saturating_add(1);
        for byte in value.bytes() {
            if let Some(count) = self.bytes.get_mut(usize::from(byte)) {
                *count = count.saturating_add(1);
            }
        }
        self.n_bytes = self.n_bytes.saturating_add(u32::try_from(value.len()).unwrap_or(u32::MAX));
    }

    /// Returns the rarest gram of a literal and where it stands; none if the literal is too short.
    pub(super) fn rarest(&self, literal: &str) -> Option<(u32, u32)> {
        let weigh = |gram| (self.count(gram), self.likelihood(gram));
        let least = grams(literal).min_by(|(one, _), (other, _)| {
            let ((one_count, one), (other_count, other)) = (weigh(*one), weigh(*other));
            one_count.cmp(&other_count).then(one.total_cmp(&other))
        })?;
        Some((least.0, u32::try_from(least.1).ok()?))
    }

    /// Returns the share of values that are thought to hold a literal.
    pub(super) fn share(&self, literal: &str) -> f32 {
        let Some((gram, _)) = self.rarest(literal) else { return 1.0 };
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let (count, n_values, n_bytes) =
            (self.count(gram) as f32, self.n_values.max(1) as f32, literal.len() as f32);
        // Among literals never seen, the longer is the rarer.
        count / n_values + 0.01 / n_bytes + self.likelihood(gram)
    }

    /// Returns how likely the bytes of a gram stand together by chance in a value of some length.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn likelihood(&self, gram: u32) -> f32 {
        const PLACES: f32 = 100.0;
        let share = |byte: u8| {
            let count = self.bytes.get(usize::from(byte)).copied().unwrap_or(1);
            count as f32 / self.n_bytes as f32
        };
        gram.to_le_bytes().map(share).iter().product::<f32>() * PLACES
    }

    fn count(&self, gram: u32) -> u32 {
        self.counts.get(&gram).copied().unwrap_or_default()
    }
}

fn grams(text: &str) -> impl Iterator<Item = (u32, usize)> {
    text.as_bytes().windows(GRAM_BYTES).enumerate().filter_map(|(offset, bytes)| {
        let bytes: [u8; GRAM_BYTES] = bytes.try_into().ok()?;
        Some((u32::from_le_bytes(bytes), offset))
    })
}
