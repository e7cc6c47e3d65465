//! Drafts: kept until they are sent or discarded, whatever happens meanwhile; and dead with their requester.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use desk::{
    DRAFTS_MAX, DeskError, Draft, DraftText, Keeping, NoteDraft, PRESENT_SECS, ReplyDraft,
    ReplyOrigin,
};
use model::{Actor, Address, CaseNumber, DraftKind, Mailbox, Personal, QueueName, Role};
use testkit::house::{Member, TestHouse, mail_from};

testkit::house_tests!(
    a_draft_is_kept_and_found_again,
    a_stale_version_changes_nothing,
    what_is_sent_is_no_draft_any_more,
    a_reply_taken_back_is_a_draft_again,
    a_draft_outlives_what_others_do,
    a_draft_is_its_writers_alone,
    a_draft_dies_with_its_requester,
    who_is_destroyed_is_gone_from_what_others_write,
    drafts_have_limits,
    a_colleagues_reply_stops_a_reply,
    what_comes_at_the_very_moment_of_a_reply_stops_it,
);

struct World {
    house: TestHouse,
    number: CaseNumber,
    tessa: Member,
    egon: Member,
}

fn kept_as(version: i64) -> ReplyOrigin {
    ReplyOrigin { kept: Some(version), ..ReplyOrigin::default() }
}

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

async fn world(house: TestHouse) -> World {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help.");
    let number = house.number(house.mail(mail).await).await;
    house.desk.assign(&tessa.actor, number, egon.staff.id, None).await.unwrap();
    World { house, number, tessa, egon }
}

impl World {
    async fn keep(&self, kind: DraftKind, words: &str, follows: Option<i64>) -> Keeping {
        let draft = DraftText { kind, text: text(words), n_seen: 1, follows };
        self.house.desk.keep_draft(&self.egon.actor, self.number, draft).await.unwrap()
    }

    async fn kept(&self, kind: DraftKind, words: &str, follows: Option<i64>) -> i64 {
        match self.keep(kind, words, follows).await {
            Keeping::Kept { version, .. } => version,
            other => panic!("{other:?}"),
        }
    }

    async fn found(&self, kind: DraftKind) -> Option<Draft> {
        self.house.desk.draft(&self.egon.actor, self.number, kind).await.unwrap()
    }

    async fn says(&self, kind: DraftKind) -> Option<String> {
        self.found(kind).await.map(|draft| draft.text.into_exposed())
    }
}

async fn a_draft_is_kept_and_found_again(house: TestHouse) {
    let world = world(house).await;
    assert!(world.found(DraftKind::Reply).await.is_none());
    let first = world.kept(DraftKind::Reply, "Dear Ja", None).await;
    let second = world.kept(DraftKind::Reply, "Dear Jana,", Some(first)).await;
    assert!(second > first);
    world.kept(DraftKind::Note, "She wrote before.", None).await;
    let draft = world.found(DraftKind::Reply).await.unwrap();
    assert_eq!((draft.text.expose().as_str(), draft.n_seen), ("Dear Jana,", 1));
    assert_eq!((draft.version, draft.saved_at), (second, world.house.db.now()));
    let items = world.house.desk.drafts(&world.egon.actor).await.unwrap();
    assert_eq!(items.len(), 2);
    assert!(items.iter().all(|item| item.number == world.number && item.is_seen));
    assert_eq!(items[0].subject.as_ref().unwrap().expose(), "Help");
    // Nothing in it discards it.
    assert!(matches!(world.keep(DraftKind::Reply, " \n", Some(second)).await, Keeping::Emptied));
    assert!(world.found(DraftKind::Reply).await.is_none());
    assert_eq!(world.house.desk.n_drafts(world.egon.staff.id).await.unwrap(), 1);
}

