//! One case: read redacted, opened under authority, answered, taken back.

use axum::http::{StatusCode, header};
use model::{Address, Attachment, CaseNumber, Personal, Role};
use testkit::house::{Member, TestHouse, mail_from};

use crate::browser::{Browser, site};

const SECRETS: [&str; 3] = ["Nováková", "601 123 456", "jana.novakova@mail.example"];

struct World {
    house: TestHouse,
    number: CaseNumber,
    tessa: Member,
    egon: Member,
}

async fn world() -> World {
    let house = TestHouse::sqlite().await;
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let mail = mail_from(
        "Jana Nováková",
        "jana.novakova@mail.example",
        "Passphrase",
        "Please call Jana Nováková at +420 601 123 456.\n\n> quoted\n> lines",
    );
    let number = house.number(house.mail(mail).await).await;
    World { house, number, tessa, egon }
}

impl World {
    async fn browser(&self, member: &Member) -> Browser {
        Browser::of_member(&self.house, &site(&self.house), member).await
    }

    fn path(&self, rest: &str) -> String {
        format!("/cases/{}{rest}", self.number)
    }
}

#[tokio::test]
async fn a_refusal_helps() {
    let world = world().await;
    let browser = world.browser(&world.egon).await;
    let page = browser.get(&world.path("")).await;
    page.is(StatusCode::OK).hides(&SECRETS).shows(&[
        "2 quoted lines",
        "Original sealed",
        "You may not:",
    ]);
    page.hides(&["Lift the seal"]);
    let id = message_id(&page.html);
    let refused = browser.post(&world.path(&format!("/messages/{id}/unsealing")), &[]).await;
    refused.is(StatusCode::FORBIDDEN).hides(&SECRETS).shows(&[
        "You may not open this sealed message",
        "SP 8.1",
        "What would do",
        "Take the case",
    ]);
    let taken = browser.post(&refused.action("/assignment"), &[("staff", "me")]).await;
    assert_eq!(taken.to(), world.path("?done=taken"));
    browser.get(taken.to()).await.shows(&["you took it", "The case is yours now", "Lift the seal"]);
}

