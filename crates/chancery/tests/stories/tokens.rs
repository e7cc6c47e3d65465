//! API tokens end when somebody says so.

use crate::{house::House, stories};

stories!(a_token_that_was_ended_opens_nothing);

async fn a_token_that_was_ended_opens_nothing(mut house: House) {
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let egon = house.member("egon", "Egon Engineer", &["support_engineer"]);
    assert_eq!(tessa.get("/cases").await.status, 200);
    let said = house.run(&["token", "revoke", "--staff", "tessa@desk.example"]);
    assert_eq!(said, "tokens ended: 1\n");
    assert_eq!(tessa.get("/cases").await.status, 401);
    assert_eq!(egon.get("/cases").await.status, 200, "others keep theirs");
}
