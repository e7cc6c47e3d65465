//! Conditions and what they mean.

use super::*;

fn selections() -> Vec<Selection> {
    ["sel_a", "sel_b", "filter_main_x", "filter_opt_x", "_hidden", "keywords"]
        .iter()
        .map(|name| Selection { name: (*name).to_owned(), groups: Vec::new() })
        .collect()
}

/// Writes the condition with all its brackets.
fn shown(condition: &Condition) -> String {
    let join = |parts: &[Condition], word: &str| {
        let parts: Vec<String> = parts.iter().map(shown).collect();
        format!("({})", parts.join(word))
    };
    match condition {
        Condition::Selection(index) => selections()[*index].name.clone(),
        Condition::Not(inner) => format!("!{}", shown(inner)),
        Condition::And(parts) => join(parts, " & "),
        Condition::Or(parts) => join(parts, " | "),
    }
}

fn check(text: &str, expect: &str) {
    assert_eq!(shown(&condition(text, &selections()).unwrap()), expect, "{text}");
}

fn refused(text: &str) -> String {
    condition(text, &selections()).unwrap_err().to_string()
}

#[test]
fn not_binds_more_than_and_more_than_or() {
    check("sel_a", "sel_a");
    check("sel_a or sel_b and not keywords", "(sel_a | (sel_b & !keywords))");
    check("(sel_a or sel_b) and not (keywords)", "((sel_a | sel_b) & !keywords)");
    check("not not sel_a", "!!sel_a");
    check("sel_a AND sel_b", "(sel_a & sel_b)");
}

#[test]
fn quantifiers_choose_by_name() {
    check("1 of sel_*", "(sel_a | sel_b)");
    check(
        "all of sel_* and not 1 of filter_*",
        "((sel_a & sel_b) & !(filter_main_x | filter_opt_x))",
    );
    check("1 of filter_*_x", "(filter_main_x | filter_opt_x)");
    check("1 of *_opt_*", "filter_opt_x");
    check("all of keywords", "keywords");
    check("1 of them", "(sel_a | sel_b | filter_main_x | filter_opt_x | keywords)");
    check("1 of _*", "_hidden");
}

#[test]
fn what_cannot_be_honoured_is_refused() {
    assert_eq!(refused("sel_c"), "the condition names `sel_c`, which is not there");
    assert_eq!(refused("all of nothing*"), "no selection is named like `nothing*`");
    assert_eq!(refused("sel_a and"), "bad condition: it ends too early");
    assert_eq!(refused("(sel_a"), "bad condition: a bracket is not closed");
    assert_eq!(refused("sel_a sel_b"), "bad condition: `sel_b` was not expected");
    assert_eq!(
        refused("2 of sel_*"),
        "bad condition: `2 of` is not of the language: `1 of` or `all of`"
    );
    assert!(refused("sel_a | count() > 5").contains("correlation"));
    assert!(refused(&"(".repeat(100)).contains("depth"));
    assert!(refused(&"not ".repeat(100)).contains("depth"));
    assert!(refused(&"sel_a or ".repeat(1000)).contains("length"));
}
