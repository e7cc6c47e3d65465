//! What strangers send to trouble whoever reads it: writing that turns around, marks that pile up, subjects without end,
//! files that are not what they call themselves.

use std::{sync::Arc, time::Duration};

use axum::http::{StatusCode, header};
use data_encoding::BASE64;
use model::{Address, Attachment, Personal, Role};
use testkit::house::{TestHouse, mail_from};

use crate::browser::{Browser, Page, site, site_looking};

/// Turns what follows around until the end of the line.
const TURN: char = '\u{202e}';

fn attached(name: &str, media_type: &str, bytes: &[u8]) -> Attachment {
    Attachment {
        name: Personal::new(name.to_owned()),
        media_type: media_type.to_owned(),
        bytes: Personal::new(bytes.to_vec()),
    }
}

/// A picture of one red pixel, with a note in it.
fn png() -> Vec<u8> {
    let plain = BASE64
        .decode(b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
        .unwrap();
    // Behind the end of the picture, where anything can stand.
    [plain, b"taken in Jana's kitchen".to_vec()].concat()
}

#[tokio::test]
async fn writing_that_turns_around_is_named_and_not_obeyed() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::Triage, Role::SupportEngineer]).await;
    let zalgo = format!("Z{}a", "\u{30d}".repeat(60));
    let subject = format!("Invoice {TURN}fdp.exe {}", "long ".repeat(200));
    let text =
        format!("Please open {TURN}fdp.exe now.\n{zalgo}\n\u{1b}[31mred\n\n> quoted {TURN}x");
    let mut mail = mail_from("Jana", "jana@mail.example", &subject, &text);
    mail.html = Some(Personal::new(format!("<p>open {TURN}fdp.exe <bdo dir=\"rtl\">x</bdo></p>")));
    let number = house.number(house.mail(mail).await).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    let is_clean = |page: &Page| {
        page.hides(&[&TURN.to_string(), "\u{1b}", &"\u{30d}".repeat(5)]);
    };
    let board = browser.get("/cases").await;
    is_clean(&board);
    board.shows(&["U+202E"]);
    assert!(board.html.matches("long").count() < 60, "a long subject is cut on the board");
    let case = format!("/cases/{number}");
    let page = browser.get(&case).await;
    is_clean(&page);
    page.shows(&["class=\"sign\"", "U+202E", "U+001B", "+56 marks", "The rest of a long subject"]);
    browser.post(&format!("{case}/assignment"), &[("staff", "me")]).await.to();
    let page = browser.get(&case).await;
    let lift = page.action("/unsealing");
    let lifted = browser.post(&lift, &[("reason", "to read it")]).await;
    is_clean(&lifted);
    lifted.shows(&["Please open <span class=\"sign\"", "fdp.exe now."]);
    let framed = lift.replace("/unsealing", "/html/unsealing");
    let framed = browser.post(&framed, &[("reason", "to see it")]).await;
    is_clean(&framed);
    framed.shows(&["open ⟨U+202E⟩fdp.exe"]).hides(&["&#60;bdo", "&#60;/bdo"]);
    // Who wrote it sees it so, too: a quotation of somebody else is no safer.
    let jana = house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap();
    let own = Browser::signed_in(&house, &site(&house), jana.unwrap()).await;
    for path in ["/me".to_owned(), format!("/me/requests/{number}")] {
        let page = own.get(&path).await;
        is_clean(&page);
        page.shows(&["U+202E"]);
    }
}

