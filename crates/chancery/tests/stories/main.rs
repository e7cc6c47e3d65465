//! Stories of the real binary, told as a user lives them: real mails, real mail servers, real trouble.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a story whose ground gives way has failed, and says where it stood"
)]

mod administrator;
mod api;
mod board;
mod browser;
mod console;
mod crash;
mod day_administrator;
mod day_engineer;
mod day_requester;
mod day_triage;
mod demo;
mod fsync;
mod glass;
mod ground;
mod hostile;
mod house;
mod keys;
mod live;
mod paper;
mod police;
mod policies;
mod postfix;
mod precedent;
mod recovery;
mod smtp;
mod stranger;
mod supplier;
mod tampering;
mod tokens;
mod tribunal;
mod trouble;
mod walk;
mod wire;
mod withdrawal;

use std::time::{Duration, Instant};

/// Time between two looks at what another process does.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Looks again and again until something is there; fails with `what` when the time is up.
async fn until<T>(what: &str, limit: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(begun.elapsed() < limit, "{what}: not within {limit:?}");
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Tells each story, `async fn(House)`, on SQLite and on PostgreSQL.
// A macro because each telling must have a name of its own to be seen when it fails.
macro_rules! stories {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::house::House::on_sqlite()).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::house::House::on_postgres().await).await;
            })*
        }
    };
}
use stories;
