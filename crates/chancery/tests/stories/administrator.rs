//! An administrator who tries to read what a member wrote: by pages, programs, the command line and the bare database. What
//! opens nothing leaves a trace all the same.

use std::{fs, path::Path};

use data_encoding::HEXLOWER_PERMISSIVE;
use serde_json::{Value, json};

use crate::{
    api::text,
    browser::Page,
    ground::{Ground, Member},
    house::House,
    stories,
};

const JANA: (&str, &str) = ("Jana Nováková", "jana.novakova@customer.example");
const SUBJECT: &str = "The marmalade of Wunderlich";
const WORDS: &str = "Wunderlich took the marmalade; my phone is +420 601 123 456.";

/// What must not be found, each long enough not to stand anywhere by chance.
const SECRETS: [&str; 5] = ["Nováková", "novakova", "601 123 456", "marmalade", "Wunderlich"];

stories!(an_administrator_reads_nothing_in_chromium, an_administrator_reads_nothing_by_programs);

struct Attempt {
    ground: Ground,
    adam: Member,
    ada: Member,
    number: String,
    message: String,
}

async fn an_administrator_reads_nothing_in_chromium(house: House) {
    let Attempt { ground, adam, ada, number, message } = begins(house).await;
    let desk = ground.desk_of(&adam).await;
    let case = format!("/cases/{number}");
    let pages = [
        "/cases".to_owned(),
        "/cases?q=queue:support".to_owned(),
        case.clone(),
        format!("{case}/fields/date_of_birth/edit"),
        format!("{case}/emergencies/new"),
        format!("{case}/dispute"),
        // A word of hers that is no secret, so that the field which shows it again tells nothing.
        "/cases?q=took".to_owned(),
        "/people".to_owned(),
        "/disputes".to_owned(),
        "/emergencies".to_owned(),
        "/authorities".to_owned(),
        "/approvals".to_owned(),
        "/log".to_owned(),
        format!("/log?number={number}"),
        "/log/1".to_owned(),
        "/me".to_owned(),
        "/me/looks".to_owned(),
        "/rulings".to_owned(),
    ];
    for page in pages {
        desk.go(&page).await;
        desk.sees(&["Chancery"]).await;
        let source = desk.source().await;
        tells_nothing(&page, source.as_bytes());
    }
    drop(desk);
    // Buttons that his pages do not have: the same forms, sent all the same. A link works once; this is another.
    let adam = ground.member("adam", "Adam Administrator", &["administrator"]);
    let mut desk = ground.visit_of(&adam).await;
    let page = desk.get("/profile").await;
    for path in [
        format!("{case}/messages/{message}/unsealing"),
        format!("{case}/messages/{message}/mail/unsealing"),
        format!("{case}/fields/date_of_birth/showing"),
        "/people".to_owned(),
    ] {
        let fields = [("reason", "curious"), ("address", JANA.1)];
        let answer: Page = desk.browser.submit(&page, &path, &fields).await;
        assert!([403, 404].contains(&answer.status), "{path}: {answer:?}");
        tells_nothing(&path, answer.text.as_bytes());
    }
    every_try_is_on_record(&ground, &ada).await;
    ends(ground).await;
}

async fn an_administrator_reads_nothing_by_programs(house: House) {
    let Attempt { ground, adam, ada, number, message } = begins(house).await;
    let case = format!("/cases/{number}");
    for path in [
        "/cases".to_owned(),
        "/cases?queue=support".to_owned(),
        "/cases?q=marmalade".to_owned(),
        case.clone(),
        format!("{case}/messages"),
        format!("{case}/fields"),
        format!("{case}/rights"),
        format!("{case}/consents"),
        format!("/log?number={number}"),
        "/log".to_owned(),
        "/changes?since=0".to_owned(),
        "/emergencies".to_owned(),
        "/disputes".to_owned(),
        "/me/requests".to_owned(),
        "/me/looks".to_owned(),
    ] {
        let answer = adam.api.get(&path).await;
        assert!([200, 403, 404].contains(&answer.status), "{path}: {answer:?}");
        tells_nothing(&path, answer.body.to_string().as_bytes());
    }
    let original = format!("{case}/messages/{message}");
    for (path, body) in [
        (format!("{original}/unsealing"), json!({ "reason": "curious" })),
        (format!("{original}/html/unsealing"), json!({ "reason": "curious" })),
        (format!("{original}/mail/unsealing"), json!({ "reason": "curious" })),
        (format!("{case}/fields/date_of_birth/showing"), json!({})),
        ("/people/search".to_owned(), json!({ "address": JANA.1 })),
        (format!("{case}/assignment"), json!({ "staff": adam.address })),
        (format!("{case}/notes"), json!({ "text": "let me in" })),
    ] {
        let answer = adam.api.post(&path, body).await;
        assert!([403, 404].contains(&answer.status), "{path}: {answer:?}");
        tells_nothing(&path, answer.body.to_string().as_bytes());
    }
    every_try_is_on_record(&ground, &ada).await;
    the_command_line_reads_nothing(&ground).await;
    ends(ground).await;
}

