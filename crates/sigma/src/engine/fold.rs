//! Upper and lower case made one, quickly.

/// Adds the folded text to a buffer; one character stays one character.
pub(super) fn fold_into(text: &str, buffer: &mut String) {
    buffer.extend(text.chars().map(fold_char));
}

/// Returns the folded text.
pub(super) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut buffer = String::with_capacity(text.len());
    fold_into(text, &mut buffer);
    buffer
}

/// Folds by way of the upper case; a mapping to several characters is not taken, and a dotless i keeps apart from i.
pub(super) fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if c == '\u{131}' {
        return c;
    }
    let upper = single(c.to_uppercase()).unwrap_or(c);
    single(upper.to_lowercase()).unwrap_or(upper)
}

fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}
