//! Writing a filter so that it reads back as itself.

use super::{Term, Test, parse};

/// Writes the terms with spaces between them.
pub fn print(terms: &[Term]) -> String {
    let shown: Vec<String> = terms.iter().map(term).collect();
    shown.join(" ")
}

fn term(term: &Term) -> String {
    let minus = if term.is_negated { "-" } else { "" };
    format!("{minus}{}", test(&term.test))
}

fn test(test: &Test) -> String {
    match test {
        Test::Queue(names) => format!("queue:{}", list(names, |name| name.as_str().to_owned())),
        Test::State(states) => format!("state:{}", list(states, |one| one.as_str().to_owned())),
        Test::Assigned(whom) => format!("assigned:{}", list(whom, |one| one.as_str().to_owned())),
        Test::Kind(kinds) => format!("kind:{}", list(kinds, |one| one.as_str().to_owned())),
        Test::Language(codes) => format!("language:{}", list(codes, |one| one.shown().to_owned())),
        Test::Is(marks) => format!("is:{}", list(marks, |one| one.as_str().to_owned())),
        Test::Time { clock, side, span } => format!("{}{}{span}", clock.as_str(), side.sign()),
        Test::Number(numbers) => list(numbers, ToString::to_string),
        Test::Text(text) => {
            let text = text.expose();
            if parse::is_bare(text) { text.clone() } else { format!("\"{text}\"") }
        }
    }
}

fn list<T>(values: &[T], shown: impl Fn(&T) -> String) -> String {
    values.iter().map(shown).collect::<Vec<_>>().join(",")
}
