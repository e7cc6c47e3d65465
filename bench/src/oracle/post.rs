//! The channels over SMTP: recipients, and whole mails, with good tokens and bad ones.

use super::{Channel, Try, ground::Ground, order};
use crate::{dice::Dice, server::Server, smtp::Smtp, world::DOMAIN};

/// Recipients asked for in one connection; each refusal counts as an error, and twenty end it.
const ASKS_PER_CONNECTION: usize = 15;

/// Asks whether the house takes mail for a recipient.
pub async fn recipients(
    server: &Server,
    ground: &Ground,
    n: usize,
    dice: &mut Dice,
) -> anyhow::Result<Vec<Channel>> {
    let staff = vec![ground.staff.clone()];
    let known = [
        ("RCPT, case+TOKEN (SMTP)", &ground.replies),
        ("RCPT, bounce+TOKEN (SMTP)", &ground.bounces),
        ("RCPT, staff address (SMTP)", &staff),
    ];
    let mut channels = Vec::new();
    for (what, known) in known {
        let mut tries = Vec::new();
        let mut smtp = None;
        for (turn, (is_known, index)) in order(n, dice).into_iter().enumerate() {
            if turn % ASKS_PER_CONNECTION == 0 {
                smtp = Some(Smtp::connect(server.smtp).await?);
            }
            let Some(smtp) = &mut smtp else { continue };
            let local = local(known, is_known, index, dice);
            smtp.must("MAIL FROM:<stranger@people.example>").await?;
            let said = smtp.say(&format!("RCPT TO:<{local}@{DOMAIN}>")).await?;
            let answer = said.text.replace(&local, "LOCAL");
            tries.push(Try { is_known, answer, time: said.time });
            smtp.must("RSET").await?;
        }
        channels.push(Channel { what: what.to_owned(), tries });
    }
    Ok(channels)
}

/// Sends whole mails: the time is that from the last dot to the answer.
pub async fn mails(
    server: &Server,
    ground: &Ground,
    n: usize,
    dice: &mut Dice,
) -> anyhow::Result<Vec<Channel>> {
    let known = [
        ("DATA, case+TOKEN (SMTP)", &ground.replies),
        ("DATA, bounce+TOKEN (SMTP)", &ground.bounces),
    ];
    let mut channels = Vec::new();
    for (what, known) in known {
        let mut tries = Vec::new();
        let mut smtp = Smtp::connect(server.smtp).await?;
        for (turn, (is_known, index)) in order(n, dice).into_iter().enumerate() {
            let to = format!("{}@{DOMAIN}", local(known, is_known, index, dice));
            let mail = format!(
                "From: <stranger@people.example>\r\nTo: <{to}>\r\nSubject: Try {turn:06}\r\n\
                 Message-ID: <{:016x}@people.example>\r\n\r\nThis is try {turn:06}.",
                dice.throw()
            );
            let said = smtp.mail("stranger@people.example", &to, &mail).await?;
            tries.push(Try { is_known, answer: without_names(&said.text), time: said.time });
        }
        channels.push(Channel { what: what.to_owned(), tries });
    }
    Ok(channels)
}

/// A local part that is there, or one of the same form that is not.
fn local(known: &[String], is_known: bool, index: usize, dice: &mut Dice) -> String {
    let there = known.get(index % known.len().max(1)).cloned().unwrap_or_default();
    if is_known {
        return there;
    }
    match there.split_once('+') {
        Some((name, token)) => format!("{name}+{}", letters(token.len(), dice)),
        None => letters(there.len(), dice),
    }
}

/// Letters of base 32, as tokens are spelt.
fn letters(n: usize, dice: &mut Dice) -> String {
    const LETTERS: [char; 32] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r',
        's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '2', '3', '4', '5', '6', '7',
    ];
    (0..n).filter_map(|_| dice.pick(&LETTERS).copied()).collect()
}

/// Queue ids and the like, which are new with each mail.
fn without_names(said: &str) -> String {
    let words = said.split_whitespace().map(|word| {
        let is_name = word.len() > 8 && word.chars().any(|c| c.is_ascii_digit());
        if is_name { "NAME" } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}
