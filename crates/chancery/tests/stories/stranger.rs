//! A stranger who knows a case's number does not get into the case.

use crate::{
    api::text,
    house::{DOMAIN, House},
    smtp, stories,
};

stories!(a_number_in_a_subject_opens_nothing);

async fn a_number_in_a_subject_opens_nothing(mut house: House) {
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let support = format!("support@{DOMAIN}");
    let mail = "From: Jana <jana@customer.example>\nSubject: Help\nMessage-ID: <a@customer.example>\n\n\
                The first words.\n";
    smtp::swaks(house.smtp, "jana@customer.example", &support, mail);
    let number = text(&tessa.wait_for_cases("triage", 1).await[0], "number").to_owned();

    let stranger = format!(
        "From: Eve <eve@evil.example>\nSubject: Re: Help [{number}]\nMessage-ID: <b@evil.example>\n\n\
         Let me in.\n"
    );
    smtp::swaks(house.smtp, "eve@evil.example", &support, &stranger);
    // Somebody who invents a token, and an address that never was ours.
    let guess = format!("case+aaaaaaaaaaaaaaaaaaaaaaaaaa@{DOMAIN}");
    let invented = stranger.replace("<b@", "<c@").replace("Let me in", "Open up");
    smtp::swaks(house.smtp, "eve@evil.example", &guess, &invented);

    let cases = tessa.wait_for_cases("triage", 3).await;
    assert_eq!(cases.len(), 3);
    assert_eq!(tessa.messages(&number).await.len(), 1, "nobody joined");
    let suggested = cases.iter().filter(|case| case["suggested"] == *number).count();
    assert_eq!(suggested, 2, "for the staff to decide: {cases:?}");
    for case in cases.iter().filter(|case| case["number"] != *number) {
        let messages = tessa.messages(text(case, "number")).await;
        assert!(!format!("{messages:?}").contains("first words"), "{messages:?}");
    }
}
