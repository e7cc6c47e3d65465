//! What is minted and what is not, whatever the policies say.
use model::{CaseState, Identity, Role, Via};
use proptest::prelude::*;

use super::*;
use crate::{PolicyText, Step, scenes::*};

/// Policies of somebody who means ill: everything for everybody, by each kind of authority that one can claim.
fn hostile() -> Vec<PolicyText> {
    let rule = |id: &str, more: &str| {
        format!(
            "@id(\"{id}\") @clause(\"none\") @sentence(\"All may do all.\") {more} \
             permit (principal, action, resource);"
        )
    };
    let text = [
        rule("all", ""),
        rule("all-consent", "@authority(\"consent\")"),
        rule("all-motion", "@authority(\"motion\")"),
    ];
    vec![PolicyText { file: "hostile.cedar".to_owned(), text: text.concat() }]
}

fn claiming(authority: &str) -> Vec<PolicyText> {
    let text = format!(
        "@id(\"x\") @clause(\"none\") @sentence(\"All may do all.\") @authority(\"{authority}\") \
         permit (principal, action, resource);"
    );
    vec![PolicyText { file: "hostile.cedar".to_owned(), text }]
}

fn authority(gate: Gate) -> Authority {
    let key = TokenKey::of_seed(&[7; 32]).unwrap();
    Authority::new(Arc::new(gate), Arc::new(testkit::FixedClock::noon()), key)
}

/// A board on which whoever asks sits, and a colleague.
fn founded() -> Board {
    Board { is_founded: true, seated: [staff_id(ME), staff_id(COLLEAGUE)].into() }
}

fn everybody() -> Vec<Actor> {
    let mut all = vec![
        Actor::Visitor,
        Actor::Founder,
        person(REQUESTER, Identity::SignedIn),
        person(STRANGER, Identity::SignedIn),
        staff(&Role::ALL),
        staff_with(&Role::ALL, Via::Job, None),
    ];
    all.extend(Role::ALL.map(|role| staff(&[role])));
    all
}

#[test]
fn no_policy_opens_what_is_sealed_to_whoever_does_not_have_the_case() {
    for texts in [hostile(), claiming("consent"), claiming("emergency"), claiming("motion")] {
        let authority = authority(Gate::coreless(&texts));
        for assignee in [None, Some(COLLEAGUE), Some(ME)] {
            let scene = Scene { assignee, ..Scene::staffed_by(&Role::ALL) };
            let resource = scene.resource("message");
            for actor in everybody() {
                let permit = authority.permit(&actor, Act::MessageUnseal, &resource);
                let has_case = assignee == Some(ME) && matches!(actor, Actor::Staff(_));
                if !has_case {
                    let denial = permit.unwrap_err();
                    assert!(denial.sentence.contains("sealed"), "{actor:?}: {denial}");
                    let decision = authority.allows(&actor, Act::MessageUnseal, &resource);
                    assert!(!decision.is_possible(), "{actor:?}");
                }
            }
        }
    }
}

#[test]
fn whoever_has_the_case_opens_it_by_a_clause_and_not_by_a_token_they_do_not_show() {
    let scene = Scene { assignee: Some(ME), ..Scene::staffed_by(&[Role::SupportEngineer]) };
    let resource = scene.resource("message");
    let engineer = staff(&[Role::SupportEngineer]);
    let standing = authority(Gate::new(&PolicyText::standing()).unwrap());
    assert!(standing.permit(&engineer, Act::MessageUnseal, &resource).is_ok());
    let claimed = authority(Gate::coreless(&claiming("consent")));
    assert!(claimed.permit(&engineer, Act::MessageUnseal, &resource).is_err());
}

#[test]
fn no_policy_shows_what_is_held_about_another() {
    let authority = authority(Gate::coreless(&hostile()));
    let theirs = Scene { person: STRANGER, ..Scene::staffed_by(&Role::ALL) }.resource("person");
    let mine = Scene { person: MYSELF, ..Scene::staffed_by(&Role::ALL) }.resource("person");
    for act in [Act::PersonRequests, Act::PersonLooks] {
        for actor in everybody() {
            let is_theirs = matches!(&actor, Actor::Person(one) if one.id == person_id(STRANGER));
            assert_eq!(authority.allows(&actor, act, &theirs).is_allowed(), is_theirs, "{actor:?}");
        }
        assert!(authority.allows(&staff(&[]), act, &mine).is_allowed());
    }
}

