//! What a person does with what is their own: says whether an answer helped, takes all of it away.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use desk::{DeskError, LogFilter, OWN_FILES_BYTES_MAX, OWN_FILES_MAX, ReplyDraft, Window};
use model::{Act, Actor, Attachment, CaseNumber, CaseState, Personal, Role, StaffActor};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    what_they_bring_comes_back_to_them_alone,
    whoever_asked_says_whether_it_helped,
    nobody_else_says_so,
    what_was_not_answered_did_not_help,
    all_of_it_is_taken_away_on_record,
);

const REPLY: &str = "Dear Jana, use the new link.";

/// A case of Jana's that was answered, its requester, and who answered.
async fn answered(house: &TestHouse) -> (CaseNumber, Actor, Member) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Lost", "My phone is gone.");
    let id = house.mail(mail).await;
    let number = house.number(id).await;
    house.give(number, &tessa, &egon).await;
    let draft = ReplyDraft { text: Personal::new(REPLY.to_owned()), n_seen: None };
    house.desk.reply(&egon.actor, number, draft).await.unwrap();
    house.wait_secs(16);
    assert!(!house.leave().await.is_empty());
    let case = house.desk.case(&egon.actor, number).await.unwrap().case;
    (number, house.requester(case.requester_id), egon)
}

async fn state(house: &TestHouse, by: &Member, number: CaseNumber) -> CaseState {
    house.desk.case(&by.actor, number).await.unwrap().case.state
}

async fn whoever_asked_says_whether_it_helped(house: TestHouse) {
    let (number, jana, egon) = answered(&house).await;
    house.desk.judge(&jana, number, true).await.unwrap();
    assert_eq!(state(&house, &egon, number).await, CaseState::Resolved);
    let own = house.desk.own_request(&jana, number, Window::Newest).await.unwrap().request;
    assert_eq!(own.is_helped, Some(true));

    let again = house.desk.judge(&jana, number, true).await;
    assert!(matches!(again, Err(DeskError::Void { .. })), "{again:?}");

    // It can be taken back, and both words stand in what was done.
    house.wait_secs(60);
    house.desk.judge(&jana, number, false).await.unwrap();
    let case = house.desk.case(&egon.actor, number).await.unwrap().case;
    assert_eq!(case.state, CaseState::Open);
    assert!(case.due.is_some(), "what did not help waits for an answer");
    while house.desk.sequence().await.unwrap() > 0 {}
    let history =
        house.desk.history(&house.desk.enter(&egon.actor, number).await.unwrap()).await.unwrap();
    let judged = history.iter().filter(|event| event.act == Act::CaseJudge);
    let judged: Vec<_> = judged.map(|event| (event.who.as_str(), event.is_helped)).collect();
    assert_eq!(judged, [("The requester", Some(true)), ("The requester", Some(false))]);

    // One more word opens what was resolved.
    house.desk.judge(&jana, number, true).await.unwrap();
    let more = Personal::new("It is gone again.".to_owned());
    house.desk.own_add(&jana, number, more, Vec::new()).await.unwrap();
    assert_eq!(state(&house, &egon, number).await, CaseState::Open);
}

async fn nobody_else_says_so(house: TestHouse) {
    let (number, _, egon) = answered(&house).await;
    let theirs = house.desk.judge(&egon.actor, number, true).await;
    assert!(matches!(theirs, Err(DeskError::NotFound)), "{theirs:?}");
    let other = house.mail(mail_from("Ota", "ota@mail.example", "Mine", "Another thing.")).await;
    let other = house.db.read().await.unwrap().case(other).await.unwrap().unwrap().case;
    let theirs = house.desk.judge(&house.requester(other.requester_id), number, true).await;
    assert!(matches!(theirs, Err(DeskError::NotFound)), "{theirs:?}");
    assert_eq!(state(&house, &egon, number).await, CaseState::Waiting);
}

