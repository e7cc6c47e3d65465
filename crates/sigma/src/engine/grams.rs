//! Many literals looked for in one pass over a text.
//!
//! Each literal is known by the rarest four bytes of it. A bitmap that fits into the nearest cache says for each place
//! of the text whether any literal's four bytes may stand there; only then is a table asked, and the literal compared.

use super::rarity::Rarity;

/// Bytes by which a literal is known; a shorter one cannot be looked for here.
pub(super) const GRAM_BYTES: usize = 4;
/// Bytes of the bitmap for many literals: a near cache holds it.
const LARGE_BYTES: usize = 1 << 15;
/// Bytes of the bitmap for few.
const SMALL_BYTES: usize = 1 << 10;
/// How many are few: one place in thirty at most is looked at twice for nothing.
const SMALL_LITERALS_MAX: usize = SMALL_BYTES * 8 / 30;

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
    bitmap: Bitmap,
    /// Open addressing by gram; points to the first literal of that gram.
    table: Vec<Entry>,
    table_shift: u32,
    table_mask: usize,
    literals: Vec<Literal>,
    bytes: Vec<u8>,
}

/// A bit for each hash; of fixed sizes, so that no place needs to be checked for being within.
#[derive(Debug, Default)]
enum Bitmap {
    #[default]
    None,
    Small(Box<[u8; SMALL_BYTES]>),
    Large(Box<[u8; LARGE_BYTES]>),
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
    pub fn new<'a>(
        literals: impl Iterator<Item = (&'a str, Anchor, u32)>,
        rarity: &Rarity,
    ) -> Self {
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
        let bitmap = match with_grams.len() {
            0 => Bitmap::None,
            1..=SMALL_LITERALS_MAX => Bitmap::Small(Box::new([0; SMALL_BYTES])),
            _ => Bitmap::Large(Box::new([0; LARGE_BYTES])),
        };
        let n_entries = (with_grams.len() * 2).next_power_of_two().max(2);
        let mut grams = Self {
            bitmap,
            table: vec![Entry::default(); n_entries],
            table_shift: 32 - n_entries.trailing_zeros(),
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
        match &mut self.bitmap {
            Bitmap::None => {}
            Bitmap::Small(bytes) => set(bytes, gram),
            Bitmap::Large(bytes) => set(bytes, gram),
        }
        let mut at = (hash(gram) >> self.table_shift) as usize;
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
    pub fn scan(&self, text: &[u8], report: impl FnMut(u32)) {
        match &self.bitmap {
            Bitmap::None => {}
            Bitmap::Small(bytes) => self.pass(bytes, text, report),
            Bitmap::Large(bytes) => self.pass(bytes, text, report),
        }
    }

    #[inline]
    fn pass<const N: usize>(&self, bitmap: &[u8; N], text: &[u8], mut report: impl FnMut(u32)) {
        for (at, bytes) in text.array_windows::<GRAM_BYTES>().enumerate() {
            let gram = u32::from_le_bytes(*bytes);
            let bit = hash(gram) >> (32 - 3 - N.trailing_zeros());
            let byte = bitmap.get((bit >> 3) as usize).copied().unwrap_or_default();
            if byte >> (bit & 7) & 1 == 1 {
                self.look(text, at, gram, &mut report);
            }
        }
    }

    #[inline(never)]
    fn look(&self, text: &[u8], gram_at: usize, gram: u32, report: &mut impl FnMut(u32)) {
        let mut at = (hash(gram) >> self.table_shift) as usize;
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

fn set<const N: usize>(bitmap: &mut [u8; N], gram: u32) {
    let bit = hash(gram) >> (32 - 3 - N.trailing_zeros());
    if let Some(byte) = bitmap.get_mut((bit >> 3) as usize) {
        *byte |= 1 << (bit & 7);
    }
}

/// Spreads the bits of a gram; only the upper ones depend on all of it.
fn hash(gram: u32) -> u32 {
    gram.wrapping_mul(0x9E37_79B1)
}
