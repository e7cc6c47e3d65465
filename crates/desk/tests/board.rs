//! The board of the house: founded by two, giving places by motion; what the staff need before they begin; deputies;
//! and leaving in one act.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::{collections::BTreeSet, net::IpAddr};

use audit::{Entry, Outcome};
use db::EntryFilter;
use desk::{
    Admission, ApprovalState, Carried, Check, Deed, DeskConfig, DeskError, NewMember, PlaceGift,
    agreement_digest,
};
use model::{Act, Actor, Address, ApprovalId, AuthorityKind, PersonId, Personal, Role, StaffId};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    a_board_is_founded_by_two_who_take_their_seats,
    the_board_gives_places_by_motion,
    what_the_command_line_proposed_is_moved_by_a_member,
    a_place_that_the_command_line_ends_is_moved_by_a_member,
    nobody_decides_about_their_own_place,
    a_member_of_the_board_is_removed_by_the_others,
    two_reset_how_somebody_signs_in,
    a_deputy_is_no_second,
    what_was_proposed_tells_nothing_of_an_address,
    a_motion_is_of_the_roles_that_were_held,
    who_sits_on_the_board_is_in_no_other_hands,
    who_leaves_takes_nothing_along,
    who_has_a_place_keeps_their_name_at_the_founding,
);

testkit::house_tests!(
    checking with super::super::checks;
    roles_lie_idle_until_the_check_and_the_agreement,
);

testkit::house_tests!(
    agreeing with super::super::asks_for_agreement;
    what_was_agreed_to_is_seen_by_oneself_and_counsel,
);

fn checks(config: &mut DeskConfig) {
    config.admission = Admission { needs_check: true, agreement: Some(AGREEMENT.into()) };
}

fn asks_for_agreement(config: &mut DeskConfig) {
    config.admission = Admission { needs_check: false, agreement: Some(AGREEMENT.into()) };
}

const AGREEMENT: &str = "What I learn here I tell nobody.";

async fn board(house: &TestHouse) -> (Member, Member) {
    let bela = house.member("bela", &[Role::BoardMember]).await;
    let bora = house.member("bora", &[Role::BoardMember]).await;
    house.desk.join_board(&bela.actor).await.unwrap();
    house.desk.join_board(&bora.actor).await.unwrap();
    (bela, bora)
}

fn place(local: &str, roles: &[Role]) -> PlaceGift {
    PlaceGift {
        member: NewMember {
            address: Address::parse(&format!("{local}@desk.example")).unwrap(),
            name: Personal::new(format!("{local} Staffname")),
            roles: roles.iter().copied().collect(),
        },
        check: Some(Check {
            on: jiff::civil::date(2026, 11, 20),
            reference: Personal::new("d20261101.4".to_owned()),
        }),
        base: 0,
    }
}

async fn approve(house: &TestHouse, who: &Member, id: ApprovalId) -> Result<Carried, DeskError> {
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    house.desk.approve(&who.actor, id, &row.digest).await
}

async fn entries(house: &TestHouse, act: Act) -> Vec<Entry> {
    while house.desk.sequence().await.unwrap() > 0 {}
    let filter = EntryFilter { act: Some(act), n_max: 100, ..EntryFilter::default() };
    let rows = house.db.read().await.unwrap().entries(&filter).await.unwrap();
    rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap()).collect()
}

async fn roles_of(house: &TestHouse, local: &str) -> BTreeSet<Role> {
    let address = Address::parse(&format!("{local}@desk.example")).unwrap();
    let Some(id) = house.vault.find_person(&address).unwrap() else { return BTreeSet::new() };
    let staff = house.db.read().await.unwrap().staff_of_person(id).await.unwrap();
    staff.map(|staff| staff.roles).unwrap_or_default()
}

fn is_denied<T: std::fmt::Debug>(done: &Result<T, DeskError>) -> bool {
    matches!(done, Err(DeskError::Denied(_)))
}

fn is_void<T: std::fmt::Debug>(done: &Result<T, DeskError>) -> bool {
    matches!(done, Err(DeskError::Void { .. }))
}

