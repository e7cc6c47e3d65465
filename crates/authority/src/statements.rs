//! Statements: a policy file cut into its policies, so that a bad one can be named by its line.

/// One policy as written.
#[derive(Debug, PartialEq, Eq)]
pub struct Statement<'a> {
    /// Where its first word stands, from 1.
    pub line: usize,
    /// From there to its semicolon.
    pub text: &'a str,
}

/// Where the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between two policies.
    Between,
    /// In a policy.
    Inside,
    /// In a string of a policy; true right behind a backslash.
    String(bool),
    /// In a comment; true when in a policy.
    Comment(bool),
}

/// Cuts at each semicolon that stands in no string and no comment. What is left over is a statement too, so
/// that the parser can say what is wrong with it.
pub fn statements(file: &str) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    let (mut place, mut line) = (Place::Between, 1);
    let (mut start, mut start_line) = (0, 1);
    let mut letters = file.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let opens_comment = letter == '/' && letters.peek().is_some_and(|(_, next)| *next == '/');
        let is_word = !letter.is_whitespace() && !opens_comment;
        if place == Place::Between && is_word {
            (start, start_line) = (at, line);
            place = Place::Inside;
        }
        place = match (place, letter) {
            (Place::Inside, ';') => {
                let text = file.get(start..=at).unwrap_or_default();
                found.push(Statement { line: start_line, text });
                Place::Between
            }
            (Place::Inside, '"') | (Place::String(true), _) => Place::String(false),
            (Place::String(false), '\\') => Place::String(true),
            (Place::String(false), '"') => Place::Inside,
            (Place::Between | Place::Inside, '/') if opens_comment => {
                Place::Comment(place == Place::Inside)
            }
            (Place::Comment(true), '\n') => Place::Inside,
            (Place::Comment(false), '\n') => Place::Between,
            (place, _) => place,
        };
        if letter == '\n' {
            line += 1;
        }
    }
    if !matches!(place, Place::Between | Place::Comment(false)) {
        let text = file.get(start..).unwrap_or_default();
        found.push(Statement { line: start_line, text });
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(file: &str, expect: &[(usize, &str)]) {
        let expect =
            expect.iter().map(|(line, text)| Statement { line: *line, text }).collect::<Vec<_>>();
        assert_eq!(statements(file), expect, "{file}");
    }

    #[test]
    fn cuts_at_semicolons_that_count() {
        check("", &[]);
        check("// only words;\n", &[]);
        check("a;\n\nb;", &[(1, "a;"), (3, "b;")]);
        check("// c\na // ; no\n ;", &[(2, "a // ; no\n ;")]);
        check("@x(\"a;\\\";\") b;", &[(1, "@x(\"a;\\\";\") b;")]);
        check("@x(\"// no\") b; c", &[(1, "@x(\"// no\") b;"), (1, "c")]);
        check("a; \"open", &[(1, "a;"), (1, "\"open")]);
    }

    proptest! {
        #[test]
        fn never_panics_and_loses_no_policy(file in "[a-z@\"\\\\;/ \n]{0,200}|\\PC{0,60}") {
            let total = statements(&file).iter().map(|found| found.text.len()).sum::<usize>();
            prop_assert!(total <= file.len());
        }
    }
}
