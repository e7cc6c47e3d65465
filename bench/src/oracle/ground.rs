//! A house with people, cases and answers in it, of which some are asked about.

use std::path::Path;

use anyhow::Context;
use desk::{NewIntake, Received, ReplyDraft};
use model::{
    Address, CaseId, CaseNumber, IncomingMail, Mailbox, PersonId, Personal, QueueName, Role,
};

use crate::world::{DOMAIN, Member, World};

/// Cases with an answer, whose tokens are tried out.
const ANSWERED: usize = 16;

/// Requests that one address may make before the house stops mailing it.
const ASKS_PER_ADDRESS: usize = 4;

/// What is there to be asked about.
pub struct Ground {
    /// Addresses of people with cases, who have a password and recovery codes.
    pub addresses: Vec<String>,
    /// Numbers of cases.
    pub numbers: Vec<CaseNumber>,
    /// A number of the same day behind all of them.
    pub first_free: u32,
    /// Local parts `case+TOKEN` that lead into cases.
    pub replies: Vec<String>,
    /// Local parts `bounce+TOKEN` of copies that left.
    pub bounces: Vec<String>,
    /// Secrets of one-time links that work.
    pub links: Vec<String>,
    /// The cookie of a requester of the first case.
    pub requester: String,
    /// The local part of a member of the staff.
    pub staff: String,
}

impl Ground {
    /// Lays it into a data folder for so many tries of each channel.
    pub async fn lay(data: &Path, n_tries: usize) -> anyhow::Result<Self> {
        let world = World::open(data, None).await?;
        let n_cases = (n_tries / 2).div_ceil(ASKS_PER_ADDRESS).max(ANSWERED + 2);
        let triager = world.member("triager", &[Role::Triage]).await?;
        let engineer = world.member("engineer", &[Role::SupportEngineer]).await?;
        let (mut addresses, mut numbers, mut requesters) = (Vec::new(), Vec::new(), Vec::new());
        for index in 0..n_cases {
            let address = format!("known{index}@people.example");
            let record = world.db.read().await?.case(mail(&world, &address, index).await?).await?;
            let case = record.context("a case that was just opened")?.case;
            addresses.push(address);
            numbers.push(case.number);
            requesters.push(case.requester_id);
        }
        let mut ground = Self {
            first_free: numbers.iter().map(|number| number.sequence).max().unwrap_or(0) + 1,
            addresses,
            replies: Vec::new(),
            bounces: Vec::new(),
            links: Vec::new(),
            requester: String::new(),
            staff: "engineer".to_owned(),
            numbers,
        };
        for number in ground.numbers.iter().skip(1).take(ANSWERED) {
            answer(&world, *number, &triager, &engineer).await?;
        }
        loop {
            let departures = world.desk.departures().await?;
            if departures.is_empty() {
                break;
            }
            for departure in departures {
                world.desk.departed(departure.id, Ok("2.0.0".to_owned())).await?;
                let local = |address: Option<Address>| address.map(|a| a.local().to_owned());
                ground.replies.extend(local(departure.mail.reply_to));
                ground.bounces.extend(local(departure.mail.envelope_from));
            }
        }
        for id in &requesters {
            secure(&world, *id).await?;
        }
        let requester = *requesters.first().context("there are requesters")?;
        ground.requester = world.session(requester).await?.1;
        for _ in 0..n_tries / 2 {
            ground.links.push(world.sign_in.issue_link(requester).await?.into_exposed());
        }
        world.close().await?;
        Ok(ground)
    }
}

/// Sets up a password and recovery codes, by which nobody here signs in.
async fn secure(world: &World, id: PersonId) -> anyhow::Result<()> {
    let (actor, _) = world.session(id).await?;
    let password = Personal::new("the right one is this".to_owned());
    let ready = world.sign_in.choose_password(id, &password).await?;
    world.desk.add_factor(&actor, &ready, None).await?;
    let drawn = world.sign_in.draw_recovery_codes(id);
    Ok(world.desk.replace_recovery_codes(&actor, &drawn, None).await?)
}

async fn mail(world: &World, address: &str, index: usize) -> anyhow::Result<CaseId> {
    let mailbox = Mailbox { name: None, address: Address::parse(address)? };
    let mail = IncomingMail {
        envelope_from: Some(mailbox.address.clone()),
        recipients: vec![Address::parse(&format!("support@{DOMAIN}"))?],
        from: Some(mailbox),
        subject: Personal::new(format!("The certificate of machine {index} has expired")),
        text: Personal::new(format!("Hello, machine {index} is not trusted any more.")),
        message_id: Some(format!("{index}@people.example")),
        ..IncomingMail::default()
    };
    let intake = NewIntake {
        envelope_from: mail.envelope_from.clone(),
        recipients: mail.recipients.clone(),
        peer: None,
        helo: String::new(),
        bytes: mail.text.expose().as_bytes().to_vec(),
    };
    let id = world.desk.accept(intake).await?;
    match world.desk.receive(id, mail).await? {
        Received::Opened(id) | Received::Added(id) | Received::Reported(id) => Ok(id),
        Received::Again => anyhow::bail!("a new mail counts as known"),
    }
}

async fn answer(
    world: &World,
    number: CaseNumber,
    triager: &Member,
    engineer: &Member,
) -> anyhow::Result<()> {
    let support = QueueName::parse("support")?;
    world.desk.assign(&triager.actor, number, engineer.id, None).await?;
    world.desk.move_case(&triager.actor, number, &support, None).await?;
    let text = Personal::new("Thank you, a new certificate is on its way.".to_owned());
    world.desk.reply(&engineer.actor, number, ReplyDraft { text, n_seen: None }).await?;
    Ok(())
}
