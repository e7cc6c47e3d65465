//! All that is held about somebody, read piece by piece for an archive.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use desk::{ArchivePlace, DeskError, LogFilter, OwnArchive, ReplyDraft, WINDOW_MAX};
use model::{Act, Actor, Attachment, Personal, Role};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    a_long_request_is_read_to_its_end_with_its_files,
    what_one_wrote_elsewhere_comes_without_what_others_said,
    nothing_of_others_is_in_it,
    it_ends_with_its_hour,
    it_ends_with_its_session,
    taking_it_is_on_record_once,
    what_moves_meanwhile_is_told,
);

fn file(name: &str, byte: u8) -> Attachment {
    Attachment {
        name: Personal::new(name.to_owned()),
        media_type: "image/jpeg".to_owned(),
        bytes: Personal::new(vec![byte; 1000]),
    }
}

async fn asker(house: &TestHouse, name: &str, address: &str) -> (model::CaseId, Actor) {
    let mut mail = mail_from(name, address, "Lost", &format!("{name} lost a phone."));
    mail.attachments = vec![file("photo.jpg", 7)];
    let id = house.mail(mail).await;
    let case = house.db.read().await.unwrap().case(id).await.unwrap().unwrap().case;
    (id, house.requester(case.requester_id))
}

/// The texts of a request, read window by window, and what its own files hold.
async fn read(
    house: &TestHouse,
    archive: &OwnArchive,
    id: model::CaseId,
) -> (Vec<String>, Vec<(Option<String>, Vec<u8>)>) {
    let (mut texts, mut files, mut after) = (Vec::new(), Vec::new(), None);
    loop {
        let found = house.desk.archived_request(archive, id, after).await.unwrap().unwrap();
        assert!(found.messages.len() <= WINDOW_MAX);
        after = found.messages.last().map(|message| message.id);
        for message in found.messages {
            for file in house.desk.archived_files(archive, message.id).await.unwrap() {
                let bytes = house.desk.archived_file(archive, message.id, file.id).await.unwrap();
                files.push((file.name.map(Personal::into_exposed), bytes.unwrap().into_exposed()));
            }
            texts.push(message.text.into_exposed());
        }
        if found.beyond.n_later == 0 {
            return (texts, files);
        }
    }
}

async fn a_long_request_is_read_to_its_end_with_its_files(house: TestHouse) {
    let (id, jana) = asker(&house, "Jana", "jana@mail.example").await;
    let number = house.number(id).await;
    for n in 0..WINDOW_MAX {
        let text = Personal::new(format!("More {n}."));
        let files = if n == WINDOW_MAX - 1 { vec![file("last.jpg", 9)] } else { Vec::new() };
        house.desk.own_add(&jana, number, text, files).await.unwrap();
        house.wait_secs(1);
    }
    let archive = house.desk.begin_archive(&jana).await.unwrap();
    assert_eq!((archive.cases.as_slice(), archive.elsewhere.len()), (&[id][..], 0));
    let (texts, files) = read(&house, &archive, id).await;
    assert_eq!(texts.len(), WINDOW_MAX + 1);
    assert_eq!(texts[WINDOW_MAX], format!("More {}.", WINDOW_MAX - 1));
    let named: Vec<_> = files.iter().map(|(name, _)| name.as_deref()).collect();
    assert_eq!(named.last().unwrap(), &Some("last.jpg"));
    assert!(files.contains(&(Some("photo.jpg".to_owned()), vec![7; 1000])));
    assert_eq!(files.last().unwrap().1, vec![9; 1000]);
    // No dispute, and nobody else's.
    assert!(house.desk.archived_dispute(&archive, id).await.unwrap().is_none());
    let held = house.desk.archived_holdings(&archive).await.unwrap();
    assert_eq!(held.name.unwrap().expose(), "Jana");
    assert_eq!(held.addresses[0].expose(), "jana@mail.example");
}

async fn engineer_of(house: &TestHouse, number: model::CaseNumber) -> Member {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    house.give(number, &tessa, &egon).await;
    egon
}

async fn what_one_wrote_elsewhere_comes_without_what_others_said(house: TestHouse) {
    let (id, _) = asker(&house, "Jana", "jana@mail.example").await;
    let (petrs, petr) = asker(&house, "Petr", "petr@mail.example").await;
    let number = house.number(id).await;
    // He answers a forwarded copy of what she was answered.
    let egon = engineer_of(&house, number).await;
    let reply = ReplyDraft { text: Personal::new("Where was it?".to_owned()), n_seen: None };
    house.desk.reply(&egon.actor, number, reply).await.unwrap();
    house.wait_secs(16);
    let copies = house.leave().await;
    let to_her = copies.iter().find(|copy| copy.to.domain() == "mail.example").unwrap();
    let mut mail = mail_from("Petr", "petr@mail.example", "Lost", "I saw her phone.");
    mail.recipients = vec![to_her.reply_to.clone().unwrap()];
    mail.attachments = vec![file("street.jpg", 8)];
    assert_eq!(house.mail(mail).await, id);
    let archive = house.desk.begin_archive(&petr).await.unwrap();
    assert_eq!((archive.cases.as_slice(), archive.elsewhere.as_slice()), (&[petrs][..], &[id][..]));
    assert!(house.desk.archived_request(&archive, id, None).await.unwrap().is_none());
    let from = ArchivePlace::default();
    let (words, on) = house.desk.archived_words(&archive, id, from).await.unwrap();
    let texts: Vec<_> = words.iter().map(|word| word.text.expose().as_str()).collect();
    assert_eq!(texts, ["I saw her phone."]);
    assert!(on.is_none());
    let files = house.desk.archived_files(&archive, words[0].id).await.unwrap();
    assert!(
        files
            .iter()
            .any(|file| { file.name.as_ref().is_some_and(|name| name.expose() == "street.jpg") })
    );
}

