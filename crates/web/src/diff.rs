//! What became of a text, line by line, for whoever must approve it.

use crate::say;

/// Lines of the longest pair of texts that are compared line by line; beyond, all old lines went and all new came.
const COMPARED_LINES_MAX: usize = 2_000;

/// Unchanged lines shown around a change.
const CONTEXT_LINES: usize = 3;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Stays,
    /// It comes.
    Comes,
    /// It goes.
    Goes,
    /// Here, lines that stay are left out.
    LeftOut,
}

/// A line, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What became of it.
    pub fate: Fate,
    /// The line; where lines are left out, how many, in words.
    pub text: String,
}

impl Fate {
    /// Returns the sign before the line; never only a colour.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Stays => " ",
            Self::Comes => "+",
            Self::Goes => "-",
            Self::LeftOut => "…",
        }
    }

    /// Returns the word that styles use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stays => "stays",
            Self::Comes => "comes",
            Self::Goes => "goes",
            Self::LeftOut => "left-out",
        }
    }
}

/// Compares two texts.
pub fn lines(before: &str, after: &str) -> Vec<Line> {
    let (old, new) = (before.lines().collect::<Vec<_>>(), after.lines().collect::<Vec<_>>());
    let n_head = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) =
        (old.get(n_head..).unwrap_or_default(), new.get(n_head..).unwrap_or_default());
    let tails = old_rest.iter().rev().zip(new_rest.iter().rev());
    let n_tail = tails.take_while(|(old, new)| old == new).count();
    let old_middle = old_rest.get(..old_rest.len() - n_tail).unwrap_or_default();
    let new_middle = new_rest.get(..new_rest.len() - n_tail).unwrap_or_default();
    let mut all = Vec::new();
    let mut push = |fate, text: &&str| all.push(Line { fate, text: (*text).to_owned() });
    old.iter().take(n_head).for_each(|text| push(Fate::Stays, text));
    for (fate, text) in middle(old_middle, new_middle) {
        push(fate, &text);
    }
    old.iter().skip(old.len() - n_tail).for_each(|text| push(Fate::Stays, text));
    shortened(all)
}

/// Compares what lies between the first and the last change: by the longest common subsequence.
fn middle<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<(Fate, &'t str)> {
    if old.len() > COMPARED_LINES_MAX || new.len() > COMPARED_LINES_MAX {
        let goes = old.iter().map(|text| (Fate::Goes, *text));
        return goes.chain(new.iter().map(|text| (Fate::Comes, *text))).collect();
    }
    // How many lines are common from here on, row by row from the end.
    let width = new.len() + 1;
    let mut n_common = vec![0_u16; (old.len() + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    for (row, old_line) in old.iter().enumerate().rev() {
        for (column, new_line) in new.iter().enumerate().rev() {
            let get = |index: usize| n_common.get(index).copied().unwrap_or(0);
            let value = if old_line == new_line {
                get(at(row + 1, column + 1)) + 1
            } else {
                get(at(row + 1, column)).max(get(at(row, column + 1)))
            };
            if let Some(cell) = n_common.get_mut(at(row, column)) {
                *cell = value;
            }
        }
    }
    let get = |row: usize, column: usize| n_common.get(at(row, column)).copied().unwrap_or(0);
    let (mut row, mut column, mut found) = (0, 0, Vec::new());
    loop {
        match (old.get(row), new.get(column)) {
            (Some(left), Some(right)) if left == right => {
                found.push((Fate::Stays, *left));
                (row, column) = (row + 1, column + 1);
            }
            (Some(left), right)
                if right.is_none() || get(row + 1, column) >= get(row, column + 1) =>
            {
                found.push((Fate::Goes, *left));
                row += 1;
            }
            (_, Some(right)) => {
                found.push((Fate::Comes, *right));
                column += 1;
            }
            _ => return found,
        }
    }
}

/// Leaves out lines that stay and are far from every change.
fn shortened(all: Vec<Line>) -> Vec<Line> {
    let changes = all.iter().enumerate().filter(|(_, line)| line.fate != Fate::Stays);
    let changes = changes.map(|(index, _)| index).collect::<Vec<_>>();
    let mut shown = Vec::new();
    let mut n_left_out = 0_usize;
    for (index, line) in all.into_iter().enumerate() {
        let next = changes.partition_point(|change| *change < index);
        let near = [next.checked_sub(1), Some(next)];
        let mut near = near.into_iter().flatten().filter_map(|at| changes.get(at));
        if near.any(|change| change.abs_diff(index) <= CONTEXT_LINES) {
            if n_left_out > 0 {
                shown.push(left_out(n_left_out));
                n_left_out = 0;
            }
            shown.push(line);
        } else {
            n_left_out += 1;
        }
    }
    if n_left_out > 0 && !shown.is_empty() {
        shown.push(left_out(n_left_out));
    }
    shown
}

fn left_out(n: usize) -> Line {
    Line { fate: Fate::LeftOut, text: say("diff-left-out").with("n", n).to_string() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(before: &str, after: &str, expect: &[&str]) {
        let found = lines(before, after);
        let found = found.iter().map(|line| format!("{}{}", line.fate.sign(), line.text));
        assert_eq!(found.collect::<Vec<_>>(), expect, "{before:?} {after:?}");
    }

    #[test]
    fn tells_what_came_and_what_went() {
        check("", "", &[]);
        check("a\nb", "a\nb", &[]);
        check("", "a", &["+a"]);
        check("a", "", &["-a"]);
        check("a\nb\nc", "a\nx\nc", &[" a", "-b", "+x", " c"]);
        check("a\nb", "b\na", &["-a", " b", "+a"]);
        check(
            "1\n2\n3\n4\n5\n6\n7\n8\n9",
            "1\n2\n3\n4\nx\n6\n7\n8\n9",
            &["…one line stays", " 2", " 3", " 4", "-5", "+x", " 6", " 7", " 8", "…one line stays"],
        );
    }

    #[test]
    fn long_texts_are_not_compared_line_by_line() {
        let text = |word: &str| (0..3_000).map(|n| format!("{word}{n}\n")).collect::<String>();
        assert_eq!(lines(&text("a"), &text("b")).len(), 6_000);
    }

    proptest! {
        #[test]
        fn what_stays_and_comes_is_the_new_text(before in "[ab\n]{0,12}", after in "[ab\n]{0,12}") {
            let found = lines(&before, &after);
            prop_assume!(found.iter().all(|line| line.fate != Fate::LeftOut));
            prop_assume!(!found.is_empty());
            let of = |fates: [Fate; 2]| {
                let kept = found.iter().filter(|line| fates.contains(&line.fate));
                kept.map(|line| line.text.clone()).collect::<Vec<_>>()
            };
            prop_assert_eq!(of([Fate::Stays, Fate::Comes]), after.lines().collect::<Vec<_>>());
            prop_assert_eq!(of([Fate::Stays, Fate::Goes]), before.lines().collect::<Vec<_>>());
        }
    }
}
