//! What may be handed over, what becomes of it, and what counts as a quotation.

use uuid::Uuid;

use super::*;
use crate::{Assignment, CaseNumber, PersonId, QueueId, Tribunal, timestamp_of_micros};

const ME: u128 = 1;
const YOU: u128 = 2;

fn staff(n: u128) -> StaffId {
    StaffId::from_uuid(Uuid::from_u128(n))
}

fn queue(n: u128) -> QueueId {
    QueueId::from_uuid(Uuid::from_u128(n))
}

fn at(secs: i64) -> Timestamp {
    timestamp_of_micros(secs * 1_000_000)
}

fn case() -> Case {
    Case {
        id: CaseId::from_uuid(Uuid::nil()),
        number: CaseNumber {
            kind: CaseKind::Request,
            day: jiff::civil::date(2026, 11, 21),
            sequence: 1,
        },
        state: CaseState::Open,
        queue_id: queue(1),
        requester_id: PersonId::from_uuid(Uuid::nil()),
        assignment: Some(Assignment { staff_id: staff(ME), is_self: false, at: at(0) }),
        class: Class::Personal,
        due: Some(Due { since: at(100), target_secs: 1_000 }),
        opened_at: at(0),
        updated_at: at(0),
        n_messages: 1,
        language: None,
        tribunal: Tribunal::default(),
        version: 1,
    }
}

fn destination(target: Target) -> Destination {
    Destination {
        id: DestinationId::from_uuid(Uuid::nil()),
        name: "There".to_owned(),
        purpose: "For this.".to_owned(),
        target,
        audience: [Class::Personal].into(),
        accept_secs: 600,
        is_active: true,
        version: 1,
    }
}

fn handover(target: Target) -> Handover {
    Handover {
        id: HandoverId::from_uuid(Uuid::nil()),
        case_id: case().id,
        destination_id: DestinationId::from_uuid(Uuid::nil()),
        name: "There".to_owned(),
        target,
        audience: [Class::Personal].into(),
        given_by: staff(ME),
        given_at: at(0),
        due_at: at(600),
        is_reduced: false,
        told: HandoverTold::Nothing,
        state: HandoverState::Open,
        ended_by: None,
        ended_at: None,
        lapsed_at: None,
        version: 1,
    }
}

#[test]
fn what_may_be_handed_over() {
    let check = |change: &dyn Fn(&mut Case, &mut Destination), expect: Result<(), _>| {
        let (mut case, mut to) = (case(), destination(Target::Queue(queue(2))));
        change(&mut case, &mut to);
        assert_eq!(may_hand_over(&case, &to, staff(ME)), expect, "{case:?} {to:?}");
    };
    check(&|_, _| {}, Ok(()));
    check(&|case, _| case.number.kind = CaseKind::Dispute, Err(HANDOVER_DISPUTE));
    check(&|case, _| case.class = Class::Legal, Err(HANDOVER_LEGAL));
    check(&|case, _| case.state = CaseState::Closed, Err(HANDOVER_CLOSED));
    check(&|_, to| to.is_active = false, Err(HANDOVER_RETIRED));
    check(&|_, to| to.audience = [Class::Public].into(), Err(HANDOVER_CLASS));
    check(&|_, to| to.target = Target::Queue(queue(1)), Err(HANDOVER_THERE));
    check(&|_, to| to.target = Target::Member(staff(ME)), Err(HANDOVER_OWN));
    check(&|_, to| to.target = Target::Member(staff(YOU)), Ok(()));
    // Outside, what may not be seen is not refused; only its number leaves.
    check(&|_, to| (to.target, to.audience) = (Target::Outside, [Class::Public].into()), Ok(()));
    let theirs = Case {
        assignment: Some(Assignment { staff_id: staff(YOU), is_self: false, at: at(0) }),
        ..case()
    };
    let to = destination(Target::Member(staff(YOU)));
    assert_eq!(may_hand_over(&theirs, &to, staff(ME)), Err(HANDOVER_THERE));
}

