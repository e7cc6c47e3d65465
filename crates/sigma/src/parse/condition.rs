//! The condition: `and`, `or`, `not`, brackets, `1 of`, `all of`.

use crate::{
    fault::Reason,
    pattern::{Pattern, Piece},
    rule::{Condition, Selection},
};

/// Bytes of one condition.
pub const CONDITION_BYTES_MAX: usize = 4 << 10;
/// Brackets and `not` within each other.
pub const CONDITION_DEPTH_MAX: usize = 32;

/// Reads a condition over the selections of its rule.
pub(super) fn condition(text: &str, selections: &[Selection]) -> Result<Condition, Reason> {
    if text.len() > CONDITION_BYTES_MAX {
        return Err(Reason::TooMuch { what: "the condition's length", max: CONDITION_BYTES_MAX });
    }
    if text.contains('|') {
        let why = "aggregations after `|` are gone from the language; write a correlation";
        return Err(Reason::Condition(why.to_owned()));
    }
    let mut parser = Parser { tokens: tokens(text), selections, depth: 0 };
    let condition = parser.or()?;
    match parser.tokens.next() {
        None => Ok(condition),
        Some(token) => Err(Reason::Condition(format!("`{token}` was not expected"))),
    }
}

type Tokens<'a> = std::iter::Peekable<std::vec::IntoIter<&'a str>>;

fn tokens(text: &str) -> Tokens<'_> {
    let mut tokens = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        while let Some(at) = rest.find(['(', ')']) {
            let (before, from) = rest.split_at(at);
            let (bracket, after) = from.split_at(1);
            tokens.extend([before, bracket].into_iter().filter(|token| !token.is_empty()));
            rest = after;
        }
        tokens.extend(Some(rest).filter(|token| !token.is_empty()));
    }
    tokens.into_iter().peekable()
}

struct Parser<'a> {
    tokens: Tokens<'a>,
    selections: &'a [Selection],
    depth: usize,
}

impl<'a> Parser<'a> {
    fn or(&mut self) -> Result<Condition, Reason> {
        let mut parts = vec![self.and()?];
        while self.takes("or") {
            parts.push(self.and()?);
        }
        Ok(joined(parts, Condition::Or))
    }

    fn and(&mut self) -> Result<Condition, Reason> {
        let mut parts = vec![self.not()?];
        while self.takes("and") {
            parts.push(self.not()?);
        }
        Ok(joined(parts, Condition::And))
    }

    fn not(&mut self) -> Result<Condition, Reason> {
        self.depth += 1;
        if self.depth > CONDITION_DEPTH_MAX {
            return Err(Reason::TooMuch {
                what: "the condition's depth",
                max: CONDITION_DEPTH_MAX,
            });
        }
        let condition =
            if self.takes("not") { Condition::Not(Box::new(self.not()?)) } else { self.term()? };
        self.depth -= 1;
        Ok(condition)
    }

    fn term(&mut self) -> Result<Condition, Reason> {
        let ended = || Reason::Condition("it ends too early".to_owned());
        let token = self.tokens.next().ok_or_else(ended)?;
        if token == "(" {
            let inner = self.or()?;
            return match self.tokens.next() {
                Some(")") => Ok(inner),
                _ => Err(Reason::Condition("a bracket is not closed".to_owned())),
            };
        }
        let is_next_of = self.tokens.peek().is_some_and(|next| next.eq_ignore_ascii_case("of"));
        if is_next_of {
            self.tokens.next();
            let selector = self.tokens.next().ok_or_else(ended)?;
            return self.quantified(token, selector);
        }
        let is_word = ["and", "or", "not", "of", ")"].iter().any(|w| token.eq_ignore_ascii_case(w));
        if is_word {
            return Err(Reason::Condition(format!("`{token}` was not expected")));
        }
        self.selections
            .iter()
            .position(|selection| selection.name == token)
            .map(Condition::Selection)
            .ok_or_else(|| Reason::UnknownSelection(token.to_owned()))
    }

    fn quantified(&self, quantifier: &str, selector: &str) -> Result<Condition, Reason> {
        let join = match quantifier.to_ascii_lowercase().as_str() {
            "1" | "any" => Condition::Or,
            "all" => Condition::And,
            _ => {
                let text = format!("`{quantifier} of` is not of the language: `1 of` or `all of`");
                return Err(Reason::Condition(text));
            }
        };
        let pattern = match selector {
            "them" => "*",
            selector => selector,
        };
        // A leading underscore hides a selection, unless the selector shows that it is meant.
        let is_hidden = |name: &str| name.starts_with('_') && !pattern.starts_with('_');
        let chosen: Vec<Condition> = self
            .selections
            .iter()
            .enumerate()
            .filter(|(_, selection)| is_named_like(&selection.name, pattern))
            .filter(|(_, selection)| !is_hidden(&selection.name))
            .map(|(index, _)| Condition::Selection(index))
            .collect();
        if chosen.is_empty() {
            return Err(Reason::EmptySelector(selector.to_owned()));
        }
        Ok(joined(chosen, join))
    }

    fn takes(&mut self, word: &str) -> bool {
        self.tokens.next_if(|token| token.eq_ignore_ascii_case(word)).is_some()
    }
}

fn joined(mut parts: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}

/// Says whether a name is covered by a selector with `*` at any place.
fn is_named_like(name: &str, selector: &str) -> bool {
    let pattern = Pattern::parse(selector);
    let mut rest = name;
    let mut is_open = false;
    for (index, piece) in pattern.pieces().iter().enumerate() {
        match piece {
            Piece::Any => is_open = true,
            Piece::One => return false,
            Piece::Text(text) => {
                let is_last = index + 1 == pattern.pieces().len();
                let at = match (is_open, is_last) {
                    (true, true) => rest.ends_with(text.as_str()).then(|| rest.len() - text.len()),
                    (true, false) => rest.find(text.as_str()),
                    (false, _) => rest.starts_with(text.as_str()).then_some(0),
                };
                let Some(after) = at.and_then(|at| rest.get(at + text.len()..)) else {
                    return false;
                };
                rest = after;
                is_open = false;
            }
        }
    }
    is_open || rest.is_empty()
}

#[cfg(test)]
mod tests;