async fn a_stale_version_changes_nothing(house: TestHouse) {
    let world = world(house).await;
    let first = world.kept(DraftKind::Reply, "one", None).await;
    world.kept(DraftKind::Reply, "two", Some(first)).await;
    for follows in [None, Some(first), Some(first + 7)] {
        let Keeping::Overtaken(Some(kept)) = world.keep(DraftKind::Reply, "three", follows).await
        else {
            panic!("it was kept over a later one")
        };
        assert_eq!(kept.text.expose(), "two");
    }
    // The same words from two windows are no conflict.
    let again = world.kept(DraftKind::Reply, "two", Some(first)).await;
    let draft = world.found(DraftKind::Reply).await.unwrap();
    assert_eq!(draft.version, again);
    let actor = &world.egon.actor;
    let discard = |version| {
        world.house.desk.discard_draft(actor, world.number, DraftKind::Reply, Some(version))
    };
    assert!(matches!(discard(first).await, Err(DeskError::Conflict { what: "draft" })));
    assert_eq!(discard(again).await.unwrap().unwrap().text.expose(), "two");
    // Gone, and begun anew: whoever knows the old one does not write over the new one.
    world.house.wait_secs(1);
    assert!(matches!(
        world.keep(DraftKind::Reply, "four", Some(again)).await,
        Keeping::Overtaken(None)
    ));
    world.kept(DraftKind::Reply, "five", None).await;
    assert!(matches!(
        world.keep(DraftKind::Reply, "six", Some(again)).await,
        Keeping::Overtaken(Some(_))
    ));
}

async fn what_is_sent_is_no_draft_any_more(house: TestHouse) {
    let world = world(house).await;
    let (desk, actor) = (&world.house.desk, &world.egon.actor);
    let reply = |words: &str| ReplyDraft { text: text(words), n_seen: Some(1) };
    let old = world.kept(DraftKind::Reply, "Don", None).await;
    let now = world.kept(DraftKind::Reply, "Done.", Some(old)).await;
    desk.reply_from(actor, world.number, reply("Don"), kept_as(old)).await.unwrap();
    assert_eq!(world.says(DraftKind::Reply).await.as_deref(), Some("Done."), "a later one stays");
    desk.reply_from(actor, world.number, reply("Done."), kept_as(now)).await.unwrap();
    assert_eq!(world.says(DraftKind::Reply).await, None);
    let note = world.kept(DraftKind::Note, "Careful.", None).await;
    let draft = NoteDraft { text: text("Careful.") };
    desk.note_drafted(actor, world.number, draft, Some(note)).await.unwrap();
    assert_eq!(world.says(DraftKind::Note).await, None);
    // What was not sent is still there.
    let kept = world.kept(DraftKind::Reply, "More.", None).await;
    desk.own_add(&own(&world), world.number, text("One thing more."), Vec::new()).await.unwrap();
    let done = desk.reply_from(actor, world.number, reply("More."), kept_as(kept)).await;
    assert!(matches!(done, Err(DeskError::NewMessages { n: 1 })), "{done:?}");
    assert_eq!(world.says(DraftKind::Reply).await.as_deref(), Some("More."));
}

fn own(world: &World) -> Actor {
    let jana = Address::parse("jana@mail.example").unwrap();
    world.house.requester(world.house.vault.find_person(&jana).unwrap().unwrap())
}

async fn a_reply_taken_back_is_a_draft_again(house: TestHouse) {
    let world = world(house).await;
    let (desk, actor) = (&world.house.desk, &world.egon.actor);
    let draft = ReplyDraft { text: text("Dear Jana, call +420 601 123 456."), n_seen: Some(1) };
    let kept = world.kept(DraftKind::Reply, "Dear Jana, call +420 601 123 456.", None).await;
    let id = desk.reply_from(actor, world.number, draft, kept_as(kept)).await.unwrap();
    assert_eq!(world.says(DraftKind::Reply).await, None);
    let begun = world.kept(DraftKind::Reply, "By the way", None).await;
    desk.undo(actor, world.number, id).await.unwrap();
    let found = world.found(DraftKind::Reply).await.unwrap();
    assert_eq!(found.text.expose(), "Dear Jana, call +420 601 123 456.\n\nBy the way");
    assert!(found.version > begun);
    assert_eq!(found.n_seen, 2, "its writer had seen all before it");
}

