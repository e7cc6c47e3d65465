//! A mail's way: received, triaged, opened under authority, answered, and the answer back in its case.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use desk::{DeskError, NoteDraft, Received, ReplyDraft, Window};
use model::{
    Address, CaseState, DeliveryReport, DeliveryState, IncomingMail, Personal, QueueName,
    ReportOutcome, Role,
};
use testkit::house::{DOMAIN, Member, TestHouse, mail_from};

testkit::house_tests!(
    a_mail_is_received_triaged_opened_and_answered,
    a_stranger_with_the_number_does_not_get_in,
    the_same_mail_is_one_message,
    an_intake_counts_once,
    a_reply_stops_when_messages_came,
    undo_wins_only_from_held,
    two_changes_of_one_version_conflict,
    a_report_lands_on_its_copy,
    a_closed_case_opens_again_and_belongs_to_nobody,
    whoever_took_the_case_says_why,
    a_mail_is_opened_in_full_on_record,
    what_was_destroyed_is_looked_at_by_nobody,
    what_was_destroyed_with_somebody_in_it_is_looked_at_by_nobody,
    who_looked_fits_the_log_whatever_comes_after,
    a_machine_starts_no_clock,
    a_note_is_no_reply,
    a_failed_hand_over_is_tried_again_and_ends,
    a_suggestion_is_confirmed_by_the_staff,
    the_brake_shows_itself,
);

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

fn reply(words: &str) -> ReplyDraft {
    ReplyDraft { text: text(words), n_seen: None }
}

async fn staff(house: &TestHouse) -> (Member, Member) {
    (
        house.member("tessa", &[Role::Triage]).await,
        house.member("egon", &[Role::SupportEngineer]).await,
    )
}

fn jana() -> IncomingMail {
    mail_from(
        "Jana Nováková",
        "jana.novakova@mail.example",
        "Lost passphrase of Jana",
        "Hello, my phone is +420 601 123 456. Please call Jana Nováková.",
    )
}

fn answer_to(sent: &model::OutgoingMail, from: &str) -> IncomingMail {
    let mut mail = mail_from("Somebody", from, "Re: whatever", "Thank you, it works now.");
    mail.recipients = vec![sent.reply_to.clone().unwrap()];
    mail.message_id = Some(format!("answer.{from}@sender.example"));
    mail
}

async fn a_mail_is_received_triaged_opened_and_answered(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let case_id = house.mail(jana()).await;
    let number = house.number(case_id).await;

    let page = house.desk.show(&tessa.actor, number).await.unwrap();
    assert_eq!(page.view.case.state, CaseState::Pending);
    assert!(page.view.case.due.is_some(), "every message starts a clock");
    let shown = page.messages[0].text.as_ref().unwrap().expose().clone();
    assert!(shown.contains("[phone 1]") && shown.contains("[person 1]"), "{shown}");
    for word in ["Jana", "Nováková", "601", "novakova"] {
        assert!(!shown.contains(word), "{word} in {shown}");
        assert!(!page.view.subject.as_ref().unwrap().expose().contains(word));
    }

    // Nobody opens it before it is theirs.
    let message = page.messages[0].message.id;
    let refused = house.desk.unseal(&egon.actor, number, message, Some("curious")).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    house.give(number, &tessa, &egon).await;
    let original = house.desk.unseal(&egon.actor, number, message, None).await.unwrap();
    assert_eq!(original.text.expose(), jana().text.expose());
    assert_eq!(original.subject.expose(), jana().subject.expose());
    assert!(original.from.expose().contains("jana.novakova@mail.example"));

    // She sees who looked.
    let requester = house.requester(page.view.case.requester_id);
    let looks = house.desk.own_looks(&requester).await.unwrap();
    assert_eq!(looks.len(), 1);
    assert!(looks[0].role.contains("support engineer"));

    house.desk.reply(&egon.actor, number, reply("Dear Jana, use the new link.")).await.unwrap();
    assert!(house.leave().await.is_empty(), "a reply is held first");
    house.wait_secs(16);
    let mails = house.leave().await;
    assert_eq!(mails.len(), 2, "one for her, one for the channel");
    let to_her = mails.iter().find(|mail| mail.to.domain() == "mail.example").unwrap();
    assert_eq!(to_her.from.address, egon.address);
    assert!(to_her.signing_key.is_some());
    assert_eq!(to_her.text.expose(), "Dear Jana, use the new link.");
    assert!(to_her.subject.expose().contains("Lost passphrase of Jana"));
    assert_eq!(to_her.references, vec![jana().message_id.unwrap()]);
    let case = house.desk.case(&egon.actor, number).await.unwrap().case;
    assert_eq!((case.state, case.due), (CaseState::Waiting, None), "answered");

    let back = house.take_in(answer_to(to_her, "jana.novakova@mail.example")).await;
    assert_eq!(back, Received::Added(case_id));
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    assert!(page.messages.last().unwrap().message.is_confirmed);
    assert_eq!(page.view.case.state, CaseState::Open);
    let own = house.desk.own_request(&requester, number, Window::Newest).await.unwrap().messages;
    assert_eq!(own.iter().filter(|message| message.is_own).count(), 2);
    assert_eq!(own.len(), 3);

    while house.desk.sequence().await.unwrap() > 0 {}
    let found = house.desk.verify_log(None).await.unwrap();
    assert!(found.report.is_sound(), "{:?}", found.report);
}

