//! Whether somebody outside can tell a known address, case or token from an unknown one.
//!
//! Each channel is asked for known and unknown things in an order without pattern. What comes back must be equal,
//! octet by octet, once dates, request ids and the tokens of forms are taken out; what is left is time.

mod ground;
mod pages;
mod post;
mod score;

use std::{path::PathBuf, time::Duration};

use clap::Args;

use crate::{
    dice::Dice,
    server::{Server, Start},
    smtp, table,
};
use ground::Ground;
use score::Score;

/// The score up to which a channel counts as blind. Chance alone makes 0.51 to 0.54 of a few hundred tries.
const SCORE_MAX: f64 = 0.55;

/// Options of `oracle`.
#[derive(Args)]
pub struct OracleBench {
    /// Tries of each channel, half of them known.
    #[arg(long, default_value_t = 1_600)]
    tries: usize,
    /// The release binary.
    #[arg(long, env = "BENCH_PROGRAM")]
    program: PathBuf,
}

/// One try.
pub struct Try {
    /// True when what was asked for exists.
    pub is_known: bool,
    /// What came back, without what differs each time.
    pub answer: String,
    /// How long it took.
    pub time: Duration,
}

/// A way to ask, and what came of it.
pub struct Channel {
    /// What was asked, and of whom.
    pub what: String,
    /// The tries.
    pub tries: Vec<Try>,
}

impl OracleBench {
    /// Runs and prints.
    pub async fn run(&self) -> anyhow::Result<()> {
        let data = std::env::temp_dir().join(format!("chancery-oracle-{}", std::process::id()));
        let outcome = self.measure(&data).await;
        if data.exists() {
            std::fs::remove_dir_all(&data)?;
        }
        let channels = outcome?;
        println!("\n{}", table::machine(&std::env::temp_dir()));
        println!("score: 0.5 is blind, 1 is certain; up to {SCORE_MAX} is held to be blind\n");
        let rows: Vec<_> = channels.iter().map(row).collect();
        table::print(
            &["channel", "answers", "median known/unknown", "score", "95 of 100", ""],
            &rows,
        );
        for channel in &channels {
            if let Some((known, unknown)) = difference(channel) {
                let (known, unknown) = first_difference(known, unknown);
                println!("\n{}: known `{known}`, unknown `{unknown}`", channel.what);
            }
        }
        Ok(())
    }

    async fn measure(&self, data: &std::path::Path) -> anyhow::Result<Vec<Channel>> {
        println!("laying the ground");
        let ground = Ground::lay(data, self.tries).await?;
        // Known addresses get mail and unknown ones none: the relay is real, so that this work is done.
        let relay = smtp::sink().await?;
        let start = Start { program: &self.program, data, url: None, relay: Some(relay) };
        let server = Server::start(&start).await?;
        let mut dice = Dice::new(3);
        let mut channels = Vec::new();
        channels.extend(pages::sign_in(&server, &ground, &mut dice).await?);
        channels.extend(pages::passwords(&server, &ground, &mut dice).await?);
        channels.extend(pages::links(&server, &ground, &mut dice).await?);
        channels.extend(pages::cases(&server, &ground, self.tries, &mut dice).await?);
        channels.extend(post::recipients(&server, &ground, self.tries, &mut dice).await?);
        channels.extend(post::mails(&server, &ground, self.tries, &mut dice).await?);
        server.stop().await?;
        Ok(channels)
    }
}

fn row(channel: &Channel) -> Vec<String> {
    let score = Score::of(&channel.tries);
    let answers = if difference(channel).is_none() { "equal" } else { "DIFFER" };
    let verdict = match answers {
        "equal" if score.auc <= SCORE_MAX => "blind",
        // Chance alone may have made it: only more tries tell.
        "equal" if score.low <= SCORE_MAX => "unclear",
        _ => "TELLS",
    };
    vec![
        channel.what.clone(),
        answers.to_owned(),
        format!("{:.3} / {:.3} ms", table::ms(score.median_known), table::ms(score.median_unknown)),
        format!("{:.3}", score.auc),
        format!("{:.3} to {:.3}", score.low, score.high),
        verdict.to_owned(),
    ]
}

/// Returns an answer that only one of the two sides gives, with one of the other side.
fn difference(channel: &Channel) -> Option<(&str, &str)> {
    let side = |is_known: bool| channel.tries.iter().filter(move |one| one.is_known == is_known);
    let has = |is_known: bool, answer: &str| side(is_known).any(|one| one.answer == answer);
    let only_known = side(true).find(|one| !has(false, &one.answer));
    let only_unknown = side(false).find(|one| !has(true, &one.answer));
    let known = only_known.or_else(|| side(true).next())?;
    let unknown = only_unknown.or_else(|| side(false).next())?;
    let is_different = only_known.is_some() || only_unknown.is_some();
    is_different.then_some((known.answer.as_str(), unknown.answer.as_str()))
}

/// Returns the first lines in which two answers differ.
fn first_difference<'a>(known: &'a str, unknown: &'a str) -> (&'a str, &'a str) {
    let mut lines = known.lines().zip(unknown.lines());
    lines.find(|(known, unknown)| known != unknown).unwrap_or((known, unknown))
}

/// Makes an order without pattern: half known, half unknown, each with its number among its kind.
fn order(n: usize, dice: &mut Dice) -> Vec<(bool, usize)> {
    let mut order: Vec<_> = (0..n).map(|index| (index % 2 == 0, index / 2)).collect();
    dice.shuffle(&mut order);
    order
}
