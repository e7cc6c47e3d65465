//! Live: who listens is told what changes where they see it, once, and never a hint of the rest.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::time::Duration;

use desk::{
    BoardFilter, DeskError, DisputeDraft, LISTENERS_PER_SESSION_MAX, LiveFeed, LiveNews, LivePage,
    NewMember, NewSheet, PRESENT_SECS, QueueDraft, SheetDraft,
};
use model::{Actor, Address, CaseNumber, DraftKind, Personal, QueueName, Role, Seat, SheetKind};
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
    who_loses_a_right_is_refused_what_a_colleague_just_read,
    who_waits_for_what_all_read_holds_no_place_to_read_from,
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
    // And of who was destroyed the rows that lie there open nothing.
    let jana = Address::parse("jana@mail.example").unwrap();
    desk.destroy_person(&Actor::Founder, &jana).await.unwrap();
    let page = desk.board(&sora.actor, all()).await.unwrap();
    assert!(page.cases.iter().all(|view| view.subject.is_none() && view.excerpt.is_none()));
    assert_eq!(page.cases.len(), 2);
}

async fn signed_in(house: &TestHouse, who: &Member) -> String {
    let secret = house.sign_in.issue_link(who.staff.person_id).await.unwrap();
    let peer = std::net::IpAddr::from([127, 0, 0, 3]);
    house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().cookie.into_exposed()
}

/// What somebody sees who asks with this cookie, as every request does: who they are is looked up anew.
async fn seen_with(house: &TestHouse, cookie: &str) -> Vec<CaseNumber> {
    let actor = house.sign_in.actor_of_session(cookie).await.unwrap().unwrap();
    let page = house.desk.board(&actor, BoardFilter::default()).await.unwrap();
    let mut numbers: Vec<_> = page.cases.iter().map(|view| view.case.number).collect();
    numbers.sort();
    numbers
}

async fn who_loses_a_right_is_refused_what_a_colleague_just_read(house: TestHouse) {
    let adam = house.member("adam", &[Role::Administrator]).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let sora = house.member("sora", &[Role::SystemAdministrator]).await;
    let dora = house.member("dora", &[Role::SystemAdministrator]).await;
    let disk = arrival(&house, "systems", "Disk full.").await;
    let desk = &house.desk;
    let (hers, theirs) = (signed_in(&house, &sora).await, signed_in(&house, &dora).await);
    assert_eq!(seen_with(&house, &hers).await, [disk]);
    assert_eq!(seen_with(&house, &theirs).await, [disk]);
    // By another role.
    let moved = NewMember {
        address: dora.address.clone(),
        name: Personal::new("dora Staffname".to_owned()),
        roles: [Role::Triage].into(),
    };
    desk.invite(&Actor::Founder, moved, None).await.unwrap();
    assert_eq!(seen_with(&house, &hers).await, [disk]);
    assert_eq!(seen_with(&house, &theirs).await, []);
    // By another staff of the queue, which now is Tessa's.
    let systems = QueueName::parse("systems").unwrap();
    let staffed_by = |role| QueueDraft {
        name: systems.clone(),
        first_response_secs: 3_600,
        roles: [role].into(),
        is_active: true,
    };
    desk.update_queue(&adam.actor, &systems, staffed_by(Role::Triage)).await.unwrap();
    assert_eq!(seen(&house, &tessa).await, [disk]);
    assert_eq!(seen_with(&house, &hers).await, []);
    desk.update_queue(&adam.actor, &systems, staffed_by(Role::SystemAdministrator)).await.unwrap();
    assert_eq!(seen_with(&house, &hers).await, [disk]);
    assert_eq!(seen(&house, &tessa).await, []);
    // By leaving: their session is over, and who signs in anew is one of the staff no more.
    let nora = house.member("nora", &[Role::SystemAdministrator]).await;
    desk.remove_staff(&Actor::Founder, sora.staff.id).await.unwrap();
    let left = house.another_session(&sora).await;
    assert_eq!(seen(&house, &nora).await, [disk]);
    assert!(house.sign_in.actor_of_session(&hers).await.unwrap().is_none());
    let asked = desk.board(&left, BoardFilter::default()).await;
    assert!(matches!(asked, Err(DeskError::Denied(_))), "{asked:?}");
}

/// Asks while all places to read from but one are taken: whoever holds one and waits for another waits in vain.
async fn with_one_place<T>(
    house: &TestHouse,
    who: &Member,
    asked: impl Future<Output = Result<T, DeskError>>,
) -> T {
    // A commit: what was read before it serves nobody.
    house.sign_in.issue_link(who.staff.person_id).await.unwrap();
    let mut held = Vec::new();
    for _ in 1..db::READERS_MAX {
        held.push(house.db.read().await.unwrap());
    }
    // Less than a place is waited for.
    match tokio::time::timeout(Duration::from_secs(5), asked).await {
        Ok(answer) => answer.unwrap(),
        Err(_) => panic!("it holds a place to read from and waits for another"),
    }
}

async fn who_waits_for_what_all_read_holds_no_place_to_read_from(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let arno = house.member("arno", &[Role::Arbitrator]).await;
    let desk = &house.desk;
    let number = arrival(&house, "support", "Please help.").await;
    let subject = format!("about {number}");
    let other = mail_from("Jana", "jana@work.example", &subject, "From work.");
    let other = house.number(house.mail(other).await).await;
    let confirming = Box::pin(desk.confirm_suggestion(&tessa.actor, other));
    assert_eq!(with_one_place(&house, &tessa, confirming).await, number);

    let draft = SheetDraft {
        title: "A title".to_owned(),
        role: None,
        queues: [QueueName::parse("support").unwrap()].into(),
        is_offered: true,
        text: "Hello".to_owned(),
        note: "To try it.".to_owned(),
    };
    let (kind, name, language) = (SheetKind::Template, "hello".to_owned(), "eng".to_owned());
    let new = NewSheet { kind, name, language, draft };
    let id = desk.create_sheet(&egon.actor, new).await.unwrap();
    let reading = Box::pin(desk.sheet(&egon.actor, kind, id));
    let page = with_one_place(&house, &egon, reading).await;
    assert_eq!(page.editions.len(), 1);
    assert!(page.editions[0].maker.is_some());

    let record = house.db.read().await.unwrap().case_of_number(number).await.unwrap().unwrap();
    let jana = house.requester(record.case.requester_id);
    let dispute = DisputeDraft {
        complaint: Personal::new("My account was locked and nobody tells me why.".to_owned()),
        relief: Personal::new("Unlock it.".to_owned()),
        respondent: Personal::new("The support team".to_owned()),
        ..DisputeDraft::default()
    };
    let dispute = desk.own_file(&jana, Some(number), dispute).await.unwrap();
    desk.take_seat(&arno.actor, dispute, Seat::Arbitrator, arno.staff.id).await.unwrap();
    let listing = Box::pin(desk.dispute_board(&arno.actor));
    let board = with_one_place(&house, &arno, listing).await;
    assert_eq!(board.mine.len(), 1);
    let own = with_one_place(&house, &arno, Box::pin(desk.own_disputes(&jana))).await;
    assert_eq!(own.len(), 1);
}