async fn a_stranger_with_the_number_does_not_get_in(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let case_id = house.mail(jana()).await;
    let number = house.number(case_id).await;
    let mut stranger = mail_from("Eve", "eve@evil.example", "x", "Let me in.");
    stranger.subject = text(&format!("Re: [{number}] please"));
    let received = house.take_in(stranger).await;
    let Received::Opened(other) = received else { panic!("{received:?}") };
    assert_ne!(other, case_id);
    let other = house.number(other).await;
    let view = house.desk.case(&tessa.actor, other).await.unwrap();
    assert_eq!(view.suggested, Some(number), "for the staff to decide");

    // A forwarded copy of ours admits the message of whoever answers it, not its sender.
    house.give(number, &tessa, &egon).await;
    house.desk.reply(&egon.actor, number, reply("Done.")).await.unwrap();
    house.wait_secs(16);
    let mails = house.leave().await;
    let to_her = mails.iter().find(|mail| mail.to.domain() == "mail.example").unwrap();
    let received = house.take_in(answer_to(to_her, "friend@other.example")).await;
    assert_eq!(received, Received::Added(case_id));
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    let last = page.messages.last().unwrap().message.clone();
    assert!(!last.is_confirmed);
    house.desk.reply(&egon.actor, number, reply("To her only.")).await.unwrap();
    house.wait_secs(16);
    let to: Vec<String> =
        house.leave().await.iter().map(|mail| mail.to.domain().to_owned()).collect();
    assert!(!to.contains(&"other.example".to_owned()), "{to:?}");

    house.desk.confirm_sender(&egon.actor, number, last.id).await.unwrap();
    house.desk.reply(&egon.actor, number, reply("To both.")).await.unwrap();
    house.wait_secs(16);
    let to: Vec<String> =
        house.leave().await.iter().map(|mail| mail.to.domain().to_owned()).collect();
    assert!(to.contains(&"other.example".to_owned()), "{to:?}");

    // A made-up token is a new case, answered no differently.
    let mut guess = mail_from("Eve", "eve@evil.example", "guess", "Hello again.");
    guess.recipients = vec![Address::parse(&format!("case+aaaaaaaaaaaa@{DOMAIN}")).unwrap()];
    assert!(matches!(house.take_in(guess).await, Received::Opened(_)));
}

async fn the_same_mail_is_one_message(house: TestHouse) {
    let first = house.mail(jana()).await;
    let mut again = jana();
    again.recipients = vec![Address::parse(&format!("abuse@{DOMAIN}")).unwrap()];
    assert_eq!(house.take_in(again).await, Received::Again);
    let mut other_body = jana();
    other_body.text = text("Another text under the same id.");
    assert!(matches!(house.take_in(other_body).await, Received::Opened(id) if id != first));
    house.wait_secs(6 * 86_400);
    assert!(
        matches!(house.take_in(jana()).await, Received::Opened(_)),
        "after five days it is new"
    );
}

async fn an_intake_counts_once(house: TestHouse) {
    let intake = desk::NewIntake {
        envelope_from: None,
        recipients: jana().recipients,
        peer: None,
        helo: String::new(),
        bytes: b"bytes".to_vec(),
    };
    let id = house.desk.accept(intake).await.unwrap();
    assert_eq!(house.desk.waiting().await.unwrap(), vec![id]);
    assert!(matches!(house.desk.receive(id, jana()).await.unwrap(), Received::Opened(_)));
    assert_eq!(house.desk.receive(id, jana()).await.unwrap(), Received::Again);
    assert!(house.desk.waiting().await.unwrap().is_empty());
}

