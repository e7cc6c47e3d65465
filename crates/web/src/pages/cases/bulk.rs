//! Several cases at once: what can be chosen, and what became of each.
//!
//! The answer to the form is the board itself: what became of fifty cases fits no address, and an address that told it
//! could be made up by others. Loading it again does no harm, because each case names the version it was read in.

use desk::{ChosenCase, DeskError, MovedCase};
use model::{Act, CaseNumber, QueueName, Resource};

use crate::{caller::Caller, trouble::Trouble};

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
        None => queue.cloned().ok_or_else(|| Trouble::Unusable("choose a queue".to_owned()))?,
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
        let place = to.map_or_else(|| "back".to_owned(), |name| format!("to {name}"));
        outcome.sentence = sentence("moved", &place, &numbers, outcome.kept.len());
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
        let words = "yours now; each look at an original of them needs a line of reason";
        outcome.sentence = sentence("taken", words, &numbers, outcome.kept.len());
        outcome
    }
}

fn sentence(done: &str, place: &str, numbers: &[String], n_kept: usize) -> String {
    match (numbers, n_kept) {
        ([], 0) => "No case was chosen; tick the boxes before their numbers.".to_owned(),
        ([], _) => format!("None was {done}."),
        (numbers, _) => {
            let words = if numbers.len() == 1 { "case was" } else { "cases were" };
            let verb = if done == "taken" { "taken, and" } else { done };
            let is = match (done, numbers.len()) {
                ("taken", 1) => "is ",
                ("taken", _) => "are ",
                _ => "",
            };
            format!("{} {words} {verb} {is}{place}: {}.", numbers.len(), numbers.join(", "))
        }
    }
}

impl Stayed {
    fn new(number: CaseNumber, error: &DeskError) -> Self {
        let why = match error {
            DeskError::NotFound => "there is no such case for you".to_owned(),
            DeskError::Denied(denial) => denial.sentence.clone(),
            DeskError::Conflict { .. } => {
                "it changed since you saw it; look at it first".to_owned()
            }
            DeskError::Case(error) => error.to_string(),
            DeskError::Affair(_) | DeskError::Merged { .. } => error.to_string(),
            DeskError::Invalid { words, .. } => words.clone(),
            DeskError::Stale { .. } => error.to_string(),
            // What failed inside is no matter of the page.
            _ => "we were not able to; try it again".to_owned(),
        };
        Self { number: number.to_string(), why }
    }
}
