//! Mails that come at the same moment and belong together.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use desk::{Received, ReplyDraft};
use model::{IncomingMail, Personal, Role};
use testkit::house::{TestHouse, mail_from};
use tokio::task::JoinSet;

testkit::house_tests!(copies_are_one_message, answers_to_one_case_all_come_in);

/// Answers at once; a mailing that went wrong brings more.
const ANSWERS: usize = 64;

fn jana(text: &str) -> IncomingMail {
    mail_from("Jana Nováková", "jana.novakova@mail.example", "Lost passphrase", text)
}

async fn copies_are_one_message(house: TestHouse) {
    let copy = || house.take_in(jana("Hello, it is gone."));
    let received = tokio::join!(copy(), copy(), copy());
    let received = [received.0, received.1, received.2];
    let n_opened = received.iter().filter(|one| matches!(one, Received::Opened(_))).count();
    assert_eq!(n_opened, 1, "{received:?}");
}

async fn answers_to_one_case_all_come_in(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let case_id = house.mail(jana("Hello, it is gone.")).await;
    let number = house.number(case_id).await;
    house.give(number, &tessa, &egon).await;
    let text = Personal::new("Dear Jana, here it is.".to_owned());
    house.desk.reply(&egon.actor, number, ReplyDraft { text, n_seen: None }).await.unwrap();
    house.wait_secs(16);
    let sent = house.leave().await;
    let to_her = sent.iter().find(|mail| mail.to.domain() == "mail.example").unwrap();
    let reply_to = to_her.reply_to.clone().unwrap();

    let house = Arc::new(house);
    let mut tasks = JoinSet::new();
    for n in 0..ANSWERS {
        let (house, recipients) = (house.clone(), vec![reply_to.clone()]);
        let mail = IncomingMail {
            recipients,
            message_id: Some(format!("answer{n}@mail.example")),
            ..jana(&format!("Answer {n}."))
        };
        // Not one is turned back to be tried again.
        tasks.spawn(async move { house.take_in(mail).await });
    }
    while let Some(received) = tasks.join_next().await {
        assert_eq!(received.unwrap(), Received::Added(case_id));
    }
    let page = house.desk.show(&egon.actor, number).await.unwrap();
    assert_eq!(page.messages.len(), 2 + ANSWERS);
}
