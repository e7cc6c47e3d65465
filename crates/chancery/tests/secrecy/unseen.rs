//! What one may not see does not change what one sees (house law 1).
//!
//! The same mails come into the same queue twice: alone, and among cases of queues that the reader does not
//! staff, some by the same people and with the same words. The reader sees the same both times. Numbers of cases
//! count per kind and day and tell the volume in profile `open`, so they are put aside; so is the place in the
//! log, which is one log for all.

use std::collections::BTreeMap;

use desk::{BoardFilter, NoteDraft, ReplyDraft};
use model::{Address, CaseNumber, IncomingMail, Personal, Role};
use testkit::{
    house::{DOMAIN, Member, TestHouse, mail_from},
    postgres,
};

/// Queues that the reader does not staff.
const HIDDEN: [&str; 2] = ["disputes", "systems"];

#[tokio::test]
async fn hidden_cases_change_nothing_on_sqlite() {
    hidden_cases_change_nothing(async || TestHouse::sqlite().await).await;
}

#[tokio::test]
async fn hidden_cases_change_nothing_on_postgres() {
    hidden_cases_change_nothing(async || {
        TestHouse::with(Some(postgres::database().await), |_| {}).await
    })
    .await;
}

async fn hidden_cases_change_nothing(open: impl AsyncFn() -> TestHouse) {
    let alone = seen(&open().await, false).await;
    let among = seen(&open().await, true).await;
    assert!(alone.len() > 20, "there is something to see: {alone:?}");
    assert_eq!(alone, among);
}

fn mail(name: &str, queue: &str, subject: &str, text: &str) -> IncomingMail {
    let address = format!("{}@people.example", name.to_lowercase());
    let mut mail = mail_from(&format!("{name} Novak"), &address, subject, text);
    mail.recipients = vec![Address::parse(&format!("{queue}@{DOMAIN}")).unwrap()];
    mail.message_id = Some(format!("{name}.{queue}.{}@people.example", text.len()));
    mail
}

/// Lives a day and writes down all that Tessa sees.
async fn seen(house: &TestHouse, with_hidden: bool) -> Vec<String> {
    let tessa = house.member("tessa", &[Role::Triage]).await;
    let egon = house.member("egon", &[Role::SupportEngineer]).await;
    let carla = house.member("carla", &[Role::CaseManager]).await;
    let sid = house.member("sid", &[Role::SystemAdministrator]).await;
    let hidden_staff = [&carla, &sid];
    let mut open = Vec::new();
    for (name, subject, text) in [
        ("Jana", "Certificate expired", "The certificate of my mail server expired."),
        ("Boris", "Re: [d20261121.1] certificate", "As I said about the certificate."),
        ("Chloe", "Passphrase", "I forgot the passphrase, not the certificate."),
    ] {
        if with_hidden {
            for (queue, member) in HIDDEN.into_iter().zip(hidden_staff) {
                hidden_work(house, name, queue, member).await;
            }
        }
        house.wait_secs(20);
        let number = house.number(house.mail(mail(name, "support", subject, text)).await).await;
        open.push(number);
    }
    house.give(open[0], &tessa, &egon).await;
    let reply = ReplyDraft { text: Personal::new("Renewed.".to_owned()), n_seen: None };
    house.desk.reply(&egon.actor, open[0], reply).await.unwrap();
    house.wait_secs(20);
    house.leave().await;
    while house.desk.sequence().await.unwrap() > 0 {}
    let mut lines = Vec::new();
    for member in [&tessa, &egon] {
        write_down(house, member, &mut lines).await;
    }
    lines
}

/// Cases of the same people, with the same words, in a queue that Tessa does not staff.
async fn hidden_work(house: &TestHouse, name: &str, queue: &str, member: &Member) {
    let text = format!("The certificate and the passphrase of {name} in {queue}.");
    let id = house.mail(mail(name, queue, "Certificate", &text)).await;
    let number = house.number(id).await;
    // A dispute is not handed out like a request; that it is there must not show either.
    if queue == "disputes" {
        return;
    }
    house.desk.assign(&member.actor, number, member.staff.id, None).await.unwrap();
    let note = NoteDraft { text: Personal::new("A certificate.".to_owned()) };
    house.desk.note(&member.actor, number, note).await.unwrap();
    if name == "Chloe" {
        house.desk.close(&member.actor, number, None).await.unwrap();
    }
}

async fn write_down(house: &TestHouse, member: &Member, lines: &mut Vec<String>) {
    let (desk, actor) = (&house.desk, &member.actor);
    // Numbers are put aside; a case is told by its first words.
    let mut names: BTreeMap<CaseNumber, String> = BTreeMap::new();
    let mut describe = |view: &desk::CaseView| {
        let text = |text: &Option<Personal<String>>| text.as_ref().unwrap().expose().clone();
        let case = &view.case;
        names.insert(case.number, text(&view.excerpt));
        format!(
            "{} | {} | {} {} due {:?} n {} v {} by {:?} suggests {}",
            text(&view.subject),
            text(&view.excerpt),
            view.queue.name,
            case.state.as_str(),
            case.due.map(|due| due.at()),
            case.n_messages,
            case.version,
            view.assignee.as_ref().map(|card| &card.title),
            view.suggested.is_some(),
        )
    };
    let board = desk.board(actor, BoardFilter::default()).await.unwrap();
    lines.push(format!("more: {}", board.next.is_some()));
    lines.extend(board.cases.iter().map(|view| format!("board {}", describe(view))));
    for query in
        ["certificate", "passphrase", "\"the certificate\"", "systems", "disputes", "novak"]
    {
        let page = desk.search(actor, query).await.unwrap();
        lines.push(format!("{query}: {} {}", page.cases.len(), page.has_more));
        lines.extend(page.cases.iter().map(|view| format!("{query} {}", describe(view))));
    }
    for name in ["jana", "boris", "nobody"] {
        let address = Address::parse(&format!("{name}@people.example")).unwrap();
        // Triage does not look for people; the refusal is the same too.
        match desk.find_person(actor, &address).await {
            Ok(found) => lines.extend(
                found
                    .iter()
                    .flat_map(|person| &person.cases)
                    .map(|view| format!("{name} {}", describe(view))),
            ),
            Err(error) => lines.push(format!("{name} {error}")),
        }
    }
    for view in desk.queue_views(actor).await.unwrap() {
        lines.push(format!("{}: {} open, {} late", view.queue.name, view.n_open, view.n_late));
    }
    let (mut since, mut changes) = (0, Vec::new());
    loop {
        let page = desk.changes(actor, since).await.unwrap();
        for change in &page.changes {
            let number = change.number;
            let name = names.get(&number).cloned().unwrap_or_else(|| number.to_string());
            changes.push(format!("{} {} {name}", change.at, change.act));
        }
        if page.next == since {
            break;
        }
        since = page.next;
    }
    // Entries of one moment are numbered by their ids, which are drawn; the clock of this house seldom moves.
    changes.sort();
    lines.extend(changes);
}
