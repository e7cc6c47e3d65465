//! The channels over HTTP: asking for a link, one-time links, cases by number.

use std::net::Ipv4Addr;

use anyhow::Context;
use model::CaseNumber;

use super::{Channel, Try, ground::Ground, order};
use crate::{
    dice::Dice,
    http::{Answer, Client, escape},
    server::Server,
    world::DOMAIN,
};

/// Requests from one place before the next place takes over; the brake stops a place at 30.
const ASKS_PER_PLACE: usize = 25;

/// Uses of links from one place; the brake stops a place at 60.
const USES_PER_PLACE: usize = 50;

/// Cookies that are long enough to look like one.
const NO_TOKEN: &str = "chancery_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Asks for sign-in links for addresses that are known and such that are not; and what a stranger sees
/// right behind it, while the house may be busy with the mail.
pub async fn sign_in(
    server: &Server,
    ground: &Ground,
    dice: &mut Dice,
) -> anyhow::Result<Vec<Channel>> {
    let (mut asked, mut behind) = (Vec::new(), Vec::new());
    let n = ground.links.len() * 2;
    let mut place = Place::new(1);
    let mut visitor = None;
    for (turn, (is_known, index)) in order(n, dice).into_iter().enumerate() {
        if turn % ASKS_PER_PLACE == 0 {
            visitor = Some(Visitor::come(server, place.next()).await?);
        }
        let Some(visitor) = &mut visitor else { continue };
        let known = ground.addresses.get(index % ground.addresses.len());
        let address = match known.filter(|_| is_known) {
            Some(address) => address.clone(),
            None => format!("other{}@people.example", index % ground.addresses.len()),
        };
        let form = format!("csrf={}&address={}", visitor.csrf, escape(&address));
        let answer = visitor.client.post_form("/sign-in", &form).await?;
        anyhow::ensure!(answer.status < 400, "/sign-in was answered {}", answer.status);
        asked.push(tried(is_known, &answer));
        let answer = visitor.client.get("/sign-in/sent").await?;
        behind.push(tried(is_known, &answer));
    }
    Ok(vec![
        Channel { what: "sign-in, address (HTTP)".to_owned(), tries: asked },
        Channel { what: "the page behind it (HTTP)".to_owned(), tries: behind },
    ])
}

/// Tries wrong passwords for addresses that have one and such that nobody has. Each try waits a quarter of a second,
/// so there are half as many.
pub async fn passwords(
    server: &Server,
    ground: &Ground,
    dice: &mut Dice,
) -> anyhow::Result<Vec<Channel>> {
    let mut tries = Vec::new();
    let mut place = Place::new(3);
    let mut visitor = None;
    for (turn, (is_known, index)) in order(ground.links.len(), dice).into_iter().enumerate() {
        if turn % ASKS_PER_PLACE == 0 {
            visitor = Some(Visitor::come(server, place.next()).await?);
        }
        let Some(visitor) = &mut visitor else { continue };
        let index = index % ground.addresses.len();
        let kind = if is_known { "known" } else { "other" };
        let address = format!("{kind}{index}@people.example");
        let form = format!(
            "csrf={}&address={}&password=a+wrong+one+there&code=000000",
            visitor.csrf,
            escape(&address)
        );
        let answer = visitor.client.post_form("/sign-in/password", &form).await?;
        anyhow::ensure!(answer.status == 422, "/sign-in/password: {}", answer.status);
        let mut one = tried(is_known, &answer);
        // The asker knows whom they asked about.
        one.answer = one.answer.replace(&address, "ADDRESS");
        tries.push(one);
    }
    Ok(vec![Channel { what: "sign-in, password and code (HTTP)".to_owned(), tries }])
}

/// Looks at one-time links that work and such that were made up. Using one up tells by intention.
pub async fn links(
    server: &Server,
    ground: &Ground,
    dice: &mut Dice,
) -> anyhow::Result<Vec<Channel>> {
    let mut tries = Vec::new();
    let mut place = Place::new(2);
    let mut visitor = None;
    for (turn, (is_known, index)) in order(ground.links.len() * 2, dice).into_iter().enumerate() {
        if turn % USES_PER_PLACE == 0 {
            visitor = Some(Visitor::come(server, place.next()).await?);
        }
        let Some(visitor) = &mut visitor else { continue };
        let secret = ground.links.get(index).context("as many links as tries")?;
        // Another of the same length, spelt with the same letters.
        let secret = if is_known { secret.clone() } else { secret.chars().rev().collect() };
        let answer = visitor.client.get(&format!("/links/{secret}")).await?;
        let mut one = tried(is_known, &answer);
        one.answer = one.answer.replace(&secret, "SECRET");
        tries.push(one);
    }
    Ok(vec![Channel { what: "looking at a one-time link (HTTP)".to_owned(), tries }])
}

