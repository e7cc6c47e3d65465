//! The first story: a mail comes, is triaged, opened under authority and answered, signed; the answer comes back.

use std::{fs, path::Path, process::Command, time::Duration, time::Instant};

use serde_json::json;

use crate::{
    api::{Api, text},
    browser::Browser,
    house::{DOMAIN, House},
    postfix::{Delivered, Postfix, VOID},
    smtp, stories, until,
};

/// Within which a mail that was taken is on the board.
const BOARD_PROMISE: Duration = Duration::from_secs(1);

/// Mails of which one must keep the promise: other work of the machine may break it once, the house never.
const PROMISE_TRIES: usize = 4;

/// Time until a sent reply is known to be sent.
const SENT_TIME: Duration = Duration::from_secs(30);

const JANA: &str = "jana.novakova@customer.example";
const CHANNEL: &str = "team@channel.example";
const ENGINEER: &str = "egon@desk.example";

const MAIL: &str = "\
From: =?utf-8?q?Jana_Nov=C3=A1kov=C3=A1?= <jana.novakova@customer.example>
To: support@desk.example
Subject: Lost passphrase of Jana
Message-ID: <first.1@customer.example>
Date: Sat, 21 Nov 2026 12:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Hello, my phone is +420 601 123 456. Please write to Jana Nováková
at jana.novakova@customer.example and not to my card 4111 1111 1111 1111.
";

stories!(a_mail_is_received_triaged_opened_and_answered, a_bounce_lands_on_the_reply_it_belongs_to,);

async fn a_mail_is_received_triaged_opened_and_answered(mut house: House) {
    let postfix = Postfix::start(house.lmtp).await;
    house.set("CHANCERY_MAIL_RELAY", &format!("smtp://{}", postfix.address));
    house.set("CHANCERY_MAIL_CHANNEL", CHANNEL);
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let egon = house.member("egon", "Egon Engineer", &["support_engineer"]);

    let number = arrives_redacted(&house, &tessa).await;
    opened_under_authority(&tessa, &egon, &number).await;

    egon.reply(&number, "Dear Jana,\n\nuse the new link.\n\nEgon").await;
    let reply = postfix.wait_for(JANA, 1).await;
    check_reply(&house, &reply, &number);
    check_channel(&house, &postfix, &number).await;
    until("the reply counts as sent", SENT_TIME, async || {
        let messages = egon.messages(&number).await;
        let deliveries = messages[1]["deliveries"].as_array().unwrap();
        assert_eq!(deliveries.len(), 2, "one for her, one for the channel");
        deliveries.iter().all(|delivery| delivery["state"] == "sent").then_some(())
    })
    .await;

    answer_comes_back(&postfix, &egon, &reply, &number).await;
    let mut browser = house.browser();
    signs_in(&house, &mut browser, &postfix, 2).await;
    sees_who_looked(&mut browser, &number).await;

    let before = house.run(&["audit", "verify"]);
    assert!(before.starts_with("sound: "), "{before}");
    assert!(house.stop().success());
    assert!(house.run(&["audit", "verify"]).starts_with("sound: "));
}

async fn arrives_redacted(house: &House, tessa: &Api) -> String {
    let mut times = Vec::new();
    for n in 1..=PROMISE_TRIES {
        let mail = MAIL.replace("first.1@", &format!("first.{n}@"));
        let mail = mail.replace("and not", &format!("and {n} times not"));
        smtp::swaks(house.smtp, JANA, &format!("support@{DOMAIN}"), &mail);
        let begun = Instant::now();
        tessa.wait_for_cases("triage", n).await;
        times.push(begun.elapsed());
        if begun.elapsed() < BOARD_PROMISE {
            break;
        }
    }
    assert!(times.last().is_some_and(|time| *time < BOARD_PROMISE), "on the board after {times:?}");

    let cases = tessa.cases("triage").await;
    let case = cases.last().unwrap();
    assert_eq!((text(case, "kind"), text(case, "state")), ("request", "pending"));
    assert!(case["due"].is_object(), "every message starts a clock");
    let number = text(case, "number").to_owned();
    assert!(number.starts_with('s'), "{number}");
    let messages = tessa.messages(&number).await;
    // Ids and times hold digits of their own.
    let shown = [text(case, "subject"), text(case, "excerpt"), text(&messages[0], "from")]
        .join("\n")
        + text(&messages[0], "text");
    for word in ["Jana", "Nov", "novakova", "601", "4111", "customer.example"] {
        assert!(!shown.contains(word), "{word} in {shown}");
    }
    for placeholder in ["[person 1]", "[phone 1]", "[email 1]"] {
        assert!(shown.contains(placeholder), "no {placeholder} in {shown}");
    }
    number
}

