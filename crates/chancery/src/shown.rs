//! Text of strangers, made fit for a terminal.

use std::{
    fmt::{self, Display, Write},
    io::{self, Write as _},
};

use model::is_direction_mark;

/// Shows text without what could steer a terminal or turn the direction of reading.
pub struct Shown<'a>(pub &'a str);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '\t' => f.write_char(' ')?,
                c if c.is_control() || is_direction_mark(c) => write!(f, "{}", c.escape_unicode())?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Tells something on stderr, on a line of its own. That nobody reads it must not end the work.
pub fn tell(words: impl Display) {
    let _ = writeln!(io::stderr(), "{words}");
}

/// Writes a number with commas between thousands.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Writes a number of octets by its largest unit: `1.4 GB`.
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    let (mut tenths, mut unit) = (u128::from(n) * 10, "octets");
    for larger in UNITS {
        if tenths < 10_000 {
            break;
        }
        (tenths, unit) = (tenths / 1_000, larger);
    }
    if unit == "octets" || tenths >= 100 {
        return format!("{} {unit}", tenths / 10);
    }
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

/// Writes a count with its noun, which takes an `s` for the plural.
pub fn count(n: u64, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_not_steered() {
        assert_eq!(Shown("a\tb\u{1b}[31m\u{202e}ü").to_string(), "a b\\u{1b}[31m\\u{202e}ü");
        assert_eq!(Shown("a\u{61c}b").to_string(), "a\\u{61c}b");
    }

    #[test]
    fn octets_have_their_unit() {
        let check = |n, expect: &str| assert_eq!(bytes(n), expect);
        check(0, "0 octets");
        check(999, "999 octets");
        check(1_000, "1.0 kB");
        check(12_345_678, "12 MB");
        check(1_440_000_000, "1.4 GB");
        check(u64::MAX, "18446744 TB");
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_000), "1,000");
        assert_eq!(number(12_345_678), "12,345,678");
        assert_eq!(count(1, "match of a rule"), "1 match of a rule");
    }
}