#[test]
fn the_case_is_looked_at_again_when_it_is_accepted() {
    let open = || handover(Target::Queue(queue(2)));
    let legal = Case { class: Class::Legal, ..case() };
    let business = Case { class: Class::PrivateBusiness, ..case() };
    assert_eq!(open().accepted(&legal, staff(YOU), at(10)), Err(HANDOVER_LEGAL));
    assert_eq!(open().accepted(&business, staff(YOU), at(10)), Err(HANDOVER_CLASS));
    assert_eq!(open().accepted(&case(), staff(YOU), at(600)), Err(HANDOVER_LAPSED));
    let accepted = open().accepted(&case(), staff(YOU), at(599)).unwrap();
    assert_eq!((accepted.state, accepted.ended_by), (HandoverState::Accepted, Some(staff(YOU))));
    assert_eq!(accepted.clone().declined(staff(YOU), at(599)), Err(HANDOVER_ENDED));
    assert_eq!(accepted.clone().withdrawn(staff(ME), at(599)), Err(HANDOVER_ENDED));
    assert_eq!(accepted.lapsed(at(700)), None);
}

#[test]
fn it_lapses_once_and_is_dealt_with() {
    let open = handover(Target::Outside);
    assert_eq!(open.clone().lapsed(at(599)), None);
    let lapsed = open.lapsed(at(600)).unwrap();
    assert_eq!((lapsed.state, lapsed.lapsed_at), (HandoverState::Lapsed, Some(at(600))));
    assert_eq!(lapsed.clone().lapsed(at(601)), None);
    assert_eq!(lapsed.clone().accepted(&case(), staff(YOU), at(601)), Err(HANDOVER_LAPSED));
    let seen = lapsed.withdrawn(staff(ME), at(700)).unwrap();
    assert_eq!((seen.state, seen.lapsed_at), (HandoverState::Withdrawn, Some(at(600))));
}

#[test]
fn what_comes_back_is_due_at_once() {
    let check = |(since, target_secs): (i64, i64), expect: (i64, i64)| {
        let due = Some(Due { since: at(since), target_secs });
        let back = Case { due, ..case() }.returned_louder(at(600));
        let due = back.due.unwrap();
        assert_eq!((due.since, due.target_secs), (at(expect.0), expect.1));
        assert!(due.at() <= at(600));
    };
    check((100, 1_000), (100, 500));
    // One that was late already stays as late as it was.
    check((100, 50), (100, 50));
    // Nobody waits for us where it was answered, or its requester called it done.
    for state in [CaseState::Resolved, CaseState::Waiting, CaseState::Open] {
        let idle = Case { due: None, state, ..case() };
        assert_eq!(idle.returned_louder(at(600)).due, None, "{state:?}");
    }
}

#[test]
fn what_is_accepted_outside_is_nobody_s_no_more() {
    let held = case().taken_outside(staff(YOU), at(10)).unwrap();
    assert_eq!(held.assignment.unwrap().staff_id, staff(ME));
    assert_eq!((held.state, held.due), (CaseState::Open, case().due));
    let pending = Case { assignment: None, state: CaseState::Pending, ..case() };
    let held = pending.taken_outside(staff(YOU), at(10)).unwrap();
    assert_eq!(held.assignment.unwrap().staff_id, staff(YOU));
    assert_eq!((held.state, held.due), (CaseState::Open, case().due));
}

#[test]
fn what_cannot_be_accepted_comes_back_before_its_time() {
    let back = handover(Target::Outside).returned(at(1)).unwrap();
    assert_eq!((back.state, back.lapsed_at), (HandoverState::Lapsed, Some(at(1))));
    assert_eq!(back.returned(at(2)), None);
}

#[test]
fn a_quotation_is_known() {
    let original = "Dear all, my passphrase was lost together with my telephone in Ostrava.";
    let check = |text: &str, expect: bool| assert_eq!(quotes(text, [original]), expect, "{text}");
    check("Please look at the certificate.", false);
    check("A passphrase was lost; please see to it that a new one is set.", false);
    check("They say: My  PASSPHRASE was lost, together with my telephone", true);
    check("See\n> anything", true);
    check("", false);
    // A placeholder stands for another in another case, and is no word.
    let original = "the contract of [person 1] forbids any link to [email 2]";
    let labelled = "The contract of [person 3] forbids any link to them.";
    assert!(quotes(labelled, [original]));
    assert!(!quotes("see [person 1] [person 2] [person 3]", ["[person 1] [person 2] [person 3]"]));
    assert_eq!(without_placeholders("a [b c] [ [person 1] ] é["), "a [b c] [   ] é[");
}

#[test]
fn states_read_back() {
    for state in HandoverState::ALL {
        assert_eq!(HandoverState::of_str(state.as_str()), Some(state));
    }
    for told in HandoverTold::ALL {
        assert_eq!(HandoverTold::of_str(told.as_str()), Some(told));
    }
}
