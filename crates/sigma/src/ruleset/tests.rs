//! Files of rules, filters and correlations, good and bad.

use super::*;

fn read(text: &str) -> RuleSet {
    RuleSet::read([("rules.yml", text.as_bytes())], &Placeholders::new())
}

fn rule(name: &str, detection: &str) -> String {
    format!(
        "title: {name}\nid: id-{name}\nname: {name}\nlogsource: {{product: windows}}\ndetection:\n{detection}\n---\n"
    )
}

fn plain(name: &str) -> String {
    rule(name, "  sel: {A: 1}\n  condition: sel")
}

fn correlation(name: &str, rules: &str) -> String {
    format!(
        "title: {name}\nname: {name}\ncorrelation:\n  type: event_count\n  rules: {rules}\n  group-by: [User]\n  timespan: 5m\n  condition: {{gte: 3}}\n---\n"
    )
}

fn faults(set: &RuleSet) -> Vec<String> {
    set.faults.iter().map(ToString::to_string).collect()
}

#[test]
fn faults_tell_file_line_and_reason() {
    let check = |detection: &str, expect: &str| {
        assert_eq!(faults(&read(&rule("r", detection))), [expect], "{detection}");
    };
    check("  sel: {A|contians: x}\n  condition: sel", "rules.yml:6: unknown modifier `contians`");
    check(
        "  sel:\n    A|re: '('\n  condition: sel",
        "rules.yml:7: bad regular expression: error: unclosed group",
    );
    check(
        "  sel:\n    A|expand: '%x%'\n  condition: sel",
        "rules.yml:7: placeholder `%x%` has no value here",
    );
    check(
        "  sel:\n    A: 1\n  condition: sel or tion",
        "rules.yml:8: the condition names `tion`, which is not there",
    );
    check("  sel:\n    A: []\n  condition: sel", "rules.yml:7: `A` holds no value");
    check("  sel: {}\n  condition: sel", "rules.yml:6: `sel` holds no value");
    check("  sel: {A: 1}", "rules.yml:6: `condition` is missing");
    check("  sel:\n    - null\n  condition: sel", "rules.yml:7: `keywords` must be text");
    assert_eq!(faults(&read("a: [")).len(), 1);
    assert_eq!(
        faults(&read("title: x")),
        [
            "rules.yml:1: the document is no rule: it has neither `detection`, `correlation` nor `filter`"
        ]
    );
    assert_eq!(
        faults(&RuleSet::read([("f", &b"\xff"[..])], &Placeholders::new())),
        ["f:1: the file is not UTF-8"]
    );
}

#[test]
fn a_bad_document_does_not_take_the_others_with_it() {
    let set = read(&format!("{}{}{}", plain("a"), rule("b", "  condition: x"), plain("c")));
    assert_eq!((set.rules.len(), set.faults.len()), (2, 1));
}

#[test]
fn twins_are_refused() {
    let set = read(&(plain("a") + &plain("a")));
    assert_eq!(set.rules.len(), 1);
    assert_eq!(faults(&set), ["rules.yml:9: `id-a` is called twice: here and in rules.yml:1"]);
}

#[test]
fn correlations_stand_behind_what_they_refer_to() {
    let text = correlation("outer", "[inner]")
        + &correlation("inner", "[a, id-b]")
        + &plain("a")
        + &plain("b");
    let set = read(&text);
    assert_eq!(faults(&set), [] as [&str; 0]);
    assert_eq!(set.correlations[0].header.title, "inner");
    assert_eq!(set.links(0), [Link::Rule(0), Link::Rule(1)]);
    assert_eq!(set.links(1), [Link::Correlation(0)]);
    assert!(set.is_silent(0) && set.is_silent(1));
}

#[test]
fn generate_lets_the_rules_speak() {
    let text = correlation("c", "[a]")
        .replace("correlation:\n", "correlation:\n  generate: true\n")
        + &plain("a");
    assert!(!read(&text).is_silent(0));
}

#[test]
fn references_that_lead_nowhere_are_refused() {
    let set =
        read(&(correlation("x", "[y]") + &correlation("y", "[x]") + &correlation("z", "[nobody]")));
    let faults = faults(&set);
    assert_eq!(faults.len(), 3);
    assert!(faults[0].contains("refers to itself through `y`"), "{faults:?}");
    assert!(faults[2].contains("no rule is called `nobody`"), "{faults:?}");
}

#[test]
fn of_a_refused_filter_it_is_said_that_it_is_one() {
    let filter = |rules: &str, detection: &str| {
        format!(
            "title: f\nlogsource: {{product: windows}}\nfilter:\n  rules: {rules}\n{detection}\n---\n"
        )
    };
    let sound = "  s: {A: 1}\n  condition: not s";
    for text in [
        filter("any", "  s: {A|expand: '%x%'}\n  condition: not s"),
        filter("any", "  s: {A|contians: x}\n  condition: not s"),
        filter("any", "  s: {A: 1}\n  condition: not t"),
        filter("[nobody]", sound),
        filter("any", sound).replace("title: f\n", ""),
    ] {
        let set = read(&(plain("a") + &text + &rule("b", "  condition: x")));
        let of_filter: Vec<bool> = set.faults.iter().map(|fault| fault.is_of_filter).collect();
        assert!(of_filter == [true, false] || of_filter == [false, true], "{text}: {set:?}");
    }
}

