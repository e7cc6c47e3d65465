//! Authorities shown to the gate: each way in which one does not fit is refused with its own sentence.

use std::{collections::BTreeSet, sync::Arc};

use jiff::SignedDuration;
use model::{
    AuthorityKind, CaseId, CaseKind, CaseState, FieldKey, Holder, Identity, QueueName, Relation,
    Role, Scope, Terms, ToMember,
};
use uuid::Uuid;

use super::*;
use crate::scenes::*;

fn engineer() -> Actor {
    staff(&[Role::SupportEngineer])
}

fn scene() -> Scene {
    Scene::staffed_by(&[Role::SupportEngineer])
}

fn fitting(kind: AuthorityKind, act: Act, resource: &Resource) -> Shown {
    Shown::supposed(kind, &Facts::of(&engineer(), act, resource, noon())).unwrap()
}

/// Shows an authority that would do, changed; returns the id of the policy that refuses, or none.
fn refusal(
    kind: AuthorityKind,
    act: Act,
    resource: &Resource,
    change: impl FnOnce(&mut Shown, &mut Terms),
) -> Option<String> {
    let gate = tests::shared(false);
    let mut shown = fitting(kind, act, resource);
    let mut terms = (*shown.terms).clone();
    change(&mut shown, &mut terms);
    shown.terms = Arc::new(terms);
    match gate.decide(&engineer(), act, resource, &[shown], noon()) {
        Decision::Allowed(_) => None,
        Decision::Denied(denial) => {
            Some(denial.policies.first().map_or_else(String::new, |policy| policy.id.clone()))
        }
    }
}

fn check(change: impl FnOnce(&mut Shown, &mut Terms), expect: &str) {
    let resource = scene().resource("field");
    let found = refusal(AuthorityKind::Consent, Act::FieldEdit, &resource, change);
    assert_eq!(found.as_deref(), Some(expect));
}

#[test]
fn a_fitting_authority_is_enough() {
    for kind in [AuthorityKind::Consent, AuthorityKind::Ruling, AuthorityKind::Precedent] {
        for act in [Act::FieldShow, Act::FieldEdit] {
            let found = refusal(kind, act, &scene().resource("field"), |_, _| {});
            assert_eq!(found, None, "{kind:?} {act:?}");
        }
    }
}

// The four failures of the console that this replaces.

#[test]
fn unknown_case() {
    let other = Scope::Case(CaseId::from_uuid(Uuid::from_u128(999)));
    check(|_, terms| terms.scope = other, "core-authority-case");
}

#[test]
fn other_subject() {
    check(|_, terms| terms.persons = [person_id(STRANGER)].into(), "core-authority-subject-field");
}

#[test]
fn closed_case() {
    let closed = Scene { state: CaseState::Closed, ..scene() };
    let found =
        refusal(AuthorityKind::Consent, Act::FieldEdit, &closed.resource("field"), |_, _| {});
    assert_eq!(found.as_deref(), Some("core-field-closed"));
}

#[test]
fn other_act() {
    check(|_, terms| terms.acts = [Act::FieldShow].into(), "core-authority-act");
}

#[test]
fn what_does_not_fit_is_refused_with_its_own_sentence() {
    let hour = SignedDuration::from_hours(1);
    check(|shown, _| shown.is_withdrawn = true, "core-authority-withdrawn");
    check(|shown, _| shown.is_spent = true, "core-authority-spent");
    // The clock went back since.
    check(|shown, _| shown.has_lapsed = true, "core-authority-expired");
    check(|shown, _| shown.is_narrowed_off = true, "core-authority-narrowed");
    check(|_, terms| terms.not_before += hour, "core-authority-early");
    check(|_, terms| terms.expires_at = noon(), "core-authority-expired");
    check(|_, terms| terms.holder = Holder::Staff(staff_id(COLLEAGUE)), "core-authority-holder");
    check(|_, terms| terms.holder = Holder::Role(Role::Arbitrator), "core-authority-role");
    let key = FieldKey::parse("passphrase").unwrap();
    check(|_, terms| terms.fields = [key].into(), "core-authority-field");
    check(|_, terms| terms.fields = BTreeSet::new(), "core-authority-field");
    check(|_, terms| terms.issuer.person_id = person_id(STRANGER), "core-authority-consent-own");
    check(|_, terms| terms.issuer.identity = Identity::SignedIn, "core-field-doubt");
}

#[test]
fn a_ruling_of_whoever_is_concerned_is_none() {
    let resource = scene().resource("field");
    let party = |_: &mut Shown, terms: &mut Terms| terms.issuer.person_id = person_id(REQUESTER);
    let found = refusal(AuthorityKind::Ruling, Act::FieldEdit, &resource, party);
    assert_eq!(found.as_deref(), Some("core-authority-party"));
    let own = |_: &mut Shown, terms: &mut Terms| terms.issuer.person_id = person_id(MYSELF);
    let found = refusal(AuthorityKind::Ruling, Act::FieldEdit, &resource, own);
    assert_eq!(found.as_deref(), Some("core-authority-self"));
}

