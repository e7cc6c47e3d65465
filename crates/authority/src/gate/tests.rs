//! The gate by table: every act, asker and situation, its refusals, and what may never be allowed.

use std::fmt::Write as _;

use model::{AuthorityKind, CaseKind, CaseState, Class, Identity, Role, Seat, Stage};
use proptest::{prelude::*, sample::subsequence};

use super::*;
use crate::scenes::*;

fn gate() -> Gate {
    Gate::new(&PolicyText::standing()).unwrap()
}

fn gate_with(policies: &str) -> Gate {
    let mut texts = PolicyText::standing();
    texts.push(PolicyText { file: "ours.cedar".to_owned(), text: policies.to_owned() });
    Gate::new(&texts).unwrap()
}

const PERMIT_ALL: &str = "@id(\"all\") @clause(\"none\") @sentence(\"All may do all.\") \
    permit (principal, action, resource);";

/// An authority of a kind that fits the question as well as any could.
fn shown(kind: AuthorityKind, actor: &Actor, act: Act, resource: &Resource) -> Shown {
    Shown::supposed(kind, &Facts::of(actor, act, resource, noon())).unwrap()
}

fn denial(gate: &Gate, actor: &Actor, act: Act, scene: &Scene) -> Denial {
    match gate.decide(actor, act, &scene.resource(resource_kind(act)), &[], noon()) {
        Decision::Denied(denial) => denial,
        Decision::Allowed(_) => panic!("{} is allowed", act.as_str()),
    }
}

fn grant(gate: &Gate, actor: &Actor, act: Act, scene: &Scene) -> Grant {
    match gate.decide(actor, act, &scene.resource(resource_kind(act)), &[], noon()) {
        Decision::Allowed(grant) => grant,
        Decision::Denied(denial) => panic!("{denial}"),
    }
}

#[test]
fn seats_are_kept_from_parties_and_those_who_worked_on_it() {
    let gate = gate();
    let check = |scene: &Scene, role, expect: &str| {
        let resource = scene.resource("dispute");
        match gate.decide(&staff(&[role]), Act::DisputeTake, &resource, &[], noon()) {
            Decision::Allowed(grant) => assert_eq!(expect, grant.sentence),
            Decision::Denied(denial) => assert_eq!(expect, denial.policies[0].id, "{denial}"),
        }
    };
    let seat = |seat, person, held: &[Role]| Some((seat, ME, person, held.to_vec()));
    let arbiter = Role::Arbitrator;
    let filed = Scene { nominee: seat(Seat::Arbitrator, MYSELF, &[arbiter]), ..Scene::dispute() };
    let taken = "An arbitrator and a case manager take a dispute, each their own seat.";
    check(&filed, arbiter, taken);
    let of_claimant =
        Scene { nominee: seat(Seat::Arbitrator, REQUESTER, &[arbiter]), ..filed.clone() };
    check(&of_claimant, arbiter, "core-seat-party");
    let of_respondent =
        Scene { nominee: seat(Seat::Arbitrator, STRANGER, &[arbiter]), ..filed.clone() };
    check(&of_respondent, arbiter, "core-seat-party");
    check(&Scene { engineers: vec![ME], ..filed.clone() }, arbiter, "core-seat-engineer");
    check(&Scene { sat_before: vec![ME], ..filed.clone() }, arbiter, "core-seat-before");
    check(&Scene { case_manager: Some(ME), ..filed.clone() }, arbiter, "core-seat-both");
    let both = [arbiter, Role::CaseManager];
    let second = Scene {
        arbitrators: vec![ME],
        nominee: seat(Seat::CaseManager, MYSELF, &both),
        ..filed.clone()
    };
    check(&second, Role::CaseManager, "core-seat-both");
    let other_role = Scene { nominee: seat(Seat::CaseManager, MYSELF, &[arbiter]), ..filed };
    check(&other_role, arbiter, "core-seat-role");
}

#[test]
fn who_sat_before_reviews_no_sealed_ruling() {
    let gate = gate();
    let heard = Scene {
        stage: Stage::Hearing,
        arbitrators: vec![COLLEAGUE],
        is_sealed: true,
        signers: vec![COLLEAGUE],
        ..Scene::dispute()
    };
    let board = staff(&[Role::BoardMember, Role::Arbitrator]);
    assert!(gate.is_allowed(&board, Act::RulingSign, &heard.resource("dispute"), noon()));
    let before = Scene { sat_before: vec![ME], ..heard };
    let denial = denial(&gate, &board, Act::RulingSign, &before);
    assert_eq!(denial.policies[0].id, "core-sign-before");
}

