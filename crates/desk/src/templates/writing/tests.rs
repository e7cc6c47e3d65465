//! Tests of the language of templates: what it says, where it is wrong, and that it ends.

use proptest::prelude::*;

use super::*;
use crate::DeskConfig;

fn sample() -> TemplateValues {
    let config = DeskConfig::for_domain("desk.example");
    TemplateValues::sample("eng", &config, model::timestamp_of_micros(1_795_262_400_000_000))
}

fn filled(text: &str) -> String {
    fill(text, &sample()).unwrap()
}

#[test]
fn values_take_their_places_and_nothing_is_escaped() {
    assert_eq!(filled("{{ case.number }}, {{ today }}"), "s20261121.17, 21 November 2026");
    assert_eq!(filled("a & b <{{ house.name }}>"), "a & b <desk.example>");
    assert_eq!(
        filled("{{ case.queue|upper }} {{ writer.title|lower }}"),
        "SUPPORT support engineer 3"
    );
    assert_eq!(filled("a\n{% if case.queue == \"support\" %}\nb\n{% endif %}\nc\n\n"), "a\nb\nc");
}

fn check(text: &str, line: usize, column: usize, words: &str) {
    let faults = check_template(text, &sample());
    let Some(fault) = faults.first() else { panic!("{text:?} is taken") };
    assert_eq!((fault.line, fault.column), (line, column), "{text:?}: {fault}");
    assert!(fault.words.contains(words), "{text:?}: {fault}");
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_what_would_be_right() {
    check("Hello,\n\nyour case.nmber {{ case.nmber }}", 3, 20, "it looks like `case.number`");
    check("{{ person.name }}", 1, 4, "there are case.number");
    check("{{ case }}", 1, 4, "`case` alone says nothing");
    check("{{ case.number|reverse }}", 1, 16, "upper, lower and capitalize");
    check("x\n{% include \"other\" %}", 2, 4, "there is no `include`");
    check("{%- set a = 1 %}", 1, 5, "there is no `set`");
    check("x\n  {{ case.number", 2, 11, "{{ case.number }}");
    check("{{ case.number() }}", 1, 15, "a template names values");
    check("{% if [[1]] == 1 %}{% endif %}", 1, 8, "`[` has no place");
    check("{% if case.number %}", 1, 19, "{% endif %}");
    check(&"x".repeat(TEMPLATE_CHARS_MAX + 1), 1, 1, "too many");
    let two = check_template("{{ a.b }}\n{{ c.d }}", &sample());
    assert_eq!(two.iter().map(|fault| fault.line).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_template_that_runs_on_is_stopped_where_it_does() {
    let nine = "[1, 2, 3, 4, 5, 6, 7, 8, 9]";
    let loops = (0..6).map(|n| format!("{{% for a{n} in {nine} %}}")).collect::<String>();
    let text = format!("Hello,\n{loops}x{}", "{% endfor %}".repeat(6));
    check(&text, 2, check_template(&text, &sample())[0].column, "longer than 10000 steps");
}

#[test]
fn what_could_grow_is_refused_before_it_runs() {
    let doubling =
        format!("{{% set a = \"xxxxxxxx\" %}}{}{{{{ a }}}}", "{% set a = a ~ a %}".repeat(60));
    let nested = format!("{}{{{{ a }}}}", "{% for a in [[1, 2], [1, 2]] %}".repeat(60));
    let with = "{% with a = [1] %}{% with b = [a, a] %}{{ b }}{% endwith %}{% endwith %}";
    let times = "{{ \"x\" * 1000000000 }}";
    let raw = "{% raw %}{{ x }}{% endraw %}";
    for text in [doubling.as_str(), &nested, with, times, raw, "{{ [1] ~ [2] }}", "{{ {1: 2} }}"] {
        assert_eq!(check_template(text, &sample()).len(), 1, "{text}");
        assert!(fill(text, &sample()).is_err(), "{text}");
    }
    // What stands in strings is no sign.
    assert_eq!(filled("{{ \"(~*\" }}{{ 'it\\'s (' }}"), "(~*it's (");
    assert_eq!(filled("{%+ if today %}x{%- endif -%} y {a} }}"), "xy {a} }}");
}

#[test]
fn what_the_engine_would_read_otherwise_is_refused() {
    // The engine lets the comment end behind the quote, and lists of lists of lists take for ever to compare.
    let doubled = "{% set a = [a, a] %}".repeat(45);
    let hidden = ["{#}{{ \"#}{% set a = [1] %}", doubled.as_str(), "{{ a == a }}{{ \" }}"].concat();
    check(&hidden, 1, 1, "no comments");
    check("x {#- said to nobody -#}", 1, 3, "no comments");
    check("{#", 1, 1, "no comments");
    check("{{ \"#}{% set a = [1] %}\" }}", 1, 5, "no place in a string");
    check("{{ '\\'{%' }}", 1, 7, "`{` has no place in a string");
    check("{{ \"}}\" }}", 1, 5, "`}` has no place in a string");
    check("{% if today == '%}' %}{% endif %}", 1, 17, "`%` has no place in a string");
    check("{{ [1 }} ] }}", 1, 7, "`}` has no place here");
    check("{% if [1 %} ] %}{% endif %}", 1, 10, "`%` has no place here");
    check("{{ 1] }}", 1, 5, "`]` has no place here");
    check("{%- raw -%}{{ x }}{% endraw %}", 1, 5, "there is no `raw`");
    check("{%--if today %}{% endif %}", 1, 4, "there is no ``");
}

#[test]
fn the_longest_text_that_leaves_is_bounded() {
    let line = "x".repeat(3_000);
    let text = format!("{{% for a in [1, 2, 3, 4, 5, 6, 7, 8] %}}{line}{{% endfor %}}");
    check(&text, 1, 1, "at most 20000");
}

proptest! {
    #[test]
    fn any_text_is_filled_or_has_a_fault_that_stands_in_it(
        text in "(\\{\\{|\\}\\}|\\{%|%\\}|\\{#|#\\}| if | for | in |endif|endfor|case|\\.number|today|\\||upper|\"Ž\"~\"Ž\"|[a-zé\\n \"'#%\\\\~*+()\\[\\]0-9-]){0,16}"
    ) {
        let faults = check_template(&text, &sample());
        let n = text.lines().count().max(1) + 1;
        prop_assert!(faults.iter().all(|fault| (1..=n).contains(&fault.line) && fault.column > 0));
        if faults.is_empty() {
            // Nothing else brings two of them together: what the guard refuses would have run.
            prop_assert!(fill(&text, &sample()).is_ok_and(|filled| !filled.contains("ŽŽ")));
        }
    }
}