async fn opened_under_authority(tessa: &Api, egon: &Api, number: &str) {
    let message = text(&tessa.messages(number).await[0], "id").to_owned();
    let path = format!("/cases/{number}/messages/{message}/unsealing");
    let early = egon.post(&path, json!({ "reason": "curious" })).await;
    assert_ne!(early.status, 200, "it is not his yet: {early:?}");

    let show = format!("/cases/{number}");
    let old = tessa.get(&show).await.etag.unwrap();
    tessa.give(number, ENGINEER).await;
    let late = egon.patch(&show, json!({ "queue": "disputes" }), &old).await;
    assert_eq!(late.status, 412, "the case was changed since: {late:?}");
    assert!(tessa.cases("triage").await.iter().all(|case| case["number"] != *number));

    let original = egon.post(&path, json!({ "reason": null })).await;
    assert_eq!(original.status, 200, "{original:?}");
    assert!(text(&original.body, "text").contains("+420 601 123 456"), "{original:?}");
    assert!(text(&original.body, "text").contains("Jana Nováková"), "{original:?}");
    assert_eq!(text(&original.body, "subject"), "Lost passphrase of Jana");
}

fn check_reply(house: &House, reply: &Delivered, number: &str) {
    assert!(reply.text().contains("use the new link."), "{}", reply.text());
    let from = reply.field("From");
    assert!(from.contains(&format!("<{ENGINEER}>")) && from.contains("Egon Engineer"), "{from}");
    let subject = reply.field("Subject");
    assert!(subject.contains("Lost passphrase of Jana") && subject.contains(number), "{subject}");
    is_token_address(&reply.field("Reply-To"), "case");
    is_token_address(&reply.field("Return-Path"), "bounce");
    let id = reply.field("Message-ID");
    assert!(id.starts_with('<') && id.ends_with(&format!("@{DOMAIN}>")), "{id}");
    assert!(id.len() > DOMAIN.len() + 20, "too short to be unguessable: {id}");
    assert!(!id.contains(number), "it must not tell the number: {id}");
    assert!(reply.field("In-Reply-To").starts_with("<first."), "{reply:?}");
    // Postfix announces what it was told; the signature covers it as it came out at the other end.
    let signer = verified(house.desk(), &reply.bytes, &house.run(&["keys", "ca"]));
    assert_eq!(signer, Some(ENGINEER.to_owned()));
    let changed = String::from_utf8_lossy(&reply.bytes).replace("new link", "bad link");
    assert_ne!(changed.as_bytes(), reply.bytes);
    assert_eq!(verified(house.desk(), changed.as_bytes(), &house.run(&["keys", "ca"])), None);
}

/// Returns whose signature `openssl` accepts on a mail.
pub fn verified(folder: &Path, bytes: &[u8], ca: &str) -> Option<String> {
    let at = |name: &str| folder.join(name);
    fs::write(at("mail.eml"), bytes).unwrap();
    fs::write(at("ca.pem"), ca).unwrap();
    let done = Command::new("openssl")
        .args(["cms", "-verify", "-in"])
        .arg(at("mail.eml"))
        .arg("-CAfile")
        .arg(at("ca.pem"))
        .arg("-signer")
        .arg(at("signer.pem"))
        .arg("-out")
        .arg(at("content"))
        .output()
        .unwrap();
    if !done.status.success() {
        return None;
    }
    let named = Command::new("openssl")
        .args(["x509", "-noout", "-email", "-in"])
        .arg(at("signer.pem"))
        .output()
        .unwrap();
    Some(String::from_utf8(named.stdout).unwrap().trim().to_owned())
}

/// Checks the form `kind+TOKEN@domain`, with a token that nobody guesses.
fn is_token_address(field: &str, kind: &str) {
    let address = field.split('<').next_back().unwrap().trim_end_matches('>');
    let token = address
        .strip_prefix(&format!("{kind}+"))
        .and_then(|rest| rest.strip_suffix(&format!("@{DOMAIN}")));
    let token = token.unwrap_or_else(|| panic!("{field} is not of the form {kind}+TOKEN@{DOMAIN}"));
    assert!(token.len() >= 16 && token.chars().all(|c| c.is_ascii_alphanumeric()), "{field}");
}

async fn check_channel(house: &House, postfix: &Postfix, number: &str) {
    let copy = until("the channel's copy", SENT_TIME, async || {
        let mails = postfix.delivered(CHANNEL);
        mails.into_iter().find(|mail| mail.text().contains("use the new link."))
    })
    .await;
    assert!(copy.text().contains(&format!("http://{}/cases/{number}", house.web)), "a link");
    assert!(!copy.text().contains("601 123 456"), "without what it answers: {}", copy.text());
    assert!(copy.field("From").contains(ENGINEER));
    assert_eq!(
        verified(house.desk(), &copy.bytes, &house.run(&["keys", "ca"])),
        Some(ENGINEER.to_owned())
    );
}

