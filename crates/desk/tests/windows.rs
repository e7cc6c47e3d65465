//! Long cases: a window of their messages at a time, each message once, whichever way one goes.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use desk::{CasePage, DeskError, NoteDraft, WINDOW_MAX, Window};
use jiff::Timestamp;
use model::{Act, Actor, CaseNumber, MessageId, Personal, Role};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    every_message_is_met_once_in_either_direction,
    a_window_is_found_by_its_message,
    what_was_done_stands_in_one_window,
    what_came_since_is_counted_in_the_whole_case,
    a_requester_meets_their_own_once,
);

/// What is said beside the two mails.
const N_SAID: usize = 248;

/// Jana asked twice, much was said, and the two became one.
struct World {
    house: TestHouse,
    tessa: Member,
    jana: Actor,
    number: CaseNumber,
    /// All messages, in the order of time, and whether Jana wrote them.
    all: Vec<(MessageId, bool)>,
}

async fn world(house: TestHouse) -> World {
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let (mut ids, mut numbers) = (Vec::new(), Vec::new());
    for subject in ["One", "Two twice"] {
        let mail = mail_from("Jana", "jana@mail.example", subject, "Please help.");
        let id = house.mail(mail).await;
        let number = house.number(id).await;
        house.give(number, &tessa, &tessa).await;
        house.wait_secs(60);
        ids.push(id);
        numbers.push(number);
    }
    let case = house.desk.case(&tessa.actor, numbers[0]).await.unwrap().case;
    let jana = house.requester(case.requester_id);
    for n in 0..N_SAID {
        // Some are said at the same moment.
        house.wait_secs(i64::from(n % 3 == 0));
        let number = numbers[usize::from(n % 5 == 0)];
        let text = Personal::new(format!("Message {n}."));
        if n % 2 == 0 {
            house.desk.own_add(&jana, number, text, Vec::new()).await.unwrap();
        } else {
            house.desk.note(&tessa.actor, number, NoteDraft { text }).await.unwrap();
        }
    }
    house.wait_secs(1);
    house.desk.merge(&tessa.actor, numbers[1], numbers[0]).await.unwrap();
    while house.desk.sequence().await.unwrap() > 0 {}
    let all = all(&house, &ids).await;
    assert_eq!(all.len(), N_SAID + 2);
    World { tessa, jana, number: numbers[0], all, house }
}

async fn all(house: &TestHouse, cases: &[model::CaseId]) -> Vec<(MessageId, bool)> {
    let mut reader = house.db.read().await.unwrap();
    let mut all: Vec<(Timestamp, usize, i64, MessageId, bool)> = Vec::new();
    for (rank, id) in cases.iter().enumerate() {
        for found in reader.messages(*id).await.unwrap() {
            let message = found.message;
            let is_hers = message.author_person_id.is_some();
            all.push((message.at, rank, message.position_index, message.id, is_hers));
        }
    }
    all.sort_unstable();
    all.into_iter().map(|(_, _, _, id, is_hers)| (id, is_hers)).collect()
}

impl World {
    async fn page(&self, window: Window) -> Result<CasePage, DeskError> {
        let entered = self.house.desk.enter(&self.tessa.actor, self.number).await?;
        self.house.desk.case_page(&entered, window).await
    }

    fn ids(&self) -> Vec<MessageId> {
        self.all.iter().map(|(id, _)| *id).collect()
    }

    /// The windows from the first to the newest.
    async fn windows(&self) -> Vec<CasePage> {
        let mut pages = vec![self.page(Window::Oldest).await.unwrap()];
        while let Some(page) = pages.last().filter(|page| page.beyond.n_later > 0) {
            let last = page.messages.last().unwrap().message.id;
            pages.push(self.page(Window::After(last)).await.unwrap());
        }
        pages
    }
}

fn shown(page: &CasePage) -> Vec<MessageId> {
    page.messages.iter().map(|view| view.message.id).collect()
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap()
}

async fn every_message_is_met_once_in_either_direction(house: TestHouse) {
    let world = world(house).await;
    let all = world.ids();
    let mut forth = Vec::new();
    for page in world.windows().await {
        assert!(page.messages.len() <= WINDOW_MAX);
        assert_eq!(page.beyond.n_earlier, count(forth.len()));
        forth.extend(shown(&page));
        assert_eq!(page.beyond.n_later, count(all.len() - forth.len()));
        assert_eq!(page.beyond.next_at.is_some(), page.beyond.n_later > 0);
    }
    assert_eq!(forth, all);

    let mut page = world.house.desk.show(&world.tessa.actor, world.number).await.unwrap();
    let mut back = shown(&page);
    assert_eq!(back.len(), WINDOW_MAX);
    while page.beyond.n_earlier > 0 {
        assert_eq!(page.beyond.n_earlier, count(all.len() - back.len()));
        page = world.page(Window::Before(back[0])).await.unwrap();
        back.splice(0..0, shown(&page));
    }
    assert_eq!(back, all);

    // Nothing is before the first, nor behind the newest.
    assert!(world.page(Window::Before(all[0])).await.unwrap().messages.is_empty());
    let last = all[all.len() - 1];
    assert!(world.page(Window::After(last)).await.unwrap().messages.is_empty());
}