#[test]
fn a_hold_keeps_a_person() {
    let held = Resource::HeldPerson(person_id(REQUESTER));
    let Decision::Denied(denial) =
        gate().decide(&Actor::Founder, Act::PersonDestroy, &held, &[], noon())
    else {
        panic!("a held person is destroyed");
    };
    assert_eq!(denial.policies[0].id, "core-hold");
    let free = Resource::Person(person_id(REQUESTER));
    assert!(gate().is_allowed(&Actor::Founder, Act::PersonDestroy, &free, noon()));
}

/// Everybody who asks in a house without a board, and those of whom it is asked otherwise in one whose board stands.
fn askers_and_board() -> Vec<(String, Actor, Beside<'static>)> {
    let stands = Beside { has_board: true, ..Beside::default() };
    let seated = Beside { is_on_board: true, ..stands };
    let before = askers().into_iter().map(|(name, actor)| (name, actor, Beside::default()));
    let with_board = [
        ("board member, seated", staff(&[Role::BoardMember]), seated),
        ("board member, no seat", staff(&[Role::BoardMember]), stands),
        ("administrator, board stands", staff(&[Role::Administrator]), stands),
        ("command line, board stands", Actor::Founder, stands),
    ];
    before.chain(with_board.map(|(name, actor, beside)| (name.to_owned(), actor, beside))).collect()
}