async fn a_draft_outlives_what_others_do(house: TestHouse) {
    let world = world(house).await;
    let (desk, tessa) = (&world.house.desk, &world.tessa.actor);
    let first = world.kept(DraftKind::Reply, "one", None).await;
    desk.assign(tessa, world.number, world.tessa.staff.id, None).await.unwrap();
    let second = world.kept(DraftKind::Reply, "two", Some(first)).await;
    // Where Egon does not see it.
    let systems = QueueName::parse("systems").unwrap();
    desk.move_case(tessa, world.number, &systems, None).await.unwrap();
    assert!(matches!(desk.show(&world.egon.actor, world.number).await, Err(DeskError::Denied(_))));
    // What comes there is none of his business, and his typing is none of theirs who work there.
    let sora = world.house.member("sora", &[Role::SystemAdministrator]).await;
    desk.own_add(&own(&world), world.number, text("One thing more."), Vec::new()).await.unwrap();
    world.house.wait_secs(PRESENT_SECS + 1);
    let (kind, follows) = (DraftKind::Reply, Some(second));
    let more = DraftText { kind, text: text("three"), n_seen: 99, follows };
    let kept = desk.keep_draft(&world.egon.actor, world.number, more).await.unwrap();
    let Keeping::Kept { version: third, .. } = kept else { panic!("{kept:?}") };
    assert_eq!(world.found(DraftKind::Reply).await.unwrap().n_seen, 1);
    assert!(
        desk.present(&desk.enter(&sora.actor, world.number).await.unwrap())
            .await
            .unwrap()
            .is_empty()
    );
    let items = desk.drafts(&world.egon.actor).await.unwrap();
    assert_eq!((items[0].is_seen, items[0].subject.is_some()), (false, false));
    let none = DraftText { kind: DraftKind::Note, text: text("x"), n_seen: 1, follows: None };
    let refused = desk.keep_draft(&world.egon.actor, world.number, none).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "none is begun there: {refused:?}");
    let actor = &world.egon.actor;
    let back = desk.discard_draft(actor, world.number, DraftKind::Reply, Some(third)).await;
    assert_eq!(back.unwrap().unwrap().text.expose(), "three");
}

async fn a_draft_is_its_writers_alone(house: TestHouse) {
    let world = world(house).await;
    let (desk, number) = (&world.house.desk, world.number);
    world.kept(DraftKind::Reply, "mine", None).await;
    let others = desk.draft(&world.tessa.actor, number, DraftKind::Reply).await.unwrap();
    assert!(others.is_none());
    assert!(desk.drafts(&world.tessa.actor).await.unwrap().is_empty());
    let gone = desk.discard_draft(&world.tessa.actor, number, DraftKind::Reply, None).await;
    assert!(matches!(gone, Err(DeskError::NotFound)), "{gone:?}");
    let outsider = desk.draft(&own(&world), number, DraftKind::Reply).await;
    assert!(matches!(outsider, Err(DeskError::NotFound)));
    // A token drafts what it may write.
    let Actor::Staff(staff) = &world.egon.actor else { panic!("of the staff") };
    for (act, may) in [(model::Act::CaseShow, false), (model::Act::CaseReply, true)] {
        let mut staff = staff.clone();
        staff.scopes = Some([act, model::Act::CaseShow].into());
        let found = desk.draft(&Actor::Staff(staff), number, DraftKind::Reply).await;
        assert_eq!(found.is_ok(), may, "{found:?}");
    }
}

async fn a_draft_dies_with_its_requester(house: TestHouse) {
    let world = world(house).await;
    world.kept(DraftKind::Reply, "Dear Jana", None).await;
    let row = world.house.db.read().await.unwrap().drafts_of(world.egon.staff.id, 9).await.unwrap();
    let cell = vault::Cell { table: "drafts", column: "text_twin", row: row[0].id.uuid() };
    let jana = Address::parse("jana@mail.example").unwrap();
    world.house.desk.destroy_person(&Actor::Founder, &jana).await.unwrap();
    assert!(world.found(DraftKind::Reply).await.is_none());
    assert_eq!(world.house.desk.n_drafts(world.egon.staff.id).await.unwrap(), 0);
    // In a copy of before, too.
    let opened = world.house.vault.open_text(cell, &row[0].text_twin).unwrap();
    assert!(opened.is_none());
    let draft = DraftText { kind: DraftKind::Note, text: text("x"), n_seen: 1, follows: None };
    let kept = world.house.desk.keep_draft(&world.egon.actor, world.number, draft).await;
    assert!(matches!(kept, Err(DeskError::Destroyed)), "{kept:?}");
}

async fn who_is_destroyed_is_gone_from_what_others_write(house: TestHouse) {
    let mut world = world(house).await;
    let karel = Address::parse("karel@other.example").unwrap();
    let name = Some(text("Karel Veverka"));
    let mut mail = mail_from("Jana", "jana@mail.example", "Help", "My uncle knows more.");
    mail.others = vec![Mailbox { name, address: karel.clone() }];
    world.number = world.house.number(world.house.mail(mail).await).await;
    let words = "Ask karel@other.example, who knows [person 9].";
    world.kept(DraftKind::Note, words, None).await;
    assert_eq!(world.says(DraftKind::Note).await.as_deref(), Some(words));
    let mut reader = world.house.db.read().await.unwrap();
    let row = reader.drafts_of(world.egon.staff.id, 9).await.unwrap().remove(0);
    let values = reader.draft_values(row.id).await.unwrap();
    drop(reader);
    assert_eq!(values.len(), 2, "his, and what is nobody else's");
    world.house.desk.destroy_person(&Actor::Founder, &karel).await.unwrap();
    assert_eq!(world.says(DraftKind::Note).await, None, "its writer begins anew");
    // And in a copy of before.
    let mut book = world.house.db.bookkeeping().await.unwrap();
    assert!(book.insert_draft(&row, &values).await.unwrap());
    book.commit().await.unwrap();
    let says = world.says(DraftKind::Note).await.unwrap();
    assert!(!says.contains("karel@"), "{says}");
    assert!(says.contains("[person 9]"), "what looked like a placeholder is as it was: {says}");
}

