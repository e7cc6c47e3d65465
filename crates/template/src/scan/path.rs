//! Paths of files and URLs.

use super::{Found, is_start};
use crate::{
    class::{JOIN, LETTER, SPACE, WORD, at, is, part},
    mask::Mask,
};

/// Finds a path from the root: `/var/log`, `/default-rack`.
pub fn rooted(token: &[u8], start: usize, is_last: bool) -> Option<Found> {
    let next = at(token, start + 1);
    let is_path = is_start(token, start)
        && (is(next, WORD) || matches!(next, b'.' | b'*' | b'$' | b'%' | b'-'));
    is_path.then(|| (Mask::Path, end(token, start, is_last)))
}

/// Finds a path with at least two slashes and none before the first name: `conf/a/b.xml`.
pub fn relative(token: &[u8], start: usize) -> Option<Found> {
    let end = end(token, start, true);
    let n_slashes = part(token, start, end).iter().filter(|&&byte| byte == b'/').count();
    let is_path = n_slashes > 1 && at(token, end) != b':';
    (is_path && is(at(token, end - 1), WORD)).then_some((Mask::Path, end))
}

/// Finds a path with a drive: `C:\Users`, `D:/logs`.
pub fn with_drive(token: &[u8], start: usize, word_end: usize) -> Option<Found> {
    let is_drive = word_end == start + 1
        && at(token, word_end) == b':'
        && matches!(at(token, word_end + 1), b'\\' | b'/');
    is_drive.then(|| (Mask::Path, end(token, word_end + 1, true)))
}

/// Finds a URL: letters, `://`, and all up to a space, a quote, a bracket or a comma.
pub fn with_scheme(token: &[u8], start: usize, word_end: usize) -> Option<Found> {
    let mut scheme_end = word_end;
    while is(at(token, scheme_end), LETTER) || matches!(at(token, scheme_end), b'.' | b'+') {
        scheme_end += 1;
    }
    if part(token, scheme_end, scheme_end + 3) != b"://" {
        return None;
    }
    let rest = token.get(scheme_end..).unwrap_or_default();
    let is_after = |byte: u8| is(byte, SPACE) || b"\"'<>()[]{},;|".contains(&byte);
    let mut end = scheme_end + rest.iter().position(|&byte| is_after(byte)).unwrap_or(rest.len());
    while end > start && matches!(at(token, end - 1), b'.' | b':' | b'!' | b'?') {
        end -= 1;
    }
    Some((Mask::Url, end))
}

/// Returns where a path ends. A dot at its end closes the sentence only at the end of the line.
fn end(token: &[u8], start: usize, is_last: bool) -> usize {
    let mut end = start;
    loop {
        let byte = at(token, end);
        let goes_on = is(byte, WORD | JOIN)
            || matches!(
                byte,
                b'/' | b'\\'
                    | b'.'
                    | b'-'
                    | b'~'
                    | b'$'
                    | b'%'
                    | b'+'
                    | b'*'
                    | b'#'
                    | b'@'
                    | b'&'
                    | b'?'
            )
            || byte == b'!' && at(token, end + 1) == b'/';
        if !goes_on {
            break;
        }
        end += 1;
    }
    while is_last && end > start + 1 && matches!(at(token, end - 1), b'.' | b'?') {
        end -= 1;
    }
    end
}
