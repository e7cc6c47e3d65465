//! Many literals looked for in one pass over a text.
//!
//! Each literal is known by the rarest four bytes of it. A bitmap that fits into the nearest cache says for each place
//! of the text whether any literal's four bytes may stand there; only then is a table asked, and the literal compared.

use super::rarity::Rarity;

/// Bytes by which a literal is known; a shorter one cannot be looked for here.
pub(super) const GRAM_BYTES: usize = 4;
/// Words of the bitmap for many literals: with 32 KiB a near cache holds it.
const LARGE_WORDS: usize = 1 << 13;
/// Words of the bitmap for few.
const SMALL_WORDS: usize = 1 << 8;
/// How many are few: one place in thirty at most is looked at twice for nothing.
const SMALL_LITERALS_MAX: usize = SMALL_WORDS * 32 / 30;
/// Places of a text that are asked about at a time.
const PLACES: usize = 4;
/// Bytes from which their grams are made, and one more: a word of the machine.
const PLACES_BYTES: usize = 8;

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
    Small(Box<[u32; SMALL_WORDS]>),
    Large(Box<[u32; LARGE_WORDS]>),
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
            1..=SMALL_LITERALS_MAX => Bitmap::Small(Box::new([0; SMALL_WORDS])),
            _ => Bitmap::Large(Box::new([0; LARGE_WORDS])),
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
            Bitmap::Small(words) => set(words, gram),
            Bitmap::Large(words) => set(words, gram),
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
            Bitmap::Small(words) => self.pass(words, text, report),
            Bitmap::Large(words) => self.pass(words, text, report),
        }
    }

    #[inline]
    fn pass<const N: usize>(&self, bitmap: &[u32; N], text: &[u8], mut report: impl FnMut(u32)) {
        let mut start = 0;
        while let Some(bytes) = text.get(start..).and_then(<[u8]>::first_chunk::<PLACES_BYTES>) {
            let word = u64::from_le_bytes(*bytes);
            #[expect(clippy::cast_possible_truncation, reason = "a gram is cut out of the word")]
            let grams: [u32; PLACES] = std::array::from_fn(|place| (word >> (8 * place)) as u32);
            // Nearly always there is none, so one question for all is enough.
            if grams.iter().fold(0, |found, gram| found | is_set(bitmap, *gram)) != 0 {
                for (at, gram) in (start..).zip(grams) {
                    self.look(bitmap, text, at, gram, &mut report);
                }
            }
            start += PLACES;
        }
        let rest = text.get(start..).unwrap_or_default().array_windows::<GRAM_BYTES>();
        for (at, bytes) in (start..).zip(rest) {
            self.look(bitmap, text, at, u32::from_le_bytes(*bytes), &mut report);
        }
    }

    #[inline]
    fn look<const N: usize>(
        &self,
        bitmap: &[u32; N],
        text: &[u8],
        at: usize,
        gram: u32,
        report: &mut impl FnMut(u32),
    ) {
        if is_set(bitmap, gram) != 0 {
            self.compare(text, at, gram, report);
        }
    }

    #[inline(never)]
    fn compare(&self, text: &[u8], gram_at: usize, gram: u32, report: &mut impl FnMut(u32)) {
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

fn set<const N: usize>(bitmap: &mut [u32; N], gram: u32) {
    let bit = bit_of::<N>(gram);
    if let Some(word) = bitmap.get_mut((bit >> 5) as usize) {
        *word |= 1 << (bit & 31);
    }
}

/// Returns one if the bit of a gram is set, and else zero.
#[inline]
fn is_set<const N: usize>(bitmap: &[u32; N], gram: u32) -> u32 {
    let bit = bit_of::<N>(gram);
    bitmap.get((bit >> 5) as usize).copied().unwrap_or_default() >> (bit & 31) & 1
}

/// Returns the bit of a gram in a bitmap of so many words, a power of two.
#[inline]
fn bit_of<const N: usize>(gram: u32) -> u32 {
    hash(gram) >> (32 - 5 - N.trailing_zeros())
}

/// Spreads the bits of a gram; only the upper ones depend on all of it.
fn hash(gram: u32) -> u32 {
    gram.wrapping_mul(0x9E37_79B1)
}