#[test]
fn no_policy_opens_or_changes_a_field_without_a_token() {
    let authority = authority(Gate::coreless(&hostile()));
    let scene = Scene { assignee: Some(ME), ..Scene::staffed_by(&Role::ALL) };
    let resource = scene.resource("field");
    for actor in everybody() {
        let is_own = matches!(&actor, Actor::Person(one) if one.id == person_id(REQUESTER));
        assert_eq!(
            authority.permit(&actor, Act::FieldShow, &resource).is_ok(),
            is_own,
            "{actor:?}"
        );
        for act in [Act::FieldEdit, Act::FieldDisclose] {
            assert!(authority.permit(&actor, act, &resource).is_err(), "{actor:?}");
        }
    }
}

#[test]
fn nothing_is_minted_without_an_authority() {
    let authority = authority(Gate::coreless(&claiming("ruling")));
    for act in Act::ALL {
        let resource = Scene::staffed_by(&Role::ALL).resource(resource_kind(*act));
        assert!(authority.permit(&staff(&Role::ALL), *act, &resource).is_err(), "{}", act.as_str());
    }
}

#[test]
fn what_takes_two_is_refused_to_one_with_the_way_to_get_it() {
    let authority = authority(Gate::new(&PolicyText::standing()).unwrap());
    let ada = staff(&[Role::Administrator]);
    for (act, kind) in [(Act::PersonDestroy, "person"), (Act::PolicyChange, "house")] {
        let resource = Scene::staffed_by(&[]).resource(kind);
        let Decision::Allowed(grant) = authority.allows(&ada, act, &resource) else {
            panic!("{} is refused", act.as_str());
        };
        assert_eq!(grant.eyes, Some(model::Eyes::Four));
        let denial = authority.permit(&ada, act, &resource).unwrap_err();
        assert_eq!(denial.remedies.len(), 1);
        assert_eq!(denial.remedies[0].steps, [Step::CallSecond]);
        assert!(denial.refusal.ground.authorities.is_empty());
        let own = Scene { person: MYSELF, ..Scene::staffed_by(&[]) }.resource(kind);
        let decision = authority.allows(&ada, act, &own);
        assert_eq!(decision.is_possible(), act != Act::PersonDestroy, "never one's own");
    }
}

#[test]
fn the_second_may_do_the_same_and_is_another() {
    let authority = authority(Gate::new(&PolicyText::standing()).unwrap());
    let resource = Resource::House;
    let ask = |second: &Actor, proposer: Option<StaffId>| {
        let first = First { proposer, ..First::default() };
        authority.permit_second(second, Act::PolicyChange, &resource, first)
    };
    let ada = staff(&[Role::Administrator]);
    let permit = ask(&ada, Some(staff_id(COLLEAGUE))).unwrap();
    assert_eq!(permit.ground().act, Act::ApprovalApprove);
    assert!(ask(&ada, None).is_ok(), "the command line proposed");
    let denial = ask(&ada, Some(staff_id(ME))).unwrap_err();
    assert_eq!(denial.policies[0].id, "core-second-other");
    let deputies = [staff_id(ME)].into();
    let first = First { proposer: Some(staff_id(COLLEAGUE)), deputies, ..First::default() };
    let denial = authority.permit_second(&ada, Act::PolicyChange, &resource, first).unwrap_err();
    assert_eq!(denial.policies[0].id, "core-second-deputy");
    let engineer = staff(&[Role::SupportEngineer]);
    let denial = ask(&engineer, Some(staff_id(COLLEAGUE))).unwrap_err();
    assert_eq!(denial.act, Act::PolicyChange);
    let by_token = staff_with(&[Role::Administrator], token(), None);
    assert!(ask(&by_token, Some(staff_id(COLLEAGUE))).is_err());
    assert!(ask(&Actor::Founder, None).is_err());
}

