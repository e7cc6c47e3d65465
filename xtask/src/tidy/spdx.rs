//! SPDX licence expressions: read, and judged by a list of allowed licences.
//!
//! `WITH` binds tighter than `AND`, `AND` tighter than `OR` (SPDX specification, annex D). The slash
//! of old manifests is an `OR`.

use anyhow::bail;

/// How deep parentheses may nest.
const DEPTH_MAX: usize = 16;

/// Says whether a choice of licences exists in which every one is allowed.
pub fn holds(expression: &str, is_allowed: impl Fn(&str) -> bool) -> anyhow::Result<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, is_allowed, depth: 0 };
    let outcome = reader.any()?;
    if let Some(word) = reader.words.first() {
        bail!("`{word}` is unexpected");
    }
    Ok(outcome)
}

struct Reader<'a, F> {
    words: &'a [&'a str],
    is_allowed: F,
    depth: usize,
}

impl<F: Fn(&str) -> bool> Reader<'_, F> {
    fn any(&mut self) -> anyhow::Result<bool> {
        let mut outcome = self.all()?;
        while self.take("OR") {
            // Not short-circuited: the rest must be read, too.
            outcome |= self.all()?;
        }
        Ok(outcome)
    }

    fn all(&mut self) -> anyhow::Result<bool> {
        let mut outcome = self.one()?;
        while self.take("AND") {
            outcome &= self.one()?;
        }
        Ok(outcome)
    }

    fn one(&mut self) -> anyhow::Result<bool> {
        if self.take("(") {
            self.depth += 1;
            if self.depth > DEPTH_MAX {
                bail!("nested more than {DEPTH_MAX} deep");
            }
            let outcome = self.any()?;
            self.depth -= 1;
            if !self.take(")") {
                bail!("a parenthesis is not closed");
            }
            return Ok(outcome);
        }
        let licence = self.name()?;
        if self.take("WITH") {
            let exception = self.name()?;
            return Ok((self.is_allowed)(&format!("{licence} WITH {exception}")));
        }
        Ok((self.is_allowed)(&licence))
    }

    fn name(&mut self) -> anyhow::Result<String> {
        match self.words.split_first() {
            Some((word, rest)) if !["AND", "OR", "WITH", "(", ")"].contains(word) => {
                self.words = rest;
                Ok((*word).to_owned())
            }
            Some((word, _)) => bail!("`{word}` stands where a name belongs"),
            None => bail!("it ends where a name belongs"),
        }
    }

    fn take(&mut self, expected: &str) -> bool {
        match self.words.split_first() {
            Some((word, rest)) if *word == expected => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }
}