async fn a_reply_stops_when_messages_came(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let case_id = house.mail(jana()).await;
    let number = house.number(case_id).await;
    house.give(number, &tessa, &egon).await;
    let n_seen = house.desk.case(&egon.actor, number).await.unwrap().case.n_messages;
    let mut more = mail_from("Jana", "jana.novakova@mail.example", "Re: x", "One more thing.");
    more.references = vec![jana().message_id.unwrap()];
    more.is_aligned = true;
    assert_eq!(house.take_in(more).await, Received::Added(case_id));
    let draft = ReplyDraft { text: text("Too early."), n_seen: Some(n_seen) };
    let stopped = house.desk.reply(&egon.actor, number, draft).await;
    assert!(matches!(stopped, Err(DeskError::NewMessages { n: 1 })), "{stopped:?}");
    let draft = ReplyDraft { text: text("Now."), n_seen: Some(n_seen + 1) };
    house.desk.reply(&egon.actor, number, draft).await.unwrap();
}

async fn undo_wins_only_from_held(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let number = house.number(house.mail(jana()).await).await;
    house.give(number, &tessa, &egon).await;
    let id = house.desk.reply(&egon.actor, number, reply("Oops.")).await.unwrap();
    let other = house.desk.undo(&tessa.actor, number, id).await;
    assert!(matches!(other, Err(DeskError::Denied(_))), "only the author: {other:?}");
    house.desk.undo(&egon.actor, number, id).await.unwrap();
    house.wait_secs(60);
    assert!(house.leave().await.is_empty());

    let id = house.desk.reply(&egon.actor, number, reply("For good.")).await.unwrap();
    house.wait_secs(16);
    assert_eq!(house.leave().await.len(), 2);
    let late = house.desk.undo(&egon.actor, number, id).await;
    assert!(matches!(late, Err(DeskError::TooLate { state: "sent" })), "{late:?}");
}

async fn two_changes_of_one_version_conflict(house: TestHouse) {
    let (tessa, _) = staff(&house).await;
    let number = house.number(house.mail(jana()).await).await;
    let version = house.desk.case(&tessa.actor, number).await.unwrap().case.version;
    let to = |name: &str| QueueName::parse(name).unwrap();
    let moved =
        house.desk.move_case(&tessa.actor, number, &to("help"), Some(version)).await.unwrap();
    let late = house.desk.move_case(&tessa.actor, number, &to("triage"), Some(version)).await;
    assert!(matches!(late, Err(DeskError::Conflict { .. })), "{late:?}");
    let now = house.desk.case(&tessa.actor, number).await.unwrap().case.version;
    assert_eq!(moved.version, now, "what is returned is what a next change may name");
    house.desk.move_case(&tessa.actor, number, &to("triage"), Some(now)).await.unwrap();
}

async fn a_report_lands_on_its_copy(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let case_id = house.mail(jana()).await;
    let number = house.number(case_id).await;
    house.give(number, &tessa, &egon).await;
    let id = house.desk.reply(&egon.actor, number, reply("Hello?")).await.unwrap();
    house.wait_secs(16);
    let mails = house.leave().await;
    let to_her = mails.iter().find(|mail| mail.to.domain() == "mail.example").unwrap();
    let mut report =
        mail_from("Mailer", "mailer-daemon@mail.example", "Undelivered", "No such user");
    report.envelope_from = None;
    report.recipients = vec![to_her.envelope_from.clone().unwrap()];
    report.report = Some(DeliveryReport {
        outcome: ReportOutcome::Failed,
        status: "5.1.1".to_owned(),
        message_id: None,
    });
    assert_eq!(house.take_in(report).await, Received::Reported(case_id));
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    let sent = page.messages.iter().find(|message| message.message.id == id).unwrap();
    let states: Vec<_> = sent
        .deliveries
        .iter()
        .map(|view| (view.delivery.state, view.delivery.status.clone()))
        .collect();
    assert!(states.contains(&(DeliveryState::Failed, Some("5.1.1".to_owned()))), "{states:?}");
    assert_eq!(page.messages.len(), 2, "a report is no message");
}

