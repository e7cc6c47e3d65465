//! Broken glass: a dispute from the start, judged by its ruling or without one, with every use named; and counters that
//! whoever has the database cannot set back unseen.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use desk::{
    DeskError, EMERGENCY_NOTICE, EmergencyDraft, EmergencyView, LegalDraft, ReviewEnd, RulingDraft,
};
use model::{
    Actor, AuthorityId, CaseNumber, CaseState, Clock as _, PersonId, Personal, Role, Seat, Stage,
    Viewer,
};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    glass_is_a_dispute_that_its_ruling_ends,
    glass_is_proved_as_it_was_shown,
    a_finding_ends_a_dispute_that_nobody_took,
    without_a_leader_the_member_brings_it,
    over_a_legal_inquiry_it_takes_nobodys_seat,
    each_opening_is_named,
    a_counter_that_was_set_back_is_seen,
    who_leaves_takes_no_door_along,
);

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

struct Night {
    egon: Member,
    lea: Member,
    arno: Member,
    cleo: Member,
    number: CaseNumber,
    jana: PersonId,
}

async fn night(house: &TestHouse) -> Night {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer, Role::Arbitrator]).await;
    let lea = house.member("lea", &[Role::TeamLeader]).await;
    let arno = house.member("arno", &[Role::Arbitrator]).await;
    let cleo = house.member("cleo", &[Role::CaseManager]).await;
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Help", "It is Jana Nováková.");
    let id = house.mail(mail).await;
    let number = house.number(id).await;
    let other = house.member("otto", &[Role::SupportEngineer]).await;
    house.give(number, &tessa, &other).await;
    let jana = house.db.read().await.unwrap().case(id).await.unwrap().unwrap().case.requester_id;
    Night { egon, lea, arno, cleo, number, jana }
}

fn draft(house: &TestHouse) -> EmergencyDraft {
    let why = text("Somebody else uses the account now.");
    EmergencyDraft { why, hours: 2, shown_at: house.clock.now() }
}

async fn breaks(
    house: &TestHouse,
    who: &Member,
    number: CaseNumber,
) -> Result<AuthorityId, DeskError> {
    let draft = draft(house);
    let (_, digest) = house.desk.emergency_terms(&who.actor, number, &draft).await?;
    let proof = house.prove(&who.actor, digest).await;
    house.desk.declare_emergency(&who.actor, number, &draft, Some(&proof)).await
}

async fn seen(house: &TestHouse, by: &Member) -> EmergencyView {
    house.desk.emergencies(&by.actor).await.unwrap().remove(0)
}

