//! The sequencer: entries get their numbers, the tree grows, a checkpoint is signed at least every second.

use std::{path::Path, process::Stdio, time::Duration};

use anyhow::{Context, bail};
use tokio::io::AsyncWriteExt;
use tokio_util::sync::CancellationToken;

use crate::house::House;

/// How long entries wait for a number at most. Shorter than the second that is promised.
const EVERY: Duration = Duration::from_millis(250);

/// How long a round rests at least, so that what is committed meanwhile shares the next one. Whoever looks at a board is
/// told of an arrival when it has its number.
const REST: Duration = Duration::from_millis(50);

/// How long a witness command may take.
const WITNESS_TIME: Duration = Duration::from_secs(30);

/// How often a checkpoint is brought to the witness.
const WITNESS_EVERY: Duration = Duration::from_secs(60);

/// Runs until the house stops.
pub async fn run(house: House, stop: CancellationToken) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = tick.tick() => {}
            () = house.db.committed() => {}
        }
        loop {
            match house.desk.sequence().await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!("entries could not get their numbers: {error}");
                    break;
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(REST) => {}
        }
    }
}

/// Brings checkpoints to the witness until the house stops; by itself, so that a slow witness keeps no entry
/// from its number.
pub async fn run_witness(house: House, stop: CancellationToken) {
    let mut tick = tokio::time::interval(WITNESS_EVERY);
    let mut witnessed = String::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = tick.tick() => {}
        }
        let told = tokio::time::timeout(WITNESS_TIME, witness(&house, &mut witnessed)).await;
        if let Err(error) = told.context("it took too long").flatten() {
            tracing::error!("the checkpoint did not reach audit.witness: {error:#}");
        }
    }
}

// A checkpoint that stays on this machine protects against nobody who owns the machine.
async fn witness(house: &House, witnessed: &mut String) -> anyhow::Result<()> {
    let Some(target) = &house.config.audit.witness else {
        return Ok(());
    };
    let Some(note) = house.desk.checkpoint().await? else {
        return Ok(());
    };
    if note == *witnessed {
        return Ok(());
    }
    match target.strip_prefix('|') {
        Some(command) => tell(command.trim(), &note).await?,
        None => keep(Path::new(target), &note).await?,
    }
    *witnessed = note;
    Ok(())
}

async fn keep(path: &Path, note: &str) -> anyhow::Result<()> {
    let new = path.with_extension("new");
    tokio::fs::write(&new, note)
        .await
        .with_context(|| format!("cannot write {}", new.display()))?;
    Ok(tokio::fs::rename(&new, path).await?)
}

async fn tell(command: &str, note: &str) -> anyhow::Result<()> {
    let mut child = tokio::process::Command::new("/bin/sh")
        .args(["-c", command])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(note.as_bytes()).await?;
    }
    let status = child.wait().await?;
    if !status.success() {
        bail!("it ended with {status}");
    }
    Ok(())
}
