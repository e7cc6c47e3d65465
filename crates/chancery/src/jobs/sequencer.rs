//! The sequencer: entries get their numbers, the tree grows, a checkpoint is signed at least every second.

use std::{path::Path, process::Stdio, time::Duration};

use anyhow::{Context, bail};
use tokio::io::AsyncWriteExt;
use tokio_util::sync::CancellationToken;

use crate::house::House;

/// How long entries wait for a number at most. Shorter than the second that is promised.
const EVERY: Duration = Duration::from_millis(250);

/// How long a witness command may take.
const WITNESS_TIME: Duration = Duration::from_secs(30);

/// Rounds between two witnessed checkpoints: a minute.
const ROUNDS_PER_WITNESS: u32 = 240;

/// Runs until the house stops.
pub async fn run(house: House, stop: CancellationToken) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut witnessed = String::new();
    let mut n_rounds = 0_u32;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = tick.tick() => {}
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
        if n_rounds.is_multiple_of(ROUNDS_PER_WITNESS) {
            if let Err(error) = witness(&house, &mut witnessed).await {
                tracing::error!("the checkpoint did not reach audit.witness: {error:#}");
            }
        }
        n_rounds = n_rounds.wrapping_add(1);
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
    let status =
        tokio::time::timeout(WITNESS_TIME, child.wait()).await.context("it took too long")??;
    if !status.success() {
        bail!("it ended with {status}");
    }
    Ok(())
}
