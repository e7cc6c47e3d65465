//! Values in other clothes: base64, UTF-16, and the dashes of Windows.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    fault::Reason,
    parse::modifier::Modifier,
    pattern::{Pattern, Piece},
};

/// Forms of one value that `windash` or placeholders may make.
pub const FORMS_MAX: usize = 4096;
/// Bytes of these forms together.
pub const FORM_BYTES_MAX: usize = 4 << 20;
/// Characters that introduce an option on a Windows command line.
const DASHES: [char; 5] = ['-', '/', '\u{2013}', '\u{2014}', '\u{2015}'];

/// Text as the bytes it is made of, before base64 makes text of them again.
#[derive(Debug, Clone)]
pub(super) struct Bytes(pub Vec<u8>);

/// Encodes text as UTF-16.
pub(super) fn utf16(text: &str, modifier: Modifier) -> Vec<u8> {
    let units = text.encode_utf16();
    match modifier {
        Modifier::Utf16Be => units.flat_map(u16::to_be_bytes).collect(),
        Modifier::Utf16 => {
            [0xFF, 0xFE].into_iter().chain(units.flat_map(u16::to_le_bytes)).collect()
        }
        _ => units.flat_map(u16::to_le_bytes).collect(),
    }
}

/// Reads UTF-16 bytes as the text an event would show them as: one character for each byte.
///
/// Only what is ASCII after the split can be shown so; the byte order mark is shown as itself.
pub(super) fn shown(bytes: &Bytes) -> Option<String> {
    let (mark, rest) = match bytes.0.as_slice() {
        [0xFF, 0xFE, rest @ ..] => ("\u{feff}", rest),
        rest => ("", rest),
    };
    let text = std::str::from_utf8(rest).ok()?;
    Some(format!("{mark}{text}"))
}

pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Encodes bytes as they look within a longer text: three shifts, cut to what does not depend on the neighbours.
pub(super) fn base64_offsets(bytes: &[u8]) -> Vec<String> {
    const SKIP: [usize; 3] = [0, 2, 3];
    const DROP: [usize; 3] = [0, 3, 2];
    (0..3)
        .filter_map(|shift| {
            let shifted: Vec<u8> =
                std::iter::repeat_n(b' ', shift).chain(bytes.iter().copied()).collect();
            let encoded = STANDARD.encode(&shifted);
            let drop = DROP.get(shifted.len() % 3)?;
            let end = encoded.len().checked_sub(*drop)?;
            encoded.get(*SKIP.get(shift)?..end).map(str::to_owned)
        })
        .filter(|form| !form.is_empty())
        .collect()
}

/// Returns the pattern with each of its option dashes written in every way.
pub(super) fn windash(pattern: &Pattern) -> Result<Vec<Pattern>, Reason> {
    let mut forms = vec![Pattern::default()];
    for piece in pattern.pieces() {
        let Piece::Text(text) = piece else {
            forms.iter_mut().for_each(|form| form.push(piece.clone()));
            continue;
        };
        for (part, is_option) in dash_parts(text) {
            if !is_option {
                forms.iter_mut().for_each(|form| form.push(Piece::Text(part.to_owned())));
                continue;
            }
            if forms.len().saturating_mul(DASHES.len()) > FORMS_MAX {
                return Err(Reason::TooMuch { what: "the number of forms", max: FORMS_MAX });
            }
            let n_bytes =
                forms.len().saturating_mul(DASHES.len()).saturating_mul(pattern.n_bytes());
            if n_bytes > FORM_BYTES_MAX {
                return Err(Reason::TooMuch {
                    what: "the bytes of the forms",
                    max: FORM_BYTES_MAX,
                });
            }
            forms = forms
                .iter()
                .flat_map(|form| {
                    DASHES.iter().map(|dash| {
                        let mut form = form.clone();
                        form.push(Piece::Text(dash.to_string()));
                        form
                    })
                })
                .collect();
        }
    }
    Ok(forms)
}

/// Cuts text at each dash that begins an option, and says which parts these are: no word before, a word behind.
fn dash_parts(text: &str) -> Vec<(&str, bool)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_option = DASHES.contains(&c)
            && !before.is_some_and(is_word)
            && chars.peek().is_some_and(|(_, next)| is_word(*next));
        if is_option {
            let end = at + c.len_utf8();
            parts.extend(text.get(start..at).map(|part| (part, false)));
            parts.extend(text.get(at..end).map(|part| (part, true)));
            start = end;
        }
        before = Some(c);
    }
    parts.extend(text.get(start..).map(|part| (part, false)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_hold_at_every_shift() {
        for word in ["", "a", "ab", "http://", "powershell", "ä"] {
            for shift in 0..3_usize {
                for tail in ["", "x", "yz"] {
                    let whole = format!("{}{word}{tail}", "###".get(..shift).unwrap());
                    let encoded = STANDARD.encode(whole);
                    let forms = base64_offsets(word.as_bytes());
                    let is_there = forms.iter().any(|form| encoded.contains(form.as_str()));
                    assert!(is_there || word.len() < 2, "{word} at {shift} before {tail:?}");
                }
            }
        }
    }

    #[test]
    fn utf16_is_shown_with_its_zeros() {
        let bytes = Bytes(utf16("cmd", Modifier::Utf16Le));
        assert_eq!(shown(&bytes).unwrap(), "c\0m\0d\0");
        let bytes = Bytes(utf16("cmd", Modifier::Utf16));
        assert_eq!(shown(&bytes).unwrap(), "\u{feff}c\0m\0d\0");
        assert_eq!(base64(&bytes.0), "//5jAG0AZAA=");
    }

    fn n_forms(text: &str) -> usize {
        windash(&Pattern::parse(text)).unwrap().len()
    }

    #[test]
    fn dashes_begin_options_only() {
        assert_eq!(n_forms("-enc"), 5);
        assert_eq!(n_forms(" /c "), 5);
        assert_eq!(n_forms("-param-name"), 5);
        assert_eq!(n_forms("-a -b"), 25);
        assert_eq!(n_forms("a-b"), 1);
        assert_eq!(n_forms(" - "), 1);
        assert_eq!(n_forms("--help"), 5);
        assert_eq!(n_forms("*-a*"), 5);
        assert_eq!(n_forms("\u{2013}enc"), 5);
        assert!(windash(&Pattern::parse(&" -a".repeat(8))).is_err());
        let forms = windash(&Pattern::parse("-a/b")).unwrap();
        assert!(forms.contains(&Pattern::literal("/a/b")));
    }
}
