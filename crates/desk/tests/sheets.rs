//! Templates and guides: written in editions, by whom they may be, used in cases.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;

use audit::Entry;
use desk::{DeskError, NewSheet, ReplyDraft, ReplyOrigin, SheetDraft, SheetFilter};
use model::{Act, Actor, CaseNumber, Personal, QueueName, Role, SheetId, SheetKind};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    a_new_house_has_templates_and_guides,
    editions_follow_each_other_and_lead_back,
    the_staff_of_a_queue_write_for_it_and_leaders_for_all,
    what_is_wrong_is_not_kept,
    what_nobody_sees_is_not_kept,
    a_template_is_filled_for_a_case,
    a_role_is_needed_where_a_template_says_so,
    a_reply_remembers_its_template,
    a_reply_comes_from_nothing_that_its_writer_could_not_use,
    what_a_house_lacks_is_taken_over_and_nothing_else,
);

fn names(list: &[&str]) -> BTreeSet<QueueName> {
    list.iter().map(|name| QueueName::parse(name).unwrap()).collect()
}

fn draft(text: &str, queues: &[&str]) -> SheetDraft {
    SheetDraft {
        title: "A title".to_owned(),
        role: None,
        queues: names(queues),
        is_offered: true,
        text: text.to_owned(),
        note: "To try it.".to_owned(),
    }
}

fn new(name: &str, text: &str, queues: &[&str]) -> NewSheet {
    NewSheet {
        kind: SheetKind::Template,
        name: name.to_owned(),
        language: "eng".to_owned(),
        draft: draft(text, queues),
    }
}

async fn template(house: &TestHouse, by: &Member, name: &str, language: &str) -> SheetId {
    let filter = SheetFilter { language: Some(language.to_owned()), ..SheetFilter::default() };
    let found = house.desk.sheets(&by.actor, SheetKind::Template, &filter).await.unwrap();
    found.iter().find(|view| view.sheet.name.as_str() == name).unwrap().sheet.id
}

async fn last_act(house: &TestHouse) -> Act {
    let filter =
        db::EntryFilter { before: None, act: None, case_id: None, person_id: None, n_max: 1 };
    while house.desk.sequence().await.unwrap() > 0 {}
    let rows = house.db.read().await.unwrap().entries(&filter).await.unwrap();
    Entry::of_canonical(&rows[0].canonical).unwrap().act
}

/// A Czech case in `support` that Egon works on.
async fn czech_case(house: &TestHouse, egon: &Member) -> CaseNumber {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let text =
        "Dobrý den, ztratila jsem heslo a nemohu se přihlásit do svého účtu. Prosím pomozte mi.";
    let mail = mail_from("Jana Nováková", "jana.novakova@mail.example", "Ztracené heslo", text);
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, egon).await;
    number
}

async fn a_new_house_has_templates_and_guides(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let all = SheetFilter::default();
    let templates = house.desk.sheets(&egon.actor, SheetKind::Template, &all).await.unwrap();
    assert_eq!(templates.len(), 69, "23 in three languages");
    let guides = house.desk.sheets(&egon.actor, SheetKind::Guide, &all).await.unwrap();
    let recovery = guides.iter().filter(|view| view.sheet.name.as_str() == "password-recovery");
    assert_eq!(recovery.count(), 3);
    let words = SheetFilter { words: "arbitrator INQUIRIES".to_owned(), ..SheetFilter::default() };
    let found = house.desk.sheets(&egon.actor, SheetKind::Template, &words).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].sheet.name.as_str(), "legal-inquiry");
    // Those who are not of the staff read none.
    for actor in [Actor::Visitor, Actor::Founder] {
        let refused = house.desk.sheets(&actor, SheetKind::Template, &all).await;
        assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
        // Nor is a text of theirs run to see what is wrong with it.
        for kind in [SheetKind::Template, SheetKind::Guide] {
            let refused = house.desk.check_sheet(&actor, kind, "eng", "{{ case.nmber }}").await;
            assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
        }
    }
}