async fn a_closed_case_opens_again_and_belongs_to_nobody(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let case_id = house.mail(jana()).await;
    let number = house.number(case_id).await;
    house.give(number, &tessa, &egon).await;
    let message = house.desk.show(&egon.actor, number).await.unwrap().messages[0].message.id;
    house.desk.unseal(&egon.actor, number, message, None).await.unwrap();
    house.desk.close(&egon.actor, number, None).await.unwrap();
    let shut = house.desk.unseal(&egon.actor, number, message, None).await;
    assert!(matches!(shut, Err(DeskError::Denied(_))), "{shut:?}");
    let mut more = mail_from("Jana", "jana.novakova@mail.example", "Re: x", "Still broken.");
    more.references = vec![jana().message_id.unwrap()];
    more.is_aligned = true;
    assert_eq!(house.take_in(more).await, Received::Added(case_id));
    let case = house.desk.case(&egon.actor, number).await.unwrap().case;
    assert_eq!((case.state, case.assignment), (CaseState::Pending, None));
    let shut = house.desk.unseal(&egon.actor, number, message, None).await;
    assert!(matches!(shut, Err(DeskError::Denied(_))), "reopening does not restore it: {shut:?}");
}

async fn whoever_took_the_case_says_why(house: TestHouse) {
    let (_, egon) = staff(&house).await;
    let case_id = house.mail(jana()).await;
    let number = house.number(case_id).await;
    house.desk.assign(&egon.actor, number, egon.staff.id, None).await.unwrap();
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    let message = page.messages[0].message.id;
    let silent = house.desk.unseal(&egon.actor, number, message, None).await;
    assert!(matches!(silent, Err(DeskError::Invalid { field: "reason", .. })), "{silent:?}");
    let n_max = house.desk.settings().self_looks_per_day_max;
    for _ in 0..n_max {
        house.desk.unseal(&egon.actor, number, message, Some("to call back")).await.unwrap();
    }
    let worn = house.desk.unseal(&egon.actor, number, message, Some("again")).await;
    assert!(matches!(worn, Err(DeskError::TooMany { .. })), "{worn:?}");
    house.wait_secs(86_401);
    // The session has ended by then; the gate's view of it is the session's, so a job's is used here.
    let looks = house.desk.own_looks(&house.requester(page.view.case.requester_id)).await.unwrap();
    assert_eq!(looks.len(), usize::try_from(n_max).unwrap());
    assert_eq!(looks[0].reason.as_ref().unwrap().expose(), "to call back");
}

async fn a_mail_is_opened_in_full_on_record(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let mut mail = jana();
    let html = "<p>Call <b>Jana Nováková</b></p>";
    mail.html = Some(text(html));
    let number = house.number(house.mail(mail).await).await;
    let page = house.desk.show(&tessa.actor, number).await.unwrap();
    let message = &page.messages[0];
    assert!(message.has_mail && message.has_html);
    let (id, requester) = (message.message.id, house.requester(page.view.case.requester_id));
    let denied = house.desk.unseal_html(&tessa.actor, number, id, None).await;
    assert!(matches!(denied, Err(DeskError::Denied(_))), "{denied:?}");
    let denied = house.desk.unseal_mail(&tessa.actor, number, id, None).await;
    assert!(matches!(denied, Err(DeskError::Denied(_))), "{denied:?}");
    assert!(house.desk.own_looks(&requester).await.unwrap().is_empty());

    house.give(number, &tessa, &egon).await;
    let found = house.desk.unseal_html(&egon.actor, number, id, None).await.unwrap();
    assert_eq!(found.html.expose(), html);
    assert_eq!(found.original.subject.expose(), "Lost passphrase of Jana");
    house.wait_secs(1);
    let found = house.desk.unseal_mail(&egon.actor, number, id, Some("cut")).await.unwrap();
    assert_eq!(found.bytes.expose(), jana().text.expose().as_bytes());
    assert_eq!(found.name.expose(), &format!("{number}-1.eml"));
    let looks = house.desk.own_looks(&requester).await.unwrap();
    assert_eq!(looks.len(), 2);
    assert_eq!(looks[0].reason.as_ref().unwrap().expose(), "cut");
}

async fn what_was_destroyed_is_looked_at_by_nobody(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let number = house.number(house.mail(jana()).await).await;
    house.give(number, &tessa, &egon).await;
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    let (id, person) = (page.messages[0].message.id, page.view.case.requester_id);
    let address = Address::parse("jana.novakova@mail.example").unwrap();
    house.desk.destroy_person(&model::Actor::Founder, &address).await.unwrap();
    let gone = house.desk.unseal(&egon.actor, number, id, None).await;
    assert!(matches!(gone, Err(DeskError::Destroyed)), "{gone:?}");
    let gone = house.desk.unseal_mail(&egon.actor, number, id, None).await;
    assert!(matches!(gone, Err(DeskError::Destroyed)), "{gone:?}");
    assert!(house.db.read().await.unwrap().looks(person, 10).await.unwrap().is_empty());
}