/// Asks for cases by number: signed out, as the requester of another one, with a wrong token.
pub async fn cases(
    server: &Server,
    ground: &Ground,
    n: usize,
    dice: &mut Dice,
) -> anyhow::Result<Vec<Channel>> {
    let cookie = format!("chancery={}", ground.requester);
    let bearer = format!("Bearer {NO_TOKEN}");
    let nobody: &[(&str, &str)] = &[];
    let requester: &[(&str, &str)] = &[("Cookie", &cookie)];
    let wrong: &[(&str, &str)] = &[("Authorization", &bearer)];
    let asked = [
        ("a case, signed out (HTTP)", "/cases/", nobody),
        ("a request, signed out (HTTP)", "/me/requests/", nobody),
        ("a case, as requester of another (HTTP)", "/cases/", requester),
        ("a request, as requester of another (HTTP)", "/me/requests/", requester),
        ("a case, signed out (API)", "/api/v1/cases/", nobody),
        ("a case, wrong token (API)", "/api/v1/cases/", wrong),
        ("a case, as requester of another (API)", "/api/v1/cases/", requester),
        ("a request, as requester of another (API)", "/api/v1/me/requests/", requester),
    ];
    let mut channels = Vec::new();
    for (what, path, headers) in asked {
        let mut client = Client::connect(server.web, None, headers).await?;
        let mut tries = Vec::new();
        for (is_known, index) in order(n, dice) {
            let number = number(ground, is_known, index);
            let answer = client.get(&format!("{path}{number}")).await?;
            let mut one = tried(is_known, &answer);
            // The asker knows what they asked for.
            one.answer = one.answer.replace(&number.to_string(), "NUMBER");
            tries.push(one);
        }
        channels.push(Channel { what: what.to_owned(), tries });
    }
    Ok(channels)
}

/// A number that is there, but not the asker's, or one of the same day that is not.
fn number(ground: &Ground, is_known: bool, index: usize) -> CaseNumber {
    let n_others = ground.numbers.len().saturating_sub(1).max(1);
    let there = ground.numbers.get(1 + index % n_others).or_else(|| ground.numbers.first());
    let there = there.copied().unwrap_or(CaseNumber {
        kind: model::CaseKind::Request,
        day: jiff::civil::date(2026, 1, 1),
        sequence: 1,
    });
    if is_known {
        return there;
    }
    let free = u32::try_from(index % n_others).unwrap_or(0);
    CaseNumber { sequence: ground.first_free + free, ..there }
}

/// A signed-out browser.
struct Visitor {
    client: Client,
    csrf: String,
}

impl Visitor {
    async fn come(server: &Server, from: Ipv4Addr) -> anyhow::Result<Self> {
        let mut client = Client::connect(server.web, Some(from), &[]).await?;
        let answer = client.get("/sign-in").await?;
        let cookie = answer.header("set-cookie").and_then(|text| text.split(';').next());
        let cookie = cookie.context("a visit has a cookie")?.to_owned();
        let text = answer.text();
        let csrf =
            text.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let csrf = csrf.context("the form has a token")?.to_owned();
        let client = Client::connect(server.web, Some(from), &[("Cookie", &cookie)]).await?;
        Ok(Self { client, csrf })
    }
}

/// Places on the loopback network, one after the other.
struct Place(u16, u8);

impl Place {
    const fn new(room: u8) -> Self {
        Self(0, room)
    }

    const fn next(&mut self) -> Ipv4Addr {
        self.0 += 1;
        let [high, low] = self.0.to_be_bytes();
        Ipv4Addr::new(127, self.1, high, low)
    }
}

fn tried(is_known: bool, answer: &Answer) -> Try {
    Try { is_known, answer: plain(answer), time: answer.time }
}

/// What is left of an answer without what differs each time.
fn plain(answer: &Answer) -> String {
    let mut text = String::new();
    for line in answer.head.lines() {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let kept = match name.as_str() {
            "date" | "x-request-id" => &name,
            "set-cookie" => line.split('=').next().unwrap_or_default(),
            _ => line,
        };
        text.push_str(kept);
        text.push('\n');
    }
    text.push('\n');
    // Tokens of forms belong to the browser.
    for (index, part) in answer.text().split("name=\"csrf\" value=\"").enumerate() {
        let rest =
            if index == 0 { part } else { part.split_once('"').map_or(part, |(_, rest)| rest) };
        text.push_str(rest);
    }
    // The page names its request, so that one can ask about it.
    let id = answer.header("x-request-id").unwrap_or("no id");
    text.replace(id, "REQUEST").replace(DOMAIN, "DOMAIN")
}
