//! Pages that stay open while the house lives on: arrivals appear on them, and a power cut in the middle loses no word.

use std::time::Duration;

use crate::{api::text, ground::Ground, house::House, stories, until};

stories!(the_house_falls_while_somebody_writes);

const REPLY: &str = "Your reply to the requester";

const ALICE: (&str, &str) = ("Alice Aster", "alice@member.example");
const BOB: (&str, &str) = ("Bob Birch", "bob@member.example");

/// Time until a page has kept by itself what it could not keep before.
const KEPT_TIME: Duration = Duration::from_secs(30);

async fn the_house_falls_while_somebody_writes(house: House) {
    let mut ground = Ground::lay(house).await;
    let number = ground.request(ALICE, "Lost passphrase", "Please help me.").await;
    let board = ground.desk_of(&ground.tessa).await;
    let desk = ground.desk_of(&ground.egon).await;
    desk.go(&format!("/cases/{number}")).await;
    desk.fill(REPLY, "Dear Alice, the first half").await;
    keeps(&ground, &number, "the first half").await;

    ground.house.kill();
    desk.fill(REPLY, "Dear Alice, the first half and the second").await;
    desk.sees(&["not kept: no connection"]).await;
    ground.house.start().await;
    // Nobody presses anything: the page keeps it as soon as it can.
    keeps(&ground, &number, "and the second").await;

    // The board was open all the time, and hears of what comes now.
    ground.mail(BOB, "Another matter", "It is urgent.").await;
    board.sees(&["1 new case"]).await;
    board.press("1 new case").await;
    board.sees(&["Another matter"]).await;

    desk.press("Send").await;
    desk.sees(&["The reply is held"]).await;
    assert_eq!(desk.value(REPLY).await, "");
    let path = format!("/cases/{number}/drafts/reply");
    assert_eq!(ground.egon.api.get(&path).await.status, 404, "what is sent is no draft");
    drop((board, desk));
    ground.ends_sound();
}

/// Waits until Egon's reply is kept as a draft that ends so.
async fn keeps(ground: &Ground, number: &str, end: &str) {
    let path = format!("/cases/{number}/drafts/reply");
    until(&format!("a draft with {end}"), KEPT_TIME, async || {
        let found = ground.egon.api.get(&path).await;
        (found.status == 200 && text(&found.body, "text").ends_with(end)).then_some(())
    })
    .await;
}
