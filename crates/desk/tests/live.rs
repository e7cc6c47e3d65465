//! Live: who listens is told what changes where they see it, once, and never a hint of the rest.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::time::Duration;

use desk::{
    BoardFilter, DeskError, LISTENERS_PER_SESSION_MAX, LiveFeed, LiveNews, LivePage, PRESENT_SECS,
};
use model::{Actor, Address, CaseNumber, DraftKind, Personal, QueueName, Role};
use testkit::house::{DOMAIN, Member, TestHouse, mail_from};

testkit::house_tests!(
    an_arrival_is_told,
    whoever_comes_back_misses_nothing,
    what_others_see_is_not_hinted_at,
    a_case_that_leaves_is_told_where_it_was,
    a_case_is_told_while_it_is_seen,
    who_is_there_is_told_to_who_sees_the_case,
    so_many_listen_and_no_more,
    what_many_read_at_once_is_no_wider_for_any_of_them,
);

async fn arrival(house: &TestHouse, to: &str, words: &str) -> CaseNumber {
    let mut mail = mail_from("Jana", "jana@mail.example", "Help", words);
    mail.message_id = Some(format!("{}@sender.example", words.replace(' ', "-")));
    mail.recipients = vec![Address::parse(&format!("{to}@{DOMAIN}")).unwrap()];
    let number = house.number(house.mail(mail).await).await;
    house.desk.sequence().await.unwrap();
    number
}

async fn board(house: &TestHouse, who: &Member) -> LiveFeed {
    house.desk.sequence().await.unwrap();
    let at = house.desk.live_at().await.unwrap();
    house.desk.listen(&who.actor, LivePage::Board(None), at).await.unwrap()
}

/// What the listener is told of all that is there to be told; nothing where nothing is.
async fn heard(house: &TestHouse, who: &Member, feed: &mut LiveFeed) -> Vec<LiveNews> {
    match tokio::time::timeout(Duration::from_millis(50), feed.wait()).await {
        Ok(told) => house.desk.news(&who.actor, feed, &told).await.unwrap(),
        Err(_) => Vec::new(),
    }
}

fn numbers(news: &[LiveNews]) -> Vec<CaseNumber> {
    let number = |news: &LiveNews| match news {
        LiveNews::Change { number, .. } => Some(*number),
        _ => None,
    };
    news.iter().filter_map(number).collect()
}

async fn an_arrival_is_told(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let mut feed = board(&house, &tessa).await;
    assert_eq!(heard(&house, &tessa, &mut feed).await, []);
    let number = arrival(&house, "support", "Please help.").await;
    let news = heard(&house, &tessa, &mut feed).await;
    assert_eq!(numbers(&news), [number]);
    assert_eq!(heard(&house, &tessa, &mut feed).await, [], "once");
    // Several things done to a case are one piece of news.
    house.desk.assign(&tessa.actor, number, tessa.staff.id, None).await.unwrap();
    let note = desk::NoteDraft { text: Personal::new("Mine.".to_owned()) };
    house.desk.note(&tessa.actor, number, note).await.unwrap();
    house.desk.sequence().await.unwrap();
    let news = heard(&house, &tessa, &mut feed).await;
    assert_eq!(numbers(&news), [number]);
    let at = house.desk.live_at().await.unwrap();
    assert_eq!(news, [LiveNews::Change { log_index: at - 1, number }]);
}

async fn whoever_comes_back_misses_nothing(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let feed = board(&house, &tessa).await;
    let at = house.desk.live_at().await.unwrap();
    drop(feed);
    let first = arrival(&house, "support", "one").await;
    let second = arrival(&house, "support", "two").await;
    let desk = &house.desk;
    let mut feed = desk.listen(&tessa.actor, LivePage::Board(None), at).await.unwrap();
    let third = arrival(&house, "support", "three").await;
    let news = heard(&house, &tessa, &mut feed).await;
    assert_eq!(numbers(&news), [first, second, third]);
    let LiveNews::Change { log_index, .. } = news[1] else { panic!("{news:?}") };
    let behind = desk.listen(&tessa.actor, LivePage::Board(None), log_index + 1).await.unwrap();
    let mut feed = behind;
    assert_eq!(numbers(&heard(&house, &tessa, &mut feed).await), [third]);
    // A number that is none of ours begins where we are.
    let ahead = desk.listen(&tessa.actor, LivePage::Board(None), i64::MAX).await.unwrap();
    let mut feed = ahead;
    let fourth = arrival(&house, "support", "four").await;
    assert_eq!(numbers(&heard(&house, &tessa, &mut feed).await), [fourth]);
}

