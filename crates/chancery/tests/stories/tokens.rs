//! API tokens end when somebody says so.

use crate::{house::House, stories};

stories!(a_token_that_was_ended_opens_nothing, the_key_that_verifies_authorities_is_no_secret);

async fn a_token_that_was_ended_opens_nothing(mut house: House) {
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let egon = house.member("egon", "Egon Engineer", &["support_engineer"]);
    assert_eq!(tessa.get("/cases").await.status, 200);
    let said = house.run(&["token", "revoke", "--staff", "tessa@desk.example"]);
    assert!(said.starts_with("tokens ended: 1; sessions ended: "), "{said}");
    assert_eq!(tessa.get("/cases").await.status, 401);
    assert_eq!(egon.get("/cases").await.status, 200, "others keep theirs");
}

async fn the_key_that_verifies_authorities_is_no_secret(mut house: House) {
    house.member("tessa", "Tessa Triage", &["triage"]);
    let alone = house.run(&["authority", "key"]);
    let hex = alone.trim_end().strip_prefix("ed25519/").unwrap();
    assert!(hex.len() == 64 && hex.chars().all(|c| c.is_ascii_hexdigit()), "{alone}");
    house.start().await;
    assert_eq!(house.run(&["authority", "key"]), alone, "a running house says the same");
}
