//! The text of a template as people and the benchmark read it.

use crate::{mask::Mask, overlay::is_hole, slot::Slot};

/// What a value looks like in a canonical text.
pub const WILDCARD: &str = "<*>";

/// Marks between two values that join them to one: a pair, a list, a date, an address.
const JOINTS: &[&str] =
    &["", " ", ",", ", ", ":", "/", "-", ".", "_", "@", "#", "##", " #", "+", "$", "|", ". "];

/// Writes the canonical text: values are wildcards, and wildcards in a row are one.
pub fn canonical(slots: &[Slot]) -> String {
    let mut text = String::new();
    // The end of the last wildcard in `text`.
    let mut after = None;
    let mut literal = Vec::new();
    for (index, slot) in slots.iter().enumerate() {
        if index > 0 {
            literal.push(b' ');
        }
        for &byte in &slot.text {
            if !is_hole(byte) && Mask::of(byte).is_none() {
                literal.push(byte);
                continue;
            }
            flush(&mut text, &mut literal, &mut after, true);
        }
    }
    flush(&mut text, &mut literal, &mut after, false);
    text
}

/// Ends a literal, and begins a wildcard unless the literal joins it to the one before.
fn flush(
    text: &mut String,
    literal: &mut Vec<u8>,
    after: &mut Option<usize>,
    is_before_value: bool,
) {
    let written = String::from_utf8_lossy(literal);
    let is_joint =
        is_before_value && *after == Some(text.len()) && JOINTS.contains(&written.as_ref());
    if !is_joint {
        text.push_str(&written);
        if is_before_value {
            text.push_str(WILDCARD);
            *after = Some(text.len());
        }
    }
    literal.clear();
}

/// Writes the text with the types of values: `from <address> port <number>`.
pub fn typed(slots: &[Slot]) -> String {
    let mut text = Vec::new();
    for (index, slot) in slots.iter().enumerate() {
        if index > 0 {
            text.push(b' ');
        }
        for &byte in &slot.text {
            match Mask::of(byte) {
                Some(mask) => {
                    text.push(b'<');
                    text.extend_from_slice(mask.name().as_bytes());
                    text.push(b'>');
                }
                None if is_hole(byte) => text.extend_from_slice(WILDCARD.as_bytes()),
                None => text.push(byte),
            }
        }
    }
    String::from_utf8_lossy(&text).into_owned()
}
