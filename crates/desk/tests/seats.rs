//! Seats in a dispute whose holder leaves or gets other roles; and who signs for the board.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use desk::{AppealDraft, CompletionDraft, DeskError, DisputeDraft, LegalDraft, RulingDraft};
use model::{
    Actor, Address, CaseNumber, JottingSpot, Part, Personal, Role, RulingState, Seat, Stage,
};
use testkit::house::{DOMAIN, Member, TestHouse, mail_from};

testkit::house_tests!(
    who_leaves_the_staff_leaves_their_seat_empty,
    who_is_no_arbitrator_any_more_sits_no_more,
    the_seat_of_an_inquiry_is_empty_in_its_case_too,
    who_leads_the_procedure_signs_nothing_for_the_board,
    who_sat_before_signs_nothing_for_the_board,
    who_becomes_a_party_sits_no_more,
    a_seat_is_not_for_who_is_just_leaving,
    what_is_typed_in_a_seat_goes_with_it,
);

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

fn ruling(is_sealed: bool) -> RulingDraft {
    RulingDraft {
        facts: text("It was locked."),
        considerations: text("No rule allowed it."),
        decision: text("It is unlocked."),
        is_interim: false,
        is_sealed,
        directions: Vec::new(),
    }
}

/// Jana's dispute, before an arbitrator and a case manager.
async fn heard(house: &TestHouse, manager: &[Role]) -> (CaseNumber, Member, Member) {
    let arno = house.member("arno", &[Role::Arbitrator]).await;
    let cleo = house.member("cleo", manager).await;
    let mail = mail_from("Jana", "jana@mail.example", "Locked", "Help me, please.");
    let id = house.mail(mail).await;
    let jana = house.db.read().await.unwrap().case(id).await.unwrap().unwrap().case.requester_id;
    let draft = DisputeDraft {
        complaint: text("It is locked."),
        relief: text("Unlock it."),
        respondent: text("The support team"),
        ..DisputeDraft::default()
    };
    let number = house.desk.own_file(&house.requester(jana), None, draft).await.unwrap();
    for (member, seat) in [(&arno, Seat::Arbitrator), (&cleo, Seat::CaseManager)] {
        house.desk.take_seat(&member.actor, number, seat, member.staff.id).await.unwrap();
    }
    (number, arno, cleo)
}

async fn sound(house: &TestHouse) {
    while house.desk.sequence().await.unwrap() > 0 {}
    let found = house.desk.verify_log(None).await.unwrap();
    assert!(found.report.is_sound(), "{:?}", found.report);
}

async fn who_leaves_the_staff_leaves_their_seat_empty(house: TestHouse) {
    let (number, arno, cleo) = heard(&house, &[Role::CaseManager]).await;
    house.desk.remove_staff(&arno.actor, arno.staff.id).await.unwrap();
    let page = house.desk.show_dispute(&cleo.actor, number).await.unwrap();
    assert_eq!((page.stage, page.arbitrators.len()), (Stage::Filed, 0));
    let seat = page.seats.iter().find(|seat| seat.seat == Seat::Arbitrator).unwrap();
    assert!(seat.ended_at.is_some());
    // Whoever is left names somebody else, and it goes on.
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    let seat = Seat::Arbitrator;
    house.desk.take_seat(&cleo.actor, number, seat, nora.staff.id).await.unwrap();
    house.rule(&nora, number, ruling(false)).await.unwrap();
    // What is decided stays as it was decided.
    house.desk.remove_staff(&nora.actor, nora.staff.id).await.unwrap();
    let page = house.desk.show_dispute(&cleo.actor, number).await.unwrap();
    assert_eq!(page.stage, Stage::Decided);
    sound(&house).await;
}

async fn who_is_no_arbitrator_any_more_sits_no_more(house: TestHouse) {
    let (number, arno, cleo) = heard(&house, &[Role::CaseManager]).await;
    house.member("boris", &[Role::BoardMember]).await;
    let made = house.rule(&arno, number, ruling(true)).await.unwrap();
    // More roles take nothing away; others do, and what waited for signatures falls.
    house.member("arno", &[Role::Arbitrator, Role::Publisher]).await;
    let page = house.desk.show_dispute(&cleo.actor, number).await.unwrap();
    assert_eq!(page.stage, Stage::Hearing);
    house.member("arno", &[Role::Publisher]).await;
    let page = house.desk.show_dispute(&cleo.actor, number).await.unwrap();
    assert_eq!((page.stage, page.arbitrators.len()), (Stage::Filed, 0));
    let fallen = page.rulings.iter().find(|view| view.ruling.number == made).unwrap();
    assert_eq!(fallen.ruling.state, RulingState::Withdrawn);
    sound(&house).await;
}

