//! A dispute's way: filed, taken, heard, ruled, signed, published, appealed; and who is kept out of it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;

use desk::{
    AppealDraft, Claimant, CompletionDraft, DeskError, DirectionDraft, DisputeDraft, HolderDraft,
    RulingDraft, StatementDraft,
};
use jiff::SignedDuration;
use model::{
    Act, Actor, Address, CaseNumber, CaseState, DirectionHolder, Identity, Part, PersonActor,
    PersonId, Personal, Role, RulingState, Seat, Stage, Via, Viewer, Visibility,
};
use testkit::house::{DOMAIN, Member, TestHouse, mail_from};

testkit::house_tests!(
    a_dispute_is_filed_heard_ruled_and_published,
    parties_and_engineers_do_not_sit,
    nobody_holds_two_seats,
    what_is_said_to_one_party_stays_there,
    a_mail_to_disputes_files_one,
    all_decline_and_it_ends,
    a_seat_is_handed_back,
    a_sealed_ruling_needs_the_board_and_only_exists,
    an_appeal_needs_two_of_three,
    appeals_have_their_time,
    directions_are_kept_in_full,
    a_ruling_is_signed_on_a_proof_of_just_it,
    anybody_verifies_what_is_published,
    whoever_is_known_better_may_no_less,
    what_is_said_meanwhile_keeps_no_party_from_reading,
    who_is_destroyed_ends_no_archive_of_the_other_party,
);

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

fn draft() -> DisputeDraft {
    DisputeDraft {
        complaint: text("My account was locked and nobody tells me why. I am Jana Nováková."),
        relief: text("Unlock it, and tell me who did it."),
        respondent: text("The support team"),
        ..DisputeDraft::default()
    }
}

fn ruling() -> RulingDraft {
    RulingDraft {
        facts: text("Jana Nováková asked for help and was locked out."),
        considerations: text("No rule allowed it."),
        decision: text("The account of jana.novakova@mail.example is unlocked."),
        is_interim: false,
        is_sealed: false,
        directions: Vec::new(),
    }
}

struct Bench {
    egon: Member,
    tessa: Member,
    arno: Member,
    cleo: Member,
    petra: Member,
}

async fn bench(house: &TestHouse) -> Bench {
    Bench {
        egon: house.member("egon", &[Role::SupportEngineer]).await,
        tessa: house.member("tessa", &[Role::Triage]).await,
        arno: house.member("arno", &[Role::Arbitrator]).await,
        cleo: house.member("cleo", &[Role::CaseManager]).await,
        petra: house.member("petra", &[Role::Publisher]).await,
    }
}

/// Jana's request, in Egon's hands.
async fn request(house: &TestHouse, bench: &Bench) -> (CaseNumber, PersonId) {
    let mail =
        mail_from("Jana Nováková", "jana.novakova@mail.example", "Locked", "Help me, please.");
    let id = house.mail(mail).await;
    let number = house.number(id).await;
    house.give(number, &bench.tessa, &bench.egon).await;
    let record = house.db.read().await.unwrap().case(id).await.unwrap().unwrap();
    (number, record.case.requester_id)
}

/// A respondent with an address.
async fn karel(house: &TestHouse) -> (Address, PersonId) {
    let address = Address::parse("karel@other.example").unwrap();
    let id = house.mail(mail_from("Karel", "karel@other.example", "Hi", "Hello.")).await;
    let record = house.db.read().await.unwrap().case(id).await.unwrap().unwrap();
    (address, record.case.requester_id)
}

async fn seat(house: &TestHouse, by: &Member, number: CaseNumber, seat: Seat, who: &Member) {
    house.desk.take_seat(&by.actor, number, seat, who.staff.id).await.unwrap();
}