async fn drafts_have_limits(house: TestHouse) {
    let world = world(house).await;
    let (desk, actor) = (&world.house.desk, &world.egon.actor);
    let long = "x".repeat(100_001);
    let draft = DraftText { kind: DraftKind::Note, text: text(&long), n_seen: 1, follows: None };
    let kept = desk.keep_draft(actor, world.number, draft).await;
    assert!(matches!(kept, Err(DeskError::Invalid { field: "text", .. })), "{kept:?}");
    let mut last = None;
    for n in 0..=DRAFTS_MAX {
        let mail = mail_from("Jana", "jana@mail.example", "Help", &"y".repeat(20 + n as usize));
        let number = world.house.number(world.house.mail(mail).await).await;
        let draft = DraftText { kind: DraftKind::Note, text: text("x"), n_seen: 1, follows: None };
        last = Some(desk.keep_draft(actor, number, draft).await);
        if last.as_ref().is_some_and(Result::is_err) {
            assert_eq!(n, DRAFTS_MAX);
        }
    }
    let last = last.unwrap();
    assert!(matches!(last, Err(DeskError::Invalid { field: "draft", .. })), "{last:?}");
}

async fn a_colleagues_reply_stops_a_reply(house: TestHouse) {
    let world = world(house).await;
    let (desk, number) = (&world.house.desk, world.number);
    let reply = |words: &str, n_seen| ReplyDraft { text: text(words), n_seen: Some(n_seen) };
    desk.reply(&world.egon.actor, number, reply("Egon's", 1)).await.unwrap();
    // One's own are none that one has not seen.
    desk.reply(&world.egon.actor, number, reply("Egon's too", 1)).await.unwrap();
    desk.assign(&world.tessa.actor, number, world.tessa.staff.id, None).await.unwrap();
    let done = desk.reply(&world.tessa.actor, number, reply("Tessa's", 1)).await;
    assert!(matches!(done, Err(DeskError::NewMessages { n: 2 })), "{done:?}");
    desk.reply(&world.tessa.actor, number, reply("Tessa's", 3)).await.unwrap();
}

async fn what_comes_at_the_very_moment_of_a_reply_stops_it(house: TestHouse) {
    let world = world(house).await;
    let (desk, number) = (&world.house.desk, world.number);
    let requester_id = desk.case(&world.egon.actor, number).await.unwrap().case.requester_id;
    let jana = world.house.requester(requester_id);
    let mut n_stopped = 0;
    for n in 0..12 {
        let n_seen = desk.case(&world.egon.actor, number).await.unwrap().case.n_messages;
        let draft = ReplyDraft { text: text(&format!("Reply {n}.")), n_seen: Some(n_seen) };
        let (said, hers) = tokio::join!(
            desk.reply(&world.egon.actor, number, draft),
            desk.own_add(&jana, number, text(&format!("Word {n}.")), Vec::new()),
        );
        hers.unwrap();
        match said {
            // Sent before hers was there.
            Ok(_) => {}
            Err(DeskError::NewMessages { n: 1 }) => n_stopped += 1,
            other => panic!("{other:?}"),
        }
    }
    let case = desk.case(&world.egon.actor, number).await.unwrap().case;
    assert_eq!(case.n_messages, 1 + 12 + (12 - n_stopped));
    // The same form sent twice at once is one reply; a reply of a moment later is another.
    let draft = ReplyDraft { text: text("Twice."), n_seen: Some(case.n_messages) };
    let (one, other) = tokio::join!(
        desk.reply(&world.egon.actor, number, draft.clone()),
        desk.reply(&world.egon.actor, number, draft),
    );
    let refused = one.err().or(other.err());
    assert!(matches!(refused, None | Some(DeskError::Conflict { .. })), "{refused:?}");
}
