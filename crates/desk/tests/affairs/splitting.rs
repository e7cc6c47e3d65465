//! Splitting, and coming home.

use desk::{Split, SplitDraft};
use model::{CaseError, MessageId};

use super::*;

/// Egon answered, and Jana wrote of something else; returns the mail that she answered and her messages.
async fn talked(world: &World) -> (model::OutgoingMail, Vec<MessageId>) {
    let sent = world.sent(&world.egon, world.first, "Which number has it?").await;
    let mut mail = answer_to(&sent, "By the way, my certificate has a wrong name, Nováková.");
    mail.message_id = Some("other.matter@mail.example".to_owned());
    world.house.mail(mail).await;
    world.house.wait_secs(60);
    (sent, ids(world, world.first).await)
}

async fn ids(world: &World, number: CaseNumber) -> Vec<MessageId> {
    let page = world.house.desk.show(&world.egon.actor, number).await.unwrap();
    page.messages.iter().map(|found| found.message.id).collect()
}

async fn split(world: &World, chosen: &[MessageId]) -> Result<Split, DeskError> {
    let draft = SplitDraft {
        messages: chosen.iter().copied().collect(),
        subject: text("A wrong name, Jana Nováková"),
    };
    world.house.desk.split(&world.egon.actor, world.first, draft).await
}

pub async fn chosen_messages_become_a_case(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let (sent, all) = talked(&world).await;
    assert_eq!(all.len(), 3);
    let done = split(&world, &all[2..]).await.unwrap();
    assert_eq!(done.from, world.first);
    let page = desk.show(&world.egon.actor, done.new).await.unwrap();
    assert_eq!(page.messages.len(), 1);
    assert_eq!(page.messages[0].message.id, all[2]);
    assert_eq!(page.view.case.requester_id, world.jana);
    assert!(page.view.case.due.is_some(), "nobody answered that yet");
    let subject = page.view.subject.as_ref().unwrap().expose();
    assert!(subject.contains("A wrong name, [person") && !subject.contains("Nov"), "{subject}");
    assert_eq!(world.texts(world.first).await.len(), 2);
    // Whoever had the one has the other, and opens its originals.
    let original = desk.unseal(&world.egon.actor, done.new, all[2], None).await.unwrap();
    assert!(original.text.expose().contains("Nováková"));
    // Both lead to each other.
    for (number, is_from_here) in [(done.new, true), (world.first, false)] {
        let links = desk.links(&world.egon.actor, number).await.unwrap();
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].is_from_here, is_from_here);
        assert_eq!(links[0].kind, model::LinkKind::SplitFrom);
    }
    // What answers a message follows it: by the Message-ID of hers, and by the address of ours.
    let mut mail = jana("to the name", "It is the surname.");
    mail.references = vec!["other.matter@mail.example".to_owned()];
    mail.is_aligned = true;
    world.house.mail(mail).await;
    assert_eq!(ids(&world, done.new).await.len(), 2);
    world.house.mail(answer_to(&sent, "The old one.")).await;
    assert_eq!(ids(&world, world.first).await.len(), 3);
    let own = desk.own_requests(&world.house.requester(world.jana)).await.unwrap();
    assert_eq!(own.len(), 3, "both of hers and the new one");
    let found = desk.search(&world.egon.actor, "certificate").await.unwrap().cases;
    assert_eq!(found.iter().map(|view| view.case.number).collect::<Vec<_>>(), [done.new]);
    world.is_sound().await;
}

pub async fn what_was_split_comes_home(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let (sent, all) = talked(&world).await;
    // With our own reply, whose answers follow it.
    let done = split(&world, &all[1..]).await.unwrap();
    world.house.mail(answer_to(&sent, "The old one.")).await;
    assert_eq!(ids(&world, done.new).await.len(), 3);
    let merged = desk.merge(&world.egon.actor, done.new, world.first).await.unwrap();
    assert_eq!(ids(&world, world.first).await.len(), 4);
    assert_eq!(ids(&world, world.first).await[..3], all);
    assert!(desk.links(&world.egon.actor, world.first).await.unwrap().is_empty(), "it is here");
    let part = split(&world, &all[2..]).await;
    kept_apart(part, &AffairError::OfPart(done.new));
    desk.separate(&world.egon.actor, world.first, merged.id).await.unwrap();
    assert_eq!(ids(&world, done.new).await.len(), 3);
    world.is_sound().await;
}

pub async fn what_cannot_be_split_says_why(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let (_, all) = talked(&world).await;
    kept_apart(split(&world, &[]).await, &AffairError::NothingChosen);
    kept_apart(split(&world, &all).await, &AffairError::AllChosen);
    kept_apart(split(&world, &all[..1]).await, &AffairError::FirstChosen);
    kept_apart(split(&world, &all[1..2]).await, &AffairError::NoneFromOutside);
    let elsewhere = ids(&world, world.second).await;
    kept_apart(split(&world, &elsewhere).await, &AffairError::NotHere);
    desk.reply(&world.egon.actor, world.first, reply("One moment.")).await.unwrap();
    let held = ids(&world, world.first).await;
    kept_apart(split(&world, &held[2..]).await, &AffairError::HeldReply(world.first));
    world.house.wait_secs(16);
    world.house.leave().await;
    let mut friend = mail_from("A friend", "friend@else.example", "Hello", "I know her.");
    friend.message_id = Some("friend@else.example".to_owned());
    friend.recipients = vec![world.sent(&world.egon, world.first, "So?").await.reply_to.unwrap()];
    world.house.mail(friend).await;
    let stranger = ids(&world, world.first).await;
    kept_apart(split(&world, &stranger[5..]).await, &AffairError::UnconfirmedChosen);
    desk.close(&world.egon.actor, world.first, None).await.unwrap();
    let ended = split(&world, &all[2..]).await;
    assert!(
        matches!(ended, Err(DeskError::Denied(_) | DeskError::Case(CaseError::Closed))),
        "{ended:?}"
    );
}

pub async fn participants_follow_what_they_took_part_in(house: TestHouse) {
    let world = world(house).await;
    let desk = &world.house.desk;
    let (sent, _) = talked(&world).await;
    let mut friend = mail_from("A friend", "friend@else.example", "Hello", "I know her.");
    friend.recipients = vec![sent.reply_to.clone().unwrap()];
    world.house.mail(friend).await;
    let all = ids(&world, world.first).await;
    desk.confirm_sender(&world.egon.actor, world.first, all[3]).await.unwrap();
    // A case of the friend's words alone would tell Jana of them.
    kept_apart(split(&world, &all[3..]).await, &AffairError::OfAnother);
    // What the friend had no part in goes to Jana alone from now on.
    let done = split(&world, &all[2..3]).await.unwrap();
    desk.reply(&world.egon.actor, done.new, reply("We correct it.")).await.unwrap();
    world.house.wait_secs(16);
    let to: Vec<String> =
        world.house.leave().await.iter().map(|mail| mail.to.domain().to_owned()).collect();
    assert!(to.iter().any(|domain| domain == "mail.example"), "{to:?}");
    assert!(!to.iter().any(|domain| domain == "else.example"), "{to:?}");
    // It comes home all the same: the friend read it there before.
    let home = desk.merge(&world.egon.actor, done.new, world.first).await;
    home.unwrap();
}
