//! Long cases: a window of their messages at a time, each message once, whichever way one goes.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use desk::{CasePage, DeskError, NoteDraft, WINDOW_MAX, Window};
use jiff::Timestamp;
use model::{Act, Actor, CaseNumber, Clock as _, MessageId, Personal, Role};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    every_message_is_met_once_in_either_direction,
    a_window_is_found_by_its_message,
    what_was_done_stands_in_one_window,
    what_came_since_is_counted_in_the_whole_case,
    a_requester_meets_their_own_once,
    five_thousand_messages_are_walked_through,
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

/// Messages of the longest case that is looked at here.
const N_LONG: i64 = 5_000;

/// Rows of one statement: as many as a command line takes.
const ROWS: usize = 60;

/// Puts messages behind the first past the house, many at once: each by itself would take the test minutes.
async fn fill(house: &TestHouse, case: &model::Case) {
    use vault::{Cell, Owner};
    let is_sqlite = house.database.is_none();
    let bytes = |bytes: &[u8]| {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        if is_sqlite { format!("x'{hex}'") } else { format!("'\\x{hex}'") }
    };
    let id = |id: uuid::Uuid| {
        if is_sqlite { bytes(id.as_bytes()) } else { format!("'{}'", id.hyphenated()) }
    };
    let truth = if is_sqlite { "1" } else { "true" };
    let now = house.clock.now();
    let seal = |column, row: MessageId, text: &str| {
        let cell = Cell { table: "messages", column, row: row.uuid() };
        bytes(&house.vault.seal(Owner::Case(case.id), cell, text.as_bytes()).unwrap())
    };
    let mut rows = Vec::new();
    for n in case.n_messages + 1..=N_LONG {
        let message = MessageId::draw(now, &*house.chance);
        let text = format!("{{\"text\":\"Said {n}.\"}}");
        rows.push(format!(
            "({}, {}, {n}, 'public', 'in', {}, null, 'signed_in', {}, {truth}, null, null, 0, null, {}, {})",
            id(message.uuid()),
            id(case.id.uuid()),
            id(case.requester_id.uuid()),
            model::micros(now) + n,
            seal("subject_twin", message, ""),
            seal("text_twin", message, &text),
        ));
    }
    for rows in rows.chunks(ROWS) {
        let statement = format!(
            "insert into messages (id, case_id, position_index, kind, direction, author_person_id, author_staff_id,
                identity, at, is_confirmed, automatic, fault, n_attachments, language, subject_twin, text_twin)
            values {}",
            rows.join(",")
        );
        house.by_hand(&statement).await;
    }
    let case_id = id(case.id.uuid());
    house.by_hand(&format!("update cases set n_messages = {N_LONG} where id = {case_id}")).await;
}

async fn five_thousand_messages_are_walked_through(house: TestHouse) {
    let tessa = house.member("tessa", &[Role::Triage, Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "A long matter", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &tessa).await;
    house.wait_secs(60);
    let case = house.desk.case(&tessa.actor, number).await.unwrap().case;
    fill(&house, &case).await;
    house.wait_secs(60);
    let jana = house.requester(case.requester_id);
    let window = async |window| {
        let entered = house.desk.enter(&tessa.actor, number).await.unwrap();
        house.desk.case_page(&entered, window).await.unwrap()
    };
    let ids = |page: &CasePage| -> Vec<MessageId> {
        page.own_messages().map(|view| view.message.id).collect()
    };
    // From the newest to the first: each once, and never more than a window of them.
    let mut page = window(Window::Newest).await;
    assert_eq!(page.beyond.n_earlier, N_LONG - i64::try_from(WINDOW_MAX).unwrap());
    let mut all = ids(&page);
    while page.beyond.n_earlier > 0 {
        page = window(Window::Before(all[0])).await;
        let earlier = ids(&page);
        assert!(!earlier.is_empty() && earlier.len() <= WINDOW_MAX, "{}", earlier.len());
        all.splice(0..0, earlier);
    }
    let each: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!((each.len(), all.len()), (5_000, 5_000));
    // One of the middle is found by itself, among as many as are shown at once.
    let around = window(Window::Around(all[2_500])).await;
    assert!(ids(&around).contains(&all[2_500]) && ids(&around).len() <= WINDOW_MAX);
    assert!(around.beyond.n_earlier > 2_000 && around.beyond.n_later > 2_000);
    // It is written on, and its requester meets the newest, too.
    let text = Personal::new("Dear Jana".to_owned());
    house.desk.note(&tessa.actor, number, NoteDraft { text }).await.unwrap();
    let own = house.desk.own_request(&jana, number, Window::Newest).await.unwrap();
    assert_eq!(own.messages.last().unwrap().text.expose(), "Said 5000.");
    assert!(own.messages.len() <= WINDOW_MAX);
}
