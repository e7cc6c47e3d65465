//! Many literals looked for in one pass over a text.
//!
//! Each literal is known by the rarest four bytes of it. A bitmap that fits into the nearest cache says for each place
//! of the text whether any literal's four bytes may stand there; only then is a table asked, and the literal compared.

use super::rarity::Rarity;

/// Bytes by which a literal is known; a shorter one cannot be looked for here.
pub(super) const GRAM_BYTES: usize = 4;
/// Bits of the bitmap per literal: one place in sixteen at most is looked at twice for nothing.
const BITS_PER_LITERAL: usize = 16;
const BITS_MIN: usize = 1 << 9;
/// 32 KiB: a near cache.
const BITS_MAX: usize = 1 << 18;

/// Where in the text a literal must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Anchor {
    Whole,
    Start,
    End,
    Anywhere,
}

/// The literals of one field.
#[derive(Debug, Default)]
pub(super) struct Grams {
    bitmap: Vec<u64>,
    bitmap_shift: u32,
    /// Open addressing by gram; points to the first literal of that gram.
    table: Vec<Entry>,
    table_mask: usize,
    literals: Vec<Literal>,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    gram: u32,
    /// One more than the index of the first literal; zero is free.
    first: u32,
    n: u32,
}

#[derive(Debug, Clone, Copy)]
struct Literal {
    start: u32,
    n_bytes: u32,
    gram_offset: u32,
    anchor: Anchor,
    /// What to report.
    id: u32,
}

impl Grams {
    /// Builds the index; every literal has at least `GRAM_BYTES` bytes.
    pub fn new<'a>(literals: impl Iterator<Item = (&'a str, Anchor, u32)>, rarity: &Rarity) -> Self {
        let mut bytes = Vec::new();
        let mut with_grams: Vec<(u32, Literal)> = literals
            .filter_map(|(text, anchor, id)| {
                let (gram, gram_offset) = rarity.rarest(text)?;
                let start = u32::try_from(bytes.len()).ok()?;
                bytes.extend_from_slice(text.as_bytes());
                let n_bytes = u32::try_from(text.len()).ok()?;
                Some((gram, Literal { start, n_bytes, gram_offset, anchor, id }))
            })
            .collect();
        with_grams.sort_by_key(|(gram, literal)| (*gram, literal.id));
        let n_bits = (with_grams.len() * BITS_PER_LITERAL).next_power_of_two().clamp(BITS_MIN, BITS_MAX);
        let n_entries = (with_grams.len() * 2).next_power_of_two().max(2);
        let mut grams = Self {
            bitmap: vec![0; n_bits / 64],
            bitmap_shift: 32 - n_bits.trailing_zeros(),
            table: vec![Entry::default(); n_entries],
            table_mask: n_entries - 1,
            literals: with_grams.iter().map(|(_, literal)| *literal).collect(),
            bytes,
        };
        for (index, (gram, _)) in with_grams.iter().enumerate() {
            grams.enter(*gram, index);
        }
        grams
    }

    pub fn is_empty(&self) -> bool {
        self.literals.is_empty()
    }

    fn enter(&mut self, gram: u32, index: usize) {
        let bit = hash(gram) >> self.bitmap_shift;
        if let Some(word) = self.bitmap.get_mut(bit as usize / 64) {
            *word |= 1 << (bit % 64);
        }
        let mut at = hash(gram) as usize & self.table_mask;
        while let Some(entry) = self.table.get_mut(at) {
            if entry.first == 0 {
                let first = u32::try_from(index + 1).unwrap_or_default();
                *entry = Entry { gram, first, n: 1 };
                return;
            }
            if entry.gram == gram {
                entry.n += 1;
                return;
            }
            at = (at + 1) & self.table_mask;
        }
    }

    /// Reports the id of each literal that stands in the text, as often as it does.
    #[inline]
    pub fn scan(&self, text: &[u8], mut report: impl FnMut(u32)) {
        let mut gram = 0_u32;
        for (at, byte) in text.iter().enumerate() {
            gram = (gram >> 8) | (u32::from(*byte) << 24);
            let bit = hash(gram) >> self.bitmap_shift;
            let word = self.bitmap.get(bit as usize / 64).copied().unwrap_or_default();
            if word >> (bit % 64) & 1 == 1 && at + 1 >= GRAM_BYTES {
                self.look(text, at + 1 - GRAM_BYTES, gram, &mut report);
            }
        }
    }

    fn look(&self, text: &[u8], gram_at: usize, gram: u32, report: &mut impl FnMut(u32)) {
        let mut at = hash(gram) as usize & self.table_mask;
        let entry = loop {
            let Some(entry) = self.table.get(at).filter(|entry| entry.first != 0) else { return };
            if entry.gram == gram {
                break entry;
            }
            at = (at + 1) & self.table_mask;
        };
        let first = entry.first as usize - 1;
        let literals = self.literals.get(first..first + entry.n as usize).unwrap_or_default();
        for literal in literals {
            if self.stands(literal, text, gram_at) {
                report(literal.id);
            }
        }
    }

    fn stands(&self, literal: &Literal, text: &[u8], gram_at: usize) -> bool {
        let n_bytes = literal.n_bytes as usize;
        let Some(start) = gram_at.checked_sub(literal.gram_offset as usize) else { return false };
        let is_at_start = start == 0;
        let is_at_end = start + n_bytes == text.len();
        let is_placed = match literal.anchor {
            Anchor::Anywhere => true,
            Anchor::Start => is_at_start,
            Anchor::End => is_at_end,
            Anchor::Whole => is_at_start && is_at_end,
        };
        let from = literal.start as usize;
        is_placed && text.get(start..start + n_bytes) == self.bytes.get(from..from + n_bytes)
    }
}

/// Spreads the bits of a gram; the upper ones are best.
fn hash(gram: u32) -> u32 {
    gram.wrapping_mul(0x9E37_79B1)
}