async fn heard(house: &TestHouse, bench: &Bench, number: CaseNumber) {
    seat(house, &bench.arno, number, Seat::Arbitrator, &bench.arno).await;
    seat(house, &bench.cleo, number, Seat::CaseManager, &bench.cleo).await;
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, DeskError>, policy: &str) {
    match result {
        Err(DeskError::Denied(denial)) => assert_eq!(denial.policies[0].id, policy, "{denial}"),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn lacks_right<T: std::fmt::Debug>(result: &Result<T, DeskError>) {
    assert!(matches!(result, Err(DeskError::Denied(_))), "{result:?}");
}

async fn sound(house: &TestHouse) {
    while house.desk.sequence().await.unwrap() > 0 {}
    let found = house.desk.verify_log(None).await.unwrap();
    assert!(found.report.is_sound(), "{:?}", found.report);
}

async fn a_dispute_is_filed_heard_ruled_and_published(house: TestHouse) {
    let bench = bench(&house).await;
    let (origin, jana) = request(&house, &bench).await;
    let me = house.requester(jana);
    let (address, karel) = karel(&house).await;
    let with_karel = DisputeDraft { respondent_address: Some(address), ..draft() };
    let number = house.desk.own_file(&me, Some(origin), with_karel).await.unwrap();
    assert_eq!(number.to_string(), "d20261121.1");
    // It is a case of its own, linked; the request goes on, and nobody else's can be named.
    assert_eq!(
        house.desk.case(&bench.egon.actor, origin).await.unwrap().case.state,
        CaseState::Open
    );
    let strange = house.desk.own_file(&house.requester(karel), Some(origin), draft()).await;
    assert!(matches!(strange, Err(DeskError::NotFound)), "{strange:?}");
    // Until it is heard the respondent does not see it.
    let his = house.requester(karel);
    assert!(house.desk.own_disputes(&his).await.unwrap().is_empty());
    // Nor is it in what he takes of his own, as it is in hers.
    let hers = house.desk.begin_archive(&me).await.unwrap();
    let mut taken = Vec::new();
    for id in &hers.cases {
        taken.extend(house.desk.archived_dispute(&hers, *id).await.unwrap());
    }
    let taken: Vec<_> = taken.iter().map(|(own, said, _)| (own.number, said.len())).collect();
    assert_eq!(taken, [(number, 3)]);
    let theirs = house.desk.begin_archive(&his).await.unwrap();
    for id in theirs.cases.iter().chain(&hers.cases) {
        assert!(house.desk.archived_dispute(&theirs, *id).await.unwrap().is_none());
    }

    let board = house.desk.dispute_board(&bench.arno.actor).await.unwrap();
    assert_eq!(board.waiting[0].may_take, [Seat::Arbitrator]);
    heard(&house, &bench, number).await;
    let page = house.desk.show_dispute(&bench.arno.actor, number).await.unwrap();
    assert_eq!(
        (page.stage, page.viewer, page.origin),
        (Stage::Hearing, Viewer::Tribunal, Some(origin))
    );
    let parts: Vec<Part> = page.texts.iter().map(|text| text.part).collect();
    assert_eq!(parts, [Part::Complaint, Part::Respondent, Part::Relief]);
    let complaint = page.texts[0].message.text.as_ref().unwrap().expose();
    assert!(!complaint.contains("Nováková") && complaint.contains("[person 1]"), "{complaint}");
    // The original opens for who sits, on record, and Jana sees it.
    let id = page.texts[0].message.message.id;
    let original = house.desk.unseal(&bench.arno.actor, number, id, None).await.unwrap();
    assert!(original.text.expose().contains("Jana Nováková"));
    assert_eq!(house.desk.own_looks(&me).await.unwrap().len(), 1);
    refused(house.rule(&bench.cleo, number, ruling()).await, "core-rule-arbitrator");

    let made = house.rule(&bench.arno, number, ruling()).await.unwrap();
    assert_eq!(made.to_string(), "d20261121.1/r1");
    house.wait_secs(16);
    let mails = house.leave().await;
    let to: BTreeSet<&str> = mails.iter().map(|mail| mail.to.domain()).collect();
    assert_eq!(to, ["mail.example", "other.example"].into(), "both parties, no channel");
    assert!(mails.iter().all(|mail| mail.from.address == bench.arno.address));
    assert!(mails.iter().all(|mail| mail.subject.expose() == &format!("Dispute {number}")));
    let (own, _, rulings) = house.desk.own_dispute(&me, number).await.unwrap();
    assert_eq!(own.stage, Stage::Decided);
    assert!(
        rulings[0].text.expose().contains("jana.novakova@mail.example") && rulings[0].may_appeal
    );

    // Published by who took no part, anonymised, and words can only be taken away.
    assert!(house.desk.published_rulings().await.unwrap().is_empty());
    lacks_right(&house.desk.release_ruling(&bench.arno.actor, made, &[]).await);
    let strikes = ["locked out".to_owned()];
    house.desk.release_ruling(&bench.petra.actor, made, &strikes).await.unwrap();
    let published = house.desk.published_ruling(made).await.unwrap();
    let shown = published.ruling.text.unwrap();
    assert!(shown.contains("[person 1]") && shown.contains("[…]"), "{shown}");
    for word in ["Jana", "Nováková", "novakova", "locked out"] {
        assert!(!shown.contains(word), "{word} in {shown}");
    }
    let again = house.desk.release_ruling(&bench.petra.actor, made, &[]).await;
    assert!(matches!(again, Err(DeskError::Invalid { .. })), "{again:?}");
    // Anonymised as it is, it outlives the claimant.
    house
        .desk
        .destroy_person(&Actor::Founder, &Address::parse("jana.novakova@mail.example").unwrap())
        .await
        .unwrap();
    assert!(house.desk.published_ruling(made).await.unwrap().ruling.text.is_some());
    sound(&house).await;
}

async fn parties_and_engineers_do_not_sit(house: TestHouse) {
    let bench = bench(&house).await;
    let (origin, _) = request(&house, &bench).await;
    let both = house.member("edda", &[Role::SupportEngineer, Role::Arbitrator]).await;
    let note = desk::NoteDraft { text: text("I looked at it.") };
    house.desk.note(&both.actor, origin, note).await.unwrap();
    let number = house
        .desk
        .file_from_case(&bench.egon.actor, origin, Claimant::Requester, draft())
        .await
        .unwrap();
    let take = |member: &Member| {
        let (desk, actor, id) = (house.desk.clone(), member.actor.clone(), member.staff.id);
        async move { desk.take_seat(&actor, number, Seat::Arbitrator, id).await }
    };
    refused(take(&both).await, "core-seat-engineer");
    refused(take(&bench.egon).await, "core-seat-engineer");
    refused(take(&bench.cleo).await, "core-seat-role");

    // The arbitrator files one of their own, against a colleague: neither of the two sits in it, or works on it.
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    let against = DisputeDraft { respondent_address: Some(nora.address.clone()), ..draft() };
    let own = house.desk.own_file(&bench.arno.actor, None, against).await.unwrap();
    let seat = Seat::Arbitrator;
    for party in [&bench.arno, &nora] {
        lacks_right(&house.desk.take_seat(&party.actor, own, seat, party.staff.id).await);
        lacks_right(&house.desk.show_dispute(&party.actor, own).await);
        lacks_right(&house.desk.show(&party.actor, own).await);
        // Not even when a colleague names them.
        let named = house.desk.take_seat(&both.actor, own, seat, party.staff.id).await;
        refused(named, "core-seat-party");
    }
    house.desk.take_seat(&both.actor, own, seat, both.staff.id).await.unwrap();
    // Nor is a dispute handed out like a request.
    let assigned = house.desk.assign(&bench.cleo.actor, own, bench.cleo.staff.id, None).await;
    refused(assigned, "core-dispute-hands");
}

async fn nobody_holds_two_seats(house: TestHouse) {
    let bench = bench(&house).await;
    let (_, jana) = request(&house, &bench).await;
    let number = house.desk.own_file(&house.requester(jana), None, draft()).await.unwrap();
    let dual = house.member("dana", &[Role::Arbitrator, Role::CaseManager]).await;
    seat(&house, &dual, number, Seat::Arbitrator, &dual).await;
    let second = house.desk.take_seat(&dual.actor, number, Seat::CaseManager, dual.staff.id).await;
    refused(second, "core-seat-both");
    // A ruling waits for the case manager, whom the arbitrator may name.
    refused(house.rule(&dual, number, ruling()).await, "core-rule-complete");
    seat(&house, &dual, number, Seat::CaseManager, &bench.cleo).await;
    let taken =
        house.desk.take_seat(&bench.arno.actor, number, Seat::Arbitrator, bench.arno.staff.id);
    assert!(taken.await.is_err());
    house.rule(&dual, number, ruling()).await.unwrap();
}

async fn what_is_said_to_one_party_stays_there(house: TestHouse) {
    let bench = bench(&house).await;
    let (origin, jana) = request(&house, &bench).await;
    let (address, karel) = karel(&house).await;
    let (hers, his) = (house.requester(jana), house.requester(karel));
    let against = DisputeDraft { respondent_address: Some(address), ..draft() };
    let number = house.desk.own_file(&hers, Some(origin), against).await.unwrap();
    heard(&house, &bench, number).await;
    let say = |words: &str, visibility| StatementDraft { text: text(words), visibility };
    let desk = &house.desk;
    desk.hear(&bench.arno.actor, number, say("To both of you.", Visibility::AllParties))
        .await
        .unwrap();
    desk.hear(&bench.cleo.actor, number, say("Jana, alone.", Visibility::Claimant)).await.unwrap();
    desk.hear(&bench.cleo.actor, number, say("Karel, alone.", Visibility::Respondent))
        .await
        .unwrap();
    desk.hear(&bench.arno.actor, number, say("Between us, zebra.", Visibility::Tribunal))
        .await
        .unwrap();
    let (_, before, _) = desk.own_dispute(&hers, number).await.unwrap();
    assert!(before.iter().all(|said| said.is_own), "what is held is not shown");
    house.wait_secs(16);
    let mails = house.leave().await;
    assert_eq!(mails.len(), 4, "two copies, one, one, none");
    desk.own_statement(&hers, number, text("It was Egon.")).await.unwrap();
    // He answers by mail, with the copy that went to him.
    let to_him = mails.iter().find(|mail| mail.text.expose() == "Karel, alone.").unwrap();
    assert!(to_him.references.is_empty(), "nothing of her mail");
    let mut answer = mail_from("Karel", "karel@other.example", "Re: x", "I deny it.");
    answer.recipients = vec![to_him.reply_to.clone().unwrap()];
    house.mail(answer).await;

    let said = |list: &[desk::OwnStatement]| -> Vec<String> {
        let list = list.iter().filter(|said| said.part == Part::Statement);
        list.map(|said| said.text.expose().clone()).collect()
    };
    let (_, hers_seen, _) = desk.own_dispute(&hers, number).await.unwrap();
    assert_eq!(said(&hers_seen), ["To both of you.", "Jana, alone.", "It was Egon."]);
    let (_, his_seen, _) = desk.own_dispute(&his, number).await.unwrap();
    assert_eq!(said(&his_seen), ["To both of you.", "Karel, alone.", "I deny it."]);
    let state = desk.case(&bench.arno.actor, number).await.unwrap().case.state;
    assert_eq!(state, CaseState::Open, "it is in the hands of its tribunal");
    // He reads her complaint redacted.
    let complaint = his_seen.iter().find(|said| said.part == Part::Complaint).unwrap();
    assert!(complaint.is_redacted && !complaint.text.expose().contains("Nováková"));
    assert!(desk.own_requests(&hers).await.unwrap().iter().all(|own| own.number != number));
    let own = desk.own_request(&hers, number, desk::Window::Newest).await;
    assert!(own.is_err(), "a dispute is not shown as a request");

    // Another arbitrator reads what was said to all, and finds nothing that was not, by page or by word.
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    let page = desk.show_dispute(&nora.actor, number).await.unwrap();
    let seen: Vec<_> = page
        .texts
        .iter()
        .map(|said| said.message.text.as_ref().unwrap().expose().clone())
        .collect();
    assert!(
        seen.contains(&"To both of you.".to_owned()) && !seen.concat().contains("alone"),
        "{seen:?}"
    );
    let shown = desk.show(&nora.actor, number).await.unwrap();
    assert_eq!(shown.messages.len(), 4);
    for word in ["zebra", "deny"] {
        assert!(desk.search(&nora.actor, word).await.unwrap().cases.is_empty(), "{word} is found");
    }
    lacks_right(&desk.hear(&nora.actor, number, say("I join.", Visibility::AllParties)).await);

    // The tribunal shares what she said; he reads it, redacted.
    let page = desk.show_dispute(&bench.arno.actor, number).await.unwrap();
    let hers_said = page
        .texts
        .iter()
        .find(|said| said.author == Some(Viewer::Claimant) && said.part == Part::Statement);
    desk.share_statement(&bench.cleo.actor, number, hers_said.unwrap().message.message.id)
        .await
        .unwrap();
    let (_, his_seen, _) = desk.own_dispute(&his, number).await.unwrap();
    assert!(his_seen.iter().any(|said| said.is_redacted && said.part == Part::Statement));
    sound(&house).await;
}

async fn a_mail_to_disputes_files_one(house: TestHouse) {
    let bench = bench(&house).await;
    let mut mail = mail_from("Jana Nováková", "jana@mail.example", "I dispute", "It is not right.");
    mail.recipients = vec![Address::parse(&format!("disputes@{DOMAIN}")).unwrap()];
    let id = house.mail(mail).await;
    let number = house.number(id).await;
    let jana = house.db.read().await.unwrap().case(id).await.unwrap().unwrap().case.requester_id;
    let page = house.desk.show_dispute(&bench.arno.actor, number).await.unwrap();
    assert_eq!((page.stage, page.texts[0].part), (Stage::Filed, Part::Complaint));
    assert_eq!(page.lacks, [Part::Respondent, Part::Relief]);
    let add =
        |part, words: &str| CompletionDraft { part, text: text(words), respondent_address: None };
    let me = house.requester(jana);
    house.desk.complete_dispute(&me, number, add(Part::Relief, "Say sorry.")).await.unwrap();
    heard(&house, &bench, number).await;
    let by_staff = add(Part::Respondent, "The treasurer");
    house.desk.complete_dispute(&bench.cleo.actor, number, by_staff).await.unwrap();
    let page = house.desk.show_dispute(&bench.arno.actor, number).await.unwrap();
    assert!(page.lacks.is_empty());
    let again =
        house.desk.complete_dispute(&bench.cleo.actor, number, add(Part::Relief, "More.")).await;
    assert!(matches!(again, Err(DeskError::Invalid { .. })), "{again:?}");
}

async fn all_decline_and_it_ends(house: TestHouse) {
    let bench = bench(&house).await;
    let (_, jana) = request(&house, &bench).await;
    let me = house.requester(jana);
    let number = house.desk.own_file(&me, None, draft()).await.unwrap();
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    let why = || text("I know the claimant, she is my neighbour.");
    lacks_right(&house.desk.decline_dispute(&bench.cleo.actor, number, why()).await);
    let stage = house.desk.decline_dispute(&bench.arno.actor, number, why()).await.unwrap();
    assert_eq!(stage, Stage::Filed);
    assert!(house.desk.decline_dispute(&bench.arno.actor, number, why()).await.is_err(), "once");
    let stage = house.desk.decline_dispute(&nora.actor, number, why()).await.unwrap();
    assert_eq!(stage, Stage::Declined);
    let page = house.desk.show_dispute(&bench.arno.actor, number).await.unwrap();
    assert_eq!(page.view.case.state, CaseState::Closed);
    assert!(page.seats.iter().all(|seat| seat.is_declined));
    let (own, said, _) = house.desk.own_dispute(&me, number).await.unwrap();
    assert_eq!(own.stage, Stage::Declined);
    let reasons: Vec<_> = said.iter().filter(|said| said.part == Part::Reason).collect();
    assert_eq!(reasons.len(), 1, "why each declined is not for the parties");

    // A team leader ends another one that nobody takes.
    let other = house.desk.own_file(&me, None, draft()).await.unwrap();
    lacks_right(&house.desk.end_dispute(&bench.arno.actor, other, why()).await);
    let lena = house.member("lena", &[Role::TeamLeader]).await;
    house.desk.end_dispute(&lena.actor, other, text("Nobody takes it.")).await.unwrap();
    assert_eq!(house.desk.own_dispute(&me, other).await.unwrap().0.stage, Stage::Declined);
}

async fn a_seat_is_handed_back(house: TestHouse) {
    let bench = bench(&house).await;
    let (_, jana) = request(&house, &bench).await;
    let number = house.desk.own_file(&house.requester(jana), None, draft()).await.unwrap();
    heard(&house, &bench, number).await;
    house.desk.leave_seat(&bench.arno.actor, number, text("I am ill.")).await.unwrap();
    let page = house.desk.show_dispute(&bench.cleo.actor, number).await.unwrap();
    assert_eq!(page.stage, Stage::Filed);
    assert!(page.arbitrators.is_empty());
    let back = page.seats.iter().find(|row| row.seat == Seat::Arbitrator).unwrap();
    assert!(back.ended_at.is_some());
    refused(house.rule(&bench.arno, number, ruling()).await, "core-rule-arbitrator");
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    seat(&house, &bench.cleo, number, Seat::Arbitrator, &nora).await;
    house.rule(&nora, number, ruling()).await.unwrap();
}

async fn a_sealed_ruling_needs_the_board_and_only_exists(house: TestHouse) {
    let bench = bench(&house).await;
    let (_, jana) = request(&house, &bench).await;
    let me = house.requester(jana);
    let number = house.desk.own_file(&me, None, draft()).await.unwrap();
    heard(&house, &bench, number).await;
    let sealed = RulingDraft { is_sealed: true, ..ruling() };
    let made = house.rule(&bench.arno, number, sealed).await.unwrap();
    assert!(house.desk.published_rulings().await.unwrap().is_empty(), "it is not in force yet");
    assert!(house.desk.own_dispute(&me, number).await.unwrap().2.is_empty());
    let boris = house.member("boris", &[Role::BoardMember]).await;
    let board = house.desk.dispute_board(&boris.actor).await.unwrap();
    assert_eq!(board.to_sign.len(), 1);
    let view = house.desk.show_ruling(&boris.actor, made).await.unwrap();
    assert!(view.text.is_some());
    lacks_right(&house.sign(&bench.petra, made, &view.digest).await);
    refused(house.sign(&bench.arno, made, &view.digest).await, "core-sign-once");
    let wrong = house.sign(&boris, made, "00").await;
    assert!(matches!(wrong, Err(DeskError::Invalid { field: "digest", .. })), "{wrong:?}");
    let state = house.sign(&boris, made, &view.digest).await.unwrap();
    assert_eq!(state, RulingState::InForce);
    let published = house.desk.published_rulings().await.unwrap();
    assert!(published[0].is_sealed && published[0].text.is_none());
    refused(house.desk.release_ruling(&bench.petra.actor, made, &[]).await, "core-release-sealed");
    assert_eq!(house.desk.own_dispute(&me, number).await.unwrap().2.len(), 1);
    // Colleagues see that it is there, and not what it says.
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    let page = house.desk.show_dispute(&nora.actor, number).await.unwrap();
    assert!(page.rulings[0].text.is_none());
    assert!(house.desk.search(&nora.actor, "allowed").await.unwrap().cases.is_empty());
}

async fn an_appeal_needs_two_of_three(house: TestHouse) {
    let bench = bench(&house).await;
    let (origin, jana) = request(&house, &bench).await;
    let me = house.requester(jana);
    let number = house.desk.own_file(&me, Some(origin), draft()).await.unwrap();
    heard(&house, &bench, number).await;
    let made = house.rule(&bench.arno, number, ruling()).await.unwrap();
    let why = || AppealDraft { complaint: text("It is wrong."), relief: text("Rule again.") };
    let (_, stranger) = karel(&house).await;
    assert!(house.desk.appeal(&house.requester(stranger), made, why()).await.is_err());
    let review = house.desk.appeal(&me, made, why()).await.unwrap();
    assert_ne!(review, number);
    assert!(house.desk.appeal(&me, made, why()).await.is_err(), "once");

    let mut panel = Vec::new();
    for name in ["nora", "olga", "paul"] {
        panel.push(house.member(name, &[Role::Arbitrator]).await);
    }
    let chloe = house.member("chloe", &[Role::CaseManager]).await;
    let again = house
        .desk
        .take_seat(&bench.arno.actor, review, Seat::Arbitrator, bench.arno.staff.id)
        .await;
    refused(again, "core-seat-before");
    let engineer = house.member("erik", &[Role::Arbitrator, Role::SupportEngineer]).await;
    house
        .desk
        .note(&engineer.actor, origin, desk::NoteDraft { text: text("Seen.") })
        .await
        .unwrap();
    let worked =
        house.desk.take_seat(&engineer.actor, review, Seat::Arbitrator, engineer.staff.id).await;
    refused(worked, "core-seat-engineer");
    for member in &panel {
        seat(&house, member, review, Seat::Arbitrator, member).await;
    }
    let managed =
        house.desk.take_seat(&chloe.actor, review, Seat::CaseManager, chloe.staff.id).await;
    managed.unwrap();

    let first = house.rule(&panel[0], review, ruling()).await.unwrap();
    let view = house.desk.show_ruling(&panel[1].actor, first).await.unwrap();
    assert_eq!((view.ruling.state, view.ruling.n_needed), (RulingState::Waiting, 2));
    lacks_right(&house.sign(&chloe, first, &view.digest).await);
    // Another text takes its place; who read the first does not sign the second by mistake.
    let other = RulingDraft { decision: text("The ruling stands."), ..ruling() };
    let second = house.rule(&panel[2], review, other).await.unwrap();
    assert!(house.sign(&panel[1], first, &view.digest).await.is_err());
    assert!(house.sign(&panel[1], second, &view.digest).await.is_err());
    let view = house.desk.show_ruling(&panel[1].actor, second).await.unwrap();
    let state = house.sign(&panel[1], second, &view.digest).await.unwrap();
    assert_eq!(state, RulingState::InForce);
    let (own, _, rulings) = house.desk.own_dispute(&me, review).await.unwrap();
    assert_eq!((own.stage, rulings.len()), (Stage::Decided, 1));
    assert!(!rulings[0].may_appeal, "what a panel ruled stands");
    sound(&house).await;
}

async fn appeals_have_their_time(house: TestHouse) {
    let bench = bench(&house).await;
    let (_, jana) = request(&house, &bench).await;
    let me = house.requester(jana);
    let number = house.desk.own_file(&me, None, draft()).await.unwrap();
    heard(&house, &bench, number).await;
    let why = || AppealDraft { complaint: text("It is wrong."), relief: text("Rule again.") };
    let interim = RulingDraft { is_interim: true, ..ruling() };
    let first = house.rule(&bench.arno, number, interim).await.unwrap();
    lacks_right(&house.desk.appeal(&me, first, why()).await);
    let last = house.rule(&bench.arno, number, ruling()).await.unwrap();
    assert_eq!(last.index, 2);
    assert!(matches!(house.desk.appeal(&me, first, why()).await, Err(DeskError::Invalid { .. })));
    house.clock.advance(SignedDuration::from_hours(24 * 31));
    assert!(matches!(house.desk.appeal(&me, last, why()).await, Err(DeskError::Invalid { .. })));
}

async fn directions_are_kept_in_full(house: TestHouse) {
    let bench = bench(&house).await;
    let (origin, jana) = request(&house, &bench).await;
    let number = house.desk.own_file(&house.requester(jana), Some(origin), draft()).await.unwrap();
    heard(&house, &bench, number).await;
    let until = model::Clock::now(&*house.clock) + SignedDuration::from_hours(48);
    let direction = DirectionDraft {
        holder: HolderDraft::Role(Role::SupportEngineer),
        acts: [Act::MessageUnseal].into(),
        fields: [].into(),
        case: None,
        persons: [jana].into(),
        not_before: None,
        expires_at: until,
        n_uses_max: 1,
        precedent: None,
    };
    let with = |direction: DirectionDraft| RulingDraft { directions: vec![direction], ..ruling() };
    let (_, stranger) = karel(&house).await;
    for wrong in [
        DirectionDraft { acts: [Act::KeyRotate].into(), ..direction.clone() },
        DirectionDraft { persons: [stranger].into(), ..direction.clone() },
        DirectionDraft { n_uses_max: 0, ..direction.clone() },
        DirectionDraft { fields: ["passphrase".to_owned()].into(), ..direction.clone() },
    ] {
        let refused = house.rule(&bench.arno, number, with(wrong)).await;
        assert!(
            matches!(refused, Err(DeskError::Invalid { field: "directions", .. })),
            "{refused:?}"
        );
    }
    let made = house.rule(&bench.arno, number, with(direction)).await.unwrap();
    let view = house.desk.show_ruling(&bench.arno.actor, made).await.unwrap();
    let kept = &view.directions[0].direction;
    assert_eq!(kept.holder, DirectionHolder::Role(Role::SupportEngineer));
    assert_eq!(
        (kept.acts.clone(), kept.persons.clone()),
        ([Act::MessageUnseal].into(), [jana].into())
    );
    assert_eq!((kept.expires_at, kept.n_uses_max), (until, 1));
    assert_eq!(view.directions[0].case, Some(origin));
    // It is an authority now: an engineer who does not have the case opens one message under it, once.
    let edda = house.member("edda", &[Role::SupportEngineer]).await;
    let held = house.desk.own_authorities(&edda.actor).await.unwrap();
    assert_eq!(held[0].terms.kind, model::AuthorityKind::Ruling);
    assert_eq!(held[0].terms.number, Some(made.to_string()));
    let message = house.desk.show(&edda.actor, origin).await.unwrap().messages[0].message.id;
    house.desk.unseal(&edda.actor, origin, message, None).await.unwrap();
    let again = house.desk.unseal(&edda.actor, origin, message, None).await;
    let Err(DeskError::Denied(denial)) = again else { panic!("used twice") };
    assert_eq!(denial.policies[0].id, "core-authority-spent");
    // The look and the use are one entry, and verification finds both in it.
    sound(&house).await;
}

/// A party that signed in by a passkey is known better than by a link, and may all that a link lets it.
async fn whoever_is_known_better_may_no_less(house: TestHouse) {
    let bench = bench(&house).await;
    let (origin, jana) = request(&house, &bench).await;
    let me = Actor::Person(PersonActor {
        id: jana,
        identity: Identity::Strong,
        via: Via::Job,
        scopes: None,
    });
    let (address, karel) = karel(&house).await;
    let with_karel = DisputeDraft { respondent_address: Some(address), ..draft() };
    let number = house.desk.own_file(&me, Some(origin), with_karel).await.unwrap();
    house.desk.own_dispute(&me, number).await.unwrap();
    heard(&house, &bench, number).await;
    house.desk.own_statement(&me, number, text("It was last week.")).await.unwrap();
    let him = Actor::Person(PersonActor {
        id: karel,
        identity: Identity::Strong,
        via: Via::Job,
        scopes: None,
    });
    house.desk.own_dispute(&him, number).await.unwrap();
    house.desk.own_statement(&him, number, text("It was not me.")).await.unwrap();
    house.rule(&bench.arno, number, ruling()).await.unwrap();
    let (_, _, rulings) = house.desk.own_dispute(&me, number).await.unwrap();
    assert!(rulings[0].may_appeal);
}

async fn what_is_said_meanwhile_keeps_no_party_from_reading(house: TestHouse) {
    let bench = bench(&house).await;
    let (origin, jana) = request(&house, &bench).await;
    let me = house.requester(jana);
    let number = house.desk.own_file(&me, Some(origin), draft()).await.unwrap();
    heard(&house, &bench, number).await;
    for n in 0..10 {
        let said = house.desk.own_statement(&me, number, text(&format!("Word {n}.")));
        let (said, read) = tokio::join!(said, house.desk.own_dispute(&me, number));
        said.unwrap();
        read.unwrap();
    }
}

async fn who_is_destroyed_ends_no_archive_of_the_other_party(house: TestHouse) {
    let bench = bench(&house).await;
    let (origin, jana) = request(&house, &bench).await;
    let (address, karel) = karel(&house).await;
    let with_karel = DisputeDraft { respondent_address: Some(address), ..draft() };
    let me = house.requester(jana);
    let number = house.desk.own_file(&me, Some(origin), with_karel).await.unwrap();
    heard(&house, &bench, number).await;
    let his = house.requester(karel);
    house.desk.own_statement(&his, number, text("It was not me.")).await.unwrap();
    house.rule(&bench.arno, number, ruling()).await.unwrap();
    let of_hers = Address::parse("jana.novakova@mail.example").unwrap();
    house.desk.destroy_person(&Actor::Founder, &of_hers).await.unwrap();
    let archive = house.desk.begin_archive(&his).await.unwrap();
    let mut taken = Vec::new();
    for id in &archive.cases {
        taken.extend(house.desk.archived_dispute(&archive, *id).await.unwrap());
    }
    let [(own, said, rulings)] = taken.as_slice() else { panic!("{taken:?}") };
    assert_eq!((own.number, rulings.len()), (number, 1));
    let is_gone = |text: &Personal<String>| text.expose() == desk::somebody::GONE;
    assert!(said.iter().any(|said| said.is_own && is_gone(&said.text)), "{said:?}");
    assert!(is_gone(&rulings[0].text));
    for said in said.iter().filter(|said| said.is_own) {
        house.desk.archived_files(&archive, said.id).await.unwrap();
    }
}

async fn a_ruling_is_signed_on_a_proof_of_just_it(house: TestHouse) {
    let bench = bench(&house).await;
    let (origin, jana) = request(&house, &bench).await;
    let number = house.desk.own_file(&house.requester(jana), Some(origin), draft()).await.unwrap();
    heard(&house, &bench, number).await;
    let arno = &bench.arno;
    let unsigned = async |proof: Option<&authority::Proof>| {
        let made = house.desk.rule(&arno.actor, number, ruling(), proof).await;
        assert!(matches!(made, Err(DeskError::NeedsProof)), "{made:?}");
    };
    unsigned(None).await;
    // Of another text, or in another session, it is no proof of this.
    let other = RulingDraft { decision: text("The account stays locked."), ..ruling() };
    let shown = house.desk.ruling_shown(&arno.actor, number, &other).await.unwrap().shown;
    unsigned(Some(&house.prove(&arno.actor, shown.digest).await)).await;
    let shown = house.desk.ruling_shown(&arno.actor, number, &ruling()).await.unwrap().shown;
    let proof = house.prove(&arno.actor, shown.digest).await;
    let elsewhere = house.another_session(arno).await;
    let made = house.desk.rule(&elsewhere, number, ruling(), Some(&proof)).await;
    assert!(matches!(made, Err(DeskError::NeedsProof)), "{made:?}");
    // Whoever may not rule is shown nothing to prove.
    refused(
        house.desk.ruling_shown(&bench.cleo.actor, number, &ruling()).await,
        "core-rule-arbitrator",
    );
    // The digest does not move with the clock, also where a direction holds at once.
    house.wait_secs(60);
    let again = house.desk.ruling_shown(&arno.actor, number, &ruling()).await.unwrap().shown;
    assert_eq!(again, shown);
    let interim = RulingDraft { is_interim: true, ..ruling() };
    let shown = house.desk.ruling_shown(&arno.actor, number, &interim).await.unwrap().shown;
    let proof = house.prove(&arno.actor, shown.digest).await;
    house.desk.rule(&arno.actor, number, interim.clone(), Some(&proof)).await.unwrap();
    // It is used up: the same words once more are another number, and another proof.
    let twice = house.desk.rule(&arno.actor, number, interim, Some(&proof)).await;
    assert!(matches!(twice, Err(DeskError::NeedsProof)), "{twice:?}");
    sound(&house).await;
}

async fn anybody_verifies_what_is_published(house: TestHouse) {
    let bench = bench(&house).await;
    let (origin, jana) = request(&house, &bench).await;
    let number = house.desk.own_file(&house.requester(jana), Some(origin), draft()).await.unwrap();
    heard(&house, &bench, number).await;
    let made = house.rule(&bench.arno, number, ruling()).await.unwrap();
    let strikes = ["locked out".to_owned()];
    house.desk.release_ruling(&bench.petra.actor, made, &strikes).await.unwrap();
    let published = house.desk.published_ruling(made).await.unwrap();
    let [signature] = &published.signatures[..] else { panic!("{published:?}") };
    // The key is the one that is published for its signer, whom the statement names by id.
    let keys = house.desk.issuer_keys().await.unwrap();
    let [key] = &keys[..] else { panic!("{keys:?}") };
    assert_eq!(
        (key.person_id, &key.public_key),
        (bench.arno.staff.person_id, &signature.public_key)
    );
    assert!(key.roles.contains(&Role::Arbitrator) && key.ended_at.is_none());
    assert!(signature.statement.contains(&format!("signer {}\n", key.person_id)));
    assert!(signature.statement.contains("signer-role arbitrator\nsigner-identity strong\n"));
    let verifier = authority::TokenVerifier::parse(&format!("ed25519/{}", key.public_key)).unwrap();
    let is_signed = |text: &str| verifier.is_signed(text.as_bytes(), &signature.signature);
    assert!(is_signed(&signature.statement));
    assert!(!is_signed(&signature.statement.replace("final", "interim")));
    // The marks are those of the statement; each paragraph that was not struck has its own, and a struck one has none.
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let octets = |hex: &str| data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap();
    let sha = |bytes: &[u8]| aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
    let marks: Vec<u8> = published.paragraphs.iter().flat_map(|one| octets(&one.mark)).collect();
    let n = published.paragraphs.len();
    let line = format!("paragraphs {n} {}\n", hex(sha(&marks).as_ref()));
    assert!(signature.statement.contains(&line), "{line} {}", signature.statement);
    let mut n_struck = 0;
    for one in &published.paragraphs {
        let Some(salt) = &one.salt else {
            assert!(one.text.contains("[…]"), "{one:?}");
            n_struck += 1;
            continue;
        };
        let said = [octets(salt).as_slice(), one.text.as_bytes()].concat();
        assert_eq!(hex(sha(&said).as_ref()), one.mark);
    }
    assert_eq!((n, n_struck), (6, 1));
    // It stays so when the claimant is gone, and nobody can try out any more what was struck.
    let address = Address::parse("jana.novakova@mail.example").unwrap();
    house.desk.destroy_person(&Actor::Founder, &address).await.unwrap();
    assert_eq!(house.desk.published_ruling(made).await.unwrap(), published);
    // A key ends with its owner's place.
    house.desk.remove_staff(&Actor::Founder, bench.arno.staff.id).await.unwrap();
    let key = house.desk.issuer_public_key(bench.arno.staff.person_id).await.unwrap();
    assert!(key.ended_at.is_some() && key.roles.is_empty());
    let none = house.desk.issuer_public_key(jana).await;
    assert!(matches!(none, Err(DeskError::NotFound)), "{none:?}");
    sound(&house).await;
}
