//! Notices of the staff: chosen, raised from the log, put together, sent once, and silent about what a case says.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::{BTreeMap, BTreeSet};

use desk::{
    Deed, DeskError, JobOutcome, LiveNews, LivePage, NoteDraft, PolicyDraft, QueueDraft, ReplyDraft,
};
use model::{
    Actor, Address, ApprovalId, AutomaticReason, CaseNumber, NoticeChoices, NoticeEvent,
    NoticeMail, NoticeWays, OutgoingMail, Personal, QueueName, QuietHours, Role, StaffId, Zone,
};
use serde::Deserialize;
use testkit::house::{Member, TestHouse, mail_from};
use uuid::Uuid;

testkit::house_tests!(
    a_notice_says_which_case_and_never_what_it_says,
    nobody_is_told_twice_of_the_same,
    a_digest_waits_for_its_hour_and_lists_so_many,
    what_the_relay_did_not_take_is_tried_again_and_a_crash_sends_nothing_twice,
    whoever_left_or_sees_the_case_no_more_is_told_nothing,
    a_clock_is_told_before_and_after_it_passes,
    colleagues_are_named_in_notes,
    a_second_pair_of_eyes_is_called,
    quiet_hours_are_quiet,
    choices_are_ones_own_and_on_record,
    a_browser_is_rung_for_what_its_owner_chose,
    where_nobody_can_choose_nobody_is_told,
    what_became_a_part_is_told_of_where_it_is_now,
    a_process_that_ended_with_the_mail_sent_sends_no_other,
    a_reply_to_a_subject_without_end_leaves,
    what_happens_ten_seconds_apart_is_one_mail,
    of_whoever_writes_without_end_no_more_is_told,
    an_answer_by_a_machine_is_told_to_nobody,
    an_hour_without_a_relay_loses_nothing,
    a_clock_that_jumps_is_told,
    a_case_is_given_to_whoever_has_it_in_the_end,
    what_waits_for_long_is_told_once,
    what_does_not_read_takes_nothing_else_with_it,
);

#[derive(Deserialize)]
struct Batch {
    staff_id: StaffId,
    batch_id: Uuid,
}

#[derive(Deserialize)]
struct Named {
    message_id: model::MessageId,
    staff_ids: Vec<StaffId>,
}

async fn choose(house: &TestHouse, who: &Member, chosen: &[(NoticeEvent, NoticeMail)]) {
    let ways = |mail: NoticeMail| NoticeWays { mail, in_browser: false };
    let choices = NoticeChoices {
        ways: chosen.iter().map(|(event, mail)| (*event, ways(*mail))).collect(),
        ..NoticeChoices::default()
    };
    house.desk.choose_notices(&who.actor, &choices).await.unwrap();
}

/// Runs a round as the house does, and the jobs that it called for; returns the mails that would leave.
async fn round(house: &TestHouse) -> Vec<OutgoingMail> {
    while house.desk.sequence().await.unwrap() > 0 {}
    house.desk.raise_notices(true).await.unwrap();
    house.desk.batch_notices().await.unwrap();
    jobs(house).await
}

/// Runs the jobs that are due; other mails of the house are of no concern here.
async fn jobs(house: &TestHouse) -> Vec<OutgoingMail> {
    let mut mails = Vec::new();
    while let Some(job) = house.desk.claim_job().await.unwrap() {
        if job.name == desk::NAMED_NOTICE {
            let named: Named = serde_json::from_str(&job.payload).unwrap();
            house.desk.tell_named(named.message_id, &named.staff_ids).await.unwrap();
        }
        if job.name == desk::STAFF_NOTICE {
            let batch: Batch = serde_json::from_str(&job.payload).unwrap();
            mails.extend(house.desk.staff_notice(batch.staff_id, batch.batch_id).await.unwrap());
        }
        house.desk.finish_job(job.id, job.n_tries, JobOutcome::Done).await.unwrap();
    }
    mails
}

/// A house that has begun to follow its log, triage and an engineer who hear of nothing yet.
async fn begun(house: &TestHouse) -> (Member, Member) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    for who in [&tessa, &egon] {
        choose(house, who, &[]).await;
    }
    assert!(round(house).await.is_empty());
    (tessa, egon)
}

fn jana(number: usize) -> model::IncomingMail {
    let mut mail = mail_from(
        "Jana Nováková",
        "jana@mail.example",
        "Lost passphrase",
        "My phone is +420 601 123 456.",
    );
    mail.message_id = Some(format!("jana.{number}@mail.example"));
    mail.subject = Personal::new(format!("Lost passphrase {number}"));
    mail.text = Personal::new(format!("My phone is +420 601 123 45{number}, help."));
    mail
}