async fn what_others_see_is_not_hinted_at(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let sora = house.member("sora", &[Role::SystemAdministrator]).await;
    let (mut hers, mut his) = (board(&house, &sora).await, board(&house, &tessa).await);
    let number = arrival(&house, "systems", "Disk full.").await;
    assert_eq!(numbers(&heard(&house, &sora, &mut hers).await), [number]);
    assert_eq!(heard(&house, &tessa, &mut his).await, []);
    let asked = house.desk.listen(&tessa.actor, LivePage::Case(number), 0).await;
    assert!(matches!(asked, Err(DeskError::Denied(_))), "{asked:?}");
    let systems = LivePage::Board(Some(QueueName::parse("systems").unwrap()));
    let asked = house.desk.listen(&tessa.actor, systems, 0).await;
    assert!(matches!(asked, Err(DeskError::Denied(_))), "{asked:?}");
    let stranger = house.requester(sora.staff.person_id);
    assert!(house.desk.listen(&stranger, LivePage::Board(None), 0).await.is_err());
}

async fn a_case_that_leaves_is_told_where_it_was(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let number = arrival(&house, "support", "Disk full.").await;
    let mut feed = board(&house, &tessa).await;
    let systems = QueueName::parse("systems").unwrap();
    house.desk.move_case(&tessa.actor, number, &systems, None).await.unwrap();
    house.desk.sequence().await.unwrap();
    assert_eq!(numbers(&heard(&house, &tessa, &mut feed).await), [number], "it left her board");
    let sora = house.member("sora", &[Role::SystemAdministrator]).await;
    house.desk.assign(&sora.actor, number, sora.staff.id, None).await.unwrap();
    house.desk.sequence().await.unwrap();
    assert_eq!(numbers(&heard(&house, &tessa, &mut feed).await), [], "and is none of hers now");
}

async fn a_case_is_told_while_it_is_seen(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let number = arrival(&house, "support", "Please help.").await;
    house.desk.assign(&tessa.actor, number, egon.staff.id, None).await.unwrap();
    house.desk.sequence().await.unwrap();
    let at = house.desk.live_at().await.unwrap();
    let mut feed = house.desk.listen(&egon.actor, LivePage::Case(number), at).await.unwrap();
    arrival(&house, "support", "Another.").await;
    assert_eq!(heard(&house, &egon, &mut feed).await, [], "of this case alone");
    house.desk.assign(&tessa.actor, number, tessa.staff.id, None).await.unwrap();
    house.desk.sequence().await.unwrap();
    assert_eq!(numbers(&heard(&house, &egon, &mut feed).await), [number]);
    let systems = QueueName::parse("systems").unwrap();
    house.desk.move_case(&tessa.actor, number, &systems, None).await.unwrap();
    house.desk.sequence().await.unwrap();
    assert_eq!(heard(&house, &egon, &mut feed).await, [LiveNews::Gone]);
}

