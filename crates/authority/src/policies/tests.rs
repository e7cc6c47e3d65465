//! Policy texts: what is refused at loading, and what an edition covers.
use super::*;

fn check(policies: &str, expect: &str) {
    let mut texts = PolicyText::standing();
    texts.push(PolicyText { file: "ours.cedar".to_owned(), text: policies.to_owned() });
    let reason = Book::read(&texts).map(|_| "loads".to_owned()).unwrap_or_else(|e| e.to_string());
    assert!(reason.starts_with(expect), "{policies}\n{reason}");
}

const NOTES: &str = "@clause(\"c\")\n@sentence(\"s\")\n";

#[test]
fn a_bad_policy_is_named_by_file_line_and_reason() {
    check("", "loads");
    check(&format!("@id(\"x\")\n{NOTES}permit (principal, action, resource);"), "loads");
    check("\n\npermit (principal, action, resource);", "ours.cedar:3: the policy has no @id");
    check(
        "@id(\"x\")\n@clause(\"c\")\npermit (principal, action, resource);",
        "ours.cedar:1: the policy has no @sentence",
    );
    check(
        "// fine\n@id(\"x\") permit (principal, action, resource",
        "ours.cedar:2: unexpected end of input",
    );
    check(
        &format!(
            "@id(\"x\")\n{NOTES}permit (principal, action == Action::\"case.fly\", resource);"
        ),
        "ours.cedar:1: ",
    );
    check(
        &format!(
            "@id(\"x\")\n{NOTES}permit (principal is Staff, action, resource) when {{ principal.shoes }};"
        ),
        "ours.cedar:1: ",
    );
    check(
        &format!("@id(\"x\")\n{NOTES}permit (principal == ?principal, action, resource);"),
        "ours.cedar:1: ",
    );
    check(
        &format!(
            "@id(\"x\")\n@authority(\"clause\")\n{NOTES}permit (principal, action, resource);"
        ),
        "ours.cedar:1: @authority must be",
    );
}

#[test]
fn no_policy_takes_the_place_of_another() {
    let policy = format!("{NOTES}permit (principal, action, resource);");
    check(
        &format!("@id(\"core-unseal-assigned\")\n{policy}"),
        "ours.cedar:1: the @id is used twice",
    );
    check(
        &format!("@id(\"x\")\n{policy}\n@id(\"x\")\n{policy}"),
        "ours.cedar:5: the @id is used twice",
    );
}

#[test]
fn a_policy_sees_no_facts_that_nobody_reads() {
    // The roles of whoever holds the case are not read when somebody else asks.
    let policy = "permit (principal, action == Action::\"case.reply\", resource)\n\
        when { resource has assignee && resource.assignee.roles.contains(\"triage\") };";
    check(&format!("@id(\"x\")\n{NOTES}{policy}"), "ours.cedar:1: ");
}

#[test]
fn limits_hold() {
    check(&" ".repeat(FILE_BYTES_MAX + 1), "ours.cedar:1: the file is longer");
    let few = "permit (principal is Founder, action == Action::\"queue.list\", resource);\n";
    let many = (0..POLICIES_MAX).map(|n| format!("@id(\"x{n}\") {NOTES}{few}")).collect::<String>();
    let error =
        Book::read(&[PolicyText { file: "ours.cedar".to_owned(), text: many }]).unwrap_err();
    assert_eq!(error.reason, "there are more than 400 policies");
}

#[test]
fn every_act_has_somebody_who_may() {
    let book = Book::read(&PolicyText::standing()).unwrap();
    for act in Act::ALL {
        let mut cells = book.cells.iter().filter(|((of, ..), _)| of == act).map(|(_, cell)| cell);
        let may = cells.any(|cell| cell.rules.iter().any(|index| book.rules[*index].is_permit));
        assert!(may, "{}", act.as_str());
    }
}

#[test]
fn the_edition_changes_with_any_letter() {
    let edition_of = |texts: &[PolicyText]| Book::read(texts).unwrap().edition;
    let standing = PolicyText::standing();
    let mut changed = standing.clone();
    changed[0].text.push(' ');
    assert_eq!(edition_of(&standing).len(), EDITION_CHARS);
    assert_eq!(edition_of(&standing), edition_of(&standing.clone()));
    assert_ne!(edition_of(&standing), edition_of(&changed));
}

#[test]
fn the_core_asks_for_the_moment_only_where_an_authority_is_shown() {
    let book = Book::read(&PolicyText::standing()).unwrap();
    let timed: Vec<_> =
        book.rules.iter().filter(|rule| rule.text.contains("context.now")).collect();
    assert!(!timed.is_empty());
    for rule in timed {
        assert!(
            rule.minds_time() || rule.text.contains("context has authority && context.now"),
            "{}",
            rule.id
        );
    }
}

/// Reads policies without the fixed core: to see what holds when even that were gone.
pub fn coreless(texts: &[PolicyText]) -> Book {
    let core = PolicyText { file: CORE.0.to_owned(), text: String::new() };
    Book::read_with_core(&core, texts).unwrap()
}

/// Says whether Cedar itself accepts the question against the schema.
pub fn is_conforming(
    facts: &crate::facts::Facts,
    names: &crate::names::Names,
    action: &cedar_policy::EntityUid,
) -> bool {
    static SCHEMA: std::sync::OnceLock<Schema> = std::sync::OnceLock::new();
    let schema = SCHEMA.get_or_init(|| schema().unwrap());
    let request = facts.request(action, names, model::Identity::SignedIn).unwrap();
    let entities = facts.entities(names).unwrap();
    let (Some(principal), Some(resource), Some(context)) =
        (request.principal(), request.resource(), request.context())
    else {
        return false;
    };
    let context = context.clone();
    cedar_policy::Request::new(
        principal.clone(),
        action.clone(),
        resource.clone(),
        context,
        Some(schema),
    )
    .is_ok()
        && cedar_policy::Entities::from_entities(entities.iter().cloned(), Some(schema)).is_ok()
}

#[test]
fn no_policy_asks_for_exactly_one_level() {
    // Who is known better is known well enough; asking for one level would send them away.
    for text in PolicyText::standing() {
        assert!(!text.text.contains("context.identity ="), "{}", text.file);
    }
}
