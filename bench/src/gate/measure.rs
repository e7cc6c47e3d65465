//! Measures of the gate: each decides, or does a part of deciding, and takes the time.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use authority::{Authority, Decision};
use model::Act;

use super::ground::{ACT, Ground, Question};

/// Questions of each measure of a part.
const PART_QUESTIONS: usize = 5_000;

/// Decisions between two looks at the clock.
const LOOK_EVERY: usize = 64;

/// Times, from short to long.
pub struct Times(Vec<Duration>);

impl Times {
    fn new(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The middle one, in microseconds.
    pub fn p50_us(&self) -> f64 {
        self.at(50)
    }

    /// What 99 of 100 stay within, in microseconds.
    pub fn p99_us(&self) -> f64 {
        self.at(99)
    }

    fn at(&self, percent: usize) -> f64 {
        let index = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        self.0.get(index).map_or(0.0, |time| time.as_secs_f64() * 1e6)
    }
}

fn times<T>(
    items: impl Iterator<Item = T>,
    mut work: impl FnMut(T) -> anyhow::Result<()>,
) -> anyhow::Result<Times> {
    let mut times = Vec::new();
    for item in items {
        let began = Instant::now();
        work(item)?;
        times.push(began.elapsed());
    }
    Ok(Times::new(times))
}

/// Reads the token, lays it before the gate, and gets a permit.
fn decide(authority: &Authority, question: &Question) -> anyhow::Result<()> {
    let Question { actor, resource, held } = question;
    let shown = authority.show(held, actor, ACT, resource)?;
    let permit = authority.permit_showing(actor, ACT, resource, &[shown]);
    ensure!(black_box(permit).is_ok(), "the gate refuses what it is to allow");
    Ok(())
}

/// Each token for the first time.
pub fn cold(ground: &Ground) -> anyhow::Result<Times> {
    let authority = ground.authority()?;
    times(ground.questions.iter(), |question| decide(&authority, question))
}

/// Each token for the second time.
pub fn warm(ground: &Ground, authority: &Authority) -> anyhow::Result<Times> {
    for question in &ground.questions {
        decide(authority, question)?;
    }
    times(ground.questions.iter().rev(), |question| decide(authority, question))
}

/// Narrowed copies for the second time: each block is evaluated at every decision.
pub fn narrowed(ground: &Ground, authority: &Authority) -> anyhow::Result<Times> {
    for question in &ground.narrowed {
        decide(authority, question)?;
    }
    times(ground.narrowed.iter(), |question| decide(authority, question))
}

/// Warm decisions as quick as one thread makes them.
pub fn per_sec(ground: &Ground, authority: &Authority, time: Duration) -> anyhow::Result<f64> {
    let began = Instant::now();
    let mut n = 0;
    for question in ground.questions.iter().cycle() {
        decide(authority, question)?;
        n += 1;
        if n % LOOK_EVERY == 0 && began.elapsed() >= time {
            break;
        }
    }
    Ok(n as f64 / began.elapsed().as_secs_f64())
}

/// What whoever is assigned may do without any token.
pub fn standing(ground: &Ground, authority: &Authority) -> anyhow::Result<Times> {
    times(part(ground), |question| {
        let (case, queue) = case_of(question)?;
        let resource = model::Resource::Case { case: case.clone(), queue: queue.clone() };
        let permit = authority.permit(&question.actor, Act::CaseReply, &resource);
        ensure!(black_box(permit).is_ok(), "the gate refuses whoever is assigned");
        Ok(())
    })
}

/// A refusal: remedies are sought by asking again.
pub fn refused(ground: &Ground, authority: &Authority) -> anyhow::Result<Times> {
    times(part(ground), |question| {
        let decision = authority.allows(&question.actor, ACT, &question.resource);
        ensure!(matches!(black_box(decision), Decision::Denied(_)), "nothing was shown");
        Ok(())
    })
}

/// The signatures of tokens.
pub fn signatures(ground: &Ground) -> anyhow::Result<Times> {
    let verifier = ground.key()?.verifier();
    times(part(ground), |question| Ok(verifier.check_signatures(&question.held.token)?))
}

/// Signatures, terms and grant.
pub fn read(ground: &Ground) -> anyhow::Result<Times> {
    let verifier = ground.key()?.verifier();
    times(part(ground), |question| {
        black_box(verifier.read(&question.held.token)?);
        Ok(())
    })
}

/// Facts into Cedar's terms.
pub fn translate(ground: &Ground) -> anyhow::Result<Times> {
    let authority = ground.authority()?;
    let mut times_of = Vec::new();
    for question in part(ground) {
        let Question { actor, resource, held } = question;
        let shown = authority.show(held, actor, ACT, resource)?;
        let began = Instant::now();
        black_box(ground.prepare(question, &shown)?);
        times_of.push(began.elapsed());
    }
    Ok(Times::new(times_of))
}

/// Cedar alone, on questions that are prepared.
pub fn cedar(ground: &Ground) -> anyhow::Result<Times> {
    let authority = ground.authority()?;
    let mut prepared = Vec::new();
    for question in part(ground) {
        let Question { actor, resource, held } = question;
        let shown = authority.show(held, actor, ACT, resource)?;
        prepared.push(ground.prepare(question, &shown)?);
    }
    times(prepared.iter(), |one| {
        ensure!(black_box(one.is_allowed()), "Cedar refuses what it is to allow");
        Ok(())
    })
}

fn part(ground: &Ground) -> impl Iterator<Item = &Question> {
    ground.questions.iter().take(PART_QUESTIONS)
}

fn case_of(question: &Question) -> anyhow::Result<(&model::Case, &model::Queue)> {
    let found = question.resource.case().zip(question.resource.queue());
    found.context("a field is of a case")
}
