//! Which cases go together, and what becomes of them when they do.

use jiff::SignedDuration;
use uuid::Uuid;

use super::*;
use crate::{Assignment, CaseId, QueueId, StaffId, Tribunal};

fn case(n: u32) -> Case {
    let day = jiff::civil::date(2026, 11, 21);
    let id = |n: u32| Uuid::from_u128(u128::from(n));
    Case {
        id: CaseId::from_uuid(id(n)),
        number: CaseNumber { kind: CaseKind::Request, day, sequence: n },
        state: CaseState::Open,
        queue_id: QueueId::from_uuid(id(90)),
        requester_id: PersonId::from_uuid(id(80)),
        assignment: None,
        class: Class::Personal,
        due: None,
        opened_at: now(),
        updated_at: now(),
        n_messages: 2,
        language: None,
        tribunal: Tribunal::default(),
        version: 1,
    }
}

fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

fn due(secs: i64) -> Option<Due> {
    Some(Due { since: now(), target_secs: secs })
}

fn check(
    from: &dyn Fn(&mut Case, &mut Mergeable),
    into: &dyn Fn(&mut Case, &mut Mergeable),
    expect: &Result<(), AffairError>,
) {
    let people: BTreeSet<PersonId> = [PersonId::from_uuid(Uuid::from_u128(80))].into();
    let facts = || Mergeable { participants: people.clone(), ..Mergeable::default() };
    let (mut one, mut of) = (case(1), facts());
    let (mut two, mut to) = (case(2), facts());
    from(&mut one, &mut of);
    into(&mut two, &mut to);
    assert_eq!(&may_merge((&one, &of), (&two, &to)), expect);
}

#[test]
fn what_may_be_merged() {
    use AffairError as E;
    let same = |_: &mut Case, _: &mut Mergeable| {};
    let join = |_: &mut Case, facts: &mut Mergeable| {
        facts.participants.insert(PersonId::from_uuid(Uuid::from_u128(81)));
    };
    let stranger = || PersonId::from_uuid(Uuid::from_u128(81));
    let (one, two) = (case(1).number, case(2).number);
    check(&same, &same, &Ok(()));
    check(&|c, _| c.id = case(2).id, &same, &Err(E::Itself));
    check(&|_, f| f.is_part = true, &same, &Err(E::IsPart(one)));
    check(&same, &|_, f| f.is_part = true, &Err(E::IntoPart(two)));
    check(&|_, f| f.n_parts = 1, &same, &Err(E::HasParts(one)));
    check(&same, &|_, f| f.n_parts = PARTS_MAX, &Err(E::Full { number: two }));
    check(&same, &|_, f| f.n_parts = 1, &Ok(()));
    check(&|c, _| c.requester_id = stranger(), &same, &Err(E::Requesters));
    check(
        &|c, _| c.number.kind = CaseKind::Incident,
        &same,
        &Err(E::Kinds(CaseKind::Incident, CaseKind::Request)),
    );
    check(&|_, f| f.is_disputed = true, &same, &Err(E::Disputed));
    check(&same, &|_, f| f.is_disputed = true, &Err(E::Disputed));
    check(&same, &|c, _| c.class = Class::Legal, &Err(E::Legal));
    check(&same, &|c, _| c.state = CaseState::Closed, &Err(E::IntoClosed(two)));
    check(&|c, _| c.state = CaseState::Closed, &same, &Err(E::FromClosed(one)));
    check(&join, &same, &Err(E::Participants));
    check(&same, &join, &Err(E::Participants));
    check(&|_, f| f.is_split_from_other = true, &join, &Ok(()));
    check(
        &|c, f| {
            f.is_split_from_other = true;
            join(c, f);
        },
        &same,
        &Err(E::Participants),
    );
    check(&|_, f| f.has_held_reply = true, &same, &Err(E::HeldReply(one)));
    check(&same, &|_, f| f.has_held_reply = true, &Ok(()));
    check(&|_, f| f.has_new_sender = true, &same, &Err(E::NewSender(one)));
    check(&|_, f| f.has_guide = true, &same, &Err(E::Guide(one)));
    check(&|_, f| f.awaits_consent = true, &same, &Err(E::Consent(one)));
}

