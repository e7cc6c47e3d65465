//! Tests of reading guides, and of who ticks what.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const TEXT: &str = "When it is lost.\nAnd two know them.\n\nNot otherwise.\n\n1. Ask the first\n   witness.\n   \
    @role support_engineer\n   @note Where they met\n2. Ask the second.\n   @other-than 1\n   \
    @template recovery-witness\n3. Compare.\n@open consent\n@other-than 1, 2\n";

#[test]
fn a_guide_is_read() {
    let guide = Guide::parse(TEXT).unwrap();
    assert_eq!(guide.when, "When it is lost. And two know them.\n\nNot otherwise.");
    assert_eq!(guide.steps.len(), 3);
    assert_eq!(guide.steps[0].words, "Ask the first witness.");
    assert_eq!(guide.steps[0].role, Some(Role::SupportEngineer));
    assert_eq!(guide.steps[0].note.as_deref(), Some("Where they met"));
    assert_eq!(guide.steps[1].template.as_ref().unwrap().as_str(), "recovery-witness");
    assert_eq!(guide.steps[2].other_than, BTreeSet::from([1, 2]));
    assert_eq!(guide.steps[2].open, Some(GuideLink::Consent));
}

fn check(text: &str, expect: &[(usize, usize, &str)]) {
    let faults = Guide::parse(text).unwrap_err();
    assert_eq!(faults.len(), expect.len(), "{text:?}: {faults:?}");
    for (fault, (line, column, words)) in faults.iter().zip(expect) {
        assert_eq!((fault.line, fault.column), (*line, *column), "{fault}");
        assert!(fault.words.contains(words), "{fault}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_what_would_be_right() {
    check("", &[(1, 1, "begin a line with `1. `")]);
    check("Only words.", &[(1, 1, "begin a line with `1. `")]);
    check("@role triage\n1. a", &[(1, 1, "there is none above")]);
    check("1. a\n3. b", &[(2, 1, "write `2.`")]);
    check("1.\n   a", &[(1, 1, "on the same line")]);
    check("1. a\n   @rol triage", &[(2, 4, "there is no `@rol`; there are @role")]);
    check("1. a\n  @role boss", &[(2, 3, "roles are triage, support_engineer")]);
    check("1. a\n@other-than 1", &[(2, 1, "the first step has no earlier one")]);
    check("1. a\n2. b\n@other-than 2", &[(3, 1, "from 1 to 1: `@other-than 1`")]);
    check("1. a\n@note", &[(2, 1, "says what is to be noted")]);
    check("1. a\n@note a\n@note b", &[(3, 1, "already")]);
    check("1. a\n@template Big One", &[(2, 1, "@template acknowledge")]);
    check("1. a\n@open door", &[(2, 1, "consent, dispute, emergency, legal")]);
    check("1. a\n@x\n@y", &[(2, 1, "`@x`"), (3, 1, "`@y`")]);
    let long: String =
        (1..=STEPS_MAX + 3).map(|n| format!("{}. a\n", n.min(STEPS_MAX + 1))).collect();
    assert!(Guide::parse(&long).unwrap_err().iter().any(|fault| fault.words.contains("at most")));
}

fn staff(n: u128) -> StaffId {
    StaffId::from_uuid(Uuid::from_u128(n))
}

#[test]
fn two_witnesses_are_two_people_whoever_comes_first() {
    let guide = Guide::parse("1. a\n2. b\n3. c\n@other-than 1\n").unwrap();
    let none = BTreeSet::new();
    let by = |step: usize, n: u128| StandingTick { step, staff_id: staff(n) };
    let check = |step: usize, who: u128, ticks: &[StandingTick], expect| {
        assert_eq!(guide.may_tick(step, staff(who), &none, ticks), expect, "{step} {who}");
    };
    check(3, 1, &[], Ok(()));
    check(3, 1, &[by(1, 1)], Err(TickRefusal::SamePerson(1)));
    check(1, 1, &[by(3, 1)], Err(TickRefusal::SamePerson(3)));
    check(3, 2, &[by(1, 1)], Ok(()));
    check(2, 1, &[by(1, 1), by(3, 1)], Ok(()));
    check(2, 1, &[by(2, 2)], Err(TickRefusal::Ticked));
    check(0, 1, &[], Err(TickRefusal::NoSuchStep));
    check(4, 1, &[], Err(TickRefusal::NoSuchStep));
}

#[test]
fn a_role_is_needed_where_one_is_named() {
    let guide = Guide::parse("1. a\n@role arbitrator\n").unwrap();
    let roles = |list: &[Role]| list.iter().copied().collect::<BTreeSet<_>>();
    let none = guide.may_tick(1, staff(1), &roles(&[Role::Triage]), &[]);
    assert_eq!(none, Err(TickRefusal::Role(Role::Arbitrator)));
    assert_eq!(guide.may_tick(1, staff(1), &roles(&[Role::Arbitrator]), &[]), Ok(()));
}

/// Lines that look like those of guides, and some that look like nothing.
fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just(String::new()),
        (1_usize..5, "[a-z @.]{0,12}").prop_map(|(n, words)| format!("{n}. {words}")),
        "[a-z ]{0,6}@(role|other-than|note|template|open)? ?[a-z_0-9, -]{0,16}",
        ".{0,20}",
    ];
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn any_text_is_a_guide_or_has_faults_that_stand_in_it(text in lines()) {
        match Guide::parse(&text) {
            Ok(guide) => prop_assert_eq!(Guide::parse(&guide.to_text()).unwrap(), guide),
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                let n = text.lines().count().max(1);
                prop_assert!(faults.iter().all(|fault| (1..=n).contains(&fault.line) && fault.column > 0));
            }
        }
    }
}