async fn a_window_is_found_by_its_message(house: TestHouse) {
    let world = world(house).await;
    let all = world.ids();
    for place in [0, 1, 49, 50, 51, 123, 199, 200, 201, 249] {
        let page = world.page(Window::Around(all[place])).await.unwrap();
        let ids = shown(&page);
        assert_eq!(ids.len(), WINDOW_MAX, "{place}");
        assert!(ids.contains(&all[place]), "{place}");
        let start = usize::try_from(page.beyond.n_earlier).unwrap();
        assert_eq!(ids, all[start..start + WINDOW_MAX], "{place}");
        assert_eq!(page.beyond.n_later, count(all.len() - start - WINDOW_MAX), "{place}");
    }
    // A message of another case leads nowhere.
    let other = world.house.mail(mail_from("Bo", "bo@mail.example", "Mine", "Only mine.")).await;
    let other = world.house.db.read().await.unwrap().messages(other).await.unwrap();
    let other = other[0].message.id;
    for window in [Window::Around(other), Window::Before(other), Window::After(other)] {
        let found = world.page(window).await;
        assert!(matches!(found, Err(DeskError::NotFound)), "{found:?}");
    }
}

async fn what_was_done_stands_in_one_window(house: TestHouse) {
    let world = world(house).await;
    let entered = world.house.desk.enter(&world.tessa.actor, world.number).await.unwrap();
    let history = world.house.desk.history(&entered).await.unwrap();
    let windows = world.windows().await;
    assert!(history.len() > 2);
    for event in &history {
        let n_windows = windows.iter().filter(|page| page.covers(event.at)).count();
        assert_eq!(n_windows, 1, "{event:?}");
    }
    let merged = history.iter().find(|event| event.act == Act::CaseMerge).unwrap();
    assert!(windows.last().unwrap().covers(merged.at));
}

async fn what_came_since_is_counted_in_the_whole_case(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let entered = desk.enter(&world.tessa.actor, world.number).await.unwrap();
    let n_seen = entered.case().n_messages;
    assert_eq!(desk.came_since(&entered, n_seen).await.unwrap(), None);
    for words in ["More.", "And more."] {
        let text = Personal::new(words.to_owned());
        desk.own_add(&world.jana, world.number, text, Vec::new()).await.unwrap();
    }
    // One's own note is no news.
    let text = Personal::new("A note.".to_owned());
    desk.note(&world.tessa.actor, world.number, NoteDraft { text }).await.unwrap();
    let entered = desk.enter(&world.tessa.actor, world.number).await.unwrap();
    let since = desk.came_since(&entered, n_seen).await.unwrap().unwrap();
    assert_eq!((since.n, since.first_index), (2, n_seen + 1));
    let page = desk.case_page(&entered, Window::Around(since.first_id)).await.unwrap();
    assert!(shown(&page).contains(&since.first_id));
}

async fn a_requester_meets_their_own_once(house: TestHouse) {
    let world = world(house).await;
    let hers: Vec<MessageId> =
        world.all.iter().filter(|(_, is_hers)| *is_hers).map(|(id, _)| *id).collect();
    let (desk, jana) = (&world.house.desk, &world.jana);
    let mut met = Vec::new();
    let mut window = Window::Oldest;
    loop {
        let found = desk.own_request(jana, world.number, window).await.unwrap();
        assert!(
            found.messages.len() <= WINDOW_MAX && found.messages.iter().all(|said| said.is_own)
        );
        assert_eq!(found.request.subject.expose(), "One");
        assert_eq!(found.beyond.n_earlier, count(met.len()));
        met.extend(found.messages.iter().map(|said| said.id));
        let Some(last) = met.last().filter(|_| found.beyond.n_later > 0) else { break };
        window = Window::After(*last);
    }
    assert_eq!(met, hers);
    // A note in the middle is shown to nobody outside, whatever is asked for.
    let note = world.all.iter().find(|(_, is_hers)| !is_hers).unwrap().0;
    for window in [Window::Around(note), Window::Before(note), Window::After(note)] {
        let found = desk.own_request(jana, world.number, window).await;
        assert!(matches!(found, Err(DeskError::NotFound)), "{found:?}");
    }
    let export = desk.own_export(jana).await.unwrap();
    let all: Vec<MessageId> = export.requests[0].messages.iter().map(|said| said.id).collect();
    assert_eq!(all, hers);
}