#[test]
fn matrix() {
    let gate = gate();
    let mut table = String::new();
    for act in Act::ALL {
        let kind = resource_kind(*act);
        let columns = situations(kind, &Actor::Visitor).into_iter().map(|(name, _)| name);
        let header = columns.map(|name| format!("{name:12}")).collect::<String>();
        let _ = writeln!(table, "{}", format!("{:32}{header}", act.as_str()).trim_end());
        for (name, actor, beside) in askers_and_board() {
            let mut cells = String::new();
            for (_, scene) in situations(kind, &actor) {
                let resource = scene.resource(kind);
                let decision = gate.decide_beside(&actor, *act, &resource, beside, noon());
                let word = match &decision {
                    Decision::Allowed(grant) if grant.eyes.is_some() => "by two",
                    Decision::Allowed(_) => "yes",
                    Decision::Denied(denial) if denial.policies.is_empty() => "-",
                    Decision::Denied(_) => "forbidden",
                };
                let _ = write!(cells, "{word:12}");
            }
            let _ = writeln!(table, "  {name:30}{}", cells.trim_end());
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

/// The memory leaves out who is asked about; whoever finds that it matters finds it here.
#[test]
fn what_is_remembered_is_what_cedar_says() {
    let gate = gate();
    let mut asked = 0;
    for act in Act::ALL {
        let kind = resource_kind(*act);
        for (_, actor) in askers() {
            for (_, scene) in situations(kind, &actor) {
                let facts = Facts::of(&actor, *act, &scene.resource(kind), noon());
                let supposed = AuthorityKind::ALL
                    .iter()
                    .filter_map(|kind| Some(facts.showing(Shown::supposed(*kind, &facts)?)));
                for facts in supposed.chain([facts.clone()]) {
                    let (said, told) = (gate.answer(&facts), gate.answer_by_cedar(&facts));
                    let told = told.map(|answered| gate.verdict(&answered));
                    let ids = |verdict: Result<Verdict<'_>, Unanswerable>| {
                        let ids = |rule: &&Rule| rule.id.clone();
                        verdict.map(|said| {
                            (said.is_allowed, said.rules.iter().map(ids).collect::<Vec<_>>())
                        })
                    };
                    assert_eq!(ids(said), ids(told), "{} by {actor:?} of {scene:?}", act.as_str());
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 10_000, "{asked}");
}

#[test]
fn a_policy_that_names_somebody_is_about_them_alone() {
    let named = staff_id(ME);
    let gate = gate_with(&format!(
        "@id(\"ours\") @clause(\"ours\") @sentence(\"She writes notes everywhere.\") \
         permit (principal == Staff::\"{named}\", action == Action::\"case.note\", resource);"
    ));
    let scene = Scene { assignee: None, ..Scene::staffed_by(&[Role::Arbitrator]) };
    let asked = |id| {
        let Actor::Staff(actor) = staff(&[Role::SystemAdministrator]) else { unreachable!() };
        let actor = Actor::Staff(model::StaffActor { id: staff_id(id), ..actor });
        gate.is_allowed(&actor, Act::CaseNote, &scene.resource("case"), noon())
    };
    assert_eq!([asked(ME), asked(COLLEAGUE), asked(ME)], [true, false, true]);
}

#[test]
fn refusals_help() {
    let gate = gate();
    let engineer = staff(&[Role::SupportEngineer]);
    let scoped = staff_with(&[Role::SupportEngineer], token(), Some(&[Act::CaseShow]));
    let queue = Scene::staffed_by(&[Role::Triage, Role::SupportEngineer]);
    let closed = Scene { state: CaseState::Closed, assignee: None, ..queue.clone() };
    let mine = Scene { requester: MYSELF, ..queue.clone() };
    let publishers = Scene::staffed_by(&[Role::Publisher]);
    let asked = [
        ("engineer, not assigned", &engineer, Act::MessageUnseal, &queue),
        ("engineer, case closed", &engineer, Act::MessageUnseal, &closed),
        ("engineer, own request", &engineer, Act::MessageUnseal, &mine),
        ("engineer, own request", &engineer, Act::CaseShow, &mine),
        ("engineer, another queue", &engineer, Act::CaseReply, &publishers),
        ("engineer, not assigned", &engineer, Act::CaseReply, &queue),
        ("engineer, case closed", &engineer, Act::CaseReply, &closed),
        ("engineer, case closed", &engineer, Act::CaseReopen, &closed),
        ("engineer", &engineer, Act::LogShow, &queue),
        ("engineer", &engineer, Act::PersonDestroy, &queue),
        (
            "engineer, a colleague's reply",
            &engineer,
            Act::MessageUndo,
            &Scene { author_staff: Some(COLLEAGUE), ..queue.clone() },
        ),
        ("token for case.show", &scoped, Act::CaseNote, &queue),
        ("publisher", &staff(&[Role::Publisher]), Act::CaseNote, &queue),
        (
            "publisher, in a publishers' queue",
            &staff(&[Role::Publisher]),
            Act::CaseReply,
            &publishers,
        ),
        ("administrator", &staff(&[Role::Administrator]), Act::CaseShow, &queue),
        ("visitor", &Actor::Visitor, Act::CaseShow, &queue),
        (
            "requester by mail",
            &person(REQUESTER, Identity::AddressControlled),
            Act::PersonLooks,
            &queue,
        ),
        ("another person", &person(STRANGER, Identity::SignedIn), Act::PersonLooks, &queue),
        ("command line", &Actor::Founder, Act::MessageUnseal, &queue),
    ];
    let mut text = String::new();
    for (name, actor, act, scene) in asked {
        let denial = denial(&gate, actor, act, scene);
        let _ = writeln!(text, "{name}: {denial}");
        for remedy in &denial.remedies {
            let _ = writeln!(
                text,
                "  - {} [{}, {}]",
                remedy.sentence, remedy.policy.id, remedy.policy.clause
            );
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_grant_says_what_it_rests_on() {
    let gate = gate();
    let scene = Scene { assignee: Some(ME), ..Scene::staffed_by(&[Role::SupportEngineer]) };
    let engineer = staff(&[Role::SupportEngineer]);
    let grant = grant(&gate, &engineer, Act::MessageUnseal, &scene);
    let ground = *grant.ground;
    assert_eq!(ground.who.kind, "staff");
    assert_eq!(ground.who.roles, ["support_engineer"]);
    assert_eq!(ground.staff, Some((staff_id(ME), 3)));
    assert_eq!(ground.via, session());
    assert_eq!(ground.case, Some((scene.case().id, 7)));
    assert_eq!(ground.person_id, Some(person_id(REQUESTER)));
    assert_eq!(ground.policies.len(), 1);
    assert_eq!(ground.policies[0].id, "message-unseal-assigned");
    let clause = AuthorityRef { kind: AuthorityKind::Clause, id: "000 SP 8.1".to_owned() };
    assert_eq!(ground.authorities, [clause]);
    assert_eq!(ground.edition, gate.edition());
    assert_eq!(ground.at, noon());
}

#[test]
fn the_command_line_acts_under_the_founding_motion() {
    let grant = grant(&gate(), &Actor::Founder, Act::StaffInvite, &Scene::staffed_by(&[]));
    let founding = AuthorityRef { kind: AuthorityKind::Motion, id: "founding".to_owned() };
    assert_eq!(grant.ground.authorities, [founding]);
    assert_eq!(grant.ground.via, Via::CommandLine);
}

#[test]
fn a_shown_authority_is_used_only_where_it_is_needed() {
    let gate = gate();
    let engineer = staff(&[Role::SupportEngineer]);
    let check = |scene: &Scene, expect: &[AuthorityKind]| {
        let resource = scene.resource("message");
        let extra = [AuthorityKind::Consent, AuthorityKind::Ruling]
            .map(|kind| shown(kind, &engineer, Act::MessageUnseal, &resource));
        let Decision::Allowed(grant) =
            gate.decide(&engineer, Act::MessageUnseal, &resource, &extra, noon())
        else {
            panic!("refused");
        };
        let kinds = grant.ground.authorities.iter().map(|used| used.kind).collect::<Vec<_>>();
        assert_eq!(kinds, expect);
    };
    let scene = Scene::staffed_by(&[Role::SupportEngineer]);
    check(&scene, &[AuthorityKind::Consent]);
    check(&Scene { assignee: Some(ME), ..scene }, &[AuthorityKind::Clause]);
}

#[test]
fn an_act_that_is_not_done_to_such_a_thing_is_refused() {
    let gate = gate_with(PERMIT_ALL);
    let engineer = staff(&[Role::SupportEngineer]);
    let decision = gate.decide(&engineer, Act::MessageUnseal, &Resource::House, &[], noon());
    assert!(!decision.is_allowed());
}

#[test]
fn a_denial_holds_no_personal_data() {
    let scene = Scene::staffed_by(&[Role::Triage]);
    let denial = denial(&gate(), &staff(&[Role::Publisher]), Act::MessageUnseal, &scene);
    assert!(!denial.to_string().contains(&person_id(REQUESTER).to_string()), "{denial}");
    assert!(std::error::Error::source(&denial).is_none());
}

#[test]
fn lists_show_only_queues_one_may_see() {
    let own = Scene::staffed_by(&[Role::Triage]).queue();
    let other = Scene::staffed_by(&[Role::Administrator]).queue();
    let authority = crate::Authority::new(
        Arc::new(gate()),
        Arc::new(testkit::FixedClock::noon()),
        crate::TokenKey::of_seed(&[1; 32]).unwrap(),
    );
    let queues = [own.clone(), other];
    let visible = |actor: &Actor| authority.queues_visible(actor, Act::CaseList, &queues);
    assert_eq!(visible(&staff(&[Role::Triage])), [own.id]);
    assert!(visible(&staff(&[Role::Administrator, Role::Publisher])).is_empty());
    assert!(visible(&Actor::Visitor).is_empty());
}

#[test]
fn a_permit_carries_the_ground_of_the_grant() {
    let authority = crate::Authority::new(
        Arc::new(gate()),
        Arc::new(testkit::FixedClock::noon()),
        crate::TokenKey::of_seed(&[1; 32]).unwrap(),
    );
    let scene = Scene { assignee: Some(ME), ..Scene::staffed_by(&[Role::SupportEngineer]) };
    let resource = scene.resource("case");
    let permit =
        authority.permit(&staff(&[Role::SupportEngineer]), Act::CaseReply, &resource).unwrap();
    assert_eq!(permit.ground().act, Act::CaseReply);
    let denial = authority.permit(
        &staff(&[Role::Triage]),
        Act::CaseReply,
        &Scene::staffed_by(&[]).resource("case"),
    );
    assert_eq!(denial.unwrap_err().refusal.ground.act, Act::CaseReply);
}

prop_compose! {
    fn any_scene()(
        staffed_by in subsequence(Role::ALL.to_vec(), 0..=12),
        requester in 10_u128..13,
        author in prop::option::of(10_u128..13),
        author_staff in prop::option::of(1_u128..3),
        assignee in prop::option::of(1_u128..3),
        state in prop::sample::select(CaseState::ALL.to_vec()),
        person in 10_u128..13,
        place in 1_u128..3,
        dispute in any_dispute(),
    ) -> Scene {
        Scene {
            staffed_by: roles(&staffed_by), requester, author, author_staff, assignee, state, person, place,
            ..dispute
        }
    }
}

prop_compose! {
    fn any_dispute()(
        class in prop::sample::select(vec![Class::Personal, Class::Legal]),
        kind in prop::sample::select(vec![CaseKind::Request, CaseKind::Dispute]),
        arbitrators in subsequence(vec![ME, COLLEAGUE, 3], 0..=3),
        case_manager in prop::option::of(1_u128..4),
        respondent in prop::option::of(10_u128..13),
        stage in prop::sample::select(Stage::ALL.to_vec()),
        engineers in subsequence(vec![ME, COLLEAGUE], 0..=2),
        sat_before in subsequence(vec![ME, COLLEAGUE], 0..=2),
        signers in subsequence(vec![ME, COLLEAGUE], 0..=2),
        is_sealed in any::<bool>(),
        nominee in prop::option::of((
            prop::sample::select(Seat::ALL.to_vec()),
            1_u128..4,
            10_u128..13,
            subsequence(Role::ALL.to_vec(), 0..=12),
        )),
    ) -> Scene {
        Scene {
            class, kind, arbitrators, case_manager, respondent, stage, engineers, sat_before, signers,
            is_sealed, nominee,
            ..Scene::staffed_by(&[])
        }
    }
}

fn any_via() -> impl Strategy<Value = Via> {
    prop::sample::select(vec![
        session(),
        token(),
        Via::Mail,
        Via::Job,
        Via::CommandLine,
        Via::Nothing,
    ])
}

fn any_actor() -> impl Strategy<Value = Actor> {
    let identity = prop::sample::select(vec![
        Identity::Unknown,
        Identity::AddressControlled,
        Identity::SignedIn,
        Identity::Strong,
        Identity::Assured,
    ]);
    let scopes = prop::option::of(subsequence(Act::ALL.to_vec(), 0..=Act::ALL.len()));
    let staffs = (subsequence(Role::ALL.to_vec(), 0..=12), identity.clone(), any_via(), scopes)
        .prop_map(|(list, identity, via, scopes)| {
            staff_known(&list, identity, via, scopes.as_deref())
        });
    prop_oneof![
        1 => Just(Actor::Visitor),
        1 => Just(Actor::Founder),
        2 => (10_u128..13, identity).prop_map(|(n, identity)| person(n, identity)),
        8 => staffs,
    ]
}

fn any_act() -> impl Strategy<Value = Act> {
    prop::sample::select(Act::ALL.to_vec())
}

/// What must hold whatever the loaded policies say.
/// What no policy that is loaded gives anybody of the staff in a dispute or about a legal inquiry.
fn tribunal_holds(act: Act, scene: &Scene) {
    let is_legal = scene.class == Class::Legal;
    let rules = scene.arbitrators.contains(&ME);
    if resource_kind(act) == "dispute" {
        let is_party = scene.requester == MYSELF || scene.respondent == Some(MYSELF);
        assert!(!is_party, "a party works on its dispute");
    }
    match act {
        Act::CaseReply | Act::MessageSend | Act::DisputeHear => {
            assert!(!is_legal || rules, "a legal inquiry is answered by its arbitrator");
        }
        Act::DisputeRule => assert!(rules && scene.stage == Stage::Hearing, "ruled by another"),
        Act::RulingSign => {
            assert!(!scene.signers.contains(&ME), "signed twice");
            assert!(!scene.sat_before.contains(&ME), "signed by who sat before");
        }
        Act::RulingRelease => {
            assert!(!rules && !scene.signers.contains(&ME) && !scene.is_sealed, "self-published");
        }
        Act::DisputeTake => {
            let (seat, staff, person, held) = scene.nominee.as_ref().unwrap();
            assert!(held.contains(&seat.role()), "another role's seat");
            let is_party = *person == scene.requester || Some(*person) == scene.respondent;
            let sits = scene.arbitrators.contains(staff) || scene.case_manager == Some(*staff);
            let is_barred = scene.engineers.contains(staff) || scene.sat_before.contains(staff);
            assert!(!is_party && !sits && !is_barred, "a seat for who may not sit");
        }
        _ => {}
    }
}

fn core_holds(actor: &Actor, act: Act, scene: &Scene, is_allowed: bool) {
    if !is_allowed {
        return;
    }
    let kind = resource_kind(act);
    match actor {
        Actor::Staff(staff) => {
            let scopes = staff.scopes.as_ref();
            assert!(scopes.is_none_or(|scopes| scopes.contains(&act)), "beyond the token");
            let never = [
                Act::KeySign,
                Act::KeyRotate,
                Act::TokenCreate,
                Act::PersonDestroy,
                Act::FactorAdd,
                Act::FactorRemove,
            ];
            assert!(!(matches!(staff.via, Via::Token(_)) && never.contains(&act)), "not by token");
            let is_party =
                scene.requester == MYSELF || (kind == "message" && scene.author == Some(MYSELF));
            let is_case =
                matches!(kind, "case" | "message" | "field" | "emergency") && act != Act::CaseAdd;
            assert!(!(is_case && is_party), "own request");
            assert!(!matches!(act, Act::FieldShow | Act::FieldEdit), "a field without authority");
            let is_against = scene.respondent == Some(MYSELF);
            assert!(!(is_case && is_against), "a dispute against oneself");
            tribunal_holds(act, scene);
            if act == Act::MessageUnseal {
                let sits = scene.arbitrators.contains(&ME) || scene.case_manager == Some(ME);
                assert!(scene.assignee == Some(ME) || sits, "unsealed without assignment");
                assert_ne!(scene.state, CaseState::Closed, "unsealed when closed");
            }
            let reads = [Act::CaseSearch, Act::CaseReply, Act::CaseShow, Act::MessageUnseal];
            let reader =
                staff.roles.iter().any(|r| !matches!(r, Role::Administrator | Role::Auditor));
            assert!(reader || !reads.contains(&act), "read without a reading role");
        }
        Actor::Person(person) => {
            assert_ne!(act, Act::MessageUnseal);
            let owns = match act {
                Act::CaseShow | Act::CaseJudge => person.id == person_id(scene.requester),
                act if resource_kind(act) == "dispute" => {
                    let respondent = scene.respondent.map(person_id);
                    person.id == person_id(scene.requester) || Some(person.id) == respondent
                }
                Act::FieldShow => person.id == person_id(scene.requester),
                Act::FieldEdit | Act::FieldDisclose => false,
                Act::PersonRequests
                | Act::PersonLooks
                | Act::PersonExport
                | Act::PersonAuthorities
                | Act::ConsentGive
                | Act::FactorList
                | Act::FactorAdd
                | Act::FactorRemove
                | Act::SessionList
                | Act::SessionEnd => {
                    person.id == person_id(scene.person) && person.identity >= Identity::SignedIn
                }
                _ => true,
            };
            assert!(owns, "another's");
        }
        Actor::Visitor => {
            assert!(!matches!(act, Act::MessageUnseal | Act::CaseShow | Act::CaseList));
        }
        Actor::Founder => {
            assert!(!matches!(
                act,
                Act::MessageUnseal | Act::CaseShow | Act::CaseSearch | Act::CaseList
            ));
        }
    }
    if act == Act::PersonDestroy {
        assert_eq!(*actor, Actor::Founder);
    }
}

#[test]
fn where_staff_must_be_known_strongly_a_link_sets_up_factors_only() {
    let gate = gate().with_staff_level(Identity::Strong);
    let scene = Scene {
        person: MYSELF,
        ..Scene { assignee: Some(ME), ..Scene::staffed_by(&[Role::SupportEngineer]) }
    };
    let known = |identity, via| staff_known(&[Role::SupportEngineer], identity, via, None);
    let may = |actor: &Actor, act| {
        gate.is_allowed(actor, act, &scene.resource(resource_kind(act)), noon())
    };
    let weak = known(Identity::SignedIn, session());
    for act in [Act::FactorList, Act::FactorAdd, Act::FactorRemove, Act::SessionEnd] {
        assert!(may(&weak, act), "{}", act.as_str());
    }
    for act in [Act::CaseList, Act::CaseReply, Act::QueueList, Act::PersonLooks] {
        assert!(!may(&weak, act), "{}", act.as_str());
        for identity in [Identity::Strong, Identity::Assured] {
            assert!(may(&known(identity, session()), act), "{}", act.as_str());
        }
    }
    // What they began still leaves, and a token stands by itself.
    assert!(may(&known(Identity::SignedIn, Via::Job), Act::CaseReply));
    assert!(may(&known(Identity::SignedIn, token()), Act::CaseReply));
    let denial = denial(&gate, &weak, Act::CaseReply, &scene);
    assert_eq!(denial.policies[0].id, "core-staff-level");
    let steps: Vec<_> = denial.remedies.iter().map(|remedy| remedy.steps.clone()).collect();
    assert_eq!(steps, [[crate::Step::SignInStrongly]]);
    // A requester is not of the staff.
    let scene = Scene { person: REQUESTER, ..scene };
    let me = person(REQUESTER, Identity::SignedIn);
    assert!(gate.is_allowed(&me, Act::PersonLooks, &scene.resource("person"), noon()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nobody_unseals_without_assignment(actor in any_actor(), scene in any_scene()) {
        let gate = shared(false);
        let resource = scene.resource("message");
        if gate.is_allowed(&actor, Act::MessageUnseal, &resource, noon()) {
            prop_assert!(matches!(actor, Actor::Staff(_)));
            let sits = scene.arbitrators.contains(&ME) || scene.case_manager == Some(ME);
            prop_assert!(scene.assignee == Some(ME) || sits);
            prop_assert_ne!(scene.state, CaseState::Closed);
        }
    }

    #[test]
    fn nothing_loaded_overrides_the_core(actor in any_actor(), act in any_act(), scene in any_scene()) {
        let resource = scene.resource(resource_kind(act));
        core_holds(&actor, act, &scene, shared(true).is_allowed(&actor, act, &resource, noon()));
    }

    #[test]
    fn facts_fit_the_schema(actor in any_actor(), act in any_act(), scene in any_scene()) {
        let gate = shared(false);
        let facts = Facts::of(&actor, act, &scene.resource(resource_kind(act)), noon());
        prop_assert!(gate.answer(&facts).is_ok());
        prop_assert!(crate::policies::is_conforming(&facts, &gate.names, &gate.names.action_uid(act)));
    }

    #[test]
    fn each_remedy_would_do(actor in any_actor(), act in any_act(), scene in any_scene()) {
        let resource = scene.resource(resource_kind(act));
        if let Decision::Denied(denial) = shared(false).decide(&actor, act, &resource, &[], noon()) {
            for remedy in denial.remedies {
                let rule = shared(false).book.rules.iter().find(|rule| rule.id == remedy.policy.id);
                prop_assert!(rule.is_some_and(|rule| rule.is_permit));
                if let Some(helped) = helped(&actor, act, &resource, &remedy.steps) {
                    let (actor, extra) = helped;
                    prop_assert!(shared(false).decide(&actor, act, &resource, &extra, noon()).is_allowed());
                }
            }
        }
    }
}

/// The actor after the steps, where steps change nothing but the actor and what they show.
fn helped(
    actor: &Actor,
    act: Act,
    resource: &Resource,
    steps: &[crate::Step],
) -> Option<(Actor, Vec<Shown>)> {
    use crate::Step;
    let (mut actor, mut extra) = (actor.clone(), Vec::new());
    for step in steps {
        match (step, &mut actor) {
            (Step::ShowAuthority(kind), actor) => extra.push(shown(*kind, actor, act, resource)),
            (Step::UseCommandLine, _) => actor = Actor::Founder,
            (Step::HoldRole(role), Actor::Staff(staff)) => {
                staff.roles.insert(*role);
            }
            (Step::UseSession, Actor::Staff(staff)) => {
                staff.via = session();
                staff.scopes = None;
                staff.identity = staff.identity.max(Identity::SignedIn);
            }
            (Step::SignIn, Actor::Person(person)) => {
                person.via = session();
                person.identity = person.identity.max(Identity::SignedIn);
            }
            (Step::SignInStrongly, Actor::Person(person)) => {
                person.via = session();
                person.identity = Identity::Strong;
            }
            (Step::SignInStrongly, Actor::Staff(staff)) => staff.identity = Identity::Strong,
            _ => return None,
        }
    }
    Some((actor, extra))
}

/// Gates are read once: reading is slow in an unoptimised build.
pub fn shared(permits_all: bool) -> &'static Gate {
    static GATES: std::sync::OnceLock<[Gate; 2]> = std::sync::OnceLock::new();
    let [standing, open] = GATES.get_or_init(|| [gate(), gate_with(PERMIT_ALL)]);
    if permits_all { open } else { standing }
}
