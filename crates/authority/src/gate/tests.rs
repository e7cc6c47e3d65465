//! The gate by table: every act, asker and situation, its refusals, and what may never be allowed.
use std::fmt::Write as _;

use model::{AuthorityKind, CaseState, Identity, Role};
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

fn shown(kind: AuthorityKind) -> AuthorityRef {
    AuthorityRef { kind, id: "d20261121.1/r1".to_owned() }
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
fn matrix() {
    let gate = gate();
    let mut table = String::new();
    for act in Act::ALL {
        let kind = resource_kind(*act);
        let columns = situations(kind, &Actor::Visitor).into_iter().map(|(name, _)| name);
        let header = columns.map(|name| format!("{name:12}")).collect::<String>();
        let _ = writeln!(table, "{}", format!("{:32}{header}", act.as_str()).trim_end());
        for (name, actor) in askers() {
            let mut cells = String::new();
            for (_, scene) in situations(kind, &actor) {
                let decision = gate.decide(&actor, *act, &scene.resource(kind), &[], noon());
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
    let extra = [shown(AuthorityKind::Consent), shown(AuthorityKind::Ruling)];
    let check = |scene: &Scene, expect: &[AuthorityKind]| {
        let resource = scene.resource("message");
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
        std::sync::Arc::new(gate()),
        std::sync::Arc::new(testkit::FixedClock::noon()),
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
        std::sync::Arc::new(gate()),
        std::sync::Arc::new(testkit::FixedClock::noon()),
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
    ) -> Scene {
        Scene { staffed_by: roles(&staffed_by), requester, author, author_staff, assignee, state, person, place }
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
    ]);
    let scopes = prop::option::of(subsequence(Act::ALL.to_vec(), 0..=Act::ALL.len()));
    let staffs = (subsequence(Role::ALL.to_vec(), 0..=12), any_via(), scopes)
        .prop_map(|(list, via, scopes)| staff_with(&list, via, scopes.as_deref()));
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
fn core_holds(actor: &Actor, act: Act, scene: &Scene, is_allowed: bool) {
    if !is_allowed {
        return;
    }
    let kind = resource_kind(act);
    match actor {
        Actor::Staff(staff) => {
            let scopes = staff.scopes.as_ref();
            assert!(scopes.is_none_or(|scopes| scopes.contains(&act)), "beyond the token");
            let never = [Act::KeySign, Act::KeyRotate, Act::TokenCreate, Act::PersonDestroy];
            assert!(!(matches!(staff.via, Via::Token(_)) && never.contains(&act)), "not by token");
            let is_party =
                scene.requester == MYSELF || (kind == "message" && scene.author == Some(MYSELF));
            let is_case = matches!(kind, "case" | "message") && act != Act::CaseAdd;
            assert!(!(is_case && is_party), "own request");
            if act == Act::MessageUnseal {
                assert_eq!(scene.assignee, Some(ME), "unsealed without assignment");
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
                Act::CaseShow => person.id == person_id(scene.requester),
                Act::PersonRequests | Act::PersonLooks => {
                    person.id == person_id(scene.person) && person.identity == Identity::SignedIn
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nobody_unseals_without_assignment(actor in any_actor(), scene in any_scene()) {
        let gate = shared(false);
        let resource = scene.resource("message");
        if gate.is_allowed(&actor, Act::MessageUnseal, &resource) {
            prop_assert!(matches!(actor, Actor::Staff(_)));
            prop_assert_eq!(scene.assignee, Some(ME));
            prop_assert_ne!(scene.state, CaseState::Closed);
        }
    }

    #[test]
    fn nothing_loaded_overrides_the_core(actor in any_actor(), act in any_act(), scene in any_scene()) {
        let resource = scene.resource(resource_kind(act));
        core_holds(&actor, act, &scene, shared(true).is_allowed(&actor, act, &resource));
    }

    #[test]
    fn facts_fit_the_schema(actor in any_actor(), act in any_act(), scene in any_scene()) {
        let gate = shared(false);
        let facts = Facts::of(&actor, act, &scene.resource(resource_kind(act)), Beside::default());
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
                if let Some(helped) = helped(&actor, &remedy.steps) {
                    let (actor, extra) = helped;
                    prop_assert!(shared(false).decide(&actor, act, &resource, &extra, noon()).is_allowed());
                }
            }
        }
    }
}

/// The actor after the steps, where steps change nothing but the actor and what they show.
fn helped(actor: &Actor, steps: &[crate::Step]) -> Option<(Actor, Vec<AuthorityRef>)> {
    use crate::Step;
    let (mut actor, mut extra) = (actor.clone(), Vec::new());
    for step in steps {
        match (step, &mut actor) {
            (Step::ShowAuthority(kind), _) => extra.push(shown(*kind)),
            (Step::UseCommandLine, _) => actor = Actor::Founder,
            (Step::HoldRole(role), Actor::Staff(staff)) => {
                staff.roles.insert(*role);
            }
            (Step::UseSession, Actor::Staff(staff)) => {
                staff.via = session();
                staff.scopes = None;
            }
            (Step::SignIn, Actor::Person(person)) => {
                person.via = session();
                person.identity = Identity::SignedIn;
            }
            _ => return None,
        }
    }
    Some((actor, extra))
}

/// Gates are read once: reading is slow in an unoptimised build.
fn shared(permits_all: bool) -> &'static Gate {
    static GATES: std::sync::OnceLock<[Gate; 2]> = std::sync::OnceLock::new();
    let [standing, open] = GATES.get_or_init(|| [gate(), gate_with(PERMIT_ALL)]);
    if permits_all { open } else { standing }
}
