//! Lengths of time as filters write them: `30m`, `3h`, `2d`, `1w`.

use std::fmt;

/// The longest length, in seconds: ten years, beyond which nothing here is asked.
const SECS_MAX: i64 = 10 * 366 * 24 * 60 * 60;

/// Digits of the longest number.
const DIGITS_MAX: usize = 7;

/// The units with their seconds, the smallest first.
const UNITS: [(char, i64); 4] =
    [('m', 60), ('h', 60 * 60), ('d', 24 * 60 * 60), ('w', 7 * 24 * 60 * 60)];

/// A length of time: a number and its unit, as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    number: i64,
    unit: char,
    secs: i64,
}

impl Span {
    /// Reads a number with its unit.
    pub fn parse(text: &str) -> Option<Self> {
        let unit = text.chars().next_back()?;
        let (_, unit_secs) = UNITS.into_iter().find(|(known, _)| *known == unit)?;
        let digits = text.strip_suffix(unit)?;
        // `parse` would take a sign; a length has one spelling.
        let is_number = !digits.is_empty()
            && digits.len() <= DIGITS_MAX
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0');
        let number: i64 = digits.parse().ok().filter(|_| is_number)?;
        let secs = number * unit_secs;
        (secs <= SECS_MAX).then_some(Self { number, unit, secs })
    }

    /// Returns it in seconds.
    pub const fn secs(self) -> i64 {
        self.secs
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number, self.unit)
    }
}
