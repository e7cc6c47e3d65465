//! Where the parts of a multipart body begin and end.

/// Octets of a boundary that are obeyed (RFC 2046 §5.1.1 allows 70).
pub(crate) const BOUNDARY_OCTETS_MAX: usize = 256;

/// The parts of a multipart body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Split<'x> {
    /// Each part, its header and its body.
    pub(crate) parts: Vec<&'x [u8]>,
    /// True when the closing boundary was there.
    pub(crate) is_closed: bool,
}

/// Splits a multipart body at its boundary lines (RFC 2046 §5.1.1), in one pass.
pub(crate) fn split_parts<'x>(body: &'x [u8], boundary: &[u8], n_max: usize) -> Split<'x> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in body.split_inclusive(|b| *b == b'\n') {
        let line_start = at;
        at += line.len();
        let Some(is_close) = boundary_line(line, boundary) else { continue };
        if let Some(start) = start.replace(at) {
            // The line end before a boundary belongs to the boundary.
            let part = body.get(start..line_start).unwrap_or_default();
            let part = part.strip_suffix(b"\n").unwrap_or(part);
            parts.push(part.strip_suffix(b"\r").unwrap_or(part));
        }
        // One more than the limit, so that the caller sees that there are more.
        if is_close || parts.len() > n_max {
            return Split { parts, is_closed: true };
        }
    }
    if let Some(rest) = start.and_then(|start| body.get(start..)) {
        parts.push(rest);
    }
    Split { parts, is_closed: false }
}

/// Reads a boundary line; true means the closing one.
fn boundary_line(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    let (rest, is_close) = match rest.strip_prefix(b"--") {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    rest.iter().all(u8::is_ascii_whitespace).then_some(is_close)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(body: &str, expect: &[&str], is_closed: bool) {
        let parts = expect.iter().map(|part| part.as_bytes()).collect();
        assert_eq!(split_parts(body.as_bytes(), b"b", 9), Split { parts, is_closed }, "{body}");
    }

    #[test]
    fn splits_at_boundary_lines_only() {
        check("--b\r\nx\r\n--b--\r\n", &["x"], true);
        check("preamble\r\n--b\r\nx\r\n\r\n--b\r\n--b--\r\nepilogue", &["x\r\n", ""], true);
        check("--b\nx\n--b--", &["x"], true);
        check("--b  \r\nx\r\n--b-- \r\n", &["x"], true);
        check("--b\r\nx --b\r\n--bb\r\n--b--\r\n", &["x --b\r\n--bb"], true);
        check("--b\r\nx", &["x"], false);
        check("--b--\r\n", &[], true);
        check("", &[], false);
    }

    proptest! {
        #[test]
        fn never_more_than_asked_for(body in "(--b|--|\r\n|\n|x){0,60}") {
            prop_assert!(split_parts(body.as_bytes(), b"b", 3).parts.len() <= 4);
        }
    }
}