async fn editions_follow_each_other_and_lead_back(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    house.wait_secs(1);
    let new = new("hello", "Hello {{ case.number }}", &["support"]);
    let id = house.desk.create_sheet(&egon.actor, new).await.unwrap();
    assert_eq!(last_act(&house).await, Act::TemplateEdit);
    let kind = SheetKind::Template;
    let second = draft("Good day {{ case.number }}", &["support"]);
    let n = house.desk.update_sheet(&egon.actor, kind, id, 1, second).await.unwrap();
    assert_eq!(n, 2);
    // Whoever read the first one is told that there is a second.
    let late = house.desk.update_sheet(&egon.actor, kind, id, 1, draft("Late", &["support"])).await;
    assert!(matches!(late, Err(DeskError::Conflict { .. })), "{late:?}");
    let n = house.desk.revert_sheet(&egon.actor, kind, id, 1, "Shorter.").await.unwrap();
    assert_eq!(n, 3);
    let page = house.desk.sheet(&egon.actor, kind, id).await.unwrap();
    assert_eq!(page.view.edition.edition.text, "Hello {{ case.number }}");
    let editions: Vec<_> =
        page.editions.iter().map(|view| (view.edition.number, view.edition.reverts)).collect();
    assert_eq!(editions, [(3, Some(1)), (2, None), (1, None)]);
    assert!(page.editions.iter().all(|view| view.maker.is_some()), "who is on record");
    let again = house.desk.revert_sheet(&egon.actor, kind, id, 3, "Again.").await;
    assert!(matches!(again, Err(DeskError::Invalid { field: "number", .. })), "{again:?}");
}

async fn the_staff_of_a_queue_write_for_it_and_leaders_for_all(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let lea = house.member("lea", &[Role::TeamLeader]).await;
    let denied = |result: Result<SheetId, DeskError>| matches!(result, Err(DeskError::Denied(_)));
    let create = async |by: &Member, name: &str, queues: &[&str]| {
        house.desk.create_sheet(&by.actor, new(name, "Hello", queues)).await
    };
    assert!(denied(create(&egon, "for-all", &[]).await));
    assert!(denied(create(&egon, "not-his", &["disputes"]).await));
    assert!(denied(create(&egon, "one-of-two", &["support", "disputes"]).await));
    assert!(denied(create(&tessa, "triage-writes", &["triage"]).await));
    let id = create(&lea, "for-all", &[]).await.unwrap();
    assert!(!house.desk.sheet(&egon.actor, SheetKind::Template, id).await.unwrap().view.may_edit);
    // Drawing one that is for all to one's own queue would take it from the others.
    let taken = draft("Mine", &["support"]);
    let taken = house.desk.update_sheet(&egon.actor, SheetKind::Template, id, 1, taken).await;
    assert!(matches!(taken, Err(DeskError::Denied(_))), "{taken:?}");
    create(&egon, "his", &["support", "help"]).await.unwrap();
}