#[tokio::test]
async fn files_are_looked_at_and_nothing_is_shown_as_it_was_sent() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::Triage, Role::SupportEngineer]).await;
    let script = b"<html><script>alert(1)</script></html>";
    let mut mail = mail_from("Jana", "jana@mail.example", "Look", "It is attached.");
    mail.attachments = vec![
        attached("red.png", "image/png", &png()),
        attached("photo.jpg", "image/jpeg", script),
        attached("notes.txt", "text/plain", format!("a{TURN}b & <b>\n").as_bytes()),
        attached("mail.eml", "message/rfc822", b"Subject: Inner\r\n\r\nHello <i>there</i>"),
        attached("update.exe", "application/octet-stream", b"MZ\x90\0\x03\0\0\0"),
    ];
    let number = house.number(house.mail(mail).await).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    let case = format!("/cases/{number}");
    browser.get(&case).await.hides(&["Look at it"]);
    browser.post(&format!("{case}/assignment"), &[("staff", "me")]).await.to();
    let page = browser.get(&case).await;
    let ways = page.html.split("formaction=\"").skip(1).filter_map(|part| part.split('"').next());
    let looks: Vec<&str> =
        ways.filter(|path| path.contains("/attachments/") && path.ends_with("/preview")).collect();
    assert_eq!(looks.len(), 5);
    // On the same terms as a download.
    let refused = browser.post(looks[0], &[("reason", " ")]).await;
    refused.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["file-reason-1-error"]);
    let look = async |index: usize| {
        let page = browser.post(looks[index], &[("reason", "to see what it is")]).await;
        page.is(StatusCode::OK).shows(&["This look is on record"]);
        page
    };
    let picture = look(0).await;
    picture.shows(&[
        "a PNG picture",
        "src=\"data:image/png;base64,",
        "1 × 1 pixels",
        "Download it",
    ]);
    let drawn = picture.html.split("data:image/png;base64,").nth(1).unwrap();
    let drawn =
        BASE64.decode(drawn.split('"').next().unwrap().replace("&#61;", "=").as_bytes()).unwrap();
    assert!(!String::from_utf8_lossy(&drawn).contains("kitchen"), "nothing but the picture");
    let policy = picture.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("img-src 'self' data:") && policy.contains("default-src 'none'"));
    let lie = look(1).await;
    lie.shows(&["Its name ends in .jpg, but by its bytes it is an HTML page.", "&#60;script&#62;"]);
    lie.hides(&["<script>alert", "src=\"data:"]);
    look(2).await.shows(&["plain text", "U+202E", "&#60;b&#62;"]).hides(&[&TURN.to_string()]);
    look(3).await.shows(&["a mail", "Inner", "Hello &#60;i&#62;there"]);
    look(4).await.shows(&["a program", "Opening it runs it"]).hides(&["src=\"data:"]);
    // What is saved may do nothing, were it ever shown.
    let saved = looks[1].replace("/preview", "/unsealing");
    let saved = browser.post(&saved, &[("reason", "to keep it")]).await;
    let policy = saved.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert_eq!(policy, "default-src 'none'; sandbox; frame-ancestors 'none'");
    assert_eq!(saved.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let jana = house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap();
    let own = Browser::signed_in(&house, &site(&house), jana.unwrap()).await;
    let listed = own.get("/me/looks").await;
    assert_eq!(
        listed.html.matches("to see what it is").count(),
        5,
        "each look is the person's to see"
    );
}

#[tokio::test]
async fn whoever_waits_for_their_turn_has_not_looked_yet() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::Triage, Role::SupportEngineer]).await;
    let mut mail = mail_from("Jana", "jana@mail.example", "Look", "It is attached.");
    mail.attachments = vec![attached("red.png", "image/png", &png())];
    let number = house.number(house.mail(mail).await).await;
    let previews = web::Previews::new(Arc::new(|_| model::IncomingMail::default()));
    let previews = previews.waiting(Duration::from_secs(1));
    let site = site_looking(&house, previews.clone());
    let browser = Browser::of_member(&house, &site, &egon).await;
    let case = format!("/cases/{number}");
    browser.get(&case).await;
    browser.post(&format!("{case}/assignment"), &[("staff", "me")]).await.to();
    let page = browser.get(&case).await;
    let mut ways =
        page.html.split("formaction=\"").skip(1).filter_map(|part| part.split('"').next());
    let look = ways.find(|path| path.ends_with("/preview")).unwrap();
    let form = [("reason", "to see what it is")];
    let jana = house.vault.find_person(&Address::parse("jana@mail.example").unwrap()).unwrap();
    let own = Browser::signed_in(&house, &site, jana.unwrap()).await;

    let turn = previews.turn().await.unwrap();
    let busy = browser.post(look, &form).await;
    busy.is(StatusCode::SERVICE_UNAVAILABLE).shows(&["Another file is being looked at."]);
    own.get("/me/looks").await.hides(&["to see what it is"]);
    drop(turn);
    browser.post(look, &form).await.is(StatusCode::OK).shows(&["a PNG picture"]);
    own.get("/me/looks").await.shows(&["to see what it is"]);
}
