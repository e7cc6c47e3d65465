//! The staff from the command line: places given or proposed, the board founded.

use std::collections::BTreeSet;

use anyhow::{Context, bail};
use desk::{Check, Deed, NewMember, StaffView};
use model::{Actor, Address, Personal, check_roles};

use crate::{
    commands::{parse, role},
    house::House,
};

/// Members that a board is founded with, at least: one moves, another seconds.
const FOUNDERS_MIN: usize = 2;

/// Somebody who is to get a place, as typed.
#[derive(Debug)]
pub struct Typed<'a> {
    pub address: &'a str,
    pub name: &'a str,
    pub roles: &'a [String],
    pub checked_on: Option<&'a str>,
    pub check_reference: Option<&'a str>,
}

impl Typed<'_> {
    /// Reads it, without a house.
    pub fn read(&self) -> anyhow::Result<(NewMember, Option<Check>)> {
        let address = parse(self.address)?;
        let roles = self.roles.iter().map(|word| role(word));
        let roles = roles.collect::<anyhow::Result<BTreeSet<_>>>()?;
        check_roles(&roles)?;
        let check = match (self.checked_on, self.check_reference) {
            (Some(on), Some(reference)) => Some(Check {
                on: on.parse().context("--checked-on is a day such as 2026-11-20")?,
                reference: Personal::new(reference.to_owned()),
            }),
            _ => None,
        };
        let name = Personal::new(self.name.to_owned());
        Ok((NewMember { address, name, roles }, check))
    }
}

/// Gives a place and returns a link to sign in; proposes it to the board where there is one.
pub async fn invite(house: &House, founder: &Actor, typed: &Typed<'_>) -> anyhow::Result<String> {
    let (member, check) = typed.read()?;
    if house.desk.has_board() {
        let gift = house.desk.place_gift(member, check).await?;
        return propose(house, founder, &Deed::GivePlace(gift)).await;
    }
    give(house, founder, member, check).await
}

/// Gives seats on the board to at least two; it stands once two of them took theirs, signed in.
pub async fn found(
    house: &House,
    founder: &Actor,
    addresses: &[String],
    names: &[String],
) -> anyhow::Result<String> {
    if house.desk.board_stands() {
        bail!("the board stands already; its members give seats by motion, on the page Staff");
    }
    let people = addresses.iter().map(|address| parse(address));
    let people = people.collect::<anyhow::Result<Vec<Address>>>()?;
    let different = people.iter().map(Address::expose).collect::<BTreeSet<_>>();
    if different.len() < FOUNDERS_MIN || names.len() != people.len() {
        bail!(
            "a board is founded with at least two different members, each with --address and --name, in the same order"
        );
    }
    let mut out = String::new();
    for (address, name) in people.into_iter().zip(names) {
        let name = Personal::new(name.clone());
        let given = house.desk.found_board_with(founder, address.clone(), name).await?;
        out.push_str(&link(house, founder, &given, &given.name, &address).await?);
    }
    out.push_str(
        "each signs in by their link and takes their seat on the page Staff; when two did, the board stands, and this \
         command line only proposes\n",
    );
    Ok(out)
}

/// Proposes a deed to those who may do it, two of them together.
pub async fn propose(house: &House, founder: &Actor, deed: &Deed) -> anyhow::Result<String> {
    let id = house.desk.propose(founder, deed).await?;
    let proposed = house.desk.approval(founder, id).await?;
    let page = format!("{}/approvals/{id}", house.config.public_url());
    let number = proposed.motion.map(|number| number.to_string());
    Ok(format!("{}:\n{page}\n", proposal_words(number.as_deref(), house.desk.board_stands())))
}

/// Says what becomes of a proposal, which is a motion where it has a number of its own.
fn proposal_words(number: Option<&str>, board_stands: bool) -> String {
    match (number, board_stands) {
        (Some(number), true) => format!(
            "proposed as {number}: the board stands, so a member of it moves this and another seconds it"
        ),
        (Some(number), false) => format!(
            "proposed as {number}: too few sit on the board to move and second it, until `chancery board found` founds it \
             anew; an administrator ends a place at once on the page Staff"
        ),
        (None, _) => "proposed: the house has a board, so one of the staff who may do it takes it up, and another approves it"
            .to_owned(),
    }
}

async fn give(
    house: &House,
    founder: &Actor,
    member: NewMember,
    check: Option<Check>,
) -> anyhow::Result<String> {
    let (address, name) = (member.address.clone(), member.name.clone());
    let given = house.desk.invite(founder, member, check).await?;
    link(house, founder, &given, &name, &address).await
}

/// Returns a link to sign in by, with a key to sign by where the command line still makes some.
async fn link(
    house: &House,
    founder: &Actor,
    given: &StaffView,
    name: &Personal<String>,
    address: &Address,
) -> anyhow::Result<String> {
    if given.signing_not_after.is_none() && !house.desk.has_board() {
        house.issue_signing_key(founder, given.id, name.expose(), address).await?;
    }
    let secret = house.sign_in.issue_link(given.person_id).await?;
    Ok(format!("{}{}\n", house.config.public_url(), web::link_path(secret.expose())))
}

#[cfg(test)]
mod tests {
    use super::proposal_words;

    #[test]
    fn a_proposal_to_a_board_that_does_not_stand_says_so() {
        assert!(proposal_words(Some("m20261121.1"), true).contains("moves this"));
        let words = proposal_words(Some("m20261121.1"), false);
        assert!(words.starts_with("proposed as m20261121.1"), "{words}");
        assert!(
            !words.contains("board stands") && words.contains("chancery board found"),
            "{words}"
        );
        assert!(words.contains("administrator"), "{words}");
        assert!(proposal_words(None, false).contains("takes it up"));
    }
}