async fn a_board_is_founded_by_two_who_take_their_seats(house: TestHouse) {
    let bela = house.member("bela", &[Role::BoardMember]).await;
    let bora = house.member("bora", &[Role::BoardMember]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    assert!(is_denied(&house.desk.join_board(&egon.actor).await), "nobody gave him a seat");
    house.desk.join_board(&bela.actor).await.unwrap();
    assert!(!house.desk.has_board(), "one is no board");
    house.member("early", &[Role::Triage]).await;
    house.desk.join_board(&bora.actor).await.unwrap();
    assert!(house.desk.has_board());
    assert!(is_void(&house.desk.join_board(&bora.actor).await), "a seat is taken once");

    let gift = place("late", &[Role::Triage]);
    let refused = house.desk.invite(&Actor::Founder, gift.member, None).await;
    assert!(is_denied(&refused), "{refused:?}");
    let token = house.sign_in.draw_token(egon.staff.id, None, 1).unwrap();
    assert!(is_denied(&house.desk.create_token(&Actor::Founder, token.new).await));
    let jana = Address::parse("jana@mail.example").unwrap();
    assert!(is_denied(&house.desk.destroy_person(&Actor::Founder, &jana).await));
    assert!(is_denied(&house.desk.reset_factors(&Actor::Founder, &jana).await));
    // Another start of the same house finds the board standing.
    let board = authority::board_of(&mut house.db.read().await.unwrap()).await.unwrap();
    assert!(board.is_founded && board.stands());
    assert_eq!(entries(&house, Act::BoardJoin).await.len(), 3, "two seats and a refusal");
}

async fn the_board_gives_places_by_motion(house: TestHouse) {
    let adam = house.member("adam", &[Role::Administrator]).await;
    let (bela, bora) = board(&house).await;
    let gift = place("nora", &[Role::SupportEngineer]);
    let alone = house.desk.invite(&adam.actor, gift.member.clone(), None).await;
    assert!(is_denied(&alone), "{alone:?}");
    let deed = Deed::GivePlace(gift);
    assert!(is_denied(&house.desk.propose(&adam.actor, &deed).await), "the board moves");
    let excluded = [Role::SupportEngineer, Role::SystemAdministrator];
    let excluded = Deed::GivePlace(place("nora", &excluded));
    let refused = house.desk.propose(&bela.actor, &excluded).await;
    assert!(matches!(refused, Err(DeskError::Invalid { field: "roles", .. })), "{refused:?}");

    let id = house.desk.propose(&bela.actor, &deed).await.unwrap();
    let motion = house.desk.approval(&bora.actor, id).await.unwrap();
    assert_eq!(motion.motion.unwrap().to_string(), "m20261121.1");
    assert!(is_denied(&approve(&house, &bela, id).await), "never one's own");
    assert!(is_denied(&approve(&house, &adam, id).await), "not by others");
    // Both act: the second seconds, and the first carries it out.
    assert!(matches!(approve(&house, &bora, id).await, Ok(Carried::ByProposer)));
    assert!(roles_of(&house, "nora").await.is_empty());
    house.desk.complete(&bela.actor, id).await.unwrap();
    assert_eq!(roles_of(&house, "nora").await, [Role::SupportEngineer].into());
    let again = house.desk.complete(&bela.actor, id).await;
    assert!(again.is_err(), "a motion is carried out once");

    let given = entries(&house, Act::StaffInvite).await;
    let is_motion = |entry: &&Entry| {
        let mut used = entry.authorities.iter();
        used.any(|used| used.kind == AuthorityKind::Motion && used.id == "m20261121.1")
    };
    let entry = given.iter().find(is_motion).unwrap();
    assert_eq!(entry.second.as_ref().unwrap().id, bora.staff.id.to_string());
    let staff = house.desk.staff(&bela.actor).await.unwrap();
    let nora = staff.iter().find(|member| member.name.expose() == "nora Staffname").unwrap();
    assert!(nora.checked_at.is_some());
    // She is told by mail.
    let told = house.desk.place_notice(nora.id).await.unwrap().unwrap();
    assert!(told.text.expose().contains("support engineer"));
    let second = Deed::GivePlace(place("olga", &[Role::Triage]));
    let second = house.desk.propose(&bora.actor, &second).await.unwrap();
    let second = house.desk.approval(&bora.actor, second).await.unwrap();
    assert_eq!(second.motion.unwrap().sequence, 2);
}

async fn what_the_command_line_proposed_is_moved_by_a_member(house: TestHouse) {
    let (bela, bora) = board(&house).await;
    let deed = Deed::GivePlace(place("nora", &[Role::Triage]));
    let id = house.desk.propose(&Actor::Founder, &deed).await.unwrap();
    assert!(is_void(&approve(&house, &bela, id).await), "a member moves it first");
    let view = house.desk.approval(&bela.actor, id).await.unwrap();
    assert!(view.may_take_up && !view.may_approve);
    let moved = house.desk.take_up(&bela.actor, id).await.unwrap();
    let old = house.desk.approval(&bela.actor, id).await.unwrap();
    assert_eq!(old.state, ApprovalState::Declined);
    assert!(is_void(&house.desk.take_up(&bora.actor, moved).await), "it is moved already");
    assert!(is_denied(&approve(&house, &bela, moved).await));
    approve(&house, &bora, moved).await.unwrap();
    house.desk.complete(&bela.actor, moved).await.unwrap();
    assert_eq!(roles_of(&house, "nora").await, [Role::Triage].into());
}

async fn a_place_that_the_command_line_ends_is_moved_by_a_member(house: TestHouse) {
    let nora = house.member("nora", &[Role::Triage]).await;
    let (bela, bora) = board(&house).await;
    let id = nora.staff.id;
    assert!(is_denied(&house.desk.remove_staff(&Actor::Founder, id).await));
    assert_eq!(roles_of(&house, "nora").await, [Role::Triage].into());
    let proposed = house.desk.propose(&Actor::Founder, &Deed::EndPlace(id)).await.unwrap();
    let moved = house.desk.take_up(&bela.actor, proposed).await.unwrap();
    approve(&house, &bora, moved).await.unwrap();
    house.desk.complete(&bela.actor, moved).await.unwrap();
    assert!(roles_of(&house, "nora").await.is_empty());
    // What acts by itself is stopped at once, whoever is there.
    let secret = house.sign_in.issue_link(bora.staff.person_id).await.unwrap();
    let peer = IpAddr::from([127, 0, 0, 3]);
    let cookie = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().cookie;
    let drawn = house.sign_in.draw_token(bora.staff.id, None, 1).unwrap();
    let bearer = drawn.bearer.clone();
    house.desk.create_token(&bora.actor, drawn.new).await.unwrap();
    let ended = house.desk.revoke_tokens(&Actor::Founder, bora.staff.id).await.unwrap();
    assert!(ended.n_tokens == 1 && ended.n_sessions >= 1, "{ended:?}");
    assert!(house.sign_in.actor_of_session(cookie.expose()).await.unwrap().is_none());
    assert!(house.sign_in.actor_of_token(bearer.expose()).await.unwrap().is_none());
}

async fn nobody_decides_about_their_own_place(house: TestHouse) {
    let (bela, bora) = board(&house).await;
    let gift = place("bela", &[Role::BoardMember, Role::Counsel]);
    let more = Deed::GivePlace(house.desk.place_gift(gift.member, gift.check).await.unwrap());
    assert!(is_void(&house.desk.propose(&bela.actor, &more).await));
    let id = house.desk.propose(&bora.actor, &more).await.unwrap();
    assert!(is_void(&approve(&house, &bela, id).await));
}

async fn a_member_of_the_board_is_removed_by_the_others(house: TestHouse) {
    let adam = house.member("adam", &[Role::Administrator]).await;
    let hana = house.member("hana", &[Role::BoardMember]).await;
    let (bela, bora) = board(&house).await;
    house.desk.join_board(&hana.actor).await.unwrap();
    for actor in [&adam.actor, &Actor::Founder, &bela.actor] {
        assert!(is_denied(&house.desk.remove_staff(actor, hana.staff.id).await), "{actor:?}");
    }
    let id = house.desk.propose(&bela.actor, &Deed::EndPlace(hana.staff.id)).await.unwrap();
    approve(&house, &bora, id).await.unwrap();
    house.desk.complete(&bela.actor, id).await.unwrap();
    assert!(roles_of(&house, "hana").await.is_empty());
    assert!(house.desk.has_board());
    // Whoever sits there may go; then the board is short, which is told, and the command line can found anew.
    house.desk.remove_staff(&bora.actor, bora.staff.id).await.unwrap();
    assert!(house.desk.has_board() && !house.desk.board_stands());
    // Founded is founded: nobody else gives places meanwhile, and the command line founds it anew.
    let gift = place("nora", &[Role::Triage]);
    assert!(is_denied(&house.desk.invite(&adam.actor, gift.member.clone(), None).await));
    assert!(is_denied(&house.desk.invite(&Actor::Founder, gift.member, None).await));
    let name = Personal::new("Vera Staffname".to_owned());
    let vera = Address::parse("vera@desk.example").unwrap();
    house.desk.found_board_with(&Actor::Founder, vera, name).await.unwrap();
    assert_eq!(roles_of(&house, "vera").await, [Role::BoardMember].into());
    let faults = house.desk.access_faults().await.unwrap();
    assert!(faults.iter().any(|fault| fault.contains("alone sits on the board")), "{faults:?}");
}

async fn who_has_a_place_keeps_their_name_at_the_founding(house: TestHouse) {
    let bela = house.member("bela", &[Role::TeamLeader]).await;
    let before = house.desk.member(bela.staff.id).await.unwrap();
    let other = Personal::new("Somebody Else".to_owned());
    let address = bela.address.clone();
    let given = house.desk.found_board_with(&Actor::Founder, address, other).await.unwrap();
    assert_eq!(given.id, bela.staff.id);
    assert_eq!(given.name.expose(), before.name.expose());
    assert_eq!(given.roles, [Role::TeamLeader, Role::BoardMember].into());
}

async fn two_reset_how_somebody_signs_in(house: TestHouse) {
    let adam = house.member("adam", &[Role::Administrator]).await;
    let (bela, _) = board(&house).await;
    house.mail(mail_from("Jana", "jana@mail.example", "Help", "I lost my phone.")).await;
    let jana = Address::parse("jana@mail.example").unwrap();
    assert!(is_denied(&house.desk.reset_factors(&adam.actor, &jana).await), "one alone");
    let deed = Deed::ResetFactors(house.desk.named_person(&jana).unwrap());
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    assert!(house.desk.approval(&adam.actor, id).await.unwrap().motion.is_none());
    assert!(matches!(approve(&house, &bela, id).await, Ok(Carried::Done)));
    let entries = entries(&house, Act::FactorReset).await;
    let done = entries.iter().find(|entry| entry.outcome == Outcome::Done).unwrap();
    assert!(done.second.is_some());
    // Nobody does it to themself by this.
    let own = Deed::ResetFactors(house.desk.named_person(&adam.address).unwrap());
    assert!(is_denied(&house.desk.propose(&adam.actor, &own).await));
}

async fn a_deputy_is_no_second(house: TestHouse) {
    let adam = house.member("adam", &[Role::Administrator]).await;
    let cora = house.member("cora", &[Role::Counsel]).await;
    let dora = house.member("dora", &[Role::Administrator]).await;
    house.desk.name_deputy(&adam.actor, Some(cora.staff.id)).await.unwrap();
    let own = house.desk.name_deputy(&adam.actor, Some(adam.staff.id)).await;
    assert!(matches!(own, Err(DeskError::Invalid { field: "deputy", .. })));
    let jana = Address::parse("jana@mail.example").unwrap();
    let deed = Deed::DestroyPerson(house.desk.named_person(&jana).unwrap());
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    let refused = approve(&house, &cora, id).await;
    let Err(DeskError::Denied(denial)) = &refused else { panic!("{refused:?}") };
    assert_eq!(denial.policies[0].id, "core-second-deputy");
    approve(&house, &dora, id).await.unwrap();
}

async fn what_was_proposed_tells_nothing_of_an_address(house: TestHouse) {
    let adam = house.member("adam", &[Role::Administrator]).await;
    house.mail(mail_from("Jana", "jana@mail.example", "Help", "I lost my phone.")).await;
    for address in ["jana@mail.example", "nobody@mail.example"] {
        let address = Address::parse(address).unwrap();
        let mut digests = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for _ in 0..2 {
            let named = house.desk.named_person(&address).unwrap();
            ids.insert(named.person_id);
            let id = house.desk.propose(&adam.actor, &Deed::DestroyPerson(named)).await.unwrap();
            digests.insert(house.desk.approval(&adam.actor, id).await.unwrap().digest);
        }
        assert_eq!((ids.len(), digests.len()), (1, 2), "alike for somebody and for nobody");
    }
}

async fn a_motion_is_of_the_roles_that_were_held(house: TestHouse) {
    house.member("nora", &[Role::Triage]).await;
    let (bela, bora) = board(&house).await;
    let mut passed = Vec::new();
    for roles in [[Role::Counsel], [Role::Publisher]] {
        let gift = place("nora", &roles);
        let gift = house.desk.place_gift(gift.member, None).await.unwrap();
        let id = house.desk.propose(&bela.actor, &Deed::GivePlace(gift)).await.unwrap();
        approve(&house, &bora, id).await.unwrap();
        passed.push(id);
    }
    house.desk.complete(&bela.actor, passed[1]).await.unwrap();
    let stale = house.desk.complete(&bela.actor, passed[0]).await;
    assert!(is_void(&stale), "decided on roles that she has no more: {stale:?}");
    assert_eq!(roles_of(&house, "nora").await, [Role::Publisher].into());
}

async fn who_sits_on_the_board_is_in_no_other_hands(house: TestHouse) {
    let adam = house.member("adam", &[Role::Administrator]).await;
    house.member("dora", &[Role::Administrator]).await;
    let cora = house.member("cora", &[Role::Counsel]).await;
    let (bela, bora) = board(&house).await;
    let named = house.desk.named_person(&bela.address).unwrap();
    for deed in [Deed::ResetFactors(named.clone()), Deed::DestroyPerson(named.clone())] {
        for actor in [&adam.actor, &Actor::Founder] {
            let refused = house.desk.propose(actor, &deed).await;
            assert!(is_denied(&refused), "{actor:?}: {refused:?}");
        }
    }
    house.desk.propose(&bora.actor, &Deed::ResetFactors(named)).await.unwrap();
    // What the command line proposes about others is taken up by one of the staff, so that two of them decide.
    let jana = house.desk.named_person(&Address::parse("jana@mail.example").unwrap()).unwrap();
    let id = house.desk.propose(&Actor::Founder, &Deed::ResetFactors(jana)).await.unwrap();
    assert!(is_void(&approve(&house, &adam, id).await));
    let moved = house.desk.take_up(&adam.actor, id).await.unwrap();
    assert!(is_denied(&approve(&house, &adam, moved).await));
    assert!(matches!(approve(&house, &bora, moved).await, Ok(Carried::Done)));
    // Nobody who has a place is destroyed; it is ended first.
    let dora = house.desk.named_person(&Address::parse("dora@desk.example").unwrap()).unwrap();
    let id = house.desk.propose(&adam.actor, &Deed::DestroyPerson(dora)).await.unwrap();
    let Ok(Carried::Failed(why)) = approve(&house, &cora, id).await else { panic!("destroyed") };
    assert!(
        matches!(*why, DeskError::Void { .. }) || matches!(*why, DeskError::Denied(_)),
        "{why:?}"
    );
}

async fn who_leaves_takes_nothing_along(house: TestHouse) {
    let adam = house.member("adam", &[Role::Administrator]).await;
    let dora = house.member("dora", &[Role::Administrator]).await;
    house.desk.name_deputy(&dora.actor, Some(adam.staff.id)).await.unwrap();
    let jana = Address::parse("jana@mail.example").unwrap();
    let deed = Deed::DestroyPerson(house.desk.named_person(&jana).unwrap());
    let id = house.desk.propose(&adam.actor, &deed).await.unwrap();
    house.desk.remove_staff(&adam.actor, adam.staff.id).await.unwrap();
    let mut reader = house.db.read().await.unwrap();
    let row = reader.staff(adam.staff.id).await.unwrap().unwrap();
    assert!(!row.is_active && row.roles.is_empty() && row.signing_sealed.is_none());
    assert_eq!(reader.staff(dora.staff.id).await.unwrap().unwrap().deputy_id, None);
    let proposal = reader.approval(id).await.unwrap().unwrap();
    assert_eq!(proposal.state, ApprovalState::Declined);
    drop(reader);
    assert!(
        is_void(&approve(&house, &dora, id).await) || approve(&house, &dora, id).await.is_err()
    );
}

/// Signs somebody in by a link.
async fn signs_in(house: &TestHouse, id: PersonId) -> (Actor, Personal<String>) {
    let secret = house.sign_in.issue_link(id).await.unwrap();
    let peer = IpAddr::from([127, 0, 0, 1]);
    let signed_in = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap();
    (signed_in.actor, signed_in.cookie)
}

async fn roles_lie_idle_until_the_check_and_the_agreement(house: TestHouse) {
    let gift = place("nora", &[Role::Triage]);
    let unchecked = house.desk.invite(&Actor::Founder, gift.member.clone(), None).await.unwrap();
    let (actor, cookie) = signs_in(&house, unchecked.person_id).await;
    assert!(matches!(actor, Actor::Person(_)), "a person like others");
    let lacks = house.desk.lacks_to_begin(&actor).await.unwrap().unwrap();
    assert!(lacks.check && lacks.agreement);
    assert!(house.desk.staff(&actor).await.is_err());

    let digest = agreement_digest(AGREEMENT);
    assert!(is_void(&house.desk.accept_agreement(&actor, &agreement_digest("other")).await));
    house.desk.accept_agreement(&actor, &digest).await.unwrap();
    assert!(is_void(&house.desk.accept_agreement(&actor, &digest).await), "once");
    let still = house.sign_in.actor_of_session(cookie.expose()).await.unwrap().unwrap();
    assert!(matches!(still, Actor::Person(_)), "the check is not on record");
    let token = house.sign_in.draw_token(unchecked.id, None, 1).unwrap();
    let bearer = token.bearer.clone();
    house.desk.create_token(&Actor::Founder, token.new).await.unwrap();
    assert!(house.sign_in.actor_of_token(bearer.expose()).await.unwrap().is_none());
    assert_eq!(house.desk.access_faults().await.unwrap().len(), 2);

    house.desk.invite(&Actor::Founder, gift.member, gift.check).await.unwrap();
    let now = house.sign_in.actor_of_session(cookie.expose()).await.unwrap().unwrap();
    assert!(matches!(now, Actor::Staff(_)), "the same session begins");
    assert!(house.sign_in.actor_of_token(bearer.expose()).await.unwrap().is_some());
}

async fn what_was_agreed_to_is_seen_by_oneself_and_counsel(house: TestHouse) {
    let mut members: Vec<(StaffId, Actor)> = Vec::new();
    for (local, role) in
        [("nora", Role::Triage), ("cora", Role::Counsel), ("adam", Role::Administrator)]
    {
        let view = house.desk.invite(&Actor::Founder, place(local, &[role]).member, None).await;
        let view = view.unwrap();
        let (actor, cookie) = signs_in(&house, view.person_id).await;
        house.desk.accept_agreement(&actor, &agreement_digest(AGREEMENT)).await.unwrap();
        let actor = house.sign_in.actor_of_session(cookie.expose()).await.unwrap().unwrap();
        members.push((view.id, actor));
    }
    let (nora, as_nora) = &members[0];
    let own = house.desk.own_agreements(as_nora).await.unwrap();
    assert_eq!((own.waiting, own.accepted.len()), (None, 1));
    let seen = house.desk.agreements_of(&members[1].1, *nora).await.unwrap();
    assert_eq!(seen[0].text.expose(), AGREEMENT);
    let refused = house.desk.agreements_of(&members[2].1, *nora).await;
    assert!(is_denied(&refused), "not by administrators: {refused:?}");
    let entries = entries(&house, Act::AgreementShow).await;
    assert_eq!(entries.len(), 2, "counsel's look, and the refusal");
    // The rows do not tell who signed the same.
    let mut reader = house.db.read().await.unwrap();
    let mut macs = BTreeSet::new();
    for (id, _) in &members {
        let person = reader.staff(*id).await.unwrap().unwrap().person_id;
        macs.extend(reader.agreements(person).await.unwrap().into_iter().map(|row| row.terms_mac));
    }
    assert_eq!(macs.len(), members.len());
}