/// A member writes, and Egon has the case; Adam set the house up.
async fn begins(house: House) -> Attempt {
    let ground = Ground::lay(house).await;
    let adam = ground.member("adam", "Adam Administrator", &["administrator"]);
    let ada = ground.member("ada", "Ada Auditor", &["auditor"]);
    let number = ground.request(JANA, SUBJECT, WORDS).await;
    let message = text(&ground.egon.api.messages(&number).await[0], "id").to_owned();
    Attempt { ground, adam, ada, number, message }
}

fn tells_nothing(place: &str, bytes: &[u8]) {
    for secret in SECRETS {
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{secret} is in {place}: {}", String::from_utf8_lossy(bytes));
    }
}

/// What he asked for is refused in the log, under his pseudonym; what opened nothing changed nothing.
async fn every_try_is_on_record(ground: &Ground, ada: &Member) {
    // What is asked of a case whose redacted text one may not even read is refused as reading it.
    for act in ["case.show", "person.find"] {
        let outcomes = ground.outcomes(ada, act, 1).await;
        assert!(outcomes.contains(&"refused".to_owned()), "{act}: {outcomes:?}");
        let page: Value = ada.api.read(&format!("/log?act={act}")).await;
        tells_nothing(act, page.to_string().as_bytes());
        assert!(!page.to_string().contains("Adam"), "the log names nobody: {page}");
    }
    for act in ["message.unseal", "field.show"] {
        let page: Value = ada.api.read(&format!("/log?act={act}")).await;
        assert!(!page.to_string().contains("\"done\""), "{act}: {page}");
    }
}

/// Whoever holds the machine has commands. None reads; the one that makes a key to somebody's work is loud.
async fn the_command_line_reads_nothing(ground: &Ground) {
    for words in
        [&["staff", "list"][..], &["doctor"], &["config", "show"], &["audit", "prove", "1"]]
    {
        let said = ground.house.command(words);
        tells_nothing(&words.join(" "), format!("{}{}", said.out, said.err).as_bytes());
    }
    for words in [&["case", "show"][..], &["message", "unseal"], &["person", "show"]] {
        assert_eq!(
            ground.house.command(words).code,
            Some(2),
            "there is no such command: {words:?}"
        );
    }
    ground.mail_to(&ground.egon.address, "token").await;
}

/// The house stops, and somebody takes its disk: files, rows, logs.
async fn ends(mut ground: Ground) {
    ground.is_sound();
    assert!(ground.house.stop().success());
    ground.is_sound();
    tells_nothing("the log of the house", ground.house.log().as_bytes());
    let data = ground.house.data.clone();
    let n_bytes = files_tell_nothing(&data);
    assert!(n_bytes > 10_000, "the data is there: {n_bytes} bytes");
    if let Some(database) = &ground.house.database {
        let tables = "select tablename from pg_tables where schemaname = 'public' order by 1";
        for table in database.sql(tables).unwrap().lines() {
            let rows = database.sql(&format!("copy public.{table} to stdout")).unwrap();
            tells_nothing(table, &octets(&rows));
        }
    }
}

fn files_tell_nothing(folder: &Path) -> usize {
    let mut n_bytes = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            n_bytes += files_tell_nothing(&path);
        } else if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            tells_nothing(&path.display().to_string(), &bytes);
            n_bytes += bytes.len();
        }
    }
    n_bytes
}

/// Rows as a dump has them, their octets unfolded from hexadecimal.
fn octets(rows: &str) -> Vec<u8> {
    let fields = rows.split(['\t', '\n']).map(|field| match field.strip_prefix("\\\\x") {
        Some(hex) => HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).unwrap(),
        None => field.as_bytes().to_vec(),
    });
    fields.collect::<Vec<_>>().join(&b'\n')
}
