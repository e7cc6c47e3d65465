//! What a byte is: one look into a table.

/// `a` to `z`.
pub const LOWER: u8 = 1;
/// `A` to `Z`.
pub const UPPER: u8 = 2;
/// `0` to `9`.
pub const DIGIT: u8 = 4;
/// `_` and every byte of a character outside ASCII.
pub const JOIN: u8 = 8;
/// Marks that may stand inside a value: `. / \ @ = : -`.
pub const INNER: u8 = 16;
/// `0-9 a-f A-F`.
pub const HEX: u8 = 32;
/// White space and control characters.
pub const SPACE: u8 = 64;

/// The double quote.
pub const QUOTE: u8 = 128;

/// A letter.
pub const LETTER: u8 = LOWER | UPPER;
/// What a word is made of.
pub const WORD: u8 = LETTER | DIGIT | JOIN;

const TABLE: [u8; 256] = table();

#[expect(clippy::indexing_slicing, reason = "the index runs over the table")]
const fn table() -> [u8; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let byte = index as u8;
        table[index] = match byte {
            0..=b' ' | 0x7F => SPACE,
            b'0'..=b'9' => DIGIT | HEX,
            b'a'..=b'f' => LOWER | HEX,
            b'g'..=b'z' => LOWER,
            b'A'..=b'F' => UPPER | HEX,
            b'G'..=b'Z' => UPPER,
            b'_' | 0x80..=0xFF => JOIN,
            b'"' => QUOTE,
            b'.' | b'/' | b'\\' | b'@' | b'=' | b':' | b'-' => INNER,
            _ => 0,
        };
        index += 1;
    }
    table
}

/// Returns the classes of a byte.
#[inline]
#[expect(clippy::indexing_slicing, reason = "the table has an entry for every byte")]
pub fn class(byte: u8) -> u8 {
    TABLE[byte as usize]
}

/// Tells whether a byte is of one of the classes.
#[inline]
pub fn is(byte: u8, classes: u8) -> bool {
    class(byte) & classes != 0
}

/// Returns the byte at a place, or zero past the end; zero is white space and ends everything.
#[inline]
pub fn at(text: &[u8], index: usize) -> u8 {
    text.get(index).copied().unwrap_or(0)
}

/// Returns where a run of these classes ends.
#[inline]
pub fn run(text: &[u8], start: usize, classes: u8) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    start + rest.iter().position(|&byte| !is(byte, classes)).unwrap_or(rest.len())
}

/// Returns a part of a text; empty when it lies outside.
#[inline]
pub fn part(text: &[u8], start: usize, end: usize) -> &[u8] {
    text.get(start..end).unwrap_or_default()
}