async fn what_was_not_answered_did_not_help(house: TestHouse) {
    let id = house.mail(mail_from("Jana", "jana@mail.example", "Lost", "My phone is gone.")).await;
    let case = house.db.read().await.unwrap().case(id).await.unwrap().unwrap().case;
    let early = house.desk.judge(&house.requester(case.requester_id), case.number, true).await;
    assert!(matches!(early, Err(DeskError::Void { .. })), "{early:?}");
}

async fn all_of_it_is_taken_away_on_record(house: TestHouse) {
    let (number, jana, egon) = answered(&house).await;
    let message = house.desk.show(&egon.actor, number).await.unwrap().messages[0].message.id;
    house.desk.unseal(&egon.actor, number, message, Some("to answer it")).await.unwrap();
    let export = house.desk.own_export(&jana).await.unwrap();
    let desk::OwnConversation { request, messages, .. } = &export.requests[0];
    assert_eq!((request.number, request.subject.expose().as_str()), (number, "Lost"));
    let said: Vec<_> = messages.iter().map(|message| message.text.expose().as_str()).collect();
    assert_eq!(said, ["My phone is gone.", REPLY]);
    assert_eq!(export.looks.len(), 1);
    assert!(export.assurances.is_empty());

    while house.desk.sequence().await.unwrap() > 0 {}
    let found = house.desk.verify_log(None).await.unwrap();
    assert!(found.report.is_sound(), "{:?}", found.report);
    let auditor = house.member("aude", &[Role::Auditor]).await;
    let filter = LogFilter { before: None, act: Some(Act::PersonExport), number: None };
    let entries = house.desk.log(&auditor.actor, filter).await.unwrap();
    assert_eq!(entries.len(), 1, "on record");

    // A program of a member reaches no further as the person than it does as the member.
    let Actor::Staff(staff) = egon.actor else { return };
    let scopes = Some([Act::CaseList].into());
    let program = Actor::Staff(StaffActor { scopes, ..staff });
    let refused = house.desk.own_export(&program).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");

    // Whoever is only known by an address takes nothing away.
    let stranger = Actor::Visitor;
    assert!(house.desk.own_export(&stranger).await.is_err());
}

async fn what_they_bring_comes_back_to_them_alone(house: TestHouse) {
    let (number, jana, egon) = answered(&house).await;
    let file = |n_bytes| Attachment {
        name: Personal::new("../../etc/photo.jpg".to_owned()),
        media_type: "image/jpeg".to_owned(),
        bytes: Personal::new(vec![7; n_bytes]),
    };
    let words = || Personal::new("Here it is.".to_owned());
    house.desk.own_add(&jana, number, words(), vec![file(1000)]).await.unwrap();
    let own = house.desk.own_request(&jana, number, Window::Newest).await.unwrap();
    let messages = own.messages;
    let message = messages.last().unwrap();
    let (id, files) = (message.id, &message.files);
    assert_eq!((files[0].name.expose().as_str(), files[0].n_bytes), ("../../etc/photo.jpg", 1000));
    let back = house.desk.own_attachment(&jana, number, id, files[0].id).await.unwrap();
    assert_eq!(back.bytes.expose(), &vec![7; 1000]);

    // The staff see it sealed like every attachment; nobody else reaches it through the portal.
    let shown = house.desk.show(&egon.actor, number).await.unwrap().messages;
    assert_eq!(shown.last().unwrap().attachments.len(), 1);
    let theirs = house.desk.own_attachment(&egon.actor, number, id, files[0].id).await;
    assert!(matches!(theirs, Err(DeskError::NotFound)), "{theirs:?}");

    let many = (0..=OWN_FILES_MAX).map(|_| file(1)).collect();
    for files in [many, vec![file(OWN_FILES_BYTES_MAX + 1)]] {
        let refused = house.desk.own_add(&jana, number, words(), files).await;
        assert!(matches!(refused, Err(DeskError::Invalid { field: "files", .. })), "{refused:?}");
    }
}
