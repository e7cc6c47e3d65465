//! A string of a rule: text, wildcards and escapes.

use std::fmt;

/// Bytes of one string in a rule.
pub const PATTERN_BYTES_MAX: usize = 8 << 10;

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Text that must stand there.
    Text(String),
    /// `*`: any number of characters.
    Any,
    /// `?`: exactly one character.
    One,
}

/// Pieces that must cover a whole value; neighbouring texts are joined, as are neighbouring `*`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Pattern {
    pieces: Vec<Piece>,
}

impl Pattern {
    /// Reads a string as the specification says: `*` and `?` are wildcards, a backslash takes the meaning from a
    /// wildcard or a backslash that follows it, and stands for itself before anything else.
    pub fn parse(text: &str) -> Self {
        let mut pattern = Self::default();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match (c, chars.peek()) {
                ('\\', Some(&next @ ('*' | '?' | '\\'))) => {
                    chars.next();
                    pattern.push_char(next);
                }
                ('*', _) => pattern.push(Piece::Any),
                ('?', _) => pattern.push(Piece::One),
                _ => pattern.push_char(c),
            }
        }
        pattern
    }

    /// Makes a pattern without wildcards.
    pub fn literal(text: &str) -> Self {
        let mut pattern = Self::default();
        pattern.push(Piece::Text(text.to_owned()));
        pattern
    }

    /// Returns the pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Returns how many bytes the pieces have; a wildcard counts for one.
    pub(crate) fn n_bytes(&self) -> usize {
        let bytes = |piece: &Piece| match piece {
            Piece::Text(text) => text.len(),
            Piece::Any | Piece::One => 1,
        };
        self.pieces.iter().map(bytes).sum()
    }

    /// Returns the text, if there is no wildcard in it.
    pub fn as_literal(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Adds a piece at the end.
    pub(crate) fn push(&mut self, piece: Piece) {
        match (self.pieces.last_mut(), piece) {
            (_, Piece::Text(text)) if text.is_empty() => {}
            (Some(Piece::Any), Piece::Any) => {}
            (Some(Piece::Text(last)), Piece::Text(text)) => last.push_str(&text),
            (_, piece) => self.pieces.push(piece),
        }
    }

    fn push_char(&mut self, c: char) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push(c),
            _ => self.pieces.push(Piece::Text(c.to_string())),
        }
    }

    /// Lets anything stand before.
    pub(crate) fn open_start(&mut self) {
        if self.pieces.first() != Some(&Piece::Any) {
            self.pieces.insert(0, Piece::Any);
        }
    }

    /// Lets anything follow.
    pub(crate) fn open_end(&mut self) {
        self.push(Piece::Any);
    }
}

/// Writes the pattern so that `Pattern::parse` reads it back.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.pieces {
            match piece {
                Piece::Any => f.write_str("*")?,
                Piece::One => f.write_str("?")?,
                Piece::Text(text) => {
                    for c in text.chars() {
                        if matches!(c, '*' | '?' | '\\') {
                            f.write_str("\\")?;
                        }
                        write!(f, "{c}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[Piece]) {
        let pattern = Pattern::parse(text);
        assert_eq!(pattern.pieces(), expect, "{text}");
        assert_eq!(Pattern::parse(&pattern.to_string()), pattern, "{text} round trip");
    }

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    #[test]
    fn escapes_follow_the_specification() {
        check("", &[]);
        check("cmd", &[text("cmd")]);
        check(r"C:\Windows", &[text(r"C:\Windows")]);
        check(r"C:\\Windows", &[text(r"C:\Windows")]);
        check(r"\*", &[text("*")]);
        check(r"\?", &[text("?")]);
        check(r"\\*", &[text(r"\"), Piece::Any]);
        check(r"\\\*", &[text(r"\*")]);
        check(r"\\\\", &[text(r"\\")]);
        check(r"\\\", &[text(r"\\")]);
        check(r"a\", &[text(r"a\")]);
        check("a**b?", &[text("a"), Piece::Any, text("b"), Piece::One]);
    }

    #[test]
    fn wildcards_are_not_doubled() {
        let mut pattern = Pattern::parse("*a*");
        pattern.open_start();
        pattern.open_end();
        assert_eq!(pattern, Pattern::parse("*a*"));
    }
}
