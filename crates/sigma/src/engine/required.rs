//! What must stand in a text for an expression to be found in it.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::fold::fold_char;

/// Alternatives of one expression; with more, the expression is simply tried.
const ALTERNATIVES_MAX: usize = 64;

/// Returns folded literals of at least so many bytes, of which one or more stand in the folded text wherever the
/// expression is found.
pub(super) fn required(expression: &str, n_bytes_min: usize) -> Option<Vec<String>> {
    let hir = regex_syntax::parse(expression).ok()?;
    alternatives(&hir, n_bytes_min).filter(|literals| literals.len() <= ALTERNATIVES_MAX)
}

/// Returns how many bytes a text has at least in which an expression is found.
pub(super) fn shortest(expression: &str) -> usize {
    let hir = regex_syntax::parse(expression).ok();
    hir.and_then(|hir| hir.properties().minimum_len()).unwrap_or_default()
}

fn alternatives(hir: &Hir, n_bytes_min: usize) -> Option<Vec<String>> {
    let alternatives = |hir: &Hir| alternatives(hir, n_bytes_min);
    let run = |parts: &[Hir]| run(parts, n_bytes_min);
    match hir.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => run(std::slice::from_ref(hir)),
        HirKind::Capture(capture) => alternatives(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => alternatives(&repetition.sub),
        HirKind::Alternation(branches) => {
            let all: Option<Vec<Vec<String>>> = branches.iter().map(alternatives).collect();
            all.map(|all| all.concat())
        }
        HirKind::Concat(parts) => {
            let whole = parts.iter().filter_map(alternatives);
            let runs = parts.split(|part| one(part).is_none()).filter_map(run);
            // The best are those whose shortest member is longest, then the fewest.
            whole.chain(runs).max_by_key(|literals| {
                let shortest = literals.iter().map(String::len).min().unwrap_or_default();
                (shortest, std::cmp::Reverse(literals.len()))
            })
        }
        HirKind::Repetition(_) | HirKind::Empty | HirKind::Look(_) => None,
    }
}

/// Joins literals that follow each other.
fn run(parts: &[Hir], n_bytes_min: usize) -> Option<Vec<String>> {
    let text: Option<String> = parts.iter().map(one).collect();
    text.filter(|text| text.len() >= n_bytes_min).map(|text| vec![text])
}

/// Returns the one folded text that a part stands for.
fn one(part: &Hir) -> Option<String> {
    match part.kind() {
        HirKind::Literal(literal) => {
            Some(std::str::from_utf8(&literal.0).ok()?.chars().map(fold_char).collect())
        }
        HirKind::Class(Class::Unicode(class)) => {
            let mut chars = class.iter().flat_map(|range| range.start()..=range.end()).take(5);
            let first = fold_char(chars.next()?);
            // A letter in its cases; anything wider is no literal.
            let rest: Vec<char> = chars.collect();
            (rest.len() < 4 && rest.iter().all(|c| fold_char(*c) == first))
                .then(|| first.to_string())
        }
        HirKind::Capture(capture) => one(&capture.sub),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expression: &str, expect: Option<&[&str]>) {
        check_from(4, expression, expect);
    }

    fn check_from(n_bytes_min: usize, expression: &str, expect: Option<&[&str]>) {
        let found = required(expression, n_bytes_min);
        let found: Option<Vec<&str>> =
            found.as_ref().map(|l| l.iter().map(String::as_str).collect());
        assert_eq!(found.as_deref(), expect, "{expression}");
    }

    #[test]
    fn a_text_may_be_too_short_for_an_expression() {
        assert_eq!(shortest(".{1000,}"), 1000);
        assert_eq!(shortest("^(a|bc)é?$"), 1);
        assert_eq!(shortest("é\\b"), 2);
        assert_eq!(shortest(r"\S*"), 0);
        assert_eq!(shortest("("), 0);
    }

    #[test]
    fn literals_are_found_in_expressions() {
        check("Hello", Some(&["hello"]));
        check("(?i)Hello", Some(&["hello"]));
        check(r"\d+foobar\s", Some(&["foobar"]));
        check("(abcd|efgh)x", Some(&["abcd", "efgh"]));
        check("(abcd|e)x", None);
        check("(abcd)?x", None);
        check("(abcd){2,}x", Some(&["abcd"]));
        check("abc", None);
        check("(?i)kelvin", Some(&["kelvin"]));
        check(".*", None);
        check_from(1, r"-k\s\w{1,64}", Some(&["-k"]));
        check_from(1, "a|[bc]", None);
    }
}
