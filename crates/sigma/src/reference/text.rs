//! Text against patterns, character by character.

use crate::{
    pattern::{Pattern, Piece},
    rule::Number,
};

/// Folds upper and lower case, one character to one character.
pub(super) fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// By way of the upper case, so that both kinds of small sigma, and a long s and a short one, are the same.
/// A dotless i is not an i, and what would become several characters stays as it is.
fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if c == 'ı' {
        return c;
    }
    let upper: Vec<char> = c.to_uppercase().collect();
    let c = if let [one] = upper.as_slice() { *one } else { c };
    let lower: Vec<char> = c.to_lowercase().collect();
    if let [one] = lower.as_slice() { *one } else { c }
}

/// Says whether a pattern covers the whole text.
pub(super) fn is_covered(text: &str, pattern: &Pattern, is_cased: bool) -> bool {
    let ends = ends(text, pattern, is_cased, |at| at == 0);
    ends.last() == Some(&true)
}

/// Says whether a pattern covers a part of the text.
pub(super) fn is_within(text: &str, pattern: &Pattern, is_cased: bool) -> bool {
    ends(text, pattern, is_cased, |_| true).contains(&true)
}

/// Returns for each position whether the pattern can end there, when it may start where it is told.
fn ends(text: &str, pattern: &Pattern, is_cased: bool, starts: fn(usize) -> bool) -> Vec<bool> {
    let fold = |text: &str| if is_cased { text.to_owned() } else { folded(text) };
    let chars: Vec<char> = fold(text).chars().collect();
    let mut reached: Vec<bool> = (0..=chars.len()).map(starts).collect();
    for piece in pattern.pieces() {
        // Nothing leads on from nowhere. Most patterns end here, and production waits for the answer.
        if !reached.contains(&true) {
            break;
        }
        match piece {
            Piece::Any => {
                let first = reached.iter().position(|is| *is);
                reached =
                    (0..reached.len()).map(|at| first.is_some_and(|first| at >= first)).collect();
            }
            Piece::One => reached = stepped(&reached, &chars, |_| true),
            Piece::Text(wanted) => {
                for wanted in fold(wanted).chars() {
                    reached = stepped(&reached, &chars, |c| c == wanted);
                    if !reached.contains(&true) {
                        break;
                    }
                }
            }
        }
    }
    reached
}

fn stepped(reached: &[bool], chars: &[char], may: impl Fn(char) -> bool) -> Vec<bool> {
    let steps = reached.iter().zip(chars).map(|(is_reached, c)| *is_reached && may(*c));
    std::iter::once(false).chain(steps).collect()
}

/// Reads a decimal number.
pub(super) fn number(text: &str) -> Option<Number> {
    if let Ok(int) = text.parse::<i64>() {
        return Some(Number::Int(int));
    }
    let is_decimal = text.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    let float = text.parse::<f64>().ok()?;
    is_decimal.then_some(Number::Float(float))
}