#[test]
fn once_the_board_stands_the_command_line_only_proposes() {
    let authority = authority(Gate::new(&PolicyText::standing()).unwrap());
    let person = Resource::Person(person_id(REQUESTER));
    let place = Resource::Staff(staff_id(COLLEAGUE));
    let acts = [
        (Act::StaffInvite, &Resource::House),
        (Act::StaffRemove, &place),
        (Act::TokenCreate, &place),
        (Act::KeySign, &place),
        (Act::FactorReset, &person),
        (Act::PersonDestroy, &person),
    ];
    for (act, resource) in acts {
        assert!(authority.permit(&Actor::Founder, act, resource).is_ok(), "{}", act.as_str());
    }
    authority.note_board(founded());
    for (act, resource) in acts {
        let denial = authority.permit(&Actor::Founder, act, resource).unwrap_err();
        let is_offered = denial.remedies.iter().any(|way| way.steps == [Step::CallSecond]);
        let is_impersonation = denial.policies.iter().any(|p| p.id == "core-board-impersonation");
        assert_ne!(is_offered, is_impersonation, "{denial:?}");
    }
    // What acts by itself is stopped at once, by whoever is there; that gives nobody anything.
    assert!(authority.permit(&Actor::Founder, Act::TokenRevoke, &place).is_ok());
}

#[test]
fn the_board_gives_places_two_of_them_together() {
    let authority = authority(Gate::new(&PolicyText::standing()).unwrap());
    let possible = |role, act, resource: &Resource| {
        authority.allows(&staff(&[role]), act, resource).is_possible()
    };
    let may = |role, act, resource: &Resource| {
        authority.allows(&staff(&[role]), act, resource).is_allowed()
    };
    assert!(may(Role::Administrator, Act::StaffInvite, &Resource::House));
    authority.note_board(founded());
    assert!(!possible(Role::Administrator, Act::StaffInvite, &Resource::House));
    assert!(possible(Role::BoardMember, Act::StaffInvite, &Resource::House));
    let others = Board { is_founded: true, seated: [staff_id(COLLEAGUE)].into() };
    authority.note_board(others);
    assert!(!possible(Role::BoardMember, Act::StaffInvite, &Resource::House), "a role is no seat");
    authority.note_board(founded());
    assert!(!may(Role::BoardMember, Act::StaffInvite, &Resource::House));
    let colleague = Resource::Staff(staff_id(COLLEAGUE));
    assert!(may(Role::Administrator, Act::StaffRemove, &colleague), "a leaver leaves at once");
    let on_board = Resource::BoardMember(staff_id(COLLEAGUE));
    assert!(!possible(Role::Administrator, Act::StaffRemove, &on_board));
    assert!(!authority.allows(&Actor::Founder, Act::StaffRemove, &on_board).is_possible());
    assert!(possible(Role::BoardMember, Act::StaffRemove, &on_board));
    let person = Resource::BoardPerson(person_id(STRANGER));
    assert!(!possible(Role::Administrator, Act::PersonDestroy, &person));
    assert!(possible(Role::BoardMember, Act::FactorReset, &person));
    let none = Board { is_founded: true, ..Board::default() };
    authority.note_board(none);
    assert!(!possible(Role::Administrator, Act::FactorReset, &person));
    assert!(
        !possible(Role::Administrator, Act::StaffInvite, &Resource::House),
        "founded is founded"
    );
    authority.note_board(founded());
    let me = Resource::BoardMember(staff_id(ME));
    assert!(may(Role::BoardMember, Act::StaffRemove, &me), "whoever sits there may go");
}