async fn the_seat_of_an_inquiry_is_empty_in_its_case_too(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let mail = mail_from("Inspector", "inspector@yard.example", "Inquiry", "Who is it?");
    let number = house.number(house.mail(mail).await).await;
    let draft = LegalDraft::default();
    let dispute = house.desk.mark_legal(&tessa.actor, number, draft).await.unwrap();
    let arno = house.member("arno", &[Role::Arbitrator]).await;
    let seat = Seat::Arbitrator;
    house.desk.take_seat(&arno.actor, dispute, seat, arno.staff.id).await.unwrap();
    let sits = async || {
        let record = house.db.read().await.unwrap().case_of_number(number).await.unwrap();
        record.unwrap().case.tribunal.arbitrators
    };
    assert_eq!(sits().await, [arno.staff.id]);
    house.desk.remove_staff(&Actor::Founder, arno.staff.id).await.unwrap();
    assert!(sits().await.is_empty());
}

async fn who_leads_the_procedure_signs_nothing_for_the_board(house: TestHouse) {
    let roles = [Role::CaseManager, Role::BoardMember];
    let (number, arno, mona) = heard(&house, &roles).await;
    let made = house.rule(&arno, number, ruling(true)).await.unwrap();
    let digest = house.desk.show_ruling(&mona.actor, made).await.unwrap().digest;
    match house.sign(&mona, made, &digest).await {
        Err(DeskError::Denied(denial)) => {
            assert!(denial.policies.iter().any(|policy| policy.id == "core-sign-manager"));
        }
        other => panic!("{other:?}"),
    }
    let boris = house.member("boris", &[Role::BoardMember]).await;
    let state = house.sign(&boris, made, &digest).await.unwrap();
    assert_eq!(state, RulingState::InForce);
}

fn sat_before(result: Result<RulingState, DeskError>) {
    match result {
        Err(DeskError::Denied(denial)) => {
            assert!(denial.policies.iter().any(|policy| policy.id == "core-sign-before"));
        }
        other => panic!("{other:?}"),
    }
}

async fn who_sat_before_signs_nothing_for_the_board(house: TestHouse) {
    let roles = [Role::CaseManager, Role::BoardMember];
    let (number, arno, mona) = heard(&house, &roles).await;
    // She hands her seat back, somebody else has it, and she would review what is ruled.
    house.desk.leave_seat(&mona.actor, number, text("I am ill.")).await.unwrap();
    let chloe = house.member("chloe", &[Role::CaseManager]).await;
    let seat = Seat::CaseManager;
    house.desk.take_seat(&arno.actor, number, seat, chloe.staff.id).await.unwrap();
    let made = house.rule(&arno, number, ruling(true)).await.unwrap();
    let boris = house.member("boris", &[Role::BoardMember]).await;
    let digest = house.desk.show_ruling(&boris.actor, made).await.unwrap().digest;
    sat_before(house.sign(&mona, made, &digest).await);
    let state = house.sign(&boris, made, &digest).await.unwrap();
    assert_eq!(state, RulingState::InForce);
    // Nor does whoever ruled review the ruling on their own.
    let record = house.db.read().await.unwrap().case_of_number(number).await.unwrap();
    let jana = house.requester(record.unwrap().case.requester_id);
    let why = AppealDraft { complaint: text("It is wrong."), relief: text("Rule again.") };
    let review = house.desk.appeal(&jana, made, why).await.unwrap();
    let mia = house.member("mia", &[Role::CaseManager]).await;
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    let olga = house.member("olga", &[Role::Arbitrator]).await;
    let paul = house.member("paul", &[Role::Arbitrator]).await;
    let seated = [
        (&mia, Seat::CaseManager),
        (&nora, Seat::Arbitrator),
        (&olga, Seat::Arbitrator),
        (&paul, Seat::Arbitrator),
    ];
    for (member, seat) in seated {
        house.desk.take_seat(&member.actor, review, seat, member.staff.id).await.unwrap();
    }
    let again = house.rule(&nora, review, ruling(true)).await.unwrap();
    let digest = house.desk.show_ruling(&boris.actor, again).await.unwrap().digest;
    let arno = house.member("arno", &[Role::Arbitrator, Role::BoardMember]).await;
    sat_before(house.sign(&arno, again, &digest).await);
    house.sign(&olga, again, &digest).await.unwrap();
    let state = house.sign(&boris, again, &digest).await.unwrap();
    assert_eq!(state, RulingState::InForce);
}

