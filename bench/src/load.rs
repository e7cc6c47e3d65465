//! Load: many clients asking in turns, and what the slowest of a hundred waited.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::task::JoinSet;

use crate::http::Client;

/// How long many requests took, sorted.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Sorts what was measured.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// Returns the time within which so many of a hundred were done.
    pub fn percentile(&self, percent: usize) -> Duration {
        let index = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(index).copied().unwrap_or_default()
    }
}

/// What a load came to.
pub struct Outcome {
    /// The times of all requests.
    pub times: Times,
    /// Requests a second, all clients together.
    pub per_sec: f64,
}

/// Asks for all paths, each once, by so many clients at once.
pub async fn run(
    to: SocketAddr,
    n_clients: usize,
    headers: &[(&str, &str)],
    paths: Vec<String>,
) -> anyhow::Result<Outcome> {
    let paths = Arc::new(paths);
    let next = Arc::new(AtomicUsize::new(0));
    let mut clients = Vec::new();
    for _ in 0..n_clients {
        clients.push(Client::connect(to, None, headers).await?);
    }
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for mut client in clients {
        let (paths, next) = (paths.clone(), next.clone());
        tasks.spawn(async move {
            let mut times = Vec::new();
            while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                let answer = client.get(path).await?;
                if answer.status != 200 {
                    let text: String = answer.text().chars().take(200).collect();
                    bail!("{path} was answered {}: {text}", answer.status);
                }
                times.push(answer.time);
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(joined) = tasks.join_next().await {
        times.extend(joined.context("a client broke off")??);
    }
    let per_sec = times.len() as f64 / began.elapsed().as_secs_f64();
    Ok(Outcome { times: Times::of(times), per_sec })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_name_the_slowest_of_a_hundred() {
        let times = Times::of((1..=200).map(Duration::from_millis).collect());
        assert_eq!(times.percentile(50), Duration::from_millis(100));
        assert_eq!(times.percentile(95), Duration::from_millis(190));
        assert_eq!(times.percentile(99), Duration::from_millis(198));
        assert_eq!(Times::default().percentile(95), Duration::ZERO);
    }
}