#[tokio::test]
async fn who_took_the_case_says_why_and_the_person_reads_it() {
    let world = world().await;
    let browser = world.browser(&world.egon).await;
    browser.post(&world.path("/assignment"), &[("staff", "me")]).await.to();
    let page = browser.get(&world.path("")).await;
    let unsealing = page.action("/unsealing");
    let page = browser.post(&unsealing, &[("reason", " ")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .hides(&SECRETS)
        .shows(&["aria-invalid=\"true\"", "say in one line"]);
    let page = browser.post(&unsealing, &[("reason", "to call them <b>")]).await;
    page.is(StatusCode::OK).shows(&SECRETS).shows(&["Seal lifted", "SP 8.1"]);
    // It was for that page alone.
    world.house.desk.sequence().await.unwrap();
    browser
        .get(&world.path(""))
        .await
        .hides(&SECRETS)
        .shows(&["<b>You</b> opened an original", "<b>You</b> said who"]);

    let jana = world.house.vault.find_person(&Address::parse(SECRETS[2]).unwrap()).unwrap();
    let own = Browser::signed_in(&world.house, &site(&world.house), jana.unwrap()).await;
    let looks = own.get("/me/looks").await;
    looks.is(StatusCode::OK).shows(&[
        &world.number.to_string(),
        "to call them &#60;b&#62;",
        "Support engineer",
        "opened message 1",
        "SP 8.1",
    ]);
}

#[tokio::test]
async fn a_file_is_saved_and_never_shown() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::Triage, Role::SupportEngineer]).await;
    let mut mail = mail_from("Jana Nováková", SECRETS[2], "Passphrase", "It is attached.");
    mail.attachments = vec![Attachment {
        name: Personal::new("Jana Nováková.html".to_owned()),
        media_type: "text/html".to_owned(),
        bytes: Personal::new(b"<script>alert(1)</script>".to_vec()),
    }];
    let number = house.number(house.mail(mail).await).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    let case = format!("/cases/{number}");
    let page = browser.get(&case).await;
    page.hides(&SECRETS).hides(&["Download"]).shows(&["1 attached", "text/html, 25 B"]);
    browser.post(&format!("{case}/assignment"), &[("staff", "me")]).await.to();
    let page = browser.get(&case).await;
    page.hides(&SECRETS).shows(&["Download"]);
    let mut paths =
        page.html.split("formaction=\"").skip(1).filter_map(|part| part.split('"').next());
    let path =
        paths.find(|path| path.contains("/attachments/") && path.ends_with("/unsealing")).unwrap();
    let page = browser.post(path, &[("reason", " ")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).hides(&SECRETS).shows(&["file-reason-1-error"]);
    let file = browser.post(path, &[("reason", "to see the error")]).await;
    file.is(StatusCode::OK);
    assert_eq!(file.html, "<script>alert(1)</script>");
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/octet-stream");
    assert_eq!(
        file.headers[header::CONTENT_DISPOSITION],
        "attachment; filename*=UTF-8''Jana%20Nov%C3%A1kov%C3%A1.html"
    );
    assert_eq!(file.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(file.headers[header::CACHE_CONTROL], "no-store");
    // A page on which the seal was lifted names it as it was sent.
    let page = browser.post(&page.action("/unsealing"), &[("reason", "to see its name")]).await;
    page.is(StatusCode::OK).shows(&["Jana Nováková.html", "Download"]);
    let jana = house.vault.find_person(&Address::parse(SECRETS[2]).unwrap()).unwrap();
    let own = Browser::signed_in(&house, &site(&house), jana.unwrap()).await;
    own.get("/me/looks").await.shows(&["to see the error", "to see its name", "opened message 1"]);
    let unknown = path.replace("/attachments/", "/attachments/x");
    browser.post(&unknown, &[("reason", "x")]).await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_mail_is_opened_in_full() {
    let house = TestHouse::sqlite().await;
    let egon = house.member("egon", &[Role::Triage, Role::SupportEngineer]).await;
    let mut mail = mail_from("Jana Nováková", SECRETS[2], "Passphrase", "Please call \"me\".");
    mail.html = Some(Personal::new("<p title=\"x\">Call <b>Jana Nováková</b></p>".to_owned()));
    mail.faults = vec!["a text was cut; all of it is in the original".to_owned()];
    let number = house.number(house.mail(mail).await).await;
    let browser = Browser::of_member(&house, &site(&house), &egon).await;
    let case = format!("/cases/{number}");
    let page = browser.get(&case).await;
    page.hides(&SECRETS).hides(&["With its layout", "Download the mail", "#m1-ways"]);
    page.shows(&["a text was cut; all of it is in the original"]);
    browser.post(&format!("{case}/assignment"), &[("staff", "me")]).await.to();
    let page = browser.get(&case).await;
    // What was cut is had from here, and the page says where.
    page.shows(&["With its layout", "Download the mail", "href=\"#m1-ways\"", "id=\"m1-ways\""]);
    let path = |noun: &str| {
        let end = format!("/{noun}/unsealing");
        let mut paths = page.html.split("formaction=\"").skip(1);
        let found = paths.find_map(|part| part.split(['"', '#']).next()?.strip_suffix(&end));
        format!("{}{end}", found.unwrap())
    };
    for noun in ["html", "mail"] {
        let page = browser.post(&path(noun), &[("reason", " ")]).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY).hides(&SECRETS).shows(&["say in one line"]);
    }
    let page = browser.post(&path("html"), &[("reason", "to see its tables")]).await;
    page.is(StatusCode::OK).shows(&[
        "Seal lifted",
        "Jana Nováková &#60;",
        "<iframe",
        "sandbox=\"\"",
    ]);
    // The frame's document is an attribute of ours, so that it can end nothing; it opens no window.
    let document = "srcdoc=\"&#60;!doctype html&#62;";
    page.shows(&[document, "&#60;base target=&#34;_blank&#34;&#62;", "&#60;b&#62;Jana Nováková"]);
    page.hides(&["<b>Jana", "With its layout", "allow-"]);
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let file = browser.post(&path("mail"), &[("reason", "to see its header")]).await;
    file.is(StatusCode::OK);
    assert_eq!(file.html, "Please call \"me\".");
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/octet-stream");
    let name = format!("attachment; filename*=UTF-8''{number}-1.eml");
    assert_eq!(file.headers[header::CONTENT_DISPOSITION], name.as_str());
    assert_eq!(file.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(file.headers[header::CACHE_CONTROL], "no-store");
    let forged = browser.post_raw(&path("mail"), &[("reason", "x")], &[]).await;
    forged.is(StatusCode::FORBIDDEN);
    let jana = house.vault.find_person(&Address::parse(SECRETS[2]).unwrap()).unwrap();
    let own = Browser::signed_in(&house, &site(&house), jana.unwrap()).await;
    let looks = own.get("/me/looks").await;
    looks.shows(&["to see its tables", "to see its header"]);
    assert_eq!(looks.html.matches("opened message 1").count(), 2, "{}", looks.html);
}

#[tokio::test]
async fn triage_moves_assigns_and_closes_by_the_version_it_read() {
    let world = world().await;
    let browser = world.browser(&world.tessa).await;
    let page = browser.get(&world.path("")).await;
    page.shows(&["<option>support</option>", "Support engineer"]);
    let version = field(&page.html, "version");
    let moved =
        browser.post(&world.path("/placement"), &[("queue", "help"), ("version", &version)]).await;
    assert_eq!(moved.to(), world.path("?done=moved"));
    browser.get(moved.to()).await.shows(&["The case was moved"]);
    // The version was read before the move.
    let stale = browser.post(&world.path("/closure"), &[("version", &version)]).await;
    stale.is(StatusCode::CONFLICT).shows(&["Somebody was faster"]);
    let staff = world.egon.staff.id.to_string();
    let given = browser.post(&world.path("/assignment"), &[("staff", &staff)]).await;
    assert_eq!(given.to(), world.path("?done=assigned"));
    // Out of their own queues, and out of their sight.
    let moved = browser.post(&world.path("/placement"), &[("queue", "disputes")]).await;
    assert_eq!(moved.to(), "/cases?done=moved");
    let engineer = world.browser(&world.egon).await;
    let page = engineer.get(&world.path("")).await;
    page.shows(&["assigned to you"]);
    assert_eq!(engineer.post(&world.path("/closure"), &[]).await.to(), world.path("?done=closed"));
}

#[tokio::test]
async fn a_case_is_closed_and_taken_up_again() {
    let world = world().await;
    let browser = world.browser(&world.tessa).await;
    assert_eq!(browser.post(&world.path("/closure"), &[]).await.to(), world.path("?done=closed"));
    let page = browser.get(&world.path("")).await;
    page.shows(&["state-closed", "Take it up again"]).hides(&["Close the case", ">Move<"]);
    let twice = browser.post(&world.path("/closure"), &[]).await;
    twice.is(StatusCode::CONFLICT).shows(&["The case is closed; reopen it first."]);
    let again = browser.post(&world.path("/reopening"), &[]).await;
    browser.get(again.to()).await.shows(&["state-pending"]);
}

#[tokio::test]
async fn a_reply_is_previewed_held_and_taken_back() {
    let world = world().await;
    world.house.give(world.number, &world.tessa, &world.egon).await;
    let browser = world.browser(&world.egon).await;
    let page = browser.get(&world.path("")).await;
    let n_seen = field(&page.html, "n_seen");
    let text = "Dear [person 1],\n\nit is done <now>.";
    let fields = [("text", text), ("n_seen", n_seen.as_str())];
    let preview = browser.post(&world.path("/replies/preview"), &fields).await;
    preview.is(StatusCode::OK).shows(&[
        "it is done &#60;now&#62;.",
        "egon@desk.example",
        "S/MIME",
        "holds the placeholder [person 1]",
        "the team channel",
    ]);
    let back = browser.post(&world.path("/replies/edit"), &fields).await;
    back.shows(&["it is done &#60;now&#62;.</textarea>"]);

    let sent = browser.post(&world.path("/replies"), &fields).await;
    assert_eq!(sent.to(), world.path("?done=replied"));
    let page = browser.get(sent.to()).await;
    page.shows(&[
        "held",
        "leaves at 12:00",
        "to requester",
        "to team channel",
        ">Undo<",
        "waiting",
    ]);
    assert_eq!(page.html.matches(">Undo<").count(), 1);
    let undone = browser.post(&page.action("/retraction"), &[]).await;
    assert_eq!(undone.to(), world.path("?done=undone"));
    browser.get(undone.to()).await.shows(&["undone"]).hides(&[">Undo<"]);
    let late = browser.post(&page.action("/retraction"), &[]).await;
    late.is(StatusCode::CONFLICT).shows(&["too late"]);
}

#[tokio::test]
async fn a_reply_stops_when_messages_came() {
    let world = world().await;
    world.house.give(world.number, &world.tessa, &world.egon).await;
    let browser = world.browser(&world.egon).await;
    let page = browser.get(&world.path("")).await;
    let n_seen = field(&page.html, "n_seen");
    let first =
        browser.post(&world.path("/replies"), &[("text", "First."), ("n_seen", &n_seen)]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    world.house.wait_secs(20);
    let sent = world.house.leave().await;
    let mut answer = mail_from("Jana", SECRETS[2], "Re: x", "It works again, dear friends!");
    answer.recipients = vec![sent.iter().find_map(|mail| mail.reply_to.clone()).unwrap()];
    answer.is_aligned = true;
    world.house.mail(answer).await;
    let fields = [("text", "Second, as typed."), ("n_seen", "2")];
    let stopped = browser.post(&world.path("/replies"), &fields).await;
    stopped.is(StatusCode::CONFLICT).shows(&[
        "One message came since you began",
        "It works again",
        "Second, as typed.</textarea>",
    ]);
    let n_seen = field(&stopped.html, "n_seen");
    let fields = [("text", "Second, as typed."), ("n_seen", n_seen.as_str())];
    assert_eq!(
        browser.post(&world.path("/replies"), &fields).await.to(),
        world.path("?done=replied")
    );
}

#[tokio::test]
async fn empty_texts_come_back() {
    let world = world().await;
    world.house.give(world.number, &world.tessa, &world.egon).await;
    let browser = world.browser(&world.egon).await;
    let page = browser.post(&world.path("/replies"), &[("text", " "), ("n_seen", "1")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["id=\"reply-error\""]);
    let page = browser.post(&world.path("/notes"), &[("text", "")]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY).shows(&["id=\"note-error\""]);
    let kept = browser.post(&world.path("/notes"), &[("text", "Ask two witnesses.")]).await;
    assert_eq!(kept.to(), world.path("?done=noted"));
    browser.get(kept.to()).await.shows(&["Ask two witnesses.", "message-note"]);
}

#[tokio::test]
async fn a_new_sender_waits_to_be_confirmed() {
    let world = world().await;
    world.house.give(world.number, &world.tessa, &world.egon).await;
    let browser = world.browser(&world.egon).await;
    browser.post(&world.path("/replies"), &[("text", "Hello."), ("n_seen", "1")]).await.to();
    world.house.wait_secs(20);
    let sent = world.house.leave().await;
    let mut answer = mail_from("Petr", "petr@other.example", "Re: x", "I am a friend of hers.");
    answer.recipients = vec![sent.iter().find_map(|mail| mail.reply_to.clone()).unwrap()];
    world.house.mail(answer).await;
    let page = browser.get(&world.path("")).await;
    page.shows(&["A new sender", "New sender", "address not proven"]);
    let confirmed = browser.post(&page.action("/confirmation"), &[]).await;
    browser.get(confirmed.to()).await.hides(&["A new sender."]).shows(&["Participant"]);
}

#[tokio::test]
async fn a_suspected_follow_up_is_joined_by_the_staff() {
    let world = world().await;
    let subject = format!("Re: [{}] Passphrase", world.number);
    let mail = mail_from("Jana", "jana@elsewhere.example", &subject, "I found it by now.");
    let other = world.house.number(world.house.mail(mail).await).await;
    assert_ne!(other, world.number);
    let browser = world.browser(&world.tessa).await;
    browser.get("/cases?q=queue:triage").await.shows(&["to confirm"]);
    let page = browser.get(&format!("/cases/{other}")).await;
    page.shows(&["Suspected follow-up of", &world.number.to_string()]);
    let joined = browser.post(&page.action("/joining"), &[]).await;
    assert_eq!(joined.to(), world.path("?done=joined"));
    browser.get(joined.to()).await.shows(&["I found it by now."]);
    let twice = browser.post(&world.path("/joining"), &[]).await;
    twice.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_not_there_looks_like_what_is_not_ones_own() {
    let world = world().await;
    let browser = world.browser(&world.egon).await;
    for path in
        ["/cases/s20261121.999", "/cases/nonsense", "/cases/s20261121.1/messages/x/unsealing"]
    {
        browser.get(path).await;
        let page = browser.post(&format!("{path}/notes"), &[("text", "x")]).await;
        page.is(StatusCode::NOT_FOUND);
    }
    let unsealing = world.path("/messages/0199d0c2-0000-7000-8000-000000000001/unsealing");
    browser.post(&unsealing, &[("reason", "x")]).await.is(StatusCode::NOT_FOUND);
}

fn field(html: &str, name: &str) -> String {
    let rest = html.split(&format!("name=\"{name}\" value=\"")).nth(1);
    rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

/// The sealed message's id, which only a form that is not shown would carry.
fn message_id(html: &str) -> String {
    assert!(!html.contains("/unsealing"));
    // Ids are drawn from seeded chance, so a form that is not offered is made by hand all the same.
    html.split("data-message=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_one_lacks_has_the_ways_of_its_refusal_beside_it() {
    // A house that knows no fields: what leads further stands in the column all the same.
    let world = world().await;
    let browser = world.browser(&world.egon).await;
    let page = browser.get(&world.path("")).await;
    let ask = world.path("/consents/new?act=message.unseal").replace('&', "&#38;");
    page.shows(&[&ask, "Other ways: ", "Cite a ruling", &world.path("/emergencies/new")]);
    page.shows(&["Break glass"]);
    // Each way is begun once, however many things are lacking that it would help to.
    for way in ["/dispute", "/emergencies/new"] {
        let n = page.html.matches(&format!("href=\"{}\"", world.path(way))).count();
        assert_eq!(n, 1, "{way}: {}", page.html);
    }
    // The case can be taken, so that no line below says it with a button once more.
    let n_take = page.html.matches("name=\"staff\" value=\"me\"").count();
    assert_eq!(n_take, 1, "{}", page.html);
    // Who has the case lacks little, and is led nowhere.
    world.house.give(world.number, &world.tessa, &world.egon).await;
    browser.get(&world.path("")).await.hides(&[&ask]);
}
