//! Numbers of the last timespan: their sum, and their ranks, each known without a walk over all of them.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// Octets that one number takes, about.
const NUMBER_BYTES: usize = 48;

/// Numbers in a row, and their sum.
///
/// The sum is that of two parts: the older one knows the sum from each of its numbers on, so that the oldest can go; the
/// newer one only grows. Nothing is ever subtracted, so no error of rounding stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<(i64, f64)>", into = "Vec<(i64, f64)>")]
pub(super) struct Sums {
    /// Time, number, and the sum of this and all newer ones of this part; the oldest stands last.
    older: Vec<(i64, f64, f64)>,
    newer: Vec<(i64, f64)>,
    newer_sum: f64,
}

impl Sums {
    pub fn push(&mut self, time_ms: i64, number: f64) {
        self.newer.push((time_ms, number));
        self.newer_sum += number;
    }

    pub fn pop_first(&mut self) {
        if self.older.is_empty() {
            let mut sum = 0.0;
            for (time_ms, number) in self.newer.drain(..).rev() {
                sum += number;
                self.older.push((time_ms, number, sum));
            }
            self.newer_sum = 0.0;
        }
        self.older.pop();
    }

    pub fn len(&self) -> usize {
        self.older.len() + self.newer.len()
    }

    pub fn sum(&self) -> f64 {
        self.older.last().map_or(0.0, |(_, _, sum)| *sum) + self.newer_sum
    }

    pub fn first_ms(&self) -> Option<i64> {
        let older = self.older.last().map(|(time_ms, ..)| *time_ms);
        older.or_else(|| self.newer.first().map(|(time_ms, _)| *time_ms))
    }

    pub fn last_ms(&self) -> Option<i64> {
        let newer = self.newer.last().map(|(time_ms, _)| *time_ms);
        newer.or_else(|| self.older.first().map(|(time_ms, ..)| *time_ms))
    }

    pub fn n_bytes(&self) -> usize {
        self.len() * NUMBER_BYTES
    }
}

impl From<Vec<(i64, f64)>> for Sums {
    fn from(numbers: Vec<(i64, f64)>) -> Self {
        let mut sums = Self::default();
        for (time_ms, number) in numbers {
            sums.push(time_ms, number);
        }
        sums
    }
}

impl From<Sums> for Vec<(i64, f64)> {
    fn from(sums: Sums) -> Self {
        let older = sums.older.into_iter().rev().map(|(time_ms, number, _)| (time_ms, number));
        older.chain(sums.newer).collect()
    }
}

/// Numbers in a row, and in order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<(i64, f64)>", into = "Vec<(i64, f64)>")]
pub(super) struct Ranks {
    queue: VecDeque<(i64, f64)>,
    sorted: Vec<f64>,
}

impl Ranks {
    pub fn push(&mut self, time_ms: i64, number: f64) {
        self.queue.push_back((time_ms, number));
        let at = self.sorted.partition_point(|other| other.total_cmp(&number).is_lt());
        self.sorted.insert(at, number);
    }

    pub fn pop_first(&mut self) {
        let Some((_, number)) = self.queue.pop_front() else { return };
        let at = self.sorted.partition_point(|other| other.total_cmp(&number).is_lt());
        if at < self.sorted.len() {
            self.sorted.remove(at);
        }
    }

    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Returns the smallest number that so many percent of all do not exceed.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a rank within a short list"
    )]
    pub fn at(&self, percentile: f64) -> Option<f64> {
        // Multiplied first: 55 % of 20 would else be a little more than 11.
        let rank = (percentile * self.sorted.len() as f64 / 100.0).ceil() as usize;
        self.sorted.get(rank.saturating_sub(1)).copied()
    }

    pub fn first_ms(&self) -> Option<i64> {
        self.queue.front().map(|(time_ms, _)| *time_ms)
    }

    pub fn last_ms(&self) -> Option<i64> {
        self.queue.back().map(|(time_ms, _)| *time_ms)
    }

    pub fn n_bytes(&self) -> usize {
        self.len() * NUMBER_BYTES
    }
}

impl From<Vec<(i64, f64)>> for Ranks {
    fn from(numbers: Vec<(i64, f64)>) -> Self {
        let mut sorted: Vec<f64> = numbers.iter().map(|(_, number)| *number).collect();
        sorted.sort_by(f64::total_cmp);
        Self { queue: numbers.into(), sorted }
    }
}

impl From<Ranks> for Vec<(i64, f64)> {
    fn from(ranks: Ranks) -> Self {
        ranks.queue.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_ranks_know_what_is_left() {
        let (mut sums, mut ranks) = (Sums::default(), Ranks::default());
        let mut left: VecDeque<f64> = VecDeque::new();
        for n in 0..200_i32 {
            let number = f64::from(n * 37 % 23 - 9);
            sums.push(n.into(), number);
            ranks.push(n.into(), number);
            left.push_back(number);
            for _ in 0..n % 3 {
                sums.pop_first();
                ranks.pop_first();
                left.pop_front();
            }
            let total: f64 = left.iter().sum();
            assert!((sums.sum() - total).abs() < 1e-9, "{n}");
            let least = left.iter().copied().min_by(f64::total_cmp);
            assert_eq!((ranks.at(0.0), sums.len()), (least, left.len()), "{n}");
            assert_eq!((sums.first_ms(), sums.last_ms()), (ranks.first_ms(), ranks.last_ms()));
            let again = Sums::from(Vec::from(sums.clone()));
            assert_eq!((again.len(), again.first_ms()), (sums.len(), sums.first_ms()));
        }
        // What was large leaves nothing behind.
        let mut sums = Sums::from(vec![(0, 1e300), (1, 1.0)]);
        sums.pop_first();
        assert_eq!(sums.sum().to_bits(), 1.0_f64.to_bits());
    }
}
