//! The log: how many acts with their entries eight writers commit a second, and how many get their number.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Context;
use model::{Act, PersonId};
use tokio::task::JoinSet;

use crate::world::World;

/// Writers at once.
pub const WRITERS: usize = 8;

/// When entries get their numbers, as in the server (`crates/chancery/src/jobs/sequencer.rs`): behind a commit, at the latest so
/// often, and with a rest behind each round.
const SEQUENCE_EVERY: Duration = Duration::from_millis(250);
const REST: Duration = Duration::from_millis(50);

/// What the log came to.
pub struct Log {
    /// Entries committed a second.
    pub per_sec: f64,
    /// From the last commit until all had numbers.
    pub behind: Duration,
}

/// Writes for some time with eight writers.
pub async fn run(data: &Path, url: Option<&str>, time: Duration) -> anyhow::Result<Log> {
    let world = Arc::new(World::open(data, url).await?);
    let stop = Arc::new(AtomicBool::new(false));
    let sequencer = tokio::spawn({
        let (world, stop) = (world.clone(), stop.clone());
        async move {
            while !stop.load(Ordering::Relaxed) {
                tokio::select! {
                    () = tokio::time::sleep(SEQUENCE_EVERY) => {}
                    () = world.db.committed() => {}
                }
                while world.desk.sequence().await? > 0 {}
                tokio::time::sleep(REST).await;
            }
            anyhow::Ok(())
        }
    });
    let began = Instant::now();
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        let world = world.clone();
        writers.spawn(async move {
            let mut n = 0_usize;
            while began.elapsed() < time {
                let now = world.clock.now();
                let id = PersonId::draw(now, &*world.chance);
                let mut tx = world.db.write(world.permit(Act::CaseAdd)).await?;
                tx.insert_person(id, None, now).await?;
                tx.commit().await?;
                n += 1;
            }
            anyhow::Ok(n)
        });
    }
    let mut n = 0;
    while let Some(joined) = writers.join_next().await {
        n += joined.context("a writer broke off")??;
    }
    let per_sec = n as f64 / began.elapsed().as_secs_f64();
    let written = Instant::now();
    stop.store(true, Ordering::Relaxed);
    sequencer.await??;
    while world.desk.sequence().await? > 0 {}
    let behind = written.elapsed();
    if let Some(world) = Arc::into_inner(world) {
        world.close().await?;
    }
    Ok(Log { per_sec, behind })
}
