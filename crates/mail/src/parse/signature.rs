//! The signature block below `-- `, apart from the text.

/// Lines of the longest signature block; what is longer is text (the old custom is four).
const SIGNATURE_LINES_MAX: usize = 20;

/// Splits the signature block off. Quoted text below it goes back to the text.
pub(crate) fn split(text: &str) -> (String, Option<String>) {
    let lines: Vec<&str> = text.lines().collect();
    let whole = || (text.trim_end().to_owned(), None);
    let Some(start) = lines.iter().rposition(|line| *line == "-- ") else { return whole() };
    let after = lines.get(start + 1..).unwrap_or_default();
    let end = after.iter().position(|line| is_quote_start(line)).unwrap_or(after.len());
    let (block, rest) = after.split_at(end);
    let signature = block.join("\n").trim().to_owned();
    if signature.is_empty() || block.len() > SIGNATURE_LINES_MAX {
        return whole();
    }
    let mut kept = lines.get(..start).unwrap_or_default().join("\n");
    if !rest.is_empty() {
        kept.push_str("\n\n");
        kept.push_str(&rest.join("\n"));
    }
    (kept.trim_end().to_owned(), Some(signature))
}

/// Tells whether a line begins somebody else's words.
fn is_quote_start(line: &str) -> bool {
    line.starts_with('>') || line.starts_with("-----") || line.starts_with("_____")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str, signature: Option<&str>) {
        assert_eq!(split(text), (expect.to_owned(), signature.map(str::to_owned)), "{text}");
    }

    #[test]
    fn splits_where_custom_says() {
        check("Hello\n-- \nJana\n+1 2", "Hello", Some("Jana\n+1 2"));
        check("Hello\n", "Hello", None);
        check("Hello\n--\nJana", "Hello\n--\nJana", None);
        check("> -- \n> Jana", "> -- \n> Jana", None);
        check("Top\n-- \nJana\n\n> quoted\n> more", "Top\n\n> quoted\n> more", Some("Jana"));
        check("Text\n-- \n", "Text\n--", None);
        let long = format!("Text\n-- \n{}", "line\n".repeat(SIGNATURE_LINES_MAX + 1));
        check(&long, long.trim_end(), None);
    }
}
