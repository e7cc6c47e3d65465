//! Merging and taking apart.

use std::collections::BTreeSet;

use desk::{BoardFilter, ConsentChoice, ConsentDraft, DraftText, EmergencyDraft, Keeping, Window};
use jiff::Timestamp;
use model::{Address, Clock as _, DraftKind, Filter};

use super::*;

pub async fn two_become_one_and_both_numbers_lead_there(house: TestHouse) {
    let world = world(house).await;
    let (desk, egon) = (&world.house.desk, &world.egon.actor);
    let done = world.merge().await;
    assert_eq!((done.from, done.into), (world.second, world.first));
    let texts = world.texts(world.first).await;
    assert_eq!(texts.len(), 2);
    assert!(texts[1].0.contains("kangaroo") && texts[1].1 == world.second, "{texts:?}");

    // The number is valid, and whoever acts by it acts on nothing unawares.
    let moved = desk.show(egon, world.second).await;
    assert!(matches!(moved, Err(DeskError::Merged { into }) if into == world.first), "{moved:?}");
    let closed = desk.close(egon, world.second, None).await;
    assert!(matches!(closed, Err(DeskError::Merged { .. })), "{closed:?}");

    // What answers it arrives at the other; so does what names it, and her own page of it.
    let requester = world.house.requester(world.jana);
    let own = desk.own_requests(&requester).await.unwrap();
    assert_eq!(own.len(), 1);
    let own = desk.own_request(&requester, world.second, Window::Newest).await.unwrap();
    let (request, messages) = (own.request, own.messages);
    assert_eq!((request.number, messages.len()), (world.first, 2));
    assert!(request.subject.expose().contains("Lost passphrase"));
    desk.own_add(&requester, world.second, text("By the portal."), Vec::new()).await.unwrap();
    world.house.wait_secs(1);
    let mut mail = jana("third", "By mail.");
    mail.references = vec!["Still.lost@mail.example".to_owned()];
    mail.is_aligned = true;
    world.house.mail(mail).await;
    let texts = world.texts(world.first).await;
    assert_eq!(texts.len(), 4);
    assert!(texts.iter().skip(2).all(|(_, number)| *number == world.first), "{texts:?}");

    // It is searched for and listed as one.
    let found = desk.search(egon, "kangaroo").await.unwrap().cases;
    let numbers: Vec<_> = found.iter().map(|view| view.case.number).collect();
    assert_eq!(numbers, [world.first]);
    for filter in ["state:closed", "kangaroo", "{}"] {
        let filter = filter.replace("{}", &world.second.to_string());
        let filter: Filter = desk.read_filter(egon, &filter).await.unwrap();
        let asked = BoardFilter { filter, ..BoardFilter::default() };
        let cases = desk.board(egon, asked).await.unwrap().cases;
        assert!(cases.iter().all(|view| view.case.number == world.first));
    }
    world.is_sound().await;
}

pub async fn taken_apart_they_are_what_they_were(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let before = (world.state(world.first).await, world.state(world.second).await);
    let done = world.merge().await;
    let part = world.state(world.second).await;
    assert_eq!((part.state, part.assignment, part.due), (CaseState::Closed, None, None));
    let freed = desk.separate(&world.tessa.actor, world.first, done.id).await.unwrap();
    assert_eq!(freed, world.second);
    let after = (world.state(world.first).await, world.state(world.second).await);
    for (before, after) in [(&before.0, &after.0), (&before.1, &after.1)] {
        let of = |case: &model::Case| {
            (case.state, case.assignment, case.due, case.queue_id, case.n_messages)
        };
        assert_eq!(of(before), of(after));
    }
    assert_eq!(world.texts(world.first).await.len(), 1);
    assert_eq!(world.texts(world.second).await.len(), 1);
    let found = desk.search(&world.egon.actor, "kangaroo").await.unwrap().cases;
    assert_eq!(found.iter().map(|view| view.case.number).collect::<Vec<_>>(), [world.second]);
    // Once is enough, and they may be merged again, the other way round too.
    let again = desk.separate(&world.tessa.actor, world.first, done.id).await;
    kept_apart(again, &AffairError::NotPart(world.first));
    desk.merge(&world.tessa.actor, world.first, world.second).await.unwrap();
    world.is_sound().await;
}