async fn a_notice_says_which_case_and_never_what_it_says(house: TestHouse) {
    let (tessa, egon) = begun(&house).await;
    choose(
        &house,
        &egon,
        &[(NoticeEvent::Assigned, NoticeMail::AtOnce), (NoticeEvent::Answered, NoticeMail::AtOnce)],
    )
    .await;
    choose(&house, &tessa, &[(NoticeEvent::Arrived, NoticeMail::AtOnce)]).await;
    let number = house.number(house.mail(jana(1)).await).await;
    round(&house).await;
    house.give(number, &tessa, &egon).await;
    let new = house.number(house.mail(jana(2)).await).await;
    assert!(round(&house).await.is_empty(), "they wait for others of the same minute");
    house.wait_secs(61);
    let mails = round(&house).await;
    assert_eq!(mails.len(), 2, "{mails:?}");
    let to = |who: &Member| mails.iter().find(|mail| mail.to == who.address).unwrap();
    let text = to(&egon).text.expose();
    let line = format!("2026-11-21 12:00 UTC  {number} in support was given to you");
    assert!(text.contains(&line), "{text}");
    assert!(text.contains(&format!("/cases/{number}\n")) && text.contains("/profile/notices"));
    let text = to(&tessa).text.expose();
    assert!(text.contains(&format!("{new} in triage came into the queue")), "{text}");
    assert!(!text.contains(&number.to_string()), "it left her queue, and she sees it no more");
    for mail in &mails {
        let all = format!("{} {}", mail.subject.expose(), mail.text.expose());
        for word in ["Jana", "Nov", "passphrase", "601", "mail.example", "Staffname"] {
            assert!(!all.contains(word), "{word} in {all}");
        }
        // Nothing that answers by itself answers this: the null sender, and an address that takes no mail.
        assert_eq!((mail.envelope_from.as_ref(), mail.reply_to.as_ref()), (None, None));
        assert!(mail.is_automatic && mail.choices_url.is_some());
        assert!(!house.desk.recipient(&mail.from.address).await.unwrap());
    }
}

async fn nobody_is_told_twice_of_the_same(house: TestHouse) {
    let (tessa, _) = begun(&house).await;
    choose(&house, &tessa, &[(NoticeEvent::Arrived, NoticeMail::AtOnce)]).await;
    house.mail(jana(1)).await;
    while house.desk.sequence().await.unwrap() > 0 {}
    assert_eq!(house.desk.raise_notices(true).await.unwrap(), 1);
    assert_eq!(house.desk.raise_notices(true).await.unwrap(), 0);
    // A house that lost its place in the log tells no more for it.
    house.by_hand("update settings set value = '0' where key = 'notices_at'").await;
    assert_eq!(house.desk.raise_notices(true).await.unwrap(), 0);
    house.wait_secs(61);
    assert_eq!(round(&house).await.len(), 1);
    house.wait_secs(61);
    assert!(round(&house).await.is_empty());
}

async fn a_digest_waits_for_its_hour_and_lists_so_many(house: TestHouse) {
    let (tessa, _) = begun(&house).await;
    choose(&house, &tessa, &[(NoticeEvent::Arrived, NoticeMail::Hourly)]).await;
    for number in 0..9 {
        house.mail(jana(number)).await;
    }
    assert!(round(&house).await.is_empty());
    house.wait_secs(3_600);
    let mails = round(&house).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject.expose(), "9 notices");
    house.wait_secs(3_600);
    assert!(round(&house).await.is_empty(), "of nothing there is no mail");

    let choices =
        NoticeChoices { daily_hour: 7, ..house.desk.notice_choices(&tessa.actor).await.unwrap() };
    let daily = NoticeWays { mail: NoticeMail::Daily, in_browser: false };
    let ways = BTreeMap::from([(NoticeEvent::Arrived, daily)]);
    house.desk.choose_notices(&tessa.actor, &NoticeChoices { ways, ..choices }).await.unwrap();
    for number in 0..35 {
        let address = format!("another.{number}@mail.example");
        let mut mail = mail_from("Another", &address, "Help", "It does not work.");
        mail.message_id = Some(format!("help.{address}"));
        house.mail(mail).await;
    }
    round(&house).await;
    house.wait_secs(24 * 3_600);
    let mails = round(&house).await;
    assert_eq!(mails.len(), 1, "once a day");
    let text = mails[0].text.expose();
    assert_eq!(text.matches("came into the queue").count(), 30);
    assert!(text.contains("and 5 more"), "{text}");
}

