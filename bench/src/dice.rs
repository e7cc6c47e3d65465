//! Dice that fall the same way each time, so that two runs measure the same world.

/// SplitMix64: good enough for choosing, not for keys.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Makes dice of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Throws a number.
    pub const fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Throws a number below `n`; 0 when `n` is 0.
    pub const fn below(&mut self, n: u64) -> u64 {
        if n == 0 { 0 } else { self.throw() % n }
    }

    /// Picks one of a list.
    pub fn pick<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        let index = self.below(list.len() as u64);
        list.get(usize::try_from(index).ok()?)
    }

    /// Picks one of a list, the first ones far more often than the last, as words are used.
    pub fn pick_early<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        let n = list.len() as u64;
        let index = self.below(n).min(self.below(n)).min(self.below(n));
        list.get(usize::try_from(index).ok()?)
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for index in (1..list.len()).rev() {
            let other = self.below(index as u64 + 1);
            list.swap(index, usize::try_from(other).unwrap_or(index));
        }
    }
}