async fn who_is_there_is_told_to_who_sees_the_case(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let sora = house.member("sora", &[Role::SystemAdministrator]).await;
    let number = arrival(&house, "support", "Please help.").await;
    let at = house.desk.live_at().await.unwrap();
    let mut feed = house.desk.listen(&tessa.actor, LivePage::Case(number), at).await.unwrap();
    house.desk.present(&house.desk.enter(&egon.actor, number).await.unwrap()).await.unwrap();
    assert_eq!(heard(&house, &tessa, &mut feed).await, [LiveNews::Presence]);
    house.desk.present(&house.desk.enter(&egon.actor, number).await.unwrap()).await.unwrap();
    assert_eq!(heard(&house, &tessa, &mut feed).await, [], "no news");
    let text = Personal::new("Dear".to_owned());
    let draft = desk::DraftText { kind: DraftKind::Note, text, n_seen: 1, follows: None };
    house.desk.keep_draft(&egon.actor, number, draft).await.unwrap();
    assert_eq!(heard(&house, &tessa, &mut feed).await, [LiveNews::Presence]);
    let there =
        house.desk.present(&house.desk.enter(&tessa.actor, number).await.unwrap()).await.unwrap();
    assert_eq!(there.len(), 1);
    assert_eq!((there[0].who.id, there[0].writes), (egon.staff.id, Some(DraftKind::Note)));
    let there =
        house.desk.present(&house.desk.enter(&egon.actor, number).await.unwrap()).await.unwrap();
    assert!(there.iter().all(|present| present.who.id == tessa.staff.id), "not oneself");
    assert!(house.desk.enter(&sora.actor, number).await.is_err());
    house.wait_secs(PRESENT_SECS);
    assert!(
        house
            .desk
            .present(&house.desk.enter(&tessa.actor, number).await.unwrap())
            .await
            .unwrap()
            .is_empty()
    );
}

async fn so_many_listen_and_no_more(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let mut feeds = Vec::new();
    for _ in 0..LISTENERS_PER_SESSION_MAX {
        feeds.push(board(&house, &tessa).await);
    }
    let listen = || house.desk.listen(&tessa.actor, LivePage::Board(None), 0);
    let crowded = listen().await;
    assert!(matches!(crowded, Err(DeskError::Crowded { .. })), "{crowded:?}");
    let elsewhere = house.another_session(&tessa).await;
    assert!(house.desk.listen(&elsewhere, LivePage::Board(None), 0).await.is_ok());
    feeds.pop();
    assert!(listen().await.is_ok(), "who leaves makes room");
}

async fn seen(house: &TestHouse, who: &Member) -> Vec<CaseNumber> {
    let page = house.desk.board(&who.actor, BoardFilter::default()).await.unwrap();
    let mut numbers: Vec<_> = page.cases.iter().map(|view| view.case.number).collect();
    numbers.sort();
    numbers
}

async fn what_many_read_at_once_is_no_wider_for_any_of_them(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::Triage]).await;
    let sora = house.member("sora", &[Role::SystemAdministrator]).await;
    let number = arrival(&house, "support", "Please help.").await;
    let disk = arrival(&house, "systems", "Disk full.").await;
    let desk = &house.desk;
    let all = || BoardFilter::default();
    let (hers, his, theirs) = tokio::join!(
        desk.board(&tessa.actor, all()),
        desk.board(&sora.actor, all()),
        desk.board(&egon.actor, all()),
    );
    let numbers = |page: desk::BoardPage| -> Vec<CaseNumber> {
        page.cases.iter().map(|view| view.case.number).collect()
    };
    assert_eq!(numbers(hers.unwrap()), [number]);
    assert_eq!(numbers(his.unwrap()), [disk]);
    assert_eq!(numbers(theirs.unwrap()), [number]);
    // At once behind a move, each sees what is theirs now; what was read before serves nobody.
    let systems = QueueName::parse("systems").unwrap();
    desk.move_case(&tessa.actor, number, &systems, None).await.unwrap();
    assert_eq!(seen(&house, &egon).await, []);
    assert_eq!(seen(&house, &sora).await, [number, disk]);
    // Who loses the right is refused, though their colleagues just read the same.
    desk.remove_staff(&Actor::Founder, sora.staff.id).await.unwrap();
    let nora = house.member("nora", &[Role::SystemAdministrator]).await;
    assert_eq!(seen(&house, &nora).await, [number, disk]);
    // And of who was destroyed the rows that lie there open nothing.
    let jana = Address::parse("jana@mail.example").unwrap();
    desk.destroy_person(&Actor::Founder, &jana).await.unwrap();
    let page = desk.board(&nora.actor, all()).await.unwrap();
    assert!(page.cases.iter().all(|view| view.subject.is_none() && view.excerpt.is_none()));
    assert_eq!(page.cases.len(), 2);
}