async fn what_is_wrong_is_not_kept(house: TestHouse) {
    let lea = house.member("lea", &[Role::TeamLeader]).await;
    let check = async |new: NewSheet, field: &str, words: &str| {
        let refused = house.desk.create_sheet(&lea.actor, new).await;
        let Err(DeskError::Invalid { field: at, words: said }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(at, field, "{said}");
        assert!(said.contains(words), "{said}");
    };
    check(new("Big Name", "x", &[]), "name", "lower-case").await;
    check(new("a", "Hello {{ case.nmber }}", &[]), "text", "line 1, column 10").await;
    check(new("a", " ", &[]), "text", "write something").await;
    check(new("acknowledge", "x", &[]), "name", "of this name and language").await;
    check(NewSheet { language: "English".to_owned(), ..new("a", "x", &[]) }, "language", "eng")
        .await;
    check(NewSheet { kind: SheetKind::Guide, ..new("a", "1. x\n@rol y", &[]) }, "text", "line 2")
        .await;
    let note = SheetDraft { note: " ".to_owned(), ..draft("x", &[]) };
    check(NewSheet { draft: note, ..new("a", "x", &[]) }, "note", "say why").await;
    let unknown = SheetDraft { queues: names(&["nowhere"]), ..draft("x", &[]) };
    check(NewSheet { draft: unknown, ..new("a", "x", &[]) }, "queues", "nowhere").await;
}

async fn what_nobody_sees_is_not_kept(house: TestHouse) {
    let lea = house.member("lea", &[Role::TeamLeader]).await;
    let check = async |draft: SheetDraft, field: &str, words: &str| {
        let sheet = NewSheet { draft, ..new("a", "x", &[]) };
        let refused = house.desk.create_sheet(&lea.actor, sheet).await;
        let Err(DeskError::Invalid { field: at, words: said }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(at, field, "{said}");
        assert!(said.contains(words), "{said}");
    };
    let turned = "line 2, column 3: here stands a sign that nobody sees, U+202E";
    check(draft("x\né \u{202E}olleh", &[]), "text", turned).await;
    for (sign, code) in [
        ('\0', "U+0000"),
        ('\r', "U+000D"),
        ('\u{1B}', "U+001B"),
        ('\u{9F}', "U+009F"),
        ('\u{61C}', "U+061C"),
        ('\u{200E}', "U+200E"),
        ('\u{2069}', "U+2069"),
    ] {
        check(draft(&format!("a{sign}b"), &[]), "text", code).await;
        let title = SheetDraft { title: format!("a{sign}b"), ..draft("x", &[]) };
        check(title, "title", "line 1, column 2").await;
        let note = SheetDraft { note: format!("a{sign}b"), ..draft("x", &[]) };
        check(note, "note", code).await;
    }
    // Lines may end as browsers end them, and stand in.
    house.desk.create_sheet(&lea.actor, new("lines", "a\r\n\tb\n", &[])).await.unwrap();
}

async fn a_template_is_filled_for_a_case(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let number = czech_case(&house, &egon).await;
    let offers = house
        .desk
        .template_offers(&house.desk.enter(&egon.actor, number).await.unwrap())
        .await
        .unwrap();
    let languages: Vec<&str> = offers.iter().map(|offer| offer.language.as_str()).collect();
    assert_eq!(
        (languages[0], languages[23], languages[46]),
        ("ces", "eng", "deu"),
        "the case's first"
    );
    let id = template(&house, &egon, "closing", "ces").await;
    let filled = house.desk.fill_template(&egon.actor, number, id).await.unwrap();
    assert!(filled.text.contains(&number.to_string()), "{}", filled.text);
    assert!(filled.text.contains("21. listopadu 2026"), "{}", filled.text);
    assert!(filled.text.ends_with("Support engineer 1"), "{}", filled.text);
    for word in ["Jana", "Nováková", "mail.example"] {
        assert!(!filled.text.contains(word), "{word} in {}", filled.text);
    }
    // Whoever may not answer fills nothing, and a requester does not learn that there is a case.
    let tom = house.member("tom", &[Role::Triage]).await;
    let refused = house.desk.fill_template(&tom.actor, number, id).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    let nobody = house.desk.fill_template(&Actor::Visitor, number, id).await;
    assert!(matches!(nobody, Err(DeskError::NotFound)), "{nobody:?}");
    // A preview looks into a case only for who may see it.
    let adam = house.member("adam", &[Role::Administrator]).await;
    let text = "{{ case.queue }}";
    let seen = house.desk.preview_template(&egon.actor, text, "eng", Some(number)).await.unwrap();
    assert_eq!(seen, "support");
    let unseen = house.desk.preview_template(&adam.actor, text, "eng", Some(number)).await;
    assert!(matches!(unseen, Err(DeskError::Denied(_))), "{unseen:?}");
}

async fn a_role_is_needed_where_a_template_says_so(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let lea = house.member("lea", &[Role::TeamLeader]).await;
    let number = czech_case(&house, &egon).await;
    let needy = SheetDraft { role: Some(Role::TeamLeader), ..draft("Hello", &[]) };
    let needy = NewSheet { draft: needy, ..new("for-leaders", "Hello", &[]) };
    let id = house.desk.create_sheet(&lea.actor, needy).await.unwrap();
    let offers = house
        .desk
        .template_offers(&house.desk.enter(&egon.actor, number).await.unwrap())
        .await
        .unwrap();
    let offer = offers.iter().find(|offer| offer.id == id).unwrap();
    assert_eq!(offer.lacks, Some(Role::TeamLeader));
    let refused = house.desk.fill_template(&egon.actor, number, id).await;
    assert!(matches!(refused, Err(DeskError::Invalid { field: "template", .. })), "{refused:?}");
    // One for another queue is not offered, and is not filled by its id either.
    let elsewhere = new("elsewhere", "Hello", &["help"]);
    let id = house.desk.create_sheet(&egon.actor, elsewhere).await.unwrap();
    let offers = house
        .desk
        .template_offers(&house.desk.enter(&egon.actor, number).await.unwrap())
        .await
        .unwrap();
    assert!(offers.iter().all(|offer| offer.id != id));
    let refused = house.desk.fill_template(&egon.actor, number, id).await;
    assert!(matches!(refused, Err(DeskError::Invalid { field: "template", .. })), "{refused:?}");
}

async fn a_reply_remembers_its_template(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let number = czech_case(&house, &egon).await;
    let id = template(&house, &egon, "acknowledge", "ces").await;
    let filled = house.desk.fill_template(&egon.actor, number, id).await.unwrap();
    let draft = ReplyDraft { text: Personal::new(filled.text), n_seen: None };
    let from = |id, number| ReplyOrigin { template: Some((id, number)), ..ReplyOrigin::default() };
    let made_up = house.desk.reply_from(&egon.actor, number, draft.clone(), from(id, 9)).await;
    assert!(matches!(made_up, Err(DeskError::Invalid { .. })), "{made_up:?}");
    let message = house
        .desk
        .reply_from(&egon.actor, number, draft.clone(), from(filled.id, filled.number))
        .await
        .unwrap();
    let mut reader = house.db.read().await.unwrap();
    assert_eq!(reader.message_sheet(message).await.unwrap(), Some((id, 1)));
    let plain = house.desk.reply(&egon.actor, number, draft).await.unwrap();
    assert_eq!(reader.message_sheet(plain).await.unwrap(), None);
}

async fn a_reply_comes_from_nothing_that_its_writer_could_not_use(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let lea = house.member("lea", &[Role::TeamLeader]).await;
    let number = czech_case(&house, &egon).await;
    let create =
        async |by: &Member, new: NewSheet| house.desk.create_sheet(&by.actor, new).await.unwrap();
    let needy = SheetDraft { role: Some(Role::TeamLeader), ..draft("Hello", &[]) };
    let needy = create(&lea, NewSheet { draft: needy, ..new("for-leaders", "x", &[]) }).await;
    // How often it is used, and whether that helped, is told to who may write it.
    let used = async |by: &Member| {
        house.desk.sheet(&by.actor, SheetKind::Template, needy).await.unwrap().used
    };
    assert_eq!((used(&lea).await.map(|used| used.n_used), used(&egon).await), (Some(0), None));
    let elsewhere = create(&egon, new("elsewhere", "Hello", &["help"])).await;
    let guide = new("steps", "When it is.\n\n1. Begin.\n", &["support"]);
    let guide = create(&egon, NewSheet { kind: SheetKind::Guide, ..guide }).await;
    for (id, words) in [
        (needy, "somebody who is team leader"),
        (elsewhere, "not for cases of this queue"),
        (guide, "no such edition"),
    ] {
        let reply = ReplyDraft { text: Personal::new("Hello".to_owned()), n_seen: None };
        let origin = ReplyOrigin { template: Some((id, 1)), ..ReplyOrigin::default() };
        let refused = house.desk.reply_from(&egon.actor, number, reply, origin).await;
        let Err(DeskError::Invalid { field: "template", words: said }) = refused else {
            panic!("{refused:?}");
        };
        assert!(said.contains(words), "{said}");
    }
}

async fn what_a_house_lacks_is_taken_over_and_nothing_else(house: TestHouse) {
    let lea = house.member("lea", &[Role::TeamLeader]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let kind = SheetKind::Template;
    assert_eq!(house.desk.n_sheets_to_adopt(&lea.actor, kind).await.unwrap(), 0);
    let ours = template(&house, &lea, "closing", "eng").await;
    house.desk.update_sheet(&lea.actor, kind, ours, 1, draft("Ours", &[])).await.unwrap();
    let gone = template(&house, &lea, "acknowledge", "deu").await;
    // As in a house of before: one of them is not there.
    for table in ["sheet_editions where sheet_id", "sheets where id"] {
        let key = gone.uuid().simple().to_string();
        let key = match house.database {
            Some(_) => format!("'{}'", gone.uuid()),
            None => format!("x'{key}'"),
        };
        house.by_hand(&format!("delete from {table} = {key}")).await;
    }
    assert_eq!(house.desk.n_sheets_to_adopt(&egon.actor, kind).await.unwrap(), 1);
    let refused = house.desk.adopt_sheets(&egon.actor, kind).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    house.wait_secs(1);
    assert_eq!(house.desk.adopt_sheets(&lea.actor, kind).await.unwrap(), 1);
    assert_eq!(last_act(&house).await, Act::TemplateEdit);
    let page = house.desk.sheet(&lea.actor, kind, ours).await.unwrap();
    assert_eq!(page.view.edition.edition.text, "Ours");
    assert_eq!(house.desk.adopt_sheets(&lea.actor, kind).await.unwrap(), 0);
}
