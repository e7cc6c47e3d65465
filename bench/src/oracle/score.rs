//! The score of the best guess by time: the area under the curve, and how far chance may have moved it.

use std::time::Duration;

use super::Try;
use crate::dice::Dice;

/// Times that the tries are drawn anew to see how far chance moves the score.
const DRAWS: usize = 400;

/// What guessing by time comes to.
#[derive(Clone, Copy, Debug)]
pub struct Score {
    /// The chance that of one known and one unknown thing the guess by time is right; never below 0.5,
    /// because whoever guesses may guess either way.
    pub auc: f64,
    /// Of 100 repetitions 95 would lie above this…
    pub low: f64,
    /// …and below this.
    pub high: f64,
    /// The middle of the known ones' times.
    pub median_known: Duration,
    /// The middle of the unknown ones' times.
    pub median_unknown: Duration,
}

impl Score {
    /// Scores the tries of a channel.
    pub fn of(tries: &[Try]) -> Self {
        let side = |is_known: bool| -> Vec<Duration> {
            tries.iter().filter(|one| one.is_known == is_known).map(|one| one.time).collect()
        };
        let (known, unknown) = (side(true), side(false));
        let mut dice = Dice::new(4);
        let mut again = |times: &[Duration]| -> Vec<Duration> {
            (0..times.len()).filter_map(|_| dice.pick(times).copied()).collect()
        };
        let one_way = auc(&known, &unknown);
        // The way is chosen once, on all tries; the draws then show how steady it is.
        let is_turned = one_way < 0.5;
        let turn = |auc: f64| if is_turned { 1.0 - auc } else { auc };
        let mut draws: Vec<f64> =
            (0..DRAWS).map(|_| turn(auc(&again(&known), &again(&unknown)))).collect();
        draws.sort_by(f64::total_cmp);
        let at = |part: f64| {
            let index = (draws.len() as f64 * part) as usize;
            draws.get(index.min(draws.len().saturating_sub(1))).copied().unwrap_or(0.5)
        };
        Self {
            auc: turn(one_way),
            low: at(0.025),
            high: at(0.975),
            median_known: median(known),
            median_unknown: median(unknown),
        }
    }
}

/// The chance that a known one takes longer than an unknown one; equal times count half.
fn auc(known: &[Duration], unknown: &[Duration]) -> f64 {
    if known.is_empty() || unknown.is_empty() {
        return 0.5;
    }
    let mut sorted = unknown.to_vec();
    sorted.sort_unstable();
    let sum: f64 = known
        .iter()
        .map(|time| {
            let n_below = sorted.partition_point(|other| other < time);
            let n_equal = sorted.partition_point(|other| other <= time) - n_below;
            n_below as f64 + n_equal as f64 / 2.0
        })
        .sum();
    sum / (known.len() as f64 * sorted.len() as f64)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tries(known: &[u64], unknown: &[u64]) -> Vec<Try> {
        let one = |is_known| {
            move |ms: &u64| Try {
                is_known,
                answer: String::new(),
                time: Duration::from_millis(*ms),
            }
        };
        known.iter().map(one(true)).chain(unknown.iter().map(one(false))).collect()
    }

    fn check(known: &[u64], unknown: &[u64], expect: f64) {
        let score = Score::of(&tries(known, unknown));
        assert!((score.auc - expect).abs() < 1e-9, "{known:?} {unknown:?} {score:?}");
        assert!(score.low <= score.high);
    }

    #[test]
    fn scores_by_either_way_of_guessing() {
        check(&[1, 2, 3], &[4, 5, 6], 1.0);
        check(&[4, 5, 6], &[1, 2, 3], 1.0);
        check(&[1, 2, 3], &[1, 2, 3], 0.5);
        check(&[1, 3], &[2, 2], 0.5);
        check(&[2, 3], &[1, 3], 0.625);
        check(&[], &[1], 0.5);
    }
}
