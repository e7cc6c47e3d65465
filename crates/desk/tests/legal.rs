//! A legal inquiry: suspected, marked, held, answered by its arbitrator alone.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use desk::{DeskError, LegalDraft, NoteDraft, ReplyDraft, RulingDraft, StatementDraft};
use model::{Actor, Address, CaseNumber, Class, DeliveryState, Personal, Role, Seat, Visibility};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    a_letterhead_is_suggested_and_never_more,
    nobody_but_the_arbitrator_answers,
    a_hold_blocks_destruction_until_counsel_ends_it,
    who_is_held_sees_no_more_than_who_is_not,
    what_was_held_when_it_was_marked_does_not_leave,
    those_who_must_know_are_told,
);

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

fn reply(words: &str) -> ReplyDraft {
    ReplyDraft { text: text(words), n_seen: None }
}

/// A letter from the police, in Egon's hands.
async fn letter(house: &TestHouse) -> (CaseNumber, Member) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from(
        "Inspector Lestrade",
        "lestrade@yard.example",
        "Inquiry",
        "Metropolitan Police. Who is behind jana@mail.example?",
    );
    let id = house.mail(mail).await;
    let number = house.number(id).await;
    house.give(number, &tessa, &egon).await;
    (number, egon)
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, DeskError>, policy: &str) {
    match result {
        Err(DeskError::Denied(denial)) => assert_eq!(denial.policies[0].id, policy, "{denial}"),
        other => panic!("{other:?}"),
    }
}

async fn seated(house: &TestHouse, dispute: CaseNumber) -> (Member, Member) {
    let arno = house.member("arno", &[Role::Arbitrator]).await;
    let cleo = house.member("cleo", &[Role::CaseManager]).await;
    for (member, seat) in [(&arno, Seat::Arbitrator), (&cleo, Seat::CaseManager)] {
        house.desk.take_seat(&member.actor, dispute, seat, member.staff.id).await.unwrap();
    }
    (arno, cleo)
}

async fn a_letterhead_is_suggested_and_never_more(house: TestHouse) {
    let (number, egon) = letter(&house).await;
    let view =
        house.desk.legal_view(&house.desk.enter(&egon.actor, number).await.unwrap()).await.unwrap();
    assert!(view.sign.unwrap().contains("metropolitan police"));
    assert!(!view.is_legal && view.holds.is_empty() && view.disputes.is_empty());
    house.desk.reply(&egon.actor, number, reply("Thank you.")).await.unwrap();
    let plain = house.mail(mail_from("Jana", "jana@mail.example", "Hi", "Lost passphrase.")).await;
    let tessa = house.member("tina", &[Role::Triage, Role::SupportEngineer]).await;
    let plain = house.number(plain).await;
    assert_eq!(
        house
            .desk
            .legal_view(&house.desk.enter(&tessa.actor, plain).await.unwrap())
            .await
            .unwrap()
            .sign,
        None
    );
}

async fn nobody_but_the_arbitrator_answers(house: TestHouse) {
    let (number, egon) = letter(&house).await;
    let dispute = house.desk.mark_legal(&egon.actor, number, LegalDraft::default()).await.unwrap();
    let case = house.desk.case(&egon.actor, number).await.unwrap().case;
    assert_eq!(case.class, Class::Legal);
    let again = house.desk.mark_legal(&egon.actor, number, LegalDraft::default()).await;
    assert!(matches!(again, Err(DeskError::Case(_))), "{again:?}");
    // Assigned or not, of which role ever.
    let words = "core-legal-reply";
    refused(house.desk.reply(&egon.actor, number, reply("It is Jana.")).await, words);
    for role in [Role::SupportEngineer, Role::TeamLeader] {
        let member = house.member(role.as_str().replace('_', ".").as_str(), &[role]).await;
        refused(house.desk.reply(&member.actor, number, reply("It is Jana.")).await, words);
    }
    let counsel = house.member("carla", &[Role::Counsel]).await;
    refused(house.desk.reply(&counsel.actor, number, reply("It is Jana.")).await, words);
    house
        .desk
        .note(&counsel.actor, number, NoteDraft { text: text("Ask for a warrant.") })
        .await
        .unwrap();

    let (arno, cleo) = seated(&house, dispute).await;
    let view =
        house.desk.legal_view(&house.desk.enter(&egon.actor, number).await.unwrap()).await.unwrap();
    assert_eq!((view.disputes, view.arbitrators[0].id), (vec![dispute], arno.staff.id));
    refused(house.desk.reply(&cleo.actor, number, reply("It is Jana.")).await, "core-legal-reply");
    let said = StatementDraft { text: text("We read it."), visibility: Visibility::Claimant };
    refused(house.desk.hear(&cleo.actor, dispute, said.clone()).await, "core-legal-hear");
    house.desk.hear(&arno.actor, dispute, said).await.unwrap();
    house.desk.reply(&arno.actor, number, reply("Show a warrant, please.")).await.unwrap();
    house.wait_secs(16);
    let mails = house.leave().await;
    let to_him: Vec<_> = mails.iter().filter(|mail| mail.to.domain() == "yard.example").collect();
    assert_eq!(to_him.len(), 2);
    assert!(to_him.iter().all(|mail| mail.from.address == arno.address));
    // Once the seat is handed back, nobody answers.
    house.desk.leave_seat(&arno.actor, dispute, text("Ill.")).await.unwrap();
    let late = house.desk.reply(&arno.actor, number, reply("More.")).await;
    assert!(matches!(late, Err(DeskError::Denied(_))), "{late:?}");
    while house.desk.sequence().await.unwrap() > 0 {}
    let found = house.desk.verify_log(None).await.unwrap();
    assert!(found.report.is_sound(), "{:?}", found.report);
}