async fn seated(house: &TestHouse, night: &Night, dispute: CaseNumber) {
    for (member, seat) in [(&night.arno, Seat::Arbitrator), (&night.cleo, Seat::CaseManager)] {
        house.desk.take_seat(&member.actor, dispute, seat, member.staff.id).await.unwrap();
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, DeskError>, policy: &str) {
    match result {
        Err(DeskError::Denied(denial)) => assert_eq!(denial.policies[0].id, policy, "{denial}"),
        other => panic!("{other:?}"),
    }
}

async fn faults(house: &TestHouse) -> Vec<String> {
    while house.desk.sequence().await.unwrap() > 0 {}
    let found = house.desk.verify_log(None).await.unwrap();
    found.report.faults.iter().map(ToString::to_string).collect()
}

fn ruling() -> RulingDraft {
    RulingDraft {
        facts: text("Glass was broken over a request."),
        considerations: text("Harm was being done."),
        decision: text("It was rightly broken."),
        is_interim: false,
        is_sealed: false,
        directions: Vec::new(),
    }
}

/// A proof of one showing breaks no other glass: not of another case, not for longer, not for another reason.
async fn glass_is_proved_as_it_was_shown(house: TestHouse) {
    let night = night(&house).await;
    let (desk, egon) = (&house.desk, &night.egon.actor);
    let mail = mail_from("Otto Beispiel", "otto@mail.example", "Help", "It is Otto.");
    let other = house.number(house.mail(mail).await).await;
    let shown = draft(&house);
    let (terms, digest) = desk.emergency_terms(egon, night.number, &shown).await.unwrap();
    assert_eq!(terms.persons, [night.jana].into());
    let (again, _) = desk.emergency_terms(egon, night.number, &shown).await.unwrap();
    assert_eq!(again, terms, "what is shown twice is one");
    let proof = house.prove(egon, digest).await;
    let later = jiff::SignedDuration::from_secs(1);
    let changed = [
        (other, shown.clone()),
        (night.number, EmergencyDraft { hours: 3, ..shown.clone() }),
        (night.number, EmergencyDraft { why: text("Curious."), ..shown.clone() }),
        (night.number, EmergencyDraft { shown_at: shown.shown_at - later, ..shown.clone() }),
    ];
    for (number, draft) in &changed {
        let done = desk.declare_emergency(egon, *number, draft, Some(&proof)).await;
        assert!(matches!(done, Err(DeskError::NeedsProof)), "{done:?}");
    }
    let by_leader = desk.declare_emergency(&night.lea.actor, night.number, &shown, Some(&proof));
    assert!(by_leader.await.is_err());
    let ahead = EmergencyDraft { shown_at: house.clock.now() + later, ..shown.clone() };
    let done = desk.emergency_terms(egon, night.number, &ahead).await;
    assert!(matches!(done, Err(DeskError::Invalid { field: "shown_at", .. })), "{done:?}");
    let id = desk.declare_emergency(egon, night.number, &shown, Some(&proof)).await.unwrap();
    assert_eq!(id, terms.id);
    assert_eq!(seen(&house, &night.lea).await.authority.terms.expires_at, terms.expires_at);
    assert!(faults(&house).await.is_empty());
}

async fn glass_is_a_dispute_that_its_ruling_ends(house: TestHouse) {
    let night = night(&house).await;
    let id = breaks(&house, &night.egon, night.number).await.unwrap();
    // The alarm names the dispute, to the leader and to the channel.
    let mut n_alarms = 0;
    while let Some(job) = house.desk.claim_job().await.unwrap() {
        if job.name == EMERGENCY_NOTICE {
            let mail = house.desk.emergency_notice(id, None).await.unwrap().unwrap();
            assert!(
                mail.text.expose().contains("/disputes/d20261121.1\n"),
                "{:?}",
                mail.text.expose()
            );
            n_alarms += 1;
        }
    }
    assert_eq!(n_alarms, 2);
    let view = seen(&house, &night.lea).await;
    let place = view.place.unwrap();
    assert_eq!(place.number.to_string(), "d20261121.1");
    // The leader stands for the installation and so is a party, who sees it as one.
    assert!(!place.is_open && !place.is_heard);
    let dispute = place.number;
    let page = house.desk.show_dispute(&night.arno.actor, dispute).await.unwrap();
    assert_eq!((page.stage, page.origin), (Stage::Filed, Some(night.number)));
    assert!(page.has_respondent && page.lacks.is_empty(), "{:?}", page.lacks);
    let said = page.texts[0].message.text.as_ref().unwrap().expose();
    assert!(said.contains(&night.number.to_string()) && !said.contains("account"), "{said}");
    // Whoever broke it takes no seat, nor do they break other glass meanwhile.
    let egon = &night.egon;
    let own = house.desk.take_seat(&egon.actor, dispute, Seat::Arbitrator, egon.staff.id).await;
    assert!(matches!(own, Err(DeskError::Denied(_))), "{own:?}");
    let named = house.desk.take_seat(&night.arno.actor, dispute, Seat::Arbitrator, egon.staff.id);
    assert!(matches!(named.await, Err(DeskError::Denied(_))));
    refused(house.desk.may_declare(&egon.actor, night.number).await, "core-emergency-review-debt");
    // Where pages lead to glass, they know it before.
    let entered = house.desk.enter_unread(&egon.actor, night.number).await.unwrap();
    assert!(!house.desk.could_declare(&entered).await.unwrap());
    drop(entered);

    seated(&house, &night, dispute).await;
    // The case manager, too, sees why; and while it is heard nobody judges it over the tribunal's head.
    let view = seen(&house, &night.cleo).await;
    assert!(view.why.is_some() && view.place.unwrap().is_heard);
    let early = house.desk.review_emergency(&night.arno.actor, id, text("Fine."), true).await;
    assert!(matches!(early, Err(DeskError::Invalid { field: "finding", .. })), "{early:?}");
    let interim = RulingDraft { is_interim: true, ..ruling() };
    house.rule(&night.arno, dispute, interim).await.unwrap();
    assert!(seen(&house, &night.lea).await.row.review.is_none(), "the dispute goes on");
    let made = house.rule(&night.arno, dispute, ruling()).await.unwrap();
    let view = seen(&house, &night.egon).await;
    let review = view.row.review.as_ref().unwrap();
    assert_eq!(review.staff_id, night.arno.staff.id);
    assert!(matches!(review.end, ReviewEnd::Ruling(_)));
    assert_eq!(view.place.unwrap().ruling, Some(made));
    assert!(view.authority.withdrawn_at.is_some(), "what was judged is over");
    house.desk.may_declare(&egon.actor, night.number).await.unwrap();
    assert_eq!(faults(&house).await, Vec::<String>::new());
}

async fn a_finding_ends_a_dispute_that_nobody_took(house: TestHouse) {
    let night = night(&house).await;
    let id = breaks(&house, &night.egon, night.number).await.unwrap();
    let dispute = seen(&house, &night.lea).await.place.unwrap().number;
    let own = house.desk.review_emergency(&night.egon.actor, id, text("Fine."), true).await;
    refused(own, "core-emergency-review-own");
    // The leader who stands for the house brings it, and so does not judge it; another arbitrator or leader does.
    let bringer = house.desk.review_emergency(&night.lea.actor, id, text("Fine."), true).await;
    refused(bringer, "core-emergency-review-own");
    assert!(!seen(&house, &night.lea).await.may_judge);
    assert!(seen(&house, &night.arno).await.may_judge);
    house.desk.review_emergency(&night.arno.actor, id, text("Two looks."), false).await.unwrap();
    let view = seen(&house, &night.lea).await;
    assert_eq!(view.finding.unwrap().expose(), "Two looks.");
    let page = house.desk.show_dispute(&night.arno.actor, dispute).await.unwrap();
    assert_eq!((page.stage, page.view.case.state), (Stage::Decided, CaseState::Closed));
    // What was found stays with the case that it is about; the dispute says how it ended.
    let last = page.texts.last().unwrap().message.text.as_ref().unwrap().expose();
    assert!(last.contains("not justified") && !last.contains("Two looks"), "{last}");
    let again = house.desk.review_emergency(&night.arno.actor, id, text("Again."), true).await;
    assert!(matches!(again, Err(DeskError::Conflict { .. })), "{again:?}");
    house.desk.may_declare(&night.egon.actor, night.number).await.unwrap();
    assert_eq!(faults(&house).await, Vec::<String>::new());
}

async fn without_a_leader_the_member_brings_it(house: TestHouse) {
    let night = night(&house).await;
    house.desk.remove_staff(&Actor::Founder, night.lea.staff.id).await.unwrap();
    breaks(&house, &night.egon, night.number).await.unwrap();
    let dispute = seen(&house, &night.arno).await.place.unwrap();
    assert!(dispute.is_open);
    let hers = house.desk.own_disputes(&house.requester(night.jana)).await.unwrap();
    assert_eq!(hers.len(), 1);
}

async fn over_a_legal_inquiry_it_takes_nobodys_seat(house: TestHouse) {
    let night = night(&house).await;
    let otto = house.member("olga", &[Role::Counsel]).await;
    let draft = LegalDraft::default();
    let inquiry = house.desk.mark_legal(&otto.actor, night.number, draft).await.unwrap();
    seated(&house, &night, inquiry).await;
    breaks(&house, &night.egon, night.number).await.unwrap();
    let review = seen(&house, &night.lea).await.place.unwrap().number;
    let nora = house.member("nora", &[Role::Arbitrator]).await;
    house.desk.take_seat(&nora.actor, review, Seat::Arbitrator, nora.staff.id).await.unwrap();
    let record = house.db.read().await.unwrap().case_of_number(night.number).await.unwrap();
    let answers = record.unwrap().case.tribunal.arbitrators;
    assert_eq!(answers, [night.arno.staff.id], "the inquiry is still its own arbitrator's");
    let page = house.desk.show_dispute(&nora.actor, review).await.unwrap();
    assert_eq!(page.viewer, Viewer::Tribunal);
}

async fn each_opening_is_named(house: TestHouse) {
    let night = night(&house).await;
    breaks(&house, &night.egon, night.number).await.unwrap();
    let page = house.desk.show(&night.egon.actor, night.number).await.unwrap();
    let message = page.messages[0].message.id;
    for _ in 0..2 {
        house.desk.unseal(&night.egon.actor, night.number, message, None).await.unwrap();
        house.wait_secs(60);
    }
    let view = seen(&house, &night.lea).await;
    let openings = &view.authority.openings;
    assert_eq!((view.authority.n_used, openings.len()), (2, 2));
    assert!(openings[0].at > openings[1].at, "the latest first");
    assert_eq!((openings[0].number, openings[0].position_index), (night.number, 1));
    assert_eq!(openings[0].message_id, message);
    assert!(openings[0].who.expose().contains("egon"));
    // The person sees the same beside the authority over their data.
    let hers = house.desk.person_authorities(&house.requester(night.jana)).await.unwrap();
    assert_eq!(hers[0].openings.len(), 2);
    assert_eq!(faults(&house).await, Vec::<String>::new());
}

async fn a_counter_that_was_set_back_is_seen(house: TestHouse) {
    let night = night(&house).await;
    let id = breaks(&house, &night.egon, night.number).await.unwrap();
    let page = house.desk.show(&night.egon.actor, night.number).await.unwrap();
    let message = page.messages[0].message.id;
    house.desk.unseal(&night.egon.actor, night.number, message, None).await.unwrap();
    house.desk.withdraw_authority(&night.lea.actor, id).await.unwrap();
    assert_eq!(faults(&house).await, Vec::<String>::new());
    let check = async |statement: &str, expect: &str| {
        house.by_hand(statement).await;
        let found = faults(&house).await;
        assert!(found.iter().any(|fault| fault.contains(expect)), "{statement}: {found:?}");
    };
    let counts = |n: i64| format!("authority {id}: counts {n} uses, while the log has 1");
    check("update authorities set n_used = 0", &counts(0)).await;
    check("update authorities set n_used = 2", &counts(2)).await;
    house.by_hand("update authorities set n_used = 1").await;
    let stands = format!("authority {id}: stands, although the log says that it was taken back");
    check("update authorities set withdrawn_at = null", &stands).await;
    house.by_hand("update authorities set withdrawn_at = 1").await;
    assert_eq!(faults(&house).await, Vec::<String>::new());
    // Nor can a look be taken from the authority that it was taken under.
    check("update looks set authority_id = null", "the look that it made was changed").await;
}

async fn who_leaves_takes_no_door_along(house: TestHouse) {
    let night = night(&house).await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    house.member("dora", &[Role::Administrator]).await;
    let staff_id = night.egon.staff.id;
    let person_id = night.egon.staff.person_id;
    // A session, a token for programs, an authority in his name, the key that gave it, and the key that signs his mail.
    let id = breaks(&house, &night.egon, night.number).await.unwrap();
    let secret = house.sign_in.issue_link(person_id).await.unwrap();
    let peer = std::net::IpAddr::from([127, 0, 0, 3]);
    let cookie = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().cookie;
    let drawn = house.sign_in.draw_token(staff_id, None, 1).unwrap();
    let bearer = drawn.bearer.clone();
    house.desk.create_token(&Actor::Founder, drawn.new).await.unwrap();
    assert_eq!(house.desk.access_faults().await.unwrap(), Vec::<String>::new());
    assert_eq!(house.desk.last_access_look().await.unwrap(), None, "nobody looked yet");

    // Where his place ends past the house, each thing that stays is told of, and the day's look keeps it.
    let is_his = format!("position_index = {}", position_of(&house, staff_id).await);
    house.by_hand(&format!("update staff set is_active = false where {is_his}")).await;
    let look = house.desk.look_access_over().await.unwrap();
    let behind = [
        "a session",
        "a token for programs",
        "an authority in their name",
        "the key by",
        "a key that signs",
    ];
    for what in behind {
        let told = format!("1 of those who left still have {what}");
        assert!(look.faults.iter().any(|fault| fault.starts_with(&told)), "{told}: {look:?}");
    }
    assert_eq!(house.desk.last_access_look().await.unwrap().as_ref(), Some(&look));
    // What was seen to have expired is no door, whatever the clock says.
    house.by_hand("update authorities set lapsed_at = expires_at").await;
    let look = house.desk.look_access_over().await.unwrap();
    assert!(!look.faults.iter().any(|fault| fault.contains("an authority in their name")));
    house.by_hand("update authorities set lapsed_at = null").await;
    house.by_hand(&format!("update staff set is_active = true where {is_his}")).await;

    // In one act, all of it goes.
    house.desk.remove_staff(&adam.actor, staff_id).await.unwrap();
    assert!(house.sign_in.actor_of_session(cookie.expose()).await.unwrap().is_none());
    assert!(house.sign_in.actor_of_token(bearer.expose()).await.unwrap().is_none());
    let mut reader = house.db.read().await.unwrap();
    assert!(reader.authority(id).await.unwrap().unwrap().withdrawn_at.is_some());
    assert!(reader.public_key(person_id).await.unwrap().unwrap().ended_at.is_some());
    let row = reader.staff(staff_id).await.unwrap().unwrap();
    assert!(row.signing_sealed.is_none() && row.seated_at.is_none() && row.roles.is_empty());
    let left = reader.left_behind(house.clock.now()).await.unwrap();
    assert_eq!(left, db::LeftBehind::default());
    drop(reader);
    let look = house.desk.look_access_over().await.unwrap();
    assert_eq!(look.faults, Vec::<String>::new());
    house.wait_secs(40 * 3600);
    let last = house.desk.last_access_look().await.unwrap().unwrap();
    assert!(last.is_late && last.at == look.at);
}

async fn position_of(house: &TestHouse, id: model::StaffId) -> i64 {
    house.db.read().await.unwrap().staff(id).await.unwrap().unwrap().position_index
}
