//! Several cases at once: what can be chosen, and what became of each.
//!
//! The answer to the form is the board itself: what became of fifty cases fits no address, and an address that told it
//! could be made up by others. Loading it again does no harm, because each case names the version it was read in.

use desk::{ChosenCase, DeskError, MovedCase};
use model::{Act, CaseNumber, QueueName, Resource};

use crate::{caller::Caller, locale::Words, say, trouble::Trouble};

/// What can be done with several cases.
#[derive(Default)]
pub struct Bulk {
    /// The queues that take them; empty where nothing can be done.
    pub queues: Vec<String>,
}

/// What became of several cases.
#[derive(Default)]
pub struct Outcome {
    /// What was done, in one sentence.
    pub sentence: String,
    /// What was not done, and why.
    pub kept: Vec<Stayed>,
    /// What is sent to move the moved ones back; empty where it cannot be undone.
    pub back: Vec<String>,
    /// How many of the moved ones lie where the mover does not see them any more.
    pub n_gone: usize,
}

/// A case that stayed as it was.
pub struct Stayed {
    /// Its number.
    pub number: String,
    /// Why.
    pub why: String,
}

impl Bulk {
    /// Says what this reader can do with several cases. Whether each may be moved is asked when it is.
    pub async fn of(state: &crate::State, caller: &Caller) -> Result<Self, Trouble> {
        let may_list = caller.may(state, Act::QueueList, &Resource::House);
        if !may_list || caller.staff().is_none() {
            return Ok(Self::default());
        }
        let queues = state.desk.queues(&caller.actor).await?.into_iter();
        let active = queues.filter(|queue| queue.is_active).map(|queue| queue.name.to_string());
        Ok(Self { queues: active.collect() })
    }
}

/// Reads `s20261121.17/3`, or with the queue it goes to `s20261121.17/3/triage`.
pub fn chosen(text: &str, queue: Option<&QueueName>) -> Result<ChosenCase, Trouble> {
    let (number, version, own) = picked(text)?;
    let queue = match own {
        Some(name) => QueueName::parse(name).map_err(|_| Trouble::NotFound)?,
        None => {
            queue.cloned().ok_or_else(|| Trouble::Unusable(say("cases-choose-queue").into()))?
        }
    };
    Ok(ChosenCase { number, version, queue })
}

/// Reads number, version, and what stands behind.
pub fn picked(text: &str) -> Result<(CaseNumber, i64, Option<&str>), Trouble> {
    let mut parts = text.splitn(3, '/');
    let number = parts.next().and_then(|number| number.parse().ok()).ok_or(Trouble::NotFound)?;
    let version = parts.next().and_then(|version| version.parse().ok()).ok_or(Trouble::NotFound)?;
    Ok((number, version, parts.next()))
}

impl Outcome {
    /// Words what became of cases that were to be moved. Back come those that the mover can still move: whoever moved a
    /// case out of their own queues sees it no more.
    pub async fn of_moves(
        state: &crate::State,
        caller: &Caller,
        done: Vec<(CaseNumber, Result<MovedCase, DeskError>)>,
        to: Option<&QueueName>,
    ) -> Self {
        let mut outcome = Self::default();
        let mut numbers = Vec::new();
        for (number, moved) in done {
            match moved {
                Ok(moved) => {
                    numbers.push(number.to_string());
                    let resource = state.desk.resource(&caller.actor, number).await;
                    if resource.is_ok_and(|case| caller.may(state, Act::CaseMove, &case)) {
                        outcome.back.push(format!("{number}/{}/{}", moved.version, moved.from));
                    } else {
                        outcome.n_gone += 1;
                    }
                }
                Err(error) => outcome.kept.push(Stayed::new(number, &error)),
            }
        }
        outcome.sentence = match (numbers.len(), to) {
            (0, _) => none(&outcome.kept, say("cases-none-moved")),
            (n, Some(queue)) => say("cases-moved")
                .with("n", n)
                .with("queue", queue.to_string())
                .with("numbers", numbers.join(", ")),
            (n, None) => say("cases-moved-back").with("n", n).with("numbers", numbers.join(", ")),
        }
        .to_string();
        outcome
    }

    /// Words what became of cases that somebody wanted to take.
    pub fn of_takes(done: Vec<(CaseNumber, Result<(), DeskError>)>) -> Self {
        let mut outcome = Self::default();
        let mut numbers = Vec::new();
        for (number, taken) in done {
            match taken {
                Ok(()) => numbers.push(number.to_string()),
                Err(error) => outcome.kept.push(Stayed::new(number, &error)),
            }
        }
        outcome.sentence = match numbers.len() {
            0 => none(&outcome.kept, say("cases-none-taken")),
            n => say("cases-taken").with("n", n).with("numbers", numbers.join(", ")),
        }
        .to_string();
        outcome
    }
}

/// Says that nothing was done: to none of those chosen, or because none was.
fn none(kept: &[Stayed], of_chosen: Words) -> Words {
    if kept.is_empty() { say("cases-none-chosen") } else { of_chosen }
}

impl Stayed {
    fn new(number: CaseNumber, error: &DeskError) -> Self {
        let why = match error {
            DeskError::NotFound => say("cases-stays-missing").to_string(),
            DeskError::Denied(denial) => crate::floors::refusal(denial),
            DeskError::Conflict { .. } => say("cases-stays-changed").to_string(),
            DeskError::Case(error) => error.to_string(),
            DeskError::Affair(_) | DeskError::Merged { .. } => error.to_string(),
            DeskError::Invalid { words, .. } => words.clone(),
            DeskError::Stale { .. } => error.to_string(),
            // What failed inside is no matter of the page.
            _ => say("cases-stays-unable").to_string(),
        };
        Self { number: number.to_string(), why: crate::floors::fault(&why) }
    }
}