async fn what_the_relay_did_not_take_is_tried_again_and_a_crash_sends_nothing_twice(
    house: TestHouse,
) {
    let (tessa, _) = begun(&house).await;
    choose(&house, &tessa, &[(NoticeEvent::Arrived, NoticeMail::AtOnce)]).await;
    house.mail(jana(1)).await;
    while house.desk.sequence().await.unwrap() > 0 {}
    house.desk.raise_notices(true).await.unwrap();
    house.wait_secs(61);
    house.desk.batch_notices().await.unwrap();
    let mut batch = None;
    while let Some(job) = house.desk.claim_job().await.unwrap() {
        if job.name == desk::STAFF_NOTICE {
            batch = Some(serde_json::from_str::<Batch>(&job.payload).unwrap());
        }
    }
    let Batch { staff_id, batch_id } = batch.unwrap();
    let build = || house.desk.staff_notice(staff_id, batch_id);
    let first = build().await.unwrap().unwrap();
    // The process ended here, with the mail perhaps on its way: the next one finds nothing to send.
    assert!(build().await.unwrap().is_none());
    // Where the relay said no, the same mail is built again under the same Message-ID.
    house.desk.notices_not_sent(batch_id).await.unwrap();
    let again = build().await.unwrap().unwrap();
    assert_eq!(first.message_id, again.message_id);
    assert_eq!(first.text.expose(), again.text.expose());
}

async fn whoever_left_or_sees_the_case_no_more_is_told_nothing(house: TestHouse) {
    let (tessa, egon) = begun(&house).await;
    let eva = house.member("eva", &[Role::SupportEngineer]).await;
    for who in [&egon, &eva] {
        choose(&house, who, &[(NoticeEvent::Arrived, NoticeMail::Hourly)]).await;
    }
    let number = house.number(house.mail(jana(1)).await).await;
    house.give(number, &tessa, &egon).await;
    round(&house).await;
    // Both would hear of it; one of them leaves before the mail does.
    house.desk.remove_staff(&Actor::Founder, eva.staff.id).await.unwrap();
    house.wait_secs(3_600);
    let mails = round(&house).await;
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.local()).collect();
    assert_eq!(to, ["egon"]);
    // And who has other roles by then sees what those see.
    let second = house.number(house.mail(jana(2)).await).await;
    house.give(second, &tessa, &egon).await;
    round(&house).await;
    let roles = BTreeSet::from([Role::Auditor]);
    let same = desk::NewMember {
        address: egon.address.clone(),
        name: Personal::new("egon Staffname".to_owned()),
        roles,
    };
    house.desk.invite(&Actor::Founder, same, None).await.unwrap();
    house.wait_secs(3_600);
    assert!(round(&house).await.is_empty());
}

async fn a_clock_is_told_before_and_after_it_passes(house: TestHouse) {
    let (tessa, egon) = begun(&house).await;
    let both = [
        (NoticeEvent::ClockNear, NoticeMail::AtOnce),
        (NoticeEvent::ClockLate, NoticeMail::AtOnce),
    ];
    choose(&house, &egon, &both).await;
    let number = house.number(house.mail(jana(1)).await).await;
    house.give(number, &tessa, &egon).await;
    let due = house.desk.case(&egon.actor, number).await.unwrap().case.due.unwrap();
    assert!(round(&house).await.is_empty());
    house.wait_secs(due.target_secs - 20 * 60);
    round(&house).await;
    house.wait_secs(61);
    let mails = round(&house).await;
    assert!(
        mails[0].text.expose().contains(&format!("{number} in support is due soon")),
        "{mails:?}"
    );
    house.wait_secs(20 * 60);
    round(&house).await;
    house.wait_secs(61);
    let mails = round(&house).await;
    assert!(mails[0].text.expose().contains("is late"), "{mails:?}");
    house.wait_secs(3_600);
    round(&house).await;
    house.wait_secs(61);
    assert!(round(&house).await.is_empty(), "the same clock is told once");
}

async fn colleagues_are_named_in_notes(house: TestHouse) {
    let (tessa, egon) = begun(&house).await;
    let eva = house.member("eva", &[Role::SupportEngineer]).await;
    let brian = house.member("o'brien", &[Role::SupportEngineer]).await;
    let adam = house.member("adam", &[Role::Auditor]).await;
    for who in [&egon, &eva, &brian, &adam] {
        choose(&house, who, &[(NoticeEvent::Named, NoticeMail::AtOnce)]).await;
    }
    let number = house.number(house.mail(jana(1)).await).await;
    house.give(number, &tessa, &egon).await;
    let text = "It is @Eva's turn, or @o'brien's; @adam too, and @egon himself. Not @nobody.";
    let text = Personal::new(text.to_owned());
    house.desk.note(&egon.actor, number, NoteDraft { text }).await.unwrap();
    jobs(&house).await;
    house.wait_secs(61);
    let mails = round(&house).await;
    let to: BTreeSet<&str> = mails.iter().map(|mail| mail.to.local()).collect();
    let expect = BTreeSet::from(["eva", "o'brien"]);
    assert_eq!(to, expect, "not who wrote it, and not who may not see the case");
    assert!(mails[0].text.expose().contains("has a note that names you"));
}

