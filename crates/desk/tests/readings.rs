//! In which language and by which clock the house writes to somebody: kept sealed, and obeyed by each of its mails.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};

use desk::{ConsentDraft, JobOutcome};
use model::{
    Act, Actor, Address, CaseNumber, ConsentId, KnownReading, Locale, NoticeChoices, NoticeEvent,
    NoticeMail, NoticeWays, OutgoingMail, PersonId, Personal, Reading, Role, Zone,
};
use serde::Deserialize;
use testkit::house::{Member, TestHouse, mail_from};
use uuid::Uuid;

testkit::house_tests!(
    what_is_kept_is_sealed_and_of_nobody_who_is_nobody,
    a_clock_stays_when_a_language_changes,
    who_signs_in_fills_what_was_never_chosen_and_overwrites_nothing,
    two_choices_at_once_are_both_kept,
    what_does_not_read_stops_no_mail_and_is_chosen_anew,
    whoever_broke_in_does_not_choose_the_language_of_the_alarm_alone,
    whoever_never_chose_is_asked_in_the_language_in_which_they_wrote,
    notices_are_in_the_language_of_their_reader_and_by_the_clock_of_their_hours,
    what_happens_to_an_account_is_told_in_the_language_of_its_owner,
    a_link_is_worded_for_who_asks,
);

fn prague() -> Zone {
    Zone::of_name("Europe/Prague").unwrap()
}

fn said(locale: Locale) -> KnownReading {
    KnownReading { locale: Some(locale), zone: None }
}

fn known(text: &str) -> KnownReading {
    KnownReading::of_text(text).unwrap()
}

async fn kept(house: &TestHouse, id: PersonId) -> Option<Vec<u8>> {
    house.db.read().await.unwrap().reading_sealed(id).await.unwrap()
}

/// A case of Jana, in Egon's hands.
async fn asked(house: &TestHouse, text: &str) -> (CaseNumber, Member, PersonId) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from("Jana Nováková", "jana@mail.example", "Heslo", text);
    let number = house.number(house.mail(mail).await).await;
    house.give(number, &tessa, &egon).await;
    let address = Address::parse("jana@mail.example").unwrap();
    let jana = house.vault.find_person(&address).unwrap().unwrap();
    (number, egon, jana)
}

async fn ask(house: &TestHouse, number: CaseNumber, egon: &Member) -> ConsentId {
    let draft = ConsentDraft {
        acts: BTreeSet::from([Act::MessageUnseal]),
        fields: BTreeSet::new(),
        hours: 24,
        n_uses_max: 3,
        words: Personal::new("Without the attachment I cannot help.".to_owned()),
    };
    house.desk.ask_consent(&egon.actor, number, draft).await.unwrap()
}

async fn mail_of(house: &TestHouse, id: ConsentId) -> OutgoingMail {
    house.desk.consent_notice(id).await.unwrap().unwrap()
}

async fn what_is_kept_is_sealed_and_of_nobody_who_is_nobody(house: TestHouse) {
    let (_, _, jana) = asked(&house, "Please help me, I have lost my passphrase.").await;
    let actor = house.requester(jana);
    assert_eq!(kept(&house, jana).await, None);
    let reading = house.desk.keep_reading(&actor, known("cs Europe/Prague")).await.unwrap();
    assert_eq!(reading.text(), "cs Europe/Prague");
    let sealed = kept(&house, jana).await.unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("Prague"));
    // The same again writes nothing.
    house.desk.keep_reading(&actor, said(Locale::Czech)).await.unwrap();
    assert_eq!(kept(&house, jana).await.unwrap(), sealed);
    // Nobody who is nobody is kept anywhere.
    house.desk.keep_reading(&Actor::Visitor, said(Locale::Czech)).await.unwrap();
    let mut tx = house.db.bookkeeping().await.unwrap();
    tx.put_reading(PersonId::from_uuid(Uuid::nil()), b"x").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(kept(&house, PersonId::from_uuid(Uuid::nil())).await, None);
}