pub async fn what_came_since_stays_where_it_arrived(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let sent = world.sent(&world.tessa, world.second, "We look for it.").await;
    let done = world.merge().await;
    world.house.mail(answer_to(&sent, "Found it myself.")).await;
    assert_eq!(world.texts(world.first).await.len(), 4);
    desk.separate(&world.tessa.actor, world.first, done.id).await.unwrap();
    let (first, second) = (world.texts(world.first).await, world.texts(world.second).await);
    assert_eq!((first.len(), second.len()), (2, 2));
    assert!(first[1].0.contains("Found it"), "{first:?}");
    // From now on what answers it arrives there again.
    world.house.wait_secs(1);
    world.house.mail(answer_to(&sent, "And lost it again.")).await;
    assert_eq!(world.texts(world.second).await.len(), 3);
    while desk.sequence().await.unwrap() > 0 {}
    let events =
        desk.history(&desk.enter(&world.egon.actor, world.first).await.unwrap()).await.unwrap();
    let acts: Vec<Act> = events.iter().map(|event| event.act).collect();
    assert!(acts.contains(&Act::CaseMerge) && acts.contains(&Act::CaseSeparate), "{acts:?}");
    world.is_sound().await;
}

pub async fn the_stricter_clock_stays(house: TestHouse) {
    let world = world(house).await;
    let (older, newer) = (world.state(world.first).await, world.state(world.second).await);
    assert!(older.due.unwrap().at() < newer.due.unwrap().at());
    let done = world.house.desk.merge(&world.tessa.actor, world.first, world.second).await.unwrap();
    let grown = world.state(world.second).await;
    assert_eq!(grown.due, older.due, "who waits longest waits for the first answer");
    // An answer to the whole stops it, and it does not run again when they are taken apart.
    world.sent(&world.tessa, world.second, "Here we are.").await;
    let tessa = &world.tessa.actor;
    world.house.desk.separate(tessa, world.second, done.id).await.unwrap();
    assert_eq!(world.state(world.second).await.due, None);
    assert_eq!(world.state(world.first).await.due, older.due, "as it was");
}

async fn gives_consent(world: &World, number: CaseNumber) {
    let (house, desk) = (&world.house, &world.house.desk);
    let draft = ConsentDraft {
        acts: [Act::MessageUnseal].into(),
        fields: BTreeSet::new(),
        words: text("to find the telephone"),
        n_uses_max: 5,
        hours: 10,
    };
    let id = desk.ask_consent(&world.egon.actor, number, draft).await.unwrap();
    let secret = house.sign_in.issue_link(world.jana).await.unwrap();
    let peer = std::net::IpAddr::from([127, 0, 0, 9]);
    let jana = house.sign_in.use_link(secret.expose(), peer).await.unwrap().unwrap().actor;
    let choice = ConsentChoice {
        acts: [Act::MessageUnseal].into(),
        fields: BTreeSet::new(),
        n_uses_max: 5,
        hours: 10,
        shown_at: Timestamp::from_second(house.clock.now().as_second()).unwrap(),
    };
    let waits = desk.merge(&world.tessa.actor, number, world.first).await;
    kept_apart(waits, &AffairError::Consent(number));
    let (_, digest) = desk.consent_terms(&jana, id, &choice).await.unwrap();
    let proof = house.prove(&jana, digest).await;
    desk.give_consent(&jana, id, &choice, Some(&proof)).await.unwrap();
}

pub async fn what_is_for_one_never_opens_the_other(house: TestHouse) {
    let world = world(house).await;
    let (desk, emma) =
        (&world.house.desk, world.house.member("emma", &[Role::SupportEngineer]).await);
    // Emma holds a consent for the second case, and none for the first.
    gives_consent(&world, world.second).await;
    let mut messages = Vec::new();
    for number in [world.first, world.second] {
        messages.push(desk.show(&emma.actor, number).await.unwrap().messages[0].message.id);
    }
    world.merge().await;
    let page = desk.show(&emma.actor, world.first).await.unwrap();
    assert!(page.parts[0].unseal.is_allowed());
    let opened = desk.unseal(&emma.actor, world.first, messages[1], None).await.unwrap();
    assert!(opened.text.expose().contains("kangaroo"));
    let shut = desk.unseal(&emma.actor, world.first, messages[0], None).await;
    assert!(matches!(shut, Err(DeskError::Denied(_))), "{shut:?}");
    // What she opened is told to Jana with the number that it came with.
    let looks = desk.own_looks(&world.house.requester(world.jana)).await.unwrap();
    assert_eq!(looks.iter().map(|look| look.number).collect::<Vec<_>>(), [world.second]);
    world.is_sound().await;
}