async fn who_becomes_a_party_sits_no_more(house: TestHouse) {
    let arno = house.member("arno", &[Role::Arbitrator]).await;
    let cleo = house.member("cleo", &[Role::CaseManager]).await;
    // By mail, so that it does not say against whom it is.
    let mut mail = mail_from("Jana", "jana@mail.example", "I dispute", "It is not right.");
    mail.recipients = vec![Address::parse(&format!("disputes@{DOMAIN}")).unwrap()];
    let number = house.number(house.mail(mail).await).await;
    for (member, seat) in [(&arno, Seat::Arbitrator), (&cleo, Seat::CaseManager)] {
        house.desk.take_seat(&member.actor, number, seat, member.staff.id).await.unwrap();
    }
    let against = CompletionDraft {
        part: Part::Respondent,
        text: text("Whoever hears it."),
        respondent_address: Some(arno.address.clone()),
    };
    house.desk.complete_dispute(&cleo.actor, number, against).await.unwrap();
    let page = house.desk.show_dispute(&cleo.actor, number).await.unwrap();
    assert_eq!((page.stage, page.arbitrators.len()), (Stage::Filed, 0));
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    let seat = Seat::Arbitrator;
    house.desk.take_seat(&cleo.actor, number, seat, nora.staff.id).await.unwrap();
    house.rule(&nora, number, ruling(false)).await.unwrap();
    sound(&house).await;
}

async fn a_seat_is_not_for_who_is_just_leaving(house: TestHouse) {
    let (number, arno, cleo) = heard(&house, &[Role::CaseManager]).await;
    let desk = &house.desk;
    desk.remove_staff(&Actor::Founder, arno.staff.id).await.unwrap();
    for n in 0..8 {
        let nora = house.member(&format!("nora{n}"), &[Role::Arbitrator]).await;
        let id = nora.staff.id;
        let take = Box::pin(desk.take_seat(&cleo.actor, number, Seat::Arbitrator, id));
        let leave = Box::pin(desk.remove_staff(&Actor::Founder, id));
        // Either may be first, by a hair.
        let (taken, left) = if n % 2 == 0 {
            tokio::join!(take, leave)
        } else {
            let (left, taken) = tokio::join!(leave, take);
            (taken, left)
        };
        left.unwrap();
        let is_fine = match &taken {
            Ok(()) => true,
            // Between two reads the roles may be gone already.
            Err(error) => matches!(
                error,
                DeskError::Conflict { .. } | DeskError::Invalid { .. } | DeskError::Denied(_)
            ),
        };
        assert!(is_fine, "{taken:?}");
        // Taken and emptied, or never taken; but nobody sits who is gone.
        let page = desk.show_dispute(&cleo.actor, number).await.unwrap();
        assert_eq!((page.stage, page.arbitrators.len()), (Stage::Filed, 0), "{taken:?}");
    }
    let olga = house.member("olga", &[Role::Arbitrator]).await;
    desk.take_seat(&cleo.actor, number, Seat::Arbitrator, olga.staff.id).await.unwrap();
    house.rule(&olga, number, ruling(false)).await.unwrap();
    sound(&house).await;
}

/// Begins a statement and a ruling in a dispute, and sends neither.
async fn begin(house: &TestHouse, by: &Member, number: CaseNumber) {
    for spot in [JottingSpot::Statement(number), JottingSpot::Ruling(number)] {
        let typed = vec![("text".to_owned(), text("It seems that"))];
        house.desk.keep_jotting(&by.actor, spot, typed, None).await.unwrap();
    }
    assert_eq!(n_begun(house, by).await, 2);
}

async fn n_begun(house: &TestHouse, by: &Member) -> usize {
    let mut reader = house.db.read().await.unwrap();
    reader.jottings_of(by.staff.person_id, 9).await.unwrap().len()
}

async fn what_is_typed_in_a_seat_goes_with_it(house: TestHouse) {
    let (number, arno, cleo) = heard(&house, &[Role::CaseManager]).await;
    let (desk, seat) = (&house.desk, Seat::Arbitrator);
    let statement = JottingSpot::Statement(number);
    let typed = vec![("text".to_owned(), text("It seems that"))];
    desk.keep_jotting(&cleo.actor, statement, typed, None).await.unwrap();
    begin(&house, &arno, number).await;
    desk.leave_seat(&arno.actor, number, text("I am ill.")).await.unwrap();
    assert_eq!(n_begun(&house, &arno).await, 0);
    assert_eq!(n_begun(&house, &cleo).await, 1, "hers is hers");
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    desk.take_seat(&cleo.actor, number, seat, nora.staff.id).await.unwrap();
    begin(&house, &nora, number).await;
    house.member("nora", &[Role::Publisher]).await;
    assert_eq!(n_begun(&house, &nora).await, 0);
    // Where it is decided no ruling is written any more, and where it is closed nothing.
    let olga = house.member("olga", &[Role::Arbitrator]).await;
    desk.take_seat(&cleo.actor, number, seat, olga.staff.id).await.unwrap();
    begin(&house, &olga, number).await;
    house.rule(&olga, number, ruling(false)).await.unwrap();
    assert_eq!(n_begun(&house, &olga).await, 1);
    house.wait_secs(30);
    house.leave().await;
    desk.close(&cleo.actor, number, None).await.unwrap();
    assert_eq!((n_begun(&house, &olga).await, n_begun(&house, &cleo).await), (0, 0));
    sound(&house).await;
}