async fn a_second_pair_of_eyes_is_called(house: TestHouse) {
    begun(&house).await;
    let first = house.member("ada", &[Role::Administrator]).await;
    let second = house.member("ben", &[Role::Counsel]).await;
    let counsel = house.member("cleo", &[Role::Auditor]).await;
    for who in [&first, &second, &counsel] {
        choose(&house, who, &[(NoticeEvent::Second, NoticeMail::AtOnce)]).await;
    }
    round(&house).await;
    house.mail(jana(1)).await;
    let address = Address::parse("jana@mail.example").unwrap();
    let deed = Deed::DestroyPerson(house.desk.named_person(&address).unwrap());
    house.desk.propose(&first.actor, &deed).await.unwrap();
    round(&house).await;
    house.wait_secs(61);
    let mails = round(&house).await;
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.local()).collect();
    assert_eq!(to, ["ben"]);
    let text = mails[0].text.expose();
    assert!(
        text.contains("something waits for a second pair of eyes") && text.contains("/approvals/")
    );
    assert!(!text.contains("jana"), "{text}");
}

async fn quiet_hours_are_quiet(house: TestHouse) {
    let (tessa, _) = begun(&house).await;
    // It is noon.
    let at_once = NoticeWays { mail: NoticeMail::AtOnce, in_browser: true };
    let choices = NoticeChoices {
        ways: BTreeMap::from([(NoticeEvent::Arrived, at_once)]),
        // By the clock on the wall, which is an hour ahead.
        quiet: QuietHours::new(12, 15),
        zone: Zone::of_name("Europe/Prague").unwrap(),
        daily_hour: 7,
    };
    house.desk.choose_notices(&tessa.actor, &choices).await.unwrap();
    house.mail(jana(1)).await;
    assert!(round(&house).await.is_empty());
    house.wait_secs(3_600);
    assert!(round(&house).await.is_empty());
    house.wait_secs(3_600);
    assert_eq!(round(&house).await.len(), 1);
}

async fn choices_are_ones_own_and_on_record(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let at_first = house.desk.notice_choices(&tessa.actor).await.unwrap();
    assert_eq!(at_first, NoticeChoices::default());
    let choices = NoticeChoices {
        ways: BTreeMap::from([(
            NoticeEvent::Named,
            NoticeWays { mail: NoticeMail::Daily, in_browser: true },
        )]),
        daily_hour: 22,
        quiet: QuietHours::new(23, 5),
        zone: Zone::of_name("Europe/Prague").unwrap(),
    };
    house.desk.choose_notices(&tessa.actor, &choices).await.unwrap();
    house.desk.choose_notices(&tessa.actor, &choices).await.unwrap();
    assert_eq!(house.desk.notice_choices(&tessa.actor).await.unwrap(), choices);
    assert_eq!(house.desk.notice_choices(&egon.actor).await.unwrap(), NoticeChoices::default());
    let wrong = NoticeChoices { daily_hour: 24, ..choices };
    let refused = house.desk.choose_notices(&tessa.actor, &wrong).await;
    assert!(matches!(refused, Err(DeskError::Invalid { field: "daily_hour", .. })));
    house.mail(jana(1)).await;
    let jana =
        house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap().unwrap();
    let refused =
        house.desk.choose_notices(&house.requester(jana), &NoticeChoices::default()).await;
    assert!(matches!(refused, Err(DeskError::NotFound)));
    while house.desk.sequence().await.unwrap() > 0 {}
    let entries = house.db.read().await.unwrap().entries_from(0, 100).await.unwrap();
    let n = entries.iter().filter(|entry| entry.derived.act == "notice.choose").count();
    assert_eq!(n, 2, "one entry each");
    assert!(house.desk.verify_log(None).await.unwrap().report.is_sound());
}

async fn a_browser_is_rung_for_what_its_owner_chose(house: TestHouse) {
    let (tessa, egon) = begun(&house).await;
    let in_browser = NoticeWays { mail: NoticeMail::Never, in_browser: true };
    let choices = NoticeChoices {
        ways: BTreeMap::from([(NoticeEvent::Arrived, in_browser)]),
        ..NoticeChoices::default()
    };
    house.desk.choose_notices(&tessa.actor, &choices).await.unwrap();
    let mut hers = house.desk.listen(&tessa.actor, LivePage::Notices, 0).await.unwrap();
    let mut his = house.desk.listen(&egon.actor, LivePage::Notices, 0).await.unwrap();
    let number = house.number(house.mail(jana(1)).await).await;
    assert!(round(&house).await.is_empty(), "no mail was asked for");
    let told = hers.wait().await;
    let news = house.desk.news(&tessa.actor, &hers, &told).await.unwrap();
    let LiveNews::Ringing(ringing) = &news[0] else { panic!("{news:?}") };
    assert_eq!(ringing.event, NoticeEvent::Arrived);
    assert_eq!(ringing.case.as_ref().unwrap().0, number);
    // The same went past him, and is not for him.
    let told = his.wait().await;
    assert!(house.desk.news(&egon.actor, &his, &told).await.unwrap().is_empty());
}