#[test]
fn policies_that_lock_somebody_out_are_not_proposed() {
    let forbids = |act: &str, when: &str| {
        let text = format!(
            "@id(\"x\") @clause(\"c\") @sentence(\"No.\")\n\
             forbid (principal, action == Action::\"{act}\", resource) {when};"
        );
        let mut texts = PolicyText::standing();
        texts.push(PolicyText { file: "x.cedar".to_owned(), text });
        crate::check_proposed(&texts)
    };
    assert!(crate::check_proposed(&PolicyText::standing()).is_ok());
    assert!(forbids("queue.edit", "").is_ok());
    assert!(forbids("policy.change", "when { context.has_board }").is_err());
    assert!(forbids("approval.approve", "when { context has proposer }").is_err());
    for act in ["staff.invite", "staff.remove", "board.join"] {
        let error = forbids(act, "").unwrap_err();
        assert!(error.reason.contains("the board of the house"), "{error}");
    }
}

#[test]
fn a_second_is_asked_for_only_where_somebody_can_propose() {
    let proposed = |text: &str| {
        let mut texts = PolicyText::standing();
        texts.push(PolicyText { file: "x.cedar".to_owned(), text: format!("// Ours.\n\n{text}") });
        (crate::check_proposed(&texts), texts)
    };
    let eyes = |act: &str| {
        format!(
            "@id(\"x\") @clause(\"c\") @sentence(\"Two of them.\") @eyes(\"four\")\n\
             permit (principal is Staff, action == Action::\"{act}\", resource)\n\
             when {{ principal.roles.contains(\"triage\") }};"
        )
    };
    for act in Act::PROPOSABLE {
        let (read, _) = proposed(&eyes(act.as_str()));
        assert!(read.is_ok(), "{}: {read:?}", act.as_str());
    }
    let (read, texts) = proposed(&eyes("key.rotate"));
    let error = read.unwrap_err();
    assert_eq!((error.file.as_str(), error.line), ("x.cedar", 3));
    assert!(error.reason.starts_with("@eyes would refuse key.rotate to everybody"), "{error}");
    assert!(error.reason.contains("policy.change, person.destroy"), "{error}");
    let (read, _) = proposed(
        "@id(\"x\") @clause(\"c\") @sentence(\"Two answer.\")\n\
         forbid (principal, action == Action::\"case.reply\", resource) unless { context.seconded };",
    );
    assert!(read.unwrap_err().reason.starts_with("context.seconded would refuse case.reply"));
    // A house that has it from before is not stopped, and nobody in it is sent to a second.
    let authority = authority(Gate::new(&texts).unwrap());
    let denial = authority.permit(&staff(&[Role::Triage]), Act::KeyRotate, &Resource::House);
    let denial = denial.unwrap_err();
    assert!(denial.policies.is_empty(), "{denial:?}");
    assert!(!denial.remedies.iter().any(|way| way.steps.contains(&Step::CallSecond)));
}

#[test]
fn another_gate_decides_from_the_moment_it_is_in_force() {
    let authority = authority(Gate::new(&PolicyText::standing()).unwrap());
    let clone = authority.clone();
    let edition = authority.edition();
    let mut texts = PolicyText::standing();
    texts.retain(|text| text.file != "queue.cedar");
    let ada = staff(&[Role::Administrator]);
    assert!(clone.allows(&ada, Act::QueueEdit, &Resource::House).is_allowed());
    authority.put_in_force(Gate::new(&texts).unwrap());
    assert!(!clone.allows(&ada, Act::QueueEdit, &Resource::House).is_allowed());
    assert_ne!(clone.edition(), edition);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn sealed_things_need_the_case_or_a_token(
        assignee in prop::option::of(1_u128..3), at in 0..18_usize, closed in any::<bool>(),
    ) {
        static HOSTILE: std::sync::OnceLock<Authority> = std::sync::OnceLock::new();
        let authority = HOSTILE.get_or_init(|| authority(Gate::coreless(&hostile())));
        let actors = everybody();
        let state = if closed { CaseState::Closed } else { CaseState::Open };
        let scene = Scene { assignee, state, ..Scene::staffed_by(&Role::ALL) };
        let actor = &actors[at % actors.len()];
        if authority.permit(actor, Act::MessageUnseal, &scene.resource("message")).is_ok() {
            prop_assert!(matches!(actor, Actor::Staff(_)) && assignee == Some(ME));
        }
    }
}