async fn what_was_destroyed_with_somebody_in_it_is_looked_at_by_nobody(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let alice = mail_from("Alice", "alice@work.example", "Mine", "Where is my parcel?");
    house.mail(alice).await;
    let mut mail = jana();
    mail.others = mail_from("Alice", "alice@work.example", "x", "x").from.into_iter().collect();
    mail.html = Some(text("<p>Alice knows</p>"));
    mail.attachments = vec![model::Attachment {
        name: text("x.pdf"),
        media_type: "application/pdf".to_owned(),
        bytes: Personal::new(b"%PDF".to_vec()),
    }];
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    let message = &page.messages[0];
    assert!(message.has_mail && message.has_html && !message.attachments[0].is_destroyed);
    let (id, file) = (message.message.id, message.attachments[0].id);
    let address = Address::parse("alice@work.example").unwrap();
    house.desk.destroy_person(&model::Actor::Founder, &address).await.unwrap();

    let page = house.desk.show(&egon.actor, number).await.unwrap();
    let message = &page.messages[0];
    assert!(message.text.is_some(), "what Jana wrote stands");
    assert!(!message.has_mail && !message.has_html && message.attachments[0].is_destroyed);
    let gone = house.desk.unseal_html(&egon.actor, number, id, None).await;
    assert!(matches!(gone, Err(DeskError::Destroyed)), "{gone:?}");
    let gone = house.desk.unseal_mail(&egon.actor, number, id, None).await;
    assert!(matches!(gone, Err(DeskError::Destroyed)), "{gone:?}");
    let gone = house.desk.unseal_file(&egon.actor, number, id, file, None).await;
    assert!(matches!(gone, Err(DeskError::Destroyed)), "{gone:?}");
    let person = page.view.case.requester_id;
    assert!(house.db.read().await.unwrap().looks(person, 10).await.unwrap().is_empty());
}

async fn who_looked_fits_the_log_whatever_comes_after(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let number = house.number(house.mail(jana()).await).await;
    let mut other = mail_from("Jana Nováková", "jana@work.example", "x", "From work.");
    other.subject = text(&format!("about {number}"));
    let other = house.number(house.mail(other).await).await;
    house.give(other, &tessa, &egon).await;
    let id = house.desk.show(&egon.actor, other).await.unwrap().messages[0].message.id;
    house.desk.unseal(&egon.actor, other, id, Some("to sort it")).await.unwrap();
    let n_looks = async || {
        house.desk.sequence().await.unwrap();
        let report = house.desk.verify_log(None).await.unwrap().report;
        assert!(report.is_sound(), "{report:?}");
        report.n_looks
    };
    assert_eq!(n_looks().await, 1);
    // The look goes along with its message, and stays when its person is no more.
    house.desk.confirm_suggestion(&egon.actor, other).await.unwrap();
    assert_eq!(n_looks().await, 1);
    let address = Address::parse("jana@work.example").unwrap();
    house.desk.destroy_person(&model::Actor::Founder, &address).await.unwrap();
    assert_eq!(n_looks().await, 1);
}

async fn a_machine_starts_no_clock(house: TestHouse) {
    let (tessa, _) = staff(&house).await;
    let mut machine = jana();
    machine.automatic = Some(model::AutomaticReason::AutoSubmitted);
    let number = house.number(house.mail(machine).await).await;
    let page = house.desk.show(&tessa.actor, number).await.unwrap();
    assert_eq!(page.view.case.due, None);
    assert_eq!(page.messages[0].message.automatic.as_deref(), Some("auto_submitted"));
}

async fn a_note_is_no_reply(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let number = house.number(house.mail(jana()).await).await;
    house.give(number, &tessa, &egon).await;
    let draft = NoteDraft { text: text("Call Jana Nováková tomorrow.") };
    house.desk.note(&egon.actor, number, draft).await.unwrap();
    house.wait_secs(60);
    assert!(house.leave().await.is_empty());
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    let note = page.messages.last().unwrap().text.as_ref().unwrap();
    assert!(note.expose().contains("[person 1]"), "a note has a twin too, by the same labels");
    assert!(page.view.case.due.is_some(), "a note answers nobody");
    let requester = house.requester(page.view.case.requester_id);
    let own = house.desk.own_request(&requester, number, Window::Newest).await.unwrap();
    assert_eq!(own.messages.len(), 1, "notes are not for the requester");
}