async fn answer_comes_back(postfix: &Postfix, egon: &Api, reply: &Delivered, number: &str) {
    let to = reply.field("Reply-To");
    let to = to.split('<').next_back().unwrap().trim_end_matches('>');
    let answer = format!(
        "From: Jana <{JANA}>\nTo: {to}\nSubject: Re: anything\nMessage-ID: <second.1@customer.example>\n\
         In-Reply-To: {}\n\nThank you, it works now. Jana\n",
        reply.field("Message-ID")
    );
    // The way of the world: to the mail server in front, and from there to the house.
    smtp::swaks(postfix.address, JANA, to, &answer);
    let messages = egon.wait_for_messages(number, 3).await;
    assert_eq!(text(&messages[2], "direction"), "in");
    assert!(text(&messages[2], "text").contains("it works now"), "{messages:?}");
    assert_eq!(messages[2]["is_confirmed"], true, "she is in the case already");
    let case = egon.read(&format!("/cases/{number}")).await;
    assert_eq!(text(&case, "state"), "open");
    let notice = until("the channel hears of the answer", SENT_TIME, async || {
        let mails = postfix.delivered(CHANNEL);
        mails.into_iter().find(|mail| mail.text().contains("it works now"))
    })
    .await;
    assert!(!notice.text().contains("Jana"), "redacted: {}", notice.text());
    assert!(notice.text().contains(&format!("/cases/{number}")), "with a link");
}

async fn a_bounce_lands_on_the_reply_it_belongs_to(mut house: House) {
    let postfix = Postfix::start(house.lmtp).await;
    house.set("CHANCERY_MAIL_RELAY", &format!("smtp://{}", postfix.address));
    house.start().await;
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let egon = house.member("egon", "Egon Engineer", &["support_engineer"]);
    let gone = format!("gone@{VOID}");
    let mail = format!("From: {gone}\nSubject: Help\nMessage-ID: <1@{VOID}>\n\nPlease.\n");
    smtp::swaks(house.smtp, &gone, &format!("support@{DOMAIN}"), &mail);
    let number = text(&tessa.wait_for_cases("triage", 1).await[0], "number").to_owned();
    tessa.give(&number, ENGINEER).await;
    egon.reply(&number, "Here it is.").await;
    let delivery = until("the bounce is on the reply", SENT_TIME, async || {
        let delivery = egon.messages(&number).await[1]["deliveries"][0].clone();
        (delivery["state"] == "failed").then_some(delivery)
    })
    .await;
    assert_eq!(text(&delivery, "status"), "5.1.1");
    // The bounce is no case of its own, and nobody answers it.
    assert_eq!(tessa.cases("triage").await.len(), 0);
    assert_eq!(postfix.delivered(&gone).len(), 0);
}

/// Signs the requester in by a link that came by mail, the n-th that she got.
async fn signs_in(house: &House, browser: &mut Browser, postfix: &Postfix, n_mail: usize) {
    let page = browser.get("/sign-in").await;
    let sent = browser.submit(&page, "/sign-in", &[("address", JANA)]).await;
    assert_eq!((sent.status, sent.location.as_deref()), (303, Some("/sign-in/sent")));
    let mail = postfix.wait_for(JANA, n_mail).await.text();
    let start = format!("http://{}/links/", house.web);
    let link = mail.split_whitespace().find(|word| word.starts_with(&start));
    let link = link.unwrap_or_else(|| panic!("no link {start} in {mail}"));
    let path = link.strip_prefix(&format!("http://{}", house.web)).unwrap();

    // Scanners look at links; looking must not use them up.
    assert_eq!(house.browser().get(path).await.status, 200);
    let page = browser.get(path).await;
    assert!(page.status == 200 && page.text.contains("<button"), "{page:?}");
    let pressed = browser.submit(&page, path, &[]).await;
    assert_eq!((pressed.status, pressed.location.as_deref()), (303, Some("/")));
    let mut another = house.browser();
    let page = another.get(path).await;
    let again = another.submit(&page, path, &[]).await;
    assert_eq!(again.status, 410, "a link works once: {again:?}");
    assert_eq!(another.get("/me").await.status, 303, "whoever came second is nobody");
}

async fn sees_who_looked(browser: &mut Browser, number: &str) {
    assert_eq!(browser.get("/").await.location.as_deref(), Some("/me"));
    let own = browser.get("/me").await;
    assert!(own.status == 200 && own.text.contains(number), "{own:?}");
    let looks = browser.get("/me/looks").await;
    assert_eq!(looks.status, 200);
    assert!(looks.text.contains(number) && looks.text.contains("support engineer"), "{looks:?}");
    let board = browser.get("/cases").await;
    assert_ne!(board.status, 200, "the board is not hers: {board:?}");
}