pub async fn an_emergency_over_the_whole_does_not_open_a_part(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    world.house.member("lea", &[Role::TeamLeader]).await;
    let nadia = world.house.member("nadia", &[Role::SystemAdministrator]).await;
    let done = world.merge().await;
    let page = desk.show(&world.egon.actor, world.first).await.unwrap();
    let ids: Vec<_> = page.messages.iter().map(|found| found.message.id).collect();
    let breaks = async |number: CaseNumber| {
        let shown_at = world.house.clock.now();
        let draft = EmergencyDraft { why: text("Abuse."), hours: 2, shown_at };
        let (_, digest) = desk.emergency_terms(&nadia.actor, number, &draft).await?;
        let proof = world.house.prove(&nadia.actor, digest).await;
        desk.declare_emergency(&nadia.actor, number, &draft, Some(&proof)).await
    };
    let part = breaks(world.second).await;
    assert!(matches!(part, Err(DeskError::Merged { .. })), "{part:?}");
    breaks(world.first).await.unwrap();
    desk.unseal(&nadia.actor, world.first, ids[0], None).await.unwrap();
    let shut = desk.unseal(&nadia.actor, world.first, ids[1], None).await;
    assert!(matches!(shut, Err(DeskError::Denied(_))), "{shut:?}");
    // Glass that is broken is a dispute; what it is over stays as it is.
    let apart = desk.separate(&world.tessa.actor, world.first, done.id).await;
    kept_apart(apart, &AffairError::Disputed);
}

pub async fn only_who_has_the_whole_has_the_part(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let (egon, tessa) = (&world.egon.actor, &world.tessa.actor);
    let id = desk.show(tessa, world.second).await.unwrap().messages[0].message.id;
    let done = world.merge().await;
    // Tessa had the second case, and has nothing of the whole.
    let shut = desk.unseal(tessa, world.first, id, Some("to see")).await;
    assert!(matches!(shut, Err(DeskError::Denied(_))), "{shut:?}");
    desk.unseal(egon, world.first, id, None).await.unwrap();
    desk.assign(tessa, world.first, world.tessa.staff.id, None).await.unwrap();
    let shut = desk.unseal(egon, world.first, id, None).await;
    assert!(matches!(shut, Err(DeskError::Denied(_))), "{shut:?}");
    desk.unseal(tessa, world.first, id, Some("I took it")).await.unwrap();
    desk.separate(tessa, world.first, done.id).await.unwrap();
    let gone = desk.unseal(tessa, world.first, id, Some("once more")).await;
    assert!(matches!(gone, Err(DeskError::NotFound)), "{gone:?}");
    world.is_sound().await;
}

pub async fn what_does_not_go_together_stays_apart(house: TestHouse) {
    let world = world(house).await;
    let (house, desk, tessa) = (&world.house, &world.house.desk, &world.tessa);
    let merge = async |from, into| desk.merge(&tessa.actor, from, into).await;
    kept_apart(merge(world.first, world.first).await, &AffairError::Itself);
    let other = mail_from("Otto", "otto@else.example", "Mine", "My own trouble.");
    let other = house.number(house.mail(other).await).await;
    kept_apart(merge(other, world.first).await, &AffairError::Requesters);
    kept_apart(merge(world.first, other).await, &AffairError::Requesters);

    // A new sender in one of them, then a participant of one alone.
    let sent = world.sent(tessa, world.second, "We look for it.").await;
    let mut friend = mail_from("A friend", "friend@else.example", "Hello", "I know her.");
    friend.recipients = vec![sent.reply_to.clone().unwrap()];
    house.mail(friend).await;
    kept_apart(merge(world.second, world.first).await, &AffairError::NewSender(world.second));
    let page = desk.show(&tessa.actor, world.second).await.unwrap();
    let waiting = page.messages.iter().find(|found| !found.message.is_confirmed).unwrap();
    desk.confirm_sender(&tessa.actor, world.second, waiting.message.id).await.unwrap();
    kept_apart(merge(world.second, world.first).await, &AffairError::Participants);
    kept_apart(merge(world.first, world.second).await, &AffairError::Participants);

    // A reply on its way, an end, a dispute.
    let third = house.number(house.mail(jana("A third", "Once more.")).await).await;
    house.give(third, tessa, tessa).await;
    desk.reply(&tessa.actor, third, reply("Wait.")).await.unwrap();
    kept_apart(merge(third, world.first).await, &AffairError::HeldReply(third));
    house.wait_secs(16);
    house.leave().await;
    desk.close(&tessa.actor, third, None).await.unwrap();
    kept_apart(merge(world.first, third).await, &AffairError::IntoClosed(third));
    kept_apart(merge(third, world.first).await, &AffairError::FromClosed(third));
    world.is_sound().await;
}

