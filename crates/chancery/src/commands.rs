//! What the commands do, on an open house. The command line acts under the founding motion.

use std::{collections::BTreeSet, fmt::Write};

use anyhow::{Context, bail};
use desk::{Deed, DeskError};
use model::{Act, Actor, Address, Role};
use serde::{Deserialize, Serialize};

use crate::{
    command::{Audit, Board, Command, Keys, Person, Policy, Staff, Token},
    health,
    house::House,
    policy,
    staff::{self, Typed},
};

/// What a command says.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    pub out: String,
    pub err: String,
    pub code: u8,
}

/// Files that a command names are read by whoever typed it, not by a server that answers for them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Files {
    pub checkpoint: Option<String>,
    pub policies: Option<String>,
}

impl Files {
    pub fn read(command: &Command) -> anyhow::Result<Self> {
        let path = match command {
            Command::Audit(Audit::Verify { against: path, .. })
            | Command::Audit(Audit::Prove { older: path, .. }) => path.as_ref(),
            _ => None,
        };
        let read = |path: &std::path::PathBuf| {
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
        };
        let policies = match command {
            Command::Policy(Policy::Propose { file, .. }) => Some(read(file)?),
            _ => None,
        };
        Ok(Self { checkpoint: path.map(read).transpose()?, policies })
    }
}

/// Runs a command.
pub async fn run(house: &House, command: Command, files: Files) -> anyhow::Result<Answer> {
    let founder = Actor::Founder;
    let out = match command {
        Command::Staff(Staff::Invite {
            address, name, roles, checked_on, check_reference, ..
        }) => {
            let typed = Typed {
                address: &address,
                name: &name,
                roles: &roles,
                checked_on: checked_on.as_deref(),
                check_reference: check_reference.as_deref(),
            };
            staff::invite(house, &founder, &typed).await?
        }
        Command::Board(Board::Found { addresses, names, .. }) => {
            staff::found(house, &founder, &addresses, &names).await?
        }
        Command::Staff(Staff::List { .. }) => list(house, &founder).await?,
        Command::Staff(Staff::Remove { address, .. }) => {
            let id = house.desk.staff_of_address(&founder, &parse(&address)?).await?;
            if house.desk.has_board() {
                return Ok(said(staff::propose(house, &founder, &Deed::EndPlace(id)).await?));
            }
            house.desk.remove_staff(&founder, id).await?;
            String::new()
        }
        Command::Token(Token::Create { staff, scopes, days, .. }) => {
            token(house, &founder, &staff, &scopes, days).await?
        }
        Command::Token(Token::Revoke { staff, .. }) => {
            let id = house.desk.staff_of_address(&founder, &parse(&staff)?).await?;
            let ended = house.desk.revoke_tokens(&founder, id).await?;
            format!("tokens ended: {}; sessions ended: {}\n", ended.n_tokens, ended.n_sessions)
        }
        Command::Audit(Audit::Verify { .. }) => return verify(house, files).await,
        Command::Audit(Audit::Prove { index, .. }) => {
            prove(house, &founder, index, files.checkpoint.as_deref()).await?
        }
        Command::Audit(Audit::Checkpoint { .. }) => {
            house.desk.sequence().await?;
            house.desk.checkpoint().await?.context("the log is still empty")?
        }
        Command::Audit(Audit::Key { .. }) => format!("{}\n", house.desk.log_verifier()),
        Command::AuthorityKey(_) => format!("{}\n", house.desk.token_verifier().text()),
        Command::HouseSettings(_) => serde_json::to_string(&house.desk.own_settings().await?)?,
        Command::Keys(Keys::Rotate { .. }) => {
            let epoch = house.desk.rotate_keys(&founder).await?;
            format!("epoch {epoch} began; the old key-encryption key is destroyed\n")
        }
        Command::Keys(Keys::Ca { .. }) => house.ca().await?.cert_pem,
        Command::Person(Person::Destroy { address, yes, .. }) => {
            if !yes {
                bail!(
                    "this destroys their data in every copy and backup; say --yes if you mean it"
                );
            }
            let address = parse(&address)?;
            if house.desk.has_board() {
                let deed = Deed::DestroyPerson(house.desk.named_person(&address)?);
                return Ok(said(staff::propose(house, &founder, &deed).await?));
            }
            house.desk.destroy_person(&founder, &address).await?;
            "what was held about this address, if anything was, is destroyed; search words are hashed under a new key next, which \
             `chancery doctor` tells of until it is done\n"
                .to_owned()
        }
        Command::Person(Person::Reset { address, .. }) => {
            let address = parse(&address)?;
            if house.desk.has_board() {
                let deed = Deed::ResetFactors(house.desk.named_person(&address)?);
                return Ok(said(staff::propose(house, &founder, &deed).await?));
            }
            let n = house.desk.reset_factors(&founder, &address).await?;
            format!("removed: {n}; their sessions and recovery codes are gone, too\n")
        }
        Command::Policy(Policy::List { .. }) => policy::list(house, &founder).await?,
        Command::Policy(Policy::Show { file, .. }) => policy::show(house, &founder, &file).await?,
        Command::Policy(Policy::Propose { file, note, .. }) => {
            let text = files.policies.filter(|text| !text.trim().is_empty());
            policy::propose(house, &founder, &file, text, &note).await?
        }
        Command::Policy(Policy::Check { folder }) => return policy::check(&folder),
        Command::Doctor(_) => return health::doctor(house).await,
        Command::Serve(_) | Command::Config(_) => bail!("this command runs by itself"),
    };
    Ok(said(out))
}