async fn nothing_of_others_is_in_it(house: TestHouse) {
    let (id, jana) = asker(&house, "Jana", "jana@mail.example").await;
    let (_, petr) = asker(&house, "Petr", "petr@mail.example").await;
    let theirs = house.desk.begin_archive(&jana).await.unwrap();
    let (texts, _) = read(&house, &theirs, id).await;
    assert_eq!(texts, ["Jana lost a phone."]);
    let janas = house.desk.archived_request(&theirs, id, None).await.unwrap().unwrap();
    let message = janas.messages[0].id;
    let blob = house.desk.archived_files(&theirs, message).await.unwrap()[0].id;

    let archive = house.desk.begin_archive(&petr).await.unwrap();
    assert!(!archive.cases.contains(&id) && !archive.elsewhere.contains(&id));
    assert!(house.desk.archived_request(&archive, id, None).await.unwrap().is_none());
    assert!(house.desk.archived_files(&archive, message).await.unwrap().is_empty());
    assert!(house.desk.archived_file(&archive, message, blob).await.unwrap().is_none());
    let from = ArchivePlace::default();
    assert!(house.desk.archived_words(&archive, id, from).await.unwrap().0.is_empty());
}

async fn it_ends_with_its_hour(house: TestHouse) {
    let (id, jana) = asker(&house, "Jana", "jana@mail.example").await;
    let archive = house.desk.begin_archive(&jana).await.unwrap();
    house.wait_secs(3_600);
    assert!(house.desk.archived_request(&archive, id, None).await.is_ok());
    house.wait_secs(1);
    let late = house.desk.archived_request(&archive, id, None).await;
    assert!(matches!(late, Err(DeskError::Stale { .. })), "{late:?}");
    let late = house.desk.archived_holdings(&archive).await;
    assert!(matches!(late, Err(DeskError::Stale { .. })), "{late:?}");
}

async fn it_ends_with_its_session(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let elsewhere = house.another_session(&egon).await;
    let archive = house.desk.begin_archive(&elsewhere).await.unwrap();
    house.desk.archived_holdings(&archive).await.unwrap();
    house.desk.end_session(&egon.actor, elsewhere.session_id().unwrap()).await.unwrap();
    let ended = house.desk.archived_holdings(&archive).await;
    assert!(matches!(ended, Err(DeskError::Stale { .. })), "{ended:?}");
}

async fn taking_it_is_on_record_once(house: TestHouse) {
    let (id, jana) = asker(&house, "Jana", "jana@mail.example").await;
    let archive = house.desk.begin_archive(&jana).await.unwrap();
    house.desk.archived_holdings(&archive).await.unwrap();
    read(&house, &archive, id).await;
    while house.desk.sequence().await.unwrap() > 0 {}
    let auditor = house.member("aude", &[Role::Auditor]).await;
    let filter = LogFilter { before: None, act: Some(Act::PersonExport), number: None };
    assert_eq!(house.desk.log(&auditor.actor, filter).await.unwrap().len(), 1);
    assert!(house.desk.begin_archive(&Actor::Visitor).await.is_err());
}

async fn what_moves_meanwhile_is_told(house: TestHouse) {
    let (first, jana) = asker(&house, "Jana", "jana@mail.example").await;
    let (second, _) = asker(&house, "Jana B.", "jana@mail.example").await;
    let mut archive = house.desk.begin_archive(&jana).await.unwrap();
    assert_eq!(archive.cases.len(), 2);
    let news = house.desk.archive_again(&archive).await.unwrap();
    assert!(!news.is_moved && news.fresh.cases.is_empty() && news.fresh.elsewhere.is_empty());
    // She asks anew, and what she asked is put together.
    let (third, _) = asker(&house, "Jana Berg", "jana@mail.example").await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let (part, whole) = (house.number(first).await, house.number(second).await);
    house.desk.merge(&tessa.actor, part, whole).await.unwrap();
    let news = house.desk.archive_again(&archive).await.unwrap();
    assert_eq!((news.is_moved, news.fresh.cases.as_slice()), (true, &[third][..]));
    archive.take_up(news);
    let news = house.desk.archive_again(&archive).await.unwrap();
    assert!(!news.is_moved && news.fresh.cases.is_empty());
}