#[test]
fn a_precedent_stands_for_its_class_only() {
    let resource = scene().resource("field");
    let find = |scope: Scope| {
        refusal(AuthorityKind::Precedent, Act::FieldEdit, &resource, |_, terms| {
            terms.scope = scope;
            terms.persons.clear();
        })
    };
    let queue = |name| Some(QueueName::parse(name).unwrap());
    assert_eq!(find(Scope::Class { kind: CaseKind::Request, queue: None }), None);
    let other = find(Scope::Class { kind: CaseKind::Request, queue: queue("abuse") });
    assert_eq!(other.as_deref(), Some("core-authority-class"));
    let other = find(Scope::Class { kind: CaseKind::Incident, queue: None });
    assert_eq!(other.as_deref(), Some("core-authority-class"));
}

/// What is given for a class of cases names nobody, so whom it concerns is seen at the case alone.
#[test]
fn what_stands_for_a_class_does_not_reach_whoever_gave_or_seconded_it() {
    let others = Scene { requester: STRANGER, author: Some(STRANGER), ..scene() };
    let own = Scene { requester: REQUESTER, author: Some(STRANGER), ..scene() };
    let written = Scene { requester: STRANGER, author: Some(REQUESTER), ..scene() };
    let against =
        Scene { requester: STRANGER, author: None, respondent: Some(REQUESTER), ..scene() };
    let unseal = Act::MessageUnseal;
    let table = [
        (unseal, others.resource("message"), true),
        (unseal, own.resource("message"), false),
        (unseal, written.resource("message"), false),
        (unseal, against.resource("message"), false),
        (Act::FieldShow, others.resource("field"), true),
        (Act::FieldShow, own.resource("field"), false),
        (Act::FieldShow, against.resource("field"), false),
        (Act::FieldEdit, own.resource("field"), false),
        (Act::FieldDisclose, own.resource("field"), false),
        (Act::CaseShow, own.resource("case"), false),
    ];
    let class = Scope::Class { kind: CaseKind::Request, queue: None };
    for kind in [AuthorityKind::Precedent, AuthorityKind::Ruling, AuthorityKind::Motion] {
        for (act, resource, opens) in &table {
            for is_second in [false, true] {
                // Whoever may see a case by their place sees it by that, and uses no token up.
                let asker =
                    if *act == Act::CaseShow { staff(&[Role::Arbitrator]) } else { engineer() };
                let facts = Facts::of(&asker, *act, resource, noon());
                let mut shown = Shown::supposed(kind, &facts).unwrap();
                let mut terms = (*shown.terms).clone();
                terms.scope = class.clone();
                terms.persons.clear();
                match is_second {
                    true => shown.second = Some(person_id(REQUESTER)),
                    false => terms.issuer.person_id = person_id(REQUESTER),
                }
                shown.terms = Arc::new(terms);
                let gate = tests::shared(false);
                let decision = gate.decide(&asker, *act, resource, &[shown], noon());
                let case = format!("{kind:?} {act:?} {is_second} {resource:?}");
                match decision {
                    Decision::Allowed(_) => assert!(*opens, "{case}"),
                    Decision::Denied(denial) => {
                        assert!(!*opens, "{case}: {denial:?}");
                        let by = denial.policies.iter().any(|p| p.id == "core-authority-own");
                        assert!(by, "{case}: {denial:?}");
                    }
                }
            }
        }
    }
    // Nor where it names others than those who gave it, in a request of theirs.
    let found = refusal(AuthorityKind::Ruling, unseal, &own.resource("message"), |_, terms| {
        terms.issuer.person_id = person_id(REQUESTER);
    });
    assert_eq!(found.as_deref(), Some("core-authority-own"));
}