fn said(out: String) -> Answer {
    Answer { out, ..Answer::default() }
}

async fn list(house: &House, founder: &Actor) -> anyhow::Result<String> {
    let mut out = String::new();
    for member in house.desk.staff(founder).await? {
        let roles: Vec<&str> = member.roles.iter().map(|role| role.as_str()).collect();
        let state = if member.is_active { "" } else { " (left)" };
        writeln!(out, "{}{state}: {}", member.title, roles.join(", "))?;
    }
    Ok(out)
}

async fn token(
    house: &House,
    founder: &Actor,
    staff: &str,
    scopes: &[String],
    days: i64,
) -> anyhow::Result<String> {
    let id = house.desk.staff_of_address(founder, &parse(staff)?).await?;
    let act = |word: &String| {
        Act::of_str(word)
            .with_context(|| format!("there is no act {word}; it looks like case.list"))
    };
    let scopes = scopes.iter().map(act).collect::<anyhow::Result<BTreeSet<_>>>()?;
    let scopes = (!scopes.is_empty()).then_some(scopes);
    let drawn = house.sign_in.draw_token(id, scopes, days)?;
    house.desk.create_token(founder, drawn.new).await?;
    Ok(format!("{}\n", drawn.bearer.expose()))
}

async fn prove(
    house: &House,
    founder: &Actor,
    index: i64,
    older: Option<&str>,
) -> anyhow::Result<String> {
    house.desk.sequence().await?;
    match house.desk.prove(founder, index, older).await {
        Err(DeskError::NotFound) => {
            let note = house.desk.checkpoint().await?;
            // The second line of a checkpoint is the number of entries.
            let n = note.as_deref().and_then(|note| note.lines().nth(1)).unwrap_or("0");
            bail!("the log has no entry {index}; it has {n}, and the first of them is entry 0")
        }
        proof => Ok(proof? + "\n"),
    }
}

async fn verify(house: &House, files: Files) -> anyhow::Result<Answer> {
    house.desk.sequence().await?;
    let found = house.desk.verify_log(files.checkpoint.as_deref()).await?;
    let report = found.report;
    let mut answer = Answer::default();
    for fault in &report.faults {
        writeln!(answer.err, "{fault}")?;
    }
    if report.is_sound() {
        writeln!(
            answer.out,
            "sound: {} entries, {} checkpoints, {} not yet numbered, {} looks",
            report.size, report.n_checkpoints, report.n_pending, report.n_looks
        )?;
    } else {
        writeln!(answer.err, "{} faults in {} entries", report.n_faults, report.size)?;
        answer.code = 1;
    }
    Ok(answer)
}

pub fn parse(address: &str) -> anyhow::Result<Address> {
    Ok(Address::parse(address)?)
}

pub fn role(word: &str) -> anyhow::Result<Role> {
    let names = || Role::ALL.map(Role::as_str).join(", ");
    Role::of_str(word).with_context(|| format!("there is no role {word}; there are {}", names()))
}