#[test]
fn filters_narrow_the_rules_they_are_for() {
    let filter = "title: f\nlogsource: {product: windows}\nfilter:\n  rules: [a]\n  sel: {User: adm}\n  condition: not sel\n";
    let set = read(&(plain("a") + &plain("b") + filter));
    assert_eq!(faults(&set), [] as [&str; 0]);
    assert_eq!(set.rules[0].detection.selections.len(), 2);
    assert_eq!(set.rules[1].detection.selections.len(), 1);
    let Condition::And(parts) = &set.rules[0].detection.conditions[0] else { panic!("no and") };
    assert_eq!(parts[0], Condition::Selection(0));
    let set = read(&(plain("a") + &filter.replace("[a]", "[x]")));
    assert_eq!(set.faults.len(), 1);
    let set = read(&(plain("a") + &plain("b") + &filter.replace("[a]", "any")));
    assert_eq!(set.rules[1].detection.selections.len(), 2);
}

#[test]
fn correlations_are_checked() {
    let check = |from: &str, to: &str, expect: &str| {
        let text = correlation("c", "[a]").replace(from, to) + &plain("a");
        let faults = faults(&read(&text));
        assert!(faults.len() == 1 && faults[0].contains(expect), "{to}: {faults:?}");
    };
    check("event_count", "event_sum", "unknown correlation type");
    check("5m", "5w", "bad timespan");
    check("5m", "0m", "bad timespan");
    check("5m", "9999d", "over its limit");
    check("{gte: 3}", "{gtee: 3}", "no criterion");
    check("{gte: 3}", "{gte: x}", "must be a number");
    check("{gte: 3}", "{}", "holds no value");
    check("event_count", "value_count", "`condition.field` is missing");
    check("event_count", "value_percentile", "`condition.field` is missing");
    // What would be ignored is refused.
    check("group-by", "group_by", "rules.yml:6: `group_by` is no key of a correlation");
    check("[a]", "[a, a]", "`a` is named twice");
    check("[a]", "[a, id-a]", "`id-a` is named twice");
    check("{gte: 3}", "{gte: 3, field: User}", "`field` says nothing to this type");
    check("{gte: 3}", "{gte: 3, percentile: 9}", "`percentile` says nothing to this type");
    check("{gte: 3}", "{gte: 100001}", "the count of matches is over its limit of 100000");
    check("{gte: 3}", "{gt: 100000}", "the count of matches is over its limit of 99999");
    check("event_count", "value_sum", "`condition.field` is missing");
    let many = ["User"; 17].join(", ");
    check("[User]", &format!("[{many}]"), "the number of fields to group by");
    check("  timespan", "  aliases: {User: {b: X}}\n  timespan", "the alias `User` is for `b`");
    check("correlation:", "detection: {s: {A: 1}}\ncorrelation:", "both `correlation` and");
}

#[test]
fn correlations_have_names_of_their_own() {
    let twin = correlation("c", "[a]");
    let set = read(&(plain("a") + &twin + &twin));
    assert_eq!(set.correlations.len(), 1);
    assert_eq!(faults(&set), ["rules.yml:18: `c` is called twice: here and in rules.yml:9"]);
    let set = read(&(plain("a") + &plain("b") + &correlation("b", "[a]")));
    assert_eq!((set.rules.len(), set.correlations.len(), set.faults.len()), (2, 0, 1));
}

#[test]
fn an_alias_may_call_a_rule_by_its_other_name() {
    let text =
        correlation("c", "[id-a]").replace("  timespan", "  aliases: {User: {a: X}}\n  timespan");
    let set = read(&(plain("a") + &text));
    assert_eq!(faults(&set), [] as [&str; 0]);
    assert_eq!(set.correlations[0].aliases[0].fields, [("id-a".to_owned(), "X".to_owned())]);
}

#[test]
fn filters_do_not_fill_the_house() {
    let values: Vec<String> = (0..5_000).map(|n| n.to_string()).collect();
    let filter = format!(
        "title: f\nlogsource: {{product: windows}}\nfilter:\n  rules: any\n  s: {{A: [{}]}}\n  condition: not s\n---\n",
        values.join(", ")
    );
    let rules: String = (0..300).map(|n| plain(&format!("r{n}"))).collect();
    let set = read(&(rules + &filter + &filter));
    assert_eq!(set.rules.len(), 300);
    let found = faults(&set);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("what filters put into rules is over its limit of 2000000"));
}
