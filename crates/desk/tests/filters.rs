//! Filters at the desk: never wider than the board, and the same answer as reading.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use desk::{BoardFilter, DeskError, Waits};
use model::{Filter, QueueName, Role};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    a_filter_finds_in_ones_own_queues_alone,
    words_and_structure_are_asked_together,
    a_suspected_follow_up_of_a_hidden_case_is_no_mark,
    who_waits_for_whom_is_told,
);

async fn found(house: &TestHouse, by: &Member, text: &str) -> Result<Vec<String>, DeskError> {
    let filter = house.desk.read_filter(&by.actor, text).await?;
    let page = house.desk.board(&by.actor, BoardFilter { filter, after: None }).await?;
    Ok(page.cases.iter().map(|view| view.case.number.to_string()).collect())
}

async fn a_filter_finds_in_ones_own_queues_alone(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let adam = house.member("adam", &[Role::Administrator]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "The marmalade is gone.");
    let number = house.number(house.mail(mail).await).await;
    let systems = QueueName::parse("systems").unwrap();
    house.desk.move_case(&tessa.actor, number, &systems, None).await.unwrap();
    // Neither number, nor words, nor what is not said leads into a queue that is not theirs.
    for text in
        ["", &number.to_string(), "marmalade", "-queue:triage", "-nothing", "assigned:nobody"]
    {
        assert_eq!(found(&house, &egon, text).await.unwrap(), Vec::<String>::new(), "{text}");
    }
    for text in ["queue:systems", "queue:systems marmalade"] {
        assert!(matches!(found(&house, &egon, text).await, Err(DeskError::Denied(_))), "{text}");
    }
    // A queue among others of one's own leaves out, and refuses nothing.
    assert!(found(&house, &egon, "queue:systems,support").await.unwrap().is_empty());
    // Who staffs no queue finds nothing, and who names one is told why.
    assert!(found(&house, &adam, "marmalade").await.unwrap().is_empty());
    assert!(matches!(found(&house, &adam, "queue:triage").await, Err(DeskError::Denied(_))));
    // A slip of the pen is told by the queues that they see, and of no other.
    let error = found(&house, &egon, "queue:suport").await.unwrap_err();
    assert!(error.to_string().contains("did you mean support?"), "{error}");
    let error = found(&house, &egon, "queue:sistems").await.unwrap_err();
    assert!(!error.to_string().contains("systems"), "{error}");
    // A filter that knows queues that are gone finds nothing, as if it had been typed.
    let gone = Filter::parse("queue:gone").unwrap();
    let asked = BoardFilter { filter: gone, after: None };
    assert!(matches!(house.desk.board(&egon.actor, asked).await, Err(DeskError::NotFound)));
}

async fn words_and_structure_are_asked_together(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let mut numbers = Vec::new();
    for (subject, text) in [("One", "a new phone"), ("Two", "the phone is new"), ("Three", "none")]
    {
        let mail = mail_from("Jana", "jana@mail.example", subject, text);
        numbers.insert(0, house.number(house.mail(mail).await).await.to_string());
        house.wait_secs(60);
    }
    let [three, two, one] = numbers.try_into().unwrap();
    house.desk.assign(&tessa.actor, one.parse().unwrap(), tessa.staff.id, None).await.unwrap();
    let check = async |text: &str, expect: &[&String]| {
        let found = found(&house, &tessa, text).await.unwrap();
        assert_eq!(found.iter().collect::<Vec<_>>(), expect, "{text}");
    };
    check("phone", &[&one, &two]).await;
    check("phone assigned:nobody", &[&two]).await;
    check("\"new phone\"", &[&one]).await;
    check("phone -\"new phone\"", &[&two]).await;
    check("-phone", &[&three]).await;
    check("PHÖNES assigned:me state:open", &[&one]).await;
    check("waiting>1m -assigned:me", &[&two]).await;
    check("state:open state:closed", &[]).await;
}

async fn a_suspected_follow_up_of_a_hidden_case_is_no_mark(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help.");
    let hidden = house.number(house.mail(mail).await).await;
    let subject = format!("About [{hidden}]");
    let second = house.mail(mail_from("Karel", "karel@mail.example", &subject, "And?")).await;
    let second = house.number(second).await.to_string();
    assert_eq!(found(&house, &tessa, "is:unconfirmed").await.unwrap(), [second]);
    let systems = QueueName::parse("systems").unwrap();
    house.desk.move_case(&tessa.actor, hidden, &systems, None).await.unwrap();
    // That the number in the subject is a case would be told by the mark.
    assert!(found(&house, &tessa, "is:unconfirmed").await.unwrap().is_empty());
}

async fn who_waits_for_whom_is_told(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    let waits = async || house.desk.case(&egon.actor, number).await.unwrap().waits();
    let came_at = house.desk.case(&egon.actor, number).await.unwrap().case.opened_at;
    assert_eq!(waits().await, Some(Waits::ForUs { since: came_at }));
    house.wait_secs(3_600);
    let draft =
        desk::ReplyDraft { n_seen: Some(1), text: model::Personal::new("Done.".to_owned()) };
    house.desk.reply(&egon.actor, number, draft).await.unwrap();
    let written_at = house.desk.case(&egon.actor, number).await.unwrap().case.updated_at;
    house.wait_secs(3_600);
    house.leave().await;
    assert_eq!(waits().await, Some(Waits::ForThem { since: written_at }));
    let number = number.to_string();
    assert_eq!(found(&house, &egon, "state:waiting waiting>59m").await.unwrap(), [number]);
    assert!(found(&house, &egon, "waiting>61m").await.unwrap().is_empty());
}