#[test]
fn the_stricter_clock_stays_and_goes_with_its_part() {
    let staff_id = StaffId::from_uuid(Uuid::from_u128(70));
    let held = Some(Assignment { staff_id, is_self: false, at: now() });
    let into = Case { state: CaseState::Waiting, due: due(900), assignment: held, ..case(2) };
    let from = Case { due: due(300), ..case(1) };
    let (own, part) = (Before::of(&into), Before::of(&from));
    let later = now() + SignedDuration::from_secs(60);
    let grown = into.taking_in(&from, later);
    assert_eq!((grown.due, grown.state), (due(300), CaseState::Open));
    let unchanged = grown.clone().letting_go(part, own, true, later);
    assert_eq!((unchanged.due, unchanged.state), (due(900), CaseState::Waiting));
    // Somebody did something since: where the case stands is theirs, the clock that came goes.
    let noted = grown.clone().noted(later).letting_go(part, own, false, later);
    assert_eq!((noted.due, noted.state), (due(900), CaseState::Open));
    let answered = Case { due: None, ..grown }.letting_go(part, own, false, later);
    assert_eq!(answered.due, None);
    // Nobody waits in what is taken in: the case that takes it in stays as it is.
    let calm = Case { state: CaseState::Waiting, ..case(2) }.taking_in(&case(1), later);
    assert_eq!((calm.due, calm.state), (None, CaseState::Waiting));
    let taken_up = Case { state: CaseState::Resolved, ..case(2) }.taking_in(&from, later);
    assert_eq!(taken_up.state, CaseState::Pending);
}

#[test]
fn a_part_is_asked_about_as_itself_in_the_hands_of_its_host() {
    let staff_id = StaffId::from_uuid(Uuid::from_u128(70));
    let held = Some(Assignment { staff_id, is_self: true, at: now() });
    let host = Case { assignment: held, ..case(2) };
    let part = case(1).become_part(now());
    assert_eq!((part.state, part.assignment, part.due), (CaseState::Closed, None, None));
    let asked = part.as_part_of(&host);
    assert_eq!((asked.id, asked.number, asked.version), (part.id, part.number, part.version));
    assert_eq!((asked.assignment, asked.state), (held, CaseState::Open));
}

#[test]
fn what_may_be_split() {
    use AffairError as E;
    let ids: Vec<MessageId> = (1..=4).map(|n| MessageId::from_uuid(Uuid::from_u128(n))).collect();
    let other = MessageId::from_uuid(Uuid::from_u128(9));
    let split = |chosen: &[MessageId]| may_split(&case(1), &ids, &chosen.iter().copied().collect());
    assert_eq!(split(&ids[1..3]), Ok(()));
    assert_eq!(split(&[]), Err(E::NothingChosen));
    assert_eq!(split(&ids), Err(E::AllChosen));
    assert_eq!(split(&ids[..2]), Err(E::FirstChosen));
    assert_eq!(split(&[other]), Err(E::NotHere));
    let chosen: BTreeSet<_> = [ids[1]].into();
    let dispute = |case: &mut Case| case.number.kind = CaseKind::Dispute;
    let mut heard = case(1);
    dispute(&mut heard);
    assert_eq!(may_split(&heard, &ids, &chosen), Err(E::Disputed));
    let legal = Case { class: Class::Legal, ..case(1) };
    assert_eq!(may_split(&legal, &ids, &chosen), Err(E::Legal));
}

#[test]
fn every_kind_of_link_reads_back() {
    for kind in LinkKind::ALL {
        assert_eq!(LinkKind::of_str(kind.as_str()), Some(kind));
    }
    assert!(!LinkKind::CHOSEN.contains(&LinkKind::SplitFrom));
}