async fn a_failed_hand_over_is_tried_again_and_ends(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let number = house.number(house.mail(jana()).await).await;
    house.give(number, &tessa, &egon).await;
    house.desk.reply(&egon.actor, number, reply("Hello.")).await.unwrap();
    house.wait_secs(16);
    let mut ids = std::collections::BTreeSet::new();
    let mut n_tries = 0;
    loop {
        let departures = house.desk.departures().await.unwrap();
        if departures.is_empty() {
            break;
        }
        for departure in departures {
            n_tries += 1;
            ids.insert(departure.mail.message_id);
            let fault = desk::DepartureFault { is_permanent: false, status: "4.4.1".to_owned() };
            house.desk.departed(departure.id, Err(fault)).await.unwrap();
        }
        house.wait_secs(86_401);
    }
    assert_eq!(ids.len(), 2, "every try carries the same Message-ID");
    assert_eq!(n_tries, 2 * 10);
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    let states: Vec<_> = page.messages[1].deliveries.iter().map(|v| v.delivery.state).collect();
    assert_eq!(states, [DeliveryState::Failed, DeliveryState::Failed]);
    assert!(page.view.case.due.is_some(), "nobody was answered");
}

async fn a_suggestion_is_confirmed_by_the_staff(house: TestHouse) {
    let (tessa, egon) = staff(&house).await;
    let case_id = house.mail(jana()).await;
    let number = house.number(case_id).await;
    let mut other =
        mail_from("Jana Nováková", "jana@work.example", "x", "From work: +420 601 123 456");
    other.subject = text(&format!("about {number}"));
    other.attachments = vec![model::Attachment {
        name: text("Nováková.pdf"),
        media_type: "application/pdf".to_owned(),
        bytes: Personal::new(b"%PDF".to_vec()),
    }];
    let other = house.number(house.mail(other).await).await;
    assert_eq!(house.desk.confirm_suggestion(&tessa.actor, other).await.unwrap(), number);
    let page = house.desk.show(&tessa.actor, number).await.unwrap();
    assert_eq!(page.messages.len(), 2);
    let shown = page.messages[1].text.as_ref().unwrap().expose().clone();
    assert!(shown.contains("[phone 1]"), "the same number has the same placeholder: {shown}");
    house.give(number, &tessa, &egon).await;
    let id = page.messages[1].message.id;
    let original = house.desk.unseal(&egon.actor, number, id, None).await.unwrap();
    assert_eq!(original.text.expose(), "From work: +420 601 123 456");
    let file = page.messages[1].attachments[0].id;
    let file = house.desk.unseal_file(&egon.actor, number, id, file, None).await.unwrap();
    assert_eq!(
        (file.name.expose().as_str(), file.bytes.expose().as_slice()),
        ("Nováková.pdf", b"%PDF".as_slice())
    );
    let emptied = house.desk.show(&tessa.actor, other).await.unwrap();
    assert_eq!((emptied.view.case.state, emptied.messages.len()), (CaseState::Closed, 0));
    house.desk.reply(&egon.actor, number, reply("To both addresses.")).await.unwrap();
    house.wait_secs(16);
    let to: Vec<String> = house.leave().await.iter().map(|m| m.to.domain().to_owned()).collect();
    assert!(
        to.contains(&"work.example".to_owned()) && to.contains(&"mail.example".to_owned()),
        "{to:?}"
    );
}

async fn the_brake_shows_itself(house: TestHouse) {
    let (tessa, _) = staff(&house).await;
    let case_id = house.mail(jana()).await;
    let n_max = house.desk.settings().notices_per_sender_max;
    for n in 0..=n_max {
        let mut more =
            mail_from("Jana", "jana.novakova@mail.example", "Re: x", &format!("Again {n}"));
        more.message_id = Some(format!("again.{n}@sender.example"));
        more.references = vec![jana().message_id.unwrap()];
        more.is_aligned = true;
        assert_eq!(house.take_in(more).await, Received::Added(case_id));
    }
    let page = house.desk.show(&tessa.actor, house.number(case_id).await).await.unwrap();
    let faults: Vec<_> = page.messages.iter().filter_map(|m| m.message.fault.as_ref()).collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("brake"));
}
