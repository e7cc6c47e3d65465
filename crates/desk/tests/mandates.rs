//! Authority by motions of the board: moved by one, seconded by another, minted by the mover's key, used by others, and
//! taken back by any member alone.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;

use audit::{Entry, Outcome};
use db::EntryFilter;
use desk::{Carried, Deed, DeskError, HolderDraft, LegalDraft, MandateDraft, PrecedentDraft};
use jiff::{SignedDuration, Timestamp};
use model::{
    Act, ApprovalId, AuthorityKind, CaseKind, CaseNumber, Clock, Mandate, MessageId, PersonId,
    QueueName, Role,
};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    what_is_moved_seconded_and_proved_is_minted,
    neither_mover_nor_second_is_its_holder,
    nothing_wider_than_the_second_saw,
    a_second_who_left_voids_it,
    without_a_board_there_is_no_motion,
    it_opens_no_dispute_and_no_inquiry,
    any_member_takes_it_back_alone,
    whose_data_was_opened_sees_the_motion,
    the_clock_holds_it,
    of_two_at_the_last_use_one_wins,
    one_s_own_use_is_found_among_many,
    a_class_is_opened_by_its_queue_and_read_by_nobody,
    which_cases_there_are_is_not_told,
    who_may_take_back_sees_what_there_is,
);

struct World {
    bela: Member,
    bora: Member,
    ema: Member,
    egon: Member,
    tessa: Member,
    sid: Member,
    bruno: Member,
    number: CaseNumber,
    message: MessageId,
    jana: PersonId,
}