async fn a_clock_stays_when_a_language_changes(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let keep = async |text| house.desk.keep_reading(&egon.actor, known(text)).await.unwrap().text();
    assert_eq!(keep("- Europe/Prague").await, "- Europe/Prague");
    assert_eq!(keep("cs -").await, "cs Europe/Prague");
    assert_eq!(keep("de -").await, "de Europe/Prague");
    assert_eq!(keep("- UTC").await, "de UTC");
}

async fn who_signs_in_fills_what_was_never_chosen_and_overwrites_nothing(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let fill = async |text| house.desk.fill_reading(&egon.actor, known(text)).await.unwrap().text();
    assert_eq!(fill("- -").await, "- -");
    assert_eq!(kept(&house, egon.staff.person_id).await, None);
    assert_eq!(fill("cs -").await, "cs -");
    assert_eq!(fill("de Europe/Prague").await, "cs Europe/Prague");
    assert_eq!(fill("en America/New_York").await, "cs Europe/Prague");
    // Universal time is a choice as any other.
    house.desk.keep_reading(&egon.actor, known("- UTC")).await.unwrap();
    assert_eq!(fill("en America/New_York").await, "cs UTC");
}

async fn two_choices_at_once_are_both_kept(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    for (language, zone) in [("cs", "UTC"), ("de", "Europe/Prague"), ("en", "Asia/Tokyo")] {
        let (language, zone) = (known(&format!("{language} -")), known(&format!("- {zone}")));
        let expect = language.clone().or(zone.clone());
        let (first, second) = tokio::join!(
            house.desk.keep_reading(&egon.actor, language),
            house.desk.keep_reading(&egon.actor, zone),
        );
        first.unwrap();
        second.unwrap();
        let found = house.desk.fill_reading(&egon.actor, known("- -")).await.unwrap();
        assert_eq!(found, expect);
    }
}

async fn what_does_not_read_stops_no_mail_and_is_chosen_anew(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let (id, hers) = (egon.staff.person_id, tessa.staff.person_id);
    house.desk.keep_reading(&tessa.actor, known("cs Europe/Prague")).await.unwrap();
    let moved = kept(&house, hers).await.unwrap();
    for broken in [b"x".to_vec(), moved] {
        let mut tx = house.db.bookkeeping().await.unwrap();
        tx.put_reading(id, &broken).await.unwrap();
        tx.commit().await.unwrap();
        let mail = house.desk.factor_notice(id, "set_password").await.unwrap().unwrap();
        assert_eq!(mail.subject.expose(), "How you sign in was changed");
        assert!(house.desk.token_notice(egon.staff.id).await.unwrap().is_some());
        house.desk.notice_choices(&egon.actor).await.unwrap();
        let chosen = house.desk.keep_reading(&egon.actor, said(Locale::German)).await.unwrap();
        assert_eq!(chosen.text(), "de -");
    }
}

async fn whoever_broke_in_does_not_choose_the_language_of_the_alarm_alone(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    house.desk.keep_reading(&egon.actor, said(Locale::Czech)).await.unwrap();
    let mails = [
        house.desk.factor_notice(egon.staff.person_id, "set_password").await,
        house.desk.factor_notice(egon.staff.person_id, "add_key").await,
        house.desk.token_notice(egon.staff.id).await,
    ];
    let english = ["A password was set, for", "An OpenPGP key was set down", "An API token was"];
    for (mail, english) in mails.into_iter().zip(english) {
        let mail = mail.unwrap().unwrap();
        let (subject, text) = (mail.subject.expose(), mail.text.expose());
        assert!(subject.contains(" / "), "{subject}");
        assert!(text.contains(&format!("\n\n{english}")), "{text}");
    }
}

