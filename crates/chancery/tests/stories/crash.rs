//! Twenty power cuts while eight clients send: what was answered 250 is there, once.

use std::{collections::BTreeMap, net::SocketAddr, sync::mpsc, thread, time::Duration};

use crate::{
    api::{Api, text},
    house::House,
    smtp::Session,
    stories, until,
};

/// Power cuts.
const ROUNDS: usize = 20;

/// Clients that send at once.
const CLIENTS: usize = 8;

/// New mails of one client in one round. Eight times this is more than any round waits for.
const MAILS_PER_CLIENT: usize = 3;

/// Time for all that was kept to come on the board.
const DRAIN_TIME: Duration = Duration::from_secs(120);

stories!(what_was_answered_250_is_there_once);

async fn what_was_answered_250_is_there_once(mut house: House) {
    let mut unanswered: Vec<Vec<String>> = vec![Vec::new(); CLIENTS];
    let mut answered = Vec::new();
    for round in 0..ROUNDS {
        house.start().await;
        let (tell, hear) = mpsc::channel();
        let clients: Vec<_> = unanswered
            .iter_mut()
            .enumerate()
            .map(|(client, left)| {
                // What was not answered is sent again, as a mail server does.
                let mut words = std::mem::take(left);
                words.extend((0..MAILS_PER_CLIENT).map(|n| word(round, client, n)));
                let (tell, server) = (tell.clone(), house.smtp);
                thread::spawn(move || send_all(server, words, &tell))
            })
            .collect();
        drop(tell);
        // Another moment of the work in each round.
        let n_heard = hear.iter().take(round + 1).count();
        assert_eq!(n_heard, round + 1, "the house answers: {}", house.log());
        house.kill();
        for (left, client) in unanswered.iter_mut().zip(clients) {
            let (good, rest) = client.join().unwrap();
            answered.extend(good);
            *left = rest;
        }
    }
    house.start().await;
    for words in unanswered {
        let (tell, _hear) = mpsc::channel();
        let (good, rest) = send_all(house.smtp, words, &tell);
        assert!(rest.is_empty(), "nobody cuts the power now");
        answered.extend(good);
    }
    assert_eq!(answered.len(), ROUNDS * CLIENTS * MAILS_PER_CLIENT);
    let tessa = house.member("tessa", "Tessa Triage", &["triage"]);
    let found = drained(&tessa, answered.len()).await;
    for word in &answered {
        assert_eq!(found.get(word), Some(&1), "{word} in {found:?}");
    }
    assert_eq!(found.len(), answered.len(), "and nothing that nobody sent");
    assert!(house.run(&["audit", "verify"]).starts_with("sound: "));
}

/// Sends mails until the power goes; returns the words that were answered 250, and the rest.
fn send_all(
    server: SocketAddr,
    words: Vec<String>,
    tell: &mpsc::Sender<()>,
) -> (Vec<String>, Vec<String>) {
    let mut left = words.into_iter();
    let mut answered = Vec::new();
    let Ok(mut session) = Session::open(server) else { return (answered, left.collect()) };
    while let Some(word) = left.next() {
        // The word stands in the subject and not in the address: names of people are hidden.
        let from = format!("sender{}@crash.example", place(&word));
        let mail = format!(
            "From: <{from}>\r\nSubject: {word}\r\nMessage-ID: <{}@crash.example>\r\n\r\nOne word.\r\n",
            place(&word)
        );
        match session.send(&from, mail.as_bytes()) {
            Ok(reply) if reply.code == 250 => answered.push(word),
            Ok(reply) => panic!("the house is well: {reply:?}"),
            Err(_) => return (answered, [word].into_iter().chain(left).collect()),
        }
        // Nobody listens any more when enough was heard.
        let _ = tell.send(());
    }
    (answered, Vec::new())
}

/// A number of its own for each word.
fn place(word: &str) -> String {
    word.bytes().map(|letter| (letter % 100).to_string()).collect()
}

/// A word of its own for each mail, of letters only so that nothing takes it for a number to be hidden.
fn word(round: usize, client: usize, n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n).unwrap());
    format!("wo{}{}{}rd", letter(round), letter(client), letter(n))
}

/// Counts the words in subjects and texts of all cases, once all have come.
async fn drained(tessa: &Api, n_cases: usize) -> BTreeMap<String, usize> {
    let cases = until("all cases are on the board", DRAIN_TIME, async || {
        let cases = tessa.cases("triage").await;
        (cases.len() >= n_cases).then_some(cases)
    })
    .await;
    let mut found = BTreeMap::new();
    for case in cases {
        assert_eq!(case["n_messages"], 1, "{case}");
        *found.entry(text(&case, "subject").to_owned()).or_default() += 1;
    }
    found
}
