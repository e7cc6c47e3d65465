//! The slots of a line of a new kind: names in telling places are holes from birth, before any second line.

use crate::{
    class::{WORD, is},
    seen::Seen,
    slot::{Slot, is_cue, is_weak},
    tokens::core,
};

/// Words that make the name of a person of what follows a cue: "for user alice", "invalid user bob".
const BEFORE_CUE: &[&str] = &["for", "by", "invalid", "illegal", "unknown"];

/// Keys whose values are names.
const KEYS: &[&str] =
    &["user", "username", "account", "host", "hostname", "rhost", "file", "name", "device"];

/// Makes the slots of a line.
pub fn slots(line: &[Seen<'_>]) -> Vec<Slot> {
    (0..line.len()).filter_map(|index| slot(line, index)).collect()
}

fn slot(line: &[Seen<'_>], index: usize) -> Option<Slot> {
    let &Seen { hash, shape, .. } = line.get(index)?;
    let own = core(shape);
    if own.is_empty() {
        return Some(Slot::exact(hash, shape));
    }
    // A token that is all value needs no hole.
    let has_text = own.iter().any(|&byte| byte >= b' ');
    if has_text && is_name(line, index, own) {
        return Some(Slot::around(shape));
    }
    if has_name_key(shape)
        && let Some(slot) = Slot::after_key(shape)
    {
        return Some(slot);
    }
    Some(Slot::exact(hash, shape))
}

/// Tells whether the place of a word says that it is a name or a list.
fn is_name(line: &[Seen<'_>], index: usize, own: &[u8]) -> bool {
    let shape = |back: usize| {
        index
            .checked_sub(back)
            .and_then(|index| line.get(index))
            .map_or(&b""[..], |seen| seen.shape)
    };
    let before = core(shape(1));
    let after = line.get(index + 1).map_or(&b""[..], |seen| core(seen.shape));
    let is_after_cue = is_cue(before);
    is_after_cue && (is_weak(own) || is_among(core(shape(2)), BEFORE_CUE))
        // "password for alice from 10.0.0.1"
        || before == b"for" && after == b"from"
        // People write a space behind a comma.
        || shape(1).ends_with(b":") && is_list(own)
}

fn is_list(core: &[u8]) -> bool {
    let is_word = |word: &[u8]| !word.is_empty() && word.iter().all(|&byte| is(byte, WORD));
    core.contains(&b',') && core.split(|&byte| byte == b',').all(is_word)
}

fn has_name_key(shape: &[u8]) -> bool {
    let key = shape.split(|&byte| byte == b'=').next().unwrap_or_default();
    key.len() < shape.len() && is_among(core(key), KEYS)
}

fn is_among(word: &[u8], list: &[&str]) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}