async fn whoever_never_chose_is_asked_in_the_language_in_which_they_wrote(house: TestHouse) {
    let text = "Dobrý den, ztratila jsem heslo ke svému účtu a nemohu se přihlásit. Prosím o pomoc, děkuji.";
    let (number, egon, jana) = asked(&house, text).await;
    let id = ask(&house, number, &egon).await;
    let mail = mail_of(&house, id).await;
    assert_eq!(mail.subject.expose(), &format!("Žádáme o váš souhlas [{number}]"));
    let text = mail.text.expose();
    assert!(
        text.contains("pracovník podpory") && text.contains("otevřít zapečetěné zprávy"),
        "{text}"
    );
    // A clock alone says nothing of their language.
    house.desk.keep_reading(&house.requester(jana), known("- Europe/Berlin")).await.unwrap();
    assert!(mail_of(&house, id).await.subject.expose().starts_with("Žádáme"));
    // What they chose since wins.
    let actor = house.requester(jana);
    house.desk.keep_reading(&actor, known("de Europe/Berlin")).await.unwrap();
    let mail = mail_of(&house, id).await;
    let text = mail.text.expose();
    assert!(text.contains("Einwilligung") && text.contains(" CET:\n"), "{text}");
}

#[derive(Deserialize)]
struct Batch {
    staff_id: model::StaffId,
    batch_id: Uuid,
}

async fn notices_are_in_the_language_of_their_reader_and_by_the_clock_of_their_hours(
    house: TestHouse,
) {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    while house.desk.sequence().await.unwrap() > 0 {}
    house.desk.raise_notices(true).await.unwrap();
    let ways = NoticeWays { mail: NoticeMail::AtOnce, in_browser: false };
    let choices = NoticeChoices {
        ways: BTreeMap::from([(NoticeEvent::Arrived, ways)]),
        zone: prague(),
        ..NoticeChoices::default()
    };
    house.desk.choose_notices(&tessa.actor, &choices).await.unwrap();
    house.desk.keep_reading(&tessa.actor, said(Locale::German)).await.unwrap();
    let mail = mail_from("Jana", "jana@mail.example", "Help", "Please help me.");
    let number = house.number(house.mail(mail).await).await;
    while house.desk.sequence().await.unwrap() > 0 {}
    house.desk.raise_notices(true).await.unwrap();
    house.wait_secs(61);
    house.desk.batch_notices().await.unwrap();
    let mut told = None;
    while let Some(job) = house.desk.claim_job().await.unwrap() {
        if job.name == desk::STAFF_NOTICE {
            let Batch { staff_id, batch_id } = serde_json::from_str(&job.payload).unwrap();
            told = house.desk.staff_notice(staff_id, batch_id).await.unwrap();
        }
        house.desk.finish_job(job.id, job.n_tries, JobOutcome::Done).await.unwrap();
    }
    let told = told.unwrap();
    assert_eq!(told.subject.expose(), "1 Benachrichtigung");
    let line = format!("2026-11-21 13:00 CET  {number} in triage ist neu");
    assert!(told.text.expose().contains(&line), "{}", told.text.expose());
}

async fn what_happens_to_an_account_is_told_in_the_language_of_its_owner(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    house.desk.keep_reading(&egon.actor, said(Locale::Czech)).await.unwrap();
    let mail = house.desk.factor_notice(egon.staff.person_id, "set_password").await.unwrap();
    let text = mail.unwrap().text.into_exposed();
    assert!(text.starts_with("Bylo nastaveno heslo;"), "{text}");
    let mail = house.desk.token_notice(egon.staff.id).await.unwrap().unwrap();
    assert_eq!(
        mail.subject.expose(),
        "Byl vytvořen token, který jedná za vás / A token that acts as you was created"
    );
    let mail = house.desk.place_notice(egon.staff.id).await.unwrap().unwrap();
    assert!(mail.text.expose().contains("pracovník podpory"));
}

async fn a_link_is_worded_for_who_asks(house: TestHouse) {
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    // What its owner chose does not matter: whoever asks is not known yet.
    house.desk.keep_reading(&egon.actor, said(Locale::German)).await.unwrap();
    let asks = Reading { locale: Locale::Czech, zone: prague() };
    let end = "2026-11-21T12:15:00Z".parse().unwrap();
    let link = "https://desk.example/links/x";
    let mail = house.desk.link_mail(egon.address.clone(), link, end, &asks, b"1").unwrap();
    assert_eq!(mail.subject.expose(), "Váš odkaz k přihlášení");
    let text = mail.text.expose();
    assert!(text.contains("do 13:15 CET, 12:15 UTC:\n\nhttps://desk.example/links/x\n"), "{text}");
}