#[test]
fn a_motion_opens_for_others_than_mover_and_second() {
    let motion = AuthorityKind::Motion;
    let resource = scene().resource("field");
    let refuses = |act, resource: &Resource, change: &dyn Fn(&mut Shown, &mut Terms)| {
        refusal(motion, act, resource, |shown, terms| change(shown, terms))
    };
    for act in [Act::FieldShow, Act::FieldEdit] {
        assert_eq!(refuses(act, &resource, &|_, _| {}), None, "{act:?}");
    }
    assert_eq!(refuses(Act::MessageUnseal, &scene().resource("message"), &|_, _| {}), None);
    let tells = refuses(Act::FieldDisclose, &resource, &|_, _| {});
    assert!(tells.is_some(), "telling is for rulings");
    let class = |kind| {
        refuses(Act::FieldShow, &resource, &move |_, terms| {
            terms.scope = Scope::Class { kind, queue: None };
            terms.persons.clear();
        })
    };
    assert_eq!(class(CaseKind::Request), None);
    assert_eq!(class(CaseKind::Incident).as_deref(), Some("core-authority-class"));
    let second =
        refuses(Act::FieldShow, &resource, &|shown, _| shown.second = Some(person_id(MYSELF)));
    assert_eq!(second.as_deref(), Some("core-authority-self"));
    let mover = refuses(Act::FieldShow, &resource, &|_, terms| {
        terms.issuer.person_id = person_id(MYSELF);
    });
    assert_eq!(mover.as_deref(), Some("core-authority-self"));
    let party = refuses(Act::FieldShow, &resource, &|_, terms| {
        terms.issuer.person_id = person_id(REQUESTER);
    });
    assert_eq!(party.as_deref(), Some("core-authority-party"));
    let legal = Scene { class: model::Class::Legal, ..scene() };
    // Its redacted texts the staff of its queue read without any token.
    for (kind, act) in [("field", Act::FieldShow), ("message", Act::MessageUnseal)] {
        let found = refuses(act, &legal.resource(kind), &|_, _| {});
        assert!(found.is_some(), "{act:?} of a legal inquiry");
    }
    let dispute = refuses(Act::MessageUnseal, &Scene::dispute().resource("message"), &|_, _| {});
    assert_eq!(dispute.as_deref(), Some("core-authority-motion"));
}

#[test]
fn an_emergency_opens_and_changes_nothing() {
    let resource = scene().resource("field");
    assert_eq!(refusal(AuthorityKind::Emergency, Act::FieldShow, &resource, |_, _| {}), None);
    let found = refusal(AuthorityKind::Emergency, Act::FieldEdit, &resource, |_, _| {});
    assert_eq!(found.as_deref(), Some("core-field-emergency"));
}

/// Reading is no marking: it takes a ruling that names it.
#[test]
fn a_case_is_marked_legal_under_a_ruling_that_says_so() {
    let resource = Scene::staffed_by(&[Role::SecurityAnalyst]).resource("case");
    let mark = Act::CaseMarkLegal;
    assert_eq!(refusal(AuthorityKind::Ruling, mark, &resource, |_, _| {}), None);
    let others = [
        AuthorityKind::Consent,
        AuthorityKind::Precedent,
        AuthorityKind::Motion,
        AuthorityKind::Emergency,
    ];
    for kind in others {
        assert!(refusal(kind, mark, &resource, |_, _| {}).is_some(), "{kind:?} that names it");
    }
    for kind in others.into_iter().chain([AuthorityKind::Ruling]) {
        let reads = |_: &mut Shown, terms: &mut Terms| terms.acts = [Act::CaseShow].into();
        let found = refusal(kind, mark, &resource, reads);
        assert!(found.is_some(), "{kind:?} that reads");
    }
    let opens = |_: &mut Shown, terms: &mut Terms| terms.acts = [Act::MessageUnseal].into();
    let found = refusal(AuthorityKind::Ruling, mark, &resource, opens);
    assert_eq!(found.as_deref(), Some("core-authority-act"));
}

#[test]
fn who_may_learn_what() {
    let gate = tests::shared(false);
    let held = Scene { assignee: Some(ME), ..scene() };
    let ask = |to_member: ToMember, relation: Relation, kind: Option<AuthorityKind>| {
        let mut resource = held.resource("field");
        if let Resource::Field { field, relation: asks, .. } = &mut resource {
            field.to_member = to_member;
            *asks = Some(relation);
        }
        let shown = kind.map(|kind| fitting(kind, Act::FieldDisclose, &resource));
        let shown = shown.as_slice();
        match gate.decide(&engineer(), Act::FieldDisclose, &resource, shown, noon()) {
            Decision::Allowed(grant) => grant.ground.policies.first().unwrap().id.clone(),
            Decision::Denied(denial) => {
                denial.policies.first().map_or_else(String::new, |policy| policy.id.clone())
            }
        }
    };
    let (consent, ruling) = (Some(AuthorityKind::Consent), Some(AuthorityKind::Ruling));
    // The status level, never the points.
    assert_eq!(ask(ToMember::Tell, Relation::Member, None), "field-disclose-member");
    assert_eq!(ask(ToMember::Ask, Relation::Member, None), "core-field-tell");
    assert_eq!(ask(ToMember::Ask, Relation::Member, consent), "field-disclose-consent");
    // An assurance is confirmed elsewhere, whoever asks and whoever consents.
    assert_eq!(ask(ToMember::Redirect, Relation::Member, consent), "core-field-redirect");
    for outsider in [Relation::Supplier, Relation::Partner, Relation::Agency] {
        assert_eq!(ask(ToMember::Tell, outsider, None), "core-field-outsider");
        assert_eq!(ask(ToMember::Tell, outsider, consent), "core-field-outsider");
        assert_eq!(ask(ToMember::Tell, outsider, ruling), "field-disclose-ruling");
    }
}