async fn where_nobody_can_choose_nobody_is_told(house: TestHouse) {
    let (tessa, _) = begun(&house).await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    // She never chose, and is told at first of what is given to her.
    let eva = house.member("eva", &[Role::SupportEngineer]).await;
    let number = house.number(house.mail(jana(1)).await).await;
    house.give(number, &tessa, &eva).await;
    round(&house).await;
    house.wait_secs(3_600);
    assert_eq!(round(&house).await.len(), 1);

    // A house whose policies are older than notices.
    let staff = house.desk.policy_file(&adam.actor, "staff.cedar").await.unwrap().text.unwrap();
    let without = staff.replace("Action::\"notice.choose\"", "Action::\"deputy.name\"");
    assert_ne!(staff, without);
    let draft = PolicyDraft {
        file: "staff.cedar".to_owned(),
        text: Some(without),
        note: "As it was.".to_owned(),
    };
    let change = house.desk.policy_change(&Actor::Founder, draft).await.unwrap();
    let deed = Deed::ChangePolicies(change);
    let id = house.desk.propose(&Actor::Founder, &deed).await.unwrap();
    let row = house.db.read().await.unwrap().approval(id).await.unwrap().unwrap();
    house.desk.approve(&adam.actor, id, &row.digest).await.unwrap();
    let choices = house.desk.notice_choices(&eva.actor).await.unwrap();
    assert!(choices.ways.is_empty(), "{choices:?}");
    let refused = house.desk.choose_notices(&eva.actor, &NoticeChoices::default()).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    let number = house.number(house.mail(jana(2)).await).await;
    house.give(number, &tessa, &eva).await;
    round(&house).await;
    house.wait_secs(3_600);
    assert!(round(&house).await.is_empty());
}

/// Where mail to a case goes that a reply of this member told of.
async fn way_to(house: &TestHouse, by: &Member, number: CaseNumber) -> Address {
    let draft = ReplyDraft { text: Personal::new("We look.".to_owned()), n_seen: None };
    house.desk.reply(&by.actor, number, draft).await.unwrap();
    house.wait_secs(16);
    let mails = house.leave().await;
    let sent = mails.into_iter().find(|mail| mail.to.domain() == "mail.example").unwrap();
    sent.reply_to.unwrap()
}

async fn what_became_a_part_is_told_of_where_it_is_now(house: TestHouse) {
    let (_, egon) = begun(&house).await;
    let mira = house.member("mira", &[Role::Triage, Role::SupportEngineer]).await;
    let eva = house.member("eva", &[Role::SupportEngineer]).await;
    for who in [&mira, &eva] {
        choose(&house, who, &[]).await;
    }
    let mut numbers = Vec::new();
    for (number, holder) in [(1, &egon), (2, &egon), (3, &eva)] {
        let number = house.number(house.mail(jana(number)).await).await;
        house.give(number, &mira, holder).await;
        numbers.push(number);
    }
    let (whole, soon, late) = (numbers[0], numbers[1], numbers[2]);
    let ways = [way_to(&house, &egon, soon).await, way_to(&house, &eva, late).await];
    let answer = async |way: usize, number: usize| {
        let mut mail = jana(number);
        mail.recipients = vec![ways[way].clone()];
        house.mail(mail).await;
    };
    // What happened until now is nobody's concern.
    assert!(round(&house).await.is_empty());
    let all = [NoticeEvent::Arrived, NoticeEvent::Assigned, NoticeEvent::Answered];
    for who in [&egon, &eva] {
        choose(&house, who, &all.map(|event| (event, NoticeMail::AtOnce))).await;
    }

    // Of these it was marked that it is told, before they became parts: given to somebody and answered, and come in.
    house.desk.assign(&mira.actor, soon, eva.staff.id, None).await.unwrap();
    house.desk.assign(&mira.actor, soon, egon.staff.id, None).await.unwrap();
    answer(0, 4).await;
    let came = house.number(house.mail(jana(6)).await).await;
    house.give(came, &mira, &mira).await;
    assert!(round(&house).await.is_empty());
    // Of the other nothing was marked yet.
    house.desk.assign(&mira.actor, late, mira.staff.id, None).await.unwrap();
    house.desk.assign(&mira.actor, late, eva.staff.id, None).await.unwrap();
    answer(1, 5).await;
    for part in [soon, late, came] {
        house.desk.merge(&mira.actor, part, whole).await.unwrap();
    }
    round(&house).await;
    house.wait_secs(61);
    let mails = round(&house).await;
    // Who had the part is not told of the whole, which is another's.
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.local()).collect();
    assert_eq!(to, ["egon"], "{mails:?}");
    let text = mails[0].text.expose();
    assert_eq!(text.matches(&format!("{whole} in support was answered")).count(), 2, "{text}");
    for words in ["was given to you", "came into the queue"] {
        assert!(!text.contains(words), "{words} in {text}");
    }
    for part in [soon, late, came] {
        assert!(!text.contains(&part.to_string()), "{part} in {text}");
    }
}