pub async fn a_part_is_merged_no_further(house: TestHouse) {
    let world = world(house).await;
    let (house, desk, tessa) = (&world.house, &world.house.desk, &world.tessa);
    let third = house.number(house.mail(jana("A third", "Once more.")).await).await;
    house.give(third, tessa, tessa).await;
    let merge = async |from, into| desk.merge(&tessa.actor, from, into).await;
    merge(world.second, world.first).await.unwrap();
    kept_apart(merge(world.second, third).await, &AffairError::IsPart(world.second));
    kept_apart(merge(third, world.second).await, &AffairError::IntoPart(world.second));
    // A circle is the same: what took one in is not taken in.
    kept_apart(merge(world.first, world.second).await, &AffairError::IntoPart(world.second));
    kept_apart(merge(world.first, third).await, &AffairError::HasParts(world.first));
    merge(third, world.first).await.unwrap();
    assert_eq!(world.texts(world.first).await.len(), 3);
    // What ended as a whole ended for its parts: taken apart, nobody has them.
    desk.close(&world.egon.actor, world.first, None).await.unwrap();
    let parts = desk.parts(&desk.enter(&tessa.actor, world.first).await.unwrap()).await.unwrap();
    let part = parts.iter().find(|part| part.number == world.second).unwrap();
    desk.separate(&tessa.actor, world.first, part.merge_id).await.unwrap();
    let freed = world.state(world.second).await;
    assert_eq!((freed.state, freed.assignment), (CaseState::Pending, None));
    assert_eq!(world.state(world.first).await.state, CaseState::Closed);
}

pub async fn whoever_merges_says_why_they_look(house: TestHouse) {
    let world = world(house).await;
    let (desk, egon, tessa) = (&world.house.desk, &world.egon.actor, &world.tessa.actor);
    let page = desk.show(tessa, world.second).await.unwrap();
    let theirs = page.messages[0].message.id;
    // Egon was given the first case; that he has the second is his own doing.
    desk.merge(egon, world.second, world.first).await.unwrap();
    let look = desk.unseal(egon, world.first, theirs, None).await.err();
    assert!(matches!(look, Some(DeskError::Invalid { field: "reason", .. })), "{look:?}");
    desk.unseal(egon, world.first, theirs, Some("to answer both at once")).await.unwrap();
}

pub async fn what_has_ended_is_merged_into_nothing(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    desk.close(&world.tessa.actor, world.second, None).await.unwrap();
    let merged = desk.merge(&world.egon.actor, world.second, world.first).await;
    kept_apart(merged, &AffairError::FromClosed(world.second));
}

pub async fn of_two_at_once_one_wins(house: TestHouse) {
    let world = world(house).await;
    let (desk, tessa, egon) = (&world.house.desk, &world.tessa.actor, &world.egon.actor);
    let (one, other) = tokio::join!(
        desk.merge(tessa, world.second, world.first),
        desk.merge(egon, world.first, world.second)
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    let lost = one.err().or(other.err()).unwrap();
    let is_told = matches!(
        lost,
        DeskError::Conflict { .. }
            | DeskError::Affair(AffairError::IsPart(_) | AffairError::IntoPart(_))
    );
    assert!(is_told, "{lost:?}");
    world.is_sound().await;
}

pub async fn what_is_being_written_comes_along(house: TestHouse) {
    let world = world(house).await;
    let (desk, tessa) = (&world.house.desk, &world.tessa.actor);
    let draft = |words: &str| DraftText {
        kind: DraftKind::Reply,
        text: text(words),
        n_seen: 1,
        follows: None,
    };
    let kept = desk.keep_draft(tessa, world.second, draft("Dear Jana Nováková, half a")).await;
    assert!(matches!(kept.unwrap(), Keeping::Kept { .. }));
    world.merge().await;
    let drafts = desk.drafts_in(&desk.enter(tessa, world.first).await.unwrap()).await.unwrap();
    assert_eq!(drafts[0].text.expose(), "Dear Jana Nováková, half a");
    assert_eq!(drafts[0].n_seen, 0, "of what stands there its writer has seen nothing");
    let listed = desk.drafts(tessa).await.unwrap();
    assert_eq!(listed.iter().map(|item| item.number).collect::<Vec<_>>(), [world.first]);
}

pub async fn it_takes_the_right_on_both_sides(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let aida = world.house.member("aida", &[Role::Auditor]).await;
    let refused = desk.merge(&aida.actor, world.second, world.first).await;
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    // Somebody of the one queue alone learns nothing of a case of the other.
    let third = world.house.number(world.house.mail(jana("A third", "Once more.")).await).await;
    let trude = world.house.member("trude", &[Role::Triage]).await;
    let queue = world.state(third).await.queue_id;
    assert_ne!(queue, world.state(world.first).await.queue_id);
    let blind = desk.merge(&trude.actor, third, "s20261121.77".parse().unwrap()).await;
    assert!(matches!(blind, Err(DeskError::Invalid { .. })), "{blind:?}");
    // Whom the key of a person goes, goes both; nothing is left to find.
    world.merge().await;
    let address = Address::parse(JANA).unwrap();
    desk.destroy_person(&Actor::Founder, &address).await.unwrap();
    let page = desk.show(&world.egon.actor, world.first).await.unwrap();
    assert!(page.messages.iter().all(|found| found.text.is_none()));
    assert!(desk.search(&world.egon.actor, "kangaroo").await.unwrap().cases.is_empty());
}
