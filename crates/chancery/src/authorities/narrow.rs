//! `chancery authority narrow`: less of a token, for somebody else.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use anyhow::{Context, bail};
use authority::{Narrowing, TokenVerifier, narrow};
use clap::Args;
use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use model::{Act, Clock, FieldKey, PersonId, StaffId, Terms};
use vault::SystemChance;

use super::{input, input::TokenArgs, words};
use crate::clock::SystemClock;

#[derive(Args, Debug)]
#[command(after_help = "\
The copy is printed alone on standard output. A copy can only do less, never more: a check is added, and nothing that is in
a token can be taken out again. The copy shares its uses with the token it was made of, and is taken back together with it.
Nobody is asked, and the installation does not learn of it until the copy is used.

Exit code 0: the copy is printed. 2: wrong usage, or there is no copy to be made.

Examples:
  chancery authority narrow --key ed25519/8a88e3dd… --act field.show --for 2h token.txt
  chancery authority narrow --key ed25519/8a88e3dd… --field name --staff 0199a1c2-… - < token.txt")]
pub struct Narrow {
    /// The installation's public key, as `chancery authority key` prints it there.
    #[arg(long, value_name = "KEY", value_parser = input::key)]
    key: TokenVerifier,
    /// Only this act; repeat for more.
    #[arg(long = "act", value_name = "ACT", value_parser = input::act)]
    acts: Vec<Act>,
    /// Only this field; repeat for more.
    #[arg(long = "field", value_name = "FIELD", value_parser = input::field)]
    fields: Vec<FieldKey>,
    /// Only this person's data, by id; repeat for more.
    #[arg(long = "person", value_name = "ID", value_parser = input::id::<PersonId>)]
    persons: Vec<PersonId>,
    /// Only this member of the staff, by id, of those who hold the role.
    #[arg(long, value_name = "ID", value_parser = input::id::<StaffId>)]
    staff: Option<StaffId>,
    /// Only before this moment, such as 2026-11-21T12:00:00Z.
    #[arg(long, value_name = "TIME", value_parser = input::time, conflicts_with = "span")]
    until: Option<Timestamp>,
    /// Only for so long from now, such as 2h or 30m.
    #[arg(long = "for", value_name = "TIME", value_parser = span)]
    span: Option<SignedDuration>,
    #[command(flatten)]
    token: TokenArgs,
}

impl Narrow {
    /// Narrows.
    pub fn run(self) -> anyhow::Result<u8> {
        let bytes = self.token.read()?;
        let now = SystemClock.now();
        let to = self.narrowing(now)?;
        let terms = self.key.read(&bytes).context("no copy is made")?.terms;
        check_reaches(&terms, &to, now)?;
        let copy = narrow(&self.key, &bytes, &to, &SystemChance).context("no copy is made")?;
        let mut out = io::stdout().lock();
        writeln!(out, "{}", BASE64URL_NOPAD.encode(&copy))?;
        writeln!(
            io::stderr(),
            "This copy can only do less than the token it was made of; uses are counted, and it is taken back, together with it."
        )?;
        Ok(0)
    }

    fn narrowing(&self, now: Timestamp) -> anyhow::Result<Narrowing> {
        let after = self.span.map(|span| now.checked_add(span)).transpose();
        let to = Narrowing {
            acts: self.acts.iter().copied().collect(),
            fields: self.fields.iter().cloned().collect(),
            persons: self.persons.iter().copied().collect(),
            staff_id: self.staff,
            expires_at: self.until.or(after.context("--for reaches beyond all time")?),
        };
        let is_same = to.acts.is_empty()
            && to.fields.is_empty()
            && to.persons.is_empty()
            && to.staff_id.is_none()
            && to.expires_at.is_none();
        if is_same {
            bail!(
                "say what the copy is limited to by --act, --field, --person, --staff, --until or --for; without, it would be the \
                 same token"
            );
        }
        Ok(to)
    }
}

/// A copy that could never be used is a slip of the hand, and its maker wants to know now.
fn check_reaches(terms: &Terms, to: &Narrowing, now: Timestamp) -> anyhow::Result<()> {
    let outside = |what: &str, all: Vec<String>| {
        anyhow::anyhow!(
            "the token does not reach this {what}, and a copy can only do less; it reaches {}",
            all.join(", ")
        )
    };
    if !to.acts.is_subset(&terms.acts) {
        return Err(outside("act", terms.acts.iter().map(|act| act.as_str().to_owned()).collect()));
    }
    if !is_within(&to.fields, &terms.fields) {
        return Err(outside("field", terms.fields.iter().map(ToString::to_string).collect()));
    }
    if !is_within(&to.persons, &terms.persons) {
        return Err(outside("person", terms.persons.iter().map(ToString::to_string).collect()));
    }
    if let (Some(id), model::Holder::Staff(holder)) = (to.staff_id, terms.holder)
        && id != holder
    {
        bail!(
            "the token is for the member of the staff {holder} alone, and a copy can only do less"
        );
    }
    if let Err(words) = words::in_time(terms, now)
        && now >= terms.expires_at
    {
        bail!("the token {words}; a copy would hold no longer");
    }
    if to.expires_at.is_some_and(|at| at <= now) {
        bail!("--until and --for name a moment to come");
    }
    Ok(())
}

/// What a token does not list, it does not limit.
fn is_within<T: Ord>(part: &BTreeSet<T>, whole: &BTreeSet<T>) -> bool {
    whole.is_empty() || part.is_subset(whole)
}

fn span(text: &str) -> Result<SignedDuration, String> {
    text.parse().map_err(|_| "a span of time is such as 2h or 30m".to_owned())
}