async fn a_process_that_ended_with_the_mail_sent_sends_no_other(house: TestHouse) {
    let (tessa, _) = begun(&house).await;
    choose(&house, &tessa, &[(NoticeEvent::Arrived, NoticeMail::AtOnce)]).await;
    house.mail(jana(1)).await;
    while house.desk.sequence().await.unwrap() > 0 {}
    house.desk.raise_notices(true).await.unwrap();
    house.wait_secs(61);
    house.desk.batch_notices().await.unwrap();
    let mut left = Vec::new();
    while let Some(job) = house.desk.claim_job().await.unwrap() {
        if job.name == desk::STAFF_NOTICE {
            let batch: Batch = serde_json::from_str(&job.payload).unwrap();
            left.extend(house.desk.staff_notice(batch.staff_id, batch.batch_id).await.unwrap());
        }
    }
    assert_eq!(left.len(), 1);
    // The relay took it, and the process ended before it said so. Another one starts, and takes the job again once
    // nobody can be at it any more.
    let config = house.desk.settings().clone();
    let TestHouse { dir, url, database, desk, db, vault, sign_in, .. } = house;
    drop((desk, vault, sign_in));
    db.close().await;
    let house = TestHouse::open(dir, url, database, config, 8).await;
    house.wait_secs(61 + 299);
    assert!(house.desk.claim_job().await.unwrap().is_none(), "somebody may still be at it");
    house.wait_secs(2);
    let mut n_jobs = 0;
    while let Some(job) = house.desk.claim_job().await.unwrap() {
        if job.name == desk::STAFF_NOTICE {
            let batch: Batch = serde_json::from_str(&job.payload).unwrap();
            let mail = house.desk.staff_notice(batch.staff_id, batch.batch_id).await.unwrap();
            assert!(mail.is_none(), "{mail:?}");
            n_jobs += 1;
        }
        house.desk.finish_job(job.id, job.n_tries, JobOutcome::Done).await.unwrap();
    }
    assert_eq!(n_jobs, 1);
    for _ in 0..3 {
        house.wait_secs(3_600);
        assert!(round(&house).await.is_empty());
    }
}

async fn a_reply_to_a_subject_without_end_leaves(house: TestHouse) {
    let (tessa, egon) = begun(&house).await;
    let mut mail = jana(1);
    mail.subject = Personal::new("é".repeat(10_000));
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    way_to(&house, &egon, number).await;
    let draft = ReplyDraft { text: Personal::new("Once more.".to_owned()), n_seen: None };
    house.desk.reply(&egon.actor, number, draft).await.unwrap();
    house.wait_secs(16);
    let mails = house.leave().await;
    assert_eq!(mails.len(), 2, "to her, and to the channel");
    for mail in &mails {
        let subject = mail.subject.expose();
        // What `mail` sends is a thousand characters.
        assert!(subject.chars().count() <= 950, "{subject}");
        assert!(subject.ends_with(&format!("[{number}]")), "our number stands behind it");
    }
    let hers = mails.iter().find(|mail| mail.to.domain() == "mail.example").unwrap();
    assert_eq!(hers.subject.expose(), &format!("Re: {} [{number}]", "é".repeat(900)));
}

async fn what_happens_ten_seconds_apart_is_one_mail(house: TestHouse) {
    let (tessa, _) = begun(&house).await;
    choose(&house, &tessa, &[(NoticeEvent::Arrived, NoticeMail::AtOnce)]).await;
    house.mail(jana(1)).await;
    assert!(round(&house).await.is_empty());
    house.wait_secs(10);
    house.mail(jana(2)).await;
    assert!(round(&house).await.is_empty());
    house.wait_secs(49);
    assert!(round(&house).await.is_empty(), "the minute is not full yet");
    house.wait_secs(1);
    let mails = round(&house).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(mails[0].subject.expose(), "2 notices");
    house.wait_secs(61);
    assert!(round(&house).await.is_empty());
}

