//! A line whose shape is not remembered, with what every comparison will want to know of its tokens.

use crate::{
    class::{DIGIT, INNER},
    slot::{is_cue, is_unit_after},
    tokens::{Tokens, classes, core, has_mask},
};

/// A token as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The hash of its shape.
    pub hash: u64,
    /// Its shape.
    pub shape: &'a [u8],
    /// The shape of the token before it.
    pub before: &'a [u8],
    /// It is a word by its letters alone.
    pub is_firm: bool,
    /// It holds no value by form.
    pub is_word: bool,
    /// It stands where a word may be a value: behind a cue, or as the unit of a number.
    pub may_vary: bool,
}

/// Looks at the tokens of a line.
pub fn seen(tokens: &Tokens) -> Vec<Seen<'_>> {
    let mut before: &[u8] = b"";
    let mut line = Vec::with_capacity(tokens.all().len());
    for token in tokens.all() {
        let shape = tokens.shape(*token);
        line.push(Seen {
            hash: token.hash,
            shape,
            before,
            is_firm: is_firm(shape),
            is_word: !has_mask(shape),
            may_vary: is_cue(before) || is_unit_after(before, shape),
        });
        before = shape;
    }
    line
}

/// Tells whether a token is a word by its letters alone, with nothing that a value could be.
pub fn is_firm(shape: &[u8]) -> bool {
    let core = core(shape);
    !core.is_empty() && !has_mask(shape) && classes(core) & (DIGIT | INNER) == 0
}