async fn world(house: &TestHouse) -> World {
    let bela = house.member("bela", &[Role::BoardMember]).await;
    let bora = house.member("bora", &[Role::BoardMember]).await;
    let berta = house.member("berta", &[Role::BoardMember]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let ema = house.member("ema", &[Role::SupportEngineer]).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let sid = house.member("sid", &[Role::SystemAdministrator]).await;
    // Once the board stands it gives the places itself; this member takes no seat.
    let bruno = house.member("bruno", &[Role::BoardMember]).await;
    for member in [&bela, &bora, &berta] {
        house.desk.join_board(&member.actor).await.unwrap();
    }
    let (number, message) = case(house, &tessa, &egon, "jana").await;
    let jana = requester(house, number).await;
    World { bela, bora, ema, egon, tessa, sid, bruno, number, message, jana }
}

async fn case(
    house: &TestHouse,
    tessa: &Member,
    egon: &Member,
    local: &str,
) -> (CaseNumber, MessageId) {
    let address = format!("{local}@mail.example");
    let mail = mail_from("Jana", &address, &format!("Help {local}"), "It is Jana Nováková.");
    let number = house.number(house.mail(mail).await).await;
    let support = QueueName::parse("support").unwrap();
    house.desk.move_case(&tessa.actor, number, &support, None).await.unwrap();
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    (number, page.messages[0].message.id)
}

async fn requester(house: &TestHouse, number: CaseNumber) -> PersonId {
    let record = house.db.read().await.unwrap().case_of_number(number).await.unwrap();
    record.unwrap().case.requester_id
}

fn days(house: &TestHouse, n: i64) -> Timestamp {
    house.clock.now() + SignedDuration::from_hours(24 * n)
}

fn of_class(house: &TestHouse, holder: HolderDraft) -> MandateDraft {
    MandateDraft {
        holder,
        acts: [Act::MessageUnseal].into(),
        fields: BTreeSet::new(),
        case: None,
        class: Some(PrecedentDraft { kind: CaseKind::Request, queue: None }),
        not_before: None,
        expires_at: days(house, 7),
        n_uses_max: 2,
    }
}

async fn move_it(
    house: &TestHouse,
    by: &Member,
    draft: &MandateDraft,
) -> Result<ApprovalId, DeskError> {
    let mandate = house.desk.mandate(&by.actor, draft).await?;
    house.desk.propose(&by.actor, &Deed::GiveAuthority(mandate)).await
}

async fn second(house: &TestHouse, by: &Member, id: ApprovalId) -> Result<Carried, DeskError> {
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    house.desk.approve(&by.actor, id, &row.digest).await
}

async fn carry_out(house: &TestHouse, by: &Member, id: ApprovalId) -> Result<(), DeskError> {
    let (_, digest) = house.desk.mandate_terms(&by.actor, id).await?;
    let proof = house.prove(&by.actor, digest).await;
    house.desk.complete_proved(&by.actor, id, Some(&proof)).await
}

async fn given(house: &TestHouse, world: &World, draft: &MandateDraft) {
    let id = move_it(house, &world.bela, draft).await.unwrap();
    second(house, &world.bora, id).await.unwrap();
    carry_out(house, &world.bela, id).await.unwrap();
}

async fn opens(house: &TestHouse, by: &Member, world: &World) -> Result<(), DeskError> {
    house.desk.unseal(&by.actor, world.number, world.message, None).await.map(drop)
}

async fn entries(house: &TestHouse, act: Act) -> Vec<Entry> {
    while house.desk.sequence().await.unwrap() > 0 {}
    let filter = EntryFilter { act: Some(act), n_max: 100, ..EntryFilter::default() };
    let rows = house.db.read().await.unwrap().entries(&filter).await.unwrap();
    rows.iter().map(|row| Entry::of_canonical(&row.canonical).unwrap()).collect()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, DeskError>, policy: &str) {
    match result {
        Err(DeskError::Denied(denial)) => assert_eq!(denial.policies[0].id, policy, "{denial}"),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn void<T: std::fmt::Debug>(result: Result<T, DeskError>) {
    match result {
        Err(DeskError::Void { .. }) => {}
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn invalid<T: std::fmt::Debug>(result: Result<T, DeskError>) {
    match result {
        Err(DeskError::Invalid { .. }) => {}
        other => panic!("{other:?}"),
    }
}

async fn what_is_moved_seconded_and_proved_is_minted(house: TestHouse) {
    let world = world(&house).await;
    assert!(opens(&house, &world.egon, &world).await.is_err());
    let egon = HolderDraft::Staff(world.egon.staff.id);
    let id = move_it(&house, &world.bela, &of_class(&house, egon)).await.unwrap();
    let motion = house.desk.approval(&world.bora.actor, id).await.unwrap().motion.unwrap();
    void(house.desk.mandate_terms(&world.bela.actor, id).await);
    let seconded = second(&house, &world.bora, id).await;
    assert!(matches!(seconded, Ok(Carried::ByProposer)), "{seconded:?}");
    // The second neither sees nor gives the grant in the mover's place.
    let shown = house.desk.mandate_terms(&world.bora.actor, id).await;
    assert!(matches!(shown, Err(DeskError::NotFound)), "{shown:?}");
    let bare = house.desk.complete(&world.bela.actor, id).await;
    assert!(matches!(bare, Err(DeskError::NeedsProof)), "{bare:?}");
    assert!(opens(&house, &world.egon, &world).await.is_err(), "nothing was given yet");

    let (terms, digest) = house.desk.mandate_terms(&world.bela.actor, id).await.unwrap();
    assert_eq!((terms.kind, terms.number), (AuthorityKind::Motion, Some(motion.to_string())));
    assert_eq!(terms.issuer.role, Some(Role::BoardMember));
    let proof = house.prove(&world.bela.actor, digest).await;
    house.desk.complete_proved(&world.bela.actor, id, Some(&proof)).await.unwrap();
    // The same proof and the same motion once more give nothing.
    assert!(house.desk.complete_proved(&world.bela.actor, id, Some(&proof)).await.is_err());
    let held = house.desk.own_authorities(&world.egon.actor).await.unwrap();
    assert_eq!(held.len(), 1);

    opens(&house, &world.egon, &world).await.unwrap();
    let opened = entries(&house, Act::MessageUnseal).await;
    let opened = opened.iter().find(|entry| entry.outcome == Outcome::Done).unwrap();
    assert_eq!(opened.authorities[0].kind, AuthorityKind::Motion);
    assert_eq!(opened.authorities[0].id, terms.id.to_string());
    opens(&house, &world.egon, &world).await.unwrap();
    refused(opens(&house, &world.egon, &world).await, "core-authority-spent");
    let entry = entries(&house, Act::AuthorityGive).await;
    let entry = entry.iter().find(|entry| entry.outcome == Outcome::Done).unwrap();
    assert!(entry.authorities.iter().any(|used| used.id == motion.to_string()));
    assert_eq!(entry.second.as_ref().unwrap().id, world.bora.staff.id.to_string());
    let report = house.desk.verify_log(None).await.unwrap().report;
    assert!(report.is_sound(), "{report:?}");
    let list = house.desk.board_authorities(&world.bora.actor).await.unwrap();
    assert_eq!((list[0].n_used, list[0].openings.len()), (2, 0), "what was opened is not theirs");
    let alien = house.desk.board_authorities(&world.egon.actor).await;
    assert!(matches!(alien, Err(DeskError::Denied(_))), "{alien:?}");
}

async fn neither_mover_nor_second_is_its_holder(house: TestHouse) {
    let world = world(&house).await;
    for holder in [HolderDraft::Staff(world.bela.staff.id), HolderDraft::Role(Role::BoardMember)] {
        void(move_it(&house, &world.bela, &of_class(&house, holder)).await);
    }
    let bora = of_class(&house, HolderDraft::Staff(world.bora.staff.id));
    let id = move_it(&house, &world.bela, &bora).await.unwrap();
    void(second(&house, &world.bora, id).await);
    // Who seconded is kept beside it: the gate refuses them, whatever roles they come to.
    let engineers = of_class(&house, HolderDraft::Role(Role::SupportEngineer));
    given(&house, &world, &engineers).await;
    let stored = house.db.read().await.unwrap().authorities_by_motion().await.unwrap();
    assert_eq!(stored[0].second_id, Some(world.bora.staff.person_id));
    let other_role = opens(&house, &world.tessa, &world).await;
    assert!(matches!(other_role, Err(DeskError::Denied(_))), "{other_role:?}");
    opens(&house, &world.egon, &world).await.unwrap();
}

async fn nothing_wider_than_the_second_saw(house: TestHouse) {
    let world = world(&house).await;
    let egon = HolderDraft::Staff(world.egon.staff.id);
    let draft = of_class(&house, egon);
    let id = move_it(&house, &world.bela, &draft).await.unwrap();
    // The second names what they were shown: another motion's digest is none.
    let other = MandateDraft { n_uses_max: 900, ..draft.clone() };
    let wider = move_it(&house, &world.bela, &other).await.unwrap();
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    void(house.desk.approve(&world.bora.actor, wider, &row.digest).await);
    second(&house, &world.bora, id).await.unwrap();
    // A proof of the wider grant is none of this, nor is one of another session.
    let (_, digest) = house.desk.mandate_terms(&world.bela.actor, id).await.unwrap();
    void(house.desk.mandate_terms(&world.bela.actor, wider).await);
    let astray = house.prove(&world.bela.actor, [7; 32]).await;
    let done = house.desk.complete_proved(&world.bela.actor, id, Some(&astray)).await;
    assert!(matches!(done, Err(DeskError::NeedsProof)), "{done:?}");
    let elsewhere = house.another_session(&world.bela).await;
    let proof = house.prove(&world.bela.actor, digest).await;
    let done = house.desk.complete_proved(&elsewhere, id, Some(&proof)).await;
    assert!(matches!(done, Err(DeskError::NeedsProof)), "{done:?}");
    let done = house.desk.complete_proved(&world.bora.actor, id, Some(&proof)).await;
    assert!(done.is_err(), "{done:?}");
    // Sealed bytes that were exchanged by hand for those of another motion open to nothing.
    if house.database.is_none() {
        let swap = format!(
            "update approvals set input_sealed = (select input_sealed from approvals where id = x'{}')
             where id = x'{}'",
            wider.uuid().simple(),
            id.uuid().simple()
        );
        house.by_hand(&swap).await;
        let done = house.desk.complete_proved(&world.bela.actor, id, Some(&proof)).await;
        assert!(done.is_err(), "{done:?}");
        assert!(house.desk.own_authorities(&world.egon.actor).await.unwrap().is_empty());
    }
    // Limits hold, whoever moves.
    let late = MandateDraft { expires_at: days(&house, 91), ..draft.clone() };
    invalid(move_it(&house, &world.bela, &late).await);
    let told = MandateDraft { acts: [Act::FieldDisclose].into(), ..draft.clone() };
    invalid(move_it(&house, &world.bela, &told).await);
    let forged = Mandate {
        n_uses_max: 100_000,
        ..house.desk.mandate(&world.bela.actor, &draft).await.unwrap()
    };
    invalid(house.desk.propose(&world.bela.actor, &Deed::GiveAuthority(forged)).await);
}

async fn a_second_who_left_voids_it(house: TestHouse) {
    let world = world(&house).await;
    let egon = of_class(&house, HolderDraft::Staff(world.egon.staff.id));
    let id = move_it(&house, &world.bela, &egon).await.unwrap();
    second(&house, &world.bora, id).await.unwrap();
    let (_, digest) = house.desk.mandate_terms(&world.bela.actor, id).await.unwrap();
    let proof = house.prove(&world.bela.actor, digest).await;
    house.desk.remove_staff(&world.bora.actor, world.bora.staff.id).await.unwrap();
    let done = house.desk.complete_proved(&world.bela.actor, id, Some(&proof)).await;
    assert!(done.is_err(), "{done:?}");
    assert!(house.desk.own_authorities(&world.egon.actor).await.unwrap().is_empty());
}

async fn without_a_board_there_is_no_motion(house: TestHouse) {
    let bela = house.member("bela", &[Role::BoardMember]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let draft = of_class(&house, HolderDraft::Staff(egon.staff.id));
    refused(move_it(&house, &bela, &draft).await, "core-board-authority");
    house.desk.join_board(&bela.actor).await.unwrap();
    let alone = move_it(&house, &bela, &draft).await;
    let Err(DeskError::Void { words }) = alone else { panic!("{alone:?}") };
    assert!(words.contains("chancery board found"), "{words}");
    refused(move_it(&house, &egon, &draft).await, "core-board-authority");
}

async fn it_opens_no_dispute_and_no_inquiry(house: TestHouse) {
    let world = world(&house).await;
    let egon = HolderDraft::Staff(world.egon.staff.id);
    let class = Some(PrecedentDraft { kind: CaseKind::Dispute, queue: None });
    let disputes = MandateDraft { class, ..of_class(&house, egon) };
    invalid(move_it(&house, &world.bela, &disputes).await);
    given(&house, &world, &of_class(&house, egon)).await;
    let of_case = MandateDraft { class: None, case: Some(world.number), ..of_class(&house, egon) };
    given(&house, &world, &of_case).await;
    let moved = move_it(&house, &world.bela, &of_case).await.unwrap();
    second(&house, &world.bora, moved).await.unwrap();
    let draft = LegalDraft::default();
    house.desk.mark_legal(&world.egon.actor, world.number, draft).await.unwrap();
    refused(opens(&house, &world.egon, &world).await, "core-authority-motion");
    invalid(carry_out(&house, &world.bela, moved).await);
    invalid(move_it(&house, &world.bela, &of_case).await);
}

async fn any_member_takes_it_back_alone(house: TestHouse) {
    let world = world(&house).await;
    let egon = of_class(&house, HolderDraft::Staff(world.egon.staff.id));
    given(&house, &world, &egon).await;
    opens(&house, &world.egon, &world).await.unwrap();
    let id = house.desk.board_authorities(&world.bora.actor).await.unwrap()[0].terms.id;
    let alien = house.desk.withdraw_authority(&world.tessa.actor, id).await;
    assert!(matches!(alien, Err(DeskError::Denied(_))), "{alien:?}");
    house.desk.withdraw_authority(&world.bora.actor, id).await.unwrap();
    assert!(opens(&house, &world.egon, &world).await.is_err());
    assert!(
        house.desk.board_authorities(&world.bela.actor).await.unwrap()[0].withdrawn_at.is_some()
    );
}

async fn whose_data_was_opened_sees_the_motion(house: TestHouse) {
    let world = world(&house).await;
    let (other, letter) = case(&house, &world.tessa, &world.egon, "karla").await;
    let karla = requester(&house, other).await;
    let engineers = of_class(&house, HolderDraft::Role(Role::SupportEngineer));
    given(&house, &world, &engineers).await;
    assert!(house.desk.person_authorities(&house.requester(world.jana)).await.unwrap().is_empty());
    opens(&house, &world.egon, &world).await.unwrap();
    house.desk.unseal(&world.egon.actor, other, letter, None).await.unwrap();
    for (person, number) in [(world.jana, world.number), (karla, other)] {
        let seen = house.desk.person_authorities(&house.requester(person)).await.unwrap();
        assert_eq!((seen.len(), seen[0].n_own), (1, Some(1)));
        assert!(!seen[0].is_live(house.clock.now()), "both uses are used up, whoever's they were");
        let opened = &seen[0].openings;
        assert_eq!((opened.len(), opened[0].number), (1, number), "what was another's is theirs");
    }
}

async fn the_clock_holds_it(house: TestHouse) {
    let world = world(&house).await;
    let egon = HolderDraft::Staff(world.egon.staff.id);
    let later = MandateDraft { not_before: Some(days(&house, 1)), ..of_class(&house, egon) };
    given(&house, &world, &later).await;
    refused(opens(&house, &world.egon, &world).await, "core-authority-early");
    // Two weeks on, a motion that was seconded and lay there has lapsed, and its time is over besides.
    let id = move_it(&house, &world.bela, &of_class(&house, egon)).await.unwrap();
    second(&house, &world.bora, id).await.unwrap();
    house.wait_secs(15 * 86_400);
    let bela = house.another_session(&world.bela).await;
    void(house.desk.mandate_terms(&bela, id).await);
    assert!(house.desk.complete(&bela, id).await.is_err());
    let egon = house.another_session(&world.egon).await;
    let late = house.desk.unseal(&egon, world.number, world.message, None).await;
    assert!(matches!(late, Err(DeskError::Denied(_))), "{late:?}");
}

async fn of_two_at_the_last_use_one_wins(house: TestHouse) {
    let world = world(&house).await;
    let engineers = HolderDraft::Role(Role::SupportEngineer);
    let once = MandateDraft { n_uses_max: 1, ..of_class(&house, engineers) };
    given(&house, &world, &once).await;
    let (one, two) =
        tokio::join!(opens(&house, &world.egon, &world), opens(&house, &world.ema, &world));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let list = house.desk.board_authorities(&world.bela.actor).await.unwrap();
    assert_eq!(list[0].n_used, 1);
}

async fn one_s_own_use_is_found_among_many(house: TestHouse) {
    let world = world(&house).await;
    let (other, letter) = case(&house, &world.tessa, &world.egon, "karla").await;
    let engineers = HolderDraft::Role(Role::SupportEngineer);
    let many = MandateDraft { n_uses_max: 900, ..of_class(&house, engineers) };
    given(&house, &world, &many).await;
    opens(&house, &world.egon, &world).await.unwrap();
    house.desk.unseal(&world.egon.actor, other, letter, None).await.unwrap();
    if house.database.is_some() {
        return;
    }
    // Six hundred more of Karla's, later than Jana's.
    let copies = format!(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 600)
         insert into looks (id, message_id, case_id, person_id, staff_id, role, clause, is_self, authority_id, at)
         select randomblob(16), message_id, case_id, person_id, staff_id, role, clause, is_self, authority_id, at + i
         from looks, n where authority_id is not null and person_id <> x'{}'",
        world.jana.uuid().simple()
    );
    house.by_hand(&copies).await;
    let seen = house.desk.person_authorities(&house.requester(world.jana)).await.unwrap();
    assert_eq!((seen[0].openings.len(), seen[0].n_own), (1, Some(1)));
    let karla = requester(&house, other).await;
    let seen = house.desk.person_authorities(&house.requester(karla)).await.unwrap();
    assert_eq!((seen[0].openings.len(), seen[0].n_own), (500, Some(601)));
}

async fn a_class_is_opened_by_its_queue_and_read_by_nobody(house: TestHouse) {
    let world = world(&house).await;
    let sid = &world.sid;
    let shows = [Act::CaseShow, Act::MessageUnseal];
    let of_sid = of_class(&house, HolderDraft::Staff(sid.staff.id));
    let read = MandateDraft { acts: shows.into(), ..of_sid.clone() };
    invalid(move_it(&house, &world.bela, &read).await);
    given(&house, &world, &of_sid).await;
    let opened = opens(&house, sid, &world).await;
    assert!(matches!(opened, Err(DeskError::Denied(_))), "not of that queue: {opened:?}");
    // In one case, whose requester sees it, whoever is named reads and opens.
    let (class, case) = (None, Some(world.number));
    let one = MandateDraft { class, case, acts: shows.into(), ..of_sid };
    given(&house, &world, &one).await;
    opens(&house, sid, &world).await.unwrap();
    // To read it is not to mark it, and no motion says so.
    let marked = house.desk.mark_legal(&sid.actor, world.number, LegalDraft::default()).await;
    assert!(matches!(marked, Err(DeskError::Denied(_))), "{marked:?}");
    let seen = house.desk.person_authorities(&house.requester(world.jana)).await.unwrap();
    assert_eq!((seen.len(), seen[0].n_used, seen[0].n_own), (1, 1, None));
}

async fn which_cases_there_are_is_not_told(house: TestHouse) {
    let world = world(&house).await;
    let (legal, _) = case(&house, &world.tessa, &world.egon, "lena").await;
    house.desk.mark_legal(&world.egon.actor, legal, LegalDraft::default()).await.unwrap();
    let mail = mail_from("Jana", "jana@mail.example", "Again", "The same once more.");
    let merged = house.number(house.mail(mail).await).await;
    let support = QueueName::parse("support").unwrap();
    house.desk.move_case(&world.tessa.actor, merged, &support, None).await.unwrap();
    house.desk.merge(&world.egon.actor, merged, world.number).await.unwrap();
    let nowhere: CaseNumber = "s20261121.999".parse().unwrap();
    let egon = HolderDraft::Staff(world.egon.staff.id);
    let mut answers = BTreeSet::new();
    for number in [legal, merged, nowhere] {
        let draft = MandateDraft { class: None, case: Some(number), ..of_class(&house, egon) };
        let Err(DeskError::Invalid { words, .. }) = move_it(&house, &world.bela, &draft).await
        else {
            panic!("{number} was moved");
        };
        answers.insert(words);
    }
    assert_eq!(answers.len(), 1, "{answers:?}");
    // What else is wrong is said of a number that is nobody's as of one that is somebody's.
    let mut answers = BTreeSet::new();
    for number in [world.number, legal, merged, nowhere] {
        let own = HolderDraft::Staff(world.bela.staff.id);
        let draft = of_class(&house, egon);
        let of_case = MandateDraft { class: None, case: Some(number), ..draft };
        let often = MandateDraft { n_uses_max: 0, ..of_case.clone() };
        let of_own = MandateDraft { holder: own, ..of_case };
        for draft in [often, of_own] {
            let answer = move_it(&house, &world.bela, &draft).await;
            answers.insert(answer.map(drop).unwrap_err().to_string());
        }
    }
    assert_eq!(answers.len(), 2, "{answers:?}");
    // Who goes through the numbers is in the log, once for each window, as with any refusal.
    let entries = entries(&house, Act::AuthorityGive).await;
    let refused = entries.iter().filter(|entry| entry.outcome != Outcome::Done);
    assert_eq!(refused.count(), 1);
}

async fn who_may_take_back_sees_what_there_is(house: TestHouse) {
    let world = world(&house).await;
    let egon = of_class(&house, HolderDraft::Staff(world.egon.staff.id));
    given(&house, &world, &egon).await;
    // A new member who took no seat yet moves nothing, and takes back what the others gave.
    let bruno = &world.bruno;
    refused(move_it(&house, bruno, &egon).await, "core-board-authority");
    let list = house.desk.board_authorities(&bruno.actor).await.unwrap();
    house.desk.withdraw_authority(&bruno.actor, list[0].terms.id).await.unwrap();
    assert!(opens(&house, &world.egon, &world).await.is_err());
}