async fn of_whoever_writes_without_end_no_more_is_told(house: TestHouse) {
    let (tessa, _) = begun(&house).await;
    choose(&house, &tessa, &[(NoticeEvent::Arrived, NoticeMail::Hourly)]).await;
    for number in 0..33 {
        house.wait_secs(1);
        let mut mail = jana(0);
        mail.message_id = Some(format!("again.{number}@mail.example"));
        mail.subject = Personal::new(format!("Again {number}"));
        house.mail(mail).await;
    }
    // Others are told of as ever.
    house.mail(mail_from("Karel", "karel@mail.example", "Hello", "One question.")).await;
    round(&house).await;
    house.wait_secs(3_600);
    let mails = round(&house).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject.expose(), "31 notices", "thirty of hers, and one of his");
    // It is held against nobody for long.
    house.mail(jana(1)).await;
    round(&house).await;
    house.wait_secs(3_600);
    assert_eq!(round(&house).await[0].subject.expose(), "1 notice");
}

async fn an_answer_by_a_machine_is_told_to_nobody(house: TestHouse) {
    let (tessa, egon) = begun(&house).await;
    let number = house.number(house.mail(jana(1)).await).await;
    house.give(number, &tessa, &egon).await;
    let way = way_to(&house, &egon, number).await;
    choose(&house, &egon, &[(NoticeEvent::Answered, NoticeMail::AtOnce)]).await;
    round(&house).await;
    for (n, automatic, n_mails) in [(2, Some(AutomaticReason::AutoSubmitted), 0), (3, None, 1)] {
        let mut mail = jana(n);
        mail.recipients = vec![way.clone()];
        mail.automatic = automatic;
        assert_eq!(house.number(house.mail(mail).await).await, number);
        round(&house).await;
        house.wait_secs(61);
        assert_eq!(round(&house).await.len(), n_mails, "{automatic:?}");
    }
}

async fn an_hour_without_a_relay_loses_nothing(house: TestHouse) {
    let (tessa, _) = begun(&house).await;
    choose(&house, &tessa, &[(NoticeEvent::Arrived, NoticeMail::AtOnce)]).await;
    house.mail(jana(1)).await;
    while house.desk.sequence().await.unwrap() > 0 {}
    house.desk.raise_notices(true).await.unwrap();
    house.wait_secs(61);
    house.desk.batch_notices().await.unwrap();
    let mut n_tries = 0;
    for _ in 0..6 {
        while let Some(job) = house.desk.claim_job().await.unwrap() {
            let mut outcome = JobOutcome::Done;
            if job.name == desk::STAFF_NOTICE {
                let Batch { staff_id, batch_id } = serde_json::from_str(&job.payload).unwrap();
                assert!(house.desk.staff_notice(staff_id, batch_id).await.unwrap().is_some());
                house.desk.notices_not_sent(batch_id).await.unwrap();
                outcome = JobOutcome::Retry("the relay did not take the mail");
                n_tries += 1;
            }
            house.desk.finish_job(job.id, job.n_tries, outcome).await.unwrap();
        }
        house.wait_secs(961);
    }
    assert_eq!(n_tries, 6, "then the job is given up");
    assert!(jobs(&house).await.is_empty());
    let mails = round(&house).await;
    assert_eq!(mails.len(), 1, "what it told of is not");
    assert!(mails[0].text.expose().contains("came into the queue"));
    house.wait_secs(3_600);
    assert!(round(&house).await.is_empty());
}

async fn a_clock_that_jumps_is_told(house: TestHouse) {
    let (tessa, _) = begun(&house).await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    let name = |name: &str| QueueName::parse(name).unwrap();
    let quick = QueueDraft {
        name: name("abuse"),
        first_response_secs: 20 * 60,
        roles: [Role::Triage].into(),
        is_active: true,
    };
    house.desk.update_queue(&adam.actor, &name("abuse"), quick).await.unwrap();
    let both = [
        (NoticeEvent::ClockNear, NoticeMail::AtOnce),
        (NoticeEvent::ClockLate, NoticeMail::AtOnce),
    ];
    choose(&house, &tessa, &both).await;
    let number = house.number(house.mail(jana(1)).await).await;
    house.desk.move_case(&tessa.actor, number, &name("help"), None).await.unwrap();
    round(&house).await;
    house.wait_secs(5 * 3_600);
    assert!(round(&house).await.is_empty(), "there is time until the day after tomorrow");
    // Here it was due hours ago.
    house.desk.move_case(&tessa.actor, number, &name("abuse"), None).await.unwrap();
    round(&house).await;
    house.wait_secs(61);
    let mails = round(&house).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    let text = mails[0].text.expose();
    assert!(text.contains(&format!("{number} in abuse is late")), "{text}");
    house.desk.assign(&tessa.actor, number, tessa.staff.id, None).await.unwrap();
    round(&house).await;
    house.wait_secs(61);
    assert!(round(&house).await.is_empty(), "the same clock is told once");
    // What is due within minutes is due soon from the start.
    let mut mail = jana(2);
    mail.recipients = vec![Address::parse("abuse@desk.example").unwrap()];
    let number = house.number(house.mail(mail).await).await;
    round(&house).await;
    house.wait_secs(61);
    let mails = round(&house).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    let text = mails[0].text.expose();
    assert!(text.contains(&format!("{number} in abuse is due soon")), "{text}");
}