async fn a_hold_blocks_destruction_until_counsel_ends_it(house: TestHouse) {
    let (number, egon) = letter(&house).await;
    let jana = Address::parse("jana@mail.example").unwrap();
    house.mail(mail_from("Jana", "jana@mail.example", "Hi", "Lost passphrase.")).await;
    let draft = LegalDraft { named: vec![jana.clone()] };
    let dispute = house.desk.mark_legal(&egon.actor, number, draft).await.unwrap();
    let lestrade = Address::parse("lestrade@yard.example").unwrap();
    for address in [&jana, &lestrade] {
        refused(house.desk.destroy_person(&Actor::Founder, address).await, "core-hold");
    }
    let other = Address::parse("somebody@else.example").unwrap();
    house.desk.destroy_person(&Actor::Founder, &other).await.unwrap();

    let holds =
        house.desk.holds(&house.desk.enter(&egon.actor, number).await.unwrap()).await.unwrap();
    assert_eq!(holds.len(), 2);
    let ended = house.desk.end_hold(&egon.actor, number, holds[0].id).await;
    assert!(matches!(ended, Err(DeskError::Denied(_))), "{ended:?}");
    // Not even the arbitrator, but by a ruling that says so.
    let (arno, _) = seated(&house, dispute).await;
    let ended = house.desk.end_hold(&arno.actor, number, holds[0].id).await;
    assert!(matches!(ended, Err(DeskError::Denied(_))), "{ended:?}");
    let counsel = house.member("carla", &[Role::Counsel]).await;
    for hold in &holds {
        house.desk.end_hold(&counsel.actor, number, hold.id).await.unwrap();
    }
    assert!(house.desk.end_hold(&counsel.actor, number, holds[0].id).await.is_err());
    for address in [&jana, &lestrade] {
        house.desk.destroy_person(&Actor::Founder, address).await.unwrap();
    }
    let ruling = RulingDraft {
        facts: text("x"),
        considerations: text("x"),
        decision: text("x"),
        is_interim: false,
        is_sealed: false,
        directions: Vec::new(),
    };
    assert!(house.rule(&arno, dispute, ruling).await.is_err(), "its claimant is gone");
}

/// What somebody reads of their own requests in the archive, texts and all.
async fn taken(house: &TestHouse, who: &Actor) -> (Vec<Option<CaseNumber>>, String) {
    let archive = house.desk.begin_archive(who).await.unwrap();
    let (mut named, mut words) = (Vec::new(), String::new());
    for id in &archive.cases {
        let found = house.desk.archived_request(&archive, *id, None).await.unwrap();
        let Some(found) = found else { continue };
        named.push(found.legal_dispute);
        words.push_str(&format!("{found:?}"));
        words.extend(found.messages.iter().map(|message| message.text.expose().as_str()));
    }
    (named, words)
}

async fn who_is_held_sees_no_more_than_who_is_not(house: TestHouse) {
    let (number, egon) = letter(&house).await;
    let jana = Address::parse("jana@mail.example").unwrap();
    let id = house.mail(mail_from("Jana", "jana@mail.example", "Hi", "Lost passphrase.")).await;
    let record = house.db.read().await.unwrap().case(id).await.unwrap().unwrap();
    let hers = house.requester(record.case.requester_id);
    let before = taken(&house, &hers).await;
    assert_eq!(before.0, [None]);
    let draft = LegalDraft { named: vec![jana] };
    let dispute = house.desk.mark_legal(&egon.actor, number, draft).await.unwrap();
    assert_eq!(taken(&house, &hers).await, before);
    // Whose inquiry it is knows its dispute.
    let record = house.db.read().await.unwrap().case_of_number(number).await.unwrap().unwrap();
    let his = house.requester(record.case.requester_id);
    assert_eq!(taken(&house, &his).await.0, [Some(dispute)]);
}

async fn what_was_held_when_it_was_marked_does_not_leave(house: TestHouse) {
    let (number, egon) = letter(&house).await;
    house.desk.reply(&egon.actor, number, reply("It is Jana.")).await.unwrap();
    house.desk.mark_legal(&egon.actor, number, LegalDraft::default()).await.unwrap();
    house.wait_secs(16);
    assert!(house.leave().await.is_empty());
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    let copies = &page.messages.last().unwrap().deliveries;
    assert!(copies.iter().all(|copy| copy.delivery.state == DeliveryState::Refused));
}

async fn those_who_must_know_are_told(house: TestHouse) {
    let lena = house.member("lena", &[Role::TeamLeader]).await;
    let boris = house.member("boris", &[Role::BoardMember]).await;
    let (number, egon) = letter(&house).await;
    house.desk.mark_legal(&egon.actor, number, LegalDraft::default()).await.unwrap();
    let mut told = Vec::new();
    while let Some(job) = house.desk.claim_job().await.unwrap() {
        assert!(!job.payload.contains('@'), "ids only");
        if job.name == desk::LEGAL_NOTICE {
            told.push(job.payload);
        }
        house.desk.finish_job(job.id, job.n_tries, desk::JobOutcome::Done).await.unwrap();
    }
    assert_eq!(told.len(), 2);
    let case_id = house.desk.case(&egon.actor, number).await.unwrap().case.id;
    for member in [&lena, &boris] {
        assert!(told.iter().any(|payload| payload.contains(&member.staff.id.to_string())));
        let mail = house.desk.legal_notice(member.staff.id, case_id).await.unwrap().unwrap();
        assert_eq!(mail.to, member.address);
        assert!(mail.text.expose().contains(&number.to_string()));
        for word in ["Lestrade", "lestrade", "jana"] {
            assert!(!mail.text.expose().contains(word), "{word}");
        }
    }
}