async fn a_case_is_given_to_whoever_has_it_in_the_end(house: TestHouse) {
    let (tessa, egon) = begun(&house).await;
    let eva = house.member("eva", &[Role::SupportEngineer]).await;
    for who in [&egon, &eva] {
        choose(&house, who, &[(NoticeEvent::Assigned, NoticeMail::Hourly)]).await;
    }
    round(&house).await;
    let give = async |number: CaseNumber, to: &Member| {
        house.desk.assign(&tessa.actor, number, to.staff.id, None).await.unwrap();
        house.wait_secs(1);
    };
    let one = house.number(house.mail(jana(1)).await).await;
    let other = house.number(house.mail(jana(2)).await).await;
    let taken = house.number(house.mail(jana(3)).await).await;
    // Given on before it was looked.
    give(one, &egon).await;
    give(one, &eva).await;
    // Given on before the mail left.
    give(other, &egon).await;
    round(&house).await;
    give(other, &eva).await;
    // And taken by whoever it was given to.
    give(taken, &egon).await;
    house.desk.assign(&egon.actor, taken, egon.staff.id, None).await.unwrap();
    round(&house).await;
    house.wait_secs(3_600);
    let mails = round(&house).await;
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.local()).collect();
    assert_eq!(to, ["eva"], "{mails:?}");
    let text = mails[0].text.expose();
    for number in [one, other] {
        let line = format!("{number} in triage was given to you");
        assert_eq!(text.matches(&line).count(), 1, "{text}");
    }
}

/// An administrator who proposes, and a counsel who may approve and is told of it.
async fn two_eyes(house: &TestHouse) -> Member {
    begun(house).await;
    let ada = house.member("ada", &[Role::Administrator]).await;
    let ben = house.member("ben", &[Role::Counsel]).await;
    for who in [&ada, &ben] {
        choose(house, who, &[(NoticeEvent::Second, NoticeMail::AtOnce)]).await;
    }
    house.mail(jana(1)).await;
    house.mail(mail_from("Karel", "karel@mail.example", "Hello", "One question.")).await;
    round(house).await;
    ada
}

async fn propose(house: &TestHouse, by: &Actor, address: &str) -> ApprovalId {
    let person = house.desk.named_person(&Address::parse(address).unwrap()).unwrap();
    house.desk.propose(by, &Deed::DestroyPerson(person)).await.unwrap()
}

/// Which proposals the mails of a minute tell of.
async fn waits(house: &TestHouse, ids: &[ApprovalId]) -> Vec<ApprovalId> {
    round(house).await;
    house.wait_secs(61);
    let mails = round(house).await;
    let text: String = mails.iter().map(|mail| mail.text.expose().as_str()).collect();
    assert_eq!(mails.len(), 1, "{text}");
    ids.iter().copied().filter(|id| text.contains(&format!("/approvals/{id}"))).collect()
}

async fn what_waits_for_long_is_told_once(house: TestHouse) {
    let ada = two_eyes(&house).await;
    let first = propose(&house, &ada.actor, "jana@mail.example").await;
    assert_eq!(waits(&house, &[first]).await, [first]);
    // A motion waits for two weeks; that its notice was told is forgotten before.
    house.by_hand("update approvals set lapses_at = lapses_at + 864000000000").await;
    house.wait_secs(49 * 3_600);
    house.desk.forget_old().await.unwrap();
    let again = house.another_session(&ada).await;
    let second = propose(&house, &again, "karel@mail.example").await;
    assert_eq!(waits(&house, &[first, second]).await, [second]);
}

async fn what_does_not_read_takes_nothing_else_with_it(house: TestHouse) {
    let ada = two_eyes(&house).await;
    let first = propose(&house, &ada.actor, "jana@mail.example").await;
    round(&house).await;
    // It is in the batch, and is looked at again with the next.
    house.by_hand("update approvals set resource_id = 'another'").await;
    let second = propose(&house, &ada.actor, "karel@mail.example").await;
    assert_eq!(waits(&house, &[first, second]).await, [second]);
}
